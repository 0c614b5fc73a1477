import Vocabulary

/// Values in containers that only say of which type they are, or are lists of them: a member beside the outermost
/// one names them.
///
/// ```
/// {"key": "patient.mrn", "value": {"intValue": "71869"}}
/// {"attribute": "lastName", "values": ["Rose"]}
/// {"first_name": {"S": "June"}}
/// ```
///
/// Sources: OpenTelemetry Protocol 1.3 (AnyValue); Amazon DynamoDB, AttributeValue; Firestore, Value; MongoDB
/// Extended JSON 2.
extension JSONReader {
  /// Keys of objects that hold nothing but a value.
  private static let typeKeys: Set<[UInt8]> = Set(
    """
    stringValue intValue doubleValue boolValue bytesValue integerValue timestampValue arrayValue \
    S N SS NS L $numberLong $numberInt $numberDouble $numberDecimal $date $oid
    """
    .split(separator: " ").map { Array($0.utf8) }
  )
  /// What most of them end with, and bytes of the others at most.
  private static let typeEnding = Array("Value".utf8)
  private static let shortBytesMax = 2
  /// The list in an object of such a list, and one of values beside their name.
  private static let list = Array("arrayValue".utf8)
  private static let values = Array("values".utf8)
  /// Lists of answers, and keys of what each of them holds.
  ///
  /// Sources: SurveyMonkey API v3, responses; FHIR R4, QuestionnaireResponse.
  private static let lists: Set<[UInt8]> = Set(
    ["values", "answers", "responses", "answer", "response"].map { Array($0.utf8) }
  )
  private static let answers: Set<[UInt8]> = Set(
    ["text", "simple_text", "answer", "display", "label", "value"].map { Array($0.utf8) }
  )
  /// Such containers in one another.
  private static let typedMax = 6

  /// Whether a key only says of which type its value is.
  static func isType(_ key: ArraySlice<UInt8>) -> Bool {
    guard let first = key.first,
      first == 0x24 || key.count <= shortBytesMax && first.isUppercase
        || key.count > typeEnding.count && key.suffix(typeEnding.count).elementsEqual(typeEnding)
    else { return false }
    return typeKeys.contains(Array(key))
  }

  /// The path of what a value's type is said of: without the keys that say it.
  func untyped(_ node: Int32) -> Int32 {
    var node = node
    while Self.isType(paths.lastKey(of: node)) {
      let parent = paths.parent(of: node)
      guard parent > PathTable.root else { return node }
      node = parent
    }
    return node
  }

  /// The field of a value in such containers; nil where they have no name.
  ///
  /// `end`: behind the value.
  mutating func typedField(_ kind: PathTable.Kind, _ source: [UInt8], _ end: Int) -> Int32? {
    var level = 0
    while level < Self.typedMax, level < stack.count {
      if stack[stack.count - 1 - level].isObject
        ? !isTypeKey(level) && !isAnswerKey(level) : isRowOfRows(level)
      {
        break
      }
      level += 1
    }
    guard level > 0, level < stack.count, stack[stack.count - 1 - level].isObject,
      !stack[stack.count - 1 - level].columns.isNamed
    else { return nil }
    let node = nodes[nodes.count - 1 - level]
    let isValue = role(of: node) == .value || Self.lists.contains(Array(paths.lastKey(of: node)))
    guard isValue else { return nil }
    stack[stack.count - 1 - level].holdsValue = true
    return label(source, from: end, above: level).flatMap { field(of: $0, kind) }
  }

  /// Whether the key so many containers above only says of which type its value is.
  private func isTypeKey(_ level: Int) -> Bool {
    let key = paths.lastKey(of: nodes[nodes.count - 1 - level])
    if key.elementsEqual(Self.values), level + 1 < nodes.count {
      return paths.lastKey(of: nodes[nodes.count - 2 - level]).elementsEqual(Self.list)
    }
    return Self.isType(key)
  }

  /// Whether the key so many containers above is that of what one of several answers holds:
  /// `"answers": [{"simple_text": …}]`.
  private func isAnswerKey(_ level: Int) -> Bool {
    guard level + 2 < nodes.count, level + 1 < stack.count else { return false }
    let key = paths.lastKey(of: nodes[nodes.count - 1 - level])
    guard Self.answers.contains(Array(key)) || LabelRole.ending(of: key)?.role == .value else {
      return false
    }
    let list = paths.lastKey(of: nodes[nodes.count - 2 - level])
    return Self.lists.contains(Array(list)) && !stack[stack.count - 2 - level].isObject
  }

  /// Whether the array so many containers above is one of several in an array, whose places are columns.
  private func isRowOfRows(_ level: Int) -> Bool {
    level + 1 < stack.count && !stack[stack.count - 2 - level].isObject
  }

  // MARK: Days in lists

  /// Whether an array from behind its bracket on is a year, a month, a day and perhaps a time, as `[1948, 10, 5]`.
  static func isDay(_ source: [UInt8], from start: Int) -> Bool {
    let limit = min(source.count, start + dayBytesMax)
    var (numbers, place) = ([Int](), start)
    while place < limit, source[place] != 0x5D {
      switch source[place] {
      case 0x30...0x39:
        let isFirst = !source[place - 1].isDigit
        if isFirst { numbers.append(0) }
        // No day has a number as long as could go over.
        let value = numbers[numbers.count - 1] * 10 + Int(source[place] - 0x30)
        numbers[numbers.count - 1] = min(value, dayNumberMax)
      case 0x20, 0x2C, 0x0A, 0x0D, 0x09: break
      default: return false
      }
      place += 1
    }
    return place < limit && dayNumbers.contains(numbers.count)
      && (1_850...2_100).contains(numbers[0]) && (1...12).contains(numbers[1])
      && (1...31).contains(numbers[2])
  }

  /// Bytes of such an array, and numbers of one with its time.
  private static let dayBytesMax = 96
  private static let dayNumbers = 3...7
  /// A number beyond all that days and times hold, nanoseconds among them.
  private static let dayNumberMax = 1_000_000_000_000
  /// What the second and the third of its numbers are.
  private static let dayParts = [".month", ".day"]

  /// The field of a month or a day in such an array; nil for its other numbers.
  mutating func dayField(_ kind: PathTable.Kind) -> Int32? {
    guard kind == .number, let frame = stack.last, frame.isDay, (1...2).contains(frame.elements)
    else { return nil }
    let name = paths.name(of: nodes[nodes.count - 1]) + Self.dayParts[Int(frame.elements) - 1]
    if let known = labelFields[name] { return known }
    guard labelFields.count < LabelRole.labelsMax else { return nil }
    let number = fields.add(FieldContext(name: name, shape: .number))
    labelFields[name] = number
    return number
  }

  // MARK: Parts of an address

  /// Keys of a part of an address, and of what it is.
  private static let partKeys: Set<[UInt8]> = Set(
    ["long_name", "short_name", "longText", "shortText"].map { Array($0.utf8) }
  )
  private static let partType: [UInt8] = Array("types".utf8)
  /// Bytes of such a key.
  private static let partBytes = 8...10
  /// What parts of an address are, by their types.
  ///
  /// Source: Google Maps Platform, Geocoding API, address component types.
  private static let parts: [String: FieldHint] = {
    let parts: [(FieldHint, String)] = [
      (
        .identifier(.location, .street),
        "street_number route street_address premise subpremise intersection floor room post_box"
      ),
      (
        .identifier(.location, .city),
        """
        locality sublocality sublocality_level_1 sublocality_level_2 neighborhood postal_town political \
        administrative_area_level_2 administrative_area_level_3 colloquial_area
        """
      ),
      (.identifier(.location, .zip), "postal_code postal_code_suffix postal_code_prefix"),
      (.coded, "administrative_area_level_1 country continent"),
    ]
    return parts.reduce(into: [:]) { table, entry in
      for type in entry.1.split(separator: " ") { table[String(type)] = entry.0 }
    }
  }()

  /// The field of a part of an address as geocoders answer; nil for other values.
  ///
  /// `{"long_name": "Troy", "types": ["locality", "political"]}`
  mutating func partField(_ source: [UInt8], _ end: Int) -> Int32? {
    let key = paths.lastKey(of: nodes[nodes.count - 1])
    guard Self.partBytes.contains(key.count), Self.partKeys.contains(Array(key)) else { return nil }
    if stack[stack.count - 1].part == nil {
      let type = JSONMembers(source, from: end, readsLists: true)
        .first { source[$0.key].elementsEqual(Self.partType) }
      stack[stack.count - 1].part = type.map { String(decoding: source[$0.value], as: UTF8.self) }
    }
    guard let part = stack[stack.count - 1].part, let hint = Self.parts[part] else { return nil }
    let name = String(decoding: Self.partType, as: UTF8.self) + ":" + part
    if let known = labelFields[name] { return known }
    let number = fields.add(FieldContext(name: part, hint: hint))
    labelFields[name] = number
    return number
  }

  /// Takes over what a part of an address is, the first string of a list beside it.
  mutating func notePart(_ source: [UInt8], _ content: Range<Int>) {
    let depth = stack.count
    guard depth > 1, stack[depth - 1].elements == 0, stack[depth - 2].isObject,
      paths.lastKey(of: nodes[nodes.count - 1]).elementsEqual(Self.partType)
    else { return }
    stack[depth - 2].part = String(decoding: source[content], as: UTF8.self)
  }
}
