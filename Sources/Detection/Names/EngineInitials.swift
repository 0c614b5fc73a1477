import Vocabulary

/// Initials that their place makes somebody's: of a form's middle name, at the end of a note.
extension Engine {
  /// Tokens before or behind a middle initial in which another part of the name has its label.
  private static let formTokens = 8

  /// `First: Dana  MI: H  Last: Okafor`: found from the capital.
  func matchMiddleInitial(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard index > 0, let rule = rule(.initialsLine), !text.isWordByte(token.end),
      text.at(token.end) != 0x2D, text.at(token.end) != 0x2F
    else { return }
    var label = index - 1
    guard text.at(scratch.tokens[label].end) == 0x3A, scratch.tokens[index].gap != .lineBreak,
      Int(token.start) - scratch.tokens[label].end <= 4
    else { return }
    // `M.I.`
    if scratch.tokens[label].length == 1, label > 0, scratch.tokens[label - 1].hash == Self.m,
      scratch.tokens[label].hash == Self.i
    {
      label -= 1
    } else {
      guard Self.middles.contains(scratch.tokens[label].hash) else { return }
    }
    let near =
      max(
        0,
        label - Self.formTokens
      )...min(
        index + Self.formTokens,
        scratch.tokens.count - 1
      )
    guard near.contains(where: { Self.nameLabels.contains(scratch.tokens[$0].hash) }) else {
      return
    }
    emit(rule, Int(token.start), token.end, .label | .format, scratch: &scratch)
  }

  private static let (m, i) = (Token.hash("m"), Token.hash("i"))
  private static let middles = hashes("mi middle initial init mid")
  private static let nameLabels = hashes(
    "first last surname given forename family fname lname firstname lastname maiden"
  )

  /// Bytes of a text at whose end somebody signs, at least.
  private static let signedBytes = 24

  /// `… tolerates diet. Will follow. GT`, `- cjp`: two or three letters behind all that is said.
  func matchClosingInitials(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.count >= Self.signedBytes, scratch.tokens.count > 6,
      let token = scratch.tokens.last, token.isWord, token.length == 2 || token.length == 3,
      token.shape == .upper || token.shape == .lower, let rule = rule(.signature)
    else { return }
    let index = scratch.tokens.count - 1
    let previous = scratch.tokens[index - 1]
    guard previous.length > 1, isRest(text, token.end),
      let isDash = closes(text, index, scratch), isDash || token.shape == .upper,
      initialsEnd(text, index, isMarked: false, scratch) == token.end,
      !Self.noClosings.contains(token.hash), !isWord(index, [.unit, .month, .weekday], scratch)
    else { return }
    let bands = Lexicon.bands(token.hash)
    guard bands.english == 0 || bands.english == 3, bands.clinical == 0, !bands.isState,
      !bands.isBrand,
      !bands.isCountry
    else { return }
    emit(rule, Int(token.start), token.end, .format, scratch: &scratch)
  }

  /// Whether the last word stands behind a dash (true) or a full stop (false); nil for neither.
  private func closes(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool? {
    let end = scratch.tokens[index - 1].end
    var (dashes, stops, lines, blanks) = (0, 0, 0, 0)
    for offset in end..<Int(scratch.tokens[index].start) {
      switch text[offset] {
      case 0x2D, 0x7E: dashes += 1
      case 0x2E, 0x21, 0x3F: stops += 1
      case 0x0A: lines += 1
      case 0x20, 0x0D, 0x09: blanks += 1
      default: return nil
      }
    }
    if (1...2).contains(dashes) {
      // A list goes on with dashes as well.
      return lines == 0 && blanks > 0 || lines > 0 && stops > 0 ? true : nil
    }
    return dashes == 0 && stops == 1 && (lines > 0 || blanks > 0) ? false : nil
  }

  /// Whether nothing but blanks and a full stop stands behind an offset.
  private func isRest(_ text: Span<UInt8>, _ end: Int) -> Bool {
    for offset in end..<text.count where text[offset] > 0x20 && text[offset] != 0x2E {
      return false
    }
    return true
  }

  private static let noClosings = hashes(
    """
    sd th ct mri hr bp iv po im sc sq icu cc ml mg kg hs cm mm ft lb rr ekg ecg cxr abd ext neg pos esp incl \
    ie eg lt rt dc ama nos nkda hx dx tx rx fx sx bx prn wnl cta rrr nad los dvt fu ffs asap fyi thx ty \
    pls plz lol btw idk omg sig end eom eof ref amb pta gi gu ob gyn ent csf cbc bmp cmp inr pcp etc inc \
    llc ltd usa uk eu os od ou re fw api sql json xml html http url app dev ops qa ui ux cli ssh db vm
    """
  )
}
