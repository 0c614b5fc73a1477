import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Calls of the C library that fail, kills at any moment, and a helper process that dies.
@Suite(.serialized) struct FaultTests {
  /// The folder that holds Package.swift.
  private static let root: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }()

  /// The shim that makes calls fail, built where it is missing or old; nil without a C compiler.
  static let shim: String? = {
    let (source, target) = ("\(root)/Tests/Faults/faults.c", "\(root)/.build/faults.so")
    let build = """
      [ "$1" -nt "$0" ] && exit 0
      for cc in cc gcc clang; do
        command -v $cc >/dev/null && exec $cc -shared -fPIC -O1 -o "$1" "$0" -ldl
      done
      exit 1
      """
    return (try? tool(["sh", "-c", build, source, target]).code) == 0 ? target : nil
  }()

  /// Runs the judge of faults on a program.
  private func judge(_ program: String, _ arguments: [String]) throws -> (Int32, String)? {
    guard let shim = Self.shim else {
      print("skipped: no C compiler")
      return nil
    }
    let world = try StagingWorld()
    let script = "\(Self.root)/Tests/StagingTests/Scripts/faults.py"
    let done = try tool(["python3", script, program, shim, world.path] + arguments)
    return (done.code, done.output)
  }

  @Test(arguments: ["scan", "again", "request", "release", "verify", "export"])
  func aCallThatFailsLosesNothing(operation: String) throws {
    let sample = ["--operations", operation, "--step", "89", "--first", "9"]
    guard let (code, output) = try judge(StagingWorld.program, sample) else { return }
    #expect(code == 0, "\(output)")
    #expect(output.contains(" faults, 0 of them end badly"))
  }

  @Test func aProgramThatSaysItIsDoneIsSeenThrough() throws {
    let sample = ["--operations", "scan", "--classes", "sync", "--step", "1", "--deceive"]
    guard let (code, output) = try judge(StagingWorld.program, sample) else { return }
    #expect(code == 1)
    #expect(output.contains("(ended with 0): "), "\(output)")
  }

  @Test func killsAtAnyMomentChangeNothing() throws {
    let done = try tool([
      "python3", "\(Self.root)/scripts/crash-loop", "--kills", "15", "--files", "60", "--phigate",
      StagingWorld.program,
    ])
    #expect(done.code == 0, "\(done.output)")
    #expect(done.output.contains("crash-loop: 15 kills"))
  }

  /// What a reader does instead of reading, and the reason that its file is withheld for.
  @Test(arguments: [
    "kill -9 $$", "printf 'D\\005\\000\\000\\000pat'; kill -9 $$", "exit 3", "kill -SEGV $$",
    "printf nonsense", "exec 1>&-; sleep 0.2; kill -9 $$", "",
  ])
  func aHelperThatDiesWithholdsItsFile(script: String) throws {
    let world = try StagingWorld()
    try world.put("note.txt", "mail nurse@example.org\n")
    try world.put("a.txt", "mail nurse@example.org\n")
    try tool(["bzip2", world.landing + "/a.txt"])
    let bin = world.path + "/bin"
    try tool(["sh", "-c", "mkdir \"$0\" && cp \"$1\" \"$0/phigate\"", bin, StagingWorld.program])
    if !script.isEmpty {
      let reader = bin + "/phigate-reader"
      try Data("#!/bin/sh\n\(script)\n".utf8).write(to: URL(fileURLWithPath: reader))
      try #require(unsafe chmod(reader, 0o755) == 0)
    }
    let done = try tool([
      "env", "PHIGATE_STATE=\(world.path)/state", bin + "/phigate", "scan", world.landing,
      "--stage", world.stage,
    ])
    #expect(done.code == 3, "\(done.output)")
    let manifest = try world.manifest()
    #expect(try manifest.entry("a.txt.bz2").disposition == .withheld)
    #expect(try manifest.entry("a.txt.bz2").reason == .readerCrashed)
    #expect(try manifest.entry("a.txt.bz2").transient)
    #expect(try manifest.entry("note.txt").disposition == .masked)
    #expect(try world.text("stage/data/note.txt") == "mail [EMAIL]\n")
    #expect(!world.exists("stage/data/a.txt.bz2"))
  }
}
