import Foundation
import Testing
import Vocabulary

@testable import Formats

/// zstd and cpio, made and judged by other programs.
@Suite struct StreamTests {
  /// What a zstd file holds.
  private func unpack(_ bytes: [UInt8]) throws(Withholding) -> [UInt8] {
    let budget = UnpackBudget(limits: Limits(), packedBytes: Int64(bytes.count))
    let stream = try ZstdStream(MemoryBytes(bytes), budget: budget)
    var out: [UInt8] = []
    while try stream.fill(&out, upTo: 1 << 16) > 0 {}
    return out
  }

  /// One frame.
  private func frame(_ bytes: [UInt8]) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = try ZstdWriter(sink)
    try writer.write(bytes.span)
    try writer.finish()
    return sink.bytes
  }

  private static let skippable: [UInt8] = [0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 0x4A, 0x6F, 0x65]

  @Test func framesBackToBackAreRead() throws {
    for seed in 1...40 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      var (packed, whole): ([UInt8], [UInt8]) = ([], [])
      for _ in 0...maker.count(upTo: 4) {
        if Bool.random(using: &maker.numbers) { packed += Self.skippable }
        let text = maker.document(
          "note.txt",
          bytes: Int.random(in: 0...300_000, using: &maker.numbers)
        )
        packed += try frame(text)
        whole += text
      }
      #expect(try unpack(packed) == whole, "seed \(seed)")
    }
  }

  @Test func everyOtherByteIsRefused() throws {
    let packed = try frame(Array("the clinic is open".utf8))
    #expect(refusal { () throws(Withholding) in try unpack(packed + [0]) } == .truncated)
    #expect(
      refusal { () throws(Withholding) in try unpack(packed + [1, 2, 3, 4]) } == .ambiguousStructure
    )
    for cut in 1..<packed.count {
      let reason = refusal { () throws(Withholding) in try unpack(Array(packed.prefix(cut))) }
      #expect(reason != nil, "\(cut)")
    }
    for place in 4..<packed.count {
      var broken = packed
      broken[place] ^= 0x41
      if let read = try? unpack(broken) { #expect(read == Array("the clinic is open".utf8)) }
    }
  }

  @Test(.enabled(if: isInstalled("zstd"), "needs zstd"))
  func zstdReadsWhatIsWritten() throws {
    let folder = try ScratchFolder()
    var maker = DocumentMaker(seed: 4)
    let text = maker.document("note.txt", bytes: 400_000)
    try folder.write("a.zst", try frame(text))
    try folder.run("zstd", "-dqf", "a.zst")
    #expect(try folder.bytes("a") == text)
    try folder.run("zstd", "-qf", "--long=20", "-9", "a", "-o", "b.zst")
    #expect(try unpack(try folder.bytes("b.zst")) == text)
  }

  /// The members of a cpio with their content.
  private func members(
    _ bytes: [UInt8]
  ) throws(Withholding) -> [(member: ArchiveMember, content: [UInt8])] {
    let walk = CpioWalk(DribblingSource(bytes), limits: Limits())
    var out: [(ArchiveMember, [UInt8])] = []
    while let member = try walk.next() {
      var content: [UInt8] = []
      if member.kind == .file { while try walk.fill(&content, upTo: 1 << 16) > 0 {} }
      out.append((member, content))
    }
    return out
  }

  /// A cpio of two files and a folder.
  private func archive() throws -> [UInt8] {
    let sink = MemorySink()
    let writer = CpioWriter(sink)
    let folder = ArchiveMember(path: Array("notes".utf8), kind: .directory)
    try writer.begin(folder, linkPath: [])
    try writer.end()
    for (name, text) in [("notes/1.txt", "one"), ("notes/22.txt", "two and more")] {
      let content = Array(text.utf8)
      let member = ArchiveMember(path: Array(name.utf8), byteCount: Int64(content.count))
      try writer.begin(member, linkPath: [])
      try writer.write(content.span)
      try writer.end()
    }
    try writer.finish()
    return sink.bytes
  }

  @Test func whatIsWrittenIsRead() throws {
    let found = try members(try archive() + [UInt8](repeating: 0, count: 512))
    #expect(
      found.map { String(decoding: $0.member.path, as: UTF8.self) } == [
        "notes", "notes/1.txt", "notes/22.txt",
      ]
    )
    #expect(
      found.map { String(decoding: $0.content, as: UTF8.self) } == ["", "one", "two and more"]
    )
    #expect(found.allSatisfy { $0.member.withholding == nil })
  }

  @Test func everyByteOfACpioIsAccountedFor() throws {
    let whole = try archive()
    #expect(
      refusal { () throws(Withholding) in _ = try members(whole + [1]) } == .ambiguousStructure
    )
    for cut in 1..<whole.count {
      let reason = refusal { () throws(Withholding) in _ = try members(Array(whole.prefix(cut))) }
      #expect(reason == .truncated, "\(cut)")
    }
    var padded = whole
    let name = try #require(
      String(decoding: whole, as: UTF8.self).utf8.firstRange(of: "one\0".utf8)
    )
    let place = String(decoding: whole, as: UTF8.self).utf8
      .distance(
        from: String(decoding: whole, as: UTF8.self).startIndex,
        to: name.lowerBound
      )
    padded[place + 3] = 0x41
    #expect(refusal { () throws(Withholding) in _ = try members(padded) } == .ambiguousStructure)
  }

  @Test(.enabled(if: isInstalled("cpio"), "needs cpio"), arguments: ["newc", "crc", "odc"])
  func cpioOfOthersIsRead(form: String) throws {
    let folder = try ScratchFolder()
    try folder.write("1.txt", Array("one".utf8))
    try folder.write("22.txt", Array("two and more".utf8))
    try folder.run(
      "sh",
      "-c",
      "ln -s 1.txt link; ls 1.txt 22.txt link | cpio -o --quiet -H \(form) > a.cpio"
    )
    let found = try members(try folder.bytes("a.cpio"))
    #expect(
      found.map { String(decoding: $0.content, as: UTF8.self) } == ["one", "two and more", ""]
    )
    #expect(found.map(\.member.withholding?.reason) == [nil, nil, .unsafeLink])
    try folder.write("own.cpio", try archive())
    try folder.run("sh", "-c", "mkdir out && cd out && cpio -id --quiet < ../own.cpio")
    #expect(try folder.bytes("out/notes/22.txt") == Array("two and more".utf8))
  }
}
