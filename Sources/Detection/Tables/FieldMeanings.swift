package import Vocabulary

/// What labels beside values mean, for readers that have to tell labels, headers and values apart.
extension FieldNames {
  /// Words of the longest label of a cell; longer ones are sentences.
  private static let labelWordsMax = 5

  /// What a label means.
  ///
  /// `isKey`: whether it was written for programs, in which any part counts; else the words that rules
  /// know are half of the label, and a person's part is all of it: `Follow up with doctor` is none.
  func meaning(of label: String, isKey: Bool, engine: Engine) -> FieldMeaning {
    guard mayMean(label, engine) else { return .nothing }
    let words = Self.words(label)
    guard !words.isEmpty, isKey || words.count <= Self.labelWordsMax,
      MaskTag.find(in: Array(label.utf8)[...]).isEmpty
    else { return .nothing }
    // `zip code 021` is a value: what is left of one that was masked.
    if !isKey, words.contains(where: { $0.count > 2 && $0.allSatisfy(\.isNumber) }) {
      return .nothing
    }
    if Self.isBareName(words) { return .name }
    if words == ["date"] || words == ["type"] || words == ["id"] { return .coded }
    let judged = judge(FieldContext(name: label), engine: engine)
    switch judged.verdict {
    case .text:
      return !judged.rules.isEmpty && (isKey || words.count <= 3) ? .identifier : .nothing
    case .coded: return isKey ? .coded : covers(words) ? .coded : .nothing
    case .identifier(let kind, _):
      guard isKey ? endsInField(words) : covers(words) else { return .nothing }
      if kind == .date || kind == .age {
        let isBirth = words.contains { ["birth", "dob", "birthdate", "birthday"].contains($0) }
        return isBirth ? .identifier : .coded
      }
      // `PATNAME` is two words.
      let isRole =
        kind == .name && words.count == 1 && !Self.unmistakable.contains(words[0])
        && FieldRules.expanded(words).count < 2
      return isRole ? .role : .identifier
    }
  }

  /// `Name` and nothing else, in the languages of the table: of a person or of a thing.
  private static let bareNames: Set<String> = ["name", "nombre", "nom", "nome"]

  /// Whether words are such a name.
  private static func isBareName(_ words: [String]) -> Bool {
    words.count == 1 && bareNames.contains(words[0])
  }

  /// Whether a field is called so.
  static func isBareName(_ name: String) -> Bool { isBareName(words(name)) }

  /// Words that mean a part of a name and nothing else: `Last` and `Provider` may head other things.
  private static let unmistakable: Set<String> = [
    "surname", "forename", "firstname", "lastname", "middlename", "fullname", "givenname", "fname",
    "lname", "mname", "nickname", "nachname", "vorname", "familienname", "geburtsname", "prénom",
    "prenom", "achternaam", "voornaam", "cognome", "sobrenome",
  ]

  /// Whether a word of a label is one of any name of a field: most texts hold none, and words are dear.
  private func mayMean(_ label: String, _ engine: Engine) -> Bool {
    let bytes = Array(label.utf8)
    var start = 0
    for index in 0...bytes.count {
      let isEnd = index == bytes.count || !(bytes[index].isAlphanumeric || bytes[index] >= 0x80)
      // As `words` cuts them.
      let isBreak =
        !isEnd && index > start && bytes[index].isUppercase
        && (!bytes[index - 1].isUppercase
          || index + 1 < bytes.count && bytes[index + 1].isLetter && !bytes[index + 1].isUppercase)
      guard isEnd || isBreak else { continue }
      if start < index, isKnown(bytes[start..<index], engine) { return true }
      start = isEnd ? index + 1 : index
    }
    return false
  }

  /// Whether a word is one of a name, or two that are short for some.
  private func isKnown(_ word: ArraySlice<UInt8>, _ engine: Engine) -> Bool {
    let hash = Token.hash(word)
    if known.contains(hash) || engine.words(hash) != 0 || FieldRules.isRunTogether(word) {
      return true
    }
    guard (4...8).contains(word.count) else { return false }
    return (word.startIndex + 2...word.endIndex - 2)
      .contains { cut in
        FieldRules.shortHashes.contains(Token.hash(word[..<cut]))
          && FieldRules.shortHashes.contains(Token.hash(word[cut...]))
      }
  }

  /// Whether a key ends in the name of a field: `SmtpPassword` does, and `passwordEncoder` does not.
  private func endsInField(_ words: [String]) -> Bool {
    let long = FieldRules.expanded(words)
    for words in long.isEmpty ? [words] : [words, long] {
      for length in 1...min(4, words.count) {
        let phrase = words.suffix(length).joined(separator: " ")
        if knows(phrase, isWhole: length == words.count) { return true }
      }
    }
    return false
  }

  /// Whether what rules know of a label is at least half of it, and all of it where that is one word.
  private func covers(_ words: [String]) -> Bool {
    let long = FieldRules.expanded(words)
    return (long.isEmpty ? [words] : [words, long])
      .contains { words in (1...min(4, words.count)).contains { isPart($0, words) } }
  }

  /// Whether a phrase of that many of the words is known, and they are enough of them.
  private func isPart(_ length: Int, _ words: [String]) -> Bool {
    guard length * 2 >= words.count, length > 1 || words.count <= 2 else { return false }
    return (0...words.count - length)
      .contains { start in
        let phrase = words[start..<start + length].joined(separator: " ")
        return knows(phrase, isWhole: length == words.count)
      }
  }
}

extension Scanner {
  /// What a name that was written for programs means.
  func meaning(ofKey name: String) -> FieldMeaning {
    fields.meaning(of: name, isKey: true, engine: engine)
  }

  /// What a label means; one in which something would be masked is none, since it is none in the copy.
  package func meaning(of label: String, isKey: Bool) -> FieldMeaning {
    let meaning = fields.meaning(of: label, isKey: isKey, engine: engine)
    if meaning == .nothing { return meaning }
    var scratch = ScanScratch()
    let bytes = Array(label.utf8)
    let tagged = Self.tag(findHeader(bytes, scratch: &scratch), in: bytes)
    return tagged == bytes ? meaning : .nothing
  }

  /// Whether a value is running text: words in small letters between blanks, of which masks have none and
  /// codes few.
  private static func isProse(_ text: Span<UInt8>) -> Bool {
    let wordsMin = 4
    var (words, letters) = (0, 0)
    for index in 0...text.count {
      let byte = index < text.count ? text[index] : 0x20
      if byte <= 0x20 {
        if letters > 1 { words += 1 }
        letters = 0
      } else if letters >= 0 {
        let isSmall = byte.isLetter && !byte.isUppercase || byte >= 0x80
        letters = isSmall ? letters + 1 : byte == 0x2C || byte == 0x2E ? letters : -1
      }
    }
    return words >= wordsMin
  }

  /// What a label says of a value that is no number of it: a subscriber has a number and a name.
  func otherwise(_ text: Span<UInt8>, _ field: FieldJudgement) -> FieldJudgement.Verdict {
    guard Self.numbered.contains(field.own) || field.own == Self.numberedRole else {
      return .text
    }
    var person = field
    person.verdict = .identifier(.name, .none)
    return mayBeLabelled(text, person) ? person.verdict : .text
  }

  /// Persons who are called by their number or by their name.
  private static let numbered = Engine.hashes("subscriber subsc")
  private static let numberedRole = Token.hash("physician managing")

  /// Whether a value can be what the label beside it says: prose is none of it, a number has a digit, a
  /// name and a place a letter, an address of the net its signs.
  func mayBeLabelled(
    _ text: Span<UInt8>,
    _ field: FieldJudgement
  ) -> Bool {
    guard case .identifier(let kind, let part) = field.verdict else { return true }
    if Self.isProse(text), kind != .location || part != .street { return false }
    var (hasLetter, hasDigit, hasSign) = (false, false, false)
    for index in 0..<text.count {
      let byte = text[index]
      hasDigit = hasDigit || byte.isDigit
      hasLetter = hasLetter || byte.isLetter || byte >= 0x80
      hasSign = hasSign || byte == 0x40 || byte == 0x2E || byte == 0x2F || byte == 0x3A
    }
    switch kind {
    case .mrn, .healthPlan, .account, .license, .ssn, .phone, .fax, .device, .vehicle, .passport,
      .taxID, .creditCard, .iban, .bankRouting:
      return hasDigit
    case .location: return part == .zip || part == .other ? hasDigit : hasLetter
    case .name: return hasLetter
    case .email, .url, .ip: return hasSign
    default: return true
    }
  }
}
