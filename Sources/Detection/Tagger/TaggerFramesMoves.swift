import CTagger
import Vocabulary

/// Places that a move or a way leads to and whose own words say little: `transported emergent to
/// Ravnby`, `camping Tolver Island`, `retired to Bath`, `Ravnby 2 wks ago (Osterlin)`, `at Alder and
/// Quimby`, `at 3107 Emerson`, `FCI Ravnby`.
extension SentenceFrames {
  /// Words between a verb of moving and its preposition, and between a place and what a bracket says of
  /// it, at most.
  private static let betweenMax = 2
  private static let bracketReach = 5
  /// Digits of a house's number, at most.
  private static let houseDigits = 5

  /// Marks what a move, a pastime or a house's number leads to.
  static func takeMoved(_ index: Int, _ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.end &- word.start > 2, word.cue != TagCue.title.rawValue else {
      return
    }
    if takeHouse(index, &scratch) || takePrefixed(index, &scratch) { return }
    let before = wordBefore(index, scratch)
    if before < 0 {
      if isBracketed(index, text, scratch) { takeRun(index, isPlace: true, &scratch) }
      return
    }
    // `transferred to CVICU`
    let isShort = word.isUpper && LexiconBands(rawValue: word.bands).place == 0
    if !isShort, canBeName(index, scratch) {
      if isMovedTo(before, scratch) || isPastime(before, scratch) {
        takeRun(index, isPlace: true, &scratch)
      } else if atWords(scratch.taggedHashes[before]) != 0 {
        takePair(index, &scratch)
      }
    } else if isTownOfWords(index, before, scratch) {
      takeRun(index, isPlace: true, &scratch)
    }
  }

  // MARK: Moves

  /// Whether `to`, `from` or `at` at an index belongs to a verb of bringing somebody somewhere:
  /// `transported emergent to`, `repatriation to the`.
  private static func isMovedTo(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var before = index
    if articles(scratch.taggedHashes[before]) != 0 {
      before = wordBefore(before, scratch)
      guard before >= 0 else { return false }
    }
    guard ways(scratch.taggedHashes[before]) != 0 else { return false }
    for _ in 0...betweenMax {
      before = wordBefore(before, scratch)
      guard before >= 0, !scratch.tagged[before].isDigits else { return false }
      if moves(scratch.taggedHashes[before]) != 0 { return true }
      guard scratch.tagged[before].isLower else { return false }
    }
    return false
  }

  /// Whether a pastime stands right before a place, or before the preposition there: `camping Tolver`,
  /// `tubing on the Ravn`.
  private static func isPastime(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var before = index
    if articles(scratch.taggedHashes[before]) != 0 { before = wordBefore(before, scratch) }
    if before >= 0, sides(scratch.taggedHashes[before]) != 0 {
      before = wordBefore(before, scratch)
    }
    guard before >= 0 else { return false }
    return pastimes(scratch.taggedHashes[before]) != 0
  }

  /// Whether a town that is a word of the language stands behind where somebody settles: `retired to Bath`.
  private static func isTownOfWords(
    _ index: Int,
    _ before: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    guard word.isNameShaped, !word.isUpper, bands.place >= 2,
      !bands.isCountry, !bands.isState, !bands.isNation, into(scratch.taggedHashes[before]) != 0
    else { return false }
    let verb = wordBefore(before, scratch)
    return verb >= 0 && settles(scratch.taggedHashes[verb]) != 0
  }

  /// Whether a word by itself in brackets tells more of a place right before: `Ravnby (Osterlin)`.
  private static func isBracketed(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    guard word.before == UInt8(phigate_gap_bracket), text.at(Int(word.end)) == 0x29,
      text.at(Int(word.start) &- 1) == 0x28, canBeName(index, scratch)
    else { return false }
    var before = index
    while before > 0, index &- before < bracketReach {
      before &-= 1
      let other = scratch.tagged[before]
      if other.found != 0 && other.isPlace && other.part != ScanScratch.maskPart { return true }
      guard other.rule == 0, other.before == UInt8(phigate_gap_blank) else { return false }
    }
    return false
  }

  // MARK: Crossings and houses

  /// Marks two names that `and` joins behind `at`: streets that cross, or two houses.
  private static func takePair(_ index: Int, _ scratch: inout ScanScratch) {
    let (joint, second) = (index &+ 1, index &+ 2)
    guard second < scratch.tagged.count, scratch.taggedHashes[joint] == andWord,
      scratch.tagged[joint].before == UInt8(phigate_gap_blank),
      scratch.tagged[second].before == UInt8(phigate_gap_blank),
      scratch.tagged[second].rule == 0, scratch.tagged[second].isNameShaped,
      canBeName(second, scratch), !scratch.tagged[index].isUpper, !scratch.tagged[second].isUpper,
      scratch.tagged[index].soft != 1,
      scratch.tagged[second].soft != 1
    else { return }
    for word in index...second { take(word, isPlace: true, &scratch) }
  }

  /// Marks a house's number and a street without the word for one: `at 3107 Emerson`, `to 9 Poplar`.
  /// - Returns: whether there is one.
  private static func takeHouse(_ index: Int, _ scratch: inout ScanScratch) -> Bool {
    let number = wordBefore(index, scratch)
    guard number > 0, scratch.tagged[number].isDigits,
      Int(scratch.tagged[number].end &- scratch.tagged[number].start) <= houseDigits,
      scratch.tagged[index].isNameShaped
    else { return false }
    var first = number
    // `23-40 Steinway`
    if scratch.tagged[first].before == UInt8(phigate_gap_hyphen),
      scratch.tagged[first &- 1].isDigits, scratch.tagged[first &- 1].rule == 0
    {
      first &-= 1
    }
    let lead = wordBefore(first, scratch)
    guard lead >= 0, houseLeads(scratch.taggedHashes[lead]) != 0 else { return false }
    let isTree = streetNames(scratch.taggedHashes[index]) != 0
    let isPlace = scratch.tagged[index].found != 0 && scratch.tagged[index].isPlace
    // `at 20 Poplar trees`
    if isTree, follows(index &+ 1, woods, scratch) { return false }
    guard isTree || isPlace || canBeStreet(index, number, scratch),
      isOver(index &+ 1, scratch) || !goesOnWithCapital(index, scratch)
    else { return false }
    for word in first...index { take(word, isPlace: true, &scratch) }
    return true
  }

  /// Whether a word that nothing says to be a street's may be one behind a number of two digits at least:
  /// no unit and nobody after whom one is called, `at 37 Celsius`.
  private static func canBeStreet(
    _ index: Int,
    _ number: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    let hash = scratch.taggedHashes[index]
    return !word.isUpper && scratch.tagged[number].end &- scratch.tagged[number].start > 1
      && !isTime(number, scratch) && canBeName(index, scratch)
      && !LexiconBands(rawValue: word.bands).isEponym && NoNames.eponyms(hash) == 0
      && NoNames.products(hash) == 0 && measureUnits(hash) == 0
  }

  /// Whether four digits are a time of day: `at 1830 Martinez reports`.
  private static func isTime(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let first = word.prefix >> 16
    return word.end &- word.start == 4 && first <= 0x32
  }

  /// Whether another word with a capital goes on behind a blank.
  private static func goesOnWithCapital(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = index &+ 1
    return next < scratch.tagged.count && scratch.tagged[next].isNameShaped
      && scratch.tagged[next].found == 0
  }

  // MARK: Houses by what keeps them

  /// Marks a prison, a campus or a post by the letters before its name: `FCI Ravnby`, `UC Merced`.
  /// - Returns: whether there is one.
  private static func takePrefixed(_ index: Int, _ scratch: inout ScanScratch) -> Bool {
    let before = wordBefore(index, scratch)
    guard before >= 0, scratch.tagged[before].isUpper else { return false }
    let prefix = prefixes(scratch.taggedHashes[before])
    let bands = LexiconBands(rawValue: scratch.tagged[index].bands)
    guard prefix != 0, scratch.tagged[index].isNameShaped, bands.clinical == 0,
      prefix == 2 && (bands.english == 0 || bands.place > 0)
        || bands.place > 0 && bands.english == 0
    else { return false }
    for word in before...index { take(word, isPlace: true, &scratch) }
    return true
  }

  // MARK: Words

  private static var andWord: UInt64 { Token.word("and") }
  private static let articles = Engine.table("the")
  private static let ways = Engine.table("to from at")
  private static let sides = Engine.table("in on at near along off around by")
  private static let into = Engine.table("to in")
  private static let atWords = Engine.table("at near @")
  private static let houseLeads = Engine.table("at to near @")
  private static let woods = Engine.table("tree trees wood chips boards")
  private static let measureUnits = Engine.table(
    "hz khz mhz gy cgy torr tesla kelvin celsius fahrenheit becquerel curie sievert joules watts volts hounsfield"
  )
  /// What brings somebody to a house.
  private static let moves = Engine.table(
    """
    transported transport transporting transferred transfer transferring transfers xfer xferred xfered \
    tx'd repatriate repatriated repatriation rerouted diverted airlifted flown medevac medevaced \
    medevacked lifeflighted helicoptered accepted ambulanced conveyed bussed bused sent
    """
  )
  /// What people do where they spend their days off.
  private static let pastimes = Engine.table(
    """
    camping camped hiking hiked skiing skied snowboarding fishing fished hunting hunted boating rafting \
    kayaking kayaked canoeing tubing backpacking sailing surfing snorkeling climbing vacationing \
    vacationed honeymooning cruising
    """
  )
  private static let settles = Engine.table(
    "retired moved relocated resettled lives living resides raised settled"
  )
  /// Trees and numbers after which streets are called.
  private static let streetNames = Engine.table(
    """
    poplar sycamore maple oak elm cedar pine walnut chestnut spruce birch willow cherry hickory magnolia \
    locust dogwood juniper cypress laurel hawthorn mulberry main second third fourth fifth sixth seventh \
    eighth ninth tenth larch alder linden
    """
  )
  /// Letters before the name of a house: 2 for what is nothing else.
  private static let prefixes: HashIndex = {
    var values: [UInt64: UInt16] = [:]
    for word in "uc suny cuny csu unc ymca ywca vfw va ihs".split(separator: " ") {
      values[Token.hash(String(word))] = 1
    }
    for word in "fci usp fmc fpc fdc mdc".split(separator: " ") {
      values[Token.hash(String(word))] = 2
    }
    return HashIndex(values)
  }()
}
