import Testing
import Vocabulary

@testable import Detection

/// Accounts and passwords are found by the words around them, and words about them are left.
@Suite struct CredentialTests {
  /// What is found of accounts and passwords in a text, each finding apart from the next by a stroke.
  private func found(_ text: String) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.kind == .username || $0.kind == .secret }
      .map { scanned.text($0) }.joined(separator: " | ")
  }

  @Test(arguments: [
    ("mysql -u pkoval -pRiverbed81 ehr", "pkoval | Riverbed81"),
    ("sshpass -p 'copper_Fern_12' ssh x", "copper_Fern_12"),
    (
      "net use K: \\\\nas4\\pics /user:CLIN\\mtarek Papaya^88 /persistent:no",
      "CLIN\\mtarek | Papaya^88"
    ),
    (
      "snmpget -v3 -u opsmon -A fern-auth-9 -X fern-priv-9 host",
      "opsmon | fern-auth-9 | fern-priv-9"
    ),
    ("curl -u dlopez:Moor!hen7 https://x.example.org", "dlopez | Moor!hen7"),
    ("useradd -m -G video tkariuki", "tkariuki"),
    ("backup_tool --user rbianchi --password=Tarn4Heron", "rbianchi | Tarn4Heron"),
  ])
  func argumentsOfCommandsAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "mysql -u root -p ehr", "sshpass -p $PW ssh host",
    "curl -u user:password https://x.example.org",
    "net use is up", "psql -U postgres", "run it with --user root", "ssh git@github.com",
    "curl -X POST -d '{}' https://x.example.org", "useradd -m",
  ])
  func systemsAndStandInsAmongArgumentsStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("cannot open '/home/pkovalenko/.ssh/config'", "pkovalenko"),
    ("osx: /home/nduka/Library/Mail", "nduka"),
    ("C:\\Users\\mtarek\\Desktop\\x.csv", "mtarek"),
    ("UPDATE visit SET cosigner='tbrandt7' WHERE id = 4", "tbrandt7"),
    ("SELECT 1 FROM app WHERE login IN ('kferrara', 'mo.diaz')", "kferrara | mo.diaz"),
    ("GRANT SELECT ON dw.visit TO ro_ferrara;", "ro_ferrara"),
    ("ERROR: role \"nduka_w\" does not exist", "nduka_w"),
  ])
  func accountsInPathsAndQueriesAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "cat /home/ubuntu/run.sh", "see https://x.example.org/home/list", "C:\\Users\\Public\\x",
    "WHERE owner = 'admin'", "GRANT SELECT ON a TO PUBLIC;", "user == current_user",
    "uid = \"9f3c2ab1\"", "the role of the nurse", "/home/index.html",
  ])
  func commonFoldersAndRolesStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("Accounts to disable: rbianchi, tkovacs21.", "rbianchi | tkovacs21"),
    ("I'm owl_mender on reddit", "owl_mender"),
    ("his login for the rota is gareth.t", "gareth.t"),
  ])
  func accountsInSentencesAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "the group was asked about access rights", "we saw it on reddit and twitter",
    "the account was locked after a misspelt password", "his login is slow today",
  ])
  func sentencesAboutAccountsStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("it locked me out so i set it to Mango-tart77 for now", "Mango-tart77"),
    ("nope. try Walnut8 instead", "Walnut8"),
    ("pick-up password for the boy is now \"green wagon\".", "green wagon"),
    ("my password was just moses1949 and they got in", "moses1949"),
    ("enable secret 0 Chalk-Quarry\n", "Chalk-Quarry"),
    ("if ($pw -ne \"Sardine!5\") { exit 1 }", "Sardine!5"),
    ("keybox by the side gate opens with 0-4-3-1, mind the dog", "0-4-3-1"),
    ("closet code changed again, now D2207 (was D2206)", "D2207 | D2206"),
    ("Voicemail PIN reset to 80316 for the desk", "80316"),
    ("608214 is your OTP for the portal", "608214"),
    ("| login | password |\n|---|---|\n| frontdsk4 | Thistle44 |\n", "frontdsk4 | Thistle44"),
    ("Safe: new combination. Left 42, right two turns to 17, left 63.", "42 | 17 | 63"),
  ])
  func passwordsAndCodesInSentencesAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "anyone know the door code? it was changed",
    "Passcode entered wrongly nine times, it is erased",
    "The passcode was changed to something longer", "CPT code is 99213 for this",
    "passwords are hashed with sha256", "try Python3 instead",
    "the panel was drawn at 0830", "| field | password |\n| name | char(60) |\n",
    "token=request.headers[\"X\"]", "PASSWORD :'app_password'",
    "username: string, 3 to 9 characters",
    "The gate opens at 0700 and closes at 1900",
  ])
  func sentencesAboutPasswordsStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test func aMaskOpensNothing() {
    for text in [
      "i set it to [SECRET] for now", "mysql -u [USERNAME] -p[SECRET] ehr1",
      "add [USERNAME] to the group", "gate [SECRET] / lobby [SECRET]", "/home/[USERNAME]/x1",
    ] {
      #expect(found(text).isEmpty, "\(text)")
    }
  }
}
