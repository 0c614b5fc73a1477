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

  /// As `ByteSource.read`.
  ///
  /// - Throws: `truncated`, `corrupt`, `ambiguous-structure` (anything but a member behind a
  ///   member, zero padding included), `limit-ratio`, `limit-size`.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    try content.read(into: &buffer, upTo: count)
  }
}
