import Crypto
import Testing
import Vocabulary

@testable import Detection

/// The compiled lexicon as scripts/lexicon describes it.
@Suite struct LexiconTests {
  private func bands(_ text: String) -> LexiconBands {
    let words = text.split(separator: " ").map { Token.hash(String($0)) }
    return Lexicon.bands(words.dropFirst().reduce(words[0]) { Lexicon.phrase($0, $1) })
  }

  @Test func hasItsMagicItsVersionAndTheSizeThatItsHeaderStates() {
    let bytes = Lexicon.bytes
    #expect(Array(bytes.prefix(8)) == Array("PHGLEX\u{0}\u{1}".utf8))
    #expect(bytes.count == 16 + 4 * 65_537 + 6 * Lexicon.entryCount + 32)
    #expect(bytes.count <= 8_000_000)
    #expect(Lexicon.entryCount > 200_000)
    #expect(bytes[12] == UInt8(Lexicon.phraseWordsMax))
  }

  @Test func endsWithTheDigestOfAllThatStandsBefore() {
    let digest = SHA256.hash(data: Lexicon.bytes.dropLast(32))
    #expect(Lexicon.digest == Array(digest).lowercaseHex)
  }

  @Test func bucketsAreInOrderAndCoverEveryEntry() {
    let bytes = Lexicon.bytes
    let index = (0...65_536)
      .map { bucket in
        (0..<4).reduce(0) { $0 | Int(bytes[16 + 4 * bucket + $1]) << (8 * $1) }
      }
    #expect(index.first == 0)
    #expect(index.last == Lexicon.entryCount)
    #expect(zip(index, index.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test(arguments: ["Mary", "james", "LINDA", "Priya", "Mateo"])
  func knowsFirstNames(_ name: String) { #expect(bands(name).first >= 2) }

  @Test(arguments: ["Smith", "garcia", "NGUYEN", "Okafor", "Johnson"])
  func knowsSurnames(_ name: String) { #expect(bands(name).last >= 2) }

  @Test(arguments: [
    "Chicago", "San Francisco", "salt lake city", "Boston", "São Paulo", "Sao Paulo",
  ])
  func knowsPlaces(_ name: String) { #expect(bands(name).place >= 3) }

  @Test(arguments: ["the", "table", "walking", "grant"])
  func knowsCommonEnglish(_ word: String) { #expect(bands(word).english == 1) }

  @Test(arguments: ["pneumonia", "fracture", "neoplasm"])
  func knowsClinicalWords(_ word: String) { #expect(bands(word).clinical >= 1) }

  @Test(arguments: ["Parkinson", "Foley", "Crohn", "Whipple", "Glasgow"])
  func knowsEponyms(_ word: String) { #expect(bands(word).isEponym) }

  @Test func knowsStatesCountriesAndCounties() {
    #expect(bands("texas").isState)
    #expect(bands("north carolina").isState)
    #expect(bands("germany").isCountry)
    #expect(bands("cook county").isCounty)
    #expect(bands("san").startsPhrase)
  }

  @Test(arguments: ["qzxwv", "blorptangle", "xxyyzzq", "fnordlihood", "mmmmmmmmmm"])
  func doesNotKnowNonsense(_ word: String) { #expect(bands(word).isUnknown) }

  @Test func mistakesNoneOfAHundredThousandRandomHashes() {
    var state: UInt64 = 20_261_124
    var mistaken = 0
    for _ in 0..<100_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      if !Lexicon.bands(state ^ state >> 31).isUnknown { mistaken += 1 }
    }
    #expect(mistaken <= 2, "seed 20261124")
  }

  @Test func upperAndLowerCaseAreOneWord() {
    #expect(bands("GARCIA") == bands("garcia"))
    #expect(bands("García").last == bands("GARCÍA").last)
  }
}
