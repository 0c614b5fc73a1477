package import Vocabulary

/// What must be known of a workbook before its parts are read: which strings stand in which columns,
/// what columns are called, which formats are dates.
package final class WorkbookIndex: Sendable {
  /// What a part of a workbook is.
  package enum Part: Sendable, Hashable {
    /// The worksheet with this number, from 0.
    case sheet(Int)
    /// The table of strings that cells share.
    case strings
    /// What a pivot table is made of, with its columns: what is said of these, or the rows.
    case pivot([FieldContext], isRecords: Bool)
    /// Any other part.
    case other
  }

  /// Columns of a sheet that are told apart.
  static let columnsMax = 16_384
  /// For each sheet what names its cells.
  let layouts: [SheetLayout]
  /// For each shared string the columns that use it, as fields; empty where none does.
  let uses: [[FieldContext]]
  /// For each style whether it shows a date.
  let dates: [Bool]
  /// How dates are counted.
  let serial: SerialDate
  /// What sheets and defined names are called, in the order of the workbook.
  package let names: [[UInt8]]
  /// Whether formulas, filters or lists to choose from may repeat values of cells.
  package let mayRepeat: Bool
  /// The shared strings.
  private let texts: [[UInt8]]
  /// For each sheet the first values of each column.
  private let samples: [[FieldContext: [[UInt8]]]]

  /// Reads the parts.
  ///
  /// - Parameters:
  ///   - workbook: the part `workbook.xml`.
  ///   - styles: the part with the formats; empty where there is none.
  ///   - strings: the part with the shared strings; empty where there is none.
  ///   - sheets: the worksheets.
  ///   - links: the copies of cells of other workbooks, which count as sheets behind the others.
  ///   - masked: writes tags in place of what would be masked in a cell.
  ///   - naming: says which texts name fields.
  package init(
    workbook: [UInt8],
    styles: [UInt8],
    strings: [UInt8],
    sheets: [[UInt8]],
    links: [[UInt8]] = [],
    masked: @escaping Tagging = { $0 },
    naming: @escaping FieldNaming = { _ in .unknown }
  ) {
    let serial = SerialDate(is1904: Self.is1904(workbook))
    let dates = Self.dateStyles(styles)
    let texts = Self.strings(strings)
    var layouts: [SheetLayout] = []
    var uses = [[FieldContext]](repeating: [], count: texts.count)
    var samples: [[FieldContext: [[UInt8]]]] = []
    for (number, sheet) in (sheets + links).enumerated() {
      var finder = SheetLayoutFinder(TableShape(naming: naming, masked: masked))
      var values: [FieldContext: [[UInt8]]] = [:]
      func take(_ rows: [[RawCell]]) {
        for (cell, value) in rows.joined() {
          let field = finder.layout.field(cell, sheet: number)
          var text = value
          if let index = Self.sharedIndex(cell, value, texts.count) {
            if uses[index].count < 8, !uses[index].contains(field) { uses[index].append(field) }
            text = texts[index]
          } else if cell.type.elementsEqual("s".utf8) {
            continue
          } else if Self.isDate(cell, dates), let date = serial.text(value[...]) {
            text = date
          }
          if values[field]?.count ?? 0 < 32, !text.isEmpty, text.count <= 96 {
            values[field, default: []].append(text)
          }
        }
      }
      var waiting: [[RawCell]] = []
      let isPlaced = Self.rows(sheet) { row in
        waiting.append(row)
        let known = finder.add(row.map { Self.value($0, texts) }).count
        take(Array(waiting.prefix(known)))
        waiting.removeFirst(known)
      }
      _ = finder.finish()
      take(waiting)
      var layout = finder.layout
      layout.hasUnplacedCells = !isPlaced
      layouts.append(layout)
      samples.append(values)
    }
    self.serial = serial
    self.dates = dates
    self.texts = texts
    names = Self.names(workbook) + links.flatMap(Self.linkedNames)
    mayRepeat = sheets.contains(where: Self.mayRepeat)
    self.layouts = layouts
    self.uses = uses
    self.samples = samples
  }

  /// A block for each sheet that holds the first values of its columns, to be judged by.
  package func sampleBlocks() -> [Block] {
    samples.map { values in
      let block = Block()
      for (field, texts) in values.sorted(by: { $0.key.column < $1.key.column }) {
        block.fields.append(field)
        for text in texts {
          let start = block.source.count
          block.source += text
          block.segments.append(
            Segment(identity: start..<block.source.count, field: Int32(block.fields.count - 1))
          )
        }
      }
      return block
    }
  }

  /// The names of sheets and the defined ones, but for those that programs know.
  private static func names(_ workbook: [UInt8]) -> [[UInt8]] {
    let text = String(decoding: workbook, as: UTF8.self)
    return values(of: "name", tags(text, "sheet") + tags(text, "definedName"))
      .filter { !$0.isEmpty && !$0.starts(with: "_xlnm.".utf8) }
  }

  /// The names of another workbook's sheets.
  private static func linkedNames(_ link: [UInt8]) -> [[UInt8]] {
    values(of: "val", tags(String(decoding: link, as: UTF8.self), "sheetName"))
      .filter { !$0.isEmpty }
  }

  /// What the columns are called of which a pivot table is made.
  package static func pivotNames(_ definition: [UInt8]) -> [String] {
    values(of: "name", tags(String(decoding: definition, as: UTF8.self), "cacheField"))
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// The decoded values of an attribute of tags.
  private static func values(of name: String, _ tags: [Substring]) -> [[UInt8]] {
    tags.compactMap { attribute($0, name) }
      .map { SheetLexer.text(Array($0.utf8), from: 0, endingWith: "").0 }
  }

  /// Whether a sheet has a formula, a filter or a list to choose from.
  private static func mayRepeat(_ sheet: [UInt8]) -> Bool {
    let telling: Set<[UInt8]> = Set(
      ["f", "filter", "customFilter", "formula", "formula1"].map { Array($0.utf8) }
    )
    var place = 0
    while place < sheet.count {
      place = sheet.first(of: 0x3C, from: place, to: sheet.count)
      guard place < sheet.count else { return false }
      if let tag = SheetLexer.name(sheet, at: place), telling.contains(Array(sheet[tag.name])) {
        return true
      }
      place += 1
    }
    return false
  }

  /// Calls `body` with the field and the value of each cell of a sheet that is no date.
  ///
  /// `sheet`: the sheet's bytes; `number`: its number, from 0.
  package func values(
    _ sheet: [UInt8],
    number: Int,
    _ body: (FieldContext, [UInt8]) -> Void
  ) {
    _ = Self.rows(sheet) { row in
      for raw in row {
        let text = Self.value(raw, texts).text
        if text == nil, Self.isDate(raw.cell, dates) || !raw.cell.isOfNumber { continue }
        body(layouts[number].field(raw.cell, sheet: number), text ?? raw.value)
      }
    }
  }

  /// Whether a cell is a number shown as a date.
  static func isDate(_ cell: SheetCell, _ dates: [Bool]) -> Bool {
    cell.isOfNumber && cell.style < dates.count && dates[cell.style]
  }

  /// A cell with its value as it stands in the sheet.
  private typealias RawCell = (cell: SheetCell, value: [UInt8])

  /// The number of the shared string that a cell shows; nil for other cells.
  private static func sharedIndex(_ cell: SheetCell, _ value: [UInt8], _ count: Int) -> Int? {
    guard cell.type.elementsEqual("s".utf8) else { return nil }
    return SheetLexer.number(value[...]).flatMap { $0 < count ? $0 : nil }
  }

  /// A cell with its text, where it has one.
  private static func value(_ raw: RawCell, _ texts: [[UInt8]]) -> SheetValue {
    var text: [UInt8]?
    if let index = sharedIndex(raw.cell, raw.value, texts.count) {
      text = texts[index]
    } else if raw.cell.type.elementsEqual("str".utf8)
      || raw.cell.type.elementsEqual("inlineStr".utf8)
    {
      text = raw.value
    }
    return SheetValue(cell: raw.cell, text: text)
  }

  /// Calls `body` with the cells of each row that have a value, for rows that have one.
  ///
  /// - Returns: whether all cells say where they stand.
  private static func rows(_ sheet: [UInt8], _ body: ([RawCell]) -> Void) -> Bool {
    var row: [RawCell] = []
    let isPlaced = cells(sheet) { cell, value in
      if let last = row.last, last.cell.row != cell.row {
        body(row)
        row.removeAll(keepingCapacity: true)
      }
      row.append((cell, value))
    }
    if !row.isEmpty { body(row) }
    return isPlaced
  }

  /// Calls `body` for each cell with a value.
  ///
  /// - Returns: whether all cells say where they stand.
  private static func cells(_ sheet: [UInt8], _ body: (SheetCell, [UInt8]) -> Void) -> Bool {
    var place = 0
    var places = CellPlaces()
    var isPlaced = true
    var cell = SheetCell()
    while place < sheet.count {
      place = sheet.first(of: 0x3C, from: place, to: sheet.count)
      guard place < sheet.count else { return isPlaced }
      guard let tag = SheetLexer.name(sheet, at: place) else {
        place += 1
        continue
      }
      place = tag.end
      let name = sheet[tag.name]
      if name.elementsEqual("sheetData".utf8) {
        isPlaced = places.beginSheet() && isPlaced
      } else if name.elementsEqual("row".utf8) {
        places.beginRow(SheetLexer.cell(sheet, from: tag.end))
      } else if SheetLexer.isCell(name) {
        cell = SheetLexer.cell(sheet, from: tag.end)
        isPlaced = isPlaced && cell.column > 0 && cell.row > 0
        places.place(&cell)
      } else if name.elementsEqual("v".utf8) || name.elementsEqual("is".utf8) {
        let open = sheet.first(of: 0x3E, from: place, to: sheet.count)
        guard open < sheet.count, sheet[open - 1] != 0x2F else { continue }
        let (text, end) = SheetLexer.text(
          sheet,
          from: open + 1,
          endingWith: name.count == 1 ? "v" : "is"
        )
        place = end
        body(cell, text)
      }
    }
    return isPlaced
  }

  /// The texts of the shared strings.
  private static func strings(_ part: [UInt8]) -> [[UInt8]] {
    var out: [[UInt8]] = []
    var place = 0
    while place < part.count {
      place = part.first(of: 0x3C, from: place, to: part.count)
      guard place < part.count else { break }
      guard let tag = SheetLexer.name(part, at: place) else {
        place += 1
        continue
      }
      place = tag.end
      guard part[tag.name].elementsEqual("si".utf8) else { continue }
      let open = part.first(of: 0x3E, from: place, to: part.count)
      guard open < part.count else { break }
      if part[open - 1] == 0x2F {
        out.append([])
        continue
      }
      let (text, end) = SheetLexer.text(part, from: open + 1, endingWith: "si")
      out.append(text)
      place = end
    }
    return out
  }

  /// Whether days count from 1904.
  private static func is1904(_ workbook: [UInt8]) -> Bool {
    let text = String(decoding: workbook, as: UTF8.self)
    return ["1", "true", "on"].contains { text.contains("date1904=\"\($0)\"") }
  }

  /// For each cell format whether it shows a date.
  ///
  /// Source: ECMA-376 part 1, §18.8.30 (built-in formats).
  private static func dateStyles(_ styles: [UInt8]) -> [Bool] {
    let text = String(decoding: styles, as: UTF8.self)
    let builtIn: Set<Int> = Set(14...17).union([22]).union(27...36).union(50...58)
    var custom: [Int: Bool] = [:]
    for tag in tags(text, "numFmt") {
      guard let id = attribute(tag, "numFmtId").flatMap({ Int($0) }) else { continue }
      custom[id] = isDate(format: attribute(tag, "formatCode") ?? "")
    }
    guard let formats = text.firstRange(of: "cellXfs"),
      let end = text[formats.upperBound...].firstRange(of: "cellXfs")
    else { return [] }
    return tags(String(text[formats.upperBound..<end.lowerBound]), "xf")
      .map { tag in
        guard let id = attribute(tag, "numFmtId").flatMap({ Int($0) }) else { return false }
        return custom[id] ?? builtIn.contains(id)
      }
  }

  /// The start tags of an element.
  private static func tags(_ text: String, _ name: String) -> [Substring] {
    text.split(separator: "<")
      .filter { part in
        let word = part.prefix { $0 != " " && $0 != ">" && $0 != "/" && $0 != "\n" && $0 != "\r" }
        return word == name || word.hasSuffix(":" + name)
      }
  }

  /// The value of an attribute in a start tag.
  private static func attribute(_ tag: Substring, _ name: String) -> Substring? {
    guard let place = tag.firstRange(of: name + "=") else { return nil }
    let rest = tag[place.upperBound...]
    guard let quote = rest.first else { return nil }
    return rest.dropFirst().prefix { $0 != quote }
  }

  /// Whether a format shows days or years outside of quotes and brackets.
  static func isDate(format: some StringProtocol) -> Bool {
    var (isQuoted, isBracketed) = (false, false)
    // A quote is a reference in the attribute.
    for part in format.lowercased().split(separator: "&quot;", omittingEmptySubsequences: false) {
      for character in part {
        switch character {
        case "\"": isQuoted.toggle()
        case "[": isBracketed = true
        case "]": isBracketed = false
        case "y", "d": if !isQuoted, !isBracketed { return true }
        default: break
        }
      }
      isQuoted.toggle()
    }
    return false
  }
}
