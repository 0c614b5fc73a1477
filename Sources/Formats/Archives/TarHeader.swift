import Vocabulary

/// One 512-byte header of a tar.
///
/// Source: POSIX.1-2017 pax, "ustar Interchange Format"; GNU tar
/// manual, "Basic Tar Format".
struct TarHeader {
  /// Bytes of a header and of the unit to which content is padded.
  static let blockBytes = 512

  /// Name with the ustar prefix in front, up to the first NUL.
  var name: [UInt8]
  /// The link's target up to the first NUL.
  var linkName: [UInt8]
  /// Size field in bytes.
  var byteCount: Int64
  /// Permission bits.
  var mode: Int64
  /// Type flag.
  var type: UInt8
  /// Whether the header carries the magic number of ustar or GNU tar.
  var hasMagic: Bool
  /// Whether the owner or group has a name of its own.
  var holdsOtherText = false

  /// Reads a block.
  ///
  /// - Throws: `corrupt` for a wrong checksum or a number that is none, `ambiguous-structure` where
  ///   readers would disagree on the name.
  init(_ block: [UInt8]) throws(Withholding) {
    guard try Self.number(block, 148..<156, "checksum") == Self.checksum(block) else {
      throw Withholding(.corrupt, "checksum of a member's header differs")
    }
    name = Self.text(block, 0..<100)
    mode = try Self.number(block, 100..<108, "mode")
    byteCount = try Self.number(block, 124..<136, "size")
    type = block[156]
    linkName = Self.text(block, 157..<257)
    guard type != UInt8(ascii: "S") else {
      throw Withholding(.unsupportedFormat, "a member with holes")
    }
    let isPOSIX = block[257..<263].elementsEqual("ustar\0".utf8)
    let isGNU = block[257..<265].elementsEqual("ustar  \0".utf8)
    hasMagic = isPOSIX || isGNU
    holdsOtherText =
      hasMagic && [265..<297, 297..<329].contains { !Self.isSystemUser(Self.text(block, $0)) }
    if isPOSIX {
      let prefix = Self.text(block, 345..<500)
      if !prefix.isEmpty { name = prefix + [UInt8(ascii: "/")] + name }
    } else {
      // Readers that look for a prefix without the magic number would find another name here.
      guard block[345..<500].allSatisfy({ $0 == 0 }) else {
        throw Withholding(.ambiguousStructure, "header of an unknown kind of tar")
      }
    }
  }

  /// Whether the name of an owner or group says nothing of a person.
  static func isSystemUser(_ name: [UInt8]) -> Bool {
    name.isEmpty
      || ["root", "wheel", "nobody", "nogroup", "daemon", "bin", "staff", "users"]
        .contains { name.elementsEqual($0.utf8) }
  }

  /// Whether a block is all zero.
  static func isZero(_ block: [UInt8]) -> Bool {
    block.allSatisfy { $0 == 0 }
  }

  /// The sum of all bytes, those of the checksum field counted as spaces.
  private static func checksum(_ block: [UInt8]) -> Int64 {
    var sum: Int64 = 8 * 0x20
    for (index, byte) in block.enumerated() where !(148..<156).contains(index) {
      sum += Int64(byte)
    }
    return sum
  }

  /// A field's bytes up to the first NUL.
  private static func text(_ block: [UInt8], _ range: Range<Int>) -> [UInt8] {
    Array(block[range].prefix { $0 != 0 })
  }

  /// A number: octal digits between spaces and NULs, or base 256 with 0x80 in front.
  private static func number(
    _ block: [UInt8],
    _ range: Range<Int>,
    _ field: StaticString
  ) throws(Withholding) -> Int64 {
    let first = block[range.lowerBound]
    var value: Int64 = 0
    if first & 0x80 != 0 {
      guard first == 0x80 else { throw Withholding(.corrupt, "\(field) is negative") }
      for byte in block[range].dropFirst() {
        guard value < 1 << 55 else { throw Withholding(.corrupt, "\(field) is too large") }
        value = value << 8 | Int64(byte)
      }
      return value
    }
    let digits = block[range].drop { $0 == 0x20 }.prefix { (0x30...0x37).contains($0) }
    let rest = block[digits.endIndex..<range.upperBound]
    guard rest.allSatisfy({ $0 == 0 || $0 == 0x20 }) else {
      throw Withholding(.corrupt, "\(field) is not octal")
    }
    for digit in digits { value = value << 3 | Int64(digit - 0x30) }
    return value
  }
}

/// What extended headers say of the next member.
struct TarExtension {
  /// Path from a pax header.
  var path: [UInt8]?
  /// Link target from a pax header.
  var linkPath: [UInt8]?
  /// Size from a pax header.
  var byteCount: Int64?
  /// Path from a GNU header.
  var longName: [UInt8]?
  /// Link target from a GNU header.
  var longLink: [UInt8]?
  /// Whether a pax header was read.
  var hasPax = false
  /// Whether a record is neither a path nor a number: a comment, an owner's name, an attribute.
  var holdsOtherText = false

  /// Whether nothing was read.
  var isEmpty: Bool { !hasPax && longName == nil && longLink == nil }

  /// Reads the records of a pax header, which must tile it; what is not needed is dropped.
  ///
  /// - Parameters:
  ///   - content: the whole header.
  ///   - isGlobal: a header for all that follows, which may not name or measure a member.
  /// - Throws: `corrupt`, `ambiguous-structure`, `unsupported-format` (sparse members).
  mutating func readPax(_ content: [UInt8], isGlobal: Bool) throws(Withholding) {
    var at = 0
    while at < content.count {
      guard let space = content[at...].prefix(12).firstIndex(of: 0x20),
        let length = decimal(content[at..<space]), length > Int64(space - at + 1),
        length <= Int64(content.count - at), content[at + Int(length) - 1] == 0x0A,
        let equals = content[space..<at + Int(length)].firstIndex(of: UInt8(ascii: "="))
      else { throw Withholding(.corrupt, "record of an extended header is damaged") }
      let end = at + Int(length)
      let key = String(decoding: content[space + 1..<equals], as: UTF8.self)
      try take(key, Array(content[equals + 1..<end - 1]), isGlobal: isGlobal)
      at = end
    }
    if !isGlobal { hasPax = true }
  }

  /// Takes one record.
  private mutating func take(
    _ key: String,
    _ value: [UInt8],
    isGlobal: Bool
  ) throws(Withholding) {
    switch key {
    case "path", "linkpath", "size":
      guard !isGlobal, !value.isEmpty else {
        throw Withholding(.ambiguousStructure, "extended header with a doubtful \(key)")
      }
    case "SUN.holesdata", "SCHILY.realsize", "SCHILY.filetype":
      throw Withholding(.unsupportedFormat, "sparse or special member")
    default:
      guard !key.hasPrefix("GNU.sparse.") else {
        throw Withholding(.unsupportedFormat, "sparse member")
      }
      let isNumber = !value.isEmpty && value.allSatisfy { $0.isDigit || $0 == 0x2E || $0 == 0x2D }
      let isOwner = key == "uname" || key == "gname"
      if !isNumber, !isOwner || !TarHeader.isSystemUser(value) { holdsOtherText = true }
      return
    }
    let isRepeated: Bool
    switch key {
    case "path": isRepeated = path.replace(value)
    case "linkpath": isRepeated = linkPath.replace(value)
    default:
      guard let size = decimal(value[...]) else {
        throw Withholding(.corrupt, "size in an extended header is not a number")
      }
      isRepeated = byteCount.replace(size)
    }
    guard !isRepeated else {
      throw Withholding(.ambiguousStructure, "extended header says \(key) twice")
    }
  }
}

extension Optional {
  /// Stores a value and says whether there was one before.
  fileprivate mutating func replace(_ value: Wrapped) -> Bool {
    defer { self = value }
    return self != nil
  }
}

/// The value of 1 to 18 decimal digits; nil for anything else.
private func decimal(_ digits: ArraySlice<UInt8>) -> Int64? {
  guard (1...18).contains(digits.count), digits.allSatisfy(\.isDigit) else { return nil }
  return digits.reduce(0) { $0 * 10 + Int64($1 - 0x30) }
}
