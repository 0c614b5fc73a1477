import Detection
import Formats
import Masking
import Vocabulary

/// What a second scan of masked text finds.
extension BlockScanner {
  /// Text on each side of an edit that is scanned again, in bytes.
  private static let editBytes = 512
  /// The context that it is scanned with, in bytes.
  private static let contextBytes = 2_048
  /// Texts of so many bytes at most are scanned again whole.
  private static let wholeBytesMax = 8 << 10
  /// Bytes of a text from which on only what the last round has changed is looked at first.
  private static let settledBytesMin = 32 << 10

  /// What a second scan of the edited text still finds, in the coordinates of the text.
  ///
  /// Only what lies around edits is scanned, and only what the block owns counts: margins are
  /// masked by the blocks that own them.
  mutating func residual(
    _ text: Span<UInt8>,
    owned: Range<Int>,
    shape: ValueShape,
    _ judgement: FieldJudgement,
    arena: inout [UInt8]
  ) -> [Finding] {
    let mine = mine(owned)
    var found: [Finding] = []
    var first = 0
    var masked: [UInt8] = []
    swap(&masked, &self.masked)
    defer { swap(&masked, &self.masked) }
    while first < edits.count {
      var window = EditWindow(core: mine, context: 0..<text.count, edits: 0..<edits.count)
      if text.count > Self.wholeBytesMax {
        window = self.window(from: first, text.count, mine)
      }
      first = window.next
      scan(window, of: text, shape: shape, judgement, &masked, arena: &arena, into: &found)
    }
    return found
  }

  /// Whether a scan around the edits of the last round finds nothing, so that one of all the text would not either.
  ///
  /// What is found depends on at most a margin around it: elsewhere the last scan has found all that there is, and what
  /// it found is an edit now. No for short texts and those with escapes: all of them is scanned. Where something is
  /// found, all of the text is scanned as well, because a number may be known again anywhere in it.
  ///
  /// `changed`: the ranges of these edits, or of what they were joined to.
  mutating func isSettled(
    _ text: Span<UInt8>,
    owned: Range<Int>,
    shape: ValueShape,
    _ judgement: FieldJudgement,
    changed: [Range<Int>],
    arena: inout [UInt8]
  ) -> Bool {
    guard !changed.isEmpty, !escapes.text, text.count >= Self.settledBytesMin,
      // Where edits are few, windows around them are scanned, which costs little.
      window(from: 0, text.count, mine(owned)).next == edits.count
    else { return false }
    let windows = EditWindow.around(
      changed,
      edits,
      mine: mine(owned),
      textCount: text.count,
      reach: BlockSize.marginBytes
    )
    guard windows.reduce(0, { $0 + $1.context.count }) * 2 <= text.count else { return false }
    var found: [Finding] = []
    var masked: [UInt8] = []
    swap(&masked, &self.masked)
    defer { swap(&masked, &self.masked) }
    for window in windows {
      scan(window, of: text, shape: shape, judgement, &masked, arena: &arena, into: &found)
      if !found.isEmpty { return false }
    }
    return true
  }

  /// The window around an edit and those that follow it closely.
  private func window(from first: Int, _ textCount: Int, _ mine: Range<Int>) -> EditWindow {
    EditWindow(
      from: first,
      edits,
      mine: mine,
      textCount: textCount,
      bytes: (Self.editBytes, Self.contextBytes)
    )
  }

  /// What a block may edit: what it owns, and what its last edit takes along.
  private func mine(_ owned: Range<Int>) -> Range<Int> {
    owned.lowerBound..<max(owned.upperBound, edits.last?.range.upperBound ?? 0)
  }

  /// Scans a window as it will be; appends what is found, in the coordinates of the text.
  private mutating func scan(
    _ window: EditWindow,
    of text: Span<UInt8>,
    shape: ValueShape,
    _ judgement: FieldJudgement,
    _ masked: inout [UInt8],
    arena: inout [UInt8],
    into found: inout [Finding]
  ) {
    let core = window.apply(edits, to: text, arena: arena, into: &masked)
    let key = clean.key(of: masked, masked.indices, wholeField)
    if clean.holds(key) { return }
    findings.removeAll(keepingCapacity: true)
    scanner.scan(masked.span, owned: core, field: judgement, scratch: &scratch, into: &findings)
    dropCutTags(masked.span, shape)
    for index in findings.indices where findings[index].masked {
      var finding = findings[index]
      if isAllowed(finding, masked.span) { continue }
      let edit = edit(for: finding, masked.span, shape: shape, arena: &arena)
      let isFixed = isSame(arena, edit.replacement, masked.span, finding.range)
      arena.removeLast(edit.replacement.count)
      if isFixed { continue }
      if masker.isKeyed, isMask(finding, masked.span, shape),
        window.isReplaced(finding.range, edits, in: masked)
      {
        continue
      }
      let range = window.original(finding.range, edits)
      guard !range.isEmpty else { continue }
      (finding.start, finding.end) = (range.lowerBound, range.upperBound)
      found.append(finding)
    }
    guard escapes.text, EscapeViews.mayHold(masked, masked.indices) else {
      if findings.isEmpty, clean.isWanted(key), !EscapeViews.mayHold(masked, masked.indices) {
        clean.insert(key)
      }
      return
    }
    let wasVerifying = isVerifying
    isVerifying = true
    let behind = escapeEdits(masked, masked.indices, owned: core, judgement, arena: &arena)
    isVerifying = wasVerifying
    for edit in behind {
      let range = window.original(edit.range, edits)
      guard !range.isEmpty else { continue }
      found.append(Finding(start: range.lowerBound, end: range.upperBound, kind: edit.kind))
    }
  }
}
