import Masking
import Vocabulary

/// What was found in a document or a part of it.
struct Tally: Sendable {
  /// Edits by kind, at `kind.rawValue`.
  var counts = [Int](repeating: 0, count: IdentifierKind.allCases.count)
  /// Transforms by kind, a bit for each case of `Transform`.
  var transforms = [UInt16](repeating: 0, count: IdentifierKind.allCases.count)

  /// Classes that rules of the site gave, beside those of the kinds.
  var classes: Set<DataClass> = []
  /// Findings that stay because the allow-list holds them.
  var allowed = 0

  /// Whether anything was found.
  var isEmpty: Bool { counts.allSatisfy { $0 == 0 } }

  /// Forgets everything.
  mutating func reset() {
    classes.removeAll(keepingCapacity: true)
    allowed = 0
    for index in counts.indices {
      counts[index] = 0
      transforms[index] = 0
    }
  }

  /// Adds one finding of a kind that was replaced.
  mutating func add(_ kind: IdentifierKind, _ transform: Transform) {
    let place = Int(kind.rawValue)
    counts[place] += 1
    transforms[place] |= 1 << transform.place
  }

  /// Adds one edit.
  mutating func add(_ edit: TextEdit) {
    add(edit.kind, edit.transform)
    if let dataClass = edit.dataClass { classes.insert(dataClass) }
  }

  /// Adds another part's findings.
  mutating func add(_ other: Tally) {
    classes.formUnion(other.classes)
    allowed += other.allowed
    for index in counts.indices {
      counts[index] += other.counts[index]
      transforms[index] |= other.transforms[index]
    }
  }

  /// The transforms of a kind.
  func transforms(of kind: IdentifierKind) -> Set<Transform> {
    let bits = transforms[Int(kind.rawValue)]
    return Set(
      Transform.allCases.filter { bits & (1 << $0.place) != 0 }
    )
  }
}
