import Foundation
import Testing
import Vocabulary

@testable import Formats

/// What reading a document block by block gave.
struct ReadDocument {
  /// The bytes written back.
  var copy: [UInt8] = []
  /// The segments' own texts.
  var texts: [[UInt8]] = []
  /// The names of the segments' fields.
  var names: [String] = []
  /// The hints of the segments' fields.
  var hints: [FieldHint] = []
  /// What the edits made of all texts, one behind the other.
  var editedText: [UInt8] = []
  /// How many blocks there were.
  var blocks = 0
}

/// Drives a document's reader as the nightly run does.
struct DocumentDriver {
  /// The document.
  let document: [UInt8]
  /// What sniffing told of it.
  let sniffed: SniffedFormat
  /// Decides how much more than needed a block gets, and on edits.
  var numbers: SeededNumbers
  /// Whether blocks get more bytes than they need.
  var isGenerous = false
  /// One of how many segments is edited; 0 for none.
  var editEvery = 0
  /// What is written where an edit strikes; the digit alone in the place of a number.
  let replacement = Array("[0AME0".utf8)

  /// A driver for a document that is sniffed under a name.
  init(_ document: [UInt8], name: String, seed: UInt64 = 1) throws(Withholding) {
    let head = Array(document.prefix(sniffBytes))
    sniffed = try sniff(
      head: head.span,
      isWhole: head.count == document.count,
      name: Array(name.utf8).span
    )
    self.document = document
    numbers = SeededNumbers(state: seed)
  }

  /// Reads the whole document, edits some of what it finds, writes it back.
  mutating func run() throws -> ReadDocument {
    var reader = DocumentReader(sniffed)
    var result = ReadDocument()
    var start = 0
    var swallowed = 0
    while start < document.count {
      let block = Block()
      let margin = min(start, BlockSize.marginBytes)
      let more = isGenerous ? Int.random(in: 1...70_001, using: &numbers) : 1
      let end = min(document.count, start + DocumentReader.lookAheadBytes + more)
      block.source = Array(document[start - margin..<end])
      block.body = margin..<margin
      try reader.parse(block, atEnd: end == document.count)
      try #require(!block.body.isEmpty, "a reader made no progress at \(start)")
      try check(block)
      let edits = takeTexts(block, &result)
      if swallowed >= block.body.count {
        swallowed -= block.body.count
      } else {
        swallowed = splice(
          block,
          edits: edits,
          arena: replacement,
          skipped: swallowed,
          into: &result.copy
        )
      }
      start += block.body.count
      result.blocks += 1
    }
    try reader.finish()
    try #require(swallowed == 0)
    return result
  }

  /// Checks that segments lie inside their block, in order and apart.
  private func check(_ block: Block) throws {
    var last = block.body.lowerBound
    for segment in block.segments {
      let first = block.sourceOffset(of: segment.owned.lowerBound, in: segment)
      let end = block.sourceOffset(of: segment.owned.upperBound, in: segment)
      // What stands inside kept marks comes behind the text around them.
      let isInOrder = first >= last || !block.kept.isEmpty
      try #require(isInOrder && end >= first, "segments overlap or are not in order")
      try #require(first < block.body.upperBound, "a segment begins behind its block")
      try #require(segment.owned.upperBound <= segment.text.count)
      last = end
    }
  }

  /// Notes the texts of a block and chooses edits in them.
  private mutating func takeTexts(_ block: Block, _ result: inout ReadDocument) -> [BlockEdit] {
    var edits: [BlockEdit] = []
    for (index, segment) in block.segments.enumerated() {
      let text = block.text(of: segment)
      let own = Array(text[segment.owned])
      result.texts.append(own)
      result.names.append(block.fields[Int(segment.field)].name)
      result.hints.append(block.fields[Int(segment.field)].hint)
      guard editEvery > 0, Int.random(in: 0..<editEvery, using: &numbers) == 0,
        // What has a width keeps it.
        ![.fill, .day].contains(block.fields[Int(segment.field)].shape),
        let range = characters(of: own)
      else {
        result.editedText += own
        continue
      }
      // A number stays one with a digit in its place.
      let isNumber = block.fields[Int(segment.field)].shape == .number
      let part = isNumber ? 1..<2 : 0..<replacement.count
      let change = isNumber ? 0..<own.count : range
      result.editedText += own[..<change.lowerBound] + replacement[part] + own[change.upperBound...]
      let low = segment.owned.lowerBound
      edits.append(
        BlockEdit(
          segment: index,
          range: low + change.lowerBound..<low + change.upperBound,
          replacement: part
        )
      )
    }
    return edits
  }

  /// Some whole characters of a text; nil where there are none to choose.
  private mutating func characters(of text: [UInt8]) -> Range<Int>? {
    guard text.count >= 2 else { return nil }
    var first = Int.random(in: 0..<text.count - 1, using: &numbers)
    var end = min(text.count, first + Int.random(in: 1...40, using: &numbers))
    while first > 0, text[first] & 0xC0 == 0x80 { first -= 1 }
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return first..<end
  }
}

/// Makes documents of a format from a seed.
struct DocumentMaker {
  /// Where its choices come from.
  var numbers: SeededNumbers

  /// A maker whose documents depend on the seed alone.
  init(seed: UInt64) {
    numbers = SeededNumbers(state: seed)
  }

  /// One of some things.
  mutating func one<Element>(of list: [Element]) -> Element {
    list[Int.random(in: list.indices, using: &numbers)]
  }

  /// A number up to `limit`, mostly small.
  mutating func count(upTo limit: Int) -> Int {
    let roof = Int.random(in: 1...limit, using: &numbers)
    return Int.random(in: 0...roof, using: &numbers)
  }

  /// Words with characters of one to four bytes, and what formats must escape.
  mutating func words(_ limit: Int, special: [String] = []) -> String {
    let plain = ["pain", "Chest", "no", "caf\u{E9}", "\u{65E5}\u{672C}", "\u{1F600}", "x", "37.5"]
    var text = ""
    for _ in 0..<count(upTo: limit) {
      text +=
        Int.random(in: 0..<6, using: &numbers) == 0 ? one(of: special + ["-"]) : one(of: plain)
      text += Int.random(in: 0..<9, using: &numbers) == 0 ? "" : " "
    }
    return text
  }

  /// A document of about `bytes` bytes, well formed.
  mutating func document(_ name: String, bytes: Int) -> [UInt8] {
    switch name {
    case "note.txt": plain(bytes, ending: one(of: ["\n", "\r\n", "\r", ""]))
    case "mixed.txt": mixed(bytes)
    case "wide.txt": wide(bytes)
    case "table.csv": table(bytes, delimiter: one(of: [",", ";", "|"]))
    case "table.tsv": table(bytes, delimiter: "\t")
    case "bundle.json": Array(json(bytes).utf8)
    case "lines.ndjson": lines(bytes)
    case "tree.xml": Array(("<?xml version=\"1.0\"?>\n" + tree(bytes)).utf8)
    case "page.html": page(bytes)
    case "claim.x12": claims(bytes)
    case "letter.rtf": letter(bytes)
    case "invite.ics": invite(bytes)
    case "report.dat": report(bytes)
    default: messages(bytes)
    }
  }

  /// A calendar of folded lines, some much longer than a block.
  private mutating func invite(_ bytes: Int) -> [UInt8] {
    var text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
    while text.utf8.count < bytes {
      let name = one(of: ["SUMMARY", "DESCRIPTION", "X-FREE;LANGUAGE=en", "ATTENDEE;CN=", "NOTE"])
      let long = Int.random(in: 0..<60, using: &numbers) == 0
      let line = name + (name.hasSuffix("=") ? words(3) : "") + ":" + words(long ? 9_000 : 30)
      var width = 0
      for character in line {
        text.append(character)
        width += 1
        if width == 70 {
          text += "\r\n "
          width = 0
        }
      }
      text += "\r\n"
    }
    return Array((text + "END:VCALENDAR\r\n").utf8)
  }

  /// Lines of text, some much longer than a block.
  private mutating func plain(_ bytes: Int, ending: String) -> [UInt8] {
    var text = "Note "
    while text.utf8.count < bytes {
      text += words(Int.random(in: 0..<60, using: &numbers) == 0 ? 9_000 : 30) + ending
    }
    return Array(text.utf8)
  }

  /// Text in which some bytes are Windows-1252.
  private mutating func mixed(_ bytes: Int) -> [UInt8] {
    var text = plain(bytes, ending: "\n")
    for _ in 0..<bytes / 100 {
      text.insert(one(of: [0xE9, 0x93, 0x94, 0x80, 0xFC]), at: text.count / 2)
      text.append(contentsOf: Array("abc \u{E9}".utf8))
    }
    return text
  }

  /// UTF-16 of either order.
  private mutating func wide(_ bytes: Int) -> [UInt8] {
    let isBig = Bool.random(using: &numbers)
    let text = "\u{FEFF}" + String(decoding: plain(bytes / 2, ending: "\n"), as: UTF8.self)
    return text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBig ? [high, low] : [low, high]
    }
  }

  /// A table with quoted cells, delimiters, line ends and quotes inside.
  private mutating func table(_ bytes: Int, delimiter: String) -> [UInt8] {
    let ending = one(of: ["\n", "\r\n"])
    var text = "id,name,note,code".replacingOccurrences(of: ",", with: delimiter) + ending
    while text.utf8.count < bytes {
      let long = Int.random(in: 0..<400, using: &numbers) == 0 ? 30_000 : 8
      let cells = (0..<4)
        .map { column in
          if column == 0 { return "\(Int.random(in: 1..<99_999, using: &numbers))" }
          let cell = words(long, special: ["\"", delimiter, "\n", "\r\n", "\"\""])
          let needsQuotes = cell.utf8.contains { [0x22, 0x0A, 0x0D].contains($0) }
          let isQuoted = needsQuotes || cell.contains(delimiter) || cell.hasPrefix(" ")
          return isQuoted ? "\"" + cell.replacing("\"", with: "\"\"") + "\"" : cell
        }
      text += cells.joined(separator: delimiter) + ending
    }
    return Array(text.utf8)
  }

  /// A JSON value of about some bytes.
  private mutating func json(_ bytes: Int) -> String {
    var text = "{\"resourceType\":\"Bundle\",\"entry\":["
    var isFirst = true
    while text.utf8.count < bytes {
      text += (isFirst ? "" : ", ") + value(depth: 3)
      isFirst = false
    }
    return text + "]}"
  }

  /// A JSON value.
  private mutating func value(depth: Int) -> String {
    let kind = Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &numbers)
    switch kind {
    case 0: return one(of: ["0", "-1.5e3", "12345678", "7E-2", "0.25"])
    case 1: return one(of: ["true", "false", "null"])
    case 2, 3, 4:
      return string(Int.random(in: 0..<300, using: &numbers) == 0 ? 20_000 : 8)
    case 5:
      return "["
        + (0..<count(upTo: 4)).map { _ in value(depth: depth - 1) }
        .joined(separator: one(of: [",", " , ", ",\n\t"])) + "]"
    default:
      return "{"
        + (0..<count(upTo: 5))
        .map { _ in
          one(of: ["\"family\"", "\"text\"", "\"k\\u00e9y\"", string(2)]) + one(of: [":", " : "])
            + value(depth: depth - 1)
        }
        .joined(separator: ",") + "}"
    }
  }

  /// A JSON string with escapes.
  private mutating func string(_ limit: Int) -> String {
    let escapes = ["\\\"", "\\\\", "\\n", "\\/", "\\u00e9", "\\ud83d\\ude00", "\\t", "\\u0041"]
    return "\"" + words(limit, special: escapes) + "\""
  }

  /// JSON, a value a line.
  private mutating func lines(_ bytes: Int) -> [UInt8] {
    var text = ""
    while text.utf8.count < bytes { text += "{\"a\":" + value(depth: 3) + "}\n" }
    return Array(text.utf8)
  }

  /// XML with references, sections of data, comments, attributes and instructions.
  private mutating func tree(_ bytes: Int) -> String {
    var text = "<root xmlns:p='urn:x'>"
    while text.utf8.count < bytes { text += element(depth: 4) + one(of: ["", "\n  "]) }
    return text + "</root>\n"
  }

  /// An element of XML.
  private mutating func element(depth: Int) -> String {
    let name = one(of: ["name", "p:given", "Note", "id", "value"])
    let references = ["&amp;", "&lt;", "&#233;", "&#x1F600;", "&quot;"]
    let attributes = (0..<count(upTo: 3))
      .map { "\(one(of: ["a", "p:b", "c"]))\($0)=\"\(words(5, special: references))\"" }
    let start = ([name] + attributes).joined(separator: one(of: [" ", "\n  "]))
    if Int.random(in: 0..<8, using: &numbers) == 0 { return "<\(start)/>" }
    var content = ""
    for _ in 0..<count(upTo: 5) {
      let long = Int.random(in: 0..<600, using: &numbers) == 0
      switch Int.random(in: 0..<(depth > 0 ? 7 : 4), using: &numbers) {
      case 0: content += "<![CDATA[" + words(6, special: ["<b>", "&amp;", "] ]", ">"]) + "]]>"
      case 1: content += "<!--" + words(4, special: ["<x", "&", "- >"]) + "-->"
      case 2: content += "<?pi " + words(3) + "?>"
      case 3: content += words(long ? 30_000 : 8, special: references)
      default: content += element(depth: depth - 1)
      }
    }
    return "<\(start)>\(content)</\(name)\(one(of: ["", " "]))>"
  }

  /// HTML as people write it.
  private mutating func page(_ bytes: Int) -> [UInt8] {
    var text = "<!DOCTYPE html>\n<html><body class=x>"
    let marks = [
      "<p>", "</p>", "<br>", "<td>", "<TR>", "<b>", "</b>", "<a href=\"x?a=1&b=2\">", "</a>",
      "<img src=y alt='", "'>", "&nbsp;", "&", "<", "< 5", "<!-- c -->",
      "<script>if(a<b){}</script>",
      "<unknown>", "&#8217;", "<input disabled>",
    ]
    while text.utf8.count < bytes { text += words(12, special: marks) + one(of: marks) }
    return Array((text + "</body></html>").utf8)
  }

  /// X12 claims.
  private mutating func claims(_ bytes: Int) -> [UInt8] {
    let end = one(of: ["~", "~\n", "\n"])
    let sender = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *"
    var text = sender + "260101*1253*^*00501*000000905*0*T*:" + end
    while text.utf8.count < bytes {
      text += "ST*837*0001" + end
      for _ in 0..<count(upTo: 12) {
        text += one(of: ["NM1*IL*1", "REF*SY", "NTE*ADD", "DTP*472*D8", "N3", "SV1", "QQQ"])
        text += "*1"
        for _ in 0..<count(upTo: 6) {
          text += one(of: ["*", "*", ":", "^"]) + words(4).replacing("~", with: "")
        }
        text += end
      }
      text += "SE*1*0001" + end
    }
    return Array(text.utf8)
  }

  /// HL7 messages with escapes, repetitions and sub-components.
  private mutating func messages(_ bytes: Int) -> [UInt8] {
    var text = ""
    let ending = one(of: ["\r", "\n", "\r\n"])
    let escapes = ["\\T\\", "\\F\\", "\\S\\", "\\R\\", "\\E\\", "\\.br\\", "\\H\\", "\\XE9\\"]
    while text.utf8.count < bytes {
      text += "MSH|^~\\&|A|B|C|D|20260101||ORU^R01|\(text.utf8.count)|P|2.5" + ending
      for _ in 0..<count(upTo: 12) {
        text += one(of: ["PID", "OBX", "NTE", "ZZ1", "PV1"]) + "|1"
        for _ in 0..<count(upTo: 14) {
          text += one(of: ["|", "|", "^", "~", "&", "|\"\"|"])
          let long = Int.random(in: 0..<2_000, using: &numbers) == 0
          text += words(long ? 30_000 : 4, special: escapes)
        }
        text += ending
      }
    }
    return Array(text.utf8)
  }

  /// A document with some bytes changed, cut out, doubled or put in.
  mutating func mutate(_ document: [UInt8]) -> [UInt8] {
    var bytes = document
    let signs = Array("\"\\{}[],:|^~&\r\n<>/;=-'%#\u{0B}\u{1C}".utf8)
    let marks = signs + [0x80, 0xC3, 0xED, 0xF4, 0xFF]
    for _ in 0..<Int.random(in: 1...4, using: &numbers) where !bytes.isEmpty {
      let place = Int.random(in: bytes.indices, using: &numbers)
      let end = min(bytes.count, place + Int.random(in: 1...30, using: &numbers))
      switch Int.random(in: 0..<6, using: &numbers) {
      case 0: bytes[place] = UInt8.random(in: 1...255, using: &numbers)
      case 1: bytes[place] = one(of: marks)
      case 2: bytes.insert(one(of: marks), at: place)
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }
}
