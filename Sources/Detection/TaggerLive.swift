import CTagger
import Vocabulary

extension ScanScratch {
  /// Computes the probabilities of `tagged`.
  mutating func runTagger() {
    let memory = taggerMemory
    unsafe tagged.withUnsafeMutableBufferPointer { buffer in
      unsafe phigate_tag_prepare(buffer.baseAddress, buffer.count)
    }
    markWantedPhrases()
    unsafe tagged.withUnsafeMutableBufferPointer { buffer in
      unsafe phigate_tag_run(buffer.baseAddress, buffer.count, memory.pointer)
    }
    findLive()
  }

  /// Fills `live`: what a rule has found, what may be a name or place, what looks like one, and what
  /// may open an address.
  private mutating func findLive() {
    live.removeAll(keepingCapacity: true)
    unsafe tagged.withUnsafeBufferPointer { words in
      for index in words.indices {
        let word = unsafe words[index]
        let isLive =
          word.rule | word.soft | word.probability.1 | word.probability.2 != 0
          || word.isNameShaped || word.cue == TagCue.unit.rawValue
        if isLive { live.append(index) }
      }
    }
  }

  /// The index of the first word from `start` on that is part of a finding; `tagged.count` for none.
  func nextFound(_ start: Int) -> Int {
    unsafe tagged.withUnsafeBufferPointer { words in
      var index = start
      while index < words.count, unsafe words[index].found == 0 { index &+= 1 }
      return index
    }
  }
}
