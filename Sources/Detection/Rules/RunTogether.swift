/// Names of fields that are written without anything between their words: `reportercity`, `patientlastname`.
///
/// Source: ICH E2B(R2), whose elements are all written so.
extension FieldRules {
  /// Who may stand before what is said of somebody.
  private static let roles = [
    "patient", "reporter", "sender", "receiver", "parent", "subject", "provider", "physician",
    "member", "guarantor", "insured", "subscriber", "client", "contact", "employee", "mother",
    "father", "spouse", "guardian", "caller", "donor", "investigator",
  ]
  .map { Array($0.utf8) }

  /// Letters of what stands behind such a word, at least; of a whole name that is looked at, at most.
  private static let restBytesMin = 3
  private static let wholeBytesMax = 48
  /// Words that may as well belong to something else behind such a word: a subject's line.
  private static let ambiguous: Set<String> = ["line", "link", "pan", "har", "fin", "pin", "via"]

  /// The names of the table by what they are without blanks.
  private static let apart: [String: String] = {
    var apart: [String: String] = [:]
    for entry in names {
      for name in entry.names.split(separator: ",") {
        let words = name.split(separator: " ")
        apart[words.joined()] = words.joined(separator: " ")
      }
    }
    return apart
  }()

  /// Hashes of such names.
  private static let apartHashes = Set(apart.keys.map { Token.hash($0) })

  /// The words of a name that is written as one; none where no rule knows what it is of.
  static func runTogether(_ word: String) -> [String] {
    let bytes = Array(word.utf8)
    guard isRunTogether(bytes[...]) else { return [] }
    if let whole = apart[word] { return whole.split(separator: " ").map(String.init) }
    for role in roles where bytes.starts(with: role) {
      let rest = String(word.dropFirst(role.count))
      guard !ambiguous.contains(rest), let known = apart[rest] else { continue }
      return [String(decoding: role, as: UTF8.self)] + known.split(separator: " ").map(String.init)
    }
    return []
  }

  /// Whether a word may be such a name: most are none.
  static func isRunTogether(_ word: ArraySlice<UInt8>) -> Bool {
    guard (restBytesMin * 2...wholeBytesMax).contains(word.count) else { return false }
    if apartHashes.contains(Token.hash(word)) { return true }
    // Most words begin like none of them.
    let first = word.first.map { $0 | 0x20 }
    return roles.contains { role in
      role.first == first && word.count >= role.count + restBytesMin
        && word.prefix(role.count).elementsEqual(role) { $0 | 0x20 == $1 }
        && apartHashes.contains(Token.hash(word.dropFirst(role.count)))
    }
  }
}
