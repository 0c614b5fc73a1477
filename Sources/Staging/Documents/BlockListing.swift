import Detection
import Formats
import Masking
import Vocabulary

extension BlockScanner {
  /// Appends what is found in a block, and changes nothing.
  ///
  /// `offset` is added to each place in the block's source.
  mutating func find(
    _ block: Block,
    _ judgements: [FieldContext: FieldJudgement],
    offset: Int,
    into out: inout [Finding]
  ) {
    judge(block, judgements)
    persons.removeAll(keepingCapacity: true)
    escapes.source = EscapeViews.mayHold(block.source, block.source.indices)
    escapes.decoded = EscapeViews.mayHold(block.decoded, block.decoded.indices)
    let first = out.count
    var recordEnd = 0
    defer { scratch.established.removeAll() }
    let segments = block.segments
    for index in segments.indices {
      if index == recordEnd { recordEnd = openRecord(block, segments, from: index) }
      let segment = segments[index]
      if case .imposed(let number) = segment.coding {
        let start = block.sourceOffset(of: 0, in: segment) + offset
        let end = block.sourceOffset(of: segment.text.count, in: segment) + offset
        let kind = block.imposed[Int(number)].kind
        out.append(Finding(start: start, end: end, kind: kind))
        continue
      }
      let recalls = mayRecall(block, segment)
      scratch.established = recalls ? recordWords : EstablishedWords()
      open(segment, index)
      let isAlone = !recalls && scratch.dump == nil
      let key = isAlone ? clean.key(of: segment, Int(segment.field), in: block) : CleanValues.Key()
      if clean.holds(key) { continue }
      var listed = Tally()
      if blockFacts[Int(segment.field)].shape == .base64,
        segment.owned == 0..<segment.text.count,
        case .clean = maskEncoded(
          (segment.isDecoded ? block.decoded : block.source)[segment.text],
          &listed
        )
      {
        continue
      }
      findings.removeAll(keepingCapacity: true)
      let bytes = segment.isDecoded ? block.decoded : block.source
      scanner.scan(
        bytes.span.extracting(segment.text),
        owned: segment.owned,
        field: blockJudgements[Int(segment.field)],
        scratch: &scratch,
        into: &findings
      )
      scratch.dump = nil
      dropMasks(bytes.span.extracting(segment.text), block.fields[Int(segment.field)])
      if segment.isDecoded ? escapes.decoded : escapes.source { findBehindEscapes(bytes, segment) }
      if findings.isEmpty {
        clean.insert(key)
        continue
      }
      if allowed != nil { keepAllowed(bytes.span.extracting(segment.text)) }
      for finding in findings where finding.masked && finding.kind.isOfOnePerson {
        persons.append(block.sourceOffset(of: finding.start, in: segment))
      }
      appendFindings(block, segment, offset: offset, into: &out)
    }
    if !persons.isEmpty { findBeside(block, offset: offset, first: first, into: &out) }
  }

  /// Adds to `findings` what stands behind escapes and across lines in a segment's text.
  private mutating func findBehindEscapes(_ bytes: [UInt8], _ segment: Segment) {
    let field = Int(segment.field)
    guard blockFacts[field].shape == .text else { return }
    var found = findings
    findBehindEscapes(
      bytes,
      segment.text,
      owned: segment.owned,
      blockJudgements[field],
      into: &found
    )
    findings = found
  }

  /// Forgets the beginning of a tag in a field of fixed width, and a year's first day in an event, which has no
  /// other name: masks leave both as they are.
  private mutating func dropMasks(_ text: Span<UInt8>, _ field: FieldContext) {
    guard field.shape != .text, !findings.isEmpty else { return }
    dropCutTags(text, field.shape)
    // Under a key a value is told from a surrogate by the stage alone.
    guard field.shape == .day, field.name.isEmpty, !masker.isKeyed else { return }
    let kept = findings.filter { !$0.masked || !isMask($0, text, field.shape) }
    findings = kept
  }

  /// Takes out of `findings` what the allow-list lets stay, or marks it where kept ones are wanted.
  private mutating func keepAllowed(_ text: Span<UInt8>) {
    for index in findings.indices where isAllowed(findings[index], text) {
      findings[index].masked = false
    }
    if !scanner.options.includeKept { findings.removeAll { !$0.masked } }
  }

  /// Appends what lies behind the last finding, in the coordinates of the document.
  private func appendFindings(
    _ block: Block,
    _ segment: Segment,
    offset: Int,
    into out: inout [Finding]
  ) {
    for var finding in findings {
      let start = block.sourceOffset(of: finding.start, in: segment) + offset
      finding.end = block.sourceOffset(of: finding.end, in: segment) + offset
      finding.start = start
      if start >= out.last?.end ?? .min { out.append(finding) }
    }
  }

  /// Adds names in cells, strings and keys beside an identifier, as `maskBeside` masks them.
  ///
  /// `first`: the index in `out` of the block's first finding.
  private mutating func findBeside(
    _ block: Block,
    offset: Int,
    first: Int,
    into out: inout [Finding]
  ) {
    let known = out[first...].map(\.start)
    var (near, next) = (0, 0)
    var beside: [Finding] = []
    for segment in block.segments where isPerhapsAName(segment) {
      let start = block.sourceOffset(of: 0, in: segment)
      while near + 1 < persons.count, persons[near] < start - Self.besideBytesMax { near += 1 }
      guard abs(persons[near] - start) <= Self.besideBytesMax else { continue }
      let end = block.sourceOffset(of: segment.text.count, in: segment) + offset
      while next < known.count, known[next] < start + offset { next += 1 }
      if next < known.count, known[next] < end { continue }
      let bytes = segment.isDecoded ? block.decoded : block.source
      findings.removeAll(keepingCapacity: true)
      let text = bytes.span.extracting(segment.text)
      scanner.scanBeside(text, scratch: &scratch, into: &findings)
      appendFindings(block, segment, offset: offset, into: &beside)
    }
    guard !beside.isEmpty else { return }
    out += beside
    out[first...].sort { $0.start < $1.start }
  }
}
