import Manifest
import Testing

@testable import Staging

/// Values of messages and records that a label beside them, their form or a layout names.
@Suite struct MessageLabelTests {
  private typealias Document = StagedDocument

  private static let head = "MSH|^~\\&|A|B|C|D|2024||ADT^A31||P|2.5\r"

  /// Segments of sites, queries and master files of HL7 v2, and what X12 refuses.
  private static let messages = [
    Document(
      "site.hl7",
      head + "ZIN|SUBSCRIBER^Rivers^Hope|MEMBERID^XQ22854852|GROUP^180222|ACTIVE\r"
        + "ZPW|LOGIN|jroe1|COLOR|Green\rZEM|12 Mill Rd^^Troy^NY^12180|E11.9^Best^Local\r"
        + "ZDR|8795^Best^June^^^^^^NPI\r",
      head + "ZIN|SUBSCRIBER^[NAME]^[NAME]|MEMBERID^[HEALTH_PLAN]|GROUP^[HEALTH_PLAN]|ACTIVE\r"
        + "ZPW|LOGIN|[USERNAME]|COLOR|Green\rZEM|[LOCATION]^^[LOCATION]^NY^121|E11.9^Best^Local\r"
        + "ZDR|[LICENSE]^[NAME]^[NAME]^^^^^^NPI\r"
    ),
    // Fields of people and places in segments of which little else matters; what they said is no name.
    Document(
      "typed.hl7",
      head
        + "ABS|44^Brenner^Heide\rREL|1|x|||||66^Hollis^Gerd||12 Elm St^^Troy^NY^12180|5185550144\r"
        + "RXO|||||||||||||||||||||||||||||||||^12 Elm St^Troy\rNTE|1||x||7^Lund^Britta\r"
        + "PRB|AD|20250303|I10\r",
      head
        + "ABS|[LICENSE]^[NAME]^[NAME]\rREL|1|x|||||[LICENSE]^[NAME]^[NAME]||[LOCATION]^^[LOCATION]^NY^121|[PHONE]\r"
        + "RXO|||||||||||||||||||||||||||||||||^[LOCATION]^[LOCATION]\rNTE|1||x||[LICENSE]^[NAME]^[NAME]\r"
        + "PRB|AD|2025|I10\r"
    ),
    Document(
      "query.hl7",
      head + "QPD|Q22^Find|7|@PID.5.1^Winter~@PID.5.2^Olive~@PID.8^F~@PID.11.5^44882\r"
        + "QPD|Q23^Get|7|48213^^^GH^MR\r",
      head + "QPD|Q22^Find|7|@PID.5.1^[NAME]~@PID.5.2^[NAME]~@PID.8^F~@PID.11.5^448\r"
        + "QPD|Q23^Get|7|[MRN]^^^GH^MR\r"
    ),
    Document(
      "staff.hl7",
      head + "MFI|STF^Staff||UPD\rMFE|MAD|||7741\rPRA|7741|GRP|MD||CARD^Cardiology|6655^MD^SC\r"
        + "MFI|OM1^Tests||UPD\rMFE|MAD|||7741\r",
      head + "MFI|STF^Staff||UPD\rMFE|MAD|||[LICENSE]\r"
        + "PRA|[LICENSE]|GRP|MD||CARD^Cardiology|[LICENSE]^MD^SC\rMFI|OM1^Tests||UPD\rMFE|MAD|||7741\r"
    ),
    Document(
      "observations.hl7",
      head
        + "OBX|1|ST|SSN^Social Security Number||912448813\rOBX|2|ST|MRN^Medical record number||8812345\r"
        + "OBX|3|NM|2345-7^Glucose^LN||881\rOBX|4|ST|COLOR^Color of urine||Amber\r",
      head
        + "OBX|1|ST|SSN^Social Security Number||[SSN]\rOBX|2|ST|MRN^Medical record number||[MRN]\r"
        + "OBX|3|NM|2345-7^Glucose^LN||881\rOBX|4|ST|COLOR^Color of urine||Amber\r"
    ),
    Document(
      "addresses.txt",
      "MSH-9: ADT^A01\nPID-5.1 (Family Name): Gross\nPID-11.3: Liberty\n",
      "MSH-9: ADT^A01\nPID-5.1 (Family Name): [NAME]\nPID-11.3: [LOCATION]\n"
    ),
  ]

  /// Members, elements and slots beside their values.
  private static let labels = [
    Document(
      "match.json",
      #"{"resourceType":"Parameters","parameter":[{"name":"family","valueString":"Coy"},"#
        + #"{"name":"count","valueString":"Coy"},{"valueString":"916134","name":"mrn"}]}"#,
      #"{"resourceType":"Parameters","parameter":[{"name":"family","valueString":"[NAME]"},"#
        + #"{"name":"count","valueString":"Coy"},{"valueString":"[MRN]","name":"mrn"}]}"#
    ),
    Document(
      "task.json",
      #"{"resourceType":"Task","input":[{"type":{"text":"callback-number"},"valueString":"5183491505"},"#
        + #"{"type":{"text":"colour"},"valueString":"7183491506"}]}"#,
      #"{"resourceType":"Task","input":[{"type":{"text":"callback-number"},"valueString":"[PHONE]"},"#
        + #"{"type":{"text":"colour"},"valueString":"7183491506"}]}"#
    ),
    Document(
      "archetype.json",
      #"[{"name":{"value":"Hospital number"},"value":{"_type":"DV_IDENTIFIER","id":"9819"}},"#
        + #"{"name":{"value":"Family name"},"value":{"_type":"DV_TEXT","value":"Hill"}},"#
        + #"{"name":{"value":"Conclusion"},"value":{"_type":"DV_TEXT","value":"Hill"}}]"#,
      #"[{"name":{"value":"Hospital number"},"value":{"_type":"DV_IDENTIFIER","id":"[MRN]"}},"#
        + #"{"name":{"value":"Family name"},"value":{"_type":"DV_TEXT","value":"[NAME]"}},"#
        + #"{"name":{"value":"Conclusion"},"value":{"_type":"DV_TEXT","value":"Hill"}}]"#
    ),
    Document(
      "answers.xml",
      "<Bundle xmlns=\"http://hl7.org/fhir\"><item><text value=\"Your last name\"/><answer><valueString "
        + "value=\"Frost\"/></answer></item><item><text value=\"Colour\"/><answer><valueString "
        + "value=\"Frost\"/></answer></item></Bundle>",
      "<Bundle xmlns=\"http://hl7.org/fhir\"><item><text value=\"Your last name\"/><answer><valueString "
        + "value=\"[NAME]\"/></answer></item><item><text value=\"Colour\"/><answer><valueString "
        + "value=\"Frost\"/></answer></item></Bundle>"
    ),
    Document(
      "slots.xml",
      "<E><Slot name=\"authorPerson\"><ValueList><Value>Grant Cave</Value></ValueList></Slot>"
        + "<Slot name=\"sourcePatientInfo\"><ValueList><Value>PID-5|Reed^Hazel^^^</Value></ValueList></Slot>"
        + "<Slot name=\"authorRole\"><ValueList><Value>Cave</Value></ValueList></Slot></E>",
      "<E><Slot name=\"authorPerson\"><ValueList><Value>[NAME]</Value></ValueList></Slot>"
        + "<Slot name=\"sourcePatientInfo\"><ValueList><Value>PID-5|[NAME]</Value></ValueList></Slot>"
        + "<Slot name=\"authorRole\"><ValueList><Value>Cave</Value></ValueList></Slot></E>"
    ),
    Document(
      "items.xml",
      "<Tumor><Item naaccrNum=\"2230\">Frost</Item><Item naaccrNum=\"400\">Frost</Item></Tumor>",
      "<Tumor><Item naaccrNum=\"2230\">[NAME]</Item><Item naaccrNum=\"400\">Frost</Item></Tumor>"
    ),
  ]

  /// Records whose layout stands above them or in their standard.
  private static let records = [
    Document(
      "cancer.txt",
      "* 1-6 PATIENT ID\n* 7-21 LAST NAME\n* 22-31 FIRST NAME\n* 32-35 SITE\n838682José           Ginger    C509\n",
      "* 1-6 PATIENT ID\n* 7-21 LAST NAME\n* 22-31 FIRST NAME\n* 32-35 SITE\n[MRN] [NAM           [NAME]    C509\n"
    ),
    Document(
      "coverage.txt",
      "; 1-4 Record Type\n; 5-10 Injured Party DCN\n; 11-20 Injured Party Last Name\nNGCD162199Frost     \n",
      "; 1-4 Record Type\n; 5-10 Injured Party DCN\n; 11-20 Injured Party Last Name\nNGCD[HEALT[NAME     \n"
    ),
    Document(
      "hours.txt",
      stays: "* 1-6 open\n* 7-8 closed\n* 9-12 lunch\nRoses for June and more\n"
    ),
    Document(
      "P.A1234.ACO.ZC8Y24.D240612.T1234567",
      beneficiary("1EG4TE5MK73", "12180", "1948-04-05", "June", "Frost"),
      beneficiary("[HEALTH_PLA", "121", "1948", "[NAM", "[NAME")
    ),
    // Under such a name, but with other places.
    Document(
      "P.A1234.ACO.ZC8Y26.D261122.T0209430",
      "Klara           Okonkwo             1948-04-05\nDiego           Lindqvist           1951-11-30\n"
        + "Rosa            Petrov              1939-02-17\nIvor            Quinteros           1962-08-09\n"
        + "Lena            Abernathy           1977-01-23\nMarta           Castellano          1954-06-12\n",
      "[NAME           [NAME]              1948      \n[NAME           [NAME]              1951      \n"
        + "[NAM            [NAME]              1939      \n[NAM            [NAME]              1962      \n"
        + "[NAM            [NAME]              1977      \n[NAME           [NAME]              1954      \n"
    ),
  ]

  /// A record of a beneficiary, cells as wide as the standard says.
  private static func beneficiary(
    _ number: String,
    _ zip: String,
    _ born: String,
    _ first: String,
    _ last: String
  ) -> String {
    let cells: [(String, Int)] = [
      (number, 14), ("", 2), (zip, 5), (born, 10), ("1", 1), ("1", 1), ("075", 3), ("10", 2),
      ("NA", 2), ("", 30), (first, 30), ("", 15), (last, 40), ("0", 1),
    ]
    return cells.map { $0.0.padding(to: $0.1) }.joined() + "\n"
  }

  @Test(arguments: messages + labels + records)
  private func whatStandsBesideAValueNamesIt(document: Document) throws {
    try document.check()
  }

  @Test(arguments: ["P.A1234.ACO.ZC1Y24.D240612.T1234567", "raps.txt"])
  func layoutsThatNobodyKnowsAreWithheld(name: String) throws {
    let world = try StagingWorld()
    let line = "CCC0000001" + String(repeating: "9", count: 90) + "\n"
    try world.put(name, "AAASH1234\n" + line)
    for entry in try world.scan().entries { #expect(entry.disposition == .withheld) }
  }
}

extension String {
  /// The text with blanks behind it.
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
