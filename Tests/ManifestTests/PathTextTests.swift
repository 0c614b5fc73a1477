import Records
import Testing
import Vocabulary

@testable import Manifest

/// Paths are written so that equal texts are equal bytes.
@Suite struct PathTextTests {
  @Test(arguments: [
    ("a/b.txt", "a/b.txt"), ("100%", "100%25"), ("a!/b", "a%21/b"), ("wow!", "wow!"),
    ("line\nend", "line%0Aend"), ("\u{7F}", "%7F"), ("Müller/é", "Müller/é"), ("", ""),
    ("%25", "%2525"), ("日本", "日本"), ("🩺", "🩺"),
  ])
  func escapesAndBack(path: String, text: String) {
    #expect(PathText.escape(Array(path.utf8)) == text)
    #expect(PathText.unescape(text) == Array(path.utf8))
  }

  @Test(
    arguments: [
      ([0xFF], "%FF"), ([0x61, 0xC3], "a%C3"), ([0xED, 0xA0, 0x80], "%ED%A0%80"),
      ([0xC0, 0x80], "%C0%80"), ([0xF5, 0x80, 0x80, 0x80], "%F5%80%80%80"),
      ([0xC3, 0xA9, 0xE9], "é%E9"),
    ] as [([UInt8], String)]
  )
  func escapesBytesThatAreNotUTF8(bytes: [UInt8], text: String) {
    #expect(PathText.escape(bytes) == text)
    #expect(PathText.unescape(text) == bytes)
  }

  @Test(arguments: ["%", "%2", "%2g", "%41", "%0a", "a%2Fb", "%C3%A9", "a%21b"])
  func refusesWhatItWouldNotWrite(text: String) {
    #expect(PathText.unescape(text) == nil)
  }

  @Test func keepsTheSeparatorOfMembers() {
    let text = PathText.escape(Array("a!".utf8)) + "!/" + PathText.escape(Array("b!/c%".utf8))
    #expect(text == "a!!/b%21/c%25")
    #expect(PathText.unescape(text) == Array("a!!/b!/c%".utf8))
  }

  @Test func returnsTheBytesOfEveryPath() {
    for seed in 0..<2_000 {
      var state = UInt64(seed)
      let bytes = (0..<(seed % 12))
        .map { _ -> UInt8 in
          state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          let common = Array("a!/%é.\n".utf8)
          return state >> 62 == 0
            ? UInt8(truncatingIfNeeded: state >> 33)
            : common[Int(state >> 40) % common.count]
        }
      let text = PathText.escape(bytes)
      #expect(!text.contains("!/"), "seed \(seed)")
      #expect(PathText.unescape(text) == bytes, "seed \(seed)")
    }
  }

  @Test(arguments: [
    ("b.csv", "b~2.csv"), ("a.d/b", "a.d/b~2"), (".hidden", ".hidden~2"),
    ("x.tar.gz", "x~2.tar.gz"),
    ("a.zip!/b.txt", "a.zip!/b~2.txt"), ("a/b.", "a/b~2."), (".tar.gz", ".tar~2.gz"),
  ])
  func putsNumbersBeforeTheSuffix(path: String, expected: String) {
    #expect(PathText.numbered(path, 2) == expected)
    #expect(PathText.numbered(path, 1) == path)
  }

  @Test(arguments: ["", "/a", "a//b", "../a", "a/..", ".", "a/./b", "a/", "a%00", "a%2F"])
  func callsPathsThatLeaveTheirFolderNotPlain(path: String) {
    #expect(!PathText.isPlain(path))
    #expect(PathText.isPlain("a/b~2.c"))
  }

  @Test func statesTheBytesOfEscapedPathsUnlessMasked() throws {
    var entry = ManifestSample.withheld("100%25")
    #expect(try ManifestSample.lines([entry])[1].contains(#""pathB64":"MTAwJQ==""#))
    entry.pathMasked = true
    #expect(try !ManifestSample.lines([entry])[1].contains("pathB64"))
    let lines = try ManifestSample.lines([ManifestSample.withheld("100%25")])
    let wrong = lines[1].split(separator: "MTAwJQ==").joined(separator: "MTAwJg==")
    #expect(throws: Failure.self) { try ManifestSample.read([lines[0], wrong, lines[2]]) }
  }
}
