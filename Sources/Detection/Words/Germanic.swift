import CTagger
import Vocabulary

/// Words of German and Dutch: nouns have a capital there, and compounds stand in no dictionary.
enum Germanic {
  /// Letters of a compound's end and of what stands before it, and from which on that may be
  /// anything: as scripts/lexicon has them, which holds no compound that is known by its parts.
  private static let tailLeast = 4
  private static let headLeast = 3
  private static let tailSure = 7
  /// Bytes of a word that is looked at.
  private static let bytesMax = 48
  /// Bytes from which on a word may be known by its ending alone.
  private static let endingFrom = 8
  /// Words to each side that tell the language, and how much of it there must be.
  private static let reach = 30
  private static let enough = 3

  /// Whether a word is one of dictionaries, a compound of such, or ends as nouns do and is no name.
  static func isWord(_ text: Span<UInt8>, _ range: Range<Int>, _ bands: LexiconBands) -> Bool {
    if bands.isGermanic || clinicWords(Token.hash(text, range)) != 0 { return true }
    guard range.count <= bytesMax, bands.first == 0, bands.last == 0, bands.place == 0 else {
      return false
    }
    if range.count >= endingFrom, endsAsNoun(text, range) { return true }
    return isCompound(text, range)
  }

  /// Whether a word that no list of names holds is made of two of dictionaries: `Histobefund`.
  static func isCompound(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var letters = 0
    for offset in range where text[offset] & 0xC0 != 0x80 { letters &+= 1 }
    var head = 0
    for offset in range where text[offset] & 0xC0 != 0x80 {
      let tail = letters &- head
      if tail < tailLeast { return false }
      if head >= headLeast, isTail(text, offset..<range.upperBound, tail),
        tail >= tailSure || isHead(text, range.lowerBound..<offset)
      {
        return true
      }
      head &+= 1
    }
    return false
  }

  /// Whether compounds may end in a word: no name, and no word that streets and houses end in.
  private static func isTail(_ text: Span<UInt8>, _ range: Range<Int>, _ letters: Int) -> Bool {
    let hash = Token.hash(text, range)
    let bands = Lexicon.bands(hash)
    guard bands.isGermanic, bands.first == 0 else { return false }
    return (bands.last == 0 || bands.last == 1 && letters > tailLeast) && placeTails(hash) == 0
  }

  /// Whether compounds may begin with a word, with what joins it to the next one.
  private static func isHead(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for link in links where range.count >= link.count + headLeast {
      let end = range.upperBound - link.count
      guard link.indices.allSatisfy({ text[end + $0] == link[$0] }) else { continue }
      let hash = Token.hash(text, range.lowerBound..<end)
      let bands = Lexicon.bands(hash)
      if bands.isGermanic && bands.first == 0 || heads(hash) != 0 { return true }
    }
    return false
  }

  /// Letters between the two words of a compound.
  private static let links = ["", "s", "n", "en", "es", "e", "er"].map { Array($0.utf8) }

  /// Beginnings of Greek and Latin, and short ones that are no words.
  private static let heads = Engine.table(
    """
    histo zyto patho neuro kardio cardio gastro hepato nephro onko uro gynäko psycho radio sono echo \
    elektro hyper hypo poly mikro makro intra extra prä post poli para peri retro sub supra trans tele \
    bio immuno hämato thrombo pneumo broncho laryngo oto ophthalmo dermato arthro osteo myo angio lympho \
    derma röntgen mrt ekg reha
    """
  )

  /// What names of streets, houses and hospitals end in: such a compound may be one.
  private static let placeTails = Engine.table(
    """
    hospital klinik klinikum spital stift heim schule gymnasium apotheke praxis kirche straße strasse \
    straßen strassen gasse platz allee damm ufer steig brücke markt park garten turm schloss schloß \
    burg dorf stadt hausen haus hof straat laan gracht plein kade singel ziekenhuis school kerk
    """
  )

  /// Whether a word ends as nouns of German and Dutch do.
  static func endsAsNoun(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    endings.contains { ending in
      guard range.count >= ending.count + headLeast else { return false }
      let start = range.upperBound - ending.count
      return ending.indices.allSatisfy { text[start + $0] | 0x20 == ending[$0] | 0x20 }
    }
  }

  private static let endings: [[UInt8]] =
    NoNames.words(
      """
      ung ungen heit heiten keit keiten schaft schaften tion tionen tät täten itis osen graphie grafie \
      graphien grafien logie skopie skopien tomie tomien ektomie pathie pathien therapie therapien parese \
      paresen plegie ämie urie zyten zytose phorese ektasie algie algien ästhesie ästhesien ismus nzephalie \
      plastik ologe ologin ierte ierten ierter iertes bar bare baren liche lichen licher ische ischen ischer heid heden atie aties iteit iteiten skopisch logisch
      """
    )
    .map { Array($0.utf8) }

  /// Whether words around are German or Dutch: small words of it count twice, nouns once, and masks as much
  /// as what they may stand for.
  static func isAround(
    _ run: Range<Int>,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var found = 0
    let first = max(0, run.lowerBound &- reach)
    let last = min(scratch.tagged.count, run.upperBound &+ reach)
    for index in first..<last {
      let word = scratch.tagged[index]
      if word.part == ScanScratch.maskPart, word.rule != 0 {
        found &+= 2
      } else if word.rule == 0, word.isLetters {
        if smallWords(scratch.taggedHashes[index]) != 0 {
          found &+= 2
        } else if articles(scratch.taggedHashes[index]) != 0 {
          found &+= 1
        } else {
          let bands = LexiconBands(rawValue: word.bands)
          let isPlain =
            bands.english == 0 && bands.first == 0 && bands.last == 0 && bands.clinical == 0
          if isPlain, isWord(text, Int(word.start)..<Int(word.end), bands) { found &+= 1 }
        }
      }
      if found >= enough { return true }
    }
    return false
  }

  /// Small words of German and Dutch that are none of other languages.
  static let smallWords = Engine.table(
    """
    der und ist nicht mit bei auf aus dem eine einer einem einen für von vom zum zur wird wurde sich \
    auch nach bzw oder kein keine keiner bitte ihr ihre ihren sind haben über unter seit noch sehr wir ich \
    sie heute gestern durch wegen ab uhr frau herr herrn beim sowie wenn dass daß hab mal schon habe hatte \
    het een niet voor bij naar uit ook nog maar deze zijn geen wordt werd heeft mevr mw dhr patiënt gisteren \
    vandaag graag uw wij heer mevrouw aan tot sinds wegens afd
    """
  )

  /// Words of wards and of everyday that dictionaries do not have, or have as names alone.
  static let clinicWords = Engine.table(
    """
    reha moin grüezi haar tumorboard buurtzorg thuiszorg packung klassenlehrerin bel spitex procedere prozedere \
    konsil braunüle rollator pflegegrad seh mdo ggz wlz wmo poli zap belgië belgie nederland österreich \
    deutschland schweiz sturzprophylaxe kontraktur dekubitus soor mobi visite bettruhe wv vigo zvk dauerkatheter \
    rapportage überw überweis verl wohnbereich pflaster kompresse kompressen spülung sonde sondenkost infuus katheter wondzorg zwaluwstaart afgeschreven
    """
  )

  /// Abbreviations that stand in German and Dutch with a full stop.
  static let shortened = Engine.table(
    """
    kto nr pat abb tab bzw ca ggf inkl tgl evtl usw bds dig ch std min abt tel geb betr bez dat vers bv evt incl \
    resp mnd wk jr wg lt entspr vgl rö diagn ther med amb stat afspr
    """
  )

  /// Articles and the like, behind which nouns stand and seldom people.
  static let articles = Engine.table(
    """
    der die das den dem des ein eine einer eines einem einen kein keine keiner keinem keinen im am zum zur \
    vom beim ins ans jede jeder jedes jedem jeden diese dieser dieses diesem diesen welche ihre ihrer ihrem \
    ihren seine seiner seinem seinen unsere unserer unserem mein meine meiner het een geen deze dit ons onze \
    alle allen allem aller ohne
    """
  )
}

extension TagFinder {
  /// Whether a run of marked words is one of German or Dutch among others of it: nouns, small words and
  /// abbreviations, none of which is a name without a title or the like in front.
  ///
  /// `isLed`: whether a word for a person is known to stand in front and says nothing more.
  func isGermanic(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch,
    isLed: Bool = false
  ) -> Bool {
    var (hasWord, hasSmall) = (false, false)
    for index in first..<last {
      let word = scratch.tagged[index]
      if word.rule != 0 { return false }
      if word.isDigits { continue }
      let hash = scratch.taggedHashes[index]
      if Germanic.smallWords(hash) != 0 || Germanic.articles(hash) != 0 {
        hasSmall = true
        continue
      }
      if Germanic.shortened(hash) != 0 {
        hasWord = true
        continue
      }
      let bands = LexiconBands(rawValue: word.bands)
      let bytes = Int(word.end &- word.start)
      // `o. B.`, `3 J.`
      let isCounted = index > 0 && scratch.tagged[index &- 1].isDigits
      if bytes == 1, word.isLower || isCounted || index > first {
        hasWord = true
        continue
      }
      if word.isUpper, word.caseless == 0, bytes <= 6, bands.first < 2, bands.last < 3,
        bands.place < 2
      {
        hasWord = hasWord || hasSmall
        continue
      }
      guard bytes > 2, Germanic.isWord(text, Int(word.start)..<Int(word.end), bands),
        Germanic.clinicWords(hash) != 0 || !mayBeCalled(index, bands, scratch)
      else { return false }
      hasWord = true
    }
    return (hasWord || hasSmall) && (isLed || !hasTitle(first, scratch))
      && !isJoined(first, scratch) && Germanic.isAround(first..<last, text, scratch)
  }

  /// Whether people or towns are called by a noun, and no article stands before it.
  private func mayBeCalled(
    _ index: Int,
    _ bands: LexiconBands,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if bands.first >= 3 || bands.place >= 3 { return true }
    guard bands.last >= 3 || bands.first == 2 && bands.last > 0 || bands.place > 0 else {
      return false
    }
    if Self.everyday(scratch.taggedHashes[index]) != 0 { return false }
    guard index > 0, scratch.tagged[index].before == UInt8(phigate_gap_blank) else { return true }
    return Germanic.articles(scratch.taggedHashes[index &- 1]) == 0
  }

  /// Nouns that few are called by, whatever registers of names say.
  private static let everyday = Engine.table(
    """
    gott gold bett haus fenster tag tage wasser stein hand fuß fuss herz kopf zimmer schmerz schmerzen \
    leber luft blut zahn bein arm rücken hals brust gang stand termin tumor frage kosten bitte beste \
    guten gute danke grund herren damen mittag abend morgen nacht fieber husten asthma mutter vater kind
    """
  )

  /// Whether a title, a role or a relative stands before a run.
  func hasTitle(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 0 else { return false }
    let gap = scratch.tagged[first].before
    guard gap == UInt8(phigate_gap_blank) || gap == UInt8(phigate_gap_sentence) else {
      return false
    }
    let before = scratch.tagged[first &- 1]
    if before.shape == UInt8(phigate_shape_capital) { return true }
    guard let cue = TagCue(rawValue: before.cue) else { return false }
    return cue == .title || cue == .role || cue == .provider || cue == .kin
      || NoNames.kin(scratch.taggedHashes[first &- 1]) != 0
  }

  /// Whether a name that a rule has found stands right before a run.
  private func isJoined(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 0, scratch.tagged[first].before == UInt8(phigate_gap_blank) else { return false }
    let before = scratch.tagged[first &- 1]
    return before.rule == IdentifierKind.name.rawValue &+ 1
      && before.part != ScanScratch.maskPart
  }

  /// Whether a house of German or Dutch has no name of its own: `Medizinische Klinik II`, `vom krankenhaus`.
  func isGenericHouse(
    _ first: Int,
    _ last: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var hasHead = false
    for index in first..<last {
      let word = scratch.tagged[index]
      let (start, end) = (Int(word.start), Int(word.end))
      if word.isUpper, (start..<end).allSatisfy({ Self.roman.contains(text[$0]) }) { continue }
      if Self.plainHouses(scratch.taggedHashes[index]) != 0 {
        hasHead = true
        continue
      }
      let bands = LexiconBands(rawValue: word.bands)
      guard
        word.shape == UInt8(phigate_shape_lower) || Self.adjectives.contains(UInt64(word.suffix)),
        Germanic.isWord(text, start..<end, bands)
          || Germanic.smallWords(scratch.taggedHashes[index]) != 0
      else { return false }
    }
    return hasHead && Germanic.isAround(first..<last, text, scratch)
  }

  private static let roman = Array("IVX".utf8)
  private static let plainHouses = Engine.table(
    "klinik kliniken krankenhaus klinikum spital ambulanz abteilung ziekenhuis kliniek afdeling polikliniek"
  )
  /// The ends of adjectives of a clinic: the last four letters.
  private static let adjectives = WordSet(
    NoNames.words("sche chen cher ches nale rale hale tive iven iale")
      .map { UInt64(NoNames.ending($0)) }
  )
}
