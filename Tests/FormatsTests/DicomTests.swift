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

  /// A number in groups is no number.
  ///
  /// Source: DICOM PS3.5, 6.2 (IS, DS, TM).
  @Test func whatIsNoNumberAndNoTimeIsNotKept() {
    func decide(_ tag: UInt32, _ vr: String, _ value: String) -> DicomDecision {
      DicomProfile.decide(text(tag, vr, value))
    }
    for value in ["0.75\\-1.5e-3 ", "+4", "1.", "-.5", "", "1E2"] {
      #expect(decide(0x0018_0060, "DS", value) == .keep, "\(value)")
    }
    for value in ["219-09-9999", "212.555.0143", "2-3", "1e2.5", "-"] {
      #expect(decide(0x0018_0060, "DS", value) == .remove, "\(value)")
    }
    for value in ["101112.123456", "1011", "10:11:12", "235959 ", ""] {
      #expect(decide(0x0018_0060, "TM", value) == .keep, "\(value)")
    }
    for value in ["219-09-9999", "991112", "10111", "5550143"] {
      #expect(decide(0x0018_0060, "TM", value) == .empty, "\(value)")
    }
  }

  @Test func aRepresentationThatDisagreesHidesNothing() {
    let element = text(0x0008_0104, "US", "Ann Roe ")
    #expect(DicomProfile.decide(element) == .remove)
    #expect(DicomProfile.decide(text(0x0010_0010, "US", "Ann Roe ")) == .empty)
  }

  /// A square of four by four pixels in two bytes each.
  private func image(
    _ burned: String,
    _ modality: String,
    _ content: DicomElement.Content
  ) -> [DicomElement] {
    func short(_ tag: UInt32, _ value: UInt8) -> DicomElement {
      DicomElement(tag: tag, vr: "US", content: .value([value, 0]))
    }
    return [
      text(0x0008_0060, "CS", modality), short(0x0028_0002, 1), short(0x0028_0010, 4),
      short(0x0028_0011, 4), short(0x0028_0100, 16), text(0x0028_0301, "CS", burned),
      DicomElement(tag: 0x7FE0_0010, vr: "OB", content: content),
    ]
  }

  /// Pixels without compression.
  private func native(_ count: Int) -> DicomElement.Content {
    .value([UInt8](repeating: 7, count: count))
  }

  @Test func pixelsStayOnlyWhereTheyCanShowNoText() {
    #expect(DicomPixels(image("NO", "CT", native(32)), .meta).showNoText)
    #expect(DicomPixels([text(0x0008_0060, "CS", "SR")], .meta).showNoText)
    for bad in [
      image("YES", "CT", native(32)), image("", "CT", native(32)), image("NO", "US", native(32)),
      image("NO", "CT", native(34)), image("NO", "CT", native(0)), image("NO", "CT", .fragments),
    ] { #expect(!DicomPixels(bad, .meta).showNoText) }
  }

  @Test func blankedPixelsAreZerosOfTheSameSize() throws {
    for (content, count) in [(native(32), 32), (native(40), 40), (.fragments, 32)] {
      let blank = try DicomPixels(image("YES", "CT", content), .meta).blanked(fileBytes: 400)
      let pixels = try #require(blank.last)
      #expect(pixels.bytes == [UInt8](repeating: 0, count: count))
      #expect(blank.dropLast().map(\.bytes) == image("YES", "CT", content).dropLast().map(\.bytes))
      #expect(!DicomPixels(blank, .meta).areBlanked, "nothing says so yet")
      #expect(DicomPixels(DicomProfile.marks(isBlanked: true) + blank, .meta).areBlanked)
    }
    let marked = DicomProfile.marks(isBlanked: true) + image("YES", "CT", native(32))
    #expect(!DicomPixels(marked, .meta).areBlanked, "who says so may have pixels")
  }

  @Test func compressedPixelsOfNoSizeOrOfAnAbsurdOneAreRefused() {
    var large = image("YES", "CT", .fragments)
    for place in [2, 3] { large[place].content = .value([0xFF, 0x7F]) }
    var sizeless = image("YES", "CT", .fragments)
    sizeless.remove(at: 2)
    for (bad, reason) in [(large, Reason.limitRatio), (sizeless, .unscannableContent)] {
      #expect(
        refusal { () throws(Withholding) in
          _ = try DicomPixels(bad, .meta).blanked(fileBytes: 400)
        } == reason
      )
    }
  }

  /// Source: DICOM PS3.5, 6.2.2, note 2.
  @Test func anUnknownRepresentationIsThatOfTheDictionary() throws {
    let lost = DicomElement(tag: 0x0008_0060, vr: "UN", content: .value(Array("CT".utf8)))
    let strange = DicomElement(tag: 0x0009_1001, vr: "UN", content: .value(Array("CT".utf8)))
    let name = Self.syntaxes[1].0
    let read = try DicomFile(file([lost, strange], name, .meta))
    #expect(read.dataset.map(\.vr) == ["CS", "UN"])
    #expect(read.dataset.map(\.text) == [Array("CT".utf8), Array("CT".utf8)])
  }
}
