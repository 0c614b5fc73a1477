import Vocabulary

/// Numbers that stand in the line below the words which say what they are: the answer to a question, or the
/// value below a label that has a line for itself.
///
/// ```
/// Clerk: And your member ID, please?        MRN
/// Caller: Sure, it's 5375 0412              88127
/// ```
extension Engine {
  /// Words behind a label in a question, words of a speaker, words before the number, at most.
  private static let politeMax = 4
  private static let speakerMax = 4
  private static let fillersMax = 6
  /// Bytes of a line that is nothing but a value, at most.
  private static let bareBytesMax = 40

  /// Whether the line ends behind a token, or a word follows that may end a question: seldom.
  @inline(__always)
  func mayBeAsked(behind last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last &+ 1
    return next < scratch.tokens.count
      && (scratch.tokens[next].gap == .lineBreak
        || politeWords.mayHold(scratch.tokens[next].hash))
  }

  /// The words that may end a question, for one look.
  static func makePoliteWords() -> WordFilter { WordFilter([], [polite]) }

  /// Tries the rules of a label on what stands in the next line, where this one asks for it or is
  /// nothing but the label.
  ///
  /// - Returns: whether there is a finding.
  func matchAsked(
    _ text: Span<UInt8>,
    _ first: Int,
    behind last: Int,
    _ phrase: PhraseFacts,
    _ scratch: inout ScanScratch
  ) -> Bool {
    var next = last + 1
    while next < scratch.tokens.count, scratch.tokens[next].gap != .lineBreak {
      guard next - last <= Self.politeMax, Self.polite.contains(scratch.tokens[next].hash) else {
        return false
      }
      next += 1
    }
    guard next < scratch.tokens.count else { return false }
    let start = Int(scratch.tokens[next].start)
    var (isQuestion, lines) = (next > last + 1, 0)
    for offset in scratch.tokens[next - 1].end..<start {
      switch text[offset] {
      case 0x0A: lines += 1
      case 0x3F: isQuestion = true
      case 0x0D, 0x20, 0x09, 0x22, 0x27, 0x2A, 0x2D, 0x2E, 0x3A, 0x3D, 0x3E, 0x5B, 0x23, 0x2B: break
      // `N°`, and the quotes of letters.
      case 0x80...0xFF: break
      default: return false
      }
    }
    guard lines <= 2 else { return false }
    let value: Int
    if isQuestion {
      guard let answer = answer(text, next, scratch) else { return false }
      value = answer
    } else {
      guard isAlone(text, Int(scratch.tokens[first].start)), isBare(text, start) else {
        return false
      }
      value = next
    }
    for number in phrase.rules
    where tryRule(phraseRules[Int(number)], text, value, phrase.label, connected: true, &scratch) {
      return true
    }
    return false
  }

  /// The first token of a number in an answer: behind who says it and a few words, in one line.
  private func answer(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var index = first
    // Who speaks: `Caller:`, `[00:14] PT:`.
    var speaker = first
    let tokensMax = Self.speakerMax + 3
    while speaker < scratch.tokens.count, speaker - first < tokensMax,
      speaker == first || scratch.tokens[speaker].gap != .lineBreak
    {
      let token = scratch.tokens[speaker]
      speaker += 1
      if token.isWord, text.at(token.end) == 0x3A || text.at(token.end) == 0x3E {
        index = speaker
        break
      }
    }
    let start = index
    while index < scratch.tokens.count, index - start <= Self.fillersMax,
      index == first || scratch.tokens[index].gap != .lineBreak
    {
      let token = scratch.tokens[index]
      if token.isDigits {
        // `The 53750 form is new.`
        let next = index + 1
        let goesOn =
          next < scratch.tokens.count && scratch.tokens[next].gap == .blank
          && scratch.tokens[next].shape == .lower && scratch.tokens[next].length > 1
        return goesOn && !Self.fillers.contains(scratch.tokens[next].hash) ? nil : index
      }
      if token.shape == .upper, token.length <= 4 { return index }
      guard Self.fillers.contains(token.hash) else {
        return token.length <= 3 && token.shape.startsWithCapital ? index : nil
      }
      index += 1
    }
    return nil
  }

  /// Whether nothing but a bullet stands before an offset in its line.
  private func isAlone(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var offset = start
    while offset > 0, text[offset - 1] != 0x0A {
      offset -= 1
      switch text[offset] {
      case 0x20, 0x09, 0x2A, 0x2D, 0x23, 0x3E, 0x2B: break
      default: return false
      }
    }
    return true
  }

  /// Whether the line that begins at an offset is a number and nothing else.
  private func isBare(_ text: Span<UInt8>, _ start: Int) -> Bool {
    var (offset, digits, letters) = (start, 0, 0)
    while offset < text.count, text[offset] != 0x0A, text[offset] != 0x0D {
      let byte = text[offset]
      if byte.isDigit {
        digits += 1
      } else if byte.isLetter {
        letters += 1
      } else if ![0x20, 0x28, 0x29, 0x2B, 0x2D, 0x2E, 0x2F, 0x2A].contains(byte) {
        return false
      }
      offset += 1
    }
    return digits > letters && offset - start <= Self.bareBytesMax
  }

  /// Words behind a label in a question.
  private static let polite = hashes(
    "please again sir maam ma am for me then number no now though and thanks if you have it handy pls plz"
  )
  /// Words before a number in an answer.
  private static let fillers = hashes(
    """
    yes yeah yep yup sure ok okay um uh er so it its s is that thats this the my number no here hold on i have \
    got think believe says one sec me see let right oh well and mine would be of course
    """
  )
}
