import Vocabulary

/// Names of accounts by their shape, near words about accounts.
extension Engine {
  /// Words on each side of an account's name in which one about accounts is looked for.
  private static let accessReach = 14
  /// Letters of an account's name that is made of a letter and a surname; letters of the surname.
  private static let loginLetters = 5
  private static let surnameLetters = 4

  /// `jpetrovic`, `tnguyen14`, `ext_morales`, `DLMARCHETTI`: appends what has the shape of an account's
  /// name near words about accounts.
  ///
  /// A mask is no such word.
  func matchLogins(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard scratch.hasAccounts, let rule = rule(.account) else { return }
    let known = scratch.found.count
    var (index, next) = (0, 0)
    while index < scratch.tokens.count {
      let first = index
      index += 1
      let token = scratch.tokens[first]
      guard token.isWord, token.gap != .none else { continue }
      let joint = text.at(token.end)
      let isLong =
        token.length >= Self.loginLetters && (token.shape == .lower || token.shape == .upper)
      let isJoined =
        first + 1 < scratch.tokens.count && (joint == 0x2E || joint == 0x5F)
        && Int(scratch.tokens[first + 1].start) == token.end + 1
      // `CTR-MWOLFE`
      let isLed =
        joint == 0x2D && token.shape == .upper && first + 1 < scratch.tokens.count
        && Self.prefixes.contains(token.hash)
        && Int(scratch.tokens[first + 1].start) == token.end + 1
      guard isLong && scratch.facts[first].bands.english == 0 || isJoined || isLed else { continue }
      let start = Int(token.start)
      while next < known, scratch.found[next].end <= start { next += 1 }
      guard let last = loginEnd(text, first, scratch) else { continue }
      index = last + 1
      let end = scratch.tokens[last].end
      if next < known, scratch.found[next].start < end { continue }
      guard isNearAccess(text, first, last, scratch) else { continue }
      emit(rule, start, end, .format | .context, scratch: &scratch)
    }
    if scratch.found.count > known { scratch.found.sort { $0.start < $1.start } }
  }

  /// The last token of what has the shape of an account's name; nil for other words.
  private func loginEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let before = text.at(Int(scratch.tokens[first].start) - 1)
    switch before {
    case 0x2F, 0x5C, 0x2E, 0x2D, 0x5F, 0x40, 0x3C, 0x24, 0x23, 0x25, 0x5B, 0x2B, 0x60: return nil
    default: break
    }
    let shape = scratch.tokens[first].shape
    var (last, parts, hasSurname, hasPrefix, hasWord) = (first, 0, false, false, false)
    while true {
      let token = scratch.tokens[last]
      if token.isWord {
        parts += 1
        guard token.shape == shape || token.length == 1 || shape == .upper && token.length < 3
        else { return nil }
        let bands = scratch.facts[last].bands
        hasSurname =
          hasSurname
          || bands.english == 0 && (bands.last >= 2 && token.length >= 4 || bands.first >= 2)
          || last > first && bands.last >= 4 && bands.english != 1
          || isInitialled(text, token, bands)
        hasPrefix = hasPrefix || Self.prefixes.contains(token.hash) && last == first
        hasWord =
          hasWord
          || token.length > 2 && bands.english > 0 && bands.english < 3 && bands.last < 2
            && bands.first < 2 && !Self.prefixes.contains(token.hash)
      }
      guard last + 1 < scratch.tokens.count, last - first < 5 else { break }
      let next = scratch.tokens[last + 1]
      let mark = text.at(token.end)
      let isJoint =
        mark == 0x2E || mark == 0x5F || mark == 0x2D && text.at(token.end + 1).isAlphanumeric
      guard next.gap == .none || next.gap == .mark && isJoint else { break }
      last += 1
    }
    let end = scratch.tokens[last].end
    let after = text.at(end)
    guard !text.isWordByte(end), after != 0x28, after != 0x2F, after != 0x3D, after != 0x40,
      after != 0x5B, after != 0x5F, after != 0x5C, after != 0x27 || !text.isWordByte(end + 1),
      !hasWord, hasSurname || hasPrefix && parts > 1
    else { return nil }
    let one = scratch.tokens[first]
    if parts == 1 {
      // A surname alone, in small letters, is a name.
      guard isInitialled(text, one, scratch.facts[first].bands) else { return nil }
      return last == first
        || scratch.tokens[last].isDigits && last == first + 1
          && scratch.tokens[last].length <= 4
        ? last : nil
    }
    if isWord(last, .topLevel, scratch) || Self.fileEndings.contains(scratch.tokens[last].hash) {
      return nil
    }
    if text.at(one.end) == 0x2E {
      // `j.vance`, `mireille.t`, and no `core.bigfile`.
      let other = scratch.tokens[min(first + 1, last)]
      let isName = scratch.facts[first].bands.first >= 2 && scratch.facts[first].bands.english == 0
      guard last <= first + 2, one.length == 1 || other.length == 1 || isName else { return nil }
    }
    // `b.i.d.`, `s.o.b`
    return end - Int(one.start) >= Self.loginLetters ? last : nil
  }

  /// The end of a letter or two and a surname, with up to four digits behind; nil for any other word.
  ///
  /// Capitals count behind a mark alone: `under USERRA` names a law.
  func surnameUserEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    isMarked: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    guard token.shape == .lower || token.shape == .upper && isMarked, token.gap != .none,
      isInitialled(text, token, Lexicon.bands(token.hash), isLabelled: isMarked)
    else { return nil }
    var end = token.end
    while text.at(end).isDigit, end - token.end <= Self.loginDigitsMax { end += 1 }
    switch text.at(end) {
    case 0x2E, 0x3A: return text.isWordByte(end + 1) ? nil : end
    case 0x28, 0x2F, 0x3D, 0x40, 0x5B, 0x5C, 0x5F, 0x2D: return nil
    default: return text.isWordByte(end) || end - token.end > Self.loginDigitsMax ? nil : end
    }
  }

  /// Whether the tokens of a text are one account's name and nothing else: `jmurphy`, `rclarke2`, `j.murphy`.
  func isLoginAlone(_ text: Span<UInt8>, _ scratch: borrowing ScanScratch) -> Bool {
    guard let first = scratch.tokens.first, first.isWord, Int(first.start) == 0,
      text.count <= Self.loginBytes.upperBound
    else { return false }
    if let end = surnameUserEnd(text, 0, isMarked: true, scratch), end == text.count { return true }
    if isNumberedUser(text, 0..<text.count) || isGivenUser(text, first) { return true }
    // `j.murphy`, `ann.murphy`
    guard scratch.tokens.count == 2, text.at(first.end) == 0x2E, first.shape == .lower,
      scratch.tokens[1].isWord, scratch.tokens[1].shape == .lower
    else { return false }
    let (given, last) = (Lexicon.bands(first.hash), Lexicon.bands(scratch.tokens[1].hash))
    return (first.length == 1 || given.first > 1) && last.last > 0
      && !Self.fileEndings.contains(scratch.tokens[1].hash)
  }

  /// Whether the word that begins with a token and ends at an offset is an account's name.
  func isLogin(
    _ text: Span<UInt8>,
    _ index: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = text.extracting(Int(scratch.tokens[index].start)..<end)
    var token = scratch.tokens[index]
    token.start = 0
    return surnameUserEnd(text, index, isMarked: true, scratch) == end
      || isNumberedUser(word, 0..<word.count) || isGivenUser(word, token)
  }

  /// Whether a text is a first name and one or two letters, with digits or without: `adamo07`, `johansu`.
  private func isGivenUser(_ text: Span<UInt8>, _ first: Token) -> Bool {
    guard first.shape == .lower, text.count - first.end <= Self.loginDigitsMax,
      (first.end..<text.count).allSatisfy({ text[$0].isDigit })
    else { return false }
    let bands = Lexicon.bands(first.hash)
    guard bands.english == 0, bands.clinical == 0, !bands.isBrand else { return false }
    return (1...2)
      .contains { letters in
        let end = first.end - letters
        guard end >= Self.surnameLetters else { return false }
        let own = Lexicon.bands(Token.hash(text, 0..<end))
        return own.first > 1 && own.english != 1
      }
  }

  /// Digits behind the letters of an account's name, at most.
  private static let loginDigitsMax = 4

  /// Whether a word that stands in no list is one or two letters and a surname, or the other way round.
  ///
  /// `isLabelled`: whether what stands before it says that it is an account, so that the surname may be rare.
  private func isInitialled(
    _ text: Span<UInt8>,
    _ token: Token,
    _ bands: LexiconBands,
    isLabelled: Bool = false
  ) -> Bool {
    guard token.length >= Self.loginLetters, token.length <= 20, bands.english == 0,
      bands.clinical == 0, !bands.isBrand, !bands.isTongue, bands.first == 0, bands.last == 0,
      bands.place == 0, !bands.isCapital, !bands.isEponym, words(token.hash) == 0
    else { return false }
    let (start, end) = (Int(token.start), token.end)
    if isLabelled, isSurname(text, start + 1..<end, isLabelled: true) { return true }
    return isSurname(text, start + 1..<end) || isSurname(text, start..<end - 1)
      || token.length > 7 && isSurname(text, start + 2..<end)
  }

  /// Whether a range is a surname and no ordinary word.
  private func isSurname(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    isLabelled: Bool = false
  ) -> Bool {
    guard range.count >= Self.surnameLetters else { return false }
    let bands = Lexicon.bands(Token.hash(text, range))
    let isCommon =
      range.count > 5 || text.at(range.upperBound).isDigit
      ? bands.last >= 1 : bands.last >= (range.count == 5 ? 2 : 3) - (isLabelled ? 1 : 0)
    return isCommon && (bands.english == 0 || bands.last >= 4) && bands.clinical == 0
      && (!bands.isTongue || bands.last >= 3)
  }

  /// Whether a word about accounts stands near, in the same paragraph.
  func isNearAccess(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = first
    while index > 0, first - index < Self.accessReach {
      if scratch.tokens[index].gap == .lineBreak, isParagraph(text, index, scratch) { break }
      index -= 1
      if isAccess(index, scratch) { return true }
    }
    index = last + 1
    while index < scratch.tokens.count, index - last <= Self.accessReach {
      if scratch.tokens[index].gap == .lineBreak { return false }
      if isAccess(index, scratch) { return true }
      index += 1
    }
    return false
  }

  private func isAccess(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let entry = info(scratch.tokens[index])
    return entry != 0 && cues[entry].contains(.access)
  }

  /// Whether an empty line stands before a token.
  private func isParagraph(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0 else { return true }
    var lines = 0
    for offset in scratch.tokens[index - 1].end..<Int(scratch.tokens[index].start)
    where text[offset] == 0x0A {
      lines += 1
    }
    return lines > 1
  }

  private static let prefixes = hashes(
    "ext svc adm dr rn md temp tmp usr ro rw ex ctr contractor vendor student locum np pa him"
  )

  // Handles

  /// Words on each side of a network in which a handle is looked for.
  private static let handleReach = 10

  /// `I'm nightowl_rph on reddit`, `Twitch streamer (PapaBjorn)`, `Fortnite under xXGrim_09Xx`: what looks
  /// like a handle near a network, found from the network.
  func matchPlatform(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (mark, behind) = (
      text.at(Int(scratch.tokens[index].start) - 1), text.at(scratch.tokens[index].end)
    )
    guard let rule = rule(.account), scratch.tokens[index].gap != .none, mark != 0x5F, mark != 0x2E,
      behind != 0x5F, behind != 0x28, behind != 0x3D, behind != 0x5B
    else { return }
    var first = index
    while first > 0, index - first < Self.handleReach, scratch.tokens[first].gap != .lineBreak {
      first -= 1
    }
    var run = first
    while run < scratch.tokens.count, run - index <= Self.handleReach {
      if run > index, scratch.tokens[run].gap == .lineBreak { return }
      let last = handleEnd(text, run, scratch)
      defer { run = last + 1 }
      guard run > index || last < index else { continue }
      var start = Int(scratch.tokens[run].start)
      var end = scratch.tokens[last].end
      while text.at(end) == 0x5F { end += 1 }
      guard isHandle(text, run, last, scratch), isAccount(text, start..<end) else { continue }
      if text.at(start - 1) == 0x40 { start -= 1 }
      emit(rule, start, end, .format | .context, scratch: &scratch)
      return
    }
  }

  /// The last token of a run of letters, digits, `_`, and `.` or `-` inside.
  func handleEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var last = first
    while last + 1 < scratch.tokens.count, last - first < 8 {
      let end = scratch.tokens[last].end
      let next = scratch.tokens[last + 1]
      guard
        next.gap == .none
          || Int(next.start) == end + 1
            && (text[end] == 0x5F || text[end] == 0x2E || text[end] == 0x2D)
      else { break }
      last += 1
    }
    return last
  }

  /// Whether a run has what only handles have: an underscore, digits behind letters, a capital inside, or
  /// an `@` before it.
  func isHandle(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (start, end) = (Int(scratch.tokens[first].start), scratch.tokens[last].end)
    let before = text.at(start - 1)
    guard scratch.tokens[first].isWord, scratch.tokens[first].gap != .none,
      (4...40).contains(end - start), !text.isWordByte(end), text.at(end) != 0x28,
      text.at(end) != 0x2F, before != 0x2E, before != 0x23,
      before != 0x2F
        || first > 0 && Self.pages.contains(scratch.tokens[first - 1].hash)
          && scratch.tokens[first].gap == .mark,
      text.at(end) != 0x40 || !text.isWordByte(end + 1)
    else { return false }
    switch before {
    case 0, 0x0A, 0x20, 0x09, 0x22, 0x27, 0x28, 0x3A, 0x40, 0x2F, 0x3E: break
    default: return false
    }
    if before == 0x40, !text.isWordByte(start - 2) { return true }
    var (underscores, digits, letters, capitals) = (0, 0, 0, 0)
    for offset in start..<end {
      let byte = text[offset]
      if byte == 0x5F { underscores += 1 }
      if byte.isDigit { digits += 1 }
      if byte.isLetter { letters += 1 }
      if byte.isUppercase, offset > start, text[offset - 1].isLowercase { capitals += 1 }
    }
    let isUnknown = (first...last)
      .contains {
        let token = scratch.tokens[$0]
        guard token.isWord, token.length > 3 else { return false }
        let bands = Lexicon.bands(token.hash)
        return !bands.isBrand && words(token.hash) == 0
      }
    guard isUnknown, letters >= 4 else { return false }
    // `lil.zuzu`, right behind the network.
    let isDotted =
      last > first && last - first <= 3
      && (first..<last).allSatisfy({ text[scratch.tokens[$0].end] == 0x2E })
      && !Self.fileEndings.contains(scratch.tokens[last].hash) && !isWord(last, .topLevel, scratch)
      && first > 0
      && (text.at(start - 2) == 0x3A || Self.introducing.contains(scratch.tokens[first - 1].hash))
    if isDotted || underscores > 0 || text.at(end) == 0x5F || before == 0x2F
      || digits > 0 && scratch.tokens[last].isDigits
    {
      return true
    }
    if digits > 0, letters > 4 { return true }
    // `PapaBjorn`, in brackets or behind a word before a handle; products are written like that, too.
    let isIntroduced =
      before == 0x28 && text.at(end) == 0x29
      || first > 0 && Self.introducing.contains(scratch.tokens[first - 1].hash)
    return capitals > 0 && isIntroduced
  }

  private static let pages = hashes("me com tv u user live")
  private static let introducing = hashes(
    "under as by handle name id is user username i m called aka"
  )
}
