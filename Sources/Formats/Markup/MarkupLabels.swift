import Vocabulary

/// What labels in markup mean, and the fields of the values beside them, each known once.
struct MarkupLabels {
  /// Bytes of the longest label; longer texts are values.
  static let bytesMax = 64
  /// Bytes of the longest path whose last name is one.
  private static let pathBytesMax = 192
  /// Labels that are remembered at once.
  private static let knownMax = 4_096

  /// Says what a label means; nil where nobody does.
  private let naming: LabelNaming?
  private var meanings: [Key: FieldMeaning] = [:]
  /// Numbers of the fields of values, by their labels.
  private var numbers: [Value: Int32] = [:]

  /// A label as it was asked for.
  private struct Key: Hashable {
    var label: String
    var isKey: Bool
  }

  /// A label, and what a value beside it must look like.
  private struct Value: Hashable {
    var label: String
    var shape: ValueShape
  }

  /// Creates an empty memory.
  init(_ naming: LabelNaming?) {
    self.naming = naming
  }

  /// Whether anything is known of labels.
  var isUsed: Bool { naming != nil }

  /// The label that a text is; nil where it is too long or has no letter.
  ///
  /// `Chart #` is a chart's number, and a point joins no path.
  static func label(_ text: some Collection<UInt8>) -> String? {
    guard text.count <= pathBytesMax, text.contains(where: \.isLetter) else { return nil }
    let step = lastStep(Array(text))
    guard (2...bytesMax).contains(step.count) else { return nil }
    let words = String(decoding: step, as: UTF8.self)
    guard text.contains(where: { $0 == 0x23 || $0 == 0x2E }) else { return words }
    return words.replacing("#", with: " number").replacing(".", with: " ")
  }

  /// The last name of a path through a form, without its number: `topmostSubform[0].Page1[0].Address[0]`.
  ///
  /// Source: XFA 3.3, 3.5 (SOM expressions).
  private static func lastStep(_ text: [UInt8]) -> ArraySlice<UInt8> {
    guard text.last == 0x5D, let open = text.lastIndex(of: 0x5B), open > 0,
      text[(open + 1)...].dropLast().allSatisfy(\.isDigit)
    else { return text[...] }
    let path = text[..<open]
    return path[((path.lastIndex(of: 0x2E) ?? -1) + 1)...]
  }

  /// What a label means.
  mutating func meaning(_ label: String, isKey: Bool) -> FieldMeaning {
    guard let naming else { return .nothing }
    let key = Key(label: label, isKey: isKey)
    if let known = meanings[key] { return known }
    if meanings.count >= Self.knownMax { meanings.removeAll(keepingCapacity: true) }
    let meaning = naming(label, isKey)
    meanings[key] = meaning
    return meaning
  }

  /// The label that bytes are for programs, where it says anything.
  ///
  /// One of several has a number behind it: `MRN0`, `PatientName_12`.
  mutating func key(_ bytes: ArraySlice<UInt8>) -> String? {
    // With a colon it is the name of another vocabulary: `twitter:title`.
    guard !bytes.contains(0x3A), let label = Self.label(bytes) else { return nil }
    let digits = bytes.reversed().prefix { $0.isDigit }.count
    if (1...Self.digitsMax).contains(digits) {
      let rest = bytes.dropLast(digits)
      let base = rest.last == 0x5F ? rest.dropLast() : rest
      if let label = Self.label(base), [.identifier, .role].contains(meaning(label, isKey: true)) {
        return label
      }
    }
    switch meaning(label, isKey: true) {
    case .identifier, .role: return label
    case .nothing, .coded, .name: return nil
    }
  }

  /// Digits of a number behind a label, at most.
  private static let digitsMax = 4

  /// The number of the field of values with that label; nil where there are too many.
  mutating func field(
    _ label: String,
    _ shape: ValueShape = .text,
    in fields: inout FieldTable
  ) -> Int32? {
    let value = Value(label: label, shape: shape)
    if let known = numbers[value] { return known }
    guard numbers.count < LabelRole.labelsMax else { return nil }
    let number = fields.add(FieldContext(name: label, shape: shape, isLabelled: true))
    numbers[value] = number
    return number
  }

  /// Forgets the numbers of fields, all of which were forgotten.
  mutating func forgetFields() { numbers.removeAll(keepingCapacity: true) }
}
