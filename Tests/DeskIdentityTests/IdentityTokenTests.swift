import Records
import Testing

@testable import DeskIdentity

/// ID tokens: what is as it should be passes, what is forged does not.
@Suite struct IdentityTokenTests {
  /// A forged token and what PyJWT says of it.
  struct Case: Sendable {
    /// What was done to it.
    let name: String
    /// The token.
    let token: String
    /// Whether PyJWT takes it.
    let isTakenByPyJWT: Bool
    /// Whether the rule is one that PyJWT leaves to its caller.
    let isRuleHere: Bool
  }

  /// What a script forged.
  struct Forgery: Sendable {
    var expectation: TokenExpectation
    var keys: TokenKeys
    var cases: [Case]

    /// Runs the script.
    init() throws {
      let made = Outside.run([Outside.python, Outside.script("forge.py")])
      try #require(made.status == 0)
      let limits = JSONLimits(bytesMax: 1 << 20, depthMax: 8)
      let bytes = Array(made.output.utf8)
      var fields = try JSONFields(try StrictJSON.parse(bytes.span, limits: limits))
      let now = Timestamp(seconds: try fields.integer("now"))
      expectation = TokenExpectation(
        issuer: try fields.string("issuer"),
        clientID: try fields.string("client"),
        nonce: try fields.string("nonce"),
        entraTenant: nil,
        begunAt: now.advanced(by: -SignIn.pendingSecondsMax),
        now: now
      )
      keys = try #require(TokenKeys(try fields.require("keys")))
      cases = try fields.objects("cases")
        .map { each in
          var each = each
          return Case(
            name: try each.string("name"),
            token: try each.string("token"),
            isTakenByPyJWT: try each.bool("pyjwt"),
            isRuleHere: try each.bool("here")
          )
        }
    }

    /// Judges a token as the desk does; nil where it is taken.
    func fault(_ text: String) -> SignInFault? {
      do throws(SignInFault) {
        let token = try UnverifiedToken(text)
        guard let key = keys.key(id: token.keyID, algorithm: token.algorithm) else {
          throw SignInFault.tokenKeyUnknown
        }
        _ = try token.verified(with: key, expecting: expectation)
        return nil
      } catch {
        return error
      }
    }
  }

  /// Whether tokens can be forged.
  static let canForge = Outside.hasModules("jwt, cryptography")
  /// What the script forged, once for all tests.
  static let forged = Result { try Forgery() }

  @Test(.enabled(if: canForge, "needs PyJWT and cryptography: scripts/setup --tests"))
  func agreesWithPyJWTOnForgedTokens() throws {
    let forgery = try Self.forged.get()
    for each in forgery.cases {
      let isTaken = forgery.fault(each.token) == nil
      #expect(isTaken == (each.isTakenByPyJWT && !each.isRuleHere), "\(each.name)")
    }
    #expect(forgery.cases.filter(\.isTakenByPyJWT).count > 10)
    #expect(forgery.cases.filter { !$0.isTakenByPyJWT }.count > 30)
    #expect(forgery.cases.filter(\.isRuleHere).count > 10)
  }

  @Test(
    .enabled(if: canForge, "needs PyJWT and cryptography: scripts/setup --tests"),
    arguments: [
      ("algorithm none", SignInFault.tokenAlgorithm), ("RS512", .tokenAlgorithm),
      ("public key as an HMAC's secret", .tokenAlgorithm), ("client's secret", .tokenAlgorithm),
      ("id unknown", .tokenKeyUnknown), ("weak key", .tokenKeyUnknown),
      ("key for encryption", .tokenKeyUnknown), ("algorithm of another key", .tokenSignature),
      ("stranger's key", .tokenSignature), ("key in the header", .tokenSignature),
      ("signature on P-256 in DER", .tokenSignature), ("another issuer", .tokenIssuer),
      ("another audience", .tokenAudience), ("an audience too many", .tokenAudience),
      ("authorized party is another", .tokenAudience), ("expired", .tokenExpired),
      ("issued before this sign-in", .tokenExpired), ("not yet valid", .tokenNotYetValid),
      ("issued later", .tokenNotYetValid), ("another nonce", .tokenNonce),
      ("nonce missing", .tokenNonce), ("subject empty", .tokenSubject),
      ("a claim twice", .tokenMalformed), ("critical extension", .tokenMalformed),
    ]
  )
  func saysWhichRuleIsBroken(name: String, fault: SignInFault) throws {
    let forgery = try Self.forged.get()
    let each = try #require(forgery.cases.first { $0.name == name })
    #expect(forgery.fault(each.token) == fault)
  }

  /// Example of RFC 7515, A.3: a signature on P-256 by a key that is printed there.
  @Test func verifiesTheExampleOfTheStandard() throws {
    let key = try #require(
      TokenKey([
        "kty": "EC", "crv": "P-256", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
        "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0",
      ])
    )
    let message =
      "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxl"
      + "LmNvbS9pc19yb290Ijp0cnVlfQ"
    let signature = try #require(
      Base64URL.decodeStrictly(
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
      )
    )
    #expect(key.verifies(signature, of: Array(message.utf8)))
    #expect(!key.verifies(signature, of: Array(message.utf8) + [0x20]))
    for index in [0, 31, 32, 63] {
      var wrong = signature
      wrong[index] ^= 1
      #expect(!key.verifies(wrong, of: Array(message.utf8)))
    }
    #expect(!key.verifies([UInt8](repeating: 0, count: 64), of: Array(message.utf8)))
    #expect(!key.verifies([], of: Array(message.utf8)))
  }

  @Test func takesOnlyUsableKeys() {
    let right = members(
      ("kty", "EC"),
      ("crv", "P-256"),
      ("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU"),
      ("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"),
      ("kid", "one")
    )
    #expect(TokenKey(.object(right)) != nil)
    let changes: [(String, JSONValue?)] = [
      ("kty", "RSA"), ("kty", "oct"), ("kty", nil), ("crv", "P-384"), ("crv", "secp256k1"),
      ("use", "enc"), ("use", 1), ("alg", "RS256"), ("alg", "ES512"), ("alg", "none"), ("kid", 1),
      ("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEV"), ("y", "AAAA"), ("y", nil),
      ("d", "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI"),
    ]
    for (name, value) in changes {
      var wrong = right
      wrong[name] = value
      #expect(TokenKey(.object(wrong)) == nil, "\(name)")
    }
    // A set may hold what is of no use, but not one id twice.
    var other = right
    other["crv"] = "P-521"
    let set = { (keys: [JSONObject]) in TokenKeys(["keys": .array(keys.map { .object($0) })]) }
    #expect(set([right, other])?.keys.count == 1)
    #expect(set([right, right]) == nil)
    #expect(set([]) != nil)
    #expect(TokenKeys([]) == nil)
    #expect(TokenKeys(["keys": "one"]) == nil)
    #expect(set(Array(repeating: other, count: TokenKeys.keysMax + 1)) == nil)
  }

  @Test func readsObjectIdsOfOneTenantAlone() throws {
    let tenant = "2f0d7c1e-9a55-4a39-8c57-6b1f0d4f7a2f"
    let object = "6b1f0c1e-3c57-4a39-9a55-0d4f7a2f9c11"
    let now = Timestamp(seconds: 1_795_860_000)
    let expectation = { (tenant: String?) in
      TokenExpectation(
        issuer: "i",
        clientID: "c",
        nonce: "n",
        entraTenant: tenant,
        begunAt: now,
        now: now
      )
    }
    let claims = members(
      ("iss", "i"),
      ("aud", "c"),
      ("nonce", "n"),
      ("sub", "s"),
      ("iat", 1_795_860_000),
      ("exp", 1_795_860_300),
      ("tid", .string(tenant)),
      ("oid", .string(object))
    )
    let named = try expectation(tenant).check(claims)
    #expect(named.entraObject == object)
    #expect(named.aliases == ["entra:\(object)", "oidc:i|s"])
    let plain = try expectation(nil).check(claims)
    #expect(plain.entraObject == nil)
    #expect(plain.aliases == ["oidc:i|s"])
    let changes: [(String, JSONValue?)] = [
      ("tid", nil), ("tid", .string(object)), ("oid", nil), ("oid", "ada@example.org"),
      ("oid", .string(object.uppercased())), ("oid", ""),
    ]
    for (name, value) in changes {
      var wrong = claims
      wrong[name] = value
      #expect(throws: SignInFault.tokenTenant) { try expectation(tenant).check(wrong) }
    }
  }

  /// Source: RFC 4648 §10, without padding.
  @Test func base64URLHasOneTextForOneValue() {
    let pairs = [
      ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
      ("fooba", "Zm9vYmE"),
      ("foobar", "Zm9vYmFy"),
    ]
    for (plain, text) in pairs {
      #expect(Base64URL.encode(Array(plain.utf8)) == text)
      #expect(Base64URL.decodeStrictly(text) == Array(plain.utf8))
    }
    #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    for text in ["Zg==", "Zg=", "Z", "Zh", "Zm9=", "+_8", "-/8", "Zm 9", "Zm9v\n", "Zm9vY"] {
      #expect(Base64URL.decodeStrictly(text) == nil, "\(text)")
    }
  }
}

/// An object of names and values.
private func members(_ elements: (String, JSONValue)...) -> JSONObject {
  JSONObject(elements.map { JSONObject.Member($0.0, $0.1) })
}
