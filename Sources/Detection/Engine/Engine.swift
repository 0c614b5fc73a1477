import Vocabulary

/// What a word of the rule tables is for.
struct WordInfo: Sendable {
  /// What it is.
  var classes: WordClass = []
  /// The month, day or other number it stands for.
  var value: UInt16 = 0
  /// What it says of accounts and passwords near it.
  var cue: CredentialCue = []
  /// Its phrases: labels that begin with it, the longest first.
  var phrases: [Phrase] = []
}

/// A label of one word or more.
struct Phrase: Sendable {
  /// The words behind the first.
  var rest: [UInt64]
  /// Index into the rule set's labels.
  var label: UInt16
  /// Rules that a value behind it is tried by, in order.
  var rules: [UInt16]
  /// Whether something like `:` or `number` must stand between it and the value.
  var needsConnector: Bool
  /// Whether it ends in `number`, `id` or the like.
  var isOfNumber = false
}

/// A phrase as plain data: what a scan walks behind a label's first word.
struct PhraseFacts: Sendable {
  /// Where the words behind the first begin in `Engine.phraseWords`.
  var words: Range<Int32>
  /// Where its rules begin in `Engine.phraseRules`.
  var rules: Range<Int32>
  /// Index into the rule set's labels.
  var label: UInt16
  /// The first of its rules.
  var firstRule: UInt16
  /// Whether something like `:` or `number` must stand between it and the value.
  var needsConnector: Bool
  /// Whether it ends in `number`, `id` or the like, so that a number behind it is its value.
  var isOfNumber: Bool
  /// Whether its first rule takes passwords, which may begin with a connector's word.
  var isSecret: Bool
}

/// A pattern of a run of letters and digits.
struct CodeFacts: Sendable {
  /// The rule.
  var rule: UInt16
  /// Where the pattern lies in `Engine.codeBytes`.
  var pattern: Range<Int32>
}

/// What a scan asks of a rule: plain data, so that asking counts no references.
struct RuleFacts: Sendable {
  /// What a finding of the rule is.
  var kind: IdentifierKind
  /// Which part of an address.
  var part: LocationPart
  /// How sure it is.
  var confidence: Confidence
  /// What else must hold.
  var validator: Validator
  /// Whether words beside the value can speak against it.
  var hasForbidden: Bool
  /// What may stand behind its labels; nil where it has no such matcher.
  var grammar: Grammar?

  /// What a scan asks of `rule`.
  init(_ rule: Rule) {
    kind = rule.kind
    part = rule.part
    confidence = rule.confidence
    validator = rule.validator
    hasForbidden = !rule.forbidden.isEmpty
    switch rule.matcher {
    case .labelled(let grammar): self.grammar = grammar
    case .pattern: grammar = .pattern
    default: break
    }
  }
}

/// The rule set, compiled into tables: everything that is asked while text is scanned.
///
/// A class, so that a scan passes one reference on and not a copy of every table.
final class Engine: Sendable {
  /// The rules.
  let rules: [Rule]
  /// From a word's hash to `infos`.
  let words: HashIndex
  /// The words of `words` at which `matchWord` does anything.
  let acting: HashIndex
  /// What is known of a word; index 0 is no word.
  let infos: [WordInfo]
  /// `classes` of `infos`, by the same index.
  let classes: [WordClass]
  /// `cue` of `infos`, by the same index.
  let cues: [CredentialCue]
  /// What a scan asks of a rule, by rule.
  let facts: [RuleFacts]
  /// From a shape of digit groups to `shapeRules`; 1 for a beginning of a longer shape.
  let shapes: HashIndex
  /// Rules of a shape, ranges of `shapeList`; indices 0 and 1 are unused.
  let shapeRules: [Range<Int32>]
  /// The rules of all shapes.
  let shapeList: [UInt16]
  /// Rules of a run of letters and digits, by its length in bytes, up to 40: ranges of `codes`.
  let codeRules: [Range<Int32>]
  /// The patterns of such runs.
  let codes: [CodeFacts]
  /// The bytes of all patterns.
  let codeBytes: [UInt8]
  /// The phrases of a word, by the index of `infos`: ranges of `phrases`.
  let phraseRanges: [Range<Int32>]
  /// What tells that no phrase of several words stands in a text, by the index of `infos`.
  let phraseHeads: [PhraseHead]
  /// All phrases.
  let phrases: [PhraseFacts]
  /// The words behind the first of all phrases.
  let phraseWords: [UInt64]
  /// The rules of all phrases.
  let phraseRules: [UInt16]
  /// Rules that are regular expressions; nil where there is none.
  let patterns: PatternTable?
  /// Index of the first rule that a site added; beyond the last one where there is none.
  let siteStart: Int
  /// Rules by form; -1 for none.
  let forms: [Int]
  /// Words that speak against a rule, by rule.
  let forbidden: [[UInt64]]
  /// Rules by the kind and part of the field they stand for, at `FieldKey.slot`.
  let fieldRules: [UInt16]
  /// Hosts of bodies that publish standards and terminologies, by `Token.hash`.
  let standardHosts: HashIndex
  /// Values that say that there is none, by `Token.hash`.
  let nothing: HashIndex
  /// Words before names that are found from their first word.
  let roleLeads = Engine.makeRoleLeads()
  /// Words behind labels that may end a question.
  let politeWords = Engine.makePoliteWords()
  /// Words that may head a column whose cells are looked at.
  let columnHeads = Engine.heads
  /// Words that chains of shops and hospitals are found from.
  let chainWords = Engine.makeChainWords()
  /// What is looked for.
  let options: DetectionOptions

  /// A kind and part of a field.
  struct FieldKey: Hashable, Sendable {
    /// The kind.
    var kind: IdentifierKind
    /// The part of an address.
    var part: LocationPart
    /// A number of its own.
    var slot: Int { Int(kind.rawValue) << 3 | Int(part.rawValue) }
  }

  /// Compiles a rule set.
  init(ruleSet: RuleSet, options: DetectionOptions) {
    rules = ruleSet.rules
    self.options = options
    var builder = EngineBuilder(ruleSet: ruleSet)
    builder.build()
    words = HashIndex(builder.wordIndex)
    infos = builder.infos
    acting = HashIndex(
      builder.wordIndex.filter { _, entry in
        let info = builder.infos[Int(entry)]
        return !info.phrases.isEmpty || !info.cue.isEmpty || !info.classes.isDisjoint(with: .ageCue)
          || !info.classes.isDisjoint(with: Self.actingClasses)
      }
    )
    classes = builder.infos.map { $0.classes }
    cues = builder.infos.map { $0.cue }
    facts = ruleSet.rules.map { RuleFacts($0) }
    shapes = HashIndex(builder.shapeIndex)
    (shapeRules, shapeList) = Self.flattened(builder.shapeRules)
    let runs = builder.codeRules.map { $0.map { (rule: $0.0, bytes: $0.1) } }
    let (codeRanges, codeList) = Self.flattened(runs)
    let (byteRanges, bytes) = Self.flattened(codeList.map { $0.bytes })
    codeRules = codeRanges
    codes = zip(codeList, byteRanges).map { CodeFacts(rule: $0.rule, pattern: $1) }
    codeBytes = bytes
    let (ranges, list) = Self.flattened(builder.infos.map { $0.phrases })
    let (wordRanges, allWords) = Self.flattened(list.map { $0.rest })
    let (ruleRanges, ruleList) = Self.flattened(list.map { $0.rules })
    phraseRanges = ranges
    phraseHeads = zip(builder.infos, ranges)
      .map { PhraseHead($0.phrases, from: $1.lowerBound) }
    phraseWords = allWords
    phraseRules = ruleList
    phrases = list.indices.map { index in
      let first = list[index].rules[0]
      var isSecret = false
      if case .labelled(.secret) = ruleSet.rules[Int(first)].matcher { isSecret = true }
      return PhraseFacts(
        words: wordRanges[index],
        rules: ruleRanges[index],
        label: list[index].label,
        firstRule: first,
        needsConnector: list[index].needsConnector,
        isOfNumber: list[index].isOfNumber,
        isSecret: isSecret
      )
    }
    patterns = PatternTable(ruleSet)
    siteStart = ruleSet.siteRules.isEmpty ? Int.max : ruleSet.siteRules.lowerBound
    forms = builder.forms
    forbidden = ruleSet.rules.map { $0.forbidden.map { Token.hash($0) } }
    var slots = [UInt16](repeating: 0, count: IdentifierKind.allCases.count << 3)
    for kind in IdentifierKind.allCases {
      for part in LocationPart.allCases {
        let key = FieldKey(kind: kind, part: part)
        let plain = FieldKey(kind: kind, part: .none)
        slots[key.slot] = builder.fieldRules[key] ?? builder.fieldRules[plain] ?? 0
      }
    }
    fieldRules = slots
    standardHosts = HashIndex(words: WordLists.standardHosts.split(separator: " ").map(String.init))
    nothing = HashIndex(words: FieldRules.nothing.sorted())
  }

  /// Lists one behind another, and the range of each.
  private static func flattened<Element>(
    _ lists: [[Element]]
  ) -> ([Range<Int32>], [Element]) {
    var ranges: [Range<Int32>] = []
    var all: [Element] = []
    for list in lists {
      ranges.append(Int32(all.count)..<Int32(all.count + list.count))
      all += list
    }
    return (ranges, all)
  }

  /// The rule of a form; nil where the rule set has none.
  @inline(__always)
  func rule(_ form: Form) -> UInt16? {
    let index = forms[Int(form.rawValue)]
    return index < 0 ? nil : UInt16(index)
  }

  /// Appends a finding of a rule.
  func emit(
    _ rule: UInt16,
    _ start: Int,
    _ end: Int,
    _ evidence: Evidence,
    label: UInt16 = 0,
    kind: IdentifierKind? = nil,
    masked: Bool = true,
    scratch: inout ScanScratch
  ) {
    guard start < end else { return }
    let data = facts[Int(rule)]
    let surer = evidence.meets(.label | .checksum | .field)
    scratch.found.append(
      Finding(
        start: start,
        end: end,
        kind: kind ?? data.kind,
        part: data.part,
        confidence: surer ? .high : data.confidence,
        evidence: evidence,
        masked: masked,
        rule: rule,
        label: label
      )
    )
  }

  /// Appends a finding of a rule over the tokens `first...last`, by its form and the words around.
  func emitTokens(_ rule: UInt16, _ first: Int, _ last: Int, _ scratch: inout ScanScratch) {
    emit(
      rule,
      Int(scratch.tokens[first].start),
      scratch.tokens[last].end,
      .format | .context,
      scratch: &scratch
    )
  }

  /// What is known of a token's word.
  @inline(__always)
  func info(_ token: Token) -> Int { token.isWord ? words(token.hash) : 0 }

  /// Whether the token at `index` is a word of a class.
  func isWord(_ index: Int, _ wanted: WordClass, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0, index < scratch.tokens.count else { return false }
    let entry = info(scratch.tokens[index])
    return entry != 0 && !classes[entry].isDisjoint(with: wanted)
  }

  /// Whether a word right before `first` or behind `last`, in the line, speaks against a rule.
  func isForbidden(
    _ rule: UInt16,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch,
    endsStatement: Bool = false
  ) -> Bool {
    guard facts[Int(rule)].hasForbidden else { return false }
    let words = forbidden[Int(rule)]
    if first > 0, scratch.tokens[first].gap != .lineBreak,
      words.contains(scratch.tokens[first - 1].hash)
    {
      return true
    }
    let next = last + 1
    return !endsStatement && next < scratch.tokens.count
      && scratch.tokens[next].gap != .lineBreak && words.contains(scratch.tokens[next].hash)
  }

  /// Runs every rule over the tokens of `text`.
  func run(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    if let patterns { matchPatterns(patterns, text, &scratch) }
    scratch.beginRun()
    let count = scratch.tokens.count
    var index = 0
    while index < count {
      let token = scratch.tokens[index]
      let touches = index &+ 1 < count && scratch.tokens[index &+ 1].gap == .none
      if token.gap == .lineBreak, text.at(token.end) != 0x20 {
        matchRecordLine(text, index, &scratch)
      }
      if token.isDigits {
        index = matchDigits(text, index, touches, &scratch)
        continue
      }
      let entry = words(token.hash)
      if token.shape == .lower, token.gap == .blank, token.length > 1, index &+ 1 < count,
        scratch.tokens[index &+ 1].gap == .blank
      {
        // Between blanks, none of what follows can hold.
        if entry != 0 { matchWord(text, index, entry, &scratch) }
        index = acting.nextTelling(index &+ 1, scratch)
        continue
      }
      let known = scratch.found.count
      if entry != 0 { matchWord(text, index, entry, &scratch) }
      if token.gap != .none {
        if touches {
          matchCode(text, index, &scratch)
          matchLongKey(text, index, &scratch)
          if token.length <= 3, isMisread(text, index, scratch) { scratch.isGarbled = true }
          if scratch.isMisreadWord(text, index) { scratch.hasMisread = true }
        }
        matchSigning(text, index, &scratch)
        if token.length <= 2, isMisreadBeside(text, index, scratch) { scratch.isGarbled = true }
        if token.shape == .mixed, scratch.isMisreadWord(text, index) { scratch.hasMisread = true }
        // `MR0114477` begins with a label, and is its value as well.
        let isLabel = entry != 0 && scratch.found.count > known
        if token.length <= 4, !isLabel, touches || text.at(token.end) == 0x2D {
          matchSerial(text, index, &scratch)
        }
        if text.at(token.end) == 0x3A, token.length <= 4 { matchColons(text, index, &scratch) }
        if token.length == 1 {
          matchSpelled(text, index, &scratch)
          matchSaidCode(text, index, &scratch)
          if startsSaid(text, index, scratch) { matchSpoken(text, index, &scratch) }
          if text[Int(token.start)] | 0x20 == 0x78 { matchExtension(text, index, &scratch) }
        }
        matchAccounts(text, index, touches, &scratch)
        if token.shape.startsWithCapital || text.at(token.end) == 0x2E {
          matchWritten(text, index, &scratch)
        }
        if token.shape == .mixed, token.length > 2 { matchRole(text, index, &scratch) }
        matchSlots(text, index, &scratch)
        matchEnclosed(text, index, &scratch)
        if token.length >= 4, touches || Self.joinsValue(text, token.end) {
          matchTried(text, index, &scratch)
        }
        if touches || Self.isPasswordMark(text.at(token.end)) {
          matchPassword(text, index, &scratch)
        }
        let mark = text.at(Int(token.start) &- 1)
        if token.length <= 4, mark == 0x23 || mark == 0x20, !isLabel {
          matchNumbered(text, index, &scratch)
        }
      }
      index &+= 1
    }
    matchRest(text, &scratch)
  }

  /// Matches what the end of a text, an at sign and the lines of a chat tell.
  private func matchRest(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    matchClosingInitials(text, &scratch)
    if !scratch.speakers.isEmpty { decideSpeakers(text, &scratch) }
    for at in scratch.ats {
      matchEmail(text, Int(at), &scratch)
      matchLoginAt(text, Int(at), &scratch)
    }
  }

  /// Whether what stands behind letters may go on with a password: `_`, or a hyphen and a digit.
  @inline(__always)
  private static func joinsValue(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let joint = text.at(end)
    return joint == 0x5F || joint == 0x2D && text.at(end &+ 1).isDigit
  }

  /// Runs what begins behind a bracket or a quote.
  @inline(__always)
  private func matchEnclosed(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let before = text.at(Int(token.start) &- 1)
    if Self.pointCloser(before) != 0 || token.length == 2 && token.gap == .marks {
      matchHiddenAt(text, index, &scratch)
    }
    guard Self.isQuote(before) else { return }
    if token.gap != .lineBreak { matchRecordLine(text, index, &scratch) }
    matchQuotedName(text, index, &scratch)
    matchSaidWord(text, index, &scratch)
  }

  /// Runs what begins with digits.
  /// - Returns: the next token to look at.
  private func matchDigits(
    _ text: Span<UInt8>,
    _ index: Int,
    _ touches: Bool,
    _ scratch: inout ScanScratch
  ) -> Int {
    let token = scratch.tokens[index]
    if touches, token.gap != .none { matchCode(text, index, &scratch) }
    if token.gap == .none, text.at(token.end) == 0x2F, scratch.isGluedDay(text, index) {
      scratch.hasMisread = true
    }
    if touches {
      if isMisread(text, index &+ 1, scratch) { scratch.isGarbled = true }
      if token.length == 1, scratch.isMisreadWord(text, index) { scratch.hasMisread = true }
    }
    // `1 E G 4 …`, and no digit inside such a run.
    if token.length == 1, index &+ 1 < scratch.tokens.count, token.gap != .none,
      scratch.tokens[index &+ 1].length == 1, scratch.tokens[index &+ 1].gap == .blank,
      index == 0 || scratch.tokens[index &- 1].length > 1 || scratch.tokens[index].gap == .lineBreak
    {
      matchSpelledCode(text, index, &scratch)
    }
    if token.length >= 4 {
      matchNumbered(text, index, &scratch)
      if text.at(token.end) == 0x5E { matchComponent(text, index, &scratch) }
      if token.length == 5 { matchDictatedCode(text, index, &scratch) }
      if token.length <= 6 { matchPaged(text, index, &scratch) }
      if token.length == 9 { matchRouting(text, index, &scratch) }
      if token.length == 10 { matchProviderNumber(text, index, &scratch) }
      if token.length == 4, mayBeCovered(text, token) { matchCoveredCard(text, index, &scratch) }
      if token.length == 4, text.at(token.end) == 0x2E {
        matchDottedMAC(text, Int(token.start), &scratch)
      }
      if token.length == 4,
        text.at(Int(token.start) &- 1) == 0x2D || token.gap == .none
          || text.at(Int(token.start) &- 1) == 0x2A || mayBeCovered(text, token)
      {
        matchCovered(text, index, &scratch)
      }
    }
    if token.length == 4, text.at(token.end) == 0x20 { matchDutchPostcode(text, index, &scratch) }
    if token.length <= 3, text.at(token.end) == 0x2E || leadsMinutes(text, index, scratch) {
      matchPosition(text, index, &scratch)
    }
    if token.length == 1, text.at(token.end) == 0x2E { matchInstance(text, index, &scratch) }
    if text.at(token.end) == 0x23, token.length > 2 { matchKeypad(text, index, &scratch) }
    if token.length == 2, text.at(Int(token.start) &- 1) == 0x5B {
      matchLogUser(text, index, &scratch)
    }
    return matchNumber(text, index, &scratch)
  }

  /// Runs what names of accounts begin with.
  @inline(__always)
  private func matchAccounts(
    _ text: Span<UInt8>,
    _ index: Int,
    _ touches: Bool,
    _ scratch: inout ScanScratch
  ) {
    let token = scratch.tokens[index]
    if token.shape == .lower,
      text.at(token.end) == 0x5F || text.at(Int(token.start) &- 1) == 0x40
    {
      matchHandle(text, index, &scratch)
    }
    if touches, text.at(Int(token.start) &- 1) == 0x28 {
      matchBracketed(text, index, &scratch)
    }
    if touches, text.at(Int(token.start) &- 1) == 0x2F { matchDictated(text, index, &scratch) }
    if index > 0, isBehindTime(text, index, scratch) { matchChatUser(text, index, &scratch) }
    if touches, token.length == 2, token.shape == .upper {
      matchBritishPlate(text, index, &scratch)
    }
    if token.shape == .lower, Self.isHandleJoint(text.at(token.end)) {
      matchSpeaker(text, index, &scratch)
    }
  }

  /// The classes that `matchWord` asks for.
  private static let actingClasses: WordClass = [
    .month, .scheme, .topLevel, .holiday, .holidayStart, .romanMonth, .roadWord, .ordinalEnding,
    .pem,
    .spokenLetter, .insertValues, .ordinalWord, .foreignWeekday, .spokenDigit, .spokenNumber,
    .startsSaid, .saidLabel, .foreignNinety, .streetEnding, .foreignStreet, .recordPath, .ninety,
  ]

  /// Runs what a word of the tables triggers; a class that is asked for here is one of
  /// `actingClasses`.
  private func matchWord(
    _ text: Span<UInt8>,
    _ index: Int,
    _ entry: Int,
    _ scratch: inout ScanScratch
  ) {
    let token = scratch.tokens[index]
    let classes = classes[entry]
    // Inert: a mask such as [DATE], part of it, or a word inside brackets that is one.
    if text.at(Int(token.start) &- 1) == 0x5B || text.at(token.end) == 0x5D {
      if isPlaceholder(text, around: Int(token.start)) { return }
    }
    if columnHeads(token.hash) != 0, standsAlone(text, token) {
      matchAligned(text, index, &scratch)
    }
    let cue = cues[entry]
    if !cue.isEmpty { matchCredential(text, index, cue, &scratch) }
    if classes.isEmpty {
      if !phraseRanges[entry].isEmpty { matchLabel(text, index, entry, &scratch) }
      return
    }
    if !classes.isDisjoint(with: .month) {
      matchMonth(text, index, entry, &scratch)
      matchForeignSaidDate(text, index, &scratch)
      if token.shape == .capitalized { matchMonthWithDay(text, index + 1, &scratch) }
    }
    if !classes.isDisjoint(with: [.scheme, .topLevel]) { matchURL(text, index, classes, &scratch) }
    if !classes.isDisjoint(with: .holiday) {
      matchHoliday(text, index, &scratch)
      matchHolidayAbroad(text, index, &scratch)
    }
    if !classes.isDisjoint(with: .holidayStart) { matchHolidayStart(text, index, &scratch) }
    if !classes.isDisjoint(with: .romanMonth) { matchRomanMonth(text, index, &scratch) }
    if !classes.isDisjoint(with: .roadWord) { matchRoad(text, index, &scratch) }
    if !classes.isDisjoint(with: .ordinalEnding) {
      if token.gap == .none { matchCrossing(text, index, &scratch) }
      if token.gap != .none { matchSaint(text, index, &scratch) }
      matchOrdinalDay(text, index, &scratch)
      matchBirthday(text, index, &scratch)
    }
    if !classes.isDisjoint(with: .pem) { matchPEM(text, index, &scratch) }
    if !classes.isDisjoint(with: .spokenLetter) { matchPhonetic(text, index, &scratch) }
    if !classes.isDisjoint(with: .insertValues) { scratch.hasInserts = true }
    if !classes.isDisjoint(with: .ordinalWord) { matchOrdinalWord(text, index, &scratch) }
    if !classes.isDisjoint(with: .foreignWeekday) { matchWeekday(text, index, &scratch) }
    if !classes.isDisjoint(with: [.spokenDigit, .spokenNumber]) {
      matchSpokenDate(text, index, &scratch)
      matchSaidDay(text, index, &scratch)
      matchDigitAge(text, index, &scratch)
      matchSaidHouse(text, index, &scratch)
    }
    if !classes.isDisjoint(with: .startsSaid) { matchSpoken(text, index, &scratch) }
    if !classes.isDisjoint(with: .saidLabel) { matchSaidLabel(text, index, classes, &scratch) }
    if !classes.isDisjoint(with: .foreignNinety) { matchForeignAge(text, index, &scratch) }
    if !classes.isDisjoint(with: .streetEnding) { matchSpokenStreet(text, index, &scratch) }
    if !classes.isDisjoint(with: .foreignStreet) { matchForeignHead(text, index, &scratch) }
    if !classes.isDisjoint(with: .recordPath) { matchPathNumber(text, index, &scratch) }
    if !classes.isDisjoint(with: .ninety) { matchSpelledAge(text, index, &scratch) }
    if !phraseRanges[entry].isEmpty { matchLabel(text, index, entry, &scratch) }
  }

  /// Quotes of ASCII.
  @inline(__always)
  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  /// Marks inside the names of accounts.
  @inline(__always)
  private static func isHandleJoint(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2E || byte == 0x2D
  }

  /// Marks that stand in passwords and between no words.
  @inline(__always)
  private static func isPasswordMark(_ byte: UInt8) -> Bool {
    byte == 0x21 || byte == 0x40 || byte == 0x23 || byte == 0x24
  }

  /// Whether the offset stands inside `[KIND]`, exactly a kind's label in brackets.
  func isPlaceholder(_ text: Span<UInt8>, around offset: Int) -> Bool {
    placeholder(text, around: offset) != nil
  }

  /// The kind whose label in brackets, `[KIND]`, stands around the offset.
  func placeholder(_ text: Span<UInt8>, around offset: Int) -> IdentifierKind? {
    Placeholders.kind(text, around: offset)
  }
}
