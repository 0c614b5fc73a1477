package import Vocabulary

/// The formats that phigate tells apart; the raw value is the manifest's `format`.
package enum FormatName: String, Sendable, CaseIterable {
  case text
  case csv
  case tsv
  case fixedWidth = "fixed-width"
  case json
  case ndjson
  case hl7v2
  case x12
  case xml
  case html
  case ccda
  case rtf
  case calendar = "icalendar"
  case vcard
  case mail
  case dicom
  case docx
  case pptx
  case xlsx
  case odt
  case ods
  case odp
  case epub
  case picture
  case object = "embedded-object"
  case metadata = "system-metadata"
  case zip
  case tar
  case gzip
  case cpio
  case zstd
  case sevenZip = "7z"
  case bzip2
  case xz
  case lz4
  case empty
  case unknown
}

extension FormatName {
  /// Whether what it holds is scanned as members.
  package var holdsMembers: Bool {
    switch self {
    case .zip, .tar, .gzip, .cpio, .zstd, .sevenZip, .bzip2, .xz, .lz4, .mail: true
    default: false
    }
  }

  /// Whether it is a document in a zip, whose pictures may be empty.
  package var isPackage: Bool { isOffice || isOpenDocument || self == .epub }

  /// Whether it is one of Office Open XML.
  package var isOffice: Bool { self == .docx || self == .xlsx || self == .pptx }

  /// Whether it is one of OpenDocument.
  package var isOpenDocument: Bool { self == .odt || self == .ods || self == .odp }
}

/// What a look at the beginning of a document told.
package struct SniffedFormat: Sendable {
  /// The format.
  package var format: FormatName
  /// How text is written.
  package var encoding = TextEncoding.utf8
  /// What separates cells; meaningless but for tables.
  package var delimiter: UInt8 = 0x2C
  /// Whether the format or the content is clinical: HL7 v2, FHIR.
  package var isClinical = false
  /// Which markup is read; meaningless but for XML and HTML.
  package var dialect = MarkupDialect.xml
  /// Whether the document is text written for or by a language model.
  package var isPrompt = false
  /// Whether the first row names the columns; meaningless but for tables.
  package var hasHeader = false
  /// What stands above a table, and which of its cells name others; meaningless but for tables.
  package var layout = TableLayout()
  /// Says which texts name fields.
  package var naming: FieldNaming = { _ in .unknown }
  /// The columns of a table of fixed width.
  package var columns: [FixedColumn] = []
  /// What the lines of such a table begin with that are records; empty where all are.
  package var recordMark: [UInt8] = []
  /// The part of a workbook that the document is; nil elsewhere.
  package var workbook: WorkbookPart?

  /// Creates a description.
  package init(_ format: FormatName) {
    self.format = format
  }

  /// Whether documents of both descriptions are read in the same way.
  package func isRead(as other: SniffedFormat) -> Bool {
    format == other.format && encoding == other.encoding && delimiter == other.delimiter
      && hasHeader == other.hasHeader && isClinical == other.isClinical
      && dialect == other.dialect && columns == other.columns && layout == other.layout
      && recordMark == other.recordMark
  }
}

/// Writes tags in place of what would be masked in a text.
package typealias Tagging = ([UInt8]) -> [UInt8]

/// Bytes of a document that `sniff` wants to see.
package let sniffBytes = 64 << 10

/// Tells a document's format by its content first, then by its name.
///
/// `head`: the first `sniffBytes` bytes, or all where there are fewer.
/// `isWhole`: whether `head` is all.
/// `name`: the file's or member's name as bytes; decides between formats that the content allows.
/// `masked`: writes tags in place of what would be masked in a cell or line, so that the first row of
/// a table is judged as that of its copy.
/// `naming`: says which texts name fields.
/// Throws: `unsupported-format` for what has no reader, `unscannable-content` for what is no text.
package func sniff(
  head: Span<UInt8>,
  isWhole: Bool,
  name: Span<UInt8>,
  masked: @escaping Tagging = { $0 },
  naming: @escaping FieldNaming = { _ in .unknown }
) throws(Withholding) -> SniffedFormat {
  let bytes = unsafe head.withUnsafeBufferPointer { unsafe [UInt8]($0) }
  var nameBytes: [UInt8] = []
  for index in name.indices { nameBytes.append(name[index].lowercased) }
  let sniffer = Sniffer(
    head: bytes,
    isWhole: isWhole,
    name: nameBytes,
    masked: masked,
    naming: naming
  )
  var found = try sniffer.sniff()
  found.naming = naming
  return found
}

/// The steps of `sniff`.
struct Sniffer {
  /// The beginning of the document.
  let head: [UInt8]
  /// Whether that is all of it.
  let isWhole: Bool
  /// Its name in small letters.
  let name: [UInt8]
  /// Shows a first row as it will be.
  let masked: Tagging
  /// Says which texts name fields.
  let naming: FieldNaming
  /// Whether `head` was written in two bytes a character.
  var isWide = false
  /// Whether `head` was written in a set of one byte a character.
  var isDecoded = false

  /// Runs the steps in order: nothing, magic numbers, encodings, structures.
  func sniff() throws(Withholding) -> SniffedFormat {
    if head.isEmpty { return SniffedFormat(.empty) }
    if let archive = archive() { return SniffedFormat(archive) }
    if has("DICM", at: DicomFile.markOffset) { return SniffedFormat(.dicom) }
    try refuseKnownBinary()
    if let wide = try wideText() { return wide }
    for page in [CodePage.lineFeed, .newLine] {
      if let text = page.text(head) { return try mainframeText(text, page) }
    }
    return try sniffText()
  }

  /// Tells text formats apart.
  private func sniffText() throws(Withholding) -> SniffedFormat {
    if let page = try pageInSet() { return page }
    try refuseBinary()
    if has("{\\rtf", at: firstMark) { return SniffedFormat(.rtf) }
    if let lines = contentLines() { return SniffedFormat(lines) }
    if looksLikeMail(head) { return SniffedFormat(.mail) }
    if let label = markup() {
      throw Withholding(.unsupportedFormat, "\(label) has no reader yet")
    }
    if let marked = try marked() { return marked }
    if X12Reader.isHeader(head, at: firstMark) {
      var found = SniffedFormat(.x12)
      found.isClinical = true
      return found
    }
    if has("ISA", at: firstMark), firstMark + 3 < head.count, !head[firstMark + 3].isAlphanumeric,
      head[firstMark + 3] != 0x20
    {
      throw Withholding(.corrupt, "an interchange header of other widths")
    }
    if isHL7 {
      var found = SniffedFormat(.hl7v2)
      found.isClinical = true
      return found
    }
    if let json = try json() { return json }
    if isPedigree { return SniffedFormat(.text) }
    if let records = try layoutFixedWidth() { return records }
    if let table = table() { return table }
    if let table = ruledFixedWidth() ?? titledFixedWidth() { return table }
    if let votes = FixedWidthVotes(head, isWhole: isWhole),
      let table = votes.columns(masked: masked),
      table.hasHeader && keepsNames(firstLine, table.columns) || !holdsHeader
    {
      var found = SniffedFormat(.fixedWidth)
      (found.columns, found.hasHeader) = table
      return found
    }
    return SniffedFormat(.text)
  }

  /// Whether the first lines are rows of a pedigree, whose cells are found by their places.
  private var isPedigree: Bool {
    let rows = head.split(separator: 0x0A, maxSplits: 3)
    let whole = rows.dropLast(rows.count > 3 ? 1 : isWhole ? 0 : 1)
    let isLong = rows.first.map { $0.count > PedigreeRow.lineBytesMax } ?? false
    let known = isLong ? rows.prefix(1) : whole
    return (isLong || known.count > 1) && known.allSatisfy { PedigreeRow.cells(Array($0)) != nil }
  }

  /// The offset of the first byte that is no white space or byte order mark.
  var firstMark: Int {
    var index = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < head.count, [0x20, 0x09, 0x0A, 0x0D].contains(head[index]) { index += 1 }
    return index
  }

  /// Whether the bytes at `offset` are the ASCII text.
  func has(_ text: StaticString, at offset: Int = 0) -> Bool { head.holds(text, at: offset) }

  /// Whether the name ends like this.
  func isNamed(_ suffixes: String...) -> Bool {
    suffixes.contains { suffix in
      name.count >= suffix.utf8.count && name.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
    }
  }

  /// Zip, tar and gzip by their magic numbers.
  private func archive() -> FormatName? {
    if head.starts(with: [0x1F, 0x8B]) { return .gzip }
    if has("PK\u{3}\u{4}") || has("PK\u{5}\u{6}") || has("PK\u{7}\u{8}") { return .zip }
    if has("ustar", at: 257) { return .tar }
    if head.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) { return .zstd }
    if head.count > 3, head[0] & 0xF0 == 0x50, head[1...3].elementsEqual([0x2A, 0x4D, 0x18]) {
      return .zstd
    }
    if head.starts(with: SevenZipWalk.magic) { return .sevenZip }
    if has("BZh"), head.count > 9, has("1AY&SY", at: 4) || has("\u{17}rE8P", at: 4) {
      return .bzip2
    }
    if head.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) { return .xz }
    if head.starts(with: [0x04, 0x22, 0x4D, 0x18]) || head.starts(with: [0x02, 0x21, 0x4C, 0x18]) {
      return .lz4
    }
    if ["070701", "070702", "070707"].contains(where: { has($0) }), isCpio { return .cpio }
    if isNamed(".zip") { return .zip }
    if isNamed(".tar"), head.count >= 512 { return .tar }
    return nil
  }

  /// Whether digits of a cpio's header follow its magic number.
  private var isCpio: Bool {
    head.count >= 76 && head[6..<76].allSatisfy { hexValue($0) != nil }
  }

  /// Refuses binary formats that are known and have no reader: files that hold other files as
  /// unsupported, pixels, sound and pages as what cannot be scanned.
  private func refuseKnownBinary() throws(Withholding) {
    guard Self.magicBytes[head[0]], let label = knownBinary() else { return }
    let other: Set<String> = [
      "rar", "bzip2", "appledouble", "editor swap file", "outlook store", "executable",
    ]
    if label == "pdf", contains("PK\u{3}\u{4}") {
      throw Withholding(.ambiguousStructure, "a pdf that is a zip, too")
    }
    if label == "openssl ciphertext" || label == "luks" { throw Withholding(.encrypted) }
    let reason: Reason = other.contains(label) ? .unsupportedFormat : .unscannableContent
    throw Withholding(reason, "\(label) has no reader yet")
  }

  /// What binary formats that are known and have no reader begin with.
  private static let magics: [(String, [UInt8])] = [
    ("pdf", Array("%PDF-".utf8)), ("png", [0x89, 0x50, 0x4E, 0x47]),
    ("jpeg", [0xFF, 0xD8, 0xFF]),
    ("gif", Array("GIF8".utf8)), ("tiff", [0x49, 0x49, 0x2A, 0]),
    ("tiff", [0x4D, 0x4D, 0, 0x2A]),
    ("bmp", [0x42, 0x4D]), ("wave or avi", Array("RIFF".utf8)),
    ("ole document", [0xD0, 0xCF, 0x11, 0xE0]),
    ("parquet", Array("PAR1".utf8)), ("avro", Array("Obj\u{1}".utf8)), ("orc", Array("ORC".utf8)),
    ("sqlite", Array("SQLite format 3".utf8)), ("executable", [0x7F, 0x45, 0x4C, 0x46]),
    ("executable", Array("MZ".utf8)), ("rar", Array("Rar!".utf8)),
    ("bzip2", Array("BZh".utf8)), ("outlook store", Array("!BDN".utf8)),
    ("appledouble", [0, 5, 0x16, 7]), ("editor swap file", Array("b0VIM".utf8)),
    ("flac", Array("fLaC".utf8)),
    ("openssl ciphertext", Array("Salted__".utf8)), ("luks", Array("LUKS".utf8)),
    ("ogg", Array("OggS".utf8)), ("mp3", Array("ID3".utf8)), ("netpbm image", Array("P5\n".utf8)),
    ("netpbm image", Array("P6\n".utf8)), ("hdf5", [0x89, 0x48, 0x44, 0x46]),
    ("postscript", Array("%!PS".utf8)),
  ]

  /// What these begin with.
  private static let magicBytes = ByteTable(magics.compactMap(\.1.first))

  /// The name of a binary format that is known and has no reader.
  private func knownBinary() -> String? {
    for (label, magic) in Self.magics where head[0] == magic[0] && head.starts(with: magic) {
      let short: Set<String> = ["bmp", "executable"]
      if short.contains(label), magic.count == 2, !head.prefix(512).contains(0) { continue }
      return label
    }
    return nil
  }

  /// UTF-16 with a byte order mark or unmistakable without; UTF-32 is refused.
  private func wideText() throws(Withholding) -> SniffedFormat? {
    if head.starts(with: [0xFF, 0xFE, 0, 0]) || head.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw Withholding(.unscannableContent, "utf-32 has no reader")
    }
    var found = SniffedFormat(.text)
    if head.starts(with: [0xFF, 0xFE]) || looksWide(first: false) {
      found.encoding = .utf16LittleEndian
    } else if head.starts(with: [0xFE, 0xFF]) || looksWide(first: true) {
      found.encoding = .utf16BigEndian
    } else {
      return nil
    }
    var narrow: [UInt8] = []
    _ = try decodeUTF16(head, isBig: found.encoding == .utf16BigEndian, into: &narrow)
    let inner = try Sniffer(
      head: narrow,
      isWhole: isWhole,
      name: name,
      masked: masked,
      naming: naming,
      isWide: true
    )
    .sniffText()
    switch inner.format {
    case .text: return found
    case .mail, .rtf:
      throw Withholding(.unsupportedFormat, "utf-16 of this format has no reader yet")
    default:
      let encoding = found.encoding
      found = inner
      found.encoding = encoding
    }
    return found
  }

  /// What text of a mainframe holds.
  private func mainframeText(
    _ text: [UInt8],
    _ page: CodePage
  ) throws(Withholding) -> SniffedFormat {
    let inner = Sniffer(head: text, isWhole: isWhole, name: name, masked: masked, naming: naming)
    var found = try inner.sniffText()
    guard found.format != .mail, found.format != .rtf else {
      throw Withholding(.unsupportedFormat, "ebcdic of this format has no reader")
    }
    found.encoding = .ebcdic(page)
    return found
  }

  /// Whether nine of ten characters at the beginning have a zero as their first or second byte.
  private func looksWide(first: Bool) -> Bool {
    let end = min(head.count, Self.sampleBytes)
    let units = end / 2
    guard units >= 8 else { return false }
    var zeros = (even: 0, odd: 0)
    var zero = head.first(of: 0, from: 0, to: end)
    while zero < end {
      if zero.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
      zero = head.first(of: 0, from: zero + 1, to: end)
    }
    return first
      ? zeros.even * 10 >= units * 9 && zeros.odd == 0
      : zeros.odd * 10 >= units * 9 && zeros.even == 0
  }

  /// Bytes at the beginning that are searched for texts and zeros.
  private static let sampleBytes = 4_096

  /// Refuses what is not text that can be scanned.
  private func refuseBinary() throws(Withholding) {
    var (controls, invalid) = (0, 0)
    var position = head.firstNoPlain(from: 0, to: head.count)
    while position < head.count {
      defer { position = head.firstNoPlain(from: position, to: head.count) }
      let byte = head[position]
      if byte == 0 { throw Withholding(.unscannableContent, "a zero byte at \(position)") }
      if byte < 0x80 {
        controls += 1
        position += 1
        continue
      }
      let length = head.utf8Length(at: position, to: head.count)
      if length == 0, head.count - position > 3 || isWhole {
        invalid += 1
        // `À` and `Á` of Windows-1252 stand before letters, never before the second byte of a character.
        let next = position + 1 < head.count ? head[position + 1] : 0
        let isOverlong = (byte == 0xC0 || byte == 0xC1) && next & 0xC0 == 0x80
        // The parts of a mail say in which set they are written.
        if isOverlong, !looksLikeMail(head) {
          throw Withholding(.unscannableContent, "an overlong character at \(position)")
        }
      }
      position += max(1, length)
    }
    let percent = max(1, head.count / 100)
    let isForeign = invalid > 20 * percent || (invalid > 4 && invalid * 4 > head.count)
    if controls > percent || isForeign && !looksLikeMail(head) {
      throw Withholding(
        .unscannableContent,
        "\(controls + invalid) of \(head.count) bytes are no text"
      )
    }
    if has("-----BEGIN PGP MESSAGE-----", at: firstMark) || has("age-encryption.org/v1")
      || has("-----BEGIN AGE ENCRYPTED FILE-----", at: firstMark)
    {
      throw Withholding(.encrypted)
    }
    if holdsUuencoded { throw Withholding(.unscannableContent, "uuencode has no reader") }
    if beginsUTF7 || contains("+ADw-") || contains("+AC0-") || contains("+ADA-") {
      throw Withholding(.unscannableContent, "utf-7 has no reader")
    }
  }

  /// Whether the first bytes are a shifted run of UTF-7: `+AMk-cole`, and not `+Andrea` of a letter's first line.
  ///
  /// A run is whole units of sixteen bits, what is left over is fewer than six bits, and they are zero. A word with
  /// a capital decodes to signs of phonetics at best, so that one without the closing hyphen is none.
  /// Source: RFC 2152.
  private var beginsUTF7: Bool {
    guard has("+A") else { return false }
    let runBytesMax = 64
    let run = head[1..<min(head.count, runBytesMax)].prefix { Self.sextet($0) != nil }
    let isClosed = run.endIndex < head.count && head[run.endIndex] == 0x2D
    let isWord = run.count > 2 && run.dropFirst().allSatisfy { $0.isLetter && !$0.isUppercase }
    guard isClosed || !isWord else { return false }
    var (bits, count, unit) = (UInt32(0), 0, UInt32?.none)
    for byte in run {
      bits = (bits << 6 | UInt32(Self.sextet(byte) ?? 0)) & 0x3F_FFFF
      count += 6
      guard count >= 16 else { continue }
      count -= 16
      unit = unit ?? bits >> UInt32(count) & 0xFFFF
      bits &= (1 << UInt32(count)) - 1
    }
    // A run that goes on beyond what is looked at ends nowhere.
    let isWhole = run.count + 1 == runBytesMax || count < 6 && bits == 0
    guard let unit, isWhole else { return false }
    return unit >= 0x20 && !(0x7F..<0xA0).contains(unit) && !(0x250..<0x370).contains(unit)
      || [0x09, 0x0A, 0x0D].contains(unit)
  }

  /// The six bits that a letter of base64 stands for; nil for another byte.
  private static func sextet(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x41...0x5A: byte - 0x41
    case 0x61...0x7A: byte - 0x61 + 26
    case 0x30...0x39: byte - 0x30 + 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }

  /// Whether a line begins uuencoded content: `begin`, a mode, a name, then a full line of 45 bytes.
  private var holdsUuencoded: Bool {
    let mark: StaticString = "begin "
    var start = head.first(of: mark, from: 0, to: head.count)
    while start < head.count {
      let end = head.first(of: 0x0A, from: start, to: head.count)
      if start == 0 || head[start - 1] == 0x0A, end < head.count,
        isUuencoded(head[(start + mark.utf8CodeUnitCount)..<end])
      {
        return true
      }
      start = head.first(of: mark, from: end, to: head.count)
    }
    return false
  }

  /// Whether a mode and a name stand in what follows `begin`, and encoded bytes in the next line.
  private func isUuencoded(_ rest: ArraySlice<UInt8>) -> Bool {
    let mode = rest.prefix(4)
    guard rest.count > 4, mode.dropLast().allSatisfy({ (0x30...0x37).contains($0) }),
      mode.last == 0x20
    else { return false }
    let next = head[min(rest.endIndex + 1, head.count)...].prefix { $0 > 0x0D }
    guard let first = next.first, next.allSatisfy({ (0x20...0x60).contains($0) }) else {
      return false
    }
    // The first letter says how many bytes the others stand for, four for three.
    let byteCount = Int(first) - 0x20
    return byteCount > 0 && (byteCount + 2) / 3 * 4 < next.count + 1
  }

  /// Whether the first 4 KiB hold the ASCII text.
  func contains(_ text: StaticString) -> Bool {
    let end = min(head.count, Self.sampleBytes)
    return head.first(of: text, from: 0, to: end) < end
  }

  /// The name of a text format that has rules of its own and no reader.
  private func markup() -> String? {
    let start = firstMark
    // Parts with an encoding of their own; a type alone stands in what HTTP transfers as well.
    if contains("\nContent-Transfer-Encoding: ") || contains("\nMIME-Version: ")
      || has("From ", at: start) && contains("\nSubject:")
    {
      return "mail"
    }
    return nil
  }

  /// A calendar or a card, by its first line.
  private func contentLines() -> FormatName? {
    let start = firstMark
    let first = head[min(start, head.count)...].prefix(Self.beginBytes)
    let line = String(decoding: first.prefix { $0 > 0x0D }.map(\.lowercased), as: UTF8.self)
    return line == "begin:vcalendar" ? .calendar : line == "begin:vcard" ? .vcard : nil
  }

  /// Bytes of the first line of a calendar.
  private static let beginBytes = 17

  /// Whether a message header stands at the beginning, perhaps framed.
  private var isHL7: Bool {
    var start = firstMark
    if start < head.count, head[start] == 0x0B { start += 1 }
    let hasHeader = has("MSH", at: start) || has("BHS", at: start) || has("FHS", at: start)
    // `MSH-9: ADT` is an address of a field in a text.
    return hasHeader && start + 8 < head.count && head[start + 3].separates
      && !head[start + 4].isDigit
  }

  /// JSON or NDJSON, where the beginning follows the grammar or the name says so.
  private func json() throws(Withholding) -> SniffedFormat? {
    let start = firstMark
    let isNamedJSON = isNamed(".json", ".ndjson", ".jsonl")
    guard start < head.count, head[start] == 0x7B || head[start] == 0x5B || isNamedJSON else {
      return nil
    }
    let block = Block()
    block.source = head
    block.body = 0..<0
    var reader = JSONReader(isFHIR: false)
    let isLines = isNamed(".ndjson", ".jsonl") || linesBeginWithObjects
    var found = SniffedFormat(isLines ? .ndjson : .json)
    do {
      try reader.parse(block, atEnd: isWhole)
    } catch {
      // With comments, single quotes or too deep: read as the text that it is.
      guard isNamedJSON || error.reason == .limitDepth else { return nil }
      found.format = .text
    }
    found.isClinical = contains("\"resourceType\"")
    found.isPrompt = (contains("\"role\"") && contains("\"content\"")) || contains("\"prompt\"")
    return found
  }

  /// Whether the second line begins an object as well.
  private var linesBeginWithObjects: Bool {
    guard head[firstMark] == 0x7B, let end = head.firstIndex(of: 0x0A), end + 1 < head.count else {
      return false
    }
    return head[end + 1] == 0x7B && head[..<end].contains(0x7D)
  }
}
