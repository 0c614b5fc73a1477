import Vocabulary

/// Fields of reports to programs that watch prescriptions, by their segment and place.
///
/// ```
/// PAT*03*NY*884213077**06*O441882*OKAFOR*CHIDI*N***12 MILL RD*APT 2*TROY*NY*12180*5185550134*19610412*M***~
/// ```
///
/// Source: ASAP, Standard for Prescription Monitoring Programs, version 4.2.
extension Scanner {
  /// What a field holds: an identifier, or what is none whatever it looks like, of so many bytes at most.
  private enum PharmacyField {
    case identifier(IdentifierKind, LocationPart)
    case plain(Int)
  }

  /// Fields by their segments and numbers.
  private static let pharmacyFields: [String: [Int: PharmacyField]] = {
    func fields(
      _ lists: [(IdentifierKind, LocationPart, [Int])],
      plain: [Int: [Int]] = [:]
    ) -> [Int: PharmacyField] {
      var fields: [Int: PharmacyField] = [:]
      for (kind, part, numbers) in lists {
        for number in numbers { fields[number] = .identifier(kind, part) }
      }
      for (bytes, numbers) in plain {
        for number in numbers { fields[number] = .plain(bytes) }
      }
      return fields
    }
    return [
      "TH": fields([(.uniqueID, .none, [2]), (.date, .none, [5])], plain: [8: [1, 6]]),
      "IS": fields([(.uniqueID, .none, [1])]),
      "PHA": fields([
        (.license, .none, [1, 2, 3]), (.location, .street, [5, 6]), (.location, .city, [7]),
        (.location, .zip, [9]), (.phone, .none, [10]), (.name, .none, [11]),
      ]),
      "PAT": fields(
        [
          (.mrn, .none, [3]), (.uniqueID, .none, [6]), (.name, .none, [7, 8, 9, 23]),
          (.location, .street, [12, 13]), (.location, .city, [14]), (.location, .zip, [16]),
          (.phone, .none, [17]), (.date, .none, [18]),
        ],
        plain: [3: [1, 2, 4, 5, 15]]
      ),
      "DSP": fields(
        [
          (.uniqueID, .none, [2, 20, 21]), (.date, .none, [3, 5, 17]), (.license, .none, [14, 15]),
        ],
        plain: [6: [4, 6, 9, 10, 19], 13: [8]]
      ),
      "PRE": fields([
        (.license, .none, [1, 2, 4]), (.name, .none, [5, 6, 7]), (.phone, .none, [8]),
      ]),
      "AIR": fields([
        (.uniqueID, .none, [2]), (.license, .none, [5]), (.name, .none, [7, 8, 9, 10]),
      ]),
      "CDI": fields([], plain: [6: [1, 2, 5], 13: [3]]),
      "TT": fields([(.uniqueID, .none, [1])], plain: [10: [2]]), "TP": fields([], plain: [10: [1]]),
    ]
  }()
  /// Fields of the first segment of a text, at least.
  private static let pharmacyFieldsMin = 4

  /// Appends what stands in such segments to `scratch.cells`.
  func findPharmacyRecords(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.holds(0x2A) else { return }
    var cells: [DumpCell] = []
    var place = text.firstOffset(of: 0x2A, or: 0x2A, from: 0)
    while place < text.count {
      guard let (start, fields) = segment(text, endingAt: place) else {
        place = text.firstOffset(of: 0x2A, or: 0x2A, from: place + 1)
        continue
      }
      let ends = fieldEnds(text, from: place)
      // A short one counts behind one that is sure; where a code is longer than one, fields have other places.
      let fits = ends.enumerated()
        .allSatisfy { index, range in
          guard case .plain(let bytes) = fields[index + 1] else { return true }
          return range.count <= bytes
        }
      if fits, ends.count >= Self.pharmacyFieldsMin || !cells.isEmpty {
        cells.append(DumpCell(start: start, end: place, content: .closed))
        for (index, range) in ends.enumerated() where !range.isEmpty {
          cells.append(cell(text, range, fields[index + 1]))
        }
      } else if !fits {
        cells += ends.indices.dropFirst().filter { Self.isPostal(text, ends[$0 - 1], ends[$0]) }
          .map { cell(text, ends[$0], .identifier(.location, .zip)) }
      }
      place = text.firstOffset(of: 0x2A, or: 0x2A, from: ends.last?.upperBound ?? place + 1)
    }
    if !cells.isEmpty { join(cells, &scratch) }
  }

  /// Whether a field is a postal code right behind a state, wherever a site has them.
  private static func isPostal(_ text: Span<UInt8>, _ state: Range<Int>, _ code: Range<Int>) -> Bool
  {
    let postalDigits = [5, 9]
    return state.count == 2 && state.allSatisfy { text[$0].isUppercase }
      && States.codes(Token.hash(text, state)) != 0
      && postalDigits.contains(code.count) && code.allSatisfy { text[$0].isDigit }
  }

  /// The segment whose name ends before an asterisk, and its fields; nil where none begins.
  private func segment(
    _ text: Span<UInt8>,
    endingAt end: Int
  ) -> (start: Int, fields: [Int: PharmacyField])? {
    for length in [3, 2] where end >= length {
      let start = end - length
      guard start == 0 || text[start - 1] == 0x7E || text[start - 1] <= 0x20,
        (start..<end).allSatisfy({ text[$0].isUppercase }),
        let fields = Self.pharmacyFields[
          String(decoding: (start..<end).map { text[$0] }, as: UTF8.self)
        ]
      else { continue }
      return (start, fields)
    }
    return nil
  }

  /// The fields behind a segment's name.
  private func fieldEnds(_ text: Span<UInt8>, from asterisk: Int) -> [Range<Int>] {
    var (ranges, start) = ([Range<Int>](), asterisk + 1)
    var place = start
    while true {
      let byte = place < text.count ? text[place] : 0x7E
      if byte == 0x2A || byte == 0x7E || byte == 0x0A || byte == 0x0D {
        ranges.append(start..<place)
        start = place + 1
        if byte != 0x2A { return ranges }
      }
      place += 1
    }
  }

  /// The cell of a field.
  private func cell(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ field: PharmacyField?
  ) -> DumpCell {
    var cell = DumpCell(start: range.lowerBound, end: range.upperBound, content: .text)
    switch field {
    case .identifier(let kind, let part):
      cell.finding = engine.wholeValue(text, at: range, kind, part)
    case .plain: cell.content = .closed
    case nil: break
    }
    return cell
  }
}
