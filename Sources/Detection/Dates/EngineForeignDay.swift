import Vocabulary

/// Days as French, Spanish, Portuguese and Italian write them: `dia 5/5`, `le 5.11.24`, `18 dic`,
/// `véspera de Natal`.
extension Engine {
  /// Whether a word that asks for a date stands right before a number, or in brackets with it.
  func isCuedAbroad(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 0, scratch.tokens[first].gap != .lineBreak else { return false }
    return isWord(first - 1, [.foreignOn, .weekday], scratch)
      || Self.daysAhead(scratch.tokens[first - 1].hash) != 0
  }

  /// Whether two numbers with a stroke are a day and a month behind a word that asks for a date:
  /// `dia 5/5`, `depuis le 3/2`, `início 20/02`, `ontem (9/1)`.
  func isSlashedAbroad(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (day, month) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    guard last == first + 1, (1...31).contains(day), (1...12).contains(month), first > 0,
      scratch.tokens[first].gap != .lineBreak, text.at(scratch.tokens[first].end) == 0x2F,
      Int(scratch.tokens[first].start) - scratch.tokens[first - 1].end <= 2,
      !isCountedBehind(last, scratch)
    else { return false }
    if Self.daysAhead(scratch.tokens[first - 1].hash) != 0 {
      // `ciclo 3/6` counts.
      return Self.rounds(scratch.tokens[first - 1].hash) == 0 || day > month
    }
    // `ontem (9/1)`, for `hier 12/8` of pressures.
    if Self.daysBefore(scratch.tokens[first - 1].hash) != 0 {
      return text.at(Int(scratch.tokens[first].start) - 1) == 0x28
    }
    guard isWord(first - 1, .foreignOn, scratch) else { return false }
    if isForeignSpan(text, last, scratch) { return true }
    // What is larger than what it would be out of is no score.
    return day > month || month > 4 && month != 10 && endsClause(text, last, scratch)
  }

  /// Whether a second day with its month follows: `du 3/4 au 9/4`, `el 3/4 y alta el 9/4`.
  private func isForeignSpan(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var next = last + 1
    while next < scratch.tokens.count, next - last <= 3, scratch.tokens[next].isWord,
      scratch.tokens[next].gap == .blank
    {
      next += 1
    }
    guard next + 1 < scratch.tokens.count, next > last + 1,
      isWord(next - 1, .foreignOn, scratch), scratch.tokens[next].isDigits,
      scratch.tokens[next].hash <= 31, text.at(scratch.tokens[next].end) == 0x2F,
      scratch.tokens[next + 1].isDigits, scratch.tokens[next + 1].gap == .mark
    else { return false }
    return (1...12).contains(scratch.tokens[next + 1].hash)
  }

  /// Where `3 au 4 mars`, `3 y 4 de mayo` and `3 et le 9 avril` begin; nil for a single day.
  func spanStart(_ text: Span<UInt8>, _ day: Int, _ scratch: borrowing ScanScratch) -> Int? {
    var joint = day - 1
    if joint > 1, isWord(joint, .the, scratch), scratch.tokens[day].gap == .blank { joint -= 1 }
    guard joint > 0, scratch.tokens[joint].isWord, Self.spanJoints(scratch.tokens[joint].hash) != 0,
      scratch.tokens[joint + 1].gap == .blank,
      scratch.tokens[joint].gap == .blank
        || scratch.tokens[joint].gap == .marks && scratch.tokens[joint].hash == Self.bis
    else { return nil }
    let first = scratch.tokens[joint - 1]
    return first.isDigits && first.length <= 2 && (1...31).contains(first.hash)
      ? Int(first.start) : nil
  }

  private static var bis: UInt64 { Token.word("bis") }
  private static let spanJoints = table("au al bis tot et y e a à ou o and")

  /// Whether a unit or what is scored stands behind a number.
  private func isCountedBehind(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    return next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && isWord(next, [.unit, .fraction], scratch)
  }

  /// Whether a mark, the end of the line or a time of day stands behind a token.
  private func endsClause(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let after = text.at(scratch.tokens[last].end)
    if after == 0 || after == 0x0A || after == 0x2C || after == 0x3B || after == 0x29 {
      return true
    }
    if after == 0x2E { return !text.at(scratch.tokens[last].end + 1).isDigit }
    let next = last + 1
    return next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && Self.timesBehind(scratch.tokens[next].hash) != 0
  }

  /// Whether a day and a short month's name are a date where the name is a word as well: `18-abr`, and
  /// `18 dic` in a text of its language.
  func isDayAbroad(
    _ text: Span<UInt8>,
    _ day: Int,
    _ month: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    // `14 dec.`
    if scratch.tokens[month].gap == .blank, text.at(scratch.tokens[month].end) == 0x2E,
      Self.stoppedMonths(scratch.tokens[month].hash) != 0
    {
      return true
    }
    guard isForeignMonth(scratch.tokens[month].hash) else { return false }
    let isJoined =
      scratch.tokens[month].gap == .mark && text.at(scratch.tokens[day].end) == 0x2D
    return isJoined || isAmongForeign(text, month, scratch)
  }

  /// `7 set.`, `3 gen 24`: a day and a month's short name that is a word of English, in a text of another
  /// language; found from the month.
  func matchShortMonth(_ text: Span<UInt8>, _ month: Int, _ scratch: inout ScanScratch) {
    guard month > 0, let rule = rule(.openDay) else { return }
    let (day, name) = (scratch.tokens[month - 1], scratch.tokens[month])
    let isStopped = text.at(name.end) == 0x2E
    let mark = text.at(day.end)
    guard day.isDigits, day.length <= 2, (1...31).contains(day.hash), day.gap != .none,
      Int(name.start) == day.end + 1, mark == 0x20 || mark == 0x2D || mark == 0x2E || mark == 0x2F,
      !text.isWordByte(name.end), foreignWords(text, month, month, scratch) >= (isStopped ? 1 : 2)
    else { return }
    var last = month
    let next = month + 1
    if next < scratch.tokens.count, scratch.tokens[next].isDigits,
      scratch.tokens[next].length == 4 || scratch.tokens[next].length == 2 && mark != 0x20,
      Int(scratch.tokens[next].start) - name.end <= 2, !text.isWordByte(scratch.tokens[next].end)
    {
      last = next
    }
    emitTokens(rule, month - 1, last, &scratch)
  }

  /// `jusqu'à Pâques`, `na véspera de Natal`: a holiday that a word leads to, where a person stands near.
  func matchHolidayAbroad(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0, Self.holidaysAbroad(scratch.tokens[index].hash) != 0,
      scratch.tokens[index].gap == .blank || scratch.tokens[index].gap == .mark
    else { return }
    if matchHolidayNumber(text, index, &scratch) { return }
    var first = index
    if isLink(index - 1, scratch), index > 1, Self.eves(scratch.tokens[index - 2].hash) != 0 {
      first = index - 2
    }
    // `depuis la Toussaint`, `à l'Ascension`
    let hasArticle = Self.holidayArticles(scratch.tokens[index - 1].hash) != 0
    let lead = hasArticle && index > 1 ? index - 2 : index - 1
    guard first < index || Self.holidayLeads(scratch.tokens[lead].hash) != 0 else { return }
    // `before l'Ascension`: no word of everyday
    if hasArticle, scratch.tokens[index].gap == .mark, scratch.tokens[index].shape == .capitalized,
      let rule = rule(.holiday)
    {
      return emitTokens(rule, index - 1, index, &scratch)
    }
    emitDay(first, index, &scratch)
  }

  /// `1st Muharram`, `3 Ramadan`: a day of a month of the Islamic calendar.
  private func matchHolidayNumber(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard Self.islamicMonths(scratch.tokens[index].hash) != 0, scratch.tokens[index].gap == .blank
    else { return false }
    var day = index - 1
    if day > 0, isWord(day, .ordinalEnding, scratch), scratch.tokens[day].gap == .none { day -= 1 }
    guard scratch.tokens[day].isDigits, (1...30).contains(scratch.tokens[day].hash) else {
      return false
    }
    emitDay(day, index, &scratch)
    return true
  }

  /// Words before a month in another language that make it a date.
  static let foreignMonthCues = hashes(
    "desde en début debut fin mi depuis courant seit im anfang ende mitte inicios principios "
      + "mediados finales em dal fine hasta jusqu dès des início inizio metà até fim pour para entro da"
  )

  /// Whether a month's name is none of English.
  func isForeignMonth(_ hash: UInt64) -> Bool {
    !Self.englishMonths.contains(hash)
  }

  private static let englishMonths = hashes(
    "january february march april may june july august september october november december sept mayo "
      + "jan feb mar apr jun jul aug sep oct nov dec"
  )

  private static let stoppedMonths = table("dec sep")
  private static let daysAhead = table(
    """
    día dia giorno fecha data début inicio início inizio fim desde depuis reçu reçue fait fatto fatta feito \
    feita hecho hecha realizado realizada réalisé réalisée cita rdv consulta visita alta ingreso ingresa \
    retorno revisión revisão ricovero dimesso dimessa dimissione esame exame vence scadenza dès até hasta fino entro antes après dopo prima fpp dpp \
    cure contrôle controle controllo inserido inserida colocado colocada retirado retirada retiro puntos \
    ciclo chimio quimio sessione seduta prochaine prochain prossimo prossima próximo próxima ablation pose posé \
    posée inserito inserita rimosso rimossa quimioterapia chemio convoqué convoquée dernière dernier última último \
    ultima ultimo ultimi dum ddr fur sessão sesión séance giov gio dom sáb sab seg qua qui sex ter lun ven opérée opéré operado \
    operada operato operata nacido nacida nato nata né née nascido nascida vu vue visto vista prélevé \
    ontslag opname controle afspraak datum geopereerd overleden gevallen sinds vanaf aufnahme entlassung termin \
    kontrolle seit muestra amostra campione fixé fijada fissato marcada marcado prévu prévue previsto prevista
    """
  )
  /// Words that count what there is so many of, as well.
  private static let rounds = table(
    "cure ciclo chimio quimio sessione seduta sessão sesión séance quimioterapia chemio puntos última último ultima ultimo iq"
  )
  private static let daysBefore = table(
    "ayer hier ieri ontem hoy hoje oggi mañana demain domani amanhã"
  )
  private static let timesBehind = table("a à às as ore alle h y e et con com avec para pour per")
  private static let eves = table(
    """
    véspera víspera vigilia veille lendemain día dia giorno jour dopo antevéspera lundi dimanche domingo lunedì \
    domenica semaine semana settimana
    """
  )
  private static let holidayLeads = table(
    "à a en no na em jusqu avant après hasta antes después desde depuis pour para pela por per entro dopo "
      + "prima até di de d du da do della pós au il el le passato pasada passé zu an über seit vor nach bis met "
      + "sinds na voor rond tot tegen op since on after before until till during last opérée opéré vers"
  )
  /// Holidays of these languages, for the lists of words.
  static let foreignHolidays = """
    pâques toussaint pentecôte noël natal páscoa carnaval nochebuena nochevieja natale pasqua ferragosto \
    capodanno epifania pasquetta réveillon reyes ascension assomption épiphanie chandeleur pentecostes ognissanti \
    immacolata befana pasen pinksteren hemelvaart kerst weihnachten ostern pfingsten himmelfahrt dreikönig \
    muharram shawwal rajab shaban shaaban zilhaj zulhijjah ramzan onam holi pongal undas dashain sankranti navratri \
    dussehra
    """
  private static let holidaysAbroad = table(foreignHolidays + " navidad noel ramadan diwali")
  private static let holidayArticles = table("la l le les")
  private static let islamicMonths = table(
    "muharram shawwal rajab shaban shaaban zilhaj zulhijjah ramzan ramadan safar"
  )
  /// Short names of months that are words of English or mean other things, for the lists of words.
  static let foreignShortMonths = "set sett gen mag giu lug ott fév"
  /// The same as a set.
  static let shortMonths = table(foreignShortMonths)
}
