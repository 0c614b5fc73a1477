import Vocabulary

/// Names of segments as numbers, as the reader packs them.
enum HL7Segment {
  /// `OBX`; as numbers, these need not be made before each look.
  static let observation: UInt64 = 0x4F_42_58
  /// What stands for a line that continues another one: `???`.
  static let continued: UInt64 = 0x3F_3F_3F
  /// `QPD`: the parameters of a query.
  static let query: UInt64 = 0x51_50_44
  /// `MFI` and `MFE`: what a master file is of, and an entry of it.
  static let masterFile: UInt64 = 0x4D_46_49
  static let masterEntry: UInt64 = 0x4D_46_45
  /// `XAD` and `XCN`: an address, and a person behind a number.
  static let address: UInt64 = 0x58_41_44
  static let person: UInt64 = 0x58_43_4E
  /// `XPN`, `XTN` and `CX`: a name, a telephone, and a number with its authority.
  static let personName: UInt64 = 0x58_50_4E
  static let telecom: UInt64 = 0x58_54_4E
  static let identifier: UInt64 = 0x43_58
  /// `#` and `@`: a number and a user's name that are known by their form alone.
  static let number: UInt64 = 0x23
  static let user: UInt64 = 0x40

  /// What the names of a site's own segments begin with: `Z`.
  static let siteLetter: UInt64 = 0x5A

  /// Whether a segment is one that a site defines for itself.
  @inline(__always)
  static func isOfSite(_ name: UInt64) -> Bool { name >> 16 == siteLetter }

  /// Whether a segment states the separators of what follows.
  @inline(__always)
  static func isHeader(_ name: UInt64) -> Bool {
    name == message || name == batch || name == file
  }

  /// `MSH`, `BHS`, `FHS`.
  private static let message: UInt64 = 0x4D_53_48
  private static let batch: UInt64 = 0x42_48_53
  private static let file: UInt64 = 0x46_48_53

  /// The name that a number stands for.
  static func name(_ packed: UInt64) -> String {
    var letters: [UInt8] = []
    var rest = packed
    while rest > 0 {
      letters.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }
}

/// The fields of a document's positions, each made once.
struct HL7Positions {
  /// A position in a message.
  struct Place {
    /// The segment's name.
    var segment: UInt64
    /// Counted from 1.
    var field: Int
    /// Counted from 1.
    var component: Int
    /// OBX-2 where the position is OBX-5, MFI-1 where it is MFE-4, the type of a field of a site's; else 0.
    var valueType: UInt64
  }

  /// Fields and components that have a place in `numbers`; others are looked up.
  private static let fieldsMax = 64
  private static let componentsMax = 16
  /// Segments, with types of values, that are known at once.
  private static let segmentsMax = 512
  /// Fields beyond `fieldsMax` or `componentsMax` that are known at once.
  private static let othersMax = 4_096

  private var fields = FieldTable()
  /// Names and types of values of the segments met, in the order of `numbers`.
  private var segments: [(name: UInt64, valueType: UInt64)] = []
  /// For each segment, field and component: the number of its field, of the one for text in a code's place, and
  /// what the specification says of it; -1 where it was not met.
  private var numbers: [(plain: Int32, text: Int32, hint: FieldHint)] = []
  /// The segment met last.
  private var last = 0
  /// What the message said so far.
  private var said = HL7Said()
  /// The numbers of fields of what is repeated.
  private var repeated: [FieldHint: Int32] = [:]
  /// Fields that have no place in `numbers`.
  private var others: [String: Int32] = [:]
  /// The numbers of fields by labels that stand beside their values.
  private var labelled: [String: Int32] = [:]

  /// Forgets which fields the block before used.
  mutating func beginBlock() {
    fields.beginBlock()
    guard segments.count >= Self.segmentsMax || others.count >= Self.othersMax else { return }
    let said = said
    self = HL7Positions()
    self.said = said
  }

  /// The index in the block of the field at a place, for the value in `range`.
  @inline(__always)
  mutating func index(
    of place: Place,
    _ writer: inout BlockWriter,
    _ range: Range<Int>
  ) -> Int32 {
    guard place.field < Self.fieldsMax, place.component < Self.componentsMax else {
      return fields.index(of: other(place), in: &writer)
    }
    let segment = segment(place)
    let slot =
      (segment * Self.fieldsMax + place.field) * Self.componentsMax + place.component
    if numbers[slot].plain < 0 { make(place, slot) }
    let number = numbers[slot]
    // What the message said of a value is surer than its form.
    if place.valueType == HL7Segment.number, let known = said.hint(writer.source, range) {
      return repeated(known, &writer)
    }
    if let index = repetition(number.hint, &writer, range) { return index }
    // A code has no blanks: what has is a text, and may hold a name.
    let isText = number.text != number.plain && hasBlank(writer.source, range)
    return fields.index(of: isText ? number.text : number.plain, in: &writer)
  }

  /// The index in the block of the field of a value that a label beside it names; nil where there are too many.
  mutating func index(of label: String, _ writer: inout BlockWriter) -> Int32? {
    if labelled[label] == nil, labelled.count >= LabelRole.labelsMax { return nil }
    let number = labelled[label] ?? fields.add(FieldContext(name: label, isLabelled: true))
    labelled[label] = number
    return fields.index(of: number, in: &writer)
  }

  /// The index of a place's segment.
  @inline(__always)
  private mutating func segment(_ place: Place) -> Int {
    if last < segments.count, segments[last].name == place.segment,
      segments[last].valueType == place.valueType
    {
      return last
    }
    for index in segments.indices
    where segments[index].name == place.segment && segments[index].valueType == place.valueType {
      last = index
      return index
    }
    segments.append((place.segment, place.valueType))
    let size = Self.fieldsMax * Self.componentsMax
    numbers.append(contentsOf: repeatElement((plain: -1, text: -1, hint: .coded), count: size))
    last = segments.count - 1
    return last
  }

  /// Makes the field of a place.
  private mutating func make(_ place: Place, _ slot: Int) {
    let context = Self.context(place)
    let plain = fields.add(context)
    var text = plain
    if context.hint == .coded {
      text = fields.add(FieldContext(name: context.name, hint: .display, shape: context.shape))
    }
    let isOfSite = HL7Segment.isOfSite(place.segment)
    numbers[slot] = (plain, text, isOfSite && context.hint == .freeText ? .unknown : context.hint)
  }

  /// The index of the field of a value that the message said before, where nothing else says what it is.
  @inline(__always)
  private mutating func repetition(
    _ hint: FieldHint,
    _ writer: inout BlockWriter,
    _ range: Range<Int>
  ) -> Int32? {
    if case .identifier = hint {
      said.note(writer.source, range, hint)
      return nil
    }
    guard hint == .unknown,
      let known = said.hint(writer.source, range) ?? said.handle(writer.source, range)
    else { return nil }
    return repeated(known, &writer)
  }

  /// The index of the field of what the message said before.
  private mutating func repeated(_ known: FieldHint, _ writer: inout BlockWriter) -> Int32 {
    let number = repeated[known] ?? fields.add(FieldContext(name: "repeated", hint: known))
    repeated[known] = number
    return fields.index(of: number, in: &writer)
  }

  /// Says that another message begins.
  mutating func beginMessage() { said.reset() }

  /// The number of the field of a place far out.
  private mutating func other(_ place: Place) -> Int32 {
    let context = Self.context(place)
    if let known = others[context.name] { return known }
    let number = fields.add(context)
    others[context.name] = number
    return number
  }

  /// What the specification says of a place.
  private static func context(_ place: Place) -> FieldContext {
    HL7Fields.context(
      segment: HL7Segment.name(place.segment),
      field: place.field,
      component: place.component,
      valueType: HL7Segment.name(place.valueType)
    )
  }

  /// Whether a value has a blank inside.
  private func hasBlank(_ source: [UInt8], _ range: Range<Int>) -> Bool {
    source.first(of: 0x20, from: range.lowerBound, to: range.upperBound) < range.upperBound
  }
}
