import ArgumentParser
import Files
import Gate
import Records
import Vocabulary

/// Who decides, with which key, and where the envelope goes.
struct DecisionOptions: ParsableArguments {
  @Argument(help: "The stage, or a folder with its manifest.jsonl and request.json")
  var stage: String

  @Option(name: .customLong("as"), help: "Your id in trust.json")
  var human: String

  @Option(
    name: .long,
    help: "Your private key, PKCS#8 PEM; or an OpenSSH key or .pub, signed by ssh-keygen"
  )
  var key: String

  @Option(name: .long, help: "Why; kept with the decision")
  var comment: String

  @Option(name: .long, help: "The group to decide for; default: the first that lists your key")
  var group: String?

  @Option(name: .long, help: "Hours for which it is valid; default 8, or what the policy allows")
  var hours: Int64?

  @Option(name: .long, help: "Where the envelope goes; default: STAGE/approvals")
  var out: String?

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  /// Signs and writes a decision.
  func decide(
    _ verdict: Decision.Verdict,
    revokes: Digest256? = nil,
    isBreakGlass: Bool = false,
    console: Console
  ) throws(Failure) -> Outcome {
    let folder = try StageFolder(path: stage)
    if try folder.isAction() {
      guard !isBreakGlass else {
        throw Failure(.usage, "only releases have break-glass, nothing was signed")
      }
      let review = try folder.actionReview()
      warn(review.request.expiresAt, "nothing will be run by it", console)
      let envelope = try actionEnvelope(review, verdict, revokes)
      return try write(envelope, verdict, request: review.request.id, folder, console)
    }
    let review = try folder.review()
    if review.request.isSingleUser {
      console.warn("single user: whoever runs this gate could go around it")
    }
    warn(review.request.expiresAt, "it counts as the review of a broken glass only", console)
    var maker = DecisionMaker(
      review: review,
      human: human,
      key: try approvalKey(key),
      comment: comment,
      now: WallClock.system.now()
    )
    maker.group = group
    maker.isBreakGlass = isBreakGlass
    if let hours {
      guard 1...8784 ~= hours else { throw Failure(.usage, "hours are 1 to 8784") }
      maker.lifetimeSeconds = hours * 3600
    }
    let envelope = try maker.sign(verdict, revokes: revokes)
    return try write(envelope, verdict, request: review.request.id, folder, console)
  }

  /// Says that a request expired: whether its glass was broken is known to the gate alone.
  private func warn(_ expiresAt: Timestamp, _ what: String, _ console: Console) {
    guard WallClock.system.now() >= expiresAt else { return }
    console.warn("the request stood until \(expiresAt): \(what)")
  }

  /// The signed decision on a command.
  private func actionEnvelope(
    _ review: ActionReview,
    _ verdict: Decision.Verdict,
    _ revokes: Digest256?
  ) throws(Failure) -> [UInt8] {
    var maker = ActionDecisionMaker(
      review: review,
      human: human,
      key: try approvalKey(key),
      comment: comment,
      now: WallClock.system.now()
    )
    maker.group = group
    if let hours {
      guard 1...8784 ~= hours else { throw Failure(.usage, "hours are 1 to 8784") }
      maker.lifetimeSeconds = hours * 3600
    }
    return try maker.sign(verdict, revokes: revokes)
  }

  /// Writes an envelope and says where it is.
  private func write(
    _ envelope: [UInt8],
    _ verdict: Decision.Verdict,
    request: String,
    _ folder: borrowing StageFolder,
    _ console: Console
  ) throws(Failure) -> Outcome {
    let path: String
    if let out {
      guard !SystemFiles.exists(out) else {
        throw Failure(.usage, "there is a file already, nothing was written", path: out)
      }
      try SmallFile.replace(out, envelope)
      path = out
    } else {
      path = try folder.writeEnvelope(envelope, verdict: verdict, human: human)
    }
    if json {
      console.write(
        bytes: jsonLine([
          "type": "decision", "decision": .string(verdict.rawValue),
          "request": .string(request), "envelope": .string(path),
          "sha256": .string(Digest256(hashing: envelope).hex),
        ])
      )
    } else {
      console.write("\(verdict.rawValue): request \(request)\n  \(path)\n")
    }
    return .done
  }
}

/// The command `phigate approve`.
struct ApproveCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Signs an approval of exactly this manifest for exactly this request.",
    discussion: """
      Example:
        phigate approve STAGE --as m.okafor --key okafor.pem --comment "checked the samples"

      Read `phigate review STAGE` first: its digest goes into the token. Under safe-harbor you attest
      that you know of nothing that could identify a person in it (164.514(b)(2)(ii)). Works on
      another machine with a copy of manifest.jsonl and request.json, and --out.

      In an emergency, where the policy has people for it:
        phigate approve STAGE --break-glass --as m.okafor --key okafor.pem --comment "why, in 40+"
      That is valid for an hour at most and leaves a review to others: their approvals or a denial.
      """
  )

  @Flag(name: .long, help: "Release in an emergency; to be reviewed by others afterwards")
  var breakGlass = false

  @OptionGroup var options: DecisionOptions

  var isJSON: Bool { options.json }

  func run(console: Console) throws(Failure) -> Outcome {
    try options.decide(.approve, isBreakGlass: breakGlass, console: console)
  }
}

/// The command `phigate deny`.
struct DenyCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "deny",
    abstract: "Signs a refusal: the request ends, and must be asked anew.",
    discussion: """
      Example:
        phigate deny STAGE --as m.okafor --key okafor.pem --comment "a name in notes/3.txt"
      """
  )

  @OptionGroup var options: DecisionOptions

  var isJSON: Bool { options.json }

  func run(console: Console) throws(Failure) -> Outcome {
    try options.decide(.deny, console: console)
  }
}

/// The command `phigate revoke`.
struct RevokeCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Takes back an approval of your own before it was used.",
    discussion: """
      Example:
        phigate revoke STAGE --token STAGE/approvals/approve-m.okafor-….dsse.json \\
          --as m.okafor --key okafor.pem --comment "saw it too late"
      """
  )

  @Option(name: .long, help: "The envelope that is taken back")
  var token: String

  @OptionGroup var options: DecisionOptions

  var isJSON: Bool { options.json }

  func run(console: Console) throws(Failure) -> Outcome {
    let bytes = try readNamedFile(token, bytesMax: TokenLimits.envelopeBytesMax)
    _ = try UnverifiedToken(bytes)
    return try options.decide(.revoke, revokes: Digest256(hashing: bytes), console: console)
  }
}
