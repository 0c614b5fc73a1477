import Vocabulary

/// Months that are none, and days before them that are of something else.
extension Engine {
  /// Whether a month is the measure of sepsis of American hospitals: `SEP-1 bundle`, `(SEP-1)`.
  func isBundle(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (token, next) = (scratch.tokens[index], index + 1)
    guard token.hash == Self.sep, token.shape == .upper, next < scratch.tokens.count,
      text.at(token.end) == 0x2D, scratch.tokens[next].isDigits, scratch.tokens[next].length == 1,
      Int(scratch.tokens[next].start) == token.end + 1
    else { return false }
    // `Lactate repeated at 3 h (SEP-1)`
    if scratch.tokens[next].hash == 1, text.at(Int(token.start) - 1) == 0x28,
      text.at(scratch.tokens[next].end) == 0x29,
      (max(0, index - Self.bundleReach)..<index)
        .contains(where: { Self.sepsis.contains(scratch.tokens[$0].hash) })
    {
      return true
    }
    let behind = next + 1
    let isNamed =
      behind < scratch.tokens.count && Self.bundles.contains(scratch.tokens[behind].hash)
    return isNamed || index > 0 && Self.bundles.contains(scratch.tokens[index - 1].hash)
  }

  /// Words before a measure in brackets among which one of what it measures is looked for.
  private static let bundleReach = 10
  private static let sepsis = hashes(
    "lactate lactic sepsis septic fluids bolus cultures antibiotics"
  )
  private static var sep: UInt64 { Token.word("sep") }
  private static let bundles = hashes(
    "bundle bundles compliance measure measures core sepsis abstraction"
  )

  /// The day before a month, where nothing parts them: `0 6 * jan,apr` has another field, `DT-02 (MAR)` another
  /// word.
  func dayBesideMonth(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard let day = dayBefore(text, index, scratch) else { return nil }
    let gap = scratch.tokens[day].end..<Int(scratch.tokens[index].start)
    return gap.contains { text[$0] == 0x2A || text[$0] == 0x28 } ? nil : day
  }
}
