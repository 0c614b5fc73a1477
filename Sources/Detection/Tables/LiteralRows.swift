import CScan
import Vocabulary

/// Rows of literals in programs, logs and statements, whose places a list says once: that of columns, or the head of
/// a record, a function or an insertion.
///
/// ```
/// COLUMNS = ("last_name", "first_name", "mrn")
/// ROWS = [("Frost", "June", 53750), …]
/// record Patient(String lastName, String firstName, int mrn) {}
/// new Patient("Frost", "June", 53750);
/// ```
///
/// Rows of which nothing says what their places are get judged by one another, as those of a table without a header.
/// Lists of fields decide alone, which stay in a masked copy.
extension Scanner {
  /// What the places of rows mean, and of which rows.
  package struct RowHead: Sendable, Hashable {
    /// What the places say, in their order.
    var judgements: [FieldJudgement]
    /// The hash of what stands before the bracket, 0 where nothing does: rows of another name are other rows.
    var callee: UInt64
  }

  /// The heads of a text, in the order in which they stand: a log repeats the few of its statements.
  private struct RowHeads {
    /// The different ones.
    var heads: [RowHead] = []
    /// Where they stand; -1 before the text.
    var places: [(start: Int, head: Int)] = []

    /// Adds a head that begins at an offset.
    mutating func add(_ head: RowHead, at start: Int) {
      var index = heads.firstIndex(of: head)
      if index == nil, heads.count < Scanner.headsMax {
        index = heads.count
        heads.append(head)
      }
      if let index, places.count < Scanner.rowsMax { places.append((start, index)) }
    }

    /// The last head before a group that has as many places and no other name.
    func head(of group: LiteralGroup, callee: UInt64) -> RowHead? {
      let place = places.last { start, index in
        let head = heads[index]
        return start < group.open && head.judgements.count == group.items.count
          && (head.callee == callee || head.callee == 0 || callee == 0)
      }
      return place.map { heads[$0.head] }
    }
  }

  /// Places of a row, at least and at most; bytes of a group and open brackets, at most.
  private static let placesMin = 3
  private static let placesMax = 64
  private static let groupBytesMax = 8_192
  private static let depthMax = 48
  /// Different heads of a text, and rows and places of heads of it, at most.
  private static let headsMax = 64
  private static let rowsMax = 20_000
  /// Values behind each other in quotes from which on rows are looked for.
  private static let quotedMin = 1

  /// Appends the values of rows of literals that hold identifiers to `scratch.cells`.
  func findLiteralRows(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard Self.mayHoldRows(text) else { return }
    // Where a list begins that says what rows behind it hold: at the offset.
    var heads = RowHeads()
    for head in scratch.dump?.heads ?? [] where head.callee != Self.logHead {
      heads.add(head, at: -1)
    }
    var (rows, unheaded) = ([LiteralGroup](), [LiteralGroup]())
    var cells: [DumpCell] = []
    var filled = FilledFields()
    takeClasses(text, &heads, &cells, scratch)
    var vectors = NamedVectors()
    LiteralGroup.walk(text, depthMax: Self.depthMax) { group in
      if let found = tribble(text, group) ?? vectors.take(text, group, self) {
        cells += found
        return
      }
      // Of a long group only a list in front says what its rows hold.
      if group.isCut || group.close - group.open > Self.groupBytesMax {
        if let found = listHead(text, group) { heads.add(found.head, at: found.names.lowerBound) }
        return
      }
      if let found = filled.take(text, group, self), let cell = filledCell(text, found) {
        cells.append(cell)
      } else if group.isDay(text) {
        let parts = group.items[0].lowerBound..<group.items[2].upperBound
        let day = engine.wholeValue(text, at: parts, .date, .none)
        cells.append(
          DumpCell(start: parts.lowerBound, end: parts.upperBound, content: .text, finding: day)
        )
      } else if let found = head(text, group) {
        heads.add(found.head, at: found.names.lowerBound)
        // Names of fields are nobody: `"ward"`.
        let names = group.items.filter { found.names.contains($0.lowerBound) }
        cells += names.map { nameCell(text, $0) }
      } else if (Self.listedMin...Self.placesMax).contains(group.items.count), group.isRow(text),
        rows.count < Self.rowsMax
      {
        rows.append(group)
      }
    }
    for group in rows {
      if let head = heads.head(of: group, callee: group.callee(text)) {
        take(text, group, head.judgements, &cells)
      } else if group.items.count >= Self.placesMin {
        unheaded.append(group)
      }
    }
    takeUnheaded(text, unheaded, &cells)
    cells += vectors.keyCells(text, self)
    join(cells, &scratch)
  }

  /// The cell of a field's name, without the value that it may be given: `{lastName=Frost, mrn=4711, …}`.
  private func nameCell(_ text: Span<UInt8>, _ item: Range<Int>) -> DumpCell {
    let end = item.first { text[$0] == 0x3D } ?? item.upperBound
    return DumpCell(start: item.lowerBound, end: end, content: .codes)
  }

  /// Adds what classes say of rows that are made of them, whose fields are lines: `last_name: str`.
  private func takeClasses(
    _ text: Span<UInt8>,
    _ heads: inout RowHeads,
    _ cells: inout [DumpCell],
    _ scratch: borrowing ScanScratch
  ) {
    for index in scratch.tokens.indices.dropLast()
    where scratch.tokens[index].hash == Self.classWord {
      let (token, name) = (scratch.tokens[index], scratch.tokens[index + 1])
      guard name.gap == .blank, name.isWord,
        text.line(around: Int(token.start), bytesMax: 64) != nil
      else { continue }
      var (start, fields) = (text.lineEnd(from: name.end) + 1, [Range<Int>]())
      guard start > 1, text.at(start - 2) == 0x3A else { continue }
      while start < text.count, fields.count < Self.placesMax {
        let line = start..<text.lineEnd(from: start)
        var first = line.lowerBound
        while first < line.upperBound, text[first] == 0x20 || text[first] == 0x09 { first += 1 }
        var end = first
        while text.at(end).isAlphanumeric || text.at(end) == 0x5F { end += 1 }
        guard first > line.lowerBound, end > first, text.at(end) == 0x3A, text.at(end + 1) == 0x20
        else { break }
        fields.append(first..<line.upperBound)
        start = line.upperBound + 1
      }
      let names = fields.compactMap { fieldName(text, $0) }
      guard names.count == fields.count, names.count >= Self.placesMin,
        let head = head(names, callee: name.hash)
      else { continue }
      heads.add(head, at: Int(token.start))
      cells += fields.map { nameCell(text, $0) }
    }
  }

  private static var classWord: UInt64 { Token.word("class") }

  /// The heads of rows in a text, for texts behind it.
  package func rowHeads(_ text: Span<UInt8>) -> [RowHead] {
    let logs = logHeads(text)
    guard Self.mayHoldRows(text) else { return logs }
    var heads = RowHeads()
    LiteralGroup.walk(text, depthMax: Self.depthMax) { group in
      let isLong = group.isCut || group.close - group.open > Self.groupBytesMax
      guard let found = isLong ? listHead(text, group) : head(text, group) else { return }
      heads.add(found.head, at: found.names.lowerBound)
    }
    return logs + heads.heads
  }

  /// Whether a comma stands behind a quote or places to bind values to, or a bracket behind one, so that there may
  /// be rows or calls with strings.
  private static func mayHoldRows(_ text: Span<UInt8>) -> Bool {
    var (found, index) = (0, 0)
    while index < text.count {
      let rest = text.extracting(index..<text.count)
      index += unsafe rest.withUnsafeBufferPointer { bytes in
        unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x29)
      }
      if index < text.count, text.at(index - 1) == 0x22 || text.at(index - 1) == 0x27 {
        return true
      }
      index += 1
    }
    index = 0
    while index < text.count {
      let rest = text.extracting(index..<text.count)
      index += unsafe rest.withUnsafeBufferPointer { bytes in
        unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x2C)
      }
      switch text.at(index - 1) {
      case 0x22, 0x27, 0x3F: if index < text.count { found += 1 }
      case 0x31...0x39: if text.at(index - 2) == 0x24, index < text.count { found += 1 }
      default: break
      }
      if found >= quotedMin { return true }
      index += 1
    }
    return false
  }

  /// Adds cells to those of statements, in order, none over another.
  func join(_ cells: [DumpCell], _ scratch: inout ScanScratch) {
    guard !cells.isEmpty else { return }
    let known = scratch.cells
    scratch.cells.removeAll(keepingCapacity: true)
    var end = 0
    // Those of statements are surer, and come first where both begin.
    let all = (known.map { ($0, 0) } + cells.map { ($0, 1) })
      .sorted { ($0.0.start, $0.1, -$0.0.end) < ($1.0.start, $1.1, -$1.0.end) }
    for (cell, _) in all where cell.start >= end {
      scratch.cells.append(cell)
      end = max(end, cell.end)
    }
  }

  // MARK: Heads

  /// What a group says of rows, and where the names stand that do; nil where it is no list of fields.
  private func head(
    _ text: Span<UInt8>,
    _ group: LiteralGroup
  ) -> (head: RowHead, names: Range<Int>)? {
    if let found = listHead(text, group) { return found }
    guard (Self.placesMin...Self.placesMax).contains(group.items.count) else { return nil }
    var names: [String] = []
    for item in group.items {
      guard let name = fieldName(text, item) else { return nil }
      names.append(name)
    }
    return head(names, callee: group.callee(text)).map { ($0, group.open..<group.close) }
  }

  /// What a string that lists names in a group says of rows; nil where there is none.
  private func listHead(
    _ text: Span<UInt8>,
    _ group: LiteralGroup
  ) -> (head: RowHead, names: Range<Int>)? {
    guard group.items.count <= 3 else { return nil }
    for (number, item) in group.items.enumerated() {
      guard let names = listed(text, item) else { continue }
      let isFirst = number == 0
      // Two names are a list only before one of rows: `parametrize("last_name, mrn", [`.
      if names.count < Self.placesMin {
        let next = number + 1 < group.items.count ? text[group.items[number + 1].lowerBound] : 0
        guard isFirst, group.isCall(text), next == 0x5B || group.isCut && next == 0 else {
          continue
        }
      }
      let callee = group.isCall(text) && !isFirst ? group.firstHash(text) : 0
      return head(names, callee: callee).map { ($0, item) }
    }
    return nil
  }

  /// What a list of names says of rows; nil where too few of them identify.
  private func head(_ names: [String], callee: UInt64) -> RowHead? {
    var (known, identifying) = (0, 0)
    for name in names {
      switch namedField(Array(name.utf8)[...]) {
      case .person, .identifier: (known, identifying) = (known + 1, identifying + 1)
      case .code: known += 1
      case .unknown: break
      }
    }
    // A call in each of several lines has one name: `new Patient(…)`.
    guard identifying > 1, known * 2 >= names.count, Set(names).count == names.count else {
      return nil
    }
    return RowHead(judgements: judgements(names), callee: callee)
  }

  /// The names in a string that lists them: `"last_name, first_name, mrn"`.
  private func listed(_ text: Span<UInt8>, _ item: Range<Int>) -> [String]? {
    guard let inside = LiteralGroup.string(text, item), inside.count <= Self.listBytesMax else {
      return nil
    }
    var (names, name) = ([String](), [UInt8]())
    for index in inside.lowerBound...inside.upperBound {
      let byte = index < inside.upperBound ? text[index] : 0x20
      if byte.isAlphanumeric || byte == 0x5F {
        name.append(byte)
      } else if byte == 0x20 || byte == 0x2C {
        if !name.isEmpty { names.append(String(decoding: name, as: UTF8.self)) }
        name.removeAll(keepingCapacity: true)
      } else {
        return nil
      }
    }
    return (Self.listedMin...Self.placesMax).contains(names.count) ? names : nil
  }

  /// Names in a string, at least.
  private static let listedMin = 2

  /// Bytes of a string that lists names, at most.
  private static let listBytesMax = 512

  /// The name of a field in an item of a list: a string, or one of the words of a declaration.
  private func fieldName(_ text: Span<UInt8>, _ item: Range<Int>) -> String? {
    if let inside = LiteralGroup.string(text, item) {
      guard (1...Self.nameBytesMax).contains(inside.count),
        inside.allSatisfy({
          text[$0].isAlphanumeric || [0x5F, 0x20, 0x2D, 0x2E].contains(text[$0])
        })
      else { return nil }
      // `('Mobile', 'Street', 'AL')` are values: what is written like a name of somebody has to be a field's.
      let isWritten = text[inside.lowerBound].isUppercase && !inside.contains { text[$0] == 0x5F }
      if isWritten, !namedField(inside.map { text[$0] }[...]).isKnown { return nil }
      return String(decoding: inside.map { text[$0] }, as: UTF8.self)
    }
    guard item.count <= Self.declarationBytesMax,
      !item.contains(where: { text[$0] == 0x22 || text[$0] == 0x27 })
    else { return nil }
    var first: String?
    for word in Self.identifiers(text, item) {
      let name = String(decoding: word.map { text[$0] }, as: UTF8.self)
      if namedField(Array(name.utf8)[...]).isKnown { return name }
      first = first ?? name
    }
    return first
  }

  /// Bytes of a name, and of a declaration with a name in it.
  private static let nameBytesMax = 48
  private static let declarationBytesMax = 128
  /// What names of parameters begin with.
  private static let prefixes = ["p_", "in_", "i_", "v_", "l_", "a_"].map { Array($0.utf8) }

  /// The words of a declaration that may be a name, up to a value or a bracket; none where it holds literals.
  private static func identifiers(_ text: Span<UInt8>, _ item: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var index = item.lowerBound
    while index < item.upperBound {
      let byte = text[index]
      if byte == 0x22 || byte == 0x27 || byte.isDigit && found.isEmpty { return [] }
      if byte == 0x28 || byte == 0x3D { break }
      guard byte.isLetter || byte == 0x5F else {
        index += 1
        continue
      }
      var end = index
      while end < item.upperBound, text[end].isAlphanumeric || text[end] == 0x5F { end += 1 }
      let word = text.extracting(index..<end)
      let prefix = prefixes.first { prefix in
        word.count > prefix.count
          && prefix.indices.allSatisfy { word[$0] | 0x20 == prefix[$0] | 0x20 }
      }
      found.append(index + (prefix?.count ?? 0)..<end)
      index = end
    }
    return found
  }

  // MARK: Rows of one call

  /// The cells of a table that one call holds, its names first: `tribble(~surname, ~mrn, "Frost", 53750)`; nil for
  /// other groups.
  private func tribble(_ text: Span<UInt8>, _ group: LiteralGroup) -> [DumpCell]? {
    guard let first = group.items.first, text[first.lowerBound] == 0x7E else { return nil }
    let names = group.items.prefix { text[$0.lowerBound] == 0x7E && $0.count <= Self.nameBytesMax }
    guard names.count > 1, names.count < group.items.count else { return nil }
    let judgements = judgements(
      names.map { name in
        String(
          decoding: name.dropFirst().filter { text[$0] != 0x60 }.map { text[$0] },
          as: UTF8.self
        )
      }
    )
    var start = group.open
    while text.at(start - 1).isAlphanumeric || [0x3A, 0x5F, 0x2E].contains(text.at(start - 1)) {
      start -= 1
    }
    var cells = ([start..<group.open] + names)
      .map { DumpCell(start: $0.lowerBound, end: $0.upperBound, content: .closed) }
    for (number, item) in group.items.dropFirst(names.count).enumerated() {
      takeItem(text, item, judgements[number % names.count], &cells)
    }
    return cells
  }

  // MARK: Values

  /// Takes the values of a row by what its head says.
  private func take(
    _ text: Span<UInt8>,
    _ group: LiteralGroup,
    _ judgements: [FieldJudgement],
    _ cells: inout [DumpCell]
  ) {
    for (item, judgement) in zip(group.items, judgements) {
      takeItem(text, item, judgement, &cells)
    }
  }

  /// Takes a value by what its place says.
  private func takeItem(
    _ text: Span<UInt8>,
    _ item: Range<Int>,
    _ judgement: FieldJudgement,
    _ cells: inout [DumpCell]
  ) {
    guard let value = LiteralGroup.value(text, item, isDate: judgement.kind == .date) else {
      return
    }
    cells.append(cell(text, value, judgement))
  }

  /// A value as what its column says.
  func cell(_ text: Span<UInt8>, _ value: Range<Int>, _ judgement: FieldJudgement) -> DumpCell {
    var cell = DumpCell(
      start: value.lowerBound,
      end: value.upperBound,
      content: judgement.verdict == .coded ? .codes : .text
    )
    if case .identifier(let kind, let part) = judgement.verdict {
      cell.finding = engine.wholeValue(text, at: value, kind, part)
    }
    return cell
  }

  /// Takes the values of rows of which nothing says what they are: by one another.
  private func takeUnheaded(
    _ text: Span<UInt8>,
    _ groups: [LiteralGroup],
    _ cells: inout [DumpCell]
  ) {
    var (samples, known) = ([Int: [FieldSample]](), [Int: [FieldJudgement]]())
    for group in groups {
      let count = group.items.count
      var columns =
        samples[count]
        ?? (1...count).map { FieldSample(field: FieldContext(name: "", column: Int32($0))) }
      for (place, item) in group.items.enumerated()
      where columns[place].values.count < FieldSample.valuesMax {
        guard let value = LiteralGroup.value(text, item, isDate: false),
          (1...FieldSample.valueBytesMax).contains(value.count)
        else { continue }
        columns[place].values.append(value.map { text[$0] })
      }
      samples[count] = columns
    }
    var inner = ScanScratch()
    for (count, columns) in samples
    where (columns.map(\.values.count).max() ?? 0) >= Self.unheadedMin {
      known[count] = judge(columns, scratch: &inner)
    }
    for group in groups {
      guard let judgements = known[group.items.count], judgements.contains(where: \.isIdentifier)
      else {
        continue
      }
      take(text, group, judgements, &cells)
    }
  }

  /// Rows from which on they are judged by one another.
  private static let unheadedMin = 6
}
