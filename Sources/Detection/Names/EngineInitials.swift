import Vocabulary

/// Initials that a label or their place makes somebody's: of a form's middle name, at the end of a note, alone
/// in a line.
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

  private static var m: UInt64 { Token.word("m") }
  private static var i: UInt64 { Token.word("i") }
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
    if dashes == 0, stops == 0, lines > 0 { return isBelowProse(index, scratch) ? false : nil }
    return dashes == 0 && stops == 1 && (lines > 0 || blanks > 0) ? false : nil
  }

  /// Whether the words before a token are a sentence's: some in small letters.
  private func isBelowProse(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (reach, smallMin) = (6, 3)
    return (max(0, index - reach)..<index)
      .count { scratch.tokens[$0].shape == .lower && scratch.tokens[$0].length > 1 } >= smallMin
  }

  /// Whether nothing but blanks and a full stop stands behind an offset.
  private func isRest(_ text: Span<UInt8>, _ end: Int) -> Bool {
    for offset in end..<text.count where text[offset] > 0x20 && text[offset] != 0x2E {
      return false
    }
    return true
  }

  /// Whether two or three letters that end a text are an abbreviation.
  static func isNoClosing(_ hash: UInt64) -> Bool { noClosings.contains(hash) }

  private static let noClosings = hashes(
    """
    sd th ct mri hr bp iv po im sc sq icu cc ml mg kg hs cm mm ft lb rr ekg ecg cxr abd ext neg pos esp incl \
    ie eg lt rt dc ama nos nkda hx dx tx rx fx sx bx prn wnl cta rrr nad los dvt fu ffs asap fyi thx ty \
    pls plz lol btw idk omg sig end eom eof ref amb pta gi gu ob gyn ent csf cbc bmp cmp inr pcp etc inc \
    llc ltd usa uk eu os od ou re fw api sql json xml html http url app dev ops qa ui ux cli ssh db vm
    """
  )

  /// `S.A.` alone in a line, as below a message: found from the first letter.
  func matchInitialsLine(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.initialsLine), first > 0, scratch.tokens[first].gap == .lineBreak else {
      return
    }
    let start = Int(scratch.tokens[first].start)
    guard text.at(start - 1) == 0x0A else { return }
    var (end, letters) = (start, 0)
    while text.at(end).isUppercase, text.at(end + 1) == 0x2E || text.at(end + 1) == 0x2D,
      letters < 4
    {
      end += 2
      letters += 1
    }
    guard letters >= 2, text.at(end - 1) == 0x2E,
      end == text.count || text[end] == 0x0A || text[end] == 0x0D
    else { return }
    emit(rule, start, end, .format, scratch: &scratch)
  }

  /// `by P.H., Deputy`: initials with stops behind `by`, found from the first letter.
  func matchInitialsBehindBy(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard first > 0, scratch.tokens[first - 1].hash == Self.by,
      scratch.tokens[first].gap == .blank, let rule = rule(.initialsLine),
      let end = dottedInitialsEnd(text, Int(scratch.tokens[first].start)),
      text[end - 1] == 0x2E, !text.isWordByte(end)
    else { return }
    let start = Int(scratch.tokens[first].start)
    // `by J.R. Hastings` is a name of its own, `by U.S. law` a country.
    guard !(text.at(end) == 0x20 && text.at(end + 1).isUppercase),
      !Self.noDotted.contains(UInt32(text[start]) << 8 | UInt32(text.at(start + 2)))
    else { return }
    emit(rule, start, end, .label | .format, scratch: &scratch)
  }

  /// `R.T.M.  72 M`, `A.O. 66 F`: initials with stops before an age and a sex, found from the first letter.
  func matchInitialsOfAge(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    guard scratch.tokens[first].gap != .none, let rule = rule(.initialsLine) else { return }
    let start = Int(scratch.tokens[first].start)
    guard let end = dottedInitialsEnd(text, start), text[end - 1] == 0x2E, text.at(end) == 0x20
    else {
      return
    }
    var offset = end
    while text.at(offset) == 0x20, offset - end < 6 { offset += 1 }
    let age = offset
    while text.at(offset).isDigit, offset - age < 3 { offset += 1 }
    guard offset > age else { return }
    if text.at(offset) == 0x20 { offset += 1 }
    guard [0x4D, 0x46].contains(text.at(offset)), !text.isWordByte(offset + 1) else { return }
    emit(rule, start, end, .format | .context, scratch: &scratch)
  }

  private static var by: UInt64 { Token.word("by") }
  /// Two letters with stops that are no initials.
  private static let noDotted = Set(
    "US UK EU UN IV NG CT ED PO AM PM MD RN DO PA NP GI IM SC SQ MR ER OR DC VA NY LA"
      .split(separator: " ")
      .map { $0.utf8.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
  )

  /// `2 RNs witnessed (KB/MO)`: initials of two in brackets behind who checked something, found from the
  /// first.
  func matchBracketedPair(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[first]
    guard first > 0, first + 1 < scratch.tokens.count, text.at(Int(token.start) - 1) == 0x28,
      text.at(token.end) == 0x2F, let rule = rule(.signature)
    else { return }
    let next = scratch.tokens[first + 1]
    guard next.shape == .upper, Self.initialLetters.contains(Int(next.length)),
      Self.initialLetters.contains(Int(token.length)), Int(next.start) == token.end + 1,
      text.at(next.end) == 0x29,
      (max(0, first - Self.checkTokens)..<first)
        .contains(where: { Self.checks.contains(scratch.tokens[$0].hash) }),
      !Self.noInitials.contains(token.hash), !Self.noInitials.contains(next.hash)
    else { return }
    emit(rule, Int(token.start), token.end, .format, scratch: &scratch)
    emit(rule, Int(next.start), next.end, .format, scratch: &scratch)
  }

  /// Tokens before initials in brackets in which a word for a check is looked for.
  private static let checkTokens = 4
  private static let checks = hashes(
    "witness witnessed witnesses rns nurses verified checked cosigned counted wasted staff signed"
  )

  // MARK: Behind a label

  /// Letters of initials.
  private static let initialLetters = 2...3

  /// The end of two or three letters by themselves that are neither a word nor a degree.
  ///
  /// `isMarked`: whether a colon or the like stands before them, so that any capitals are some; nil where
  /// the text tells.
  func initialsEnd(
    _ text: Span<UInt8>,
    _ index: Int,
    isMarked: Bool?,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let token = scratch.tokens[index]
    if let end = dottedInitialsEnd(text, Int(token.start)) { return end }
    guard token.isWord, Self.initialLetters.contains(Int(token.length)),
      token.shape == .upper || token.shape == .lower, token.gap != .none,
      !text.isWordByte(token.end), !Self.noInitials.contains(token.hash)
    else { return nil }
    let isEnd: Bool
    switch text.at(token.end) {
    case 0x2F, 0x2D, 0x27, 0x40, 0x3A, 0x5F: isEnd = false
    case 0x2E: isEnd = !text.isWordByte(token.end + 1)
    default: isEnd = true
    }
    let bands = Lexicon.bands(token.hash)
    let isMarked = isMarked ?? self.isMarked(text, index, scratch)
    // `seen by GI`
    let isService =
      !isMarked
      && (Self.services.contains(token.hash)
        || CueTable.builtIn.cue(token.hash).contains(.abbreviation))
    let isCapitals = token.shape == .upper && !isService && (isMarked || bands.english != 1)
    // `Operator: jr`
    let isField =
      isMarked && bands.english != 1 && bands.clinical == 0 && isFieldEnd(text, token.end)
    guard isEnd,
      isCapitals || isField || !isService && bands.english == 0 && bands.clinical == 0
    else {
      return nil
    }
    return token.end
  }

  /// Whether a line ends at an offset, or blanks hold apart what follows.
  private func isFieldEnd(_ text: Span<UInt8>, _ end: Int) -> Bool {
    let byte = text.at(end) == 0x2E ? text.at(end + 1) : text.at(end)
    return byte < 0x20 || byte == 0x20 && text.at(end + 1) <= 0x20
  }

  /// The end of two or three capitals with dots or hyphens between: `V.T.`, `H-L`.
  private func dottedInitialsEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var offset = start
    var letters = 0
    while text.at(offset).isUppercase, !text.isWordByte(offset + 1) {
      letters += 1
      offset += 1
      guard text.at(offset) == 0x2E || text.at(offset) == 0x2D else { break }
      guard text.at(offset + 1).isUppercase else {
        if text.at(offset) == 0x2E { offset += 1 }
        break
      }
      offset += 1
    }
    return Self.initialLetters.contains(letters) && !text.isWordByte(offset) ? offset : nil
  }

  /// Whether two or three letters are a service, a role or an abbreviation, whoever is spoken of.
  static func isService(_ hash: UInt64) -> Bool {
    services.contains(hash) || noInitials.contains(hash) || noClosings.contains(hash)
      || CueTable.builtIn.cue(hash).contains(.abbreviation)
  }

  private static let services = hashes(
    """
    gi ent id ir ep ob gyn gu cm sw msw ems als bls pd fd him qa it hr hh ho mds cdi ur um uw vp cv vs hd \
    ip op ap cs cfo ceo cio cmo cno coo cto dba sre hha tcu snf ltc alf ahf cap aha acs acr nih va dod usp kp \
    uc uk eu un am pm ic ai ml ii iii iv vi rov ng og gt jt pc ha bs
    """
  )

  private static let noInitials: WordSet = WordSet(
    """
    md do dr mr ms mrs crf icf irb rn np pa lpn cna pt ot rt ma crna rph phd na nil no ok yes tbd the all us me him her them \
    lab ed er or icu bid tid qid prn hr hrs min am pm cma cnm emt rd rdn slp dds dmd aux iv po it \
    fax tel ups usps fed mail du de la le les des del di da do al el un une una
    """
    .split(separator: " ").map { Token.hash(String($0)) }
  )
}
