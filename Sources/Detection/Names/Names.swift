import Vocabulary

/// The rules under which names are found; their examples are checked like all others.
enum NameRules {
  private static func rule(
    _ id: String,
    _ confidence: Confidence,
    positive: [String],
    negative: [String]
  ) -> Rule {
    Rule(
      id,
      .name,
      confidence: confidence,
      .lexicon,
      source: "45 CFR 164.514(b)(2)(i)(A)",
      positive: positive,
      negative: negative
    )
  }

  /// In the order of the rule set.
  static let all: [Rule] = [
    rule(
      "name.title",
      .high,
      positive: [
        "Seen by Dr. Halvorsen today.", "Mrs. O'Dwyer called.", "mr smith is here",
        "Dr. Anneliese van der Berg agreed",
      ],
      negative: [
        "The doctor was paged.", "Doctor on call", "MS was diagnosed early",
        "The nurse manager said no",
      ]
    ),
    rule(
      "name.label",
      .high,
      positive: [
        "Patient: Rosalind Pemberton", "Name: pemberton, rosalind", "cc: Winifred Oyelaran",
        "Attending: T. Brockhurst",
      ],
      negative: [
        "Patient: stable", "Name: Aspirin", "Provider: Cardiology", "Patient Denies pain",
      ]
    ),
    rule(
      "name.letter",
      .high,
      positive: ["Dear Winnie,", "Sincerely,\nTobias Crane", "Hi Marguerite, thank you"],
      negative: ["Dear Patient,", "Thanks for the referral", "Hello, this is the pharmacy"]
    ),
    rule(
      "name.credential",
      .high,
      positive: [
        "Tobias Crane, MD", "then Ingrid Solheim RN came", "P. Adewale, PharmD",
      ],
      negative: ["Cardiology, MD present", "the RN, MD and PA", "Call MD"]
    ),
    rule(
      "name.full",
      .high,
      positive: [
        "He thanked Deborah Hastings yesterday.", "HASTINGS, DEBORAH came in",
        "We saw Carlos J. Mendoza again.",
      ],
      negative: [
        "Parkinson disease", "Foley catheter placed", "Chest Pain",
        "Crohn's Disease Activity Index",
      ]
    ),
    rule(
      "name.initial",
      .high,
      positive: ["seen: Deborah H., aged 40", "J. Hastings agreed", "with Maria L. yesterday"],
      negative: ["Vitamin D. deficiency", "Hepatitis B. vaccine", "E. coli grew", "C. difficile"]
    ),
    rule(
      "name.context",
      .medium,
      positive: [
        "her daughter Xiulan visited", "a man named Thorvald came", "patient Deborah is well",
      ],
      negative: ["her mother Denies", "patient Reports pain", "husband is at work"]
    ),
    rule(
      "name.first",
      .medium,
      positive: [
        "We thanked Deborah for it.", "a 40-year-old female, Deborah, came",
        "beside Kathleen there",
      ],
      negative: ["Then Hope was lost", "give Grace to all", "in Iris surgery"]
    ),
    rule(
      "name.memory",
      .medium,
      positive: [
        "Dr. Halvorsen came. Later Halvorsen left.", "Mrs. Abernathy. ABERNATHY agreed.",
        "Patient: Rosalind Pemberton. Then Pemberton left.",
      ],
      negative: ["Then it was over.", "the table", "No change"]
    ),
    rule(
      "name.text",
      .medium,
      positive: [
        "Pt is doing well on metformin, Brockhurst to review labs.",
        "He was brought in by Wojciechowska from the shelter.",
      ],
      negative: [
        "Started on Lipitor 20 mg for Crohn's disease.", "The Harvest Committee met in March.",
        "Positive Babinski sign", "Kubernetes was upgraded on Monday",
      ]
    ),
  ]
}

/// Finds names in text; called by `Scanner.scan` behind every rule that knows a written form.
///
/// A rule-based first version. A statistical tagger belongs between `strongNames` and `weakNames`:
/// it would decide on the candidates that no strong rule has taken, from the same words and bands.
final class NameFinder: Sendable {
  /// Index of the rule of titles.
  let title: UInt16
  /// Index of the rule of labels.
  let label: UInt16
  /// Index of the rule of salutations and signatures.
  let letter: UInt16
  /// Index of the rule of credentials.
  let credential: UInt16
  /// Index of the rule of full names.
  let full: UInt16
  /// Index of the rule of initials.
  let initial: UInt16
  /// Index of the rule of names that their context introduces.
  let context: UInt16
  /// Index of the rule of lone first names.
  let first: UInt16
  /// Index of the rule of names established before.
  let memory: UInt16
  /// Bytes behind an established name in which it is found again: half a margin, so that what
  /// established it lies within the margin too.
  static let memoryBytesMax = Int32(BlockSize.marginBytes / 2)

  /// Looks up the indices of its rules.
  init(ruleSet: RuleSet, options: DetectionOptions) {
    title = ruleSet.index(of: "name.title") ?? 0
    label = ruleSet.index(of: "name.label") ?? 0
    letter = ruleSet.index(of: "name.letter") ?? 0
    credential = ruleSet.index(of: "name.credential") ?? 0
    full = ruleSet.index(of: "name.full") ?? 0
    initial = ruleSet.index(of: "name.initial") ?? 0
    context = ruleSet.index(of: "name.context") ?? 0
    first = ruleSet.index(of: "name.first") ?? 0
    memory = ruleSet.index(of: "name.memory") ?? 0
  }

  /// Appends findings of kind `name` to `scratch.found`, over the whole text, in any order.
  ///
  /// What is available: `scratch.word.words`, which `PlaceFinder.find` filled for the same text; a
  /// word that any finding covers is taken and no part of a name. Overlaps are resolved afterwards
  /// by the scanner.
  /// - Parameters:
  ///   - text: UTF-8, possibly invalid.
  ///   - field: what is known of the field; `field.isProse` tells free text from a table's cell.
  ///   - scratch: words and findings so far.
  func find(_ text: Span<UInt8>, field: FieldJudgement, scratch: inout ScanScratch) {
    if !field.isProse { adjacentNames(&scratch) }
    strongNames(&scratch)
    weakNames(&scratch)
  }

  /// Names that a title, a label, a credential or the lexicon's first and last name establish.
  private func strongNames(_ scratch: inout ScanScratch) {
    var next = 0
    for position in scratch.word.active.indices {
      let index = Int(scratch.word.active[position])
      // A number names nobody.
      guard index >= next, !scratch.word.words[index].isDigits else { continue }
      let word = scratch.word.words[index]
      var end = index
      if word.cue.meets(Cue.title | .role) { end = findTitled(index, &scratch) }
      if end == index, word.cue.contains(.greeting) { end = findLetter(index, &scratch) }
      // `pt's Troponin` is somebody's and nobody.
      let isOwner = word.isPossessive && word.cue.contains(.label)
      if end == index, !isOwner, word.cue.meets(Cue.label | .kin | .introduces) {
        end = findLabelled(index, &scratch)
      }
      if end == index, word.isCapital, !word.isTaken { end = findCredentialed(index, &scratch) }
      if end == index, word.isCapital, !word.isTaken { end = findFull(index, &scratch) }
      if end == index, word.isCapital, !word.isTaken { end = findPatient(index, &scratch) }
      if end == index, word.isCapital, !word.isTaken { end = findOwner(index, &scratch) }
      if end == index, word.isCapital, !word.isTaken { end = findFramed(index, &scratch) }
      if end == index, !word.isCapital, word.bands.first > 0 {
        end = findSmallPair(index, &scratch)
      }
      next = end
    }
  }

  /// Names found again, then lone first names.
  private func weakNames(_ scratch: inout ScanScratch) {
    var known = 0
    var open = 0
    for position in scratch.word.active.indices {
      let index = Int(scratch.word.active[position])
      guard scratch.word.words[index].isCapital, !scratch.word.words[index].isTaken else {
        continue
      }
      let word = scratch.word.words[index]
      guard !word.isDigits, word.count > 1 else { continue }
      while known < scratch.word.known.count && scratch.word.known[known].end <= word.start {
        known &+= 1
      }
      while open < known
        && word.start &- scratch.word.known[open].end > Self.memoryBytesMax
      { open &+= 1 }
      if word.cue.isDisjoint(with: .neverName), !word.isPlain || word.bands.english == 0,
        !isEponymHere(index, scratch),
        scratch.word.known[open..<known].contains(where: { $0.hash == word.hash })
      {
        scratch.add(index, index &+ 1, .name, .none, rule: memory, .medium, .memory)
      } else {
        findFirst(index, &scratch)
      }
    }
  }

  /// Appends a finding and remembers its words.
  func establish(
    _ start: Int,
    _ end: Int,
    rule: UInt16,
    _ evidence: Evidence,
    _ scratch: inout ScanScratch
  ) {
    scratch.add(start, end, .name, .none, rule: rule, .high, evidence)
    for index in start..<min(end, scratch.word.words.count) {
      let word = scratch.word.words[index]
      if word.count > 2 && word.bands.english != 1
        && word.cue.isDisjoint(with: [.particle, .credential, .title])
      {
        scratch.word.known.append((hash: word.hash, end: word.end))
      }
    }
  }
}
