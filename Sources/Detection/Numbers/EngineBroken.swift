import Vocabulary

/// Numbers that are badly copied behind a label, and scores that are no dates.
extension Engine {
  /// Whether what stands between two groups lets them be one number: `-`, `.`, `/`, blanks, at most
  /// three of them.
  func areJoined(_ text: Span<UInt8>, _ end: Int, _ start: Int) -> Bool {
    guard start > end, start - end <= 3 else { return false }
    for offset in end..<start {
      switch text[offset] {
      case 0x20, 0x2D, 0x2E, 0x2F: continue
      default: return false
      }
    }
    return true
  }

  /// Whether `7/10` or `4/5` is a score: something that is scored stands within four words before.
  func isScore(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index + 1 < scratch.tokens.count else { return false }
    let (one, two) = (scratch.tokens[index], scratch.tokens[index + 1])
    guard one.isDigits, two.isDigits, two.hash == 10 || two.hash == 5, one.hash <= two.hash,
      text.at(one.end) == 0x2F, text.at(two.end) != 0x2F
    else { return false }
    return (1...4).contains { isWord(index - $0, .score, scratch) }
  }
}
