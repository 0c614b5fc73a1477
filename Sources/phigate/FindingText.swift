import Detection
import Vocabulary

/// Writes findings as lines of a table or as objects of JSON.
///
/// Everything but the offsets is written once for each combination of rule, kind, evidence and
/// label and remembered: a scan of dense text has a finding every fifty bytes.
struct FindingText {
  /// The forms of a finding.
  enum Form {
    /// `12-19  NAME  name.title`, a line each.
    case table
    /// An object a line.
    case lines
    /// Objects apart by commas, as in `spans`.
    case spans
  }

  /// Names the rules and labels.
  let ruleSet: RuleSet
  /// The form.
  let form: Form
  /// What stands behind the offsets, by combination: ranges of `arena`.
  private var tails: [UInt64: Range<Int>] = [:]
  private var lastKey = UInt64.max
  private var lastTail = 0..<0
  /// All that was written so far, behind the two keys.
  private var arena: [UInt8]
  private let startKey: Range<Int>
  private let endKey: Range<Int>

  /// Writes findings of a rule set.
  init(ruleSet: RuleSet, form: Form) {
    self.ruleSet = ruleSet
    self.form = form
    arena = Array("{\"start\":,\"end\":".utf8)
    startKey = 0..<9
    endKey = 9..<arena.count
  }

  /// Appends findings, `offset` added to each place.
  mutating func append(_ findings: [Finding], offset: Int = 0, to out: inout [UInt8]) {
    var isFirst = true
    for finding in findings {
      switch form {
      case .table:
        Self.append(finding.start + offset, to: &out)
        out.append(0x2D)
      case .lines, .spans:
        if form == .spans, !isFirst { out.append(0x2C) }
        append(startKey, to: &out)
        Self.append(finding.start + offset, to: &out)
        append(endKey, to: &out)
      }
      Self.append(finding.end + offset, to: &out)
      appendTail(finding, to: &out)
      isFirst = false
    }
  }

  /// Appends a part of the arena.
  private func append(_ range: Range<Int>, to out: inout [UInt8]) {
    unsafe arena.withUnsafeBufferPointer { bytes in
      unsafe out.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }
  }

  /// Appends what stands behind the offsets.
  private mutating func appendTail(_ finding: Finding, to out: inout [UInt8]) {
    var key = UInt64(finding.rule) << 48 | UInt64(finding.label) << 32
    key |= UInt64(finding.evidence.rawValue) << 16 | UInt64(finding.kind.rawValue) << 8
    key |= UInt64(finding.part.rawValue) << 4 | UInt64(finding.confidence.rawValue) << 1
    key |= finding.masked ? 1 : 0
    if key != lastKey {
      if let known = tails[key] {
        lastTail = known
      } else {
        let start = arena.count
        arena.append(contentsOf: tail(finding).utf8)
        lastTail = start..<arena.count
        tails[key] = lastTail
      }
      lastKey = key
    }
    append(lastTail, to: &out)
  }

  /// A number in decimal.
  private static func append(_ number: Int, to out: inout [UInt8]) {
    var rest = UInt64(max(0, number))
    var digits: UInt64 = 0
    var count = 0
    var high: [UInt8] = []
    if rest >= 100_000_000 {
      high = Array(String(rest / 100_000_000).utf8)
      rest %= 100_000_000
    }
    repeat {
      digits = digits << 8 | (0x30 + rest % 10)
      rest /= 10
      count += 1
    } while rest > 0 || (!high.isEmpty && count < 8)
    out.append(contentsOf: high)
    for _ in 0..<count {
      out.append(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
  }

  /// What stands behind the offsets, in the command line's contract.
  private func tail(_ finding: Finding) -> String {
    let rule = ruleSet.rules[Int(finding.rule)].id
    if form == .table {
      let type = finding.kind.label + (finding.part.label.map { "/" + $0 } ?? "")
      return "  \(type)  \(rule)\(finding.masked ? "" : "  kept")\n"
    }
    var text = ",\"type\":\"\(finding.kind.label)\""
    if let part = finding.part.label { text += ",\"part\":\"\(part)\"" }
    text += ",\"rule\":\"\(rule)\",\"confidence\":\"\(finding.confidence.label)\""
    text += ",\"why\":[" + why(finding).map { "\"\($0)\"" }.joined(separator: ",") + "]"
    if !finding.masked { text += ",\"masked\":false" }
    return text + (form == .lines ? "}\n" : "}")
  }

  /// What spoke for a finding, in words.
  private func why(_ finding: Finding) -> [String] {
    let names: [(Evidence, String)] = [
      (.format, "format"), (.checksum, "checksum"), (.field, "field"), (.lexicon, "lexicon"),
      (.context, "context"), (.memory, "memory"),
    ]
    var words = names.filter { finding.evidence.contains($0.0) }.map { $0.1 }
    if finding.evidence.contains(.label) {
      let label = ruleSet.labels[Int(finding.label)].uppercased()
      words.append(label.isEmpty ? "label" : "label:" + label)
    }
    return words
  }
}
