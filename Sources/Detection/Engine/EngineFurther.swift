import Vocabulary

/// Further values behind one that a label introduced, and what only looks like one.
extension Engine {
  /// Whether a code behind an ordinary word is a fraction, or, behind a word for a plate, holds a word:
  /// `Registration 3/3`, `tag pathways/7.2`.
  func isNoCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ end: Int,
    _ kind: IdentifierKind,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var (digits, hasStroke, index) = (0, false, first)
    while index < scratch.tokens.count, Int(scratch.tokens[index].start) < end {
      let token = scratch.tokens[index]
      if token.isWord {
        // `visit. BP 132/70`
        if index == first, Self.vitals.contains(token.hash), index + 1 < scratch.tokens.count,
          scratch.tokens[index + 1].gap == .blank
        {
          return true
        }
        return kind == .vehicle && token.length > 4 && token.shape != .upper
      }
      digits += Int(token.length)
      hasStroke = hasStroke || text.at(token.end) == 0x2F && token.end < end
      index += 1
    }
    return hasStroke && digits <= 4 || isYears(first, end, scratch)
  }

  /// Whether a code is nothing but two years: `referral 2023-2024`.
  func isYears(_ first: Int, _ end: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first + 1 < scratch.tokens.count, scratch.tokens[first + 1].end == end else {
      return false
    }
    let years: ClosedRange<UInt64> = 1_900...2_100
    return scratch.tokens[first...first + 1]
      .allSatisfy { $0.isDigits && $0.length == 4 && years.contains($0.hash) }
  }

  /// What is measured at every visit.
  private static let vitals = hashes("bp hr rr sbp dbp map temp wt ht bmi spo fev gcs bgl fsbs")

  /// Words of an insurer's name, at most.
  private static let insurerWords = 4

  /// The number behind an insurer's name of a few words with capitals: `Meridian Trust MT7081142`.
  func payerCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ digits: Int,
    _ scratch: borrowing ScanScratch
  ) -> Range<Int>? {
    var index = first
    while index < scratch.tokens.count, index - first < Self.insurerWords,
      scratch.tokens[index].isWord, scratch.tokens[index].gap != .lineBreak,
      scratch.tokens[index].shape.startsWithCapital || index > first && isWord(index, .of, scratch),
      index + 1 < scratch.tokens.count, scratch.tokens[index + 1].gap == .blank,
      Int(scratch.tokens[index + 1].start) == scratch.tokens[index].end + 1
    {
      index += 1
    }
    guard index > first, index < scratch.tokens.count, scratch.tokens[index].shape == .upper,
      scratch.tokens[index].length <= 5, scratch.tokens[index].gap == .blank,
      index + 1 < scratch.tokens.count, scratch.tokens[index + 1].isDigits,
      scratch.tokens[index + 1].gap == .none,
      let end = codeEnd(text, index, digits: digits, connected: true, scratch)
    else { return nil }
    return Int(scratch.tokens[index].start)..<end
  }

  /// Takes a work along whose city was found: `nights at the Norfolk shipyard`.
  func lengthenWorks(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for index in scratch.found.indices where scratch.found[index].kind == .location {
      let found = scratch.found[index]
      guard found.part == .city, text.at(found.end) == 0x20 else { continue }
      let (first, next) = (firstToken(at: found.start, scratch), firstToken(at: found.end, scratch))
      guard next < scratch.tokens.count, first > 0, Self.works.contains(scratch.tokens[next].hash),
        Int(scratch.tokens[next].start) == found.end + 1, isWord(first - 1, .the, scratch),
        index + 1 == scratch.found.count
          || scratch.found[index + 1].start >= scratch.tokens[next].end
      else { continue }
      scratch.found[index].end = scratch.tokens[next].end
    }
  }

  private static let works = hashes(
    "shipyard plant mill factory refinery foundry mine quarry brewery cannery sawmill smelter steelworks "
      + "shipyards docks ironworks paperworks tannery slaughterhouse meatpacker"
  )

  /// The end of a code that begins with a digit.
  func numberEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ digits: Int,
    _ connected: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard scratch.tokens[first].isDigits,
      let end = codeEnd(text, first, digits: digits, connected: connected, scratch)
    else { return nil }
    // `7f1c2d3e-4b5a` is more than a number.
    let lettersMax = 2
    var letters = 0
    for offset in Int(scratch.tokens[first].start)..<end where text[offset].isLetter {
      letters += 1
    }
    return letters <= lettersMax ? end : nil
  }

  /// Whether a colon or an equals sign stands right behind the word before a token.
  func isMarked(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let mark = index > 0 ? text.at(scratch.tokens[index - 1].end) : 0
    return mark == 0x3A || mark == 0x3D
  }

  /// The end of a group's code on a card: capitals, and digits among them: `MTSTATE2`.
  func groupCodeEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ bytes: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let lettersMin = 3
    guard scratch.tokens[first].shape == .upper, scratch.tokens[first].length >= lettersMin,
      let end = codeEnd(text, first, digits: 1, connected: false, scratch),
      end - Int(scratch.tokens[first].start) >= bytes
    else { return nil }
    return end
  }

  /// The end of what Medicare wrote behind the number of a worker: `417-88-2093A`, `…-2093B1`.
  ///
  /// Source: SSA RM 00205, beneficiary identification codes.
  func beneficiaryEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    switch text.at(end) {
    case 0x41...0x46, 0x4D, 0x54, 0x57: break
    default: return end
    }
    let last = text.at(end + 1).isDigit ? end + 2 : end + 1
    return text.isWordByte(last) ? end : last
  }

  /// Tokens behind a value in which another of its form is looked for.
  private static let alikeTokens = 16

  /// A second value of the same form in the line: `wristband (E1180447) isn't the one on the blood
  /// (E1180474)`, `social ends in 0482. thats dad's. mom's ends 9915`.
  private func emitAlike(
    _ rule: UInt16,
    _ text: Span<UInt8>,
    _ start: Int,
    _ behind: Int,
    _ length: Int,
    _ evidence: Evidence,
    _ label: UInt16,
    _ scratch: inout ScanScratch
  ) {
    let end = start + length
    guard length >= 3 else { return }
    var index = firstToken(at: behind, scratch)
    let last = min(scratch.tokens.count, index + Self.alikeTokens)
    while index < last, scratch.tokens[index].gap != .lineBreak {
      let next = Int(scratch.tokens[index].start)
      let before = text.at(next - 1)
      if scratch.tokens[index].gap != .none, scratch.tokens[index].gap != .mark || before == 0x28,
        next + length <= text.count, !text.isWordByte(next + length),
        text.at(next + length) != 0x25, isAlike(text, start, end, next),
        isSameSort(text, start, length, index, scratch), !isPlaceholder(text, around: next)
      {
        emit(rule, next, next + length, evidence, label: label, scratch: &scratch)
      }
      index += 1
    }
  }

  /// Whether two alike values share their beginning, or a word says that the last digits of another
  /// number follow.
  private func isSameSort(
    _ text: Span<UInt8>,
    _ start: Int,
    _ length: Int,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let next = Int(scratch.tokens[index].start)
    if length <= 4 {
      return scratch.tokens[index].gap == .blank
        && (1...2)
          .contains {
            index >= $0 && Self.lastWords.contains(scratch.tokens[index - $0].hash)
          }
    }
    let isCode = text[start].isLetter || text[start + 1].isLetter
    return length >= 6 && text[start] == text[next] && text[start + 1] == text[next + 1]
      && (isCode || length >= 7 && text[start + 2] == text[next + 2])
  }

  private static let lastWords = hashes("ends ending hers theirs mine")

  /// Further values of the same form behind one that a label introduced: `M-24-001933 / M-24-001934`,
  /// `81174 vs 81175`.
  func emitFurther(
    _ rule: UInt16,
    _ text: Span<UInt8>,
    _ start: Int,
    _ end: Int,
    _ evidence: Evidence,
    _ label: UInt16,
    _ scratch: inout ScanScratch
  ) {
    let furtherMax = 8
    var last = end
    for _ in 0..<furtherMax {
      var next = last
      while next < text.count, next - last < 5, !text.isWordByte(next), text[next] != 0x0A {
        next += 1
      }
      guard next > last else { break }
      if let word = wordEnd(text, next, atLeast: 2),
        Self.joints.contains(Token.hash(text, next..<word)), text.at(word) == 0x20
      {
        next = word + 1
      }
      let stop = next + end - start
      guard end - start > 3, stop <= text.count, !text.isWordByte(stop),
        isAlike(text, start, end, next)
      else {
        break
      }
      emit(rule, next, stop, evidence, label: label, scratch: &scratch)
      last = stop
    }
    emitAlike(rule, text, start, last, end - start, evidence, label, &scratch)
  }

  /// The token that ends a label with what makes it one or several: `Account(s)`, `Box(es)`.
  func pluralEnd(_ text: Span<UInt8>, _ last: Int, _ scratch: borrowing ScanScratch) -> Int {
    let (end, next) = (scratch.tokens[last].end, last + 1)
    guard text.at(end) == 0x28, next < scratch.tokens.count,
      Int(scratch.tokens[next].start) == end + 1, text.at(scratch.tokens[next].end) == 0x29,
      Self.plurals.contains(scratch.tokens[next].hash)
    else { return last }
    return next
  }

  private static let plurals = hashes("s es n en x")

  /// Letters of what a label is short for.
  private static let acronymLetters: ClosedRange<UInt16> = 2...8

  /// The token that ends a label with what it is short for, or whose it is: `Seguro social (IMSS): 4298`,
  /// `Member ID (MBI): …`.
  func acronymEnd(_ text: Span<UInt8>, _ last: Int, _ scratch: borrowing ScanScratch) -> Int {
    let (end, next) = (scratch.tokens[last].end, last + 1)
    guard text.at(end) == 0x20, text.at(end + 1) == 0x28, next < scratch.tokens.count,
      Int(scratch.tokens[next].start) == end + 2, scratch.tokens[next].shape == .upper,
      Self.acronymLetters.contains(scratch.tokens[next].length),
      text.at(scratch.tokens[next].end) == 0x29
    else { return last }
    let behind = scratch.tokens[next].end + 1
    let isValue = text.at(behind) == 0x20 && text.at(behind + 1).isDigit
    return text.at(behind) == 0x3A || isValue ? next : last
  }

  /// Words between a label and what is said of it, at most; digits of the number.
  private static let saidWords = 6
  private static let saidDigits = 5

  /// `account number on the check is 1044882207`: a number behind the first `is` of a label's sentence.
  func matchSaidOf(
    _ text: Span<UInt8>,
    behind last: Int,
    _ phrase: PhraseFacts,
    _ scratch: inout ScanScratch
  ) -> Bool {
    var index = last + 1
    while index + 1 < scratch.tokens.count, index - last <= Self.saidWords {
      let token = scratch.tokens[index]
      guard token.gap == .blank, token.isWord, token.shape == .lower else { return false }
      let value = index + 1
      if Self.sayings.contains(token.hash), scratch.tokens[value].gap == .blank,
        let end = codeEnd(text, value, digits: Self.saidDigits, connected: true, scratch)
      {
        emit(
          phrase.firstRule,
          Int(scratch.tokens[value].start),
          end,
          .label | .format,
          label: phrase.label,
          scratch: &scratch
        )
        return true
      }
      index += 1
    }
    return false
  }

  private static let sayings = hashes("is was reads shows")

  /// Values of a list behind a label of one or several, whatever their form: `MRN(s): 5528190, 447-1`.
  ///
  /// `known`: how many findings there were before the first of them.
  func emitListed(
    _ text: Span<UInt8>,
    _ label: UInt16,
    _ known: Int,
    _ scratch: inout ScanScratch
  ) {
    let listMax = 16
    for _ in 0..<listMax {
      guard scratch.found.count > known, let last = scratch.found.last else { return }
      var index = firstToken(at: last.end, scratch)
      var (end, isApart) = (last.end, false)
      if index < scratch.tokens.count, Self.joints.contains(scratch.tokens[index].hash),
        scratch.tokens[index].gap != .lineBreak
      {
        (end, isApart) = (scratch.tokens[index].end, true)
        index += 1
      }
      guard index < scratch.tokens.count, Int(scratch.tokens[index].start) - end <= 3 else {
        return
      }
      for offset in end..<Int(scratch.tokens[index].start) {
        switch text[offset] {
        case 0x2C, 0x3B, 0x2F, 0x26: isApart = true
        case 0x20, 0x23: break
        default: return
        }
      }
      guard isApart, tryRule(last.rule, text, index, label, connected: false, &scratch) else {
        return
      }
    }
  }

  /// Whether the bytes at `next` are letters, digits and marks where those of a value are, at least
  /// four of them digits.
  private func isAlike(_ text: Span<UInt8>, _ start: Int, _ end: Int, _ next: Int) -> Bool {
    var digits = 0
    for offset in 0..<(end - start) {
      let (one, other) = (text[start + offset], text.at(next + offset))
      if one.isDigit {
        guard other.isDigit else { return false }
        digits += 1
      } else if one.isLetter {
        guard other.isLetter else { return false }
      } else if one != other {
        return false
      }
    }
    return digits >= min(4, end - start)
  }

  /// Whether two letters are parts of a list and no label: `vitamins A, C 500`.
  func isSeries(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    last == first + 1 && scratch.tokens[first].length == 1 && scratch.tokens[last].length == 1
      && text.at(scratch.tokens[first].end) == 0x2C
  }

  /// Words of an insurer's name between a label and its number, at most.
  static let payerWordsMax = 2

  /// Whether a word may be of an insurer's name between a label and the number: `Ins: Highmark ZFR 11`.
  func isPayer(_ token: Token, _ phrase: PhraseFacts) -> Bool {
    token.shape == .capitalized && token.length > 3
      && facts[Int(phrase.firstRule)].kind == .healthPlan
  }

  /// Whether a word that no rule knows stands behind a label and one blank: nothing leads from it to a value.
  @inline(__always)
  func isPlainWord(
    _ index: Int,
    behind end: Int,
    _ phrase: PhraseFacts,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard index < scratch.tokens.count else { return false }
    let token = scratch.tokens[index]
    return token.shape == .lower && token.gap == .blank && Int(token.start) == end &+ 1
      && words(token.hash) == 0 && facts[Int(phrase.firstRule)].kind != .ssn
  }

  /// Tries the rules of a phrase on the value that begins at a token.
  @inline(__always)
  func tryRules(
    of phrase: PhraseFacts,
    _ text: Span<UInt8>,
    _ index: Int,
    connected: Bool,
    _ scratch: inout ScanScratch
  ) -> Bool {
    for number in phrase.rules {
      let rule = phraseRules[Int(number)]
      if tryRule(rule, text, index, phrase.label, connected: connected, &scratch) { return true }
    }
    return false
  }
}
