package import Vocabulary

/// The rules for names of members, the same for every container.
package enum MemberName {
  /// Checks a member's name and brings it into the one form that is compared and rebuilt.
  ///
  /// - Parameters:
  ///   - name: UTF-8 as the archive holds it; may begin with `./`, may end with `/`.
  ///   - limits: the longest path and component.
  /// - Returns: the path without leading `./` and trailing `/`; empty for the archive's root (`./`).
  /// - Throws: `name-encoding` (not UTF-8, control characters), `unsafe-path` (absolute, `..`, `.` or
  ///   empty components, drive letter, backslash, too long, empty).
  package static func check(_ name: [UInt8], limits: Limits) throws(Withholding) -> [UInt8] {
    guard !name.isEmpty else { throw Withholding(.unsafePath, "member has an empty name") }
    guard isPrintableUTF8(name) else {
      throw Withholding(.nameEncoding, "member's name is not printable UTF-8")
    }
    guard !name.contains(UInt8(ascii: "\\")) else {
      throw Withholding(.unsafePath, "member's name holds a backslash")
    }
    var path = name[...]
    while path.starts(with: "./".utf8) { path.removeFirst(2) }
    if path.elementsEqual(".".utf8) { return [] }
    if path.count > 1, path.last == UInt8(ascii: "/") { path.removeLast() }
    if path.isEmpty { return [] }
    guard path.count <= limits.pathBytesMax else {
      throw Withholding(.unsafePath, "member's path has \(path.count) bytes")
    }
    if path.count > 1, path[path.startIndex].isLetter,
      path[path.startIndex + 1] == UInt8(ascii: ":")
    {
      throw Withholding(.unsafePath, "member's path begins with a drive letter")
    }
    for component in path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !component.isEmpty, !component.elementsEqual(".".utf8),
        !component.elementsEqual("..".utf8)
      else { throw Withholding(.unsafePath, "member's path is absolute or leads elsewhere") }
      guard component.count <= limits.nameBytesMax else {
        throw Withholding(.unsafePath, "member's name has \(component.count) bytes")
      }
    }
    return Array(path)
  }

  /// The name under which a member is rebuilt whose own `check` refuses.
  ///
  /// What leads elsewhere goes (a root, a drive, `.`, `..`, empty components), backslashes separate,
  /// control characters and bytes that are no UTF-8 become `_`, and what is too long loses the
  /// middle of a component or the outermost folders.
  /// - Parameters:
  ///   - name: as the archive holds it.
  ///   - limits: the longest path and component.
  /// - Returns: a path that `check` accepts and does not change.
  static func neutral(_ name: [UInt8], limits: Limits) -> [UInt8] {
    var text = ""
    for scalar in String(decoding: name, as: UTF8.self).unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      text.unicodeScalars.append(
        scalar == "\\" ? "/" : isControl || scalar.value == 0xFFFD ? "_" : scalar
      )
    }
    var components: [ArraySlice<UInt8>] = []
    for var component in Array(text.utf8).split(separator: UInt8(ascii: "/")) {
      while components.isEmpty, let first = component.first, first.isLetter,
        component.dropFirst().first == UInt8(ascii: ":")
      {
        component = component.dropFirst(2)
      }
      if component.isEmpty || component.elementsEqual(".".utf8)
        || component.elementsEqual("..".utf8)
      {
        continue
      }
      components.append(shortened(component, to: limits.nameBytesMax))
    }
    var byteCount = components.reduce(0) { $0 + $1.count + 1 } - 1
    while components.count > 1, byteCount > limits.pathBytesMax {
      byteCount -= components.removeFirst().count + 1
    }
    // The folder that is the first now may begin like a drive.
    while let first = components.first, first.first?.isLetter == true,
      first.dropFirst().first == UInt8(ascii: ":")
    {
      let rest = first.dropFirst(2)
      let isName =
        !rest.isEmpty && !rest.elementsEqual(".".utf8) && !rest.elementsEqual("..".utf8)
      components.replaceSubrange(0..<1, with: isName ? [rest] : [])
    }
    return components.isEmpty ? Array("unnamed".utf8) : Array(components.joined(separator: [0x2F]))
  }

  /// A path with a number put before its suffix: `a/b.csv`, 7 becomes `a/b~7.csv`.
  static func numbered(_ path: [UInt8], _ number: Int) -> [UInt8] {
    let start = path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let dot = path[start...].dropFirst().lastIndex(of: UInt8(ascii: ".")) ?? path.count
    return path[..<dot] + Array("~\(number)".utf8) + path[dot...]
  }

  /// A component of at most `limit` bytes: its beginning and its suffix.
  private static func shortened(_ component: ArraySlice<UInt8>, to limit: Int) -> ArraySlice<UInt8>
  {
    guard component.count > limit else { return component }
    let suffixBytesMax = 16
    var suffix = component.suffix(min(suffixBytesMax, limit / 2))
    suffix = suffix.lastIndex(of: UInt8(ascii: ".")).map { suffix[$0...] } ?? []
    var stem = component.prefix(limit - suffix.count)
    while let next = component.dropFirst(stem.count).first, next & 0xC0 == 0x80 {
      stem = stem.dropLast()
    }
    return stem + suffix
  }

  /// The UTF-8 form of a zip's name.
  ///
  /// A name without the UTF-8 flag that is valid UTF-8 is taken as such, as many writers forget the
  /// flag; any other is code page 437. Source: PKWARE APPNOTE 6.3.10, appendix D.
  /// - Returns: UTF-8; with the flag set the bytes as they are, valid or not.
  static func decodeZip(_ name: [UInt8], isUTF8: Bool) -> [UInt8] {
    if isUTF8 || isValidUTF8(name) { return name }
    var text = ""
    for byte in name {
      if byte < 0x80 {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        text.unicodeScalars.append(codePage437[Int(byte) - 0x80])
      }
    }
    return Array(text.utf8)
  }

  /// The upper half of code page 437, 0x80 to 0xFF.
  private static let codePage437 = Array(
    """
    ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
    αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}
    """
    .unicodeScalars
  )

  /// Whether bytes are valid UTF-8.
  static func isValidUTF8(_ bytes: [UInt8]) -> Bool {
    String(validating: bytes, as: UTF8.self) != nil
  }

  /// Whether bytes are UTF-8 without the controls U+0000 to U+001F and U+007F to U+009F.
  private static func isPrintableUTF8(_ bytes: [UInt8]) -> Bool {
    guard let text = String(validating: bytes, as: UTF8.self) else { return false }
    return !text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
  }
}
