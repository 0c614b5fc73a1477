import Testing
import Vocabulary

@testable import Formats

@Suite struct DicomTests {
  static let syntaxes = [
    ("1.2.840.10008.1.2", DicomSyntax(isExplicit: false, isBig: false)),
    ("1.2.840.10008.1.2.1", DicomSyntax(isExplicit: true, isBig: false)),
    ("1.2.840.10008.1.2.2", DicomSyntax(isExplicit: true, isBig: true)),
  ]

  /// An attribute with a text.
  private func text(_ tag: UInt32, _ vr: String, _ value: String) -> DicomElement {
    var element = DicomElement(tag: tag, vr: vr, content: .value([]))
    element.setText(Array(value.utf8))
    return element
  }

  /// A file in a transfer syntax.
  private func file(_ dataset: [DicomElement], _ name: String, _ syntax: DicomSyntax) -> [UInt8] {
    DicomWriter(meta: [text(0x0002_0010, "UI", name)], dataset: dataset, syntax: syntax).bytes
  }

  /// Attributes of a seed, sequences in sequences with both forms of lengths.
  private func dataset(_ maker: inout DocumentMaker, depth: Int = 0) -> [DicomElement] {
    var out = [text(0x0008_0060, "CS", "CT"), text(0x0008_103E, "LO", maker.words(4))]
    if depth < 3, Bool.random(using: &maker.numbers) {
      let items = (0..<maker.count(upTo: 3)).map { _ in dataset(&maker, depth: depth + 1) }
      let isOpen = Bool.random(using: &maker.numbers)
      out.append(
        DicomElement(tag: 0x0008_1140, vr: "SQ", content: .items(items, isOpen: isOpen))
      )
    }
    out.append(text(0x0010_0010, "PN", "Roe^Ann"))
    out.append(DicomElement(tag: 0x0028_0010, vr: "US", content: .value([4, 0])))
    return out
  }

  @Test(arguments: 0..<3) func whatWasReadIsWrittenBack(number: Int) throws {
    let (name, syntax) = Self.syntaxes[number]
    for seed in 1...200 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let bytes = file(dataset(&maker), name, syntax)
      let read = try DicomFile(bytes)
      #expect(read.syntax == syntax)
      let copy = DicomWriter(meta: read.meta, dataset: read.dataset, syntax: syntax).bytes
      #expect(copy == bytes, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<3) func brokenFilesAreReadOrRefused(number: Int) throws {
    let (name, syntax) = Self.syntaxes[number]
    var refused = 0
    for seed in 1...3_000 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let whole = file(dataset(&maker), name, syntax)
      var broken = maker.mutate(Array(whole[132...]))
      if seed.isMultiple(of: 3) { broken = Array(whole[132...].dropLast(Int(seed % 40) + 1)) }
      do {
        _ = try DicomFile(whole[..<132] + broken)
      } catch {
        refused += 1
      }
    }
    #expect(refused > 100)
  }

  /// Source: DICOM PS3.15 table E.1-1.
  @Test func theTableDecides() {
    func decide(_ tag: UInt32, _ vr: String, _ value: String = "x") -> DicomDecision {
      DicomProfile.decide(text(tag, vr, value))
    }
    #expect(decide(0x0010_0010, "PN") == .empty)
    #expect(decide(0x0010_1040, "LO") == .remove)
    #expect(decide(0x0008_0018, "UI") == .remap)
    #expect(decide(0x0008_0023, "DA") == .replace)
    #expect(decide(0x0029_1010, "LO") == .remove)
    #expect(decide(0x6000_3000, "OW") == .remove)
    #expect(decide(0x0010_0000, "UL") == .remove)
    #expect(decide(0x0008_0070, "LO") != .keep)
    #expect(decide(0x0028_0010, "US", "ab") == .keep)
    #expect(decide(0x0028_0010, "US") == .keep)
    #expect(decide(0x0018_0060, "DS", "120") == .keep)
    #expect(decide(0x0018_0060, "DS", "Roe") == .remove)
  }

  @Test func aRepresentationThatDisagreesHidesNothing() {
    let element = text(0x0008_0104, "US", "Ann Roe ")
    #expect(DicomProfile.decide(element) == .remove)
    #expect(DicomProfile.decide(text(0x0010_0010, "US", "Ann Roe ")) == .empty)
  }

  @Test func pixelsAreReleasedOnlyWhereTheyCanShowNoText() throws {
    func image(_ burned: String, _ modality: String, bytes: Int) -> [DicomElement] {
      [
        text(0x0008_0060, "CS", modality),
        DicomElement(tag: 0x0028_0002, vr: "US", content: .value([1, 0])),
        DicomElement(tag: 0x0028_0010, vr: "US", content: .value([4, 0])),
        DicomElement(tag: 0x0028_0011, vr: "US", content: .value([4, 0])),
        DicomElement(tag: 0x0028_0100, vr: "US", content: .value([16, 0])),
        text(0x0028_0301, "CS", burned),
        DicomElement(
          tag: 0x7FE0_0010,
          vr: "OW",
          content: .value([UInt8](repeating: 0, count: bytes))
        ),
      ]
    }
    try DicomProfile.checkPixels(image("NO", "CT", bytes: 32), .meta)
    for bad in [
      image("YES", "CT", bytes: 32), image("", "CT", bytes: 32), image("NO", "US", bytes: 32),
      image("NO", "CT", bytes: 34), image("NO", "CT", bytes: 0),
    ] {
      #expect(
        refusal { () throws(Withholding) in try DicomProfile.checkPixels(bad, .meta) }
          == .unscannableContent
      )
    }
  }
}
