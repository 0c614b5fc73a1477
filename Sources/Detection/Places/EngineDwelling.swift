import Vocabulary

/// What stands behind a street and its number in German and Dutch, and numbers of files.
extension Engine {
  /// Parts of a dwelling, and bytes between two of them, at most.
  private static let dwellingParts = 5
  private static let dwellingGap = 3
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
      let isDecimal = text.at(token.end) == 0x2E && text.at(token.end + 1).isDigit
      if isNumber { return isDecimal ? nil : index }
      return scratch.tokens[next].length == 1 ? next : nil
    }
    // `118-II`, `14-hs`
    if joint != 0x20, Self.huts.contains(token.hash) { return index }
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
  /// Parts of a house behind a hyphen.
  private static let huts = hashes("i ii iii iv hs huis bg bis rood a b c d e f g h")
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

  private static var az: UInt64 { Token.word("az") }

  /// Words before a name of a street that is several words: `Am Alten Markt 3`.
  static let streetLeads = hashes("am im zum zur an auf unter hinter beim vor")
  /// Words of such a name, and digits of its number, at most.
  private static let ledWords = 4
  private static let ledDigits = 3

  /// `Am Alten Markt 3, 24837 …`, `Unter den Eichen 7` behind a word for an address: found from the first.
  func matchLedStreet(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.compoundStreet) else { return }
    var last = first
    while last + 1 < scratch.tokens.count, last - first < Self.ledWords,
      scratch.tokens[last + 1].isWord, scratch.tokens[last + 1].gap == .blank
    {
      last += 1
    }
    let number = last + 1
    guard last > first, number < scratch.tokens.count, scratch.tokens[number].isDigits,
      scratch.tokens[number].gap == .blank, Int(scratch.tokens[number].length) <= Self.ledDigits,
      scratch.tokens[last].shape != .lower, !isWord(last, [.weekday, .month], scratch)
    else { return }
    var end = scratch.tokens[number].end
    let next = number + 1
    if next < scratch.tokens.count, scratch.tokens[next].length == 1,
      scratch.tokens[next].gap == .none
    {
      end += 1
    }
    guard !text.isWordByte(end) else { return }
    end = dwellingEnd(text, behind: end, number, scratch)
    let lead = first > 1 && Self.fillers.contains(scratch.tokens[first - 1].hash) ? 2 : 1
    let isLed = first >= lead && Self.addressWords.contains(scratch.tokens[first - lead].hash)
    guard isLed || isTownBehind(text, end, number, scratch) else { return }
    emit(rule, Int(scratch.tokens[first].start), end, .format | .context, scratch: &scratch)
  }

  /// Whether a postal code of four or five digits and a town with a capital stand behind a street.
  private func isTownBehind(
    _ text: Span<UInt8>,
    _ end: Int,
    _ number: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var code = number + 1
    while code < scratch.tokens.count, Int(scratch.tokens[code].start) < end { code += 1 }
    if code < scratch.tokens.count, scratch.tokens[code].length == 1, scratch.tokens[code].isWord {
      code += 1
    }
    guard code + 1 < scratch.tokens.count, scratch.tokens[code].isDigits,
      (4...5).contains(scratch.tokens[code].length),
      Int(scratch.tokens[code].start) - end <= Self.dwellingGap + 1
    else { return false }
    let town = scratch.tokens[code + 1]
    return town.gap == .blank && town.isWord && town.length > 2
      && (town.shape == .capitalized || text[Int(town.start)] >= 0x80)
  }

  /// What may stand between such a word and the street.
  private static let fillers = hashes("jetzt nun derzeit aktuell zurzeit noch allein")
  private static let addressWords = hashes(
    "adresse anschrift wohnhaft wohnt wohnend wohnort straße strasse str whft einsatzort adr adres woont wonende wohne wohnen "
      + "umgezogen gezogen verzogen gemeldet"
  )

  /// `1012 AB Amsterdam`: a postal code of the Netherlands and its town.
  func matchDutchPostcode(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (next, town) = (index + 1, index + 2)
    guard town < scratch.tokens.count, let rule = rule(.postcode),
      scratch.tokens[index].hash >= 1_000, scratch.tokens[index].gap != .none
    else { return }
    let letters = scratch.tokens[next]
    guard letters.shape == .upper, letters.length == 2, letters.gap == .blank,
      !isWord(next, .unit, scratch), !Self.noPostLetters.contains(letters.hash),
      scratch.tokens[town].shape == .capitalized || scratch.tokens[town].shape == .upper,
      scratch.tokens[town].length > 2,
      scratch.tokens[town].gap == .blank || text.at(letters.end) == 0x2C
    else { return }
    let bands = Lexicon.bands(scratch.tokens[town].hash)
    guard bands.place > 0 || bands.english == 0 && !bands.isTongue && bands.clinical == 0 else {
      return
    }
    emitTokens(rule, streetAhead(text, of: index, scratch), town, &scratch)
  }

  /// Units and the like of two capitals.
  private static let noPostLetters = hashes("mg ml iu ie kg cm mm pm am ui sa sd ss hz va ma mv")

  /// The first token of the name of a street of one word: an adjective or a title before it belongs to it,
  /// as in `Lange Nieuwstraat` and `Prins Hendrikkade`.
  func adjective(
    _ text: Span<UInt8>,
    before index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    guard index > 0, scratch.tokens[index].gap == .blank,
      scratch.tokens[index - 1].shape == .capitalized
    else { return index }
    let before = scratch.tokens[index - 1]
    // `Bremer Straße`
    let isOfTown =
      before.length > 4 && text[before.end - 1] == 0x72 && text[before.end - 2] == 0x65
      && Self.plainStreets.contains(scratch.tokens[index].hash)
    return isOfTown || Self.streetAdjectives.contains(before.hash) ? index - 1 : index
  }

  private static let plainStreets = hashes("straße strasse chaussee gürtel promenade")

  private static let streetAdjectives = hashes(
    """
    lange kleine große grosse alte neue obere untere hohe kurze breite äußere innere hintere vordere mittlere \
    nieuwe oude korte hoge lage brede kromme prins prinses koning koningin van burgemeester burg dr sint st
    """
  )

  /// Whether a person's name or a word for a telephone stands before a number.
  func isBehindCaller(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 0, scratch.tokens[first].gap != .lineBreak, scratch.tokens[first].gap != .none
    else {
      return false
    }
    return isPerson(first - 1, scratch) || Self.callers.contains(scratch.tokens[first - 1].hash)
  }

  private static let callers = hashes(
    """
    unter an tel telefon telefonisch rückruf mobil handy handynummer op via bel bellen gebeld bereikbaar nummer \
    erreichbar mobiel gsm telefoon telefoonnummer tst privat dienstlich praxis festnetz call phone cell
    """
  )
}
