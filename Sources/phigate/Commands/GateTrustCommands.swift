import ArgumentParser
import Gate
import Records
import Vocabulary

/// The command `phigate trust`.
struct TrustCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trust",
    abstract: "Who may approve, with which keys, to which destinations: one signed document.",
    discussion: """
      trust.json is never edited: changes gather in a draft, and root keys sign it. Each command
      that changes something begins a draft where there is none; any editor may change it, too
      (trust.json.draft: destinations, clauses, service accounts).

        phigate trust add-human m.okafor --group privacy --alias unix:1004
        phigate trust add-key m.okafor okafor.pub
        phigate trust diff
        phigate trust sign --key root.pem

      The gate takes a new version in, and logs it, when it runs next.
      """,
    subcommands: [
      TrustShow.self, TrustDraftCommand.self, TrustAddHuman.self, TrustAddKey.self,
      TrustAddChannel.self,
      TrustRevokeKey.self, TrustDiff.self, TrustSign.self, TrustVerify.self,
    ]
  )
}

/// The command `phigate trust show`.
struct TrustShow: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Prints the trust document.",
    discussion: """
      Example: phigate trust show
      For ssh-keygen -Y verify: phigate trust show --allowed-signers > allowed_signers
                                phigate trust show --revoked-keys > revoked_keys
      """
  )

  @OptionGroup var gate: GateOptions

  @Flag(name: .long, help: "Lines for an OpenSSH allowed_signers file")
  var allowedSigners = false

  @Flag(name: .long, help: "Revoked keys, one a line, for ssh-keygen -Y verify -r")
  var revokedKeys = false

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let trust = try TrustDraft.readTrust(try gate.places(console).trust)
    if revokedKeys {
      console.write(trust.revokedKeys)
    } else if allowedSigners {
      console.write(trust.allowedSigners)
    } else if json {
      console.write(
        bytes: jsonLine([
          "type": "trust", "digest": .string(trust.digest.hex), "document": trust.document.json,
        ])
      )
    } else {
      console.write(Self.text(trust))
    }
    return .done
  }

  /// The document in words.
  static func text(_ trust: VerifiedTrust) -> String {
    let document = trust.document
    var text = """
      \(document.origin), version \(document.version), until \(document.expires)
      policy     \(trust.digest.hex)
      roots      \(document.rootThreshold) of \(document.roots.count)
      approvals  \(TrustDocument.words(document.approvals))

      """
    if !document.breakGlass.isEmpty {
      text += "emergency  \(TrustDocument.words([document.breakGlass])), reviewed afterwards\n"
    }
    for human in document.humans {
      text += "human      \(human.id): \(human.groups.joined(separator: ", "))"
      text += human.aliases.isEmpty ? "\n" : " (\(human.aliases.joined(separator: ", ")))\n"
      for key in human.keys {
        let state = key.revokedAt.map { "revoked \($0)" } ?? "until \(key.validBefore)"
        text += "  key      \(key.key.keyID.prefix(16)) \(key.assurance.rawValue), "
        if let securityKey = key.securityKey {
          text += "security key for \(securityKey.application)"
          text += securityKey.isVerifyRequired ? " with PIN or finger, " : ", "
        }
        text += "\(state)\n"
      }
    }
    for account in document.serviceAccounts {
      text += "service    \(account.id) for \(account.humans.joined(separator: ", "))\n"
    }
    for channel in document.channels {
      let state = channel.revokedAt.map { "revoked \($0)" } ?? "until \(channel.validBefore)"
      text += "channel    \(channel.id) (\(channel.kinds.joined(separator: ", "))): "
      text += "\(channel.key.keyID.prefix(16)), \(state)\n"
    }
    for place in document.destinations {
      let accepts = place.accepts.map(\.rawValue).joined(separator: ", ")
      text += "to         \(place.id): \(place.uri.escapingControls), accepts \(accepts)\n"
    }
    for action in document.actions {
      let programs = action.programs.joined(separator: ", ").escapingControls
      text += "run        \(action.id): \(programs)\n"
    }
    for witness in document.witnesses {
      text += "witness    \(witness.keyID.prefix(16))\n"
    }
    return text
  }
}

/// The command `phigate trust draft`.
struct TrustDraftCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "draft",
    abstract: "Begins the next trust version as a file that an editor may change.",
    discussion: "Example: phigate trust draft, then edit trust.json.draft, then phigate trust diff"
  )

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    let path = try gate.places(console).trust
    let draft = try TrustDraft(trust: path, now: WallClock.system.now())
    try draft.save()
    console.write("version \(draft.document.version): \(TrustDraft.path(for: path))\n")
    return .done
  }
}

/// The command `phigate trust add-human`.
struct TrustAddHuman: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-human",
    abstract: "Adds a person, or groups and aliases to one, to the draft.",
    discussion: """
      Example: phigate trust add-human m.okafor --group privacy --alias unix:1004
      Aliases say which accounts are this person: unix:UID, slack:TEAM/USER, entra:OBJECT,
      oidc:ISSUER|SUBJECT, api:CLIENT.
      """
  )

  @Argument(help: "The person's id")
  var human: String

  @Option(name: .long, help: "A group whose clauses the person may fill; repeat for more")
  var group: [String] = []

  @Option(name: .long, help: "An account of the person; repeat for more")
  var alias: [String] = []

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    var draft = try TrustDraft(
      trust: try gate.places(console).trust,
      now: WallClock.system.now()
    )
    try draft.addHuman(human, groups: group, aliases: alias)
    try draft.save()
    return reportDraft(draft, console)
  }
}

/// The command `phigate trust add-key`.
struct TrustAddKey: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-key",
    abstract: "Adds a public key to a person in the draft.",
    discussion: """
      Example: phigate trust add-key m.okafor okafor.pub --days 365

      A security key (FIDO) that ssh-keygen -t ed25519-sk made signs through OpenSSH. It has to
      say that it was touched; with --verify-required, that it asked for a PIN or a finger as well:

        phigate trust add-key m.okafor id_ed25519_sk.pub --verify-required

      A key that is entered in one form signs in no other.
      """
  )

  @Argument(help: "The person's id")
  var human: String

  @Argument(
    help: "The public key, as `phigate key new`, `openssl pkey -pubout` or ssh-keygen writes it"
  )
  var file: String

  @Option(name: .long, help: "Days for which the key is valid")
  var days: Int64 = 365

  @Option(
    name: .long,
    help: "human-key, hardware-key or gateway-attested; a security key is a hardware-key"
  )
  var assurance: String?

  @Flag(name: .long, help: "A security key has to ask for a PIN or a finger")
  var verifyRequired = false

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    let publicKey = try PublicKeyFile.load(file, takesPrivate: false)
    let usual: Assurance = publicKey.application == nil ? .humanKey : .hardwareKey
    guard let assurance = assurance.map({ Assurance(rawValue: $0) }) ?? usual,
      1...36_500 ~= days
    else {
      throw Failure(.usage, "assurance or days are not allowed: see --help")
    }
    let now = WallClock.system.now()
    var draft = try TrustDraft(trust: try gate.places(console).trust, now: now)
    try draft.addKey(
      human: human,
      publicKey: publicKey,
      validAfter: now,
      validBefore: now.advanced(by: days * 86_400),
      assurance: assurance,
      isVerifyRequired: verifyRequired
    )
    try draft.save()
    return reportDraft(draft, console)
  }
}

/// The command `phigate trust revoke-key`.
struct TrustRevokeKey: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke-key",
    abstract: "Revokes a key in the draft: nothing signed with it counts any more.",
    discussion: "Example: phigate trust revoke-key 3f9c01ab55d20e7c"
  )

  @Argument(help: "The key's id, or 8 or more of its first digits")
  var key: String

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    let now = WallClock.system.now()
    var draft = try TrustDraft(trust: try gate.places(console).trust, now: now)
    try draft.revokeKey(key, at: now)
    try draft.save()
    return reportDraft(draft, console)
  }
}

/// The command `phigate trust diff`.
struct TrustDiff: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Says in words what the draft changes.",
    discussion: "Example: phigate trust diff; read it before signing"
  )

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    let draft = try TrustDraft(
      trust: try gate.places(console).trust,
      now: WallClock.system.now(),
      mustExist: true
    )
    return reportDraft(draft, console)
  }
}

/// The command `phigate trust sign`.
struct TrustSign: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Signs the draft with root keys; in force once the threshold is met.",
    discussion: "Example: phigate trust sign --key /media/usb/root.pem"
  )

  @Option(name: .long, help: "A root key; repeat for more")
  var key: [String]

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    let path = try gate.places(console).trust
    let draft = try TrustDraft(trust: path, now: WallClock.system.now(), mustExist: true)
    var keys: [SigningKey] = []
    for file in key { keys.append(try SigningKey.load(path: file)) }
    _ = reportDraft(draft, console)
    if let count = try draft.sign(with: keys) {
      console.write("\(count) signatures, more are needed; nothing is in force yet\n")
    } else {
      console.write("version \(draft.document.version) is signed: \(path)\n")
    }
    return .done
  }
}

/// The command `phigate trust verify`.
struct TrustVerify: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Verifies trust.json against the log, which pins the first roots.",
    discussion: "Example: phigate trust verify; exit 5 where signatures or versions do not hold"
  )

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    let trust = try gate.open(console).trust
    console.write("version \(trust.document.version) holds, policy \(trust.digest.hex)\n")
    return .done
  }
}

/// Prints what a draft changes.
func reportDraft(_ draft: TrustDraft, _ console: Console) -> Outcome {
  for line in draft.changes { console.write("  \(line.escapingControls)\n") }
  return .done
}
