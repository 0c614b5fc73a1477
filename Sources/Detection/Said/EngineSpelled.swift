import Vocabulary

/// Names letter by letter, as they are spelled on the telephone and in dictation.
extension Engine {
  /// Letters from which on a run is a spelled name, and behind a word such as `last` or `spelled`.
  private static let spelledRange = 6...9
  private static let spelledCuedMin = 4
  /// Letters of a run in which one is explained by a word: `D as in dog, O, M as in Mary`.
  private static let explainedMin = 3
  /// Words before a run in which such a word is looked for.
  private static let cueWords = 6
  private static var double: UInt64 { Token.word("double") }
  /// Letters of a run at most.
  private static let spelledMax = 24

  /// A run of single letters apart by one kind of mark, found from its first letter.
  func matchSpelled(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.spelledName), isLetter(text, first, scratch),
      !(first > 0 && isLetter(text, first - 1, scratch) && separator(text, first, scratch) != 0)
    else { return }
    matchSpelledCode(text, first, &scratch)
    var last = first
    var letters = 1
    var explained = 0
    var steps = 0
    var mark: UInt8 = 0
    var isMixed = false
    while letters < Self.spelledMax {
      if let end = explanation(text, last, isName: true, scratch) {
        last = end
        explained += 1
      }
      var next = last + 1
      // `O double L`
      if next + 1 < scratch.tokens.count, scratch.tokens[next].hash == Self.double,
        scratch.tokens[next].gap == .blank, scratch.tokens[next + 1].gap == .blank,
        isLetter(text, next + 1, scratch)
      {
        next += 1
        letters += 1
      }
      guard next < scratch.tokens.count, isLetter(text, next, scratch) else { break }
      let own = separator(text, next, scratch)
      guard own != 0, mark == 0 || own == mark || own != 0x2D && mark != 0x2D || explained > 0
      else { break }
      isMixed = isMixed || mark != 0 && own != mark
      mark = own
      if text[Int(scratch.tokens[next].start)].lowercased
        == text[Int(scratch.tokens[last].start)].lowercased &+ 1
      {
        steps += 1
      }
      letters += 1
      last = next
    }
    if explained == 0, letters == last - first + 1, isSpelling(text, first, last, scratch) {
      emitTokens(rule, first, spelledEnd(text, last, mark, scratch), &scratch)
      return
    }
    // `A B C D` is a list.
    guard steps < letters - 1 || explained > 0 else { return }
    let isCued = (1...Self.cueWords).contains { isWord(first - $0, .spelledCue, scratch) }
    // `E K G, C B C` are two.
    if isMixed, explained == 0, !isCued, saidCue(text, first, last, scratch).kind == nil { return }
    let isName =
      explained > 0
      ? letters >= Self.explainedMin
      : isCued ? letters >= Self.spelledCuedMin : Self.spelledRange.contains(letters)
    guard isName else { return }
    let start = Int(scratch.tokens[first].start)
    let end = scratch.tokens[spelledEnd(text, last, mark, scratch)].end
    emit(rule, start, end, .format | .context, scratch: &scratch)
  }

  /// The last of the single digits behind the letters of a name: `P-I-E-T-R-A-6-1`.
  private func spelledEnd(
    _ text: Span<UInt8>,
    _ last: Int,
    _ mark: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var end = last
    while mark == 0x2D, end + 1 < scratch.tokens.count, end - last < Self.spelledDigits,
      scratch.tokens[end + 1].isDigits, scratch.tokens[end + 1].length == 1,
      separator(text, end + 1, scratch) == mark
    {
      end += 1
    }
    return end
  }

  /// Digits behind the letters of a name that is spelled, at most.
  private static let spelledDigits = 4

  /// Words around a run of letters in which the word is looked for that they spell.
  private static let spellingWords = 24
  private static let shortWords = 5

  /// Whether letters spell a word that is said nearby and is no ordinary one: `I'm Rhys, R H Y S`.
  private func isSpelling(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    // Two letters are a name right beside it: `Ng, that's just N G`.
    guard last > first else { return false }
    let words = last - first > 1 ? Self.spellingWords : Self.shortWords
    var letters: [UInt8] = []
    for index in first...last { letters.append(text[Int(scratch.tokens[index].start)]) }
    let hash = Token.hash(letters)
    let bands = Lexicon.bands(hash)
    guard bands.clinical == 0 || bands.last > 2 || bands.first > 2 else { return false }
    // Few letters are an abbreviation that is said and written: `an mri`, `the M R I`.
    guard letters.count > 3 || max(bands.last, bands.first) > 0 else { return false }
    let end = min(scratch.tokens.count - 1, last + words)
    let reach = max(0, first - words)...end
    return reach.contains { index in
      let token = scratch.tokens[index]
      guard token.hash == hash, Int(token.length) == letters.count else { return false }
      return token.shape == .capitalized && bands.english != 1
        || token.shape != .upper && bands.english == 0
    }
  }

  /// Letters and digits of a code that is written one by one, and digits among them.
  private static let spelledCodeMin = 7
  private static let spelledCodeDigits = 3

  /// `R N B 4 4 0 1 9 8 H`, `7 7 3 dash 0 0 2 1 8`: a code one by one, found from its first letter or digit.
  func matchSpelledCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: inout ScanScratch
  ) {
    guard let rule = rule(.spokenCode) else { return }
    var (index, last) = (first, first)
    var digits = scratch.tokens[first].isDigits ? 1 : 0
    var hasOther = !scratch.tokens[first].isDigits
    // `1 A 2 B` counts.
    let one = scratch.tokens[first].isDigits ? first : first - 1
    if one >= 0, one + 1 < scratch.tokens.count, scratch.tokens[one].hash == 1,
      scratch.tokens[one + 1].hash == Self.letterA
    {
      return
    }
    while index + 1 < scratch.tokens.count, index - first < Self.spelledMax {
      let token = scratch.tokens[index + 1]
      let own = separator(text, index + 1, scratch)
      // `3 A F 7, W K 2, M N 4 5`
      guard own == 0x20 || own == 0x2C && index > first else { break }
      if token.length == 1, token.isDigits || isLetter(text, index + 1, scratch) {
        digits += token.isDigits ? 1 : 0
        hasOther = hasOther || !token.isDigits
        last = index + 1
      } else if digits > 0, Self.dashes.contains(token.hash) {
        hasOther = true
      } else {
        break
      }
      index += 1
    }
    guard last - first + 1 >= Self.spelledCodeMin, digits >= Self.spelledCodeDigits, hasOther else {
      return
    }
    let start = Int(scratch.tokens[first].start)
    emit(rule, start, scratch.tokens[last].end, .format | .context, scratch: &scratch)
  }

  private static let dashes = hashes("dash hyphen")
  private static var letterA: UInt64 { Token.word("a") }

  /// Words of the alphabet of radio from which on a run is a name or a code.
  private static let phoneticMin = 4

  /// `Sierra Zulu Charlie Zulu`: letters by their words, found from the first.
  func matchPhonetic(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.spelledName),
      !(first > 0 && isWord(first - 1, .spokenLetter, scratch))
    else { return }
    var last = first
    while last + 1 < scratch.tokens.count, isWord(last + 1, .spokenLetter, scratch),
      scratch.tokens[last + 1].gap == .blank || scratch.tokens[last + 1].gap == .marks
        || scratch.tokens[last + 1].gap == .mark
    {
      last += 1
    }
    guard last - first + 1 >= Self.phoneticMin else { return }
    let start = Int(scratch.tokens[first].start)
    emit(rule, start, scratch.tokens[last].end, .format, scratch: &scratch)
  }

  /// Words of a quoted name at most.
  private static let quotedWords = 5

  /// `"Szabó, Lóránt"`: two groups of words with capitals in quotes, apart by a comma, one of which is
  /// no ordinary word.
  func matchQuotedName(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[first].start)
    let quote = text.at(start - 1)
    guard quote == 0x22 || quote == 0x27, let rule = rule(.quotedName) else { return }
    var last = first
    var commas = 0
    var isNamed = false
    while last - first < Self.quotedWords {
      let token = scratch.tokens[last]
      let bands = Lexicon.bands(token.hash)
      let isPart = text[Int(token.start)] >= 0x80 || text.at(Int(token.start) - 1) == 0x2D
      guard token.isWord, token.shape != .lower || isPart,
        !bands.isBrand, bands.clinical == 0 || bands.last >= 3, !bands.isState, !bands.isCountry
      else { return }
      isNamed = isNamed || bands.english == 0 || bands.first >= 2
      if text.at(token.end) == quote { break }
      guard last + 1 < scratch.tokens.count else { return }
      let next = Int(scratch.tokens[last + 1].start)
      if text.at(token.end) == 0x2C {
        guard next == token.end + 2, text.at(token.end + 1) == 0x20 else { return }
        commas += 1
      } else {
        guard next <= token.end + 2 else { return }
      }
      last += 1
    }
    guard text.at(scratch.tokens[last].end) == quote, commas == 1, last > first, isNamed else {
      return
    }
    emit(rule, start, scratch.tokens[last].end, .format, scratch: &scratch)
  }

  /// Whether a token is one letter that nothing touches.
  private func isLetter(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    return token.isWord && token.length == 1 && text[Int(token.start)].isLetter
      && !text.isWordByte(token.end) && !text.isWordByte(Int(token.start) - 1)
      && text.at(token.end) != 0x27 && text.at(Int(token.start) - 1) != 0x27
      && text.at(Int(token.start) - 1) != 0x99
  }

  /// What stands between a letter and the one before it: a blank, a hyphen or a comma; 0 for more.
  private func separator(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> UInt8 {
    let start = scratch.tokens[index - 1].end
    let end = Int(scratch.tokens[index].start)
    guard end > start, end - start <= 3 else { return 0 }
    let first = text[start]
    guard first == 0x20 || first == 0x2D || first == 0x2C else { return 0 }
    for offset in (start + 1)..<end where text[offset] != 0x20 { return 0 }
    return first
  }

  // Passwords and numbers behind a mark

  /// Bytes of a password without a label.
  private static let passwordBytes = 8...40

  /// `Surfer2024!`: a run of small letters, capitals, digits and a mark that no word has, found from
  /// its first token.
  func matchPassword(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.password), !isVariant(text, first, scratch) else { return }
    let start = Int(scratch.tokens[first].start)
    switch text.at(start - 1) {
    case 0, 0x20, 0x09, 0x0A, 0x22, 0x27, 0x28, 0x60: break
    default: return
    }
    var (small, capitals, digits, marks) = (0, 0, 0, 0)
    var end = start
    while end < text.count, end - start <= Self.passwordBytes.upperBound {
      let byte = text[end]
      if byte.isLowercase {
        small += 1
      } else if byte.isUppercase {
        capitals += 1
      } else if byte.isDigit {
        digits += 1
      } else if byte == 0x21 || byte == 0x40 || byte == 0x23 || byte == 0x24 || byte == 0x5E
        || byte == 0x26 || byte == 0x2A
      {
        marks += 1
      } else if byte != 0x2D && byte != 0x5F {
        break
      }
      end += 1
    }
    let isOver =
      end >= text.count || text[end] <= 0x20 || text[end] == 0x22 || text[end] == 0x27
      || text[end] == 0x29 || text[end] == 0x2C || text[end] == 0x2E || text[end] == 0x60
    guard isOver, small >= 2, capitals >= 1, digits >= 1, marks >= 1, small + capitals >= 4,
      Self.passwordBytes.contains(end - start), text[start] != 0x26,
      !isCellReference(text, start..<end)
    else { return }
    emit(rule, start, end, .format, scratch: &scratch)
    matchUserBefore(text, start, &scratch)
  }

  /// `tkowalski2 / Winter2024!snf`: the account before a password and a stroke.
  private func matchUserBefore(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    guard text.at(start - 1) == 0x20, text.at(start - 2) == 0x2F, text.at(start - 3) == 0x20 else {
      return
    }
    let end = start - 3
    var first = end
    while end - first <= Self.passwordBytes.upperBound, text.at(first - 1) > 0x20 { first -= 1 }
    guard isNumberedUser(text, first..<end) || isColumnValue(text, first..<end) else { return }
    emitLogin(text, first..<end, &scratch)
  }

  /// Whether a run names a cell of a sheet, as charts and formulas do: `Visits2024!$B$12`.
  private func isCellReference(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    var place = run.upperBound
    while place > run.lowerBound, text[place - 1].isDigit { place -= 1 }
    guard place < run.upperBound, text.at(place - 1) == 0x24 else { return false }
    let row = place - 1
    place = row
    while place > run.lowerBound, text[place - 1].isUppercase { place -= 1 }
    return (1...3).contains(row - place) && place - 2 > run.lowerBound && text[place - 1] == 0x24
      && text[place - 2] == 0x21
  }

  /// Whether a run is the change of a protein as HGVS writes it: `p.(Gln1756Profs*74)`.
  func isVariant(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (token, next) = (scratch.tokens[first], first + 1)
    guard token.length == 3, Self.aminoAcids.contains(token.hash), next < scratch.tokens.count,
      scratch.tokens[next].isDigits, scratch.tokens[next].gap == .none
    else { return false }
    let start = Int(token.start)
    if text.at(start - 1) == 0x28, text.at(start - 2) == 0x2E { return true }
    let behind = next + 1
    guard behind < scratch.tokens.count, scratch.tokens[behind].gap == .none else { return false }
    return Self.changes.contains(scratch.tokens[behind].hash)
  }

  private static let aminoAcids = hashes(
    "ala arg asn asp cys gln glu gly his ile leu lys met phe pro ser thr trp tyr val ter sec"
  )
  /// What stands behind the number: a shift of the frame, with or without the new amino acid.
  private static let changes = hashes(
    """
    fs del dup alafs argfs asnfs aspfs cysfs glnfs glufs glyfs hisfs ilefs leufs lysfs metfs phefs profs \
    serfs thrfs trpfs tyrfs valfs
    """
  )

  /// Digits of a number behind `#`.
  private static let numberedDigits = 4

  /// `Script # T0094417`, `voucher no. 448812-77`: a number that a word and `#` or `no.` introduce, found
  /// from the number.
  func matchNumbered(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.numbered), first > 0, scratch.tokens[first].gap != .none,
      scratch.tokens[first].gap != .lineBreak
    else { return }
    let start = Int(scratch.tokens[first].start)
    var mark = start - 1
    while text.at(mark) == 0x20 || text.at(mark) == 0x3A, start - mark < 4 { mark -= 1 }
    var word = first - 1
    if text.at(mark) != 0x23 {
      let isMarked = text.at(mark) == 0x2E || text.at(mark) == 0xBA || text.at(mark) == 0xB0
      let isNumber =
        isMarked
        ? Self.markedNumbers.contains(scratch.tokens[word].hash) : isNumberWord(word, scratch)
      guard isNumber, word > 0, scratch.tokens[word].gap != .lineBreak else { return }
      word -= 1
    }
    let before = scratch.tokens[word]
    guard before.isWord, before.length > 2, !isWord(word, .counted, scratch),
      !isForbidden(rule, word + 1, word + 1, scratch),
      let end = codeEnd(
        text,
        first,
        digits: Self.numberedDigits,
        connected: true,
        scratch
      )
    else { return }
    emit(rule, start, end, .format | .context, scratch: &scratch)
  }

  /// Whether a word says that a number stands behind it.
  private func isNumberWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tokens[index].gap == .blank && Self.numberWords.contains(scratch.tokens[index].hash)
  }

  private static let markedNumbers: WordSet = WordSet(
    ["no", "nr", "n", "num", "nº", "núm"].map { Token.hash($0) }
  )
  private static let numberWords: WordSet = WordSet(
    ["number", "num", "nr", "id", "número", "numero", "nummer", "numéro"].map { Token.hash($0) }
  )

  // Numbers and addresses as they are said

  /// `RN x5520`, `call me x 3307`, `director x2-7710`: found from the `x`.
  func matchExtension(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let next = index + 1
    guard let rule = rule(.extension), next < scratch.tokens.count, index > 0,
      scratch.tokens[index].gap == .blank || scratch.tokens[index].gap == .marks,
      scratch.tokens[next].isDigits, scratch.tokens[index - 1].isWord,
      scratch.tokens[next].gap == .none || scratch.tokens[next].gap == .blank
    else { return }
    let isDashed = scratch.tokens[next].length == 1 && isDashedLine(text, next, scratch)
    let last = isDashed ? next + 1 : next
    guard isDashed || (4...5).contains(scratch.tokens[next].length),
      scratch.tokens[last].hash % 500 != 0
    else { return }
    let end = scratch.tokens[last].end
    let behind = last + 1
    let isCounted =
      behind < scratch.tokens.count && scratch.tokens[behind].gap == .blank
      && isWord(behind, .unit, scratch)
    // `x50113!t` is a password.
    guard !isCounted, !text.isWordByte(end), text.at(end) != 0x2E || !text.at(end + 1).isDigit,
      text.at(end) != 0x21 || !text.at(end + 1).isAlphanumeric
    else { return }
    emit(rule, Int(scratch.tokens[next].start), end, .format | .context, scratch: &scratch)
  }

  /// Whether four digits stand behind a digit and a hyphen, as switchboards write them: `2-7710`.
  private func isDashedLine(
    _ text: Span<UInt8>,
    _ digit: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    digit + 1 < scratch.tokens.count && text.at(scratch.tokens[digit].end) == 0x2D
      && scratch.tokens[digit + 1].isDigits && scratch.tokens[digit + 1].length == 4
      && Int(scratch.tokens[digit + 1].start) == scratch.tokens[digit].end + 1
      && scratch.tokens[digit].gap == .none
  }
}
