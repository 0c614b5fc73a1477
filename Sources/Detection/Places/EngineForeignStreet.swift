import Vocabulary

/// Streets of countries that name the kind of street first: `9 bis, rue du Four-à-Chaux`,
/// `Calle Mayor 12`, `Carr. 191 km 4.2`.
extension Engine {
  /// Tokens of a street's name, and digits of a number, at most.
  private static let nameTokens = 8
  private static let numberDigits = 5
  /// Bytes of a street's name behind a number and `ul.`, at least: `Taq 5` is what a pipette takes.
  private static let polishLetters = 5

  /// Finds a street from the word for its kind.
  func matchForeignStreet(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    // `d/c. NBS`: half of an abbreviation.
    guard let rule = rule(.foreignStreet), scratch.tokens[head].gap != .none,
      text.at(Int(scratch.tokens[head].start) - 1) != 0x2F
    else { return }
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
          || scratch.tokens[head + 1].length == 2 && isParticle(head + 1, scratch),
        mark == 0x2F || isLetterOfStreet(text, head, scratch)
      else { return }
    }
    if Self.polishHeads.contains(word), !isPolishStreet(text, head, scratch) { return }
    // `BD Insyte 18`: a maker.
    if word == Self.bd, scratch.tokens[head].shape == .upper, !isAmongForeign(text, head, scratch) {
      return
    }
    if let first = numberAhead(text, head, scratch) {
      let needsParticle = Self.ordinaryHeads.contains(word)
      // `AP 60, AV 180`: a street is called by a word.
      guard !needsParticle || isParticle(head + 1, scratch),
        let last = nameEnd(text, head, scratch),
        last > head + 1 || !scratch.tokens[last].isDigits
      else { return }
      emitAddress(text, rule, first, last, &scratch)
      return
    }
    guard
      !Self.ordinaryHeads.contains(word) || isParticle(head + 1, scratch)
        || isNamedStreet(text, head, scratch)
    else { return }
    let isArea = Self.areas.contains(word)
    // `Col. Smith` is a colonel.
    if word == Self.col, scratch.tokens[head].shape != .lower { return }
    let last = nameEnd(text, head, scratch)
    if isArea, scratch.tokens[head + 1 < scratch.tokens.count ? head + 1 : head].isDigits { return }
    if last == head + 1, scratch.tokens[head + 1].isDigits, Self.namedHeads.contains(word) {
      return
    }
    if let last, scratch.tokens[last].isDigits {
      // `calle 5 de mayo 34`, `Carr. 191`: the number is part of what was walked.
      let end = numberEnd(text, kilometre(text, last, scratch), scratch)
      emitAddress(text, rule, head, end, &scratch)
    } else if let last, let end = numberBehind(text, last, scratch),
      // `R. Szymanski   PH (925) 555-0110`
      !Self.shortHeads.contains(word) || text.at(Int(scratch.tokens[end].start) - 1) != 0x28
    {
      emitAddress(text, rule, head, numberEnd(text, end, scratch), &scratch)
    } else if let last,
      isArea && isLongOrStopped(text, head, scratch)
        || isStreetAlone(text, head, last, scratch) || isFarm(text, head, last, scratch)
    {
      emitAddress(text, rule, head, last, &scratch)
    }
  }

  /// Whether `ul.` is a street's and no unit: `9383 ul. Kwiatowa 61`, for `20 ul. Add 5 ml`.
  private func isPolishStreet(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard scratch.tokens[head].shape == .lower else { return false }
    guard head > 0, scratch.tokens[head - 1].isDigits else { return true }
    guard let last = nameEnd(text, head, scratch), scratch.tokens[last].isDigits else {
      return false
    }
    let bands = Lexicon.bands(scratch.tokens[head + 1].hash)
    return bands.english == 0 && bands.clinical == 0
      && scratch.tokens[head + 1].length >= Self.polishLetters
  }

  /// Whether a head is a word of its own or ends with the stop of an abbreviation.
  private func isLongOrStopped(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    text.at(scratch.tokens[head].end) == 0x2E || scratch.tokens[head].length > 4
  }

  /// Whether a letter or two and their stop may be a street's: `R. Augusta`, for `stage C. Weight 190`, `at 38 C. Dantrolene
  /// 20` and `Schizas C. Modic 2`.
  private func isLetterOfStreet(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if isAmongForeign(text, head, scratch) { return true }
    let bands = Lexicon.bands(scratch.tokens[head + 1].hash)
    if scratch.tokens[head].shape == .upper || scratch.tokens[head].length == 1 {
      let isDegrees =
        head > 0 && scratch.tokens[head].gap == .blank && scratch.tokens[head - 1].isDigits
      if isDegrees || bands.clinical > 0 || bands.isBrand || bands.isEponym { return false }
    }
    return scratch.tokens[head].length > 1 || bands.english == 0
  }

  /// Whether an ordinary word stands before a name with a capital that is no word of English nor a
  /// program: `via Saragat 4`, for `via Zoom`.
  private func isNamedStreet(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard head + 1 < scratch.tokens.count, isCapitalWord(text, head + 1, scratch) else {
      return false
    }
    let bands = Lexicon.bands(scratch.tokens[head + 1].hash)
    // `via LMA 4`
    let isShort =
      scratch.tokens[head + 1].shape == .upper && scratch.tokens[head].shape == .lower
      && scratch.tokens[head + 1].length <= 4
    return bands.english == 0 && !bands.isBrand && !isShort || isAmongForeign(text, head, scratch)
  }

  /// Whether a street without a number is one: `rue de Tanger`, `via Saragat, Ferrara`, in a text of its
  /// language.
  private func isStreetAlone(
    _ text: Span<UInt8>,
    _ head: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tokens[head].hash
    // `quai B`
    guard Self.plainHeads.contains(word), last > head, scratch.tokens[last].length > 1,
      !isForeignLabel(text, last, scratch)
    else { return false }
    let bands = Lexicon.bands(scratch.tokens[head + 1].hash)
    if word == Self.via {
      guard scratch.tokens[head].shape == .lower || head == 0, bands.english == 0, !bands.isBrand,
        !isWord(head + 1, [.mailProvider, .weekday, .month], scratch)
      else { return false }
    }
    // `via Saragat, Ferrara`
    if word == Self.via, tailEnd(text, last, towns: true, scratch) > last { return true }
    return isAmongForeign(text, head, scratch)
  }

  /// Whether a farm or a hamlet of its own is meant: `Lugar da Fonte, Ronfe, 4805-410 Guimarães`, behind
  /// which the code or the town goes on.
  private func isFarm(
    _ text: Span<UInt8>,
    _ head: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    Self.farms.contains(scratch.tokens[head].hash) && scratch.tokens[last].length > 2
      && text.at(scratch.tokens[last].end) == 0x2C
      && tailEnd(text, last, towns: true, scratch) > last && isAmongForeign(text, head, scratch)
  }

  private static let farms = hashes("lugar quinta sítio largo canada rang")

  /// Whether a colon stands behind a word, so that it is a label of what follows.
  private func isForeignLabel(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[last].end
    return text.at(end) == 0x3A || text.at(end) == 0x20 && text.at(end + 1) == 0x3A
  }

  /// Runs what a word of other languages begins: a street, a house, a number.
  func matchForeignHead(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let hash = scratch.tokens[index].hash
    if hash == Self.km { return matchRoadStone(text, index, &scratch) }
    if Self.blocks.contains(hash) { return matchBlock(text, index, &scratch) }
    if hash == Self.p {
      matchPaseo(text, index, &scratch)
    } else if hash == Self.lieu {
      matchHamlet(text, index, &scratch)
    } else if Self.streetHeads(hash) != 0 {
      matchForeignStreet(text, index, &scratch)
    }
    if Self.foreignHouses(hash) != 0 { matchForeignHouse(text, index, &scratch) }
    if hash == Self.month { return matchVietnameseDay(text, index, &scratch) }
    if hash == Self.bad { return matchSpa(text, index, &scratch) }
    matchGermanicHouse(text, index, &scratch)
    if Self.foreignSigns(hash) != 0 { matchForeignNumber(text, index, &scratch) }
    if Self.shortMonths(hash) != 0 { matchShortMonth(text, index, &scratch) }
    matchRegionPlace(text, index, &scratch)
    if placeOfDay(hash) != 0 { matchSaidDay(text, index, &scratch) }
    matchSaidBirth(text, index, &scratch)
  }

  /// `Pº Independencia 34`, whose sign is read as a blank.
  private func matchPaseo(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    let end = scratch.tokens[head].end
    guard let rule = rule(.foreignStreet), scratch.tokens[head].shape == .capitalized,
      text.at(end) == 0x20, text.at(end + 1) == 0x20, head + 1 < scratch.tokens.count,
      isCapitalWord(text, head + 1, scratch) || isLink(head + 1, scratch),
      let last = nameEnd(text, head, scratch),
      let number = scratch.tokens[last].isDigits ? last : numberBehind(text, last, scratch)
    else { return }
    emitAddress(text, rule, head, numberEnd(text, number, scratch), &scratch)
  }

  /// `Mz 4 Lt 12`, `Manzana F lote 12, urb. Los Jazmines`: a block and a lot, found from the block.
  private func matchBlock(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignStreet), let item = flatEnd(text, head, scratch),
      tailEnd(text, item, towns: false, scratch) > item
    else { return }
    emitAddress(text, rule, head, item, &scratch)
  }

  private static let blocks = hashes("mz manzana qd quadra")

  /// `EN1 ao km 184`, `N-340 km 12`: a road by its letters and the stone, found from `km`.
  private func matchRoadStone(_ text: Span<UInt8>, _ stone: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignStreet), stone > 1, stone + 1 < scratch.tokens.count,
      scratch.tokens[stone + 1].isDigits, scratch.tokens[stone + 1].gap == .blank
    else { return }
    var number = stone - 1
    for _ in 0..<2 where number > 1 && Self.stoneLinks.contains(scratch.tokens[number].hash) {
      number -= 1
    }
    guard number > 0, scratch.tokens[number].isDigits, scratch.tokens[number].length <= 4,
      scratch.tokens[number - 1].shape.startsWithCapital, scratch.tokens[number - 1].length <= 3,
      Int(scratch.tokens[number].start) - scratch.tokens[number - 1].end <= 1,
      scratch.tokens[number - 1].gap != .none
    else { return }
    emitTokens(rule, number - 1, kilometre(text, stone - 1, scratch), &scratch)
  }

  private static var km: UInt64 { Token.word("km") }
  private static var p: UInt64 { Token.word("p") }
  private static var bad: UInt64 { Token.word("bad") }
  private static var month: UInt64 { Token.word("tháng") }
  private static let stoneLinks = hashes("ao al a à au no del do du la altura")

  /// `au lieu-dit les Brandes`: a hamlet or a farm, found from the first word.
  private func matchHamlet(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignStreet), head + 1 < scratch.tokens.count,
      scratch.tokens[head + 1].hash == Self.dit, scratch.tokens[head + 1].gap != .lineBreak,
      let last = properEnd(text, head + 1, scratch)
    else { return }
    emitAddress(text, rule, head + 2, last, &scratch)
  }

  /// Heads before which a number alone is no street's name, as it is in `Calle 45`.
  private static let namedHeads = hashes(
    """
    bld boul esplanade promenade montée traverse rte imp rang résidence cité quartier ronda rambla travesía \
    prolongación privada cerrada cuesta plza pl gta rda bulevar vereda praça praca beco largo ladeira tv \
    calçada bairro canada quinta sítio lugar freguesia via viale piazza piazzale vicolo corso lungomare \
    contrada strada borgo salita località frazione loc fraz r jr
    """
  )
  private static var lieu: UInt64 { Token.word("lieu") }
  private static var dit: UInt64 { Token.word("dit") }

  /// Kinds of streets and quarters of towns in French, Spanish, Portuguese and Italian.
  static let foreignStreetWords = """
    tháng \
    ul os rue avenue av boulevard bd chemin ch impasse allée allee quai cours route passage place square \
    venelle ruelle sentier faubourg lotissement hameau \
    calle avda avenida paseo carrera carretera carr callejón callejon calzada camino colonia \
    col urb urbanización urbanizacion barrio bo fracc fraccionamiento residencial reparto rua \
    travessa alameda c ctra pza plaza glorieta carrer \
    bld boul esplanade promenade montée traverse rte imp rang résidence cité quartier lieu \
    ronda rambla travesía travesia pasaje psje jirón jr prolongación privada cerrada cuesta plza pl \
    gta rda p km r mz manzana qd quadra bulevar vereda circunvalación autopista diagonal transversal cra cl kr \
    estrada rodovia praça praca beco largo ladeira tv calçada bairro canada quinta sítio lugar freguesia \
    via viale piazza piazzale vicolo corso lungomare contrada strada borgo salita località frazione loc fraz
    """
  private static let streetHeads = table(foreignStreetWords)
  private static var via: UInt64 { Token.word("via") }
  /// Heads of streets that mean nothing else before a name with a capital.
  private static let plainHeads = hashes(
    """
    rue impasse venelle ruelle boulevard calle avenida carrer callejón travesía rua travessa viale piazza \
    piazzale vicolo via praça paseo pasaje jirón contrada località frazione résidence cité \
    quartier bairro barrio vereda rambla plaza place avenue quai chemin route allée
    """
  )

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
    // `770 26 rue`: the house and the number of the street.
    let opens =
      index > 0 && scratch.tokens[index].gap == .blank && scratch.tokens[index - 1].isDigits
      && Int(scratch.tokens[index - 1].length) < Self.numberDigits
      && (index == 1 || scratch.tokens[index - 1].gap == .lineBreak)
    return opens ? index - 1 : index
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
      // `cl. Seroquel 12.5`
      let isNumber = next.isDigits && next.length <= 4 && !isDecimal(text, last + 1, scratch)
      guard isName || isParticle(last + 1, scratch) || isNumber else {
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
  func isHyphenOrApostrophe(
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
  private static let ordinaryHeads = hashes(
    "place square cours passage route avenue quai promenade strada corso largo quinta lugar canada diagonal "
      + "transversal via estrada rang montée traverse cuesta privada ronda borgo salita residencial"
  )
  /// Heads of one letter or two, which a stop or a stroke must stand behind: `C/`, `ch.`.
  private static let shortHeads = hashes("c r ch cl pl tv jr kr imp loc fraz rda ul os")
  private static let polishHeads = hashes("ul os")
  private static var col: UInt64 { Token.word("col") }
  private static var bd: UInt64 { Token.word("bd") }
  /// Parts of a town: a name behind them is enough.
  private static let areas = hashes(
    "colonia col urb urbanización urbanizacion barrio bo fracc fraccionamiento residencial reparto "
      + "résidence cité quartier bairro freguesia vereda frazione località contrada"
  )
}
