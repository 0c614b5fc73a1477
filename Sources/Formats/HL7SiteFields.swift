import Vocabulary

/// What stands in segments that a site defines for itself, of which no specification says anything: a label before
/// it says so, or its form.
///
/// ```
/// ZIN|SUBSCRIBER^Roe^June|MEMBERID^XQ22854852        ZPW|LOGIN|jroe1|ACTIVE|Y
/// ZEM|Bell Auto|12 Mill Rd^^Troy^NY^12180            ZDR|8795^Roe^June^^^^^^NPI
/// ```
struct HL7SiteFields {
  /// What is known of a component.
  enum Meaning: Equatable {
    /// A text beside it names it.
    case label(String)
    /// It is part of a value of that type.
    case type(UInt64)
  }

  /// Texts of which it is known whether they name fields.
  private static let namesMax = 4_096
  /// Bytes of a field that are looked at for its form.
  private static let fieldBytesMax = 512

  /// What a word names that says nothing elsewhere.
  private static let short = ["GROUP": "group number", "CHART": "chart number"]

  /// Says which texts name fields.
  private let naming: FieldNaming
  /// Texts asked for before, and the labels that they are.
  private var names: [String: String?] = [:]
  /// The label of the components behind the first one of a field.
  private var inner: String?
  /// The label of the field with that number.
  private var next: (label: String, field: Int)?
  /// The type of the field in hand; 0 where its form says none.
  private var type: UInt64 = 0

  /// Creates a memory.
  init(naming: @escaping FieldNaming) { self.naming = naming }

  /// Says that a segment begins.
  mutating func beginSegment() {
    (inner, next, type) = (nil, nil, 0)
  }

  /// What a component of such a segment is; nil where nothing says so.
  ///
  /// `field`, `component`: counted from 1. `separators`: of fields, components and repetitions.
  mutating func look(
    _ source: [UInt8],
    _ range: Range<Int>,
    field: Int,
    component: Int,
    _ separators: (field: UInt8, component: UInt8, repetition: UInt8)
  ) -> Meaning? {
    if component == 1 { begin(source, range, field, separators) }
    if type != 0 { return .type(type) }
    if component > 1, let inner { return .label(inner) }
    guard let next, next.field == field else { return nil }
    return .label(next.label)
  }

  /// Looks at a field from its first component on.
  private mutating func begin(
    _ source: [UInt8],
    _ range: Range<Int>,
    _ field: Int,
    _ separators: (field: UInt8, component: UInt8, repetition: UInt8)
  ) {
    let limit = min(source.count, range.lowerBound + Self.fieldBytesMax)
    let end = source.first(
      of: separators.field,
      separators.repetition,
      0x0D,
      0x0A,
      from: range.lowerBound,
      to: limit
    )
    let parts = source[range.lowerBound..<end]
      .split(separator: separators.component, omittingEmptySubsequences: false)
    (inner, type) = (nil, Self.type(parts))
    let label = type == 0 ? label(source[range]) : nil
    if parts.count > 1 {
      inner = label
    } else if let label {
      next = (label, field + 1)
    }
  }

  /// The label of what an observation's code or its words say is observed: `SSN^Social Security Number`; nil where they name
  /// no field that identifies.
  mutating func observed(_ text: ArraySlice<UInt8>) -> String? { label(text) }

  /// The label that a text is; nil where it names no field that identifies.
  ///
  /// Sites write such names in capitals or without blanks; a word in small letters is a value.
  private mutating func label(_ text: ArraySlice<UInt8>) -> String? {
    guard (2...HeaderRow.nameBytesMax).contains(text.count), text.contains(where: \.isUppercase),
      !text.contains(0x5B)
    else { return nil }
    let key = String(decoding: text, as: UTF8.self)
    if let known = names[key] { return known }
    let label = naming(text).isIdentifying ? LabelRole.label(text) : Self.short[key]
    if names.count < Self.namesMax { names[key] = .some(label) }
    return label
  }

  // MARK: Forms

  /// Parts of an address, of a person behind a number at least, and letters of a name.
  private static let addressParts = 5...16
  private static let personParts = 3
  private static let nameLettersMin = 2
  /// What the third part of a code says that is no name.
  private static let codings: Set<String> = ["Local", "Loinc", "Snomed", "Internal", "Site"]

  /// The type of a field by its parts; 0 where they say none.
  private static func type(_ parts: [ArraySlice<UInt8>]) -> UInt64 {
    if addressParts.contains(parts.count), isState(parts[3]), isZip(parts[4]),
      !parts[0].isEmpty
    {
      return HL7Segment.address
    }
    guard parts.count >= personParts, parts[0].count <= 20, parts[0].contains(where: \.isDigit),
      parts[0].allSatisfy(\.isAlphanumeric), isName(parts[1]), isName(parts[2]),
      parts[2].contains(where: { $0.isLetter && !$0.isUppercase }) || parts.count >= 9,
      !codings.contains(String(decoding: parts[2], as: UTF8.self))
    else { return 0 }
    return HL7Segment.person
  }

  private static func isState(_ part: ArraySlice<UInt8>) -> Bool {
    part.count == 2 && part.allSatisfy(\.isUppercase)
  }

  private static func isZip(_ part: ArraySlice<UInt8>) -> Bool {
    let digits = part.count { $0.isDigit }
    return digits == 5 && part.count == 5 || digits == 9 && part.count <= 10
  }

  /// Whether a part is one word of a name, with a capital: codes' texts have small words and signs.
  private static func isName(_ part: ArraySlice<UInt8>) -> Bool {
    guard let first = part.first, first.isUppercase || first >= 0x80 else { return false }
    return part.count >= nameLettersMin
      && part.allSatisfy { $0.isLetter || $0 >= 0x80 || $0 == 0x27 || $0 == 0x2D || $0 == 0x20 }
      && part.split(separator: 0x20)
        .allSatisfy { $0.first.map { $0.isUppercase || $0 >= 0x80 } == true }
  }

  // MARK: Queries

  /// The position that a parameter of a query names: `@PID.5.1`; nil for others.
  ///
  /// Source: HL7 v2.5.1, 5.5.4 (QPD) and 5.9.1 (QIP).
  static func parameter(_ source: [UInt8], _ range: Range<Int>) -> HL7Positions.Place? {
    guard range.count > 5, source[range.lowerBound] == 0x40 else { return nil }
    let names = source[range].dropFirst().split(separator: 0x2E, omittingEmptySubsequences: false)
    guard names.count > 1, names[0].count == 3, names[0].allSatisfy(\.isAlphanumeric) else {
      return nil
    }
    let numbers = names.dropFirst().map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    guard let field = numbers.first, (1...199).contains(field) else { return nil }
    let component = numbers.count > 1 ? min(max(1, numbers[1]), 99) : 1
    return HL7Positions.Place(
      segment: packed(source, names[0].startIndex..<names[0].endIndex),
      field: field,
      component: component,
      valueType: 0
    )
  }
}
