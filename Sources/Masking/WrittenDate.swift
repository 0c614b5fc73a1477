import Vocabulary

/// The year in a date as people and programs write it.
///
/// Reads only what can be read one way: a year that might as well be a day or a time of day would
/// show what must go, so such dates have none.
struct WrittenDate {
  /// A run of digits.
  private struct Run {
    /// First byte, an offset into the text.
    var start: Int
    /// One past the last byte.
    var end: Int
    /// The number; meaningful up to 18 digits.
    var value: Int
    /// How many digits.
    var count: Int { end - start }
  }

  private let text: [UInt8]
  private let runs: [Run]
  private let referenceYear: Int
  private let isHL7: Bool

  /// Years that a date of a patient may have.
  private static let years = 1_800..<2_200

  /// Takes a date apart.
  /// - Parameters:
  ///   - value: the text of the finding.
  ///   - referenceYear: two-digit years after it belong to the century before.
  ///   - isHL7: six digits are a year and a month.
  init(_ value: Span<UInt8>, referenceYear: Int, isHL7: Bool) {
    var text: [UInt8] = []
    text.reserveCapacity(value.count)
    for index in value.indices { text.append(value[index]) }
    self.text = text
    self.referenceYear = referenceYear
    self.isHL7 = isHL7
    runs = WrittenDate.digitRuns(in: text)
  }

  /// The year, four digits; nil where none stands there that can be read one way.
  var year: Int? { separatedYear ?? compactYear ?? plainYear ?? yearAfterMonthName }

  /// `12/03/2024`, `2024-03-12T10:11`, `12.03.24`.
  private var separatedYear: Int? {
    guard runs.count >= 3 else { return nil }
    for index in 0..<(runs.count - 2) {
      let (first, second, third) = (runs[index], runs[index + 1], runs[index + 2])
      guard let separator = separator(first, second), separator == self.separator(second, third)
      else { continue }
      guard second.count <= 2, first.count + third.count <= 6 else { continue }
      if first.count == 4 { return plausible(first.value) }
      if third.count == 4 { return plausible(third.value) }
      guard first.count <= 2, third.count <= 2 else { continue }
      if first.count == 2, first.value > 31 { return resolved(first.value) }
      return third.count == 2 ? resolved(third.value) : nil
    }
    return nil
  }

  /// `20240312`, `20240312101500`, `03122024`, `2024072`, seconds and milliseconds since 1970.
  private var compactYear: Int? {
    if let year = yearBefore1970 { return year }
    for run in runs {
      switch run.count {
      case 6 where isHL7: if let year = yearFirst(run.value * 100 + 1) { return year }
      case 6: if let year = yearAndMonth(run.value) { return year }
      case 7:
        if 1...366 ~= run.value % 1_000, let year = plausible(run.value / 1_000) { return year }
      case 8: if let year = yearFirst(run.value) ?? yearLast(run.value) { return year }
      case 10:
        if run.value % 100 < 24, let year = yearFirst(run.value / 100) { return year }
        return plausible(WrittenDate.year(ofSecondsSince1970: run.value))
      case 9: return plausible(WrittenDate.year(ofSecondsSince1970: run.value))
      case 12:
        return yearFirst(run.value / 10_000)
          ?? plausible(WrittenDate.year(ofSecondsSince1970: run.value / 1_000))
      case 13: return plausible(WrittenDate.year(ofSecondsSince1970: run.value / 1_000))
      case 14: if let year = yearFirst(run.value / 1_000_000) { return year }
      case 16: return plausible(WrittenDate.year(ofSecondsSince1970: run.value / 1_000_000))
      default: continue
      }
    }
    return nil
  }

  /// Four digits that are no time of day and no zone: `March 12, 2024`, `3/2024`, `2024`.
  private var plainYear: Int? {
    for run in runs where run.count == 4 && !isTimeOfDay(run) {
      if let year = plausible(run.value) { return year }
    }
    return nil
  }

  /// `-252460800000`: seconds or milliseconds before 1970, where nothing else stands.
  private var yearBefore1970: Int? {
    guard runs.count == 1, let run = runs.first, run.start == 1, run.end == text.count,
      text[0] == UInt8(ascii: "-")
    else { return nil }
    let seconds =
      switch run.count {
      case 9...10: run.value
      case 11...13: run.value / 1_000
      default: 0
      }
    return seconds > 0 ? plausible(WrittenDate.year(ofSecondsSince1970: -seconds)) : nil
  }

  /// `12-MAR-24`, `12 March 24`, `Mar 12, 24`, `Mar '24`.
  private var yearAfterMonthName: Int? {
    let short = runs.filter { $0.count <= 2 && !touchesColon($0) }
    for run in short where run.count == 2 && followsApostrophe(run) { return resolved(run.value) }
    guard short.count >= 2, short[1].count == 2 else { return nil }
    let between = text[short[0].end..<short[1].start]
    if isMonthName(between) { return resolved(short[1].value) }
    let isCommaYear = between.first == UInt8(ascii: ",") && short.count == 2
    guard isCommaYear, isMonthName(text[..<short[0].start]) else { return nil }
    return resolved(short[1].value)
  }

  /// Whether a text names a month in English or German, by its first three letters.
  private func isMonthName(_ bytes: ArraySlice<UInt8>) -> Bool {
    let letters = bytes.filter { $0.isLetter || $0 >= 0x80 }.map(\.lowercased)
    return WrittenDate.monthStems.contains { stem in
      letters.starts(with: stem)
        || letters.starts(with: WrittenDate.ordinals(before: stem, in: letters))
    }
  }

  private static let monthStems = [
    "jan", "jän", "feb", "mar", "mär", "mrz", "apr", "may", "mai", "jun", "jul", "aug", "sep",
    "oct",
    "okt", "nov", "dec", "dez",
  ]
  .map { Array($0.utf8) }

  /// The month's stem behind an English ordinal ending, as in `12th March`: `thmar`.
  private static func ordinals(before stem: [UInt8], in letters: [UInt8]) -> [UInt8] {
    let ending = letters.prefix(2)
    let known = ["st", "nd", "rd", "th"].contains { Array($0.utf8).elementsEqual(ending) }
    return known ? Array(ending) + stem : stem
  }

  /// The one separator between two runs, spaces aside; nil where there is none of `-`, `/`, `.`.
  private func separator(_ left: Run, _ right: Run) -> UInt8? {
    var only: UInt8?
    for index in left.end..<right.start where text[index] != 0x20 {
      guard only == nil else { return nil }
      only = text[index]
    }
    switch only {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."): return only
    default: return nil
    }
  }

  /// Whether four digits are a time of day: `at 1930 h`, `19:30`, `+0530`.
  private func isTimeOfDay(_ run: Run) -> Bool {
    if touchesColon(run) { return true }
    if run.start > 0, text[run.start - 1] == UInt8(ascii: "+") { return true }
    let rest = text[run.end...].drop { $0 == 0x20 }
    return rest.first.map { $0 | 0x20 == UInt8(ascii: "h") } ?? false
  }

  /// Whether a colon stands right before or after a run.
  private func touchesColon(_ run: Run) -> Bool {
    (run.start > 0 && text[run.start - 1] == UInt8(ascii: ":"))
      || (run.end < text.count && text[run.end] == UInt8(ascii: ":"))
  }

  /// Whether `'` or its typographic form stands right before a run.
  private func followsApostrophe(_ run: Run) -> Bool {
    let before = text[..<run.start]
    return before.last == UInt8(ascii: "'") || before.suffix(3).elementsEqual([0xE2, 0x80, 0x99])
  }

  /// The year of `YYYYMMDD`; nil where month or day cannot be.
  private func yearFirst(_ value: Int) -> Int? {
    let (month, day) = (value / 100 % 100, value % 100)
    return 1...12 ~= month && 1...31 ~= day ? plausible(value / 10_000) : nil
  }

  /// The year of `MMDDYYYY` and `DDMMYYYY`; nil where month or day cannot be.
  private func yearLast(_ value: Int) -> Int? {
    let (first, second) = (value / 1_000_000, value / 10_000 % 100)
    let fits = (1...12 ~= first && 1...31 ~= second) || (1...31 ~= first && 1...12 ~= second)
    return fits ? plausible(value % 10_000) : nil
  }

  /// The year of `YYYYMM` where it cannot be `YYMMDD`.
  private func yearAndMonth(_ value: Int) -> Int? {
    let isDate = 1...12 ~= value / 100 % 100 && 1...31 ~= value % 100
    return !isDate && 1...12 ~= value % 100 ? plausible(value / 100) : nil
  }

  /// A number that can be a patient's year.
  private func plausible(_ year: Int) -> Int? { WrittenDate.years ~= year ? year : nil }

  /// The latest year up to the reference year that ends in two digits: the older reading is the
  /// one that could show an age over 89.
  private func resolved(_ twoDigits: Int) -> Int {
    let century = referenceYear / 100 * 100
    let year = century + twoDigits
    return year <= referenceYear ? year : year - 100
  }

  /// The year of a Unix time.
  ///
  /// Days are counted in eras of 400 years; source: Hinnant, "chrono-compatible low-level date
  /// algorithms", civil_from_days.
  private static func year(ofSecondsSince1970 seconds: Int) -> Int {
    let whole = seconds < 0 ? (seconds - 86_399) / 86_400 : seconds / 86_400
    let days = whole + 719_468
    let era = days / 146_097
    let day = days % 146_097
    let yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let isJanuaryOrFebruary = (5 * dayOfYear + 2) / 153 >= 10
    return yearOfEra + era * 400 + (isJanuaryOrFebruary ? 1 : 0)
  }

  /// Every run of ASCII digits, in order.
  private static func digitRuns(in text: [UInt8]) -> [Run] {
    var runs: [Run] = []
    runs.reserveCapacity(3)
    var index = 0
    while index < text.count {
      guard text[index].isDigit else {
        index += 1
        continue
      }
      var run = Run(start: index, end: index, value: 0)
      while index < text.count, text[index].isDigit {
        run.value = min(run.value, 99_999_999_999_999_999) * 10 + Int(text[index] &- 0x30)
        index += 1
      }
      run.end = index
      runs.append(run)
    }
    return runs
  }
}
