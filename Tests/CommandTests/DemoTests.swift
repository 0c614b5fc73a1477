import Glibc
import Testing

/// The demonstration as a test: its exit codes are its own expectations, its traces are searched here.
@Suite struct DemoTests {
  /// The folder that holds Package.swift.
  private static let root: String = {
    "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  }()

  /// Runs a shell line; answers its exit code.
  private func shell(_ line: String) -> Int32 {
    var process = pid_t()
    let arguments = ["/bin/bash", "-c", line]
    var pointers: [UnsafeMutablePointer<CChar>?] =
      unsafe arguments.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    guard unsafe posix_spawn(&process, "/bin/bash", nil, nil, &pointers, environ) == 0 else {
      return -1
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? status >> 8 & 0xFF : -1
  }

  @Test func wholeLoopRunsAndLeavesNoIdentifierAnywhere() {
    let work = "/tmp/phigate-demo-test-\(getpid())"
    defer { _ = shell("rm -rf '\(work)'") }
    let binary = "\(Self.root)/.build/debug/phigate"
    #expect(
      shell(
        "PHIGATE_BIN='\(binary)' '\(Self.root)/scripts/demo' '\(work)/d' >'\(work).log' 2>&1 || (tail -n 20 '\(work).log'; exit 1)"
      )
        == 0
    )
    let searched = "stage released state checkpoints config".split(separator: " ")
      .map { "'\(work)/d/\($0)'" }.joined(separator: " ")
    let finder = "\(Self.root)/Tests/CommandTests/Scripts/find-leaks.py"
    #expect(
      shell(
        "python3 '\(finder)' '\(Self.root)/fixtures/identifiers.tsv' \(searched) '\(work).log'; code=$?; rm -f '\(work).log'; exit $code"
      )
        == 0
    )
    let clean = ["reference/pneumonia-pathway.txt", "logs/interface-engine.log"]
    for path in clean {
      #expect(
        shell("cmp '\(Self.root)/fixtures/landing/\(path)' '\(work)/d/stage/data/\(path)'") == 0
      )
    }
    #expect(shell("cd '\(work)/d/stage' && sha256sum -c --quiet SHA256SUMS") == 0)
    #expect(shell("unzip -tq '\(work)/d/stage/data/transfers/outer.zip' >/dev/null") == 0)
  }

  @Test func sameDigestForAnyNumberOfThreads() {
    let work = "/tmp/phigate-threads-test-\(getpid())"
    defer { _ = shell("rm -rf '\(work)'") }
    let binary = "\(Self.root)/.build/debug/phigate"
    for jobs in [1, 2, 7] {
      #expect(
        shell(
          "mkdir -p '\(work)'; '\(binary)' scan '\(Self.root)/fixtures/landing' --stage '\(work)/\(jobs)' --jobs \(jobs) --quiet"
        )
          == 3
      )
    }
    #expect(
      shell(
        "cd '\(work)' && cmp 1/manifest.jsonl 2/manifest.jsonl && cmp 1/manifest.jsonl 7/manifest.jsonl"
      ) == 0
    )
  }
}
