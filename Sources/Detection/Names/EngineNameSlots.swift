import Vocabulary

/// Whole names at places of a line that only names take: before the time of a message, between `From` and
/// `to`, above the word for a party to a suit, on lists of who signed in.
///
/// Elsewhere a word of the language has to be a name where it stands; here what stands around says that it is
/// one: `2. April Page    9:15 PM`, `WILL HEAD, M.D.,` above `Defendant`.
extension Engine {
  /// Words of such a name, and bytes of one, at most.
  private static let slotWordsMax = 5
  private static let slotBytesMax = 48

  /// What leads to a name.
  private enum SlotLead {
    /// Nothing but blanks in its line.
    case line
    /// The number of a list: `2. `.
    case number
    /// The number of a dependant on a card: `01 `.
    case dependant
    /// `From`, of a chat's line.
    case from
    /// An asterisk.
    case star
    /// The number of a room on a list: `303 `.
    case room
    /// `Subject:` of a mail, with what says that it answers or forwards another.
    case subject
  }

  /// Words at a slot.
  private struct SlotName {
    /// All of them.
    var range: Range<Int>
    /// Each of them, particles left out.
    var words: [Range<Int>] = []
    /// How many stand before the comma of `Page, April`; 0 where there is none.
    var surnames = 0
  }

  /// Finds what only its place in a line tells, from a token that begins one or stands behind a number that
  /// does or behind `From`.
  @inline(__always)
  func matchSlots(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    if token.shape == .lower, token.gap == .marks, text.at(Int(token.start) &- 1) == 0x28 {
      return matchBeforeKin(text, index, &scratch)
    }
    if token.shape == .lower { return matchNoteUser(text, index, &scratch) }
    if token.shape == .upper, token.length > 5 { matchPostLogin(text, index, &scratch) }
    if index == 0 || token.gap == .lineBreak {
      matchNameSlot(text, index, &scratch)
      return matchLetterPlace(text, index, &scratch)
    }
    let before = scratch.tokens[index &- 1]
    if text.at(Int(token.start) &- 1) == 0x28, before.isDigits {
      return matchRoomed(text, index, &scratch)
    }
    if before.gap == .none || before.isDigits && before.length == 4 {
      matchShift(text, index, &scratch)
    }
    if before.shape == .upper, before.length < 5, token.gap == .blank, token.shape == .capitalized {
      matchBehindPost(text, index, &scratch)
    }
    if before.isDigits && (index == 1 || before.gap == .lineBreak) || before.hash == Self.fromWord
      || before.length <= 7 && Self.answers.contains(before.hash)
    {
      matchNameSlot(text, index, &scratch)
    }
  }

  /// Finds a whole name from its first word.
  private func matchNameSlot(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[index].start)
    guard let lead = slotLead(text, index, scratch), let name = slotName(text, start),
      let rule = rule(.role),
      isSlotName(text, name, lead) && endsSlot(text, name, lead) || isDependant(text, name, lead),
      lead != .room || isOnRoomList(text, start)
    else { return }
    // A list's number and a month are no day.
    while let last = scratch.found.last, last.kind == .date, last.end > start {
      scratch.found.removeLast()
    }
    emit(rule, name.range.lowerBound, name.range.upperBound, .format | .context, scratch: &scratch)
  }

  /// `the pt in 303 (Day) needs`: a surname in brackets behind a patient's room, found from its first word.
  private func matchRoomed(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let start = Int(scratch.tokens[index].start)
    let room = scratch.tokens[index - 1]
    guard index > 2, (2...4).contains(room.length), room.end == start - 2, let rule = rule(.role),
      Self.roomWords.contains(scratch.tokens[index - 2].hash),
      scratch.tokens[index - 2].hash != Self.inWord
        || Self.patients.contains(scratch.tokens[index - 3].hash),
      let name = slotName(text, start), text.at(name.range.upperBound) == 0x29,
      isSlotName(text, name, .room)
    else { return }
    emit(rule, name.range.lowerBound, name.range.upperBound, .format | .context, scratch: &scratch)
  }

  /// `spoke to Durante (dtr)`: a name before a relative in brackets, found from the relative.
  private func matchBeforeKin(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (token, name) = (scratch.tokens[index], scratch.tokens[max(0, index - 1)])
    guard index > 0, Self.relatives.contains(token.hash),
      [0x29, 0x2C, 0x2F].contains(text.at(token.end)),
      name.isWord, name.shape.startsWithCapital, name.length > 2, name.end == Int(token.start) - 2,
      let rule = rule(.role)
    else { return }
    let bands = Lexicon.bands(name.hash)
    let isName = max(bands.first, bands.last) > 1 && bands.clinical == 0
    guard isName || bands.english == 0 && bands.clinical == 0, !bands.isState, !bands.isCountry,
      !isWord(index - 1, [.weekday, .month, .person], scratch)
    else { return }
    emit(rule, Int(name.start), name.end, .format | .context, scratch: &scratch)
  }

  private static let relatives = hashes(
    "son dtr daughter dau wife husband spouse mother mom father dad brother sister aunt uncle niece nephew cousin "
      + "granddaughter grandson grandmother grandfather gma gpa partner fiance fiancee neighbor friend caregiver poa hcp"
  )
  private static var inWord: UInt64 { Token.word("in") }
  private static let roomWords = hashes("in rm room bed bay")
  private static let patients = hashes("pt patient lady gentleman man woman guy gal kid boy girl")

  /// What leads to a token; nil where it begins no slot.
  private func slotLead(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> SlotLead? {
    let token = scratch.tokens[index]
    if index == 0 || token.gap == .lineBreak {
      var offset = Int(token.start) - 1
      let isStar = text.at(offset) == 0x2A
      if isStar { offset -= 1 }
      while text.at(offset) == 0x20 || text.at(offset) == 0x09 { offset -= 1 }
      guard offset < 0 || text[offset] == 0x0A else { return nil }
      return isStar ? .star : .line
    }
    let before = scratch.tokens[index - 1]
    if Self.answers.contains(before.hash) { return isSubject(index, scratch) ? .subject : nil }
    if before.isDigits, before.length <= 4, index == 1 || before.gap == .lineBreak {
      let mark = text.at(before.end)
      if mark == 0x20 { return before.length == 2 ? .dependant : before.length > 2 ? .room : nil }
      return (mark == 0x2E || mark == 0x29) && text.at(before.end + 1) == 0x20 ? .number : nil
    }
    return before.hash == Self.fromWord && index > 1 && scratch.tokens[index - 2].isDigits
      ? .from : nil
  }

  private static var fromWord: UInt64 { Token.word("from") }

  /// Whether the line up to a token is the subject of a mail that answers or forwards another.
  private func isSubject(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var first = index - 1
    while first > 0, index - first <= Self.answersMax,
      Self.answers.contains(scratch.tokens[first].hash),
      scratch.tokens[first].gap != .lineBreak
    {
      first -= 1
    }
    return Self.subjects.contains(scratch.tokens[first].hash)
      && (first == 0 || scratch.tokens[first].gap == .lineBreak)
  }

  /// Words of answers before a name, at most.
  private static let answersMax = 8
  private static let subjects = hashes("subject betreff objet asunto assunto")
  private static let answers = hashes("re fw fwd aw wg tr rv subject betreff objet asunto assunto")

  /// The words with capitals, and particles between them, from an offset on; nil for none.
  private func slotName(_ text: Span<UInt8>, _ start: Int) -> SlotName? {
    var name = SlotName(range: start..<start)
    var (place, count) = (start, 0)
    while count < Self.slotWordsMax, place - start < Self.slotBytesMax {
      var end = place
      while text.at(end).isLetter || text.at(end) >= 0x80
        || (text.at(end) == 0x27 || text.at(end) == 0x2D) && text.at(end + 1).isLetter
      {
        end += 1
      }
      let isCapital = text.at(place).isUppercase || text.at(place) >= 0xC3
      let isParticle = Self.isParticle(Token.hash(text, place..<max(place, end)))
      guard end > place, isCapital || isParticle else { break }
      count += 1
      if !isParticle || isCapital && count == 1 { name.words.append(place..<end) }
      // `St. John`, `Rose A. Hill`
      if text.at(end) == 0x2E, end - place <= 2 { end += 1 }
      name.range = start..<end
      let next = text.at(end) == 0x2C ? end + 2 : end + 1
      guard text.at(next - 1) == 0x20, text.at(next).isLetter || text.at(next) >= 0xC3 else {
        break
      }
      if text.at(end) == 0x2C {
        guard name.surnames == 0, !isCredential(text, next) else { break }
        name.surnames = name.words.count
      }
      place = next
    }
    return name.words.isEmpty ? nil : name
  }

  /// Whether what people may put behind their names stands at an offset: `RN`, `M.D.`.
  private func isCredential(_ text: Span<UInt8>, _ start: Int) -> Bool {
    if text.at(start + 1) == 0x2E, text.at(start + 2).isUppercase { return true }
    var end = start
    while text.at(end).isLetter { end += 1 }
    return CueTable.builtIn.cue(Token.hash(text, start..<end)).contains(.credential)
      && (start..<end).contains { $0 > start && text[$0].isUppercase }
  }

  /// Whether words are a first name and a surname, whatever else they mean.
  private func isSlotName(_ text: Span<UInt8>, _ name: SlotName, _ lead: SlotLead) -> Bool {
    let (words, surnames) = (name.words, name.surnames)
    if lead == .room || lead == .subject {
      return surnames == 0 && words.count <= 2
        && words.allSatisfy {
          let bands = Lexicon.bands(Token.hash(text, $0))
          return bands.last >= (lead == .room ? 2 : 3) && bands.clinical < 3 && !bands.isBrand
        }
    }
    guard words.count > 1, surnames < words.count else { return false }
    let given = Lexicon.bands(Token.hash(text, words[surnames]))
    let surname = Lexicon.bands(
      Token.hash(text, words[surnames > 0 ? surnames - 1 : words.count - 1])
    )
    guard given.first >= 2 || given.first == 1 && surname.last >= 3 else { return false }
    return words.allSatisfy { word in
      let bands = Lexicon.bands(Token.hash(text, word))
      return bands.first > 0 || bands.last > 0 || bands.english == 0 && bands.clinical == 0
    }
  }

  /// Whether what stands behind a name is what stands behind nothing else.
  private func endsSlot(_ text: Span<UInt8>, _ name: SlotName, _ lead: SlotLead) -> Bool {
    let end = name.range.upperBound
    var place = end
    while text.at(place) == 0x20 || text.at(place) == 0x09 { place += 1 }
    let isWide = place > end + 1 || text.at(end) == 0x09
    switch lead {
    case .star: return text.at(end) == 0x2A && name.surnames > 0
    case .from: return isTold(text, end)
    case .dependant: return false
    case .number: return isWide && isClock(text, place)
    case .room: return text.at(end) == 0x20 && text.at(end + 1) == 0x2D && text.at(end + 2) == 0x20
    case .subject: return place == end + 1 && isMove(text, place)
    case .line: break
    }
    if isWide, isClock(text, place) { return true }
    if place > end {
      return isBirthWord(text, place) || name.range.lowerBound == 0 && isVisit(text, place)
    }
    guard text.at(end) == 0x2C else { return false }
    // `April Page, [16.07.2020 20:08]`
    if text.at(end + 1) == 0x20, text.at(end + 2) == 0x5B { return text.at(end + 3).isDigit }
    var behind = end + 1
    if text.at(behind) == 0x20, isCredential(text, behind + 1) {
      behind += 1
      while text.at(behind).isLetter || text.at(behind) == 0x2E || text.at(behind) == 0x2C
        || text.at(behind) == 0x20 && isCredential(text, behind + 1)
      {
        behind += 1
      }
      // `Page, April, RN  1/3 9:15 PM`
      if text.at(behind) == 0x20, text.at(behind + 1) == 0x20, text.at(behind + 2).isDigit {
        return true
      }
    }
    return isParty(text, behind)
  }

  /// Whether the line before or behind that of an offset is on the same list of rooms: `303 Frost - CHF`.
  private func isOnRoomList(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard let line = text.line(around: offset, bytesMax: Self.roomLineBytesMax) else {
      return false
    }
    return [line.lowerBound - 1, line.upperBound + 1]
      .contains { place in
        guard place >= 0, place < text.count,
          let other = text.line(around: place, bytesMax: Self.roomLineBytesMax)
        else { return false }
        var end = other.lowerBound
        while text.at(end).isDigit { end += 1 }
        guard (3...4).contains(end - other.lowerBound), text.at(end) == 0x20,
          let name = slotName(text, end + 1)
        else { return false }
        return endsSlot(text, name, .room)
      }
  }

  /// Bytes of a line of such a list to each side of a name, at most.
  private static let roomLineBytesMax = 160

  /// Whether what a visit is for stands at an offset, behind a name that begins the title of one:
  /// `April Page post op`.
  private func isVisit(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var place = start
    if text.at(place) == 0x2D || text.at(place) == 0x2F, text.at(place + 1) == 0x20 { place += 2 }
    return Self.visits.contains(wordHash(text, place))
  }

  private static let visits = hashes(
    "post postop pre preop follow followup consult annual recheck physical appt checkup f fu"
  )

  /// Whether what becomes of a patient stands at an offset: `Page discharge`.
  private func isMove(_ text: Span<UInt8>, _ start: Int) -> Bool {
    Self.moves.contains(wordHash(text, start))
  }

  private static let moves = hashes("discharge admission transfer placement dispo referral consult")

  /// The hash of the small letters from an offset on.
  private func wordHash(_ text: Span<UInt8>, _ start: Int) -> UInt64 {
    var end = start
    while text.at(end).isLetter, !text.at(end).isUppercase { end += 1 }
    return Token.hash(text, start..<end)
  }

  /// Whether a time stands at an offset: `9:15`.
  private func isClock(_ text: Span<UInt8>, _ start: Int) -> Bool {
    let colon = text.at(start + 1) == 0x3A ? start + 1 : start + 2
    return text.at(start).isDigit && text.at(colon - 1).isDigit && text.at(colon) == 0x3A
      && text.at(colon + 1).isDigit && text.at(colon + 2).isDigit
  }

  /// Whether `to` and whom a chat's line is for stand behind a name: `From  April Page  to  Everyone:`.
  private func isTold(_ text: Span<UInt8>, _ end: Int) -> Bool {
    var place = end
    while text.at(place) == 0x20 || text.at(place) == 0x09 { place += 1 }
    return place > end && text.at(place) == 0x74 && text.at(place + 1) == 0x6F
      && text.at(place + 2) == 0x20
  }

  /// Whether a word for a birth stands at an offset: `d.o.b.`, `DOB`.
  private func isBirthWord(_ text: Span<UInt8>, _ start: Int) -> Bool {
    if text.at(start + 1) == 0x2E {
      return text.at(start) | 0x20 == 0x64 && text.at(start + 2) | 0x20 == 0x6F
        && text.at(start + 4) | 0x20 == 0x62
    }
    var end = start
    while text.at(end).isLetter { end += 1 }
    return Self.birthWords.contains(Token.hash(text, start..<end))
  }

  private static let birthWords = hashes("dob birthdate born bday")

  /// Blank lines and lines below a name in which the word for a party is looked for.
  private static let partyLines = 3

  /// Whether a line ends at an offset, above one that begins with the word for a party to a suit or with
  /// what stands between two: `Plaintiff,`, `-against-`.
  private func isParty(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard isEndOfLine(text, end) else { return false }
    var place = end
    var lines = 0
    while place < text.count, text[place] <= 0x20 {
      if text[place] == 0x0A { lines += 1 }
      place += 1
    }
    guard lines > 0, lines <= Self.partyLines else { return false }
    while text.at(place) == 0x2D { place += 1 }
    var last = place
    while text.at(last).isLetter { last += 1 }
    return Self.parties.contains(Token.hash(text, place..<last))
  }

  private static let parties = hashes(
    """
    plaintiff plaintiffs defendant defendants petitioner petitioners respondent respondents appellant \
    appellee claimant complainant against v vs versus
    """
  )

  /// Lines above a dependant in which the word for them stands, at most.
  private static let dependantLines = 8

  /// Whether a line of a card is somebody's name behind a number, below the word for dependants:
  /// `01 ART DAY`.
  private func isDependant(_ text: Span<UInt8>, _ name: SlotName, _ lead: SlotLead) -> Bool {
    guard lead == .dependant, isEndOfLine(text, name.range.upperBound),
      Lexicon.bands(Token.hash(text, name.words[0])).first > 0
    else { return false }
    var place = name.range.lowerBound
    for _ in 0..<Self.dependantLines {
      guard let line = text.line(around: place, bytesMax: Self.slotBytesMax) else { return false }
      var end = line.lowerBound
      while text.at(end).isLetter { end += 1 }
      if Self.dependants.contains(Token.hash(text, line.lowerBound..<end)) { return true }
      guard line.lowerBound > 0 else { return false }
      place = line.lowerBound - 1
    }
    return false
  }

  private static let dependants = hashes("dependents dependent dependants dependant")
}
