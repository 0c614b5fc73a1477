import Detection
import Vocabulary

extension BlockScanner {
  /// The path component with identifiers replaced; nil where there are none.
  mutating func maskedComponent(_ name: [UInt8]) -> [UInt8]? {
    var current = name
    var isMasked = false
    let wasVerifying = isVerifying
    defer { isVerifying = wasVerifying }
    for _ in 0..<Self.roundsMax {
      findings.removeAll(keepingCapacity: true)
      scanner.scanPathComponent(current.span, scratch: &scratch, into: &findings)
      var arena: [UInt8] = []
      edits.removeAll(keepingCapacity: true)
      editFindings(current.span, shape: .text, arena: &arena)
      if edits.isEmpty { break }
      var next: [UInt8] = []
      var position = 0
      for edit in edits {
        next += current[position..<edit.range.lowerBound]
        next += arena[edit.replacement]
        position = edit.range.upperBound
      }
      current = next + current[position...]
      isMasked = true
      isVerifying = true
    }
    return isMasked ? current : nil
  }
}
