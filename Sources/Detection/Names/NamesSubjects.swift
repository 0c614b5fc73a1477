import Vocabulary

/// Patients whose names are ordinary words, told by what is said of patients alone: `Hope Page was discharged home`,
/// `Bill Hand is a 45 year old man`, `the pt in 465 (Weeks) needs tele`.
extension NameFinder {
  private static var a: UInt64 { Token.word("a") }
  private static var an: UInt64 { Token.word("an") }
  private static let states = Engine.hashes("is was being remains")
  /// What is done with patients, and how they are.
  private static let treated = Engine.hashes(
    """
    admitted discharged seen evaluated examined referred transferred hospitalized readmitted intubated extubated \
    diagnosed born transported immunized vaccinated consented accompanied ambulating asleep afebrile alert oriented
    """
  )
  /// What patients do.
  private static let behaved = Engine.hashes(
    """
    presents presented reports reported denies denied complains complained underwent tolerated ambulated voided vomited \
    states stated refused verbalized verbalizes lives phoned
    """
  )
  private static var called: UInt64 { Token.word("called") }
  private static let matters = Engine.hashes("re about back regarding for to asking stating")
  private static let patients = Engine.hashes("pt patient resident client")
  private static let beds = Engine.hashes("in rm room bed")

  /// Finds a first and a last name with which such a sentence begins, or a surname behind a patient's room.
  ///
  /// - Returns: the index behind the name; `index` where there is none.
  func findPatient(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.word.words[index]
    if word.before.contains(.bracket) {
      guard word.bands.last > 0, word.cue.isDisjoint(with: .neverName), isRoommate(index, scratch)
      else { return index }
      scratch.add(index, index &+ 1, .name, .none, rule: context, .medium, .context)
      return index &+ 1
    }
    let (last, behind) = (scratch.wordAt(index &+ 1), index &+ 2)
    guard last.isCapital, !last.isTaken, last.before.isPlain, word.isUpper == last.isUpper,
      isPairOfWords(word, last)
    else { return index }
    if isNumbered(behind, scratch) || isGiven(index, behind, scratch) {
      scratch.add(index, behind, .name, .none, rule: full, .high, .context)
      return behind
    }
    guard last.cue.isDisjoint(with: [.facility, .disease, .title, .organization, .demographic])
    else { return index }
    let opens = index == 0 || word.before.endsSentence
    guard
      opens && isOfPatient(behind, scratch) || opens && isAgedBehind(behind, scratch)
        || isSpokenWith(index, scratch)
    else { return index }
    scratch.add(index, behind, .name, .none, rule: full, .high, .context)
    return behind
  }

  /// Whether two words are a first and a last name, in capitals the other way round as well.
  func isPairOfWords(_ one: Word, _ two: Word) -> Bool {
    one.bands.first > 0 && two.bands.last > 0
      || one.isUpper && one.bands.last > 0 && two.bands.first > 0
  }

  /// Whether what a form gives ends before a word: with its line or its column.
  func endsValue(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let behind = scratch.wordAt(index)
    return behind.end == 0 || !behind.before.isDisjoint(with: [.line, .wide, .bracket])
  }

  /// Whether a sex and an age stand in the columns behind a name: `HILL SKIP  M  62`.
  private func isAgedBehind(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (sex, age) = (scratch.wordAt(index), scratch.wordAt(index &+ 1))
    return sex.before.contains(.wide) && Self.sexes.contains(sex.hash) && age.isDigits
      && age.count <= 3
      && age.before.isSubset(of: [.blank, .wide])
  }

  /// Whether a name is all that a form gives behind a person's label: `Patient: Hope Case`.
  private func isGiven(_ index: Int, _ behind: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.wordAt(index).before.contains(.colon) && endsValue(behind, scratch)
      && scratch.wordAt(index &- 1).cue.contains(.label)
  }

  /// Whether a label of somebody's day of birth or number stands behind a name: `Hope Case DOB 3/4/1961`.
  private func isNumbered(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.wordAt(index)
    return Self.numbered.contains(word.hash)
      && word.before.isDisjoint(with: [.line, .colon, .hyphen])
      || word.hash == Self.d && scratch.wordAt(index &+ 1).hash == Self.o
  }

  /// Whether somebody is spoken with inside a sentence: `consent obtained from Rose Page`.
  private func isSpokenWith(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (one, two, behind) = (
      scratch.wordAt(index), scratch.wordAt(index &+ 1), scratch.wordAt(index &+ 2)
    )
    let (previous, act) = (scratch.wordAt(index &- 1), scratch.wordAt(index &- 2))
    return one.before.isPlain && Self.with.contains(previous.hash) && previous.shape == .lower
      && Self.spoken.contains(act.hash) && one.bands.first > 2 && two.bands.last > 2
      && (!behind.isCapital || !behind.before.isPlain)
  }

  private static var d: UInt64 { Token.word("d") }
  private static var o: UInt64 { Token.word("o") }
  private static let sexes = Engine.hashes("m f male female")
  private static let numbered = Engine.hashes("dob mrn")
  private static let with = Engine.hashes("with from to by w")
  private static let spoken = Engine.hashes(
    """
    obtained reviewed discussed spoke talked given explained confirmed received consented verified met handed sent \
    reported provided signed accompanied brought witnessed
    """
  )

  /// Whether a verb and what follows it are said of patients alone.
  private func isOfPatient(_ verb: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (word, next) = (scratch.wordAt(verb), scratch.wordAt(verb &+ 1))
    guard word.before.isPlain, word.shape == .lower else { return false }
    if Self.behaved.contains(word.hash) { return true }
    // `Hope Long called re her tablets`
    if word.hash == Self.called, next.before.isPlain, Self.matters.contains(next.hash) {
      return true
    }
    guard Self.states.contains(word.hash), next.before.isPlain else { return false }
    if Self.treated.contains(next.hash) || next.isDigits { return true }
    return (next.hash == Self.a || next.hash == Self.an) && scratch.wordAt(verb &+ 2).isDigits
  }

  /// Whether a room and a patient stand before a word.
  private func isRoommate(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.wordAt(index &- 1).isDigits && Self.beds.contains(scratch.wordAt(index &- 2).hash)
      && Self.patients.contains(scratch.wordAt(index &- 3).hash)
  }
}
