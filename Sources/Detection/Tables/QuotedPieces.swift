import Vocabulary

/// Findings that go over the quotes of programs, states among the components of an address, and names that a field
/// gave where they stand again by themselves.
extension Scanner {
  /// Cuts names, places and days at quotes that end one string and begin another, and at those that begin one behind
  /// a sign of programs: `("Susan", "Winter")`, `first: "May"`, `Ward.valueOf("Cardiology")`.
  func cutAtQuotes(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var pieces: [Finding] = []
    scratch.found.removeAll { finding in
      guard finding.kind == .name || finding.kind == .location || finding.kind == .date else {
        return false
      }
      if finding.kind == .location, let parts = addressParts(text, finding) {
        pieces += parts
        return true
      }
      if finding.evidence.meets(.field) { return false }
      var (start, isCut, isGiven) = (finding.start, false, false)
      var index = start + 1
      while index < finding.end {
        // `Olufsen_____  Other`: a blank of a form ends what was filled in.
        if text[index] == 0x5F, text.at(index + 1) == 0x5F {
          isCut = true
          pieces += piece(text, start..<index, finding, isGiven: isGiven)
          start = finding.end
          break
        }
        if text[index] == 0x22 || text[index] == 0x27, let next = Self.nextString(text, index) {
          isCut = true
          let front = start..<(next.isSecond ? index : Self.nameEnd(text, start..<index))
          if !front.isEmpty { pieces += piece(text, front, finding, isGiven: isGiven) }
          isGiven = isGiven || !next.isSecond
          start = min(next.offset, finding.end)
          index = start
        }
        index += 1
      }
      if isCut { pieces += piece(text, start..<finding.end, finding, isGiven: isGiven) }
      return isCut
    }
    scratch.found += pieces
  }

  /// Where the string begins whose quote stands at an offset or behind it, and whether another one ends there; nil where
  /// the quote is none of a program's.
  private static func nextString(
    _ text: Span<UInt8>,
    _ index: Int
  ) -> (offset: Int, isSecond: Bool)? {
    if text.at(index + 1) == 0x2C {
      let next = text.at(index + 2) == 0x20 ? index + 3 : index + 2
      if text.at(next) == text[index] { return (next + 1, true) }
      return text[index] == 0x22 ? (next, true) : nil
    }
    guard text[index] == 0x22 else { return nil }
    let sign = text.at(index - 1) == 0x20 ? index - 2 : index - 1
    switch text.at(sign) {
    case 0x5B, 0x7B: return (index + 1, false)
    // `Robert ("Bob") Smith` is nobody's call: there a word stands right before the sign.
    case 0x28, 0x3A, 0x3D:
      let isOfCode =
        text.isWordByte(sign - 1) || text.at(sign - 1) == 0x22 || text.at(sign - 1) == 0x5D
      return isOfCode ? (index + 1, false) : nil
    default: return nil
    }
  }

  /// Where the words end that stand before the word of a program right before a string: `Robert first: "May"`.
  private static func nameEnd(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var end = range.upperBound
    while end > range.lowerBound, !text.isWordByte(end - 1) { end -= 1 }
    while end > range.lowerBound, text[end - 1] != 0x20 { end -= 1 }
    while end > range.lowerBound, text[end - 1] == 0x20 { end -= 1 }
    return end
  }

  /// What is left of a finding in a piece of it: a day, and a place in a string that code stands before, only where that
  /// has a digit.
  private func piece(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ finding: Finding,
    isGiven: Bool
  ) -> [Finding] {
    // Of places, two letters are a state, which stays.
    guard range.count > (finding.kind == .location ? 2 : 1),
      finding.kind == .name || finding.kind == .location && !isGiven
        || range.contains(where: { text[$0].isDigit })
    else { return [] }
    var piece = finding
    (piece.start, piece.end) = (range.lowerBound, range.upperBound)
    return [piece]
  }

  /// The components of an address around its state, which stays: `Troy^NY^12180`; nil for others.
  private func addressParts(_ text: Span<UInt8>, _ finding: Finding) -> [Finding]? {
    var (parts, start, hasState) = ([Finding](), finding.start, false)
    for index in finding.start...finding.end where index == finding.end || text[index] == 0x5E {
      let part = start..<index
      start = index + 1
      if part.count == 2, text[part.lowerBound].isUppercase,
        States.codes(Token.hash(text, part)) != 0
      {
        hasState = true
      } else if !part.isEmpty {
        let isCode = part.allSatisfy { text[$0].isDigit || text[$0] == 0x2D }
        let hasNumber = part.contains { text[$0].isDigit }
        let kind: LocationPart = isCode ? .zip : hasNumber ? .street : .city
        if let whole = engine.wholeValue(text, at: part, .location, kind) { parts.append(whole) }
      }
    }
    return hasState ? parts : nil
  }

  // MARK: Values again

  /// Whether one of some places, in order, is near enough to another.
  private static func isNear(_ place: Int, _ places: [Int]) -> Bool {
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place - literalReach { low = middle + 1 } else { high = middle }
    }
    return low < places.count && places[low] <= place + literalReach
  }

  /// Bytes of a row in a report, at most.
  private static let failingBytesMax = 4_096
  /// Bytes of a name that is looked for again, and to each side of it in which it is.
  private static let literalBytes = 3...48
  private static let literalReach = 2_048
  private static var failing: UInt64 { Token.word("failing") }
  private static let failingCue = Array(" row contains (".utf8)

  /// Finds names that a field gave where they stand again nearby as all of a string, or in the row of a report that one
  /// is refused: `KeyError: ("Fields", …)`, `Failing row contains (118, Root, …)`.
  func recallLiterals(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var given: [UInt64: (rule: UInt16, kind: IdentifierKind, places: [Int])] = [:]
    for finding in scratch.found
    where finding.evidence.meets(.field) && Self.literalBytes.contains(finding.end - finding.start)
      && (finding.kind == .name && text[finding.start].isUppercase || finding.kind == .mrn)
    {
      let hash = Token.hash(text, finding.range)
      given[hash, default: (finding.rule, finding.kind, [])].places.append(finding.start)
    }
    guard !given.isEmpty else { return }
    var found: [Finding] = []
    func take(_ range: Range<Int>) {
      guard Self.literalBytes.contains(range.count), let known = given[Token.hash(text, range)],
        text[range.lowerBound].isUppercase || text[range.lowerBound].isDigit,
        Self.isNear(range.lowerBound, known.places),
        let finding = engine.wholeValue(text, at: range, known.kind, .none)
      else { return }
      found.append(finding)
    }
    var index = text.firstOffset(of: 0x22, or: 0x27, from: 0)
    while index < text.count {
      let byte = text[index]
      if !text.isWordByte(index - 1) {
        var end = index + 1
        while end < text.count, end - index <= Self.literalBytes.upperBound, text[end] != byte,
          text[end] >= 0x20
        {
          end += 1
        }
        if text.at(end) == byte, end > index + 1, !text.isWordByte(end + 1) {
          take(index + 1..<end)
          index = end
        }
      }
      index = text.firstOffset(of: 0x22, or: 0x27, from: index + 1)
    }
    let cue = Self.failingCue
    if text.holds(cue) {
      for token in scratch.tokens
      where token.hash == Self.failing
        && cue.indices.allSatisfy({ text.at(token.end + $0) == cue[$0] })
      {
        let start = token.end + cue.count
        let line = start..<min(text.lineEnd(from: start), start + Self.failingBytesMax)
        guard let close = line.last(where: { text[$0] == 0x29 }) else { continue }
        for part in Self.parts(text, start..<close) { take(part) }
      }
    }
    let known = Set(scratch.found.map(\.start))
    found.removeAll { known.contains($0.start) }
    guard !found.isEmpty else { return }
    scratch.found += found
    engine.settle(&scratch)
  }
}
