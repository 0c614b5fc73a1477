import Vocabulary

/// Passwords and codes in the answer to who asks for them.
extension Engine {
  /// Words between `answer` and what it is; words of an answer.
  private static let answerReach = 14
  private static let answerWords = 4

  /// `Security question: first pet. Answer: Waffles`, `The answer to my security question is Lake Tahoe`:
  /// found from `answer`.
  func matchAnswer(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.secretText) else { return }
    var isProving = hasQuestion(text, index, scratch)
    var (next, isMarked) = (index + 1, false)
    while next < scratch.tokens.count, next - index <= Self.answerReach {
      let before = scratch.tokens[next - 1]
      guard scratch.tokens[next].gap != .lineBreak || goesOn(text, next, scratch) else { return }
      let mark = text.at(before.end) == 0x22 ? text.at(before.end + 1) : text.at(before.end)
      isMarked =
        mark == 0x3A || next == index + 1 && text.at(Int(scratch.tokens[next].start) - 1) == 0x22
      if isMarked || before.hash == Self.isHash { break }
      isProving = isProving || self.isProving(text, next, scratch)
      guard mark != 0x2E, mark != 0x3B, mark != 0x21 else { return }
      next += 1
    }
    guard isProving, next < scratch.tokens.count, next - index <= Self.answerReach,
      !Self.noAnswers.contains(scratch.tokens[next].hash),
      !isPlaceholder(text, around: Int(scratch.tokens[next].start)),
      let last = answerEnd(text, next, scratch)
    else { return }
    // `is required` tells of it.
    if !isMarked, scratch.tokens[next].shape == .lower,
      Lexicon.bands(scratch.tokens[next].hash).english == 1
    {
      return
    }
    emitTokens(rule, next, last, &scratch)
  }

  /// The last word of an answer that ends its sentence or its clause; nil for more words.
  private func answerEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var last = first
    while last + 1 < scratch.tokens.count, scratch.tokens[last + 1].gap == .blank,
      text.at(scratch.tokens[last].end) == 0x20,
      !Self.clauses.contains(scratch.tokens[last + 1].hash),
      !Self.behindAnswers.contains(scratch.tokens[last + 1].hash)
    {
      last += 1
      guard last - first < Self.answerWords else { return nil }
    }
    return last
  }

  // The next line

  /// Words between a label and the end of its line, of what stands before a value in an answer, and of an
  /// answer that is looked at.
  private static let askedReach = 6
  private static let fillersMax = 4
  private static let answerTokens = 16

  /// `PIN to unlock? ⏎ M: 1 2 2 4`, `what's the door code ⏎ it's 4471`, `Password ⏎ bluemoon72`: a password
  /// or code in the line behind the one that asks for it or is its label, found from the label.
  func matchAskedSecret(
    _ text: Span<UInt8>,
    _ label: Int,
    _ cue: CredentialCue,
    _ scratch: inout ScanScratch
  ) {
    var next = label + 1
    while next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      next - label <= Self.askedReach
    {
      next += 1
    }
    guard next < scratch.tokens.count else { return }
    let end = scratch.tokens[next - 1].end
    // `password? rhubarb1`
    let isSame = scratch.tokens[next].gap != .lineBreak
    guard !isSame || text.at(end) == 0x3F && text.at(end + 1) == 0x20 else { return }
    let isQuestion = text.at(end) == 0x3F || isAsking(label, scratch)
    guard isQuestion || next == label + 1 && isLabelLine(text, label, scratch) else { return }
    let isCode = cue.contains(.code) && isCodeLabel(label, scratch)
    let start = answerStart(text, next, scratch)
    var index = skipped(start, scratch)
    guard index < scratch.tokens.count else { return }
    if cue.contains(.secret) {
      let run = runRange(text, index, scratch)
      let bands = Lexicon.bands(scratch.tokens[index].hash)
      if scratch.tokens[index].isWord, isCodedSecret(text, run), !isExpression(text, run),
        isQuestion || isLineEnd(text, run.upperBound), !isSetting(text, run.lowerBound),
        !bands.isBrand, !Self.codedWords.contains(scratch.tokens[index].hash)
      {
        return emitSecretText(text, run, &scratch)
      }
    }
    // `voicemail password? ⏎ try 1-2-3-4`
    guard isCode || cue.contains(.secret) && isQuestion else { return }
    while index < scratch.tokens.count, index - start < Self.answerTokens,
      index == start || scratch.tokens[index].gap != .lineBreak
    {
      if index <= start + Self.fillersMax && isQuestion && index == skipped(start, scratch)
        || index == start || Self.introduced.contains(scratch.tokens[index - 1].hash),
        let value = codeValue(text, index, isStrong: isCode, scratch),
        isQuestion || isLineEnd(text, value.upperBound)
      {
        emitSecretText(text, value, &scratch)
        guard isQuestion else { return }
        while index + 1 < scratch.tokens.count,
          Int(scratch.tokens[index + 1].start) < value.upperBound
        {
          index += 1
        }
      }
      index += 1
    }
  }

  /// Letters of an account's name that is letters alone.
  private static let askedLettersMin = 6

  /// `what's your username? ⏎ C: uh, mpietrangelo61`: the name of an account in the line behind the one that
  /// asks for it, found from the word for it.
  func matchAskedName(_ text: Span<UInt8>, _ label: Int, _ scratch: inout ScanScratch) {
    var next = label + 1
    while next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      next - label <= Self.askedReach
    {
      next += 1
    }
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .lineBreak,
      text.at(scratch.tokens[next - 1].end) == 0x3F || isAsking(label, scratch)
    else { return }
    let index = skipped(answerStart(text, next, scratch), scratch)
    guard index < scratch.tokens.count, scratch.tokens[index].isWord else { return }
    let run = runRange(text, index, scratch)
    let isLetters = run.allSatisfy { text[$0].isLetter }
    guard isColumnValue(text, run), !isLetters || run.count >= Self.askedLettersMin,
      !isLetters || isLineEnd(text, run.upperBound)
    else { return }
    emitLogin(text, run, &scratch)
  }

  /// Whether a line asks without a question mark: `what's the door code`.
  private func isAsking(_ label: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = label
    while index > 0, label - index < 8, scratch.tokens[index].gap != .lineBreak {
      index -= 1
      if Self.asking.contains(scratch.tokens[index].hash) { return true }
    }
    return false
  }

  /// Whether a label has its line for itself, but for a word or two before it.
  private func isLabelLine(
    _ text: Span<UInt8>,
    _ label: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let end = scratch.tokens[label].end
    guard isLineEnd(text, text.at(end) == 0x3A ? end + 1 : end) else { return false }
    return (0..<3).contains { label == $0 || scratch.tokens[label - $0].gap == .lineBreak }
  }

  private func isLineEnd(_ text: Span<UInt8>, _ end: Int) -> Bool {
    var offset = end
    while text.at(offset) == 0x20 || text.at(offset) == 0x0D { offset += 1 }
    return text.at(offset) == 0 || text.at(offset) == 0x0A
  }

  /// The first token of what is said in a line, behind a time and the name of who speaks.
  private func answerStart(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var (index, start) = (first, first)
    while index < scratch.tokens.count, index - first < 7,
      index == first || scratch.tokens[index].gap != .lineBreak
    {
      let end = scratch.tokens[index].end
      let mark = text.at(end)
      if mark == 0x3A || mark == 0x3E, text.at(end + 1) == 0x20, scratch.tokens[index].isWord {
        start = index + 1
      }
      index += 1
    }
    return start
  }

  // Words that are to be said

  /// `say the word harmonica when you call`: found from `word`.
  func matchWordToSay(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let next = index + 1
    guard let rule = rule(.secretText), index > 1, next < scratch.tokens.count,
      scratch.tokens[index - 1].hash == Self.the,
      Self.saying.contains(scratch.tokens[index - 2].hash), goesOn(text, next, scratch),
      scratch.tokens[next].isWord, scratch.tokens[next].length > 3,
      next + 1 >= scratch.tokens.count || scratch.tokens[next + 1].gap != .blank
        || Self.whenSaid.contains(scratch.tokens[next + 1].hash),
      (next + 1...next + 8)
        .contains(where: {
          $0 < scratch.tokens.count && Self.callers.contains(scratch.tokens[$0].hash)
            && !Placeholders.holds(text, scratch.tokens[$0])
        })
    else { return }
    emitTokens(rule, next, next, &scratch)
  }

  private static var isHash: UInt64 { Token.word("is") }
  private static var the: UInt64 { Token.word("the") }
  private static let behindAnswers = hashes("and but for so because if when or then which")
  private static let noAnswers = hashes(
    """
    not the a an your my known needed required asked wrong still always used set kept on in what who to only \
    never unknown given stored case yes no true false encrypted hashed any all none below above correct \
    incorrect optional private hidden something that this it one case
    """
  )
  private static let asking = hashes(
    "what whats which need forgot forget give anyone anybody somebody someone"
  )
  private static let codedWords = hashes("line step page note section part item option question")
  private static let introduced = hashes("is so to its s try then say press enter use it was now")
  private static let saying = hashes("say give use tell mention says gives with")
  private static let whenSaid = hashes("when to so before at if and or")
  private static let callers = hashes(
    "call calls caller calling phone pick picks pickup door desk know visit updates ring nurse"
  )
}
