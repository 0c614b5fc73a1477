import Vocabulary

/// What belongs to a house's number before it, streets that are called by a number or a letter, and the
/// units of a house: `N6W23001 Sumac Road`, `12A-12F Alder Square`, `Third Floor, 19 Larch Terrace`,
/// `8125 Hwy 71 South`, `1190 E 33rd`, `410 Dock St, Level 3`.
extension PlaceFinder {
  /// Parts of a number with the letters of a grid in it, at most; digits of one.
  private static let gridParts = 4
  private static let gridDigits = 5
  /// Words of a street's name that nothing else tells, and letters of one of them in small ones, at most.
  private static let streetWords = 4
  private static let linkLetters = 4
  /// Units behind a street, at most.
  private static let unitsMax = 3

  /// Appends a house and its street, with what belongs to it before its number.
  /// - Returns: the index behind it and its town.
  func addHouse(
    _ index: Int,
    _ end: Int,
    _ confidence: Confidence,
    _ evidence: Evidence,
    _ scratch: inout ScanScratch
  ) -> Int {
    let first = floorStart(gridStart(index, scratch), scratch)
    scratch.add(first, end, .location, .street, rule: street, confidence, evidence)
    return cityBehind(end, &scratch)
  }

  // MARK: Before the number

  /// The first word of a number with places of a grid or a range of doors in it: `N6W23001`, `24W510`,
  /// `12A-12F`; `index` where there is none.
  private func gridStart(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var first = index
    while index &- first < Self.gridParts, scratch.wordAt(first).before == [] {
      let part = scratch.wordAt(first &- 1)
      guard !part.isTaken, part.end > 0,
        scratch.wordAt(first).isDigits
          ? part.isInitial && part.cue.contains(.direction)
          : part.isDigits && part.count <= Self.gridDigits
      else { break }
      first &-= 1
    }
    // `12A-12F`
    let (letter, door) = (scratch.wordAt(index &- 1), scratch.wordAt(index &- 2))
    if first == index, scratch.wordAt(index).before == .hyphen, letter.isInitial, !letter.isTaken,
      letter.before == [], door.isDigits, !door.isTaken, door.count <= Self.gridDigits
    {
      return index &- 2
    }
    // An `x` of sizes and the like touches digits, too.
    return scratch.wordAt(first).before == [] && first > 0 ? index : first
  }

  /// The first word of a floor or a room before a number and its comma: `Third Floor, 19`, `SPACE 14, 8820`.
  private func floorStart(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let (value, head) = (scratch.wordAt(index &- 1), scratch.wordAt(index &- 2))
    guard scratch.wordAt(index).before == [.comma, .blank], !value.isTaken, !head.isTaken,
      value.before.isPlain || value.before == [.numberSign, .other, .blank]
    else { return index }
    if Self.floors(value.hash) != 0 {
      if Self.ordinals(head.hash) != 0 { return index &- 2 }
      let isOrdinal = head.before == [] && head.count == 2 && scratch.wordAt(index &- 3).isDigits
      return isOrdinal ? index &- 3 : index
    }
    let isValue = value.isDigits ? value.count <= 4 : value.isCapital && value.count <= 2
    return isValue && head.isCapital && Self.rooms(head.hash) != 0 ? index &- 2 : index
  }

  /// The first word of a street that no word for its kind tells and an apartment stands behind:
  /// `5638 Aasa 43 Apt. 7`, `2224 Trenerys gate 232\nApt. 342`; `index` where none stands there.
  func streetStart(before index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var first = index &- 1
    if scratch.wordAt(first).isDigits, scratch.wordAt(first).count <= Self.gridDigits,
      scratch.wordAt(first).before.isPlain
    {
      first &-= 1
    }
    var (words, capitals) = (0, 0)
    while first > 0, words < Self.streetWords {
      let word = scratch.wordAt(first)
      guard !word.isDigits, !word.isTaken, word.before.isPlain || word.before == .hyphen,
        word.isCapital || word.count <= Self.linkLetters
      else { break }
      if word.isCapital { capitals &+= 1 }
      words &+= 1
      first &-= 1
    }
    let house = scratch.wordAt(first)
    guard capitals > 0, house.isDigits, !house.isTaken, house.count <= Self.gridDigits,
      house.before != [],
      !scratch.wordAt(first &+ 1).before.contains(.line)
    else { return index }
    return first
  }

  // MARK: Streets that are numbers

  /// `8125 Hwy 71 South`, `N8745 County Road M`, `4512 W 3100 S`, `1190 E 33rd`, `31C Estate Larkspur`.
  /// - Returns: the index behind the address; `index` for none.
  func findNumberedStreet(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    var next = index &+ 1
    let letter = scratch.wordAt(next)
    if letter.before == [], letter.isInitial { next &+= 1 }
    let word = scratch.wordAt(next)
    guard word.isCapital, word.before.isPlain, !word.isTaken else { return index }
    if word.cue.contains(.direction), let end = gridEnd(index, next, scratch) {
      return addHouse(index, end, .medium, .format, &scratch)
    }
    if let end = roadEnd(index, next, scratch) {
      return addHouse(index, unitsEnd(end, scratch), .high, .format, &scratch)
    }
    let name = scratch.wordAt(next &+ 1)
    // `20 Estate Planning`
    guard word.hash == Self.estate, next > index &+ 1, name.isCapital, name.before.isPlain,
      name.count > 2
    else {
      return index
    }
    return addHouse(index, next &+ 2, .medium, .format, &scratch)
  }

  /// The index behind a street that is a point of the compass and a number: `W 3100 S`, `E 33rd`.
  private func gridEnd(
    _ index: Int,
    _ direction: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let (house, point) = (scratch.wordAt(index), scratch.wordAt(direction))
    let (number, behind) = (scratch.wordAt(direction &+ 1), scratch.wordAt(direction &+ 2))
    guard house.count > 1, house.count <= Self.gridDigits, point.count <= 2, number.isDigits,
      number.before.isPlain, number.count <= Self.gridDigits
    else { return nil }
    if behind.before == [], behind.count == 2, Self.endings(behind.hash) != 0, number.count <= 3 {
      return scratch.wordAt(direction &+ 3).cue.contains(.street) ? nil : direction &+ 3
    }
    guard number.count > 1, point.count == 1, behind.isInitial, behind.before.isPlain,
      Self.axis(point.hash) &+ Self.axis(behind.hash) == 3,
      !scratch.wordAt(direction &+ 3).before.isEmpty || scratch.wordAt(direction &+ 3).end == 0
    else { return nil }
    return direction &+ 3
  }

  /// The index behind a road that is called by its number or letter: `Hwy 71 South`, `County Road M`.
  private func roadEnd(
    _ index: Int,
    _ start: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var head = start
    var isOfCounty = false
    while head < start &+ 3, Self.roadPrefixes(scratch.wordAt(head).hash) != 0,
      scratch.wordAt(head &+ 1).isCapital, scratch.wordAt(head &+ 1).before.isPlain
    {
      isOfCounty = isOfCounty || Self.roadPrefixes(scratch.wordAt(head).hash) == 2
      head &+= 1
    }
    let (road, value) = (scratch.wordAt(head), scratch.wordAt(head &+ 1))
    let kind = Self.roadHeads(road.hash)
    let isLong = scratch.wordAt(index).count > 2
    // `in 2019 Highway 61`
    let isYear =
      (1900...2100).contains(scratch.wordAt(index).hash)
      && scratch.wordAt(index &- 1).cue.contains(.preposition)
    guard kind != 0, !isYear, road.isCapital, road.before.isPlain,
      value.before.isPlain || value.before == .hyphen,
      kind == 2 || isLong || isOfCounty
    else { return nil }
    if value.isDigits {
      guard value.count <= 4, kind == 2 || value.count > 1 || isOfCounty else { return nil }
    } else {
      guard value.isCapital, value.count <= 2, isOfCounty || isLong && value.count == 1,
        value.cue.isDisjoint(with: [.state, .direction])
      else { return nil }
    }
    var last = head &+ 2
    let letter = scratch.wordAt(last)
    // `71B`, `V49`
    let isCode =
      letter.before == []
      && (letter.count == 1 && letter.isCapital || !value.isDigits && letter.isDigits)
    if isCode { last &+= 1 }
    let point = scratch.wordAt(last)
    if point.cue.contains(.direction), point.isCapital, point.before.isPlain { last &+= 1 }
    // `Hwy 71 mg`
    return scratch.wordAt(last).before == [] && scratch.wordAt(last).end > 0 ? nil : last
  }

  // MARK: Behind the street

  /// The index behind directions and units: `NW`, `, Apt 4B`, `# 12`, `, Bldg 3 Level 2`, `, 2nd Floor`.
  func unitsEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = index
    let direction = scratch.wordAt(last)
    if direction.cue.contains(.direction), direction.isCapital, direction.before.isPlain {
      last &+= 1
    }
    for _ in 0..<Self.unitsMax {
      let end = unitEnd(last, scratch)
      guard end > last else { break }
      last = end
    }
    return last
  }

  /// The index behind `, Level 3`, `Bldg C`, `, 2nd Floor`, `, Third Fl` behind a street; `index` for none.
  func levelEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let (head, value) = (scratch.wordAt(index), scratch.wordAt(index &+ 1))
    guard head.before.isPlain || head.before == [.comma, .blank] else { return index }
    if head.isDigits || Self.ordinals(head.hash) != 0 {
      let floor = head.isDigits && value.before == [] ? index &+ 2 : index &+ 1
      let isOrdinal = floor > index &+ 1 ? Self.endings(value.hash) != 0 : !head.isDigits
      return isOrdinal && scratch.wordAt(floor).before.isPlain
        && Self.floors(scratch.wordAt(floor).hash) != 0 ? floor &+ 1 : index
    }
    let fits = value.isDigits ? value.count <= 4 : value.isCapital && value.count <= 2
    guard head.isCapital, Self.rooms(head.hash) != 0, value.before.isPlain, fits else {
      return index
    }
    let letter = scratch.wordAt(index &+ 2)
    return letter.before == [] && letter.count == 1 && letter.end > 0 ? index &+ 3 : index &+ 2
  }

  // MARK: Words

  /// 1 for north and south, 2 for east and west, 0 for anything else.
  private static func axis(_ hash: UInt64) -> Int { Int(axes(hash)) }

  private static let axes: HashIndex = HashIndex(
    Dictionary(
      uniqueKeysWithValues: [("n", 1), ("s", 1), ("e", 2), ("w", 2)]
        .map { (Token.hash($0.0), UInt16($0.1)) }
    )
  )
  /// Words for a road: 2 for what is nothing else.
  private static let roadHeads: HashIndex = {
    var values: [UInt64: UInt16] = [:]
    for word in ["highway", "hwy", "route", "rte"] { values[Token.hash(word)] = 2 }
    for word in ["road", "rd", "avenue", "ave", "street", "fm", "cr", "sr", "sh", "us", "rt"] {
      values[Token.hash(word)] = 1
    }
    return HashIndex(values)
  }()
  /// What stands before the word for a road: 2 for who keeps it.
  private static let roadPrefixes: HashIndex = {
    var values: [UInt64: UInt16] = [:]
    for word in ["old", "us", "n", "s", "e", "w", "north", "south", "east", "west"] {
      values[Token.hash(word)] = 1
    }
    for word in ["county", "state", "co", "township", "twp", "forest", "service", "private"] {
      values[Token.hash(word)] = 2
    }
    return HashIndex(values)
  }()
  private static var estate: UInt64 { Token.word("estate") }
  private static let endings = Engine.table("st nd rd th")
  private static let floors = Engine.table("floor fl flr")
  private static let ordinals = Engine.table(
    "ground first second third fourth fifth sixth seventh eighth ninth tenth top upper lower"
  )
  /// Parts of a house that have a number or a letter.
  private static let rooms = Engine.table(
    """
    level lvl floor fl flr building bldg room rm space spc lot slip trailer trlr unit apt apartment \
    suite ste flat wing door dock hangar bay pier tower
    """
  )
}
