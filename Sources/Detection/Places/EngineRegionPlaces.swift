import Vocabulary

/// Addresses of regions that other rules do not know by a word for a street: lines behind a label, lots
/// and wards, counties of Ireland, roads by letter and number, the street before a postal code.
extension Engine {
  /// Bytes and tokens of an address behind its label, at most; tokens of a name in it before a comma.
  private static let lineBytes = 140
  private static let lineTokens = 36
  private static let nameTokens = 5
  /// Letters of a word with a capital that a line may begin with.
  private static let roadDigits = 3

  /// Runs what a word for a place of a region begins.
  func matchRegionPlace(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    switch Self.regionHeads(scratch.tokens[index].hash) {
    case Self.label: matchAddressLine(text, index, &scratch)
    case Self.lot: matchLot(text, index, &scratch)
    case Self.behindRoad: matchLetteredRoad(text, index, &scratch)
    case Self.district: matchDistrict(text, index, &scratch)
    case Self.county: matchCounty(text, index, &scratch)
    case Self.tract: matchTract(text, index, &scratch)
    default: break
    }
  }

  /// `Addr: \u{23}48, 3rd Cross, Orvenza Nagar, Kollur 560019`: words with capitals, numbers and commas
  /// behind a label, found from it.
  private func matchAddressLine(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    let end = scratch.tokens[head].end
    var mark = end
    while text.at(mark) == 0x20 { mark += 1 }
    guard let rule = rule(.foreignTown),
      text.at(mark) == 0x3A || text.at(mark) == 0x2D && mark > end,
      head + 1 < scratch.tokens.count, scratch.tokens[head + 1].gap != .lineBreak,
      Int(scratch.tokens[head + 1].start) - mark <= 4
    else { return }
    let first = head + 1
    var (index, last) = (first, head)
    var (digits, commas, capitals) = (0, 0, 0)
    while index < scratch.tokens.count, index - first < Self.lineTokens {
      let token = scratch.tokens[index]
      if index > first {
        guard let commasHere = joinsLine(text, index, scratch) else { break }
        commas += commasHere
      }
      guard Int(token.start) - end <= Self.lineBytes else { break }
      if token.isDigits {
        digits += 1
        last = index
      } else if Self.lineEnds(token.hash) != 0 || text.at(token.end) == 0x3A {
        break
      } else if token.shape.startsWithCapital || isCapitalWord(text, index, scratch) {
        guard !isWord(index, [.month, .weekday], scratch),
          !isPlaceholder(text, around: Int(token.start))
        else { break }
        if token.length > 2 { capitals += 1 }
        last = index
      } else if token.gap == .none || Self.lineLinks(token.hash) != 0 {
        if token.gap == .none { last = index }
      } else {
        break
      }
      index += 1
    }
    guard digits > 0, commas > 0, capitals > 0, last > first else { return }
    emitTokens(rule, first, last, &scratch)
  }

  /// The commas before a token that goes on with an address; nil where something else stands there.
  private func joinsLine(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    guard token.gap != .lineBreak else { return nil }
    var commas = 0
    let (end, start) = (scratch.tokens[index - 1].end, Int(token.start))
    guard start - end <= 3 else { return nil }
    // Two blanks begin something else.
    if start - end >= 2, text.at(end) == 0x20, text.at(end + 1) == 0x20 { return nil }
    for offset in end..<start {
      switch text[offset] {
      case 0x2C: commas += 1
      // `St., Poblacion`, for the end of a sentence
      case 0x2E:
        guard offset > end || scratch.tokens[index - 1].length <= 5 else { return nil }
      case 0x20, 0x2D, 0x2F, 0x23, 0x27: break
      default: return nil
      }
    }
    return commas
  }

  /// `Plot 22, Aminu Crescent`, `Purok 4, Brgy. Lapaz`, `Blk 5 Lot 12, Sampaguita St.`: a lot, a ward or a
  /// house by its number and more of them, before more of an address.
  private func matchLot(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignStreet), scratch.tokens[head].gap != .none,
      scratch.tokens[head].shape.startsWithCapital,
      var last = lotEnd(text, head, scratch)
    else { return }
    var lots = 1
    while last + 2 < scratch.tokens.count, lots < Self.nameTokens {
      let (end, start) = (scratch.tokens[last].end, Int(scratch.tokens[last + 1].start))
      guard start - end == 1 && text[end] == 0x20 || start - end == 2 && text[end] == 0x2C,
        Self.regionHeads(scratch.tokens[last + 1].hash) == Self.lot
          || Self.wards(scratch.tokens[last + 1].hash) != 0,
        scratch.tokens[last + 1].shape.startsWithCapital,
        let further = lotEnd(text, last + 1, scratch)
      else { break }
      last = further
      lots += 1
    }
    let next = last + 1
    let isLed =
      next < scratch.tokens.count && text.at(scratch.tokens[last].end) == 0x2C
      && Int(scratch.tokens[next].start) - scratch.tokens[last].end == 2
      && isCapitalWord(text, next, scratch) && isAddressWord(text, next, scratch)
    guard isLed || lots > 1 else { return }
    emitTokens(rule, head, last, &scratch)
  }

  /// The last token of a number or a letter behind a word for a lot: `22`, `B-204`, `No. 14/2`.
  private func lotEnd(_ text: Span<UInt8>, _ head: Int, _ scratch: borrowing ScanScratch) -> Int? {
    var number = head + 1
    if number < scratch.tokens.count, scratch.tokens[number].hash == Self.numberWord,
      scratch.tokens[number].gap != .lineBreak
    {
      number += 1
    }
    guard number < scratch.tokens.count, scratch.tokens[number].gap != .lineBreak,
      scratch.tokens[number].gap != .none,
      Int(scratch.tokens[number].start) - scratch.tokens[number - 1].end <= 2,
      text.at(scratch.tokens[number - 1].end) == 0x20
        || text.at(scratch.tokens[number - 1].end) == 0x2E,
      scratch.tokens[number].isDigits && scratch.tokens[number].length <= 4
        || scratch.tokens[number].length == 1 && scratch.tokens[number].shape == .capitalized
    else { return nil }
    var last = number
    while last + 1 < scratch.tokens.count, last - number < Self.nameTokens,
      scratch.tokens[last + 1].length <= 4,
      scratch.tokens[last + 1].gap == .none
        || scratch.tokens[last + 1].gap == .mark && isLotJoint(text.at(scratch.tokens[last].end))
    {
      last += 1
    }
    return text.isWordByte(scratch.tokens[last].end) ? nil : last
  }

  /// Whether a mark joins the parts of a number of a house.
  private func isLotJoint(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2F }

  /// `Brgy. Punta Orvenza`, `Tehsil Pataudi`: a ward or a district by its name.
  private func matchDistrict(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignTown), scratch.tokens[head].shape.startsWithCapital,
      scratch.tokens[head].gap != .none, let last = properEnd(text, head, scratch),
      scratch.tokens[last].isWord, scratch.tokens[last].length > 2
    else { return }
    emitTokens(rule, head, last, &scratch)
  }

  /// Whether a word may go on with an address: another lot, or a place or no word of English.
  private func isAddressWord(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let hash = scratch.tokens[index].hash
    if Self.regionHeads(hash) == Self.lot || Self.wards(hash) != 0 { return true }
    let bands = Lexicon.bands(hash)
    return scratch.tokens[index].length > 2 && bands.clinical == 0
      && (bands.place > 0 || bands.english == 0)
  }

  /// `auf der A2 bei`, `sur l'A7 à hauteur`, `in A4 uscita`: a road by its letter, found from the word
  /// behind it.
  private func matchLetteredRoad(_ text: Span<UInt8>, _ behind: Int, _ scratch: inout ScanScratch) {
    var number = behind - 1
    for _ in 0..<2 where number > 1 && Self.roadLinks(scratch.tokens[number].hash) != 0 {
      number -= 1
    }
    guard number > 1, behind + 1 < scratch.tokens.count, let rule = rule(.road),
      scratch.tokens[number].isDigits, Int(scratch.tokens[number].length) <= Self.roadDigits,
      scratch.tokens[number + 1].gap == .blank,
      scratch.tokens[behind + 1].gap != .lineBreak, isAddressAhead(text, behind + 1, scratch)
    else { return }
    let letter = scratch.tokens[number - 1]
    let joint = Int(scratch.tokens[number].start) - letter.end
    guard letter.isWord, letter.shape.startsWithCapital, letter.length <= 2,
      Self.roadLetters(letter.hash) != 0,
      joint == 0 || joint == 1 && text[letter.end] == 0x2D,
      Self.roadLeads(scratch.tokens[number - 2].hash) != 0
    else { return }
    emitTokens(rule, number - 1, number, &scratch)
  }

  /// Whether a word with a capital stands at a token, or behind a link there.
  private func isAddressAhead(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if isCapitalWord(text, index, scratch) { return true }
    return index + 1 < scratch.tokens.count && Self.roadLinks(scratch.tokens[index].hash) != 0
      && isCapitalWord(text, index + 1, scratch)
  }

  /// `Main St, Kilbeggan, Co Westmeath`: a county of Ireland with the places before it, found from `Co`.
  private func matchCounty(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    let county = head + 1
    guard let rule = rule(.foreignTown), county < scratch.tokens.count,
      scratch.tokens[head].shape == .capitalized, scratch.tokens[county].shape.startsWithCapital,
      scratch.tokens[county].gap != .lineBreak,
      Int(scratch.tokens[county].start) - scratch.tokens[head].end <= 2,
      Self.counties(scratch.tokens[county].hash) != 0
    else { return }
    var first = head
    while first > 0, head - first < Self.nameTokens, scratch.tokens[first].gap != .lineBreak,
      isCapitalWord(text, first - 1, scratch), scratch.tokens[first - 1].length > 1,
      TagCueWords.index(scratch.tokens[first - 1].hash) != Int(TagCue.title.rawValue)
    {
      let (end, start) = (scratch.tokens[first - 1].end, Int(scratch.tokens[first].start))
      let isComma = text.at(end) == 0x2C && start - end == 2
      guard isComma || start - end == 1 && text[end] == 0x20 && first < head else { break }
      first -= 1
    }
    emitTokens(rule, first, county, &scratch)
  }

  /// `N37 X8P2`: a postal code of Ireland, found from its letter.
  func isEircode(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard text.at(start + 3) == 0x20, text.at(start + 1).isDigit,
      text.at(start + 2).isDigit || text.at(start + 2) == 0x57, !text.isWordByte(start + 8),
      Self.isRoutingLetter(text[start]), Self.isRoutingLetter(text.at(start + 4))
    else { return false }
    var digits = 0
    for offset in start + 5..<start + 8 {
      let byte = text.at(offset)
      guard byte.isDigit || Self.isRoutingLetter(byte) else { return false }
      if byte.isDigit { digits += 1 }
    }
    return digits > 0
  }

  /// Letters that Eircodes are made of.
  private static func isRoutingLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41, 0x43, 0x44, 0x45, 0x46, 0x48, 0x4B, 0x4E, 0x50, 0x52, 0x54, 0x56, 0x57, 0x58, 0x59:
      true
    default: false
    }
  }

  /// The first token of a street and its number right before a postal code: `Singel 43, 8601 AG Sneek`; the
  /// code's own where none stands there.
  func streetAhead(_ text: Span<UInt8>, of code: Int, _ scratch: borrowing ScanScratch) -> Int {
    guard code > 1, text.at(Int(scratch.tokens[code].start) - 2) == 0x2C else { return code }
    var number = code - 1
    if scratch.tokens[number].length == 1, scratch.tokens[number].isWord,
      scratch.tokens[number].gap == .none
    {
      number -= 1
    }
    guard number > 0, scratch.tokens[number].isDigits, scratch.tokens[number].length <= 4,
      scratch.tokens[number].gap == .blank
    else { return code }
    var first = number
    while first > 0, number - first < Self.nameTokens, scratch.tokens[first].gap == .blank,
      Int(scratch.tokens[first].start) - scratch.tokens[first - 1].end == 1,
      isCapitalWord(text, first - 1, scratch)
        || first < number
          && Self.lineLinks(scratch.tokens[first - 1].hash) != 0
    {
      first -= 1
    }
    while first < number, !isCapitalWord(text, first, scratch) { first += 1 }
    return first < number ? first : code
  }

  /// `woont in Appelscha`, `habite à Ottignies`: a town behind where somebody lives, found from its first
  /// word.
  /// - Returns: whether there is a finding.
  func matchHomeTown(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Bool {
    guard first > 1, scratch.tokens[first].gap == .blank,
      Self.homeLinks(scratch.tokens[first - 1].hash) != 0, scratch.tokens[first - 1].gap == .blank,
      Self.homes(scratch.tokens[first - 2].hash) != 0, let rule = rule(.foreignTown)
    else { return false }
    let token = scratch.tokens[first]
    let bands = Lexicon.bands(token.hash)
    guard token.shape.startsWithCapital, token.length > 2,
      bands.place > 0 || !bands.isGermanic && bands.english == 0 && !bands.isTongue,
      bands.clinical == 0, !isWord(first, [.month, .weekday], scratch)
    else { return false }
    emitTokens(rule, first, properEnd(text, first - 1, scratch) ?? first, &scratch)
    return true
  }

  // Words

  private static let label = 1
  private static let lot = 2
  private static let behindRoad = 3
  private static let county = 4
  private static let district = 5
  private static let tract = 6
  private static var numberWord: UInt64 { Token.word("no") }
  private static let headLists: [(Int, String)] = [
    (
      label,
      """
      addr add address adres adresse anschrift dirección direccion domicilio endereço morada indirizzo residenza \
      residence tirahan
      """
    ),
    (
      lot,
      "plot purok blk house sector chak phase door unit flat ward sitio lot stand erf shack zone site section"
    ),
    (
      behindRoad,
      "bei nahe richtung ausfahrt höhe uscita hauteur altura hoogte afrit sortie salida saída direzione direction richting"
    ),
    (county, "co"),
    (tract, tractWords),
    (district, "brgy barangay tehsil taluka taluk mohalla mohallah distt woreda kebele poblacion"),
  ]
  /// Words that a place of a region is found from, for the lists of words.
  static let regionPlaceWords = headLists.map { $0.1 }.joined(separator: " ")
  private static let regionHeads: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    for (value, words) in headLists {
      for word in words.split(separator: " ") { entries[Token.hash(String(word))] = UInt16(value) }
    }
    return HashIndex(entries)
  }()
  private static let wards = table(
    "brgy barangay street st road rd avenue sector block nagar colony layout extension estate cross main village"
  )
  private static let lineEnds = table(
    """
    ph phone tel tél telefon telefone telefono mob mobile cell cel contact dob doa dod age sex mrn ip uhid male \
    female occupation religion civil cc c/c hx dx rx tx hpi nok informant civil phic philhealth patient pt diagnosis
    """
  )
  private static let lineLinks = table(
    """
    of de da do del di la le du des von van der den dem am an im in op te ter near opp opposite behind no nr st nd rd \
    th y e el los las the and at
    """
  )
  private static let roadLinks = table("à a la l ter der de del d al alla")
  private static let roadLeads = table(
    "der l la in na no op de en sur sulla sull nella auf pela pelo el the per lungo"
  )
  private static let roadLetters = table("a b n e m ap ss sp ip ic en rn rd nx")
  private static let counties = table(
    """
    antrim armagh carlow cavan clare cork derry donegal down dublin fermanagh galway kerry kildare kilkenny laois \
    leitrim limerick longford louth mayo meath monaghan offaly roscommon sligo tipperary tyrone waterford westmeath \
    wexford wicklow durham
    """
  )
  static let homeLinks = table("in te à en em a bei uit aus von nach near at")
  private static let homes = table(
    """
    woont woonde wonend wonende woonachtig verblijft wohnt wohnte wohnhaft lebt lebte habite habitait domicilié \
    domiciliée vit vive vivía reside residente mora morava abita abitava residenti domiciliato domiciliata verhuisd \
    umgezogen déménagé empadronada empadronado natural originaire
    """
  )
}
