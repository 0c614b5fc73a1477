import Testing

@testable import Formats

/// Searches of many bytes a step against those of one.
@Suite struct ByteSearchTests {
  /// Letters with the bytes that are searched for put in between.
  private func text(_ count: Int, _ marks: [Int: UInt8]) -> [UInt8] {
    (0..<count).map { marks[$0] ?? 0x61 }
  }

  @Test func bytesThatAreNoPlainTextAreFoundAtEveryPlace() {
    let framing: Set<UInt8> = [0x08, 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x1B, 0x1C, 0x1D, 0x1E]
    for byte in UInt8.min ... .max {
      let isPlain = byte < 0x80 && (byte >= 0x20 || framing.contains(byte))
      for place in [0, 7, 15, 16, 31, 36] {
        let found = text(37, [place: byte]).firstNoPlain(from: 0, to: 37)
        #expect(found == (isPlain ? 37 : place), "\(byte) at \(place)")
      }
    }
    #expect(text(40, [3: 0, 39: 0]).firstNoPlain(from: 4, to: 39) == 39)
  }

  @Test func aBlankBeforeAnotherIsFoundAtEveryPlace() {
    for place in 0..<40 {
      for next in [0x20, 0x0D, 0x09] as [UInt8] {
        let bytes = text(41, [place: 0x20, place + 1: next])
        #expect(bytes.firstGap(from: 0, to: 41) == place, "\(place)")
        // What stands behind the end is none of the line.
        #expect(bytes.firstGap(from: 0, to: place + 1) == place + 1)
      }
      #expect(text(41, [place: 0x20]).firstGap(from: 0, to: 41) == 41)
      #expect(text(41, [place: 0x0A, place + 1: 0x0A]).firstGap(from: 0, to: 41) == 41)
    }
  }
}
