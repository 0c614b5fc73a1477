package import Vocabulary

/// Writes a 7z of one LZMA2 stream: the same members always give the same bytes.
///
/// No times, mode 0644 or 0755. Source: 7zFormat.txt of the LZMA SDK.
package final class SevenZipWriter: MemberWriter {
  /// Turns the content of all members into LZMA2, writes it, and says how many bytes it is.
  package typealias Packer = (any ByteSink) throws(Failure) -> Int64

  /// Numbers of the format's properties.
  private enum Property {
    static let end: UInt8 = 0
    static let header: UInt8 = 1
    static let streams: UInt8 = 4
    static let files: UInt8 = 5
    static let pack: UInt8 = 6
    static let unpack: UInt8 = 7
    static let substreams: UInt8 = 8
    static let size: UInt8 = 9
    static let sum: UInt8 = 10
    static let folder: UInt8 = 11
    static let unpackSize: UInt8 = 12
    static let streamCount: UInt8 = 13
    static let emptyStream: UInt8 = 14
    static let emptyFile: UInt8 = 15
    static let names: UInt8 = 17
    static let attributes: UInt8 = 21
  }

  /// LZMA2 with its one byte of properties: a dictionary of 8 MiB.
  private static let coder: [UInt8] = [1, 0x21, 0x21, 1, 22]
  /// Unix modes stand in the high half of an attribute, with this bit.
  private static let unixBit: UInt32 = 0x8000
  private static let folderBit: UInt32 = 0x10

  /// One member written.
  private struct Entry {
    var path: [UInt8]
    var isFolder: Bool
    var isExecutable: Bool
    var byteCount: Int64
    var sum: UInt32
  }

  private let sink: any ByteSink
  private let contents: any ByteSink
  private let packer: Packer
  private var entries: [Entry] = []
  private var checksum = CRC32()
  private var contentLeft: Int64 = 0

  /// Writes to `sink`; `contents` receives the members' content, which `packer` then compresses.
  package init(_ sink: any ByteSink, contents: any ByteSink, packer: @escaping Packer) {
    self.sink = sink
    self.contents = contents
    self.packer = packer
  }

  /// Begins a file or folder of exact size.
  package func begin(_ member: ArchiveMember, linkPath: [UInt8]) throws(Failure) {
    let isFolder = member.kind == .directory
    guard contentLeft == 0, isFolder || member.kind == .file else {
      throw Failure(.internalError, "7z member out of order or of another kind")
    }
    checksum = CRC32()
    contentLeft = isFolder ? 0 : member.byteCount
    entries.append(
      Entry(
        path: member.path,
        isFolder: isFolder,
        isExecutable: member.isExecutable,
        byteCount: contentLeft,
        sum: 0
      )
    )
  }

  /// Content of the member begun.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    guard contentLeft >= Int64(bytes.count) else {
      throw Failure(.internalError, "7z member is longer than announced")
    }
    contentLeft -= Int64(bytes.count)
    checksum.update(bytes)
    if !bytes.isEmpty { try contents.write(bytes) }
  }

  /// Ends the member; an internal error where its size is not the one announced.
  package func end() throws(Failure) {
    guard contentLeft == 0, !entries.isEmpty else {
      throw Failure(.internalError, "7z member is shorter than announced")
    }
    entries[entries.count - 1].sum = checksum.value
  }

  /// Writes the archive.
  package func finish() throws(Failure) {
    let blank = [UInt8](repeating: 0, count: SevenZipWalk.startBytes)
    try sink.write(blank.span)
    let filled = entries.filter { $0.byteCount > 0 }
    let packed = filled.isEmpty ? 0 : try packer(sink)
    let header = entries.isEmpty ? [] : header(filled, packed: packed)
    try sink.write(header.span)
    var tail: [UInt8] = []
    tail.append(little64: UInt64(packed))
    tail.append(little64: UInt64(header.count))
    tail.append(little32: Self.sum(header))
    var start = SevenZipWalk.magic + [0, 4]
    start.append(little32: Self.sum(tail))
    start += tail
    try sink.overwrite(at: 0, with: start.span)
  }

  private static func sum(_ bytes: [UInt8]) -> UInt32 {
    var sum = CRC32()
    sum.update(bytes.span)
    return sum.value
  }

  /// The header that describes everything; `filled` are the entries with content.
  private func header(_ filled: [Entry], packed: Int64) -> [UInt8] {
    var out = [Property.header]
    if !filled.isEmpty {
      out += [Property.streams, Property.pack]
      out += Self.number(0) + Self.number(1)
      out += [Property.size] + Self.number(packed) + [Property.end]
      out += [Property.unpack, Property.folder] + Self.number(1) + [0] + Self.coder
      out += [Property.unpackSize] + Self.number(filled.reduce(0) { $0 + $1.byteCount })
      out += [Property.end, Property.substreams, Property.streamCount]
      out += Self.number(Int64(filled.count))
      if filled.count > 1 {
        out.append(Property.size)
        for entry in filled.dropLast() { out += Self.number(entry.byteCount) }
      }
      out += [Property.sum, 1]
      for entry in filled { out.append(little32: entry.sum) }
      out += [Property.end, Property.end]
    }
    out += [Property.files] + Self.number(Int64(entries.count))
    let empty = entries.filter { $0.byteCount == 0 }
    if !empty.isEmpty {
      Self.append(Property.emptyStream, Self.bits(entries.map { $0.byteCount == 0 }), to: &out)
      Self.append(Property.emptyFile, Self.bits(empty.map { !$0.isFolder }), to: &out)
    }
    var names: [UInt8] = [0]
    var attributes: [UInt8] = [1, 0]
    for entry in entries {
      for unit in String(decoding: entry.path, as: UTF8.self).utf16 + [0] {
        names.append(little16: unit)
      }
      let mode: UInt32 = entry.isFolder ? 0o040755 : entry.isExecutable ? 0o100755 : 0o100644
      attributes.append(
        little32: mode << 16 | Self.unixBit | (entry.isFolder ? Self.folderBit : 0)
      )
    }
    Self.append(Property.names, names, to: &out)
    Self.append(Property.attributes, attributes, to: &out)
    return out + [Property.end, Property.end]
  }

  /// Appends a property with its size.
  private static func append(_ property: UInt8, _ content: [UInt8], to out: inout [UInt8]) {
    out.append(property)
    out += number(Int64(content.count)) + content
  }

  /// Bits, the highest first.
  private static func bits(_ flags: [Bool]) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: (flags.count + 7) / 8)
    for (index, flag) in flags.enumerated() where flag { out[index / 8] |= 0x80 >> (index % 8) }
    return out
  }

  /// A number: leading ones of the first byte say how many bytes follow, low byte first.
  static func number(_ number: Int64) -> [UInt8] {
    var (first, mask): (UInt8, UInt8) = (0, 0x80)
    var rest: [UInt8] = []
    for count in 0..<8 {
      let high = UInt64(number) >> (8 * UInt64(count))
      if high < UInt64(mask) { return [first | UInt8(high)] + rest }
      rest.append(UInt8(truncatingIfNeeded: high))
      first |= mask
      mask >>= 1
    }
    return [first] + rest
  }
}
