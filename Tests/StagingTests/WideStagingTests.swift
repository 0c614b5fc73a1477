import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Formats in UTF-16, and tables of fixed width; texts are encoded and decoded by Python.
@Suite struct WideStagingTests {
  private static let documents = [
    (
      "a.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-16\"?><p><name>Anna Okafor</name><n>536-22-1458</n></p>"
    ),
    ("b.json", "{\"patientName\":\"Anna Okafor\",\"ssn\":\"536-22-1458\",\"count\":5}"),
    (
      "c.hl7",
      "MSH|^~\\&|A|B|C|D|20260101||ADT^A01|1|P|2.5\rPID|1||M1^^^X||Okafor^Anna||19610312||||||||||||536-22-1458\r"
    ),
    ("d.tsv", "Patient Name\tSSN\n" + String(repeating: "Anna Okafor\t536-22-1458\n", count: 6)),
  ]

  @Test(arguments: documents, ["utf-16-le", "utf-16-be"])
  func formatsInTwoBytesACharacterAreMasked(document: (String, String), encoding: String) throws {
    let world = try StagingWorld()
    let (name, text) = document
    let write =
      "import sys; open(sys.argv[1], 'wb').write(('\\ufeff' + sys.argv[2]).encode(sys.argv[3]))"
    try #require(
      try tool(["python3", "-c", write, world.landing + "/" + name, text, encoding]).code == 0
    )
    #expect(try world.scan().entry(name).disposition == .masked)
    let read =
      "import sys; sys.stdout.write(open(sys.argv[1], 'rb').read().decode(sys.argv[2])[1:])"
    let got = try tool(["python3", "-c", read, world.stage + "/data/" + name, encoding])
    #expect(got.code == 0 && got.output.contains("[SSN]") && got.output.contains("[NAME]"))
    #expect(!got.output.contains("Okafor") && !got.output.contains("536-22"))
    let again = try StagingWorld()
    try again.put(Array(name.utf8), try world.bytes("stage/data/" + name))
    #expect(try again.scan().entry(name).disposition == .clean)
  }

  /// Names in ideographs are found by no rule: documents in sets of East Asia go nowhere.
  @Test(arguments: [
    ("gb18030", "a.csv", "病历号,姓名,联系人,SSN\n884,王小明,先生,536-22-1458\n885,李伟华,女士,536-22-1459\n"),
    ("euc-kr", "a.txt", "환자 김철수 보호자 Anna Okafor, SSN 536-22-1458. 두통으로 내원하였으며 약물 치료를 시행하였다\n"),
    ("shift_jis", "a.txt", "患者は頭痛を訴えて来院しました。SSN 536-22-1458です。連絡先はありません。\n"),
    ("euc-jp", "a.txt", "患者は頭痛を訴えて来院しました。SSN 536-22-1458です。連絡先はありません。\n"),
    ("big5", "a.txt", "病人王小明因頭痛來院,SSN 536-22-1458。給予藥物治療,一週後回診,家屬陪同,無過敏史\n"),
    (
      "gb2312", "a.html",
      "<html><head><meta charset=\"gb2312\"></head><p>患者王小明 SSN 536-22-1458</p></html>"
    ),
    (
      "big5", "a.xml",
      "<?xml version=\"1.0\" encoding=\"Big5\"?><r><a>王小明</a><ssn>536-22-1458</ssn></r>"
    ),
  ]) func textsOfEastAsiaAreWithheld(set: String, name: String, text: String) throws {
    let world = try StagingWorld()
    let write = "import sys; open(sys.argv[1], 'wb').write(sys.argv[2].encode(sys.argv[3]))"
    let path = world.landing + "/" + name
    try #require(try tool(["python3", "-c", write, path, text, set]).code == 0)
    #expect(try world.scan().entry(name).disposition == .withheld)
  }

  /// Cyrillic and Thai have one byte a character, and nothing says which.
  @Test(arguments: [
    ("cp1251", "Пациент Иванов обратился с жалобами на головную боль, SSN 536-22-1458, контакт\n"),
    ("cp874", "ผู้ป่วยมาด้วยอาการปวดศีรษะ SSN 536-22-1458 ให้ยาแก้ปวด\n"),
  ]) func textsInOtherSetsAreNoneOfEastAsia(set: String, text: String) throws {
    let world = try StagingWorld()
    let write = "import sys; open(sys.argv[1], 'wb').write(sys.argv[2].encode(sys.argv[3]))"
    try #require(
      try tool(["python3", "-c", write, world.landing + "/a.txt", text, set]).code == 0
    )
    #expect(try world.scan().entry("a.txt").disposition == .withheld)
  }

  @Test func tablesOfFixedWidthKeepTheirWidths() throws {
    let world = try StagingWorld()
    let names = ["Anna Okafor", "Kwabena Vxyzzy", "Li Wei", "Bo Qtrnnk", "Mary Jones"]
    var text = "MRN       PATIENT NAME      BIRTH DATE  STATE\n"
    for (index, name) in (names + names).enumerated() {
      let blanks = String(repeating: " ", count: 18 - name.utf8.count)
      text += "445118\(index)   \(name)\(blanks)1961-03-1\(index)  MA\n"
    }
    try world.put("a.dat", text)
    let entry = try world.scan().entry("a.dat")
    #expect(entry.disposition == .masked && entry.format == "fixed-width")
    let lines = try world.text("stage/data/a.dat").split(separator: "\n").map(String.init)
    #expect(lines.dropFirst().allSatisfy { $0 == "[MRN]     [NAME]            1961        MA" })
    let again = try StagingWorld()
    try again.put(Array("a.dat".utf8), try world.bytes("stage/data/a.dat"))
    #expect(try again.scan().entry("a.dat").disposition == .clean)
  }

  /// A tag that its column cut off is no secret again.
  @Test func shortSecretsInColumnsOfFixedWidthAreMasked() throws {
    let world = try StagingWorld()
    var text = "BADGE     PASSWORD  PIN       UNIT\n"
    for index in 0..<8 { text += "B-7\(index)2     hunter\(index)   48\(index)1      ICU\n" }
    try world.put("a.dat", text)
    let entry = try world.scan().entry("a.dat")
    #expect(entry.disposition == .masked && entry.format == "fixed-width")
    let copy = try world.text("stage/data/a.dat")
    #expect(!copy.contains("hunter") && !copy.contains("4871"))
    let widths = [copy, text].map { $0.split(separator: "\n").map(\.utf8.count) }
    #expect(widths[0] == widths[1])
    let again = try StagingWorld()
    try again.put(Array("a.dat".utf8), Array(copy.utf8))
    #expect(try again.scan().entry("a.dat").disposition == .clean)
  }

  @Test func textOfAMainframeIsMaskedInItsOwnCodes() throws {
    let world = try StagingWorld()
    let write = """
      import os, sys
      os.chdir(sys.argv[1])
      def save(name, text):
          data = text.encode('cp037')
          if name.startswith('note'): data = data.replace(b'\\x25', b'\\x15')
          open(name, 'wb').write(data)
          return data
      save('note.txt', 'PATIENT NAME: OKAFOR, ANNA\\nSSN: 536-22-1458\\nTHE PLAN IS REST\\n')
      save('clean.txt', 'THE PLAN IS REST\\nTHE PLAN IS TEA\\n')
      save('table.csv', 'NAME,SSN\\n' + 'ANNA OKAFOR,536-22-1458\\n' * 5)
      # A packed number, records without line ends, letters that are no text for certain.
      open('packed.dat', 'wb').write(save('x', 'ANNA\\nOKAFOR\\n') + bytes.fromhex('1234567C'))
      open('late.dat', 'wb').write(save('x', 'THE PLAN IS REST\\n' * 9000) + bytes.fromhex('1234567C'))
      save('records.dat', 'OKAFOR    ANNA      536221458' * 20)
      os.remove('x')
      """
    try #require(try tool(["python3", "-c", write, world.landing]).code == 0)
    let manifest = try world.scan()
    #expect(
      manifest.reasons == [
        "packed.dat": .unscannableContent, "late.dat": .unscannableContent,
        "records.dat": .unscannableContent,
      ]
    )
    #expect(try manifest.entry("clean.txt").disposition == .clean)
    #expect(try manifest.entry("table.csv").format == "csv")
    let read = """
      import sys
      for name in ('note.txt', 'table.csv'):
          data = open(sys.argv[1] + '/' + name, 'rb').read()
          sys.stdout.write(data.replace(b'\\x15', b'\\x25').decode('cp037'))
      """
    let text = try tool(["python3", "-c", read, world.stage + "/data"]).output
    let rows = String(repeating: "[NAME],[SSN]\n", count: 5)
    #expect(
      text == "PATIENT NAME: [NAME]\nSSN: [SSN]\nTHE PLAN IS REST\nNAME,SSN\n" + rows
    )
  }
}
