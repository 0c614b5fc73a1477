import DeskOutbound
import Gate
import Glibc
import HTTPTypes
import NIOCore
import Records
import Vocabulary

/// Finds out who asks: a person by the sign-in's cookie, a program by its token, a user of this
/// machine by what the kernel says of the socket's other end.
struct Authenticator: Sendable {
  /// What the configuration says.
  let settings: DeskSettings
  /// Reads accounts.
  let reader: DeskReader
  /// Knows the trust document, and notes that sign-ins are in use.
  let core: DeskCore
  /// Where the time comes from.
  let clock: WallClock

  /// Seconds after which the use of a sign-in is noted again.
  private static let touchSeconds: Int64 = 60
  /// How the value of `Authorization` begins.
  private static let scheme = "bearer "

  /// The sign-in's cookie: bound to this host where browsers come over TLS.
  var cookieName: String { settings.isSecure ? "__Host-phigate-desk" : "phigate-desk" }

  /// The value of `Set-Cookie` that begins or, with an empty secret, ends a sign-in.
  func cookie(_ secret: String) -> String {
    let age = secret.isEmpty ? 0 : settings.signInTimes.absoluteSeconds
    return "\(cookieName)=\(secret); Path=/; HttpOnly; SameSite=Lax; Max-Age=\(age)"
      + (settings.isSecure ? "; Secure" : "")
  }

  /// Who asks.
  ///
  /// A token that does not hold is refused even where the socket would say who it is.
  /// - Throws: 401 for a token that is not valid.
  func identify(_ incoming: inout Incoming) async throws {
    let now = clock.now()
    if let value = incoming.header("Authorization") {
      guard value.lowercased().hasPrefix(Self.scheme) else { throw Problem.unauthorized }
      let token = String(value.dropFirst(Self.scheme.count))
      guard let program = try await reader.program(token, at: now) else {
        throw Problem.unauthorized
      }
      incoming.principal = program
      return
    }
    if let secret = incoming.cookie(cookieName),
      let (person, seen) = try await reader.person(secret, at: now, settings.signInTimes),
      await core.isHuman(person)
    {
      incoming.principal = .person(person)
      incoming.signInSecret = secret
      if now.seconds - seen.seconds >= Self.touchSeconds { try await core.touch(secret) }
      return
    }
    if case .socket = settings.listening { try await identifyPeer(&incoming) }
  }

  /// Asks the kernel for the user at the other end, and the trust document for who that is.
  private func identifyPeer(_ incoming: inout Incoming) async throws {
    guard let channel = incoming.context.channel as? any SocketOptionProvider else { return }
    let credentials: PeerCredentials =
      try await channel.unsafeGetSocketOption(
        level: .init(rawValue: CInt(SOL_SOCKET)),
        name: .init(rawValue: CInt(SO_PEERCRED))
      )
      .get()
    guard let id = await core.principal(uid: credentials.uid) else { return }
    incoming.principal = .peer(uid: credentials.uid, id: id)
  }

  /// Refuses a request of a browser that did not come from a page of this desk.
  ///
  /// `field`: what the form holds as `csrf`; nil: the header `X-CSRF-Token` holds it.
  func checkOrigin(_ incoming: Incoming, field: String? = nil) throws(Problem) {
    guard case .person(let person)? = incoming.principal else { return }
    if let origin = incoming.header("Origin"), origin != settings.url {
      throw Problem(403, "csrf", "the request does not come from a page of the desk")
    }
    let given = field ?? incoming.header("X-CSRF-Token") ?? ""
    guard Array(given.utf8).isEqualInConstantTime(to: Array(person.csrf.utf8)) else {
      throw Problem(403, "csrf", "the request does not come from a page of the desk")
    }
  }
}

/// What the kernel says of a socket's other end: `struct ucred`, which Swift does not see.
///
/// Source: unix(7), SO_PEERCRED.
private struct PeerCredentials: Sendable {
  /// The process.
  var pid: Int32 = 0
  /// The user.
  var uid: UInt32 = 0
  /// The group.
  var gid: UInt32 = 0
}

extension DeskCore {
  /// Whether the trust document still knows somebody who signed in, by the same account.
  func isHuman(_ person: Person) -> Bool {
    trust.document.human(person.human)?.aliases.contains(person.account) == true
  }

  /// Who a user of this machine is, by the trust document; nil for a stranger.
  func principal(uid: UInt32) -> String? {
    trust.document.principal(alias: "unix:\(uid)")?.id
  }
}
