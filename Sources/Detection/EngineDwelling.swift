import Vocabulary

/// What stands behind a street and its number in German and Dutch, and numbers of files.
extension Engine {
  /// Parts of a dwelling, and bytes between two of them, at most.
  private static let (dwellingParts, dwellingGap) = (5, 3)
  /// Digits of a number of a floor or a door, at most.
  private static let doorDigits = 4

  /// The end of `22/7`, `211, HH, 4. OG links`, `14-16, Top 9`, `8 bus 3` behind a house number;
  /// `end` where nothing of it stands there.
  func dwellingEnd(
    _ text: Span<UInt8>,
    behind end: Int,
    _ number: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var (end, index) = (end, number + 1)
    while index < scratch.tokens.count, Int(scratch.tokens[index].start) < end { index += 1 }
    for _ in 0..<Self.dwellingParts {
      guard index < scratch.tokens.count, let joint = joint(text, end, index, scratch),
        let last = dwellingPart(text, index, joint, scratch)
      else { break }
      end = scratch.tokens[last].end
      index = last + 1
    }
    return end
  }

  /// What stands between an offset and a token where it may go on with a dwelling: a slash or a
  /// hyphen, or else a blank.
  private func joint(
    _ text: Span<UInt8>,
    _ end: Int,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> UInt8? {
    let start = Int(scratch.tokens[index].start)
    guard start > end, start - end <= Self.dwellingGap else { return nil }
    var mark: UInt8 = 0x20
    for offset in end..<start {
      switch text[offset] {
      case 0x20, 0x2C: break
      case 0x2F, 0x2D: mark = text[offset]
      // `Whg. 3`, `4. OG`
      case 0x2E where offset == end: break
      default: return nil
      }
    }
    return mark
  }

  /// The last token of a part of a dwelling: a number behind a slash, a floor, a side, a door with its
  /// number; nil for anything else.
  private func dwellingPart(
    _ text: Span<UInt8>,
    _ index: Int,
    _ joint: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    let next = index + 1
    if token.isDigits {
      guard Int(token.length) <= Self.doorDigits else { return nil }
      // `4. OG`, `2e verdieping`
      var floor = next
      if floor < scratch.tokens.count, scratch.tokens[floor].gap == .none { floor += 1 }
      if floor < scratch.tokens.count, Self.floors.contains(scratch.tokens[floor].hash),
        Int(scratch.tokens[floor].start) - token.end <= Self.dwellingGap,
        scratch.tokens[floor].gap != .lineBreak
      {
        return floor
      }
      guard joint != 0x20 else { return nil }
      let isNumber = next == scratch.tokens.count || scratch.tokens[next].gap != .none
      if isNumber { return text.at(token.end) == 0x2E && text.at(token.end + 1).isDigit ? nil : index }
      return scratch.tokens[next].length == 1 ? next : nil
    }
    if Self.sides.contains(token.hash), token.shape == .upper || token.length > 3 { return index }
    guard joint == 0x20, Self.doors.contains(token.hash), next < scratch.tokens.count,
      scratch.tokens[next].gap == .blank || scratch.tokens[next].gap == .marks,
      Int(scratch.tokens[next].start) - token.end <= 2
    else { return nil }
    let number = scratch.tokens[next]
    return number.isDigits && Int(number.length) <= Self.doorDigits
      || number.length == 1 && number.shape == .capitalized ? next : nil
  }

  private static let floors = hashes(
    "og ug dg eg stock stg stiege etage obergeschoss obergeschoß stockwerk verdieping geschoss geschoß"
  )
  /// Floors and sides that stand without a number.
  private static let sides = hashes(
    """
    eg dg og ug hh vh sf gh hinterhaus vorderhaus seitenflügel gartenhaus links rechts mitte parterre \
    hochparterre souterrain erdgeschoss dachgeschoss
    """
  )
  private static let doors = hashes(
    """
    top tür tuer stiege wohnung whg app appartement apartment haus zimmer zi bus bte bt aufgang block \
    eingang unit kamer huisnummer
    """
  )

  /// `Az. 2 0417 883 24 6`: the number of a file behind its abbreviation, which in capitals is a state.
  func matchFileNumber(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard scratch.tokens[index].hash == Self.az, index + 1 < scratch.tokens.count,
      scratch.tokens[index + 1].gap != .lineBreak,
      let rule = rules.firstIndex(where: { $0.id == "id.germanic" })
    else { return }
    _ = tryRule(UInt16(rule), text, index + 1, 0, connected: true, &scratch)
  }

  private static let az = Token.hash("az")
}
