import Vocabulary

/// Values beside an exact name of a person's part or of a town, whatever words they are: `first_name: Skip`,
/// `Last name: Page`, `'surname': 'Field'`, `sn: Frost`, `last_name  | Hill`, `given = c("June", "Rose")`.
///
/// Elsewhere a word of the language has to be one where it stands; here its field says that it is none. What
/// follows the name has to end like a value, so that a sentence about fields stays.
extension Scanner {
  /// What a label is of.
  enum Label {
    /// A part of a name: first name, surname.
    case part
    /// A person: names in the order of a list.
    case person
    /// A person or a thing: names in the order of a list alone.
    case bare
    /// A town.
    case town
  }

  private static let wordsMax = 5
  /// Blanks in front of a value, at most.
  static let gapMax = 40
  /// Bytes of a value, at most.
  static let valueMax = 64
  /// Words of a value, at most.
  static let nameWordsMax = 4
  /// Points that lead to a value, at most.
  private static let leaderMax = 120
  /// Tokens to each side in which `last=` looks for its `first=`.
  private static let pairReach = 10

  /// Appends what an exact label that ends with a word names to `scratch.found`.
  @inline(__always)
  func findNamedValue(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard Self.mayName(text, behind: token.end) else {
      if isChanged(text, index, scratch), Self.endings.contains(token.hash) {
        takeChange(text, index, &scratch)
      } else {
        takeArgument(text, index, &scratch)
      }
      return
    }
    if Self.numbered.contains(token.hash), let kind = Self.numbers[token.hash] {
      let digits = token.hash == Self.chart ? Self.chartDigitsMin : Self.listedDigitsMin
      takeNumbers(text, behind: token.end, kind, digits, &scratch)
      return
    }
    if Self.numberEnds.contains(token.hash), text.at(Int(token.start) - 1) == 0x5F {
      takeNumbered(text, index, &scratch)
      return
    }
    guard Self.endings.contains(token.hash) else { return }
    if Self.mayHeadFrame(text, behind: token.end) { takeFrame(text, index, &scratch) }
    guard
      let start = Self.valueStart(text, behind: token.end)
        ?? Self.pictureValue(text, behind: token.end)
    else {
      takeBelow(text, index, &scratch)
      return
    }
    guard let label = label(text, index, start.sign, scratch) else { return }
    take(text, start.offset, label, start.sign, &scratch)
  }

  /// Whether what stands behind a word may lead to a value.
  @inline(__always)
  private static func mayName(_ text: Span<UInt8>, behind end: Int) -> Bool {
    switch text.at(end) {
    case 0x3D, 0x3A, 0x22, 0x27, 0x60, 0x2A: true
    case 0x28: text.at(end &+ 2) == 0x29 && text.at(end &+ 3) == 0x3A
    case 0x20:
      text.at(end &+ 1) == 0x20 || Self.isSign(text.at(end &+ 1))
        || Self.isLeader(text, end &+ 1) || isPicture(text, end &+ 1)
    case 0x2E: Self.isLeader(text, end)
    case 0x0A, 0x0D, 0x3F: true
    default: false
    }
  }

  /// Whether points lead from a label to its value: `Last name ....... Frost`.
  private static func isLeader(_ text: Span<UInt8>, _ place: Int) -> Bool {
    switch text.at(place) {
    case 0x2E: text.at(place &+ 1) == 0x2E && text.at(place &+ 2) == 0x2E
    case 0x5F: text.at(place &+ 1) == 0x5F
    default: false
    }
  }

  private static func isSign(_ byte: UInt8) -> Bool {
    byte == 0x3A || byte == 0x3D || byte == 0x7C
  }

  /// Where a value begins behind the end of its name, and the sign between them; nil where none does.
  private static func valueStart(
    _ text: Span<UInt8>,
    behind end: Int
  ) -> (offset: Int, sign: UInt8)? {
    var place = end
    while [0x22, 0x27, 0x60, 0x5D, 0x5C, 0x2A].contains(text.at(place)) { place += 1 }
    // `fill_in "Last name", with: "Frost"`, and cells of a table of keywords: `id:lastName    Frost`.
    if place > end, withCue.indices.allSatisfy({ text.at(place + $0) == withCue[$0] }) {
      return (place + withCue.count, 0x3A)
    }
    if place == end, let value = cellBehind(text, end) { return (value, 0x7C) }
    // `Physician(s):`
    if text.at(place) == 0x28, text.at(place + 1) | 0x20 == 0x73, text.at(place + 2) == 0x29 {
      place += 3
    }
    let first = place
    while text.at(place) == 0x20, place - first < gapMax { place += 1 }
    var sign = text.at(place)
    if isLeader(text, place) {
      let leader = text.at(place)
      while text.at(place) == leader, place - first < leaderMax { place += 1 }
      // `PCP......: DAY, SKY`
      if text.at(place) == 0x3A || text.at(place) == 0x3D { place += 1 }
      (place, sign) = (place - 1, 0x7C)
    }
    switch sign {
    case 0x3A: if text.at(place + 1) == 0x3A { return nil }
    case 0x3D:
      // `p.last_name == "Frost"`
      if text.at(place + 1) == 0x3D {
        place += text.at(place + 2) == 0x3D ? 2 : 1
        guard text.at(place + 1) == 0x20, text.at(place + 2) == 0x22 || text.at(place + 2) == 0x27
        else { return nil }
      }
      if text.at(place + 1) == 0x3E { place += 1 }
    case 0x7C: if place == first { return nil }
    default: return nil
    }
    place += 1
    if sign == 0x3A, text.at(place) == 0x3D { place += 1 }
    // `**Last name:** …`
    while text.at(place) == 0x2A { place += 1 }
    let second = place
    while text.at(place) == 0x20 || text.at(place) == 0x09, place - second < gapMax { place += 1 }
    return (place, sign)
  }

  /// What the words are of that end at a token; nil where they are no label.
  func label(
    _ text: Span<UInt8>,
    _ last: Int,
    _ sign: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Label? {
    let token = scratch.tokens[last]
    var (isPart, isPatient, isNamed) = (false, false, false)
    var (index, count) = (last, 0)
    while index >= 0, count < Self.wordsMax {
      let word = scratch.tokens[index]
      isPart = isPart || Self.parts.contains(word.hash)
      isPatient = isPatient || Self.persons.contains(word.hash)
      isNamed = isNamed || Self.names.contains(word.hash)
      count += 1
      guard index > 0, scratch.tokens[index - 1].isWord,
        Self.isJoined(text, scratch.tokens[index - 1], word)
      else { break }
      index -= 1
    }
    if Self.towns.contains(token.hash) {
      // `home_city`, whatever has its address in fields of its own.
      let isField = count > 1 && text.at(Int(token.start) - 1) == 0x5F
      return count == 1 || isPatient || isPart || isField ? .town : nil
    }
    if Self.directory.contains(token.hash) {
      guard sign == 0x3A, isLineStart(text, Int(token.start)) else { return nil }
      if token.hash == Self.commonName { return isInDirectory(text, token.range) ? .part : nil }
      return token.hash != Self.locality ? .part : isInDirectory(text, token.range) ? .town : nil
    }
    if Self.whole.contains(token.hash) || isPart && isNamed || isNom(last, scratch) { return .part }
    if isPart, count > 1 { return isPatient ? .part : nil }
    if isPart { return hasCounterpart(text, last, sign, scratch) ? .part : nil }
    // `Name: LAW,RICH`, where a line begins.
    if isNamed, count == 1, sign == 0x3A, isLineStart(text, Int(token.start)) { return .bare }
    return isPatient ? .person : nil
  }

  /// Whether a word is `Nom`, with `Prénom` behind it in the line.
  private func isNom(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tokens[index].hash == Self.nom else { return false }
    for next in index + 1..<min(scratch.tokens.count, index + Self.pairReach) {
      if scratch.tokens[next].gap == .lineBreak { return false }
      if Self.givenNames.contains(scratch.tokens[next].hash) { return true }
    }
    return false
  }

  /// Whether a word goes on the label of the next one: across a mark of programs, or a blank where it is
  /// itself a word of such labels.
  private static func isJoined(_ text: Span<UInt8>, _ before: Token, _ word: Token) -> Bool {
    guard before.end + 1 == Int(word.start) else { return false }
    switch text[before.end] {
    case 0x5F, 0x2D, 0x2E: return true
    case 0x20:
      return parts.contains(before.hash) || persons.contains(before.hash)
        || joining.contains(before.hash)
    default: return false
    }
  }

  /// Whether `first=` stands near a `last=`, or the other way round, and both have values as programs write them:
  /// `First: skip the line` is none.
  private func hasCounterpart(
    _ text: Span<UInt8>,
    _ index: Int,
    _ sign: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard sign == 0x3D || sign == 0x3A || sign == 0x7C,
      let other = Self.counterparts[scratch.tokens[index].hash],
      Self.isOfProgram(text, scratch.tokens[index].end, sign)
    else { return false }
    let from = max(0, index - Self.pairReach)
    let to = min(scratch.tokens.count - 1, index + Self.pairReach)
    return (from...to)
      .contains {
        (scratch.tokens[$0].hash == other
          || sign == 0x7C && Self.whole.contains(scratch.tokens[$0].hash))
          && Self.isOfProgram(text, scratch.tokens[$0].end, sign)
      }
  }

  /// Whether a value follows as programs write it: `last=Page`, `last = "Page"`, `family: "Page"`, `{Last:Page`.
  private static func isOfProgram(_ text: Span<UInt8>, _ end: Int, _ sign: UInt8) -> Bool {
    var place = end
    if text.at(place) == 0x22 || text.at(place) == 0x27 { place += 1 }
    while text.at(place) == 0x20, place - end < gapMax { place += 1 }
    guard text.at(place) == sign else { return false }
    let isTight = place == end
    place += 1
    if isTight, text.at(place) > 0x20, text.at(place) != sign { return true }
    while text.at(place) == 0x20, place - end < gapMax { place += 1 }
    // `given | Grace`, of which each is a line.
    if sign == 0x7C { return text.at(place).isUppercase }
    // `{"family":"Frost","given":["Grace"]}`
    if text.at(place) == 0x5B { place += 1 }
    return text.at(place) == 0x22 || text.at(place) == 0x27 || wrappedString(text, place) != nil
  }

  /// Whether a line of a directory's entry stands before or behind the line of a label: `st: AR`.
  func isInDirectory(_ text: Span<UInt8>, _ label: Range<Int>) -> Bool {
    let before = text.line(around: max(0, label.lowerBound - 2), bytesMax: Self.entryBytesMax)
    let end = text.lineEnd(from: label.upperBound)
    let behind = text.line(around: min(end + 1, text.count - 1), bytesMax: Self.entryBytesMax)
    return [before, behind]
      .contains { line in
        guard let line, let colon = line.first(where: { text[$0] == 0x3A }) else { return false }
        return Self.entryKeys.contains(Token.hash(text, line.lowerBound..<colon))
      }
  }

  /// Bytes of such a line, at most, and what it begins with.
  private static let entryBytesMax = 256
  private static let entryKeys = Engine.hashes(
    "st street postaladdress postalcode postofficebox o ou dn uid cn sn givenname c objectclass telephonenumber mail"
  )
  /// `l`, the town of a directory.
  private static var locality: UInt64 { Token.word("l") }
  private static var commonName: UInt64 { Token.word("cn") }

  private func isLineStart(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    offset == 0 || text[offset - 1] == 0x0A
  }

  /// Takes what stands where a value begins.
  func take(
    _ text: Span<UInt8>,
    _ start: Int,
    _ label: Label,
    _ sign: UInt8,
    _ scratch: inout ScanScratch
  ) {
    switch text.at(start) {
    case 0x22, 0x27, 0x60: _ = takeQuoted(text, start, label, &scratch)
    case 0x4E where text.at(start + 1) == 0x27: _ = takeQuoted(text, start + 1, label, &scratch)
    case 0x7B where label == .part || label == .town:
      takeExample(text, start, label, &scratch)
      takeList(text, start + 1, label, &scratch)
    case 0x0A where label == .part || label == .town:
      takeExample(text, start, label, &scratch)
    case 0x5B, 0x28, 0x7B: takeList(text, start + 1, label, &scratch)
    case 0x63 where text.at(start + 1) == 0x28: takeList(text, start + 2, label, &scratch)
    default:
      if let quote = Self.wrappedString(text, start) ?? Self.pointedString(text, start) {
        _ = takeQuoted(text, quote, label, &scratch)
      } else {
        takeWords(text, start, label, sign, &scratch)
      }
    }
  }

  /// Takes a value in quotes.
  /// - Returns: the offset behind it; nil where it does not end.
  private func takeQuoted(
    _ text: Span<UInt8>,
    _ start: Int,
    _ label: Label,
    _ scratch: inout ScanScratch
  ) -> Int? {
    let quote = text[start]
    var (end, letters) = (start + 1, 0)
    var isName = true
    while end < text.count, text[end] != quote, text[end] >= 0x20, end - start <= Self.valueMax {
      let byte = text[end]
      if byte.isLetter || byte >= 0x80 { letters += 1 }
      isName =
        isName
        && (byte.isLetter || byte >= 0x80 || [0x20, 0x27, 0x2C, 0x2D, 0x2E].contains(byte))
      end += 1
    }
    guard text.at(end) == quote else { return nil }
    if isName, letters > 1, label == .part || label == .town, !Self.isNone(text, start + 1..<end) {
      emit(text, start + 1..<end, label, &scratch)
    }
    return end + 1
  }

  /// Takes the values of a list.
  private func takeList(
    _ text: Span<UInt8>,
    _ start: Int,
    _ label: Label,
    _ scratch: inout ScanScratch
  ) {
    var place = start
    while place < text.count {
      switch text[place] {
      case 0x09, 0x0A, 0x0D, 0x20, 0x2C: place += 1
      case 0x22, 0x27:
        guard let end = takeQuoted(text, place, label, &scratch) else { return }
        place = end
      default: return
      }
    }
  }

  /// Takes the value of a program's option (`--last-name Page`) and of an expression's first word
  /// (`(last-name "Page")`).
  @inline(__always)
  private func takeArgument(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard text.at(token.end) == 0x20, text.at(Int(token.start) &- 1) == 0x2D,
      Self.endings.contains(token.hash)
    else { return }
    var start = Int(token.start) - 1
    while start > 0, text[start - 1].isLetter || text[start - 1] == 0x2D { start -= 1 }
    let isOption = text.at(start) == 0x2D && text.at(start + 1) == 0x2D
    // `(last-name "Page")`, `:last-name "Page"`, `:patient/last-name "Page"`
    guard isOption || [0x28, 0x2F, 0x3A].contains(text.at(start - 1)),
      let label = label(text, index, 0x3D, scratch)
        ?? (isOption && hasOption(text, index, scratch) ? .part : nil), label == .part
    else { return }
    let value = token.end + 1
    if text.at(value) == 0x22 || text.at(value) == 0x27 {
      _ = takeQuoted(text, value, label, &scratch)
    } else if isOption {
      takeWords(text, value, label, 0x3D, &scratch)
    }
  }

  /// Whether the counterpart of an option stands near it: `--first Grace --last Frost`.
  private func hasOption(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard let other = Self.counterparts[scratch.tokens[index].hash] else { return false }
    let from = max(0, index - Self.pairReach)
    let to = min(scratch.tokens.count - 1, index + Self.pairReach)
    return (from...to)
      .contains { place in
        let token = scratch.tokens[place]
        return token.hash == other && text.at(Int(token.start) - 1) == 0x2D
          && text.at(Int(token.start) - 2) == 0x2D
      }
  }

  /// Takes a name that is the line below a label which is a line, or the answer to a question for it.
  private func takeBelow(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var place = scratch.tokens[index].end
    let isQuestion = text.at(place) == 0x3F
    if isQuestion { place += 1 }
    while text.at(place) == 0x20 || text.at(place) == 0x0D { place += 1 }
    guard text.at(place) == 0x0A, let label = label(text, index, 0x0A, scratch), label == .part
    else { return }
    var start = place + 1
    if isQuestion {
      // Who answers: `A: …`, `Caller: …`.
      var colon = start
      while colon - start < Self.speakerBytesMax, text.at(colon).isAlphanumeric { colon += 1 }
      if text.at(colon) == 0x3A, text.at(colon + 1) == 0x20 { start = colon + 2 }
    } else if !isAlone(text, index, scratch) {
      return
    }
    var end = start
    while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
    let words = text.extracting(start..<end)
    guard (2...Self.valueMax).contains(words.count), words[0].isUppercase || words[0] >= 0xC3 else {
      return
    }
    // Another label, a sentence, a mask and a number are no name.
    for offset in 0..<words.count {
      let byte = words[offset]
      let isFirst = offset == 0 || words[offset - 1] == 0x20
      guard byte.isLetter || byte >= 0x80 || [0x20, 0x27, 0x2D, 0x2E].contains(byte),
        !isFirst || byte.isUppercase || byte >= 0xC3
      else { return }
    }
    guard !Self.isNone(text, start..<end),
      namedField((0..<words.count).map { words[$0] }[...]) == .unknown
    else { return }
    emit(text, start..<end, label, &scratch)
  }

  /// Bytes of who answers, at most.
  private static let speakerBytesMax = 16

  /// Whether a label that ends with a word is all of its line.
  private func isAlone(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = last
    while index > 0, last - index < Self.wordsMax, scratch.tokens[index].gap != .lineBreak {
      guard
        Self.parts.contains(scratch.tokens[index].hash)
          || Self.names.contains(scratch.tokens[index].hash)
          || Self.persons.contains(scratch.tokens[index].hash)
          || Self.whole.contains(scratch.tokens[index].hash)
          || Self.joining.contains(scratch.tokens[index].hash)
      else { return false }
      index -= 1
    }
    return index == 0 || scratch.tokens[index].gap == .lineBreak
  }

  /// Words with which the name of a number ends: `hosp_no`.
  private static let numberEnds = WordSet(
    ["no", "num", "nbr", "number", "id"].map { Token.hash($0) }
  )

  /// Takes the numbers of a list whose name says in several words that they are somebody's: `hosp_no = c(…)`.
  private func takeNumbered(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let end = scratch.tokens[index].end
    guard let value = Self.valueStart(text, behind: end)?.offset,
      text.at(value) == 0x5B || text.at(value) == 0x28
        || text.at(value) == 0x63 && text.at(value + 1) == 0x28
    else { return }
    var start = Int(scratch.tokens[index].start)
    while text.at(start - 1).isAlphanumeric || text.at(start - 1) == 0x5F { start -= 1 }
    guard end - start <= Self.valueMax else { return }
    let name = String(decoding: (start..<end).map { text[$0] }, as: UTF8.self)
    let judgement = judge(FieldContext(name: name, column: 1))
    guard judgement.isOfNumbers, let kind = judgement.kind else { return }
    takeNumbers(text, behind: end, kind, Self.listedDigitsMin, &scratch)
  }

  /// Takes the numbers of a list behind its name: `mrn = c(53750, 9602)`, `'mrn': ['53750', …]`.
  private func takeNumbers(
    _ text: Span<UInt8>,
    behind end: Int,
    _ kind: IdentifierKind,
    _ digitsMin: Int,
    _ scratch: inout ScanScratch
  ) {
    guard let start = Self.valueStart(text, behind: end) else { return }
    var place = start.offset
    // `chart      | 4711`, a column by itself.
    if start.sign == 0x7C, text.at(place).isDigit {
      while text.at(place).isDigit { place += 1 }
      guard place - start.offset > Self.listedDigitsMin, text.at(place) <= 0x20,
        let finding = engine.wholeValue(text, at: start.offset..<place, kind, .none)
      else { return }
      scratch.found.append(finding)
      return
    }
    if text.at(place) == 0x63, text.at(place + 1) == 0x28 { place += 1 }
    guard text.at(place) == 0x5B || text.at(place) == 0x28 else { return }
    place += 1
    while place < text.count {
      switch text[place] {
      case 0x09, 0x0A, 0x0D, 0x20, 0x22, 0x27, 0x2C:
        place += 1
        continue
      default: break
      }
      let first = place
      while text.at(place).isAlphanumeric || text.at(place) == 0x2D { place += 1 }
      let digits = (first..<place).count { text[$0].isDigit }
      guard digits >= digitsMin, place - first <= Self.valueMax,
        let finding = engine.wholeValue(text, at: first..<place, kind, .none)
      else { return }
      scratch.found.append(finding)
    }
  }

  /// Digits of a listed number, at least; of a chart, which may be a drawing.
  private static let listedDigitsMin = 3
  private static let chartDigitsMin = 5
  private static var chart: UInt64 { Token.word("chart") }
  /// Names of lists of numbers.
  private static let numbers: [UInt64: IdentifierKind] = [
    Token.hash("mrn"): .mrn, Token.hash("mrns"): .mrn, Token.hash("csn"): .mrn,
    chart: .mrn, Token.hash("ssn"): .ssn, Token.hash("ssns"): .ssn, Token.hash("account"): .account,
    Token.hash("accounts"): .account, Token.hash("acct"): .account,
  ]

  /// Their words.
  private static let numbered = WordSet(Array(numbers.keys))

  /// Whether the first word of a value says that there is none, or what one would be.
  static func isNone(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    var end = value.lowerBound
    while end < value.upperBound, text.isWordByte(end) { end += 1 }
    return none.contains(Token.hash(text, value.lowerBound..<end))
  }

  /// Whether a word begins the next label of a form.
  static func isLabelWord(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    labels.contains(Token.hash(text, word))
  }

  func emit(
    _ text: Span<UInt8>,
    _ range: Range<Int>,
    _ label: Label,
    _ scratch: inout ScanScratch
  ) {
    let rule =
      label == .town ? engine.fieldRule(.location, .city) : engine.fieldRule(.name, .none)
    engine.emit(rule, range.lowerBound, range.upperBound, .field, scratch: &scratch)
  }

  /// Short names of fields that count where their counterpart stands nearby.
  private static let counterparts: [UInt64: UInt64] = [
    Token.hash("last"): Token.hash("first"), Token.hash("first"): Token.hash("last"),
    Token.hash("ln"): Token.hash("fn"), Token.hash("fn"): Token.hash("ln"),
    Token.hash("lst"): Token.hash("fst"), Token.hash("fst"): Token.hash("lst"),
    Token.hash("family"): Token.hash("given"), Token.hash("given"): Token.hash("family"),
  ]
  /// Parts of a name, beside `name` or the person's role.
  private static let parts = Engine.hashes("first last given family middle maiden ln fn lst fst")
  private static let names = Engine.hashes("name names nm")
  /// Labels that are a part of a name by themselves.
  private static let whole = Engine.hashes(
    """
    surname surnames forename forenames fname lname mname firstname lastname givenname givennames familyname firstnm \
    lastnm surnm apellido apellidos nachname vorname prénom prenom achternaam voornaam cognome sobrenome
    """
  )
  /// The same in directories, where they stand at the beginning of a line.
  private static let directory = Engine.hashes("sn gn cn l")
  private static let persons = Engine.hashes(
    """
    patient pat pt resident client member subscriber insured guarantor mother father parent guardian spouse \
    employee nurse physician provider doctor contact caller baby child donor recipient pcp nok attending \
    surgeon policyholder enrollee beneficiary presenter homeroom officer clinician crew
    """
  )
  /// A surname, where the first name's label stands in the same line.
  private static var nom: UInt64 { Token.word("nom") }
  private static let givenNames = Engine.hashes("prénom prenom")
  private static let towns = Engine.hashes(
    "city cty town twn hometown birthplace ciudad localidad localidade municipio ville cidade"
  )
  /// Other words that a label may have between blanks.
  private static let joining = Engine.hashes("legal preferred full previous former of s birth home")
  /// Words with which a label may end.
  private static let endings = Engine.hashes(
    """
    first last given family middle maiden ln fn name names nm surname surnames forename forenames fname lname mname \
    firstname lastname givenname givennames familyname firstnm lastnm surnm apellido apellidos nachname vorname prénom \
    prenom achternaam voornaam cognome sobrenome sn gn cn l city cty lst fst town twn hometown birthplace ciudad patient pt resident client \
    subscriber insured guarantor pcp nok attending surgeon policyholder enrollee beneficiary member physician provider \
    presenter homeroom officer clinician crew nom localidad localidade municipio ville cidade
    """
  )
  /// What stands in place of a value, or says what it would be.
  private static let none = Engine.hashes(
    """
    none unknown unavailable required optional same see refused declined yes no tbd na nil null not enter type \
    print string text varchar char str optional true false name first last middle initial given family surname \
    test column value required nullable missing blank redacted withheld masked removed deceased
    """
  )
  /// A town that is called like a telephone.
  static var mobile: UInt64 { Token.word("mobile") }
  /// Words with which the next label of a form begins.
  private static let labels = Engine.hashes(
    """
    first last given family middle maiden surname forename dob date birth mrn sex gender age phone tel address \
    ssn id city town state zip email fax mobile cell name
    """
  )
}
