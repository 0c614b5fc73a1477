import Vocabulary

/// Texts that an annotator or a recogniser has tagged: `{"text": "Rosenblatt", "labels": ["DOCTOR"]}`,
/// `{"entity_group": "PER", "word": "Underhill"}`.
///
/// Sources: Label Studio, Doccano, Prodigy and Hugging Face pipelines.
enum SpanKey {
  /// A tag; a tag where places or likelihoods of the text stand beside it; what is tagged; nothing of all.
  case tag, mayTag, span, none

  private static let keys: [[UInt8]: SpanKey] = {
    let keys: [(SpanKey, String)] = [
      (.tag, "labels entity entity_group entity_type entityType ner ner_tag"),
      (.mayTag, "label tag type category Category Type"),
      (.span, "text word span mention surface entity_text Text"),
    ]
    return keys.reduce(into: [:]) { table, entry in
      for key in entry.1.split(separator: " ") { table[Array(key.utf8)] = entry.0 }
    }
  }()

  /// What a member of that name is for.
  init(_ key: ArraySlice<UInt8>) { self = key.count > 12 ? .none : Self.keys[Array(key)] ?? .none }
}

extension JSONReader {
  /// What the fields of tagged texts are called, and bytes around a tag in which places stand.
  private static let spanField = "span "
  private static let reach = 200
  /// Keys of places and likelihoods.
  private static let marks: [StaticString] = [
    "\"start\"", "\"begin\"", "\"offset\"", "\"BeginOffset\"", "\"score\"", "\"Score\"",
    "\"start_char\"",
  ]

  /// What the member in hand is for; asked once for each path.
  private mutating func spanKey() -> SpanKey {
    let node = nodes[nodes.count - 1]
    if let known = spanKeys[node] { return known }
    let key = SpanKey(paths.lastKey(of: node))
    spanKeys[node] = key
    return key
  }

  /// Whether a value is a tag that says what stands beside it.
  private func isTag(_ source: [UInt8], _ content: Range<Int>, _ key: SpanKey) -> Bool {
    guard key == .tag || key == .mayTag, (2...EntityTag.bytesMax).contains(content.count),
      source[content.lowerBound].isUppercase, EntityTag.meaning(of: source[content]) != nil
    else { return false }
    if key == .tag { return true }
    let from = max(0, content.lowerBound - Self.reach)
    let to = min(source.count, content.upperBound + Self.reach)
    return Self.marks.contains { source.first(of: $0, from: from, to: to) < to }
  }

  /// Takes over the tag of what stands beside it.
  mutating func noteTag(_ source: [UInt8], _ content: Range<Int>) {
    guard let frame = stack.last, isTag(source, content, spanKey()) else { return }
    let depth = stack.count - (frame.isObject ? 1 : 2)
    guard depth >= 0, stack[depth].isObject else { return }
    stack[depth].tag = Array(source[content])
  }

  /// The field of a text that is tagged; nil for others.
  ///
  /// `end`: behind the value.
  mutating func spanField(_ source: [UInt8], _ end: Int) -> Int32? {
    let depth = stack.count - 1
    guard spanKey() == .span else { return nil }
    if stack[depth].tag.isEmpty {
      let member = JSONMembers(source, from: end, readsLists: true)
        .first { isTag(source, $0.value, SpanKey(source[$0.key])) }
      guard let member else { return nil }
      stack[depth].tag = Array(source[member.value])
    }
    guard let (kind, part) = EntityTag.meaning(of: stack[depth].tag) else { return nil }
    let name = Self.spanField + String(decoding: stack[depth].tag, as: UTF8.self)
    if let known = labelFields[name] { return known }
    guard labelFields.count < LabelRole.labelsMax else { return nil }
    let number = fields.add(FieldContext(name: name, hint: .identifier(kind, part)))
    labelFields[name] = number
    return number
  }
}
