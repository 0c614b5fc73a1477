import Vocabulary

/// Columns whose cells hold persons with other things, as their cells say: calendars, rosters, maps of boxes, and
/// columns that are called after those whom they hold.
extension Scanner {
  /// Columns that one grid has at least: where days or places are above them, and where nothing is.
  private static let namedColumnsMin = 2
  private static let bareColumnsMin = 3
  /// Runs of words from which on a grid is judged.
  private static let partsMin = 4

  /// Words above the columns of a calendar, a roster or a box.
  private static let gridWords: Set<String> = [
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "monday", "tuesday",
    "wednesday", "thursday", "friday", "saturday", "sunday", "am", "pm", "day", "days", "night",
    "nights", "eve", "eves", "evening", "evenings", "morning", "afternoon", "noc", "noon", "chair",
    "room", "rm", "or", "slot", "bay", "bed", "col", "column", "shift", "week", "wk", "pod", "pos",
    "position", "lane", "table", "station", "block", "a", "b", "c", "d", "e", "f", "g",
    "h", "1st", "2nd", "3rd", "first", "second", "third", "late", "early", "weekend", "op", "exam",
  ]

  /// Whether a column is called as those of grids are: after a day, a time, a chair, a number.
  private static func isOfGrid(_ name: String) -> Bool {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return (1...3).contains(words.count)
      && words.allSatisfy { gridWords.contains(String($0)) || $0.allSatisfy(\.isNumber) }
  }

  /// What the runs of words in cells are together.
  private struct PartVotes {
    var count = 0
    var strong = 0
    var things = 0
    var named = 0
    var distinct: Set<[UInt8]> = []

    mutating func add(_ values: [[UInt8]]) {
      for value in values {
        for part in NamedParts.of(value.span) where !part.isTown || part.isStrong {
          count += 1
          if part.isStrong { strong += 1 }
          if part.isThing { things += 1 }
          if part.mayBeName { named += 1 }
          distinct.insert(Array(value[part.range]))
        }
      }
    }
  }

  /// Judges columns by what stands in parts of their cells.
  func judgeByParts(_ samples: [FieldSample], _ judgements: inout [FieldJudgement]) {
    let grids = gridsOfPersons(samples, judgements)
    for index in grids + mixedPersons(samples, judgements) {
      (judgements[index].verdict, judgements[index].isMixed) = (.text, true)
    }
    for index in writtenFreely(samples, judgements) where !grids.contains(index) {
      (judgements[index].verdict, judgements[index].isNote) = (.text, true)
    }
  }

  /// Columns that are parts of a grid of persons: most runs of words in their cells are names, few are things, and most
  /// differ from one another.
  func gridsOfPersons(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    let candidates = samples.indices.filter { index in
      let (field, verdict) = (samples[index].field, judgements[index].verdict)
      guard field.hint == .unknown, field.column > 0, !field.isHeader, !field.isLabelled,
        !samples[index].values.isEmpty
      else { return false }
      if case .identifier = verdict { return false }
      return field.name.isEmpty || Self.isOfGrid(field.name)
    }
    let named = candidates.filter { !samples[$0].field.name.isEmpty }
    let bare = candidates.filter { samples[$0].field.name.isEmpty }
    return [(named, Self.namedColumnsMin), (bare, Self.bareColumnsMin)]
      .flatMap { columns, least -> [Int] in
        guard columns.count >= least else { return [] }
        var votes = PartVotes()
        for index in columns { votes.add(samples[index].values) }
        guard votes.count >= Self.partsMin, votes.distinct.count * 10 >= votes.count * 6,
          votes.strong * 10 >= votes.count * 4, votes.things * 10 <= votes.count * 2
        else { return [] }
        return columns
      }
  }

  /// Words of what columns are called after persons whom they hold with other things, or several in one cell.
  private static let personWords: Set<String> = [
    "who", "client", "clients", "lar", "kids", "children", "attg", "attending", "phleb",
    "recruiter",
    "tech", "psych", "inv", "aide", "aides", "sitter", "fh", "foster", "siblings", "residents",
    "patients", "participants", "caregivers", "guardians", "parents", "parent", "guardian", "sibs",
    "household", "visitors", "crew", "staff", "counselor", "caseworker", "therapist", "interpreter",
    "phlebotomist", "collector", "contact", "escort", "escorts", "complainant", "holder",
    "visiting",
  ]

  /// Those among them that nothing else is called.
  private static let firmWords: Set<String> = [
    "kids", "attg", "phleb", "phlebotomist", "recruiter", "sitter", "caseworker", "counselor",
  ]

  /// Columns that are called after persons and hold names, whatever stands beside these.
  func mixedPersons(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    samples.indices.filter { index in
      let field = samples[index].field
      guard field.hint == .unknown, field.column > 0, !field.isHeader, !field.name.isEmpty,
        !samples[index].values.isEmpty, FieldNames.words(field.name).count <= 4
      else { return false }
      if case .identifier = judgements[index].verdict { return false }
      let words = FieldNames.words(field.name)
      guard words.contains(where: Self.personWords.contains) else { return false }
      var votes = PartVotes()
      votes.add(samples[index].values)
      guard votes.count > 0 else { return false }
      // People are called `Comfort` and `Patience` as well, where a column is of people and of nothing else.
      if words.contains(where: Self.firmWords.contains), votes.named == votes.count { return true }
      return votes.strong * 10 >= votes.count * 4 && votes.things * 10 <= votes.count * 3
    }
  }

  // MARK: Notes

  /// Values, and differing ones of ten, from which on a column may hold notes.
  private static let notesMin = 2
  /// Bytes of a mark that is no note.
  private static let markBytesMax = 2

  /// Columns that staff write into freely, whatever they are called: several words in small letters that differ from
  /// row to row, and somebody is named in some.
  func writtenFreely(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, field.column > 0, !field.isHeader, !judgements[index].isNote,
        values.count >= Self.notesMin
      else { return false }
      if case .identifier = judgements[index].verdict { return false }
      // Marks of who came stand beside notes: `P`, `A`, `late - rode w/ Puspa`.
      let notes = values.filter { $0.count > Self.markBytesMax }
      guard notes.count >= Self.notesMin, Set(notes).count * 10 >= notes.count * 6 else {
        return false
      }
      // `5 mg` below the name of a drug is no word of a note.
      let lettersMin = judgements[index].verdict == .coded ? 3 : 2
      let written = notes.count { Self.isWritten($0, lettersMin) }
      guard written * 10 >= notes.count * 5 else { return false }
      return notes.count(where: Self.namesSomebody) * 10 >= notes.count
    }
  }

  /// Whether a value is several words, one of which is written in small letters.
  private static func isWritten(_ value: [UInt8], _ lettersMin: Int) -> Bool {
    let words = value.split { $0 == 0x20 || $0 == 0x2F }.filter { $0.contains(where: \.isLetter) }
    return words.count > 1
      && words.contains { word in
        word.count >= lettersMin && word.allSatisfy { !$0.isUppercase && !$0.isDigit && $0 != 0x5B }
      }
  }

  /// Whether a word with a capital is a name that many have and nothing else.
  private static func namesSomebody(_ value: [UInt8]) -> Bool {
    value.split { !($0.isLetter || $0 >= 0x80) }
      .contains { word in
        guard let first = word.first, first.isUppercase, word.count > 2,
          word.dropFirst().contains(where: { !$0.isUppercase })
        else { return false }
        let bands = Lexicon.bands(Token.hash(word))
        return max(bands.first, bands.last) > 1 && bands.english == 0 && bands.isPlainWord
          && !bands.isEponym
      }
  }

  // MARK: Flags

  /// What answers say that are nobody's.
  private static let flags: Set<String> = [
    "y", "n", "yes", "no", "t", "f", "true", "false", "u", "unk", "unknown", "na", "n/a", "x",
  ]
  private static let flagBytesMax = 7

  /// Columns that are called as identifiers are and hold answers: `Copy given` Y, `NameDataQuality` 1.
  static func flags(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, field.column > 0, !field.isHeader, values.count > 1,
        case .identifier(let kind, _) = judgements[index].verdict
      else { return false }
      switch kind {
      case .name, .location, .phone, .ssn, .email, .organization:
        return values.allSatisfy { value in
          value.count <= flagBytesMax
            && flags.contains(String(decoding: value, as: UTF8.self).lowercased())
            || kind != .location && value.count <= 2 && value.allSatisfy(\.isDigit)
        }
      default: return false
      }
    }
  }

  /// Columns of short codes of places and positions or of what was measured, whose names are labels of something else in
  /// text: `Pod` C-12, `DW kg` 70.7.
  static func positions(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      return field.hint == .unknown && field.column > 0 && !field.isHeader && values.count > 1
        && !judgements[index].rules.isEmpty
        && (values.allSatisfy(isPosition) || areMeasured(values))
    }
  }

  /// Bytes of a measured value.
  private static let measureBytesMax = 6

  /// Whether values are numbers, most of them with a point: `DW kg` 108.3, 70.7.
  private static func areMeasured(_ values: [[UInt8]]) -> Bool {
    let decimals = values.count { value in
      value.count { $0 == 0x2E } == 1 && value.first?.isDigit == true && value.last?.isDigit == true
    }
    return decimals * 2 > values.count
      && values.allSatisfy { value in
        value.count <= measureBytesMax && value.allSatisfy { $0.isDigit || $0 == 0x2E }
      }
  }

  /// Whether a value is one or two letters and one to three digits: `C-12`, `B204`, `P1`.
  private static func isPosition(_ value: [UInt8]) -> Bool {
    let letters = value.prefix { $0.isLetter }
    let digits = value.dropFirst(letters.count).drop { $0 == 0x2D }
    return (1...2).contains(letters.count) && (1...3).contains(digits.count)
      && value.count - letters.count - digits.count <= 1 && digits.allSatisfy(\.isDigit)
  }
}
