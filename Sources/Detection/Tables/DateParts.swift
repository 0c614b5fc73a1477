import Vocabulary

/// Days whose parts stand apart, each behind its name or at its place.
///
/// ```
/// birth_date { year: 1948 month: 10 day: 5 }        {"birthDate":{"year":1948,"month":10,"day":5}}
/// "dob(1i)"=>"1951", "dob(2i)"=>"4", "dob(3i)"=>"28"        "dob":[1948,10,5]
/// ```
///
/// Sources: google.type.Date (Protocol Buffers); multi-parameter attributes of Ruby on Rails; Jackson's
/// `WRITE_DATES_AS_TIMESTAMPS`.
extension Scanner {
  /// Bytes between the name of a day and its parts, and of the parts, at most.
  private static let leadMax = 12
  private static let partsMax = 96
  /// What days are called that somebody was born, died or came on.
  private static let days = WordSet(
    ["date", "dob", "birthdate", "birth", "dateofbirth", "birthday", "dod", "born"]
      .map { Token.hash($0) }
  )
  /// What the parts of a day are called that are not its year.
  private static let dayParts = Engine.hashes("month day")
  private static var year: UInt64 { Token.word("year") }

  /// Appends the parts of days to `scratch.found`.
  func findDateParts(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    // What opens the parts of a day.
    guard text.holds(0x7B) || text.holds(0x5B) || text.holds(0x28) else { return }
    for place in 0..<scratch.endCount {
      let index = Int(scratch.ends[place])
      let token = scratch.tokens[index]
      if token.isDigits {
        if token.length == 1, text.at(token.end) == 0x69 { takeNumbered(text, token, &scratch) }
        continue
      }
      let isDay = token.shape == .mixed || Self.days.contains(token.hash)
      guard isDay, let open = Self.opening(text, behind: token.end), endsInDay(text, token) else {
        continue
      }
      if text[open] == 0x7B {
        takeNamed(text, open, from: index + 1, &scratch)
      } else if let parts = Self.listed(text, open),
        let finding = engine.wholeValue(text, at: parts, .date, .none)
      {
        scratch.found.append(finding)
      }
    }
  }

  /// Whether a name ends with that of a day: `birthDate`.
  private func endsInDay(_ text: Span<UInt8>, _ token: Token) -> Bool {
    if token.shape != .mixed { return true }
    let bytes = token.range.map { text[$0] }
    return FieldNames.words(String(decoding: bytes, as: UTF8.self)).last
      .map { Self.days.contains(Token.hash($0)) } == true
  }

  /// The bracket that opens the parts of what a name ends for; nil where none does.
  private static func opening(_ text: Span<UInt8>, behind end: Int) -> Int? {
    var place = end
    while place - end < leadMax {
      switch text.at(place) {
      case 0x5B, 0x7B: return place
      case 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x3A, 0x3D, 0x3E, 0x5C: place += 1
      default: return nil
      }
    }
    return nil
  }

  /// `(2i)"=>"4"`: takes the number behind a month's or a day's place.
  private func takeNumbered(_ text: Span<UInt8>, _ token: Token, _ scratch: inout ScanScratch) {
    guard token.hash == 2 || token.hash == 3, text.at(Int(token.start) - 1) == 0x28,
      text.at(token.end + 1) == 0x29
    else { return }
    takePart(text, behind: token.end + 2, &scratch)
  }

  /// Takes the parts of a day that names say between braces.
  private func takeNamed(
    _ text: Span<UInt8>,
    _ open: Int,
    from first: Int,
    _ scratch: inout ScanScratch
  ) {
    var close = open + 1
    while close < text.count, close - open < Self.partsMax, text[close] != 0x7D { close += 1 }
    guard text.at(close) == 0x7D else { return }
    var index = first
    while index < scratch.tokens.count, scratch.tokens[index].end <= close {
      let token = scratch.tokens[index]
      if Self.dayParts.contains(token.hash) { takePart(text, behind: token.end, &scratch) }
      if token.hash == Self.year, let value = Self.part(text, behind: token.end),
        let finding = engine.wholeValue(text, at: value, .date, .none)
      {
        scratch.found.append(finding)
      }
      index += 1
    }
  }

  /// Takes the month or day that follows its name.
  private func takePart(_ text: Span<UInt8>, behind end: Int, _ scratch: inout ScanScratch) {
    guard let value = Self.part(text, behind: end),
      let finding = engine.wholeValue(text, at: value, .date, .other)
    else { return }
    scratch.found.append(finding)
  }

  /// The number or word that a sign sets behind a name; nil where none follows.
  private static func part(_ text: Span<UInt8>, behind end: Int) -> Range<Int>? {
    var (place, hasSign) = (end, false)
    while place - end < leadMax {
      switch text.at(place) {
      case 0x3A, 0x3D: hasSign = true
      case 0x20, 0x22, 0x27, 0x3E, 0x5C, 0x5D: break
      default:
        let first = place
        while text.at(place).isAlphanumeric, place - first < leadMax { place += 1 }
        return hasSign && place > first ? first..<place : nil
      }
      place += 1
    }
    return nil
  }

  /// The year, month and day between brackets, without a time behind them; nil where something else stands there.
  private static func listed(_ text: Span<UInt8>, _ open: Int) -> Range<Int>? {
    var (place, numbers, isIn, end) = (open + 1, [Int](), false, open + 1)
    while place < text.count, place - open < partsMax, text[place] != 0x5D {
      switch text[place] {
      case 0x30...0x39:
        if !isIn { numbers.append(0) }
        let value = numbers[numbers.count - 1]
        numbers[numbers.count - 1] = min(value * 10 + Int(text[place] - 0x30), 100_000)
        isIn = true
        if numbers.count <= 3 { end = place + 1 }
      case 0x20, 0x2C: isIn = false
      default: return nil
      }
      place += 1
    }
    guard text.at(place) == 0x5D, (3...7).contains(numbers.count),
      (1_850...2_100).contains(numbers[0]), (1...12).contains(numbers[1]),
      (1...31).contains(numbers[2])
    else { return nil }
    return open + 1..<end
  }
}
