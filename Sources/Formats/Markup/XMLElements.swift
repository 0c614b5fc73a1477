import Vocabulary

/// What elements are, by their local names.
///
/// Source: HTML Living Standard §4 and §15.3 (rendering of flow content); CDA R2 narrative block.
enum XMLElements {
  /// Elements inside a line: the text around and in them is one text.
  static let inline = Set(
    """
    a abbr acronym b bdi bdo big cite code content del dfn em font i ins kbd linkHtml mark q s samp \
    small span strike strong sub sup tspan tt u var wbr footnoteRef
    """
    .split(separator: " ").map { Array($0.utf8) }
  )

  /// Cells of a row.
  static let cells: Set<[UInt8]> = [Array("td".utf8), Array("th".utf8)]

  /// Elements whose content is not markup.
  static let raw: Set<[UInt8]> = [Array("script".utf8), Array("style".utf8)]

  /// Elements of HTML; in a document of HTML all other marks are text.
  static let html =
    inline.union(cells).union(raw)
    .union(
      """
      html head body meta link base div p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table thead \
      tbody tfoot tr caption col colgroup form input button select option optgroup label fieldset \
      legend img figure figcaption picture source video audio track canvas map area iframe object \
      param embed section article aside header footer nav main address blockquote pre center frame \
      frameset noframes noscript template details summary dialog data time output progress meter \
      ruby rt rp textarea title svg path g text desc textpath math nobr basefont dir menu applet hgroup datalist slot \
      xml
      """
      .split(separator: " ").map { Array($0.utf8) }
    )
}

extension XMLElements {
  /// Properties of documents of Office in which people stand, as pages saved by it have them.
  static let authors: Set<[UInt8]> = [
    Array("author".utf8), Array("lastauthor".utf8), Array("manager".utf8),
    Array("personname".utf8),
  ]

  /// Prefixes of what Office writes into pages, with their colons.
  private static let officePrefixes = Set(
    "o: v: w: x: m: p: a: wx: wp: w10: aml: dt: pic: st1: st2: u1:".split(separator: " ")
      .map { Array($0.utf8) }
  )

  /// Whether what stands before a name is a prefix that Office writes.
  static func isOffice(_ prefix: ArraySlice<UInt8>) -> Bool {
    !prefix.isEmpty && prefix.count <= 4 && officePrefixes.contains(prefix.map(\.lowercased))
  }

  /// Whether a name in small letters is one of an element in a document of HTML; those with a prefix are of
  /// Office: `o:p`, `v:shape`, `st1:PersonName`.
  static func isHTML(_ name: [UInt8], isPrefixed: Bool) -> Bool {
    isPrefixed || html.contains(name)
  }
}

/// How an element stands to the text around it.
enum XMLFlow {
  /// In the line.
  case inline
  /// A line of its own.
  case line
  /// A cell of a row.
  case cell
  /// A value of its own: text does not go on across it.
  case value
}
