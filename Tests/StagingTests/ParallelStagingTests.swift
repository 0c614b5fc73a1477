import Configuration
import Detection
import Formats
import Foundation
import Glibc
import Manifest
import Masking
import Testing
import Vocabulary

@testable import Staging

/// Documents that no memory holds: the same lines again and again.
private final class EndlessSource: ByteSource {
  private let piece: [UInt8]
  private var left: Int

  /// `count` bytes of `line`, again and again.
  init(_ line: String, count: Int) {
    piece = Array(String(repeating: line, count: (64 << 10) / line.utf8.count).utf8)
    left = count
  }

  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let now = min(count, left, piece.count)
    buffer.append(contentsOf: piece[..<now])
    left -= now
    return now
  }
}

@Suite(.serialized) struct ParallelStagingTests {
  /// A line of each document format, from a number.
  private static let formats: [(suffix: String, head: String, line: @Sendable (Int) -> String)] = [
    (
      "txt", "",
      { "Seen on the ward, visit \($0): mail nurse\($0 % 977)@example.org, plan kept.\n" }
    ),
    (
      "csv", "id,mail,comment\n",
      { "\($0),nurse\($0 % 977)@example.org,\"said \"\"fine\"\",\nand left\"\n" }
    ),
    (
      "ndjson", "", { "{\"id\":\($0),\"note\":\"mail nurse\($0 % 977)@example.org \\u00fcber\"}\n" }
    ),
    (
      "hl7", "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|1|P|2.5\r",
      { "OBX|\($0)|TX|1^Note^L||mail nurse\($0 % 977)@example.org \\T\\ wait||||||F\r" }
    ),
  ]

  /// Writes a document of about `bytes` bytes for each format.
  private func fill(_ world: StagingWorld, bytes: Int) throws {
    for format in Self.formats {
      var text: [UInt8] = Array(format.head.utf8)
      var number = 0
      while text.count < bytes {
        text += Array(format.line(number).utf8)
        number += 1
      }
      try world.put(Array("large.\(format.suffix)".utf8), text)
    }
    for index in 0..<20 { try world.put("small/\(index).txt", "mail n\(index)@example.org\n") }
  }

  @Test func neitherThreadsNorChunksChangeAByte() throws {
    let world = try StagingWorld()
    try fill(world, bytes: 21 << 20)
    var digests: Set<Digest256> = []
    for jobs in [1, 2, 7] {
      for chunkBytes in [64 << 10, 4 << 20] {
        let manifest = try world.scan(replace: true) {
          $0.scan.jobs = jobs
          $0.scan.chunkBytes = chunkBytes
        }
        digests.insert(manifest.digest)
        let left = try tool(["grep", "-rlE", "nurse[0-9]", world.stage + "/data"]).output
        #expect(left.isEmpty, "\(jobs) threads, \(chunkBytes) bytes")
      }
    }
    #expect(digests.count == 1)
    #expect(try world.manifest().entries.allSatisfy { $0.disposition == .masked })
    #expect(try world.stageSums().isEmpty)
  }

  /// Scans an endless document with helpers and counts the chunks that were made.
  private func chunksMade(bytes: Int, helpers: Int) throws -> (chunks: Int, written: Int) {
    let masker = try Masker(profile: .safeHarbor, referenceYear: 2026)
    let scanner = Scanner(
      ruleSet: .builtIn,
      options: DetectionOptions(referenceYear: 2026)
    )
    let pool = ChunkPool(stop: StopFlag())
    let made = Monitor((chunks: 0, written: 0, isDone: false))
    runWorkers(1 + helpers) { number in
      let worker = ScanWorker(
        scanner: BlockScanner(scanner: scanner, masker: masker),
        pool: pool,
        chunkBytes: 128 << 10
      )
      pool.enter()
      if number == 0 {
        while pool.helpers < helpers { usleep(100) }
        let line = "mail nurse@example.org about the plan of the ward\n"
        let source = PeekingSource(EndlessSource(line, count: bytes))
        var written = 0
        let scan = DocumentScan(source: source, sniffed: SniffedFormat(.text))
        _ = try? scan.run(worker) { (bytes) throws(Failure) in written += bytes.count }
        made.update { [written] in $0 = (worker.chunksMade, written, true) }
      } else {
        // Not before the driver is there, which alone hands in chunks.
        usleep(20_000)
      }
      pool.help(&worker.scanner)
    }
    return made.update { ($0.chunks, $0.written) }
  }

  @Test func memoryDoesNotGrowWithTheDocument() throws {
    let helpers = 2
    for bytes in [4 << 20, 24 << 20] {
      let (chunks, written) = try chunksMade(bytes: bytes, helpers: helpers)
      #expect(written > bytes / 2)
      #expect(1...(2 + 3 * helpers) ~= chunks, "\(bytes) bytes")
    }
  }

  @Test func aFileThatGrowsWhileItIsReadIsWithheld() throws {
    let world = try StagingWorld()
    try world.put(
      "grows.txt",
      String(repeating: "mail nurse@example.org today\n", count: 1_000_000)
    )
    try world.put("stays.txt", "the plan\n")
    let script = "while :; do echo more >> \"$0\"; sleep 0.002; done"
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/bash")
    writer.arguments = ["-c", script, world.landing + "/grows.txt"]
    try writer.run()
    defer { kill(writer.processIdentifier, SIGKILL) }
    let manifest = try world.scan { $0.scan.jobs = 1 }
    #expect(manifest.reasons == ["grows.txt": .changedWhileReading])
    #expect(try manifest.entry("grows.txt").transient)
    #expect(!world.exists("stage/data/grows.txt"))
    #expect(try world.stageSums().isEmpty)
  }

  @Test func nothingIsScannedBesideAFileThatWasGivenAndChanges() throws {
    let world = try StagingWorld()
    try world.put("grows.txt", String(repeating: "mail nurse@example.org today\n", count: 300_000))
    try world.put("beside.txt", "the plan\n")
    let script = "while :; do echo more >> \"$0\"; sleep 0.002; done"
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/bin/bash")
    writer.arguments = ["-c", script, world.landing + "/grows.txt"]
    try writer.run()
    defer {
      kill(writer.processIdentifier, SIGKILL)
      writer.waitUntilExit()
    }
    let manifest = try world.scan([world.landing + "/grows.txt"]) { $0.scan.jobs = 1 }
    #expect(manifest.entries.map(\.path) == ["grows.txt"])
    #expect(manifest.reasons == ["grows.txt": .changedWhileReading])
  }

  @Test func aFileThatIsRenamedAllTheTimeIsListedUnderItsName() throws {
    let world = try StagingWorld()
    try world.put("moves.txt", "mail nurse@example.org today\n")
    for number in 0..<5 { try world.put("\(number).txt", "the plan\n") }
    let script = """
      import os, sys, time
      path = sys.argv[1]
      while True:
          os.rename(path, path + '.gone'); time.sleep(0.002)
          os.rename(path + '.gone', path); time.sleep(0.001)
      """
    let mover = Process()
    mover.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    mover.arguments = ["python3", "-c", script, world.landing + "/moves.txt"]
    try mover.run()
    defer {
      kill(mover.processIdentifier, SIGKILL)
      mover.waitUntilExit()
    }
    for round in 0..<20 {
      let manifest = try world.scan(replace: true)
      let moved = manifest.entries.filter { $0.path.hasPrefix("moves.txt") }
      // Under one name where it was read, else under both that it had.
      let isRead = moved.contains { $0.disposition == .masked }
      #expect(isRead || moved.count == 2, "round \(round): \(moved.map(\.path))")
      #expect(manifest.entries.count == 5 + moved.count)
      for entry in moved where entry.disposition != .masked {
        #expect(entry.reason == .changedWhileReading && entry.transient)
      }
    }
  }

  @Test func aFileThatIsALinkForAMomentIsMaskedOrWithheld() throws {
    let world = try StagingWorld()
    try world.put("swaps.txt", "mail nurse@example.org today\n")
    let script = """
      import os, sys, time
      path = sys.argv[1]
      while True:
          os.rename(path, path + '.real'); os.symlink('/etc/hostname', path); time.sleep(0.002)
          os.remove(path); os.rename(path + '.real', path); time.sleep(0.001)
      """
    let swapper = Process()
    swapper.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    swapper.arguments = ["python3", "-c", script, world.landing + "/swaps.txt"]
    try swapper.run()
    defer { kill(swapper.processIdentifier, SIGKILL) }
    let (rounds, linksMax) = (20, 5)
    var links = 0
    for _ in 0..<rounds {
      let manifest = try world.scan(replace: true)
      for entry in manifest.entries where entry.disposition != .masked {
        // On a machine that is busy a link may stay long enough to be one.
        if entry.reason == .unsafeLink {
          links += 1
        } else {
          #expect(entry.reason == .changedWhileReading)
        }
      }
    }
    #expect(links <= linksMax)
    kill(swapper.processIdentifier, SIGKILL)
    swapper.waitUntilExit()
    try tool(["rm", "-f", world.landing + "/swaps.txt", world.landing + "/swaps.txt.real"])
    try tool(["ln", "-s", "/etc/hostname", world.landing + "/link"])
    #expect(try world.scan(replace: true).reasons == ["link": .unsafeLink])
  }

  @Test func aFindingAcrossABoundaryIsMaskedWhole() throws {
    // The address begins before the end of the first block and reaches into the next, at every
    // place around it.
    let world = try StagingWorld()
    let address = "firstname.lastname@department.example.org"
    for shift in stride(from: 0, to: 60, by: 3) {
      let filler = String(repeating: "a plan. ", count: (BlockSize.targetBytes - shift) / 8)
      let text = filler + "mail " + address + " " + String(repeating: "a plan. ", count: 9_000)
      try world.put("at \(shift).txt", text)
    }
    let manifest = try world.scan()
    #expect(manifest.entries.count == 20)
    for entry in manifest.entries {
      #expect(entry.disposition == .masked && entry.findings[.email]?.count == 1)
      let text = try world.text("stage/data/" + entry.path)
      for part in ["firstname", "lastname", "department", "example"] {
        #expect(!text.contains(part), "\(entry.path) holds \(part)")
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func windowsCoverEditsAndMapBack(seed: UInt64) throws {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<200 {
      let text = (0..<(200 + random(6_000))).map { _ in UInt8(0x61 + random(26)) }
      var (edits, arena, position): ([TextEdit], [UInt8], Int) = ([], [], random(50))
      while position + 20 < text.count {
        let start = arena.count
        arena += [UInt8](repeating: 0x5B, count: 1 + random(11))
        edits.append(
          TextEdit(
            range: position..<position + 1 + random(19),
            replacement: start..<arena.count,
            kind: .name,
            transform: .tag
          )
        )
        position = edits[edits.count - 1].range.upperBound + random(900)
      }
      var (first, covered, out): (Int, Int, [UInt8]) = (0, 0, [])
      while first < edits.count {
        let window = EditWindow(
          from: first,
          edits,
          mine: 0..<text.count,
          textCount: text.count,
          bytes: (40, 100)
        )
        #expect(window.next > first && window.core.lowerBound >= covered, "seed \(seed)")
        covered = window.core.upperBound
        for edit in edits[first..<window.next] {
          #expect(window.core.lowerBound <= max(0, edit.range.lowerBound - 40))
          #expect(window.core.upperBound >= min(text.count, edit.range.upperBound + 40))
        }
        let core = window.apply(edits, to: text.span, arena: arena, into: &out)
        #expect(window.original(core, edits) == window.core, "seed \(seed)")
        first = window.next
      }
    }
  }

  @Test(arguments: [1, 2, 3])
  func windowsAroundSomeEditsLieApartAndMapBack(seed: UInt64) throws {
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<200 {
      let text = (0..<(200 + random(6_000))).map { _ in UInt8(0x61 + random(26)) }
      var (edits, arena, position): ([TextEdit], [UInt8], Int) = ([], [], random(50))
      while position + 20 < text.count {
        let start = arena.count
        arena += [UInt8](repeating: 0x5B, count: 1 + random(11))
        let range = position..<position + 1 + random(19)
        edits.append(
          TextEdit(
            range: range,
            replacement: start..<arena.count,
            kind: .name,
            transform: .tag
          )
        )
        position = range.upperBound + random(40)
      }
      let changed = edits.filter { _ in random(30) == 0 }.map(\.range)
      let windows = EditWindow.around(
        Array(changed.reversed()),
        edits,
        mine: 0..<text.count,
        textCount: text.count,
        reach: 60
      )
      var out: [UInt8] = []
      for range in changed {
        let wanted = (range.lowerBound - 60..<range.upperBound + 60).clamped(to: 0..<text.count)
        #expect(windows.contains { $0.core.contains(wanted) }, "seed \(seed)")
      }
      for (window, next) in zip(windows, windows.dropFirst()) {
        #expect(window.context.upperBound <= next.core.lowerBound, "seed \(seed)")
      }
      for window in windows {
        let wanted = (window.core.lowerBound - 60..<window.core.upperBound + 60)
          .clamped(to: 0..<text.count)
        #expect(window.context.contains(wanted), "seed \(seed)")
        let core = window.apply(edits, to: text.span, arena: arena, into: &out)
        #expect(window.original(core, edits) == window.core, "seed \(seed)")
      }
    }
  }
}
