import Foundation
import Testing
import Vocabulary

@testable import Formats

/// A folder of one test's own, gone with the value.
final class ScratchFolder {
  /// Its path.
  let path: String

  /// Creates the folder.
  init() throws {
    path = NSTemporaryDirectory() + "phigate-archive-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The bytes of a file in it.
  func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)))
  }

  /// Writes a file.
  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  /// The files in it that begin with `prefix` and end with `suffix`, sorted.
  func names(_ prefix: String = "", _ suffix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { $0.hasPrefix(prefix) && $0.hasSuffix(suffix) }.sorted()
  }

  /// Runs a program in the folder; throws unless it ends with 0.
  @discardableResult
  func run(_ program: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: path)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self)
    try #require(process.terminationStatus == 0, "\(program) failed: \(text)")
    return text
  }
}

/// Whether outside programs can be run here; tests that compare with them are skipped otherwise.
func isInstalled(_ programs: String...) -> Bool {
  programs.allSatisfy { program in
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
      }
  }
}

/// A source that hands out pieces of odd sizes.
final class DribblingSource: ByteSource {
  private let base: SequentialBytes
  private var turn = 0

  /// Dribbles `bytes`.
  init(_ bytes: [UInt8]) {
    base = SequentialBytes(MemoryBytes(bytes))
  }

  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    turn += 1
    return try base.read(into: &buffer, upTo: min(count, [1, 7, 511, 513, 70_000][turn % 5]))
  }
}

/// One member as a test compares it.
struct Unpacked: Equatable {
  /// Its path, as text.
  var path: String
  /// Its kind.
  var kind: ArchiveMember.Kind = .file
  /// Its content.
  var content: [UInt8] = []
  /// Why it is withheld.
  var reason: Reason?

  /// A file of text.
  init(_ path: String, _ text: String) {
    self.path = path
    content = Array(text.utf8)
  }

  /// A member that a walk found, with its content.
  init(_ member: ArchiveMember, _ content: [UInt8] = []) {
    path = String(decoding: member.path, as: UTF8.self)
    kind = member.kind
    self.content = content
    reason = member.withholding?.reason
  }
}

/// All bytes of a source.
func contents(_ source: any ByteSource) throws(Withholding) -> [UInt8] {
  var bytes: [UInt8] = []
  while try source.read(into: &bytes, upTo: 10_000) > 0 {}
  return bytes
}

/// A budget for an archive of `bytes`.
func budget(_ bytes: [UInt8], _ limits: Limits) -> UnpackBudget {
  UnpackBudget(limits: limits, packedBytes: Int64(bytes.count))
}

/// Everything in a zip.
func unzip(_ bytes: [UInt8], _ limits: Limits = Limits()) throws(Withholding) -> [Unpacked] {
  let walk = try ZipWalk(MemoryBytes(bytes), limits: limits)
  let budget = budget(bytes, limits)
  var all: [Unpacked] = []
  for index in 0..<walk.count {
    let member = walk.member(index)
    let isOpen = member.kind == .file && member.withholding == nil
    all.append(Unpacked(member, isOpen ? try contents(walk.open(index, budget: budget)) : []))
  }
  return all
}

/// Everything in a tar.
func untar(_ bytes: [UInt8], _ limits: Limits = Limits()) throws(Withholding) -> [Unpacked] {
  let walk = TarWalk(DribblingSource(bytes), limits: limits)
  var all: [Unpacked] = []
  while let member = try walk.next() { all.append(Unpacked(member, try contents(walk))) }
  return all
}

/// The content of a gzip file.
func gunzip(_ bytes: [UInt8], _ limits: Limits = Limits()) throws(Withholding) -> [UInt8] {
  try contents(GzipStream(DribblingSource(bytes), budget: budget(bytes, limits)))
}

/// The reason for which `body` refuses; nil where it does not.
func refusal<Value>(_ body: () throws(Withholding) -> Value) -> Reason? {
  do {
    _ = try body()
    return nil
  } catch {
    return error.reason
  }
}

/// Numbers that look random and are the same in every run with the same seed (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
  /// The state.
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// `bytes` with one byte changed, or with its end cut off.
  mutating func damage(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if Bool.random(using: &self) {
      bytes[Int.random(in: bytes.indices, using: &self)] ^= UInt8.random(in: 1...255, using: &self)
    } else {
      bytes.removeLast(Int.random(in: 1...bytes.count, using: &self))
    }
    return bytes
  }
}
