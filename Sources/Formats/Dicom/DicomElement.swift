import Vocabulary

/// An attribute of a DICOM data set.
package struct DicomElement: Sendable {
  /// What it holds.
  package enum Content: Sendable {
    /// A value, in the byte order of the data set.
    case value([UInt8])
    /// The items of a sequence; whether its length was left open.
    case items([[DicomElement]], isOpen: Bool)
    /// Pieces of compressed pixels.
    case fragments
  }

  /// Group and element, `ggggeeee`.
  package var tag: UInt32
  /// Its value representation as two letters.
  package var vr: String
  /// What it holds.
  package var content: Content

  /// The value's bytes; empty for what has none.
  package var bytes: [UInt8] {
    if case .value(let bytes) = content { return bytes }
    return []
  }

  /// The value as text without padding.
  package var text: [UInt8] {
    var bytes = bytes[...]
    while let last = bytes.last, last == 0x20 || last == 0 { bytes.removeLast() }
    return Array(bytes.drop { $0 == 0x20 })
  }

  /// Replaces the value by text, padded to an even length.
  package mutating func setText(_ text: [UInt8]) {
    let padding: [UInt8] = text.count.isMultiple(of: 2) ? [] : [vr == "UI" ? 0 : 0x20]
    content = .value(text + padding)
  }
}

/// Which value representation an attribute has.
enum DicomTags {
  /// By tag.
  private static let representations: [UInt32: String] = {
    var table: [UInt32: String] = [:]
    for list in DicomDictionary.lists {
      for tag in parse(list.tags) { table[tag] = list.vr }
    }
    return table
  }()

  /// Tags by what the basic profile does with them.
  static let replaced = Set(parse(DicomActions.replaced))
  static let emptied = Set(parse(DicomActions.emptied))
  static let removed = Set(parse(DicomActions.removed))
  static let remapped = Set(parse(DicomActions.remapped))

  /// The value representation of an attribute; nil for one that is not in the dictionary.
  static func vr(_ tag: UInt32) -> String? {
    if tag & 0xFFFF == 0 { return "UL" }
    return representations[tag]
  }

  /// Representations of texts, numbers of things and days.
  private static let texts: Set<String> = ["LO", "SH", "LT", "ST", "UT", "UC", "UI", "DA", "DT"]

  /// What the values of an element are called that the basic profile takes away, by the digits of its tag; nil for
  /// others and for names, which say themselves what they are.
  static func field(_ digits: ArraySlice<UInt8>) -> String? {
    guard digits.count == 8, digits.allSatisfy({ hexValue($0) != nil }) else { return nil }
    let tag = hex(digits)
    guard let vr = vr(tag), texts.contains(vr),
      replaced.contains(tag) || emptied.contains(tag) || removed.contains(tag)
        || remapped.contains(tag)
    else { return nil }
    return String(decoding: digits, as: UTF8.self) + ".Value"
  }

  /// The tags of a list: groups with their elements.
  private static func parse(_ list: String) -> [UInt32] {
    list.split(separator: " ")
      .flatMap { word -> [UInt32] in
        let parts = word.split(separator: ":").map { Array($0.utf8) }
        guard parts.count == 2 else { return [] }
        let group = hex(parts[0][...])
        return stride(from: 0, to: parts[1].count, by: 4)
          .map { group << 16 | hex(parts[1][$0..<min(parts[1].count, $0 + 4)]) }
      }
  }

  /// The number of hexadecimal digits.
  private static func hex(_ digits: ArraySlice<UInt8>) -> UInt32 {
    digits.reduce(0) { $0 << 4 | UInt32(hexValue($1) ?? 0) }
  }
}
