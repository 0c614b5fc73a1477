import Detection
import Formats
import Masking
import Vocabulary

/// What was found in a document or a part of it.
struct Tally: Sendable {
  /// Edits by kind, at `kind.rawValue`.
  var counts = [Int](repeating: 0, count: IdentifierKind.allCases.count)
  /// Transforms by kind, a bit for each case of `Transform`.
  var transforms = [UInt16](repeating: 0, count: IdentifierKind.allCases.count)

  /// Whether anything was found.
  var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

  /// Adds one edit.
  mutating func add(_ kind: IdentifierKind, _ transform: Transform) {
    counts[Int(kind.rawValue)] += 1
    let bit = Transform.allCases.firstIndex(of: transform) ?? 0
    transforms[Int(kind.rawValue)] |= 1 << UInt16(bit)
  }

  /// Adds another part's findings.
  mutating func add(_ other: Tally) {
    for index in counts.indices {
      counts[index] += other.counts[index]
      transforms[index] |= other.transforms[index]
    }
  }

  /// The transforms of a kind.
  func transforms(of kind: IdentifierKind) -> Set<Transform> {
    let bits = transforms[Int(kind.rawValue)]
    return Set(
      Transform.allCases.enumerated().filter { bits & (1 << UInt16($0.offset)) != 0 }.map(\.element)
    )
  }
}

/// The edits of one block.
struct BlockResult: Sendable {
  /// Sorted by segment and range, disjoint.
  var edits: [BlockEdit] = []
  /// The replacements.
  var arena: [UInt8] = []
  /// What was found.
  var tally = Tally()
}

/// Scans and masks blocks; one for each worker thread.
struct BlockScanner {
  /// Finds.
  let scanner: Scanner
  /// Replaces.
  let masker: Masker
  private var scratch = ScanScratch()
  private var findings: [Finding] = []
  private var judgements: [FieldContext: FieldJudgement] = [:]
  /// Distinct fields whose judgement is remembered.
  private static let judgementsMax = 10_000
  /// Rounds of masking what a second scan still finds.
  private static let roundsMax = 3
  /// Text around an edit that is scanned again, and the context it is scanned with, in bytes.
  private static let windowBytes = (edit: 512, context: 2_048)

  /// A change to a segment's text, before it is put into the block's arena.
  private struct TextEdit {
    var range: Range<Int>
    var replacement: [UInt8]
    var kind: IdentifierKind
    var transform: Transform
  }

  /// Creates a scanner of blocks.
  init(scanner: Scanner, masker: Masker) {
    self.scanner = scanner
    self.masker = masker
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
    _ judgements: [FieldContext: FieldJudgement]
  ) throws(Withholding) -> BlockResult {
    var result = BlockResult()
    var persons: [Int] = []
    let fields = block.fields.map { judgements[$0] ?? judgement(of: $0) }
    for (index, segment) in block.segments.enumerated() {
      let field = block.fields[Int(segment.field)]
      let judgement = fields[Int(segment.field)]
      let edits: [TextEdit]
      if segment.isDecoded {
        edits = try mask(
          block.decoded,
          segment.text,
          owned: segment.owned,
          field: field,
          judgement
        )
      } else {
        edits = try mask(block.source, segment.text, owned: segment.owned, field: field, judgement)
      }
      for edit in edits {
        let start = result.arena.count
        result.arena.append(contentsOf: edit.replacement)
        result.edits.append(
          BlockEdit(segment: index, range: edit.range, replacement: start..<result.arena.count)
        )
        result.tally.add(edit.kind, edit.transform)
        if edit.kind.isOfOnePerson {
          persons.append(block.sourceOffset(of: edit.range.lowerBound, in: segment))
        }
      }
    }
    if !persons.isEmpty { maskBeside(persons, block, fields, &result) }
    return result
  }

  /// Bytes of the source between an identifier and a short value that may be the person's name.
  private static let besideBytesMax = 256
  /// Bytes of a value that may be nothing but a name.
  private static let nameBytesMax = 64

  /// Masks cells, strings and keys beside an identifier that look like nothing but a name.
  ///
  /// `persons`: where in the source identifiers of one person begin, ascending.
  private mutating func maskBeside(
    _ persons: [Int],
    _ block: Block,
    _ judgements: [FieldJudgement],
    _ result: inout BlockResult
  ) {
    let edited = Set(result.edits.map(\.segment))
    var near = 0
    for (index, segment) in block.segments.enumerated() {
      let field = block.fields[Int(segment.field)]
      guard judgements[Int(segment.field)].isOpen, segment.owned.count == segment.text.count,
        segment.text.count <= Self.nameBytesMax, !edited.contains(index), field.shape == .text
      else { continue }
      let start = block.sourceOffset(of: 0, in: segment)
      while near + 1 < persons.count, persons[near] < start - Self.besideBytesMax { near += 1 }
      guard abs(persons[near] - start) <= Self.besideBytesMax else { continue }
      let text = block.text(of: segment)
      findings.removeAll(keepingCapacity: true)
      scanner.scanBeside(text.span, scratch: &scratch, into: &findings)
      for edit in edits(of: text[...], shape: field.shape) {
        let first = result.arena.count
        result.arena.append(contentsOf: edit.replacement)
        result.edits.append(
          BlockEdit(segment: index, range: edit.range, replacement: first..<result.arena.count)
        )
        result.tally.add(edit.kind, edit.transform)
      }
    }
    result.edits.sort { ($0.segment, $0.range.lowerBound) < ($1.segment, $1.range.lowerBound) }
  }

  /// The path component with identifiers replaced; nil where there are none.
  mutating func maskedComponent(_ name: [UInt8]) -> [UInt8]? {
    var current = name
    var isMasked = false
    for _ in 0..<Self.roundsMax {
      findings.removeAll(keepingCapacity: true)
      scanner.scanPathComponent(current.span, scratch: &scratch, into: &findings)
      let edits = edits(of: current[...], shape: .text)
      if edits.isEmpty { break }
      current = apply(edits, to: current[...])
      isMasked = true
    }
    return isMasked ? current : nil
  }

  /// The judgement of a field, made once.
  private mutating func judgement(of field: FieldContext) -> FieldJudgement {
    if let known = judgements[field] { return known }
    if judgements.count >= Self.judgementsMax { judgements.removeAll() }
    let judgement = scanner.judge(field)
    judgements[field] = judgement
    return judgement
  }

  /// The edits of one segment's text.
  private mutating func mask(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    owned: Range<Int>,
    field: FieldContext,
    _ judgement: FieldJudgement
  ) throws(Withholding) -> [TextEdit] {
    findings.removeAll(keepingCapacity: true)
    scanner.scan(
      bytes.span.extracting(range),
      owned: owned,
      field: judgement,
      scratch: &scratch,
      into: &findings
    )
    if findings.isEmpty { return [] }
    let text = bytes[range]
    var edits = edits(of: text, shape: field.shape)
    if edits.isEmpty { return edits }
    for _ in 0..<Self.roundsMax {
      let residual = residual(of: edits, in: text, owned: owned, field: field, judgement)
      if residual.isEmpty { return edits }
      edits = merge(edits, residual, text: text, shape: field.shape)
    }
    guard residual(of: edits, in: text, owned: owned, field: field, judgement).isEmpty else {
      throw Withholding(.residualPHI)
    }
    return edits
  }

  /// The edits that `findings` ask for; a finding whose replacement is its value asks for none.
  private func edits(of text: ArraySlice<UInt8>, shape: ValueShape) -> [TextEdit] {
    var edits: [TextEdit] = []
    var last = 0
    for finding in findings where finding.masked && finding.start >= last {
      guard finding.end <= text.count else { continue }
      let edit = edit(for: finding, text: text, shape: shape)
      if edit.replacement.elementsEqual(text.dropFirst(finding.start).prefix(finding.range.count)) {
        continue
      }
      edits.append(edit)
      last = finding.end
    }
    return edits
  }

  /// The edit of one finding.
  private func edit(
    for finding: Finding,
    text: ArraySlice<UInt8>,
    shape: ValueShape
  ) -> TextEdit {
    var replacement: [UInt8] = []
    let value = Array(text.dropFirst(finding.start).prefix(finding.range.count))
    let transform = masker.replace(finding, value: value.span, shape: shape, into: &replacement)
    return TextEdit(
      range: finding.range,
      replacement: replacement,
      kind: finding.kind,
      transform: transform
    )
  }

  /// What a second scan of the edited text still finds, in the coordinates of the original text.
  private mutating func residual(
    of edits: [TextEdit],
    in text: ArraySlice<UInt8>,
    owned: Range<Int>,
    field: FieldContext,
    _ judgement: FieldJudgement
  ) -> [Finding] {
    let masked = apply(edits, to: text)
    var found: [Finding] = []
    for window in windows(of: edits, owned: owned, textCount: text.count, maskedCount: masked.count)
    {
      findings.removeAll(keepingCapacity: true)
      scanner.scan(
        masked.span.extracting(window.context),
        owned: window.owned,
        field: judgement,
        scratch: &scratch,
        into: &findings
      )
      for var finding in findings where finding.masked {
        finding.start += window.context.lowerBound
        finding.end += window.context.lowerBound
        let edit = edit(for: finding, text: masked[...], shape: field.shape)
        if edit.replacement.elementsEqual(masked[finding.range]) { continue }
        (finding.start, finding.end) = original(finding.range, edits)
        if finding.start < finding.end { found.append(finding) }
      }
    }
    return found
  }

  /// A part of the masked text that is scanned again.
  private struct Window {
    var context: Range<Int>
    var owned: Range<Int>
  }

  /// The parts of the masked text around edits; all of it where that is short.
  private func windows(
    of edits: [TextEdit],
    owned: Range<Int>,
    textCount: Int,
    maskedCount: Int
  ) -> [Window] {
    // Only what this block owns counts: margins are masked by the blocks that own them.
    let isOpenEnd = edits.last.map { $0.range.upperBound > owned.upperBound } == true
    let end = isOpenEnd ? maskedCount : max(0, maskedCount - (textCount - owned.upperBound))
    let mine = min(owned.lowerBound, end)..<end
    let shortBytes = 8 << 10
    if maskedCount <= shortBytes { return [Window(context: 0..<maskedCount, owned: mine)] }
    var merged: [Range<Int>] = []
    var shift = 0
    for edit in edits {
      let start = edit.range.lowerBound + shift
      let end = start + edit.replacement.count
      shift += edit.replacement.count - edit.range.count
      let low = max(0, start - Self.windowBytes.edit)
      let high = min(maskedCount, end + Self.windowBytes.edit)
      if let last = merged.last, low <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, high)
      } else {
        merged.append(low..<high)
      }
    }
    return merged.compactMap { range in
      let kept = range.clamped(to: mine)
      if kept.isEmpty { return nil }
      let low = max(0, kept.lowerBound - Self.windowBytes.context)
      let high = min(maskedCount, kept.upperBound + Self.windowBytes.context)
      return Window(context: low..<high, owned: kept.lowerBound - low..<kept.upperBound - low)
    }
  }

  /// The range of the original text behind a range of the edited one.
  private func original(_ range: Range<Int>, _ edits: [TextEdit]) -> (Int, Int) {
    var (start, end) = (range.lowerBound, range.upperBound)
    var shift = 0
    for edit in edits {
      let from = edit.range.lowerBound + shift
      let to = from + edit.replacement.count
      let change = edit.range.count - edit.replacement.count
      if range.lowerBound >= to {
        start += change
      } else if range.lowerBound > from {
        start = min(start, edit.range.lowerBound)
      }
      if range.upperBound >= to {
        end += change
      } else if range.upperBound > from {
        end = max(end, edit.range.upperBound)
      }
      shift -= change
    }
    return (start, end)
  }

  /// Adds findings to edits; what overlaps becomes one edit.
  private func merge(
    _ edits: [TextEdit],
    _ residual: [Finding],
    text: ArraySlice<UInt8>,
    shape: ValueShape
  ) -> [TextEdit] {
    var all = edits
    for var finding in residual {
      for edit in all where edit.range.overlaps(finding.range) {
        finding.start = min(finding.start, edit.range.lowerBound)
        finding.end = max(finding.end, edit.range.upperBound)
      }
      finding.end = min(finding.end, text.count)
      let range = finding.range
      all.removeAll { $0.range.overlaps(range) }
      all.append(edit(for: finding, text: text, shape: shape))
    }
    return all.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  /// The text with edits applied.
  private func apply(_ edits: [TextEdit], to text: ArraySlice<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var position = 0
    for edit in edits {
      out.append(contentsOf: text.dropFirst(position).prefix(edit.range.lowerBound - position))
      out.append(contentsOf: edit.replacement)
      position = edit.range.upperBound
    }
    out.append(contentsOf: text.dropFirst(position))
    return out
  }
}
