import Vocabulary

/// Passwords as people write them in sentences, messages and settings.
extension Engine {
  /// Words between a word for a password and the password.
  private static let secretReach = 20

  /// `password is now "purple tractor"`, `my password was just jesus1954`, `secret 0 Basalt-Quarry`,
  /// `$pw -ne "Gesundheit!5"`: found from the word for a password.
  func matchSecretWord(
    _ text: Span<UInt8>,
    _ index: Int,
    _ cue: CredentialCue,
    _ scratch: inout ScanScratch
  ) {
    if index > 0, scratch.tokens[index].gap == .none { return }
    if scratch.tokens[index].hash == Self.keyWord, !isNetKey(index, scratch) { return }
    // `pass phrase`
    if scratch.tokens[index].hash == Self.phraseWord,
      index == 0 || scratch.tokens[index - 1].hash != Self.passWord
    {
      return
    }
    if cue.contains(.secret) {
      if matchCompared(text, index, &scratch) { return }
      if matchLevelled(text, index, &scratch) { return }
      if matchBehindLogin(text, index, &scratch) { return }
      if matchValueLine(text, index, &scratch) { return }
      matchAsSecret(text, index, &scratch)
      matchManner(text, index, &scratch)
    }
    matchSecretSentence(text, index, cue, &scratch)
  }

  /// Whether `key` is that of a network: `network LakeGuest, key bluegoose2291`.
  private func isNetKey(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    (1...10).contains { index >= $0 && Self.nets.contains(scratch.tokens[index - $0].hash) }
      || (1...5)
        .contains {
          index + $0 < scratch.tokens.count && Self.nets.contains(scratch.tokens[index + $0].hash)
        }
  }

  /// `$pw -ne "Gesundheit!5"`, `password == 'x'`.
  private func matchCompared(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    var offset = scratch.tokens[index].end
    let start = offset
    while text.at(offset) == 0x20 || text.at(offset) == 0x5D || text.at(offset) == 0x29 {
      offset += 1
    }
    let mark = offset
    while offset - mark < 3, text.at(offset) == 0x3D || text.at(offset) == 0x21 { offset += 1 }
    if offset == mark, text.at(offset) == 0x2D {
      guard Self.comparisons.contains(Token.hash(text, offset + 1..<min(offset + 3, text.count)))
      else { return false }
      offset += 3
    } else {
      guard offset - mark >= 2 else { return false }
    }
    while text.at(offset) == 0x20 { offset += 1 }
    guard offset - start < 12, let value = quoted(text, offset, wordsMax: 6) else { return false }
    let word = Token.hash(text, value)
    guard Lexicon.bands(word).english == 0 || value.count > 12 else { return false }
    emitArgumentSecret(text, value, &scratch)
    return true
  }

  /// `secret 0 akwaaba77`, `password 7 0822455D0A16`: what stands behind the number of a form.
  private func matchLevelled(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    var next = index + 1
    if next < scratch.tokens.count, Self.forms.contains(scratch.tokens[next].hash) { next += 1 }
    guard next + 1 < scratch.tokens.count, scratch.tokens[next].isDigits,
      scratch.tokens[next].length == 1, scratch.tokens[next].gap == .blank,
      [0, 5, 6, 7, 8, 9].contains(scratch.tokens[next].hash),
      text.at(scratch.tokens[next].end) == 0x20
    else { return false }
    let start = scratch.tokens[next].end + 1
    guard let end = wordEnd(text, start, atLeast: 4), end - start <= 80,
      isEndOfWords(text, end) || isCodedSecret(text, start..<end)
    else { return false }
    let isWord = (start..<end).allSatisfy { text[$0].isLetter }
    guard !isWord || Lexicon.bands(Token.hash(text, start..<end)).english == 0 else { return false }
    emitArgumentSecret(text, start..<end, &scratch)
    return true
  }

  /// `login upl_kari password Trout-under-ice`, `user teller pass gannet`: both values.
  private func matchBehindLogin(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    let next = index + 1
    guard index > 1, next < scratch.tokens.count, scratch.tokens[next].gap == .blank else {
      return false
    }
    // The first token of the account.
    var first = index - 1
    if Self.joiners.contains(scratch.tokens[first].hash) { first -= 1 }
    let last = first
    while first > 1, last - first < 4, scratch.tokens[first].gap != .blank,
      scratch.tokens[first].gap != .marks, scratch.tokens[first].gap != .lineBreak
    {
      first -= 1
    }
    let isCoded = last > first || scratch.tokens[last].isDigits
    guard first > 0, Self.accountLabels.contains(scratch.tokens[first - 1].hash),
      scratch.tokens[first].gap == .blank, scratch.tokens[first].isWord,
      last == index - 1 || isCoded,
      !Self.joiners.contains(scratch.tokens[first].hash),
      !Self.accountLabels.contains(scratch.tokens[first].hash)
    else { return false }
    let run = runRange(text, next, scratch)
    guard run.count >= 4, !Self.noPasswords.contains(scratch.tokens[next].hash),
      text.at(run.upperBound) != 0x3D, !isExpression(text, run)
    else { return false }
    emitLogin(text, Int(scratch.tokens[first].start)..<scratch.tokens[last].end, &scratch)
    emitSecretText(text, run, &scratch)
    return true
  }

  /// `name: DB_PASSWORD`, and `value: "Curlew-over-mud"` in the line behind it.
  private func matchValueLine(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    let next = index + 1
    guard next + 1 < scratch.tokens.count, scratch.tokens[next].hash == Self.valueWord,
      scratch.tokens[next].gap == .lineBreak, text.at(scratch.tokens[next].end) == 0x3A,
      scratch.tokens[next + 1].gap == .marks
    else { return false }
    let start = Int(scratch.tokens[next + 1].start)
    guard let end = wordEnd(text, start, atLeast: 4), !isExpression(text, start..<end) else {
      return false
    }
    emitArgumentSecret(text, start..<phraseEnd(text, start, end), &scratch)
    return true
  }

  private static let valueWord = Token.hash("value")

  /// `must give Rosebud as the password`, `Walnut8 is the password`: what stands before the word.
  private func matchAsSecret(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 3, Self.owning.contains(scratch.tokens[index - 1].hash) else { return }
    let joint = scratch.tokens[index - 2].hash
    guard joint == Self.asWord || joint == Self.isWordHash else { return }
    let last = index - 3
    let gap = text.at(scratch.tokens[last].end)
    guard gap == 0x20 || gap == 0x22 || gap == 0x27 else { return }
    var first = last
    while first > 0, last - first < 4, scratch.tokens[first].gap == .none { first -= 1 }
    let isGiven = first > 0 && Self.giving.contains(scratch.tokens[first - 1].hash)
    let start = Int(scratch.tokens[first].start)
    let run = start..<scratch.tokens[last].end
    let isQuoted = text.at(start - 1) == gap && gap != 0x20
    let isCoded = isCodedSecret(text, run)
    guard isCoded || isQuoted || isGiven && joint == Self.asWord && run.count > 3,
      !Self.noPasswords.contains(scratch.tokens[first].hash),
      scratch.tokens[first].gap != .lineBreak
    else { return }
    emitSecretText(text, run, &scratch)
  }

  private static let (asWord, isWordHash) = (Token.hash("as"), Token.hash("is"))
  private static let owning = hashes("the his her their my your our a")
  private static let giving = hashes(
    "give gives gave say says said use uses used tell tells set have type"
  )
  private static let joiners = hashes("and with or w")
  private static let accountLabels = hashes("user username login name usr userid logon id")

  /// Whether a line ends at an offset.
  private func isEndOfWords(_ text: Span<UInt8>, _ end: Int) -> Bool {
    end >= text.count || text[end] == 0x0A || text[end] == 0x0D
  }

  /// `password august, all lower case`: words behind which it is said how they are written.
  private func matchManner(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var first = index + 1
    while first < scratch.tokens.count, first - index < 4,
      Self.copulas.contains(scratch.tokens[first].hash)
    {
      first += 1
    }
    guard first < scratch.tokens.count, scratch.tokens[first].gap != .lineBreak,
      let rule = rule(.secretText)
    else { return }
    // `pass phrase is three words, no caps: …`
    if Self.counts.contains(scratch.tokens[first].hash)
      || first == index + 1 && scratch.tokens[first].hash == Self.phraseWord
    {
      return
    }
    var last = first
    while last - first < 3, text.at(scratch.tokens[last].end) != 0x2C {
      guard last + 1 < scratch.tokens.count, scratch.tokens[last + 1].gap == .blank else { return }
      last += 1
    }
    guard text.at(scratch.tokens[last].end) == 0x2C, last + 2 < scratch.tokens.count,
      scratch.tokens[last + 1].gap != .lineBreak,
      Self.manners.contains(scratch.tokens[last + 1].hash),
      Self.mannerEnds.contains(scratch.tokens[last + 2].hash),
      !Self.noPasswords.contains(scratch.tokens[first].hash)
    else { return }
    emitTokens(rule, first, last, &scratch)
  }

  /// Looks for a value in the sentence behind a word for a password or a code.
  private func matchSecretSentence(
    _ text: Span<UInt8>,
    _ label: Int,
    _ cue: CredentialCue,
    _ scratch: inout ScanScratch
  ) {
    var index = label + 1
    var isOpen = false
    while index < scratch.tokens.count, index - label <= Self.secretReach {
      let token = scratch.tokens[index]
      let end = sentenceBreak(text, index, scratch)
      if end == .hard { return }
      if end == .soft, !isOpen { return }
      isOpen = Self.copulas.contains(token.hash)
      let run = runRange(text, index, scratch)
      if isIntroduced(text, label, index, scratch) {
        if cue.contains(.secret) || isCodeLabel(label, scratch),
          let value = quoted(text, Int(token.start) - 1, wordsMax: 5), index > label + 1,
          !isPlaceholder(text, around: value.lowerBound),
          isQuotedSecret(text, index, value, scratch)
        {
          return emitSecretText(text, value, &scratch)
        }
        let isListed = text.at(run.upperBound + 1) == 0x2C && text.at(Int(token.start) - 1) == 0x22
        if cue.contains(.secret), isCodedSecret(text, run), !isListed,
          !isAccountBefore(index, scratch)
        {
          return emitSecretText(text, run, &scratch)
        }
        if cue.contains(.secret), isBareSecret(text, label, index, run, scratch) {
          return emitSecretText(text, run, &scratch)
        }
        if cue.contains(.code), let value = codeValue(text, index, isStrong: true, scratch),
          isCodeLabel(label, scratch) || isSaidCode(text, value)
        {
          return emitSecretText(text, value, &scratch)
        }
      }
      index += 1
      while index < scratch.tokens.count, Int(scratch.tokens[index].start) < run.upperBound {
        index += 1
      }
    }
  }

  /// Letters of a password that is a word of no list, at least.
  private static let bareLetters: UInt16 = 6

  /// Whether a run is a word that stands in no list and ends its sentence: `BIOS pw gooseberrypie`, `reset to
  /// kitkatjam`.
  private func isBareSecret(
    _ text: Span<UInt8>,
    _ label: Int,
    _ index: Int,
    _ run: Range<Int>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard Self.bareLabels.contains(scratch.tokens[label].hash), token.length >= Self.bareLetters,
      token.end == run.upperBound, token.isWord, token.shape == .lower || token.shape == .mixed,
      isEndOfSentence(text, run.upperBound), text.at(run.lowerBound - 1) == 0x20
    else { return false }
    let bands = Lexicon.bands(token.hash)
    // `verbal password bluebird`
    if index == label + 1, label > 0, Self.ofSecrets.contains(scratch.tokens[label - 1].hash),
      bands.english > 1, !Self.behindSecrets.contains(token.hash)
    {
      return true
    }
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand && !bands.isTongue
      && !bands.isGermanic && bands.last == 0 && bands.first == 0 && words(token.hash) == 0
  }

  private static let ofSecrets = hashes("verbal family bios wifi temp temporary router guest")
  private static let behindSecrets = hashes(
    """
    policy policies screen prompt manager expiry length rules change changes rotation vault protection \
    recovery resets expires expired expiration updates reminder reminders settings reset process request \
    requests lockout lockouts portal window dialog hygiene
    """
  )
  private static let bareLabels = hashes(
    "password passwords passwd pwd pw passcode passphrase phrase"
  )

  /// What ends a sentence before a token: nothing, a line that may go on, or its end.
  private enum SentenceBreak { case none, soft, hard }

  private func sentenceBreak(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> SentenceBreak {
    let (start, end) = (scratch.tokens[index - 1].end, Int(scratch.tokens[index].start))
    if end == start + 1, text[start] == 0x20 { return .none }
    guard end - start <= 8 else { return .hard }
    var found = SentenceBreak.none
    for offset in start..<end {
      switch text[offset] {
      case 0x0A:
        guard found == .none else { return .hard }
        found = .soft
      // `M. Kouadio`
      case 0x2E where scratch.tokens[index - 1].length == 1 && text[offset - 1].isUppercase:
        continue
      case 0x2E, 0x21, 0x3F, 0x3B:
        if text.at(offset + 1) <= 0x20 || text.at(offset + 1) == 0x22 { return .hard }
      case 0x5B, 0x5D, 0x7B, 0x7D: return .hard
      case 0x28 where offset == start: return .hard
      default: continue
      }
    }
    return found
  }

  /// Whether what begins at a token stands where a value does.
  private func isIntroduced(
    _ text: Span<UInt8>,
    _ label: Int,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (token, before) = (scratch.tokens[index], scratch.tokens[index - 1])
    if text.at(Int(token.start) - 1) == 0x60 { return false }
    if index == label + 1 { return token.gap == .blank || token.gap == .marks }
    if before.hash == Self.to, Self.polish.contains(scratch.tokens[label].hash) { return true }
    var offset = before.end
    while offset < Int(token.start) {
      switch text[offset] {
      case 0x3A, 0x3D, 0x3E: return true
      case 0x2C: return text.at(offset + 1) == 0x20
      default: offset += 1
      }
    }
    if before.hash == Self.to {
      return index > label + 1
        && (1...3).contains { index - $0 - 1 > label - 3 && isChange(index - $0 - 1, scratch) }
    }
    return Self.introducers.contains(before.hash)
  }

  private func isChange(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index >= 0 && Self.changes.contains(scratch.tokens[index].hash)
  }

  /// Whether what is quoted is a password and not a word of a sentence: introduced by `is`, `now` or
  /// the like, or with a digit or mark in it.
  private func isQuotedSecret(
    _ text: Span<UInt8>,
    _ index: Int,
    _ value: Range<Int>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let before = scratch.tokens[index - 1]
    guard Self.copulas.contains(before.hash), text.at(Int(before.start) - 1) == 0x20 else {
      return isCodedSecret(text, value) && text.at(value.upperBound + 1) != 0x2C
    }
    return !Self.noPasswords.contains(scratch.tokens[index].hash)
  }

  /// Whether a word before a value says that it is an account.
  private func isAccountBefore(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Self.accountWords.contains(scratch.tokens[index - 1].hash)
  }

  /// What stands in quotes at an offset, in so many words at most.
  private func quoted(_ text: Span<UInt8>, _ offset: Int, wordsMax: Int) -> Range<Int>? {
    let quote = text.at(offset)
    guard quote == 0x22 || quote == 0x27, !text.isWordByte(offset - 1) else { return nil }
    var end = offset + 1
    var words = 1
    while end < text.count, end - offset <= 64, text[end] != quote {
      if text[end] == 0x20 { words += 1 }
      if text[end] < 0x20 { return nil }
      end += 1
    }
    guard text.at(end) == quote, words <= wordsMax, end > offset + 2, !text.isWordByte(end + 1)
    else { return nil }
    return offset + 1..<end
  }

  /// The run without blanks around a token, without the marks that end a sentence.
  func runRange(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Range<Int> {
    let start = Int(scratch.tokens[index].start)
    var end = wordEnd(text, start, atLeast: 1) ?? scratch.tokens[index].end
    while end > start, text[end - 1] == 0x3F || text[end - 1] == 0x5D { end -= 1 }
    return start..<max(end, scratch.tokens[index].end)
  }

  /// Appends a finding of a password.
  func emitSecretText(_ text: Span<UInt8>, _ range: Range<Int>, _ scratch: inout ScanScratch) {
    guard let rule = rule(.secretText), !range.isEmpty,
      !isPlaceholder(text, around: range.lowerBound),
      !Self.standIns.contains(Token.hash(text, range))
    else { return }
    emit(rule, range.lowerBound, range.upperBound, .format | .context, scratch: &scratch)
    emitFormer(text, range, rule, &scratch)
    emitFurther(rule, text, range.lowerBound, range.upperBound, .format | .context, 0, &scratch)
  }

  /// `(was C1547)`: a former value of the same form behind one.
  private func emitFormer(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ rule: UInt16,
    _ scratch: inout ScanScratch
  ) {
    var offset = range.upperBound
    while offset < text.count, offset - range.upperBound < 3, !text.isWordByte(offset) {
      offset += 1
    }
    var words = 0
    while words < 3, text.at(offset).isLetter {
      var end = offset
      while text.at(end).isLetter { end += 1 }
      let isColon = text.at(end) == 0x3A && text.at(end + 1) == 0x20
      guard text.at(end) == 0x20 || isColon, Self.former.contains(Token.hash(text, offset..<end))
      else { break }
      offset = isColon ? end + 2 : end + 1
      words += 1
    }
    guard words > 0, let end = wordEnd(text, offset, atLeast: range.count - 1),
      isLike(text, range, offset..<end)
    else { return }
    emit(rule, offset, end, .format | .context, scratch: &scratch)
  }

  /// Whether two values have digits and letters alike.
  private func isLike(_ text: Span<UInt8>, _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard abs(one.count - other.count) <= 1,
      text[one.lowerBound].isDigit == text[other.lowerBound].isDigit
    else { return false }
    return one.contains { text[$0].isDigit } == other.contains { text[$0].isDigit }
      && other.contains { text[$0].isDigit }
  }

  // Values without a word for a password

  /// `i set it to Guava-torte88`, `try Pistachio7 instead`: found from the letters before the digits.
  func matchTried(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard scratch.tokens[index].length >= 4 else { return }
    var first = index
    while first > 0, index - first < 4, scratch.tokens[first].gap == .mark,
      Int(scratch.tokens[first].start) == scratch.tokens[first - 1].end + 1,
      text[scratch.tokens[first - 1].end] != 0x2F, text[scratch.tokens[first - 1].end] != 0x3D
    {
      first -= 1
    }
    guard first > 0,
      scratch.tokens[first].gap == .blank || scratch.tokens[first].gap == .marks
        || text[Int(scratch.tokens[first].start) - 1] == 0x3D,
      Self.trying.contains(scratch.tokens[first - 1].hash)
        || isSeasonal(text, first, index, scratch)
    else { return }
    let run = runRange(text, first, scratch)
    let isMarked = run.contains { text[$0].isUppercase || !text.isWordByte($0) }
    guard isCodedSecret(text, run), run.count >= 6, text.at(run.lowerBound - 1) != 0x60,
      isMarked || Self.tries.contains(scratch.tokens[first - 1].hash)
        || scratch.tokens[first - 1].hash == Self.to
    else { return }
    let word = scratch.tokens[index]
    let bands = Lexicon.bands(word.hash)
    guard !bands.isBrand, bands.clinical == 0 || hasSecretBefore(first, scratch),
      word.shape == .lower || word.shape == .capitalized
    else { return }
    let before = scratch.tokens[first - 1]
    let isTry = Self.tries.contains(before.hash)
    guard
      isTry && isTried(text, run.upperBound, index, scratch)
        || hasSecretBefore(first, scratch)
          && (before.hash != Self.to || first > 1 && isSet(first - 2, scratch))
    else { return }
    emitSecretText(text, run, &scratch)
  }

  /// Whether a word with a capital and two to four digits behind it stands behind a mark or begins a
  /// line, as passwords of those do who have to change them: `Heron22`.
  private func isSeasonal(
    _ text: Span<UInt8>,
    _ first: Int,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard first == index, index + 1 < scratch.tokens.count, token.shape == .capitalized,
      token.gap == .marks || Self.its.contains(scratch.tokens[index - 1].hash),
      scratch.tokens[index + 1].isDigits, (2...4).contains(scratch.tokens[index + 1].length),
      !text.isWordByte(scratch.tokens[index + 1].end)
    else { return false }
    return true
  }

  private static let its = hashes("its s")

  /// Whether `instead`, `then`, `now` or the line's end stands behind what is to be tried.
  private func isTried(
    _ text: Span<UInt8>,
    _ end: Int,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if isEndOfWords(text, end) { return true }
    var next = index + 1
    while next < scratch.tokens.count, Int(scratch.tokens[next].start) < end { next += 1 }
    return next < scratch.tokens.count && Self.behindTried.contains(scratch.tokens[next].hash)
  }

  /// Whether a word of setting stands at or right before a token: `set it`, `changed mine`.
  private func isSet(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    (0...2).contains { index >= $0 && Self.changes.contains(scratch.tokens[index - $0].hash) }
  }

  /// Words before a value in which one about passwords is looked for.
  private static let contextReach = 40

  private func hasSecretBefore(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first + 1
    while index < scratch.tokens.count, index - first < 12 {
      if Self.secretContext.contains(scratch.tokens[index].hash) { return true }
      index += 1
    }
    index = first
    while index > 0, first - index < Self.contextReach {
      index -= 1
      if Self.secretContext.contains(scratch.tokens[index].hash) { return true }
    }
    return false
  }

  private static let counts = hashes("one two three four five six a the all")
  private static let (phraseWord, passWord) = (Token.hash("phrase"), Token.hash("pass"))
  private static let forms = hashes("ascii hex")
  private static let keyWord = Token.hash("key")
  private static let nets = hashes("network wifi wi ssid vpn router psk hotspot wpa wlan")
  private static let comparisons = hashes("eq ne")
  private static let copulas = hashes("is was now be been just still s are were simply remains")
  private static let to = Token.hash("to")
  private static let introducers = hashes(
    "is was now be been just still s are were use try type enter say says so remains with opens from es est ist lautet jest "
      + "bday birthday dial press punch backwards dials became becomes"
  )
  private static let polish = hashes("hasło haslo")
  private static let changes = hashes(
    "set reset changed change updated update switched back changing resetting setting made put put "
      + "temporarily temp defaulted rolled moved it mine them"
  )
  private static let trying = hashes(
    "to try tried is was now use used with be maybe or entered typed says it reads old new"
  )
  private static let tries = hashes("try tried")
  private static let behindTried = hashes("instead then now again next first maybe please pls or")
  private static let former = hashes(
    "to and or was not formerly previously before instead of old used to be"
  )
  private static let accountWords = hashes("user username login account id as by host server named")
  private static let manners = hashes(
    "all lower lowercase uppercase upper one no small capital with"
  )
  private static let mannerEnds = hashes(
    "lower lowercase caps small case upper uppercase word words spaces space capitals letters a "
      + "capital on"
  )
  private static let noPasswords = hashes(
    """
    incorrect wrong invalid expired required too weak strong not the a an your my reset changed same \
    empty blank missing ok okay good bad safe unsafe secure unknown secret password right
    """
  )
  private static let secretContext = hashes(
    """
    password passwords pw pwd passwd pass passcode passphrase pin login logins log locked lock unlock \
    credentials creds signed signin logon account accounts wifi reset compromised
    """
  )
}
