import Testing
import Vocabulary

@testable import Detection

/// Accounts and passwords in files, access lists, headers and pairs; what looks like them is left.
@Suite struct AccountFormTests {
  /// What is found of accounts and passwords in a text, each finding apart from the next by a stroke.
  private func found(_ text: String) -> String {
    let scanned = ScannedText(text)
    return scanned.findings.filter { $0.kind == .username || $0.kind == .secret }
      .map { scanned.text($0) }.joined(separator: " | ")
  }

  @Test(arguments: [
    ("ehr-db.lan:5432:*:bnowak:cr4nberry-tea", "bnowak | cr4nberry-tea"),
    ("*:*:*:svc_bnowak:9Quail!", "svc_bnowak | 9Quail!"),
    ("x\nlocalhost:6432:claims:bnowak:we\\:ll", "bnowak | we\\:ll"),
    ("echo 'ehr:5432:*:bnowak:cr4nberry' >> ~/.pgpass", "bnowak | cr4nberry"),
    (
      "bnowak:1107:aad3b435b51404eeaad3b435b51404ee:8f3c2a7b9d1e4f60a1b2c3d4e5f60718:::",
      "bnowak | 8f3c2a7b9d1e4f60a1b2c3d4e5f60718"
    ),
    ("imaging:x:998:bnowak,gsantos", "bnowak | gsantos"),
    (
      "bnowak:Ward Files:8f3c2a7b9d1e4f60a1b2c3d4e5f60718",
      "bnowak | 8f3c2a7b9d1e4f60a1b2c3d4e5f60718"
    ),
  ])
  func linesOfAccountFilesAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "main.c:1200:7:error:unused", "12:30:45:200:x", "urn:oid:2.16.840:1:x", "a:b:c:d:e",
    "root:x:0:0:root:/root:/bin/bash", "fe80:5432:abc:dead:beef",
    "md5:file:8f3c2a7b9d1e4f60a1b2c3d4e5f60718",
    "note: 5432: seen: by: nobody",
  ])
  func otherLinesWithColonsStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("user bnowak on >cr4nberry ~* +@all", "bnowak | cr4nberry"),
    ("ACL SETUSER bnowak on >Quail99Tea allkeys", "bnowak | Quail99Tea"),
    ("unzip -PQuail99Tea in.zip", "Quail99Tea"),
    ("7z a -pQuail99Tea out.7z", "Quail99Tea"),
    ("sqlcmd -S db -Ubnowak -PQuail99Tea", "bnowak | Quail99Tea"),
    ("xfreerdp /v:ts1 /u:bnowak /p:Quail99Tea", "bnowak | Quail99Tea"),
    ("mosquitto_pub -h h -u bnowak -P Quail99Tea -t x", "bnowak | Quail99Tea"),
    ("db2 connect to CLAIMS user bnowak using Quail99Tea", "bnowak | Quail99Tea"),
    (
      "{\"key\":\"Authorization\",\"value\":\"Basic Ym5vd2FrOlF1YWlsOTk=\"}", "Ym5vd2FrOlF1YWlsOTk="
    ),
    ("creds: bnowak / cranberrytea", "bnowak | cranberrytea"),
    ("Administrator / 7QTX44KM (pull tab)", "7QTX44KM"),
    ("authenticator seed LEQ7 UT6I YMBX BPH5 TBN5", "LEQ7 UT6I YMBX BPH5 TBN5"),
    ("SSH_PASS=Aran's_Sweater", "Aran's_Sweater"),
  ])
  func passwordsOfToolsAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "user default on nopass ~* +@all", "the user logged on > 5 times", "unzip -Pv", "7z a out.7z",
    "Basic metabolic panel", "Basic authorization", "admin / phase", "root / L5-S1",
    "credentials: user/password", "ULTRA HIGH DOSE DRUG GIVEN", "recovery was slow",
  ])
  func whatLooksLikePasswordsOfToolsStays(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("user [bnowak] -> [gsantos]", "bnowak | gsantos"),
    ("password: 'Quail99Tea' => 'Heron88Tea'", "Quail99Tea | Heron88Tea"),
    ("Child's PIN is 4471. I changed it to 8802.", "4471 | 8802"),
    ("the pin used to be 4471, now it's 8802", "4471 | 8802"),
    ("BIOS pw cranberrytea", "cranberrytea"),
    ("pass phrase is three words, no caps: cranberryteaquail", "cranberryteaquail"),
    ("the password is the word Quail followed by 71.", "Quail followed by 71"),
    ("Security questions. First pet? Pickles\n", "Pickles"),
    ("Le mot de passe provisoire de M. Diop est « Prune-Bleue-9 ».", "Prune-Bleue-9"),
  ])
  func passwordsThatAreSpokenOfAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "the bearer token is missing", "the password was wrong", "password hasn't changed",
    "dose changed from 4471 to 8802", "First pet? we asked", "the phrase was repeated", "pw clinic",
  ])
  func sentencesAboutPasswordsStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    ("id=bkowalski act=PRINT", "bkowalski"), ("actor=\"bkowalski\"", "bkowalski"),
    ("ordering under bkowalski again", "bkowalski"),
    ("abstracted by CTR-BKOWALSKI", "CTR-BKOWALSKI"),
    ("<@U04KZ9QT1> please look", "U04KZ9QT1"), ("@dr.moonbeam says", "@dr.moonbeam"),
    ("cc @bkowalski", "@bkowalski"), ("seen by Adaeze Okafor (aokafor2) today", "aokafor2"),
    ("Okafor, Adaeze <okafora>", "okafora"),
  ])
  func namesOfAccountsAreFound(_ text: String, _ values: String) {
    #expect(found(text) == values)
  }

  @Test(arguments: [
    "id=submit", "under USERRA", "under anesthesia", "POSTGRES_USER: postgres", "see @channel",
    "Accepted publickey for root from 10.1.1.7 port 41002", "AccountName=images;AccountKey=",
    "<@everyone>", "seen by Adaeze Okafor (cardiology) today", "Adaeze Okafor (Okafor)",
  ])
  func accountsOfNobodyStay(_ text: String) {
    #expect(found(text).isEmpty)
  }

  @Test(arguments: [
    "ehr-db.lan:5432:*:bnowak:cr4nberry-tea", "user bnowak on >cr4nberry ~* +@all",
    "user [bnowak] -> [gsantos]", "creds: bnowak / cranberrytea",
    "PIN is 4471. I changed it to 8802.",
    "bkowalski (at) lakeside (dot) org", "wire to 021000021 / 1044882207", "Visa ****4242",
    "box 1a R58820447 | 23 P004418 | 24J 1234567893",
  ])
  func copiesHoldNothingMore(_ text: String) {
    let scanned = ScannedText(text)
    let copy = Scanner.tag(scanned.findings.filter(\.masked), in: Array(text.utf8))
    let again = ScannedText(String(decoding: copy, as: UTF8.self)).findings
    #expect(!scanned.findings.isEmpty && again.allSatisfy { !$0.masked })
  }
}
