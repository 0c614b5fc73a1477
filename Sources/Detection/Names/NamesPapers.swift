import Vocabulary

/// People of whom a surname alone is said, told by what is done with their papers, and by what only people do.
///
/// ```
/// Faxed the Okafor-Lindqvist report      pull the Garcia chart      2nd outreach, DURDU hung up
/// ```
extension NameFinder {
  /// What is done with somebody's papers and images.
  private static let handed = Engine.hashes(
    """
    fax faxed faxing send sent sending email emailed mail mailed scan scanned upload uploaded pull pulled pulling print \
    printed forward forwarded find found got get need needs review reviewed reviewing sign signed file filed close closed \
    open opened finish finished addend addended resend resent attach attached call called check checked
    """
  )
  /// Papers and images that are called by whose they are.
  private static let papers = Engine.hashes(
    """
    report reports scan scans case paperwork labs results referral claim file images image film films xray mri biopsy \
    specimen slides consult appeal auth order orders script letter fax form forms records account invoice note notes echo \
    ultrasound cxr prior refill rx intake chart charts family appt appointment visit twins kids
    """
  )
  /// What belongs to people and to hardly anything else that is called by a word nobody knows.
  private static let belongings = Engine.hashes(
    "chart charts family appt appointment visit twins kids"
  )
  /// The band from which on a surname is one that some hundreds have, and the commonest are.
  private static let usualBand: UInt32 = 2
  private static let commonBand: UInt32 = 4

  /// Finds a surname behind what is done with papers and before what they are, or before `hung up`.
  ///
  /// - Returns: the index behind the name; `index` where there is none.
  func findOwner(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let second = scratch.wordAt(index &+ 1)
    let isPair = second.before == .hyphen || second.before.isPlain
    var end = index &+ 1
    if isPair, second.isCapital { end &+= 1 }
    guard isHungUp(end, scratch) || isPaper(index, end, scratch),
      (index..<end).allSatisfy({ mayBeSurname($0, scratch) })
    else { return index }
    scratch.add(index, end, .name, .none, rule: context, .medium, .context)
    return end
  }

  /// Whether a word may be a surname and is nothing else that has a capital.
  private func mayBeSurname(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.wordAt(index)
    let bands = word.bands
    return word.isCapital && !word.isTaken && word.count > 2 && bands.clinical == 0
      && !bands.isBrand && !bands.isNation && !bands.isState && !bands.isCountry
      && word.cue.isDisjoint(with: .neverName)
      && (bands.english == 0 || bands.last >= Self.commonBand)
  }

  /// Whether a verb of papers stands before a name, with an article or without, and a paper behind it.
  private func isPaper(_ index: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (word, paper) = (scratch.wordAt(index), scratch.wordAt(end))
    guard paper.before.isPlain, paper.shape == .lower, Self.papers.contains(paper.hash),
      word.before.isPlain
    else { return false }
    let article = scratch.wordAt(index &- 1)
    let verb = article.hash == Self.the ? scratch.wordAt(index &- 2) : article
    guard article.hash != Self.the || article.before.isPlain, Self.handed.contains(verb.hash)
    else { return false }
    if end > index &+ 1, scratch.wordAt(index &+ 1).before == .hyphen {
      return !word.bands.isEponym || !scratch.wordAt(index &+ 1).bands.isEponym
    }
    // `the Warren report` is literature, `the Boston report` a place's, `the Tempus report` a firm's.
    return (index..<end)
      .allSatisfy { place in
        let bands = scratch.wordAt(place).bands
        let isUnknown = bands.first == 0 && bands.last == 0
        return !bands.isEponym && bands.place < Self.usualBand
          && (bands.last >= Self.usualBand
            || isUnknown && Self.belongings.contains(paper.hash))
      }
  }

  /// Whether somebody ends a call behind a name.
  private func isHungUp(_ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (verb, up) = (scratch.wordAt(end), scratch.wordAt(end &+ 1))
    return verb.before.isPlain && verb.hash == Self.hung && verb.shape == .lower
      && up.before.isPlain && up.hash == Self.up
  }

  private static var the: UInt64 { Token.word("the") }
  private static var hung: UInt64 { Token.word("hung") }
  private static var up: UInt64 { Token.word("up") }
}
