import Vocabulary

/// What fields are called that a document defines in one place and fills in another.
///
/// ```
/// {"names": {"customfield_10032": "MRN"}, "issues": [{"customfield_10032": "…"}]}
/// {"fields": [{"id": 36001, "title": "Patient name"}], "values": [{"id": 36001, "value": "…"}]}
/// ```
struct FieldDefinitions {
  /// Fields that are remembered, and bytes of the shortest name of one.
  private static let fieldsMax = 1_024
  private static let nameBytesMin = 2
  /// Keys of objects whose members are called by their values.
  private static let holders: [[UInt8]] = [Array("names".utf8), Array("fieldNames".utf8)]

  /// Such keys as they are written.
  static let quotedHolders: [StaticString] = ["\"names\"", "\"fieldNames\""]

  /// Labels by hashes of names; nil inside where one name has several.
  private var labels: [UInt64: String?] = [:]

  /// Whether there are any.
  var isEmpty: Bool { labels.isEmpty }

  /// Whether the members of an object with such a key are names of fields and what they are called.
  static func isHolder(_ key: ArraySlice<UInt8>) -> Bool {
    holders.contains { key.elementsEqual($0) }
  }

  /// What a field is known by; 0 where it is too short, or nothing but zeros as masks leave them.
  static func identity(_ name: ArraySlice<UInt8>) -> UInt64 {
    guard (nameBytesMin...HeaderRow.nameBytesMax).contains(name.count),
      !name.contains(0x5B), name.contains(where: { $0 != 0x30 })
    else { return 0 }
    return ByteHash.of(name)
  }

  /// Takes over what a field is called.
  mutating func define(_ identity: UInt64, _ label: String) {
    guard identity != 0, labels.count < Self.fieldsMax else { return }
    if let known = labels[identity], known != label {
      labels[identity] = .some(nil)
    } else {
      labels[identity] = label
    }
  }

  /// What a field is called; nil where nobody said.
  func label(_ identity: UInt64) -> String? {
    labels.isEmpty || identity == 0 ? nil : labels[identity] ?? nil
  }
}

extension JSONReader {
  /// Bytes of an object of such names that are looked at, and such objects.
  private static let aheadBytesMax = 1 << 16
  private static let aheadMax = 8

  /// Takes over what fields are called that say so behind what they hold: `{"issues": […], "names": {…}}`.
  ///
  /// As far as the document's first block sees.
  mutating func defineAhead(_ source: [UInt8]) {
    for holder in FieldDefinitions.quotedHolders {
      var (place, seen) = (source.first(of: holder, from: 0, to: source.count), 0)
      while place < source.count, seen < Self.aheadMax {
        seen += 1
        var next = place + holder.utf8CodeUnitCount
        while next < source.count, source[next] <= 0x20 || source[next] == 0x3A { next += 1 }
        if next < source.count, source[next] == 0x7B {
          for member in JSONMembers(source, from: next + 1, reach: Self.aheadBytesMax) {
            let value = source[member.value]
            guard name(value).isIdentifying, let label = LabelRole.label(value) else { continue }
            definitions.define(FieldDefinitions.identity(source[member.key]), label)
          }
        }
        place = source.first(of: holder, from: next, to: source.count)
      }
    }
  }
}
