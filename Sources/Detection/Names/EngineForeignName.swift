import Vocabulary

/// People whom a text of French, Spanish, Portuguese or Italian introduces: `soy Amparito`, `mãe do
/// Davi`, `Plantonista Abílio`, `Box 2: Lola`, `JUÁREZ COLÍN OFELIA`.
extension Engine {
  /// Links between a relative and a name, and words of a name in capitals, at most.
  private static let linksMax = 2
  private static let capitalsMax = 5

  /// Finds a name behind what introduces it, from its first word.
  /// - Returns: whether there is a finding.
  func matchNameAbroad(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Bool {
    let before = scratch.tokens[first - 1]
    let flags = before.isDigits ? 0 : Self.nameIntroducers(before.hash)
    guard flags != 0 || before.isDigits, let rule = rule(.role),
      scratch.tokens[first].gap != .lineBreak, isIntroduced(text, first, flags, scratch),
      mayBeName(text, first, scratch),
      !isForeignWord(first, scratch)
    else { return false }
    emitTokens(rule, first, nameRunEnd(text, first, scratch), &scratch)
    return true
  }

  /// Whether a word is one of a language that few are called by.
  private func isForeignWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let hash = scratch.tokens[index].hash
    return NoNames.abroad(hash) != 0 || NoNames.offices(hash) != 0
      || isWord(index, [.month, .weekday, .holiday], scratch)
  }

  /// Whether a role, a relative with `de`, a greeting or the bed leads to a word.
  private func isIntroduced(
    _ text: Span<UInt8>,
    _ first: Int,
    _ flags: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let before = scratch.tokens[first - 1]
    let gap = Int(scratch.tokens[first].start) - before.end
    if flags & Self.title != 0, before.shape == .capitalized {
      return gap == 1 && text[before.end] == 0x20 || gap == 2 && text[before.end] == 0x2E
    }
    if flags & Self.smallTitle != 0, before.shape == .lower {
      return gap == 1 && text[before.end] == 0x20 || gap == 2 && text[before.end] == 0x2E
    }
    if before.isDigits { return isBehindBed(text, first, scratch) }
    if flags & Self.years != 0 { return isBehindAge(text, first, scratch) }
    if flags & Self.hail != 0 { return isCalling(text, first, scratch) }
    let isBeside = gap == 1 && text[before.end] == 0x20
    if flags & Self.role != 0 {
      return isBeside || isColon(text, before.end, Int(scratch.tokens[first].start))
        || gap == 2 && text[before.end] == 0x2E && text[before.end + 1] == 0x20
          && flags & Self.stopped != 0
    }
    guard isBeside || gap == 2 && text[before.end] == 0x2C && text[before.end + 1] == 0x20 else {
      return false
    }
    if flags & Self.greeting != 0 { return true }
    guard isBeside else { return false }
    if flags & Self.saying != 0 { return true }
    if first > 1, before.hash == Self.est || before.hash == Self.suis {
      let subject = scratch.tokens[first - 2].hash
      return before.hash == Self.est ? subject == Self.c : subject == Self.je
    }
    return isBehindRelative(first, scratch)
  }

  /// `mãe do Davi`, `el nene de los Acuña`, `RN de Tainá`: a relative and one link or two.
  private func isBehindRelative(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first - 1
    var links = 0
    while index > 0, links < Self.linksMax,
      Self.nameIntroducers(scratch.tokens[index].hash) & Self.link != 0,
      scratch.tokens[index].gap == .blank
    {
      links += 1
      index -= 1
    }
    return links > 0 && Self.relatives(scratch.tokens[index].hash) != 0
  }

  /// `Filho de 12 anos, Kauã`, `fils de 4 ans, Kilian`: a relative's age and a comma.
  private func isBehindAge(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[first - 1].end
    guard first > 3, text.at(end) == 0x2C, Int(scratch.tokens[first].start) == end + 2,
      scratch.tokens[first - 2].isDigits, scratch.tokens[first - 2].length <= 3
    else { return false }
    let isLinked = Self.ageLinks(scratch.tokens[first - 3].hash) != 0
    let relative = scratch.tokens[first - (isLinked ? 4 : 3)].hash
    return Self.relatives(relative) != 0 || Self.nameIntroducers(relative) & Self.role != 0
  }

  /// `Guten Tag, Lindemann hier`, `Grüezi, Aebi am Apparat`: who answers or calls, behind a greeting.
  private func isCalling(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (end, next) = (scratch.tokens[first - 1].end, first + 1)
    guard text.at(end) == 0x2C, Int(scratch.tokens[first].start) == end + 2,
      next < scratch.tokens.count, scratch.tokens[next].gap == .blank
    else { return false }
    if scratch.tokens[next].hash == Self.here { return true }
    return next + 1 < scratch.tokens.count && scratch.tokens[next + 1].gap == .blank
      && Self.telephones(scratch.tokens[next + 1].hash) != 0
  }

  private static var here: UInt64 { Token.word("hier") }
  private static let telephones = table("apparat telefon name toestel lijn")
  private static let ageLinks = table("de di von van")

  /// `Box 2: Lola`, `Lit 4 : Noé`.
  private func isBehindBed(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard first > 1, scratch.tokens[first - 1].length <= 3 else { return false }
    let bed = scratch.tokens[first - 2].hash
    if Self.beds(bed) != 0,
      isColon(text, scratch.tokens[first - 1].end, Int(scratch.tokens[first].start))
    {
      return true
    }
    // `kamer 7 Jansen`, `Bett 4 Wolf`
    let bands = Lexicon.bands(scratch.tokens[first].hash)
    return Self.germanicBeds(bed) != 0 && scratch.tokens[first].gap == .blank
      && scratch.tokens[first - 1].gap == .blank && (bands.last >= 2 || bands.first >= 3)
  }

  private static let germanicBeds = table("bett zimmer zi kamer k ch")

  /// Whether a colon among blanks and nothing else stands between two offsets.
  private func isColon(_ text: Span<UInt8>, _ end: Int, _ start: Int) -> Bool {
    guard start - end <= 3 else { return false }
    return (end..<start).contains { text[$0] == 0x3A }
      && (end..<start).allSatisfy { text[$0] == 0x3A || text[$0] == 0x20 }
  }

  /// `J.-P. Castaing`: joined initials and a surname, found from the first letter.
  func matchJoinedInitials(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard first + 2 < scratch.tokens.count, let rule = rule(.role) else { return }
    let start = Int(scratch.tokens[first].start)
    guard text.at(start + 1) == 0x2E, text.at(start + 2) == 0x2D, text.at(start + 3).isUppercase,
      text.at(start + 4) == 0x2E, !text.isWordByte(start - 1)
    else { return }
    let surname = scratch.tokens[first + 2]
    let isBehind =
      Int(surname.start) == start + 6 && text[start + 5] == 0x20 || Int(surname.start) == start + 5
    guard isBehind, surname.length > 2, surname.shape.startsWithCapital || surname.shape == .mixed
    else {
      return
    }
    emitTokens(rule, first, first + 2, &scratch)
  }

  /// `Ma. de la Luz`, `Ma. Guadalupe`: María in short and the rest of the name, found from `Ma`.
  func matchMaria(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[first]
    // `Mª Dolores`
    let isSigned = token.length == 3 && text.at(token.end) == 0x20
    guard
      isSigned
        || token.length == 2 && text.at(token.end) == 0x2E && text.at(token.end + 1) == 0x20,
      token.shape == .capitalized, let rule = rule(.role)
    else { return }
    var index = first + 1
    while index < scratch.tokens.count, index - first <= Self.linksMax + 1,
      Self.nameIntroducers(scratch.tokens[index].hash) & Self.link != 0
        || scratch.tokens[index].hash == Self.la
    {
      index += 1
    }
    guard index < scratch.tokens.count, scratch.tokens[index].shape == .capitalized,
      scratch.tokens[index].gap != .lineBreak, scratch.tokens[index].length > 2
    else { return }
    let bands = Lexicon.bands(scratch.tokens[index].hash)
    guard index > first + 1 || bands.first >= 3 && bands.english == 0 else { return }
    emitTokens(rule, first, index, &scratch)
  }

  /// `Ma`, short for a first name.
  static var ma: UInt64 { Token.word("ma") }
  /// `Mª`, the same.
  static var signedMa: UInt64 { Token.word("mª") }
  private static var la: UInt64 { Token.word("la") }

  /// `JUÁREZ COLÍN OFELIA`: three words in capitals and more, which are names and no words, found from the
  /// first.
  func matchCapitals(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.role), first + 2 < scratch.tokens.count,
      scratch.tokens[first + 1].shape == .upper, scratch.tokens[first + 1].gap == .blank,
      !(first > 0 && scratch.tokens[first].gap == .blank
        && scratch.tokens[first - 1].shape == .upper)
    else { return }
    var (last, words, givens, surnames) = (first - 1, 0, 0, 0)
    var index = first
    while index < scratch.tokens.count, index - first < Self.capitalsMax {
      let token = scratch.tokens[index]
      guard token.shape == .upper, index == first || token.gap == .blank else { break }
      if isLink(index, scratch), index > first {
        index += 1
        continue
      }
      let bands = Lexicon.bands(token.hash)
      guard token.length > 2, bands.clinical == 0, !bands.isBrand, !bands.isCountry,
        bands.english == 0 || bands.first >= 3,
        !bands.isTongue || bands.first > 1 || bands.last > 1,
        NoNames.abroad(token.hash) == 0
      else { return }
      words += 1
      if bands.first >= 2 { givens += 1 }
      if bands.last >= 1 { surnames += 1 }
      last = index
      index += 1
    }
    guard words >= 3, givens >= 1, surnames + givens >= 3 else { return }
    emitTokens(rule, first, last, &scratch)
  }

  private static var est: UInt64 { Token.word("est") }
  private static var suis: UInt64 { Token.word("suis") }
  private static var c: UInt64 { Token.word("c") }
  private static var je: UInt64 { Token.word("je") }
  // Words, each with what it introduces

  private static let role = 1
  private static let stopped = 2
  private static let title = 4
  private static let smallTitle = 8
  private static let greeting = 16
  private static let saying = 32
  private static let link = 64
  private static let being = 128
  private static let years = 256
  private static let hail = 512
  /// From a word to what stands behind it: one look says that most words introduce nobody.
  static let nameIntroducers: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    for (flag, text) in introducing {
      for word in text.split(separator: " ") {
        entries[Token.hash(String(word)), default: 0] |= UInt16(flag)
      }
    }
    return HashIndex(entries)
  }()

  /// Roles, titles, greetings, verbs and links before names.
  private static let introducing: [(Int, String)] = [
    (
      role,
      """
      técnico técnica plantonista cuidador cuidadora matrona enfermero enfermera enfermeira \
      enfermeiro auxiliar celador celadora conductor conductora chofer chauffeur ambulancier \
      ambulancière brancardier interne externe residente logopedista infermiere infermiera \
      ostetrica fisioterapista assistente educatore educatrice éducateur éducatrice maestra \
      maestro patologo notificante préleveur orthophoniste psychologue fisioterapeuta terapeuta \
      nutricionista recepcionista psicóloga psicólogo pareja novio novia ahijado ahijada prima \
      primo papá mamá papa maman mamie papy tata tonton nonno nonna zio zia nipote cugino \
      cugina cognata cognato suocera suocero compagno compagna fidanzata fidanzato bambino \
      bambina niño niña nene nena menino menina enfant bébé bebê bebé avó avô pai mãe tio tia \
      sogra sogro genro nora namorado namorada companheiro companheira vizinha vizinho filho \
      filha irmã irmão sœur soeur frère père mère mari femme conjoint conjointe hermana hermano \
      sor fray voisine voisin cousin cousine neveu nièce beau-frère marraine parrain padrino \
      madrina madrinha padrinho cirujano cirujana anestesista anestesia instrumentista \
      preceptor médico médica médecin kiné sage-femme secretaria secretário secrétaire aidant \
      aidante tuteur tutrice tutor tutora curateur curatrice viudo viuda veuf veuve vedova \
      vedovo operador operadora opératrice opérateur manip radiologue biologiste cardiologue \
      chirurgien chirurgienne aide anesthésiste pharmacien pharmacienne farmacéutico \
      farmacéutica farmacista dentista oculista pediatra pédiatre ginecóloga ginecólogo \
      caposala coordinatrice señorita signora signorina sig sigra signor senhora senhor inf enf \
      assistant assistante pte agente trabajadora trabajador doutora doutor doctora dottoressa dottor \
      docteure doktor dokter bantay
      """
    ),
    (
      stopped,
      """
      inf enf aux téc tec sig pte lic ft fta obst
      """
    ),
    (
      title,
      """
      pr dre mgr dña dna sras sres mlle
      """
    ),
    (
      smallTitle,
      """
      dott ssa ra secr avv dona seu ide iade ibode
      """
    ),
    (
      greeting,
      """
      hola bonjour bonsoir salut coucou olá oi ciao cher chère chers estimado estimada querido \
      querida caro cara prezado prezada gentile egregio merci gracias obrigado obrigada grazie \
      bisous besos abraços saluti
      """
    ),
    (
      saying,
      """
      soy habla llamo llama appelle chamo chama chiamo chiama apellido apellida cognome nome \
      prénom prénomme nombre sobrenome apelido firma firmado signé assinado fdo sono
      """
    ),
    (
      link,
      """
      de do da del di d dos das los las des du della
      """
    ),
    (being, "est suis"),
    (years, "anos años ans anni jahre jahren jaar"),
    (
      hail,
      "tag gott hallo morgen abend grüezi servus moin mahlzeit goedemorgen goedemiddag goedendag dag"
    ),
  ]

  private static let relatives = table(
    """
    mère père fils fille frère sœur soeur femme épouse époux mari veuf veuve veuve conjoint mamá papá madre \
    padre hijo hija hermano hermana esposa esposo mujer marido abuela abuelo nieto nieta viuda viudo nene nena \
    niño niña mãe pai filho filha irmão irmã avó avô neto neta viúva viúvo sobrinho sobrinha tia tio sogra \
    sogro familia famille família famiglia figlio figlia moglie marito madre fratello sorella nonna nonno \
    vedova vedovo rn bebê bebé bébé recém-nascido maman papa mamie fisio fiche casa pareja tante oncle amie ami \
    amigo amiga vizinha compagne compagnon suegra suegro cuñada cuñado cunhada cunhado
    """
  )
  private static let beds = table(
    "box boxe lit cama leito letto quarto chambre habitación camilla sala salle sillón"
  )
}
