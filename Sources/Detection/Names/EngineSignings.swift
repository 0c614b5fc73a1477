import Vocabulary

/// Letters with which somebody signs a line, told by where they stand: behind a stroke or a time at its end, before a
/// credential at its beginning.
extension Engine {
  /// Letters of such a mark, and digits of the time before one.
  private static let signedLetters = 2...3
  private static let signedTime = 4

  /// `read back ok /mlp`, `called 0033 kdr`, `nj RN`.
  func matchSigning(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard index > 0, Self.signedLetters.contains(Int(token.length)), token.isWord,
      token.shape == .lower || token.shape == .upper, let rule = rule(.signature)
    else { return }
    let isSigned =
      isBehindStroke(text, index, scratch) || isBehindMinutes(text, index, scratch)
      || isBeforeCredential(text, index, scratch)
    guard
      isSigned && mayBeInitials(index, scratch)
        || isBeforeDegree(text, index, scratch) && !Self.noSigns.contains(token.hash)
    else { return }
    emit(rule, Int(token.start), token.end, .format, scratch: &scratch)
  }

  /// Whether a stroke behind a blank stands right before a word at a line's end: no `5 mg /kg`.
  private func isBehindStroke(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let start = Int(scratch.tokens[index].start)
    return text.at(start - 1) == 0x2F && text.at(start - 2) == 0x20
      && !scratch.tokens[index - 1].isDigits && scratch.tokens[index - 1].end == start - 2
      && isEndOfLine(text, scratch.tokens[index].end)
      && !isWord(index - 1, .unit, scratch)
  }

  /// Whether a time without a mark stands before a word in small letters at a line's end.
  private func isBehindMinutes(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (token, time) = (scratch.tokens[index], scratch.tokens[index - 1])
    return token.shape == .lower && token.length == 3 && token.gap == .blank && time.isDigits
      && Int(time.length) == Self.signedTime && time.hash < 2_400 && time.hash % 100 < 60
      && isEndOfLine(text, token.end)
  }

  /// Whether a word opens a line and a credential of nurses and doctors follows.
  private func isBeforeCredential(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = index + 1
    guard next < scratch.tokens.count, scratch.tokens[next].shape == .upper,
      text.at(scratch.tokens[next].end) != 0x3A
    else { return false }
    return scratch.tokens[index].gap == .lineBreak && scratch.tokens[next].gap == .blank
      && Self.signers.contains(scratch.tokens[next].hash)
  }

  /// Whether capitals open a line or stand behind a dash, with a comma and a credential that ends the line behind them:
  /// `-- KSW, LSW`.
  private func isBeforeDegree(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (token, next) = (scratch.tokens[index], index + 1)
    guard token.shape == .upper, text.at(token.end) == 0x2C, next < scratch.tokens.count,
      Int(scratch.tokens[next].start) == token.end + 2, scratch.tokens[next].shape == .upper
    else { return false }
    let start = Int(token.start)
    return (token.gap == .lineBreak || text.at(start - 1) == 0x20 && text.at(start - 2) == 0x2D)
      && isEndOfLine(text, scratch.tokens[next].end)
      && (Self.signers.contains(scratch.tokens[next].hash)
        || Self.degrees.contains(scratch.tokens[next].hash))
  }

  private static let signers = hashes("rn np lpn lvn cna crna pa do md rrt")
  /// Credentials that stand behind a comma.
  private static let degrees = hashes(
    "lsw lcsw msw lmsw lmft lpc lpcc lisw ccht cht bsn msn fnp aprn dnp cnm rd rdn ldn slp otr cota pt pta dpt ot ma cma rma ccrn "
      + "cen emt nrp rph pharmd phd psyd bcba cdces rdms rt rtr ccrc cctc"
  )

  /// Whether letters are no word, no unit and no short form of anything that is known.
  private func mayBeInitials(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let hash = scratch.tokens[index].hash
    let bands = Lexicon.bands(hash)
    return bands.english == 0 && bands.clinical == 0 && !bands.isState && !bands.isBrand
      && !bands.isCountry
      && words(hash) == 0 && Self.codes(hash) == 0 && !Self.noSigns.contains(hash)
      && !isWord(index, [.unit, .month, .weekday], scratch)
  }

  /// What stands at such places and is nobody: parts of days and doses, wards, roles.
  private static let noSigns = hashes(
    """
    am pm hrs hr min sec wk mo yr day hpf lpf kg lb cm mm ml mg gm dl mcg bid tid qid prn po iv im sq est edt cst cdt mst mdt pst pdt \
    utc gmt ed er or icu pacu nicu picu ccu micu sicu tele obs pcu ltac snf alf pt ot st rt sw cm hh rn np pa md do cna lpn \
    pcp ems fd pd vs bp hr rr na nka nad wnl eta etd tx rx dx hx sx fx dc ok no yes new old per via and the for not
    """
  )
}
