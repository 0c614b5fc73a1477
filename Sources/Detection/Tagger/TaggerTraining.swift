import CTagger
import Vocabulary

extension Scanner {
  /// Appends the words of a text as the tagger sees them, for scripts/train.
  ///
  /// The number of words (four bytes, little-endian), then each as `phigate_tag_word` in memory, with
  /// offsets into `text`. Without `byRule` no rule looks for names and places, so that there is more to
  /// learn from.
  package func taggerWords(
    _ text: Span<UInt8>,
    byRule: Bool,
    scratch: inout ScanScratch,
    into output: inout [UInt8]
  ) {
    scratch.found.removeAll(keepingCapacity: true)
    scratch.tagged.removeAll(keepingCapacity: true)
    scratch.tokenize(text)
    if let plain = NormalizedText(text) {
      scratch.tokenize(plain.bytes.span)
      fillTagged(plain.bytes.span, byRule, &scratch)
      for index in scratch.tagged.indices {
        scratch.tagged[index].start = plain.offsets[Int(scratch.tagged[index].start)]
        scratch.tagged[index].end = plain.offsets[Int(scratch.tagged[index].end)]
      }
    } else {
      fillTagged(text, byRule, &scratch)
    }
    let count = UInt32(scratch.tagged.count)
    for shift in [0, 8, 16, 24] as [UInt32] {
      output.append(UInt8(truncatingIfNeeded: count >> shift))
    }
    unsafe scratch.tagged.withUnsafeBytes { unsafe output.append(contentsOf: $0) }
  }

  /// Fills `scratch.tagged` as a scan does.
  private func fillTagged(_ text: Span<UInt8>, _ byRule: Bool, _ scratch: inout ScanScratch) {
    if byRule {
      findByRule(text, field: FieldJudgement(), scratch: &scratch)
    } else {
      engine.run(text, &scratch)
      engine.settle(&scratch)
      scratch.lookUpWords()
    }
    scratch.fillTagged(text, engine: engine, weak: tagger.weak)
    scratch.markPhrases()
  }
}
