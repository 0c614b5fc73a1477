package import Vocabulary

/// What a witness says of a checkpoint: at this time I saw it, and it follows all that I saw before.
///
/// Source: C2SP tlog-cosignature, cosignature/v1: Ed25519 over a header, the time and the note's text.
package struct Cosignature: Sendable, Hashable {
  /// The witness's key.
  package var key: VerifyingKey
  /// When the witness saw the checkpoint.
  package var time: Timestamp

  /// Creates a cosignature; nothing is verified.
  package init(key: VerifyingKey, time: Timestamp) {
    self.key = key
    self.time = time
  }

  /// The algorithm's number in key hashes.
  fileprivate static let algorithm: UInt8 = 0x04
  /// Bytes of the time before the signature, big endian.
  fileprivate static let timeBytes = 8

  /// What a witness signs: `text` is the note's, with its last line end.
  package static func message(_ text: String, at time: Timestamp) -> [UInt8] {
    Array("cosignature/v1\ntime \(time.seconds)\n\(text)".utf8)
  }

  /// The four bytes by which signature lines name a witness.
  package static func keyHash(name: String, key: VerifyingKey) -> [UInt8] {
    Array(Digest256(hashing: Array(name.utf8) + [0x0A, algorithm] + key.raw).bytes.prefix(4))
  }

  /// The key as witnesses' software takes it: `name+hash+base64(0x04 || key)`.
  package static func verifierKey(name: String, key: VerifyingKey) -> String {
    let hash = keyHash(name: name, key: key).lowercaseHex
    return "\(name)+\(hash)+\(Base64.encode([algorithm] + key.raw))"
  }
}

extension SignedNote {
  /// Adds a witness's cosignature.
  /// - Throws: exit 1 where the name cannot stand in a signature line or the time is before 1970.
  package mutating func cosign(
    name: String,
    with key: SigningKey,
    at time: Timestamp
  ) throws(Failure) {
    guard Self.isKeyName(name), time.seconds >= 0 else {
      throw Failure(.internalError, "cannot cosign a note: its key name or time is malformed")
    }
    let signature = try key.signature(over: Cosignature.message(text, at: time))
    let seconds = (0..<Cosignature.timeBytes)
      .map { UInt8(truncatingIfNeeded: time.seconds >> (8 * (7 - $0))) }
    signatures.append(
      Signature(
        name: name,
        keyHash: Cosignature.keyHash(name: name, key: key.verifyingKey),
        bytes: seconds + signature
      )
    )
  }

  /// The cosignatures by any of these witnesses that hold, one a witness: its newest.
  ///
  /// A line's name is the witness's own; its hash binds name and key.
  package func cosignatures(by witnesses: [VerifyingKey]) -> [Cosignature] {
    witnesses.compactMap { witness in
      signatures.compactMap { line -> Cosignature? in
        guard line.keyHash == Cosignature.keyHash(name: line.name, key: witness),
          line.bytes.count == Cosignature.timeBytes + VerifyingKey.signatureBytes
        else { return nil }
        let seconds = line.bytes.prefix(Cosignature.timeBytes)
          .reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard let whole = Int64(exactly: seconds), whole <= StrictJSON.integerMax else {
          return nil
        }
        let time = Timestamp(seconds: whole)
        let signature = Array(line.bytes.dropFirst(Cosignature.timeBytes))
        guard
          witness.isValid(signature: signature, over: Cosignature.message(text, at: time))
        else { return nil }
        return Cosignature(key: witness, time: time)
      }
      .max { $0.time < $1.time }
    }
  }
}
