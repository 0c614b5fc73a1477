import ArgumentParser
import Configuration
import Files
import Gate
import Records
import Vocabulary

/// The command `phigate init`.
struct InitCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Makes a gate: configuration, keys, first trust version, audit log.",
    discussion: """
      Makes DIR/config/phigate.yml, DIR/config/trust.json, DIR/state (gate key and audit log),
      DIR/checkpoints (copies of the log's checkpoints; best on another host), DIR/keys and the
      destination `research`, the folder DIR/released. Releases to it need one approval of the group
      `privacy` and one of `data-owner`; nobody is in these groups yet.

      From here to people who can approve:

        phigate init /srv/phigate --single-user
        phigate key new --out /srv/phigate/keys/okafor.pem
        phigate trust add-human m.okafor --group privacy --config /srv/phigate/config/phigate.yml
        phigate trust add-key m.okafor /srv/phigate/keys/okafor.pub --config …
        phigate trust diff --config …
        phigate trust sign --key /srv/phigate/keys/root.pem --config …

      The root key signs who may approve: move it off this host.
      """
  )

  @Argument(help: "The folder to make; it may be there, a gate in it may not")
  var folder: String

  @Flag(name: .long, help: "One user scans, gates and decides (demo, laptop); each release says so")
  var singleUser = false

  @Option(name: .long, help: "Where the root key goes; default: DIR/keys/root.pem")
  var rootKey: String?

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    try SystemFiles.makeFolders(folder, mode: 0o755)
    let path = SystemFiles.realPath(folder) ?? absolutePath(folder)
    let setup = GateSetup(
      folder: path,
      isSingleUser: singleUser,
      rootKey: rootKey.map(absolutePath),
      now: WallClock.system.now()
    )
    let siteKey = "\(path)/state/site.key"
    var template = ConfigurationTemplate()
    template.siteKeyPath = siteKey
    template.gate.state = setup.places.state
    template.gate.trust = setup.places.trust
    template.gate.gateKey = setup.places.gateKey
    template.gate.checkpoints = setup.places.checkpoints
    let trust = try setup.run(configuration: template.text)
    if !SystemFiles.exists(siteKey) {
      try SmallFile.replace(siteKey, Randomness.bytes(32), mode: 0o600)
    }
    if json {
      console.write(
        bytes: jsonLine([
          "type": "init", "folder": .string(path), "origin": .string(trust.document.origin),
          "trustVersion": .integer(trust.document.version), "rootKey": .string(setup.rootKeyPath),
          "singleUser": .bool(singleUser),
        ])
      )
    } else {
      console.write(
        """
        made a gate: \(trust.document.origin)
          configuration  \(path)/config/phigate.yml
          trust          \(setup.places.trust), version 1, policy \(trust.digest.hex.prefix(16))
          root key       \(setup.rootKeyPath): move it off this host
          gate key       \(setup.places.gateKey)
          audit log      \(setup.places.log)
          checkpoints    \(path)/checkpoints: best a folder of another user or host
          destination    research: \(path)/released
        next: phigate key new, phigate trust add-human, add-key, sign (see phigate init --help)

        """
      )
    }
    return .done
  }
}
