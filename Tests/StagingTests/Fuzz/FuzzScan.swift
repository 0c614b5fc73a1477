import Configuration
import Detection
import Files
import Formats
import Glibc
import Manifest
import Masking
import Synchronization
import Vocabulary

@testable import Staging

/// Targets that scan, mask and scan again as a run and a gate do.
///
/// The first byte of an input chooses the name that sniffing sees, the others are the file; or all of
/// them are choices of which a document is made.
let scanFuzzTargets: [String: @Sendable ([UInt8]) -> Void] = [
  "scan": { bytes in FuzzedScan.run(bytes, .safeHarbor) },
  "scan-keyed": { bytes in FuzzedScan.run(bytes, .expert) },
  "scan-forms": { bytes in FuzzedScan.run(FuzzedForm(bytes), .safeHarbor) },
  "scan-forms-keyed": { bytes in FuzzedScan.run(FuzzedForm(bytes), .expert) },
]

/// The names that an input may have.
private let fuzzNames = ["note.txt", "rows.csv", "data.json", "page.html", "feed.hl7", "all.log"]

/// A run and a gate over one file in memory.
final class FuzzedScan: Sendable {
  private static let referenceYear = 2_026
  /// Each keeps its memory from input to input, as a thread of a run does: what was seen before must
  /// change nothing.
  private static let made: [Profile: FuzzedScan] = Dictionary(
    uniqueKeysWithValues: [Profile.safeHarbor, .expert].map { ($0, FuzzedScan($0)) }
  )

  /// The thread that stages and the one that judges.
  private struct Threads {
    let staging: ScanWorker
    let gate: ScanWorker
  }

  private let configuration: Configuration
  private let threads: Mutex<Threads>

  private init(_ profile: Profile) {
    var configuration = Configuration.builtIn
    configuration.limits.memberBytesMax = 4 << 20
    configuration.limits.unpackedBytesMax = 8 << 20
    self.configuration = configuration
    var options = DetectionOptions(referenceYear: Self.referenceYear)
    options.profile = configuration.detectionProfile(profile)
    do {
      let scanner = Scanner(ruleSet: try configuration.ruleSet(), options: options)
      let masker = try Masker(
        profile: profile,
        referenceYear: Self.referenceYear,
        policy: configuration.masks,
        key: SiteKey(bytes: [UInt8](repeating: 7, count: 32))
      )
      threads = Mutex(
        Threads(
          staging: ScanWorker(scanner: BlockScanner(scanner: scanner, masker: masker)),
          gate: ScanWorker(
            scanner: BlockScanner(scanner: scanner, masker: masker, isVerifying: true)
          )
        )
      )
    } catch {
      breaks("a scanner that cannot be made: \(error)")
    }
  }

  /// Scans an input under a profile; a broken promise ends the process.
  static func run(_ bytes: [UInt8], _ profile: Profile) {
    let name = fuzzNames[Int(bytes.first ?? 0) % fuzzNames.count]
    run(Array(bytes.dropFirst()), Array(name.utf8), profile)
  }

  /// Scans a document; where `PHIGATE_FUZZ_SHOW` is set, it is printed first.
  static func run(_ form: FuzzedForm, _ profile: Profile) {
    if unsafe getenv("PHIGATE_FUZZ_SHOW") != nil {
      print(String(decoding: form.bytes, as: UTF8.self))
      fflush(nil)
    }
    run(form.bytes, Array(form.name.utf8), profile)
  }

  /// Scans a file under a profile.
  private static func run(_ bytes: [UInt8], _ name: [UInt8], _ profile: Profile) {
    guard let scan = made[profile] else { breaks("a profile without a scan") }
    var path = Array("/tmp/phigate-fuzz-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&path) != nil else { breaks("no folder") }
    defer { unsafe rmdir(path) }
    do {
      let bytesOfPath = path.dropLast().map { UInt8(bitPattern: $0) }
      let work = try WorkFolder(try Folder(path: String(decoding: bytesOfPath, as: UTF8.self)))
      defer { work.remove() }
      try scan.run(bytes, name, work)
    } catch {
      breaks("a failure of the machine: \(error)")
    }
  }

  private func run(_ bytes: [UInt8], _ name: [UInt8], _ work: WorkFolder) throws {
    try threads.withLock { try run(bytes, name, $0, work) }
  }

  private func run(
    _ bytes: [UInt8],
    _ name: [UInt8],
    _ threads: Threads,
    _ work: WorkFolder
  ) throws {
    guard let first = try scan(bytes, name, threads.staging, work) else { return }
    let copy = first.copy
    require(
      !first.found.isEmpty || first.holdsMembers || copy == bytes,
      "another copy where nothing was found"
    )
    guard let second = try scan(copy, name, threads.gate, work) else {
      breaks("a copy that cannot be read again")
    }
    require(second.found.isEmpty, "the gate finds \(second.found) in what was masked")
  }

  /// The copy and what was found, by kind; nil where the file is withheld.
  private func scan(
    _ bytes: [UInt8],
    _ name: [UInt8],
    _ worker: ScanWorker,
    _ work: WorkFolder
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
    return (sink.bytes, content.counts(with: result), result.kind != .file)
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
