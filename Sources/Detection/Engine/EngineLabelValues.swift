import Vocabulary

/// Values behind labels of accounts and passwords.
extension Engine {
  /// The end of an account's name behind a label; nil for an ordinary word and for a program's.
  func labelledWord(
    _ text: Span<UInt8>,
    _ index: Int,
    _ bytes: Int,
    _ connected: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let start = Int(scratch.tokens[index].start)
    guard isValue(text, start, bytes, connected), var end = wordEnd(text, start, atLeast: bytes)
    else { return nil }
    // `login: user=<…` is the name of another value, `user?.name` an expression; `lkahale(uid=0)` has its number behind it.
    let wordEnd = scratch.tokens[index].end
    if text.at(wordEnd) == 0x3D || text.at(wordEnd) == 0x3F { return nil }
    if text.at(wordEnd) == 0x28, wordEnd < end, Token.hash(text, wordEnd + 1..<min(wordEnd + 4, end)) == Self.uid {
      end = wordEnd
    }
    guard !isOrdinary(text, index, end, scratch), !isExpression(text, start..<end),
      !isSystemUser(Token.hash(text, start..<end))
    else { return nil }
    return end
  }

  private static let uid = Token.hash("uid")

  /// Where a password behind a label stands; empty for what is none, nil where no value stands.
  func labelledSecret(
    _ text: Span<UInt8>,
    _ first: Int,
    _ bytes: Int,
    _ connected: Bool
  ) -> Range<Int>? {
    guard isValue(text, first, bytes, connected) else { return nil }
    let start = secretStart(text, first)
    guard let end = wordEnd(text, start, atLeast: bytes), !isExpression(text, start..<end),
      !isNoSecret(text, start..<end)
    else { return start..<start }
    return start..<apostropheEnd(text, start, phraseEnd(text, start, end))
  }

  /// The end of a password in which an apostrophe stands, as settings without quotes may have it:
  /// `PASS=Aran's_Sweater`.
  private func apostropheEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    guard text.at(start - 1) == 0x3D, text.at(end) == 0x27, text.isWordByte(end + 1),
      text.isWordByte(end - 1)
    else { return end }
    var last = end + 1
    while last < text.count, text[last] > 0x20, text[last] != 0x27, text[last] != 0x22 { last += 1 }
    return text.at(last) == 0x27 ? end : last
  }

  /// Whether a word behind a label is its value: behind a mark, in quotes, or no word at all.
  private func isValue(
    _ text: Span<UInt8>,
    _ start: Int,
    _ bytes: Int,
    _ connected: Bool
  ) -> Bool {
    if connected || text.at(start - 1) == 0x27 || text.at(start - 1) == 0x22 { return true }
    let word = wordEnd(text, start, atLeast: bytes) ?? start
    return (start..<word).contains { text[$0].isDigit || text[$0] == 0x5F }
      && (start..<word).contains { text[$0].isLetter }
  }

  /// Whether what stands behind a word for a password without a mark tells of it, or is the name of another
  /// setting: `the door code will change`, `passcode offered`, `BAD_PASSWORD attempts=3`.
  func isTold(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard token.isWord, token.shape == .lower, !isMarked(text, index, scratch) else { return false }
    if text.at(token.end) == 0x3D { return true }
    return text.at(token.end) <= 0x20 && text.at(Int(token.start) - 1) == 0x20
      && Self.sentenceWords.contains(token.hash)
  }

  private static let sentenceWords = hashes(
    """
    will would was were has had have can could should may might must did does do do offered changed \
    required provided given written printed posted entered shared declined refused requested expired needed \
    works worked being been gets got went goes literally actually simply either
    """
  )

  /// Digits of a number that stands at the beginning of the line behind its label.
  private static let belowDigits = 6

  /// Whether a long number begins the line behind a label that ends its own, as where lines are broken.
  func isNumberBelow(_ text: Span<UInt8>, _ start: Int, _ phrase: PhraseFacts) -> Bool {
    switch facts[Int(phrase.firstRule)].kind {
    case .device, .vehicle, .healthPlan, .mrn, .license, .account: break
    default: return false
    }
    var (offset, digits) = (start, 0)
    while text.at(offset).isUppercase || text.at(offset).isDigit || text.at(offset) == 0x2D {
      digits += text[offset].isDigit ? 1 : 0
      offset += 1
    }
    return digits >= Self.belowDigits && !text.isWordByte(offset)
  }

  /// Whether a word says whose the last digits are: `last 4 on the guarantor 5526`.
  func isOwner(_ token: Token, _ phrase: PhraseFacts) -> Bool {
    token.isWord && facts[Int(phrase.firstRule)].kind == .ssn && Self.owners.contains(token.hash)
  }

  private static let owners = hashes(
    "guarantor spouse wife husband mom mother dad father patient pt subscriber insured him her "
      + "dependent child son daughter parent guardian member me social ssn soc sec ss policyholder "
      + "holder card claimant beneficiary both mine"
  )
}
