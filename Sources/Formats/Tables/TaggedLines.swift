import Vocabulary

/// Lines of a word and its tag, and of annotations apart from their text: no rows of a table, since each is judged by
/// its tag (`Scanner.findTaggedTokens`).
///
/// ```
/// Underhill	I-PER
/// T1	DOCTOR 10 19	Underhill
/// ```
extension Sniffer {
  /// Lines that are looked at.
  private static let taggedLinesMax = 40

  /// Whether nearly all of the first lines end with a tag, one of them with one that says its place.
  func areTagged(_ lines: [ArraySlice<UInt8>]) -> Bool {
    let lines = lines.prefix(Self.taggedLinesMax)
    guard lines.count > 2 else { return false }
    let spans = lines.count(where: Self.isAnnotation)
    if spans == lines.count { return true }
    var (tagged, placed) = (0, 0)
    for line in lines {
      let words = line.split { $0 == 0x09 || $0 == 0x20 || $0 == 0x0D }
      guard words.count > 1, let last = words.last else { continue }
      if last.elementsEqual([0x4F]) { tagged += 1 }
      if EntityTag.hasPlace(last), last.dropFirst(2).allSatisfy({ $0.isLetter || $0 == 0x5F }) {
        (tagged, placed) = (tagged + 1, placed + 1)
      }
    }
    return placed > 0 && tagged * 10 >= lines.count * 9
  }

  /// Whether a line is an annotation of brat: a letter and a number, then a tab.
  private static func isAnnotation(_ line: ArraySlice<UInt8>) -> Bool {
    guard let first = line.first, "TREAMN#*".utf8.contains(first),
      let tab = line.firstIndex(of: 0x09)
    else { return false }
    let number = line[..<tab].dropFirst()
    return first == 0x2A ? number.isEmpty : !number.isEmpty && number.allSatisfy(\.isDigit)
  }
}
