package import Vocabulary

/// Which texts are names of fields, whoever reads them: the cells of a header, the labels of a form.
extension Scanner {
  /// Bytes of a name.
  private static let nameBytes = 2...48

  /// What a text is as the name of a field.
  ///
  /// Every word of it has to be one of names of fields: `Patient Last Name` is one, `Grace Street` is
  /// what stands below one. A mask is never one, so that a copy's values are none either.
  package func namedField(_ text: ArraySlice<UInt8>) -> NamedField {
    guard Self.nameBytes.contains(text.count), FieldNames.mayBeKnown(text) else { return .unknown }
    if FieldNames.isNote(text) { return .code }
    switch fields.known(String(decoding: text, as: UTF8.self), engine: engine) {
    case .identifier(.name, _), .identifier(.ssn, _), .identifier(.mrn, _),
      .identifier(.email, _), .identifier(.phone, _), .identifier(.healthPlan, _):
      return .person
    case .identifier: return .identifier
    case .coded: return .code
    default: return .unknown
    }
  }
}

extension FieldNames {
  /// Words of a name of a field that are in no entry of the table.
  private static let furtherWords: Set<String> = [
    "of", "the", "s", "in", "at", "for", "and", "or", "legal", "preferred", "primary", "secondary",
    "current", "permanent", "other", "us", "usa", "full", "office", "day", "evening", "line",
  ]
  /// Every word of the table's names.
  private static let vocabulary = Set(
    FieldRules.names.flatMap { $0.names.split { $0 == "," || $0 == " " }.map(String.init) }
  )
  /// Words of a name at most.
  private static let knownWordsMax = 6

  /// Whether a text has words, and no more of them than a known name: what `known` says yes to passes.
  static func mayBeKnown(_ text: ArraySlice<UInt8>) -> Bool {
    var (words, isBehindBlank, hasLetter) = (0, true, false)
    for byte in text {
      if isBehindBlank, byte.isLetter { words += 1 }
      hasLetter = hasLetter || byte.isLetter
      isBehindBlank = byte == 0x20
    }
    return hasLetter && words <= knownWordsMax
  }

  /// Whether a text is a name of what somebody writes freely: `COMMENTS`.
  static func isNote(_ text: ArraySlice<UInt8>) -> Bool {
    let word = text.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
    return word.count <= noteBytesMax && text[word.endIndex...].allSatisfy { $0 == 0x20 }
      && FieldRules.notes.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  /// Bytes of such a name, at most.
  private static let noteBytesMax = 16

  /// The meaning of a name all of whose words are words of names of fields; nil for other texts.
  func known(_ name: String, engine: Engine) -> FieldJudgement.Verdict? {
    if name.utf8.contains(0x5B), Self.withoutMasks(name, engine) != name { return nil }
    let words = Self.words(name)
    guard (1...Self.knownWordsMax).contains(words.count),
      words.allSatisfy({ Self.isWordOfNames($0) })
    else { return nil }
    let verdict = judge(FieldContext(name: words.joined(separator: " "), column: 1), engine: engine)
    if case .text = verdict.verdict { return nil }
    return verdict.verdict
  }

  /// Whether a word stands in names of fields, or is short for one that does.
  private static func isWordOfNames(_ word: String) -> Bool {
    if vocabulary.contains(word) || furtherWords.contains(word) { return true }
    if FieldRules.isShort(word) || word.count <= 2 && word.allSatisfy(\.isNumber) { return true }
    return word.count >= 4 && !FieldRules.expanded([word]).isEmpty
  }
}
