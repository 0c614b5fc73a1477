import Vocabulary

/// Values whose type stands between them and their name, and values that a schema or a list gives behind their
/// name, in lines of their own.
///
/// ```
/// mrn = { N = "4711" }          "last_name":{"S":"Rose"}
///
/// firstName: {type: string, example: "June"}
///
/// last_name:
/// - Rose
/// - Page
/// ```
///
/// Sources: Amazon DynamoDB, AttributeValue; OpenTelemetry Protocol 1.3; OpenAPI 3.1; PaperTrail's changes in YAML.
extension Scanner {
  /// What values are said to be: texts and numbers.
  private static let types = WordSet(
    ["s", "n", "stringvalue", "intvalue", "integervalue", "doublevalue"].map { Token.hash($0) }
  )
  /// Bytes between the parts of such a value, of its name and of itself, at most.
  private static let typeGapMax = 6
  private static let typeNameMax = 64
  private static let typedMax = 96

  /// Appends values whose type stands before them to `scratch.found`.
  func findTypedValues(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.holds(0x7B) else { return }
    for index in scratch.tokens.indices {
      let token = scratch.tokens[index]
      guard Self.types.contains(token.hash), let name = Self.typedName(text, Int(token.start)),
        let value = Self.typedValue(text, behind: token.end)
      else { continue }
      takeField(text, value, name, &scratch)
    }
  }

  /// The name before the brace in which a type stands; nil where none does.
  private static func typedName(_ text: Span<UInt8>, _ type: Int) -> Range<Int>? {
    var place = skipped(text, type, by: -1, .quotes)
    guard text.at(place - 1) == 0x7B else { return nil }
    place = skipped(text, place - 1, by: -1, .signs)
    guard place < type - 1 else { return nil }
    let end = skipped(text, place, by: -1, .quotes)
    var start = end
    while end - start <= typeNameMax,
      text.at(start - 1).isAlphanumeric || text.at(start - 1) == 0x5F
    {
      start -= 1
    }
    return start < end ? start..<end : nil
  }

  /// The value behind a type, without its quotes; nil where none follows.
  private static func typedValue(_ text: Span<UInt8>, behind end: Int) -> Range<Int>? {
    var place = skipped(text, end, by: 1, .quotes)
    guard text.at(place) == 0x3A || text.at(place) == 0x3D else { return nil }
    place = skipped(text, place + 1, by: 1, .blanks)
    let quote = text.at(place)
    let isQuoted = quote == 0x22 || quote == 0x27
    if isQuoted { place += 1 }
    let first = place
    while place < text.count, place - first < typedMax, text[place] >= 0x20, text[place] != 0x5C,
      isQuoted ? text[place] != quote : text[place].isDigit
    {
      place += 1
    }
    return place > first ? first..<place : nil
  }

  /// What is passed over between the parts of a value: blanks and escapes, with quotes or with signs.
  private enum Skipped {
    case blanks, quotes, signs

    func holds(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x20: true
      case 0x5C: self != .signs
      case 0x22, 0x27: self == .quotes
      case 0x3A, 0x3D, 0x3E: self == .signs
      default: false
      }
    }
  }

  /// An offset behind some bytes, in a direction.
  private static func skipped(
    _ text: Span<UInt8>,
    _ start: Int,
    by step: Int,
    _ skipped: Skipped
  ) -> Int {
    var place = start
    while abs(place - start) < typeGapMax, skipped.holds(text.at(step > 0 ? place : place - 1)) {
      place += step
    }
    return place
  }

  // MARK: Lists of YAML

  /// Appends the values of lists whose name is the line before them to `scratch.found`.
  func findListedValues(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var (start, field) = (0, FieldJudgement?.none)
    while start < text.count {
      let end = text.lineEnd(from: start)
      let line = Self.withoutBlanks(text, start..<end)
      defer { start = end + 1 }
      guard !line.isEmpty else {
        field = nil
        continue
      }
      if text[line.lowerBound] == 0x2D, line.count == 1 || text[line.lowerBound + 1] == 0x20 {
        // An item without a value.
        if line.count <= 2 { continue }
        if let field { takeItem(text, line.lowerBound + 2..<line.upperBound, field, &scratch) }
      } else {
        field = listField(text, line, before: end + 1)
      }
    }
  }

  /// What a line is the name of, as programs write it, where a list follows; nil for other lines.
  private func listField(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    before next: Int
  ) -> FieldJudgement? {
    guard (3...Self.typeNameMax).contains(line.count), text[line.upperBound - 1] == 0x3A,
      line.dropLast().allSatisfy({ text[$0].isAlphanumeric || text[$0] == 0x5F }),
      next < text.count
    else { return nil }
    var item = next
    while text.at(item) == 0x20 { item += 1 }
    guard text.at(item) == 0x2D, text.at(item + 1) == 0x20 else { return nil }
    let name = String(decoding: line.dropLast().map { text[$0] }, as: UTF8.self)
    guard meaning(of: name, isKey: true) == .identifier else { return nil }
    return judge(FieldContext(name: name, column: 1, isLabelled: true))
  }

  /// Takes an item of a list: a value, and no sentence and no other list.
  private func takeItem(
    _ text: Span<UInt8>,
    _ item: Range<Int>,
    _ field: FieldJudgement,
    _ scratch: inout ScanScratch
  ) {
    var value = Self.withoutBlanks(text, item)
    guard (2...Self.typedMax).contains(value.count) else { return }
    let quote = text[value.lowerBound]
    if quote == 0x22 || quote == 0x27, value.count > 2, text[value.upperBound - 1] == quote {
      value = value.lowerBound + 1..<value.upperBound - 1
    }
    guard case .identifier(let kind, let part) = field.verdict,
      !value.contains(where: { text[$0] == 0x3A && text.at($0 + 1) <= 0x20 }),
      mayBeLabelled(text.extracting(value), field),
      kind != .name || text[value.lowerBound].isUppercase || text[value.lowerBound] >= 0xC3,
      let finding = engine.wholeValue(text, at: value, kind, part)
    else { return }
    scratch.found.append(finding)
  }

  private static func withoutBlanks(_ text: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    return start..<end
  }

  // MARK: Examples of schemas

  /// Keys of what a value may be like.
  private static let examples = Engine.hashes("example default const")
  /// Bytes of a schema in braces and lines of one below its name, at most.
  private static let schemaBytesMax = 256
  private static let schemaLinesMax = 12

  /// Takes the example that the schema of a field gives, in braces or in lines that stand further in.
  ///
  /// `start`: where the brace stands, or the line's end.
  func takeExample(
    _ text: Span<UInt8>,
    _ start: Int,
    _ label: Label,
    _ scratch: inout ScanScratch
  ) {
    let end = text.at(start) == 0x7B ? Self.braceEnd(text, start) : Self.blockEnd(text, start)
    var place = start + 1
    while place < end {
      while place < end, !text[place].isLetter { place += 1 }
      let first = place
      while place < end, text[place].isLetter { place += 1 }
      guard Self.examples.contains(Token.hash(text, first..<place)) else { continue }
      if text.at(place) == 0x22 || text.at(place) == 0x27 { place += 1 }
      guard text.at(place) == 0x3A else { continue }
      place += 1
      while text.at(place) == 0x20 { place += 1 }
      // An example is a value; braces and lines within would be looked through for each that stands around them.
      guard text.at(place) > 0x20, text.at(place) != 0x7B else { continue }
      take(text, place, label, 0x3A, &scratch)
    }
  }

  /// Where the brace ends that opens at an offset; the offset itself where it does not in its line.
  private static func braceEnd(_ text: Span<UInt8>, _ open: Int) -> Int {
    var place = open + 1
    while place < text.count, place - open < schemaBytesMax, text[place] >= 0x20,
      text[place] != 0x7D
    {
      place += 1
    }
    return text.at(place) == 0x7D ? place : open
  }

  /// Where the lines end that stand further in than the one that ends at an offset.
  private static func blockEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var first = start
    while first > 0, text[first - 1] != 0x0A { first -= 1 }
    let column = indentation(text, first)
    var (end, lines) = (start, 0)
    while end < text.count, lines < schemaLinesMax {
      let next = text.lineEnd(from: end) + 1
      guard next < text.count, indentation(text, next) > column else { break }
      end = text.lineEnd(from: next)
      lines += 1
    }
    return end
  }

  /// Blanks at the beginning of a line.
  private static func indentation(_ text: Span<UInt8>, _ start: Int) -> Int {
    var place = start
    while text.at(place) == 0x20 { place += 1 }
    return place - start
  }
}
