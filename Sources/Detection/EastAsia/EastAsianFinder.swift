import CScan
import Vocabulary

/// Finds who and what identifies somebody in Chinese, Japanese and Korean text, which is written without blanks: what
/// stands behind labels, before titles, days, addresses and ages.
///
/// ```
/// 患者姓名：王小明   出生日期：1978年3月12日   患者李芳，女，45岁   张医生查房
/// 氏名 山田太郎     昭和40年5月2日         田中様   東京都港区六本木3丁目2番1号
/// 환자명: 김민수    1965년 3월 12일       박지훈 님   서울특별시 강남구 테헤란로 152
/// ```
///
/// Names by themselves are not told from other words: that needs a dictionary of each language.
extension Scanner {
  /// The first byte of kana, ideographs and Hangul in UTF-8, and the last.
  static let scriptFirst: UInt8 = 0xE3
  static let scriptLast: UInt8 = 0xED
  /// Bytes of a character of them.
  static let characterBytes = 3

  /// Appends what such text says to `scratch.found`.
  func findEastAsian(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var offset = Self.nextCharacter(text, 0)
    // Where a run of characters without blanks began.
    var runEnd = -1
    while offset < text.count {
      let isRunStart = offset != runEnd
      var end = offset + Self.characterBytes
      if let value = labelled(text, offset) {
        takeWhole(text, value.range, value.label.kind, value.label.part, &scratch)
        end = value.range.upperBound
      } else {
        takeDay(text, offset, &scratch)
        takeTitled(text, offset, &scratch)
        takeSubject(text, offset, &scratch)
        if isRunStart, let address = Self.address(text, offset) {
          takeWhole(text, address, .location, .other, &scratch)
          end = max(end, address.upperBound)
        }
      }
      runEnd = end
      offset = Self.nextCharacter(text, end)
    }
  }

  /// The offset of the next character of these scripts; the text's end where none stands.
  private static func nextCharacter(_ text: Span<UInt8>, _ start: Int) -> Int {
    var offset = start
    while offset < text.count, !isCharacter(text, offset) {
      offset = unsafe text.withUnsafeBufferPointer {
        unsafe phigate_find_from($0.baseAddress, offset &+ 1, $0.count, scriptFirst)
      }
    }
    return offset
  }

  /// Whether kana, an ideograph or a syllable stands at an offset: no mark, and nothing cut off.
  static func isCharacter(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard offset >= 0, offset + 2 < text.count, (scriptFirst...scriptLast).contains(text[offset])
    else { return false }
    // U+3000 to U+303F are marks but for U+3005, which repeats a character.
    return text[offset] != 0xE3 || text[offset + 1] != 0x80 || text[offset + 2] == 0x85
  }

  /// Whether a syllable of Hangul stands at an offset.
  private static func isHangul(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    isCharacter(text, offset) && text[offset] >= 0xEA
  }

  /// Whether kana stands at an offset.
  private static func isKana(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    isCharacter(text, offset) && text[offset] == 0xE3
      && (0x81...0x83).contains(text[offset + 1])
  }

  static func stands(_ bytes: [UInt8], in text: Span<UInt8>, at start: Int) -> Bool {
    guard start >= 0, start + bytes.count <= text.count else { return false }
    var place = 0
    while place < bytes.count, text[start + place] == bytes[place] { place += 1 }
    return place == bytes.count
  }

  private static func characters(_ text: Span<UInt8>, _ range: Range<Int>) -> [UInt8] {
    range.map { text[$0] }
  }

  // MARK: Labels

  private static let wideColon: [UInt8] = [0xEF, 0xBC, 0x9A]
  /// Marks between a label and its value besides blanks and colons, and marks that end a value.
  private static let closing = ["】", "」", "］", "）"].map { Array($0.utf8) }
  private static let stops = ["，", "。", "；", "、", "（", "）", "【", "】", "「", "」", "／", "｜", "："]
    .map {
      Array($0.utf8)
    }
  /// Bytes of a value behind a label, and of a name.
  private static let valueBytesMax = 192
  private static let nameBytesMax = 36
  /// Digits of a number behind a label, at least.
  private static let numberDigitsMin = 4

  /// The label at an offset, and its value; nil for none.
  private func labelled(
    _ text: Span<UInt8>,
    _ offset: Int
  ) -> (
    label: EastAsianLabel, range: Range<Int>
  )? {
    guard let label = Self.label(text, offset) else { return nil }
    var start = offset + label.bytes.count
    var hasBlank = false
    var hasColon = false
    while start < text.count {
      if text[start] == 0x20 || text[start] == 0x09 {
        hasBlank = true
        start += 1
      } else if text[start] == 0x3A || text[start] == 0x3D {
        hasColon = true
        start += 1
      } else if Self.stands(Self.wideColon, in: text, at: start) {
        hasColon = true
        start += Self.wideColon.count
      } else if let mark = Self.closing.first(where: { Self.stands($0, in: text, at: start) }) {
        hasColon = true
        start += mark.count
      } else {
        break
      }
    }
    guard hasColon || hasBlank && !label.needsColon,
      let range = Self.value(text, start, label), !range.isEmpty
    else { return nil }
    return (label, range)
  }

  private static func label(_ text: Span<UInt8>, _ offset: Int) -> EastAsianLabel? {
    let key = EastAsianLabel.key(text[offset], text[offset + 1], text[offset + 2])
    return EastAsianLabel.table[key]?.first { stands($0.bytes, in: text, at: offset) }
  }

  /// What stands behind a label as its kind of value goes on; nil for what is none.
  private static func value(
    _ text: Span<UInt8>,
    _ start: Int,
    _ label: EastAsianLabel
  ) -> Range<Int>? {
    switch label.kind {
    case .name: return name(text, start)
    case .date: return dayValue(text, start)
    case .username, .secret,
      .location where label.part == .other:
      return untilStop(text, start, passesBlanks: label.kind == .location)
    default:
      var (end, digits) = (start, 0)
      while text.at(end).isAlphanumeric || [0x2D, 0x28, 0x29, 0x2B, 0x2E].contains(text.at(end))
        || text.at(end) == 0x20 && text.at(end + 1).isDigit
      {
        digits += text[end].isDigit ? 1 : 0
        end += 1
      }
      return digits >= numberDigitsMin && end - start <= valueBytesMax ? start..<end : nil
    }
  }

  /// A name of up to two words of these scripts, or of Latin letters up to a mark.
  private static func name(_ text: Span<UInt8>, _ start: Int) -> Range<Int>? {
    if text.at(start).isLetter {
      var end = start
      while text.at(end).isLetter || [0x20, 0x2D, 0x27, 0x2E, 0x2C].contains(text.at(end)),
        end - start <= nameBytesMax
      {
        if text[end] == 0x20, text.at(end + 1) == 0x20 { break }
        end += 1
      }
      while end > start, !text[end - 1].isLetter { end -= 1 }
      return end - start > 1 ? start..<end : nil
    }
    var (end, words) = (start, 1)
    while end - start <= nameBytesMax {
      if isCharacter(text, end) {
        end += characterBytes
      } else if words == 1, end > start, text.at(end) == 0x20, isCharacter(text, end + 1),
        label(text, end + 1) == nil,
        !behindNames.contains(where: { stands($0, in: text, at: end + 1) })
      {
        words += 1
        end += 1
      } else {
        break
      }
    }
    while end > start, text[end - 1] == 0x20 { end -= 1 }
    let value = characters(text, start..<end)
    guard end - start >= 2 * characterBytes, end - start <= nameBytesMax, !nothing.contains(value)
    else { return nil }
    return start..<end
  }

  /// What stands behind a blank behind a name: a sex, an age, the next item of a form.
  private static let behindNames = [
    "性别", "性別", "男", "女", "年龄", "年齢", "科室", "科别", "床号", "病区", "病房", "职业", "民族", "婚姻", "国籍", "诊断",
    "診断", "病棟",
    "診療科", "様", "殿", "성별", "나이", "남", "여", "진단", "진료과", "병동", "님", "씨",
  ]
  .map { Array($0.utf8) }
  /// What stands behind a label where nobody is.
  private static let nothing: Set<[UInt8]> = Set(
    ["不详", "不詳", "不明", "未知", "同上", "匿名", "なし", "該当なし", "없음", "미상", "해당없음", "未填写", "未記入"]
      .map { Array($0.utf8) }
  )

  private static func untilStop(
    _ text: Span<UInt8>,
    _ start: Int,
    passesBlanks: Bool
  ) -> Range<Int>? {
    var end = start
    while end < text.count, end - start <= valueBytesMax, text[end] >= 0x20, text[end] != 0x2C,
      text[end] != 0x3B, text[end] != 0x7C, text[end] != 0x22,
      text[end] < 0x80 || !stops.contains(where: { stands($0, in: text, at: end) })
    {
      if text[end] == 0x20 {
        let isLabel = isCharacter(text, end + 1) && label(text, end + 1) != nil
        if !passesBlanks || isLabel || text.at(end + 1) == 0x20 { break }
      }
      end += 1
    }
    while end > start, text[end - 1] == 0x20 { end -= 1 }
    return end - start > 1 ? start..<end : nil
  }

  // MARK: Persons

  /// Characters of a given name, at most.
  private static let givenMax = 2
  /// Characters of a name in Japanese, at most.
  private static let japaneseMax = 6

  /// Takes the name before a title: `王医生`, `田中様`, `박지훈 님`.
  private func takeTitled(_ text: Span<UInt8>, _ offset: Int, _ scratch: inout ScanScratch) {
    let person: Range<Int>?
    if Self.isHangul(text, offset) {
      person = Self.koreanBefore(text, offset)
    } else {
      // `小林先生` is Japanese: 林 alone is a family in China.
      let persons = [Self.chineseBefore(text, offset), Self.japaneseBefore(text, offset)]
      person = persons.compactMap { $0 }.min { $0.lowerBound < $1.lowerBound }
    }
    guard let person else { return }
    takeWhole(text, person, .name, .none, &scratch)
  }

  private static func chineseBefore(_ text: Span<UInt8>, _ offset: Int) -> Range<Int>? {
    guard EastAsianNames.chineseTitles.contains(where: { stands($0, in: text, at: offset) }),
      !EastAsianNames.noChinese.contains(where: { stands($0, in: text, at: offset - $0.count) })
    else { return nil }
    // The longest counts: of two families one behind the other the first may be a given name's.
    for count in stride(from: givenMax + 2, through: 2, by: -1) {
      let start = offset - count * characterBytes
      guard areIdeographs(text, start..<offset) else { continue }
      let family = characters(text, start..<start + 2 * characterBytes)
      if EastAsianNames.compound.contains(family) { return start..<offset }
    }
    for count in stride(from: givenMax + 1, through: 1, by: -1) {
      let start = offset - count * characterBytes
      guard areIdeographs(text, start..<offset) else { continue }
      let family = characters(text, start..<start + characterBytes)
      if EastAsianNames.chinese.contains(family) { return start..<offset }
    }
    return nil
  }

  private static func japaneseBefore(_ text: Span<UInt8>, _ offset: Int) -> Range<Int>? {
    guard EastAsianNames.japaneseTitles.contains(where: { stands($0, in: text, at: offset) }) else {
      return nil
    }
    var start = offset
    if text.at(start - 1) == 0x20 { start -= 1 }
    let end = start
    while isCharacter(text, start - characterBytes), !isHangul(text, start - characterBytes),
      !isKana(text, start - characterBytes), end - start < japaneseMax * characterBytes
    {
      start -= characterBytes
    }
    guard isFamily(text, start..<end, EastAsianNames.japanese) else { return nil }
    return start..<end
  }

  private static func koreanBefore(_ text: Span<UInt8>, _ offset: Int) -> Range<Int>? {
    guard let title = EastAsianNames.koreanTitles.first(where: { stands($0, in: text, at: offset) })
    else { return nil }
    // A title of one syllable is the beginning of a longer word as well: `씨앗`.
    let isApart = text.at(offset - 1) == 0x20
    if title.count == characterBytes, isHangul(text, offset + title.count),
      !particles.contains(where: { stands($0, in: text, at: offset + title.count) })
    {
      return nil
    }
    let end = isApart ? offset - 1 : offset
    var start = end
    while isHangul(text, start - characterBytes), end - start < 5 * characterBytes {
      start -= characterBytes
    }
    let syllables = (end - start) / characterBytes
    guard (2...4).contains(syllables), isFamily(text, start..<end, EastAsianNames.korean),
      !EastAsianNames.noKorean.contains(characters(text, start..<end))
    else { return nil }
    return start..<end
  }

  /// What stands behind a title in Korean.
  private static let particles = ["은", "는", "이", "가", "을", "를", "의", "께", "과", "와", "도", "에"]
    .map {
      Array($0.utf8)
    }

  /// Whether characters begin with a family's name and are not longer than one with a given name.
  private static func isFamily(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ families: Set<[UInt8]>
  ) -> Bool {
    for count in stride(from: 3, through: 1, by: -1) where count * characterBytes <= range.count {
      if families.contains(
        characters(text, range.lowerBound..<range.lowerBound + count * characterBytes)
      ) {
        return true
      }
    }
    return false
  }

  private static func areIdeographs(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.lowerBound >= 0 else { return false }
    return stride(from: range.lowerBound, to: range.upperBound, by: characterBytes)
      .allSatisfy { isCharacter(text, $0) && !isKana(text, $0) && !isHangul(text, $0) }
  }

  private static let roles = ["患者", "病人", "患儿", "产妇", "死者", "受试者"].map { Array($0.utf8) }
  private static let sexes = ["男", "女"].map { Array($0.utf8) }
  private static let commas = ["，", "、", "（"].map { Array($0.utf8) }

  /// Takes the name between a role and a sex or an age: `患者王小明，男，45岁`.
  private func takeSubject(_ text: Span<UInt8>, _ offset: Int, _ scratch: inout ScanScratch) {
    guard let role = Self.roles.first(where: { Self.stands($0, in: text, at: offset) }) else {
      return
    }
    let start = offset + role.count
    var end = start
    while Self.areIdeographs(text, end..<end + Self.characterBytes),
      end - start < (Self.givenMax + 2) * Self.characterBytes
    { end += Self.characterBytes }
    guard end - start >= 2 * Self.characterBytes,
      Self.isFamily(text, start..<end, EastAsianNames.chinese)
        || Self.isFamily(text, start..<end, EastAsianNames.compound)
    else { return }
    var next = end
    if let comma = Self.commas.first(where: { Self.stands($0, in: text, at: next) }) {
      next += comma.count
    } else if [0x2C, 0x28].contains(text.at(next)) {
      next += 1
    }
    while text.at(next) == 0x20 { next += 1 }
    guard next > end,
      text.at(next).isDigit || Self.sexes.contains(where: { Self.stands($0, in: text, at: next) })
    else { return }
    takeWhole(text, start..<end, .name, .none, &scratch)
  }
}
