import Vocabulary

/// Streets, boxes and cities.
extension PlaceFinder {
  /// Words between a house number and the street's suffix, at most.
  private static let streetWordsMax = 4

  /// `4127 Wisteria Lane`, `88 N Harbor View Dr Apt 4B`, with the city behind it.
  /// - Returns: the index behind the address; `index` for none.
  func findStreet(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let number = scratch.wordAt(index)
    guard number.count <= 6 else { return index }
    let numbered = findNumberedStreet(index, &scratch)
    if numbered > index { return numbered }
    var next = index &+ 1
    // 12B, 12-14
    let after = scratch.wordAt(next)
    if after.before == [] && after.count == 1 && !after.isDigits { next &+= 1 }
    var named = 0
    while next <= index &+ Self.streetWordsMax &+ 2 {
      let word = scratch.wordAt(next)
      let isOrdinal = word.isDigits && scratch.wordAt(next &+ 1).before == []
      // Of what touches, only the ending of an ordinal: `22nd`, not the inside of a code.
      let isEnding =
        word.before == [] && word.count == 2 && !word.isDigits && scratch.wordAt(next &- 1).isDigits
      guard !word.isTaken,
        word.before.isPlain || (named > 0 && word.before == [.period, .blank]) || isEnding,
        word.isCapital || isOrdinal || (word.before == [] && word.count == 2)
      else { break }
      // `12 Lead Court`, `7 Day Circle`
      if next == index &+ 1, number.count <= 3, Self.counted(word.hash) != 0 { break }
      let ends = word.cue.contains(.street) && named > 0 && !isEnding
      let behind = scratch.wordAt(next &+ 1)
      // `F2F DONE BY DR PATEL`: a doctor.
      if ends, word.isUpper, word.hash == Self.dr, behind.isCapital, behind.before.isPlain {
        break
      }
      if ends, word.count < 3 || !scratch.wordAt(next &+ 1).cue.contains(.street) {
        return addHouse(index, unitsEnd(next &+ 1, scratch), .high, .format, &scratch)
      }
      if named > 0, word.cue.contains(.streetWord), !behind.isCapital || !behind.before.isPlain {
        return addHouse(index, unitsEnd(next &+ 1, scratch), .medium, .format, &scratch)
      }
      if word.isAbbreviation && !word.cue.contains(.direction) && !word.cue.contains(.street) {
        break
      }
      if !word.cue.contains(.direction) { named &+= 1 }
      if word.cue.contains(.direction) && word.count > 2 { named &+= 1 }
      next &+= 1
    }
    return smallStreet(index, &scratch)
  }

  /// What is counted by a number of up to three digits, and that few streets are called by.
  private static let counted = Engine.table(
    "day days minute minutes hour hours week weeks month months year years step steps lead leads cup cups mm cm mg ml mcg"
  )

  /// `4127 wisteria lane`: small letters need a word like `lives` or `address` before them.
  private func smallStreet(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let hasCue = (1...3).contains { !scratch.wordAt(index &- $0).cue.isDisjoint(with: .lives) }
    for next in (index &+ 2)...(index &+ 4) {
      let word = scratch.wordAt(next)
      if !hasCue, !Self.shortEndings.contains(word.hash), word.cue.contains(.street) {
        return index
      }
      guard word.before.isPlain, scratch.wordAt(next &- 1).before.isPlain, !word.isDigits,
        !word.isTaken
      else { return index }
      if word.cue.contains(.street) && !word.isCapital {
        return addHouse(index, unitsEnd(next &+ 1, scratch), .medium, .format | .context, &scratch)
      }
    }
    return index
  }

  /// Endings of streets that are written so nowhere else.
  private static let shortEndings: WordSet = WordSet(
    ["ln", "rd", "ave", "blvd", "hwy", "pkwy", "cir", "trl"].map { Token.hash($0) }
  )

  /// The index behind one unit: `, Apt 4B`, `# 12`, `, Level 3`; `index` for none.
  func unitEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let last = index
    if let end = signedUnitEnd(last, scratch) { return end }
    let level = levelEnd(last, scratch)
    if level > last { return level }
    guard scratch.wordAt(last).cue.contains(.unit), !scratch.wordAt(last).before.contains(.line)
    else { return last }
    var value = last &+ 1
    while value < last &+ 4, scratch.wordAt(value).end > 0 {
      let word = scratch.wordAt(value)
      let fits =
        value == last &+ 1
        ? !word.before.contains(.line) : word.before == [] || word.before == .hyphen
      guard fits, word.isDigits || word.count <= 2 else { break }
      value &+= 1
    }
    return value > last &+ 1 ? value : last
  }

  /// The index behind a unit that a sign makes one, `905 Walnut St. \u{23}14B`; nil for none.
  private func signedUnitEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    let (unit, letter) = (scratch.wordAt(index), scratch.wordAt(index &+ 1))
    guard unit.before.contains(.numberSign), !unit.before.contains(.line),
      unit.isDigits ? unit.count <= 5 : unit.count <= 2
    else { return nil }
    let goesOn =
      letter.end > 0 && letter.before.isDisjoint(with: .blank)
      && (letter.before == [] || letter.before == .hyphen) && letter.count <= 3
    let last = index &+ (goesOn ? 2 : 1)
    // `\u{23}3 of the list`
    return scratch.wordAt(last).hash == Self.of ? nil : last
  }

  /// A city, a state and a ZIP code behind a street, whether or not the lexicon knows the city.
  func cityBehind(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let last = townEnd(index, scratch)
    let end = stateEnd(last, scratch)
    if end > last {
      scratch.add(index, end, .location, .city, rule: cityState, .high, .context)
      return end
    }
    if last > index, scratch.wordAt(index).before.contains(.comma),
      scratch.wordAt(index).bands.place > 0
    {
      scratch.add(index, last, .location, .city, rule: city, .medium, .lexicon | .context)
      return last
    }
    return index
  }

  /// The index behind the words with capitals behind a street that may be its town's name.
  private func townEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = index
    while last < index &+ 4 {
      let word = scratch.wordAt(last)
      guard word.isCapital, !word.isTaken, !word.isUpper || word.count > 2,
        last == index
          ? !word.before.isDisjoint(with: [.comma, .line, .blank]) : word.before.isPlain
      else { break }
      last &+= 1
    }
    return last
  }

  /// `PO Box 123`, `RR 2 Box 118A`, `HC 61 Box 40`, `Mail Stop 12`, `PMB 44`, `Box 9, Larkspur ID 83251`.
  func findBox(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let first = scratch.wordAt(index)
    let (next, third) = (scratch.wordAt(index &+ 1), scratch.wordAt(index &+ 2))
    if Self.boxHeads(first.hash) == 0 {
      guard first.count == 1, first.hash == Self.p else { return index }
    }
    var number = index &+ 1
    let isPostOffice = first.hash == Self.po || first.hash == Self.p
    // `2MH4PMB54885`
    if !isPostOffice, first.before == [] { return index }
    if first.hash == Self.po || first.hash == Self.p {
      if next.hash == Self.box || next.hash == Self.drawer { number = index &+ 2 }
      if first.hash == Self.p, third.hash == Self.box || third.hash == Self.drawer {
        number = index &+ 3
      }
      guard number > index &+ 1 else { return index }
    } else if Self.boxHeads(first.hash) == 2 {
      guard next.isDigits, next.count <= 3, third.hash == Self.box, third.before.isPlain else {
        return index
      }
      number = index &+ 3
    } else if first.hash == Self.mail {
      guard next.hash == Self.stop, next.isCapital else { return index }
      number = index &+ 2
    }
    guard scratch.wordAt(number).isDigits, scratch.wordAt(number).count <= 6,
      isPostOffice || scratch.wordAt(number).before.contains(.blank)
    else { return index }
    let letter = scratch.wordAt(number &+ 1)
    let end = letter.before == [] && letter.isInitial ? number &+ 2 : number &+ 1
    // A box by itself may be one of a shelf or a form.
    if first.hash == Self.box {
      let town = townEnd(end, scratch)
      guard town > end, scratch.wordAt(end).before.contains(.comma), stateEnd(town, scratch) > town
      else { return index }
    }
    scratch.add(index, end, .location, .street, rule: street, .high, .format)
    return cityBehind(end, &scratch)
  }

  /// What a box begins with: 2 for a route whose number stands before it.
  private static let boxHeads: HashIndex = {
    var values: [UInt64: UInt16] = [:]
    for word in ["po", "box", "mail", "mailstop", "pmb"] { values[Token.hash(word)] = 1 }
    for word in ["rr", "hc", "hcr", "rfd", "rt", "rte", "route"] { values[Token.hash(word)] = 2 }
    return HashIndex(values)
  }()
  private static var drawer: UInt64 { Token.word("drawer") }
  private static var mail: UInt64 { Token.word("mail") }
  private static var stop: UInt64 { Token.word("stop") }

  /// Words before the town of a military address that are looked at.
  private static let militaryWords = 6

  /// `PSC 7589, Box 0572, APO AE 20040`, `USS Lorenzen FPO AP 96666`.
  func findMilitary(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let zip = scratch.wordAt(index &+ 2)
    guard zip.isDigits, zip.count == 5, Self.posts(scratch.wordAt(index).hash) != 0,
      Self.regions.contains(scratch.wordAt(index &+ 1).hash)
    else { return index }
    var first = index
    for before in (max(0, index &- Self.militaryWords)..<index).reversed() {
      let word = scratch.wordAt(before)
      if Self.militaryHeads.contains(word.hash) {
        first = before
        break
      }
      guard word.isDigits || word.isCapital else { break }
    }
    if first == index, index > 0, scratch.wordAt(index &- 1).isDigits { first = index &- 1 }
    scratch.add(first, index &+ 3, .location, .street, rule: street, .high, .format)
    return index &+ 3
  }

  private static let posts = HashIndex(words: ["apo", "fpo", "dpo"])
  private static let regions: WordSet = WordSet(["aa", "ae", "ap"].map { Token.hash($0) })
  private static let militaryHeads: WordSet = WordSet(
    ["psc", "unit", "cmr", "uss", "usns", "uscgc", "usnv", "usnm", "usv"].map { Token.hash($0) }
  )

  private static var dr: UInt64 { Token.word("dr") }
  private static var the: UInt64 { Token.word("the") }
  private static var box: UInt64 { Token.word("box") }
  private static var po: UInt64 { Token.word("po") }
  private static var p: UInt64 { Token.word("p") }

  /// The index behind a state (and a ZIP code) that begins at `index`; `index` for none.
  func stateEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    guard !word.isTaken, word.before.isSubset(of: [.comma, .blank, .wide, .period]),
      !word.before.isEmpty
    else { return index }
    var end = index
    if word.isUpper && word.count == 2 && word.cue.contains(.state) {
      end = index &+ 1
    } else if word.isCapital && word.bands.isState && word.before.contains(.comma) {
      end = index &+ 1
    } else if word.isCapital, word.before.contains(.comma),
      Lexicon.placeBands(Lexicon.phrase(word.hash, scratch.wordAt(index &+ 1).hash)).isState
    {
      end = index &+ 2
    } else {
      return index
    }
    let zipWord = scratch.wordAt(end)
    // `Patient ID: 65268` is no place in Idaho, `Troy NY: 12180` is one.
    let isLabel = word.hash == Self.idaho && zipWord.before.contains(.colon)
    if zipWord.isDigits, zipWord.count == 5, !zipWord.isTaken, !isLabel,
      !zipWord.before.contains(.line)
    {
      end = zipEnd(end, scratch)
    }
    return end
  }

  private static var idaho: UInt64 { Token.word("id") }

  /// Words from `index` that name a place of the lexicon, the longest phrase first.
  /// - Returns: how many words, and their bands; 0 for none.
  func placePhrase(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (count: Int, bands: LexiconBands) {
    let first = scratch.wordAt(index)
    if first.bands.startsPhrase {
      let second = scratch.wordAt(index &+ 1)
      let third = scratch.wordAt(index &+ 2)
      let joins: (Word) -> Bool = {
        !$0.isTaken
          && ($0.before.isPlain || $0.before == .hyphen || $0.before == [.period, .blank])
          && !$0.isDigits
      }
      if joins(second) {
        let two = Lexicon.phrase(first.hash, second.hash)
        if third.isCapital && joins(third) {
          let bands = Lexicon.placeBands(Lexicon.phrase(two, third.hash))
          if bands.place > 0 || bands.isCountry || bands.isState { return (3, bands) }
        }
        if second.isCapital {
          let bands = Lexicon.placeBands(two)
          if bands.place > 0 || bands.isCountry || bands.isState || bands.isCounty {
            return (2, bands)
          }
        }
      }
    }
    return first.bands.place > 0 || first.bands.isCountry || first.bands.isState
      ? (1, first.bands) : (0, first.bands)
  }

  /// A county, a city with its state, or a city that its context names.
  /// - Returns: the index behind it, or behind a state or country alone; `index` for neither.
  func findCity(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    guard word.isCapital, !word.isDigits, !word.isAbbreviation, !word.cue.contains(.calendar) else {
      return index
    }
    let countyWord = scratch.wordAt(index &+ 1)
    if countyWord.cue.contains(.county), countyWord.isCapital, countyWord.before.isPlain,
      !word.cue.contains(.stop)
    {
      scratch.add(index, index &+ 2, .location, .other, rule: county, .high, .format)
      return index &+ 2
    }
    if countyWord.cue.contains(.street), countyWord.count > 3, countyWord.isCapital,
      countyWord.before.isPlain, word.before.isPlain, !word.cue.contains(.stop),
      scratch.wordAt(index &- 1).cue.contains(.preposition), !countyWord.cue.contains(.facility)
    {
      scratch.add(
        index,
        index &+ 2,
        .location,
        .street,
        rule: street,
        .medium,
        .format | .context
      )
      return cityBehind(index &+ 2, &scratch)
    }
    let place = placePhrase(index, scratch)
    if place.bands.isCounty, place.count > 1, word.hash != Self.district {
      scratch.add(index, index &+ place.count, .location, .other, rule: county, .high, .lexicon)
      return index &+ place.count
    }
    let cityEnd = index &+ max(1, place.count)
    let state = stateEnd(cityEnd, scratch)
    if place.bands.isState, isAmongStates(index, cityEnd, scratch) { return cityEnd }
    if state > cityEnd, isCityBeforeState(index, cityEnd, state, place.bands, scratch) {
      scratch.add(index, state, .location, .city, rule: cityState, .high, .lexicon | .context)
      return state
    }
    guard place.count > 0 else { return findDwelt(index, &scratch) }
    let isState = place.bands.isState || place.bands.isCountry
    if isState && place.bands.place < 5 { return index &+ place.count }
    guard place.bands.place > 0, isCityHere(index, place.count, place.bands, scratch) else {
      return isState ? index &+ place.count : index
    }
    scratch.add(
      index,
      siteEnd(cityEnd, scratch),
      .location,
      .city,
      rule: city,
      .medium,
      .lexicon | .context
    )
    return cityEnd
  }

  /// Whether a state's name is one of three at least that are listed: `Oregon, Iowa, Kansas`, for `Indiana, Pennsylvania`.
  private func isAmongStates(_ index: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.wordAt(index).count > 2 else { return false }
    let left = listedBefore(index, scratch)
    let right = listedBehind(end, scratch)
    if left < index, right > end { return true }
    return left < index && listedBefore(left, scratch) < left
      || right > end && listedBehind(right, scratch) > right
  }

  /// Where a state begins that a comma or `and` joins to what is behind it; `index` for none.
  private func listedBefore(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var end = index
    let isJoined = Self.joints(scratch.wordAt(index &- 1).hash) != 0
    if isJoined { end &-= 1 }
    guard end > 0, isJoined || scratch.wordAt(end).before.contains(.comma) else { return index }
    if end > 1, stateBands(end &- 2, 2, scratch).isState { return end &- 2 }
    return stateBands(end &- 1, 1, scratch).isState ? end &- 1 : index
  }

  /// Where a state ends that a comma or `and` joins to what is before it; `index` for none.
  private func listedBehind(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var start = index
    let isJoined = Self.joints(scratch.wordAt(index).hash) != 0
    guard isJoined || scratch.wordAt(index).before.contains(.comma) else { return index }
    if isJoined { start &+= 1 }
    guard scratch.wordAt(start).isCapital else { return index }
    if stateBands(start, 2, scratch).isState { return start &+ 2 }
    return stateBands(start, 1, scratch).isState ? start &+ 1 : index
  }

  /// What a phrase of one or two words is as a place.
  private func stateBands(
    _ index: Int,
    _ count: Int,
    _ scratch: borrowing ScanScratch
  ) -> LexiconBands {
    let word = scratch.wordAt(index)
    if count == 1 { return word.count > 2 ? word.bands : LexiconBands(rawValue: 0) }
    return Lexicon.placeBands(Lexicon.phrase(word.hash, scratch.wordAt(index &+ 1).hash))
  }

  /// Of Columbia: as a state.
  private static var district: UInt64 { Token.word("district") }
  private static let joints = Engine.table("and or &")

  /// The index behind `facility` or `branch` in small letters behind a city.
  private func siteEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let next = scratch.wordAt(index)
    let isSite = next.before.isPlain && !next.isCapital && next.cue.contains(.site)
    return isSite ? index &+ 1 : index
  }

  /// Whether the words before a state name a city: `MD`, `PA` and `MA` are credentials and words.
  private func isCityBeforeState(
    _ index: Int,
    _ cityEnd: Int,
    _ state: Int,
    _ bands: LexiconBands,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.wordAt(index)
    let stateWord = scratch.wordAt(cityEnd)
    if word.cue.contains(.stop) || word.isInitial { return false }
    let previous = scratch.wordAt(index &- 1)
    let follows =
      !previous.isCapital || !word.before.isPlain
      || !previous.cue.isDisjoint(with: [.preposition, .lives])
    if scratch.wordAt(state &- 1).isDigits { return true }
    let isCredential = stateWord.isUpper && stateWord.cue.contains(.credential)
    if bands.place > 0 && follows && !word.isPlain {
      return !isCredential || bands.place >= 2 || previous.cue.contains(.preposition)
    }
    if bands.place > 0 && previous.cue.contains(.preposition) { return true }
    return previous.cue.contains(.preposition) && stateWord.before.contains(.comma)
      && !word.isAbbreviation && !word.isPlain
  }

  /// Whether a place of the lexicon is meant as one where it stands.
  private func isCityHere(
    _ index: Int,
    _ count: Int,
    _ bands: LexiconBands,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.wordAt(index)
    var previous = scratch.wordAt(index &- 1)
    if previous.hash == Self.the, previous.before.isPlain { previous = scratch.wordAt(index &- 2) }
    let next = scratch.wordAt(index &+ count)
    if next.before.isPlain, !next.isCapital, next.cue.contains(.site) { return true }
    if next.cue.contains(.disease) && next.before.isPlain && !next.cue.contains(.facility) {
      return false
    }
    if word.cue.contains(.stop) && count == 1 { return false }
    if next.isCapital && next.before.isPlain && next.isNameWord && word.bands.first > 0 {
      return false
    }
    let byPreposition = word.before.isPlain && previous.cue.contains(.preposition)
    let byLiving =
      byPreposition
      && (2...3).contains { !scratch.wordAt(index &- $0).cue.isDisjoint(with: [.lives, .seen]) }
    if count > 1 {
      return bands.place >= (byPreposition ? 1 : 3)
        || isDweltIn(index, bands, isPhrase: true, scratch)
    }
    if next.isInitial && next.before.isPlain { return false }
    if word.isPossessive || word.count < (bands.place == 5 ? 3 : 4) { return false }
    if isDweltIn(index, bands, isPhrase: false, scratch) { return true }
    if word.isPlain { return byLiving && bands.place >= (word.bands.english == 1 ? 5 : 3) }
    if word.bands.first >= 4 && bands.place < 4 { return false }
    if byLiving { return true }
    if byPreposition { return bands.place >= 2 && (!word.bands.isEponym || bands.place >= 3) }
    if previous.isCapital && word.before.isPlain { return false }
    return bands.place >= 5 && !word.bands.isEponym && word.bands.first < 2 && word.bands.last < 4
  }
}
