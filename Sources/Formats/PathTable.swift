import Vocabulary

/// The paths of a document as numbers: each key or element below each path is known once.
struct PathTable {
  /// The path of the document itself.
  static let root: Int32 = 0
  /// Bytes of a key, and of a path, that are kept; longer ones share their beginning.
  private static let bytesMax = 512
  /// Paths that are known at once; documents whose keys are data begin anew.
  private static let nodesMax = 1 << 15

  /// A key below a path.
  private struct Node {
    var parent: Int32
    var salt: UInt64 = 0
    var hash: UInt64
    /// Its bytes in `keys`.
    var key: Range<Int>
    /// Numbers of the fields of its strings, its numbers and its keys; -1 where not met.
    var fields: (text: Int32, number: Int32, key: Int32) = (-1, -1, -1)
  }

  private var nodes: [Node] = []
  private var keys: [UInt8] = []
  /// Open addressing from hashes to nodes; -1 where free.
  private var slots = [Int32](repeating: -1, count: 1 << 10)

  /// Only the document itself.
  init() {
    nodes.append(Node(parent: -1, hash: 0, key: 0..<0))
  }

  /// Whether it is time to begin anew.
  var isFull: Bool { nodes.count >= Self.nodesMax }

  /// The path of a key below `parent`.
  ///
  /// `salt`: tells apart what may have one name: elements and attributes.
  mutating func child(
    of parent: Int32,
    _ source: [UInt8],
    _ whole: Range<Int>,
    salt: UInt64 = 0
  ) -> Int32 {
    let key = whole.lowerBound..<min(whole.upperBound, whole.lowerBound + Self.bytesMax)
    var bytes = ByteHash(salt: (UInt64(parent) << 2 | salt) &* 0x9E37_79B9)
    for position in key { bytes.add(source[position]) }
    let hash = bytes.value ^ bytes.value >> 29
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let found = slots[slot]
      if found < 0 { break }
      let node = nodes[Int(found)]
      if node.hash == hash, node.parent == parent, node.salt == salt,
        isSame(node.key, source, key)
      {
        return found
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    let number = Int32(nodes.count)
    let start = keys.count
    keys.append(contentsOf: source[key])
    nodes.append(Node(parent: parent, salt: salt, hash: hash, key: start..<keys.count))
    slots[slot] = number
    if nodes.count * 2 > slots.count { grow() }
    return number
  }

  /// Whether a known key has these bytes.
  private func isSame(_ known: Range<Int>, _ source: [UInt8], _ key: Range<Int>) -> Bool {
    guard known.count == key.count else { return false }
    for offset in 0..<known.count
    where keys[known.lowerBound + offset] != source[key.lowerBound + offset] {
      return false
    }
    return true
  }

  /// Doubles the slots.
  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for index in nodes.indices.dropFirst() {
      var slot = Int(truncatingIfNeeded: nodes[index].hash) & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(index)
    }
  }

  /// What stands at a path.
  enum Kind {
    case text
    case number
    case key
  }

  /// The number of a path's field; -1 where it is not known yet.
  @inline(__always)
  func field(of node: Int32, _ kind: Kind) -> Int32 {
    switch kind {
    case .text: nodes[Int(node)].fields.text
    case .number: nodes[Int(node)].fields.number
    case .key: nodes[Int(node)].fields.key
    }
  }

  /// Remembers the number of a path's field.
  mutating func setField(_ number: Int32, of node: Int32, _ kind: Kind) {
    switch kind {
    case .text: nodes[Int(node)].fields.text = number
    case .number: nodes[Int(node)].fields.number = number
    case .key: nodes[Int(node)].fields.key = number
    }
  }

  /// Whether the last element of a path is these bytes.
  func isLast(_ node: Int32, _ source: [UInt8], _ name: Range<Int>) -> Bool {
    isSame(nodes[Int(node)].key, source, name)
  }

  /// The last element of a path.
  func lastKey(of node: Int32) -> ArraySlice<UInt8> { keys[nodes[Int(node)].key] }

  /// The path above a path.
  func parent(of node: Int32) -> Int32 { max(Self.root, nodes[Int(node)].parent) }

  /// The path's elements from the document on.
  func elements(of node: Int32) -> [String] {
    var parts: [String] = []
    var node = node
    while node > 0 {
      parts.append(String(decoding: keys[nodes[Int(node)].key], as: UTF8.self))
      node = nodes[Int(node)].parent
    }
    return parts.reversed()
  }

  /// The path's elements, joined by dots.
  func name(of node: Int32) -> String {
    var parts: [Range<Int>] = []
    var node = node
    while node > 0 {
      parts.append(nodes[Int(node)].key)
      node = nodes[Int(node)].parent
    }
    var name: [UInt8] = []
    for part in parts.reversed() where name.count + part.count <= Self.bytesMax {
      if !name.isEmpty { name.append(0x2E) }
      name.append(contentsOf: keys[part])
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// Begins anew with the paths from the document to each of `open`, which lie below one another,
  /// and puts their new numbers in their place.
  mutating func restart(keeping open: inout [Int32]) {
    let old = self
    self = PathTable()
    var moved: [Int32: Int32] = [-1: -1, Self.root: Self.root]
    for index in open.indices {
      var chain: [Int32] = []
      var node = open[index]
      while moved[node] == nil {
        chain.append(node)
        node = old.nodes[Int(node)].parent
      }
      for node in chain.reversed() {
        let parent = moved[old.nodes[Int(node)].parent] ?? Self.root
        moved[node] = child(of: parent, old.keys, old.nodes[Int(node)].key)
      }
      open[index] = moved[open[index]] ?? Self.root
    }
  }
}
