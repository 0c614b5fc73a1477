import CScan
import Vocabulary

/// Anchors and tags of YAML between a key and its value: `login: &u1 jquill`, `mrn: !!int 48213`.
///
/// A text is read without them, since a value stands right behind its label. Source: YAML 1.2.2, 6.8 and 6.9.
enum YAMLMarks {
  /// Bytes of a mark, at most.
  private static let bytesMax = 64

  /// Whether a text may hold one.
  static func mayStand(in text: Span<UInt8>) -> Bool {
    holds(0x26, text) || holds(0x21, text)
  }

  private static func holds(_ sign: UInt8, _ text: Span<UInt8>) -> Bool {
    var place = 0
    while place < text.count {
      let rest = text.extracting(place..<text.count)
      place += unsafe rest.withUnsafeBufferPointer { bytes in
        unsafe phigate_find_byte(bytes.baseAddress, bytes.count, Int32(sign))
      }
      if place < text.count, range(in: text, sign: place) != nil { return true }
      place += 1
    }
    return false
  }

  /// The mark whose sign stands at an offset, with the blank behind it; nil where none does.
  static func range(in text: Span<UInt8>, sign: Int) -> Range<Int>? {
    guard text.at(sign - 1) == 0x20, text.at(sign - 2) == 0x3A || text.at(sign - 2) == 0x2D else {
      return nil
    }
    var end = sign + 1
    if text[sign] == 0x21, text.at(end) == 0x21 { end += 1 }
    let first = end
    while end - first < bytesMax,
      text.at(end).isAlphanumeric || text.at(end) == 0x5F || text.at(end) == 0x2D
    {
      end += 1
    }
    guard end > first, text.at(end) == 0x20, text.at(end + 1) > 0x20 else { return nil }
    return sign..<end + 1
  }
}
