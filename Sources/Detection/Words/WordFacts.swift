import CScan
import Vocabulary

/// What the tables that never change say of a word, by its hash; nothing, as of a number, at first.
typealias WordFacts = phigate_word_facts

extension WordFacts {
  /// What the lexicon says.
  var bands: LexiconBands { LexiconBands(rawValue: band_bits) }
  /// What the word says of its neighbours, to the rules.
  var cue: Cue { Cue(rawValue: cue_bits) }
  /// The same to the tagger: a `TagCue`.
  var tagCue: UInt8 { tag_cue }
  /// Whether it is the two letters of a state.
  var isStateCode: Bool { is_state != 0 }

  /// Asks every table.
  init(_ hash: UInt64) {
    self.init()
    band_bits = Lexicon.bands(hash).rawValue
    cue_bits = CueTable.builtIn.cue(hash).rawValue
    tag_cue = UInt8(truncatingIfNeeded: TagCueWords.index(hash))
    is_state = States.codes(hash) != 0 ? 1 : 0
  }
}

/// Words that were looked up before, by their hash.
///
/// Four tables of together two megabytes are asked for each word, and text says the same words again
/// and again: what is remembered lies in one line of a core's nearest caches.
@safe final class WordMemory {
  /// Words that are remembered: two to the power of this.
  private static let bits: UInt32 = 12
  /// Empty until the first word comes: a scratch of its own for a few words costs nothing.
  private var known: [phigate_known_word] = []

  /// What is known of a word.
  func facts(_ hash: UInt64) -> WordFacts {
    let slot = phigate_known_slot(hash, Self.bits)
    if slot < known.count, known[slot].hash == hash { return known[slot].facts }
    return add(hash, slot)
  }

  /// Writes what is known of the words of tokens, nothing of numbers.
  @unsafe func fill(
    _ facts: UnsafeMutableBufferPointer<WordFacts>,
    _ tokens: UnsafeBufferPointer<phigate_token>
  ) {
    if known.isEmpty { forget() }
    var index = 0
    while true {
      index = unsafe known.withUnsafeBufferPointer { known in
        unsafe phigate_look_up(
          tokens.baseAddress,
          index,
          tokens.count,
          known.baseAddress,
          Self.bits,
          facts.baseAddress
        )
      }
      if index == tokens.count { return }
      let hash = unsafe tokens[index].hash
      unsafe facts[index] = add(hash, phigate_known_slot(hash, Self.bits))
      index &+= 1
    }
  }

  /// Remembers nothing but the hash that no word has.
  private func forget() {
    let nothing = phigate_known_word(hash: 0, facts: WordFacts(0))
    known = Array(repeating: nothing, count: 1 << Self.bits)
  }

  /// Looks up a word and remembers it.
  @inline(never)
  private func add(_ hash: UInt64, _ slot: Int) -> WordFacts {
    if known.isEmpty { forget() }
    let facts = WordFacts(hash)
    known[slot] = phigate_known_word(hash: hash, facts: facts)
    return facts
  }
}

extension ScanScratch {
  /// Looks up every token's word.
  mutating func lookUpWords() {
    if facts.count < tokens.count {
      facts += repeatElement(WordFacts(), count: tokens.count &- facts.count)
    }
    let (memory, tokens) = (wordMemory, tokens)
    unsafe facts.withUnsafeMutableBufferPointer { facts in
      unsafe tokens.withUnsafeBufferPointer { tokens in
        unsafe tokens.withMemoryRebound(to: phigate_token.self) { tokens in
          unsafe memory.fill(facts, tokens)
        }
      }
    }
  }
}
