import Formats
import Manifest
import Vocabulary

extension ContentScan {
  /// Bytes of an operating system's notes that are looked at.
  private static let notesBytesMax: Int64 = 16 << 20

  /// Empties content that has no reader and whose place may be empty; nil for any other.
  ///
  /// Nobody reads the pixels of a document's pictures, what other programs put into it, sound and film, and nobody needs an
  /// operating system's notes: all withheld the document or archive that they came with. What was found in notes is counted, at least
  /// one identifier: they name files and say where those came from.
  func empty(
    _ bytes: any ArchiveBytes,
    name: [UInt8],
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult? {
    var head: [UInt8] = []
    let headBytes = Int(min(bytes.count, Int64(EmptiedContent.headBytes)))
    do throws(Withholding) { try bytes.read(at: 0, into: &head, count: headBytes) } catch {
      throw .withheld(error)
    }
    let isOfPackage = package != nil
    let picture =
      isOfPackage ? EmptiedContent.picture(head).map { EmptiedContent.picture($0) } : nil
    let object = isOfPackage ? EmptiedContent.object(head) : nil
    let known = picture ?? object.map { EmptiedContent.object($0) }
    guard let content = known ?? EmptiedContent(head: head, name: name) else { return nil }
    var result = ContentResult(
      kind: .file,
      format: picture != nil ? .picture : object != nil ? .object : .metadata
    )
    let empty = content.empty
    if try isSame(bytes, as: empty) {
      try stopping { () throws(Failure) in try sink.write(empty.span) }
      return result
    }
    if picture != nil {
      result.tally.add(.photo, .fill)
    } else if let object {
      // A voice is one's own; what an object holds nobody knows.
      result.tally.add(object.isRecording ? .biometric : .uniqueID, .remove)
    } else {
      try count(notes: bytes, in: &result.tally)
    }
    result.isMasked = true
    try stopping { () throws(Failure) in try sink.write(empty.span) }
    return result
  }

  /// Whether content is that already.
  func isSame(_ bytes: any ArchiveBytes, as other: [UInt8]) throws(ScanStop) -> Bool {
    guard bytes.count == Int64(other.count) else { return false }
    return try all(of: bytes) == other
  }

  /// All bytes of content, which are few.
  func all(of bytes: any ArchiveBytes) throws(ScanStop) -> [UInt8] {
    var all: [UInt8] = []
    do throws(Withholding) { try bytes.read(at: 0, into: &all, count: Int(bytes.count)) } catch {
      throw .withheld(error)
    }
    return all
  }

  /// Counts what stands in an operating system's notes.
  private func count(
    notes bytes: any ArchiveBytes,
    in tally: inout Tally
  ) throws(ScanStop) {
    var found = Tally()
    if bytes.count <= Self.notesBytesMax {
      let lines = EmptiedContent.texts(in: try all(of: bytes))
      _ = try maskText(Array(lines.joined(separator: [0x0A]))[...], .plainText, &found)
    }
    for kind in IdentifierKind.allCases {
      for _ in 0..<found.counts[Int(kind.rawValue)] { tally.add(kind, .remove) }
    }
    if tally.isEmpty { tally.add(.uniqueID, .remove) }
  }
}
