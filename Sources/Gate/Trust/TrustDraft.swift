import Files
package import Records
package import Vocabulary

/// A trust version in the making: an editable file beside trust.json, then signed into its place.
package struct TrustDraft: Sendable {
  /// The trust file.
  package let trustPath: String
  /// The version in the trust file.
  package let current: VerifiedTrust
  /// The version in the making.
  package var document: TrustDocument

  /// The draft's file: JSON that any editor may change.
  package static func path(for trust: String) -> String { "\(trust).draft" }
  /// Signatures gathered for a draft while there are too few.
  package static func partialPath(for trust: String) -> String { "\(trust).partial" }

  /// Opens the draft of a trust file, or begins one with the next version number.
  ///
  /// `trust`: the trust file. `now`: when the draft is issued. `mustExist`: whether a draft that is
  /// not there is an error.
  package init(trust: String, now: Timestamp, mustExist: Bool = false) throws(Failure) {
    trustPath = trust
    current = try Self.readTrust(trust)
    if let bytes = try SmallFile.readIfThere(Self.path(for: trust), bytesMax: 4 << 20) {
      do throws(RecordFault) {
        document = try TrustDocument(try StrictJSON.parse(bytes.span, limits: .document))
      } catch {
        throw .refusal(.trustInvalid, error.description, path: Self.path(for: trust))
      }
      try document.validate()
      return
    }
    guard !mustExist else {
      throw Failure(
        .usage,
        "there is no draft",
        path: Self.path(for: trust),
        next: "begin one: phigate trust draft"
      )
    }
    document = current.document
    document.version += 1
    document.issuedAt = now
    if document.expires.seconds - now.seconds < GateSetup.trustDays * 43_200 {
      document.expires = now.advanced(by: GateSetup.trustDays * 86_400)
    }
  }

  /// Reads a trust file by its own signatures; whether it follows the log is for the gate to say.
  package static func readTrust(_ path: String) throws(Failure) -> VerifiedTrust {
    guard let bytes = try SmallFile.readIfThere(path, bytesMax: 4 << 20) else {
      throw Failure(
        .usage,
        "there is no trust document",
        path: path,
        next: "make one: phigate init DIR"
      )
    }
    return try VerifiedTrust(pinned: bytes)
  }

  /// Writes the draft, one setting a line, after checking its rules.
  package func save() throws(Failure) {
    try document.validate()
    let path = Self.path(for: trustPath)
    try SmallFile.replace(path, Array(PrettyJSON.text(document.json).utf8))
    try SystemFiles.remove(Self.partialPath(for: trustPath))
  }

  /// What the draft changes, in words.
  package var changes: [String] { document.changes(since: current.document) }

  /// Adds a human, or adds groups and aliases to one that is there.
  package mutating func addHuman(
    _ id: String,
    groups: [String],
    aliases: [String]
  ) throws(Failure) {
    guard id.isIdentifier, groups.allSatisfy(\.isIdentifier) else {
      throw Failure(
        .usage,
        "ids have 1 to 255 small letters, digits and ._@+:/- and begin with one of the "
          + "first two"
      )
    }
    if let index = document.humans.firstIndex(where: { $0.id == id }) {
      for group in groups where !document.humans[index].groups.contains(group) {
        document.humans[index].groups.append(group)
      }
      for alias in aliases where !document.humans[index].aliases.contains(alias) {
        document.humans[index].aliases.append(alias)
      }
    } else {
      document.humans.append(.init(id: id, groups: groups, keys: [], aliases: aliases))
    }
    try document.validate()
  }

  /// Adds a key to a human.
  ///
  /// `publicKey`: a plain key or a security key's. `isVerifyRequired`: whether a security key must
  /// ask for a PIN or a finger.
  package mutating func addKey(
    human id: String,
    publicKey: SSHPublicKey,
    validAfter: Timestamp,
    validBefore: Timestamp,
    assurance: Assurance,
    isVerifyRequired: Bool = false
  ) throws(Failure) {
    guard let index = document.humans.firstIndex(where: { $0.id == id }) else {
      throw Failure(.usage, "there is no human \(id)", next: "phigate trust add-human \(id)")
    }
    guard publicKey.application != nil || !isVerifyRequired else {
      throw Failure(.usage, "only a security key can ask for a PIN or a finger")
    }
    document.humans[index].keys
      .append(
        .init(
          key: TrustKey(keyID: publicKey.key.keyID, pem: publicKey.key.pem),
          validAfter: validAfter,
          validBefore: validBefore,
          revokedAt: nil,
          assurance: assurance,
          securityKey: publicKey.application.map {
            .init(application: $0, isVerifyRequired: isVerifyRequired)
          }
        )
      )
    try document.validate()
  }

  /// Revokes a key.
  ///
  /// `keyID`: the whole id, or its first 8 digits or more where they name one key.
  package mutating func revokeKey(_ keyID: String, at now: Timestamp) throws(Failure) {
    var found: [(Int, Int)] = []
    for human in document.humans.indices {
      for key in document.humans[human].keys.indices
      where document.humans[human].keys[key].key.keyID.hasPrefix(keyID) {
        found.append((human, key))
      }
    }
    let channels = document.channels.indices.filter {
      document.channels[$0].key.keyID.hasPrefix(keyID)
    }
    let count = found.count + channels.count
    guard keyID.utf8.count >= 8, count == 1 else {
      throw Failure(.usage, "\(count) keys begin with these digits; 8 or more must name one")
    }
    for channel in channels { document.channels[channel].revokedAt = now }
    guard let (human, key) = found.first else { return }
    document.humans[human].keys[key].revokedAt = now
  }

  /// Signs the draft; puts it in force once the old and the new threshold are met.
  /// - Returns: nil once it is in trust.json; otherwise how many signatures it has.
  package func sign(with keys: [SigningKey]) throws(Failure) -> Int? {
    try document.validate()
    let payload = document.payload
    var envelope = Envelope(payloadType: TrustDocument.payloadType, payload: payload)
    let partialPath = Self.partialPath(for: trustPath)
    if let bytes = try SmallFile.readIfThere(partialPath, bytesMax: 4 << 20),
      let earlier = try? Envelope.parse(bytes.span, limits: .document),
      earlier.payload == payload, earlier.payloadType == TrustDocument.payloadType
    {
      envelope = earlier
    }
    let roots = current.document.roots + document.roots
    for key in keys {
      guard roots.contains(where: { $0.key.keyID == key.verifyingKey.keyID }) else {
        throw .refusal(
          .trustSignatures,
          "key \(key.verifyingKey.keyID.prefix(16)) is no root key"
        )
      }
      let isThere = envelope.signatures.contains { $0.keyID == key.verifyingKey.keyID }
      if !isThere { try envelope.sign(with: key) }
    }
    let bytes = envelope.bytes()
    do throws(Failure) {
      _ = try VerifiedTrust(envelope: bytes, following: current)
    } catch {
      guard error.reasons == [RefusalCode.trustSignatures.rawValue] else { throw error }
      try SmallFile.replace(partialPath, bytes)
      return envelope.signatures.count
    }
    try SmallFile.replace(trustPath, bytes)
    try SystemFiles.remove(partialPath)
    try SystemFiles.remove(Self.path(for: trustPath))
    return nil
  }
}

/// JSON for people's editors: two spaces a level, one member a line.
enum PrettyJSON {
  /// The text of a value, with a line end.
  static func text(_ value: JSONValue) -> String { lines(value, "") + "\n" }

  /// The text of a value at an indentation.
  private static func lines(_ value: JSONValue, _ indent: String) -> String {
    let inner = indent + "  "
    switch value {
    case .array(let values) where !values.isEmpty:
      let parts = values.map { inner + lines($0, inner) }
      return "[\n" + parts.joined(separator: ",\n") + "\n\(indent)]"
    case .object(let object) where !object.members.isEmpty:
      let parts = object.members.map { member in
        "\(inner)\(plain(.string(member.name))): \(lines(member.value, inner))"
      }
      return "{\n" + parts.joined(separator: ",\n") + "\n\(indent)}"
    default: return plain(value)
    }
  }

  /// The canonical text of a value.
  private static func plain(_ value: JSONValue) -> String {
    String(decoding: CanonicalJSON.bytes(value), as: UTF8.self)
  }
}
