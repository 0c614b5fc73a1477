import CTagger
import Vocabulary

/// Sentences that say by their build that a person or a place stands in them: `", says Ravndal`,
/// `grew up in Ostrowec`, `the corner of Alder and Fifth`.
///
/// The tagger asks for evidence in the word itself; names that are in no list have none. Here the words
/// around are enough, and the word itself must only be able to be a name: a capital, no word of
/// the language, no drug, country or cue. A mask opens nothing, so that a masked copy shows no more.
struct SentenceFrames {
  /// Words of a name or place in a row, at most.
  static let runMax = 3
  /// Members of a list of names, at most.
  static let membersMax = 6
  /// Digits of a house number or postal code behind a place, at most; from how many on one is enough.
  private static let numberDigits = 6
  private static let postalDigits = 3

  /// What `found` says of a word that its sentence makes a name or place.
  static let foundByFrame: UInt8 = 4

  /// Marks words of `scratch.tagged` that stand where a name or place must stand.
  static func apply(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for position in scratch.live.indices {
      let index = scratch.live[position]
      if isBehindCorner(index, scratch) { takeCorner(index, &scratch) }
      if leadsMembers(index, scratch) { takeMembers(index, &scratch) }
      if scratch.tagged[index].isNameShaped {
        takeHouses(index, &scratch)
        takeSite(index, &scratch)
        takePerson(index, &scratch)
        takeMoved(index, text, &scratch)
      }
      if index > 1, scratch.tagged[index].before == UInt8(phigate_gap_blank) {
        takeBehindWord(index, scratch.taggedHashes[index &- 1], &scratch)
      }
      if canBeName(index, scratch) {
        if isPerson(index, scratch) || isSpeaker(index, text, scratch) {
          takeRun(index, isPlace: false, &scratch)
        } else if leadsAddress(index, scratch)
          || isPlaceHere(index, scratch) && !isNoun(index, text, scratch)
        {
          takeRun(index, isPlace: true, &scratch)
        }
      } else if isOpen(index, scratch), canBeMember(index, scratch),
        isPerson(index, scratch) || isSpeaker(index, text, scratch)
      {
        take(index, isPlace: false, &scratch)
      } else if scratch.tagged[index].begins > 1, isOpen(index, scratch),
        isRareWord(index, scratch),
        isSpeaker(index, text, scratch)
      {
        take(index, isPlace: false, &scratch)
      }
    }
  }

  // MARK: The word itself

  /// Whether a word may be somebody's name or the name of a town.
  static func canBeName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.cue == 0, word.isNameShaped || word.isUpper,
      word.end &- word.start > 2
    else { return false }
    let bands = LexiconBands(rawValue: word.bands)
    return (bands.english == 0 || bands.english == 3 && word.likelihood > 0)
      && bands.clinical == 0 && !bands.isBrand && !bands.isNation && !bands.isCountry
      && !bands.isState && !NoNames.holds(index, scratch)
  }

  /// Whether a word with a capital is one of a dictionary that is seldom met: `Bola`.
  private static func isRareWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    return word.rule == 0 && word.cue == 0 && word.shape == UInt8(phigate_shape_title)
      && bands.english >= 2 && bands.clinical == 0 && !bands.isBrand && !bands.isNation
      && !bands.isCountry
  }

  /// Whether a word is a noun of German or Dutch and no town: `geboren in Schädellage`.
  private static func isNoun(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    return bands.place < 2 && Germanic.isWord(text, Int(word.start)..<Int(word.end), bands)
  }

  /// The same in a list of names, where a common surname may be a word as well: `Marsh and Banks`.
  private static func canBeMember(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if canBeName(index, scratch) { return true }
    let word = scratch.tagged[index]
    return word.rule == 0 && (word.cue == 0 || word.cue == TagCue.demographic.rawValue)
      && word.isNameShaped
      && (LexiconBands(rawValue: word.bands).last >= 3
        || LexiconBands(rawValue: word.bands).first >= 2)
  }

  /// Whether the word at an index is one of a list and follows the one before by a blank.
  static func follows(
    _ index: Int,
    _ words: HashIndex,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    index < scratch.tagged.count && scratch.tagged[index].before == UInt8(phigate_gap_blank)
      && words(scratch.taggedHashes[index]) != 0
  }

  /// The word before an index, where a blank stands between; -1 for none.
  static func wordBefore(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    guard index > 0, scratch.tagged[index].before == UInt8(phigate_gap_blank),
      scratch.tagged[index &- 1].rule == 0
    else { return -1 }
    return index &- 1
  }

  /// The index behind a name of at most three words that begins at an index.
  private static func runEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = index &+ 1
    while last < scratch.tagged.count, last &- index < runMax,
      scratch.tagged[last].before == UInt8(phigate_gap_blank)
        || scratch.tagged[last].before == UInt8(phigate_gap_hyphen),
      !scratch.tagged[last].isDigits,
      scratch.tagged[last].found != 0 || canBeName(last, scratch)
    { last &+= 1 }
    return last
  }

  /// Whether a clause ends before an index: the text, a sentence, or a pause.
  static func isOver(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index < scratch.tagged.count else { return true }
    return switch Int(scratch.tagged[index].before) {
    case phigate_gap_blank, phigate_gap_none, phigate_gap_hyphen, phigate_gap_apostrophe: false
    default: true
    }
  }

  // MARK: Persons

  /// Whether a person must stand at an index.
  private static func isPerson(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let end = runEnd(index, scratch)
    let before = wordBefore(index, scratch)
    if before > 0 {
      let hash = scratch.taggedHashes[before]
      // `," says Ravndal.`
      if speech(hash) != 0, scratch.tagged[before].before == UInt8(phigate_gap_strong),
        isOver(end, scratch)
      {
        return true
      }
      if roles(hash) != 0 { return true }
      let owner = wordBefore(before, scratch)
      if owner >= 0, people(hash) != 0, owners(scratch.taggedHashes[owner]) != 0 { return true }
      if owner >= 0, hash == me, calls(scratch.taggedHashes[owner]) != 0 { return true }
      // `the Ravndal family`
      return determiners(hash) != 0 && follows(end, houses, scratch)
        && !LexiconBands(rawValue: scratch.tagged[index].bands).isEponym
    }
    if isBehindForeignTitle(index, scratch) { return true }
    let begins =
      index == 0 || scratch.tagged[index].begins != 0
      || scratch.tagged[index].before == UInt8(phigate_gap_strong)
    guard begins, end < scratch.tagged.count else { return false }
    if scratch.tagged[end].before == UInt8(phigate_gap_comma) {
      // `Vide, can I please`
      let next = end &+ 1
      return vocative(scratch.taggedHashes[end]) != 0 && follows(next, addressees, scratch)
    }
    guard scratch.tagged[end].before == UInt8(phigate_gap_blank) else { return false }
    let verb = scratch.taggedHashes[end]
    if human(verb) != 0 { return true }
    if verb == began { return follows(end &+ 1, pursuits, scratch) }
    return verb == spent && follows(end &+ 1, stretches, scratch)
  }

  /// Whether a short title of another language stands before a word: `M. Ouédraogo`, `Enf. Suárez`.
  private static func isBehindForeignTitle(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let gap = Int(scratch.tagged[index].before)
    return index > 0 && (gap == phigate_gap_sentence || gap == phigate_gap_period)
      && scratch.tagged[index].foreign > 1 && scratch.tagged[index &- 1].isNameShaped
      && foreignTitles(scratch.taggedHashes[index &- 1]) != 0
  }

  private static let foreignTitles = Engine.table("m enf lic ing hna hno schw pfl infirm")
  /// Verbs that stand behind what was said: `," says Ravndal`.
  private static let speech = Engine.table(
    "says said asks adds added writes explains explained recalls recalled replied replies answered"
  )
  /// Verbs that only people are the subject of.
  private static let human = Engine.table(
    """
    shouted yelled laughed smiled cried whispered nodded sighed shrugged wept married grinned waved \
    hugged blushed giggled apologized apologised murmured muttered
    """
  )
  private static var began: UInt64 { Token.word("began") }
  private static var spent: UInt64 { Token.word("spent") }
  private static var me: UInt64 { Token.word("me") }
  private static let pursuits = Engine.table(
    "writing working singing painting teaching playing studying training acting drinking dating"
  )
  private static let stretches = Engine.table(
    "a the his her two three four five six several many most years months weeks days last some"
  )
  private static let vocative = Engine.table("can could would will do did are have please may")
  private static let addressees = Engine.table("i you we someone somebody it they please")
  private static let calls = Engine.table("call calls called")
  private static let owners = Engine.table("my his her our your their")
  private static let determiners = Engine.table("the a an another every either")
  /// What is called by the name of those who live in it, keep it or made it.
  private static let houses = Engine.table(
    """
    family household residence wedding funeral twins siblings brothers sisters kids children boys \
    girls couple novel concert memoir biography
    """
  )
  /// Who does something for others, mostly called by the name behind.
  private static let roles = Engine.table(
    """
    pilot trooper paramedic investigator chaplain roommate landlord landlady caseworker attorney \
    foreman monk abbot detective ranger constable superintendent headmaster headmistress
    """
  )
  /// Persons who are no relatives.
  private static let people = Engine.table(
    """
    kid baby boy girl ex boss buddy pal mate teacher tutor sitter babysitter nanny neighbour \
    flatmate housemate classmate teammate sponsor aide helper mentor assistant secretary
    """
  )

  /// Whether a word stands at the beginning of a line before a colon and a quotation mark: the
  /// speaker of a dialogue.
  private static func isSpeaker(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    guard index == 0 || word.before == UInt8(phigate_gap_line) else { return false }
    var end = Int(word.end)
    // French sets the colon apart.
    let isApart = text.at(end) == 0x20 && text.at(end + 1) == 0x3A && text.at(end + 2) == 0x20
    if isApart { return text.at(end + 3).isLetter && hasSpeaker(near: index, scratch) }
    guard text.at(end) == 0x3A else { return false }
    end += text.at(end + 1) == 0x20 ? 2 : 1
    return text.at(end) == 0x22 || text.at(end).isLetter && hasSpeaker(near: index, scratch)
  }

  /// Words to both sides in which another speaker is looked for.
  private static let dialogueReach = 60

  /// Whether a name that was found stands before a colon at the beginning of a line nearby.
  private static func hasSpeaker(near index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let first = max(0, index &- dialogueReach)
    let last = min(scratch.tagged.count &- 1, index &+ dialogueReach)
    for other in first..<max(first, last) where other != index {
      let word = scratch.tagged[other]
      if other == 0 || word.before == UInt8(phigate_gap_line),
        word.part != ScanScratch.maskPart, !word.isPlace,
        scratch.tagged[other &+ 1].before == UInt8(phigate_gap_colon),
        word.rule == IdentifierKind.name.rawValue &+ 1 || word.found != 0 || word.soft == 1
      {
        return true
      }
    }
    return false
  }

  // MARK: Lists of names

  /// Whether a list of names joined by `and` begins at an index: `Marsh and Banks were engineers`,
  /// `founders: Ravndal, Okafor and Banks`.
  private static func leadsMembers(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let isBehindColon =
      index > 0 && word.before == UInt8(phigate_gap_colon)
      && groups(scratch.taggedHashes[index &- 1]) != 0
    guard isBehindColon || index == 0 || word.begins != 0,
      let end = membersEnd(index, scratch)
    else { return false }
    return isBehindColon || follows(end, pairVerbs, scratch)
  }

  /// The index behind the last member of a list; nil where it has no `and` or holds other words.
  private static func membersEnd(_ start: Int, _ scratch: borrowing ScanScratch) -> Int? {
    var index = start
    var members = 0
    while members < membersMax, index < scratch.tagged.count {
      guard isMember(index, scratch) else { return nil }
      members &+= 1
      let next = index &+ 1
      guard next < scratch.tagged.count else { return nil }
      if scratch.tagged[next].before == UInt8(phigate_gap_comma) {
        index = scratch.taggedHashes[next] == and ? next &+ 1 : next
        if index == next { continue }
      } else if follows(next, joints, scratch) {
        index = next &+ 1
      } else {
        return nil
      }
      guard index < scratch.tagged.count,
        scratch.tagged[index].before == UInt8(phigate_gap_blank), isMember(index, scratch)
      else { return nil }
      return index &+ 1
    }
    return nil
  }

  /// Whether a word may be a member of a list of persons; `Tinel and Phalen` are signs.
  private static func isMember(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tagged[index].found != 0 || canBeMember(index, scratch) else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return bands.first >= 3 || bands.last >= 4
      || NoNames.eponyms(scratch.taggedHashes[index]) == 0
  }

  /// Marks the members of the list that begins at an index.
  private static func takeMembers(_ start: Int, _ scratch: inout ScanScratch) {
    guard let end = membersEnd(start, scratch) else { return }
    for index in start..<end where scratch.taggedHashes[index] != and {
      take(index, isPlace: false, &scratch)
    }
  }

  private static var and: UInt64 { Token.word("and") }
  private static let joints = Engine.table("and")
  /// People in the plural, whose names may follow behind a colon.
  private static let groups = Engine.table(
    """
    founders authors members players doctors nurses kids children sisters brothers siblings parents \
    sons daughters friends attendees present participants witnesses residents guests colleagues \
    grandchildren aides volunteers students editors partners owners survivors
    """
  )
  private static let pairVerbs = Engine.table("were met married agreed came went arrived")

  // MARK: Places

  /// Whether a town must stand at an index: `grew up in Ostrowec`, `in Bjert 6091`.
  private static func isPlaceHere(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = wordBefore(index, scratch)
    if before > 0, isTownAbroad(index, before, scratch) { return true }
    guard before > 0, prepositions(scratch.taggedHashes[before]) != 0 else { return false }
    // `Route 9 in Millfoss`
    if scratch.tagged[before].before == UInt8(phigate_gap_blank), isRoad(before &- 1, scratch) {
      return true
    }
    let verb = wordBefore(before, scratch)
    if verb >= 0, stays(scratch.taggedHashes[verb]) != 0 { return true }
    if verb > 0, scratch.taggedHashes[verb] == up, follows(verb, ups, scratch) {
      return grew(scratch.taggedHashes[verb &- 1]) != 0
    }
    return hasNumber(index, scratch) && scratch.tagged[index].likelihood > 0
  }

  /// Whether a town must stand at an index in another language: `née à Liévin`, `natural de Turbo`.
  private static func isTownAbroad(
    _ index: Int,
    _ before: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let hash = scratch.taggedHashes[before]
    guard !scratch.tagged[index].isUpper, intoAbroad(hash) != 0 || ofAbroad(hash) != 0 else {
      return false
    }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    guard !bands.isTongue || bands.place > 0 || bands.last > 1,
      scratch.tagged[index].cue != TagCue.calendar.rawValue
    else { return false }
    // `opérée en 2003 à Avicenne`, `em Ipatinga`
    let isPlain = hash == at && (bands.place > 0 || bands.isUnknown)
    if isPlain || (hash == at || hash == inside) && bands.place > 0, !bands.isEponym,
      scratch.tagged[index].foreign > 1
    {
      return true
    }
    let verb = wordBefore(before, scratch)
    guard verb >= 0 else { return false }
    let lead = scratch.taggedHashes[verb]
    return intoAbroad(hash) != 0 && staysAbroad(lead) != 0
      || ofAbroad(hash) != 0 && nativesAbroad(lead) != 0
  }

  private static var at: UInt64 { Token.word("à") }
  private static var inside: UInt64 { Token.word("em") }
  private static let intoAbroad = Engine.table("à a en em ad in na no para pour")
  private static let ofAbroad = Engine.table("de do da di d des du")
  /// Words before a preposition behind which a town stands, in French, Spanish, Portuguese, Italian.
  private static let staysAbroad = Engine.table(
    """
    né née habite habitent habitait demeure demeurant domicilié domiciliée vit vivait rentrer rentre \
    rentrée retourner installé installée scolarisé scolarisée opéré opérée transféré transférée déménagé \
    parti partie nacido nacida nació vive vivo viven vivimos vivía reside residente residentes domiciliado \
    domiciliada vamos viaja viajó llega llegó trasladado trasladada operado operada nascido nascida nasceu \
    mora moro moram morava morou transferido transferida nato nata abita residenti domiciliato ricoverato \
    ricoverata trasferito trasferita operato operata estamos estoy vivono travaille trabaja trabalha lavora
    """
  )
  private static let nativesAbroad = Engine.table(
    """
    natural vecino vecina originario originaria procedente oriundo oriunda proveniente venant originaire \
    habitante morador moradora residente nativo nativa viene vem vindo commune municipio \
    provenienza route
    """
  )

  /// Whether a word stands for a road or street that a rule has found.
  private static func isRoad(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    return word.rule == IdentifierKind.location.rawValue &+ 1
      && word.part == LocationPart.street.rawValue
  }

  /// Whether a house number or postal code stands behind a place and nothing that it counts.
  private static func hasNumber(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = runEnd(index, scratch)
    guard next < scratch.tagged.count else { return false }
    let word = scratch.tagged[next]
    let digits = Int(word.end &- word.start)
    guard word.rule == 0, word.isDigits, word.before == UInt8(phigate_gap_blank),
      (postalDigits...numberDigits).contains(digits)
    else { return false }
    if digits == 4, isYear(word) { return false }
    guard next &+ 1 < scratch.tagged.count else { return true }
    let behind = scratch.tagged[next &+ 1]
    return behind.before != UInt8(phigate_gap_none) && behind.before != UInt8(phigate_gap_period)
      && behind.cue != TagCue.quantity.rawValue
  }

  /// Whether four digits begin as the years of two centuries do.
  private static func isYear(_ word: phigate_tag_word) -> Bool {
    let first = word.prefix >> 8
    return first == 0x3139 || first == 0x3230
  }

  private static var up: UInt64 { Token.word("up") }
  private static let ups = Engine.table("up")
  private static let grew = Engine.table("grew growing grow brought")
  private static let prepositions = Engine.table(
    "in at to from near outside into of te aus uit nach naar"
  )
  /// Words before a preposition behind which a place stands.
  private static let stays = Engine.table(
    """
    year years summer winter raised born arrived arriving arrives live lives lived living resides residing resided moved \
    moving relocated flew drove travelling traveling travelled traveled stranded vacationing settled \
    geboren wohnhaft wohnt lebt lebend gebürtig stammt woont woonachtig afkomstig verzogen gemeldet wohnend \
    stayed staying hometown originally native honeymoon vacation holiday born-and-raised commutes
    """
  )

  /// Whether a street and a town with numbers begin at an index: `Valdouro 3, Ubidea 48145`.
  private static func leadsAddress(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = wordBefore(index, scratch)
    guard before < 0 || addressLeads(scratch.taggedHashes[before]) != 0 else { return false }
    let number = runEnd(index, scratch)
    let town = number &+ 1
    guard town < scratch.tagged.count, isHouseNumber(number, scratch),
      scratch.tagged[town].before == UInt8(phigate_gap_comma),
      canBeName(town, scratch) || scratch.tagged[town].found != 0
    else { return false }
    return hasNumber(town, scratch)
  }

  /// Whether a word is a short number behind a blank.
  private static func isHouseNumber(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    return word.rule == 0 && word.isDigits && word.before == UInt8(phigate_gap_blank)
      && word.end &- word.start < postalDigits &+ 2
  }

  private static let addressLeads = Engine.table(
    "is at to with in of from address and live lives for"
  )

  // MARK: Corners

  private static var corner: UInt64 { Token.word("corner") }
  private static var of: UInt64 { Token.word("of") }
  private static var the: UInt64 { Token.word("the") }
  /// Words of a street's name at a corner, at most.
  private static let cornerWords = 6

  /// Whether `corner of` stands before a word.
  private static func isBehindCorner(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index > 1 && scratch.tagged[index].before == UInt8(phigate_gap_blank)
      && scratch.taggedHashes[index &- 1] == of && scratch.taggedHashes[index &- 2] == corner
  }

  /// Marks both streets of a corner and the words that say that it is one.
  private static func takeCorner(_ index: Int, _ scratch: inout ScanScratch) {
    guard let (one, firstEvidence) = cornerStreet(index, scratch), one < scratch.tagged.count,
      scratch.taggedHashes[one] == and, scratch.tagged[one].before != UInt8(phigate_gap_line),
      let (end, secondEvidence) = cornerStreet(one &+ 1, scratch),
      firstEvidence || secondEvidence
    else { return }
    var start = index &- 2
    if start > 0, scratch.taggedHashes[start &- 1] == the,
      scratch.tagged[start].before == UInt8(phigate_gap_blank)
    {
      start &-= 1
    }
    for word in start..<end where scratch.tagged[word].rule == 0 {
      scratch.tagged[word].found = AddressCloser.foundByAddress
      scratch.tagged[word].probability.1 = 0
      scratch.tagged[word].probability.2 = max(scratch.tagged[word].probability.2, 1)
    }
  }

  /// The index behind a street's name and whether something speaks for one: a capital, a number, the
  /// word for a street; nil where none stands there.
  private static func cornerStreet(
    _ start: Int,
    _ scratch: borrowing ScanScratch
  ) -> (end: Int, evidence: Bool)? {
    var index = start
    var evidence = false
    while index < scratch.tagged.count, index &- start < cornerWords {
      let word = scratch.tagged[index]
      let goesOn =
        word.before == UInt8(phigate_gap_blank) || word.before == UInt8(phigate_gap_hyphen)
        || word.before == UInt8(phigate_gap_period) || word.before == UInt8(phigate_gap_sentence)
      guard index == start || goesOn, scratch.taggedHashes[index] != and else { break }
      let isPart =
        word.isNameShaped || word.isDigits || word.isUpper || word.found != 0
        || word.cue == TagCue.street.rawValue || word.cue == TagCue.particle.rawValue
        || word.rule == IdentifierKind.location.rawValue &+ 1
        || word.caseless == 1 && word.isLetters && word.cue == 0 && !isOrdinary(word)
        || word.isLetters && index &+ 1 < scratch.tagged.count
          && isHouseNumber(index &+ 1, scratch) && LexiconBands(rawValue: word.bands).english == 0
      guard isPart, word.part != ScanScratch.maskPart else { break }
      if word.before == UInt8(phigate_gap_sentence), index > start, !word.isDigits,
        scratch.tagged[index &- 1].end &- scratch.tagged[index &- 1].start > 4
      {
        break
      }
      evidence =
        evidence || word.isDigits || word.isPlace && word.found != 0
        || word.isNameShaped && !isOrdinary(word) || word.rule != 0
        || word.cue == TagCue.street.rawValue
      index &+= 1
    }
    return index > start ? (index, evidence) : nil
  }

  /// Whether a word is a common one.
  private static func isOrdinary(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return bands.english == 1 || bands.english == 2 || bands.clinical > 0
  }

  // MARK: Taking

  /// Marks a name or place of one word or more, with the number behind a place.
  static func takeRun(_ index: Int, isPlace: Bool, _ scratch: inout ScanScratch) {
    let end = runEnd(index, scratch)
    for word in index..<end { take(word, isPlace: isPlace, &scratch) }
    guard isPlace, end < scratch.tagged.count else { return }
    if leadsAddress(index, scratch) {
      take(end, isPlace: true, &scratch)
      takeRun(end &+ 1, isPlace: true, &scratch)
    } else if hasNumber(index, scratch) {
      take(end, isPlace: true, &scratch)
      // `840 24`
      let rest = end &+ 1
      if rest < scratch.tagged.count, isHouseNumber(rest, scratch),
        scratch.tagged[rest].end &- scratch.tagged[rest].start == 2
      {
        take(rest, isPlace: true, &scratch)
      }
    }
  }

  /// Marks a word as a name's or a place's.
  static func take(_ index: Int, isPlace: Bool, _ scratch: inout ScanScratch) {
    guard scratch.tagged[index].rule == 0 else { return }
    // Digits alone are dropped at the end of a place that is no address.
    scratch.tagged[index].found =
      scratch.tagged[index].isDigits ? AddressCloser.foundByAddress : foundByFrame
    guard scratch.tagged[index].isPlace != isPlace || scratch.tagged[index].likelihood == 0 else {
      return
    }
    let likelihood = UInt8(min(scratch.tagged[index].likelihood, 254))
    scratch.tagged[index].probability.1 = isPlace ? 0 : max(likelihood, 1)
    scratch.tagged[index].probability.2 = isPlace ? max(likelihood, 1) : 0
  }
}
