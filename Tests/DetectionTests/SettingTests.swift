import Testing
import Vocabulary

@testable import Detection

/// Settings, calls and logs of programs: what they give somebody's values, and what is theirs alone.
@Suite struct SettingTests {
  /// A text and what a scan finds of it, apart by a stroke.
  struct Line: CustomTestStringConvertible, Sendable {
    let text: String
    let found: String
    var testDescription: String { text }

    init(_ text: String, _ found: String) { (self.text, self.found) = (text, found) }
  }

  /// What is found in a text.
  private func found(_ text: String) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter(\.masked).map { scanned.text($0) }.joined(separator: " | ")
  }

  @Test(arguments: [
    Line("lname: Lockwood", "Lockwood"),
    Line("INFO lastName=Fortescue status=ok", "Fortescue"),
    Line(
      "p.setZip(\"84102\"); p.setMrn(\"6610293\"); p.setPhone(\"8015550144\");",
      "84102 | 6610293 | 8015550144"
    ),
    Line("PatientId[00482917] not found", "00482917"),
    Line("GET Patient/8812093 returned 404", "8812093"),
    Line("SamAccountName : tpenrose", "tpenrose"),
    Line("dob=datetime.date(1951, 6, 9)", "1951, 6, 9"),
    Line("birthDate = new Date(1955, 3, 17)", "1955, 3, 17"),
    Line("export PGPASSWORD=rumple77Stilt", "rumple77Stilt"),
    Line("WifiPSK=clinic-wifi-Larch99", "clinic-wifi-Larch99"),
    Line("password: admin", "admin"), Line("DB_PASSWORD=password", "password"),
    Line("storepass=changeit", "changeit"), Line("\"login.password\":\"Password\"", "Password"),
    Line("requirepass rumple77Stilt", "rumple77Stilt"),
    Line("snmp-server community h0spRWcomm RW", "h0spRWcomm"),
    Line("lab:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=", "{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g="),
    Line("user [bwhitlock] is locked", "bwhitlock"),
    Line("Login: user=<gortiz>, method=PLAIN", "gortiz"),
    Line("shell opened for user lbergstrom(uid=1004)", "lbergstrom"),
    Line("User logged in: kmcallister role=NURSE", "kmcallister"),
    Line("CREATE USER 'jcarveth'@'%';", "jcarveth"),
    Line(
      "merged (LOCKWOOD, HESPER A -> LOCKWOOD, HESPER)",
      "LOCKWOOD, HESPER A | LOCKWOOD, HESPER"
    ),
  ])
  func valuesOfSettingsAreFound(_ line: Line) { #expect(found(line.text) == line.found) }

  @Test(arguments: [
    "interface A { token: string; secret: Buffer }", "if (token == null) return",
    "this.password = password;", "  password: {type: string, minLength: 8}",
    "  db_password = (sensitive value)", "  password: \"{{ vault_db_password }}\"",
    "token_file = \"/run/secrets/token\"", "PASSWORD_MIN_LENGTH=12",
    "\"PASSWORD\": os.getenv(\"DB_PASSWORD\"), \"HOST\": \"x\"",
    "permissions: {contents: write, id-token: write}", "apiVersion: cert-manager.io/v1",
    "deployment.kubernetes.io/revision: \"14\"", "set.seed(20260304)", "\"Version\":\"20260211.3\"",
    "zone = \"America/New_York\"", "tag: v2.7.3", "chacha20-poly1305@openssh.com",
    "lastName: String", "patientId: Int", "firstName = self.firstName", "lastName: \"last_name\"",
    "label.lastName=Last Name", "const userName = user?.name || 'Guest';",
    "serviceAccountName: backup-runner", "SMTP_PASSWORD=placeholder", "getLastName()",
    "DB_USER=\nDB_PASSWORD=\nAPI_KEY=\n",
    "password:\nhost: db01", "lastName=[NAME]", "WARFARIN, HEPARIN and the rest",
  ])
  func whatProgramsSayOfThemselvesStays(_ text: String) { #expect(found(text) == "") }

  @Test func coloursOfTerminalsHideNothing() {
    for escape in ["\u{1B}", "^[", "\\e", "\\033", "\\x1b", "\\u001b", "#033"] {
      let text =
        "mrn=\(escape)[33m8812001\(escape)[0m ssn \(escape)[1;31m412-55-9083\(escape)[0m "
        + "mail \(escape)[1m\(escape)[33mjo@example.org\(escape)[0m"
      let scanned = ScannedText(text)
      #expect(
        scanned.findings.map { scanned.text($0) } == ["8812001", "412-55-9083", "jo@example.org"]
      )
    }
    #expect(found("array[33m] and list[0] of e[12]") == "")
  }

  @Test(arguments: [
    Line("came w/ mom Fay, 94. one fall", "94"), Line("seen with Mrs. Fforde, 91.", "91"),
    Line("My mom (92 now) fell", "92"), Line("temp of mom Fay, 98.6 today", ""),
    Line("wife (12 now) of them", ""),
  ])
  func agesEndASentenceOrABracket(_ line: Line) {
    let scanned = ScannedText(line.text)
    let ages = scanned.findings.filter { $0.kind == .age && $0.masked }
    #expect(ages.map { scanned.text($0) }.joined() == line.found)
  }
}
