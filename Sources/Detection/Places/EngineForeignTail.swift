import Vocabulary

/// What goes on behind a street or a house in other languages: flats, floors, codes, quarters and
/// towns, as in `app. 4, Québec (Québec) G1R 1R4`, `3º izda., 04004 Almería`.
extension Engine {
  /// Parts behind a street, tokens of a town's name and bytes between two parts, at most.
  private static let partsMax = 9
  private static let townTokens = 5
  private static let gapBytes = 4

  /// Appends a street with its flat, and the code and the town behind it as a place of their own.
  func emitAddress(
    _ text: Span<UInt8>,
    _ rule: UInt16,
    _ first: Int,
    _ last: Int,
    _ scratch: inout ScanScratch
  ) {
    // `Bo Page     7:42 AM`: what blanks hold apart are the cells of a list.
    for index in first..<last
    where Int(scratch.tokens[index + 1].start) - scratch.tokens[index].end > Self.gapBytesMax {
      return
    }
    let street = tailEnd(text, last, towns: false, scratch)
    emitTokens(rule, first, street, &scratch)
    let end = tailEnd(text, street, towns: true, scratch)
    if end > street, let town = self.rule(.foreignTown) {
      emitTokens(town, street + 1, end, &scratch)
    }
  }

  /// Bytes between two words of an address, at most.
  private static let gapBytesMax = 3

  /// The last token of the parts behind a token; the token itself where none follows.
  ///
  /// `towns`: whether codes and towns count, and not only flats and floors.
  func tailEnd(
    _ text: Span<UInt8>,
    _ last: Int,
    towns: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var last = last
    for _ in 0..<Self.partsMax {
      let next = last + 1
      guard next < scratch.tokens.count, scratch.tokens[next].gap != .lineBreak,
        scratch.tokens[next].gap != .none, goesOn(text, last, next, scratch),
        !isPlaceholder(text, around: Int(scratch.tokens[next].start))
      else { break }
      if let end = flatEnd(text, next, scratch) ?? floorEnd(text, next, scratch)
        ?? crossNumberEnd(text, next, scratch)
      {
        last = end
      } else if towns,
        let end = codeOfTownEnd(text, next, scratch) ?? regionEnd(text, next, scratch)
          ?? quarterEnd(text, next, scratch) ?? townEnd(text, next, scratch)
      {
        last = end
      } else {
        break
      }
    }
    return last
  }

  /// Whether what stands between two tokens joins the parts of an address: blanks, a comma, a hyphen, a
  /// bracket, and the stop of an abbreviation.
  private func goesOn(
    _ text: Span<UInt8>,
    _ last: Int,
    _ next: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (start, end) = (scratch.tokens[last].end, Int(scratch.tokens[next].start))
    guard end - start <= Self.gapBytes else { return false }
    let isShort = scratch.tokens[last].isWord && scratch.tokens[last].length <= 4
    for offset in start..<end {
      switch text[offset] {
      case 0x20, 0x2C, 0x2D, 0x28, 0x29, 0x23: continue
      case 0x2E where isShort || text.at(offset + 1) == 0x2C: continue
      // `Uberaba/MG`
      case 0x2F where scratch.tokens[next].shape == .upper && scratch.tokens[next].length == 2:
        continue
      default: return false
      }
    }
    return true
  }

  /// Whether a comma, a hyphen among blanks or a bracket stands right before a token.
  private func isSetOff(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    let (start, end) = (scratch.tokens[index - 1].end, Int(scratch.tokens[index].start))
    return (start..<end).contains { text[$0] == 0x2C || text[$0] == 0x28 || text[$0] == 0x2D }
  }

  /// `app. 4`, `bât. C`, `pta 23`, `casa 3-41`, `Torre Norte`: found from the word.
  func flatEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let hash = scratch.tokens[index].hash
    guard scratch.tokens[index].isWord else { return nil }
    if Self.floors(hash) != 0, isSetOff(text, index, scratch) { return index }
    guard Self.units(hash) != 0 || Self.buildings(hash) != 0 else { return nil }
    var item = index + 1
    while item < scratch.tokens.count, item <= index + 2, scratch.tokens[item].gap != .lineBreak,
      Self.numberSigns(scratch.tokens[item].hash) != 0
    {
      item += 1
    }
    guard item < scratch.tokens.count, scratch.tokens[item].gap != .lineBreak,
      Int(scratch.tokens[item].start) - scratch.tokens[item - 1].end <= 3
    else { return nil }
    let token = scratch.tokens[item]
    if token.isDigits, token.length <= 4 { return numberEnd(text, item, scratch) }
    if token.length == 1, isCapitalWord(text, item, scratch) {
      return numberEnd(text, item, scratch)
    }
    guard Self.buildings(hash) != 0, isCapitalWord(text, item, scratch) || isLink(item, scratch)
    else {
      return nil
    }
    return properEnd(text, index, scratch)
  }

  /// `3º izda.`, `2ºB`, `3e étage`, `1.º Dto`: found from the number of the floor.
  private func floorEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    guard token.isDigits, token.length <= 2, isSetOff(text, index, scratch) else { return nil }
    var next = index + 1
    if next < scratch.tokens.count, Self.ordinals(scratch.tokens[next].hash) != 0,
      scratch.tokens[next].gap == .none || scratch.tokens[next].length == 1
    {
      next += 1
    }
    guard next < scratch.tokens.count, scratch.tokens[next].gap != .lineBreak,
      Int(scratch.tokens[next].start) - scratch.tokens[next - 1].end <= 3
    else { return nil }
    let word = scratch.tokens[next]
    if Self.floors(word.hash) != 0 { return next }
    let isDoor = word.length == 1 && isCapitalWord(text, next, scratch)
    return isDoor && !text.isWordByte(word.end) && text.at(word.end) != 0x2E ? next : nil
  }

  /// `# 18 Sur-135`, `No. 12-40`: the second number of a street in a grid.
  private func crossNumberEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var number = index
    let hasSign =
      text.at(Int(scratch.tokens[index].start) - 1) == 0x23
      || text.at(Int(scratch.tokens[index].start) - 2) == 0x23
    if !hasSign {
      guard Self.numberSigns(scratch.tokens[index].hash) != 0 else { return nil }
      number += 1
      if number < scratch.tokens.count, Self.numberSigns(scratch.tokens[number].hash) != 0 {
        number += 1
      }
    }
    guard number < scratch.tokens.count, scratch.tokens[number].isDigits,
      scratch.tokens[number].length <= 5, scratch.tokens[number].gap != .lineBreak
    else { return nil }
    return numberEnd(text, number, scratch)
  }

  /// The last token of the number of a house or flat: `12`, `12-B`, `14 bis`, `18 Sur-135`, `3-41`.
  func numberEnd(_ text: Span<UInt8>, _ number: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = number
    for _ in 0..<3 {
      let next = last + 1
      guard next < scratch.tokens.count else { break }
      let token = scratch.tokens[next]
      let mark = text.at(scratch.tokens[last].end)
      let touches = token.gap == .none
      let isBeside = token.gap == .blank || token.gap == .mark && (mark == 0x2D || mark == 0x2F)
      guard touches || isBeside else { break }
      let isLetter = token.isWord && token.length == 1 && (touches || token.gap == .mark)
      let isSide = Self.sides(token.hash) != 0 && token.gap != .lineBreak
      let isNumber = token.isDigits && token.length <= 3 && token.gap == .mark
      guard isLetter || isSide || isNumber else { break }
      last = next
    }
    return last
  }

  /// `93200 Saint-Denis`, `9760-104 Cabo da Praia`, `C.P. 01000`, `G1R 1R4`: found from its beginning.
  private func codeOfTownEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let start = Int(scratch.tokens[index].start)
    if let end = canadianEnd(text, start) {
      var last = index
      while last + 1 < scratch.tokens.count, scratch.tokens[last].end < end { last += 1 }
      return last
    }
    var number = index
    let isLabelled = scratch.tokens[index].isWord
    if isLabelled {
      if scratch.tokens[index].hash == Self.c, index + 1 < scratch.tokens.count,
        scratch.tokens[index + 1].hash == Self.p
      {
        number += 2
      } else if scratch.tokens[index].shape.startsWithCapital, scratch.tokens[index].length <= 2,
        text.at(scratch.tokens[index].end) == 0x2D
      {
        // `CH-1009 Pully`
        number += 1
        guard number + 1 < scratch.tokens.count, scratch.tokens[number].gap == .mark,
          (4...5).contains(scratch.tokens[number].length)
        else { return nil }
      } else if Self.codeLabels(scratch.tokens[index].hash) != 0 {
        number += 1
      } else {
        return nil
      }
    }
    if !isLabelled, let end = polishCodeEnd(text, number, scratch) { return end }
    guard number < scratch.tokens.count, scratch.tokens[number].isDigits,
      scratch.tokens[number].gap != .lineBreak, (4...6).contains(scratch.tokens[number].length)
    else { return nil }
    var last = number
    if text.at(scratch.tokens[number].end) == 0x2D, number + 1 < scratch.tokens.count,
      scratch.tokens[number + 1].isDigits, scratch.tokens[number + 1].length == 3,
      scratch.tokens[number + 1].gap == .mark
    {
      last = number + 1
    }
    let town = last + 1
    if town < scratch.tokens.count, scratch.tokens[town].gap == .blank,
      isCapitalWord(text, town, scratch), mayBeTown(text, town, scratch),
      isLabelled || last > number || scratch.tokens[number].length > 4
        || !(1_900...2_100).contains(scratch.tokens[number].hash)
        || Lexicon.bands(scratch.tokens[town].hash).place > 0
    {
      return townNameEnd(text, town, scratch)
    }
    return isLabelled || last > number ? last : nil
  }

  /// The last token of `05-500 Piaseczno`; nil where no code of Poland and its town begins.
  private func polishCodeEnd(
    _ text: Span<UInt8>,
    _ number: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let (last, town) = (number + 1, number + 2)
    guard town < scratch.tokens.count, scratch.tokens[number].length == 2,
      scratch.tokens[number].isDigits, text.at(scratch.tokens[number].end) == 0x2D,
      scratch.tokens[last].isDigits, scratch.tokens[last].length == 3,
      scratch.tokens[last].gap == .mark, scratch.tokens[town].gap == .blank,
      scratch.tokens[town].isWord,
      scratch.tokens[town].shape != .lower
        || text[Int(scratch.tokens[town].start)] >= 0x80
    else { return nil }
    return townNameEnd(text, town, scratch)
  }

  /// The end of `G1R 1R4` at an offset; nil where none begins.
  private func canadianEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard text.at(start).isUppercase, text.at(start + 1).isDigit, text.at(start + 2).isUppercase
    else { return nil }
    let rest = text.at(start + 3) == 0x20 ? start + 4 : start + 3
    guard text.at(rest).isDigit, text.at(rest + 1).isUppercase, text.at(rest + 2).isDigit,
      !text.isWordByte(rest + 3)
    else { return nil }
    return rest + 3
  }

  /// `(VA)`, `(Québec)`, `Antioquia` behind a comma: a province or a state.
  private func regionEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    if token.shape == .upper, token.length == 2, !text.isWordByte(token.end),
      text.at(Int(token.start) - 1) == 0x2F
    {
      return index
    }
    guard text.at(Int(token.start) - 1) == 0x28, text.at(token.end) == 0x29 else { return nil }
    if token.shape == .upper, token.length == 2 { return index }
    let bands = Lexicon.bands(token.hash)
    return isCapitalWord(text, index, scratch)
      && (bands.isState || bands.isCountry || bands.place > 0
        || index > 0 && scratch.tokens[index - 1].hash == token.hash)
      ? index : nil
  }

  /// `Col. San Ángel`, `barrio Las Mercedes`, `lieu-dit les Brandes`: a quarter behind a street.
  private func quarterEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard scratch.tokens[index].isWord, Self.quarters(scratch.tokens[index].hash) != 0 else {
      return nil
    }
    return properEnd(text, index, scratch)
  }

  /// A town that a comma, a hyphen or a bracket sets off: `, Envigado`, `, Póvoa de Varzim`.
  private func townEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard isSetOff(text, index, scratch), isCapitalWord(text, index, scratch),
      mayBeTown(text, index, scratch)
    else { return nil }
    let end = townNameEnd(text, index, scratch)
    let bands = Lexicon.bands(scratch.tokens[index].hash)
    if bands.place > 0 || bands.isState { return end }
    // What is in no list is a town where the clause ends behind it.
    let after = text.at(scratch.tokens[end].end)
    let isOver =
      after == 0 || after == 0x0A || after == 0x0D || after == 0x29
      || (after == 0x2E || after == 0x2C || after == 0x3B)
        && !text.isWordByte(scratch.tokens[end].end + 1)
    return isOver && (bands.first < 2 || Self.articles(scratch.tokens[index].hash) != 0)
      ? end : nil
  }

  /// Whether a word with a capital may begin the name of a town.
  func mayBeTown(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.length > 2, !isWord(index, [.month, .weekday, .phoneWord, .fax], scratch),
      Self.noTowns(token.hash) == 0, text.at(token.end) != 0x3A,
      !(text.at(token.end) == 0x20 && text.at(token.end + 1) == 0x3A),
      token.shape != .upper || token.length > 3
    else { return false }
    if Self.articles(token.hash) != 0 { return true }
    let bands = Lexicon.bands(token.hash)
    if bands.place > 1 { return true }
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand && !bands.isNation
      && (!bands.isTongue || bands.place > 0) && NoNames.abroad(token.hash) == 0
      && TagCueWords.index(token.hash) == 0
  }

  /// The last token of a town's name.
  func townNameEnd(_ text: Span<UInt8>, _ first: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = first
    var index = first + 1
    while index < scratch.tokens.count, index - first < Self.townTokens {
      let token = scratch.tokens[index]
      let mark = text.at(scratch.tokens[index - 1].end)
      let isJoined =
        token.gap == .blank && Int(token.start) - scratch.tokens[index - 1].end == 1
        || token.gap == .mark && (mark == 0x2D || mark == 0x27)
      guard isJoined else { break }
      if isCapitalWord(text, index, scratch), Self.noTowns(token.hash) == 0,
        token.gap == .mark || Lexicon.bands(token.hash).english == 0
          || Lexicon.bands(token.hash).place > 1,
        text.at(token.end) != 0x3A
      {
        last = index
      } else if !isLink(index, scratch) {
        break
      }
      index += 1
    }
    return last
  }

  /// The last token of a name of words with capitals and links behind a head; nil where none has one.
  func properEnd(_ text: Span<UInt8>, _ head: Int, _ scratch: borrowing ScanScratch) -> Int? {
    var last: Int?
    var index = head + 1
    while index < scratch.tokens.count, index - head <= Self.townTokens + 1 {
      let token = scratch.tokens[index]
      let (end, start) = (scratch.tokens[index - 1].end, Int(token.start))
      let mark = text.at(end)
      let isStop = mark == 0x2E && start - end == 2 && index == head + 1
      guard
        token.gap == .blank && start - end <= 2 || isStop
          || token.gap == .mark
            && (mark == 0x2D || mark == 0x27 || mark == 0x2E && index == head + 1)
      else { break }
      if isCapitalWord(text, index, scratch), !isWord(index, [.month, .weekday], scratch) {
        last = index
      } else if token.isDigits, token.length <= 3, last == nil || token.gap == .mark {
        last = index
      } else if !isLink(index, scratch) {
        break
      }
      index += 1
    }
    return last
  }

  /// Whether a word begins with a capital, also one with an accent.
  func isCapitalWord(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.isWord else { return false }
    let first = text[Int(token.start)]
    if first < 0x80 { return first.isUppercase }
    let second = text.at(Int(token.start) + 1)
    return first == 0xC3 && second >= 0x80 && second <= 0x9E
  }

  /// Whether a word joins the parts of a name: `de`, `la`, `dos`.
  func isLink(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index < scratch.tokens.count && Self.nameLinks(scratch.tokens[index].hash) != 0
  }

  private static var c: UInt64 { Token.word("c") }
  private static var p: UInt64 { Token.word("p") }
  private static let nameLinks = table(
    "de du des d la le les l aux au à del della dei delle dell degli di da do dos das los las el y e "
      + "en sur sous lès san santa"
  )
  private static let articles = table("los las les saint sainte são santo santa san villa vila")
  private static let numberSigns = table("n no nº núm num numero número numéro nr num")
  private static let units = table(
    """
    app appt apt apto appartement appart apartamento ap bât bat bâtiment batiment esc escalier escalera \
    étage etage piso planta porte puerta pta portal ptal bloque blq bl bloco casa sala salle lote lt mz mza \
    manzana quadra qd conjunto conj interior int interno scala piano local oficina ofc depto dpto \
    departamento unidad nave fração andar lj loja lok m hab bp boîte bte bureau km étg lot edf
    """
  )
  private static let buildings = table(
    "bât bat bâtiment torre edif edificio edifício ed résidence residencia residencial bloque condominio condomínio"
  )
  private static let floors = table(
    """
    izda izq izquierda dcha dch der derecha dto dta drt direito esq esquerdo frente fte étage etage piso \
    planta andar piano ático atico bajo bajos sótano entresuelo rdc fondo
    """
  )
  private static let ordinals = table("o a e er re ème eme ª º")
  private static let sides = table("sur norte este oeste bis ter quater")
  private static let codeLabels = table("cp cep cap")
  private static let quarters = table(
    """
    col colonia barrio bo urb urbanización urbanizacion fracc fraccionamiento residencial reparto quartier \
    hameau bairro localidad cité lotissement sector vereda comuna municipio commune freguesia concelho \
    frazione località loc corregimiento lieu-dit jardim parque polígono conjunto ciudadela
    """
  )
  private static let noTowns = table(
    """
    tel tél teléfono telefone telefono cel cell móvil portable mail email dr dra dott sr sra mme monsieur \
    madame paciente patient patiente nss nir dni nie cpf rg cuil rut dx tx hc nhc mrn dossier expediente \
    motivo motif servicio service serviço servizio reparto adresse dirección endereço indirizzo fax el ella il elle je yo eu no non ne pas que qui
    """
  )
}
