import Vocabulary

/// What columns say of one another: a `Name` alone, towns and postal codes beside states.
extension Scanner {
  /// Columns that are called `Name` and nothing else, in tables in which nothing else is about persons: of
  /// drugs, of tests or of people, as their values say.
  static func bareNames(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    var bare: [Int] = []
    for (index, sample) in samples.enumerated() where sample.field.column > 0 {
      let (field, verdict) = (sample.field, judgements[index].verdict)
      guard field.hint == .unknown, case .identifier(let kind, let part) = verdict else { continue }
      if kind == .name, !field.isLabelled, FieldNames.words(field.name) == ["name"] {
        bare.append(index)
      } else if isAboutPersons(kind, part, field.name) {
        return []
      }
    }
    return bare
  }

  /// Whether a column of a kind tells of persons and of nothing else.
  private static func isAboutPersons(
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ name: String
  ) -> Bool {
    switch kind {
    case .date: FieldNames.words(name).contains { $0.hasPrefix("birth") || $0 == "dob" }
    case .location: part == .street || part == .zip
    case .name, .ssn, .mrn, .email, .phone, .healthPlan, .age, .username, .license, .secret: true
    default: false
    }
  }

  /// Letters of the shortest word that says what a thing is.
  private static let thingLettersMin = 3

  /// Whether words are those of a thing: an ordinary or clinical one among them, and no frequent name.
  static func isThing(_ tokens: [Token]) -> Bool {
    var isThing = false
    for token in tokens where token.isWord && token.length >= thingLettersMin {
      let bands = Lexicon.bands(token.hash)
      if max(bands.first, bands.last) >= 3, bands.clinical == 0, !bands.isBrand { return false }
      isThing = isThing || bands.english > 0 || bands.clinical > 0 || bands.isBrand
    }
    return isThing
  }

  /// Values of a column from which on it is judged by its neighbours.
  private static let neighbourValuesMin = 3
  /// Digits of a postal code, and of one with its further digits.
  private static let postalDigits = 5
  /// Columns from that of states to that of postal codes, at most.
  private static let postalReach = 2

  /// The columns of towns before a column of codes of states, and of postal codes behind it.
  func besideStates(_ samples: [FieldSample]) -> [(index: Int, part: LocationPart)] {
    let columns = samples.indices
      .filter {
        samples[$0].field.column > 0 && !samples[$0].field.isHeader
          && samples[$0].field.hint == .unknown
      }
      .sorted { samples[$0].field.column < samples[$1].field.column }
    var found: [(index: Int, part: LocationPart)] = []
    for (place, index) in columns.enumerated() where Self.isOfStates(samples[index].values) {
      let reach = (place + 1)..<min(columns.count, place + 1 + Self.postalReach)
      let postal = reach.first { Self.isOfPostalCodes(samples[columns[$0]].values) }
      if let postal { found.append((columns[postal], .zip)) }
      if place > 0, postal != nil || samples[index].field.name.isEmpty,
        Self.isOfWords(samples[columns[place - 1]].values)
      {
        found.append((columns[place - 1], .city))
      }
    }
    return found
  }

  /// Whether nearly all values are codes of states.
  private static func isOfStates(_ values: [[UInt8]]) -> Bool {
    guard values.count >= neighbourValuesMin else { return false }
    let states = values.count {
      $0.count == 2 && $0.allSatisfy(\.isUppercase) && States.codes(Token.hash($0)) != 0
    }
    return states * 10 >= values.count * 9
  }

  /// Whether nearly all values are postal codes.
  private static func isOfPostalCodes(_ values: [[UInt8]]) -> Bool {
    let codes = values.count { value in
      let digits = value.count(where: \.isDigit)
      let isLong = value.count == digits + 1 && digits == postalDigits + 4
      return digits == postalDigits && value.count == digits
        || isLong && value[postalDigits] == 0x2D
    }
    return codes >= neighbourValuesMin && codes * 10 >= values.count * 9
  }

  /// Whether nearly all values are words and nothing else.
  private static func isOfWords(_ values: [[UInt8]]) -> Bool {
    let words = values.count { value in
      value.count > 2
        && value.allSatisfy { $0.isLetter || $0 >= 0x80 || [0x20, 0x27, 0x2D, 0x2E].contains($0) }
    }
    return words >= neighbourValuesMin && words * 10 >= values.count * 9
  }
}
