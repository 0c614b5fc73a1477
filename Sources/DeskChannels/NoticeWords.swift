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

  /// A state in words.
  static func title(_ state: Notice.State) -> String {
    switch state {
    case .pending: "awaits decisions"
    case .approved: "approved, not released yet"
    case .denied: "denied"
    case .revoked: "an approval was revoked"
    case .expired: "expired"
    case .released: "released"
    case .withdrawn: "withdrawn"
    }
  }

  /// What stands in notifications: the desk's own words alone.
  static func summary(_ notice: Notice) -> String {
    "Release request \(notice.request.prefix(8)): \(title(notice.state))"
  }

  /// A text of at most so many UTF-16 code units, cut between characters and marked where it was.
  static func cut(_ text: String, unitsMax: Int) -> String {
    guard text.utf16.count > unitsMax else { return text }
    var kept = ""
    var units = 0
    for scalar in text.unicodeScalars {
      units += UTF16.width(scalar)
      guard units < unitsMax else { break }
      kept.unicodeScalars.append(scalar)
    }
    return kept + "…"
  }
}
