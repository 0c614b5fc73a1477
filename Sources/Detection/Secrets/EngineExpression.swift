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
      } else if byte == 0x3A, text.at(end + 1) == 0x3A {
        // `Hash::make(`
        hasJoint = true
        end += 1
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

  /// Whether a value behind a word for a password is the path of a file, a type, a permission, the rest of
  /// a setting's name (`PASSWORD_MIN_LENGTH=12`) or a variable of the same name.
  func isNoSecret(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    var end = value.upperBound
    while end > value.lowerBound, [0x21, 0x29, 0x2C, 0x3B, 0x5D, 0x7D].contains(text[end - 1]) {
      end -= 1
    }
    let hash = Token.hash(text, value.lowerBound..<end)
    if Self.noValues.contains(hash) { return true }
    // `this.password = password;` is an assignment, `password=password` somebody's password.
    if Self.sameNames.contains(hash) {
      return [0x29, 0x2C, 0x3B].contains(text.at(end)) && text.at(value.lowerBound - 1) == 0x20
    }
    switch text[value.lowerBound] {
    case 0x5F: return (value.lowerBound..<end).contains { text[$0] == 0x3D }
    case 0x2F:
      // A path: names in small letters, two or more.
      var strokes = 0
      for offset in value.lowerBound..<end {
        if text[offset] == 0x2F { strokes += 1 }
        if text[offset].isUppercase || text[offset] > 0x7A { return false }
      }
      return strokes > 1
    default: return false
    }
  }

  /// Variables that are called like what they hold.
  private static let sameNames = hashes("password passwd pwd token secret")

  /// Values that are types, permissions and what programs print for what they hide.
  private static let noValues = hashes(
    """
    string str int integer bool boolean buffer bytes object any null none nil undefined required optional \
    write read sensitive known true false self this replaceme placeholder redacted convertto-securestring
    """
  )

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

  /// Bytes of a key that no word is as long as; words before it in which one for a key is looked for.
  private static let keyBytes = 18...400
  private static let keyReach = 6

  /// `client-key-data: LS0tLS1CRUdJ…`, `Unseal Key 1: xk3VQ9xL…`: a long run that looks drawn at random
  /// behind a word for a key, found from its first letters or digits.
  func matchLongKey(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[index].start)
    switch text.at(start - 1) {
    case 0x20, 0x22, 0x27, 0x3A, 0x3D, 0x0A, 0x09: break
    default: return
    }
    var (end, capitals, small, digits, others) = (start, 0, 0, 0, 0)
    while end < text.count, end - start <= Self.keyBytes.upperBound {
      let byte = text[end]
      if byte.isUppercase {
        capitals += 1
      } else if byte.isLowercase {
        small += 1
      } else if byte.isDigit {
        digits += 1
      } else if byte == 0x2B || byte == 0x2F || byte == 0x3D || byte == 0x3A || byte == 0x5F {
        others += 1
      } else {
        break
      }
      end += 1
    }
    guard Self.keyBytes.contains(end - start), digits > 1, small + capitals > 3,
      others * 8 <= end - start, !text.isWordByte(end),
      Checks.holds(.varied, text.extracting(start..<end)), let rule = rule(.argument)
    else { return }
    let isMixed = capitals > 2 && small > 2
    var before = index
    while before > 0, index - before < Self.keyReach, scratch.tokens[before].gap != .lineBreak {
      before -= 1
      let hash = scratch.tokens[before].hash
      if Self.publicWords.contains(hash) { return }
      if Self.keyWords.contains(hash) || isMixed && Self.mixedKeyWords.contains(hash) {
        return emit(rule, start, end, .format | .context, scratch: &scratch)
      }
    }
  }

  private static let keyWords = hashes(
    "secret unseal ntlm lm password passwd token encryption private seed auth credential credentials api apikey"
  )
  private static let mixedKeyWords = hashes("key apikey keys salt authorization signature sig")
  private static let publicWords = hashes(
    "public commit sha md digest integrity checksum fingerprint uuid revision rev cert certificate"
  )

  private static let variables = hashes(
    """
    user username name login id password passwd pass pwd secret token key file path env config value \
    hash field input text str string var default
    """
  )

  /// Bytes of a setting's name.
  private static let settingBytesMax = 64

  /// Whether the line at an offset gives something else a value, so that the label before it has none:
  /// `host: db01` behind `password:`.
  func isSetting(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard text[start].isLetter else { return false }
    var end = start
    while end < text.count, end - start < Self.settingBytesMax,
      text.isWordByte(end) || text[end] == 0x5F || text[end] == 0x2D || text[end] == 0x2E
    {
      end += 1
    }
    while text.at(end) == 0x20 { end += 1 }
    let mark = text.at(end)
    guard mark == 0x3A || mark == 0x3D else { return false }
    // `https://` and `C:/` are values.
    return text.at(end + 1) != 0x2F && text.at(end + 1) != 0x5C
  }
}
