import Vocabulary

/// Values of fields that can be no identifier of their kind, by what the field alone is called.
extension Scanner {
  /// Fields of who made or changed a row, in which programs stand as well.
  private static let makers: WordSet = WordSet(
    [
      "created by", "modified by", "updated by", "edited by", "changed by", "last modified by",
      "last updated by", "last changed by", "enrolled by", "registered by", "randomized by",
      "randomised by", "screened by", "recruited by", "consented by", "uploaded by", "inserted by",
      "captured by", "submitted by", "added by", "saved by", "deleted by",
    ]
    .map { Token.hash($0) }
  )
  /// Fields of parts of counties whose words mean something else as well: `tract: corticospinal`.
  private static let areas: WordSet = WordSet(["tract", "block group"].map { Token.hash($0) })
  /// Fields of numbers of areas, of which those of states have two digits.
  ///
  /// Source: U.S. Census Bureau, Understanding Geographic Identifiers (GEOIDs).
  private static let areaNumbers = Engine.hashes("geoid geoid10 geoid20")
  /// Digits of a number that a program gives its own processes.
  private static let makerDigitsMax = 3

  /// Whether a value says who made a row without naming anybody: `system`, `import`, `phone`; or is no
  /// number of an area where such a one is expected.
  func isNobodyThere(_ text: Span<UInt8>, _ field: FieldJudgement) -> Bool {
    guard field.own != 0, field.isIdentifier, !field.isVoted else { return false }
    let digits = (0..<text.count).count { text[$0].isDigit }
    if Self.areaNumbers.contains(field.own) { return digits == 2 && text.count == 2 }
    if Self.areas.contains(field.own) { return digits == 0 && text.at(0) != 0x5B }
    guard Self.makers.contains(field.own) else { return false }
    if digits == text.count { return digits <= Self.makerDigitsMax }
    guard (0..<text.count).allSatisfy({ text[$0].isLetter }) else { return false }
    let hash = Token.hash(text, 0..<text.count)
    let bands = Lexicon.bands(hash)
    let isOrdinary = bands.english == 1 || bands.english == 2
    return engine.isSystemUser(hash) || isOrdinary && bands.first == 0 && bands.last == 0
  }
}
