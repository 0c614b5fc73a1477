import Gate
import Records
import Vocabulary

/// The gate's receipt, as far as a desk needs it: whether this request was released.
struct ReceiptReading {
  /// Whether the gate says PASSED.
  let isPassed: Bool
  /// When it verified.
  let time: Timestamp
  /// Its reason codes; empty where it passed.
  let reasonCodes: [String]

  /// Verifies a receipt under the gate's key and holds it against the request.
  /// - Throws: `envelope_invalid`, `signature_invalid`, `request_mismatch`.
  init(
    _ bytes: [UInt8],
    _ request: ReleaseRequest,
    _ document: TrustDocument
  ) throws(Failure) {
    let envelope: Envelope
    do throws(RecordFault) {
      envelope = try Envelope.parse(bytes.span, limits: .decision)
    } catch {
      throw .refusal(.envelopeInvalid, error.description)
    }
    guard let key = try? document.gateKey.verifyingKey(), envelope.signatures.count == 1,
      envelope.isSigned(at: 0, by: key)
    else { throw .refusal(.signatureInvalid, "it is not the gate's") }
    guard envelope.payloadType == DSSE.inTotoType else { throw .refusal(.payloadType) }
    let value: JSONValue
    do throws(RecordFault) {
      value = try StrictJSON.parse(envelope.payload.span, limits: .document)
    } catch {
      throw .refusal(.tokenInvalid, error.description)
    }
    let predicate = value["predicate"]
    let facts = predicate?["phigate"]
    guard value["predicateType"] == .string(Receipt.predicateType) else {
      throw .refusal(.payloadType, "it is no receipt")
    }
    guard facts?["requestId"] == .string(request.id),
      facts?["requestDigest"] == .string(request.digest.hex),
      case .string(let result)? = predicate?["verificationResult"],
      case .string(let when)? = predicate?["timeVerified"], let time = Timestamp(when)
    else { throw .refusal(.requestMismatch, "the receipt is of another request") }
    var codes: [String] = []
    if case .array(let values)? = facts?["reasonCodes"] {
      for case .string(let code) in values { codes.append(code) }
    }
    isPassed = result == "PASSED"
    self.time = time
    reasonCodes = codes
  }
}

extension JSONValue {
  /// A member of an object; nil where it has none, or is none.
  subscript(_ name: String) -> JSONValue? {
    guard case .object(let object) = self else { return nil }
    return object[name]
  }
}
