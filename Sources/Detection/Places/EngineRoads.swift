import Vocabulary

/// Places that roads and saints name: `I-90 near Spokane Valley`, `9th and Hennepin`,
/// `St. Malachy's`.
extension Engine {
  /// Digits of a road's number, at most.
  private static let roadDigits = 4

  /// Finds a numbered road from the word for it.
  func matchRoad(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    let number = head + 1
    guard let rule = rule(.road), number < scratch.tokens.count,
      scratch.tokens[number].isDigits, Int(scratch.tokens[number].length) <= Self.roadDigits,
      scratch.tokens[head].gap != .none
    else { return }
    let word = scratch.tokens[head]
    let isJoined =
      scratch.tokens[number].gap == .mark && text.at(word.end) == 0x2D
    let isShort = word.length <= 2
    guard isJoined || scratch.tokens[number].gap == .blank && word.hash != Self.i,
      !isShort || word.shape == .upper || word.shape == .capitalized,
      !Self.isotopes.contains(scratch.tokens[number].hash) || word.hash != Self.i
    else { return }
    // `42B`, `61 N`.
    var end = scratch.tokens[number].end
    var last = number
    if last + 1 < scratch.tokens.count, scratch.tokens[last + 1].length == 1,
      scratch.tokens[last + 1].shape == .capitalized,
      scratch.tokens[last + 1].gap == .none
        || scratch.tokens[last + 1].gap == .blank
          && Self.directions.contains(scratch.tokens[last + 1].hash)
    {
      last += 1
      end = scratch.tokens[last].end
    }
    guard !text.isWordByte(end), text.at(end) != 0x25 else { return }
    let marked = markerEnd(last, scratch)
    if marked > last {
      last = marked
      end = scratch.tokens[marked].end
    }
    let isMarked = marked > number
    let isCued =
      head > 0 && word.gap == .blank && Self.roadCues.contains(scratch.tokens[head - 1].hash)
    let behind = last + 1
    let leads =
      behind + 1 < scratch.tokens.count && scratch.tokens[behind].gap == .blank
      && Self.roadFollowers.contains(scratch.tokens[behind].hash)
      && scratch.tokens[behind + 1].shape.startsWithCapital
    // A way in, in small letters, and `US` of ultrasound need a place behind them.
    let isPlain = word.shape == .lower && word.hash != Self.exit
    let isSure =
      isMarked && (!isShort || isJoined || word.shape == .upper || word.hash == Self.i)
      || isCued && leads || leads && !isPlain || isCued && !isPlain && (!isShort || isJoined)
      || isCued && Self.highways.contains(word.hash) && (!isShort || end - Int(word.start) > 4)
    guard isSure, !isWord(behind, [.unit, .ageUnit], scratch) else { return }
    emit(rule, Int(word.start), end, .format | .context, scratch: &scratch)
  }

  /// The last token of a direction and a milestone behind a road: `NB MM 63`, `near mile marker 88`; the
  /// road's own last token where there is neither.
  private func markerEnd(_ road: Int, _ scratch: borrowing ScanScratch) -> Int {
    func isBlank(_ index: Int) -> Bool {
      index < scratch.tokens.count && scratch.tokens[index].gap == .blank
    }
    var last = road
    if isBlank(last + 1), Self.bounds.contains(scratch.tokens[last + 1].hash) { last += 1 }
    var stone = last + 1
    if isBlank(stone), Self.stoneLinks.contains(scratch.tokens[stone].hash) { stone += 1 }
    guard isBlank(stone) else { return last }
    if scratch.tokens[stone].hash == Self.mile, isBlank(stone + 1) { stone += 1 }
    let number = Self.stones.contains(scratch.tokens[stone].hash) ? stone + 1 : stone
    guard number > last + 1, scratch.tokens[number - 1].isWord, isBlank(number),
      scratch.tokens[number].isDigits, Int(scratch.tokens[number].length) <= Self.roadDigits,
      number > stone || scratch.tokens[stone - 1].hash == Self.mile
    else { return last }
    return number
  }

  private static let bounds = hashes(
    "nb sb eb wb northbound southbound eastbound westbound"
  )
  private static let stoneLinks = hashes("near at by around past before")
  private static let stones = hashes("mm mp milepost milemarker marker post exit")
  private static var mile: UInt64 { Token.word("mile") }

  /// Roads in small letters, and the one that is short for `right` as well: only behind `on`, `off` and the like.
  private static let highways = hashes("hwy highway rt rte")
  private static var i: UInt64 { Token.word("i") }
  private static var exit: UInt64 { Token.word("exit") }
  /// Isotopes of iodine that are given to patients.
  private static let isotopes: WordSet = [123, 124, 125, 131]
  private static let directions = hashes("n s e w")
  private static let roadCues = hashes(
    """
    on off along near via past by from onto at to of take took taking down up crossing collision crash \
    rollover wreck accident mvc mva
    """
  )
  private static let roadFollowers = hashes("near in at past outside by toward towards south north")

  /// `1st & Pike`, `9th and Hennepin`: found from the ending of the number.
  func matchCrossing(_ text: Span<UInt8>, _ ending: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.crossing), ending > 0, scratch.tokens[ending].gap == .none,
      scratch.tokens[ending - 1].isDigits, scratch.tokens[ending - 1].length <= 3
    else { return }
    matchCrossingBehind(text, ending, rule, &scratch)
    let first = ending - 1
    let isCued =
      first > 0 && scratch.tokens[first].gap == .blank
      && Self.crossingCues.contains(scratch.tokens[first - 1].hash)
    var name = ending + 1
    let hasMark = name < scratch.tokens.count && isAmpersand(text, ending, name, scratch)
    if !hasMark {
      guard isJoint(name, text, scratch) else { return }
      name += 1
    }
    guard isCued || hasMark, name < scratch.tokens.count, scratch.tokens[name].isWord,
      scratch.tokens[name].shape == .capitalized,
      hasMark || scratch.tokens[name].gap == .blank,
      !isWord(name, [.month, .weekday, .ordinalWord, .holiday], scratch),
      let last = streetName(name, scratch)
    else { return }
    emitTokens(rule, first, last, &scratch)
  }

  /// `Grand and 14th`, `Aurora & N 96th`: a crossing whose second street has the number.
  private func matchCrossingBehind(
    _ text: Span<UInt8>,
    _ ending: Int,
    _ rule: UInt16,
    _ scratch: inout ScanScratch
  ) {
    var second = ending - 1
    if second > 0, scratch.tokens[second].gap == .blank,
      Self.directions.contains(scratch.tokens[second - 1].hash),
      scratch.tokens[second - 1].shape == .capitalized
    {
      second -= 1
    }
    guard second > 1 else { return }
    let hasMark = isAmpersand(text, second - 1, second, scratch)
    let last = hasMark ? second - 1 : second - 2
    guard hasMark || isJoint(second - 1, text, scratch) && scratch.tokens[second].gap == .blank,
      canBeStreet(last, scratch)
    else { return }
    var first = last
    if first > 0, scratch.tokens[first].gap == .blank, canBeStreet(first - 1, scratch) {
      first -= 1
    }
    let isCued =
      first > 0 && scratch.tokens[first].gap == .blank
      && Self.crossingCues.contains(scratch.tokens[first - 1].hash)
    // `at Baseline and 12th week`
    let next = ending + 1
    let isOver =
      next >= scratch.tokens.count || scratch.tokens[next].gap != .blank
      || Self.crossingFollowers.contains(scratch.tokens[next].hash)
      || isWord(next, .streetEnding, scratch)
    guard hasMark || isCued && isOver else { return }
    emitTokens(rule, first, ending, &scratch)
  }

  /// Whether a word with a capital may be a street's name at a crossing.
  private func canBeStreet(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    let bands = Lexicon.bands(token.hash)
    return token.isWord && token.shape.startsWithCapital && token.length > 1 && token.gap != .none
      && !isWord(index, [.month, .weekday, .holiday, .ordinalWord], scratch)
      && (bands.clinical == 0 || bands.last > 0 || bands.place > 0)
  }

  private static let crossingFollowers = hashes("in near at by on for w with pt found to and per")
  private static let crossingCues = hashes("at on near to off by corner around from between of")

  /// The last token of a street's name of at most two words with a capital, or of `5th`.
  private func streetName(_ first: Int, _ scratch: borrowing ScanScratch) -> Int? {
    guard first < scratch.tokens.count, scratch.tokens[first].gap != .lineBreak else { return nil }
    if scratch.tokens[first].isDigits {
      let isOrdinal =
        isWord(first + 1, .ordinalEnding, scratch) && scratch.tokens[first + 1].gap == .none
      return isOrdinal ? first + 1 : nil
    }
    guard scratch.tokens[first].shape.startsWithCapital, scratch.tokens[first].length > 1 else {
      return nil
    }
    let next = first + 1
    let goesOn =
      next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && scratch.tokens[next].shape == .capitalized
    return goesOn ? next : first
  }

  /// Whether `and` or `y` joins two streets at a token.
  private func isJoint(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    index < scratch.tokens.count && scratch.tokens[index].gap == .blank
      && Self.streetJoints.contains(scratch.tokens[index].hash)
  }

  private static let streetJoints = hashes("and y et con")

  /// Whether an ampersand alone stands between two tokens.
  private func isAmpersand(
    _ text: Span<UInt8>,
    _ one: Int,
    _ two: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (from, to) = (scratch.tokens[one].end, Int(scratch.tokens[two].start))
    guard to - from == 3 || to - from == 1 else { return false }
    return text.at(from + (to - from) / 2) == 0x26
  }

  /// `St. Joe's`: a house of a saint, found from the word for one; no plant, illness or day.
  func matchSaint(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let name = index + 1
    guard let rule = rule(.saintPlace), name + 1 < scratch.tokens.count,
      scratch.tokens[index].shape == .capitalized, scratch.tokens[name].shape == .capitalized,
      Int(scratch.tokens[name].start) - scratch.tokens[index].end <= 2,
      scratch.tokens[name].gap == .blank || text.at(scratch.tokens[index].end) == 0x2E,
      scratch.tokens[name + 1].hash == Self.s, scratch.tokens[name + 1].gap == .mark,
      text.at(scratch.tokens[name].end) == 0x27
    else { return }
    let end = scratch.tokens[name + 1].end
    let behind = name + 2
    let follows = behind < scratch.tokens.count && scratch.tokens[behind].gap == .blank
    guard !text.isWordByte(end),
      !(follows && Self.noHouses.contains(scratch.tokens[behind].hash))
    else { return }
    emit(rule, Int(scratch.tokens[index].start), end, .format | .context, scratch: &scratch)
  }

  private static var s: UInt64 { Token.word("s") }
  private static let noHouses = hashes(
    "wort fire dance disease day eve cross prayer syndrome encephalitis virus bread herb lily evil"
  )
}
