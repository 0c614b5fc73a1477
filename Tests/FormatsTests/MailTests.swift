import Foundation
import Testing
import Vocabulary

@testable import Formats

@Suite struct MailTests {
  /// A mail with parts of every encoding, one in another, text around them.
  private static let mail = """
    Received: from a by b
    From: A <a@example.org>
    MIME-Version: 1.0
    Content-Type: multipart/mixed;
     boundary="B 1"

    around
    --B 1
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: quoted-printable

    caf=C3=A9 one=
     line =3D two
    --B 1
    Content-Type: multipart/alternative; boundary=C

    --C
    Content-Type: text/html

    <p>x</p>
    --C--
    --B 1
    Content-Type: application/octet-stream; name="data.bin"
    Content-Transfer-Encoding: BASE64

    AAECAwQF
    Bgc=
    --B 1--
    behind

    """

  /// The stretches' bytes in order, and the parts.
  private func take(_ mail: [UInt8]) throws -> (copy: [UInt8], parts: [MailPart]) {
    var copy: [UInt8] = []
    var parts: [MailPart] = []
    for stretch in try MailParts(mail).stretches {
      switch stretch {
      case .frame(let range), .header(let range), .text(let range): copy += mail[range]
      case .part(let part):
        copy += mail[part.range]
        parts.append(part)
      }
    }
    return (copy, parts)
  }

  @Test(arguments: ["\n", "\r\n"]) func stretchesTileTheMail(ending: String) throws {
    let mail = Array(Self.mail.replacing("\n", with: ending).utf8)
    let (copy, parts) = try take(mail)
    #expect(copy == mail)
    #expect(
      parts.map { String(decoding: $0.name, as: UTF8.self) }
        == ["1-part.txt", "2-part.html", "3-data.bin"]
    )
  }

  @Test func brokenMailsAreTiledOrRefused() throws {
    let mail = Array(Self.mail.utf8)
    for seed in 1...5_000 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let broken = maker.mutate(mail)
      guard let taken = try? take(broken) else { continue }
      #expect(taken.copy == broken, "seed \(seed)")
    }
  }

  @Test(.enabled(if: isInstalled("python3"), "needs python3"))
  func partsAreThoseThatPythonDecodes() throws {
    let folder = try ScratchFolder()
    try folder.write("mail", Array(Self.mail.utf8))
    let script = """
      import email, email.policy
      mail = email.message_from_bytes(open('mail', 'rb').read())
      for n, part in enumerate(p for p in mail.walk() if not p.is_multipart()):
          open('part%d.out' % n, 'wb').write(part.get_payload(decode=True))
      """
    try folder.run(outsidePython(), "-c", script)
    let (_, parts) = try take(Array(Self.mail.utf8))
    for (index, part) in parts.enumerated() {
      let content = part.encoding.decode(Array(Self.mail.utf8)[part.range])
      #expect(content == (try folder.bytes("part\(index).out")), "part \(index)")
    }
  }

  @Test(.enabled(if: isInstalled("python3"), "needs python3"))
  func pythonDecodesWhatIsEncoded() throws {
    let folder = try ScratchFolder()
    var numbers = SeededNumbers(state: 3)
    for count in [0, 1, 2, 3, 56, 57, 58, 400] {
      let text = (0..<count).map { _ in UInt8.random(in: 1...255, using: &numbers) }
      let content = text.map { $0 == 0x0D ? 0x20 : $0 }
      try folder.write("\(count).raw", content)
      try folder.write("\(count).b64", TransferEncoding.base64.encode(content, like: []))
      try folder.write("\(count).qp", TransferEncoding.quotedPrintable.encode(content, like: []))
    }
    try folder.run(
      outsidePython(),
      "-c",
      """
      import base64, glob, quopri
      for name in glob.glob('*.raw'):
          raw, stem = open(name, 'rb').read(), name[:-4]
          assert base64.b64decode(open(stem + '.b64', 'rb').read()) == raw, stem
          written = open(stem + '.qp', 'rb').read()
          assert quopri.decodestring(written) == raw, stem
          assert max(map(len, written.split(b'\\n'))) <= 76, stem
      """
    )
  }

  /// Source: RFC 2047 §8.
  @Test func encodedWordsAreDecoded() {
    func decoded(_ text: String) -> String? {
      decodeEncodedWords(Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(decoded("(=?ISO-8859-1?Q?a?= =?ISO-8859-1?Q?b?=)") == "(ab)")
    #expect(decoded("(=?ISO-8859-1?Q?a_b?=)") == "(a b)")
    #expect(decoded("=?ISO-8859-1?Q?Andr=E9?= Pirard") == "Andr\u{E9} Pirard")
    #expect(decoded("=?utf-8?B?Y2Fmw6k=?=") == "caf\u{E9}")
    #expect(decoded("plain") == nil)
  }

  @Test func mailsAreToldFromNotes() throws {
    func format(_ text: String) throws -> FormatName {
      try sniff(head: Array(text.utf8).span, isWhole: true, name: Array("x".utf8).span).format
    }
    #expect(try format(Self.mail) == .mail)
    #expect(try format("From a@b Mon\nFrom: x\nTo: y\n\nhi\n") == .mail)
    #expect(try format("From: the desk\nTo: everybody\n\nSeen today.\n") == .text)
    #expect(try format("Name: x\nDate: 2026\nSubject: y\nplain words\n") == .text)
  }

  @Test func encodingsWithoutAReaderAreRefused() {
    for text in [
      "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\nx",
      "MIME-Version: 1.0\nContent-Transfer-Encoding: x-uuencode\n\nx",
    ] {
      #expect(
        refusal { () throws(Withholding) in try MailParts(Array(text.utf8)) } == .unscannableContent
      )
    }
  }

  @Test func answersOfHTTPAreNoMail() throws {
    let answer = Array(
      "HTTP/1.1 200 OK\nContent-Type: text/plain\nDate: Mon, 1 Jan 2024\n\nok\n".utf8
    )
    #expect(try sniff(head: answer.span, isWhole: true, name: [UInt8]().span).format == .text)
    #expect(!looksLikeMail(Array("Content-Type: text/plain\nDate: Mon, 1 Jan 2024\n\nok\n".utf8)))
    #expect(looksLikeMail(Array("From: a@example.org\nContent-Type: text/plain\n\nok\n".utf8)))
  }
}
