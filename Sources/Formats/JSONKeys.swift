import Vocabulary

/// Keys that are data: numbers of records that name an object each, annotations of a member, keys of messages.
///
/// ```
/// {"40293817": {"nm": "Ignacio Petrov"}, "6931895": {"nm": …}}
/// {"birthdate@OData.Community.Display.V1.FormattedValue": "3/28/1969"}
/// {"topic": "adt.events", "key": "886672", "value": "{\"mrn\": \"886672\"}"}
/// ```
///
/// Source: OData JSON Format 4.01, 4.6 (annotations); Dataverse Web API, formatted values.
enum JSONKey {
  /// Digits of a key that may be somebody's number, and letters of one with some.
  private static let digits = 5...16
  private static let lettersMax = 6
  /// Bytes of a UUID, and of the longest address.
  private static let uuidBytes = 36
  private static let mailBytesMax = 96

  /// Whether a key has the form of an identifier: a long number, a code, a UUID, an address of mail.
  static func isIdentifier(_ key: ArraySlice<UInt8>) -> Bool {
    if key.count == uuidBytes,
      key.allSatisfy({ byte in
        byte == 0x2D || byte.isDigit || (0x61...0x66).contains(byte | 0x20)
      })
    {
      return key.count { $0 == 0x2D } == 4
    }
    if let sign = key.firstIndex(of: 0x40) {
      return sign > key.startIndex && key.count <= mailBytesMax && key[sign...].contains(0x2E)
        && annotated(key) == nil && !key.contains(0x20)
    }
    let (numbers, letters) = (key.count(where: \.isDigit), key.count(where: \.isLetter))
    let marks = key.count { $0 == 0x2D || $0 == 0x5F }
    return digits.contains(numbers) && letters <= lettersMax && marks <= 3
      && numbers + letters + marks == key.count && key.contains { $0.isDigit && $0 != 0x30 }
      && !(letters == 0 && IdentifierForm.isDay(key))
  }

  /// Vocabularies of annotations.
  private static let vocabularies: [StaticString] = [
    "OData.", "odata.", "Org.OData.", "Microsoft.Dynamics.CRM.", "Microsoft.PowerApps.",
  ]
  /// What the annotation is called that holds a value as people see it.
  private static let formatted = Array(".FormattedValue".utf8)

  /// The member that a key annotates, up to the sign; nil for other keys.
  static func annotated(_ key: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let sign = key.firstIndex(of: 0x40),
      key[..<sign].allSatisfy({ $0.isAlphanumeric || $0 == 0x5F }),
      key[(sign + 1)...].allSatisfy({ $0.isAlphanumeric || $0 == 0x2E || $0 == 0x5F }),
      vocabularies.contains(where: { word in
        word.withUTF8Buffer { unsafe key[(sign + 1)...].starts(with: $0) }
      })
    else { return nil }
    return key[..<sign]
  }

  /// What the value of an annotation is called: as the member whose value it shows, `owner` for `_ownerid_value`; nil
  /// for annotations that show none.
  static func shown(_ key: ArraySlice<UInt8>) -> [UInt8]? {
    guard key.suffix(formatted.count).elementsEqual(formatted), let name = annotated(key),
      !name.isEmpty
    else { return nil }
    let (head, tail) = (UInt8(0x5F), Array("_value".utf8))
    guard name.first == head, name.count > tail.count + 3,
      name.suffix(tail.count).elementsEqual(tail)
    else { return Array(name) }
    let bare = name.dropFirst().dropLast(tail.count)
    return Array(bare.suffix(2).elementsEqual("id".utf8) ? bare.dropLast(2) : bare)
  }

  /// Keys of an object that hold nothing but what the key of the object around says, with its type or unit:
  /// `"last_name": {"type": "string", "value": …}`.
  static let bare: Set<[UInt8]> = Set(
    "value val raw raw_value rawValue #text _text @value _value $t"
      .split(separator: " ").map { Array($0.utf8) }
  )
}

extension JSONReader {
  /// Bytes of an object that are looked at for its keys, and what takes the place of one.
  private static let aheadBytesMax = 4 << 10
  private static let entry = "entry_"
  /// What all such keys are called in paths, so that their objects are rows of one table.
  private static let anyKey = Array("*".utf8)

  /// Looks at an object that was just opened: whether its keys are identifiers of persons.
  mutating func lookAtKeys(_ source: [UInt8], from start: Int) {
    var place = start
    while place < source.count, source[place] <= 0x20 { place += 1 }
    guard place < source.count, source[place] == 0x22 else { return }
    let limit = min(source.count, start + Self.aheadBytesMax)
    let first = source.first(of: 0x22, from: place + 1, to: limit)
    guard first < limit, JSONKey.isIdentifier(source[place + 1..<first]) else { return }
    stack[stack.count - 1].isKeyed = areIdentifiers(source, from: place, to: limit)
  }

  /// Whether all keys of an object are identifiers, what they name are objects or lists, and one of those tells of a
  /// person.
  private mutating func areIdentifiers(_ source: [UInt8], from start: Int, to limit: Int) -> Bool {
    var (place, depth, isOfPerson) = (start, 0, false)
    while place < limit {
      switch source[place] {
      case 0x7B, 0x5B: depth += 1
      case 0x7D, 0x5D:
        depth -= 1
        if depth < 0 { return isOfPerson }
      case 0x22:
        var end = place + 1
        while end < limit, source[end] != 0x22 { end += source[end] == 0x5C ? 2 : 1 }
        guard end < limit else { return isOfPerson }
        let text = source[place + 1..<end]
        var next = end + 1
        while next < limit, source[next] <= 0x20 { next += 1 }
        guard next < limit else { return isOfPerson }
        if source[next] == 0x3A {
          next += 1
          while next < limit, source[next] <= 0x20 { next += 1 }
          guard next < limit else { return isOfPerson }
          let isHolder = source[next] == 0x7B || source[next] == 0x5B
          if depth == 0, !isHolder || !JSONKey.isIdentifier(text) { return false }
          if depth > 0, name(text) == .person { isOfPerson = true }
        }
        place = end
      default: break
      }
      place += 1
    }
    return isOfPerson
  }

  /// What takes the place of a key that is somebody's; nil where it stays.
  ///
  /// Each gets its own: no two members of an object have one key.
  mutating func replacement(of key: ArraySlice<UInt8>) -> Imposed? {
    guard let last = stack.indices.last, stack[last].isKeyed, JSONKey.isIdentifier(key) else {
      return nil
    }
    stack[last].keyCount += 1
    return Imposed(bytes: Array("\(Self.entry)\(stack[last].keyCount)".utf8), kind: .uniqueID)
  }

  /// The path of what a key names, below another.
  mutating func path(of parent: Int32, _ source: [UInt8], _ key: Range<Int>) -> Int32 {
    if isFHIR { return paths.child(of: parent, source, key) }
    if stack.last?.isKeyed == true, JSONKey.isIdentifier(source[key]) {
      return paths.child(of: parent, Self.anyKey, Self.anyKey.indices)
    }
    if source[key].contains(0x40), let shown = JSONKey.shown(source[key]) {
      return paths.child(of: parent, shown, shown.indices)
    }
    return paths.child(of: parent, source, key)
  }

  /// The path by whose name values are judged: without keys that say of which type a value is, and without one that
  /// holds what the key above says.
  mutating func named(_ node: Int32) -> Int32 {
    let node = untyped(node)
    let key = paths.lastKey(of: node)
    guard JSONKey.bare.contains(Array(key)) else { return node }
    let parent = paths.parent(of: node)
    guard parent > PathTable.root else { return node }
    let above = paths.lastKey(of: parent)
    return LabelRole.label(above) != nil
      && LabelRole(String(decoding: above, as: UTF8.self)) == .other
      && name(above).isIdentifying ? parent : node
  }

  // MARK: Keys of messages

  /// Members that hold a message, and those beside the key of one.
  private static let payloads: [StaticString] = [
    "\"value\"", "\"payload\"", "\"data\"", "\"body\"",
  ]
  private static let places: [StaticString] = ["\"topic\"", "\"partition\""]
  private static let messageKey = Array("key".utf8)[...]
  private static let messageBytesMax = 16 << 10
  /// What the field of such keys is called.
  private static let keyOfMessage = "key of a message"

  /// The field of the key of a message that is somebody's number: what it holds says the number again, or it stands
  /// among others of a topic.
  mutating func messageKeyField(
    _ kind: PathTable.Kind,
    _ source: [UInt8],
    _ value: Range<Int>
  ) -> Int32? {
    guard let last = stack.indices.last, stack[last].isObject,
      paths.lastKey(of: nodes[nodes.count - 1]) == Self.messageKey,
      JSONKey.isIdentifier(source[value]), isKeyOfMessage(source, value)
    else { return nil }
    let name = Self.keyOfMessage + (kind == .number ? "#" : "")
    if let known = labelFields[name] { return known }
    let number = fields.add(
      FieldContext(
        name: Self.keyOfMessage,
        hint: .identifier(.uniqueID, .none),
        shape: kind == .number ? .number : .text
      )
    )
    labelFields[name] = number
    return number
  }

  /// Whether a message stands behind its key in the object in hand.
  private func isKeyOfMessage(_ source: [UInt8], _ key: Range<Int>) -> Bool {
    let limit = min(source.count, key.upperBound + Self.messageBytesMax)
    let near = min(limit, key.upperBound + JSONMembers.reachMax)
    let before = max(0, key.lowerBound - JSONMembers.reachMax)
    for payload in Self.payloads {
      var place = source.first(of: payload, from: key.upperBound, to: near)
      guard place < near else { continue }
      place += payload.utf8CodeUnitCount
      while place < limit, source[place] <= 0x20 || source[place] == 0x3A { place += 1 }
      guard place < limit, source[place] == 0x7B || source.holds("\"{", at: place) else { continue }
      if Self.places.contains(where: { source.first(of: $0, from: before, to: near) < near }) {
        return true
      }
      let number = Array(source[key])
      while place + number.count < limit {
        place = source.first(of: number[0], from: place, to: limit)
        if place + number.count <= limit, source[place..<place + number.count] == number[...] {
          return true
        }
        place += 1
      }
    }
    return false
  }
}
