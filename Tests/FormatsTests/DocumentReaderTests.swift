import Testing
import Vocabulary

@testable import Formats

@Suite struct DocumentReaderTests {
  /// Reads a document block by block, as the nightly run does; answers the bytes that are written
  /// back without edits, and each segment's own text.
  private func read(_ document: [UInt8], name: String) throws -> (copy: [UInt8], texts: [[UInt8]]) {
    let head = Array(document.prefix(sniffBytes))
    let sniffed = try sniff(
      head: head.span,
      isWhole: head.count == document.count,
      name: Array(name.utf8).span
    )
    var reader = DocumentReader(sniffed)
    var (copy, texts): ([UInt8], [[UInt8]]) = ([], [])
    var start = 0
    while start < document.count {
      let block = Block()
      let margin = min(start, BlockSize.marginBytes)
      let end = min(document.count, start + DocumentReader.lookAheadBytes + 1)
      block.source = Array(document[start - margin..<end])
      block.body = margin..<margin
      try reader.parse(block, atEnd: end == document.count)
      #expect(!block.body.isEmpty)
      for segment in block.segments {
        texts.append(Array(block.text(of: segment)[segment.owned]))
      }
      let swallowed = splice(block, edits: [], arena: [], skipped: 0, into: &copy)
      #expect(swallowed == 0)
      start += block.body.count
    }
    try reader.finish()
    return (copy, texts)
  }

  /// A mask must never be read as two components.
  @Test(arguments: [
    ("MSH|^~\\&|A|B\rNTE|1||No^ma[x_7\r", ["No", "ma[x_7"]),
    ("MSH|o~\\&|A|B\rNTE|1||No^ma[x_7\r", ["No^ma[x_7"]),
    ("MSH|^[\\&|A|B\rNTE|1||No^ma[x_7\r", ["No", "ma[x_7"]),
  ]) func whatStandsInMasksSeparatesNothing(message: String, texts: [String]) throws {
    let read = try read(Array(message.utf8), name: "a.hl7")
    #expect(read.texts.suffix(texts.count).map { String(decoding: $0, as: UTF8.self) } == texts)
  }

  @Test(arguments: [
    ("<section><templateId root=\"2.16.840.1.113883.10.20.22.2.6.1\"/></section>", FormatName.ccda),
    ("<patientRole><id root=\"2.16.840.1.113883.4.1\" extension=\"1\"/></patientRole>", .ccda),
    ("<section><p>text</p></section>", .html), ("<order><id root=\"2.5.4\"/></order>", .xml),
  ])
  func partsOfClinicalDocumentsAreKnownByTheArcOfTheirIdentifiers(
    text: String,
    format: FormatName
  ) throws {
    let bytes = Array(text.utf8)
    let sniffed = try sniff(head: bytes.span, isWhole: true, name: [UInt8]().span)
    #expect(sniffed.format == format)
  }

  @Test(arguments: ["notes.txt", "table.csv", "bundle.json", "lines.ndjson", "adt.hl7"])
  func unchangedDocumentsOfManyBlocksAreWrittenBackByteForByte(name: String) throws {
    var document: [UInt8] = []
    if name == "bundle.json" { document += Array("[".utf8) }
    if name == "adt.hl7" { document += Array("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5\r".utf8) }
    for index in 0..<18_000 {
      switch name {
      case "notes.txt": document += Array("line \(index) of a note with words, caf\u{E9}\n".utf8)
      case "table.csv":
        document += Array("\(index),\"a \"\"quoted\"\" cell, \(index)\",plain\r\n".utf8)
      case "adt.hl7": document += Array("NTE|\(index)||text \\T\\ more^part|x\r".utf8)
      default:
        if name == "bundle.json", index > 0 { document += Array(",".utf8) }
        document += Array("{\"key\":\"v\\u00e9\\n\(index)\",\"n\":[-1.5e3,true,null]}\n".utf8)
      }
    }
    if name == "bundle.json" { document += Array("]".utf8) }
    let (copy, texts) = try read(document, name: name)
    #expect(copy == document)
    #expect(texts.count > 3)
  }

  @Test func longStringsAreReadInPieces() throws {
    let long = String(repeating: "word and word ", count: 40_000)
    let (copy, texts) = try read(Array("{\"note\":\"\(long)\"}".utf8), name: "a.json")
    #expect(copy.count == long.utf8.count + 11)
    #expect(texts.dropFirst().joined().elementsEqual(long.utf8))
  }

  @Test func truncatedAndBrokenJSONIsRefused() {
    #expect(throws: Withholding.self) { _ = try read(Array("{\"a\":[1,2".utf8), name: "a.json") }
    let late = String(repeating: "{\"a\":\"some words and more\"}\n", count: 9_000) + "{\"a\" 1}"
    #expect(throws: Withholding.self) { _ = try read(Array(late.utf8), name: "a.json") }
  }

  @Test(arguments: ["{\"a\":01}", "{\"a\" 1}", "{a:'b'} // c", "{\"a\":[1,],}"])
  func whatIsNoJSONFromItsBeginningIsReadAsText(document: String) throws {
    let driver = try DocumentDriver(Array(document.utf8), name: "a.json")
    #expect(driver.sniffed.format == .text)
    #expect(try read(Array(document.utf8), name: "a.json").0 == Array(document.utf8))
  }

  @Test func escapesAreDecodedForTheScan() throws {
    let (_, texts) = try read(Array("{\"ssn\":\"\\u0034\\u0031\"}".utf8), name: "a.json")
    #expect(texts.contains(Array("41".utf8)))
  }
}
