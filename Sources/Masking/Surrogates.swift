import Crypto
import Vocabulary

/// Makes surrogates under the keys of one scope, and knows them again.
///
/// A surrogate depends on the value and the key alone: the same value has the same one in every
/// file, on every night and host. It is never the value itself.
struct Surrogates: Sendable, CustomReflectable {
  /// A key for each kind, at its raw value.
  private let keys: [SymmetricKey]
  /// The key of date shifts.
  private let dateKey: SymmetricKey
  /// The most days of a shift.
  private let shiftDaysMax: Int

  /// Derives the keys.
  init(_ key: SiteKey, _ policy: MaskingPolicy) {
    keys = IdentifierKind.allCases.map { key.surrogateKey($0.label, scope: policy.scope) }
    dateKey = key.surrogateKey("date-shift", scope: policy.scope)
    shiftDaysMax = policy.shiftDaysMax
  }

  /// Shows nothing: messages and dumps never hold the keys.
  var customMirror: Mirror { Mirror(self, children: []) }

  /// The key of a kind.
  func key(_ kind: IdentifierKind) -> SymmetricKey { keys[Int(kind.rawValue)] }

  /// The days by which the dates of a patient or document move; never 0.
  ///
  /// `subject`: who or what it is, in one form.
  func shiftDays(of subject: [UInt8]) -> Int {
    var stream = KeyedStream(dateKey, subject)
    let place = stream.below(2 * shiftDaysMax)
    return place < shiftDaysMax ? place - shiftDaysMax : place - shiftDaysMax + 1
  }

  /// A surrogate of a value in a field where any text may stand; nil where none can be made, so
  /// that a tag has to do.
  func text(_ finding: Finding, _ value: [UInt8], isEncrypted: Bool) -> [UInt8]? {
    let made: [UInt8]? =
      switch finding.kind {
      case .name, .organization: words(value, finding.kind, SurrogateWords.neutralInNames)
      case .location: words(value, .location, SurrogateWords.neutralInPlaces)
      case .email: email(value)
      case .url: url(value)
      case .ip: address(value)
      case .username: userName(value)
      case .ssn where !isEncrypted: socialSecurity(value)
      case .phone, .fax: phone(value, finding.kind, isEncrypted: isEncrypted)
      default: code(value, finding.kind, isEncrypted: isEncrypted)
      }
    return made == value ? nil : made
  }

  /// A surrogate of a number without quotes; nil where none can be made.
  func number(_ finding: Finding, _ value: [UInt8], isEncrypted: Bool) -> [UInt8]? {
    guard value.allSatisfy(\.isDigit), value.first != UInt8(ascii: "0"),
      let made = text(finding, value, isEncrypted: isEncrypted), made.count == value.count,
      made.allSatisfy(\.isDigit), made.first != UInt8(ascii: "0")
    else { return nil }
    return made
  }

  /// Whether a value may be a surrogate of its kind.
  ///
  /// Names, addresses of the net, social security numbers and telephone numbers are known by the
  /// reserved set that they are from; other numbers have no such set and are taken by their form:
  /// who relies on that needs the stage's seal beside it.
  func recognizes(_ finding: Finding, _ value: [UInt8], isEncrypted: Bool, isCut: Bool) -> Bool {
    switch finding.kind {
    case .name, .organization, .location: return areWords(value, isCut: isCut)
    case .email: return isEmail(value)
    case .url: return isURL(value)
    case .ip: return isAddress(value)
    case .username: return isUserName(value) || isEmail(value)
    case .ssn where !isEncrypted: return isSocialSecurity(value)
    case .phone where !isEncrypted, .fax where !isEncrypted: return isPhone(value)
    default: return value.allSatisfy { 0x20..<0x7F ~= $0 }
    }
  }
}

extension UInt8 {
  /// A byte between the letters and digits of a value as it may stand in a replacement.
  static func separator(_ byte: UInt8) -> UInt8 {
    let isUnsafe = #""'`\|^&~<>"#.utf8.contains(byte)
    return 0x20..<0x7F ~= byte && !isUnsafe ? byte : 0x20
  }

  /// A letter or digit as it is, anything else as it may stand in a replacement.
  static func separatorOrCharacter(_ byte: UInt8) -> UInt8 {
    byte.isAlphanumeric ? byte : separator(byte)
  }
}

extension [UInt8] {
  /// The ASCII letters and digits, letters as capitals.
  var plainCharacters: [UInt8] {
    filter(\.isAlphanumeric).map { $0.isLowercase ? $0 - 0x20 : $0 }
  }

  /// The digits.
  var plainDigits: [UInt8] { filter(\.isDigit) }

  /// Letters and digits in the place of those of `value`, with its separators and cases.
  func laid(onto value: [UInt8]) -> [UInt8] {
    var next = makeIterator()
    return value.map { byte in
      guard byte.isAlphanumeric else { return .separator(byte) }
      guard let new = next.next() else { return 0x20 }
      return byte.isLowercase ? new.lowercased : new
    }
  }
}
