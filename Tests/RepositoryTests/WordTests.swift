import Testing

/// What nothing in the repository may speak of.
///
/// Each word is written in two parts, so that this file does not hold it.
@Suite struct WordTests {
  /// Whole words, in small letters: how the text came about is of no use to its reader.
  static let words: Set<String> = [
    "age" + "nt", "age" + "nts", "suba" + "gent", "suba" + "gents", "sess" + "ion",
    "sess" + "ions", "cla" + "ude", "anth" + "ropic", "chat" + "gpt", "co" + "pilot",
    "pro" + "mpted", "hack" + "athon",
  ]

  /// Parts of a line: places of one machine, and hosts of registries.
  static let parts = [
    "/wo" + "rk/", "/ro" + "ot/", "/us" + "ers/", " /p" + "g/", "py" + "pi.org",
    "python" + "hosted.org", "crat" + "es.io", "np" + "mjs.", "ruby" + "gems.org",
    "deb." + "debian.org", "proxy." + "golang.org", "iss" + "ue #", "iss" + "ues/", "pu" + "ll/",
  ]

  /// Files of terms and names that are data, not prose.
  static let data = [
    "LICENSE", "Sources/Detection/Rules/", "scripts/lexicon.d/", "fixtures/", "scripts/train.d/",
  ]

  /// Every text of the repository.
  static let texts: [String] = {
    let folders = ["Sources", "Tests", "scripts", "man", "docs", "fixtures", ".ci"]
    let top = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "NOTICE"]
    return (folders.flatMap { Repository.files(in: $0, suffix: "") } + top + ["Package.swift"])
      .filter { path in
        !path.hasSuffix(".bin") && (path.hasSuffix(".md") || !data.contains { path.hasPrefix($0) })
      }
  }()

  @Test func thereAreTexts() {
    #expect(Self.texts.count > 100)
  }

  @Test(arguments: texts)
  func speaksOfThePhigateAlone(path: String) {
    for (index, line) in Repository.lines(path).enumerated() {
      for found in Self.banned(in: line) { Issue.record("\(path):\(index + 1) holds \(found)") }
    }
  }

  @Test func seesWhatIsBanned() {
    for word in Self.words { #expect(!Self.banned(in: "// as the \(word) said.").isEmpty) }
    for part in Self.parts { #expect(!Self.banned(in: "see \(part)x").isEmpty) }
    #expect(!Self.banned(in: "// fixes (#" + "12)").isEmpty)
    for line in ["PKCS #8 and PKCS#8", "a request, a decision", "#if canImport(Glibc)"] {
      #expect(Self.banned(in: line).isEmpty)
    }
  }

  /// What a line holds that it may not.
  static func banned(in line: String) -> [String] {
    let small = line.lowercased()
    let letters = small.split { !$0.isLetter }.map(String.init)
    return letters.filter { words.contains($0) } + parts.filter { small.contains($0) }
      + numbers(in: small)
  }

  /// Numbers of a tracker: `#` and a digit behind a blank or bracket, but for the names of standards.
  private static func numbers(in line: String) -> [String] {
    let pieces = line.split(separator: "#", omittingEmptySubsequences: false)
    return zip(pieces, pieces.dropFirst())
      .compactMap { before, behind in
        guard behind.first?.isNumber == true, before.last == " " || before.last == "(",
          !before.hasSuffix("pkcs ")
        else { return nil }
        return "#\(behind.prefix { $0.isNumber })"
      }
  }
}
