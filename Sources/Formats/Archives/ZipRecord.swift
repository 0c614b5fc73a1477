import Vocabulary

/// Bits of a zip's general purpose flag.
///
/// Source: PKWARE APPNOTE 6.3.10, 4.4.4.
enum ZipFlag {
  /// The content is encrypted.
  static let encrypted: UInt16 = 1 << 0
  /// A data descriptor follows the data.
  static let descriptor: UInt16 = 1 << 3
  /// PKWARE's strong encryption.
  static let strongEncryption: UInt16 = 1 << 6
  /// Name and comment are UTF-8.
  static let utf8: UInt16 = 1 << 11
  /// The local header is masked.
  static let maskedHeaders: UInt16 = 1 << 13
  /// Bits without a meaning that a reader may pass over: all but encryption, compression options,
  /// descriptor and UTF-8.
  static let unknown: UInt16 =
    ~(encrypted | 0b110 | descriptor | strongEncryption | utf8 | maskedHeaders)
}

/// Where a zip's central directory is.
///
/// Source: PKWARE APPNOTE 6.3.10, 4.3.14 to 4.3.16.
struct ZipEnd {
  /// Begins the end record.
  static let signature: UInt32 = 0x0605_4B50
  /// Begins the zip64 end record.
  static let signature64: UInt32 = 0x0606_4B50
  /// Begins the zip64 locator.
  static let locatorSignature: UInt32 = 0x0706_4B50
  /// Bytes of the end record without its comment.
  static let recordBytes = 22
  /// Bytes of the zip64 end record.
  static let record64Bytes = 56
  /// Bytes of the zip64 locator.
  static let locatorBytes = 20
  /// The longest comment.
  static let commentBytesMax = 65_535

  /// Members in the central directory.
  var entryCount: Int64
  /// First byte of the central directory.
  var directoryOffset: Int64
  /// One past its last byte.
  var directoryEnd: Int64
  /// Whether the archive has a comment.
  var hasComment: Bool

  /// Finds the end record and, where needed, its zip64 form, which must tile the file's end.
  init(_ window: inout ByteWindow, byteCount: Int64) throws(Withholding) {
    let record = try Self.locate(&window, byteCount: byteCount)
    let at = try window.index(of: record, count: Self.recordBytes)
    let bytes = window.bytes
    let disk = bytes.little16(at: at + 4)
    let directoryDisk = bytes.little16(at: at + 6)
    let diskEntries = bytes.little16(at: at + 8)
    hasComment = bytes.little16(at: at + 20) > 0
    let entries = bytes.little16(at: at + 10)
    let size = bytes.little32(at: at + 12)
    let offset = bytes.little32(at: at + 16)
    entryCount = Int64(entries)
    directoryOffset = Int64(offset)
    directoryEnd = Int64(offset) + Int64(size)
    let locator = record - Int64(Self.locatorBytes)
    if locator >= 0 {
      let found = try window.index(of: locator, count: 4)
      if window.bytes.little32(at: found) == Self.locatorSignature {
        try read64(&window, locator: locator)
        guard entries == UInt16(clamping: entryCount) || entries == .max,
          size == UInt32(clamping: directoryEnd - directoryOffset) || size == .max,
          offset == UInt32(clamping: directoryOffset) || offset == .max,
          disk == 0 || disk == .max, directoryDisk == 0 || directoryDisk == .max,
          diskEntries == entries
        else { throw Withholding(.ambiguousStructure, "the two end records disagree") }
        return
      }
    }
    guard disk == 0, directoryDisk == 0, diskEntries == entries else {
      throw Withholding(.unsupportedFormat, "archive is one of \(disk) or more volumes")
    }
    guard directoryEnd <= record else {
      throw Withholding(.truncated, "\(directoryEnd - record) bytes are missing in front")
    }
    guard directoryEnd == record else {
      throw Withholding(
        .ambiguousStructure,
        "central directory ends at \(directoryEnd), end record is at \(record)"
      )
    }
  }

  /// The offset of the only end record, which ends with the file.
  private static func locate(
    _ window: inout ByteWindow,
    byteCount: Int64
  ) throws(Withholding) -> Int64 {
    let tailBytes = Int(min(byteCount, Int64(recordBytes + commentBytesMax)))
    let tailStart = byteCount - Int64(tailBytes)
    let base = try window.index(of: tailStart, count: tailBytes)
    let tail = Array(window.bytes[base..<base + tailBytes])
    var last: Int64?
    var at = tailBytes - recordBytes
    while at >= 0 {
      defer { at -= 1 }
      guard tail[at] == 0x50, tail.little32(at: at) == signature else { continue }
      let end = at + recordBytes + Int(tail.little16(at: at + 20))
      if last == nil {
        guard end <= tailBytes else {
          throw Withholding(.truncated, "end record's comment is cut off")
        }
        guard end == tailBytes else {
          throw Withholding(.ambiguousStructure, "\(tailBytes - end) bytes follow the end record")
        }
        last = tailStart + Int64(at)
      } else if end == tailBytes {
        throw Withholding(.ambiguousStructure, "there are two end records")
      }
    }
    guard let last else { throw Withholding(.truncated, "there is no end record") }
    return last
  }

  /// Reads the zip64 records in front of the end record.
  private mutating func read64(
    _ window: inout ByteWindow,
    locator: Int64
  ) throws(Withholding) {
    var at = try window.index(of: locator, count: Self.locatorBytes)
    let recordOffset = window.bytes.little64(at: at + 8)
    let disks = window.bytes.little32(at: at + 16)
    guard window.bytes.little32(at: at + 4) == 0, disks <= 1 else {
      throw Withholding(.unsupportedFormat, "archive has \(disks) volumes")
    }
    let record = locator - Int64(Self.record64Bytes)
    guard record >= 0, recordOffset == UInt64(record) else {
      throw Withholding(.ambiguousStructure, "zip64 end record is not where it must be")
    }
    at = try window.index(of: record, count: Self.record64Bytes)
    let bytes = window.bytes
    guard bytes.little32(at: at) == Self.signature64,
      bytes.little64(at: at + 4) == UInt64(Self.record64Bytes - 12)
    else { throw Withholding(.ambiguousStructure, "zip64 end record is missing or extended") }
    let entries = bytes.little64(at: at + 32)
    guard bytes.little32(at: at + 16) == 0, bytes.little32(at: at + 20) == 0,
      bytes.little64(at: at + 24) == entries
    else { throw Withholding(.unsupportedFormat, "archive has several volumes") }
    let size = bytes.little64(at: at + 40)
    let offset = bytes.little64(at: at + 48)
    guard let entryCount = Int64(exactly: entries), offset <= UInt64(record),
      size == UInt64(record) - offset
    else { throw Withholding(.ambiguousStructure, "central directory does not end at \(record)") }
    self.entryCount = entryCount
    directoryOffset = Int64(offset)
    directoryEnd = record
  }
}

/// A member as the central directory states it.
///
/// Source: PKWARE APPNOTE 6.3.10, 4.3.12.
struct ZipRecord {
  /// Begins a member's record.
  static let signature: UInt32 = 0x0201_4B50
  /// Bytes of a record without name, extra fields and comment.
  static let fixedBytes = 46

  /// General purpose flag, see `ZipFlag`.
  var flags: UInt16
  /// Compression method: 0 stored, 8 deflated, 99 AES.
  var method: UInt16
  /// CRC-32 of the content.
  var crc: UInt32
  /// Bytes of the data in the archive.
  var packedBytes: Int64
  /// Bytes of the content.
  var byteCount: Int64
  /// First byte of the local header.
  var localOffset: Int64
  /// First byte of the data; 0 until the local header was read.
  var dataOffset: Int64 = 0
  /// The name, a range of the walk's names.
  var name: Range<Int>
  /// The name in a Unicode path field; empty without one.
  var unicodeName: Range<Int>
  /// Unix file mode; 0 where the archive states none.
  var mode: UInt16
  /// Whether a comment or an unknown extra field stands beside name and content.
  var holdsOtherText: Bool
  /// Whether an AES field stands among the extra fields.
  var hasAES: Bool

  /// Whether the content is encrypted in any way.
  var isEncrypted: Bool {
    hasAES || method == 99
      || flags & (ZipFlag.encrypted | ZipFlag.strongEncryption | ZipFlag.maskedHeaders) != 0
  }

  /// Reads the record at `offset`, which must end at or before `end`.
  ///
  /// - Returns: the record and the offset behind it. Its names are appended to `names`.
  static func read(
    _ window: inout ByteWindow,
    at offset: Int64,
    end: Int64,
    names: inout [UInt8]
  ) throws(Withholding) -> (ZipRecord, Int64) {
    guard end - offset >= Int64(fixedBytes) else {
      throw Withholding(.ambiguousStructure, "central directory ends inside a record")
    }
    var at = try window.index(of: offset, count: fixedBytes)
    guard window.bytes.little32(at: at) == signature else {
      throw Withholding(.ambiguousStructure, "no member's record at \(offset)")
    }
    let nameBytes = Int(window.bytes.little16(at: at + 28))
    let extraBytes = Int(window.bytes.little16(at: at + 30))
    let commentBytes = Int(window.bytes.little16(at: at + 32))
    let total = fixedBytes + nameBytes + extraBytes + commentBytes
    guard end - offset >= Int64(total) else {
      throw Withholding(.ambiguousStructure, "central directory ends inside a record")
    }
    at = try window.index(of: offset, count: total)
    let record = try ZipRecord(
      window.bytes,
      at: at,
      nameBytes: nameBytes,
      extraBytes: extraBytes,
      names: &names
    )
    return (record, offset + Int64(total))
  }

  /// Reads a record that lies wholly in `bytes`.
  private init(
    _ bytes: [UInt8],
    at: Int,
    nameBytes: Int,
    extraBytes: Int,
    names: inout [UInt8]
  ) throws(Withholding) {
    flags = bytes.little16(at: at + 8)
    method = bytes.little16(at: at + 10)
    crc = bytes.little32(at: at + 16)
    let madeBy = bytes[at + 5]
    mode = madeBy == 3 || madeBy == 19 ? bytes.little16(at: at + 40) : 0
    let nameEnd = at + Self.fixedBytes + nameBytes
    name = names.count..<names.count + nameBytes
    names.append(contentsOf: bytes[nameEnd - nameBytes..<nameEnd])
    let extra = try ZipExtra(bytes, range: nameEnd..<nameEnd + extraBytes)
    hasAES = extra.hasAES
    holdsOtherText = extra.holdsOtherText || bytes.little16(at: at + 32) > 0
    unicodeName = names.count..<names.count
    if let unicode = extra.unicodeName, unicode.matches(bytes, nameEnd - nameBytes..<nameEnd) {
      unicodeName = names.count..<names.count + unicode.name.count
      names.append(contentsOf: bytes[unicode.name])
    }
    var long = ZipLongFields(extra.zip64)
    byteCount = try long.value(bytes.little32(at: at + 24), bytes)
    packedBytes = try long.value(bytes.little32(at: at + 20), bytes)
    localOffset = try long.value(bytes.little32(at: at + 42), bytes)
    let disk = bytes.little16(at: at + 34)
    try long.finish(diskIsThere: disk == .max)
    guard disk == 0 || (disk == .max && long.isUsed) else {
      throw Withholding(.unsupportedFormat, "member begins in volume \(disk)")
    }
  }
}

/// The extra fields of a header that matter; all are dropped on rebuild.
struct ZipExtra {
  /// A name in UTF-8 beside the header's own.
  ///
  /// Source: PKWARE APPNOTE 6.3.10, 4.6.9.
  struct UnicodeName {
    /// CRC-32 of the header's name for which this one stands.
    var crc: UInt32
    /// Where the name is.
    var name: Range<Int>

    /// Whether it was made for the header's name `range` in `bytes`.
    func matches(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
      var sum = CRC32()
      sum.update(bytes.span.extracting(range))
      return sum.value == crc
    }
  }

  /// Content of the zip64 field; nil without one.
  var zip64: Range<Int>?
  /// The Unicode path field; nil without one.
  var unicodeName: UnicodeName?
  /// Whether the data is encrypted with AES (field 0x9901) or PKWARE's scheme (0x0017).
  var hasAES = false
  /// Whether there is a field other than times, owners' numbers and padding.
  var holdsOtherText = false

  /// Reads the fields, which must tile `range` exactly.
  init(_ bytes: [UInt8], range: Range<Int>) throws(Withholding) {
    var at = range.lowerBound
    while at < range.upperBound {
      guard range.upperBound - at >= 4 else {
        throw Withholding(.ambiguousStructure, "extra field is cut off")
      }
      let start = at + 4
      let end = start + Int(bytes.little16(at: at + 2))
      guard end <= range.upperBound else {
        throw Withholding(.ambiguousStructure, "extra field is cut off")
      }
      switch bytes.little16(at: at) {
      case 0x0001:
        guard zip64 == nil else { throw Withholding(.ambiguousStructure, "two zip64 fields") }
        zip64 = start..<end
      case 0x7075 where end - start >= 5 && bytes[start] == 1:
        guard unicodeName == nil else { throw Withholding(.ambiguousStructure, "two names") }
        unicodeName = UnicodeName(crc: bytes.little32(at: start + 1), name: start + 5..<end)
      case 0x9901, 0x0017: hasAES = true
      // NTFS times, extended times, Info-ZIP Unix, owners' numbers, Java's mark, padding.
      case 0x000A, 0x5455, 0x5855, 0x7875, 0xCAFE, 0xA220: break
      default: holdsOtherText = holdsOtherText || end > start
      }
      at = end
    }
  }
}

/// The 64-bit values that stand for 32-bit fields of all ones, in their order.
struct ZipLongFields {
  /// What is left of the zip64 field; nil without one.
  private var left: Range<Int>?
  /// Whether a value was taken from it.
  private(set) var isUsed = false

  /// Values from a zip64 field.
  init(_ field: Range<Int>?) {
    left = field
  }

  /// The value of a field: itself, or the next 64-bit value where it is all ones.
  mutating func value(_ short: UInt32, _ bytes: [UInt8]) throws(Withholding) -> Int64 {
    guard short == .max, let left else { return Int64(short) }
    guard left.count >= 8, let value = Int64(exactly: bytes.little64(at: left.lowerBound)) else {
      throw Withholding(.corrupt, "zip64 field is too short or too large")
    }
    self.left = left.lowerBound + 8..<left.upperBound
    isUsed = true
    return value
  }

  /// Checks that the field holds nothing else.
  func finish(diskIsThere: Bool) throws(Withholding) {
    guard isUsed, let left else { return }
    guard left.count == (diskIsThere ? 4 : 0) else {
      throw Withholding(.ambiguousStructure, "zip64 field has \(left.count) bytes left over")
    }
  }
}
