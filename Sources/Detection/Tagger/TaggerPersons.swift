import CTagger
import Vocabulary

/// People in terse notes: who stands behind a short word for a relative or a role, who is told
/// something, who does what only people do: `Dtr Patience updated`, `tell Grace`, `Hunter left early`.
///
/// Many first names are ordinary words as well; these sentences decide. A mask opens none of them.
extension SentenceFrames {
  /// Marks a person that a terse sentence names.
  static func takePerson(_ index: Int, _ scratch: inout ScanScratch) {
    guard scratch.tagged[index].rule == 0, scratch.tagged[index].soft == 0,
      isOpen(index, scratch),
      isBehindRole(index, scratch) || isTold(index, scratch) || isActing(index, scratch)
        || isBeforeDegree(index, scratch),
      canBeCalled(index, scratch)
    else { return }
    take(index, isPlace: false, &scratch)
  }

  /// Marks a dictated name whose surname comes first: `kowalik comma susan`, found from the first name.
  static func takeSpokenOrder(_ index: Int, _ scratch: inout ScanScratch) {
    let said = wordBefore(index, scratch)
    guard said > 0, scratch.tagged[said].before == UInt8(phigate_gap_blank),
      scratch.tagged[index].found != 0
        || LexiconBands(rawValue: scratch.tagged[index].bands).first >= commaFirst
    else { return }
    let surname = said &- 1
    let word = scratch.tagged[surname]
    let bands = LexiconBands(rawValue: word.bands)
    guard word.rule == 0, word.isLetters, word.cue == 0, !scratch.tagged[index].isPlace,
      word.found != 0 || bands.last >= commaLast || bands.english == 0 && bands.clinical == 0
    else { return }
    for taken in surname...index { take(taken, isPlace: false, &scratch) }
  }

  static var comma: UInt64 { Token.word("comma") }
  /// The least bands of a first name and a surname with a comma said between them.
  private static let commaFirst: UInt32 = 4
  private static let commaLast: UInt32 = 3

  /// Whether a word is not found yet, or found as a name that may still be doubted.
  static func isOpen(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    return word.found == 0 || word.found == 1 && !word.isPlace
  }

  /// Whether a word with a capital may be a first name or surname, ordinary words that people are called
  /// by included.
  private static func canBeCalled(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.isNameShaped, !word.isUpper, word.end &- word.start > 1,
      word.cue == 0 || word.cue == TagCue.demographic.rawValue
    else { return false }
    let bands = LexiconBands(rawValue: word.bands)
    if bands.isBrand || bands.isNation || bands.isCountry || bands.isState { return false }
    return bands.first >= 1 || bands.english == 0 && bands.clinical == 0
  }

  /// Whether people are called by a word.
  private static func isFirstName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    LexiconBands(rawValue: scratch.tagged[index].bands).first >= 2
  }

  /// Whether a short word for a relative or a role stands before an index: `Dtr Patience`, `sis Faith`,
  /// `brother in law Buck`.
  private static func isBehindRole(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = wordBefore(index, scratch)
    guard before >= 0 else { return false }
    let hash = scratch.taggedHashes[before]
    if kin(hash) != 0 || newborn(hash) != 0 && isBehindBaby(before, scratch) { return true }
    guard hash == law else { return false }
    // `in law`, `in-law`
    return before > 0
      && (scratch.tagged[before].before == UInt8(phigate_gap_blank)
        || scratch.tagged[before].before == UInt8(phigate_gap_hyphen))
  }

  /// Whether `baby` or `BB` leads to a word: `Baby Girl Winslow`.
  private static func isBehindBaby(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = wordBefore(index, scratch)
    return before >= 0 && newborns(scratch.taggedHashes[before]) != 0
  }

  /// Whether a degree or a year of training stands behind an index: `Dellinger PGY2`.
  private static func isBeforeDegree(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = index &+ 1
    guard next < scratch.tagged.count, scratch.tagged[index].before != UInt8(phigate_gap_none)
    else { return false }
    let gap = Int(scratch.tagged[next].before)
    guard gap == phigate_gap_blank || gap == phigate_gap_comma,
      scratch.tagged[next].shape >= UInt8(phigate_shape_upper)
    else { return false }
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    return degrees(scratch.taggedHashes[next]) != 0
      && (bands.english == 0 || bands.last >= 2 || bands.first >= 2)
  }

  private static let newborn = Engine.table("girl boy")
  private static let newborns = Engine.table("baby healthy newborn infant twin")
  /// Letters behind the names of those who treat, beside the commonest ones.
  private static let degrees = Engine.table(
    """
    pgy pgy1 pgy2 pgy3 pgy4 pgy5 pgy6 pgy7 ms3 ms4 cdces rvt rdms rrt ccrn otr cota pta ccma rph \
    facep facog faap frcs frcp mrcp mrcgp ffr fracp
    """
  )
  private static var law: UInt64 { Token.word("law") }
  /// Relatives and roles as notes shorten them, behind which their names stand.
  private static let kin = Engine.table(
    """
    dtr dtrs dau daughtr gdtr grandson granddtr hubby bro sis gma gpa grandma grandpa nana auntie \
    tante oma opa gf bf mil fil sil bil stepdad stepmom stepson fiancé fiancée bestie pal coworker \
    rmo sho gpst cna lvn cnm medic sponsor doula chaplain rph
    """
  )

  /// Whether somebody is told or asked something at an index: `tell Grace`, `text Destiny`.
  private static func isTold(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let before = wordBefore(index, scratch)
    guard before >= 0, told(scratch.taggedHashes[before]) != 0, isFirstName(index, scratch) else {
      return false
    }
    return scratch.tagged[index].begins == 0
  }

  private static let told = Engine.table(
    "tell told ask asked texted emailed phoned hug hugged married thank thanked love miss missed"
  )

  /// Whether somebody does what only people do at the beginning of a clause: `Faith shared`,
  /// `Hunter left early`.
  private static func isActing(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let begins =
      index == 0 || word.begins != 0 || word.before == UInt8(phigate_gap_strong)
      || word.before == UInt8(phigate_gap_comma)
    guard begins, isFirstName(index, scratch) else { return false }
    if follows(index &+ 1, acts, scratch) { return true }
    return follows(index &+ 1, moves, scratch) && follows(index &+ 2, afterMoves, scratch)
  }

  /// What only people do.
  private static let acts = Engine.table(
    """
    shared attended apologized apologised phoned texted emailed paged cried yelled interpreted \
    translated drove brought babysits volunteered hugged smiled laughed joked
    """
  )
  /// What others do as well, and what then tells that a person did it.
  private static let moves = Engine.table(
    "left gave came got took told said says called wants asked talked cried went walked"
  )
  private static let afterMoves = Engine.table(
    "early late me him her us them home work upset angry crying his the a in to that about if whether"
  )
}

/// What belongs to a name that was found: initials beside it, and parts joined by a hyphen.
struct NameCloser {
  /// Marks initials and joined parts beside found names, and initials that sign a text.
  static func close(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for index in scratch.live where isName(index, scratch) {
      if index > 0 {
        takeInitialBefore(index, text, &scratch)
        takeJoined(index, &scratch)
      }
      takeInitialBehind(index, text, &scratch)
    }
    SignatureFinder.take(text, &scratch)
  }

  /// Whether a word is part of a name that was found; a mask leads no further.
  private static func isName(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    if word.rule != 0 {
      return word.rule == IdentifierKind.name.rawValue &+ 1 && word.part != ScanScratch.maskPart
    }
    return word.found != 0 && !word.isPlace && word.isLetters && word.end &- word.start > 1
  }

  /// Marks `D.` before `Hart`, and `S'` before `fiso`, unless it belongs to a vitamin or a type.
  private static func takeInitialBefore(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: inout ScanScratch
  ) {
    let (word, before) = (scratch.tagged[index], scratch.tagged[index &- 1])
    guard isInitial(before), before.found == 0,
      text.at(Int(before.end)) == 0x2E || word.before == UInt8(phigate_gap_hyphen)
        || word.before == UInt8(phigate_gap_apostrophe) && (index == 1 || isApart(before)),
      word.start &- before.end <= 2, word.before != UInt8(phigate_gap_line),
      before.before != UInt8(phigate_gap_none), before.before != UInt8(phigate_gap_hyphen),
      !isOther(text.at(Int(before.start)), before)
    else { return }
    if index > 1, before.before == UInt8(phigate_gap_blank),
      kindsWithLetters(scratch.taggedHashes[index &- 2]) != 0
    {
      return
    }
    mark(index &- 1, &scratch)
  }

  /// Whether a letter stands behind a blank: in `= N'Roe'` it is SQL's.
  private static func isApart(_ word: phigate_tag_word) -> Bool {
    word.before == UInt8(phigate_gap_blank) || word.before == UInt8(phigate_gap_line)
      || word.before == UInt8(phigate_gap_sentence)
  }

  /// Whether a letter is no initial: a number, the `M.` of French, the `Q.` and `A.` of a hearing.
  private static func isOther(_ letter: UInt8, _ word: phigate_tag_word) -> Bool {
    switch letter {
    case 0x49: true
    case 0x4D, 0x69: word.foreign > 0
    case 0x41, 0x51: word.begins > 1
    default: false
    }
  }

  /// Marks `P.` or `^L` behind `Nadia`.
  private static func takeInitialBehind(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: inout ScanScratch
  ) {
    let next = index &+ 1
    guard next < scratch.tagged.count else { return }
    let (word, initial) = (scratch.tagged[index], scratch.tagged[next])
    guard isInitial(initial), initial.found == 0, initial.start &- word.end == 1,
      initial.before != UInt8(phigate_gap_line)
    else { return }
    let end = text.at(Int(initial.end))
    let isCaret = text.at(Int(word.end)) == 0x5E
    let isDotted =
      text.at(Int(word.end)) == 0x20 && end == 0x2E
      && (next &+ 1 == scratch.tagged.count
        || scratch.tagged[next &+ 1].before == UInt8(phigate_gap_sentence)
        || scratch.tagged[next &+ 1].before == UInt8(phigate_gap_line))
    if isCaret && !text.isWordByte(Int(initial.end)) || isDotted { mark(next, &scratch) }
  }

  /// Marks words with a capital, and what follows in small letters, that a hyphen joins to a name:
  /// `Hyun-woo`, `Tipene-Clarke`.
  private static func takeJoined(_ index: Int, _ scratch: inout ScanScratch) {
    guard isSureName(scratch.tagged[index]) else { return }
    if scratch.tagged[index].before == UInt8(phigate_gap_hyphen) {
      let before = scratch.tagged[index &- 1]
      if before.isNameShaped, isUnknown(before) { mark(index &- 1, &scratch) }
    }
    let next = index &+ 1
    guard next < scratch.tagged.count,
      scratch.tagged[next].before == UInt8(phigate_gap_hyphen),
      scratch.tagged[index].isNameShaped, scratch.tagged[next].isLetters,
      isUnknown(scratch.tagged[next])
    else { return }
    mark(next, &scratch)
  }

  /// Least likelihood of a name that others are joined to: .5.
  private static let sureFrom = 128

  /// Whether a word is probably a name, and no disease has it.
  private static func isSureName(_ word: phigate_tag_word) -> Bool {
    !LexiconBands(rawValue: word.bands).isEponym
      && (word.likelihood >= sureFrom || word.soft != 0)
  }

  /// Whether nothing but a name is known of a word.
  private static func isUnknown(_ word: phigate_tag_word) -> Bool {
    let bands = LexiconBands(rawValue: word.bands)
    return word.rule == 0 && word.found == 0 && word.soft == 0 && word.cue == 0
      && (bands.english == 0 || bands.first >= 2) && bands.clinical == 0 && !bands.isBrand
      && !bands.isCountry && !bands.isNation
  }

  private static func isInitial(_ word: phigate_tag_word) -> Bool {
    word.rule == 0 && word.soft == 0
      && word.shape == UInt8(phigate_shape_capital)
  }

  /// What has kinds called by letters: `vitamin D`.
  private static let kindsWithLetters = Engine.table(
    "vitamin vit hepatitis hep influenza flu type class grade stage factor group level plan part"
  )

  /// Marks a word as a name's.
  private static func mark(_ index: Int, _ scratch: inout ScanScratch) {
    SentenceFrames.take(index, isPlace: false, &scratch)
  }
}
