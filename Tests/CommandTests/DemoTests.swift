import Glibc
import Testing

/// The demonstration, run once for all tests that look at what it leaves.
final class DemoRun: Sendable {
  /// The one run of this process; removed at its end.
  static let shared: DemoRun = {
    let run = DemoRun()
    _ = atexit { _ = Shell.run("rm -rf '\(DemoRun.folder)'") }
    return run
  }()

  /// Where everything of the run lies.
  static let folder = "/tmp/phigate-demo-test-\(getpid())"

  /// What `scripts/demo` made: landing, stage, released, state and so on.
  let path = "\(DemoRun.folder)/d"
  /// What it printed.
  let log = "\(DemoRun.folder)/log"
  /// How it ended.
  let code: Int32
  /// The last lines of what it printed.
  let end: String

  private init() {
    let line = "mkdir -p '\(Self.folder)' && '\(Shell.root)/scripts/demo' '\(path)' >'\(log)' 2>&1"
    code = Shell.run("export PHIGATE_BIN='\(Shell.phigate)'; \(line)").code
    end = Shell.run("tail -n 20 '\(log)'").output
  }

  /// The released bundle.
  var released: String { Shell.run("ls -d '\(path)'/released/*").output.filter { $0 != "\n" } }
}

/// The demonstration as a test: its exit codes are its own expectations, its traces are searched here.
@Suite struct DemoTests {
  private let demo = DemoRun.shared
  private let list = "\(Shell.root)/fixtures/identifiers.tsv"

  @Test func runsToItsEnd() {
    #expect(demo.code == 0, "\(demo.end)")
  }

  @Test func leavesNoIdentifierAnywhereButInTheLandingZone() {
    let found = Shell.run(
      """
      cd '\(demo.path)' && ls -A | grep -qx landing &&
      python3 '\(Shell.scripts)/find-leaks.py' '\(list)' $(ls -A | grep -vx landing) ../log
      """
    )
    #expect(found.code == 0, "\(found.output)")
    #expect(found.output.contains(" 0 leaks"))
  }

  @Test func findsTheIdentifiersWhereTheyAre() {
    let found = Shell.script("find-leaks.py", list, "\(demo.path)/landing")
    #expect(found.code == 1)
    let values = Shell.run("grep -v '^#' '\(list)' | cut -f2").output.split(separator: "\n")
    #expect(values.count > 100)
    for value in values {
      let isFound = found.output.contains("LEAK '\(value)' in")
      #expect(isFound || found.output.contains("LEAK \"\(value)\" in"), "\(value)")
    }
  }

  @Test func leaveUntouchedWhatHoldsNoIdentifier() {
    for path in ["reference/pneumonia-pathway.txt", "logs/interface-engine.log"] {
      let copy = "\(demo.path)/stage/data/\(path)"
      #expect(Shell.run("cmp '\(Shell.root)/fixtures/landing/\(path)' '\(copy)'").code == 0)
    }
  }

  @Test func doesNotTouchTheLandingZone() {
    let same = Shell.run("diff -r '\(Shell.root)/fixtures/landing' '\(demo.path)/landing'")
    #expect(same.code == 0, "\(same.output)")
  }

  @Test func sameDigestForAnyNumberOfThreads() {
    let scratch = Scratch()
    for jobs in [1, 2, 7] {
      let stage = "--stage '\(scratch.path)/\(jobs)' --jobs \(jobs) --quiet"
      let done = Shell.run("'\(Shell.phigate)' scan '\(Shell.root)/fixtures/landing' \(stage)")
      #expect(done.code == 3)
    }
    for jobs in [2, 7] {
      let line = "cd '\(scratch.path)' && cmp 1/manifest.jsonl \(jobs)/manifest.jsonl"
      #expect(Shell.run(line).code == 0)
    }
  }
}

/// Tools that are not phigate, over what the demonstration staged and released.
@Suite("Oracle: outside tools over a stage and a released bundle") struct OracleTests {
  private let demo = DemoRun.shared

  @Test func structureIsAsItWasInTheStage() {
    let done = Shell.script("check-structure.py", "\(demo.path)/landing", "\(demo.path)/stage")
    #expect(done.code == 0, "\(done.output)")
  }

  @Test func structureIsAsItWasInTheReleasedBundle() {
    let done = Shell.script("check-structure.py", "\(demo.path)/landing", demo.released)
    #expect(done.code == 0, "\(done.output)")
  }

  @Test func everyBrokenCopyIsSeen() {
    let scratch = Scratch()
    let stage = "\(demo.path)/stage"
    let done = Shell.script("break-copies.py", "\(demo.path)/landing", stage, scratch.path)
    #expect(done.code == 0, "\(done.output)")
  }

  @Test func everyPlantedIdentifierIsFound() {
    let scratch = Scratch()
    let done = Shell.script("plant-leaks.py", "\(scratch.path)/planted")
    #expect(done.code == 0, "\(done.output)")
  }

  @Test(.enabled(if: Shell.verifyingPython != nil, "needs securesystemslib: run scripts/test"))
  func everyTokenReceiptAndCheckpointHolds() throws {
    let python = try #require(Shell.verifyingPython)
    let script = "\(Shell.root)/Tests/GateTests/Scripts/verify-tokens.py"
    let folders = "stage/approvals released checkpoints"
    let done = Shell.run(
      "cd '\(demo.path)' && '\(python)' '\(script)' config/trust.json \(folders)"
    )
    #expect(done.code == 0, "\(done.output)")
    let forged = Shell.run(
      """
      cp -r '\(demo.path)/released' '\(demo.path)/config' '\(DemoRun.folder)/' && cd '\(DemoRun.folder)' &&
      sed -i 's/"sha256": *"./"sha256":"x/; s/\\("payload":".\\{400\\}\\)./\\1A/' released/*/receipt.dsse.json &&
      '\(python)' '\(script)' config/trust.json released
      """
    )
    #expect(forged.code == 1, "\(forged.output)")
  }
}
