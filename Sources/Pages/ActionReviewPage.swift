import Records
package import Vocabulary

/// The review document of a command as a page: what would run, where, with what, and who may decide.
///
/// Rendered from the bytes of `review --json` and nothing else, which stand at its end.
package struct ActionReviewPage {
  /// The document's bytes, as `review --json` writes them without the line end.
  private let document: [UInt8]
  /// The document.
  private let review: PageData
  /// Its request.
  private let request: PageData
  /// Its command.
  private let action: PageData

  /// Reads a review document of a command.
  package init(document: [UInt8]) throws(Failure) {
    self.document = document
    review = try PageData(document: document)
    request = PageData(try review.at("request"))
    action = PageData(try review.at("action"))
  }

  /// The whole page; the same bytes for the same document.
  package func bytes() throws(Failure) -> [UInt8] {
    let name = try request.text("action", "id")
    let body: Markup = """
      <header>
      <p class="kicker">phigate command review</p>
      <h1>May this command run as \(name)?</h1>
      <p class="lead">\(try request.text("purpose", "text"))</p>
      \(try facts())\(try warnings())</header>
      <main>
      <div class="columns">
      <div class="who">
      \(try requestSection())\(try policySection())</div>
      <div class="what">
      \(try wordSection())\(try variableSection())</div>
      <div class="all">
      \(try fileSection())</div>
      </div>
      </main>
      \(footer())
      """
    return Page(title: "Command review: \(name)", body: body).bytes
  }

  /// The numbers that decide.
  private func facts() throws(Failure) -> Markup {
    let words = try action.texts("argv").count
    let files = try action.list("files")
    let bytes = try files.mapping { (file) throws(Failure) in try file.number("bytes") }
      .reduce(0, +)
    return """
      <dl class="facts">
      <div><dt>Words</dt><dd>\(Int64(words))<small>to the byte</small></dd></div>
      <div><dt>Files that words name</dt><dd>\(Int64(files.count))\
      <small>\(bytes) bytes, by digest</small></dd></div>
      <div><dt>Variables</dt><dd>\(Int64(try action.list("environment").count))\
      <small>and no others</small></dd></div>
      </dl>

      """
  }

  /// What a person must know before anything else.
  private func warnings() throws(Failure) -> Markup {
    var lines = [
      "The files that words name are bound; what those read in turn, and folders, are not."
    ]
    if try request.isTrue("singleUser") {
      lines.append("One user plays all parts at this gate, who could go around it.")
    }
    return ReviewPage.warning(lines)
  }

  /// Who asks, what for, under what.
  private func requestSection() throws(Failure) -> Markup {
    let humans = try request.texts("requester", "humans").joined(separator: ", ")
    let principal = try request.text("requester", "principal")
    var pairs: [(String, Markup)] = [
      ("Asked by", principal == humans ? "\(humans)" : "\(principal), for \(humans)"),
      ("Purpose", "\(try request.text("purpose", "text"))"),
    ]
    if let ticket = try request.optionalText("purpose", "ticket") {
      pairs.append(("Ticket", "\(ticket)"))
    }
    pairs += [
      ("Asked", Markup.time(try request.text("createdAt"))),
      ("Stands until", Markup.time(try request.text("expiresAt"))),
      ("Policy", "trust version \(try request.number("policy", "version"))"),
      ("Gate", "\(try request.text("gate", "origin"))"),
      ("Request", "<code>\(try request.text("id"))</code>"),
      ("Command", "<code>\(try review.text("actionDigest"))</code>"),
    ]
    return """
      <section aria-labelledby="request">
      <h2 id="request">The request</h2>
      \(ReviewPage.pairs(pairs))</section>

      """
  }

  /// The clauses and who may fill them.
  private func policySection() throws(Failure) -> Markup {
    """
    <section aria-labelledby="policy">
    <h2 id="policy">Who must agree</h2>
    \(try ReviewPage.ways(try request.list("approvals")))</section>

    """
  }

  /// The words, one a row: spaces and quotes are part of a word, nothing is left to a shell.
  private func wordSection() throws(Failure) -> Markup {
    let rows: [Markup] = try action.texts("argv").enumerated()
      .map { number, word in
        """
        <tr><td class="number">\(Int64(number))</td>\
        <th scope="row" class="mono">\(word.isEmpty ? "(empty)" : word)</th></tr>

        """
      }
    return """
      <section aria-labelledby="words">
      <h2 id="words">The command</h2>
      <table>
      <caption>Its words, in order; the first is the program</caption>
      <thead><tr><th scope="col" class="number">No.</th><th scope="col">Word</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      \(ReviewPage.pairs([("Runs in", "<code>\(try action.text("cwd"))</code>")]))</section>

      """
  }

  /// The variables that it is given.
  private func variableSection() throws(Failure) -> Markup {
    let rows = try action.list("environment")
      .mapping { (variable) throws(Failure) -> Markup in
        """
        <tr><th scope="row" class="mono">\(try variable.text("name"))</th>\
        <td class="mono">\(try variable.text("value"))</td></tr>

        """
      }
    let table = ReviewPage.table(
      "All that it is given",
      ["Variable", "Value"],
      rows,
      lastIsNumber: false
    )
    return """
      <section aria-labelledby="variables">
      <h2 id="variables">Variables</h2>
      \(rows.isEmpty ? "<p>It is given none.</p>\n" : table)</section>

      """
  }

  /// The files that words name.
  private func fileSection() throws(Failure) -> Markup {
    let rows = try action.list("files")
      .mapping { (file) throws(Failure) -> Markup in
        """
        <tr><th scope="row" class="mono">\(try file.text("path"))<br>\
        <span class="note">word \(try file.number("word")), SHA-256 \(try file.text("sha256"))\
        </span></th><td class="number">\(try file.number("bytes"))</td></tr>

        """
      }
    return """
      <section aria-labelledby="files">
      <h2 id="files">Files that its words name</h2>
      \(ReviewPage.table("As they were when it was asked", ["File", "Bytes"], rows))</section>

      """
  }

  /// The digest that binds a decision to this page, and how to decide.
  private func footer() -> Markup {
    ReviewPage.footer(
      of: document,
      folder: "DIR",
      note: "The gate looks at words, folder, variables and files again before anything runs; "
        + "the command runs once, without standard input."
    )
  }
}
