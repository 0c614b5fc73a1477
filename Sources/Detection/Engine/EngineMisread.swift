import Vocabulary

/// Numbers that a machine has misread: `O` for 0, `l` and `I` for 1, blanks around their marks.
extension Engine {
  /// Bytes on each side of a misread number that are read again, so that a label is in sight.
  private static let repairedReach = 160
  /// Digits of a number that is worth a second reading.
  private static let repairedDigitsMin = 4

  /// Whether a word that touches digits is nothing but letters that look like digits, in a number of
  /// some length.
  func isMisread(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index < scratch.tokens.count else { return false }
    let token = scratch.tokens[index]
    guard token.isWord, token.length <= 3 else { return false }
    for offset in token.range where !isLookalike(text[offset]) { return false }
    // What a number may be written with, on both sides.
    var (start, end, digits) = (Int(token.start), token.end, 0)
    while start > 0, isNumeric(text[start - 1]) { start -= 1 }
    while end < text.count, isNumeric(text[end]) { end += 1 }
    for offset in start..<end where text[offset].isDigit || isLookalike(text[offset]) {
      digits += 1
    }
    return digits >= Self.repairedDigitsMin
  }

  /// `O`, `o`, `l` and `I`.
  private func isLookalike(_ byte: UInt8) -> Bool {
    byte == 0x4F || byte == 0x6F || byte == 0x6C || byte == 0x49
  }

  /// Digits, what looks like them, and the marks between groups.
  private func isNumeric(_ byte: UInt8) -> Bool {
    byte.isDigit || isLookalike(byte) || byte == 0x2D || byte == 0x2E || byte == 0x2F
      || byte == 0x20
      || byte == 0x2C
  }

  /// The end of an ordinal whose digits were misread, behind its month: `lst`, `lOth`, `2lst`, `3Oth`.
  func misreadDay(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var (end, day, isMisread) = (start, 0, false)
    while end - start < 2, text.at(end).isDigit || isLookalike(text.at(end)) {
      let byte = text[end]
      isMisread = isMisread || !byte.isDigit
      day = day * 10 + (byte.isDigit ? Int(byte - 0x30) : byte | 0x20 == 0x6F ? 0 : 1)
      end += 1
    }
    guard isMisread, (1...31).contains(day), !text.isWordByte(end + 2),
      Self.ordinalEndings.contains(Token.hash(text, end..<min(end + 2, text.count)))
    else { return nil }
    return end + 2
  }

  private static let ordinalEndings = hashes("st nd rd th")

  /// Whether letters alone are a part of a date that was misread: `2/19/lO`, `O3/14/21`.
  private func isMisreadPart(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    guard range.count <= 2 else { return false }
    let (low, high) = (range.lowerBound, range.upperBound)
    return text.at(low - 1) == 0x2F && text.at(low - 2).isDigit
      || text.at(high) == 0x2F && text.at(high + 1).isDigit
  }

  /// Whether a word beside a stroke is a part of a date that was misread.
  @inline(__always)
  func isMisreadBeside(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    return (text.at(Int(token.start) &- 1) == 0x2F || text.at(token.end) == 0x2F)
      && isMisread(text, index, scratch)
  }

  /// Reads the surroundings of misread numbers with their digits put right, and takes over what is
  /// found there of a kind that is written in digits.
  func runRepaired(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var windows: [Range<Int>] = []
    for index in scratch.tokens.indices where isMisread(text, index, scratch) {
      let touches = scratch.tokens[index].gap == .none && index > 0
      let isTouched = index + 1 < scratch.tokens.count && scratch.tokens[index + 1].gap == .none
      let token = scratch.tokens[index]
      guard touches || isTouched || isMisreadPart(text, token.range) else { continue }
      let window =
        max(
          0,
          Int(token.start) - Self.repairedReach
        )..<min(
          text.count,
          token.end + Self.repairedReach
        )
      if let last = windows.last, window.lowerBound <= last.upperBound {
        windows[windows.count - 1] = last.lowerBound..<window.upperBound
      } else {
        windows.append(window)
      }
    }
    for window in windows { runRepaired(text, window, &scratch) }
  }

  /// Reads one window again.
  private func runRepaired(
    _ text: Span<UInt8>,
    _ window: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    var window = window
    while window.lowerBound > 0, text.isWordByte(window.lowerBound), !window.isEmpty {
      window = window.lowerBound + 1..<window.upperBound
    }
    var bytes: [UInt8] = []
    var changed: [Int] = []
    bytes.reserveCapacity(window.count)
    var offset = window.lowerBound
    while offset < window.upperBound {
      var end = offset
      while end < window.upperBound, text[end].isAlphanumeric { end += 1 }
      if end > offset {
        append(text, offset..<end, to: &bytes, &changed, base: window.lowerBound)
        offset = end
      } else {
        bytes.append(text[offset])
        offset += 1
      }
    }
    guard !changed.isEmpty else { return }
    var inner = ScanScratch()
    inner.tokenize(bytes.span)
    run(bytes.span, &inner)
    for var finding in inner.found where finding.masked && isOfDigits(finding.kind) {
      guard changed.contains(where: { finding.range.contains($0) && bytes[$0].isDigit }) else {
        continue
      }
      finding.start += window.lowerBound
      finding.end += window.lowerBound
      scratch.found.append(finding)
    }
  }

  /// Appends a run of letters and digits as it was meant: digits where only lookalikes stand among
  /// them, letters where zeros and ones stand among letters.
  private func append(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    to bytes: inout [UInt8],
    _ changed: inout [Int],
    base: Int
  ) {
    var (digits, lookalikes, others, hardDigits) = (0, 0, 0, 0)
    for offset in range {
      let byte = text[offset]
      if byte.isDigit {
        digits += 1
        if byte > 0x31 { hardDigits += 1 }
      } else if isLookalike(byte) {
        lookalikes += 1
      } else {
        others += 1
      }
    }
    let isNumber =
      others == 0 && lookalikes > 0 && (digits > 0 || isMisreadPart(text, range))
    let isWord = others > 1 && digits > 0 && hardDigits == 0
    for offset in range {
      let byte = text[offset]
      var meant = byte
      if isNumber, isLookalike(byte) { meant = byte | 0x20 == 0x6F ? 0x30 : 0x31 }
      if isWord, byte.isDigit {
        let isCapital = text.at(range.lowerBound).isUppercase
        meant = byte == 0x30 ? (isCapital ? 0x4F : 0x6F) : (isCapital ? 0x49 : 0x6C)
      }
      if meant != byte { changed.append(offset - base) }
      bytes.append(meant)
    }
  }

  /// Whether values of a kind are written in digits.
  private func isOfDigits(_ kind: IdentifierKind) -> Bool {
    switch kind {
    case .date, .phone, .fax, .ssn, .mrn, .healthPlan, .account, .license, .creditCard,
      .bankRouting, .taxID, .uniqueID:
      true
    default: false
    }
  }
}
