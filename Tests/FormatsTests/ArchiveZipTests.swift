import Testing
import Vocabulary

@testable import Formats

/// What Python makes for the tests: small zips, each with one property; the name says how it ends.
private let makeZips = """
  import io, struct, zipfile, zlib, warnings
  warnings.simplefilter('ignore')
  Z = zipfile.ZipFile
  def save(name, data): open(name, 'wb').write(data)
  def make(members, method=zipfile.ZIP_DEFLATED, comment=b''):
    out = io.BytesIO()
    with Z(out, 'w', method) as z:
      z.comment = comment
      for name, data in members: z.writestr(name, data)
    return out.getvalue()
  long = b'pulse 72 and regular\\n' * 5000
  plain = make([('a.txt', b'alpha'), ('folder/', b''), ('folder/b.txt', long)])
  save('plain.zip', plain)
  stored = make([('a.txt', b'alpha'), ('b.txt', b'beta')], zipfile.ZIP_STORED)
  save('stored.zip', stored)
  save('empty.zip', make([]))
  save('comment.zip', make([('a.txt', b'alpha')], comment=b'kept by nobody'))
  class Pipe(io.RawIOBase):
    def __init__(self): self.data = b''
    def writable(self): return True
    def seekable(self): return False
    def write(self, b): self.data += bytes(b); return len(b)
  for force in (False, True):
    p = Pipe()
    with Z(p, 'w', zipfile.ZIP_DEFLATED) as z:
      with z.open('a.txt', 'w', force_zip64=force) as f: f.write(long)
    save('descriptor64.zip' if force else 'descriptor.zip', p.data)
  out = io.BytesIO()
  with Z(out, 'w') as z:
    with z.open('a.txt', 'w', force_zip64=True) as f: f.write(b'alpha')
  save('zip64local.zip', out.getvalue())
  save('utf8.zip', make([('caf\\u00e9.txt', b'x')]))
  save('cp437.zip', make([('caf~.txt', b'x')]).replace(b'caf~', b'caf\\x82'))
  save('unflagged.zip', make([('caf~~.txt', b'x')]).replace(b'caf~~', 'caf\\u00e9'.encode()))
  save('bad-prepended.zip', b'x' + plain)
  save('bad-appended.zip', plain + b'x')
  save('bad-twice.zip', plain + plain)
  save('cut-record.zip', plain[:-30])
  save('cut-comment.zip', make([('a.txt', b'a')], comment=b'12345')[:-1])
  save('corrupt-crc.zip', stored.replace(b'alpha', b'alphA'))
  save('bad-name.zip', stored.replace(b'b.txt', b'c.txt', 1))
  end = stored.rindex(b'PK\\5\\6')
  first = stored.index(b'PK\\1\\2'); second = stored.index(b'PK\\1\\2', first + 1)
  def ending(count, size, offset, disk=0):
    return struct.pack('<4s4H2LH', b'PK\\5\\6', disk, disk, count, count, size, offset, 0)
  save('bad-hidden.zip', stored[:first] + stored[second:end] + ending(1, end - second, first))
  save('bad-count.zip', stored[:end] + ending(1, end - first, first))
  save('bad-overlap.zip', stored[:first] + stored[first:second] * 2 + ending(2, 2 * (second - first), first))
  save('bad-gap.zip', stored[:first] + b'gap' + stored[first:end] + ending(2, end - first, first + 3))
  save('bad-two-ends.zip', make([('a.txt', b'a')], comment=b'abc' + ending(0, 0, 0)))
  save('unsupported-volumes.zip', stored[:end] + ending(2, end - first, first, 1))
  def patch(data, at, value): return data[:at] + value + data[at + len(value):]
  def both(data, local, central, value):
    return patch(patch(data, local, value), data.index(b'PK\\1\\2') + central, value)
  one = make([('a.txt', long)])
  save('member-encrypted.zip', both(one, 6, 8, b'\\1\\0'))
  save('member-unsupported-format.zip', both(one, 8, 10, struct.pack('<H', 12)))
  save('corrupt-small.zip', both(one, 22, 24, struct.pack('<L', 10)))
  save('corrupt-big.zip', both(one, 22, 24, struct.pack('<L', 4_000_000_000)))
  save('bad-size.zip', patch(one, 22, struct.pack('<L', 10)))
  c = zlib.compressobj(6, 8, -15); body = c.compress(b'alpha') + c.flush() + b'tail'
  crc = zlib.crc32(b'alpha')
  local = struct.pack('<4s5H3L2H', b'PK\\3\\4', 20, 0, 8, 0, 33, crc, len(body), 5, 1, 0) + b'a'
  central = struct.pack('<4s6H3L5H2L', b'PK\\1\\2', 20, 20, 0, 8, 0, 33, crc, len(body), 5, 1, 0, 0, 0, 0, 0, 0) + b'a'
  save('bad-tail.zip', local + body + central + ending(1, len(central), len(local + body)))
  unsafe = ['../a', '/b', 'C:/c', 'd//e', 'f' * 256 + '.csv', 'a\\tb', '..', 'g\\\\h', 'C:D:..\\\\i']
  save('renamed.zip', make([(name, b'x') for name in unsafe] + [('a', b'x'), ('a', b'x')]))
  def linked(members):
    out = io.BytesIO()
    with Z(out, 'w') as z:
      for name, mode, data in members:
        i = zipfile.ZipInfo(name); i.create_system = 3; i.external_attr = mode << 16
        z.writestr(i, data)
    return out.getvalue()
  save('member-unsafe-link.zip', linked([('l', 0o120777, b'/etc')]))
  save('member-special-file.zip', linked([('p', 0o020644, b'')]))
  save('collision-folder.zip', make([('a', b'1'), ('a/b', b'2')]))
  save('through-link.zip', linked([('l', 0o120777, b'/etc'), ('l/passwd', 0o100644, b'x')]))
  save('bomb.zip', make([('a', bytes(12_000_000))]))
  """

/// Zips made by Python, read by us.
@Suite(.enabled(if: isInstalled("python3"), "needs python3"))
struct ArchiveZipTests {
  /// The folder with the zips.
  private let folder: ScratchFolder

  /// Lets Python make the zips.
  init() throws {
    folder = try ScratchFolder()
    try folder.run("python3", "-c", makeZips)
  }

  @Test func readsWhatPythonWrote() throws {
    let long = String(repeating: "pulse 72 and regular\n", count: 5000)
    let alpha = Unpacked("a.txt", "alpha")
    var directory = Unpacked("folder", "")
    directory.kind = .directory
    #expect(
      try unzip(folder.bytes("plain.zip")) == [alpha, directory, Unpacked("folder/b.txt", long)]
    )
    #expect(try unzip(folder.bytes("stored.zip")) == [alpha, Unpacked("b.txt", "beta")])
    #expect(try unzip(folder.bytes("empty.zip")) == [])
    #expect(try unzip(folder.bytes("comment.zip")) == [alpha])
    #expect(try unzip(folder.bytes("zip64local.zip")) == [alpha])
    #expect(try unzip(folder.bytes("descriptor.zip")) == [Unpacked("a.txt", long)])
    #expect(try unzip(folder.bytes("descriptor64.zip")) == [Unpacked("a.txt", long)])
  }

  @Test func decodesNames() throws {
    for name in ["utf8.zip", "cp437.zip", "unflagged.zip"] {
      #expect(try unzip(folder.bytes(name)).map(\.path) == ["café.txt"], "\(name)")
    }
  }

  @Test(arguments: [
    ("bad-", Reason.ambiguousStructure), ("cut-", .truncated), ("corrupt-", .corrupt),
    ("unsupported-", .unsupportedFormat), ("collision-", .nameCollision),
    ("through-", .unsafeLink), ("bomb", .limitRatio),
  ])
  func refusesWhatIsNotAccountedFor(prefix: String, reason: Reason) throws {
    let names = try folder.names(prefix, ".zip")
    #expect(!names.isEmpty)
    for name in names {
      let bytes = try folder.bytes(name)
      #expect(refusal { () throws(Withholding) in try unzip(bytes) } == reason, "\(name)")
    }
  }

  @Test func givesSafeNamesToWhatLeadsElsewhereOrIsThereTwice() throws {
    let long = String(repeating: "f", count: 251) + ".csv"
    let wanted = [
      "a", "b", "c", "d/e", long, "a_b", "unnamed", "g/h", "i", "a~10", "a~11",
    ]
    let members = try unzip(folder.bytes("renamed.zip"))
    #expect(members.map(\.path) == wanted)
    #expect(members.allSatisfy { $0.reason == nil && $0.content == Array("x".utf8) })
  }

  @Test func saysWhyAMemberIsWithheld() throws {
    for name in try folder.names("member-", ".zip") {
      let reason = name.dropFirst(7).prefix { $0 != "." }
      #expect(
        try unzip(folder.bytes(name)).map { $0.reason?.rawValue } == [String(reason)],
        "\(name)"
      )
    }
  }

  @Test func keepsToItsLimits() throws {
    let bytes = try folder.bytes("plain.zip")
    var limits = Limits()
    limits.archiveMembersMax = 2
    #expect(refusal { () throws(Withholding) in try unzip(bytes, limits) } == .limitMembers)
    limits = Limits()
    limits.unpackedBytesMax = 1000
    #expect(refusal { () throws(Withholding) in try unzip(bytes, limits) } == .limitSize)
    limits = Limits()
    limits.memberBytesMax = 1000
    #expect(try unzip(bytes, limits).map(\.reason) == [nil, nil, .limitSize])
  }

  @Test(.enabled(if: isInstalled("zip"), "needs zip"))
  func acceptsWhatInfoZipWrites() throws {
    try folder.write("b.txt", Array("beta".utf8))
    try folder.run("zip", "-q", "made.zip", "b.txt")
    try folder.run("sh", "-c", "cat b.txt | zip -q piped.zip - && zip -q - b.txt | cat > out.zip")
    for name in ["made.zip", "piped.zip", "out.zip"] {
      #expect(try unzip(folder.bytes(name)).map(\.content) == [Array("beta".utf8)], "\(name)")
    }
  }

  @Test func neverReleasesDamage() throws {
    var numbers = SeededNumbers(state: 20_261_123)
    print("seed \(numbers.state)")
    let originals = try ["stored.zip", "descriptor.zip", "utf8.zip", "comment.zip"]
      .map(folder.bytes)
    let contents = try originals.map { try unzip($0).map(\.content) }
    for round in 0..<10_000 {
      let which = round % originals.count
      guard let members = try? unzip(numbers.damage(originals[which])) else { continue }
      #expect(members.count == contents[which].count)
      for member in members where member.reason == nil && member.kind == .file {
        #expect(contents[which].contains(member.content))
      }
    }
  }
}
