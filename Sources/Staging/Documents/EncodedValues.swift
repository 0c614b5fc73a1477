import Detection
import Formats
import Vocabulary

extension BlockScanner {
  /// What became of a value in base64.
  enum EncodedOutcome {
    /// It is a text in which nothing was found.
    case clean
    /// It is a text; what it became, in base64.
    case masked([UInt8])
    /// It is no plain text, or comes to no end: nothing of it may stay.
    case opaque
  }

  /// Bytes of a text in base64 that is read, at most.
  private static let encodedBytesMax = 1 << 20

  /// Reads the text that a field holds in base64, such as the note of an attachment, and masks it.
  ///
  /// What is a document of another format is not read here. `tally`: receives what was found.
  mutating func maskEncoded(_ value: ArraySlice<UInt8>, _ tally: inout Tally) -> EncodedOutcome {
    guard value.count <= Self.encodedBytesMax, let text = decodeBase64(value), !text.isEmpty,
      isPlainText(text)
    else { return .opaque }
    let field = scanner.judge(.plainText)
    let (wasVerifying, before) = (isVerifying, scratch.established)
    defer { (isVerifying, scratch.established) = (wasVerifying, before) }
    scratch.established = recordWords
    var found = Tally()
    var current = text
    for round in 0..<Self.roundsMax {
      if round > 0 { isVerifying = true }
      var arena: [UInt8] = []
      let changes = plainEdits(current, owned: current.indices, field, depth: 0, arena: &arena)
      if changes.isEmpty {
        tally.add(found)
        return round == 0 ? .clean : .masked(encodeBase64(current))
      }
      var next: [UInt8] = []
      var position = 0
      for change in changes {
        next += current[position..<change.range.lowerBound] + arena[change.replacement]
        position = change.range.upperBound
        found.add(change)
      }
      current = next + current[position...]
    }
    return .opaque
  }

  /// Whether bytes are text without a format of its own.
  private func isPlainText(_ bytes: [UInt8]) -> Bool {
    guard bytes.allSatisfy({ $0 >= 0x20 || (0x09...0x0D).contains($0) }),
      String(validating: bytes, as: UTF8.self) != nil,
      let sniffed = try? sniff(
        head: bytes.span.extracting(first: sniffBytes),
        isWhole: bytes.count <= sniffBytes,
        name: [UInt8]().span
      )
    else { return false }
    if case .text = sniffed.format { return true }
    return false
  }
}
