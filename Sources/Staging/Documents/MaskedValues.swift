import Formats
import Vocabulary

/// Values that were replaced whole, or kept in spite of what was found in them, by their fields.
///
/// The counterpart of `CleanValues` for values with findings, under the same keys: what becomes of a value
/// whose bytes all count depends on these bytes and on how the field is judged, so that names, dates and
/// numbers that come again need not be found, replaced and scanned again.
struct MaskedValues {
  /// What became of a value.
  struct Outcome {
    /// What was found; nil where nothing was replaced.
    var kind: IdentifierKind?
    /// What became of it.
    var transform = Transform.keep
    /// The replacement.
    fileprivate var bytes = CleanValues.Key()
    /// Bytes of it.
    fileprivate var count = 0
  }

  /// Values that are remembered, a power of two.
  private static let slots = 4_096

  private var keys: [CleanValues.Key] = []
  private var outcomes: [Outcome] = []

  /// What became of a value before; nil where nobody knows.
  @inline(__always)
  func outcome(of key: CleanValues.Key) -> Outcome? {
    guard key.isValue, !keys.isEmpty else { return nil }
    let slot = key.hash & (Self.slots &- 1)
    return keys[slot] == key ? outcomes[slot] : nil
  }

  /// Remembers what became of a value of `count` bytes: nothing, or one edit of all of it.
  mutating func insert(
    _ key: CleanValues.Key,
    count: Int,
    _ edits: [TextEdit],
    _ arena: [UInt8]
  ) {
    guard key.isValue, edits.count <= 1 else { return }
    var outcome = Outcome()
    if let edit = edits.first {
      guard edit.range == 0..<count, edit.dataClass == nil,
        let bytes = CleanValues.Key(arena, edit.replacement)
      else { return }
      outcome = Outcome(
        kind: edit.kind,
        transform: edit.transform,
        bytes: bytes,
        count: edit.replacement.count
      )
    }
    if keys.isEmpty {
      keys = [CleanValues.Key](repeating: CleanValues.Key(), count: Self.slots)
      outcomes = [Outcome](repeating: Outcome(), count: Self.slots)
    }
    let slot = key.hash & (Self.slots &- 1)
    keys[slot] = key
    outcomes[slot] = outcome
  }
}

extension BlockResult {
  /// Puts what a reader knows in the place of a whole segment.
  mutating func impose(_ imposed: Imposed, segment: Int, count: Int) {
    let start = arena.count
    arena += imposed.bytes
    edits.append(
      BlockEdit(segment: segment, range: 0..<count, replacement: start..<arena.count)
    )
    tally.add(imposed.kind, .tag)
  }

  /// Does to a value what was done to an equal one before.
  mutating func repeated(_ outcome: MaskedValues.Outcome, segment: Int, count: Int) {
    guard let kind = outcome.kind else { return }
    let start = arena.count
    outcome.bytes.append(outcome.count, to: &arena)
    edits.append(
      BlockEdit(segment: segment, range: 0..<count, replacement: start..<arena.count)
    )
    tally.add(kind, outcome.transform)
  }
}
