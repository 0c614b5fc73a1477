/// Ids of Slack's: a capital letter, then capitals and digits.
package enum SlackID {
  /// Characters of an id; Slack promises no length and gives 9 to 13 today.
  private static let charactersMax = 32

  /// Whether a text has the form of an id.
  package static func isID(_ text: String) -> Bool {
    guard 2...charactersMax ~= text.utf8.count, let first = text.utf8.first,
      0x41...0x5A ~= first
    else { return false }
    return text.utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 }
  }

  /// Whether a text is a message's time stamp: `1764313200.000100`.
  package static func isTimestamp(_ text: String) -> Bool {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 2 && 1...12 ~= parts[0].utf8.count && parts[1].utf8.count == 6
      && parts.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
  }
}
