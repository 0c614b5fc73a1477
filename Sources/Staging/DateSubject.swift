import Detection
import Formats
import Masking
import Records
import Vocabulary

/// Whose dates a document holds: how its records are told apart, and what stands for all of it.
struct DateSubject: Sendable {
  /// How the records of a document are told apart.
  enum Records: Sendable {
    /// Not at all.
    case none
    /// A line is a record: tables, JSON lines.
    case lines
    /// A message is a record: HL7 v2.
    case messages
  }

  /// How records are told apart.
  var records = Records.none
  /// Stands for the document where a record names no patient; the digest of its first block.
  var document: [UInt8] = []

  /// The whole of a path, or of a text without a document.
  init() {}

  /// Of a document by its format and its first block.
  init(_ format: FormatName, first block: Block) {
    document = Digest256(hashing: Array(block.source[block.body])).bytes
    switch format {
    case .csv, .tsv, .ndjson: records = .lines
    case .hl7v2: records = .messages
    default: records = .none
    }
  }
}

extension BlockScanner {
  /// The days by which dates move in each segment of a block: those of the record's patient, where
  /// the record holds a record number, else those of the document.
  ///
  /// A patient is known by the first record number of the record, letters and digits alone, so that
  /// the same patient has the same days in every file.
  mutating func recordShifts(_ block: Block) -> [Int] {
    let whole = masker.shiftDays(of: Array("document ".utf8) + subject.document)
    guard subject.records != .none else { return block.segments.map { _ in whole } }
    var record = 0
    var position = 0
    var records: [Int] = []
    var shifts: [Int: Int] = [:]
    for segment in block.segments {
      let start = block.sourceOffset(of: 0, in: segment)
      record += newRecords(block, segment, from: position, to: max(position, start))
      position = max(position, start)
      records.append(record)
      guard shifts[record] == nil, let patient = patient(block, segment) else { continue }
      shifts[record] = masker.shiftDays(of: Array("patient ".utf8) + patient)
    }
    return records.map { shifts[$0] ?? whole }
  }

  /// How many records begin between two places of a block's source.
  private func newRecords(_ block: Block, _ segment: Segment, from: Int, to: Int) -> Int {
    switch subject.records {
    case .none: return 0
    case .lines: return block.source[from..<to].count { $0 == 0x0A }
    case .messages:
      var count = 0
      for index in from..<to where block.source[index] == UInt8(ascii: "M") {
        let isStart = index == 0 || [0x0A, 0x0D, 0x0B].contains(block.source[index - 1])
        if isStart, block.source[index...].starts(with: "MSH".utf8) { count += 1 }
      }
      return count
    }
  }

  /// The first record number in a segment, its letters and digits; nil where there is none.
  private mutating func patient(_ block: Block, _ segment: Segment) -> [UInt8]? {
    let bytes = segment.isDecoded ? block.decoded : block.source
    let text = bytes.span.extracting(segment.text)
    findings.removeAll(keepingCapacity: true)
    scanner.scan(
      text,
      owned: segment.owned,
      field: blockJudgements[Int(segment.field)],
      scratch: &scratch,
      into: &findings
    )
    guard let found = findings.first(where: { $0.kind == .mrn && $0.masked }) else { return nil }
    return bytes[segment.text][(segment.text.lowerBound + found.start)...]
      .prefix(found.end - found.start).filter(\.isAlphanumeric).map(\.lowercased)
  }
}
