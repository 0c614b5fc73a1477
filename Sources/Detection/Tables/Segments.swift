import CScan
import Vocabulary

extension Engine {
  /// What a field of a segment of HL7 v2 is, by the segment's name and the field's number.
  ///
  /// Source: HL7 v2.5.1, chapters 3 and 6.
  static let segments: [String: [Int: (IdentifierKind, LocationPart)]] = [
    "PID": [
      2: (.mrn, .none), 3: (.mrn, .none), 4: (.mrn, .none), 5: (.name, .none), 6: (.name, .none),
      7: (.date, .none), 9: (.name, .none), 11: (.location, .street), 12: (.location, .city),
      13: (.phone, .none), 14: (.phone, .none), 18: (.account, .none), 19: (.ssn, .none),
      20: (.license, .none), 21: (.mrn, .none), 23: (.location, .city), 29: (.date, .none),
    ],
    "NK1": [
      2: (.name, .none), 4: (.location, .street), 5: (.phone, .none), 6: (.phone, .none),
      30: (.name, .none), 31: (.phone, .none), 32: (.location, .street), 33: (.uniqueID, .none),
    ],
    "GT1": [
      2: (.account, .none), 3: (.name, .none), 4: (.name, .none), 5: (.location, .street),
      6: (.phone, .none), 7: (.phone, .none), 8: (.date, .none), 12: (.ssn, .none),
      16: (.name, .none), 17: (.location, .street), 18: (.phone, .none), 19: (.uniqueID, .none),
    ],
    "IN1": [
      8: (.healthPlan, .none), 10: (.healthPlan, .none), 16: (.name, .none), 18: (.date, .none),
      19: (.location, .street), 36: (.healthPlan, .none), 49: (.healthPlan, .none),
    ],
    "IN2": [2: (.ssn, .none), 6: (.healthPlan, .none), 61: (.healthPlan, .none)],
    "STF": [
      2: (.license, .none), 3: (.name, .none), 6: (.date, .none), 10: (.phone, .none),
      11: (.location, .street), 15: (.email, .none),
    ],
    "MRG": [1: (.mrn, .none), 2: (.mrn, .none), 3: (.account, .none), 7: (.name, .none)],
    "PV1": [
      7: (.name, .none), 8: (.name, .none), 9: (.name, .none), 17: (.name, .none),
      19: (.mrn, .none), 50: (.mrn, .none), 52: (.name, .none),
    ],
  ]

  /// What a field of a record of an analyser is, by the record's letter.
  ///
  /// Source: ASTM E1394-97 (CLSI LIS2): patient, order, result.
  private static let records: [UInt8: [Int: (IdentifierKind, LocationPart)]] = [
    0x50: [
      2: (.mrn, .none), 3: (.mrn, .none), 4: (.mrn, .none), 5: (.name, .none), 6: (.name, .none),
      7: (.date, .none), 10: (.location, .street), 12: (.phone, .none), 13: (.name, .none),
    ],
    0x4F: [
      2: (.mrn, .none), 3: (.mrn, .none), 10: (.username, .none), 16: (.name, .none),
      17: (.phone, .none),
    ],
    0x52: [10: (.username, .none)],
  ]
  /// The field of a record that has a name or a test, with its components.
  private static let tellingField: [UInt8: Int] = [0x50: 5, 0x4F: 4, 0x52: 2]

  /// Whether a line is such a record: it has a number, and components where they must stand.
  private static func isRecord(_ text: Span<UInt8>, _ start: Int, _ bars: [Int]) -> Bool {
    guard let field = tellingField[text[start]], field < bars.count,
      (1...4).contains(bars[1] - bars[0] - 1),
      (bars[0] + 1..<bars[1]).allSatisfy({ text[$0].isDigit })
    else { return false }
    return (bars[field - 1] + 1..<bars[field]).contains { text[$0] == 0x5E }
  }

  /// Bars of a line that is a segment, and of nothing that people write.
  private static let barsMin = 3

  /// Finds the fields of segments of HL7 v2 that stand in a text: in a value of an object, a log or a
  /// note; a whole message in a file of its own is read by its format.
  func findSegments(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    // Most texts have no bar at all.
    var start = unsafe text.withUnsafeBufferPointer { bytes in
      let bar = unsafe phigate_first_byte(bytes.baseAddress, bytes.count, 0x7C)
      return bar == bytes.count
        ? bar : unsafe phigate_line_start(bytes.baseAddress, 0, bar)
    }
    while start + 8 < text.count {
      if text[start + 3] == 0x7C, text[start].isUppercase {
        let name = String(decoding: (0..<3).map { text[start + $0] }, as: UTF8.self)
        if let fields = Self.segments[name] { findFields(text, start, fields, &scratch) }
      }
      if text[start + 1] == 0x7C, let fields = Self.records[text[start]] {
        findFields(text, start, fields, isRecord: true, &scratch)
      }
      while start < text.count, Self.breakBytes(text, start) == 0 { start += 1 }
      while start < text.count {
        let bytes = Self.breakBytes(text, start)
        if bytes == 0 { break }
        start += bytes
      }
    }
  }

  /// Bytes of what ends a segment at an offset, in a line of a log written as `\r`, `<CR>` or `^M`; 0 where none does.
  private static func breakBytes(_ text: Span<UInt8>, _ offset: Int) -> Int {
    switch text[offset] {
    case 0x0A, 0x0D: return 1
    case 0x5C:
      let next = text.at(offset + 1)
      return (next == 0x72 || next == 0x6E) && isSegment(text, offset + 2) ? 2 : 0
    case 0x3C:
      let isWritten =
        text.at(offset + 1) == 0x43 && text.at(offset + 2) == 0x52 && text.at(offset + 3) == 0x3E
      return isWritten ? 4 : 0
    case 0x5E: return text.at(offset + 1) == 0x4D && isSegment(text, offset + 2) ? 2 : 0
    default: return 0
    }
  }

  /// Whether a segment's name and a bar stand at an offset, or another end of one.
  private static func isSegment(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    if text.at(offset) == 0x5C || text.at(offset) == 0x5E { return true }
    return text.at(offset).isUppercase && text.at(offset + 1).isAlphanumeric
      && text.at(offset + 2).isAlphanumeric
      && text.at(offset + 3) == 0x7C
  }

  /// Finds the fields of one segment.
  private func findFields(
    _ text: Span<UInt8>,
    _ start: Int,
    _ fields: [Int: (IdentifierKind, LocationPart)],
    isRecord: Bool = false,
    _ scratch: inout ScanScratch
  ) {
    var bars: [Int] = []
    var end = start
    while end < text.count, Self.breakBytes(text, end) == 0 {
      if text[end] == 0x7C { bars.append(end) }
      end += 1
    }
    guard bars.count >= Self.barsMin else { return }
    bars.append(end)
    if isRecord, !Self.isRecord(text, start, bars) { return }
    for (number, (kind, part)) in fields where number < bars.count {
      let range = bars[number - 1] + 1..<bars[number]
      guard range.contains(where: { text.isWordByte($0) }),
        !isMasked(text, range.lowerBound, range.upperBound)
      else { continue }
      scratch.found.removeAll { $0.start < range.upperBound && range.lowerBound < $0.end }
      scratch.found.append(
        Finding(
          start: range.lowerBound,
          end: range.upperBound,
          kind: kind,
          part: part,
          confidence: .high,
          evidence: .field,
          rule: fieldRules[FieldKey(kind: kind, part: part).slot]
        )
      )
    }
  }
}
