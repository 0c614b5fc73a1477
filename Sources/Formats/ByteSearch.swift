import CBytes

/// Searches in arrays of bytes; each takes `from <= to <= count` and answers `to` where there is
/// nothing.
extension [UInt8] {
  /// The first place of one of four bytes; repeat one where fewer are wanted.
  @inline(__always)
  func first(
    of one: UInt8,
    _ two: UInt8,
    _ three: UInt8,
    _ four: UInt8,
    from start: Int,
    to end: Int
  ) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(phigate_find4(base, start, end, one, two, three, four))
    }
  }

  /// The first place of a byte.
  @inline(__always)
  func first(of byte: UInt8, from start: Int, to end: Int) -> Int {
    first(of: byte, byte, byte, byte, from: start, to: end)
  }

  /// The first place of an ASCII text of one byte or more, all of which lies before `end`.
  func first(of text: StaticString, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(
        phigate_find_text(base, start, end, text.utf8Start, text.utf8CodeUnitCount)
      )
    }
  }

  /// The first place of a quote, a backslash or a control byte.
  @inline(__always)
  func firstJSONMark(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(phigate_find_json(base, start, end))
    }
  }

  /// The first place of a byte that the table marks.
  @inline(__always)
  func first(in table: ByteTable, from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      unsafe table.marks.withUnsafeBufferPointer { marks in
        guard let base = buffer.baseAddress, let known = marks.baseAddress else { return end }
        return unsafe Int(phigate_find_class(base, start, end, known))
      }
    }
  }

  /// Where the first run of 16 letters of base64 or more begins.
  @inline(__always)
  func firstBase64Run(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(phigate_find_base64(base, start, end))
    }
  }

  /// The first place of a blank behind which another one or a control byte stands before `end`.
  @inline(__always)
  func firstGap(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(phigate_find_gap(base, start, end))
    }
  }

  /// The first place of a byte of 0x80 or more, or of a control that frames nothing: all but backspace,
  /// tabs, line and page ends, escapes and what parts files, groups and records.
  @inline(__always)
  func firstNoPlain(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(phigate_find_no_plain(base, start, end))
    }
  }

  /// The first place of a byte of 0x80 or more.
  @inline(__always)
  func firstHigh(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(phigate_find_high(base, start, end))
    }
  }

  /// The first place of a byte that is no part of a whole UTF-8 character.
  @inline(__always)
  func firstInvalid(from start: Int, to end: Int) -> Int {
    precondition(start >= 0 && start <= end && end <= count, "a search lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return end }
      return unsafe Int(phigate_find_invalid(base, start, end))
    }
  }

  /// The length of the UTF-8 character at `position`, 1 to 4; 0 where there is none.
  @inline(__always)
  func utf8Length(at position: Int, to end: Int) -> Int {
    precondition(position >= 0 && position < end && end <= count, "a byte lies inside its bytes")
    return unsafe withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return unsafe Int(phigate_utf8_length(base, position, end))
    }
  }

  /// Whether the bytes at `position` are the ASCII text.
  func holds(_ text: StaticString, at position: Int) -> Bool {
    guard position >= 0, position + text.utf8CodeUnitCount <= count else { return false }
    return unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      .elementsEqual(self[position..<position + text.utf8CodeUnitCount])
  }

  /// The range without the parts of characters that stick out at its ends.
  func characterBounds(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, start < range.lowerBound + 3, self[start] & 0xC0 == 0x80 { start += 1 }
    guard end == count else {
      while end > start, end > range.upperBound - 3, self[end] & 0xC0 == 0x80 { end -= 1 }
      return start..<end
    }
    return start..<end
  }

  /// Whether a range is UTF-8, but for a character cut off at its end, and at its beginning where
  /// that `mayBeCut`.
  func isUTF8(_ range: Range<Int>, mayBeCut: Bool) -> Bool {
    var bounds = characterBounds(range)
    if !mayBeCut { bounds = range.lowerBound..<Swift.max(range.lowerBound, bounds.upperBound) }
    let bad = firstInvalid(from: bounds.lowerBound, to: bounds.upperBound)
    if bad == bounds.upperBound { return true }
    guard bounds.upperBound == count, bounds.upperBound - bad < 4 else { return false }
    guard self[bad] >= 0xC2, self[bad] < 0xF5 else { return false }
    return self[(bad + 1)..<bounds.upperBound].allSatisfy { $0 & 0xC0 == 0x80 }
  }
}

/// Bytes that mean something to a format.
struct ByteTable {
  /// For each byte 1 where it is marked.
  fileprivate var marks = [UInt8](repeating: 0, count: 256)

  /// Marks some bytes.
  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { marks[Int(byte)] = 1 }
  }

  /// Whether a byte is marked.
  subscript(byte: UInt8) -> Bool { marks[Int(byte)] != 0 }
}
