import Gate
import Manifest
import Records
import Vocabulary

/// A review document as a terminal shows it: nothing that is not in the document.
struct ReviewText {
  /// The document.
  let review: Review

  /// Withheld entries that are listed in the terminal.
  private static let withheldShownMax = 20

  /// The whole text.
  var text: String { head + findings + withheld + samples + policy }

  /// Who, what for, where to, what changed.
  private var head: String {
    let request = review.request
    let humans = request.humans.joined(separator: ", ")
    let ticket = request.ticket.map { " (\($0))" } ?? ""
    let source = request.principal == humans ? humans : "\(request.principal) for \(humans)"
    return difference + """
      request     \(request.id), asked \(request.createdAt)
      who         \(source)
      what for    \((request.purpose + ticket).escapingControls)
      where to    \(request.destinationID): \(request.destinationURI.escapingControls)
      leaving     \(grouped(review.files)) files, \(grouped(review.bytes)) bytes
      entries     \(review.footer.masked) masked, \(review.footer.clean) clean, \
      \(review.footer.withheld) withheld, \(review.footer.recorded) recorded
      profile     \(request.profile.rawValue)
      rule set    \(request.rulesetName) epoch \(request.rulesetEpoch), \
      \(request.rulesetDigest.hex.prefix(16))
      manifest    \(review.manifest.hex)
      residual    \(review.residual)
      \(allowed)
      """ + (request.isSingleUser ? "warning     single user: one user plays all parts\n" : "")
  }

  /// The line about findings that stay by the allow-list; empty where there are none.
  private var allowed: String {
    review.allowed == 0
      ? "" : "allowed     \(review.allowed) findings stay by the allow-list of the settings\n"
  }

  /// Entries of the difference that are listed in the terminal.
  private static let differingShownMax = 12

  /// What changed against the last release to the destination: the first thing to know.
  private var difference: String {
    let difference = review.request.difference
    var text = "change      \(difference.summary.escapingControls)\n"
    guard difference.against != nil else { return text }
    let signs = ["added": "+", "removed": "-", "changed": "~"]
    for entry in difference.entries.prefix(Self.differingShownMax) {
      text += "            \(signs[entry.change] ?? "?") \(entry.path.escapingControls)\n"
    }
    let total = difference.added + difference.removed + difference.changed
    let more = total - min(total, Self.differingShownMax, difference.entries.count)
    if more > 0 { text += "            and \(more) more\n" }
    let kinds = difference.findings.map {
      "\($0.kind.escapingControls) \($0.change > 0 ? "+" : "")\($0.change)"
    }
    if !kinds.isEmpty { text += "            findings: \(kinds.joined(separator: ", "))\n" }
    return text
  }

  /// Findings by kind and letter of 45 CFR 164.514(b)(2)(i), then files by class.
  private var findings: String {
    var text = "\nmasked, by kind and HIPAA letter\n"
    let most = review.findings.map(\.count).max() ?? 1
    for row in review.findings {
      let letter = row.kind.hipaaLetter ?? "-"
      let bar = String(repeating: "#", count: max(1, row.count * 30 / max(1, most)))
      let label = row.kind.label + String(repeating: " ", count: 14 - row.kind.label.utf8.count)
      text += "  \(letter) \(label) \(padded(grouped(Int64(row.count)))) \(bar)\n"
    }
    if review.findings.isEmpty { text += "  nothing was found\n" }
    let classes = review.classes.sorted { $0.key < $1.key }
      .map { "\($0.key.rawValue) \($0.value)" }
    if !classes.isEmpty { text += "  files by class: \(classes.joined(separator: ", "))\n" }
    return text
  }

  /// What stays behind, and why.
  private var withheld: String {
    guard !review.withheld.isEmpty else { return "\nnothing was withheld\n" }
    let reasons = review.reasons.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    var text = "\nnot leaving: \(reasons.joined(separator: ", "))\n"
    for entry in review.withheld.prefix(Self.withheldShownMax) {
      text += "  \(entry.reason)  \(entry.path.escapingControls)\n"
    }
    let more = review.withheld.count - Self.withheldShownMax
    if more > 0 { text += "  and \(more) more\n" }
    return text
  }

  /// Masked samples.
  private var samples: String {
    guard !review.request.samples.isEmpty else { return "" }
    var text = "\nmasked samples\n"
    for sample in review.request.samples {
      text += "  \(sample.path.escapingControls)\n    \(sample.text.escapingControls)\n"
    }
    return text
  }

  /// The clauses and who may fill them.
  private var policy: String {
    var text = "\napprovals needed\n"
    for (index, list) in review.request.clauses.enumerated() {
      if index > 0 { text += "  or\n" }
      for clause in list { text += Self.words(clause) }
    }
    if !review.request.breakGlass.isEmpty {
      text += "  or in an emergency, reviewed afterwards (approve --break-glass)\n"
      for clause in review.request.breakGlass { text += Self.words(clause) }
    }
    return text
  }

  /// A clause and who may fill it, in one line.
  static func words(_ clause: ReleaseRequest.Clause) -> String {
    let people = clause.eligible.map(\.human).joined(separator: ", ")
    return "  \(clause.clause.min) of \(clause.clause.group) "
      + "(\(clause.clause.assurance.rawValue)): \(people.isEmpty ? "nobody" : people)\n"
  }

  /// A number in eleven places.
  private func padded(_ text: String) -> String {
    String(repeating: " ", count: max(0, 11 - text.utf8.count)) + text
  }
}

/// What stands of a request for a command now, in words.
func standingText(_ standing: ActionStanding) -> String {
  var text = ""
  for token in standing.approvals {
    text += "approved    \(token.approver.human), \(token.decision.issuedAt)\n"
  }
  for failure in standing.lapsed { text += "lapsed      \(failure.message)\n" }
  if standing.isDenied { return text + "denied      ask anew: phigate run --ask\n" }
  switch standing.progress {
  case .ended: return text + "ended       it runs once; ask anew: phigate run --ask\n"
  case .begun: return text + "begun       nothing says how it ended: phigate run --abandon\n"
  case .expired:
    return text
      + "expired     \(standing.review.request.expiresAt); ask anew: phigate run --ask\n"
  case .waiting: break
  }
  guard !standing.open.isEmpty else {
    return text + "open        nothing: phigate run --approved\n"
  }
  let clauses = standing.review.request.clauses.flatMap { $0 }
  let approvers = standing.approvals.map(\.approver.human)
  for open in standing.open { text += openText(open, clauses, approvers) }
  return text
}

/// One open clause, and who may still fill it.
private func openText(
  _ open: Threshold.OpenClause,
  _ clauses: [ReleaseRequest.Clause],
  _ approvers: [String]
) -> String {
  let eligible = clauses.first { $0.clause == open.clause }?.eligible.map(\.human) ?? []
  let people = eligible.filter { !approvers.contains($0) }
  return "open        \(open.missing) of \(open.clause.group): "
    + "\(people.isEmpty ? "nobody may fill it" : people.joined(separator: ", "))\n"
}

/// What is missing of the review of a broken glass; whoever broke it does not review it.
private func reviewText(_ standing: Standing) -> String {
  let clauses = standing.review.request.clauses.flatMap { $0 }
  let others = (standing.approvals + standing.breakGlass).map(\.approver.human)
  return standing.open.reduce("released    in an emergency: others owe its review\n") {
    $0 + openText($1, clauses, others)
  }
}

/// What stands of a request now, in words.
func standingText(_ standing: Standing) -> String {
  var text = ""
  for token in standing.approvals {
    text += "approved    \(token.approver.human), \(token.decision.issuedAt)\n"
  }
  for token in standing.breakGlass {
    text += "break-glass \(token.approver.human), \(token.decision.issuedAt)\n"
  }
  for failure in standing.lapsed { text += "lapsed      \(failure.message)\n" }
  if standing.revoked > 0 { text += "revoked     \(standing.revoked)\n" }
  switch standing.progress {
  case .waiting: break
  case .expired:
    return text + "expired     \(standing.review.request.expiresAt); ask anew: phigate request\n"
  case .begun: return text + "begun       nothing says how it ended: phigate release\n"
  case .released: return text + "released    its approvals are used; ask anew: phigate request\n"
  case .failed:
    return text + "failed      its approvals are used; ask anew: phigate request\n"
  case .reviewOwed: return text + reviewText(standing)
  }
  if standing.isDenied { return text + "denied      ask anew: phigate request\n" }
  if standing.isBreakGlass, standing.reviewsOwed.isEmpty {
    text += "open        nothing, in an emergency: phigate release\n"
  }
  for id in standing.reviewsOwed where !standing.breakGlass.isEmpty {
    text += "review owed \(id)\n"
  }
  guard !standing.open.isEmpty else { return text + "open        nothing: phigate release\n" }
  let clauses = standing.review.request.clauses.flatMap { $0 }
  let approvers = standing.approvals.map(\.approver.human)
  for open in standing.open { text += openText(open, clauses, approvers) }
  return text
}
