import CBytes
import Vocabulary

/// Finds long runs of base64 letters in a text and what they hold.
enum Base64Runs {
  /// Letters of the shortest run that is looked at: eleven digits and signs make 16.
  static let lettersMin = Int(phigate_base64_run)
  /// Letters of the shortest run that is content which nobody can read, whatever it is.
  static let opaqueLettersMin = 4_096
  /// Letters of a line behind which a run may go on in the next line.
  private static let lineLettersMin = 48
  /// Letters that are read to see whether a run is text at all.
  private static let sampleLetters = 64

  /// The beginning of the first run from `start` on; nil where there is none.
  static func firstRun(_ bytes: [UInt8], from start: Int, to end: Int) -> Int? {
    guard start <= end else { return nil }
    let run = bytes.firstBase64Run(from: start, to: end)
    return run < end ? run : nil
  }

  /// The readings of all runs in a range.
  static func views(_ bytes: [UInt8], _ range: Range<Int>) -> [EscapeView] {
    var views: [EscapeView] = []
    var position = range.lowerBound
    while let start = firstRun(bytes, from: position, to: range.upperBound) {
      var letters: [Int] = []
      var end = take(bytes, from: start, range, into: &letters)
      if let cut = withoutLastLine(bytes, letters, end: end, base: range.lowerBound) {
        letters.removeSubrange(cut...)
        end = (letters.last ?? start) + 1
      }
      position = end
      let touchesEdge = start == range.lowerBound || end == range.upperBound
      if let view = view(bytes, letters, end: end, base: range.lowerBound, isCut: touchesEdge) {
        views.append(view)
        continue
      }
      if let view = opaque(bytes, letters, end: end, base: range.lowerBound) {
        views.append(view)
        continue
      }
      for piece in letters.split(whereSeparator: { !bytes[$0].isAlphanumeric })
      where piece.count >= lettersMin && piece.count < letters.count {
        let last = piece.endIndex == letters.endIndex ? end : (piece.last ?? 0) + 1
        let found = view(bytes, Array(piece), end: last, base: range.lowerBound, isCut: false)
        if let found { views.append(found) }
      }
    }
    return views
  }

  /// How many of a run's letters stand in lines before the last one, where that is a line of its own and no part of what
  /// they stand for: a short word below content whose lines are all full.
  private static func withoutLastLine(
    _ bytes: [UInt8],
    _ letters: [Int],
    end: Int,
    base: Int
  ) -> Int? {
    var cut = letters.count - 1
    while cut > 0, letters[cut] == letters[cut - 1] + 1 { cut -= 1 }
    guard cut >= lettersMin, letters.count - cut < lineLettersMin, cut.isMultiple(of: 4),
      bytes[end - 1] != 0x3D
    else { return nil }
    let first = Array(letters[..<cut])
    if isWide(bytes, first) {
      let rest = decode(bytes, letters[...]).dropFirst(cut / 4 * 3)
      let zeros = rest.count { $0 == 0 }
      return zeros * 2 + 2 >= rest.count ? nil : cut
    }
    let whole = view(bytes, letters, end: end, base: base, isCut: false)
    return whole == nil && view(bytes, first, end: end, base: base, isCut: false) != nil ? cut : nil
  }

  /// Whether a byte is a letter of base64 in one of its two alphabets.
  @inline(__always)
  private static func isLetter(_ byte: UInt8) -> Bool { phigate_is_base64(byte) != 0 }

  /// Collects the places of a run's letters, across line ends of folded content.
  ///
  /// - Returns: behind the run and its padding.
  private static func take(
    _ bytes: [UInt8],
    from start: Int,
    _ range: Range<Int>,
    into letters: inout [Int]
  ) -> Int {
    var position = start
    while true {
      let first = position
      while position < range.upperBound, isLetter(bytes[position]) {
        letters.append(position)
        position += 1
      }
      var next = position
      while next < range.upperBound, bytes[next] == 0x0D || bytes[next] == 0x0A { next += 1 }
      // Folded with an indent, as in headers.
      while next < range.upperBound, next > position, bytes[next] == 0x20 || bytes[next] == 0x09 {
        next += 1
      }
      let isFolded =
        next > position && next < range.upperBound && position - first >= lineLettersMin
        && isLetter(bytes[next]) && isLine(bytes, next, range)
      guard isFolded else { break }
      position = next
    }
    var padding = 0
    while padding < 2, position < range.upperBound, bytes[position] == 0x3D {
      position += 1
      padding += 1
    }
    return position
  }

  /// Whether nothing but letters and padding stands in the line from `position` on.
  private static func isLine(_ bytes: [UInt8], _ position: Int, _ range: Range<Int>) -> Bool {
    var end = position
    while end < range.upperBound, isLetter(bytes[end]) || bytes[end] == 0x3D { end += 1 }
    return end == range.upperBound || bytes[end] <= 0x20 || bytes[end] == 0x22
  }

  /// The text that letters stand for; nil where they stand for no text.
  private static func view(
    _ bytes: [UInt8],
    _ letters: [Int],
    end: Int,
    base: Int,
    isCut: Bool
  ) -> EscapeView? {
    let phases = isCut || letters.count > sampleLetters ? 0...3 : 0...0
    for phase in phases where letters.count - phase >= lettersMin {
      let sample = letters[phase...].prefix(sampleLetters)
      guard isText(decode(bytes, sample)) else { continue }
      var rest = letters[phase...]
      var last = end
      if rest.count % 4 == 1 {
        guard isCut || letters.count > sampleLetters else { continue }
        last = rest.removeLast()
      }
      let text = decode(bytes, rest)
      guard isText(text) else { continue }
      let isURL = rest.contains { bytes[$0] == 0x2D || bytes[$0] == 0x5F }
      return EscapeView(
        kind: .base64(isURL: isURL),
        text: isUTF8(text) ? text : text.map { $0 < 0x80 ? $0 : 0x3F },
        places: rest.map { UInt32($0 - base) } + [UInt32(last - base)],
        core: text.indices
      )
    }
    return nil
  }

  /// A run of content that begins like a known format which is no text, or is longer than keys and
  /// signatures are.
  private static func opaque(
    _ bytes: [UInt8],
    _ letters: [Int],
    end: Int,
    base: Int
  ) -> EscapeView? {
    guard let first = letters.first else { return nil }
    let beginnings: [StaticString] = [
      "JVBERi0", "iVBORw0KGgo", "/9j/", "R0lGOD", "UEsDB", "H4sIA", "SUkqA", "TU0AK", "0M8R4K",
      "KLUv/", "QlpoO", "/Td6WF", "N3q8rycc", "UklGR",
    ]
    let isKnown = beginnings.contains { bytes.holds($0, at: first) } && letters.count >= 64
    let sample = letters.prefix(1_024).map { bytes[$0] }
    let isMixed =
      sample.contains { $0.isDigit } && sample.contains { (0x41...0x5A).contains($0) }
      && sample.contains { (0x61...0x7A).contains($0) }
    guard isKnown || letters.count >= opaqueLettersMin && isMixed || isWide(bytes, letters)
    else { return nil }
    let places = [UInt32(first - base), UInt32(end - base)]
    return EscapeView(kind: .opaque, places: places, core: 0..<0)
  }

  /// Whether letters stand for text in UTF-16, which programs of Windows put into base64.
  private static func isWide(_ bytes: [UInt8], _ letters: [Int]) -> Bool {
    let unitsMin = 6
    for phase in 0...3 where letters.count - phase >= lettersMin {
      let text = decode(bytes, letters[phase...].prefix(sampleLetters))
      let units = text.count / 2
      guard units >= unitsMin else { continue }
      for high in 0...1 {
        let plain = (0..<units)
          .count { unit in
            let low = text[2 * unit + 1 - high]
            return text[2 * unit + high] == 0 && (low >= 0x20 && low < 0x7F || low == 0x0A)
          }
        if plain * 10 >= units * 8 { return true }
      }
    }
    return false
  }

  /// The bytes that letters stand for; a rest of one letter stands for nothing.
  private static func decode(_ bytes: [UInt8], _ letters: ArraySlice<Int>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(letters.count / 4 * 3 + 2)
    var (bits, count) = (UInt32(0), 0)
    for place in letters {
      bits = bits << 6 | UInt32(base64Value(bytes[place]) ?? 0)
      count += 1
      if count == 4 {
        out.append(UInt8(truncatingIfNeeded: bits >> 16))
        out.append(UInt8(truncatingIfNeeded: bits >> 8))
        out.append(UInt8(truncatingIfNeeded: bits))
        (bits, count) = (0, 0)
      }
    }
    if count > 1 { out.append(UInt8(truncatingIfNeeded: bits >> (count == 2 ? 4 : 10))) }
    if count > 2 { out.append(UInt8(truncatingIfNeeded: bits >> 2)) }
    return out
  }

  /// Whether bytes are text: no controls, and few that are not UTF-8.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    var high = 0
    for byte in bytes {
      if byte < 0x20, byte != 0x09, byte != 0x0A, byte != 0x0D { return false }
      if byte == 0x7F { return false }
      if byte >= 0x80 { high += 1 }
    }
    return high == 0 || isUTF8(bytes) || high * 10 <= bytes.count
  }

  /// Whether bytes are UTF-8, but for characters cut off at the ends.
  private static func isUTF8(_ bytes: [UInt8]) -> Bool {
    let skip = bytes.prefix(3).prefix { $0 & 0xC0 == 0x80 }.count
    let rest = Array(bytes[skip...])
    let bad = rest.firstInvalid(from: 0, to: rest.count)
    return bad == rest.count || rest.count - bad < 4 && rest[bad] >= 0xC2
  }
}
