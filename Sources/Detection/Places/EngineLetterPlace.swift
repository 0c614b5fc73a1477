import Vocabulary

/// Towns and codes of places at the head of letters and in what was dictated.
extension Engine {
  /// Words of a town's name, at most.
  private static let townWordsMax = 3

  /// `Normal, 14 de abril de 2021`, `Reading, le 3 mars 2020`: the town before a letter's day, found from its
  /// first word, which begins the line.
  func matchLetterPlace(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignTown), scratch.tokens[first].shape == .capitalized else { return }
    var last = first
    while last - first + 1 < Self.townWordsMax, last + 1 < scratch.tokens.count,
      scratch.tokens[last + 1].gap == .blank, scratch.tokens[last + 1].shape == .capitalized
    {
      last += 1
    }
    var day = last + 1
    guard day + 1 < scratch.tokens.count, text.at(scratch.tokens[last].end) == 0x2C,
      Int(scratch.tokens[day].start) == scratch.tokens[last].end + 2,
      !isWord(first, [.weekday, .foreignWeekday, .month], scratch)
    else { return }
    let isLed = Self.dayLeads.contains(scratch.tokens[day].hash)
    if isLed { day += 1 }
    guard day + 1 < scratch.tokens.count, scratch.tokens[day].isDigits,
      scratch.tokens[day].length <= 2, scratch.tokens[day].gap == .blank || !isLed
    else { return }
    var month = day + 1
    let isJoined = scratch.tokens[month].hash == Self.of && scratch.tokens[month].gap == .blank
    if isJoined { month += 1 }
    guard isLed || isJoined, isWord(month, .month, scratch) else { return }
    let bands = Lexicon.bands(scratch.tokens[first].hash)
    guard bands.place > 0 || bands.startsPhrase || bands.english == 0 else { return }
    emitTokens(rule, first, last, &scratch)
  }

  private static var of: UInt64 { Token.word("de") }
  /// What stands before the day of a letter.
  private static let dayLeads = hashes("le den li em el")

  /// `Troy comma NY 12180`: the code behind a state that was dictated.
  func matchDictatedCode(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 1, scratch.tokens[index].gap == .blank, scratch.tokens[index - 1].shape == .upper,
      States.codes(scratch.tokens[index - 1].hash) != 0,
      scratch.tokens[index - 2].hash == Self.comma, !text.isWordByte(scratch.tokens[index].end)
    else { return }
    let rule = fieldRule(.location, .zip)
    emit(
      rule,
      Int(scratch.tokens[index].start),
      scratch.tokens[index].end,
      .format | .context,
      scratch: &scratch
    )
  }

  private static var comma: UInt64 { Token.word("comma") }
}
