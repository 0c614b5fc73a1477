import CScan

extension Span where Element == UInt8 {
  /// The offset of the line feed that ends the line from `start` on, or of the text's end.
  func lineEnd(from start: Int) -> Int {
    let rest = extracting(start..<count)
    return unsafe rest.withUnsafeBufferPointer { bytes in
      start + (unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x0A))
    }
  }

  /// The offset of the first of two bytes from `start` on; the text's end where neither stands.
  func firstOffset(of one: UInt8, or other: UInt8, from start: Int) -> Int {
    unsafe withUnsafeBufferPointer { bytes in
      unsafe phigate_find_either(bytes.baseAddress, start, bytes.count, one, other)
    }
  }

  /// The offset behind the blanks from `start` on.
  func behindBlanks(_ start: Int) -> Int {
    var offset = start
    while at(offset) == 0x20 { offset += 1 }
    return offset
  }

  /// Where the line around an offset begins, at `start` at the earliest.
  func lineStart(before offset: Int, from start: Int) -> Int {
    unsafe withUnsafeBufferPointer { bytes in
      unsafe phigate_line_start(bytes.baseAddress, start, offset)
    }
  }

  /// Whether some bytes stand in the text one behind the other.
  func holds(_ bytes: [UInt8]) -> Bool {
    unsafe withUnsafeBufferPointer { text in
      unsafe bytes.withUnsafeBufferPointer { wanted in
        unsafe phigate_holds(text.baseAddress, text.count, wanted.baseAddress, wanted.count) != 0
      }
    }
  }

  /// The line around an offset, without its line feed; nil where more bytes of it than `bytesMax` stand on one side.
  func line(around offset: Int, bytesMax: Int) -> Range<Int>? {
    var (start, end) = (offset, offset)
    while start > 0, self[start - 1] != 0x0A {
      start -= 1
      if offset - start > bytesMax { return nil }
    }
    while end < count, self[end] != 0x0A {
      end += 1
      if end - offset > bytesMax { return nil }
    }
    return start..<end
  }
}
