import Pages
import Records
package import Vocabulary

/// A request: the whole review, where it stands, and what the viewer may do.
///
/// What would leave comes from the review document alone, in the same words as `phigate review
/// --html`; only progress and standing come from the desk.
package struct RequestPage {
  /// What it shows.
  let model: RequestModel
  /// The review.
  let review: ReviewPage
  /// The request's id, of the document.
  let id: String

  /// Creates the page.
  /// - Throws: where the document is no review.
  package init(_ model: RequestModel) throws(Failure) {
    self.model = model
    review = try ReviewPage(document: model.review)
    id = try review.request.text("id")
  }

  /// The whole page.
  /// - Throws: where the document lacks what a review has.
  package func bytes() throws(Failure) -> [UInt8] {
    let files = Words.counted(try review.review.number("leaving", "files"), "file")
    let destination = try review.request.text("destination", "id")
    let head: Markup = """
      <p class="kicker"><a href="/">Requests</a> / <span class="mono">\(id.prefix(8))</span></p>
      <h1 id="question">\(Self.question(model.state, files, destination))</h1>
      <p class="lead">\(try review.request.text("purpose", "text"))</p>
      \(try stateLine())\(done)\(news)\(try review.facts())\(try review.warnings())
      """
    let main: Markup = """
      <div class="desk">
      <div class="matter">
      \(try review.changeSection())\(try review.findingSection())\(try review.classSection())\
      \(try review.withheldSection())\(try review.sampleSection())\
      \(try review.requestSection())\(try policyDetails())</div>
      <div class="office">
      \(progressSection)\(try decisionSection())</div>
      </div>

      """
    return DeskDocument(
      title: "\(files) to \(destination)",
      viewer: model.viewer,
      head: head,
      main: main,
      foot: foot
    )
    .bytes
  }

  /// What is asked, or what became of it.
  private static func question(
    _ state: RequestState,
    _ files: String,
    _ destination: String
  ) -> String {
    switch state {
    case .open: "May \(files) leave for \(destination)?"
    case .approved: "\(files) may leave for \(destination)"
    case .denied: "\(files) may not leave for \(destination)"
    case .expired: "\(files) for \(destination): nobody decided in time"
    case .released: "\(files) left for \(destination)"
    }
  }

  /// The line that says where the request stands and how long.
  private func stateLine() throws(Failure) -> Markup {
    let expires = try review.request.text("expiresAt")
    var until: Markup = "stands until \(Markup.time(expires))"
    if let moment = Timestamp(expires) {
      until = "stands until \(Words.moment(moment, from: model.now))"
    }
    if model.state == .expired { until = "stood until \(Markup.time(expires))" }
    let jump: Markup =
      model.isOpenToViewer ? " <a class=\"jump\" href=\"#decide\">Decide</a>" : ""
    let evidence = "/requests/\(id.queryEncoded)/evidence"
    return """
      <p class="state" id="state" data-state="\(model.state.rawValue)">\(Words.badge(model.state)) \
      <span>asked by \(try asker())</span> <span>\(until)</span> \
      <a href="\(evidence)">Evidence</a>\(jump)</p>

      """
  }

  /// Who asked, and who answers for that.
  private func asker() throws(Failure) -> String {
    let principal = try review.request.text("requester", "principal")
    let humans = try review.request.texts("requester", "humans").joined(separator: ", ")
    return principal == humans ? humans : "\(principal), for \(humans)"
  }

  /// What a form without scripts has just done.
  private var done: Markup {
    guard let done = model.done else { return "" }
    let words =
      switch done {
      case .approve: "Your approval is in the log."
      case .deny: "Your denial is in the log: the request has to be asked anew."
      case .revoke: "Your approval is taken back."
      }
    return "<p class=\"done\" role=\"status\">\(words)</p>\n"
  }

  /// Where the script says what happened meanwhile; also what it follows.
  private var news: Markup {
    """
    <p class="result" id="news" role="status" aria-live="polite" data-request="\(id)" \
    data-after="\(model.lastEventID ?? "")"></p>

    """
  }

  /// Clauses and decisions: the part that the script exchanges when something happens.
  private var progressSection: Markup {
    var lists: Markup = ""
    for (index, list) in model.clauses.enumerated() {
      if model.clauses.count > 1 {
        lists += "<h3>Way \(Int64(index + 1)) of \(Int64(model.clauses.count))</h3>\n"
      }
      let items: [Markup] = list.map(clause)
      lists += "<ul class=\"clauses\">\n\(items)</ul>\n"
    }
    let decisions: [Markup] = model.decisions.map(decision)
    let made: Markup =
      decisions.isEmpty
      ? "<p>Nobody has decided yet.</p>\n" : "<ol class=\"decisions\">\n\(decisions)</ol>\n"
    return """
      <section id="progress" aria-labelledby="progress-title">
      <h2 id="progress-title">Where it stands</h2>
      \(lists)<h3>Decisions so far</h3>
      \(made)</section>

      """
  }

  /// One clause.
  private func clause(_ clause: ClauseProgress) -> Markup {
    let open = max(0, clause.min - Int64(clause.filledBy.count))
    var words: Markup
    if clause.isFilled {
      words = "<p>by \(clause.filledBy.joined(separator: ", "))</p>\n"
    } else if clause.mayFill.isEmpty {
      words = "<p class=\"no\">\(open) open, and nobody may fill it</p>\n"
    } else {
      words = "<p>\(open) open: \(clause.mayFill.joined(separator: ", ")) may</p>\n"
      if !clause.filledBy.isEmpty {
        words += "<p>so far by \(clause.filledBy.joined(separator: ", "))</p>\n"
      }
    }
    let kind: Markup = clause.isFilled ? "filled" : "open"
    return """
      <li class="clause \(kind)">
      <p class="name"><strong>\(clause.min) of \(clause.group)</strong> \
      <span class="badge \(kind)">\(kind)</span></p>
      <p class="note">takes \(Words.assurance(clause.assurance))</p>
      \(words)</li>

      """
  }

  /// One decision.
  private func decision(_ entry: DecisionEntry) -> Markup {
    let aside: Markup =
      entry.setAside.map { "<p class=\"no\">Does not count: \($0)</p>\n" } ?? ""
    return """
      <li>
      <p><strong>\(Words.verdict(entry.verdict))</strong> by \(entry.human) for \(entry.group)</p>
      <p class="note">\(Words.moment(entry.at, from: model.now)), \(Words.way(entry))</p>
      <blockquote>\(entry.comment)</blockquote>
      \(aside)</li>

      """
  }

  /// The clauses as the document has them, with keys for an emergency.
  private func policyDetails() throws(Failure) -> Markup {
    """
    <details class="policy">
    <summary>The policy as the document has it</summary>
    \(try review.policySection())</details>

    """
  }

  /// The digest that every decision names, and the document.
  private var foot: Markup {
    """
    <h2>The document</h2>
    <p>What would leave is shown from this document alone. Every decision names it by its SHA-256 \
    (<code>reviewed.viewDigest</code>):<br><code id="view">\(viewDigest)</code></p>
    <p class="note">The page shows what the manifest counts; samples are pieces of masked copies. \
    The gate copies, hashes and scans every file again before anything leaves.</p>
    <p><a href="/v1/requests/\(id.queryEncoded)/review">The document, byte for byte</a></p>
    <details>
    <summary>The document itself</summary>
    <pre id="document">\(String(decoding: model.review, as: UTF8.self))</pre>
    </details>

    """
  }

  /// SHA-256 of the review document.
  var viewDigest: String { Digest256(hashing: model.review).hex }
}

extension RequestModel {
  /// Whether the viewer may decide now.
  var isOpenToViewer: Bool {
    if case .mayDecide = standing { true } else { false }
  }
}
