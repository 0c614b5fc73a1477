import Vocabulary

/// Practices, homes, schools and hospitals of German and Dutch by the word for their kind before their name:
/// `Gemeinschaftspraxis am Stadtpark`, `verpleeghuis De Linde`, `Haus Abendrot in Bad Essen`.
extension Engine {
  /// Words of a house's name, at most.
  private static let nameWordsMax = 4

  /// Finds a house from the word for its kind, with the town behind it.
  func matchGermanicHouse(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.foreignHouse), scratch.tokens[head].gap != .none,
      head + 1 < scratch.tokens.count, scratch.tokens[head + 1].gap == .blank,
      Self.germanicKinds(scratch.tokens[head].hash) != 0,
      scratch.tokens[head].hash != Self.bad,
      let last = siteEnd(text, head, scratch) ?? articleEnd(text, head, scratch)
        ?? ownNameEnd(text, head, scratch)
    else { return }
    emitTokens(rule, head, townBehind(text, last, scratch) ?? last, &scratch)
  }

  /// `zu Hause in Bad Münder`: a spa, found from its first word.
  func matchSpa(_ text: Span<UInt8>, _ head: Int, _ scratch: inout ScanScratch) {
    let town = head + 1
    guard let rule = rule(.foreignTown), scratch.tokens[head].shape == .capitalized, head > 0,
      scratch.tokens[head].gap == .blank, town < scratch.tokens.count,
      Self.spaLeads.contains(scratch.tokens[head - 1].hash), scratch.tokens[town].gap == .blank,
      isCapitalWord(text, town, scratch), scratch.tokens[town].length > 2
    else { return }
    let bands = Lexicon.bands(scratch.tokens[town].hash)
    guard bands.english == 0, bands.clinical == 0, !bands.isBrand else { return }
    emitTokens(rule, head, town, &scratch)
  }

  private static let spaLeads = hashes(
    "in nach aus bei von zu bis um klinik reha rehaklinik kurort"
  )

  /// `Praxis am Stadtpark`, `Schule an der Ruhr`: the last word of a site that houses are called by.
  private func siteEnd(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = head + 1
    guard scratch.tokens[index].shape == .lower, Self.siteLeads.contains(scratch.tokens[index].hash)
    else { return nil }
    index += 1
    if index < scratch.tokens.count, scratch.tokens[index].hash == Self.der { index += 1 }
    guard index < scratch.tokens.count, scratch.tokens[index].gap == .blank,
      isCapitalWord(text, index, scratch), !isWord(index, [.month, .weekday], scratch),
      Self.siteEndings.contains(where: { endsWith(text, scratch.tokens[index].range, $0) })
    else { return nil }
    return index
  }

  /// `kliniek De Linde`, `Hospiz Zum Guten Hirten`: the last word behind an article with a capital.
  private func articleEnd(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let article = head + 1
    guard scratch.tokens[article].shape == .capitalized,
      Self.houseArticles.contains(scratch.tokens[article].hash)
    else { return nil }
    var index = article + 1
    if text.at(scratch.tokens[article].end) == 0x2E, index < scratch.tokens.count,
      Int(scratch.tokens[index].start) - scratch.tokens[article].end > 2
    {
      return nil
    }
    var last: Int?
    while index < scratch.tokens.count, index - article < Self.nameWordsMax,
      scratch.tokens[index].gap == .blank
        || index == article + 1 && text.at(scratch.tokens[article].end) == 0x2E
        || scratch.tokens[index].gap == .mark && text.at(scratch.tokens[index - 1].end) == 0x2D,
      isCapitalWord(text, index, scratch), scratch.tokens[index].shape != .upper
    {
      last = index
      index += 1
    }
    return last
  }

  /// `Haus Abendrot`, `Seniorenresidenz Lindhoop`: the last word of a name that is no noun of a dictionary.
  private func ownNameEnd(
    _ text: Span<UInt8>,
    _ head: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    // `mit der Praxis Müller`, but no `haus` in small letters.
    let isHaus = scratch.tokens[head].hash == Self.haus
    if isHaus, scratch.tokens[head].shape != .capitalized { return nil }
    if Self.englishKinds.contains(scratch.tokens[head].hash) { return nil }
    let first = head + 1
    guard scratch.tokens[first].shape == .capitalized, scratch.tokens[first].length > 3,
      !isWord(first, [.month, .weekday, .phoneWord, .fax], scratch),
      text.at(scratch.tokens[first].end) != 0x3A
    else { return nil }
    let bands = Lexicon.bands(scratch.tokens[first].hash)
    guard bands.english == 0 || bands.place > 1, bands.clinical == 0, !bands.isBrand,
      !bands.isCountry, !bands.isNation,
      !bands.isGermanic && !bands.isTongue || bands.place > 1 || bands.last >= 3,
      NoNames.services(scratch.tokens[first].hash) == 0,
      TagCueWords.index(scratch.tokens[first].hash) == 0,
      !Germanic.endsAsNoun(text, scratch.tokens[first].range)
    else { return nil }
    return joinedEnd(text, first, scratch)
  }

  /// The last word of the town behind a house: `in Bad Essen`, `te Urk`, `, Herne`; nil for none.
  ///
  /// `isNear`: whether a comma does not lead to it.
  func townBehind(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch,
    isNear: Bool = false
  ) -> Int? {
    var town = last + 1
    guard town < scratch.tokens.count, scratch.tokens[town].gap != .lineBreak else { return nil }
    if scratch.tokens[town].gap == .blank {
      guard Self.townLeads.contains(scratch.tokens[town].hash) else { return nil }
      town += 1
    } else {
      guard !isNear, text.at(scratch.tokens[last].end) == 0x2C,
        Int(scratch.tokens[town].start) - scratch.tokens[last].end == 2
      else { return nil }
    }
    guard town < scratch.tokens.count, isCapitalWord(text, town, scratch),
      mayBeTown(text, town, scratch) || scratch.tokens[town].hash == Self.bad
    else { return nil }
    if scratch.tokens[town].hash == Self.bad {
      guard town + 1 < scratch.tokens.count, isCapitalWord(text, town + 1, scratch) else {
        return nil
      }
      return town + 1
    }
    let bands = Lexicon.bands(scratch.tokens[town].hash)
    guard bands.place > 0 || !bands.isGermanic && bands.first < 2 else { return nil }
    return townNameEnd(text, town, scratch)
  }

  /// Whether a word ends in letters and begins with others.
  private func endsWith(_ text: Span<UInt8>, _ range: Range<Int>, _ ending: [UInt8]) -> Bool {
    let start = range.upperBound - ending.count
    guard start >= range.lowerBound else { return false }
    return ending.indices.allSatisfy { text[start + $0] | 0x20 == ending[$0] | 0x20 }
  }

  private static var der: UInt64 { Token.word("der") }
  private static var haus: UInt64 { Token.word("haus") }
  private static var bad: UInt64 { Token.word("bad") }
  /// Kinds that are words of English as well.
  private static let englishKinds = hashes("school hospice kindergarten gymnasium praxis")
  private static let townLeads = hashes("in te im bei")
  private static let siteLeads = hashes("am an im beim aan")
  private static let houseArticles = hashes("de het t ter ten den zum zur am sankt sint st")

  /// Kinds of houses of German and Dutch, for the lists of words.
  static let germanicHouseWords = """
    praxis gemeinschaftspraxis hausarztpraxis arztpraxis zahnarztpraxis facharztpraxis kinderarztpraxis \
    praxisgemeinschaft mvz haus seniorenheim seniorenzentrum seniorenresidenz seniorenstift altenheim \
    altenpflegeheim altenzentrum pflegeheim pflegezentrum wohnheim wohnpark wohnstift residenz hospiz \
    tagespflege sozialstation pflegedienst kita kindergarten kinderhaus kinderheim grundschule realschule \
    hauptschule gesamtschule förderschule berufsschule gymnasium schule apotheke klinik tagesklinik fachklinik \
    rehaklinik klinikum krankenhaus spital kantonsspital jugendherberge bäckerei metzgerei gasthof gasthaus \
    verpleeghuis verpleegtehuis verzorgingshuis woonzorgcentrum zorgcentrum zorgboerderij kliniek polikliniek \
    ziekenhuis huisartsenpraktijk tandartspraktijk praktijk apotheek basisschool kinderdagverblijf school hospice \
    dagbesteding woongroep gezondheidscentrum wzc rvt huisartsenpost buurthuis bad obs rkbs cbs sbo zorggroep \
    lkh uniklinik universitätsklinikum kreisklinik kreiskrankenhaus
    """
  private static let germanicKinds = table(germanicHouseWords)

  /// What the sites end in that houses are called by: `Kurpark`, `Rathausplatz`.
  private static let siteEndings: [[UInt8]] =
    """
    markt park platz tor see ring berg wald bach bahnhof rathaus dom ufer hof garten brunnen teich hang stadt \
    brücke kirche schloss wall damm weg anger bogen zentrum hafen burg feld turm mühle allee graben stein \
    rhein ruhr elbe weser main donau isar spree neckar mosel saar lahn plein gracht singel dijk kade meer \
    center carré höhe wiese wiesen linden linde eck tal au aue
    """
    .split(separator: " ").map { Array($0.utf8) }
}
