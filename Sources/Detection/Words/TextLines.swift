import CScan

extension Span where Element == UInt8 {
  /// The offset of the line feed that ends the line from `start` on, or of the text's end.
  func lineEnd(from start: Int) -> Int {
    let rest = extracting(start..<count)
    return unsafe rest.withUnsafeBufferPointer { bytes in
      start + (unsafe phigate_find_byte(bytes.baseAddress, bytes.count, 0x0A))
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
