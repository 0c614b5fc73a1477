import Records
package import Vocabulary

/// A review document as a page: what would leave, to whom, what changed, who may decide.
///
/// Rendered from the bytes of `review --json` and nothing else, which stand at its end.
package struct ReviewPage {
  /// The document's bytes, as `review --json` writes them without the line end.
  package let document: [UInt8]
  /// The document.
  package let review: PageData
  /// Its request.
  package let request: PageData

  /// Reads a review document.
  package init(document: [UInt8]) throws(Failure) {
    self.document = document
    review = try PageData(document: document)
    request = PageData(try review.at("request"))
  }

  /// The whole page; the same bytes for the same document.
  package func bytes() throws(Failure) -> [UInt8] {
    let files = Self.counted(try review.number("leaving", "files"), "file")
    let destination = try request.text("destination", "id")
    let body: Markup = """
      <header>
      <p class="kicker">phigate release review</p>
      <h1>May \(files) leave for \(destination)?</h1>
      <p class="lead">\(try request.text("purpose", "text"))</p>
      \(try facts())\(try warnings())</header>
      <main>
      <div class="columns">
      <div class="who">
      \(try requestSection())\(try policySection())</div>
      <div class="what">
      \(try changeSection())\(try findingSection())\(try classSection())</div>
      <div class="all">
      \(try withheldSection())\(try sampleSection())</div>
      </div>
      </main>
      \(try footer())
      """
    return Page(title: "Release review: \(files) to \(destination)", body: body).bytes
  }

  /// `1 file`, `19 files`.
  package static func counted(_ count: Int64, _ noun: String) -> String {
    "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// The numbers that decide.
  package func facts() throws(Failure) -> Markup {
    let difference = PageData(try request.at("difference"))
    let residual = try review.number("residual")
    let found = try review.list("findings")
      .mapping { (row) throws(Failure) in try row.number("count") }
    return """
      <dl class="facts">
      <div><dt>Leaving</dt><dd>\(try review.number("leaving", "files"))\
      <small>\(try review.number("leaving", "bytes")) bytes</small></dd></div>
      <div><dt>Identifiers masked</dt><dd>\(found.reduce(0, +))\
      <small>in \(Self.counted(try review.number("masked"), "entry", "entries"))</small></dd></div>
      <div><dt>Left after masking</dt><dd>\(residual)\
      <small>\(residual == 0 ? "by the manifest’s account" : "do not approve")</small></dd></div>
      <div><dt>Staying behind</dt>\
      <dd>\(try review.number("withheldCount") + (try review.number("recorded")))\
      <small>\(try review.number("withheldCount")) withheld, \
      \(try review.number("recorded")) recorded</small></dd></div>
      <div><dt>New or changed</dt>\
      <dd>\(try difference.number("added") + (try difference.number("changed")))\
      <small>\(try difference.text("summary"))</small></dd></div>
      </dl>

      """
  }

  /// A count with a noun whose plural is given.
  private static func counted(_ count: Int64, _ noun: String, _ nouns: String) -> String {
    "\(grouped(count)) \(count == 1 ? noun : nouns)"
  }

  /// What a person must know before anything else; empty where there is nothing.
  package func warnings() throws(Failure) -> Markup {
    var lines: [String] = []
    let residual = try review.number("residual")
    if residual > 0 {
      lines.append("\(Self.counted(residual, "identifier")) would leave unmasked.")
    }
    if try request.isTrue("singleUser") {
      lines.append("One user plays all parts at this gate, who could go around it.")
    }
    let allowed = try review.number("allowed")
    if allowed > 0 {
      lines.append(
        "\(Self.counted(allowed, "finding")) stay by the allow-list of the site’s settings."
      )
    }
    return Self.warning(lines)
  }

  /// Lines that stand out; nothing where there are none.
  package static func warning(_ lines: [String]) -> Markup {
    guard !lines.isEmpty else { return "" }
    let items: [Markup] = lines.map { "<p>\($0)</p>\n" }
    return "<div class=\"warning\" role=\"note\">\n\(items)</div>\n"
  }

  /// Who asks, what for, under what.
  package func requestSection() throws(Failure) -> Markup {
    let humans = try request.texts("requester", "humans").joined(separator: ", ")
    let principal = try request.text("requester", "principal")
    let ticket = try request.optionalText("purpose", "ticket")
    let rules = PageData(try request.at("ruleset"))
    var pairs: [(String, Markup)] = [
      ("Asked by", principal == humans ? "\(humans)" : "\(principal), for \(humans)"),
      ("Where to", "\(try request.text("destination", "id"))"),
      ("Address", "<code>\(try request.text("destination", "uri"))</code>"),
      ("Purpose", "\(try request.text("purpose", "text"))"),
    ]
    if let ticket { pairs.append(("Ticket", "\(ticket)")) }
    pairs += [
      ("Profile", "\(try request.text("profile"))"),
      ("Asked", Markup.time(try request.text("createdAt"))),
      ("Stands until", Markup.time(try request.text("expiresAt"))),
      ("Rule set", "\(try rules.text("name")), epoch \(try rules.number("epoch"))"),
      ("Policy", "trust version \(try request.number("policy", "version"))"),
      ("Gate", "\(try request.text("gate", "origin"))"),
      ("Request", "<code>\(try request.text("id"))</code>"),
      ("Manifest", "<code>\(try review.text("manifestDigest"))</code>"),
    ]
    return """
      <section aria-labelledby="request">
      <h2 id="request">The request</h2>
      \(Self.pairs(pairs))</section>

      """
  }

  /// A list of terms.
  package static func pairs(_ pairs: [(String, Markup)]) -> Markup {
    let rows: [Markup] = pairs.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>\n" }
    return "<dl class=\"pairs\">\n\(rows)</dl>\n"
  }

  /// The clauses and who may fill them.
  package func policySection() throws(Failure) -> Markup {
    var tables = try Self.ways(try request.list("approvals"))
    let broken = try request.list("breakGlass")
    if !broken.isEmpty {
      tables += try Self.clauses(broken, "In an emergency, to be reviewed by others afterwards")
    }
    return """
      <section aria-labelledby="policy">
      <h2 id="policy">Who must agree</h2>
      \(tables)</section>

      """
  }

  /// The tables of a policy, one for each way to fill it.
  static func ways(_ lists: [PageData]) throws(Failure) -> Markup {
    var tables: Markup = ""
    for (index, list) in lists.enumerated() {
      let caption =
        lists.count == 1
        ? "All of these, each by another person"
        : "Way \(index + 1) of \(lists.count): all of these, each by another person"
      guard case .array(let clauses) = list.value else { continue }
      tables += try Self.clauses(clauses.map(PageData.init), caption)
    }
    return tables
  }

  /// A table of clauses.
  private static func clauses(
    _ clauses: [PageData],
    _ caption: String
  ) throws(Failure) -> Markup {
    let rows = try clauses.mapping { (clause) throws(Failure) -> Markup in
      let people = try clause.list("eligible")
        .mapping { (each) throws(Failure) in try each.text("human") }
      let who = people.isEmpty ? "nobody" : people.joined(separator: ", ")
      return """
        <tr><th scope="row">\(try clause.number("min")) of \(try clause.text("group"))<br>\
        <span class="note">\(try clause.text("assurance"))</span></th>\
        <td\(people.isEmpty ? " class=\"no\"" as Markup : "")>\(who)</td></tr>

        """
    }
    return """
      <table>
      <caption>\(caption)</caption>
      <thead><tr><th scope="col">Needed</th><th scope="col">May sign</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>

      """
  }

  /// The digests that bind a decision to this page, and how to decide.
  private func footer() throws(Failure) -> Markup {
    Self.footer(
      of: document,
      folder: "STAGE",
      note: "The page shows what the manifest counts; samples are pieces of masked copies. "
        + "The gate copies, hashes and scans every file again before anything leaves."
    )
  }

  /// The end of a review's page.
  /// - Parameters:
  ///   - document: the document's bytes.
  ///   - folder: what stands for the folder in the commands.
  ///   - note: what the gate does itself.
  /// - Returns: the element, with the document and its digest.
  static func footer(of document: [UInt8], folder: String, note: String) -> Markup {
    let digest = Digest256(hashing: document).hex
    return """
      <footer>
      <h2>Deciding</h2>
      <p>Sign with a key of your own, on a machine of your own if you like:</p>
      <pre>phigate approve \(folder) --as YOU --key FILE --comment WHY
      phigate deny \(folder) --as YOU --key FILE --comment WHY</pre>
      <p>Every decision names the document that this page was rendered from by its SHA-256 \
      (<code>reviewed.viewDigest</code>):<br><code id="view">\(digest)</code></p>
      <p class="note">\(note)</p>
      <details>
      <summary>The document itself</summary>
      <pre id="document">\(String(decoding: document, as: UTF8.self))</pre>
      </details>
      </footer>

      """
  }
}

extension Markup {
  /// Markup with more behind it.
  package func joined(_ others: Markup...) -> Markup { "\(self)\(others)" }
}
