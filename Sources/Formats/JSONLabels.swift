import Vocabulary

/// What members and elements of JSON say of values beside them.
extension JSONReader {
  /// What a member is for.
  private mutating func role(of node: Int32) -> LabelRole {
    if let known = roles[node] { return known }
    let role = LabelRole(paths.elements(of: node).last ?? "")
    roles[node] = role
    return role
  }

  /// Whether a string that is a value is the name of a field, and keeps what it names.
  @inline(__always)
  mutating func namesField(_ source: [UInt8], _ content: Range<Int>) -> Bool {
    guard let frame = stack.last else { return false }
    if !frame.isObject {
      return frame.holdsNames
        ? addName(source[content], 2) : frame.label != nil && frame.elements == 0
    }
    let node = nodes[nodes.count - 1]
    let role = role(of: node)
    if JSONDefinitions.isHolder(paths.lastKey(of: nodes[nodes.count - 2])),
      name(source[content]).isIdentifying, let label = LabelRole.label(source[content])
    {
      definitions.define(JSONDefinitions.identity(paths.lastKey(of: node)), label)
      return true
    }
    if role == .identity { identify(source[content]) }
    return role.isLabel && namesValue(source[content], role)
  }

  /// Takes over by what the object in hand names a field.
  private mutating func identify(_ value: ArraySlice<UInt8>) {
    stack[stack.count - 1].identity = JSONDefinitions.identity(value)
  }

  /// Whether the value of a member that may name another one is the name of a field.
  private mutating func namesValue(_ value: ArraySlice<UInt8>, _ role: LabelRole) -> Bool {
    let depth = stack.count
    let named = name(value)
    // What anything may be called names a value only where it is one of identifiers.
    let isLabel = role == .label || named.isIdentifying && !LabelRole.isAmbiguous(value)
    if isLabel { stack[depth - 1].label = LabelRole.label(value) }
    if depth > 1, stack[depth - 2].holdsNames {
      guard role == .label, !stack[depth - 1].isNamed else { return named.isKnown }
      stack[depth - 1].isNamed = true
      return addName(value, 3)
    }
    return role == .label ? named.isIdentifying : isLabel
  }

  /// Adds the name of a column to the object that holds the array of them, so many containers above.
  ///
  /// Returns: whether it is one of a field that is known.
  private mutating func addName(_ value: ArraySlice<UInt8>, _ depth: Int) -> Bool {
    let isKnown = name(value).isKnown
    guard stack.count >= depth else { return isKnown }
    stack[stack.count - depth].columns.add(value, isKnown: isKnown)
    return isKnown
  }

  /// What a text says as the name of a field; what was asked before is known again.
  private mutating func name(_ value: ArraySlice<UInt8>) -> NamedField {
    guard value.count <= HeaderRow.nameBytesMax else { return .unknown }
    let hash = ByteHash.of(value)
    if let known = names[hash], known.name.elementsEqual(value) { return known.named }
    let named = shape.naming(value)
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
    if !frame.isObject {
      return frame.elements == 1 ? frame.label.flatMap { field(of: $0, kind) } : nil
    }
    let role = role(of: nodes[nodes.count - 1])
    if role == .identity, kind == .number { identify(source[value]) }
    // `{"key": "patient.mrn", "value": {"intValue": "4711"}}`
    if role == .typed, stack.count > 1, stack[stack.count - 2].isObject {
      return stack[stack.count - 2].label.flatMap { field(of: $0, kind) }
    }
    guard role == .value else { return nil }
    stack[stack.count - 1].holdsValue = true
    let end = kind == .number ? value.upperBound : value.upperBound + 1
    return label(source, from: end).flatMap { field(of: $0, kind) }
  }

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

  /// What the object says its value is: in a member before it, or in one behind.
  private mutating func label(_ source: [UInt8], from end: Int) -> String? {
    let depth = stack.count
    if let label = stack[depth - 1].label ?? definitions.label(stack[depth - 1].identity) {
      return label
    }
    if stack[depth - 1].hasLooked { return nil }
    stack[depth - 1].hasLooked = true
    for member in JSONMembers(source, from: end) {
      let role = LabelRole(String(decoding: source[member.key], as: UTF8.self))
      guard role.isLabel else { continue }
      let value = source[member.value]
      guard role == .label || name(value).isIdentifying && !LabelRole.isAmbiguous(value) else {
        continue
      }
      stack[depth - 1].label = LabelRole.label(value)
      break
    }
    return stack[depth - 1].label
  }
}
