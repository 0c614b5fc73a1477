package import Vocabulary

/// Members of a container that are met one after the other, each with its content.
package protocol MemberWalk: ByteSource {
  /// Goes to the next member; what was not read of the current one is skipped.
  ///
  /// - Returns: the member; nil after the last, when the end and all that follows was verified.
  func next() throws(Withholding) -> ArchiveMember?
}

/// Writes a container member by member: `begin`, any number of `write`, `end`; then `finish` once.
package protocol MemberWriter {
  /// Begins a member of exact size; `linkPath` is the target of a hard link.
  func begin(_ member: ArchiveMember, linkPath: [UInt8]) throws(Failure)
  /// Content of the member begun.
  func write(_ bytes: Span<UInt8>) throws(Failure)
  /// Ends the member.
  func end() throws(Failure)
  /// Writes the end of the container.
  func finish() throws(Failure)
}

extension TarWalk: MemberWalk {}
extension TarWriter: MemberWriter {}

/// The members of a cpio in its portable forms, every byte accounted for.
///
/// Source: POSIX.1-2017 pax, "cpio Interchange Format" (070707); Linux
/// Documentation/driver-api/early-userspace/buffer-format (070701, 070702).
package final class CpioWalk: MemberWalk {
  /// How headers are written.
  private enum Form {
    /// Octal digits, nothing padded.
    case octal
    /// Hexadecimal digits, padded to four bytes; whether the sum of the content is stated.
    case hex(hasSum: Bool)
  }

  /// What a header says.
  private struct Header {
    var form: Form
    var mode: Int
    var links: Int
    var byteCount: Int64
    var nameBytes: Int
    var sum: UInt32
    var count: Int
  }

  private let source: BufferedSource
  private let limits: Limits
  private var names = NameTable()
  private var memberCount = 0
  private var contentLeft: Int64 = 0
  private var paddingBytes = 0
  /// The sum of the content that the header states; nil where it states none.
  private var wantedSum: UInt32?
  private var sum: UInt32 = 0
  private var hasEnded = false
  private var block: [UInt8] = []

  /// Walks `source`, from which nobody else may read.
  package init(_ source: any ByteSource, limits: Limits) {
    self.source = BufferedSource(source)
    self.limits = limits
  }

  /// As `MemberWalk.next`.
  ///
  /// - Throws: `truncated`, `corrupt`, `ambiguous-structure`, `limit-members`, `limit-size`,
  ///   `name-collision`, `unsafe-link`.
  package func next() throws(Withholding) -> ArchiveMember? {
    if hasEnded { return nil }
    try drain()
    let header = try readHeader()
    try fill(header.nameBytes)
    guard block.last == 0, block.dropLast().allSatisfy({ $0 != 0 }) else {
      throw Withholding(.corrupt, "a name does not end with its zero byte")
    }
    let name = Array(block.dropLast())
    if case .hex = header.form { try skipZeros((4 - (header.count + header.nameBytes) % 4) % 4) }
    if name.elementsEqual("TRAILER!!!".utf8) {
      guard header.byteCount == 0 else {
        throw Withholding(.ambiguousStructure, "the end of the archive has content")
      }
      try verifyEnd()
      return nil
    }
    return try member(name, header)
  }

  /// Content of the current member; 0 at its end, where padding and sum were verified.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    guard contentLeft > 0 else { return 0 }
    let start = buffer.count
    let got = try source.read(into: &buffer, upTo: Int(min(Int64(count), contentLeft)))
    guard got > 0 else { throw Withholding(.truncated, "\(contentLeft) bytes of a member miss") }
    contentLeft -= Int64(got)
    if wantedSum != nil { for byte in buffer[start...] { sum &+= UInt32(byte) } }
    if contentLeft == 0 { try endContent() }
    return got
  }

  /// Reads exactly so many bytes into `block`.
  private func fill(_ count: Int) throws(Withholding) {
    block.removeAll(keepingCapacity: true)
    guard try source.fill(&block, upTo: count) == count else {
      throw Withholding(.truncated, "the archive ends inside a header")
    }
  }

  /// Reads padding.
  private func skipZeros(_ count: Int) throws(Withholding) {
    try fill(count)
    guard block.allSatisfy({ $0 == 0 }) else {
      throw Withholding(.ambiguousStructure, "padding is not zero")
    }
  }

  private func endContent() throws(Withholding) {
    guard wantedSum == nil || wantedSum == sum else {
      throw Withholding(.corrupt, "the sum of the content differs")
    }
    try skipZeros(paddingBytes)
  }

  /// The number in some digits of `block`.
  private func number(_ range: Range<Int>, radix: Int64) throws(Withholding) -> Int64 {
    var value: Int64 = 0
    for byte in block[range] {
      guard let digit = hexValue(byte), Int64(digit) < radix else {
        throw Withholding(.corrupt, "a header's number has other digits")
      }
      value = value * radix + Int64(digit)
    }
    return value
  }

  private func readHeader() throws(Withholding) -> Header {
    try fill(6)
    let magic = block
    func hex(_ field: Int) throws(Withholding) -> Int64 {
      try number(field * 8..<field * 8 + 8, radix: 16)
    }
    switch String(decoding: magic, as: UTF8.self) {
    case "070701", "070702":
      try fill(104)
      let hasSum = magic[5] == 0x32
      return Header(
        form: .hex(hasSum: hasSum),
        mode: Int(try hex(1)),
        links: Int(try hex(4)),
        byteCount: try hex(6),
        nameBytes: try nameBytes(hex(11)),
        sum: UInt32(truncatingIfNeeded: try hex(12)),
        count: 110
      )
    case "070707":
      try fill(70)
      return Header(
        form: .octal,
        mode: Int(try number(12..<18, radix: 8)),
        links: Int(try number(30..<36, radix: 8)),
        byteCount: try number(59..<70, radix: 8),
        nameBytes: try nameBytes(number(53..<59, radix: 8)),
        sum: 0,
        count: 76
      )
    default: throw Withholding(.corrupt, "no member's header where one must be")
    }
  }

  private func nameBytes(_ count: Int64) throws(Withholding) -> Int {
    guard count > 1, count <= Int64(limits.pathBytesMax) + 1 else {
      throw Withholding(.corrupt, "a name of \(count) bytes")
    }
    return Int(count)
  }

  /// After the last member: zeros only.
  private func verifyEnd() throws(Withholding) {
    hasEnded = true
    block.removeAll(keepingCapacity: true)
    while try source.read(into: &block, upTo: 64 << 10) > 0 {
      guard block.allSatisfy({ $0 == 0 }) else {
        throw Withholding(.ambiguousStructure, "bytes follow the end of the archive")
      }
      block.removeAll(keepingCapacity: true)
    }
  }

  private func member(_ name: [UInt8], _ header: Header) throws(Withholding) -> ArchiveMember? {
    let role: NameTable.Role
    let kind: ArchiveMember.Kind
    switch header.mode & 0o170000 {
    case 0o100000, 0: (kind, role) = (.file, .file)
    case 0o040000: (kind, role) = (.directory, .directory)
    case 0o120000: (kind, role) = (.symbolicLink, .link)
    default: (kind, role) = (.special, .special)
    }
    guard kind == .file || kind == .symbolicLink || header.byteCount == 0 else {
      throw Withholding(.ambiguousStructure, "a member without content has a size")
    }
    guard memberCount < limits.archiveMembersMax else {
      throw Withholding(.limitMembers, "more than \(limits.archiveMembersMax) members")
    }
    guard header.byteCount <= limits.memberBytesMax else {
      throw Withholding(.limitSize, "member of \(header.byteCount) bytes")
    }
    expectContent(header)
    var member = ArchiveMember(
      path: name,
      kind: kind,
      byteCount: kind == .file ? header.byteCount : 0,
      isExecutable: header.mode & 0o100 != 0
    )
    if member.takeSafeName(limits: limits) { return try next() }
    switch kind {
    case .symbolicLink:
      member.withholding = member.withholding ?? Withholding(.unsafeLink, "symbolic link")
    case .special:
      member.withholding =
        member.withholding ?? Withholding(.specialFile, "device, FIFO or socket")
    case .file where header.links > 1:
      // Only the last name of several has the content.
      member.withholding =
        member.withholding ?? Withholding(.unsupportedFormat, "a file of several names")
    default: break
    }
    memberCount += 1
    try names.enter(&member, as: role, index: memberCount - 1)
    return member
  }

  /// Announces a member's content.
  private func expectContent(_ header: Header) {
    (contentLeft, sum, wantedSum, paddingBytes) = (header.byteCount, 0, nil, 0)
    guard case .hex(let hasSum) = header.form else { return }
    paddingBytes = Int((4 - header.byteCount % 4) % 4)
    // Links state no sum.
    if hasSum, header.mode & 0o170000 == 0o100000 { wantedSum = header.sum }
  }
}

/// Writes a cpio in its newer form: the same members always give the same bytes.
///
/// Owner 0, time 0, mode 0644 or 0755, inodes counted from 1.
package final class CpioWriter: MemberWriter {
  private let sink: any ByteSink
  private var inode = 0
  private var contentLeft: Int64 = 0
  private var paddingBytes = 0

  /// Writes to `sink`.
  package init(_ sink: any ByteSink) {
    self.sink = sink
  }

  /// Begins a file, or writes a directory.
  package func begin(_ member: ArchiveMember, linkPath: [UInt8]) throws(Failure) {
    let isFolder = member.kind == .directory
    guard contentLeft == 0, isFolder || member.kind == .file, member.byteCount <= 0xFFFF_FFFF else {
      throw Failure(.internalError, "cpio member out of order or of another kind")
    }
    inode += 1
    let mode = isFolder ? 0o040755 : member.isExecutable ? 0o100755 : 0o100644
    try writeHeader(
      member.path,
      inode: inode,
      mode: mode,
      links: isFolder ? 2 : 1,
      byteCount: member.byteCount
    )
    contentLeft = member.byteCount
    paddingBytes = Int((4 - member.byteCount % 4) % 4)
  }

  /// Content of the member begun.
  package func write(_ bytes: Span<UInt8>) throws(Failure) {
    guard contentLeft >= Int64(bytes.count) else {
      throw Failure(.internalError, "cpio member is longer than announced")
    }
    contentLeft -= Int64(bytes.count)
    if !bytes.isEmpty { try sink.write(bytes) }
  }

  /// Ends the member; an internal error where its size is not the one announced.
  package func end() throws(Failure) {
    guard contentLeft == 0 else {
      throw Failure(.internalError, "cpio member is shorter than announced")
    }
    try writeZeros(paddingBytes)
    paddingBytes = 0
  }

  /// Writes the end of the archive.
  package func finish() throws(Failure) {
    try writeHeader(Array("TRAILER!!!".utf8), inode: 0, mode: 0, links: 1, byteCount: 0)
  }

  private func writeHeader(
    _ name: [UInt8],
    inode: Int,
    mode: Int,
    links: Int,
    byteCount: Int64
  ) throws(Failure) {
    var header = Array("070701".utf8)
    let numbers = [
      Int64(inode), Int64(mode), 0, 0, Int64(links), 0, byteCount, 0, 0, 0, 0,
      Int64(name.count + 1), 0,
    ]
    for number in numbers {
      let digits = Array(String(number, radix: 16, uppercase: true).utf8)
      header += [UInt8](repeating: 0x30, count: 8 - digits.count) + digits
    }
    header += name + [0]
    header += [UInt8](repeating: 0, count: (4 - header.count % 4) % 4)
    try sink.write(header.span)
  }

  private func writeZeros(_ count: Int) throws(Failure) {
    guard count > 0 else { return }
    let zeros = [UInt8](repeating: 0, count: count)
    try sink.write(zeros.span)
  }
}
