import Vocabulary

/// Words of full names that are ordinary words as well, found again where somebody acts or owns something.
///
/// ```
/// Patient: Will Hart        Will is 44 and lives alone.      June Frost was seen. June's phone is broken.
/// ```
extension NameFinder {
  /// Words of names that are remembered in a text, at most.
  private static let namedWordsMax = 4_096
  /// Letters of such a word, at least.
  private static let namedLettersMin = 3

  /// Finds such words; what is found by then is settled.
  func recallNamed(_ scratch: inout ScanScratch) {
    let settled = scratch.found.count
    let filter = rememberNamed(&scratch)
    guard filter != 0 else { return }
    var next = 0
    // Every word with a capital is among those at which a name may begin.
    for place in scratch.word.active.indices {
      let index = Int(scratch.word.active[place])
      guard scratch.word.words[index].isCapital,
        filter & 1 << (scratch.word.words[index].hash & 63) != 0
      else { continue }
      let word = scratch.word.words[index]
      while next < settled, scratch.found[next].end <= Int(word.start) { next &+= 1 }
      guard !word.isDigits,
        next >= settled || scratch.found[next].start >= Int(word.end),
        isNamed(word, scratch), acts(index, scratch), !isEponymHere(index, scratch)
      else { continue }
      scratch.add(index, index &+ 1, .name, .none, rule: memory, .medium, .memory)
    }
  }

  /// Remembers the words of names of several words.
  ///
  /// - Returns: a bit for each of them by its lowest bits; 0 where there is none.
  private func rememberNamed(_ scratch: inout ScanScratch) -> UInt64 {
    scratch.sureNames.removeAll(keepingCapacity: true)
    guard scratch.found.contains(where: { $0.kind == .name && $0.masked }) else { return 0 }
    var (filter, next) = (UInt64(0), 0)
    for place in scratch.word.active.indices {
      let index = Int(scratch.word.active[place])
      guard scratch.word.words[index].isCapital else { continue }
      let word = scratch.word.words[index]
      while next < scratch.found.count, scratch.found[next].end <= Int(word.start) { next &+= 1 }
      guard next < scratch.found.count, scratch.sureNames.count < Self.namedWordsMax else { break }
      let finding = scratch.found[next]
      guard finding.start <= Int(word.start), finding.kind == .name, finding.masked,
        finding.end &- finding.start > word.count, word.isCapital, !word.isDigits,
        word.count >= Self.namedLettersMin, !word.cue.meets([.title, .credential, .particle])
      else { continue }
      scratch.sureNames.append((word.hash, UInt32(bitPattern: word.start)))
      filter |= 1 << (word.hash & 63)
    }
    scratch.sureNames.sort { ($0.hash, $0.start) < ($1.hash, $1.start) }
    return filter
  }

  /// Whether a word is one of a name that stands near enough.
  private func isNamed(_ word: Word, _ scratch: borrowing ScanScratch) -> Bool {
    var (low, high) = (0, scratch.sureNames.count)
    while low < high {
      let middle = (low + high) / 2
      if scratch.sureNames[middle].hash < word.hash { low = middle + 1 } else { high = middle }
    }
    return scratch.sureNames[low...].prefix { $0.hash == word.hash }
      .contains { abs(Int32(bitPattern: $0.start) &- word.start) <= Self.memoryBytesMax }
  }

  /// Whether somebody who is called by a word acts, is something or owns something.
  private func acts(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (word, behind) = (scratch.word.words[index], scratch.wordAt(index &+ 1))
    let previous = scratch.wordAt(index &- 1)
    let opens = index == 0 || word.before.endsSentence
    guard opens || previous.shape == .lower && !Self.unnamed.contains(previous.hash) else {
      return false
    }
    if word.isPossessive { return behind.cue.isDisjoint(with: [.disease, .facility]) }
    guard behind.before.isPlain, behind.shape == .lower else { return false }
    // `Hill c/o nausea`
    if behind.hash == Self.complaining.0 {
      return scratch.wordAt(index &+ 2).hash == Self.complaining.1
    }
    return Self.acts.contains(behind.hash) || Self.states.contains(behind.hash)
  }

  private static let complaining = (Token.hash("c"), Token.hash("o"))
  /// What is said of somebody as of other things.
  private static let states = Engine.hashes(
    """
    is was has had isnt wasnt hasnt hadnt doesnt didnt did needs needed brings brought takes took gets got \
    lives lived works worked loves likes prefers knows understands understood remains remained became seems \
    underwent received presented presents passed signed attended completed continues continued appears appeared
    """
  )
  /// Words behind which no name begins: `the page is`, `in May was`.
  private static let unnamed = Engine.hashes(
    "the a an this that these those my our his her its their your in of by since until during from to at on for no any"
  )
}
