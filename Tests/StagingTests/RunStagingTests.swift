import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Files
@testable import Staging

/// Serialized, because each test loads both cores.
@Suite(.serialized) struct RunStagingTests {
  /// Some files that take a while, the same ones in each world.
  private func fill(
    _ world: StagingWorld,
    files: Int = 60,
    lines: Int = 400,
    folder: String = "ward"
  ) throws {
    for index in 0..<files {
      let text = (0..<lines)
        .map { line in
          "seen \(index) \(line), mail nurse\(line)@example.org, potassium 4.\(line % 10)\n"
        }
      try world.put("\(folder) \(index % 7)/note \(index).txt", text.joined())
    }
  }

  @Test func aKilledRunGoesOnAndEndsTheSame() throws {
    let world = try StagingWorld()
    try fill(world)
    let begun = DispatchTime.now()
    #expect(try world.run() == 0)
    let whole = Double(DispatchTime.now().uptimeNanoseconds - begun.uptimeNanoseconds) / 1e9
    let manifest = try world.bytes("stage/manifest.jsonl")
    var random = SystemRandomNumberGenerator()
    var resumed = 0
    for round in 0..<20 {
      let place = world.path + "/again"
      let delay = Double.random(in: 0...whole, using: &random)
      let process = try world.start(stage: place)
      usleep(UInt32(delay * 1e6))
      kill(process.processIdentifier, SIGKILL)
      _ = StagingWorld.end(of: process)
      if world.exists("again") {
        // Killed behind the rename: the stage is whole, its lock is nobody's any more.
        _ = unsafe unlink(place + ".lock")
      } else {
        let code = try world.run(stage: place)
        try #require(code == 0, "\(round), \(delay) s: \(world.errorText)")
      }
      #expect(try world.bytes("again/manifest.jsonl") == manifest, "\(round): \(delay) s")
      let sums = try tool(["sh", "-c", "cd \"$0\" && sha256sum -c --quiet SHA256SUMS", place])
      #expect(sums.output.isEmpty)
      if try !world.text("again/run.json").contains("\"filesResumed\":0,") { resumed += 1 }
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: place).sorted() == [
          "SHA256SUMS", "data", "manifest.jsonl", "run.json",
        ]
      )
      try tool(["rm", "-rf", place])
      #expect(try world.names() == ["errors", "landing", "stage", "state"])
    }
    #expect(resumed > 0, "no kill of 20 came at a time at which something was finished")
  }

  @Test func whatChangedSinceTheKillIsScannedAgain() throws {
    let world = try StagingWorld()
    try fill(world)
    // Something to do behind what is looked at: `find` takes a while to see it.
    try fill(world, files: 60, lines: 8_000, folder: "later")
    let process = try world.start(["--jobs", "1"])
    while try world.copies() < 20, process.isRunning { usleep(1_000) }
    kill(process.processIdentifier, SIGKILL)
    _ = StagingWorld.end(of: process)
    try #require(world.exists("stage.partial"))
    for index in 0..<60 {
      try world.put("ward \(index % 7)/note \(index).txt", "new \(index)\n")
      try world.put("later \(index % 7)/note \(index).txt", "new \(index)\n")
    }
    // A copy that somebody touched does not count either.
    #expect(try world.run() == 0)
    let manifest = try world.manifest()
    #expect(manifest.entries.allSatisfy { $0.output?.bytes ?? 99 < 10 })
    #expect(try world.stageSums().isEmpty)
  }

  @Test func theJournalHoldsNoNameOfASource() throws {
    let world = try StagingWorld()
    for index in 0..<300 {
      try world.put("jane.q\(index)@example.org.txt", "mail jane.q\(index)@example.org\n")
    }
    try world.put("big.txt", String(repeating: "the plan of the ward\n", count: 1_600_000))
    let process = try world.start()
    while try world.copies() < 200, process.isRunning { usleep(1_000) }
    usleep(20_000)
    kill(process.processIdentifier, SIGKILL)
    _ = StagingWorld.end(of: process)
    try #require(world.exists("stage.partial/journal.db"))
    let found = try tool(["grep", "-rlE", "jane.q[0-9]", world.path + "/stage.partial"])
    #expect(found.output.isEmpty)
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func aSignalStopsCleanly(signal: Int32, code: Int32) throws {
    let world = try StagingWorld()
    try fill(world, files: 200)
    let process = try world.start()
    while !world.exists("stage.partial/out"), process.isRunning { usleep(1_000) }
    kill(process.processIdentifier, signal)
    #expect(StagingWorld.end(of: process) == code)
    #expect(try world.names() == ["errors", "landing", "state"])
  }

  @Test func aSignalStopsInTheMiddleOfOneLargeFile() throws {
    let world = try StagingWorld()
    try world.put("big.txt", String(repeating: "mail nurse@example.org today\n", count: 1_500_000))
    let process = try world.start()
    while !world.exists("stage.partial/data/big.txt"), process.isRunning { usleep(1_000) }
    kill(process.processIdentifier, SIGTERM)
    #expect(StagingWorld.end(of: process) == 143)
    #expect(try world.names() == ["errors", "landing", "state"])
  }

  @Test func aClosedPipeIsNoCrash() throws {
    let world = try StagingWorld()
    try fill(world, files: 3)
    let script = "\"$0\" scan \"$1\" --stage \"$2\" --json 2>&1 | true; echo ${PIPESTATUS[0]}"
    let done = try tool(["bash", "-c", script, StagingWorld.program, world.landing, world.stage])
    #expect(done.output == "0\n")
    #expect(world.exists("stage/manifest.jsonl"))
  }

  @Test func twoRunsToOneStageExcludeEachOther() throws {
    let world = try StagingWorld()
    try fill(world, files: 200)
    let first = try world.start()
    while !world.exists("stage.partial"), first.isRunning { usleep(1_000) }
    #expect(try world.run() == 11)
    #expect(world.errorText.contains("process \(first.processIdentifier) on "))
    #expect(world.errorText.contains(" since 20"))
    #expect(StagingWorld.end(of: first) == 0)
    #expect(try world.stageSums().isEmpty)
    #expect(!world.exists("stage.lock"))
  }

  @Test func aFullDiskLeavesNothingBehind() throws {
    let world = try StagingWorld()
    try fill(world, files: 40)
    let disk = world.path + "/disk"
    try #require(unsafe mkdir(disk, 0o755) == 0)
    let mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk]
    guard try tool(mount).code == 0 else {
      print("skipped: this user may not mount")
      return
    }
    defer { _ = try? tool(["umount", disk]) }
    // Too little room is seen before anything is scanned.
    try tool(["dd", "if=/dev/zero", "of=\(disk)/filler", "bs=1M", "count=3"])
    #expect(try world.run(stage: disk + "/stage") == 74)
    #expect(world.errorText.contains("MiB are needed"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk) == ["filler"])
    // An archive unpacks to more than anybody could estimate.
    try tool(["rm", "\(disk)/filler"])
    try tool(["rm", "-rf", world.landing + "/ward 0", world.landing + "/ward 1"])
    let pack = "for i in $(seq 400000); do echo \"line $i of a plan\"; done | gzip > \"$0\""
    try tool(["bash", "-c", pack, world.landing + "/packed.txt.gz"])
    #expect(try world.run(stage: disk + "/stage") == 74)
    #expect(try FileManager.default.contentsOfDirectory(atPath: disk).isEmpty)
    #expect(world.errorText.contains("nothing was staged"))
  }

  @Test func aStageIsExchangedOnlyWhenAsked() throws {
    let world = try StagingWorld()
    try world.put("a.txt", "one plan\n")
    #expect(try world.run() == 0)
    try world.put("a.txt", "another plan\n")
    #expect(try world.run() == 2)
    #expect(try world.text("stage/data/a.txt") == "one plan\n")
    #expect(try world.run(["--replace"]) == 0)
    #expect(try world.text("stage/data/a.txt") == "another plan\n")
    try Data("{}".utf8).write(to: URL(fileURLWithPath: world.stage + "/request.json"))
    #expect(try world.run(["--replace"]) == 2)
    #expect(try world.names() == ["errors", "landing", "stage", "state"])
  }

  @Test func runRecordSaysWhatTheManifestMustNot() throws {
    let world = try StagingWorld()
    try world.put("a.txt", "one plan\n")
    #expect(try world.run(["--jobs", "2"]) == 0)
    let data = Data(try world.bytes("stage/run.json"))
    let record = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(record["threads"] as? Int == 2)
    #expect(record["files"] as? Int == 1 && record["bytes"] as? Int == 9)
    let host = try tool(["uname", "-n"]).output.dropLast()
    #expect(record["host"] as? String == String(host))
    let phases = try #require(record["phaseMilliseconds"] as? [String: Int])
    #expect(Set(phases.keys) == ["survey", "scan", "assemble"])
    let time = ISO8601DateFormatter().date(from: record["finished"] as? String ?? "")
    #expect(abs(try #require(time).timeIntervalSinceNow) < 600)
    let manifest = try world.text("stage/manifest.jsonl")
    for word in ["started", "host", "threads"] { #expect(!manifest.contains(word)) }
  }
}
