import Vocabulary

/// Numbers and dates as they are said in Spanish, French, Portuguese and German: `cuarenta y uno`,
/// `quatre-vingt-un`, `doce de diciembre de mil novecientos sesenta y seis`.
extension Engine {
  /// Words of a year that is said, at most.
  private static let yearWords = 9
  /// Bytes of a number of two words in one, at least: `tweeëntwintig`, which no other language has.
  private static let compoundBytes = 10

  /// A number below a hundred that is said at a token in one of these languages, and its last word; nil
  /// for any other word.
  func foreignNumber(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (value: Int, last: Int)? {
    guard let first = foreignSimple(index, scratch) else { return nil }
    var (value, last) = first
    // `quatre-vingt`
    if value == 4, isBeside(last + 1, scratch), Self.scores(scratch.tokens[last + 1].hash) != 0 {
      (value, last) = (80, last + 1)
    }
    guard value >= 20, value % 10 == 0 else { return (value, last) }
    var next = last + 1
    let hasJoint = isBeside(next, scratch) && Self.foreignJoints(scratch.tokens[next].hash) != 0
    if hasJoint { next += 1 }
    guard isBeside(next, scratch),
      hasJoint || isHyphened(next, scratch) || value == 20 || value == 80,
      let rest = foreignSimple(next, scratch)
    else { return (value, last) }
    // Sixty and eighty go on to nineteen in French.
    let limit = value == 60 || value == 80 ? 20 : 10
    return rest.value < limit ? (value + rest.value, rest.last) : (value, last)
  }

  /// A number of one word, and French `dix-sept`.
  private func foreignSimple(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> (value: Int, last: Int)? {
    guard index >= 0, index < scratch.tokens.count,
      let value = Self.foreignNumbers[scratch.tokens[index].hash]
    else { return nil }
    if value == 10, isHyphened(index + 1, scratch),
      let unit = Self.foreignNumbers[scratch.tokens[index + 1].hash], (7...9).contains(unit)
    {
      return (10 + unit, index + 1)
    }
    return (value, index)
  }

  /// Whether a token stands behind one blank or hyphen.
  private func isBeside(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index > 0 && index < scratch.tokens.count
      && Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end == 1
  }

  /// Whether a token stands behind a hyphen.
  private func isHyphened(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    isBeside(index, scratch) && scratch.tokens[index].gap == .mark
  }

  /// Finds a date from its month: a day that is said before it, and the year behind it where one is said.
  func matchForeignSaidDate(_ text: Span<UInt8>, _ month: Int, _ scratch: inout ScanScratch) {
    guard month > 0, scratch.tokens[month].gap == .blank, let rule = rule(.openDay) else { return }
    let isLinked = Self.ofs(scratch.tokens[month - 1].hash) != 0
    let last = isLinked ? month - 2 : month - 1
    let end = saidYearEnd(text, month + 1, scratch)
    guard last >= 0, let first = dayStart(endingAt: last, scratch),
      isLinked || end != nil || scratch.tokens[first].hash != scratch.tokens[last].hash
        || Self.foreignOnly(scratch.tokens[first].hash) != 0
        || placeOfDay(scratch.tokens[first].hash) != 0
        || Int(scratch.tokens[first].length) >= Self.compoundBytes
        || Self.firsts(scratch.tokens[first].hash) != 0
          && isForeignMonth(scratch.tokens[month].hash)
    else { return }
    emit(
      rule,
      Int(scratch.tokens[first].start),
      scratch.tokens[end ?? month].end,
      .format | .context,
      masked: end != nil,
      scratch: &scratch
    )
  }

  /// The first token of a day of a month that is said and ends at a token; nil where none does.
  private func dayStart(endingAt last: Int, _ scratch: borrowing ScanScratch) -> Int? {
    for first in stride(from: max(0, last - 3), through: last, by: 1) {
      if let day = foreignNumber(first, scratch), day.last == last, (1...31).contains(day.value) {
        return first
      }
    }
    let isFirst = Self.firsts(scratch.tokens[last].hash) != 0
    return isFirst || placeOfDay(scratch.tokens[last].hash) != 0 ? last : nil
  }

  /// The last token of a year that is said behind a month: `de mil novecientos sesenta y seis`, `mille neuf
  /// cent cinquante-deux`, `de dos mil doce`; nil where none is.
  func saidYearEnd(
    _ text: Span<UInt8>,
    _ behind: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = behind
    if index < scratch.tokens.count, Self.ofs(scratch.tokens[index].hash) != 0 { index += 1 }
    let start = index
    let isLinked = index > behind
    // `de agosto, mil novecientos`
    var hasPause = isPaused(text, index, scratch)
    var hasThousand = false
    var end: Int?
    while index < scratch.tokens.count, index - start < Self.yearWords,
      isBeside(index, scratch) || hasPause
    {
      hasPause = false
      let hash = scratch.tokens[index].hash
      if Self.thousands(hash) != 0 {
        hasThousand = true
        end = index
        index += 1
      } else if Self.hundreds(hash) != 0 {
        end = index
        index += 1
      } else if let number = foreignNumber(index, scratch) {
        end = number.last
        index = number.last + 1
      } else if Self.foreignJoints(hash) != 0 {
        index += 1
      } else {
        break
      }
    }
    // `del setenta y dos`
    let isShort = isLinked && (foreignNumber(start, scratch)?.value ?? 0) >= 20
    return hasThousand || isShort ? end : nil
  }

  /// Whether a comma and a blank stand before a token.
  private func isPaused(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0, index < scratch.tokens.count else { return false }
    let end = scratch.tokens[index - 1].end
    return Int(scratch.tokens[index].start) - end == 2 && text.at(end) == 0x2C
  }

  // Words

  private static let scores = table("vingt vingts")
  private static let foreignJoints = table("y et e und")
  private static let ofs = table("de del do")
  private static let firsts = table("primero primeiro premier primo ersten")
  private static let thousands = table("mil mille tausend duemila \(italianYears)")
  /// `millenovecentoquarantadue`, which Italian writes as one word.
  private static let italianYears: String =
    (italianNumbers(below: 100).map { "millenovecento" + $0 }
    + italianNumbers(below: 40).map { "duemila" + $0 } + ["millenovecento"])
    .joined(separator: " ")

  private static let units = "uno due tre quattro cinque sei sette otto nove"
  private static let teens =
    "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"

  /// The numbers from one on as Italian writes them.
  private static func italianNumbers(below limit: Int) -> [String] {
    let small = (units + " " + teens).split(separator: " ").map(String.init)
    let tens = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"
    var numbers = small
    for ten in tens.split(separator: " ").map(String.init) {
      numbers.append(ten)
      for unit in small.prefix(9) {
        let isElided = unit == "uno" || unit == "otto"
        numbers.append((isElided ? String(ten.dropLast()) : ten) + (unit == "tre" ? "tré" : unit))
      }
    }
    return Array(numbers.prefix(limit - 1))
  }

  /// A number below a hundred in German, in one word; nothing for 0.
  static func germanWord(_ value: Int) -> String {
    let small =
      "- eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn"
      + " sechzehn siebzehn achtzehn neunzehn"
    let tens = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
    let units = "- ein zwei drei vier fünf sechs sieben acht neun"
    return word(value, small, tens, units, joint: "und")
  }

  /// The same in Dutch.
  static func dutchWord(_ value: Int) -> String {
    let small =
      "- een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien"
      + " zestien zeventien achttien negentien"
    let tens = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
    return word(
      value,
      small,
      tens,
      "- een tweeë drieë vier vijf zes zeven acht negen",
      joint: "en"
    )
    .replacing("eëen", with: "eën")
  }

  /// The same in Italian.
  static func italianWord(_ value: Int) -> String {
    value == 0 ? "" : italianNumbers(below: 100)[value - 1]
  }

  private static func word(
    _ value: Int,
    _ small: String,
    _ tens: String,
    _ units: String,
    joint: String
  ) -> String {
    guard value > 0 else { return "" }
    let smallWords = small.split(separator: " ")
    guard value >= smallWords.count else { return String(smallWords[value]) }
    let ten = String(tens.split(separator: " ")[value / 10 - 2])
    return value % 10 == 0 ? ten : units.split(separator: " ")[value % 10] + joint + ten
  }

  private static let hundreds = table(
    "novecientos ochocientos novecentos oitocentos cent cents hundert neunzehnhundert"
  )

  /// Values of words that stand for a number below a hundred.
  private static let foreignNumbers: [UInt64: Int] = {
    var numbers: [UInt64: Int] = [:]
    func put(_ words: String, from first: Int, by step: Int = 1) {
      for (index, word) in words.split(separator: " ").enumerated() where word != "-" {
        numbers[Token.hash(String(word))] = first + index * step
      }
    }
    put("cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece", from: 0)
    put("catorce quince", from: 14)
    put("dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés", from: 16)
    put("veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta", from: 24)
    put("dieciseis - - - - - veintidos veintitres - - veintiseis", from: 16)
    put("treinta cuarenta cincuenta sesenta setenta ochenta noventa", from: 30, by: 10)
    put("zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze", from: 0)
    put("quinze seize", from: 15)
    put("vingt trente quarante cinquante soixante septante huitante nonante", from: 20, by: 10)
    put("une", from: 1)
    put("zero um dois três quatro cinco seis sete oito nove dez onze doze treze catorze", from: 0)
    put("quinze dezesseis dezessete dezoito dezenove", from: 15)
    put("dezasseis dezassete - dezanove", from: 16)
    put("ventitre", from: 23)
    put("trentatre", from: 33)
    put("novantatre", from: 93)
    put("vinte trinta quarenta cinquenta sessenta setenta oitenta noventa", from: 20, by: 10)
    for (index, word) in italianNumbers(below: 100).enumerated() {
      numbers[Token.hash(word)] = index + 1
    }
    let units = "ein zwei drei vier fünf sechs sieben acht neun"
    let tens = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
    put("null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn", from: 0)
    put("vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn", from: 14)
    put(tens, from: 20, by: 10)
    for (ten, word) in tens.split(separator: " ").enumerated() {
      for (unit, before) in units.split(separator: " ").enumerated() {
        numbers[Token.hash("\(before)und\(word)")] = ten * 10 + 21 + unit
      }
    }
    put("zwo", from: 2)
    put("nul een twee drie vier vijf zes zeven acht negen tien elf twaalf", from: 0)
    put("dertien veertien", from: 13)
    put("vijftien zestien zeventien achttien negentien", from: 15)
    let dutchTens = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
    put(dutchTens, from: 20, by: 10)
    let dutchUnits = "eenen tweeën drieën vieren vijfen zesen zevenen achten negenen"
    for (ten, word) in dutchTens.split(separator: " ").enumerated() {
      for (unit, before) in dutchUnits.split(separator: " ").enumerated() {
        numbers[Token.hash("\(before)\(word)")] = ten * 10 + 21 + unit
      }
    }
    return numbers
  }()

  /// Words that stand for a number and are none of English.
  static let foreignOnly: HashIndex = table(foreignNumberWords)

  /// The same as text, for the lists of what is said; `once`, `sept`, `six`, `un`, `mil` and the like are
  /// words of other languages and begin nothing.
  static let foreignNumberWords = """
    diez doce trece catorce quince dieciséis dieciseis diecisiete dieciocho diecinueve veinte veintiuno \
    veintidós veintidos veintitrés veintitres veinticuatro veinticinco veintiséis veintiseis veintisiete \
    veintiocho veintinueve treinta cuarenta cincuenta sesenta setenta ochenta noventa zéro deux trois \
    quatre cinq huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante \
    soixante septante huitante nonante dois três quatro sete oito nove dez quatorze dezesseis dezessete \
    dezoito dezenove vinte trinta cinquenta sessenta oitenta null eins zwei drei vier fünf sechs sieben \
    acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig \
    dreißig vierzig fünfzig sechzig siebzig achtzig neunzig zwo nul twee drie vijf zes zeven negen tien twaalf \
    dertien veertien vijftien zestien zeventien achttien negentien twintig dertig veertig vijftig zestig \
    zeventig tachtig negentig quattro cinque sette dieci undici dodici tredici quattordici quindici sedici \
    diciassette diciotto diciannove venti ventuno ventidue ventitré ventitre ventiquattro venticinque ventisei \
    ventisette ventotto ventinove trentuno trenta quaranta cinquanta sessanta settanta ottanta novanta dezasseis \
    dezassete dezanove
    """
}
