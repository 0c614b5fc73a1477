import Vocabulary

/// Ages of ninety and more in French, Spanish, Portuguese, Italian, German and Dutch: in words before
/// `ans` or `Jahre`, and by whom they are said of.
extension Engine {
  /// Words before an age in which whom it is said of is looked for, and those that may stand between.
  private static let subjectWords = 5
  private static let adverbWords = 3
  /// The least age that tells who somebody is.
  private static let oldMin = 90

  /// `noventa y dos años`, `quatre-vingt-seize ans`, `sie ist einundneunzig`, `va a cumplir noventa`: found
  /// from the word for ninety or a hundred.
  func matchForeignAge(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.age), let age = oldAge(index, scratch) else { return }
    let next = age.last + 1
    let isYears =
      next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && Self.years.contains(scratch.tokens[next].hash)
    if isYears, !age.isHundred { return emitTokens(rule, age.first, age.last, &scratch) }
    // `is op 30 april honderd geworden`
    let isReached =
      next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && scratch.tokens[next].hash == Self.geworden
    let isSaid =
      isReached || isSaidAbroad(age.first, scratch) && (isYears || !isMeasuredAbroad(next, scratch))
    if isSaid { return emitTokens(rule, age.first, age.last, &scratch) }
    if isYears, age.first == 0 || Self.lapses(scratch.tokens[age.first - 1].hash) == 0 {
      emitOpen(
        .openAge,
        Int(scratch.tokens[age.first].start),
        scratch.tokens[age.last].end,
        &scratch
      )
    }
  }

  /// An age of ninety and more that is said around a word; nil for anything less.
  private func oldAge(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (first: Int, last: Int, isHundred: Bool)? {
    let hash = scratch.tokens[index].hash
    if hash == Self.vingt {
      guard index > 0, scratch.tokens[index - 1].hash == Self.quatre,
        let number = foreignNumber(index - 1, scratch), number.value >= Self.oldMin
      else { return nil }
      return (index - 1, number.last, false)
    }
    if Self.centuries(hash) != 0 {
      var low = index + 1
      if low + 1 < scratch.tokens.count, Self.centuryJoints.contains(scratch.tokens[low].hash) {
        low += 1
      }
      guard low < scratch.tokens.count, scratch.tokens[low].gap == .blank,
        let number = foreignNumber(low, scratch), (1...15).contains(number.value)
      else { return (index, index, true) }
      return (index, number.last, true)
    }
    guard let number = foreignNumber(index, scratch), number.value >= Self.oldMin else {
      return nil
    }
    return (index, number.last, false)
  }

  /// Whether a number of digits is somebody's age in another language: `die Oma ist schon 94`, `mit ihren
  /// 93 Jahren`, `a avó tem 96`.
  func isToldAbroad(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard index > 0, token.gap == .blank, !text.isWordByte(token.end),
      Self.verbs(scratch.tokens[index - 1].hash) != 0
        || Self.adverbs(scratch.tokens[index - 1].hash) != 0
    else { return false }
    switch text.at(token.end) {
    case 0x25, 0x2F, 0x2D, 0x3A: return false
    case 0x2C,
      0x2E where text.at(token.end + 1).isDigit:
      return false
    default: break
    }
    return isSaidAbroad(index, scratch) && !isMeasuredAbroad(index + 1, scratch)
  }

  /// Whether words before a number say that somebody is or comes to be so old.
  private func isSaidAbroad(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var verb = first - 1
    while verb > 0, first - verb <= Self.adverbWords,
      Self.adverbs(scratch.tokens[verb].hash) == Self.plain,
      scratch.tokens[verb + 1].gap != .lineBreak
    {
      verb -= 1
    }
    guard verb >= 0, scratch.tokens[verb + 1].gap == .blank else { return false }
    let hash = scratch.tokens[verb].hash
    // `mit ihren 93 Jahren`, `elle va sur ses quatre-vingt-quinze`
    if Self.adverbs(hash) == Self.owning {
      return verb > 0 && Self.ownLeads(scratch.tokens[verb - 1].hash) != 0
    }
    switch Self.verbs(hash) {
    case Self.reaching: return true
    case Self.being:
      var word = verb - 1
      var isOfPerson = false
      while word >= 0, verb - word <= Self.subjectWords,
        scratch.tokens[word + 1].gap != .lineBreak
      {
        if Self.readings(scratch.tokens[word].hash) != 0 { return false }
        isOfPerson = isOfPerson || Self.persons(scratch.tokens[word].hash) != 0
        word -= 1
      }
      // `ist sie schon 94`
      return isOfPerson
        || (verb + 1..<first).contains { Self.persons(scratch.tokens[$0].hash) != 0 }
    case Self.linking:
      return verb > 0 && Self.persons(scratch.tokens[verb - 1].hash) != 0
    default: return false
    }
  }

  /// Whether a word behind a number says what is measured or counted by it.
  private func isMeasuredAbroad(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return false }
    let hash = scratch.tokens[next].hash
    return isWord(next, [.unit, .fraction], scratch) && !Self.years.contains(hash)
      || Self.measures(hash) != 0 || foreignNumber(next, scratch) != nil
  }

  // Words

  private static let reaching = 1
  private static let being = 2
  private static let linking = 3
  private static let plain = 1
  private static let owning = 2
  private static var geworden: UInt64 { Token.word("geworden") }
  private static var vingt: UInt64 { Token.word("vingt") }
  private static var quatre: UInt64 { Token.word("quatre") }
  private static let centuryJoints = hashes("y e et und en")
  private static let years: WordSet = WordSet(
    ["años", "anos", "ans", "jahre", "jahren", "anni", "jaar", "añitos", "aninhos", "lenze"]
      .map { Token.hash($0) }
  )
  /// Words for ninety and more that `matchForeignAge` begins at, for the lists of words.
  static let foreignNineties: String = {
    let nineties = (90..<100).flatMap { [germanWord($0), dutchWord($0), italianWord($0)] }
    return (nineties + ["noventa", "vingt", "nonante", "novantatre"]).joined(separator: " ")
  }()
  /// Words for a hundred, for the same list.
  static let foreignCenturies =
    "cien ciento cem cento cent hundert einhundert honderd hunderteins hundertzwei hundertdrei hunderteinem "
    + "centouno centodue centotré centoquattro centocinque"
  private static let centuries = table(foreignCenturies)
  private static let lapses = table(
    "seit vor nach in innerhalb über von hace há depuis dans da dal tra fra sinds over na durante durant pendant während "
      + "desde hasta jusqu por per pour pro für voor guerre guerra krieg oorlog"
  )

  /// A table of words, each with what it says.
  private static func told(_ lists: [(Int, String)]) -> HashIndex {
    var entries: [UInt64: UInt16] = [:]
    for (value, words) in lists {
      for word in words.split(separator: " ") { entries[Token.hash(String(word))] = UInt16(value) }
    }
    return HashIndex(entries)
  }

  private static let verbs = told([
    (
      reaching,
      """
      cumplir cumple cumplió cumplirá cumplía cumpliendo cumplidos fêter fête fêté fêtera compie compiuto compirà \
      compiere compirebbe fazer completou completa completar completará
      """
    ),
    (
      being,
      """
      tiene tengo tenía tem tenho tinha ist bin bist ben is ha ho aveva war was wird werde werden wordt word wurde \
      werd zijn sind faz fez
      """
    ),
    (linking, "de di von van"),
  ])
  private static let adverbs = told([
    (
      plain,
      """
      schon jetzt fast bald heuer beinahe knapp immerhin stolze déjà bientôt presque maintenant ya casi ahora já \
      quase agora già quasi adesso ora al bijna nu inmiddels ahora unos los uns le i sie er ich ze hij im in mai \
      juni märz april sogar erst doch ja
      """
    ),
    (owning, "ses ihren seinen meinen deinen haar zijn mijn"),
  ])
  private static let ownLeads = table("sur fête fêter fêté fêtera mit trotz met ondanks dans")
  private static let readings = table(
    """
    puls pulso polso pouls pols druck blutdruck tension tensión ta pa rr fc hf af sat sättigung saturación saturation \
    saturação saturazione spo2 glucosa glucose zucker bz peso gewicht poids weight temperatur fr imc bmi
    """
  )
  private static let persons = table(
    """
    ich sie er ze zij hij ik je elle yo él ella usted ela ele eu lei io nonna nonno mamma papà madre padre signora \
    signore oma opa mutter vater mama papa großmutter grossmutter großvater grossvater tante onkel frau herr mann \
    moeder vader mevrouw meneer grand-mère mère père mamie papi papy pépé mémé maman abuela abuelo avó avô mãe pai \
    tia tio tía tío señora señor senhora senhor patientin patient paciente paziente patiënte patiënt bewohnerin \
    bewohner mujer hombre femme homme dame uomo donna mulher homem vrouw man anciana anciano suegra suegro sogra \
    sogro suocera suocero schwiegermutter schwiegervater schoonmoeder schoonvader belle-mère hermana hermano irmã \
    irmão sorella fratello schwester bruder zus broer sœur frère vecina vecino vizinha vizinho nachbarin nachbar
    """
  )
  private static let measures = table(
    """
    por pour per prozent procent percento kilo kilos kilogramm cm grad graden slagen pulsaciones schläge mal fois veces \
    vezes volte keer minuten minutos minutes minuti minuut minute dagen tage tagen días dias jours giorni wochen \
    settimane semanas semaines weken metros meter mètres metri pasos stufen euro euros stunden horas heures ore uur \
    comprimidos tabletten comprimés compresse gotas gouttes tropfen gocce monate meses mois mesi maanden puntos \
    punkte points punti latidos battiti
    """
  )
}
