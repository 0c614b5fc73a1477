import Glibc
import TestTools
import Testing

/// Whether the walks can be walked.
let hasBrowser: Bool = {
  guard let python = Checkout.python else { return false }
  let words = "command -v chromium-headless-shell chromium && '\(python)' -c 'import jwt'"
  let asked = try? RunningTool(["sh", "-c", words], output: "/dev/null")
  return asked?.wait() == 0
}()

/// People in browsers at the running desk, from a request of the batch host to its release.
///
/// Pictures are kept in `.build/desk-pages`.
@Suite(
  .serialized,
  .enabled(if: hasBrowser, "needs Chromium and PyJWT: run scripts/setup --tests")
)
struct PageWalkTests {
  /// What the scripts say where a browser or a package is missing.
  private static let missing: Int32 = 3

  /// Walks, and expects no fault.
  private func walk(_ name: String) throws {
    var template = Array("/tmp/phigate-walked-XXXXXX".utf8CString)
    let file = unsafe mkstemp(&template)
    try #require(file >= 0)
    _ = close(file)
    let output = String(
      decoding: template.dropLast().map { UInt8(bitPattern: $0) },
      as: UTF8.self
    )
    defer { _ = unsafe unlink(output) }
    let root = Checkout.root
    let words = [
      Checkout.python ?? "python3", "\(root)/Tests/DeskTests/Scripts/walk-desk.py",
      RunningTool.built("phigate"), RunningTool.built("phigate-desk"), root, name,
      "\(root)/.build/desk-pages",
    ]
    let walked = try RunningTool(words, output: output)
    let code = walked.wait()
    let said = try walked.lines()
    #expect(code == 0, "\(said)")
    #expect(code != Self.missing)
  }

  @Test func aClickAndAKeyInTheBrowserLetABundleGo() throws { try walk("scripts") }

  @Test func withoutScriptsAClickAndTheTerminalLetABundleGo() throws { try walk("plain") }

  @Test func strangersRequestersAndForgedFormsDecideNothing() throws { try walk("strangers") }
}
