package import Vocabulary

/// The members of a tar, one after the other, every byte accounted for.
///
/// As a `ByteSource` it is the content of the current member.
package final class TarWalk: ByteSource {
  /// Walks `source`, from which nobody else may read.
  package init(_ source: any ByteSource, limits: Limits) {}

  /// Goes to the next member; what was not read of the current one is skipped.
  ///
  /// Members are counted from 0 in the order in which they are returned.
  /// - Returns: the member; nil after the last, when the end and all that follows was verified.
  package func next() throws(Withholding) -> ArchiveMember? {
    throw Withholding(.unsupportedFormat)
  }

  /// Content of the current member; 0 at its end, where the padding was verified.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    throw Withholding(.unsupportedFormat)
  }
}
