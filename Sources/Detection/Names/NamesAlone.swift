import Vocabulary

/// Names that only their place in a line tells: a surname behind a department, a writer behind a time, two
/// words before an age.
extension NameFinder {
  /// Whether a surname of the lexicon and what nobody knows are all of a value in capitals:
  /// `"TUCKER, BRAYLEN D"`.
  func isWholeValue(
    _ index: Int,
    _ end: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (surname, given, next) = (
      scratch.wordAt(index), scratch.wordAt(end), scratch.wordAt(last)
    )
    return surname.isUpper && given.isUpper && given.count > 3 && surname.bands.last >= 3
      && given.bands.place < 3 && !given.isPlain && !given.isAbbreviation
      && (surname.bands.place < 3 || surname.bands.last >= 4)
      && !surname.before.isDisjoint(with: [.line, .strong])
      && (next.end == 0 || !next.before.isDisjoint(with: [.line, .strong]))
  }

  /// Whether a surname stands alone behind a department and its colon, as in `Radiology: Vogel`.
  func isOfDepartment(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (word, next) = (scratch.wordAt(index), scratch.wordAt(index &+ 1))
    return word.before == [.colon, .blank] && word.bands.last >= 3 && !word.isPlain && !word.isUpper
      && word.bands.english == 0 && word.bands.place < 4 && word.count > 2
      && (next.end == 0 || !next.before.isDisjoint(with: [.period, .comma, .line, .strong]))
      && Self.departments.contains(scratch.wordAt(index &- 1).hash)
  }

  private static let departments = Engine.hashes(
    """
    radiology rads path pathology anesthesia anaesthesia anesthesiology surgery cardiology cards neurology \
    neuro oncology onc heme pulm pulmonology gi renal nephrology neph ortho orthopedics urology uro gyn ob \
    obgyn ent derm dermatology endo endocrine ophtho psych psychiatry peds pediatrics nicu picu icu ccm \
    palliative geriatrics podiatry vascular ir hospitalist intensivist fellow resident intern chief \
    rounding coverage covering backup scrub circulator perfusion perfusionist crna rt dietary dietitian pt \
    ot slp speech sw cm casework pharm pharmacy lab micro transplant trauma neurosurgery nsgy nsg charge
    """
  )

  /// Whether two words with capitals at the beginning of a line or item stand before an age:
  /// `Papa Diallo, 80 y,`.
  func isAged(_ index: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (first, last, age) = (
      scratch.wordAt(index), scratch.wordAt(end &- 1), scratch.wordAt(end)
    )
    guard end &- index == 2, age.isDigits, age.count <= 3, age.before == [.comma, .blank],
      Self.years.contains(scratch.wordAt(end &+ 1).hash), first.before.endsSentence || index == 0,
      last.before.isPlain, first.shape == .capitalized, last.canBeName, first.count > 2
    else { return false }
    return first.bands.clinical == 0 && !first.bands.isBrand && !last.isPlain && last.count > 2
      && (last.bands.last >= 1 || last.bands.isUnknown)
      && first.cue.isDisjoint(with: [.neverName, .title])
  }

  private static let years = Engine.hashes("y yo yr yrs year years m f yom yof ans jahre anos años")

  /// Whether an initial and a surname stand between a time and a colon: `08:40 K. Brandvold: wrong`.
  func isSpeaker(_ index: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (first, time) = (scratch.wordAt(index), scratch.wordAt(index &- 1))
    return scratch.wordAt(last &+ 1).before.contains(.colon) && first.before.isPlain
      && time.isDigits && time.count <= 2 && scratch.wordAt(index &- 2).isDigits
  }

  /// Whether a word for a birth date or a record's number stands behind a name:
  /// `R. Yellowtail dob 11-2-49`.
  func isBornBehind(_ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = scratch.wordAt(last &+ 1)
    return scratch.wordAt(last).count > 3 && Self.births.contains(next.hash)
      && (next.before.isPlain || next.before == [.comma, .blank] || next.before == .bracket)
  }

  private static let births = Engine.hashes("dob mrn born bday birthdate birthday")

  /// Whether a word is a first name in capitals behind a surname in capitals and a comma, as systems print
  /// people: `LOCKWOOD, HESPER`.
  func isGivenInCapitals(
    _ index: Int,
    behind surname: Word,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.wordAt(index)
    guard word.isUpper, surname.isUpper, surname.bands.last >= 1, surname.bands.place < 3,
      surname.count > 3, word.count > 2, word.cue.isDisjoint(with: [.neverName, .abbreviation])
    else { return false }
    let bands = word.bands
    return !word.isPlain && !bands.isState && !bands.isCountry && !bands.isBrand
      && (bands.english == 0 || bands.first > 1)
  }

  /// Whether a common surname that is a word of medicine or addresses, too, stands behind a title: `Ms Law`,
  /// `Mrs. Case`.
  func isNamedAsThing(_ word: Word, behind title: Word) -> Bool {
    title.cue.contains(.title) && title.shape == .capitalized && word.shape == .capitalized
      && word.bands.last >= 3 && word.bands.clinical < 3 && !word.isTaken && word.hash != Self.call
      && word.cue.isDisjoint(with: [.label, .kin, .title, .greeting, .calendar, .demographic])
  }

  private static var call: UInt64 { Token.word("call") }

  /// The index behind a surname of ordinary words and a first name at the beginning of a line or cell:
  /// `Two Moons, Leland |`, `White Horse, Dale (7B)`; nil for anything else.
  func wordsFirstEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int? {
    let first = scratch.wordAt(index)
    guard first.shape == .capitalized, first.count > 2, first.cue.isDisjoint(with: .title),
      index == 0 || !first.before.isDisjoint(with: [.line, .strong])
    else { return nil }
    let comma = scratch.wordAt(index &+ 1).before.contains(.comma) ? index &+ 1 : index &+ 2
    for position in index..<comma {
      let word = scratch.wordAt(position)
      guard word.shape == .capitalized, !word.isTaken, position == index || word.before.isPlain,
        word.bands.clinical == 0 || word.bands.last >= 3, word.bands.place < 2, !word.bands.isBrand,
        !word.bands.isState, !word.bands.isCountry, !word.bands.isNation,
        word.cue.isDisjoint(with: [.calendar, .facility, .disease, .organization, .greeting])
      else { return nil }
    }
    let (given, next) = (scratch.wordAt(comma), scratch.wordAt(comma &+ 1))
    guard given.before == [.comma, .blank], given.shape == .capitalized, given.canBeName,
      given.bands.first >= 3, given.bands.english == 0, given.bands.place < 3,
      !given.bands.isState, !given.bands.isEponym,
      next.end == 0 || next.isDigits || !next.before.isDisjoint(with: [.line, .strong, .wide])
        || next.before.contains(.bracket)
    else { return nil }
    return comma &+ 1
  }

  /// `nephew "Bug"`, `boyfriend (Boogie)`: what a relative is called, in quotes or brackets.
  func findCalled(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let (word, next, behind) = (
      scratch.wordAt(index), scratch.wordAt(index &+ 1), scratch.wordAt(index &+ 2)
    )
    let isQuoted = next.before == [.blank, .strong] && behind.before.contains(.strong)
    let isBracketed = next.before == [.blank, .bracket] && behind.before.contains(.bracket)
    guard word.cue.contains(.kin), isQuoted || isBracketed, next.shape == .capitalized,
      next.count > 2, !next.isTaken, next.bands.clinical == 0, !next.bands.isNation,
      next.cue.isDisjoint(with: .neverName),
      isQuoted || next.bands.english != 1 || next.bands.first > 0
    else { return index }
    establish(index &+ 1, index &+ 2, rule: context, .label, &scratch)
    return index &+ 2
  }

  /// Whether a word behind a title is nobody's name: `MR Conditional` of magnetic resonance, `Dr Pepper`.
  static func isUnnamed(_ word: UInt64, behind title: UInt64) -> Bool {
    title == mister && resonance.contains(word) || title == doctor && brands.contains(word)
      || title == mister && word == potato || title == missus && word == dash
      || NoNames.offices(word) != 0 || word == okay || standIns.contains(word)
      || (title == frau || title == herr || title == herrn) && offices.contains(word)
  }

  /// What is written in place of a name: `Dr. X`, `Mr. ABCD`, `XYZ Hospital`.
  static let standIns = Engine.hashes(
    "x y z xx xxx xxxx xxxxx xyz xyza abc abcd abcde abcxyz xyzabc"
  )

  private static var mister: UInt64 { Token.word("mr") }
  private static var doctor: UInt64 { Token.word("dr") }
  /// What somebody says: `dr. ok to feed`, `months rev OK`.
  private static var okay: UInt64 { Token.word("ok") }
  private static var missus: UInt64 { Token.word("mrs") }
  private static var potato: UInt64 { Token.word("potato") }
  private static var dash: UInt64 { Token.word("dash") }
  /// Brands that begin with `Dr`, and a country.
  private static let brands = Engine.hashes(
    "pepper google scholl scholls bronner bronners oetker congo"
  )
  static var ms: UInt64 { Token.word("ms") }
  private static var frau: UInt64 { Token.word("frau") }
  private static var herr: UInt64 { Token.word("herr") }
  private static var herrn: UInt64 { Token.word("herrn") }
  /// What people are addressed by behind `Frau` and `Herr`, and small words behind the nouns.
  private static let offices = Engine.hashes(
    """
    kollegin kollege kollegen präsident präsidentin direktor direktorin pfarrer pfarrerin oberarzt oberärztin \
    chefarzt chefärztin minister ministerin aus mit von vom in im auf und oder die der das ist hat war wird kommt \
    doktor
    """
  )
  /// What stands behind `MR` of magnetic resonance.
  private static let resonance = Engine.hashes(
    """
    conditional safe unsafe clean compatible angiography angiogram elastography enterography \
    spectroscopy imaging venography urography defecography arthrography arthrogram scanner brain \
    abdomen pelvis spine knee liver prostate cardiac image images guided
    """
  )

  /// Whether a word that somebody is sent to or from by is a part of the body or a state: `wire to LAD, Sion Blue`.
  func isThing(_ word: Word) -> Bool {
    word.isUpper && word.count <= 4 && word.bands.clinical > 0
      || word.bands.isState && word.bands.first < 3
  }

  /// Whether a numeral behind a word or two tells a grade: no first name stands before it.
  func isGrade(_ index: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (first, last) = (scratch.wordAt(index), scratch.wordAt(end &- 1))
    if end &- index == 1 { return first.bands.first < 3 || first.bands.isEponym }
    // `Charcot Eichenholtz III`, `Furcation Glickman II`
    if end &- index == 2, first.bands.first == 0, first.bands.isEponym || first.bands.clinical > 0 {
      return true
    }
    return end &- index == 2 && !last.isInitial
      && Lexicon.bands(Lexicon.phrase(first.hash, last.hash)).isBrand
  }

  /// Whether an ordinary word that people are called by is all that stands behind a label, as `Contact: Poppy`.
  func isContact(_ start: Int, _ end: Int, _ label: Word, _ scratch: borrowing ScanScratch) -> Bool
  {
    let word = scratch.wordAt(start)
    return end &- start == 1 && label.cue.meets(Cue.label | .kin) && Self.fields(label.hash) == 0
      && word.shape == .capitalized && word.bands.first >= 2 && !scratch.wordAt(end).before.isPlain
  }

  /// Labels behind which ordinary words stand as well.
  private static let fields = Engine.table("subject name names")

  /// Whether words before a degree are an abbreviation in capitals that nobody is called by, with an ordinary word behind it or
  /// another: `R-ISS II`, `SITA Fast OD`.
  func isAcronym(_ index: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var hasLetters = false
    for place in index..<end {
      let word = scratch.wordAt(place)
      if word.isUpper || word.count == 1 && word.isCapital, word.count <= 4,
        word.count == 1 || word.bands.first == 0 && word.bands.last == 0
      {
        hasLetters = hasLetters || word.count > 2
      } else if place == index || !word.isPlain || word.bands.first >= 3 {
        return false
      }
    }
    return hasLetters
  }
}
