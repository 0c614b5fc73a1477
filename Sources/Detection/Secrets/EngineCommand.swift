import Vocabulary

/// Accounts and passwords among the arguments of commands.
///
/// Source: the manual pages of the commands.
extension Engine {
  /// Which arguments of a command are whose.
  struct Command: Sendable {
    /// Letters of options before an account, before a password, and before both with a colon between.
    var (users, secrets, pairs): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
    /// Letters of options before a password that nothing stands between: `-pSecret`.
    var attached: [UInt8] = []
    /// Letters of options before anything else.
    var others: [UInt8] = []
    /// Whether a value may touch the letter of its option: `-PSecret`.
    var mayTouch = false
    /// Whether options begin with a stroke as well: `/u:pkerr /p:Secret`.
    var hasStrokes = false
    /// Whether its name goes on behind a mark: `mosquitto_pub`.
    var isJoined = false
    /// Whether the first word that is no option is an account, whether the last one is, and whether
    /// an account stands before an `@`.
    var (hasFirst, hasLast, hasHost) = (false, false, false)
    /// Whether the word behind the account is a password.
    var hasSecretBehind = false
    /// Whether the name is a word that sentences have, too.
    var isOrdinary = false
    /// Whether it only writes what another command reads.
    var isEcho = false

    /// Reads `u:U p:S` and the like.
    init(_ form: Substring) {
      for part in form.split(separator: " ") {
        let letters = Array(part.dropFirst(2).utf8)
        switch part.first {
        case "U": users = letters
        case "S": secrets = letters
        case "B": pairs = letters
        case "A": attached = letters
        case "O": others = letters
        case "1": hasFirst = true
        case "$": hasLast = true
        case "@": hasHost = true
        case "+": hasSecretBehind = true
        case "E": isEcho = true
        case "T": mayTouch = true
        case "/": hasStrokes = true
        case "_": isJoined = true
        default: isOrdinary = true
        }
      }
    }
  }

  private static var or: UInt64 { Token.word("or") }
  /// The commands: names, then what their arguments are.
  private static let commandLines = """
    mysql mysqldump mysqladmin mysqlimport mariadb|U:u A:p O:hPDe
    psql pgbench createdb dropdb vacuumdb pgcli|U:U O:hpdcf T
    pg|_ U:U O:hpdcf T
    sshpass|A:p S:p O:fe
    rar unrar|A:p O:x
    z za zr zz|A:p O:ot
    ssh scp sftp rsync autossh mosh|@ U:l O:pioFJLRDPeE
    curl|B:u O:HdXoAebTF T
    wget httpie|O:O
    snmpwalk snmpget snmpset snmpbulkwalk snmpgetnext snmptrap snmpstatus|U:u S:AXc O:vlaxn T
    useradd userdel usermod adduser deluser|$ O:Ggsdceukpbr
    chage|$ O:dEIMmW
    chpasswd newusers|
    chfn chsh|$ O:fsrwhc
    gpasswd|U:adM
    passwd|$ o O:nxwi
    finger pinky|$ o
    kinit|$ O:ckltr
    crontab|U:u
    runuser|U:u O:cg
    sudo|U:u O:g
    loginctl|O:H
    htpasswd|1 + O:C skip
    smbclient rpcclient smbget|B:U O:HcWILp T
    smbmap|U:u S:p O:HcWIL
    sqlcmd bcp osql isql tsql|U:U S:P O:SdQi T
    sqlplus sqlldr expdp impdp|1
    mongo mongosh mongodump mongorestore mongoexport|U:u S:p O:hd T
    ldapsearch ldapmodify ldapadd ldapwhoami ldappasswd ldapdelete ldapcompare|S:w O:HDbs T
    ipmitool|U:U S:P O:HI T
    xfreerdp rdesktop wlfreerdp|U:u S:p O:dgv T /
    schtasks taskkill tasklist wmic cmdkey runas|/
    mosquitto|_ U:u S:P O:hpti
    cypher evil|_ U:u S:p O:ai
    cqlsh|U:u S:p O:ekf T
    beeline|U:n S:p O:ued
    vsql|U:U S:w O:hpdc T
    nzsql nzload|U:u O:hd
    lftp ncftp|B:u
    psexec winexe wmiexec|U:u S:p B:U
    plink pscp psftp|@ U:l O:Pi
    unzip zip|S:P O:d T
    docker podman|U:u S:p O:vewh
    az oc helm|U:u S:p
    ansible|U:u O:imakb
    nxc crackmapexec netexec|U:u S:p
    cli|S:a U:u O:hpn
    echo printf|E
    net|n
    chown|1 o
    ps pgrep pkill killall slay|U:uU
    aduser adaccount adaccountpassword localuser msoluser azureaduser mguser aduserpassword|1
    adgroupmember|O:x
    """

  private static let commandParts: [(names: String, form: Substring)] =
    commandLines.split(separator: "\n")
    .map {
      let parts = $0.split(separator: "|", omittingEmptySubsequences: false)
      return (String(parts[0]), parts[1])
    }

  /// The names of all commands, with blanks between.
  static let commandNames: String = commandParts.map(\.names).joined(separator: " ")

  private static let commands: [Command] = commandParts.map { Command($0.form) }

  private static let commandIndex: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    for (number, part) in commandParts.enumerated() {
      for name in part.names.split(separator: " ") {
        entries[Token.hash(String(name))] = UInt16(number + 1)
      }
    }
    return HashIndex(entries)
  }()

  private static let adding = hashes("useradd adduser")
  private static let forSystem = hashes("-r --system")

  /// Bytes of a command's arguments that are looked at.
  private static let argumentBytesMax = 600

  /// `mysql -u tkarlsen -pHestehov`: found from the command.
  func matchCommand(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let number = Self.commandIndex(token.hash)
    guard number > 0, token.shape != .upper else { return }
    let command = Self.commands[number - 1]
    guard let nameEnd = nameEnd(text, index, command, scratch) else { return }
    if token.hash == Self.net { return matchNet(text, nameEnd, &scratch) }
    if command.isOrdinary, !isCommandStart(text, Int(token.start)) { return }
    var offset = nameEnd
    let limit = min(text.count, offset + Self.argumentBytesMax)
    if command.isEcho { return matchEcho(text, offset, limit, &scratch) }
    var words = 0
    var last = 0..<0
    while let argument = nextArgument(text, &offset, limit) {
      if command.hasStrokes, text[argument.lowerBound] == 0x2F {
        matchStroke(text, argument, &offset, limit, &scratch)
        continue
      }
      guard text[argument.lowerBound] == 0x2D, argument.count > 1 else {
        words += 1
        // `a digit (finger or toe)`
        if words == 1, command.isOrdinary, Token.hash(text, argument) == Self.or { return }
        if command.hasHost { emitBeforeHost(text, argument, &scratch) }
        if command.hasFirst, words == 1 {
          let mark = argument.first { text[$0] == 0x3A || text[$0] == 0x2F }
          emitLogin(text, argument.lowerBound..<(mark ?? argument.upperBound), &scratch)
        }
        if command.hasSecretBehind, words == 3 { emitArgumentSecret(text, argument, &scratch) }
        last = argument
        continue
      }
      // `useradd -r bridge` makes a user who is nobody.
      if command.hasLast, Self.forSystem.contains(Token.hash(text, argument)),
        Self.adding.contains(token.hash)
      {
        return
      }
      if text[argument.lowerBound + 1] == 0x2D { continue }
      matchOption(text, argument, command, &offset, limit, &scratch)
    }
    if command.hasLast, !last.isEmpty { emitLogin(text, last, &scratch) }
  }

  /// Where the name of a command ends that begins at a token; nil where it is none.
  private func nameEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ command: Command,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    var end = token.end
    if command.isJoined {
      guard text.at(end) == 0x5F || text.at(end) == 0x2D else { return nil }
      repeat { end += 1 } while text.at(end).isLetter
      return text.at(end) == 0x20 && text.at(end + 1) == 0x2D ? end : nil
    }
    // `7z`
    let isSeven = Self.sevens.contains(token.hash)
    guard text.at(end) == 0x20, isSeven == (token.gap == .none) else { return nil }
    return !isSeven || text[Int(token.start) - 1] == 0x37 ? end : nil
  }

  private static let sevens = hashes("z za zr zz")

  /// `/u:pkerr`, `/p:Secret`, `/rp Secret`: an option behind a stroke and its value.
  private func matchStroke(
    _ text: Span<UInt8>,
    _ argument: Range<Int>,
    _ offset: inout Int,
    _ limit: Int,
    _ scratch: inout ScanScratch
  ) {
    let colon = argument.first { text[$0] == 0x3A }
    let name = Token.hash(text, argument.lowerBound + 1..<(colon ?? argument.upperBound))
    let (isUser, isSecret) = (Self.strokeUsers.contains(name), Self.strokeSecrets.contains(name))
    guard isUser || isSecret else { return }
    var value = argument
    if let colon {
      value = unquoted(text, colon + 1..<argument.upperBound)
    } else {
      guard let next = nextArgument(text, &offset, limit) else { return }
      value = next
    }
    if isSecret {
      emitArgumentSecret(text, value, &scratch)
    } else {
      emitLogin(text, value, &scratch)
    }
  }

  private static let strokeUsers = hashes("u ru")
  private static let strokeSecrets = hashes("p rp pth")

  /// An option of one letter and its value.
  private func matchOption(
    _ text: Span<UInt8>,
    _ argument: Range<Int>,
    _ command: Command,
    _ offset: inout Int,
    _ limit: Int,
    _ scratch: inout ScanScratch
  ) {
    let letter = text[argument.lowerBound + 1]
    if argument.count > 2 {
      let value = unquoted(text, argument.lowerBound + 2..<argument.upperBound)
      if command.attached.contains(letter) { emitArgumentSecret(text, value, &scratch) }
      if command.users.contains(letter), command.mayTouch || !command.attached.isEmpty {
        emitLogin(text, value, &scratch)
      }
      if command.mayTouch, command.secrets.contains(letter) {
        emitArgumentSecret(text, value, &scratch)
      }
      if command.mayTouch, command.pairs.contains(letter) { emitPair(text, value, &scratch) }
      // `-pw Secret`
      let isSecret = Self.longSecrets.contains(
        Token.hash(text, argument.lowerBound + 1..<argument.upperBound)
      )
      if isSecret, let value = nextArgument(text, &offset, limit) {
        emitArgumentSecret(text, value, &scratch)
      }
      let isUser = Self.longUsers.contains(
        Token.hash(text, argument.lowerBound + 1..<argument.upperBound)
      )
      if isUser, let value = nextArgument(text, &offset, limit) {
        emitLogin(text, value, &scratch)
      }
      return
    }
    let isUser = command.users.contains(letter)
    let isSecret = command.secrets.contains(letter)
    let isPair = command.pairs.contains(letter)
    guard isUser || isSecret || isPair || command.others.contains(letter),
      let value = nextArgument(text, &offset, limit)
    else { return }
    if isSecret { emitArgumentSecret(text, value, &scratch) }
    if isUser { emitLogin(text, value, &scratch) }
    if isPair { emitPair(text, value, &scratch) }
  }

  /// `echo 'Badger77' | sudo -S reboot`: what a command writes that another takes for a password.
  private func matchEcho(
    _ text: Span<UInt8>,
    _ start: Int,
    _ limit: Int,
    _ scratch: inout ScanScratch
  ) {
    var offset = start
    guard let value = nextArgument(text, &offset, limit) else { return }
    while text.at(offset) == 0x20 { offset += 1 }
    guard text.at(offset) == 0x7C, offset < limit else { return }
    var next = offset + 1
    while text.at(next) == 0x20 { next += 1 }
    var end = next
    while end < limit, text[end] != 0x0A { end += 1 }
    var word = next
    while word < end, text[word].isLetter { word += 1 }
    let hash = Token.hash(text, next..<word)
    let isSudo = hash == Self.sudo && text.at(word + 1) == 0x2D && text.at(word + 2) == 0x53
    guard isSudo || Self.reading.contains(hash) else { return }
    if hash == Self.chpasswd { return emitPair(text, value, &scratch) }
    emitArgumentSecret(text, value, &scratch)
  }

  private static var sudo: UInt64 { Token.word("sudo") }
  private static var chpasswd: UInt64 { Token.word("chpasswd") }
  private static let reading = hashes("chpasswd passwd docker podman cryptsetup")

  /// `net use Z: \\fs02\scans /user:CLINIC\jdzhang Secret`, `net user hkim Secret /add`.
  private func matchNet(_ text: Span<UInt8>, _ end: Int, _ scratch: inout ScanScratch) {
    var offset = end
    let limit = min(text.count, offset + Self.argumentBytesMax)
    guard let verb = nextArgument(text, &offset, limit) else { return }
    let hash = Token.hash(text, verb)
    guard hash == Self.use || hash == Self.userWord else { return }
    var words = 0
    var (isBehindUser, hasShare) = (false, false)
    while let argument = nextArgument(text, &offset, limit) {
      if text[argument.lowerBound] == 0x2F {
        isBehindUser = false
        guard let colon = argument.first(where: { text[$0] == 0x3A }) else { continue }
        if Token.hash(text, argument.lowerBound + 1..<colon) == Self.userWord {
          emitLogin(text, colon + 1..<argument.upperBound, &scratch)
          isBehindUser = true
        }
        continue
      }
      words += 1
      let isShare = text[argument.lowerBound] == 0x5C || text[argument.upperBound - 1] == 0x3A
      hasShare = hasShare || isShare
      if hash == Self.userWord, words == 1 { emitLogin(text, argument, &scratch) }
      if isBehindUser || hash == Self.userWord && words == 2 || hasShare && !isShare {
        if text[argument.lowerBound] != 0x2A { emitArgumentSecret(text, argument, &scratch) }
      }
    }
  }

  /// `--user dkrishnan`, `--password=Secret`, `/user:CORP\x`: an option of any command, found from its
  /// name.
  func matchLongOption(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    let isLong = text.at(start - 1) == 0x2D && text.at(start - 2) == 0x2D
    let isSlash =
      text.at(start - 1) == 0x2F && text.at(start - 2) == 0x20 && text.at(token.end) == 0x3A
    guard isLong || isSlash else { return }
    let mark = text.at(token.end)
    var offset = token.end + 1
    let limit = min(text.count, offset + Self.argumentBytesMax)
    guard isSlash || mark == 0x3D || mark == 0x20, text.at(offset) != 0x20,
      let raw = nextArgument(text, &offset, limit)
    else { return }
    let value = unquoted(text, raw)
    guard !value.isEmpty, text[value.lowerBound] != 0x2D,
      mark == 0x3D || text.at(value.upperBound) != 0x20
        || Lexicon.bands(Token.hash(text, value)).english != 1
    else { return }
    if Self.longSecrets.contains(token.hash) {
      emitArgumentSecret(text, value, &scratch)
    } else if value.contains(where: { text[$0] == 0x3A }), isLong {
      emitPair(text, value, &scratch)
    } else {
      emitLogin(text, value, &scratch)
    }
  }

  // Arguments

  /// Whether a command may begin at an offset: in a line's first column, behind a prompt or another
  /// command.
  private func isCommandStart(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var offset = start - 1
    while text.at(offset) == 0x20 || text.at(offset) == 0x09 { offset -= 1 }
    switch text.at(offset) {
    case 0, 0x0A, 0x24, 0x23, 0x3E, 0x25, 0x7C, 0x26, 0x3B, 0x28, 0x60, 0x2F: return true
    case 0x6F:
      return offset >= 3 && text[offset - 3] == 0x73 && text[offset - 2] == 0x75
        && text[offset - 1] == 0x64
    default: return false
    }
  }

  /// The next argument of a command, without its quotes; nil at the command's end.
  private func nextArgument(
    _ text: Span<UInt8>,
    _ offset: inout Int,
    _ limit: Int
  ) -> Range<Int>? {
    while offset < limit, text[offset] == 0x20 || text[offset] == 0x09 { offset += 1 }
    guard offset < limit else { return nil }
    let first = text[offset]
    if first == 0x22 || first == 0x27 {
      let start = offset + 1
      var end = start
      while end < limit, text[end] != first, text[end] != 0x0A { end += 1 }
      guard end < limit, text[end] == first, end > start else { return nil }
      offset = end + 1
      return start..<end
    }
    let start = offset
    while offset < limit {
      switch text[offset] {
      case 0x0A, 0x0D, 0x20, 0x09, 0x7C, 0x3B, 0x60, 0x3C, 0x3E: break
      case 0x26 where text.at(offset + 1) == 0x26 || text.at(offset + 1) == 0x20: break
      case 0x29 where !text.isWordByte(offset + 1): break
      case 0x22, 0x27:
        let quote = text[offset]
        offset += 1
        while offset < limit, text[offset] != quote, text[offset] != 0x0A { offset += 1 }
        if offset < limit { offset += 1 }
        continue
      default:
        offset += 1
        continue
      }
      break
    }
    return offset > start ? start..<offset : nil
  }

  /// A value without the quotes around it.
  private func unquoted(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    guard range.count > 2, text[range.lowerBound] == 0x22 || text[range.lowerBound] == 0x27,
      text[range.upperBound - 1] == text[range.lowerBound]
    else { return range }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// The account before the host in `hk@10.0.14.6:~/exports`.
  private func emitBeforeHost(
    _ text: Span<UInt8>,
    _ argument: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    guard let sign = argument.first(where: { text[$0] == 0x40 }) else { return }
    emitLogin(text, argument.lowerBound..<sign, &scratch)
  }

  /// `name:secret`, `name%secret`, `name,secret`, or a name alone.
  private func emitPair(_ text: Span<UInt8>, _ value: Range<Int>, _ scratch: inout ScanScratch) {
    let mark = value.first {
      text[$0] == 0x3A || text[$0] == 0x25 || text[$0] == 0x2C
    }
    guard let mark else { return emitLogin(text, value, &scratch) }
    emitLogin(text, value.lowerBound..<mark, &scratch)
    emitArgumentSecret(text, mark + 1..<value.upperBound, &scratch)
  }

  /// Bytes of an account's name and of a password among arguments.
  private static let loginMax = 64
  private static let argumentSecret = 3...128

  /// Appends a finding of an account's name, if a range is one and belongs to no system.
  func emitLogin(_ text: Span<UInt8>, _ range: Range<Int>, _ scratch: inout ScanScratch) {
    guard let rule = rule(.account), isAccount(text, range) else { return }
    emit(rule, range.lowerBound, range.upperBound, .format | .context, scratch: &scratch)
  }

  /// Whether a range is the name of an account that somebody has: no variable, no system's, no example.
  func isAccount(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard !range.isEmpty, range.count <= Self.loginMax,
      text[range.lowerBound].isAlphanumeric || text[range.lowerBound] >= 0x80
        || text[range.lowerBound] == 0x5F,
      !isPlaceholder(text, around: range.lowerBound)
    else { return false }
    var letters = 0
    var last = range.lowerBound
    for offset in range {
      let byte = text[offset]
      if byte.isLetter || byte >= 0x80 { letters += 1 }
      if byte == 0x5C { last = offset + 1 }
      guard
        byte.isAlphanumeric || byte >= 0x80 || byte == 0x5F || byte == 0x2E || byte == 0x2D
          || byte == 0x5C || byte == 0x40 || byte == 0x2B
      else { return false }
    }
    let hash = Token.hash(text, last..<range.upperBound)
    return letters > 0 && range.upperBound - last > 1 && !isSystemUser(hash)
      && !Self.standIns.contains(hash)
  }

  /// Appends a finding of a password, if a range may be one and is no variable or example.
  func emitArgumentSecret(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    guard let rule = rule(.argument), Self.argumentSecret.contains(range.count) else { return }
    switch text[range.lowerBound] {
    case 0x24
    where text.at(range.lowerBound + 1).isLetter || text.at(range.lowerBound + 1) == 0x7B
      || text.at(range.lowerBound + 1) == 0x28:
      return
    case 0x3C, 0x5B, 0x7B, 0x25, 0x40: return
    default: break
    }
    let hash = Token.hash(text, range)
    guard !Self.standIns.contains(hash), !isPlaceholder(text, around: range.lowerBound),
      !Placeholders.isStandIn(text, range.lowerBound, range.upperBound),
      range.contains(where: { text.isWordByte($0) })
    else { return }
    emit(rule, range.lowerBound, range.upperBound, .format | .context, scratch: &scratch)
  }

  private static var net: UInt64 { Token.word("net") }
  private static var use: UInt64 { Token.word("use") }
  private static var userWord: UInt64 { Token.word("user") }
  private static let longUsers = hashes("user username login author identity loginname")
  private static let longSecrets = hashes(
    "password pass passwd secret token passphrase storepass keypass pw srcstorepass deststorepass"
  )
  /// Words that stand where a reader is to write his own, by hash of the whole value.
  static let standIns = hashes(
    """
    user username user_name name login password passwd pass passphrase secret token mypassword \
    yourpassword myuser youruser public private me you someone somebody value string text example \
    sample foo bar baz xxx xxxx xxxxx xxxxxxxx null none nil true false undefined required optional \
    key mytoken mysecret your-password your-user your_user your_password uid gid email stdin ask \
    prompt env all any self current_user currentuser owner author
    """
  )
}
