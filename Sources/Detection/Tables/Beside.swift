package import Vocabulary

/// Names that nothing but the identifier beside them gives away.
extension Scanner {
  /// Letters from which on a small word that nobody knows may be a name in a path.
  private static let smallLettersMin = 5
  /// Words of a value that is nothing but a name.
  private static let nameWords = 2...4

  /// Finds a name that fills a short value beside an identifier: two words and more with capitals,
  /// none of them ordinary, or one that is hardly anything but a name.
  package func scanBeside(
    _ text: Span<UInt8>,
    scratch: inout ScanScratch,
    into findings: inout [Finding]
  ) {
    scratch.tokenize(text)
    let words = scratch.tokens
    guard let first = words.first, let last = words.last, words.count <= Self.nameWords.upperBound,
      words.allSatisfy({ $0.isWord && $0.shape != .lower && isUncommon($0) }),
      // `[IP]` is a mask, though there is such a surname.
      !words.contains(where: { text.at(Int($0.start) - 1) == 0x5B })
    else { return }
    if words.count < Self.nameWords.lowerBound {
      let bands = Lexicon.bands(first.hash)
      guard max(bands.first, bands.last) >= 2, bands.english == 0 else { return }
    }
    if isShortForField(text) { return }
    findings.append(name(Int(first.start)..<last.end))
  }

  /// Finds the words of a path that may be a name beside an identifier, each run of them one
  /// finding.
  ///
  /// `besideDate`: whether nothing but a date of birth stands beside them: then a
  /// word needs a capital and four letters, or the lexicon's word for it.
  func scanWords(
    _ text: Span<UInt8>,
    besideDate: Bool,
    scratch: inout ScanScratch,
    into findings: inout [Finding]
  ) {
    findings.removeAll()
    scratch.tokenize(text)
    var previous = -2
    for (index, token) in scratch.tokens.enumerated() {
      let isLong = token.shape != .lower || token.length >= Self.smallLettersMin
      guard token.isWord, token.length > 1, isLong, token.gap != .none || index == 0,
        index + 1 >= scratch.tokens.count || scratch.tokens[index + 1].gap != .none,
        text.at(Int(token.start) - 1) != 0x5B, isUncommon(token),
        !besideDate || isLikelyName(token)
      else { continue }
      if previous == index - 1, let last = findings.indices.last {
        findings[last].end = token.end
      } else {
        findings.append(name(token.range))
      }
      previous = index
    }
  }

  /// Whether a word of a path is a name where nothing but a date stands beside it.
  private func isLikelyName(_ token: Token) -> Bool {
    let bands = Lexicon.bands(token.hash)
    if max(bands.first, bands.last) >= 1 { return bands.english == 0 && token.length >= 4 }
    return token.shape == .capitalized && token.length >= 5 && bands.isUnknown
  }

  /// Whether a word is neither ordinary nor clinical, no label, month or other word of the rules.
  private func isUncommon(_ token: Token) -> Bool {
    let bands = Lexicon.bands(token.hash)
    let isName = max(bands.first, bands.last) >= 4
    if bands.clinical > 0 || bands.isBrand || bands.isNation || bands.isState || bands.isCountry {
      return false
    }
    if bands.english > 0, !isName { return false }
    if bands.english == 1 { return false }
    return engine.words(token.hash) == 0
      && CueTable.builtIn.cue(token.hash)
        .isDisjoint(with: [.neverName, .abbreviation, .credential])
  }

  /// The finding of a name.
  private func name(_ range: Range<Int>) -> Finding {
    Finding(
      start: range.lowerBound,
      end: range.upperBound,
      kind: .name,
      part: .none,
      confidence: .medium,
      evidence: .context,
      rule: names.context
    )
  }

  /// Bytes of a code that may be a name instead, where a sender has shifted its fields.
  private static let codedBytesMax = 40

  /// Finds a name that fills a coded field: nothing but words that are no code, ordinary word or
  /// place, and a frequent surname or first name among them.
  func findCodedName(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard text.count <= Self.codedBytesMax, scratch.found.isEmpty,
      let first = scratch.tokens.first, let last = scratch.tokens.last,
      scratch.tokens.count <= Self.nameWords.upperBound
    else { return }
    var isName = false
    for token in scratch.tokens {
      guard token.isWord, token.length > 1 || scratch.tokens.count > 1 else { return }
      if token.length == 1 { continue }
      let bands = Lexicon.bands(token.hash)
      guard isUncommon(token), bands.place < 3 || bands.last >= 5, !bands.isEponym else { return }
      let frequency = max(bands.first, bands.last)
      if token.length >= 4, frequency >= (bands.english == 0 ? 2 : 4) { isName = true }
    }
    if isName { scratch.found.append(name(Int(first.start)..<last.end)) }
  }
}
