import Vocabulary

/// Numbers in groups as cards of insurances and states have them, codes of doors, and accounts that
/// stand in brackets or before a host.
extension Engine {
  /// Bytes of such a number, at most; letters of a group of capitals among digits.
  private static let groupedBytesMax = 34
  private static let groupLettersMax = 6

  /// The end of digits and capitals in groups with one mark or blank between, so many of them digits:
  /// `1 61 03 75 116 022 43`, `QQ 48 21 99 C`, `VAIR 4611 0918`, `K441882(7)`; nil for none.
  func groupedEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ counts: ClosedRange<Int>,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var (digits, index) = (0, first)
    var end: Int?
    while index < scratch.tokens.count {
      let token = scratch.tokens[index]
      if index > first, !continuesGroup(text, index, scratch) { break }
      if token.isDigits {
        digits += Int(token.length)
      } else {
        guard isGroupOfCapitals(text, index, first, digits, scratch) else { break }
      }
      guard digits <= counts.upperBound,
        token.end - Int(scratch.tokens[first].start) <= Self.groupedBytesMax
      else { return nil }
      if digits >= counts.lowerBound, !text.isWordByte(token.end) { end = token.end }
      index += 1
    }
    guard let end, isNoQuantity(text, first, end, scratch) else { return nil }
    // `K441882(7)`
    if text.at(end) == 0x28, text.at(end + 1).isDigit, text.at(end + 2) == 0x29 { return end + 3 }
    return end
  }

  /// Whether one mark or blank, or nothing, stands before a token.
  private func continuesGroup(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let gap = Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end
    guard gap <= 1, scratch.tokens[index].gap != .lineBreak else { return false }
    guard gap == 1 else { return true }
    let mark = text[scratch.tokens[index - 1].end]
    return mark == 0x20 || mark == 0x2D || mark == 0x2E || mark == 0x2F
  }

  /// Whether a word is part of a number: capitals that touch digits or lead to them, or one or two that
  /// end it.
  private func isGroupOfCapitals(
    _ text: Span<UInt8>,
    _ index: Int,
    _ first: Int,
    _ digits: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    let isCapital = token.shape == .upper || token.length == 1 && token.shape == .capitalized
    // `Member: …   DOB 08-23-1966`
    guard isCapital, token.length <= Self.groupLettersMax, !Self.births.contains(token.hash) else {
      return false
    }
    let next = index + 1
    let leads = next < scratch.tokens.count && scratch.tokens[next].isDigits
    if token.gap == .none || index == first { return leads || index > first }
    if leads, scratch.tokens[next].gap == .none || digits > 0 && token.length <= 2 { return true }
    if digits > 0, token.length <= 2, text.at(Int(token.start) - 1) == 0x2D { return true }
    let isLast = next >= scratch.tokens.count || scratch.tokens[next].gap != .blank
    return digits > 0 && token.length <= 2 && isLast
  }

  private static let births = hashes("dob")

  /// Whether digits are neither a date, a year, a decimal nor a quantity.
  private func isNoQuantity(
    _ text: Span<UInt8>,
    _ first: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if text.at(end) == 0x25 || text.at(end) == 0x40 { return false }
    let next = firstToken(at: end, scratch)
    let groups = next - first
    if groups == 3, scratch.tokens[first].isDigits, scratch.tokens[first + 2].isDigits {
      let isYearFirst = scratch.tokens[first].length == 4
      if holds(isYearFirst ? .yearMonthDay : .dayMonthYear, text, first, first + 2, scratch),
        text[scratch.tokens[first].end] != 0x20
      {
        return false
      }
    }
    return next >= scratch.tokens.count || scratch.tokens[next].gap != .blank
      || !isWord(next, [.unit, .fraction], scratch)
  }

  /// The end of a word of letters and digits that is no ordinary word with a number, as passwords are:
  /// `Gurney2022`, `backup123!`; nil for another one.
  func codedSecretEnd(_ text: Span<UInt8>, _ start: Int, _ bytes: Int) -> Int? {
    guard let end = wordEnd(text, start, atLeast: bytes), end - start <= 40 else { return nil }
    var (letters, digits, changes) = (0, 0, 0)
    for offset in start..<end {
      let byte = text[offset]
      if byte.isLetter { letters += 1 } else if byte.isDigit { digits += 1 }
      if offset > start, byte.isDigit, text[offset - 1].isLetter { changes += 1 }
    }
    let isJoined = (start..<end).contains { text[$0] == 0x5F }
    return letters >= 3 && digits > 0 && (changes > 0 || isJoined) ? end : nil
  }

  /// Digits of the code of a door.
  private static let keypadDigits = 4...8

  /// `4471#`, found from its digits.
  func matchKeypad(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    let before = text.at(start - 1)
    let isStar = before == 0x2A
    guard let rule = rule(.keypad), isStar || Self.keypadDigits.contains(Int(token.length)),
      token.length >= 3, token.length <= 8, token.gap != .none, before != 0x23, before != 0x2F,
      before != 0x2D, before != 0x2E, !text.isWordByte(token.end + 1)
    else { return }
    emit(rule, isStar ? start - 1 : start, token.end + 1, .format, scratch: &scratch)
  }

  /// Groups and bytes of the identifier of a study or picture, at least.
  private static let uidGroups = 8
  private static let uidBytes = 32

  /// `1.2.840.113745.101000.1008.38048.4417.882`: a study's or a picture's identifier, found from its
  /// first digit; those of the standard (1.2.840.10008) name kinds of things.
  ///
  /// Source: DICOM PS3.5, annex B.
  func matchInstance(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[first].start)
    guard let rule = rule(.instance), text.at(start) == 0x31, first + 3 < scratch.tokens.count,
      scratch.tokens[first + 1].hash == 2
        || scratch.tokens[first + 1].hash == 3
          && Self.makers.contains(scratch.tokens[first + 2].hash),
      !text.isWordByte(start - 1), text.at(start - 1) != 0x2E
    else { return }
    var (end, groups) = (start, 1)
    while end < text.count, end - start <= 64 {
      if text[end] == 0x2E, text.at(end + 1).isDigit {
        groups += 1
      } else if !text[end].isDigit {
        break
      }
      end += 1
    }
    guard groups >= Self.uidGroups, end - start >= Self.uidBytes, !text.isWordByte(end),
      scratch.tokens[first + 3].hash != Self.standardRoot
    else { return }
    emit(rule, start, end, .format, scratch: &scratch)
  }

  private static let standardRoot: UInt64 = 10_008
  /// What stands behind 1.3 in the roots of makers.
  private static let makers: Set<UInt64> = [12, 46]

  /// `LM19 XKT`: a number plate of the United Kingdom, found from its first letters.
  func matchBritishPlate(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.britishPlate), first + 2 < scratch.tokens.count else { return }
    let (year, last) = (scratch.tokens[first + 1], scratch.tokens[first + 2])
    guard year.isDigits, year.length == 2, year.gap == .none, last.shape == .upper,
      last.length == 3,
      last.gap == .blank, !text.isWordByte(last.end), isWord(first + 2, .unit, scratch) == false,
      year.hash <= 26 || (51...76).contains(year.hash)
    else { return }
    let letters = Self.plateLetters
    guard letters.contains(text[Int(scratch.tokens[first].start)]),
      Lexicon.bands(last.hash).english == 0, Lexicon.bands(last.hash).clinical == 0
    else { return }
    emit(rule, Int(scratch.tokens[first].start), last.end, .format, scratch: &scratch)
  }

  /// The letters of regions.
  private static let plateLetters = Set("ABCDEFGHKLMNOPRSVWXY".utf8)

  /// Bytes of the name of an account.
  static let loginBytes = 3...32

  /// `lwang@192.168.7.20`: the account before a host that is a number, found from the sign.
  func matchLoginAt(_ text: Span<UInt8>, _ sign: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.login) else { return }
    if text.at(sign - 1) == 0x3C { return matchMention(text, sign, &scratch) }
    matchSlashPair(text, sign, &scratch)
    if !text.at(sign + 1).isDigit { return matchPrompt(text, sign, &scratch) }
    var end = sign + 1
    var dots = 0
    while end < text.count, text[end].isDigit || text[end] == 0x2E, end - sign < 16 {
      dots += text[end] == 0x2E ? 1 : 0
      end += 1
    }
    guard dots >= 3 else { return }
    var start = sign
    while start > 0, isLoginByte(text[start - 1]), sign - start <= Self.loginBytes.upperBound {
      start -= 1
    }
    guard Self.loginBytes.contains(sign - start), text[start].isLetter else { return }
    emit(rule, start, sign, .format, scratch: &scratch)
  }

  /// Bytes of the account in a mention.
  private static let mentionBytes = 8...20

  /// `<@U04KZ9QT1>`, `<@!204471820445810688>`: the account of a mention, as chats export it.
  ///
  /// Source: Slack and Discord, formatting of messages.
  private func matchMention(_ text: Span<UInt8>, _ sign: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.login) else { return }
    let start = text.at(sign + 1) == 0x21 ? sign + 2 : sign + 1
    var (end, digits) = (start, 0)
    while end < text.count, text[end].isDigit || text[end].isUppercase {
      if text[end].isDigit { digits += 1 }
      end += 1
    }
    guard Self.mentionBytes.contains(end - start), digits > 0,
      text.at(end) == 0x3E || text.at(end) == 0x7C
    else { return }
    emit(rule, start, end, .format, scratch: &scratch)
  }

  /// `lis/Osprey9@db1:1521/LIS`: an account and its password before a host with a port.
  private func matchSlashPair(_ text: Span<UInt8>, _ sign: Int, _ scratch: inout ScanScratch) {
    var slash = sign - 1
    while slash > 0, text[slash] > 0x20, text[slash] != 0x2F, sign - slash < 64 { slash -= 1 }
    guard text.at(slash) == 0x2F, sign - slash > 5, text.at(slash - 1).isAlphanumeric else {
      return
    }
    var start = slash
    while start > 0, isLoginByte(text[start - 1]), slash - start <= Self.loginBytes.upperBound {
      start -= 1
    }
    var end = sign + 1
    while end < text.count, isLoginByte(text[end]), end - sign < 64 { end += 1 }
    guard text.at(start - 1) != 0x2F, Self.loginBytes.contains(slash - start), end > sign + 1,
      text.at(end) == 0x3A && text.at(end + 1).isDigit || text.at(end) == 0x2F,
      isCodedSecret(text, slash + 1..<sign)
    else { return }
    emitLogin(text, start..<slash, &scratch)
    emitSecretText(text, slash + 1..<sign, &scratch)
  }

  /// `tvance@ct-console:~$`, `[kwilder@build7 ~]$`, `ssh x@build7`: the account of a prompt.
  private func matchPrompt(_ text: Span<UInt8>, _ sign: Int, _ scratch: inout ScanScratch) {
    var end = sign + 1
    while end < text.count, isLoginByte(text[end]), end - sign < 64 { end += 1 }
    let isHome = text.at(end) == 0x3A && (text.at(end + 1) == 0x7E || text.at(end + 1) == 0x2F)
    let isBracket =
      text.at(end) == 0x20 && (text.at(end + 1) == 0x7E || text.at(end + 1) == 0x2F)
      && text.at(end + 2) == 0x5D
    guard end > sign + 2, isHome || isBracket else { return }
    var start = sign
    while start > 0, isLoginByte(text[start - 1]), sign - start <= Self.loginBytes.upperBound {
      start -= 1
    }
    let before = text.at(start - 1)
    guard before != 0x2F, before != 0x3A, before != 0x25, Self.loginBytes.contains(sign - start)
    else {
      return
    }
    emitLogin(text, start..<sign, &scratch)
  }

  /// Whether a byte may stand in the name of an account.
  func isLoginByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == 0x5F || byte == 0x2E || byte == 0x2D
  }
}
