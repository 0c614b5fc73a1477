import Vocabulary

/// Types of fields of a site's own segments by the form of their values, as far as a form belongs to one type.
///
/// ```
/// JSMITH^SMITH^JOHN    OKAFOR^CHIDI^N    5518842^^^WTX^PT    ^PRN^PH^^^518^5550188    12 MILL RD^^TROY^NY
/// ```
///
/// A code with its text and its system (`73211009^Diabetes mellitus^SCT`) has none of these.
///
/// Source: HL7 v2.5.1, 2A (XAD, XCN, XPN, CX, XTN), tables 0201 and 0202.
struct HL7SiteForms {
  /// Says whether two words are somebody's surname and first name; the latter may be empty.
  let persons: PersonTelling

  /// Parts of an address and of an identifier with its authority at least, and bytes of a person's number.
  private static let addressParts = 4...16
  private static let authorityParts = 4
  private static let numberBytesMax = 20
  private static let nameLettersMin = 2
  /// Parts of an XCN that says more of its person than a name.
  private static let providerParts = 9
  /// Digits of the shortest identifier that has an authority.
  private static let governedDigits = 4
  /// What the third part of a code says that is no name.
  private static let codings: Set<String> = ["Local", "Loinc", "Snomed", "Internal", "Site"]
  /// Uses and kinds of telephones.
  private static let uses: Set<String> = [
    "PRN", "ORN", "WPN", "VHN", "ASN", "EMR", "NET", "BPN", "PRS",
  ]
  private static let equipment: Set<String> = [
    "PH", "FX", "MD", "CP", "SAT", "BP", "TDD", "TTY", "Internet", "X.400",
  ]

  /// The type of a field by its parts; 0 where they say none.
  func type(_ parts: [ArraySlice<UInt8>]) -> UInt64 {
    if Self.isAddress(parts) { return HL7Segment.address }
    if Self.isTelecom(parts) { return HL7Segment.telecom }
    if Self.isGoverned(parts) { return HL7Segment.identifier }
    if isProvider(parts) { return HL7Segment.person }
    if isName(parts) { return HL7Segment.personName }
    return 0
  }

  /// The type of one part of a field whose parts say none together.
  ///
  /// What has a text beside it is a code.
  static func type(_ part: ArraySlice<UInt8>, of parts: [ArraySlice<UInt8>]) -> UInt64 {
    parts.contains(where: { isText($0) }) || !IdentifierForm.isLong(part) ? 0 : HL7Segment.number
  }

  /// Whether a part is what a code means: it has letters and nothing of a number.
  private static func isText(_ part: ArraySlice<UInt8>) -> Bool {
    part.count > 2 && part.contains { $0.isLetter || $0 >= 0x80 }
      && !part.contains(where: \.isDigit)
  }

  private static func isAddress(_ parts: [ArraySlice<UInt8>]) -> Bool {
    guard addressParts.contains(parts.count), !parts[0].isEmpty, isState(parts[3]) else {
      return false
    }
    if parts.count > 4, isZip(parts[4]) { return true }
    return parts[0].first?.isDigit == true && parts[0].contains(0x20) && !parts[2].isEmpty
  }

  private static func isState(_ part: ArraySlice<UInt8>) -> Bool {
    part.count == 2 && part.allSatisfy(\.isUppercase)
  }

  private static func isZip(_ part: ArraySlice<UInt8>) -> Bool {
    let digits = part.count { $0.isDigit }
    return digits == 5 && part.count == 5 || digits == 9 && part.count <= 10
  }

  private static func isTelecom(_ parts: [ArraySlice<UInt8>]) -> Bool {
    guard parts.count > 2 else { return false }
    return uses.contains(String(decoding: parts[1], as: UTF8.self))
      && (parts[2].isEmpty || equipment.contains(String(decoding: parts[2], as: UTF8.self)))
  }

  /// Whether an identifier stands before its authority, with nothing but a check digit between them.
  private static func isGoverned(_ parts: [ArraySlice<UInt8>]) -> Bool {
    guard parts.count >= authorityParts, !parts[3].isEmpty, parts[1].count <= 2,
      parts[2].count <= 4, parts[1].allSatisfy(\.isAlphanumeric),
      (governedDigits...IdentifierForm.bytesMax).contains(parts[0].count),
      parts[0].allSatisfy({ $0.isAlphanumeric || $0 == 0x2D })
    else { return false }
    return parts[0].count(where: \.isDigit) >= governedDigits
  }

  /// Whether a number or a user's name stands before a name.
  private func isProvider(_ parts: [ArraySlice<UInt8>]) -> Bool {
    guard parts.count > 1, (1...Self.numberBytesMax).contains(parts[0].count),
      parts[0].allSatisfy(\.isAlphanumeric), Self.isName(parts[1])
    else { return false }
    let given = parts.count > 2 ? parts[2] : []
    let hasNumber = parts[0].contains(where: \.isDigit)
    if parts.count > 2, Self.isName(given),
      !Self.codings.contains(String(decoding: given, as: UTF8.self))
    {
      if hasNumber {
        return given.contains(where: { $0.isLetter && !$0.isUppercase })
          || parts.count >= Self.providerParts || persons(parts[1], given)
      }
      return Self.isHandle(parts[0], of: parts[1])
        || persons(parts[1], given) && !persons(parts[0], parts[1])
    }
    guard given.count <= 1 else { return false }
    return hasNumber ? persons(parts[1], given) : Self.isHandle(parts[0], of: parts[1])
  }

  /// Whether a surname stands before a first name or an initial, and nothing of a code behind them.
  private func isName(_ parts: [ArraySlice<UInt8>]) -> Bool {
    guard parts.count > 1, Self.isName(parts[0]),
      parts[1].count == 1 && parts[1].allSatisfy(\.isUppercase) || Self.isName(parts[1])
    else { return false }
    return persons(parts[0], parts[1])
  }

  /// Whether a user's name is made of a surname and a letter beside it: `JSMITH`, `smithj2`.
  static func isHandle(_ text: ArraySlice<UInt8>, of surname: ArraySlice<UInt8>) -> Bool {
    let letters = text.prefix { !$0.isDigit }
    guard surname.count >= handleLettersMin, letters.count == surname.count + 1,
      letters.count + 3 >= text.count
    else { return false }
    return [letters.dropFirst(), letters.dropLast()]
      .contains { $0.elementsEqual(surname) { $0.lowercased == $1.lowercased } }
  }

  /// Letters of the shortest surname that is known in a user's name.
  static let handleLettersMin = 3

  /// Whether a part is one word of a name, with a capital: codes' texts have small words and signs.
  private static func isName(_ part: ArraySlice<UInt8>) -> Bool {
    guard let first = part.first, first.isUppercase || first >= 0x80 else { return false }
    return part.count >= nameLettersMin
      && part.allSatisfy { $0.isLetter || $0 >= 0x80 || $0 == 0x27 || $0 == 0x2D || $0 == 0x20 }
      && part.split(separator: 0x20)
        .allSatisfy { $0.first.map { $0.isUppercase || $0 >= 0x80 } == true }
  }
}
