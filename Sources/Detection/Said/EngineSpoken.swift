import Vocabulary

/// Numbers as they are dictated, and the numbers of laboratories and registrars.
extension Engine {
  /// Digits of a telephone number that is said, of one with its country, of an SSN.
  private static let phoneDigits = [7, 10, 11]
  private static let worldDigits = 9...14
  private static let ssnDigits = 9
  /// Places from which on a run is a number, and those of one that a label introduces.
  private static let runMin = 7
  private static let labelledMin = 4
  /// Words for single digits of a run without a label.
  private static let singlesMin = 4
  /// Pieces of a number that a listener's word interrupts.
  private static let piecesMax = 6

  /// A run of digits spoken one by one or in pairs, with the letters, repeats and written digits among
  /// them: `five five five, oh one two nine`, `R A A, four one four`, `785 five five five 0143`.
  ///
  /// Called for each word that may begin one; the first of a run reads all of it.
  func matchSpoken(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard !isHemoglobin(index, scratch) else { return }
    guard index >= scratch.saidEnd, var run = saidRun(text, from: index, scratch) else { return }
    while run.first > scratch.saidEnd, run.first > 0, scratch.tokens[run.first - 1].isDigits,
      let longer = saidRun(text, from: run.first - 1, scratch), longer.last >= run.last
    {
      run = longer
    }
    run = trimmed(text, run, scratch)
    scratch.saidEnd = max(index, run.last) + 1
    guard run.places > 0, !isQuantity(text, run, scratch) else { return }
    var pieces = [run]
    while pieces.count < Self.piecesMax, run.digits > 0, run.places > 1,
      let next = turn(text, after: pieces[pieces.count - 1].last, scratch)
        ?? resumed(text, after: pieces[pieces.count - 1].last, scratch)
    {
      pieces.append(next)
    }
    if !judgeSaid(text, pieces, &scratch), pieces.count > 1 {
      _ = judgeSaid(text, [run], &scratch)
    }
  }

  /// Whether `A one C` is said at a token or around it, which is a value and no code.
  private func isHemoglobin(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    for first in max(0, index - 2)...index where first + 2 < scratch.tokens.count {
      if scratch.tokens[first].hash == Self.letterA, scratch.tokens[first + 1].hash == Self.one,
        scratch.tokens[first + 2].hash == Self.letterC
      {
        return true
      }
    }
    return false
  }

  private static var letterA: UInt64 { Token.word("a") }
  private static var one: UInt64 { Token.word("one") }
  private static var letterC: UInt64 { Token.word("c") }

  /// Whether a letter by itself may begin a number that is said: what follows is no ordinary word.
  func startsSaid(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = index + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap != .none else { return false }
    return scratch.tokens[next].length <= 2 || explanation(text, index, scratch) != nil
      || isWord(next, [.spokenDigit, .spokenNumber, .spokenRepeat, .spokenLetter], scratch)
  }

  /// Judges pieces of a number and appends those that are one.
  private func judgeSaid(
    _ text: Span<UInt8>,
    _ pieces: [SaidRun],
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard let verdict = verdict(text, pieces, scratch) else { return false }
    emitSaid(pieces, verdict, &scratch)
    matchCorrected(text, before: pieces[0].first, verdict, &scratch)
    return true
  }

  /// What a run turned out to be.
  struct SaidVerdict {
    /// The rule.
    var rule: UInt16
    /// The kind; nil for the rule's own.
    var kind: IdentifierKind?
    /// Whether it counts without a person near.
    var isSure: Bool
  }

  /// Appends a finding for each piece.
  private func emitSaid(
    _ pieces: [SaidRun],
    _ verdict: SaidVerdict,
    _ scratch: inout ScanScratch
  ) {
    for piece in pieces {
      emit(
        verdict.rule,
        Int(scratch.tokens[piece.first].start),
        scratch.tokens[piece.last].end,
        .format | .context,
        kind: verdict.kind,
        masked: verdict.isSure,
        scratch: &scratch
      )
      scratch.saidEnd = max(scratch.saidEnd, piece.last + 1)
    }
  }

  /// What the pieces of a run are; nil for no identifier.
  private func verdict(
    _ text: Span<UInt8>,
    _ pieces: [SaidRun],
    _ scratch: borrowing ScanScratch
  ) -> SaidVerdict? {
    var run = pieces[0]
    for piece in pieces.dropFirst() {
      run.digits += piece.digits
      run.letters += piece.letters
      run.singles += piece.singles
      run.larger += piece.larger
      run.spelled += piece.spelled
      run.written += piece.written
    }
    // `W as in whiskey, 4 4 0 2`: beside a letter that is explained, digits are said as well.
    let written = run.explained > 0 ? run.written : 0
    let words = run.singles + run.larger + run.spelled + run.explained + written
    guard words >= 2, run.digits > 0, !isTableCode(run.first, scratch) else { return nil }
    if isPostcode(run), let rule = rule(.spokenStreet) {
      return SaidVerdict(rule: rule, kind: nil, isSure: true)
    }
    let cue = saidCue(text, run.first, pieces[pieces.count - 1].last, scratch)
    if cue.isAgainst, run.places < 10 { return nil }
    if run.dots == 3, run.letters == 0, run.dashes == 0, run.digits <= 12, let rule = rule(.saidIP)
    {
      return SaidVerdict(rule: rule, kind: nil, isSure: true)
    }
    let isLabelled =
      cue.kind != nil && isLongEnough(run, cue, scratch)
      || (run.dashes > 0 || run.explained > 0) && run.places >= Self.labelledMin
        && run.singles + run.letters + written > 2
    if !isLabelled, isOfWords(run) { return nil }
    let isNumber = run.letters == 0
    if let rule = rule(.spokenDigits), isNumber,
      isPhone(run, cue) || run.hasPlus && Self.worldDigits.contains(run.digits)
    {
      let isSure = isLabelled || run.hasPlus || run.singles >= Self.singlesMin || run.digits > 7
      return SaidVerdict(rule: rule, kind: cue.kind == .fax ? .fax : nil, isSure: isSure)
    }
    guard let rule = rule(.spokenCode), !run.isRound || isLabelled else { return nil }
    if isLabelled || isNumber && run.digits >= Self.runMin && run.singles >= Self.singlesMin {
      let own: IdentifierKind? = isNumber && run.digits == Self.ssnDigits ? .ssn : nil
      return SaidVerdict(rule: rule, kind: cue.kind ?? own, isSure: true)
    }
    // Fewer are a number where a person stands near.
    let isOpen =
      run.singles >= Self.singlesMin && (isNumber || run.places >= Self.runMin)
      && !(run.digits == Self.labelledMin && isWord(run.first - 1, .on, scratch))
    return isOpen ? SaidVerdict(rule: rule, kind: nil, isSure: false) : nil
  }

  /// Whether a run is a telephone number by its digits and by what is said before it.
  private func isPhone(_ run: SaidRun, _ cue: SaidCue) -> Bool {
    if cue.kind == .phone || cue.kind == .fax { return true }
    guard Self.phoneDigits.contains(run.digits), run.dashes == 0 || run.digits > 7 else {
      return false
    }
    return cue.kind == nil || cue.kind == .uniqueID && cue.isGeneric
  }

  /// Whether a run begins with the letters of a table: `C P T seven three`.
  private func isTableCode(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let letters = 3
    guard first + letters < scratch.tokens.count else { return false }
    return Self.tables.contains { $0 == (0..<letters).map { scratch.tokens[first + $0].hash } }
  }

  private static let tables: [[UInt64]] = [["c", "p", "t"], ["i", "c", "d"], ["n", "d", "c"]]
    .map { $0.map { Token.hash($0) } }

  /// Whether a run is made of nothing but words that have another sense by themselves: `Victor`,
  /// `one`, `I`.
  private func isOfWords(_ run: SaidRun) -> Bool {
    run.letters > 0 && run.digits < Self.labelledMin && run.explained == 0
  }

  /// Whether a run that a label introduces has enough places: fewer where they are said one by one
  /// right behind it.
  private func isLongEnough(
    _ run: SaidRun,
    _ cue: SaidCue,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if cue.isShort, cue.distance <= 4 { return run.digits >= 3 || run.places >= 4 }
    guard run.places >= Self.labelledMin else { return false }
    if run.isRound, run.digits <= 5 { return cue.kind == .phone && run.singles > 2 }
    let isPaired = run.singles <= 1 && run.letters == 0 && run.digits <= 5
    // `nineteen ninety-six`, `four thirty`, `forty-nine ninety-nine`.
    if isPaired {
      let isYear = (19...20).contains(smallNumber(run.first, scratch)?.value ?? 0)
      return cue.isShort ? cue.distance <= 4 : !cue.isGeneric && cue.distance <= 2 && !isYear
    }
    if run.places == Self.labelledMin, run.singles < 3, run.letters == 0 {
      return cue.distance <= 5
    }
    return true
  }

  /// The end of a year as it is spoken: `nineteen fifty eight`, `twenty twenty three`,
  /// `two thousand and four`.
  func spokenYearEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    guard index < scratch.tokens.count, index > 0, scratch.tokens[index].gap != .lineBreak,
      Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end <= 2
    else { return nil }
    let first = scratch.tokens[index].hash
    let isCentury = first == Self.nineteen || first == Self.twenty
    // `March, forty-two` of somebody's birth
    if let short = smallNumber(index, scratch), (21...99).contains(short.value),
      !isWord(short.last + 1, .unit, scratch),
      isDateCued(index, scratch)
        || isWord(index - 1, .of, scratch) && isWord(index - 2, .month, scratch)
        || isWord(index - 1, .ordinalWord, scratch) && endsSaid(short.last, scratch)
    {
      return scratch.tokens[short.last].end
    }
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

  private static var nineteen: UInt64 { Token.word("nineteen") }
  private static var twenty: UInt64 { Token.word("twenty") }
  private static var two: UInt64 { Token.word("two") }
  private static var thousand: UInt64 { Token.word("thousand") }
  private static var and: UInt64 { Token.word("and") }

  /// Capitals, digits and bytes of a serial number.
  private static let serialLetters = 4
  private static let serialDigits = 5
  private static let serialBytes = 24

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
