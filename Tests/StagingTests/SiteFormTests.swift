import Testing

@testable import Staging

/// Fields of a site's own segments of HL7 v2, of which only the form of a value says what it is.
@Suite struct SiteFormTests {
  private typealias Document = StagedDocument

  private static let head = "MSH|^~\\&|A|B|C|D|2024||ADT^A31||P|2.5\r"

  private static let forms = [
    Document(
      "persons.hl7",
      head
        + "ZPD|1|5518842^^^WTX^PT|OKONJO^NGOZI^A|BRANDT^ILSE|JSMITH^SMITH^JOHN|884^KOWALSKI^WANDA\r",
      head
        + "ZPD|1|[MRN]^^^WTX^PT|[NAME]^[NAME]^[NAME]|[NAME]^[NAME]|[LICENSE]^[NAME]^[NAME]|[LICENSE]^[NAME]^[NAME]\r"
    ),
    Document(
      "contacts.hl7",
      head + "ZEC|12 MILL RD^^TROY^NY|^PRN^PH^^^518^5550188|5185550166|2\r",
      head + "ZEC|[LOCATION]^^[LOCATION]^NY|^PRN^PH^^^[PHONE]^[PHONE]|[UNIQUE_ID]|2\r"
    ),
    Document(
      "numbers.hl7",
      head + "ZIN|1|XQH884213077|88421307|SELF|20250312|20250312080455|100.00\r",
      head + "ZIN|1|[UNIQUE_ID]|[UNIQUE_ID]|SELF|2025|2025|100.00\r"
    ),
    // A user's name is known by the surname beside it, or by one that the message said.
    Document(
      "users.hl7",
      head + "PID|1||4471882||ADEYEMI^TUNDE\rZUS|MGONZALEZ|GONZALEZ^MARIA|tadeyemi|ACTIVE\r",
      head + "PID|1||[MRN]||[NAME]^[NAME]\rZUS|[USERNAME]|[NAME]^[NAME]|[USERNAME]|ACTIVE\r"
    ),
    Document(
      "codes.hl7",
      stays: head
        + "ZCL|GLU^Glucose^L|NA^Sodium^LN|70-110|mg/dL|AB^Blue Cross^L|MAIN^WEST\r"
        + "ZTX|73211009^Diabetes mellitus^SCT|SERUM^Serum^HL70070|12345^Vancomycin^NDC|1.2.840.113619.2.55\r"
        + "ZQQ|NY|0043|OB-GYN|3W^301^A|12500|E11.9^Type 2 diabetes^I10\r"
    ),
  ]

  @Test(arguments: forms)
  private func valuesAreWhatTheirFormsSay(_ document: Document) throws { try document.check() }
}
