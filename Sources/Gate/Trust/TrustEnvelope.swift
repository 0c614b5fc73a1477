package import Records
package import Vocabulary

/// A trust document together with the root signatures that were verified over it.
///
/// Made only by verification: whoever holds one may rely on it.
package struct VerifiedTrust: Sendable, Hashable {
  /// What the roots signed.
  package let document: TrustDocument
  /// The signed envelope, as it was read.
  package let envelope: [UInt8]
  /// SHA-256 of the payload: the policy digest of tokens.
  package let digest: Digest256
  /// Humans whose root keys signed this version.
  package let signers: Set<String>

  /// Reads a first version: signed by a threshold of the roots that it names itself.
  ///
  /// Only for a document whose digest is pinned elsewhere (row 0 of the log).
  /// - Throws: `trust_invalid`, `trust_signatures`, and the rules' codes.
  package init(pinned envelope: [UInt8]) throws(Failure) {
    try self.init(envelope, previous: nil)
  }

  /// Reads a later version: signed by the thresholds of the version before and of its own.
  package init(envelope: [UInt8], following previous: VerifiedTrust) throws(Failure) {
    try self.init(envelope, previous: previous)
  }

  /// Verifies signatures before the payload is read as a trust document.
  private init(_ bytes: [UInt8], previous: VerifiedTrust?) throws(Failure) {
    let parsed: Envelope
    do throws(RecordFault) {
      parsed = try Envelope.parse(bytes.span, limits: .document)
    } catch {
      throw .refusal(.trustInvalid, error.description)
    }
    guard parsed.payloadType == TrustDocument.payloadType else {
      throw .refusal(.trustInvalid, "its payload type is another")
    }
    if let previous {
      let count = Self.signatures(of: parsed, by: previous.document.roots).count
      guard count >= previous.document.rootThreshold else {
        throw .refusal(
          .trustSignatures,
          "\(count) of the \(previous.document.rootThreshold) that version "
            + "\(previous.document.version) asks for"
        )
      }
    }
    let document = try TrustDocument(payload: parsed.payload)
    let own = Self.signatures(of: parsed, by: document.roots)
    guard own.count >= document.rootThreshold else {
      throw .refusal(.trustSignatures, "\(own.count) of \(document.rootThreshold)")
    }
    if let previous {
      guard document.version > previous.document.version else {
        throw .refusal(
          .trustRollback,
          "version \(document.version) after \(previous.document.version)"
        )
      }
      guard document.origin == previous.document.origin else {
        throw .refusal(.trustInvalid, "the origin of a gate cannot change")
      }
    }
    self.document = document
    self.envelope = bytes
    self.digest = Digest256(hashing: parsed.payload)
    self.signers = Set(own.compactMap(\.human))
  }

  /// The distinct roots whose signature on the envelope holds.
  package static func signatures(
    of envelope: Envelope,
    by roots: [TrustDocument.Root]
  ) -> [TrustDocument.Root] {
    roots.filter { root in
      guard let key = try? root.key.verifyingKey() else { return false }
      return envelope.signatures.indices.contains { envelope.isSigned(at: $0, by: key) }
    }
  }

  /// Keys that were revoked, one a line, for `ssh-keygen -Y verify -r`.
  package var revokedKeys: String {
    document.humans.flatMap(\.keys).filter { $0.revokedAt != nil }
      .compactMap { try? $0.openSSHKey().line }
      .map { $0 + "\n" }.joined()
  }

  /// Lines for `ssh-keygen -Y verify`, one a key that is not revoked.
  package var allowedSigners: String {
    var text = ""
    for human in document.humans {
      for key in human.keys where key.revokedAt == nil {
        guard let known = try? key.openSSHKey(),
          let line = known.allowedSignersLine(
            principal: human.id,
            namespace: SSHSignature.approvalNamespace,
            validAfter: key.validAfter,
            validBefore: key.validBefore
          )
        else { continue }
        text += line + "\n"
      }
    }
    return text
  }
}
