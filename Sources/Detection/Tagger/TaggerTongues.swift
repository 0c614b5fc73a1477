import CTagger
import Vocabulary

/// Words of languages that no list of the lexicon knows, in texts of them.
extension TagFinder {
  /// Words to each side that tell the language, and how many of them a listed word and one of no list need.
  private static let tongueReach = 12
  private static let listedLeast = 2
  private static let openerLeast = 4

  /// Whether a run that no rule has found is made of words of a further language, or is a lone word of no list
  /// that begins a sentence of it: `Zalecenia`, `Salamat`, `Çıkış ilaçları`.
  func isOfTongues(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var (listed, count) = (0, last &- first)
    for index in first..<last {
      let word = scratch.tagged[index]
      guard word.rule == 0, word.soft == 0 else { return false }
      // `w`, `na`: too short to say anything.
      if word.end &- word.start <= 2, word.shape == UInt8(phigate_shape_lower) {
        count &-= 1
        continue
      }
      if NoNames.further(scratch.taggedHashes[index]) != 0 {
        listed &+= 1
      } else if !isInNoList(index, scratch) {
        return false
      }
    }
    let isOpener = listed == 0 && last == first &+ 1 && opensSentence(first, scratch)
    guard isOpener || listed > 0 && listed &* 2 >= count else { return false }
    return isAmongTongues(first, last, isOpener ? Self.openerLeast : Self.listedLeast, scratch)
      && !hasTitle(first, scratch)
  }

  /// Whether a run is a small word alone that stands inside names: `verhuisde van`, `santa Rita e la`.
  func isBareParticle(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard
      (first..<last)
        .allSatisfy({
          scratch.tagged[$0].rule == 0 && scratch.tagged[$0].shape == UInt8(phigate_shape_lower)
            && scratch.tagged[$0].caseless == 0 && Self.bareParticles(scratch.taggedHashes[$0]) != 0
        })
    else { return false }
    guard last < scratch.tagged.count, scratch.tagged[last].before == UInt8(phigate_gap_blank)
    else {
      return true
    }
    // `van [NAME]`: a mask may stand for a word that was none.
    let next = scratch.tagged[last]
    return next.part == ScanScratch.maskPart
      || next.rule != IdentifierKind.name.rawValue &+ 1 && next.found == 0
  }

  private static let bareParticles = Engine.table(
    "van de der den von vom la le el da do du di zu ter ten"
  )

  /// Whether nobody and no place is called by a word.
  private func isInNoList(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return bands.first == 0 && bands.last == 0 && bands.place == 0
      && !scratch.tagged[index].isDigits
      && scratch.tagged[index].isLetters
      && scratch.tagged[index].end &- scratch.tagged[index].start > 2
  }

  /// Whether a word begins a sentence or a line and goes on with a word in small letters or with a colon.
  private func opensSentence(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (gap, next) = (scratch.tagged[index].before, index &+ 1)
    guard index == 0 || gap == UInt8(phigate_gap_line) || gap == UInt8(phigate_gap_sentence),
      next < scratch.tagged.count
    else { return false }
    let behind = scratch.tagged[next]
    return behind.before == UInt8(phigate_gap_colon)
      || behind.before == UInt8(phigate_gap_blank) && behind.shape == UInt8(phigate_shape_lower)
  }

  /// Whether so many words of further languages stand around a run; a mask counts as one, which it may stand
  /// for: a masked copy must not show more than its original.
  private func isAmongTongues(
    _ first: Int,
    _ last: Int,
    _ least: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var count = 0
    let start = max(0, first &- Self.tongueReach)
    let end = min(scratch.tagged.count, last &+ Self.tongueReach)
    for index in start..<end where index < first || index >= last {
      let isMask =
        scratch.tagged[index].part == ScanScratch.maskPart && scratch.tagged[index].rule != 0
      guard isMask || NoNames.further(scratch.taggedHashes[index]) != 0 else { continue }
      count &+= 1
      if count >= least { return true }
    }
    return false
  }
}
