package import Vocabulary

/// Writes a zip: the same members always give the same bytes.
///
/// No times, owners, comments, extra fields (but zip64) and data descriptors. Each member is
/// `begin`, any number of `write`, `end`; then `finish` once. Source: PKWARE APPNOTE 6.3.10.
package final class ZipWriter {
  /// Content of this size or more gets 64-bit fields, whatever it compresses to.
  private static let longMemberBytes: Int64 = 0xF000_0000
  /// 1980-01-01 00:00, the first moment that a DOS date can hold.
  private static let neutralDate: UInt32 = 0x0021_0000
  /// Made by Unix, so that modes are understood.
  private static let madeByUnix: UInt16 = 3 << 8

  private let sink: any ByteSink
  /// Bytes written to the sink.
  private var position: Int64 = 0
  /// The central directory as far as it is known.
  private var directory: [UInt8] = []
  private var memberCount: Int64 = 0
  /// The member begun; nil between members.
  private var current: ArchiveMember?
  private var localOffset: Int64 = 0
  private var contentBytes: Int64 = 0
  private var checksum = CRC32()
  private let deflater: Deflater
  /// Scratch for headers.
  private var header: [UInt8] = []

  /// Writes to `sink`, whose first byte is the archive's first, compressing on `threads`.
  package init(_ sink: any ByteSink, threads: any SideBySide = InOrder()) {
    self.sink = sink
    deflater = Deflater(.raw, threads: threads)
  }

  /// Begins a file, or writes a directory (which needs no `write`, but `end`).
  ///
  /// - Parameter member: path (masked, without trailing `/`), kind (`file` or `directory`), exact
  ///   size, `isExecutable`, `isDeflated`.
  /// - Throws: an internal error out of order or for another kind, else what the sink throws.
  package func begin(_ member: ArchiveMember) throws(Failure) {
    guard current == nil, member.path.count < 0xFFFF else {
      throw Failure(.internalError, "zip member out of order or with a name too long")
    }
    var member = member
    switch member.kind {
    case .file: break
    case .directory:
      member.path.append(UInt8(ascii: "/"))
      member.isDeflated = false
      guard member.byteCount == 0 else { throw Failure(.internalError, "folder with content") }
    default: throw Failure(.internalError, "a zip holds files and folders only")
    }
    current = member
    localOffset = position
    contentBytes = 0
    checksum = CRC32()
    deflater.reset()
    header.removeAll(keepingCapacity: true)
    header.append(little32: ZipLocalHeader.signature)
    appendCommon(member, crc: 0, packed: 0)
    let isLong = member.byteCount >= Self.longMemberBytes
    header.append(little16: isLong ? 20 : 0)
    header.append(contentsOf: member.path)
    if isLong {
      header.append(little16: 1)
      header.append(little16: 16)
      header.append(little64: UInt64(member.byteCount))
      header.append(little64: 0)
    }
    try emit(header)
  }

  /// Content of the member begun.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    guard let current else { throw Failure(.internalError, "content without a zip member") }
    contentBytes += Int64(bytes.count)
    checksum.update(bytes)
    if current.isDeflated {
      let before = deflater.writtenBytes
      try deflater.write(bytes, to: sink)
      position += deflater.writtenBytes - before
    } else {
      try emit(bytes)
    }
  }

  /// Ends the member; an internal error where its size is not the one announced.
  package func end() throws(Failure) {
    guard let member = current, contentBytes == member.byteCount else {
      throw Failure(.internalError, "zip member of \(contentBytes) bytes was announced otherwise")
    }
    var packed = contentBytes
    if member.isDeflated {
      let before = deflater.writtenBytes
      try deflater.finish(to: sink)
      position += deflater.writtenBytes - before
      packed = deflater.writtenBytes
    }
    let isLong = member.byteCount >= Self.longMemberBytes
    header.removeAll(keepingCapacity: true)
    header.append(little32: checksum.value)
    header.append(little32: isLong ? .max : UInt32(clamping: packed))
    try correct(at: localOffset + 14, header)
    if isLong {
      header.removeAll(keepingCapacity: true)
      header.append(little64: UInt64(packed))
      let offset = ZipLocalHeader.fixedBytes + member.path.count + 12
      try correct(at: localOffset + Int64(offset), header)
    }
    appendRecord(member, packed: packed)
    memberCount += 1
    current = nil
  }

  /// Writes the central directory and the end record.
  package func finish() throws(Failure) {
    guard current == nil else { throw Failure(.internalError, "zip ends inside a member") }
    let offset = position
    let size = Int64(directory.count)
    try emit(directory)
    header.removeAll(keepingCapacity: true)
    if memberCount >= 0xFFFF || offset >= 0xFFFF_FFFF || size >= 0xFFFF_FFFF {
      header.append(little32: ZipEnd.signature64)
      header.append(little64: UInt64(ZipEnd.record64Bytes - 12))
      header.append(little16: Self.madeByUnix | 45)
      header.append(little16: 45)
      header.append(little64: 0)
      for value in [memberCount, memberCount, size, offset] {
        header.append(little64: UInt64(value))
      }
      header.append(little32: ZipEnd.locatorSignature)
      header.append(little32: 0)
      header.append(little64: UInt64(position))
      header.append(little32: 1)
    }
    header.append(little32: ZipEnd.signature)
    header.append(little32: 0)
    header.append(little16: UInt16(clamping: memberCount))
    header.append(little16: UInt16(clamping: memberCount))
    header.append(little32: UInt32(clamping: size))
    header.append(little32: UInt32(clamping: offset))
    header.append(little16: 0)
    try emit(header)
  }

  /// The fields that both headers of a member share, from the version needed to the name's length.
  private func appendCommon(_ member: ArchiveMember, crc: UInt32, packed: Int64) {
    let isLong = member.byteCount >= Self.longMemberBytes
    let isASCII = member.path.allSatisfy { $0 < 0x80 }
    header.append(little16: isLong ? 45 : 20)
    header.append(little16: isASCII ? 0 : ZipFlag.utf8)
    header.append(little16: member.isDeflated ? 8 : 0)
    header.append(little32: Self.neutralDate)
    header.append(little32: crc)
    header.append(little32: isLong ? .max : UInt32(clamping: packed))
    header.append(little32: isLong ? .max : UInt32(clamping: member.byteCount))
    header.append(little16: UInt16(clamping: member.path.count))
  }

  /// Adds the member's record to the central directory.
  private func appendRecord(_ member: ArchiveMember, packed: Int64) {
    let isLong = member.byteCount >= Self.longMemberBytes
    var extra: [UInt8] = []
    if isLong {
      extra.append(little64: UInt64(member.byteCount))
      extra.append(little64: UInt64(packed))
    }
    if localOffset >= 0xFFFF_FFFF { extra.append(little64: UInt64(localOffset)) }
    let isFolder = member.kind == .directory
    let mode: UInt32 = isFolder ? 0o040755 : member.isExecutable ? 0o100755 : 0o100644
    header.removeAll(keepingCapacity: true)
    header.append(little32: ZipRecord.signature)
    header.append(little16: Self.madeByUnix | (extra.isEmpty ? 20 : 45))
    appendCommon(member, crc: checksum.value, packed: packed)
    header.append(little16: extra.isEmpty ? 0 : UInt16(extra.count + 4))
    header.append(little16: 0)
    header.append(little16: 0)
    header.append(little16: 0)
    header.append(little32: mode << 16 | (isFolder ? 0x10 : 0))
    header.append(little32: UInt32(clamping: localOffset))
    header.append(contentsOf: member.path)
    if !extra.isEmpty {
      header.append(little16: 1)
      header.append(little16: UInt16(extra.count))
      header.append(contentsOf: extra)
    }
    directory.append(contentsOf: header)
  }

  /// Overwrites bytes that were written before.
  private func correct(at offset: Int64, _ bytes: [UInt8]) throws(Failure) {
    try sink.overwrite(at: offset, with: bytes.span)
  }

  /// Writes bytes and counts them.
  private func emit(_ bytes: [UInt8]) throws(Failure) {
    try emit(bytes.span)
  }

  /// Writes bytes and counts them.
  private func emit(_ bytes: Span<UInt8>) throws(Failure) {
    guard !bytes.isEmpty else { return }
    try sink.write(bytes)
    position += Int64(bytes.count)
  }
}
