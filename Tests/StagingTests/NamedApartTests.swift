import Testing
import Vocabulary

@testable import Staging

/// Values whose names stand apart from them in XML and JSON: in an attribute around, in the element or member before,
/// in a list of columns, in the key above.
@Suite struct NamedApartTests {
  private typealias Document = StagedDocument

  /// An attribute of an assertion.
  private static func attribute(_ name: String, _ value: String) -> String {
    "<Attribute Name=\"\(name)\"><AttributeValue>\(value)</AttributeValue></Attribute>"
  }

  private static let xspa = "urn:oasis:names:tc:xspa:1.0:subject:"

  private static let markup = [
    Document(
      "saml.xml",
      "<Assertion>" + attribute(xspa + "subject-id", "Jurgen Hill")
        + attribute(xspa + "purposeofuse", "TREATMENT") + attribute("uid", "jhill04")
        + attribute("sn", "Hill") + attribute("urn:oid:2.5.4.42", "Jurgen")
        + attribute("colour", "Sand") + "</Assertion>",
      "<Assertion>" + attribute(xspa + "subject-id", "[NAME]")
        + attribute(xspa + "purposeofuse", "TREATMENT") + attribute("uid", "[USERNAME]")
        + attribute("sn", "[NAME]") + attribute("urn:oid:2.5.4.42", "[NAME]")
        + attribute("colour", "Sand") + "</Assertion>"
    ),
    Document(
      "report.xml",
      "<r><Field Name=\"PATNAME1\"><FormattedValue>BAKER,JURGEN</FormattedValue></Field>"
        + "<Field Name=\"TOTCHGS1\"><FormattedValue>5962.20</FormattedValue></Field></r>",
      "<r><Field Name=\"PATNAME1\"><FormattedValue>[NAME]</FormattedValue></Field>"
        + "<Field Name=\"TOTCHGS1\"><FormattedValue>5962.20</FormattedValue></Field></r>"
    ),
    Document(
      "postmeta.xml",
      "<r><m><meta_key>your-name</meta_key><meta_value>Steven Hill</meta_value></m>"
        + "<m><meta_key><![CDATA[city]]></meta_key><meta_value><![CDATA[Mobile]]></meta_value></m>"
        + "<m><meta_key>theme</meta_key><meta_value>Sand</meta_value></m>"
        + "<m><a_key>surname</a_key><b_value>Page</b_value></m></r>",
      "<r><m><meta_key>your-name</meta_key><meta_value>[NAME]</meta_value></m>"
        + "<m><meta_key><![CDATA[city]]></meta_key><meta_value><![CDATA[[LOCATION]]]></meta_value></m>"
        + "<m><meta_key>theme</meta_key><meta_value>Sand</meta_value></m>"
        + "<m><a_key>surname</a_key><b_value>Page</b_value></m></r>"
    ),
    Document(
      "settings.xml",
      "<r><add key=\"AdminName\" value=\"Tekle Page\" /><add key=\"ThemeName\" value=\"Sand\" />"
        + "<Item id=\"lastName\">Hurt</Item><Item id=\"tone\">Hurtful</Item>"
        + "<Item naaccrId=\"physicianManaging\">STONE, MARY</Item></r>",
      "<r><add key=\"AdminName\" value=\"[NAME]\" /><add key=\"ThemeName\" value=\"Sand\" />"
        + "<Item id=\"lastName\">[NAME]</Item><Item id=\"tone\">Hurtful</Item>"
        + "<Item naaccrId=\"physicianManaging\">[NAME]</Item></r>"
    ),
    Document(
      "columns.xml",
      "<x><METADATA><FIELD NAME=\"Last name\"/><FIELD NAME=\"Chart #\"/><FIELD NAME=\"City\"/>"
        + "<FIELD NAME=\"Diet\"/></METADATA><RESULTSET><ROW><COL><DATA>Hill</DATA></COL><COL><DATA>47761"
        + "</DATA></COL><COL><DATA>Mobile</DATA></COL><COL><DATA>Soft</DATA></COL></ROW></RESULTSET></x>",
      "<x><METADATA><FIELD NAME=\"Last name\"/><FIELD NAME=\"Chart #\"/><FIELD NAME=\"City\"/>"
        + "<FIELD NAME=\"Diet\"/></METADATA><RESULTSET><ROW><COL><DATA>[NAME]</DATA></COL><COL><DATA>[MRN]"
        + "</DATA></COL><COL><DATA>[LOCATION]</DATA></COL><COL><DATA>Soft</DATA></COL></ROW></RESULTSET></x>"
    ),
    Document(
      "header.xml",
      "<t><header><colour>red</colour><city>Mobile</city><phone>5152213344</phone></header>"
        + "<record><lastName>Page</lastName><tone>warm</tone></record></t>",
      "<t><header><colour>red</colour><city>[LOCATION]</city><phone>[PHONE]</phone></header>"
        + "<record><lastName>[NAME]</lastName><tone>warm</tone></record></t>"
    ),
    Document(
      "cells.xml",
      "<t><columns><column>Surname</column><column>Unit</column></columns><rows><row><cell>Page</cell>"
        + "<cell>Sand</cell></row><row><value index=\"2\">Brook</value></row></rows></t>",
      "<t><columns><column>Surname</column><column>Unit</column></columns><rows><row><cell>[NAME]</cell>"
        + "<cell>Sand</cell></row><row><value index=\"2\">Brook</value></row></rows></t>"
    ),
  ]

  private static let objects = [
    Document(
      "asked.json",
      #"[{"q":"City of residence","a":"Mobile"},{"q":"Smoker?","a":"former"},"#
        + #"{"heading":"Last name","answers":[{"simple_text":"Page"}]},"#
        + #"{"heading":"Diet","answers":[{"simple_text":"Soft"}]}]"#,
      #"[{"q":"City of residence","a":"[LOCATION]"},{"q":"Smoker?","a":"former"},"#
        + #"{"heading":"Last name","answers":[{"simple_text":"[NAME]"}]},"#
        + #"{"heading":"Diet","answers":[{"simple_text":"Soft"}]}]"#
    ),
    Document(
      "wrapped.json",
      #"{"last_name":{"type":"string","value":"Page"},"weight":{"type":"number","value":"180"}}"#,
      #"{"last_name":{"type":"string","value":"[NAME]"},"weight":{"type":"number","value":"180"}}"#
    ),
    Document(
      "keyed.json",
      #"{"6931895":{"last_name":"Hill","rm":"212-B"},"402981":{"last_name":"Page","rm":"483-B"}}"#,
      #"{"entry_1":{"last_name":"[NAME]","rm":"212-B"},"entry_2":{"last_name":"[NAME]","rm":"483-B"}}"#
    ),
    Document(
      "priced.json",
      #"{"6931895":{"price":"12"},"402981":{"price":"14"},"surname":"Hill"}"#,
      #"{"6931895":{"price":"12"},"402981":{"price":"14"},"surname":"[NAME]"}"#
    ),
    Document(
      "topic.json",
      #"[{"topic":"adt","key":"886672","value":"{\"mrn\": \"886672\"}"},{"key":"886673","value":"blue"}]"#,
      #"[{"topic":"adt","key":"[UNIQUE_ID]","value":"{\"mrn\": \"[MRN]\"}"},{"key":"886673","value":"blue"}]"#
    ),
    Document(
      "annotated.json",
      #"{"lastname@OData.Community.Display.V1.FormattedValue":"Page","#
        + #""city@OData.Community.Display.V1.FormattedValue":"Mobile","#
        + #""tone@OData.Community.Display.V1.FormattedValue":"Sand"}"#,
      #"{"lastname@OData.Community.Display.V1.FormattedValue":"[NAME]","#
        + #""city@OData.Community.Display.V1.FormattedValue":"[LOCATION]","#
        + #""tone@OData.Community.Display.V1.FormattedValue":"Sand"}"#
    ),
    Document(
      "address.json",
      #"{"address":"14 Bramble Hollow\r\nTroy, NY 12180","tone":"warm\r\ncold"}"#,
      #"{"address":"[LOCATION]\r\n[LOCATION]","tone":"warm\r\ncold"}"#
    ),
    Document(
      "spans.json",
      #"[{"text":"Page","labels":["DOCTOR"]},{"text":"Sand","labels":["DRUG"]},"#
        + #"{"entity_group":"PER","word":"Brook"},{"entity_group":"MISC","word":"Stone"}]"#,
      #"[{"text":"[NAME]","labels":["DOCTOR"]},{"text":"Sand","labels":["DRUG"]},"#
        + #"{"entity_group":"PER","word":"[NAME]"},{"entity_group":"MISC","word":"Stone"}]"#
    ),
    Document(
      "things.json",
      #"{"VisitType":{"Name":"PHYSICAL"},"FLO_MEAS_NAME":"BP","surname":"Page"}"#,
      #"{"VisitType":{"Name":"PHYSICAL"},"FLO_MEAS_NAME":"BP","surname":"[NAME]"}"#
    ),
  ]

  @Test(arguments: markup)
  private func markupNamesItsValuesElsewhere(_ document: StagedDocument) throws {
    try document.check()
  }

  @Test(arguments: objects)
  private func objectsNameTheirValuesElsewhere(_ document: StagedDocument) throws {
    try document.check()
  }

  /// Patients and results in one file: two of each are a row's neighbours.
  private static let people = [
    ("997233", "DIMACULANGAN", "ANDREA"), ("718349", "THORVALDSEN", "YUSUF"),
    ("641538", "KOSKINEN", "IMRAN"), ("941990", "PAPADOPOULOS", "NIAMH"),
    ("640111", "DELACROIX", "DENISE"), ("646052", "MCGILLICUDDY", "BJORN"),
    ("604044", "VOLKOVA", "KOFI"),
  ]

  private static func laboratory(_ rows: [(String, String, String)], _ doctor: String?) -> String {
    "H|LABEXP|7\n"
      + rows.enumerated()
      .map { index, row in
        "P|\(row.0)|\(row.1)|\(row.2)|M\n"
          + "R|2345-7|Glucose|\(100 + index * 3)|mg/dL|N|\(doctor ?? people[6 - index].1)\n"
      }
      .joined()
  }

  @Test func columnsBelongToTheTypeOfTheirRecord() throws {
    try Document(
      "lab.txt",
      Self.laboratory(Self.people, nil),
      Self.laboratory(Self.people.map { _ in ("[MRN]", "[NAME]", "[NAME]") }, "[NAME]")
    )
    .check()
  }

  private static let lines = [
    Document(
      "tokens.conll",
      "Page\tB-PER\nstays\tO\nin\tO\nMobile\tB-LOC\nwith\tO\nHill\tB-DRUG\n",
      "[NAME]\tB-PER\nstays\tO\nin\tO\n[LOCATION]\tB-LOC\nwith\tO\nHill\tB-DRUG\n"
    ),
    Document(
      "note.ann",
      "T1\tDOCTOR 8 12\tPage\nT2\tDRUG 20 25\tSand\nT3\tCITY 30 36\tMobile\n",
      "T1\tDOCTOR 8 12\t[NAME]\nT2\tDRUG 20 25\tSand\nT3\tCITY 30 36\t[LOCATION]\n"
    ),
    Document(
      "frame.R",
      "pts <- data.frame(zip = c(\"59715\", \"59718\", \"59719\"), cpt = c(\"99213\", \"99214\", \"99215\"))\n"
        + "towns = [\"Mobile\", \"Troy\"]\ntones = [\"warm\", \"cold\"]\n",
      "pts <- data.frame(zip = c(\"597\", \"597\", \"597\"), cpt = c(\"99213\", \"99214\", \"99215\"))\n"
        + "towns = [\"[LOCATION]\", \"[LOCATION]\"]\ntones = [\"warm\", \"cold\"]\n"
    ),
  ]

  private static let claims = [
    Document(
      "claim.txt",
      " OPELOUSAS                LA\n 59715      215 227 6407\n\n SIGNATURE ON FILE        06 23 25\n"
        + " 06 08 25  11    99213          A     145 00\n 06 08 25  boxes of gloves\n",
      " [LOCATION]\n 597      [PHONE]\n\n SIGNATURE ON FILE        [DATE]\n"
        + " [DATE]  11    99213          A     145 00\n 06 08 25  boxes of gloves\n"
    )
  ]

  @Test(arguments: claims)
  private func boxesOfClaimsAreReadByTheirPlaces(_ document: StagedDocument) throws {
    try document.check()
  }

  @Test(arguments: lines)
  private func linesAreJudgedByWhatTheySay(_ document: StagedDocument) throws {
    try document.check()
  }
}
