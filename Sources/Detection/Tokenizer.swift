import CScan
import Vocabulary

extension ScanScratch {
  /// Replaces tokens and `@` positions by those of `text`.
  ///
  /// One pass of 64-byte bitmaps, then one step a token. A run of more than `Token.lengthMax`
  /// bytes is cut, so that no rule ever walks further than that.
  mutating func tokenize(_ text: Span<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    ats.removeAll(keepingCapacity: true)
    hasHighBytes = false
    var open = OpenRun()
    var base = 0
    let whole = text.count & ~63
    while base < whole {
      let classes = unsafe text.withUnsafeBufferPointer { buffer in
        unsafe buffer.baseAddress.map { unsafe phigate_classify($0 + base) } ?? phigate_classes()
      }
      take(classes, base: base, count: 64, text: text, open: &open)
      base &+= 64
    }
    if base < text.count {
      let classes = classifyTail(text, from: base)
      take(classes, base: base, count: text.count &- base, text: text, open: &open)
    }
    if open.isOpen { close(&open, end: text.count, text: text) }
  }

  /// The classes of the last, incomplete 64 bytes.
  private func classifyTail(_ text: Span<UInt8>, from base: Int) -> phigate_classes {
    var out = phigate_classes()
    for index in 0..<(text.count &- base) {
      let byte = text[base &+ index]
      let bit = UInt64(1) &<< UInt64(index)
      if byte >= 0x80 {
        out.letter |= bit
        out.high |= bit
      } else if byte.isLowercase {
        out.letter |= bit
      } else if byte.isDigit {
        out.digit |= bit
      } else if byte.isUppercase {
        out.letter |= bit
        out.upper |= bit
      } else if byte == 0x0A || byte == 0x0D {
        out.newline |= bit
      } else if byte == 0x40 {
        out.at |= bit
      }
    }
    return out
  }

  /// A run whose end was not seen yet, and what is known of it.
  struct OpenRun {
    /// Whether there is one.
    var isOpen = false
    /// Whether it is of digits.
    var isDigits = false
    /// Offset of its first byte.
    var start = 0
    /// Capitals so far.
    var capitals = 0
    /// Whether its first byte is a capital.
    var startsWithCapital = false
    /// Offset behind the previous token; 0 before the first.
    var previousEnd = 0
    /// Whether a line ended behind the previous token.
    var sawNewline = true
  }

  /// Turns the bitmaps of up to 64 bytes into tokens.
  @inline(__always)
  private mutating func take(
    _ classes: phigate_classes,
    base: Int,
    count: Int,
    text: Span<UInt8>,
    open: inout OpenRun
  ) {
    var at = classes.at
    while at != 0 {
      ats.append(UInt32(truncatingIfNeeded: base &+ at.trailingZeroBitCount))
      at &= at &- 1
    }
    if classes.high != 0 { hasHighBytes = true }
    let letter = classes.letter
    let digit = classes.digit
    let openLetter: UInt64 = open.isOpen && !open.isDigits ? 1 : 0
    let openDigit: UInt64 = open.isOpen && open.isDigits ? 1 : 0
    // A bit wherever the class differs from the byte before: ends and starts of runs.
    var edges = (letter ^ (letter << 1 | openLetter)) | (digit ^ (digit << 1 | openDigit))
    let valid = count == 64 ? UInt64.max : (UInt64(1) &<< UInt64(count)) &- 1
    edges &= valid
    var newline = classes.newline
    while edges != 0 {
      let position = edges.trailingZeroBitCount
      edges &= edges &- 1
      let bit = UInt64(1) &<< UInt64(position)
      if open.isOpen {
        if !open.isDigits { open.capitals &+= capitals(classes.upper, base, open.start, position) }
        close(&open, end: base &+ position, text: text)
      }
      if (letter | digit) & bit != 0 {
        open.isOpen = true
        open.isDigits = digit & bit != 0
        open.start = base &+ position
        open.capitals = 0
        open.startsWithCapital = classes.upper & bit != 0
        let before = newline & (bit &- 1)
        if before != 0 {
          open.sawNewline = true
          newline &= ~(bit &- 1)
        }
      }
    }
    if open.isOpen {
      if !open.isDigits { open.capitals &+= capitals(classes.upper, base, open.start, 64) }
    } else if newline != 0 {
      open.sawNewline = true
    }
  }

  /// Capitals of a block from a run's start, or the block's, to `position`.
  @inline(__always)
  private func capitals(_ upper: UInt64, _ base: Int, _ start: Int, _ position: Int) -> Int {
    guard upper != 0 else { return 0 }
    let from = max(0, start &- base)
    let below = position >= 64 ? UInt64.max : (UInt64(1) &<< UInt64(position)) &- 1
    let above = UInt64.max &<< UInt64(from)
    return (upper & below & above).nonzeroBitCount
  }

  /// Appends the open run as a token, or as several that touch.
  @inline(__always)
  private mutating func close(_ open: inout OpenRun, end: Int, text: Span<UInt8>) {
    var start = open.start
    var gap = gapBefore(open, text: text)
    var shape = TokenShape.digits
    if !open.isDigits {
      if open.capitals == 0 {
        shape = .lower
      } else if open.startsWithCapital && open.capitals == 1 {
        shape = .capitalized
      } else {
        shape = open.capitals == end &- start ? .upper : .mixed
      }
    }
    while end &- start > 0 {
      let stop = min(end, start &+ Token.lengthMax)
      let value =
        open.isDigits
        ? digitValue(text, start, stop) : wordHash(text, start, stop)
      tokens.append(
        Token(
          hash: value,
          start: UInt32(truncatingIfNeeded: start),
          length: UInt16(truncatingIfNeeded: stop &- start),
          shape: shape,
          gap: gap
        )
      )
      gap = .none
      start = stop
    }
    open.isOpen = false
    open.previousEnd = end
    open.sawNewline = false
  }

  /// What stands between the previous token and the open run.
  @inline(__always)
  private func gapBefore(_ open: OpenRun, text: Span<UInt8>) -> TokenGap {
    if open.sawNewline { return .lineBreak }
    let length = open.start &- open.previousEnd
    if length == 0 { return tokens.isEmpty ? .lineBreak : .none }
    let first = text[open.previousEnd]
    let isBlank = first == 0x20 || first == 0x09
    if length == 1 { return isBlank ? .blank : .mark }
    guard isBlank else { return .marks }
    var index = open.previousEnd &+ 1
    while index < open.start {
      guard text[index] == 0x20 || text[index] == 0x09 else { return .marks }
      index &+= 1
    }
    return .blank
  }

  /// The value of up to 18 digits; `UInt64.max` for more.
  @inline(__always)
  private func digitValue(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    guard end &- start <= 18 else { return .max }
    var value: UInt64 = 0
    var index = start
    while index < end {
      value = value &* 10 &+ UInt64(text[index] &- 0x30)
      index &+= 1
    }
    return value
  }

  /// `Token.hash` of the bytes, eight at a time.
  @inline(__always)
  private func wordHash(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> UInt64 {
    let fold: UInt64 = 0x2020_2020_2020_2020
    var hash: UInt64 = 0
    var index = start
    while end &- index >= 8 {
      let group = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      hash = Token.mixed(hash, UInt64(littleEndian: group) | fold)
      index &+= 8
    }
    let rest = end &- index
    guard rest > 0 else { return hash }
    let mask = (UInt64(1) &<< UInt64(rest &* 8)) &- 1
    if index &+ 8 <= text.count {
      let group = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      return Token.mixed(hash, (UInt64(littleEndian: group) | fold) & mask)
    }
    var group: UInt64 = 0
    var offset = 0
    while offset < rest {
      group |= UInt64(text[index &+ offset] | 0x20) &<< UInt64(offset &* 8)
      offset &+= 1
    }
    return Token.mixed(hash, group)
  }
}
