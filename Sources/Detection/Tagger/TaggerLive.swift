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
    var index = nextLive(0)
    while index < tagged.count {
      live.append(index)
      index = nextLive(index &+ 1)
    }
  }

  /// The first word from `start` on that a finding may be made of; `tagged.count` for none.
  private func nextLive(_ start: Int) -> Int {
    unsafe tagged.withUnsafeBufferPointer { words in
      unsafe phigate_tag_next_live(words.baseAddress, start, words.count, TagCue.unit.rawValue)
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
