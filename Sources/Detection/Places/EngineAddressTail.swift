import Vocabulary

/// Addresses of countries whose words nobody here knows, by their form and a word for an address before them:
/// `statement sent to dreimühlenweg 94, schmieden 5112`, `my address is Via Scala 30, Gallina 53023`.
extension Engine {
  /// Words of a street, of a town, and to the word for an address, at most.
  private static let streetWords = 4
  private static let townWords = 4
  private static let cueReach = 8
  /// Digits of a house's number at most, and of a code of a town.
  private static let houseDigitsMax = 4
  private static let codeDigits = 4...5

  /// Appends such addresses, each found from the number of the house.
  func findAddressTails(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignStreet) else { return }
    for house in scratch.tokens.indices {
      let token = scratch.tokens[house]
      guard token.isDigits, Int(token.length) <= Self.houseDigitsMax, house > 0,
        isComma(text, token.end), let last = codeEnd(text, house, scratch),
        let first = streetStart(text, house, scratch)
      else { continue }
      emitTokens(rule, first, last, &scratch)
    }
  }

  /// Whether a comma and a blank stand at an offset, a stop before them or none.
  private func isComma(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let comma = text.at(end) == 0x2E ? end + 1 : end
    return text.at(comma) == 0x2C && text.at(comma + 1) == 0x20
  }

  /// The last token of a town and its code behind a house; nil where none stand there.
  private func codeEnd(
    _ text: Span<UInt8>,
    _ house: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var (index, words) = (house + 1, 0)
    while index < scratch.tokens.count, words <= Self.townWords, scratch.tokens[index].isWord,
      scratch.tokens[index].gap != .lineBreak
    {
      // `Figure`, `June` and what goes on a sentence is no town.
      let bands = Lexicon.bands(scratch.tokens[index].hash)
      if words == 0, bands.english == 1 || isWord(index, .month, scratch) { return nil }
      words += 1
      index += 1
    }
    guard words > 0, index < scratch.tokens.count else { return nil }
    // `Pardubice 2 53002`
    if scratch.tokens[index].isDigits, scratch.tokens[index].length < 3,
      index + 1 < scratch.tokens.count, scratch.tokens[index + 1].gap == .blank
    {
      index += 1
    }
    let code = scratch.tokens[index]
    guard code.isDigits, code.gap == .blank else { return nil }
    if text.at(code.end) == 0x2D, index + 1 < scratch.tokens.count,
      scratch.tokens[index + 1].isDigits, Int(scratch.tokens[index + 1].start) == code.end + 1
    {
      return code.length >= 2 && scratch.tokens[index + 1].length == 3 ? index + 1 : nil
    }
    let after = text.at(code.end)
    return Self.codeDigits.contains(Int(code.length)) && after != 0x2F && after != 0x3A
      ? index : nil
  }

  /// The first token of the street before a house, with a word for an address before it; nil where none is.
  private func streetStart(
    _ text: Span<UInt8>,
    _ house: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var (first, isNamed) = (house, false)
    while first > 0, house - first < Self.streetWords, scratch.tokens[first].gap != .lineBreak {
      let word = scratch.tokens[first - 1]
      let bands = Lexicon.bands(word.hash)
      guard word.isWord, !Self.addressCues.contains(word.hash),
        !Self.addressLeads.contains(word.hash),
        Int(scratch.tokens[first].start) - word.end <= 2
      else { break }
      isNamed = isNamed || word.shape.startsWithCapital || bands.english == 0
      first -= 1
    }
    guard first < house, isNamed else { return nil }
    let reach = max(0, first - Self.cueReach)..<first
    return reach.contains { Self.addressCues.contains(scratch.tokens[$0].hash) } ? first : nil
  }

  /// Words of which one stands before such an address.
  private static let addressCues = hashes(
    """
    address addresses addres addrress adress addr live lives lived living reside resides moved ship shipped sent \
    send deliver delivered located
    """
  )
  /// Words with which none begins.
  private static let addressLeads = hashes(
    "is are was were to at in from on of the my our your his her their following here they it and or with for user bot"
  )
}
