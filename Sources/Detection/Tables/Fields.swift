package import Vocabulary

/// What Detection makes of a field, once for all its values.
package struct FieldJudgement: Sendable, Hashable {
  /// What the field's name or its format says of every value.
  enum Verdict: Sendable, Hashable {
    /// Prose, or a field nobody knows: scanned as text.
    case text
    /// Every value that can be one is a finding of this kind.
    case identifier(IdentifierKind, LocationPart)
    /// Codes and counts: only what is unmistakable by itself.
    case coded
  }

  /// What is looked for in the field's values.
  var verdict: Verdict = .text
  /// Whether the field is running text, not a cell of a table or a value of an object.
  var isProse = true
  /// Whether the name says that somebody wrote the values freely: notes, messages.
  var isNote = false
  /// Whether its values hold names of persons with other things.
  var isMixed = false
  /// Whether nobody writes capitals in it, so that names have none either.
  var isSmall = false
  /// Whether months and days with a stroke stand in it.
  var isOfDays = false
  /// Whether the values decided, not the name.
  var isVoted = false
  /// Whether a value that looks like nothing but a name is one where an identifier stands beside it.
  package var isOpen: Bool { verdict == .text && (!isProse || isHeader) }
  /// Whether every value that can be one is an identifier.
  package var isIdentifier: Bool { kind != nil }
  /// What every such value is; nil where the field does not say.
  package var kind: IdentifierKind? {
    if case .identifier(let kind, _) = verdict { kind } else { nil }
  }
  /// Whether its values are numbers, which have digits.
  var isOfNumbers: Bool {
    switch kind {
    case .mrn, .healthPlan, .account, .license, .ssn, .phone, .fax, .uniqueID, .creditCard: true
    default: false
    }
  }
  /// Whether the values are names of fields: headers and keys.
  var isHeader = false
  /// Whether its format's own specification says that the field holds codes.
  var isSpecified = false
  /// Whether it names a version or a namespace of its format.
  var isVersion = false
  /// Whether the name stood beside the values, so that they may also be something else.
  var isLabelled = false
  /// Whether the label names a person's part (`Provider`), whose values may also be houses.
  var isOfRole = false
  /// Whether it holds a cookie, whose values sign somebody in where they look like it.
  var isCookie = false
  /// Whether the field is called `name` in rows that tell nothing else of persons.
  var isBare = false
  /// The hash of the last part of the field's name, its words joined by blanks; 0 where rules do not know it.
  var own: UInt64 = 0
  /// Labelled rules that the field's name is a label of.
  var rules: [UInt16] = []
  /// The label, an index of the rule set.
  var label: UInt16 = 0
}

/// Judges fields by their names.
struct FieldNames: Sendable {
  /// From the words of a name, joined by blanks, to what they mean.
  private let table: [String: FieldJudgement.Verdict]
  /// Hashes of the words in names, and of what words are short for.
  let known: Set<UInt64>

  /// Builds the table.
  init() {
    var table: [String: FieldJudgement.Verdict] = [:]
    for entry in FieldRules.names {
      for name in entry.names.split(separator: ",") {
        table[name.split(separator: " ").joined(separator: " ")] =
          entry.kind.map { .identifier($0, entry.part) } ?? .coded
      }
    }
    self.table = table
    let words = table.keys.flatMap { $0.split(separator: " ") }
    known = Set(words.map { Token.hash($0.utf8) }).union(FieldRules.shortHashes)
  }

  /// The judgement of a field: its format's hint, then its name.
  func judge(_ field: FieldContext, engine: Engine) -> FieldJudgement {
    var out = FieldJudgement()
    switch field.hint {
    case .identifier(let kind, let part):
      out.verdict = .identifier(kind, part)
      out.isProse = false
    case .coded:
      out.verdict = .coded
      out.isSpecified = true
      out.isProse = false
    case .version:
      out.verdict = .coded
      out.isSpecified = true
      out.isProse = false
      out.isVersion = true
    case .freeText, .display: break
    case .unknown:
      if field.isHeader {
        out.isHeader = true
        return out
      }
      if field.column > 0 { out.isProse = false }
      guard !field.name.isEmpty else { return out }
      out.isProse = false
      var name = Self.withoutMasks(field.name, engine)
      // `Unit #` is a number, `Unit` is what something is measured in.
      if name.utf8.last == 0x23 { name = name.dropLast() + " number" }
      if let known = Self.standard(name) ?? EastAsianLabel.meaning(name) {
        out.verdict = known
        return out
      }
      var components = Self.unnumbered(name).split(separator: ".").map { Self.words(String($0)) }
      // What is around a list of objects says nothing of them. Source: OData JSON Format 4.01, 4.5.
      if components.count > 1, components[0] == ["value"] { components.removeFirst() }
      let isShown = components.count > 1 && components.last == ReferenceRules.display
      if isShown { components.removeLast() }
      let whole = Array(components.joined())
      let last = components.last ?? []
      let before = components.dropLast().last ?? []
      let own = last.joined(separator: " ")
      // What is masked in a name says nothing.
      let isPlain = !field.name.utf8.contains { $0 == 0x40 || $0 == 0x5B }
      if isPlain, table[own] != nil { out.own = Token.hash(own) }
      out.isLabelled = field.isLabelled
      if let verdict = verdictOfForm(name, last) {
        out.verdict = verdict
        return out
      }
      // What is written freely is so wherever it stands: `medication.note`.
      let isNote = last.contains(where: FieldRules.notes.contains)
      out.verdict =
        lookUp(last, parent: before) ?? (isNote ? nil : lookUp(whole.suffix(4), parent: []))
        ?? (isNote ? nil : lookUp(FieldRules.expanded(last), parent: [])) ?? .text
      if let known = Self.ofRecord(last, before, isShown: isShown) { out.verdict = known }
      out.isOfRole =
        field.isLabelled && out.verdict == .identifier(.name, .none) && whole.count == 1
        && whole != ["patient"] && !Self.partsOfNames.contains(whole[0])
      if field.isLabelled, out.verdict == .coded { out.verdict = .text }
      if !out.isIdentifier, Self.isCookie(last) || Self.isCookie(before) {
        out.verdict = .identifier(.secret, .none)
        out.isCookie = true
      }
      if case .text = out.verdict {
        out.isNote = isNote
        out.isMixed = field.isLabelled && Self.asksForPersons(whole)
        addLabels(last, engine: engine, to: &out)
      }
    }
    return out
  }

  /// A field's path without the places in its lists and without the mark of a bare value:
  /// `Patient.name[0].family`, `person/address:0/line|value`.
  ///
  /// Source: openEHR, Simplified Formats (the flat format).
  private static func unnumbered(_ name: String) -> String {
    if name.hasSuffix("|value"), name.utf8.contains(0x2F) { return String(name.dropLast(6)) }
    guard name.utf8.contains(0x5B), name.utf8.contains(0x2E) else { return name }
    var (kept, isPlace) = ([UInt8](), false)
    let bytes = Array(name.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x5B, index > 0, index + 1 < bytes.count, bytes[index + 1].isDigit {
        isPlace = true
      }
      if !isPlace { kept.append(byte) }
      if byte == 0x5D { isPlace = false }
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// A field's name without masks: `[NAME] list` says nothing of names, since a mask stands for a
  /// value and a masked copy has to be read as its original was.
  static func withoutMasks(_ name: String, _ engine: Engine) -> String {
    guard name.utf8.contains(0x5B) else { return name }
    let bytes = Array(name.utf8)
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x5B, engine.isPlaceholder(bytes.span, around: index + 1),
        let end = bytes[index...].firstIndex(of: 0x5D)
      {
        index = end + 1
        kept.append(0x20)
        continue
      }
      kept.append(bytes[index])
      index += 1
    }
    return String(decoding: kept, as: UTF8.self)
  }

  /// The words of a name in lower case: `dateOfBirth`, `date_of_birth` and `Date of Birth` alike.
  static func words(_ name: String) -> [String] {
    if let words = plainWords(name.utf8) { return words }
    var words: [String] = []
    var word = ""
    var previous: Character = " "
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      let isBreak =
        character.isUppercase
        && (previous.isLowercase
          || previous.isUppercase
            && index + 1 < characters.count && characters[index + 1].isLowercase)
      if !(character.isLetter || character.isNumber) || isBreak {
        if !word.isEmpty { words.append(word) }
        word = ""
      }
      if character.isLetter || character.isNumber { word += character.lowercased() }
      previous = character
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// The same of a name in ASCII, as nearly all are: characters take a hundred times as long as bytes; nil for others.
  private static func plainWords(_ name: String.UTF8View) -> [String]? {
    var words: [String] = []
    var word: [UInt8] = []
    let bytes = Array(name)
    for (index, byte) in bytes.enumerated() {
      guard byte < 0x80 else { return nil }
      let previous: UInt8 = index > 0 ? bytes[index - 1] : 0x20
      let isSmallNext =
        index + 1 < bytes.count && bytes[index + 1].isLetter && !bytes[index + 1].isUppercase
      let isBreak =
        byte.isUppercase
        && (previous.isLetter && !previous.isUppercase || previous.isUppercase && isSmallNext)
      if !byte.isAlphanumeric || isBreak {
        if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
      if byte.isAlphanumeric { word.append(byte.isUppercase ? byte | 0x20 : byte) }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  /// What a member of a record holds that refers to a person or reaches one; nil for others.
  ///
  /// `isShown`: whether the words are those of the reference itself. Source: FHIR R4, Reference and ContactPoint.
  private static func ofRecord(
    _ last: [String],
    _ before: [String],
    isShown: Bool
  ) -> FieldJudgement.Verdict? {
    let person = isShown ? last : last == ["display"] ? before : []
    if ReferenceRules.persons.contains(person.joined(separator: " ")) {
      return .identifier(.name, .none)
    }
    return last == ["value"] && before == ["telecom"] ? .identifier(.phone, .none) : nil
  }

  /// Whether a question asks whom somebody has: `Who lives with you?`, `Other doctors`.
  private static func asksForPersons(_ words: [String]) -> Bool {
    words.last.map(groups.contains) == true
      || words.first == "who" && words.contains(where: togetherness.contains)
  }

  private static let groups: Set<String> = [
    "doctors", "physicians", "specialists", "caregivers", "siblings", "children", "kids",
  ]
  private static let togetherness: Set<String> = [
    "live", "lives", "living", "help", "helps", "care", "cares", "home", "drives", "stays",
  ]

  /// The meaning of the longest phrase of a name, the last of equally long ones; a `name` belongs
  /// to what its parent is.
  private func lookUp(_ words: some Sequence<String>, parent: [String]) -> FieldJudgement.Verdict? {
    let words = Array(words)
    guard !words.isEmpty else { return nil }
    if words.count <= 2, let owner = parent.last {
      let own = " " + words.joined(separator: " ")
      if let verdict = table[owner + own] ?? table[singular(owner) + own] { return verdict }
      if FieldRules.shortParts.contains(own), FieldRules.holdersOfParts.contains(owner) {
        return .identifier(.name, .none)
      }
      // `"VisitType": {"Name": "PHYSICAL"}`
      if own == " name", Self.things.contains(owner) || Self.things.contains(singular(owner)) {
        return .coded
      }
    }
    for length in stride(from: min(4, words.count), through: 1, by: -1) {
      for start in stride(from: words.count - length, through: 0, by: -1) {
        let phrase = words[start..<start + length].joined(separator: " ")
        guard let verdict = table[phrase] else { continue }
        // `patient` is a name, `patient_note` and `patient.note` are none.
        let isRole = length == 1 && !Self.partsOfNames.contains(phrase)
        if isRole, verdict == .identifier(.name, .none), start + length < words.count { continue }
        // `login` is an account, `login.forgot` and `user_count` are none.
        if length == 1, start + 1 < words.count, Self.accounts.contains(phrase) { continue }
        // `last_name` is one, `Last Refill` is none.
        if length == 1, start + 1 < words.count, Self.orders.contains(phrase) { continue }
        return verdict
      }
    }
    return table[words.joined()]
  }

  /// Whether a phrase is known, a person's part only as the whole of a label: `ProcessName` is that of no
  /// person.
  func knows(_ phrase: String, isWhole: Bool) -> Bool {
    guard phrase != "name", let verdict = table[phrase] else { return false }
    return isWhole || phrase.contains(" ") || Self.partsOfNames.contains(phrase)
      || verdict != .identifier(.name, .none)
  }

  /// What things of a record end with that have a name: that is nobody's.
  private static let things: Set<String> = [
    "type", "class", "category", "status", "kind", "priority", "specialty", "measure", "template",
    "method", "format", "currency", "language", "medication", "drug", "test", "procedure",
    "diagnosis", "panel", "department",
  ]

  /// Words that mean a name wherever they stand; others mean a person.
  private static let partsOfNames: Set<String> = [
    "name", "first", "last", "middle", "surname", "given", "family", "maiden", "fname", "lname",
    "mname", "firstname", "lastname", "middlename", "fullname", "nickname", "alias",
  ]

  /// Words that mean an account only at the end of a field's name.
  private static let accounts: Set<String> = ["login", "user"]

  /// Words of an order, which mean a name only at the end of a field's name.
  private static let orders: Set<String> = ["first", "last", "middle"]

  /// A word without a plural's `s`.
  private func singular(_ word: String) -> String {
    word.hasSuffix("s") ? String(word.dropLast()) : word
  }

  /// Gives an unknown field the rules that its name would be a label of in text.
  private func addLabels(_ words: [String], engine: Engine, to judgement: inout FieldJudgement) {
    guard let first = words.first else { return }
    let entry = engine.words(Token.hash(first))
    guard entry != 0 else { return }
    let rest = words.dropFirst().map { Token.hash($0) }
    for phrase in engine.infos[entry].phrases where rest.starts(with: phrase.rest) {
      judgement.rules = phrase.rules
      judgement.label = phrase.label
      return
    }
  }
}

extension Engine {
  /// The rule of fields that are judged to be of a kind.
  func fieldRule(_ kind: IdentifierKind, _ part: LocationPart) -> UInt16 {
    fieldRules[FieldKey(kind: kind, part: part).slot]
  }

  /// The finding of a value that stands at a range of a text, as `wholeValue` judges it by itself.
  func wholeValue(
    _ text: Span<UInt8>,
    at range: Range<Int>,
    _ kind: IdentifierKind,
    _ part: LocationPart
  ) -> Finding? {
    guard var finding = wholeValue(text.extracting(range), kind, part) else { return nil }
    finding.start += range.lowerBound
    finding.end += range.lowerBound
    return finding
  }

  /// The finding that a whole value of an identifying field is; nil where it cannot be one.
  func wholeValue(
    _ text: Span<UInt8>,
    _ kind: IdentifierKind,
    _ part: LocationPart
  ) -> Finding? {
    var start = 0
    var end = text.count
    while start < end, text[start] <= 0x20 { start += 1 }
    while end > start, text[end - 1] <= 0x20 { end -= 1 }
    guard start < end, kind == .name && isNull(text, start, end) || !isNothing(text, start, end)
    else { return nil }
    if text[start] == 0x5B, isMasked(text, start, end) { return nil }
    if kind != .secret, Placeholders.isTemplate(text, start, end) { return nil }
    var digits = 0
    var others = 0
    var value = 0
    for index in start..<end {
      if text[index].isDigit {
        digits += 1
        value = min(value * 10 + Int(text[index] &- 0x30), 100_000)
      } else {
        others += 1
      }
    }
    if kind == .age {
      guard others == 0, value >= 90, value <= 125 else { return nil }
    }
    // `"date-fns": "^3.3.1"` is a range of versions.
    if kind == .date, text[start] == 0x5E || text[start] == 0x7E || text[start] == 0x3E {
      return nil
    }
    if namesItself(text, start..<end, kind) { return nil }
    // A day or a month by itself is a part of a date where the field says so.
    if kind == .date, part != .other {
      // A year by itself stays, but one that makes whoever was born in it ninety or older.
      let isOld = digits == 4 && (1_850...(options.referenceYear - 90)).contains(value)
      guard digits > 0, others > 0 || digits > 4 || isOld else { return nil }
    }
    if part == .zip, others == 0, digits <= 3 { return nil }
    // `"postal": "CO"`: a state.
    if part == .zip, end - start == 2, digits == 0, text[start].isUppercase,
      States.codes(Token.hash(text, start..<end)) != 0
    {
      return nil
    }
    let rule = fieldRule(kind, part)
    return Finding(
      start: start,
      end: end,
      kind: kind,
      part: part,
      confidence: .high,
      evidence: .field,
      rule: rule
    )
  }

  /// Whether a value is what a field of its kind is called, as in texts of a page: `"lastName": "Last name"`.
  private func namesItself(_ text: Span<UInt8>, _ value: Range<Int>, _ kind: IdentifierKind) -> Bool
  {
    // A password may be called so as well.
    guard kind == .name || kind == .username, value.count < Self.labelBytesMax else { return false }
    var start = value.upperBound
    while start > value.lowerBound, text[start - 1].isLetter { start -= 1 }
    guard start < value.upperBound,
      Self.lastWords.contains(Token.hash(text, start..<value.upperBound))
    else { return false }
    if start == value.lowerBound { return true }
    var first = value.lowerBound
    while first < start, text[first].isLetter { first += 1 }
    return Self.firstWords.contains(Token.hash(text, value.lowerBound..<first))
  }

  /// Bytes of such a value, at most.
  private static let labelBytesMax = 32
  /// What names of fields end with, and begin with before it.
  private static let lastWords = hashes(
    "name names password passwort username login surname token secret"
  )
  private static let firstWords = hashes(
    "first last middle full given family maiden patient user your new old confirm account preferred legal display login"
  )

  /// Whether nothing but masks is left of a value, the last of which a field of fixed width may have cut off.
  func isMasked(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var offset = start
    while offset < end {
      if text[offset] == 0x5B, isPlaceholder(text, around: offset + 1) {
        while text[offset] != 0x5D { offset += 1 }
      } else if text[offset] == 0x5B, Placeholders.isCut(text, offset..<end) {
        return true
      } else if text.isWordByte(offset) {
        return false
      }
      offset += 1
    }
    return true
  }

  /// Words that say what became of a value: of a field as a dictionary or a report of what was withheld has it.
  private static let takenAway = hashes(
    "removed suppressed redacted withheld masked deleted excluded omitted retained kept generalized"
  )
  private static var only: UInt64 { Token.word("only") }

  /// Whether a value is the surname `Null`: programs that have none write it in small letters or in capitals.
  private func isNull(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end - start == 4 && text[start] == 0x4E && text[start + 1] == 0x75 && text[start + 2] == 0x6C
      && text[start + 3] == 0x6C
  }

  /// What is said to be kept of a value.
  private static let keptParts = Engine.hashes(
    "state year month day zip zip3 city county country age initials date time domain suffix prefix region number text digits name"
  )

  /// Whether a value says that there is none, or what of it was kept: `State only`.
  private func isNothing(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    // The line below the names of columns is as wide as they are.
    if (start..<end).allSatisfy({ text[$0] == 0x2D || text[$0] == 0x3D }) { return true }
    guard end - start <= 14 else { return false }
    if !(start..<end).contains(where: { text.isWordByte($0) }) { return true }
    let whole = Token.hash(text, start..<end)
    if nothing(whole) != 0 || Self.takenAway.contains(whole) { return true }
    var last = end
    while last > start, text[last - 1].isLetter { last -= 1 }
    // `State only`, for `4482913 only`.
    return last > start && Token.hash(text, last..<end) == Self.only
      && Self.keptParts.contains(Token.hash(text, start..<last - 1))
  }
}
