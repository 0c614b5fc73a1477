import CTagger
import Vocabulary

/// What belongs to an address around the street or city that was found: numbers before it, units,
/// towns, states, countries and postal codes behind it, on the same line or on lines of their own.
struct AddressCloser {
  /// Words behind a place that are looked at, and lines.
  private static let wordsMax = 18
  private static let linesMax = 5
  /// Words in a row that nothing but their capitals speaks for.
  private static let looseMax = 4
  /// Words before a unit that are looked at.
  private static let wordsBeforeUnit = 8

  /// Marks the words of `scratch.tagged` that close an address, as places.
  static func close(_ scratch: inout ScanScratch) {
    let count = scratch.tagged.count
    var isOpened = false
    for index in scratch.live where isUnitWord(index, scratch) {
      openByUnit(index, &scratch)
      isOpened = true
    }
    var index = 0
    var next = 0
    while index < count {
      guard isAnchor(index, scratch) else {
        index &+= 1
        if isOpened { continue }
        // Nothing but what a unit has opened is an anchor and no live word.
        while next < scratch.live.count, scratch.live[next] < index { next &+= 1 }
        index = next < scratch.live.count ? scratch.live[next] : count
        continue
      }
      takeNumberBefore(index, &scratch)
      takeDwellingBefore(index, &scratch)
      let first = index
      while index < count, isAnchor(index, scratch) { index &+= 1 }
      let isStrong = isStreet(first, index, scratch)
      // The `K` of `K0V 3B0` is no place by itself.
      while index > first &+ 1, index < count,
        scratch.tagged[index].before == UInt8(phigate_gap_none)
      {
        index &-= 1
      }
      if scratch.tagged[index &- 1].isDigits || isUnitRule(index, scratch) {
        takeHouseBefore(first, &scratch)
      }
      if isStrong {
        for word in first..<index where scratch.tagged[word].isDigits { take(word, &scratch) }
      }
      if isStrong { index = takeSignBehind(index, &scratch) }
      index = closeBehind(index, isStrong: isStrong, &scratch)
    }
  }

  /// Whether a word is part of a place that was found.
  private static func isAnchor(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.rule != 0 { return isPlaceByRule(word) }
    return (word.found != 0 || word.soft == 2) && word.isPlace
  }

  /// Whether a word stands for a place that a rule has found; a mask of one leads no further.
  private static func isPlaceByRule(_ word: phigate_tag_word) -> Bool {
    word.rule == IdentifierKind.location.rawValue &+ 1 && word.part != ScanScratch.maskPart
  }

  /// Whether found words are a street with its number.
  private static func isStreet(
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var hasNumber = false
    var hasName = false
    for index in first..<last {
      let word = scratch.tagged[index]
      if word.rule != 0, word.part == LocationPart.street.rawValue { return true }
      // `Markt 84, Müllnern`: a name behind the number.
      if hasNumber, word.isLetters, word.end &- word.start > 2 { return true }
      hasNumber = hasNumber || word.isDigits && word.end &- word.start <= 5
      hasName = hasName || word.cue == TagCue.street.rawValue || isUnitWord(index, scratch)
    }
    return hasNumber && hasName
  }

  /// Words of other languages for a street, behind which its number stands.
  private static let foreignStreets = Engine.table(
    "strasse straße weg gasse laan straat gata gatan gate vej veien platz allee ulica tee kuja katu"
  )

  /// What `found` says of a word that closes an address.
  static let foundByAddress: UInt8 = 3

  private static let units: WordSet = WordSet(
    ["apt", "apartment", "suite", "ste", "flat", "apto", "depto", "piso"].map { Token.hash($0) }
  )

  /// Whether a word is a unit's with its number behind it.
  private static func isUnitWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.cue == TagCue.unit.rawValue, index &+ 1 < scratch.tagged.count,
      units.contains(scratch.taggedHashes[index])
    else { return false }
    let next = scratch.tagged[index &+ 1]
    return next.rule == 0 && !isBreak(next) && next.before != UInt8(phigate_gap_line)
      && (next.isDigits || next.end &- next.start <= 2)
  }

  /// Whether what stands before a word ends an address.
  private static func isBreak(_ word: phigate_tag_word) -> Bool {
    switch Int(word.before) {
    case phigate_gap_blank, phigate_gap_comma, phigate_gap_line, phigate_gap_wide,
      phigate_gap_hyphen, phigate_gap_sentence, phigate_gap_period, phigate_gap_none,
      phigate_gap_apostrophe:
      false
    default: true
    }
  }

  /// Marks a word as a place's.
  static func take(_ index: Int, _ scratch: inout ScanScratch) {
    guard scratch.tagged[index].rule == 0 else { return }
    scratch.tagged[index].found = foundByAddress
    if !scratch.tagged[index].isPlace {
      scratch.tagged[index].probability.2 = max(scratch.tagged[index].probability.1, 1) | 1
      scratch.tagged[index].probability.1 = 0
    }
  }

  /// `Gewerbepark 45, Apt. 815`: a name and a number before a unit are a street's, whatever it is
  /// called.
  private static func openByUnit(_ unit: Int, _ scratch: inout ScanScratch) {
    var first = unit
    var lines = 0
    var names = 0
    var numbers = 0
    var best = unit
    while first > 0, unit &- first < wordsBeforeUnit {
      let own = scratch.tagged[first]
      if isBreak(own) { break }
      if own.before == UInt8(phigate_gap_line) || own.before == UInt8(phigate_gap_wide) {
        lines &+= 1
        if lines > 1 { break }
      }
      let word = scratch.tagged[first &- 1]
      if word.rule != 0 {
        guard isPlaceByRule(word) else { break }
        best = first &- 1
        (names, numbers) = (1, 1)
      } else if word.isDigits {
        numbers &+= 1
        if names > 0 || first == unit { best = first &- 1 }
      } else if word.isNameShaped, word.cue != TagCue.calendar.rawValue {
        names &+= 1
        if numbers > 0 { best = first &- 1 }
      } else if word.cue != TagCue.particle.rawValue, word.cue != TagCue.foreign.rawValue {
        break
      }
      first &-= 1
    }
    guard names > 0, numbers > 0, best < unit else { return }
    for index in best...(unit &+ 1) { take(index, &scratch) }
  }

  /// `8116 56 rue La Boétie`: a second number before a street.
  private static func takeNumberBefore(_ index: Int, _ scratch: inout ScanScratch) {
    let word = scratch.tagged[index]
    guard index > 0, word.isDigits || word.part == LocationPart.street.rawValue else { return }
    let before = scratch.tagged[index &- 1]
    guard word.before == UInt8(phigate_gap_blank), before.isDigits, before.rule == 0,
      before.end &- before.start <= 6, before.before != UInt8(phigate_gap_none),
      before.before != UInt8(phigate_gap_period), before.before != UInt8(phigate_gap_hyphen)
    else { return }
    take(index &- 1, &scratch)
  }

  /// Whether the place before an index is part of a building that a rule has found: `Apt. 066`.
  private static func isUnitRule(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index &- 1]
    return word.rule != 0 && word.part == LocationPart.street.rawValue
  }

  /// `19902 Dobrovna 1394`: a number before a name with a number or a unit behind it.
  private static func takeHouseBefore(_ first: Int, _ scratch: inout ScanScratch) {
    guard first > 0, !scratch.tagged[first].isDigits else { return }
    let (word, before) = (scratch.tagged[first], scratch.tagged[first &- 1])
    guard word.before == UInt8(phigate_gap_blank), before.isDigits, before.rule == 0,
      before.end &- before.start <= 6, before.before != UInt8(phigate_gap_none),
      before.before != UInt8(phigate_gap_period), before.before != UInt8(phigate_gap_hyphen)
    else { return }
    take(first &- 1, &scratch)
  }

  /// Walks behind a place and marks what goes on with its address.
  /// - Returns: the index behind what was looked at and taken.
  private static func closeBehind(
    _ start: Int,
    isStrong: Bool,
    _ scratch: inout ScanScratch
  ) -> Int {
    var index = start
    var taken = start
    var loose = 0
    var lines = 0
    var isStrong = isStrong
    while index < scratch.tagged.count, index &- start < wordsMax {
      let word = scratch.tagged[index]
      if isBreak(word), !isBracketOfCountry(index, scratch) { break }
      if word.before == UInt8(phigate_gap_sentence), index > start,
        scratch.tagged[index &- 1].end &- scratch.tagged[index &- 1].start > 3
      {
        break
      }
      if word.before == UInt8(phigate_gap_line) || word.before == UInt8(phigate_gap_wide) {
        lines &+= 1
        guard lines <= linesMax, isStrong else { break }
      }
      if isStrong, let end = mixedPostalEnd(index, scratch) {
        taken = end
        index = end &- 1
      } else if isAnchor(index, scratch) {
        if word.isDigits, isStrong { take(index, &scratch) }
        isStrong = isStrong || word.part == LocationPart.street.rawValue
        taken = index &+ 1
        loose = 0
      } else if word.rule != 0 {
        break
      } else if isUnitWord(index, scratch) {
        taken = index &+ 2
        isStrong = true
        loose = 0
        index &+= 1
      } else if index == start, foreignStreets(scratch.taggedHashes[index]) != 0,
        index &+ 1 < scratch.tagged.count, scratch.tagged[index &+ 1].isDigits,
        scratch.tagged[index &+ 1].before == UInt8(phigate_gap_blank),
        scratch.tagged[index &+ 1].end &- scratch.tagged[index &+ 1].start <= 4
      {
        // `Luite tee 87`
        taken = index &+ 2
        isStrong = true
        index &+= 1
      } else if word.isDigits, isHouseNumber(index, scratch) {
        taken = index &+ 1
        isStrong = true
      } else if word.isDigits {
        guard isPostal(index, isStrong: isStrong, scratch) else { break }
        taken = postalEnd(index, scratch)
        index = taken &- 1
        loose = 0
      } else if word.flags & UInt8(phigate_flag_state) != 0 && !isSpeaker(index, scratch)
        || isRegion(word)
      {
        if isStrong || isPostalAhead(index &+ 1, scratch) { taken = index &+ 1 }
        loose &+= 1
      } else if isLoose(word), loose < looseMax {
        loose &+= 1
      } else {
        break
      }
      index &+= 1
    }
    guard taken > start else { return max(start, 1) }
    for index in start..<taken { take(index, &scratch) }
    return taken
  }

  /// Whether a bracket alone stands before a word, and a country before or behind the one in it:
  /// `Cyprus (Greek) 51034`.
  private static func isBracketOfCountry(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tagged[index].before == UInt8(phigate_gap_bracket), index > 1 else {
      return false
    }
    return isCountry(index &- 1, scratch) || isCountry(index &- 2, scratch)
  }

  /// Whether a line begins with a word and a colon: `Me: see you there` names no state.
  private static func isSpeaker(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tagged[index].before == UInt8(phigate_gap_line) && index &+ 1 < scratch.tagged.count
      && scratch.tagged[index &+ 1].before == UInt8(phigate_gap_colon)
  }

  /// Whether a word is a country's name.
  private static func isCountry(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    LexiconBands(rawValue: scratch.tagged[index].bands).isCountry
  }

  /// Whether a word is a state's or a country's name with a capital.
  private static func isRegion(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return (word.isNameShaped || word.caseless == 1)
      && (bands.isState || bands.isCountry || word.flags & UInt8(phigate_flag_region) != 0)
  }

  /// Whether a word may be part of a town's name between a street and a postal code.
  private static func isLoose(_ word: phigate_tag_word) -> Bool {
    if word.cue == TagCue.particle.rawValue || word.cue == TagCue.foreign.rawValue { return true }
    guard word.isNameShaped || word.caseless == 1, word.cue != TagCue.calendar.rawValue else {
      return false
    }
    return word.likelihood > 0 || LexiconBands(rawValue: word.bands).english == 0
  }

  /// Whether digits behind a street's name are a house's: `Markt 84, Müllnern`.
  private static func isHouseNumber(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.before == UInt8(phigate_gap_blank), word.end &- word.start <= 4 else { return false }
    // `Villacher Strasse 89`
    if index > 0, scratch.tagged[index &- 1].cue == TagCue.street.rawValue,
      foreignStreets(scratch.taggedHashes[index &- 1]) != 0,
      isOver(index &+ 1, isStrong: true, scratch)
    {
      return true
    }
    guard index &+ 1 < scratch.tagged.count else { return false }
    let next = scratch.tagged[index &+ 1]
    return next.before == UInt8(phigate_gap_comma) && isAnchor(index &+ 1, scratch)
  }

  /// Whether digits behind a place are a postal code: so many, and nothing counted behind them.
  private static func isPostal(
    _ index: Int,
    isStrong: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    let length = Int(word.end &- word.start)
    guard isStrong ? (3...6).contains(length) : length == 5, index > 0,
      word.before != UInt8(phigate_gap_none), word.before != UInt8(phigate_gap_period),
      word.before != UInt8(phigate_gap_hyphen)
    else { return false }
    return isOver(postalEnd(index, scratch), isStrong: isStrong, scratch)
  }

  /// Whether an address may end before a word: no small word goes on.
  private static func isOver(
    _ next: Int,
    isStrong: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard next < scratch.tagged.count else { return true }
    let word = scratch.tagged[next]
    guard word.before == UInt8(phigate_gap_blank) else {
      return word.before != UInt8(phigate_gap_none) && word.before != UInt8(phigate_gap_period)
    }
    return word.isNameShaped || isStrong && !word.isDigits && word.cue != TagCue.quantity.rawValue
  }

  /// The index behind `12345`, `12345-6789`, `88-100`, `1234 AB`.
  private static func postalEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let next = index &+ 1
    guard next < scratch.tagged.count, scratch.tagged[next].rule == 0 else { return next }
    let word = scratch.tagged[next]
    if word.isDigits, word.before == UInt8(phigate_gap_hyphen) { return next &+ 1 }
    if word.isUpper, word.end &- word.start == 2, word.before == UInt8(phigate_gap_blank),
      scratch.tagged[index].end &- scratch.tagged[index].start == 4,
      word.flags & UInt8(phigate_flag_state) == 0
    {
      return next &+ 1
    }
    return next
  }

  /// Whether a postal code stands at an index.
  private static func isPostalAhead(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index < scratch.tagged.count else { return false }
    let word = scratch.tagged[index]
    return word.isDigits && word.end &- word.start == 5 && !isBreak(word)
  }

  /// The index behind a postal code of letters and digits: `P0V 3A0`, `SW1A 2AA`, `IV367FJ`; nil for
  /// none.
  private static func mixedPostalEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    let none = UInt8(phigate_gap_none)
    guard scratch.tagged[index].rule == 0, !scratch.tagged[index].isDigits,
      scratch.tagged[index].end &- scratch.tagged[index].start <= 2
    else { return nil }
    var last = index
    var bytes = Int(scratch.tagged[index].end &- scratch.tagged[index].start)
    var digits = 0
    while last &+ 1 < scratch.tagged.count, bytes < 8 {
      let next = scratch.tagged[last &+ 1]
      let joins =
        next.before == none
        || next.before == UInt8(phigate_gap_blank) && digits > 0 && next.isDigits
      guard joins, next.rule == 0 else { break }
      let length = Int(next.end &- next.start)
      if next.isDigits { digits &+= length }
      bytes &+= length
      last &+= 1
    }
    return digits >= 2 && (5...7).contains(bytes) ? last &+ 1 : nil
  }
}

extension phigate_tag_word {
  /// Whether it is a run of digits.
  var isDigits: Bool { shape < UInt8(phigate_shape_small) }
}
