import CTagger
import Vocabulary

/// Names and places in free text, by a small statistical model over words.
///
/// It runs behind every rule that knows a written form and sees what they found as words of their
/// kind. `CTagger` computes probabilities; here they become findings.
final class TagFinder: Sendable {
  /// Index of the rule of names.
  let name: UInt16
  /// Index of the rule of names found again.
  let memory: UInt16
  /// Indices of the rules of full names, and of those behind a word for a person.
  let full, context: UInt16
  /// Index of the rule of cities and other places.
  let place: UInt16
  /// Index of the rule of facilities.
  let facility: UInt16
  /// Index of the rule of streets.
  let street: UInt16
  /// Index of the rule of ZIP codes.
  let zip: UInt16

  /// For each rule whether the tagger has a say in what it finds.
  let weak: [Bool]

  /// Rules that know a written form of names or places which other words have as well.
  private static let weakRules: Set<String> = [
    "name.full", "name.first", "name.initial", "name.context", "location.city",
    "location.city-state", "location.facility",
  ]
  /// The least probability at which what such a rule has found is one: .016.
  static let agreesFrom = 4

  /// The same where nothing sure stands nearby: .16 in a short text, .78 in a long one.
  static let agreesAlone = (short: 40, long: 200)

  /// The least probability of name and place together, in 255ths: .12; in a few words .08.
  static let findsFrom = 30
  static let findsBrieflyFrom = 20
  /// Words of such a text, at most.
  private static let briefWords = 40
  /// The same of an ordinary or clinical word in small letters: .6.
  static let findsOrdinaryFrom = 153
  /// The same where nothing sure stands nearby, as in text about no person at all: .35 in a short
  /// text, .996 in a long one.
  static let findsAlone = (short: 90, long: 254)
  /// Words of a key or a file's name at most, in which an unknown word in small letters has to be
  /// sure; alone it is none.
  private static let keyWords = 3
  /// Words around, in reach, below which a word stands alone; up to which a text is short, and from
  /// which on it is long.
  private static let reach = (least: 1, short: 14, long: 26)

  /// Words to both sides in which something sure is near.
  static let nearWords = 80
  /// The same of a common first name that is no other word: .09.
  static let findsFirstFrom = 24
  /// The least beside a word that was found: .09.
  static let growsFrom = 24
  /// The least at which a name is looked for in the rest of the text: .92.
  static let sureFrom = 235

  /// Looks up the indices of its rules.
  init(ruleSet: RuleSet) {
    name = ruleSet.index(of: "name.text") ?? 0
    memory = ruleSet.index(of: "name.memory") ?? 0
    full = ruleSet.index(of: "name.full") ?? 0
    context = ruleSet.index(of: "name.context") ?? 0
    place = ruleSet.index(of: "location.city") ?? 0
    facility = ruleSet.index(of: "location.facility") ?? 0
    street = ruleSet.index(of: "location.street") ?? 0
    zip = ruleSet.index(of: "location.zip") ?? 0
    weak = ruleSet.rules.map { Self.weakRules.contains($0.id) }
  }

  /// Appends findings of names and places to `scratch.found`, which is sorted and disjoint.
  func find(_ text: Span<UInt8>, engine: Engine, scratch: inout ScanScratch) {
    scratch.fillTagged(text, engine: engine, weak: weak)
    scratch.runTagger()
    leaveOtherScripts(text, &scratch)
    markNear(&scratch)
    judge(text, &scratch)
    decide(&scratch)
    SentenceFrames.apply(text, &scratch)
    markGermanic(text, &scratch)
    grow(&scratch)
    doubt(text, &scratch)
    SentenceFrames.takeCallings(text, &scratch)
    recall(&scratch)
    NameCloser.close(text, &scratch)
    AddressCloser.close(&scratch)
    finish(&scratch)
    emit(&scratch)
  }

  /// What a word needs where nothing sure stands nearby: the more words there are that name nobody,
  /// the more.
  private static func alone(_ least: (short: Int, long: Int), _ index: Int, _ count: Int) -> Int {
    let words = min(index, nearWords) &+ min(count &- 1 &- index, nearWords)
    if words < reach.least { return max(least.short, findsOrdinaryFrom) }
    if words <= reach.short { return least.short }
    if words >= reach.long { return least.long }
    return least.short
      &+ (least.long &- least.short) &* (words &- reach.short) / (reach.long &- reach.short)
  }

  /// Takes back what is said of words in other scripts than Latin, but for capitals: the templates
  /// hold none, and runs of Japanese are no words.
  private func leaveOtherScripts(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for index in scratch.live where scratch.tagged[index].likelihood > 0 {
      let start = Int(scratch.tagged[index].start)
      // From U+0280 on, but for Latin Extended Additional (U+1E00 to U+1EFF).
      let (first, second) = (text[start], text.at(start + 1))
      let isLatin = first < 0xCA || first == 0xE1 && second >= 0xB8 && second <= 0xBB
      // Greek and Cyrillic have capitals.
      let isCapital =
        first == 0xCE && second >= 0x86 && second <= 0xAB
        || first == 0xD0 && second >= 0x80 && second <= 0xAF
      guard !isLatin, !isCapital else { continue }
      scratch.tagged[index].probability.1 = 0
      scratch.tagged[index].probability.2 = 0
    }
  }

  /// Marks words that stand near a finding of a sure rule, or a word that is most probably a name or
  /// place: a person is seldom named alone.
  ///
  /// Masks of names and places do not count: they may stand for words that were less probable, and
  /// would make others in a masked copy names that were none in its original.
  private func markNear(_ scratch: inout ScanScratch) {
    let count = scratch.tagged.count
    var last = -Self.nearWords
    for index in scratch.live {
      if isSure(index, scratch) { last = index &+ Self.nearWords }
      scratch.tagged[index].near = index <= last ? 1 : 0
    }
    last = count &+ Self.nearWords
    for index in scratch.live.reversed() {
      if isSure(index, scratch) { last = index &- Self.nearWords }
      if index >= last { scratch.tagged[index].near = 1 }
    }
  }

  /// Whether a word tells that persons are spoken of.
  private func isSure(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule != 0 else { return word.likelihood >= leastAlone(index, scratch) }
    switch IdentifierKind(rawValue: word.rule &- 1) {
    case .name, .location: return word.part != ScanScratch.maskPart
    case .date, .age, .url, .ip, .organization, .uniqueID, .none: return false
    default: return true
    }
  }

  /// Drops what a rule that is seldom sure has found where the words around speak against it.
  private func judge(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var first = 0
    var kept = 0
    for index in scratch.found.indices {
      let finding = scratch.found[index]
      if weak[Int(finding.rule)] {
        while first < scratch.tagged.count, scratch.tagged[first].end <= finding.start {
          first &+= 1
        }
        var best = 0
        var last = first
        while last < scratch.tagged.count, scratch.tagged[last].start < finding.end {
          best = max(best, scratch.tagged[last].likelihood)
          last &+= 1
        }
        let isNear = first < last && scratch.tagged[first].near != 0
        let alone = Self.alone(Self.agreesAlone, first, scratch.tagged.count)
        guard best >= (isNear ? Self.agreesFrom : alone),
          !isDoubtful(finding, first, last, text, scratch),
          !isWordAbroad(finding, first, last, scratch)
        else {
          for word in first..<last { scratch.tagged[word].soft = 0 }
          continue
        }
      }
      scratch.found[kept] = finding
      kept &+= 1
    }
    scratch.found.removeLast(scratch.found.count &- kept)
  }

  /// Marks words that are more probable than the threshold.
  private func decide(_ scratch: inout ScanScratch) {
    let count = scratch.tagged.count
    for index in scratch.live {
      let word = scratch.tagged[index]
      let isFound =
        word.soft != 0
        || word.rule == 0 && word.likelihood >= least(index, scratch)
          && (word.isPlace || !word.isDigits)
          && word.before != UInt8(phigate_gap_none)
          && !isPartOfCode(index, scratch) && !isOfStates(index, scratch)
          && (index &+ 1 == count || scratch.tagged[index &+ 1].before != UInt8(phigate_gap_none))
      scratch.tagged[index].found = isFound ? 1 : 0
    }
  }

  /// Whether a word in small letters that is no known name is joined to others as words of paths,
  /// hosts and commands are: `phigate-command`, `/usr/local`.
  private func isPartOfCode(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard isUnknownSmall(word) else { return false }
    return joins(word.before)
      || index &+ 1 < scratch.tagged.count && joins(scratch.tagged[index &+ 1].before)
  }

  /// Whether a word in small letters is no known name.
  private func isUnknownSmall(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return word.shape == UInt8(phigate_shape_lower) && bands.first == 0 && bands.last == 0
      && bands.place == 0
  }

  /// Whether what stands between two words joins them to one.
  func joins(_ gap: UInt8) -> Bool {
    gap == UInt8(phigate_gap_hyphen) || gap == UInt8(phigate_gap_other)
  }

  /// The same where nothing sure stands nearby.
  private func leastAlone(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let count = scratch.tagged.count
    let least = Self.alone(Self.findsAlone, index, count)
    guard count <= Self.keyWords, isUnknownSmall(scratch.tagged[index]) else { return least }
    return count == 1 ? Int.max : max(least, Self.sureFrom)
  }

  /// The least likelihood at which a word is a name or place.
  private func least(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    // Among words of another language a small one that few are called by is one of its words.
    if word.shape == UInt8(phigate_shape_lower), bands.first < 3,
      NoNames.isAmongForeign(index, scratch)
    {
      return Self.sureFrom
    }
    guard word.near != 0 else { return leastAlone(index, scratch) }
    if isTooShort(word) || isOfKey(index, scratch) { return Self.findsOrdinaryFrom }
    guard word.shape == UInt8(phigate_shape_lower) else {
      if scratch.tagged.count <= Self.briefWords { return Self.findsBrieflyFrom }
      return isFirstName(word) ? Self.findsFirstFrom : Self.findsFrom
    }
    let isOrdinary = bands.english == 1 || bands.english == 2 || bands.clinical > 0
    return isOrdinary && bands.first < 3 ? Self.findsOrdinaryFrom : Self.findsFrom
  }

  /// Whether a word with one capital is a common first name and nothing else.
  private func isFirstName(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return bands.first >= 3 && bands.english == 0 && bands.clinical == 0 && bands.place < 3
      && !bands.isEponym && !bands.isBrand && !bands.isNation && !bands.isCountry
      && !bands.isState && word.shape == UInt8(phigate_shape_title)
  }

  /// Marks neighbours of marked words that are likely enough beside them.
  private func grow(_ scratch: inout ScanScratch) {
    let last = scratch.tagged.count &- 1
    for index in scratch.live where index > 0 { grow(index, beside: index &- 1, &scratch) }
    for index in scratch.live.reversed() where index < last {
      grow(index, beside: index &+ 1, &scratch)
    }
  }

  /// Marks one word beside a marked one.
  @inline(__always)
  private func grow(_ index: Int, beside other: Int, _ scratch: inout ScanScratch) {
    let word = scratch.tagged[index]
    if word.found == 0, word.rule == 0, scratch.tagged[other].found != 0,
      word.likelihood >= leastBeside(index, other, scratch), word.before != UInt8(phigate_gap_none),
      !counts(index, scratch), word.isPlace || !word.isDigits,
      index &+ 1 == scratch.tagged.count
        || scratch.tagged[index &+ 1].before != UInt8(phigate_gap_none)
    {
      scratch.tagged[index].found = 1
    }
  }

  /// Whether a word is a measure, or a number with one behind it: `12 weeks`.
  private func counts(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if isMeasure(word) { return true }
    guard word.isDigits, index &+ 1 < scratch.tagged.count else { return false }
    return isMeasure(scratch.tagged[index &+ 1])
  }

  /// Bytes behind a sure name in which it is found again: half a margin, so that what made it sure
  /// lies within the margin too.
  private static let memoryBytesMax = UInt32(BlockSize.marginBytes / 2)
  /// Sure names that are remembered at a time.
  private static let memoryNamesMax = 256

  /// Marks words that were sure names nearby.
  private func recall(_ scratch: inout ScanScratch) {
    scratch.sureNames.removeAll(keepingCapacity: true)
    for index in scratch.live {
      let word = scratch.tagged[index]
      guard word.rule == 0, word.isNameShaped, word.end &- word.start > 2 else { continue }
      if Int(word.probability.1) >= Self.sureFrom, word.cue == 0,
        scratch.sureNames.count < Self.memoryNamesMax
      {
        scratch.sureNames.append((scratch.taggedHashes[index], word.start))
      }
    }
    for index in scratch.live where !scratch.sureNames.isEmpty {
      let word = scratch.tagged[index]
      guard word.found == 0, word.rule == 0, word.isNameShaped, word.end &- word.start > 2,
        word.likelihood > 0 || LexiconBands(rawValue: word.bands).english == 0, word.cue == 0
      else { continue }
      let hash = scratch.taggedHashes[index]
      for (sure, start) in scratch.sureNames
      where sure == hash && (start != word.start || !isNotOfItself(index, scratch)) {
        let distance = start > word.start ? start &- word.start : word.start &- start
        if distance < Self.memoryBytesMax, !isThingHere(index, index &+ 1, scratch),
          !isBehindArticle(index, scratch)
        {
          scratch.tagged[index].found = 2
          break
        }
      }
    }
  }

  /// Joins what belongs together, and releases abbreviations.
  private func finish(_ scratch: inout ScanScratch) {
    let count = scratch.tagged.count
    var next = scratch.nextFound(0)
    while next < count {
      let index = next
      defer { next = scratch.nextFound(index &+ 1) }
      let word = scratch.tagged[index]
      if index > 0, scratch.tagged[index &- 1].cue == TagCue.title.rawValue,
        NameFinder.isUnnamed(scratch.taggedHashes[index], behind: scratch.taggedHashes[index &- 1]),
        [phigate_gap_blank, phigate_gap_period, phigate_gap_sentence].contains(Int(word.before))
      {
        scratch.tagged[index].found = 0
        scratch.tagged[index &- 1].found = 0
      } else if word.isPlace {
        finishPlace(index, &scratch)
      } else if index > 0, word.before != UInt8(phigate_gap_line),
        scratch.tagged[index &- 1].cue == TagCue.title.rawValue,
        scratch.tagged[index &- 1].shape != UInt8(phigate_shape_lower)
          || word.before != UInt8(phigate_gap_colon)
      {
        scratch.tagged[index &- 1].found = 1
        if scratch.tagged[index &- 1].probability.2 > scratch.tagged[index &- 1].probability.1 {
          scratch.tagged[index &- 1].probability.1 = scratch.tagged[index &- 1].probability.2
        }
      }
      if word.found == SentenceFrames.foundByFrame { continue }
      let isAlone =
        (index == 0 || scratch.tagged[index &- 1].found == 0)
        && (index &+ 1 == count || scratch.tagged[index &+ 1].found == 0)
      let isShort =
        word.end &- word.start <= 2 && (word.isUpper || word.isNameShaped)
        && (word.near == 0 || !isFirstName(word))
      if isAlone, word.likelihood < Self.sureFrom, word.soft == 0,
        word.cue == TagCue.abbreviation.rawValue && word.isUpper || isShort || isRegionAlone(word)
          || word.cue == TagCue.credential.rawValue
      {
        scratch.tagged[index].found = 0
      }
      if index > 0, !word.isPlace, word.soft == 0, word.likelihood < Self.sureFrom,
        scratch.tagged[index &- 1].found != 0, isOwned(index, scratch)
      {
        scratch.tagged[index].found = 0
      }
      if isAlone, word.soft == 0, isUnknownCapitals(word) { scratch.tagged[index].found = 0 }
      // What stands behind the colon begins anew.
      if index == 0 || scratch.tagged[index &- 1].found == 0 || word.startsAnew, word.soft == 0,
        isLabel(index, scratch)
      {
        scratch.tagged[index].found = 0
      }
      if isCredential(index, scratch) { scratch.tagged[index].found = 0 }
      // The `de la` of a name goes on with it.
      let goesOn = goesOnWithName(index, scratch)
      if word.soft == 0,
        !goesOn && NoNames.holds(index, scratch) || isLabelAbroad(index, scratch)
      {
        scratch.tagged[index].found = 0
      }
    }
  }

  /// Whether a word is a degree behind a name and a comma: `Ines Bielak, MD` is in no Maryland.
  private func isCredential(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard index > 0, word.isUpper, word.cue == TagCue.credential.rawValue,
      word.before == UInt8(phigate_gap_comma)
    else { return false }
    let next = index &+ 1
    if next < scratch.tagged.count, scratch.tagged[next].isZIP { return false }
    let before = scratch.tagged[index &- 1]
    return before.found != 0 && !before.isPlace || before.cue == TagCue.credential.rawValue
      || before.rule == IdentifierKind.name.rawValue &+ 1
  }

  /// Whether a word is a state's or a country's name and that of no large city.
  private func isRegionAlone(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return word.isPlace && (bands.isState || bands.isCountry) && bands.place < 5
  }

  /// The state behind a city, a head in small letters, and `of` between two parts.
  private func finishPlace(_ index: Int, _ scratch: inout ScanScratch) {
    guard index &+ 1 < scratch.tagged.count, scratch.tagged[index &+ 1].found == 0 else { return }
    let next = scratch.tagged[index &+ 1]
    let isNear =
      next.before == UInt8(phigate_gap_blank) || next.before == UInt8(phigate_gap_comma)
    let bands = LexiconBands(rawValue: next.bands)
    if isNear,
      next.flags & UInt8(phigate_flag_state) != 0
        || next.isNameShaped && bands.isState && next.probability.4 > 76
    {
      scratch.tagged[index &+ 1].found = 1
      scratch.tagged[index &+ 1].probability.2 = max(next.probability.2, 1)
      return
    }
    if next.before == UInt8(phigate_gap_blank), next.cue == TagCue.facility.rawValue,
      next.probability.2 > 0
    {
      scratch.tagged[index &+ 1].found = 1
      return
    }
    guard index &+ 2 < scratch.tagged.count, next.before == UInt8(phigate_gap_blank),
      next.cue == TagCue.of.rawValue
        || next.cue == TagCue.preposition.rawValue
          && scratch.tagged[index].cue == TagCue.facility.rawValue,
      scratch.tagged[index &+ 2].found != 0, scratch.tagged[index &+ 2].isPlace,
      scratch.tagged[index &+ 2].before == UInt8(phigate_gap_blank)
    else { return }
    scratch.tagged[index &+ 1].found = 1
    scratch.tagged[index &+ 1].probability.2 = 255
  }

  /// Appends a finding for each run of marked words of a kind; numbers without a word beside them are
  /// the business of other rules.
  private func emit(_ scratch: inout ScanScratch) {
    let count = scratch.tagged.count
    var index = scratch.nextFound(0)
    while index < count {
      let word = scratch.tagged[index]
      var hasWord = word.isLetters
      var longest = word.isLetters ? Int(word.end &- word.start) : 0
      var isNew = word.soft == 0
      var last = index &+ 1
      while last < count, scratch.tagged[last].found != 0, !scratch.tagged[last].startsAnew,
        scratch.tagged[last].isPlace == word.isPlace,
        word.isPlace || !isOwned(last, scratch)
      {
        hasWord = hasWord || scratch.tagged[last].isLetters
        if scratch.tagged[last].isLetters {
          longest = max(longest, Int(scratch.tagged[last].end &- scratch.tagged[last].start))
        }
        isNew = isNew || scratch.tagged[last].soft == 0
        last &+= 1
      }
      // `47M` and `N O T I C E` are no places.
      let isClosing = word.found == AddressCloser.foundByAddress
      let isScattered =
        longest < 3 && word.isDigits && hasWord || longest == 1 && last &- index > 2
      // `I.D.` and `P.A.` are no initials without a name.
      let isLettersAlone = longest == 1 && word.soft == 0 && last &- index > 1
      if hasWord || word.isPlace && isBesidePlace(index, scratch), isNew,
        isClosing || !isScattered && !isLettersAlone
      {
        if word.isPlace {
          emitPlace(index, last, &scratch)
        } else {
          emitName(index, last, &scratch)
        }
      }
      index = scratch.nextFound(last)
    }
  }

  /// Whether a number at the end of a place is neither a ZIP code nor part of an address.
  private func isCount(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    return word.isDigits && !word.isZIP && word.found != AddressCloser.foundByAddress
  }

  /// Whether a number goes on with a place right before it or leads to one right behind it.
  private func isBesidePlace(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let location = IdentifierKind.location.rawValue &+ 1
    return index > 0 && scratch.tagged[index &- 1].rule == location
      || index &+ 1 < scratch.tagged.count && scratch.tagged[index &+ 1].rule == location
      || index > 0 && scratch.tagged[index &- 1].found != 0 && scratch.tagged[index &- 1].isPlace
  }

  /// Whether one of the words is a run of letters.
  private func hasLetters(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    (first..<last).contains { scratch.tagged[$0].isLetters }
  }

  /// Appends a name.
  private func emitName(_ first: Int, _ last: Int, _ scratch: inout ScanScratch) {
    let words = withoutSpills(first..<last, scratch)
    let (first, last) = (words.lowerBound, words.upperBound)
    if words.isEmpty { return }
    var best = 0
    for index in first..<last { best = max(best, scratch.tagged[index].likelihood) }
    let isMemory = scratch.tagged[first].found == 2
    scratch.append(
      first,
      last,
      .name,
      .none,
      rule: isMemory ? memory : name,
      best >= 128 ? .high : .medium,
      isMemory ? .memory : .context
    )
  }

  /// Whether one of the words has a capital, or nothing in the line has: `34 while hillwalking` is no
  /// street.
  private func isNamed(_ first: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    (first..<end)
      .contains { index in
        let word = scratch.tagged[index]
        return word.isLetters && (word.shape != UInt8(phigate_shape_lower) || word.caseless != 0)
          || word.isDigits
      }
  }

  /// Whether the last word before an index, in small letters, begins what a number is called: `ines medical record number`.
  private func isOfLabel(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    last < scratch.tagged.count && scratch.tagged[last].before == UInt8(phigate_gap_blank)
      && scratch.taggedHashes[last &- 1] == Self.medical
      && scratch.tagged[last &- 1].shape == UInt8(phigate_shape_lower)
      && Self.records(scratch.taggedHashes[last]) != 0
  }

  private static var at: UInt64 { Token.word("at") }
  private static var medical: UInt64 { Token.word("medical") }
  private static let records = Engine.table("record records history problem problems number chart")

  /// Appends a place, with its part: a ZIP code at its end is one of its own.
  private func emitPlace(_ first: Int, _ last: Int, _ scratch: inout ScanScratch) {
    var last = last
    while last > first &+ 1, isCount(last &- 1, scratch) || isOfLabel(last, scratch) { last &-= 1 }
    var end = last
    while end > first &+ 1, scratch.tagged[end &- 1].isDigits,
      scratch.tagged[end &- 1].before != UInt8(phigate_gap_none),
      hasLetters(first, end &- 1, scratch)
    {
      end &-= 1
    }
    let hasHead = (first..<end)
      .contains { index in
        let cue = scratch.tagged[index].cue
        return cue == TagCue.facility.rawValue || cue == TagCue.facilityPart.rawValue
          || cue == TagCue.saint.rawValue && index &+ 1 < end
      }
    let isStreet = scratch.tagged[first].isDigits
    let isZIP = end == first &+ 1 && isStreet
    if isStreet && !isZIP && !isNamed(first &+ 1, end, scratch) || areValues(first, last, scratch) {
      return
    }
    // `1551 at dest` is a time.
    if isStreet, first &+ 1 < end, scratch.taggedHashes[first &+ 1] == Self.at { return }
    let part: LocationPart = isZIP ? .zip : isStreet ? .street : hasHead ? .facility : .city
    let rule = isZIP ? zip : isStreet ? street : hasHead ? facility : place
    scratch.append(first, end, .location, part, rule: rule, .medium, .context)
    if end < last { scratch.append(end, last, .location, .zip, rule: zip, .medium, .context) }
  }
}

extension ScanScratch {
  /// Appends a finding over the tagged words `first..<last`.
  fileprivate mutating func append(
    _ first: Int,
    _ last: Int,
    _ kind: IdentifierKind,
    _ part: LocationPart,
    rule: UInt16,
    _ confidence: Confidence,
    _ evidence: Evidence
  ) {
    let possessive = tagged[last &- 1].flags & UInt8(phigate_flag_possessive) != 0
    found.append(
      Finding(
        start: Int(tagged[first].start),
        end: Int(tagged[last &- 1].end) &+ (part == .facility && possessive ? 2 : 0),
        kind: kind,
        part: part,
        confidence: confidence,
        evidence: evidence,
        rule: rule
      )
    )
  }
}
