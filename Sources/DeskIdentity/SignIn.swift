package import DeskOutbound
package import Logging
package import Records
import Vocabulary

/// Signs people in with OpenID Connect: authorization code, PKCE, state and nonce.
///
/// What has begun is kept in memory: a person whose desk started anew meanwhile begins again.
/// Source: OpenID Connect Core 1.0 §3.1, RFC 7636, RFC 9207, RFC 9700 §2.1.
package actor SignIn {
  /// Seconds within which a person has to come back from the provider.
  package static let pendingSecondsMax: Int64 = 600
  /// Sign-ins that may be going on; the oldest is forgotten for one more.
  package static let pendingMax = 4096
  /// Bytes of the query that a provider sends back.
  package static let queryBytesMax = 8 << 10
  /// Fields of that query.
  private static let queryPairsMax = 16
  /// Bytes of a place to return to.
  private static let returnBytesMax = 1024

  /// A sign-in that has begun.
  private struct Pending {
    /// SHA-256 of what the browser's cookie must hold.
    let browser: [UInt8]
    /// What the token must hold.
    let nonce: String
    /// What the challenge was made from.
    let verifier: String
    /// Where the browser wanted to go.
    let returnTo: String
    /// When it began.
    let begunAt: Timestamp
    /// Its place in the order of beginnings.
    let number: Int
  }

  /// The settings.
  private let settings: SignInSettings
  /// The provider.
  private let provider: Provider
  /// The time.
  private let clock: WallClock
  /// Where faults are told, by their codes.
  private let logger: Logger
  /// What has begun, by state.
  private var pending: [String: Pending] = [:]
  /// How many began since the start.
  private var begun = 0

  /// Creates the sign-in of one provider.
  /// - Parameters:
  ///   - settings: the provider.
  ///   - client: stays open as long as this is used.
  ///   - clock: the time.
  ///   - logger: gets codes alone.
  package init(
    settings: SignInSettings,
    client: OutboundClient,
    clock: WallClock = .system,
    logger: Logger
  ) {
    self.settings = settings
    self.clock = clock
    self.logger = logger
    provider = Provider(settings: settings, client: client, clock: clock)
  }

  /// Begins a sign-in.
  /// - Parameter returnTo: a path of the desk's own; anything else becomes `/`.
  /// - Returns: where the browser goes, and what it has to bring back.
  /// - Throws: where the provider does not answer or is not what it should be.
  package func begin(returnTo: String) async throws(SignInFault) -> SignInStart {
    let document = try await told { () async throws(SignInFault) in
      try await provider.currentDocument()
    }
    let now = clock.now()
    makeRoom(now)
    let (state, browser) = (RandomToken.make(), RandomToken.make())
    let (nonce, verifier) = (RandomToken.make(), RandomToken.make())
    begun += 1
    pending[state] = Pending(
      browser: Self.digest(browser),
      nonce: nonce,
      verifier: verifier,
      returnTo: Self.isOwnPath(returnTo) ? returnTo : "/",
      begunAt: now,
      number: begun
    )
    let query = WebText.joined([
      ("response_type", "code"), ("client_id", settings.clientID),
      ("redirect_uri", settings.redirect.text), ("scope", "openid"), ("state", state),
      ("nonce", nonce), ("code_challenge", Base64URL.encode(Self.digest(verifier))),
      ("code_challenge_method", "S256"),
    ])
    let base = document.authorization.text
    return SignInStart(
      location: base + (base.contains("?") ? "&" : "?") + query,
      browserSecret: browser
    )
  }

  /// Ends a sign-in with what the browser brought back.
  ///
  /// A sign-in ends once, well or not.
  /// - Parameters:
  ///   - query: the query of `/sign-in/callback`, without its question mark, as it came.
  ///   - browserSecret: the cookie's value; nil where there is none.
  /// - Returns: who signed in, and where they wanted to go.
  /// - Throws: the first rule that is broken.
  package func end(
    query: String,
    browserSecret: String?
  ) async throws(SignInFault) -> SignInEnd {
    try await told { () async throws(SignInFault) in
      guard query.utf8.count <= Self.queryBytesMax,
        let fields = WebText.pairs(query, pairsMax: Self.queryPairsMax)
      else { throw .answerMalformed }
      let mine = try take(fields["state"], browserSecret)
      let document = try await provider.currentDocument()
      if let issuer = fields["iss"] {
        guard issuer.hasSameBytes(as: settings.issuer) else { throw .issuerMismatch }
      } else if document.namesIssuer {
        throw .issuerMismatch
      }
      guard fields["error"] == nil else { throw .refusedByProvider }
      guard let code = fields["code"], !code.isEmpty else { throw .answerMalformed }
      let text = try await provider.exchange(code: code, verifier: mine.verifier)
      let token = try UnverifiedToken(text)
      let key = try await provider.key(for: token)
      let identity = try token.verified(
        with: key,
        expecting: TokenExpectation(
          issuer: settings.issuer,
          clientID: settings.clientID,
          nonce: mine.nonce,
          entraTenant: settings.entraTenant,
          begunAt: mine.begunAt,
          now: clock.now()
        )
      )
      return SignInEnd(identity: identity, returnTo: mine.returnTo)
    }
  }

  /// Takes a sign-in out by its state, for the browser that began it.
  private func take(_ state: String?, _ browserSecret: String?) throws(SignInFault) -> Pending {
    guard let state, RandomToken.isToken(state), let mine = pending[state],
      let browserSecret, mine.browser.isEqualInConstantTime(to: Self.digest(browserSecret))
    else { throw .stateUnknown }
    pending[state] = nil
    guard clock.now().seconds - mine.begunAt.seconds <= Self.pendingSecondsMax else {
      throw .stateUnknown
    }
    return mine
  }

  /// Forgets sign-ins that are over, and the oldest where there are too many.
  private func makeRoom(_ now: Timestamp) {
    guard pending.count >= Self.pendingMax else { return }
    pending = pending.filter { now.seconds - $0.value.begunAt.seconds <= Self.pendingSecondsMax }
    while pending.count >= Self.pendingMax {
      guard let oldest = pending.min(by: { $0.value.number < $1.value.number }) else { return }
      pending[oldest.key] = nil
    }
  }

  /// Runs a step and tells the log which code it ended with, where it did.
  private func told<Result: Sendable>(
    _ step: () async throws(SignInFault) -> Result
  ) async throws(SignInFault) -> Result {
    do throws(SignInFault) {
      return try await step()
    } catch {
      logger.warning("a sign-in failed", metadata: ["code": "\(error.rawValue)"])
      throw error
    }
  }

  /// SHA-256 of a text.
  private static func digest(_ text: String) -> [UInt8] {
    Digest256(hashing: Array(text.utf8)).bytes
  }

  /// Whether a text is a path of the desk's own, which no browser takes for another host.
  static func isOwnPath(_ text: String) -> Bool {
    text.hasPrefix("/") && !text.hasPrefix("//") && text.utf8.count <= returnBytesMax
      && text.utf8.allSatisfy { 0x21..<0x7F ~= $0 && $0 != UInt8(ascii: "\\") }
  }
}
