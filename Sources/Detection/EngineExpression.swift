import Vocabulary

/// What stands behind a label in programs and pages, and is no value.
extension Engine {
  /// Whether a value is part of a program or a page: `request.headers[…`, `getenv("X")`, `current_user`,
  /// `app_password`, `minlength=12` behind a closed quote, the address of a page.
  func isExpression(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    let start = value.lowerBound
    guard text[start].isLetter || text[start] == 0x5F else { return false }
    var end = start
    var (hasJoint, hasDigit, wordStart) = (false, false, start)
    while end < value.upperBound {
      let byte = text[end]
      if byte == 0x5F || byte == 0x2E {
        hasJoint = true
        wordStart = end + 1
      } else if byte.isDigit {
        hasDigit = true
      } else if !byte.isLetter {
        break
      }
      end += 1
    }
    if end == value.upperBound {
      return hasJoint && !hasDigit && wordStart < end
        && Self.variables.contains(Token.hash(text, wordStart..<end))
    }
    switch text[end] {
    case 0x28, 0x5B:
      let close: UInt8 = text[end] == 0x28 ? 0x29 : 0x5D
      return end > start
        && (hasJoint || end + 1 == value.upperBound || text[value.upperBound - 1] == close
          || text.at(value.upperBound) == close)
    case 0x3D:
      let before = text.at(start - 2)
      return text.at(start - 1) == 0x20 && (before == 0x22 || before == 0x27)
    case 0x3A:
      return text.at(end + 1) == 0x2F && text.at(end + 2) == 0x2F
    default: return false
    }
  }

  /// The end of a password of several words in quotes that begins at `start`; `end` for any other.
  func phraseEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    let quote = text.at(start - 1)
    guard quote == 0x22 || quote == 0x27, text.at(end) == 0x20 else { return end }
    var (last, words) = (end, 1)
    while last < text.count, last - start < 64, text[last] != quote, text[last] >= 0x20 {
      if text[last] == 0x20 { words += 1 }
      last += 1
    }
    return text.at(last) == quote && words <= 6 ? last : end
  }

  private static let variables = hashes(
    """
    user username name login id password passwd pass pwd secret token key file path env config value \
    hash field input text str string var default
    """
  )
}
