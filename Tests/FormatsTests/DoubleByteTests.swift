import Testing
import Vocabulary

@testable import Formats

@Suite struct DoubleByteTests {
  /// Bytes of Python's codecs: a word in the script, "Anna", and "A5" in full width.
  static let words: [(DoubleByteSet, String, [UInt8])] = [
    (
      .shiftJIS, "shift_jis",
      [0x96, 0xBC, 0x91, 0x4F, 0x41, 0x6E, 0x6E, 0x61, 0x82, 0x60, 0x82, 0x54, 0xB1, 0x5C]
    ),
    (.korean, "euc-kr", [0xC0, 0xCC, 0xB8, 0xA7, 0x41, 0x6E, 0x6E, 0x61, 0xA3, 0xC1, 0xA3, 0xB5]),
    (.chinese, "gbk", [0xD0, 0xD5, 0xC3, 0xFB, 0x41, 0x6E, 0x6E, 0x61, 0xA3, 0xC1, 0xA3, 0xB5]),
    (.big5, "big5", [0xA9, 0x6D, 0xA6, 0x57, 0x41, 0x6E, 0x6E, 0x61, 0xA2, 0xCF, 0xA2, 0xB4]),
    (
      .japanese, "euc-jp", [0xCC, 0xBE, 0xC1, 0xB0, 0x41, 0x6E, 0x6E, 0x61, 0xA3, 0xC1, 0xA3, 0xB5]
    ),
    (
      .shifted, "iso-2022-jp",
      [
        0x1B, 0x24, 0x42, 0x4C, 0x3E, 0x41, 0x30, 0x1B, 0x28, 0x42, 0x41, 0x6E, 0x6E, 0x61, 0x1B,
        0x24, 0x42, 0x23, 0x41, 0x23, 0x35, 0x1B, 0x28, 0x42,
      ]
    ),
  ]

  @Test(arguments: words) func textIsReadAndWrittenBack(
    set: DoubleByteSet,
    charset: String,
    bytes: [UInt8]
  ) throws {
    #expect(DoubleByteSet(charset: charset) == set)
    let text = try set.decode(bytes)
    let scalars = String(decoding: text, as: UTF8.self).unicodeScalars.map(\.value)
    #expect(scalars.prefix(2).allSatisfy { (0x20000...0x2FFFF).contains($0) })
    #expect(Array(scalars[2..<8]) == [0x41, 0x6E, 0x6E, 0x61, 0xFF21, 0xFF15])
    #expect(set.encode(text) == bytes)
    // What is masked is ASCII, whatever stood around it.
    let name = Array("[NAME]".utf8)
    let masked = String(decoding: text, as: UTF8.self).replacing("Anna", with: "[NAME]")
    let written = try #require(set.encode(Array(masked.utf8)))
    #expect(written.count == bytes.count + 2)
    #expect(try set.decode(written) == Array(masked.utf8) && name.count == 6)
  }

  @Test(arguments: words) func whatIsNoCharacterIsRefused(
    set: DoubleByteSet,
    charset: String,
    bytes: [UInt8]
  ) {
    let halves: [UInt8] = set == .shifted ? [0x1B, 0x24, 0x42, 0x4C] : [0x41, 0x85]
    for bad in [halves, [0x41, 0xFF, 0xFF], [0x41, 0x80, 0x20]] {
      #expect(refusal { () throws(Withholding) in _ = try set.decode(bad) } == .corrupt, "\(bad)")
    }
    #expect(set.encode(Array("\u{E9}".utf8)) == nil)
  }

  /// Whatever is read is written back byte for byte.
  @Test(arguments: words) func randomBytesAreReadWhollyOrRefused(
    set: DoubleByteSet,
    charset: String,
    bytes: [UInt8]
  ) {
    var read = 0
    for seed in 1...2_000 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let text = (0..<8).map { _ in UInt8.random(in: 0x20...0xFE, using: &maker.numbers) }
      guard let decoded = try? set.decode(text) else { continue }
      read += 1
      #expect(set.encode(decoded) == text, "seed \(seed)")
    }
    #expect(read > 0)
  }
}
