import DeskOutbound
import Logging
import Records

/// What a provider's discovery document says, as far as it is needed.
///
/// Source: OpenID Connect Discovery 1.0 §3, §4.3; RFC 9207 §3.
struct ProviderDocument: Sendable {
  /// Where browsers go.
  let authorization: OutboundURL
  /// Where codes become tokens.
  let token: OutboundURL
  /// Where the keys are.
  let keys: OutboundURL
  /// Whether the client's secret goes into the form rather than into a header.
  let wantsSecretInForm: Bool
  /// Whether answers must name the issuer.
  let namesIssuer: Bool

  /// Reads a document.
  /// - Throws: `issuer_mismatch`, `provider_malformed`.
  init(_ value: JSONValue, _ settings: SignInSettings) throws(SignInFault) {
    guard case .object(let object) = value else { throw .providerMalformed }
    guard object["issuer"] == .string(settings.issuer) else { throw .issuerMismatch }
    let url = { (name: String) -> OutboundURL? in
      guard case .string(let text)? = object[name] else { return nil }
      return OutboundURL(text, allowsLoopback: settings.allowsLoopback)
    }
    guard let authorization = url("authorization_endpoint"), let token = url("token_endpoint"),
      let keys = url("jwks_uri")
    else { throw .providerMalformed }
    self.authorization = authorization
    self.token = token
    self.keys = keys
    let offers = { (name: String, value: String) -> Bool? in
      guard case .array(let values)? = object[name] else { return nil }
      return values.contains(.string(value))
    }
    // A provider that lists its methods and does not list S256 would ignore the challenge.
    guard offers("code_challenge_methods_supported", "S256") != false,
      offers("response_types_supported", "code") != false
    else { throw .providerMalformed }
    let methods = "token_endpoint_auth_methods_supported"
    wantsSecretInForm =
      offers(methods, "client_secret_basic") == false
      && offers(methods, "client_secret_post") == true
    namesIssuer = object["authorization_response_iss_parameter_supported"] == .bool(true)
  }
}

/// Talks to a provider, and keeps what it said for a while.
actor Provider {
  /// Milliseconds that an answer may take.
  static let timeoutMilliseconds: Int64 = 5_000
  /// Size and depth of an answer.
  static let limits = JSONLimits(bytesMax: 256 << 10, depthMax: 16)
  /// Seconds for which an answer is kept where the provider says nothing, and the range of what it
  /// may say.
  static let keepSeconds: Int64 = 3_600
  static let keepSecondsRange: ClosedRange<Int64> = 60...86_400
  /// Seconds between two looks for keys that a token asked for: tokens are cheap to forge.
  static let lookSecondsMin: Int64 = 60

  /// An answer that is kept.
  private struct Kept<Content: Sendable>: Sendable {
    /// The answer.
    let content: Content
    /// When it came.
    let at: Timestamp
    /// Until when it counts.
    let until: Timestamp
  }

  /// What an answer is made of, or why there is none.
  private typealias Fetch<Content: Sendable> = Task<Result<Kept<Content>, SignInFault>, Never>

  /// The settings.
  private let settings: SignInSettings
  /// The connections.
  private let client: OutboundClient
  /// The time.
  private let clock: WallClock
  /// The discovery document.
  private var document: Kept<ProviderDocument>?
  /// The keys.
  private var keys: Kept<TokenKeys>?
  /// A look for the document that is going on.
  private var documentFetch: Fetch<ProviderDocument>?
  /// A look for keys that is going on.
  private var keysFetch: Fetch<TokenKeys>?
  /// When keys were last looked for, whatever came of it.
  private var lookedAt: Timestamp?

  /// Creates a provider of which nothing is known yet.
  init(settings: SignInSettings, client: OutboundClient, clock: WallClock) {
    self.settings = settings
    self.client = client
    self.clock = clock
  }

  /// The discovery document.
  func currentDocument() async throws(SignInFault) -> ProviderDocument {
    if let document, clock.now() < document.until { return document.content }
    let fetch =
      documentFetch
      ?? Fetch { [settings, client, clock] in
        do throws(SignInFault) {
          let (value, seconds) = try await Self.get(settings.discovery, client)
          return .success(Self.kept(try ProviderDocument(value, settings), seconds, clock))
        } catch {
          return .failure(error)
        }
      }
    documentFetch = fetch
    let result = await fetch.value
    documentFetch = nil
    let fetched = try result.get()
    document = fetched
    return fetched.content
  }

  /// The key that a token names.
  ///
  /// Keys change: one that is not known is looked for once more, at most once a minute.
  /// - Throws: `token_key_unknown` where the provider has none such.
  func key(for token: UnverifiedToken) async throws(SignInFault) -> TokenKey {
    if let keys, clock.now() < keys.until,
      let key = keys.content.key(id: token.keyID, algorithm: token.algorithm)
    {
      return key
    }
    let now = clock.now()
    let isFresh = keys.map { now < $0.until } ?? false
    if keysFetch == nil, isFresh, let lookedAt,
      now.seconds - lookedAt.seconds < Self.lookSecondsMin
    {
      throw .tokenKeyUnknown
    }
    let fetched = try await fetchKeys()
    guard let key = fetched.key(id: token.keyID, algorithm: token.algorithm) else {
      throw .tokenKeyUnknown
    }
    return key
  }

  /// Exchanges a code for an ID token.
  /// - Returns: the token's text.
  func exchange(code: String, verifier: String) async throws(SignInFault) -> String {
    let document = try await currentDocument()
    var form = [
      (name: "grant_type", value: "authorization_code"), (name: "code", value: code),
      (name: "redirect_uri", value: settings.redirect.text),
      (name: "code_verifier", value: verifier),
    ]
    var headers = [
      (name: "content-type", value: "application/x-www-form-urlencoded"),
      (name: "accept", value: "application/json"),
    ]
    if let secret = settings.clientSecret, !document.wantsSecretInForm {
      let pair = "\(WebText.escaped(settings.clientID)):\(WebText.escaped(secret.text))"
      headers.append(("authorization", "Basic \(Base64.encode(Array(pair.utf8)))"))
    } else {
      form.append(("client_id", settings.clientID))
      if let secret = settings.clientSecret { form.append(("client_secret", secret.text)) }
    }
    let answer = try await Self.send(
      OutboundRequest(
        .post,
        document.token,
        headers: headers,
        body: Array(WebText.joined(form).utf8),
        timeoutMilliseconds: Self.timeoutMilliseconds,
        answerBytesMax: Self.limits.bytesMax
      ),
      client
    )
    guard answer.status != 400, answer.status != 401 else { throw .codeRefused }
    guard answer.status == 200 else { throw .providerUnreachable }
    guard case .object(let object)? = try? StrictJSON.parse(answer.body.span, limits: Self.limits),
      case .string(let token)? = object["id_token"]
    else { throw .providerMalformed }
    return token
  }

  /// Looks for the keys, together with whoever else does.
  private func fetchKeys() async throws(SignInFault) -> TokenKeys {
    let address = try await currentDocument().keys
    if keysFetch == nil { lookedAt = clock.now() }
    let fetch =
      keysFetch
      ?? Fetch { [client, clock] in
        do throws(SignInFault) {
          let (value, seconds) = try await Self.get(address, client)
          guard let keys = TokenKeys(value) else { throw SignInFault.providerMalformed }
          return .success(Self.kept(keys, seconds, clock))
        } catch {
          return .failure(error)
        }
      }
    keysFetch = fetch
    let result = await fetch.value
    keysFetch = nil
    let fetched = try result.get()
    keys = fetched
    return fetched.content
  }

  /// Reads a JSON document.
  /// - Returns: the document, and for how many seconds the provider lets it be kept.
  private static func get(
    _ url: OutboundURL,
    _ client: OutboundClient
  ) async throws(SignInFault) -> (JSONValue, Int64?) {
    let answer = try await send(
      OutboundRequest(
        .get,
        url,
        headers: [("accept", "application/json")],
        timeoutMilliseconds: timeoutMilliseconds,
        answerBytesMax: limits.bytesMax
      ),
      client
    )
    guard answer.status == 200 else { throw .providerUnreachable }
    guard let value = try? StrictJSON.parse(answer.body.span, limits: limits) else {
      throw .providerMalformed
    }
    return (value, answer.maxAgeSeconds)
  }

  /// Sends a request; whatever is wrong with the way there is the provider's not answering.
  private static func send(
    _ request: OutboundRequest,
    _ client: OutboundClient
  ) async throws(SignInFault) -> OutboundAnswer {
    do throws(OutboundFault) {
      return try await client.send(request)
    } catch {
      throw error == .answerTooLarge ? .providerMalformed : .providerUnreachable
    }
  }

  /// An answer with the time for which it is kept.
  private static func kept<Content: Sendable>(
    _ content: Content,
    _ seconds: Int64?,
    _ clock: WallClock
  ) -> Kept<Content> {
    let now = clock.now()
    let range = keepSecondsRange
    let kept = min(max(seconds ?? keepSeconds, range.lowerBound), range.upperBound)
    return Kept(content: content, at: now, until: now.advanced(by: kept))
  }
}
