import Testing
import Vocabulary

@testable import Formats

@Suite struct EscapeTests {
  /// What is read behind the escapes of a text.
  private func readings(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return EscapeViews.find(in: bytes, bytes.indices)
      .map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test(arguments: [
    ("a%20b%40c", "a b@c"), ("q=a+b", "q=a b"), ("q=a90+b", "q=a90 b"), ("x\\u004aohn", "xJohn"),
    ("&#74;&#x4f;", "JO"),
    ("&eacute;t&eacute;", "\u{E9}t\u{E9}"), ("caf=C3=A9 is=20on=\r\ne", "caf\u{E9} is one"),
    ("caf%C3%A9", "caf\u{E9}"), ("caf%E9", "caf\u{E9}"), ("\\ud83d\\ude00", "\u{1F600}"),
    ("a\\nb", "a\nb"),
  ]) func escapesAreRead(text: String, reading: String) {
    #expect(readings(text) == [reading])
  }

  @Test(arguments: [
    "mrn=84112233", "mrn=20331144 took=95112", "req_id=80998877, id=27123 end",
    "cs1=2021 cs1=14 miles",
  ]) func theValueOfAKeyIsNoEscape(text: String) {
    let bytes = Array(text.utf8)
    #expect(!EscapeViews.mayHold(bytes, bytes.indices))
    #expect(readings(text).isEmpty)
  }

  /// Windows-1252 is what bytes stand for that are not UTF-8: 0x84 is a low quotation mark.
  @Test(arguments: [
    ("id=84112233 caf=C3=A9", "id\u{201E}112233 caf\u{E9}"),
    ("id=84112233 on=\r\ne", "id\u{201E}112233 one"),
    ("ssn=20123-45-6789", "ssn 123-45-6789"), ("tel=28802=29555", "tel(802)555"),
    ("born=9605/12/1970", "born\u{2013}05/12/1970"), ("12=2D345678", "12-345678"),
  ]) func theSameIsOneBesideOthersAndInsideAnIdentifier(text: String, reading: String) {
    #expect(readings(text) == [reading])
  }

  @Test(arguments: [
    "100% sure", "a+b", "c:\\dir", "R&D; x", "a=b", "id=4512", "+1 312 555 0142", "act=(90+y)",
  ])
  func whatIsNoEscapeStays(text: String) {
    let bytes = Array(text.utf8)
    #expect(!EscapeViews.mayHold(bytes, bytes.indices))
    #expect(readings(text).isEmpty)
  }

  /// Source: RFC 4648; the letters are those of coreutils' `base64`.
  @Test(arguments: [
    ("x QW5uYSBCZWxsIGlzIGhlcmU= y", "Anna Bell is here"),
    ("QW5uYSBCZWxsIGlzIGhlcmU", "Anna Bell is here"),
    ("Pj4-ID8_PyBhbmQgbW9yZQ", ">>> ??? and more"),
  ]) func base64IsRead(text: String, reading: String) {
    #expect(readings(text) == [reading])
  }

  /// A word in the line below content is none of it; the letters are those of coreutils' `base64`.
  @Test func aLineBelowBase64StaysItself() throws {
    let content = "QW5uYSBCZWxsIGlzIGhlcmUgYW5kIHN0YXlzIGZvciB0aGUgbmlnaHQgaW4gcm9v"
    #expect(readings(content + "\nDone\n") == ["Anna Bell is here and stays for the night in roo"])
    let wide =
      "QQBuAG4AYQAgAEIAZQBsAGwAIABpAHMAIABoAGUAcgBlACAAYQBuAGQAIABzAHQAYQB5AHMA"
    let bytes = Array((wide + "\nDone\nthanks\n").utf8)
    let view = try #require(EscapeViews.find(in: bytes, bytes.indices).first)
    #expect(view.kind == .opaque && view.original(of: 0..<0).range.upperBound <= wide.utf8.count)
    // What goes on in a short line is read to its end.
    #expect(
      readings(content + "\nbSA1\n") == ["Anna Bell is here and stays for the night in room 5"]
    )
  }

  /// The digits are those of coreutils' `basenc --base16`.
  @Test func base16IsReadAndWrittenBack() throws {
    let upper = "416E6E612042656C6C2069732068657265"
    #expect(readings("x \(upper) y") == ["Anna Bell is here"])
    #expect(readings(upper.lowercased()) == ["Anna Bell is here"])
    let bytes = Array(upper.utf8)
    let view = try #require(EscapeViews.find(in: bytes, bytes.indices).first)
    #expect(view.original(of: 0..<9).range == 0..<18)
    #expect(String(decoding: view.written(Array("[N]".utf8)), as: UTF8.self) == "5B4E5D")
  }

  /// The letters are those of coreutils' `base32`.
  @Test func base32IsReadAndWrittenBackInWholeGroups() throws {
    let upper = "IFXG4YJAIJSWY3BANFZSA2DFOJSQ===="
    #expect(readings("x \(upper) y").contains("Anna Bell is here"))
    #expect(readings(upper.lowercased()).contains("Anna Bell is here"))
    let bytes = Array(upper.utf8)
    let view = try #require(
      EscapeViews.find(in: bytes, bytes.indices).first { $0.kind == .base32(isUpper: true) }
    )
    #expect(view.original(of: 0..<4) == (0..<8, 0..<5))
    #expect(view.original(of: 4..<6) == (0..<16, 0..<10))
    #expect(view.original(of: 16..<17) == (24..<32, 15..<17))
    #expect(view.written(Array("Anna Bell ".utf8)) == Array("IFXG4YJAIJSWY3BA".utf8))
    #expect(view.written(Array("Anna".utf8)) == Array("IFXG4YJA".utf8), "a blank fills the group")
  }

  @Test(arguments: [
    ("SSN \u{0E55}\u{0E53}\u{0E56}-22-1458", "SSN 536-22-1458"),
    ("SSN \u{096B}\u{0969}\u{096C}-22", "SSN 536-22"),
    ("\u{0665}\u{0663}\u{0666} \u{06F5}", "536 5"),
    ("\u{FF33}\u{FF33}\u{FF2E}\u{3000}\u{FF15}\u{FF13}\u{FF16}\u{FF0D}", "SSN 536-"),
    ("\u{2464}\u{2462}\u{2465}-\u{24EA}", "536-0"), ("\u{2075}\u{00B3}\u{2076}", "536"),
    ("\u{2085}\u{2083}", "53"), ("\u{1D7F3}\u{1D5D4}", "7A"),
    ("\u{756A}536-22\u{53F7}", " 536-22 "), ("\u{96FB}\u{8A71}Anna", "\u{96FB} Anna"),
  ]) func digitsOfOtherScriptsAreRead(text: String, reading: String) {
    #expect(readings(text) == [reading])
  }

  @Test(arguments: [
    "caf\u{E9} \u{2013} 5 \u{B5}g/m\u{B2}", "10\u{2075}\u{B9} cells", "note\u{B9}", "H\u{2082}O",
    "\u{96FB}\u{8A71} \u{756A}\u{53F7}", "\u{41F}\u{440}\u{438}\u{432}\u{435}\u{442} 12",
    "plain 536-22-1458",
  ]) func lettersOfOtherScriptsStay(text: String) {
    let bytes = Array(text.utf8)
    #expect(!EscapeViews.mayHold(bytes, bytes.indices))
    #expect(readings(text).isEmpty)
  }

  /// Against the tables that Swift's own library holds.
  @Test func everyDecimalDigitOfUnicodeIsKnown() {
    for number in 0x80...0x1FFFF as ClosedRange<UInt32> {
      guard let scalar = Unicode.Scalar(number), scalar.properties.numericType == .decimal,
        let value = scalar.properties.numericValue
      else { continue }
      #expect(
        ForeignCharacters.ascii(number) == 0x30 + UInt32(value),
        "\(String(number, radix: 16))"
      )
    }
  }

  @Test(arguments: [
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "internationalization",
    "416E6E612042656C6C20", "x 416E6E612042656C6C20697320686572658 y",
    "/usr/local/share/documentation", "QW5uYSBC",
  ]) func whatIsNoTextInBase64Stays(text: String) {
    #expect(readings(text).isEmpty)
  }

  @Test func contentInBase64ThatNobodyReadsIsOpaque() {
    let long = String(repeating: "f0VMRgIBAQAAAAAAAAAAAAIAPgAB", count: 200)
    for text in ["iVBORw0KGgo" + String(repeating: "A", count: 60), long] {
      let bytes = Array("x \(text) y".utf8)
      let views = EscapeViews.find(in: bytes, bytes.indices)
      #expect(views.map(\.kind) == [.opaque])
      #expect(views.first?.original(of: 0..<0).range == 2..<bytes.count - 2)
    }
  }

  @Test func placesLeadBackToTheText() throws {
    let parts = ["%20", "%C3%A9", "\\u00e9", "&amp;", "word", " ", "\u{65E5}", "=20", "+", "a=b"]
    for seed in 1...2_000 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let bytes = (0..<60).flatMap { _ in Array(maker.one(of: parts).utf8) }
      for view in EscapeViews.find(in: bytes, bytes.indices) {
        try #require(view.places.count == view.text.count + 1, "seed \(seed)")
        #expect(zip(view.places, view.places.dropFirst()).allSatisfy { $0 <= $1 }, "seed \(seed)")
        #expect(String(validating: view.text, as: UTF8.self) != nil, "seed \(seed)")
        let place = Int.random(in: view.text.indices, using: &maker.numbers)
        let range = view.original(of: place..<place + 1).range
        #expect(!range.isEmpty && range.upperBound <= bytes.count, "seed \(seed)")
      }
    }
  }

  @Test func changedLettersStandForChangedText() throws {
    for seed in 1...1_000 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let count = Int.random(in: 12...200, using: &maker.numbers)
      let text = (0..<count).map { _ in UInt8.random(in: 0x20...0x7E, using: &maker.numbers) }
      let letters = encodeBase64(text).filter { $0 != 0x3D || !seed.isMultiple(of: 2) }
      let bytes = [0x22] + letters + [0x22]
      let views = EscapeViews.find(in: bytes, bytes.indices)
      let view = try #require(views.first { $0.text == text }, "seed \(seed)")
      let start = Int.random(in: 0..<count, using: &maker.numbers)
      let range = start..<Int.random(in: start + 1...count, using: &maker.numbers)
      let place = view.original(of: range)
      let content =
        text[place.reading.lowerBound..<range.lowerBound] + Array("[NAME]".utf8)
        + text[range.upperBound..<place.reading.upperBound]
      var copy = bytes
      copy.replaceSubrange(place.range, with: view.written(Array(content)))
      let read = try #require(decodeBase64(copy.dropFirst().dropLast()), "seed \(seed)")
      let wanted = text[..<range.lowerBound] + Array("[NAME]".utf8) + text[range.upperBound...]
      #expect(read.filter { $0 != 0x20 } == wanted.filter { $0 != 0x20 }, "seed \(seed)")
    }
  }
}

/// Equals signs at the ends of lines.
@Suite struct SoftEndTests {
  /// The readings of a text.
  private func readings(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    return EscapeViews.find(in: bytes, bytes.indices)
      .map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test func emptySettingsAndPaddingJoinNoLines() {
    let settings = [
      "A_USER=\nA_KEY=\nB=\n", "key: Q2luZGVyKk1hcGxlNA==\nttl: 3600",
      "k: Q2luZGVyKk1hcGxlNA8=\nt: 36",
    ]
    for text in settings {
      #expect(
        !readings(text)
          .contains { $0.contains("A_KEY=B") || $0.contains("=ttl") || $0.contains("8t:") }
      )
    }
    #expect(readings("the number is 412-55-=\n9083 of her").contains { $0.contains("412-55-9083") })
  }
}
