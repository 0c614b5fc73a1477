package import Vocabulary

/// A stretch of a mail.
package enum MailStretch: Sendable {
  /// Boundaries and line ends between parts: written as they are.
  case frame(Range<Int>)
  /// The fields of a header with the empty line behind them.
  case header(Range<Int>)
  /// Text around parts.
  case text(Range<Int>)
  /// The content of a part.
  case part(MailPart)
}

/// The content of a part of a mail.
package struct MailPart: Sendable {
  /// Its bytes in the mail.
  package var range: Range<Int>
  /// How it is written.
  package var encoding: TransferEncoding
  /// The characters of its text.
  package var characters: TextCharacters
  /// The name to sniff and list it under, unmasked.
  package var name: [UInt8]
}

/// The parts of a mail, or of the mails of a mailbox, as stretches that tile it.
///
/// Source: RFC 5322 (fields), RFC 2045 and 2046 (parts), RFC 4155 (mailboxes).
package struct MailParts {
  /// The bytes.
  private let bytes: [UInt8]
  /// What they consist of, in order, without a gap.
  package private(set) var stretches: [MailStretch] = []
  /// Parts within parts that are read.
  private static let depthMax = 32
  private var number = 0

  /// Takes a mail apart.
  ///
  /// - Throws: `limit-depth`, `unscannable-content` for encodings without a reader,
  ///   `ambiguous-structure` for parts without a boundary.
  package init(_ bytes: [UInt8]) throws(Withholding) {
    self.bytes = bytes
    var start = 0
    while start < bytes.count {
      let end = messageEnd(from: start)
      try message(start..<end, depth: 0)
      start = end
    }
  }

  /// Where the message of a mailbox that begins at `start` ends.
  private func messageEnd(from start: Int) -> Int {
    guard bytes.holds("From ", at: start) else { return bytes.count }
    var position = start + 1
    while position < bytes.count {
      position = bytes.first(of: 0x0A, from: position, to: bytes.count)
      if bytes.holds("\n\nFrom ", at: position) { return position + 2 }
      if bytes.holds("\n\r\nFrom ", at: position) { return position + 3 }
      position += 1
    }
    return bytes.count
  }

  /// The line that begins at `position`, with its end.
  private func line(_ position: Int, _ limit: Int) -> Range<Int> {
    let end = bytes.first(of: 0x0A, from: position, to: limit)
    return position..<min(limit, end + 1)
  }

  /// Takes a header and what follows it apart.
  private mutating func message(_ range: Range<Int>, depth: Int) throws(Withholding) {
    guard depth < Self.depthMax else {
      throw Withholding(.limitDepth, "parts nest deeper than \(Self.depthMax)")
    }
    var position = range.lowerBound
    while position < range.upperBound {
      let next = line(position, range.upperBound)
      position = next.upperBound
      if bytes[next].allSatisfy({ $0 == 0x0D || $0 == 0x0A }) { break }
    }
    let header = range.lowerBound..<position
    if !header.isEmpty { stretches.append(.header(header)) }
    let body = position..<range.upperBound
    if body.isEmpty { return }
    let type = withoutComments(field("content-type", in: header)[...])
    if type.starts(with: "multipart/".utf8) {
      let boundary = parameter("boundary", in: field("content-type", in: header, keepCase: true))
      guard !boundary.isEmpty else {
        throw Withholding(.ambiguousStructure, "parts without a boundary")
      }
      try split(body, at: boundary, depth: depth)
      return
    }
    let encodingName = withoutComments(field("content-transfer-encoding", in: header)[...])
      .filter { $0 > 0x20 }
    guard let encoding = TransferEncoding(name: encodingName) else {
      throw Withholding(.unscannableContent, "a transfer encoding without a reader")
    }
    let characters = try characters(type)
    number += 1
    let name = name(of: header, type: type)
    stretches.append(
      .part(MailPart(range: body, encoding: encoding, characters: characters, name: name))
    )
  }

  /// The characters of a text; refuses those without a reader.
  private func characters(_ type: [UInt8]) throws(Withholding) -> TextCharacters {
    guard type.isEmpty || type.starts(with: "text/".utf8) else { return .plain }
    let label = String(decoding: parameter("charset", in: type), as: UTF8.self)
    guard let characters = TextCharacters(charset: label) else {
      throw Withholding(.unscannableContent, "a text in an encoding without a reader")
    }
    return characters
  }

  /// Splits a body at the lines of a boundary.
  private mutating func split(
    _ body: Range<Int>,
    at boundary: [UInt8],
    depth: Int
  ) throws(Withholding) {
    let mark = [0x2D, 0x2D] + boundary
    var start = body.lowerBound
    var isInside = false
    var position = start
    func isMark(_ line: Range<Int>) -> (begins: Bool, closes: Bool) {
      let text = bytes[line]
      guard text.starts(with: mark) else { return (false, false) }
      let rest = text.dropFirst(mark.count)
      let closes = rest.starts(with: [0x2D, 0x2D])
      return (rest.dropFirst(closes ? 2 : 0).allSatisfy { $0 <= 0x20 }, closes)
    }
    while position < body.upperBound {
      let next = line(position, body.upperBound)
      let (begins, closes) = isMark(next)
      if begins {
        // The line end before a boundary belongs to the boundary.
        var end = position
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, end < position, bytes[end - 1] == 0x0D { end -= 1 }
        if isInside {
          try message(start..<end, depth: depth + 1)
        } else if end > start {
          stretches.append(.text(start..<end))
        }
        stretches.append(.frame(end..<next.upperBound))
        start = next.upperBound
        isInside = !closes
        if closes { break }
      }
      position = next.upperBound
    }
    if start < body.upperBound {
      if isInside {
        try message(start..<body.upperBound, depth: depth + 1)
      } else {
        stretches.append(.text(start..<body.upperBound))
      }
    }
  }

  /// The value of a field, unfolded, in small letters unless they are kept; empty without one.
  private func field(_ name: String, in header: Range<Int>, keepCase: Bool = false) -> [UInt8] {
    var value: [UInt8] = []
    var isFound = false
    var position = header.lowerBound
    while position < header.upperBound {
      let next = line(position, header.upperBound)
      position = next.upperBound
      let text = bytes[next].filter { $0 != 0x0D && $0 != 0x0A }
      let isFolded = text.first == 0x20 || text.first == 0x09
      if isFound {
        if !isFolded { break }
        value += text
      } else if !isFolded, let colon = text.firstIndex(of: 0x3A),
        text[..<colon].map(\.lowercased).elementsEqual(name.utf8)
      {
        isFound = true
        value = Array(text[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 })
      }
    }
    return keepCase ? value : value.map(\.lowercased)
  }

  /// A parameter of a field's value, without quotes; empty without one.
  private func parameter(_ name: String, in value: [UInt8]) -> [UInt8] {
    let small = value.map(\.lowercased)
    let wanted = Array((name + "=").utf8)
    for start in small.indices
    where small[start...].starts(with: wanted)
      && (start == 0 || [0x3B, 0x20, 0x09].contains(small[start - 1]))
    {
      let rest = value[(start + wanted.count)...]
      if rest.first == 0x22 {
        return Array(rest.dropFirst().prefix { $0 != 0x22 })
      }
      return Array(rest.prefix { $0 != 0x3B && $0 > 0x20 })
    }
    return []
  }

  /// The name to sniff and list a part under.
  private func name(of header: Range<Int>, type: [UInt8]) -> [UInt8] {
    let disposition = field("content-disposition", in: header, keepCase: true)
    var name = parameter("filename", in: disposition)
    if name.isEmpty {
      name = parameter("name", in: field("content-type", in: header, keepCase: true))
    }
    name = name.filter { $0 > 0x20 && $0 != 0x2F && $0 != 0x5C && $0 != 0x3A && $0 < 0x7F }
    if name.isEmpty || name.starts(with: "=?".utf8) {
      let suffix =
        type.starts(with: "text/html".utf8)
        ? ".html" : type.isEmpty || type.starts(with: "text/".utf8) ? ".txt" : ""
      name = Array(("part" + suffix).utf8)
    }
    return Array("\(number)-".utf8) + name
  }
}

/// The text of a field's value in which encoded words are decoded; nil where there are none.
///
/// Source: RFC 2047.
package func decodeEncodedWords(_ value: ArraySlice<UInt8>) -> [UInt8]? {
  var out: [UInt8] = []
  var position = value.startIndex
  var isFound = false
  while position < value.endIndex {
    guard value[position...].starts(with: "=?".utf8),
      let (text, end) = encodedWord(value, at: position)
    else {
      out.append(value[position])
      position += 1
      continue
    }
    isFound = true
    out += text
    position = end
    // White space between encoded words is none of the text.
    let rest = value[position...].drop { $0 <= 0x20 }
    if rest.starts(with: "=?".utf8) { position = rest.startIndex }
  }
  return isFound ? out : nil
}

/// The text of the encoded word at `start`, as UTF-8, and behind it.
private func encodedWord(_ value: ArraySlice<UInt8>, at start: Int) -> ([UInt8], Int)? {
  let parts = value[(start + 2)...]
    .split(
      separator: 0x3F,
      maxSplits: 3,
      omittingEmptySubsequences: false
    )
  guard parts.count == 4, parts[3].first == 0x3D, let kind = parts[1].first, parts[1].count == 1
  else { return nil }
  let charset = String(decoding: parts[0].map(\.lowercased).prefix { $0 != 0x2A }, as: UTF8.self)
  let bytes: [UInt8]
  switch kind {
  case 0x42, 0x62:
    guard let decoded = decodeBase64(parts[2]) else { return nil }
    bytes = decoded
  case 0x51, 0x71:
    bytes = decodeQuotedPrintable(parts[2].map { $0 == 0x5F ? 0x20 : $0 }[...])
  default: return nil
  }
  let end = parts[3].startIndex + 1
  // A character may be cut by two words.
  if charset.hasPrefix("utf-8") || charset == "utf8" || charset == "us-ascii" {
    return (bytes, end)
  }
  // Letters of a set that nobody knows are read as those of Windows-1252, so that ASCII is found in it.
  let characters = TextCharacters(charset: charset) ?? .plain
  if characters == .plain {
    return (isUTF8(bytes) ? bytes : bytes.flatMap { utf8(ofWindows1252: $0) }, end)
  }
  guard let text = try? characters.decode(bytes) else { return nil }
  return (text, end)
}

/// Whether bytes are whole characters of UTF-8.
private func isUTF8(_ bytes: [UInt8]) -> Bool {
  String(validating: bytes, as: UTF8.self) != nil
}

/// A byte of Windows-1252 in UTF-8.
private func utf8(ofWindows1252 byte: UInt8) -> [UInt8] {
  Array(String(Unicode.Scalar(windows1252(byte)) ?? " ").utf8)
}

/// Names of headers that tell a mail.
private enum MailHeaders {
  /// Those of every mail.
  static let known: Set<String> = [
    "from", "to", "subject", "date", "received", "message-id", "mime-version", "content-type",
    "return-path", "reply-to", "cc", "delivered-to", "content-transfer-encoding", "sender",
  ]
  /// Those of which mail has one at least, and messages of HTTP none.
  static let ofMail: Set<String> = [
    "received", "message-id", "mime-version", "return-path", "delivered-to", "from", "to",
    "subject",
    "sender", "content-transfer-encoding",
  ]
  /// Those that other forms do not have.
  static let certain: Set<String> = [
    "received", "message-id", "mime-version", "return-path", "delivered-to", "content-type",
    "content-transfer-encoding",
  ]
}

/// Whether the beginning of a document is that of a mail or a mailbox.
func looksLikeMail(_ head: [UInt8]) -> Bool {
  let hasEnvelope = head.starts(with: "From ".utf8)
  var names: Set<String> = []
  var start = hasEnvelope ? head.first(of: 0x0A, from: 0, to: head.count) + 1 : 0
  while start <= head.count {
    let end = head.first(of: 0x0A, from: start, to: head.count)
    let line = head[start..<end]
    start = end + 1
    let text = line.last == 0x0D ? line.dropLast() : line
    if text.isEmpty { break }
    if text.first == 0x20 || text.first == 0x09 { continue }
    guard let colon = text.firstIndex(of: 0x3A),
      text[..<colon].allSatisfy({ $0.isAlphanumeric || $0 == 0x2D || $0 == 0x5F })
    else { return names.count >= 4 && !names.isDisjoint(with: MailHeaders.certain) }
    let name = String(decoding: text[..<colon].map(\.lowercased), as: UTF8.self)
    if MailHeaders.known.contains(name) { names.insert(name) }
  }
  // Answers and requests of HTTP have a type as well, and nobody who sent them.
  if !hasEnvelope, names.isDisjoint(with: MailHeaders.ofMail) { return false }
  let isCertain = !names.isDisjoint(with: MailHeaders.certain) || hasEnvelope
  return isCertain && names.count >= 2 || names.isSuperset(of: ["from", "to", "subject", "date"])
}
