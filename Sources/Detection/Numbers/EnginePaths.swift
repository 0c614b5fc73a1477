import Vocabulary

/// Numbers of persons and of what was done for them in paths and addresses, found from the resource's name.
///
/// ```
/// /patients/4711/chart      /member/ABC225044408/claims/20262182587      /chart/00931846.pdf
/// ```
///
/// Source: written usage, addresses of record systems and of their interfaces.
extension Engine {
  /// Resources whose number is a member's of a plan.
  private static let planPaths = hashes(
    "member members subscriber subscribers enrollee enrollees beneficiary beneficiaries"
  )
  /// Resources whose number is an event's.
  private static let eventPaths = hashes(
    "claim claims encounter encounters visit visits results"
  )
  /// Digits of a record's number; digits of a number with letters, and its letters and digits together, at least.
  private static let pathDigits = 4...14
  private static let mixedDigitsMin = 4
  private static let mixedBytesMin = 6
  /// Letters, digits and hyphens of a number, at most.
  private static let pathBytesMax = 48
  /// Four digits that may be a year's.
  private static let pathYears: ClosedRange<UInt64> = 1_900...2_099

  /// Takes the number behind a resource: `/patient/00931846/labs`.
  func matchPathNumber(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard let rule = rule(.pathNumber), text.at(Int(token.start) - 1) == 0x2F,
      text.at(token.end) == 0x2F
    else { return }
    let start = token.end + 1
    var (end, digits) = (start, 0)
    while text.isWordByte(end) || text.at(end) == 0x2D, end - start <= Self.pathBytesMax {
      digits += text[end].isDigit ? 1 : 0
      end += 1
    }
    // What is a file's ending is none of a version: `/chart/00931846.pdf`, `/record/2024.1`.
    guard !text.isWordByte(end), text.at(end) != 0x2E || !text.at(end + 1).isDigit else { return }
    let isEvent = Self.eventPaths.contains(token.hash)
    if digits == end - start, !isEvent {
      let isYear = digits == 4 && Self.pathYears.contains(scratch.tokens[index + 1].hash)
      guard Self.pathDigits.contains(digits), !isYear else { return }
      emit(rule, start, end, .format | .context, scratch: &scratch)
      return
    }
    let isPlan = Self.planPaths.contains(token.hash)
    guard isPlan || isEvent, end - start >= Self.mixedBytesMin, digits >= Self.mixedDigitsMin,
      let finding = wholeValue(
        text,
        at: start..<end,
        isPlan ? .healthPlan : .uniqueID,
        .none
      )
    else { return }
    scratch.found.append(finding)
  }
}
