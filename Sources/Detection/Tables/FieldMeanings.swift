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
    let name = Self.withoutMasks(label, engine)
    let words = Self.words(name)
    guard !words.isEmpty, isKey || words.count <= Self.labelWordsMax else { return .nothing }
    if words == ["name"] { return .name }
    if words == ["date"] || words == ["type"] || words == ["id"] { return .coded }
    let judged = judge(FieldContext(name: name), engine: engine)
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
      return kind == .name && words.count == 1 ? .role : .identifier
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
  /// What a label means; one with something masked in it means what its copy's means.
  package func meaning(of label: String, isKey: Bool) -> FieldMeaning {
    let meaning = fields.meaning(of: label, isKey: isKey, engine: engine)
    if meaning == .nothing { return meaning }
    var scratch = ScanScratch()
    let bytes = Array(label.utf8)
    let tagged = Self.tag(findHeader(bytes, scratch: &scratch), in: bytes)
    if tagged == bytes { return meaning }
    return fields.meaning(
      of: String(decoding: tagged, as: UTF8.self),
      isKey: isKey,
      engine: engine
    )
  }

  /// Whether a value can be what the label beside it says: prose is none of it, a number has a digit, a
  /// name and a place a letter, an address of the net its signs.
  func mayBeLabelled(
    _ text: Span<UInt8>,
    _ field: FieldJudgement,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard case .identifier(let kind, let part) = field.verdict else { return true }
    scratch.tokenize(text)
    if isProse(scratch), kind != .location || part != .street { return false }
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
