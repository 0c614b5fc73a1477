import Vocabulary

/// Streets as they are dictated, and codes whose letters and groups are said one after the other.
extension Engine {
  /// Words of a street's name, and of the number before it, at most.
  private static let nameWords = 3
  private static let numberWords = 6

  /// `fourteen twelve Arroyo Seco Lane`, `three oh nine possum trot road`, found from its last word.
  ///
  /// A number of one word counts only behind a word such as `lot` or `address`: `two main roads`.
  func matchSpokenStreet(_ text: Span<UInt8>, _ last: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.spokenStreet), last > 0 else { return }
    matchRoadNumber(rule, last, &scratch)
    guard last > 1, scratch.tokens[last].gap == .blank else { return }
    var name = last
    while last - name < Self.nameWords, name > 1, isStreetName(name - 1, scratch),
      scratch.tokens[name].gap == .blank
    {
      name -= 1
      if isHouseNumber(name - 1, scratch),
        scratch.tokens[name].gap == .blank
          || scratch.tokens[name].shape == .capitalized && isSaidOn(text, name, scratch)
      {
        emitStreet(text, rule, name, last, &scratch)
        return
      }
    }
    // `forty-four oh six Route Two-Nineteen`
    if name == last, isNumberWord(last - 1, scratch), isNumberWord(last + 1, scratch) {
      var end = last + 1
      while isNumberWord(end + 1, scratch), isSaidNext(end + 1, scratch),
        end - last < Self.numberWords
      {
        end += 1
      }
      if isSaidNext(last + 1, scratch) { emitStreet(text, rule, last, end, &scratch) }
    }
  }

  /// `Route one thirty-eight`, `county road twelve`: a road by its number.
  private func matchRoadNumber(_ rule: UInt16, _ road: Int, _ scratch: inout ScanScratch) {
    let hash = scratch.tokens[road].hash
    let isOwned = road > 0 && Self.roadOwners.contains(scratch.tokens[road - 1].hash)
    guard isOwned || hash == Self.highway || hash == Self.route, isNumberWord(road + 1, scratch),
      isSaidNext(road + 1, scratch)
    else { return }
    var last = road + 1
    while isNumberWord(last + 1, scratch), isSaidNext(last + 1, scratch), last - road < 4 {
      last += 1
    }
    guard !isWord(last + 1, [.unit, .ageUnit], scratch) else { return }
    let start = Int(scratch.tokens[isOwned ? road - 1 : road].start)
    emit(rule, start, scratch.tokens[last].end, .format, scratch: &scratch)
  }

  /// Whether the number of a house ends at a token: `four`, the `half` of `seven and a half`.
  private func isHouseNumber(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isNumberWord(index, scratch)
      || index > 0 && scratch.tokens[index].length == 1 && isNumberWord(index - 1, scratch)
        && scratch.tokens[index].shape == .capitalized
      || index > 3 && scratch.tokens[index].hash == Self.half
        && isWord(index - 2, .and, scratch) && isNumberWord(index - 3, scratch)
  }

  private static var half: UInt64 { Token.word("half") }
  private static var highway: UInt64 { Token.word("highway") }
  private static var route: UInt64 { Token.word("route") }
  private static let roadOwners: WordSet = WordSet(
    ["county", "state", "farm", "ranch", "forest", "township", "rural"].map { Token.hash($0) }
  )

  /// Appends a street whose name begins at `name`, with the number before it.
  private func emitStreet(
    _ text: Span<UInt8>,
    _ rule: UInt16,
    _ name: Int,
    _ last: Int,
    _ scratch: inout ScanScratch
  ) {
    var first = name - 1
    if scratch.tokens[first].hash == Self.half, first > 2 { first -= 3 }
    if scratch.tokens[first].length == 1, first > 0 { first -= 1 }
    while name - first < Self.numberWords + 3, isSaidNext(first, scratch),
      isNumberWord(first - 1, scratch)
        || isWord(first - 1, .and, scratch) && isNumberWord(first - 2, scratch)
    {
      first -= 1
    }
    let isCued = isWord(first - 1, .spokenHouse, scratch)
    let isNamed =
      name < last && (name...last).allSatisfy { scratch.tokens[$0].shape.startsWithCapital }
    guard name - first > 1 || isCued || isNamed else { return }
    // `flat four, eighteen Gladstone Road`
    var flat = first - 1
    while flat > 0, first - flat < 4, isItem(flat, scratch), isSaidOn(text, flat + 1, scratch) {
      flat -= 1
    }
    if !isCued, flat >= 0, flat < first - 1, Self.flats.contains(scratch.tokens[flat].hash) {
      first = flat
    }
    emit(
      rule,
      Int(scratch.tokens[isCued ? first - 1 : first].start),
      scratch.tokens[last].end,
      .format,
      scratch: &scratch
    )
  }

  private static let flats: WordSet = WordSet(
    ["flat", "apartment", "unit", "suite", "apt"].map { Token.hash($0) }
  )

  /// Whether a token is a number's word.
  private func isNumberWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isWord(index, [.spokenNumber, .spokenDigit], scratch)
      && !isWord(index, .spokenRepeat, scratch)
  }

  /// Whether a blank or a hyphen alone stands before a token.
  private func isSaidNext(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let gap = scratch.tokens[index].gap
    return gap == .blank || gap == .mark
  }

  /// Whether a word may stand in a street's name: none that counts, points or joins.
  private func isStreetName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    return token.isWord && token.length > 2 && !isNumberWord(index, scratch)
      && !isWord(index, [.unit, .ageUnit, .duration, .the, .of, .and, .on, .connector], scratch)
      && !Self.notStreets.contains(token.hash)
  }

  private static let notStreets: WordSet = WordSet(
    """
    block blocks down along across per each every other more long separate different way ways lane \
    lanes into from their his her our your its new same that this these those than only car house \
    houses doors cross busy main wrong right left dead public minute hour mile month easy possible available open full
    """
    .split(separator: " ").map { Token.hash(String($0)) }
  )

  /// Letters before the groups of a code that is said, and digits in them at least.
  private static let saidLetters = 1...4
  private static let saidDigits = 5
  private static let saidGroups = 6

  /// `X X J, 300, 218, 776`, `S 23 dash 10488`: letters one by one and groups of digits, found from
  /// the first letter.
  ///
  /// One letter alone needs a mark that is said.
  func matchSaidCode(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.spokenCode), !isSingle(text, first - 1, scratch) else { return }
    var index = first
    while isSingle(text, index, scratch), index == first || scratch.tokens[index].gap == .blank {
      index += 1
    }
    let letters = index - first
    guard Self.saidLetters.contains(letters) else { return }
    var (digits, groups, last) = (0, 0, first)
    var hasMark = false
    while index < scratch.tokens.count, index - first < Self.saidGroups * 2 + 4 {
      let token = scratch.tokens[index]
      guard token.gap == .blank || token.gap == .marks, !text.isWordByte(token.end),
        isCommaOrBlank(text, scratch.tokens[index - 1].end, Int(token.start))
      else { break }
      if token.isDigits, token.length >= 2, token.length <= 6 {
        digits += Int(token.length)
        groups += 1
        last = index
      } else if isWord(index, .spokenMark, scratch) {
        hasMark = true
      } else {
        break
      }
      index += 1
    }
    guard digits >= Self.saidDigits, groups >= 2, letters > 1 || hasMark, last > first,
      !isWord(last + 1, .unit, scratch)
    else { return }
    let start = Int(scratch.tokens[first].start)
    emit(
      rule,
      start,
      scratch.tokens[last].end,
      .format | .context,
      masked: hasMark,
      scratch: &scratch
    )
  }

  /// Whether a token is one letter by itself.
  private func isSingle(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    guard index >= 0, index < scratch.tokens.count else { return false }
    let token = scratch.tokens[index]
    return token.length == 1 && text[Int(token.start)].isLetter && token.gap != .none
      && !text.isWordByte(token.end)
  }

  /// Whether nothing but commas and blanks stands between two offsets.
  private func isCommaOrBlank(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    for offset in start..<end where text[offset] != 0x2C && text[offset] != 0x20 { return false }
    return true
  }

  /// Whether an address or a host's name with a digit or a dot ends before an offset.
  private func isHost(_ text: Span<UInt8>, before end: Int) -> Bool {
    var start = end
    var isMarked = false
    while start > 0, end - start <= Self.logUser.upperBound, text[start - 1] > 0x20 {
      start -= 1
      isMarked = isMarked || text[start].isDigit || text[start] == 0x2E
    }
    return isMarked
  }

  /// Bytes of a user's name in an access log.
  private static let logUser = 2...64

  /// `203.0.113.7 - mrs_pell44 [19/Sep/2023:`: the user of a line of an access log, found from the
  /// day behind it.
  func matchLogUser(_ text: Span<UInt8>, _ day: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.logUser) else { return }
    let bracket = Int(scratch.tokens[day].start) - 1
    guard bracket > 4, text[bracket] == 0x5B, text[bracket - 1] == 0x20,
      text.at(scratch.tokens[day].end) == 0x2F, text.at(scratch.tokens[day].end + 1).isLetter
    else { return }
    let end = bracket - 1
    var start = end
    while start > 0, end - start <= Self.logUser.upperBound, text[start - 1] > 0x20 { start -= 1 }
    guard Self.logUser.contains(end - start), start > 3, text[start - 1] == 0x20,
      text[start - 2] == 0x2D, text[start - 3] == 0x20, start > 4,
      text[start - 4].isAlphanumeric, isHost(text, before: start - 3),
      (start..<end).contains(where: { text[$0].isLetter }), text[start] != 0x5B
    else { return }
    emit(rule, start, end, .format, scratch: &scratch)
  }
}
