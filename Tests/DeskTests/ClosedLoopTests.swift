import TestTools
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Batch host and desk as two processes: asked by a program, approved in Slack by one human and on the
/// page with a key by another, released, exported.
@Suite(
  .enabled(if: hasBrowser, "needs Chromium and PyJWT: run scripts/setup --tests")
)
struct ClosedLoopTests {
  @Test func aProgramAsksTwoPeopleDecideAndTheGateReleases() throws {
    let output = "/tmp/phigate-loop-\(getpid()).out"
    defer { _ = unsafe unlink(output) }
    let words = [
      Checkout.python ?? "python3", "\(Checkout.root)/Tests/DeskTests/Scripts/closed-loop.py",
      RunningTool.built("phigate"), RunningTool.built("phigate-desk"), Checkout.root, "loop",
    ]
    let walked = try RunningTool(words, output: output)
    let code = walked.wait()
    let lines = try walked.lines()
    #expect(code == 0 && lines.last == "loop: 0 faults", "\(lines)")
  }
}
