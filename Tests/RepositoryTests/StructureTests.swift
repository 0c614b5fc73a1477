import Testing

/// Rules about the repository itself.
///
/// Source: CONTRIBUTING.md, ARCHITECTURE.md.
@Suite struct StructureTests {
  /// Lines of a file.
  static let fileLinesMax = 600
  /// Lines of a function, with its first and last.
  static let functionLinesMax = 70

  @Test(arguments: Repository.allSwift)
  func fileIsShort(path: String) {
    #expect(Repository.lines(path).count <= Self.fileLinesMax + 1)
  }

  @Test(arguments: Repository.allSwift)
  func functionsAreShort(path: String) {
    let lines = Repository.lines(path)
    for (index, line) in lines.enumerated() where isFunctionStart(line) {
      let indent = line.prefix { $0 == " " }
      guard let end = lines[(index + 1)...].firstIndex(where: { $0 == indent + "}" }) else {
        continue
      }
      #expect(end - index + 1 <= Self.functionLinesMax, "\(path):\(index + 1)")
    }
  }

  @Test(arguments: Repository.sources)
  func declarationsAreDocumented(path: String) {
    let lines = Repository.lines(path)
    for (index, line) in lines.enumerated() where isDeclaration(line) {
      var above = index - 1
      while above >= 0, lines[above].drop(while: { $0 == " " }).hasPrefix("@") { above -= 1 }
      let text = above >= 0 ? lines[above].drop { $0 == " " } : ""
      #expect(text.hasPrefix("///"), "\(path):\(index + 1) has no documentation")
    }
  }

  @Test(arguments: Repository.allSwift)
  func noForbiddenConstructs(path: String) {
    guard !path.hasSuffix("StructureTests.swift") else { return }
    for (index, line) in Repository.lines(path).enumerated() {
      let code = line.drop { $0 == " " }
      if code.hasPrefix("//") { continue }
      for word in ["try!", "as! ", "fatalError(", "TODO", "FIXME", "import Foundation\u{0}"] {
        #expect(!code.contains(word), "\(path):\(index + 1) holds \(word)")
      }
      #expect(!code.hasPrefix("public ") || path.hasPrefix("Tests"), "\(path):\(index + 1)")
    }
  }

  @Test func productHasNoFoundationAndNoSockets() {
    for path in Repository.sources {
      for line in Repository.lines(path) {
        let words = line.split(separator: " ")
        let isImport = words.contains("import")
        #expect(!(isImport && words.last == "Foundation"), "\(path) imports Foundation")
        #expect(!(isImport && words.last == "NIO"), "\(path) imports a network library")
      }
    }
  }

  @Test func uncheckedSendabilityStaysRare() {
    let marks = ["@unchecked Sendable", "nonisolated(unsafe)"]
    let uses = Repository.sources.flatMap { path in
      Repository.lines(path)
        .filter { line in
          !line.drop(while: { $0 == " " }).hasPrefix("//") && marks.contains { line.contains($0) }
        }
    }
    #expect(uses.count <= 5, "\(uses)")
  }

  @Test func noPlaceholderFilesAreLeft() {
    #expect(Repository.allSwift.filter { $0.hasSuffix("Placeholder.swift") }.isEmpty)
  }

  /// Whether the line begins a function or initialiser with a body of its own.
  private func isFunctionStart(_ line: String) -> Bool {
    let code = line.drop { $0 == " " }
    guard !code.hasPrefix("//"), line.hasSuffix("{") || line.hasSuffix("(") else { return false }
    let words = code.split { $0 == " " || $0 == "(" || $0 == "<" || $0 == "?" }
    return words.prefix(6).contains { $0 == "func" || $0 == "init" }
  }

  /// Whether the line is a declaration of the product that others may use.
  private func isDeclaration(_ line: String) -> Bool {
    let code = line.drop { $0 == " " }
    let indent = line.count - code.count
    let words = code.split(separator: " ").prefix(6).map(String.init)
    guard let first = words.first else { return false }
    let kinds = ["func", "struct", "class", "enum", "protocol", "actor", "typealias"]
    if words.contains("private") || words.contains("fileprivate") { return false }
    if first == "package" {
      return words.contains("import") == false && !code.contains("init(rawValue")
        && !words.contains("rawValue:")
    }
    guard indent == 0 else { return false }
    return kinds.contains(first) || (first == "final" && words.contains("class"))
      || ((first == "let" || first == "var") && indent == 0)
  }
}
