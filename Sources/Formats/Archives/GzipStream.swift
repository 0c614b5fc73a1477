package import Vocabulary

/// The content of a gzip file: all members back to back, every CRC-32 and size verified.
///
/// Names, comments and extra fields are not kept. Zero padding behind the last member is refused
/// like any other byte there: what one tool skips another reports. Source: RFC 1952.
package final class GzipStream: ByteSource {
  /// The decompressed stream.
  private let content: InflateSource

  /// Unpacks `source`, from which nobody else may read.
  package init(_ source: any ByteSource, budget: UnpackBudget) throws(Withholding) {
    content = try InflateSource(source, wrapping: .gzip, ending: .members, budget: budget)
  }

  /// Bytes of a gzip file's beginning in which a name is looked for.
  package static let headBytes = 512

  /// Whether the first member's header holds text that is not rebuilt: an extra field, a comment,
  /// or another name than `name`.
  package static func holdsOtherText(_ head: [UInt8], besides name: [UInt8]) -> Bool {
    let fixedBytes = 10
    guard head.count > fixedBytes else { return false }
    let (hasExtra, hasName, hasComment) = (head[3] & 4 != 0, head[3] & 8 != 0, head[3] & 16 != 0)
    if hasExtra || hasComment { return true }
    return hasName && !head[fixedBytes...].prefix { $0 != 0 }.elementsEqual(name)
  }

  /// As `ByteSource.read`.
  ///
  /// - Throws: `truncated`, `corrupt`, `ambiguous-structure` (anything but a member behind a
  ///   member, zero padding included), `limit-ratio`, `limit-size`.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    try content.read(into: &buffer, upTo: count)
  }
}
