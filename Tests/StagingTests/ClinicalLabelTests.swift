import Testing

@testable import Staging

/// Values of clinical messages that are named by what stands elsewhere in them.
@Suite struct ClinicalLabelTests {
  private typealias Document = StagedDocument

  /// Questionnaires, extensions and repeated patients of FHIR and HL7 v2.
  private static let messages = [
    Document(
      "answers.json",
      #"{"resourceType":"QuestionnaireResponse","item":[{"linkId":"1","text":"Last name","answer":"#
        + #"[{"valueString":"Rivers"}]},{"answer":[{"valueInteger":542845}],"linkId":"2","text":"MRN"},"#
        + #"{"linkId":"3","text":"Emergency contact","item":[{"text":"Name","answer":[{"valueString":"Law"}]}]},"#
        + #"{"linkId":"4","text":"Which hand do you write with?","answer":[{"valueString":"Law"}]}]}"#,
      #"{"resourceType":"QuestionnaireResponse","item":[{"linkId":"1","text":"Last name","answer":"#
        + #"[{"valueString":"[NAME]"}]},{"answer":[{"valueInteger":0}],"linkId":"2","text":"MRN"},"#
        + #"{"linkId":"3","text":"Emergency contact","item":[{"text":"Name","answer":[{"valueString":"[NAME]"}]}]},"#
        + #"{"linkId":"4","text":"Which hand do you write with?","answer":[{"valueString":"Law"}]}]}"#
    ),
    Document(
      "extension.json",
      #"{"resourceType":"Patient","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/"#
        + #"patient-mothersMaidenName","valueString":"Castle"},{"url":"http://hl7.org/fhir/StructureDefinition/"#
        + #"patient-citizenship","valueString":"Castle"}]}"#,
      #"{"resourceType":"Patient","extension":[{"url":"http://hl7.org/fhir/StructureDefinition/"#
        + #"patient-mothersMaidenName","valueString":"[NAME]"},{"url":"http://hl7.org/fhir/StructureDefinition/"#
        + #"patient-citizenship","valueString":"Castle"}]}"#
    ),
    Document(
      "charges.hl7",
      "MSH|^~\\&|A|B|C|D|2024||DFT^P03|1|P|2.5\rPID|1||77441^^^GH^MR||MARSH^BUCK|||||||||||||1585642\r"
        + "ZFT|Marsh^Buck|1585642|Cedar\rMSH|^~\\&|A|B|C|D|2024||DFT^P03|1|P|2.5\rZFT|Marsh^Buck|77|Cedar\r",
      "MSH|^~\\&|A|B|C|D|2024||DFT^P03|[UNIQUE_ID]|P|2.5\rPID|1||[MRN]^^^GH^MR||[NAME]^[NAME]|||||||||||||"
        + "[ACCOUNT]\rZFT|[NAME]^[NAME]|[ACCOUNT]|Cedar\rMSH|^~\\&|A|B|C|D|2024||DFT^P03|[UNIQUE_ID]|P|2.5\r"
        + "ZFT|Marsh^Buck|77|Cedar\r"
    ),
    Document(
      "registry.xml",
      "<Patient><Item naaccrId=\"nameLast\">Bond</Item><Item naaccrId=\"medicalRecordNumber\">22689</Item>"
        + "<Item naaccrId=\"primarySite\">Bond</Item></Patient>",
      "<Patient><Item naaccrId=\"nameLast\">[NAME]</Item><Item naaccrId=\"medicalRecordNumber\">[MRN]</Item>"
        + "<Item naaccrId=\"primarySite\">Bond</Item></Patient>"
    ),
  ]

  /// Claims and records whose fields have numbers or short names.
  private static let records = [
    Document(
      "claim.json",
      #"{"subscriberLoop":{"NM1":{"NM103_NameLastOrOrganizationName":"BOND","NM104_NameFirst":"ROBIN"},"#
        + #""N4":{"N401_CityName":"Troy","N402_StateCode":"NY"}},"payerLoop":{"NM1":{"NM103_NameLast":"CARE"}}}"#,
      #"{"subscriberLoop":{"NM1":{"NM103_NameLastOrOrganizationName":"[NAME]","NM104_NameFirst":"[NAME]"},"#
        + #""N4":{"N401_CityName":"[LOCATION]","N402_StateCode":"NY"}},"payerLoop":{"NM1":{"NM103_NameLast":"CARE"}}}"#
    ),
    Document(
      "columns.json",
      #"{"pat_lname": ["Lake", "Savage"], "pat_fname": ["Dean", "June"], "color": ["Lake", "Savage"]}"#,
      #"{"pat_lname": ["[NAME]", "[NAME]"], "pat_fname": ["[NAME]", "[NAME]"], "color": ["Lake", "Savage"]}"#
    ),
    Document(
      "short.json",
      #"{"pt":{"nm":{"lst":"Hall","fst":"Peg"},"n":{"l":"Best","f":"Lane"}},"map":{"lst":"Hall","l":"Best"}}"#,
      #"{"pt":{"nm":{"lst":"[NAME]","fst":"[NAME]"},"n":{"l":"[NAME]","f":"[NAME]"}},"map":{"lst":"Hall","l":"Best"}}"#
    ),
    Document(
      "notes.xml",
      "<Rx><Medication><Note>Called Dr. Best about it</Note><Name>Best</Name></Medication></Rx>",
      "<Rx><Medication><Note>Called [NAME] about it</Note><Name>Best</Name></Medication></Rx>"
    ),
    Document(
      "tables.csv",
      "[PATIENTS]\nkey,last,first,birth,town\n1,Stone,Sue,1946-04-25,Hope\n2,Wolf,Guy,2008-12-04,Bath\n\n"
        + "[VISITS]\nkey,when,seen_by,contact,cpt\n1,2024,Street,Will Sharp,93000\n2,2024,Hand,Skip Price,85025\n",
      "[PATIENTS]\nkey,last,first,birth,town\n1,[NAME],[NAME],1946,[LOCATION]\n2,[NAME],[NAME],2008,[LOCATION]\n\n"
        + "[VISITS]\nkey,when,seen_by,contact,cpt\n1,2024,[NAME],[NAME],93000\n2,2024,[NAME],[NAME],85025\n"
    ),
    Document(
      "clients.md",
      "|Client|Chart No|Town|\n|---|---|---|\n|Falls, Olive|365943|Troy|\n|Small, Angel|6693413|Bath|\n",
      "|Client|Chart No|Town|\n|---|---|---|\n|[NAME]|[MRN]|[LOCATION]|\n|[NAME]|[MRN]|[LOCATION]|\n"
    ),
    Document(
      "programs.md",
      stays:
        "|Client|Release|Port|\n|---|---|---|\n|Android|365943|80|\n|Chrome 9|6693413|443|\n"
    ),
    Document(
      "riders.csv",
      "Seq;Who;From;Mobility\n"
        + riders.map { "1;\($0);Oncology;chair\n" }.joined(),
      "Seq;Who;From;Mobility\n"
        + riders.map { _ in "1;[NAME];Oncology;chair\n" }.joined()
    ),
    Document(
      "pairs.csv",
      stays: "seq;what;from\n" + colours.map { "1;\($0);Store\n" }.joined()
    ),
  ]

  /// Reports whose pages have heads, tables below lines, and numbers with a sign.
  private static let reports = [
    Document(
      "census.txt",
      census(("LANE,SUNNY", "22175"), ("01/02/24", "01/21/23")),
      census(("[NAME]", "[MRN]"), ("2024", "2023"))
    ),
    Document(
      "units.csv",
      "Pt Last,Unit #,Unit\nFalls,1542,mg\nSmall,90318,mL\n",
      "Pt Last,Unit #,Unit\n[NAME],[MRN],mg\n[NAME],[MRN],mL\n"
    ),
    Document(
      "board.txt",
      "OR SCHEDULE\n\nTIME | OR | PATIENT    | MRN   | ANES  | PROCEDURE | COMMENTS\n"
        + "2157 | O3 | SELF, CHIP | 37128 | EARL  | LAP CHOLE | left\n"
        + "1502 | O3 | HILL, JUNE | 77917 | DREW  | LAP CHOLE | right\n"
        + "1503 | O3 | POND, ROSE | 77918 | DREW  | LAP CHOLE | right\n",
      "OR SCHEDULE\n\nTIME | OR | PATIENT    | MRN   | ANES  | PROCEDURE | COMMENTS\n"
        + "2157 | O3 | [NAME] | [MRN] | [NAME]  | LAP CHOLE | left\n"
        + "1502 | O3 | [NAME] | [MRN] | [NAME]  | LAP CHOLE | right\n"
        + "1503 | O3 | [NAME] | [MRN] | [NAME]  | LAP CHOLE | right\n"
    ),
    Document(
      "query.txt",
      queryHead + query.map { "\($0.name)\($0.chart)\($0.town)\n" }.joined() + "6 rows selected.\n",
      queryHead
        + query.map { row in
          cut("[NAME]", row.name) + cut("[MRN]", row.chart) + cut("[LOCATION]", row.town) + "\n"
        }
        .joined() + "6 rows selected.\n"
    ),
    Document(
      "remit.txt",
      "PATIENT NAME                HIC           ICN         PROC    BILLED\n"
        + "--------------------------------------------------------------------\n"
        + "POWER, IVY                  71530689      609870      99214   973.37\n",
      "PATIENT NAME                HIC           ICN         PROC    BILLED\n"
        + "--------------------------------------------------------------------\n"
        + "[NAME]                  [HEALTH_PLAN]      [HEALTH_PLAN]      99214   973.37\n"
    ),
    Document(
      "pairs.json",
      #"[[["lastName","Nurse"],["city","Mobile"]],[["width","Wood"],["a","b"]]]"#,
      #"[[["lastName","[NAME]"],["city","[LOCATION]"]],[["width","Wood"],["a","b"]]]"#
    ),
  ]

  /// Two pages of a census with a row each, a dozen times.
  private static func census(
    _ row: (name: String, unit: String),
    _ days: (run: String, admitted: String)
  ) -> String {
    let rows = String(
      repeating: "  4W-400      \(row.name)   71-F    \(row.unit)   \(days.admitted)  CHF\n",
      count: 12
    )
    let page =
      "RUN DATE: \(days.run)    CENSUS BY UNIT AND BED OF THE DAY  PAGE\nRUN TIME: 0601\n\n"
      + "BED           PATIENT      AGE     UNIT #  ADM DT    DX\n\(rows)"
    return page + page
  }

  /// What a client of a database prints, numbers at the right of their column.
  private static let queryHead = """
    SQL> select * from patient;

    LNAME        CHART_NO CITY
    ---------- ---------- ----------

    """
  /// A tag in the place of a value of fixed width, cut or filled with blanks.
  private static func cut(_ tag: String, _ cell: String) -> String {
    let value = cell.split(separator: " ").first ?? ""
    let tag = tag.prefix(value.count)
    return cell.replacing(value, with: tag + String(repeating: " ", count: value.count - tag.count))
  }
  private static let query = [
    (name: "Bean       ", chart: "    301961 ", town: "Hope      "),
    (name: "Stone      ", chart: "   6515549 ", town: "Mobile    "),
    (name: "Hill       ", chart: "   5528214 ", town: "Bath      "),
    (name: "Page       ", chart: "  51965511 ", town: "Reading   "),
    (name: "Rose       ", chart: "     64115 ", town: "Orange    "),
    (name: "Lake       ", chart: "   7282214 ", town: "Troy      "),
  ]

  private static let riders = [
    "Swift, Royal", "Noble, Autumn", "Drinkwater, Lance", "Falls, Glen", "Case, Sandy",
    "Cash, Heath",
    "Park, Ruby", "Moon, Lucky",
  ]
  private static let colours = [
    "Table, Green", "Chair, Oak", "Lamp, Brass", "Shelf, Steel", "Curtain, Blue", "Carpet, Grey",
  ]

  @Test(arguments: messages + records + reports)
  private func whatTheMessageSaysElsewhereCounts(document: Document) throws {
    try document.check()
  }
}
