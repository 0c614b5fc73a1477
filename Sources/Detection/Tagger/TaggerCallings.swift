import CTagger
import Vocabulary

/// What people and their animals are called beside those who are known: `RN Sprague`, `goes by Bear`,
/// `the Okonkwos`, `her dog Waffles`, `Kapono "K.P." Fonua`, `Anna Sergeyevna`.
///
/// Only near something sure, so that a text about nobody stays; a mask opens none of them.
extension SentenceFrames {
  /// What a word leads to.
  private static let post = 1
  private static let pet = 2
  private static let by = 3
  private static let the = 4
  private static let baby = 5
  private static let called = 6
  private static let leads: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    for (lead, words) in [
      (
        post,
        "rn lpn lvn crna np pa sw msw lsw lcsw rt ot pt slp cna pct emt dnp arnp aprn rd cm pgy"
      ),
      (
        pet,
        "dog cat puppy kitten pup kitty parrot hamster rabbit ferret horse pony greyhound poodle"
      ),
      (by, "by"), (the, "the"), (baby, "baby"), (called, "called nicknamed nickname prefers"),
    ] {
      for word in words.split(separator: " ") {
        entries[Token.hash(String(word))] = UInt16(lead)
      }
    }
    return HashIndex(entries)
  }()

  /// Marks words that what stands around them makes somebody's, where one person at least was found:
  /// what the tagger was unsure of and has dropped does not count.
  static func takeCallings(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard scratch.live.contains(where: { isSomebody($0, scratch) }) else { return }
    for position in scratch.live.indices {
      let index = scratch.live[position]
      if scratch.tagged[index].isNameShaped { takeCalling(index, text, &scratch) }
    }
  }

  /// Whether a word is a person's name or number that was found; a mask is none.
  static func isSomebody(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule != 0 else { return word.found != 0 && !word.isPlace || word.soft == 1 }
    guard word.part != ScanScratch.maskPart else { return false }
    return switch IdentifierKind(rawValue: word.rule &- 1) {
    case .name, .mrn, .ssn, .phone, .email, .healthPlan: true
    default: false
    }
  }

  /// Marks a word that the one before it, or what stands around it, makes somebody's.
  private static func takeCalling(_ index: Int, _ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let word = scratch.tagged[index]
    guard index > 0, word.rule == 0, word.near != 0, word.found != foundByFrame else { return }
    takePatronymic(index, text, &scratch)
    if word.before == UInt8(phigate_gap_strong) { takeNickname(index, text, &scratch) }
    if word.isUpper, isSpokenOf(index, text, scratch) || isResident(index, text, scratch) {
      return take(index, isPlace: false, &scratch)
    }
    if !word.isUpper,
      isResident(index, text, scratch) || isListed(index, text, scratch)
        || isBesidePerson(index, scratch)
    {
      return take(index, isPlace: false, &scratch)
    }
    let lead = leads(scratch.taggedHashes[index &- 1])
    guard lead != 0, scratch.tagged[index &- 1].rule == 0 else { return }
    let isBeside = word.before == UInt8(phigate_gap_blank)
    // `goes by "Coop"`: whatever stands in quotes.
    let isQuoted = text.at(Int(word.start) - 1) == 0x22 && text.at(Int(word.start) - 2) == 0x20
    let isNamed: Bool =
      switch lead {
      case post: isBeside && isBehindPost(index, scratch)
      case pet: isBeside && isPet(index, scratch)
      case by:
        index > 1 && goes(scratch.taggedHashes[index &- 2]) != 0
          && (isBeside && isCalled(index, scratch) || isQuoted && isPlainWord(index, scratch))
      case called:
        (isBeside || word.before == UInt8(phigate_gap_colon)) && isCalled(index, scratch)
          || isQuoted && isPlainWord(index, scratch)
      case baby: isBeside && isChild(index, text, scratch)
      default: isBeside && isFamily(index, text, scratch)
      }
    if isNamed { take(index, isPlace: false, &scratch) }
  }

  /// Whether two letters are somebody's that something is asked of, or who does something: `per RK`,
  /// `d/w MJ`, `TL aware`.
  private static func isSpokenOf(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    guard word.end &- word.start == 2, word.cue == 0, bands.english == 0 || bands.english == 3,
      bands.clinical == 0, !bands.isBrand, !bands.isCountry, bands.place == 0,
      word.flags & UInt8(phigate_flag_state) == 0, word.caseless == 0,
      !Engine.isService(scratch.taggedHashes[index]), isOpenBehind(text.at(Int(word.end)))
    else { return false }
    if follows(index &+ 1, aware, scratch), scratch.tagged[index].begins != 0 { return true }
    let before = scratch.taggedHashes[index &- 1]
    if word.before == UInt8(phigate_gap_blank), askedOf(before) != 0 { return true }
    // `d/w MJ`, `w/ JB`
    guard before == w else { return false }
    let start = Int(word.start)
    return text.at(start - 1) == 0x20 && text.at(start - 3) == 0x2F
      || text.at(start - 1) == 0x20 && text.at(start - 2) == 0x2F && word.start > 8
        && staffed(scratch.taggedHashes[max(0, index &- 2)]) != 0
  }

  /// Whether initials may end before a byte: no number, hyphen or stroke goes on with them.
  private static func isOpenBehind(_ byte: UInt8) -> Bool {
    byte == 0 || byte == 0x0A || byte == 0x20 || byte == 0x2C || byte == 0x2E || byte == 0x3B
      || byte == 0x29
  }

  private static var w: UInt64 { Token.word("w") }
  private static let askedOf = Engine.table("per by told asked paged texted cosigned staffed via")
  private static let staffed = Engine.table("staffed seen discussed rounded reviewed spoke")
  private static let aware = Engine.table("aware notified agrees agreed updated informed concurs")

  /// `R2 Cisneros`, `PGY3 Okafor`: a surname behind a year of training.
  private static func isResident(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (word, year) = (scratch.tagged[index], scratch.tagged[index &- 1])
    guard index > 1, year.isDigits, year.end &- year.start == 1,
      word.before == UInt8(phigate_gap_blank), year.before == UInt8(phigate_gap_none),
      years(scratch.taggedHashes[index &- 2]) != 0, word.cue == 0, word.end &- word.start > 3
    else { return false }
    let bands = LexiconBands(rawValue: word.bands)
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand && !bands.isEponym
      && bands.last >= 2
  }

  private static let years = Engine.table("r pgy ms ca f st")

  /// `Armitage, 55F`, `• Quill, 71 yo`: a surname that begins a line or an item before age and sex.
  private static func isListed(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = index &+ 1
    guard isPlainWord(index, scratch), next &+ 1 < scratch.tagged.count,
      scratch.tagged[index].begins > 1 || scratch.tagged[index].before == UInt8(phigate_gap_strong)
        || scratch.tagged[index].before == UInt8(phigate_gap_bracket)
    else { return false }
    let (age, sex) = (scratch.tagged[next], scratch.tagged[next &+ 1])
    guard age.isDigits, age.end &- age.start <= 3,
      age.before == UInt8(phigate_gap_comma) || age.before == UInt8(phigate_gap_blank),
      sex.before == UInt8(phigate_gap_none), sexes(scratch.taggedHashes[next &+ 1]) != 0
    else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return !bands.isBrand && (bands.english == 0 || bands.last >= 2 || bands.first >= 2)
  }

  private static let sexes = Engine.table("m f yo yom yof y")

  /// `Nan and Barb`, `Gus or Tia`: what people are called by, joined to a person that was found.
  private static func isBesidePerson(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (joint, other) = (index &+ 1, index &+ 2)
    guard other < scratch.tagged.count, isPlainWord(index, scratch), isOpen(index, scratch),
      follows(joint, pairs, scratch), scratch.tagged[other].before == UInt8(phigate_gap_blank),
      isFoundName(other, scratch)
    else { return false }
    let (bands, beside) = (
      LexiconBands(rawValue: scratch.tagged[index].bands),
      LexiconBands(rawValue: scratch.tagged[other].bands)
    )
    return bands.first >= 2 && !bands.isEponym && !bands.isBrand && bands.place < 3
      && (bands.english == 0 || bands.english == 3) && beside.first >= 2 && !beside.isEponym
  }

  private static let pairs = Engine.table("and or")

  /// Whether nothing is known of a word but what people are called by, or it is a word like any other.
  private static func isPlainWord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    return word.cue == 0 && word.shape == UInt8(phigate_shape_title) && bands.clinical == 0
      && !bands.isNation && !bands.isCountry && !bands.isState
      && NoNames.products(scratch.taggedHashes[index]) == 0
  }

  /// Whether a word with a capital stands right behind an index.
  private static func isFollowedByCapital(
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = index &+ 1
    return next < scratch.tagged.count && scratch.tagged[next].isNameShaped
      && scratch.tagged[next].before == UInt8(phigate_gap_blank)
  }

  /// `RN Sprague`, `SW Pilgrim worried`: a surname behind a degree in capitals; one that is a word as well
  /// only where a clause ends or somebody acts behind it.
  private static func isBehindPost(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard scratch.tagged[index &- 1].isUpper, isPlainWord(index, scratch) else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    if bands.isBrand || bands.place > 2 && bands.last < 4 { return false }
    if bands.english == 0 { return !isFollowedByCapital(index, scratch) }
    guard bands.last >= 3 else { return false }
    let next = index &+ 1
    return isOver(next, scratch) || scratch.tagged[next].cue == TagCue.says.rawValue
      || scratch.tagged[next].cue == TagCue.auxiliary.rawValue
      || follows(next, feelings, scratch)
  }

  private static let feelings = Engine.table(
    "worried concerned aware updated notified paged signed relieved relieving saw wrote and will"
  )

  /// `her dog Waffles at home`, `service dog Ranger`.
  private static func isPet(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let owner = wordBefore(index &- 1, scratch)
    return owner >= 0 && keepers(scratch.taggedHashes[owner]) != 0 && isPlainWord(index, scratch)
      && !isFollowedByCapital(index, scratch)
  }

  private static let keepers = Engine.table(
    "the her his their my our your new old little service therapy support rescue pet family beloved"
  )
  private static let goes = Engine.table("goes went going go")

  /// Whether a word is what somebody goes by: `goes by Bear`, `prefers to be called: Skip`.
  private static func isCalled(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard isPlainWord(index, scratch) else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    if bands.isBrand { return false }
    return bands.first >= 1 || bands.english == 0 || isOver(index &+ 1, scratch)
  }

  /// Whether a first name or an initial stands behind `Baby`: `Baby Hope`.
  private static func isChild(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard scratch.tagged[index &- 1].isNameShaped else { return false }
    let word = scratch.tagged[index]
    if word.shape == UInt8(phigate_shape_capital) { return text.at(Int(word.end)) == 0x2E }
    return isPlainWord(index, scratch) && LexiconBands(rawValue: word.bands).first >= 2
  }

  /// Bytes of a family's name in the plural, at least.
  private static let familyBytes: UInt32 = 5

  private static var all: UInt64 { Token.word("all") }

  /// `the Okonkwos brought dinner`: a surname and an `s`.
  private static func isFamily(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    guard word.end &- word.start >= familyBytes, text.at(Int(word.end) - 1) == 0x73,
      isPlainWord(index, scratch), !isFollowedByCapital(index, scratch)
    else { return false }
    let whole = LexiconBands(rawValue: word.bands)
    guard whole.place < 2, !whole.isBrand, !whole.isEponym else { return false }
    let name = Lexicon.bands(Token.hash(text, Int(word.start)..<Int(word.end) - 1))
    // `from all the Rays.`
    if index > 1, scratch.taggedHashes[index &- 2] == all, name.last >= 4,
      isOver(index &+ 1, scratch)
    {
      return true
    }
    return whole.english == 0 && name.last >= 1 && name.english == 0 && name.clinical == 0
      && name.place < 3
      && !name.isBrand && !name.isEponym && !name.isNation && !name.isCountry
  }

  // MARK: Nicknames in quotes

  /// Marks what somebody is called between two of his names, or in quotes before what people do:
  /// `Kapono "K.P." Fonua`, `"Bunny" was quiet`; found from the word behind the first quote.
  private static func takeNickname(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: inout ScanScratch
  ) {
    let start = Int(scratch.tagged[index].start)
    guard text.at(start - 1) == 0x22 else { return }
    var last = index
    while last &+ 1 < scratch.tagged.count, last &- index < runMax,
      scratch.tagged[last &+ 1].before == UInt8(phigate_gap_period),
      scratch.tagged[last &+ 1].shape == UInt8(phigate_shape_capital)
    { last &+= 1 }
    var end = Int(scratch.tagged[last].end)
    if text.at(end) == 0x2E { end += 1 }
    guard text.at(end) == 0x22, last &+ 1 < scratch.tagged.count else { return }
    let (before, behind) = (index &- 1, last &+ 1)
    if text.at(start - 2) == 0x20, Int(scratch.tagged[before].end) == start - 2,
      text.at(end + 1) == 0x20, Int(scratch.tagged[behind].start) == end + 2,
      isNameBeside(before, behind, scratch)
    {
      for word in before...behind { take(word, isPlace: false, &scratch) }
    } else if last == index, text.at(end + 1) == 0x20, isPlainWord(index, scratch),
      LexiconBands(rawValue: scratch.tagged[index].bands).first >= 2,
      scratch.tagged[behind].cue == TagCue.says.rawValue
        || scratch.tagged[behind].cue == TagCue.auxiliary.rawValue
    {
      take(index, isPlace: false, &scratch)
    }
  }

  /// Whether one of two words is a name that was found, and the other may be one.
  private static func isNameBeside(
    _ before: Int,
    _ behind: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    isFoundName(before, scratch) && mayBePart(behind, scratch)
      || isFoundName(behind, scratch) && mayBePart(before, scratch)
      || [before, behind]
        .allSatisfy {
          mayBePart($0, scratch) && LexiconBands(rawValue: scratch.tagged[$0].bands).isUnknown
        }
  }

  private static func isFoundName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.rule != 0 {
      return word.rule == IdentifierKind.name.rawValue &+ 1 && word.part != ScanScratch.maskPart
    }
    return word.isNameShaped && (word.found != 0 && !word.isPlace || word.soft == 1)
  }

  private static func mayBePart(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.rule != 0 { return isFoundName(index, scratch) }
    let bands = LexiconBands(rawValue: word.bands)
    return word.isNameShaped && word.end &- word.start > 2 && word.cue == 0
      && (bands.english == 0 || bands.first >= 1 || bands.last >= 3) && bands.clinical == 0
      && !bands.isBrand
  }

  // MARK: Patronymics

  /// Marks a Russian patronymic with the names beside it: `Anna Sergeyevna`, `Марка Ильича`.
  private static func takePatronymic(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: inout ScanScratch
  ) {
    guard isPatronymic(index, text, scratch) else { return }
    let given = index &- 1
    guard scratch.tagged[given].rule == 0, scratch.tagged[given].isNameShaped,
      scratch.tagged[index].before == UInt8(phigate_gap_blank),
      scratch.tagged[given].end &- scratch.tagged[given].start > 2
    else { return }
    let (surname, last) = (given &- 1, index &+ 1)
    take(given, isPlace: false, &scratch)
    take(index, isPlace: false, &scratch)
    if surname >= 0, isSurname(surname, scratch), scratch.tagged[surname].begins == 0,
      scratch.tagged[given].before == UInt8(phigate_gap_blank)
    {
      take(surname, isPlace: false, &scratch)
    } else if last < scratch.tagged.count, isSurname(last, scratch),
      scratch.tagged[last].before == UInt8(phigate_gap_blank)
    {
      take(last, isPlace: false, &scratch)
    }
  }

  /// Whether a word beside a patronymic may be the surname.
  private static func isSurname(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    return word.rule == 0 && word.isNameShaped && word.end &- word.start > 2 && word.cue == 0
      && LexiconBands(rawValue: word.bands).english == 0
  }

  /// Bytes of a patronymic, at least: in Latin and in Cyrillic letters.
  private static let patronymicBytes: (latin: UInt32, cyrillic: UInt32) = (7, 12)

  /// Whether a word ends as patronymics do.
  private static func isPatronymic(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    let count = word.end &- word.start
    guard count >= patronymicBytes.latin else { return false }
    if text[Int(word.start)] < 0x80 {
      return (word.suffix == ovna || word.suffix == evna || word.suffix == vich)
        && LexiconBands(rawValue: word.bands).english == 0
    }
    guard count >= patronymicBytes.cyrillic, text[Int(word.start)] == 0xD0 else { return false }
    return cyrillicEnds.contains { ending in
      let bytes = ending.utf8CodeUnitCount
      guard bytes < Int(count) else { return false }
      return (0..<bytes)
        .allSatisfy { offset in
          let byte = unsafe ending.utf8Start[offset]
          return text[Int(word.end) - bytes + offset] == byte
        }
    }
  }

  private static let ovna = NoNames.ending("ovna")
  private static let evna = NoNames.ending("evna")
  private static let vich = NoNames.ending("vich")
  private static let cyrillicEnds: [StaticString] = [
    "вич", "вича", "вичу", "вичем", "овна", "овны", "овне", "овну", "овной", "евна", "евны", "евне",
    "евну", "евной", "ильич", "ильича", "ильичу", "ична", "ичны", "ичне", "ичну", "ичной",
  ]
}
