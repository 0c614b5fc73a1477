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

  /// The part at a path.
  func part(_ path: [UInt8]) -> WorkbookPart {
    WorkbookPart(index: index, part: parts[path] ?? .other) { fields in
      fields.first { judgements[$0]?.isIdentifier == true }
        ?? fields.first { judgements[$0]?.isOpen == true } ?? fields.first
    }
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
    return WorkbookState(index: index, parts: parts, judgements: judgements)
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
