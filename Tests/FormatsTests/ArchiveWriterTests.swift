import Dispatch
import Testing
import Vocabulary

@testable import Formats

/// Archives written by us, read by us and by others.
struct ArchiveWriterTests {
  /// Members that exercise the writers: long and foreign names, empty, executable, a folder.
  private let samples: [(ArchiveMember, [UInt8])]

  /// Makes the samples.
  init() {
    let long = Array(String(repeating: "pulse 72\n\n", count: 70_000).utf8)
    let deep = Array(("folder/" + String(repeating: "n", count: 150) + "é").utf8)
    samples = [
      (
        ArchiveMember(path: Array("a.txt".utf8), byteCount: 5, isDeflated: true),
        Array("alpha".utf8)
      ),
      (ArchiveMember(path: Array("empty".utf8), isDeflated: true), []),
      (ArchiveMember(path: Array("st".utf8), byteCount: 4, isExecutable: true), Array("beta".utf8)),
      (ArchiveMember(path: Array("folder".utf8), kind: .directory), []),
      (ArchiveMember(path: deep, byteCount: 700_000, isDeflated: true), long),
    ]
  }

  /// The samples as a zip, their content written in pieces of `pieceBytes`.
  private func zip(
    pieceBytes: Int,
    threads: any SideBySide = InOrder()
  ) throws -> [UInt8] {
    let sink = MemorySink()
    let writer = ZipWriter(sink, threads: threads)
    for (member, content) in samples {
      try writer.begin(member)
      for start in stride(from: 0, to: content.count, by: pieceBytes) {
        let piece = Array(content[start..<min(content.count, start + pieceBytes)])
        try writer.write(piece.span)
      }
      try writer.end()
    }
    try writer.finish()
    return sink.bytes
  }

  /// The samples and a hard link as a tar.
  private func tar() throws -> [UInt8] {
    let sink = MemorySink()
    let writer = TarWriter(sink)
    for (member, content) in samples {
      try writer.begin(member)
      try writer.write(content.span)
      try writer.end()
    }
    let link = ArchiveMember(path: Array("link".utf8), kind: .hardLink(target: 4))
    try writer.begin(link, linkPath: samples[4].0.path)
    try writer.end()
    try writer.finish()
    return sink.bytes
  }

  @Test func readsItsOwnZip() throws {
    #expect(try unzip(zip(pieceBytes: 1_000_000)) == samples.map { Unpacked($0.0, $0.1) })
  }

  @Test func writesTheSameHoweverTheContentIsCut() throws {
    let whole = try zip(pieceBytes: 1_000_000)
    #expect(try zip(pieceBytes: 977) == whole)
    #expect(try zip(pieceBytes: 65_536) == whole)
  }

  /// Does every piece on a thread of its own, the last one first.
  private struct Backwards: SideBySide {
    func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
      DispatchQueue.concurrentPerform(iterations: count) { body(count - 1 - $0) }
    }
  }

  @Test func writesTheSameOnManyThreads() throws {
    #expect(
      try zip(pieceBytes: 1_000_000, threads: Backwards()) == zip(pieceBytes: 1_000_000)
    )
  }

  @Test(.enabled(if: isInstalled("gzip"), "needs gzip"))
  func writesBlocksThatOthersReadAsOneStream() throws {
    // Around the bounds of a block, and as hard to compress as digits are.
    var generator = SeededNumbers(state: 47)
    let folder = try ScratchFolder()
    let block = Deflater.blockBytes
    for count in [0, 1, block - 1, block, block + 1, 2 * block, 10 * block + 77] {
      let content = (0..<count).map { _ in UInt8.random(in: 0x30...0x39, using: &generator) }
      let sink = MemorySink()
      let writer = GzipWriter(sink, threads: Backwards())
      try writer.write(content.span)
      try writer.finish()
      #expect(try gunzip(sink.bytes) == content)
      try folder.write("b.gz", sink.bytes)
      try folder.run("gzip", "-t", "b.gz")
      #expect(sink.bytes.count < count / 2 + 64)
    }
  }

  @Test func readsItsOwnTar() throws {
    var link = Unpacked("link", "")
    link.kind = .hardLink(target: 4)
    #expect(try untar(tar()) == samples.map { Unpacked($0.0, $0.1) } + [link])
  }

  @Test func needsZip64ForManyMembers() throws {
    let sink = MemorySink()
    let writer = ZipWriter(sink)
    for number in 0..<70_000 {
      try writer.begin(ArchiveMember(path: Array("n\(number)".utf8)))
      try writer.end()
    }
    try writer.finish()
    let walk = try ZipWalk(MemoryBytes(sink.bytes), limits: Limits())
    #expect(walk.count == 70_000)
    #expect(walk.member(69_999).path == Array("n69999".utf8))
    guard isInstalled("python3") else { return }
    let folder = try ScratchFolder()
    try folder.write("a.zip", sink.bytes)
    try folder.run(
      "python3",
      "-c",
      "import zipfile; assert len(zipfile.ZipFile('a.zip').namelist()) == 70000"
    )
  }

  @Test func refusesAnotherSizeThanAnnounced() throws {
    let zip = ZipWriter(MemorySink())
    try zip.begin(samples[0].0)
    #expect(throws: Failure.self) { try zip.end() }
    let tar = TarWriter(MemorySink())
    try tar.begin(samples[0].0)
    #expect(throws: Failure.self) { try tar.end() }
  }

  @Test(.enabled(if: isInstalled("python3", "unzip", "tar", "gzip"), "needs python3, unzip, tar"))
  func othersReadThemToo() throws {
    let folder = try ScratchFolder()
    try folder.write("a.zip", zip(pieceBytes: 1_000_000))
    try folder.write("a.tar", tar())
    let sink = MemorySink()
    let writer = GzipWriter(sink)
    let long = samples[4].1
    try writer.write(long.span)
    try writer.finish()
    #expect(Array(sink.bytes.prefix(8)) == [31, 139, 8, 0, 0, 0, 0, 0])
    #expect(sink.bytes[9] == 255)
    #expect(try gunzip(sink.bytes) == samples[4].1)
    try folder.write("a.gz", sink.bytes)
    try folder.run("unzip", "-tq", "a.zip")
    try folder.run("gzip", "-t", "a.gz")
    #expect(try folder.run("tar", "-tvf", "a.tar").split(separator: "\n").count == 6)
    try folder.run(
      "python3",
      "-c",
      """
      import gzip, tarfile, zipfile
      z = zipfile.ZipFile('a.zip'); assert z.testzip() is None
      long = b'pulse 72\\n\\n' * 70000
      name = 'folder/' + 'n' * 150 + '\\u00e9'
      assert [i.filename for i in z.infolist()] == ['a.txt', 'empty', 'st', 'folder/', name]
      assert {i.date_time for i in z.infolist()} == {(1980, 1, 1, 0, 0, 0)}
      assert z.read(name) == long and z.read('st') == b'beta'
      assert z.getinfo('st').external_attr >> 16 == 0o100755
      t = tarfile.open('a.tar')
      assert t.getnames() == ['a.txt', 'empty', 'st', 'folder', name, 'link']
      assert t.extractfile('link').read() == long == t.extractfile(name).read()
      assert {(m.uid, m.gid, m.uname, m.gname, m.mtime) for m in t} == {(0, 0, '', '', 0)}
      assert gzip.open('a.gz').read() == long
      """
    )
  }
}

/// The rules for names.
struct ArchiveNameTests {
  @Test(arguments: [
    ("a", "a"), ("a/b.txt", "a/b.txt"), ("./a", "a"), ("././a/", "a"), ("./", ""), (".", ""),
    ("..a", "..a"), ("-n", "-n"), (" lead", " lead"), ("é", "é"), ("CON", "CON"),
  ])
  func acceptsSafeNames(name: String, path: String) throws {
    #expect(try MemberName.check(Array(name.utf8), limits: Limits()) == Array(path.utf8))
  }

  @Test(arguments: [
    "", "/", "/a", "//", "a//b", "../a", "a/../b", "a/..", "a/./b", "..", "./..", "./../a", "C:a",
    "c:\\a", "a\\b", "a//", ".//a", String(repeating: "a", count: 256),
    String(repeating: "a/", count: 2100) + "a",
  ])
  func refusesUnsafePaths(name: String) {
    let name = Array(name.utf8)
    #expect(
      refusal { () throws(Withholding) in try MemberName.check(name, limits: Limits()) }
        == .unsafePath
    )
  }

  @Test(arguments: [
    [0x61, 0], [0x0A], [0xFF], [0xC2, 0x85], [0x7F], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
  ])
  func refusesUnprintableNames(name: [UInt8]) {
    #expect(
      refusal { () throws(Withholding) in try MemberName.check(name, limits: Limits()) }
        == .nameEncoding
    )
  }

  @Test(.enabled(if: isInstalled("python3"), "needs python3"))
  func decodesCodePage437LikePython() throws {
    let expected = try ScratchFolder()
      .run(
        "python3",
        "-c",
        "import sys; sys.stdout.buffer.write(bytes(range(128, 256)).decode('cp437').encode())"
      )
    #expect(MemberName.decodeZip(Array(128...255), isUTF8: false) == Array(expected.utf8))
  }
}
