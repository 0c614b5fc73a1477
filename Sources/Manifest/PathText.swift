import Vocabulary

/// How a manifest writes paths: any bytes as text, so that equal texts are equal bytes.
///
/// `%` becomes `%25`, `!` before `/` becomes `%21`, control bytes (below 0x20, and 0x7F) and bytes
/// that are not UTF-8 become `%XX` with capital digits. Source: phigate-manifest(5).
package enum PathText {
  /// What stands between an archive's path and its member's.
  package static let memberSeparator = "!/"

  /// The text of a path's bytes.
  /// - Parameter bytes: a relative path of a file, or of a member within its archive; the
  ///   separator between the two is put between two escaped texts.
  /// - Returns: valid UTF-8; empty only for no bytes.
  package static func escape(_ bytes: some Collection<UInt8>) -> String {
    let path = Array(bytes)
    if isVerbatim(path), !hasSeparator(path) { return String(decoding: path, as: UTF8.self) }
    var out: [UInt8] = []
    out.reserveCapacity(path.count)
    var index = 0
    while index < path.count {
      let byte = path[index]
      let length = byte < 0x80 ? 1 : utf8Length(of: path, at: index)
      let isSeparator = byte == bang && index + 1 < path.count && path[index + 1] == slash
      if length == 0 || byte == percent || byte < 0x20 || byte == 0x7F || isSeparator {
        append(escapeOf: byte, to: &out)
        index += 1
      } else {
        out.append(contentsOf: path[index..<(index + length)])
        index += length
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// The bytes that a text stands for; nil where it is not exactly what `escape` writes.
  ///
  /// The separator of members stays `!/`.
  package static func unescape(_ text: String) -> [UInt8]? {
    let whole = Array(text.utf8)
    if isVerbatim(whole) { return whole }
    var out: [UInt8] = []
    for (index, part) in parts(of: text).enumerated() {
      if index > 0 { out.append(contentsOf: [bang, slash]) }
      guard let bytes = decode(part), escape(bytes).utf8.elementsEqual(part) else { return nil }
      out.append(contentsOf: bytes)
    }
    return out
  }

  /// Whether escaping changed anything.
  package static func isEscaped(_ text: String) -> Bool { text.utf8.contains(percent) }

  /// Orders two paths as manifests do: by their UTF-8 bytes, never by Unicode equivalence.
  package static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// The path with a collision's number put before the suffix: `a/b.csv`, 2 → `a/b~2.csv`.
  ///
  /// A name that begins with its only dot has no suffix; `.tar.gz` and its like are one suffix.
  /// - Parameters:
  ///   - path: a masked path.
  ///   - number: 2 or more; 1 leaves the path as it is.
  /// - Returns: the path that the copy gets.
  package static func numbered(_ path: String, _ number: Int) -> String {
    guard number > 1 else { return path }
    let bytes = Array(path.utf8)
    let start = bytes.lastIndex(of: slash).map { $0 + 1 } ?? 0
    var end = bytes[start...].lastIndex(of: dot) ?? bytes.count
    if end <= start { end = bytes.count }
    let tar = Array(".tar".utf8)
    if end - tar.count > start, end < bytes.count, bytes[..<end].suffix(tar.count) == tar[...] {
      end -= tar.count
    }
    let numbered = bytes[..<end] + Array("~\(number)".utf8) + bytes[end...]
    return String(decoding: numbered, as: UTF8.self)
  }

  /// Whether a text names a file below a folder, by plain names alone: what an output's path must.
  ///
  /// No empty name, no `.` and `..`, not absolute, no NUL, and escaped as `escape` does.
  package static func isPlain(_ text: String) -> Bool {
    guard let bytes = unescape(text), !bytes.isEmpty, !bytes.contains(0) else { return false }
    return bytes.split(separator: slash, omittingEmptySubsequences: false)
      .allSatisfy { name in
        !name.isEmpty && !name.elementsEqual([dot]) && !name.elementsEqual([dot, dot])
      }
  }

  private static let percent = UInt8(ascii: "%")
  private static let bang = UInt8(ascii: "!")
  private static let slash = UInt8(ascii: "/")
  private static let dot = UInt8(ascii: ".")

  /// Whether bytes are printable ASCII without `%`, which stand for themselves between separators.
  private static func isVerbatim(_ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { 0x20..<0x7F ~= $0 && $0 != percent }
  }

  /// Whether the separator of members stands somewhere.
  private static func hasSeparator(_ bytes: [UInt8]) -> Bool {
    bytes.indices.dropLast().contains { bytes[$0] == bang && bytes[$0 + 1] == slash }
  }

  /// The texts between the separators of members, at least one.
  private static func parts(of text: String) -> [ArraySlice<UInt8>] {
    let bytes = Array(text.utf8)
    var parts: [ArraySlice<UInt8>] = []
    var start = 0
    var index = 0
    while index + 1 < bytes.count {
      if bytes[index] == bang, bytes[index + 1] == slash {
        parts.append(bytes[start..<index])
        index += 2
        start = index
      } else {
        index += 1
      }
    }
    parts.append(bytes[start...])
    return parts
  }

  /// The bytes of a text without separators; nil for a `%` without two capital digits.
  private static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    var out: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      guard text[index] == percent else {
        out.append(text[index])
        index += 1
        continue
      }
      guard index + 2 < text.endIndex, let high = value(text[index + 1]),
        let low = value(text[index + 2])
      else { return nil }
      out.append(high << 4 | low)
      index += 3
    }
    return out
  }

  /// The value of a capital hexadecimal digit.
  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    default: nil
    }
  }

  /// Appends `%` and two capital hexadecimal digits.
  private static func append(escapeOf byte: UInt8, to out: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    out.append(percent)
    out.append(digits[Int(byte >> 4)])
    out.append(digits[Int(byte & 15)])
  }

  /// The length of the UTF-8 sequence at an offset; 0 where none is valid there.
  ///
  /// Source: Unicode 15, table 3-7: no overlong forms, no surrogates, nothing beyond U+10FFFF.
  private static func utf8Length(of bytes: [UInt8], at index: Int) -> Int {
    let lead = bytes[index]
    let (length, second): (Int, ClosedRange<UInt8>) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80...0xBF)
      case 0xE0: (3, 0xA0...0xBF)
      case 0xE1...0xEC, 0xEE, 0xEF: (3, 0x80...0xBF)
      case 0xED: (3, 0x80...0x9F)
      case 0xF0: (4, 0x90...0xBF)
      case 0xF1...0xF3: (4, 0x80...0xBF)
      case 0xF4: (4, 0x80...0x8F)
      default: (0, 0x80...0xBF)
      }
    guard length > 0, index + length <= bytes.count, second ~= bytes[index + 1] else { return 0 }
    return bytes[(index + 2)..<(index + length)].allSatisfy { 0x80...0xBF ~= $0 } ? length : 0
  }
}
