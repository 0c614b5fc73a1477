import Vocabulary

/// Numbers as they are dictated, and the numbers of laboratories and registrars.
extension Engine {
  /// Digits of a spoken telephone number, of a spoken SSN, and from which on a run is a number.
  private static let (phoneDigits, ssnDigits, runMin) = ([7, 10, 11], 9, 7)
  /// Digits of a shorter run that a label before it makes a number.
  private static let labelledMin = 4
  /// Words before a shorter run in which a label is looked for.
  private static let labelWords = 8

  /// A run of digits spoken one by one, with the letters, repeats and written digits among them:
  /// `five five five, oh one two nine`, `R A A, four one four`, `785 five five five 0143`.
  ///
  /// Called for each digit; the first of a run finds all of it.
  func matchSpoken(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var first = index
    while first > 0, index - first < Self.partsMax, isSpokenPart(text, first - 1, scratch),
      joinsSpoken(text, first, scratch)
    {
      first -= 1
      if isWord(first, .spokenDigit, scratch) { return }
    }
    var last = index
    while last + 1 < scratch.tokens.count, last - first < Self.partsMax,
      isSpokenPart(text, last + 1, scratch), joinsSpoken(text, last + 1, scratch)
    {
      last += 1
    }
    while last > index, isWord(last, [.spokenMark, .spokenRepeat], scratch) { last -= 1 }
    while first < index,
      isWord(first, .spokenMark, scratch)
        || isWord(first, .spokenRepeat, scratch) && !isWord(first + 1, .spokenDigit, scratch)
    { first += 1 }
    // A mark that is said tells that letters and digits are one code.
    var isLabelled = (first...last).contains { isWord($0, .spokenMark, scratch) }
    for distance in 1...Self.labelWords where isWord(first - distance, .spokenCue, scratch) {
      isLabelled = true
    }
    if !isLabelled {
      while first < index, !scratch.tokens[first].isDigits,
        !isWord(first, .spokenRepeat, scratch)
      { first += 1 }
      var stop = index
      while stop < last,
        isWord(stop + 1, [.spokenDigit, .spokenNumber, .spokenMark, .spokenRepeat], scratch)
          || scratch.tokens[stop + 1].isDigits
      {
        stop += 1
      }
      last = stop
    }
    emitSpoken(first, last, isLabelled, &scratch)
  }

  /// Appends a run with enough digits.
  private func emitSpoken(
    _ first: Int,
    _ last: Int,
    _ isLabelled: Bool,
    _ scratch: inout ScanScratch
  ) {
    var (digits, letters, spoken) = (0, 0, 0)
    var hasLarge = false
    for index in first...last {
      let token = scratch.tokens[index]
      if token.isDigits {
        digits += Int(token.length)
      } else if let places = spokenPlaces(index, scratch) {
        digits += places
        spoken += 1
        hasLarge = hasLarge || Self.large.contains(token.hash)
      } else if isWord(index, .spokenDigit, scratch) {
        let isDoubled = isWord(index - 1, .spokenRepeat, scratch)
        digits += isDoubled ? (scratch.tokens[index - 1].hash == Self.triple ? 3 : 2) : 1
        spoken += 1
      } else if !isWord(index, [.spokenMark, .spokenRepeat], scratch) {
        letters += 1
      }
    }
    let isTime = digits == Self.labelledMin && letters == 0 && isWord(first - 1, .on, scratch)
    let isLong = digits >= Self.runMin || isLabelled && digits + letters >= Self.labelledMin
    // Fewer are a number where a person stands near.
    let isOpen = !isLong && letters == 0 && spoken >= Self.openMin && digits >= Self.openMin
    guard spoken >= 2, !isTime, isLong || isOpen,
      digits >= 2, !hasLarge || letters == 0 && Self.phoneDigits.contains(digits)
    else { return }
    let start = Int(scratch.tokens[first].start)
    let end = scratch.tokens[last].end
    if letters == 0, Self.phoneDigits.contains(digits), let rule = rule(.spokenDigits) {
      emit(rule, start, end, .format, scratch: &scratch)
    } else if let rule = rule(.spokenCode) {
      let kind: IdentifierKind? = letters == 0 && digits == Self.ssnDigits ? .ssn : nil
      emit(
        rule,
        start,
        end,
        .format | .context,
        kind: kind,
        masked: !isOpen,
        scratch: &scratch
      )
    }
  }

  /// Digits of a short run that was spoken, and words for them.
  private static let openMin = 4

  /// The digits that a number's word stands for in a spoken number: `sixty-six hundred` is 6600.
  private func spokenPlaces(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    guard isWord(index, .spokenNumber, scratch), !isWord(index, .spokenDigit, scratch) else {
      return nil
    }
    let hash = scratch.tokens[index].hash
    if hash == Self.hundred { return 2 }
    if hash == Self.thousand { return 3 }
    guard Self.tens.contains(hash), index + 1 < scratch.tokens.count,
      isWord(index + 1, .spelledDigit, scratch)
    else { return 2 }
    let gap = scratch.tokens[index + 1].gap
    return gap == .blank || gap == .mark ? 1 : 2
  }

  private static let hundred = Token.hash("hundred")
  private static let large: Set<UInt64> = [Token.hash("hundred"), Token.hash("thousand")]
  private static let tens: Set<UInt64> = Set(
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
      .map { Token.hash($0) }
  )

  /// Words of a run at most.
  private static let partsMax = 32
  private static let triple = Token.hash("triple")

  /// Whether a token may stand in a run: a digit, spoken or written, a letter, its word, or a mark.
  private func isSpokenPart(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    if token.isDigits { return token.length <= 4 && !text.at(Int(token.start) - 1).isLetter }
    if token.length == 1 { return text[Int(token.start)].isLetter }
    return isWord(
      index,
      [.spokenDigit, .spokenNumber, .spokenMark, .spokenRepeat, .spokenLetter],
      scratch
    )
  }

  /// Whether a word goes on with what the word before it began: blanks, a comma or a hyphen between.
  private func joinsSpoken(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0 else { return false }
    for offset in scratch.tokens[index - 1].end..<Int(scratch.tokens[index].start) {
      switch text[offset] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x2D: continue
      default: return false
      }
    }
    return scratch.tokens[index].gap != .none
  }

  /// The end of a year as it is spoken: `nineteen fifty eight`, `twenty twenty three`,
  /// `two thousand and four`.
  func spokenYearEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    guard index < scratch.tokens.count, index > 0, scratch.tokens[index].gap != .lineBreak,
      Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end <= 2
    else { return nil }
    let first = scratch.tokens[index].hash
    let isCentury = first == Self.nineteen || first == Self.twenty
    let isThousand =
      first == Self.two && index + 1 < scratch.tokens.count
      && scratch.tokens[index + 1].hash == Self.thousand
    guard isCentury || isThousand else { return nil }
    var last = index
    let wordsMax = 4
    while last - index < wordsMax, last + 1 < scratch.tokens.count,
      isWord(last + 1, .spokenNumber, scratch) || scratch.tokens[last + 1].hash == Self.and,
      scratch.tokens[last + 1].gap == .blank || scratch.tokens[last + 1].gap == .mark
    {
      last += 1
    }
    if scratch.tokens[last].hash == Self.and { last -= 1 }
    return last > index ? scratch.tokens[last].end : nil
  }

  private static let nineteen = Token.hash("nineteen")
  private static let twenty = Token.hash("twenty")
  private static let two = Token.hash("two")
  private static let thousand = Token.hash("thousand")
  private static let and = Token.hash("and")

  /// Capitals, digits and bytes of a serial number.
  private static let (serialLetters, serialDigits, serialBytes) = (4, 5, 24)

  /// `S23-118842`, `AX4471902`, `E-8806420`: kept unless a person stands on the line.
  func matchSerial(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[first]
    guard token.shape.startsWithCapital, token.shape == .upper || token.length == 1,
      Int(token.length) <= Self.serialLetters, let rule = rule(.serial),
      !scratch.tokens[first].isDigits, forbidden[Int(rule)].allSatisfy({ $0 != token.hash })
    else { return }
    switch text.at(Int(token.start) - 1) {
    case 0x2D, 0x5F, 0x2F, 0x2E, 0x5B, 0x5C, 0x24: return
    default: break
    }
    var offset = token.end
    var digits = 0
    while offset - Int(token.start) <= Self.serialBytes {
      let byte = text.at(offset)
      if byte.isDigit {
        digits += 1
      } else if byte != 0x2D || !text.at(offset + 1).isDigit {
        break
      }
      offset += 1
    }
    guard digits >= Self.serialDigits, offset - Int(token.start) <= Self.serialBytes,
      !text.isWordByte(offset), text.at(offset) != 0x25,
      text.at(offset) != 0x2E || !text.at(offset + 1).isDigit, text.at(offset) != 0x2D,
      !isForbidden(rule, first, first, scratch)
    else { return }
    emit(rule, Int(token.start), offset, .format, masked: false, scratch: &scratch)
  }
}
