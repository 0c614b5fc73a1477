import Vocabulary

/// Short values that only what stands around them tells: the code of a card, a plate somebody saw a part of.
extension Engine {
  /// Words before the code of a card in which the card is looked for.
  private static let cardReach = 14

  /// `Amex 3782 …, security 4061`: three or four digits near a card, found from the word before them.
  func matchCardCode(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var next = index + 1
    while next < scratch.tokens.count, next - index < 4, scratch.tokens[next].gap != .lineBreak,
      Self.codeWords.contains(scratch.tokens[next].hash)
    {
      next += 1
    }
    guard next < scratch.tokens.count, scratch.tokens[next].isDigits,
      (3...4).contains(scratch.tokens[next].length), scratch.tokens[next].gap != .lineBreak,
      scratch.tokens[next].gap != .none,
      (1...Self.cardReach)
        .contains(where: {
          index >= $0 && Self.cards.contains(scratch.tokens[index - $0].hash)
            && !Placeholders.holds(text, scratch.tokens[index - $0])
        }),
      let value = codeValue(text, next, isStrong: true, scratch)
    else { return }
    emitSecretText(text, value, &scratch)
  }

  private static let codeWords = hashes("code codes number no is was on the back of it card digits")
  private static let cards = hashes(
    "visa amex mastercard discover mc card credit debit cc express exp expires expiry"
  )

  /// Letters and digits of a plate that somebody saw a part of, and groups of it.
  private static let plateMax = 8
  private static let plateGroups = 3

  /// The end of a plate of capitals and digits: in quotes any, otherwise one with a digit, or of three to
  /// seven capitals that are no word of medicine.
  func partialPlateEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var (index, count, digits, groups) = (first, 0, 0, 1)
    while index < scratch.tokens.count {
      let token = scratch.tokens[index]
      guard
        token.isDigits || token.shape == .upper
          || token.length == 1 && token.shape.startsWithCapital
      else { break }
      if index > first, token.gap != .none {
        let end = scratch.tokens[index - 1].end
        guard Int(token.start) == end + 1, text[end] == 0x20 || text[end] == 0x2D else { break }
        groups += 1
      }
      count += Int(token.length)
      digits += token.isDigits ? Int(token.length) : 0
      index += 1
    }
    guard index > first, (2...Self.plateMax).contains(count), groups <= Self.plateGroups,
      digits < count
    else { return nil }
    let end = scratch.tokens[index - 1].end
    let quote = text.at(Int(scratch.tokens[first].start) - 1)
    if quote == 0x22 || quote == 0x27 { return text.at(end) == quote ? end : nil }
    guard first > 0 else { return nil }
    // `plate C5 C6` holds bones.
    if Self.plates.contains(scratch.tokens[first - 1].hash),
      first < 2 || !Self.partly.contains(scratch.tokens[first - 2].hash)
    {
      return nil
    }
    // In a text of capitals, capitals say nothing.
    guard scratch.tokens[first - 1].shape != .upper, !text.isWordByte(end),
      index >= scratch.tokens.count || scratch.tokens[index].shape != .upper
    else { return nil }
    if digits > 0 { return count >= 3 ? end : nil }
    let bands = Lexicon.bands(scratch.tokens[first].hash)
    return groups == 1 && (3...7).contains(count) && bands.clinical == 0 && bands.english != 1
      && !Self.noPlate.contains(scratch.tokens[first].hash) ? end : nil
  }

  private static let plates = hashes("plate plates tag")
  private static let partly = hashes("partial vanity")
  private static let noPlate = hashes(
    "none unk unknown yes ok tbd pending see iv po id ekg ecg mri"
  )
}
