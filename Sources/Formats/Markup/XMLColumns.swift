import Vocabulary

/// Columns that one element names, for the cells of rows in another: the first cell of a row is of the first column.
///
/// ```
/// <METADATA><FIELD NAME="Chart #"/> … </METADATA><RESULTSET><ROW><COL><DATA>284772</DATA></COL> …
/// <columns><column>MRN</column> … </columns><rows><row><cell>284772</cell> …
/// <metadata><item name="MRN"/> … </metadata><data><row><value>284772</value> …
/// ```
///
/// Sources: Claris, FileMaker Pro's FMPXMLRESULT grammar; IBM Cognos, dataset XML.
struct XMLColumns {
  /// Elements that hold the names of columns, and those that are rows.
  private static let holders: Set<String> = [
    "metadata", "columns", "fields", "headers", "header", "columnnames", "cols", "headings",
  ]
  private static let rows: Set<String> = ["row", "record", "tuple", "r", "rec"]
  /// Attributes that name a column, and those of a cell that say of which column it is: then its place does not.
  private static let names: Set<String> = [
    "name", "caption", "label", "title", "heading", "displayname",
  ]
  private static let places: Set<String> = [
    "name", "column", "col", "index", "ref", "r", "key", "id", "field", "columnname", "n", "no",
  ]
  /// Elements of a column that hold its name.
  private static let nameElements: Set<String> = ["name", "caption", "label", "title", "heading"]
  /// Elements that are called so whatever they hold: of others the name says what they are.
  private static let plain: Set<String> = [
    "col", "cell", "data", "value", "c", "v", "d", "f", "field", "item", "column", "entry",
    "header", "heading", "name", "columnname", "td", "th",
  ]
  /// Columns at most.
  private static let columnsMax = 1_024

  /// Open elements around the element of names, and around the row in hand; 0 outside.
  private var (holderDepth, rowDepth) = (0, 0)
  /// Names that are being read, and those of the rows that follow; empty for a column without one.
  private var (pending, labels): ([String], [String]) = ([], [])
  /// Whether a column has begun that has no name yet.
  private var isOpen = false
  /// The cell in hand, from 0; -1 before the first.
  private var cell = -1
  /// Whether the cell says itself of which column it is, and whether its name says what it is.
  private var (isPlaced, isOwn) = (false, false)
  /// Whether the text of the column in hand may be its name.
  private var mayName = false
  /// Numbers of the columns' fields; -1 where there is none yet.
  private var numbers: [Int32] = []
  /// The number of the field of cells of no column that has a name; -1 where there is none yet.
  private var nameless: Int32 = -1

  /// Begins an element inside of so many open ones.
  mutating func begin(_ name: [UInt8], at depth: Int) {
    // An empty element has no end.
    if depth <= holderDepth { holderDepth = 0 }
    if depth <= rowDepth { rowDepth = 0 }
    if holderDepth > 0 {
      isOpen = isOpen && depth > holderDepth + 1
      guard depth == holderDepth + 1, pending.count < Self.columnsMax else { return }
      pending.append("")
      (isOpen, mayName) = (true, Self.isPlain(name))
    } else if rowDepth > 0 {
      guard depth == rowDepth + 1 else { return }
      cell += 1
      (isPlaced, isOwn) = (false, !Self.isPlain(name))
    } else if name.count <= 11 {
      let word = String(decoding: name, as: UTF8.self).lowercased()
      if Self.holders.contains(word) {
        (holderDepth, pending, isOpen) = (depth, [], false)
      } else if !labels.isEmpty, Self.rows.contains(word) {
        (rowDepth, cell) = (depth, -1)
      }
    }
  }

  private static func isPlain(_ name: [UInt8]) -> Bool {
    name.count <= 10 && plain.contains(String(decoding: name, as: UTF8.self).lowercased())
  }

  /// Whether an attribute of the tag in hand may name its column.
  func isName(_ attribute: ArraySlice<UInt8>, at depth: Int) -> Bool {
    isOpen && depth == holderDepth + 1
      && Self.names.contains(String(decoding: attribute, as: UTF8.self).lowercased())
  }

  /// Whether the text of an element names the column in hand.
  func isName(element: ArraySlice<UInt8>, at depth: Int) -> Bool {
    guard isOpen, mayName else { return false }
    return depth == holderDepth + 1
      || depth == holderDepth + 2
        && Self.nameElements.contains(String(decoding: element, as: UTF8.self).lowercased())
  }

  /// Takes over what the column in hand is called.
  mutating func name(_ label: String) {
    guard isOpen, !pending.isEmpty else { return }
    pending[pending.count - 1] = label
    isOpen = false
  }

  /// Says that an attribute of a cell stands in its tag.
  mutating func note(_ attribute: ArraySlice<UInt8>, at depth: Int) {
    guard rowDepth > 0, depth == rowDepth + 1,
      Self.places.contains(String(decoding: attribute, as: UTF8.self).lowercased())
    else { return }
    isPlaced = true
  }

  /// Ends an element inside of so many open ones.
  ///
  /// - Returns: whether names of columns end with it, which are to be judged.
  mutating func end(at depth: Int) -> Bool {
    if rowDepth > 0, depth <= rowDepth { rowDepth = 0 }
    guard holderDepth > 0, depth <= holderDepth else { return false }
    (holderDepth, isOpen) = (0, false)
    return pending.count > 1
  }

  /// Takes the names over that were read, where enough of them are those of fields.
  ///
  /// `meaning`: what a name means.
  mutating func take(_ meaning: (String) -> FieldMeaning) {
    let known = pending.map { $0.isEmpty ? .nothing : meaning($0) }
    let isTable =
      known.contains(.identifier) || known.count(where: { $0 != .nothing }) > 1
    labels = isTable ? pending : []
    numbers = [Int32](repeating: -1, count: labels.count)
  }

  /// The number of the field of a text inside of so many open elements; nil outside of cells with a name.
  mutating func field(at depth: Int, in fields: inout FieldTable) -> Int32? {
    guard rowDepth > 0, depth > rowDepth + 1, cell >= 0, !isOwn else { return nil }
    guard !isPlaced, labels.indices.contains(cell), !labels[cell].isEmpty else {
      // What the element is called says nothing either: `cell`.
      if nameless < 0 { nameless = fields.add(FieldContext(column: Int32(Self.columnsMax + 1))) }
      return nameless
    }
    if numbers[cell] < 0 {
      numbers[cell] = fields.add(FieldContext(name: labels[cell], column: Int32(cell + 1)))
    }
    return numbers[cell]
  }

  /// Forgets the numbers of fields, all of which were forgotten.
  mutating func forgetFields() {
    numbers = [Int32](repeating: -1, count: labels.count)
    nameless = -1
  }
}

extension XMLReader {
  /// Takes over what an attribute says of a column.
  mutating func nameColumn(
    _ attribute: ArraySlice<UInt8>,
    _ range: Range<Int>,
    _ writer: BlockWriter
  ) {
    columns.note(attribute, at: nodes.count)
    guard columns.isName(attribute, at: nodes.count),
      let label = MarkupLabels.label(writer.source[range])
    else { return }
    columns.name(label)
    if labels.meaning(label, isKey: false) != .nothing {
      run.setField(common.comment, at: range.lowerBound)
    }
  }

  /// Takes over what the text of an element that ends says of a column, and ends the names of columns.
  mutating func nameColumn(_ writer: BlockWriter, _ name: Range<Int>) {
    // The element that ends is the last of the open ones.
    let depth = nodes.count - 1
    if let text = beside.text, columns.isName(element: writer.source[name], at: depth),
      let label = MarkupLabels.label(writer.source[text])
    {
      columns.name(label)
    }
    endColumns(at: depth)
  }

  /// Ends an element inside of so many open ones for columns.
  private mutating func endColumns(at depth: Int) {
    guard columns.end(at: depth) else { return }
    columns.take { labels.meaning($0, isKey: false) }
  }
}
