import Vocabulary

/// What names a value of a document that stands apart from it.
///
/// ```
/// {\*\docvar {MRN}{48213}}   {\propname MRN}\proptype30{\staticval 75906}
/// {\field{\*\fldinst MERGEFIELD LastName}{\fldrslt Roe}}   {\*\bkmkstart LastName}Roe{\*\bkmkend LastName}
/// ```
///
/// Source: Rich Text Format Specification 1.9.1 (document variables, user properties, fields, bookmarks).
struct RTFLabels {
  /// What a group is to the labels around it.
  enum Part {
    /// It holds the name and the value of a variable, each in a group, of which so many have begun.
    case variable(groups: Int)
    /// It holds the name of a variable.
    case variableName
    /// It holds the name of a property.
    case propertyName
    /// It holds what a field shows.
    case instruction
    /// It holds the name of a place.
    case bookmark
    /// It ends such a place.
    case bookmarkEnd
  }

  /// What names the value that comes next.
  enum Source {
    case variable, property, instruction
  }

  /// The number of the field of the value that comes next, and what names it.
  private var next: (source: Source, number: Int32)?
  /// The number of the field of the text of the open bookmark.
  var bookmark: Int32?

  /// Says of which field the next value is; nil for none that is known.
  mutating func set(_ source: Source, _ number: Int32?) { next = number.map { (source, $0) } }

  /// The number of the field that the next value is of, once.
  mutating func take(_ source: Source) -> Int32? {
    guard let known = next, known.source == source else { return nil }
    next = nil
    return known.number
  }
}

extension RTFReader {
  /// Gives a group that begins the place that it has in the group around it.
  mutating func beginPart(_ group: inout Group) {
    guard labels.isUsed, let last = groups.indices.last,
      case .variable(let count) = groups[last].part
    else { return }
    groups[last].part = .variable(groups: count + 1)
    if count == 0 {
      group.part = .variableName
    } else if count == 1, let number = named.take(.variable) {
      group.destination = .values(number)
    }
  }

  /// Notes what the group is that a word has begun.
  mutating func markPart(_ word: String) {
    guard labels.isUsed else { return }
    let part: RTFLabels.Part
    switch word {
    case "docvar": part = .variable(groups: 0)
    case "propname": part = .propertyName
    case "fldinst": part = .instruction
    case "bkmkstart": part = .bookmark
    case "bkmkend": part = .bookmarkEnd
    case "staticval":
      if let number = named.take(.property) {
        groups[groups.count - 1].destination = .values(number)
      }
      return
    default: return
    }
    groups[groups.count - 1].part = part
  }

  /// Takes over what a group said that ends.
  mutating func end(_ part: RTFLabels.Part) {
    switch part {
    case .variable: named.set(.variable, nil)
    case .bookmarkEnd: named.bookmark = nil
    case .variableName: named.set(.variable, labelledField(lastText))
    case .propertyName: named.set(.property, labelledField(lastText))
    case .bookmark: named.bookmark = labelledField(lastText, isRole: false)
    case .instruction:
      let text = lastText
      named.set(.instruction, MergedField.name(text[...]).flatMap { labelledField(Array($0)) })
    }
  }

  /// The text of the value that was read last.
  private var lastText: [UInt8] { values.last?.text ?? [] }

  /// The number of the field of values that the text read last names; nil where it says nothing of persons.
  ///
  /// `isRole`: whether the part of a person is enough.
  private mutating func labelledField(_ name: [UInt8], isRole: Bool = true) -> Int32? {
    guard let label = labels.key(name[...]),
      isRole || labels.meaning(label, isKey: true) == .identifier,
      let number = labels.field(label, in: &fields)
    else { return nil }
    values[values.count - 1].field = numbers.code
    return number
  }
}

/// The instruction of a field into which records are merged.
enum MergedField {
  private static let keyword = Array("MERGEFIELD".utf8)

  /// The name of the record's field: ` MERGEFIELD "Last Name" \* Upper `; nil for other instructions.
  static func name(_ instruction: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let text = instruction.drop { $0 <= 0x20 }
    guard text.starts(with: keyword) else { return nil }
    let rest = text.dropFirst(keyword.count).drop { $0 <= 0x20 }
    guard let first = rest.first else { return nil }
    return first == 0x22 ? rest.dropFirst().prefix { $0 != 0x22 } : rest.prefix { $0 > 0x20 }
  }
}
