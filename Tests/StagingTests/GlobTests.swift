import Testing

@testable import Staging

@Suite struct GlobTests {
  @Test(arguments: [
    ("*.log", "a.log", true), ("*.log", "a/b.log", false), ("**.log", "a/b.log", true),
    ("a?c", "abc", true), ("a?c", "ac", false), ("*", "", true), ("", "x", false),
    ("notes/*", "notes/x", true), ("notes/*", "notes/x/y", false),
  ])
  func matchesAsAShellDoes(pattern: String, text: String, isMatch: Bool) {
    #expect(Glob(pattern).matches(Array(text.utf8)) == isMatch)
  }

  @Test func manyStarsStayFast() {
    let glob = Glob(String(repeating: "*a", count: 50) + "b")
    #expect(!glob.matches([UInt8](repeating: 0x61, count: 4_000)))
  }
}
