import Vocabulary

/// Vectors and lists in programs, every value of which is what their name says.
///
/// ```
/// structure(list(id = c(8800676, 246094), zip = c("02134", "03060")), class = "data.frame")
/// zips <- c("02134", "03060")        patient = {"postal_code": ["02134", "03060"]}
/// ```
struct NamedVectors {
  /// Numbers that rows are known by, which are somebody's beside vectors of persons.
  private var keys: [(values: [Range<Int>], count: Int)] = []
  /// How many values the vectors of persons have.
  private var counts: Set<Int> = []

  /// Bytes of a name, and vectors that are kept.
  private static let nameBytesMax = 48
  private static let keysMax = 256
  /// Digits of the shortest number that a row is known by.
  private static let keyDigitsMin = 5
  /// What such numbers are called at the end of their names.
  private static let keyNames: Set<String> = ["id", "ids", "no", "nr", "num", "number", "key"]
  /// Literals that hold nothing.
  private static let nothing = Engine.hashes("na none null nil nan true false")

  /// The values of a group that is such a vector; nil for others.
  mutating func take(
    _ text: Span<UInt8>,
    _ group: LiteralGroup,
    _ scanner: Scanner
  ) -> [DumpCell]? {
    guard let name = Self.name(text, group), let values = Self.values(text, group) else {
      return nil
    }
    let words = FieldNames.words(name)
    var judgement = scanner.judge(FieldContext(name: name, column: 1))
    if !judgement.isIdentifier, name.utf8.last == 0x73 {
      judgement = scanner.judge(FieldContext(name: String(name.dropLast()), column: 1))
    }
    guard let kind = judgement.kind else {
      let isKey = words.last.map(Self.keyNames.contains) == true
      if isKey, keys.count < Self.keysMax, Self.areKeys(text, values) {
        keys.append((values, values.count))
      }
      return nil
    }
    counts.insert(values.count)
    guard Self.mayHold(text, values, kind, judgement) else { return nil }
    // `Name` may be that of anything, and `provider` a list of programs.
    if kind == .name,
      words == ["names"] || scanner.meaning(ofKey: name) != .identifier
    {
      return nil
    }
    return values.map { scanner.cell(text, $0, judgement) }
  }

  /// The numbers of rows beside as long vectors of persons.
  func keyCells(_ text: Span<UInt8>, _ scanner: Scanner) -> [DumpCell] {
    var judgement = FieldJudgement()
    judgement.verdict = .identifier(.mrn, .none)
    return keys.filter { counts.contains($0.count) }
      .flatMap { key in key.values.map { scanner.cell(text, $0, judgement) } }
  }

  /// What a group is called: `zip = c(`, `zips <- [`, `"zip": [`.
  private static func name(_ text: Span<UInt8>, _ group: LiteralGroup) -> String? {
    var place = group.open
    guard text[place] == 0x28 || text[place] == 0x5B else { return nil }
    if text[place] == 0x28, text.at(place - 1) == 0x63 { place -= 1 }
    if text.at(place - 1).isAlphanumeric || text.at(place - 1) == 0x5F { return nil }
    while text.at(place - 1) == 0x20 { place -= 1 }
    switch text.at(place - 1) {
    case 0x3D where ![0x3D, 0x21, 0x3C, 0x3E].contains(text.at(place - 2)): place -= 1
    case 0x3A: place -= 1
    case 0x2D where text.at(place - 2) == 0x3C: place -= 2
    default: return nil
    }
    while text.at(place - 1) == 0x20 { place -= 1 }
    let quote = text.at(place - 1)
    let isQuoted = quote == 0x22 || quote == 0x27 || quote == 0x60
    if isQuoted { place -= 1 }
    var start = place
    while place - start < nameBytesMax {
      let byte = text.at(start - 1)
      guard byte.isAlphanumeric || byte == 0x5F || isQuoted && (byte == 0x20 || byte == 0x2D) else {
        break
      }
      start -= 1
    }
    guard start < place, !isQuoted || text.at(start - 1) == quote,
      (start..<place).contains(where: { text[$0].isLetter })
    else { return nil }
    return String(decoding: (start..<place).map { text[$0] }, as: UTF8.self)
  }

  /// The values of a group whose items are all literals; nil for others.
  private static func values(_ text: Span<UInt8>, _ group: LiteralGroup) -> [Range<Int>]? {
    var values: [Range<Int>] = []
    for item in group.items {
      if let value = LiteralGroup.value(text, item, isDate: false) {
        values.append(value)
      } else if !nothing.contains(Token.hash(text, item)), LiteralGroup.string(text, item) == nil {
        return nil
      }
    }
    return values.isEmpty ? nil : values
  }

  /// Whether values are whole numbers of several digits.
  private static func areKeys(_ text: Span<UInt8>, _ values: [Range<Int>]) -> Bool {
    values.allSatisfy { value in
      value.count >= keyDigitsMin && value.allSatisfy { text[$0].isDigit }
    }
  }

  /// Whether values can be what their vector's name says: numbers have digits, names and towns begin with a capital.
  private static func mayHold(
    _ text: Span<UInt8>,
    _ values: [Range<Int>],
    _ kind: IdentifierKind,
    _ judgement: FieldJudgement
  ) -> Bool {
    switch kind {
    case .name: values.allSatisfy { isCapital(text[$0.lowerBound]) }
    case .location where judgement.verdict == .identifier(.location, .city):
      values.allSatisfy { isCapital(text[$0.lowerBound]) }
    case .location, .phone, .fax, .ssn, .mrn, .healthPlan, .account, .license, .uniqueID:
      values.allSatisfy { value in value.contains { text[$0].isDigit } }
    default: false
    }
  }

  private static func isCapital(_ byte: UInt8) -> Bool { byte.isUppercase || byte >= 0xC3 }
}
