import ArgumentParser
import Configuration
import Files
import Gate
import Records
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// Where the gate's configuration and state are.
struct GateOptions: ParsableArguments {
  @Option(name: .long, help: "phigate.yml; default: $PHIGATE_CONFIG, then /etc/phigate/phigate.yml")
  var config: String?

  @Option(name: .long, help: "The state folder; default: as phigate.yml says")
  var state: String?

  @Flag(name: .long, help: "Accept a clock more than 24 hours after the newest row; it is logged")
  var acceptClock = false

  /// The configuration; the gate's commands need one.
  func configuration(_ console: Console) throws(Failure) -> Configuration {
    try refuseOverrides(console)
    let configuration = try Configuration.resolve(
      option: config,
      environment: { console.environment($0) }
    )
    guard configuration.isConfigured else {
      throw Failure(
        .usage,
        "the gate needs a configuration",
        path: Configuration.defaultPath,
        next: "make one: phigate init DIR, then --config DIR/config/phigate.yml"
      )
    }
    return configuration
  }

  /// Where the gate keeps what it needs.
  func places(_ console: Console) throws(Failure) -> GatePlaces {
    let configuration = try configuration(console)
    let state = try configuration.statePath(
      option: state,
      environment: { console.environment($0) }
    )
    try refuseOtherState(state, configuration)
    guard let trust = configuration.gate.trust else {
      throw Failure(.usage, "phigate.yml does not say where trust.json is: gate.trust")
    }
    return GatePlaces(
      state: state,
      trust: trust,
      gateKey: configuration.gate.gateKey ?? "\(state)/gate.pem",
      checkpoints: configuration.gate.checkpoints
    )
  }

  /// The gate with its state open.
  func open(_ console: Console) throws(Failure) -> ReleaseGate {
    let gate = try ReleaseGate(try places(console), acceptClock: acceptClock)
    if gate.trust.document.isSingleUser {
      console.warn("single user: whoever runs this gate could go around it")
    }
    return gate
  }

  /// Refuses other state or configuration where the installed one is this user's: a fresh state
  /// would forget what was spent.
  private func refuseOverrides(_ console: Console) throws(Failure) {
    let names = ["PHIGATE_CONFIG", "PHIGATE_STATE", "STATE_DIRECTORY"]
    let isOverridden =
      config != nil || state != nil || names.contains { console.environment($0) != nil }
    guard isOverridden, SystemFiles.exists(Configuration.defaultPath) else { return }
    let installed = try Configuration.load(path: Configuration.defaultPath)
    guard let folder = installed.gate.state, SystemFiles.owner(folder) == geteuid() else { return }
    throw .refusal(
      .overrideRefused,
      path: Configuration.defaultPath,
      next: "run without --config, --state and their variables"
    )
  }

  /// Refuses another state than the configuration's where that one is this user's.
  private func refuseOtherState(
    _ state: String,
    _ configuration: Configuration
  ) throws(Failure) {
    guard let stated = configuration.gate.state, state != stated,
      SystemFiles.owner(stated) == geteuid(),
      SystemFiles.realPath(state) != SystemFiles.realPath(stated)
    else { return }
    throw .refusal(
      .overrideRefused,
      path: stated,
      next: "run without --state, PHIGATE_STATE and STATE_DIRECTORY"
    )
  }
}

/// Reads a file that a person named.
func readNamedFile(_ path: String, bytesMax: Int) throws(Failure) -> [UInt8] {
  guard let bytes = try SmallFile.readIfThere(path, bytesMax: bytesMax) else {
    throw Failure(.usage, "there is no such file", path: path)
  }
  return bytes
}

/// Writes a file that a person named, whole or not at all.
/// - Throws: exit 2 where something is there already.
func writeNew(_ bytes: [UInt8], to path: String) throws(Failure) {
  guard !SystemFiles.exists(path) else {
    throw Failure(.usage, "there is a file already, nothing was written", path: path)
  }
  try SmallFile.replace(path, bytes)
}

/// A line of NDJSON.
func jsonLine(_ value: JSONValue) -> [UInt8] {
  CanonicalJSON.bytes(value) + [0x0A]
}

/// The absolute path of something that a person named relative to the working directory.
func absolutePath(_ path: String) -> String {
  guard !path.hasPrefix("/") else { return path }
  let here = SystemFiles.realPath(".") ?? ""
  return here == "/" ? "/\(path)" : "\(here)/\(path)"
}
