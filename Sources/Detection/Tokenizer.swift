import CScan
import Vocabulary

extension ScanScratch {
  /// Replaces tokens and `@` positions by those of `text`.
  ///
  /// One pass of 64-byte bitmaps, then one step a token: starts and ends of runs are bits, and what
  /// stands between two tokens is read from bitmaps, too. A run of more than `Token.lengthMax`
  /// bytes is cut, so that no rule ever walks further than that.
  mutating func tokenize(_ text: Span<UInt8>) {
    tokens.removeAll(keepingCapacity: true)
    ats.removeAll(keepingCapacity: true)
    hasHighBytes = false
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe withUnsafeTemporaryAllocation(of: Token.self, capacity: 64) { tokens in
        var run = OpenRun()
        var base = 0
        while base < bytes.count {
          let classes = unsafe Self.classify(bytes, from: base)
          unsafe take(classes, base: base, bytes, tokens, &run)
          base &+= 64
        }
        if run.isOpen { unsafe closeOpen(&run, end: bytes.count, bytes) }
      }
    }
  }

  /// The classes of 64 bytes; behind the end of the text there are bytes of no class.
  @inline(__always)
  private static func classify(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from base: Int
  ) -> phigate_classes {
    guard let start = bytes.baseAddress else { return phigate_classes() }
    if base &+ 64 <= bytes.count { return unsafe phigate_classify(start + base) }
    return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { padded in
      unsafe padded.initialize(repeating: 0)
      for index in 0..<(bytes.count &- base) { unsafe padded[index] = bytes[base &+ index] }
      guard let start = padded.baseAddress else { return phigate_classes() }
      return unsafe phigate_classify(start)
    }
  }

  /// A run whose end was not seen yet, and what stands before it.
  private struct OpenRun {
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
    /// What stands before it.
    var gap = TokenGap.lineBreak
    /// Offset behind the previous token; 0 before the first.
    var previousEnd = 0
    /// Whether a line ended behind the previous token.
    var sawNewline = true
    /// The last byte's classes, as bits for the next block.
    var letterCarry: UInt64 = 0
    /// The same for digits.
    var digitCarry: UInt64 = 0
  }

  /// Turns the bitmaps of 64 bytes into tokens.
  @inline(__always)
  private mutating func take(
    _ classes: phigate_classes,
    base: Int,
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ out: UnsafeMutableBufferPointer<Token>,
    _ run: inout OpenRun
  ) {
    var at = classes.at
    while at != 0 {
      ats.append(UInt32(truncatingIfNeeded: base &+ at.trailingZeroBitCount))
      at &= at &- 1
    }
    if classes.high != 0 { hasHighBytes = true }
    let (letter, digit) = (classes.letter, classes.digit)
    let letterBefore = letter &<< 1 | run.letterCarry
    let digitBefore = digit &<< 1 | run.digitCarry
    var starts = letter & ~letterBefore | digit & ~digitBefore
    var ends = ~letter & letterBefore | ~digit & digitBefore
    run.letterCarry = letter &>> 63
    run.digitCarry = digit &>> 63
    if run.isOpen {
      guard ends != 0 else {
        run.capitals &+= classes.upper.nonzeroBitCount
        return
      }
      let end = ends.trailingZeroBitCount
      ends &= ends &- 1
      run.capitals &+= (classes.upper & Self.below(end)).nonzeroBitCount
      unsafe closeOpen(&run, end: base &+ end, bytes)
    }
    var count = 0
    while starts != 0 {
      let start = starts.trailingZeroBitCount
      starts &= starts &- 1
      let gap = unsafe gap(classes, base, start, bytes, run)
      let isDigits = digit &>> UInt64(start) & 1 != 0
      guard ends != 0 else {
        run.isOpen = true
        run.isDigits = isDigits
        run.start = base &+ start
        run.capitals = (classes.upper & ~Self.below(start)).nonzeroBitCount
        run.startsWithCapital = classes.upper &>> UInt64(start) & 1 != 0
        run.gap = gap
        break
      }
      let end = ends.trailingZeroBitCount
      ends &= ends &- 1
      let (from, to) = (base &+ start, base &+ end)
      let all = Self.below(end) & ~Self.below(start)
      unsafe out[count] = Token(
        hash: isDigits ? Self.digitValue(bytes, from, to) : Self.wordHash(bytes, from, to),
        start: UInt32(truncatingIfNeeded: from),
        length: UInt16(truncatingIfNeeded: end &- start),
        shape: isDigits ? .digits : Self.shape(classes.upper & all, all),
        gap: gap
      )
      count &+= 1
      run.previousEnd = to
      run.sawNewline = false
    }
    if count > 0 { unsafe tokens.append(contentsOf: UnsafeBufferPointer(rebasing: out[..<count])) }
    if !run.isOpen {
      let behind = max(0, run.previousEnd &- base)
      if classes.newline & ~Self.below(behind) != 0 { run.sawNewline = true }
    }
  }

  /// The bits below a position of up to 64.
  @inline(__always)
  private static func below(_ position: Int) -> UInt64 {
    position >= 64 ? .max : (UInt64(1) &<< UInt64(truncatingIfNeeded: position)) &- 1
  }

  /// The shape of a word from the bits of its capitals and of all its bytes.
  @inline(__always)
  private static func shape(_ capitals: UInt64, _ all: UInt64) -> TokenShape {
    if capitals == 0 { return .lower }
    // The lowest bit alone: a word that begins with its only capital.
    if capitals == all & (~all &+ 1) { return .capitalized }
    return capitals == all ? .upper : .mixed
  }

  /// The shape of a word.
  @inline(__always)
  private static func shape(
    _ capitals: Int,
    _ startsWithCapital: Bool,
    length: Int
  ) -> TokenShape {
    if capitals == 0 { return .lower }
    if startsWithCapital && capitals == 1 { return .capitalized }
    return capitals == length ? .upper : .mixed
  }

  /// Appends the open run as a token, or as several that touch.
  private mutating func closeOpen(
    _ run: inout OpenRun,
    end: Int,
    _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    var start = run.start
    var gap = run.gap
    let shape =
      run.isDigits
      ? TokenShape.digits
      : Self.shape(run.capitals, run.startsWithCapital, length: end &- start)
    while end &- start > 0 {
      let stop = min(end, start &+ Token.lengthMax)
      tokens.append(
        Token(
          hash: unsafe run.isDigits
            ? Self.digitValue(bytes, start, stop) : Self.wordHash(bytes, start, stop),
          start: UInt32(truncatingIfNeeded: start),
          length: UInt16(truncatingIfNeeded: stop &- start),
          shape: shape,
          gap: gap
        )
      )
      gap = .none
      start = stop
    }
    run.isOpen = false
    run.previousEnd = end
    run.sawNewline = false
  }

  /// What stands between the previous token and one that begins at `start` of these 64 bytes.
  @inline(__always)
  private func gap(
    _ classes: phigate_classes,
    _ base: Int,
    _ start: Int,
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ run: OpenRun
  ) -> TokenGap {
    if run.sawNewline { return .lineBreak }
    let before = Self.below(start)
    guard run.previousEnd >= base else {
      if classes.newline & before != 0 { return .lineBreak }
      return unsafe Self.longGap(bytes, run.previousEnd, base &+ start)
    }
    let between = before & ~Self.below(run.previousEnd &- base)
    if between == 0 { return .none }
    if classes.newline & between != 0 { return .lineBreak }
    if classes.blank & between == between { return .blank }
    return between & (between &- 1) == 0 ? .mark : .marks
  }

  /// What stands between two offsets without a line end, of which the first lies further back.
  private static func longGap(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ from: Int,
    _ to: Int
  ) -> TokenGap {
    var index = from
    while index < to {
      guard unsafe bytes[index] == 0x20 || bytes[index] == 0x09 else {
        return to &- from == 1 ? .mark : .marks
      }
      index &+= 1
    }
    return from == to ? .none : .blank
  }

  /// Up to eight bytes as a little-endian number, zeros behind them.
  @inline(__always)
  private static func group(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ count: Int
  ) -> UInt64 {
    if start &+ 8 <= bytes.count {
      let raw = UnsafeRawBufferPointer(bytes)
      let group = unsafe raw.loadUnaligned(fromByteOffset: start, as: UInt64.self)
      return UInt64(littleEndian: group) & (UInt64.max &>> UInt64(64 &- 8 &* count))
    }
    var group: UInt64 = 0
    for offset in 0..<count {
      group |= unsafe UInt64(bytes[start &+ offset]) &<< UInt64(8 &* offset)
    }
    return group
  }

  /// The value of up to 18 digits; `UInt64.max` for more.
  @inline(__always)
  private static func digitValue(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> UInt64 {
    let count = end &- start
    if count <= 8 { return unsafe eightDigits(group(bytes, start, count), count) }
    guard count <= 18 else { return .max }
    var value: UInt64 = 0
    for index in start..<end { value = unsafe value &* 10 &+ UInt64(bytes[index] &- 0x30) }
    return value
  }

  /// The value of one to eight digits that stand in a little-endian number: pairs, then fours, then
  /// both halves are added up.
  @inline(__always)
  private static func eightDigits(_ group: UInt64, _ count: Int) -> UInt64 {
    var value = group &<< UInt64(64 &- 8 &* count)
    value = value & 0x0F0F_0F0F_0F0F_0F0F
    value = value &* 10 &+ value &>> 8
    value = ((value & 0x00FF_00FF_00FF_00FF) &* 0x0064_0001) &>> 16
    return ((value & 0x0000_FFFF_0000_FFFF) &* 0x0000_2710_0000_0001) &>> 32
  }

  /// `Token.hash` of the bytes, eight at a time.
  @inline(__always)
  private static func wordHash(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ start: Int,
    _ end: Int
  ) -> UInt64 {
    let fold: UInt64 = 0x2020_2020_2020_2020
    var hash: UInt64 = 0
    var index = start
    while end &- index > 8 {
      hash = unsafe Token.mixed(hash, group(bytes, index, 8) | fold)
      index &+= 8
    }
    let rest = end &- index
    let mask = UInt64.max &>> UInt64(64 &- 8 &* rest)
    return unsafe Token.mixed(hash, group(bytes, index, rest) | fold & mask)
  }
}
