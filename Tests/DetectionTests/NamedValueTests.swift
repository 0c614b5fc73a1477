import Testing
import Vocabulary

@testable import Detection

/// Values beside an exact name of a person's part, whatever words they are.
@Suite struct NamedValueTests {
  /// The kinds and texts that are found.
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { "\($0.kind.label) \(scanned.text($0))" }
  }

  /// Of words that are drugs, verbs and things.
  @Test(arguments: [
    ("first_name: Skip\nlast_name: Amias\n", ["NAME Skip", "NAME Amias"]),
    ("First name: Skip   Surname: Amias", ["NAME Skip", "NAME Amias"]),
    ("Last Name: Bolt First Name: Skip DOB: n/a", ["NAME Bolt", "NAME Skip"]),
    ("row['patient_first'] = 'skip'", ["NAME skip"]),
    ("sn: Bolt\ngn: Skip\n", ["NAME Bolt", "NAME Skip"]),
    ("sync last=Bolt first=Skip ok", ["NAME Bolt", "NAME Skip"]),
    ("last_name  | Bolt\nfirst_name | Skip\n", ["NAME Bolt", "NAME Skip"]),
    ("given_name = c(\"Skip\", \"Bolt\")", ["NAME Skip", "NAME Bolt"]),
    ("\"surnames\": [\"Bolt\", \"Skip\"]", ["NAME Bolt", "NAME Skip"]),
    ("Patient: Page, Amias\n", ["NAME Page, Amias"]),
    ("home_city: Tarrow\n", ["LOCATION Tarrow"]),
    ("Last name ......... Bolt\nFirst name....... Skip\n", ["NAME Bolt", "NAME Skip"]),
    ("Last name ____Lake____  First name __Skip__\n", ["NAME Lake", "NAME Skip"]),
    ("First name\nSkip\nLast name\nBolt\n", ["NAME Skip", "NAME Bolt"]),
    ("* Patient's last name\r\nVan Bolt\r\n", ["NAME Van Bolt"]),
    ("Q: What is your first name?\nA: Skip\nQ: Your surname?\nBolt\n", ["NAME Skip", "NAME Bolt"]),
    ("mrn = c(53750, 9602)", ["MRN 53750", "MRN 9602"]),
    ("hosp_no = c(537, 9602)", ["MRN 537", "MRN 9602"]),
    ("chart = [53750, 53751]", ["MRN 53750", "MRN 53751"]),
    ("'mrn': ['53750',\n  'A-960'],", ["MRN 53750", "MRN A-960"]),
    ("acct=[4471902]", ["ACCOUNT 4471902"]),
    ("- **First name:** Skip\n- *Last name*: Bolt\n", ["NAME Skip", "NAME Bolt"]),
    ("./register --first-name Skip --last-name 'Bolt' -v", ["NAME Skip", "NAME Bolt"]),
    ("(row (first-name \"Skip\") (dose \"Bolt\"))", ["NAME Skip"]),
    ("p.lastName(\"Price\").unit(\"Slate\")", ["NAME Price"]),
    ("PCP..............: DAY, SKY\nCopay............: 25.00\n", ["NAME DAY, SKY"]),
    ("name { family: \"Bolt\" given: \"Skip\" }", ["NAME Bolt", "NAME Skip"]),
    (
      "INFO {Last:Bolt First:Skip City:Mobile Unit:Bolt}",
      ["NAME Bolt", "NAME Skip", "LOCATION Mobile"]
    ),
    ("last = \"Bolt\"\nfirst = \"Skip\"\nunit = \"Slate\"\n", ["NAME Bolt", "NAME Skip"]),
    ("Attending: Park\nSurgeon: Best   OR: 3\n", ["NAME Park", "NAME Best"]),
    ("Physician(s): Ruby Pond     Reported: x\n", ["NAME Ruby Pond"]),
    ("Surgeon: Ruby Pond\n", ["NAME Ruby Pond"]),
    ("Name: LAW,RICH     Med Rec: x\n", ["NAME LAW,RICH"]),
    ("home_city     | Hope\nstate_c       | AR\n", ["LOCATION Hope"]),
    ("nm: { lst: \"Stone\", fst: \"Skip\" }", ["NAME Stone", "NAME Skip"]),
    ("lives at 397 County Rt 9, north of it", ["LOCATION 397 County Rt 9"]),
    ("furosemide   500 mg    10/22 0000   x", ["DATE 10/22"]),
    ("street: 9 Elm Ct\nl: Hope\nst: AR\n", ["LOCATION 9 Elm Ct", "LOCATION Hope"]),
    ("PID-5 (Patient Name): Quist^Skip^J", ["NAME Quist^Skip^J"]),
  ]) func whatAnExactLabelNamesIsFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "first_name: Required\nlast_name: varchar(40)\n", "first_name: str\n", "file_name: Bolt\n",
    "The last name: enter it as on the card.\n", "Last name: Type it in capitals.\n",
    "last=Bolt\n", "Patient: Alert, Oriented\n", "Patient: Stable\n", "sn = Bolt\n",
    "first_name: [NAME]\nlast_name | [NAME]\n", "PCP......: Yes, No\n",
    "first: \"Skip\"\n",
    "first_name == Skip\n", "first: Skip\nlast: Bolt\n",
    "surname::Skip\n", "first_name:\nSkip the line\n", "Last name\nFirst name\nWeight\n71 kg\n",
    "Enter your first name\nSkip\n", "First name\n[NAME]\n", "First name?\nSkip it and go on.\n",
    "Last name ____[NAME]____\n", "last_name __init__\n", "Last name ______________\n",
    "Last name ......... [NAME]\n", "Last name ... is missing\n", "mrn = c(12, 7)",
    "chart = c(100, 200)", "line_no = c(53750, 9602)",
    "mrn: [MRN, MRN]",
    "grades = c(53750, 9602)", "(first-dose \"Skip\")",
    "p.lastName(\"First Name\")", "Ref^Skip^Bolt", "- **First dose:** Skip\n",
    "mrn = f(53750, 9602)",
  ]) func whatIsNoValueStays(text: String) {
    #expect(found(text).isEmpty)
  }
}
