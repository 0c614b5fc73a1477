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

  /// What forms say.
  private let forms: HL7SiteForms
  /// The parts of the field in hand, and which of the message's fields it is.
  private var parts: [ArraySlice<UInt8>] = []
  private var serial = -1

  /// Creates a memory.
  ///
  /// `persons`: says whether words are a surname and a first name.
  init(naming: @escaping FieldNaming, persons: @escaping PersonTelling) {
    self.naming = naming
    forms = HL7SiteForms(persons: persons)
  }

  /// Says that a segment begins.
  mutating func beginSegment() {
    (inner, next, type, serial) = (nil, nil, 0, -1)
  }

  /// What a component of such a segment is; nil where nothing says so.
  ///
  /// `field`, `component`: counted from 1. `serial`: which of the document's fields and repetitions it is of.
  /// `separators`: of fields, components and repetitions.
  mutating func look(
    _ source: [UInt8],
    _ range: Range<Int>,
    field: Int,
    component: Int,
    serial: Int,
    _ separators: (field: UInt8, component: UInt8, repetition: UInt8)
  ) -> Meaning? {
    if self.serial != serial {
      self.serial = serial
      begin(source, range, field, component, separators)
    }
    if type != 0 { return .type(type) }
    if component > 1, let inner { return .label(inner) }
    if let next, next.field == field { return .label(next.label) }
    let own = HL7SiteForms.type(source[range], of: parts)
    if own != 0 { return .type(own) }
    return parts.count == 1 && isHandle(source, range, separators)
      ? .type(HL7Segment.user) : nil
  }

  /// Looks at a field from its first component on.
  private mutating func begin(
    _ source: [UInt8],
    _ range: Range<Int>,
    _ field: Int,
    _ component: Int,
    _ separators: (field: UInt8, component: UInt8, repetition: UInt8)
  ) {
    let start =
      component == 1 ? range.lowerBound : fieldStart(source, range.lowerBound, separators)
    let limit = min(source.count, range.lowerBound + Self.fieldBytesMax)
    let end = source.first(
      of: separators.field,
      separators.repetition,
      0x0D,
      0x0A,
      from: range.lowerBound,
      to: limit
    )
    parts = source[start..<end]
      .split(separator: separators.component, omittingEmptySubsequences: false)
    (inner, type) = (nil, forms.type(parts))
    let label = type == 0 && component == 1 ? label(source[range]) : nil
    if parts.count > 1 {
      inner = label
    } else if let label {
      next = (label, field + 1)
    }
  }

  /// Where a field whose first components are empty begins.
  private func fieldStart(
    _ source: [UInt8],
    _ place: Int,
    _ separators: (field: UInt8, component: UInt8, repetition: UInt8)
  ) -> Int {
    var start = place
    while start > 0,
      ![separators.field, separators.repetition, 0x0D, 0x0A].contains(source[start - 1]),
      place - start < Self.fieldBytesMax
    {
      start -= 1
    }
    return start
  }

  /// Whether a value is a user's name made of a surname that stands in the same segment.
  private func isHandle(
    _ source: [UInt8],
    _ range: Range<Int>,
    _ separators: (field: UInt8, component: UInt8, repetition: UInt8)
  ) -> Bool {
    let value = source[range]
    guard Self.handleBytes.contains(value.count), value.allSatisfy(\.isAlphanumeric),
      value.prefix(Self.handleBytes.lowerBound).allSatisfy(\.isLetter)
    else { return false }
    var (low, high) = (range.lowerBound, range.upperBound)
    let (first, last) = (max(0, low - Self.segmentBytesMax), high + Self.segmentBytesMax)
    while low > first, source[low - 1] != 0x0D, source[low - 1] != 0x0A { low -= 1 }
    high = source.first(of: 0x0D, 0x0A, 0x0D, 0x0A, from: high, to: min(source.count, last))
    return source[low..<high]
      .split {
        !($0.isLetter || $0 >= 0x80) || $0 == separators.field || $0 == separators.component
      }
      .contains { HL7SiteForms.isHandle(value, of: $0) }
  }

  /// Bytes of a user's name that may hold a surname, and of a segment on both sides of it.
  private static let handleBytes = 4...24
  private static let segmentBytesMax = 256

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
