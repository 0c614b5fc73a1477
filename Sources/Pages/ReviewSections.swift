import Records
package import Vocabulary

/// The parts of a review that say what was found, what changed and what stays.
extension ReviewPage {
  /// Rows of long lists that a page shows.
  private static let rowsMax = 200

  /// What changed against the last release to the destination.
  package func changeSection() throws(Failure) -> Markup {
    let difference = PageData(try request.at("difference"))
    let summary = try difference.text("summary")
    var body: Markup = "<p>\(summary.prefix(1).uppercased() + summary.dropFirst()).</p>\n"
    if let against = try difference.optionalText("against") {
      body += "<p class=\"note\">Compared with request <code>\(against)</code>.</p>\n"
      body += try Self.changes(difference)
    }
    return """
      <section aria-labelledby="changes">
      <h2 id="changes">Against the last release</h2>
      \(body)</section>

      """
  }

  /// Findings and entries that differ.
  private static func changes(_ difference: PageData) throws(Failure) -> Markup {
    var tables: Markup = ""
    let kinds = try difference.list("findings")
      .mapping { (kind) throws(Failure) -> Markup in
        let change = try kind.number("change")
        let sign = change > 0 ? "+" : "−"
        return """
          <tr><th scope="row">\(try kind.text("kind"))</th>\
          <td class="number">\(sign)\(Int64(change.magnitude))</td></tr>

          """
      }
    if !kinds.isEmpty {
      tables += table("Findings, more or fewer than then", ["Kind", "Change"], kinds)
    }
    let words = ["added": "new", "changed": "changed", "removed": "gone"]
    let entries = try difference.list("entries")
      .mapping { (entry) throws(Failure) -> Markup in
        let change = try entry.text("change")
        return """
          <tr><td>\(words[change] ?? change)</td>\
          <th scope="row" class="mono">\(try entry.text("path"))</th></tr>

          """
      }
    guard !entries.isEmpty else { return tables }
    let total =
      try difference.number("added") + (try difference.number("changed"))
      + (try difference.number("removed"))
    let caption =
      total > Int64(entries.count)
      ? "The first \(entries.count) of \(grouped(total)) entries that differ"
      : "Entries that differ, by their masked paths"
    return tables.joined(table(caption, ["What", "Entry"], entries, lastIsNumber: false))
  }

  /// A table of two columns.
  static func table(
    _ caption: String,
    _ heads: [String],
    _ rows: [Markup],
    lastIsNumber: Bool = true
  ) -> Markup {
    let last: Markup = lastIsNumber ? " class=\"number\"" : ""
    return """
      <table>
      <caption>\(caption)</caption>
      <thead><tr><th scope="col">\(heads[0])</th><th scope="col"\(last)>\(heads[1])</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>

      """
  }

  /// Findings as bars, by letter of the rule and kind.
  package func findingSection() throws(Failure) -> Markup {
    let findings = try review.list("findings")
    let most = try findings.mapping { (row) throws(Failure) in try row.number("count") }.max() ?? 0
    let rows = try findings.mapping { (row) throws(Failure) -> Markup in
      let count = try row.number("count")
      let letter = try row.optionalText("hipaa")
      let words = letter.flatMap(SafeHarbor.name) ?? "not one of the eighteen"
      return """
        <tr><td class="letter">\(letter ?? "–")</td>\
        <th scope="row">\(try row.text("kind")) <span class="note">\(words)</span>\
        \(Markup.bar(count, of: most))</th><td class="number">\(count)</td></tr>

        """
    }
    let table: Markup = """
      <table>
      <caption>By letter of 45 CFR 164.514(b)(2)(i) and kind</caption>
      <thead><tr><th scope="col"><abbr title="HIPAA letter">§</abbr></th>\
      <th scope="col">Identifier</th><th scope="col" class="number">Masked</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>

      """
    return """
      <section aria-labelledby="findings">
      <h2 id="findings">What was masked</h2>
      \(rows.isEmpty ? "<p>Nothing was found.</p>\n" : table)</section>

      """
  }

  /// Files as bars, by class of data.
  package func classSection() throws(Failure) -> Markup {
    let classes = try review.members("classes")
      .mapping { (each) throws(Failure) in (each.name, try each.value.number()) }
    guard !classes.isEmpty else { return "" }
    return """
      <section aria-labelledby="classes">
      <h2 id="classes">Files by class of data</h2>
      \(Self.bars("Before masking; a file may be of several classes", "Class", "Files", classes))\
      </section>

      """
  }

  /// A table of names, counts and bars.
  package static func bars(
    _ caption: String,
    _ head: String,
    _ counted: String,
    _ counts: [(String, Int64)]
  ) -> Markup {
    let most = counts.map(\.1).max() ?? 0
    let rows: [Markup] = counts.map { name, count in
      """
      <tr><th scope="row">\(name)\(Markup.bar(count, of: most))</th>\
      <td class="number">\(count)</td></tr>

      """
    }
    return table(caption, [head, counted], rows)
  }

  /// What stays behind, and why.
  package func withheldSection() throws(Failure) -> Markup {
    let reasons = try review.members("reasons")
      .mapping { (each) throws(Failure) in (each.name, try each.value.number()) }
    var body: Markup = ""
    if reasons.isEmpty {
      body = "<p>Nothing: every entry leaves.</p>\n"
    } else {
      body += Self.bars("Reasons, as in phigate-manifest(5)", "Reason", "Entries", reasons)
      let entries = try review.list("withheld")
      let rows = try entries.prefix(Self.rowsMax)
        .map { $0 }
        .mapping { (entry) throws(Failure) -> Markup in
          """
          <tr><th scope="row" class="mono">\(try entry.text("path"))</th>\
          <td>\(try entry.text("reason"))<br>\
          <span class="note">\(try entry.text("disposition"))</span></td></tr>

          """
        }
      let total = reasons.map(\.1).reduce(0, +)
      let caption =
        total > Int64(rows.count)
        ? "The first \(rows.count) of \(grouped(total)) entries that stay"
        : "Entries that stay, by their masked paths"
      body += "<h3>Which</h3>\n"
      body += Self.table(caption, ["Entry", "Why"], rows, lastIsNumber: false)
    }
    return """
      <section aria-labelledby="withheld">
      <h2 id="withheld">What stays behind</h2>
      \(body)</section>

      """
  }

  /// Pieces of masked copies, their masks marked.
  package func sampleSection() throws(Failure) -> Markup {
    let labels = try review.list("findings")
      .mapping { (row) throws(Failure) in "[\(try row.text("kind"))]" }
    let figures = try request.list("samples")
      .mapping { (sample) throws(Failure) -> Markup in
        """
        <figure>
        <figcaption class="mono">\(try sample.text("path"))</figcaption>
        <pre>\(Self.marked(try sample.text("text"), labels))</pre>
        </figure>

        """
      }
    let body: Markup =
      figures.isEmpty ? "<p>No masked text file to take a sample from.</p>\n" : "\(figures)"
    return """
      <section aria-labelledby="samples">
      <h2 id="samples">Masked samples</h2>
      \(body)</section>

      """
  }

  /// A text with its tags marked.
  private static func marked(_ text: String, _ tags: [String]) -> Markup {
    var out: Markup = ""
    var rest = text[...]
    var plain = ""
    while let first = rest.first {
      if first == "[", let tag = tags.first(where: { rest.hasPrefix($0) }) {
        out += "\(plain)<mark>\(tag)</mark>"
        plain = ""
        rest = rest.dropFirst(tag.count)
      } else {
        plain.append(first)
        rest = rest.dropFirst()
      }
    }
    return out.joined("\(plain)")
  }
}
