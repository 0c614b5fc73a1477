import Vocabulary

/// Claims and other forms as programs print them, whose boxes have neither names nor marks: days of three numbers, days
/// without marks beside a sex, postal codes below their town.
///
/// ```
/// OKAFOR, CHIDI N               04 12 61 X         OKAFOR, CHIDI N
/// OPELOUSAS                LA                      OPELOUSAS   LA
/// 70570          215 227 6407
/// SIGNATURE ON FILE        06 23 25
/// 06 08 25  11    99213          A     145 00  1     1842659550
/// 04121961 M 030125 08 1 1 12 01
/// ```
///
/// Sources: NUCC, 1500 Claim Form Reference Instruction Manual 02/12, items 3, 5, 11, 12, 13 and 24; NUBC, UB-04 Data
/// Specifications, form locators 9 to 12.
extension Scanner {
  /// What stands in box 12 and 13 of a claim.
  private static let signature = Array("SIGNATURE ON FILE".utf8)
  /// Digits of days written in one.
  private static let shortDay = 6
  private static let longDay = 8
  /// Digits of a ZIP code, with its last four and without.
  private static let zipDigits = 5
  private static let longZipDigits = 9
  /// Digits of a telephone, of a procedure's code, and of it those that are no letter, at least.
  private static let telephoneDigits = 10
  private static let codeBytes = 5
  private static let codeDigitsMin = 4
  /// Lines between a town and its ZIP code.
  private static let linesBetween = 2
  /// Bytes of a line that is looked at.
  private static let formLineMax = 240
  /// Blanks between a day and a sex, at most.
  private static let sexBlanksMax = 6

  /// Appends what stands in boxes of a printed form to `scratch.found`, which is sorted before and behind.
  ///
  /// Comes behind the finders of names: a name in a line says what its boxes are.
  func findClaimForms(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var boxes: [Finding] = []
    // The last state in a box of its own, and the last one before which a blank stands.
    var boxed = -1
    var state = -1
    for index in scratch.tokens.indices {
      let token = scratch.tokens[index]
      if token.length == 2, token.shape == .upper, States.codes(token.hash) != 0 {
        if isBoxed(text, token) { boxed = index }
        state = index
      }
      guard token.isDigits else { continue }
      switch Int(token.length) {
      case 2:
        guard let day = boxedDay(text, index, scratch) else { continue }
        let end = day.end
        // Ten digits in pairs are a telephone in France: a service behind them says what they are here.
        guard day.isSure || !isFound(Int(token.start), end, scratch) else { continue }
        boxes +=
          engine.wholeValue(text, at: Int(token.start)..<end, .date, .none).map { [$0] } ?? []
      case Self.shortDay, Self.longDay:
        guard isWhole(text, token), isDay(text, token),
          isBeforeSex(text, token.end) || isBehindBirthday(text, index, scratch),
          !isFound(Int(token.start), token.end, scratch)
        else { continue }
        boxes += engine.wholeValue(text, at: token.range, .date, .none).map { [$0] } ?? []
      case Self.zipDigits, Self.longZipDigits:
        guard state >= 0, isLineStart(text, Int(token.start)) else { continue }
        takeZips(text, index, boxed: boxed, state: state, scratch, &boxes)
      default: continue
      }
    }
    guard !boxes.isEmpty else { return }
    for box in boxes {
      scratch.found.removeAll { $0.start < box.end && box.start < $0.end }
    }
    scratch.found += boxes
    scratch.found.sort { $0.start < $1.start }
  }

  private func isFound(_ start: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.found.contains { $0.start < end && start < $0.end }
  }

  /// Whether blanks or the line's ends stand on both sides of digits.
  private func isWhole(_ text: Span<UInt8>, _ token: Token) -> Bool {
    (token.start == 0 || text[Int(token.start) - 1] <= 0x20) && text.at(token.end) <= 0x20
  }

  // MARK: Days

  /// Where a day in three boxes ends whose first one is a token: `04 12 61`, with a sex behind it, a name in its line, a
  /// signature before it or a service behind it, which is sure.
  private func boxedDay(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (end: Int, isSure: Bool)? {
    guard let end = boxesEnd(text, index, scratch) else { return nil }
    let start = Int(scratch.tokens[index].start)
    guard start == 0 || text[start - 1] == 0x0A || text[start - 1] == 0x20 else { return nil }
    if isBeforeService(text, index + 3, end, scratch) { return (end, true) }
    guard start < 2 || text[start - 1] == 0x0A || text[start - 2] <= 0x20 else { return nil }
    if isBeforeSex(text, end) || isBehindSignature(text, start) { return (end, false) }
    guard text.at(end) < 0x20 || text.at(end + 1) <= 0x20,
      let line = text.line(around: start, bytesMax: Self.formLineMax)
    else { return nil }
    return scratch.found.contains {
      $0.kind == .name && $0.masked && line.contains($0.start)
    } ? (end, false) : nil
  }

  /// Where three boxes of a month, a day and a year end whose first one is a token; nil for others.
  private func boxesEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard index + 2 < scratch.tokens.count else { return nil }
    let month = scratch.tokens[index]
    let day = scratch.tokens[index + 1]
    let year = scratch.tokens[index + 2]
    func isNext(_ one: Token, _ two: Token) -> Bool {
      (1...2).contains(Int(two.start) - one.end) && text[one.end] == 0x20
    }
    guard day.isDigits, day.length == 2, year.isDigits, year.length == 2 || year.length == 4,
      isNext(month, day), isNext(day, year), (1...12).contains(month.hash),
      (1...31).contains(day.hash), year.length == 2 || (1_900...2_099).contains(year.hash)
    else { return nil }
    return year.end
  }

  /// Whether a sex stands behind an offset, or the mark in its box.
  private func isBeforeSex(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let place = text.behindBlanks(end)
    return place > end && place - end <= Self.sexBlanksMax
      && [0x4D, 0x46, 0x58, 0x55].contains(text.at(place))
      && (text.at(place + 1) <= 0x20 || place + 1 >= text.count)
  }

  /// Whether a birthday and a sex stand right before a day of admission: `04121961 M 030125`.
  private func isBehindBirthday(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 1 else { return false }
    let birthday = scratch.tokens[index - 2]
    let sex = scratch.tokens[index - 1]
    return birthday.isDigits && birthday.length == Self.longDay && isDay(text, birthday)
      && isBeforeSex(text, birthday.end) && sex.length == 1
      && Int(sex.start) == text.behindBlanks(birthday.end)
      && Int(scratch.tokens[index].start) == sex.end + 1
  }

  /// Whether digits are a month, a day and a year, or a year first.
  private func isDay(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let start = Int(token.start)
    func two(_ place: Int) -> Int {
      Int(text[start + place] &- 0x30) * 10 + Int(text[start + place + 1] &- 0x30)
    }
    func isMonthDay(_ place: Int) -> Bool {
      (1...12).contains(two(place)) && (1...31).contains(two(place + 2))
    }
    if token.length == Self.shortDay { return isMonthDay(0) }
    return isMonthDay(0) && (18...20).contains(two(4))
      || (18...20).contains(two(0)) && isMonthDay(4)
  }

  private func isBehindSignature(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var end = start
    while end > 0, text[end - 1] == 0x20, start - end < Self.formLineMax { end -= 1 }
    let first = end - Self.signature.count
    return first >= 0 && end < start && text[first] == Self.signature[0]
      && Self.signature.indices.allSatisfy { text[first + $0] == Self.signature[$0] }
  }

  /// Whether a service stands behind the boxes of a day, or behind those of the day it ended: `06 08 25  06 08 25  11  99213`.
  private func isBeforeService(
    _ text: Span<UInt8>,
    _ next: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if Self.isService(text, text.behindBlanks(end)) { return true }
    guard next < scratch.tokens.count, scratch.tokens[next].isDigits,
      scratch.tokens[next].length == 2,
      Int(scratch.tokens[next].start) == text.behindBlanks(end),
      let last = boxesEnd(text, next, scratch)
    else { return false }
    return Self.isService(text, text.behindBlanks(last))
  }

  /// Whether the place of a service and the code of a procedure stand at an offset: `11    99213`.
  private static func isService(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard text.at(start).isDigit, text.at(start + 1).isDigit, text.at(start + 2) == 0x20 else {
      return false
    }
    let code = text.behindBlanks(start + 2)
    var (end, digits) = (code, 0)
    while text.at(end).isDigit || text.at(end).isUppercase {
      if text[end].isDigit { digits += 1 }
      end += 1
    }
    return end - code == codeBytes && digits >= codeDigitsMin
      && (end == text.count || text[end] <= 0x20)
  }

  // MARK: ZIP codes

  /// Appends the ZIP codes of a line of numbers alone, below a line with a state in a box of its own, or with any state
  /// where a telephone stands beside the code.
  private func takeZips(
    _ text: Span<UInt8>,
    _ first: Int,
    boxed: Int,
    state: Int,
    _ scratch: borrowing ScanScratch,
    _ boxes: inout [Finding]
  ) {
    let start = Int(scratch.tokens[first].start)
    func isNear(_ index: Int) -> Bool {
      guard index >= 0 else { return false }
      let from = scratch.tokens[index].end
      return from <= start && start - from < Self.formLineMax * Self.linesBetween
        && (1...Self.linesBetween).contains((from..<start).count { text[$0] == 0x0A })
    }
    guard isNear(boxed) || isNear(state) && Self.isTelephone(text, scratch.tokens[first].end) else {
      return
    }
    let end = text.lineEnd(from: start)
    var next = first
    while next < scratch.tokens.count, Int(scratch.tokens[next].start) < end {
      guard scratch.tokens[next].isDigits, scratch.tokens[next].length > 2 else { return }
      next += 1
    }
    for token in scratch.tokens[first..<next]
    where (Int(token.length) == Self.zipDigits || Int(token.length) == Self.longZipDigits)
      && isWhole(text, token)
    {
      boxes += engine.wholeValue(text, at: token.range, .location, .zip).map { [$0] } ?? []
    }
  }

  /// Whether two blanks before a word, and two or the line's end behind it make a box of its own.
  private func isBoxed(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let start = Int(token.start)
    let isBefore = start > 1 && text[start - 1] == 0x20 && text[start - 2] == 0x20
    return isBefore && (text.at(token.end) < 0x20 || text.at(token.end + 1) == 0x20)
  }

  private func isLineStart(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var place = start
    while place > 0, text[place - 1] == 0x20 { place -= 1 }
    return place == 0 || text[place - 1] == 0x0A
  }

  /// Whether two blanks at least and a telephone's ten digits stand at an offset.
  private static func isTelephone(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var (place, digits) = (text.behindBlanks(start), 0)
    guard place - start > 1 else { return false }
    while place < text.count, text[place].isDigit || [0x20, 0x28, 0x29, 0x2D].contains(text[place])
    {
      if text[place].isDigit { digits += 1 }
      // Two blanks end it.
      if text[place] == 0x20, text.at(place + 1) == 0x20 { break }
      place += 1
    }
    return digits == telephoneDigits
  }
}
