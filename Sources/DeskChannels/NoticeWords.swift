/// Parts of a notice in one line of words, the same in every channel.
enum NoticeWords {
  /// Counts: `MRN (H): 12, DATE (C): 3, 2 more kinds`.
  static func counts(_ counts: [Notice.Count], _ max: Int) -> String {
    guard !counts.isEmpty else { return "none" }
    var parts = counts.prefix(max)
      .map { count in
        "\(count.name)\(count.letter.map { " (\($0))" } ?? ""): \(count.count)"
      }
    if counts.count > max { parts.append("\(counts.count - max) more kinds") }
    return parts.joined(separator: ", ")
  }

  /// An open clause: `1 of stewards (human-key): ada, grace`.
  static func clause(_ clause: Notice.Clause, _ max: Int) -> String {
    var names = Array(clause.humans.prefix(max))
    if clause.humans.count > max { names.append("\(clause.humans.count - max) more") }
    let who = names.isEmpty ? "nobody may fill it" : names.joined(separator: ", ")
    return "\(clause.missing) of \(clause.group) (\(clause.assurance)): \(who)"
  }

  /// A decision: `ada: approve, gateway-attested, 2026-11-28T09:00:00Z`.
  static func decision(_ decision: Notice.Decision) -> String {
    "\(decision.human): \(decision.verdict), \(decision.assurance), \(decision.at)"
  }
}
