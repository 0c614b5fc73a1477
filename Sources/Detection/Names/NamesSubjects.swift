import Vocabulary

/// Patients whose names are ordinary words, told by what is said of patients alone: `Hope Page was discharged home`,
/// `Bill Hand is a 45 year old man`, `the pt in 465 (Weeks) needs tele`.
extension NameFinder {
  private static let (a, an) = (Token.hash("a"), Token.hash("an"))
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
    let last = scratch.wordAt(index &+ 1)
    guard index == 0 || word.before.endsSentence, word.bands.first > 0, !word.isUpper,
      last.isCapital, !last.isUpper, !last.isTaken, last.before.isPlain, last.bands.last > 0,
      last.cue.isDisjoint(with: .neverName), isOfPatient(index &+ 2, scratch)
    else { return index }
    scratch.add(index, index &+ 2, .name, .none, rule: full, .high, .context)
    return index &+ 2
  }

  /// Whether a verb and what follows it are said of patients alone.
  private func isOfPatient(_ verb: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (word, next) = (scratch.wordAt(verb), scratch.wordAt(verb &+ 1))
    guard word.before.isPlain, word.shape == .lower else { return false }
    if Self.behaved.contains(word.hash) { return true }
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
