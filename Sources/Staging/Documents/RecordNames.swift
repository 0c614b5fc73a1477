import Detection
import Formats
import Vocabulary

/// Whom the records of a document are about, as their fields say: what is looked for in their texts.
struct RecordNames: Sendable {
  /// How the records of a document are told apart.
  private(set) var records = Records.none
  /// What fields have established for the record that is open where a block begins; of a document that
  /// is one record, for all of it up to the block's end.
  fileprivate(set) var open = EstablishedWords()

  /// How records are told apart.
  enum Records: Sendable {
    /// Not at all: the document is one.
    case none
    /// By the columns of a table.
    case rows
    /// A line is a record.
    case lines
    /// A message is one, and what it says of a patient.
    case messages
  }

  /// Nothing is known yet.
  init() {}

  /// Of a document of which that is known beforehand.
  init(_ known: EstablishedWords) { open = known }

  /// At the beginning of a document.
  init(_ format: FormatName) {
    switch format {
    case .csv, .tsv, .fixedWidth: records = .rows
    case .ndjson: records = .lines
    case .hl7v2: records = .messages
    default: records = .none
    }
  }
}

extension BlockScanner {
  /// The names with which a block is scanned; `known` goes on behind it.
  ///
  /// `judgements`: those of the document.
  mutating func names(
    _ known: inout RecordNames,
    over block: Block,
    _ judgements: [FieldContext: FieldJudgement]
  ) -> RecordNames {
    guard known.records == .none || known.records == .messages else { return known }
    judge(block, judgements)
    guard anyEstablishes else { return known }
    let before = known
    var first = 0
    if known.records == .messages {
      let last = block.segments.indices.last { isMessageStart(block.segments, $0) }
      if let last {
        first = last
        known.open.removeAll()
      }
    }
    establish(block, first..<block.segments.count, into: &known.open)
    return known.records == .none ? known : before
  }

  /// Reads what the record that begins at a segment says of itself into `recordWords`.
  ///
  /// `segments`: the block's.
  /// - Returns: the index behind its last segment in the block.
  mutating func openRecord(_ block: Block, _ segments: [Segment], from first: Int) -> Int {
    var words = EstablishedWords()
    swap(&words, &recordWords)
    defer { swap(&words, &recordWords) }
    words.removeAll()
    guard names.records != .none else {
      words = names.open
      return segments.count
    }
    if first == 0 { words = names.open }
    guard anyEstablishes else { return segments.count }
    var end = first
    var isText = false
    repeat {
      isText = isText || isSearched(block, segments[end])
      end += 1
    } while end < segments.count && !isRecordStart(block, segments, end)
    // Most rows and many messages have no text in which somebody could be named.
    if isText { establish(block, first..<end, into: &words) }
    return end
  }

  /// Bytes of the shortest text that is searched: a word beside another one.
  private static let searchedBytesMin = 5

  /// Whether a segment is text of several words, or of an address or a call, which may name whom the record is about.
  @inline(__always)
  private func isSearched(_ block: Block, _ segment: Segment) -> Bool {
    let facts = blockFacts[Int(segment.field)]
    guard segment.text.count >= Self.searchedBytesMin, facts.recalls || facts.shape == .base64
    else { return false }
    if facts.shape == .base64 { return true }
    let bytes = segment.isDecoded ? block.decoded : block.source
    let isDocument = names.records == .none
    var digits = 0
    for index in segment.text {
      let byte = bytes[index]
      if byte == 0x20 { return true }
      guard isDocument else { continue }
      digits = byte.isDigit ? digits + 1 : 0
      if digits >= Self.searchedBytesMin || byte == 0x3D || byte == 0x27 { return true }
    }
    return false
  }

  /// Whether what the record establishes may stand in a segment.
  @inline(__always)
  func mayRecall(_ block: Block, _ segment: Segment) -> Bool {
    guard !recordWords.isEmpty, isSearched(block, segment) else { return false }
    let bytes = segment.isDecoded ? block.decoded : block.source
    return recordWords.mayStand(in: bytes.span.extracting(segment.text))
  }

  /// Adds what the fields of some segments establish.
  private func establish(_ block: Block, _ range: Range<Int>, into words: inout EstablishedWords) {
    for index in range {
      let segment = block.segments[index]
      let field = Int(segment.field)
      guard blockFacts[field].establishes, segment.text.count <= Self.establishingBytesMax else {
        continue
      }
      let bytes = segment.isDecoded ? block.decoded : block.source
      scanner.establish(
        bytes.span.extracting(segment.text),
        field: blockJudgements[field],
        scratch: scratch,
        into: &words
      )
    }
  }

  /// Bytes of a value that may establish somebody.
  private static let establishingBytesMax = 256

  /// Whether a record begins at a segment behind another one.
  @inline(__always)
  private func isRecordStart(_ block: Block, _ segments: [Segment], _ index: Int) -> Bool {
    switch names.records {
    case .none: return false
    case .messages: return isMessageStart(segments, index)
    case .rows:
      let last = blockFacts[Int(segments[index - 1].field)]
      return last.isHeader || blockFacts[Int(segments[index].field)].column <= last.column
    case .lines:
      let (segment, last) = (segments[index], segments[index - 1])
      let from = block.sourceOffset(of: last.text.count, in: last)
      let to = block.sourceOffset(of: 0, in: segment)
      return from < to && block.source[from..<to].contains(0x0A)
    }
  }

  /// Whether a message or a patient of it begins at a segment: its first field behind those of another.
  @inline(__always)
  private func isMessageStart(_ segments: [Segment], _ index: Int) -> Bool {
    let opens = blockFacts[Int(segments[index].field)].opens
    guard opens != .nothing else { return false }
    return index == 0 || blockFacts[Int(segments[index - 1].field)].opens != opens
  }
}
