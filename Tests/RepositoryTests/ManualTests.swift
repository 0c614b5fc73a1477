import Glibc
import Testing

/// The manual and the scripts are whole and true to the code.
@Suite struct ManualTests {
  @Test(arguments: [
    "phigate.1", "phigate.yml.5", "phigate-manifest.5", "phigate-approval.5", "phigate-audit.5",
    "phigate-channels.5", "phigate-desk.1", "phigate-desk.yml.5", "phigate-threats.7",
    "phigate-trust.5",
  ])
  func pageIsThere(name: String) {
    #expect(Repository.text("man/\(name)").hasPrefix(".Dd "))
  }

  @Test(arguments: [
    ("Sources/Gate/Refusal.swift", "enum RefusalCode", "man/phigate-approval.5"),
    ("Sources/AuditLog/AuditRow.swift", "enum AuditReason", "man/phigate-audit.5"),
    ("Sources/Vocabulary/Withholding.swift", "enum Reason", "man/phigate-manifest.5"),
  ])
  func pageExplainsEveryReasonCode(source: String, type: String, page: String) {
    let text = Repository.lines(page)
    let codes = rawValues(of: type, in: source)
    #expect(!codes.isEmpty)
    for code in codes { #expect(text.contains(".It Li \(code)"), "\(page) lacks \(code)") }
  }

  /// Every test that phigate-threats(7) names is there, and every reason code is one of the gate's.
  @Test func threatsNameTestsThatExist() {
    var declared: [String: String] = [:]
    for path in Repository.allSwift where path.hasPrefix("Tests/") {
      var suite = ""
      for line in Repository.lines(path) {
        let words = line.split { " (:<{".contains($0) }.map(String.init)
        let kinds = ["struct", "extension"]
        if let index = words.firstIndex(where: kinds.contains), index + 1 < words.count,
          !line.hasPrefix(" ")
        {
          suite = words[index + 1]
        }
        if let index = words.firstIndex(of: "func"), index + 1 < words.count {
          declared["\(suite)/\(words[index + 1])"] = path
        }
      }
    }
    let codes = Set(
      rawValues(of: "enum RefusalCode", in: "Sources/Gate/Refusal.swift")
        + rawValues(of: "enum AuditReason", in: "Sources/AuditLog/AuditRow.swift")
    )
    let lines = Repository.lines("man/phigate-threats.7")
    let numbers = lines.filter { $0.hasPrefix(".It ") }.compactMap { Int($0.dropFirst(4)) }
    #expect(Set(numbers).isSuperset(of: Set(1...54).subtracting([27, 50])))
    for line in lines where line.hasPrefix(".Li ") {
      let name = String(line.dropFirst(4).prefix { $0 != " " })
      let isThere = name.contains("/") ? declared[name] != nil : codes.contains(name)
      #expect(isThere, "\(name)")
    }
    checkOracles(lines, declared)
  }

  /// Every tool that is said to judge an attack is asked by one of its tests, or by a script of theirs;
  /// at least twelve of the first 54 attacks have one.
  private func checkOracles(_ lines: [String], _ declared: [String: String]) {
    var judged: Set<Int> = []
    var number = 0
    var texts: [String] = []
    for line in lines {
      if line.hasPrefix(".Sh RECORDS") { break }
      if line.hasPrefix(".It "), let next = Int(line.dropFirst(4)) { (number, texts) = (next, []) }
      let name = line.dropFirst(4).prefix { $0 != " " }
      if line.hasPrefix(".Li "), let path = declared[String(name)] {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        texts.append(Repository.text(path))
        texts += Repository.files(in: "\(folder)/Scripts", suffix: "")
          .filter { script in
            let base = script.split(separator: "/").last.map(String.init) ?? script
            return texts.contains { $0.contains(base) }
          }
          .map(Repository.text)
      }
      guard line.hasPrefix(".Cm ") else { continue }
      let word = name == "foundation" ? "FoundationEssentials" : String(name)
      #expect(texts.contains { $0.contains(word) }, "\(number): nobody asks \(name)")
      if number <= 54 { judged.insert(number) }
    }
    #expect(judged.count >= 12, "\(judged.sorted())")
  }

  /// Every member that is read out of a trust document stands in its page.
  @Test func pageExplainsEveryMemberOfTrust() {
    let words = Repository.text("man/phigate-trust.5")
      .split { !($0.isLetter || $0 == "_") }.map(String.init)
    var count = 0
    for path in ["TrustRecord", "TrustChannel"] {
      for line in Repository.lines("Sources/Gate/Trust/\(path).swift") where line.contains("ields.")
      {
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0].hasSuffix("("), !parts[0].contains("fault(") else {
          continue
        }
        count += 1
        #expect(words.contains(String(parts[1])), "\(parts[1])")
      }
    }
    #expect(count > 40)
  }

  @Test func pageExplainsEverySetting() {
    let page = Repository.text("man/phigate.yml.5")
    var section = ""
    for line in Repository.lines("Sources/Configuration/ConfigurationTemplate.swift") {
      guard line.hasPrefix("    "), let colon = line.firstIndex(of: ":") else { continue }
      let words = line[..<colon].split { $0 == " " || $0 == "#" }
      guard let name = words.first.map(String.init), words.count == 1 else { continue }
      let isNested = line.hasPrefix("      ")
      if !isNested, line.hasSuffix(":") {
        section = name
      } else if name.allSatisfy({ $0.isLetter }) {
        let full = isNested ? "\(section).\(name)" : name
        #expect(page.contains(".It Li \(full)\n") || name == "version", "\(full)")
      }
    }
  }

  @Test func scriptsAreExecutable() {
    let scripts = Repository.files(in: "scripts", suffix: "") + [".ci/run"]
    for path in scripts where Repository.text(path).hasPrefix("#!") {
      #expect(unsafe access("\(Repository.root)/\(path)", X_OK) == 0, "\(path)")
    }
    for path in ["scripts/check", "scripts/test", "scripts/setup", ".ci/run"] {
      #expect(Repository.text(path).contains("set -euo pipefail"), "\(path)")
    }
  }

  @Test func uncheckedSendabilityHasAProof() {
    for path in Repository.sources {
      let lines = Repository.lines(path)
      for (index, line) in lines.enumerated() {
        let code = line.drop { $0 == " " }
        guard !code.hasPrefix("//"),
          line.contains("@unchecked Sendable") || line.contains("nonisolated(unsafe)")
        else { continue }
        let above = lines[max(0, index - 8)..<index]
          .filter {
            $0.drop { $0 == " " }.hasPrefix("//")
          }
        #expect(!above.isEmpty, "\(path):\(index + 1) has no proof above it")
      }
    }
  }

  /// What Package.swift lets a target of the product import is what the table allows.
  @Test(arguments: LayerTests.allowed.keys.sorted())
  func packageDependsOnWhatTheTableAllows(module: String) {
    let text = Repository.text("Package.swift")
    // Behind the products, which bear the names of their targets.
    guard let targets = text.range(ofFirst: "  targets: ["),
      let start = text[targets...].range(ofFirst: "name: \"\(module)\""),
      let list = text[start...].range(ofFirst: "dependencies: [")
    else { return }
    let end = text[list...].firstIndex(of: "]") ?? text.endIndex
    let names = text[list..<end].split(separator: "\"", omittingEmptySubsequences: false)
      .enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    // A program that is started, not imported, has no row.
    let permitted = LayerTests.allowed[module, default: []].union(["phigate-reader"])
    guard !text[start..<list].contains("name:") else { return }
    // The process that is started, not linked.
    for name in names where name != "phigate-reader" {
      #expect(permitted.contains(name), "\(module) depends on \(name)")
    }
  }

  /// The raw values of an enumeration of strings, read from its source.
  private func rawValues(of type: String, in path: String) -> [String] {
    var values: [String] = []
    var isInside = false
    for line in Repository.lines(path) {
      if line.contains(type) { isInside = true }
      guard isInside else { continue }
      if line == "}" || line.contains("var ") { break }
      let words = line.split(separator: " ").map(String.init)
      guard words.first == "case", words.count >= 2 else { continue }
      values.append(words.count == 4 ? String(words[3].dropFirst().dropLast()) : words[1])
    }
    return values
  }
}

extension StringProtocol {
  /// Where the first occurrence of a text ends; nil where there is none.
  fileprivate func range(ofFirst text: String) -> Index? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
