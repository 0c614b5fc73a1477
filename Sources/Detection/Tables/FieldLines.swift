import CScan
import Vocabulary

/// Values whose names stand before them in dumps of arrays and stores, and rows below a line of columns.
///
/// ```
/// [lname] => Frost                      3) "lastName"          $9          <==  Columns: id, last_name
/// s:5:"lname";s:5:"Frost";              4) "Frost"             last_name   <==      Row: 12, Frost
///                                                              $5
///                                                              Frost
/// ```
///
/// Sources: PHP's `print_r` and `serialize`; Redis, protocol and answers of its client; MyBatis.
struct FieldRows {
  /// What the last line of columns says; empty before one.
  var columns: [FieldJudgement] = []
  /// The cells of the rows below.
  var cells: [DumpCell] = []
}

extension Scanner {
  /// Bytes of a key or value of such lines, and of a line with columns, at most.
  private static let partBytesMax = 96
  private static let rowBytesMax = 4_096
  private static let columnsCue = Array("Columns: ".utf8)
  private static let rowCue = Array("Row: ".utf8)

  /// Takes the value that a line or one below it gives to the field that the line names.
  ///
  /// `rows`: what is kept from line to line.
  func takeFieldLine(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ rows: inout FieldRows,
    _ scratch: inout ScanScratch
  ) {
    var first = line.lowerBound
    while first < line.upperBound, text[first] == 0x20 || text[first] == 0x09 { first += 1 }
    switch text.at(first) {
    case 0x5B: takeArrayLine(text, first + 1, line.upperBound, &scratch)
    case 0x24: takeProtocolLine(text, first, line.upperBound, &scratch)
    case 0x30...0x39: takeAnswerLine(text, first, line.upperBound, &scratch)
    case 0x75, 0x64: if first == line.lowerBound { takeDirectoryLine(text, line, &scratch) }
    case 0x41...0x5A: takeFilemanLine(text, first, line.upperBound, &scratch)
    default: break
    }
    takeRowLine(text, line, &rows)
  }

  /// Takes the value of an array's key: `[lname] => Frost`.
  private func takeArrayLine(
    _ text: Span<UInt8>,
    _ start: Int,
    _ end: Int,
    _ scratch: inout ScanScratch
  ) {
    var close = start
    while close < end, text[close].isAlphanumeric || text[close] == 0x5F || text[close] == 0x2D {
      close += 1
    }
    guard close > start, text.at(close) == 0x5D, text.at(close + 1) == 0x20,
      text.at(close + 2) == 0x3D, text.at(close + 3) == 0x3E, text.at(close + 4) == 0x20,
      close + 5 < end
    else { return }
    takeFilled(text, start..<close, Self.trimmed(text, close + 5..<end), &scratch)
  }

  /// Takes the name of a node of FileMan: `FROST,JUNE^F^2900101`.
  private func takeFilemanLine(
    _ text: Span<UInt8>,
    _ start: Int,
    _ end: Int,
    _ scratch: inout ScanScratch
  ) {
    var (place, commas) = (start, 0)
    while place < end, text[place].isUppercase || [0x20, 0x27, 0x2C, 0x2D].contains(text[place]) {
      commas += text[place] == 0x2C ? 1 : 0
      place += 1
    }
    guard commas == 1, Self.isOfSex(text, place), text.at(place + 3).isDigit,
      let finding = engine.wholeValue(text, at: start..<place, .name, .none)
    else { return }
    scratch.found.append(finding)
  }

  /// Takes a value of the protocol, each part of which is a line: `$9`, `last_name`, `$5`, `Frost`.
  private func takeProtocolLine(
    _ text: Span<UInt8>,
    _ start: Int,
    _ end: Int,
    _ scratch: inout ScanScratch
  ) {
    guard Self.isLength(text, start..<end), let key = Self.lineBehind(text, end),
      let length = Self.lineBehind(text, key.upperBound), Self.isLength(text, length),
      let value = Self.lineBehind(text, length.upperBound)
    else { return }
    takeFilled(text, Self.trimmed(text, key), Self.trimmed(text, value), &scratch)
  }

  /// Takes a value of an answer, each part of which is a line: `3) "lastName"`, `4) "Frost"`.
  private func takeAnswerLine(
    _ text: Span<UInt8>,
    _ start: Int,
    _ end: Int,
    _ scratch: inout ScanScratch
  ) {
    guard let key = Self.answer(text, start..<end), key.number % 2 == 1,
      let line = Self.lineBehind(text, end), let value = Self.answer(text, line),
      value.number == key.number + 1
    else { return }
    takeFilled(text, key.value, value.value, &scratch)
  }

  /// The number and the text in quotes of a line of an answer.
  private static func answer(
    _ text: Span<UInt8>,
    _ line: Range<Int>
  ) -> (number: Int, value: Range<Int>)? {
    let line = trimmed(text, line)
    guard let found = number(text, line.lowerBound), text.at(found.end) == 0x29,
      text.at(found.end + 1) == 0x20, text.at(found.end + 2) == 0x22,
      line.upperBound > found.end + 3, text[line.upperBound - 1] == 0x22
    else { return nil }
    return (found.value, found.end + 3..<line.upperBound - 1)
  }

  /// Rows below the columns that a log names: `Columns: id, last_name`, `Row: 12, Frost`.
  private func takeRowLine(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ rows: inout FieldRows
  ) {
    guard line.count <= Self.rowBytesMax else { return }
    let sign = unsafe text.extracting(line)
      .withUnsafeBufferPointer { bytes in
        unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x3C)
      }
    guard sign < line.count else { return }
    var index = line.lowerBound + sign
    guard text.at(index + 1) == 0x3D, text.at(index + 2) == 0x3D else { return }
    index += 3
    while text.at(index) == 0x20 { index += 1 }
    func begins(_ cue: [UInt8]) -> Bool {
      cue.indices.allSatisfy { text.at(index + $0) == cue[$0] }
    }
    if begins(Self.columnsCue) {
      let names = Self.parts(
        text,
        Self.trimmed(text, index + Self.columnsCue.count..<line.upperBound)
      )
      rows.columns = judgements(
        names.map { name in String(decoding: name.map { text[$0] }, as: UTF8.self) }
      )
    } else if begins(Self.rowCue), !rows.columns.isEmpty {
      let values = Self.parts(text, Self.trimmed(text, index + Self.rowCue.count..<line.upperBound))
      guard values.count == rows.columns.count else { return }
      for (value, judgement) in zip(values, rows.columns) {
        take(text, value, judgement, &rows.cells)
      }
    }
  }

  /// Takes what PHP's serialized arrays give to the fields that they name: `s:5:"lname";s:5:"Frost";`.
  func findSerialized(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var index = 0
    while index < text.count {
      let rest = text.extracting(index..<text.count)
      index += unsafe rest.withUnsafeBufferPointer { bytes in
        unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x3B)
      }
      let type = text.at(index + 1)
      if index < text.count, text.at(index - 1) == 0x22, type == 0x73 || type == 0x69,
        text.at(index + 2) == 0x3A, let key = Self.quotedBefore(text, index - 1),
        let value = Self.serialized(text, index + 3, isString: type == 0x73)
      {
        takeFilled(text, key, value, &scratch)
        index = value.upperBound
      }
      index += 1
    }
  }

  /// What stands in the quotes of which the last one stands at an offset.
  private static func quotedBefore(_ text: Span<UInt8>, _ quote: Int) -> Range<Int>? {
    var start = quote
    while start > 0, quote - start <= partBytesMax, text[start - 1] != 0x22 { start -= 1 }
    return text.at(start - 1) == 0x22 && text.at(start - 2) == 0x3A ? start..<quote : nil
  }

  /// The value behind the sign of its type: `5:"Frost"`, `4711`.
  private static func serialized(
    _ text: Span<UInt8>,
    _ start: Int,
    isString: Bool
  ) -> Range<Int>? {
    var end = start
    while text.at(end).isDigit { end += 1 }
    if !isString { return text.at(end) == 0x3B && end > start ? start..<end : nil }
    guard end > start, text.at(end) == 0x3A, text.at(end + 1) == 0x22 else { return nil }
    let first = end + 2
    end = first
    while end < text.count, end - first <= partBytesMax, text[end] != 0x22 { end += 1 }
    return text.at(end) == 0x22 && text.at(end + 1) == 0x3B ? first..<end : nil
  }

  /// Takes a value by the name of its field.
  private func takeFilled(
    _ text: Span<UInt8>,
    _ name: Range<Int>,
    _ value: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    guard (1...Self.partBytesMax).contains(name.count), let found = filled(text, name, value),
      case .identifier(let kind, let part) = found.verdict,
      let finding = engine.wholeValue(text, at: value, kind, part)
    else { return }
    scratch.found.append(finding)
  }

  // MARK: Lines

  /// The line behind the end of another one; nil at the text's end.
  private static func lineBehind(_ text: Span<UInt8>, _ end: Int) -> Range<Int>? {
    end + 1 < text.count ? end + 1..<text.lineEnd(from: end + 1) : nil
  }

  /// Whether a line is the length of the text in the next one.
  private static func isLength(_ text: Span<UInt8>, _ line: Range<Int>) -> Bool {
    let line = trimmed(text, line)
    return (2...7).contains(line.count) && text[line.lowerBound] == 0x24
      && line.dropFirst().allSatisfy { text[$0].isDigit }
  }
}
