package import Vocabulary

/// A part of a workbook with what is known of the whole.
package struct WorkbookPart: Sendable {
  /// What is known.
  package let index: WorkbookIndex
  /// Which part it is.
  package let part: WorkbookIndex.Part
  /// For each shared string the column by which it is judged; nil for none.
  package let choices: [FieldContext?]
  /// What takes the place of names and values that stand elsewhere than in their cell.
  package let names: WorkbookNames

  /// A part.
  ///
  /// `choose`: the column that counts of those that share a string.
  package init(
    index: WorkbookIndex,
    part: WorkbookIndex.Part,
    names: WorkbookNames = WorkbookNames(),
    choose: ([FieldContext]) -> FieldContext?
  ) {
    self.index = index
    self.part = part
    self.names = names
    choices = part == .strings ? index.uses.map(choose) : []
  }
}

/// Reads a part of a workbook: as other parts of Office documents, but cells are judged by columns.
struct WorkbookReader {
  private var reader = XMLReader(dialect: .office)
  private let part: WorkbookPart
  /// Shared strings before the block.
  private var strings = 0
  /// Where cells stand that do not say it, and the last one before a value.
  private var unplaced = (places: CellPlaces(), cell: SheetCell())
  /// The column of a pivot table's rows that is being read, from 0.
  private var pivotColumn = -1
  /// Whether the numbers that a chart repeats are shown as dates.
  private var isDateCache = false

  /// Creates a reader.
  init(_ part: WorkbookPart) {
    self.part = part
  }

  /// Finds the block's end and the segments in it.
  ///
  /// - Throws: as `XMLReader.parse`.
  mutating func parse(_ block: Block, atEnd: Bool) throws(Withholding) {
    try reader.parse(block, atEnd: atEnd)
    switch part.part {
    case .sheet(let number): judgeCells(block, sheet: number)
    case .strings: judgeStrings(block)
    case .pivot(let fields, let isRecords): judgePivot(block, fields, isRecords: isRecords)
    case .other: judgeChart(block)
    }
    imposeNames(block)
  }

  /// Says that the document has ended.
  ///
  /// - Throws: as `XMLReader.finish`.
  func finish() throws(Withholding) { try reader.finish() }

  /// Gives each cell its column's field; what only points to a shared string is none.
  private mutating func judgeCells(_ block: Block, sheet: Int) {
    let layout = part.index.layouts[sheet]
    var counted = block.body.lowerBound
    var known: [FieldContext: Int32] = [:]
    var kept: [Segment] = []
    for var segment in block.segments {
      let path = block.fields[Int(segment.field)].name.split(separator: ".").suffix(4)
      let isValue =
        path.suffix(2).elementsEqual(["c", "v"]) || path.suffix(2).elementsEqual(["cell", "v"])
      guard isValue || path.contains("is") && path.last == "t" else {
        kept.append(segment)
        continue
      }
      let place = block.sourceOffset(of: 0, in: segment)
      guard var cell = SheetLexer.cell(before: place, in: block.source) else {
        kept.append(segment)
        continue
      }
      if layout.hasUnplacedCells {
        countCells(block.source, from: &counted, to: place)
        (cell.column, cell.row) = (unplaced.cell.column, unplaced.cell.row)
      }
      if isValue, isPointer(block.text(of: segment), cell.type) { continue }
      var field = layout.field(cell, sheet: sheet)
      if isValue, WorkbookIndex.isDate(cell, part.index.dates),
        makeDate(&segment, block, at: place)
      {
        field.hint = .identifier(.date, .none)
        field.shape = .isoDate
      } else if cell.type == [0x64] {
        field.hint = .identifier(.date, .none)
        field.shape = .isoInstant
      } else if isValue, cell.isOfNumber {
        field.shape = .number
      }
      segment.field = index(of: field, block, &known)
      if isValue, !cell.isOfNumber, SheetLexer.isResult(block.source, at: place) {
        addResult(segment, block, &kept)
      } else {
        kept.append(segment)
      }
    }
    block.segments = kept
    if layout.hasUnplacedCells {
      countCells(block.source, from: &counted, to: block.body.upperBound)
    }
  }

  /// Keeps the text that a formula made, in which words of names that other cells hold are known.
  ///
  /// `isHeader`: whether it stands on a page, where a number beside such a name is that of a record.
  private func addResult(
    _ segment: Segment,
    _ block: Block,
    _ kept: inout [Segment],
    isHeader: Bool = false
  ) {
    guard segment.owned == 0..<segment.text.count else { return kept.append(segment) }
    let text = block.text(of: segment)
    let pieces = part.names.words(of: text)
    for piece in pieces {
      guard isHeader, pieces.count > 1, piece.imposed == nil,
        let number = text[piece.range].split(whereSeparator: { !$0.isDigit }).first,
        number.count >= Self.numberDigitsMin, !text[piece.range].contains(where: \.isLetter)
      else {
        impose(piece.imposed, on: segment.piece(piece.range), block, &kept)
        continue
      }
      let mask = Imposed(bytes: Array("[MRN]".utf8), kind: .mrn)
      impose(mask, on: segment.piece(number.startIndex..<number.endIndex), block, &kept)
    }
  }

  /// Digits of the shortest number that is one of a record.
  private static let numberDigitsMin = 5

  /// Gives what a pivot table repeats of rows the fields of its columns.
  private mutating func judgePivot(_ block: Block, _ fields: [FieldContext], isRecords: Bool) {
    var known: [FieldContext: Int32] = [:]
    var place = block.body.lowerBound
    for index in block.segments.indices {
      countColumns(
        block.source,
        from: &place,
        to: block.sourceOffset(of: 0, in: block.segments[index]),
        isRecords
      )
      let path = block.fields[Int(block.segments[index].field)].name.split(separator: ".").suffix(2)
      guard fields.indices.contains(pivotColumn), let element = path.first, let last = path.last
      else { continue }
      var field = fields[pivotColumn]
      switch (element, last) {
      case ("s", "v"): break
      case ("n", "v"), ("sharedItems", "minValue"), ("sharedItems", "maxValue"):
        field.shape = .number
      case ("d", "v"), (_, "minDate"), (_, "maxDate"), (_, "startDate"), (_, "endDate"):
        field = FieldContext(hint: .identifier(.date, .none), shape: .isoInstant)
      default: continue
      }
      block.segments[index].field = self.index(of: field, block, &known)
    }
    countColumns(block.source, from: &place, to: block.body.upperBound, isRecords)
  }

  /// Counts the columns of a pivot table up to a place: their definitions, or the values of a row.
  private mutating func countColumns(
    _ source: [UInt8],
    from place: inout Int,
    to end: Int,
    _ isRecords: Bool
  ) {
    while place < end {
      place = source.first(of: 0x3C, from: place, to: end)
      guard place < end else { return }
      if let tag = SheetLexer.name(source, at: place) {
        let name = source[tag.name]
        if !isRecords {
          if name.elementsEqual("cacheField".utf8) { pivotColumn += 1 }
        } else if name.count == 1, let letter = name.first {
          // `r` is a row; `s n d b e m x` are values.
          pivotColumn = letter == 0x72 ? -1 : pivotColumn + 1
        }
      }
      place += 1
    }
  }

  /// Makes the numbers dates that a chart repeats of cells which show dates.
  private mutating func judgeChart(_ block: Block) {
    var known: [FieldContext: Int32] = [:]
    for index in block.segments.indices {
      var segment = block.segments[index]
      let name = block.fields[Int(segment.field)].name
      guard name.hasPrefix("chartSpace.") else { continue }
      if name.hasSuffix(".formatCode") {
        let format = String(decoding: block.text(of: segment), as: UTF8.self)
        isDateCache = WorkbookIndex.isDate(format: format)
      } else if isDateCache, name.hasSuffix(".v"), name.contains(".num"),
        makeDate(&segment, block, at: block.sourceOffset(of: 0, in: segment))
      {
        let field = FieldContext(name: name, hint: .identifier(.date, .none), shape: .isoDate)
        segment.field = self.index(of: field, block, &known)
        block.segments[index] = segment
      }
    }
  }

  /// Counts rows and cells up to a place, for cells that do not say where they stand.
  private mutating func countCells(_ source: [UInt8], from place: inout Int, to end: Int) {
    while place < end {
      place = source.first(of: 0x3C, from: place, to: end)
      guard place < end else { return }
      if let tag = SheetLexer.name(source, at: place) {
        if source[tag.name].elementsEqual("sheetData".utf8) {
          _ = unplaced.places.beginSheet()
        } else if source[tag.name].elementsEqual("row".utf8) {
          unplaced.places.beginRow(SheetLexer.cell(source, from: tag.end))
        } else if SheetLexer.isCell(source[tag.name]) {
          unplaced.cell = SheetLexer.cell(source, from: tag.end)
          unplaced.places.place(&unplaced.cell)
        }
      }
      place += 1
    }
  }

  /// Whether a value points to a shared string, is a truth value or an error, and nothing else.
  private func isPointer(_ value: [UInt8], _ type: [UInt8]) -> Bool {
    switch String(decoding: type, as: UTF8.self) {
    case "s": SheetLexer.number(value[...]).map { $0 < part.index.uses.count } ?? false
    case "b": value.count == 1
    case "e": value.first == 0x23 && value.count < 16
    default: false
    }
  }

  /// Makes the text of a number's segment the date that it is; false where it is none.
  private func makeDate(_ segment: inout Segment, _ block: Block, at place: Int) -> Bool {
    let text = block.text(of: segment)
    guard let date = part.index.serial.text(text[...]) else { return false }
    let start = block.decoded.count
    let offsets = block.offsets.count
    let end = block.sourceEnd(of: text.count, in: segment)
    block.decoded += date
    for _ in date { block.offsets.append(UInt32(truncatingIfNeeded: place)) }
    block.offsets.append(UInt32(truncatingIfNeeded: end))
    segment = Segment(
      isDecoded: true,
      text: start..<start + date.count,
      owned: 0..<date.count,
      field: segment.field,
      coding: .serialDate(part.index.serial),
      offsetStart: offsets
    )
    return true
  }

  /// Gives each shared string the field of a column that uses it.
  private mutating func judgeStrings(_ block: Block) {
    var known: [FieldContext: Int32] = [:]
    var place = block.body.lowerBound
    for index in block.segments.indices {
      let start = block.sourceOffset(of: 0, in: block.segments[index])
      count(block.source, from: &place, to: start)
      let number = strings - 1
      guard number >= 0, number < part.choices.count, let field = part.choices[number] else {
        continue
      }
      block.segments[index].field = self.index(of: field, block, &known)
    }
    count(block.source, from: &place, to: block.body.upperBound)
  }

  /// Counts the beginnings of shared strings.
  private mutating func count(_ source: [UInt8], from place: inout Int, to end: Int) {
    while place < end {
      place = source.first(of: 0x3C, from: place, to: end)
      guard place < end else { return }
      if let tag = SheetLexer.name(source, at: place), source[tag.name].elementsEqual("si".utf8) {
        strings += 1
      }
      place += 1
    }
  }

  /// What a text outside of cells is.
  private enum Aside {
    /// A formula, or a reference alone.
    case formula
    /// The name of a sheet or of something defined.
    case name
    /// What cells are shown by, or what repeats their texts.
    case filter
    /// What repeats their numbers.
    case number
    /// What stands above or below a printed page.
    case header
    /// What is said of a defined name.
    case remark
    /// What is shown of a link.
    case caption
    /// A part of a day by which cells are shown.
    case dayPart
    /// Anything else.
    case other

    init(_ field: String) {
      let parts = field.split(separator: ".")
      let path = parts.suffix(2)
      if parts.first == "chartSpace", path.last == "v" || path.last == "pt" {
        let isNumber = parts.contains { ["numCache", "numLit", "numDim"].contains($0) }
        self = isNumber ? .number : .filter
        return
      }
      switch (path.first ?? "", path.last ?? "") {
      case (_, "f"), (_, "formula"), (_, "formula1"), (_, "formula2"), (_, "definedName"),
        (_, "lpstr"), ("hyperlink", "location"), ("worksheetSource", "sheet"):
        self = .formula
      case ("sheet", "name"), ("definedName", "name"), ("sheetName", "val"): self = .name
      case ("filter", "val"), ("customFilter", "val"): self = .filter
      case ("definedName", "comment"): self = .remark
      case ("hyperlink", "tooltip"), ("hyperlink", "display"): self = .caption
      case (_, "oddHeader"), (_, "oddFooter"), (_, "evenHeader"), (_, "evenFooter"),
        (_, "firstHeader"), (_, "firstFooter"):
        self = .header
      case ("dateGroupItem", "month"), ("dateGroupItem", "day"): self = .dayPart
      default: self = .other
      }
    }
  }

  /// Cuts formulas into pieces and puts what is known in the place of names and values.
  private func imposeNames(_ block: Block) {
    let asides = block.fields.map { Aside($0.name) }
    var kept: [Segment] = []
    kept.reserveCapacity(block.segments.count)
    var isRenamed = false
    for var segment in block.segments {
      let aside = asides[Int(segment.field)]
      let isWhole = segment.owned == 0..<segment.text.count
      guard aside != .other, isWhole else {
        kept.append(segment)
        continue
      }
      let text = block.text(of: segment)
      switch aside {
      case .formula:
        let pieces =
          part.names.renamed[WorkbookNames.key(text)]
          .map { [(range: text.indices, imposed: $0)] } ?? part.names.pieces(of: text)
        for piece in pieces {
          impose(piece.imposed, on: segment.piece(piece.range), block, &kept)
        }
      case .name:
        // A name without anybody in it may hold no brackets either.
        segment.coding = .unbracketed
        let renamed = part.names.renamed[WorkbookNames.key(text)]
        isRenamed = renamed != nil
        impose(renamed, on: segment, block, &kept)
      case .remark:
        let name = Imposed(bytes: Array("[NAME]".utf8), kind: .name)
        impose(isRenamed ? name : part.names.value(text), on: segment, block, &kept)
      case .caption: addResult(segment, block, &kept)
      case .filter: impose(part.names.value(text), on: segment, block, &kept)
      case .number: impose(part.names.number(text), on: segment, block, &kept)
      case .header:
        segment.makeText(Self.withoutMarks(text), of: block)
        addResult(segment, block, &kept, isHeader: true)
      case .dayPart: impose(Imposed(bytes: [0x31], kind: .date), on: segment, block, &kept)
      case .other: break
      }
    }
    block.segments = kept
  }

  /// A header of a printed page, of whose marks for left, middle and right nothing but white space is left.
  ///
  /// Source: ECMA-376 part 1, §18.3.1.46 (`&L`, `&C`, `&R`).
  private static func withoutMarks(_ header: [UInt8]) -> [UInt8] {
    var text = header
    var place = 0
    while place + 1 < text.count {
      if text[place] == 0x26 {
        if [0x4C, 0x43, 0x52].contains(text[place + 1]) {
          text.replaceSubrange(place...place + 1, with: [0x20, 0x0A])
        }
        place += 1
      }
      place += 1
    }
    return text
  }

  /// Keeps a segment, and says what takes its place; one that is that already goes.
  private func impose(
    _ imposed: Imposed?,
    on segment: Segment,
    _ block: Block,
    _ kept: inout [Segment]
  ) {
    var segment = segment
    if let imposed {
      if block.text(of: segment) == imposed.bytes { return }
      segment.coding = .imposed(Int32(block.imposed.count))
      block.imposed.append(imposed)
    }
    kept.append(segment)
  }

  /// The index in the block of a field.
  private func index(
    of field: FieldContext,
    _ block: Block,
    _ known: inout [FieldContext: Int32]
  ) -> Int32 {
    if let number = known[field] { return number }
    block.fields.append(field)
    known[field] = Int32(block.fields.count - 1)
    return Int32(block.fields.count - 1)
  }
}

extension Segment {
  /// Gives the segment another text of as many bytes.
  fileprivate mutating func makeText(_ text: [UInt8], of block: Block) {
    let (start, offset) = (block.decoded.count, block.offsets.count)
    guard text.count == self.text.count else { return }
    block.decoded += text
    for index in 0..<text.count {
      block.offsets.append(UInt32(truncatingIfNeeded: block.sourceOffset(of: index, in: self)))
    }
    block.offsets.append(
      UInt32(truncatingIfNeeded: block.sourceEnd(of: text.count, in: self))
    )
    (isDecoded, self.text, offsetStart) = (true, start..<start + text.count, offset)
  }
}
