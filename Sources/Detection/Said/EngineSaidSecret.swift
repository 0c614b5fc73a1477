import Vocabulary

/// Passwords and names of accounts as they are said behind their labels.
extension Engine {
  /// Words between a label and `is`, and words of a value, at most.
  private static let labelMax = 9
  private static let valueMax = 20
  /// Words of a value that nothing but its end tells from a sentence.
  private static let plainMax = 4

  /// `the password's biscuit, capital B, twenty nineteen`: found from the label.
  func matchSaidSecret(_ text: Span<UInt8>, _ label: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.saidSecret) else { return }
    // `gate code`, `security word`, and no other code or word.
    if Self.openLabels(scratch.tokens[label].hash) != 0 {
      guard label > 0 else { return }
      let isOfNet =
        scratch.tokens[label].hash == Self.key
        && (1...8).contains { label >= $0 && Self.nets.contains(scratch.tokens[label - $0].hash) }
      guard
        isOfNet || Self.locks(scratch.tokens[label - 1].hash) != 0 || opensLock(label, scratch)
      else { return }
    }
    matchSaidValue(text, label, rule, isSecret: true, &scratch)
  }

  /// Whether a code is that of a lock behind it, or signs of keys are said for it: `code for the street
  /// door`, `the code is star, six`.
  private func opensLock(_ label: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tokens[label].hash == Self.code, label + 3 < scratch.tokens.count else {
      return false
    }
    if Self.ofLocks.contains(scratch.tokens[label + 1].hash) {
      return (label + 2...min(label + 5, scratch.tokens.count - 1))
        .contains { Self.locks(scratch.tokens[$0].hash) != 0 }
    }
    return Self.copulas.contains(scratch.tokens[label + 1].hash)
      && Self.keys.contains(scratch.tokens[label + 2].hash)
  }

  private static var code: UInt64 { Token.word("code") }
  private static let ofLocks = set("for to at of on")
  private static let keys = set("pound star hash hashtag asterisk")

  /// `username is night nurse kay`, `her login would be j marsh forty`: found from the label.
  func matchSaidLogin(_ text: Span<UInt8>, _ label: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.saidUser) else { return }
    var last = label
    // No `handle` is one without somebody's: `my handle is`.
    if scratch.tokens[label].hash == Self.handle {
      guard label > 0, Self.owners.contains(scratch.tokens[label - 1].hash) else { return }
    }
    // `user name`, `screen name`, `user ID`, `log in`
    if Self.labelStarts(scratch.tokens[label].hash) != 0 {
      guard label + 1 < scratch.tokens.count,
        Self.labelEnds(scratch.tokens[label + 1].hash) != 0, scratch.tokens[label + 1].gap == .blank
      else { return }
      last += 1
    }
    matchSaidValue(text, last, rule, isSecret: false, &scratch)
  }

  /// Finds the value of a label: behind `is`, or at the beginning of the next turn.
  private func matchSaidValue(
    _ text: Span<UInt8>,
    _ label: Int,
    _ rule: UInt16,
    isSecret: Bool,
    _ scratch: inout ScanScratch
  ) {
    let start = valueStart(text, label, isSecret: isSecret, scratch)
    let isDirect = start == nil
    var (first, isTurn) = start ?? (label + 1, false)
    // `is the word pelican`
    let isNamed = isSecret && isNamedValue(first, scratch)
    if isNamed { first += 2 }
    // What is written is found by other rules.
    guard first >= scratch.netEnd, first < scratch.tokens.count, !scratch.tokens[first].isDigits,
      !isDirect || isSaidOn(text, first, scratch),
      !isPlaceholder(text, around: Int(scratch.tokens[first].start)),
      !opensCode(text, Int(scratch.tokens[first].start))
    else { return }
    guard let value = saidValue(text, first, isSecret: isSecret, scratch) else { return }
    let (last, isCoded) = (value.last, value.isCoded)
    let words = last - first + 1
    // `five one` of a time or a count is no value.
    guard words > 1 || scratch.tokens[first].length > 3, !isOrdinarySentence(first, scratch) else {
      return
    }
    if isNamed {
      emitTokens(rule, first, last, &scratch)
      scratch.netEnd = last + 1
      return
    }
    let isPlain =
      value.isEnded && !isTurn && !isDirect && words <= Self.plainMax
      && isPlainValue(
        text,
        first,
        last,
        isSecret: isSecret,
        isName: first == label + 2 && Self.names.contains(scratch.tokens[label].hash),
        scratch
      )
    // `the password, capital M, a, p, l, e`
    let isDictated =
      isDirect && isSecret && Self.written(scratch.tokens[first].hash) != 0 && words > 2
    guard isCoded && (!isDirect || isDictated || words <= Self.plainMax + 1) || isPlain else {
      return
    }
    emitTokens(rule, first, last, &scratch)
    scratch.netEnd = last + 1
  }

  /// The last token of what is said from a token on, whether a sign or a number is among it, and whether
  /// nothing but its end tells it from a sentence; nil for nothing.
  private func saidValue(
    _ text: Span<UInt8>,
    _ first: Int,
    isSecret: Bool,
    _ scratch: borrowing ScanScratch
  ) -> (last: Int, isCoded: Bool, isEnded: Bool)? {
    var (last, index) = (first, first)
    var isCoded = false
    var isEnded = true
    while index < scratch.tokens.count, index - first < Self.valueMax {
      // `login: kdonn ip=10.1.4.2`: the name of another setting.
      if index > first, text.at(scratch.tokens[index].end) == 0x3D { break }
      if index > first {
        let gap = breakBefore(text, index, scratch)
        if gap == .end { break }
        if gap == .comma, !isCodeWord(index, scratch), !isManner(first..<index, scratch) { break }
      }
      let hash = scratch.tokens[index].hash
      if Self.conjunctions(hash) != 0, !isJoined(index, scratch) {
        // `is butterscotch and she knows it`
        isEnded =
          isSecret && Self.clauseStarts.contains(hash) && index == first + 1
          && Lexicon.bands(scratch.tokens[first].hash).english != 1
        break
      }
      if scratch.tokens[index].isDigits, scratch.tokens[index].gap == .none { return nil }
      isCoded = isCoded || isCodeWord(index, scratch) && !Self.articles.contains(hash)
      last = index
      // `M as in Mary, 4`
      if scratch.tokens[index].length == 1, index + 3 < scratch.tokens.count,
        scratch.tokens[index + 1].hash == Self.asWord, scratch.tokens[index + 2].hash == Self.inWord
      {
        (last, isCoded) = (index + 3, true)
        index += 3
      }
      index += 1
    }
    return index > first ? (last, isCoded, isEnded) : nil
  }

  /// Whether `the word` stands before a value.
  private func isNamedValue(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    first + 2 < scratch.tokens.count && scratch.tokens[first].hash == Self.the
      && Self.namings.contains(scratch.tokens[first + 1].hash)
      && scratch.tokens[first + 2].gap == .blank
  }

  private static var the: UInt64 { Token.word("the") }
  private static let namings = set("word words phrase")

  /// Whether a word is a variable or the key of an object in a program: `{{ vault_password }}`, `{type: …}`.
  private func opensCode(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var place = start
    while text.at(place - 1) == 0x20 { place -= 1 }
    return text.at(place - 1) == 0x7B || text.at(place - 1) == 0x24
  }

  /// Where the value of a label begins, and whether that is another turn.
  private func valueStart(
    _ text: Span<UInt8>,
    _ label: Int,
    isSecret: Bool,
    _ scratch: borrowing ScanScratch
  ) -> (Int, Bool)? {
    var index = label + 1
    let isFar = isSecret || Self.names.contains(scratch.tokens[label].hash)
    let reach = isFar ? Self.labelMax : Self.labelMax / 2
    while index < scratch.tokens.count, index - label <= reach {
      if scratch.tokens[index].gap == .lineBreak {
        let mark = text.at(scratch.tokens[index - 1].end)
        guard mark == 0x3F || mark == 0x3A else { return nil }
        let start = skipped(turnStart(text, index, scratch), scratch)
        return start < scratch.tokens.count ? (start, true) : nil
      }
      // `password: capital T`
      if index == label + 1, text.at(scratch.tokens[label].end) == 0x3A { return (index, false) }
      let hash = scratch.tokens[index].hash
      let gap = Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end
      let isOwn =
        hash != Self.s || index == label + 1
        || Self.pronouns.contains(scratch.tokens[index - 1].hash)
      if Self.copulas.contains(hash)
        || !isSecret && index == label + 1 && Self.manners.contains(hash), gap <= 1, isOwn
      {
        let start = skipped(index + 1, scratch)
        guard start < scratch.tokens.count, scratch.tokens[start].gap != .lineBreak else {
          return nil
        }
        return (start, false)
      }
      guard breakBefore(text, index, scratch) != .end else { return nil }
      index += 1
    }
    return nil
  }

  /// The first word behind those that are said while one thinks.
  func skipped(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var index = index
    while index < scratch.tokens.count, Self.fillers(scratch.tokens[index].hash) != 0,
      index + 1 < scratch.tokens.count, scratch.tokens[index + 1].gap != .lineBreak
    {
      index += 1
    }
    return index
  }

  /// What stands before a word: nothing, a comma, or the end of what is said.
  private enum Break { case none, comma, end }

  private func breakBefore(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Break {
    guard scratch.tokens[index].gap != .lineBreak else { return .end }
    var found = Break.none
    for offset in scratch.tokens[index - 1].end..<Int(scratch.tokens[index].start) {
      switch text[offset] {
      case 0x20, 0x27, 0x2D, 0x22: continue
      case 0x2C: found = .comma
      default: return .end
      }
    }
    return found
  }

  /// Whether a word stands for a sign, a number, a letter or how one is written.
  private func isCodeWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isItem(index, scratch) || scratch.tokens[index].length == 1
      || Self.written(scratch.tokens[index].hash) != 0
      || isWord(index, .spokenMark, scratch)
  }

  /// Whether nothing but how a value is written was said so far: `all lowercase, blue heron`.
  private func isManner(_ range: Range<Int>, _ scratch: borrowing ScanScratch) -> Bool {
    range.allSatisfy {
      let hash = scratch.tokens[$0].hash
      return Self.written(hash) != 0 || hash == Self.all
    }
  }

  /// Whether a conjunction is said between two signs: `star and seven`.
  private func isJoined(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if scratch.tokens[index].hash == Self.at, index + 1 < scratch.tokens.count {
      return Self.signs.contains(scratch.tokens[index + 1].hash)
    }
    return index + 1 < scratch.tokens.count && isCodeWord(index + 1, scratch)
  }

  /// Whether what stands behind `is` tells of a password and not what it is: `is wrong`, `is not`.
  private func isOrdinarySentence(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let hash = scratch.tokens[first].hash
    return Self.said(hash) != 0
      || isWord(first, .spokenNumber, scratch)
        && (first + 1...first + 2).contains { isWord($0, .unit, scratch) || isCounted($0, scratch) }
  }

  /// Whether a word is what passwords are counted in: `eight characters`.
  private func isCounted(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index < scratch.tokens.count && Self.counted.contains(scratch.tokens[index].hash)
  }

  /// Whether words without a sign among them may be a value: none is an adjective or a participle of
  /// a sentence.
  private func isPlainValue(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    isSecret: Bool,
    isName: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard (first...last).allSatisfy({ Self.said(scratch.tokens[$0].hash) == 0 }) else {
      return false
    }
    let isBent = (first...last).contains { hasEnding(text, $0, scratch) }
    if isBent { return false }
    return isSecret || isName
      || (first...last).contains { Lexicon.bands(scratch.tokens[$0].hash).english == 0 }
  }

  private static let openLabels = table("code word key answer")
  private static let locks = table(
    "door gate alarm access entry lock security garage building pass keypad safe code secret "
      + "verbal panel unlock lockbox question operator conference pickup locker lobby shed"
  )
  private static func set(_ words: String) -> WordSet {
    WordSet(words.split(separator: " ").map { Token.hash(String($0)) })
  }

  /// Whether a word ends as an adjective or a participle does.
  func hasEnding(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard token.isWord, token.length > 4 else { return false }
    let last = (text[token.end - 2].lowercased, text[token.end - 1].lowercased)
    return last == (0x65, 0x64) || last == (0x6C, 0x79) || last == (0x6C, 0x65)
      || last == (0x76, 0x65) || last == (0x6E, 0x67) && text[token.end - 3].lowercased == 0x69
  }

  private static var all: UInt64 { Token.word("all") }
  private static var asWord: UInt64 { Token.word("as") }
  private static var inWord: UInt64 { Token.word("in") }
  private static var key: UInt64 { Token.word("key") }
  private static let nets = set("network wifi wireless fi internet router")
  private static let names = set("username name")
  private static let manners = set("as with under")
  private static var handle: UInt64 { Token.word("handle") }
  private static let owners = set("my her his their your")
  private static var s: UInt64 { Token.word("s") }
  private static let pronouns = set("it that this")
  private static let articles = set("a i")
  private static let clauseStarts = set("and but so")
  private static let signs = set("sign symbol")
  private static let counted = set("characters character letters digits long words numbers")
  private static var at: UInt64 { Token.word("at") }
  private static let copulas: WordSet = WordSet(["is", "s", "was", "be"].map { Token.hash($0) })
  private static let labelStarts = table(
    "user screen log account portal sign gamer logged signed zoom chat display"
  )
  private static let labelEnds = table("name id in handle")
  private static let fillers = table(
    "uh um er okay ok so it it's its s is like just well oh that yes at now"
  )
  private static let conjunctions = table(
    "and but so because if then or for on in at to from with when which who i you he she we they the "
      + "don't that it not do can"
  )
  private static let written = table(
    "capital caps uppercase lowercase upper lower pound hash hashtag dollar exclamation bang star "
      + "asterisk ampersand percent caret underscore dot dash hyphen plus equals question sign "
      + "symbol mark space spaces"
  )
  private static let said = table(
    """
    not no still locked expired wrong the my your his her our their a an on in at to for too very case \
    invalid required reset resetting correct right good fine ready set changed working broken same \
    different blank empty missing forgotten weak strong secure secret private easy hard gone there here \
    took takes has had needs expires again works worked didn't won't \
    pass credentials credential page screen prompt error attempts attempt field hint manager policy protected box \
    what where when why how always never also only being been going ok sensitive important needed \
    due off out up down back new old incorrect unknown safe shared temporary written stored saved minimum at least anything something nothing \
    everything everyone everybody nobody encrypted hashed expiring long short simple complex unique \
    optional mandatory public visible hidden accepted rejected denied verified enabled disabled stolen \
    site sites care tract tracts placement removal insertion string varchar integer boolean entered typed \
    hasn haven doesn isn wasn didn won \
    compromised leaked rotated updated different generated sent given used successful slow failing down \
    either insecure followed emailed mailed e offered declined refused printed \
    stuck frozen disabled blocked loose cracked cold hot under over by of as about
    """
  )
}
