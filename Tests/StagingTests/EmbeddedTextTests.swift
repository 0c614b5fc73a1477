import Foundation
import Testing

@testable import Staging

/// Documents inside of other documents: tables in strings, numbers without quotes, lines of an array, what forms send.
@Suite struct EmbeddedTextTests {
  private typealias Document = StagedDocument

  private static let tables = [
    Document(
      "one.txt",
      "Patient,MRN,K\nRose Page,48213,4.4\n",
      "Patient,MRN,K\n[NAME],[MRN],4.4\n"
    ),
    Document(
      "csv.json",
      "{\"csv\":\"Last,First,MRN,K\\nBooker,Mary,61731,4.4\\nBaker,Mary Ann,48217,4.1\",\"n\":2}",
      "{\"csv\":\"Last,First,MRN,K\\n[NAME],[NAME],[MRN],4.4\\n[NAME],[NAME],[MRN],4.1\",\"n\":2}"
    ),
    Document(
      "section.xml",
      "<?xml version=\"1.0\"?><x><![CDATA[LastName;ChartNo;K\nFrost;48213;4.4\n]]></x>",
      "<?xml version=\"1.0\"?><x><![CDATA[LastName;ChartNo;K\n[NAME];[MRN];4.4\n]]></x>"
    ),
    Document("things.txt", stays: "Item,Bed,K\nRose Page,48213,4.4\nHope Page,48214,4.4 x\n"),
    Document(
      "elements.txt",
      "(0008,0060) CS [MR]           #   2, 1 Modality\n(0010,0020) LO [48213]        #   6, 1 PatientID\n",
      "(0008,0060) CS [MR]           #   2, 1 Modality\n(0010,0020) LO [[MRN]]        #   6, 1 PatientID\n"
    ),
  ]

  @Test(arguments: tables)
  private func cellsOfTablesInTextsAreOfTheirColumns(_ document: Document) throws {
    try document.check()
  }

  private static let numbers = [
    Document(
      "cells.csv",
      "id,payload\n1,\"{\"\"mrn\"\": 48213, \"\"n\"\": 3}\"\n2,\"{\"\"mrn\"\": 48214, \"\"n\"\": 4}\"\n",
      "id,payload\n1,\"{\"\"mrn\"\": 0, \"\"n\"\": 3}\"\n2,\"{\"\"mrn\"\": 0, \"\"n\"\": 4}\"\n"
    ),
    Document(
      "p.toml",
      "[patient]\nname = \"Rose Page\"\nmrn = 48213\nbeds = 4\n",
      "[patient]\nname = \"[NAME]\"\nmrn = 0\nbeds = 4\n"
    ),
    Document("p.txt", "mrn = 48213\nbeds = 4\n", "mrn = [MRN]\nbeds = 4\n"),
  ]

  @Test(arguments: numbers)
  private func numbersWithoutQuotesStayNumbers(_ document: Document) throws {
    try document.check()
  }

  private static let marks = [
    Document(
      "p.yaml",
      "p:\n  login: &u1 jquill4\n  mrn: !!int 48213\n  bed: !!int 48214\n  q: R&D\n",
      "p:\n  login: &u1 [USERNAME]\n  mrn: !!int [MRN]\n  bed: !!int 48214\n  q: R&D\n"
    ),
    Document(
      "form.txt",
      "login=jquill4&pwd=Sunflower!31&dx=E11.9&qty=700\nuser=jquill5&lab=Sodium\n",
      "login=[USERNAME]&pwd=[SECRET]&dx=E11.9&qty=700\nuser=[USERNAME]&lab=Sodium\n"
    ),
  ]

  @Test(arguments: marks)
  private func valuesBehindMarksAndBeforeOtherFieldsAreTheirKeys(_ document: Document) throws {
    try document.check()
  }

  @Test func linesOfALongArrayAreOfTheColumnsThatTheFirstOneNames() throws {
    func frame(_ row: (Int) -> String) -> String {
      let lines =
        ["    name     mrn    k\\n"] + (0..<4_000).map { "\($0 % 10)   " + row($0) + "  4.1\\n" }
      return "{\"text/plain\":[" + lines.map { "\"\($0)\"" }.joined(separator: ",\n") + "]}"
    }
    let world = try StagingWorld()
    try world.put("n.json", frame { "Rose  \(4_821_300 + $0)" })
    try world.scan()
    let copy = try world.text("stage/data/n.json")
    #expect(!copy.contains("48213") && !copy.contains("48250"))
    #expect(copy.split(separator: "4.1").count == 4_001)
  }

  @Test func basesAreFilledBehindAMaskAndNotInsideOfAMark() throws {
    let text = "<op><name>June Frost</name></op>"
    let world = try StagingWorld()
    try world.put("b.txt", "body: \(Data(text.utf8).base64EncodedString())\n")
    try world.scan()
    let word = try world.text("stage/data/b.txt").split(separator: " ").last.map(String.init) ?? ""
    let data = Data(base64Encoded: word.replacingOccurrences(of: "\n", with: "")) ?? Data()
    let copy = String(decoding: data, as: UTF8.self)
    #expect(copy.hasPrefix("<op><name>[NAME]") && copy.hasSuffix("</name></op>"))
  }
}
