import Testing
import Vocabulary

@testable import Formats

@Suite struct OfficeTests {
  private let namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

  /// A part of a document with these paragraphs.
  private func part(_ paragraphs: String) -> [UInt8] {
    Array(
      ("<?xml version=\"1.0\"?><w:document xmlns:w=\"\(namespace)\"><w:body>" + paragraphs
        + "</w:body></w:document>")
        .utf8
    )
  }

  /// Source: ECMA-376 part 1, §17.3.2: a paragraph's text is that of its runs.
  @Test func runsAreJoinedAndEditsKeepTheMarksBetween() throws {
    let run = "</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>"
    let document = part("<w:p><w:r><w:t>No 156-18-\(run)2046 x</w:t></w:r></w:p>")
    let sniffed = try sniff(head: document.span, isWhole: true, name: Array("d".utf8).span)
    #expect(sniffed.dialect == .office)
    var reader = DocumentReader(sniffed)
    let block = Block()
    block.source = document
    try reader.parse(block, atEnd: true)
    try reader.finish()
    let index = try #require(
      block.segments.firstIndex { block.text(of: $0).elementsEqual("No 156-18-2046 x".utf8) }
    )
    var copy: [UInt8] = []
    let edit = BlockEdit(segment: index, range: 3..<14, replacement: 0..<5)
    _ = splice(block, edits: [edit], arena: Array("[SSN]".utf8), skipped: 0, into: &copy)
    #expect(copy == part("<w:p><w:r><w:t>No [SSN]\(run) x</w:t></w:r></w:p>"))
  }

  @Test func paragraphsAreTextsOfTheirOwnAndAuthorsAreNames() throws {
    let document = part(
      "<w:p><w:ins w:author=\"Ann Roe\" w:date=\"2026-01-02T03:04:05Z\"><w:r><w:t>one</w:t></w:r>"
        + "</w:ins></w:p><w:p><w:r><w:t>two</w:t></w:r><w:r><w:delText> three</w:delText></w:r></w:p>"
    )
    var driver = try DocumentDriver(document, name: "d.xml")
    let read = try driver.run()
    let texts = read.texts.map { String(decoding: $0, as: UTF8.self) }
    let hints = Dictionary(zip(texts, read.hints)) { first, _ in first }
    #expect(hints["one"] == .freeText)
    #expect(hints["two three"] == .freeText)
    #expect(hints["Ann Roe"] == .identifier(.name, .none))
    #expect(hints["2026-01-02T03:04:05Z"] == .identifier(.date, .none))
  }
}
