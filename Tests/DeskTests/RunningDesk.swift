import AsyncHTTPClient
import Files
import NIOCore
import Records
import Synchronization
import TestTools
import Testing
import Vocabulary

@testable import Desk
@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

/// Where the checkout is.
enum Checkout {
  /// The folder with Package.swift.
  static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()
  /// Python with the packages that tests ask for; nil where `scripts/setup --tests` did not run.
  static var python: String? {
    let path = "\(root)/.venv/bin/python3"
    return unsafe access(path, X_OK) == 0 ? path : nil
  }
}

/// `phigate-desk serve` as a process, on the state of a world.
final class RunningDesk {
  /// The world.
  let world: DeskWorld
  /// The configuration.
  let config: String
  /// Its address.
  private(set) var address = ""
  /// The process.
  private var process: RunningTool?
  /// How often it was started.
  private var starts = 0

  /// Starts a desk.
  ///
  /// `more`: lines of the configuration; `listenMore`: what stands in `listen` beside the address.
  init(_ world: DeskWorld, more: String = "", listenMore: String = "") throws {
    self.world = world
    config = "\(world.path)/phigate-desk.yml"
    let listen: String =
      switch world.settings.listening {
      case .socket(let path): "socket: \"\(path)\""
      case .address(let host, let port): "address: \"\(host):\(port)\""
      }
    let text = """
      listen:
        \(listen)\(listenMore)
      url: \(world.settings.url)
      state: "\(world.settings.state)"
      trust: "\(world.settings.trust)"
      \(more)

      """
    try SmallFile.replace(config, Array(text.utf8), mode: 0o600)
    try start()
  }

  deinit { process?.kill() }

  /// Starts it, and waits until it listens.
  func start() throws {
    starts += 1
    let desk = RunningTool.built("phigate-desk")
    let output = "\(world.path)/desk-\(starts).out"
    let started = try RunningTool(
      ["sh", "-c", "exec \(desk) serve --config \(config) 2>\(output).log"],
      output: output
    )
    process = started
    for _ in 0..<600 {
      if let line = try started.lines().first {
        address = String(line.split(separator: " ").last ?? "")
        return
      }
      usleep(50_000)
    }
    Issue.record("the desk does not start")
  }

  /// Kills it with SIGKILL.
  func kill() {
    process?.kill()
    process = nil
  }

  /// Asks it to stop.
  /// - Returns: its exit code.
  func stop() -> Int32? {
    guard let process else { return nil }
    process.signal(SIGTERM)
    self.process = nil
    return process.wait()
  }

  /// The log lines of the newest start.
  var log: String {
    let path = "\(world.path)/desk-\(starts).out.log"
    let bytes = (try? SmallFile.readIfThere(path, bytesMax: 16 << 20)) ?? nil
    return String(decoding: bytes ?? [], as: UTF8.self)
  }

  /// A client with a token that may do this.
  func client(_ scopes: [Scope]) async throws -> DeskClient {
    let core = try await world.core()
    let token = try await core.makeBearer(name: "test", scopes: scopes, days: 1, by: "test")
    return Clients.keep(try DeskClient(desk: address, token: token))
  }

  /// A client without a token.
  func stranger() throws -> DeskClient {
    Clients.keep(try DeskClient(desk: address, token: nil))
  }

  /// The same at an address.
  static func stranger(
    at address: String,
    token: String? = nil,
    roots: String? = nil
  ) throws -> DeskClient {
    Clients.keep(try DeskClient(desk: address, token: token, roots: roots))
  }

  /// The headers of a browser in which somebody signed in.
  func browser(_ subject: String) async throws -> [(String, String)] {
    let core = try await world.core()
    let secret = try #require(try await core.signIn([DeskWorld.web(subject)]))
    return [
      ("Cookie", "phigate-desk=\(secret)"), ("X-CSRF-Token", SecretForms.csrf(secret)),
      ("Content-Type", "application/json"),
    ]
  }

  /// Submits a stage.
  func submit(_ stage: DeskStage, _ client: DeskClient) async throws -> DeskClient.Answer {
    try await client.ask(
      "POST",
      "/v1/requests",
      headers: [
        ("Content-Type", "application/x-ndjson"), ("Idempotency-Key", stage.request.id),
      ],
      body: try stage.body
    )
  }

  /// A click as the API takes it.
  static func click(_ decision: String, attests: Bool = true) -> [UInt8] {
    CanonicalJSON.bytes([
      "decision": .string(decision), "comment": "looked", "attest": .bool(attests),
    ])
  }
}

/// Clients of tests, which are never closed: one that ends open would end the tests.
private enum Clients {
  /// All of them.
  private static let all = Mutex<[DeskClient]>([])

  /// Keeps one.
  static func keep(_ client: DeskClient) -> DeskClient {
    all.withLock { $0.append(client) }
    return client
  }
}

extension DeskClient.Answer {
  /// A member of the body.
  subscript(_ name: String) -> JSONValue? {
    Self.parsed(body)?[name]
  }

  /// The last part of a problem's type.
  var problem: String? {
    guard case .string(let type)? = self["type"] else { return nil }
    return type.split(separator: ":").last.map(String.init)
  }

  /// A body as JSON.
  private static func parsed(_ bytes: [UInt8]) -> JSONValue? {
    try? StrictJSON.parse(bytes.span, limits: .document)
  }
}
