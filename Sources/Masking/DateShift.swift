import Vocabulary

/// A written date, taken apart so that it can be written again as another day in the same form.
///
/// Only what can be read is shifted: where anything of the text stays unread, there is no result,
/// and the date becomes a tag. Between `/` and `-` the month comes first unless it cannot, between
/// dots the day; a form that says neither is so moved as if it did.
struct DateShift {
  /// A run of digits or letters of the text.
  struct Token: Equatable {
    /// Where it stands, half-open.
    var range: Range<Int>
    /// The number; nil for letters.
    var number: Int?
    /// How many bytes.
    var count: Int { range.count }
  }

  /// A stretch of the text and what comes in its place.
  typealias Change = (range: Range<Int>, text: [UInt8])

  let text: [UInt8]
  let tokens: [Token]
  private let days: Int
  private let referenceYear: Int

  /// Bytes of the longest text that is read.
  private static let bytesMax = 128
  /// The year of dates without one: the last that has every day.
  private static let leapYear = 2_024
  /// Years that a date may have.
  static let years = 1_800..<2_200

  /// Takes a text apart; nil where it is too long or not ASCII.
  init?(_ text: [UInt8], days: Int, referenceYear: Int) {
    guard text.count <= Self.bytesMax, text.allSatisfy({ 0x20..<0x7F ~= $0 }) else { return nil }
    self.text = text
    self.days = days
    self.referenceYear = referenceYear
    var tokens: [Token] = []
    var index = 0
    while index < text.count {
      let start = index
      if text[index].isDigit {
        while index < text.count, text[index].isDigit { index += 1 }
        let number = text[start..<index].suffix(18).reduce(0) { $0 * 10 + Int($1 - 0x30) }
        tokens.append(Token(range: start..<index, number: number))
      } else if text[index].isLetter {
        while index < text.count, text[index].isLetter { index += 1 }
        tokens.append(Token(range: start..<index, number: nil))
      } else {
        index += 1
      }
    }
    self.tokens = tokens
  }

  /// The text with every date of it moved; nil where something in it cannot be read.
  var shifted: [UInt8]? {
    var changes: [Change] = []
    var weekdays: [Token] = []
    var last: CalendarDay?
    var index = 0
    while index < tokens.count {
      if let (found, used, day) = date(at: index) {
        changes += found
        last = day
        index += used
      } else if isWeekday(tokens[index]) {
        weekdays.append(tokens[index])
        index += 1
      } else if isHarmless(index, afterDate: last != nil) {
        index += 1
      } else {
        return nil
      }
    }
    guard let last else { return nil }
    if weekdays.count > 1 { return nil }
    for token in weekdays { changes.append((token.range, weekday(last.weekday, like: token))) }
    return apply(changes)
  }

  /// The first date of the text that names a month; nil where none can be read.
  var firstDay: CalendarDay? {
    for index in tokens.indices {
      if let (_, used, day) = date(at: index) {
        let isYearAlone = used == 1 && tokens[index].count == 4
        return isYearAlone ? nil : day
      }
    }
    return nil
  }

  /// The text with changes made.
  private func apply(_ changes: [Change]) -> [UInt8] {
    var out: [UInt8] = []
    var position = 0
    for change in changes.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      out += text[position..<change.range.lowerBound].map(UInt8.separatorOrCharacter)
      out += change.text
      position = change.range.upperBound
    }
    return out + text[position...].map(UInt8.separatorOrCharacter)
  }

  /// The changes that move the date which begins at a token, the tokens that it takes, and its day.
  private func date(at index: Int) -> ([Change], Int, CalendarDay)? {
    compact(index) ?? separated(index) ?? named(index) ?? coarse(index)
  }

  /// `20240312`, `20240312101500`, `03122024`, seconds and milliseconds since 1970.
  private func compact(_ index: Int) -> ([Change], Int, CalendarDay)? {
    let token = tokens[index]
    guard let number = token.number else { return nil }
    let isSeconds = token.count == 10 && number / 1_000_000 < 1_900
    if isSeconds || token.count == 13 {
      let unit = token.count == 13 ? 86_400_000 : 86_400
      let made = number + days * unit
      guard made > 0, digits(made, token.count).count == token.count else { return nil }
      return (
        [(token.range, digits(made, token.count))], 1, CalendarDay(daysSince1970: made / unit)
      )
    }
    guard [8, 10, 12, 14].contains(token.count) else { return nil }
    let head = text[token.range.prefix(8)].reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let range = token.range.prefix(8)
    if let day = day(head / 10_000, head / 100 % 100, head % 100) {
      let new = day.adding(days)
      let made = digits(new.year, 4) + digits(new.month, 2) + digits(new.day, 2)
      return ([(range, made)], 1, new)
    }
    let (first, second, year) = (head / 1_000_000, head / 10_000 % 100, head % 10_000)
    guard token.count == 8 else { return nil }
    let isDayFirst = first > 12
    guard let day = isDayFirst ? day(year, second, first) : day(year, first, second) else {
      return nil
    }
    let new = day.adding(days)
    let (one, two) = isDayFirst ? (new.day, new.month) : (new.month, new.day)
    return ([(range, digits(one, 2) + digits(two, 2) + digits(new.year, 4))], 1, new)
  }

  /// `2024-03-12`, `3/12/24`, `12.03.2024`, `03/12`.
  private func separated(_ index: Int) -> ([Change], Int, CalendarDay)? {
    guard let mark = mark(after: index) else { return nil }
    let (first, second) = (tokens[index], tokens[index + 1])
    guard let one = first.number, let two = second.number, second.count <= 2 else { return nil }
    guard self.mark(after: index + 1) == mark, let three = tokens[index + 2].number else {
      guard first.count <= 2, mark != UInt8(ascii: ".") else { return nil }
      return ordered([first, second], [one, two], mark, year: nil)
    }
    let third = tokens[index + 2]
    if first.count == 4, third.count <= 2 {
      guard let day = day(one, two, three) else { return nil }
      let new = day.adding(days)
      let width = min(second.count, third.count)
      return (
        [
          (first.range, digits(new.year, 4)), (second.range, digits(new.month, width)),
          (third.range, digits(new.day, width)),
        ], 3, new
      )
    }
    guard first.count <= 2, third.count == 2 || third.count == 4 else { return nil }
    let year = third.count == 4 ? three : resolved(three)
    return ordered([first, second, third], [one, two], mark, year: year)
  }

  /// Day and month in one order or the other, with a year or without.
  private func ordered(
    _ parts: [Token],
    _ numbers: [Int],
    _ mark: UInt8,
    year: Int?
  ) -> ([Change], Int, CalendarDay)? {
    let isDayFirst = mark == UInt8(ascii: ".") ? numbers[1] <= 12 : numbers[0] > 12
    let (month, date) = isDayFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
    guard let day = day(year ?? Self.leapYear, month, date) else { return nil }
    let new = day.adding(days)
    let width = min(parts[0].count, parts[1].count)
    let (one, two) = isDayFirst ? (new.day, new.month) : (new.month, new.day)
    var changes: [Change] = [
      (parts[0].range, digits(one, width)), (parts[1].range, digits(two, width)),
    ]
    if parts.count == 3 {
      changes.append((parts[2].range, digits(new.year, parts[2].count)))
    }
    return (changes, parts.count, new)
  }

  /// `March 12, 2024`, `12 March 2024`, `12-MAR-24`, `Mar 12`, `12th of March`, `March 2024`.
  private func named(_ index: Int) -> ([Change], Int, CalendarDay)? {
    var place = index
    var (dayToken, monthToken, yearToken): (Token?, Token?, Token?)
    if let number = tokens[place].number, tokens[place].count <= 2, 1...31 ~= number {
      dayToken = tokens[place]
      place += 1
      while place < tokens.count, isOrdinalOrOf(tokens[place]) { place += 1 }
    }
    guard place < tokens.count, let month = Month(text[tokens[place].range]) else { return nil }
    monthToken = tokens[place]
    place += 1
    if dayToken == nil, place < tokens.count, let number = tokens[place].number,
      tokens[place].count <= 2, 1...31 ~= number, !touchesColon(tokens[place])
    {
      dayToken = tokens[place]
      place += 1
      if place < tokens.count, isOrdinalOrOf(tokens[place]) { place += 1 }
    }
    if place < tokens.count, let number = tokens[place].number, !touchesColon(tokens[place]),
      tokens[place].count == 4 && Self.years ~= number
        || tokens[place].count == 2
          && mayBeYear(place, behindMonth: tokens[place - 1] == monthToken)
    {
      yearToken = tokens[place]
      place += 1
    }
    guard let monthToken, dayToken != nil || yearToken != nil else { return nil }
    let year = yearToken.flatMap { token in
      token.count == 4 ? token.number : token.number.map(resolved)
    }
    let known = year ?? Self.leapYear
    guard let old = day(known, month.number, dayToken?.number ?? 15) else { return nil }
    let new = old.adding(days)
    var changes: [Change] = [(monthToken.range, month.written(new.month))]
    if let dayToken {
      let width = dayToken.count == 2 && text[dayToken.range.lowerBound] == 0x30 ? 2 : 1
      changes.append((dayToken.range, digits(new.day, width)))
      if let ending = ordinal(behind: dayToken) {
        changes.append((ending, Self.ordinal(new.day)))
      }
    }
    if let yearToken { changes.append((yearToken.range, digits(new.year, yearToken.count))) }
    return (changes, place - index, new)
  }

  /// Whether two digits behind a day or month are a year: `12-MAR-24`, `March 12, 24`, `Mar '24`,
  /// but not the second day of `March 12-14`.
  private func mayBeYear(_ place: Int, behindMonth: Bool) -> Bool {
    let start = tokens[place - 1].range.upperBound
    let between = text[start..<tokens[place].range.lowerBound]
    if between.contains(UInt8(ascii: "'")) || between.contains(UInt8(ascii: ",")) { return true }
    return behindMonth && tokens[..<place].contains { $0.number != nil }
  }

  /// `2024-03`, `03/2024` and `2024`: the middle of the month or year is moved.
  private func coarse(_ index: Int) -> ([Change], Int, CalendarDay)? {
    let token = tokens[index]
    guard let number = token.number, !touchesColon(token) else { return nil }
    if mark(after: index) != nil, let other = tokens[index + 1].number {
      if mark(after: index + 1) != nil { return nil }
      let (one, two) = (token, tokens[index + 1])
      let isYearFirst = one.count == 4 && two.count <= 2
      guard isYearFirst || one.count <= 2 && two.count == 4,
        let old = isYearFirst ? day(number, other, 15) : day(other, number, 15)
      else { return nil }
      let new = old.adding(days)
      let (year, month) = isYearFirst ? (one, two) : (two, one)
      return (
        [(year.range, digits(new.year, 4)), (month.range, digits(new.month, month.count))], 2, new
      )
    }
    if token.count == 6, let old = day(number / 100, number % 100, 15) {
      let new = old.adding(days)
      return ([(token.range, digits(new.year, 4) + digits(new.month, 2))], 1, new)
    }
    guard token.count == 4, let old = day(number, 7, 1) else { return nil }
    let new = old.adding(days)
    return ([(token.range, digits(new.year, 4))], 1, new)
  }

  /// Whether a token that belongs to no date may stay: a time of day and its zone, words between
  /// dates.
  private func isHarmless(_ index: Int, afterDate: Bool) -> Bool {
    let token = tokens[index]
    guard token.number != nil else {
      let word = text[token.range].map(\.lowercased)
      return Self.harmlessWords.contains(word)
    }
    if touchesColon(token) { return true }
    guard afterDate, token.range.lowerBound > 0 else { return false }
    let before = text[token.range.lowerBound - 1]
    let isZone = before == UInt8(ascii: "+") || before == UInt8(ascii: "-")
    guard isZone || before == UInt8(ascii: "."), index > 0 else { return false }
    // A zone or the fraction of a second stands behind a time of day, or behind its fraction.
    let second = tokens[index - 1]
    let isBehindTime =
      touchesColon(second) || [12, 14].contains(second.count)
      || index > 1 && isZone && [12, 14].contains(tokens[index - 2].count)
      || index > 1 && isZone && touchesColon(tokens[index - 2])
    return isBehindTime && (!isZone || token.count == 4 || token.count == 2)
  }

  private static let harmlessWords = Set(
    [
      "t", "z", "at", "on", "the", "of", "to", "and", "am", "pm", "a", "m", "p", "h", "hrs", "from",
      "until", "through", "utc", "gmt", "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt",
      "between", "in",
    ]
    .map { Array($0.utf8) }
  )

  /// A day that can be a patient's.
  private func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDay? {
    Self.years ~= year ? CalendarDay(year: year, month: month, day: day) : nil
  }

  /// The year that two digits mean: the latest up to the reference year.
  private func resolved(_ twoDigits: Int) -> Int {
    let year = referenceYear / 100 * 100 + twoDigits
    return year <= referenceYear ? year : year - 100
  }

  /// The one mark between a token and the next: `-`, `/` or `.`, spaces aside; nil where another
  /// or none stands there.
  private func mark(after index: Int) -> UInt8? {
    guard index + 1 < tokens.count else { return nil }
    let between = text[tokens[index].range.upperBound..<tokens[index + 1].range.lowerBound]
      .filter { $0 != 0x20 }
    guard between.count == 1, let only = between.first else { return nil }
    return "-/.".utf8.contains(only) ? only : nil
  }

  /// Whether a colon stands right before or after a token.
  private func touchesColon(_ token: Token) -> Bool {
    (token.range.lowerBound > 0 && text[token.range.lowerBound - 1] == UInt8(ascii: ":"))
      || (token.range.upperBound < text.count && text[token.range.upperBound] == UInt8(ascii: ":"))
  }

  /// Whether a token is `th` and its like, or `of`.
  private func isOrdinalOrOf(_ token: Token) -> Bool {
    ["st", "nd", "rd", "th", "of"]
      .contains {
        Array($0.utf8) == text[token.range].map(\.lowercased)
      }
  }

  /// The range of `th` and its like right behind a day.
  private func ordinal(behind token: Token) -> Range<Int>? {
    let next = tokens.first { $0.range.lowerBound == token.range.upperBound }
    guard let next, next.number == nil, isOrdinalOrOf(next) else { return nil }
    return next.range
  }

  /// The ending of a day's ordinal number.
  private static func ordinal(_ day: Int) -> [UInt8] {
    let isTeen = 11...13 ~= day
    return Array((isTeen ? "th" : ["th", "st", "nd", "rd"][day % 10 < 4 ? day % 10 : 0]).utf8)
  }

  /// Whether a token is a day of the week.
  private func isWeekday(_ token: Token) -> Bool {
    let word = text[token.range].map(\.lowercased)
    return token.number == nil && word.count >= 3
      && Self.weekdays.contains { $0.starts(with: word) }
  }

  /// A day of the week in the length and case of another.
  private func weekday(_ number: Int, like token: Token) -> [UInt8] {
    let old = text[token.range].map(\.lowercased)
    let isWhole = Self.weekdays.contains(old)
    let name = isWhole ? Self.weekdays[number] : Array(Self.weekdays[number].prefix(3))
    return name.cased(as: text[token.range])
  }

  private static let weekdays = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]
  .map { Array($0.utf8) }

  /// A number in at least so many digits; a year of two digits is cut.
  private func digits(_ number: Int, _ count: Int) -> [UInt8] {
    let cut = count == 2 && number > 99 ? number % 100 : number
    let text = Array("\(cut)".utf8)
    return [UInt8](repeating: 0x30, count: max(0, count - text.count)) + text
  }
}

/// The name of a month as somebody wrote it.
private struct Month {
  /// 1 to 12.
  let number: Int
  private let text: ArraySlice<UInt8>
  private let isWhole: Bool

  private static let names = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
  .map { Array($0.utf8) }

  /// Nil for any other word.
  init?(_ text: ArraySlice<UInt8>) {
    let word = text.map(\.lowercased)
    let isShort = word.count == 3 || word == Array("sept".utf8)
    guard
      let place = Self.names.firstIndex(where: { $0 == word || isShort && $0.starts(with: word) })
    else { return nil }
    number = place + 1
    self.text = text
    isWhole = Self.names[place] == word && word.count != 3
  }

  /// Another month in the same length and case.
  func written(_ month: Int) -> [UInt8] {
    let name = Self.names[month - 1]
    return (isWhole ? name : Array(name.prefix(3))).cased(as: text)
  }
}

extension [UInt8] {
  /// A word in lower case, in the case of another.
  func cased(as other: ArraySlice<UInt8>) -> [UInt8] {
    let isCapital = other.count > 1 && other.allSatisfy { !$0.isLowercase }
    if isCapital { return map { $0.isLowercase ? $0 - 0x20 : $0 } }
    guard other.first?.isUppercase == true else { return self }
    return prefix(1).map { $0.isLowercase ? $0 - 0x20 : $0 } + dropFirst()
  }
}
