import Vocabulary

/// Latitude and longitude, and tracts of the census: `44.97712,-93.26581`, `38°12'44"N 119°01'02"W`,
/// `lat 44.977 lon -93.266`, `census tract 39035 1187.02, block group 2`.
///
/// Two numbers with decimals are measurements more often than a position: so they need the letters of the
/// compass, minutes of arc, a word for a position, or to lie in the Americas with the decimals of a
/// receiver.
extension Engine {
  /// One of the two, as it is written.
  private struct Angle {
    /// Offsets, half-open.
    var start: Int, end: Int
    /// Whole degrees, up to three digits.
    var degrees = 0
    /// How many decimals of a degree stand there.
    var decimals = 0
    /// Whether a minus stands before it, and whether minutes of arc stand behind it.
    var isNegative = false
    var hasMinutes = false
    /// The letter of a point of the compass; 0 for none.
    var compass: UInt8 = 0

    /// Whether it says which half of the globe is meant, with more than whole degrees.
    var isPointed: Bool { compass != 0 && (hasMinutes || decimals > 1) }
    /// Whether it is a latitude by its letter.
    var isLatitude: Bool { compass == 0x4E || compass == 0x53 }
  }

  /// Decimals of a receiver, and those that are enough beside a word for a position.
  private static let sureDecimals = 4
  private static let labelledDecimals = 3
  /// Bytes between the two, and bytes of one of its parts, at most.
  private static let betweenBytes = 3
  private static let partBytes = 8
  /// Words before the first among which one for a position counts.
  private static let labelReach = 4

  /// Finds a position from the whole degrees of its first angle, or an angle behind `lat` or `lon`.
  func matchPosition(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.position), let one = firstAngle(text, index, scratch) else { return }
    if one.decimals >= Self.labelledDecimals, isAxis(text, index, one, scratch) {
      return emit(rule, one.start, one.end, .format | .context, scratch: &scratch)
    }
    var next = one.end
    while next - one.end < Self.betweenBytes, Self.isBetween(text.at(next)) { next += 1 }
    guard next > one.end, let two = angle(text, next), two.degrees <= 180, one.degrees <= 180,
      isPosition(one, two, text, index, scratch)
    else { return }
    emit(rule, one.start, two.end, .format | .context, scratch: &scratch)
  }

  /// Whether minutes of arc stand behind a token: digits with an apostrophe or a point behind them.
  func leadsMinutes(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index + 1 < scratch.tokens.count, scratch.tokens[index + 1].isDigits,
      scratch.tokens[index + 1].gap == .blank
    else { return false }
    let mark = text.at(scratch.tokens[index + 1].end)
    return mark == 0x27 || mark == 0x2E
  }

  /// The angle whose whole degrees are a token; nil where it is part of something else.
  private func firstAngle(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Angle? {
    var start = Int(scratch.tokens[index].start)
    if text.at(start - 1) == 0x2D { start -= 1 }
    let letter = text.at(start - 1) == 0x20 ? start - 2 : start - 1
    if Self.isCompass(text.at(letter)), !text.isWordByte(letter - 1) { start = letter }
    let before = text.at(start - 1)
    guard !text.isWordByte(start - 1), before != 0x2E, before != 0x2D else { return nil }
    return angle(text, start)
  }

  /// Whether two angles are a position.
  private func isPosition(
    _ one: Angle,
    _ two: Angle,
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if one.isPointed, two.isPointed { return one.isLatitude != two.isLatitude }
    guard one.compass == 0, two.compass == 0 else { return false }
    let decimals = min(one.decimals, two.decimals)
    let isAmerican =
      !one.isNegative && (17...72).contains(one.degrees) && two.isNegative
      && (64...170).contains(two.degrees)
    if decimals >= Self.sureDecimals, isAmerican { return true }
    return decimals >= Self.labelledDecimals && isLabelled(index, scratch)
  }

  /// Whether a word for a position stands a few words before a token, in its line.
  private func isLabelled(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var before = index
    while before > 0, index - before < Self.labelReach, scratch.tokens[before].gap != .lineBreak {
      before -= 1
      if Self.positionWords.contains(scratch.tokens[before].hash) { return true }
    }
    return false
  }

  /// Whether `lat`, `lon` or the like stands right before an angle.
  private func isAxis(
    _ text: Span<UInt8>,
    _ index: Int,
    _ angle: Angle,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    index > 0 && scratch.tokens[index].gap != .lineBreak
      && angle.start - scratch.tokens[index - 1].end <= Self.betweenBytes + 1
      && Self.axisWords.contains(scratch.tokens[index - 1].hash)
  }

  /// Reads an angle; nil where none stands at an offset.
  private func angle(_ text: Span<UInt8>, _ start: Int) -> Angle? {
    var angle = Angle(start: start, end: start)
    var offset = start
    if Self.isCompass(text.at(offset)) {
      angle.compass = text[offset]
      offset += text.at(offset + 1) == 0x20 ? 2 : 1
    }
    if text.at(offset) == 0x2D {
      angle.isNegative = true
      offset += 1
    }
    let digits = offset
    while text.at(offset).isDigit, offset - digits < 4 {
      angle.degrees = angle.degrees * 10 + Int(text[offset] & 0x0F)
      offset += 1
    }
    guard (1...3).contains(offset - digits) else { return nil }
    if text.at(offset) == 0x2E, text.at(offset + 1).isDigit {
      let first = offset + 1
      offset = first
      while text.at(offset).isDigit { offset += 1 }
      angle.decimals = offset - first
    }
    let behind = Self.behindBlanks(text, offset)
    if behind > offset, let minutes = minutesEnd(text, behind) {
      angle.hasMinutes = true
      offset = minutes
    }
    angle.end = offset
    let letter = Self.behindBlanks(text, offset)
    if angle.compass == 0, Self.isCompass(text.at(letter)), !text.isWordByte(letter + 1) {
      angle.compass = text[letter]
      angle.end = letter + 1
    }
    return text.isWordByte(angle.end) ? nil : angle
  }

  /// The offset behind up to two blanks: signs of degrees and seconds are read as one.
  private static func behindBlanks(_ text: Span<UInt8>, _ start: Int) -> Int {
    var offset = start
    while offset - start < 2, text.at(offset) == 0x20 { offset += 1 }
    return offset
  }

  /// The offset behind minutes of arc, and seconds, with their signs; nil for none.
  private func minutesEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var (offset, end) = (start, Int?.none)
    for part in 0..<2 {
      if text.at(offset) == 0x20 { offset += 1 }
      let first = offset
      while text.at(offset).isDigit
        || text.at(offset) == 0x2E && text.at(offset + 1).isDigit && offset > first
      { offset += 1 }
      guard offset > first, offset - first <= Self.partBytes,
        let behind = primeEnd(text, offset, isSeconds: part > 0)
      else { break }
      (offset, end) = (behind, behind)
    }
    return end
  }

  /// The offset behind a sign of minutes or seconds; nil for none.
  private func primeEnd(_ text: Span<UInt8>, _ offset: Int, isSeconds: Bool) -> Int? {
    switch text.at(offset) {
    case 0x27: return text.at(offset + 1) == 0x27 ? offset + 2 : offset + 1
    case 0x22: return offset + 1
    // A double prime is read as a blank.
    case 0x20 where isSeconds:
      return Self.isCompass(text.at(Self.behindBlanks(text, offset))) ? offset : nil
    default: return nil
    }
  }

  /// N, S, E and W.
  private static func isCompass(_ byte: UInt8) -> Bool {
    byte == 0x4E || byte == 0x53 || byte == 0x45 || byte == 0x57
  }

  /// What may stand between the two.
  private static func isBetween(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x2C || byte == 0x3B || byte == 0x2F
  }

  private static let positionWords = hashes(
    """
    gps coordinates coordinate coords coord lat latitude latlon latlong latlng pin pinged ping geolocation \
    ubicación coordenadas koordinaten coordonnées
    """
  )
  private static let axisWords = hashes("lat latitude lon lng longitude latitud longitud")

  // MARK: Tracts

  /// Groups of digits in a tract's number, and digits of one by itself.
  private static let tractGroups = 4
  private static let tractDigits = 4

  /// `census tract 39035 1187.02`: found from the word for a tract, with the block group behind it.
  func matchTract(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.tract) else { return }
    let isCensus =
      head > 0 && scratch.tokens[head].gap == .blank
      && Self.tractLeads.contains(scratch.tokens[head - 1].hash)
    var first = head + 1
    if first < scratch.tokens.count, Self.tractNumbers.contains(scratch.tokens[first].hash) {
      first += 1
    }
    var (last, digits) = (first - 1, 0)
    while last + 1 < scratch.tokens.count, last + 1 - first < Self.tractGroups,
      scratch.tokens[last + 1].isDigits, scratch.tokens[last + 1].gap != .lineBreak,
      Int(scratch.tokens[last + 1].start) - scratch.tokens[last].end <= (last < first ? 3 : 1)
    {
      last += 1
      digits += Int(scratch.tokens[last].length)
    }
    guard last >= first, digits >= Self.tractDigits else { return }
    let isSplit =
      last > first && text.at(Int(scratch.tokens[last].start) - 1) == 0x2E
      && scratch.tokens[last].length == 2
    guard isCensus || isSplit else { return }
    emitTokens(rule, first, last, &scratch)
    let group = last + 3
    guard group < scratch.tokens.count, scratch.tokens[last + 1].hash == Self.block,
      scratch.tokens[last + 2].hash == Self.group, scratch.tokens[group].isDigits,
      scratch.tokens[last + 1].gap != .lineBreak, scratch.tokens[group].gap == .blank
    else { return }
    emitTokens(rule, group, group, &scratch)
  }

  /// The word that a tract is found from.
  static let tractWords = "tract"
  private static let tractLeads = hashes("census")
  private static let tractNumbers = hashes("no number num id")
  private static var block: UInt64 { Token.word("block") }
  private static var group: UInt64 { Token.word("group") }
}
