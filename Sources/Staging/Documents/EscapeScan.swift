import Detection
import Formats
import Masking
import Vocabulary

extension BlockScanner {
  /// Readings within readings that are followed: base64 in percent-encoding in base64.
  private static let escapeDepthMax = 4

  /// The edits that identifiers behind escapes ask for, sorted and disjoint, in the coordinates of
  /// the text: a tag in the place of the escapes, or letters that stand for the tag.
  ///
  /// `range`: where in `bytes` the text lies. `owned`: whose findings count, relative to the text.
  /// `depth`: readings around. `arena`: receives the replacements.
  mutating func escapeEdits(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    owned: Range<Int>,
    _ judgement: FieldJudgement,
    depth: Int = 0,
    arena: inout [UInt8]
  ) -> [TextEdit] {
    var all: [TextEdit] = []
    for view in EscapeViews.find(in: bytes, range, isInner: depth > 0) {
      if case .opaque = view.kind {
        let place = view.original(of: 0..<0).range
        if owned.overlaps(place) { all.append(opaque(place.clamped(to: owned), &arena)) }
        continue
      }
      let mine = view.reading(of: owned).clamped(to: view.core)
      if mine.isEmpty { continue }
      var field = judgement
      switch view.kind {
      case .base64, .base32, .hex: field = scanner.judge(.plainText)
      case .marks, .opaque: break
      }
      let inner = plainEdits(view.text, owned: mine, field, depth: depth, arena: &arena)
      if view.isUnwrapped {
        all += acrossLines(inner, view, bytes[range], &arena)
      } else {
        all += outer(inner, view, &arena)
      }
    }
    return united(all)
  }

  /// Adds to `findings` what stands behind escapes and across lines in a text, as `mask` replaces it; what touches a
  /// finding lengthens it.
  ///
  /// `range`: where in `bytes` the text lies. `owned`: whose findings count, relative to the text.
  mutating func findBehindEscapes(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    owned: Range<Int>,
    _ judgement: FieldJudgement,
    into found: inout [Finding]
  ) {
    guard EscapeViews.mayHold(bytes, range) else { return }
    var arena: [UInt8] = []
    let behind = escapeEdits(bytes, range, owned: owned, judgement, arena: &arena)
    guard !behind.isEmpty else { return }
    for edit in behind {
      var finding = Finding(
        start: edit.range.lowerBound,
        end: edit.range.upperBound,
        kind: edit.kind,
        evidence: edit.evidence,
        rule: edit.rule
      )
      let touched = found.filter { $0.masked && $0.range.overlaps(edit.range) }
      if let first = touched.first, let last = touched.last {
        let range = min(first.start, finding.start)..<max(last.end, finding.end)
        finding = first
        (finding.start, finding.end) = (range.lowerBound, range.upperBound)
      }
      found.removeAll { $0.range.overlaps(finding.range) }
      found.append(finding)
    }
    found.sort { $0.start < $1.start }
  }

  /// The edits of a reading: of what stands in it openly and of what stands behind escapes there.
  mutating func plainEdits(
    _ text: [UInt8],
    owned: Range<Int>,
    _ judgement: FieldJudgement,
    depth: Int,
    arena: inout [UInt8]
  ) -> [TextEdit] {
    let kept = (findings, edits)
    defer { (findings, edits) = kept }
    findings = []
    edits = []
    scanner.scan(text.span, owned: owned, field: judgement, scratch: &scratch, into: &findings)
    editFindings(text.span, shape: .text, arena: &arena)
    var all = edits
    if EscapeViews.mayHold(text, text.indices, isInner: true) {
      guard depth < Self.escapeDepthMax else { return [opaque(owned, &arena)] }
      all += escapeEdits(
        text,
        text.indices,
        owned: owned,
        judgement,
        depth: depth + 1,
        arena: &arena
      )
    }
    return united(all)
  }

  /// The edit of content that cannot be read.
  private func opaque(_ range: Range<Int>, _ arena: inout [UInt8]) -> TextEdit {
    let start = arena.count
    arena += Array("[UNIQUE_ID]".utf8)
    return TextEdit(
      range: range,
      replacement: start..<arena.count,
      kind: .uniqueID,
      transform: .tag
    )
  }

  /// Edits of a reading as edits of the text that it was read from.
  private func outer(
    _ edits: [TextEdit],
    _ view: EscapeView,
    _ arena: inout [UInt8]
  ) -> [TextEdit] {
    var out: [TextEdit] = []
    var index = 0
    while index < edits.count {
      let first = index
      var (range, reading) = view.original(of: edits[index].range)
      index += 1
      // Edits in the same group of letters are written together.
      while index < edits.count, view.hasGroups {
        let next = view.original(of: edits[index].range)
        guard next.range.lowerBound < range.upperBound else { break }
        range = range.lowerBound..<max(range.upperBound, next.range.upperBound)
        reading = reading.lowerBound..<max(reading.upperBound, next.reading.upperBound)
        index += 1
      }
      var content: [UInt8] = []
      var position = reading.lowerBound
      for edit in edits[first..<index] {
        content += view.text[position..<edit.range.lowerBound]
        content += arena[edit.replacement]
        position = edit.range.upperBound
      }
      let rest = view.text[position..<max(position, reading.upperBound)]
      // Blanks stand behind a mask, not inside of what is behind it.
      content += view.blanks(for: content.count + rest.count) + rest
      let start = arena.count
      arena += view.written(content)
      out.append(
        TextEdit(
          range: range,
          replacement: start..<arena.count,
          kind: edits[first].kind,
          transform: edits[first].transform,
          rule: edits[first].rule,
          evidence: edits[first].evidence
        )
      )
    }
    return out
  }

  /// The edits of a reading without breaks that stand on both sides of one.
  private func acrossLines(
    _ edits: [TextEdit],
    _ view: EscapeView,
    _ text: ArraySlice<UInt8>,
    _ arena: inout [UInt8]
  ) -> [TextEdit] {
    edits.compactMap { edit in
      let range = view.original(of: edit.range).range
      let replaced = text[text.startIndex + range.lowerBound..<text.startIndex + range.upperBound]
      guard replaced.contains(0x0A) else { return nil }
      var out = edit
      let start = arena.count
      keepLines(of: replaced.span, edit.kind, &arena)
      for index in edit.replacement { arena.append(arena[index]) }
      (out.range, out.replacement) = (range, start..<arena.count)
      return out
    }
  }

  /// Edits sorted; of those that overlap the longest stays, stretched over the others, but for one
  /// that only says that somebody's number stands there.
  func united(_ edits: [TextEdit]) -> [TextEdit] {
    var out: [TextEdit] = []
    let sorted = edits.sorted {
      ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound)
    }
    for edit in sorted {
      guard let last = out.last, last.range.upperBound > edit.range.lowerBound else {
        out.append(edit)
        continue
      }
      var longer = last.range.count >= edit.range.count ? last : edit
      if longer.kind == .uniqueID { longer = last.kind == .uniqueID ? edit : last }
      longer.range =
        last.range.lowerBound..<max(last.range.upperBound, edit.range.upperBound)
      out[out.count - 1] = longer
    }
    return out
  }
}
