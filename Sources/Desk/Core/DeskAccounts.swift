import AuditLog
import Database
import DeskIdentity
import DeskOutbound
import Gate
import Records
package import Vocabulary

extension DeskCore {
  /// The human of an account, by the trust document in force; nil where it names none.
  ///
  /// Service accounts are no humans, whatever their aliases: they decide nothing.
  package func human(of aliases: [String]) -> (human: String, account: String)? {
    for alias in aliases {
      for human in trust.document.humans where human.aliases.contains(alias) {
        return (human.id, alias)
      }
    }
    return nil
  }

  /// Begins a sign-in of a person that the trust document knows.
  /// - Returns: the secret for the browser; nil where nobody is known under these aliases.
  package func signIn(_ aliases: [String]) throws(Failure) -> String? {
    guard let (human, account) = human(of: aliases) else {
      note(
        refusal: .refusal(.requesterUnknown),
        AuditActor(principal: "unknown", channel: "web"),
        request: nil
      )
      return nil
    }
    let secret = RandomToken.make()
    let now = clock.now().seconds
    let database = database
    try commit(
      AuditEvent(
        DeskEventName.signedIn,
        actor: AuditActor(principal: human, human: human, channel: "web")
      )
    ) { (_) throws(Failure) in
      try database.run(
        "INSERT INTO sign_in(sha256, human, account, created, seen) VALUES(?, ?, ?, ?, ?)",
        [
          .blob(SecretForms.hash(secret)), .text(human), .text(account), .integer(now),
          .integer(now),
        ]
      )
      return []
    }
    return secret
  }

  /// Ends a sign-in.
  package func signOut(_ secret: String) throws(Failure) {
    try database.run("DELETE FROM sign_in WHERE sha256=?", [.blob(SecretForms.hash(secret))])
  }

  /// Notes that a sign-in is still in use.
  package func touch(_ secret: String) throws(Failure) {
    try database.run(
      "UPDATE sign_in SET seen=? WHERE sha256=?",
      [.integer(clock.now().seconds), .blob(SecretForms.hash(secret))]
    )
  }

  /// Removes what is over: sign-ins, and idempotency keys whose requests are long decided.
  func prune() throws(Failure) {
    let now = clock.now()
    try database.run(
      "DELETE FROM sign_in WHERE created<? OR seen<?",
      [
        .integer(now.seconds - settings.signInTimes.absoluteSeconds),
        .integer(now.seconds - settings.signInTimes.idleSeconds),
      ]
    )
    try database.run(
      "DELETE FROM idempotency WHERE at<?",
      [.integer(now.seconds - Self.idempotencySeconds)]
    )
  }

  /// Seconds for which an idempotency key is remembered; the request itself is known for ever.
  static let idempotencySeconds: Int64 = 30 * 86_400

  /// Makes a token for a program.
  /// - Parameters:
  ///   - name: what it is for.
  ///   - scopes: what it may do.
  ///   - days: for which it is valid.
  ///   - actor: who makes it.
  /// - Throws: exit 2 without a name or a scope.
  /// - Returns: the token, which is shown once and kept nowhere.
  package func makeBearer(
    name: String,
    scopes: [Scope],
    days: Int64,
    by actor: String
  ) throws(Failure) -> String {
    guard 1...100 ~= name.utf8.count, name.escapingControls == name, !scopes.isEmpty,
      1...3_660 ~= days
    else { throw Failure(.usage, "a token needs a name, a scope, and 1 to 3660 days") }
    let id = String(Randomness.bytes(SecretForms.idDigits / 2).lowercaseHex)
    let secret = RandomToken.make()
    let now = clock.now()
    let database = database
    try commit(
      AuditEvent(
        DeskEventName.bearerMade,
        actor: AuditActor(principal: actor),
        subject: AuditSubject(kind: "token", id: id)
      )
    ) { (_) throws(Failure) in
      try database.run(
        "INSERT INTO bearer(id, name, sha256, scopes, created, expires) VALUES(?, ?, ?, ?, ?, ?)",
        [
          .text(id), .text(name), .blob(SecretForms.hash(secret)),
          .text(scopes.map(\.rawValue).joined(separator: " ")), .integer(now.seconds),
          .integer(now.advanced(by: days * 86_400).seconds),
        ]
      )
      return []
    }
    return "\(SecretForms.bearerPrefix)\(id)_\(secret)"
  }

  /// All tokens of programs.
  package func bearers() throws(Failure) -> [BearerToken] { try accounts.bearers() }

  /// Revokes a token of a program.
  /// - Throws: exit 2 where there is none that is not revoked.
  package func revokeBearer(_ id: String, by actor: String) throws(Failure) {
    let now = clock.now().seconds
    let database = database
    try commit(
      AuditEvent(
        DeskEventName.bearerRevoked,
        actor: AuditActor(principal: actor),
        subject: AuditSubject(kind: "token", id: String(id.prefix(SecretForms.idDigits)))
      )
    ) { (_) throws(Failure) in
      let changed = try database.run(
        "UPDATE bearer SET revoked=? WHERE id=? AND revoked IS NULL",
        [.integer(now), .text(id)]
      )
      guard changed == 1 else { throw Failure(.usage, "there is no such token") }
      return []
    }
  }
}
