import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Documents that are zips of parts, made and judged by Python: pictures, programs, OpenDocument, e-books;
/// and what systems put into archives beside files.
@Suite struct PackageStagingTests {
  /// A world with a file that a Python script makes; `write` makes a zip of parts, `png` and `jpeg` are pictures.
  private func world(_ name: String, _ script: String) throws -> StagingWorld {
    let world = try StagingWorld()
    let lines = """
      import struct, sys, zipfile, zlib
      path = sys.argv[1]
      def chunk(kind, data):
          return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
      png = b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 2, 2, 8, 0, 0, 0, 0)) \
        + chunk(b'IDAT', zlib.compress(b'\\0ab' * 2)) + chunk(b'IEND', b'')
      jpeg = b'\\xff\\xd8\\xff\\xe0' + b'Kwabena Vxyzzy' * 4
      def write(parts):
          with zipfile.ZipFile(path, 'w') as z:
              for name, data in parts: z.writestr(zipfile.ZipInfo(name), data)
      word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
      types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">%s</Types>'
      office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ' \
        + 'xmlns:text="urn:text" xmlns:table="urn:table" xmlns:meta="urn:meta" xmlns:dc="urn:dc"'

      """
    let made = try tool(["python3", "-c", lines + script, world.landing + "/" + name])
    try #require(made.code == 0, "\(made.output)")
    return world
  }

  /// A part of the copy of a document, as text.
  private func part(_ world: StagingWorld, _ name: String, _ part: String) throws -> String {
    let script =
      "import sys, zipfile; "
      + "sys.stdout.buffer.write(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]))"
    let read = try tool(["python3", "-c", script, world.stage + "/data/" + name, part])
    try #require(read.code == 0, "\(read.output)")
    return read.output
  }

  /// Nothing is found in a copy, which stays as it is.
  private func checkCopy(_ world: StagingWorld, _ name: String) throws {
    let again = try StagingWorld()
    let copy = try world.bytes("stage/data/" + name)
    try again.put(Array(name.utf8), copy)
    let entry = try again.scan().entry(name)
    #expect(entry.disposition != .withheld)
    #expect(try again.bytes("stage/data/" + name) == copy)
  }

  /// Python's `struct` reads what takes the place of an object: a compound file whose directory has a root alone.
  @Test func objectsAndRecordingsOfDocumentsAreEmptiedAndCounted() throws {
    let world = try world(
      "a.docx",
      """
      body = '<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>SSN 536-22-1458</w:t></w:r></w:p></w:body></w:document>'
      write([('[Content_Types].xml', types % ''), ('word/document.xml', body % word),
             ('word/embeddings/oleObject1.bin', bytes.fromhex('d0cf11e0a1b11ae1') + b'Kwabena' * 90),
             ('word/media/audio1.wav', b'RIFF\\x24\\x08\\0\\0WAVEfmt ' + b'Kwabena' * 9),
             ('word/media/media1.mp4', b'\\0\\0\\0\\x18ftypmp42' + b'Kwabena' * 9),
             ('word/activeX/activeX1.bin', b'\\x1f\\x8c\\0Kwabena')])
      """
    )
    let manifest = try world.scan()
    #expect(try manifest.entry("a.docx").disposition == .masked)
    let object = try manifest.entry("a.docx!/word/embeddings/oleObject1.bin")
    #expect(object.findings[.uniqueID]?.count == 1 && object.format == "embedded-object")
    for name in ["audio1.wav", "media1.mp4"] {
      let entry = try manifest.entry("a.docx!/word/media/\(name)")
      #expect(entry.findings[.biometric]?.count == 1 && entry.disposition == .masked)
    }
    let look = """
      import struct, sys, zipfile
      z = zipfile.ZipFile(sys.argv[1])
      ole, wave = z.read('word/embeddings/oleObject1.bin'), z.read('word/media/audio1.wav')
      root = 512 + 512 * struct.unpack('<I', ole[48:52])[0]
      print(len(ole), ole[root:root + 20].decode('utf-16-le'), ole[root + 66], wave[:4], struct.unpack('<I', wave[40:44])[0],
            z.read('word/media/media1.mp4'), z.read('word/activeX/activeX1.bin'), any(b'Kwabena' in z.read(n) for n in z.namelist()))
      """
    let read = try tool(["python3", "-c", look, world.stage + "/data/a.docx"])
    #expect(read.output == "1536 Root Entry 5 b'RIFF' 0 b'' b'' False\n")
    try checkCopy(world, "a.docx")
  }

  /// Outside of a document nothing says what such a file is for.
  @Test func objectsAndRecordingsByThemselvesAreWithheld() throws {
    let world = try StagingWorld()
    try world.put(Array("a.wav".utf8), Array("RIFF....WAVEfmt Kwabena".utf8))
    try world.put(Array("b.doc".utf8), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])
    let manifest = try world.scan()
    #expect(try manifest.entry("a.wav").disposition == .withheld)
    #expect(try manifest.entry("b.doc").disposition == .withheld)
  }

  @Test func picturesOfDocumentsAreEmptiedAndCounted() throws {
    let world = try world(
      "a.docx",
      """
      body = '<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>SSN 536-22-1458</w:t></w:r></w:p></w:body></w:document>'
      write([('[Content_Types].xml', types % ''), ('word/document.xml', body % word),
             ('word/media/image1.png', png), ('word/media/image2.jpeg', jpeg),
             ('word/media/image3.wdp', b'II\\xbc\\x01' + b'Kwabena'), ('word/fonts/font1.odttf', b'\\0\\1\\2')])
      """
    )
    let manifest = try world.scan()
    #expect(try manifest.entry("a.docx").disposition == .masked)
    for picture in ["image1.png", "image2.jpeg", "image3.wdp"] {
      let entry = try manifest.entry("a.docx!/word/media/\(picture)")
      #expect(entry.findings[.photo]?.count == 1 && entry.format == "picture")
    }
    let size = """
      import struct, sys, zipfile
      z = zipfile.ZipFile(sys.argv[1])
      print(struct.unpack('>II', z.read('word/media/image1.png')[16:24]), b'Kwabena' in z.read('word/media/image2.jpeg'),
            z.read('word/media/image2.jpeg')[:3].hex(), z.read('word/media/image3.wdp'), z.read('word/fonts/font1.odttf'))
      """
    let read = try tool(["python3", "-c", size, world.stage + "/data/a.docx"])
    #expect(read.output == "(1, 1) False ffd8ff b'' b''\n")
    try checkCopy(world, "a.docx")
  }

  @Test func picturesByThemselvesStayWithheld() throws {
    let world = try world("a.zip", "write([('note.txt', 'ok'), ('image1.png', png)])")
    let manifest = try world.scan()
    #expect(try manifest.entry("a.zip!/image1.png").reason == .unscannableContent)
    #expect(try manifest.entry("a.zip").disposition == .withheld)
  }

  @Test func programsOfDocumentsAreLeftOut() throws {
    let world = try world(
      "a.docm",
      """
      kind = 'http://schemas.microsoft.com/office/2006/relationships/'
      rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' \\
        + '<Relationship Id="r1" Type="%svbaProject" Target="vbaProject.bin"/>' % kind \\
        + '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
      write([('[Content_Types].xml', types % '<Override PartName="/word/vbaData.xml" ContentType="application/vnd.ms-word.vbaData+xml"/>'),
             ('word/document.xml', '<w:document xmlns:w="%s"/>' % word), ('word/_rels/document.xml.rels', rels),
             ('word/vbaProject.bin', b'\\xd0\\xcf\\x11\\xe0' + bytes(64)), ('word/vbaData.xml', '<a/>')])
      """
    )
    let manifest = try world.scan()
    #expect(try manifest.entry("a.docm").disposition == .masked)
    #expect(try manifest.entry("a.docm!/word/vbaProject.bin").reason == .unsupportedFormat)
    let rels = try part(world, "a.docm", "word/_rels/document.xml.rels")
    #expect(!rels.contains("vbaProject") && rels.contains("styles.xml"))
    #expect(!(try part(world, "a.docm", "[Content_Types].xml").contains("vbaData")))
    try checkCopy(world, "a.docm")
  }

  @Test func textDocumentsOfOpenDocumentAreMasked() throws {
    let world = try world(
      "a.odt",
      """
      content = '<office:document-content %s><office:body><office:text><text:h>Visit</text:h>' \\
        + '<text:p>SSN 536-<text:span text:style-name="T1">22</text:span>-1458, pain 4 of 10</text:p></office:text></office:body></office:document-content>'
      meta = '<office:document-meta %s><office:meta><meta:generator>LibreOffice/7.4</meta:generator><dc:creator>Kwabena Vxyzzy</dc:creator>' \\
        + '<dc:date>2025-03-04T10:11:12</dc:date><meta:user-defined meta:name="MRN">4451118</meta:user-defined></office:meta></office:document-meta>'
      write([('mimetype', 'application/vnd.oasis.opendocument.text'), ('content.xml', content % office), ('meta.xml', meta % office),
             ('settings.xml', '<office:document-settings %s><a>Kwabena</a></office:document-settings>' % office),
             ('Thumbnails/thumbnail.png', png)])
      """
    )
    let manifest = try world.scan()
    let entry = try manifest.entry("a.odt")
    #expect(entry.disposition == .masked && entry.format == "odt")
    let content = try part(world, "a.odt", "content.xml")
    #expect(
      content.contains("SSN [SSN]<text:span text:style-name=\"T1\"></text:span>, pain 4 of 10")
    )
    let meta = try part(world, "a.odt", "meta.xml")
    #expect(meta.contains("<dc:creator>[NAME]</dc:creator>"))
    #expect(meta.contains("<meta:generator>LibreOffice/7.4</meta:generator>"))
    #expect(meta.contains("<meta:user-defined meta:name=\"MRN\">[MRN]</meta:user-defined>"))
    #expect(!meta.contains("03-04"))
    #expect(!(try part(world, "a.odt", "settings.xml").contains("Kwabena")))
    try checkCopy(world, "a.odt")
  }

  @Test func cellsOfOpenDocumentLoseTheirValuesWithTheirTexts() throws {
    let world = try world(
      "a.ods",
      """
      def cell(text, attributes=''):
          return '<table:table-cell %s><text:p>%s</text:p></table:table-cell>' % (attributes, text)
      rows = [[cell('MRN'), cell('Born'), cell('Weight')],
              [cell('4451118', 'office:value="4451118"'), cell('3/4/56', 'office:date-value="1956-03-04"'), cell('72.5', 'office:value="72.5"')]]
      body = ''.join('<table:table-row>%s</table:table-row>' % ''.join(r) for r in rows)
      content = '<office:document-content %s><office:body><office:spreadsheet><table:table table:name="Visits">%s</table:table></office:spreadsheet></office:body></office:document-content>'
      write([('mimetype', 'application/vnd.oasis.opendocument.spreadsheet'), ('content.xml', content % (office, body))])
      """
    )
    #expect(try world.scan().entry("a.ods").format == "ods")
    let content = try part(world, "a.ods", "content.xml")
    #expect(!content.contains("4451118") && !content.contains("03-04") && !content.contains("3/4"))
    #expect(content.contains("office:value=\"72.5\"><text:p>72.5<"))
    #expect(content.contains("table:name=\"Visits\""))
    try checkCopy(world, "a.ods")
  }

  @Test func booksAreMasked() throws {
    let world = try world(
      "a.epub",
      """
      page = '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Mail b.okafor@example.org</p><img src="a.png"/></body></html>'
      write([('mimetype', 'application/epub+zip'), ('a.xhtml', page), ('a.png', png)])
      """
    )
    #expect(try world.scan().entry("a.epub").format == "epub")
    #expect(try part(world, "a.epub", "a.xhtml").contains("<p>Mail [EMAIL]</p>"))
    try checkCopy(world, "a.epub")
  }

  @Test func notesOfSystemsAreEmptiedAndTheRestOfTheArchiveIsMasked() throws {
    let world = try world(
      "a.zip",
      """
      store = b'\\0\\0\\0\\1Bud1' + bytes(8) + 'b.okafor@example.org.pdf'.encode('utf-16-be') + bytes(20)
      double = bytes.fromhex('0005160700020000') + b'Mac OS X        ' + b'SSN 536-22-1458' + bytes(30)
      write([('a/note.txt', 'Mail b.okafor@example.org\\n'), ('__MACOSX/a/._note.txt', double), ('a/.DS_Store', store),
             ('a/Thumbs.db', b'\\xd0\\xcf\\x11\\xe0' + bytes(600))])
      """
    )
    let manifest = try world.scan()
    #expect(try manifest.entry("a.zip").disposition == .masked)
    #expect(try part(world, "a.zip", "a/note.txt") == "Mail [EMAIL]\n")
    let store = try manifest.entry("a.zip!/a/.DS_Store")
    #expect(store.format == "system-metadata" && store.findings[.email]?.count == 1)
    #expect(try manifest.entry("a.zip!/__MACOSX/a/._note.txt").findings[.ssn]?.count == 1)
    #expect(try manifest.entry("a.zip!/a/Thumbs.db").findings[.uniqueID]?.count == 1)
    for name in ["a/.DS_Store", "a/Thumbs.db"] {
      #expect(try part(world, "a.zip", name).isEmpty)
    }
    #expect(!(try part(world, "a.zip", "__MACOSX/a/._note.txt").contains("536")))
    try checkCopy(world, "a.zip")
  }
}
