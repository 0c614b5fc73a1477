import Vocabulary

/// Names of things where those of persons might stand: drugs, genes, wards, calls of programs.
///
/// What is one is decided by every word, since a person who is called `Blessing Hunter` has ordinary words for
/// names as well: a word that anybody is called, however rare, makes a value a person's.
extension Scanner {
  /// Bytes of a name of a thing, at most.
  private static let thingBytesMax = 96
  /// Words up to which a value may be a person's full name.
  private static let fullNameWords = 2

  /// Whether a value is words of the language or of medicine and nothing that anybody is called, with parts of
  /// codes perhaps: `Labor and Delivery`, `Comprehensive Metabolic Panel`.
  ///
  /// A single word has to be one of medicine or a place: people are called `Skip` and `Blessing`.
  func isThing(_ value: [UInt8]) -> Bool {
    guard value.count <= Self.thingBytesMax else { return false }
    var scratch = ScanScratch()
    scratch.tokenize(value.span)
    var words: [Token] = []
    for (index, token) in scratch.tokens.enumerated()
    where token.isWord && !Placeholders.holds(value.span, token) {
      let isGlued =
        token.gap == .none && index > 0
        || index + 1 < scratch.tokens.count && scratch.tokens[index + 1].gap == .none
      // `p53`, `BRCA1`: parts of a code.
      if !isGlued { words.append(token) }
    }
    guard let first = words.first else { return false }
    if words.count == 1, Lexicon.bands(first.hash).isPlainWord { return false }
    let isShort = words.count <= Self.fullNameWords
    return words.indices.allSatisfy { place in
      isThing(words[place], isFirst: place == 0, isShort: isShort) || Self.isRegion(words[place])
    }
  }

  /// Whether a value of a row is that of a bare `name` and a thing's, a state's or a country's.
  func isThing(_ text: Span<UInt8>, _ value: Range<Int>, _ judgement: FieldJudgement) -> Bool {
    guard judgement.isBare, value.count <= Self.thingBytesMax else { return false }
    let bytes = value.map { text[$0] }
    return isThing(bytes)
  }

  /// Whether a word is one of the language or of medicine that nobody is called.
  ///
  /// `isShort`: whether the value may be a full name; then what few are called counts as well.
  private func isThing(_ token: Token, isFirst: Bool, isShort: Bool) -> Bool {
    let bands = Lexicon.bands(token.hash)
    guard bands.english > 0 || bands.clinical > 0 || bands.isBrand || bands.isNation,
      // `Dr`, `Mrs` and the like stand before persons.
      !CueTable.builtIn.cue(token.hash).contains(.title)
    else { return false }
    if bands.clinical > 0 || bands.isBrand { return max(bands.first, bands.last) < 3 }
    return (isFirst || isShort ? bands.first == 0 : bands.first <= 1)
      && bands.last <= (isShort ? 0 : 1)
  }

  /// Whether a word is a state or a country, and few people are called so.
  private static func isRegion(_ token: Token) -> Bool {
    let bands = Lexicon.bands(token.hash)
    return (bands.isState || bands.isCountry) && max(bands.first, bands.last) < 2
  }

  /// Whether a value is a state or a country and nothing else, whoever may be called so: `Georgia`.
  static func isRegion(_ value: [UInt8]) -> Bool {
    var scratch = ScanScratch()
    scratch.tokenize(value.span)
    guard let first = scratch.tokens.first, scratch.tokens.allSatisfy(\.isWord),
      scratch.tokens.count <= Lexicon.phraseWordsMax
    else { return false }
    let hash = scratch.tokens.dropFirst().reduce(first.hash) { Lexicon.phrase($0, $1.hash) }
    let bands = scratch.tokens.count == 1 ? Lexicon.bands(hash) : Lexicon.placeBands(hash)
    return bands.isState || bands.isCountry
  }

  /// Whether a value is what programs call a call or a package, no word of which anybody is called:
  /// `cache.get`, `GET /Patient/{id}`, `adt-router`.
  func isOfProgram(_ value: [UInt8]) -> Bool {
    guard value.count <= Self.thingBytesMax else { return false }
    let verb = Self.verbs.first { value.starts(with: $0) }
    let isSigned =
      verb != nil
      || value.allSatisfy { !$0.isUppercase && $0 < 0x80 }
        && value.contains { [0x2D, 0x2E, 0x2F, 0x5F].contains($0) }
    guard isSigned else { return false }
    var scratch = ScanScratch()
    scratch.tokenize(value.span)
    var isKnown = verb != nil
    for token in scratch.tokens where token.isWord {
      let bands = Lexicon.bands(token.hash)
      isKnown = isKnown || bands.english > 0
      if max(bands.first, bands.last) > 1, bands.english == 0 || bands.last > 2 {
        return false
      }
    }
    return isKnown
  }

  /// Methods of HTTP before a path.
  private static let verbs = ["GET /", "POST /", "PUT /", "PATCH /", "DELETE /", "HEAD /"]
    .map { Array($0.utf8) }

  /// Fields that are called `name` and nothing else and hold names of things, in documents of which no other
  /// field is about persons.
  ///
  /// In objects and beside labels a few values are all there is: each has to be a thing, and
  /// `isOfProgram` counts only beside keys that objects of programs have.
  func namesOfThings(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    var names: [Int] = []
    for (index, sample) in samples.enumerated() where !sample.field.isHeader {
      guard sample.field.hint == .unknown, !sample.values.isEmpty,
        case .identifier(let kind, let part) = judgements[index].verdict
      else { continue }
      if kind == .name, sample.field.column == 0, isBareName(sample.field.name) {
        names.append(index)
      } else if Self.isAboutPersons(kind, part, sample) {
        return []
      }
    }
    guard !names.isEmpty else { return [] }
    let isOfPrograms = samples.contains(where: Self.tellsProgram)
    // `"postal": "CO"` beside it.
    let isOfStates = samples.contains { sample in
      FieldNames.words(sample.field.name).last == "postal" && Self.areStates(sample.values)
    }
    return names.filter { index in
      let values = samples[index].values
      if samples[index].field.isLabelled, Set(values).count < 2 { return false }
      return areThings(values) || areAllThings(values, isOfPrograms, isOfStates)
    }
  }

  /// Values of a field from which on most of them decide, as in a column.
  private static let manyThings = 6

  /// Whether so many values name things that the others do, too.
  private func areThings(_ values: [[UInt8]]) -> Bool {
    guard Set(values).count >= Self.manyThings else { return false }
    var scratch = ScanScratch()
    let things = values.count { value in
      scratch.tokenize(value.span)
      return Self.isThing(scratch.tokens)
    }
    return things * 10 >= values.count * 8
  }

  /// Whether each of a few values names a thing; a mask says nothing.
  private func areAllThings(
    _ values: [[UInt8]],
    _ isOfPrograms: Bool,
    _ isOfStates: Bool
  ) -> Bool {
    var (things, regions) = (0, 0)
    for value in values where !engine.isMasked(value.span, 0, value.count) {
      if isThing(value) || isOfPrograms && isOfProgram(value) {
        things += 1
      } else if Self.isRegion(value) {
        regions += 1
      } else {
        return false
      }
    }
    return things > 0 && things >= regions || isOfStates && regions > 0
  }

  /// Whether a field's path ends in `name`, and no person stands before it.
  private func isBareName(_ path: String) -> Bool {
    let components = path.split(separator: ".").suffix(2).map(String.init)
    guard let last = components.last, FieldNames.words(last) == ["name"] else { return false }
    guard components.count == 2 else { return true }
    let parent = FieldNames.words(components[0]).last ?? ""
    for owner in [parent, parent.hasSuffix("s") ? String(parent.dropLast()) : parent] {
      let verdict = fields.judge(FieldContext(name: owner), engine: engine).verdict
      if case .identifier = verdict { return false }
    }
    return true
  }

  /// Whether a field is one that objects of programs have, and of people have not.
  private static func tellsProgram(_ sample: FieldSample) -> Bool {
    guard !sample.field.isHeader else { return false }
    let last = sample.field.name.split(separator: ".").last.map(String.init) ?? ""
    let words = FieldNames.words(last).joined()
    if words == "version" {
      // `5.1.0`; a plain number counts changes of a record.
      return sample.values.allSatisfy { $0.contains(0x2E) && $0.contains(where: \.isDigit) }
    }
    return programKeys.contains(words)
  }

  private static let programKeys: Set<String> = [
    "spanid", "traceid", "parentspanid", "durationus", "durationms", "outputtype",
    "lockfileversion",
    "namespace", "logicaltype", "nbformat",
  ]

  /// Whether a field of a kind tells of persons and of nothing else, as its values bear out.
  private static func isAboutPersons(
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ sample: FieldSample
  ) -> Bool {
    if kind == .license { return sample.values.contains { $0.contains(where: \.isDigit) } }
    if part == .zip {
      return !areStates(sample.values)
    }
    return isAboutPersons(kind, part, sample.field.name)
  }

  /// Whether all values are codes of states.
  private static func areStates(_ values: [[UInt8]]) -> Bool {
    values.allSatisfy { $0.count == 2 && States.codes(Token.hash($0)) != 0 }
  }

  /// Whether nearly all values of a bare `name` are things, some of them different.
  func areNearlyAllThings(_ values: [[UInt8]]) -> Bool {
    let distinctMin = 3
    return Set(values).count >= distinctMin && values.count(where: isThing) * 10 >= values.count * 8
  }

  /// Leaves the numbers of a table of things: the `id` beside a `name` whose values are no persons.
  static func leaveNumbers(_ samples: [FieldSample], _ judgements: inout [FieldJudgement]) {
    for index in samples.indices
    where samples[index].field.column > 0 && FieldNames.words(samples[index].field.name) == ["id"] {
      judgements[index].verdict = .coded
      judgements[index].rules = []
    }
  }
}

/// Tables that say by their columns that they are about nobody.
extension Scanner {
  /// Columns that only releases of SNOMED CT have.
  ///
  /// Source: SNOMED International, Release File Specification, Release Format 2.
  private static let releaseColumns: Set<String> = ["effectivetime", "active", "moduleid"]
  /// Columns of counts beside single years of age.
  private static let countColumns: Set<String> = [
    "count", "n", "population", "pop", "deaths", "total", "number", "cases", "freq", "frequency",
  ]
  /// Rows of a census that are looked at, at least.
  private static let censusRowsMin = 3

  /// Judges the columns of a release of a terminology and of a census: numbers and ages of nobody.
  ///
  /// - Returns: whether they are all judged.
  static func judgeByColumns(
    _ samples: [FieldSample],
    _ judgements: inout [FieldJudgement]
  ) -> Bool {
    let names = samples.map { sample in
      sample.field.column > 0 && !sample.field.isHeader
        ? FieldNames.words(sample.field.name).joined() : ""
    }
    if releaseColumns.isSubset(of: names) {
      for index in samples.indices where !names[index].isEmpty {
        judgements[index].rules = []
        judgements[index].verdict = names[index] == "term" ? .text : .coded
      }
      return true
    }
    if names.contains(where: domains.contains) { leaveStudies(names, &judgements) }
    guard names.contains(where: countColumns.contains) else { return false }
    let ages = samples.indices.filter { judgements[$0].verdict == .identifier(.age, .none) }
    let isOfPersons = samples.indices.contains { index in
      guard case .identifier(let kind, let part) = judgements[index].verdict else { return false }
      return kind != .age && isAboutPersons(kind, part, samples[index].field.name)
    }
    guard !isOfPersons else { return false }
    for index in ages where isCensus(samples[index].values) { judgements[index].verdict = .coded }
    return false
  }

  /// The column of a study's number, and columns of which one stands in each table of such a study.
  ///
  /// Source: CDISC, Study Data Tabulation Model (SDTM) 2.0.
  private static let study = "studyid"
  private static let domains: Set<String> = ["domain", "rdomain", "usubjid"]

  /// Leaves the number of a study, which is not that of its subjects.
  private static func leaveStudies(_ names: [String], _ judgements: inout [FieldJudgement]) {
    for index in names.indices where names[index] == study {
      judgements[index].verdict = .coded
      judgements[index].rules = []
    }
  }

  /// Whether ages are those of a census, one row a year.
  private static func isCensus(_ values: [[UInt8]]) -> Bool {
    let years = values.compactMap { value in
      value.count <= 3 && value.allSatisfy(\.isDigit)
        ? value.reduce(0) { $0 * 10 + Int($1 &- 0x30) } : nil
    }
    return years.count == values.count && years.count >= censusRowsMin
      && zip(years, years.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }
}
