import Vocabulary

/// Forms in which passwords are written: compared, behind an account, from the old one to the new one, as a
/// phrase behind a colon.
extension Engine {
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
      index == 0 || !Self.phraseOwners.contains(scratch.tokens[index - 1].hash)
    {
      return
    }
    if cue.contains(.secret) || Self.plainPins.contains(scratch.tokens[index].hash) {
      matchFromTo(text, index, &scratch)
    }
    if cue.contains(.secret) {
      if matchCompared(text, index, &scratch) { return }
      if matchLevelled(text, index, &scratch) { return }
      if matchBehindLogin(text, index, &scratch) { return }
      if matchValueLine(text, index, &scratch) { return }
      matchAsSecret(text, index, &scratch)
      matchWordsBehind(text, index, &scratch)
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
    guard index > 1, next < scratch.tokens.count, isBehindLabel(text, next, scratch) else {
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
      isBehindLabel(text, first, scratch), scratch.tokens[first].isWord,
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

  /// Whether a blank, or a colon and a blank, stand before a token.
  private func isBehindLabel(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    return token.gap == .blank
      || token.gap == .marks && Int(token.start) == scratch.tokens[index - 1].end + 2
        && text.at(scratch.tokens[index - 1].end) == 0x3A && text.at(Int(token.start) - 1) == 0x20
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

  /// `password changed from heron to osprey`: the old word and the new one.
  private func matchFromTo(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.secretText) else { return }
    var from = index + 1
    while from + 3 < scratch.tokens.count, from - index < 5,
      scratch.tokens[from].hash != Self.fromWord
    {
      from += 1
    }
    guard from + 3 < scratch.tokens.count, scratch.tokens[from].hash == Self.fromWord,
      isChange(from - 1, scratch), scratch.tokens[from + 2].hash == Self.toWord
    else { return }
    for place in [from + 1, from + 3] {
      let token = scratch.tokens[place]
      guard token.gap == .blank || token.gap == .marks, token.isWord, token.length > 3,
        scratch.tokens[from + 2].gap == .blank || scratch.tokens[from + 2].gap == .marks,
        !Self.noPasswords.contains(token.hash), !Self.noChanges.contains(token.hash),
        isEndOfSentence(text, token.end) || text.at(token.end) == 0x20
      else { return }
    }
    emitTokens(rule, from + 1, from + 1, &scratch)
    emitTokens(rule, from + 3, from + 3, &scratch)
  }

  private static var fromWord: UInt64 { Token.word("from") }
  private static let plainPins = hashes("passcode")
  private static let noChanges = hashes(
    "default temporary optional mandatory numeric text letters digits numbers this that these them something "
      + "another older newer plain four eight monthly weekly yearly quarterly annual days user staff admin"
  )

  private static var valueWord: UInt64 { Token.word("value") }

  /// `must give Rosebud as the password`, `Walnut8 is the password`: what stands before the word.
  private func matchAsSecret(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    // `as the password`, `is our guest wifi password`
    guard
      let owner = (1...3)
        .first(where: { index > $0 + 1 && Self.owning.contains(scratch.tokens[index - $0].hash) })
    else { return }
    let joint = scratch.tokens[index - owner - 1].hash
    guard joint == Self.asWord || joint == Self.isWordHash else { return }
    let last = index - owner - 2
    let gap = text.at(scratch.tokens[last].end)
    guard gap == 0x20 || gap == 0x22 || gap == 0x27 else { return }
    var first = last
    while first > 0, last - first < 4,
      scratch.tokens[first].gap == .none
        || scratch.tokens[first].gap == .mark
          && [0x2D, 0x5F].contains(text.at(Int(scratch.tokens[first].start) - 1))
    {
      first -= 1
    }
    let isGiven = first > 0 && Self.giving.contains(scratch.tokens[first - 1].hash)
    let start = Int(scratch.tokens[first].start)
    let run = start..<scratch.tokens[last].end
    let isQuoted = text.at(start - 1) == gap && gap != 0x20
    let isCoded = isCodedSecret(text, run)
    guard isCoded || isQuoted || isGiven && joint == Self.asWord && run.count > 3,
      !Self.noPasswords.contains(scratch.tokens[first].hash)
    else { return }
    emitSecretText(text, run, &scratch)
  }

  /// Words of a pass phrase, and between its label and the colon.
  private static let phraseWords = 2...7
  private static let colonReach = 6

  /// `Password: correct horse battery staple`, `pick-up password for ⏎ the office: purple dinosaur`: small
  /// words that end their line or sentence behind a colon.
  private func matchWordsBehind(_ text: Span<UInt8>, _ label: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.secretText) else { return }
    var first = label + 1
    while first < scratch.tokens.count, first - label <= Self.colonReach,
      text.at(scratch.tokens[first - 1].end) != 0x3A
    {
      guard goesOn(text, first, scratch),
        first > label + 1 || Self.whose.contains(scratch.tokens[first].hash)
      else { return }
      first += 1
    }
    guard first < scratch.tokens.count, text.at(scratch.tokens[first - 1].end) == 0x3A,
      text.at(scratch.tokens[first - 1].end + 1) == 0x20, scratch.tokens[first].gap == .marks,
      Int(scratch.tokens[first].start) == scratch.tokens[first - 1].end + 2
    else { return }
    var last = first
    while last + 1 < scratch.tokens.count, last - first < Self.phraseWords.upperBound,
      scratch.tokens[last + 1].gap == .blank
    {
      last += 1
    }
    guard Self.phraseWords.contains(last - first + 1),
      isEndOfSentence(text, scratch.tokens[last].end),
      text.at(scratch.tokens[last].end) != 0x20, text.at(scratch.tokens[last].end) != 0x2C,
      (first...last)
        .allSatisfy({
          scratch.tokens[$0].isWord && scratch.tokens[$0].shape == .lower
            && scratch.tokens[$0].length > 1
            && !Self.ofSentences.contains(scratch.tokens[$0].hash)
            && !Self.behindSecrets.contains(scratch.tokens[$0].hash)
        })
    else { return }
    emitTokens(rule, first, last, &scratch)
  }

  private static let whose = hashes("for to at of on in")
  private static let ofSentences = hashes(
    """
    the must please ask see use get will was were are has have had can cannot should may not your her his their \
    our this that these those from with when where until and but any all same call contact enter choose \
    least letters letter number numbers required optional unknown none known given sent written changed kept \
    stored hashed encrypted never always none invalid expired wrong denied failed accepted too short long \
    weak strong minimum maximum lowercase uppercase capital word words forgotten
    """
  )

  private static var asWord: UInt64 { Token.word("as") }
  private static var isWordHash: UInt64 { Token.word("is") }
  private static let owning = hashes("the his her their my your our a")
  private static let giving = hashes(
    "give gives gave say says said use uses used tell tells set have type"
  )
  private static let joiners = hashes("and with or w")
  private static let accountLabels = hashes(
    "user username login name usr userid logon id acct account un uid utente usuario utilisateur benutzer "
      + "gebruiker utilizador identifiant"
  )

  /// Whether a line ends at an offset.
  func isEndOfWords(_ text: Span<UInt8>, _ end: Int) -> Bool {
    end >= text.count || text[end] == 0x0A || text[end] == 0x0D
  }

  /// `password august, all lower case`: words behind which it is said how they are written.
  private func matchManner(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var first = index + 1
    while first < scratch.tokens.count, first - index < 4,
      Self.secretCopulas.contains(scratch.tokens[first].hash)
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

  private static let phraseOwners = hashes("pass recovery seed backup")
  private static var toWord: UInt64 { Token.word("to") }
  private static let comparisons = hashes("eq ne")
  private static let forms = hashes("ascii hex")
  private static let counts = hashes("one two three four five six a the all")
  private static let manners = hashes(
    "all lower lowercase uppercase upper one no small capital with"
  )
  private static let mannerEnds = hashes(
    "lower lowercase caps small case upper uppercase word words spaces space capitals letters a "
      + "capital on"
  )
  private static let nets = hashes(
    "network wifi wi ssid vpn router psk hotspot wpa wlan encrypted encryption bitlocker filevault preshared"
  )
  private static var keyWord: UInt64 { Token.word("key") }
}
