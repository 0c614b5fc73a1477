package import AuditLog
import Records
package import Vocabulary

/// The trust versions that a log names, each verified against the one before, the first against the
/// roots that row 0 pins.
package struct TrustChain {
  /// What the log says.
  let index: LogIndex
  /// The versions, at least one.
  let versions: [VerifiedTrust]
  /// The newest version.
  package let current: VerifiedTrust

  /// Reads and verifies the versions.
  /// - Parameters:
  ///   - log: as it was opened; nothing of it is believed yet.
  ///   - store: holds the versions.
  ///   - wantsRequests: whether the index holds more than trust, for which every row is read.
  /// - Throws: `log_incomplete`, `trust_signatures` and the rules' codes.
  package init(
    _ log: AuditLog,
    _ store: ObjectStore,
    wantsRequests: Bool = true
  ) throws(Failure) {
    var index = LogIndex()
    if wantsRequests {
      try log.rows { (row) throws(Failure) in index.add(row) }
    } else {
      try log.trustRows { (row) throws(Failure) in index.add(row) }
    }
    var versions: [VerifiedTrust] = []
    for digest in index.trust {
      let record = try store.rawRecord(digest)
      let version =
        if let last = versions.last {
          try VerifiedTrust(envelope: record, following: last)
        } else {
          try VerifiedTrust(pinned: record)
        }
      guard version.digest == digest else {
        throw .refusal(.logIncomplete, "a trust document")
      }
      versions.append(version)
    }
    guard let current = versions.last else {
      throw .refusal(.logIncomplete, "row 0 names no trust document")
    }
    let roots = (versions.first?.document.roots ?? []).compactMap { try? $0.key.verifyingKey() }
    guard AuditLog.rootsDigest(roots) == index.roots else {
      throw .refusal(.trustSignatures, "the first roots are not those of row 0")
    }
    self.index = index
    self.versions = versions
    self.current = current
  }

  /// The witnesses of the newest version.
  var witnesses: [VerifyingKey] {
    current.document.witnesses.compactMap { try? $0.verifyingKey() }
  }

  /// The gate's keys, the present one first; a former one counts up to the row that replaced it.
  /// - Throws: `trust_invalid` for a key that no checkpoint could hold under.
  func keys() throws(Failure) -> [AuditKey] {
    var keys: [AuditKey] = []
    for (number, version) in versions.enumerated() {
      let key: VerifyingKey
      do throws(RecordFault) {
        key = try version.document.gateKey.verifyingKey()
      } catch {
        throw .refusal(.trustInvalid, "the gate's key: \(error)")
      }
      guard keys.first?.key != key else { continue }
      if !keys.isEmpty { keys[0].sizeMax = index.trustRows[number] }
      // A key that comes back would be bounded by its first rotation: its newest use counts.
      keys.removeAll { $0.key == key }
      keys.insert(AuditKey(key), at: 0)
    }
    return keys
  }
}
