package import Vocabulary

/// Writes a tar (ustar, pax headers where needed): the same members always give the same bytes.
///
/// Owner 0 without names, time 0, mode 0644 or 0755. Each member is `begin`, any number of `write`,
/// `end`; then `finish` once. Source: POSIX.1-2017 pax.
package final class TarWriter {
  /// Bytes of a name or link that fit into a header.
  private static let nameBytesMax = 100
  /// Largest size that a header's octal field can hold.
  private static let octalBytesMax: Int64 = 0o77_777_777_777

  private let sink: any ByteSink
  /// Content of the current member that was not written yet; nil between members.
  private var contentLeft: Int64?
  /// Zero bytes that must follow it.
  private var paddingBytes = 0

  /// Writes to `sink`.
  package init(_ sink: any ByteSink) {
    self.sink = sink
  }

  /// Begins a file, or writes a directory or hard link (which need no `write`, but `end`).
  ///
  /// - Parameters:
  ///   - member: path (masked, without trailing `/`), kind (`file`, `directory`, `hardLink`), exact
  ///     size, `isExecutable`.
  ///   - linkPath: the masked path of a hard link's target, as it was written before; else empty.
  /// - Throws: an internal error out of order or for another kind, else what the sink throws.
  package func begin(_ member: ArchiveMember, linkPath: [UInt8] = []) throws(Failure) {
    guard contentLeft == nil else { throw Failure(.internalError, "tar member out of order") }
    var path = member.path
    let type: UInt8
    switch member.kind {
    case .file: type = UInt8(ascii: "0")
    case .directory:
      type = UInt8(ascii: "5")
      path.append(UInt8(ascii: "/"))
    case .hardLink: type = UInt8(ascii: "1")
    default: throw Failure(.internalError, "a tar holds files, folders and hard links only")
    }
    guard type == UInt8(ascii: "0") || member.byteCount == 0 else {
      throw Failure(.internalError, "tar member without content has a size")
    }
    var pax: [UInt8] = []
    if Self.needsPax(path) { pax += Self.record("path", path) }
    if Self.needsPax(linkPath) { pax += Self.record("linkpath", linkPath) }
    if member.byteCount > Self.octalBytesMax {
      pax += Self.record("size", Array(String(member.byteCount).utf8))
    }
    if !pax.isEmpty {
      try writeHeader(
        Array("pax".utf8),
        type: UInt8(ascii: "x"),
        byteCount: Int64(pax.count),
        mode: 0o644
      )
      try pad(pax)
    }
    let isOpen = member.isExecutable || member.kind == .directory
    try writeHeader(
      path,
      type: type,
      byteCount: member.byteCount,
      mode: isOpen ? 0o755 : 0o644,
      linkPath: linkPath
    )
    contentLeft = member.byteCount
    let unit = Int64(TarHeader.blockBytes)
    paddingBytes = Int((unit - member.byteCount % unit) % unit)
  }

  /// Content of the member begun.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    guard let left = contentLeft, left >= Int64(bytes.count) else {
      throw Failure(.internalError, "tar member is longer than announced")
    }
    contentLeft = left - Int64(bytes.count)
    if !bytes.isEmpty { try sink.write(bytes) }
  }

  /// Ends the member; an internal error where its size is not the one announced.
  package func end() throws(Failure) {
    guard contentLeft == 0 else {
      throw Failure(.internalError, "tar member is shorter than announced")
    }
    contentLeft = nil
    try writeZeros(paddingBytes)
  }

  /// Writes the end of the archive: two zero blocks.
  package func finish() throws(Failure) {
    guard contentLeft == nil else { throw Failure(.internalError, "tar ends inside a member") }
    try writeZeros(2 * TarHeader.blockBytes)
  }

  /// Whether a name does not fit into a header as it is.
  private static func needsPax(_ name: [UInt8]) -> Bool {
    name.count > nameBytesMax || !name.allSatisfy { $0 < 0x80 }
  }

  /// A pax record: its own length in decimal digits, key, value.
  private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
    let rest = [0x20] + Array(key.utf8) + [UInt8(ascii: "=")] + value + [0x0A]
    var length = rest.count
    while String(length).utf8.count + rest.count != length {
      length = String(length).utf8.count + rest.count
    }
    return Array(String(length).utf8) + rest
  }

  /// Writes one header.
  private func writeHeader(
    _ name: [UInt8],
    type: UInt8,
    byteCount: Int64,
    mode: Int,
    linkPath: [UInt8] = []
  ) throws(Failure) {
    var block = [UInt8](repeating: 0, count: TarHeader.blockBytes)
    Self.put(name.prefix(Self.nameBytesMax), into: &block, at: 0)
    Self.put(Self.octal(Int64(mode), digits: 7), into: &block, at: 100)
    Self.put(Self.octal(0, digits: 7), into: &block, at: 108)
    Self.put(Self.octal(0, digits: 7), into: &block, at: 116)
    let size = byteCount > Self.octalBytesMax ? 0 : byteCount
    Self.put(Self.octal(size, digits: 11), into: &block, at: 124)
    Self.put(Self.octal(0, digits: 11), into: &block, at: 136)
    Self.put("        ".utf8, into: &block, at: 148)
    block[156] = type
    Self.put(linkPath.prefix(Self.nameBytesMax), into: &block, at: 157)
    Self.put("ustar\u{0}00".utf8, into: &block, at: 257)
    Self.put(Self.octal(0, digits: 7), into: &block, at: 329)
    Self.put(Self.octal(0, digits: 7), into: &block, at: 337)
    let sum = block.reduce(Int64(0)) { $0 + Int64($1) }
    Self.put(Self.octal(sum, digits: 6) + [0, 0x20], into: &block, at: 148)
    try sink.write(block.span)
  }

  /// Copies bytes into a block.
  private static func put(_ bytes: some Sequence<UInt8>, into block: inout [UInt8], at start: Int) {
    for (index, byte) in bytes.enumerated() { block[start + index] = byte }
  }

  /// A number in octal with leading zeros.
  private static func octal(_ value: Int64, digits: Int) -> [UInt8] {
    let text = Array(String(value, radix: 8).utf8)
    return [UInt8](repeating: 0x30, count: max(0, digits - text.count)) + text
  }

  /// Writes bytes and zeros up to the next whole block.
  private func pad(_ bytes: [UInt8]) throws(Failure) {
    try sink.write(bytes.span)
    let unit = TarHeader.blockBytes
    try writeZeros((unit - bytes.count % unit) % unit)
  }

  /// Writes zero bytes.
  private func writeZeros(_ count: Int) throws(Failure) {
    guard count > 0 else { return }
    let zeros = [UInt8](repeating: 0, count: count)
    try sink.write(zeros.span)
  }
}
