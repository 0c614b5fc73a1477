/// An error as the command line prints it: one sentence, where, and what to do next.
///
/// Never holds a matched value or a name that holds one: `path` is a masked or a configured path.
package struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
  /// What the process exits with when nothing stronger holds.
  package var code: ExitCode
  /// Lower case, no full stop, the number that matters, what was not done.
  package var message: String
  /// The file, destination or setting concerned; nil when there is none.
  package var path: String?
  /// What the reader can do now; nil when nothing helps.
  package var next: String?
  /// Stable machine-readable reasons (`approval_missing`, …), most important first.
  package var reasons: [String]

  /// Creates an error for the command line.
  package init(
    _ code: ExitCode,
    _ message: String,
    path: String? = nil,
    next: String? = nil,
    reasons: [String] = []
  ) {
    self.code = code
    self.message = message
    self.path = path
    self.next = next
    self.reasons = reasons
  }

  /// The three lines that `Console` prints, without the `phigate: ` prefix; reason codes stand in
  /// brackets behind the message.
  package var description: String {
    var text = "error: \(message.escapingControls)"
    if !reasons.isEmpty { text += " (\(reasons.joined(separator: ", ")))" }
    if let path { text += "\n  path: \(path.escapingControls)" }
    if let next { text += "\n  next: \(next.escapingControls)" }
    return text
  }
}

extension String {
  /// The string with control characters and bidirectional overrides written as `\u{…}`, so that a
  /// hostile name can neither move a cursor nor forge a line.
  package var escapingControls: String {
    var out = ""
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x200B..<0x2010, 0x2028..<0x202F, 0x2066..<0x206A, 0xFEFF:
        out += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}

/// A number in groups of three digits: `1,234`.
package func grouped(_ count: Int64) -> String {
  var digits = Array(String(count).utf8)
  var index = digits.count - 3
  while index > 0 {
    digits.insert(UInt8(ascii: ","), at: index)
    index -= 3
  }
  return String(decoding: digits, as: UTF8.self)
}
