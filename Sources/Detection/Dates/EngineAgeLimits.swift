import Vocabulary

/// Ninety as the limit of a rule: in code that makes one class of all who are older, in criteria.
extension Engine {
  /// The limit, and the last age that is told.
  private static let limit: UInt64 = 90
  private static let lastTold: UInt64 = 89
  /// Bytes before a number in which a comparison with the limit is looked for.
  private static let comparisonBytes = 80
  /// Words of a line before a number among which a person is looked for; whose line is longer may be somebody's.
  private static let lineWordsMax = 1_000

  /// Whether a number is the limit itself and nobody's age: `age >= 90`, `CASE WHEN age < 90 THEN age ELSE 90`,
  /// `patients 90 years or older`.
  ///
  /// Only the limit: who is said to be older than 94 is that old.
  func isLimit(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[index]
    guard token.hash == Self.limit, token.length == 2 else { return false }
    return isOfRule(text, index, scratch) && !isOfOne(index, scratch)
  }

  /// Whether a word says that the number before it is an angle: `the head is turned 90 degrees`.
  func isAngle(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && Self.degrees.contains(scratch.tokens[next].hash)
  }

  /// Words before a number among which a warmth is looked for.
  private static let heatReach = 3

  /// Whether a letter behind a number is Fahrenheit's: `Bath temp was 124F`, but `high temp, 94F from home`.
  func isHeat(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var near = index - 1
    while near >= 0, index - near <= Self.heatReach, scratch.tokens[near + 1].gap == .blank {
      if Self.heats.contains(scratch.tokens[near].hash) { return true }
      near -= 1
    }
    return false
  }

  private static let heats = hashes("temp temps temperature tmax bath oven heater")
  private static let degrees = hashes("degree degrees deg degs grados degrés grad")

  /// Whether the words around ninety make it a limit.
  private func isOfRule(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    if isCompared(text, index, scratch) || isOrOlder(index, scratch) || isOfOlder(index, scratch) {
      return true
    }
    let token = scratch.tokens[index]
    // What the comparison leads to.
    var other = index - 1
    while other >= 0, Int(token.start) - Int(scratch.tokens[other].start) <= Self.comparisonBytes,
      scratch.tokens[other + 1].gap != .lineBreak
    {
      // `age > 89: 90, 92` lists ages.
      if isCompared(text, other, scratch), text.at(scratch.tokens[other].end) != 0x3A, other > 0,
        isWord(other - 1, .ageCue, scratch)
      {
        return true
      }
      other -= 1
    }
    return false
  }

  /// Whether a sign that compares stands right before the limit or the last age that is told.
  private func isCompared(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard token.isDigits, token.hash == Self.limit || token.hash == Self.lastTold else {
      return false
    }
    var start = Int(token.start) - 1
    if text.at(start) == 0x20 { start -= 1 }
    if text.at(start) == 0x3D { start -= 1 }
    return text.at(start) == 0x3C || text.at(start) == 0x3E
  }

  /// Whether a person stands in the same line before a number: then it may be theirs.
  private func isOfOne(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var other = index
    while other > 0, scratch.tokens[other].gap != .lineBreak {
      other -= 1
      if index - other > Self.lineWordsMax || Self.one.contains(scratch.tokens[other].hash) {
        return true
      }
    }
    let line = Int(scratch.tokens[other].start)..<Int(scratch.tokens[index].start)
    return scratch.found.contains { $0.kind == .name && line.contains($0.start) }
  }

  /// Whether `years or older` stands behind a number, with or without its years.
  private func isOrOlder(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var next = index + 1
    while next < scratch.tokens.count, next - index <= 3,
      Self.ofYears.contains(scratch.tokens[next].hash)
    {
      next += 1
    }
    return next + 1 < scratch.tokens.count && Self.or.contains(scratch.tokens[next].hash)
      && Self.older.contains(scratch.tokens[next + 1].hash)
  }

  /// Whether those above an age stand before it: `Mayores de 90 años`.
  private func isOfOlder(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    index > 1 && Self.of.contains(scratch.tokens[index - 1].hash)
      && Self.olderAbroad.contains(scratch.tokens[index - 2].hash)
  }

  private static let one = hashes(
    """
    he she his her pt patient mr mrs ms miss dr dad mom mother father wife husband who whose man woman male \
    female gentleman lady grandmother grandfather i my you your resident yo paciente patiente patientin
    """
  )
  private static let ofYears = hashes("years year yrs of age old")
  private static let or = hashes("or and")
  private static let older = hashes("older over above up")
  private static let of = hashes("de di")
  private static let olderAbroad = hashes("mayores plus maiores")
}
