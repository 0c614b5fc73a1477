import Vocabulary

/// Houses of care, schools and homes in French, Spanish, Portuguese and Italian, by the word for their
/// kind before their name: `CHU de Limoges`, `lar Santa Quitéria`, `UMF No. 28 Tlalnepantla`.
extension Engine {
  /// Tokens of a house's name, at most.
  private static let houseTokens = 9

  /// Finds a house from the word for its kind.
  func matchForeignHouse(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignHouse), scratch.tokens[head].gap != .none else { return }
    let token = scratch.tokens[head]
    guard text.at(Int(token.start) - 1) != 0x2D, text.at(Int(token.start) - 1) != 0x5F else {
      return
    }
    if Self.ownNames(token.hash) != 0, token.shape == .upper, !text.isWordByte(token.end) {
      return emitAddress(text, rule, head, head, &scratch)
    }
    let kind = Self.houseKinds(token.hash)
    guard kind != 0, Self.shortKinds(token.hash) == 0 || token.shape == .upper,
      let last = houseEnd(text, head, kind, scratch),
      kind == Self.sure || foreignWords(text, head, last, scratch) >= Self.wordsAround
    else { return }
    emitAddress(text, rule, head, last, &scratch)
  }

  /// The last token of a house's name behind its kind; nil where it has none of its own.
  private func houseEnd(
    _ text: Span<UInt8>,
    _ head: Int,
    _ kind: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var last: Int?
    var (index, isLinked) = (head + 1, false)
    while index < scratch.tokens.count, index - head <= Self.houseTokens {
      let token = scratch.tokens[index]
      guard joinsHouse(text, index, last, scratch) else { break }
      let isLast = last != nil
      if Self.shortened(token.hash) != 0, token.length <= 4,
        text.at(token.end) == 0x2E
          || index + 1 < scratch.tokens.count && scratch.tokens[index + 1].isDigits
      {
        index += 1
        continue
      }
      if token.isDigits {
        guard let end = ordinalOfHouse(text, index, isLast, scratch) else { break }
        last = end
        break
      } else if isLink(index, scratch) && !isCapitalWord(text, index, scratch) {
        isLinked = true
      } else if isCapitalWord(text, index, scratch) {
        guard !isWord(index, [.month, .weekday], scratch), Self.noHouse(token.hash) == 0,
          !isPlaceholder(text, around: Int(token.start)), text.at(token.end) != 0x3A
        else { break }
        if Self.services(token.hash) != 0 { isLinked = true }
        if Self.services(token.hash) == 0, kind != Self.linked || isLinked,
          token.length > 1 || isLast
        {
          last = index
        } else if isLast {
          last = index
        }
      } else {
        // `ambulatorio de la calle Olmos`
        guard !isLast,
          Self.services(token.hash) != 0 || isLinked && Self.streetsOfHouses(token.hash) != 0
        else { break }
        isLinked = true
      }
      index += 1
    }
    return last
  }

  /// Whether a token goes on with the name of a house.
  private func joinsHouse(
    _ text: Span<UInt8>,
    _ index: Int,
    _ last: Int?,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    let (end, start) = (scratch.tokens[index - 1].end, Int(token.start))
    switch token.gap {
    case .blank: return start - end <= 2
    case .mark: return text[end] == 0x2D || text[end] == 0x27
    // `Prof. Alípio`, `No. 28`, `Sta. Clara`
    case .marks:
      return start - end <= 3 && text[end] == 0x2E && scratch.tokens[index - 1].length <= 4
        && Self.shortened(scratch.tokens[index - 1].hash) != 0
    default: return false
    }
  }

  /// The number of a house: `Dupuytren 2`, and with the town behind it `No. 28 Tlalnepantla`.
  private func ordinalOfHouse(
    _ text: Span<UInt8>,
    _ index: Int,
    _ isNamed: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    guard token.length <= 3, !text.isWordByte(token.end), text.at(token.end) != 0x25 else {
      return nil
    }
    let next = index + 1
    let isBeside = next < scratch.tokens.count && scratch.tokens[next].gap == .blank
    if isNamed { return isBeside ? nil : text.at(token.end) == 0x2F ? nil : index }
    guard
      Self.shortened(scratch.tokens[index - 1].hash) != 0
        || isBeside && isCapitalWord(text, next, scratch)
    else { return nil }
    return isBeside && isCapitalWord(text, next, scratch) && mayBeTown(text, next, scratch)
      ? townNameEnd(text, next, scratch) : index
  }

  /// Words of other languages around a stretch, and of those so many that a text is one of them.
  private static let wordsReach = 10
  private static let wordsAround = 2

  /// Whether a word stands in a text of French, Spanish, Portuguese or Italian.
  func isAmongForeign(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    foreignWords(text, index, index, scratch) >= Self.wordsAround
  }

  /// How many words of French, Spanish, Portuguese and Italian stand around a stretch; 0 where all of
  /// them are words of English as well.
  ///
  /// A mask ends the search, so that a masked copy has no more of them near than its original.
  func foreignWords(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var count = 0
    var index = first - 1
    while index >= 0, index >= first - Self.wordsReach, !isMask(text, index, scratch) {
      count += Self.weight(scratch.tokens[index].hash)
      index -= 1
    }
    index = last + 1
    while index < scratch.tokens.count, index <= last + Self.wordsReach,
      !isMask(text, index, scratch)
    {
      count += Self.weight(scratch.tokens[index].hash)
      index += 1
    }
    for index in first + 1..<max(first + 1, last) {
      count += Self.weight(scratch.tokens[index].hash)
    }
    return count >> 8 > 0 ? count & 0xFF : 0
  }

  /// One for a word of these languages, and 256 more where it is none of English.
  private static func weight(_ hash: UInt64) -> Int {
    smallWords(hash) != 0 ? 257 : sharedWords(hash) != 0 ? 1 : 0
  }

  /// Whether a token is a mask.
  private func isMask(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    return token.shape == .upper && text.at(Int(token.start) - 1) == 0x5B
  }

  private static let smallWords = table(
    """
    le les des du une et sont dans pour avec sur chez par au aux ce cette qui que sa ses ne pas très \
    depuis à été vous nous elle el los las una y es por para su sus del se lo que muy desde hasta \
    está según uma das dos ao pela pelo não foi que seu sua il lo gli di della \
    del che è sono alla nel nella dal de nas nos dei às \
    à ou mais muito já até depois pelas aos hijo hija filho filha fils fille figlio figlia madre padre \
    mère père mãe pai paciente patiente paziente utente doente vive vivo habite mora hoy hoje oggi \
    ayer ontem ieri née nacida nascida nata
    """
  )
  /// The same that are words or letters of English, too.
  private static let sharedWords = table(
    "o e os al do per com non si con é no a na da em um ha est la un en mas"
  )

  /// Kinds that are sure, that need words of their language around, and that need `de` before the name.
  private static let sure = 1
  private static let loose = 2
  private static let linked = 3

  /// From a word to how sure it is that a house's name stands behind it.
  private static let houseKinds: HashIndex = {
    var kinds: [UInt64: UInt16] = [:]
    for (kind, text) in [(sure, sureWords), (loose, looseWords)] {
      for word in text.split(separator: " ") {
        let hash = Token.hash(String(word))
        kinds[hash] = UInt16(linkedHeads(hash) != 0 ? linked : kind)
      }
    }
    return HashIndex(kinds)
  }()

  /// Kinds of houses that are no words of English.
  private static let sureWords = """
    osp chu chr chru cliniques clsc chsld ehpad cesfam cecosf umf hgz hgr uspss clinique polyclinique hôpital couvent \
    collège lycée crèche garderie école clínica maternidade maternité policlínica policlínico ambulatorio \
    sanatorio consultorio guardería colegio escuela escola colégio emef emei usf ucsp ospedale \
    poliambulatorio clinica scuola liceo parrocchia parroquia paróquia igreja iglesia église geriátrico \
    dispensaire monastère abbaye creche presidio
    """
  /// Kinds that are other words as well, and stand in a text of their language.
  private static let looseWords = """
    cap ch cms cmp ceip ies cs upa ubs caps lar posto rsa usl asl ausl residencia résidence foyer hogar \
    hospital maternidad centro centre cabinet farmacia farmácia pharmacie laboratorio laboratório \
    laboratoire istituto instituto primaria elementare cas pmi ime esat ssr usld casa convento \
    asilo unidade unidad puesto posta primária paroisse hotel hôtel camping
    """
  /// All of these, for the lists of words.
  static let foreignHouseWords = "\(sureWords) \(looseWords) \(ownLetters)"
  /// The same as a set.
  static let foreignHouses = table(foreignHouseWords)

  /// Heads that other things are called by as well: `de` must lead to the name, or a service.
  private static let linkedHeads = table(
    "ch centro centre cabinet casa unidade unidad posto puesto posta cs instituto istituto hotel jardim"
  )

  /// Heads that are abbreviations and stand in capitals.
  private static let shortKinds = table(
    """
    chu chr chru clsc chsld ehpad cesfam cecosf umf hgz hgr uspss emef emei usf ucsp cap ch cms cmp ceip ies \
    cs upa ubs caps rsa usl asl ausl cas pmi ime esat ssr usld
    """
  )

  /// Hospitals that are known by letters of their own.
  private static let ownLetters = """
    chuv chuc chum chusj chuln chln hegp incor huca iuct akh umcg umcu lumc olvg radboudumc erasmusmc vumc mumc \
    uksh ukgm usz ukbb luks chul hucr hgt rvi jcuh qech cmjah luth lasuth aketh kbth aiims pgimer nimhans jipmer \
    sgpgi nkti vsmmc vgh cheo muhc
    """
  private static let ownNames = table(ownLetters)

  /// Words before a house's name that are shortened with a stop, and before its number.
  private static let shortened = table(
    "osp prof dr dra sta sto st ste s no n nº núm num mons gral ing dom d"
  )

  /// Words that say what a house does and not which it is.
  private static let services = table(
    """
    hospitalier hospitalière universitaire universitario universitaria universitário universitária regional \
    general geral generale général provincial provinciale municipal municipale comunal nacional nazionale \
    national central centrale médico médica medico medica médical médicale médicalisé privado privada \
    privé privée público pública public publique publico dental dentaire dentária odontológica veterinaria \
    infantil materno pediátrico pediatrico popular rural urbano urbana urgencias emergencias urgences \
    emergência día dia jour giorno agudos crónicos especialidades salud saúde santé salute dialyse diálisis \
    diálise dialisi soins cuidados cuidado cura riposo repouso retraite accueil acogida rehabilitación \
    réadaptation reabilitação riabilitazione cardiologie cardiología cardiologia radiologie radiología \
    radiologia imagerie imagen análisis análises analisi biologie cirugía cirurgia chirurgia primaria \
    primária primario atención atendimento atenção básica basica salud mental mentale secundaria elementare \
    élémentaire maternelle primaire supérieure misericórdia socio sociosanitario personas mayores ancianos \
    anziani idosos terapia intensiva intensivos fisioterapia enfermería infirmiers kinésithérapie militar \
    militaire clínico clínica clínicas clinico referencia référence
    """
  )

  /// Kinds of streets that houses are told by, in small letters.
  private static let streetsOfHouses = table(
    "calle avenida plaza rue avenue place boulevard rua praça via piazza viale corso barrio bairro quartier"
  )

  /// Words with a capital that end the name of a house.
  private static let noHouse = table(
    """
    dr dra dott sr sra mme monsieur madame paciente patient patiente dx tel tél motivo motif fecha data date \
    servicio service serviço servizio
    """
  )
}
