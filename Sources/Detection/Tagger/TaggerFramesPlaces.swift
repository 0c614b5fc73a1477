import CTagger
import Vocabulary

/// Houses that a word for their kind stands beside: `l'hôpital de Kervadec`, `the Waldruh shelter`,
/// `Route 9 in Millfoss`.
extension SentenceFrames {
  /// Words between the kind of a house and its name, and words of a name before its kind, at most.
  private static let insideMax = 6
  private static let nameMax = 3

  /// Marks what is named beside the word for its kind.
  static func takeHouses(_ index: Int, _ scratch: inout ScanScratch) {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.isNameShaped || word.isUpper, word.end &- word.start > 1 else {
      return
    }
    if let head = foreignHead(index, scratch) {
      takeHouse(head, foreignEnd(index, scratch), &scratch)
    } else if let end = kindBehind(index, scratch) {
      takeHouse(index, end, &scratch)
    }
  }

  /// Marks the words `first..<end` as a place's.
  private static func takeHouse(_ first: Int, _ end: Int, _ scratch: inout ScanScratch) {
    for index in first..<end { take(index, isPlace: true, &scratch) }
  }

  // MARK: Other languages

  /// The word for a kind of house before a name: `hôpital de Kervadec`, `Cabinet de cardiologie des
  /// Tilleuls`; nil where none leads to the name at an index.
  private static func foreignHead(_ name: Int, _ scratch: borrowing ScanScratch) -> Int? {
    guard !isOfLanguage(name, scratch) else { return nil }
    var index = name
    var linked = false
    while index > 0, name &- index < insideMax {
      let gap = Int(scratch.tagged[index].before)
      guard gap == phigate_gap_blank || gap == phigate_gap_apostrophe else { return nil }
      index &-= 1
      let word = scratch.tagged[index]
      guard word.rule == 0 else { return nil }
      let hash = scratch.taggedHashes[index]
      if foreignKinds(hash) != 0 || linked && linkedKinds(hash) != 0 { return index }
      if links(hash) != 0 {
        linked = true
      } else if word.shape != UInt8(phigate_shape_lower) && !word.isNameShaped {
        return nil
      }
    }
    return nil
  }

  /// The index behind the name of a house that begins at an index, its linked parts included:
  /// `Genêts à Oloron` ends behind `Genêts`, `Saint-Rémi de Brume` behind `Brume`.
  private static func foreignEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var end = index &+ 1
    while end < scratch.tagged.count, end &- index < insideMax {
      let word = scratch.tagged[end]
      let gap = Int(word.before)
      guard gap == phigate_gap_blank || gap == phigate_gap_hyphen || gap == phigate_gap_apostrophe,
        word.rule == 0
      else { break }
      if word.isNameShaped {
        end &+= 1
      } else if links(scratch.taggedHashes[end]) != 0, end &+ 1 < scratch.tagged.count,
        scratch.tagged[end &+ 1].isNameShaped, scratch.tagged[end &+ 1].rule == 0,
        scratch.tagged[end &+ 1].before != UInt8(phigate_gap_line)
      {
        end &+= 2
      } else {
        break
      }
    }
    return end
  }

  /// Whether a word is one of a language and no name.
  private static func isOfLanguage(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    if bands.clinical > 0 || bands.isBrand || bands.isCountry || bands.isNation { return true }
    if NoNames.holds(index, scratch) || scratch.tagged[index].cue == TagCue.calendar.rawValue {
      return true
    }
    let isForeign = bands.isTongue || bands.isGermanic
    return (isForeign || bands.english == 1 || bands.english == 2) && bands.last < 2
      && bands.first < 2 && bands.place < 2
  }

  private static let foreignKinds = Engine.table(
    """
    hôpital hopital clinique polyclinique ehpad chu chr chru samsah foyer maternité laboratoire école \
    ecole collège lycée crèche clínica clinica policlínica sanatorio ambulatorio farmacia escuela \
    colegio guardería ospedale poliambulatorio scuola krankenhaus klinikum pflegeheim seniorenheim \
    altenheim apotheke grundschule spital kantonsspital stadtspital uniklinik uniklinikum universitätsklinikum \
    kreiskrankenhaus kreisklinik landesklinikum landeskrankenhaus bezirksklinikum bezirkskrankenhaus rehaklinik \
    altenzentrum pflegezentrum seniorenzentrum seniorenresidenz seniorenstift wohnheim kita kindergarten \
    gymnasium realschule hauptschule gesamtschule berufsschule tagesklinik woonzorgcentrum wzc rvt verpleeghuis \
    verzorgingshuis huisartsenpraktijk basisschool umc uz ziekenhuis zorgcentrum apotheek sykehus sjukhus szpital nemocnice \
    hospitalet igreja paróquia parroquia paroisse
    """
  )
  /// Words that are other things as well, where `de` or the like leads from them to the name.
  private static let linkedKinds = Engine.table(
    "maison cabinet centro centre résidence residencia casa institut instituto pharmacie"
  )
  private static let links = Engine.table(
    "de du des d la le les l del las los della dei delle di da do dos das san santa saint sainte são"
  )

  // MARK: A kind behind a name

  /// The index behind `Waldruh shelter`, `Olper hut`, where a name that is in no dictionary stands before
  /// the word for a kind of house; nil for none.
  private static func kindBehind(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    var end = index
    var isNamed = false
    while end < scratch.tagged.count, end &- index < nameMax {
      let word = scratch.tagged[end]
      guard end == index || word.before == UInt8(phigate_gap_blank),
        word.isNameShaped, word.rule == 0, word.cue == 0 || word.cue == TagCue.saint.rawValue
      else { break }
      isNamed = isNamed || isProper(end, scratch)
      end &+= 1
    }
    guard isNamed, end > index, follows(end, kinds, scratch),
      scratch.tagged[end].shape == UInt8(phigate_shape_lower)
    else { return nil }
    let before = wordBefore(index, scratch)
    guard before >= 0, kindLeads(scratch.taggedHashes[before]) != 0 else { return nil }
    return end &+ 1
  }

  /// Whether a word with a capital is no word of the language.
  private static func isProper(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand && !bands.isNation
      && !bands.isCountry && !bands.isEponym
  }

  private static let kinds = Engine.table(
    """
    shelter hut hall library office playground campus mall church monastery convent diner cafe café \
    bakery trailhead overpass motel hotel marina quarry mill depot precinct jail prison campground \
    dorm dormitory barracks mosque temple synagogue stadium arena reservoir orchard ranch farm
    fairgrounds lobby cannery shipyard boatyard landfill lighthouse reservation
    """
  )
  private static let kindLeads = Engine.table(
    "the at in from near behind our their his her my to past by outside beside via"
  )
}
