import CTagger
import Testing
import Vocabulary

@testable import Detection

/// Tokens are cut in bitmaps of 64 bytes; here byte by byte, from their description alone.
@Suite struct TokenTests {
  /// A token as its description has it.
  private struct Plain: Equatable {
    var hash: UInt64
    var start: Int
    var end: Int
    var shape: TokenShape
    var gap: TokenGap
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }

  /// What stands between two tokens.
  private static func gap(_ between: ArraySlice<UInt8>, isFirst: Bool) -> TokenGap {
    if isFirst || between.contains(0x0A) || between.contains(0x0D) { return .lineBreak }
    if between.isEmpty { return .none }
    if between.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return .blank }
    return between.count == 1 ? .mark : .marks
  }

  /// The case of a whole run, even where it is cut.
  private static func shape(_ run: ArraySlice<UInt8>) -> TokenShape {
    let capitals = run.count { isCapital($0) }
    if isDigit(run[run.startIndex]) { return .digits }
    if capitals == 0 { return .lower }
    if capitals == 1, isCapital(run[run.startIndex]) { return .capitalized }
    return capitals == run.count ? .upper : .mixed
  }

  private static func value(_ digits: ArraySlice<UInt8>) -> UInt64 {
    digits.count > 18 ? .max : digits.reduce(0) { $0 * 10 + UInt64($1 - 0x30) }
  }

  private static func tokens(_ text: [UInt8]) -> [Plain] {
    var out: [Plain] = []
    var index = 0
    while index < text.count {
      guard isLetter(text[index]) || isDigit(text[index]) else {
        index += 1
        continue
      }
      let first = index
      let isNumber = isDigit(text[index])
      while index < text.count, isNumber ? isDigit(text[index]) : isLetter(text[index]) {
        index += 1
      }
      for start in stride(from: first, to: index, by: Token.lengthMax) {
        let end = min(index, start + Token.lengthMax)
        let previous = out.last?.end ?? 0
        out.append(
          Plain(
            hash: isNumber ? value(text[start..<end]) : Token.hash(text[start..<end]),
            start: start,
            end: end,
            shape: shape(text[first..<index]),
            gap: gap(text[previous..<start], isFirst: out.isEmpty)
          )
        )
      }
    }
    return out
  }

  private func check(_ text: [UInt8], _ what: String) {
    var scratch = ScanScratch()
    scratch.tokenize(text.span)
    let found = scratch.tokens.map {
      Plain(hash: $0.hash, start: Int($0.start), end: $0.end, shape: $0.shape, gap: $0.gap)
    }
    #expect(found == Self.tokens(text), "\(what): \(text)")
    #expect(scratch.ats.map(Int.init) == text.indices.filter { text[$0] == 0x40 }, "\(what)")
    #expect(scratch.hasHighBytes == text.contains { $0 >= 0x80 }, "\(what)")
  }

  @Test func cutsWhatTheDescriptionSays() {
    var generator = SplitMix(state: 71)
    let pieces: [[UInt8]] = [
      "word", "Word", "WORD", "wOrd", "O", "a", "7", "04", "1234567", "12345678",
      "123456789012345678",
      "1234567890123456789", " ", " ", " ", "  ", "\t", "\n", "\r\n", ".", ", ", "'", "@", "-", "(",
      "é",
      "\u{FFFD}", "abcdefghijklmnopqrst", "Z9",
    ]
    .map { Array($0.utf8) }
    for round in 0..<600 {
      let count = Int.random(in: 0...60, using: &generator)
      let text = (0..<count).flatMap { _ in pieces.randomElement(using: &generator) ?? [] }
      check(text, "seed 71, round \(round)")
    }
  }

  @Test(arguments: [62, 63, 64, 65, 127, 128, 1_023, 1_024, 1_025, 2_048, 5_000])
  func cutsRunsAcrossBlocks(_ length: Int) {
    for byte in ["x", "X", "5"].flatMap(\.utf8) {
      let run = [UInt8](repeating: byte, count: length)
      check(run, "alone")
      check(Array("ab ".utf8) + run + Array(" cd".utf8), "between words")
      check(Array("Q".utf8) + run + Array("Q@7".utf8), "between capitals")
    }
  }

  @Test func writesAllTokensOfATextOfMany() {
    let text = Array(repeating: Array("a 1@".utf8), count: 5_000).flatMap { $0 }
    check(text, "many")
  }

  @Test func hasTheLayoutThatIsWritten() {
    #expect(MemoryLayout<Token>.size == MemoryLayout<phigate_token>.size)
    #expect(MemoryLayout<Token>.stride == MemoryLayout<phigate_token>.stride)
    #expect(
      MemoryLayout<Token>.offset(of: \.start) == MemoryLayout<phigate_token>.offset(of: \.start)
    )
    #expect(
      MemoryLayout<Token>.offset(of: \.length) == MemoryLayout<phigate_token>.offset(of: \.length)
    )
    #expect(
      MemoryLayout<Token>.offset(of: \.shape) == MemoryLayout<phigate_token>.offset(of: \.shape)
    )
    #expect(MemoryLayout<Token>.offset(of: \.gap) == MemoryLayout<phigate_token>.offset(of: \.gap))
  }

  @Test func setsHoldTheirWordsAndNoOthers() {
    var generator = SplitMix(state: 73)
    for count in [0, 1, 2, 3, 9, 40, 300] {
      var hashes = (0..<count).map { _ in UInt64.random(in: .min ... .max, using: &generator) }
      // Numbers are hashes, too: small ones, and none at all.
      hashes += (0..<UInt64(count / 3)).map { $0 * 7 }
      let set = WordSet(hashes)
      for hash in hashes { #expect(set.contains(hash), "seed 73, \(count)") }
      for _ in 0..<100 {
        let other = UInt64.random(in: .min ... .max, using: &generator)
        #expect(set.contains(other) == hashes.contains(other), "seed 73, \(count)")
      }
      for small in 0..<UInt64(50) {
        #expect(set.contains(small) == hashes.contains(small), "seed 73, \(count)")
      }
    }
  }

  @Test func aWordThatIsWrittenOutIsItsHash() {
    #expect(Token.word("o") == Token.hash("o"))
    #expect(Token.word("patient") == Token.hash("patient"))
    #expect(Token.word("resident") == Token.hash("RESIDENT"))
    #expect(Token.word("residents") == Token.hash("residents"))
    #expect(Token.word("patientidentifier") == Token.hash("patientidentifier"))
    #expect(Token.word("straße") == Token.hash("straße"))
    #expect(Token.word("tháng") != Token.hash("thang"))
    #expect(Token.word("") == 0)
  }

  @Test func filtersHoldWhatTheirTablesHold() {
    let tables = [Engine.table("mrn chart"), Engine.table("dhr mevr")]
    let filter = WordFilter(tables, [Engine.hashes("emt")])
    for word in ["mrn", "chart", "dhr", "mevr", "emt"] {
      #expect(filter.mayHold(Token.hash(word)), "\(word)")
    }
    let others = (0..<1_000).count { filter.mayHold(Token.hash("word\($0)")) }
    #expect(others < 10)
  }

  /// Text of words, numbers and marks, with a seed.
  private static func text(_ generator: inout SplitMix) -> [UInt8] {
    let pieces = [
      "patient ", "changed ", "Mercy ", "ICU ", "40 ", "a", "Edited", "7", "=", ": ", "-", "&",
      "\n", "  ", "\t", " ", "été ", "mRNA", ", ", "/",
    ]
    let count = Int.random(in: 0...40, using: &generator)
    return (0..<count)
      .flatMap { _ in Array((pieces.randomElement(using: &generator) ?? "").utf8) }
  }

  @Test func listsTheTokensBehindWhichMoreThanAWordStands() {
    var generator = SplitMix(state: 79)
    let changing = Engine.table("changed edited")
    for round in 0..<500 {
      let text = Self.text(&generator)
      var scratch = ScanScratch()
      scratch.tokenize(text.span)
      scratch.listEnds(text.span, besides: changing)
      let (tokens, listed) = (scratch.tokens, scratch.ends[..<scratch.endCount].map { Int($0) })
      let wanted = tokens.indices.filter { index in
        let (token, next) = (tokens[index], index + 1)
        let before = token.start > 0 ? text[Int(token.start) - 1] : 0
        guard token.end + 1 < text.count, text[token.end] == 0x20,
          Self.isLetter(text[token.end + 1]), text[token.end + 1] < 0x80, before != 0x2D,
          before != 0x26
        else { return true }
        let first = text[token.end + 1]
        return "acemu".utf8.contains(first) && changing(tokens[next].hash) != 0
      }
      #expect(listed == wanted, "seed 79, round \(round)")
    }
  }

  @Test func passesOverWordsThatNothingTouches() {
    var generator = SplitMix(state: 83)
    let held = Engine.table("mercy icu mrna")
    for round in 0..<500 {
      let text = Self.text(&generator)
      var scratch = ScanScratch()
      scratch.tokenize(text.span)
      let (tokens, count) = (scratch.tokens, scratch.tokens.count)
      for start in 0...count {
        let joined = (start..<count)
          .first { index in
            let shape = tokens[index].shape
            let gap: TokenGap = index + 1 < count ? tokens[index + 1].gap : .blank
            return shape == .digits || shape == .upper || gap == .none || gap == .mark
          }
        let (found, foundHeld) = (scratch.nextJoined(start), held.nextHeld(start, scratch))
        #expect(found == joined ?? count, "seed 83, round \(round)")
        let word = (start..<count).first { held(tokens[$0].hash) != 0 }
        #expect(foundHeld == word ?? count, "seed 83, round \(round)")
      }
    }
  }
}
