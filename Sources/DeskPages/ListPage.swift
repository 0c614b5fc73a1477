import Pages
import Records
import Vocabulary

/// The list of requests, newest first.
package struct ListPage {
  /// What it shows.
  let model: ListModel

  /// Creates the page.
  package init(_ model: ListModel) { self.model = model }

  /// The whole page.
  package var bytes: [UInt8] {
    DeskDocument(title: "Requests", viewer: model.viewer, head: head, main: main).bytes
  }

  /// What waits for the viewer, before anything else.
  private var head: Markup {
    let waiting = Int64(model.rows.count { $0.awaitsViewer })
    let lead =
      waiting == 0
      ? "Nothing here waits for you."
      : "\(Words.counted(waiting, "request")) here \(waiting == 1 ? "waits" : "wait") for you."
    return """
      <h1>Requests</h1>
      <p class="lead">\(lead)</p>

      """
  }

  /// Filters, rows and the way on.
  private var main: Markup {
    """
    \(states)\(filters)<h2 class="sr">\(heading)</h2>
    \(model.rows.isEmpty ? empty : rows)\(pages)
    """
  }

  /// What the rows have in common.
  private var heading: String {
    model.filter.state.map { "\(Words.state($0)) requests" } ?? "All requests"
  }

  /// States as links with counts; the one that is looked at says so.
  private var states: Markup {
    let all = model.counts.values.reduce(0, +)
    var items = [Self.stateLink("All", all, address(state: nil), model.filter.state == nil)]
    for state in RequestState.allCases {
      items.append(
        Self.stateLink(
          Words.state(state),
          model.counts[state] ?? 0,
          address(state: state),
          model.filter.state == state
        )
      )
    }
    return """
      <nav class="states" aria-label="Requests by state">
      <ul>
      \(items)</ul>
      </nav>

      """
  }

  /// One state.
  private static func stateLink(
    _ words: String,
    _ count: Int64,
    _ address: String,
    _ isHere: Bool
  ) -> Markup {
    let here: Markup = isHere ? " aria-current=\"page\"" : ""
    return """
      <li><a href="\(address)"\(here)>\(words) <span class="count">\(count)</span></a></li>

      """
  }

  /// Destination and requester.
  private var filters: Markup {
    var kept: Markup = ""
    if let state = model.filter.state {
      kept = "<input type=\"hidden\" name=\"state\" value=\"\(state.rawValue)\">\n"
    }
    let clear: Markup =
      model.filter.isEmpty ? "" : "<a class=\"quiet\" href=\"/\">Show everything</a>\n"
    return """
      <form class="filters" method="get" action="/" role="search" aria-label="Narrow the list">
      \(kept)\
      \(Self.choice("destination", "Destination", model.destinations, model.filter.destination))\
      \(Self.choice("requester", "Asked by", model.requesters, model.filter.requester))\
      <button class="quiet">Narrow</button>
      \(clear)</form>

      """
  }

  /// A menu of texts, any of them or none.
  private static func choice(
    _ name: String,
    _ words: String,
    _ values: [String],
    _ chosen: String?
  ) -> Markup {
    let options: [Markup] = values.map { value in
      let mark: Markup = value == chosen ? " selected" : ""
      return "<option value=\"\(value)\"\(mark)>\(value)</option>\n"
    }
    return """
      <label for="\(name)">\(words)</label>
      <select id="\(name)" name="\(name)">
      <option value="">any</option>
      \(options)</select>

      """
  }

  /// The rows.
  private var rows: Markup {
    let items: [Markup] = model.rows.map(row)
    return "<ul class=\"requests\">\n\(items)</ul>\n"
  }

  /// One request: what, who, how far, how long.
  private func row(_ row: ListRow) -> Markup {
    let waits: Markup = row.awaitsViewer ? " <span class=\"badge you\">waits for you</span>" : ""
    let residual: Markup =
      row.residual > 0
      ? "<p class=\"no\">\(Words.counted(row.residual, "identifier")) left unmasked</p>\n" : ""
    let until: Markup =
      row.state == .open || row.state == .approved
      ? "<span class=\"note\">stands until</span> \(Words.moment(row.expiresAt, from: model.now))"
      : "<span class=\"note\">asked</span> \(Words.moment(row.createdAt, from: model.now))"
    return """
      <li class="request">
      <p class="where">\(Words.badge(row.state))\(waits)</p>
      <div class="what">
      <h3><a href="/requests/\(row.id)">\(Words.counted(row.files, "file")) to \
      \(row.destination)</a></h3>
      <p class="purpose">\(row.purpose)</p>
      \(residual)</div>
      <p class="by"><span class="note">asked by</span> \(row.requester)</p>
      <p class="far"><span class="note">agreed</span> \(row.filled) of \(row.needed)</p>
      <p class="until">\(until)</p>
      </li>

      """
  }

  /// What stands there instead of rows.
  private var empty: Markup {
    let words: Markup =
      model.filter.isEmpty
      ? """
      Nobody has asked for a release yet. A request comes from the batch host, by \
      <code>phigate-desk submit STAGE</code>.
      """
      : "No request is like that. <a href=\"/\">Show everything</a>."
    return "<p class=\"empty\">\(words)</p>\n"
  }

  /// The way to other pages.
  private var pages: Markup {
    guard model.nextCursor != nil || !model.isFirst else { return "" }
    var links: Markup = ""
    if !model.isFirst { links += "<a href=\"\(address(state: model.filter.state))\">Newest</a>\n" }
    if let next = model.nextCursor {
      let older = address(state: model.filter.state, cursor: next)
      links += "<a rel=\"next\" href=\"\(older)\">Older</a>\n"
    }
    return "<nav class=\"pages\" aria-label=\"Pages\">\n\(links)</nav>\n"
  }

  /// The address of the list under the filter, in another state.
  private func address(state: RequestState?, cursor: String? = nil) -> String {
    let pairs = [
      ("state", state?.rawValue), ("destination", model.filter.destination),
      ("requester", model.filter.requester), ("cursor", cursor),
    ]
    let query = pairs.compactMap { name, value in value.map { "\(name)=\($0.queryEncoded)" } }
    return query.isEmpty ? "/" : "/?\(query.joined(separator: "&"))"
  }
}

extension String {
  /// The text as a value of a query: all bytes but unreserved ones as `%XX`.
  ///
  /// Source: RFC 3986 §2.3.
  package var queryEncoded: String {
    var out = ""
    for byte in utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        out.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        out += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16).uppercased()
      }
    }
    return out
  }
}
