package import AuditLog
import Database
import Records
package import Vocabulary

/// A row of the log with the proof that it is there.
package struct RowProof: Sendable, Hashable {
  /// The row, canonical JSON.
  package let row: [UInt8]
  /// The proof, C2SP tlog-proof, with the checkpoint that it leads to.
  package let proof: [UInt8]
}

extension DeskReader {
  /// The row of a number and the proof that the newest checkpoint covers it; nil where it does not.
  package func proof(of seq: Int64) throws(Failure) -> RowProof? {
    guard let note = try checkpoint(), let size = try checkpointSize(), 0 <= seq, seq < size else {
      return nil
    }
    try catchUp(to: size)
    guard let path = tree.inclusionProof(index: seq, size: size) else { return nil }
    var row: [UInt8] = []
    try database.query("SELECT row FROM log WHERE seq=?", [.integer(seq)]) {
      (found) throws(Failure) in row = found.blob(0)
    }
    var text = "c2sp.org/tlog-proof@v1\nindex \(seq)\n"
    for hash in path { text += Base64.encode(hash.bytes) + "\n" }
    return RowProof(row: row, proof: Array((text + "\n").utf8) + note)
  }

  /// The proof that the log of one size is the beginning of the log of another; nil for sizes that
  /// it does not have.
  package func consistency(from old: Int64, to new: Int64) throws(Failure) -> ConsistencyProof? {
    let rows = try database.integer("SELECT max(seq)+1 FROM log") ?? 0
    guard 0 <= old, old <= new, new <= rows else { return nil }
    try catchUp(to: new)
    guard let hashes = tree.consistencyProof(from: old, to: new) else { return nil }
    return ConsistencyProof(oldSize: old, newSize: new, hashes: hashes)
  }

  /// Rows of the newest checkpoint.
  private func checkpointSize() throws(Failure) -> Int64? {
    try database.integer("SELECT max(size) FROM checkpoint")
  }

  /// Rows of the log that speak of a request, oldest first, with their numbers.
  package func rows(of request: String) throws(Failure) -> [AuditRow] {
    // The log has no index by request: rows of decisions are found by number, the rest by text.
    var rows: [AuditRow] = []
    try database.query(
      "SELECT seq, row FROM log WHERE instr(row, CAST(? AS BLOB))>0 ORDER BY seq LIMIT 500",
      [.text("\"requestId\":\"\(request)\"")]
    ) { (found) throws(Failure) in
      let bytes = found.blob(1)
      guard let row = try? AuditRow(bytes.span), row.event.requestID == request else { return }
      rows.append(row)
    }
    return rows
  }

  /// Hashes rows that were appended since.
  private func catchUp(to size: Int64) throws(Failure) {
    guard tree.count < size else { return }
    try database.query(
      "SELECT row FROM log WHERE seq>=? ORDER BY seq",
      [.integer(tree.count)]
    ) { (row) throws(Failure) in tree.append(row.blob(0)) }
  }
}
