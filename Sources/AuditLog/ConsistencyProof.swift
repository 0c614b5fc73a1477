import Database
package import Records
package import Vocabulary

/// That the log of one size is the beginning of the log of another, as a small text.
///
/// `phigate-consistency/v1`, both sizes, and the hashes of RFC 9162 §2.1.4.1 in base 64, a line each.
package struct ConsistencyProof: Sendable, Hashable {
  /// Rows of the older log.
  package var oldSize: Int64
  /// Rows of the newer log.
  package var newSize: Int64
  /// The hashes.
  package var hashes: [Digest256]

  /// The first line.
  private static let head = "phigate-consistency/v1"
  /// Hashes of a proof at most: two a level of the tree.
  private static let hashesMax = 128

  /// Creates a proof.
  package init(oldSize: Int64, newSize: Int64, hashes: [Digest256]) {
    self.oldSize = oldSize
    self.newSize = newSize
    self.hashes = hashes
  }

  /// The proof as a text.
  package var text: String {
    ([Self.head, "\(oldSize)", "\(newSize)"] + hashes.map { Base64.encode($0.bytes) })
      .map { $0 + "\n" }.joined()
  }

  /// Reads a text.
  /// - Throws: `badCheckpoint` for any other form.
  package init(_ text: String) throws(RecordFault) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard 4...(Self.hashesMax + 4) ~= lines.count, lines[0] == Self.head, lines.last == "",
      let old = Int64(lines[1]), let new = Int64(lines[2]), "\(old)" == lines[1],
      "\(new)" == lines[2], 0 <= old, old <= new
    else { throw RecordFault(.badCheckpoint) }
    oldSize = old
    newSize = new
    hashes = []
    for line in lines[3..<lines.count - 1] {
      guard let bytes = Base64.decodeStrictly(line), let hash = Digest256(bytes: bytes) else {
        throw RecordFault(.badCheckpoint)
      }
      hashes.append(hash)
    }
  }

  /// Whether the newer checkpoint follows the older one.
  package func holds(from old: Checkpoint, to new: Checkpoint) -> Bool {
    old.origin.hasSameBytes(as: new.origin) && old.size == oldSize && new.size == newSize
      && Merkle.verifyConsistency(
        oldSize: oldSize,
        newSize: newSize,
        oldRoot: old.root,
        newRoot: new.root,
        proof: hashes
      )
  }
}

extension AuditLog {
  /// The proof that the log of one size is the beginning of the log of another.
  /// - Throws: exit 2 for sizes that the log does not have.
  package func consistencyProof(
    from oldSize: Int64,
    to newSize: Int64
  ) throws(Failure) -> ConsistencyProof {
    var whole = MerkleTree()
    try database.query("SELECT row FROM log ORDER BY seq") { (statement) throws(Failure) in
      whole.append(statement.blob(0))
    }
    guard 0 <= oldSize, oldSize <= newSize, newSize <= tree.count,
      let hashes = whole.consistencyProof(from: oldSize, to: newSize)
    else {
      throw Failure(.usage, "the log has \(tree.count) rows, no proof was made")
    }
    return ConsistencyProof(oldSize: oldSize, newSize: newSize, hashes: hashes)
  }
}
