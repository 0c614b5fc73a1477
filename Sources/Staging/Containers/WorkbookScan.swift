import Configuration
import Detection
import Formats
import Vocabulary

/// A workbook whose parts are being scanned.
struct WorkbookState {
  /// What is known of it.
  var index: WorkbookIndex
  /// What each of its parts is; the others are read like parts of any Office document.
  var parts: [[UInt8]: WorkbookIndex.Part]
  /// What its columns hold.
  var judgements: [FieldContext: FieldJudgement]
  /// What takes the place of names and values that stand elsewhere than in their cell.
  var names = WorkbookNames()

  /// The part at a path.
  func part(_ path: [UInt8]) -> WorkbookPart {
    WorkbookPart(index: index, part: parts[path] ?? .other, names: names) { fields in
      fields.first { judgements[$0]?.isIdentifier == true }
        ?? fields.first { judgements[$0]?.isOpen == true } ?? fields.first
    }
  }
}

extension WorkbookState {
  /// Values of cells that are remembered, in bytes: a longer one is no name and no number.
  private static let valueBytesMax = 64

  /// Remembers the values of columns that identify somebody.
  fileprivate mutating func learnValues(_ sheets: [[UInt8]]) {
    for (number, sheet) in sheets.enumerated() {
      index.texts(sheet, number: number) { field, text in
        guard let kind = judgements[field]?.kind, kind != .date,
          (2...Self.valueBytesMax).contains(text.count)
        else { return }
        guard names.values.count < WorkbookNames.valuesMax else {
          names.isCut = true
          return
        }
        names.values[WorkbookNames.key(text)] = Imposed(
          bytes: Array("[\(kind.label)]".utf8),
          kind: kind
        )
      }
    }
  }

  /// Gives sheets and defined names other names where somebody is in them.
  ///
  /// One is called by what was found and a number, `NAME_2`, which needs no apostrophes wherever it is referred to.
  fileprivate mutating func rename(_ scanner: inout BlockScanner) {
    var taken = Set(index.names.map { WorkbookNames.key($0) })
    for name in index.names {
      let key = WorkbookNames.key(name)
      guard names.renamed[key] == nil, let kind = identifier(in: name, &scanner) else { continue }
      var number = 1
      var new = Array("\(kind.label)_\(number)".utf8)
      while !taken.insert(WorkbookNames.key(new)).inserted {
        number += 1
        new = Array("\(kind.label)_\(number)".utf8)
      }
      names.renamed[key] = Imposed(bytes: new, kind: kind)
    }
  }

  /// What a name holds of somebody: found in it as in a text, or a value of a column that identifies.
  private func identifier(in name: [UInt8], _ scanner: inout BlockScanner) -> IdentifierKind? {
    if let known = names.values[WorkbookNames.key(name)] { return known.kind }
    let words = name.split { !($0.isAlphanumeric || $0 >= 0x80) }
    if words.count > 1,
      let known = words.lazy.compactMap({ names.values[WorkbookNames.key($0)] }).first
    {
      return known.kind
    }
    // Defined names have no blanks.
    let text = name.map { $0 == 0x5F ? 0x20 : $0 }
    return scanner.firstFound(name) ?? scanner.firstFound(text)
  }
}

extension ContentScan {
  /// Bytes of the largest part of a workbook: it is looked at whole before it is read.
  private static let partBytesMax: Int64 = 256 << 20

  /// Looks at a workbook's sheets, strings and styles.
  ///
  /// - Throws: `unscannable-content` where copies of cells stand outside of the sheets, which nobody
  ///   could judge by their columns.
  func workbook(_ walk: ZipWalk, packedBytes: Int64) throws(ScanStop) -> WorkbookState {
    let budget = UnpackBudget(limits: configuration.limits, packedBytes: packedBytes)
    var parts: [[UInt8]: WorkbookIndex.Part] = [:]
    var sheets: [(path: [UInt8], bytes: [UInt8])] = []
    var hasCopies = false
    var (main, styles, strings): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
    for index in 0..<walk.count {
      let member = walk.member(index)
      guard member.kind == .file, member.withholding == nil else { continue }
      let path = String(decoding: member.path, as: UTF8.self)
      let strange = ["xl/externalLinks/", "xl/revisions/"]
      if strange.contains(where: { path.hasPrefix($0) }) {
        throw .withheld(Withholding(.unscannableContent, "copies of cells outside of the sheets"))
      }
      hasCopies = hasCopies || path.hasPrefix("xl/pivotCache/") || path.hasPrefix("xl/charts/")
      let isSheet = path.hasPrefix("xl/worksheets/") && path.hasSuffix(".xml")
      let known = ["xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]
      guard isSheet || known.contains(path) else { continue }
      let bytes = try read(walk, index, member, budget)
      switch path {
      case known[0]: main = bytes
      case known[1]: styles = bytes
      case known[2]:
        strings = bytes
        parts[member.path] = .strings
      default: sheets.append((member.path, bytes))
      }
    }
    sheets.sort { $0.path.lexicographicallyPrecedes($1.path) }
    for (number, sheet) in sheets.enumerated() { parts[sheet.path] = .sheet(number) }
    let index = WorkbookIndex(
      workbook: main,
      styles: styles,
      strings: strings,
      sheets: sheets.map(\.bytes),
      masked: { [worker] in worker.scanner.tagged($0) },
      naming: worker.scanner.naming
    )
    var judgements: [FieldContext: FieldJudgement] = [:]
    for block in index.sampleBlocks() {
      judgements.merge(worker.scanner.judgements(by: block)) { first, _ in first }
    }
    // What charts and pivot tables repeat is text like any other where no column says more of it.
    if hasCopies, judgements.contains(where: { !$0.key.isHeader && $0.value.isIdentifier }) {
      throw .withheld(Withholding(.unscannableContent, "copies of cells outside of the sheets"))
    }
    // Numbers are judged like the texts of their column.
    for (field, judgement) in judgements {
      var number = field
      number.shape = .number
      judgements[number] = judgement
    }
    var state = WorkbookState(index: index, parts: parts, judgements: judgements)
    if index.mayRepeat { state.learnValues(sheets.map(\.bytes)) }
    state.rename(&worker.scanner)
    return state
  }

  /// The bytes of a part.
  private func read(
    _ walk: ZipWalk,
    _ index: Int,
    _ member: ArchiveMember,
    _ budget: UnpackBudget
  ) throws(ScanStop) -> [UInt8] {
    guard member.byteCount <= Self.partBytesMax else {
      throw .withheld(Withholding(.limitSize, "a part of \(member.byteCount) bytes"))
    }
    var bytes: [UInt8] = []
    do throws(Withholding) {
      let source = try walk.open(index, budget: budget)
      while try source.fill(&bytes, upTo: 1 << 20) > 0 {}
    } catch {
      throw .withheld(error)
    }
    return bytes
  }

  /// Whether a part of an Office document is left out: pictures of pages, settings of printers.
  static func isEmptied(_ path: [UInt8], of format: FormatName) -> Bool {
    guard format == .xlsx || format == .docx || format == .pptx else { return false }
    let text = String(decoding: path, as: UTF8.self)
    return text.hasPrefix("docProps/thumbnail.")
      || text.contains("/printerSettings/") && text.hasSuffix(".bin")
  }
}
