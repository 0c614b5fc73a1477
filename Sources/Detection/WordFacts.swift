/// What the tables that never change say of a word, by its hash.
struct WordFacts: Sendable {
  /// What the lexicon says.
  var bands = LexiconBands(rawValue: 0)
  /// What the word says of its neighbours, to the rules.
  var cue = Cue()
  /// The same to the tagger: a `TagCue`.
  var tagCue: UInt8 = 0
  /// Whether it is the two letters of a state.
  var isStateCode = false

  /// Nothing, as of a number.
  init() {}

  /// Asks every table.
  init(_ hash: UInt64) {
    bands = Lexicon.bands(hash)
    cue = CueTable.builtIn.cue(hash)
    tagCue = UInt8(truncatingIfNeeded: TagCueWords.index(hash))
    isStateCode = States.codes(hash) != 0
  }
}

/// Words that were looked up before, by their hash.
///
/// Four tables of together two megabytes are asked for each word, and text says the same words again
/// and again: what is remembered lies in one line of a core's nearest caches.
struct WordMemory {
  private struct Entry {
    var hash: UInt64
    var facts: WordFacts
  }

  /// Words that are remembered: a power of two.
  private static let bits = 12
  /// Empty until the first word comes: a scratch of its own for a few words costs nothing.
  private var entries: [Entry] = []

  /// What is known of a word.
  @inline(__always)
  mutating func facts(_ hash: UInt64) -> WordFacts {
    let slot = Int(truncatingIfNeeded: (hash &* 0xD6E8_FEB8_6659_FD93) >> (64 - UInt64(Self.bits)))
    if slot < entries.count, entries[slot].hash == hash { return entries[slot].facts }
    return add(hash, slot)
  }

  /// Looks up a word and remembers it.
  @inline(never)
  private mutating func add(_ hash: UInt64, _ slot: Int) -> WordFacts {
    if entries.isEmpty {
      entries = Array(repeating: Entry(hash: 0, facts: WordFacts(0)), count: 1 << Self.bits)
    }
    let facts = WordFacts(hash)
    entries[slot] = Entry(hash: hash, facts: facts)
    return facts
  }
}

extension ScanScratch {
  /// Looks up every token's word.
  mutating func lookUpWords() {
    facts.removeAll(keepingCapacity: true)
    facts.reserveCapacity(tokens.count)
    for index in tokens.indices {
      facts.append(tokens[index].isWord ? wordMemory.facts(tokens[index].hash) : WordFacts())
    }
  }
}
