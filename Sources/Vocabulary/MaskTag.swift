/// The tag that a mask writes in place of a value: the label of its kind in brackets, `[HEALTH_PLAN]`.
///
/// For readers of formats, which ask once a document; detection asks at every word, by hash
/// (`Placeholders`).
package enum MaskTag {
  private static let kinds = Dictionary(
    IdentifierKind.allCases.map { (Array($0.label.utf8), $0) }
  ) { first, _ in first }
  /// Bytes of the longest label.
  private static let labelBytesMax = kinds.keys.map(\.count).max() ?? 0

  /// The tags of a text, in order, brackets included.
  package static func find(
    in text: ArraySlice<UInt8>
  ) -> [(range: Range<Int>, kind: IdentifierKind)] {
    var tags: [(range: Range<Int>, kind: IdentifierKind)] = []
    var place = text.startIndex
    while place < text.endIndex {
      let open = place
      place += 1
      guard text[open] == 0x5B else { continue }
      let behind = min(text.endIndex, open + labelBytesMax + 2)
      guard let close = text[open..<behind].firstIndex(of: 0x5D),
        let kind = kinds[Array(text[open + 1..<close])]
      else { continue }
      tags.append((open..<close + 1, kind))
      place = close + 1
    }
    return tags
  }
}
