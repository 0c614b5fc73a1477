import Testing
import Vocabulary

@testable import Detection

/// Values that calls, dumps and messages give to fields, with the twins that must stay.
@Suite struct FilledFieldTests {
  private func found(_ text: String) -> [String] {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { scanned.text($0) }
  }

  @Test(arguments: [
    ("cy.get('[name=firstName]').type('Skip');", ["Skip"]),
    ("cy.get('#password').type('Sunny-Day-58');", ["Sunny-Day-58"]),
    ("cy.get('#username').type('bolt60');", ["bolt60"]),
    ("await page.fill('#lastName','Bolt');", ["Bolt"]),
    ("await page.getByLabel('Last name').fill('Bolt');", ["Bolt"]),
    ("d.find_element(By.ID, \"lastName\").send_keys(\"Bolt\")", ["Bolt"]),
    ("fill_in \"Last name\", with: \"Bolt\"", ["Bolt"]),
    ("assertEquals(\"Bolt\", p.getLastName());", ["Bolt"]),
    ("self.assertEqual(p.last_name, \"Bolt\")", ["Bolt"]),
    ("expect(j.lastName).to.eql(\"Bolt\");", ["Bolt"]),
    ("expect(j.lastName).toBe(\"Bolt\");", ["Bolt"]),
    ("if (p.getLastName().equals(\"Bolt\")) {}", ["Bolt"]),
    ("assert p.last_name == \"Bolt\"", ["Bolt"]),
    ("row=OrderedDict([('pat_last', \"Bolt\"), ('ward', 'Skip')])", ["Bolt"]),
    ("    Input Text    id:lastName    Bolt\n", ["Bolt"]),
    (
      "p = { first: \"Skip\".into(), last: String::from(\"Bolt\"), ward: \"ICU\" }",
      ["Skip", "Bolt"]
    ),
    ("p = { first: \"May\".to_owned(), last: \"Bolt\".to_owned() }", ["May", "Bolt"]),
    ("./find.sh --first \"Skip\" --last \"Bolt\" --ward \"ICU\"", ["Skip", "Bolt"]),
    ("       01  LAST-NAME PIC X(10) VALUE \"BOLT\".\n", ["BOLT"]),
    ("'email' => '', 'password' => Hash::make('horse48battery'), 'a' => 1", ["horse48battery"]),
    ("user.password = bcrypt.hashSync('horse48battery', 10)", ["horse48battery"]),
    ("GET /a?last=Bolt&first=Siobh%C3%A1n&x=1", ["Bolt", "Siobh%C3%A1n"]),
    ("GET /view PatName=O%27Bolt%2CSkip&x=1", ["O%27Bolt%2CSkip"]),
    ("b {FirstName=Skip, LastName=Bolt, Ward=ED}", ["Skip", "Bolt"]),
    ("last_name = 0x55d0c0a3 \"Bolt\", ward = 0x55d0 \"Skip\"", ["Bolt"]),
    ("sn: de la Bolt\ncn: Skip Bolt\nou: x\n", ["de la Bolt", "Skip Bolt"]),
    ("dn: uid=skip.bolt,ou=people\nuid: skip.bolt\n", ["skip.bolt", "skip.bolt"]),
  ]) func whatAProgramGivesAFieldIsFound(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    "cy.get('#ward').type('Bolt');",
    "assertEquals(\"Widget\", w.getTitle());",
    "expect(list.last).toBe(\"Bolt\");",
    "order = [[\"last_name\", \"asc\"], [\"first_name\", \"desc\"]]",
    "t(\"lastName\", \"Last name\")",
    "map.getOrDefault(lastName, \"Bolt\")",
    "log.info(\"Bolt\", lastName)",
    "password = os.getenv(\"DB_SECRET\")",
    "{\"level\": \"info\", \"msg\": \"start\", \"port\": 8080}",
    "    Input Text    id:ward    Bolt\n",
    "Ward.valueOf(\"Cardiology\")",
    "@dataclass\nclass P:\n    first_name: str\n    last_name: str\n    mrn: str\n",
    "a {FirstName=[NAME], LastName=[NAME], Ward=ED}\n{\"level\": \"info\", \"msg\": \"stop\", \"port\": 8080}",
  ]) func otherValuesStay(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test func rowsOfAClassAreThoseOfItsFields() {
    let text = """
      class Patient:
          first_name: str
          last_name: str
          mrn: str

      rows = [Patient("Skip", "Bolt", "312"), Visit("Skip", "Bolt", "312")]
      """
    #expect(found(text).contains("312"))
  }

  @Test(arguments: [
    ("Array\n(\n    [lname] => Bolt\n    [ward] => Skip\n)\n", ["Bolt"]),
    (
      "a:2:{s:5:\"lname\";s:4:\"Bolt\";s:4:\"ward\";s:4:\"Skip\";s:3:\"mrn\";i:9602;}",
      ["Bolt", "9602"]
    ),
    (" 1) \"lastName\"\n 2) \"Bolt\"\n 3) \"ward\"\n 4) \"Skip\"\n", ["Bolt"]),
    ("$9\nlast_name\n$4\nBolt\n$4\nward\n$4\nSkip\n", ["Bolt"]),
    ("$9\r\nlast_name\r\n$4\r\nBolt\r\n$4\r\ncity\r\n$4\r\nBath\r\n", ["Bolt", "Bath"]),
  ]) func dumpsGiveValuesToTheFieldBefore(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  @Test(arguments: [
    ("Field error on field 'lastName': rejected value [Bolt]; codes [x]", ["Bolt"]),
    ("Field error on field 'homePhone': rejected value [2125550142]", ["2125550142"]),
    ("Field error on field 'ward': rejected value [Bolt]", []),
    ("No patient found for name 'Skip Bolt' there", ["Skip Bolt"]),
    ("No widget found for name 'Skip Bolt' there", []),
    ("Duplicate entry 'Bolt' for key 'patients_last_name'", ["Bolt"]),
    ("Duplicate entry 'Bolt' for key 'ward_code'", []),
    (
      "WARN PID-5 value=\"Bolt^Skip\" PID-3 value=\"9602\" PV1-2 value=\"ICU\"",
      ["Bolt^Skip", "9602"]
    ),
    ("[bolt77] Peer Connection Initiated with x", ["bolt77"]),
    ("Password reset for bolt64 (x)", ["bolt64"]),
    ("Password reset for everybody (x)", []),
    ("GET /api/patients/9602/chart HTTP/1.1", ["9602"]),
    ("GET /api/wards/9602/chart HTTP/1.1", []),
    (
      "./chart/8847210.pdf ./chart/2024/x ./record/9602.1 ./claims/20262182587",
      [
        "8847210", "20262182587",
      ]
    ),
  ]) func messagesNameValues(text: String, wanted: [String]) {
    #expect(found(text) == wanted)
  }

  /// Two columns of a statement are no name with its value.
  @Test(arguments: [
    "INSERT INTO `pt` (`lname`, `note`) VALUES ", "INSERT INTO pt (\"lname\", \"note\") VALUES ",
  ]) func columnsOfStatementsStay(text: String) {
    #expect(found(text).isEmpty)
  }

  @Test func namesAreCutAtQuotesAndStatesStay() {
    #expect(found("x = match(\"Susan\", \"Winters\")") == ["Susan", "Winters"])
    let segment = "x|PID|1||9602||Okonkwo^Skip||19910812|M|||77 Maple Way^^Troy^NY^12180 |"
    #expect(!found(segment).contains { $0.contains("NY") })
  }
}
