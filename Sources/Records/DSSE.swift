package import Vocabulary

/// Limits of a DSSE envelope from outside.
package struct EnvelopeLimits: Sendable, Hashable {
  /// Size and depth of the envelope's own JSON.
  package var json: JSONLimits
  /// Bytes of the decoded payload.
  package var payloadBytesMax: Int
  /// Signatures.
  package var signaturesMax: Int

  /// Creates limits.
  package init(json: JSONLimits, payloadBytesMax: Int, signaturesMax: Int) {
    self.json = json
    self.payloadBytesMax = payloadBytesMax
    self.signaturesMax = signaturesMax
  }

  /// A decision: 64 KiB, its payload 32 KiB.
  ///
  /// That there is exactly one signature is for the gate to
  /// say, as a reason of its own.
  package static let decision = EnvelopeLimits(
    json: .envelope,
    payloadBytesMax: 32 << 10,
    signaturesMax: 64
  )
  /// A trust document or a receipt.
  package static let document = EnvelopeLimits(
    json: .document,
    payloadBytesMax: 2 << 20,
    signaturesMax: 64
  )
}

/// A DSSE v1 envelope as it was read: nothing in it has been verified yet.
///
/// Source: secure-systems-lab/dsse, protocol.md and envelope.md v1.0.2.
package struct Envelope: Sendable, Hashable {
  /// A signature and the key that it claims to be of.
  package struct Signature: Sendable, Hashable {
    /// Lower-case hex SHA-256 of the key's SubjectPublicKeyInfo DER, as claimed.
    package var keyID: String
    /// The signature's bytes, as claimed.
    package var bytes: [UInt8]

    /// Creates a signature.
    package init(keyID: String, bytes: [UInt8]) {
      self.keyID = keyID
      self.bytes = bytes
    }
  }

  /// What the payload is, a media type.
  package var payloadType: String
  /// The exact bytes that were signed.
  package var payload: [UInt8]
  /// In document order.
  package var signatures: [Signature]

  /// Creates an envelope.
  package init(payloadType: String, payload: [UInt8], signatures: [Signature] = []) {
    self.payloadType = payloadType
    self.payload = payload
    self.signatures = signatures
  }

  /// Parses an envelope; unknown fields, missing key ids and base64 in any other form are refused.
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - limits: sizes and counts.
  /// - Returns: the envelope, nothing of it verified.
  /// - Throws: the first fault, by its field.
  package static func parse(
    _ bytes: Span<UInt8>,
    limits: EnvelopeLimits
  ) throws(RecordFault) -> Envelope {
    var fields = try JSONFields(try StrictJSON.parse(bytes, limits: limits.json))
    let type = try fields.string("payloadType")
    let payload = try base64(try fields.string("payload"), "payload")
    guard payload.count <= limits.payloadBytesMax else {
      throw RecordFault(.tooLarge, field: "payload")
    }
    var signatures: [Signature] = []
    let objects = try fields.objects("signatures")
    guard objects.count <= limits.signaturesMax else {
      throw RecordFault(.tooLarge, field: "signatures")
    }
    for object in objects {
      var object = object
      let keyID = try object.string("keyid")
      let signature = try base64(try object.string("sig"), object.path(of: "sig"))
      try object.finish()
      signatures.append(Signature(keyID: keyID, bytes: signature))
    }
    try fields.finish()
    return Envelope(payloadType: type, payload: payload, signatures: signatures)
  }

  /// The envelope's bytes in canonical JSON, with a line end.
  package func bytes() -> [UInt8] {
    let list = signatures.map { signature -> JSONValue in
      ["keyid": .string(signature.keyID), "sig": .string(Base64.encode(signature.bytes))]
    }
    return CanonicalJSON.bytes([
      "payload": .string(Base64.encode(payload)),
      "payloadType": .string(payloadType),
      "signatures": .array(list),
    ]) + [0x0A]
  }

  /// What is signed: type and payload with their lengths, so that neither can be taken for the
  /// other.
  package var preAuthEncoding: [UInt8] {
    DSSE.preAuthEncoding(payloadType: payloadType, payload: payload)
  }

  /// Whether the signature at `index` is one of `key` over this payload and type, and names the
  /// key.
  package func isSigned(at index: Int, by key: VerifyingKey) -> Bool {
    guard let signature = signature(at: index, of: key) else { return false }
    return key.isValid(signature: signature, over: preAuthEncoding)
  }

  /// The same for a signature that OpenSSH made for a namespace.
  ///
  /// - Returns: the signature, so that what a security key says beside it can be judged; nil where
  ///   it does not hold, or where `key` is plain and it is of a security key, or the other way round.
  package func sshSignature(
    at index: Int,
    by key: SSHPublicKey,
    namespace: String
  ) -> SSHSignature? {
    guard let bytes = signature(at: index, of: key.key), SSHSignature.isOne(bytes),
      let signature = try? SSHSignature(blob: bytes),
      signature.isValid(over: preAuthEncoding, by: key, namespace: namespace)
    else { return nil }
    return signature
  }

  /// The bytes of the signature at `index`, where it names the key.
  private func signature(at index: Int, of key: VerifyingKey) -> [UInt8]? {
    guard signatures.indices.contains(index), signatures[index].keyID.hasSameBytes(as: key.keyID)
    else { return nil }
    return signatures[index].bytes
  }

  /// Adds a signature of `key`.
  package mutating func sign(with key: SigningKey) throws(Failure) {
    let signature = try key.signature(over: preAuthEncoding)
    signatures.append(Signature(keyID: key.verifyingKey.keyID, bytes: signature))
  }

  /// Base64 or a fault of its field.
  private static func base64(_ text: String, _ field: String) throws(RecordFault) -> [UInt8] {
    guard let bytes = Base64.decodeStrictly(text) else {
      throw RecordFault(.badBase64, field: field)
    }
    return bytes
  }
}

/// Dead Simple Signing Envelope, version 1.
package enum DSSE {
  /// The payload type of in-toto statements.
  package static let inTotoType = "application/vnd.in-toto+json"

  /// `DSSEv1 SP len(type) SP type SP len(payload) SP payload`, lengths in decimal bytes.
  package static func preAuthEncoding(payloadType: String, payload: [UInt8]) -> [UInt8] {
    Array("DSSEv1 \(payloadType.utf8.count) \(payloadType) \(payload.count) ".utf8) + payload
  }

  /// Makes an envelope with one signature.
  package static func sign(
    payloadType: String = inTotoType,
    payload: [UInt8],
    with key: SigningKey
  ) throws(Failure) -> Envelope {
    var envelope = Envelope(payloadType: payloadType, payload: payload)
    try envelope.sign(with: key)
    return envelope
  }
}
