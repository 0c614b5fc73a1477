import Vocabulary

extension Engine {
  /// Digits from which on a number of a person is known again in the same text.
  private static let repeatedDigitsMin = 5
  /// Numbers that are looked for again.
  private static let repeatedMax = 64

  /// Numbers of 64 bits in the bitmap of those that are looked for.
  private static let repeatedWords = 32

  /// The bit of a number in it.
  @inline(__always)
  private static func bit(of value: UInt64) -> Int {
    Int(truncatingIfNeeded: (value &* 0x9E37_79B9_7F4A_7C15) >> 53)
  }

  /// Finds numbers again that a label, a field or a checksum has shown to be somebody's.
  ///
  /// `MRN: 99120`, and `see 99120` in the next sentence. What was found before is settled.
  func recallNumbers(_ scratch: inout ScanScratch) {
    var known: [(value: UInt64, length: UInt16, rule: UInt16, kind: IdentifierKind)] = []
    for finding in scratch.found
    where finding.masked && finding.kind.isOfOnePerson && known.count < Self.repeatedMax
      && finding.evidence.meets(.label | .field | .checksum)
    {
      let index = firstToken(at: finding.start, from: 0, scratch)
      guard index < scratch.tokens.count else { break }
      let token = scratch.tokens[index]
      guard token.isDigits, Int(token.length) >= Self.repeatedDigitsMin,
        token.range == finding.range
      else { continue }
      known.append((token.hash, token.length, finding.rule, finding.kind))
    }
    guard !known.isEmpty else { return }
    var filter = [UInt64](repeating: 0, count: Self.repeatedWords)
    for number in known {
      let bit = Self.bit(of: number.value)
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    let settled = scratch.found.count
    var next = 0
    for place in scratch.tokens.indices {
      let token = scratch.tokens[place]
      guard token.isDigits else { continue }
      let bit = Self.bit(of: token.hash)
      guard filter[bit >> 6] & 1 << UInt64(bit & 63) != 0,
        let number = known.first(where: { $0.value == token.hash && $0.length == token.length })
      else { continue }
      while next < settled, scratch.found[next].end <= Int(token.start) { next &+= 1 }
      if next < settled, scratch.found[next].start < token.end { continue }
      emit(
        number.rule,
        Int(token.start),
        token.end,
        .memory,
        kind: number.kind,
        scratch: &scratch
      )
    }
    settle(&scratch)
  }
}
