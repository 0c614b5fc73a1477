import Configuration
import Files
import Foundation
import Glibc
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Containers that the helper process reads: made and judged by Python, `lz4` and `7z`.
@Suite(.enabled(if: isThere("python3", "lz4", "7z"), "needs python3, lz4 and 7z"))
struct HelperStagingTests {
  private static let text = "Patient mail b.okafor@example.org\nthe plan\n"

  /// Runs a Python script in the landing zone; `text` is a file with an identifier.
  private func python(_ world: StagingWorld, _ script: String) throws {
    let lines = """
      import bz2, io, lzma, os, struct, subprocess, sys, tarfile, zlib
      os.chdir(sys.argv[1])
      text = sys.argv[2].encode()
      def save(name, data): open(name, 'wb').write(data)
      def lz4(data): return subprocess.run(['lz4', '-c'], input=data, capture_output=True).stdout
      def sevenzip(name, members, *options):
          os.mkdir('in')
          for path, data in members.items():
              os.makedirs(os.path.dirname('in/' + path) or '.', exist_ok=True)
              save('in/' + path, data)
          subprocess.run(['7z', 'a', '-bso0', *options, '../' + name, *os.listdir('in')], cwd='in',
                         check=True, capture_output=True)
          subprocess.run(['rm', '-r', 'in'], check=True)

      """
    let done = try tool(["python3", "-c", lines + script, world.landing, Self.text])
    try #require(done.code == 0, "\(done.output)")
  }

  @Test func masksWhatIsPackedAndPacksItAgain() throws {
    let world = try StagingWorld()
    try python(
      world,
      """
      out = io.BytesIO()
      t = tarfile.open(fileobj=out, mode='w')
      i = tarfile.TarInfo('note.txt'); i.size = len(text)
      t.addfile(i, io.BytesIO(text)); t.close()
      for name, pack in (('bz2', bz2.compress), ('xz', lzma.compress), ('lz4', lz4)):
          save('a.txt.' + name, pack(text))
          save('b.tar.' + name, pack(out.getvalue()))
          save('two.txt.' + name, pack(text) + pack(b'and more\\n'))
      """
    )
    let manifest = try world.scan()
    #expect(manifest.reasons == [:])
    for suffix in ["bz2", "xz", "lz4"] {
      #expect(try manifest.entry("a.txt.\(suffix)").kind == .archive)
      #expect(try manifest.entry("a.txt.\(suffix)!/a.txt").findings[.email]?.count == 1)
      #expect(try manifest.entry("b.tar.\(suffix)!/note.txt").disposition == .masked)
    }
    let judge = """
      import bz2, lzma, os, subprocess, sys, tarfile
      os.chdir(sys.argv[1])
      subprocess.run('lz4 -q -d b.tar.lz4 b.tar && lz4 -q -d two.txt.lz4 two.txt', shell=True, check=True)
      for name in ('b.tar', 'b.tar.bz2', 'b.tar.xz'):
          note = tarfile.open(name).extractfile('note.txt').read()
          assert note == b'Patient mail [EMAIL]\\nthe plan\\n', note
      for two in (open('two.txt', 'rb'), bz2.open('two.txt.bz2'), lzma.open('two.txt.xz')):
          assert two.read() == b'Patient mail [EMAIL]\\nthe plan\\nand more\\n'
      """
    let done = try tool(["python3", "-c", judge, world.stage + "/data"])
    #expect(done.code == 0, "\(done.output)")
  }

  @Test func rebuildsA7z() throws {
    let world = try StagingWorld()
    try python(
      world,
      """
      sevenzip('a.7z', {'note.txt': text, 'd/\\u00e9.txt': b'the plan\\n', 'empty.txt': b''})
      sevenzip('none.7z', {'d/empty.txt': b''})
      for method in ('Copy', 'LZMA', 'PPMd', 'BZip2', 'Deflate'):
          sevenzip(method + '.7z', {'note.txt': text * 50}, '-m0=' + method)
      """
    )
    let manifest = try world.scan()
    #expect(manifest.reasons == [:])
    #expect(try manifest.entry("a.7z!/note.txt").findings[.email]?.count == 1)
    for name in ["a", "none", "Copy", "LZMA", "PPMd", "BZip2", "Deflate"] {
      let test = try tool(["7z", "t", "\(world.stage)/data/\(name).7z"])
      #expect(test.code == 0, "\(name): \(test.output)")
    }
    let out = world.path + "/out"
    try tool(["7z", "x", "-o\(out)", "\(world.stage)/data/a.7z"])
    #expect(try world.text("out/note.txt") == "Patient mail [EMAIL]\nthe plan\n")
    #expect(try world.text("out/d/é.txt") == "the plan\n")
    #expect(try world.text("out/empty.txt") == "")
  }

  @Test func eachDefectIsAReason() throws {
    let world = try StagingWorld()
    try python(
      world,
      """
      noise = os.urandom(3000).hex().encode()
      for name, pack in (('bz2', bz2.compress), ('xz', lzma.compress), ('lz4', lz4)):
          data = pack(noise)
          save('truncated.' + name, data[:-9])
          save('ambiguous-structure.' + name, data + b'no stream at all')
          middle = len(data) // 2
          save('corrupt.' + name, data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:])
          save('limit-ratio.' + name, pack(bytes(30_000_000)))
      save('unsupported-format.lz4', struct.pack('<LL', 0x184C2102, 4) + b'1234')
      # Eleven bytes of a block's header and their sum; 40 is a dictionary of 4 GiB.
      xz = bytearray(lzma.compress(text))
      xz[16] = 40
      xz[20:24] = struct.pack('<L', zlib.crc32(bytes(xz[12:20])))
      save('limit-size.xz', xz)
      sevenzip('encrypted.7z', {'a.txt': text}, '-psecret')
      sevenzip('encrypted.names.7z', {'a.txt': text}, '-psecret', '-mhe=on')
      sevenzip('good.7z', {'a.txt': noise})
      data = bytearray(open('good.7z', 'rb').read())
      os.remove('good.7z')
      save('ambiguous-structure.7z', data + b'x')
      save('truncated.7z', data[:-1])
      save('corrupt.start.7z', data[:20] + bytes([data[20] ^ 1]) + data[21:])
      save('corrupt.content.7z', data[:300] + bytes([data[300] ^ 1]) + data[301:])
      save('corrupt.header.7z', data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
      """
    )
    let manifest = try world.scan()
    let top = manifest.entries.filter { !$0.path.contains("!/") }
    #expect(top.count == 21)
    for entry in top {
      let wanted = entry.path.prefix { $0 != "." }
      #expect(entry.reason?.rawValue == String(wanted), "\(entry.path)")
    }
    #expect(manifest.footer.masked + manifest.footer.clean == 0)
  }

  @Test func aProcessOutOfSecondsIsALimit() throws {
    let world = try StagingWorld()
    try world.put("zeros.bin", String(repeating: "\0", count: 8 << 20))
    try tool(["sh", "-c", "cd \"$0\" && bzip2 -c zeros.bin > a.bz2", world.landing])
    let input = unsafe open(world.landing + "/a.bz2", O_RDONLY)
    defer { close(input) }
    var limits = Limits()
    limits.readSecondsMin = 0
    let reason = #expect(throws: Withholding.self) {
      let process = try HelperProcess(.readBzip2, input: input, bytes: 0, limits: limits)
      var buffer: [UInt8] = []
      while try process.read(into: &buffer, upTo: 1 << 16) > 0 {}
    }
    // No seconds at all is not a task: the process says so by its exit code.
    #expect(reason?.reason == .readerCrashed)
  }

  @Test func attributesOfFilesAreDroppedAndSaidSo() throws {
    let world = try StagingWorld()
    try world.put("with.txt", "the plan\n")
    try world.put("without.txt", "the plan\n")
    let attach = "import os, sys; os.setxattr(sys.argv[1], 'user.patient', b'SSN 219-09-9999')"
    let made = try tool(["python3", "-c", attach, world.landing + "/with.txt"])
    // Some file systems have no attributes.
    guard made.code == 0 else { return }
    let manifest = try world.scan()
    #expect(try manifest.entry("with.txt").disposition == .masked)
    #expect(try manifest.entry("without.txt").disposition == .clean)
    let list = "import os, sys; print(os.listxattr(sys.argv[1]))"
    let left = try tool(["python3", "-c", list, world.stage + "/data/with.txt"]).output
    #expect(left == "[]\n")
  }
}

/// Whether programs can be run.
private func isThere(_ programs: String...) -> Bool {
  programs.allSatisfy { program in
    (try? tool(["sh", "-c", "command -v \"$0\"", program]).code == 0) ?? false
  }
}
