import Vocabulary

@testable import Detection

/// A text and what the built-in rules find in it, scanned as a whole document without a field.
struct ScannedText {
  private static let scanner = Scanner(
    ruleSet: .builtIn,
    options: DetectionOptions(referenceYear: 2_026)
  )

  /// The bytes.
  let bytes: [UInt8]
  /// The findings, in order.
  let findings: [Finding]

  /// Scans a text.
  init(_ text: String) { self.init(text, Self.scanner) }

  /// Scans a value of a field.
  init(_ text: String, field: FieldContext) {
    self.init(text, Self.scanner, Self.scanner.judge(field))
  }

  /// Scans a text under other options.
  init(_ text: String, options: DetectionOptions) {
    self.init(text, Scanner(ruleSet: .builtIn, options: options))
  }

  private init(_ text: String, _ scanner: Scanner, _ field: FieldJudgement = FieldJudgement()) {
    let bytes = Array(text.utf8)
    var scratch = ScanScratch()
    var found: [Finding] = []
    scanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: field,
      scratch: &scratch,
      into: &found
    )
    self.bytes = bytes
    findings = found
  }

  /// The text of a finding.
  func text(_ finding: Finding) -> String { String(decoding: bytes[finding.range], as: UTF8.self) }

  /// What findings cover, blanks between them.
  var covered: String { findings.map(text).joined(separator: " ") }
}
