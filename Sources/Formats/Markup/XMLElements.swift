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
      ruby rt rp textarea title svg path g text desc textpath math nobr basefont dir menu applet hgroup datalist slot
      """
      .split(separator: " ").map { Array($0.utf8) }
    )
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
