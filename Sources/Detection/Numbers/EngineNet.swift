import Vocabulary

extension Engine {
  /// An address around an `@`: at most 64 bytes before it and 253 behind.
  ///
  /// Source: RFC 5321 §4.5.3.1.
  func matchEmail(_ text: Span<UInt8>, _ at: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.email) else { return }
    var start = at
    while start > 0, at - start < 64, isLocalByte(text[start - 1]) { start -= 1 }
    while start < at, text[start] == 0x2E || text[start] == 0x27 || text[start] == 0x2D {
      start += 1
    }
    guard start < at, let end = hostEnd(text, at + 1) else {
      return matchHiddenMail(text, at, &scratch)
    }
    // Algorithms of SSH are named like addresses (RFC 4251, 6): `chacha20-poly1305@openssh.com`.
    if Self.algorithmHosts.contains(Token.hash(text, at + 1..<end)) { return }
    emit(rule, start, end, .format, scratch: &scratch)
    matchCredential(text, behind: end, &scratch)
  }

  private static let algorithmHosts = hashes("openssh.com libssh.org lysator.liu.se")

  /// `name@host / Secret1`: what stands behind an address and a stroke with a digit or mark in it.
  private func matchCredential(
    _ text: Span<UInt8>,
    behind end: Int,
    _ scratch: inout ScanScratch
  ) {
    guard let rule = rule(.password) else { return }
    let isJoined =
      text.at(end) == 0x20 && (text.at(end + 1) == 0x2F || text.at(end + 1) == 0x3A)
      && text.at(end + 2) == 0x20
    guard isJoined else { return matchPasswordBeside(text, behind: end, &scratch) }
    let start = end + 3
    let passwordMin = 6
    guard let last = wordEnd(text, start, atLeast: passwordMin) else { return }
    var letters = 0
    var others = 0
    for offset in start..<last {
      if text[offset].isLetter {
        letters += 1
      } else if text[offset] != 0x2D && text[offset] != 0x2E {
        others += 1
      }
    }
    guard letters > 0, others > 0 else { return }
    emit(rule, start, last, .format | .context, scratch: &scratch)
  }

  /// `name@host Heron88!`, `name@host, Heron88!`: a password with a mark right behind an address.
  private func matchPasswordBeside(
    _ text: Span<UInt8>,
    behind end: Int,
    _ scratch: inout ScanScratch
  ) {
    let start = text.at(end) == 0x2C ? end + 2 : end + 1
    guard text.at(start - 1) == 0x20, text.at(start).isAlphanumeric,
      let last = wordEnd(text, start, atLeast: 6), isCodedSecret(text, start..<last),
      isEndOfSentence(text, last),
      (start..<last).contains(where: { text[$0].isDigit }),
      (start + 1..<last).contains(where: { Self.isStrongMark(text[$0]) && text[$0] != 0x40 })
    else { return }
    emitSecretText(text, start..<last, &scratch)
  }

  /// Letters, digits and `._%+'-`, and bytes above ASCII.
  private func isLocalByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte >= 0x80 || byte == 0x2E || byte == 0x5F || byte == 0x25
      || byte == 0x2B || byte == 0x2D || byte == 0x27
  }

  /// The end of a host name with at least one dot and a last label of two letters or more.
  func hostEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var end = start
    while end < text.count, end - start < 253 {
      let byte = text[end]
      guard byte.isAlphanumeric || byte >= 0x80 || byte == 0x2E || byte == 0x2D else { break }
      end += 1
    }
    while end > start, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
    var dot = end - 1
    while dot > start, text[dot] != 0x2E { dot -= 1 }
    guard dot > start, end - dot >= 3, text[dot + 1].isLetter || text[dot + 1] >= 0x80 else {
      return nil
    }
    return end
  }

  /// A URL from its scheme or `www`, or a bare domain from its top level.
  func matchURL(
    _ text: Span<UInt8>,
    _ index: Int,
    _ classes: WordClass,
    _ scratch: inout ScanScratch
  ) {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    if !classes.isDisjoint(with: .scheme) {
      let isWWW = token.length == 3 && text.at(token.end) == 0x2E && text.at(start) | 0x20 == 0x77
      let hasSlashes =
        text.at(token.end) == 0x3A && text.at(token.end + 1) == 0x2F
        && text.at(token.end + 2) == 0x2F
      if isWWW || hasSlashes {
        let body = isWWW ? token.end + 1 : token.end + 3
        let end = urlEnd(text, body)
        let hasPassword = hasSlashes && isCredential(text, body, end)
        if !hasPassword, isOfStandard(text, start, body, end) || isPublicPage(text, body, end) {
          return
        }
        if let rule = rule(hasPassword ? .connection : .url), end > body + 2 {
          emit(rule, start, end, .format, scratch: &scratch)
        }
        return
      }
    }
    guard !classes.isDisjoint(with: .topLevel), text.at(start - 1) == 0x2E,
      text.isWordByte(start - 2), !text.isWordByte(token.end), let rule = rule(.domain)
    else { return }
    let hasPath = text.at(token.end) == 0x2F && text.isWordByte(token.end + 1)
    guard classes.isDisjoint(with: .ambiguousTopLevel) || hasPath else { return }
    if text.at(token.end) == 0x2E && text.isWordByte(token.end + 1) { return }
    if text.at(token.end) == 0x40 || text.at(token.end) == 0x28 { return }
    var begin = start - 1
    while begin > 0, start - begin < 253,
      text[begin - 1].isAlphanumeric || text[begin - 1] == 0x2D || text[begin - 1] == 0x2E
    {
      begin -= 1
    }
    let before = text.at(begin - 1)
    guard before != 0x40, before != 0x5F, before != 0x2F, before < 0x80, begin < start - 2 else {
      return
    }
    if !hasPath, matchApartMail(text, begin, token.end, &scratch) { return }
    // `etc.com`: a sentence without a blank behind its abbreviation.
    if Self.abbreviations.contains(Token.hash(text, begin..<start - 1)) { return }
    let end = hasPath ? urlEnd(text, token.end) : token.end
    if Self.agencies.contains(token.hash), Self.isPlainAddress(text, begin, end) { return }
    if hasPath, isOfSetting(text, begin, end) { return }
    if isPublicPage(text, begin, end) || !hasPath && isServiceHost(text, begin, end) { return }
    emit(rule, begin, end, .format, scratch: &scratch)
  }

  /// Whether a domain with a path is the name of a setting, or of the group that defines an object:
  /// `deployment.kubernetes.io/revision: "14"`, `apiVersion: cert-manager.io/v1`.
  private func isOfSetting(_ text: Span<UInt8>, _ begin: Int, _ end: Int) -> Bool {
    guard Self.isPlainAddress(text, begin, end) else { return false }
    var start = begin
    while text.at(start - 1) == 0x22 || text.at(start - 1) == 0x27 { start -= 1 }
    while text.at(start - 1) == 0x20 { start -= 1 }
    if text.at(start - 1) == 0x3A {
      let word = max(0, start - 1 - Self.apiVersionBytes)..<start - 1
      return Token.hash(text, word) == Self.apiVersion
    }
    guard start == 0 || text[start - 1] == 0x0A else { return false }
    var behind = end
    while text.at(behind) == 0x22 || text.at(behind) == 0x27 { behind += 1 }
    return text.at(behind) == 0x3A && (text.at(behind + 1) == 0x20 || text.at(behind + 1) == 0x0A)
  }

  private static var apiVersion: UInt64 { Token.word("apiVersion") }
  private static let apiVersionBytes = 10

  /// Hosts that are the machine itself.
  private static let loopbacks = hashes("localhost 127.0.0.1 0.0.0.0")

  /// Whether a URL names a namespace or a terminology instead of a page: behind `xmlns`, or of a
  /// body that publishes standards.
  private func isOfStandard(
    _ text: Span<UInt8>,
    _ start: Int,
    _ body: Int,
    _ end: Int
  ) -> Bool {
    guard Self.isPlainAddress(text, body, end, mayCite: true) else { return false }
    var host = body
    while host < end, text[host] != 0x2F, text[host] != 0x3A { host += 1 }
    // `http://localhost:8080/health` leads nowhere.
    let hash = Token.hash(text, body..<host)
    if Self.loopbacks.contains(hash) { return true }
    var label = host
    while label > body, text[label - 1] != 0x2E { label -= 1 }
    if label > body, Self.agencies.contains(Token.hash(text, label..<host)) { return true }
    // The host without `www.` and the like: its last labels, two or three.
    var labels = 0
    var from = host
    while from > body {
      from -= 1
      guard text[from] == 0x2E || from == body else { continue }
      labels += 1
      let first = text[from] == 0x2E ? from + 1 : from
      if labels >= 2, standardHosts(Token.hash(text, first..<host)) != 0 { return true }
    }
    let quote = text.at(start - 1)
    guard quote == 0x22 || quote == 0x27, text.at(start - 2) == 0x3D else { return false }
    var name = start - 2
    while name > 0, text[name - 1].isLetter || text[name - 1] == 0x3A { name -= 1 }
    return Token.hash(text, name..<min(name + 5, start)) == Self.namespace
  }

  /// Top levels of public agencies, whose pages name nobody.
  private static let agencies: WordSet = WordSet(["gov", "mil"].map { Token.hash($0) })
  private static var namespace: UInt64 { Token.word("xmlns") }
  /// Digits in a row from which on an address may hold somebody's number.
  private static let plainDigitsMax = 5

  /// Digits from which on groups of them with hyphens may be somebody's number: a day has eight.
  private static let groupedDigitsMax = 8

  /// Whether an address has no query, user, fragment or long number.
  ///
  /// `mayCite`: whether numbers of books and of trials may be long.
  static func isPlainAddress(
    _ text: Span<UInt8>,
    _ start: Int,
    _ end: Int,
    mayCite: Bool = false
  ) -> Bool {
    var (digits, grouped, isCited) = (0, 0, false)
    for offset in start..<min(end, text.count) {
      let byte = text[offset]
      if byte == 0x3F || byte == 0x40 || byte == 0x23 { return false }
      if mayCite, byte.isDigit, !text.at(offset - 1).isDigit {
        isCited = citations.contains(Token.hash(text, max(start, offset - 3)..<offset))
      }
      if isCited, byte.isDigit { continue }
      digits = byte.isDigit ? digits + 1 : 0
      grouped = byte.isDigit ? grouped + 1 : byte == 0x2D ? grouped : 0
      if digits > plainDigitsMax || grouped > groupedDigitsMax { return false }
    }
    return true
  }

  /// Letters before the numbers of books, trials and articles.
  private static let citations = hashes("nbk nct pmc")

  /// What a sentence may end with, and no host is called.
  private static let abbreviations = ["etc", "eg", "ie", "vs", "al", "inc", "dr", "mr", "mrs"]
    .map { Token.hash($0) }

  /// The end of a URL: up to a blank, quote or bracket, without the punctuation of a sentence.
  private func urlEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count, end - start < 2_048 {
      let byte = text[end]
      if byte <= 0x20 || byte == 0x22 || byte == 0x27 || byte == 0x3C || byte == 0x3E
        || byte == 0x29 || byte == 0x5D || byte == 0x7C || byte == 0x5C || byte == 0x60
      {
        break
      }
      end += 1
    }
    while end > start {
      let byte = text[end - 1]
      guard
        byte == 0x2E || byte == 0x2C || byte == 0x3B || byte == 0x3A || byte == 0x3F
          || byte == 0x21
      else { break }
      end -= 1
    }
    return end
  }

  /// Whether `user:password@` stands before the host.
  private func isCredential(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var colon = false
    var index = start
    while index < end, text[index] != 0x2F {
      if text[index] == 0x3A { colon = true }
      if text[index] == 0x40 { return colon }
      index += 1
    }
    return false
  }

  /// Four groups up to 255 apart by dots, and a prefix length.
  func matchIPv4(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.ipv4), first + 3 < scratch.tokens.count else { return }
    let start = Int(scratch.tokens[first].start)
    if text.at(start - 1) == 0x2E || text.isWordByte(start - 1) { return }
    for index in first...first + 3 {
      let token = scratch.tokens[index]
      guard token.isDigits, token.length <= 3, token.hash < 256 else { return }
      if index > first {
        guard token.gap == .mark, text[Int(token.start) - 1] == 0x2E else { return }
      }
    }
    var end = scratch.tokens[first + 3].end
    if text.at(end) == 0x2E, text.isWordByte(end + 1) { return }
    // `Chrome/116.0.0.0`, but `sgallagher/198.51.100.23:51820`.
    let isOfUser = text.at(start - 1) == 0x2F && text.at(start - 2).isAlphanumeric
    let hasPort = text.at(end) == 0x3A && text.at(end + 1).isDigit
    if isOfUser, !hasPort { return }
    if text.isWordByte(end) || isForbidden(rule, first, first + 3, scratch) { return }
    // Loopback, any address, netmasks (RFC 1122, 3.2.1.3): no device is told by them.
    let (one, two) = (scratch.tokens[first].hash, scratch.tokens[first + 1].hash)
    if one == 127 || one == 0 || one == 255 && two == 255 || isNetmask(first, scratch) { return }
    if isObjectIdentifier(first, scratch) || isEnzyme(first, scratch) { return }
    if text.at(end) == 0x2F, text.at(end + 1).isDigit, !text.at(end + 3).isDigit {
      end += text.at(end + 2).isDigit ? 3 : 2
    }
    emit(rule, start, end, .format, scratch: &scratch)
    matchPeer(text, first, isOfUser: isOfUser, &scratch)
  }

  /// Whether four groups are ones before zeros: `255.240.0.0`.
  private func isNetmask(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let mask = (0..<4).reduce(UInt64(0)) { $0 << 8 | scratch.tokens[first + $1].hash }
    let ones = (~(mask << 32)).leadingZeroBitCount
    return scratch.tokens[first].hash == 255
      && mask == (UInt64(0xFFFF_FFFF) << (32 - ones)) & 0xFFFF_FFFF
  }

  /// Whether four groups are an attribute's number in a directory (ITU-T X.520, RFC 4512) and a word says so:
  /// `( 2.5.4.42 NAME 'givenName'`.
  private func isObjectIdentifier(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tokens[first].hash == 2, scratch.tokens[first + 1].hash == 5 else { return false }
    return first > 0 && Self.objects.contains(scratch.tokens[first - 1].hash)
      || first + 4 < scratch.tokens.count && scratch.tokens[first + 4].hash == Self.name
  }

  /// Whether four groups are an enzyme's number, as two letters before them say.
  ///
  /// `hexokinase (EC 2.7.1.1)`, `E. C. 3.2.1.1`. Source: IUBMB, Enzyme Nomenclature: seven classes.
  private func isEnzyme(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 0, Self.enzymeClasses.contains(scratch.tokens[first].hash) else { return false }
    let previous = scratch.tokens[first - 1].hash
    return previous == Self.enzyme
      || first > 1 && previous == Token.word("c")
        && scratch.tokens[first - 2].hash == Token.word("e")
  }

  /// Whether seven digits behind `HP:` are a term of the Human Phenotype Ontology and no home telephone: its
  /// numbers begin with zeros, which no exchange does.
  func isPhenotype(_ text: Span<UInt8>, _ number: Token) -> Bool {
    let start = Int(number.start)
    return number.length == 7 && text[start] == 0x30 && text.at(start - 1) == 0x3A
      && text.at(start - 2) == 0x50 && text.at(start - 3) == 0x48 && !text.isWordByte(start - 4)
  }

  private static let enzymeClasses: ClosedRange<UInt64> = 1...7
  private static var enzyme: UInt64 { Token.word("ec") }
  private static let objects = hashes("oid oids attributetypes objectclasses sup")
  private static var name: UInt64 { Token.word("name") }

  /// The account that an address belongs to: `rkowalski/198.51.100.23:51820`, `Accepted publickey for
  /// rkowalski from 10.8.0.14 port 51022`.
  private func matchPeer(
    _ text: Span<UInt8>,
    _ first: Int,
    isOfUser: Bool,
    _ scratch: inout ScanScratch
  ) {
    var user = first - 1
    if !isOfUser {
      guard first >= 3, first + 4 < scratch.tokens.count,
        scratch.tokens[first - 1].hash == Self.peerWords.from,
        scratch.tokens[first + 4].hash == Self.peerWords.port,
        [Self.peerWords.for, Self.peerWords.user].contains(scratch.tokens[first - 3].hash)
      else { return }
      user = first - 2
    }
    guard user >= 0, scratch.tokens[user].isWord else { return }
    emitLogin(text, scratch.tokens[user].range, &scratch)
  }

  private static let peerWords = (
    for: Token.hash("for"), from: Token.hash("from"), port: Token.hash("port"),
    user: Token.hash("user")
  )

  /// Hexadecimal groups apart by colons: a MAC or an IPv6 address.
  func matchColons(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[first].start)
    guard !text.isWordByte(start - 1), text.at(start - 1) != 0x3A || text.at(start - 2) == 0x3A,
      text.at(start).isHexDigit
    else { return }
    var index = start
    var groups = 0
    var twos = 0
    var hasGap = false
    var hasDigit = false
    var end = start
    while groups < 9 {
      var length = 0
      while text.at(index).isHexDigit, length < 5 {
        index += 1
        length += 1
      }
      guard length <= 4 else { return }
      if length == 0 {
        guard text.at(index) == 0x3A, !hasGap, groups > 0 else { break }
        hasGap = true
        index += 1
        end = index
        continue
      }
      groups += 1
      for offset in index - length..<index where text[offset].isDigit { hasDigit = true }
      if length == 2 { twos += 1 }
      end = index
      guard text.at(index) == 0x3A else { break }
      index += 1
    }
    if text.at(end) == 0x3A { return }
    guard !text.isWordByte(end) else { return }
    if groups == 6, twos == 6, !hasGap, let rule = rule(.mac) {
      return emit(rule, start, end, .format, scratch: &scratch)
    }
    guard hasDigit, let rule = rule(.ipv6),
      groups == 8 && !hasGap || hasGap && groups >= 2 && groups < 8
    else { return }
    emit(rule, start, end, .format, scratch: &scratch)
  }
}

extension UInt8 {
  /// A hexadecimal digit of either case.
  var isHexDigit: Bool { isDigit || (self | 0x20) &- 0x61 < 6 }
}
