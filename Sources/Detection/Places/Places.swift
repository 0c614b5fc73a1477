import Vocabulary

/// The rules under which addresses, cities, ZIP codes and facilities are found in text.
enum PlaceRules {
  private static func rule(
    _ id: String,
    _ part: LocationPart,
    _ confidence: Confidence,
    source: String,
    positive: [String],
    negative: [String]
  ) -> Rule {
    Rule(
      id,
      .location,
      part: part,
      confidence: confidence,
      .lexicon,
      source: source,
      positive: positive,
      negative: negative
    )
  }

  /// In the order of the rule set.
  static let all: [Rule] = [
    rule(
      "location.street",
      .street,
      .high,
      source: "45 CFR 164.514(b)(2)(i)(B); USPS Publication 28, street suffixes",
      positive: [
        "He lives at 4127 Wisteria Lane.", "Mail to 88 N Harbor View Dr Apt 4B today.",
        "Home: 1216 Old Mill Road, Suite 200", "P.O. Box 4471 is her address",
        "She lives at 808 Larkspur Hollow, Apt 2B.",
      ],
      negative: [
        "She walked 2 miles on the road.", "Take 2 tablets by way of mouth.",
        "Stage 4 Court of appeal", "100 patients drive to clinic", "walked 2 Hills today",
        "at 4 Central station beds", "Suite 210 holds 40 beds",
      ]
    ),
    rule(
      "location.city-state",
      .city,
      .high,
      source: "45 CFR 164.514(b)(2)(i)(B)",
      positive: [
        "Transferred from Dayton, OH yesterday.", "from Tulsa, Oklahoma, by car",
        "Portland, OR 97201", "BOISE, ID 83702",
      ],
      negative: [
        "Seen by the MD, PA or RN.", "The state of Texas reported 40 cases.",
        "in California", "MRI, CT and PET were normal",
      ]
    ),
    rule(
      "location.city",
      .city,
      .medium,
      source: "45 CFR 164.514(b)(2)(i)(B)",
      positive: [
        "She lives in Chicago.", "He moved from San Antonio last year.",
        "flew to Phoenix for a visit", "resident of Salt Lake City",
      ],
      negative: [
        "Boston criteria for diagnosis", "Philadelphia chromosome positive",
        "seen in Germany", "Glasgow Coma Scale 15",
      ]
    ),
    rule(
      "location.zip",
      .zip,
      .high,
      source: "45 CFR 164.514(b)(2)(i)(B)",
      positive: ["ZIP: 60614", "zip code 02139-4307", "postal code 94110"],
      negative: ["60614 copies per ml", "platelets 15000", "the zip file has 12 parts"]
    ),
    rule(
      "location.facility",
      .facility,
      .medium,
      source: "45 CFR 164.514(b)(2)(i)(B)",
      positive: [
        "Seen at St. Bride's Hospital.", "transferred to Mapleton Medical Center",
        "Lakeview Clinic sent records", "University of Northfield Hospital",
      ],
      negative: [
        "The hospital course was uneventful.", "Emergency Department visit",
        "Hospital Course: stable", "follow up in clinic",
      ]
    ),
    rule(
      "location.county",
      .other,
      .high,
      source: "45 CFR 164.514(b)(2)(i)(B)",
      positive: ["resident of Cook County", "Marion County jail", "in Orange County since May"],
      negative: ["the county hospital", "county health data", "a county fair"]
    ),
    Rule(
      "organization.employer",
      .organization,
      confidence: .medium,
      .lexicon,
      source: "45 CFR 164.514(b)(2)(i), identifiers of employers",
      positive: [
        "Employer: Brightwater Logistics", "She works at Halden Motors.",
        "employed by Northgate Foundry",
      ],
      negative: [
        "He works at night.", "Employer: unknown", "works in the kitchen",
      ]
    ),
  ]
}

/// Finds places in text; called by `Scanner.scan` before `NameFinder`, so that a street's name is
/// not taken for a person.
final class PlaceFinder: Sendable {
  /// Index of the rule of streets and PO boxes.
  let street: UInt16
  /// Index of the rule of a city with its state.
  let cityState: UInt16
  /// Index of the rule of a city by its context.
  let city: UInt16
  /// Index of the rule of ZIP codes.
  let zip: UInt16
  /// Index of the rule of facilities.
  let facility: UInt16
  /// Index of the rule of counties.
  let county: UInt16
  /// Index of the rule of employers.
  let employer: UInt16

  /// Looks up the indices of its rules.
  init(ruleSet: RuleSet, options: DetectionOptions) {
    street = ruleSet.index(of: "location.street") ?? 0
    cityState = ruleSet.index(of: "location.city-state") ?? 0
    city = ruleSet.index(of: "location.city") ?? 0
    zip = ruleSet.index(of: "location.zip") ?? 0
    facility = ruleSet.index(of: "location.facility") ?? 0
    county = ruleSet.index(of: "location.county") ?? 0
    employer = ruleSet.index(of: "organization.employer") ?? 0
  }

  /// Appends findings of kind `location`, each with its part, to `scratch.found`, and leaves
  /// `scratch.word` for `NameFinder`.
  ///
  /// The same contract as `NameFinder.find`.
  func find(_ text: Span<UInt8>, field: FieldJudgement, scratch: inout ScanScratch) {
    scratch.annotate(text)
    var next = 0
    for position in scratch.word.active.indices {
      let index = Int(scratch.word.active[position])
      guard index >= next, !scratch.word.words[index].isTaken else { continue }
      if scratch.word.words[index].isDigits {
        next = findStreet(index, &scratch)
      } else if scratch.word.words[index].isCapital {
        next = findCapital(index, &scratch)
      } else {
        findSmall(index, &scratch)
      }
    }
  }

  /// What a word without a capital may introduce: a ZIP code, an employer.
  private func findSmall(_ index: Int, _ scratch: inout ScanScratch) {
    let word = scratch.wordAt(index)
    if word.cue.contains(.zip) { findZIP(index, &scratch) }
    if word.cue.contains(.works) { findEmployer(index, &scratch) }
  }

  /// A facility, a county, a city with its state, a PO box or a city, in this order.
  /// - Returns: the index behind what was found; `index` for nothing.
  private func findCapital(_ index: Int, _ scratch: inout ScanScratch) -> Int {
    let word = scratch.wordAt(index)
    if word.cue.contains(.zip) { findZIP(index, &scratch) }
    if word.cue.contains(.works) { findEmployer(index, &scratch) }
    // `Suite 210` by itself is a room of the house.
    if word.count > 2, word.cue.contains(.dwelling),
      !Self.suites.contains(word.hash) || scratch.wordAt(index &- 1).isTaken,
      scratch.wordAt(index &+ 1).isDigits, !scratch.wordAt(index &+ 1).before.contains(.line)
    {
      let first = streetStart(before: index, scratch)
      // `Apt 3C`, `Apt 12-B`
      let letter = scratch.wordAt(index &+ 2)
      let hasLetter =
        letter.end > 0 && letter.count == 1 && !letter.isDigits
        && (letter.before == [] || letter.before == .hyphen)
      let end = index &+ (hasLetter ? 3 : 2)
      scratch.add(first, end, .location, .street, rule: street, .medium, .format)
      return end
    }
    let box = findBox(index, &scratch)
    if box > index { return box }
    let post = findMilitary(index, &scratch)
    if post > index { return post }
    let place = findFacility(index, &scratch)
    if place > index { return place }
    return findCity(index, &scratch)
  }

  private static let suites = Engine.hashes("suite ste")

  /// `ZIP: 12345`, `zip code 12345-6789`.
  private func findZIP(_ index: Int, _ scratch: inout ScanScratch) {
    for next in (index &+ 1)..<(index &+ 4) {
      let word = scratch.wordAt(next)
      if word.before.contains(.line) || word.isTaken { return }
      if word.isDigits {
        // `90010-170`: other countries' have other lengths.
        let plus = scratch.wordAt(next &+ 1)
        let isLonger = plus.isDigits && plus.before == .hyphen
        if (4...6).contains(word.count) {
          let end = isLonger ? next &+ 2 : zipEnd(next, scratch)
          scratch.add(next, end, .location, .zip, rule: zip, .high, .label)
        }
        return
      }
    }
  }

  /// The index behind a ZIP code of five or nine digits.
  func zipEnd(_ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    let plus = scratch.wordAt(index &+ 1)
    return plus.isDigits && plus.count == 4 && plus.before == .hyphen ? index &+ 2 : index &+ 1
  }

  /// `works at Northgate Foundry`, `Employer: Northgate`.
  private func findEmployer(_ index: Int, _ scratch: inout ScanScratch) {
    var first = index &+ 1
    let next = scratch.wordAt(first)
    let isLabel = next.before.contains(.colon)
    // `The employer, Lindqvist Bakery, has …`
    let isNamed =
      next.before == [.comma, .blank] && scratch.wordAt(index).hash == Self.employerWord
    if !isLabel, !isNamed {
      // at, by, for
      guard next.before.isPlain, !next.isCapital,
        (next.count == 2 || next.count == 3) && next.cue.meets([.preposition, .introduces])
          || Self.employing.contains(next.hash)
      else { return }
      first &+= 1
      // `arbeitet bei Regen`
      let word = scratch.wordAt(first)
      if next.hash == Self.bei, word.bands.isGermanic, word.bands.last < 2 { return }
    }
    var last = first
    while last < first &+ 4 {
      let word = scratch.wordAt(last)
      guard word.isCapital, !word.isTaken, !word.isAbbreviation,
        last == first || word.before.isPlain || word.before == .hyphen
          || word.before.contains(.ampersand),
        !word.cue.contains(.calendar), last > first || !word.cue.contains(.stop)
      else { break }
      last &+= 1
    }
    guard last > first, !isNamed || scratch.wordAt(last).before.contains(.comma) else { return }
    scratch.add(first, last, .organization, .none, rule: employer, .medium, .context)
  }

  private static var employerWord: UInt64 { Token.word("employer") }
  private static var bei: UInt64 { Token.word("bei") }
  /// What stands before an employer in other languages.
  private static let employing = Engine.hashes("chez bei en na no em para pour par por")
}
