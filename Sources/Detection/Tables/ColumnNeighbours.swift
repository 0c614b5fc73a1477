import Vocabulary

/// What columns say of one another: a `Name` alone, towns and postal codes beside states.
extension Scanner {
  /// Judges columns by the few words that name them and by the columns beside them.
  func judgeByNeighbours(_ samples: [FieldSample], _ judgements: inout [FieldJudgement]) {
    for index in perhapsPersons(samples) where judgements[index].verdict == .text {
      judgements[index].verdict = .identifier(.name, .none)
      judgements[index].isVoted = true
    }
    for (index, part) in Self.points(samples) where !judgements[index].isIdentifier {
      judgements[index].verdict = .identifier(.location, part)
      judgements[index].isVoted = true
    }
    for index in speakers(samples) where judgements[index].verdict == .text {
      judgements[index].verdict = .identifier(.username, .none)
      judgements[index].isVoted = true
    }
    for (index, part) in besideStates(samples) where judgements[index].verdict == .text {
      judgements[index].verdict = .identifier(.location, part)
      judgements[index].isVoted = true
    }
    for (index, part) in Self.generalized(samples) + Self.streets(samples)
    where judgements[index].verdict == .text {
      judgements[index].verdict = .identifier(.location, part)
      judgements[index].isVoted = true
    }
  }

  /// Columns that are called `Name` and nothing else, in tables in which nothing else is about persons: of
  /// drugs, of tests or of people, as their values say.
  static func bareNames(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    var bare: [Int] = []
    for (index, sample) in samples.enumerated() where sample.field.column > 0 {
      let (field, verdict) = (sample.field, judgements[index].verdict)
      guard field.hint == .unknown, case .identifier(let kind, let part) = verdict else { continue }
      if kind == .name, !field.isLabelled, FieldNames.isBareName(field.name) {
        bare.append(index)
      } else if isAboutPersons(kind, part, field.name) {
        return []
      }
    }
    return bare
  }

  /// Digits of the number of a line, letters of a degree.
  private static let lineDigits = 4
  private static let degreeLetters = 8
  /// What stands beside the number of those that fulfil a measure.
  private static let denominators: Set<String> = ["den", "denom", "denominator"]

  /// Columns that are called as identifiers are and hold none: `LINE` of a note, 1, 2, 3; `Credentials` that are
  /// degrees, RN, MD; `num` beside `den`.
  static func numbersOfLines(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    let isOfRates = samples.contains { denominators.contains($0.field.name.lowercased()) }
    return samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, field.column > 0, !values.isEmpty,
        let last = FieldNames.words(field.name).last
      else { return false }
      switch judgements[index].verdict {
      case .identifier(.location, .street):
        return last == "line"
          && values.allSatisfy { $0.count <= lineDigits && $0.allSatisfy(\.isDigit) }
      case .identifier(.secret, _):
        return last == "credentials" && values.allSatisfy(isDegrees)
      case .identifier, .text:
        return isOfRates && last == "num" && values.allSatisfy { $0.allSatisfy(\.isDigit) }
      case .coded: return false
      }
    }
  }

  /// Whether a value is degrees that stand behind names: `RN, BSN`, `MD`, `PA-C`.
  private static func isDegrees(_ value: [UInt8]) -> Bool {
    let words = value.split { !$0.isLetter }
    return !words.isEmpty && !value.contains(where: \.isDigit)
      && words.allSatisfy { $0.count <= degreeLetters }
      && words.contains { CueTable.builtIn.cue(Token.hash($0)).contains(.credential) }
  }

  /// Columns without a name that hold points of the earth, and numbers of streets right behind them.
  ///
  /// Source: US Census Bureau, Geocoding Services, whose answers to batches have no header.
  static func points(_ samples: [FieldSample]) -> [(index: Int, part: LocationPart)] {
    func isUnnamed(_ sample: FieldSample) -> Bool {
      sample.field.hint == .unknown && sample.field.name.isEmpty && sample.field.column > 0
        && !sample.field.isHeader && !sample.values.isEmpty
    }
    var found: [(index: Int, part: LocationPart)] = []
    for (index, sample) in samples.enumerated()
    where isUnnamed(sample) && sample.values.count >= neighbourValuesMin
      && sample.values.allSatisfy({ isDegrees($0, 90) })
    {
      // A latitude and a longitude in columns of their own.
      let next = samples.firstIndex {
        $0.field.column == sample.field.column + 1 && isUnnamed($0)
          && $0.values.count >= neighbourValuesMin && $0.values.allSatisfy { isDegrees($0, 180) }
      }
      if let next { found += [(index, .other), (next, .other)] }
    }
    for (index, sample) in samples.enumerated()
    where isUnnamed(sample) && sample.values.allSatisfy(isPoint) {
      found.append((index, .other))
      let next = samples.firstIndex {
        $0.field.column == sample.field.column + 1 && isUnnamed($0)
          && $0.values.allSatisfy { streetDigits.contains($0.count) && $0.allSatisfy(\.isDigit) }
      }
      if let next { found.append((next, .other)) }
    }
    return found
  }

  /// Digits of the number of a street's segment, and behind the point of a degree, at least.
  private static let streetDigits = 6...12
  private static let degreeDigits = 4

  /// Whether a value is degrees with four digits behind the point at least: `38.48334`.
  private static func isDegrees(_ value: [UInt8], _ most: Int) -> Bool {
    let parts = value.drop { $0 == 0x2D }.split(separator: 0x2E, omittingEmptySubsequences: false)
    guard parts.count == 2, (1...3).contains(parts[0].count), parts[1].count >= degreeDigits,
      parts.joined().allSatisfy(\.isDigit)
    else { return false }
    return parts[0].reduce(0) { $0 * 10 + Int($1 - 0x30) } <= most
  }

  /// Whether a value is a longitude and a latitude: `-73.69609,42.94265`.
  private static func isPoint(_ value: [UInt8]) -> Bool {
    let numbers = value.split(separator: 0x2C, omittingEmptySubsequences: false)
    return numbers.count == 2
      && numbers.allSatisfy { number in
        let parts = number.drop { $0 == 0x2D || $0 == 0x20 }
          .split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.count == 2 && (1...3).contains(parts[0].count)
          && parts[1].count >= degreeDigits && parts.joined().allSatisfy(\.isDigit)
      }
  }

  /// Names of fields that hold persons or things, as their values say: clients are people and programs.
  private static let perhapsPersons: Set<String> = [
    "anes", "anesthesiologist", "crna", "scrub", "circulator", "assistant", "therapist",
    "interpreter",
    "escort", "client", "parent", "child", "sibling", "caller", "kin", "rep", "guest", "visitor",
    "worker", "operator", "monitor", "collector", "signature", "investigator", "technician",
    "sample name",
    "sampler", "observer", "rater", "scorer",
    "worker", "dr", "attg", "to see", "sender", "homeroom", "presenter",
    "salutation", "holder", "complainant", "visiting", "covered by", "belongs to", "disclosed to",
  ]
  /// What stands beside a `from` that holds who wrote: other ones hold days, places and versions.
  private static let written: Set<String> = ["text", "message", "body", "subject", "content"]

  /// Columns that are called so and hold nothing but what persons are called.
  func perhapsPersons(_ samples: [FieldSample]) -> [Int] {
    samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, !field.isHeader, !values.isEmpty,
        let last = field.name.split(separator: ".").last
      else { return false }
      guard
        Self.mayBePersons(String(last))
          || last == "from"
            && (isOfMessage(field.name, samples) || values.allSatisfy(Self.isFullName))
      else { return false }
      return values.allSatisfy(Self.isLikePerson) && values.contains(where: Self.holdsName)
    }
  }

  /// Whether a value is a usual first name with a surname.
  private static func isFullName(_ value: [UInt8]) -> Bool {
    let words = value.split(separator: 0x20)
    guard words.count == 2 else { return false }
    return Lexicon.bands(Token.hash(words[0])).first > 1
      && Lexicon.bands(Token.hash(words[1])).last > 0
  }

  /// Whether fields of a message stand in the same object as one of a path.
  private func isOfMessage(_ name: String, _ samples: [FieldSample]) -> Bool {
    let holder = name.dropLast("from".count)
    let members = samples.filter { $0.field.name.hasPrefix(holder) }
      .map { String($0.field.name.dropFirst(holder.count).prefix { $0 != "." }) }
    return members.contains(where: Self.written.contains)
      || members.contains("type") && !members.contains("to")
  }

  /// Columns without a name that hold accounts behind a column of times: who speaks in a chat.
  func speakers(_ samples: [FieldSample]) -> [Int] {
    func isTimed(_ column: Int32) -> Bool {
      samples.contains { sample in
        sample.field.column == column && !sample.field.isHeader
          && sample.values.count >= Self.neighbourValuesMin
          && sample.values.allSatisfy(Self.isTime)
      }
    }
    return samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, !field.isHeader, field.name.isEmpty, field.column > 1,
        values.count >= Self.neighbourValuesMin, Set(values).count > 1, isTimed(field.column - 1)
      else { return false }
      let users = values.count { engine.isNumberedUser($0.span, 0..<$0.count) }
      return users * 10 >= values.count * 8
    }
  }

  /// Whether a value is a time, with a day or without: `2023-06-25 13:20`.
  private static func isTime(_ value: [UInt8]) -> Bool {
    value.contains(0x3A)
      && value.allSatisfy {
        $0.isDigit || [0x20, 0x2D, 0x2E, 0x2F, 0x3A, 0x54, 0x5A].contains($0)
      }
  }

  /// Whether a column that is called so may hold persons: `Client`.
  static func mayBePersons(_ name: String) -> Bool {
    let words = FieldNames.words(name)
    return words.count <= 2 && perhapsPersons.contains(words.joined(separator: " "))
  }

  /// Whether a value of such a column is a person.
  static func isPerson(_ value: [UInt8]) -> Bool { isLikePerson(value) && holdsName(value) }

  /// Whether a value is a surname and a first name with a comma between them, whatever words they are: `Swift, Royal`.
  static func isInverted(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: 0x2C, omittingEmptySubsequences: false)
    guard parts.count == 2, isLikePerson(value), let space = parts[1].first, space == 0x20 else {
      return false
    }
    let (last, first) = (
      parts[0].split(separator: 0x20).last, parts[1].split(separator: 0x20).first
    )
    guard let last, let first, first.count > 2, last.count > 1 else { return false }
    let (surname, given) = (
      Lexicon.bands(Token.hash(last)), Lexicon.bands(Token.hash(first))
    )
    return given.first > 0 && !given.isState && !given.isCountry
      && (surname.last > 0 || surname.english == 0)
  }

  /// Whether a value is one to four words with capitals: `Swift, Royal`, `Drew de la Cruz`, `O'Brien`.
  private static func isLikePerson(_ value: [UInt8]) -> Bool {
    // Masks, and the line below a header in Markdown.
    if value.first == 0x5B || value.allSatisfy({ $0 == 0x2D || $0 == 0x3A || $0 == 0x3D }) {
      return true
    }
    let words = value.split { $0 == 0x20 || $0 == 0x2C }
    let isLed = words.count > 1 && words.first.map { Engine.isParticle(Token.hash($0)) } == true
    return (1...4).contains(words.count) && (isLed || words.first?.first?.isUppercase == true)
      && words.last?.first?.isUppercase == true
      && value.allSatisfy {
        $0.isLetter || $0 >= 0x80 || [0x20, 0x27, 0x2C, 0x2D, 0x2E].contains($0)
      }
  }

  /// Whether a word of a value is a first name or a surname, and all of a single one no product.
  private static func holdsName(_ value: [UInt8]) -> Bool {
    value.split { $0 == 0x20 || $0 == 0x2C }
      .contains { word in
        let bands = Lexicon.bands(Token.hash(word))
        return max(bands.first, bands.last) >= 2 && !bands.isBrand
      }
  }

  /// Whether a column of a kind tells of persons and of nothing else.
  static func isAboutPersons(
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
    // `septin 2`: a number behind small words, as nobody has.
    var isThing =
      tokens.count > 1 && tokens.last?.isDigits == true && tokens.last?.gap == .blank
      && tokens.dropLast().allSatisfy { $0.shape == .lower }
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

  /// Digits of a house's number.
  private static let houseDigits = 1...6

  /// The columns of houses' numbers and of the streets behind them, which nobody names: `8213` beside `KESTREL RD`.
  ///
  /// Most texts of the second end as streets do, not all in the same way: `CT` is a scan as well.
  static func streets(_ samples: [FieldSample]) -> [(index: Int, part: LocationPart)] {
    let columns = samples.indices
      .filter {
        samples[$0].field.column > 0 && !samples[$0].field.isHeader
          && samples[$0].field.hint == .unknown && samples[$0].field.name.isEmpty
      }
      .sorted { samples[$0].field.column < samples[$1].field.column }
    return zip(columns, columns.dropFirst())
      .flatMap { house, street in
        let (numbers, names) = (samples[house].values, samples[street].values)
        guard numbers.count >= neighbourValuesMin, names.count >= neighbourValuesMin,
          numbers.allSatisfy({ houseDigits.contains($0.count) && $0.allSatisfy(\.isDigit) })
        else { return [(index: Int, part: LocationPart)]() }
        let ends = names.compactMap(streetEnd)
        let isOfStreets = ends.count * 10 >= names.count * 6 && Set(ends).count > 1
        return isOfStreets ? [(house, .street), (street, .street)] : []
      }
  }

  /// The last word of a text of several, if streets end so and their house does not stand before them:
  /// `KESTREL RD.`; nil for others.
  private static func streetEnd(_ name: [UInt8]) -> UInt64? {
    let words = name.split { $0 == 0x20 || $0 == 0x2E }
    guard words.count > 1, let last = words.last, name.first?.isDigit == false else { return nil }
    let hash = Token.hash(last)
    return CueTable.builtIn.cue(hash).isDisjoint(with: [.street, .streetWord]) ? nil : hash
  }
}
