import Vocabulary

/// The forms of names.
extension NameFinder {
  /// Words of a name, at most.
  private static let nameWordsMax = 5

  /// The index behind the name that begins at `start`: words with capitals, initials, particles and
  /// hyphens.
  ///
  /// `isLoose`: whether the first word may be any capitalised word.
  func nameEnd(_ start: Int, _ scratch: borrowing ScanScratch, isLoose: Bool) -> Int {
    var end = start
    var index = start
    while index < start &+ Self.nameWordsMax {
      let word = scratch.wordAt(index)
      let previous = scratch.wordAt(index &- 1)
      let joins =
        index == start || word.before.isPlain || word.before == .hyphen
        || (word.before == [.period, .blank] && previous.isInitial)
        || (word.before == .period && previous.isInitial)
      guard joins else { break }
      if index > start, word.isUpper, word.cue.contains(.credential) { break }
      if word.isInitial, word.isCapital, !word.isTaken {
        index &+= 1
        end = index
        continue
      }
      if !word.isCapital, word.cue.contains(.particle),
        scratch.wordAt(index &+ 1).isCapital
          || !scratch.wordAt(index &+ 1).cue.isDisjoint(with: .particle),
        scratch.wordAt(index &+ 1).before.isPlain, word.before.isPlain || index == start
      {
        index &+= 1
        continue
      }
      guard word.canBeName else { break }
      if index > start || !isLoose, word.isPlain, word.bands.first < 3, word.bands.last < 3 {
        break
      }
      if index > start, word.isPlain, word.bands.english == 1, !word.isNameWord { break }
      if isEponymHere(index, scratch) && index > start && !scratch.wordAt(start).isNameWord {
        break
      }
      index &+= 1
      end = index
      if word.isPossessive { break }
    }
    return end
  }

  private static var doctorTitle: UInt64 { Token.word("dr") }

  /// `Dr. Halvorsen`, `mr smith`.
  func findTitled(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    let next = scratch.wordAt(index &+ 1)
    guard !word.isTaken,
      next.before.isPlain || next.before == [.period, .blank] || next.before == .period,
      !next.isTaken
    else { return index }
    if word.isUpper && word.count == 2 && word.cue.contains(.state)
      && !next.before.contains(.period)
    {
      return index  // MS: multiple sclerosis, or a state
    }
    // `delayed .6 ms. Weber R`: a length of time.
    if word.shape == .lower, word.hash == Self.ms, scratch.wordAt(index &- 1).isDigits {
      return index
    }
    // `HX MS. Compared with …`: the disease, and a sentence behind it.
    if word.isUpper, word.hash == Self.ms, word.before.isPlain,
      scratch.wordAt(index &- 1).isUpper, next.isPlain, !next.isUpper, next.bands.last < 3,
      next.bands.first < 3
    {
      return index
    }
    // `MR Conditional`, `Dr Pepper`
    if Self.isUnnamed(next.hash, behind: word.hash) { return index }
    // `Azure XT DR. Site healed`: what a device does.
    if word.isUpper, word.hash == Self.doctorTitle, scratch.wordAt(index &- 1).isUpper,
      word.before.isPlain, next.shape == .capitalized, next.bands.english > 0, next.bands.last < 3
    {
      return index
    }
    // `a su señora. Úlcera`: what is no abbreviation ends a sentence with its stop.
    if next.before.contains(.period), word.count > 5 { return index }
    if !next.isCapital, nameEnd(index &+ 1, scratch, isLoose: true) == index &+ 1 {
      guard word.cue.contains(.title), next.bands.last >= 2 || next.bands.first >= 2,
        next.bands.english != 1 || next.bands.last >= 5, next.bands.clinical == 0
      else { return index }
      var end = index &+ 2
      let second = scratch.wordAt(end)
      if second.before.isPlain, !second.isCapital, !second.isDigits,
        Lexicon.bands(second.hash).last >= 2, Lexicon.bands(second.hash).english == 0
      {
        end &+= 1
      }
      establish(index, end, rule: title, .label | .lexicon, &scratch)
      return end
    }
    if !word.cue.contains(.title), next.isPlain || (!next.isNameWord && next.bands.isCapital) {
      return index
    }
    if word.shape == .lower && word.count > 3 && next.isPlain { return index }
    if (next.cue.contains(.stop) && !next.isInitial) || next.isAbbreviation { return index }
    var end = nameEnd(index &+ 1, scratch, isLoose: true)
    if end == index &+ 1, isNamedAsThing(next, behind: word) { end &+= 1 }
    guard end > index &+ 1 else { return index }
    establish(
      word.cue.contains(.title) ? index : index &+ 1,
      end,
      rule: title,
      .label,
      &scratch
    )
    return end
  }

  /// `Dear Winnie`, `Sincerely,` and a name on the next line.
  func findLetter(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    var start = index &+ 1
    if !scratch.wordAt(start).cue.isDisjoint(with: [.title, .role]) { start &+= 1 }
    let next = scratch.wordAt(start)
    guard word.isCapital, next.isCapital, next.canBeName, !Self.standIns.contains(next.hash),
      !next.isPlain || next.bands.first >= 3 || next.bands.last >= 4,
      !next.bands.isGermanic || next.bands.first >= 2 || next.bands.last >= 3
    else { return index }
    guard next.before.isPlain || !next.before.isDisjoint(with: [.comma, .line, .period]) else {
      return index
    }
    let end = nameEnd(start, scratch, isLoose: true)
    guard end > start else { return index }
    // `Hi. Good for you`: what goes on behind the greeting's sentence is another one.
    if start == index &+ 1, next.before.contains(.period), scratch.wordAt(end).before.isPlain,
      !scratch.wordAt(end).isCapital
    {
      return index
    }
    establish(start, end, rule: letter, .label, &scratch)
    return end
  }

  /// `Patient: Rosalind Pemberton`, `Name: pemberton, rosalind`, `daughter Xiulan`, `named Thorvald`.
  func findLabelled(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    var next = scratch.wordAt(index &+ 1)
    guard !next.isTaken, !next.isDigits else { return index }
    let isForm =
      next.before.contains(.colon) || (word.before.contains(.line) && next.before.contains(.wide))
    var start = index &+ 1
    if !next.cue.isDisjoint(with: [.title]) {
      return index
    }
    if isForm && word.cue.isDisjoint(with: [.label, .kin]) && !(word.before.contains(.line)) {
      return index
    }
    if isForm, next.before.contains(.line) { return index }
    if !isForm {
      guard
        next.before.isPlain
          || (next.before == [.comma, .blank] && !word.cue.isDisjoint(with: [.label, .kin]))
      else { return findCalled(index, &scratch) }
      if next.hash == Self.is {
        start &+= 1
        next = scratch.wordAt(start)
      }
    }
    if next.isCapital {
      guard next.canBeName, !isEponymHere(start, scratch) else { return index }
      let end = nameEnd(start, scratch, isLoose: true)
      guard end > start else { return index }
      let isIntroduced = isForm || word.cue.meets(Cue.label | .kin)
      if word.hash != Self.nombre || isForm,
        isIntroduced || !scratch.wordAt(end).bands.isUnknown && !isThing(next),
        let last = lastFirst(start, end, scratch, isForm: isForm)
      {
        establish(start, last, rule: label, .label | .lexicon, &scratch)
        return last
      }
      guard isLikely(start, end, isForm: isForm, word, scratch) else { return index }
      establish(start, end, rule: isForm ? label : context, .label, &scratch)
      return end
    }
    return smallLabelled(index, start, isForm, &scratch)
  }

  private static var `is`: UInt64 { Token.word("is") }
  private static var nombre: UInt64 { Token.word("nombre") }

  /// Whether capitalised words behind a label are a name.
  private func isLikely(
    _ start: Int,
    _ end: Int,
    isForm: Bool,
    _ cue: Word,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var names = 0
    var ordinary = 0
    for index in start..<end {
      let word = scratch.wordAt(index)
      if word.isInitial { continue }
      if word.isPlain || word.bands.isState { ordinary &+= 1 }
      if word.isNameWord || word.bands.isUnknown { names &+= 1 }
    }
    let first = scratch.wordAt(start)
    if first.isUpper && first.count < 4 && !first.isNameWord { return false }
    // `Patientin Beschwerden`, `Einsender: Labor`
    if first.bands.isGermanic, !first.isNameWord { return false }
    // Behind `Patient:` a word that is neither ordinary nor clinical is a name, whatever else it is.
    if isForm {
      let others = (start..<end)
        .filter { index in
          let word = scratch.wordAt(index)
          return !word.isInitial && !word.isPlain && !word.bands.isState && word.bands.clinical == 0
        }
      return ordinary < end &- start && (names > 0 || !others.isEmpty)
        || isContact(start, end, cue, scratch)
    }
    // `Patient Lysander Okonkwo`: the second word is nothing but a name, whatever the first is.
    if end &- start >= 2, first.shape == .capitalized, cue.cue.contains(.label) {
      let second = scratch.wordAt(start &+ 1)
      if second.isCapital, !second.isPlain, !second.bands.isState,
        second.bands.isUnknown || second.isNameWord, second.shape == .capitalized
      {
        return true
      }
    }
    // `husband Jack has it`
    if cue.cue.contains(.kin), first.shape == .capitalized, first.bands.first >= 3 { return true }
    if ordinary > 0 && !(first.bands.first >= 3 && ordinary < end &- start) { return false }
    if !cue.cue.isDisjoint(with: [.label, .kin]) || cue.hash == Self.named
      || cue.hash == Self.called
    {
      if first.before == [.comma, .blank] { return first.bands.first > 0 || end &- start > 1 }
      return first.isNameWord || (first.bands.isUnknown && !first.isUpper)
    }
    if end &- start == 1 {
      return first.bands.first >= 3 && !first.bands.isEponym && first.bands.place < 3
        && !(first.isUpper && Self.worn.contains(scratch.wordAt(end).hash))
    }
    return names > 1 && (first.bands.first > 0 || first.isInitial)
  }

  /// What is put on legs, and called in capitals by what it is for: `TED stockings`.
  private static let worn = Engine.hashes("stocking stockings hose hoses boots sleeves")

  private static var named: UInt64 { Token.word("named") }
  private static var called: UInt64 { Token.word("called") }

  /// Names in small letters behind a label: every word must be in the lexicon.
  private func smallLabelled(
    _ index: Int,
    _ start: Int,
    _ isForm: Bool,
    _ scratch: inout ScanScratch
  ) -> Int {
    let cue = scratch.wordAt(index).cue
    guard !cue.isDisjoint(with: [.label, .kin]) || scratch.wordAt(index).hash == Self.named
    else { return index }
    var end = start
    var best: UInt32 = 0
    while end < start &+ 3 {
      let word = scratch.wordAt(end)
      guard end == start || word.before.isPlain || (isForm && word.before == [.comma, .blank]),
        !word.isDigits, !word.isTaken, word.cue.isDisjoint(with: .neverName), word.count > 1,
        NoNames.kin(word.hash) == 0
      else { break }
      let bands = Lexicon.bands(word.hash)
      guard bands.first > 0 || bands.last > 0,
        bands.english == 0 || bands.english == 3 || bands.first >= 4
          || (end > start && bands.last >= 5),
        bands.clinical == 0, !bands.isBrand, !bands.isNation
      else { break }
      best = max(best, bands.first, bands.last)
      end &+= 1
    }
    guard end > start, best >= 3 || (isForm && end &- start > 1) else { return index }
    establish(start, end, rule: isForm ? label : context, .label | .lexicon, &scratch)
    return end
  }

  /// The index behind `Last, First M.`; nil for another form.
  ///
  /// `isForm`: whether a label stands before it, so that an uncommon surname says enough.
  private func lastFirst(
    _ start: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch,
    isForm: Bool = false
  ) -> Int? {
    let given = scratch.wordAt(end)
    let surname = scratch.wordAt(start)
    let isSure = isForm && !surname.isPlain && given.count > 2 && !given.isAbbreviation
    guard given.before == [.comma, .blank] || given.before == .comma, given.canBeName,
      isSure || given.bands.first >= 2 || (given.bands.isUnknown && given.count > 1),
      end &- start <= 2,
      !given.isUpper || !given.cue.contains(.credential), !isEponymHere(end, scratch)
    else { return nil }
    if given.isPlain && given.bands.first < 4 && !isSure { return nil }
    var last = end &+ 1
    if scratch.wordAt(last).isInitial, scratch.wordAt(last).before.isPlain { last &+= 1 }
    return last
  }

  /// `Tobias Crane, MD`, `Ingrid Solheim RN`.
  func findCredentialed(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let first = scratch.wordAt(index)
    // `34W BEN-DAVID CNM`: a letter that a number ends with is nobody's.
    guard first.canBeName, !first.isPlain || first.bands.first >= 3,
      index == 0 || !first.isInitial || !first.before.isEmpty
    else { return index }
    let end = nameEnd(index, scratch, isLoose: false)
    guard end > index else { return index }
    let next = scratch.wordAt(end)
    let isCredential =
      next.cue.contains(.credential) && next.isCapital && next.shape != .capitalized
      && next.count > 1
      && (next.before.isPlain || next.before == [.comma, .blank] || next.before == .comma)
    let isDotted =
      next.isInitial && next.before.contains(.comma) && scratch.wordAt(end &+ 1).before == .period
    guard isCredential || isDotted else { return index }
    // `R-ISS II`, `VF 24-2 SITA Fast OD`
    if !next.before.contains(.comma), isAcronym(index, end, scratch) { return index }
    // `Salter-Harris II`, `Le Fort II`, `Hadlock IV` are grades.
    if next.count < 4, Self.numerals.contains(next.hash), isGrade(index, end, scratch) {
      return index
    }
    let isPlace = end &- index == 1 && (first.bands.place > 1 || first.bands.last < 2)
    guard !isPlace, first.isNameWord || first.isInitial || end &- index > 1 else { return index }
    establish(index, end, rule: credential, .context, &scratch)
    return end
  }

  private static let numerals = Engine.hashes("ii iii iv")

  /// `Deborah Hastings`, `HASTINGS, DEBORAH`, `Deborah H.`, `J. Hastings`.
  func findFull(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    if word.isInitial { return findInitialed(index, &scratch) }
    guard word.canBeName, !isEponymHere(index, scratch),
      !word.bands.isState || word.bands.first >= 3
    else { return index }
    if let last = wordsFirstEnd(index, scratch) {
      establish(index, last, rule: full, .lexicon, &scratch)
      return last
    }
    let end = nameEnd(index, scratch, isLoose: word.bands.first >= 2 || word.bands.isUnknown)
    guard end > index else { return index }
    if word.bands.last >= (word.isUpper ? 1 : 2) || word.bands.isUnknown && word.isUpper,
      !word.isPlain,
      end &- index <= 2,
      let last = lastFirst(
        index,
        end,
        scratch,
        isForm: isGivenInCapitals(end, behind: word, scratch)
      ),
      scratch.wordAt(end).bands.first >= 3
        && (scratch.wordAt(end).bands.place < 3 || word.before.contains(.line))
        || isWholeValue(index, end, last, scratch) || isGivenInCapitals(end, behind: word, scratch)
    {
      establish(index, last, rule: full, .lexicon, &scratch)
      return last
    }
    guard end &- index > 1 else {
      if isOfDepartment(index, scratch) {
        establish(index, end, rule: label, .context, &scratch)
        return end
      }
      if isAged(index, index &+ 2, scratch) {
        establish(index, index &+ 2, rule: full, .context, &scratch)
        return index &+ 2
      }
      return index
    }
    let surname = scratch.wordAt(end &- 1)
    if surname.isInitial { return findGivenInitial(index, end, &scratch) }
    guard isPair(index, end, surname, scratch) || isAged(index, end, scratch) else { return index }
    establish(index, end, rule: full, .lexicon, &scratch)
    return end
  }

  /// Whether first and last word are a first name and a surname.
  private func isPair(
    _ index: Int,
    _ end: Int,
    _ surname: Word,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.wordAt(index)
    if isEponymHere(end &- 1, scratch) { return false }
    if word.isUpper != surname.isUpper && surname.isUpper && surname.count < 4 { return false }
    if word.isUpper {
      return word.bands.first >= 2 && surname.bands.last >= 1 && !(word.isPlain && surname.isPlain)
        && surname.bands.english != 1
    }
    if word.bands.isEponym && surname.bands.isEponym && word.bands.first < 3 { return false }
    if word.isPlain {
      if surname.bands.isUnknown, word.bands.first >= 3, surname.shape == .capitalized {
        return surname.count > 4 && surname.cue.isDisjoint(with: .neverName)
      }
      return word.bands.first >= 3 && surname.bands.last >= 2
        && (!surname.isPlain || (word.bands.first >= 4 && surname.bands.last >= 4))
    }
    let middle = scratch.wordAt(index &+ 1)
    if end &- index > 2 && middle.isInitial && !word.isPlain && !surname.isPlain {
      return !word.bands.isEponym || word.bands.first > 1
    }
    // `Leopold Anthony Skipworth`
    if end &- index > 2, middle.bands.first >= 3, !middle.isPlain, middle.bands.place < 3,
      word.bands.first > 0, !word.isPlain, surname.bands.isUnknown, surname.count > 4
    {
      return true
    }
    // `Forrest Ia` is a grade.
    if surname.count == 2, surname.bands.last == 0 { return false }
    if word.bands.isUnknown && surname.bands.isUnknown {
      return word.shape == .capitalized && surname.shape == .capitalized && word.count > 2
        && surname.count > 3 && !word.before.endsSentence
    }
    if word.bands.first >= 2 {
      return surname.bands.last >= 1
        ? surname.bands.english != 1 || surname.bands.last >= 3
        : surname.bands.isUnknown || surname.bands.english == 0
    }
    if word.bands.first == 1 || word.bands.isUnknown {
      return surname.bands.last >= 2 && !surname.isPlain && surname.bands.place < 4
    }
    if word.bands.last >= 2, surname.bands.last >= 3, !surname.isPlain, !word.bands.isEponym,
      !surname.bands.isEponym, word.bands.place < 3, surname.bands.place < 3
    {
      return true
    }
    return word.bands.last >= 2 && surname.bands.first >= 3 && surname.bands.last >= 2
      && !surname.isPlain && word.bands.place < 3
  }

  /// `Deborah H.`: a first name and a last initial.
  private func findGivenInitial(_ index: Int, _ end: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    let next = scratch.wordAt(end)
    let isClosed = next.end == 0 || !next.before.isPlain || !next.isCapital
    guard isClosed,
      word.bands.first > 0 || (word.bands.isUnknown && !word.isUpper && word.count > 2),
      !word.isPlain || word.bands.first >= 3
    else { return index }
    if word.bands.isUnknown, !next.before.contains(.period) { return index }
    establish(index, end, rule: initial, .lexicon, &scratch)
    return end
  }

  /// `J. Hastings`, `J.R. Hastings`.
  private func findInitialed(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    var last = index
    while scratch.wordAt(last).isInitial && last < index &+ 3 {
      // `grade A-D. Barrett`
      if last > index, scratch.wordAt(last).before == .hyphen { return index }
      last &+= 1
    }
    let surname = scratch.wordAt(last)
    if surname.before == [.period, .blank], surname.canBeName, surname.bands.clinical == 0,
      isSpeaker(index, last, scratch) || isBornBehind(last, scratch)
    {
      establish(index, last &+ 1, rule: label, .context, &scratch)
      return last &+ 1
    }
    guard surname.before == [.period, .blank] || surname.before == .period, surname.canBeName,
      surname.count > 2, surname.bands.last >= 1 || surname.bands.isUnknown, !surname.isPlain,
      !isEponymHere(last, scratch),
      surname.bands.last >= 2 || last &- index > 1
        || (surname.bands.isUnknown && surname.count > 4
          && scratch.wordAt(index).before.endsSentence)
    else { return index }
    let previous = scratch.wordAt(index &- 1)
    if scratch.wordAt(index).before.isPlain, previous.isCapital, previous.isPlain { return index }
    // `Killip I. Dallas`, `Grade B. Ranson`
    if scratch.wordAt(index).before.isPlain, last == index &+ 1,
      previous.cue.contains(.disease) || previous.bands.isEponym && previous.bands.first < 3
    {
      return index
    }
    if scratch.wordAt(index).before == [] || scratch.wordAt(index).before == .hyphen {
      return index
    }
    establish(index, last &+ 1, rule: initial, .lexicon, &scratch)
    return last &+ 1
  }

  /// `deborah hastings` where nothing is capitalised.
  func findSmallPair(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    let next = scratch.wordAt(index &+ 1)
    if let end = smallTripleEnd(word, next, index, scratch) {
      establish(index, end, rule: full, .lexicon, &scratch)
      return end
    }
    guard !word.isTaken, !next.isTaken, next.before.isPlain, !next.isCapital, word.bands.first >= 3,
      next.bands.last >= 2, next.bands.english == 0, next.bands.clinical == 0,
      word.bands.english == 0 || word.bands.english == 3 || word.bands.first >= 5,
      word.cue.isDisjoint(with: .neverName), next.cue.isDisjoint(with: .neverName), next.count > 2,
      !next.bands.isBrand, !isEponymHere(index &+ 1, scratch)
    else { return index }
    establish(index, index &+ 2, rule: full, .lexicon, &scratch)
    return index &+ 2
  }

  /// The index behind `codey m. ross`: an initial between two names says that they are ones.
  private func smallTripleEnd(
    _ first: Word,
    _ initial: Word,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard initial.count == 1, !initial.isDigits, !initial.isTaken, initial.before.isPlain,
      initial.cue.isDisjoint(with: .stop)
    else { return nil }
    let last = scratch.wordAt(index &+ 2)
    guard !first.isTaken, !last.isTaken, first.bands.first >= 2, first.bands.english == 0,
      first.bands.clinical == 0, first.cue.isDisjoint(with: .neverName),
      last.bands.last >= 3, last.bands.clinical == 0, last.count > 2, !last.isCapital,
      last.before.isPlain || last.before == .period, last.cue.isDisjoint(with: .neverName),
      !last.bands.isBrand, !isEponymHere(index &+ 2, scratch)
    else { return nil }
    return index &+ 3
  }

  private static var the: UInt64 { Token.word("the") }

  /// A lone first name in the middle of a sentence that is no ordinary word.
  func findFirst(_ index: Int, _ scratch: inout ScanScratch) {
    let word = scratch.wordAt(index)
    guard word.canBeName, !word.isUpper, word.bands.first >= 2, !word.isPlain, !word.bands.isEponym,
      !word.bands.isState, word.bands.place < 5 || word.bands.first >= 4,
      !isEponymHere(index, scratch)
    else { return }
    let next = scratch.wordAt(index &+ 1)
    let previous = scratch.wordAt(index &- 1)
    if next.isCapital && next.before.isPlain && !next.isTaken
      && next.cue.isDisjoint(with: .neverName)
    {
      return
    }
    if word.bands.first < 3, NoNames.eponyms(word.hash) != 0 { return }
    // `the Julian date`
    if previous.hash == Self.the, word.before.isPlain, next.before.isPlain, !next.isCapital {
      return
    }
    if next.before == .hyphen || word.before == .hyphen { return }
    if previous.isCapital && word.before.isPlain && !previous.cue.contains(.stop) { return }
    let begins = word.before.endsSentence
    guard !begins || (word.bands.first >= 4 && next.before.isPlain && !next.isCapital) else {
      return
    }
    guard word.bands.first >= 3 || word.before.contains(.comma) else { return }
    scratch.add(index, index &+ 1, .name, .none, rule: first, .medium, .lexicon)
  }

  /// First name and surname in either order and any case, as in file names and cells:
  /// `Meyer Anna Entlassung`, `john smith notes`.
  func adjacentNames(_ scratch: inout ScanScratch) {
    var index = 0
    while index &+ 1 < scratch.word.words.count {
      let (one, two) = (scratch.wordAt(index), scratch.wordAt(index &+ 1))
      let joins = two.before.isPlain || two.before == .period || two.before == .comma
      if joins, isOfName(one), isOfName(two) {
        let (a, b) = (Lexicon.bands(one.hash), Lexicon.bands(two.hash))
        let isPair = (a.first >= 2 && b.last >= 2) || (a.last >= 2 && b.first >= 2)
        let isOrdinary =
          (a.english == 1 && max(a.first, a.last) < 4)
          || (b.english == 1 && max(b.first, b.last) < 4)
        if isPair, !isOrdinary {
          establish(index, index &+ 2, rule: full, .lexicon, &scratch)
          index &+= 2
          continue
        }
      }
      index &+= 1
    }
  }

  /// Whether a word may be part of a name in a file name, whatever its case.
  private func isOfName(_ word: Word) -> Bool {
    !word.isDigits && !word.isTaken && word.count > 2 && word.cue.isDisjoint(with: .neverName)
  }
}
