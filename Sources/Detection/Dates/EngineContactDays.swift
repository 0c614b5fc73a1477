import Vocabulary

/// Months and days with a stroke on which somebody was called, met, sent something or had a result:
/// `LVM 10/10`, `ok per Dr Lepik 3/10`, `dropped off samples 4/17`, `A1c 9.3 4/9`.
extension Engine {
  /// Tokens before a day in which what happened then is looked for.
  private static let contactTokens = 7

  /// Whether a month and a day are that of a contact, a hearing or a result told right before.
  func isContactDay(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if beginsContact(text, first, last, scratch) { return true }
    guard first > 0, scratch.tokens[first].gap == .blank, endsDay(text, last, scratch) else {
      return false
    }
    return isBehindValue(text, first, last, scratch) || isBehindContact(text, first, last, scratch)
  }

  /// Whether a day begins its text or line before what was done then: `2/5 spoke to mom`, `10/10 lm`.
  private func beginsContact(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = last + 1
    guard first == 0 || scratch.tokens[first].gap == .lineBreak, next < scratch.tokens.count,
      scratch.tokens[next].gap == .blank
    else { return false }
    return Self.calls.contains(scratch.tokens[next].hash)
  }

  /// Whether a phrase ends behind a day, or goes on with a time or a way: `3/4 at 2:15`, `3/11 to Dayton`.
  private func endsDay(_ text: Span<UInt8>, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    guard next < scratch.tokens.count else { return true }
    if scratch.tokens[next].gap != .blank {
      let mark = text.at(scratch.tokens[last].end)
      return scratch.tokens[next].gap == .lineBreak
        || [0x2E, 0x2C, 0x3B, 0x21, 0x3F, 0x29].contains(mark)
    }
    guard next + 1 < scratch.tokens.count, scratch.tokens[next + 1].gap == .blank else {
      return false
    }
    let (hash, beyond) = (scratch.tokens[next].hash, scratch.tokens[next + 1])
    return hash == Self.at && beyond.isDigits || hash == Self.to && beyond.shape.startsWithCapital
  }

  /// Whether a result with a decimal stands before a day, and what was measured before both: `A1c 9.3 4/9`.
  private func isBehindValue(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (month, day) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    // `38.2 4/7` are weeks, `0.5 6/12` is what eyes see.
    guard first > 2, day != 7, month != 6 || ![6, 9, 12, 18, 24].contains(day),
      scratch.tokens[first - 1].isDigits, scratch.tokens[first - 2].isDigits,
      scratch.tokens[first - 1].gap == .mark, text.at(scratch.tokens[first - 2].end) == 0x2E,
      scratch.tokens[first - 2].gap == .blank
    else { return false }
    // The digits of `A1c` are tokens of their own.
    let thing = first - 3
    return scratch.tokens[thing].isWord && scratch.tokens[first - 2].length <= 3
      && Self.measured.contains(scratch.tokens[thing].hash)
  }

  /// Whether what happened stands before a day, with names and things between: `left msg w/ Noa 6/24`.
  private func isBehindContact(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let isScoreLike = Self.scaleTops.contains(scratch.tokens[last].hash)
    var index = first - 1
    var hasBy = false
    while index >= 0, first - index <= Self.contactTokens {
      let token = scratch.tokens[index]
      if token.isDigits { return false }
      if Self.contacts.contains(token.hash) || Self.sendings.contains(token.hash) { return true }
      // `msg 1/2` is the first of two, `per protocol 1/2` no day.
      if Self.messages.contains(token.hash), index < first - 1 { return true }
      // `d/c 3/11 to Dayton`
      if token.hash == Self.c, index == first - 1, text.at(Int(token.start) - 1) == 0x2F {
        return true
      }
      if token.hash == Self.per, index < first - 1 {
        return scratch.tokens[index + 1].shape.startsWithCapital
      }
      if Self.doneBy.contains(token.hash) { return hasBy }
      if isWord(index, .score, scratch) { return false }
      if isWord(index, .fraction, scratch), !Self.samples.contains(token.hash) { return false }
      if index == first - 1 || token.shape.startsWithCapital, Self.courts.contains(token.hash) {
        return true
      }
      // `called c/o headache 8/10`
      if isScoreLike, token.shape != .capitalized, !Self.reached.contains(token.hash) {
        return false
      }
      hasBy = hasBy || token.hash == Self.by
      guard index > 0, !breaks(text, scratch.tokens[index - 1].end..<Int(token.start)) else {
        return false
      }
      index -= 1
    }
    return false
  }

  /// Whether a new statement begins behind what stands between two words.
  private func breaks(_ text: Span<UInt8>, _ gap: Range<Int>) -> Bool {
    gap.contains { offset in
      switch text[offset] {
      case 0x0A, 0x0D, 0x3B, 0x3A, 0x21, 0x3F, 0x2C, 0x7C, 0x09: true
      // `Dr. Lepik`: a stop behind two letters is that of an abbreviation.
      case 0x2E: offset - 3 >= 0 && text[offset - 3].isLetter && text.at(offset + 1) <= 0x20
      default: false
      }
    }
  }

  private static var at: UInt64 { Token.word("at") }
  private static var to: UInt64 { Token.word("to") }
  private static var by: UInt64 { Token.word("by") }
  /// What people note of a call behind its day.
  private static let calls = hashes(
    "lm lvm lmom lmtcb spoke called texted emailed faxed mailed resched rescheduled"
  )
  /// What is done on a day, or was said by whom.
  private static let contacts = hashes(
    """
    lm lvm lmom lmtcb vm voicemail called emailed faxed texted spoke appt appointment resched rescheduled \
    hearing deceased died
    """
  )
  /// What scores go up to.
  private static let scaleTops: Set<UInt64> = [5, 10]
  /// Who is called, and words between.
  private static let reached = hashes(
    """
    w with mom dad mother father pt patient client her him them wife husband son daughter sister brother aunt to \
    back again and dr by off the a my his their samples sample kit msg message note letter per md np pa rn
    """
  )
  private static let messages = hashes("msg message note letter")
  private static var c: UInt64 { Token.word("c") }
  private static var per: UInt64 { Token.word("per") }
  /// How things get away or here.
  private static let sendings = hashes("dropped mailed shipped delivered couriered overnighted")
  /// What somebody did: a day where it is said by whom, a count where not: `consented 4/20`.
  private static let doneBy = hashes(
    "consented enrolled screened randomized randomised seen signed approved evaluated interviewed assessed"
  )
  /// Before whom somebody appears.
  private static let courts = hashes("judge magistrate court")
  private static let samples = hashes("samples sample specimens specimen tubes kits kit tube")
  /// What the blood is measured for: a value with a decimal stands behind it.
  private static let measured = hashes(
    "c hgb hb hct k na cr creat creatinine inr tsh alb phos mg ca bili lactate psa glucose wbc ferritin a1c"
  )
}
