import Vocabulary

/// Sentences in capitals, as forms and studies have them.
extension Scanner {
  /// Ordinary words in capitals from which on a value may be a sentence.
  private static let loudWords = 3

  /// Whether a value in capitals is a sentence about somebody: ordinary words, and one that says what was said or
  /// happened: `SUBJECT STATED RODRIGO FELL AT HOME`, for `METFORMIN HCL 500 MG TABLET`.
  ///
  /// Masks are not counted, so that a masked copy is one only where its original was.
  func isLoudProse(_ text: Span<UInt8>, _ scratch: borrowing ScanScratch) -> Bool {
    var (words, hasVerb) = (0, false)
    for token in scratch.tokens {
      if token.shape == .lower || token.shape == .mixed { return false }
      guard token.shape == .upper, text.at(Int(token.start) - 1) != 0x5B else { continue }
      if Self.loudVerbs.contains(token.hash) {
        hasVerb = true
        words += 1
      } else if (1...3).contains(Lexicon.bands(token.hash).english) {
        words += 1
      }
    }
    return hasVerb && words >= Self.loudWords
  }

  /// What is told of people in the past or by a verb alone, and hardly ever in names of things.
  private static let loudVerbs = Engine.hashes(
    """
    stated states reported reports said says confirmed queried fell called notified advised denied denies \
    told asked informed spoke was were is has had did contacted requested went came saw admitted resolved \
    clarified verified withdrew returned missed forgot
    """
  )
}
