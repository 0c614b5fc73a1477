import Vocabulary

/// Checksums and calendars: pure functions over digits and bytes.
enum Checks {
  /// Days of a month; 0 for no month.
  static func days(month: Int, year: Int) -> Int {
    switch month {
    case 1, 3, 5, 7, 8, 10, 12: 31
    case 4, 6, 9, 11: 30
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    default: 0
    }
  }

  /// The first and last year that a date of a living person or a record has.
  static let years = 1_850...2_100

  /// Whether the calendar has the date.
  ///
  /// A two-digit year may be any century's.
  static func isDate(year: Int, month: Int, day: Int, yearDigits: Int) -> Bool {
    guard month >= 1, month <= 12, day >= 1 else { return false }
    if yearDigits == 4 {
      return years.contains(year) && day <= days(month: month, year: year)
    }
    return day <= days(month: month, year: 2_000 + year)
  }

  /// Whether the Luhn digit at the end of `digits` holds.
  ///
  /// Source: ISO/IEC 7812-1 annex B.
  static func luhn(_ digits: Span<UInt8>, prefixSum: Int = 0) -> Bool {
    var sum = prefixSum
    var doubles = false
    var index = digits.count &- 1
    while index >= 0 {
      var value = Int(digits[index])
      if doubles {
        value = value &* 2
        if value > 9 { value = value &- 9 }
      }
      sum = sum &+ value
      doubles.toggle()
      index = index &- 1
    }
    return sum % 10 == 0
  }

  /// Whether ten digits are an NPI: Luhn with 80840 before them adds the constant 24.
  ///
  /// Source: 45 CFR 162.406, CMS NPI check digit.
  static func npi(_ digits: Span<UInt8>) -> Bool {
    digits.count == 10 && (digits[0] == 1 || digits[0] == 2) && luhn(digits, prefixSum: 24)
  }

  /// Whether nine digits are an ABA routing number.
  ///
  /// Source: ABA key to routing numbers.
  static func aba(_ digits: Span<UInt8>) -> Bool {
    guard digits.count == 9 else { return false }
    let prefix = Int(digits[0]) * 10 + Int(digits[1])
    guard prefix <= 12 || (21...32).contains(prefix) || (61...72).contains(prefix) || prefix == 80
    else { return false }
    var sum = 0
    for index in 0..<9 { sum += Int(digits[index]) * [3, 7, 1][index % 3] }
    return sum > 0 && sum % 10 == 0
  }

  /// Whether digits are a payment card's: an issuer's prefix, its length, Luhn.
  ///
  /// Source: ISO/IEC 7812 issuer ranges as the card schemes publish them.
  static func card(_ digits: Span<UInt8>) -> Bool {
    guard digits.count >= 13, digits.count <= 19, luhn(digits) else { return false }
    var prefix = 0
    for index in 0..<6 { prefix = prefix * 10 + Int(digits[index]) }
    let count = digits.count
    switch prefix / 100_000 {
    case 4: return count == 13 || count == 16 || count == 19
    case 3:
      let two = prefix / 10_000
      if two == 34 || two == 37 { return count == 15 }
      if two == 35 { return count == 16 && (3_528...3_589).contains(prefix / 100) }
      return (two == 36 || two == 38 || two == 39 || two == 30) && (count == 14 || count == 16)
    case 5:
      if (51...55).contains(prefix / 10_000) { return count == 16 }
      return prefix / 10_000 != 59 && (50...58).contains(prefix / 10_000) && count >= 13
    case 2: return (222_100...272_099).contains(prefix) && count == 16
    case 6:
      if prefix / 100 == 6_011 || prefix / 10_000 == 65 { return count == 16 || count == 19 }
      if (644...649).contains(prefix / 1_000) { return count == 16 }
      if prefix / 10_000 == 62 { return count >= 16 }
      return (60...69).contains(prefix / 10_000) && count == 16
    default: return false
    }
  }

  /// Whether two letters and seven digits are a DEA number: the sum of the first, third and fifth
  /// digit and twice that of the second, fourth and sixth ends in the seventh.
  ///
  /// Source: 21 CFR 1301, DEA registration number.
  static func dea(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 9, bytes[0].isLetter, bytes[1].isLetter || bytes[1] == 0x39 else {
      return false
    }
    var digits = [0, 0, 0, 0, 0, 0, 0]
    for index in 0..<7 {
      guard bytes[index + 2].isDigit else { return false }
      digits[index] = Int(bytes[index + 2] &- 0x30)
    }
    let sum = digits[0] + digits[2] + digits[4] + 2 * (digits[1] + digits[3] + digits[5])
    return sum > 0 && sum % 10 == digits[6]
  }

  /// Whether seventeen places are a VIN with a right check digit.
  ///
  /// Source: 49 CFR 565.15.
  static func vin(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 17 else { return false }
    var sum = 0
    var letters = 0
    for index in 0..<17 {
      guard let value = vinValue(bytes[index]) else { return false }
      if bytes[index].isLetter { letters += 1 }
      sum += value * vinWeights[index]
    }
    let check = bytes[8].lowercased
    let wanted = sum % 11
    return letters > 0 && letters < 17
      && (wanted == 10 ? check == 0x78 : check == UInt8(0x30 + wanted))
  }

  /// The weights of the seventeen places; the check digit itself weighs nothing.
  private static let vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]

  /// The value of a place; nil for I, O, Q and what is no letter or digit.
  private static func vinValue(_ byte: UInt8) -> Int? {
    if byte.isDigit { return Int(byte &- 0x30) }
    switch byte.lowercased {
    case 0x61...0x68: return Int(byte.lowercased &- 0x61) + 1
    case 0x6A...0x6E: return Int(byte.lowercased &- 0x6A) + 1
    case 0x70: return 7
    case 0x72: return 9
    case 0x73...0x7A: return Int(byte.lowercased &- 0x73) + 2
    default: return nil
    }
  }

  /// Whether eleven places are a Medicare beneficiary identifier: 1-9, letter, letter or digit,
  /// digit, letter, letter or digit, digit, letter, letter, digit, digit; no S L O I B Z.
  ///
  /// Source: CMS, Understanding the Medicare Beneficiary Identifier format.
  static func mbi(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count == 11 else { return false }
    for index in 0..<11 {
      let byte = bytes[index].lowercased
      let isLetter = byte.isLetter && !mbiForbidden.contains(byte)
      let fits =
        switch index {
        case 0: byte.isDigit && byte != 0x30
        case 1, 4, 7, 8: isLetter
        case 2, 5: isLetter || byte.isDigit
        default: byte.isDigit
        }
      guard fits else { return false }
    }
    return true
  }

  /// s, l, o, i, b, z.
  private static let mbiForbidden: [UInt8] = [0x73, 0x6C, 0x6F, 0x69, 0x62, 0x7A]

  /// Whether letters and digits without blanks are an IBAN: country length and modulo 97.
  ///
  /// Source: ISO 13616-1, SWIFT IBAN registry.
  static func iban(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 15, bytes.count <= 34 else { return false }
    guard let length = ibanLength(bytes[0].lowercased, bytes[1].lowercased) else { return false }
    guard bytes.count == length else { return false }
    var remainder = 0
    for step in 0..<bytes.count {
      let byte = bytes[(step + 4) % bytes.count].lowercased
      if byte.isDigit {
        remainder = (remainder * 10 + Int(byte &- 0x30)) % 97
      } else if byte.isLowercase {
        remainder = (remainder * 100 + Int(byte &- 0x61) + 10) % 97
      } else {
        return false
      }
    }
    return remainder == 1
  }

  /// The length of a country's IBAN; nil for a country that has none.
  ///
  /// Letters in lower case.
  static func ibanLength(_ first: UInt8, _ second: UInt8) -> Int? {
    let key = UInt16(first) << 8 | UInt16(second)
    return ibanLengths[key]
  }

  /// Two letters of the country and the length.
  ///
  /// Source: SWIFT IBAN registry, release 99.
  private static let ibanTable = """
    ad24 ae23 al28 at20 az28 ba20 be16 bg22 bh22 bi27 br29 by28 ch21 cr22 cy28 cz24 de22 dj27 dk18 \
    do28 ee20 eg29 es24 fi18 fk18 fo18 fr27 gb22 ge22 gi23 gl18 gr27 gt28 hr21 hu28 ie22 il23 iq23 \
    is26 it27 jo30 kw30 kz20 lb28 lc32 li21 lt20 lu20 lv21 ly25 mc27 md24 me22 mk19 mn20 mr27 mt31 \
    mu30 ni28 nl18 no15 om23 pk24 pl28 ps29 pt25 qa29 ro24 rs22 ru33 sa24 sc31 sd18 se24 si19 sk24 \
    sm27 so23 st25 sv28 tl23 tn24 tr26 ua29 va22 vg24 xk20 ye30
    """

  /// The tables of this file as text, for the digest of the rules.
  static var canonicalText: String { "\(ibanTable) \(vinWeights) \(mbiForbidden) \(years)" }

  /// Lengths by country.
  private static let ibanLengths: [UInt16: Int] = {
    var lengths: [UInt16: Int] = [:]
    for entry in ibanTable.split(separator: " ") {
      let bytes = Array(entry.utf8)
      guard bytes.count == 4, let length = Int(entry.suffix(2)) else { continue }
      lengths[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = length
    }
    return lengths
  }()
}
