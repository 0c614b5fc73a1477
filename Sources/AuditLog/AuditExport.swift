import Database
import Files
package import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A file that the gate adds to an export: a trust version, an envelope, a receipt.
package struct ExportFile: Sendable {
  /// Its place: one folder and one name (`trust/1.json`), letters, digits and `._-` only.
  package var path: String
  /// Its bytes, as they are in the state.
  package var bytes: [UInt8]

  /// Creates a file for an export.
  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }
}

extension AuditLog {
  /// Writes the log with everything that an auditor needs to check it without phigate.
  ///
  /// `rows.jsonl`, `checkpoints/`, `proofs/` (C2SP tlog-proof, for every row of a request),
  /// `gate-key.pem`, `gate-key.pub`, `gate-key.note`, `verify_log.py`, `README.md`, `SHA256SUMS`
  /// and the files that are handed in. The folder appears whole or not at all.
  /// - Parameters:
  ///   - folder: must not exist; the one that it stands in must.
  ///   - signer: the gate's key; a checkpoint of the present log is made first.
  ///   - files: trust versions, envelopes and receipts.
  /// - Returns: what was verified before it was written.
  /// - Throws: exit 5 where the log does not hold, exit 2 where `folder` exists, exit 74 where it
  ///   cannot be written; nothing half-written stays.
  package func export(
    to folder: String,
    signer: SigningKey?,
    files: [ExportFile] = []
  ) throws(Failure) -> AuditReport {
    if let signer, try needsCheckpoint() { try checkpoint(signer: signer) }
    let report = try verify()
    let draft = try ExportFolder(beside: folder)
    do throws(Failure) {
      try writeRows(draft)
      try writeKeys(draft)
      for file in files { try draft.write(file.path, file.bytes) }
      try draft.write("verify_log.py", Array(ExportText.script.utf8))
      let readme = ExportText.readme(
        origin: settings.origin,
        report: report,
        keyIDs: settings.keys.map(\.key.keyID)
      )
      try draft.write("README.md", Array(readme.utf8))
      try draft.publish()
    } catch {
      draft.remove()
      throw error
    }
    return report
  }

  /// Whether rows were appended after the newest checkpoint.
  private func needsCheckpoint() throws(Failure) -> Bool {
    try database.integer("SELECT max(size) FROM checkpoint") != tree.count
  }

  /// Writes rows, checkpoints and proofs.
  private func writeRows(_ draft: ExportFolder) throws(Failure) {
    var whole = MerkleTree()
    var lines: [UInt8] = []
    var proven: [Int64] = []
    try rows { (row) throws(Failure) in
      let bytes = row.bytes
      whole.append(bytes)
      lines += bytes
      lines.append(0x0A)
      if row.event.requestID != nil || row.seq == 0 { proven.append(row.seq) }
    }
    try draft.write("rows.jsonl", lines)
    var newest: (size: Int64, note: [UInt8])?
    try database.query("SELECT size, note FROM checkpoint ORDER BY size") {
      (statement) throws(Failure) in
      let size = statement.integer(0)
      let note = statement.blob(1)
      if let older = newest?.size, let hashes = whole.consistencyProof(from: older, to: size) {
        let proof = ConsistencyProof(oldSize: older, newSize: size, hashes: hashes)
        try draft.write("consistency/\(older)-\(size).proof", Array(proof.text.utf8))
      }
      newest = (size, note)
      try draft.write("checkpoints/\(size).checkpoint", note)
    }
    if let place, !witnesses.isEmpty {
      for size in try place.sizes(cosigned: true) {
        let note = try place.read(size: size, cosigned: true)
        try draft.write("cosigned/\(size).checkpoint", note)
      }
    }
    guard let newest else { return }
    for index in proven {
      guard let path = whole.inclusionProof(index: index, size: newest.size) else { continue }
      var text = "c2sp.org/tlog-proof@v1\nindex \(index)\n"
      for hash in path { text += Base64.encode(hash.bytes) + "\n" }
      try draft.write("proofs/\(index).tlog-proof", Array((text + "\n").utf8) + newest.note)
    }
  }

  /// Writes the gate's public keys in three forms; former keys are numbered.
  private func writeKeys(_ draft: ExportFolder) throws(Failure) {
    for (index, key) in settings.keys.enumerated() {
      let stem = index == 0 ? "gate-key" : "gate-key-former-\(index)"
      let note = SignedNote.verifierKey(name: settings.origin, key: key.key)
      try draft.write("\(stem).pem", Array(key.key.pem.utf8))
      try draft.write("\(stem).pub", Array((key.key.openSSH + " \(stem)\n").utf8))
      try draft.write("\(stem).note", Array((note + "\n").utf8))
    }
  }
}

/// A folder that is built beside its place and renamed into it.
private final class ExportFolder {
  /// Where it will stand.
  private let target: String
  /// Where it is built.
  private let draft: String
  /// Digests of what was written, for SHA256SUMS.
  private var sums: [(path: String, digest: Digest256)] = []
  /// Folders that were made.
  private var folders: [String] = []

  /// Makes the draft.
  init(beside target: String) throws(Failure) {
    var trimmed = target[...]
    while trimmed.count > 1, trimmed.utf8.last == UInt8(ascii: "/") { trimmed.removeLast() }
    self.target = String(trimmed)
    draft = "\(trimmed).\(getpid()).draft"
    var status = stat()
    guard unsafe lstat(self.target, &status) != 0 else {
      throw Failure(
        .usage,
        "cannot export: something is there already, nothing was written",
        path: target
      )
    }
    guard unsafe mkdir(draft, 0o750) == 0 else {
      throw Failure(
        .outputFailed,
        "cannot create the export: \(describe(errno))",
        path: target
      )
    }
  }

  /// Writes one file, `name` or `folder/name`.
  func write(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard 1...2 ~= parts.count, parts.allSatisfy(Self.isPlain) else {
      throw Failure(.internalError, "cannot export a file of that name", path: path)
    }
    if parts.count == 2, !folders.contains(parts[0]) {
      guard unsafe mkdir("\(draft)/\(parts[0])", 0o750) == 0 else {
        throw Failure(
          .outputFailed,
          "cannot create a folder: \(describe(errno))",
          path: target
        )
      }
      folders.append(parts[0])
    }
    let folder = parts.count == 2 ? "\(draft)/\(parts[0])" : draft
    guard try SmallFile.create("\(draft)/\(path)", bytes, in: folder) else {
      throw Failure(.internalError, "cannot export two files of one name", path: path)
    }
    sums.append((path, Digest256(hashing: bytes)))
  }

  /// Writes SHA256SUMS and gives the folder its name.
  func publish() throws(Failure) {
    let sorted = sums.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    let text = sorted.map { "\($0.digest.hex)  \($0.path)\n" }.joined()
    _ = try SmallFile.create("\(draft)/SHA256SUMS", Array(text.utf8), in: draft)
    guard unsafe rename(draft, target) == 0 else {
      throw Failure(
        .outputFailed,
        "cannot name the export: \(describe(errno))",
        path: target
      )
    }
  }

  /// Takes a draft away that will not be published.
  func remove() {
    for sum in sums { _ = unsafe unlink("\(draft)/\(sum.path)") }
    _ = unsafe unlink("\(draft)/SHA256SUMS")
    for folder in folders { _ = unsafe rmdir("\(draft)/\(folder)") }
    _ = unsafe rmdir(draft)
  }

  /// Whether a name is one plain component.
  private static func isPlain(_ name: String) -> Bool {
    let others = Array("._-".utf8)
    return !name.isEmpty && name.utf8.first != UInt8(ascii: ".") && name.utf8.count <= 200
      && name.utf8.allSatisfy { $0.isAlphanumeric || others.contains($0) }
  }
}
