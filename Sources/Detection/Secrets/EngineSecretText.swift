import Vocabulary

/// Passwords as people write them in sentences, messages and settings.
extension Engine {
  /// Words between a word for a password and the password.
  private static let secretReach = 20

  /// Looks for a value in the sentence behind a word for a password or a code.
  func matchSecretSentence(
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
      if text.at(Int(token.start) - 1) == 0x28 || text.at(Int(token.start) - 2) == 0x28,
        matchEnclosedSecret(text, label, index, cue, &scratch)
      {
        return
      }
      if end == .hard { return }
      if end == .soft, !isOpen, !goesOn(text, index, scratch) { return }
      isOpen = Self.secretCopulas.contains(token.hash)
      let run = runRange(text, index, scratch)
      if isIntroduced(text, label, index, scratch) {
        if cue.contains(.secret) || isCodeLabel(label, scratch),
          let value = quoted(text, Int(token.start) - 1, wordsMax: 5),
          index > label + 1 || scratch.tokens[label].hash == Self.phraseWord,
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
        if cue.contains(.code), label > 0, Self.backups.contains(scratch.tokens[label - 1].hash),
          isCodedSecret(text, run), run.contains(where: { text[$0].isDigit })
        {
          return emitSecretText(text, run, &scratch)
        }
        if cue.contains(.code), let value = codeValue(text, index, isStrong: true, scratch),
          isCodeLabel(label, scratch) || isSaidCode(text, value)
            || isDialled(text, label, value, scratch)
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

  /// `password is the dog and the unit (biscuit3E)`, `must give the password (tulip)`, `pin (4417)`: a
  /// value in brackets behind what is said of it.
  private func matchEnclosedSecret(
    _ text: Span<UInt8>,
    _ label: Int,
    _ index: Int,
    _ cue: CredentialCue,
    _ scratch: inout ScanScratch
  ) -> Bool {
    let start = Int(scratch.tokens[index].start)
    guard text.at(start - 1) == 0x28 || text.at(start - 2) == 0x28 && text.at(start - 1) == 0x22,
      scratch.tokens[index].gap != .lineBreak
    else { return false }
    if cue.contains(.code), isCodeLabel(label, scratch), index - label < 4,
      let value = codeValue(text, index, isStrong: true, scratch),
      text.at(value.upperBound) == 0x29 || text.at(value.upperBound) == 0x2C
    {
      emitSecretText(text, value, &scratch)
      return true
    }
    let run = runRange(text, index, scratch)
    let end = text.at(run.upperBound) == 0x22 ? run.upperBound + 1 : run.upperBound
    guard cue.contains(.secret), text.at(end) == 0x29, scratch.tokens[index].isWord,
      !isExpression(text, run)
    else { return false }
    let token = scratch.tokens[index]
    let isGiven =
      index == label + 1 && token.end == run.upperBound && token.length > 3 && token.shape == .lower
      && (1...5).contains { label >= $0 && Self.asked.contains(scratch.tokens[label - $0].hash) }
      && !Self.noPasswords.contains(token.hash)
      && !Self.behindSecrets.contains(token.hash) && !hasEnding(text, index, scratch)
    guard isGiven || isCodedSecret(text, run) else { return false }
    emitSecretText(text, run, &scratch)
    return true
  }

  private static let asked = hashes(
    "give gives gave say says said ask asks asked tell tells know knows"
  )

  private static let backups = hashes("backup recovery rescue scratch emergency")

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
    if index == label + 1, !Self.behindSecrets.contains(token.hash),
      !Self.noPasswords.contains(token.hash), !hasEnding(text, index, scratch),
      label > 0, Self.ofSecrets.contains(scratch.tokens[label - 1].hash)
    {
      return true
    }
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand && !bands.isTongue
      && !bands.isGermanic && bands.last == 0 && bands.first == 0 && words(token.hash) == 0
  }

  private static let ofSecrets = hashes(
    "verbal family bios wifi temp temporary router guest banking telephone phone pickup door portal voicemail "
      + "master admin alarm"
  )
  /// Words that make the one before them no label: `password policy`.
  static let behindSecrets = hashes(
    """
    policy policies screen prompt manager expiry length rules change changes rotation vault protection \
    recovery resets expires expired expiration updates reminder reminders settings reset process request \
    requests policyholder lockout lockouts please only again first twice here there below above access today \
    tomorrow later soon now list needs need hidden case sensitive numeric digits characters one two change reuse \
    security issue issues error errors help form field fields sheet sharing entry list tip tips \
    fatigue keeper hint hints problem problems update portal window dialog hygiene
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
    return Self.introducers.contains(before.hash) || isBegun(index, scratch)
      || isRecorded(index, scratch)
  }

  /// Whether a word at a token says that something is set or changed.
  func isChange(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
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
    if isBegun(index, scratch) || before.hash == Self.phraseWord { return true }
    guard Self.secretCopulas.contains(before.hash), text.at(Int(before.start) - 1) == 0x20 else {
      return isCodedSecret(text, value) && text.at(value.upperBound + 1) != 0x2C
    }
    return !Self.noPasswords.contains(scratch.tokens[index].hash)
  }

  /// Whether a part of a value stands at a token: `starts with "oR8q"`.
  private func isBegun(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = scratch.tokens[index - 1].hash
    return Self.beginnings.contains(before)
      || Self.parting.contains(before) && index > 1
        && Self.beginnings.contains(scratch.tokens[index - 2].hash)
  }

  private static let beginnings = hashes("starts begins ends starting beginning ending started")
  private static let parting = hashes("with in")

  /// Whether a word of writing down stands before `as`: `recorded in the source as 3317`.
  private func isRecorded(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tokens[index - 1].hash == Self.recordedAs
      && (2...6)
        .contains { index >= $0 && Self.recording.contains(scratch.tokens[index - $0].hash) }
  }

  private static var recordedAs: UInt64 { Token.word("as") }
  private static let recording = hashes(
    "recorded written entered set saved stored noted listed charted documented given left put"
  )

  /// Whether a word before a value says that it is an account.
  private func isAccountBefore(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Self.accountWords.contains(scratch.tokens[index - 1].hash)
  }

  /// What stands in quotes at an offset, in so many words at most.
  func quoted(_ text: Span<UInt8>, _ offset: Int, wordsMax: Int) -> Range<Int>? {
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
    if isNearPassword(text, index, scratch) {
      return emitSecretText(text, runRange(text, index, scratch), &scratch)
    }
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
    guard !bands.isBrand, bands.clinical == 0 || hasSecretBefore(text, first, scratch),
      word.shape == .lower || word.shape == .capitalized
        || word.shape == .mixed && Self.typing.contains(scratch.tokens[first - 1].hash)
    else { return }
    let before = scratch.tokens[first - 1]
    let isTry = Self.tries.contains(before.hash)
    guard
      isTry && isTried(text, run.upperBound, index, scratch)
        || hasSecretBefore(text, first, scratch)
          && (before.hash != Self.to || first > 1 && isSet(first - 2, scratch))
    else { return }
    emitSecretText(text, run, &scratch)
  }

  /// Words between a word for a password and a word with a number behind it, and lines.
  private static let passwordReach = 25
  private static let passwordLines = 3

  /// Whether a word with two to four digits behind it, as people make passwords, stands behind a word for
  /// them: `passwords to try: ⏎ harold1961`.
  private func isNearPassword(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (token, next) = (scratch.tokens[index], index + 1)
    guard token.length >= 5, token.shape == .lower || token.shape == .capitalized,
      next < scratch.tokens.count, scratch.tokens[next].isDigits,
      scratch.tokens[next].gap == .none, (2...4).contains(scratch.tokens[next].length),
      text.at(Int(token.start) - 1) <= 0x20 || text.at(Int(token.start) - 1) == 0x22,
      isEndOfSentence(text, scratch.tokens[next].end)
        || text.at(scratch.tokens[next].end) == 0x20
          && text.at(scratch.tokens[next].end + 1).isLowercase,
      !Self.technical.contains(token.hash), !Self.machines.contains(token.hash)
    else { return false }
    let bands = Lexicon.bands(token.hash)
    guard !bands.isBrand, bands.clinical == 0 else { return false }
    var (before, lines) = (index, 0)
    while before > 0, index - before < Self.passwordReach {
      if scratch.tokens[before].gap == .lineBreak {
        lines += 1
        guard lines <= Self.passwordLines else { return false }
      }
      before -= 1
      if Self.passwordWords.contains(scratch.tokens[before].hash),
        text.at(scratch.tokens[before].end) != 0x28, text.at(scratch.tokens[before].end) != 0x5F
      {
        return true
      }
    }
    return false
  }

  private static let passwordWords = hashes(
    "password passwords pw pwd passcode passwort contraseña"
  )
  private static let machines = hashes(
    "workstation computer printer server station laptop domain backup build patch phase state class grade field "
      + "error event value width block index array param test user admin guest http shell kernel model"
  )

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

  /// Whether a word is about passwords and accounts; a mask says nothing.
  private func isAboutSecrets(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let hash = scratch.tokens[index].hash
    // `user name`
    let isPair =
      hash == Self.userWord && index + 1 < scratch.tokens.count
      && scratch.tokens[index + 1].hash == Self.nameWord
    return (isPair || Self.secretContext.contains(hash))
      && text.at(Int(scratch.tokens[index].start) - 1) != 0x5B
  }

  private static var userWord: UInt64 { Token.word("user") }
  private static var nameWord: UInt64 { Token.word("name") }

  /// Words before a value in which one about passwords is looked for.
  private static let contextReach = 40

  private func hasSecretBefore(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = first + 1
    while index < scratch.tokens.count, index - first < 12 {
      if isAboutSecrets(text, index, scratch) { return true }
      index += 1
    }
    index = first
    while index > 0, first - index < Self.contextReach {
      index -= 1
      if isAboutSecrets(text, index, scratch) { return true }
    }
    return false
  }

  /// `phrase`, which is a label behind `pass` alone.
  static var phraseWord: UInt64 { Token.word("phrase") }
  /// Words between a password and what is said before it.
  static let secretCopulas = hashes("is was now be been just still s are were simply remains")
  private static var to: UInt64 { Token.word("to") }
  private static let introducers = hashes(
    "is was now be been just still s are were è é era literally actually simply lowercase uppercase caps use try type enter say says so remains with opens from es est ist lautet jest "
      + "bday birthday dial press punch backwards dials became becomes"
  )
  private static let polish = hashes("hasło haslo")
  private static let changes = hashes(
    "set reset changed change updated update switched back changing resetting setting made put put "
      + "temporarily temp defaulted rolled moved it mine them"
  )
  private static let trying = hashes(
    "to try tried is was now use used with be maybe or either entered entering typed typing says it reads old "
      + "new w using one"
  )
  private static let tries = hashes("try tried")
  private static let typing = hashes("typed typing entered entering tried")
  private static let behindTried = hashes("instead then now again next first maybe please pls or")
  private static let former = hashes(
    "to and or was not formerly previously before instead of old used to be"
  )
  private static let accountWords = hashes("user username login account id as by host server named")
  /// Words that tell of a password and are none.
  static let noPasswords = hashes(
    """
    incorrect wrong invalid expired required too weak strong not the a an your my reset changed same \
    empty blank missing ok okay good bad safe unsafe secure unknown secret password right
    """
  )
  private static let secretContext = hashes(
    """
    password passwords pw pwd passwd pass passcode passphrase pin login logins log locked lock unlock \
    credentials creds signed signin logon account accounts wifi reset compromised username phish phishing
    """
  )
}
