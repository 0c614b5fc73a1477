import DeskIdentity
import DeskPages
import Hummingbird
import NIOCore
import Records
import Vocabulary

/// Signing in and out: the provider says who it is, the trust document who may come in.
struct SignInService: Sendable {
  /// What the configuration says.
  let settings: DeskSettings
  /// Knows the trust document, keeps sign-ins.
  let core: DeskCore
  /// The cookie of a sign-in, and its form's proof.
  let authenticator: Authenticator
  /// The provider; nil: nobody can sign in.
  let signIn: SignIn?

  /// The routes.
  var routes: [Route] {
    [
      Route("GET /sign-in", isPage: true, begin),
      Route("GET /sign-in/callback", isPage: true, end),
      Route("POST /sign-out", isPage: true, leave),
    ]
  }

  /// The cookie of a sign-in that has begun.
  private var pendingName: String {
    settings.isSecure ? "__Secure-phigate-sign-in" : "phigate-sign-in"
  }

  /// The value of `Set-Cookie` that keeps, or with an empty secret forgets, what has begun.
  private func pendingCookie(_ secret: String) -> (String, String) {
    let age = secret.isEmpty ? 0 : SignIn.pendingSecondsMax
    let flags = settings.isSecure ? "; Secure" : ""
    return (
      "Set-Cookie",
      "\(pendingName)=\(secret); Path=/sign-in; HttpOnly; SameSite=Lax; Max-Age=\(age)\(flags)"
    )
  }

  /// The page, with a reason.
  private func page(
    _ reason: SignInReason,
    to place: String = "/",
    status: Int = 200,
    more: [(String, String)] = []
  ) -> Response {
    let model = SignInModel(
      start: "/sign-in?go=1&to=\(place.queryEncoded)",
      provider: settings.providerName,
      reason: reason
    )
    return Answers.page(SignInPage(model).bytes, status: status, more: more)
  }

  /// `GET /sign-in`: the page, or with `go` the way to the provider.
  private func begin(_ incoming: Incoming) async throws -> Response {
    try incoming.allow(["to", "go", "why"])
    guard let signIn else {
      throw Problem(503, "sign_in_missing", "this desk has no identity provider")
    }
    let place = incoming.query["to"] ?? "/"
    guard incoming.query["go"] != nil else {
      return page(incoming.query["why"] == "ended" ? .ended : .none, to: place)
    }
    do throws(SignInFault) {
      let start = try await signIn.begin(returnTo: place)
      return Answers.redirect(start.location, more: [pendingCookie(start.browserSecret)])
    } catch {
      return page(.failed, to: place, status: 503)
    }
  }

  /// `GET /sign-in/callback`: what the provider says.
  private func end(_ incoming: Incoming) async throws -> Response {
    guard let signIn else { throw Problem.notFound }
    let whole = incoming.request.head.path ?? ""
    let query = whole.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
    let forget = pendingCookie("")
    do throws(SignInFault) {
      let end = try await signIn.end(query: query, browserSecret: incoming.cookie(pendingName))
      return try await enter(end, forget)
    } catch {
      return page(.failed, status: 400, more: [forget])
    }
  }

  /// Lets somebody in whom the trust document knows.
  private func enter(
    _ end: SignInEnd,
    _ forget: (String, String)
  ) async throws(SignInFault) -> Response {
    let secret: String?
    do {
      secret = try await core.signIn(end.identity.aliases)
    } catch {
      return page(.failed, status: 503, more: [forget])
    }
    guard let secret else { return page(.unknown, status: 403, more: [forget]) }
    return Answers.redirect(
      end.returnTo,
      more: [forget, ("Set-Cookie", authenticator.cookie(secret))]
    )
  }

  /// `POST /sign-out`.
  private func leave(_ incoming: Incoming) async throws -> Response {
    let fields = try await PageService.fields(incoming)
    try authenticator.checkOrigin(incoming, field: fields["csrf"] ?? "")
    if let secret = incoming.signInSecret { try await core.signOut(secret) }
    let page = NoticePage(NoticeModel(.signedOut))
    return Answers.page(page.bytes, more: [("Set-Cookie", authenticator.cookie(""))])
  }
}
