import ArgumentParser
import Desk
import Files
import Glibc
import Logging
import Records
import Vocabulary

/// The command `phigate-desk serve`.
struct ServeCommand: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Runs the desk until SIGTERM.",
    discussion: """
      Example: phigate-desk serve --config /etc/phigate/phigate-desk.yml
      Prints one line with its address once it listens; its log is JSON lines on standard error.
      """
  )

  @Option(name: .long, help: "The configuration")
  var config: String

  var json: Bool { false }

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    let settings = try DeskSettings.load(path: config)
    let level = Logger.Level(rawValue: settings.logLevel) ?? .info
    LoggingSystem.bootstrap { JSONLogHandler(label: $0, level: level) }
    let server = try DeskServer(settings, logger: Logger(label: "phigate-desk"))
    do {
      try await server.run { address in Output.write("phigate-desk listens on \(address)\n") }
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(
        .temporary,
        "the desk cannot serve: \(type(of: error))",
        path: config,
        next: "is the address free, and are the files of tls readable?",
        reasons: ["serve_failed"]
      )
    }
    return .done
  }
}

/// The command `phigate-desk init`.
struct InitCommand: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a configuration and makes the desk's keys and state.",
    discussion: """
      Example:
        phigate-desk init --config desk/phigate-desk.yml --trust gate/config/trust.json
      An existing configuration is used as it is; an existing state is never touched.
      """
  )

  @Option(name: .long, help: "Where the configuration goes")
  var config: String

  @Option(name: .long, help: "The gate's trust.json, or a copy of it")
  var trust: String?

  @Option(name: .long, help: "The state folder; default: state beside the configuration")
  var state: String?

  @Option(name: .long, help: "HOST:PORT to listen on, or the path of a socket")
  var listen = "127.0.0.1:8477"

  @Option(name: .long, help: "The address under which browsers reach it")
  var url: String?

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    if unsafe access(config, F_OK) != 0 {
      guard let trust else {
        throw Failure(.usage, "the desk needs the gate's trust.json", next: "give --trust FILE")
      }
      let template = ConfigurationText(
        listen: listen,
        url: url ?? (listen.hasPrefix("/") ? "http://127.0.0.1" : "http://\(listen)"),
        state: state ?? "state",
        trust: trust.hasPrefix("/") ? trust : SmallPaths.absolute(trust)
      )
      try SmallPaths.makeParent(of: config)
      try SmallFile.replace(config, Array(template.text.utf8))
    }
    let settings = try DeskSettings.load(path: config)
    let pinned = try DeskSetup(settings).run()
    if json {
      Output.line([
        "type": "desk", "state": .string(settings.state), "trust": .string(pinned.digest.hex),
        "channelKey": .string("\(settings.state)/channel.pub"),
      ])
      return .done
    }
    Output.write(
      """
      configuration  \(config.escapingControls)
      state          \(settings.state.escapingControls)
      trust pinned   version \(pinned.version), \(pinned.digest.hex)

      Compare that digest with `phigate trust show` at the gate. Then:

      1. Let the gate know the key with which the desk signs clicks, and whose accounts are whose:
           phigate trust add-channel desk \(settings.state.escapingControls)/channel.pub --kind web
           phigate trust add-human m.okafor --alias 'oidc:https://login.example.org|SUBJECT'
           phigate trust sign --key root.pem
         A click counts where a clause says gateway-attested (trust.json.draft, approvals).
      2. Name your identity provider in the configuration: signIn.
      3. Make a token for the gate's host, and serve:
           phigate-desk token create nightly --scope submit --scope read --config \(config.escapingControls)
           phigate-desk serve --config \(config.escapingControls)

      """
    )
    return .done
  }
}

/// The command `phigate-desk token`.
struct TokenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "token",
    abstract: "Tokens of programs: they submit and read, and decide nothing.",
    subcommands: [TokenCreate.self, TokenList.self, TokenRevoke.self]
  )
}

/// Opens the state beside a desk that may be running.
private func openCore(_ config: String) throws(Failure) -> DeskCore {
  try DeskCore.beside(
    try DeskSettings.load(path: config),
    logger: Logger(label: "phigate-desk") { JSONLogHandler(label: $0, level: .warning) }
  )
}

/// The command `phigate-desk token create`.
struct TokenCreate: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: "Makes a token and prints it, once: only its digest is kept.",
    discussion: "Example: phigate-desk token create nightly --scope submit --scope read --config …"
  )

  @Argument(help: "What it is for")
  var name: String

  @Option(name: .long, help: "submit, read or metrics; repeat for more")
  var scope: [String]

  @Option(name: .long, help: "Days for which it is valid")
  var days: Int64 = 90

  @Option(name: .long, help: "The configuration")
  var config: String

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    var scopes: [Scope] = []
    for text in scope {
      guard let scope = Scope(rawValue: text) else {
        throw Failure(.usage, "a scope is submit, read or metrics")
      }
      if !scopes.contains(scope) { scopes.append(scope) }
    }
    let core = try openCore(config)
    let token = try await core.makeBearer(
      name: name,
      scopes: scopes,
      days: days,
      by: "uid:\(getuid())"
    )
    if json {
      Output.line(["type": "token", "token": .string(token)])
    } else {
      Output.write(token + "\n")
    }
    return .done
  }
}

/// The command `phigate-desk token list`.
struct TokenList: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Lists tokens: id, name, scopes, and until when they are valid."
  )

  @Option(name: .long, help: "The configuration")
  var config: String

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    for token in try await openCore(config).bearers() {
      let scopes = token.scopes.map(\.rawValue)
      if json {
        Output.line([
          "type": "token", "id": .string(token.id), "name": .string(token.name),
          "scopes": .array(scopes.map { .string($0) }),
          "created": .string(token.created.description),
          "expires": .string(token.expires.description),
          "revoked": token.revoked.map { .string($0.description) } ?? .null,
        ])
      } else {
        let end = token.revoked.map { "revoked \($0)" } ?? "until \(token.expires)"
        Output.write(
          "\(token.id)  \(token.name.escapingControls)  \(scopes.joined(separator: ","))  \(end)\n"
        )
      }
    }
    return .done
  }
}

/// The command `phigate-desk token revoke`.
struct TokenRevoke: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke",
    abstract: "Revokes a token at once."
  )

  @Argument(help: "The token's id, as `token list` prints it")
  var id: String

  @Option(name: .long, help: "The configuration")
  var config: String

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    try await openCore(config).revokeBearer(id, by: "uid:\(getuid())")
    if !json { Output.write("revoked \(id.escapingControls)\n") }
    return .done
  }
}
