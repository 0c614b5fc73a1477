import ArgumentParser
import Gate
import Records
import Vocabulary

/// The command `phigate trust add-channel`.
struct TrustAddChannel: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "add-channel",
    abstract: "Adds a desk's key to the draft: what it signs counts as gateway-attested.",
    discussion: """
      Example: phigate trust add-channel desk channel.pub --kind web --kind slack
      `phigate-desk init` makes the key. It counts for clauses that take gateway-attested, for people
      with an account on the channel (oidc: or entra: for web, slack: for slack), and for requests
      made after it.
      """
  )

  @Argument(help: "The channel's id")
  var channel: String

  @Argument(help: "The desk's public key")
  var file: String

  @Option(name: .long, help: "web, slack or teams; repeat for more")
  var kind: [String]

  @Option(name: .long, help: "Days for which the key is valid")
  var days: Int64 = 365

  @OptionGroup var gate: GateOptions

  func run(console: Console) throws(Failure) -> Outcome {
    guard 1...36_500 ~= days else { throw Failure(.usage, "days are 1 to 36500") }
    let now = WallClock.system.now()
    var draft = try TrustDraft(trust: try gate.places(console).trust, now: now)
    try draft.addChannel(
      channel,
      pem: String(decoding: try readNamedFile(file, bytesMax: 4096), as: UTF8.self),
      kinds: kind,
      validAfter: now,
      validBefore: now.advanced(by: days * 86_400)
    )
    try draft.save()
    return reportDraft(draft, console)
  }
}
