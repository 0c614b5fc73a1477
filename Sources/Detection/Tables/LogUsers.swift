import Vocabulary

/// Accounts and persons where lines of programs have them, without a word that says so.
///
/// ```
/// [73841] frostj@ehr LOG:  duration: 368 ms          # User@Host: jfrost[jfrost] @  [10.4.3.2]
/// -rw-r--r-- 1 frostj staff 91390 Mar  4 20:54 x.pdf CROND[12]: (jfrost) CMD (/opt/x.sh)
/// arn:aws:iam::554180944034:user/jfrost              scans/Frost_June/2025-03-04/report.pdf
/// … b _ i r jfrost ftp 0 * c
/// ```
///
/// Sources: PostgreSQL, log_line_prefix (`%u@%d`); MySQL, slow query log; POSIX, ls; wu-ftpd, xferlog(5); cron; AWS, ARN.
extension Scanner {
  /// Words that such lines are found by.
  static let lineUserWords =
    "log error fatal statement detail host cmd user ftp rw rwx rwxr drwx drwxr drwxrwxr"

  private static var hostWord: UInt64 { Token.word("host") }
  private static var userWord: UInt64 { Token.word("user") }
  private static var commandWord: UInt64 { Token.word("cmd") }
  private static var ftpWord: UInt64 { Token.word("ftp") }
  private static let levels = Engine.hashes("log error fatal statement detail")
  /// Bytes of an account's name, at most.
  private static let lineBytesMax = 48
  /// Bytes of the mode of a file: its type and nine letters.
  private static let modeBytes = 10

  /// Takes what the place of a word says.
  func takeLineUser(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    switch token.hash {
    case Self.hostWord: takeSlowUser(text, token, &scratch)
    case Self.userWord: takeNamedUser(text, token, &scratch)
    case Self.commandWord: takeCronUser(text, token, &scratch)
    case Self.ftpWord: takeTransferUser(text, token, &scratch)
    case _ where Self.levels.contains(token.hash): takePrefixUser(text, token, &scratch)
    default: takeOwner(text, token, &scratch)
    }
  }

  /// Takes the account before a level, as in `frostj@ehr LOG:`.
  private func takePrefixUser(_ text: Span<UInt8>, _ level: Token, _ scratch: inout ScanScratch) {
    let start = Int(level.start)
    guard level.shape == .upper, text.at(level.end) == 0x3A, text.at(start - 1) == 0x20 else {
      return
    }
    guard let word = Self.wordBefore(text, start - 1),
      let at = word.first(where: { text[$0] == 0x40 }), at > word.lowerBound,
      at + 1 < word.upperBound,
      (at + 1..<word.upperBound).allSatisfy({ text.isWordByte($0) })
    else { return }
    engine.emitLogin(text, word.lowerBound..<at, &scratch)
  }

  /// Takes both accounts of a slow query, as in `User@Host: jfrost[jfrost] @`.
  private func takeSlowUser(_ text: Span<UInt8>, _ host: Token, _ scratch: inout ScanScratch) {
    guard text.at(Int(host.start) - 1) == 0x40, text.at(host.end) == 0x3A,
      text.at(host.end + 1) == 0x20
    else { return }
    let name = Self.accountAfter(text, host.end + 2)
    guard text.at(name.upperBound) == 0x5B else { return }
    engine.emitLogin(text, name, &scratch)
    let again = Self.accountAfter(text, name.upperBound + 1)
    if text.at(again.upperBound) == 0x5D { engine.emitLogin(text, again, &scratch) }
  }

  /// Takes the account of a resource's name and of a trail: `arn:aws:iam::554180944034:user/jfrost`, `DATABASE USER:[6] 'JFROST'`.
  private func takeNamedUser(_ text: Span<UInt8>, _ user: Token, _ scratch: inout ScanScratch) {
    if text.at(user.end) == 0x2F, text.at(Int(user.start) - 1) == 0x3A {
      return engine.emitLogin(text, Self.accountAfter(text, user.end + 1), &scratch)
    }
    guard text.at(user.end) == 0x3A, text.at(user.end + 1) == 0x5B else { return }
    var offset = user.end + 2
    while text.at(offset).isDigit { offset += 1 }
    guard offset > user.end + 2, text.at(offset) == 0x5D, text.at(offset + 1) == 0x20,
      text.at(offset + 2) == 0x27 || text.at(offset + 2) == 0x22
    else { return }
    let name = Self.accountAfter(text, offset + 3)
    if text.at(name.upperBound) == text.at(offset + 2) { engine.emitLogin(text, name, &scratch) }
  }

  /// Takes whose crontab it is, as in `CROND[12]: (jfrost) CMD (`.
  private func takeCronUser(_ text: Span<UInt8>, _ command: Token, _ scratch: inout ScanScratch) {
    let start = Int(command.start)
    guard command.shape == .upper, text.at(command.end) == 0x20, text.at(command.end + 1) == 0x28,
      text.at(start - 1) == 0x20, text.at(start - 2) == 0x29
    else { return }
    var first = start - 2
    while first > 0, start - first < Self.lineBytesMax, text[first - 1] != 0x28,
      text[first - 1] > 0x20
    { first -= 1 }
    guard text.at(first - 1) == 0x28 else { return }
    engine.emitLogin(text, first..<start - 2, &scratch)
  }

  /// Takes who transferred a file, as in `b _ i r jfrost ftp 0 *`.
  private func takeTransferUser(_ text: Span<UInt8>, _ service: Token, _ scratch: inout ScanScratch)
  {
    let start = Int(service.start)
    guard text.at(start - 1) == 0x20, text.at(service.end) == 0x20,
      text.at(service.end + 1) == 0x30 || text.at(service.end + 1) == 0x31,
      text.at(service.end + 2) == 0x20,
      let name = Self.wordBefore(text, start - 1),
      let access = Self.wordBefore(text, name.lowerBound - 1),
      access.count == 1, [0x72, 0x67, 0x61].contains(text[access.lowerBound])
    else { return }
    engine.emitLogin(text, name, &scratch)
  }

  /// Takes a file's owner, as in `-rw-r--r-- 1 frostj staff`.
  private func takeOwner(_ text: Span<UInt8>, _ letters: Token, _ scratch: inout ScanScratch) {
    var start = Int(letters.start)
    if letters.shape == .lower, text[start] != 0x64 { start -= 1 }
    guard start >= 0, start == 0 || text[start - 1] <= 0x20 || text[start - 1] == 0x22,
      [0x2D, 0x64, 0x6C].contains(text.at(start)), start + Self.modeBytes < text.count,
      (start + 1..<start + Self.modeBytes)
        .allSatisfy({ [0x72, 0x77, 0x78, 0x2D, 0x73, 0x74].contains(text[$0]) })
    else { return }
    var offset = start + Self.modeBytes
    if text.at(offset) == 0x2B || text.at(offset) == 0x2E { offset += 1 }
    let links = text.behindBlanks(offset)
    guard links > offset else { return }
    offset = links
    while text.at(offset).isDigit { offset += 1 }
    guard offset > links else { return }
    let owner = Self.accountAfter(text, text.behindBlanks(offset))
    guard owner.lowerBound > offset, !owner.isEmpty, text.at(owner.upperBound) == 0x20 else {
      return
    }
    engine.emitLogin(text, owner, &scratch)
    // A group of one is called as its member is.
    let group = Self.accountAfter(text, text.behindBlanks(owner.upperBound))
    if group.count == owner.count, group.elementsEqual(owner, by: { text[$0] == text[$1] }) {
      engine.emitLogin(text, group, &scratch)
    }
  }

  /// Takes persons whose name is a folder's or a file's: `/Frost_June/`, `/frost_june.pdf`.
  ///
  /// Walks over the tokens that `listEnds` left.
  func findPathPersons(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for place in 0..<scratch.endCount {
      let index = Int(scratch.ends[place])
      let token = scratch.tokens[index]
      guard text.at(token.end) == 0x5F, index + 1 < scratch.tokens.count, token.isWord,
        text.at(Int(token.start) - 1) == 0x2F
      else { continue }
      let next = scratch.tokens[index + 1]
      guard next.isWord, Int(next.start) == token.end + 1, token.length > 2, next.length > 2,
        text.at(next.end) == 0x2F || text.at(next.end) == 0x2E && text.at(next.end + 1).isLetter,
        token.shape == .capitalized && next.shape == .capitalized
      else { continue }
      let (one, two) = (bytes(text, token), bytes(text, next))
      guard arePerson(surname: one, given: two) || arePerson(surname: two, given: one),
        let finding = engine.wholeValue(text, at: Int(token.start)..<next.end, .name, .none)
      else { continue }
      scratch.found.append(finding)
    }
  }

  private func bytes(_ text: Span<UInt8>, _ token: Token) -> ArraySlice<UInt8> {
    token.range.map { text[$0] }[...]
  }

  /// The word that ends at an offset; nil for none.
  private static func wordBefore(_ text: Span<UInt8>, _ end: Int) -> Range<Int>? {
    var start = end
    while start > 0, end - start <= lineBytesMax, text[start - 1] > 0x20 { start -= 1 }
    return start < end && end - start <= lineBytesMax ? start..<end : nil
  }

  /// Letters, digits, points, low lines and hyphens from an offset on.
  private static func accountAfter(_ text: Span<UInt8>, _ start: Int) -> Range<Int> {
    var end = start
    while end - start < lineBytesMax,
      text.isWordByte(end) || [0x2E, 0x2D, 0x5F].contains(text.at(end))
    { end += 1 }
    while end > start, text[end - 1] == 0x2E { end -= 1 }
    return start..<end
  }
}
