import DeskOutbound
import Logging
import Records
import Testing
import Vocabulary

@testable import DeskIdentity

/// Signing in, with a provider that is not ours and with one that can be told to break the rules.
@Suite(.serialized) struct SignInTests {
  static let redirect = "http://127.0.0.1:9/sign-in/callback"

  /// A provider that can be told to break the rules, and a desk that trusts it.
  final class Fixture {
    let client: OutboundClient
    let server: Server
    let clock = TestClock()
    private(set) var signIn: SignIn
    private let settings: SignInSettings

    init(_ client: OutboundClient, tenant: String? = nil) async throws {
      self.client = client
      server = try Server("provider.py")
      settings = try SignInSettings(
        issuer: "http://127.0.0.1:\(server.port)",
        clientID: "desk",
        clientSecret: SecretText("s+cret/"),
        redirect: SignInTests.redirect,
        entraTenant: tenant,
        allowsLoopback: true
      )
      signIn = SignIn(settings: settings, client: client, clock: clock.clock, logger: .silent)
      try await pass(0)
    }

    /// Forgets everything that is known of the provider.
    func renew() {
      signIn = SignIn(settings: settings, client: client, clock: clock.clock, logger: .silent)
    }

    /// Tells the provider how to behave from now on.
    func set(_ rules: JSONValue) async throws {
      _ = try await post("/__set", rules)
    }

    /// Lets time go by here and in the tokens that the provider makes.
    func pass(_ seconds: Int64) async throws {
      clock.advance(by: seconds)
      try await set(["now": .integer(clock.clock.now().seconds)])
    }

    /// How often a path was asked for.
    func count(_ path: String) async throws -> Int64 {
      let bytes = try await post("/__counts", [:])
      let value = try StrictJSON.parse(bytes.span, limits: .row)
      guard case .object(let object) = value, case .integer(let count)? = object[path] else {
        return 0
      }
      return count
    }

    /// Sends JSON to the provider.
    private func post(_ path: String, _ value: JSONValue) async throws -> [UInt8] {
      let text = "http://127.0.0.1:\(server.port)\(path)"
      let url = try #require(OutboundURL(text, allowsLoopback: true))
      let body = CanonicalJSON.bytes(value)
      let request = OutboundRequest(
        .post,
        url,
        body: body,
        timeoutMilliseconds: 10_000,
        answerBytesMax: 1 << 16
      )
      return try await client.send(request).body
    }

    /// Begins, and goes to the provider as a browser does.
    /// - Returns: the query that comes back, and the browser's cookie.
    func answer(returnTo: String = "/") async throws -> (query: String, cookie: String) {
      let start = try await signIn.begin(returnTo: returnTo)
      return (try SignInTests.browse([start.location]), start.browserSecret)
    }

    /// Signs somebody in.
    func run() async throws -> SignInEnd {
      let (query, cookie) = try await answer()
      return try await signIn.end(query: query, browserSecret: cookie)
    }

    /// How signing somebody in ends; nil where it ends well.
    func fault() async throws -> SignInFault? {
      do {
        _ = try await run()
        return nil
      } catch let fault as SignInFault {
        return fault
      }
    }
  }

  /// What a provider does wrong once it is asked, and how that ends.
  static let brokenAnswers: [(JSONValue, SignInFault)] = [
    rule(["claims": ["iss": "https://evil.example"]], SignInFault.tokenIssuer),
    rule(["claims": ["aud": "other"]], .tokenAudience),
    rule(["claims": ["aud": ["desk", "other"], "azp": "other"]], .tokenAudience),
    rule(["claims": ["nonce": "other"]], .tokenNonce),
    rule(["claims": ["nonce": .null]], .tokenNonce),
    rule(["claims": ["exp": 1_700_000_000]], .tokenExpired),
    rule(["claims": ["nbf": 4_000_000_000]], .tokenNotYetValid),
    rule(["claims": ["sub": ""]], .tokenSubject), rule(["sign": "stranger"], .tokenKeyUnknown),
    rule(["sign": "stranger", "header": ["kid": "one"]], .tokenSignature),
    rule(["redirect": ["error": "access_denied"]], .refusedByProvider),
    rule(["redirect": ["code": .null]], .answerMalformed),
    rule(["redirect": ["code": ""]], .answerMalformed),
    rule(["redirect": ["iss": "https://evil.example"]], .issuerMismatch),
    rule(["redirect": ["state": "other"]], .stateUnknown),
    rule(["answers": ["/token": ["status": 400, "body": "{}"]]], .codeRefused),
    rule(["answers": ["/token": ["status": 500]]], .providerUnreachable),
    rule(["answers": ["/token": ["status": 200, "body": "{}"]]], .providerMalformed),
    rule(["answers": ["/token": ["status": 200, "body": "<html>"]]], .providerMalformed),
    rule(["answers": ["/keys": ["status": 404]]], .providerUnreachable),
    rule(["answers": ["/keys": ["status": 200, "body": "[]"]]], .providerMalformed),
  ]

  /// What a provider is not as it must be, and how that ends.
  static let brokenProviders: [(JSONValue, SignInFault)] = [
    rule(["discovery": ["issuer": "https://evil.example"]], SignInFault.issuerMismatch),
    rule(["discovery": ["issuer": .null]], .issuerMismatch),
    rule(["discovery": ["jwks_uri": .null]], .providerMalformed),
    rule(["discovery": ["token_endpoint": "http://example.org/token"]], .providerMalformed),
    rule(["discovery": ["jwks_uri": "https://169.254.169.254/keys"]], .providerMalformed),
    rule(["discovery": ["authorization_endpoint": "javascript:alert(1)"]], .providerMalformed),
    rule(["discovery": ["code_challenge_methods_supported": ["plain"]]], .providerMalformed),
    rule(["discovery": ["response_types_supported": ["id_token"]]], .providerMalformed),
    rule(
      [
        "answers": [
          "/.well-known/openid-configuration": [
            "status": 302,
            "headers": [
              "Location": "https://evil.example"
            ],
          ]
        ]
      ],
      .providerUnreachable
    ),
    rule(
      [
        "answers": [
          "/.well-known/openid-configuration": [
            "status": 200,
            "body": .string(
              String(repeating: " ", count: (256 << 10) + 1)
            ),
          ]
        ]
      ],
      .providerMalformed
    ),
    rule(
      ["answers": ["/.well-known/openid-configuration": ["delay": 30, "status": 200]]],
      .providerUnreachable
    ),
  ]

  /// Rules for the provider, and how a sign-in ends under them.
  private static func rule(_ rules: JSONValue, _ fault: SignInFault) -> (JSONValue, SignInFault) {
    (rules, fault)
  }

  /// Goes to an address as a browser does.
  /// - Returns: the query with which it comes back to the desk.
  static func browse(_ arguments: [String]) throws -> String {
    let back = Outside.run([Outside.python, Outside.script("browser.py")] + arguments)
    try #require(back.status == 0)
    try #require(back.output.hasPrefix(redirect + "?"))
    return String(back.output.dropFirst(redirect.count + 1).prefix { $0 != "\n" })
  }

  /// Whether the provider of the tests can be started.
  static let hasProvider = Outside.hasModules("jwt, cryptography")

  /// Runs a test with a provider of its own.
  private func withProvider(
    tenant: String? = nil,
    _ body: (Fixture) async throws -> Void
  ) async throws {
    let client = OutboundClient()
    do {
      try await body(try await Fixture(client, tenant: tenant))
    } catch {
      await client.shutdown()
      throw error
    }
    await client.shutdown()
  }

  @Test(
    .enabled(
      if: Outside.hasModules("oidc_provider_mock"),
      "needs oidc-provider-mock: scripts/setup --tests"
    )
  )
  func aProviderThatIsNotOursSignsAPersonIn() async throws {
    let client = OutboundClient()
    let server = try Server("real-provider.py")
    let issuer = "http://localhost:\(server.port)"
    let url = try #require(OutboundURL(issuer + "/oauth2/clients", allowsLoopback: true))
    let body = CanonicalJSON.bytes([
      "redirect_uris": [.string(Self.redirect)],
      "token_endpoint_auth_method": "client_secret_basic",
    ])
    let registered = try await client.send(
      OutboundRequest(
        .post,
        url,
        headers: [("content-type", "application/json")],
        body: body,
        timeoutMilliseconds: 10_000,
        answerBytesMax: 1 << 16
      )
    )
    var fields = try JSONFields(try StrictJSON.parse(registered.body.span, limits: .row))
    let (id, secret) = (try fields.string("client_id"), try fields.string("client_secret"))
    let signIn = { (secret: String) throws(Failure) in
      SignIn(
        settings: try SignInSettings(
          issuer: issuer,
          clientID: id,
          clientSecret: SecretText(secret),
          redirect: Self.redirect,
          allowsLoopback: true
        ),
        client: client,
        logger: .silent
      )
    }
    let desk = try signIn(secret)
    let start = try await desk.begin(returnTo: "/requests/1")
    let query = try Self.browse([start.location, "sub=subject-of-ada"])
    let end = try await desk.end(query: query, browserSecret: start.browserSecret)
    #expect(end.identity == SignedInIdentity(issuer: issuer, subject: "subject-of-ada"))
    #expect(end.identity.aliases == ["oidc:\(issuer)|subject-of-ada"])
    #expect(end.returnTo == "/requests/1")
    // Twins: a person who says no, and a desk that does not know its secret.
    let refused = try await desk.begin(returnTo: "/")
    let no = try Self.browse([refused.location, "action=deny"]) + "&state=x"
    await #expect(throws: SignInFault.self) {
      try await desk.end(query: no, browserSecret: refused.browserSecret)
    }
    let other = try signIn("wrong")
    let begun = try await other.begin(returnTo: "/")
    let code = try Self.browse([begun.location, "sub=subject-of-ada"])
    await #expect(throws: SignInFault.codeRefused) {
      try await other.end(query: code, browserSecret: begun.browserSecret)
    }
    await client.shutdown()
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func signsInWithBothAlgorithmsAndBothWaysOfTheSecret() async throws {
    try await withProvider { (fixture) async throws in
      let issuer = "http://127.0.0.1:\(fixture.server.port)"
      let wanted = SignedInIdentity(issuer: issuer, subject: "subject-of-ada")
      #expect(try await fixture.run().identity == wanted)
      try await fixture.set(["sign": "two", "keys": ["one", "two"]])
      try await fixture.pass(Provider.keepSeconds)
      #expect(try await fixture.run().identity == wanted)
    }
    try await withProvider { (fixture) async throws in
      try await fixture.set([
        "discovery": ["token_endpoint_auth_methods_supported": ["client_secret_post"]]
      ])
      #expect(try await fixture.run().identity.subject == "subject-of-ada")
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func anAnswerCountsOnceInItsBrowserInTime() async throws {
    try await withProvider { (fixture) async throws in
      let signIn = fixture.signIn
      let one = try await fixture.answer()
      let two = try await fixture.answer()
      // Another browser, no browser, another state, no state.
      for cookie in [two.cookie, "", nil] as [String?] {
        await #expect(throws: SignInFault.stateUnknown) {
          try await signIn.end(query: one.query, browserSecret: cookie)
        }
      }
      for query in ["", "code=x", "code=x&state=", "code=x&state=\(RandomToken.make())"] {
        await #expect(throws: SignInFault.stateUnknown) {
          try await signIn.end(query: query, browserSecret: one.cookie)
        }
      }
      #expect(try await fixture.count("/token") == 0)
      _ = try await signIn.end(query: one.query, browserSecret: one.cookie)
      await #expect(throws: SignInFault.stateUnknown) {
        try await signIn.end(query: one.query, browserSecret: one.cookie)
      }
      fixture.clock.advance(by: SignIn.pendingSecondsMax + 1)
      await #expect(throws: SignInFault.stateUnknown) {
        try await signIn.end(query: two.query, browserSecret: two.cookie)
      }
      #expect(try await fixture.count("/token") == 1)
    }
  }

  /// A code of one sign-in in the answer of another: its challenge and its nonce are others.
  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func refusesACodeOfAnotherSignIn() async throws {
    try await withProvider { (fixture) async throws in
      let mine = try await fixture.answer()
      let other = try await fixture.answer()
      let code = try #require(other.query.split(separator: "&").first { $0.hasPrefix("code=") })
      let state = try #require(mine.query.split(separator: "&").first { $0.hasPrefix("state=") })
      let signIn = fixture.signIn
      await #expect(throws: SignInFault.codeRefused) {
        try await signIn.end(query: "\(code)&\(state)", browserSecret: mine.cookie)
      }
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func refusesWhatIsNotAsItMustBe() async throws {
    try await withProvider { (fixture) async throws in
      for (rules, fault) in Self.brokenAnswers {
        fixture.renew()
        try await fixture.set(rules)
        #expect(try await fixture.fault() == fault, "\(rules)")
        try await fixture.set([
          "claims": [:], "header": [:], "sign": "one", "redirect": [:], "answers": [:],
        ])
        #expect(try await fixture.fault() == nil, "\(rules)")
      }
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func refusesProvidersThatAreNotAsTheyMustBe() async throws {
    try await withProvider { (fixture) async throws in
      for (rules, fault) in Self.brokenProviders {
        fixture.renew()
        try await fixture.set(rules)
        let signIn = fixture.signIn
        await #expect(throws: fault, "\(rules)") { try await signIn.begin(returnTo: "/") }
        // Nothing of it is kept.
        try await fixture.set(["discovery": [:], "answers": [:]])
        #expect(try await fixture.fault() == nil, "\(rules)")
      }
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func answersNameTheIssuerWhereTheProviderSaysSo() async throws {
    try await withProvider { (fixture) async throws in
      let issuer = "http://127.0.0.1:\(fixture.server.port)"
      try await fixture.set([
        "discovery": ["authorization_response_iss_parameter_supported": true]
      ])
      #expect(try await fixture.fault() == .issuerMismatch)
      try await fixture.set(["redirect": ["iss": .string(issuer)]])
      #expect(try await fixture.fault() == nil)
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func looksForKeysThatAreNotKnownAndNotTooOften() async throws {
    try await withProvider { (fixture) async throws in
      #expect(try await fixture.fault() == nil)
      #expect(try await fixture.count("/keys") == 1)
      // Kept: no further look.
      #expect(try await fixture.fault() == nil)
      #expect(try await fixture.count("/keys") == 1)
      // A key that nobody published: one look, then none for a minute.
      try await fixture.set(["sign": "stranger"])
      #expect(try await fixture.fault() == .tokenKeyUnknown)
      #expect(try await fixture.count("/keys") == 1)
      try await fixture.pass(Provider.lookSecondsMin)
      for _ in 0..<3 { #expect(try await fixture.fault() == .tokenKeyUnknown) }
      #expect(try await fixture.count("/keys") == 2)
      // Rotation: the provider signs with a new key, which is looked for a minute later.
      try await fixture.set(["sign": "two", "keys": ["two"]])
      #expect(try await fixture.fault() == .tokenKeyUnknown)
      try await fixture.pass(Provider.lookSecondsMin)
      #expect(try await fixture.fault() == nil)
      #expect(try await fixture.count("/keys") == 3)
      // The old key is gone with the set that held it.
      try await fixture.set(["sign": "one"])
      #expect(try await fixture.fault() == .tokenKeyUnknown)
      #expect(try await fixture.count("/.well-known/openid-configuration") == 1)
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func readsTheTenantOfEntra() async throws {
    let tenant = "2f0d7c1e-9a55-4a39-8c57-6b1f0d4f7a2f"
    let object = "6b1f0c1e-3c57-4a39-9a55-0d4f7a2f9c11"
    try await withProvider(tenant: tenant) { (fixture) async throws in
      #expect(try await fixture.fault() == .tokenTenant)
      try await fixture.set(["claims": ["tid": .string(tenant), "oid": .string(object)]])
      #expect(try await fixture.run().identity.entraObject == object)
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func forgetsTheOldestOfTooMany() async throws {
    try await withProvider { (fixture) async throws in
      let first = try await fixture.answer()
      for _ in 0..<SignIn.pendingMax - 1 { _ = try await fixture.signIn.begin(returnTo: "/") }
      let last = try await fixture.answer()
      let signIn = fixture.signIn
      await #expect(throws: SignInFault.stateUnknown) {
        try await signIn.end(query: first.query, browserSecret: first.cookie)
      }
      _ = try await signIn.end(query: last.query, browserSecret: last.cookie)
    }
  }

  @Test(.enabled(if: hasProvider, "needs PyJWT: scripts/setup --tests"))
  func asksForWhatItNeedsAndNoMore() async throws {
    try await withProvider { (fixture) async throws in
      let start = try await fixture.signIn.begin(returnTo: "/")
      let query = try #require(start.location.split(separator: "?").last)
      let fields = try #require(WebText.pairs(String(query), pairsMax: 16))
      let names = [
        "client_id", "code_challenge", "code_challenge_method", "nonce", "redirect_uri",
        "response_type", "scope", "state",
      ]
      #expect(fields.keys.sorted() == names)
      #expect(fields["scope"] == "openid")
      let secrets = ["state", "nonce", "code_challenge"].compactMap { fields[$0] }
      #expect(Set(secrets + [start.browserSecret]).count == 4)
      #expect(secrets.allSatisfy(RandomToken.isToken))
      let again = try await fixture.signIn.begin(returnTo: "/")
      #expect(again.location != start.location && again.browserSecret != start.browserSecret)
    }
  }

  @Test(arguments: [
    ("/", true), ("/requests/1?x=y", true), ("//evil.example", false), ("/\\evil.example", false),
    ("https://evil.example", false), ("", false), ("requests", false), ("/a b", false),
    ("/a\n", false), ("/\u{E9}", false), ("/" + String(repeating: "a", count: 1024), false),
  ])
  func returnsToItsOwnPathsAlone(path: String, isOwn: Bool) {
    #expect(SignIn.isOwnPath(path) == isOwn)
  }

  @Test(arguments: [
    "a=%", "a=%4", "a=%zz", "a=1&a=2", "a=%FF", "a=%00", "a=%0A", "a%=1",
  ])
  func refusesBrokenQueries(query: String) {
    #expect(WebText.pairs(query, pairsMax: 4) == nil)
    #expect(WebText.pairs("a=1&b=%20+x&c", pairsMax: 4) == ["a": "1", "b": "  x", "c": ""])
    #expect(WebText.pairs("a&b&c&d&e", pairsMax: 4) == nil)
  }

  @Test func refusesSettingsOfAnotherForm() throws {
    let make = { (issuer: String, client: String, redirect: String, loopback: Bool) in
      try SignInSettings(
        issuer: issuer,
        clientID: client,
        clientSecret: nil,
        redirect: redirect,
        allowsLoopback: loopback
      )
    }
    let right = try make(
      "https://login.example.org/r/",
      "desk",
      "https://desk.example.org/c",
      false
    )
    #expect(
      right.discovery.text == "https://login.example.org/r/.well-known/openid-configuration"
    )
    let back = "https://desk.example.org/c"
    for (issuer, client, redirect) in [
      ("http://login.example.org", "desk", back), ("https://login.example.org?x", "desk", back),
      ("https://user@login.example.org", "desk", back), ("login.example.org", "desk", back),
      ("http://127.0.0.1:1", "desk", back), ("https://login.example.org", "", back),
      ("https://login.example.org", "de sk", back),
      ("https://login.example.org", "desk", "http://desk.example.org/c"),
      ("https://login.example.org", "desk", "https://desk.example.org/c?x"),
    ] {
      #expect(throws: Failure.self) { try make(issuer, client, redirect, false) }
    }
    #expect(throws: Never.self) { try make("http://127.0.0.1:1", "desk", back, true) }
  }
}

extension Logger {
  /// A log that nobody reads.
  static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}
