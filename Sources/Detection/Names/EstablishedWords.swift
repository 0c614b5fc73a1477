import Vocabulary

/// Words of names, and numbers, that fields of a record hold: what is found again in the record's texts.
///
/// A message names its patient in one field and speaks of `Frost` in another; a row has a column for the
/// surname and one for the note.
package struct EstablishedWords: Sendable {
  /// Words, numbers and pairs of words that are remembered at once, at least the last so many: when there are more,
  /// those before the last so many are forgotten.
  static let wordsMax = 4_096
  /// Words from which on they belong to many people, so that ordinary words among them say nothing.
  static let crowdFrom = 64
  /// The least number that counts among them.
  private static let crowdNumberMin: UInt64 = 100_000
  /// Digits from which on a number is known again.
  static let digitsMin = 6
  /// Digits whose value fits.
  static let digitsMax = 18

  /// A table of keys: open addressing, 0 for a free place.
  private struct Table: Sendable {
    var keys: [UInt64] = []
    /// The kind of each key.
    var kinds: [IdentifierKind] = []
    /// A bit for every key, by its lowest bits: most words are none.
    var filter: UInt64 = 0
    /// Keys in it.
    var count = 0

    /// Doubles the table.
    mutating func grow() {
      let (oldKeys, oldKinds) = (keys, kinds)
      let size = max(16, 2 * keys.count)
      keys = Array(repeating: 0, count: size)
      kinds = Array(repeating: .name, count: size)
      for (key, kind) in zip(oldKeys, oldKinds) where key != 0 {
        var place = place(of: key)
        while keys[place] != 0 { place = (place + 1) & (size - 1) }
        keys[place] = key
        kinds[place] = kind
      }
    }

    /// Where a key is looked for first.
    func place(of key: UInt64) -> Int {
      Int(truncatingIfNeeded: (key &* 0xD6E8_FEB8_6659_FD93) >> 32) & (keys.count &- 1)
    }

    /// The kind of a key; nil for one that is not there.
    func kind(of key: UInt64) -> IdentifierKind? {
      guard filter & 1 << (key & 63) != 0 else { return nil }
      var place = place(of: key)
      while keys[place] != 0 {
        if keys[place] == key { return kinds[place] }
        place = (place &+ 1) & (keys.count &- 1)
      }
      return nil
    }
  }

  /// The last of them, and those before.
  private var (table, older) = (Table(), Table())
  /// Words and numbers that were remembered, without pairs and short numbers.
  private var count = 0

  /// Nothing is established.
  package init() {}

  /// Whether nothing is established.
  package var isEmpty: Bool { table.count == 0 && older.count == 0 }
  /// Whether they belong to many people.
  var isCrowded: Bool { count >= Self.crowdFrom }

  /// Forgets everything and keeps the memory.
  package mutating func removeAll() {
    older = Table()
    count = 0
    guard table.count > 0 else { return }
    for index in table.keys.indices { table.keys[index] = 0 }
    table.filter = 0
    table.count = 0
  }

  /// The key of a number, which is that of no word.
  private static func key(ofNumber value: UInt64) -> UInt64 { Token.mixed(value, 0x23) | 1 }

  /// Remembers a word of a name by its `Token.hash`.
  mutating func insert(word hash: UInt64) {
    if insert(hash, .name) { count += 1 }
  }

  /// Remembers a number by its value.
  mutating func insert(number value: UInt64, _ kind: IdentifierKind) {
    // Short numbers are so many in some documents that they say nothing of how many people it is about.
    if insert(Self.key(ofNumber: value), kind), value >= Self.crowdNumberMin { count += 1 }
  }

  /// Remembers two words that follow one another in a name, in whatever order they come again.
  mutating func insert(pair first: UInt64, _ second: UInt64) {
    _ = insert(Self.key(ofPair: first, second), .name)
    _ = insert(Self.key(ofPair: second, first), .name)
  }

  /// The key of two words.
  private static func key(ofPair first: UInt64, _ second: UInt64) -> UInt64 {
    Token.mixed(Token.mixed(first, 0x26), second) | 1
  }

  /// Remembers a key.
  ///
  /// - Returns: whether it is new.
  private mutating func insert(_ key: UInt64, _ kind: IdentifierKind) -> Bool {
    guard key != 0 else { return false }
    if table.count >= Self.wordsMax { (older, table) = (table, Table()) }
    if table.keys.count < 2 * (table.count + 1) { table.grow() }
    var place = table.place(of: key)
    while table.keys[place] != 0, table.keys[place] != key {
      place = (place + 1) & (table.keys.count - 1)
    }
    guard table.keys[place] == 0 else { return false }
    table.keys[place] = key
    table.kinds[place] = kind
    table.filter |= 1 << (key & 63)
    table.count += 1
    return true
  }

  /// The kind of a key; nil for one that is not established.
  private func kind(of key: UInt64) -> IdentifierKind? {
    table.kind(of: key) ?? older.kind(of: key)
  }

  /// Whether two words follow one another in an established name.
  func holds(pair first: UInt64, _ second: UInt64) -> Bool {
    kind(of: Self.key(ofPair: first, second)) != nil
  }

  /// Whether a word is one of an established name, by its `Token.hash`.
  func holds(word hash: UInt64) -> Bool { hash != 0 && kind(of: hash) != nil }

  /// The kind of an established number; nil for any other.
  func kind(ofNumber value: UInt64) -> IdentifierKind? { kind(of: Self.key(ofNumber: value)) }

  /// Whether a text may hold one of the words or numbers, in any case.
  package func mayStand(in text: Span<UInt8>) -> Bool {
    var index = 0
    while let run = WordRun(text, from: index) {
      if run.isDigits
        ? run.isNumber && kind(ofNumber: run.value(in: text)) != nil
        : holds(word: Token.hash(text, run.range))
      {
        return true
      }
      index = run.range.upperBound
    }
    return false
  }
}

/// A run of letters or digits of a text, as `Token` has them but for characters that are put right first.
private struct WordRun {
  /// Where it stands.
  let range: Range<Int>
  /// Whether it is one of digits.
  let isDigits: Bool

  /// The first run that begins at or behind an offset; nil where there is none.
  init?(_ text: Span<UInt8>, from start: Int) {
    var start = start
    while start < text.count, !text[start].isDigit, Self.letterBytes(text, start) == 0 {
      start &+= text[start] == 0xE2 ? 3 : 1
    }
    guard start < text.count else { return nil }
    var end = start
    isDigits = text[start].isDigit
    if isDigits {
      while end < text.count, text[end].isDigit { end &+= 1 }
    } else {
      while end < text.count {
        let width = Self.letterBytes(text, end)
        if width == 0 { break }
        end &+= width
      }
    }
    range = start..<min(end, text.count)
  }

  /// Bytes of the letter at an offset, 0 where none is.
  ///
  /// Quotes, dashes and blanks of other blocks are none.
  @inline(__always)
  private static func letterBytes(_ text: Span<UInt8>, _ offset: Int) -> Int {
    let byte = text[offset]
    if byte < 0x80 { return (byte | 0x20) &- 0x61 < 26 ? 1 : 0 }
    if byte == 0xE2 || byte == 0xC2 { return 0 }
    return 1
  }

  /// Whether it is long enough for a number that is known again, and no longer than its value.
  var isNumber: Bool {
    (EstablishedWords.digitsMin...EstablishedWords.digitsMax).contains(range.count)
  }

  /// The value of its digits.
  func value(in text: Span<UInt8>) -> UInt64 {
    var value: UInt64 = 0
    for index in range { value = value &* 10 &+ UInt64(text[index] &- 0x30) }
    return value
  }
}

extension Scanner {
  /// Whether values of a field say who the record is about: its texts are then searched for them.
  package func establishes(_ field: FieldJudgement) -> Bool {
    guard case .identifier(let kind, _) = field.verdict, !field.isOfRole else { return false }
    return kind == .name || kind == .uniqueID || kind == .device || kind.isOfOnePerson
  }

  /// Whether what fields of its record establish is looked for in a field's values.
  package func recalls(_ field: FieldJudgement) -> Bool {
    field.verdict == .text && !field.isHeader
  }

  /// Adds the words of a name, or the number, that a field's value is.
  package func establish(
    _ text: Span<UInt8>,
    field: FieldJudgement,
    scratch: borrowing ScanScratch,
    into words: inout EstablishedWords
  ) {
    guard case .identifier(let kind, let part) = field.verdict,
      let finding = engine.wholeValue(text, kind, part), finding.masked
    else { return }
    var index = finding.start
    var before: (hash: UInt64, isOfName: Bool) = (0, false)
    while let run = WordRun(text, from: index), run.range.lowerBound < finding.end {
      index = run.range.upperBound
      if kind == .name {
        guard !run.isDigits, run.range.count > 1,
          !engine.isPlaceholder(text, around: run.range.lowerBound)
        else {
          before.hash = 0
          continue
        }
        let hash = Token.hash(text, run.range)
        let facts = scratch.wordMemory.facts(hash)
        let isOfName = Self.isOfName(facts)
        if isOfName { words.insert(word: hash) }
        // `Will Frost` is somebody where `Will` alone is none.
        if before.hash != 0, isOfName || before.isOfName {
          words.insert(pair: before.hash, hash)
        }
        before = facts.cue.meets([.title, .credential]) ? (0, false) : (hash, isOfName)
      } else if run.isDigits, run.isNumber {
        words.insert(number: run.value(in: text), kind)
      }
    }
  }

  /// Whether a word in a field of names says who somebody is: `UNKNOWN`, `Dr` and `PHYSICIAN` do not.
  private static func isOfName(_ facts: WordFacts) -> Bool {
    let (bands, cue) = (facts.bands, facts.cue)
    let isNamed = bands.first > 0 || bands.last > 0
    if cue.meets([.title, .credential, .particle, .stop, .greeting]) { return false }
    if !cue.isDisjoint(with: .neverName) { return isNamed && !cue.meets([.label, .organization]) }
    return isNamed || bands.english == 0 && bands.clinical == 0
  }
}

extension NameFinder {
  /// Finds words of names and numbers that fields of the record have established; what is found by then
  /// is settled, and the words are those of the text.
  func recallEstablished(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard !scratch.established.isEmpty else { return }
    let settled = scratch.found.count
    var next = 0
    for index in scratch.word.words.indices {
      let word = scratch.word.words[index]
      while next < settled, scratch.found[next].end <= Int(word.start) { next &+= 1 }
      if next < settled, scratch.found[next].start < Int(word.end), scratch.found[next].masked {
        continue
      }
      if word.isDigits {
        guard (EstablishedWords.digitsMin...EstablishedWords.digitsMax).contains(word.count),
          let kind = scratch.established.kind(ofNumber: word.hash), isWhole(text, word)
        else { continue }
        scratch.add(index, index &+ 1, kind, .none, rule: memory, .medium, .memory)
      } else if isPair(index, scratch) {
        scratch.add(index, index &+ 2, .name, .none, rule: memory, .medium, .memory)
      } else if scratch.established.holds(word: word.hash),
        isRecalled(index, scratch) || isValue(text, index, scratch)
      {
        scratch.add(index, index &+ 1, .name, .none, rule: memory, .medium, .memory)
      }
    }
  }

  /// Whether digits stand by themselves, and not between the letters of a code.
  private func isWhole(_ text: Span<UInt8>, _ word: Word) -> Bool {
    let (before, behind) = (text.at(Int(word.start) - 1), text.at(Int(word.end)))
    return !behind.isLetter && before != 0x2E
      && !(behind == 0x2E && text.at(Int(word.end) + 1).isDigit)
  }

  /// Whether a word and the next one follow one another in an established name.
  private func isPair(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (word, next) = (scratch.word.words[index], scratch.wordAt(index &+ 1))
    guard word.isCapital, next.isCapital,
      next.before.isPlain || next.before == .comma || next.before == [.comma, .blank]
        || next.before == .hyphen
    else { return false }
    return scratch.established.holds(pair: word.hash, next.hash)
  }

  /// Whether a word of an established name is all of a value: `last: 'Frost'`, `?last=Frost&`, or stands beside
  /// somebody's number in the name of a file: `48213_frost.jpg`.
  private func isValue(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    let word = scratch.word.words[index]
    guard word.count > 2 else { return false }
    let (before, behind) = (text.at(Int(word.start) - 1), text.at(Int(word.end)))
    if word.isCapital, word.bands.clinical == 0 || word.bands.last > 1 {
      if before == 0x22 || before == 0x27 || before == 0x60 { return before == behind }
      if before == 0x3D { return [0x00, 0x22, 0x26, 0x27, 0x23].contains(behind) }
    }
    let (previous, next) = (scratch.wordAt(index &- 1), scratch.wordAt(index &+ 1))
    return (before == 0x5F || before == 0x2D) && isEstablished(previous, scratch)
      || (behind == 0x5F || behind == 0x2D) && isEstablished(next, scratch)
  }

  /// Whether a word is a number that is somebody's.
  private func isEstablished(_ word: Word, _ scratch: borrowing ScanScratch) -> Bool {
    word.isDigits && word.count >= EstablishedWords.digitsMin
      && scratch.established.kind(ofNumber: word.hash) != nil
  }

  /// Letters from which on a name is known again in small letters.
  private static let smallLettersMin = 4

  /// Whether a word of an established name stands for the person here.
  private func isRecalled(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.word.words[index]
    let facts = scratch.wordMemory.facts(word.hash)
    let bands = facts.bands
    let isOrdinary = bands.english > 0 || bands.clinical > 0
    if scratch.established.isCrowded, isOrdinary { return false }
    let (previous, behind) = (scratch.wordAt(index &- 1), scratch.wordAt(index &+ 1))
    guard word.isCapital else {
      guard word.count >= Self.smallLettersMin, bands.clinical == 0 else { return false }
      // `night shift frost refused`: what a person does, not what is seen of eyes or weather.
      return !isOrdinary && !bands.isBrand
        || behind.before.isPlain && Self.acts.contains(behind.hash)
    }
    let names = behind.before.isPlain || behind.before == .hyphen
    if names, behind.cue.contains(.disease), !behind.cue.contains(.facility) { return false }
    if !word.isPossessive, isEponymHere(index, scratch) { return false }
    if word.count == 2 { return word.shape == .capitalized && !isOrdinary }
    if word.isUpper, facts.cue.contains(.abbreviation) { return false }
    if facts.cue.contains(.calendar) {
      if word.isPossessive { return true }
      if behind.isDigits || behind.hash == Self.of { return false }
      if word.before.endsSentence { return behind.shape == .lower }
      return previous.cue.contains(.introduces) && !Self.temporal.contains(previous.hash)
    }
    // What is a word of findings opens sentences: `Stone in the left ureter`, `White male`.
    guard isOrdinary, !word.isPossessive, word.isUpper || word.before.endsSentence else {
      return true
    }
    return bands.clinical == 0 && facts.cue.isDisjoint(with: [.stop, .demographic])
      || behind.before.isPlain && Self.acts.contains(behind.hash)
  }

  private static var of: UInt64 { Token.word("of") }
  /// What people do and patients are said to do, alone behind a name.
  static let acts = Engine.hashes(
    """
    refused denies denied states stated says said reports reported wants wanted asks asked agrees agreed \
    declines declined tolerated slept ate drank voided ambulated vomited complains complained called walked \
    came went left returned arrived fell sleeping resting verbalizes verbalized requests requested feels felt
    """
  )
  /// What introduces a month as well as a person.
  private static let temporal = Engine.hashes("by from to for re")
}
