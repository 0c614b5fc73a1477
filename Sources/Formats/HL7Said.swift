import Vocabulary

/// What the fields of a message said, for those that its specification knows nothing of.
///
/// Sites repeat a patient's name and numbers in segments of their own: `ZFT|Roe^Ann|1585642`. A component
/// that is the same as one of a name or a number earlier in the message is one, too.
struct HL7Said {
  /// Values that are remembered of one message.
  private static let valuesMax = 512
  /// Bytes of a value: shorter ones are initials and codes, longer ones are no names or numbers.
  private static let bytes = 2...64
  /// Digits of the shortest number: shorter ones count.
  private static let digitsMin = 4

  /// What values are, by hashes of 64 bits of their letters, all small: a message has too few for two to be alike.
  private var hints: [UInt64: FieldHint] = [:]

  /// Forgets all: another message begins.
  mutating func reset() {
    if !hints.isEmpty { hints.removeAll(keepingCapacity: true) }
  }

  /// Takes over a value of a field.
  mutating func note(_ source: [UInt8], _ value: Range<Int>, _ hint: FieldHint) {
    guard case .identifier(let kind, _) = hint, Self.isRepeated(kind),
      hints.count < Self.valuesMax, let hash = Self.hash(source, value)
    else { return }
    hints[hash] = hint
  }

  /// What a value was before; nil for others.
  func hint(_ source: [UInt8], _ value: Range<Int>) -> FieldHint? {
    hints.isEmpty ? nil : Self.hash(source, value).flatMap { hints[$0] }
  }

  /// What a user's name is that is made of a name which the message said and a letter beside it; nil for others.
  ///
  /// `tadeyemi` where PID-5 is `ADEYEMI^TUNDE`.
  func handle(_ source: [UInt8], _ value: Range<Int>) -> FieldHint? {
    guard !hints.isEmpty, Self.handleBytes.contains(value.count),
      value.allSatisfy({ source[$0].isLetter })
    else { return nil }
    let names = [
      value.lowerBound + 1..<value.upperBound, value.lowerBound..<value.upperBound - 1,
    ]
    let isKnown = names.contains { name in
      Self.hash(source, name).flatMap { hints[$0] } == .identifier(.name, .none)
    }
    return isKnown ? .identifier(.username, .none) : nil
  }

  /// Bytes of a user's name that may hold a name.
  private static let handleBytes = 5...24

  /// Whether values of a kind say by themselves what they are: a town and a day do not.
  private static func isRepeated(_ kind: IdentifierKind) -> Bool {
    switch kind {
    case .name, .mrn, .account, .ssn, .healthPlan, .license: true
    default: false
    }
  }

  /// The hash of a value; nil where it cannot be told from a code, a count or a mask.
  private static func hash(_ source: [UInt8], _ value: Range<Int>) -> UInt64? {
    guard bytes.contains(value.count) else { return nil }
    var (hash, digits, letters) = (ByteHash(), 0, 0)
    for place in value {
      let byte = source[place]
      if byte == 0x5B { return nil }
      if byte.isDigit { digits += 1 } else if byte.isLetter || byte >= 0x80 { letters += 1 }
      hash.add(byte.isUppercase ? byte | 0x20 : byte)
    }
    return digits >= digitsMin || digits == 0 && letters >= bytes.lowerBound ? hash.value : nil
  }
}
