import Testing
import Vocabulary

@testable import Detection

/// Rules look at the words around; a text may begin and end at any of them.
@Suite struct CutTextTests {
  /// Texts that hold what each rule finds and leaves, and what is found without a form of its own.
  private static let examples =
    RuleSet.builtIn.rules.flatMap { $0.positive + $0.negative } + [
      "Unit 5022 Box 1225, APO AE 09123 is the address of Sgt. T. Brockhurst.",
      "Mail 19902 Dobranska 1394 Apt. 066, St Ives, QC 54256, Cyprus (Greek) 51034",
      "\"It is closed,\" says Hvitstrand of the corner of Brygget 64 and Alder Pass.",
      "Dr. Anneliese van der Berg, MD, saw her daughter Xiulan at St. Malachy's in Maple Falls, VT",
      "Founders: Ossvik, Marwell and Banks. M. Ouedravi rentre de l'hôpital de Kervalen",
      "Plot 9, 41 Tannery Court \u{23}3F; Lindenweg 8, D-79117 Freiburg; Route 9 in Millfossen",
      "spelled B as in boy, R, O, N; doce de diciembre de mil novecientos sesenta y seis",
      "my cell is five oh three, triple two, four one nine six; user lower case r dot banks",
    ]

  /// Where words and marks of a text begin, and its end.
  private static func borders(_ bytes: [UInt8]) -> [Int] {
    var all: [Int] = []
    for index in bytes.indices
    where index == 0 || !(bytes[index].isAlphanumeric && bytes[index - 1].isAlphanumeric) {
      // Not inside a character.
      if bytes[index] & 0xC0 != 0x80 { all.append(index) }
    }
    return all + [bytes.count]
  }

  /// Every example is scanned from each of its words on and up to each of them; what is found lies within
  /// the text, in order and apart.
  @Test func noCutEndsAScan() {
    let scanner = Scanner(
      ruleSet: .builtIn,
      options: DetectionOptions(referenceYear: 2_026)
    )
    var scratch = ScanScratch()
    var count = 0
    for example in Self.examples {
      let bytes = Array(example.utf8)
      let borders = Self.borders(bytes)
      let cuts = borders.map { $0..<bytes.count } + borders.map { 0..<$0 }
      for cut in cuts where !cut.isEmpty {
        let text = Array(bytes[cut])
        var found: [Finding] = []
        scanner.scan(
          text.span,
          owned: 0..<text.count,
          field: FieldJudgement(),
          scratch: &scratch,
          into: &found
        )
        count += 1
        var end = 0
        for finding in found {
          let isWithin = finding.start >= end && finding.end <= text.count
          #expect(isWithin && finding.start < finding.end, "\(example) cut at \(cut)")
          end = finding.end
        }
      }
    }
    #expect(count > Self.examples.count)
  }

  /// Lists have no length that a rule may count on: every example stands in one many times, and
  /// letters go on behind the last.
  @Test func noListEndsAScan() {
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2_026))
    var scratch = ScanScratch()
    let field = scanner.judge(.plainText)
    for example in Self.examples {
      for separator in [" ", "\n", ", ", "-", " x "] {
        let list = Array(repeating: example, count: 24).joined(separator: separator) + " x 12"
        let bytes = Array(list.utf8.prefix(2_048)) + Array(" b as in boy".utf8)
        var found: [Finding] = []
        scanner.scan(
          bytes.span,
          owned: bytes.indices,
          field: field,
          scratch: &scratch,
          into: &found
        )
        #expect(found.allSatisfy { $0.start < $0.end && $0.end <= bytes.count }, "\(example)")
      }
    }
  }

  /// A file may end inside a character, and one may begin that is none.
  @Test func noCutCharacterEndsAScan() {
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2_026))
    var scratch = ScanScratch()
    let field = scanner.judge(.plainText)
    let characters =
      "\u{AD}\u{A0}\u{B4}\u{661}\u{6F3}\u{200B}\u{2013}\u{2019}\u{201C}\u{2192}\u{20AC}\u{2122}\u{2500}"
      + "\u{3000}\u{FEFF}\u{FF11}\u{FF21}\u{FF41}\u{FF20}\u{1F600}\u{1D7D8}é日"
    for scalar in characters.unicodeScalars {
      let whole = Array(String(scalar).utf8)
      for count in 1...whole.count {
        for tail in ["", "Solheimsen", " 802-555-0142", "\u{20AC}"] {
          let text = Array("Dr. Quillfeather ".utf8) + whole.prefix(count) + Array(tail.utf8)
          for bytes in [text, Array(text.dropFirst(17)), Array(text.dropLast())] {
            var found: [Finding] = []
            scanner.scan(
              bytes.span,
              owned: bytes.indices,
              field: field,
              scratch: &scratch,
              into: &found
            )
            #expect(found.allSatisfy { $0.start < $0.end && $0.end <= bytes.count })
          }
        }
      }
    }
  }
}
