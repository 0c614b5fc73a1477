import Testing
import Vocabulary

@testable import Formats

/// What holds of every reader and every document; a failure prints the seed that shows it.
@Suite struct DocumentPropertyTests {
  /// Names under which the formats are sniffed.
  static let names = [
    "note.txt", "mixed.txt", "wide.txt", "table.csv", "table.tsv", "bundle.json", "lines.ndjson",
    "adt.hl7", "tree.xml", "page.html", "claim.x12", "letter.rtf", "report.dat", "invite.ics",
  ]
  /// Bytes of the documents of a seed: a few lines, some blocks, many blocks.
  static let sizes = [300, 5_000, 150_000, 400_000]

  @Test(arguments: names)
  func withoutFindingsEveryByteIsWrittenBack(name: String) throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let document = maker.document(name, bytes: Self.sizes[Int(seed) % 4])
      var driver = try DocumentDriver(document, name: name)
      let plain = try driver.run()
      #expect(plain.copy == document, "\(name), seed \(seed)")
      #expect(!plain.texts.isEmpty)
    }
  }

  @Test(arguments: names)
  func howMuchABlockIsGivenChangesNothing(name: String) throws {
    for seed in 1...24 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let document = maker.document(name, bytes: Self.sizes[2 + Int(seed) % 2])
      var driver = try DocumentDriver(document, name: name)
      let plain = try driver.run()
      var generous = try DocumentDriver(document, name: name, seed: seed)
      generous.isGenerous = true
      let other = try generous.run()
      #expect(plain.texts == other.texts, "\(name), seed \(seed)")
      #expect(plain.names == other.names)
      #expect(plain.blocks == other.blocks)
    }
  }

  /// Reading what was written finds the texts as they were edited: so edits strike what they name
  /// and nothing else, whatever escapes stand between.
  @Test(arguments: names.filter { $0 != "page.html" && $0 != "report.dat" })
  func editsChangeTheTextTheyNameAndNothingElse(name: String) throws {
    for seed in 1...60 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let isMarkup = name == "tree.xml" || name == "letter.rtf"
      let document = maker.document(name, bytes: Self.sizes[Int(seed) % (isMarkup ? 2 : 3)])
      if isMarkup, document.count > BlockSize.targetBytes { continue }
      var driver = try DocumentDriver(document, name: name, seed: seed)
      driver.editEvery = [2, 3, 20][Int(seed) % 3]
      let edited = try driver.run()
      var again = try DocumentDriver(edited.copy, name: name)
      let read = try again.run()
      #expect(Array(read.texts.joined()) == edited.editedText, "\(name), seed \(seed)")
      #expect(read.copy == edited.copy)
    }
  }

  @Test(arguments: names)
  func brokenDocumentsAreWithheldOrAccountedFor(name: String) throws {
    var refused = 0
    var document: [UInt8] = []
    for seed in 1...10_000 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      if seed % 50 == 1 { document = maker.document(name, bytes: 700) }
      let broken = maker.mutate(document)
      do {
        var driver = try DocumentDriver(broken, name: name)
        #expect(try driver.run().copy == broken, "\(name), seed \(seed)")
      } catch is Withholding {
        refused += 1
      }
    }
    #expect(refused < 10_000)
  }

  @Test(arguments: names)
  func brokenDocumentsOfManyBlocksAreWithheldOrAccountedFor(name: String) throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let broken = maker.mutate(maker.document(name, bytes: 250_000))
      do {
        var driver = try DocumentDriver(broken, name: name)
        #expect(try driver.run().copy == broken, "\(name), seed \(seed)")
      } catch is Withholding {
      }
    }
  }

  /// One value much longer than a block, of bytes that mean something to the format.
  @Test(arguments: [
    "\"", "\\", "\u{E9}", "\\\"", "\\u00e9", "\r\n", "\\T\\", "\u{1F600}", "|", "&#233;",
  ])
  func blocksMayEndInsideAnything(unit: String) throws {
    for (name, before, behind) in [
      ("a.txt", "", "\n"), ("a.csv", "a,b,c\nx,\"", "\",z\n"), ("a.csv", "a,b,c\n", "\n"),
      ("a.json", "{\"k\":\"", "\"}"), ("a.xml", "<a>", "</a>"), ("a.xml", "<a b='", "'/>"),
      ("a.xml", "<a><!--", "--></a>"), ("a.xml", "<a><![CDATA[", "]]></a>"),
      ("a.hl7", "MSH|^~\\&|A|B|C|D|\rOBX|1|TX|||", "|x\r"), ("a.rtf", "{\\rtf1 ", "}"),
      ("a.rtf", "{\\rtf1{\\info{\\title ", "}}}"),
    ] {
      for shift in 0..<4 {
        let filler = String(repeating: "w", count: shift)
        let long = String(repeating: unit, count: 300_000 / unit.utf8.count)
        let document = Array((before + filler + long + behind).utf8)
        do {
          var driver = try DocumentDriver(document, name: name)
          #expect(try driver.run().copy == document)
        } catch let refusal as Withholding {
          #expect(refusal.reason == .corrupt || refusal.reason == .truncated, "\(name) \(unit)")
        }
      }
    }
  }
}
