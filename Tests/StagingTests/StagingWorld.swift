import Configuration
import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// A landing zone and a stage of one test's own, gone with the value.
final class StagingWorld {
  /// The folder in which everything lies.
  let path: String
  /// What is scanned.
  var landing: String { path + "/landing" }
  /// Where the stage appears.
  var stage: String { path + "/stage" }

  /// Makes an empty landing zone.
  init() throws {
    var template = Array("/tmp/phigate-staging-XXXXXX".utf8CString)
    let made = unsafe template.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let base = buffer.baseAddress else { return false }
      return unsafe mkdtemp(base) != nil
    }
    try #require(made)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    try #require(unsafe mkdir(landing, 0o755) == 0)
  }

  deinit { _ = try? tool(["rm", "-rf", path]) }

  /// Writes a file of the landing zone, with the folders around it.
  func put(_ name: String, _ text: String) throws { try put(Array(name.utf8), Array(text.utf8)) }

  /// Writes a file of the landing zone under any bytes as its name.
  func put(_ name: [UInt8], _ bytes: [UInt8]) throws {
    var folder = Array(landing.utf8)
    for part in name.split(separator: 0x2F).dropLast() {
      folder += [0x2F] + part
      _ = unsafe mkdir(folder.map { CChar(bitPattern: $0) } + [0], 0o755)
    }
    let whole = Array((landing + "/").utf8) + name
    let file = unsafe open(
      whole.map { CChar(bitPattern: $0) } + [0],
      O_WRONLY | O_CREAT | O_TRUNC,
      0o644
    )
    try #require(file >= 0)
    defer { close(file) }
    var done = 0
    while done < bytes.count {
      let put = unsafe bytes.withUnsafeBytes {
        unsafe Glibc.write(file, $0.baseAddress?.advanced(by: done), bytes.count - done)
      }
      try #require(put > 0)
      done += put
    }
  }

  /// Scans the landing zone in this process and reads the manifest.
  @discardableResult
  func scan(
    _ sources: [String]? = nil,
    excludes: [String] = [],
    replace: Bool = false,
    reuse: StagingRequest.Reuse = .nothing,
    _ configure: (inout Configuration) -> Void = { _ in }
  ) throws -> ManifestDocument {
    let (document, _) = try scanCounting(
      sources,
      excludes: excludes,
      replace: replace,
      reuse: reuse,
      configure
    )
    return document
  }

  /// Scans as `scan` does, and tells how many files kept the result of the run before.
  @discardableResult
  func scanCounting(
    _ sources: [String]? = nil,
    excludes: [String] = [],
    replace: Bool = true,
    reuse: StagingRequest.Reuse = .unchanged,
    stage: String? = nil,
    year: Int = 2026,
    _ configure: (inout Configuration) -> Void = { _ in }
  ) throws -> (document: ManifestDocument, reused: Int) {
    var configuration = Configuration.builtIn
    configuration.scan.referenceYear = year
    configuration.scan.jobs = 2
    configure(&configuration)
    var request = StagingRequest(
      sources: sources ?? [landing],
      stage: stage ?? self.stage,
      configuration: configuration,
      toolVersion: "0"
    )
    request.excludes = excludes
    request.mayReplace = replace
    request.stateFolder = path + "/state"
    request.reuse = reuse
    let summary = try StagingRun(request, year: year).run()
    #expect(summary.catalogFailure == nil)
    let name = stage.map { String($0.split(separator: "/").last ?? "") } ?? "stage"
    let document = try manifest(name)
    #expect(summary.digest == document.digest)
    return (document, summary.reused)
  }

  /// How many copies a run has made until now.
  func copies() throws -> Int {
    let place = path + "/stage.partial"
    let files = try tool(["find", place + "/data", place + "/out", "-type", "f"]).output
    return files.split(separator: "\n").count
  }

  /// The manifest of a stage.
  func manifest(_ stage: String = "stage") throws -> ManifestDocument {
    try ManifestDocument(reading: ManifestReader(bytes: try bytes("\(stage)/manifest.jsonl")))
  }

  /// The bytes of a file below the world's folder.
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")))
  }

  /// The text of a file below the world's folder.
  func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// Whether something stands below the world's folder, a broken link included.
  func exists(_ name: String) -> Bool {
    var status = Glibc.stat()
    return unsafe lstat("\(path)/\(name)", &status) == 0
  }

  /// What stands in the world's folder.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Everything in the stage with its content's digest, as `sha256sum` sees it.
  func stageSums() throws -> String {
    try tool(["sh", "-c", "cd \"$0\" && sha256sum -c --quiet --strict SHA256SUMS", stage]).output
  }

  /// Starts the program on the landing zone; every file is scanned unless `isFull` is false.
  func start(
    _ arguments: [String] = [],
    stage: String? = nil,
    isFull: Bool = true
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = ["scan", landing, "--stage", stage ?? self.stage, "--quiet"]
    process.arguments? += (isFull ? ["--full"] : []) + arguments
    process.environment = ["PHIGATE_STATE": path + "/state", "TERM": "dumb"]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = try errors()
    try process.run()
    return process
  }

  /// Runs the program to its end.
  /// - Returns: its exit code, or minus the signal that ended it.
  func run(
    _ arguments: [String] = [],
    stage: String? = nil,
    isFull: Bool = true
  ) throws -> Int32 {
    try StagingWorld.end(of: start(arguments, stage: stage, isFull: isFull))
  }

  /// Waits for a process.
  static func end(of process: Process) -> Int32 {
    process.waitUntilExit()
    let isSignal = process.terminationReason == .uncaughtSignal
    return isSignal ? -process.terminationStatus : process.terminationStatus
  }

  /// What programs started here wrote to standard error.
  var errorText: String { (try? text("errors")) ?? "" }

  /// The file that takes standard error.
  private func errors() throws -> FileHandle {
    try Data().write(to: URL(fileURLWithPath: path + "/errors"))
    return try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/errors"))
  }

  /// The program under test.
  static let program: String = {
    var parts = #filePath.split(separator: "/").map(String.init)
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/") + "/.build/debug/phigate"
  }()
}

/// Runs a program of the system.
@discardableResult
func tool(_ words: [String]) throws -> (code: Int32, output: String) {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
  process.arguments = words
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return (process.terminationStatus, String(decoding: data, as: UTF8.self))
}

extension ManifestDocument {
  /// The entry of a path.
  func entry(_ path: String) throws -> ManifestEntry {
    try #require(entries.first { $0.path == path }, "no entry \(path) in \(entries.map(\.path))")
  }

  /// The reasons of entries by their paths.
  var reasons: [String: Reason] {
    Dictionary(
      uniqueKeysWithValues: entries.compactMap { entry in entry.reason.map { (entry.path, $0) } }
    )
  }
}

/// The Python of the outside readers: `PHIGATE_PYTHON`, else the one of `.venv` beside the package,
/// else any.
func outsidePython() -> String {
  if let named = ProcessInfo.processInfo.environment["PHIGATE_PYTHON"] { return named }
  let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let local = "/\(package)/.venv/bin/python3"
  return FileManager.default.isExecutableFile(atPath: local) ? local : "python3"
}

/// Whether the outside Python has a module.
func isOutsideInstalled(_ module: String) -> Bool {
  (try? tool([outsidePython(), "-c", "import \(module)"]).code == 0) ?? false
}
