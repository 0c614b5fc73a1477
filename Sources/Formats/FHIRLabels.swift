import Vocabulary

/// What elements of FHIR say of values that any element may hold: the text of a question, an extension's name.
///
/// ```
/// {"linkId": "4.1", "text": "Last name", "answer": [{"valueString": "…"}]}
/// {"url": "http://hl7.org/fhir/StructureDefinition/patient-mothersMaidenName", "valueString": "…"}
/// ```
///
/// `{"name": "mrn", "valueString": "…"}    {"type": {"text": "callback number"}, "valueString": "…"}`
///
/// Sources: HL7 FHIR R4, QuestionnaireResponse, Extension, Parameters, AuditEvent, Task, Observation.
extension JSONReader {
  private static let value = Array("value".utf8)
  private static let text = Array("text".utf8)
  private static let url = Array("url".utf8)
  private static let item = Array("item".utf8)
  private static let answer = Array("answer".utf8)
  private static let extensions = [Array("extension".utf8), Array("modifierExtension".utf8)]
  private static let name = Array("name".utf8)
  /// Members that name the value beside them, by a string or by a concept's text.
  private static let namers = ["name", "type", "category", "code"].map { Array($0.utf8) }
  /// Values that are what their name says, and not a day or a code by their type.
  private static let namedValues = ["valueString", "valueMarkdown", "valueId"]
    .map { Array($0.utf8) }
  /// Containers between a value of an answer and the item that asks: the answer, and the array of answers.
  private static let answerDepth = 2

  /// The key of the value in hand, or of a container around it.
  private func key(above levels: Int) -> ArraySlice<UInt8> {
    nodes.count > levels ? paths.lastKey(of: nodes[nodes.count - 1 - levels]) : []
  }

  /// Takes over what a string says of values beside it.
  @inline(__always)
  mutating func noteFHIRLabel(_ source: [UInt8], _ content: Range<Int>) {
    let own = key(above: 0)
    guard let frame = stack.last, frame.isObject, own.count <= Self.text.count else { return }
    if own.elementsEqual(Self.text), isOfItem(0) {
      stack[stack.count - 1].label = question(source[content])
    } else if own.elementsEqual(Self.url), isOfExtension {
      stack[stack.count - 1].label = extensionName(source[content])
    } else if Self.namers.contains(where: own.elementsEqual), frame.label == nil {
      stack[stack.count - 1].label = siblingName(source[content], own)
    } else if own.elementsEqual(Self.text), stack.count > 1, stack[stack.count - 2].isObject,
      stack[stack.count - 2].label == nil
    {
      let around = key(above: 1)
      guard Self.namers.contains(where: around.elementsEqual) else { return }
      stack[stack.count - 2].label = siblingName(source[content], around)
    }
  }

  /// What a member says that the value beside it is; nil where it names no field that identifies, or one that may as
  /// well be the type of something else.
  private mutating func siblingName(
    _ value: ArraySlice<UInt8>,
    _ key: ArraySlice<UInt8>
  ) -> String? {
    guard name(value).isIdentifying, key.elementsEqual(Self.name) || !LabelRole.isAmbiguous(value)
    else { return nil }
    return LabelRole.label(value)
  }

  /// What a member beside the value in hand says that it is.
  private mutating func siblingLabel(_ source: [UInt8], _ end: Int) -> String? {
    let own = key(above: 0)
    guard Self.namedValues.contains(where: own.elementsEqual) else { return nil }
    if let label = stack[stack.count - 1].label { return label }
    for member in JSONMembers(source, from: end) {
      let key = source[member.key]
      guard Self.namers.contains(where: key.elementsEqual) else { continue }
      return siblingName(source[member.value], key)
    }
    return nil
  }

  /// The field of a value that an element beside it or around it names; nil for others.
  ///
  /// `end`: behind the value.
  @inline(__always)
  mutating func fhirLabelledField(
    _ kind: PathTable.Kind,
    _ source: [UInt8],
    _ end: Int
  ) -> Int32? {
    guard key(above: 0).starts(with: Self.value), let frame = stack.last, frame.isObject else {
      return nil
    }
    let label =
      isOfExtension
      ? frame.label ?? labelBehind(source, end, Self.url, inside: 0).flatMap { extensionName($0) }
      : answerLabel(source, end) ?? siblingLabel(source, end)
    return label.flatMap { field(of: $0, kind) }
  }

  /// Whether the object in hand, or one around it, is an item of a questionnaire.
  private func isOfItem(_ levels: Int) -> Bool {
    key(above: levels + 1).elementsEqual(Self.item)
  }

  private var isOfExtension: Bool {
    let around = key(above: 1)
    return Self.extensions.contains { around.elementsEqual($0) }
  }

  /// What the item asks that the value in hand answers.
  private mutating func answerLabel(_ source: [UInt8], _ end: Int) -> String? {
    let depth = stack.count
    guard key(above: 1).elementsEqual(Self.answer), depth > Self.answerDepth else { return nil }
    let place = depth - 1 - Self.answerDepth
    if stack[place].label == nil {
      stack[place].label = labelBehind(source, end, Self.text, inside: Self.answerDepth)
        .flatMap { question($0) }
    }
    return stack[place].label
  }

  /// The string of a member that stands behind a value.
  private func labelBehind(
    _ source: [UInt8],
    _ end: Int,
    _ key: [UInt8],
    inside depth: Int
  ) -> ArraySlice<UInt8>? {
    JSONMembers(source, from: end, inside: depth)
      .first { source[$0.key].elementsEqual(key) }
      .map { source[$0.value] }
  }

  /// What an item asks for; a bare `Name` is that of whom the item around is about, or of who answers.
  private func question(_ text: ArraySlice<UInt8>) -> String? {
    guard let label = LabelRole.label(text, isOfPerson: true) else { return nil }
    guard label.lowercased() == "name", let around = stack.dropLast(2).last?.label else {
      return label
    }
    return around + " " + label
  }

  /// The name of an extension as that of a field: the last word of its address; nil where it is none.
  private func extensionName(_ address: ArraySlice<UInt8>) -> String? {
    let name = address.split { $0 == 0x2F || $0 == 0x2D || $0 == 0x23 }.last ?? []
    return shape.naming(name).isIdentifying ? LabelRole.label(name) : nil
  }
}
