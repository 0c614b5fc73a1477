import Vocabulary

/// A parameter of a mail header's field, such as a file's name, with all pieces that it is written in.
///
/// Source: RFC 2045, 5.1; RFC 2231, 3 and 4: `filename*0*=utf-8''Ann%20; filename*1=B.txt`.
package struct HeaderParameter: Sendable {
  /// Its name in small letters, without what says how it is written.
  package let name: String
  /// Its text, decoded.
  package private(set) var text: [UInt8]
  /// Where its pieces stand in the value, from the name to the end of the text.
  package private(set) var pieces: [Range<Int>]
  /// Whether bytes of it are written as percents.
  package private(set) var isExtended: Bool

  /// The parameters of a field's value, in the order of their first pieces.
  package static func all(in whole: [UInt8]) -> [HeaderParameter] {
    // Comments are blanks between them.
    var value = whole
    for comment in headerComments(whole[...]) {
      for place in comment { value[place] = 0x20 }
    }
    var found: [HeaderParameter] = []
    var known: [String: Int] = [:]
    for piece in pieces(of: value) {
      guard let equal = value[piece].firstIndex(of: 0x3D) else { continue }
      let attribute = String(
        decoding: value[piece.lowerBound..<equal].map(\.lowercased),
        as: UTF8.self
      )
      let parts = attribute.split(separator: "*", omittingEmptySubsequences: false)
      let isExtended = parts.count > 1 && parts.last?.isEmpty == true
      var text = unquoted(value[(equal + 1)..<piece.upperBound])
      let name = parts[0].trimmed
      let index = parts.count > 1 ? known[name] : nil
      if isExtended { text = extended(text, isFirst: index == nil) }
      if let index {
        found[index].text += text
        found[index].pieces.append(piece)
        found[index].isExtended = found[index].isExtended || isExtended
      } else {
        if known[name] == nil { known[name] = found.count }
        found.append(
          HeaderParameter(name: name, text: text, pieces: [piece], isExtended: isExtended)
        )
      }
    }
    for index in found.indices {
      if let words = decodeEncodedWords(found[index].text[...]) { found[index].text = words }
    }
    return found
  }

  /// The parameter with another text, in one piece.
  package func written(_ text: [UInt8]) -> [UInt8] {
    guard isExtended || text.contains(where: { $0 >= 0x80 }) else {
      return Array(name.utf8) + [0x3D, 0x22] + text.filter { $0 != 0x22 && $0 != 0x5C } + [0x22]
    }
    let digits = Array("0123456789ABCDEF".utf8)
    var out = Array("\(name)*=utf-8''".utf8)
    for byte in text {
      if byte.isAlphanumeric || byte == 0x2E || byte == 0x2D || byte == 0x5F {
        out.append(byte)
      } else {
        out += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return out
  }

  /// Where parameters stand between the semicolons of a value, without the blanks around them.
  private static func pieces(of value: [UInt8]) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var (start, position, isQuoted) = (0, 0, false)
    while position <= value.count {
      let byte = position < value.count ? value[position] : 0x3B
      if byte == 0x5C, isQuoted { position += 1 }
      if byte == 0x22 { isQuoted.toggle() }
      if position >= value.count || byte == 0x3B && !isQuoted {
        var (low, high) = (start, min(position, value.count))
        while low < high, value[low] <= 0x20 { low += 1 }
        while high > low, value[high - 1] <= 0x20 { high -= 1 }
        if low < high { pieces.append(low..<high) }
        start = position + 1
      }
      position += 1
    }
    return pieces
  }

  /// A text without its quotes and what they escape.
  private static func unquoted(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let inner = text.drop { $0 <= 0x20 }
    guard inner.first == 0x22 else { return Array(inner) }
    var out: [UInt8] = []
    var isEscaped = false
    for byte in inner.dropFirst() {
      if !isEscaped, byte == 0x22 { break }
      isEscaped = !isEscaped && byte == 0x5C
      if !isEscaped, byte != 0x0D, byte != 0x0A { out.append(byte) }
    }
    return out
  }

  /// A text without its character set and language, its percents decoded.
  private static func extended(_ text: [UInt8], isFirst: Bool) -> [UInt8] {
    var rest = text[...]
    var characters = TextCharacters.plain
    if isFirst, let one = rest.firstIndex(of: 0x27),
      let two = rest[(one + 1)...].firstIndex(of: 0x27)
    {
      let label = String(decoding: rest[..<one], as: UTF8.self)
      characters = TextCharacters(charset: label) ?? .plain
      rest = rest[(two + 1)...]
    }
    var out: [UInt8] = []
    var position = rest.startIndex
    while position < rest.endIndex {
      if rest[position] == 0x25, position + 2 < rest.endIndex,
        let high = rest[position + 1].hexValue, let low = rest[position + 2].hexValue
      {
        out.append(high << 4 | low)
        position += 3
      } else {
        out.append(rest[position])
        position += 1
      }
    }
    return (try? characters.decode(out)) ?? out
  }
}

extension UInt8 {
  /// The value of a digit to the base of sixteen; nil for other bytes.
  fileprivate var hexValue: UInt8? {
    if isDigit { return self - 0x30 }
    let letter = self | 0x20
    return (0x61...0x66).contains(letter) ? letter - 0x57 : nil
  }
}

extension Substring {
  /// Without blanks at both ends.
  fileprivate var trimmed: String {
    String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
  }
}

/// Where comments stand in a field's value, with their brackets; none inside of quotes.
///
/// Source: RFC 5322, 3.2.2.
package func headerComments(_ value: ArraySlice<UInt8>) -> [Range<Int>] {
  var comments: [Range<Int>] = []
  var (depth, start, isQuoted, isEscaped) = (0, 0, false, false)
  for (position, byte) in zip(value.indices, value) {
    if isEscaped {
      isEscaped = false
      continue
    }
    switch byte {
    case 0x5C: isEscaped = isQuoted || depth > 0
    case 0x22 where depth == 0: isQuoted.toggle()
    case 0x28 where !isQuoted:
      if depth == 0 { start = position }
      depth += 1
    case 0x29 where depth > 0:
      depth -= 1
      if depth == 0 { comments.append(start..<position + 1) }
    default: break
    }
  }
  return comments
}

/// A field's value without its comments.
func withoutComments(_ value: ArraySlice<UInt8>) -> [UInt8] {
  var out: [UInt8] = []
  var position = value.startIndex
  for comment in headerComments(value) {
    out += value[position..<comment.lowerBound]
    position = comment.upperBound
  }
  return out + value[position...]
}

/// Bytes of text in one encoded word: 75 characters with its marks.
private let encodedWordBytesMax = 42

/// A text with every run of words that are not ASCII written as encoded words of UTF-8, signs of addresses
/// between them as they are.
///
/// Source: RFC 2047, 2 and 5.
package func encodeWords(_ text: [UInt8]) -> [UInt8] {
  var out: [UInt8] = []
  let signs = Array("<>(),;\"\r\n".utf8)
  var start = 0
  for position in 0...text.count where position == text.count || signs.contains(text[position]) {
    out += encodeStretch(text[start..<position])
    // Quotes do not stand around encoded words.
    if position < text.count { out.append(text[position]) }
    start = position + 1
  }
  return out
}

/// A stretch without signs, from its first to its last word that is not ASCII in encoded words.
private func encodeStretch(_ text: ArraySlice<UInt8>) -> [UInt8] {
  guard let first = text.firstIndex(where: { $0 >= 0x80 }),
    let last = text.lastIndex(where: { $0 >= 0x80 })
  else { return Array(text) }
  let start = text[..<first].lastIndex(of: 0x20).map { $0 + 1 } ?? text.startIndex
  let end = text[last...].firstIndex(of: 0x20) ?? text.endIndex
  var out = Array(text[..<start])
  var position = start
  while position < end {
    var cut = min(position + encodedWordBytesMax, end)
    while cut < end, cut > position + 1, text[cut] & 0xC0 == 0x80 { cut -= 1 }
    if position > start { out.append(0x20) }
    out += Array("=?utf-8?B?".utf8) + encodeBase64(Array(text[position..<cut])) + Array("?=".utf8)
    position = cut
  }
  return out + text[end...]
}
