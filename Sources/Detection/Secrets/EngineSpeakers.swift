import Vocabulary

/// Accounts of people in chats and below dictations, told by where they stand: behind a line's time, in
/// brackets, behind a sign.
extension Engine {
  /// Bytes of a line before the account of who speaks, at most: a day, a time, their marks.
  private static let stampBytesMax = 40

  /// Whether the end of a time stands before a token: minutes, or `PM`.
  @inline(__always)
  func isBehindTime(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = scratch.tokens[index &- 1]
    if before.isDigits { return text.at(Int(before.start) &- 1) == 0x3A }
    return before.length <= 2 && before.gap != .none && text[before.end &- 1] | 0x20 == 0x6D
  }

  /// `[09:12] <wmarsh4> …`, `13:01 <@wmarsh> …`, `2023-06-25 13:20 @wmarsh4: …`, a tab behind it, and
  /// `[7/15/2021 2:56 PM] wmarsh4` at a line's end: who speaks, found from the name's first part.
  func matchChatUser(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[index].start)
    var end = start
    while end < text.count, isChatByte(text[end]), end - start <= Self.loginBytes.upperBound {
      end += 1
    }
    while end > start, !text.isWordByte(end - 1), text[end - 1] != 0x5F { end -= 1 }
    guard end - start > 1, end - start <= Self.loginBytes.upperBound,
      let stamp = stamp(text, before: start)
    else { return }
    let user = start..<end
    let isMarked =
      switch stamp.opener {
      case 0x3C: text.at(end) == 0x3E && !Self.levels.contains(Token.hash(text, user))
      case 0x40: true
      default: false
      }
    guard
      isMarked && mayBeChatUser(text, user)
        || isNumberedUser(text, user)
          && (text.at(end) == 0x09 && stamp.isTabbed
            || text.at(end) == 0x3A && text.at(end + 1) == 0x20
            || stamp.isBracketed && isEndOfLine(text, end))
    else { return noteSpeaker(text, user, &scratch) }
    emitLogin(text, user, &scratch)
  }

  /// Bytes of accounts in chats.
  private func isChatByte(_ byte: UInt8) -> Bool {
    isLoginByte(byte) || byte >= 0x80 || byte == 0x7C || byte == 0x5E || byte == 0x60
  }

  /// Whether a name that a chat marks as one may be somebody's: no ordinary word without a digit.
  private func mayBeChatUser(_ text: Span<UInt8>, _ user: Range<Int>) -> Bool {
    isColumnValue(text, user)
      || user.contains { text[$0].isLetter } && user.contains { text[$0].isDigit }
  }

  /// Whether a name is letters that are no word, with one to four digits behind them.
  func isNumberedUser(_ text: Span<UInt8>, _ user: Range<Int>) -> Bool {
    var letters = user.lowerBound
    while letters < user.upperBound, text[letters].isLetter, !text[letters].isUppercase {
      letters += 1
    }
    let digits = user.upperBound - letters
    guard letters - user.lowerBound > 2, Self.bracketDigits.contains(digits),
      (letters..<user.upperBound).allSatisfy({ text[$0].isDigit })
    else { return false }
    let hash = Token.hash(text, user.lowerBound..<letters)
    let bands = Lexicon.bands(hash)
    return (bands.english == 0 || bands.english == 3) && bands.clinical == 0 && !bands.isBrand
      && !bands.isTongue && words(hash) == 0 && Self.codes(hash) == 0
      && !Self.fileEndings.contains(hash) && !Self.columnEnds.contains(hash)
  }

  /// What stands before the account of who speaks.
  private struct Stamp {
    /// `<` or `@` right before the account, 0 for none.
    var opener: UInt8 = 0
    /// Whether the time stands in brackets.
    var isBracketed = false
    /// Whether a tab stands behind the time.
    var isTabbed = false
  }

  /// The time from the beginning of the line to an offset; nil where anything else stands there.
  private func stamp(_ text: Span<UInt8>, before start: Int) -> Stamp? {
    var stamp = Stamp()
    var offset = start - 1
    // The sign of who runs a channel: `<@wmarsh>`, `< wmarsh>`.
    if text.at(offset - 1) == 0x3C, [0x40, 0x2B, 0x25, 0x26, 0x7E, 0x20].contains(text.at(offset)) {
      offset -= 1
    }
    if text.at(offset) == 0x3C || text.at(offset) == 0x40 {
      stamp.opener = text[offset]
      offset -= 1
    }
    let gap = offset
    while text.at(offset) == 0x20 || text.at(offset) == 0x09 {
      stamp.isTabbed = stamp.isTabbed || text[offset] == 0x09
      offset -= 1
    }
    if text.at(offset) == 0x5D || text.at(offset) == 0x29 {
      stamp.isBracketed = true
      offset -= 1
    }
    guard gap > offset, offset > 3 || text.at(offset).isDigit else { return nil }
    return isTime(text, upTo: offset) ? stamp : nil
  }

  /// Whether a line up to an offset is nothing but a time, with a day or without: `[7/15/2021 2:56 PM`.
  private func isTime(_ text: Span<UInt8>, upTo last: Int) -> Bool {
    var (offset, hasTime) = (last, false)
    while offset >= 0, text[offset] != 0x0A {
      guard last - offset < Self.stampBytesMax else { return false }
      switch text[offset] {
      case 0x30...0x39, 0x20, 0x2C, 0x2D, 0x2E, 0x2F, 0x5B, 0x28: break
      case 0x3A:
        hasTime = hasTime || text.at(offset - 1).isDigit && text.at(offset + 1).isDigit
      // `PM`, `a.m.`, `T`, `Z`
      case 0x41, 0x50, 0x4D, 0x54, 0x5A, 0x61, 0x70, 0x6D: break
      default: return false
      }
      offset -= 1
    }
    return hasTime
  }

  /// Levels of logs, and what speaks where nobody does.
  private static let levels = hashes(
    "info warn warning error err debug trace notice critical fatal emerg alert system server unknown none null bot module stdin"
  )

  /// Bytes of a mark of a dictation to each side of its stroke, at most.
  private static let dictatorBytesMax = 32

  /// `--Marsh/wbell16` in a line of its own: who dictated and who typed, found from the account.
  func matchDictated(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (token, next) = (scratch.tokens[index], index + 1)
    let slash = Int(token.start) - 1
    guard text.at(slash) == 0x2F, next < scratch.tokens.count, scratch.tokens[next].isDigits,
      isEndOfLine(text, scratch.tokens[next].end),
      isNumberedUser(text, slash + 1..<scratch.tokens[next].end), let rule = rule(.role)
    else { return }
    guard let line = text.line(around: slash, bytesMax: Self.dictatorBytesMax),
      text.at(line.lowerBound) == 0x2D, text.at(line.lowerBound + 1) == 0x2D
    else { return }
    var start = line.lowerBound + 2
    if text.at(start) == 0x20 { start += 1 }
    guard slash - start > 1, text[start].isUppercase || text[start] >= 0xC3,
      (start..<slash)
        .allSatisfy({
          text[$0].isLetter || text[$0] >= 0x80 || [0x20, 0x27, 0x2D, 0x2E].contains(text[$0])
        })
    else { return }
    emit(rule, start, slash, .format, scratch: &scratch)
    emitLogin(text, slash + 1..<scratch.tokens[next].end, &scratch)
  }

  /// Letters of an account in brackets, at least; digits behind them.
  private static let bracketLetters = 5
  private static let bracketDigits = 1...4

  /// `Philippa Mensah (pmensah3)`: letters that are no word, with digits, in brackets behind a word with
  /// a capital, or a letter and a surname whatever stands before: `Cassettes A1-A3. (pmensah3)`; found from
  /// the letters.
  func matchBracketed(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (token, next) = (scratch.tokens[index], index + 1)
    let start = Int(token.start)
    // `Cassettes A1-A3. (yvoss53)`: who typed it.
    if text.at(start - 2) == 0x20, text.at(start - 3) == 0x2E, next < scratch.tokens.count,
      text.at(scratch.tokens[next].end) == 0x29,
      isNumberedUser(text, start..<scratch.tokens[next].end)
    {
      return emitLogin(text, start..<scratch.tokens[next].end, &scratch)
    }
    guard let rule = rule(.login), next < scratch.tokens.count, index > 0, start > 2,
      text[start - 1] == 0x28, text[start - 2] == 0x20, scratch.tokens[next].isDigits,
      token.shape == .lower || token.shape == .upper, token.length >= Self.bracketLetters,
      Self.bracketDigits.contains(Int(scratch.tokens[next].length)),
      scratch.tokens[next].gap == .none, text.at(scratch.tokens[next].end) == 0x29,
      scratch.tokens[index - 1].shape.startsWithCapital && scratch.tokens[index - 1].length > 1
        || surnameUserEnd(text, index, isMarked: false, scratch) == scratch.tokens[next].end
    else { return }
    let bands = Lexicon.bands(token.hash)
    guard bands.english == 0, bands.clinical == 0, !bands.isBrand,
      Self.codes(token.hash) == 0
    else { return }
    emit(rule, start, scratch.tokens[next].end, .format, scratch: &scratch)
  }

  /// Words with a number in brackets that are no accounts.
  static let codes = table("covid sars omega vitd cohort stage grade phase brcaa")

  /// `[07:02] rn_jpark: anybody`, `sunniva.k: rotating it`: who speaks in a chat, found from the first
  /// part of the name, which begins a line or stands behind a time in brackets.
  func matchSpeaker(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.login) else { return }
    let start = Int(scratch.tokens[first].start)
    let isTimed =
      text.at(start - 1) == 0x20 && text.at(start - 2) == 0x5D && text.at(start - 5) == 0x3A
      && text.at(start - 8) == 0x5B
    guard isTimed || start == 0 || text.at(start - 1) == 0x0A else { return }
    var (last, hasName, isUnknown) = (first, false, false)
    while true {
      let token = scratch.tokens[last]
      guard token.isDigits || token.shape == .lower else { return }
      if token.isWord, token.length > 2 {
        let bands = Lexicon.bands(token.hash)
        hasName = hasName || bands.first >= 2 && bands.english != 1 && bands.english != 2
        isUnknown = isUnknown || bands.isUnknown || bands.last > 0 && bands.english == 0
      }
      guard last + 1 < scratch.tokens.count, last - first < 6,
        scratch.tokens[last + 1].gap == .mark || scratch.tokens[last + 1].gap == .none,
        isLoginByte(text[token.end])
      else { break }
      last += 1
    }
    let end = scratch.tokens[last].end
    let (one, other) = (scratch.tokens[first], scratch.tokens[last])
    // `sunniva.k:`, but for `main.c:`.
    let isInitialled =
      isUnknown && last == first + 1 && one.length > 3 && other.length <= 2
      && text.at(one.end) == 0x2E && !Self.fileEndings.contains(other.hash)
    guard last > first, Self.loginBytes.contains(end - start), text.at(end) == 0x3A,
      text.at(end + 1) == 0x20, text.at(end + 2).isAlphanumeric,
      hasName || isInitialled || isTimed && isUnknown
    else { return }
    emit(rule, start, end, .format, scratch: &scratch)
  }

  /// `aartsa 03/04/2026: inbound`, `03/04/2026 10:14 wouta - called`, `[~sdavis2]`: who wrote a note or is called in
  /// one, found from the first part of the account.
  func matchNoteUser(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    let isCalled = text.at(start - 1) == 0x7E && text.at(start - 2) == 0x5B
    let isFirst = index == 0 || token.gap == .lineBreak
    guard isCalled || isFirst || token.gap == .blank && isBehindTime(text, index, scratch) else {
      return
    }
    var end = token.end
    while text.at(end).isAlphanumeric { end += 1 }
    let isDay = text.at(end) == 0x20 && text.at(end + 1).isDigit && beginsDay(text, end + 1)
    let isDash = text.at(end) == 0x20 && text.at(end + 1) == 0x2D && text.at(end + 2) == 0x20
    guard isCalled ? text.at(end) == 0x5D : isFirst ? isDay : isDash, end - start <= 20 else {
      return
    }
    guard isCalled || isLogin(text, index, end, scratch) else { return }
    emitLogin(text, start..<end, &scratch)
  }

  /// Whether a day written in numbers begins at an offset.
  private func beginsDay(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var end = start
    while text.at(end).isDigit { end += 1 }
    return end - start <= 4 && (text.at(end) == 0x2F || text.at(end) == 0x2D)
      && text.at(end + 1).isDigit
  }

  /// Letters of a surname in the name of an account that begins with a post, at least.
  private static let postSurnameMin = 4

  /// `witnessed by RNPEACHEY`, `MDTRAN11`: a post and a surname in capitals make somebody's account, found from the word.
  func matchPostLogin(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard token.gap != .none, !text.isWordByte(Int(token.start) - 1) else { return }
    let whole = Lexicon.bands(token.hash)
    guard whole.english == 0, whole.clinical == 0, !whole.isBrand, !whole.isEponym, whole.last == 0
    else { return }
    for length in 2...3 where Int(token.length) - length >= Self.postSurnameMin {
      let start = Int(token.start)
      guard Self.loginPosts.contains(Token.hash(text, start..<start + length)) else { continue }
      let bands = Lexicon.bands(Token.hash(text, start + length..<token.end))
      guard bands.last > 0, bands.english == 0, bands.clinical == 0, !bands.isBrand else {
        continue
      }
      var end = token.end
      while text.at(end).isDigit { end += 1 }
      guard !text.isWordByte(end), text.at(end) != 0x2D, text.at(end) != 0x2F else { return }
      return emitLogin(text, start..<end, &scratch)
    }
  }

  private static let loginPosts = hashes("md rn np pa dr rph lpn cna rt pt ot")
}
