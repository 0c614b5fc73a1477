import Vocabulary

/// Names behind titles that the finder of names does not know, whatever else their words mean, and names
/// with initials and particles: `mevrouw Bakker`, `dott. Lo Monaco`, `dhr. P.J. van der Weide`.
extension Engine {
  /// Particles and initials of a name, and parts of a surname that hyphens join, at most.
  private static let particlesMax = 3
  private static let initialsMax = 5
  private static let partsMax = 3

  /// Finds a name behind a title, from its first word with a capital that is no particle.
  /// - Returns: whether there is a finding.
  func matchTitled(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Bool {
    guard let rule = rule(.role), scratch.tokens[first].gap != .lineBreak else { return false }
    let before = scratch.tokens[first - 1]
    if before.length == 1 || before.length <= 3 && Self.titleParticles(before.hash) != 0,
      let start = initialedStart(text, first, scratch)
    {
      let last = runEnd(text, first, scratch)
      emitTokens(rule, start, last, &scratch)
      return true
    }
    guard before.isWord, isBehindTitle(text, first, scratch) else { return false }
    if Self.nameTitles(before.hash) == Self.sure, mayBeTitled(first, scratch) {
      let last = runEnd(text, first, scratch)
      emitTokens(rule, first, last, &scratch)
      return true
    }
    return false
  }

  /// `Dott. Lo Monaco`, `meneer El Amrani`: a particle with a capital behind a title, found
  /// from the word behind it.
  func matchCapitalParticle(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard first > 1, scratch.tokens[first].gap == .blank, let rule = rule(.role) else { return }
    let particle = scratch.tokens[first - 1]
    guard particle.shape == .capitalized, particle.length <= 5,
      Self.capitalParticles(particle.hash) != 0, isBehindTitle(text, first - 1, scratch),
      mayBeTitled(first, scratch)
    else { return }
    emitTokens(rule, first - 1, runEnd(text, first, scratch), &scratch)
  }

  /// The last word of a name from its first word with a capital: `Da Silva Prates`, `De Boer-van Dam`.
  private func runEnd(_ text: Span<UInt8>, _ first: Int, _ scratch: borrowing ScanScratch) -> Int {
    let last = joinedEnd(text, first, scratch)
    return joinedEnd(text, nameRunEnd(text, last, scratch), scratch)
  }

  /// Whether a title stands right before a token, with its full stop or without.
  private func isBehindTitle(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index > 0 else { return false }
    let title = scratch.tokens[index - 1]
    guard title.isWord, Self.nameTitles(title.hash) != 0, title.shape != .upper,
      title.length > 1 || title.shape == .capitalized
    else { return false }
    let gap = Int(scratch.tokens[index].start) - title.end
    if gap == 1 { return text[title.end] == 0x20 }
    // `16 Fr. Foley` is a size.
    return gap == 2 && text[title.end] == 0x2E && text[title.end + 1] == 0x20
      && title.length <= Self.shortTitle && (index < 2 || !scratch.tokens[index - 2].isDigits)
  }

  /// Letters of a title that is shortened, at most: behind a longer one a full stop ends the sentence.
  private static let shortTitle = 5

  /// Whether a word with a capital is somebody's behind a title: no office, no word of a language that nobody
  /// is called by.
  private func mayBeTitled(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.shape == .capitalized || token.shape == .mixed, token.length > 2,
      NoNames.offices(token.hash) == 0, Self.offices(token.hash) == 0,
      Self.nameTitles(token.hash) == 0, !isWord(index, [.month, .weekday], scratch)
    else { return false }
    let bands = Lexicon.bands(token.hash)
    return (bands.english == 0 || bands.last >= 2) && !bands.isBrand
      && (bands.clinical == 0 || bands.last >= 3)
  }

  /// The first initial of a name whose surname is at a token, behind particles and initials.
  ///
  /// `P.J. van der Weide`; nil where no title stands before one and no particles of Dutch between several.
  private func initialedStart(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = first
    while index > 0, first - index < Self.particlesMax, scratch.tokens[index].gap == .blank,
      Self.titleParticles(scratch.tokens[index - 1].hash) != 0
    {
      index -= 1
    }
    let particles = first - index
    var start = index
    while start > 0, index - start < Self.initialsMax {
      let initial = scratch.tokens[start - 1]
      guard initial.length == 1, initial.shape == .capitalized, text.at(initial.end) == 0x2E,
        Int(scratch.tokens[start].start) - initial.end <= 2,
        scratch.tokens[start].gap != .lineBreak
      else { break }
      start -= 1
    }
    guard start < index, start > 0, !text.isWordByte(Int(scratch.tokens[start].start) - 1),
      scratch.tokens[first].shape.startsWithCapital
    else { return nil }
    let isOfDutch =
      particles > 0 && index - start > 1 && scratch.tokens[first - 1].shape == .lower
    // `Dr. A. Smith` is known as it is.
    if CueTable.builtIn.cue(scratch.tokens[start - 1].hash).contains(.title) { return nil }
    return isOfDutch || isBehindTitle(text, start, scratch) ? start : nil
  }

  /// The last word of a surname with the parts that hyphens join: `Postma-de Boer`, `Lind-Hauge`.
  func joinedEnd(_ text: Span<UInt8>, _ first: Int, _ scratch: borrowing ScanScratch) -> Int {
    var last = first
    for _ in 0..<Self.partsMax {
      var next = last + 1
      guard next < scratch.tokens.count, scratch.tokens[next].gap == .mark,
        text[scratch.tokens[last].end] == 0x2D
      else { break }
      var count = 0
      while next + 1 < scratch.tokens.count, count < Self.particlesMax,
        scratch.tokens[next].shape == .lower, Self.titleParticles(scratch.tokens[next].hash) != 0,
        scratch.tokens[next + 1].gap == .blank
      {
        next += 1
        count += 1
      }
      guard scratch.tokens[next].shape.startsWithCapital else { break }
      last = next
    }
    return last
  }

  // Words

  /// Titles behind which any name stands, and titles that are other words as well.
  private static let sure = 1
  private static let loose = 2
  /// From a title to how sure it is.
  static let nameTitles: HashIndex = {
    var entries: [UInt64: UInt16] = [:]
    for (kind, text) in [(loose, looseTitles), (sure, sureTitles)] {
      for word in text.split(separator: " ") { entries[Token.hash(String(word))] = UInt16(kind) }
    }
    return HashIndex(entries)
  }()
  private static let sureTitles = """
    zr mw mevr mevrouw dhr meneer juffrouw herrn sig sigra signora signor dott dottssa dottor dottoressa \
    mlle hna hno fröken pani panią
    """
  private static let looseTitles = """
    dra dre ing hr fr heer m srta doña dona zuster schwester pfleger arts geom avv infermiere infermiera enf \
    oa oä fä
    """
  /// Small words inside a name.
  static let titleParticles = table(
    "de der den van von vom zu zum zur ter ten te la el da di do dos das del della af av 't y und"
  )
  /// Whether a word may begin a surname in small letters: `van der Berg`.
  static func isParticle(_ hash: UInt64) -> Bool { titleParticles(hash) != 0 }
  /// The same as they stand at its beginning with a capital.
  private static let capitalParticles = table(
    """
    lo la li le di de da del dal della dello dei degli el al van von ten ter ben bel abu abd ibn mac mc san \
    santa st saint den der dos das du des vande vanden vander
    """
  )
  /// What people are by their work, behind a title of courtesy.
  private static let offices = table(
    """
    doktor dokter professor professorin kollegin kollege kollegen direktor direktorin präsident präsidentin \
    pfarrer pfarrerin oberarzt oberärztin chefarzt chefärztin bürgermeister bürgermeisterin minister ministerin \
    voorzitter pastoor dominee burgemeester notar notarin staatsanwalt anwalt rechtsanwalt rechtsanwältin \
    ministerialrat hofrat primar primarius primaria dozent dozentin nachbarin mutter vater gott maria \
    patient patientin patiënt patiënte klant doktorin oberin apotheker apothekerin hausarzt hausärztin unbekannt onbekend anonym
    """
  )
}
