import Configuration
import Detection
import Formats
import Manifest
import Vocabulary

extension ContentScan {
  /// Bytes of one mail or mailbox: it is read at once.
  private static let mailBytesMax: Int64 = 64 << 20

  /// Scans a mail's fields and parts and writes it with the masked ones, each in its own encoding.
  func scanMail(
    _ bytes: any ArchiveBytes,
    prefix: String,
    depth: Int,
    sink: any ByteSink
  ) throws(ScanStop) -> ContentResult {
    guard bytes.count <= Self.mailBytesMax else {
      throw .withheld(Withholding(.limitSize, "a mail of \(bytes.count) bytes"))
    }
    var mail: [UInt8] = []
    let parts: MailParts
    do throws(Withholding) {
      try bytes.read(at: 0, into: &mail, count: Int(bytes.count))
      parts = try MailParts(mail)
    } catch {
      throw .withheld(error)
    }
    var result = ContentResult(kind: .archive, format: .mail)
    var withholding: Withholding?
    for stretch in parts.stretches {
      let output: [UInt8]
      switch stretch {
      case .frame(let range): output = Array(mail[range])
      case .header(let range): output = try maskHeader(mail[range], &result.tally)
      case .text(let range): output = try maskText(mail[range], .plainText, &result.tally)
      case .part(let part):
        do throws(ScanStop) {
          output = try maskPart(part, mail, prefix: prefix, depth: depth, &result)
        } catch {
          guard case .withheld(let reason) = error else { throw error }
          if configuration.archives.onWithheldMember == .withhold || reason.reason.isOfLimits {
            withholding = withholding ?? reason
          }
          result.isMasked = true
          output = []
        }
      }
      try write(output, to: sink)
    }
    if let withholding { throw .withheld(withholding) }
    result.isMasked = result.isMasked || !result.tally.isEmpty
    return result
  }

  /// Writes bytes.
  private func write(_ bytes: [UInt8], to sink: any ByteSink) throws(ScanStop) {
    do throws(Failure) { try sink.write(bytes.span) } catch { throw .failed(error) }
  }

  /// The masked content of a part, in its encoding; its own bytes where nothing was masked.
  private func maskPart(
    _ part: MailPart,
    _ mail: [UInt8],
    prefix: String,
    depth: Int,
    _ result: inout ContentResult
  ) throws(ScanStop) -> [UInt8] {
    let original = mail[part.range]
    let output = Spool(work)
    guard let decoded = part.encoding.decode(original) else {
      throw .withheld(Withholding(.corrupt, "a part that breaks its transfer encoding"))
    }
    let content: [UInt8]
    do throws(Withholding) {
      try budget.spend(decoded.count)
      content = try part.characters.decode(decoded)
    } catch {
      throw .withheld(error)
    }
    let member = try scanMember(
      MemoryBytes(content),
      path: part.name,
      prefix: prefix,
      depth: depth,
      output: output
    )
    result.isPrompt = result.isPrompt || member.isPrompt
    result.isClinical = result.isClinical || member.isClinical
    var masked: [UInt8] = []
    try stopping { () throws(Failure) in
      try output.copy { (bytes) throws(Failure) in masked.append(span: bytes) }
    }
    if masked == content { return Array(original) }
    result.isMasked = true
    guard let written = part.characters.encode(masked, like: decoded) else {
      throw .withheld(Withholding(.corrupt, "a character that its set does not have"))
    }
    return part.encoding.encode(written, like: original)
  }

  /// A header with its fields masked.
  private func maskHeader(
    _ header: ArraySlice<UInt8>,
    _ tally: inout Tally
  ) throws(ScanStop) -> [UInt8] {
    var out: [UInt8] = []
    worker.scanner.names = RecordNames(people(in: header))
    defer { worker.scanner.names = RecordNames() }
    for field in Self.fields(of: header) { out += try maskField(field, &tally) }
    return out
  }

  /// The fields of a header with the lines that they go on in.
  private static func fields(of header: ArraySlice<UInt8>) -> [[UInt8]] {
    var fields: [[UInt8]] = []
    var field: [UInt8] = []
    for line in header.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let isFolded = line.first == 0x20 || line.first == 0x09
      if !isFolded, !field.isEmpty {
        fields.append(field)
        field = []
      }
      field += line + [0x0A]
    }
    // The last line has no line end of its own.
    if !field.isEmpty { fields.append(field.dropLast()) }
    return fields
  }

  /// Fields of addresses, whose names stand in front of them.
  private static let addresses: Set<String> = [
    "from", "to", "cc", "bcc", "reply-to", "sender", "return-path", "delivered-to",
    "resent-from", "resent-to", "disposition-notification-to",
  ]

  /// Whom the fields of a header name, to know them again in its other fields.
  private func people(in header: ArraySlice<UInt8>) -> EstablishedWords {
    var words = EstablishedWords()
    for field in Self.fields(of: header) {
      guard let colon = field.firstIndex(of: 0x3A) else { continue }
      let name = String(decoding: field[..<colon].map(\.lowercased), as: UTF8.self)
      let isOfAddresses = Self.addresses.contains(name)
      let context = isOfAddresses ? Self.personName : Self.context(of: name)
      let judgement = worker.scanner.scanner.judge(context)
      guard worker.scanner.scanner.establishes(judgement) else { continue }
      let value = field[(colon + 1)...]
      let text = decodeEncodedWords(value) ?? Array(value)
      let pieces = isOfAddresses ? text.split { Self.signs.contains($0) } : [text[...]]
      for piece in pieces where !isOfAddresses || !piece.contains(0x40) {
        worker.scanner.scanner.establish(
          Array(piece).span,
          field: judgement,
          scratch: worker.scanner.scratch,
          into: &words
        )
      }
    }
    return words
  }

  private static let personName = FieldContext(name: "name", hint: .identifier(.name, .none))
  /// Signs between the parts of addresses.
  private static let signs = Array("<>(),;\"\r\n".utf8)

  /// A field with its value masked; encoded words are decoded where something is masked in them.
  private func maskField(_ field: [UInt8], _ tally: inout Tally) throws(ScanStop) -> [UInt8] {
    guard let colon = field.firstIndex(of: 0x3A), !field.starts(with: "From ".utf8) else {
      return try maskText(field[...], .plainText, &tally)
    }
    let name = String(decoding: field[..<colon].map(\.lowercased), as: UTF8.self)
    let ending = field.reversed().prefix { $0 == 0x0A || $0 == 0x0D }.count
    let value = field[(colon + 1)..<(field.count - min(ending, field.count - colon - 1))]
    let decoded = decodeEncodedWords(value)
    let text = decoded ?? Array(value)
    let masked: [UInt8]
    switch name {
    case _ where Self.addresses.contains(name):
      masked = try maskAddresses(text, &tally)
    case "message-id", "in-reply-to", "references":
      masked = try maskText(
        text[...],
        FieldContext(name: name, hint: .identifier(.uniqueID, .none)),
        &tally
      )
    case "content-type", "content-disposition":
      masked = try maskParameters(try maskComments(Array(value), &tally), &tally)
    case "content-id", "content-location":
      masked = maskPlace(try maskText(text[...], .plainText, &tally), &tally)
    case "subject", "thread-topic":
      masked = maskName(try maskText(text[...], .plainText, &tally), &tally)
    default: masked = try maskText(text[...], Self.context(of: name), &tally)
    }
    if masked == text || masked == Array(value) { return field }
    let safe = decoded == nil ? masked : encodeWords(masked.filter { $0 != 0x0A && $0 != 0x0D })
    return field[...colon] + (safe.first == 0x20 ? [] : [0x20]) + safe + field.suffix(ending)
  }

  /// A subject that is nothing but a name, with the name masked: people stand beside it.
  private func maskName(_ text: [UInt8], _ tally: inout Tally) -> [UInt8] {
    let scanner = worker.scanner.scanner
    var scratch = ScanScratch()
    var findings: [Finding] = []
    scanner.scanBeside(text.span, scratch: &scratch, into: &findings)
    guard let name = findings.first else { return text }
    tally.add(.name, .tag)
    return text[..<name.start] + Array("[NAME]".utf8) + text[name.end...]
  }

  /// A list of addresses: names outside angle brackets, addresses inside.
  private func maskAddresses(
    _ value: [UInt8],
    _ tally: inout Tally
  ) throws(ScanStop) -> [UInt8] {
    let block = Block()
    block.source = value
    block.body = value.indices
    block.fields = [
      Self.personName,
      FieldContext(name: "email", hint: .identifier(.email, .none)),
    ]
    var start = 0
    for position in 0...value.count
    where position == value.count || Self.signs.contains(value[position]) {
      let range = start..<position
      start = position + 1
      guard value[range].contains(where: { $0.isAlphanumeric || $0 >= 0x80 }) else { continue }
      let isAddress = value[range].contains(0x40)
      block.segments.append(
        Segment(identity: range, field: isAddress ? 1 : 0)
      )
    }
    return try mask(block, &tally)
  }

  /// A field's value with its comments masked.
  private func maskComments(_ value: [UInt8], _ tally: inout Tally) throws(ScanStop) -> [UInt8] {
    var out: [UInt8] = []
    var position = 0
    for comment in headerComments(value[...]) {
      out += value[position..<comment.lowerBound]
      out += try maskText(value[comment], .plainText, &tally)
      position = comment.upperBound
    }
    return out + value[position...]
  }

  /// Parameters that readers of mail need as they are.
  private static let structure: Set<String> = [
    "boundary", "charset", "format", "delsp", "protocol", "micalg", "type", "start-info", "size",
    "report-type", "access-type", "smime-type", "reply-type", "method",
  ]

  /// Parameters of a content's type or disposition with names of files and what else is found in them
  /// masked, in whatever pieces they stand.
  private func maskParameters(_ value: [UInt8], _ tally: inout Tally) throws(ScanStop) -> [UInt8] {
    var edits: [(range: Range<Int>, text: [UInt8])] = []
    for parameter in HeaderParameter.all(in: value) where !Self.structure.contains(parameter.name) {
      guard let first = parameter.pieces.first else { continue }
      let masked: [UInt8]
      if parameter.name.contains("name") {
        guard let name = worker.scanner.maskedComponent(parameter.text) else { continue }
        tally.add(.name, .tag)
        masked = name
      } else {
        let context = Self.context(of: parameter.name)
        masked = try maskText(parameter.text[...], context, &tally)
        if masked == parameter.text { continue }
      }
      edits.append((first, parameter.written(masked)))
      // The other pieces go with the semicolons before them.
      for piece in parameter.pieces.dropFirst() {
        let mark = value[..<piece.lowerBound].lastIndex(of: 0x3B) ?? piece.lowerBound
        edits.append((mark..<piece.upperBound, []))
      }
    }
    var out: [UInt8] = []
    var position = 0
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= position {
      out += value[position..<edit.range.lowerBound] + edit.text
      position = edit.range.upperBound
    }
    return out + value[position...]
  }

  /// The number of a part or its place: names in it are masked as those of a file.
  private func maskPlace(_ value: [UInt8], _ tally: inout Tally) -> [UInt8] {
    let marks = Array("<>@/ ".utf8)
    var out: [UInt8] = []
    for piece in value.splitKeeping(marks) {
      guard piece.count > 1, let masked = worker.scanner.maskedComponent(Array(piece)) else {
        out += piece
        continue
      }
      tally.add(.name, .tag)
      out += masked
    }
    return out
  }

  /// What the name of a field that no standard defines says of its value: `X-Patient-MRN`.
  private static func context(of name: String) -> FieldContext {
    // What programs call themselves (RFC 5536, 3.2.13), which is nobody's name.
    if name.hasPrefix("user-a") || name == "x-mailer" || name == "x-originating-client" {
      return FieldContext(name: name, hint: .coded)
    }
    guard name.hasPrefix("x-") else { return .plainText }
    return FieldContext(name: String(name.dropFirst(2)), isLabelled: true)
  }

  /// Text with what the scanner finds in it masked.
  func maskText(
    _ text: ArraySlice<UInt8>,
    _ field: FieldContext,
    _ tally: inout Tally
  ) throws(ScanStop) -> [UInt8] {
    if text.isEmpty { return [] }
    let block = Block()
    block.source = Array(text)
    block.body = block.source.indices
    block.fields = [field]
    block.segments = [Segment(identity: block.body, field: 0)]
    return try mask(block, &tally)
  }

  /// The bytes of a block with what the scanner finds in it masked.
  private func mask(_ block: Block, _ tally: inout Tally) throws(ScanStop) -> [UInt8] {
    var result = BlockResult()
    do throws(Withholding) {
      try worker.scanner.scan(block, worker.scanner.judgements(by: block), into: &result)
    } catch {
      throw .withheld(error)
    }
    tally.add(result.tally)
    var out: [UInt8] = []
    _ = splice(block, edits: result.edits, arena: result.arena, skipped: 0, into: &out)
    return out
  }
}

extension Reason {
  /// Whether a limit was met that speaks against the whole file.
  var isOfLimits: Bool { self == .limitRatio || self == .limitSize || self == .limitTime }
}

extension [UInt8] {
  /// The bytes in pieces, each mark a piece of its own.
  fileprivate func splitKeeping(_ marks: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = startIndex
    for index in indices where marks.contains(self[index]) {
      if start < index { pieces.append(self[start..<index]) }
      pieces.append(self[index...index])
      start = index + 1
    }
    if start < endIndex { pieces.append(self[start...]) }
    return pieces
  }
}
