import Vocabulary

/// What a cell is to a column that may hold persons.
private enum PersonCell {
  /// Nobody, in a column in which somebody may stand: `self`, `pend`, `?`, a day, a number.
  case aside
  /// A person by the name of many people; `isFirm` where something stands beside it that only persons have.
  case person(isFirm: Bool)
  /// What may be a person: a rare name, a word nobody knows.
  case rare(isFirm: Bool)
  /// What is a name of a disease or an ordinary word.
  case thing
  /// A town that many know.
  case place
  /// Anything else.
  case other
}

/// Columns of persons whose headings nobody knows, as their cells say: most of them are names, or begin with one that
/// only what persons have stands behind.
///
/// ```
/// Gonzales J 4/13     Liu (R3)     Vicki Thao (wife)     Taltin, Gilbert - son     Ravi/Isabela     Weller rm 31
/// ```
///
/// Such a column is judged as a whole, so that rare names and ones that are words as well are found in it.
extension Scanner {
  /// Cells from which on a column is judged, and where something beside its names is a person's.
  private static let cellsMin = 4
  private static let firmCellsMin = 2

  /// What stands behind or before a person in a cell and is nobody.
  private static let besidePersons = Engine.hashes(
    """
    rm room bed home family trust estate rev temp am pm til until since ok yes no and the of ext cell caller self \\
    him her his rn lvn iphone ipad phone
    """
  )
  /// What only persons have behind or before them.
  private static let firm = Engine.hashes(
    "rm room home family trust estate temp rn lvn nurse dr husb hubby wife spouse dtr dau son mom dad sis bro"
  )

  /// Words of names of columns that hold things.
  private static let thingWords: Set<String> = [
    "type", "status", "drug", "med", "meds", "medication", "payer", "payor", "ins", "insurance",
    "plan", "dept",
    "department", "unit", "loc", "location", "city", "town", "facility", "fac", "school", "vendor",
    "mfr",
    "manufacturer", "brand", "model", "make", "product", "item", "test", "exam", "dx", "diagnosis",
    "organism", "species", "strain", "color", "lang", "language", "race", "religion", "faith",
    "county", "state",
    "country", "group", "class", "category", "method", "device", "site", "title", "subject",
    "topic",
    "team", "event", "street", "hospital", "clinic", "agency", "company", "employer", "org",
    "organization",
    "co", "carrier", "lab", "pharmacy", "study", "procedure", "proc", "service", "svc", "specialty",
    "form",
    "formula", "allergy", "food", "diet", "song", "book", "course", "position", "job", "role",
    "occupation",
    "game", "gene", "antigen", "antibody", "instrument", "tool", "stain", "scale", "reagent",
    "software",
    "app", "application", "server", "host", "table", "column", "field", "variable", "vehicle",
    "car",
  ]

  /// Judges columns of persons by their cells.
  ///
  /// `isPersonal`: whether the table tells of persons elsewhere; where it does not, some cells have to.
  func judgeByCells(
    _ samples: [FieldSample],
    _ isPersonal: Bool,
    _ judgements: inout [FieldJudgement]
  ) {
    for index in samples.indices {
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, field.column > 0, !field.isHeader, !judgements[index].isMixed,
        values.count >= Self.firmCellsMin
      else { continue }
      // `PRELIM_BY` holds accounts, or persons where it has blanks.
      if case .identifier(let kind, _) = judgements[index].verdict,
        kind != .username || !values.allSatisfy({ $0.contains(0x20) })
      {
        continue
      }
      let isSmall = Self.hasNoCapitals(values)
      let isDoubtful = isSmall || judgements[index].verdict == .coded || !isPersonal
      guard holdsPersons(values, field.name, isSmall, isDoubtful, isPersonal) else { continue }
      (judgements[index].verdict, judgements[index].isMixed) = (.text, true)
      judgements[index].isSmall = isSmall
    }
  }

  /// Whether nobody writes capitals in values, of which some have letters.
  private static func hasNoCapitals(_ values: [[UInt8]]) -> Bool {
    values.allSatisfy { !$0.contains { $0.isUppercase || $0 >= 0x80 } }
      && values.contains { $0.contains(where: \.isLetter) }
  }

  /// Whether cells are persons, for the most part.
  private func holdsPersons(
    _ values: [[UInt8]],
    _ name: String,
    _ isSmall: Bool,
    _ isDoubtful: Bool,
    _ isPersonal: Bool
  ) -> Bool {
    var (persons, firm, rare, things, places, others) = (0, 0, 0, 0, 0, 0)
    var distinct: Set<[UInt8]> = []
    for value in values {
      switch Self.cell(value.span, isSmall) {
      case .aside: continue
      case .person(let isFirm):
        persons += 1
        if isFirm { firm += 1 }
      case .rare(let isFirm):
        rare += 1
        if isFirm { firm += 1 }
      case .thing: things += 1
      case .place: places += 1
      case .other: others += 1
      }
      distinct.insert(value)
    }
    let count = persons + rare + things + places + others
    let isFirm = firm * 2 >= count
    guard count >= (isFirm && !isSmall ? Self.firmCellsMin : Self.cellsMin),
      count * 6 >= values.count, distinct.count * 10 >= count * 6, places * 10 < count * 6,
      others * 10 <= count * 2, isPersonal || firm * 5 >= count && count >= Self.cellsMin
    else { return false }
    if !isFirm, FieldNames.words(name).contains(where: Self.thingWords.contains) { return false }
    let leastOfTen = isDoubtful ? 5 : isFirm ? 2 : 4
    return persons * 10 >= count * leastOfTen && (persons + rare) * 10 >= count * 7
  }

  /// What a cell is.
  private static func cell(_ text: Span<UInt8>, _ isSmall: Bool) -> PersonCell {
    let parts = NamedParts.of(text, isSmall: isSmall)
    var (place, isStranger, isFirm, words, letters) = (0, false, false, 0, 0)
    while place < text.count {
      let byte = text[place]
      if byte == 0x5B || byte == 0x5F || byte == 0x40 || byte == 0x3D { return .other }
      guard byte.isAlphanumeric || byte >= 0x80 else {
        place += 1
        continue
      }
      let end = NamedParts.wordEnd(text, place)
      let hash = Token.hash(text, place..<end)
      if parts.contains(where: { $0.range.contains(place) }) {
        isFirm = isFirm || firm.contains(hash)
      } else if !byte.isDigit {
        words += 1
        letters = max(letters, end - place)
        let cue = CueTable.builtIn.cue(hash)
        if firm.contains(hash) || !cue.isDisjoint(with: [.title, .kin, .credential]) {
          isFirm = true
        } else if !besidePersons.contains(hash), !NamedParts.isLead(hash),
          !isCode(text, place..<end)
        {
          isStranger = true
        }
      }
      place = end
    }
    guard !parts.isEmpty else {
      let asideLetters = 10
      return words <= 1 && letters <= asideLetters ? .aside : .other
    }
    if isStranger { return .other }
    isFirm = isFirm || parts.contains { $0.hasInitial || isMarked(text, behind: $0.range) }
    if parts.allSatisfy(\.isPlace), !isFirm { return .place }
    if parts.contains(where: { $0.isStrong && !$0.isEponym }) { return .person(isFirm: isFirm) }
    return parts.contains { !$0.isThing && $0.mayBeName && !$0.isEponym }
      ? .rare(isFirm: isFirm) : .thing
  }

  /// Whether a short mark in brackets stands behind a name: `Liu (R3)`.
  private static func isMarked(_ text: Span<UInt8>, behind name: Range<Int>) -> Bool {
    let markBytesMax = 8
    var place = name.upperBound
    while text.at(place) == 0x20 { place += 1 }
    guard text.at(place) == 0x28 else { return false }
    let end = (place..<min(text.count, place + markBytesMax)).first { text[$0] == 0x29 }
    return end != nil
  }

  /// Whether a word is two to four capitals or one with a digit, as years of training and services are: `R3`, `PGY2`.
  private static func isCode(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    word.count <= 4 && word.allSatisfy { text[$0].isUppercase || text[$0].isDigit }
  }
}
