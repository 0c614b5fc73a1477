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
  package static let marks: [DicomElement] = {
    var identity = DicomElement(tag: 0x0012_0062, vr: "CS", content: .value([]))
    identity.setText(Array("YES".utf8))
    var method = DicomElement(tag: 0x0012_0063, vr: "LO", content: .value([]))
    method.setText(Array("DICOM PS3.15 BASIC PROFILE BY PHIGATE".utf8))
    return [identity, method]
  }()

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
    if marks.contains(where: { $0.tag == tag }) { return .keep }
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
    case "TM": return isPlain(element.text, "0123456789.:-\\") ? .keep : .empty
    case "AS": return .age
    case "UI": return .remap
    case "LO", "SH", "ST", "LT", "UT", "UC": return .scan(name)
    case "CS":
      return isPlain(element.text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_ \\")
        ? .scan(FieldContext(name: "code", hint: .coded)) : .scan(name)
    case "IS", "DS":
      return isPlain(element.text, "0123456789+-.eE \\") ? .keep : .remove
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

  /// Whether pixels are what a scanner has measured or a planning system computed, not a picture:
  /// of a class whose values are no shades, original, never converted, in twelve bits or more.
  ///
  /// Source: DICOM PS3.3, C.7.6.1.1.2 (Image Type: ORIGINAL\\PRIMARY), C.8.8.3 (RT Dose).
  private static func isMeasured(_ text: (UInt32) -> String, bitsStored: Int) -> Bool {
    let classes: Set<String> = [
      "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.128",
    ]
    guard text(0x0028_0301).isEmpty, text(0x0008_0064).isEmpty, bitsStored >= 12,
      text(0x0028_0004) == "MONOCHROME2"
    else { return false }
    if text(0x0008_0016) == "1.2.840.10008.5.1.4.1.1.481.2" { return true }
    return classes.contains(text(0x0008_0016)) && text(0x0008_0008).hasPrefix("ORIGINAL\\PRIMARY")
  }

  /// Checks that the pixels show no text: uncompressed, exactly as many as the image has, of a
  /// modality whose images hold none, and declared to be free of burned-in annotation or measured.
  ///
  /// - Throws: `unscannable-content` otherwise.
  package static func checkPixels(
    _ dataset: [DicomElement],
    _ syntax: DicomSyntax
  ) throws(Withholding) {
    let pixels = dataset.filter { $0.tag >> 16 == 0x7FE0 && $0.tag & 0xFFFF != 0 }
    guard let first = pixels.first else { return }
    func text(_ tag: UInt32) -> String {
      String(decoding: dataset.first { $0.tag == tag }?.text ?? [], as: UTF8.self)
    }
    func number(_ tag: UInt32) -> Int? {
      guard let value = dataset.first(where: { $0.tag == tag })?.bytes, value.count == 2 else {
        return nil
      }
      let number = value.little16(at: 0)
      return Int(syntax.isBig ? number.byteSwapped : number)
    }
    guard text(0x0028_0301) == "NO" || isMeasured(text, bitsStored: number(0x0028_0101) ?? 0),
      text(0x0028_0302) != "YES",
      ["CT", "MR", "PT", "NM", "RTDOSE"].contains(text(0x0008_0060)),
      !text(0x0008_0016).hasPrefix("1.2.840.10008.5.1.4.1.1.7")
    else { throw Withholding(.unscannableContent, "pixels that may show text") }
    guard pixels.count == 1, first.tag == 0x7FE0_0010, case .value(let bytes) = first.content else {
      throw Withholding(.unscannableContent, "pixels that are compressed or of another kind")
    }
    let frames = Int(text(0x0028_0008)) ?? 1
    guard let rows = number(0x0028_0010), let columns = number(0x0028_0011),
      let bits = number(0x0028_0100), let samples = number(0x0028_0002), bits.isMultiple(of: 8),
      frames > 0, frames < 1 << 20, bits <= 64, samples <= 4
    else { throw Withholding(.unscannableContent, "pixels without a size") }
    let count = rows * columns * (bits / 8) * samples * frames
    guard bytes.count == count + count % 2 else {
      throw Withholding(.unscannableContent, "\(bytes.count) bytes of pixels instead of \(count)")
    }
  }
}
