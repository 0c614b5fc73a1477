import Vocabulary

/// Marks in a text around what somebody has taken away or put in: the text is read without the one and without
/// the other.
///
/// ```
/// 219-<w:del>08</w:del><w:ins>09</w:ins>-9999
/// ```
///
/// They are characters that no document may have. Source: Unicode 15.1, 23.7 (noncharacters).
enum ChangeMark {
  /// Before and behind deleted text.
  static let deletion: UInt32 = 0xFDD0
  static let deletionEnd: UInt32 = 0xFDD1
  /// Before and behind inserted text.
  static let insertion: UInt32 = 0xFDD2
  static let insertionEnd: UInt32 = 0xFDD3
  /// The first two bytes of each in UTF-8, and the last one of the first.
  private static let lead: UInt8 = 0xEF
  private static let middle: UInt8 = 0xB7
  private static let first: UInt8 = 0x90
  /// Bytes of a mark.
  static let byteCount = 3

  /// The mark that begins at a place; nil where there is none.
  static func mark(_ bytes: [UInt8], at place: Int, _ limit: Int) -> UInt32? {
    guard place + byteCount <= limit, bytes[place] == lead, bytes[place + 1] == middle,
      (first..<first + 4).contains(bytes[place + 2])
    else { return nil }
    return deletion + UInt32(bytes[place + 2] - first)
  }

  /// Where the first mark from a place on begins; nil without one.
  static func next(_ bytes: [UInt8], from place: Int, _ limit: Int) -> Int? {
    var place = place
    while place < limit {
      place = bytes.first(of: lead, from: place, to: limit)
      if mark(bytes, at: place, limit) != nil { return place }
      place += 1
    }
    return nil
  }
}

extension XMLReader {
  /// Marks where changed text begins; inserted text is marked where other text stands before it.
  mutating func beginChange(_ role: ElementRole, _ writer: inout BlockWriter) {
    if role == .deletion {
      addMark(ChangeMark.deletion, &writer)
    } else if role == .insertion, isTextOpen, insertionDepth == 0 {
      insertionDepth = nodes.count
      addMark(ChangeMark.insertion, &writer)
    }
  }

  /// Marks where changed text ends, with the element that has this name.
  mutating func endChange(_ name: ArraySlice<UInt8>, _ writer: inout BlockWriter) {
    switch ElementRole(Array(name), dialect) {
    case .deletion: addMark(ChangeMark.deletionEnd, &writer)
    case .insertion where insertionDepth == nodes.count:
      insertionDepth = 0
      addMark(ChangeMark.insertionEnd, &writer)
    default: break
    }
  }

  /// Adds a mark that stands for no byte.
  private mutating func addMark(_ mark: UInt32, _ writer: inout BlockWriter) {
    // What begins a text stands at its mark's end, what ends it at the end of what was read.
    let isEnd = mark == ChangeMark.deletionEnd || mark == ChangeMark.insertionEnd
    if isEnd, !isTextOpen { return }
    addScalar(mark, markStart..<markStart, textField(), &writer)
  }
}
