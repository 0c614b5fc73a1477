import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Files
@testable import Staging

/// Files that end the program: a trap, too deep a stack, or work without end, in the thread that scans
/// them, by a library of ours that stands before Vectorscan.
@Suite(.serialized) struct ItemFaultTests {
  /// Begins like a key of a cloud, so that patterns are looked for; ends what the shim is told to end.
  private static let word = "AKIAQX7RZ3LMPN4TWKB2"
  /// A line in which a person stands.
  private static let line = "Seen by Dr. Miriam Halloway, MRN 88412332.\n"

  /// Scans a landing zone with a fault in every thread that meets `word`.
  private func scan(
    _ world: StagingWorld,
    _ how: String,
    _ arguments: [String] = [],
    stage: String = "stage",
    state: String = "state"
  ) throws -> (code: Int32, output: String)? {
    guard let shim = FaultTests.shim else {
      print("skipped: no C compiler")
      return nil
    }
    let done = try tool(
      [
        "env", "PHIGATE_STATE=\(world.path)/\(state)", "LD_PRELOAD=\(shim)",
        "PHIGATE_FAULT_AT=\(how):\(Self.word)", StagingWorld.program, "scan", world.landing,
        "--stage", "\(world.path)/\(stage)",
      ] + arguments
    )
    return (done.code, done.output)
  }

  /// A landing zone of ordinary files and two that hold the word, one of them of many chunks.
  private func world() throws -> StagingWorld {
    let world = try StagingWorld()
    for index in 0..<30 { try world.put("day/note-\(index).txt", Self.line) }
    try world.put("key.txt", "the token of Rosa Delgado is \(Self.word)\n")
    let lines = String(repeating: Self.line, count: 20_000)
    try world.put("large.txt", lines + "token \(Self.word)\n" + lines)
    return world
  }

  @Test(arguments: ["trap", "deep"])
  func aFaultWithholdsItsFileAndNoOther(how: String) throws {
    let world = try world()
    for jobs in ["1", "4"] {
      let stage = "stage-\(jobs)"
      guard let done = try scan(world, how, ["--jobs", jobs], stage: stage) else { return }
      #expect(done.code == 3, "\(done.output)")
      #expect(done.output.contains("2 files ended the scan"), "\(done.output)")
      #expect(!done.output.contains("Rosa") && !done.output.contains(Self.word))
      let manifest = try world.manifest(stage)
      for name in ["key.txt", "large.txt"] {
        #expect(try manifest.entry(name).disposition == .withheld)
        #expect(try manifest.entry(name).reason == .readerCrashed)
        #expect(try manifest.entry(name).transient)
        #expect(!world.exists("\(stage)/data/\(name)"))
      }
      for index in 0..<30 {
        let name = "day/note-\(index).txt"
        #expect(try manifest.entry(name).disposition == .masked)
        #expect(try world.text("\(stage)/data/\(name)") == "Seen by [NAME], MRN [MRN].\n")
      }
      #expect(!world.exists("\(stage)/\(FaultNotes.fileName)"))
      #expect(!world.exists("\(stage).partial"))
    }
    #expect(try world.manifest("stage-1").digest == world.manifest("stage-4").digest)
  }

  @Test func withoutTheFaultTheNextRunScansThem() throws {
    let world = try world()
    guard let faulty = try scan(world, "trap") else { return }
    #expect(faulty.code == 3)
    let status = try world.run(["--replace"], isFull: false)
    #expect(status == 0)
    for name in ["key.txt", "large.txt"] {
      #expect(try world.manifest().entry(name).disposition == .masked)
    }
    #expect(try world.text("stage/data/key.txt") == "the token of [NAME] is [SECRET]\n")
  }

  @Test func workWithoutEndWithholdsItsFile() throws {
    let world = try StagingWorld()
    try world.put("phigate.yml", "source: {label: x}\nlimits: {stepSeconds: 1}\n")
    try tool(["mv", world.landing + "/phigate.yml", world.path])
    try world.put("key.txt", "token \(Self.word)\n")
    try world.put("note.txt", Self.line)
    guard let done = try scan(world, "loop", ["--config", world.path + "/phigate.yml"]) else {
      return
    }
    #expect(done.code == 3, "\(done.output)")
    #expect(try world.manifest().entry("key.txt").reason == .limitTime)
    #expect(try world.manifest().entry("note.txt").disposition == .masked)
  }

  @Test func aNameThatEndsTheProgramIsNotShown() throws {
    let world = try StagingWorld()
    try world.put("\(Self.word) Rosa Delgado.txt", Self.line)
    try world.put("note.txt", Self.line)
    guard let done = try scan(world, "trap") else { return }
    #expect(done.code == 3, "\(done.output)")
    let manifest = try world.manifest()
    #expect(try manifest.entry("note.txt").disposition == .masked)
    let entry = try #require(manifest.entries.first { $0.path.hasPrefix("unnamed-") })
    #expect(entry.reason == .readerCrashed && entry.pathMasked)
    #expect(try !world.text("stage/manifest.jsonl").contains("Delgado"))
  }

  @Test func aFolderWhoseNameEndsTheProgramEndsItOnce() throws {
    let world = try StagingWorld()
    for index in 0..<40 { try world.put("\(Self.word) Delgado/\(index).txt", Self.line) }
    try world.put("note.txt", Self.line)
    guard let done = try scan(world, "trap", ["--jobs", "1"]) else { return }
    #expect(done.code == 3, "\(done.output)")
    #expect(done.output.contains("1 file ended the scan"), "\(done.output)")
    let manifest = try world.manifest()
    let unnamed = manifest.entries.filter { $0.path.hasPrefix("unnamed-") }
    #expect(unnamed.count == 40 && unnamed.allSatisfy { $0.reason == .readerCrashed })
    #expect(try manifest.entry("note.txt").disposition == .masked)
    #expect(try world.text("stage/run.json").contains("\"rounds\":2,"))
  }

  @Test func anotherNameOfTheSameFileIsScanned() throws {
    let world = try StagingWorld()
    try world.put("b.txt", Self.line)
    try tool(["ln", world.landing + "/b.txt", "\(world.landing)/a \(Self.word).txt"])
    guard let done = try scan(world, "trap", ["--jobs", "1"]) else { return }
    #expect(done.code == 3, "\(done.output)")
    #expect(try world.manifest().entry("b.txt").disposition == .masked)
    #expect(try world.text("stage/data/b.txt") == "Seen by [NAME], MRN [MRN].\n")
  }

  /// What was finished before a fault is not scanned again.
  @Test func whatWasFinishedStays() throws {
    let world = try StagingWorld()
    for index in 0..<3_000 { try world.put("a/\(index).txt", Self.line) }
    try world.put("z/z.txt", "token \(Self.word)\n")
    // What was written this moment counts as changing still.
    usleep(100_000)
    guard let done = try scan(world, "trap", ["--jobs", "1"]) else { return }
    #expect(done.code == 3, "\(done.output)")
    let record = try world.text("stage/run.json")
    let resumed = record.split(separator: "\"filesResumed\":").last?.prefix { $0.isNumber }
    #expect(Int(resumed ?? "") ?? 0 > 0, "\(record)")
    #expect(try world.manifest().footer.masked == 3_000)
  }

  /// A signal that somebody sends is no fault of the file in hand.
  @Test(arguments: [("ABRT", 134), ("XCPU", 152), ("TERM", 143)])
  func aSignalThatIsSentEndsTheRun(name: String, code: Int32) throws {
    guard let shim = FaultTests.shim else { return }
    let world = try StagingWorld()
    try world.put("../phigate.yml", "source: {label: x}\nlimits: {stepSeconds: 2}\n")
    try world.put("key.txt", "token \(Self.word)\n")
    let script = """
      "$0" scan landing --stage stage --config phigate.yml & p=$!
      sleep 0.7; kill -\(name) $p; wait $p; echo "ended $?"
      """
    let done = try tool([
      "env", "-C", world.path, "PHIGATE_STATE=state", "LD_PRELOAD=\(shim)",
      "PHIGATE_FAULT_AT=loop:\(Self.word)", "bash", "-c", script, StagingWorld.program,
    ])
    #expect(done.output.contains("ended \(code)"), "\(done.output)")
    #expect(!world.exists("stage"))
  }

  /// A state that keeps no key: the run cannot be taken up, and must not go round in circles.
  @Test func whereNothingCanBeTakenUpTheFaultEndsTheRun() throws {
    let world = try world()
    try world.put("../state", "no folder")
    guard let done = try scan(world, "trap") else { return }
    #expect(done.code != 0 && done.code != 3, "\(done.output)")
    #expect(!world.exists("stage"))
    #expect(!done.output.contains("Rosa") && !done.output.contains(Self.word))
  }

  @Test func aFaultOfNoItemEndsTheRun() throws {
    let world = try StagingWorld()
    try world.put("note.txt", Self.line)
    guard let shim = FaultTests.shim else { return }
    // `detect` has no items.
    let text = "{\"id\":1,\"text\":\"token \(Self.word)\"}\n"
    let done = try tool([
      "sh", "-c", "printf '%s' \"$0\" | env LD_PRELOAD=\"$1\" \"$2\" \"$3\" detect --jsonl", text,
      shim, "PHIGATE_FAULT_AT=trap:\(Self.word)", StagingWorld.program,
    ])
    #expect(done.code != 0)
    #expect(!done.output.contains(Self.word))
  }
}
