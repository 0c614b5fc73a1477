import Vocabulary

/// Files of accounts that are a line each, fields apart by colons.
///
/// Source: PostgreSQL, the password file; passwd(5), shadow(5), group(5), smbpasswd(5); Apache HTTP Server,
/// htpasswd and htdigest.
extension Engine {
  /// Fields of such a line that are looked at, bytes of the line, bytes of a hash of LAN Manager.
  private static let recordFieldsMax = 9
  private static let recordBytesMax = 512
  private static let hashBytes = 32
  /// Ports that clients are told to ask.
  private static let ports = 1_000...65_535

  /// `db1:5432:claims:pkerr:Secret`, `pkerr:1107:…:…:::`, `pkerr:$6$…`: found from a line's first word.
  func matchRecordLine(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var start = Int(scratch.tokens[index].start)
    while start > 0, text[start - 1] == 0x2A || text[start - 1] == 0x3A { start -= 1 }
    guard start == 0 || text[start - 1] == 0x0A || Self.isLineQuote(text[start - 1]) else { return }
    let fields = recordFields(text, start)
    guard fields.count > 1 else { return }
    if matchPasswordFile(text, fields, &scratch) { return }
    guard !fields[0].isEmpty, text[fields[0].lowerBound].isLetter else { return }
    if fields.count == 3, isHash(text, fields[2]),
      !Self.digests.contains(Token.hash(text, fields[0]))
    {
      // Of realms there is a name in the middle.
      emitLogin(text, fields[0], &scratch)
      return emitArgumentSecret(text, fields[2], &scratch)
    }
    if isCrypt(text, fields[1]) {
      return isColumnValue(text, fields[0]) ? emitLogin(text, fields[0], &scratch) : ()
    }
    guard fields.count > 3, isNumber(text, fields[2]) || isNumber(text, fields[1]) else { return }
    matchAccountRecord(text, fields, &scratch)
  }

  /// A quote that a line of a file stands in where a command writes it.
  private static func isLineQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  /// The fields of a line from an offset on; none where its first field has a blank in it.
  private func recordFields(_ text: Span<UInt8>, _ start: Int) -> [Range<Int>] {
    var fields: [Range<Int>] = []
    let quote: UInt8 = start > 0 && Self.isLineQuote(text[start - 1]) ? text[start - 1] : 0x0A
    var (first, end) = (start, start)
    while end < text.count, end - start < Self.recordBytesMax {
      let byte = text[end]
      if byte < 0x20 || byte == quote { break }
      if fields.isEmpty, byte != 0x3A, !isRecordByte(byte) { return [] }
      if byte == 0x5C, end + 1 < text.count, !fields.isEmpty {
        end += 2
        continue
      }
      if byte == 0x3A, fields.count < Self.recordFieldsMax - 1 {
        // Most lines with a colon are none of these: their first or second field tells.
        if fields.isEmpty, text[start].isDigit, !isAddress(text, first..<end) { return [] }
        if fields.count == 1, !mayBeSecond(text, first..<end) { return [] }
        fields.append(first..<end)
        first = end + 1
      }
      end += 1
    }
    guard end - start < Self.recordBytesMax else { return [] }
    fields.append(first..<min(end, text.count))
    return fields
  }

  /// Whether a byte may stand in the first field.
  private func isRecordByte(_ byte: UInt8) -> Bool {
    isNameByte(byte) || byte == 0x2A || byte == 0x5C || byte == 0x24
  }

  /// Whether a field is an address of version 4.
  private func isAddress(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    field.allSatisfy { text[$0].isDigit || text[$0] == 0x2E }
      && field.count { text[$0] == 0x2E } == 3
  }

  /// Whether a field is a number, `*`, what stands for a password, a hash, or a realm before a hash.
  private func mayBeSecond(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    guard let first = field.first else { return false }
    if field.count == 1 || isNumber(text, field) || isCrypt(text, field) { return true }
    let hash = field.upperBound + 1..<field.upperBound + 1 + Self.hashBytes
    return text[first] != 0x20 && hash.upperBound <= text.count && isHash(text, hash)
  }

  /// `host:port:database:account:password`, each of the first four perhaps `*`.
  private func matchPasswordFile(
    _ text: Span<UInt8>,
    _ fields: [Range<Int>],
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard fields.count >= 5, isPort(text, fields[1]), isHost(text, fields[0]),
      !fields[2].isEmpty, !fields[2].contains(where: { text[$0] == 0x20 }),
      !isHash(text, fields[2]), !isHash(text, fields[3]),
      isOpen(text, fields[3]) || isPlaceholder(text, around: fields[3].lowerBound + 1)
        || isAccountForm(text, fields[3])
    else { return false }
    emitLogin(text, fields[3], &scratch)
    emitArgumentSecret(text, fields[4].lowerBound..<(fields.last?.upperBound ?? 0), &scratch)
    return true
  }

  /// Whether a field is `*`.
  private func isOpen(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    field.count == 1 && text[field.lowerBound] == 0x2A
  }

  private func isPort(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if isOpen(text, field) { return true }
    guard field.count <= 5, isNumber(text, field) else { return false }
    return Self.ports.contains(field.reduce(0) { $0 * 10 + Int(text[$1] & 0x0F) })
  }

  /// Whether a field is the name of a host: not of a file, nor a group of an address.
  private func isHost(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    if isOpen(text, field) || isPlaceholder(text, around: field.lowerBound + 1) { return true }
    guard let last = field.last, !field.allSatisfy({ text[$0].isHexDigit }) else { return false }
    var dot = last
    while dot > field.lowerBound, text[dot] != 0x2E { dot -= 1 }
    let isFile =
      dot > field.lowerBound
      && Self.sourceEndings.contains(Token.hash(text, dot + 1..<field.upperBound))
    return !isFile && field.allSatisfy { isNameByte(text[$0]) }
  }

  /// Whether a field may be an account's name, whoever's it is.
  private func isAccountForm(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    field.count > 1 && field.contains { text[$0].isLetter }
      && field.allSatisfy { isNameByte(text[$0]) }
  }

  private func isNumber(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    !field.isEmpty && field.allSatisfy { text[$0].isDigit }
  }

  private func isHash(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    field.count == Self.hashBytes && field.allSatisfy { text[$0].isHexDigit }
  }

  /// Whether a field is a hashed password: `$6$…`, `!$y$…`, `{SHA}…`.
  private func isCrypt(_ text: Span<UInt8>, _ field: Range<Int>) -> Bool {
    guard field.count > 12 else { return false }
    let first = text[field.lowerBound] == 0x21 ? field.lowerBound + 1 : field.lowerBound
    return text[first] == 0x24 && field.contains { $0 > first + 1 && text[$0] == 0x24 }
      || text[first] == 0x7B && text[first + 1].isUppercase
  }

  /// Lines of hashes of LAN Manager, of accounts and of groups.
  private func matchAccountRecord(
    _ text: Span<UInt8>,
    _ fields: [Range<Int>],
    _ scratch: inout ScanScratch
  ) {
    if isNumber(text, fields[1]), isHash(text, fields[2]) || isHash(text, fields[3]) {
      emitLogin(text, fields[0], &scratch)
      for field in fields[2...3]
      where isHash(text, field) && !Self.emptyHashes.contains(Token.hash(text, field)) {
        emitArgumentSecret(text, field, &scratch)
      }
      return
    }
    guard fields[1].count == 1, isNumber(text, fields[2]) else { return }
    if fields.count == 7, isNumber(text, fields[3]), text.at(fields[5].lowerBound) == 0x2F {
      if isColumnValue(text, fields[0]) { emitLogin(text, fields[0], &scratch) }
    } else if fields.count == 4 {
      var first = fields[3].lowerBound
      for offset in fields[3].lowerBound...fields[3].upperBound
      where offset == fields[3].upperBound || text[offset] == 0x2C {
        if isColumnValue(text, first..<offset) { emitLogin(text, first..<offset, &scratch) }
        first = offset + 1
      }
    }
  }

  /// What both hashes are of no password.
  ///
  /// Source: [MS-SAMR] 2.2.11.
  static let emptyHashes = hashes(
    "aad3b435b51404eeaad3b435b51404ee 31d6cfe0d16ae931b73c59d7e0c089c0"
  )

  private static let digests = hashes("md5 sha sha1 sha256 digest checksum etag hash file url")

  private static let sourceEndings = hashes(
    """
    html htm php js jsx ts tsx py java kt c h cc cpp hpp cs go rb rs swift sh sql json xml yml yaml csv tsv \
    txt log md conf cfg ini env toml css scss vue pl pm r m mm lua scala proto tf
    """
  )

  // Access lists

  /// Arguments of an access list that are looked at.
  private static let accessArgumentsMax = 24

  /// `user pkerr on >Secret ~* +@all`: found from `user` or `setuser`.
  ///
  /// Source: Redis, ACL SETUSER.
  func matchAccessList(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard text.at(token.end) == 0x20 else { return }
    var offset = token.end
    guard let name = accessArgument(text, &offset) else { return }
    var (secrets, isList): ([Range<Int>], Bool) = ([], token.hash == Self.setUser)
    for _ in 0..<Self.accessArgumentsMax {
      guard let argument = accessArgument(text, &offset) else { break }
      switch text[argument.lowerBound] {
      case 0x3E, 0x3C, 0x23:
        if argument.count > 1 { secrets.append(argument.lowerBound + 1..<argument.upperBound) }
      case 0x7E, 0x26, 0x2B: isList = true
      default: isList = isList || Self.accessWords.contains(Token.hash(text, argument))
      }
    }
    guard isList, !secrets.isEmpty else { return }
    emitLogin(text, name, &scratch)
    for secret in secrets { emitArgumentSecret(text, secret, &scratch) }
  }

  /// The next run without blanks in the line; nil at its end.
  private func accessArgument(_ text: Span<UInt8>, _ offset: inout Int) -> Range<Int>? {
    while text.at(offset) == 0x20 { offset += 1 }
    let start = offset
    while offset < text.count, text[offset] > 0x20, text[offset] != 0x22, text[offset] != 0x27 {
      offset += 1
    }
    return offset > start ? start..<offset : nil
  }

  private static var setUser: UInt64 { Token.word("setuser") }
  private static let accessWords = hashes(
    "allkeys allcommands allchannels resetkeys resetpass resetchannels nocommands sanitize-payload"
  )
}
