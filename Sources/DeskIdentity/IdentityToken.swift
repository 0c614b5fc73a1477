package import Records

/// An ID token whose form was read and of which nothing is believed yet.
package struct UnverifiedToken: Sendable {
  /// Bytes of a token.
  package static let bytesMax = 16 << 10
  /// Size and depth of header and claims.
  private static let limits = JSONLimits(bytesMax: bytesMax, depthMax: 8)
  /// Bytes of a key's id.
  private static let keyIDBytesMax = 255

  /// The algorithm that the header names.
  package let algorithm: TokenAlgorithm
  /// The key that the header names; nil where it names none.
  package let keyID: String?
  /// What is signed.
  private let message: [UInt8]
  /// The signature.
  private let signature: [UInt8]
  /// The claims' bytes.
  private let claims: [UInt8]

  /// Reads the compact form.
  ///
  /// Source: RFC 7515 §3.1, §4.1; no critical extension is known here, so each is refused.
  /// - Throws: `token_malformed`, `token_algorithm`.
  package init(_ text: String) throws(SignInFault) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard text.utf8.count <= Self.bytesMax, parts.count == 3,
      let header = Base64URL.decodeStrictly(parts[0]),
      let claims = Base64URL.decodeStrictly(parts[1]),
      let signature = Base64URL.decodeStrictly(parts[2]),
      case .object(let fields)? = try? StrictJSON.parse(header.span, limits: Self.limits)
    else { throw .tokenMalformed }
    guard case .string(let name)? = fields["alg"],
      let algorithm = TokenAlgorithm.allCases.first(where: { $0.rawValue.hasSameBytes(as: name) })
    else { throw .tokenAlgorithm }
    guard fields["crit"] == nil, fields["zip"] == nil, fields["enc"] == nil else {
      throw .tokenMalformed
    }
    switch fields["typ"] {
    case nil: break
    case .string(let type)? where type.lowercased().hasSameBytes(as: "jwt"): break
    default: throw .tokenMalformed
    }
    switch fields["kid"] {
    case nil: keyID = nil
    case .string(let id)? where 1...Self.keyIDBytesMax ~= id.utf8.count: keyID = id
    default: throw .tokenMalformed
    }
    self.algorithm = algorithm
    self.claims = claims
    self.signature = signature
    message = Array("\(parts[0]).\(parts[1])".utf8)
  }

  /// Verifies the signature, then the claims.
  /// - Parameters:
  ///   - key: the one that the header names; its algorithm is its own.
  ///   - expected: what the claims have to say.
  /// - Returns: who the token is about.
  /// - Throws: the first rule that is broken.
  package func verified(
    with key: TokenKey,
    expecting expected: TokenExpectation
  ) throws(SignInFault) -> SignedInIdentity {
    guard key.algorithm == algorithm else { throw .tokenAlgorithm }
    guard key.verifies(signature, of: message) else { throw .tokenSignature }
    guard case .object(let fields)? = try? StrictJSON.parse(claims.span, limits: Self.limits)
    else { throw .tokenMalformed }
    return try expected.check(fields)
  }
}

/// What the claims of a token have to say.
///
/// Source: OpenID Connect Core 1.0 §2, §3.1.3.7.
package struct TokenExpectation: Sendable {
  /// Seconds by which the provider's clock may differ.
  package static let skewSecondsMax: Int64 = 60
  /// Bytes of a subject, printable ASCII.
  ///
  /// Source: OpenID Connect Core 1.0 §2: 255 characters.
  package static let subjectBytesMax = 255

  /// The issuer.
  package var issuer: String
  /// The desk's name at the provider.
  package var clientID: String
  /// The nonce of this sign-in.
  package var nonce: String
  /// The tenant whose object ids count; nil: none does.
  package var entraTenant: String?
  /// When the sign-in began.
  package var begunAt: Timestamp
  /// The time.
  package var now: Timestamp

  /// Creates an expectation.
  package init(
    issuer: String,
    clientID: String,
    nonce: String,
    entraTenant: String?,
    begunAt: Timestamp,
    now: Timestamp
  ) {
    self.issuer = issuer
    self.clientID = clientID
    self.nonce = nonce
    self.entraTenant = entraTenant
    self.begunAt = begunAt
    self.now = now
  }

  /// Compares claims with what they have to say.
  func check(_ claims: JSONObject) throws(SignInFault) -> SignedInIdentity {
    guard holds(claims["iss"], issuer) else { throw .tokenIssuer }
    try checkAudience(claims)
    try checkTimes(claims)
    guard holds(claims["nonce"], nonce) else { throw .tokenNonce }
    guard case .string(let subject)? = claims["sub"],
      1...Self.subjectBytesMax ~= subject.utf8.count,
      subject.utf8.allSatisfy({ 0x21..<0x7F ~= $0 })
    else { throw .tokenSubject }
    return SignedInIdentity(
      issuer: issuer,
      subject: subject,
      entraObject: try entraObject(claims)
    )
  }

  /// The desk must be the only audience: nothing says that others are to be trusted with the token.
  private func checkAudience(_ claims: JSONObject) throws(SignInFault) {
    let isOurs =
      switch claims["aud"] {
      case .array(let values)?: values.count == 1 && holds(values[0], clientID)
      case let value: holds(value, clientID)
      }
    guard isOurs, claims["azp"] == nil || holds(claims["azp"], clientID) else {
      throw .tokenAudience
    }
  }

  /// Issued within this sign-in, valid now.
  private func checkTimes(_ claims: JSONObject) throws(SignInFault) {
    guard case .integer(let expires)? = claims["exp"], case .integer(let issued)? = claims["iat"]
    else { throw .tokenMalformed }
    guard now.seconds < expires + Self.skewSecondsMax,
      issued >= begunAt.seconds - Self.skewSecondsMax
    else { throw .tokenExpired }
    guard issued <= now.seconds + Self.skewSecondsMax else { throw .tokenNotYetValid }
    switch claims["nbf"] {
    case nil: break
    case .integer(let start)?:
      guard start <= now.seconds + Self.skewSecondsMax else { throw .tokenNotYetValid }
    default: throw .tokenMalformed
    }
  }

  /// The object id, where the configuration names a tenant; the token must be of that tenant then.
  private func entraObject(_ claims: JSONObject) throws(SignInFault) -> String? {
    guard let entraTenant else { return nil }
    guard holds(claims["tid"], entraTenant), case .string(let object)? = claims["oid"],
      Self.isUUID(object)
    else { throw .tokenTenant }
    return object
  }

  /// Whether a claim is this text, byte for byte.
  private func holds(_ claim: JSONValue?, _ text: String) -> Bool {
    claim == .string(text)
  }

  /// Whether a text is a UUID in small letters.
  static func isUUID(_ text: String) -> Bool {
    let groups = text.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.joined().utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }
}
