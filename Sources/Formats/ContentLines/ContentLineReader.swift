import Vocabulary

/// Reads calendars and cards: lines of a property, its parameters and its value, folded.
///
/// Source: RFC 5545, 3.1; RFC 6350, 3.2 and 3.3.
struct ContentLineReader {
  private var fields = FieldTable()
  /// The numbers of the fields met.
  private var numbers: [FieldContext: Int32] = [:]
  /// Whether a time zone is being defined, whose days are rules and nobody's.
  private var isInZone = false
  /// How the value is read of a line that the block before has begun.
  private var pending: ContentLineFields.Value?

  /// A line without its folds.
  private struct Line {
    /// The bytes.
    var text: [UInt8] = []
    /// Where each stands in the source.
    var places: [Int] = []
  }

  /// Finds the block's end and the segments in it.
  mutating func parse(_ block: Block, atEnd: Bool) {
    fields.beginBlock()
    var writer = BlockWriter(block)
    let start = block.body.lowerBound
    let end = blockEnd(writer.source, from: start, atEnd: atEnd)
    var position = start
    while position < end {
      var line = Line()
      var isWhole = false
      while position < end, !isWhole {
        let stop = lineEnd(writer.source, from: position, to: end)
        var last = stop
        while last > position, writer.source[last - 1] == 0x0A || writer.source[last - 1] == 0x0D {
          last -= 1
        }
        var first = position
        if !line.text.isEmpty || pending != nil, first < last, isFold(writer.source[first]) {
          first += 1
        }
        line.text += writer.source[first..<last]
        line.places += first..<last
        let isEnded = stop > position && writer.source[stop - 1] == 0x0A
        isWhole = isEnded && !(stop < writer.source.count && isFold(writer.source[stop]))
        position = stop
      }
      read(line, isWhole: isWhole || position == writer.source.count && atEnd, &writer)
    }
    writer.finish(block, end: end)
  }

  private func isFold(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  /// Behind the next line end; `end` where there is none.
  private func lineEnd(_ source: [UInt8], from position: Int, to end: Int) -> Int {
    min(source.first(of: 0x0A, from: position, to: end) + 1, end)
  }

  /// Where the block ends: before a line that is no fold, if there is one.
  private func blockEnd(_ source: [UInt8], from start: Int, atEnd: Bool) -> Int {
    let end = textBlockEnd(source, from: start, atEnd: atEnd, isWide: false)
    if end == source.count { return end }
    var cut = end
    while cut > start + 1, !(source[cut - 1] == 0x0A && !isFold(source[cut])) { cut -= 1 }
    return cut > start + 1 ? cut : end
  }

  /// Adds the segments of a line.
  private mutating func read(_ line: Line, isWhole: Bool, _ writer: inout BlockWriter) {
    if let value = pending {
      add(value, line, line.text.indices, &writer)
      if isWhole { pending = nil }
      return
    }
    let text = line.text
    guard let nameEnd = text.firstIndex(where: { $0 == 0x3A || $0 == 0x3B }) else {
      add(.plainText, line, text.indices, &writer)
      return
    }
    let whole = String(decoding: text[..<nameEnd], as: UTF8.self).uppercased()
    let property = whole.split(separator: ".").last.map(String.init) ?? whole
    var position = nameEnd
    var isBinary = false
    while position < text.count, text[position] == 0x3B {
      let stop = parameterEnd(text, from: position + 1)
      isBinary = readParameter(line, position + 1..<stop, &writer) || isBinary
      position = stop
    }
    guard position < text.count else { return }
    var value = ContentLineFields.value(of: property)
    if isBinary { value = .binary }
    if isInZone, case .days = value { value = .nothing }
    if property == "BEGIN" || property == "END",
      text[position...].suffix(9).elementsEqual("VTIMEZONE".utf8)
    {
      isInZone = property == "BEGIN"
    }
    add(value, line, position + 1..<text.count, &writer)
    if !isWhole { pending = value }
  }

  /// Where a parameter that begins at `start` ends: at a semicolon or the colon, outside of quotes.
  private func parameterEnd(_ text: [UInt8], from start: Int) -> Int {
    var isQuoted = false
    for index in start..<text.count {
      if text[index] == 0x22 { isQuoted.toggle() }
      if !isQuoted, text[index] == 0x3A || text[index] == 0x3B { return index }
    }
    return text.count
  }

  /// Adds the value of a parameter.
  ///
  /// - Returns: whether it says that the property's value is base64.
  private mutating func readParameter(
    _ line: Line,
    _ range: Range<Int>,
    _ writer: inout BlockWriter
  ) -> Bool {
    let text = line.text[range]
    guard let equal = text.firstIndex(of: 0x3D) else {
      return text.map(\.lowercased).elementsEqual("base64".utf8)
    }
    let name = String(decoding: text[..<equal], as: UTF8.self).uppercased()
    let value = text[(equal + 1)...]
    if name == "ENCODING" {
      let encoding = String(decoding: value.map(\.lowercased), as: UTF8.self)
      return encoding == "b" || encoding == "base64"
    }
    guard let field = ContentLineFields.parameter(name) else { return false }
    var inner = value.indices
    if value.first == 0x22, value.last == 0x22, value.count > 1 {
      inner = inner.lowerBound + 1..<inner.upperBound - 1
    }
    add(field, line, inner, &writer)
    return false
  }

  /// Adds a value.
  private mutating func add(
    _ value: ContentLineFields.Value,
    _ line: Line,
    _ range: Range<Int>,
    _ writer: inout BlockWriter
  ) {
    switch value {
    case .nothing: break
    case .whole(let field): add(field, line, range, &writer)
    case .related:
      let isLink = line.text[range].prefix(8).contains(0x3A)
      add(isLink ? .plainText : ContentLineFields.name, line, range, &writer)
    case .binary:
      let isLink = line.text[range].prefix(8).contains(0x3A)
      let field = FieldContext(hint: .identifier(.photo, .none), shape: .base64)
      add(isLink ? .plainText : field, line, range, &writer)
    case .parts(let parts):
      var start = range.lowerBound
      var number = 0
      for index in range.lowerBound...range.upperBound
      where index == range.upperBound || line.text[index] == 0x3B {
        add(parts[min(number, parts.count - 1)], line, start..<index, &writer)
        start = index + 1
        number += 1
      }
    case .days: addDays(line, range, &writer)
    }
  }

  /// Adds the days of a value, `20261121` and `2026-11-21`; one of neither form is a text.
  private mutating func addDays(_ line: Line, _ range: Range<Int>, _ writer: inout BlockWriter) {
    var index = range.lowerBound
    var isFound = false
    // `--0305`: a day of every year, of which nothing may stay. Source: RFC 6350, 4.3.1.
    if line.text[range].starts(with: [0x2D, 0x2D]) {
      return add(FieldContext(hint: .identifier(.date, .none)), line, range, &writer)
    }
    while index < range.upperBound {
      guard line.text[index].isDigit else {
        index += 1
        continue
      }
      var end = index
      var digits = 0
      while end < range.upperBound, line.text[end].isDigit || line.text[end] == 0x2D {
        digits += line.text[end].isDigit ? 1 : 0
        end += 1
      }
      let isDay = digits == 8 && (end - index == 8 || end - index == 10)
      let isMonth = digits == 6 && end - index == 7
      if isDay || isMonth {
        isFound = true
        let shape: ValueShape = end - index == 8 ? .day : .isoDate
        add(FieldContext(hint: .identifier(.date, .none), shape: shape), line, index..<end, &writer)
      }
      index = end
      // The time of the day.
      if index < range.upperBound, line.text[index] == 0x54 {
        index += 1
        while index < range.upperBound, line.text[index].isDigit { index += 1 }
      }
    }
    if !isFound { add(.plainText, line, range, &writer) }
  }

  /// Adds a piece of a line as a segment.
  private mutating func add(
    _ field: FieldContext,
    _ line: Line,
    _ range: Range<Int>,
    _ writer: inout BlockWriter
  ) {
    guard let first = range.first, let last = range.last else { return }
    let number = numbers[field] ?? fields.add(field)
    numbers[field] = number
    let index = fields.index(of: number, in: &writer)
    let places = line.places[first]..<line.places[last] + 1
    if places.count == range.count, !line.text[range].contains(0x5C) {
      writer.addIdentity(owned: places, context: places, field: index)
      return
    }
    writer.beginDecoded()
    var at = first
    var behind = places.lowerBound
    while at <= last {
      let place = line.places[at]
      if place > behind { writer.keep(behind..<place) }
      let next = at + 1
      if line.text[at] == 0x5C, next <= last, line.places[next] == place + 1 {
        let escaped = line.text[next]
        writer.add(escaped | 0x20 == 0x6E ? 0x0A : escaped, at: place)
        at += 2
        behind = place + 2
        continue
      }
      let end = min(line.text.count, at + max(1, line.text.utf8Length(at: at, to: last + 1)))
      if end == next {
        writer.add(line.text[at] < 0x80 ? line.text[at] : 0x3F, at: place)
      } else {
        for byte in line.text[at..<end] { writer.add(byte, at: place) }
      }
      behind = line.places[end - 1] + 1
      at = end
    }
    writer.endDecoded(
      end: places.upperBound,
      owned: places,
      field: index,
      coding: .escapedLines
    )
  }
}
