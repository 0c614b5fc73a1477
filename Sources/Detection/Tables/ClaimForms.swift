import Vocabulary

/// Claims on paper as programs print them, whose boxes have neither names nor marks: days of three numbers, a postal
/// code below its town.
///
/// ```
///  OPELOUSAS                LA                     OPELOUSAS   LA
///  70570      215 227 6407
///  SIGNATURE ON FILE        06 23 25
///  06 08 25  11    99213          A     145 00  1     1842659550
/// 07141989 M 021926 14 1 7 12 01
/// ```
///
/// Sources: NUCC, 1500 Claim Form Reference Instruction Manual 02/12; NUBC, UB-04 Data Specifications.
extension Scanner {
  /// What stands in box 12 and 13 of a claim.
  private static let signature = Array("SIGNATURE ON FILE".utf8)
  /// Bytes of a line, at most.
  private static let claimBytesMax = 160

  /// Appends what stands in boxes of a printed claim to `scratch.found`.
  func findClaimForms(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var (start, previous) = (0, 0..<0)
    while start < text.count {
      let line = start..<text.lineEnd(from: start)
      start = line.upperBound + 1
      defer { previous = line }
      var first = line.lowerBound
      while first < line.upperBound, text[first] == 0x20 { first += 1 }
      guard first < line.upperBound, line.count <= Self.claimBytesMax else { continue }
      if text[first].isDigit {
        takeBoxes(text, first, previous, &scratch)
      } else if text[first] == Self.signature[0], Self.holdsSignature(text, first) {
        let value = Self.behindBlanks(text, first + Self.signature.count)
        if let day = Self.printedDay(text, value) { emitBox(text, day, .date, .none, &scratch) }
      }
    }
  }

  private static func holdsSignature(_ text: Span<UInt8>, _ start: Int) -> Bool {
    signature.indices.allSatisfy { text.at(start + $0) == signature[$0] }
  }

  /// Takes what a line begins with: days of a service, a birthday beside a sex, a postal code beside a telephone.
  private func takeBoxes(
    _ text: Span<UInt8>,
    _ first: Int,
    _ previous: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    if let day = Self.printedDay(text, first) {
      let next = Self.behindBlanks(text, day.upperBound)
      let second = Self.printedDay(text, next)
      let place = second.map { Self.behindBlanks(text, $0.upperBound) } ?? next
      guard Self.isService(text, place) else { return }
      emitBox(text, day, .date, .none, &scratch)
      if let second { emitBox(text, second, .date, .none, &scratch) }
      return
    }
    var end = first
    while text.at(end).isDigit { end += 1 }
    if end - first == 8, text.at(end) == 0x20, "MFU".utf8.contains(text.at(end + 1)),
      text.at(end + 2) == 0x20, Self.isDay(text, first)
    {
      let admission = end + 3
      var last = admission
      while text.at(last).isDigit { last += 1 }
      guard last - admission == 6 || last - admission == 8, Self.isDay(text, admission) else {
        return
      }
      emitBox(text, first..<end, .date, .none, &scratch)
      emitBox(text, admission..<last, .date, .none, &scratch)
    } else if end - first == 5 || end - first == 9, Self.isTelephone(text, end),
      Self.holdsState(text, previous)
    {
      emitBox(text, first..<end, .location, .zip, &scratch)
    }
  }

  private func emitBox(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ scratch: inout ScanScratch
  ) {
    guard let finding = engine.wholeValue(text, at: range, kind, part) else { return }
    scratch.found.removeAll { $0.start < range.upperBound && range.lowerBound < $0.end }
    scratch.found.append(finding)
  }

  private static func behindBlanks(_ text: Span<UInt8>, _ start: Int) -> Int {
    var place = start
    while text.at(place) == 0x20 { place += 1 }
    return place
  }

  /// A month, a day and a year apart by one blank each; nil where none stands at an offset.
  private static func printedDay(_ text: Span<UInt8>, _ start: Int) -> Range<Int>? {
    guard isDay(text, start, apart: true), text.at(start + 5) == 0x20 else { return nil }
    var end = start + 6
    while text.at(end).isDigit { end += 1 }
    guard end - start == 8 || end - start == 10, end == text.count || text[end] <= 0x20 else {
      return nil
    }
    return start..<end
  }

  /// Whether a month and a day begin at an offset, with a blank between them or without.
  private static func isDay(_ text: Span<UInt8>, _ start: Int, apart: Bool = false) -> Bool {
    let day = start + (apart ? 3 : 2)
    guard !apart || text.at(start + 2) == 0x20,
      [start, start + 1, day, day + 1].allSatisfy({ text.at($0).isDigit })
    else { return false }
    func number(_ place: Int) -> Int {
      Int(text[place] &- 0x30) * 10 + Int(text[place + 1] &- 0x30)
    }
    return (1...12).contains(number(start)) && (1...31).contains(number(day))
  }

  /// Whether the place of a service and the code of a procedure stand at an offset: `11    99213`.
  private static func isService(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard text.at(start).isDigit, text.at(start + 1).isDigit, text.at(start + 2) == 0x20 else {
      return false
    }
    let code = behindBlanks(text, start + 2)
    var (end, digits) = (code, 0)
    while text.at(end).isDigit || text.at(end).isUppercase {
      if text[end].isDigit { digits += 1 }
      end += 1
    }
    return end - code == 5 && digits >= 4 && (end == text.count || text[end] <= 0x20)
  }

  /// Whether two blanks at least and a telephone's ten digits stand at an offset.
  private static func isTelephone(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var (place, digits) = (behindBlanks(text, start), 0)
    guard place - start > 1 else { return false }
    while place < text.count, text[place].isDigit || [0x20, 0x28, 0x29, 0x2D].contains(text[place])
    {
      if text[place].isDigit { digits += 1 }
      // Two blanks end it.
      if text[place] == 0x20, text.at(place + 1) == 0x20 { break }
      place += 1
    }
    return digits == 10
  }

  /// Whether a line holds a state's two letters.
  private static func holdsState(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    guard line.count > 3 else { return false }
    return (line.lowerBound + 1..<line.upperBound - 1)
      .contains { place in
        text[place].isUppercase && text[place + 1].isUppercase && text[place - 1] == 0x20
          && (place + 2 >= line.upperBound || text[place + 2] <= 0x20)
      }
  }
}
