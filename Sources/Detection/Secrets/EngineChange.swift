import Vocabulary

/// What a value was changed to.
extension Engine {
  /// Words behind a password or a code in which it is changed.
  private static let changeReach = 16
  /// Bytes of what a value was changed to; bytes between both.
  private static let changedBytes = 3...64
  private static let changeGapMax = 8

  /// `user [pkerr] -> [tvoss]`, `MRN 4471820 => 98-4471`, `from pkerr to tvoss`; and behind a code `I changed
  /// it to 9186`: appends the second value, found from the first.
  ///
  /// `scratch.found` is sorted and disjoint before and behind. Where the first is masked, the second is, too.
  func matchChanges(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let known = scratch.found.count
    for index in 0..<known where scratch.found[index].masked {
      let finding = scratch.found[index]
      guard Self.changing.contains(finding.kind) else { continue }
      if let value = changedValue(text, finding, scratch), fits(text, value, finding) {
        emit(
          finding.rule,
          value.lowerBound,
          value.upperBound,
          .context,
          kind: finding.kind,
          scratch: &scratch
        )
      } else if finding.kind == .secret {
        matchNewSecret(text, finding, &scratch)
      }
    }
    if scratch.found.count > known { settle(&scratch) }
  }

  private static let changing: Set<IdentifierKind> = [
    .username, .secret, .mrn, .healthPlan, .account, .license, .device, .uniqueID, .vehicle,
    .passport,
  ]

  // Accounts behind names

  /// Letters of a name that an account shares with it, at least.
  private static let sharedLetters = 3

  /// `Adaeze Okafor (aokafor)`, `Okafor, Adaeze <okafora2>`: an account in brackets behind the name that it is
  /// made of; found from the name.
  func matchNamesakes(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let known = scratch.found.count
    for index in 0..<known where scratch.found[index].kind == .name && scratch.found[index].masked {
      let name = scratch.found[index].start..<scratch.found[index].end
      let close = Self.pointCloser(text.at(name.upperBound + 1))
      guard text.at(name.upperBound) == 0x20, close != 0, close != 0x5F else { continue }
      let start = name.upperBound + 2
      var end = start
      while end < text.count, isNameByte(text[end]), end - start < Self.changedBytes.upperBound {
        end += 1
      }
      let next = index + 1
      guard text.at(end) == close, end - start > Self.sharedLetters,
        next >= known || scratch.found[next].start >= end, isMade(text, start..<end, of: name)
      else { continue }
      emitLogin(text, start..<end, &scratch)
    }
    if scratch.found.count > known { settle(&scratch) }
  }

  /// Whether an account holds the beginning of a word of a name, and is none of its words.
  private func isMade(_ text: Span<UInt8>, _ account: Range<Int>, of name: Range<Int>) -> Bool {
    var start = name.lowerBound
    while start < name.upperBound {
      var end = start
      while end < name.upperBound, text.isWordByte(end) { end += 1 }
      let shared = min(end - start, Self.sharedLetters + 1)
      if shared >= Self.sharedLetters, end - start != account.count {
        for offset in account.lowerBound..<max(account.lowerBound, account.upperBound - shared + 1)
        where (0..<shared).allSatisfy({ text[offset + $0] | 0x20 == text[start + $0] | 0x20 }) {
          return true
        }
      }
      start = max(end, start) + 1
    }
    return false
  }

  // What a value was changed to

  /// What stands behind an arrow behind a value, or behind `to` where `from` stands before it.
  private func changedValue(
    _ text: Span<UInt8>,
    _ finding: Finding,
    _ scratch: borrowing ScanScratch
  ) -> Range<Int>? {
    var offset = finding.end
    let limit = finding.end + Self.changeGapMax
    while offset < limit, Self.isCloser(text.at(offset)) { offset += 1 }
    let closed = offset
    while offset < limit, text.at(offset) == 0x20 { offset += 1 }
    switch (text.at(offset), text.at(offset + 1), text.at(offset + 2)) {
    case (0x2D, 0x2D, 0x3E): offset += 3
    case (0x2D, 0x3E, _), (0x3D, 0x3E, _): offset += 2
    // An arrow of one character.
    case (0x3E, 0x20, _) where offset > closed: offset += 1
    case (0x74, 0x6F, 0x20) where offset > closed:
      let first = firstToken(at: finding.start, scratch)
      guard first > 0, Self.sources.contains(scratch.tokens[first - 1].hash) else { return nil }
      offset += 2
    default: return nil
    }
    while text.at(offset) == 0x20 { offset += 1 }
    let opener = text.at(offset)
    let close = Self.closer(of: opener)
    if close != 0 { offset += 1 }
    var end = offset
    while end < text.count, end - offset <= Self.changedBytes.upperBound {
      let byte = text[end]
      if byte < 0x20 || byte == close { break }
      if close == 0, byte == 0x20 || byte == 0x2C || byte == 0x3B || Self.isCloser(byte) { break }
      end += 1
    }
    while end > offset, text[end - 1] == 0x2E || text[end - 1] == 0x3A { end -= 1 }
    guard end > offset, !isPlaceholder(text, around: offset) else { return nil }
    return offset..<end
  }

  /// Whether a value may be of the kind that another is.
  private func fits(_ text: Span<UInt8>, _ value: Range<Int>, _ finding: Finding) -> Bool {
    guard Self.changedBytes.contains(value.count) else { return false }
    switch finding.kind {
    case .username:
      // `pkerr -> Tier2` is handed to nobody.
      return isAccount(text, value) && isColumnValue(text, value)
        && text[value.lowerBound].isUppercase == text[finding.start].isUppercase
    case .secret:
      let isBare = !Self.isCloser(text.at(value.upperBound))
      let bands = Lexicon.bands(Token.hash(text, value))
      return !Self.standIns.contains(Token.hash(text, value)) && !isExpression(text, value)
        && !(isBare && bands.english > 0)
    default:
      var digits = 0
      for offset in value {
        if text[offset].isDigit { digits += 1 }
        guard text.isWordByte(offset) || Self.isCodeMark(text[offset]) else { return false }
      }
      return digits >= 3
    }
  }

  /// `I changed it to 9186`, `now it's 9186` behind a code of digits or a password.
  private func matchNewSecret(
    _ text: Span<UInt8>,
    _ finding: Finding,
    _ scratch: inout ScanScratch
  ) {
    let isCode = (finding.start..<finding.end).allSatisfy { text[$0].isDigit }
    var index = firstToken(at: finding.end, scratch)
    let last = min(scratch.tokens.count, index + Self.changeReach)
    while index + 2 < last {
      let (verb, object) = (scratch.tokens[index].hash, scratch.tokens[index + 1].hash)
      var value = index + 3
      if isCode, verb == Self.nowWord {
        value = index + 1
        while value < last, Self.itIs.contains(scratch.tokens[value].hash) { value += 1 }
      } else {
        guard Self.setting.contains(verb), Self.objects.contains(object),
          scratch.tokens[index + 2].hash == Self.toWord
        else {
          index += 1
          continue
        }
      }
      guard value < last, scratch.tokens[value].gap == .blank else { return }
      let range = scratch.tokens[value].range
      let run = runRange(text, value, scratch)
      if isCode, scratch.tokens[value].isDigits,
        codeValue(text, value, isStrong: true, scratch) == range
      {
        emitSecretText(text, range, &scratch)
      } else if !isCode, isCodedSecret(text, run) {
        emitSecretText(text, run, &scratch)
      }
      return
    }
  }

  /// Whether a byte closes what a value may stand in.
  private static func isCloser(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x27, 0x29, 0x5D, 0x60, 0x7D: true
    default: false
    }
  }

  /// What closes an opening mark; 0 where it is none.
  private static func closer(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0x5B: 0x5D
    case 0x28: 0x29
    case 0x7B: 0x7D
    case 0x22, 0x27, 0x60: byte
    default: 0
    }
  }

  /// Marks inside codes.
  private static func isCodeMark(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x2F || byte == 0x2E || byte == 0x5F
  }

  private static let sources = hashes("from")
  private static var toWord: UInt64 { Token.word("to") }
  private static var nowWord: UInt64 { Token.word("now") }
  private static let itIs = hashes("it s is its")
  private static let setting = hashes(
    "changed changing change set reset updated switched moved made put"
  )
  private static let objects = hashes("it that this mine them hers his theirs ours")
}
