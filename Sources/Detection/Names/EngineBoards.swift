import Vocabulary

/// People on boards and in lists of handoffs: surnames in capitals behind rooms, strokes and roles, and
/// surnames behind what is done with patients.
extension Engine {
  /// Letters of a name in capitals, at least: shorter ones are abbreviations.
  private static let boardLetters = 4
  /// Rooms and the like at the beginning of a board's line.
  private static let rooms = hashes("rm or room bed bay ot theatre slot pod chair")
  /// Who is named behind a word in small letters on a board.
  private static let boardRoles = hashes(
    "anes anesth anaes surg surgeon circ scrub attg crna res fellow float charge"
  )

  /// `Rm 1 PETROSYAN lap chole / GRUBER / anes DIAZ`: found from each surname.
  func matchBoard(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard token.shape == .upper, token.length >= Self.boardLetters, index > 0,
      let rule = rule(.role)
    else { return }
    let before = scratch.tokens[index - 1]
    let start = Int(token.start)
    let isBeside = start - before.end == 1 && text[before.end] == 0x20
    let isBehindRole =
      isBeside && before.shape == .lower && Self.boardRoles.contains(before.hash)
    let isBehindRoom = isBeside && isRoom(before: index, scratch)
    let isStroke = start - before.end == 3 && text[start - 2] == 0x2F && text[start - 1] == 0x20
    guard isBehindRole || isBehindRoom || isStroke else { return }
    let bands = Lexicon.bands(token.hash)
    if isBehindRole {
      guard bands.last >= 2, bands.clinical == 0, !bands.isBrand, !bands.isState else { return }
      return emitTokens(rule, index, index, &scratch)
    }
    guard bands.last >= 2, bands.english == 0, bands.clinical == 0, !bands.isBrand,
      bands.place < 4, !bands.isState, !bands.isCountry, !bands.isNation, !bands.isTongue
    else { return }
    guard isBehindRoom || isOnBoard(index, scratch) else { return }
    emitTokens(rule, index, index, &scratch)
  }

  /// Whether a room with its number begins the line right before a token.
  private func isRoom(before index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 1, scratch.tokens[index - 1].isDigits, scratch.tokens[index - 1].length <= 3,
      Self.rooms.contains(scratch.tokens[index - 2].hash)
    else { return false }
    return index == 2 || scratch.tokens[index - 2].gap == .lineBreak
  }

  /// Tokens of a board's line that are walked back over, at most.
  private static let boardTokens = 24

  /// Whether the line of a token begins with a room and its number.
  private func isOnBoard(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var first = index
    while first > 0, scratch.tokens[first].gap != .lineBreak, index - first < Self.boardTokens {
      first -= 1
    }
    return first + 2 < index && isRoom(before: first + 2, scratch)
  }

  /// What is done with patients, before a list of their names.
  private static let handoffs = hashes(
    """
    admit admits admitted admissions discharge discharges discharged dc dcs death deaths expired consult \
    consults transfer transfers sick watchers stable pending followups
    """
  )
  /// Members of such a list at most, words of one, and bytes in brackets behind it.
  private static let handoffsMax = 12
  private static let handoffWords = 2
  private static let handoffBytes = 60

  /// `Admit: Loveless (DKA), Goodnight (delirium), Hurt (rib fx).`: found from the word before the colon;
  /// all members have to be able to be names, and one to be hardly anything else.
  func matchHandoffs(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard text.at(scratch.tokens[first].end) == 0x3A,
      Self.handoffs.contains(scratch.tokens[first].hash), let rule = rule(.role)
    else { return }
    var (index, members, isNamed) = (first + 1, 0, false)
    var (ends, starts) = ([Int](), [Int]())
    while members < Self.handoffsMax, index < scratch.tokens.count,
      let last = handoffEnd(text, index, scratch)
    {
      let bracket = bracketEnd(text, scratch.tokens[last].end)
      let bands = Lexicon.bands(scratch.tokens[last].hash)
      isNamed =
        isNamed
        || bands.last >= (bracket == nil ? 3 : 2) && (bracket != nil || bands.english == 0)
          && bands.place < 3
      starts.append(index)
      ends.append(last)
      members += 1
      let end = bracket ?? scratch.tokens[last].end
      guard text.at(end) == 0x2C || text.at(end) == 0x3B, text.at(end + 1) == 0x20 else {
        index = scratch.tokens.count
        // A list that goes on with other words is none of names.
        if text.at(end) == 0x20 { return }
        break
      }
      while index < scratch.tokens.count, Int(scratch.tokens[index].start) < end { index += 1 }
    }
    // A member that is no name ends the list and speaks against it.
    guard isNamed, index == scratch.tokens.count || members == Self.handoffsMax else { return }
    for (start, end) in zip(starts, ends) { emitTokens(rule, start, end, &scratch) }
  }

  /// The last word of a member of such a list; nil where a word is no name.
  private func handoffEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var last = first
    while true {
      let token = scratch.tokens[last]
      guard token.shape == .capitalized || token.shape == .mixed, token.length > 2 else {
        return nil
      }
      let bands = Lexicon.bands(token.hash)
      guard bands.clinical == 0 || bands.last >= 4, !bands.isBrand, !bands.isEponym,
        !bands.isState, !bands.isCountry, !bands.isNation, NoNames.products(token.hash) == 0,
        NoNames.services(token.hash) == 0,
        bands.english == 0 && (!bands.isTongue || bands.last > 0) || bands.last >= 3
      else { return nil }
      let next = last + 1
      guard next < scratch.tokens.count, last - first + 1 < Self.handoffWords,
        Int(scratch.tokens[next].start) == token.end + 1,
        text[token.end] == 0x20 || text[token.end] == 0x2D,
        scratch.tokens[next].shape.startsWithCapital
      else { return last }
      last = next
    }
  }

  /// The offset behind what stands in brackets behind a blank; nil for none.
  private func bracketEnd(_ text: Span<UInt8>, _ end: Int) -> Int? {
    guard text.at(end) == 0x20, text.at(end + 1) == 0x28 else { return nil }
    for offset in end + 2..<min(text.count, end + Self.handoffBytes) {
      if text[offset] == 0x29 { return offset + 1 }
      if text[offset] == 0x0A || text[offset] == 0x28 { return nil }
    }
    return nil
  }
}
