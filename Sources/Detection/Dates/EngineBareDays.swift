import Vocabulary

/// Days of the month that nothing but a person nearby makes one: `stopped 5th, bridged 6th–8th`, `seen 13th
/// inst.`, `OR log Feb29`.
extension Engine {
  /// The least day that is none of what is counted, and words to each side that say what is.
  private static let bareDayMin = UInt64(4)
  private static let countedReach = 6

  /// A day without an article that no noun follows which it could count.
  func matchBareOrdinal(_ text: Span<UInt8>, _ ending: Int, _ scratch: inout ScanScratch) {
    let day = scratch.tokens[ending - 1]
    let (before, after) = (text.at(Int(day.start) - 1), text.at(scratch.tokens[ending].end))
    guard day.hash >= Self.bareDayMin, day.gap != .none, before != 0x2F, before != 0x3C,
      before != 0x3E, before != 0x24, after != 0x2F, after != 0x25,
      after != 0x2D || text.at(scratch.tokens[ending].end + 1).isDigit, !isCounted(ending, scratch)
    else { return }
    let next = ending + 1
    let isFollowed = next < scratch.tokens.count && scratch.tokens[next].gap != .lineBreak
    let goesOn =
      isFollowed && !isSeries(next, scratch)
      && (Self.dayEnds.contains(scratch.tokens[next].hash)
        || scratch.tokens[next].gap == .marks && after != 0x20 || after == 0x2D
        || scratch.tokens[next].gap == .marks && !scratch.tokens[next].shape.startsWithCapital)
    guard goesOn || endsPhrase(text, ending, scratch) else { return }
    emitOpen(.openDay, Int(day.start), scratch.tokens[ending].end, &scratch)
  }

  /// Whether `and 4th ribs` stands behind an ordinal.
  private func isSeries(_ next: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let noun = next + 3
    return noun < scratch.tokens.count && scratch.tokens[next + 1].isDigits
      && scratch.tokens[noun].gap == .blank && scratch.tokens[noun].shape == .lower
      && !isWord(noun, .dayFollower, scratch) && !Self.dayEnds.contains(scratch.tokens[noun].hash)
  }

  /// Whether what is near an ordinal says that it counts something else: centiles, ribs, grades.
  private func isCounted(_ ending: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let first = max(0, ending - 1 - Self.countedReach)
    let last = min(scratch.tokens.count - 1, ending + Self.countedReach)
    return (first...last).contains { Self.counted.contains(scratch.tokens[$0].hash) }
  }

  /// Whether two numbers behind a dose are days of a cycle that is given so many times: `150 mg 5/28 x6`.
  func isCourse(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let times = last + 1
    guard first > 0, times + 1 < scratch.tokens.count, scratch.tokens[last].hash == Self.cycleDays
    else { return false }
    return (scratch.tokens[first - 1].isDigits || isWord(first - 1, .unit, scratch))
      && scratch.tokens[first].gap == .blank && scratch.tokens[times].hash == Token.word("x")
      && scratch.tokens[times].gap == .blank && scratch.tokens[times + 1].isDigits
      && scratch.tokens[times + 1].gap == .none
  }

  private static let cycleDays: UInt64 = 28

  /// Whether further ordinals stand behind the ending of one, and what they count: `the 9th to 16th month`,
  /// `the 3rd and 4th ribs`.
  func isCountedRun(_ ending: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var (next, ordinals) = (ending + 1, 0)
    while next < scratch.tokens.count, next - ending <= Self.runReach,
      scratch.tokens[next].gap != .lineBreak
    {
      if scratch.tokens[next].isDigits, isWord(next + 1, .ordinalEnding, scratch) {
        ordinals += 1
        next += 2
      } else if Self.runJoints.contains(scratch.tokens[next].hash) {
        next += 1
      } else {
        break
      }
    }
    guard ordinals > 0, next < scratch.tokens.count, scratch.tokens[next].gap == .blank else {
      return false
    }
    return Self.spans.contains(scratch.tokens[next].hash)
  }

  /// Tokens of a run of ordinals that are looked at.
  private static let runReach = 12
  private static let runJoints = hashes("and to or the through thru")
  private static let spans = hashes(
    "week weeks month months year years hour hours trimester trimesters"
  )

  /// Whether `1/2000` behind a word like a label of days is one in two thousand: `prevalence at birth is 1/2000`, and
  /// what is no year of a living person is none (`1/3500`).
  func isShare(_ text: Span<UInt8>, _ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (one, two) = (scratch.tokens[first], scratch.tokens[first + 1])
    let year = one.length == 4 ? one : two
    if !Self.yearsOfDates.contains(year.hash) { return true }
    guard one.hash == 1, one.length == 1, text.at(one.end) == 0x2F else { return false }
    guard first > 0, Self.shareVerbs.contains(scratch.tokens[first - 1].hash) else { return false }
    let start = max(0, first - Self.shareReach)
    return (start..<first).contains { Self.shares.contains(scratch.tokens[$0].hash) }
  }

  private static let yearsOfDates: ClosedRange<UInt64> = 1_850...2_150
  /// Words before a fraction among which one for a share is looked for.
  private static let shareReach = 6
  private static let shares = hashes(
    "prevalence incidence frequency odds proportion probability penetrance"
  )
  /// What stands between such a word and its fraction.
  private static let shareVerbs = hashes("is was of about around approximately to nearly roughly")

  /// A short month with its day right behind: `Feb29`; genes have capitals (`SEPT9`).
  func matchMonthWithDay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 0, index < scratch.tokens.count else { return }
    let day = scratch.tokens[index]
    guard day.isDigits, day.gap == .none, (1...31).contains(day.hash), !text.isWordByte(day.end),
      scratch.tokens[index - 1].shape == .capitalized,
      (3...4).contains(scratch.tokens[index - 1].length), scratch.tokens[index - 1].gap != .none,
      isWord(index - 1, .month, scratch), text.at(day.end) != 0x2D, text.at(day.end) != 0x2F
    else { return }
    emitOpen(.openDay, Int(scratch.tokens[index - 1].start), day.end, &scratch)
  }

  /// Words right behind a day.
  private static let dayEnds = hashes(
    "am pm inst prox ult thru through till until to and or w late early morning evening afternoon noon nite night"
  )
  /// Words beside ordinals that count something else than days.
  private static let counted = hashes(
    """
    percentile percentiles centile centiles tile ile wt ht hc weight height length bmi rib ribs toe toes finger \
    fingers digit digits grade grades floor edition century street st avenue ave metatarsal metacarpal mt mc ray \
    nerve nerves cn intercostal ics space interspace vertebra generation trimester cycle cycles dose doses \
    rank ranked amendment ed revision version quartile decile order degree form grader graders pregnancy \
    ventricle molar premolar branchial cranial
    """
  )
}
