import Configuration
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// What fields of a record say of whom it is about is found again in the record's texts, and in no other's.
@Suite struct RecordNameTests {
  /// A person, what is written of them, and what becomes of it.
  private struct Chart {
    let given: String
    let family: String
    let number: String
    let notes: [(text: String, copy: String)]
  }

  private static let charts = [
    Chart(
      given: "June",
      family: "Frost",
      number: "00817264",
      notes: [
        ("Frost tolerated the procedure well", "[NAME] tolerated the procedure well"),
        ("Frost's daughter will bring the records", "[NAME]'s daughter will bring the records"),
        ("per night shift frost refused AM meds", "per night shift [NAME] refused AM meds"),
        ("no frost bite on either foot", "no frost bite on either foot"),
        ("plan reviewed with June; agrees", "plan reviewed with [NAME]; agrees"),
        ("pull 00817264 for review", "pull [MRN] for review"),
      ]
    ),
    Chart(
      given: "Amias",
      family: "Parkinson",
      number: "00550331",
      notes: [
        ("Parkinson tolerated the procedure well", "[NAME] tolerated the procedure well"),
        ("no sign of Parkinson disease", "no sign of Parkinson disease"),
        ("Frost warning for the parking deck", "Frost warning for the parking deck"),
        ("pull 00817264 for review", "pull 00817264 for review"),
      ]
    ),
    Chart(
      given: "PHYSICIAN",
      family: "STONE",
      number: "00550332",
      notes: [
        ("Stone in the left ureter", "Stone in the left ureter"),
        ("order signed for Stone today", "order signed for [NAME] today"),
        ("Physician notified of the result", "Physician notified of the result"),
      ]
    ),
  ]

  /// A document of all charts in each format, with the notes as they are or as they will be.
  private static func documents(masked: Bool) -> [(name: String, text: String)] {
    var message = ""
    var rows = "mrn,note,last_name,first_name\n"
    var lines = ""
    var documents: [(String, String)] = []
    for (index, chart) in charts.enumerated() {
      let notes = chart.notes.map { masked ? $0.copy : $0.text }
      let (given, family) = masked ? ("[NAME]", "[NAME]") : (chart.given, chart.family)
      let number = masked ? "[MRN]" : chart.number
      message +=
        "MSH|^~\\&|A|B|C|D|2026||ORU^R01|\(masked ? "[UNIQUE_ID]" : "M77\(index)")|P|2.5.1\r"
      message += "PID|1||\(number)^^^GH^MR||\(family)^\(given)\r"
      for (place, note) in notes.enumerated() {
        message += "OBX|\(place + 1)|TX|NOTE^Note||\(note)||||||F\r"
        rows += "\(number),\"\(note)\",\(family),\(given)\n"
      }
      let texts = notes.map { "{\"text\":\"\($0)\"}" }.joined(separator: ",")
      lines += "{\"mrn\":\"\(number)\",\"events\":[\(texts)],"
      lines += "\"last_name\":\"\(family)\",\"first_name\":\"\(given)\"}\n"
      let code = masked ? "[UNIQUE_ID]" : number
      documents.append(
        (
          "bundle\(index).json",
          "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{"
            + "\"resourceType\":\"Patient\",\"name\":[{\"family\":\"\(family)\",\"given\":[\"\(given)\"]}],"
            + "\"identifier\":[{\"value\":\"\(code)\"}]}},{\"resource\":{\"resourceType\":\"Observation\","
            + "\"status\":\"final\",\"note\":[\(texts.replacing("[MRN]", with: "[UNIQUE_ID]"))]}}]}"
        )
      )
    }
    return documents + [("m.hl7", message), ("t.csv", rows), ("n.ndjson", lines)]
  }

  @Test func textsLoseWhomTheFieldsOfTheirRecordName() throws {
    let world = try StagingWorld()
    for document in Self.documents(masked: false) { try world.put(document.name, document.text) }
    _ = try world.scan()
    for (index, document) in Self.documents(masked: true).enumerated() {
      let copy = try world.text("stage/data/" + document.name)
      #expect(copy == document.text, "document \(index)")
    }
  }

  @Test func aCopyEstablishesNobody() throws {
    let world = try StagingWorld()
    for document in Self.documents(masked: true) { try world.put(document.name, document.text) }
    let manifest = try world.scan()
    for document in Self.documents(masked: true) {
      #expect(try manifest.entry(document.name).disposition == .clean, "\(document.name)")
    }
  }

  /// Text that holds nobody, longer than two blocks.
  private static let filler = (0..<6_000)
    .map { "value \($0 % 89) was stable on the ward, plan kept. " }

  @Test(arguments: [1, 5]) func whatAFieldNamesIsFoundBlocksLater(jobs: Int) throws {
    let world = try StagingWorld()
    let long = Self.filler.joined()
    var message = "MSH|^~\\&|A|B|C|D|2026||ORU^R01|M77|P|2.5.1\rPID|1||55102||Frost^Tobias\r"
    for line in Self.filler { message += "OBX|1|TX|NOTE^Note||\(line)||||||F\r" }
    try world.put(
      "m.hl7",
      message + "OBX|2|TX|N||Frost tolerated it||||||F\r"
        + "MSH|^~\\&|A|B|C|D|2026||ORU^R01|M78|P|2.5.1\rOBX|1|TX|N||Frost warning tonight||||||F\r"
    )
    try world.put(
      "p.json",
      "{\"patient\":{\"last_name\":\"Frost\"},\"a\":\"\(long)\",\"b\":\"Frost tolerated it\"}"
    )
    _ = try world.scan { $0.scan.jobs = jobs }
    let copy = try world.text("stage/data/m.hl7")
    #expect(copy.contains("||[NAME] tolerated it||"))
    #expect(copy.contains("||Frost warning tonight||"))
    #expect(try world.text("stage/data/p.json").hasSuffix("\"b\":\"[NAME] tolerated it\"}"))
  }
}
