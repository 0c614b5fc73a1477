import Vocabulary

/// Days as German and Dutch write them: with blanks between, with an apostrophe before the year, the first
/// of a span, holidays, and months behind `Anfang` and `eind`.
extension Engine {
  /// `4. 3. 2024`, `14. 2. um 9 Uhr`, `3-7-'48`, `ma 16-9`: found from the day.
  func matchGermanicDay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (day, last) = (scratch.tokens[index], index + 1)
    guard last < scratch.tokens.count, (1...31).contains(day.hash), day.gap != .none else { return }
    let month = scratch.tokens[last]
    let mark = text.at(day.end)
    guard month.isDigits, month.length <= 2, (1...12).contains(month.hash) else { return }
    let before = text.at(Int(day.start) - 1)
    guard before != 0x2D, before != 0x2E, before != 0x2F else { return }
    if mark == 0x2E, text.at(day.end + 1) == 0x20, Int(month.start) == day.end + 2,
      text.at(month.end) == 0x2E
    {
      matchSpacedDay(text, index, &scratch)
    } else if Int(month.start) == day.end + 1, mark == 0x2D || mark == 0x2F || mark == 0x2E {
      matchShortYear(text, index, mark, &scratch)
    }
  }

  /// `4. 3. 2024`, and `14. 2.` where a word before or behind says that it is a day.
  private func matchSpacedDay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (start, month) = (Int(scratch.tokens[index].start), scratch.tokens[index + 1])
    let next = index + 2
    let isBeside =
      next < scratch.tokens.count && Int(scratch.tokens[next].start) - month.end <= 2
      && scratch.tokens[next].gap != .lineBreak
    if isBeside, scratch.tokens[next].isDigits {
      let year = scratch.tokens[next]
      guard year.length == 4, Checks.years.contains(Int(clamping: year.hash)),
        !text.isWordByte(year.end), let rule = rule(.dayMonthYear)
      else { return }
      return emit(rule, start, year.end, .format, scratch: &scratch)
    }
    let isFollowed = isBeside && Self.germanBehind.contains(scratch.tokens[next].hash)
    guard isFollowed || isBehindGermanCue(index, scratch), let rule = rule(.dottedDay) else {
      return
    }
    emit(rule, start, month.end, .format | .context, scratch: &scratch)
  }

  /// `3-7-'48`, and `ma 16-9` behind a weekday.
  private func matchShortYear(
    _ text: Span<UInt8>,
    _ index: Int,
    _ mark: UInt8,
    _ scratch: inout ScanScratch
  ) {
    let (start, month) = (Int(scratch.tokens[index].start), scratch.tokens[index + 1])
    let next = index + 2
    if text.at(month.end) == mark, text.at(month.end + 1) == 0x27, next < scratch.tokens.count {
      let year = scratch.tokens[next]
      guard year.isDigits, year.length == 2, Int(year.start) == month.end + 2,
        !text.isWordByte(year.end), let rule = rule(.dayMonthYear)
      else { return }
      return emit(rule, start, year.end, .format, scratch: &scratch)
    }
    // `d.d. 03-04`
    let isOfDay =
      index > 1 && scratch.tokens[index - 1].hash == Self.d
      && scratch.tokens[index - 2].hash == Self.d
      && text.at(Int(scratch.tokens[index].start) - 2) == 0x2E
    guard mark == 0x2D, index > 0, scratch.tokens[index].gap == .blank || isOfDay,
      isOfDay || Self.dutchWeekdays.contains(scratch.tokens[index - 1].hash)
        || scratch.tokens[index - 1].hash == Self.donderdag && scratch.tokens[index].hash > 12
        || isHyphenedEvent(index, scratch),
      !text.isWordByte(month.end),
      text.at(month.end) != 0x2D, !isWord(next, .unit, scratch), let rule = rule(.dottedDay)
    else { return }
    let first = Int(scratch.tokens[weekdayAhead(index, scratch)].start)
    emit(rule, first, month.end, .format | .context, scratch: &scratch)
  }

  /// `rond de 25e`, `kan de 12e niet`: a day of the month in Dutch, which counts where a person stands near.
  func matchDutchOrdinal(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (day, ending, next) = (scratch.tokens[index], index + 1, index + 2)
    guard index > 1, ending < scratch.tokens.count, scratch.tokens[ending].gap == .none,
      Self.dutchEndings.contains(scratch.tokens[ending].hash), day.gap == .blank,
      (1...31).contains(day.hash), scratch.tokens[index - 1].hash == Self.de,
      !text.isWordByte(scratch.tokens[ending].end)
    else { return }
    // `dinsdag de 14e`
    let isOfWeek = isWord(index - 2, .weekday, scratch)
    if !isOfWeek, next < scratch.tokens.count, scratch.tokens[next].gap != .lineBreak {
      let after = text.at(scratch.tokens[ending].end)
      let isOver = after == 0x2C || after == 0x2E || after == 0x3B || after == 0x3F || after == 0x29
      guard isOver || after == 0x20 && Self.behindOrdinals.contains(scratch.tokens[next].hash)
      else {
        return
      }
    }
    emitOpen(.openDay, Int(day.start), scratch.tokens[ending].end, &scratch)
  }

  private static var de: UInt64 { Token.word("de") }
  private static let dutchEndings = hashes("e ste de")
  /// What stands behind a day in Dutch and is no noun that it could count.
  private static let behindOrdinals = hashes(
    "niet wel om en of was is kan komt ben bij naar voor in op tot met heeft had moet wil graag nog pas weer "
      + "ook maar van t s geopereerd opgenomen ontslagen gevallen gezien gebeld"
  )

  /// Whether a word before a day and a month with a hyphen is one that days stand behind and counts nothing:
  /// `opname 14-6`, `el 14-6`, for `controle 2-3 weken`.
  private func isHyphenedEvent(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = scratch.tokens[index - 1].hash
    let next = index + 2
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      Self.lengths.contains(scratch.tokens[next].hash)
    {
      return false
    }
    // A day that no small count goes up to.
    return Self.events.contains(before)
      || Self.articles.contains(before) && scratch.tokens[index].hash > 12
  }

  private static let events = hashes(
    "opname ontslag controle afspraak datum geopereerd gevallen overleden"
  )
  private static let articles = hashes("op el le il vanaf sinds")
  private static let lengths = hashes(
    "weken dagen uur maanden keer jaar maal semanas días meses años veces semaines jours mois ans fois settimane giorni mesi mg ml"
  )

  /// The token of a weekday that stands before a day, or the day's own.
  func weekdayAhead(_ day: Int, _ scratch: borrowing ScanScratch) -> Int {
    guard day > 0, scratch.tokens[day].gap == .blank || scratch.tokens[day].gap == .marks,
      Int(scratch.tokens[day].start) - scratch.tokens[day - 1].end <= 2,
      Self.weekdays.contains(scratch.tokens[day - 1].hash)
    else { return day }
    return day - 1
  }

  private static let weekdays = hashes(
    """
    ma di wo vr za zo mo mi do fr sa so maandag dinsdag woensdag donderdag vrijdag zaterdag zondag montag \
    dienstag mittwoch donnerstag freitag samstag sonntag
    """
  )
  private static let dutchWeekdays = hashes(
    """
    ma di wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag dd montag dienstag mittwoch \
    donnerstag freitag samstag sonntag
    """
  )
  /// Words behind a day with two dots.
  static let germanBehind = hashes("um gegen ab bis und auf in im mit bei uhr nachm vorm zur")

  /// Bytes between the first day of a span and the last, at most.
  private static let spanBytes = 4

  /// The token of the first day of `7.-19.6.2024`, `3./4.6.`, `3.-5. Juni` from that of the last one;
  /// the same one where no span ends in it.
  func spanToken(_ text: Span<UInt8>, _ day: Int, _ scratch: borrowing ScanScratch) -> Int {
    // `3 t/m 9`
    if day > 2, scratch.tokens[day - 1].hash == Self.m, scratch.tokens[day - 2].hash == Self.t,
      scratch.tokens[day - 3].isDigits, scratch.tokens[day - 3].length <= 2
    {
      return day - 3
    }
    guard day > 0, scratch.tokens[day].gap != .lineBreak, scratch.tokens[day].gap != .blank else {
      return day
    }
    let first = scratch.tokens[day - 1]
    let start = Int(scratch.tokens[day].start)
    guard first.isDigits, first.length <= 2, (1...31).contains(first.hash),
      start - first.end <= Self.spanBytes, text.at(first.end) == 0x2E
    else { return day }
    var marks = 0
    for offset in first.end + 1..<start where text[offset] != 0x20 {
      guard text[offset] == 0x2D || text[offset] == 0x2F else { return day }
      marks += 1
    }
    let before = text.at(Int(first.start) - 1)
    return marks == 1 && before != 0x2E && before != 0x2D && before != 0x2F ? day - 1 : day
  }

  /// Emits a month behind a word of German or Dutch that makes it a date: `Ende April`, `eind mei`; `im
  /// August` where a person stands near.
  func emitGermanicMonth(_ index: Int, _ scratch: inout ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.length > 2, token.gap == .blank, index > 0 else { return false }
    let cue = scratch.tokens[index - 1].hash
    if Self.sureMonthCues.contains(cue),
      token.shape != .lower || Self.dutchMonths.contains(token.hash)
        || Self.dutchCues.contains(cue) && Self.sharedMonths.contains(token.hash),
      let rule = rule(.monthCue)
    {
      let first = Self.partCues.contains(cue) ? scratch.tokens[index - 1] : token
      emit(rule, Int(first.start), token.end, .format | .context, scratch: &scratch)
      return true
    }
    let isDutch = cue == Self.inWord && Self.dutchMonths.contains(token.hash)
    guard isDutch || Self.openMonthCues.contains(cue) && token.shape != .lower, token.length > 3
    else {
      return false
    }
    emitOpen(.openDay, Int(token.start), token.end, &scratch)
    return true
  }

  private static let sureMonthCues = hashes("anfang mitte ende seit eind begin half medio sinds")
  /// Of these the ones that name a part of the month.
  private static let partCues = hashes("anfang mitte ende eind begin half medio")
  private static let openMonthCues = hashes("im bis vom vanaf tot")
  /// Of the sure ones those of Dutch alone, which writes months small, and the months that English has too.
  private static let dutchCues = hashes("eind begin medio sinds half")
  private static let sharedMonths = hashes("april september november december")
  private static let dutchMonths = hashes(
    "januari februari maart mrt mei juni juli augustus oktober okt märz jänner januar februar dezember"
  )

  /// `6 tot 11 januari`.
  static var tot: UInt64 { Token.word("tot") }
  /// May in Dutch.
  static var mei: UInt64 { Token.word("mei") }
  /// March in Dutch, in short.
  static var mrt: UInt64 { Token.word("mrt") }
  /// Thursday in short, and a verb of English.
  private static var donderdag: UInt64 { Token.word("do") }
  private static var d: UInt64 { Token.word("d") }
  private static var inWord: UInt64 { Token.word("in") }
  /// `t/m`.
  private static var t: UInt64 { Token.word("t") }
  private static var m: UInt64 { Token.word("m") }

  /// A holiday of one day, with the number before it: `Heiligabend`, `2e kerstdag`, `1. Weihnachtstag`.
  func emitGermanicHoliday(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard Self.germanicHolidays.contains(scratch.tokens[index].hash) else { return false }
    var first = index
    if first > 0, scratch.tokens[first].gap == .blank || scratch.tokens[first].gap == .marks,
      Self.ordinals.contains(scratch.tokens[first - 1].hash)
    {
      first -= 1
      if first > 0, scratch.tokens[first].gap == .none, scratch.tokens[first - 1].isDigits {
        first -= 1
      }
    }
    let start = Int(scratch.tokens[first].start)
    // `Karfreitag 2024`
    if let end = yearEnd(text, index + 1, twoDigits: false, scratch), let rule = rule(.holiday) {
      emit(rule, start, end, .format, scratch: &scratch)
      return true
    }
    emitOpen(.openDay, start, scratch.tokens[index].end, &scratch)
    return true
  }

  private static let ordinals: WordSet = WordSet(
    [1, 2]
      + ["erster", "ersten", "zweiter", "zweiten", "eerste", "tweede", "e"].map { Token.hash($0) }
  )
  private static let germanicHolidays = hashes(
    """
    heiligabend silvester silvesterabend neujahr neujahrstag karfreitag gründonnerstag ostersonntag ostermontag \
    pfingstsonntag pfingstmontag fronleichnam rosenmontag aschermittwoch allerheiligen weihnachtstag \
    weihnachtsfeiertag nikolaustag kerstavond kerstdag oudjaar oudejaarsavond oudjaarsavond nieuwjaar \
    nieuwjaarsdag koningsdag dreikönigstag stephanitag stefanitag stephanstag osterwochenende pfingstwochenende bundesfeiertag \
    nationalfeiertag eerstekerstdag tweedekerstdag bevrijdingsdag paaszondag pinksterzondag paasmaandag paasdag pinkstermaandag hemelvaartsdag sinterklaasavond
    """
  )
}
