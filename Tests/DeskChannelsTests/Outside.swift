import DeskOutbound
import Glibc
import Records
import Synchronization
import Testing

/// A folder of one test, removed when the test ends.
final class TestFolder: Sendable {
  /// The folder's path.
  let path: String

  /// Makes a new folder.
  init() throws {
    var template = Array("/tmp/phigate-channels-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      return unsafe mkdtemp(base) != nil
    }
    try #require(made)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = Outside.run(["rm", "-rf", path]) }

  /// Writes a file and gives its path.
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = "\(path)/\(name)"
    guard let handle = unsafe fopen(file, "w") else { throw Unusable(file: file) }
    let written = unsafe fwrite(bytes, 1, bytes.count, handle)
    unsafe fclose(handle)
    try #require(written == bytes.count)
    return file
  }

  /// The lines of a file.
  func lines(_ name: String) throws -> [[UInt8]] {
    guard let handle = unsafe fopen("\(path)/\(name)", "r") else { throw Unusable(file: name) }
    defer { unsafe fclose(handle) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = unsafe fread(&buffer, 1, buffer.count, handle), count > 0 {
      bytes += buffer[..<count]
    }
    return bytes.split(separator: 0x0A).map(Array.init)
  }
}

/// A file that a test could not open.
struct Unusable: Error {
  /// Its name.
  let file: String
}

/// Programs that are not ours.
enum Outside {
  /// The folder of this package.
  static let package = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// `PHIGATE_PYTHON`, else the one of `.venv` beside the package, else the system's.
  static var python: String {
    if let named = unsafe getenv("PHIGATE_PYTHON") { return unsafe String(cString: named) }
    let local = "\(package)/.venv/bin/python"
    return unsafe access(local, X_OK) == 0 ? local : "python3"
  }

  /// A script of these tests.
  static func script(_ name: String) -> String {
    "\(package)/Tests/DeskChannelsTests/Scripts/\(name)"
  }

  /// Whether that Python has what tests ask; those that need it are skipped with a message
  /// otherwise.
  static let hasSlackSDK = run([python, "-c", "import slack_sdk"]).status == 0
  static let hasJSONSchema = run([python, "-c", "import jsonschema"]).status == 0

  /// A schema of Microsoft's beside the package; nil where it is absent.
  static func schema(_ version: String) -> String? {
    let folder = package.split(separator: "/").dropLast().joined(separator: "/")
    let path = "/\(folder)/shared/schemas/adaptive-card-\(version).json"
    return unsafe access(path, R_OK) == 0 ? path : nil
  }

  /// Runs a tool and reads what it prints.
  /// - Returns: its exit status, -1 where it could not be started or was killed.
  static func run(_ arguments: [String]) -> (status: Int32, output: String) {
    guard let child = start(arguments) else { return (-1, "") }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe read(child.output, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer[..<count]
    }
    close(child.output)
    var status: Int32 = 0
    while unsafe waitpid(child.id, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : -1
    return (code, String(decoding: bytes, as: UTF8.self))
  }

  /// Starts a tool whose standard output, and its errors, come through a pipe.
  static func start(_ arguments: [String]) -> (id: pid_t, output: Int32)? {
    // One at a time: a child that inherited another's pipe would keep it open.
    starting.withLock { _ in startAlone(arguments) }
  }

  /// Held while a tool is started.
  private static let starting = Mutex(())

  /// Starts a tool while no other is being started.
  private static func startAlone(_ arguments: [String]) -> (id: pid_t, output: Int32)? {
    var ends: [Int32] = [0, 0]
    guard unsafe pipe(&ends) == 0 else { return nil }
    defer { close(ends[1]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
    var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
    unsafe words.append(nil)
    defer { for index in 0..<arguments.count { unsafe free(words[index]) } }
    var child: pid_t = 0
    guard unsafe posix_spawnp(&child, arguments[0], &actions, nil, words, environ) == 0 else {
      close(ends[0])
      return nil
    }
    return (child, ends[0])
  }
}

/// A server of a script, which prints its port; ended with this object.
final class StandIn: Sendable {
  /// The process.
  private let child: (id: pid_t, output: Int32)
  /// Where it listens.
  let port: Int
  /// How the test speaks to it.
  private let client: OutboundClient

  /// Starts the server and waits until it listens.
  init(_ script: String = "stand-in.py", client: OutboundClient) throws {
    child = try #require(Outside.start([Outside.python, Outside.script(script)]))
    var line: [UInt8] = []
    var byte: UInt8 = 0
    while unsafe read(child.output, &byte, 1) == 1, byte != 0x0A { line.append(byte) }
    port = try #require(Int(String(decoding: line, as: UTF8.self)))
    self.client = client
  }

  deinit {
    kill(child.id, SIGKILL)
    var status: Int32 = 0
    while unsafe waitpid(child.id, &status, 0) < 0, errno == EINTR {}
    close(child.output)
  }

  /// An address of the server.
  func url(_ path: String) throws -> OutboundURL {
    try #require(OutboundURL("http://127.0.0.1:\(port)\(path)", allowsLoopback: true))
  }

  /// Tells the server something.
  func tell(_ path: String, _ value: JSONValue) async throws {
    let answer = try await client.send(
      OutboundRequest(
        .post,
        try url(path),
        body: CanonicalJSON.bytes(value),
        timeoutMilliseconds: 10_000,
        answerBytesMax: 1 << 10
      )
    )
    try #require(answer.status == 200)
  }

  /// What the server got, but for what the test told it.
  func log() async throws -> [Logged] {
    let answer = try await client.send(
      OutboundRequest(
        .get,
        try url("/__log"),
        timeoutMilliseconds: 10_000,
        answerBytesMax: 64 << 20
      )
    )
    let limits = JSONLimits(bytesMax: 64 << 20, depthMax: 16)
    guard case .array(let entries) = try StrictJSON.parse(answer.body.span, limits: limits) else {
      return []
    }
    return try entries.map { entry in
      var fields = try JSONFields(entry)
      var headers: [String: String] = [:]
      guard case .object(let object) = try fields.require("headers") else {
        throw RecordFault(.wrongType)
      }
      for member in object.members {
        if case .string(let value) = member.value { headers[member.name] = value }
      }
      return Logged(
        path: try fields.string("path"),
        query: try fields.string("query"),
        body: try fields.string("body"),
        headers: headers
      )
    }
  }
}

/// A request that a stand-in got.
struct Logged: Sendable {
  /// The path without the query.
  let path: String
  /// The query without its question mark.
  let query: String
  /// The body.
  let body: String
  /// The headers, names in small letters.
  let headers: [String: String]

  /// The body as JSON.
  var json: JSONValue {
    get throws {
      let bytes = Array(body.utf8)
      return try StrictJSON.parse(
        bytes.span,
        limits: JSONLimits(bytesMax: 1 << 20, depthMax: 24)
      )
    }
  }
}

/// A clock that a test sets.
final class TestClock: Sendable {
  /// Seconds since 1970.
  private let seconds: Mutex<Int64>

  /// Begins at a time.
  init(_ seconds: Int64 = 1_795_860_000) { self.seconds = Mutex(seconds) }

  /// The time now.
  var now: Int64 { seconds.withLock { $0 } }

  /// Lets time go by.
  func advance(by amount: Int64) { seconds.withLock { $0 += amount } }

  /// The clock as the code under test reads it.
  var clock: WallClock { WallClock { Timestamp(seconds: self.now) } }
}
