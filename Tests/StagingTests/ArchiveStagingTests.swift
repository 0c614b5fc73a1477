import Configuration
import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Archives are made and judged by Python, never by our own writers.
@Suite struct ArchiveStagingTests {
  /// Runs a Python script in the landing zone.
  private func python(_ world: StagingWorld, _ script: String) throws {
    let lines = "import io, os, sys, tarfile, zipfile, gzip\nos.chdir(sys.argv[1])\n" + script
    let done = try tool(["python3", "-c", lines, world.landing])
    try #require(done.code == 0, "\(done.output)")
  }

  /// Makes `claims.zip` with a good member and one that is encrypted, as its flag says.
  private func putHalfGood(_ world: StagingWorld) throws {
    try python(
      world,
      """
      b = io.BytesIO()
      z = zipfile.ZipFile(b, 'w')
      z.writestr('good.txt', 'mail b.okafor@example.org\\n')
      z.writestr('shut.txt', 'the plan\\n')
      z.close()
      data = bytearray(b.getvalue())
      for magic, place in ((b'PK\\x03\\x04', 6), (b'PK\\x01\\x02', 8)):
          at = data.index(magic, data.index(magic) + 1)
          data[at + place] |= 1
      open('claims.zip', 'wb').write(data)
      """
    )
  }

  @Test func archivesWithinArchivesAreRebuilt() throws {
    let world = try StagingWorld()
    try python(
      world,
      """
      def zipped(name, data):
          b = io.BytesIO()
          z = zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED)
          z.writestr(name, data)
          z.close()
          return b.getvalue()
      inner = zipped('notes/1.txt', 'mail b.okafor@example.org\\n')
      t = tarfile.open('all.tar.gz', 'w:gz')
      i = tarfile.TarInfo('in.zip')
      i.size = len(inner)
      t.addfile(i, io.BytesIO(inner))
      t.close()
      """
    )
    let manifest = try world.scan()
    let member = try manifest.entry("all.tar.gz!/in.zip!/notes/1.txt")
    #expect(member.kind == .member && member.findings[.email]?.count == 1)
    #expect(try manifest.entry("all.tar.gz").kind == .archive)
    let check = """
      import io, sys, tarfile, zipfile
      t = tarfile.open(sys.argv[1])
      z = zipfile.ZipFile(io.BytesIO(t.extractfile('in.zip').read()))
      assert z.testzip() is None
      sys.stdout.write(z.read('notes/1.txt').decode())
      """
    let text = try tool(["python3", "-c", check, world.stage + "/data/all.tar.gz"]).output
    #expect(text.hasPrefix("mail [") && !text.contains("okafor"))
  }

  @Test func aWithheldMemberWithholdsItsArchive() throws {
    let world = try StagingWorld()
    try putHalfGood(world)
    let manifest = try world.scan()
    #expect(
      manifest.reasons == [
        "claims.zip": .encrypted, "claims.zip!/good.txt": .policy,
        "claims.zip!/shut.txt": .encrypted,
      ]
    )
    #expect(!world.exists("stage/data/claims.zip"))
    #expect(try world.stageSums().isEmpty)
  }

  @Test func aWithheldMemberIsDroppedWhereTheConfigurationSaysSo() throws {
    let world = try StagingWorld()
    try putHalfGood(world)
    let manifest = try world.scan { $0.archives.onWithheldMember = .drop }
    #expect(manifest.reasons == ["claims.zip!/shut.txt": .encrypted])
    #expect(try manifest.entry("claims.zip").disposition == .masked)
    let list = "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).namelist())"
    let names = try tool(["python3", "-c", list, world.stage + "/data/claims.zip"]).output
    #expect(names == "['good.txt']\n")
  }

  @Test func eachLimitIsAReason() throws {
    let world = try StagingWorld()
    try python(
      world,
      """
      def zipped(members):
          b = io.BytesIO()
          z = zipfile.ZipFile(b, 'w', zipfile.ZIP_DEFLATED)
          for name, data in members:
              z.writestr(name, data)
          z.close()
          return b.getvalue()
      deep = zipped([('a.txt', 'x\\n')])
      for i in range(3):
          deep = zipped([('%d.zip' % i, deep)])
      open('depth.zip', 'wb').write(deep)
      open('many.zip', 'wb').write(zipped([('%d.txt' % i, 'x\\n') for i in range(6)]))
      noise = os.urandom(30000).hex()
      open('size.zip', 'wb').write(zipped([('a.txt', noise)]))
      open('ratio.zip', 'wb').write(zipped([('a.txt', 'x\\n' * 20000)]))
      open('large.txt', 'w').write('the plan\\n' * 200000)
      """
    )
    let manifest = try world.scan {
      $0.limits.archiveDepthMax = 3
      $0.limits.archiveMembersMax = 5
      $0.limits.memberBytesMax = 50_000
      $0.limits.ratioFreeBytes = 1_000
      $0.limits.ratioMax = 20
      $0.limits.fileBytesMax = 1_000_000
    }
    let top = manifest.reasons.filter { !$0.key.contains("!/") }
    #expect(
      top == [
        "depth.zip": .limitDepth, "many.zip": .limitMembers, "size.zip": .limitSize,
        "ratio.zip": .limitRatio, "large.txt": .limitSize,
      ]
    )
    #expect(manifest.footer.masked + manifest.footer.clean == 0)
    let other = try world.scan(replace: true)
    #expect(other.reasons.filter { !$0.key.contains("!/") }.keys.sorted() == [])
  }

  /// Files without an end, of which nearly nothing is on disk.
  @Test func whatIsHugeIsALimitAndNothingOfItIsRead() throws {
    let world = try StagingWorld()
    try python(
      world,
      """
      for name, size in (('limit-size.txt', 2 << 40), ('unscannable-content.txt', 1 << 40)):
          with open(name, 'wb') as f:
              f.truncate(size)
      head = bytearray(tarfile.TarInfo('a').tobuf(tarfile.GNU_FORMAT))
      head[156:157] = b'S'
      # The real size of a sparse member: a TiB.
      head[483:495] = b'\\x80' + (1 << 40).to_bytes(11, 'big')
      head[148:156] = b' ' * 8
      head[148:156] = b'%06o\\0 ' % sum(head)
      open('unsupported-format.tar', 'wb').write(bytes(head) + bytes(1024))
      deep = b'the plan\\n'
      for _ in range(40):
          deep = gzip.compress(deep, mtime=0)
      open('limit-depth.gz', 'wb').write(deep)
      """
    )
    let top = try world.scan().reasons.filter { !$0.key.contains("!/") }
    #expect(top.count == 4)
    for (path, reason) in top { #expect(path.hasPrefix(reason.rawValue + "."), "\(path)") }
  }
}
