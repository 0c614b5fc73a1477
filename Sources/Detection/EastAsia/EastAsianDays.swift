import Vocabulary

/// Days, ages and addresses in Chinese, Japanese and Korean.
///
/// Sources: GB/T 7408 and JIS X 0301 (`昭和40年5月2日`), KS X ISO 8601 (`1965년 3월 12일`); addresses from the largest place to the
/// smallest, by the marks of their levels.
extension Scanner {
  private static let year = ["年", "년"].map { Array($0.utf8) }
  private static let month = ["月", "월"].map { Array($0.utf8) }
  private static let day = ["日", "号", "號", "일"].map { Array($0.utf8) }
  private static let eras = ["明治", "大正", "昭和", "平成", "令和", "民国", "民國"].map { Array($0.utf8) }
  private static let firstYear = Array("元".utf8)
  private static let ages = ["岁", "歲", "歳", "才", "세"].map { Array($0.utf8) }
  /// Ages that identify, in years.
  ///
  /// Source: 45 CFR 164.514(b)(2)(i)(C).
  private static let oldAges = 90...125

  /// Takes a day or a month whose mark stands at an offset, and an age of ninety and more.
  func takeDay(_ text: Span<UInt8>, _ offset: Int, _ scratch: inout ScanScratch) {
    if Self.year.contains(where: { Self.stands($0, in: text, at: offset) }) {
      guard let start = Self.yearStart(text, offset),
        let end = Self.monthEnd(text, offset + Self.characterBytes)
      else { return }
      takeWhole(text, start..<end, .date, .none, &scratch)
    } else if Self.month.contains(where: { Self.stands($0, in: text, at: offset) }) {
      guard let start = Self.digitsBefore(text, offset, 1...2),
        let end = Self.dayEnd(text, offset + Self.characterBytes),
        !Self.isBehindYear(text, start)
      else { return }
      takeWhole(text, start..<end, .date, .none, &scratch)
    } else if Self.ages.contains(where: { Self.stands($0, in: text, at: offset) }),
      let start = Self.digitsBefore(text, offset, 2...3),
      Self.oldAges.contains(Self.number(text, start..<Self.blankBefore(text, offset)))
    {
      takeWhole(text, start..<Self.blankBefore(text, offset), .age, .none, &scratch)
    }
  }

  /// A day behind a label, in digits and marks of any of these forms; nil for a year alone.
  static func dayValue(_ text: Span<UInt8>, _ start: Int) -> Range<Int>? {
    var (end, digits, marks) = (start, 0, 0)
    let words = year + month + day + eras + [firstYear]
    while end < text.count {
      if text[end].isDigit {
        digits += 1
        end += 1
      } else if [0x2D, 0x2F, 0x2E].contains(text[end]) {
        marks += 1
        end += 1
      } else if text[end] == 0x20, text.at(end + 1).isDigit {
        end += 1
      } else if let word = words.first(where: { stands($0, in: text, at: end) }) {
        marks += 1
        end += word.count
      } else {
        break
      }
    }
    return digits >= 6 || digits > 1 && marks > 1 ? start..<end : nil
  }

  /// Whether a year stands before an offset, which takes the day behind it.
  private static func isBehindYear(_ text: Span<UInt8>, _ start: Int) -> Bool {
    let mark = blankBefore(text, start) - characterBytes
    return year.contains { stands($0, in: text, at: mark) } && yearStart(text, mark) != nil
  }

  private static func blankBefore(_ text: Span<UInt8>, _ offset: Int) -> Int {
    text.at(offset - 1) == 0x20 ? offset - 1 : offset
  }

  /// Where digits begin that end before an offset or a blank before it; nil for fewer or more.
  private static func digitsBefore(
    _ text: Span<UInt8>,
    _ offset: Int,
    _ count: ClosedRange<Int>
  ) -> Int? {
    let end = blankBefore(text, offset)
    var start = end
    while start > 0, text[start - 1].isDigit { start -= 1 }
    return count.contains(end - start) ? start : nil
  }

  private static func number(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    range.reduce(0) { $0 * 10 + Int(text[$1] &- 0x30) }
  }

  /// Where a year begins whose mark stands at an offset: four digits, or an era's.
  private static func yearStart(_ text: Span<UInt8>, _ offset: Int) -> Int? {
    if let start = digitsBefore(text, offset, 1...4) {
      if let era = eras.first(where: { stands($0, in: text, at: start - $0.count) }) {
        return start - era.count
      }
      let isYear =
        blankBefore(text, offset) - start == 4
        && (1_850...2_150).contains(number(text, start..<start + 4))
      return isYear || blankBefore(text, offset) - start == 2 ? start : nil
    }
    let first = offset - firstYear.count
    guard stands(firstYear, in: text, at: first),
      let era = eras.first(where: { stands($0, in: text, at: first - $0.count) })
    else { return nil }
    return first - era.count
  }

  /// Where a month ends, with its day where one stands behind it; nil for none.
  private static func monthEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    partEnd(text, start, 1...12, month).map { dayEnd(text, $0) ?? $0 }
  }

  /// Where a day of a month ends; nil for none.
  private static func dayEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    partEnd(text, start, 1...31, day)
  }

  /// Where a number of one or two digits and its mark end, with a blank before each or none; nil for others.
  private static func partEnd(
    _ text: Span<UInt8>,
    _ start: Int,
    _ values: ClosedRange<Int>,
    _ marks: [[UInt8]]
  ) -> Int? {
    let first = text.at(start) == 0x20 ? start + 1 : start
    var end = first
    while text.at(end).isDigit { end += 1 }
    guard (1...2).contains(end - first), values.contains(number(text, first..<end)) else {
      return nil
    }
    if text.at(end) == 0x20 { end += 1 }
    return marks.first { stands($0, in: text, at: end) }.map { end + $0.count }
  }

  // MARK: Addresses

  /// Marks of regions and towns; of houses, floors and rooms; and words before an address.
  private static let regions = ["省", "市", "县", "縣", "県", "都", "府", "区", "區", "郡"]
    .map { Array($0.utf8) }
  private static let streets = ["路", "街", "道", "町", "村", "镇", "鎮", "乡", "鄉", "丁目", "条"]
    .map { Array($0.utf8) }
  /// Marks of levels before a house, at least.
  private static let levelsMin = 2
  private static let houses = [
    "号", "號", "番地", "番", "室", "楼", "樓", "弄", "栋", "棟", "单元", "丁目", "巷", "幢",
  ]
  .map {
    Array($0.utf8)
  }
  private static let before = ["住在", "住于", "住", "位于", "在", "址", "は", "の"].map { Array($0.utf8) }
  private static let koreanLevels = ["시", "도", "군", "구", "읍", "면", "동", "리", "로", "길", "가"]
    .map { Array($0.utf8) }
  /// Bytes of an address, at most.
  private static let addressBytesMax = 240

  /// The address in a run of characters and digits that begins at an offset; nil for none.
  static func address(_ text: Span<UInt8>, _ start: Int) -> Range<Int>? {
    if let korean = koreanAddress(text, start) { return korean }
    var end = start
    var first = start
    var levels = 0
    var last = -1
    while end < text.count, end - start < addressBytesMax {
      if text[end].isDigit || text[end] == 0x2D {
        // `六本木3-2-1`
        let goesOn = text.at(end - 1) == 0x2D || last == end
        if levels >= levelsMin, text[end].isDigit, goesOn { last = end + 1 }
        end += 1
        continue
      }
      guard isCharacter(text, end) else { break }
      if levels == 0, let word = before.first(where: { stands($0, in: text, at: end) }) {
        first = end + word.count
        end = first
        continue
      }
      if end > first,
        regions.contains(where: { stands($0, in: text, at: end) })
          || levels > 0 && streets.contains(where: { stands($0, in: text, at: end) })
      {
        levels += 1
      }
      if levels >= levelsMin, text[end - 1].isDigit,
        let house = houses.first(where: { stands($0, in: text, at: end) })
      {
        last = end + house.count
      }
      end += characterBytes
    }
    return last > 0 ? first..<last : nil
  }

  /// `서울특별시 강남구 테헤란로 152`: words of levels, then a number.
  private static func koreanAddress(_ text: Span<UInt8>, _ start: Int) -> Range<Int>? {
    var (end, words) = (start, 0)
    while isCharacter(text, end), text[end] >= 0xEA {
      var wordEnd = end
      while isCharacter(text, wordEnd), text[wordEnd] >= 0xEA { wordEnd += characterBytes }
      guard wordEnd - end > characterBytes,
        koreanLevels.contains(where: { stands($0, in: text, at: wordEnd - $0.count) }),
        text.at(wordEnd) == 0x20
      else { return nil }
      words += 1
      end = wordEnd + 1
    }
    var last = end
    while text.at(last).isDigit || text.at(last) == 0x2D && text.at(last + 1).isDigit { last += 1 }
    return words >= 2 && last > end ? start..<last : nil
  }
}
