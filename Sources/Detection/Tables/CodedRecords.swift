import CScan
import Vocabulary

/// Values of which a code of two characters says what they are, as pharmacies' claims have them.
///
/// ```
/// 610014D0B1A04       1011234567893     20230926VENDOR1234 ␞␜AM01␜C419900212␜CAROSE␜CBLAKE␜CM87 ELM CT␜CNHOPE
/// ```
///
/// Source: NCPDP Telecommunication Standard, version D.0: segments behind ␞, groups behind ␝, fields behind ␜.
extension Scanner {
  /// The marks before a field, a group and a segment.
  private static let fieldMark = UInt8(0x1C)
  private static let groupMark = UInt8(0x1D)
  private static let segmentMark = UInt8(0x1E)
  /// Bytes of a field, at most.
  private static let codedBytesMax = 64
  /// Where the head of a transmission has its version, its day and its end, from its beginning.
  private static let headVersion = 6..<8
  private static let headDay = 38..<46
  private static let headEnd = 56

  /// What fields hold, by their codes.
  private static let codedFields: [UInt16: (IdentifierKind, LocationPart)] = {
    var fields: [UInt16: (IdentifierKind, LocationPart)] = [:]
    let kinds: [(String, IdentifierKind, LocationPart)] = [
      ("C2 N6 MG EV", .healthPlan, .none), ("CC CD CA CB DR 4E 2J", .name, .none),
      ("C4 D1 DE", .date, .none), ("CM 2K", .location, .street), ("CN 2M", .location, .city),
      ("CP 2P", .location, .zip), ("CQ PM 2Q", .phone, .none), ("CX CY EA", .uniqueID, .none),
      ("D2 EN", .mrn, .none), ("DB DL", .license, .none), ("HN", .email, .none),
      ("DY", .uniqueID, .none),
    ]
    for (codes, kind, part) in kinds {
      for code in codes.split(separator: " ") {
        let bytes = Array(code.utf8)
        fields[UInt16(bytes[0]) << 8 | UInt16(bytes[1])] = (kind, part)
      }
    }
    return fields
  }()

  /// Replaces what was found in fields that codes name by what they are.
  func findCodedRecords(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var index = Self.mark(text, from: 0)
    guard index < text.count else { return }
    var (headed, taken) = (0, [Finding]())
    while index < text.count {
      if let day = day(text, before: index, from: headed) { taken.append(day) }
      headed = index
      let start = index + 3
      var end = min(start, text.count)
      while end < text.count, end - start < Self.codedBytesMax, text[end] >= 0x20 { end += 1 }
      if start < end,
        let (kind, part) = Self.codedFields[
          UInt16(text[index + 1]) << 8 | UInt16(text[index + 2])
        ],
        let finding = engine.wholeValue(text, at: start..<end, kind, part)
      {
        taken.append(finding)
      }
      index = Self.mark(text, from: index + 1)
    }
    scratch.found.removeAll { found in
      let place = taken.partitioned { $0.end > found.start }
      return place < taken.count && taken[place].start < found.end
    }
    scratch.found.append(contentsOf: taken)
  }

  /// The day of service in the head of a transmission, which stands between the fields of two.
  private func day(_ text: Span<UInt8>, before mark: Int, from first: Int) -> Finding? {
    var start = mark
    while start > first, text[start - 1] != 0x0A, text[start - 1] != 0x02 { start -= 1 }
    guard (Self.headEnd...Self.headEnd + 2).contains(mark - start),
      Self.headVersion.allSatisfy({ text[start + $0].isAlphanumeric }),
      text[start + Self.headVersion.lowerBound] == 0x44
    else { return nil }
    let range = start + Self.headDay.lowerBound..<start + Self.headDay.upperBound
    return engine.wholeValue(text, at: range, .date, .none)
  }

  /// The first mark of a field from an offset on; the text's end where there is none.
  private static func mark(_ text: Span<UInt8>, from start: Int) -> Int {
    guard start < text.count else { return text.count }
    return start
      + (unsafe text.extracting(start..<text.count)
        .withUnsafeBufferPointer {
          unsafe phigate_first_byte($0.baseAddress, $0.count, fieldMark)
        })
  }

  // MARK: Events

  /// Bytes in which a custom field of an event stands behind its label.
  private static let eventReach = 256
  /// Custom fields of events, which have their names in fields of their own: `cs1Label=PatientName cs1=Frost, Ann`.
  ///
  /// Source: Common Event Format, version 25.
  private static let eventLabels = WordSet(
    (1...6)
      .flatMap { number in
        ["cs", "cn", "cfp", "c6a", "flexstring", "devicecustomstring"]
          .map {
            Token.hash("\($0)\(number)label")
          }
      }
  )

  /// The last part of the name of such a label, behind a digit.
  static var eventLabel: UInt64 { Token.word("label") }

  /// Takes the custom field whose label a word names.
  func takeEvent(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    var start = Int(token.start)
    while text.at(start - 1).isAlphanumeric { start -= 1 }
    guard Self.eventLabels.contains(Token.hash(text, start..<token.end)) else { return }
    let label = token.end + 1..<Self.eventValueEnd(text, token.end + 1)
    let key = start..<token.end - 5
    var place = label.upperBound
    let limit = min(text.count, label.upperBound + Self.eventReach)
    while place + key.count + 1 < limit, text[place] >= 0x20 {
      let isKey =
        text[place] == 0x20 && text[place + key.count + 1] == 0x3D
        && key.indices.enumerated().allSatisfy { text[place + 1 + $0.offset] == text[$0.element] }
      if isKey {
        let first = place + key.count + 2
        takeField(text, first..<Self.eventValueEnd(text, first), label, &scratch)
        return
      }
      place += 1
    }
  }

  /// Where a value of an event ends: before the next key, or with its line.
  private static func eventValueEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var (end, blank) = (start, start)
    while end < text.count, text[end] >= 0x20, end - start < eventReach {
      if text[end] == 0x20 { blank = end }
      if text[end] == 0x3D, text[end - 1] != 0x5C { return max(start, blank) }
      end += 1
    }
    return end
  }
}

extension [Finding] {
  /// The index of the first finding of which something holds that holds of all behind it.
  fileprivate func partitioned(_ holds: (Finding) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
