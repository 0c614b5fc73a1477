import Vocabulary

/// People behind a role or a relative of other languages, and shops by their street.
extension Engine {
  /// Roles and relatives before whose names they stand, and that the finder of names does not know.
  private static let roles = table(
    """
    hepatologist nephrologist urologist dermatologist endocrinologist gastroenterologist hematologist \
    pulmonologist rheumatologist psychologist psychiatrist podiatrist ophthalmologist optometrist audiologist \
    anesthesiologist immunologist allergist orthodontist hospitalist intensivist internist pediatrician \
    obstetrician gynecologist physiatrist neonatologist perfusionist sonographer acupuncturist periodontist \
    endodontist geriatrician supervisor preceptor facilitator rn lpn lvn crna \
    adjuster paralegal atty attorney chap bailiff warden custodian registrar presenter moderator discussant examiner rater proctor coach aide pilot sponsor roommate housemate investigator guarantor phlebotomist tech rph pharmd cna \
    prépa prepa opérateur anesthésiste pfleger schwester auxiliar enfermera enfermero enf infirmière \
    infirmier pfleger pflegerin hebamme sage-femme kiné logopeda trooper officer deputy detective sergeant \
    sgt capt captain lieutenant pastor rabbi imam deacon chaplain carer caregiver guardian godmother \
    godfather stepmother stepfather stepson stepdaughter granddaughter grandson niece nephew fiancé fiancée \
    landlord landlady babysitter nanny abuela abuelo bruder enkel enkelin épouse esposa esposo ehefrau \
    ehemann fille filha filho fils hermana hermano hija hijo irmã irmão mari marido moglie nichte neffe \
    neto nieta nieto onkel oncle schwager sobrina sobrino sohn tante tía tío tochter suegra suegro \
    compañera compagne compagnon nachbarin cuñada cuñado fratello sorella marito figlio figlia \
    dochter zoon zus oom echtgenoot echtgenote vriendin buurvrouw buurman verpleegkundige arts huisarts \
    cardioloog oma opa mutter vater großmutter grossmutter großvater grossvater lebensgefährte \
    lebensgefährtin cousine schwiegermutter schwiegervater schwiegersohn schwiegertochter stiefvater \
    stiefmutter schwägerin sanitäter oberarzt oberärztin assistenzarzt assistenzärztin chefarzt chefärztin \
    hausarzt hausärztin stationsarzt stationsärztin arzt ärztin phm phk pom pok pfk pdl wbl gkp dgkp polizist sozialarbeiterin \
    sozialarbeiter betreuer betreuerin physiotherapeut physiotherapeutin kollegin kollege mevr mevrouw mw \
    dhr meneer moeder broer zuster kleinzoon kleindochter mantelzorger familie eheleute kind baby klient \
    klientin bewohner bewohnerin versicherter versicherte anrufer anruferin melder zeuge zeugin patientin \
    patiënt patiënte cliënt cliënte bewoner bewoonster nichtje neefje praxis hausarztpraxis ordination \
    groetjes groeten gattin gatte lebenspartner lebenspartnerin verlobte verlobter stiefsohn stieftochter \
    pflegesohn pflegetochter klassenlehrerin klassenlehrer lehrerin lehrer erzieherin erzieher pflegekraft \
    tagesmutter altenpflegerin altenpfleger hulpverlener begeleider begeleidster wijkverpleegkundige casemanager \
    mantelzorgster schoonzoon schoondochter schoonmoeder schoonvader kleinkind zoontje dochtertje broertje zusje \
    zorgcoördinator leerkracht buurman stiefzoon freundin
    """
  )
  /// What stands with a full stop before the name of whom it is about, or of who signs: `Hr. Aydın`,
  /// `gez. Lohmann`, `Get. Bakker`, `Gr. Joke`.
  private static let signs = table(
    """
    hr fr hrn fam gez get gr diktiert ondert verz groet paraaf hdz unterschrift \
    handtekening
    """
  )
  /// Small words inside a name.
  private static let nameParticles = table(
    "de der den van von vom zu zum zur ter ten te la el da di"
  )
  /// Words of a name at most.
  private static let nameWords = 3
  /// Letters of a role that is shortened, at most: behind a longer one a full stop ends the sentence.
  private static let shortRole = 5

  /// Whether `d/w` ends with a token: discussed with.
  private func isDiscussed(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let start = Int(token.start)
    return token.length == 1 && token.hash == Self.with && text.at(start - 1) == 0x2F
      && text.at(start - 2).lowercased == 0x64 && !text.isWordByte(start - 3)
  }

  /// Whether a word behind `d/w` is somebody and no service, team or relative: `d/w Lindqvist`, for `d/w Renal`.
  private func mayBeDiscussed(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    let bands = Lexicon.bands(token.hash)
    guard token.shape == .capitalized, token.length > 2, bands.clinical == 0, !bands.isBrand,
      !bands.isNation, !bands.isState, !bands.isCountry,
      !isWord(index, [.month, .weekday], scratch)
    else { return false }
    return bands.english == 0 || bands.last >= 3 || bands.first >= 3
  }

  private static var with: UInt64 { Token.word("w") }

  /// `Aide Sunniva`, `su sobrino Óscar`, `O neto, Welington`: found from the name's first word.
  func matchRole(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard first > 0, let rule = rule(.role) else { return }
    let role = scratch.tokens[first - 1]
    guard role.isDigits || role.length == 1 || roleLeads.mayHold(role.hash) else { return }
    let gap = Int(scratch.tokens[first].start) - role.end
    if gap == 1, role.shape == .capitalized, role.gap == .lineBreak,
      isElderWord(first - 1, scratch), mayBeName(text, first, scratch)
    {
      let last = nameRunEnd(text, first, scratch)
      if isAged(text, first - 1, last, scratch) {
        return emitTokens(rule, first - 1, last, &scratch)
      }
    }
    if gap == 1, isDiscussed(text, role), mayBeDiscussed(first, scratch) {
      return emitTokens(rule, first, nameRunEnd(text, first, scratch), &scratch)
    }
    if matchNameAbroad(text, first, &scratch) { return }
    if matchTitled(text, first, &scratch) { return }
    if matchHomeTown(text, first, &scratch) { return }
    if gap == 1, text[role.end] == 0x20, Self.crews.contains(role.hash),
      role.shape == .capitalized || role.shape == .upper, mayBeCrew(first, scratch)
    {
      return emitTokens(rule, first, nameRunEnd(text, first, scratch), &scratch)
    }
    let isSign =
      gap == 2 && role.isWord && (text[role.end] == 0x2E || text[role.end] == 0x3A)
      && Self.signs(role.hash) != 0
    // `16 Fr. Foley` is a size.
    if isSign, first > 1, scratch.tokens[first - 2].isDigits { return }
    let isRole = isSign || role.isWord && Self.roles(role.hash) != 0
    if isRole, let last = initialedEnd(text, first, behind: role, scratch) {
      return emitTokens(rule, first, last, &scratch)
    }
    guard role.isWord, isRole || Self.closings(role.hash) != 0, gap <= 2,
      gap == 1 && text[role.end] == 0x20
        || gap == 2 && text[role.end] != 0x0A && text[role.end + 1] == 0x20
          && (text[role.end] == 0x2C && role.shape == .lower || isSign
            || text[role.end] == 0x2E && role.length <= Self.shortRole
            || text[role.end] == 0x3A && isRole && role.shape == .capitalized),
      isRole && mayBeName(text, first, scratch) || isSign && isShortName(text, first, scratch)
        || isClosing(text, first, scratch)
        || Self.courtesies(role.hash) != 0 && isSign && isSurname(first, scratch)
    else { return }
    emitTokens(rule, first, nameRunEnd(text, first, scratch), &scratch)
  }

  /// What may stand before a name that is found from its first word, for one look: `matchRole` asks for nothing else but
  /// numbers and single letters.
  static func makeRoleLeads() -> WordFilter {
    WordFilter(
      [
        roles, signs, closings, courtesies, nameIntroducers, nameTitles, titleParticles, homeLinks,
      ],
      [crews, elderNouns]
    )
  }

  /// Who comes with an ambulance, before a surname that may be a word: `EMT Cross`, `Medic White`.
  private static let crews = hashes("emt medic paramedic emtp emtb")

  /// Whether a word with a capital is a surname that many have.
  private func mayBeCrew(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    let bands = Lexicon.bands(token.hash)
    return token.shape == .capitalized && token.length > 2 && bands.last >= 3 && !bands.isBrand
      && bands.clinical < 3 && !isWord(index, [.month, .weekday], scratch)
  }

  /// The last word of an initial with a surname behind a role: `Adjuster: B. Fotheringay`.
  private func initialedEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    behind role: Token,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let (initial, next) = (scratch.tokens[first], first + 1)
    let gap = Int(initial.start) - role.end
    guard initial.length == 1, initial.shape == .capitalized, text.at(initial.end) == 0x2E,
      gap == 1 && text[role.end] == 0x20
        || gap == 2 && (text[role.end] == 0x3A || text[role.end] == 0x2E)
          && text[role.end + 1] == 0x20,
      next < scratch.tokens.count, scratch.tokens[next].gap != .lineBreak,
      Int(scratch.tokens[next].start) - initial.end <= 2, mayBeName(text, next, scratch)
    else { return nil }
    return nameRunEnd(text, next, scratch)
  }

  /// Whether a word for a relative is somebody's own first name: it begins a line, and an age stands
  /// behind the surname: `Papa Diallo, 80 y, home`.
  private func isAged(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (age, unit) = (last + 1, last + 2)
    return scratch.tokens[first].gap == .lineBreak && unit < scratch.tokens.count
      && scratch.tokens[age].isDigits && scratch.tokens[age].length <= 3
      && text.at(scratch.tokens[last].end) == 0x2C && isWord(unit, .ageUnit, scratch)
      && scratch.tokens[unit].gap != .lineBreak
  }

  /// The last word of a name that begins at a token.
  func nameRunEnd(_ text: Span<UInt8>, _ first: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = first
    while last + 1 < scratch.tokens.count, last - first + 1 < Self.nameWords,
      scratch.tokens[last + 1].gap == .blank
        || scratch.tokens[last + 1].gap == .mark && text[scratch.tokens[last].end] == 0x2D,
      mayBeName(text, last + 1, scratch)
    {
      last += 1
    }
    // `Ilaria B.`
    if last + 1 < scratch.tokens.count, scratch.tokens[last + 1].gap == .blank,
      scratch.tokens[last + 1].length == 1, scratch.tokens[last + 1].shape == .capitalized,
      text.at(scratch.tokens[last + 1].end) == 0x2E
    {
      last += 1
    }
    return last
  }

  /// Whether a word with a capital may be a name and is no ordinary word, place, product or people.
  func mayBeName(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard token.shape == .capitalized || token.shape == .mixed, token.length > 2 else {
      return false
    }
    let bands = Lexicon.bands(token.hash)
    guard !bands.isNation, !bands.isCountry, !bands.isBrand, bands.clinical == 0,
      NoNames.products(token.hash) == 0,
      TagCueWords.index(token.hash) != Int(TagCue.title.rawValue), Self.children(token.hash) == 0
    else { return false }
    if bands.first >= 2 { return true }
    return bands.english == 0 && !bands.isTongue
      && (bands.last >= 3 || !Germanic.isWord(text, token.range, bands))
  }

  /// Whether a word ends a line behind what closes a letter: `Groetjes Ank`.
  private func isClosing(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    let isLast = index + 1 == scratch.tokens.count || scratch.tokens[index + 1].gap == .lineBreak
    return isLast && token.shape == .capitalized
      && Self.closings(scratch.tokens[index - 1].hash) != 0
      && Lexicon.bands(token.hash).english == 0
  }

  /// What newborns are called before they have names: `Baby Girl`.
  private static let children = table("girl boy twin infant")
  /// Shortened titles, behind which a noun is a name: `Fr. Sommer`.
  private static let courtesies = table("hr fr hrn fam")

  /// Whether a word with a capital is none of English.
  private func isSurname(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.shape == .capitalized, token.length > 2 else { return false }
    let bands = Lexicon.bands(token.hash)
    return (bands.english == 0 || bands.last >= 3) && bands.clinical == 0 && !bands.isBrand
  }

  /// Whether a word closes a letter.
  func isClosing(_ hash: UInt64) -> Bool { Self.closings(hash) != 0 }

  private static let closings = table(
    "groetjes groeten groet grüße grüsse gruß gruss mvg mfg lg vg"
  )

  /// Whether initials of a name with its particles stand at a token, and nothing behind them: `PvdB`.
  private func isShortName(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard token.shape == .mixed, (3...5).contains(token.length) else { return false }
    return text[Int(token.start)].isUppercase && text[token.end - 1].isUppercase
      && !text.isWordByte(token.end)
  }

  /// `mw. de Groot-Bakker`, `dhr. van 't Hof`: found from the name's first word with a capital, behind
  /// particles.
  func matchParticles(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard first > 1, let rule = rule(.role), scratch.tokens[first].gap == .blank else { return }
    var head = first - 1
    while head > 0, first - head <= Self.nameWords, scratch.tokens[head].gap == .blank,
      Self.nameParticles(scratch.tokens[head].hash) != 0
    {
      head -= 1
    }
    let hasMark = text.at(scratch.tokens[head].end) == 0x2E
    guard head < first - 1, Self.particleTitles(scratch.tokens[head].hash) != 0,
      scratch.tokens[head + 1].gap == .blank
        || hasMark
          && Int(scratch.tokens[head + 1].start) - scratch.tokens[head].end == 2
    else { return }
    emitTokens(rule, head + 1, joinedEnd(text, first, scratch), &scratch)
  }

  /// Titles of Dutch and German before a name that begins with a particle.
  private static let particleTitles = table(
    "mw mevr mevrouw dhr hr heer meneer dr drs arts frau herr herrn hrn fr prof fam familie zr zuster collega huisarts buurman buurvrouw tante oom"
  )

  /// Shops of which there are many.
  private static let chains = table(
    """
    walgreens cvs kroger walmart target costco safeway publix meijer lowes aldi wegmans albertsons wawa \
    sheetz starbucks dunkin mcdonald's tesco sainsbury's sainsburys boots heb winco albertson's amazon \
    7-eleven speedway chipotle panera ihop denny's walgreen's duane dillons hyvee schnucks giant
    """
  )
  /// Groups of hospitals and of suppliers whose names are no words.
  private static let systems = table(
    """
    uchealth metrohealth adventhealth ohiohealth healthpartners commonspirit christianacare unitypoint wellspan novant \
    ochsner sentara inova medstar honorhealth promedica mercyhealth allina essentia gundersen thedacare froedtert beaumont \
    corewell bjc northwell montefiore maimonides lahey mainehealth kaleida carilion prisma wellstar baycare memorialcare \
    scripps ohsu harborview uclahealth lincare apria rotech adapthealth davita
    """
  )
  private static var `in`: UInt64 { Token.word("in") }
  private static var near: UInt64 { Token.word("near") }
  /// It has programs as well, and what packs its parcels is a house.
  private static var amazon: UInt64 { Token.word("amazon") }
  /// What stands between such a shop and its street.
  private static let shopJoints = table("on off at in near")
  private static let shopKinds = table("pharmacy store shop warehouse supercenter")

  /// What chains are found from, for one look.
  static func makeChainWords() -> WordFilter { WordFilter([systems, chains]) }

  /// `Walgreens on Kedzie`, `the Kroger on Nine Mile`: found from the shop.
  func matchChain(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard chainWords.mayHold(scratch.tokens[first].hash), let rule = rule(.chain) else { return }
    if Self.systems(scratch.tokens[first].hash) != 0, scratch.tokens[first].shape != .lower {
      return emitTokens(rule, first, first, &scratch)
    }
    guard Self.chains(scratch.tokens[first].hash) != 0 else { return }
    var index = first + 1
    if isBlank(index, scratch), Self.shopKinds(scratch.tokens[index].hash) != 0 { index += 1 }
    guard isBlank(index, scratch), Self.shopJoints(scratch.tokens[index].hash) != 0,
      index > first + 1 || scratch.tokens[first].hash != Self.amazon
    else { return }
    // `Walmart in Burnsville`
    let isTown = scratch.tokens[index].hash == Self.in || scratch.tokens[index].hash == Self.near
    index += 1
    if isBlank(index, scratch), isWord(index, .the, scratch) { index += 1 }
    var last = index - 1
    while isBlank(last + 1, scratch), last - index + 1 < Self.nameWords {
      let token = scratch.tokens[last + 1]
      guard
        token.shape == .capitalized || token.shape == .mixed || token.shape == .upper
          || token.isDigits && last >= index || isWord(last + 1, .ordinalEnding, scratch),
        !isWord(last + 1, [.weekday, .month], scratch)
      else { break }
      last += 1
    }
    guard last >= index, !isTown || Lexicon.bands(scratch.tokens[index].hash).place > 1
    else { return }
    // `Walgreens on Alder and Fifth`
    if !isTown, isBlank(last + 2, scratch), isWord(last + 1, .and, scratch),
      scratch.tokens[last + 2].shape == .capitalized,
      !isWord(last + 2, [.weekday, .month], scratch)
    {
      last += 2
    }
    emitTokens(rule, first, last, &scratch)
  }

  /// Whether a token stands behind a blank.
  private func isBlank(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index < scratch.tokens.count && scratch.tokens[index].gap == .blank
  }
}
