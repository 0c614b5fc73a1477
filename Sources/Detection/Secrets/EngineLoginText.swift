import Vocabulary

/// Names of accounts in sentences, and what stands beside them.
extension Engine {
  /// Words between a word for an account's name and the name.
  private static let nameReach = 10

  /// `login for the schedule is mireille.t`, `handle on the form reads volkov_misha`: found from the word
  /// for an account's name.
  func matchLoginSentence(_ text: Span<UInt8>, _ label: Int, _ scratch: inout ScanScratch) {
    // A label of a sentence stands between blanks, that of a program does not.
    let before = text.at(Int(scratch.tokens[label].start) - 1)
    guard before <= 0x20 || before == 0x22 || before == 0x28,
      text.at(scratch.tokens[label].end) != 0x5F
    else { return }
    var index = label + 1
    while index < scratch.tokens.count, index - label <= Self.nameReach {
      let token = scratch.tokens[index]
      let (end, start) = (scratch.tokens[index - 1].end, Int(token.start))
      guard token.gap != .lineBreak, start - end <= 4 else { return }
      if token.gap != .blank {
        for offset in end..<start {
          switch text[offset] {
          case 0x20, 0x22, 0x27, 0x2D, 0x2C, 0x3A, 0x3E, 0x40: continue
          default: return
          }
        }
      }
      let isBehind = index == label + 1 && token.gap == .blank
      if isBehind || Self.reading.contains(scratch.tokens[index - 1].hash)
        || token.gap == .marks && (index - label <= 2 || text.at(end) == 0x3A)
      {
        let run = handleRange(text, index, scratch)
        if isCodedName(text, index, run, scratch) || isPairedName(text, run) {
          return emitLogin(text, run, &scratch)
        }
      }
      index += 1
    }
  }

  /// Whether a word is the name of an account by the password behind its stroke: `bushy / K56611!t`.
  private func isPairedName(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    guard run.count > 2, run.allSatisfy({ text[$0].isLowercase || text[$0].isDigit }),
      text.at(run.upperBound) == 0x20, text.at(run.upperBound + 1) == 0x2F,
      text.at(run.upperBound + 2) == 0x20
    else { return false }
    let start = run.upperBound + 3
    guard let end = wordEnd(text, start, atLeast: 6) else { return false }
    return isNumberedSecret(text, start..<end)
  }

  /// Whether a run is letters and several digits with a mark of passwords inside: `K56611!t`.
  private func isNumberedSecret(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    let digitsMin = 3
    let inner = run.dropFirst().dropLast()
    return run.count { text[$0].isDigit } >= digitsMin && run.contains { text[$0].isLetter }
      && inner.contains { [0x21, 0x23, 0x24, 0x2A, 0x40, 0x5E, 0x3F].contains(text[$0]) }
      && run.allSatisfy { text[$0] > 0x20 && ![0x2F, 0x3D, 0x28, 0x29].contains(text[$0]) }
  }

  /// The run of letters, digits and joints from a token on.
  func handleRange(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Range<Int> {
    let start = Int(scratch.tokens[index].start)
    var end = start
    while end < text.count, end - start <= 40, isNameByte(text[end]) { end += 1 }
    while end > start, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
    return start..<end
  }

  /// Whether a run is no word and no number, as names of accounts are: small letters or capitals with a
  /// digit, an underscore or a dot inside.
  func isCodedName(
    _ text: Span<UInt8>,
    _ index: Int,
    _ run: Range<Int>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard (4...32).contains(run.count), token.isWord, token.gap != .none,
      text.at(run.upperBound) != 0x28, text.at(run.upperBound) != 0x3D,
      text.at(run.upperBound) != 0x40, text.at(run.upperBound) != 0x2F,
      text.at(run.upperBound) != 0x5B,
      text.at(run.upperBound) != 0x20 || text.at(run.upperBound + 1) != 0x3D
    else { return false }
    var (digits, joints, letters, hyphens) = (0, 0, 0, 0)
    for offset in run {
      if text[offset].isDigit { digits += 1 }
      if text[offset].isLetter { letters += 1 }
      if text[offset] == 0x5F || text[offset] == 0x2E { joints += 1 }
      if text[offset] == 0x2D { hyphens += 1 }
    }
    guard letters >= 2, digits > 0 || joints > 0, digits <= 6, text.at(run.lowerBound - 1) != 0x60,
      digits > 0 || joints == 1 && hyphens == 0
    else { return false }
    guard let dot = run.last(where: { text[$0] == 0x2E }) else {
      if digits > 0 && joints == 0 && letters < 3 { return false }
      // `user_name`, `login_id` are columns.
      var next = index
      var isKnown = true
      while next < scratch.tokens.count, Int(scratch.tokens[next].start) < run.upperBound {
        let part = scratch.tokens[next]
        let bands = Lexicon.bands(part.hash)
        let isName = bands.first >= 2 || bands.last >= 3
        if part.isDigits || bands.english == 0 && (digits > 0 || isName) && !isSystemUser(part.hash)
        {
          isKnown = false
        }
        next += 1
      }
      return !isKnown
    }
    let ending = Token.hash(text, dot + 1..<run.upperBound)
    return !Self.fileEndings.contains(ending) && classes[words(ending)].isDisjoint(with: .topLevel)
      && (joints == 1
        || joints == 2 && digits > 0 && (dot + 1..<run.upperBound).allSatisfy({ text[$0].isDigit }))
      && text[run.lowerBound].isLowercase
  }

  private static let reading = hashes(
    "is was reads says as now be shows shown s still just to with under called are for of"
  )

  /// The end of a user's name in small letters with a digit, `_` or dot inside; nil for another word.
  func codedUserEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ bytes: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let start = Int(scratch.tokens[index].start)
    guard let end = wordEnd(text, start, atLeast: bytes), text[start].isLowercase,
      index < 2 || !Self.clauses.contains(scratch.tokens[index - 2].hash)
    else { return nil }
    let isSmall = (start..<end)
      .allSatisfy {
        text[$0].isLowercase || text[$0].isDigit || text[$0] == 0x5F || text[$0] == 0x2E
      }
    let isCoded = (start..<end).contains { text[$0].isDigit || text[$0] == 0x5F }
    guard !isExpression(text, start..<end), !isColumnName(text, start..<end) else { return nil }
    return isSmall && (isCoded || isDottedUser(text, start, end)) ? end : nil
  }

  /// Whether a word has one dot inside and ends in no file's ending: `comfort.ob`.
  private func isDottedUser(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var dot = -1
    for offset in start..<end where text[offset] == 0x2E {
      guard dot < 0 else { return false }
      dot = offset
    }
    guard dot > start + 1, end - dot > 2 else { return false }
    let ending = Token.hash(text, dot + 1..<end)
    return !Self.fileEndings.contains(ending) && classes[words(ending)].isDisjoint(with: .topLevel)
  }

  /// `Security phrase when they call the line: yellow heron`: one to four words behind a colon or `is`,
  /// found from the word for what is to be said.
  func matchPhrase(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.secretText),
      index > 0
        && (scratch.tokens[index].hash == Self.word ? Self.securingWords : Self.securing)
          .contains(scratch.tokens[index - 1].hash)
        && scratch.tokens[index].gap == .blank
        || Self.spokenAlone.contains(scratch.tokens[index].hash)
    else { return }
    var next = index + 1
    // `memorable word heron`
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank, scratch.tokens[next].isWord,
      scratch.tokens[next].length > 4, isEndOfSentence(text, scratch.tokens[next].end),
      !Self.noPhrases.contains(scratch.tokens[next].hash), !hasEnding(text, next, scratch),
      scratch.tokens[index].hash == Self.word, !Self.toldOfWords.contains(scratch.tokens[next].hash)
    {
      return emitTokens(rule, next, next, &scratch)
    }
    while next < scratch.tokens.count, next - index <= 12 {
      let end = scratch.tokens[next - 1].end
      guard scratch.tokens[next].gap != .lineBreak else { return }
      if text.at(end) == 0x3A, text.at(end + 1) == 0x20 { break }
      if text.at(end) == 0x3F, text.at(end + 1) == 0x20, hasQuestion(text, index, scratch) { break }
      guard scratch.tokens[next].gap == .blank else { return }
      if scratch.tokens[next - 1].hash == Self.isHash { break }
      next += 1
    }
    guard next < scratch.tokens.count,
      text.at(scratch.tokens[next - 1].end) == 0x3A
        || text.at(scratch.tokens[next - 1].end) == 0x3F
        || next == index + 2 && !isOrdinaryStart(next, scratch)
    else { return }
    var last = next
    while last + 1 < scratch.tokens.count, last - next < 4, scratch.tokens[last + 1].gap == .blank,
      !Self.joinedClauses.contains(scratch.tokens[last + 1].hash)
    {
      last += 1
    }
    let isOver =
      last + 1 >= scratch.tokens.count || scratch.tokens[last + 1].gap == .lineBreak
      || scratch.tokens[last + 1].gap == .marks
      || Self.joinedClauses.contains(scratch.tokens[last + 1].hash)
      || text.at(scratch.tokens[last].end) == 0x22
    guard isOver, last - next < 4, !isPlaceholder(text, around: Int(scratch.tokens[next].start)),
      (next...last).allSatisfy({ scratch.tokens[$0].isWord })
    else { return }
    emitTokens(rule, next, last, &scratch)
  }

  /// Words before a question in which it is said that it is one that proves who somebody is.
  private static let questionReach = 40

  /// Whether it is said before a token that a question proves who somebody is.
  func hasQuestion(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = first
    while index > 0, first - index < Self.questionReach {
      index -= 1
      if isProving(text, index, scratch) { return true }
    }
    return false
  }

  /// Whether a word says that a question proves who somebody is; a mask says nothing.
  func isProving(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    Self.proving.contains(scratch.tokens[index].hash)
      && text.at(Int(scratch.tokens[index].start) - 1) != 0x5B
  }

  private static let proving = hashes(
    "security secret challenge verification recovery hint seguridad secreta secreto sécurité secrète "
      + "sicherheitsfrage sicurezza segreta segurança"
  )

  /// Whether a word begins what is said of a phrase, and none: `the code word is not known`.
  private func isOrdinaryStart(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Self.noPhrases.contains(scratch.tokens[index].hash)
  }

  private static let joinedClauses = hashes("and but for so because if when or")
  private static var isHash: UInt64 { Token.word("is") }
  private static let noPhrases = hashes(
    "not the a an your my known needed required asked wrong still always used set kept on in what who "
      + "to only never unknown given stored"
  )
  private static let securing = hashes(
    "security safe verbal secret challenge code pickup phone family memorable first favourite favorite"
  )
  private static var word: UInt64 { Token.word("word") }
  private static let toldOfWords = hashes(
    "again first please twice list lists needed only today tomorrow changes policy below above here there "
      + "incorrect wrong correct please matched matches field sheet game games count search"
  )
  private static let securingWords = hashes(
    "security safe verbal secret challenge code pickup phone memorable duress panic family release"
  )
  private static let spokenAlone = hashes("codeword passphrase safeword")

  /// `ocastellanos + Fernanda0418`, `rpt_reader/r3ad0nly#`: a password right behind an account.
  func matchPairs(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let known = scratch.found.count
    for index in 0..<known where scratch.found[index].kind == .username {
      var end = scratch.found[index].end
      guard scratch.found[index].masked else { continue }
      // `pkerr21` / `Gooseberry7`, in marks of code.
      let isCode = text.at(end) == 0x60
      if isCode { end += 1 }
      var offset = end
      while text.at(offset) == 0x20 { offset += 1 }
      switch text.at(offset) {
      case 0x2F, 0x2B, 0x7C, 0x3A: offset += 1
      case 0x2C where text.at(offset + 1) == 0x20: offset += 1
      default:
        guard offset == end + 1 else { continue }
      }
      while text.at(offset) == 0x20 { offset += 1 }
      if isCode, text.at(offset) == 0x60 { offset += 1 }
      guard offset > end, offset - end <= 4, text.isWordByte(offset),
        var last = wordEnd(text, offset, atLeast: 6)
      else { continue }
      // `name/secret@host`
      if let at = (offset..<last).last(where: { text[$0] == 0x40 }), at > offset + 4 { last = at }
      let next = index + 1
      let isNumbered = isNumberedSecret(text, offset..<last)
      guard isNumbered || next >= known || scratch.found[next].start >= last else { continue }
      let isCoded =
        isCodedSecret(text, offset..<last)
        && (text[offset].isUppercase || (offset..<last).contains { !text.isWordByte($0) }
          || text.at(end) == 0x2F || text.at(end) == 0x3A || text.at(end + 1) == 0x2F)
      guard
        isCoded || isBarePair(text, end, offset..<last) || isListedPair(text, end, offset..<last)
          || isNumbered
      else { continue }
      emitSecretText(text, offset..<last, &scratch)
    }
    if scratch.found.count > known { settle(&scratch) }
  }

  /// Whether a word of no list stands behind an account and ` / `: `pkerrigan / gooseberrypie`.
  private func isBarePair(_ text: Span<UInt8>, _ end: Int, _ value: Range<Int>) -> Bool {
    guard text.at(end) == 0x20, text.at(end + 1) == 0x2F, text.at(end + 2) == 0x20,
      isEndOfSentence(text, value.upperBound), value.allSatisfy({ text[$0].isLowercase })
    else { return false }
    let bands = Lexicon.bands(Token.hash(text, value))
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand
  }

  /// Whether small letters that are no word, with a digit behind them, end a sentence behind an account and a
  /// comma: `warmline_b, youarenotalone2`.
  private func isListedPair(_ text: Span<UInt8>, _ end: Int, _ value: Range<Int>) -> Bool {
    guard text.at(end) == 0x2C, isEndOfSentence(text, value.upperBound),
      text[value.upperBound - 1].isDigit
    else { return false }
    var last = value.lowerBound
    while last < value.upperBound, text[last].isLowercase { last += 1 }
    let bands = Lexicon.bands(Token.hash(text, value.lowerBound..<last))
    return last - value.lowerBound >= 8 && bands.clinical == 0 && !bands.isBrand
  }

  /// Bytes behind a value in which it is known again, and values that are remembered.
  private static let memoryBytes = 2_048
  private static let memorySlots = 64

  /// Finds an account's name or a password again that was found before in the same text: `pistachio7` behind
  /// `Pistachio7`.
  func matchRemembered(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let known = scratch.found.count
    guard
      scratch.found.contains(where: { mayComeAgain($0) })
    else { return }
    var next = 0
    var index = 0
    while index < scratch.tokens.count {
      let token = scratch.tokens[index]
      let start = Int(token.start)
      while next < known, scratch.found[next].end <= start {
        remember(text, next, &scratch)
        next += 1
      }
      let slot = Int(token.hash & UInt64(Self.memorySlots - 1))
      let held = scratch.remembered[slot]
      if held.hash == token.hash, held.length > 0, token.isWord, token.gap != .none,
        start - Int(held.start) < Self.memoryBytes,
        next >= known || scratch.found[next].start >= start + Int(held.length),
        isSame(text, Int(held.start), start, Int(held.length))
      {
        emit(held.rule, start, start + Int(held.length), .memory, scratch: &scratch)
      }
      index += 1
    }
    for slot in 0..<Self.memorySlots { scratch.remembered[slot] = RememberedValue() }
    if scratch.found.count > known { scratch.found.sort { $0.start < $1.start } }
  }

  /// Whether a finding is an account's name or a password that somebody may write again.
  private func mayComeAgain(_ finding: Finding) -> Bool {
    finding.masked
      && (finding.kind == .username || finding.rule == rule(.secretText)
        || finding.rule == rule(.account) || finding.rule == rule(.argument))
  }

  /// Remembers a finding that is one word, with or without digits and marks, and none of a list.
  private func remember(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let finding = scratch.found[index]
    guard mayComeAgain(finding), (5...64).contains(finding.end - finding.start),
      text[finding.start].isLetter
    else { return }
    var end = finding.start
    while end < finding.end, text[end].isLetter || text[end] >= 0x80 { end += 1 }
    let hash = Token.hash(text, finding.start..<end)
    let bands = Lexicon.bands(hash)
    let isWhole = end == finding.end
    guard !isWhole || bands.isUnknown,
      !(finding.start..<finding.end).contains(where: { text[$0] <= 0x20 })
    else { return }
    let slot = Int(hash & UInt64(Self.memorySlots - 1))
    scratch.remembered[slot] = RememberedValue(
      hash: hash,
      start: UInt32(finding.start),
      length: UInt32(finding.end - finding.start),
      rule: finding.rule
    )
  }

  /// Whether so many bytes at two offsets are the same, whatever the case, and nothing touches the second.
  private func isSame(_ text: Span<UInt8>, _ one: Int, _ other: Int, _ count: Int) -> Bool {
    guard other + count <= text.count, !text.isWordByte(other + count) else { return false }
    switch text.at(other - 1) {
    case 0x5F, 0x2E, 0x24, 0x2D, 0x60: return false
    case 0x2F where text.at(one - 1) != 0x2F: return false
    default: break
    }
    switch text.at(other + count) {
    case 0x5F, 0x28, 0x5B, 0x60, 0x3D: return false
    case 0x2E where text.isWordByte(other + count + 1): return false
    default: break
    }
    for offset in 0..<count where text[one + offset] | 0x20 != text[other + offset] | 0x20 {
      return false
    }
    return true
  }
}

/// An account's name or password that is known again further on.
struct RememberedValue: Sendable {
  /// The hash of its first word; 0 for none.
  var hash: UInt64 = 0
  /// Where it was found.
  var start: UInt32 = 0
  /// Its bytes.
  var length: UInt32 = 0
  /// The rule that found it.
  var rule: UInt16 = 0
}
