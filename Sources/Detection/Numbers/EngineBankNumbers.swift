import Vocabulary

/// Numbers of banks, cards and providers by their checksum and the words around, and cards that show in part.
extension Engine {
  // Banks and providers

  /// Words before a number in which one about banks or providers is looked for.
  private static let contextWords = 5
  /// Digits of an account, and bytes between it and the number of its bank.
  private static let accountDigits = 6...17
  private static let accountGapMax = 4

  /// `direct deposit: 111000025 / 1044882207`, and the line at the bottom of a check: the number of a bank,
  /// and the account behind it.
  func matchRouting(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard let rule = rule(.routing), isAlone(text, token), holds(.aba, text, index, index, scratch)
    else { return }
    let isCheck =
      text.at(Int(token.start) - 1) == 0x3A
      && (text.at(token.end) == 0x3A || text.at(token.end) == 0x7C)
    guard isCheck || hasWord(before: index, Self.bankWords, scratch) else { return }
    emitTokens(rule, index, index, &scratch)
    let next = index + 1
    guard next < scratch.tokens.count, scratch.tokens[next].isDigits,
      scratch.tokens[next].gap != .lineBreak,
      Int(scratch.tokens[next].start) - token.end <= Self.accountGapMax,
      Self.accountDigits.contains(Int(scratch.tokens[next].length))
    else { return }
    emitTokens(fieldRule(.account, .none), next, next, &scratch)
  }

  /// `rendering 1234567893`: the number of a provider behind a word for one.
  func matchProviderNumber(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.providerNumber), isAlone(text, scratch.tokens[index]),
      holds(.npi, text, index, index, scratch), hasWord(before: index, Self.providerWords, scratch)
    else { return }
    emitTokens(rule, index, index, &scratch)
  }

  /// Whether nothing joins a number to another one.
  private func isAlone(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let (before, after) = (text.at(Int(token.start) - 1), text.at(token.end))
    let isDecimal = after == 0x2E && text.at(token.end + 1).isDigit
    return token.gap != .none && !text.isWordByte(token.end) && before != 0x2E && before != 0x2D
      && before != 0x24 && before != 0x2B && after != 0x2D && !isDecimal
  }

  private func hasWord(
    before index: Int,
    _ words: WordSet,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var place = index
    while place > 0, index - place < Self.contextWords, scratch.tokens[place].gap != .lineBreak {
      place -= 1
      if words.contains(scratch.tokens[place].hash) { return true }
    }
    return false
  }

  private static let bankWords = hashes(
    "routing aba rtn transit wire wired ach fedwire deposit bank eft payroll micr checking savings rt"
  )
  private static let providerWords = hashes(
    """
    npi provider providers rendering attending referring ordering prescriber prescribing physician taxonomy \
    pcp billing supervising servicing practitioner
    """
  )

  // Cards that show in part

  /// Places of a card, those that must be covered, and digits that may show before them.
  private static let cardPlaces = 12...19
  private static let coveredMin = 4
  private static let headMax = 6
  /// Bytes that are walked back.
  private static let coveredReach = 28

  /// `4111 11XX XXXX 1111`, `**** 1111` behind a word for a card: found from the digits that show.
  func matchCoveredCard(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let end = token.end
    guard let rule = rule(.coveredCard), !text.isWordByte(end), text.at(end) != 0x2D else { return }
    var (offset, start, covers, head) = (Int(token.start) - 1, Int(token.start), 0, 0)
    while offset >= 0, end - offset <= Self.coveredReach {
      let byte = text[offset]
      if Self.isCover(byte), head == 0 {
        covers += 1
        start = offset
      } else if byte.isDigit, covers > 0, head < Self.headMax {
        head += 1
        start = offset
      } else if byte != 0x2D && byte != 0x20 || offset + 1 != start {
        break
      }
      offset -= 1
    }
    guard covers > 0, !text.isWordByte(start - 1) else { return }
    // Letters in groups may be any number's.
    let isOfLetters = text[start] | 0x20 == 0x78
    if isOfLetters, covers > 4 + Self.coveredMin, text.at(start + 4) == 0x2D { return }
    let isCard = Self.cardPlaces.contains(covers + head + 4) && covers >= Self.coveredMin
    let first = firstToken(at: start, scratch)
    let isNamed =
      head == 0
      && (1...2)
        .contains { first >= $0 && Self.cardWords.contains(scratch.tokens[first - $0].hash) }
    guard isCard && text[start] != 0x2E || isNamed else { return }
    emit(rule, start, end, .format | .context, scratch: &scratch)
  }

  /// Whether what covers digits stands before a number of four.
  @inline(__always)
  func mayBeCovered(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let before = text.at(Int(token.start) &- 1)
    if before == 0x20 || before == 0x2D { return Self.isCover(text.at(Int(token.start) &- 2)) }
    return Self.isCover(before)
  }

  /// What digits are covered with.
  private static func isCover(_ byte: UInt8) -> Bool {
    byte | 0x20 == 0x78 || byte == 0x2A || byte == 0x23 || byte == 0x2E
  }

  private static let cardWords = hashes("visa mastercard mc amex discover card debit credit")
}
