import Vocabulary

/// A run of words in a cell that may be what somebody is called, with what the lexicon says of them.
struct NamedPart {
  /// Where it stands in the cell.
  var range: Range<Int>
  /// Whether a word of it is a name of many people and no ordinary word.
  var isStrong = false
  /// Whether it says what something is: an ordinary or clinical word, a brand, a state.
  var isThing = false
  /// Whether some word of it is a name at all, however rare, and nothing of medicine.
  var mayBeName = false
  /// Whether it stands in brackets and is a town's name.
  var isTown = false
  /// Whether all its words are names of towns that many know.
  var isPlace = false
  /// Whether an initial stands behind its first word: `Gonzales J`.
  var hasInitial = false
  /// Whether a word of it gave its name to a disease, a sign or a device.
  var isEponym = false
}

/// Cuts a cell into the runs of words that may be names, and leaves what stands around them: times, services, ages,
/// what somebody is to somebody.
///
/// ```
/// Tanaka 9-11              10-12 Anett (Montrose)     Marquez / Fendenashov     Pacheco J serum 8/15/24
/// Paloma/Rita Thao         Patricia (16), Otto (12)   Helen "Yer" Boatemaa      SURG/Etsitty
/// ```
struct NamedParts {
  /// Bytes of the longest cell that is looked at.
  private static let cellBytesMax = 96
  /// Words of one run, and letters of what is written in capitals and no name.
  private static let wordsMax = 4
  private static let capitalsMax = 4
  /// A name that so many have is one although it is a word as well.
  private static let frequentBand: UInt32 = 4
  private static let usualBand: UInt32 = 2

  /// Words in such cells that are nobody.
  private static let asides = Engine.hashes(
    """
    off closed open lunch break empty blank hold blocked meeting training float call admin vacation holiday new pto \
    sick leave unassigned available none tbd n/a na pool control qc standard std ntc water buffer mon tue tues wed thu \
    thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday am pm day night eve evening \
    morning january february march april may june july august september october november december jan feb mar apr jun \
    jul aug sep sept oct nov dec mom dad mother father son daughter wife husband self patient staff agency team and \
    cover covering coverage office clinic conference inservice orientation cancelled canceled same anonymous \
    family pend pending held due lost ok yes no
    """
  )
  /// Words behind which a person is named in such cells: `ok per Fiserova`, `gave to Julia`.
  private static let leads = Engine.hashes(
    "per by with w to from for via ask call called see told of husb wife hubby spouse mom dad dtr dau son sis bro"
  )

  /// The runs of a cell, in their order.
  ///
  /// `isSmall`: whether nobody writes capitals in the column, so that names have none either.
  static func of(_ text: Span<UInt8>, isSmall: Bool = false) -> [NamedPart] {
    guard text.count <= cellBytesMax else { return [] }
    var (parts, place, isInBrackets): ([NamedPart], Int, Bool) = ([], 0, false)
    // A run begins the cell, or stands behind what parts runs; others are what somebody does.
    var mayBegin = true
    while place < text.count {
      let byte = text[place]
      if byte == 0x5B { return [] }
      guard isLetter(byte) || byte.isDigit else {
        switch byte {
        case 0x28: (isInBrackets, mayBegin) = (true, true)
        case 0x29: isInBrackets = false
        case 0x2F, 0x26, 0x2C, 0x3B, 0x2B, 0x22: mayBegin = true
        case 0x20, 0x2E: break
        case 0x2D, 0x3A: mayBegin = mayBegin && (parts.isEmpty || text.at(place + 1).isDigit)
        default: mayBegin = false
        }
        place += 1
        continue
      }
      let end = wordEnd(text, place)
      let hash = Token.hash(text, place..<end)
      if byte.isDigit || !CueTable.builtIn.cue(hash).isDisjoint(with: [.title, .role])
        || joins(text, place, end)
      {
        mayBegin = mayBegin || joins(text, place, end)
        place = end
        continue
      }
      if isLead(hash) {
        mayBegin = true
        place = end
        continue
      }
      // `OT Abdullahi`: what somebody does.
      if isService(text, place..<end) {
        place = end
        continue
      }
      // `van Baalen S`
      let isParticle =
        Engine.isParticle(hash) && text.at(end) == 0x20 && isCapital(text.at(end + 1))
      guard mayBegin, isParticle || isNamed(text, place..<end, isSmall) else {
        mayBegin = false
        place = end
        continue
      }
      let run = run(text, from: place, isSmall)
      if let part = part(text, run, isInBrackets, isSmall) { parts.append(part) }
      mayBegin = false
      place = run.last?.upperBound ?? end
    }
    return parts
  }

  /// Whether a word joins two people: `Osman, Halimo and Pompeo`.
  private static func joins(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    end - start == 3 && Token.hash(text, start..<end) == Token.word("and")
  }

  /// Whether a person is named behind a word.
  static func isLead(_ hash: UInt64) -> Bool { leads.contains(hash) }

  /// Whether a word is two or three capitals before a word that has small letters, and no name.
  private static func isService(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    guard (2...3).contains(word.count), word.allSatisfy({ text[$0].isUppercase }),
      text.at(word.upperBound) == 0x20, text.at(word.upperBound + 1).isUppercase,
      text.at(word.upperBound + 2).isLetter, !text.at(word.upperBound + 2).isUppercase
    else { return false }
    let bands = Lexicon.bands(Token.hash(text, word))
    return max(bands.first, bands.last) < usualBand
  }

  /// Whether a word is a degree or an order as people put them behind their names: `LPN`, `Esq`.
  private static func isDegree(_ text: Span<UInt8>, _ word: Range<Int>, _ hash: UInt64) -> Bool {
    CueTable.builtIn.cue(hash).contains(.credential)
      && (isCapitals(text, word) || orders.contains(hash))
  }

  private static let orders = Engine.hashes("esq jr sr")

  /// Whether a word can be one of a name.
  private static func isNamed(_ text: Span<UInt8>, _ word: Range<Int>, _ isSmall: Bool) -> Bool {
    if word.contains(where: { text[$0].isDigit }) { return false }
    guard isSmall else { return isCapital(text[word.lowerBound]) }
    let hash = Token.hash(text, word)
    guard word.count > 1, isLetter(text[word.lowerBound]), !asides.contains(hash) else {
      return false
    }
    let bands = Lexicon.bands(hash)
    return bands.clinical == 0 && !bands.isBrand
      && (max(bands.first, bands.last) >= frequentBand || bands.english == 0)
  }

  /// The words of the run that begins at an offset.
  private static func run(
    _ text: Span<UInt8>,
    from start: Int,
    _ isSmall: Bool
  ) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var place = start
    while place < text.count, words.count < wordsMax {
      let end = wordEnd(text, place)
      guard end > place else { break }
      let isParticle = Engine.isParticle(Token.hash(text, place..<end))
      guard isNamed(text, place..<end, isSmall) || isParticle else { break }
      // `Cassandra Campanella DNA`
      if let first = words.first, isCapitals(text, place..<end), end - place > 1,
        !isCapitals(text, first)
      {
        break
      }
      words.append(place..<end)
      place = end
      if text.at(place) == 0x2E, end - words[words.count - 1].lowerBound == 1 { place += 1 }
      guard text.at(place) == 0x20 || text.at(place - 1) == 0x2E else { break }
      while text.at(place) == 0x20 { place += 1 }
      place += nicknameBytes(text, at: place)
    }
    while let last = words.last, words.count > 1, !isNamed(text, last, isSmall) {
      words.removeLast()
    }
    return words
  }

  /// Bytes of a nickname in quotes between names, and of the blank behind it: `Helen "Yer" Boatemaa`.
  private static func nicknameBytes(_ text: Span<UInt8>, at start: Int) -> Int {
    guard text.at(start) == 0x22, isCapital(text.at(start + 1)) else { return 0 }
    let end = wordEnd(text, start + 1)
    return text.at(end) == 0x22 && text.at(end + 1) == 0x20 ? end + 2 - start : 0
  }

  /// What a run of words is; nil where it is nobody by its form.
  private static func part(
    _ text: Span<UInt8>,
    _ words: [Range<Int>],
    _ isInBrackets: Bool,
    _ isSmall: Bool
  ) -> NamedPart? {
    guard let first = words.first, let last = words.last else { return nil }
    var part = NamedPart(range: first.lowerBound..<last.upperBound)
    var (isAside, hasWord) = (true, false)
    part.isPlace = true
    part.hasInitial = words.count > 1 && last.count == 1
    for word in words where word.count > 1 && isNamed(text, word, isSmall) {
      hasWord = true
      let hash = Token.hash(text, word)
      if asides.contains(hash) || isDegree(text, word, hash) { continue }
      isAside = false
      let bands = Lexicon.bands(hash)
      let band = max(bands.first, bands.last)
      let isPlain = bands.english == 0 && bands.isPlainWord
      if isCapitals(text, word), word.count <= capitalsMax, words.count == 1,
        band < frequentBand, !isPlain || band < usualBand
      {
        return nil
      }
      part.mayBeName =
        part.mayBeName || bands.isUnknown || band >= usualBand && words.count == 1
        || band >= (bands.isBrand ? usualBand : 1) && bands.clinical == 0
      part.isTown = part.isTown || bands.place > 0
      part.isPlace = part.isPlace && bands.place >= usualBand
      part.isEponym = part.isEponym || bands.isEponym && band < frequentBand
      if band >= frequentBand && bands.clinical == 0 || band >= usualBand && isPlain {
        part.isStrong = true
      } else if bands.english > 0 && band < usualBand || !bands.isPlainWord {
        part.isThing = true
      }
    }
    // `IA DL`: states and papers, unless somebody is called so.
    if !part.isStrong, words.allSatisfy({ $0.count < capitalsMax && isCapitals(text, $0) }) {
      return nil
    }
    part.isThing = part.isThing && !part.isStrong
    part.isTown = part.isTown && isInBrackets
    return isAside || !hasWord ? nil : part
  }

  private static func isLetter(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }
  private static func isCapital(_ byte: UInt8) -> Bool { byte.isUppercase || byte >= 0x80 }

  /// Whether a word has no small letter.
  private static func isCapitals(_ text: Span<UInt8>, _ word: Range<Int>) -> Bool {
    word.allSatisfy { !text[$0].isLetter || text[$0].isUppercase }
  }

  /// Where a word ends, with hyphens and apostrophes between its letters.
  static func wordEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var end = start
    while end < text.count {
      let byte = text[end]
      let isInner =
        (byte == 0x2D || byte == 0x27) && end > start && isLetter(text.at(end + 1))
        && isLetter(text[end - 1])
      guard isLetter(byte) || byte.isDigit || isInner else { break }
      end += 1
    }
    return end
  }
}

extension Scanner {
  /// Finds the names in a cell of a column that holds persons with other things.
  func findNamedParts(_ text: Span<UInt8>, _ field: FieldJudgement, _ scratch: inout ScanScratch) {
    func add(_ range: Range<Int>, _ kind: IdentifierKind, _ part: LocationPart) {
      scratch.found.append(
        Finding(
          start: range.lowerBound,
          end: range.upperBound,
          kind: kind,
          part: part,
          confidence: .high,
          evidence: .field,
          rule: engine.fieldRule(kind, part)
        )
      )
    }
    let parts = NamedParts.of(text, isSmall: field.isSmall)
    for part in parts
    where !part.isThing || part.mayBeName || part.hasInitial || part.isTown {
      if part.isTown { add(part.range, .location, .city) } else { add(part.range, .name, .none) }
    }
    if let first = parts.first {
      for (range, kind) in Self.numbersBeside(text, first.range.lowerBound) {
        add(range, kind, .none)
      }
    }
    engine.settle(&scratch)
  }

  /// Digits of a telephone number with its area, and of a number that somebody has.
  private static let phoneDigits = 10
  private static let ownDigits = 6...14

  /// The numbers in a cell that tell of whoever is named first in it: ten digits behind a name are how somebody is
  /// reached, others behind a stroke are whose they are, a month and a day when somebody did it.
  ///
  /// ```
  /// husb keith 3132944650      Krista Petsilson / 1964853      Lancisi V 11/5
  /// ```
  private static func numbersBeside(
    _ text: Span<UInt8>,
    _ start: Int
  ) -> [(range: Range<Int>, kind: IdentifierKind)] {
    var found: [(range: Range<Int>, kind: IdentifierKind)] = []
    var (place, isBehindStroke) = (start, false)
    while place < text.count {
      guard text[place].isDigit else {
        if text[place] != 0x20 { isBehindStroke = text[place] == 0x2F }
        place += 1
        continue
      }
      var end = place
      while text.at(end).isDigit { end += 1 }
      let isAlone = !text.at(place - 1).isAlphanumeric && !text.at(end).isAlphanumeric
      if isAlone, end - place == phoneDigits {
        found.append((place..<end, .phone))
      } else if isAlone, isBehindStroke, ownDigits.contains(end - place) {
        found.append((place..<end, .uniqueID))
      } else if let day = monthDayEnd(text, place, end) {
        found.append((place..<day, .date))
        end = day
      }
      place = end
    }
    return found
  }

  /// Where a month and a day with a stroke end, which nothing stands beside: `11/5`; nil for other numbers.
  private static func monthDayEnd(_ text: Span<UInt8>, _ start: Int, _ slash: Int) -> Int? {
    func value(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) } }
    let before = text.at(start - 1)
    guard (1...2).contains(slash - start), text.at(slash) == 0x2F, before == 0x20 || before == 0x28
    else { return nil }
    var end = slash + 1
    while text.at(end).isDigit { end += 1 }
    let after = text.at(end)
    guard (1...2).contains(end - slash - 1), !after.isAlphanumeric, after != 0x2F, after != 0x25,
      (1...12).contains(value(start..<slash)), (1...31).contains(value(slash + 1..<end))
    else { return nil }
    return end
  }
}
