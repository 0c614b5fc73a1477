import Vocabulary

/// Days that are said without their month, and births that are said in numbers alone, in French, Spanish,
/// Portuguese, Italian, German and Dutch.
extension Engine {
  /// Tokens between a word of birth and its day, at most.
  private static let birthTokens = 8
  /// The least day that is one without a word for days before it: `le un` is anything.
  private static let plainDays = 2...31

  /// `le vingt-deux`, `día catorce`, `no dia trinta e um`, `am siebzehnten`, `op de twaalfde`: found from
  /// the day, where a person stands near.
  func matchSaidDay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0, scratch.tokens[index].gap == .blank else { return }
    let before = scratch.tokens[index - 1]
    let flags = before.isWord ? Self.dayLeads(before.hash) : 0
    let isWeekday = isWord(index - 1, .foreignWeekday, scratch)
    guard flags != 0 || isWeekday, let day = saidDay(index, scratch),
      Self.plainDays.contains(day.value) || flags & Self.isDay != 0
    else { return }
    // `op de twaalfde`, for `de twaalfde keer`
    if flags & Self.isOfArticle != 0 {
      guard index > 1, Self.beforeArticles(scratch.tokens[index - 2].hash) != 0 else { return }
    }
    guard endsSaidDay(text, day.last, scratch) else { return }
    let first = before.hash == Self.dayWord ? index - 1 : index
    emitOpen(
      .openDay,
      Int(scratch.tokens[first].start),
      scratch.tokens[day.last].end,
      &scratch
    )
  }

  /// A day of a month that is said at a token, as a number or as its place, and its last token.
  private func saidDay(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (value: Int, last: Int)? {
    guard index < scratch.tokens.count else { return nil }
    let place = Self.places(scratch.tokens[index].hash)
    if place != 0 { return (place, index) }
    guard let number = foreignNumber(index, scratch), (1...31).contains(number.value) else {
      return nil
    }
    return number
  }

  /// The day of a month that a word of German or Dutch says as a place: `neunzehnten`; 0 for none.
  func placeOfDay(_ hash: UInt64) -> Int { Self.places(hash) }

  /// Whether what is said behind a day lets it be one: an end, a time, a word that goes on.
  private func endsSaidDay(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else {
      return text.at(scratch.tokens[last].end) != 0x25
    }
    let hash = scratch.tokens[next].hash
    guard Self.behindDays(hash) != 0 else { return false }
    // `por ciento`
    return next + 1 >= scratch.tokens.count || Self.shares(scratch.tokens[next + 1].hash) == 0
  }

  /// `nata il tre tre trentatré`, `née le douze cinq quarante et un`: a birth in numbers that are said,
  /// found from its word.
  func matchSaidBirth(_ text: Span<UInt8>, _ birth: Int, _ scratch: inout ScanScratch) {
    guard Self.births(scratch.tokens[birth].hash) != 0, let rule = rule(.openDay) else { return }
    var first = birth + 1
    while first < scratch.tokens.count, first - birth <= Self.birthTokens,
      scratch.tokens[first].gap != .lineBreak
    {
      if let end = birthEnd(text, first, scratch) {
        emit(
          rule,
          Int(scratch.tokens[first].start),
          end,
          .format | .context,
          masked: true,
          scratch: &scratch
        )
        return
      }
      first += 1
    }
  }

  /// The end of day, month and year that are said from a token on; nil where one is missing.
  private func birthEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard let day = saidDay(first, scratch) else { return nil }
    let month = behindLink(day.last + 1, scratch)
    guard isSaidNext(text, month, scratch) else { return nil }
    var last = month
    if !isWord(month, .month, scratch) {
      guard let number = saidDay(month, scratch), number.value <= 12 else { return nil }
      last = number.last
    }
    if let end = saidYearEnd(text, last + 1, scratch) { return scratch.tokens[end].end }
    let year = behindLink(last + 1, scratch)
    guard isSaidNext(text, year, scratch), let number = foreignNumber(year, scratch),
      number.value >= 10
    else { return nil }
    return scratch.tokens[number.last].end
  }

  /// `20 tháng 7 năm 1953`: a day of Vietnamese, found from the word for the month.
  func matchVietnameseDay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (month, year) = (index + 1, index + 3)
    guard let rule = rule(.dayMonthYear), index > 0, month < scratch.tokens.count,
      scratch.tokens[index].gap == .blank, scratch.tokens[month].gap == .blank,
      scratch.tokens[index - 1].isDigits, (1...31).contains(scratch.tokens[index - 1].hash),
      scratch.tokens[month].isDigits, (1...12).contains(scratch.tokens[month].hash),
      scratch.tokens[month].length <= 2
    else { return }
    let hasYear =
      year < scratch.tokens.count && scratch.tokens[year - 1].hash == Self.vietnameseYear
      && scratch.tokens[year].isDigits && scratch.tokens[year].length == 4
      && scratch.tokens[year].gap == .blank
    emitTokens(rule, index - 1, hasYear ? year : month, &scratch)
  }

  private static var vietnameseYear: UInt64 { Token.word("năm") }

  /// The token behind a link such as `de` or `del`, or the same one.
  private func behindLink(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    guard index < scratch.tokens.count, Self.saidLinks(scratch.tokens[index].hash) != 0 else {
      return index
    }
    return index + 1
  }

  /// Whether a token stands behind a blank or a comma and a blank.
  private func isSaidNext(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0, index < scratch.tokens.count, scratch.tokens[index].gap != .lineBreak else {
      return false
    }
    let end = scratch.tokens[index - 1].end
    let gap = Int(scratch.tokens[index].start) - end
    return gap == 1 || gap == 2 && text.at(end) == 0x2C
  }

  // Words

  private static let isArticle = 1
  private static let isDay = 2
  private static let isOfArticle = 4
  private static var dayWord: UInt64 { Token.word("día") }
  /// Words before a day, each with what it needs besides.
  private static let dayLeads: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    let leads = [
      (isArticle, "le el il am zum vom den"), (isDay, "día dia giorno jour"), (isOfArticle, "de"),
    ]
    for (flag, words) in leads {
      for word in words.split(separator: " ") { entries[Token.hash(String(word))] = UInt16(flag) }
    }
    return HashIndex(entries)
  }()

  private static let beforeArticles = table("op tot vanaf sinds voor na tegen")
  private static let behindDays = table(
    """
    a à às ao au alle as la las um gegen ab bis bei beim mit zu zur con com avec chez et e y und en em om bij \
    met voor dans ma mais mas pero maar aber je que pour por para per wegen nach naar vers sobre mit
    """
  )
  private static let shares = table("cent cento ciento prozent procent")
  private static let saidLinks = table("de del do di d des von")
  private static let births = table(foreignBirths)
  /// Words of birth in these languages, for the lists of words.
  static let foreignBirths =
    "nata nato nacida nacido née né nascida nascido nasceu nací geboren naissance nascimento nacimiento"

  /// The places of days in German and Dutch, for the lists of words.
  static let placesOfDays = germanPlaces + dutchPlaces

  private static let germanPlaces: [String] = {
    let small =
      "ersten zweiten dritten vierten fünften sechsten siebten achten neunten zehnten elften zwölften"
      + " dreizehnten vierzehnten fünfzehnten sechzehnten siebzehnten achtzehnten neunzehnten"
    let units = "ein zwei drei vier fünf sechs sieben acht neun".split(separator: " ")
    return small.split(separator: " ").map(String.init) + ["zwanzigsten"]
      + units.map { "\($0)undzwanzigsten" } + ["dreißigsten", "einunddreißigsten"]
  }()

  private static let dutchPlaces: [String] = {
    let small =
      "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde dertiende"
      + " veertiende vijftiende zestiende zeventiende achttiende negentiende"
    let units = "eenen tweeën drieën vieren vijfen zesen zevenen achten negenen"
    return small.split(separator: " ").map(String.init) + ["twintigste"]
      + units.split(separator: " ").map { "\($0)twintigste" } + ["dertigste", "eenendertigste"]
  }()

  private static let places: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    for words in [germanPlaces, dutchPlaces] {
      for (index, word) in words.enumerated() { entries[Token.hash(word)] = UInt16(index + 1) }
    }
    return HashIndex(entries)
  }()

  /// Hundreds with what is left, which German, Dutch and Italian write as one word: `vierhundertzwölf`.
  ///
  /// Whether nothing is left in the word itself; nil for any other word.
  func wholeHundreds(_ hash: UInt64) -> Bool? {
    let value = Self.wholeHundreds(hash)
    return value == 0 ? nil : value == 1
  }

  /// Whether a word makes hundreds of the number before it, or is hundreds by itself: `trois cent`,
  /// `quinientos`.
  func isHundred(_ hash: UInt64) -> Bool { Self.hundredWords(hash) != 0 }

  private static let hundredWords = table("cent cents hundert honderd ciento cento")
  private static let wholeHundreds: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    let bare =
      "cientos doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos"
      + " novecientos duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos"
      + " novecentos"
    for word in bare.split(separator: " ") { entries[Token.hash(String(word))] = 1 }
    let german = "ein zwei drei vier fünf sechs sieben acht neun".split(separator: " ")
    let dutch = "een twee drie vier vijf zes zeven acht negen".split(separator: " ")
    let italian = " due tre quattro cinque sei sette otto nove"
      .split(separator: " ", omittingEmptySubsequences: false)
    for value in 0..<100 {
      let rest: UInt16 = value == 0 ? 1 : 2
      for unit in german { entries[Token.hash(unit + "hundert" + germanWord(value))] = rest }
      for unit in dutch { entries[Token.hash(unit + "honderd" + dutchWord(value))] = rest }
      for unit in italian { entries[Token.hash(unit + "cento" + italianWord(value))] = rest }
    }
    return HashIndex(entries)
  }()
}
