/// A text in which digits, hyphens, quotes and blanks of other scripts are ASCII and invisible
/// characters are gone, with the way back.
struct NormalizedText {
  /// The plain text.
  var bytes: [UInt8] = []
  /// For each byte of `bytes` its offset in the original, and one more entry for the end.
  var offsets: [UInt32] = []

  /// Normalises a text; nil where there is nothing to change.
  init?(_ text: Span<UInt8>) {
    var changed = false
    var index = 0
    var kept = 0
    while index < text.count {
      if let mark = Self.mark(text, index), mark.lowerBound >= kept {
        if !changed {
          bytes.reserveCapacity(text.count)
          offsets.reserveCapacity(text.count + 1)
          changed = true
        }
        keep(text, kept..<mark.lowerBound)
        index = mark.upperBound
        kept = index
        continue
      }
      // A character that is cut off, or whose other bytes are none of it, stays.
      guard text[index] >= 0xC2, let (plain, width) = Self.plain(text, index),
        (1..<width).allSatisfy({ text.at(index + $0) & 0xC0 == 0x80 })
      else {
        index += 1
        continue
      }
      if !changed {
        bytes.reserveCapacity(text.count)
        offsets.reserveCapacity(text.count + 1)
        changed = true
      }
      keep(text, kept..<index)
      if let plain {
        bytes.append(plain)
        offsets.append(UInt32(index))
      }
      index += width
      kept = index
    }
    guard changed else { return nil }
    keep(text, kept..<text.count)
    offsets.append(UInt32(text.count))
  }

  /// A code of a terminal or a mark of YAML at an offset, which is left out; nil where there is none.
  private static func mark(_ text: Span<UInt8>, _ index: Int) -> Range<Int>? {
    switch text[index] {
    case 0x5B: TerminalCodes.range(in: text, bracket: index)
    case 0x21, 0x26: YAMLMarks.range(in: text, sign: index)
    default: nil
    }
  }

  /// Where in the original the byte before an offset ends: what was left out behind it stays.
  func originalEnd(_ end: Int, in text: Span<UInt8>) -> Int {
    let last = Int(offsets[end - 1])
    guard bytes[end - 1] < 0x80, text[last] >= 0xC0 else { return last + 1 }
    return min(Int(offsets[end]), last + (text[last] < 0xE0 ? 2 : text[last] < 0xF0 ? 3 : 4))
  }

  /// Takes over bytes that stay.
  private mutating func keep(_ text: Span<UInt8>, _ range: Range<Int>) {
    unsafe text.extracting(range)
      .withUnsafeBufferPointer {
        unsafe bytes.append(contentsOf: $0)
      }
    offsets.append(contentsOf: UInt32(range.lowerBound)..<UInt32(range.upperBound))
  }

  /// The ASCII byte for a character, nil inside for an invisible one, and its width.
  private static func plain(_ text: Span<UInt8>, _ index: Int) -> (UInt8?, Int)? {
    let (one, two, three) = (text[index], text.at(index + 1), text.at(index + 2))
    switch (one, two, three) {
    case (0xC2, 0xAD, _): return (nil, 2)
    case (0xC2, 0xA0, _): return (0x20, 2)
    case (0xC2, 0xB4, _): return (0x27, 2)
    case (0xC2, 0x80...0xBF, _): return (0x20, 2)
    case (0xD9, 0xA0...0xA9, _): return (two - 0xA0 + 0x30, 2)
    case (0xDB, 0xB0...0xB9, _): return (two - 0xB0 + 0x30, 2)
    case (0xE2, 0x80, 0x8B...0x8F), (0xE2, 0x81, 0xA0...0xA4), (0xEF, 0xBB, 0xBF): return (nil, 3)
    case (0xE2, 0x80, 0x90...0x95), (0xE2, 0x88, 0x92): return (0x2D, 3)
    case (0xE2, 0x80, 0x98...0x9B), (0xE2, 0x80, 0xB2): return (0x27, 3)
    case (0xE2, 0x80, 0x9C...0x9F): return (0x22, 3)
    case (0xE2, 0x80, _), (0xE2, 0x81, _), (0xE3, 0x80, 0x80): return (0x20, 3)
    // What stands around the number of a bank at the bottom of a check.
    case (0xE2, 0x91, 0x86): return (0x3A, 3)
    case (0xE2, 0x91, 0x80...0x9F): return (0x22, 3)
    // Signs of sex stand for its letters: `♀ 95`, `95♂`.
    case (0xE2, 0x99, 0x80): return (0x46, 3)
    case (0xE2, 0x99, 0x82): return (0x4D, 3)
    // Arrows lead from one to the next; signs, shapes and pictures are no letters.
    case (0xE2, 0x86...0x87, _): return (0x3E, 3)
    case (0xE2, 0x82, _), (0xE2, 0x84, 0xA2), (0xE2, 0x88...0x8B, _), (0xE2, 0x94...0x9F, _):
      return (0x20, 3)
    case (0xF0, 0x9F, _): return (0x20, 4)
    case (0xEF, 0xBC, 0x90...0x99): return (three - 0x90 + 0x30, 3)
    case (0xEF, 0xBC, 0xA1...0xBA): return (three - 0xA1 + 0x41, 3)
    case (0xEF, 0xBD, 0x81...0x9A): return (three - 0x81 + 0x61, 3)
    case (0xEF, 0xBC, 0x81...0x8F): return (three - 0x81 + 0x21, 3)
    case (0xEF, 0xBC, 0xA0): return (0x40, 3)
    case (0xF0, 0x9D, 0x9F):
      let four = text.at(index + 3)
      return (0x8E...0xBF).contains(four) ? (0x30 + (four - 0x8E) % 10, 4) : nil
    default: return nil
    }
  }
}
