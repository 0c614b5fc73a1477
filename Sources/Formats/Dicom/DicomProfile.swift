package import Vocabulary

/// What becomes of an attribute.
package enum DicomDecision: Sendable, Hashable {
  /// It stays as it is.
  case keep
  /// It goes.
  case remove
  /// Its value goes.
  case empty
  /// Its value is replaced by one without meaning.
  case replace
  /// A unique identifier, replaced by another one.
  case remap
  /// The identifiers in its items are replaced, its text is scanned.
  case recurse
  /// Its text is scanned.
  case scan(FieldContext)
  /// An age, of which 90 is the highest.
  case age
}

/// The basic application level confidentiality profile, stricter where a value cannot be read.
///
/// What the table does not name is kept only where its value representation can hold no text, scanned
/// where it can, and removed where nobody knows it. Source: DICOM PS3.15, annex E.
package enum DicomProfile {
  /// Attributes that say that a data set was masked, and how.
  ///
  /// Source: DICOM PS3.15, E.1.1.
  /// `isBlanked`: whether its pixels were blanked.
  package static func marks(isBlanked: Bool) -> [DicomElement] {
    var identity = DicomElement(tag: 0x0012_0062, vr: "CS", content: .value([]))
    identity.setText(Array("YES".utf8))
    var method = DicomElement(tag: 0x0012_0063, vr: "LO", content: .value([]))
    method.setText(Array((basicMethod + (isBlanked ? blankedMethod : "")).utf8))
    return [identity, method]
  }

  /// How a data set was masked.
  private static let basicMethod = "DICOM PS3.15 BASIC PROFILE BY PHIGATE"
  /// What is said behind it of pixels that were blanked.
  static let blankedMethod = "\\PIXELS BLANKED"
  /// The tags of what `marks` holds.
  private static let markTags: Set<UInt32> = [0x0012_0062, 0x0012_0063]

  /// Identifiers that DICOM itself has given begin so.
  package static let standardRoot = Array("1.2.840.10008.".utf8)

  /// Value representations of numbers.
  private static let numbers: Set<String> = [
    "AT", "FD", "FL", "SL", "SS", "SV", "UL", "US", "UV", "OF", "OD", "OL", "OV", "IS", "DS",
  ]

  /// What becomes of an attribute.
  package static func decide(_ element: DicomElement) -> DicomDecision {
    let tag = element.tag
    let group = tag >> 16
    let isRepeating = group & 0xFF00 == 0x5000 || group & 0xFF00 == 0x6000
    guard group & 1 == 0, !isRepeating, tag & 0xFFFF != 0, let usual = DicomTags.vr(tag) else {
      return .remove
    }
    if markTags.contains(tag) { return .keep }
    let isSequence = if case .items = element.content { true } else { false }
    if DicomTags.removed.contains(tag) { return .remove }
    if DicomTags.emptied.contains(tag) { return .empty }
    if DicomTags.replaced.contains(tag) { return isSequence ? .recurse : .replace }
    if DicomTags.remapped.contains(tag) { return isSequence ? .recurse : .remap }
    if isSequence { return element.vr == "SQ" ? .recurse : .remove }
    return decide(element, usual: usual)
  }

  /// What becomes of an attribute that the table does not name, by its value representation.
  private static func decide(_ element: DicomElement, usual: String) -> DicomDecision {
    let name = FieldContext(hint: .freeText)
    let isPixels = element.tag >> 16 == 0x7FE0
    let isTable = element.tag >> 16 == 0x0028
    switch element.vr {
    case "PN", "AE", "UR": return .empty
    case "DA", "DT":
      let shape: ValueShape = element.vr == "DA" ? .day : .hl7Date
      return .scan(FieldContext(hint: .identifier(.date, .none), shape: shape))
    case "TM": return element.text.split(separator: 0x5C).allSatisfy(isTime) ? .keep : .empty
    case "AS": return .age
    case "UI": return .remap
    case "LO", "SH", "ST", "LT", "UT", "UC": return .scan(name)
    case "CS":
      return isPlain(element.text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ \\")
        ? .scan(FieldContext(name: "code", hint: .coded)) : .scan(name)
    case "IS", "DS":
      return element.text.split(separator: 0x5C).allSatisfy(isNumber) ? .keep : .remove
    case "OB", "OW": return isPixels || isTable ? .keep : .remove
    default:
      let isSame = element.vr == usual || usual == "US" && element.vr == "SS"
      return numbers.contains(element.vr) && isSame ? .keep : .remove
    }
  }

  /// Whether a value consists of these characters.
  private static func isPlain(_ text: [UInt8], _ characters: String) -> Bool {
    let known = Set(characters.utf8)
    return text.allSatisfy { known.contains($0) }
  }

  /// Whether a value of IS or DS is a number: the same signs may be those of a person's number, `219-09-9999`.
  ///
  /// Source: DICOM PS3.5, 6.2.
  private static func isNumber(_ value: ArraySlice<UInt8>) -> Bool {
    let digitsMax = 16
    let text = value.drop { $0 == 0x20 }.reversed().drop { $0 == 0x20 || $0 == 0 }.reversed()
    guard text.count <= digitsMax else { return false }
    var (digits, points, exponents, last) = (0, 0, 0, UInt8(0x65))
    for byte in text {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2B, 0x2D: if last | 0x20 != 0x65 { return false }
      case 0x2E:
        points += 1
        if exponents > 0 { return false }
      case 0x45, 0x65:
        exponents += 1
        if digits == 0 { return false }
      default: return false
      }
      last = byte
    }
    return points <= 1 && exponents <= 1 && (digits > 0 || text.isEmpty)
  }

  /// Whether a value of TM is a time of the day, in parts and with colons as older ones have them.
  private static func isTime(_ value: ArraySlice<UInt8>) -> Bool {
    let parts = value.filter { $0 != 0x20 && $0 != 0 }
      .split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ $0.allSatisfy { $0.isDigit || $0 == 0x3A } })
    else { return false }
    let time = parts.first?.filter(\.isDigit) ?? []
    let fraction = parts.count > 1 ? parts[1].count : 0
    guard time.count <= 6, time.count.isMultiple(of: 2), fraction <= 6 else { return false }
    let limits = [24, 60, 61]
    for place in stride(from: 0, to: time.count, by: 2) {
      let number = Int(time[place] - 0x30) * 10 + Int(time[place + 1] - 0x30)
      if number >= limits[place / 2] { return false }
    }
    return true
  }

  /// A value without meaning.
  package static func dummy(_ vr: String) -> [UInt8] {
    switch vr {
    case "DA": Array("19000101".utf8)
    case "DT": Array("19000101000000".utf8)
    case "TM": Array("000000".utf8)
    case "PN": Array("[NAME]".utf8)
    case "AS": Array("000Y".utf8)
    case "IS", "DS": Array("0".utf8)
    case "CS": Array("NONE".utf8)
    case "LO", "SH", "ST", "LT", "UT", "UC": Array("[UNIQUE_ID]".utf8)
    default: []
    }
  }

  /// The kind as which a replaced or removed attribute is counted.
  package static func kind(_ element: DicomElement) -> IdentifierKind {
    switch element.vr {
    case "PN": return .name
    case "DA", "DT", "TM": return .date
    case "AS": return .age
    default: break
    }
    switch element.tag {
    case 0x0010_0020: return .mrn
    case 0x0010_1040: return .location
    case 0x0010_2154: return .phone
    default: return .uniqueID
    }
  }
}
