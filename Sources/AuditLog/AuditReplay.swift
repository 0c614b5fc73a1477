import Database
package import Records
import Vocabulary

// What reading, comparing and checkpointing need.
extension AuditLog {
  /// Parses a row and holds its number against its place.
  static func row(_ bytes: [UInt8], seq: Int64, path: String) throws(Failure) -> AuditRow {
    do throws(RecordFault) {
      let row = try AuditRow(bytes.span)
      guard row.seq == seq else { throw RecordFault(.wrongValue, field: "seq") }
      return row
    } catch {
      throw Self.integrity(.rowMalformed, "row \(seq) of the audit log: \(error)", path)
    }
  }

  /// An integrity error of the log.
  static func integrity(_ reason: AuditReason, _ message: String, _ path: String) -> Failure {
    Failure(
      .integrity,
      message,
      path: path,
      next: "keep the files as they are and compare with the second place and the last export",
      reasons: [reason.rawValue]
    )
  }

  /// Hashes the rows that other processes appended since this one looked.
  func catchUp() throws(Failure) {
    try hashRows { (_: Int64, _: Digest256) throws(Failure) in }
  }

  /// Hashes all rows from where the tree stands.
  /// - Parameters:
  ///   - wantsRoot: whether the root of a size is asked for.
  ///   - body: given each size and root that was asked for.
  /// - Throws: `log_gap` or `log_truncated` as exit 5.
  private func hashRows(
    wantsRoot: (Int64) -> Bool = { _ in false },
    _ body: (Int64, Digest256) throws(Failure) -> Void
  ) throws(Failure) {
    let path = settings.path
    let first = tree.count
    var newest: [UInt8] = []
    let lastSeq = try database.integer("SELECT max(seq) FROM log") ?? -1
    try database.query(
      "SELECT seq, row FROM log WHERE seq>=? ORDER BY seq",
      [.integer(first)]
    ) { (statement) throws(Failure) in
      let seq = statement.integer(0)
      guard seq == tree.count else {
        throw Self.integrity(.gap, "row \(tree.count) of the audit log is missing", path)
      }
      try statement.withBlob(1) { (bytes) throws(Failure) in tree.append(bytes) }
      if seq == lastSeq { newest = statement.blob(1) }
      if wantsRoot(tree.count) { try body(tree.count, tree.root) }
    }
    guard lastSeq + 1 == tree.count else {
      throw Self.integrity(
        .truncated,
        "the audit log lost rows: \(lastSeq + 1) of \(tree.count) are left",
        path
      )
    }
    if !newest.isEmpty { newestTime = try Self.row(newest, seq: lastSeq, path: path).time }
  }

  /// Replays every row's hash and compares with checkpoints.
  ///
  /// To be called in a transaction.
  /// - Parameter newestOnly: compares with the newest checkpoint of each place only, whose root
  ///   covers all rows before it; `verify` compares with all.
  /// - Returns: the checkpoints that were compared.
  /// - Throws: exit 5 with an `AuditReason`.
  @discardableResult
  func replayAndCompare(newestOnly: Bool) throws(Failure) -> [KnownCheckpoint] {
    let known = try knownCheckpoints(newestOnly: newestOnly)
    let bySize = Dictionary(grouping: known, by: \.size)
    try hashRows { size in
      bySize[size] != nil
    } _: { (size, root) throws(Failure) in
      for checkpoint in bySize[size] ?? [] where checkpoint.root != root {
        throw mismatch(checkpoint, root)
      }
    }
    guard tree.count > 0 else {
      throw Self.integrity(.truncated, "the audit log has no rows", settings.path)
    }
    for checkpoint in known where checkpoint.size > tree.count {
      throw shortage(checkpoint)
    }
    return known
  }

  /// The error of rows that hash to something else than a checkpoint states.
  func mismatch(_ checkpoint: KnownCheckpoint, _ root: Digest256) -> Failure {
    let reason: AuditReason = checkpoint.isElsewhere ? .forked : .rootMismatch
    let place = checkpoint.isElsewhere ? "in the second place" : "in the log"
    return Self.integrity(
      reason,
      "the first \(checkpoint.size) rows of the audit log are not those of the checkpoint \(place)",
      settings.path
    )
  }

  /// The error of a log that is shorter than a checkpoint states.
  func shortage(_ checkpoint: KnownCheckpoint) -> Failure {
    let reason: AuditReason = checkpoint.isElsewhere ? .rolledBack : .truncated
    let place = checkpoint.isElsewhere ? "in the second place" : "in the log"
    return Self.integrity(
      reason,
      "the audit log has \(tree.count) rows, a checkpoint \(place) says \(checkpoint.size)",
      settings.path
    )
  }

  /// Checkpoints, here and elsewhere, each with its signature verified.
  ///
  /// The second place is listed first: what another process adds to both meanwhile is then in the
  /// database, too, and is not taken for a rollback.
  private func knownCheckpoints(newestOnly: Bool) throws(Failure) -> [KnownCheckpoint] {
    var known: [KnownCheckpoint] = []
    if let place {
      for size in try place.sizes().suffix(newestOnly ? 1 : .max) {
        let root = try root(of: try place.read(size: size), size: size, place.path(size: size))
        known.append(KnownCheckpoint(size: size, root: root, isElsewhere: true))
      }
      known += try cosignedCheckpoints(place, newestOnly: newestOnly)
    }
    let limit: Int64 = newestOnly ? 1 : -1
    try database.query(
      "SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT ?",
      [.integer(limit)]
    ) { (statement) throws(Failure) in
      let size = statement.integer(0)
      let root = try root(of: statement.blob(1), size: size, settings.path)
      known.append(KnownCheckpoint(size: size, root: root, isElsewhere: false))
    }
    return known
  }

  /// Checkpoints of the second place that a witness of the policy cosigned, and those that claim to be.
  ///
  /// The newest that holds is remembered. Without a witness in the policy none is looked at.
  private func cosignedCheckpoints(
    _ place: SecondPlace,
    newestOnly: Bool
  ) throws(Failure) -> [KnownCheckpoint] {
    guard !witnesses.isEmpty else { return [] }
    var known: [KnownCheckpoint] = []
    cosigned = nil
    for size in try place.sizes(cosigned: true).reversed() {
      let path = place.path(size: size, cosigned: true)
      let bytes = try place.read(size: size, cosigned: true)
      let root = try root(of: bytes, size: size, path)
      known.append(KnownCheckpoint(size: size, root: root, isElsewhere: true))
      let times = (try? SignedNote.parse(bytes))?.cosignatures(by: witnesses).map(\.time) ?? []
      if cosigned == nil, let time = times.max() {
        cosigned = CosignedCheckpoint(size: size, time: time)
      }
      if newestOnly, cosigned != nil { break }
    }
    return known
  }

  /// The root that a note states, once its signature, its log and its size have been verified.
  private func root(
    of bytes: [UInt8],
    size: Int64,
    _ path: String
  ) throws(Failure) -> Digest256 {
    let fault: RecordFault
    do throws(RecordFault) {
      let note = try SignedNote.parse(bytes)
      for known in settings.keys where note.isSigned(name: settings.origin, by: known.key) {
        let checkpoint = try Checkpoint.verified(note, origin: settings.origin, key: known.key)
        guard checkpoint.size == size, size <= known.sizeMax ?? .max else {
          throw RecordFault(.badCheckpoint)
        }
        return checkpoint.root
      }
      fault = RecordFault(.badCheckpoint)
    } catch {
      fault = error
    }
    throw Self.integrity(
      .checkpointInvalid,
      "checkpoint of size \(size) does not hold under the gate's key: \(fault)",
      path
    )
  }

  /// The second place, where there is one.
  var place: SecondPlace? {
    settings.secondPlace.map { SecondPlace(folder: $0, origin: settings.origin) }
  }

  /// Signs the tree as it stands and stores the note; the same size is signed once.
  func storeCheckpoint(_ signer: SigningKey) throws(Failure) {
    guard settings.keys.contains(AuditKey(signer.verifyingKey)) else {
      throw Failure(
        .usage,
        "the signing key is not the gate's key, nothing was appended",
        reasons: ["gate_key_mismatch"]
      )
    }
    let checkpoint = Checkpoint(origin: settings.origin, size: tree.count, root: tree.root)
    let note = try checkpoint.signed(with: signer)
    try database.run(
      "INSERT OR IGNORE INTO checkpoint(size, note) VALUES(?, ?)",
      [.integer(checkpoint.size), .blob(note.bytes)]
    )
  }

  /// Copies the checkpoints that the second place lacks, those of an interrupted run included.
  func replicate() throws(Failure) {
    guard let place else { return }
    let newest = try place.sizes().last ?? -1
    try database.query(
      "SELECT size, note FROM checkpoint WHERE size>? ORDER BY size",
      [.integer(newest)]
    ) {
      (statement) throws(Failure) in
      try place.add(statement.blob(1), size: statement.integer(0))
    }
  }
}

/// A checkpoint that a witness cosigned.
package struct CosignedCheckpoint: Sendable, Hashable {
  /// Rows.
  package let size: Int64
  /// When the witness saw it.
  package let time: Timestamp
}

/// A checkpoint whose signature has been verified.
struct KnownCheckpoint {
  /// Rows.
  let size: Int64
  /// The root that it states.
  let root: Digest256
  /// Whether it is kept in the second place, not in the log.
  let isElsewhere: Bool
}
