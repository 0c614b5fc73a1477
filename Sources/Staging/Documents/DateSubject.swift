import Detection
import Formats
import Masking
import Records
import Vocabulary

/// Whose dates a document holds: how its records are told apart, and whose the rest is.
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
  /// Stands for the document where a record names no patient: its first record number, where it has
  /// no records, else the digest of its first block.
  var document: [UInt8] = []
  /// The patient of the message that the block before ended in; empty where there is none.
  var carried: [UInt8] = []

  /// The whole of a path, or of a text without a document.
  init() {}

  /// Stands for a patient.
  static func patient(_ number: [UInt8]) -> [UInt8] { Array("patient ".utf8) + number }

  /// A number without what people write between its letters and digits, in one case.
  static func plain(_ number: ArraySlice<UInt8>) -> [UInt8] {
    number.filter(\.isAlphanumeric).map(\.lowercased)
  }

  /// Goes on behind a block of messages: notes whose message stands at its end.
  mutating func carry(over block: Block) {
    guard records == .messages else { return }
    for line in block.source[block.body].split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
      if line.starts(with: "MSH".utf8) { carried = [] }
      guard line.starts(with: "PID|".utf8) else { continue }
      let fields = line.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false)
      let number = fields.dropFirst(3).first?.prefix { !"^~&".utf8.contains($0) }
      carried = DateSubject.plain(number ?? [])
    }
  }
}

extension BlockScanner {
  /// Whose dates a document holds, by its format and its first block, whose judgements are made.
  mutating func dateSubject(
    _ format: FormatName,
    first block: Block,
    _ judgements: [FieldContext: FieldJudgement]
  ) -> DateSubject {
    var subject = DateSubject()
    switch format {
    case .csv, .tsv, .ndjson: subject.records = .lines
    case .hl7v2: subject.records = .messages
    default: subject.records = .none
    }
    let digest = Digest256(hashing: Array(block.source[block.body])).bytes
    subject.document = Array("document ".utf8) + digest
    guard subject.records == .none else { return subject }
    judge(block, judgements)
    for segment in block.segments {
      guard let patient = patient(block, segment) else { continue }
      subject.document = DateSubject.patient(patient)
      break
    }
    return subject
  }

  /// The days by which dates move in each segment of a block: those of the record's patient, where
  /// the record holds a record number, else those of the document.
  ///
  /// A patient is known by the first record number of the record, letters and digits alone, so that
  /// the same patient has the same days in every file. The block's fields are judged before.
  mutating func recordShifts(_ block: Block) -> [Int] {
    let whole = masker.shiftDays(of: subject.document)
    guard subject.records != .none else { return block.segments.map { _ in whole } }
    var record = 0
    var position = block.body.lowerBound
    var records: [Int] = []
    var shifts: [Int: Int] = [:]
    for segment in block.segments {
      let start = block.sourceOffset(of: 0, in: segment)
      record += newRecords(block, from: position, to: max(position, start))
      position = max(position, start)
      records.append(record)
      guard shifts[record] == nil, let patient = patient(block, segment) else { continue }
      shifts[record] = masker.shiftDays(of: DateSubject.patient(patient))
    }
    if shifts[0] == nil, !subject.carried.isEmpty {
      shifts[0] = masker.shiftDays(of: DateSubject.patient(subject.carried))
    }
    return records.map { shifts[$0] ?? whole }
  }

  /// How many records begin between two places of a block's source.
  private func newRecords(_ block: Block, from: Int, to: Int) -> Int {
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
    let start = segment.text.lowerBound + found.start
    return DateSubject.plain(bytes[start..<(segment.text.lowerBound + found.end)])
  }
}
