package import Records
package import Vocabulary

/// A public key as a trust document holds it.
package struct TrustKey: Sendable, Hashable {
  /// The lower-case hex SHA-256 of the SubjectPublicKeyInfo DER.
  package var keyID: String
  /// SubjectPublicKeyInfo in PEM.
  package var pem: String
}

/// One signed statement of who may do what: root keys, humans, clauses, destinations.
///
/// Its payload is RFC 8785 JSON; the payload's SHA-256 is the policy digest of every token.
/// Source: phigate-trust(5).
package struct TrustDocument: Sendable, Hashable {
  /// The value of `_type`.
  package static let type = "phigate.trust/v1"
  /// The DSSE payload type of the envelope.
  package static let payloadType = "application/vnd.phigate.trust+json"

  /// A root key; a threshold of them signs each version.
  package struct Root: Sendable, Hashable {
    /// The key.
    package var key: TrustKey
    /// Whose it is; that human cannot approve under a version signed with it.
    ///
    /// Nil: nobody's.
    package var human: String?
  }

  /// A key of a human.
  package struct HumanKey: Sendable, Hashable {
    /// The key.
    package var key: TrustKey
    /// First moment of validity.
    package var validAfter: Timestamp
    /// First moment at which it is not valid any more.
    package var validBefore: Timestamp
    /// From when on it is revoked; nil: not.
    package var revokedAt: Timestamp?
    /// What a signature with it is worth.
    package var assurance: Assurance
    /// What signatures of a security key must say; nil: the key is a plain one.
    package var securityKey: SecurityKey?
  }

  /// The terms of a key that a security key (FIDO) holds and OpenSSH uses.
  package struct SecurityKey: Sendable, Hashable {
    /// What it signs for: `ssh:`.
    package var application: String
    /// Whether it must say that it knew its owner, by a PIN or a finger; a touch it must always.
    package var isVerifyRequired: Bool
  }

  /// A person.
  package struct Human: Sendable, Hashable {
    /// Id: `m.okafor`.
    package var id: String
    /// The groups whose clauses the person may fill.
    package var groups: [String]
    /// Keys to decide with.
    package var keys: [HumanKey]
    /// `unix:1000`, `slack:TEAM/USER`, `entra:OBJECT`, `oidc:ISSUER|SUBJECT`, `api:CLIENT`.
    package var aliases: [String]
  }

  /// A program's account; its humans count as requester whenever it asks.
  package struct ServiceAccount: Sendable, Hashable {
    /// Id: `svc-nightly`.
    package var id: String
    /// As for humans.
    package var aliases: [String]
    /// Ids of the humans who answer for it, at least one.
    package var humans: [String]
  }

  /// So many distinct humans of a group.
  package struct Clause: Sendable, Hashable {
    /// The group.
    package var group: String
    /// How many, at least 1.
    package var min: Int
    /// The weakest signature that counts.
    package var assurance: Assurance
  }

  /// A signed agreement or determination that lets a profile other than Safe Harbor leave.
  package struct Paper: Sendable, Hashable {
    /// Its id (an agreement) or the SHA-256 of the document (a determination).
    package var reference: String
    /// From when on it does not hold any more.
    package var expires: Timestamp
  }

  /// What a destination gets beside the data.
  package enum Evidence: String, CaseIterable, Sendable {
    case full
    case receiptOnly = "receipt-only"
  }

  /// Where bundles may go.
  package struct Destination: Sendable, Hashable {
    /// Id: `research`.
    package var id: String
    /// Its address.
    ///
    /// `file:/srv/released/research`: a folder that exists; `-`: standard output;
    /// `exec:/PROGRAM WORD`: a command. The last two are given one tar.
    package var uri: String
    /// Profiles that may go there.
    package var accepts: [Profile]
    /// The data use agreement that `limited-data-set` needs.
    package var agreement: Paper?
    /// The determination that `expert` needs.
    package var determination: Paper?
    /// What goes with the data.
    package var evidence: Evidence
    /// Whether names that differ by case or normal form alone are refused: the destination could not
    /// keep them apart.
    package var portableNames = false

    /// Creates a destination.
    package init(
      id: String,
      uri: String,
      accepts: [Profile],
      agreement: Paper?,
      determination: Paper?,
      evidence: Evidence,
      portableNames: Bool = false
    ) {
      self.id = id
      self.uri = uri
      self.accepts = accepts
      self.agreement = agreement
      self.determination = determination
      self.evidence = evidence
      self.portableNames = portableNames
    }
  }

  /// A privileged command that people may approve: an infrastructure change, an unmasking.
  ///
  /// The thresholds are those of releases.
  package struct Action: Sendable, Hashable {
    /// Id: `unmask`.
    package var id: String
    /// Paths of programs that it may run, at least one.
    package var programs: [String]
    /// Names of variables that the command is given, where they are set; no others are.
    package var environment: [String]

    /// Creates an action.
    package init(id: String, programs: [String], environment: [String]) {
      self.id = id
      self.programs = programs
      self.environment = environment
    }
  }

  /// From 1, only up.
  package var version: Int64
  /// When this version was drafted.
  package var issuedAt: Timestamp
  /// From when on the gate refuses it.
  package var expires: Timestamp
  /// The gate's name with 64 random bits: `gate-0123456789abcdef`.
  package var origin: String
  /// Whether one user plays all parts; every release says so.
  package var isSingleUser: Bool
  /// The gate's own key: receipts and checkpoints.
  package var gateKey: TrustKey
  /// How many roots must sign the next version.
  package var rootThreshold: Int
  /// The root keys.
  package var roots: [Root]
  /// The people.
  package var humans: [Human]
  /// The programs.
  package var serviceAccounts: [ServiceAccount]
  /// Any of these lists, all clauses of it, releases a bundle.
  package var approvals: [[Clause]]
  /// All of these release a bundle in an emergency, signed as such; empty: nobody can.
  ///
  /// Such a release leaves a review to be done: the ordinary approvals, afterwards.
  package var breakGlass: [Clause] = []
  /// Seconds for which a token may be valid at most.
  package var tokenLifetimeSecondsMax: Int64
  /// Seconds after which a request that was not released has to be asked anew.
  package var requestLifetimeSecondsMax: Int64 = requestLifetimeSecondsDefault
  /// Where bundles may go.
  package var destinations: [Destination]
  /// Commands that people may approve.
  package var actions: [Action] = []
  /// Keys of desks, which say what people clicked.
  package var channels: [Channel] = []
  /// Rule sets of a lower epoch are refused.
  package var rulesetEpochMin: Int64
  /// Keys whose cosignatures on checkpoints count.
  package var witnesses: [TrustKey]

  /// Seconds for which a request stands unless the document says otherwise: 30 days.
  package static let requestLifetimeSecondsDefault: Int64 = 30 * 86_400

  /// The human whose id is `id`; nil for none.
  package func human(_ id: String) -> Human? { humans.first { $0.id.hasSameBytes(as: id) } }

  /// The destination whose id is `id`; nil for none.
  package func destination(_ id: String) -> Destination? {
    destinations.first { $0.id.hasSameBytes(as: id) }
  }

  /// The action whose id is `id`; nil for none.
  package func action(_ id: String) -> Action? {
    actions.first { $0.id.hasSameBytes(as: id) }
  }

  /// The owner and validity of a human's key; nil for an unknown one.
  package func owner(ofKey keyID: String) -> (human: Human, key: HumanKey)? {
    for human in humans {
      if let key = human.keys.first(where: { $0.key.keyID == keyID }) { return (human, key) }
    }
    return nil
  }

  /// Who stands behind an alias: its principal, and all humans that count as requester.
  package func principal(alias: String) -> (id: String, humans: [String])? {
    if let human = humans.first(where: { $0.aliases.contains(alias) }) {
      return (human.id, [human.id])
    }
    if let account = serviceAccounts.first(where: { $0.aliases.contains(alias) }) {
      return (account.id, account.humans)
    }
    return nil
  }
}
