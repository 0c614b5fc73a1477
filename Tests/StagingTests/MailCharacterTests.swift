import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Mail whose text is written in sets of characters of many languages.
@Suite struct MailCharacterTests {
  /// A mail whose text Python writes in a set, and the text of its copy, which Python reads.
  private func copy(
    of text: String,
    _ charset: String,
    _ encoding: String
  ) throws -> (text: String, kinds: Set<IdentifierKind>) {
    let world = try StagingWorld()
    let script = """
      import base64, quopri, sys
      path, label, python, how, text = sys.argv[1:]
      body = text.encode(python)
      if how == 'base64': body = base64.encodebytes(body)
      if how == 'quoted-printable': body = quopri.encodestring(body)
      head = 'From: desk@clinic.example\\nMIME-Version: 1.0\\nContent-Type: text/plain; charset="%s"\\n'
      head += 'Content-Transfer-Encoding: %s\\n\\n'
      open(path, 'wb').write((head % (label, how)).encode() + body)
      """
    let made = try tool([
      "python3", "-c", script, world.landing + "/m.eml", charset, charset, encoding, text,
    ])
    try #require(made.code == 0, "\(made.output)")
    let manifest = try world.scan()
    let read = try tool([
      "python3", "-c",
      """
      import email, sys
      mail = email.message_from_bytes(open(sys.argv[1], 'rb').read())
      print(mail.get_payload(decode=True).decode(mail.get_content_charset()), end='')
      """, world.stage + "/data/m.eml",
    ])
    try #require(read.code == 0, "\(read.output)")
    let entry = try manifest.entry("m.eml!/1-part.txt")
    return (read.output, Set(entry.findings.keys))
  }

  @Test(arguments: [
    ("iso-8859-2", "8bit", "naše zpráva"), ("windows-1250", "quoted-printable", "příliš pozdě"),
    ("windows-1251", "base64", "Пациент говорит"), ("koi8-r", "8bit", "Пациент говорит"),
    ("iso-8859-15", "8bit", "cena 20 € le"), ("iso-8859-9", "quoted-printable", "iş günü"),
    ("utf-16", "base64", "back"), ("utf-16-le", "base64", "back"),
  ])
  func textIsMaskedInItsOwnSet(_ charset: String, _ encoding: String, _ words: String) throws {
    let masked = try copy(
      of: "\(words).\nSSN 219-09-9999, mail b.okafor@example.org\n",
      charset,
      encoding
    )
    #expect(masked.kinds.isSuperset(of: [.ssn, .email]))
    #expect(masked.text == "\(words).\nSSN [SSN], mail [EMAIL]\n")
  }

  @Test(arguments: ["utf-7", "x-unheard-of"])
  func textInASetThatNobodyKnowsIsWithheld(_ charset: String) throws {
    let world = try StagingWorld()
    try world.put(
      "m.eml",
      "From: a@clinic.example\nMIME-Version: 1.0\nContent-Type: text/plain; charset=\(charset)\n\nhello\n"
    )
    let entry = try world.scan().entry("m.eml")
    #expect(entry.disposition == .withheld && entry.reason == .unscannableContent)
  }

  @Test(arguments: [
    ("=?iso-8859-2?Q?Pan_Nov=E1k,_SSN_219-09-9999?=", "[SSN]"),
    ("=?x-unheard-of?Q?SSN_219-09-9999?=", "[SSN]"),
    ("=?koi8-r?B?8MHDycXO1CwgU1NOIDIxOS0wOS05OTk5?=", "[SSN]"),
  ])
  func encodedWordsOfEverySetAreRead(_ words: String, _ mask: String) throws {
    let world = try StagingWorld()
    try world.put(
      "m.eml",
      "From: a@clinic.example\nMIME-Version: 1.0\nSubject: \(words)\n\nhello\n"
    )
    try world.scan()
    let subject = try tool([
      "python3", "-c",
      """
      import email, email.policy, sys
      mail = email.message_from_bytes(open(sys.argv[1], 'rb').read(), policy=email.policy.default)
      print(mail['Subject'])
      """, world.stage + "/data/m.eml",
    ])
    #expect(subject.output.contains(mask))
    #expect(!subject.output.contains("219"))
  }

  @Test func numbersOfPartsLoseAddresses() throws {
    let world = try StagingWorld()
    let mail = """
      From: a@clinic.example
      MIME-Version: 1.0
      Content-ID: <%@>
      Content-Type: text/plain

      hello

      """
    try world.put("a.eml", mail.replacing("%@", with: "b.okafor@clinic.example"))
    try world.put("b.eml", mail.replacing("%@", with: "image001.png@01D9A2B3.4C5D6E70"))
    try world.scan()
    #expect(try world.text("stage/data/a.eml").contains("\nContent-ID: <[EMAIL]>\n"))
    #expect(
      try world.text("stage/data/b.eml")
        .contains("\nContent-ID: <image001.png@01D9A2B3.4C5D6E70>\n")
    )
  }

  @Test func commentsAndParametersOfFieldsAreRead() throws {
    let world = try StagingWorld()
    try world.put(
      "m.eml",
      """
      From: b.okafor@example.org (Bukola Okafor)
      MIME-Version: 1.0 (SSN 219-09-9999)
      Content-Transfer-Encoding: 7bit (SSN 219-09-9999)
      Content-Type: text/plain; charset=us-ascii; x-note="SSN 219-09-9999"; format=flowed (SSN 219-09-9999)

      hello

      """
    )
    try world.scan()
    #expect(
      try world.text("stage/data/m.eml") == """
        From: [EMAIL] ([NAME])
        MIME-Version: 1.0 (SSN [SSN])
        Content-Transfer-Encoding: 7bit (SSN [SSN])
        Content-Type: text/plain; charset=us-ascii; x-note="SSN [SSN]"; format=flowed (SSN [SSN])

        hello

        """
    )
  }
}
