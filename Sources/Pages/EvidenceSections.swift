import Records
package import Vocabulary

/// The parts of the evidence that are lists.
extension EvidencePage {
  /// Bundles that left.
  package func releaseSection() throws(Failure) -> Markup {
    let releases = try evidence.list("releases")
    guard !releases.isEmpty else {
      return Self.section("releases", "Releases", "<p>None in the period.</p>\n")
    }
    let rows = try releases.prefix(Self.rowsMax)
      .map { $0 }
      .mapping { (each) throws(Failure) -> Markup in
        let tests = try each.list("tests")
        let held = try tests.mapping { (test) throws(Failure) in try test.isTrue("holds") }
        let count = held.count { $0 }
        let verdict: Markup =
          count == held.count
          ? "all \(Int64(count)) hold"
          : "<span class=\"no\">\(Int64(held.count - count)) of \(Int64(held.count)) fail</span>"
        return """
          <tr><th scope="row">\(Markup.time(try each.text("releasedAt")))<br>\
          <code>\(try each.text("request"))</code></th>\
          <td>\(try each.text("requester"))</td>\
          <td>\(try each.texts("approvers").joined(separator: ", "))\
          \(try each.isTrue("breakGlass") ? "<br>break-glass" as Markup : "")</td>\
          <td>\(try each.text("destination"))<br>\(try each.text("profile"))</td>\
          <td class="number">\(try each.number("files"))</td><td>\(verdict)</td></tr>

          """
      }
    let names = try (try releases.first?.list("tests") ?? [])
      .mapping { (test) throws(Failure) -> Markup in "<li>\(try test.text("test"))</li>\n" }
    let body: Markup = """
      <p>For every release these were performed again, from the records alone:</p>
      <ol>
      \(names)</ol>
      \(Self.table(
        "releases-table",
        Self.caption("Bundles that left in the period", releases.count),
        ["When, request", "Asked by", "Approved by", "To, profile", "#Files", "Tests"],
        rows
      ))
      """
    return Self.section("releases", "Releases", body)
  }

  /// What the gate refused.
  package func refusedSection() throws(Failure) -> Markup {
    let refused = try evidence.list("refused")
    guard !refused.isEmpty else {
      return Self.section("refused", "Refused attempts", "<p>None in the period.</p>\n")
    }
    let rows = try refused.prefix(Self.rowsMax)
      .map { $0 }
      .mapping { (each) throws(Failure) -> Markup in
        """
        <tr><th scope="row">\(Markup.time(try each.text("time")))</th>\
        <td>\(try each.text("actor"))</td>\
        <td class="mono">\(try each.texts("reasonCodes").joined(separator: " "))</td>\
        <td>\(try each.text("destination"))<br><code>\(try each.text("request"))</code></td>\
        <td class="number">\(try each.number("row"))</td></tr>

        """
      }
    return Self.section(
      "refused",
      "Refused attempts",
      Self.table(
        "refused-table",
        Self.caption("Each has a receipt that says FAILED", refused.count),
        ["When", "By", "Why", "To, request", "#Row"],
        rows
      )
    )
  }

  /// Emergencies and their reviews.
  package func breakGlassSection() throws(Failure) -> Markup {
    let list = try evidence.list("breakGlass")
    guard !list.isEmpty else {
      return Self.section("glass", "Break-glass", "<p>None in the period.</p>\n")
    }
    let rows = try list.mapping { (each) throws(Failure) -> Markup in
      var review: Markup = "<span class=\"no\">owed</span>"
      if case .object = try each.at("review") {
        let decision = try each.text("review", "decision")
        review = "\(decision), \(Markup.time(try each.text("review", "time")))"
      }
      return """
        <tr><th scope="row">\(Markup.time(try each.text("time")))<br>\
        <code>\(try each.text("request"))</code></th>\
        <td>\(try each.texts("approvers").joined(separator: ", "))</td>\
        <td>\(try each.texts("reasons").joined(separator: "; "))</td><td>\(review)</td></tr>

        """
    }
    let table = Self.table(
      "glass-table",
      "Releases in an emergency, and their reviews by others",
      ["When, request", "By", "Why", "Review"],
      rows
    )
    return Self.section("glass", "Break-glass", table)
  }

  /// Who could do what, over time: people down, trust versions across.
  package func accessSection() throws(Failure) -> Markup {
    let versions = try evidence.list("access")
    var people: [String] = []
    var cells: [[String: String]] = []
    for version in versions {
      var column: [String: String] = [:]
      for human in try version.list("humans") {
        let id = try human.text("id")
        if !people.contains(id) { people.append(id) }
        let keys = try human.list("keys")
        let live = try keys.filtering { (key) throws(Failure) in try key.at("revokedAt") == .null }
        let groups = try human.texts("groups").joined(separator: ", ")
        column[id] = "\(groups.isEmpty ? "no group" : groups); keys \(live.count)"
      }
      cells.append(column)
    }
    let rows: [Markup] = people.map { person in
      let row: [Markup] = cells.map { "<td>\($0[person] ?? "–")</td>" }
      return "<tr><th scope=\"row\">\(person)</th>\(row)</tr>\n"
    }
    let heads = try versions.mapping { (version) throws(Failure) in
      "Version \(try version.number("version")), from \(try version.text("from").prefix(10))"
    }
    var body = Self.table(
      "access-table",
      "Groups and unrevoked keys, by version of the trust document",
      ["Person"] + heads,
      rows
    )
    for version in versions { body += try Self.changes(version) }
    return Self.section("access", "Access over time", body)
  }

  /// What a trust version changed, and who signed it.
  private static func changes(_ version: PageData) throws(Failure) -> Markup {
    var items: [Markup] = try version.texts("changes").map { "<li>\($0)</li>\n" }
    if items.isEmpty { items = ["<li>the first version</li>\n"] }
    let signers = try version.texts("signedBy").joined(separator: ", ")
    return """
      <h3>Version \(try version.number("version"))</h3>
      <p class="note">In force from \(Markup.time(try version.text("from"))); policy: \
      \(try version.text("policy")); root signatures needed: \
      \(try version.number("rootThreshold"))\(signers.isEmpty ? "" : ", by \(signers)").</p>
      <ul>
      \(items)</ul>

      """
  }

  /// The eighteen identifiers of each bundle.
  package func safeHarborSection() throws(Failure) -> Markup {
    let bundles = try evidence.list("safeHarbor")
    guard !bundles.isEmpty else {
      return Self.section("harbor", "Safe Harbor", "<p>No bundle left in the period.</p>\n")
    }
    var body: Markup = ""
    for (index, bundle) in bundles.prefix(Self.rowsMax).enumerated() {
      let rows = try bundle.list("rows")
        .mapping { (row) throws(Failure) -> Markup in
          var left: Markup = "?"
          if case .integer(let count) = try row.at("residual") { left = "\(count)" }
          return """
            <tr><td class="letter">\(try row.text("letter"))</td>\
            <th scope="row">\(try row.text("name"))</th>\
            <td class="number">\(try row.number("found"))</td>\
            <td class="number">\(try row.number("masked"))</td>\
            <td class="number">\(try row.number("kept"))</td>\
            <td class="number">\(left)</td></tr>

            """
        }
      let humans = try bundle.texts("attested").joined(separator: ", ")
      body += """
        <h3>\(try bundle.text("bundle"))</h3>
        <p class="note">Profile \(try bundle.text("profile")); left after masking: \
        \(try bundle.number("residual")); entries withheld: \(try bundle.number("withheld")); \
        no actual knowledge attested by \(humans.isEmpty ? "nobody" : humans).</p>
        \(Self.table(
          "harbor-\(index)",
          "45 CFR 164.514(b)(2)(i), request \(try bundle.text("request"))",
          ["§", "Identifier", "#Found", "#Masked", "#Kept", "#Left"],
          rows
        ))
        """
    }
    return Self.section("harbor", "Safe Harbor, bundle by bundle", body)
  }
}
