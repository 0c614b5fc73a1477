import Vocabulary

/// Months without a day.
extension Engine {
  /// A month without day and year that a word before it or brackets make one of a person.
  func matchMonthAlone(
    _ text: Span<UInt8>,
    _ index: Int,
    isSure: Bool,
    _ scratch: inout ScanScratch
  ) {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    // `allergic since nov`, `baseline 1.9 (Nov)`
    let isBracketed = text.at(Int(token.start) - 1) == 0x28 && text.at(token.end) == 0x29
    if !isWord(index, .verb, scratch),
      isBracketed && token.shape == .capitalized
        || token.gap == .blank
          && (token.length == 3 && isWord(index - 1, .monthCue, scratch)
            || isSure && isEventBefore(index, scratch))
    {
      emitOpen(.openDay, start, token.end, &scratch)
    }
    // `mammo Sept of last year`, `August last year`
    if isSure, isOfNamedYear(index, scratch), let rule = rule(.monthCue) {
      return emit(rule, start, token.end, .format | .context, scratch: &scratch)
    }
    // `turned 91 in May`: its three letters are a verb and a name, too.
    if token.hash == Self.may, token.shape != .lower, token.gap == .blank,
      Self.mayCues.contains(scratch.tokens[max(0, index - 1)].hash),
      token.shape == .capitalized || scratch.tokens[index - 1].shape == .upper,
      let rule = rule(.monthCue)
    {
      return emit(rule, start, token.end, .format | .context, scratch: &scratch)
    }
    // `first week of November`
    if isSure, token.length > 3, isWord(index - 1, .of, scratch), index > 1,
      Self.partsOfMonth.contains(scratch.tokens[index - 2].hash)
    {
      return emitOpen(.openDay, start, token.end, &scratch)
    }
    if emitGermanicMonth(index, &scratch) { return }
    if token.length > 3, token.gap == .blank, index > 0,
      Self.foreignMonthCues.contains(scratch.tokens[index - 1].hash),
      isForeignMonth(token.hash)
    {
      return emitOpen(.openDay, start, token.end, &scratch)
    }
    if isSure, token.length > 3, token.hash != Self.mayo, isWord(index - 1, .monthCue, scratch),
      token.gap == .blank || token.gap == .mark && text.at(Int(token.start) - 1) == 0x2D,
      let rule = rule(.monthCue), token.shape != .lower || !isWord(index, .verb, scratch)
    {
      // `in febbraio` is written of laws as well.
      if isForeignMonth(token.hash) {
        guard let open = self.rule(.openDay) else { return }
        return emit(open, start, token.end, .format, masked: false, scratch: &scratch)
      }
      emit(rule, start, token.end, .format | .context, scratch: &scratch)
    }
  }

  /// Whether a study or a stay whose month follows stands before a month, or `from`.
  private func isEventBefore(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    // `from April to September` is a season.
    let isSpan =
      index + 1 < scratch.tokens.count && isWord(index + 1, .through, scratch)
      || index + 1 < scratch.tokens.count && Self.seasonal.contains(scratch.tokens[index + 1].hash)
    return index > 0 && scratch.tokens[index].shape != .lower && !isSpan
      && Self.monthEvents.contains(scratch.tokens[index - 1].hash)
  }

  /// Whether `of last year` or `this year` stands behind a month.
  private func isOfNamedYear(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let which = isWord(index + 1, .of, scratch) ? index + 2 : index + 1
    guard which + 1 < scratch.tokens.count, isNext(which, scratch), isNext(which + 1, scratch)
    else { return false }
    return Self.whichYears.contains(scratch.tokens[which].hash)
      && scratch.tokens[which + 1].hash == Self.yearWord
  }

  private static let seasonal = hashes("to and or")
  private static let monthEvents = hashes(
    "mammo mammogram echo tte ekg mri cxr pap colonoscopy egd dexa pft pfts hospitalized from "
      + "admission surgery lmp cscope physical"
  )
  private static let whichYears = hashes("last this that next")
  private static let yearWord = Token.hash("year")
  private static let may = Token.hash("may")
  private static let mayCues = hashes("in since last next until early late mid during through")
  private static let partsOfMonth = hashes(
    "week weekend half part end beginning middle days"
  )
}
