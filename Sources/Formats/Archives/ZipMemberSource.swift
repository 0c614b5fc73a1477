import Vocabulary

/// The content of one member of a zip, verified at its end.
final class ZipMemberSource: ByteSource {
  /// Where the content comes from.
  private enum Content {
    /// The data themselves.
    case stored(SequentialBytes)
    /// The data inflated.
    case deflated(InflateSource)
  }

  private let content: Content
  /// What the central directory says.
  private let record: ZipRecord
  /// CRC-32 of what was read.
  private var checksum = CRC32()

  /// Reads `data`, exactly the member's packed bytes.
  init(_ data: SequentialBytes, record: ZipRecord, budget: UnpackBudget) throws(Withholding) {
    self.record = record
    if record.method == 0 {
      content = .stored(data)
    } else {
      content = .deflated(
        try InflateSource(
          data,
          wrapping: .raw,
          ending: .single(byteCount: record.byteCount, packed: record.packedBytes),
          budget: budget
        )
      )
    }
  }

  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let start = buffer.count
    let got =
      switch content {
      case .stored(let data): try data.read(into: &buffer, upTo: count)
      case .deflated(let stream): try stream.read(into: &buffer, upTo: count)
      }
    checksum.update(buffer, from: start)
    guard got > 0 || checksum.value == record.crc else {
      throw Withholding(.corrupt, "CRC-32 of the content differs")
    }
    return got
  }
}
