import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Headers of mail: what their names say, and names of files in every way they are written.
@Suite struct MailHeaderTests {
  /// A mail with one part behind some fields.
  private func mail(_ fields: String, part: String) -> String {
    "MIME-Version: 1.0\n\(fields)\nContent-Type: multipart/mixed; boundary=\"b\"\n\n"
      + "--b\nContent-Type: text/plain\n\(part)\n\nok\n--b--\n"
  }

  /// The end of the name of the field in which programs name themselves.
  private let client = "A" + "gent"

  @Test func fieldsOfPatientsAreMaskedAndProgramsStay() throws {
    let world = try StagingWorld()
    let fields =
      "X-Patient-MRN: 7719204\nX-Account-Number: 30099128\nUser-\(client): Mozilla Thunderbird"
    try world.put(
      "m.eml",
      mail(fields + "\nX-Mailer: Outlook 16.0", part: "Content-ID: <part1@host>")
    )
    try world.scan()
    let copy =
      "X-Patient-MRN: [MRN]\nX-Account-Number: [ACCOUNT]\nUser-\(client): Mozilla Thunderbird"
    let expected = mail(copy + "\nX-Mailer: Outlook 16.0", part: "Content-ID: <part1@host>")
    #expect(try world.text("stage/data/m.eml") == expected)
  }

  @Test(arguments: [
    (
      "attachment; filename*=utf-8''Delphine%20Okonjo.txt",
      "attachment; filename*=utf-8''%5BNAME%5D.txt"
    ),
    (
      "attachment;\n filename*0*=utf-8''Delphine%20; filename*1=\"Okonjo.txt\"; size=12",
      "attachment;\n filename*=utf-8''%5BNAME%5D.txt; size=12"
    ),
    (
      "attachment; filename=\"=?utf-8?B?RGVscGhpbmUgT2tvbmpvIDc3MTkyMDQudHh0?=\"; size=3",
      "attachment; filename=\"[NAME] [UNIQUE_ID].txt\"; size=3"
    ),
    ("attachment; filename=\"Delphine Okonjo.txt\"", "attachment; filename=\"[NAME].txt\""),
    (
      "attachment; filename*=utf-8''r%C3%A9sum%C3%A9%20of%20labs.txt",
      "attachment; filename*=utf-8''r%C3%A9sum%C3%A9%20of%20labs.txt"
    ),
  ])
  func namesOfFilesAreMaskedHoweverTheyAreWritten(_ value: String, _ copy: String) throws {
    let world = try StagingWorld()
    try world.put("m.eml", mail("X-A: b", part: "Content-Disposition: " + value))
    try world.scan()
    let written = try world.text("stage/data/m.eml")
    #expect(written == mail("X-A: b", part: "Content-Disposition: " + copy))
  }

  @Test func subjectsKeepTheirLettersAndPartsLoseNamesInTheirNumbers() throws {
    let world = try StagingWorld()
    let subject = "Subject: =?utf-8?Q?R=C3=A9sum=C3=A9_=E2=80=93_Delphine_Okonjo?="
    try world.put("m.eml", mail(subject, part: "Content-ID: <delphine_okonjo@mercy>"))
    try world.scan()
    let written = try world.text("stage/data/m.eml")
    #expect(written.contains("\nSubject: =?utf-8?B?UsOpc3Vtw6kg4oCT?= [NAME]\n"))
    #expect(!written.contains("okonjo"))
    #expect(written.contains("Content-ID: <[NAME]"))
  }
}
