import Configuration
import Detection
import Files
import Formats
import Glibc
import Manifest
import Masking
import Vocabulary

@testable import Staging

/// Targets that scan, mask and scan again as a run and a gate do: the first byte of an input chooses
/// the name that sniffing sees, the others are the file.
let scanFuzzTargets: [String: @Sendable ([UInt8]) -> Void] = [
  "scan": { bytes in FuzzedScan.run(bytes, .safeHarbor) },
  "scan-keyed": { bytes in FuzzedScan.run(bytes, .expert) },
]

/// The names that an input may have.
private let fuzzNames = ["note.txt", "rows.csv", "data.json", "page.html", "feed.hl7", "all.log"]

/// A run and a gate over one file in memory.
final class FuzzedScan {
  /// Each is made at its first input and keeps its memory, as a thread of a run does: what was seen
  /// before must change nothing.
  private nonisolated(unsafe) static var made: [Profile: FuzzedScan] = [:]
  private static let referenceYear = 2_026

  private let configuration: Configuration
  private let work: WorkFolder
  private let staging: ScanWorker
  private let gate: ScanWorker

  private init(_ profile: Profile) throws {
    var configuration = Configuration.builtIn
    configuration.limits.memberBytesMax = 4 << 20
    configuration.limits.unpackedBytesMax = 8 << 20
    self.configuration = configuration
    work = try WorkFolder(try Folder(path: "/tmp"))
    var options = DetectionOptions(referenceYear: Self.referenceYear)
    options.profile = configuration.detectionProfile(profile)
    let scanner = Scanner(ruleSet: try configuration.ruleSet(), options: options)
    let masker = try Masker(
      profile: profile,
      referenceYear: Self.referenceYear,
      policy: configuration.masks,
      key: SiteKey(bytes: [UInt8](repeating: 7, count: 32))
    )
    staging = ScanWorker(scanner: BlockScanner(scanner: scanner, masker: masker))
    gate = ScanWorker(
      scanner: BlockScanner(scanner: scanner, masker: masker, isVerifying: true)
    )
  }

  /// Scans `bytes` under a profile; a broken promise ends the process.
  static func run(_ bytes: [UInt8], _ profile: Profile) {
    do {
      let scan = try unsafe made[profile] ?? FuzzedScan(profile)
      unsafe made[profile] = scan
      let name = fuzzNames[Int(bytes.first ?? 0) % fuzzNames.count]
      try scan.run(Array(bytes.dropFirst()), Array(name.utf8))
    } catch {
      breaks("a failure of the machine: \(error)")
    }
  }

  private func run(_ bytes: [UInt8], _ name: [UInt8]) throws {
    guard let first = try scan(bytes, name, staging) else { return }
    let copy = first.copy
    require(
      !first.found.isEmpty || first.holdsMembers || copy == bytes,
      "another copy where nothing was found"
    )
    guard let second = try scan(copy, name, gate) else {
      breaks("a copy that cannot be read again")
    }
    require(second.found.isEmpty, "the gate finds \(second.found) in what was masked")
  }

  /// The copy and what was found, by kind; nil where the file is withheld.
  private func scan(
    _ bytes: [UInt8],
    _ name: [UInt8],
    _ worker: ScanWorker
  ) throws -> (copy: [UInt8], found: [IdentifierKind: Int], holdsMembers: Bool)? {
    let content = ContentScan(
      work: work,
      configuration: configuration,
      worker: worker,
      packedBytes: Int64(bytes.count)
    )
    let sink = MemorySink()
    let result: ContentResult
    do throws(ScanStop) {
      result = try content.scan(MemoryBytes(bytes), name: name, prefix: "!/", depth: 0, sink: sink)
    } catch {
      switch error {
      case .failed(let failure): throw failure
      case .withheld(let withholding):
        require(withholding.reason != .residualPHI, "still found after all rounds")
        return nil
      }
    }
    require(
      !content.members.contains { $0.reason == .residualPHI },
      "still found in a member after all rounds"
    )
    var found: [IdentifierKind: Int] = [:]
    for kind in IdentifierKind.allCases {
      let count = result.tally.counts[Int(kind.rawValue)]
      if count > 0 { found[kind, default: 0] += count }
    }
    for member in content.members {
      for (kind, own) in member.findings { found[kind, default: 0] += own.count }
    }
    return (sink.bytes, found, result.kind != .file)
  }
}

/// A copy in memory.
private final class MemorySink: ByteSink {
  var bytes: [UInt8] = []

  func write(_ more: Span<UInt8>) throws(Failure) {
    for index in more.indices { bytes.append(more[index]) }
  }

  func overwrite(at offset: Int64, with more: Span<UInt8>) throws(Failure) {
    for index in more.indices { bytes[Int(offset) + index] = more[index] }
  }
}

/// Ends the process unless a promise is kept; unlike `precondition` it says which in every build.
private func require(_ isKept: Bool, _ promise: @autoclosure () -> String) {
  if !isKept { breaks(promise()) }
}

/// Says which promise was broken, and ends the process.
private func breaks(_ promise: String) -> Never {
  print(promise)
  fflush(nil)
  abort()
}
