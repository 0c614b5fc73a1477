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
    // `May Day, 1950`
    if token.hash == Self.may, token.shape == .capitalized, index + 1 < scratch.tokens.count,
      scratch.tokens[index + 1].hash == Self.day,
      let end = yearEnd(text, index + 2, twoDigits: false, scratch), let rule = rule(.holiday)
    {
      return emit(rule, start, end, .format, scratch: &scratch)
    }
    // `mammo Sept of last year`, `August last year`
    if isSure,
      isMonthOfThing(index, scratch) || isOfNamedYear(index, scratch)
        || sharesYear(text, index, scratch), let rule = rule(.monthCue)
    {
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
      !isSeasonal(index, scratch),
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

  /// Whether two numbers are a month and a year of the last century behind a word of time or of what somebody had: `done on 10/99`,
  /// `stroke 10/87`.
  ///
  /// Later years may be days, earlier ones are shares; what the eye sees at six metres is no month.
  func isShortYear(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (one, two) = (scratch.tokens[first], scratch.tokens[last])
    guard last == first + 1, (1...12).contains(one.hash), two.length == 2,
      Self.shortYears.contains(two.hash), text.at(one.end) == 0x2F, first > 0, one.gap == .blank,
      Self.timeWords.contains(scratch.tokens[first - 1].hash)
        || isIllness(first - 1, scratch) && Self.pastYears.contains(two.hash),
      !(Self.eyeMetres.contains(one.hash) && two.hash == Self.eyeLine), two.hash != Self.weeks
    else { return false }
    let next = last + 1
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      isWord(next, .unit, scratch)
    {
      return false
    }
    return !(1...Self.scoreReach).contains { isWord(first - $0, .score, scratch) }
  }

  /// Whether a word is what somebody had: `Right parietal stroke 10/87`.
  private func isIllness(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    scratch.tokens[index].isWord && Self.illnesses.contains(scratch.tokens[index].hash)
  }

  private static let illnesses = hashes(
    """
    stroke cva tia mi cabg ptca stent surgery biopsy fracture seizure resection hysterectomy appendectomy cholecystectomy \
    mastectomy lumpectomy tonsillectomy fusion laminectomy transplant pacemaker colonoscopy cath admission hospitalization \
    injury accident mva pneumonia dvt pe embolism chemo radiation arthroscopy tah bso tkr thr
    """
  )
  /// Years behind such a word: below them are doses and shares, round ones are scales.
  private static let pastYears: ClosedRange<UInt64> = 61...99

  private static let shortYears: ClosedRange<UInt64> = 40...99
  private static let timeWords = hashes("in on since until till dated from by before after")
  private static let eyeMetres: ClosedRange<UInt64> = 1...6
  private static let eyeLine = 60
  /// `review in 1/52`: weeks as parts of a year.
  private static let weeks = 52
  private static let scoreReach = 5

  /// Where a month begins with the part of it that is told: `early March 2024`, `mid-April 2023`.
  func partOfMonth(
    _ text: Span<UInt8>,
    _ month: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    let own = Int(scratch.tokens[month].start)
    guard month > 0, own - scratch.tokens[month - 1].end == 1,
      scratch.tokens[month].gap == .blank || text.at(own - 1) == 0x2D,
      Self.parts.contains(scratch.tokens[month - 1].hash)
    else { return own }
    return Int(scratch.tokens[month - 1].start)
  }

  /// Whether a month stands behind `or` and a date: `april 5 or may 4`.
  func isOtherDay(_ month: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard month > 0, Self.alternatives.contains(scratch.tokens[month - 1].hash),
      let found = scratch.found.last, found.kind == .date
    else { return false }
    return Int(scratch.tokens[month - 1].start) - found.end == 1
  }

  /// Whether two days of a night stand before a month: `27/28 Dec`.
  func isNight(
    _ text: Span<UInt8>,
    _ day: Int,
    _ month: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    // `9/10 may have`
    guard day > 0, scratch.tokens[day].gap == .mark,
      scratch.tokens[month].shape != .lower || !isWord(month, .verb, scratch),
      text.at(Int(scratch.tokens[day].start) - 1) == 0x2F
    else { return false }
    let first = scratch.tokens[day - 1]
    return first.isDigits && first.length <= 2 && first.hash + 1 == scratch.tokens[day].hash
      && first.gap != .none && text.at(Int(first.start) - 1) != 0x2F
  }

  /// The token of the last day of `June 3 to 5`; nil where no span goes on.
  func spanEnd(_ text: Span<UInt8>, _ day: Int, _ scratch: borrowing ScanScratch) -> Int? {
    let (joint, last) = (day + 1, day + 2)
    guard last < scratch.tokens.count, scratch.tokens[joint].gap == .blank,
      Self.spanJoints.contains(scratch.tokens[joint].hash), scratch.tokens[last].gap == .blank,
      scratch.tokens[last].isDigits, scratch.tokens[last].hash > scratch.tokens[day].hash,
      scratch.tokens[last].hash <= 31, !text.isWordByte(scratch.tokens[last].end),
      text.at(scratch.tokens[last].end) != 0x3A, text.at(scratch.tokens[last].end) != 0x2F,
      last + 1 >= scratch.tokens.count || scratch.tokens[last + 1].gap != .blank
        || !isWord(last + 1, [.unit, .month, .ageUnit], scratch)
    else { return nil }
    return last
  }

  /// The ending of the last day of `Jan. 3rd-5th`, or that of a single one.
  func ordinalSpan(_ text: Span<UInt8>, _ ending: Int, _ scratch: borrowing ScanScratch) -> Int {
    let (day, last) = (ending + 1, ending + 2)
    guard last < scratch.tokens.count, text.at(scratch.tokens[ending].end) == 0x2D,
      scratch.tokens[day].isDigits, scratch.tokens[day].gap == .mark,
      scratch.tokens[day].hash <= 31, scratch.tokens[last].gap == .none,
      isWord(last, .ordinalEnding, scratch)
    else { return ending }
    return last
  }

  /// Whether a month belongs to what was done or written then: `her March visit`, `the January admission`.
  private func isMonthOfThing(_ month: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = month + 1
    return month > 0 && scratch.tokens[month].gap == .blank && next < scratch.tokens.count
      && scratch.tokens[next].gap == .blank && scratch.tokens[month].shape != .lower
      && Self.owners.contains(scratch.tokens[month - 1].hash)
      && Self.monthThings.contains(scratch.tokens[next].hash)
  }

  /// Whether a month is one of every year: `visits peak in April`, `between March and May every year`.
  private func isSeasonal(_ month: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (first, last) = (
      max(0, month - Self.seasonWords), min(scratch.tokens.count - 1, month + Self.seasonWords)
    )
    return (first...last).contains { Self.yearly.contains(scratch.tokens[$0].hash) }
  }

  /// Whether a month goes on to another one that has its year: `Feb and April 2019`.
  private func sharesYear(
    _ text: Span<UInt8>,
    _ month: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var other = month + 1
    guard other < scratch.tokens.count, scratch.tokens[other].gap != .lineBreak else {
      return false
    }
    if isWord(other, .and, scratch) || Self.alternatives.contains(scratch.tokens[other].hash) {
      other += 1
    }
    guard other < scratch.tokens.count, isWord(other, .month, scratch),
      Int(scratch.tokens[other].start) - scratch.tokens[month].end <= 5
    else { return false }
    if yearEnd(text, other + 1, twoDigits: false, scratch) != nil { return true }
    return text.at(scratch.tokens[month].end) == 0x2C && sharesYear(text, other, scratch)
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

  private static let seasonWords = 10
  private static let yearly = hashes(
    "peak peaks peaking season seasonal seasonally every each annual annually yearly typically usually "
      + "hemisphere months"
  )
  private static let owners = hashes("the her his my your their our last")
  private static let monthThings = hashes(
    "visit admission appointment appt surgery scan labs stay hospitalization hospitalisation mri ct biopsy "
      + "note discharge relapse fall seizure"
  )
  private static let parts = hashes(
    "early late mid begin début debut fin mitte ende anfang eind inicios principios mediados finales "
      + "inizio metà fine início meados final"
  )
  private static let alternatives = hashes("or and")
  private static let spanJoints = hashes("to through thru")
  private static let seasonal = hashes("to and or")
  private static let monthEvents = hashes(
    "mammo mammogram echo tte ekg mri cxr pap colonoscopy egd dexa pft pfts hospitalized from "
      + "admission surgery lmp cscope physical"
  )
  private static let whichYears = hashes("last this that next")
  private static var yearWord: UInt64 { Token.word("year") }
  private static var may: UInt64 { Token.word("may") }
  private static let mayCues = hashes("in since last next until early late mid during through")
  private static let partsOfMonth = hashes(
    "week weekend half part end beginning middle days"
  )
}
