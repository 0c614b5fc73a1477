import Vocabulary

/// Names of persons in the names of files and folders, told by a first name and a surname that follow one another.
///
/// ```
/// Patient June Frost.csv      Frost, June.txt      Hope_Green_48213.txt      June_Kowalczyk.txt
/// ```
///
/// Two such words are somebody behind `Patient`, on both sides of a comma, beside a number of somebody's length, and
/// where they are all of the name; elsewhere they may be a garden of roses.
extension Scanner {
  /// Digits of a number beside which a name stands, and of a day without marks.
  private static let besideDigits = 5...12
  private static let dayDigits = 8
  private static let patients = Engine.hashes("patient pt patients")

  /// Appends names of persons in the words of a path's component.
  ///
  /// `text`: with blanks between its words.
  func findPathNames(
    _ text: Span<UInt8>,
    scratch: inout ScanScratch,
    into findings: inout [Finding]
  ) {
    scratch.tokenize(text)
    let end = stemEnd(text)
    let tokens = scratch.tokens.filter { Int($0.start) < end }
    findPapers(text, tokens, into: &findings)
    for index in tokens.indices.dropLast() {
      let (one, two) = (tokens[index], tokens[index + 1])
      guard one.isWord, two.isWord, one.shape == .capitalized, two.shape == .capitalized,
        one.gap != .none || index == 0, one.length > 1, two.length > 1
      else { continue }
      let isCut = two.gap == .marks && text.at(one.end) == 0x2C || text.at(one.end) == 0x2C
      guard isCut || two.gap == .blank,
        Self.areName(one, two, isCut: isCut) || !isCut && Self.areName(two, one, isCut: false)
      else { continue }
      let isLed = index > 0 && Self.patients.contains(tokens[index - 1].hash)
      let isNumbered =
        index > 0 && isNumber(text, tokens[index - 1])
        || index + 2 < tokens.count && isNumber(text, tokens[index + 2])
      let isWhole = tokens.count == 2 && Self.isSure(one, two)
      guard isCut && tokens.count == 2 || isLed || isNumbered || isWhole else { continue }
      var finding = Finding(start: Int(one.start), end: two.end, kind: .name)
      finding.rule = engine.fieldRule(.name, .none)
      finding.evidence = .context
      findings.append(finding)
    }
  }

  /// Papers that somebody signs or gets, called by a surname in names of files.
  private static let papers = Engine.hashes(
    "consent consents assent hipaa referral intake letter chart icf release waiver consentform"
  )
  /// Years from which on a day in a file's name is probably that of the file.
  private static let filedYearMin: UInt64 = 2_015

  /// Appends the surname between a paper and a number or the end: `Consent_Chirchir_1966-03-04.txt`.
  private func findPapers(
    _ text: Span<UInt8>,
    _ tokens: [Token],
    into findings: inout [Finding]
  ) {
    for index in tokens.indices.dropFirst() where Self.papers.contains(tokens[index - 1].hash) {
      let (word, next) = (tokens[index], index + 1)
      guard word.shape == .capitalized, word.length > 3, word.gap == .blank else { continue }
      let bands = Lexicon.bands(word.hash)
      let isBorn =
        next < tokens.count && tokens[next].isDigits && tokens[next].length == 4
        && tokens[next].hash < Self.filedYearMin && tokens[next].hash > 1_900
      guard next >= tokens.count || tokens[next].isDigits, bands.english == 0,
        bands.clinical == 0, !bands.isBrand, !bands.isState, !bands.isCountry, !bands.isNation,
        max(bands.first, bands.last) > 0 && bands.place < 3 || isBorn
      else { continue }
      var finding = Finding(start: Int(word.start), end: word.end, kind: .name)
      finding.rule = engine.fieldRule(.name, .none)
      finding.evidence = .context
      findings.append(finding)
    }
  }

  /// Where a component's name ends before the ending that says its format.
  private func stemEnd(_ text: Span<UInt8>) -> Int {
    var point = text.count - 1
    while point > 0, text[point] != 0x2E { point -= 1 }
    return point > 0 ? point : text.count
  }

  /// Whether two words are a first name and a surname, or a surname and a first name where a comma says so.
  private static func areName(_ one: Token, _ two: Token, isCut: Bool) -> Bool {
    let (given, family) = isCut ? (two, one) : (one, two)
    let (first, last) = (Lexicon.bands(given.hash), Lexicon.bands(family.hash))
    return first.first > 1 && last.last > 0 && !first.isState && !first.isCountry && !last.isState
      && !last.isCountry && !last.isBrand
  }

  /// Whether two words in any writing are a surname and a first name.
  ///
  /// `given`: may be an initial or empty; then the surname must be nothing else.
  package func arePerson(surname: ArraySlice<UInt8>, given: ArraySlice<UInt8>) -> Bool {
    let last = Lexicon.bands(Token.hash(surname))
    guard !last.isState, !last.isCountry, !last.isBrand else { return false }
    guard given.count > 1 else {
      return last.clinical == 0 && last.last > 1 && last.english == 0 && last.place < 2
        && surname.count > 2
    }
    let first = Lexicon.bands(Token.hash(given))
    guard !first.isState, !first.isCountry, !first.isBrand, first.clinical == 0 else {
      return false
    }
    // A word that is both is told by the other.
    guard last.clinical == 0 else { return last.last > 2 && first.first > 2 }
    let isSurname = last.last > 0 && last.english != 1 || last.isUnknown
    let isGiven = first.first > 0 && first.english != 1 || first.first > 2
    return isGiven && (isSurname || last.last > 0 && first.first > 2)
      || last.last > 1 && last.english == 0 && first.last > 0 && first.english == 0
      || last.last > 2 && last.english == 0 && first.isUnknown && last.place < 2
  }

  /// Whether one of two words is no ordinary one and no place.
  private static func isSure(_ one: Token, _ two: Token) -> Bool {
    let bands = [Lexicon.bands(one.hash), Lexicon.bands(two.hash)]
    return bands.contains { $0.english == 0 && $0.place < 2 }
      && bands.allSatisfy { $0.english == 0 || max($0.first, $0.last) > 1 }
  }

  /// Whether a token may be somebody's number: not a day, and no year.
  private func isNumber(_ text: Span<UInt8>, _ token: Token) -> Bool {
    guard token.isDigits, Self.besideDigits.contains(Int(token.length)) else { return false }
    let century = text[Int(token.start)] &* 10 &+ text.at(Int(token.start) + 1)
    let isDay =
      Int(token.length) == Self.dayDigits
      && [0x31 &* 10 &+ 0x39, 0x32 &* 10 &+ 0x30]
        .contains(century)
    return !isDay
  }
}
