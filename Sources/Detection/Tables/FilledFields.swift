import Vocabulary

/// Values that calls give to a field, or compare with what it holds, and pairs of a name and its value.
///
/// ```
/// page.fill('#lastName', 'Frost')              assertEquals("Frost", p.getLastName())
/// cy.get('[name=lastName]').type('Frost')      expect(p.lastName).toBe("Frost")
/// [["last_name", "Frost"], ["ward", "ICU"]]    getByLabel('Last name').fill('Frost')
/// ```
struct FilledFields {
  /// Groups that closed last, by where they did: a call may follow one.
  private var closed: [LiteralGroup] = []
  /// How many are kept.
  private static let closedMax = 8

  /// Calls that fill a field, and that compare one.
  private static let fills = Engine.hashes(
    """
    fill type set put add append with where eq param query bind enter input send keys text field property attribute \
    have has filter find pair
    """
  )
  private static let compares = Engine.hashes(
    "assert equal equals expect verify same is be eql eq to have has contain contains should match matches"
  )
  /// Words around what a field is called in an element's or a function's name.
  private static let around = Engine.hashes(
    "get is expected actual input txt field textbox box el element label value text new old the enter your"
  )
  /// Names of one word that say enough by themselves; others may be those of anything.
  private static let single = Engine.hashes(
    """
    username user login password passwd pwd passcode mrn ssn dob surname forename fname lname mname firstname lastname \
    fullname middlename birthdate zip zipcode city phone telephone mobile email apikey
    """
  )
  /// Values beside names of columns that say how these are sorted or typed.
  private static let noValues = Engine.hashes("asc desc ascending descending")
  /// Bytes of a name, at most.
  private static let nameBytesMax = 48

  /// Takes what a group that closes says of a field: the value, what it is, and whether it stands in quotes.
  mutating func take(
    _ text: Span<UInt8>,
    _ group: LiteralGroup,
    _ scanner: Scanner
  ) -> (value: Range<Int>, verdict: FieldJudgement.Verdict)? {
    defer {
      if closed.count == Self.closedMax { closed.removeFirst() }
      closed.append(group)
    }
    let callee = Self.callee(text, group)
    switch group.items.count {
    case 1:
      guard !callee.isEmpty,
        Self.says(text, callee, Self.fills) || Self.says(text, callee, Self.compares),
        let value = LiteralGroup.string(text, group.items[0]), !value.isEmpty,
        let field = chained(text, callee)
      else { return nil }
      return scanner.filled(text, field, value)
    case 2...3:
      return pair(text, group, callee, scanner)
    default: return nil
    }
  }

  /// Whether a group lists the columns of a statement: ``INSERT INTO pt (`lname`, `note`) VALUES``.
  private static func listsColumns(_ text: Span<UInt8>, _ group: LiteralGroup) -> Bool {
    if text[group.items[0].lowerBound] == 0x60 { return true }
    var place = group.close + 1
    while place < text.count, text[place] <= 0x20 { place += 1 }
    let end = place + 6
    return end <= text.count && Token.hash(text, place..<end) == values
  }

  private static var values: UInt64 { Token.word("values") }

  /// What two items of a call or a list say.
  private func pair(
    _ text: Span<UInt8>,
    _ group: LiteralGroup,
    _ callee: Range<Int>,
    _ scanner: Scanner
  ) -> (value: Range<Int>, verdict: FieldJudgement.Verdict)? {
    let (first, second) = (group.items[0], group.items[1])
    let strings = (LiteralGroup.string(text, first), LiteralGroup.string(text, second))
    if callee.isEmpty {
      guard group.items.count == 2, text[group.open] != 0x7B, let name = strings.0,
        let value = LiteralGroup.value(text, second, isDate: false),
        !Self.noValues.contains(Token.hash(text, value)), !Self.listsColumns(text, group)
      else { return nil }
      return scanner.filled(text, name, value)
    }
    if Self.says(text, callee, Self.compares) {
      if let value = strings.0, strings.1 == nil, let field = Self.field(text, second) {
        return scanner.filled(text, field, value)
      }
      if let value = strings.1, strings.0 == nil, let field = Self.field(text, first) {
        return scanner.filled(text, field, value)
      }
    }
    guard Self.says(text, callee, Self.fills), let value = strings.1, !value.isEmpty,
      let field = Self.field(text, first)
    else { return nil }
    return scanner.filled(text, field, value)
  }

  /// The field of the call before this one in a chain: `get('#lastName').type(`, `expect(p.lastName).to.eql(`,
  /// `p.getLastName().equals(`.
  private func chained(_ text: Span<UInt8>, _ callee: Range<Int>) -> Range<Int>? {
    var place = callee.lowerBound
    while text.at(place - 1).isAlphanumeric || text.at(place - 1) == 0x2E
      || text.at(place - 1) == 0x5F
    {
      place -= 1
    }
    guard text.at(place) == 0x2E, text.at(place - 1) == 0x29,
      let group = closed.last(where: { $0.close == place - 1 })
    else { return nil }
    if let item = group.items.last, let field = Self.field(text, item) { return field }
    let name = Self.callee(text, group)
    return name.isEmpty ? nil : name
  }

  // MARK: Names

  /// The name right before a bracket; empty where none stands there.
  private static func callee(_ text: Span<UInt8>, _ group: LiteralGroup) -> Range<Int> {
    guard text[group.open] == 0x28 else { return group.open..<group.open }
    var start = group.open
    while text.at(start - 1).isAlphanumeric || text.at(start - 1) == 0x5F { start -= 1 }
    return start..<group.open
  }

  /// Whether one of the words of a call's name is among some.
  private static func says(_ text: Span<UInt8>, _ callee: Range<Int>, _ words: WordSet) -> Bool {
    let name = String(decoding: callee.map { text[$0] }, as: UTF8.self)
    return FieldNames.words(name).contains { words.contains(Token.hash($0)) }
  }

  /// What an item of a call calls a field: a selector, a label, the last part of an expression; nil for others.
  private static func field(_ text: Span<UInt8>, _ item: Range<Int>) -> Range<Int>? {
    var (start, end) = (item.lowerBound, item.upperBound)
    // `p.getLastName()`, `page.locator('#lastName')`
    while end > start, text[end - 1] == 0x29 {
      end -= 1
      if text.at(end - 1) == 0x28 { end -= 1 }
    }
    if end > start, text[end - 1] == 0x22 || text[end - 1] == 0x27 { end -= 1 }
    // `/last name/i`
    if end > start + 1, text[end - 1] == 0x69, text[end - 2] == 0x2F { end -= 2 }
    while end > start, [0x22, 0x27, 0x5D, 0x2F].contains(text[end - 1]) { end -= 1 }
    start = end
    while start > item.lowerBound, end - start <= nameBytesMax,
      text[start - 1].isAlphanumeric || [0x20, 0x2D, 0x5F].contains(text[start - 1])
    {
      start -= 1
    }
    while start < end, text[start] == 0x20 { start += 1 }
    return (2...nameBytesMax).contains(end - start) ? start..<end : nil
  }

  /// What a field's name in a program or a page says; nil where it may be that of anything.
  static func verdict(
    _ name: String,
    _ scanner: Scanner
  ) -> FieldJudgement.Verdict? {
    var words = FieldNames.words(name)
    while let first = words.first, around.contains(Token.hash(first)) { words.removeFirst() }
    while let last = words.last, around.contains(Token.hash(last)) { words.removeLast() }
    guard let first = words.first, words.count > 1 || single.contains(Token.hash(first)),
      case .identifier(let kind, let part) = scanner.fields.known(
        words.joined(separator: " "),
        engine: scanner.engine
      )
    else { return nil }
    return .identifier(kind, part)
  }
}

extension Scanner {
  /// What a field that is called so in a program or a page says of a value; nil where that may be none of it.
  func filled(
    _ text: Span<UInt8>,
    _ name: Range<Int>,
    _ value: Range<Int>
  ) -> (value: Range<Int>, verdict: FieldJudgement.Verdict)? {
    guard name.count <= Self.filledBytesMax, !value.isEmpty, value.count <= Self.filledBytesMax,
      !engine.isPlaceholder(text, around: value.lowerBound)
    else { return nil }
    let label = String(decoding: name.map { text[$0] }, as: UTF8.self)
    guard let verdict = FilledFields.verdict(label, self),
      case .identifier(let kind, let part) = verdict,
      fits(kind, part, text, value, isQuoted: true)
    else { return nil }
    return (value, verdict)
  }

  /// Bytes of a name and of a value, at most.
  private static let filledBytesMax = 96

  /// The same as a cell.
  func filledCell(
    _ text: Span<UInt8>,
    _ filled: (value: Range<Int>, verdict: FieldJudgement.Verdict)
  ) -> DumpCell? {
    guard case .identifier(let kind, let part) = filled.verdict,
      let finding = engine.wholeValue(text, at: filled.value, kind, part)
    else { return nil }
    return DumpCell(
      start: filled.value.lowerBound,
      end: filled.value.upperBound,
      content: .text,
      finding: finding
    )
  }
}
