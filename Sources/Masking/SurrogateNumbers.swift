import Crypto
import Vocabulary

extension Surrogates {
  /// Digits of the longest number that is encrypted; longer ones are taken from a stream.
  private static let encryptedMax = 64
  /// Letters and digits of the longest code.
  private static let charactersMax = 256
  /// Digits of the shortest number with a million others beside it.
  private static let encryptedMin = 6
  /// Letters of the shortest word with a million others beside it.
  private static let lettersMin = 5
  /// Attempts to find a number that is another one.
  private static let attemptsMax = 64

  /// A code of letters and digits: digits for digits, letters for letters, separators, cases and
  /// check digits as they were.
  ///
  /// Digits are encrypted where there are enough, so that different numbers stay different; the
  /// letters beside them are shifted by what the digits became.
  /// `isEncrypted`: whether nothing weaker than FF1 will do. Returns nil where the code is no ASCII text, or too short for what is asked.
  func code(_ value: [UInt8], _ kind: IdentifierKind, isEncrypted: Bool) -> [UInt8]? {
    guard value.allSatisfy({ $0 < 0x80 }) else { return nil }
    let plain = value.plainCharacters
    guard !plain.isEmpty, plain.count <= Self.charactersMax else { return nil }
    let made = checked(plain, kind) ?? free(plain, kind, isEncrypted: isEncrypted)
    return made?.laid(onto: value)
  }

  /// Digits in the place of others, from a stream, as many of them; not the same.
  func streamed(_ digits: [UInt8], _ kind: IdentifierKind) -> [UInt8] {
    streamed(digits, key(kind)) ?? digits.map { _ in UInt8(ascii: "0") }
  }

  /// Characters of the classes of others, from a stream; nil where none differ.
  private func streamed(_ plain: [UInt8], _ key: SymmetricKey) -> [UInt8]? {
    var stream = KeyedStream(key, Array("stream ".utf8) + plain)
    for _ in 0..<Self.attemptsMax {
      var made: [UInt8] = []
      for (index, byte) in plain.enumerated() {
        guard byte.isDigit else {
          made.append(UInt8(ascii: "A") + UInt8(stream.below(26)))
          continue
        }
        let keepsZero = index == 0 && plain.count > 1
        if keepsZero, byte == UInt8(ascii: "0") {
          made.append(byte)
        } else {
          let low = keepsZero ? 1 : 0
          made.append(UInt8(ascii: "0") + UInt8(low + stream.below(10 - low)))
        }
      }
      if made != plain { return made }
    }
    return nil
  }

  /// A code without check digits.
  private func free(_ plain: [UInt8], _ kind: IdentifierKind, isEncrypted: Bool) -> [UInt8]? {
    let digits = plain.plainDigits
    let letters = plain.filter { !$0.isDigit }
    let key = key(kind)
    if Self.encryptedMin...Self.encryptedMax ~= digits.count {
      guard let made = encrypted(digits, key, tweak: letters) else { return nil }
      return Self.woven(plain, made, shifted(letters, by: made, key))
    }
    if Self.lettersMin...Self.encryptedMax ~= letters.count, isEncrypted, digits.isEmpty {
      let numerals = letters.map { $0 - UInt8(ascii: "A") }
      guard let made = permuted(numerals, key, radix: 26, tweak: [], isFit: { _ in true }) else {
        return nil
      }
      return made.map { $0 + UInt8(ascii: "A") }
    }
    return isEncrypted ? nil : streamed(plain, key)
  }

  /// Digits encrypted; the first is 0 only where it was.
  func encrypted(_ digits: [UInt8], _ key: SymmetricKey, tweak: [UInt8]) -> [UInt8]? {
    let numerals = digits.map { $0 - UInt8(ascii: "0") }
    let made = permuted(numerals, key, radix: 10, tweak: tweak) {
      ($0[0] == 0) == (numerals[0] == 0)
    }
    return made?.map { $0 + UInt8(ascii: "0") }
  }

  /// Numerals encrypted until they are fit and others than before.
  ///
  /// Walking on within a permutation stays a permutation of what is fit.
  private func permuted(
    _ numerals: [UInt8],
    _ key: SymmetricKey,
    radix: Int,
    tweak: [UInt8],
    isFit: ([UInt8]) -> Bool
  ) -> [UInt8]? {
    do throws(FF1.Fault) {
      let cipher = try FF1(key: key, radix: radix)
      var made = try cipher.encrypt(numerals, tweak: tweak)
      for _ in 0..<Self.walkMax {
        if isFit(made), made != numerals { return made }
        made = try cipher.encrypt(made, tweak: tweak)
      }
      return nil
    } catch {
      return nil
    }
  }

  /// Steps of a walk; one in ten numbers is fit at least, so that fewer than one in 10^40 fail.
  private static let walkMax = 1_000

  /// Letters shifted by a stream that the digits beside them determine.
  private func shifted(_ letters: [UInt8], by digits: [UInt8], _ key: SymmetricKey) -> [UInt8] {
    if letters.isEmpty { return [] }
    var stream = KeyedStream(key, Array("letters ".utf8) + digits)
    return letters.map { letter in
      let place = Int(letter - UInt8(ascii: "A")) + stream.below(26)
      return UInt8(ascii: "A") + UInt8(place % 26)
    }
  }

  /// Digits and letters in the places of those of `plain`.
  private static func woven(_ plain: [UInt8], _ digits: [UInt8], _ letters: [UInt8]) -> [UInt8] {
    var (digit, letter) = (digits.makeIterator(), letters.makeIterator())
    return plain.map { byte in (byte.isDigit ? digit.next() : letter.next()) ?? byte }
  }

  /// A code whose check digits hold, with others that hold; nil where there are none.
  private func checked(_ plain: [UInt8], _ kind: IdentifierKind) -> [UInt8]? {
    switch kind {
    case .creditCard: card(plain)
    case .license, .uniqueID: provider(plain, kind) ?? prescriber(plain)
    case .vehicle: vehicle(plain)
    case .iban: account(plain)
    case .bankRouting: routing(plain)
    default: nil
    }
  }

  /// A card number: the first digit stays, the last one is Luhn's.
  private func card(_ plain: [UInt8]) -> [UInt8]? {
    guard 12...19 ~= plain.count, plain.allSatisfy(\.isDigit), CheckDigits.luhn(plain) == 0,
      let body = encrypted(
        Array(plain[1..<(plain.count - 1)]),
        key(.creditCard),
        tweak: Array(plain[..<1])
      )
    else { return nil }
    let made = plain[..<1] + body
    return made + [CheckDigits.luhnDigit(of: Array(made))]
  }

  /// A National Provider Identifier: Luhn over 80840 and the number.
  ///
  /// Source: 45 CFR 162.406.
  private func provider(_ plain: [UInt8], _ kind: IdentifierKind) -> [UInt8]? {
    let prefix = Array("80840".utf8)
    guard plain.count == 10, plain.allSatisfy(\.isDigit), plain[0] == 0x31 || plain[0] == 0x32,
      CheckDigits.luhn(prefix + plain) == 0,
      let body = encrypted(Array(plain[1..<9]), key(kind), tweak: Array(plain[..<1]))
    else { return nil }
    let made = Array(plain[..<1] + body)
    return made + [CheckDigits.luhnDigit(of: prefix + made)]
  }

  /// A number of the DEA: two letters and six digits, of which a seventh is made.
  private func prescriber(_ plain: [UInt8]) -> [UInt8]? {
    guard plain.count == 9, plain[..<2].allSatisfy(\.isLetter), plain[2...].allSatisfy(\.isDigit),
      CheckDigits.prescriber(Array(plain[2..<8])) == plain[8],
      let body = encrypted(Array(plain[2..<8]), key(.license), tweak: Array(plain[..<2]))
    else { return nil }
    let letter = shifted([plain[1]], by: body, key(.license))
    return plain[..<1] + letter + body + [CheckDigits.prescriber(body)]
  }

  /// A vehicle identification number, its ninth character the check digit.
  ///
  /// Source: 49 CFR 565.
  private func vehicle(_ plain: [UInt8]) -> [UInt8]? {
    guard plain.count == 17, CheckDigits.vehicle(plain) == plain[8] else { return nil }
    let places = plain.indices.filter { $0 != 8 }
    let numerals = places.compactMap { CheckDigits.vehicleCharacters.firstIndex(of: plain[$0]) }
      .map { UInt8($0) }
    guard numerals.count == places.count,
      let body = permuted(
        numerals,
        key(.vehicle),
        radix: CheckDigits.vehicleCharacters.count,
        tweak: [],
        isFit: { _ in true }
      )
    else { return nil }
    var made = plain
    for (place, numeral) in zip(places, body) {
      made[place] = CheckDigits.vehicleCharacters[Int(numeral)]
    }
    guard let check = CheckDigits.vehicle(made) else { return nil }
    made[8] = check
    return made
  }

  /// An international bank account number: the country stays, two digits are made.
  ///
  /// Source: ISO 13616.
  private func account(_ plain: [UInt8]) -> [UInt8]? {
    guard 15...34 ~= plain.count, plain[..<2].allSatisfy(\.isLetter),
      CheckDigits.remainder97(Array(plain[4...] + plain[..<4])) == 1,
      let body = free(Array(plain[4...]), .iban, isEncrypted: false)
    else { return nil }
    let country = Array(plain[..<2])
    let rest = CheckDigits.remainder97(body + country + Array("00".utf8))
    let check = 98 - rest
    return country + [UInt8(48 + check / 10), UInt8(48 + check % 10)] + body
  }

  /// A routing number: the bank's district stays, the last digit is made.
  ///
  /// Source: ABA.
  private func routing(_ plain: [UInt8]) -> [UInt8]? {
    guard plain.count == 9, plain.allSatisfy(\.isDigit),
      CheckDigits.routing(Array(plain[..<8])) == plain[8],
      let body = encrypted(
        Array(plain[2..<8]),
        key(.bankRouting),
        tweak: Array(plain[..<2])
      )
    else { return nil }
    let made = Array(plain[..<2] + body)
    return made + [CheckDigits.routing(made)]
  }
}

/// Check digits that readers verify; texts are ASCII digits and capitals.
enum CheckDigits {
  /// Luhn's sum modulo 10; 0 where the last digit is right.
  ///
  /// Source: ISO/IEC 7812-1, annex B.
  static func luhn(_ digits: [UInt8]) -> Int {
    var sum = 0
    for (place, byte) in digits.reversed().enumerated() {
      let digit = Int(byte - 0x30) * (place % 2 == 0 ? 1 : 2)
      sum += digit > 9 ? digit - 9 : digit
    }
    return sum % 10
  }

  /// Luhn's digit behind others.
  static func luhnDigit(of digits: [UInt8]) -> UInt8 {
    0x30 + UInt8((10 - luhn(digits + [0x30])) % 10)
  }

  /// The seventh digit of a number of the DEA.
  static func prescriber(_ digits: [UInt8]) -> UInt8 {
    var sum = 0
    for (place, byte) in digits.enumerated() { sum += Int(byte - 0x30) * (place % 2 == 0 ? 1 : 2) }
    return 0x30 + UInt8(sum % 10)
  }

  /// The characters of a vehicle identification number.
  static let vehicleCharacters = Array("0123456789ABCDEFGHJKLMNPRSTUVWXYZ".utf8)
  private static let vehicleValues: [UInt8] = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8,
    9,
  ]
  private static let vehicleWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

  /// The check digit of a vehicle identification number; nil where a character is none of its.
  static func vehicle(_ plain: [UInt8]) -> UInt8? {
    var sum = 0
    for (byte, weight) in zip(plain, vehicleWeights) {
      guard let place = vehicleCharacters.firstIndex(of: byte) else { return nil }
      sum += Int(vehicleValues[place]) * weight
    }
    return sum % 11 == 10 ? UInt8(ascii: "X") : 0x30 + UInt8(sum % 11)
  }

  /// The remainder by 97 of letters and digits, letters as 10 to 35.
  ///
  /// Source: ISO 7064.
  static func remainder97(_ plain: [UInt8]) -> Int {
    plain.reduce(0) { rest, byte in
      byte.isDigit
        ? (rest * 10 + Int(byte - 0x30)) % 97 : (rest * 100 + Int(byte - 0x41) + 10) % 97
    }
  }

  /// The ninth digit of a routing number.
  static func routing(_ digits: [UInt8]) -> UInt8 {
    var sum = 0
    for (place, byte) in digits.enumerated() { sum += Int(byte - 0x30) * [3, 7, 1][place % 3] }
    return 0x30 + UInt8((10 - sum % 10) % 10)
  }
}
