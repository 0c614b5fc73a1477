import Testing
import Vocabulary

@testable import Formats

/// What Python makes for the tests: small tars and gzips; the name says how each ends.
private let makeTars = """
  import gzip, io, tarfile
  def save(name, data): open(name, 'wb').write(data)
  def make(members, format=tarfile.PAX_FORMAT, pax=None):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode='w', format=format, pax_headers=pax) as t:
      for name, kind, data in members:
        i = tarfile.TarInfo(name); i.type = kind; i.uname = 'clerk'
        if kind in (b'1', b'2'): i.linkname = data; data = b''
        i.size = len(data)
        t.addfile(i, io.BytesIO(data))
    return out.getvalue()
  F, D, L, S = b'0', b'5', b'1', b'2'
  plain = [('a.txt', F, b'alpha'), ('d', D, b''), ('d/b.txt', F, b'x' * 1024), ('d/c.txt', L, 'a.txt')]
  for f in (0, 1, 2): save('plain%d.tar' % f, make(plain, f))
  deep = 'very-long-folder-name/' * 15 + 'caf\\u00e9.txt'
  save('long1.tar', make([(deep, F, b'x')], 1)); save('long2.tar', make([(deep, F, b'x')], 2))
  save('dots.tar', make([('./', D, b''), ('./a.txt', F, b'alpha')]))
  save('global.tar', make([('a.txt', F, b'alpha')], pax={'comment': 'dropped'}))
  one = make([('a.txt', F, b'alpha')], 0)
  def patch(data, at, value): return data[:at] + value + data[at + len(value):]
  def sealed(data, at, value):
    data = bytearray(patch(data, at, value))
    data[148:156] = b' ' * 8
    data[148:156] = b'%06o\\0 ' % sum(data[:512])
    return bytes(data)
  save('v7.tar', sealed(one, 257, bytes(8)))
  save('corrupt-sum.tar', patch(one, 0, b'b'))
  save('corrupt-negative.tar', sealed(one, 124, b'\\xff' * 12))
  save('corrupt-number.tar', sealed(one, 124, b'0000000 005\\0'))
  save('limit-huge.tar', sealed(one, 124, b'\\x80' + bytes(4) + b'\\x7f' * 7))
  save('corrupt-huger.tar', sealed(one, 124, b'\\x80' + b'\\x7f' * 11))
  save('cut-content.tar', make([('a', F, b'x' * 9000)], 0)[:2000])
  save('cut-end.tar', one[:1024]); save('cut-half.tar', one[:1536]); save('cut-header.tar', one[:300])
  save('bad-padding.tar', patch(one, 600, b'x'))
  save('bad-after.tar', one + one)
  save('bad-one-zero.tar', one[:1024] + bytes(512) + one)
  save('bad-slash.tar', sealed(one, 0, b'a/\\0'))
  save('bad-link-size.tar', sealed(sealed(one, 156, b'1'), 157, b'a'))
  save('bad-prefix.tar', sealed(sealed(one, 257, b'ustar  \\0'), 345, b'other'))
  def pax(records, after=one):
    head = tarfile.TarInfo('x'); head.type = b'x'; head.size = len(records)
    return head.tobuf(tarfile.USTAR_FORMAT) + records + bytes(-len(records) % 512) + after
  save('pax-path.tar', pax(b'14 path=b.txt\\n'))
  save('bad-size.tar', pax(b'10 size=3\\n'))
  save('bad-two-paths.tar', pax(b'10 path=b\\n10 path=c\\n'))
  save('bad-two-pax.tar', pax(b'10 path=b\\n', pax(b'10 path=c\\n')))
  save('corrupt-pax.tar', pax(b'11 path=b\\n')); save('corrupt-pax2.tar', pax(b'nonsense'))
  save('unsupported-sparse.tar', pax(b'22 GNU.sparse.major=1\\n'))
  save('unsupported-type.tar', sealed(one, 156, b'S'))
  save('member-unsafe-link.tar', make([('s', S, '/etc/passwd')], 0))
  save('member-unsafe-link.hard.tar', make([('s', L, 'nowhere')], 0))
  save('member-special-file.tar', make([('s', b'6', b'')], 0))
  twice = [('a', F, b'1'), ('./a', F, b'2'), ('../b', F, b'3'), ('d', D, b''), ('d', D, b'')]
  save('renamed.tar', make(twice + [('l', L, 'a'), ('m', L, 'b')]))
  save('renamed-byte.tar', sealed(one, 0, b'\\xff'))
  save('collision-folder.tar', make([('a', F, b'1'), ('a/b', F, b'2')]))
  save('through-link.tar', make([('s', S, '/etc'), ('s/a', F, b'1')]))
  text = b'pulse 72 and regular\\n' * 5000
  g = gzip.compress(text, mtime=0)
  save('plain.gz', g); save('two.gz', g + gzip.compress(b'second', mtime=0))
  save('none.gz', gzip.compress(b''))
  save('named.gz', bytes([31, 139, 8, 28, 0, 0, 0, 0, 0, 3, 4, 0]) + b'ABCD' + b'name\\0' + b'note\\0' + g[10:])
  save('bad-tail.gz', g + b'x'); save('bad-zeros.gz', g + bytes(512))
  save('cut-trailer.gz', g[:-1]); save('cut-middle.gz', g[:100]); save('cut-second.gz', g + g[:12])
  save('cut-byte.gz', g + b'\\x1f'); save('bad-magic.gz', g + b'\\x1f\\0')
  save('corrupt-crc.gz', patch(g, len(g) - 8, b'\\0\\0')); save('corrupt-size.gz', patch(g, len(g) - 4, b'\\1'))
  save('corrupt-method.gz', patch(g, 2, b'\\7')); save('corrupt-flags.gz', patch(g, 3, b'\\x80'))
  save('bomb.gz', gzip.compress(bytes(20_000_000)))
  """

/// Tars and gzips made by Python, read by us.
@Suite(.enabled(if: isInstalled("python3"), "needs python3"))
struct ArchiveTarTests {
  /// The folder with the archives.
  private let folder: ScratchFolder

  /// Lets Python make the archives.
  init() throws {
    folder = try ScratchFolder()
    try folder.run("python3", "-c", makeTars)
  }

  @Test func readsWhatPythonWrote() throws {
    var directory = Unpacked("d", "")
    directory.kind = .directory
    var link = Unpacked("d/c.txt", "")
    link.kind = .hardLink(target: 0)
    let alpha = Unpacked("a.txt", "alpha")
    let text = Unpacked("d/b.txt", String(repeating: "x", count: 1024))
    for format in 0...2 {
      #expect(try untar(folder.bytes("plain\(format).tar")) == [alpha, directory, text, link])
    }
    let deep = String(repeating: "very-long-folder-name/", count: 15) + "café.txt"
    #expect(try untar(folder.bytes("long1.tar")).map(\.path) == [deep])
    #expect(try untar(folder.bytes("long2.tar")).map(\.path) == [deep])
    #expect(try untar(folder.bytes("pax-path.tar")).map(\.path) == ["b.txt"])
    for name in ["dots.tar", "global.tar", "v7.tar"] {
      #expect(try untar(folder.bytes(name)) == [alpha], "\(name)")
    }
  }

  @Test func readsGzip() throws {
    let text = Array(String(repeating: "pulse 72 and regular\n", count: 5000).utf8)
    #expect(try gunzip(folder.bytes("plain.gz")) == text)
    #expect(try gunzip(folder.bytes("named.gz")) == text)
    #expect(try gunzip(folder.bytes("two.gz")) == text + Array("second".utf8))
    #expect(try gunzip(folder.bytes("none.gz")) == [])
  }

  @Test(arguments: [
    ("bad-", Reason.ambiguousStructure), ("cut-", .truncated), ("corrupt-", .corrupt),
    ("unsupported-", .unsupportedFormat), ("collision-", .nameCollision),
    ("through-", .unsafeLink), ("bomb", .limitRatio), ("limit-", .limitSize),
  ])
  func refusesWhatIsNotAccountedFor(prefix: String, reason: Reason) throws {
    let tars = try folder.names(prefix, ".tar")
    let gzips = try folder.names(prefix, ".gz")
    #expect(!tars.isEmpty || !gzips.isEmpty)
    for name in tars {
      let bytes = try folder.bytes(name)
      #expect(refusal { () throws(Withholding) in try untar(bytes) } == reason, "\(name)")
    }
    for name in gzips {
      let bytes = try folder.bytes(name)
      #expect(refusal { () throws(Withholding) in try gunzip(bytes) } == reason, "\(name)")
    }
  }

  @Test func givesSafeNamesToWhatLeadsElsewhereOrIsThereTwice() throws {
    let members = try untar(folder.bytes("renamed.tar"))
    #expect(members.map(\.path) == ["a", "a~2", "b", "d", "d", "l", "m"])
    #expect(members.prefix(3).map(\.content) == ["1", "2", "3"].map { Array($0.utf8) })
    // Nobody knows which of the two `a` is meant; `b` was never its own name.
    #expect(members[5].reason == .unsafeLink)
    #expect(members[6].kind == .hardLink(target: 2))
    #expect(try untar(folder.bytes("renamed-byte.tar")).map(\.path) == ["_.txt"])
  }

  @Test func saysWhyAMemberIsWithheld() throws {
    for name in try folder.names("member-", ".tar") {
      let reason = name.dropFirst(7).prefix { $0 != "." }
      #expect(
        try untar(folder.bytes(name)).map { $0.reason?.rawValue } == [String(reason)],
        "\(name)"
      )
    }
  }

  @Test func keepsToItsLimits() throws {
    let bytes = try folder.bytes("plain2.tar")
    var limits = Limits()
    limits.archiveMembersMax = 2
    #expect(refusal { () throws(Withholding) in try untar(bytes, limits) } == .limitMembers)
    limits = Limits()
    limits.memberBytesMax = 1000
    #expect(refusal { () throws(Withholding) in try untar(bytes, limits) } == .limitSize)
    let packed = try folder.bytes("plain.gz")
    #expect(refusal { () throws(Withholding) in try gunzip(packed, limits) } == .limitSize)
  }

  @Test(.enabled(if: isInstalled("tar"), "needs tar"))
  func acceptsWhatTarWrites() throws {
    try folder.write("b.txt", Array("beta".utf8))
    for format in ["v7", "ustar", "gnu", "pax"] {
      try folder.run("tar", "--format=\(format)", "-cf", "made.tar", "./b.txt")
      #expect(try untar(folder.bytes("made.tar")) == [Unpacked("b.txt", "beta")], "\(format)")
    }
  }

  @Test func neverReleasesDamage() throws {
    var numbers = SeededNumbers(state: 20_261_124)
    print("seed \(numbers.state)")
    let tar = try folder.bytes("pax-path.tar")
    let packed = try folder.bytes("two.gz")
    let text = try gunzip(packed)
    let first = try gunzip(folder.bytes("plain.gz"))
    for _ in 0..<5_000 {
      if let members = try? untar(numbers.damage(tar)) { #expect(members.count == 1) }
      if let content = try? gunzip(numbers.damage(packed)) {
        #expect(content == text || content == first || content.isEmpty)
      }
    }
  }
}
