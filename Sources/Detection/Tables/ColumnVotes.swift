package import Vocabulary

/// Values of one field of a document, to judge the field by.
package struct FieldSample: Sendable {
  /// The field.
  package var field: FieldContext
  /// Values in the order of the document, UTF-8.
  package var values: [[UInt8]]

  /// Values of a field that are looked at.
  ///
  /// So few that they lie in the first block of nearly every document, of the original and of its
  /// masked copy alike.
  package static let valuesMax = 32
  /// Bytes of a value that is looked at; longer ones are prose.
  package static let valueBytesMax = 96

  /// Creates a sample.
  package init(field: FieldContext, values: [[UInt8]] = []) {
    self.field = field
    self.values = values
  }
}

/// What a field's values look like, in parts of those that are not empty.
struct FieldVotes {
  /// Values.
  var count = 0
  /// Different values.
  var distinct = 0
  /// Values of which nothing but a name, a place or an unknown word is left.
  var names = 0
  /// Values that consist of words nobody knows.
  var unknown = 0
  /// Values that hold an ordinary, clinical or other common word.
  var ordinary = 0
  /// Values that consist of names of places.
  var places = 0
  /// Values that hold an ordinary or clinical word and no frequent name.
  var things = 0
  /// Values that are a surname, a comma and a first name.
  var inverted = 0
  /// Values that were found as a name, or are a surname, a comma and a first name.
  var persons = 0
  /// Values that are days without marks: `100226`, `10022026`.
  var days = 0
  /// Values that are letters and a long number.
  var numbers = 0
  /// Values that are hexadecimal numbers as long as the first one.
  var keys = 0
  /// Values that are letters and digits of a number somebody has: `26CY816590`, `H63396280-01`.
  var codes = 0
  /// Values that are numbers or codes, or were found as a whole as somebody's.
  var ids = 0
  /// Values in which something of a person was found.
  var personal = 0
  /// Values that begin with a name which `_` joins to what is of it: `Berankova_blood`.
  var joined = 0
  /// Values that accounts are called by: an initial and a surname, with digits or without.
  var users = 0
  /// Values in which a day was found.
  var dated = 0
  /// Values that were found as a whole, by kind and part.
  var found: [Engine.FieldKey: Int] = [:]
}

extension Engine.FieldKey {
  /// Any order, the same in every run.
  fileprivate var order: Int { Int(kind.rawValue) << 8 | Int(part.rawValue) }
}

/// Columns are judged as columns: by their header, by votes over their values, and by whether the
/// columns beside them are about persons.
extension Scanner {
  /// Values, and different ones, from which on a field can be judged by its values.
  static let votesMin = 6
  private static let distinctMin = 3
  /// Values of a table without a header from which on its columns are judged by those beside them, if all
  /// values of each agree: of so few rows nothing else tells.
  private static let fewRowsMin = 2
  /// Digits of a number that may be a record's: fewer are counts and results.
  private static let numberDigits = 5...14

  /// The judgement of each field of a document or table by its name and its values.
  ///
  /// A judgement depends on these samples alone: take them from the same part of a document every
  /// time. A field whose name says what it is keeps that judgement.
  package func judge(
    _ samples: [FieldSample],
    scratch: inout ScanScratch
  ) -> [FieldJudgement] {
    var judgements = samples.map { judge($0.field, scratch: &scratch) }
    if Self.judgeByColumns(samples, &judgements) { return judgements }
    for index in namesOfThings(samples, judgements) { judgements[index].verdict = .text }
    for index in Self.numbersOfLines(samples, judgements) { judgements[index].verdict = .coded }
    for index in Self.flags(samples, judgements) { judgements[index].verdict = .coded }
    for index in Self.shortCodes(samples, judgements) { judgements[index].verdict = .coded }
    for index in Self.positions(samples, judgements) { judgements[index].rules = [] }
    let bare = Self.bareNames(samples, judgements)
    for index in bare { judgements[index].verdict = .text }
    if !bare.isEmpty, bare.allSatisfy({ areNearlyAllThings(samples[$0].values) }) {
      Self.leaveNumbers(samples, &judgements)
    }
    var votes: [FieldVotes] = []
    for (sample, judgement) in zip(samples, judgements) {
      votes.append(self.votes(sample, judgement, &scratch))
    }
    for index in samples.indices where samples[index].field.hint == .unknown {
      if let verdict = verdict(votes[index], judgements[index], samples[index]) {
        judgements[index].verdict = verdict
        judgements[index].isVoted = true
      }
    }
    for index in bare where votes[index].things * 10 < votes[index].count * 6 {
      judgements[index].verdict = .identifier(.name, .none)
    }
    judgeByNeighbours(samples, &judgements)
    judgeByParts(samples, &judgements)
    for index in Self.numbersOfRecords(samples, judgements, votes) {
      judgements[index].verdict = .identifier(.mrn, .none)
      judgements[index].isVoted = true
    }
    for index in Self.telephones(samples, judgements) {
      judgements[index].verdict = .identifier(.phone, .none)
      judgements[index].isVoted = true
    }
    for index in Self.ofDays(samples, votes) { judgements[index].isOfDays = true }
    let isPersonal = samples.indices.contains {
      Self.isPersonal(judgements[$0]) || Self.isPersonal(votes[$0])
        || Self.tells(samples[$0], votes[$0])
    }
    let isOfPersons = isPersonal || holdFullNames(samples)
    judgeByCells(samples, isOfPersons, &judgements)
    guard isOfPersons else { return judgements }
    for index in Self.groupedNumbers(samples, judgements) {
      judgements[index].verdict = .identifier(.uniqueID, .none)
      judgements[index].isVoted = true
    }
    for index in samples.indices where samples[index].field.hint == .unknown {
      guard case .text = judgements[index].verdict, !samples[index].field.isHeader else { continue }
      if let verdict = verdictBesidePersons(votes[index], samples[index]) {
        judgements[index].verdict = verdict
        judgements[index].isVoted = true
      }
    }
    return judgements
  }

  /// The judgement of a column's header cell: a value like the others where nobody names the column
  /// by it.
  package func judgeHeader(
    _ header: FieldSample,
    column: FieldJudgement,
    scratch: inout ScanScratch
  ) -> FieldJudgement {
    var judgement = judge(header.field, scratch: &scratch)
    guard column.isVoted, let value = header.values.first else { return judgement }
    // Numbers have digits: `ensembl` names their column.
    if column.isOfNumbers, !value.contains(where: \.isDigit) { return judgement }
    let votes = votes(FieldSample(field: header.field, values: [value]), judgement, &scratch)
    let isName = votes.names > 0 || votes.unknown > 0
    let isCode =
      Self.isKey(value)
      || column.verdict == .identifier(.location, .zip)
        && value.allSatisfy { $0.isDigit || $0 == 0x2A }
    if isCode || votes.ordinary == 0 && (isName || votes.numbers > 0) {
      judgement.verdict = column.verdict
    }
    return judgement
  }

  /// Whether values of a field are about a person.
  private static func isPersonal(_ judgement: FieldJudgement) -> Bool {
    judgement.kind.map(isOfPersons) ?? false
  }

  /// Whether a column without a name holds texts that tell of persons.
  private static func tells(_ sample: FieldSample, _ votes: FieldVotes) -> Bool {
    sample.field.name.isEmpty && sample.field.column > 0 && votes.count >= votesMin
      && votes.personal * 10 >= votes.count * 3
  }

  private static func isOfPersons(_ kind: IdentifierKind) -> Bool {
    switch kind {
    case .name, .ssn, .mrn, .email, .phone, .healthPlan: true
    default: false
    }
  }

  /// Whether all values of a few were found as what is about a person.
  private static func isPersonal(_ votes: FieldVotes) -> Bool {
    guard (fewRowsMin..<votesMin).contains(votes.count) else { return false }
    let kinds: [IdentifierKind] = [.name, .ssn, .email, .phone, .healthPlan]
    return votes.found.contains { kinds.contains($0.key.kind) && $0.value == votes.count }
  }

  /// Looks at the values of a field.
  private func votes(
    _ sample: FieldSample,
    _ judgement: FieldJudgement,
    _ scratch: inout ScanScratch
  ) -> FieldVotes {
    var votes = FieldVotes()
    guard case .unknown = sample.field.hint else { return votes }
    if case .identifier = judgement.verdict { return votes }
    votes.distinct = Set(sample.values).count
    var findings: [Finding] = []
    for value in sample.values {
      votes.count += 1
      // A mask speaks against any judgement, so that no column is judged by a copy alone.
      let text = value.span
      if text.at(0) == 0x5B, engine.isMasked(text, 0, text.count) {
        votes.ordinary += 1
        continue
      }
      findings.removeAll(keepingCapacity: true)
      scan(text, owned: 0..<text.count, field: judgement, scratch: &scratch, into: &findings)
      let whole = findings.count == 1 && findings[0].masked && Self.isWhole(findings[0], text)
      let isInverted = Self.isInverted(value)
      if isInverted || whole && findings[0].kind == .name { votes.persons += 1 }
      if whole, let finding = findings.first {
        votes.found[Engine.FieldKey(kind: finding.kind, part: finding.part), default: 0] += 1
      }
      scratch.tokenize(text)
      count(scratch.tokens, text, &votes)
      if isInverted { votes.inverted += 1 }
      if Self.isCompactDay(value) { votes.days += 1 }
      if findings.contains(where: { $0.masked && Self.isOfPersons($0.kind) }) {
        votes.personal += 1
      }
      if findings.contains(where: { $0.masked && $0.kind == .date }) { votes.dated += 1 }
      let isCode = Self.isCode(value) || Self.isUUID(value)
      if findings.allSatisfy({ !$0.masked }), isCode { votes.codes += 1 }
      let isFound = findings.contains {
        $0.masked && Self.isWhole($0, text) && Self.isNumbered($0.kind)
      }
      if isFound || isCode || Self.isLongNumber(value) { votes.ids += 1 }
      if Self.isJoinedName(value) { votes.joined += 1 }
      if engine.isLoginAlone(text, scratch) { votes.users += 1 }
      if Self.isKey(value), value.count == sample.values.first?.count { votes.keys += 1 }
    }
    return votes
  }

  /// Whether nothing but punctuation stands around a finding, and what people put behind their names.
  private static func isWhole(_ finding: Finding, _ text: Span<UInt8>) -> Bool {
    var index = 0
    while index < text.count {
      guard !finding.range.contains(index), text.isWordByte(index) else {
        index += 1
        continue
      }
      var end = index
      while end < text.count, text.isWordByte(end), !finding.range.contains(end) { end += 1 }
      guard finding.kind == .name, index > finding.start,
        CueTable.builtIn.cue(Token.hash(text, index..<end)).contains(.credential)
      else { return false }
      index = end
    }
    return true
  }

  /// Adds one value's tokens to the votes.
  private func count(_ tokens: [Token], _ text: Span<UInt8>, _ votes: inout FieldVotes) {
    guard let last = tokens.last else { return }
    if Self.isThing(tokens) { votes.things += 1 }
    if last.isDigits {
      let isPlain = tokens.dropLast().allSatisfy { $0.isWord && $0.length <= 4 }
      if tokens.count <= 2, isPlain, Self.numberDigits.contains(Int(last.length)) {
        votes.numbers += 1
      }
      return
    }
    let wordsMax = 4
    guard tokens.count <= wordsMax, tokens.allSatisfy(\.isWord) else {
      votes.ordinary += 1
      return
    }
    var known = 0
    var places = 0
    for token in tokens where token.length > 1 {
      let bands = Lexicon.bands(token.hash)
      let isName = bands.first >= 2 || bands.last >= 2
      let isCommon =
        bands.english == 1 || bands.english == 2 || bands.clinical > 0 || bands.isBrand
        || bands.isNation || bands.isState || bands.isCountry
      if bands.place >= 2 { places += 1 }
      if isCommon,
        max(bands.first, bands.last) < 4 || bands.clinical > 0 || bands.isState
          || tokens.count == 1 && bands.english == 1
      {
        votes.ordinary += 1
        return
      }
      if isName { known += 1 }
    }
    if places > 0, places == tokens.count { votes.places += 1 }
    if known > 0 { votes.names += 1 } else { votes.unknown += 1 }
  }

  /// What the values say by themselves; nil where they say nothing.
  private func verdict(
    _ votes: FieldVotes,
    _ judgement: FieldJudgement,
    _ sample: FieldSample
  ) -> FieldJudgement.Verdict? {
    let field = sample.field
    if judgement.verdict == .text, !field.isHeader, Self.areUsers(votes) {
      return .identifier(.username, .none)
    }
    guard votes.count >= Self.votesMin, votes.distinct >= Self.distinctMin else { return nil }
    let named = votes.names + votes.unknown
    let isFirm = field.isHeader || judgement.verdict == .coded
    if case .identifier = judgement.verdict { return nil }
    if votes.inverted * 10 >= votes.count * (isFirm ? 9 : 7) { return .identifier(.name, .none) }
    if !isFirm, votes.days == votes.count, !Self.isCounted(sample.values) {
      return .identifier(.date, .none)
    }
    if !isFirm, votes.persons * 10 >= votes.count * 7 { return .identifier(.name, .none) }
    // `Allen, Shelly` and `pyaman07` below `NOTE_BY`.
    if !isFirm, votes.persons > 0, votes.users > 0,
      (votes.persons + votes.users) * 10 >= votes.count * 8
    {
      return .identifier(.name, .none)
    }
    if votes.names * 10 >= votes.count * (isFirm ? 7 : 4),
      votes.ordinary * 20 <= votes.count * (isFirm ? 3 : 5),
      named * 10 >= votes.count * 7
    {
      let isPlace = votes.places * 10 >= votes.count * 7
      return isPlace ? .identifier(.location, .city) : .identifier(.name, .none)
    }
    if !field.isHeader, judgement.verdict == .text, votes.keys == votes.count,
      votes.distinct == votes.count, !Self.isOfMachines(field.name)
    {
      return .identifier(.uniqueID, .none)
    }
    if !isFirm, votes.joined * 10 >= votes.count * 6, votes.distinct * 2 >= votes.count {
      return .identifier(.uniqueID, .none)
    }
    let best = votes.found.max { ($0.value, $0.key.order) < ($1.value, $1.key.order) }
    guard !isFirm, let best, best.value * 10 >= votes.count * 6 else { return nil }
    return .identifier(best.key.kind, best.key.part)
  }

  /// Whether values are accounts of people, most of many, all of a few.
  private static func areUsers(_ votes: FieldVotes) -> Bool {
    guard votes.count >= fewRowsMin, votes.users >= fewRowsMin else { return false }
    return votes.count < votesMin
      ? votes.users == votes.count && votes.distinct > 1 : votes.users * 10 >= votes.count * 6
  }

  /// What the values say beside columns of persons; nil where they say nothing.
  private func verdictBesidePersons(
    _ votes: FieldVotes,
    _ sample: FieldSample
  ) -> FieldJudgement.Verdict? {
    if votes.count < Self.votesMin { return verdictOfFew(votes, sample) }
    guard votes.distinct >= Self.distinctMin else { return nil }
    let named = votes.names + votes.unknown
    if votes.names * 10 >= votes.count * 2, named * 10 >= votes.count * 8 {
      return .identifier(.name, .none)
    }
    // Codes of things come again; what is somebody's is each row's own.
    if votes.ids * 10 >= votes.count * 9, votes.distinct * 10 >= votes.count * 9,
      votes.codes > 0 || votes.ids > votes.numbers, !Self.isSequence(sample.values)
    {
      return .identifier(.uniqueID, .none)
    }
    let numbers = votes.numbers * 10 >= votes.count * 9 || Self.areKeys(sample)
    guard numbers, votes.distinct * 2 >= votes.count, !Self.isSequence(sample.values)
    else { return nil }
    return .identifier(.mrn, .none)
  }

  /// The same of a few rows without a header, where all values agree.
  private func verdictOfFew(
    _ votes: FieldVotes,
    _ sample: FieldSample
  ) -> FieldJudgement.Verdict? {
    guard sample.field.name.isEmpty, sample.field.column > 0, votes.count >= Self.fewRowsMin else {
      return nil
    }
    if votes.numbers == votes.count, votes.distinct == votes.count, !Self.isSequence(sample.values)
    {
      return .identifier(.mrn, .none)
    }
    guard sample.values.allSatisfy(isPerhapsName) else { return nil }
    return .identifier(.name, .none)
  }

  /// Values of two columns beside each other from which on they may be nothing but names.
  private static let fullNamesMin = 3
  /// The band of a name that some thousands have.
  private static let usualBand = 2

  /// Whether all values of one column are first names, and of that before or behind it surnames.
  private func holdFullNames(_ samples: [FieldSample]) -> Bool {
    func areNames(_ sample: FieldSample, given: Bool) -> Bool {
      guard sample.field.name.isEmpty, sample.field.column > 0,
        (Self.fullNamesMin..<Self.votesMin).contains(sample.values.count),
        Set(sample.values).count > 1
      else { return false }
      return sample.values.allSatisfy { value in
        let bands = Lexicon.bands(Token.hash(value))
        return isPerhapsName(value) && (given ? bands.first : bands.last) >= Self.usualBand
      }
    }
    for place in samples.indices.dropFirst() {
      let (one, other) = (samples[place - 1], samples[place])
      if areNames(one, given: true) && areNames(other, given: false)
        || areNames(one, given: false) && areNames(other, given: true)
      {
        return true
      }
    }
    return false
  }

  /// Whether a value is one or two words with capitals, of which each is a name or known to nobody,
  /// and no rare name that is a clinical word, no state and no country.
  private func isPerhapsName(_ value: [UInt8]) -> Bool {
    let text = value.span
    var scratch = ScanScratch()
    scratch.tokenize(text)
    guard (1...2).contains(scratch.tokens.count) else { return false }
    return scratch.tokens.allSatisfy { token in
      guard token.isWord, token.length > 1, text[Int(token.start)].isUppercase else { return false }
      let bands = Lexicon.bands(token.hash)
      let isUsual = max(bands.first, bands.last) >= Self.usualBand
      let isOther =
        !isUsual && (bands.clinical > 0 || bands.isBrand) || bands.isNation || bands.isState
        || bands.isCountry
      return !isOther && (bands.first > 0 || bands.last > 0 || bands.english == 0)
    }
  }

  /// Whether values are numbers of rows, or seconds since 1970.
  static func isSequence(_ values: [[UInt8]]) -> Bool {
    let numbers = values.compactMap { value in
      value.allSatisfy(\.isDigit) && value.count <= 18
        ? value.reduce(0) { $0 * 10 + Int($1 &- 0x30) } : nil
    }
    guard numbers.count == values.count, let first = numbers.first else { return false }
    let seconds = 1_000_000_000..<2_000_000_000
    if numbers.allSatisfy(seconds.contains) { return true }
    if numbers.allSatisfy({ seconds.contains($0 / 1_000) }) { return true }
    return first <= 100_000 && isCounted(values)
  }

  /// Whether a field numbers calls of programs and versions of contents: `span_id`, `commit`.
  private static func isOfMachines(_ name: String) -> Bool {
    FieldNames.words(name).contains { machineWords.contains($0) }
  }
  private static let machineWords: Set<String> = [
    "span", "spanid", "trace", "traceid", "commit", "sha", "sha1", "md5", "digest", "checksum",
    "etag",
    "revision",
  ]

  /// Digits of hexadecimal numbers that stand for a row's person and nothing else: longer ones are
  /// digests of contents, shorter ones may be codes.
  private static let keyDigits = 12...24

  /// Digits, letters and bytes of a code that may be somebody's.
  private static let codeDigitsMin = 5
  private static let codeLettersMax = 6
  private static let codeBytesMax = 24

  /// Whether a value is letters and digits as numbers of members, samples and devices are: `A268011842`,
  /// `26CY816590`, `XN-1000^92214`, and none of a table of codes.
  private static func isCode(_ value: [UInt8]) -> Bool {
    guard value.count <= codeBytesMax, let last = value.last, value[0].isAlphanumeric,
      last.isAlphanumeric
    else { return false }
    var (digits, letters, marks) = (0, 0, 0)
    for byte in value {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2D, 0x2F, 0x5E: marks += 1
      case _ where byte.isLetter: letters += 1
      default: return false
      }
    }
    guard digits >= codeDigitsMin, letters <= codeLettersMax, letters + marks > 0,
      !isMeasured(value)
    else { return false }
    return letters > 0 || !isOfTable(value)
  }

  /// Whether each number is by one more than the one before.
  private static func isCounted(_ values: [[UInt8]]) -> Bool {
    let numbers = values.map { value in value.reduce(0) { $0 &* 10 &+ Int($1 &- 0x30) } }
    return zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == 1 }
  }

  /// Whether a value is a month, a day and two or four digits of a year, without marks.
  private static func isCompactDay(_ value: [UInt8]) -> Bool {
    guard value.count == 6 || value.count == 8, value.allSatisfy(\.isDigit) else { return false }
    let digits = value.map { Int($0 - 0x30) }
    let (month, day) = (digits[0] * 10 + digits[1], digits[2] * 10 + digits[3])
    let isCentury =
      value.count == 6 || digits[4] == 1 && digits[5] == 9 || digits[4] == 2 && digits[5] == 0
    return (1...12).contains(month) && (1...31).contains(day) && isCentury
  }

  /// Digits of a number that may be somebody's where each row has its own.
  private static let longDigits = 5...20

  private static func isLongNumber(_ value: [UInt8]) -> Bool {
    longDigits.contains(value.count) && value.allSatisfy(\.isDigit)
  }

  /// Bytes of the groups of a UUID.
  ///
  /// Source: RFC 9562.
  private static let uuidGroups = [8, 4, 4, 4, 12]

  private static func isUUID(_ value: [UInt8]) -> Bool {
    value.split(separator: 0x2D, omittingEmptySubsequences: false).map(\.count) == uuidGroups
      && value.allSatisfy { $0 == 0x2D || $0.isHexDigit }
  }

  /// Whether findings of a kind are numbers that somebody has.
  private static func isNumbered(_ kind: IdentifierKind) -> Bool {
    switch kind {
    case .mrn, .healthPlan, .account, .uniqueID, .license, .device, .ssn: true
    default: false
    }
  }

  /// Whether a value is a name and what is of it: `Berankova_blood`, `Olah_tumor`.
  private static func isJoinedName(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: 0x5F)
    guard parts.count > 1, let name = parts.first, name.count > 2,
      name.allSatisfy({ $0.isLetter || $0 >= 0x80 })
    else { return false }
    let bands = Lexicon.bands(Token.hash(name))
    return max(bands.first, bands.last) > 1 && bands.english == 0 && bands.clinical == 0
      && !bands.isBrand
  }

  /// Whether a value is a hexadecimal number with letters in it.
  private static func isKey(_ value: [UInt8]) -> Bool {
    let isHex = value.allSatisfy { $0.isDigit || (0x61...0x66).contains($0 | 0x20) && $0.isLetter }
    return isHex && keyDigits.contains(value.count) && value.contains(where: \.isDigit)
      && value.contains(where: \.isLetter)
  }

  /// The columns of a generalised postal code: numbers of five digits, beside which columns hold the
  /// same numbers with stars instead of the last digits.
  ///
  /// What was cut to three digits is one of them, because it may belong to a small area.
  static func generalized(
    _ samples: [FieldSample]
  ) -> [(index: Int, part: LocationPart)] {
    let postalDigits = 5
    var parts: [Int: LocationPart] = [:]
    for index in samples.indices where samples[index].field.hint == .unknown {
      let values = samples[index].values
      guard values.count >= distinctMin,
        values.allSatisfy({ $0.count == postalDigits && $0.allSatisfy(\.isDigit) })
      else { continue }
      for other in samples.indices where samples[other].values.count == values.count {
        let isCut = zip(values, samples[other].values)
          .allSatisfy { value, cut in
            let stars = cut.reversed().prefix { $0 == 0x2A }.count
            return cut.count == postalDigits && (1...2).contains(stars)
              && cut.dropLast(stars) == value.dropLast(stars)
          }
        if isCut { (parts[index], parts[other]) = (.zip, .zip) }
      }
    }
    return parts.keys.sorted().map { ($0, .zip) }
  }
}
