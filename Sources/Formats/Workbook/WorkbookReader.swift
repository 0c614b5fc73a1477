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
    case .other: break
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
      let isValue = path.suffix(2).elementsEqual(["c", "v"])
      guard isValue || path.contains("is") else {
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
      } else if isValue, cell.type.isEmpty || cell.type == [0x6E] {
        field.shape = .number
      }
      segment.field = index(of: field, block, &known)
      kept.append(segment)
    }
    block.segments = kept
    if layout.hasUnplacedCells {
      countCells(block.source, from: &counted, to: block.body.upperBound)
    }
  }

  /// Counts rows and cells up to a place, for cells that do not say where they stand.
  private mutating func countCells(_ source: [UInt8], from place: inout Int, to end: Int) {
    while place < end {
      place = source.first(of: 0x3C, from: place, to: end)
      guard place < end else { return }
      if let tag = SheetLexer.name(source, at: place) {
        if source[tag.name].elementsEqual("row".utf8) {
          unplaced.places.beginRow(SheetLexer.cell(source, from: tag.end))
        } else if source[tag.name].elementsEqual("c".utf8) {
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
    /// What cells are shown by.
    case filter
    /// A part of a day by which cells are shown.
    case dayPart
    /// Anything else.
    case other

    init(_ field: String) {
      let path = field.split(separator: ".").suffix(2)
      switch (path.first ?? "", path.last ?? "") {
      case (_, "f"), (_, "formula"), (_, "formula1"), (_, "formula2"), (_, "definedName"),
        (_, "lpstr"), ("hyperlink", "location"), ("worksheetSource", "sheet"):
        self = .formula
      case ("sheet", "name"), ("definedName", "name"): self = .name
      case ("filter", "val"), ("customFilter", "val"): self = .filter
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
        impose(part.names.renamed[WorkbookNames.key(text)], on: segment, block, &kept)
      case .filter: impose(part.names.value(text), on: segment, block, &kept)
      case .dayPart: impose(Imposed(bytes: [0x31], kind: .date), on: segment, block, &kept)
      case .other: break
      }
    }
    block.segments = kept
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
