import Foundation
import Testing
import Vocabulary

@testable import Formats

/// The folder of unpacked hostile cases; nil where absent, and then what needs it is skipped.
private let hostileFolder: String? = {
  guard let set = ProcessInfo.processInfo.environment["PHIGATE_HOSTILE"],
    FileManager.default.fileExists(atPath: set + "/expectations.jsonl")
  else { return nil }
  return set
}()

/// The shared hostile archives, where they are there.
@Suite(.enabled(if: hostileFolder != nil, "needs PHIGATE_HOSTILE, a folder of unpacked cases"))
struct ArchiveHostileTests {
  /// One line of expectations.jsonl.
  private struct Case: Decodable {
    var path: String
    var action: String
    var reason: String
  }

  @Test func hostileArchivesEndAsExpected() throws {
    let root = try #require(hostileFolder)
    let lines = try String(contentsOfFile: root + "/expectations.jsonl", encoding: .utf8)
    for line in lines.split(separator: "\n") {
      let wanted = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
      let isOurs = [".zip", ".tar", ".gz", ".pdf"].contains { wanted.path.hasSuffix($0) }
      guard isOurs, ["10-", "20-", "30-"].contains(wanted.path.prefix(3)) else { continue }
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: root + "/tree/" + wanted.path)))
      let reason = refusal { () throws(Withholding) in try open(wanted.path, bytes) }
      print("\(wanted.path): \(reason?.rawValue ?? "accepted"), \(wanted.action) \(wanted.reason)")
      switch wanted.action {
      case "mask", "pass": #expect(reason == nil, "\(wanted.path)")
      case "withhold" where wanted.reason != "limit-depth":
        #expect(
          wanted.reason.split(separator: "|").contains { $0 == reason?.rawValue ?? "" },
          "\(wanted.path): \(reason?.rawValue ?? "accepted")"
        )
      default: break
      }
    }
  }

  /// Reads an archive whole; what withholds a member withholds it.
  private func open(_ path: String, _ bytes: [UInt8]) throws(Withholding) -> Bool {
    let members: [Unpacked]
    if path.hasSuffix(".tar.gz") {
      members = try untar(gunzip(bytes))
    } else if path.hasSuffix(".tar") {
      members = try untar(bytes)
    } else if path.hasSuffix(".gz") {
      return try gunzip(bytes).isEmpty
    } else {
      members = try unzip(bytes)
    }
    for member in members {
      if let reason = member.reason { throw Withholding(reason) }
    }
    return true
  }
}
