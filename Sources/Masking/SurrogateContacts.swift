import Vocabulary

/// Surrogates from ranges that are reserved, so that none is anybody's.
extension Surrogates {
  /// A host that nobody has.
  ///
  /// Source: RFC 2606, section 3.
  private static let host = Array("example.org".utf8)
  /// Decimal digits behind a user's name.
  private static let userDigits = 8
  /// Hexadecimal digits of a page of a web address.
  private static let pageDigits = 12

  /// `ambrose.fallowdale4711@example.org`: the same for every case of the address.
  func email(_ value: [UInt8]) -> [UInt8] {
    var stream = KeyedStream(key(.email), value.map(\.lowercased))
    let given = SurrogateWords.given[stream.below(SurrogateWords.given.count)]
    let surname = SurrogateWords.surname(stream.below(SurrogateWords.surnameCount))
    var out = given
    out.append(UInt8(ascii: "."))
    out += surname
    out += digits(&stream, 4)
    out.append(UInt8(ascii: "@"))
    return out + Self.host
  }

  /// Whether an address is one that `email` makes.
  func isEmail(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].elementsEqual(Self.host) else { return false }
    let names = parts[0].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard names.count == 2, names[1].suffix(4).allSatisfy(\.isDigit) else { return false }
    return SurrogateWords.isSurrogate(Array(names[0]))
      && SurrogateWords.isSurrogate(Array(names[1].dropLast(4)))
  }

  /// `https://example.org/0123456789ab`, with the scheme of the address where it has one.
  func url(_ value: [UInt8]) -> [UInt8] {
    var stream = KeyedStream(key(.url), value)
    var scheme: ArraySlice<UInt8> = []
    if let colon = value.firstIndex(of: UInt8(ascii: ":")), colon <= 5,
      value[colon...].starts(with: "://".utf8), value[..<colon].allSatisfy(\.isLetter)
    {
      scheme = value[...(colon + 2)]
    }
    let hexadecimal = Array("0123456789abcdef".utf8)
    let page = (0..<Self.pageDigits).map { _ in hexadecimal[stream.below(16)] }
    var out = Array(scheme)
    out += Self.host
    out.append(UInt8(ascii: "/"))
    return out + page
  }

  /// Whether an address is one that `url` makes, or the host alone.
  func isURL(_ value: [UInt8]) -> Bool {
    if value == Self.host { return true }
    let separator = Array("://".utf8)
    var rest = value[...]
    if let colon = value.firstIndex(of: UInt8(ascii: ":")) {
      guard colon <= 5, value[colon...].starts(with: separator) else { return false }
      rest = value[(colon + separator.count)...]
    }
    let page = rest.dropFirst(Self.host.count + 1)
    return rest.starts(with: Self.host + [UInt8(ascii: "/")]) && page.count == Self.pageDigits
      && page.allSatisfy { $0.isDigit || 0x61...0x66 ~= $0 }
  }

  /// An address of 192.0.2.0/24 or 2001:db8::/32.
  ///
  /// Source: RFC 5737, RFC 3849.
  func address(_ value: [UInt8]) -> [UInt8]? {
    guard value.allSatisfy({ $0 < 0x80 }) else { return nil }
    var stream = KeyedStream(key(.ip), value.map(\.lowercased))
    guard value.contains(UInt8(ascii: ":")) else {
      return Array("192.0.2.\(1 + stream.below(254))".utf8)
    }
    let hexadecimal = Array("0123456789abcdef".utf8)
    var out = Array("2001:db8:".utf8)
    for _ in 0..<4 {
      out.append(UInt8(ascii: ":"))
      out.append(hexadecimal[1 + stream.below(15)])
      for _ in 0..<3 { out.append(hexadecimal[stream.below(16)]) }
    }
    return out
  }

  /// Whether an address is of the ranges that `address` uses.
  func isAddress(_ value: [UInt8]) -> Bool {
    let plain = value.map(\.lowercased)
    if plain.starts(with: "2001:db8::".utf8) {
      return plain.allSatisfy { $0.isDigit || 0x61...0x66 ~= $0 || $0 == UInt8(ascii: ":") }
    }
    let last = plain.dropFirst("192.0.2.".utf8.count)
    return plain.starts(with: "192.0.2.".utf8) && 1...3 ~= last.count && last.allSatisfy(\.isDigit)
  }

  /// `user` and eight digits.
  func userName(_ value: [UInt8]) -> [UInt8] {
    var stream = KeyedStream(key(.username), value.map(\.lowercased))
    return Array("user".utf8) + digits(&stream, Self.userDigits)
  }

  /// Whether a name is one that `userName` makes.
  func isUserName(_ value: [UInt8]) -> Bool {
    let rest = value.dropFirst(4)
    return value.starts(with: "user".utf8) && rest.count == Self.userDigits
      && rest.allSatisfy(\.isDigit)
  }

  /// A social security number of area 9 and a group below 50, which was never issued and is no
  /// taxpayer's number either.
  func socialSecurity(_ value: [UInt8]) -> [UInt8]? {
    let plain = value.plainDigits
    if plain.count < 9 { return code(value, .ssn, isEncrypted: false) }
    guard plain.count == 9, value.allSatisfy({ $0 < 0x80 && !$0.isLetter }) else { return nil }
    var stream = KeyedStream(key(.ssn), plain)
    var made = plain
    while made == plain {
      let area = 900 + stream.below(100)
      let group = 1 + stream.below(49)
      let serial = 1 + stream.below(9_999)
      made = [area / 100, area / 10 % 10, area % 10, group / 10, group % 10]
        .map { 0x30 + UInt8($0) }
      made += [serial / 1_000, serial / 100 % 10, serial / 10 % 10, serial % 10]
        .map { 0x30 + UInt8($0) }
    }
    return made.laid(onto: value)
  }

  /// Whether a number is of the area and group that `socialSecurity` uses.
  func isSocialSecurity(_ value: [UInt8]) -> Bool {
    let plain = value.plainDigits
    guard plain.count == 9 else { return plain.count < 9 }
    return plain[0] == UInt8(ascii: "9") && plain[3] < UInt8(ascii: "5")
  }

  /// A telephone number: of ten digits one of exchange 555, line 01xx, which is given to nobody;
  /// others are encrypted.
  func phone(_ value: [UInt8], _ kind: IdentifierKind, isEncrypted: Bool) -> [UInt8]? {
    guard value.allSatisfy({ $0 < 0x80 && !$0.isLetter }) else {
      return phoneWithText(value, kind, isEncrypted: isEncrypted)
    }
    let plain = value.plainDigits
    let isLong = plain.count == 11 && plain[0] == UInt8(ascii: "1")
    let isAmerican = plain.count == 10 || isLong
    let number = isLong ? Array(plain.dropFirst()) : plain
    if isEncrypted, isAmerican {
      guard let made = encryptedPhone(number, kind) else { return nil }
      return (plain.prefix(plain.count - 10) + made).laid(onto: value)
    }
    guard isAmerican || plain.count == 7, !isEncrypted else {
      return code(value, kind, isEncrypted: isEncrypted)
    }
    var stream = KeyedStream(key(kind), number)
    var made = number
    while made == number {
      let area = Self.areaCodes[stream.below(Self.areaCodes.count)]
      let line = stream.below(100)
      made = number.count == 7 ? [] : Array("\(area)".utf8)
      made += Array("55501".utf8) + [0x30 + UInt8(line / 10), 0x30 + UInt8(line % 10)]
    }
    return (plain.prefix(plain.count - number.count) + made).laid(onto: value)
  }

  /// A number with an extension or words beside it: the number before them counts, digits behind
  /// them are others.
  private func phoneWithText(
    _ value: [UInt8],
    _ kind: IdentifierKind,
    isEncrypted: Bool
  ) -> [UInt8]? {
    guard value.allSatisfy({ $0 < 0x80 }), let letter = value.firstIndex(where: \.isLetter),
      value[..<letter].contains(where: \.isDigit),
      Self.extensionWords.contains(value[letter...].filter(\.isLetter).map(\.lowercased)),
      let made = phone(Array(value[..<letter]), kind, isEncrypted: isEncrypted)
    else { return code(value, kind, isEncrypted: isEncrypted) }
    let rest = Array(value[letter...])
    let digits = rest.plainDigits
    guard !digits.isEmpty else { return made + rest.map { .separatorOrCharacter($0) } }
    var other = streamed(digits, kind).makeIterator()
    return made + rest.map { $0.isDigit ? other.next() ?? 0x30 : .separatorOrCharacter($0) }
  }

  /// Words before an extension.
  private static let extensionWords = ["x", "ext", "extn", "extension"].map { Array($0.utf8) }

  /// Whether a number is one that `phone` makes: of other than ten digits any is.
  func isPhone(_ value: [UInt8]) -> Bool {
    let head = value.prefix { !$0.isLetter }
    let plain = Array(head).plainDigits
    let isLong = plain.count == 11 && plain[0] == UInt8(ascii: "1")
    guard isLong || plain.count == 10 || plain.count == 7 else { return !value.isEmpty }
    return plain.suffix(7).starts(with: "55501".utf8)
  }

  /// Ten digits encrypted; area and exchange are valid ones.
  private func encryptedPhone(_ number: [UInt8], _ kind: IdentifierKind) -> [UInt8]? {
    var made = number
    for _ in 0..<Self.walkMax {
      guard let next = encrypted(made, key(kind), tweak: []) else { return nil }
      made = next
      let isValid =
        made[0] > 0x31 && made[1] != 0x39 && !(made[1] == 0x31 && made[2] == 0x31) && made[3] > 0x31
        && made != number
      if isValid { return made }
    }
    return nil
  }

  /// Steps of a walk; more than half of all numbers are valid.
  private static let walkMax = 100

  /// Area codes of large cities.
  private static let areaCodes = [
    202, 206, 210, 212, 213, 214, 215, 216, 303, 305, 310, 312, 313, 314, 317, 404, 410, 412, 414,
    415, 502, 503, 504, 505, 512, 513, 602, 612, 614, 615, 617, 619, 702, 703, 704, 713, 716, 718,
    801, 804, 813, 816, 818, 901, 904, 913, 916, 918, 919, 972,
  ]

  /// Decimal digits of a stream.
  private func digits(_ stream: inout KeyedStream, _ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(ascii: "0") + UInt8(stream.below(10)) }
  }

  /// A UUID of version 8 whose second half shows, to whoever has the key, that it is a surrogate.
  func uuid(_ value: [UInt8], _ kind: IdentifierKind) -> [UInt8] {
    var stream = KeyedStream(key(kind), Array("uuid ".utf8) + value.map(\.lowercased))
    var half: [UInt8] = (0..<8).map { _ in stream.next() }
    half[6] = half[6] & 0x0F | 0x80
    return written(half + proof(half))
  }

  /// Whether a UUID is one that `uuid` makes.
  func isUUID(_ value: [UInt8]) -> Bool {
    guard value.count == 36 else { return false }
    let digits = value.filter { $0 != UInt8(ascii: "-") }
    guard let bytes = [UInt8](lowercaseHex: String(decoding: digits, as: UTF8.self)),
      bytes.count == 16
    else { return false }
    return value == written(bytes.prefix(8) + proof(Array(bytes.prefix(8))))
  }

  /// The second half of a surrogate's UUID.
  private func proof(_ half: [UInt8]) -> [UInt8] {
    var stream = KeyedStream(key(.uniqueID), Array("uuid proof ".utf8) + half)
    var bytes: [UInt8] = (0..<8).map { _ in stream.next() }
    bytes[0] = bytes[0] & 0x3F | 0x80
    return bytes
  }

  /// Sixteen bytes as a UUID is written.
  private func written(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array(bytes.lowercaseHex.utf8)
    var out: [UInt8] = []
    for (index, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(index) { out.append(UInt8(ascii: "-")) }
      out.append(digit)
    }
    return out
  }
}
