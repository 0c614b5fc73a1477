import Vocabulary

/// The names of an archive as a tree, which finds two members with one name, a file that is also a
/// folder, and a path through a link.
///
/// Each component is stored once, so the cost is linear in the bytes of the names.
struct NameTable {
  /// What a name stands for.
  enum Role: UInt8 {
    /// A directory without a member of its own.
    case impliedDirectory
    /// A directory.
    case directory
    /// A file, or a further name of one.
    case file
    /// A symbolic link.
    case link
    /// A device, FIFO or socket.
    case special
  }

  /// One component below its parent.
  private struct Node {
    /// Index of the parent; -1 at the top.
    var parent: Int32
    /// Where its bytes begin in `bytes`.
    var start: UInt32
    /// How many they are.
    var count: UInt16
    /// What it stands for.
    var role: Role
    /// The member; -1 for implied directories.
    var member: Int32
  }

  /// Bytes that the table may take, so that names alone cannot exhaust the memory.
  static let tableBytesMax = 256 << 20
  /// Bytes that a component takes beside its name.
  private static let nodeBytes = 32

  private var nodes: [Node] = []
  /// The components' bytes.
  private var bytes: [UInt8] = []
  /// Open addressing: index of a node plus 1; 0 is empty.
  ///
  /// Its size is a power of two.
  private var slots = [UInt32](repeating: 0, count: 64)

  /// Enters a member's path.
  ///
  /// - Parameters:
  ///   - path: as `MemberName.check` returns it, not empty.
  ///   - role: what the path stands for.
  ///   - member: the member's index.
  /// - Throws: `name-collision`, `unsafe-link` where the path leads through a link,
  ///   `limit-members` where the names take too much memory.
  mutating func insert(_ path: [UInt8], as role: Role, member: Int) throws(Withholding) {
    var parent: Int32 = -1
    var start = 0
    while true {
      let end = path[start...].firstIndex(of: UInt8(ascii: "/")) ?? path.count
      let isLast = end == path.count
      let slot = find(path[start..<end], below: parent)
      if slots[slot] == 0 {
        parent = try add(
          path[start..<end],
          below: parent,
          at: slot,
          role: isLast ? role : .impliedDirectory,
          member: isLast ? member : -1
        )
      } else {
        parent = Int32(slots[slot]) - 1
        try meet(Int(parent), isLast: isLast, role: role, member: member)
      }
      if isLast { return }
      start = end + 1
    }
  }

  /// Enters a member under its path, or under a numbered one where an earlier member that is no
  /// folder has that already: tools differ in which of the two they show, so both are rebuilt.
  ///
  /// - Parameters:
  ///   - member: its path is safe.
  ///   - role: what the path stands for.
  ///   - index: the member's index; part of the new name.
  ///   - target: for a hard link the index of the member it leads to.
  /// - Throws: as `insert`.
  mutating func enter(
    _ member: inout ArchiveMember,
    as role: Role,
    index: Int,
    target: Int? = nil
  ) throws(Withholding) {
    if role != .directory, let node = node(at: member.path),
      [.file, .link, .special].contains(nodes[node].role)
    {
      // Which of them a hard link means depends on the tool.
      nodes[node].member = -1
      member.path = MemberName.numbered(member.path, index + 1)
      member.isRenamed = true
    }
    try insert(member.path, as: role, member: target ?? index)
  }

  /// The file with exactly this path; nil where there is none, or more than one.
  func file(at path: [UInt8]) -> Int? {
    guard let node = node(at: path), nodes[node].role == .file, nodes[node].member >= 0 else {
      return nil
    }
    return Int(nodes[node].member)
  }

  /// The index of the node with exactly this path; nil where there is none.
  private func node(at path: [UInt8]) -> Int? {
    var parent: Int32 = -1
    for component in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let slot = find(component, below: parent)
      guard slots[slot] != 0 else { return nil }
      parent = Int32(slots[slot]) - 1
    }
    return parent >= 0 ? Int(parent) : nil
  }

  /// A component that is already there: fine below directories, a collision otherwise.
  private mutating func meet(
    _ index: Int,
    isLast: Bool,
    role: Role,
    member: Int
  ) throws(Withholding) {
    switch nodes[index].role {
    case .impliedDirectory where isLast && role == .directory:
      nodes[index].role = .directory
      nodes[index].member = Int32(member)
    case .impliedDirectory where !isLast, .directory where !isLast: break
    case .directory where role == .directory: break
    case .link where !isLast:
      throw Withholding(.unsafeLink, "member \(member) lies behind a link")
    default: throw Withholding(.nameCollision, "member \(member) has the name of an earlier one")
    }
  }

  /// Adds a component at an empty slot.
  private mutating func add(
    _ component: ArraySlice<UInt8>,
    below parent: Int32,
    at slot: Int,
    role: Role,
    member: Int
  ) throws(Withholding) -> Int32 {
    guard (nodes.count + 1) * Self.nodeBytes + bytes.count + component.count <= Self.tableBytesMax
    else { throw Withholding(.limitMembers, "names need more than \(Self.tableBytesMax) bytes") }
    let index = nodes.count
    nodes.append(
      Node(
        parent: parent,
        start: UInt32(bytes.count),
        count: UInt16(clamping: component.count),
        role: role,
        member: Int32(member)
      )
    )
    bytes.append(contentsOf: component)
    slots[slot] = UInt32(index + 1)
    if nodes.count * 2 > slots.count { grow() }
    return Int32(index)
  }

  /// The slot of a component, or the empty one where it belongs.
  private func find(_ component: ArraySlice<UInt8>, below parent: Int32) -> Int {
    let mask = slots.count - 1
    var slot = Self.hash(component, below: parent) & mask
    while slots[slot] != 0 {
      let node = nodes[Int(slots[slot]) - 1]
      if node.parent == parent, Int(node.count) == component.count,
        bytes[Int(node.start)..<Int(node.start) + Int(node.count)] == component
      {
        return slot
      }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// Doubles the slots.
  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, node) in nodes.enumerated() {
      let component = bytes[Int(node.start)..<Int(node.start) + Int(node.count)]
      var slot = Self.hash(component, below: node.parent) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index + 1)
    }
  }

  /// A hash seeded by the process, so that nobody can choose names that collide.
  private static func hash(_ component: ArraySlice<UInt8>, below parent: Int32) -> Int {
    var hasher = Hasher()
    hasher.combine(parent)
    unsafe component.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}
