package import Vocabulary

/// The members of a 7z, which the helper process reads.
///
/// Here it is checked that the file is what its first bytes say and nothing more, and that what the
/// process answers keeps to the limits. Source: 7zFormat.txt of the LZMA SDK.
package final class SevenZipWalk: MemberWalk {
  /// Bytes of the header at the file's beginning.
  package static let startBytes = 32
  /// Begins every 7z.
  static let magic: [UInt8] = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]

  private let frames: HelperFrames
  private let budget: UnpackBudget
  private let packedBytes: Int64
  private var names = NameTable()
  private var memberCount = 0
  private var unpackedBytes: Int64 = 0
  /// Content of the current member that was not announced yet, and of the current frame.
  private var (contentLeft, frameLeft): (Int64, Int) = (0, 0)
  /// Whether the process told of its verified end.
  private var hasEnded = false

  /// Reads the process's answer; `packedBytes` is the size of the archive.
  package init(_ source: any ByteSource, packedBytes: Int64, budget: UnpackBudget) {
    frames = HelperFrames(source)
    self.packedBytes = packedBytes
    self.budget = budget
  }

  /// Checks that the header at the end, of which the one at the beginning speaks, ends the file.
  ///
  /// - Throws: `truncated`, `corrupt`, `ambiguous-structure`.
  package static func check(_ bytes: any ArchiveBytes) throws(Withholding) {
    guard bytes.count >= Int64(startBytes) else {
      throw Withholding(.truncated, "\(bytes.count) bytes hold no header")
    }
    var head: [UInt8] = []
    try bytes.read(at: 0, into: &head, count: startBytes)
    var sum = CRC32()
    sum.update(head.span.extracting(12..<startBytes))
    guard head.starts(with: magic), sum.value == head.little32(at: 8) else {
      throw Withholding(.corrupt, "the sum of the header differs")
    }
    let (offset, size) = (head.little64(at: 12), head.little64(at: 20))
    let room = UInt64(bytes.count - Int64(startBytes))
    guard offset <= room, size <= room - offset else {
      throw Withholding(.truncated, "the header at the end is missing")
    }
    guard offset + size == room else {
      throw Withholding(.ambiguousStructure, "\(room - offset - size) bytes follow the archive")
    }
  }

  /// As `MemberWalk.next`.
  ///
  /// - Throws: what speaks against the archive as a whole.
  package func next() throws(Withholding) -> ArchiveMember? {
    if hasEnded { return nil }
    try drain()
    switch try frames.next() {
    case .member(let found):
      if let member = try enter(found) { return member }
      return try next()
    case .end:
      hasEnded = true
      return nil
    case .data, .otherText: throw Withholding(.readerCrashed, "content without a member")
    }
  }

  /// Content of the current member.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    if frameLeft == 0 {
      guard contentLeft > 0 else { return 0 }
      guard case .data(let announced) = try frames.next(), Int64(announced) <= contentLeft else {
        throw Withholding(.readerCrashed, "content of another size")
      }
      frameLeft = announced
      contentLeft -= Int64(announced)
      unpackedBytes += Int64(announced)
      try budget.limits.checkRatio(unpacked: unpackedBytes, packed: packedBytes)
      try budget.spend(announced)
    }
    let got = try frames.read(into: &buffer, upTo: min(count, frameLeft))
    frameLeft -= got
    return got
  }

  /// Enters a member; nil for the root, which is none.
  private func enter(_ found: ArchiveMember) throws(Withholding) -> ArchiveMember? {
    let limits = budget.limits
    guard memberCount < limits.archiveMembersMax else {
      throw Withholding(.limitMembers, "more than \(limits.archiveMembersMax) members")
    }
    guard found.byteCount <= limits.memberBytesMax else {
      throw Withholding(.limitSize, "member of \(found.byteCount) bytes")
    }
    contentLeft = found.byteCount
    var member = found
    if member.takeSafeName(limits: limits) { return nil }
    let role: NameTable.Role
    switch member.kind {
    case .file, .hardLink: role = .file
    case .directory: role = .directory
    case .symbolicLink:
      role = .link
      member.withholding = Withholding(.unsafeLink, "symbolic link")
    case .special:
      role = .special
      member.withholding = Withholding(.specialFile, "device, FIFO or socket")
    }
    try names.enter(&member, as: role, index: memberCount)
    memberCount += 1
    return member
  }
}
