import Crypto
package import Vocabulary

/// Merkle tree hashes as certificate transparency defines them.
///
/// Source: RFC 6962 §2.1.
package enum Merkle {
  /// The root of a tree without leaves: SHA-256 of nothing.
  package static let emptyRoot = Digest256(hashing: [])

  /// The hash of a leaf: SHA-256(0x00 || bytes).
  package static func leaf(_ bytes: [UInt8]) -> Digest256 { leaf(bytes.span) }

  /// The hash of a leaf: SHA-256(0x00 || bytes).
  package static func leaf(_ bytes: Span<UInt8>) -> Digest256 {
    var hash = SHA256()
    unsafe leafPrefix.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
    unsafe bytes.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
    return Digest256(finalizing: hash)
  }

  /// The hash of an inner node: SHA-256(0x01 || left || right).
  package static func node(_ left: Digest256, _ right: Digest256) -> Digest256 {
    var hash = SHA256()
    unsafe nodePrefix.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
    unsafe left.bytes.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
    unsafe right.bytes.withUnsafeBytes { buffer in unsafe hash.update(bufferPointer: buffer) }
    return Digest256(finalizing: hash)
  }

  /// Whether a leaf stands at `index` in the tree of `size` leaves with `root`.
  ///
  /// Source: RFC 9162 §2.1.3.2.
  /// - Parameters:
  ///   - leaf: the leaf's hash.
  ///   - index: from 0.
  ///   - size: leaves of the tree.
  ///   - proof: the siblings from the leaf's level up.
  ///   - root: the tree's root.
  /// - Returns: whether the proof leads to the root and is used up.
  package static func verifyInclusion(
    leaf: Digest256,
    index: Int64,
    size: Int64,
    proof: [Digest256],
    root: Digest256
  ) -> Bool {
    guard index >= 0, index < size else { return false }
    var node = index
    var last = size - 1
    var hash = leaf
    for sibling in proof {
      guard last != 0 else { return false }
      if node & 1 == 1 || node == last {
        hash = Merkle.node(sibling, hash)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        hash = Merkle.node(hash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && hash == root
  }

  /// Whether the tree of `oldSize` leaves is the beginning of the tree of `newSize` leaves.
  ///
  /// Source: RFC 9162 §2.1.4.2. The empty tree is the beginning of every tree.
  package static func verifyConsistency(
    oldSize: Int64,
    newSize: Int64,
    oldRoot: Digest256,
    newRoot: Digest256,
    proof: [Digest256]
  ) -> Bool {
    guard oldSize >= 0, oldSize <= newSize else { return false }
    if oldSize == newSize { return proof.isEmpty && oldRoot == newRoot }
    if oldSize == 0 { return proof.isEmpty && oldRoot == emptyRoot }
    var path = proof
    if oldSize & (oldSize - 1) == 0 { path.insert(oldRoot, at: 0) }
    guard let first = path.first else { return false }
    var node = oldSize - 1
    var last = newSize - 1
    while node & 1 == 1 {
      node >>= 1
      last >>= 1
    }
    var oldHash = first
    var newHash = first
    for sibling in path.dropFirst() {
      guard last != 0 else { return false }
      if node & 1 == 1 || node == last {
        oldHash = Merkle.node(sibling, oldHash)
        newHash = Merkle.node(sibling, newHash)
        while node & 1 == 0, node != 0 {
          node >>= 1
          last >>= 1
        }
      } else {
        newHash = Merkle.node(newHash, sibling)
      }
      node >>= 1
      last >>= 1
    }
    return last == 0 && oldHash == oldRoot && newHash == newRoot
  }

  /// What a leaf's bytes are hashed behind.
  private static let leafPrefix: [UInt8] = [0x00]
  /// What two nodes are hashed behind.
  private static let nodePrefix: [UInt8] = [0x01]
}

/// Computes a tree's root while leaves stream by; holds one hash a level, O(log n).
package struct MerkleAccumulator: Sendable {
  /// Leaves so far.
  package private(set) var count: Int64 = 0
  /// Roots of the complete subtrees, the largest first: one for each bit that is set in `count`.
  private var peaks: [Digest256] = []

  /// A tree without leaves.
  package init() {}

  /// Appends a leaf by its bytes.
  package mutating func append(_ bytes: [UInt8]) {
    append(leafHash: Merkle.leaf(bytes))
  }

  /// Appends a leaf by its bytes.
  package mutating func append(_ bytes: Span<UInt8>) {
    append(leafHash: Merkle.leaf(bytes))
  }

  /// Appends a leaf by its hash.
  package mutating func append(leafHash: Digest256) {
    var hash = leafHash
    var size = count
    while size & 1 == 1, let left = peaks.popLast() {
      hash = Merkle.node(left, hash)
      size >>= 1
    }
    peaks.append(hash)
    count += 1
  }

  /// The root of the tree so far.
  package var root: Digest256 {
    guard var hash = peaks.last else { return Merkle.emptyRoot }
    for left in peaks.dropLast().reversed() { hash = Merkle.node(left, hash) }
    return hash
  }
}

/// A whole tree in memory, 64 bytes a leaf, from which proofs are made.
package struct MerkleTree: Sendable {
  /// `levels[k]` holds the roots of the complete subtrees of 2^k leaves, 32 bytes each.
  private var levels: [[UInt8]] = [[]]

  /// A tree without leaves.
  package init() {}

  /// A tree of leaves given by their bytes.
  package init(leaves: some Sequence<[UInt8]>) {
    for leaf in leaves { append(leaf) }
  }

  /// Leaves of the tree.
  package var count: Int64 { Int64(levels[0].count / Self.digestBytes) }

  /// Appends a leaf by its bytes.
  package mutating func append(_ bytes: [UInt8]) {
    append(leafHash: Merkle.leaf(bytes))
  }

  /// Appends a leaf by its hash.
  package mutating func append(leafHash: Digest256) {
    levels[0].append(contentsOf: leafHash.bytes)
    var level = 0
    var nodes = count
    while nodes & 1 == 0 {
      let hash = Merkle.node(hash(level: level, nodes - 2), hash(level: level, nodes - 1))
      level += 1
      if level == levels.count { levels.append([]) }
      levels[level].append(contentsOf: hash.bytes)
      nodes >>= 1
    }
  }

  /// The root of the first `size` leaves; nil where the tree has fewer.
  package func root(size: Int64) -> Digest256? {
    guard 0...count ~= size else { return nil }
    return size == 0 ? Merkle.emptyRoot : subtree(0, size)
  }

  /// The root of all leaves.
  package var root: Digest256 { root(size: count) ?? Merkle.emptyRoot }

  /// The hash of a leaf; nil where there is none at `index`.
  package func leafHash(at index: Int64) -> Digest256? {
    guard index >= 0, index < count else { return nil }
    return hash(level: 0, index)
  }

  /// The siblings that prove a leaf, from its level up.
  ///
  /// Source: RFC 6962 §2.1.1.
  /// - Returns: nil where `index` is not within the first `size` leaves or the tree has fewer.
  package func inclusionProof(index: Int64, size: Int64) -> [Digest256]? {
    guard size <= count, index >= 0, index < size else { return nil }
    var path: [Digest256] = []
    var low: Int64 = 0
    var high = size
    while high - low > 1 {
      let middle = low + Self.split(high - low)
      if index < middle {
        path.append(subtree(middle, high))
        high = middle
      } else {
        path.append(subtree(low, middle))
        low = middle
      }
    }
    return path.reversed()
  }

  /// The nodes that prove that the first `oldSize` leaves begin the first `newSize`.
  ///
  /// Source: RFC 6962 §2.1.2.
  /// - Returns: nil unless 0 ≤ oldSize ≤ newSize ≤ count; empty for equal sizes and for the empty
  ///   tree.
  package func consistencyProof(from oldSize: Int64, to newSize: Int64) -> [Digest256]? {
    guard oldSize >= 0, oldSize <= newSize, newSize <= count else { return nil }
    guard oldSize > 0, oldSize < newSize else { return [] }
    var path: [Digest256] = []
    var low: Int64 = 0
    var high = newSize
    while high != oldSize {
      let middle = low + Self.split(high - low)
      if oldSize <= middle {
        path.append(subtree(middle, high))
        high = middle
      } else {
        path.append(subtree(low, middle))
        low = middle
      }
    }
    if low > 0 { path.append(subtree(low, high)) }
    return path.reversed()
  }

  /// Bytes of a hash.
  private static let digestBytes = 32

  /// The largest power of two below `count`, which is at least 2.
  private static func split(_ count: Int64) -> Int64 {
    var power: Int64 = 1
    while power * 2 < count { power *= 2 }
    return power
  }

  /// The hash of a complete subtree.
  private func hash(level: Int, _ index: Int64) -> Digest256 {
    let start = Int(index) * Self.digestBytes
    let bytes = Array(levels[level][start..<start + Self.digestBytes])
    guard let digest = Digest256(bytes: bytes) else {
      preconditionFailure("a level holds whole digests")
    }
    return digest
  }

  /// The root of the leaves `low..<high`, of which there is at least one; `low` is a multiple of
  /// the next power of two.
  private func subtree(_ low: Int64, _ high: Int64) -> Digest256 {
    let size = high - low
    if size & (size - 1) == 0 {
      let level = size.trailingZeroBitCount
      return hash(level: level, low >> Int64(level))
    }
    let middle = low + Self.split(size)
    return Merkle.node(subtree(low, middle), subtree(middle, high))
  }
}
