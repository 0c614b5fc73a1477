import Vocabulary

/// A run of numbers, letters and marks as they are said, and what they come to.
struct SaidRun {
  /// The first and the last token of it.
  var first: Int
  var last: Int
  /// Places of digits and of letters.
  var digits = 0
  var letters = 0
  /// Words that stand for a digit each, for larger numbers, and for letters.
  var singles = 0
  var larger = 0
  var spelled = 0
  /// Digits that are written one by one.
  var written = 0
  /// Marks that are said: `dash`, and `dot`.
  var dashes = 0
  var dots = 0
  /// Letters that a word explains: `B as in boy`.
  var explained = 0
  /// Whether `hundred` or `thousand` is in it, a `plus` before it.
  var isRound = false
  var hasPlus = false
  /// Which of the places are letters, the first one in the lowest bit.
  var shape: UInt64 = 0

  /// Letters and digits.
  var places: Int { digits + letters }

  /// Takes in so many places of one kind.
  mutating func take(_ count: Int, isLetter: Bool) {
    if isLetter {
      // Places that no bit is left for are counted alone.
      for place in min(64, places)..<min(64, places + count) { shape |= 1 << UInt64(place) }
      letters += count
    } else {
      digits += count
    }
  }
}

/// Reads what is said as a number: digits, pairs, letters with their words, repeats and marks.
extension Engine {
  /// Tokens of a run at most.
  private static let partsMax = 48

  /// One thing that is said in a run.
  private struct Part {
    /// The token behind it.
    var next: Int
    /// Its places, letters or digits.
    var count = 0
    var isLetter = false
    /// Whether it is a word for one digit, for a larger number, for a letter.
    var isSingle = false
    var isLarger = false
    var isSpelled = false
    /// Whether it is a digit by itself.
    var isWritten = false
    /// Whether a word explains the letter.
    var isExplained = false
    /// Whether it is a mark, a dot.
    var isDash = false
    var isDot = false
    /// Whether it stands for round thousands and hundreds.
    var isRound = false
  }

  /// The run that begins at a token; nil where none does.
  func saidRun(
    _ text: Span<UInt8>,
    from first: Int,
    _ scratch: borrowing ScanScratch
  ) -> SaidRun? {
    var run = SaidRun(first: first, last: first)
    var index = first
    if scratch.tokens[first].hash == Self.plus {
      run.hasPlus = true
      index += 1
    }
    var before: Part?
    while index < scratch.tokens.count, index - first < Self.partsMax {
      var start = index
      if index > first {
        guard joinsSaid(text, index, scratch),
          run.digits < 7 || text.at(scratch.tokens[index - 1].end) != 0x2E
        else { break }
        while start - index < 3, Self.fillers(scratch.tokens[start].hash) != 0,
          start + 1 < scratch.tokens.count, joinsSaid(text, start + 1, scratch)
        {
          start += 1
        }
        // `fifty at two and three` goes on with nothing.
        if start == index + 1, scratch.tokens[index].hash == Self.and { break }
      }
      guard let part = part(text, start, after: before, scratch) else { break }
      if part.isDash || part.isDot {
        guard before != nil, part.next < scratch.tokens.count else { break }
      }
      take(part, &run)
      if !part.isDash, !part.isDot { run.last = part.next - 1 }
      before = part
      index = part.next
    }
    return run.places > 0 ? run : nil
  }

  /// Takes a part into a run; marks at its end are taken out again by whoever judges it.
  private func take(_ part: Part, _ run: inout SaidRun) {
    run.take(part.count, isLetter: part.isLetter)
    run.singles += part.isSingle ? 1 : 0
    run.larger += part.isLarger ? 1 : 0
    run.spelled += part.isSpelled ? 1 : 0
    run.written += part.isWritten ? 1 : 0
    run.explained += part.isExplained ? 1 : 0
    run.dashes += part.isDash ? 1 : 0
    run.dots += part.isDot ? 1 : 0
    run.isRound = run.isRound || part.isRound
  }

  /// What is said at a token; nil for an ordinary word.
  private func part(
    _ text: Span<UInt8>,
    _ index: Int,
    after before: Part?,
    _ scratch: borrowing ScanScratch
  ) -> Part? {
    let token = scratch.tokens[index]
    var part = Part(next: index + 1)
    if token.isDigits {
      guard isBare(text, index, scratch), token.length <= 6 else { return nil }
      part.count = Int(token.length)
      part.isWritten = token.length == 1
      return part
    }
    // The `O` of `T O D D` is a letter.
    let isLetterO = token.length == 1 && before.map { $0.isLetter } ?? false
    if !isLetterO, isWord(index, [.spokenDigit, .spokenNumber], scratch) {
      return number(index, after: before, scratch)
    }
    if isWord(index, .spokenRepeat, scratch) { return repeated(text, index, scratch) }
    if isWord(index, .spokenMark, scratch) {
      part.isDash = true
      return part
    }
    if token.hash == Self.dot {
      part.isDot = true
      return part
    }
    // `sept`, `once`, `un`: among numbers of their language alone.
    if let before, before.isSingle || before.isLarger, token.length > 1 {
      if let isBare = wholeHundreds(token.hash) {
        return hundred(index, of: 3, isBare: isBare, scratch)
      }
      if before.isSingle, isHundred(token.hash) {
        return hundred(index, of: 2, isBare: true, scratch)
      }
    }
    if let before, before.isSingle || before.isLarger, token.length > 1,
      let value = foreignNumber(index, scratch)
    {
      part.next = value.last + 1
      part.isSingle = value.value < 10
      part.isLarger = value.value >= 10
      part.count = value.value < 10 ? 1 : 2
      return part
    }
    return letter(text, index, scratch)
  }

  /// The letter that is said at a token, by itself, by its word or with a word behind it.
  private func letter(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Part? {
    let token = scratch.tokens[index]
    var part = Part(next: index + 1)
    part.isLetter = true
    part.count = 1
    if isWord(index, .spokenLetter, scratch) {
      part.isSpelled = true
      return part
    }
    if token.hash == Self.x, index + 1 < scratch.tokens.count,
      scratch.tokens[index + 1].hash == Self.ray, scratch.tokens[index + 1].gap == .mark
    {
      part.isSpelled = true
      part.next = index + 2
      return part
    }
    guard token.length == 1, text[Int(token.start)].isLetter, isBare(text, index, scratch) else {
      return nil
    }
    if let last = explanation(text, index, scratch) {
      part.next = last + 1
      part.isExplained = true
    }
    return part
  }

  /// The number that is said at a token.
  private func number(
    _ index: Int,
    after before: Part?,
    _ scratch: borrowing ScanScratch
  ) -> Part? {
    let token = scratch.tokens[index]
    var part = Part(next: index + 1)
    if token.hash == Self.hundred || token.hash == Self.thousand {
      guard let before, before.isSingle || before.isLarger else { return nil }
      part.count = token.hash == Self.hundred ? 2 : 3
      part.isRound = true
      part.isLarger = true
      // `nine hundred and four`, `nine thousand twelve`: what follows stands in the same places.
      var next = index + 1
      if isSaidWord(next, scratch), scratch.tokens[next].hash == Self.and { next += 1 }
      if isSaidWord(next, scratch), let low = smallNumber(next, scratch) {
        part.next = low.last + 1
      }
      return part
    }
    if let value = smallNumber(index, scratch) ?? foreignNumber(index, scratch) {
      part.next = value.last + 1
      part.isSingle = value.value < 10
      part.isLarger = value.value >= 10
      part.count = value.value < 10 ? 1 : 2
    } else {
      part.isSingle = true
      part.count = 1
    }
    return part
  }

  /// Hundreds of another language, with what is said of them: `quatre cent douze`, `vierhundertzwölf`.
  private func hundred(
    _ index: Int,
    of count: Int,
    isBare: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Part {
    var part = Part(next: index + 1)
    part.count = count
    part.isLarger = true
    if isBare, isSaidWord(index + 1, scratch), let low = foreignNumber(index + 1, scratch) {
      part.next = low.last + 1
    }
    return part
  }

  /// Whether a token stands behind a blank or a hyphen.
  private func isSaidWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index < scratch.tokens.count
      && (scratch.tokens[index].gap == .blank || scratch.tokens[index].gap == .mark)
  }

  /// `double four`, `triple N`, `double-u`.
  private func repeated(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Part? {
    let next = index + 1
    guard next < scratch.tokens.count,
      scratch.tokens[next].gap == .blank || scratch.tokens[next].gap == .mark
    else { return nil }
    var part = Part(next: next + 1)
    let token = scratch.tokens[next]
    part.count = Self.repeats[scratch.tokens[index].hash] ?? 2
    if token.length == 1, token.isWord, token.hash != Self.o {
      part.isLetter = true
      if token.hash == Self.u { part.count = 1 }
      return part
    }
    part.isSingle = isWord(next, .spokenDigit, scratch)
    return part.isSingle || token.isDigits && token.length == 1 ? part : nil
  }

  /// Whether no letter, digit or sign touches a token.
  private func isBare(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.gap != .none, !text.isWordByte(token.end) else { return false }
    switch text.at(Int(token.start) - 1) {
    case 0x27, 0x2F, 0x24, 0x2E, 0x3A, 0x5F, 0x40, 0x26, 0x2B: return false
    case 0x99: return false
    default: break
    }
    switch text.at(token.end) {
    case 0x25, 0x2F, 0x5F, 0x40, 0x27, 0x2B, 0x3D: return false
    case 0x2E where text.isWordByte(token.end + 1): return false
    // `A:` and `A.` at a line's beginning are who speaks.
    case 0x3A: return false
    case 0x2E where token.gap == .lineBreak && token.isWord: return false
    default: return true
    }
  }

  /// The index of `boy` in `B as in boy`, `B like boy`; nil where a letter is not explained.
  ///
  /// `isName`: `for` explains none, because `F for face, A for arms` is no name.
  func explanation(
    _ text: Span<UInt8>,
    _ letter: Int,
    isName: Bool = false,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var word = letter + 1
    guard word + 1 < scratch.tokens.count else { return nil }
    if scratch.tokens[word].hash == Self.as, scratch.tokens[word + 1].hash == Self.in {
      word += 2
    } else if scratch.tokens[word].hash == Self.like
      || !isName && scratch.tokens[word].hash == Self.for
    {
      word += 1
    } else {
      return nil
    }
    guard word < scratch.tokens.count, scratch.tokens[word].isWord, scratch.tokens[word].length > 1,
      text[Int(scratch.tokens[word].start)].lowercased
        == text[Int(scratch.tokens[letter].start)].lowercased
    else { return nil }
    return word
  }

  /// Whether a word goes on with what the word before it began: blanks, a comma, a hyphen or the end
  /// of a line between, or a stop between two numbers.
  private func joinsSaid(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard scratch.tokens[index].gap != .none else { return false }
    let (start, end) = (scratch.tokens[index - 1].end, Int(scratch.tokens[index].start))
    guard end - start <= 4 else { return false }
    if end - start == 2, text[start] == 0x2E, text[start + 1] == 0x20 {
      return isStopInside(index, scratch)
    }
    for offset in start..<end {
      switch text[offset] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x2D: continue
      default: return false
      }
    }
    return true
  }

  /// Whether a stop stands between two groups of numbers: `three oh five. Seven seven one`.
  private func isStopInside(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let numbers: WordClass = [.spokenDigit, .spokenNumber]
    return index > 1 && isWord(index - 1, numbers, scratch) && isWord(index - 2, numbers, scratch)
      && isWord(index, numbers, scratch) && isWord(index + 1, numbers, scratch)
      && isSaidWord(index + 1, scratch)
  }

  // Words

  /// A number below a hundred that is said, and its last word; nil for any other word.
  func smallNumber(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (value: Int, last: Int)? {
    guard index >= 0, index < scratch.tokens.count,
      let value = Self.smallNumbers[scratch.tokens[index].hash]
    else { return nil }
    let next = index + 1
    guard value >= 20, value % 10 == 0, isSaidWord(next, scratch),
      Int(scratch.tokens[next].start) - scratch.tokens[index].end <= 2,
      let unit = Self.smallNumbers[scratch.tokens[next].hash], unit < 10
    else { return (value, index) }
    return (value + unit, next)
  }

  private static let smallNumbers: [UInt64: Int] = {
    var numbers: [UInt64: Int] = [:]
    let low =
      "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
      + "sixteen seventeen eighteen nineteen"
    for (index, word) in low.split(separator: " ").enumerated() {
      numbers[Token.hash(String(word))] = index + 1
    }
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety"
    for (index, word) in tens.split(separator: " ").enumerated() {
      numbers[Token.hash(String(word))] = (index + 2) * 10
    }
    return numbers
  }()

  private static let repeats = [Token.hash("triple"): 3, Token.hash("quadruple"): 4]
  private static let fillers = HashIndex(
    words: "uh um er erm ah and then mm so okay period colon".split(separator: " ").map(String.init)
  )
  private static var plus: UInt64 { Token.word("plus") }
  private static var dot: UInt64 { Token.word("dot") }
  private static var and: UInt64 { Token.word("and") }
  private static var u: UInt64 { Token.word("u") }
  private static var o: UInt64 { Token.word("o") }
  private static var hundred: UInt64 { Token.word("hundred") }
  private static var thousand: UInt64 { Token.word("thousand") }
  private static var x: UInt64 { Token.word("x") }
  private static var ray: UInt64 { Token.word("ray") }
  private static var `as`: UInt64 { Token.word("as") }
  private static var `in`: UInt64 { Token.word("in") }
  private static var like: UInt64 { Token.word("like") }
  private static var `for`: UInt64 { Token.word("for") }
}
