/// A set of characters of one byte each, of which the lower half is ASCII.
package struct SingleByteSet: Sendable, Hashable {
  /// The characters of the bytes from 0x80 on.
  private let upper: [UInt32]
  /// The bytes of those characters.
  private let bytes: [UInt32: UInt8]
  /// Where bytes stand that are no character, to be written back as they were.
  private static let privateBase: UInt32 = 0xF700

  /// The set that a label names; nil for one without a table.
  ///
  /// Source: IANA, Character Sets; WHATWG Encoding 4.2 (labels).
  package init?(charset: String) {
    guard let set = Self.sets[Self.canonical(charset)] else { return nil }
    self = set
  }

  /// The set of a code page of Windows or DOS; nil for one without a table.
  init?(codePage: Int) {
    guard let set = Self.sets["windows-\(codePage)"] ?? Self.sets["ibm\(codePage)"] else {
      return nil
    }
    self = set
  }

  /// The set of an upper half: 128 characters, or 96 behind 32 controls.
  private init(_ half: String) {
    let scalars = half.unicodeScalars.map(\.value)
    let controls = (UInt32(0x80)..<0xA0).prefix(128 - scalars.count)
    upper = (controls + scalars).enumerated()
      .map { $1 == 0xFFFD ? Self.privateBase + 0x80 + UInt32($0) : $1 }
    var bytes: [UInt32: UInt8] = [:]
    for (index, scalar) in upper.enumerated() { bytes[scalar] = UInt8(0x80 + index) }
    self.bytes = bytes
  }

  private static let sets = SingleByteTables.halves.mapValues { SingleByteSet($0) }

  /// The name of IANA for a label in small letters, as senders write it.
  private static func canonical(_ label: String) -> String {
    if let name = names[label] { return name }
    var rest = label[...]
    if rest.hasPrefix("x-") { rest = rest.dropFirst(2) }
    for (prefix, name) in prefixes where rest.hasPrefix(prefix) {
      let tail = rest.dropFirst(prefix.count).drop { $0 == "-" || $0 == "_" }
      // `iso-8859-8-i` says in which direction its letters stand, `iso_8859-2:1987` of which year it is.
      let number = tail.prefix { $0.isNumber }
      if !number.isEmpty { return name + number }
    }
    return String(rest)
  }

  /// What labels begin with, and the names that they mean.
  private static let prefixes: [(String, String)] = [
    ("iso-8859", "iso-8859-"), ("iso8859", "iso-8859-"), ("iso_8859", "iso-8859-"),
    ("windows", "windows-"), ("win", "windows-"), ("cp125", "windows-125"),
    ("cp874", "windows-874"),
    ("ibm", "ibm"), ("cp", "ibm"), ("dos", "ibm"),
  ]

  /// Labels that hold no number of their set.
  private static let names: [String: String] = [
    "latin2": "iso-8859-2", "l2": "iso-8859-2", "latin3": "iso-8859-3", "latin4": "iso-8859-4",
    "cyrillic": "iso-8859-5", "arabic": "iso-8859-6", "greek": "iso-8859-7", "hebrew": "iso-8859-8",
    "latin5": "iso-8859-9", "latin6": "iso-8859-10", "latin-9": "iso-8859-15",
    "latin9": "iso-8859-15", "latin10": "iso-8859-16", "tis-620": "windows-874",
    "koi8": "koi8-r", "koi": "koi8-r", "koi8_r": "koi8-r", "koi8-ru": "koi8-u", "mac": "macintosh",
    "x-mac-roman": "macintosh", "cp00858": "ibm858",
  ]

  /// The character of a byte.
  package func scalar(_ byte: UInt8) -> UInt32 {
    byte < 0x80 ? UInt32(byte) : upper[Int(byte) - 0x80]
  }

  /// Text as UTF-8.
  package func decode(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count * 2)
    for byte in text {
      if byte < 0x80 {
        out.append(byte)
      } else if let scalar = Unicode.Scalar(scalar(byte)), let coded = UTF8.encode(scalar) {
        out += coded
      }
    }
    return out
  }

  /// UTF-8 in this set; nil for characters that it does not have.
  package func encode(_ text: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      guard let byte = scalar.value < 0x80 ? UInt8(scalar.value) : bytes[scalar.value] else {
        return nil
      }
      out.append(byte)
    }
    return out
  }
}
