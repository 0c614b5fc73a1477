import Pages
import Records
package import Vocabulary

/// What a request leaves behind: decisions, the gate's receipt, rows of the log, and how to check
/// them with other tools.
package struct RequestEvidencePage {
  /// What it shows.
  let model: EvidenceModel
  /// The review.
  private let review: ReviewPage
  /// The request's id, of the document.
  private let id: String

  /// Creates the page.
  /// - Throws: where the document is no review.
  package init(_ model: EvidenceModel) throws(Failure) {
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
      <p class="kicker"><a href="/">Requests</a> / \
      <a href="/requests/\(id.queryEncoded)" class="mono">\(id.prefix(8))</a> / Evidence</p>
      <h1>Evidence: \(files) to \(destination)</h1>
      <p class="lead">\(try review.request.text("purpose", "text"))</p>
      <p class="state">\(Words.badge(model.state))</p>

      """
    let main: Markup = """
      \(try factSection())\(decisionSection)\(logSection)\(checkSection)
      """
    return DeskDocument(
      title: "Evidence: \(files) to \(destination)",
      viewer: model.viewer,
      head: head,
      main: main,
      foot: foot
    )
    .bytes
  }

  /// What binds everything together.
  private func factSection() throws(Failure) -> Markup {
    var pairs: [(String, Markup)] = [
      ("Request", "<code>\(id)</code>"),
      ("Its digest", "<code>\(try review.review.text("requestDigest"))</code>"),
      ("Manifest", "<code>\(try review.review.text("manifestDigest"))</code>"),
      ("Document seen", "<code>\(Digest256(hashing: model.review).hex)</code>"),
    ]
    if let receipt = model.receipt {
      let reasons = receipt.reasonCodes.joined(separator: " ")
      let verdict: Markup =
        receipt.isPassed ? "PASSED" : "<span class=\"no\">FAILED \(reasons)</span>"
      pairs.append(("Receipt", "\(verdict), \(Markup.time(receipt.time.description))"))
      pairs.append(("Its digest", "<code>\(receipt.digest.hex)</code>"))
    } else {
      pairs.append(("Receipt", "the desk was given none: only the gate knows what left"))
    }
    return """
      <section aria-labelledby="facts">
      <h2 id="facts">What belongs together</h2>
      \(ReviewPage.pairs(pairs))</section>

      """
  }

  /// Decisions with the digests of their envelopes.
  private var decisionSection: Markup {
    let rows: [Markup] = model.decisions.map { entry in
      let aside: Markup = entry.setAside.map { "<br><span class=\"no\">\($0)</span>" } ?? ""
      return """
        <tr><th scope="row">\(entry.human)<br><span class="note">\(entry.group)</span></th>\
        <td>\(Words.verdict(entry.verdict))<br>\
        <span class="note">\(Words.way(entry))</span>\(aside)</td>\
        <td>\(Markup.time(entry.at.description))<br><span class="note">until \
        \(Markup.time(entry.expiresAt.description))</span></td><td>\(entry.comment)</td>\
        <td class="mono">\(entry.envelope.hex)</td></tr>

        """
    }
    let table = EvidencePage.table(
      "decisions-table",
      "Every decision and the SHA-256 of its envelope",
      ["Who", "What", "When", "Why", "Envelope"],
      rows
    )
    let body: Markup = rows.isEmpty ? "<p>Nobody decided.</p>\n" : table
    return EvidencePage.section("decisions", "Decisions", body)
  }

  /// Rows of the desk's log, each with the address of its proof.
  private var logSection: Markup {
    let rows: [Markup] = model.log.map { entry in
      """
      <tr><td class="number">\(entry.sequence)</td><td>\(Markup.time(entry.time.description))</td>\
      <th scope="row">\(entry.event)</th><td>\(entry.actor)</td>\
      <td class="mono">\(entry.detail?.hex ?? "–")</td>\
      <td><a href="/v1/log/proof/\(String(entry.sequence))" \
      aria-label="Proof of row \(entry.sequence)">proof</a></td></tr>

      """
    }
    let table = EvidencePage.table(
      "log-table",
      "Rows of the desk’s log that speak of this request",
      ["#Row", "When", "What", "By", "SHA-256 of what it speaks of", "Proof"],
      rows
    )
    let body: Markup = rows.isEmpty ? "<p>The log says nothing of it.</p>\n" : table
    return EvidencePage.section("log", "The log", body)
  }

  /// How to check it without the desk.
  private var checkSection: Markup {
    let base = "/v1/requests/\(id.queryEncoded)"
    let note: Markup =
      model.checkpoint.map { text in
        "<h3>Newest checkpoint</h3>\n<pre>\(lines: text)</pre>\n"
      } ?? ""
    let body: Markup = """
      <p>Nothing here has to be believed. These are the records themselves:</p>
      <ul>
      <li><a href="\(base)/review">the document that was decided on</a>: its SHA-256 is \
      <code>reviewed.viewDigest</code> of every decision</li>
      <li><a href="\(base)/tokens">the signed decisions</a>: DSSE envelopes, which \
      <code>openssl pkeyutl -verify -rawin</code> and securesystemslib check</li>
      <li><a href="/v1/log/checkpoint">the newest checkpoint</a>: a signed note, against which the \
      proofs above hold</li>
      </ul>
      <p>The gate keeps a log of its own: <code>phigate audit export</code> writes it with the \
      commands that check it.</p>
      \(note)
      """
    return EvidencePage.section("check", "Checking it elsewhere", body)
  }

  /// The document.
  private var foot: Markup {
    """
    <details>
    <summary>The document itself</summary>
    <pre id="document">\(String(decoding: model.review, as: UTF8.self))</pre>
    </details>

    """
  }
}

extension Markup.StringInterpolation {
  /// Takes a text of several lines, whose ends stay.
  mutating func appendInterpolation(lines text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      if index > 0 { appendLiteral("\n") }
      appendInterpolation(line)
    }
  }
}
