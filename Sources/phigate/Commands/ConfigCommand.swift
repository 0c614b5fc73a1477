import ArgumentParser
import Configuration
import Detection
import Files
import Gate
import Masking
import Records
import Staging
import Vocabulary

/// Checks configuration and trust.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Checks phigate.yml and trust.json.",
    discussion: """
        phigate config check --config config/phigate.yml
      """,
    subcommands: [ConfigCheckCommand.self]
  )
}

/// Reads the configuration and what it names, and reports every error with its place.
struct ConfigCheckCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Reads phigate.yml, the site key and trust.json; reports errors with their place.",
    discussion: """
      Nothing is changed. Exit code 2 for a wrong setting, 5 for a trust document that does not
      hold.

        phigate config check
        phigate config check --config config/phigate.yml
      """
  )

  @Option(
    name: .long,
    help: "phigate.yml; default: $PHIGATE_CONFIG, then /etc/phigate/phigate.yml."
  )
  var config: String?

  @Flag(name: .long, help: "One JSON object a line; the last is the exit line.")
  var json = false

  var isJSON: Bool { json }

  /// Bytes of a trust document at most.
  private static let trustBytesMax = 4 << 20

  func run(console: Console) throws(Failure) -> Outcome {
    let settings = try Configuration.resolve(
      option: config,
      environment: { console.environment($0) }
    )
    var outcome = Outcome.done
    report(
      console,
      "configuration",
      settings.path ?? "built-in defaults",
      "settings sha256 \(Digest256(hashing: settings.canonicalSettings).hex)"
    )
    settings.warnOfExpired(console)
    if !settings.rules.isEmpty || !settings.allowList.isEmpty {
      check(console, "rules and allow-list", settings.path, &outcome) { () throws(Failure) in
        let ruleSet = try settings.ruleSet()
        _ = try settings.allowed()
        let counts = "\(settings.rules.count) rules, \(settings.activeAllowList.count) entries"
        return "\(counts), rule set sha256 \(Digest256(hashing: ruleSet.canonicalBytes).hex)"
      }
    }
    check(console, "site key", settings.siteKeyPath, &outcome) { () throws(Failure) in
      guard let bytes = try settings.readSiteKey(), let key = SiteKey(bytes: bytes) else {
        return "none"
      }
      return "id \(key.id)"
    }
    check(console, "trust", settings.gate.trust, &outcome) { () throws(Failure) in
      try ConfigCheckCommand.trust(at: settings.gate.trust)
    }
    return outcome
  }

  /// Verifies a trust document against the roots that it names itself.
  private static func trust(at path: String?) throws(Failure) -> String {
    guard let path else { return "none" }
    try SystemFiles.checkOwned(path)
    guard let bytes = try SmallFile.readIfThere(path, bytesMax: trustBytesMax) else {
      throw Failure(.usage, "there is no trust document", path: path)
    }
    do throws(Failure) {
      let trust = try VerifiedTrust(pinned: bytes)
      return "version \(trust.document.version), sha256 \(trust.digest.hex)"
    } catch {
      var failure = error
      failure.path = failure.path ?? path
      throw failure
    }
  }

  /// Checks one file; a failure is reported and the next is checked.
  private func check(
    _ console: Console,
    _ name: String,
    _ path: String?,
    _ outcome: inout Outcome,
    _ body: () throws(Failure) -> String
  ) {
    do throws(Failure) {
      report(console, name, path ?? "not set", try body())
    } catch {
      console.report(error)
      outcome.code = ExitCode.worst(of: [outcome.code, error.code])
      outcome.reasons += error.reasons
    }
  }

  /// Prints what was found to be right.
  private func report(_ console: Console, _ name: String, _ path: String, _ note: String) {
    if json {
      let line: JSONValue = [
        "type": "checked", "what": .string(name), "path": .string(path), "note": .string(note),
      ]
      console.write(bytes: CanonicalJSON.bytes(line) + [UInt8(ascii: "\n")])
    } else {
      console.write("\(name): \(path.escapingControls): ok, \(note)\n")
    }
  }
}
