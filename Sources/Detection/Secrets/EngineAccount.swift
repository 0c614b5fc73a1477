import Vocabulary

/// Names of accounts in paths, in queries and in what people write of accounts.
extension Engine {
  // Folders

  /// `/home/dkrishnan/.cache`, `C:\Users\mamadou`: found from the folder of all accounts.
  func matchFolder(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let (before, mark) = (Int(token.start) - 1, text.at(token.end))
    guard text.at(before) == 0x2F || text.at(before) == 0x5C, mark == text.at(before),
      isRoot(text, before, token, index, scratch)
    else { return }
    var start = token.end + 1
    if mark == 0x5C, text.at(start) == 0x5C { start += 1 }
    var end = start
    while end < text.count, end - start <= 40, isNameByte(text[end]) { end += 1 }
    while end > start, text[end - 1] == 0x2E { end -= 1 }
    let range = start..<end
    guard range.count > 1, text[start].isLetter || text[start] >= 0x80 || text[start] == 0x5F,
      !Self.commonFolders.contains(Token.hash(text, range)), isAccount(text, range),
      !isFile(text, range)
    else { return }
    let bands = Lexicon.bands(Token.hash(text, range))
    let isName = bands.first >= 2 || bands.last >= 3
    guard bands.english == 0 || bands.english == 3 || isName && bands.english != 1 else { return }
    emitLogin(text, range, &scratch)
  }

  /// Whether the folder of all accounts stands where systems have it, and not in an address.
  private func isRoot(
    _ text: Span<UInt8>,
    _ mark: Int,
    _ token: Token,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if text[mark] == 0x5C {
      return token.hash == Self.users || text.at(mark - 1) != 0x20
    }
    // In small letters it is the page of many sites.
    guard token.hash != Self.users || token.shape == .capitalized else { return false }
    let before = text.at(mark - 1)
    if !text.isWordByte(mark - 1) {
      return before != 0x2E && before != 0x7D && before != 0x5D && before != 0x2D && before != 0x5F
        && !(before == 0x2F && text.at(mark - 2) == 0x3A && text.at(mark - 3) == 0x73)
    }
    return index > 0 && Self.mounts.contains(scratch.tokens[index - 1].hash)
      && text.at(Int(scratch.tokens[index - 1].start) - 1) == 0x2F
  }

  /// Whether a name ends as files do.
  private func isFile(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard let dot = range.last(where: { text[$0] == 0x2E }) else { return false }
    return Self.fileEndings.contains(Token.hash(text, dot + 1..<range.upperBound))
  }

  /// Whether a byte may stand in the name of an account.
  func isNameByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte >= 0x80 || byte == 0x5F || byte == 0x2E || byte == 0x2D
  }

  private static var users: UInt64 { Token.word("users") }
  private static let mounts = hashes("export nfs mnt data srv vol var usr host c d volumes net")
  private static let commonFolders = hashes(
    """
    shared public default all defaultuser runner runneradmin app apps node vscode ec2-user user \
    users username name work workspace build ci linuxbrew pi me you youruser myuser someone test \
    tester dev developer developers admin guest administrator jovyan codespace gitpod circleci \
    travis buildbot coder nonroot appuser opc centos fedora debian ubuntu alpine steam scanner \
    downloads desktop documents library bin lib src etc tmp conf config scripts data web www \
    index about contact login foo bar xxx yourname your_name alice bob
    """
  )

  // Queries and keys

  /// `cosigner='yhassan'`, `login == "g.garfunkel"`, `"actor" => 'kmori'`, `owner IN ('a', 'b')`: found
  /// from the column.
  func matchColumn(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var last = index
    // `cosigner_id`, `user_name`
    while last + 1 < scratch.tokens.count, last - index < 2,
      text.at(scratch.tokens[last].end) == 0x5F || text.at(scratch.tokens[last].end) == 0x2D,
      Int(scratch.tokens[last + 1].start) == scratch.tokens[last].end + 1,
      Self.columnEndings.contains(scratch.tokens[last + 1].hash)
    {
      last += 1
    }
    var offset = scratch.tokens[last].end
    let isQuoted = text.at(offset) == 0x22 || text.at(offset) == 0x27 || text.at(offset) == 0x60
    if isQuoted || text.at(offset) == 0x5D { offset += 1 }
    skipBlanks(text, &offset)
    let mark = text.at(offset)
    var isList = false
    switch mark {
    case 0x3D, 0x3A, 0x21, 0x3C, 0x7E:
      while offset < text.count, Self.compares(text[offset]) { offset += 1 }
    default:
      guard let end = comparatorEnd(text, offset) else { return }
      isList = text.at(end - 1) | 0x20 == 0x6E
      offset = end
    }
    if mark == 0x3D, text.at(offset).isLetter, !isQuoted {
      takeLoggedAccount(text, last, offset, &scratch)
      return
    }
    skipBlanks(text, &offset)
    if text.at(offset) == 0x28 || text.at(offset) == 0x5B {
      isList = true
      offset += 1
      skipBlanks(text, &offset)
    }
    var count = 0
    while count < 32, let value = quotedValue(text, offset) {
      if isColumnValue(text, value) { emitLogin(text, value, &scratch) }
      guard isList else { return }
      offset = value.upperBound + 1
      skipBlanks(text, &offset)
      guard text.at(offset) == 0x2C else { return }
      offset += 1
      skipBlanks(text, &offset)
      count += 1
    }
  }

  /// `user=shall action=view`: a word of the language in a line of such pairs, if an initial and a surname make it
  /// up or somebody is called so.
  private func takeLoggedAccount(
    _ text: Span<UInt8>,
    _ key: Int,
    _ start: Int,
    _ scratch: inout ScanScratch
  ) {
    guard text.at(scratch.tokens[key].end) == 0x3D, start == scratch.tokens[key].end + 1 else {
      return
    }
    var end = start
    while text.at(end).isLetter, !text.at(end).isUppercase { end += 1 }
    let value = start..<end
    guard (4...20).contains(value.count), text.at(end) <= 0x20 || text.at(end) == 0x2C,
      isAccount(text, value), !Self.commonFolders.contains(Token.hash(text, value)),
      !Self.callers.contains(Token.hash(text, value)), isOfPairs(text, scratch.tokens[key], end)
    else { return }
    let (own, behind) = (
      Lexicon.bands(Token.hash(text, value)), Lexicon.bands(Token.hash(text, start + 1..<end))
    )
    guard max(own.first, own.last) >= 2 || behind.last >= 3 && value.count > 4 else { return }
    emitLogin(text, value, &scratch)
  }

  /// Whether another pair stands beside one in its line: `ts=… user=… action=…`.
  private func isOfPairs(_ text: Span<UInt8>, _ key: Token, _ end: Int) -> Bool {
    let reach = 120
    var index = end
    while index < text.count, index - end < reach, text[index] >= 0x20 {
      if text[index] == 0x3D, text[index - 1].isAlphanumeric { return true }
      index += 1
    }
    index = Int(key.start) - 1
    while index > 0, Int(key.start) - index < reach, text[index] >= 0x20 {
      if text[index] == 0x3D, text[index - 1].isAlphanumeric { return true }
      index -= 1
    }
    return false
  }

  /// Words behind `user=` that are no login: roles, programs, states.
  private static let callers = hashes(
    """
    patient provider nurse doctor staff clinician service public internal external system batch \
    online active inactive enabled disabled unknown none null true false local remote trusted \
    flink trino presto storm beam druid hive impala nifi kong envoy consul vault nomad argo flux \
    student teacher parent child member owner viewer editor reader writer manager robot
    """
  )

  /// The end of `LIKE`, `IN`, `-eq`, `-ne`, `is` behind a column; nil for another word.
  private func comparatorEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var begin = start
    if text.at(begin) == 0x2D { begin += 1 }
    var end = begin
    while text.at(end).isLetter, end - begin < 6 { end += 1 }
    guard end > begin else { return nil }
    let hash = Token.hash(text, begin..<end)
    if hash == Self.not, start == begin, text.at(end) == 0x20 {
      var next = end
      skipBlanks(text, &next)
      return text.at(next) | 0x20 == 0x6E ? nil : comparatorEnd(text, next)
    }
    return Self.comparing.contains(hash) ? end : nil
  }

  /// Moves an offset behind blanks and tabs.
  func skipBlanks(_ text: Span<UInt8>, _ offset: inout Int) {
    while text.at(offset) == 0x20 || text.at(offset) == 0x09 { offset += 1 }
  }

  /// What stands in quotes at an offset, in one word.
  func quotedValue(_ text: Span<UInt8>, _ offset: Int) -> Range<Int>? {
    let quote = text.at(offset)
    guard quote == 0x22 || quote == 0x27 else { return nil }
    var end = offset + 1
    while end < text.count, end - offset <= 48, text[end] != quote {
      guard text[end] > 0x20 else { return nil }
      end += 1
    }
    return end < text.count && text[end] == quote && end > offset + 1 ? offset + 1..<end : nil
  }

  /// Whether a value in a column of accounts is one: no ordinary word, number, key or format.
  func isColumnValue(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    guard value.count > 2, text[value.lowerBound].isLetter, !isFile(text, value) else {
      return false
    }
    var (letters, hexadecimal) = (0, 0)
    for offset in value {
      if text[offset].isLetter { letters += 1 }
      if text[offset].isHexDigit { hexadecimal += 1 }
    }
    guard letters >= 3, hexadecimal < value.count || value.count < 8 else { return false }
    return !isOrdinaryName(text, value)
  }

  /// Whether every word of a name is an ordinary one, or one of systems: `current_user`, `app-role`.
  private func isOrdinaryName(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    var start = value.lowerBound
    var isOrdinary = true
    while start < value.upperBound {
      var end = start
      while end < value.upperBound, text[end].isLetter || text[end] >= 0x80 { end += 1 }
      if end > start {
        let hash = Token.hash(text, start..<end)
        let bands = Lexicon.bands(hash)
        let isWord =
          bands.english > 0 && bands.first < 3 || bands.isBrand || bands.clinical > 0
          || isSystemUser(hash) || Self.standIns.contains(hash) || end - start < 3
        isOrdinary = isOrdinary && isWord
      } else if text[end].isDigit {
        // `resident7`, `ward5b`: words with a number are names that somebody gave.
        isOrdinary = isOrdinary && false
      }
      start = max(end, start + 1)
    }
    return isOrdinary
  }

  /// Whether a byte is one of `=:!<>~` or a blank.
  private static func compares(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x3A, 0x21, 0x3C, 0x3E, 0x7E, 0x20: true
    default: false
    }
  }
  private static var not: UInt64 { Token.word("not") }
  private static let comparing = hashes("like ilike in eq ne is equals")
  private static let columnEndings = hashes("name id login user by code key cd nm")

  /// `GRANT SELECT ON dw.encounter TO ro_matsuda;`, `REVOKE … FROM old_intern`, `ROLE "fadumo"`: found
  /// from the first word of the clause.
  func matchGrant(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let isGrant = token.hash == Self.grant
    if isGrant || token.hash == Self.revoke {
      guard index + 1 < scratch.tokens.count,
        Self.privileges.contains(scratch.tokens[index + 1].hash)
      else { return }
      var next = index + 2
      while next + 1 < scratch.tokens.count, next - index < 24 {
        guard text.at(scratch.tokens[next - 1].end) != 0x3B else { return }
        if scratch.tokens[next].hash == (isGrant ? Self.to : Self.from) {
          return emitNames(text, next + 1, &scratch)
        }
        next += 1
      }
      return
    }
    if token.hash == Self.identified {
      guard index + 1 < scratch.tokens.count, scratch.tokens[index + 1].hash == Self.by else {
        return
      }
      var offset = scratch.tokens[index + 1].end
      skipBlanks(text, &offset)
      if let value = quotedValue(text, offset) { emitArgumentSecret(text, value, &scratch) }
      return
    }
    if token.hash == Self.using { return matchUsing(text, index, &scratch) }
    // `role "fadumo" does not exist`, `CREATE ROLE etl_kari`
    let isMade = index > 0 && Self.makers.contains(scratch.tokens[index - 1].hash)
    var offset = token.end
    skipBlanks(text, &offset)
    if let value = quotedValue(text, offset), isColumnValue(text, value) {
      emitLogin(text, value, &scratch)
    } else if isMade, token.gap == .blank {
      emitNames(text, index + 1, &scratch)
    }
  }

  /// `CONNECT TO claims USER pkerr USING Secret`: found from the last word.
  ///
  /// Source: Db2, CONNECT.
  private func matchUsing(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var user = index - 1
    while user > 0, index - user < 5, scratch.tokens[user].hash != Self.user { user -= 1 }
    guard user > 0, index - user > 1, scratch.tokens[user].hash == Self.user,
      (1...4).contains(where: { user >= $0 && scratch.tokens[user - $0].hash == Self.to }),
      text.at(scratch.tokens[user].end) == 0x20, text.at(scratch.tokens[index].end) == 0x20
    else { return }
    let start = scratch.tokens[index].end + 1
    let name = Int(scratch.tokens[user + 1].start)..<scratch.tokens[index - 1].end
    guard let end = wordEnd(text, start, atLeast: 4), !name.contains(where: { text[$0] == 0x20 })
    else { return }
    emitLogin(text, name, &scratch)
    emitArgumentSecret(text, start..<end, &scratch)
  }

  /// The accounts of a clause, apart by commas, from a token on.
  private func emitNames(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard first < scratch.tokens.count, scratch.tokens[first].gap != .lineBreak else { return }
    var start = Int(scratch.tokens[first].start)
    for _ in 0..<16 {
      var end = start
      while end < text.count, end - start < 64, isNameByte(text[end]) { end += 1 }
      while end > start, text[end - 1] == 0x2E { end -= 1 }
      guard end > start + 2, text[start].isLetter else { return }
      let joint = (start..<end).last { text[$0] == 0x5F }
      let isPersons =
        joint.map { !Self.roleEndings.contains(Token.hash(text, $0 + 1..<end)) } ?? false
      if isPersons || !isOrdinaryName(text, start..<end) {
        emitLogin(text, start..<end, &scratch)
      }
      guard text.at(end) == 0x2C else { return }
      start = end + 1
      while text.at(start) == 0x20 { start += 1 }
    }
  }

  private static var grant: UInt64 { Token.word("grant") }
  private static var revoke: UInt64 { Token.word("revoke") }
  private static var identified: UInt64 { Token.word("identified") }
  private static var to: UInt64 { Token.word("to") }
  private static var from: UInt64 { Token.word("from") }
  private static var by: UInt64 { Token.word("by") }
  private static var user: UInt64 { Token.word("user") }
  private static var using: UInt64 { Token.word("using") }
  private static let makers = hashes("create drop alter set reassign")
  private static let roleEndings = hashes(
    "role roles group groups user users admin admins app reader readers writer readonly ro rw read "
      + "write owner public service all access"
  )
  private static let privileges = hashes(
    "select insert update delete all usage execute create connect temporary references trigger "
      + "dba resource role admin read write privileges alter drop"
  )
}
