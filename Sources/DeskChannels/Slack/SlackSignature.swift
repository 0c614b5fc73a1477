import Crypto
import DeskOutbound
package import Records
import Vocabulary

/// The signature scheme `v0` of Slack: HMAC-SHA-256 over `v0:TIME:BODY` with the signing secret.
///
/// Source: Slack, verifying requests from Slack.
package enum SlackSignature {
  /// Seconds that a request's time may differ from the clock, in both directions, inclusive.
  package static let skewSecondsMax: Int64 = 300
  /// Seconds for which a signature is remembered: longer than the window in which it holds.
  package static let memorySeconds: Int64 = 900
  /// Digits of a time.
  private static let digitsMax = 12

  /// Why a request is not Slack's, as a stable code.
  package enum Fault: String, Error, Sendable {
    case headerMissing = "header_missing"
    case timeMalformed = "time_malformed"
    case timeOutside = "time_outside"
    case signatureMalformed = "signature_malformed"
    case signatureWrong = "signature_wrong"
  }

  /// Verifies one request.
  /// - Parameters:
  ///   - timestamp: the values of `X-Slack-Request-Timestamp`; there must be one.
  ///   - signature: the values of `X-Slack-Signature`; there must be one.
  ///   - body: the body's bytes as they came.
  ///   - secret: the signing secret's bytes.
  ///   - now: the time.
  /// - Returns: the base string, which is what the signature is about.
  /// - Throws: the first rule that it breaks.
  package static func verify(
    timestamp: [String],
    signature: [String],
    body: [UInt8],
    secret: [UInt8],
    now: Timestamp
  ) throws(Fault) -> [UInt8] {
    guard timestamp.count == 1, signature.count == 1 else { throw .headerMissing }
    guard let seconds = seconds(timestamp[0]) else { throw .timeMalformed }
    guard abs(now.seconds - seconds) <= skewSecondsMax else { throw .timeOutside }
    guard signature[0].hasPrefix("v0="),
      let code = Digest256(hex: String(signature[0].dropFirst(3)))
    else { throw .signatureMalformed }
    let base = Array("v0:\(timestamp[0]):".utf8) + body
    let isValid = HMAC<SHA256>
      .isValidAuthenticationCode(
        code.bytes,
        authenticating: base,
        using: SymmetricKey(data: secret)
      )
    guard isValid else { throw .signatureWrong }
    return base
  }

  /// The signature of a base string: what Slack would send, for stand-ins.
  package static func sign(_ base: [UInt8], secret: [UInt8]) -> String {
    let code = HMAC<SHA256>.authenticationCode(for: base, using: SymmetricKey(data: secret))
    return "v0=" + Array(code).lowercaseHex
  }

  /// A time of plain digits without a leading zero; nil for any other form.
  private static func seconds(_ text: String) -> Int64? {
    guard 1...digitsMax ~= text.utf8.count, text.utf8.first != 0x30,
      text.utf8.allSatisfy({ 0x30...0x39 ~= $0 })
    else { return nil }
    return Int64(text)
  }
}
