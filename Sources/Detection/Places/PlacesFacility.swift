import Vocabulary

/// Hospitals, clinics and other places of care.
extension PlaceFinder {
  /// Words of a facility's name, at most.
  private static let facilityWordsMax = 8
  /// Words before a name in which `seen` or `admitted` must stand.
  private static let seenWordsMax = 6

  /// A run of capitalised words that ends in `Hospital`, `Clinic`, `Medical Center`, or stands
  /// behind `seen at`.
  /// - Returns: the index behind it; `index` for none.
  func findFacility(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let first = scratch.wordAt(index)
    guard !first.isTaken, !first.cue.contains(.calendar), !first.isInitial else { return index }
    guard !isTitled(index, scratch), !NameFinder.standIns.contains(first.hash),
      !Self.writings.contains(first.hash)
    else {
      return index
    }
    let previous = scratch.wordAt(index &- 1)
    if previous.isCapital && first.before.isPlain && !previous.isTaken
      && previous.cue.isDisjoint(with: [.preposition, .stop, .seen, .introduces])
    {
      return index
    }
    let run = facilityRun(index, scratch)
    guard run.end > index else { return index }
    let isAt = first.before.isPlain && previous.hash == Self.at && !previous.isCapital
    let isSeen = first.before.isPlain && isSeenAt(index, scratch)
    let byAt = isAt || isSeen
    if run.head > 0 {
      guard run.own > 0 || (byAt && run.end &- index > 1) else { return index }
      let end = placeOf(run.end, scratch)
      scratch.add(index, end, .location, .facility, rule: facility, .high, .format | .context)
      return end
    }
    let size = run.end &- index
    let ending = scratch.wordAt(run.end &- 1)
    let isNamed =
      (run.own > 0 && (isSeen || !first.isPlain || (size > 1 && !ending.isPlain)))
      || (size > 1 && ending.cue.contains(.facilityPart))
    guard byAt, isNamed, !first.isAbbreviation, !first.cue.contains(.stop) || size > 1 else {
      return index
    }
    let place = placePhrase(index, scratch)
    if place.bands.isState || place.bands.isCountry, index &+ place.count == run.end {
      return index
    }
    // `report from Tamika Jones RN`
    if size > 1, place.count == 0, ending.isUpper, ending.cue.contains(.credential) { return index }
    if place.bands.place > 0, index &+ place.count == run.end { return index }
    let next = scratch.wordAt(run.end)
    if next.before.isPlain, next.cue.contains(.disease) { return index }
    scratch.add(index, run.end, .location, .facility, rule: facility, .medium, .context)
    return run.end
  }

  /// Whether the word begins a name with its title: `Dr. Hart`.
  private func isTitled(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.wordAt(index)
    let previous = scratch.wordAt(index &- 1)
    // `Queen of the Valley`
    if scratch.wordAt(index &+ 1).hash == Self.of, previous.cue.isDisjoint(with: .title) {
      return false
    }
    return word.cue.contains(.title) && !word.cue.contains(.street) || previous.cue.contains(.title)
      || (word.cue.contains(.title) && scratch.wordAt(index &+ 1).isCapital)
  }

  /// The run of words a facility's name may consist of.
  /// - Returns: the index behind it, the index behind its last head word (0 for none), and how many
  ///   words are the facility's own: neither heads nor ordinary words.
  private func facilityRun(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (end: Int, head: Int, own: Int) {
    var end = index
    var head = 0
    var own = 0
    var ownAtHead = 0
    var position = index
    while position < index &+ Self.facilityWordsMax {
      let word = scratch.wordAt(position)
      let joins =
        position == index || word.before.isPlain || word.before == .hyphen
        || word.before.contains(.ampersand)
        || (word.before == [.period, .blank] && scratch.wordAt(position &- 1).count <= 2)
      guard joins, !word.isTaken, !word.isDigits else { break }
      if word.isCapital && !word.cue.contains(.calendar) {
        if word.cue.contains(.disease) && head == 0 && word.cue.isDisjoint(with: [.facilityPart]) {
          break
        }
        let isHead = isHead(position, scratch)
        let isFiller =
          !word.cue.isDisjoint(with: [.facilityPart, .stop, .label, .lives, .unit]) || isHead
        if !isFiller && (!word.isPlain || word.bands.clinical == 0) && !word.isAbbreviation {
          own &+= 1
        }
        position &+= 1
        end = position
        if isHead {
          head = end
          ownAtHead = own
        }
      } else if head == 0, own > 0, !word.isCapital, isSmallHead(position, scratch) {
        // the Chicago clinic, Chicago downtown clinic
        let step = word.cue.contains(.facility) ? 1 : 2
        return (position &+ step, position &+ step, own)
      } else if position > index, word.count == 2 || word.count == 3,
        word.hash == Self.of || word.hash == Self.and || word.hash == Self.the,
        scratch.wordAt(position &+ 1).isCapital, head > 0 || word.hash == Self.of,
        scratch.wordAt(index).cue.isDisjoint(with: .stop)
      {
        position &+= 1
      } else if word.hash == Self.of, !word.isCapital,
        scratch.wordAt(position &+ 1).hash == Self.the,
        scratch.wordAt(position &+ 1).before.isPlain, scratch.wordAt(position &+ 2).isCapital,
        Self.patrons.contains(scratch.wordAt(position &- 1).hash)
      {
        position &+= 2
      } else {
        break
      }
    }
    // `Complex Care Rounds`
    if head > 0, head < end, scratch.wordAt(head &- 1).hash == Self.care,
      scratch.wordAt(index).isPlain, Self.meetings.contains(scratch.wordAt(head).hash)
    {
      return (index, 0, 0)
    }
    // `Pharmacy Tech II`
    if head > 0, Self.posts.contains(scratch.wordAt(head).hash), scratch.wordAt(head).before.isPlain
    {
      return (index, 0, 0)
    }
    if head > 0 { return (head == end || own == ownAtHead ? head : end, head, own) }
    return (end, 0, own)
  }

  /// What is written and no house: `Journal of Primary Care`.
  private static let writings = Engine.hashes(
    "journal annals archives proceedings bulletin handbook textbook guidelines"
  )

  private static var care: UInt64 { Token.word("care") }
  /// What people meet for, which houses are not called by.
  private static let meetings = Engine.hashes(
    "rounds conference conferences huddle meeting meetings plan plans pathway bundle team teams"
  )

  /// What people of a department are, which stands behind its name.
  private static let posts = Engine.hashes(
    "tech techs technician technicians assistant assistants clerk clerks coordinator supervisor manager director "
      + "receptionist scheduler biller intern extern student"
  )

  /// What a house is called by that goes on with `of the`: `Queen of the Valley Laboratory`.
  private static let patrons = Engine.hashes(
    """
    queen lady sisters brothers sons daughters church heart cross house home children friends star gate \
    pride light garden shepherd valley isle mother king lord saints angels prince princess bishop knights \
    university college
    """
  )
  static var of: UInt64 { Token.word("of") }
  private static var at: UInt64 { Token.word("at") }
  private static var from: UInt64 { Token.word("from") }
  private static var and: UInt64 { Token.word("and") }
  private static var the: UInt64 { Token.word("the") }
  private static var home: UInt64 { Token.word("home") }

  /// Whether a word ends a facility's name: `Hospital`, or `Center` behind `Medical`.
  private func isHead(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.wordAt(index)
    if word.cue.contains(.facility) { return true }
    let previous = scratch.wordAt(index &- 1)
    if word.hash == Self.home { return previous.cue.contains(.facilityPart) }
    return word.cue.contains(.center)
      && (previous.cue.contains(.facilityPart) || previous.isCapital) && word.before.isPlain
  }

  /// Whether a facility's head in small letters stands here: `clinic`, `downtown clinic`.
  private func isSmallHead(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.wordAt(index)
    let previous = scratch.wordAt(index &- 1)
    guard previous.isCapital, !previous.isPlain, !previous.isAbbreviation, !previous.bands.isEponym,
      !previous.bands.isNation, !previous.bands.isCountry
    else { return false }
    if word.cue.contains(.facility) { return true }
    let next = scratch.wordAt(index &+ 1)
    return word.cue.contains(.facilityPart) && next.before.isPlain && next.cue.contains(.facility)
  }

  /// Whether `seen at`, `admitted to` or `at` stands before.
  private func isSeenAt(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var at = index &- 1
    if scratch.wordAt(at).hash == Self.the { at &-= 1 }
    let preposition = scratch.wordAt(at)
    guard preposition.cue.contains(.preposition), !preposition.isCapital,
      preposition.hash != Self.of
    else { return false }
    for back in 1...Self.seenWordsMax {
      let word = scratch.wordAt(at &- back)
      let ends = scratch.wordAt(at &- back &+ 1).before
      if ends.endsSentence && (ends != [.period, .blank] || word.count > 2) { return false }
      if word.cue.contains(.seen) && !word.isCapital { return true }
    }
    return false
  }

  /// The index behind `of Philadelphia`, `in Baltimore, MD` or `, Boston` behind a facility.
  private func placeOf(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let joint = scratch.wordAt(index)
    let isWord = joint.before.isPlain && (joint.hash == Self.of || joint.hash == Self.in)
    let first = isWord ? index &+ 1 : index
    let word = scratch.wordAt(first)
    guard isWord ? word.before.isPlain : word.before == [.comma, .blank], word.isCapital,
      !word.isTaken
    else { return index }
    let place = placePhrase(first, scratch)
    let state = stateEnd(first &+ max(1, place.count), scratch)
    if place.bands.place >= 2, place.count > 0 { return max(first &+ place.count, state) }
    if place.bands.place > 0, state > first &+ place.count { return state }
    return index
  }

  private static var `in`: UInt64 { Token.word("in") }
}
