import Vocabulary

/// Ages of ninety and more by whom they stand beside: relatives, titles, the oldest of a group.
extension Engine {
  /// Words of a sentence in which whom an age is of is looked for.
  private static let elderWords = 8
  private static let bracketWords = 7
  private static let agesWords = 30

  /// Whether a number is somebody's age by the words around it: `wife 96`, `her sister (91)`,
  /// `lived to 103`, `a man of 98`, `the oldest patient was 97`.
  func isElder(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    if isOfRace(text, index, scratch) { return true }
    guard index > 0, token.gap != .lineBreak, !isMeasured(text, index, scratch) else {
      return false
    }
    if isToldAge(text, index, scratch) { return true }
    let previous = scratch.tokens[index - 1]
    let start = Int(token.start)
    if text.at(start - 1) == 0x28 {
      let isNow =
        index + 1 < scratch.tokens.count && scratch.tokens[index + 1].gap == .blank
        && Self.nows.contains(scratch.tokens[index + 1].hash)
        && text.at(scratch.tokens[index + 1].end) == 0x29
      return start - previous.end == 2 && (isNow || endsBracketed(text, token.end))
        && (isElderWord(index - 1, scratch) || isTitled(text, index - 1, scratch)
          || isNamedElder(text, index - 1, scratch))
    }
    if text.at(token.end) == 0x29, text.at(previous.end) == 0x2C {
      return isInBrackets(text, index, scratch)
    }
    if isOldestOf(text, index, scratch) { return true }
    if isBehindName(text, index, scratch) { return true }
    guard token.gap == .blank else { return false }
    if isCorrection(index, scratch) { return true }
    switch previous.hash {
    case Self.both: return isOfPair(text, index, scratch)
    case Self.to, Self.until, Self.till, Self.past: return isReached(index - 2, scratch)
    case Self.be:
      return index > 2 && scratch.tokens[index - 2].hash == Self.to && isReached(index - 3, scratch)
    case Self.of: return index > 1 && Self.someone.contains(scratch.tokens[index - 2].hash)
    default: break
    }
    if Self.nows.contains(previous.hash) { return isAfterAges(text, index, scratch) }
    if isWord(index - 1, .being, scratch) { return isSaidFarther(text, index, scratch) }
    if isTitled(text, index - 1, scratch) {
      return endsAge(text, index, scratch) || isIllness(index + 1, scratch)
    }
    return endsAge(text, index, scratch) && isElderWord(index - 1, scratch)
      && !isWord(index - 2, .counted, scratch)
  }

  /// Whether one or two words with capitals up to an index stand behind a word for a relative: `Grandmother Hope (94)`.
  private func isNamedElder(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = last
    while index > 0, last - index < 2, scratch.tokens[index].shape == .capitalized,
      scratch.tokens[index].gap == .blank
    {
      index -= 1
      if isElderWord(index, scratch) { return true }
    }
    return false
  }

  /// Whether a number behind a comma ends what is said of a relative or of somebody with a title:
  /// `w/ mom Fay, 94.`, `Mrs. Fforde, 91)`.
  private func isBehindName(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (token, previous) = (scratch.tokens[index], scratch.tokens[index - 1])
    let after = text.at(token.end)
    guard index > 1, text.at(previous.end) == 0x2C, Int(token.start) == previous.end + 2,
      previous.shape == .capitalized, previous.length > 1,
      after == 0x29 || after == 0x3B || after == 0x0A
        || after == 0x2E && !text.at(token.end + 1).isDigit
    else { return false }
    return isElderWord(index - 2, scratch) || isTitled(text, index - 1, scratch)
  }

  /// Whether `93y` stands by itself: so many years are hardly anything else.
  func isGluedYears(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (token, next) = (scratch.tokens[index], index + 1)
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .none, index > 0,
      token.gap == .blank || text.at(Int(token.start) - 1) == 0x28,
      scratch.tokens[next].shape == .lower, Self.years.contains(scratch.tokens[next].hash)
    else { return false }
    let behind = text.at(scratch.tokens[next].end)
    return behind != 0x2F && behind != 0x2D && !text.isWordByte(scratch.tokens[next].end)
      && (isElderWord(index - 1, scratch) || isWord(index - 1, .person, scratch))
  }

  /// Whether a number belongs to an element or is a way walked: `Tc-99m`, `walked 100m`.
  func isElementOrWay(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, text.at(scratch.tokens[index].end).isLetter else { return false }
    let before = text.at(Int(scratch.tokens[index].start) - 1)
    return before == 0x2D && scratch.tokens[index - 1].isWord
      || Self.ways.contains(scratch.tokens[index - 1].hash)
  }

  /// Whether something behind a number makes it a quantity, a reading, a part of a longer one.
  func isMeasured(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[index].end
    let after = text.at(end)
    if after.isAlphanumeric || after >= 0x80 || after == 0x2F || after == 0x2D || after == 0x3A
      || after == 0x25
    {
      return true
    }
    let next = index + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return false }
    return scratch.tokens[next].isDigits || text.at(end + 1) == 0x25
      || isWord(next, [.unit, .fraction], scratch)
      || Self.measures.contains(scratch.tokens[next].hash)
  }

  /// Whether a number is closed in brackets or goes on there with a comma.
  private func endsBracketed(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let after = text.at(end)
    return after == 0x29 || (after == 0x2C || after == 0x3B) && text.at(end + 1) == 0x20
  }

  /// Whether nothing behind a number could be counted by it.
  func endsAge(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = index + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return true }
    return Self.tails.contains(scratch.tokens[next].hash)
      || scratch.tokens[next].shape.startsWithCapital && scratch.tokens[next].length > 1
  }

  /// Whether a word is a clinical one that is read from no device: `Mrs Fenwick 90 cellulitis`.
  private func isIllness(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Lexicon.bands(scratch.tokens[index].hash).clinical > 0 && scratch.tokens[index].length > 3
      && !Self.readings.contains(scratch.tokens[index].hash)
  }

  /// Whether a word is of a relative or of somebody else who may be old.
  func isElderWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index >= 0 && Self.elderNouns.contains(scratch.tokens[index].hash)
  }

  /// Whether a word with a capital stands behind `Mr` or `Mrs`, or behind another one that does.
  func isTitled(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0, scratch.tokens[index].shape == .capitalized, scratch.tokens[index].length > 2
    else { return false }
    let first = scratch.tokens[index - 1].shape == .capitalized && index > 1
    return [index - 1, index - 2].prefix(first ? 2 : 1)
      .contains { Self.titles.contains(scratch.tokens[$0].hash) }
  }

  /// Whether a bracket that a number ends stands behind a person and holds words alone:
  /// `Pt (retired teacher, 90)`.
  private func isInBrackets(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var first = index - 1
    while first > 0, index - first <= Self.bracketWords, scratch.tokens[first].isWord,
      scratch.tokens[first].gap != .lineBreak, !Self.readings.contains(scratch.tokens[first].hash)
    {
      if text.at(Int(scratch.tokens[first].start) - 1) == 0x28 {
        return isPerson(first - 1, scratch) || isElderWord(first - 1, scratch)
      }
      first -= 1
    }
    return false
  }

  /// Whether `both` before a number is said of two persons.
  private func isOfPair(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    endsAge(text, index, scratch) && isOfSomeone(text, index - 1, scratch)
  }

  /// Whether a person stands in the sentence before a word, and no reading.
  func isOfSomeone(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var word = index - 1
    var isFound = false
    while word >= 0, index - word <= Self.elderWords {
      let token = scratch.tokens[word]
      if scratch.tokens[word + 1].gap == .lineBreak || Self.readings.contains(token.hash) {
        break
      }
      if scratch.tokens[word + 1].gap == .marks, text.at(token.end) == 0x2E, token.length > 3 {
        break
      }
      isFound = isFound || isPerson(word, scratch) || isElderWord(word, scratch)
      word -= 1
    }
    return isFound && (word < 0 || !Self.readings.contains(scratch.tokens[word].hash))
  }

  /// Whether a word says that somebody came to an age: `lived to`, `made it to`.
  func isReached(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index >= 0 else { return false }
    let hash = scratch.tokens[index].hash
    return Self.livings.contains(hash)
      || hash == Self.it && index > 0 && scratch.tokens[index - 1].hash == Self.made
  }

  /// Whether a number is the age of the oldest of some persons: `oldest we've implanted = 93`.
  private func isOldestOf(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let before = text.at(Int(scratch.tokens[index].start) - 2)
    guard
      before == 0x3D || before == 0x3A || isWord(index - 1, .being, scratch)
        || Self.oldest.contains(scratch.tokens[index - 1].hash)
        || scratch.tokens[index - 1].hash == Self.at
    else { return false }
    var word = index - 1
    var isOfPersons = false
    while word >= 0, index - word <= Self.elderWords, scratch.tokens[word + 1].gap != .lineBreak {
      let hash = scratch.tokens[word].hash
      if Self.oldest.contains(hash) {
        return isOfPersons || hash == Self.eldest || isElderWord(word - 1, scratch)
          || Self.ours.contains(scratch.tokens[max(0, word - 1)].hash)
      }
      isOfPersons =
        isOfPersons || isPerson(word, scratch) || isElderWord(word, scratch)
        || Self.treated.contains(hash)
      word -= 1
    }
    return false
  }

  /// Whether `now` or `today` before a number goes on with ages that were told in brackets or by
  /// their words.
  private func isAfterAges(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let age = scratch.tokens[index].hash
    guard endsAge(text, index, scratch), text.at(scratch.tokens[index].end) != 0x20 else {
      return false
    }
    var word = index - 2
    var isReading = true
    while word >= 0, index - word <= Self.agesWords, scratch.tokens[word + 1].gap != .lineBreak {
      let token = scratch.tokens[word]
      // What is read in the same sentence goes on with its own numbers.
      if isReading, Self.readings.contains(token.hash) { return false }
      isReading = isReading && text.at(token.end) != 0x2E
      if isWord(word, .ageCue, scratch) { return true }
      if token.isDigits, token.length == 2, token.hash >= 18, token.hash < age,
        text.at(Int(token.start) - 1) == 0x28, text.at(token.end) == 0x29
      {
        return true
      }
      word -= 1
    }
    return false
  }

  /// Whether a verb's subject stands farther away: `she called 4 times, is 91 and upset`.
  private func isSaidFarther(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 1, endsAge(text, index, scratch) else { return false }
    let isClause =
      text.at(scratch.tokens[index - 2].end) == 0x2C || isWord(index - 2, .and, scratch)
      || scratch.tokens[index - 2].hash == Self.who
    return isElderWord(index - 2, scratch) || isClause && isOfSomeone(text, index - 1, scratch)
  }

  /// Whether a number takes back an age that was just found: `niner-six, correction, 96`.
  func isCorrection(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard let last = scratch.found.last, last.kind == .age,
      Int(scratch.tokens[index].start) - last.end <= Self.correctedBytes
    else { return false }
    var word = index - 1
    while word >= 0, Int(scratch.tokens[word].start) >= last.end {
      if Self.corrections.contains(scratch.tokens[word].hash) { return true }
      word -= 1
    }
    return false
  }

  /// Bytes between an age and its correction, at most.
  private static let correctedBytes = 40

  /// `a niner-six-year-old`, `she is nine-six`: an age whose digits are said, found from the nine.
  func matchDigitAge(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (second, next) = (index + 1, index + 2)
    guard Self.nines.contains(scratch.tokens[index].hash), isNext(second, scratch),
      isWord(second, .spokenDigit, scratch), let rule = rule(.age),
      !isWord(index - 1, [.spokenDigit, .spokenNumber, .spokenMark], scratch)
        || !isNext(index, scratch),
      !isWord(next, [.spokenDigit, .spokenNumber, .spokenMark, .unit], scratch)
        || !isNext(next, scratch) || isWord(next, .ageUnit, scratch)
    else { return }
    let isYears =
      isWord(next, .ageUnit, scratch) && isNext(next, scratch) && isAgeUnit(text, next, scratch)
    let isSaid =
      text.at(scratch.tokens[index].end) == 0x2D && isWord(index - 1, .being, scratch)
      && isPerson(index - 2, scratch)
    guard isYears || isSaid else { return }
    emitTokens(rule, index, second, &scratch)
  }

  /// Whether a word says what is read from a device or a scale.
  func isReading(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    Self.readings.contains(scratch.tokens[index].hash)
  }

  /// Whether a word is a title before a name.
  func isTitle(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index >= 0 && Self.titles.contains(scratch.tokens[index].hash)
  }

  // Words

  private static var both: UInt64 { Token.word("both") }
  private static var to: UInt64 { Token.word("to") }
  private static var until: UInt64 { Token.word("until") }
  private static var at: UInt64 { Token.word("at") }
  private static var till: UInt64 { Token.word("till") }
  private static var past: UInt64 { Token.word("past") }
  private static var be: UInt64 { Token.word("be") }
  private static var of: UInt64 { Token.word("of") }
  private static var it: UInt64 { Token.word("it") }
  private static var made: UInt64 { Token.word("made") }
  private static var who: UInt64 { Token.word("who") }
  private static var eldest: UInt64 { Token.word("eldest") }
  private static let nines = hashes("nine niner")
  private static let years = hashes("y yo yof yom")
  private static let titles = hashes("mr mrs ms miss mx madam")
  private static let nows = hashes("today now currently presently")
  private static let oldest = hashes("oldest eldest")
  private static let ours = hashes("our my his her their the")
  private static let livings = hashes("lived survived living lives live")
  private static let treated = hashes(
    "implanted treated seen enrolled done operated transplanted vaccinated discharged intubated "
      + "patients pts participant subject one member survivor donor recipient survivors woman man "
      + "person case resident residents"
  )
  private static let someone = hashes(
    "man woman gentleman lady male female person widow widower veteran vet patient"
  )
  /// Relatives and others who may be old; nobody's child.
  static let elderNouns = hashes(
    "wife husband spouse mother father mom mum mama dad papa pop aunt auntie uncle grandmother "
      + "grandfather grandma grandpa granny gran grandad granddad nana nanna nonna nonno abuela "
      + "abuelo oma opa babcia sister brother sis bro cousin friend neighbor neighbour roommate "
      + "partner fiance fiancé widow widower vet veteran nun priest client gentleman lady law sib "
      + "sibling stepmother stepfather stepmom stepdad mil fil mgm mgf pgm pgf hubby wifey missus "
      + "parents grandparents sisters brothers siblings sibs aunts uncles cousins friends widows twins "
      + "inlaws laws landlady companion caregiver carer centenarian survivor matriarch patriarch inlaw godmother"
  )
  private static let tails = hashes(
    "and an n did who this next of from lives living w with in but so had has is was still now also both helps does goes at "
      + "home alone frail deaf blind dtr daughter son wife husband retired demented healthy "
      + "well there here too cares needs uses walks came comes fell died"
  )
  private static let measures = hashes(
    "ra bpm mmhg degrees degree kph mph f c bp hr spo2 sat sats o2 systolic over watts volts "
      + "grams gram mls cc meters metres feet yards blocks stairs calls texts dollars bucks euros"
  )
  private static let ways = hashes(
    "walked walks walk ambulated ambulates distance gait ran swam swim run sprint tc technetium yttrium "
      + "strontium molybdenum x by"
  )
  private static let readings = hashes(
    "temp temperature t tmax hr p pulse pulses rate spo2 sat sats saturation saturations o2 oxygen "
      + "rr resp map sbp dbp bp pressure pressures glucose sugar sugars bg fsbg fsbs cbg hgb hct plt "
      + "na gcs wt weight weighs weighed lbs iq score scored scores percentile centile percent room "
      + "rooms rm bed beds ward dose doses level levels fio2 ef lvef ht height mmse moca distance "
      + "steps route rt unit apt suite floor pain volume flow insulin visual acuity gradient"
  )
  private static let corrections = hashes(
    "correction sorry wait scratch strike rather actually mean meant oops make"
  )
}
