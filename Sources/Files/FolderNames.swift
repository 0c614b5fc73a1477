import Glibc
package import Vocabulary

/// The names in a folder in the order in which whole paths sort: a folder's as if a slash followed.
///
/// Walking by it meets files in the order of their paths' bytes. All names lie in one buffer: a
/// folder of a million files takes their bytes and twelve more for each.
package struct FolderNames {
  /// Bytes of the names of one folder at most; a folder that holds more is refused.
  package static let bytesMax = 256 << 20

  /// All keys, one behind the other.
  private var bytes: [UInt8] = []
  /// Where each key ends, in the order in which the folder gave them.
  private var ends: [Int32] = []
  /// The numbers of keys in their order.
  private var order: [Int32] = []

  /// Reads a folder.
  /// - Parameters:
  ///   - folder: is listed once, and each name looked at once.
  ///   - path: the folder, for messages.
  ///   - key: what stands for a name in the order; is given the name, with a slash behind it where
  ///     it is a folder's.
  /// - Throws: exit 75 where the folder or a name cannot be looked at, exit 5 where its names have
  ///   more than `bytesMax` bytes. A name that goes meanwhile is left out.
  package init(
    _ folder: Folder,
    path: String,
    key: ([UInt8]) -> [UInt8] = { $0 }
  ) throws(Failure) {
    guard let listing = FolderListing(folder) else {
      throw Failure(.temporary, "cannot read a folder: \(describe(errno))", path: path)
    }
    reading: while true {
      switch listing.next() {
      case .end: break reading
      case .failed:
        throw Failure(.temporary, "cannot read a folder: \(describe(errno))", path: path)
      case .name(var name):
        guard let facts = folder.facts(of: name) else {
          if errno == ENOENT { continue }
          throw Failure(.temporary, "cannot look at a file: \(describe(errno))", path: path)
        }
        if facts.isFolder { name.append(0x2F) }
        bytes += key(name)
        guard bytes.count <= Self.bytesMax else {
          throw Failure(
            .integrity,
            "the names in a folder have more than \(Self.bytesMax) bytes",
            path: path
          )
        }
        ends.append(Int32(bytes.count))
      }
    }
    order = Array(ends.indices.map(Int32.init))
    sort()
  }

  /// How many there are.
  package var count: Int { order.count }

  /// The key of a name by its place in the order.
  package subscript(place: Int) -> [UInt8] {
    let range = range(Int(order[place]))
    return Array(bytes[range])
  }

  /// Where a key lies.
  private func range(_ number: Int) -> Range<Int> {
    (number == 0 ? 0 : Int(ends[number - 1]))..<Int(ends[number])
  }

  /// Sorts keys by their bytes.
  private mutating func sort() {
    let ends = ends
    let bytes = bytes
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress else { return }
      order.sort { left, right in
        let one = left == 0 ? 0 : Int(ends[Int(left) - 1])
        let other = right == 0 ? 0 : Int(ends[Int(right) - 1])
        let counts = (Int(ends[Int(left)]) - one, Int(ends[Int(right)]) - other)
        let found = unsafe memcmp(base + one, base + other, min(counts.0, counts.1))
        return found == 0 ? counts.0 < counts.1 : found < 0
      }
    }
  }
}
