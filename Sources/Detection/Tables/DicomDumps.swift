import CScan
import Vocabulary

/// Elements of DICOM files as tools print them: a tag, its value representation, and a value.
///
/// ```
/// (0010,0010) PN [DOE^JANE]                               #   8, 1 PatientName
/// (0010, 0020) Patient ID                          LO: '4471902'
/// ```
///
/// Names (PN) count wherever they stand; of other representations those elements whose value says who or
/// where somebody is. Dates are found by their form.
///
/// Source: PS3.6 (registry of data elements), PS3.15 Table E.1-1 (basic profile).
extension Scanner {
  /// What an element holds that identifies.
  struct Element {
    /// Of which kind.
    var kind: IdentifierKind
    /// Of which part of a place.
    var part = LocationPart.none
  }

  /// Bytes of a tag without its brackets, of what stands before a value, and of a value, at most.
  private static let tagBytesMax = 11
  private static let nameBytesMax = 64
  private static let valueBytesMax = 256

  /// Elements whose values are no names of persons, by their numbers.
  static let elements: [UInt32: Element] = [
    0x0008_0050: Element(kind: .mrn),  // AccessionNumber
    0x0008_0080: Element(kind: .location),  // InstitutionName
    0x0008_0081: Element(kind: .location, part: .street),  // InstitutionAddress
    0x0008_1010: Element(kind: .device),  // StationName
    0x0008_0018: Element(kind: .uniqueID),  // SOPInstanceUID
    0x0010_0020: Element(kind: .mrn),  // PatientID
    0x0010_0021: Element(kind: .uniqueID),  // IssuerOfPatientID
    0x0010_1000: Element(kind: .mrn),  // OtherPatientIDs
    0x0010_1040: Element(kind: .location, part: .street),  // PatientAddress
    0x0010_2154: Element(kind: .phone),  // PatientTelephoneNumbers
    0x0010_1090: Element(kind: .mrn),  // MedicalRecordLocator
    0x0018_1000: Element(kind: .device),  // DeviceSerialNumber
    0x0020_000D: Element(kind: .uniqueID),  // StudyInstanceUID
    0x0020_000E: Element(kind: .uniqueID),  // SeriesInstanceUID
    0x0020_0010: Element(kind: .uniqueID),  // StudyID
    0x0020_0052: Element(kind: .uniqueID),  // FrameOfReferenceUID
    0x0038_0010: Element(kind: .mrn),  // AdmissionID
    0x0040_1001: Element(kind: .uniqueID),  // RequestedProcedureID
  ]

  /// Appends the values of printed elements that identify somebody to `scratch.found`.
  func findDicomDumps(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var place = 0
    while place < text.count {
      let rest = text.extracting(place..<text.count)
      place += unsafe rest.withUnsafeBufferPointer { bytes in
        unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x28)
      }
      guard place < text.count else { return }
      place += 1
      guard let (number, end) = Self.tag(text, place) else { continue }
      place = end
      guard let value = Self.value(text, end) else { continue }
      place = value.range.upperBound
      let element = value.isName ? Element(kind: .name) : Self.elements[number]
      guard let element,
        let finding = engine.wholeValue(text, at: value.range, element.kind, element.part)
      else { continue }
      scratch.found.append(finding)
    }
  }

  /// The number of a tag behind its bracket, and the offset behind it.
  private static func tag(_ text: Span<UInt8>, _ start: Int) -> (number: UInt32, end: Int)? {
    var (place, digits, number) = (start, 0, UInt32(0))
    while place < text.count, place - start < tagBytesMax {
      let byte = text[place]
      place += 1
      switch byte {
      case 0x2C where digits == 4: break
      case 0x20 where digits == 4: break
      case 0x29: return digits == 8 ? (number, place) : nil
      default:
        guard digits < 8, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
          return nil
        }
        number = number << 4 | UInt32(digit)
        digits += 1
      }
    }
    return nil
  }

  /// A value behind a tag, and whether it is a person's name: `PN [Roe^Ann]`, `Patient's Name PN: 'Roe^Ann'`.
  private static func value(
    _ text: Span<UInt8>,
    _ start: Int
  ) -> (range: Range<Int>, isName: Bool)? {
    var place = start
    while place < text.count, place - start < nameBytesMax {
      let byte = text[place]
      if byte == 0x0A { return nil }
      guard byte.isUppercase, text.at(place + 1).isUppercase, text.at(place - 1) == 0x20 else {
        place += 1
        continue
      }
      let isName = byte == 0x50 && text[place + 1] == 0x4E
      var first = place + 2
      if text.at(first) == 0x3A { first += 1 }
      guard first > place + 2 || text.at(first) == 0x20 else {
        place += 1
        continue
      }
      while text.at(first) == 0x20 { first += 1 }
      let close: UInt8
      switch text.at(first) {
      case 0x5B: close = 0x5D
      case 0x22, 0x27: close = text[first]
      default:
        place += 1
        continue
      }
      var end = first + 1
      while end < text.count, text[end] != close, text[end] != 0x0A, end - first <= valueBytesMax {
        end += 1
      }
      return text.at(end) == close && end > first + 1 ? (first + 1..<end, isName) : nil
    }
    return nil
  }
}
