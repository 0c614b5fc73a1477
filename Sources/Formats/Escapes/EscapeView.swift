import Vocabulary

/// Another reading of a part of a text: escapes in it stand for what they mean.
///
/// Percent-encoding (RFC 3986 §2.1), forms (URL Standard §5.1), `\uXXXX` (RFC 8259 §7), references
/// (HTML §13.5), quoted-printable (RFC 2045 §6.7), base64, base32 and base16 (RFC 4648 §4 to §8);
/// digits of other scripts and widths.
package struct EscapeView: Sendable {
  /// How the reading comes from the text.
  package enum Kind: Sendable, Hashable {
    /// Each byte comes from a place in the text.
    case marks
    /// Each three bytes come from four letters.
    case base64(isURL: Bool)
    /// Each five bytes come from eight letters.
    case base32(isUpper: Bool)
    /// Each byte comes from two digits.
    case hex(isUpper: Bool)
    /// Content in base64 that no reader here reads: nothing of it can be scanned.
    case opaque
  }

  /// How the reading comes from the text.
  package var kind: Kind
  /// What is read, as UTF-8; empty where it is opaque.
  package var text: [UInt8] = []
  /// For marks the place of each byte, for base64 and base32 that of each letter, and one more: the end.
  package var places: [UInt32] = []
  /// The part of `text` whose findings count: around escapes.
  package var core: Range<Int>
  /// Whether it is the text itself with some lines going on: only what stands on both sides of a break counts.
  package var isUnwrapped = false

  /// The range of the original text that edits of the reading must replace, and the bytes of the
  /// reading that it stands for: whole characters, or whole groups of letters.
  ///
  /// `range`: of `text`, not empty.
  package func original(of range: Range<Int>) -> (range: Range<Int>, reading: Range<Int>) {
    switch kind {
    case .marks, .hex:
      var end = range.upperBound
      while end < text.count, places[end] == places[end - 1] { end += 1 }
      return (Int(places[range.lowerBound])..<Int(places[end]), range)
    case .base64, .base32:
      let (groupBytes, groupLetters) = group
      let first = range.lowerBound / groupBytes
      let last = (range.upperBound + groupBytes - 1) / groupBytes
      let letters = places.count - 1
      let isLast = last * groupLetters >= letters
      let end = isLast ? Int(places[letters]) : Int(places[last * groupLetters - 1]) + 1
      return (
        Int(places[first * groupLetters])..<end,
        first * groupBytes..<min(text.count, last * groupBytes)
      )
    case .opaque: return (Int(places[0])..<Int(places[1]), 0..<0)
    }
  }

  /// Bytes and letters of a group that is written as a whole.
  private var group: (bytes: Int, letters: Int) {
    if case .base32 = kind { return (Base32Runs.groupBytes, Base32Runs.groupLetters) }
    return (3, 4)
  }

  /// Whether letters are read and written in groups.
  package var hasGroups: Bool {
    switch kind {
    case .base64, .base32: true
    case .marks, .hex, .opaque: false
    }
  }

  /// The range of the reading that comes from a range of the original text.
  package func reading(of range: Range<Int>) -> Range<Int> {
    func index(_ place: Int) -> Int {
      var (low, high) = (0, places.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if Int(places[middle]) < place { low = middle + 1 } else { high = middle }
      }
      return low
    }
    var (low, high) = (index(range.lowerBound), index(range.upperBound))
    if hasGroups {
      let (bytes, letters) = group
      (low, high) = (low / letters * bytes, (high + letters - 1) / letters * bytes)
    }
    low = min(low, text.count)
    return low..<max(low, min(high, text.count))
  }

  /// Blanks that so many bytes of the reading need behind them to be written in whole groups.
  package func blanks(for count: Int) -> [UInt8] {
    guard hasGroups else { return [] }
    let size = group.bytes
    return [UInt8](repeating: 0x20, count: (size - count % size) % size)
  }

  /// A changed part of the reading, written like the original; where letters stand in groups with blanks behind it, so
  /// that it fills whole groups.
  package func written(_ bytes: [UInt8]) -> [UInt8] {
    if case .hex(let isUpper) = kind {
      let digits = Array((isUpper ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
      return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }
    guard hasGroups else { return bytes }
    let blanks = blanks(for: bytes.count)
    if case .base32(let isUpper) = kind {
      return Base32Runs.encode(bytes + blanks, isUpper: isUpper)
    }
    guard case .base64(let isURL) = kind else { return bytes }
    let letters = encodeBase64(bytes + blanks)
    guard isURL else { return letters }
    return letters.map { $0 == 0x2B ? 0x2D : $0 == 0x2F ? 0x5F : $0 }
  }
}

/// Finds the readings of a text.
package enum EscapeViews {
  /// Whether a range of bytes may hold escapes, or lines that were broken inside a value; false is certain.
  ///
  /// `isInner`: whether the bytes are a reading themselves, whose lines are as they are.
  package static func mayHold(_ bytes: [UInt8], _ range: Range<Int>, isInner: Bool = false) -> Bool
  {
    !isInner && WrappedLines(bytes, range).next(from: range.lowerBound) != nil
      || Base64Runs.firstRun(bytes, from: range.lowerBound, to: range.upperBound) != nil
      || EscapeMarks(bytes, range).hasAny
  }

  /// All readings of a range of bytes that differ from the bytes, in no particular order; places
  /// are relative to the range.
  package static func find(
    in bytes: [UInt8],
    _ range: Range<Int>,
    isInner: Bool = false
  ) -> [EscapeView] {
    var views = EscapeMarks(bytes, range).views()
    if !isInner { views += EscapeMarks(bytes, range).unwrapped() }
    views += Base64Runs.views(bytes, range)
    views += Base32Runs.views(bytes, range)
    views += HexRuns.views(bytes, range)
    return views
  }
}
