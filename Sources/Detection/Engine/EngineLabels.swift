import Vocabulary

extension Engine {
  /// Finds the value behind a label that begins at a token.
  func matchLabel(
    _ text: Span<UInt8>,
    _ index: Int,
    _ entry: Int,
    _ scratch: inout ScanScratch
  ) {
    if index > 0, scratch.tokens[index].gap == .none {
      // `2MRN` may be a label, what stands inside `3S6DL1WY` is none.
      let next = index + 1
      guard scratch.tokens[index - 1].isDigits, scratch.tokens[index - 1].gap != .none,
        scratch.tokens[index].length > 2,
        next >= scratch.tokens.count || scratch.tokens[next].gap != .none
      else { return }
    }
    if isVariant(text, index, scratch) { return }
    // The word that a phrase of several has to go on with, asked for once.
    let second = pluralEnd(text, index, scratch) + 1
    let secondHash = second < scratch.tokens.count ? scratch.tokens[second].hash : 0
    for number in phrasesOf(entry, before: secondHash) {
      let phrase = phrases[Int(number)]
      if let word = phrase.words.first, phraseWords[Int(word)] != secondHash { continue }
      var last = index
      var fits = true
      for word in phrase.words {
        last = pluralEnd(text, last, scratch) + 1
        guard last < scratch.tokens.count, scratch.tokens[last].hash == phraseWords[Int(word)],
          scratch.tokens[last].gap != .lineBreak,
          Int(scratch.tokens[last].start) - scratch.tokens[last - 1].end <= 3
        else {
          fits = false
          break
        }
      }
      guard fits, !isSeries(text, index, last, scratch) else { continue }
      if index > 0, scratch.tokens[index].gap != .lineBreak,
        facts[Int(phrase.firstRule)].hasForbidden,
        forbidden[Int(phrase.firstRule)].contains(scratch.tokens[index - 1].hash)
      {
        continue
      }
      let known = scratch.found.count
      let plural = acronymEnd(text, pluralEnd(text, last, scratch), scratch)
      if matchValue(text, behind: plural, isListed: plural > last, phrase, &scratch) {
        if plural > index + phrase.words.count, !phrase.isSecret {
          emitListed(text, phrase.label, known, &scratch)
        }
        return
      }
      if phrase.isSecret { continue }
      if phrase.isOfNumber, matchSaidOf(text, behind: last, phrase, &scratch) { return }
      if mayBeAsked(behind: last, scratch),
        matchAsked(text, index, behind: last, phrase, &scratch)
      {
        return
      }
    }
  }

  /// Bytes between a label's end and its value, at most; with the blanks, points and low lines of a form between them.
  private static let reachBytesMax = 64
  private static let filledBytesMax = 512

  /// Whether a mark may stand between a label and its value: `user [qvander]`, `user=<qvander>`, a
  /// password's `/`, but not what ends a call: `getenv("DB_PASSWORD"), "HOST": …`.
  private func mayStand(_ mark: UInt8, behind before: UInt8, _ phrase: PhraseFacts) -> Bool {
    switch mark {
    case 0x5B, 0x3C: !phrase.isSecret
    case 0x2F: phrase.isSecret
    default: !phrase.needsConnector && (!phrase.isSecret || before != 0x22)
    }
  }

  /// Whether a word is one of its own: `A12345` and `S-98` begin with a letter that is none.
  private func standsAlone(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    return index + 1 >= scratch.tokens.count || scratch.tokens[index + 1].gap == .blank
      || scratch.tokens[index + 1].gap != .none && (token.length > 1 || token.hash == Self.sign)
  }

  /// Skips connectors behind a label and tries the phrase's rules on what follows.
  private func matchValue(
    _ text: Span<UInt8>,
    behind last: Int,
    isListed: Bool,
    _ phrase: PhraseFacts,
    _ scratch: inout ScanScratch
  ) -> Bool {
    var index = last + 1
    var end = scratch.tokens[last].end + (isListed ? 1 : 0)
    let labelEnd = end
    var connected = !phrase.needsConnector
    if !isListed, isPlainWord(index, behind: end, phrase, scratch) {
      return connected
        && tryRules(of: phrase, text, index, connected: phrase.isOfNumber, &scratch)
    }
    var hasMark = false
    var isOfNumber = phrase.isOfNumber
    var (lines, payerWords, filled) = (0, 0, 0)
    while index < scratch.tokens.count {
      let token = scratch.tokens[index]
      guard Int(token.start) - labelEnd <= Self.filledBytesMax else { return false }
      var offset = end
      while offset < Int(token.start) {
        switch text[offset] {
        case 0x3A, 0x3D, 0x23:
          connected = true
          hasMark = true
        case 0x20, 0x09, 0x2E, 0x5F: filled += 1
        case 0x22, 0x27, 0x28, 0x2A, 0x3E, 0x7C, 0x2D, 0x2B, 0x60, 0x40: break
        case 0x0A:
          lines += 1
          guard lines == 1, hasMark || isNumberBelow(text, offset + 1, phrase) else { return false }
        case 0x0D: break
        case 0xC2, 0xB0, 0xBA: break  // `N°` and `Nº`
        case 0x5B, 0x3C, 0x29, 0x2C, 0x2F:
          guard mayStand(text[offset], behind: text.at(offset - 1), phrase) else { return false }
        default: return false
        }
        offset += 1
      }
      guard Int(token.start) - labelEnd - filled <= Self.reachBytesMax else { return false }
      let isConnector =
        token.isWord && isWord(index, .connector, scratch)
        && (token.length > 1 || token.shape == .lower)
        // `Our ref: MY/ab/8123863` begins with initials.
        && !(token.shape == .upper && text.at(token.end) == 0x2F)
        && !(hasMark && phrase.isSecret)
      let stands = standsAlone(index, scratch)
      if !isConnector, payerWords < Self.payerWordsMax,
        hasMark && isPayer(token, phrase) || isOwner(token, phrase)
      {
        payerWords += 1
        end = token.end
        index += 1
        continue
      }
      guard isConnector, stands else { break }
      isOfNumber = isWord(index, .strongConnector, scratch)
      connected = connected || isOfNumber
      end = token.end
      index += 1
    }
    guard index < scratch.tokens.count, connected else { return false }
    if lines > 0, isSetting(text, Int(scratch.tokens[index].start)) { return false }
    return tryRules(of: phrase, text, index, connected: hasMark || isOfNumber, &scratch)
  }

  /// The end of a code behind an ordinary word; nil for a plain count, a fraction, a word.
  private func mixedEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ digits: Int,
    _ connected: Bool,
    _ kind: IdentifierKind,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    // `tag: v2.7.3` is a version.
    if kind == .vehicle, scratch.tokens[index].shape == .lower, scratch.tokens[index].length == 1 {
      return nil
    }
    guard let code = codeEnd(text, index, digits: digits, connected: connected, scratch),
      connected || isMixed(text, index, code, scratch),
      !isNoCode(text, index, code, kind, scratch),
      kind != .device || !isShortRange(text, Int(scratch.tokens[index].start)..<code)
    else { return nil }
    return code
  }

  /// Tries a labelled rule on the value that begins at a token.
  /// - Returns: whether there is a finding.
  func tryRule(
    _ rule: UInt16,
    _ text: Span<UInt8>,
    _ index: Int,
    _ label: UInt16,
    connected: Bool,
    evidence: Evidence = .label,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard let grammar = facts[Int(rule)].grammar else { return false }
    let token = scratch.tokens[index]
    var start = Int(token.start)
    var end: Int?
    switch grammar {
    case .digits(let counts): end = digitsEnd(text, index, counts, scratch)
    case .code(let digits):
      end = plainCodeEnd(text, index, digits, connected, facts[Int(rule)].kind, scratch)
    case .number(let digits): end = numberEnd(text, index, digits, connected, scratch)
    case .mixedCode(let digits):
      end = mixedEnd(text, index, digits, connected, facts[Int(rule)].kind, scratch)
    case .payer(let digits):
      if let code = payerCode(text, index, digits, scratch) {
        (start, end) = (code.lowerBound, code.upperBound)
      }
    case .groupCode(let bytes): end = groupCodeEnd(text, index, bytes, scratch)
    case .grouped(let counts): end = groupedEnd(text, index, counts, scratch)
    case .initials: end = initialsEnd(text, index, isMarked: nil, scratch)
    case .phone: (start, end) = labelledPhone(text, index, scratch)
    case .namedPhone: (start, end) = namedPhone(text, index, label, evidence, &scratch)
    case .word(let bytes):
      if connected, emitPerson(rule, text, index, label, evidence, &scratch) { return true }
      end = labelledWord(text, index, bytes, connected, scratch)
    case .secret(let bytes):
      guard !Self.noSecrets.contains(token.hash), !isTold(text, index, scratch),
        let value = labelledSecret(text, start, bytes, connected), !isResult(text, index, scratch)
      else { return false }
      (start, end) = (value.lowerBound, value.isEmpty ? nil : value.upperBound)
    case .codedSecret(let bytes): end = codedSecretEnd(text, start, bytes)
    case .codedWord(let bytes):
      end = token.gap == .none ? nil : codedUserEnd(text, index, bytes, scratch)
    case .plainUser(let bytes): end = plainUserEnd(text, index, bytes, scratch)
    case .surnameUser: end = surnameUserEnd(text, index, isMarked: connected, scratch)
    case .plate: end = plateEnd(text, index, scratch)
    case .partialPlate: end = partialPlateEnd(text, index, scratch)
    case .date: end = dateEnd(text, index, cue: false, scratch)
    case .partialDate:
      end = isScore(text, index, scratch) ? nil : dateEnd(text, index, cue: true, scratch)
    case .pattern:
      if let match = patternMatch(rule, start, scratch) {
        (start, end) = (match.lowerBound, match.upperBound)
      }
    case .birthYear: end = birthYearEnd(text, token)
    }
    guard let end, end > start, !isPlaceholder(text, around: start),
      !Placeholders.isStandIn(text, start, end), !isPrinted(text, start, end),
      !isForbidden(rule, index, lastToken(before: end, from: index, scratch), scratch)
    else { return false }
    if index > 0, evidence == .label, token.gap == .mark, text.at(start - 1) == 0x2D,
      scratch.tokens[index - 1].shape == .upper, Self.mayHaveLabel(grammar)
    {
      // `HMO-234567`: the label is part of the number.
      start = Int(scratch.tokens[index - 1].start)
    }
    emit(rule, start, end, evidence | .format, label: label, scratch: &scratch)
    if evidence == .label || evidence == .field {
      emitFurther(rule, text, start, end, evidence | .format, label, &scratch)
    }
    return true
  }

  /// Whether a label may be part of what stands behind it.
  private static func mayHaveLabel(_ grammar: Grammar) -> Bool {
    switch grammar {
    case .code, .number: true
    default: false
    }
  }

  /// Words before `by` in a query.
  static let clauses: WordSet = WordSet(
    ["group", "order", "partition", "sort", "cluster", "distribute"].map { Token.hash($0) }
  )

  static let fileEndings: WordSet = WordSet(
    """
    html htm php js ts py java c h cpp cs go rb rs sh sql json xml yml yaml csv tsv txt log md pdf \
    doc docx xls xlsx ppt png jpg jpeg gif svg css conf cfg ini env lock toml zip gz tar exe dll \
    so service local internal lan
    """
    .split(separator: " ").map { Token.hash(String($0)) }
  )

  /// Whether a user's name would be an ordinary word, as in `User: can you …`, or a number.
  func isOrdinary(
    _ text: Span<UInt8>,
    _ index: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    if !(Int(token.start)..<end).contains(where: { text[$0].isLetter }) { return true }
    guard token.isWord, token.end == end || text.at(token.end) == 0x27 else { return false }
    let bands = Lexicon.bands(token.hash)
    return bands.english == 1 || bands.english == 2
      || isWord(index, [.connector, .person], scratch)
  }

  /// Digits of a plain number that is no count of anything.
  private static let plainNumberDigits = 6

  /// Whether a code behind an ordinary word is one: a letter or a mark is in it, or it is long.
  private func isMixed(
    _ text: Span<UInt8>,
    _ first: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if scratch.tokens[first].isWord { return true }
    if Int(scratch.tokens[first].length) >= Self.plainNumberDigits { return true }
    for offset in scratch.tokens[first].end..<max(end, scratch.tokens[first].end)
    where !text[offset].isDigit && text[offset] != 0x20 { return true }
    return false
  }

  /// The last token that begins before an offset.
  private func lastToken(
    before end: Int,
    from first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var index = first
    while index + 1 < scratch.tokens.count, Int(scratch.tokens[index + 1].start) < end {
      index += 1
    }
    return index
  }

  /// The end of so many digits in groups apart by one or ` - `.
  private func digitsEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ counts: ClosedRange<Int>,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var digits = 0
    var end: Int?
    var index = first
    while index < scratch.tokens.count {
      let token = scratch.tokens[index]
      guard token.isDigits, token.gap != .lineBreak || index == first else { break }
      if index > first {
        guard areJoined(text, scratch.tokens[index - 1].end, Int(token.start)) else { break }
      }
      digits += Int(token.length)
      guard digits <= counts.upperBound else { break }
      if digits >= counts.lowerBound, !text.isWordByte(token.end) { end = token.end }
      index += 1
    }
    return end
  }

  /// The end of letters and digits with single marks inside; nil for a plain year, a decimal, a
  /// date, a quantity, or too few digits.
  func codeEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    digits wanted: Int,
    connected: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    if wanted > 0, isWordAlone(first, scratch) { return nil }
    var digits = 0
    var groups = 0
    var index = first
    var marks: UInt8 = 0
    while index < scratch.tokens.count, index - first < 16 {
      let token = scratch.tokens[index]
      if index > first, token.gap != .none {
        let previous = scratch.tokens[index - 1].end
        let mark = text[previous]
        let isSpaced =
          mark == 0x20 && Int(token.start) - previous == 1 && marks != 0x2F
          && isGroup(text, index, first, digits, wanted, scratch)
        guard isSpaced || token.gap == .mark,
          isSpaced || mark == 0x2D || mark == 0x2F || mark == 0x2E || mark == 0x5F
        else { break }
        if !isSpaced { marks = mark }
      }
      if token.isDigits {
        digits += Int(token.length)
        groups += 1
      }
      index += 1
    }
    guard index > first, digits >= wanted else { return nil }
    let one = scratch.tokens[first]
    // What touches belongs to it, however much that is.
    while index < scratch.tokens.count, scratch.tokens[index].gap == .none,
      scratch.tokens[index].end - Int(one.start) <= Self.codeBytesMax
    {
      index += 1
    }
    let last = scratch.tokens[index - 1]
    guard last.end - Int(one.start) <= Self.codeBytesMax, text.at(last.end) != 0x25,
      text.at(last.end) != 0x40
    else { return nil }
    let onlyDigits = groups == index - first
    if onlyDigits, groups == 1, one.length == 4, (1_900...2_100).contains(one.hash), !connected {
      return nil
    }
    if onlyDigits, groups == 2, marks == 0x2E || !connected && isYears(first, last.end, scratch) {
      return nil
    }
    if onlyDigits, groups == 3, one.length <= 4, digits <= 8, marks != 0,
      holds(one.length == 4 ? .yearMonthDay : .dayMonthYear, text, first, index - 1, scratch)
    {
      return nil
    }
    let next = index
    // `acc 773109  L wrist`: so many litres are none.
    let isSide = next < scratch.tokens.count && scratch.tokens[next].length == 1
    if onlyDigits,
      !connected && groups == 1 && !(isSide && digits >= Self.plainNumberDigits)
        || digits <= Self.quantityDigitsMax,
      next < scratch.tokens.count, scratch.tokens[next].gap == .blank, isWord(next, .unit, scratch)
    {
      return nil
    }
    return last.end
  }

  /// Whether a token is a word by itself, which has no digit; two or three capitals may stand before some.
  @inline(__always)
  private func isWordAlone(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (token, next) = (scratch.tokens[index], index + 1)
    guard token.isWord, !isShortPrefix(token) else { return false }
    return next >= scratch.tokens.count
      || scratch.tokens[next].gap != .none && scratch.tokens[next].gap != .mark
  }

  /// Bytes of a code, at most.
  private static let codeBytesMax = 128
  /// Digits of a group of a number that is written with blanks, and of all groups before it.
  private static let groupDigitsMax = 7
  private static let groupedDigitsMax = 15
  /// Digits before the last group of a parcel's number in fours.
  private static let parcelDigitsMax = 32

  /// Whether what stands behind a blank goes on with a code: digits behind digits or behind two or
  /// three capitals, or a capital that ends it.
  private func isGroup(
    _ text: Span<UInt8>,
    _ index: Int,
    _ first: Int,
    _ digits: Int,
    _ wanted: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    let previous = scratch.tokens[index - 1]
    let isLast = !isFollowed(text, index, scratch)
    if index == first + 1, token.isDigits, isShortPrefix(scratch.tokens[first]) {
      return token.length >= 3 || !isLast || text.at(token.end) == 0x2D
    }
    // `LA 882 KDJ`
    if index == first + 2, isLast || token.length > 1, isShortPrefix(token),
      isShortPrefix(scratch.tokens[first])
    {
      return true
    }
    if wanted > 0, token.isDigits, token.length >= 3, index >= first + 2, previous.length == 1,
      previous.shape.startsWithCapital, scratch.tokens[index - 2].isDigits
    {
      return true
    }
    // `9400 1118 9922 3018 7745 60` of parcels
    let isParcel =
      previous.length == 4 && digits % 4 == 0 && digits <= Self.parcelDigitsMax
      && scratch.tokens[first].length == 4
    guard wanted > 0, digits > 0, digits <= Self.groupedDigitsMax || isParcel, previous.isDigits
    else {
      return false
    }
    if token.isDigits {
      guard Int(token.length) <= Self.groupDigitsMax else { return false }
      // `35 290611 884120 7`
      if token.length == 6, !isLast, text.at(token.end) == 0x20 { return true }
      // `2953 41880 1`
      let goesOn =
        token.length == 5 && index + 1 < scratch.tokens.count && scratch.tokens[index + 1].isDigits
      return token.length >= 2 && token.length <= 4 || goesOn
        || isLast && !isWord(index + 1, .unit, scratch)
    }
    // `2214 K 0093`
    let isInside =
      index + 1 < scratch.tokens.count && scratch.tokens[index + 1].gap == .blank
      && scratch.tokens[index + 1].isDigits && scratch.tokens[index + 1].length >= 3
      && previous.length >= 2
    // `20 1147 R and`, and no `1147 A patient`
    let isEnding =
      isInside || isLast
      || previous.length >= 4 && index >= first + 2 && !Self.articles.contains(token.hash)
    return token.shape.startsWithCapital && token.length == 1 && isEnding
  }

  /// Whether a small word stands right behind a token, which may count or describe it.
  private func isFollowed(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index + 1 < scratch.tokens.count else { return false }
    let next = scratch.tokens[index + 1]
    return next.gap == .none || next.gap == .blank && (next.shape == .lower || next.isDigits)
  }

  private static let articles = hashes("a i")

  /// Digits of a quantity at most: `MRN: 714742521 patient …` counts no patients.
  private static let quantityDigitsMax = 4

  /// Whether a token is two or three capitals, as before the number of a licence or a plate.
  private func isShortPrefix(_ token: Token) -> Bool {
    token.shape == .upper && token.length <= 3
      || token.length == 1 && token.shape.startsWithCapital
  }

  /// Where a password begins that has punctuation before its first letter or digit.
  func secretStart(_ text: Span<UInt8>, _ start: Int) -> Int {
    var start = start
    while start > 0 {
      switch text[start - 1] {
      case 0x21, 0x24, 0x26, 0x40, 0x5E, 0x7E, 0x2B, 0x2F, 0x2A, 0x2E, 0x2D, 0x5F: start -= 1
      default: return start
      }
    }
    return start
  }

  /// The end of a date of words behind a label: `march two`, `ten, fourteen, eighty-two`.
  private func spokenDateEnd(_ first: Int, _ scratch: borrowing ScanScratch) -> Int? {
    var index = first
    let isMonth = isWord(first, .month, scratch)
    guard isMonth || isWord(first, .spokenNumber, scratch) else { return nil }
    let wordsMax = 8
    while index + 1 < scratch.tokens.count, index - first < wordsMax,
      isWord(index + 1, [.spokenNumber, .ordinalWord], scratch),
      scratch.tokens[index + 1].gap != .lineBreak,
      Int(scratch.tokens[index + 1].start) - scratch.tokens[index].end <= 2
    {
      index += 1
    }
    return isMonth || index > first + 1 ? scratch.tokens[index].end : nil
  }

  /// The end of a partial or odd date behind a label.
  func dateEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    cue: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let one = scratch.tokens[first]
    guard one.isDigits else {
      return cue ? nil : spokenDateEnd(first, scratch)
    }
    let after = text.at(one.end)
    if first + 1 < scratch.tokens.count, isWord(first + 1, .ordinalEnding, scratch),
      scratch.tokens[first + 1].gap == .none, one.hash >= 1, one.hash <= 31, one.length <= 2
    {
      let next = first + 2
      let isNoun =
        next < scratch.tokens.count && scratch.tokens[next].gap == .blank
        && (!isWord(next, [.dayFollower, .of], scratch) || isCountedRun(first + 1, scratch))
      return cue && isNoun ? nil : scratch.tokens[first + 1].end
    }
    if !cue, one.length == 6 || one.length == 8 {
      return one.end
    }
    guard first + 1 < scratch.tokens.count, scratch.tokens[first + 1].isDigits,
      scratch.tokens[first + 1].gap == .mark
        || scratch.tokens[first + 1].gap == .blank
    else { return nil }
    let two = scratch.tokens[first + 1]
    let mark = after
    guard Int(two.start) == one.end + 1,
      mark == 0x2F
        || !cue
          && (mark == 0x2D || mark == 0x2E
            || mark == 0x20)
    else { return nil }
    if first + 2 < scratch.tokens.count, scratch.tokens[first + 2].isDigits,
      Int(scratch.tokens[first + 2].start) == two.end + 1, text[two.end] == mark
    {
      let three = scratch.tokens[first + 2]
      return !cue && one.hash <= 2_100 && two.hash <= 31 && three.hash <= 2_100 ? three.end : nil
    }
    // `ulnar ADM 3.1 9.4`: values.
    if mark == 0x2E, first + 3 < scratch.tokens.count, scratch.tokens[first + 2].isDigits,
      scratch.tokens[first + 2].gap == .blank, text.at(scratch.tokens[first + 2].end) == 0x2E,
      text.at(scratch.tokens[first + 2].end + 1).isDigit
    {
      return nil
    }
    let isMonthDay = one.hash >= 1 && one.hash <= 12 && two.hash >= 1 && two.hash <= 31
    let isDayMonth = one.hash >= 1 && one.hash <= 31 && two.hash >= 1 && two.hash <= 12
    let isMonthYear =
      !cue && !isShare(text, first, scratch)
      && (one.hash <= 12 && two.length == 4 || one.length == 4 && two.hash <= 12)
    guard isMonthDay || isDayMonth && one.length <= 2 || isMonthYear else { return nil }
    if mark == 0x20, !isMonthYear { return nil }
    guard !text.isWordByte(two.end), text.at(two.end) != 0x25,
      !(text.at(two.end) == 0x2E && text.at(two.end + 1).isDigit)
    else { return nil }
    if first + 2 < scratch.tokens.count, scratch.tokens[first + 2].gap == .blank,
      isWord(first + 2, .unit, scratch)
    {
      return nil
    }
    return two.end
  }
}
