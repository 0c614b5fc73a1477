import Detection
import Records
import Vocabulary

/// Paths as messages show them: somebody may have named a folder after a patient, and messages are kept.
enum ShownPath {
  /// The path with everything masked that could say who somebody is, dates excepted: the folder of a
  /// night is called by its date.
  static func masked(_ path: String) -> String {
    var scratch = ScanScratch()
    return path.split(separator: "/", omittingEmptySubsequences: false)
      .map { masked(Array($0.utf8), scanner, &scratch) }
      .joined(separator: "/")
  }

  /// Made once: many files may be shown.
  private static let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: WallClock.system.now().year)
  )

  /// One component, masked.
  private static func masked(
    _ name: [UInt8],
    _ scanner: Scanner,
    _ scratch: inout ScanScratch
  ) -> String {
    var findings: [Finding] = []
    if !name.isEmpty {
      scanner.scanPathComponent(name.span, scratch: &scratch, into: &findings)
    }
    var out: [UInt8] = []
    var position = 0
    for finding in findings
    where finding.masked && finding.kind != .date && finding.start >= position {
      out += name[position..<finding.start] + Array("[\(finding.kind.label)]".utf8)
      position = finding.end
    }
    return String(decoding: out + name[position...], as: UTF8.self)
  }
}
