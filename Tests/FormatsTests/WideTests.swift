import Testing
import Vocabulary

@testable import Formats

@Suite struct WideTests {
  /// UTF-16 of either order.
  private func wide(_ text: String, isBig: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBig ? [high, low] : [low, high]
    }
  }

  @Test(arguments: [false, true]) func whatIsReadIsWrittenBack(isBig: Bool) throws {
    let encoding: TextEncoding = isBig ? .utf16BigEndian : .utf16LittleEndian
    for seed in 1...60 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let text = String(decoding: maker.document("note.txt", bytes: 60_000), as: UTF8.self)
      let bytes = wide("\u{FEFF}" + text, isBig: isBig)
      let source = WideSource(DribblingSource(bytes), encoding)
      var encoder = WideEncoder(encoding)
      var (narrow, copy): ([UInt8], [UInt8]) = ([], [])
      while true {
        var piece: [UInt8] = []
        if try source.read(into: &piece, upTo: Int.random(in: 1...9_000, using: &maker.numbers))
          == 0
        {
          break
        }
        narrow += piece
        let cut = Int.random(in: 0...piece.count, using: &maker.numbers)
        copy += encoder.encode(piece.span.extracting(0..<cut))
        copy += encoder.encode(piece.span.extracting(cut..<piece.count))
      }
      #expect(String(decoding: narrow.dropFirst(3), as: UTF8.self) == text, "seed \(seed)")
      #expect(copy == bytes && encoder.isWhole, "seed \(seed)")
    }
  }

  @Test(arguments: [[0x41, 0, 0x42], [0, 0xD8, 0x41, 0], [0, 0xDC], [0, 0xD8]] as [[UInt8]])
  func halvesAreRefused(bytes: [UInt8]) {
    #expect(
      refusal { () throws(Withholding) in
        let source = WideSource(SequentialBytes(MemoryBytes(bytes)), .utf16LittleEndian)
        var out: [UInt8] = []
        while try source.read(into: &out, upTo: 100) > 0 {}
      } == .corrupt
    )
  }

  @Test(arguments: [
    ("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>text</a>", FormatName.xml),
    ("{\"key\": [1, 2, \"three\"]}", .json), ("MSH|^~\\&|A|B|C|D|2026\rPID|1\r", .hl7v2),
    ("a\tb\tc\n1\t2\t3\n4\t5\t6\n7\t8\t9\n", .tsv), ("only some words here\n", .text),
  ]) func formatsAreToldApart(text: String, format: FormatName) throws {
    for isBig in [false, true] {
      let head = wide("\u{FEFF}" + text, isBig: isBig)
      let sniffed = try sniff(head: head.span, isWhole: true, name: Array("x".utf8).span)
      #expect(sniffed.format == format)
      #expect(sniffed.encoding == (isBig ? .utf16BigEndian : .utf16LittleEndian))
    }
  }

  @Test func anEncodingThatDisagreesIsRefused() {
    let bytes = wide("\u{FEFF}<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>", isBig: false)
    #expect(
      refusal { () throws(Withholding) in
        try sniff(head: bytes.span, isWhole: true, name: Array("x".utf8).span)
      } == .unscannableContent
    )
  }
}
