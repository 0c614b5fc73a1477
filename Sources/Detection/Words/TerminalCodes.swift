import CScan
import Vocabulary

/// Codes by which terminals colour text: `ESC [ 33 m`, and as logs and programs write them, `^[[33m`,
/// `\e[33m`, `\033[33m`, `\x1b[33m`, `\u001b[33m`, `#033[33m`.
///
/// A value between two of them touches letters of both; a text is read without them. Source: ECMA-48, 5.4.
enum TerminalCodes {
  /// How the escape may be written.
  private static let escapes: [[UInt8]] = [
    [0x1B], Array("^[".utf8), Array("\\e".utf8), Array("\\E".utf8), Array("\\033".utf8),
    Array("\\x1b".utf8), Array("\\x1B".utf8), Array("\\u001b".utf8), Array("\\u001B".utf8),
    Array("#033".utf8),
  ]
  /// What ends a code: of colours, and of those that erase lines and move the cursor.
  private static let finals = Array("mKJHABCDGhl".utf8)
  /// Bytes of a code's parameters.
  private static let parameterBytesMax = 16

  /// Whether a text may hold one: a bracket behind which parameters or the end of a code stand.
  static func mayStand(in text: Span<UInt8>) -> Bool {
    var bracket = next(in: text, from: 0)
    while bracket < text.count {
      if range(in: text, bracket: bracket) != nil { return true }
      bracket = next(in: text, from: bracket + 1)
    }
    return false
  }

  /// The first bracket from an offset on that an escape may stand before; the text's end for none.
  private static func next(in text: Span<UInt8>, from start: Int) -> Int {
    unsafe text.withUnsafeBufferPointer {
      unsafe phigate_terminal_bracket($0.baseAddress, start, $0.count)
    }
  }

  /// The code whose bracket stands at an offset, escape included; nil where none does.
  static func range(in text: Span<UInt8>, bracket: Int) -> Range<Int>? {
    var end = bracket + 1
    while end < text.count, end - bracket <= parameterBytesMax,
      text[end].isDigit || text[end] == 0x3B || text[end] == 0x3A || text[end] == 0x3F
    {
      end += 1
    }
    guard end < text.count, finals.contains(text[end]) else { return nil }
    for escape in escapes {
      let start = bracket - escape.count
      guard start >= 0, escape.indices.allSatisfy({ text[start + $0] == escape[$0] }) else {
        continue
      }
      return start..<end + 1
    }
    return nil
  }
}
