import Vocabulary

/// What speaks for and against a month and a day with a stroke: series, verbs, ratios.
extension Engine {
  /// Tokens ahead in which the next day of a series is looked for.
  private static let seriesTokens = 9

  /// Whether days go up in a row, each with the same mark behind: `2/3-2.1, 2/10-2.4`,
  /// `mom (2/8) before dad (11/30)`.
  ///
  /// Scores have one number that they are out of; days of a series rise.
  func isOfSeries(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[last].end
    let mark = text.at(end)
    let opening = text.at(Int(scratch.tokens[first].start) - 1)
    // `[-1/6, -2/3, 11/6]`
    guard opening != 0x2D else { return false }
    switch mark {
    case 0x2D, 0x3D, 0x3A: break
    case 0x29: guard opening == 0x28 else { return false }
    case 0x20, 0x2C, 0x3B: return isOfList(text, first, last, mark, scratch)
    default: return false
    }
    if goesOnSeries(text, first, last, mark, scratch) { return true }
    guard let next = risingDay(text, last, mark, scratch) else { return false }
    return mark != 0x29 || scratch.tokens[next].hash > 12
      || first > 0 && scratch.tokens[first - 1].isDigits && scratch.tokens[last].hash > 4
  }

  /// Whether two further days follow, each higher than the one before and behind the same mark.
  private func isOfList(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ mark: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard mark != 0x20, let second = risingDay(text, last, nil, scratch), second - last <= 3,
      let third = risingDay(text, second, nil, scratch), third - second <= 3
    else { return false }
    return true
  }

  /// The last token of a higher month and day that follows in the line behind a month and a day.
  func risingDay(
    _ text: Span<UInt8>,
    _ last: Int,
    _ mark: UInt8?,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = last + 1
    while index + 1 < scratch.tokens.count, index - last <= Self.seriesTokens,
      scratch.tokens[index].gap != .lineBreak
    {
      let (one, two) = (scratch.tokens[index], scratch.tokens[index + 1])
      if one.isDigits, one.gap != .mark, one.gap != .none, text.at(one.end) == 0x2F, two.isDigits,
        two.gap == .mark
      {
        let isMarked = mark.map { text.at(two.end) == $0 } ?? true
        return isMarked && rises(last - 1, index, scratch) ? index + 1 : nil
      }
      index += 1
    }
    return nil
  }

  /// Whether the month and day at one token are followed by those at another within a month or so.
  func rises(_ one: Int, _ other: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (month, day) = (scratch.tokens[one].hash, scratch.tokens[one + 1].hash)
    let (next, later) = (scratch.tokens[other].hash, scratch.tokens[other + 1].hash)
    guard (1...12).contains(next), (1...31).contains(later), later != day else { return false }
    return next == month ? later > day : next > month || month == 12 && next == 1
  }

  /// Whether the date that was just found is the one before in a series: `2/3-2.1, 2/10-2.4`.
  private func goesOnSeries(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ mark: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard let found = scratch.found.last, found.kind == .date, mark != 0x29,
      text.at(found.end) == mark
    else { return false }
    var index = first - 1
    while index > 0, first - index <= Self.seriesTokens, scratch.tokens[index + 1].gap != .lineBreak
    {
      if Int(scratch.tokens[index].start) == found.start { return rises(index, first, scratch) }
      index -= 1
    }
    return false
  }

  /// Whether a word before or behind a month and a day says that something happened then: `D/c'd 1/3`,
  /// `stop 3/6`, `last dose 5/6 pm`, `bday rule: mom (2/8)`, `Signed J. Kowalczyk PA-C 12/05`.
  func isToldDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[last].end
    let isFilled = scratch.tokens[last].length == 2 && text.at(end - 2) == 0x30
    if isFilled || isPaddedDay(text, first, last, scratch) { return true }
    guard first > 0, scratch.tokens[first].gap != .lineBreak else { return false }
    let previous = scratch.tokens[first - 1]
    // `d/c'd`, `ok'd`
    if previous.hash == Self.d, text.at(Int(previous.start) - 1) == 0x27 { return true }
    if Self.departures.contains(previous.hash) { return true }
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    if Self.isSimpleFraction(month, day) || Self.isLow(month, day) || day == 5 || day == 10 {
      return isBirthdayCued(first, scratch)
    }
    if Self.turns.contains(previous.hash) || isBirthdayCued(first, scratch)
      || isBracketedEvent(text, first, end, scratch)
    {
      return true
    }
    // `the old one of 10/21`
    if isWord(first - 1, .of, scratch), first > 1,
      Self.papers.contains(scratch.tokens[first - 2].hash)
    {
      return true
    }
    return isSignedDay(text, first, last, scratch)
  }

  /// Whether a month has its zero and the day two digits, as no score and no fraction is written: `called mom 05/10`.
  private func isPaddedDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (month, day) = (scratch.tokens[first], scratch.tokens[last])
    guard month.length == 2, day.length == 2, text.at(Int(month.start)) == 0x30 else {
      return false
    }
    return first == 0 || month.gap == .lineBreak
      || !Self.counted.contains(scratch.tokens[first - 1].hash)
  }

  /// What is counted with the number of all behind a stroke.
  private static let counted = hashes(
    "page pages p pg slide visit visits part cycle image img series dose doses step set week day lesson "
      + "module stage level box tray sheet file line exp expires expiry expiration valid"
  )

  /// Whether a day is that of the last or the first time that something was taken or done:
  /// `last dose 5/6 pm`, `last drink 4/9`.
  func isLastTime(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 1, scratch.tokens[first].gap == .blank else { return false }
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[first + 1].hash)
    return Self.lasts.contains(scratch.tokens[first - 2].hash)
      && Self.takings.contains(scratch.tokens[first - 1].hash)
      && !Self.isLow(month, day) && day != 5 && day != 10
  }

  /// Whether a day in brackets stands behind what was done or seen then: `MRI of the knee (7/9)`.
  private func isBracketedEvent(
    _ text: Span<UInt8>,
    _ first: Int,
    _ end: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let opening = Int(scratch.tokens[first].start) - 1
    guard text.at(end) == 0x29,
      text.at(opening) == 0x28 || Self.turns.contains(scratch.tokens[first - 1].hash)
    else { return false }
    var index = first - 1
    while index >= 0, first - index <= Self.eventReach, scratch.tokens[index + 1].gap != .lineBreak
    {
      let hash = scratch.tokens[index].hash
      if Self.turns.contains(hash) || Self.studies.contains(hash) { return true }
      index -= 1
    }
    return false
  }

  /// Words between what was done and its day in brackets, at most.
  private static let eventReach = 4

  /// Whether a credential stands before the end of a line: `PA-C 12/7`.
  private func isSignedDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[last].end
    var behind = end
    if text.at(behind) == 0x2E { behind += 1 }
    while text.at(behind) == 0x20 { behind += 1 }
    guard behind >= text.count || text[behind] == 0x0A || text[behind] == 0x0D else { return false }
    return (1...2)
      .contains { first >= $0 && Self.credentials.contains(scratch.tokens[first - $0].hash) }
  }

  /// Whether a word for a birthday or another day of the year stands before in the line.
  private func isBirthdayCued(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first - 1
    while index >= 0, first - index <= Self.birthdayWords,
      scratch.tokens[index + 1].gap != .lineBreak
    {
      if Self.birthdays.contains(scratch.tokens[index].hash) { return true }
      index -= 1
    }
    return false
  }

  /// Whether two numbers with a stroke are a share, a score or a length of time by what stands around
  /// them: `2/2 u`, `39 2/7 wk`, `PHQ9 8 -> 17 -> 9/27`, `tds 5/7`.
  func isRatio(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (one, two) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    let next = last + 1
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      Self.portions.contains(scratch.tokens[next].hash)
    {
      return true
    }
    guard first > 0, scratch.tokens[first].gap != .lineBreak else { return false }
    let previous = scratch.tokens[first - 1]
    let start = Int(scratch.tokens[first].start)
    if previous.isDigits, previous.length <= 2, scratch.tokens[first].gap == .blank, one < two {
      // `39 2/7`, `5 3/4`
      let isWhole = text.at(Int(previous.start) - 1) != 0x2F
      if isWhole, two == 7 || Self.isSimpleFraction(one, two) { return true }
      // `5/9 4/9`
      if !isWhole, previous.hash == two,
        scratch.found.last.map({ $0.end < Int(previous.start) }) ?? true
      {
        return true
      }
    }
    // `0/12 or 3/14`
    if first > 2, Self.either.contains(previous.hash), scratch.tokens[first - 2].isDigits,
      scratch.tokens[first - 3].hash == 0, scratch.tokens[first - 3].isDigits,
      text.at(scratch.tokens[first - 3].end) == 0x2F
    {
      return true
    }
    // British lengths of time: days, weeks, months.
    if two == 7 || two == 12 {
      if Self.frequencies.contains(previous.hash) { return true }
      let isInfant = (1...2)
        .contains {
          first >= $0 && Self.infants.contains(scratch.tokens[first - $0].hash)
        }
      if two == 12, isInfant { return true }
    }
    return isScoreBehindArrow(text, first, start, scratch)
  }

  /// Whether an arrow leads from a number that is no date to a score: `18/21 → 9/21`.
  private func isScoreBehindArrow(
    _ text: Span<UInt8>,
    _ first: Int,
    _ start: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let mark = text.at(start - 1) == 0x20 ? start - 2 : start - 1
    guard text.at(mark) == 0x3E || text.at(mark) == 0x92 && text.at(mark - 1) == 0x86,
      scratch.tokens[first - 1].isDigits
    else { return false }
    if let found = scratch.found.last, found.kind == .date,
      found.end >= Int(scratch.tokens[first - 1].start)
    {
      return false
    }
    var index = first - 1
    while index >= 0, first - index <= Self.scoreWords, scratch.tokens[index + 1].gap != .lineBreak
    {
      if isWord(index, [.score, .fraction], scratch)
        || Self.scales.contains(scratch.tokens[index].hash)
      {
        return true
      }
      index -= 1
    }
    return false
  }

  /// Whether two numbers are a half, thirds, quarters or eighths.
  private static func isSimpleFraction(_ one: UInt64, _ two: UInt64) -> Bool {
    two <= 4 && one < two || two == 8 && one < two && one % 2 == 1
  }

  // Glued to words

  /// `seen3/14by`, `echo3/15EF50`: a month and a day that touch words, where the word before is one of
  /// dates, or the one behind cannot be a unit.
  /// - Returns: the next token to look at; nil where there is no such day.
  func matchGluedDay(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Int? {
    let (last, behind) = (first + 1, first + 2)
    guard text.at(scratch.tokens[first].end) == 0x2F, last < scratch.tokens.count,
      scratch.tokens[last].isDigits, scratch.tokens[last].gap == .mark,
      scratch.tokens[first].length <= 2, scratch.tokens[last].length <= 2,
      let rule = rule(.ordinalDay)
    else { return nil }
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard (1...12).contains(month), (1...31).contains(day), first > 0 else { return nil }
    let touches = behind < scratch.tokens.count && scratch.tokens[behind].gap == .none
    guard touches ? isGluedBehind(behind, scratch) : !isJoined(text, last, scratch) else {
      return nil
    }
    let word = scratch.tokens[first - 1]
    if scratch.tokens[first].gap == .none {
      guard word.isWord, word.length > 1, word.gap != .none,
        text.at(Int(word.start) - 1) != 0x2D, text.at(Int(word.start) - 1) != 0x2F,
        isWord(first - 1, [.dayCue, .on, .through], scratch)
          && !Self.periods.contains(word.hash)
          || Self.gluedAhead.contains(word.hash)
      else { return nil }
    } else {
      guard touches, day > Self.fractionDay || isWord(first - 1, [.dayCue, .on], scratch) else {
        return nil
      }
    }
    emit(
      rule,
      Int(scratch.tokens[first].start),
      scratch.tokens[last].end,
      .format | .context,
      scratch: &scratch
    )
    return behind
  }

  /// Whether a word that touches a day goes on with the sentence, or is short and in capitals.
  private func isGluedBehind(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.isWord, !isWord(index, [.unit, .fraction, .ordinalEnding], scratch) else {
      return false
    }
    return Self.gluedBehind.contains(token.hash)
      || token.shape == .upper && token.length <= 4 && !Self.portions.contains(token.hash)
  }

  /// Whether a stroke, a point or a hyphen with a digit goes on behind a token.
  private func isJoined(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[last].end
    let mark = text.at(end)
    return (mark == 0x2F || mark == 0x2E || mark == 0x2D || mark == 0x25)
      && text.at(end + 1).isDigit
      || mark == 0x25 || mark >= 0x80
  }

  // Words

  private static let birthdayWords = 7
  private static let scoreWords = 9
  private static let fractionDay: UInt64 = 12
  private static var d: UInt64 { Token.word("d") }
  private static let departures = hashes("dcd dced lmp edd edc bday birthday")
  private static let turns = hashes(
    "stop stops start starts restart restarted resume resumed held began begun finish finished "
      + "repeated rpt redraw redrawn restarts switched tapered weaned changed increased decreased "
      + "sx bx xray worse better written improved miscarriage repair orif cabg pci picc "
      + "trach cardioversion ablation chole appy hysterectomy colectomy presented arrived readmitted delivered married anniv fired hired"
  )
  private static let birthdays = hashes(
    "bday bdays birthday birthdays anniversary anniv dob lmp edd edc"
  )
  private static let papers = hashes(
    "one list note notes labs letter order script rx fill appt visit film films report study scan "
      + "message email fax form result results letters clip recording statement bill invoice"
  )
  private static let lasts = hashes("last final first next")
  private static let takings = hashes(
    "dose drink use used fill filled hd bm period menses pap mammo colonoscopy seizure visit seen "
      + "taken given dialysis infusion injection inj shot cycle tx treatment labs void fever"
  )
  private static let credentials = hashes(
    "md do rn np pa c lpn cna lcsw msw aprn crna fnp dnp rmo sho pharmd slp phd psyd lmft rd rph ma"
  )
  private static let either = hashes("or and to vs")
  private static let portions = hashes("u prbc prbcs ffp bags wk wks mo ppd paks cans")
  private static let frequencies = hashes(
    "tds bd bds od qds tid bid qid qd daily nocte mane prn x for hs om"
  )
  private static let infants = hashes("baby infant child newborn toddler bub babe")
  private static let scales = hashes(
    "phq gad moca mmse pcl cssrs madrs hamd hama epds audit dast bdi bai phq9 gad7 ymrs nihss"
  )
  private static let periods = hashes("week wk weekend random valid change am pm noon")
  private static let gluedAhead = hashes("labs lab rec from on til to appt adm dx visit")
  private static let gluedBehind = hashes(
    "by and w with at for to from pt per then dr am pm ok f but no she he was in wnl neg pos nl"
  )
}
