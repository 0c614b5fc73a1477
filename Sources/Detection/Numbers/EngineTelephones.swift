import Vocabulary

/// Telephone numbers behind an exit code, over the end of a line and with the digits of a second line.
extension Engine {
  /// Digits of a number with its exit code, and the longest code of a country with its two noughts.
  private static let exitDigits = 11...17
  private static let codeBytes = 5

  /// `0044 20 7946 0142`, `001 970 555 0142`: a number behind the exit code that stands for `+`.
  ///
  /// Source: ITU-T E.123, E.164.
  func matchExit(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Bool {
    let token = scratch.tokens[first]
    guard token.length > 2, token.length <= Self.codeBytes, text.at(Int(token.start) + 2) != 0x30,
      !text.isWordByte(Int(token.start) - 1), !isCode(text.at(Int(token.start) - 1)),
      first + 2 < scratch.tokens.count, scratch.tokens[first + 1].isDigits,
      scratch.tokens[first + 1].gap != .lineBreak, scratch.tokens[first + 2].isDigits,
      scratch.tokens[first + 2].gap != .lineBreak,
      isBehindCaller(first, scratch) || hasAreaCode(text, first, scratch),
      let rule = rule(.internationalPhone),
      let end = phoneEnd(text, first, scratch), !text.isWordByte(end)
    else { return false }
    let digits = (Int(token.start)..<end).count { text[$0].isDigit }
    guard Self.exitDigits.contains(digits) else { return false }
    let kind: IdentifierKind = isFax(first, scratch) ? .fax : .phone
    emit(rule, Int(token.start), extensionEnd(text, end), .format, kind: kind, scratch: &scratch)
    return true
  }

  /// Whether the group behind an exit code of two digits is an area's and no time of day: `0044 20`.
  private func hasAreaCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let area = scratch.tokens[first + 1]
    return scratch.tokens[first].length == 4 && area.length != 4
      && text.at(Int(area.start)) != 0x30
  }

  /// `.`, `-`, `/` and `#`, behind which digits are a code.
  private func isCode(_ byte: UInt8) -> Bool {
    byte == 0x2E || byte == 0x2D || byte == 0x2F || byte == 0x23
  }

  /// `(828) 555-` at the end of a line and `0157` at the beginning of the next one.
  func matchBrokenPhone(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Bool {
    let (exchange, number) = (first + 1, first + 2)
    guard number < scratch.tokens.count, scratch.tokens[first].hash >= 200,
      scratch.tokens[exchange].isDigits, scratch.tokens[exchange].length == 3,
      scratch.tokens[exchange].hash >= 200, scratch.tokens[number].isDigits,
      scratch.tokens[number].length == 4, scratch.tokens[number].gap == .lineBreak,
      text.at(scratch.tokens[exchange].end) == 0x2D,
      !text.isWordByte(scratch.tokens[number].end),
      let rule = rule(.internationalPhone)
    else { return false }
    let start = Int(scratch.tokens[first].start)
    let joint = Int(scratch.tokens[exchange].start) - scratch.tokens[first].end
    let isBracketed = text.at(start - 1) == 0x28 && text.at(scratch.tokens[first].end) == 0x29
    guard isBracketed && joint <= 2 || joint == 1 && text.at(scratch.tokens[first].end) == 0x2D,
      text.at(start - 1) != 0x2D
    else { return false }
    // Two lines, not two paragraphs.
    let end = scratch.tokens[number].end
    guard Int(scratch.tokens[number].start) - scratch.tokens[exchange].end <= Self.breakBytes else {
      return false
    }
    let kind: IdentifierKind = isFax(first, scratch) ? .fax : .phone
    emit(rule, isBracketed ? start - 1 : start, end, .format, kind: kind, scratch: &scratch)
    return true
  }

  /// A hyphen, the end of a line and what stands before the next one.
  private static let breakBytes = 6

  /// The end of the last digits of a second line: `970-555-0142/0143`; `end` where there is none.
  func otherLineEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    guard text.at(end) == 0x2F else { return end }
    var index = end + 1
    while text.at(index).isDigit { index += 1 }
    let digits = index - end - 1
    guard digits == 2 || digits == 4, !text.isWordByte(index), text.at(index) != 0x2F,
      text.at(index) != 0x2D
    else { return end }
    return index
  }

  // Pagers and extensions

  /// Words between the one that asks for a call and the number: `page night float 31180`.
  private static let pagedReach = 4

  /// `call back SICU 53002`, `page night float 31180`, `[PAGE] 02:11 TO: 70442`: a number of the house, behind a
  /// word that asks for a call and the words for who is called.
  func matchPaged(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard index > 0, token.gap == .blank || token.gap == .marks, scratch.tokens[index - 1].isWord,
      !text.isWordByte(token.end), text.at(token.end) != 0x25, token.hash % 500 != 0,
      !isJoint(text, token.end), isPaged(index, scratch), !isTimeOrYear(token),
      index + 1 >= scratch.tokens.count || scratch.tokens[index + 1].gap != .blank
        || !isWord(index + 1, [.unit, .ageUnit], scratch),
      let rule = rule(.extension)
    else { return }
    emit(rule, Int(token.start), token.end, .format | .context, scratch: &scratch)
  }

  /// Whether a digit goes on behind a mark: `1,204`, `12.5`, `4/5`.
  private func isJoint(_ text: Span<UInt8>, _ end: Int) -> Bool {
    [0x2C, 0x2D, 0x2E, 0x2F, 0x3A].contains(text.at(end)) && text.at(end + 1).isDigit
  }

  /// Whether four digits are a time of day or a year.
  private func isTimeOrYear(_ token: Token) -> Bool {
    guard token.length == 4 else { return false }
    return token.hash < 2_400 && token.hash % 100 < 60 || (1_900...2_099).contains(token.hash)
  }

  /// Whether a word for a call stands before a number, with nothing but words for who is called between.
  private func isPaged(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var at = index - 1
    if Self.pagedTo.contains(scratch.tokens[at].hash) { return isPageLine(at, scratch) }
    let isShort = scratch.tokens[index].length == 4
    while at >= 0, index - at <= Self.pagedReach {
      let token = scratch.tokens[at]
      // `page 41200 of the log`
      if Self.pagers.contains(token.hash) {
        return token.hash != Self.page || at < index - 1 || token.gap != .blank
      }
      if Self.calls.contains(token.hash) {
        return !isShort && at > 0 && at < index - 1
          && (scratch.tokens[at].gap != .blank
            || Self.callLeads.contains(scratch.tokens[at - 1].hash)
            || Self.backs.contains(scratch.tokens[at + 1].hash))
      }
      guard token.isWord, token.gap == .blank, !Self.notCalled.contains(token.hash) else {
        return false
      }
      at -= 1
    }
    return false
  }

  /// Whether a line is one of a pager's log: `[PAGE]` or `PAGED` stands near its beginning.
  private func isPageLine(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var at = last
    while at > 0, last - at < Self.pageLineTokens, scratch.tokens[at].gap != .lineBreak { at -= 1 }
    return (at...min(at + 1, last)).contains { Self.pageHeads.contains(scratch.tokens[$0].hash) }
  }

  /// Tokens from the beginning of a pager's log to who is paged: a day, a time.
  private static let pageLineTokens = 10

  private static var page: UInt64 { Token.word("page") }
  private static let pageHeads = hashes("page paged pages pager paging")
  private static let pagedTo = hashes("to from fr")
  private static let pagers = hashes(
    "page pager pagers pgr beeper bleep paging vocera ascom voalte spectralink"
  )
  private static let calls = hashes("call callback")
  private static let backs = hashes("back")
  private static let callLeads = hashes("please pls plz to and or then can will")
  /// What stands between a call and a number that counts something or is a time.
  private static let notCalled = hashes(
    "at in for by on about after before within until till of is was volume center centre "
      + "page pages over under than approximately approx around least most every per"
  )
}
