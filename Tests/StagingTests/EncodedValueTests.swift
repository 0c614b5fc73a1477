import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Notes in base64 are read, masked and written back; what is no text goes whole.
@Suite struct EncodedValueTests {
  private func encoded(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  /// A bundle of a patient and a note.
  private func bundle(_ data: String, family: String) -> String {
    "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":"
      + "\"Patient\",\"name\":[{\"family\":\"\(family)\"}]}},{\"resource\":{\"resourceType\":"
      + "\"DocumentReference\",\"status\":\"current\",\"content\":[{\"attachment\":{\"contentType\":"
      + "\"text/plain\",\"data\":\"\(data)\"}}]}}]}"
  }

  @Test func aNoteOfAnAttachmentIsMaskedInItsEncoding() throws {
    let world = try StagingWorld()
    let note = "Frost was seen by Dr. Ingrid Aaberg on 3/4/2021, MRN 8812001. Plan: rest – café."
    let copy = "[NAME] was seen by [NAME] on 2021, MRN [MRN]. Plan: rest – café."
    let plain = "Lungs clear, plan as before, no frost bite."
    try world.put("note.json", bundle(encoded(note), family: "Frost"))
    try world.put("plain.json", bundle(encoded(plain), family: "Frost"))
    try world.put("pdf.json", bundle(encoded("%PDF-1.4 \u{0}\u{1} Frost"), family: "Frost"))
    let head = "MSH|^~\\&|A|B|C|D|2026||ORU^R01|M1|P|2.5.1\rPID|1||55102||Frost^Wren\r"
    let value = "OBX|1|ED|NOTE^Note||^TEXT^PLAIN^Base64^"
    try world.put("m.hl7", head + value + encoded(note) + "||||||F\r")
    try world.scan()
    #expect(try world.text("stage/data/note.json") == bundle(encoded(copy), family: "[NAME]"))
    #expect(try world.text("stage/data/plain.json") == bundle(encoded(plain), family: "[NAME]"))
    #expect(try world.text("stage/data/pdf.json") == bundle("", family: "[NAME]"))
    #expect(try world.text("stage/data/m.hl7").hasSuffix(value + encoded(copy) + "||||||F\r"))
    let again = try StagingWorld()
    for name in ["note.json", "plain.json", "pdf.json", "m.hl7"] {
      try again.put(name, try world.text("stage/data/" + name))
    }
    for entry in try again.scan().entries { #expect(entry.disposition == .clean) }
  }
}
