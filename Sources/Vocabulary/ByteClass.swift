extension UInt8 {
  /// `0` to `9`.
  @inlinable package var isDigit: Bool { self &- 0x30 < 10 }
  /// `A` to `Z` or `a` to `z`.
  @inlinable package var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// An ASCII letter or digit.
  @inlinable package var isAlphanumeric: Bool { isDigit || isLetter }
  /// A capital ASCII letter.
  @inlinable package var isUppercase: Bool { self &- 0x41 < 26 }
  /// A small ASCII letter.
  @inlinable package var isLowercase: Bool { self &- 0x61 < 26 }
  /// Whether a byte may stand between values: it is no blank and in no mask (`[HEALTH_PLAN]`, `2026`).
  @inlinable package var separates: Bool {
    !isAlphanumeric && self != 0x20 && self != 0x5B && self != 0x5D && self != 0x5F
  }
  /// The byte with an ASCII capital made small.
  @inlinable package var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
}
