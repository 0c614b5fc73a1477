import Foundation
import Testing
import Vocabulary

@testable import Detection

/// A masked copy, scanned again, shows nothing more, or soon nothing more: what goes on finding something
/// would have its file withheld.
@Suite struct MaskedCopyTests {
  /// Scans of a copy that a stage makes, at most.
  private static let rounds = 6

  /// Every document of a folder of texts, without its marks.
  private static func documents(_ folder: String) throws -> [String] {
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let path = "/\(package)/fixtures/\(folder)"
    return try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      .flatMap { name in
        let text = try String(contentsOfFile: path + "/" + name, encoding: .utf8)
        return text.components(separatedBy: "\n=== ")
          .map { document in
            document.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
              .joined(separator: "\n").replacing(/⟦[A-Z_]+:([^⟦⟧]*)⟧/) { $0.output.1 }
          }
      }
  }

  /// A text with a mask in the place of each finding; nil where there is none.
  private func masked(_ text: String) -> String? {
    let scanned = ScannedText(text)
    var out: [UInt8] = []
    var position = 0
    for finding in scanned.findings where finding.masked {
      out += scanned.bytes[position..<finding.start] + Array("[\(finding.kind.label)]".utf8)
      position = finding.end
    }
    return position == 0 ? nil : String(decoding: out + scanned.bytes[position...], as: UTF8.self)
  }

  @Test(arguments: ["written", "strangers"])
  func isStable(_ folder: String) throws {
    let documents = try Self.documents(folder)
    #expect(documents.count > 500)
    for document in documents {
      var text = document
      var rounds = 0
      while let next = masked(text), rounds <= Self.rounds { (text, rounds) = (next, rounds + 1) }
      #expect(rounds <= Self.rounds, "\(text.prefix(80))")
    }
  }

  @Test(arguments: IdentifierKind.allCases)
  func aMaskIsNoFindingBehindALabel(_ kind: IdentifierKind) {
    let mask = "[\(kind.label)]"
    for ahead in [
      "Employer: ", "works at ", "Patient: ", "Dr. ", "lives in ", "MRN ", "at age ", "on ",
      "her username is ", "her password is ",
    ] {
      let scanned = ScannedText("\(ahead)\(mask), then home")
      #expect(scanned.findings.allSatisfy { !$0.masked }, "\(ahead)\(mask): \(scanned.covered)")
    }
  }
}
