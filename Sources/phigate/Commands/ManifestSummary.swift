import Manifest
import Records
import Vocabulary

/// What a manifest says, in one page.
struct ManifestSummary {
  /// What is known of one kind of identifier.
  private struct Kind {
    /// How often it was found.
    var count = 0
    /// In how many entries.
    var entries = 0
    /// What it turned into.
    var transforms: Set<Transform> = []
  }

  /// Paths that are printed for one reason at most.
  private static let pathsMax = 10

  private let header: ManifestHeader
  private let result: ManifestWriter.Result
  private var classes: [DataClass: Int] = [:]
  private var kinds: [IdentifierKind: Kind] = [:]
  private var reasons: [Reason: (count: Int, paths: [String])] = [:]

  /// Counts a manifest, which is verified on the way.
  init(reading reader: ManifestReader) throws(Failure) {
    var reader = reader
    var classes: [DataClass: Int] = [:]
    var kinds: [IdentifierKind: Kind] = [:]
    var reasons: [Reason: (count: Int, paths: [String])] = [:]
    while let entry = try reader.next() {
      for dataClass in entry.classes { classes[dataClass, default: 0] += 1 }
      for (kind, found) in entry.findings {
        kinds[kind, default: Kind()].count += found.count
        kinds[kind, default: Kind()].entries += 1
        kinds[kind, default: Kind()].transforms.formUnion(found.transforms)
      }
      if let reason = entry.reason {
        reasons[reason, default: (0, [])].count += 1
        if reasons[reason, default: (0, [])].paths.count < ManifestSummary.pathsMax {
          reasons[reason, default: (0, [])].paths.append(entry.path)
        }
      }
    }
    guard let result = reader.result else {
      throw Failure(.internalError, "a manifest that was read to its end has no footer")
    }
    header = reader.header
    self.result = result
    self.classes = classes
    self.kinds = kinds
    self.reasons = reasons
  }

  /// For machines: one object.
  var json: JSONValue {
    [
      "type": "manifest", "digest": .string(result.digest.hex), "header": header.json,
      "end": result.footer.json,
      "classes": .object(
        JSONObject(
          classes.sorted { $0.key < $1.key }
            .map { .init($0.key.rawValue, .integer(Int64($0.value))) }
        )
      ),
      "findings": .object(
        JSONObject(sortedKinds.map { .init($0.kind.label, .integer(Int64($0.found.count))) })
      ),
      "reasons": .object(
        JSONObject(sortedReasons.map { .init($0.reason.rawValue, .integer(Int64($0.count))) })
      ),
    ]
  }

  /// For people: a page of text, ending in a line feed.
  var text: String {
    let footer = result.footer
    var lines = [
      "manifest   sha256 \(result.digest.hex)",
      "source     \(header.source) (\(header.covered ? "covered entity" : "not covered"))",
      "profile    \(header.profile.rawValue), reference year \(header.referenceYear)",
      "rules      \(header.ruleset.name), epoch \(header.ruleset.epoch)",
      "key        \(header.keyID ?? "none: made without a site key")",
      "entries    \(footer.entries): \(footer.masked) masked, \(footer.clean) clean, "
        + "\(footer.withheld) withheld, \(footer.recorded) recorded; \(footer.bytes) bytes",
    ]
    lines += classLines + kindLines + reasonLines
    return lines.joined(separator: "\n") + "\n"
  }

  /// One line for each class.
  private var classLines: [String] {
    guard !classes.isEmpty else { return ["", "no file holds sensitive data"] }
    return ["", "class         files"]
      + classes.sorted { $0.key < $1.key }
      .map { $0.key.rawValue.padded(to: 12) + "\($0.value)".paddedLeft(to: 7) }
  }

  /// One line for each kind of identifier.
  private var kindLines: [String] {
    guard !kinds.isEmpty else { return [] }
    return ["", "identifier    45 CFR 164.514(b)(2)(i)   found   files  becomes"]
      + sortedKinds.map { kind, found in
        kind.label.padded(to: 14) + (kind.hipaaLetter.map { "(\($0))" } ?? "-").padded(to: 22)
          + "\(found.count)".paddedLeft(to: 9) + "\(found.entries)".paddedLeft(to: 8) + "  "
          + found.transforms.map(\.rawValue).sorted().joined(separator: ", ")
      }
  }

  /// What is not released, by reason.
  private var reasonLines: [String] {
    guard !reasons.isEmpty else { return ["", "everything is in data/"] }
    var lines = ["", "not released"]
    for (reason, count, paths) in sortedReasons {
      lines.append("  \(reason.rawValue): \(count)")
      lines += paths.map { "    \($0.escapingControls)" }
      if count > paths.count { lines.append("    and \(count - paths.count) more") }
    }
    return lines
  }

  private var sortedKinds: [(kind: IdentifierKind, found: Kind)] {
    kinds.sorted { $0.key.label < $1.key.label }.map { ($0.key, $0.value) }
  }

  private var sortedReasons: [(reason: Reason, count: Int, paths: [String])] {
    reasons.sorted { $0.key.rawValue < $1.key.rawValue }
      .map { ($0.key, $0.value.count, $0.value.paths) }
  }
}

extension ManifestDifference {
  /// Entries that are printed of one sort at most.
  private static let entriesMax = 50

  /// For machines: the first line.
  var summaryJSON: JSONValue {
    [
      "type": "difference", "summary": .string(self.summary),
      "header": .array(headerFields.map { .string($0) }), "unchanged": .integer(Int64(unchanged)),
    ]
  }

  /// For people: the summary, then what differs.
  var text: String {
    var lines = [summary]
    lines += section("added", added) { "+ \($0.path) (\($0.note))" }
    lines += section("removed", removed) { "- \($0.path) (\($0.note))" }
    lines += section("changed", changed) {
      "~ \($0.after.path): \($0.fields.joined(separator: ", "))"
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A heading and some lines; nothing where there is nothing to list.
  private func section<Item>(
    _ title: String,
    _ items: Listing<Item>,
    _ line: (Item) -> String
  ) -> [String] {
    guard items.count > 0 else { return [] }
    let shown = items.first.prefix(ManifestDifference.entriesMax)
    var lines = ["", "\(title): \(items.count)"] + shown.map { "  " + line($0).escapingControls }
    if shown.count < items.count { lines.append("  and \(items.count - shown.count) more") }
    return lines
  }
}

extension ManifestDifference.Step {
  /// For machines: one object, and its type.
  var json: (type: String, value: JSONValue) {
    switch self {
    case .added(let entry): ("added", ["type": "added", "entry": entry.json])
    case .removed(let entry): ("removed", ["type": "removed", "entry": entry.json])
    case .changed(let change):
      (
        "changed",
        [
          "type": "changed", "before": change.before.json, "after": change.after.json,
          "fields": .array(change.fields.map { .string($0) }),
        ]
      )
    }
  }
}

extension ManifestEntry {
  /// What became of it and what it holds, for one line.
  fileprivate var note: String {
    let names = classes.sorted().map(\.rawValue).joined(separator: ", ")
    let end = reason.map { ": \($0.rawValue)" } ?? (names.isEmpty ? "" : ": \(names)")
    return disposition.rawValue + end
  }
}

extension String {
  /// The text with spaces behind it, at least `width` characters wide.
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }

  /// The text with spaces before it, at least `width` characters wide.
  fileprivate func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(0, width - count)) + self
  }
}
