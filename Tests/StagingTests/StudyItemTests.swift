import Testing
import Vocabulary

@testable import Staging

/// Markup in which attributes refer to what a value is: items of studies, registries, change logs, and names that
/// run together.
@Suite struct StudyItemTests {
  private typealias Document = StagedDocument

  private static let documents = [
    Document(
      "defined.xml",
      #"<ODM><ItemDef OID="I_1" Name="Family name"/><ItemDef OID="I_2" Name="Q2"><Question><TranslatedText>"#
        + #"Given name</TranslatedText></Question></ItemDef><ItemDef OID="I_3" Name="Hemoglobin"/>"#
        + #"<ItemData ItemOID="I_1" Value="Brook"/><ItemData ItemOID="I_2" Value="Sunny"/>"#
        + #"<ItemData ItemOID="I_3" Value="12.9"/><ItemData ItemOID="I_4" Value="Brook"/></ODM>"#,
      #"<ODM><ItemDef OID="I_1" Name="Family name"/><ItemDef OID="I_2" Name="Q2"><Question><TranslatedText>"#
        + #"Given name</TranslatedText></Question></ItemDef><ItemDef OID="I_3" Name="Hemoglobin"/>"#
        + #"<ItemData ItemOID="I_1" Value="[NAME]"/><ItemData ItemOID="I_2" Value="[NAME]"/>"#
        + #"<ItemData ItemOID="I_3" Value="12.9"/><ItemData ItemOID="I_4" Value="Brook"/></ODM>"#
    )
    .xml,
    Document(
      "typed.xml",
      #"<r><ItemDataString ItemOID="DM.LASTNAME">Brook</ItemDataString><ItemDataString ItemOID="MRN">"#
        + #"48217</ItemDataString><ItemDataFloat ItemOID="LB.HGB">13.3</ItemDataFloat>"#
        + #"<ItemDataString ItemOID="DM.ARM">Brook</ItemDataString></r>"#,
      #"<r><ItemDataString ItemOID="DM.LASTNAME">[NAME]</ItemDataString><ItemDataString ItemOID="MRN">"#
        + #"[MRN]</ItemDataString><ItemDataFloat ItemOID="LB.HGB">13.3</ItemDataFloat>"#
        + #"<ItemDataString ItemOID="DM.ARM">Brook</ItemDataString></r>"#
    )
    .xml,
    Document(
      "registry.xml",
      #"<r><Item name="city">Mobile</Item><Item name="last_name">Case</Item><Item naaccrId="nameFirst">Pat"#
        + #"</Item><Item naaccrId="nameSpouseParent">Sunny Brook</Item><Item naaccrId="addrAtDxNoStreet">"#
        + #"71 Mill Ln</Item><Item naaccrId="primarySite">C504</Item><Item name="phase">Mobile</Item></r>"#,
      #"<r><Item name="city">[LOCATION]</Item><Item name="last_name">[NAME]</Item><Item naaccrId="nameFirst">"#
        + #"[NAME]</Item><Item naaccrId="nameSpouseParent">[NAME]</Item><Item naaccrId="addrAtDxNoStreet">"#
        + #"[LOCATION]</Item><Item naaccrId="primarySite">C504</Item><Item name="phase">Mobile</Item></r>"#
    )
    .xml,
    Document(
      "change.xml",
      #"<insert><column name="mrn" valueNumeric="73679"/><column name="beds" valueNumeric="73679"/></insert>"#,
      #"<insert><column name="mrn" valueNumeric="0"/><column name="beds" valueNumeric="73679"/></insert>"#
    )
    .xml,
    Document(
      "report.xml",
      "<ichicsr><reportercity>Surprise</reportercity><reportergivename>Sunny</reportergivename>"
        + "<patientinitial>SB</patientinitial><patienthospitalrecordnumb>3459</patienthospitalrecordnumb>"
        + "<patientlastname>Will</patientlastname><patientsex>2</patientsex><reportercountry>US"
        + "</reportercountry><seriousnesscity>Surprise</seriousnesscity></ichicsr>",
      "<ichicsr><reportercity>[LOCATION]</reportercity><reportergivename>[NAME]</reportergivename>"
        + "<patientinitial>[NAME]</patientinitial><patienthospitalrecordnumb>[MRN]</patienthospitalrecordnumb>"
        + "<patientlastname>[NAME]</patientlastname><patientsex>2</patientsex><reportercountry>US"
        + "</reportercountry><seriousnesscity>Surprise</seriousnesscity></ichicsr>"
    )
    .xml,
  ]

  @Test(arguments: documents)
  private func whatAReferenceSaysOfAValueCounts(document: Document) throws {
    try document.check()
  }
}
