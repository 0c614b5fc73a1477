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
  /// Bytes of the shortest number that is remembered: a shorter one may be any count.
  private static let numberBytesMin = 4

  /// Remembers the values of columns that identify somebody.
  fileprivate mutating func learnValues(_ sheets: [[UInt8]]) {
    for (number, sheet) in sheets.enumerated() {
      index.values(sheet, number: number) { field, text in
        guard let kind = judgements[field]?.kind, kind != .date,
          (2...Self.valueBytesMax).contains(text.count),
          text.count >= Self.numberBytesMin || text.contains(where: { !$0.isDigit })
        else { return }
        guard names.values.count < WorkbookNames.valuesMax else {
          names.isCut = true
          return
        }
        names.values[WorkbookNames.key(text)] = Imposed(
          bytes: Array("[\(kind.label)]".utf8),
          kind: kind
        )
        if kind == .name { names.addWords(of: text) }
      }
    }
  }

  /// Gives sheets and defined names other names where somebody is in them.
  ///
  /// One is called by what was found and a number, `NAME_2`, which needs no apostrophes wherever it is referred to.
  fileprivate mutating func rename(_ scanner: inout BlockScanner) {
    var taken = Set(index.names.map { WorkbookNames.key($0) })
    var kinds = index.names.map { identifier(in: $0, &scanner) }
    joinPersons(&kinds)
    for (name, kind) in zip(index.names, kinds) {
      let key = WorkbookNames.key(name)
      guard names.renamed[key] == nil, let kind else { continue }
      if kind == .name, name.contains(0x20) { names.addWords(of: name) }
      var number = 1
      var new = Array("\(kind.label)_\(number)".utf8)
      while !taken.insert(WorkbookNames.key(new)).inserted {
        number += 1
        new = Array("\(kind.label)_\(number)".utf8)
      }
      names.renamed[key] = Imposed(bytes: new, kind: kind)
    }
  }

  /// Takes names for those of persons that look as others do, most of which are: a sheet for each patient.
  private func joinPersons(_ kinds: inout [IdentifierKind?]) {
    let forms = index.names.map(Self.form)
    for form in Set(forms.compactMap(\.self)) {
      let similar = kinds.indices.filter { forms[$0] == form }
      let known = similar.count { kinds[$0] == .name }
      guard known >= Self.personsMin, known * 2 >= similar.count else { continue }
      for index in similar where kinds[index] == nil { kinds[index] = .name }
    }
  }

  /// Names of persons that make others of the same look some, too.
  private static let personsMin = 3

  /// What names of persons have in common: two or three words with capitals, or the first of several words that
  /// low lines join; nil for any other name.
  private static func form(_ name: [UInt8]) -> [UInt8]? {
    let parts = name.split(separator: 0x5F)
    if parts.count > 1, name.contains(where: \.isUppercase) { return Array(parts[0]) }
    let words = name.split(separator: 0x20)
    let isPerson =
      (2...3).contains(words.count)
      && words.allSatisfy { word in
        (word.first.map { $0.isUppercase || $0 >= 0x80 } ?? false)
          && word.allSatisfy { $0.isLetter || $0 >= 0x80 || [0x27, 0x2D, 0x2E].contains($0) }
      }
    return isPerson ? [] : nil
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
    // `Patient_Church_1`: a word of somebody in a cell.
    if words.count > 1, name.contains(0x5F), words.contains(where: { names.holds(word: $0) }) {
      return .name
    }
    // Defined names have no blanks.
    let text = name.map { $0 == 0x5F ? 0x20 : $0 }
    return scanner.firstFound(name) ?? scanner.firstFound(text)
  }
}

/// The parts of a workbook that must be known before any of them is scanned.
private struct WorkbookParts {
  /// The part with the sheets' names, the formats, the strings that cells share.
  var (main, styles, strings): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
  /// The worksheets and the copies of cells of other workbooks, by their paths.
  var (sheets, links): ([Part], [Part]) = ([], [])
  /// What pivot tables are made of: the names of columns, and the rows.
  var (definitions, records): ([Part], [Part]) = ([], [])
  /// Whether charts or pivot tables repeat values of cells.
  var hasCopies = false

  /// A part with its path.
  typealias Part = (path: [UInt8], bytes: [UInt8])

  /// The role of a part that is looked at; nil for the others.
  ///
  /// - Throws: `unscannable-content` for copies of cells that nobody could judge.
  static func role(_ path: String) throws(ScanStop) -> WritableKeyPath<WorkbookParts, [Part]>? {
    guard path.hasSuffix(".xml") else { return nil }
    if path.hasPrefix("xl/worksheets/") { return \.sheets }
    if path.hasPrefix("xl/externalLinks/") { return \.links }
    if path.hasPrefix("xl/pivotCache/pivotCacheDefinition") { return \.definitions }
    if path.hasPrefix("xl/pivotCache/pivotCacheRecords") { return \.records }
    if path.hasPrefix("xl/revisions/") || path.hasPrefix("xl/pivotCache/") {
      throw .withheld(Withholding(.unscannableContent, "copies of cells outside of the sheets"))
    }
    return nil
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
    let found = try parts(walk, packedBytes: packedBytes)
    var parts: [[UInt8]: WorkbookIndex.Part] = [Array("xl/sharedStrings.xml".utf8): .strings]
    let sheets = found.sheets + found.links
    for (number, sheet) in sheets.enumerated() { parts[sheet.path] = .sheet(number) }
    let index = WorkbookIndex(
      workbook: found.main,
      styles: found.styles,
      strings: found.strings,
      sheets: found.sheets.map(\.bytes),
      links: found.links.map(\.bytes),
      masked: { [worker] in worker.scanner.tagged($0) },
      naming: worker.scanner.naming
    )
    var judgements: [FieldContext: FieldJudgement] = [:]
    for block in index.sampleBlocks() {
      judgements.merge(worker.scanner.judgements(by: block)) { first, _ in first }
    }
    try addPivots(found, judgements, &parts)
    // Numbers are judged like the texts of their column.
    for (field, judgement) in judgements {
      var number = field
      number.shape = .number
      judgements[number] = judgement
    }
    var state = WorkbookState(index: index, parts: parts, judgements: judgements)
    if index.mayRepeat || found.hasCopies { state.learnValues(sheets.map(\.bytes)) }
    state.rename(&worker.scanner)
    return state
  }

  /// Reads the parts that are looked at.
  private func parts(_ walk: ZipWalk, packedBytes: Int64) throws(ScanStop) -> WorkbookParts {
    let budget = UnpackBudget(limits: configuration.limits, packedBytes: packedBytes)
    var parts = WorkbookParts()
    for index in 0..<walk.count {
      let member = walk.member(index)
      guard member.kind == .file, member.withholding == nil else { continue }
      let path = String(decoding: member.path, as: UTF8.self)
      parts.hasCopies =
        parts.hasCopies || path.hasPrefix("xl/pivotCache/") || path.hasPrefix("xl/charts/")
      if let role = try WorkbookParts.role(path) {
        parts[keyPath: role].append((member.path, try read(walk, index, member, budget)))
        continue
      }
      switch path {
      case "xl/workbook.xml": parts.main = try read(walk, index, member, budget)
      case "xl/styles.xml": parts.styles = try read(walk, index, member, budget)
      case "xl/sharedStrings.xml": parts.strings = try read(walk, index, member, budget)
      default: break
      }
    }
    parts.sheets.sort { $0.path.lexicographicallyPrecedes($1.path) }
    parts.links.sort { $0.path.lexicographicallyPrecedes($1.path) }
    return parts
  }

  /// Says of the columns that pivot tables are made of what they are: what columns of sheets of that name are.
  ///
  /// - Throws: `unscannable-content` for rows whose columns nobody names.
  private func addPivots(
    _ found: WorkbookParts,
    _ judgements: [FieldContext: FieldJudgement],
    _ parts: inout [[UInt8]: WorkbookIndex.Part]
  ) throws(ScanStop) {
    let columns = judgements.keys
      .filter { !$0.isHeader && $0.shape == .text && $0.hint == .unknown }
      .sorted { ($0.column, $0.name) < ($1.column, $1.name) }
    var fields: [[UInt8]: [FieldContext]] = [:]
    for definition in found.definitions {
      let known = WorkbookIndex.pivotNames(definition.bytes)
        .enumerated()
        .map { number, name in
          let same = columns.filter { $0.name == name }
          return same.first { judgements[$0]?.isIdentifier == true } ?? same.first
            ?? FieldContext(name: name, column: Int32(clamping: number + 1))
        }
      parts[definition.path] = .pivot(known, isRecords: false)
      fields[definition.path.filter(\.isDigit)] = known
    }
    for records in found.records {
      guard let known = fields[records.path.filter(\.isDigit)] else {
        throw .withheld(Withholding(.unscannableContent, "copies of cells outside of the sheets"))
      }
      parts[records.path] = .pivot(known, isRecords: true)
    }
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
}
