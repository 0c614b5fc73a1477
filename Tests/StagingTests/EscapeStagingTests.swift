import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Identifiers behind escapes; what they stand for is judged by Python.
@Suite struct EscapeStagingTests {
  private static let text = "Patient: Anna Okafor, SSN 536-22-1458, mail a.okafor@example.org."

  /// What `script` makes of the text, then what it reads of the masked copy.
  private func masked(_ name: String, make: String, read: String) throws -> String {
    let world = try StagingWorld()
    let head = "import sys, os, base64, json, quopri, html\nfrom urllib.parse import *\n"
    let made = try tool([
      "python3", "-c", head + "t = sys.argv[2]\nopen(sys.argv[1], 'w').write(\(make))",
      world.landing + "/" + name, Self.text,
    ])
    try #require(made.code == 0, "\(made.output)")
    let manifest = try world.scan()
    #expect(try manifest.entry(name).disposition == .masked)
    let got = try tool([
      "python3", "-c",
      head + "s = open(sys.argv[1]).read()\nprint(\(read))", world.stage + "/data/" + name,
    ])
    try #require(got.code == 0, "\(got.output)")
    // Masked again it is the same.
    let again = try StagingWorld()
    let copy = try world.bytes("stage/data/" + name)
    try again.put(Array(name.utf8), copy)
    #expect(try again.scan().entry(name).disposition == .clean)
    return got.output
  }

  @Test(arguments: [
    ("a.txt", "'GET /x?q=' + quote(t) + '\\n'", "unquote(s)"),
    ("form.txt", "'note=' + quote_plus(t) + '\\n'", "unquote_plus(s)"),
    (
      "b.txt", "'blob: ' + base64.b64encode(t.encode()).decode() + ' end\\n'",
      "base64.b64decode(s.split()[1]).decode()"
    ),
    ("m.txt", "base64.encodebytes((t * 9).encode()).decode()", "base64.b64decode(s).decode()"),
    (
      "v.json", "json.dumps({'v': base64.urlsafe_b64encode(t.encode()).decode()})",
      "base64.urlsafe_b64decode(json.loads(s)['v']).decode()"
    ),
    (
      "t.csv",
      "'id,v\\n' + ''.join('%d,%s\\n' % (i, base64.b64encode(t.encode()).decode()) for i in range(4))",
      "base64.b64decode(s.split()[2].split(',')[1]).decode()"
    ),
    (
      "q.txt", "quopri.encodestring(t.encode(), True).decode()",
      "quopri.decodestring(s).decode()"
    ),
    (
      "u.txt", "''.join('\\\\u%04x' % ord(c) for c in t) + ' .\\n'",
      "s.encode().decode('unicode_escape')"
    ),
    ("h.txt", "''.join('&#%d;' % ord(c) for c in t) + ' .\\n'", "html.unescape(s)"),
    (
      "d.txt", "'q=' + quote(base64.b64encode(t.encode()).decode()) + '\\n'",
      "base64.b64decode(unquote(s)[2:]).decode()"
    ),
  ]) func identifiersBehindEscapesAreMasked(name: String, make: String, read: String) throws {
    let text = try masked(name, make: make, read: read)
    for value in ["Okafor", "536-22-1458", "a.okafor@example.org"] {
      #expect(!text.contains(value))
    }
    #expect(
      text.contains("[SSN]") && text.contains("[NAME]") && text.contains("[EMAIL]"),
      "\(text)"
    )
  }

  @Test func escapesWithoutIdentifiersStay() throws {
    let world = try StagingWorld()
    let text = "GET /a%20b?x=1%2C2 c\\u0041 &amp; VGhlIGNsaW5pYyBpcyBvcGVuIHRvZGF5Lg== 50% off\n"
    try world.put("a.txt", text)
    #expect(try world.scan().entry("a.txt").disposition == .clean)
    #expect(try world.text("stage/data/a.txt") == text)
  }

  @Test func longContentAcrossBlocksIsMasked() throws {
    let world = try StagingWorld()
    let script = """
      import base64, json, sys
      words = ('the patient rests and drinks. ' * 40 + sys.argv[2] + ' ') * 200
      open(sys.argv[1], 'w').write(json.dumps({'v': base64.b64encode(words.encode()).decode()}))
      """
    let path = world.landing + "/v.json"
    try #require(try tool(["python3", "-c", script, path, Self.text]).code == 0)
    #expect(try world.scan().entry("v.json").disposition == .masked)
    let read = """
      import base64, json, sys
      print(base64.b64decode(json.load(open(sys.argv[1]))['v']).decode('utf-8', 'replace'))
      """
    let got = try tool(["python3", "-c", read, world.stage + "/data/v.json"])
    #expect(got.code == 0 && !got.output.contains("536-22-1458") && !got.output.contains("Okafor"))
    #expect(got.output.split(separator: "[SSN]").count > 195)
  }
}

extension EscapeStagingTests {
  /// What is read across a break of lines is masked on both, and a copy has as many lines.
  @Test(arguments: [
    StagedDocument(
      name: "mail.txt",
      text:
        "> He said that you can call him at (251)\n> 555-1234 after five, and that he was born on January\n> 19, 1972.\n",
      copy:
        "> He said that you can call him at [PHONE]\n> [PHONE] after five, and that he was born on [DATE]\n> 1972.\n"
    ),
    StagedDocument(
      name: "plain.txt",
      text: "She took all of her tablets at home on day 12\n140 mg were left in the box by then.\n",
      copy: "She took all of her tablets at home on day 12\n140 mg were left in the box by then.\n"
    ),
  ])
  func valuesOnTwoLinesAreMaskedOnBoth(_ document: StagedDocument) throws { try document.check() }
}
