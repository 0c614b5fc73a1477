import Records
import Vocabulary

/// How the gate reads what others wrote: in canonical form, or as a statement that was signed.
enum StatementReading {
  /// Reads a document of the gate, which must be in canonical form with a line feed behind it.
  /// - Throws: `request_mismatch`.
  static func request<Request>(
    _ encoded: [UInt8],
    _ read: (JSONValue) throws(RecordFault) -> Request
  ) throws(Failure) -> Request {
    do throws(RecordFault) {
      let value = try StrictJSON.parse(encoded.span, limits: .document)
      guard CanonicalJSON.bytes(value) + [0x0A] == encoded else {
        throw RecordFault(.notCanonical)
      }
      return try read(value)
    } catch {
      throw .refusal(.requestMismatch, "request.json: \(error)")
    }
  }

  /// Reads verified payload bytes: strict JSON, the types, then every rule of the schema.
  /// - Throws: `token_invalid`, `payload_type` (another statement), `token_schema`.
  static func decision<Decided>(
    _ payload: [UInt8],
    predicateType: String,
    _ read: (JSONValue) throws(RecordFault) -> Decided
  ) throws(Failure) -> Decided {
    let value: JSONValue
    do throws(RecordFault) {
      value = try StrictJSON.parse(payload.span, limits: .payload)
    } catch {
      throw .refusal(.tokenInvalid, error.description)
    }
    if case .object(let object) = value {
      guard object["_type"] == .string(Decision.statementType),
        object["predicateType"] == .string(predicateType)
      else { throw .refusal(.payloadType, "another statement or predicate") }
    }
    do throws(RecordFault) {
      return try read(value)
    } catch {
      throw .refusal(.tokenSchema, error.description)
    }
  }
}
