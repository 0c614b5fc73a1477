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
    if text.at(wordEnd) == 0x28, wordEnd < end,
      Token.hash(text, wordEnd + 1..<min(wordEnd + 4, end)) == Self.uid
    {
      end = wordEnd
    }
    // `Operator: E-4 usually means`: what a speaker says.
    if end - start <= Self.saidBytesMax, text.at(end) == 0x20, text.at(end + 1).isLowercase {
      return nil
    }
    // `Owner: periop director`, `Owner: P&T Committee`
    if text.at(end) == 0x20, text.at(end + 1).isLetter, isOfHouse(text, start..<end) { return nil }
    guard !isOrdinary(text, index, end, scratch), !isExpression(text, start..<end),
      !isColumnName(text, start..<end),
      !isSystemUser(Token.hash(text, start..<end))
    else { return nil }
    return end
  }

  /// Where a telephone number behind a label begins and ends, with its extension; no end where there is none.
  func labelledPhone(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (start: Int, end: Int?) {
    let token = scratch.tokens[index]
    var start = Int(token.start)
    let end =
      isPhenotype(text, token)
      ? nil : phoneEnd(text, index, scratch).map { extensionEnd(text, $0) }
    if end != nil, text.at(start - 1) == 0x28 || text.at(start - 1) == 0x2B { start -= 1 }
    if text.at(start - 1) == 0x2B { start -= 1 }
    return (start, end)
  }

  /// Last parts of names of columns that no account ends with: `created_by, modified_by`.
  private static let recordEnds = hashes("by at on")

  /// Whether a word is the name of a column that the label before it stands beside in a list:
  /// `(created_by, modified_by)`.
  func isColumnName(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    var start = word.upperBound
    while start > word.lowerBound, text[start - 1].isLetter { start -= 1 }
    return start > word.lowerBound + 1 && text[start - 1] == 0x5F
      && Self.recordEnds.contains(Token.hash(text, start..<word.upperBound))
  }

  /// Whether digits and a hyphen are a range of small numbers: `POD 2-3`.
  func isShortRange(_ text: Span<UInt8>, _ code: Range<Int>) -> Bool {
    let groups = 5
    return code.count <= groups && code.allSatisfy { text[$0].isDigit || text[$0] == 0x2D }
  }

  /// Whether a value is what a plan or a rule of the house is called: `HMO 4500`, `policy no. MM-07.12`, `policy: no 1-10`.
  func isOfPolicy(_ text: Span<UInt8>, _ code: Range<Int>) -> Bool {
    if isShortRange(text, code) && code.contains(where: { text[$0] == 0x2D }) { return true }
    let digits = code.count { text[$0].isDigit }
    if digits <= 4, code.contains(where: { text[$0] == 0x2E }) { return true }
    return digits == 4 && code.count == 4 && text[code.upperBound - 1] == 0x30
      && text[code.upperBound - 2] == 0x30
  }

  /// The end of a code behind a label; nil for what else stands there.
  func plainCodeEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ digits: Int,
    _ connected: Bool,
    _ kind: IdentifierKind,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard let end = codeEnd(text, index, digits: digits, connected: connected, scratch) else {
      return nil
    }
    let code = Int(scratch.tokens[index].start)..<end
    if kind == .healthPlan, isOfPolicy(text, code) { return nil }
    // `glu 62 (ser 101)`: of the serum.
    return kind == .device && code.count <= 3 && !connected ? nil : end
  }

  /// Whether a word is one of the house and not somebody's account: a clinical word, letters with `&`.
  private func isOfHouse(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    if word.contains(where: { text[$0] == 0x26 }) { return word.allSatisfy { !text[$0].isDigit } }
    let bands = Lexicon.bands(Token.hash(text, word))
    return word.allSatisfy { text[$0].isLetter } && bands.clinical > 0 && bands.first == 0
      && bands.last == 0
  }

  private static var uid: UInt64 { Token.word("uid") }
  /// Bytes of a short word that may begin a sentence behind a speaker.
  private static let saidBytesMax = 4

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
    facts[Int(phrase.firstRule)].kind == .ssn && token.isWord && Self.owners.contains(token.hash)
  }

  private static let owners = hashes(
    "guarantor spouse wife husband mom mother dad father patient pt subscriber insured him her "
      + "dependent child son daughter parent guardian member me social ssn soc sec ss policyholder "
      + "holder card claimant beneficiary both mine"
  )

  /// The end of a run without blanks, quotes and separators; nil when shorter than `atLeast`.
  func wordEnd(_ text: Span<UInt8>, _ start: Int, atLeast: Int) -> Int? {
    var end = start
    while end < text.count, end - start < 512 {
      switch text[end] {
      case 0...0x20, 0x22, 0x27, 0x2C, 0x3B, 0x3C, 0x3E, 0x7C, 0x60: break
      case 0x29 where end + 1 >= text.count || !text.isWordByte(end + 1): break
      case 0x26 where text.at(start - 1) == 0x3D && Self.beginsField(text, end + 1): break
      default:
        end += 1
        continue
      }
      break
    }
    while end > start, text[end - 1] == 0x2E || text[end - 1] == 0x29 || text[end - 1] == 0x3A {
      end -= 1
    }
    return end - start >= atLeast ? end : nil
  }

  /// Bytes of a field's name in what a form sends, at most.
  private static let formNameBytesMax = 48

  /// Whether another field of what a form sends begins at an offset: `login=…&pwd=…`.
  ///
  /// Source: URL Standard, 5.1 (application/x-www-form-urlencoded).
  private static func beginsField(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var end = start
    while end - start <= formNameBytesMax,
      text.at(end).isAlphanumeric || [0x5F, 0x2E, 0x2D, 0x5B, 0x5D, 0x25].contains(text.at(end))
    {
      end += 1
    }
    // In another reading the sign may be a part of what was taken for an escape: `dx=E11.9`.
    return end > start && text.at(start).isLetter && (text.at(end) == 0x3D || text.at(end) >= 0x80)
  }
}
