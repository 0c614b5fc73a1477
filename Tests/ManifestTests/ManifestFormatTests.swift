import Records
import Testing
import Vocabulary

@testable import Manifest

/// Writer and reader agree on the format, and the reader believes nothing.
@Suite struct ManifestFormatTests {
  private let entries = [
    ManifestSample.masked("a.csv"), ManifestSample.masked("b/c.txt"),
    ManifestSample.withheld("b/d.zip"),
  ]

  @Test func writesTheLinesOfTheSpecification() throws {
    let lines = try ManifestSample.lines(entries)
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    #expect(lines.count == 5)
    #expect(
      lines[0]
        == #"{"covered":true,"key":{"id":"0123456789abcdef"},"profile":"safe-harbor","#
        + #""referenceYear":2026,"ruleset":{"epoch":1,"name":"built-in","sha256":"\#(empty)"},"#
        + #""settings":"\#(empty)","source":"north wing","sources":"\#(empty)","#
        + #""tool":{"name":"phigate","version":"0.1.0"},"type":"phigate.manifest/v1","#
        + #""zipCensus":"2000+2010+2020"}"#
    )
    #expect(
      lines[1]
        == #"{"bytes":10,"classes":["financial","phi"],"disposition":"masked","findings":{"#
        + #""DATE":{"count":3,"hipaa":"C","transform":"tag+year"},"#
        + #""NAME":{"count":2,"hipaa":"A","transform":"tag"},"#
        + #""ORGANIZATION":{"count":1,"hipaa":null,"transform":"tag"}},"format":"text","#
        + #""kind":"file","output":{"bytes":9,"path":"a.csv","sha256":"\#(empty)"},"#
        + #""path":"a.csv","residual":0,"sensitivity":"restricted","type":"entry"}"#
    )
    #expect(
      lines[3]
        == #"{"classes":["none"],"disposition":"withheld","findings":{},"kind":"file","#
        + #""path":"b/d.zip","reason":"encrypted","residual":0,"sensitivity":"none","#
        + #""type":"entry"}"#
    )
  }

  @Test func anEntrysLineIsTheCanonicalFormOfItsValues() throws {
    var all = ManifestSample.masked("a/b \"quoted\"\\é%01.csv")
    all.allowed = 3
    all.healthContext = .label
    var archive = ManifestSample.masked("m.zip!/x")
    archive.kind = .member
    archive.output = nil
    archive.pathMasked = true
    var withheld = ManifestSample.withheld("gone%", .changedWhileReading)
    withheld.transient = true
    var kinds = ManifestEntry(path: "k", kind: .archive, disposition: .clean)
    for kind in IdentifierKind.allCases {
      kinds.findings[kind] = .init(count: 1 + Int(kind.rawValue), transforms: [.year, .keep, .tag])
    }
    for entry in [all, archive, withheld, kinds, ManifestSample.masked("p")] {
      var line: [UInt8] = []
      entry.appendLine(to: &line)
      #expect(
        String(decoding: line, as: UTF8.self)
          == String(decoding: CanonicalJSON.bytes(entry.json), as: UTF8.self)
      )
    }
  }

  @Test func readsWhatItWrote() throws {
    let bytes = try ManifestSample.bytes(entries)
    let document = try ManifestDocument(reading: ManifestReader(bytes: bytes))
    #expect(document.header == ManifestSample.header)
    #expect(document.entries == entries)
    #expect(document.footer.entries == 3)
    #expect(document.footer.masked == 2)
    #expect(document.footer.withheld == 1)
    #expect(document.footer.bytes == 20)
    #expect(document.digest == Digest256(hashing: bytes))
  }

  @Test func readsFromAnyPieces() throws {
    let bytes = try ManifestSample.bytes(entries)
    for size in [1, 7, 100] {
      var position = 0
      let reader = try ManifestReader { () throws(Failure) in
        let end = min(position + size, bytes.count)
        defer { position = end }
        return Array(bytes[position..<end])
      }
      #expect(try ManifestDocument(reading: reader).entries == entries)
    }
  }

  /// The root by the definition of RFC 6962 §2.1: SHA-256 of 1, root of the left two, leaf three.
  @Test func rootIsTheTreeHashOverTheEntryLines() throws {
    let lines = try ManifestSample.lines(entries)
    let leaves = lines[1...3].map { Digest256(hashing: [0] + Array($0.utf8)).bytes }
    let left = Digest256(hashing: [1] + leaves[0] + leaves[1]).bytes
    let root = Digest256(hashing: [1] + left + leaves[2])
    #expect(try ManifestSample.read(lines).footer.root == root)
  }

  @Test func acceptsAManifestWithoutEntries() throws {
    let document = try ManifestSample.read(ManifestSample.lines([]))
    #expect(document.footer == ManifestFooter(root: ManifestSample.digest))
  }

  @Test func writerRefusesEntriesOutOfOrder() {
    for pair in [
      ["b", "a"], ["a", "a"], ["e\u{301}", "\u{E9}"].sorted { PathText.precedes($1, $0) },
    ] {
      #expect(throws: Failure.self) {
        try ManifestSample.bytes(pair.map { ManifestSample.withheld($0) })
      }
    }
  }

  @Test func pathsThatUnicodeCallsEqualAreTwo() throws {
    let pair = ["\u{E9}", "e\u{301}"].sorted { PathText.precedes($0, $1) }
    let document = try ManifestSample.read(
      ManifestSample.lines(pair.map { ManifestSample.withheld($0) })
    )
    #expect(document.entries.count == 2)
  }

  @Test func writerRefusesFieldsThatDoNotBelongTogether() {
    var noReason = ManifestSample.withheld("a")
    noReason.reason = nil
    var released = ManifestSample.withheld("a")
    released.output = .init(path: "a", bytes: 1, sha256: ManifestSample.digest)
    var residual = ManifestSample.masked("a")
    residual.residual = 1
    var noOutput = ManifestSample.masked("a")
    noOutput.output = nil
    var transient = ManifestSample.withheld("a", .encrypted)
    transient.transient = true
    var context = ManifestSample.masked("a")
    context.healthContext = .code
    context.classes = [.pii]
    var escaping = ManifestSample.masked("a")
    escaping.output?.path = "../a"
    for entry in [noReason, released, residual, noOutput, transient, context, escaping] {
      #expect(throws: Failure.self, "\(entry.brokenField ?? "")") {
        try ManifestSample.bytes([entry])
      }
    }
    #expect(throws: Never.self) { try ManifestSample.bytes([ManifestSample.masked("a")]) }
  }

  @Test(arguments: [
    (1, #""type":"entry""#, #""type":"entry","x":1"#), (1, #""count":2"#, #""count":0"#),
    (1, #""hipaa":"A""#, #""hipaa":"B""#), (1, #""bytes":10"#, #""bytes":1e1"#),
    (1, #""bytes":10"#, #""bytes": 10"#), (1, #"{"bytes":10,"#, #"{"bytes":10,"bytes":10,"#),
    (1, #"["financial","phi"]"#, #"["phi","financial"]"#), (1, "tag+year", "year+tag"),
    (1, #""residual":0"#, #""residual":1"#), (1, #""kind":"file""#, #""kind":"pipe""#),
    (1, #""path":"a.csv","residual""#, #""path":"c.csv","residual""#),
    (1, #""output":{"bytes":9,"path":"a.csv""#, #""output":{"bytes":9,"path":"/a.csv""#),
    (2, #""bytes":10"#, #""bytes":11"#), (3, "encrypted", "corrupt"), (3, "encrypted", "nothing"),
    (4, #""entries":3"#, #""entries":4"#), (4, #""masked":2"#, #""masked":1"#),
    (4, #""bytes":20"#, #""bytes":21"#), (4, #""root":""#, #""root":"0"#),
    (0, #""covered":true"#, #""covered":1"#), (0, "manifest/v1", "manifest/v2"),
    (0, #""epoch":1"#, #""epoch":0"#), (0, "0123456789abcdef", "0123456789ABCDEF"),
  ])
  func readerRefusesEveryChange(line: Int, old: String, new: String) throws {
    var lines = try ManifestSample.lines(entries)
    let parts = lines[line].split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    lines[line] = parts.joined(separator: new)
    let failure = #expect(throws: Failure.self) { try ManifestSample.read(lines) }
    #expect(failure?.code == .integrity)
    #expect(failure?.reasons == ["manifest_invalid"])
    #expect(failure?.message.hasPrefix("manifest line ") == true)
  }

  @Test func readerRefusesMissingAddedAndMovedLines() throws {
    let lines = try ManifestSample.lines(entries)
    var changed: [[String]] = []
    for index in lines.indices {
      var without = lines
      without.remove(at: index)
      changed.append(without)
      var twice = lines
      twice.insert(lines[index], at: index)
      changed.append(twice)
    }
    changed.append([lines[0], lines[2], lines[1], lines[3], lines[4]])
    for lines in changed {
      #expect(throws: Failure.self) { try ManifestSample.read(lines) }
    }
  }

  @Test func readerRefusesEveryTruncation() throws {
    let bytes = try ManifestSample.bytes(entries)
    for count in 0..<bytes.count {
      #expect(throws: Failure.self) {
        try ManifestDocument(reading: ManifestReader(bytes: Array(bytes[..<count])))
      }
    }
    #expect(throws: Failure.self) {
      try ManifestDocument(reading: ManifestReader(bytes: bytes + [0x0A]))
    }
  }

  @Test func readerRefusesALineWithoutEnd() {
    var sent = 0
    #expect(throws: Failure.self) {
      try ManifestReader { () throws(Failure) in
        sent += 1
        return [UInt8](repeating: UInt8(ascii: "["), count: 1 << 16)
      }
    }
    #expect(sent <= ManifestReader.lineBytesMax / (1 << 16) + 1)
  }
}
