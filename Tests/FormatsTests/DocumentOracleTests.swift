import Foundation
import Testing
import Vocabulary

@testable import Formats

/// The Python of the outside readers: `PHIGATE_PYTHON`, else the one of `.venv` beside the package,
/// else any.
func outsidePython() -> String {
  if let named = ProcessInfo.processInfo.environment["PHIGATE_PYTHON"] { return named }
  let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let local = "/\(package)/.venv/bin/python3"
  return FileManager.default.isExecutableFile(atPath: local) ? local : "python3"
}

/// What others read in the same documents.
@Suite(.enabled(if: isInstalled("python3"), "needs python3")) struct DocumentOracleTests {
  /// Runs a script that writes, for each document `0000`, its texts to `0000.out`, each as its
  /// number of bytes, a line end and the bytes; a document that it refuses gets no file.
  private func outside(_ documents: [[UInt8]], script: String) throws -> [[[UInt8]]?] {
    let folder = try ScratchFolder()
    for (index, document) in documents.enumerated() {
      try folder.write(String(format: "%04d", index), document)
    }
    try folder.write("read.py", Array((Self.prelude + script).utf8))
    try folder.run(outsidePython(), "read.py")
    return documents.indices.map { index in
      let read = try? folder.bytes(String(format: "%04d.out", index))
      guard var bytes = read?[...] else { return nil }
      var texts: [[UInt8]] = []
      while let end = bytes.firstIndex(of: 0x0A),
        let count = Int(String(decoding: bytes[..<end], as: UTF8.self))
      {
        texts.append(Array(bytes[(end + 1)...].prefix(count)))
        bytes = bytes[(end + 1 + count)...]
      }
      return texts
    }
  }

  private static let prelude = """
    import csv, glob, io, json, re, sys
    csv.field_size_limit(1 << 30)
    sys.setrecursionlimit(10000)
    def write(name, texts):
        with open(name + '.out', 'wb') as out:
            for text in texts:
                text = text.encode('utf-8', 'surrogatepass') if isinstance(text, str) else text
                if text: out.write(b'%d\\n' % len(text) + text)
    names = sorted(n for n in glob.glob('[0-9][0-9][0-9][0-9]'))

    """

  private func made(_ name: String, count: UInt64, bytes: [Int]) -> [[UInt8]] {
    (1...count)
      .map { seed in
        var maker = DocumentMaker(seed: seed)
        return maker.document(name, bytes: bytes[Int(seed) % bytes.count])
      }
  }

  @Test func cellsAreThoseThatPythonReads() throws {
    let documents = made("table.tsv", count: 12, bytes: [2_000, 90_000])
    let wanted = try outside(
      documents,
      script: """
        for n in names:
            text = open(n, newline='', encoding='utf-8').read()
            rows = csv.reader(io.StringIO(text, newline=''), delimiter='\\t')
            write(n, [cell for row in rows for cell in row])
        """
    )
    for (document, wanted) in zip(documents, wanted) {
      var driver = try DocumentDriver(document, name: "table.tsv")
      #expect(try driver.run().texts == wanted)
    }
  }

  /// Strings, keys and numbers of a document, in its order.
  private static let json = """
    def texts(value, out):
        if isinstance(value, list) and value and value[0] is Pairs:
            for key, item in value[1]:
                out.append(key); texts(item, out)
        elif isinstance(value, list):
            for item in value: texts(item, out)
        elif isinstance(value, Number): out.append(value.lexeme)
        elif isinstance(value, str):
            out.append(value.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace'))
    class Pairs: pass
    class Number:
        def __init__(self, lexeme): self.lexeme = lexeme
    def no(name): raise ValueError(name)
    decoder = json.JSONDecoder(parse_float=Number, parse_int=Number, parse_constant=no,
                               object_pairs_hook=lambda pairs: [Pairs, pairs])
    def read(text):
        out, at = [], 0
        text = text[1:] if text.startswith('\\ufeff') else text
        blank = re.compile('[ \\t\\r\\n]*')
        while True:
            at = blank.match(text, at).end()
            if at == len(text): return out
            value, at = decoder.raw_decode(text, at)
            texts(value, out)
    for n in names:
        try: write(n, read(open(n, newline='', encoding='utf-8', errors='replace').read()))
        except (ValueError, RecursionError): pass

    """

  @Test func stringsAndNumbersAreThoseThatPythonReads() throws {
    let documents =
      made("bundle.json", count: 12, bytes: [2_000, 90_000])
      + made("lines.ndjson", count: 6, bytes: [3_000, 70_000])
    let wanted = try outside(documents, script: Self.json)
    for (index, document) in documents.enumerated() {
      var driver = try DocumentDriver(document, name: index < 12 ? "a.json" : "a.ndjson")
      let texts = try driver.run().texts
      #expect(texts == wanted[index], "document \(index)")
    }
  }

  @Test func whatIsAcceptedAsJSONPythonAcceptsToo() throws {
    var maker = DocumentMaker(seed: 7)
    let documents = (0..<1_500)
      .map { _ in
        let whole = maker.document("bundle.json", bytes: 300)
        return maker.mutate(whole)
      }
    let wanted = try outside(documents, script: Self.json)
    var accepted = 0
    for (index, document) in documents.enumerated() {
      guard var driver = try? DocumentDriver(document, name: "a.json"),
        let read = try? driver.run(), driver.sniffed.format == .json
      else { continue }
      accepted += 1
      // Python reads stray bytes as U+FFFD, phigate as Windows-1252.
      let isPlain = String(validating: document, as: UTF8.self) != nil
      #expect(wanted[index] != nil, "document \(index)")
      if isPlain, let texts = wanted[index] { #expect(read.texts == texts, "document \(index)") }
    }
    #expect(accepted > 50 && accepted < 1_450)
  }

  @Test func componentsAreThoseOfASplitterByTheBook() throws {
    let documents = made("adt.hl7", count: 12, bytes: [2_000, 90_000])
    let wanted = try outside(
      documents,
      script: """
        escapes = {'F': '|', 'S': '^', 'R': '~', 'E': '\\\\', 'T': '&', 'H': '', 'N': '', '.br': ' '}
        def one(match):
            code = match[1]
            return escapes[code] if code in escapes else bytes.fromhex(code[1:]).decode('cp1252')
        def plain(text):
            return re.sub(r'\\\\([FSRETHN]|[.]br|X(?:[0-9A-F]{2})+)\\\\', one, text)
        for n in names:
            out = []
            for line in re.split('[\\r\\n]+', open(n, newline='', encoding='utf-8').read()):
                fields = line.split('|')
                if fields[0] == 'MSH': fields = fields[1:]
                for field in fields[1:]:
                    for repetition in field.split('~'):
                        for component in repetition.split('^'):
                            out += [plain(s) for s in component.split('&') if s != '""']
            write(n, out)
        """
    )
    for (index, document) in documents.enumerated() {
      var driver = try DocumentDriver(document, name: "adt.hl7")
      let texts = try driver.run().texts
      // What is longer than a block is read in pieces.
      let other = wanted[index] ?? []
      let isCut = other.contains { $0.count > BlockSize.targetBytes }
      let isSame =
        isCut ? Array(texts.joined()) == Array(other.joined()) : texts == other
      #expect(isSame, "document \(index)")
    }
  }

  @Test func textsOfXMLAreThoseThatLxmlReads() throws {
    let documents = made("tree.xml", count: 12, bytes: [1_000, 20_000])
    let wanted = try outside(
      documents,
      script: """
        from lxml import etree
        for n in names:
            out = []
            parser = etree.XMLParser(strip_cdata=False, resolve_entities=False)
            for node in etree.parse(n, parser).iter():
                if node.tag is etree.Comment: out.append(node.text)
                elif node.tag is not etree.PI: out += [node.text or ''] + list(node.attrib.values())
                else: out.append(node.target + ' ' + (node.text or ''))
                out.append(node.tail or '')
            write(n, [text for text in out if text.strip()])
        """
    )
    for (index, document) in documents.enumerated() {
      guard let other = wanted[index] else { continue }
      var driver = try DocumentDriver(document, name: "a.xml")
      let texts = try driver.run().texts
      // A text goes on across comments and, outside of it, what is blank belongs to no text.
      func plain(_ texts: [[UInt8]]) -> [UInt8] {
        texts.joined().filter { $0 > 0x20 }.sorted()
      }
      // It hides the document's declarations.
      let hidden = ["xml version=\"1.0\"", "urn:x"].map { Array($0.utf8) }
      #expect(plain(texts) == plain(other + hidden), "document \(index)")
    }
  }

  @Test func anEditInsideAnEscapeOfManyCharactersTakesTheWholeEscape() throws {
    let document = Array("MSH|^~\\&|A|B|C|D|2026\rNTE|1||x\\X4A6F686E20\\y\r".utf8)
    var reader = DocumentReader(SniffedFormat(.hl7v2))
    let block = Block()
    block.source = document
    try reader.parse(block, atEnd: true)
    let index = try #require(
      block.segments.firstIndex { block.text(of: $0).elementsEqual("xJohn y".utf8) }
    )
    for range in [1..<5, 2..<4, 1..<2, 4..<6] {
      var copy: [UInt8] = []
      let edits = [BlockEdit(segment: index, range: range, replacement: 0..<6)]
      _ = splice(block, edits: edits, arena: Array("[NAME]".utf8), skipped: 0, into: &copy)
      #expect(copy.suffix(10) == Array("|x[NAME]y\r".utf8)[...])
    }
  }
}
