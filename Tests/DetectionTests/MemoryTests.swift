import CTagger
import Testing
import Vocabulary

@testable import Detection

/// What a thread remembers makes a scan quicker and changes nothing.
@Suite struct MemoryTests {
  /// Words that rules, lexicon and tagger look at, and some that they do not.
  private static let words =
    """
    Patient Deborah Hastings MRN 84417721 seen in Salt Lake City , UT 84101 by Dr. Okonkwo-Bell ( MD ) \
    queue depth took us INFO router lungs clear the New York clinic Saint Bride's Hospital plan : \
    D'Souza says O'Brien phoned 802-555-0147 on 2026-11-12 wife Iris from Springfield with Crohn disease
    """
    .split(separator: " ").map(String.init)

  /// Findings with the buffers of another scan.
  private func findings(_ text: String, _ scratch: inout ScanScratch) -> [Finding] {
    let bytes = Array(text.utf8)
    var found: [Finding] = []
    sharedScanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: sharedScanner.judge(.plainText),
      scratch: &scratch,
      into: &found
    )
    return found
  }

  @Test func findsTheSameWithBuffersOfOtherTexts() {
    var generator = SplitMix(state: 41)
    var used = ScanScratch()
    for _ in 0..<1_000 {
      let count = Int.random(in: 1...60, using: &generator)
      let chosen = (0..<count).compactMap { _ in Self.words.randomElement(using: &generator) }
      let ends = [" ", " ", " ", "\n", ". "]
      let text = chosen.reduce("") { $0 + $1 + (ends.randomElement(using: &generator) ?? " ") }
      var fresh = ScanScratch()
      #expect(findings(text, &used) == findings(text, &fresh), "seed 41: \(text)")
    }
  }

  /// Fills a thread's buffers with the words of a text.
  private func fill(_ scratch: inout ScanScratch, by bytes: [UInt8]) {
    scratch.tokenize(bytes.span)
    scratch.lookUpWords()
    scratch.fillTagged(bytes.span, engine: sharedScanner.engine, weak: sharedScanner.tagger.weak)
  }

  @Test func marksTheSamePhrasesWhereverTheyAreAskedFor() {
    var generator = SplitMix(state: 43)
    for _ in 0..<300 {
      let count = Int.random(in: 1...80, using: &generator)
      let chosen = (0..<count).compactMap { _ in Self.words.randomElement(using: &generator) }
      let bytes = Array(chosen.joined(separator: " ").utf8)
      var some = ScanScratch()
      var all = ScanScratch()
      fill(&some, by: bytes)
      fill(&all, by: bytes)
      some.markWantedPhrases()
      all.markPhrases()
      for (one, other) in zip(some.tagged, all.tagged) where one.isNameShaped {
        #expect(one.phraseMarks == other.phraseMarks, "seed 43: \(chosen)")
      }
    }
  }
}

/// What the tagger is told of the words around a word, against the plainest way to count.
@Suite struct TaggerCompanyTests {
  /// How many words within `reach` of `index` hold, in steps.
  private func step(
    _ holds: [Bool],
    _ index: Int,
    reach: Int,
    many: Int
  ) -> UInt8 {
    let near = holds[max(0, index - reach)...min(holds.count - 1, index + reach)].count { $0 }
    return near < 2 ? UInt8(near) : near < many ? 2 : 3
  }

  @Test func countsPersonsAndForeignWordsAround() {
    var generator = SplitMix(state: 53)
    let persons: [TagCue] = [.title, .patient, .provider, .kin, .greeting, .asked]
    for round in 0..<200 {
      let rarity = Int.random(in: 2...40, using: &generator)
      var words = (0..<Int.random(in: 1...120, using: &generator)).map { _ in phigate_tag_word() }
      for index in words.indices {
        switch Int.random(in: 0..<rarity, using: &generator) {
        case 0: words[index].cue = persons.randomElement(using: &generator)?.rawValue ?? 0
        case 1: words[index].cue = TagCue.foreign.rawValue
        case 2:
          words[index].rule = UInt8.random(in: 1...9, using: &generator)
          words[index].shape = UInt8(phigate_shape_rule)
        default: words[index].shape = UInt8(phigate_shape_lower)
        }
      }
      let company = words.map { word in
        persons.contains { $0.rawValue == word.cue } || word.rule > 4
      }
      let foreign = words.map { $0.cue == TagCue.foreign.rawValue }
      unsafe words.withUnsafeMutableBufferPointer { buffer in
        unsafe phigate_tag_prepare(buffer.baseAddress, buffer.count)
      }
      for index in words.indices {
        let (own, other) = (words[index].company, words[index].foreign)
        #expect(own == step(company, index, reach: 16, many: 4), "seed 53, round \(round)")
        #expect(other == step(foreign, index, reach: 6, many: 5), "seed 53, round \(round)")
      }
    }
  }
}

/// What a thread remembers of words that it has judged, against judging each of them.
@Suite struct TaggerMemoryTests {
  /// Words of few kinds, so that many meet again in other company, in lines of more than a chain.
  private func words(_ generator: inout SplitMix) -> [phigate_tag_word] {
    let kinds = (0..<12)
      .map { _ in
        var word = phigate_tag_word()
        word.bands = UInt32.random(in: 0..<1 << 23, using: &generator)
        word.prefix = UInt32.random(in: 0..<4, using: &generator)
        word.suffix = UInt32.random(in: 0..<4, using: &generator)
        word.end = UInt32.random(in: 1...12, using: &generator)
        word.shape = UInt8.random(in: 0...15, using: &generator)
        word.cue = UInt8.random(in: 0...40, using: &generator)
        return word
      }
    return (0..<Int.random(in: 1...400, using: &generator))
      .map { index in
        var word = kinds.randomElement(using: &generator) ?? phigate_tag_word()
        word.before = UInt8.random(in: 0...13, using: &generator)
        if index % 19 == 0 {
          word = phigate_tag_word()
          word.shape = UInt8(phigate_shape_rule)
          word.rule = UInt8.random(in: 1...15, using: &generator)
        }
        return word
      }
  }

  @Test func sayWhatWordsByThemselvesSay() {
    var generator = SplitMix(state: 59)
    let memory = TaggerMemory()
    var likely = 0
    for round in 0..<150 {
      var known = words(&generator)
      unsafe known.withUnsafeMutableBufferPointer { buffer in
        unsafe phigate_tag_prepare(buffer.baseAddress, buffer.count)
      }
      var alone = known
      unsafe known.withUnsafeMutableBufferPointer { buffer in
        unsafe phigate_tag_run(buffer.baseAddress, buffer.count, memory.pointer)
      }
      unsafe alone.withUnsafeMutableBufferPointer { buffer in
        unsafe phigate_tag_run(buffer.baseAddress, buffer.count, nil)
      }
      for (one, other) in zip(known, alone) {
        #expect(one.probability == other.probability, "seed 59, round \(round)")
        if one.probability.1 > 0 { likely += 1 }
      }
    }
    #expect(likely > 0, "words that are all nobody's name prove nothing")
  }
}

/// The first look that decides whether patterns must be compiled.
@Suite struct PatternLiteralTests {
  /// Whether an expression may match a text.
  private func mayMatch(_ expressions: [String], _ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return PatternLiterals(expressions).mayMatch(bytes.span)
  }

  /// The same for one.
  private func mayMatch(_ expression: String, _ text: String) -> Bool {
    mayMatch([expression], text)
  }

  @Test func asksForTheLongestLiteral() {
    #expect(mayMatch("ghp_[A-Za-z0-9]{36}", "token ghp_abc"))
    #expect(!mayMatch("ghp_[A-Za-z0-9]{36}", "token ghp-abc"))
    #expect(mayMatch("[0-9]{8,10}:AA[A-Z]{3}", "12345678:AAX"))
    #expect(!mayMatch("[0-9]{8,10}:AA[A-Z]{3}", "12345678:BAX"))
    #expect(mayMatch("(?i)secret_?access_?key[:=]", "SECRETACCESSKEY="))
    #expect(!mayMatch("(?i)secret_?access_?key[:=]", "keys accessed"))
    #expect(mayMatch("(?:AKIA|ASIA)[A-Z0-9]{16}", "an ASIA"))
    #expect(!mayMatch("(?:AKIA|ASIA)[A-Z0-9]{16}", "an ACIA"))
    #expect(mayMatch("[A-Z]{2}\\\\[a-z]", "ends in \\"))
    #expect(!mayMatch("[A-Z]{2}\\\\[a-z]", "ends in /"))
    #expect(mayMatch("[A-Z]{3}Q~[A-Z]{3}", "a q~b"))
    #expect(mayMatch("[A-Z]{3}Q~[A-Z]{3}", "ends in Q~"))
    #expect(!mayMatch("[A-Z]{3}Q~[A-Z]{3}", "a q-b Q"))
  }

  @Test(arguments: [
    "abc|x", "[a-z]{3}", "(?=abc)abc", "(abc", "a?", "\\x41\\x42", "[abc", "(?:ab|)x?", ".*",
  ])
  func takesEveryTextForWhatItDoesNotUnderstand(expression: String) {
    #expect(mayMatch(expression, "nothing of it"))
  }

  @Test func takesNothingForGrantedThatMayBeMissing() {
    #expect(mayMatch("ab{0,2}cd", "xacd"))
    #expect(mayMatch("ab*cd", "acd"))
    #expect(mayMatch("(?:long literal)?cd", "cd"))
    #expect(mayMatch("discord(?:app)?\\.com/api", "discord.com/api"))
  }

  @Test func letsEveryExampleOfEveryPatternPass() {
    for rule in RuleSet.builtIn.rules {
      guard case .pattern(let pattern) = rule.matcher else { continue }
      for example in rule.positive {
        #expect(mayMatch(pattern.expressions, example), "\(rule.id)")
      }
    }
  }

  @Test func needsNoAutomatonForOrdinaryText() {
    let expressions = PatternTable.parts(RuleSet.builtIn.rules).0
    let text = "Potassium 4.1 mmol/L, seen by the nurse at 10:40; plan: repeat labs in two weeks."
    #expect(!mayMatch(expressions, text))
  }
}
