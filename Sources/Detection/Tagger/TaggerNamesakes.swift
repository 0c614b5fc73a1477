import CTagger
import Vocabulary

/// Classifications, criteria, strains, typefaces and zones that are called by the name of a town:
/// `the Vancouver classification`, `Lugano, Deauville and Ann Arbor`, `Hb Chesapeake`, `Europe/London`.
///
/// What stands around such a name says that nobody is there: the word for what is called so right behind
/// it, or one near a town that is known for it. A town that somebody lives in, comes from or is brought
/// to stays what it is.
extension TagFinder {
  /// Words to both sides in which a measure speaks for a town that is known for one, where persons are
  /// spoken of and where not.
  private static let closeReach = 10
  private static let wideReach = 16
  /// Words to both sides among which a person counts.
  private static let personReach = 48

  /// Whether a run is the name of something that is called by a town.
  ///
  /// `text`: where its bytes lie.
  func isNamesake(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard first < last, (first..<last).allSatisfy({ scratch.tagged[$0].rule == 0 }) else {
      return false
    }
    if isOfCompass(first, last, scratch) || isOfStates(first, last, scratch)
      || (first..<last).contains(where: { isZone($0, text, scratch) })
    {
      return true
    }
    if isBehindStrain(first, last, scratch) || isStyle(last, scratch) { return true }
    if isWideRegion(first, last, scratch) { return true }
    // People are called Lane, Way and Houston.
    if scratch.tagged[first].isPlace,
      isOfAddressWords(first, last, scratch) || isMaker(first, last, text, scratch)
        || isImprint(last, scratch) || isBehindThing(first, scratch)
    {
      return true
    }
    if last > first &+ 1, scratch.tagged[last &- 1].isLower, isMeasure(last &- 1, scratch) {
      return true
    }
    if isMeasure(last, scratch), !isInhabited(first, last, scratch),
      scratch.tagged[first].isPlace || isKnown(last &- 1, scratch)
    {
      return true
    }
    // Somebody may be called Georgia, Alberta or Milan.
    if isSubject(last, scratch) || hasSupport(first, last, scratch) { return false }
    return isTypeface(first, last, scratch) || isProvince(first, last, scratch)
      || isKnownNamesake(first, last, scratch)
  }

  // MARK: Measures

  /// Whether the word at an index is what towns give their names to, on the same line or the next:
  /// `Vancouver⏎classification`.
  private func isMeasure(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index < scratch.tagged.count, scratch.tagged[index].rule == 0,
      scratch.tagged[index].isLetters
    else { return false }
    let gap = scratch.tagged[index].before
    // The next line may be another heading.
    let goesOn = gap == UInt8(phigate_gap_line) && scratch.tagged[index].isLower
    return (gap == UInt8(phigate_gap_blank) || goesOn)
      && Self.measures(scratch.taggedHashes[index]) == 2
  }

  /// Whether all words are of towns that are known for a measure, and one stands near.
  private func isKnownNamesake(
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard (first..<last).allSatisfy({ isPartOfNamesake($0, scratch) }),
      (first..<last).contains(where: { isKnown($0, scratch) }),
      !isInhabited(first, last, scratch)
    else { return false }
    let isNear = isAmongPersons(first, last, scratch)
    let reach = isNear ? Self.closeReach : Self.wideReach
    let (start, end) = (max(0, first &- reach), min(scratch.tagged.count, last &+ reach))
    // `Boston, pain score 8` is a town where `Rome, Kyoto, Sydney: score` are none.
    let hasCompany = (start..<end)
      .contains { ($0 < first || $0 >= last) && isKnown($0, scratch) }
    if !scratch.tagged[first].isPlace, isNear || !hasCompany { return false }
    let least: UInt16 = isNear || !hasCompany || !scratch.tagged[first].isPlace ? 2 : 1
    for index in start..<end {
      if Self.measures(scratch.taggedHashes[index]) >= least, scratch.tagged[index].rule == 0 {
        return true
      }
    }
    return false
  }

  /// Whether a sure rule has found a person or what belongs to one nearby: what the tagger alone takes for
  /// a name may be one more namesake.
  private func isAmongPersons(
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let start = max(0, first &- Self.personReach)
    let end = min(scratch.tagged.count, last &+ Self.personReach)
    return (start..<end)
      .contains { index in
        let rule = scratch.tagged[index].rule
        guard rule != 0 else { return false }
        return switch IdentifierKind(rawValue: rule &- 1) {
        case .date, .age, .url, .ip, .organization, .uniqueID, .none: false
        default: true
        }
      }
  }

  /// Whether a word is part of the name of such a town, or a grade behind one: `Lugano II`.
  private func isPartOfNamesake(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    return Self.namesakes(scratch.taggedHashes[index]) != 0 || isGrade(index, scratch)
      || Self.measures(scratch.taggedHashes[index]) != 0
      || word.end &- word.start == 1 && !word.isLower && !word.isDigits
      || isEponym(index, scratch) && isRare(scratch.tagged[index])
  }

  /// Whether a word is the name of a town that is known for a measure.
  private func isKnown(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Self.namesakes(scratch.taggedHashes[index]) == 2
  }

  /// Whether words around a town say that somebody is there, or a state stands behind it.
  private func isInhabited(
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if last < scratch.tagged.count, scratch.tagged[last].flags & UInt8(phigate_flag_state) != 0,
      scratch.tagged[last].isUpper
    {
      return true
    }
    // `Dallas resident`, `Boston native`
    if last < scratch.tagged.count, let cue = TagCue(rawValue: scratch.tagged[last].cue),
      Self.inhabitants.contains(cue)
    {
      return true
    }
    guard first > 0 else { return false }
    let gap = scratch.tagged[first].before
    if gap == UInt8(phigate_gap_sentence) { return false }
    // The value of a label, and the end of a way.
    if gap == UInt8(phigate_gap_colon) || Self.leads(scratch.taggedHashes[first &- 1]) != 0 {
      return true
    }
    guard let cue = TagCue(rawValue: scratch.tagged[first &- 1].cue) else { return false }
    return Self.inhabits.contains(cue)
  }

  private static let leads = Engine.table("to of via from for")
  private static let inhabitants: Set<TagCue> = [.patient, .provider, .lives, .demographic, .says]
  private static let inhabits: Set<TagCue> = [
    .preposition, .lives, .seen, .placeLabel, .asked, .kin, .title, .patient, .pronoun,
    .demographic,
  ]

  /// Whether people do what stands behind a word: `Milan is`, `Paris denies`.
  private func isSubject(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard next < scratch.tagged.count, scratch.tagged[next].before == UInt8(phigate_gap_blank),
      let cue = TagCue(rawValue: scratch.tagged[next].cue)
    else { return false }
    return cue == .says || cue == .auxiliary || cue == .asked
  }

  // MARK: Regions, zones, strains, styles, typefaces

  /// Whether all words are points of the compass and parts of a country, two at least: `East North
  /// Central, South Atlantic`.
  private func isOfCompass(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    last > first &+ 1
      && (first..<last)
        .allSatisfy {
          Self.regions(scratch.taggedHashes[$0]) != 0
            || scratch.tagged[$0].isDigits
              && scratch.tagged[$0].end &- scratch.tagged[$0].start == 1
        }
      && (first..<last).contains { Self.regions(scratch.taggedHashes[$0]) == 2 }
  }

  /// Whether a place of two words at least is nothing but states, countries and peoples, and no large
  /// town: `N. Virginia, Ohio`, `American Indian`.
  private func isOfStates(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard last > first &+ 1, scratch.tagged[first].isPlace else { return false }
    // `Oregon, Iowa and Kansas`
    if last == first &+ 2, isAmongStates(first, last, scratch) { return true }
    // A country stays even where somebody comes from it.
    let areCountries = (first..<last)
      .allSatisfy { index in
        let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
        return (bands.isCountry || bands.isNation) && bands.place < 5 && bands.first < 3
          || scratch.taggedHashes[index] == Self.via
      }
    if areCountries { return true }
    if isInhabited(first, last, scratch) { return false }
    // `Wyoming, Michigan` is a town.
    if last == first &+ 2, scratch.tagged[first &+ 1].before == UInt8(phigate_gap_comma) {
      return false
    }
    return (first..<last)
      .allSatisfy { index in
        let word = scratch.tagged[index]
        let bands = LexiconBands(rawValue: word.bands)
        if bands.isState || bands.isCountry || bands.isNation { return bands.place < 5 }
        return word.end &- word.start == 1 && word.cue == 0 && !word.isDigits
          || scratch.taggedHashes[index] == Self.via
      }
  }

  /// Whether a run is what a large part of a country is called by: `Great Lakes`, `Four Corners`.
  private func isWideRegion(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    last == first &+ 2
      && Self.wideRegions(
        Lexicon.phrase(scratch.taggedHashes[first], scratch.taggedHashes[first &+ 1])
      ) != 0 && !isInhabited(first, last, scratch)
  }

  /// Whether most words are what parts of an address are called, and no number is among them: `Ave, Blvd,
  /// Ct`, `Street`.
  private func isOfAddressWords(
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var count = 0
    for index in first..<last {
      if scratch.tagged[index].isDigits { return false }
      if Self.addressWords(scratch.taggedHashes[index]) != 0 { count += 1 }
    }
    return count > 1 && count &* 2 > last &- first || last == first &+ 1 && count == 1
  }

  /// Whether a town in brackets is that of a maker of software or reagents: `SAS 9.4 (Cary, NC)`.
  private func isMaker(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard first > 0,
      (first..<last).contains(where: { text.at(Int(scratch.tagged[$0].start) &- 1) == 0x28 })
    else { return false }
    let start = max(0, first &- Self.wideReach)
    let end = min(scratch.tagged.count, last &+ Self.wideReach)
    return (start..<end).contains { Self.makers(scratch.taggedHashes[$0]) != 0 }
      && !isAmongPersons(first, last, scratch)
  }

  /// Whether a publisher stands behind a town and a colon: `Philadelphia: Lippincott`.
  private func isImprint(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard next < scratch.tagged.count else { return false }
    let hash = scratch.taggedHashes[next]
    return scratch.tagged[next].before == UInt8(phigate_gap_colon) && Self.publishers(hash) != 0
      || scratch.tagged[next].before == UInt8(phigate_gap_blank) && hash == Self.press
        && scratch.taggedHashes[next &- 1] == Self.university
  }

  /// Whether a town stands behind a continent and a stroke, as in a time zone: `Europe/London`.
  private func isZone(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    index > 0 && text.at(Int(scratch.tagged[index].start) &- 1) == 0x2F
      && Self.continents(scratch.taggedHashes[index &- 1]) != 0
  }

  /// Whether a word for an undertaking or a room leads to a run, in a text about no person: `Sprint
  /// Denver`, `conference rooms Huron and Ontario`.
  private func isBehindThing(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 0 else { return false }
    let gap = scratch.tagged[first].before
    let kind = Self.things(scratch.taggedHashes[first &- 1])
    guard gap == UInt8(phigate_gap_blank) || gap == UInt8(phigate_gap_colon) && kind == 2,
      kind != 0
    else { return false }
    return !isAmongPersons(first, first, scratch)
  }

  /// Whether a word for a strain or a variant leads to a run: `Salmonella Newport`, `factor V Leiden`.
  private func isBehindStrain(
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if last > first &+ 1, Self.strains(scratch.taggedHashes[first]) != 0 { return true }
    guard first > 0, scratch.tagged[first].before == UInt8(phigate_gap_blank) else { return false }
    if Self.strains(scratch.taggedHashes[first &- 1]) != 0 { return true }
    // `factor V Leiden`
    let number = scratch.tagged[first &- 1]
    if scratch.taggedHashes[first &- 1] == Self.factor, last > first &+ 1,
      scratch.tagged[first].end &- scratch.tagged[first].start == 1
    {
      return true
    }
    return first > 1 && scratch.taggedHashes[first &- 2] == Self.factor
      && number.before == UInt8(phigate_gap_blank) && !number.isLower
      && number.end &- number.start <= 4
  }

  /// Whether `style`, `type` or `like` is joined to a run: `Hudson-style`.
  private func isStyle(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    func joins(_ index: Int) -> Bool {
      scratch.tagged[index].before == UInt8(phigate_gap_hyphen)
        && scratch.tagged[index].shape == UInt8(phigate_shape_lower)
        && Self.styles(scratch.taggedHashes[index]) != 0
    }
    return next < scratch.tagged.count && joins(next) || next > 1 && joins(next &- 1)
  }

  /// Whether all words are names of typefaces, and a word for type stands near.
  private func isTypeface(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard (first..<last).allSatisfy({ Self.typefaces(scratch.taggedHashes[$0]) == 1 }) else {
      return false
    }
    let start = max(0, first &- Self.wideReach)
    let end = min(scratch.tagged.count, last &+ Self.wideReach)
    return (start..<end).contains { Self.typefaces(scratch.taggedHashes[$0]) == 2 }
  }

  /// Whether a run is a province and nothing leads to it: a large part of a country, as a state is.
  private func isProvince(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if last == first &+ 2 {
      let (one, two) = (scratch.taggedHashes[first], scratch.taggedHashes[first &+ 1])
      if Self.provinces(one) == 2, Self.provinces(two) == 3 { return true }
    }
    guard !isInhabited(first, last, scratch) else { return false }
    // `Alberta` may be somebody.
    return scratch.tagged[first].isPlace
      && (first..<last).allSatisfy { Self.provinces(scratch.taggedHashes[$0]) == 1 }
  }

  /// Words by their hashes, with what they count for.
  private static func ranked(_ one: String, _ two: String, _ three: String = "") -> HashIndex {
    var values: [UInt64: UInt16] = [:]
    for (value, words) in [(UInt16(1), one), (2, two), (3, three)] {
      for word in words.split(separator: " ") { values[Token.hash(String(word))] = value }
    }
    return HashIndex(values)
  }

  private static var factor: UInt64 { Token.word("factor") }
  private static var via: UInt64 { Token.word("via") }
  private static var university: UInt64 { Token.word("university") }
  private static var press: UInt64 { Token.word("press") }
  /// What is called by towns: 2 for what is said of no person, 1 for what also is measured of one.
  private static let measures = ranked(
    """
    score scores scale scales grade grades graded stage stages staged index rule rules test type \
    guideline definition protocol statement model equation system fever variant phenotype study \
    guidelines conference agreement accord convention declaration
    """,
    """
    criteria criterion classification classifications staging grading nomenclature modification \
    consensus questionnaire inventory virus viruses encephalitis serotype serotypes serovar lineage \
    clone strain strains cohort trial collar brace handbook manual textbook edition statute diet \
    simulation simulations algorithm algorithms plot association hemoglobin haemoglobin chromosome \
    keratoprosthesis typeface
    """
  )
  /// Words of towns after which measures are called: 2 for the town, 1 for what belongs to its name.
  private static let namesakes = ranked(
    "los san new saint st la el las ann hong chapel kansas lake gold coast canyon eastern western monte",
    """
    amsterdam angeles arbor athens atlanta awaji baltimore barcelona basel beijing belmont berlin bern \
    bethesda birmingham bologna bonn boston brighton bristol brussels budapest buenos cambridge \
    charleston chicago cincinnati city cleveland copenhagen crosse dallas deauville denver dublin \
    dunedin edinburgh edmonton escorial framingham francisco geneva ghent glasgow göteborg hamburg \
    heidelberg helsinki hill houston iowa istanbul jamestown kiel kigali kong kyoto lausanne leeds \
    leiden leipzig leuven lisbon london louise louis lugano lund lyon maastricht madrid malmö \
    manchester manila marburg marseille marseilles mayo melbourne memphis miami michigan milan \
    milwaukee minnesota montreal montréal moscow munich nottingham nuremberg orleans oslo ottawa \
    oxford padua paris philadelphia phoenix pittsburgh portland prague quebec richmond rochester rome \
    rotterdam sapporo seattle seoul shanghai singapore southampton stanford stockholm \
    strasbourg sydney carlo vegas manhattan sonoma tampa tokyo toronto tuskegee uppsala utrecht utstein vancouver venice \
    vermont verona vienna villefranche wisconsin york zurich zürich valencia haven helsingborg
    """
  )
  /// Parts of a country: 2 for what only a region is called by.
  private static let regions = ranked(
    """
    north south east west northern southern eastern western new mid us upper lower and mountain europe \
    asia
    """,
    "central atlantic england pacific northeast northwest southeast southwest midwest middle"
  )
  private static let wideRegions: HashIndex = {
    let names = [
      "great lakes", "four corners", "gulf coast", "great plains", "new england", "corn belt",
      "rust belt", "sun belt", "bible belt", "deep south", "pacific northwest", "middle east",
      "far east", "west indies", "hudson bay", "central valley", "rocky mountain", "east coast",
      "west coast", "high plains",
    ]
    var entries: [UInt64: UInt16] = [:]
    for name in names {
      let words = name.split(separator: " ").map { Token.hash(String($0)) }
      entries[Lexicon.phrase(words[0], words[1])] = 1
    }
    return HashIndex(entries)
  }()
  private static let addressWords = Engine.table(
    """
    street st ave avenue rd road blvd ln lane dr ct hwy pkwy way apt suite ste zip city county address \
    addr
    """
  )
  private static let makers = Engine.table(
    """
    stata sas spss matlab graphpad prism software reagents reagent sigma aldrich qiagen thermo invitrogen \
    abcam biolegend illumina roche merck promega manufacturer manufactured purchased microscope
    """
  )
  private static let publishers = Engine.table(
    """
    lippincott mosby elsevier springer wiley saunders mcgraw blackwell thieme karger wolters kluwer \
    churchill williams academic
    """
  )
  private static let continents = Engine.table(
    "europe america africa asia australia pacific atlantic indian antarctica etc"
  )
  private static let strains = Engine.table(
    """
    hb hemoglobin haemoglobin salmonella serovar serotype lineage clone antithrombin fibrinogen \
    prothrombin antitrypsin apolipoprotein
    """
  )
  /// Provinces: 1 of one word, 2 and 3 the first and second of two.
  private static let provinces = ranked(
    "ontario quebec québec alberta manitoba saskatchewan newfoundland labrador nunavut queensland",
    "nova british",
    "scotia columbia"
  )
  /// What is called by towns as one likes: 2 for undertakings, 1 for rooms and machines.
  private static let things = ranked(
    "room rooms server servers host hosts cluster printer printers van vans",
    "sprint sprints project operation codename scenario release releases drill exercise"
  )
  private static let styles = Engine.table("style type like")
  /// Typefaces with names of towns and people, and words for type.
  private static let typefaces = ranked(
    """
    georgia geneva verdana chicago monaco cambria candara constantia corbel garamond baskerville \
    bodoni optima futura lucida palatino linotype tahoma trebuchet didot avenir menlo perpetua \
    raleway lora merriweather clarendon new york san francisco athens cairo london venice
    """,
    "serif font fonts typeface typefaces monospace arial helvetica fontname fontfamily"
  )
}
