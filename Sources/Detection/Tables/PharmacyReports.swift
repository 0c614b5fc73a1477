import CScan
import Vocabulary

/// Reports of pharmacies to a state's monitoring of prescriptions: segments whose fields stars hold apart.
///
/// ```
/// PAT*******KOVACS*ANA*M***418 FENWICK AVE**OTTUMWA*IA*52501*5152213344*19720814*F\
/// DSP*00*8599690*20260727*2*20250906*0*01*16714061201*30*30\
/// PRE**BP4459628**MD41245*POPESCU*ANNELIESE\
/// ```
///
/// Source: ASAP Standard for Prescription Monitoring Programs, version 4.2.
extension Scanner {
  /// What fields of a segment are, by their numbers.
  private typealias PharmacyFields = [Int: (IdentifierKind, LocationPart)]

  private static let pharmacySegments: [String: PharmacyFields] = [
    "PAT": [
      3: (.uniqueID, .none), 6: (.uniqueID, .none), 7: (.name, .none), 8: (.name, .none),
      9: (.name, .none), 12: (.location, .street), 13: (.location, .street),
      14: (.location, .city), 16: (.location, .zip), 17: (.phone, .none), 18: (.date, .none),
      23: (.name, .none),
    ],
    "DSP": [2: (.uniqueID, .none), 3: (.date, .none), 5: (.date, .none)],
    "PRE": [
      2: (.license, .none), 4: (.license, .none), 5: (.name, .none), 6: (.name, .none),
      7: (.name, .none), 8: (.phone, .none),
    ],
    "PHA": [
      3: (.license, .none), 5: (.location, .street), 6: (.location, .street),
      7: (.location, .city), 9: (.location, .zip), 10: (.phone, .none), 11: (.name, .none),
    ],
    "AIR": [
      2: (.uniqueID, .none), 5: (.uniqueID, .none), 7: (.name, .none), 8: (.name, .none),
      9: (.name, .none),
    ],
  ]
  /// Stars of a segment, at least; the field of a product's code, behind the one that says whose code it is.
  private static let (starsMin, productField) = (4, 8)
  /// Digits of a code of the National Drug Code.
  private static let productDigits = 11

  /// Appends the fields of such segments to `scratch.cells`.
  func findPharmacyReports(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var (place, cells) = (0, [DumpCell]())
    while place < text.count {
      let rest = text.extracting(place..<text.count)
      place += unsafe rest.withUnsafeBufferPointer { bytes in
        unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x2A)
      }
      guard place < text.count else { break }
      let start = place - 3
      place += 1
      guard start >= 0, (start..<start + 3).allSatisfy({ text[$0].isUppercase }),
        start == 0 || [0x0A, 0x0D, 0x5C, 0x7E].contains(text[start - 1])
      else { continue }
      let name = String(decoding: (start..<start + 3).map { text[$0] }, as: UTF8.self)
      guard let fields = Self.pharmacySegments[name] else { continue }
      place = takeSegment(text, start, fields, &cells)
    }
    join(cells, &scratch)
  }

  /// Takes the fields of a segment.
  ///
  /// - Returns: the offset behind it.
  private func takeSegment(
    _ text: Span<UInt8>,
    _ start: Int,
    _ fields: PharmacyFields,
    _ cells: inout [DumpCell]
  ) -> Int {
    var (stars, end) = ([Int](), start)
    while end < text.count, ![0x0A, 0x0D, 0x5C, 0x7E].contains(text[end]) {
      if text[end] == 0x2A { stars.append(end) }
      end += 1
    }
    guard stars.count >= Self.starsMin else { return start + 4 }
    cells.append(DumpCell(start: start, end: start + 3, content: .closed))
    for (index, star) in stars.enumerated() {
      let value = star + 1..<(index + 1 < stars.count ? stars[index + 1] : end)
      guard !value.isEmpty else { continue }
      var cell = DumpCell(start: value.lowerBound, end: value.upperBound, content: .text)
      if let (kind, part) = fields[index + 1] {
        cell.finding = engine.wholeValue(text, at: value, kind, part)
      } else if index + 1 == Self.productField, value.count == Self.productDigits,
        stars[index] - stars[index - 1] == 3
      {
        cell.content = .closed
      }
      cells.append(cell)
    }
    return end
  }
}
