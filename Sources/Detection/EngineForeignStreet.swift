import Vocabulary

/// Streets of countries that name the kind of street first: `9 bis, rue du Four-à-Chaux`,
/// `Calle Mayor 12`, `Carr. 191 km 4.2`.
extension Engine {
  /// Tokens of a street's name, and digits of a number, at most.
  private static let (nameTokens, numberDigits) = (8, 5)

  /// Finds a street from the word for its kind.
  func matchForeignStreet(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignStreet), scratch.tokens[head].gap != .none else { return }
    let word = scratch.tokens[head].hash
    // `col. [LICENSE]`: what stands behind it is masked.
    if head + 1 < scratch.tokens.count,
      isPlaceholder(text, around: Int(scratch.tokens[head + 1].start))
    {
      return
    }
    if Self.shortHeads.contains(word) {
      let mark = text.at(scratch.tokens[head].end)
      guard mark == 0x2E || mark == 0x2F, head + 1 < scratch.tokens.count,
        scratch.tokens[head + 1].isWord,
        scratch.tokens[head + 1].length > 2
          || scratch.tokens[head + 1].length == 2 && isParticle(head + 1, scratch)
      else { return }
    }
    if let first = numberAhead(text, head, scratch) {
      let needsParticle = Self.ordinaryHeads.contains(word)
      guard !needsParticle || isParticle(head + 1, scratch),
        let last = nameEnd(text, head, scratch)
      else { return }
      emitTokens(rule, first, last, &scratch)
      return
    }
    guard !Self.ordinaryHeads.contains(word) else { return }
    let isArea = Self.areas.contains(word)
    // `Col. Smith` is a colonel.
    if word == Self.col, scratch.tokens[head].shape != .lower { return }
    let last = nameEnd(text, head, scratch)
    if isArea, scratch.tokens[head + 1 < scratch.tokens.count ? head + 1 : head].isDigits { return }
    if let last, scratch.tokens[last].isDigits {
      // `calle 5 de mayo 34`, `Carr. 191`: the number is part of what was walked.
      emitTokens(rule, head, kilometre(text, last, scratch), &scratch)
    } else if let last, let end = numberBehind(text, last, scratch) {
      emitTokens(rule, head, end, &scratch)
    } else if let last, isArea,
      text.at(scratch.tokens[head].end) == 0x2E
        || scratch.tokens[head].length > 4
    {
      emitTokens(rule, head, last, &scratch)
    }
  }

  /// The number of a house before a street: `12`, `9 bis,`, `14B`.
  private func numberAhead(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = head - 1
    guard index >= 0, scratch.tokens[head].gap == .blank || isComma(text, head, scratch) else {
      return nil
    }
    let isLetter = scratch.tokens[index].isWord && scratch.tokens[index].length == 1
    if isLetter || Self.repeats.contains(scratch.tokens[index].hash) {
      let gap = scratch.tokens[index].gap
      guard gap == .blank || gap == .none && isLetter else { return nil }
      index -= 1
    }
    guard index >= 0, scratch.tokens[index].isDigits,
      Int(scratch.tokens[index].length) <= Self.numberDigits - 1,
      scratch.tokens[index].gap != .none, !isDecimal(text, index, scratch)
    else { return nil }
    return index
  }

  /// The last token of a street's name behind its head; nil where none stands there.
  private func nameEnd(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var last = head
    var hasName = false
    while last + 1 < scratch.tokens.count, last - head < Self.nameTokens {
      let next = scratch.tokens[last + 1]
      let mark = text.at(scratch.tokens[head].end)
      let isAbbreviated = last == head && (mark == 0x2E || mark == 0x2F)
      guard
        next.gap == .blank || isAbbreviated && (next.gap == .marks || mark == 0x2F)
          || last > head && isHyphenOrApostrophe(text, last, scratch)
      else { break }
      let isName =
        next.isWord && (next.shape.startsWithCapital || isWord(last + 1, .month, scratch))
      guard isName || isParticle(last + 1, scratch) || next.isDigits && next.length <= 4 else {
        if next.gap == .mark, next.isWord {
          last += 1
          continue
        }
        break
      }
      hasName = hasName || isName || next.isDigits
      last += 1
    }
    while last > head, isParticle(last, scratch) { last -= 1 }
    return hasName && last > head ? last : nil
  }

  /// A number behind a street's name: `Mayor 12`, `Mayor, 12`, `Reforma núm. 220`, `Sur no. 4`.
  private func numberBehind(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = last + 1
    guard index < scratch.tokens.count, scratch.tokens[index].gap != .lineBreak else { return nil }
    if Self.numberWords.contains(scratch.tokens[index].hash) { index += 1 }
    guard index < scratch.tokens.count, scratch.tokens[index].isDigits,
      Int(scratch.tokens[index].length) <= Self.numberDigits,
      Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end <= 3,
      !isDecimal(text, index, scratch)
    else { return nil }
    return index
  }

  /// The token behind `km 4.2`, where that stands behind a road's number.
  private func kilometre(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    guard last + 2 < scratch.tokens.count, Self.kilometres.contains(scratch.tokens[last + 1].hash),
      scratch.tokens[last + 2].isDigits, scratch.tokens[last + 2].gap == .blank
    else { return last }
    let hasPart =
      last + 3 < scratch.tokens.count && scratch.tokens[last + 3].isDigits
      && scratch.tokens[last + 3].gap == .mark
    return hasPart ? last + 3 : last + 2
  }

  /// Whether a number goes on behind a point or comma, or stands behind one.
  private func isDecimal(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  )
    -> Bool
  {
    let token = scratch.tokens[index]
    let end = text.at(token.end)
    return (end == 0x2E || end == 0x2C || end == 0x25 || end == 0x2F)
      && (end == 0x25 || text.at(token.end + 1).isDigit)
      || text.at(Int(token.start) - 1) == 0x2E && text.at(Int(token.start) - 2).isDigit
  }

  /// Whether a comma and a blank stand before a token.
  private func isComma(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    let start = Int(scratch.tokens[index].start)
    return text.at(start - 1) == 0x20 && text.at(start - 2) == 0x2C
  }

  /// Whether a hyphen or an apostrophe alone stands behind a token.
  private func isHyphenOrApostrophe(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[index].end
    let mark = text.at(end)
    return (mark == 0x2D || mark == 0x27) && Int(scratch.tokens[index + 1].start) == end + 1
      || mark == 0xE2 && text.at(end + 2) == 0x99
        && Int(scratch.tokens[index + 1].start) == end + 3
  }

  /// Whether a word joins the parts of a street's name.
  private func isParticle(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index < scratch.tokens.count && Self.particles.contains(scratch.tokens[index].hash)
  }

  private static let particles = hashes(
    "de du des d l la le les aux au à del della dei delle di da do dos das los las el y san santa"
  )
  private static let repeats = hashes("bis ter quater")
  private static let numberWords = hashes("n no nº núm num numero número nr")
  private static let kilometres = hashes("km kilómetro kilometro")
  /// Heads that are words of English or mean other things: before a particle only.
  private static let ordinaryHeads = hashes("place square cours passage route avenue quai")
  /// Heads of one letter or two, which a stop or a stroke must stand behind: `C/`, `ch.`.
  private static let shortHeads = hashes("c ch")
  private static let col = Token.hash("col")
  /// Parts of a town: a name behind them is enough.
  private static let areas = hashes(
    "colonia col urb urbanización urbanizacion barrio bo fracc fraccionamiento residencial reparto"
  )
}
