package import Vocabulary

/// The members of a tar, one after the other, every byte accounted for.
///
/// As a `ByteSource` it is the content of the current member. Where tools are known to disagree on
/// where a member begins or what it is called, the archive is refused instead of being guessed at.
package final class TarWalk: ByteSource {
  /// Bytes of an extended header's content at most.
  private static let extensionBytesMax: Int64 = 1 << 20
  /// Largest size that the octal field of a header can hold.
  private static let octalBytesMax: Int64 = 0o77_777_777_777

  private let source: BufferedSource
  private let limits: Limits
  /// The names of all members until now.
  private var names = NameTable()
  /// How many members were returned.
  private var memberCount = 0
  /// Content of the current member that was not read yet.
  private var contentLeft: Int64 = 0
  /// Zero bytes that must follow it.
  private var paddingBytes = 0
  /// Whether the end was verified.
  private var hasEnded = false
  /// Scratch for headers and padding.
  private var block: [UInt8] = []

  /// Walks `source`, from which nobody else may read.
  package init(_ source: any ByteSource, limits: Limits) {
    self.source = BufferedSource(source)
    self.limits = limits
  }

  /// Goes to the next member; what was not read of the current one is skipped.
  ///
  /// Members are counted from 0 in the order in which they are returned; the root (`./`) is not
  /// returned.
  /// - Returns: the member; nil after the last, when the end and all that follows was verified.
  package func next() throws(Withholding) -> ArchiveMember? {
    if hasEnded { return nil }
    try drain()
    var pending = TarExtension()
    while true {
      try readBlock()
      if TarHeader.isZero(block) {
        guard pending.isEmpty else {
          throw Withholding(.truncated, "an extended header has no member")
        }
        try verifyEnd()
        return nil
      }
      let header = try TarHeader(block)
      if try readExtension(header, into: &pending) { continue }
      if let member = try member(header, pending) { return member }
      pending = TarExtension()
    }
  }

  /// Content of the current member; 0 at its end, where the padding was verified.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    guard contentLeft > 0 else { return 0 }
    let got = try source.read(into: &buffer, upTo: Int(min(Int64(count), contentLeft)))
    guard got > 0 else { throw Withholding(.truncated, "\(contentLeft) bytes of a member miss") }
    contentLeft -= Int64(got)
    if contentLeft == 0 { try skipPadding() }
    return got
  }

  /// Reads the zero bytes behind content.
  private func skipPadding() throws(Withholding) {
    block.removeAll(keepingCapacity: true)
    guard try source.fill(&block, upTo: paddingBytes) == paddingBytes else {
      throw Withholding(.truncated, "padding of a member is cut off")
    }
    guard TarHeader.isZero(block) else {
      throw Withholding(.ambiguousStructure, "padding of a member is not zero")
    }
    paddingBytes = 0
  }

  /// Reads one block into `block`.
  private func readBlock() throws(Withholding) {
    block.removeAll(keepingCapacity: true)
    guard try source.fill(&block, upTo: TarHeader.blockBytes) == TarHeader.blockBytes else {
      throw Withholding(.truncated, "archive ends without its two zero blocks")
    }
  }

  /// After the first zero block: a second one, then zeros only.
  private func verifyEnd() throws(Withholding) {
    try readBlock()
    repeat {
      guard TarHeader.isZero(block) else {
        throw Withholding(.ambiguousStructure, "bytes follow the end of the archive")
      }
      block.removeAll(keepingCapacity: true)
    } while try source.read(into: &block, upTo: 64 << 10) > 0
    hasEnded = true
  }

  /// Announces content of `byteCount` bytes.
  private func expectContent(_ byteCount: Int64) {
    contentLeft = byteCount
    let unit = Int64(TarHeader.blockBytes)
    paddingBytes = Int((unit - byteCount % unit) % unit)
  }

  /// Reads an extended header; false where `header` is a member's.
  private func readExtension(
    _ header: TarHeader,
    into pending: inout TarExtension
  ) throws(Withholding) -> Bool {
    switch header.type {
    case UInt8(ascii: "x"):
      guard !pending.hasPax else { throw Withholding(.ambiguousStructure, "two pax headers") }
      try pending.readPax(extensionContent(header), isGlobal: false)
    case UInt8(ascii: "g"):
      guard pending.isEmpty else { throw Withholding(.ambiguousStructure, "header out of place") }
      try pending.readPax(extensionContent(header), isGlobal: true)
    case UInt8(ascii: "L"):
      guard pending.longName == nil else { throw Withholding(.ambiguousStructure, "two names") }
      pending.longName = try longText(header)
    case UInt8(ascii: "K"):
      guard pending.longLink == nil else { throw Withholding(.ambiguousStructure, "two links") }
      pending.longLink = try longText(header)
    default: return false
    }
    return true
  }

  /// The content of an extended header, whole.
  private func extensionContent(_ header: TarHeader) throws(Withholding) -> [UInt8] {
    guard header.byteCount <= Self.extensionBytesMax else {
      throw Withholding(.limitSize, "extended header of \(header.byteCount) bytes")
    }
    expectContent(header.byteCount)
    var content: [UInt8] = []
    while try read(into: &content, upTo: Int(header.byteCount)) > 0 {}
    return content
  }

  /// The text of a GNU header: everything before its NULs.
  private func longText(_ header: TarHeader) throws(Withholding) -> [UInt8] {
    let content = try extensionContent(header)
    let text = content.prefix { $0 != 0 }
    guard !text.isEmpty, content[text.endIndex...].allSatisfy({ $0 == 0 }) else {
      throw Withholding(.ambiguousStructure, "long name holds NUL bytes")
    }
    return Array(text)
  }

  /// The member of a header with what extended headers said; nil for the root directory.
  private func member(
    _ header: TarHeader,
    _ pending: TarExtension
  ) throws(Withholding) -> ArchiveMember? {
    guard pending.path == nil || pending.longName == nil,
      pending.linkPath == nil || pending.longLink == nil
    else { throw Withholding(.ambiguousStructure, "two extended headers name one member") }
    let name = pending.path ?? pending.longName ?? header.name
    var member = ArchiveMember(
      path: name,
      kind: try kind(header, name: name),
      byteCount: try byteCount(header, pending),
      isExecutable: header.mode & 0o100 != 0
    )
    member.holdsOtherText = header.holdsOtherText || pending.holdsOtherText
    guard member.kind == .file || member.byteCount == 0 else {
      throw Withholding(.ambiguousStructure, "a member without content has a size")
    }
    guard memberCount < limits.archiveMembersMax else {
      throw Withholding(.limitMembers, "more than \(limits.archiveMembersMax) members")
    }
    expectContent(member.byteCount)
    let linkName = pending.linkPath ?? pending.longLink ?? header.linkName
    if member.takeSafeName(limits: limits) { return nil }
    try enter(&member, isHardLink: header.type == UInt8(ascii: "1"), linkName: linkName)
    memberCount += 1
    return member
  }

  /// The member's size; where two headers state one, they must not contradict each other.
  private func byteCount(
    _ header: TarHeader,
    _ pending: TarExtension
  ) throws(Withholding) -> Int64 {
    let byteCount = pending.byteCount ?? header.byteCount
    guard byteCount == header.byteCount || byteCount > Self.octalBytesMax else {
      throw Withholding(.ambiguousStructure, "two headers state different sizes")
    }
    guard byteCount <= limits.memberBytesMax else {
      throw Withholding(.limitSize, "member of \(byteCount) bytes")
    }
    return byteCount
  }

  /// What a member is; hard links are `file` until their target is known.
  private func kind(
    _ header: TarHeader,
    name: [UInt8]
  ) throws(Withholding) -> ArchiveMember.Kind {
    let endsWithSlash = name.last == UInt8(ascii: "/")
    switch header.type {
    case 0 where endsWithSlash: return .directory
    case UInt8(ascii: "5"): return .directory
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"), UInt8(ascii: "1"):
      guard !endsWithSlash else {
        throw Withholding(.ambiguousStructure, "a file has the name of a folder")
      }
      return .file
    case UInt8(ascii: "2"): return .symbolicLink
    case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): return .special
    default: throw Withholding(.unsupportedFormat, "member of type \(header.type)")
    }
  }

  /// Enters the member's name, resolves a hard link, and says what speaks against links.
  private func enter(
    _ member: inout ArchiveMember,
    isHardLink: Bool,
    linkName: [UInt8]
  ) throws(Withholding) {
    if isHardLink {
      guard member.byteCount == 0 else {
        throw Withholding(.ambiguousStructure, "a hard link has content of its own")
      }
      if let path = try? MemberName.check(linkName, limits: limits),
        let target = names.file(at: path)
      {
        member.kind = .hardLink(target: target)
      } else {
        member.kind = .symbolicLink
        member.withholding =
          member.withholding ?? Withholding(.unsafeLink, "hard link to no earlier member")
      }
    }
    let role: NameTable.Role
    var target: Int?
    switch member.kind {
    case .file: role = .file
    case .hardLink(let earlier):
      role = .file
      target = earlier
    case .directory: role = .directory
    case .symbolicLink:
      role = .link
      member.withholding = member.withholding ?? Withholding(.unsafeLink, "symbolic link")
    case .special:
      role = .special
      member.withholding =
        member.withholding ?? Withholding(.specialFile, "device, FIFO or socket")
    }
    try names.enter(&member, as: role, index: memberCount, target: target)
  }
}
