import Files
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A bundle as one tar, the same bytes for the same files: sorted by name, mode 0644, no owner, no
/// time.
///
/// Names that do not fit and sizes from 8 GiB on stand in pax records. Source: POSIX.1-2017, pax.
struct BundleTar {
  /// The folder that everything stands in.
  let root: String
  /// Holds the files, and nothing else; nobody else can write to it.
  let folder: Folder
  /// How many files there are.
  let files: Int64

  /// Bytes of the two blocks at the end, which a reader may leave unread.
  static let trailerBytes = 1024
  /// Bytes of a block.
  private static let block = 512
  /// Bytes that are read at a time.
  private static let pieceBytes = 1 << 20

  /// Writes the tar.
  /// - Parameter write: takes the next bytes; what it throws ends the writing.
  /// - Throws: what `write` throws; exit 5 where the files are not those that were prepared.
  func write(_ write: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    guard try self.write(folder, [], write) == files else {
      throw Failure(.integrity, "a prepared bundle lost or won a file")
    }
    try write([UInt8](repeating: 0, count: Self.trailerBytes))
  }

  /// Writes what lies in one folder.
  /// - Returns: how many files that were.
  private func write(
    _ folder: Folder,
    _ prefix: [UInt8],
    _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) -> Int64 {
    let names = try FolderNames(folder, path: root)
    var count: Int64 = 0
    for index in 0..<names.count {
      let name = names[index]
      guard name.last == 0x2F else {
        try self.write(folder, name, as: prefix + name, write)
        count += 1
        continue
      }
      guard let next = folder.folder(Array(name.dropLast())) else {
        throw Failure(.outputFailed, "cannot read a prepared folder: \(describe(errno))")
      }
      count += try self.write(next, prefix + name, write)
    }
    return count
  }

  /// Writes one file.
  private func write(
    _ folder: Folder,
    _ name: [UInt8],
    as path: [UInt8],
    _ write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let number = folder.open(name)
    guard number >= 0 else {
      throw Failure(.outputFailed, "cannot read a prepared file: \(describe(-number))")
    }
    let file = OpenFile(number)
    guard let facts = file.facts, facts.isRegular else {
      throw Failure(.integrity, "a prepared file is none")
    }
    try write(header(path, facts.bytes))
    var left = facts.bytes
    while left > 0 {
      let piece = try SmallFile.readPiece(
        file.number,
        max: Int(min(left, Int64(Self.pieceBytes)))
      )
      guard !piece.isEmpty else {
        throw Failure(.integrity, "a prepared file became shorter")
      }
      left -= Int64(piece.count)
      try write(piece)
    }
    let over = Int(facts.bytes % Int64(Self.block))
    if over > 0 { try write([UInt8](repeating: 0, count: Self.block - over)) }
  }

  /// The header of a file, after its pax records where it needs any.
  private func header(_ path: [UInt8], _ bytes: Int64) -> [UInt8] {
    let name = Array("\(root)/".utf8) + path
    let fits = name.count <= 100
    let isSmall = bytes < 1 << 33
    var extended: [UInt8] = []
    if !fits {
      // A name need not be UTF-8.
      extended += Self.record("hdrcharset", Array("BINARY".utf8)) + Self.record("path", name)
    }
    if !isSmall { extended += Self.record("size", Array(String(bytes).utf8)) }
    let own = Self.block(
      name: fits ? name : Array(name.prefix(100)),
      bytes: isSmall ? bytes : 0,
      type: UInt8(ascii: "0")
    )
    guard !extended.isEmpty else { return own }
    let padding = (Self.block - extended.count % Self.block) % Self.block
    let before = Self.block(
      name: Array("\(root)/pax".utf8),
      bytes: Int64(extended.count),
      type: UInt8(ascii: "x")
    )
    return before + extended + [UInt8](repeating: 0, count: padding) + own
  }

  /// A pax record: its own length in digits, a name and a value.
  private static func record(_ name: String, _ value: [UInt8]) -> [UInt8] {
    let rest = [UInt8(ascii: " ")] + Array("\(name)=".utf8) + value + [0x0A]
    var length = rest.count
    while String(length).utf8.count + rest.count != length {
      length = String(length).utf8.count + rest.count
    }
    return Array(String(length).utf8) + rest
  }

  /// A header block of ustar.
  private static func block(name: [UInt8], bytes: Int64, type: UInt8) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: block)
    func put(_ text: [UInt8], at offset: Int) {
      out.replaceSubrange(offset..<offset + text.count, with: text)
    }
    func octal(_ value: Int64, digits: Int) -> [UInt8] {
      let text = Array(String(value, radix: 8).utf8)
      return [UInt8](repeating: UInt8(ascii: "0"), count: max(0, digits - text.count)) + text
    }
    put(name, at: 0)
    put(octal(0o644, digits: 7), at: 100)
    put(octal(0, digits: 7), at: 108)
    put(octal(0, digits: 7), at: 116)
    put(octal(bytes, digits: 11), at: 124)
    put(octal(0, digits: 11), at: 136)
    put([UInt8](repeating: 0x20, count: 8), at: 148)
    out[156] = type
    put(Array("ustar\u{0}00".utf8), at: 257)
    let sum = out.reduce(Int64(0)) { $0 + Int64($1) }
    put(octal(sum, digits: 6) + [0, 0x20], at: 148)
    return out
  }
}
