import Vocabulary

/// What passwords look like.
extension Engine {
  /// Bytes of a password in a sentence.
  private static let secretBytes = 5...64

  /// Whether a run is no word and no quantity, as passwords are: letters with digits or marks inside.
  func isCodedSecret(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard Self.secretBytes.contains(range.count) else { return false }
    var (letters, digits, marks, capitals, changes, inner) = (0, 0, 0, 0, 0, 0)
    for offset in range {
      let byte = text[offset]
      if byte.isLetter || byte >= 0x80 {
        letters += 1
        if byte.isUppercase {
          capitals += 1
          if offset > range.lowerBound, text.isWordByte(offset - 1) { inner += 1 }
        }
        if offset > range.lowerBound, text[offset - 1].isDigit { changes += 1 }
      } else if byte.isDigit {
        digits += 1
        if offset > range.lowerBound, text[offset - 1].isLetter { changes += 1 }
      } else {
        switch byte {
        case 0x21, 0x23, 0x24, 0x25, 0x26, 0x2A, 0x40, 0x5E, 0x7E, 0x3F, 0x2B: marks += 1
        case 0x2D, 0x5F, 0x2E, 0x2C: break
        default: return false
        }
      }
    }
    guard letters >= 3, !isFileName(text, range), !isHostName(text, range) else { return false }
    if digits == 0 {
      let inner = (range.lowerBound + 1..<range.upperBound - 1)
        .contains {
          !text.isWordByte($0) && text[$0] != 0x2D && text[$0] != 0x2E && text[$0] != 0x5F
            && text[$0] != 0x2C && text[$0] != 0x26
        }
      return inner && letters >= 4
    }
    var first = range.lowerBound
    while first < range.upperBound, !text.isWordByte(first) { first += 1 }
    var end = first
    while end < range.upperBound, text[end].isLetter || text[end] >= 0x80 { end += 1 }
    if end == first {
      // `24hrs`, `2nd`, `8am`: a number with its unit.
      return changes > 1 || letters > 4 || marks > 0 || digits > 4
    }
    let hash = Token.hash(text, first..<end)
    guard !Self.technical.contains(hash) else { return false }
    // `Heather-41`, and no `COVID-19`.
    let isHyphened = capitals > 0 && inner == 0 && letters > 4 && text[first].isUppercase
    return changes > 0 || marks > 0 || isHyphened
      || (range).contains { text[$0] == 0x5F || text[$0] == 0x2E }
  }

  private func isFileName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let dot = range.last(where: { text[$0] == 0x2E }) else { return false }
    return Self.fileEndings.contains(Token.hash(text, dot + 1..<range.upperBound))
  }

  /// Whether a run is an address: `name@host.org`.
  private func isHostName(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let at = range.first(where: { text[$0] == 0x40 }) else { return false }
    return hostEnd(text, at + 1) != nil
  }

  /// Words with a number behind them that are no passwords.
  static let technical = hashes(
    """
    sha md base utf bcrypt aes tls ssl oauth pbkdf wpa argon fido windows office version covid iso \
    http https ipv x argon2id ed id hl icd cpt section chapter rfc python java php node win ubuntu \
    postgres mysql ios android bay clinic suite module week cycle day visit group cohort arm figure room bed ward unit floor rev build step stage phase type level grade \
    line page table figure issue bug ticket case pr rc beta alpha release char varchar int uint float
    """
  )
}
