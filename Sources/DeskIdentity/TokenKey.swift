import Crypto
import CryptoExtras
package import Records

/// The algorithms that a token may be signed with.
///
/// There is no `none` and no HMAC: a client's secret is no key of the provider's.
/// Source: RFC 7518 §3.3, §3.4.
package enum TokenAlgorithm: String, Sendable, CaseIterable {
  case rs256 = "RS256"
  case es256 = "ES256"
}

/// A public key of a provider, for one algorithm.
package struct TokenKey: Sendable {
  /// The key's material.
  private enum Material: Sendable {
    case rsa(_RSA.Signing.PublicKey)
    case p256(P256.Signing.PublicKey)
  }

  /// Bytes of an RSA modulus: 2048 to 8192 bits.
  private static let modulusBytes = 256...1024
  /// Bytes of a coordinate on P-256.
  private static let coordinateBytes = 32
  /// The only exponent that is taken: 65537.
  private static let exponent: [UInt8] = [1, 0, 1]

  /// The key's id; nil where the provider gives it none.
  package let id: String?
  /// What it signs with.
  package let algorithm: TokenAlgorithm
  /// The key's material.
  private let material: Material

  /// Reads one key of a set.
  /// - Returns: nil for keys of other types, uses and algorithms, which a set may hold, and for
  ///   those that are too weak.
  package init?(_ value: JSONValue) {
    guard case .object(let object) = value, case .string(let type)? = object["kty"] else {
      return nil
    }
    let text = { (name: String) -> String? in
      guard case .string(let text)? = object[name] else { return nil }
      return text
    }
    let bytes = { (name: String) in text(name).flatMap(Base64URL.decodeStrictly) }
    guard object["use"] == nil || text("use") == "sig", object["d"] == nil else { return nil }
    switch type {
    case "RSA":
      guard let modulus = bytes("n"), let exponent = bytes("e"),
        Self.modulusBytes ~= modulus.count, modulus.first != 0, exponent == Self.exponent,
        let key = try? _RSA.Signing.PublicKey(n: modulus, e: exponent)
      else { return nil }
      (algorithm, material) = (.rs256, .rsa(key))
    case "EC":
      guard text("crv") == "P-256", let x = bytes("x"), let y = bytes("y"),
        x.count == Self.coordinateBytes, y.count == Self.coordinateBytes,
        let key = try? P256.Signing.PublicKey(rawRepresentation: x + y)
      else { return nil }
      (algorithm, material) = (.es256, .p256(key))
    default: return nil
    }
    guard object["alg"] == nil || text("alg") == algorithm.rawValue else { return nil }
    guard object["kid"] == nil || text("kid") != nil else { return nil }
    id = text("kid")
  }

  /// Whether a signature is this key's.
  package func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
    let digest = SHA256.hash(data: message)
    switch material {
    case .rsa(let key):
      let signature = _RSA.Signing.RSASignature(rawRepresentation: signature)
      return key.isValidSignature(signature, for: digest, padding: .insecurePKCS1v1_5)
    case .p256(let key):
      guard signature.count == 2 * Self.coordinateBytes,
        let signature = try? P256.Signing.ECDSASignature(rawRepresentation: signature)
      else { return false }
      return key.isValidSignature(signature, for: digest)
    }
  }
}

/// The keys of a provider.
package struct TokenKeys: Sendable {
  /// Keys that are read of one set.
  package static let keysMax = 64
  /// The keys that can be used here.
  let keys: [TokenKey]

  /// Reads a set.
  ///
  /// Two usable keys with one id and algorithm are refused: which of them counts would be chance.
  /// - Returns: nil where it is no set.
  package init?(_ value: JSONValue) {
    guard case .object(let object) = value, case .array(let values)? = object["keys"],
      values.count <= Self.keysMax
    else { return nil }
    keys = values.compactMap { TokenKey($0) }
    let names = keys.compactMap { key in key.id.map { "\(key.algorithm.rawValue) \($0)" } }
    guard Set(names).count == names.count else { return nil }
  }

  /// The key that a header names: by id, or the only one of the algorithm where it names none.
  func key(id: String?, algorithm: TokenAlgorithm) -> TokenKey? {
    let fitting = keys.filter { $0.algorithm == algorithm }
    guard let id else { return fitting.count == 1 ? fitting[0] : nil }
    return fitting.first { $0.id?.hasSameBytes(as: id) == true }
  }
}
