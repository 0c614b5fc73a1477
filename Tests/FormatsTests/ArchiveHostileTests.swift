import Foundation
import Testing
import Vocabulary

@testable import Formats

/// The packed hostile cases of the shared material; nil where absent, and then the test is skipped.
private let hostileCases: String? = {
  let shared = ProcessInfo.processInfo.environment["PHIGATE_SHARED"] ?? "../shared"
  let path = URL(fileURLWithPath: shared).path + "/hostile/cases.tar.zst"
  return FileManager.default.fileExists(atPath: path) && isInstalled("tar", "zstd") ? path : nil
}()

/// The shared hostile archives, where they are there.
@Suite(.enabled(if: hostileCases != nil, "needs PHIGATE_SHARED, the shared material"))
struct ArchiveHostileTests {
  /// One line of expectations.jsonl.
  private struct Case: Decodable {
    var path: String
    var action: String
    var reason: String
  }

  @Test func hostileArchivesEndAsExpected() throws {
    let folder = try ScratchFolder()
    let root = folder.path
    try folder.run(
      "tar",
      "--zstd",
      "--no-same-owner",
      "-xf",
      #require(hostileCases),
      "expectations.jsonl",
      "tree/10-zip",
      "tree/20-tar",
      "tree/30-stream"
    )
    let lines = try String(contentsOfFile: root + "/expectations.jsonl", encoding: .utf8)
    for line in lines.split(separator: "\n") {
      let wanted = try JSONDecoder().decode(Case.self, from: Data(line.utf8))
      let isOurs = [".zip", ".tar", ".gz", ".pdf"].contains { wanted.path.hasSuffix($0) }
      guard isOurs, ["10-", "20-", "30-"].contains(wanted.path.prefix(3)) else { continue }
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: root + "/tree/" + wanted.path)))
      let reason = refusal { () throws(Withholding) in try open(wanted.path, bytes) }
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
