/// A hash of bytes one after the other: FNV-1a of 64 bits.
///
/// Texts of which the hashes are equal are taken for equal only where that tells nothing but what a field is
/// called; elsewhere they are compared.
///
/// Source: Fowler, Noll and Vo, RFC 9923.
struct ByteHash {
  /// The hash of all that was added.
  private(set) var value: UInt64

  /// - Parameter salt: tells apart what has the same bytes.
  @inline(__always)
  init(salt: UInt64 = 0) { value = 0xCBF2_9CE4_8422_2325 ^ salt }

  @inline(__always)
  mutating func add(_ byte: UInt8) { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// The hash of a text.
  @inline(__always)
  static func of(_ text: ArraySlice<UInt8>) -> UInt64 {
    var hash = ByteHash()
    for byte in text { hash.add(byte) }
    return hash.value
  }
}
