import CScan
import Vocabulary

/// Bytes of a text, asked for one by one.
extension Span where Element == UInt8 {
  /// Whether a byte stands anywhere in the text.
  func holds(_ byte: UInt8) -> Bool {
    unsafe withUnsafeBufferPointer {
      unsafe phigate_find_byte($0.baseAddress, $0.count, CInt(byte))
    }
      < count
  }

  /// The byte at an offset; 0 outside.
  @inline(__always)
  func at(_ offset: Int) -> UInt8 {
    offset >= 0 && offset < count ? self[offset] : 0
  }

  /// Whether a byte is a letter, a digit or part of a character above ASCII.
  @inline(__always)
  func isWordByte(_ offset: Int) -> Bool {
    let byte = at(offset)
    return byte.isAlphanumeric || byte >= 0x80
  }
}
