import Vocabulary

/// What is said of an address beside its street: the house without one, the flat, the town, the zip.
extension Engine {
  /// Words before a house's number in which one that asks for an address is looked for.
  private static let houseCueWords = 5
  private static let houseTurnWords = 30
  /// Words of a street's name, and tokens of what follows an address.
  private static let nameMax = 4
  private static let tailMax = 24

  /// `nine hundred and four West Chestnut, apartment two`, `yes, twenty-two eighteen, apartment B`: a
  /// house's number where an address is told, found from its first word.
  func matchSaidHouse(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.spokenStreet),
      !(first > 0 && isWord(first - 1, [.spokenNumber, .spokenDigit], scratch)
        && isNext(first, scratch)),
      let run = saidRun(text, from: first, scratch), run.letters == 0,
      (2...6).contains(run.digits), run.dashes == 0, !isQuantity(text, run, scratch)
    else { return }
    let next = run.last + 1
    guard next < scratch.tokens.count, isSaidOn(text, next, scratch) else { return }
    let isFlat = isUnitAhead(text, next, scratch)
    var last = run.last
    if isFlat { last = unitEnd(text, next + 1, scratch) }
    while last + 1 < scratch.tokens.count, !isFlat, last - run.last < Self.nameMax,
      scratch.tokens[last + 1].gap == .blank || scratch.tokens[last + 1].gap == .mark
        || last == run.last,
      isNamePart(text, last + 1, scratch)
    {
      last += 1
    }
    // `twelve hundred Pennsylvania, suite two`
    let hasFlat =
      isFlat
      || last + 1 < scratch.tokens.count && isUnitAhead(text, last + 1, scratch)
        && isSaidOn(text, last + 1, scratch)
    let isRoad = (run.last..<last)
      .contains {
        isWord($0 + 1, [.streetEnding, .foreignStreet], scratch)
          || Self.directions(scratch.tokens[$0 + 1].hash) != 0
      }
    guard last > run.last || isFlat, run.digits >= 3 || hasFlat,
      hasFlat && last > run.last || isHouseCued(first, isSure: isRoad || hasFlat, scratch)
    else { return }
    emit(
      rule,
      Int(scratch.tokens[first].start),
      scratch.tokens[last].end,
      .format,
      scratch: &scratch
    )
  }

  /// Whether a word with a capital may be of a street's name.
  private func isNamePart(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard isSaidOn(text, index, scratch), token.isWord, token.length > 2 else { return false }
    if isWord(index, .ordinalWord, scratch) { return token.shape == .capitalized }
    if isWord(index, .streetEnding, scratch) || Self.directions(token.hash) != 0 { return true }
    guard token.shape == .capitalized || token.shape == .mixed, token.length > 2 else {
      return false
    }
    let bands = Lexicon.bands(token.hash)
    return bands.clinical == 0 && !bands.isBrand && !isWord(index, [.weekday, .month], scratch)
      && Self.units(token.hash) == 0
  }

  /// Whether a word that asks for an address stands before a number, or in the turn before.
  private func isHouseCued(
    _ first: Int,
    isSure: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = first
    var hasTurned = false
    while index > 0, first - index < (hasTurned ? Self.houseTurnWords : Self.houseCueWords) {
      hasTurned = hasTurned || scratch.tokens[index].gap == .lineBreak
      index -= 1
      let hash = scratch.tokens[index].hash
      if Self.houseCues(hash) != 0 || isSure && Self.weakCues(hash) != 0 { return true }
      if hasTurned, isWord(index, .streetEnding, scratch) { return true }
    }
    return false
  }

  /// Whether `apartment two`, `unit B` begins at a token.
  private func isUnitAhead(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    Self.units(scratch.tokens[index].hash) != 0 && index + 1 < scratch.tokens.count
      && isSaidOn(text, index + 1, scratch) && isItem(index + 1, scratch)
  }

  /// Lengthens addresses by what is said behind them: `apartment two R, Bloomington, six one seven oh
  /// one`.
  func lengthenSaid(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard scratch.saidEnd > 0 else { return }
    for found in scratch.found.indices where scratch.found[found].kind == .location {
      let end = scratch.found[found].end
      var index = firstToken(at: end, scratch)
      guard index > 0, index < scratch.tokens.count, scratch.tokens[index - 1].end == end else {
        continue
      }
      let first = index
      var last = index - 1
      // `nineteen Birch, Lot` goes on with its number.
      if Self.units(scratch.tokens[last].hash) != 0, isItem(index, scratch),
        let run = saidRun(text, from: index, scratch), run.digits <= 4, run.letters <= 2
      {
        last = trimmed(text, run, scratch).last
        index = last + 1
      }
      while index < scratch.tokens.count, index - first < Self.tailMax,
        isSaidOn(text, index, scratch), let part = tailPart(text, index, scratch)
      {
        last = part
        index = part + 1
      }
      if last >= first { scratch.found[found].end = scratch.tokens[last].end }
    }
    settle(&scratch)
  }

  /// `in Stoughton`, `outside Minneola`: a town that nothing but the gazetteer knows, where numbers
  /// are said.
  func matchSaidTowns(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard scratch.saidEnd > 0, let rule = rule(.spokenStreet) else { return }
    for index in scratch.tokens.indices.dropFirst() {
      let token = scratch.tokens[index]
      guard token.shape == .capitalized, token.gap == .blank, token.length > 3,
        Self.towards.contains(scratch.tokens[index - 1].hash)
      else { continue }
      let bands = Lexicon.bands(token.hash)
      guard bands.place > 0, bands.english == 0, bands.clinical == 0, !bands.isBrand,
        !bands.isState, !bands.isCountry, !bands.isNation,
        !isWord(index, [.month, .weekday], scratch)
      else { continue }
      emit(rule, Int(token.start), token.end, .context, scratch: &scratch)
    }
  }

  private static let towards: WordSet = WordSet(
    ["in", "near", "outside", "from"].map { Token.hash($0) }
  )

  /// The last token of one part of an address behind another; nil where none begins.
  private func tailPart(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    // `apartment four C`, `number three`, `Route two`
    if Self.units(token.hash) != 0 {
      return isUnitAhead(text, index, scratch) ? unitEnd(text, index + 1, scratch) : nil
    }
    // `third floor`
    if isWord(index, .ordinalWord, scratch), index + 1 < scratch.tokens.count,
      Self.floors(scratch.tokens[index + 1].hash) != 0, scratch.tokens[index + 1].gap == .blank
    {
      return index + 1
    }
    if isItem(index, scratch), let run = saidRun(text, from: index, scratch) {
      let zip = trimmed(text, run, scratch)
      return zip.letters == 0 && zip.digits == 5 && zip.singles > 1 || isPostcode(zip)
        ? zip.last : nil
    }
    let bands = Lexicon.bands(token.hash)
    if token.shape == .capitalized, token.length > 2,
      bands.place > 1 || bands.isState || Self.states(token.hash) != 0
    {
      return token.end == text.count ? index : townEnd(index, scratch)
    }
    return nil
  }

  /// The last token of a flat's number: no comma is in it.
  private func unitEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    let partsMax = 5
    var last = explanation(text, first, scratch) ?? first
    while last + 1 < scratch.tokens.count, last - first < partsMax, isItem(last + 1, scratch),
      scratch.tokens[last + 1].gap == .blank
        || scratch.tokens[last + 1].gap == .mark
          && text.at(scratch.tokens[last].end) == 0x2D
    {
      last = explanation(text, last + 1, scratch) ?? last + 1
    }
    return last
  }

  /// The last token of a town's name.
  private func townEnd(_ first: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = first
    while last + 1 < scratch.tokens.count, last - first < 2, scratch.tokens[last + 1].gap == .blank,
      scratch.tokens[last + 1].shape == .capitalized,
      Lexicon.bands(scratch.tokens[last + 1].hash).place > 0
    {
      last += 1
    }
    return last
  }

  /// Whether a run has the form of a British or Canadian postcode.
  func isPostcode(_ run: SaidRun) -> Bool {
    guard (5...7).contains(run.places), run.letters >= 3 else { return false }
    // Letters in the lowest bits first: `A9A 9A9`, and `A9 9AA` with its longer forms.
    let forms: WordSet = [
      0b010101, 0b11001, 0b110001, 0b110011, 0b1100011, 0b110101, 0b1101011,
    ]
    let wanted: [UInt64: Int] = [
      0b010101: 6, 0b11001: 5, 0b110001: 6, 0b110011: 6, 0b1100011: 7, 0b110101: 6, 0b1101011: 7,
    ]
    return forms.contains(run.shape) && wanted[run.shape] == run.places
  }

  /// `corner of Fifth and Alder`, `Route one thirty-eight`: a place by its roads.
  func matchCorner(_ text: Span<UInt8>, _ corner: Int, _ scratch: inout ScanScratch) {
    if scratch.tokens[corner].hash == Self.box { return matchBox(text, corner, &scratch) }
    guard let rule = rule(.spokenStreet), corner + 4 < scratch.tokens.count,
      isWord(corner + 1, .of, scratch)
    else { return }
    let first = corner + 2
    guard let one = roadEnd(text, first, scratch), one + 2 < scratch.tokens.count,
      isWord(one + 1, .and, scratch), scratch.tokens[one + 1].gap == .blank,
      let two = roadEnd(text, one + 2, scratch)
    else { return }
    emit(
      rule,
      Int(scratch.tokens[first].start),
      scratch.tokens[two].end,
      .format,
      scratch: &scratch
    )
  }

  /// `P O box two nineteen`: found from the box.
  private func matchBox(_ text: Span<UInt8>, _ box: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.spokenStreet), box > 0, box + 1 < scratch.tokens.count,
      isSaidOn(text, box, scratch), isSaidOn(text, box + 1, scratch), isItem(box + 1, scratch),
      let run = saidRun(text, from: box + 1, scratch), run.singles + run.larger > 0
    else { return }
    let before = scratch.tokens[box - 1].hash
    let isSplit = before == Self.o && box > 1 && scratch.tokens[box - 2].hash == Self.p
    guard isSplit || before == Self.po || before == Self.office else { return }
    emit(
      rule,
      Int(scratch.tokens[isSplit ? box - 2 : box - 1].start),
      scratch.tokens[trimmed(text, run, scratch).last].end,
      .format,
      scratch: &scratch
    )
  }

  private static var box: UInt64 { Token.word("box") }
  private static var o: UInt64 { Token.word("o") }
  private static var p: UInt64 { Token.word("p") }
  private static var po: UInt64 { Token.word("po") }
  private static var office: UInt64 { Token.word("office") }

  /// The last token of a road's name at a corner.
  private func roadEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = first
    var isNamed = false
    while index < scratch.tokens.count, index - first < Self.nameMax,
      scratch.tokens[index].gap == .blank
    {
      let token = scratch.tokens[index]
      let isPart =
        token.shape.startsWithCapital
        || isWord(index, [.ordinalWord, .streetEnding, .spokenNumber], scratch)
        || Self.directions(token.hash) != 0
      guard isPart else { break }
      isNamed = true
      index += 1
    }
    return isNamed ? index - 1 : nil
  }

  private static let directions = table("north south east west northeast northwest old")
  private static let units = table(
    "apartment apt unit suite number lot trailer floor building box space flat"
  )
  private static let floors = table("floor story flat")
  private static let houseCues = table(
    "live lives living address stay stays staying ship shipping deliver delivering delivered mail "
      + "mailed located moved street reside resides we're"
  )
  private static let weakCues = table("at send use from home house")
  private static let states = table(
    "mass penn conn calif mich minn wash tenn ont ill ind wis okla ore ariz colo nebr kans"
  )
}
