import Detection
import Formats
import Vocabulary

/// Finds who is named in names of elements and attributes, as in names of files; one for each document.
final class MarkupNames {
  private let scanner: Scanner
  private var scratch = ScanScratch()

  /// Asks a scanner.
  init(_ scanner: Scanner) { self.scanner = scanner }

  /// What takes the place of a name of markup; nil where nobody is named in it.
  ///
  /// Places and days stay unless they are numbers: schemas are full of words that may be either.
  func masked(_ name: [UInt8]) -> Imposed? {
    var current = name
    var kind: IdentifierKind?
    for _ in 0..<BlockScanner.roundsMax {
      var findings: [Finding] = []
      scanner.scanPathComponent(current.span, scratch: &scratch, into: &findings)
      findings.removeAll { !$0.masked || !Self.isSomebodys($0.kind) }
      if kind != nil, findings.isEmpty { break }
      guard let first = findings.first else { return nil }
      kind = kind ?? first.kind
      for finding in findings.reversed() {
        let isNumber = current[finding.start..<finding.end].allSatisfy { $0.isASCIIDigit }
        current.replaceSubrange(finding.start..<finding.end, with: [isNumber ? 0x30 : 0x78])
      }
    }
    guard let kind, current != name else { return nil }
    return Imposed(bytes: Self.isStart(current.first) ? current : [0x78] + current, kind: kind)
  }

  private static func isSomebodys(_ kind: IdentifierKind) -> Bool {
    kind.isOfOnePerson || kind == .name || kind == .uniqueID || kind == .username
  }

  /// Whether a byte may begin a name.
  ///
  /// Source: XML 1.0 fifth edition, 2.3 (NameStartChar).
  private static func isStart(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return byte >= 0x80 || byte == 0x5F || byte | 0x20 &- 0x61 < 26
  }
}

extension UInt8 {
  fileprivate var isASCIIDigit: Bool { self &- 0x30 < 10 }
}
