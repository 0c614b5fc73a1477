import Detection
import Formats
import Masking
import Vocabulary

/// The edits of one block.
struct BlockResult: Sendable {
  /// Sorted by segment and range, disjoint.
  var edits: [BlockEdit] = []
  /// The replacements.
  var arena: [UInt8] = []
  /// What was found.
  var tally = Tally()
  /// Where a document is only listed: its findings, relative to the block's body.
  var found: [Finding] = []

  /// Forgets everything and keeps the memory.
  mutating func reset() {
    edits.removeAll(keepingCapacity: true)
    found.removeAll(keepingCapacity: true)
    arena.removeAll(keepingCapacity: true)
    tally.reset()
  }
}

/// A change to a segment's text.
struct TextEdit {
  /// What is replaced, relative to the text; half-open.
  var range: Range<Int>
  /// The replacement, a range of the block's arena.
  var replacement: Range<Int>
  /// What was found there.
  var kind: IdentifierKind
  /// What became of it.
  var transform: Transform
  /// The class that a site's rule gives the file; nil: that of the kind.
  var dataClass: DataClass?
  /// Index of the rule that found it, and what spoke for it.
  var rule: UInt16 = 0
  var evidence: Evidence = .format
}

/// Scans and masks blocks; one for each worker thread.
struct BlockScanner: ~Copyable {
  /// Finds.
  let scanner: Scanner
  /// Replaces.
  let masker: Masker
  /// False alarms that stay; nil where there are none.
  let allowed: AllowList?
  /// Whether masked text is judged: what the masker may have made is no finding.
  var isVerifying: Bool
  /// Days by which dates of the current record move.
  var shiftDays = 0
  /// How records of the document are told apart, and what it is without one.
  var subject = DateSubject()
  /// How many of them stayed in the block so far.
  var allowedCount = 0
  var scratch = ScanScratch()
  var findings: [Finding] = []
  var edits: [TextEdit] = []
  /// Where in the block's source identifiers of one person begin, ascending.
  var persons: [Int] = []
  private var judgements: [FieldContext: FieldJudgement] = [:]
  var blockJudgements: [FieldJudgement] = []
  /// The block's fields, of which `blockJudgements` are, and what is asked of each for every value.
  private var blockFields: [FieldContext] = []
  private(set) var blockFacts: [FieldFacts] = []
  /// Whether one of them says whom the record is about.
  private(set) var anyEstablishes = false
  /// Whom the record is about that is open where the block begins, and how records are told apart.
  var names = RecordNames()
  /// What the record in hand establishes.
  var recordWords = EstablishedWords()
  /// What a dump of a database has said before the block; nil in any other document.
  var dump: DumpContext?
  /// Values of those fields in which nothing was found.
  var clean = CleanValues()
  /// Values of those fields that were replaced whole.
  private var replaced = MaskedValues()
  /// The field of the value that is masked; -1 where not all of it counts.
  private(set) var wholeField = -1
  /// The text around edits as it will be, while it is scanned again.
  var masked: [UInt8] = []
  /// Whether escapes may stand in the block's bytes, in its decoded text, in the current text.
  var escapes = (source: false, decoded: false, text: false)
  /// Distinct fields whose judgement is remembered.
  private static let judgementsMax = 10_000
  /// Rounds of masking what a second scan still finds.
  static let roundsMax = 6
  /// Rounds after that, in which a line goes whole where something in it is found again and again: what
  /// words are left of it mean something else with every mask.
  private static let lineRoundsMax = 3

  /// Creates a scanner of blocks.
  init(
    scanner: Scanner,
    masker: Masker,
    allowed: AllowList? = nil,
    isVerifying: Bool = false
  ) {
    self.scanner = scanner
    self.masker = masker
    self.allowed = allowed
    self.isVerifying = isVerifying
    shiftDays = masker.shiftDays(of: [])
  }

  /// Judges the fields of a document by their values in its first block.
  ///
  /// The answer holds for the whole document: give it to every `scan`.
  mutating func judgements(by block: Block) -> [FieldContext: FieldJudgement] {
    var places: [FieldContext: Int] = [:]
    var samples: [FieldSample] = []
    for segment in block.segments {
      let field = block.fields[Int(segment.field)]
      guard field.hint == .unknown, !field.name.isEmpty || field.column > 0 || field.isHeader,
        (1...FieldSample.valueBytesMax).contains(segment.text.count)
      else { continue }
      let place = places[field] ?? samples.count
      if place == samples.count {
        places[field] = place
        samples.append(FieldSample(field: field))
      }
      guard samples[place].values.count < FieldSample.valuesMax else { continue }
      samples[place].values.append(block.text(of: segment))
    }
    let judged = scanner.judge(samples, scratch: &scratch)
    var out: [FieldContext: FieldJudgement] = [:]
    var columns: [Int32: FieldJudgement] = [:]
    for (sample, judgement) in zip(samples, judged) {
      out[sample.field] = judgement
      if !sample.field.isHeader { columns[sample.field.column] = judgement }
    }
    for sample in samples where sample.field.isHeader && sample.field.column > 0 {
      guard let column = columns[sample.field.column] else { continue }
      out[sample.field] = scanner.judgeHeader(sample, column: column, scratch: &scratch)
    }
    return out
  }

  /// Finds and replaces everything in a block, then scans what was edited again.
  ///
  /// `judgements`: what the document's first block said of its fields.
  /// - Throws: `residual-phi` where something is still found after all rounds.
  mutating func scan(
    _ block: Block,
    _ judgements: [FieldContext: FieldJudgement],
    into result: inout BlockResult
  ) throws(Withholding) {
    result.reset()
    allowedCount = 0
    persons.removeAll(keepingCapacity: true)
    judge(block, judgements)
    let shifts = masker.shiftsDates ? recordShifts(block) : []
    escapes.source = EscapeViews.mayHold(block.source, block.source.indices)
    escapes.decoded = EscapeViews.mayHold(block.decoded, block.decoded.indices)
    let (segments, source, decoded) = (block.segments, block.source, block.decoded)
    var recordEnd = 0
    defer { scratch.established.removeAll() }
    for index in segments.indices {
      if index == recordEnd { recordEnd = openRecord(block, segments, from: index) }
      let segment = segments[index]
      if case .imposed(let number) = segment.coding {
        result.impose(block.imposed[Int(number)], segment: index, count: segment.text.count)
        continue
      }
      let field = Int(segment.field)
      let recalls = mayRecall(block, segment)
      // What is found by what a record establishes is no matter of the value alone.
      open(segment, index)
      let isAlone = !recalls && scratch.dump == nil
      let bytes = segment.isDecoded ? decoded : source
      let key = isAlone ? clean.key(of: segment, field, bytes) : CleanValues.Key()
      if recalls || !scratch.established.isEmpty {
        scratch.established = recalls ? recordWords : EstablishedWords()
      }
      if clean.holds(key) { continue }
      if !masker.shiftsDates, let outcome = replaced.outcome(of: key) {
        result.repeated(outcome, segment: index, count: segment.text.count)
        if outcome.kind?.isOfOnePerson == true {
          persons.append(block.sourceOffset(of: 0, in: segment))
        }
        continue
      }
      let (shape, allowedBefore) = (blockFacts[field].shape, allowedCount)
      if shape == .base64, segment.owned == 0..<segment.text.count,
        maskEncoded(segment, index, bytes, &result)
      {
        continue
      }
      escapes.text = (segment.isDecoded ? escapes.decoded : escapes.source) && shape == .text
      if !shifts.isEmpty { shiftDays = shifts[index] }
      wholeField = !recalls && segment.owned == 0..<segment.text.count ? field : -1
      let isClean = try mask(
        bytes,
        segment.text,
        owned: segment.owned,
        shape: shape,
        blockJudgements[field],
        arena: &result.arena
      )
      if isClean {
        clean.insert(key)
        continue
      }
      // What moves with a record, was behind escapes or is counted is no matter of the value alone.
      if !masker.shiftsDates, !escapes.text, allowedCount == allowedBefore {
        replaced.insert(key, count: segment.text.count, edits, result.arena)
      }
      takeEdits(of: segment, index, block, into: &result)
    }
    if !persons.isEmpty { maskBeside(block, into: &result) }
    result.tally.allowed = allowedCount
  }

  /// Says what stood before a segment of a dump.
  @inline(__always)
  mutating func open(_ segment: Segment, _ index: Int) {
    guard index == 0, var dump else { return }
    dump.offset = segment.owned.lowerBound
    scratch.dump = dump
  }

  /// Takes the edits of a segment over into the block's.
  @inline(__always)
  private mutating func takeEdits(
    of segment: Segment,
    _ index: Int,
    _ block: Block,
    into result: inout BlockResult
  ) {
    for edit in edits {
      result.edits.append(
        BlockEdit(segment: index, range: edit.range, replacement: edit.replacement)
      )
      result.tally.add(edit)
      if edit.kind.isOfOnePerson {
        persons.append(block.sourceOffset(of: edit.range.lowerBound, in: segment))
      }
    }
  }

  /// Masks a text in base64 as what it is.
  ///
  /// - Returns: whether it is one; what is none goes whole.
  private mutating func maskEncoded(
    _ segment: Segment,
    _ index: Int,
    _ bytes: [UInt8],
    _ result: inout BlockResult
  ) -> Bool {
    switch maskEncoded(bytes[segment.text], &result.tally) {
    case .opaque: return false
    case .clean: return true
    case .masked(let content):
      let start = result.arena.count
      result.arena += content
      result.edits.append(
        BlockEdit(
          segment: index,
          range: 0..<segment.text.count,
          replacement: start..<result.arena.count
        )
      )
      return true
    }
  }

  /// Puts the judgements of a block's fields into `blockJudgements`.
  mutating func judge(_ block: Block, _ judgements: [FieldContext: FieldJudgement]) {
    let judged = block.fields.map { judgements[$0] ?? judgement(of: $0) }
    // What was found in a value holds as long as its field is the same and judged the same.
    if judged == blockJudgements, block.fields == blockFields { return }
    clean.forget()
    blockJudgements = judged
    blockFields = block.fields
    blockFacts = zip(blockFields, judged)
      .map { field, judgement in
        FieldFacts(
          shape: field.shape,
          isOpen: judgement.isOpen,
          establishes: scanner.establishes(judgement) && !field.isHeader,
          recalls: scanner.recalls(judgement),
          column: field.column,
          isHeader: field.isHeader,
          opens: FieldFacts.Opening(field.name)
        )
      }
    anyEstablishes = blockFacts.contains(where: \.establishes)
  }

  /// Whether a whole value is short, open and plain enough to be nothing but a name.
  func isPerhapsAName(_ segment: Segment) -> Bool {
    let field = Int(segment.field)
    return blockFacts[field].isOpen && segment.owned.count == segment.text.count
      && segment.text.count <= Self.nameBytesMax && blockFacts[field].shape == .text
  }

  /// Bytes of the source between an identifier and a short value that may be the person's name.
  static let besideBytesMax = 256
  /// Bytes of a value that may be nothing but a name.
  static let nameBytesMax = 64

  /// Masks cells, strings and keys beside an identifier that look like nothing but a name.
  private mutating func maskBeside(_ block: Block, into result: inout BlockResult) {
    if !block.kept.isEmpty { maskLinesBeside(block, into: &result) }
    let editCount = result.edits.count
    var (near, edited) = (0, 0)
    let segments = block.segments
    for index in segments.indices {
      let segment = segments[index]
      while edited < editCount, result.edits[edited].segment < index { edited += 1 }
      guard isPerhapsAName(segment),
        edited == editCount || result.edits[edited].segment != index
      else { continue }
      let start = block.sourceOffset(of: 0, in: segment)
      while near + 1 < persons.count, persons[near] < start - Self.besideBytesMax { near += 1 }
      guard abs(persons[near] - start) <= Self.besideBytesMax else { continue }
      let key = clean.key(of: segment, CleanValues.beside, in: block)
      if clean.holds(key) { continue }
      let bytes = segment.isDecoded ? block.decoded : block.source
      let text = bytes.span.extracting(segment.text)
      findings.removeAll(keepingCapacity: true)
      scanner.scanBeside(text, scratch: &scratch, into: &findings)
      if findings.isEmpty {
        clean.insert(key)
        continue
      }
      edits.removeAll(keepingCapacity: true)
      editFindings(text, shape: .text, arena: &result.arena)
      for edit in edits {
        result.edits.append(
          BlockEdit(segment: index, range: edit.range, replacement: edit.replacement)
        )
        result.tally.add(edit)
      }
    }
    result.edits.sort { ($0.segment, $0.range.lowerBound) < ($1.segment, $1.range.lowerBound) }
  }

  /// The judgement of a field, made once.
  private mutating func judgement(of field: FieldContext) -> FieldJudgement {
    if let known = judgements[field] { return known }
    if judgements.count >= Self.judgementsMax { judgements.removeAll() }
    let judgement = scanner.judge(field, scratch: &scratch)
    judgements[field] = judgement
    return judgement
  }

  /// Puts the edits of one segment's text into `edits`.
  ///
  /// - Returns: whether nothing was found, openly or behind escapes: the text may stay, wherever it
  ///   stands in a field that is judged the same.
  private mutating func mask(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    owned: Range<Int>,
    shape: ValueShape,
    _ judgement: FieldJudgement,
    arena: inout [UInt8]
  ) throws(Withholding) -> Bool {
    edits.removeAll(keepingCapacity: true)
    findings.removeAll(keepingCapacity: true)
    let text = bytes.span.extracting(range)
    scanner.scan(text, owned: owned, field: judgement, scratch: &scratch, into: &findings)
    scratch.dump = nil
    dropCutTags(text, shape)
    escapes.text = escapes.text && EscapeViews.mayHold(bytes, range)
    if findings.isEmpty, !escapes.text { return true }
    editFindings(text, shape: shape, arena: &arena)
    if escapes.text {
      let behind = escapeEdits(bytes, range, owned: owned, judgement, arena: &arena)
      if !behind.isEmpty { edits = united(edits + behind) }
    }
    if edits.isEmpty { return false }
    let rounds = masker.isKeyed ? 2 * Self.roundsMax : Self.roundsMax
    var changed: [Range<Int>] = []
    for round in 0..<rounds {
      if isSettled(text, owned: owned, shape: shape, judgement, changed: changed, arena: &arena) {
        return false
      }
      let residual = residual(text, owned: owned, shape: shape, judgement, arena: &arena)
      if residual.isEmpty { return false }
      // Where surrogates are found again and again, tags are not.
      let instead: Transform? = round < Self.roundsMax ? nil : .tag
      changed = merge(residual, text, shape: shape, instead: instead, arena: &arena)
    }
    for _ in 0..<Self.lineRoundsMax {
      let residual = residual(text, owned: owned, shape: shape, judgement, arena: &arena)
      if residual.isEmpty { return false }
      guard shape == .text || shape == .fill else { throw Withholding(.residualPHI) }
      let lines = residual.map { $0.widened(toLinesOf: text, within: owned) }
      _ = merge(lines, text, shape: shape, instead: .tag, arena: &arena)
    }
    guard residual(text, owned: owned, shape: shape, judgement, arena: &arena).isEmpty else {
      throw Withholding(.residualPHI)
    }
    return false
  }

  /// Puts the edits that `findings` ask for into `edits`; a finding whose replacement is its value
  /// asks for none.
  mutating func editFindings(
    _ text: Span<UInt8>,
    shape: ValueShape,
    arena: inout [UInt8]
  ) {
    var last = 0
    for index in findings.indices {
      let finding = findings[index]
      guard finding.masked, finding.start >= last, finding.end <= text.count else { continue }
      if isVerifying, isMask(finding, text, shape) { continue }
      if isAllowed(finding, text) {
        allowedCount += 1
        continue
      }
      let edit = edit(for: finding, text, shape: shape, arena: &arena)
      if isSame(arena, edit.replacement, text, finding.range) {
        arena.removeLast(edit.replacement.count)
        continue
      }
      edits.append(edit)
      last = finding.end
    }
  }

  /// Forgets findings in the beginning of a tag that a field of fixed width has cut off: `[SECR` is no
  /// password, whatever the field is called.
  mutating func dropCutTags(_ text: Span<UInt8>, _ shape: ValueShape) {
    guard shape == .fill, !findings.isEmpty else { return }
    findings.removeAll { finding in
      guard finding.start > 0, text[finding.start - 1] == 0x5B,
        finding.end == text.count || text[finding.end] == 0x20
      else { return false }
      return masker.isCut(tag: text.extracting(finding.start - 1..<finding.end))
    }
  }

  /// Whether a finding is a false alarm that stays.
  mutating func isAllowed(_ finding: Finding, _ text: Span<UInt8>) -> Bool {
    guard let allowed else { return false }
    return allowed.contains(finding.kind, text.extracting(finding.range), &scratch)
  }

  /// The edit of one finding, its replacement at the arena's end.
  func edit(
    for finding: Finding,
    _ text: Span<UInt8>,
    shape: ValueShape,
    instead: Transform? = nil,
    arena: inout [UInt8]
  ) -> TextEdit {
    let start = arena.count
    let value = text.extracting(finding.range)
    let shape = self.shape(of: finding.range, text, shape)
    let effect = scanner.siteEffect(of: finding)
    var transform = Transform.remove
    if effect?.transform != .remove || shape != .text {
      if shape == .text { keepLines(of: value, finding.kind, &arena) }
      transform = masker.replace(
        finding,
        value: value,
        shape: shape,
        shiftDays: shiftDays,
        instead: instead ?? effect?.transform,
        into: &arena
      )
    }
    return TextEdit(
      range: finding.range,
      replacement: start..<arena.count,
      kind: finding.kind,
      transform: transform,
      dataClass: effect?.dataClass,
      rule: finding.rule,
      evidence: finding.evidence
    )
  }

  /// Whether a finding in masked text is what the masker may have made.
  func isMask(_ finding: Finding, _ text: Span<UInt8>, _ shape: ValueShape) -> Bool {
    let value = text.extracting(finding.range)
    guard scanner.siteEffect(of: finding)?.transform == nil else { return false }
    return masker.isMask(finding, value: value, shape: shape)
  }

  /// Whether a part of the arena is a part of the text.
  func isSame(
    _ arena: [UInt8],
    _ left: Range<Int>,
    _ text: Span<UInt8>,
    _ right: Range<Int>
  ) -> Bool {
    guard left.count == right.count else { return false }
    for index in 0..<left.count
    where arena[left.lowerBound + index] != text[right.lowerBound + index] { return false }
    return true
  }

  /// Adds findings to `edits`; what overlaps becomes one edit.
  ///
  /// - Returns: the ranges of what was added.
  private mutating func merge(
    _ residual: [Finding],
    _ text: Span<UInt8>,
    shape: ValueShape,
    instead: Transform?,
    arena: inout [UInt8]
  ) -> [Range<Int>] {
    var changed: [Range<Int>] = []
    for var finding in residual {
      for edit in edits where edit.range.overlaps(finding.range) {
        finding.start = min(finding.start, edit.range.lowerBound)
        finding.end = max(finding.end, edit.range.upperBound)
      }
      finding.end = min(finding.end, text.count)
      let range = finding.range
      edits.removeAll { $0.range.overlaps(range) }
      changed.append(range)
      edits.append(edit(for: finding, text, shape: shape, instead: instead, arena: &arena))
    }
    edits.sort { $0.range.lowerBound < $1.range.lowerBound }
    return changed
  }
}
