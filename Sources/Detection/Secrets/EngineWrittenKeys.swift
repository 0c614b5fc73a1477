import Vocabulary

/// Passwords and keys by what they stand in: a header of HTTP, a pair behind an account, groups of base32,
/// the box of a form.
extension Engine {
  // Headers

  /// Bytes of what stands behind `Basic`.
  private static let basicBytes = 8...512

  /// `Basic cGtlcnI6…`, wherever it stands: base64 of a name, a colon and a password.
  ///
  /// Source: RFC 7617.
  func matchBasic(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    if scratch.tokens[index].hash == Self.cookie { return matchCookie(text, index, &scratch) }
    if scratch.tokens[index].hash == Self.token { return matchToken(text, index, &scratch) }
    let start = scratch.tokens[index].end + 1
    guard text.at(start - 1) == 0x20, let rule = rule(.argument) else { return }
    var (end, bits, value, hasColon) = (start, 0, 0, false)
    while end < text.count, let six = Self.base64(text[end]) {
      value = value << 6 | Int(six)
      bits += 6
      if bits >= 8 {
        bits -= 8
        let byte = value >> bits & 0xFF
        guard byte >= 0x20, byte != 0x7F else { return }
        hasColon = hasColon || byte == 0x3A
      }
      value &= 0xFF
      end += 1
      guard end - start <= Self.basicBytes.upperBound else { return }
    }
    guard hasColon, end - start >= Self.basicBytes.lowerBound, !text.isWordByte(end) else { return }
    while text.at(end) == 0x3D, end - start < Self.basicBytes.upperBound { end += 1 }
    emit(rule, start, end, .format | .context, scratch: &scratch)
  }

  private static var cookie: UInt64 { Token.word("cookie") }
  private static var token: UInt64 { Token.word("token") }
  private static var authorization: UInt64 { Token.word("authorization") }
  /// Bytes of a value that a server knows somebody by; pairs of a cookie.
  private static let signInBytes = 12
  private static let cookiePairs = 16

  /// `Authorization: Token 8f3c2a7b…`: what stands behind the word.
  private func matchToken(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0, scratch.tokens[index - 1].hash == Self.authorization else { return }
    let start = scratch.tokens[index].end + 1
    if let end = signInEnd(text, start) { emitArgumentSecret(text, start..<end, &scratch) }
  }

  /// `Cookie: sid=8f3c2a7b…; lang=en`: values that look like those of sign-ins.
  ///
  /// Source: RFC 6265.
  private func matchCookie(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var offset = scratch.tokens[index].end
    guard text.at(offset) == 0x3A else { return }
    offset += 1
    for _ in 0..<Self.cookiePairs {
      while text.at(offset) == 0x20 { offset += 1 }
      while offset < text.count, isNameByte(text[offset]) { offset += 1 }
      guard text.at(offset) == 0x3D else { return }
      let start = offset + 1
      if let end = signInEnd(text, start) { emitArgumentSecret(text, start..<end, &scratch) }
      while offset < text.count, text[offset] != 0x3B, text[offset] > 0x20 { offset += 1 }
      guard text.at(offset) == 0x3B else { return }
      offset += 1
    }
  }

  /// The end of a long run with letters and digits; nil for any other value.
  func signInEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var (end, digits, letters) = (start, 0, 0)
    while end < text.count, end - start < Self.basicBytes.upperBound {
      if text[end].isDigit {
        digits += 1
      } else if text[end].isLetter {
        letters += 1
      } else if Self.base64(text[end]) == nil, text[end] != 0x2E, text[end] != 0x25 {
        break
      }
      end += 1
    }
    return end - start >= Self.signInBytes && digits > 2 && letters > 2 ? end : nil
  }

  /// The six bits of a character of base64; nil for any other.
  private static func base64(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case 0x2B, 0x2D: 62
    case 0x2F, 0x5F: 63
    default: nil
    }
  }

  // Pairs

  /// `creds: pkerr / gooseberry`, `credentials pkerr:Goose44`, `Administrator / 8KTX22RQ`: an account and its
  /// password, found from the word before both or from the account of a system.
  func matchWrittenPair(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    if isSystemUser(token.hash) { return matchSystemPair(text, index, &scratch) }
    if token.length <= 2 { return matchShortPair(text, index, &scratch) }
    var start = token.end
    if text.at(start) == 0x3A || text.at(start) == 0x3D { start += 1 }
    while text.at(start) == 0x20 { start += 1 }
    let next = index + 1
    guard start > token.end, next < scratch.tokens.count, Int(scratch.tokens[next].start) == start
    else { return }
    var end = start
    while end < text.count, isNameByte(text[end]) { end += 1 }
    guard let secret = behindJoint(text, end), isAccount(text, start..<end) else { return }
    let isSpoken =
      Lexicon.bands(Token.hash(text, start..<end)).english > 0
      && Lexicon.bands(Token.hash(text, secret)).english > 0
    guard !isSpoken, !Self.standIns.contains(Token.hash(text, secret)),
      isCodedSecret(text, secret) || isEndOfSentence(text, secret.upperBound)
    else { return }
    emitLogin(text, start..<end, &scratch)
    emitSecretText(text, secret, &scratch)
  }

  /// `Administrator / 8KTX22RQ`, `root : Goose!44`: the password of an account that nobody owns.
  private func matchSystemPair(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard text.at(token.end) == 0x20, token.gap != .none, let secret = behindJoint(text, token.end),
      secret.count(where: { text[$0].isDigit }) > 1
        || secret.contains(where: { Self.isStrongMark(text[$0]) }),
      secret.contains(where: { text[$0].isUppercase || Self.isStrongMark(text[$0]) }),
      secret.contains(where: { text[$0].isDigit }), secret.count >= 6,
      isEndOfSentence(text, secret.upperBound) || isCodedSecret(text, secret)
    else { return }
    emitSecretText(text, secret, &scratch)
  }

  /// `u: pkerr p: Goose44`, `U/P pkerr/Goose44`: both values behind their letters.
  private func matchShortPair(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (token, next) = (scratch.tokens[index], index + 1)
    guard next + 1 < scratch.tokens.count, token.gap != .none else { return }
    if text.at(token.end) == 0x2F, Self.shortSecrets.contains(scratch.tokens[next].hash) {
      let start = Int(scratch.tokens[next + 1].start)
      var end = start
      while end < text.count, isNameByte(text[end]) { end += 1 }
      guard scratch.tokens[next + 1].gap == .blank || scratch.tokens[next + 1].gap == .marks,
        text.at(end) == 0x2F, let secret = behindJoint(text, end)
      else { return }
      emitLogin(text, start..<end, &scratch)
      return emitSecretText(text, secret, &scratch)
    }
    guard text.at(token.end) == 0x3A, scratch.tokens[next].gap != .lineBreak else { return }
    let start = Int(scratch.tokens[next].start)
    var end = start
    while end < text.count, isNameByte(text[end]) { end += 1 }
    let label = firstToken(at: end, scratch)
    guard label + 1 < scratch.tokens.count, Self.shortSecrets.contains(scratch.tokens[label].hash),
      Int(scratch.tokens[label].start) - end <= 3, text.at(scratch.tokens[label].end) == 0x3A
    else { return }
    let value = Int(scratch.tokens[label + 1].start)
    guard value - scratch.tokens[label].end <= 3, let last = wordEnd(text, value, atLeast: 4)
    else { return }
    emitLogin(text, start..<end, &scratch)
    emitSecretText(text, value..<last, &scratch)
  }

  private static let shortSecrets = hashes("p pw pwd pass pin")

  /// Marks that stand in passwords.
  static func isStrongMark(_ byte: UInt8) -> Bool {
    byte == 0x21 || byte == 0x23 || byte == 0x24 || byte == 0x40 || byte == 0x26 || byte == 0x2A
  }

  /// The word behind a stroke or a colon: ` / word`, `:word`.
  private func behindJoint(_ text: Span<UInt8>, _ end: Int) -> Range<Int>? {
    var offset = end
    while text.at(offset) == 0x20 { offset += 1 }
    guard text.at(offset) == 0x2F || text.at(offset) == 0x3A || text.at(offset) == 0x7C else {
      return nil
    }
    offset += 1
    while text.at(offset) == 0x20 { offset += 1 }
    guard offset - end <= 4, text.isWordByte(offset) || Self.isStrongMark(text.at(offset)),
      !isPlaceholder(text, around: offset), let last = wordEnd(text, offset, atLeast: 5)
    else { return nil }
    return offset..<last
  }

  /// Whether a line, a sentence or a part of one ends at an offset.
  func isEndOfSentence(_ text: Span<UInt8>, _ end: Int) -> Bool {
    switch text.at(end) {
    case 0, 0x0A, 0x0D, 0x2C, 0x3B, 0x29, 0x22: true
    case 0x2E, 0x21: text.at(end + 1) <= 0x20
    case 0x20: text.at(end + 1) == 0x28 || text.at(end + 1) == 0x0A
    default: false
    }
  }

  // Groups of base32

  /// Bytes behind the word in which a key is looked for; groups of a key, and letters of one.
  private static let groupReach = 90
  private static let keyGroups = 4...16
  private static let groupLetters = 4

  /// `authenticator seed LEQ7 UT6I YMBX …`: found from the word.
  ///
  /// Source: RFC 4648 §6, as programs show it to people.
  func matchGroupedKey(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var next = index + 1
    let limit = scratch.tokens[index].end + Self.groupReach
    while next < scratch.tokens.count, Int(scratch.tokens[next].start) < limit {
      let start = Int(scratch.tokens[next].start)
      let isNear = start - scratch.tokens[index].end <= Self.hyphenReach
      if scratch.tokens[next].gap != .none,
        let end = groupedEnd(text, start) ?? (isNear ? hyphenedEnd(text, start) : nil)
      {
        return emitSecretText(text, start..<end, &scratch)
      }
      next += 1
    }
  }

  /// The end of groups of four capitals and digits with a blank or a hyphen between.
  private func groupedEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var (end, offset, groups, digits, letters) = (start, start, 0, 0, 0)
    while groups < Self.keyGroups.upperBound {
      for place in offset..<offset + Self.groupLetters {
        let byte = text.at(place)
        guard byte.isUppercase || (0x32...0x37).contains(byte) else {
          return Self.keyGroups.contains(groups) && digits > 0 && letters > digits ? end : nil
        }
        if byte.isDigit { digits += 1 } else { letters += 1 }
      }
      offset += Self.groupLetters
      guard !text.isWordByte(offset) else { break }
      (end, groups) = (offset, groups + 1)
      guard text.at(offset) == 0x20 || text.at(offset) == 0x2D else { break }
      offset += 1
    }
    return Self.keyGroups.contains(groups) && digits > 0 && letters > digits ? end : nil
  }

  /// Bytes behind the word in which a key with hyphens is looked for; groups, and places of one.
  private static let hyphenReach = 24
  private static let hyphenGroups = 3...10
  private static let hyphenPlaces = 4...6

  /// The end of groups of capitals and digits, all as long, with hyphens between: `7X3K-99QP-22LM`.
  private func hyphenedEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var (offset, length, groups, digits, letters) = (start, 0, 0, 0, 0)
    while groups < Self.hyphenGroups.upperBound {
      let first = offset
      while text.at(offset).isDigit || text.at(offset).isUppercase {
        if text[offset].isDigit { digits += 1 } else { letters += 1 }
        offset += 1
      }
      if groups == 0 { length = offset - first }
      guard offset - first == length, Self.hyphenPlaces.contains(length) else { return nil }
      groups += 1
      guard text.at(offset) == 0x2D else { break }
      offset += 1
    }
    return Self.hyphenGroups.contains(groups) && digits > 2 && letters > 2
      && !text.isWordByte(offset) ? offset : nil
  }

  // Boxes

  /// Boxes of a form that are walked, and bytes between two of them, at most.
  private static let boxesMax = 16
  private static let boxGapMax = 5

  /// `box 1a R588… | 23 P0044 | 24J 1044…`: values of a claim form by the numbers of their boxes.
  ///
  /// Source: NUCC, CMS-1500 (02/12).
  func matchFormBox(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    if index > 0, Self.postal.contains(scratch.tokens[index - 1].hash) { return }
    let isClaim = (1...6)
      .contains { index >= $0 && Self.forms.contains(scratch.tokens[index - $0].hash) }
    var next = index + 1
    for _ in 0..<Self.boxesMax {
      if next < scratch.tokens.count, Self.boxes.contains(scratch.tokens[next].hash) { next += 1 }
      guard next + 1 < scratch.tokens.count, scratch.tokens[next].isDigits,
        scratch.tokens[next].length <= 2, scratch.tokens[next].gap != .lineBreak
      else { return }
      var value = next + 1
      var letter: UInt8 = 0
      if scratch.tokens[value].gap == .none, scratch.tokens[value].length == 1 {
        letter = text[Int(scratch.tokens[value].start)].lowercased
        value += 1
      }
      guard isClaim || letter > 0, value < scratch.tokens.count,
        Int(scratch.tokens[value].start) - scratch.tokens[value - 1].end <= 3,
        scratch.tokens[value].gap != .lineBreak, scratch.tokens[value].gap != .none
      else { return }
      var end = scratch.tokens[value].end
      if let kind = Self.kind(box: scratch.tokens[next].hash, letter),
        let last = codeEnd(text, value, digits: 4, connected: true, scratch)
      {
        end = last
        emit(
          fieldRule(kind, .none),
          Int(scratch.tokens[value].start),
          end,
          .field,
          scratch: &scratch
        )
      }
      next = firstToken(at: end, scratch)
      guard next < scratch.tokens.count, Int(scratch.tokens[next].start) - end <= Self.boxGapMax,
        (end..<Int(scratch.tokens[next].start)).contains(where: { Self.isDivider(text[$0]) })
      else { return }
    }
  }

  /// Marks between two boxes.
  private static func isDivider(_ byte: UInt8) -> Bool {
    byte == 0x7C || byte == 0x3B || byte == 0x2C || byte == 0x2F
  }

  /// What stands in a box; nil for names, days, codes and sums.
  private static func kind(box: UInt64, _ letter: UInt8) -> IdentifierKind? {
    switch (box, letter) {
    case (1, 0x61), (9, 0x61), (11, 0), (23, 0): .healthPlan
    case (17, 0x62), (24, 0x6A), (32, 0x61), (33, 0x61), (33, 0x62), (32, 0x62): .license
    case (25, 0): .taxID
    case (26, 0): .account
    default: nil
    }
  }

  private static let postal = hashes("po p o post mail lock in of")
  private static let forms = hashes("cms hcfa claim form 1500")
  private static let boxes = hashes("box boxes item field")
}
