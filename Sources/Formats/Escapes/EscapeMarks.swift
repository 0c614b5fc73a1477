import CBytes
import Vocabulary

/// Finds percent-encoding, `\u` escapes, references, forms and quoted-printable in a text.
struct EscapeMarks {
  /// An escape.
  private struct Mark {
    var start: Int
    var end: Int
    /// The character or, in percent-encoding and quoted-printable, the byte; nil for nothing.
    var value: UInt32?
    var isByte = false
  }

  private let bytes: [UInt8]
  private let range: Range<Int>
  /// Escapes that are read together; what lies within so many bytes of them counts, and is read
  /// with so many bytes of context more.
  private static let nearBytes = 256
  private static let contextBytes = 512

  /// Looks at a range of bytes.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// Whether there is any escape.
  var hasAny: Bool {
    next(from: range.lowerBound) != nil
      || nextQuoted(from: range.lowerBound, surely: true) != nil
      || nextForeign(from: range.lowerBound) != nil
      || ChangeMark.next(bytes, from: range.lowerBound, range.upperBound) != nil
  }

  /// The readings: a window for each cluster of escapes.
  func views() -> [EscapeView] {
    clusters { next(from: $0) }.map { view($0) }
      + clusters { nextQuoted(from: $0, surely: true) }.map { view(withValues($0)) }
      + clusters { nextForeign(from: $0) }.map { view($0) }
      + clusters { nextChange(from: $0, without: ChangeMark.deletion) }.map { view($0) }
      + clusters { nextChange(from: $0, without: ChangeMark.insertion) }.map { view($0) }
  }

  /// The first mark of a change from `position` on, with all text that it begins where that is left out.
  private func nextChange(from position: Int, without begin: UInt32) -> Mark? {
    guard let start = ChangeMark.next(bytes, from: position, range.upperBound) else { return nil }
    var end = start + ChangeMark.byteCount
    if ChangeMark.mark(bytes, at: start, range.upperBound) == begin {
      var place = end
      while let next = ChangeMark.next(bytes, from: place, range.upperBound) {
        place = next + ChangeMark.byteCount
        guard ChangeMark.mark(bytes, at: next, range.upperBound) == begin + 1 else { continue }
        end = place
        break
      }
    }
    return Mark(start: start, end: end, value: nil)
  }

  /// The readings in which lines of prose go on where they were broken inside a value.
  func unwrapped() -> [EscapeView] {
    let lines = WrappedLines(bytes, range)
    let breaks = clusters { position in
      lines.next(from: position).map { Mark(start: $0.lowerBound, end: $0.upperBound, value: 0x20) }
    }
    return breaks.map { marks in
      var view = view(marks)
      view.isUnwrapped = true
      return view
    }
  }

  /// Escapes of quoted-printable with those near them that might be values of keys.
  private func withValues(_ marks: [Mark]) -> [Mark] {
    let first = (marks.first?.start ?? range.lowerBound) - Self.nearBytes
    let end = (marks.last?.end ?? range.upperBound) + Self.nearBytes
    var all: [Mark] = []
    var position = max(range.lowerBound, first)
    while let mark = nextQuoted(from: position, surely: false), mark.end <= end {
      all.append(mark)
      position = mark.end
    }
    return all
  }

  /// The first escape from `position` on that is not quoted-printable.
  private func next(from position: Int) -> Mark? {
    var position = position
    while position < range.upperBound {
      position = bytes.first(of: 0x25, 0x5C, 0x26, 0x2B, from: position, to: range.upperBound)
      if position == range.upperBound { return nil }
      let mark =
        switch bytes[position] {
        case 0x25: percent(position)
        case 0x5C: backslash(position)
        case 0x26: reference(position)
        default: plus(position)
        }
      if let mark { return mark }
      position += 1
    }
    return nil
  }

  /// `count` hexadecimal digits at `position`.
  private func hex(_ position: Int, count: Int) -> UInt32? {
    guard position + count <= range.upperBound else { return nil }
    var value: UInt32 = 0
    for place in position..<position + count {
      guard let digit = hexValue(bytes[place]) else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }

  private func percent(_ position: Int) -> Mark? {
    guard let value = hex(position + 1, count: 2) else { return nil }
    return Mark(start: position, end: position + 3, value: value, isByte: true)
  }

  private func backslash(_ position: Int) -> Mark? {
    guard position + 1 < range.upperBound else { return nil }
    switch bytes[position + 1] {
    case 0x75, 0x55:
      guard let high = hex(position + 2, count: 4) else { return nil }
      if high & 0xFC00 == 0xD800, position + 7 < range.upperBound, bytes[position + 6] == 0x5C,
        let low = hex(position + 8, count: 4), low & 0xFC00 == 0xDC00
      {
        let scalar = 0x10000 + (high & 0x3FF) << 10 + (low & 0x3FF)
        return Mark(start: position, end: position + 12, value: scalar)
      }
      return Mark(start: position, end: position + 6, value: high)
    case 0x78:
      guard let value = hex(position + 2, count: 2) else { return nil }
      return Mark(start: position, end: position + 4, value: value)
    case 0x6E, 0x72: return Mark(start: position, end: position + 2, value: 0x0A)
    case 0x74: return Mark(start: position, end: position + 2, value: 0x09)
    case 0x22: return Mark(start: position, end: position + 2, value: 0x22)
    default: return nil
    }
  }

  private func reference(_ position: Int) -> Mark? {
    guard
      let found = XMLEntities.decode(bytes, at: position, to: range.upperBound, isHTML: true)
    else { return nil }
    return Mark(start: position, end: found.end, value: found.scalar)
  }

  /// A plus sign between words of a form.
  private func plus(_ position: Int) -> Mark? {
    guard position > range.lowerBound, position + 1 < range.upperBound,
      bytes[position - 1].isAlphanumeric, bytes[position + 1].isAlphanumeric,
      !isHighestAge(endingAt: position)
    else { return nil }
    let reach = max(range.lowerBound, position - Self.nearBytes)
    var place = position
    while place > reach, bytes[place - 1] > 0x20 {
      place -= 1
      if bytes[place] == 0x3D { return Mark(start: position, end: position + 1, value: 0x20) }
    }
    return nil
  }

  /// Whether what stands before a plus sign is 90 alone, so that both are how ages above 89 are written: `(90+Y)`.
  private func isHighestAge(endingAt position: Int) -> Bool {
    position >= range.lowerBound + 2 && bytes[position - 2] == 0x39 && bytes[position - 1] == 0x30
      && (position == range.lowerBound + 2 || !bytes[position - 3].isAlphanumeric)
  }

  /// The first digit, letter or sign of another script or width from `position` on.
  private func nextForeign(from position: Int) -> Mark? {
    guard let found = ForeignCharacters.next(bytes, from: position, in: range) else { return nil }
    return Mark(start: found.place.lowerBound, end: found.place.upperBound, value: found.value)
  }

  /// The first escape of quoted-printable from `position` on: a soft line end, or the code of a
  /// byte that must be or often is escaped.
  ///
  /// `surely`: whether the value of a key, which has the same form, is passed over.
  private func nextQuoted(from position: Int, surely: Bool) -> Mark? {
    var position = position
    while position < range.upperBound {
      position = bytes.first(of: 0x3D, from: position, to: range.upperBound)
      if position == range.upperBound { return nil }
      if let mark = quoted(position), !surely || !isValue(mark) { return mark }
      position += 1
    }
    return nil
  }

  /// Digits behind a key and `=` from which on they are its value.
  private static let valueDigitsMin = 4

  /// Whether an escape may as well be the beginning of a key's value, `id=84112233`: a word before
  /// it and a number of which the code is a part.
  ///
  /// It is one where others stand near, since mail in that encoding seldom has a single escape.
  private func isValue(_ mark: Mark) -> Bool {
    guard mark.value != nil, mark.start > range.lowerBound else { return false }
    // `cs1=2021` is one as well, `12=2021` none.
    var name = mark.start
    while name > range.lowerBound, bytes[name - 1].isDigit { name -= 1 }
    guard name > range.lowerBound, bytes[name - 1].isLetter || bytes[name - 1] == 0x5F else {
      return false
    }
    var end = mark.start + 1
    while end < range.upperBound, bytes[end].isDigit { end += 1 }
    guard end - mark.start > Self.valueDigitsMin else { return false }
    guard end < range.upperBound else { return true }
    if bytes[end].isLetter || bytes[end] == 0x3D || bytes[end] >= 0x80 { return false }
    let joins = [0x2D, 0x2E, 0x2F, 0x3A, 0x28, 0x29].contains(bytes[end])
    return !(joins && end + 1 < range.upperBound && bytes[end + 1].isDigit)
  }

  /// Bytes of a line from which on an equals sign at its end is a soft end, whatever stands before it:
  /// encoders break lines of 76.
  private static let softLineBytesMin = 60
  /// Letters and digits from which on those before an equals sign may be base64 with its padding.
  private static let paddedBytesMin = 11

  /// Whether an equals sign at a line's end joins it to the next: not that of an empty setting
  /// (`API_KEY=`), nor the padding of base64.
  private func isSoftEnd(_ position: Int) -> Bool {
    if position > range.lowerBound, bytes[position - 1] == 0x3D { return false }
    var run = position
    while run > range.lowerBound, phigate_is_base64(bytes[run - 1]) != 0 { run -= 1 }
    let letters = bytes[run..<position]
    if letters.count >= Self.paddedBytesMin, letters.count % 4 == 3,
      letters.contains(where: \.isDigit), letters.contains(where: \.isUppercase)
    {
      return false
    }
    var start = position
    while start > range.lowerBound, position - start < Self.softLineBytesMin,
      bytes[start - 1] != 0x0A
    {
      start -= 1
    }
    if position - start >= Self.softLineBytesMin { return true }
    return bytes[start..<position].contains { $0 == 0x20 || $0 == 0x3D || $0 >= 0x80 }
  }

  private func quoted(_ position: Int) -> Mark? {
    guard position + 1 < range.upperBound else { return nil }
    var end = position + 1
    if bytes[end] == 0x0D, end + 1 < range.upperBound { end += 1 }
    if bytes[end] == 0x0A {
      return isSoftEnd(position) ? Mark(start: position, end: end + 1, value: nil) : nil
    }
    guard let value = hex(position + 1, count: 2),
      !bytes[position + 1..<position + 3].contains(where: { $0 >= 0x61 })
    else { return nil }
    end = position + 3
    let signs: [UInt32] = [
      0x20, 0x09, 0x3D, 0x2C, 0x2E, 0x2D, 0x2F, 0x40, 0x27, 0x3A, 0x0A, 0x0D, 0x28, 0x29, 0x5F,
    ]
    let isNextEscaped =
      end < range.upperBound && bytes[end] == 0x3D && hex(end + 1, count: 2) != nil
    let isLastEscaped =
      position >= range.lowerBound + 3 && bytes[position - 3] == 0x3D
      && hex(position - 2, count: 2) != nil
    guard signs.contains(value) || value >= 0x80 || isNextEscaped || isLastEscaped else {
      return nil
    }
    return Mark(start: position, end: end, value: value, isByte: true)
  }

  /// The escapes that `next` finds, those together that are read together.
  private func clusters(_ next: (Int) -> Mark?) -> [[Mark]] {
    var clusters: [[Mark]] = []
    var cluster: [Mark] = []
    var position = range.lowerBound
    while let mark = next(position) {
      if let last = cluster.last, mark.start - last.end > 2 * Self.nearBytes {
        clusters.append(cluster)
        cluster.removeAll(keepingCapacity: true)
      }
      cluster.append(mark)
      position = mark.end
    }
    if !cluster.isEmpty { clusters.append(cluster) }
    return clusters
  }

  /// The reading around a cluster of escapes.
  private func view(_ marks: [Mark]) -> EscapeView {
    let near = Self.nearBytes
    let whole = Self.nearBytes + Self.contextBytes
    let first = marks.first?.start ?? range.lowerBound
    let last = marks.last?.end ?? range.upperBound
    let low = boundary(max(range.lowerBound, first - whole))
    let high = boundary(min(range.upperBound, last + whole))
    var raw: [UInt8] = []
    var places: [UInt32] = []
    raw.reserveCapacity(high - low)
    places.reserveCapacity(high - low + 1)
    func add(_ byte: UInt8, _ place: Int) {
      raw.append(byte)
      places.append(UInt32(place - range.lowerBound))
    }
    func copy(_ part: Range<Int>) {
      raw.append(contentsOf: bytes[part])
      let start = part.lowerBound - range.lowerBound
      places.append(contentsOf: UInt32(start)..<UInt32(start + part.count))
    }
    var position = low
    for mark in marks {
      copy(position..<mark.start)
      position = mark.end
      guard let value = mark.value else { continue }
      if mark.isByte {
        add(value == 0 ? 0x20 : UInt8(value), mark.start)
      } else {
        let scalar = Unicode.Scalar(value == 0 ? 0x20 : value) ?? "\u{FFFD}"
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
          add(byte, mark.start)
        }
      }
    }
    copy(position..<max(position, high))
    places.append(UInt32(max(position, high) - range.lowerBound))
    var view = EscapeView(kind: .marks, text: raw, places: places, core: 0..<0)
    view.repairUTF8()
    let core = max(low, first - near) - range.lowerBound..<min(high, last + near) - range.lowerBound
    view.core = view.reading(of: core)
    return view
  }

  /// A place at which a character begins.
  private func boundary(_ place: Int) -> Int {
    var place = place
    while place > range.lowerBound, place < range.upperBound, bytes[place] & 0xC0 == 0x80 {
      place -= 1
    }
    return place
  }
}

extension EscapeView {
  /// Reads bytes that are not UTF-8 as Windows-1252.
  fileprivate mutating func repairUTF8() {
    let bad = text.firstInvalid(from: 0, to: text.count)
    guard bad < text.count else { return }
    var (out, from): ([UInt8], [UInt32]) = ([], [])
    out.reserveCapacity(text.count)
    from.reserveCapacity(text.count + 1)
    var position = 0
    while position < text.count {
      let valid = text.firstInvalid(from: position, to: text.count)
      out += text[position..<valid]
      from += places[position..<valid]
      position = valid
      if position == text.count { break }
      let scalar = Unicode.Scalar(windows1252(text[position])) ?? "\u{FFFD}"
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        out.append(byte)
        from.append(places[position])
      }
      position += 1
    }
    from.append(places[text.count])
    (text, places) = (out, from)
  }
}
