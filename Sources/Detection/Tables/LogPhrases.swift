import Vocabulary

/// What messages of programs say of fields, accounts and records in phrases of their own.
///
/// ```
/// Field error … on field 'lastName': rejected value [Frost]
/// Duplicate entry 'Frost-1971-03-09' for key 'last_name_dob'     [jfrost] Peer Connection Initiated
/// No patient found for name 'June Frost'                         GET /patients/4711/chart
/// ```
///
/// Sources: messages of Spring, MySQL, OpenVPN and Kafka's consumer.
extension Scanner {
  /// Words that such phrases are found by.
  private static let phraseWords = Engine.table(
    "rejected duplicate name peer reset key "
      + lineUserWords
  )
  private static var rejected: UInt64 { Token.word("rejected") }
  private static var duplicate: UInt64 { Token.word("duplicate") }
  private static var nameWord: UInt64 { Token.word("name") }
  private static var peer: UInt64 { Token.word("peer") }
  private static var reset: UInt64 { Token.word("reset") }
  private static var keyWord: UInt64 { Token.word("key") }
  private static var valueWord: UInt64 { Token.word("value") }
  private static var entry: UInt64 { Token.word("entry") }
  private static var forWord: UInt64 { Token.word("for") }
  private static let persons = Engine.hashes("patient person member client resident subscriber")
  /// Words of names of keys that say that a part of a name is in it.
  private static let keyParts = Engine.hashes(
    "last first surname forename lname fname lastname name"
  )
  /// Words of a record in the line of a message's key.
  private static let recordWords = Engine.hashes("patient patients pat mrn lname lastname dob")
  /// Bytes of a value, digits of a number in an address or of a key, and tokens around, at most and at least.
  private static let phraseBytesMax = 128
  private static let phraseDigitsMin = 4
  private static let phraseReach = 6
  private static let keyReach = 48

  /// Takes what such phrases name.
  func findLogPhrases(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let words = Self.phraseWords
    var next = words.nextHeld(0, scratch)
    while next < scratch.tokens.count {
      let (index, token) = (next, scratch.tokens[next])
      next = words.nextHeld(index &+ 1, scratch)
      guard token.isWord, words(token.hash) != 0 else { continue }
      switch token.hash {
      case Self.rejected: takeRejected(text, index, &scratch)
      case Self.duplicate: takeDuplicate(text, index, &scratch)
      case Self.nameWord: takeSought(text, index, &scratch)
      case Self.peer: takePeer(text, token, &scratch)
      case Self.reset: takeReset(text, index, &scratch)
      case Self.keyWord: takeMessageKey(text, index, &scratch)
      default: takeLineUser(text, index, &scratch)
      }
    }
    findPathPersons(text, &scratch)
  }

  /// Takes a value by its kind.
  private func takePhrase(
    _ text: Span<UInt8>,
    _ value: Range<Int>,
    _ kind: IdentifierKind,
    _ part: LocationPart = .none,
    _ scratch: inout ScanScratch
  ) {
    guard !value.isEmpty, value.count <= Self.phraseBytesMax,
      let finding = engine.wholeValue(text, at: value, kind, part)
    else { return }
    scratch.found.append(finding)
  }

  /// What a mark closes that stands right before an offset.
  private static func enclosed(
    _ text: Span<UInt8>,
    from start: Int,
    _ close: UInt8
  ) -> Range<Int>? {
    var end = start
    while end < text.count, end - start <= phraseBytesMax, text[end] != close, text[end] != 0x0A {
      end += 1
    }
    return text.at(end) == close && end > start ? start..<end : nil
  }

  /// Takes a value that a form refused: `on field 'lastName': rejected value [Frost]`.
  private func takeRejected(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index + 1 < scratch.tokens.count, scratch.tokens[index + 1].hash == Self.valueWord else {
      return
    }
    let (start, end) = (Int(scratch.tokens[index].start), scratch.tokens[index + 1].end)
    guard text.at(end) == 0x20, text.at(end + 1) == 0x5B, text.at(start - 1) == 0x20,
      text.at(start - 2) == 0x3A, text.at(start - 3) == 0x27,
      let value = Self.enclosed(text, from: end + 2, 0x5D)
    else { return }
    var first = start - 3
    while first > 0, start - first <= Self.phraseBytesMax, text[first - 1] != 0x27 { first -= 1 }
    guard let found = filled(text, first..<start - 3, value),
      case .identifier(let kind, let part) = found.verdict
    else { return }
    takePhrase(text, value, kind, part, &scratch)
  }

  /// Takes the name in a key that is there already: `Duplicate entry 'Frost-1971-03-09' for key 'last_name_dob'`.
  private func takeDuplicate(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index + 1 < scratch.tokens.count, scratch.tokens[index + 1].hash == Self.entry,
      text.at(scratch.tokens[index + 1].end + 1) == 0x27,
      let value = Self.enclosed(text, from: scratch.tokens[index + 1].end + 2, 0x27)
    else { return }
    let (cue, start) = (Self.keyCue, value.upperBound + 1)
    guard cue.indices.allSatisfy({ text.at(start + $0) == cue[$0] }),
      let key = Self.enclosed(text, from: start + cue.count, 0x27)
    else { return }
    let words = FieldNames.words(String(decoding: key.map { text[$0] }, as: UTF8.self))
    guard words.contains(where: { Self.keyParts.contains(Token.hash($0)) }) else { return }
    // The letters, wherever digits stand: `4711-Frost-1971-03-09`.
    guard let first = value.first(where: { text[$0].isLetter || text[$0] >= 0x80 }) else { return }
    var end = (first..<value.upperBound).first { text[$0].isDigit } ?? value.upperBound
    while end > first, text[end - 1] == 0x2D || text[end - 1] == 0x20 { end -= 1 }
    takePhrase(text, first..<end, .name, .none, &scratch)
  }

  /// Takes whom nobody found: `No patient found for name 'June Frost'`.
  private func takeSought(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard text.at(token.end) == 0x20, text.at(token.end + 1) == 0x27, index > 0,
      scratch.tokens[index - 1].hash == Self.forWord,
      (max(0, index - Self.phraseReach)..<index)
        .contains(where: { Self.persons.contains(scratch.tokens[$0].hash) }),
      let value = Self.enclosed(text, from: token.end + 2, 0x27),
      text[value.lowerBound].isUppercase
    else { return }
    takePhrase(text, value, .name, .none, &scratch)
  }

  /// Takes the account of a connection: `[jfrost] Peer Connection Initiated`.
  private func takePeer(_ text: Span<UInt8>, _ token: Token, _ scratch: inout ScanScratch) {
    let (start, cue) = (Int(token.start), Self.peerCue)
    guard text.at(start - 1) == 0x20, text.at(start - 2) == 0x5D,
      cue.indices.allSatisfy({ text.at(token.end + $0) == cue[$0] })
    else { return }
    var first = start - 2
    while first > 0, start - first <= Self.phraseBytesMax, text[first - 1] > 0x20,
      text[first - 1] != 0x5B
    {
      first -= 1
    }
    guard text.at(first - 1) == 0x5B else { return }
    takePhrase(text, first..<start - 2, .username, .none, &scratch)
  }

  /// Takes the account of a new password: `Password reset for jfrost71 (June Frost)`.
  private func takeReset(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index + 1 < scratch.tokens.count, scratch.tokens[index + 1].hash == Self.forWord,
      scratch.tokens[index + 1].gap == .blank, text.at(scratch.tokens[index + 1].end) == 0x20
    else { return }
    let start = scratch.tokens[index + 1].end + 1
    var (end, isAccount) = (start, false)
    while text.at(end).isAlphanumeric || [0x2E, 0x5F, 0x2D].contains(text.at(end)) {
      isAccount = isAccount || text[end].isDigit || text[end] == 0x2E || text[end] == 0x5F
      end += 1
    }
    guard isAccount, text.at(start).isLetter, text.at(end) == 0x20, text.at(end + 1) == 0x28 else {
      return
    }
    takePhrase(text, start..<end, .username, .none, &scratch)
  }

  /// Takes the key of a message about a patient: `Offset:123  key=4711  {"pat_lname": …}`.
  private func takeMessageKey(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard text.at(token.end) == 0x3D, index > 1, scratch.tokens[index - 1].isDigits,
      Self.offset == scratch.tokens[index - 2].hash, index + 1 < scratch.tokens.count,
      scratch.tokens[index + 1].isDigits, scratch.tokens[index + 1].length >= Self.phraseDigitsMin,
      Int(scratch.tokens[index + 1].start) == token.end + 1
    else { return }
    guard isOfRecord(index, scratch) else { return }
    takePhrase(text, scratch.tokens[index + 1].range, .mrn, .none, &scratch)
  }

  /// Whether a word of records stands near a token in its line.
  private func isOfRecord(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var place = index
    while place > 0, index - place < Self.keyReach, scratch.tokens[place].gap != .lineBreak {
      place -= 1
      if Self.recordWords.contains(scratch.tokens[place].hash) { return true }
    }
    place = index + 1
    while place < scratch.tokens.count, place - index < Self.keyReach,
      scratch.tokens[place].gap != .lineBreak
    {
      if Self.recordWords.contains(scratch.tokens[place].hash) { return true }
      place += 1
    }
    return false
  }

  private static var offset: UInt64 { Token.word("offset") }
  /// What stands behind a peer of a tunnel, and behind a value that is there already.
  private static let peerCue = Array(" Connection Initiated".utf8)
  private static let keyCue = Array(" for key '".utf8)
}
