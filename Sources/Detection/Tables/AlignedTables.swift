import Vocabulary

/// Tables whose columns are held apart by tabs or blanks: logs, flow sheets, results of queries.
///
/// ```
/// Time    User        Event
/// 1407    JLIM04      chart closed
/// ```
///
/// A column is found from the word that heads it. Which cell of a row stands in it is told by the number of
/// the cell where the row has as many as the header, else by where it begins or ends; behind a mask by its
/// number alone, since masks move what is behind them.
extension Engine {
  /// What the cells of a column are.
  private enum AlignedKind {
    case initials, user, age
    case number(IdentifierKind)
  }

  /// Names of columns apart by commas, at least.
  private static let valuesMin = 4
  /// Lines of a table, cells of a line, bytes of a name of a column, rows that may lack the column.
  private static let rowsMax = 4_000
  private static let cellsMax = 24
  private static let nameBytes = 28
  private static let lacksMax = 3
  /// Bytes of a line to each side of a word that is looked at: a longer one is none of a table.
  private static let lineBytesMax = 1_024

  /// Words that may head a column whose cells are looked at: all of those below.
  static let heads = table(
    """
    initials init inits tech by nurse staff rn user username userid login logon operator owner actor age ages \
    mrn csn ssn acct account unit invoice claim policy subject subjid usubjid participant ptid patid
    """
  )
  private static let userHeads = hashes("user username userid login logon operator owner actor")
  private static let ageHeads = hashes("age ages")
  /// Names of columns that hold numbers of a person.
  private static let numberHeads: [UInt64: IdentifierKind] = [
    Token.hash("mrn"): .mrn, Token.hash("csn"): .mrn, Token.hash("ssn"): .ssn,
    Token.hash("acct"): .account, Token.hash("account"): .account, unit: .mrn,
    Token.hash("invoice"): .account, Token.hash("claim"): .healthPlan,
    Token.hash("policy"): .healthPlan, Token.hash("subject"): .uniqueID,
    Token.hash("subjid"): .uniqueID, Token.hash("usubjid"): .uniqueID,
    Token.hash("participant"): .uniqueID, Token.hash("ptid"): .uniqueID,
    Token.hash("patid"): .mrn,
  ]
  /// What may stand behind the name of such a column: `Account Number`.
  private static let numberWords = hashes("number no num nbr id")
  /// A number of a person's with a sign behind it (`UNIT #`), and else what something is measured in.
  private static var unit: UInt64 { Token.word("unit") }
  /// Digits of such a number, at least, and bytes, at most.
  private static let numberDigitsMin = 4
  private static let numberBytesMax = 24

  /// Whether a tab, the end of the line or two blanks stand before and behind a word.
  @inline(__always)
  func standsAlone(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let (before, after) = (text.at(Int(token.start) &- 1), text.at(token.end))
    let isFirst =
      before <= 0x0A || before == 0x2C || before == 0x20 && text.at(Int(token.start) &- 2) <= 0x20
    // `ACCT #`
    if isFirst, after == 0x20, text.at(token.end &+ 1) == 0x23 {
      return text.at(token.end &+ 2) <= 0x20
    }
    if isFirst, after == 0x20, text.at(token.end &+ 1).isLetter, Self.numberHeads[token.hash] != nil
    {
      var end = token.end &+ 1
      while text.at(end).isLetter { end &+= 1 }
      return Self.numberWords.contains(Token.hash(text, token.end &+ 1..<end))
        && text.at(end) <= 0x20 && text.at(end &+ 1) <= 0x20
    }
    return isFirst && token.hash != Self.unit
      && (after < 0x20 || after == 0x2C || after == 0x20 && text.at(token.end &+ 1) <= 0x20)
  }

  /// Takes the cells of the column that a word heads.
  func matchAligned(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard let line = text.line(around: Int(token.start), bytesMax: Self.lineBytesMax) else {
      return
    }
    let isListed = text.at(Int(token.start) - 1) == 0x2C || text.at(token.end) == 0x2C
    let header = isListed ? values(text, line) : cells(text, line)
    guard header.count >= (isListed ? Self.valuesMin : 2),
      let column = header.firstIndex(where: { $0.contains(Int(token.start)) }),
      header.allSatisfy({ $0.count <= Self.nameBytes && isName(text, $0) })
    else { return }
    // A row of a table that the same word heads in the same column has been read.
    scratch.aligned.removeAll { $0.end <= Int(token.start) }
    if scratch.aligned.contains(where: { $0.head == token.hash && $0.column == column }) { return }
    let kind: AlignedKind =
      Self.numberHeads[token.hash].map { .number($0) }
      ?? (Self.ageHeads.contains(token.hash)
        ? .age : Self.userHeads.contains(token.hash) ? .user : .initials)
    let isTabbed = isListed || line.contains { text[$0] == 0x09 }
    var (start, rows, lacks) = (line.upperBound + 1, 0, 0)
    defer { scratch.aligned.append((token.hash, column, start)) }
    while start < text.count, rows < Self.rowsMax, lacks < Self.lacksMax {
      guard let row = text.line(around: start, bytesMax: Self.lineBytesMax) else { return }
      start = row.upperBound + 1
      rows += 1
      let values = isListed ? values(text, row) : cells(text, row)
      // An empty line may stand below the names.
      if values.isEmpty, rows == 1, row.allSatisfy({ text[$0] <= 0x20 }) { continue }
      guard !values.isEmpty else { return }
      if isRule(text, row) { continue }
      guard values.count > 1 else {
        lacks += 1
        continue
      }
      guard
        let cell = self.cell(
          text,
          values,
          header,
          column,
          isTabbed: isTabbed,
          (header: line.lowerBound, row: row.lowerBound)
        )
      else { continue }
      lacks = 0
      take(text, cell, kind, &scratch)
    }
  }

  /// The cell of a row that stands in a column; nil where none does.
  private func cell(
    _ text: Span<UInt8>,
    _ values: [Range<Int>],
    _ header: [Range<Int>],
    _ column: Int,
    isTabbed: Bool,
    _ starts: (header: Int, row: Int)
  ) -> Range<Int>? {
    if values.count == header.count { return values[column] }
    if isTabbed { return nil }
    let name = header[column]
    let shift = starts.row - starts.header
    let cell = values.first {
      $0.lowerBound - shift == name.lowerBound || $0.upperBound - shift == name.upperBound
    }
    guard let cell, !(starts.row..<cell.lowerBound).contains(where: { text[$0] == 0x5B }) else {
      return nil
    }
    return cell
  }

  /// Takes a cell that is what its column is of.
  private func take(
    _ text: Span<UInt8>,
    _ cell: Range<Int>,
    _ kind: AlignedKind,
    _ scratch: inout ScanScratch
  ) {
    let first = firstToken(at: cell.lowerBound, scratch)
    guard first < scratch.tokens.count, Int(scratch.tokens[first].start) == cell.lowerBound else {
      return
    }
    let token = scratch.tokens[first]
    switch kind {
    case .initials:
      guard let rule = rule(.initialsLine),
        initialsEnd(text, first, isMarked: true, scratch) == cell.upperBound
      else { return }
      emit(rule, cell.lowerBound, cell.upperBound, .format | .context, scratch: &scratch)
    case .user:
      if isColumnValue(text, cell), !cell.contains(where: { text[$0] == 0x20 || text[$0] == 0x3A })
      {
        emitLogin(text, cell, &scratch)
      }
    case .number(let kind):
      guard cell.count <= Self.numberBytesMax,
        cell.count(where: { text[$0].isDigit }) >= Self.numberDigitsMin,
        cell.allSatisfy({ text[$0].isAlphanumeric || text[$0] == 0x2D }),
        let finding = wholeValue(text, at: cell, kind, .none)
      else { return }
      scratch.found.append(finding)
    case .age:
      guard let rule = rule(.age), token.isDigits, token.end == cell.upperBound,
        (90...125).contains(token.hash)
      else { return }
      emit(rule, cell.lowerBound, cell.upperBound, .format | .context, scratch: &scratch)
    }
  }

  /// The cells of a line: what tabs or two blanks hold apart; none where a stroke does.
  private func cells(_ text: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
    var cells: [Range<Int>] = []
    var start = line.lowerBound
    while start < line.upperBound, cells.count < Self.cellsMax {
      while start < line.upperBound, text[start] <= 0x20 { start += 1 }
      var end = start
      while end < line.upperBound, text[end] != 0x09, text[end] != 0x0D,
        text[end] != 0x20 || text.at(end + 1) > 0x20
      {
        if text[end] == 0x7C { return [] }
        end += 1
      }
      if end > start { cells.append(start..<end) }
      start = end
    }
    return cells
  }

  /// Whether a cell may be the name of a column: no number by itself and no sentence.
  private func isName(_ text: Span<UInt8>, _ cell: Range<Int>) -> Bool {
    !text.at(cell.lowerBound).isDigit
      && !cell.contains { text[$0] == 0x3A || text[$0] == 0x2C || text[$0] == 0x3D }
  }

  /// The values of a line, apart by commas, which may stand in quotes; an empty one is an empty range.
  private func values(_ text: Span<UInt8>, _ line: Range<Int>) -> [Range<Int>] {
    var values: [Range<Int>] = []
    var (start, isQuoted) = (line.lowerBound, false)
    guard line.contains(where: { text[$0] > 0x20 }) else { return [] }
    for offset in line {
      if text[offset] == 0x22 { isQuoted.toggle() }
      if text[offset] == 0x2C, !isQuoted {
        values.append(start..<offset)
        start = offset + 1
        if values.count == Self.cellsMax { return values }
      }
    }
    let isReturn = line.upperBound > start && text[line.upperBound - 1] == 0x0D
    values.append(start..<(isReturn ? line.upperBound - 1 : line.upperBound))
    return values
  }

  /// Whether a line is nothing but dashes and the like.
  private func isRule(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    !line.contains { text.isWordByte($0) || text[$0] == 0x5B }
  }
}
