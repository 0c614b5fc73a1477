import Database
import DeskOutbound
import Gate
package import Records
import Vocabulary

/// What a program may do.
package enum Scope: String, CaseIterable, Sendable {
  /// Submit requests and receipts, and fetch the tokens of all.
  case submit
  /// Read requests, reviews, tokens, events and the log.
  case read
  /// Read `/metrics`.
  case metrics
}

/// Who asks.
package enum Principal: Sendable, Hashable {
  /// Somebody who signed in, here and now.
  case person(Person)
  /// A program with a bearer token.
  case program(name: String, id: String, scopes: Set<Scope>)
  /// A user of this machine, over the socket; known by the kernel and the trust document.
  case peer(uid: UInt32, id: String)

  /// What limits, idempotency keys and rows of the log know it by.
  package var key: String {
    switch self {
    case .person(let person): "human:\(person.human)"
    case .program(_, let id, _): "token:\(id)"
    case .peer(let uid, _): "uid:\(uid)"
    }
  }

  /// Whether it may do this.
  package func may(_ scope: Scope) -> Bool {
    switch self {
    case .person: scope == .read
    case .program(_, _, let scopes): scopes.contains(scope)
    case .peer: true
    }
  }
}

/// Somebody who signed in.
package struct Person: Sendable, Hashable {
  /// The human's id in the trust document.
  package var human: String
  /// The account with which they signed in: `oidc:…` or `entra:…`.
  package var account: String
  /// When they signed in.
  package var since: Timestamp
  /// First moment at which it ends.
  package var until: Timestamp
  /// What forms and scripts send to show that they come from a page of the desk.
  package var csrf: String
}

/// A token of a program as it is kept.
package struct BearerToken: Sendable, Hashable {
  /// The first part of the token.
  package var id: String
  /// What it is for, in the words of whoever made it.
  package var name: String
  /// What it may do.
  package var scopes: [Scope]
  /// When it was made.
  package var created: Timestamp
  /// First moment at which it is not valid any more.
  package var expires: Timestamp
  /// From when on it is revoked; nil: not.
  package var revoked: Timestamp?
}

/// Names of secrets: `pgd_ID_SECRET` for programs, 43 characters for sign-ins.
enum SecretForms {
  /// How tokens begin, so that they are found where they should not be.
  static let bearerPrefix = "pgd_"
  /// Hexadecimal digits of the id.
  static let idDigits = 12

  /// The parts of a token; nil where it has another form.
  static func parts(_ token: String) -> (id: String, secret: String)? {
    guard token.hasPrefix(bearerPrefix) else { return nil }
    let rest = token.dropFirst(bearerPrefix.count)
    guard rest.utf8.count > idDigits + 1 else { return nil }
    let id = String(rest.prefix(idDigits))
    let secret = String(rest.dropFirst(idDigits + 1))
    guard rest.dropFirst(idDigits).first == "_", RandomToken.isToken(secret),
      id.utf8.allSatisfy({ 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 })
    else { return nil }
    return (id, secret)
  }

  /// What of a secret is kept.
  static func hash(_ secret: String) -> [UInt8] { Digest256(hashing: Array(secret.utf8)).bytes }

  /// What forms send, made from a sign-in's secret and of no use without it.
  static func csrf(_ secret: String) -> String {
    Base64URL.encode(Digest256(hashing: Array("phigate-desk csrf \(secret)".utf8)).bytes)
  }
}

/// The accounts of the desk, in its database; one connection, one thread.
struct AccountTable {
  /// The connection.
  let database: Connection

  /// The program of a token; nil where there is none, or it is over.
  func program(_ token: String, at now: Timestamp) throws(Failure) -> Principal? {
    guard let (id, secret) = SecretForms.parts(token) else { return nil }
    var found: Principal?
    try database.query(
      "SELECT name, sha256, scopes FROM bearer WHERE id=? AND revoked IS NULL AND expires>?",
      [.text(id), .integer(now.seconds)]
    ) { (row) throws(Failure) in
      guard row.blob(1).isEqualInConstantTime(to: SecretForms.hash(secret)) else { return }
      let scopes = row.text(2).split(separator: " ").compactMap { Scope(rawValue: String($0)) }
      found = .program(name: row.text(0), id: id, scopes: Set(scopes))
    }
    return found
  }

  /// The person of a sign-in's secret; nil where there is none, or it is over.
  func person(
    _ secret: String,
    at now: Timestamp,
    _ times: DeskSettings.SignInTimes
  ) throws(Failure) -> (person: Person, seen: Timestamp)? {
    guard RandomToken.isToken(secret) else { return nil }
    var found: (Person, Timestamp)?
    try database.query(
      "SELECT human, account, created, seen FROM sign_in WHERE sha256=?",
      [.blob(SecretForms.hash(secret))]
    ) { (row) throws(Failure) in
      let created = Timestamp(seconds: row.integer(2))
      let seen = Timestamp(seconds: row.integer(3))
      let until = min(
        created.advanced(by: times.absoluteSeconds),
        seen.advanced(by: times.idleSeconds)
      )
      guard now < until else { return }
      let person = Person(
        human: row.text(0),
        account: row.text(1),
        since: created,
        until: created.advanced(by: times.absoluteSeconds),
        csrf: SecretForms.csrf(secret)
      )
      found = (person, seen)
    }
    return found
  }

  /// All tokens of programs, oldest first.
  func bearers() throws(Failure) -> [BearerToken] {
    var tokens: [BearerToken] = []
    try database.query(
      "SELECT id, name, scopes, created, expires, revoked FROM bearer ORDER BY created, id"
    ) { (row) throws(Failure) in
      tokens.append(
        BearerToken(
          id: row.text(0),
          name: row.text(1),
          scopes: row.text(2).split(separator: " ").compactMap { Scope(rawValue: String($0)) },
          created: Timestamp(seconds: row.integer(3)),
          expires: Timestamp(seconds: row.integer(4)),
          revoked: row.isNull(5) ? nil : Timestamp(seconds: row.integer(5))
        )
      )
    }
    return tokens
  }
}
