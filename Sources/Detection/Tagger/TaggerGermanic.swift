import CTagger
import Vocabulary

/// Names in German and Dutch that are written small, and hospitals of saints.
extension TagFinder {
  /// Bytes of such a hospital's name, at least.
  private static let houseBytes = 9

  /// Marks what the likelihoods leave: `marienhospital in gelsenkirchen`, `tante biggi`, `lea hat`.
  func markGermanic(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let endings = Self.houseEndings
    for index in scratch.live {
      let word = scratch.tagged[index]
      guard word.rule == 0, word.isLetters, word.found != 1 || word.isPlace else { continue }
      if endings.contains(UInt64(word.suffix)), isHouse(text, word) {
        takeHouse(index, &scratch)
      } else if word.shape == UInt8(phigate_shape_lower), isSmallName(index, text, scratch) {
        SentenceFrames.take(index, isPlace: false, &scratch)
      }
    }
  }

  /// Marks a hospital and the town behind it.
  private func takeHouse(_ index: Int, _ scratch: inout ScanScratch) {
    SentenceFrames.take(index, isPlace: true, &scratch)
    let town = index &+ 2
    guard town < scratch.tagged.count, Self.ins.contains(scratch.taggedHashes[index &+ 1]),
      scratch.tagged[index &+ 1].before == UInt8(phigate_gap_blank),
      scratch.tagged[town].before == UInt8(phigate_gap_blank), scratch.tagged[town].rule == 0
    else { return }
    let bands = LexiconBands(rawValue: scratch.tagged[town].bands)
    let isTown = bands.place > 0 && !bands.isGermanic && bands.english == 0 || bands.place >= 3
    guard isTown else { return }
    SentenceFrames.take(index &+ 1, isPlace: true, &scratch)
    SentenceFrames.take(town, isPlace: true, &scratch)
  }

  /// Whether a compound ends in a word for a hospital and begins with a saint, a first name or a town.
  private func isHouse(_ text: Span<UInt8>, _ word: phigate_tag_word) -> Bool {
    let range = Int(word.start)..<Int(word.end)
    guard range.count >= Self.houseBytes else { return false }
    for ending in Self.houses where range.count > ending.count &+ 3 {
      let start = range.upperBound - ending.count
      guard ending.indices.allSatisfy({ text[start + $0] | 0x20 == ending[$0] }) else { continue }
      for link in 0...2 where start - link - range.lowerBound >= 4 {
        // `Marien`, `Josefs`
        if link > 0, text[start - 1] | 0x20 != (link == 1 ? 0x73 : 0x6E) { continue }
        let bands = Lexicon.bands(Token.hash(text, range.lowerBound..<start - link))
        if !bands.isGermanic, bands.first >= 2 || bands.place >= 2 { return true }
      }
      let head = Token.hash(text, range.lowerBound..<start)
      return Self.saints.contains(head)
    }
    return false
  }

  /// Whether a word in small letters is a name: behind a relative, or before what a person does.
  private func isSmallName(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    guard word.end &- word.start > 2, !bands.isTongue, !bands.isGermanic, bands.clinical == 0,
      word.cue == 0
    else { return false }
    if index > 0, word.before == UInt8(phigate_gap_blank),
      Self.relatives(scratch.taggedHashes[index &- 1]) != 0
    {
      let isUnknown =
        bands.english == 0
        && !Germanic.isWord(text, Int(word.start)..<Int(word.end), bands)
      return (bands.first >= 2 || isUnknown) && Germanic.isAround(index..<index &+ 1, text, scratch)
    }
    let next = index &+ 1
    guard bands.first >= 3, bands.english != 1, next < scratch.tagged.count,
      scratch.tagged[next].before == UInt8(phigate_gap_blank),
      Self.doings(scratch.taggedHashes[next]) != 0
    else { return false }
    return Germanic.isAround(index..<index &+ 1, text, scratch)
  }

  private static let ins = Engine.hashes("in te im")
  private static let houses = ["krankenhaus", "hospital", "klinikum", "klinik", "stift", "spital"]
    .map { Array($0.utf8) }
  private static let houseEndings = WordSet(
    NoNames.words("haus ital ikum inik tift").map { UInt64(NoNames.ending($0)) }
  )
  private static let saints = Engine.hashes(
    """
    marien josefs josephs josef joseph elisabethen elisabeth vinzenz vinzentius anna annen lukas markus \
    johannes johanniter malteser franziskus bonifatius katharinen barbara agnes nikolaus georgs ursulinen \
    diakonissen samariter evangelisches katholisches bethanien bethesda hedwigs gertrauden rochus
    """
  )
  /// Relatives that are called so before their names.
  private static let relatives = Engine.table(
    """
    tante onkel oma opa omi opi schwester bruder sohn tochter cousine cousin nachbarin nachbar dochter zoon \
    oom zus broer buurvrouw buurman vriendin freundin enkel enkelin kleinzoon kleindochter
    """
  )
  /// What people do, behind their names.
  private static let doings = Engine.table(
    """
    hat hatte ist kommt kam geht ging meint meinte sagt sagte liegt schläft holt bringt fährt braucht möchte \
    weiß schreibt heeft zegt komt gaat ligt wil brengt haalt slaapt moet
    """
  )
}
