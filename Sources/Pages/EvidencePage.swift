import Records
package import Vocabulary

/// The evidence of a period as a page, rendered from the document of `evidence --json` and nothing
/// else.
package struct EvidencePage {
  /// The document's bytes.
  package let document: [UInt8]
  /// The document.
  package let evidence: PageData

  /// Rows of long lists that the page shows; the document holds all.
  package static let rowsMax = 500

  /// Reads a document.
  package init(document: [UInt8]) throws(Failure) {
    self.document = document
    evidence = try PageData(document: document)
  }

  /// The whole page; the same bytes for the same document.
  package func bytes() throws(Failure) -> [UInt8] {
    let title = try evidence.text("frameworkTitle")
    let from = String(try evidence.text("period", "from").prefix(10))
    let until = String(try evidence.text("period", "until").prefix(10))
    let body: Markup = """
      <header>
      <p class="kicker">phigate evidence, gate \(try evidence.text("gate"))</p>
      <h1>\(from) until \(until)</h1>
      <p class="lead">\(title)</p>
      \(try facts())\(try exceptions())</header>
      <main>
      \(try limitSection())\(try controlSection())\(try populationSection())\
      \(try releaseSection())\(try refusedSection())\(try breakGlassSection())\
      \(try accessSection())\(try safeHarborSection())\(try logSection())</main>
      \(footer())
      """
    return Page(title: "Evidence, \(from) until \(until)", body: body).bytes
  }

  /// A section with its heading.
  package static func section(_ id: String, _ title: String, _ body: Markup) -> Markup {
    """
    <section aria-labelledby="\(id)">
    <h2 id="\(id)">\(title)</h2>
    \(body)</section>

    """
  }

  /// A table that scrolls by itself where the page is narrow.
  ///
  /// `heads`: titles of columns; one that begins with `#` is of numbers.
  package static func table(
    _ id: String,
    _ caption: String,
    _ heads: [String],
    _ rows: [Markup]
  ) -> Markup {
    let cells: [Markup] = heads.map { head in
      head.hasPrefix("#")
        ? "<th scope=\"col\" class=\"number\">\(head.dropFirst())</th>"
        : "<th scope=\"col\">\(head)</th>"
    }
    return """
      <div class="scroll" role="region" aria-labelledby="\(id)" tabindex="0">
      <table>
      <caption id="\(id)">\(caption)</caption>
      <thead><tr>\(cells)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </div>

      """
  }

  /// A caption that says where a list was cut.
  package static func caption(_ words: String, _ count: Int) -> String {
    count > rowsMax ? "\(words): the first \(rowsMax) of \(grouped(Int64(count)))" : words
  }

  /// Numbers of the period.
  private func facts() throws(Failure) -> Markup {
    let rows = try evidence.list("populations")
      .mapping { (each) throws(Failure) -> Markup in
        let what = try each.text("what").split(separator: ",").first ?? ""
        return """
          <div><dt>\(try each.text("id"))</dt><dd>\(try each.number("count"))\
          <small>\(what)</small></dd></div>

          """
      }
    return "<dl class=\"facts\">\n\(rows)</dl>\n"
  }

  /// Tests that did not hold, and reviews that are owed: the first thing to know.
  private func exceptions() throws(Failure) -> Markup {
    var lines: [String] = []
    for release in try evidence.list("releases") {
      for test in try release.list("tests") where try !test.isTrue("holds") {
        lines.append("Request \(try release.text("request")): not so: \(try test.text("test")).")
      }
    }
    for each in try evidence.list("breakGlass") where try each.at("review") == .null {
      lines.append("Request \(try each.text("request")): released in an emergency, not reviewed.")
    }
    return ReviewPage.warning(lines)
  }

  /// What the document does not show, before anything that it does.
  private func limitSection() throws(Failure) -> Markup {
    let items: [Markup] = try evidence.texts("notShown").map { "<li>\($0)</li>\n" }
    return Self.section("limits", "What this does not show", "<ul>\n\(items)</ul>\n")
  }

  /// The controls.
  private func controlSection() throws(Failure) -> Markup {
    let anchors = [
      "populations": "populations", "samples": "populations", "releases": "releases",
      "refused": "refused", "breakGlass": "glass", "access": "access", "safeHarbor": "harbor",
      "log": "log",
    ]
    let rows = try evidence.list("controls")
      .mapping { (each) throws(Failure) -> Markup in
        var links: [Markup] = []
        for name in try each.texts("sections") {
          links.append("<a href=\"#\(anchors[name] ?? "")\">\(name)</a> ")
        }
        return """
          <tr><th scope="row">\(try each.text("id"))<br><span class="note">\
          \(try each.text("title"))</span></th><td>\(try each.text("support"))<br>\(links)</td>\
          <td>\(try each.text("limit"))</td></tr>

          """
      }
    return Self.section(
      "controls",
      "Controls",
      Self.table(
        "controls-table",
        "What of this evidence supports a control, and what an auditor needs beside it",
        ["Control", "Support", "Not in it"],
        rows
      )
    )
  }

  /// Populations and samples.
  private func populationSection() throws(Failure) -> Markup {
    let rows = try evidence.list("samples")
      .mapping { (each) throws(Failure) -> Markup in
        let items = try each.texts("items")
        return """
          <tr><th scope="row">\(try each.text("population"))</th>\
          <td class="number">\(try each.number("of"))</td>\
          <td class="number">\(Int64(items.count))</td>\
          <td class="mono">\(items.isEmpty ? "–" : items.joined(separator: " "))</td></tr>

          """
      }
    let body: Markup = """
      <p>Samples are \(try evidence.text("sampling", "method")). The seed is \
      <code>\(try evidence.text("sampling", "seed"))</code>.</p>
      \(Self.table(
        "samples-table",
        "Populations of the period and samples of them",
        ["Population", "#Items", "#Drawn", "Sample"],
        rows
      ))
      """
    return Self.section("populations", "Populations and samples", body)
  }

  /// The log.
  private func logSection() throws(Failure) -> Markup {
    let log = PageData(try evidence.at("log"))
    let isHeld = try log.text("attestation") == "second-place"
    return Self.section(
      "log",
      "The log it was made from",
      ReviewPage.pairs([
        ("Rows", "\(try log.number("rows")), verified whole"),
        ("Newest row", Markup.time(try log.text("newestRow"))),
        ("Root", "<code>\(try log.text("root"))</code>"),
        ("Checkpoints", "\(try log.number("checkpoints")), all signed by the gate"),
        ("Spent", "\(try log.number("spentTokens")) approvals, each once"),
        ("Attested", isHeld ? "a checkpoint is kept in a second place" : "by the gate alone"),
      ])
    )
  }

  /// The digest of the document, and the document.
  private func footer() -> Markup {
    """
    <footer>
    <p>Rendered from the document of <code>phigate evidence --json</code>, whose SHA-256 is<br>\
    <code id="view">\(Digest256(hashing: document).hex)</code></p>
    <p class="note">Envelopes, receipts, manifests and proofs behind it are in the folder that \
    <code>phigate audit export</code> writes, with the commands that check them without phigate.</p>
    <details>
    <summary>The document itself</summary>
    <pre id="document">\(String(decoding: document, as: UTF8.self))</pre>
    </details>
    </footer>

    """
  }
}
