package import Vocabulary

/// Text in a set of one byte a character, read as UTF-8.
package final class SingleByteSource: ByteSource {
  private let base: any ByteSource
  private let set: SingleByteSet
  /// Bytes of UTF-8 that a byte may become.
  private static let growth = 3

  /// Reads `base`, from which nobody else may read.
  package init(_ base: any ByteSource, _ set: SingleByteSet) {
    self.base = base
    self.set = set
  }

  /// As `ByteSource.read`; may hand out up to two bytes more than asked for.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    var raw: [UInt8] = []
    let start = buffer.count
    _ = try base.read(into: &raw, upTo: max(1, count / Self.growth))
    buffer += set.decode(raw)
    return buffer.count - start
  }
}

/// Writes UTF-8 in a set of one byte a character.
package struct SingleByteEncoder {
  private let set: SingleByteSet
  /// Bytes of a character that is not whole yet.
  private var rest: [UInt8] = []

  /// Writes in a set.
  package init(_ set: SingleByteSet) {
    self.set = set
  }

  /// Whether every character was whole.
  package var isWhole: Bool { rest.isEmpty }

  /// Bytes in the set; nil for a character that it does not have.
  package mutating func encode(_ bytes: Span<UInt8>) -> [UInt8]? {
    rest.append(span: bytes)
    var end = rest.count
    while end > 0, end > rest.count - Self.characterBytesMax, rest[end - 1] & 0xC0 == 0x80 {
      end -= 1
    }
    // The last character may go on.
    if end > 0, rest[end - 1] >= 0xC0 {
      let first = rest[end - 1]
      let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
      end = end - 1 + length <= rest.count ? rest.count : end - 1
    } else {
      end = rest.count
    }
    defer { rest.removeFirst(end) }
    return set.encode(Array(rest[..<end]))
  }

  private static let characterBytesMax = 3
}
