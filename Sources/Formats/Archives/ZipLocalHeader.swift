import Vocabulary

/// The header in front of a member's data, and the descriptor behind it.
///
/// Both only repeat what the central directory says, and must agree with it. Source: PKWARE APPNOTE
/// 6.3.10, 4.3.7 and 4.3.9.
enum ZipLocalHeader {
  /// Begins a local header.
  static let signature: UInt32 = 0x0403_4B50
  /// May begin a data descriptor.
  static let descriptorSignature: UInt32 = 0x0807_4B50
  /// Bytes of a local header without name and extra fields.
  static let fixedBytes = 30
  /// Flags that both headers must agree on.
  private static let sharedFlags =
    ZipFlag.encrypted | ZipFlag.descriptor | ZipFlag.strongEncryption | ZipFlag.utf8
    | ZipFlag.maskedHeaders

  /// Compares the header at the record's `localOffset` with the record.
  ///
  /// - Returns: offset of the member's data.
  static func check(
    _ record: ZipRecord,
    names: [UInt8],
    _ window: inout ByteWindow
  ) throws(Withholding) -> Int64 {
    var at = try window.index(of: record.localOffset, count: fixedBytes)
    guard window.bytes.little32(at: at) == signature else {
      throw Withholding(.ambiguousStructure, "no local header at \(record.localOffset)")
    }
    let nameBytes = Int(window.bytes.little16(at: at + 26))
    let extraBytes = Int(window.bytes.little16(at: at + 28))
    let total = fixedBytes + nameBytes + extraBytes
    at = try window.index(of: record.localOffset, count: total)
    let nameEnd = at + fixedBytes + nameBytes
    guard window.bytes[nameEnd - nameBytes..<nameEnd] == names[record.name] else {
      throw Withholding(.ambiguousStructure, "local and central name differ")
    }
    let flags = window.bytes.little16(at: at + 6)
    guard flags & sharedFlags == record.flags & sharedFlags,
      window.bytes.little16(at: at + 8) == record.method
    else { throw Withholding(.ambiguousStructure, "local and central flags or method differ") }
    let extra = try ZipExtra(window.bytes, range: nameEnd..<nameEnd + extraBytes)
    guard extra.hasAES == record.hasAES else {
      throw Withholding(.ambiguousStructure, "local and central encryption differ")
    }
    var long = ZipLongFields(extra.zip64)
    let byteCount = try long.value(window.bytes.little32(at: at + 22), window.bytes)
    let packedBytes = try long.value(window.bytes.little32(at: at + 18), window.bytes)
    try long.finish(diskIsThere: false)
    let crc = window.bytes.little32(at: at + 14)
    let hasDescriptor = flags & ZipFlag.descriptor != 0
    guard crc == record.crc || (hasDescriptor && crc == 0),
      byteCount == record.byteCount || (hasDescriptor && byteCount == 0),
      packedBytes == record.packedBytes || (hasDescriptor && packedBytes == 0)
    else { throw Withholding(.ambiguousStructure, "local and central sizes or CRC-32 differ") }
    return record.localOffset + Int64(total)
  }

  /// Checks that exactly a data descriptor fills `range`: with or without signature, with sizes of
  /// 32 or 64 bits.
  static func checkDescriptor(
    _ record: ZipRecord,
    _ range: Range<Int64>,
    _ window: inout ByteWindow
  ) throws(Withholding) {
    let count = range.upperBound - range.lowerBound
    guard count == 12 || count == 16 || count == 20 || count == 24 else {
      throw Withholding(.ambiguousStructure, "\(count) bytes where a data descriptor must be")
    }
    var at = try window.index(of: range.lowerBound, count: Int(count))
    let bytes = window.bytes
    var agrees = true
    if count == 16 || count == 24 {
      agrees = bytes.little32(at: at) == descriptorSignature
      at += 4
    }
    agrees = agrees && bytes.little32(at: at) == record.crc
    if count >= 20 {
      agrees =
        agrees && bytes.little64(at: at + 4) == UInt64(record.packedBytes)
        && bytes.little64(at: at + 12) == UInt64(record.byteCount)
    } else {
      agrees =
        agrees && Int64(bytes.little32(at: at + 4)) == record.packedBytes
        && Int64(bytes.little32(at: at + 8)) == record.byteCount
    }
    guard agrees else {
      throw Withholding(.ambiguousStructure, "data descriptor and central directory differ")
    }
  }
}
