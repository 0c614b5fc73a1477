import Testing
import Vocabulary

@testable import Formats

/// The answer of the helper process is judged like any other input.
struct HelperFrameTests {
  private static let member = frame("M", [0, 1], 3, 5) + Array("a/b".utf8)
  private static let content = frame("D", [], 5) + Array("alpha".utf8)
  private static let end = Array("E".utf8)

  /// A letter, single bytes, a number of 32 bits and perhaps one of 64.
  private static func frame(
    _ letter: Character,
    _ bytes: [UInt8],
    _ short: UInt32,
    _ long: UInt64? = nil
  ) -> [UInt8] {
    var out = Array(String(letter).utf8) + bytes
    out.append(little32: short)
    if let long { out.append(little64: long) }
    return out
  }

  private func stream(_ bytes: [UInt8], _ limits: Limits = Limits()) throws(Withholding) -> [UInt8]
  {
    try contents(
      HelperStream(DribblingSource(bytes), packedBytes: 10, budget: budget(bytes, limits))
    )
  }

  private func walk(_ bytes: [UInt8], _ limits: Limits = Limits()) throws(Withholding) -> [Unpacked]
  {
    let walk = SevenZipWalk(
      DribblingSource(bytes),
      packedBytes: 10,
      budget: budget(bytes, limits)
    )
    var all: [Unpacked] = []
    while let member = try walk.next() { all.append(Unpacked(member, try contents(walk))) }
    return all
  }

  @Test func readsAStream() throws {
    #expect(try stream(Self.content + Self.content + Self.end) == Array("alphaalpha".utf8))
    #expect(try stream(Self.end) == [])
  }

  @Test func readsMembers() throws {
    let other = Self.frame("M", [1, 0], 2) + [UInt8](repeating: 0, count: 8) + Array("a/".utf8)
    let found = try walk(other + Self.member + Self.content + Self.end)
    #expect(found.map(\.path) == ["a", "a/b"])
    #expect(found[1] == Unpacked("a/b", "alpha"))
  }

  @Test(arguments: [
    (UInt8(1), Reason.corrupt), (2, .truncated), (3, .encrypted), (4, .unsupportedFormat),
    (5, .limitSize), (6, .ambiguousStructure), (0, .readerCrashed), (99, .readerCrashed),
  ])
  func tellsTheReasonGiven(number: UInt8, reason: Reason) {
    let bytes = Self.content + Array("X".utf8) + [number]
    #expect(refusal { () throws(Withholding) in try stream(bytes) } == reason)
  }

  @Test func refusesWhatMakesNoSense() throws {
    let whole = Self.member + Self.content + Self.end
    let long = Self.frame("D", [], 6) + Array("alphas".utf8)
    let answers: [[UInt8]] =
      (0..<whole.count).map { Array(whole[..<$0]) } + [
        whole + [0], Self.member + long + Self.end, Self.member + Self.end, Self.content + Self.end,
        Self.frame("D", [], 0) + Self.end, Self.frame("D", [], 1 << 20),
        Self.frame("M", [0, 0], 1 << 20, 0), Self.frame("M", [0, 0], 0, UInt64.max),
        Self.frame("M", [1, 0], 0, 5), Array("Z".utf8), Array("T".utf8) + Self.end,
      ]
    for answer in answers {
      #expect(
        refusal { () throws(Withholding) in try walk(answer) } == .readerCrashed,
        "\(answer)"
      )
    }
    #expect(refusal { () throws(Withholding) in try stream(whole) } == .readerCrashed)
  }

  @Test func keepsToItsLimits() {
    var limits = Limits()
    limits.memberBytesMax = 4
    let one = Self.content + Self.end
    let archive = Self.member + one
    #expect(refusal { () throws(Withholding) in try stream(one, limits) } == .limitSize)
    #expect(refusal { () throws(Withholding) in try walk(archive, limits) } == .limitSize)
    limits = Limits()
    limits.archiveMembersMax = 0
    #expect(refusal { () throws(Withholding) in try walk(archive, limits) } == .limitMembers)
    limits = Limits()
    (limits.ratioMax, limits.ratioFreeBytes) = (1, 5)
    let twice = Self.content + Self.content + Self.content + Self.end
    #expect(refusal { () throws(Withholding) in try stream(twice, limits) } == .limitRatio)
  }

  @Test func writesNumbersAs7zDoes() {
    let examples: [Int64: [UInt8]] = [
      0: [0], 0x7F: [0x7F], 0x80: [0x80, 0x80], 0x3FFF: [0xBF, 0xFF], 0x4000: [0xC0, 0, 0x40],
      0x1234_5678: [0xF0, 0x78, 0x56, 0x34, 0x12],
      Int64.max: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F],
    ]
    for (number, bytes) in examples { #expect(SevenZipWriter.number(number) == bytes) }
  }
}
