import Vocabulary

/// Addresses of mail and pages as they are said: `t dot lafleur at mail dot org`.
extension Engine {
  /// Tokens of an address at most on each side of `at`, and of a page's path.
  private static let localMax = 18
  private static let hostMax = 10
  private static let pathMax = 24

  /// What a word tells that stands beside or in what is said.
  func matchSaidLabel(
    _ text: Span<UInt8>,
    _ index: Int,
    _ classes: WordClass,
    _ scratch: inout ScanScratch
  ) {
    if !classes.isDisjoint(with: .saidJoint) { matchSaidJoint(text, index, &scratch) }
    if !classes.isDisjoint(with: .mailProvider) { matchProvider(text, index, &scratch) }
    if !classes.isDisjoint(with: .passwordLabel) { matchSaidSecret(text, index, &scratch) }
    if !classes.isDisjoint(with: .accountLabel) { matchSaidLogin(text, index, &scratch) }
    if !classes.isDisjoint(with: .corner) { matchCorner(text, index, &scratch) }
  }

  /// An address, a page or a user's name around `dot` and `underscore`.
  func matchSaidJoint(_ text: Span<UInt8>, _ joint: Int, _ scratch: inout ScanScratch) {
    guard joint > 0, joint + 1 < scratch.tokens.count, joint >= scratch.netEnd else { return }
    if scratch.tokens[joint].hash == Self.underscore {
      matchSaidUser(text, joint, &scratch)
      return
    }
    if let end = topLevelEnd(text, joint, scratch) {
      matchSaidHost(text, joint, end, &scratch)
    } else if matchRareHost(text, joint, &scratch) {
      return
    } else if let at = atBehind(text, joint, scratch), let rule = rule(.spokenEmail),
      at + 1 < scratch.tokens.count,
      Self.elsewhere.contains(scratch.tokens[at + 1].hash)
        || Self.providers(scratch.tokens[at + 1].hash) != 0
    {
      let first = localStart(text, before: at, scratch)
      let last = Self.providers(scratch.tokens[at + 1].hash) != 0 ? at + 1 : at - 1
      emitNet(rule, first, last, &scratch)
    }
  }

  /// `ana dot b at lakeside dot school`: an address whose last word is in no list.
  private func matchRareHost(
    _ text: Span<UInt8>,
    _ dot: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard let rule = rule(.spokenEmail), isSaidOn(text, dot + 1, scratch) else { return false }
    var at = dot - 1
    while at > 0, dot - at < 5, scratch.tokens[at].hash != Self.at {
      guard isSaidOn(text, at, scratch) else { return false }
      at -= 1
    }
    guard at > 0, scratch.tokens[at].hash == Self.at, at < dot - 1, isSaidOn(text, at, scratch)
    else { return false }
    let first = localStart(text, before: at, scratch)
    guard
      (first..<max(first, at))
        .contains(where: {
          Self.saidMarks(scratch.tokens[$0].hash) != 0
        })
    else { return false }
    emitNet(rule, first, dot + 1, &scratch)
    return true
  }

  /// The `at` behind the word or the number that follows a joint; nil where another word does.
  private func atBehind(
    _ text: Span<UInt8>,
    _ joint: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let reachMax = 8
    for at in joint + 2..<joint + reachMax {
      guard at < scratch.tokens.count, isSaidOn(text, at, scratch) else { return nil }
      if scratch.tokens[at].hash == Self.at { return at }
    }
    return nil
  }

  /// `kay ninety one at gmail`: found from the provider.
  func matchProvider(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var at = index - 1
    if at > 0, Self.signs.contains(scratch.tokens[at].hash) { at -= 1 }
    guard at > 0, scratch.tokens[at].hash == Self.at, isSaidOn(text, index, scratch),
      let rule = rule(.spokenEmail)
    else { return }
    // `at gmail dot com`, `at gmail.com`
    var last = index
    let next = index + 1
    if next < scratch.tokens.count {
      if scratch.tokens[next].hash == Self.dot {
        guard let end = topLevelEnd(text, next, scratch) else { return }
        last = end
      } else if scratch.tokens[next].gap == .mark, text.at(scratch.tokens[index].end) == 0x2E,
        isWord(next, .topLevel, scratch)
      {
        last = next
      }
    }
    let first = localStart(text, before: at, scratch)
    // `it looks fine at Gmail`
    let isCoded = (first..<max(first, at))
      .contains {
        isItem($0, scratch) || Self.saidMarks(scratch.tokens[$0].hash) != 0
          || Lexicon.bands(scratch.tokens[$0].hash).english == 0
      }
    guard first < at, isCoded || last > index && at - first > 1 else { return }
    emitNet(rule, first, last, &scratch)
  }

  /// Appends what a run of words comes to.
  private func emitNet(_ rule: UInt16, _ first: Int, _ last: Int, _ scratch: inout ScanScratch) {
    guard first <= last else { return }
    emitTokens(rule, first, last, &scratch)
    scratch.netEnd = max(scratch.netEnd, last + 1)
  }

  /// The last token of `com`, `c o m`, `co dot u k` behind a `dot`; nil for another word.
  private func topLevelEnd(
    _ text: Span<UInt8>,
    _ dot: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let first = dot + 1
    guard first < scratch.tokens.count, isSaidOn(text, first, scratch) else { return nil }
    var end = first
    if scratch.tokens[first].length == 1 {
      var letters: [UInt8] = []
      while end < scratch.tokens.count, letters.count < 4, scratch.tokens[end].length == 1,
        end == first || isSaidOn(text, end, scratch)
      {
        letters.append(text[Int(scratch.tokens[end].start)].lowercased)
        end += 1
      }
      end -= 1
      while letters.count > 1, Self.spelledLevels(Token.hash(letters)) == 0 {
        letters.removeLast()
        end -= 1
      }
      guard letters.count > 1 else { return nil }
    } else if !isWord(first, .topLevel, scratch) {
      // `mail dot example dot net`
      return nil
    }
    let next = end + 1
    if next < scratch.tokens.count, scratch.tokens[next].hash == Self.dot,
      isSaidOn(text, next, scratch), let further = topLevelEnd(text, next, scratch)
    {
      return further
    }
    return end
  }

  /// The address or the page whose host ends behind a `dot`.
  private func matchSaidHost(
    _ text: Span<UInt8>,
    _ dot: Int,
    _ end: Int,
    _ scratch: inout ScanScratch
  ) {
    var index = dot - 1
    while index > 0, dot - index <= Self.hostMax, isSaidOn(text, index + 1, scratch) {
      if scratch.tokens[index].hash == Self.at {
        guard let rule = rule(.spokenEmail), index < dot - 1 else { return }
        let first = localStart(text, before: index, scratch)
        if first < index { return emitNet(rule, first, end, &scratch) }
        break
      }
      index -= 1
    }
    matchSaidPage(text, dot, end, &scratch)
  }

  /// `my chart dot lakeside dot org slash p slash four one`: a page of somebody, or a host of somebody.
  private func matchSaidPage(
    _ text: Span<UInt8>,
    _ dot: Int,
    _ end: Int,
    _ scratch: inout ScanScratch
  ) {
    guard let rule = rule(.saidURL), isSaidOn(text, dot, scratch) else { return }
    var first = dot - 1
    var (dots, isWeb) = (1, false)
    while first > 0, dot - first < Self.hostMax, isSaidOn(text, first, scratch) {
      let previous = scratch.tokens[first - 1]
      if previous.hash == Self.dot {
        dots += 1
        first -= 1
      } else if previous.length == 1, previous.isWord, previous.hash != Self.a {
        isWeb = isWeb || previous.hash == Self.w
        first -= 1
      } else if isWord(first - 1, [.spokenDigit, .spokenNumber, .spokenMark, .scheme], scratch)
        || scratch.tokens[first].hash == Self.dot
        || scratch.tokens[first].hash == Self.dash || previous.hash == Self.colon
      {
        isWeb = isWeb || previous.hash == Self.www
        first -= 1
      } else if Self.stops(previous.hash) == 0, isDotAhead(text, first - 1, scratch) {
        first -= 1
      } else {
        break
      }
    }
    let last = pathEnd(text, end, scratch)
    // `caring bridge dot org slash`
    if last > end, first == dot - 1, isSaidOn(text, first, scratch),
      Self.stops(scratch.tokens[first - 1].hash) == 0
    {
      first -= 1
    }
    let isOwn = (1...5)
      .contains {
        first - $0 > 0 && Self.pages(scratch.tokens[first - $0].hash) != 0
          && Self.owners(scratch.tokens[first - $0 - 1].hash) != 0
      }
    let isPublic = isWord(end, .topLevel, scratch) && scratch.tokens[end].hash == Self.gov
    guard
      last > end && (!isPublic || last - end > 3) || dots > (isWeb ? 2 : 1) && !isPublic || isOwn
    else { return }
    emitNet(rule, first, last, &scratch)
  }

  /// Whether a `dot` stands before the words of a host that end at a token: `mary beth heals`.
  private func isDotAhead(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let wordsMax = 3
    var index = index
    for _ in 0..<wordsMax {
      guard index > 0, isSaidOn(text, index, scratch) else { return false }
      index -= 1
      if scratch.tokens[index].hash == Self.dot { return true }
    }
    return false
  }

  /// The last token of a page's path behind its host.
  private func pathEnd(_ text: Span<UInt8>, _ end: Int, _ scratch: borrowing ScanScratch) -> Int {
    var index = end
    var last = end
    var isJoint = false
    while index + 1 < scratch.tokens.count, index - end < Self.pathMax,
      isSaidOn(text, index + 1, scratch)
    {
      index += 1
      if Self.saidMarks(scratch.tokens[index].hash) != 0 {
        isJoint = true
        continue
      }
      guard last > end || isJoint else { break }
      let isPart = isItem(index, scratch)
      let beyond = index + 1
      let isJoined =
        beyond < scratch.tokens.count && isSaidOn(text, beyond, scratch)
        && Self.saidMarks(scratch.tokens[beyond].hash) != 0
      // `slash tom hale.`
      let isLast =
        beyond >= scratch.tokens.count || scratch.tokens[beyond].gap != .blank
      guard isJoint || isPart || isJoined || isLast && last == index - 1 else { break }
      isJoint = false
      last = index
    }
    return last
  }

  /// `chalk underscore marc`, `night underscore nurse seven`: the name of an account, found from the
  /// `underscore`.
  private func matchSaidUser(_ text: Span<UInt8>, _ joint: Int, _ scratch: inout ScanScratch) {
    // `letters, digits, dot and underscore` says what may stand in a name.
    guard let rule = rule(.saidUser), joint > 0,
      !Self.listing.contains(scratch.tokens[joint - 1].hash)
    else { return }
    var last = joint
    var isJoint = true
    while last + 1 < scratch.tokens.count, last - joint < Self.localMax,
      isSaidOn(text, last + 1, scratch)
    {
      let next = last + 1
      if Self.saidMarks(scratch.tokens[next].hash) != 0 {
        isJoint = true
      } else if isJoint || isItem(next, scratch) {
        isJoint = false
      } else {
        break
      }
      last = next
    }
    // What is behind `at` is found from there.
    if last + 1 < scratch.tokens.count, scratch.tokens[last + 1].hash == Self.at,
      isSaidOn(text, last + 1, scratch), last + 2 < scratch.tokens.count,
      isMailHost(text, last + 2, scratch)
    {
      return
    }
    emitNet(rule, localStart(text, before: joint, scratch), last, &scratch)
  }

  private static let listing = hashes("and or hyphens dots digits letters")

  /// Whether what stands behind `at` is a host, or the word for one that was said before.
  private func isMailHost(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let hostWords = 5
    for index in first..<min(scratch.tokens.count, first + hostWords) {
      if index > first, !isSaidOn(text, index, scratch) { return false }
      if scratch.tokens[index].hash == Self.dot { return true }
      if Self.providers(scratch.tokens[index].hash) != 0 { return true }
      if index + 1 < scratch.tokens.count, scratch.tokens[index + 1].gap == .mark,
        text.at(scratch.tokens[index].end) == 0x2E
      {
        return true
      }
    }
    return false
  }

  /// The first token of what is said of an address before a token.
  func localStart(_ text: Span<UInt8>, before end: Int, _ scratch: borrowing ScanScratch) -> Int {
    var first = touchingStart(text, end - 1, scratch)
    // `maria lopez, all one word, at`
    if first > 3, Self.manners(scratch.tokens[first].hash) != 0 {
      while first > 1, end - first < 6, isSaidOn(text, first, scratch),
        Self.mannerStarts(scratch.tokens[first].hash) != 0
          || Self.manners(scratch.tokens[first].hash) != 0
      {
        first -= 1
      }
    }
    guard first >= 0, isSaidOn(text, end, scratch),
      isItem(first, scratch) || Self.stops(scratch.tokens[first].hash) == 0
    else { return end }
    while first > 0, end - first < Self.localMax, isSaidOn(text, first, scratch) {
      let previous = first - 1
      let hash = scratch.tokens[previous].hash
      if Self.saidMarks(hash) != 0 {
        guard previous > 0, isSaidOn(text, previous, scratch) else { break }
        first = previous - 1
      } else if previous > 2, scratch.tokens[previous - 1].hash == Self.in,
        scratch.tokens[previous - 2].hash == Self.as, scratch.tokens[previous - 3].length == 1
      {
        first = previous - 3
      } else if previous > 1, hash == Self.in, scratch.tokens[previous - 1].hash == Self.as,
        scratch.tokens[previous - 2].length == 1
      {
        first = previous - 2
      } else if isItem(previous, scratch)
        || isItem(first, scratch) && Self.stops(hash) == 0 && isPlainBreak(first, scratch)
      {
        first = previous
      } else if isPlainBreak(first, scratch), scratch.tokens[previous].length > 2,
        Lexicon.bands(hash).english == 0, Self.stops(hash) == 0
      {
        first = previous
      } else if let further = plainStart(text, first, scratch) {
        return further
      } else {
        break
      }
    }
    return touchingStart(text, first, scratch)
  }

  /// The first token of a run without blanks that ends with a token: `john.smith`, `smith99`.
  private func touchingStart(
    _ text: Span<UInt8>,
    _ token: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var first = token
    while first > 0 {
      let gap = scratch.tokens[first].gap
      let joint = text.at(Int(scratch.tokens[first].start) - 1)
      let isJoined = gap == .mark && (joint == 0x2E || joint == 0x5F || joint == 0x2D)
      guard
        gap == .none
          || isJoined && scratch.tokens[first - 1].end == Int(scratch.tokens[first].start) - 1
      else { break }
      first -= 1
    }
    return first
  }

  /// The first of one or two ordinary words before a token that a word of a sentence, a comma or the
  /// beginning of a line stands before: `it's night owl knits at`.
  private func plainStart(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let wordsMax = 2
    var index = first
    for _ in 0..<wordsMax {
      guard index > 0, isPlainBreak(index, scratch), scratch.tokens[index - 1].isWord,
        Self.stops(scratch.tokens[index - 1].hash) == 0
      else { return nil }
      index -= 1
      if index == 0 || !isPlainBreak(index, scratch)
        || Self.introductions.contains(scratch.tokens[index - 1].hash)
      {
        return index
      }
    }
    return nil
  }

  /// Whether a blank alone stands before a token.
  private func isPlainBreak(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tokens[index].gap == .blank
  }

  /// Whether a token is a number, a letter or its word.
  func isItem(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    // The `s` of `it's` is no letter.
    if token.hash == Self.s, token.gap == .mark { return false }
    return token.isDigits || token.length == 1 && token.hash != Self.i && token.hash != Self.a
      || isWord(index, [.spokenDigit, .spokenNumber, .spokenRepeat], scratch)
  }

  /// Whether blanks, a comma or a hyphen alone stand before a token.
  func isSaidOn(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, scratch.tokens[index].gap != .lineBreak, scratch.tokens[index].gap != .none
    else { return false }
    for offset in scratch.tokens[index - 1].end..<Int(scratch.tokens[index].start) {
      guard text[offset] == 0x20 || text[offset] == 0x2C || text[offset] == 0x2D else {
        return false
      }
    }
    return true
  }

  private static var dot: UInt64 { Token.word("dot") }
  private static var at: UInt64 { Token.word("at") }
  private static var underscore: UInt64 { Token.word("underscore") }
  private static var dash: UInt64 { Token.word("dash") }
  private static var colon: UInt64 { Token.word("colon") }
  private static var www: UInt64 { Token.word("www") }
  private static var gov: UInt64 { Token.word("gov") }
  private static var w: UInt64 { Token.word("w") }
  private static var a: UInt64 { Token.word("a") }
  private static var s: UInt64 { Token.word("s") }
  private static var i: UInt64 { Token.word("i") }
  private static var `as`: UInt64 { Token.word("as") }
  private static var `in`: UInt64 { Token.word("in") }
  private static let introductions: WordSet = WordSet(
    ["is", "s", "to", "email", "address", "mail", "it", "at", "use"].map { Token.hash($0) }
  )
  private static let manners = table("word together lowercase case spaces caps letters uppercase")
  private static let mannerStarts = table("all one no in lower upper small with just")
  private static let signs: WordSet = WordSet(["sign", "symbol"].map { Token.hash($0) })
  private static let elsewhere: WordSet = WordSet(["same"].map { Token.hash($0) })
  private static let saidMarks = table("dot underscore dash hyphen slash plus equals colon period")
  private static let spelledLevels = table("com co org net edu gov uk ca au de fr io us nz ie mil")
  private static let providers = table(
    "gmail yahoo hotmail outlook icloud aol protonmail proton comcast verizon msn googlemail gmx "
      + "ymail fastmail mac"
  )
  private static let pages = table("website site page blog link url channel profile web")
  private static let owners = table("my her his their your patient's mom's dad's")
  private static let stops = table(
    """
    is it's its it s to email mail e address the my me at on or and an was use uses using try write send \
    sent reach for of that thats be would so okay ok uh um yes yeah no hi her his their your you i \
    we us him them with from cc bcc by says said now this im polka in not a are about goes had \
    has do does did can will as posting called named through under
    """
  )
}
