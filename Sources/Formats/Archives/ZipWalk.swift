package import Vocabulary

/// The members of a zip whose every byte is accounted for.
///
/// Local headers, data and descriptors tile the file up to the central directory, which the end
/// records follow; nothing lies before, between or after. Source: PKWARE APPNOTE 6.3.10.
package struct ZipWalk: Sendable {
  private let bytes: any ArchiveBytes
  private let limits: Limits
  /// Whether the archive has a comment, which is not rebuilt.
  package let hasComment: Bool
  /// The members in the order of their data.
  private var records: [ZipRecord] = []
  /// All names, back to back.
  private var names: [UInt8] = []
  /// Paths of members whose own name an earlier one has, by index.
  private var numbered: [Int: [UInt8]] = [:]

  /// Walks the structure: end record, central directory, every local header.
  ///
  /// - Throws: what speaks against the archive as a whole: `ambiguous-structure`, `truncated`,
  ///   `corrupt`, `unsupported-format`, `name-collision`, `unsafe-link`, `limit-members`.
  ///   What speaks against one member is its `withholding`.
  package init(_ bytes: any ArchiveBytes, limits: Limits) throws(Withholding) {
    self.bytes = bytes
    self.limits = limits
    guard bytes.count >= Int64(ZipEnd.recordBytes) else {
      throw Withholding(.truncated, "\(bytes.count) bytes hold no end record")
    }
    var window = ByteWindow(bytes)
    let end = try ZipEnd(&window, byteCount: bytes.count)
    hasComment = end.hasComment
    try readDirectory(end, &window)
    try tile(until: end.directoryOffset, &window)
    try checkNames()
  }

  /// How many members there are.
  package var count: Int { records.count }

  /// A member, in the order of their data.
  package func member(_ index: Int) -> ArchiveMember {
    let record = records[index]
    let isFolder = names[record.name].last == UInt8(ascii: "/")
    var member = ArchiveMember(
      path: decodedName(record),
      kind: kind(record, isFolder: isFolder),
      byteCount: isFolder ? 0 : record.byteCount,
      isExecutable: record.mode & 0o100 != 0,
      isDeflated: record.method == 8
    )
    member.holdsOtherText = record.holdsOtherText
    member.takeSafeName(limits: limits)
    if let path = numbered[index] {
      member.path = path
      member.isRenamed = true
    }
    do throws(Withholding) {
      try check(record, member.kind)
    } catch {
      member.withholding = error
    }
    return member
  }

  /// The content of a member of kind `file` without a `withholding`, verified at its end: sizes,
  /// CRC-32, ratio, no byte left over.
  package func open(_ index: Int, budget: UnpackBudget) throws(Withholding) -> any ByteSource {
    let record = records[index]
    if let withholding = member(index).withholding { throw withholding }
    let data = SequentialBytes(
      ArchiveSlice(bytes, from: record.dataOffset, count: record.packedBytes)
    )
    return try ZipMemberSource(data, record: record, budget: budget)
  }

  /// Reads the central directory, which its records must tile.
  private mutating func readDirectory(
    _ end: ZipEnd,
    _ window: inout ByteWindow
  ) throws(Withholding) {
    guard end.entryCount <= limits.archiveMembersMax else {
      throw Withholding(.limitMembers, "\(end.entryCount) members")
    }
    var offset = end.directoryOffset
    while offset < end.directoryEnd {
      guard records.count < limits.archiveMembersMax else {
        throw Withholding(.limitMembers, "more than \(limits.archiveMembersMax) members")
      }
      guard names.count <= NameTable.tableBytesMax else {
        throw Withholding(.limitMembers, "names of more than \(NameTable.tableBytesMax) bytes")
      }
      let (record, next) = try ZipRecord.read(
        &window,
        at: offset,
        end: end.directoryEnd,
        names: &names
      )
      records.append(record)
      offset = next
    }
    guard Int64(records.count) == end.entryCount else {
      throw Withholding(
        .ambiguousStructure,
        "\(records.count) members, but the end record says \(end.entryCount)"
      )
    }
  }

  /// Checks that local headers, data and descriptors tile the bytes before the central directory.
  private mutating func tile(
    until directoryOffset: Int64,
    _ window: inout ByteWindow
  ) throws(Withholding) {
    records.sort { $0.localOffset < $1.localOffset }
    var position: Int64 = 0
    for index in records.indices {
      guard records[index].localOffset == position else {
        throw Withholding(
          .ambiguousStructure,
          "member \(index) begins at \(records[index].localOffset) instead of \(position)"
        )
      }
      let isLast = index + 1 == records.count
      let next = isLast ? directoryOffset : records[index + 1].localOffset
      let dataOffset = try ZipLocalHeader.check(records[index], names: names, &window)
      records[index].dataOffset = dataOffset
      guard dataOffset <= next, records[index].packedBytes <= next - dataOffset else {
        throw Withholding(.ambiguousStructure, "member \(index) overlaps what follows")
      }
      let dataEnd = dataOffset + records[index].packedBytes
      if records[index].flags & ZipFlag.descriptor != 0 {
        try ZipLocalHeader.checkDescriptor(records[index], dataEnd..<next, &window)
      } else if dataEnd != next {
        throw Withholding(.ambiguousStructure, "\(next - dataEnd) bytes follow member \(index)")
      }
      try checkFolder(records[index], &window)
      position = next
    }
    guard position == directoryOffset else {
      throw Withholding(.ambiguousStructure, "\(directoryOffset) bytes belong to no member")
    }
  }

  /// Checks that a folder has no content.
  private func checkFolder(_ record: ZipRecord, _ window: inout ByteWindow) throws(Withholding) {
    guard names[record.name].last == UInt8(ascii: "/") else { return }
    var isEmpty = record.byteCount == 0 && record.packedBytes == 0
    if record.byteCount == 0, record.packedBytes == 2, record.method == 8 {
      // What deflate makes of nothing.
      let at = try window.index(of: record.dataOffset, count: 2)
      isEmpty = window.bytes[at] == 3 && window.bytes[at + 1] == 0
    }
    guard isEmpty else { throw Withholding(.ambiguousStructure, "a folder has content") }
  }

  /// Finds names that collide.
  private mutating func checkNames() throws(Withholding) {
    var table = NameTable()
    for index in records.indices {
      var member = member(index)
      let path = member.path
      let role: NameTable.Role =
        switch member.kind {
        case .file, .hardLink: .file
        case .directory: .directory
        case .symbolicLink: .link
        case .special: .special
        }
      try table.enter(&member, as: role, index: index)
      if member.path != path { numbered[index] = member.path }
    }
  }

  /// The name in UTF-8, unchecked.
  private func decodedName(_ record: ZipRecord) -> [UInt8] {
    if !record.unicodeName.isEmpty { return Array(names[record.unicodeName]) }
    return MemberName.decodeZip(
      Array(names[record.name]),
      isUTF8: record.flags & ZipFlag.utf8 != 0
    )
  }

  /// What a member is: its name says whether it is a folder, its mode whether it is no file.
  ///
  /// Info-ZIP marks what it read from a pipe as a FIFO; no tool makes one of it, and it has content.
  private func kind(_ record: ZipRecord, isFolder: Bool) -> ArchiveMember.Kind {
    switch record.mode & 0o170000 {
    case 0o120000: .symbolicLink
    case 0, 0o100000, 0o040000, 0o010000: isFolder ? .directory : .file
    default: .special
    }
  }

  /// What speaks against a member beside its name.
  private func check(_ record: ZipRecord, _ kind: ArchiveMember.Kind) throws(Withholding) {
    if record.isEncrypted { throw Withholding(.encrypted) }
    switch kind {
    case .symbolicLink: throw Withholding(.unsafeLink, "member is a symbolic link")
    case .special: throw Withholding(.specialFile, "member is a device, FIFO or socket")
    case .file, .directory, .hardLink: break
    }
    let isFolderByMode = record.mode & 0o170000 == 0o040000
    guard !isFolderByMode || kind == .directory else {
      throw Withholding(.ambiguousStructure, "member is a folder by its mode, not by its name")
    }
    guard record.flags & ZipFlag.unknown == 0 else {
      throw Withholding(.unsupportedFormat, "flags \(record.flags) are not known")
    }
    guard record.method == 0 || record.method == 8 else {
      throw Withholding(.unsupportedFormat, "compression method \(record.method)")
    }
    guard record.method != 0 || record.packedBytes == record.byteCount else {
      throw Withholding(.corrupt, "a stored member has two sizes")
    }
    guard record.byteCount <= limits.memberBytesMax else {
      throw Withholding(.limitSize, "member of \(record.byteCount) bytes")
    }
  }
}
