import Vocabulary

/// Names on rosters and in notes, told by what stands right before them: the hours of a shift, `7a-7p Long`, or what
/// somebody is, `OM Joe`.
extension Engine {
  /// Bytes of a shift's hours, at most: `11:30am-11:30pm`.
  private static let shiftBytesMax = 16

  /// Finds a surname behind the hours of a shift, from its word.
  func matchShift(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard index > 2, token.shape == .capitalized, token.length > 2, token.gap == .blank,
      let rule = rule(.role), !isWord(index, [.weekday, .month], scratch),
      !Self.noShifts.contains(token.hash), endsShift(text, Int(token.start) - 1),
      isShiftEnd(text, index, scratch)
    else { return }
    let bands = Lexicon.bands(token.hash)
    guard bands.last > 2 || bands.clinical == 0 && max(bands.last, bands.first) > 1 else { return }
    emit(rule, Int(token.start), token.end, .format | .context, scratch: &scratch)
  }

  /// `MD Cavalcante review`, `OM Joe to send it`: a name behind what somebody is, in capitals, from its word.
  func matchBehindPost(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let (token, next) = (scratch.tokens[index], index + 1)
    guard token.length > 2, Self.posts.contains(scratch.tokens[index - 1].hash),
      text.at(Int(scratch.tokens[index - 1].start) - 1) != 0x2E, let rule = rule(.role)
    else { return }
    let bands = Lexicon.bands(token.hash)
    let isName = bands.english == 0 ? max(bands.last, bands.first) > 1 : bands.first > 2
    guard isName, bands.clinical == 0, bands.place < 2, !bands.isState, !bands.isBrand,
      !isWord(index, [.weekday, .month], scratch)
    else { return }
    // `MD Anderson Cancer Center`
    let goesOn =
      next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && scratch.tokens[next].shape == .capitalized
    guard !goesOn || Lexicon.bands(scratch.tokens[next].hash).english == 0 else { return }
    emit(rule, Int(token.start), token.end, .format | .context, scratch: &scratch)
  }

  /// What somebody is, in capitals before a name.
  private static let posts = hashes("md do np pa rn lpn lvn cna sw msw cm om ot rph crna")

  /// Whether the name ends there: its line, a mark, or a bracket.
  private func isShiftEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var end = scratch.tokens[index].end
    while text.at(end) == 0x20 { end += 1 }
    return [0, 0x0A, 0x0D, 0x7C, 0x2C, 0x28, 0x2F, 0x3B].contains(text.at(end))
  }

  /// Whether the hours of a shift end before an offset, blanks aside: `7a-7p`, `11am-11:30pm`, `0700-1900`.
  private func endsShift(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    var end = offset + 1
    while text.at(end - 1) == 0x20 { end -= 1 }
    var start = end
    while end - start < Self.shiftBytesMax,
      text.at(start - 1).isAlphanumeric
        || text.at(start - 1) == 0x3A || text.at(start - 1) == 0x2D
    {
      start -= 1
    }
    let parts = text.extracting(start..<end)
    var (digits, hyphens, halves, hasOther) = (0, 0, 0, false)
    for place in parts.indices {
      switch parts[place] {
      case 0x30...0x39: digits += 1
      case 0x2D: hyphens += 1
      case 0x3A, 0x6D, 0x4D: break
      case 0x61, 0x70, 0x41, 0x50: halves += 1
      default: hasOther = true
      }
    }
    return !hasOther && hyphens == 1 && (halves == 2 && digits > 1 || halves == 0 && digits == 8)
      && parts[0].isDigit
  }

  /// What stands behind the hours of a shift and is nobody.
  private static let noShifts = hashes(
    """
    open off on call closed clinic hold admin float vacant none shift nights days evenings day night evening \
    coverage staff nurse tech lunch break charge triage house weekend holiday school meals room unit center \
    hours daily weekdays weekends parking visiting lab pharmacy office desk front
    """
  )
}
