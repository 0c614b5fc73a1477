import Vocabulary

/// What members and elements of JSON say of values beside them.
extension JSONReader {
  /// What a member is for.
  mutating func role(of node: Int32) -> LabelRole {
    if let known = roles[node] { return known }
    let role = LabelRole(paths.elements(of: node).last ?? "")
    roles[node] = role
    return role
  }

  /// Whether a string that is a value is the name of a field, and keeps what it names.
  @inline(__always)
  mutating func namesField(_ source: [UInt8], _ content: Range<Int>) -> Bool {
    guard let frame = stack.last else { return false }
    noteTag(source, content)
    if !frame.isObject {
      notePart(source, content)
      return frame.holdsNames
        ? addName(source[content], 2) : frame.label != nil && frame.elements == 0
    }
    let node = nodes[nodes.count - 1]
    let role = role(of: node)
    if FieldDefinitions.isHolder(paths.lastKey(of: nodes[nodes.count - 2])),
      name(source[content]).isIdentifying, let label = LabelRole.label(source[content])
    {
      definitions.define(FieldDefinitions.identity(paths.lastKey(of: node)), label)
      return true
    }
    if namesAround(source[content]) { return true }
    if role == .identity { identify(source[content]) }
    // What has a label is a value, though fields may be called like it.
    if role == .text, frame.label != nil { return false }
    return role.isLabel && namesValue(source[content], role)
  }

  /// Keys of an object that holds nothing but a label or a value.
  private static let labelKeys = ["value", "text", "display", "name"].map { Array($0.utf8) }
  private static let valueKeys = ["value", "id", "text"].map { Array($0.utf8) }

  /// Whether a string is the label of the object around the one in hand, which holds it: `"name": {"value": "MRN"}`.
  ///
  /// Source: openEHR, Reference Model 1.0.4 (LOCATABLE.name).
  private mutating func namesAround(_ value: ArraySlice<UInt8>) -> Bool {
    let (depth, own) = (stack.count, paths.lastKey(of: nodes[nodes.count - 1]))
    guard depth > 1, stack[depth - 2].isObject, stack[depth - 2].label == nil,
      Self.labelKeys.contains(where: own.elementsEqual)
    else { return false }
    let role = role(of: nodes[nodes.count - 2])
    guard role == .label || role == .mayLabel, name(value).isIdentifying,
      role == .label || !LabelRole.isAmbiguous(value)
    else { return false }
    stack[depth - 2].label = LabelRole.label(value)
    return stack[depth - 2].label != nil
  }

  /// The field of a value in an object that is the value of the one around, which has a label:
  /// `"value": {"_type": "DV_TEXT", "value": …}`.
  private mutating func innerField(
    _ kind: PathTable.Kind,
    _ source: [UInt8],
    _ end: Int
  ) -> Int32? {
    let (depth, own) = (stack.count, paths.lastKey(of: nodes[nodes.count - 1]))
    guard depth > 1, stack[depth - 2].isObject, Self.valueKeys.contains(where: own.elementsEqual),
      role(of: nodes[nodes.count - 2]) == .value
    else { return nil }
    stack[depth - 2].holdsValue = true
    return label(source, from: end, above: 1).flatMap { field(of: $0, kind) }
  }

  /// Takes over by what the object in hand names a field.
  private mutating func identify(_ value: ArraySlice<UInt8>) {
    stack[stack.count - 1].identity = FieldDefinitions.identity(value)
    stack[stack.count - 1].isOpaque =
      stack.count > 1 && !stack[stack.count - 2].isObject && value.contains(where: \.isDigit)
  }

  /// Takes over by what an object that ended names a field, for the object around: `"field": {"id": "JwWggjAKtOkA"}`.
  mutating func identify(around frame: Frame) {
    guard frame.isObject, frame.identity != 0, let last = stack.indices.last, stack[last].isObject,
      stack[last].identity == 0, role(of: nodes[nodes.count - 2]) == .label
    else { return }
    stack[last].identity = frame.identity
  }

  /// Whether the value of a member that may name another one is the name of a field.
  private mutating func namesValue(_ value: ArraySlice<UInt8>, _ role: LabelRole) -> Bool {
    let depth = stack.count
    let named = name(value)
    // What anything may be called names a value only where it is one of identifiers.
    let isLabel = role == .label || named.isIdentifying && !LabelRole.isAmbiguous(value)
    if isLabel { stack[depth - 1].label = LabelRole.label(value) }
    if depth > 1, stack[depth - 2].holdsNames {
      guard role == .label, !stack[depth - 1].isNamed else {
        if depth > 2 { stack[depth - 3].columns.explain(value, named) }
        return named.isKnown
      }
      stack[depth - 1].isNamed = true
      return addName(value, 3)
    }
    return role == .label ? named.isIdentifying : isLabel
  }

  /// Adds the name of a column to the object that holds the array of them, so many containers above.
  ///
  /// Returns: whether it is one of a field that is known.
  private mutating func addName(_ value: ArraySlice<UInt8>, _ depth: Int) -> Bool {
    let named = name(value)
    guard stack.count >= depth else { return named.isKnown }
    stack[stack.count - depth].columns.add(value, named)
    return named.isKnown
  }

  /// What a text says as the name of a field; what was asked before is known again.
  mutating func name(_ value: ArraySlice<UInt8>) -> NamedField {
    guard value.count <= HeaderRow.nameBytesMax else { return .unknown }
    let hash = ByteHash.of(value)
    if let known = names[hash], known.name.elementsEqual(value) { return known.named }
    var named = shape.naming(value)
    if !named.isKnown {
      let asked = LabelRole.asked(value)
      if asked.count < value.count { named = shape.naming(asked) }
    }
    if names.count < LabelRole.labelsMax { names[hash] = (Array(value), named) }
    return named
  }

  /// Looks at an array that was just opened: whether it holds names of columns, by its key or as the first
  /// row of an array of rows.
  mutating func readNames(_ source: [UInt8], from position: Int) {
    let depth = stack.count
    guard depth > 1 else { return }
    if stack[depth - 2].isObject {
      stack[depth - 1].holdsNames = isNameKey(nodes[nodes.count - 1])
      stack[depth - 1].isDay = Self.isDay(source, from: position)
      if stack[depth - 1].holdsNames { stack[depth - 2].columns = JSONColumns() }
    } else if let pair = JSONColumns.pair(source, from: position),
      name(pair.label).isIdentifying,
      !name(pair.value).isKnown || Self.isKey(pair.label) && pair.value.first?.isUppercase == true
    {
      // `[["lastName", "Roe"], ["mrn", 53750]]`
      stack[depth - 1].label = LabelRole.label(pair.label)
    } else if stack[depth - 2].elements == 0,
      let row = JSONColumns.row(source, from: position), shape.isHeader(row)
    {
      stack[depth - 2].columns = JSONColumns()
      stack[depth - 1].holdsNames = true
    }
  }

  /// Whether a name is written as programs write theirs, and no value is: `lastName`, `last_name`, `city`.
  private static func isKey(_ name: ArraySlice<UInt8>) -> Bool {
    name.first.map { $0.isLetter && !$0.isUppercase } == true && !name.contains(0x20)
  }

  /// Whether an array at a path holds names of columns, as its key says.
  private mutating func isNameKey(_ node: Int32) -> Bool {
    if let known = nameKeys[node] { return known }
    let isKey = JSONColumns.isKey(paths.elements(of: node).last ?? "")
    nameKeys[node] = isKey
    return isKey
  }

  /// The number of the field of names of fields.
  mutating func ownField() -> Int32 {
    if nameField < 0 { nameField = fields.add(FieldContext(isHeader: true)) }
    return nameField
  }

  /// The field of a value that a member beside it names: `{"label": "Home phone", "value": …}`.
  ///
  /// `value`: its bytes, without quotes.
  mutating func labelledField(
    _ kind: PathTable.Kind,
    _ source: [UInt8],
    _ value: Range<Int>
  ) -> Int32? {
    if isFHIR {
      return fhirLabelledField(
        kind,
        source,
        kind == .number ? value.upperBound : value.upperBound + 1
      )
    }
    guard let frame = stack.last else { return nil }
    let end = kind == .number ? value.upperBound : value.upperBound + 1
    if !frame.isObject {
      guard frame.label != nil else { return typedField(kind, source, end) }
      return frame.elements == 1 ? frame.label.flatMap { field(of: $0, kind) } : nil
    }
    if let key = messageKeyField(kind, source, value) { return key }
    if kind == .text, let span = spanField(source, end) { return span }
    let role = role(of: nodes[nodes.count - 1])
    if role == .identity, kind == .number { identify(source[value]) }
    guard role == .value || role == .text && isTextValue(source, end) else {
      return partField(source, end) ?? typedField(kind, source, end)
        ?? innerField(kind, source, end)
    }
    stack[stack.count - 1].holdsValue = true
    let isCookie = nodes.count > 1 && paths.lastKey(of: nodes[nodes.count - 2]) == Self.cookies
    return label(source, from: end)
      .flatMap { field(of: isCookie ? $0 + Self.cookie : $0, kind) }
      ?? innerField(kind, source, end) ?? opaqueField(kind, source[value])
  }

  /// Whether a text is the value of a field that identifies somebody, which a member beside it names.
  private mutating func isTextValue(_ source: [UInt8], _ end: Int) -> Bool {
    // `{"id": …, "text": …}` may be the label of others itself.
    guard let label = label(source, from: end) else { return false }
    return name(Array(label.utf8)[...]).isIdentifying
  }

  /// The field of a value of which nothing but a number or a code says what it is, where it looks like nothing but an
  /// identifier: `{"id": 360012, "value": "884213077"}`.
  private mutating func opaqueField(
    _ kind: PathTable.Kind,
    _ value: ArraySlice<UInt8>
  ) -> Int32? {
    let depth = stack.count
    guard kind == .text, stack[depth - 1].isOpaque || isInOpaque(depth),
      IdentifierForm.isLong(value)
    else { return nil }
    if let known = labelFields[Self.opaque] { return known }
    let number = fields.add(FieldContext(name: Self.opaque, hint: .identifier(.uniqueID, .none)))
    labelFields[Self.opaque] = number
    return number
  }

  /// What the field of such values is called.
  private static let opaque = "value of a field without a name"

  /// Whether the object in hand is one of the answers of such a field: `{"questionId": "q1", "answers": [{"value": …}]}`.
  private func isInOpaque(_ depth: Int) -> Bool {
    depth > 2 && !stack[depth - 2].isObject && stack[depth - 3].isOpaque
  }

  /// Where the names of cookies and their values stand, and what their fields are called behind their names.
  ///
  /// Source: HTTP Archive 1.2.
  private static let cookies = Array("cookies".utf8)[...]
  private static let cookie = " cookie"

  /// The number of the field of values with a label.
  mutating func field(of label: String, _ kind: PathTable.Kind) -> Int32? {
    let key = kind == .number ? label + "#" : label
    if let known = labelFields[key] { return known }
    guard labelFields.count < LabelRole.labelsMax else { return nil }
    let shape: ValueShape = kind == .number ? .number : .text
    let number = fields.add(FieldContext(name: label, shape: shape, isLabelled: true))
    labelFields[key] = number
    return number
  }

  /// What an object says its value is: in a member before it, or in one behind.
  ///
  /// `levels`: containers between the object and a place in its value.
  mutating func label(_ source: [UInt8], from end: Int, above levels: Int = 0) -> String? {
    let depth = stack.count - levels
    if let label = stack[depth - 1].label ?? definitions.label(stack[depth - 1].identity) {
      return label
    }
    if stack[depth - 1].hasLooked { return nil }
    stack[depth - 1].hasLooked = true
    for member in JSONMembers(source, from: end, inside: levels, readsObjects: true) {
      let role = LabelRole(String(decoding: source[member.key], as: UTF8.self))
      let value = source[member.value]
      if let holder = member.holder {
        // `{"text": …, "field": {"id": "JwWggjAKtOkA"}}`
        guard role == .identity,
          LabelRole(String(decoding: source[holder], as: UTF8.self)) == .label,
          let label = definitions.label(FieldDefinitions.identity(value))
        else { continue }
        stack[depth - 1].label = label
        break
      }
      guard role.isLabel else { continue }
      if role == .identity, let label = definitions.label(FieldDefinitions.identity(value)) {
        stack[depth - 1].label = label
        break
      }
      guard role == .label || name(value).isIdentifying && !LabelRole.isAmbiguous(value) else {
        continue
      }
      stack[depth - 1].label = LabelRole.label(value)
      break
    }
    return stack[depth - 1].label
  }
}
