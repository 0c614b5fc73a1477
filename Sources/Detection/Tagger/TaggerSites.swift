import CTagger
import Vocabulary

/// Places called by what stands there, and shops by their street: `past Tolver's Pond`, `sleeps under
/// the Ravnby Bridge`, `take Old Quarry Road`, `the Quickmart on Alder`.
///
/// Such words are ordinary ones with capitals; what says that they name a place is the way to it.
extension SentenceFrames {
  /// Words of a site's or shop's name before the word for what it is, at most.
  private static let siteWordsMax = 3

  /// Marks a site or a road without a number, from its last word.
  static func takeSite(_ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0, scratch.tagged[index].rule == 0, let first = siteStart(index, scratch) else {
      return
    }
    takePlace(first, index &+ 1, &scratch)
  }

  /// Marks what the word right before an index leads to: a shop by its street, behind `on`, and a
  /// dictated name, behind `comma`.
  static func takeBehindWord(_ index: Int, _ word: UInt64, _ scratch: inout ScanScratch) {
    if word == comma {
      takeSpokenOrder(index, &scratch)
    } else if word == on || word == off {
      guard scratch.tagged[index].isNameShaped || scratch.tagged[index].isDigits,
        let first = shopStart(index, scratch)
      else { return }
      takePlace(first, streetEnd(index, scratch), &scratch)
    }
  }

  /// Marks the words `first..<end` as a place's.
  private static func takePlace(_ first: Int, _ end: Int, _ scratch: inout ScanScratch) {
    for index in first..<end { take(index, isPlace: true, &scratch) }
  }

  // MARK: Sites

  /// The first word of a site whose last word stands at an index; nil where none does.
  private static func siteStart(_ head: Int, _ scratch: borrowing ScanScratch) -> Int? {
    let site = sites(scratch.taggedHashes[head])
    guard site != 0 else { return nil }
    // `Ravnby First Nation`
    if scratch.taggedHashes[head] == nation,
      wordBefore(head, scratch) < 0 || scratch.taggedHashes[head &- 1] != firstWord
    {
      return nil
    }
    let first = nameStart(head, scratch)
    guard first < head,
      isLedTo(first, scratch) || site == 2 && hasProper(first, head, scratch)
    else { return nil }
    return first
  }

  /// The first of the words with capitals right before an index that may be a site's name.
  private static func nameStart(_ end: Int, _ scratch: borrowing ScanScratch) -> Int {
    var first = end
    while first > 0, end &- first < siteWordsMax,
      scratch.tagged[first].before == UInt8(phigate_gap_blank),
      canNameSite(first &- 1, scratch)
    { first &-= 1 }
    return first
  }

  /// Whether a word with a capital may be part of a site's name: none of medicine, no title, no day, and
  /// no verb that begins its sentence.
  private static func canNameSite(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.isNameShaped, word.end &- word.start > 1 else { return false }
    let bands = LexiconBands(rawValue: word.bands)
    guard !bands.isBrand, !bands.isNation, !bands.isCountry,
      bands.english > 0 || bands.clinical == 0
    else { return false }
    if word.begins != 0 && bands.english == 1 { return false }
    return word.cue == 0 || naming.contains { $0.rawValue == word.cue }
  }

  /// Cues that are part of names as well: `Old`, `New`, `Market`, `First`.
  private static let naming: [TagCue] = [.saint, .demographic, .place, .facilityPart, .number]

  /// Whether one of some words is in no dictionary.
  private static func hasProper(
    _ first: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    (first..<end)
      .contains { index in
        let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
        return (bands.english == 0 || bands.english == 3) && bands.clinical == 0 && !bands.isEponym
      }
  }

  /// Whether a word of the way stands before an index, with or without an article.
  private static func isLedTo(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var before = wordBefore(index, scratch)
    guard before >= 0 else { return false }
    if articles(scratch.taggedHashes[before]) != 0 {
      before = wordBefore(before, scratch)
      guard before >= 0 else { return false }
    }
    return ways(scratch.taggedHashes[before]) != 0
  }

  private static var firstWord: UInt64 { Token.word("first") }
  private static var nation: UInt64 { Token.word("nation") }
  private static let articles = Engine.table("the")
  private static let ways = Engine.table(
    """
    at near past to in from under by off behind hit on along down up into inside outside via toward \
    towards around across over beneath beside take takes taking took reach reached cross crossed \
    crossing follow leave left passing attends attended attending
    """
  )
  /// What stands in a landscape: 2 for what is nothing else, 1 for what is other things as well.
  private static let sites: HashIndex = {
    let sure = """
      church chapel cathedral synagogue motel campground backpackers hostel elementary farm farms \
      ranch orchard reservoir cemetery fairgrounds shipyard sawmill marina reservation rancheria nation
      """
    let others = """
      bridge pond lodge inn house mosque temple middle park camp mill mine yard wharf pier harbor \
      harbour station terminal library museum stadium arena lake creek mall galleria casino bakery \
      deli diner brewery tavern pub shelter mission crossing landing overlook trailhead mhp estates \
      apartments apts commons towers gardens heights falls springs dam ferry dock docks plant \
      warehouse surgery road street avenue lane boulevard parkway highway turnpike rd ave ln blvd \
      pkwy monastery convent refinery quarry market winery nursery preschool daycare playground
      """
    var values: [UInt64: UInt16] = [:]
    for (value, words) in [(UInt16(1), others), (2, sure)] {
      for word in words.split(separator: " ") { values[Token.hash(String(word))] = value }
    }
    return HashIndex(values)
  }()

  // MARK: Shops

  private static var on: UInt64 { Token.word("on") }
  private static var off: UInt64 { Token.word("off") }
  private static let shopLeads = Engine.table("the at to from near by outside behind inside")
  /// Digits of a road's number, at most.
  private static let roadDigits: UInt32 = 3

  /// The first word of a shop that stands before `on` and a street's name: `the Quickmart on Alder`,
  /// `Tolver's off Ninth`; nil where none does.
  private static func shopStart(_ street: Int, _ scratch: borrowing ScanScratch) -> Int? {
    let on = wordBefore(street, scratch)
    guard on > 0, canBeStreet(street, scratch),
      scratch.tagged[on].before == UInt8(phigate_gap_blank)
    else { return nil }
    let last = on &- 1
    guard isShopName(last, scratch) else { return nil }
    let first = nameStart(last, scratch)
    let before = wordBefore(first, scratch)
    guard before >= 0, shopLeads(scratch.taggedHashes[before]) != 0 else { return nil }
    let isOwned = scratch.tagged[last].flags & UInt8(phigate_flag_possessive) != 0
    return first < last || isOwned || hasProper(last, on, scratch) ? first : nil
  }

  /// Whether a word may end the name of a shop.
  private static func isShopName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.found != 0 || word.soft != 0 { return word.rule == 0 && word.isNameShaped }
    return canNameSite(index, scratch)
  }

  /// Whether a word may be the name or number of a street behind `on`.
  private static func canBeStreet(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.isDigits {
      return word.rule == 0 && word.end &- word.start <= roadDigits && endsHere(index, scratch)
    }
    return canNameSite(index, scratch)
  }

  /// Whether a sentence or a part of it ends behind a word.
  private static func endsHere(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = index &+ 1
    guard next < scratch.tagged.count else { return true }
    let gap = Int(scratch.tagged[next].before)
    return gap == phigate_gap_comma || gap == phigate_gap_sentence || gap == phigate_gap_strong
      || gap == phigate_gap_line
  }

  /// The index behind a street's name that begins at an index.
  private static func streetEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var end = index &+ 1
    while end < scratch.tagged.count, end &- index < siteWordsMax,
      scratch.tagged[end].before == UInt8(phigate_gap_blank),
      scratch.tagged[end].rule == 0, scratch.tagged[end].isNameShaped,
      scratch.tagged[end].cue == TagCue.street.rawValue || canNameSite(end, scratch)
    { end &+= 1 }
    return end
  }
}
