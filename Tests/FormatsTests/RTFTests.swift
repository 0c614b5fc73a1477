import Testing
import Vocabulary

@testable import Formats

extension DocumentMaker {
  /// RTF with groups, control words, escapes of all kinds and destinations.
  mutating func letter(_ bytes: Int, breaks: [String] = [""]) -> [UInt8] {
    var text =
      "{\\rtf1\\ansi\\ansicpg1252\\deff0\\uc1{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1 Courier;}}"
    text += "{\\info{\\title \(rich(4))}{\\author Ann Roe}}\n"
    var open = 0
    while text.utf8.count < bytes {
      text += rich(9) + one(of: breaks)
      switch Int.random(in: 0..<9, using: &numbers) {
      case 0, 1:
        text += "{\\b\\fs24 "
        open += 1
      case 2...4 where open > 20, 2 where open > 0:
        text += "}"
        open -= 1
      case 3: text += "{\\*\\bkmkstart \(one(of: ["a1", "x"]))}{\\*\\bkmkend a1}"
      case 4: text += "{\\b0\\i \(rich(3))}"
      case 5: text += "\\f1 "
      case 6: text += "{\\uc0\\u8364}"
      case 7: text += one(of: ["\n", "\r\n"])
      default: text += "{\\*\\unknown5 \(one(of: ["", "zz"]))}"
      }
    }
    return Array((text + String(repeating: "}", count: open + 1) + "\n").utf8)
  }

  /// Words of RTF.
  private mutating func rich(_ limit: Int) -> String {
    let escapes = [
      "\\'e9", "\\u233?", "\\u26085?", "\\u-10179?\\u-8704?", "\\{", "\\\\", "\\}", "\\emdash ",
      "\\b", "\\i0 ", "\\'41\\'42", "\\~",
    ]
    var text = ""
    for _ in 0..<count(upTo: limit) {
      text += one(of: ["pain ", "Chest ", "x", "37.5", " "])
      if Int.random(in: 0..<4, using: &numbers) == 0 { text += one(of: escapes) + " " }
    }
    return text
  }
}

@Suite struct RTFTests {
  /// What reading a document gives; every text with its hint.
  private func read(_ text: String) throws -> [(text: String, hint: FieldHint)] {
    var driver = try DocumentDriver(Array(text.utf8), name: "a.rtf")
    let read = try driver.run()
    #expect(read.copy == Array(text.utf8))
    return zip(read.texts, read.hints).map { (String(decoding: $0, as: UTF8.self), $1) }
  }

  /// A document in which the first place of a value in its text is replaced by a tag.
  private func masked(_ text: String, _ value: String, tag: String = "[NAME]") throws -> String {
    let document = Array(text.utf8)
    var reader = DocumentReader(SniffedFormat(.rtf))
    let block = Block()
    block.source = document
    try reader.parse(block, atEnd: true)
    for (index, segment) in block.segments.enumerated() {
      let whole = String(decoding: block.text(of: segment), as: UTF8.self)
      guard let place = whole.utf8.firstRange(of: value.utf8) else { continue }
      let start = whole.utf8.distance(from: whole.startIndex, to: place.lowerBound)
      var copy: [UInt8] = []
      let edit = BlockEdit(
        segment: index,
        range: start..<start + value.utf8.count,
        replacement: 0..<tag.utf8.count
      )
      _ = splice(block, edits: [edit], arena: Array(tag.utf8), skipped: 0, into: &copy)
      return String(decoding: copy, as: UTF8.self)
    }
    return ""
  }

  @Test func textGoesOnAcrossGroupsAndEscapes() throws {
    let text = "{\\rtf1 No {\\b J\\'6f}\r\nhn\\u32?S{\\*\\bkmkstart a}m{\\i \\'69}th\\par x}"
    #expect(try read(text).map(\.text) == ["No John Smith\nx", "a"])
    let copy = try masked(text, "John Smith")
    #expect(copy == "{\\rtf1 No {\\b [NAME]}\r\n{\\*\\bkmkstart a}{\\i }\\par x}")
  }

  @Test func aGroupThatEndsBehindANameStillEnds() throws {
    let text = "{\\rtf1 {\\b Seen by John Smith}\n\\cell\\row {\\b x}\n\\par }"
    let copy = try masked(text, "John Smith")
    #expect(copy == "{\\rtf1 {\\b Seen by [NAME]}\n\\cell\\row {\\b x}\n\\par }")
    #expect(
      try read(copy).map(\.text) == read(text.replacing("John Smith", with: "[NAME]")).map(\.text)
    )
  }

  @Test func aReplacementNeverJoinsTheControlWordBeforeIt() throws {
    let copy = try masked("{\\rtf1 on {\\b\\'31\\'39\\'36\\'31}}", "1961", tag: "19")
    #expect(copy == "{\\rtf1 on {\\b\\'31\\'39}}")
    #expect(try read(copy).map(\.text) == ["on 19"])
  }

  @Test func propertiesNotesAndDatesAreValuesOfTheirOwn() throws {
    let text = """
      {\\rtf1{\\info{\\author Ann Roe}{\\title Visit}{\\creatim\\yr2019\\mo3\\dy4}}{\\header Top}\
      Body {\\footnote Foot {\\b note}}more{\\*\\themedata 504b0304}}
      """
    let found = try read(text)
    #expect(
      found.map(\.text) == [
        "Ann Roe", "Visit", "2019", "3", "4", "Top", "Body ", "Foot note", "more", "504b0304",
      ]
    )
    #expect(found[0].hint == .identifier(.name, .none))
    #expect(found[2].hint == .identifier(.uniqueID, .none))
  }

  @Test func whatFollowsAUnicodeEscapeForOldReadersIsNoText() throws {
    #expect(
      try read("{\\rtf1 a\\u233\\'e9b\\uc2\\u233 xyc{\\uc0\\u233}d}").map(\.text) == [
        "a\u{E9}b\u{E9}c\u{E9}d"
      ]
    )
  }

  /// Bytes of Python's codecs.
  @Test func lettersOfOtherScriptsAreReadByTheirFont() throws {
    let fonts =
      "{\\rtf1{\\fonttbl{\\f0\\fcharset128 M;}{\\f1\\fcharset161 G;}{\\f2\\fcharset204 C;}}"
    let greek = try read(fonts + "\\f1 \\'cc\\'e1\\'f1\\'df\\'e1 Roe\\par}")
    #expect(greek.first?.text == "\u{39C}\u{3B1}\u{3C1}\u{3AF}\u{3B1} Roe")
    let russian = try read(fonts + "\\f2 \\'c0\\'ed\\'ed\\'e0 Roe\\par}")
    #expect(russian.first?.text == "\u{410}\u{43D}\u{43D}\u{430} Roe")
    // The second byte may be a letter, a brace or a backslash.
    for trail in ["\\'52", "R", "\\'5c", "\\\\", "\\{"] {
      let text = try read(fonts + "\\f0 \\'8e\(trail)Roe\\par}").first?.text ?? ""
      #expect(text.unicodeScalars.count == 4 && text.hasSuffix("Roe"), "\(trail)")
    }
    let wide = try read(fonts + "\\f0 \\'82\\'54\\'82\\'52\\par}")
    #expect(wide.first?.text == "\u{FF15}\u{FF13}")
  }

  @Test(arguments: [
    ("{\\rtf1 a", Reason.truncated), ("{\\rtf1 a}}", .ambiguousStructure),
    ("{\\rtf1 a} b", .ambiguousStructure),
    ("{\\rtf1{\\object{\\*\\objdata 00}}}", .unscannableContent),
    ("{\\rtf1\\bin5 12345}", .unscannableContent), ("{\\rtf1 \\'4}", .corrupt),
    ("{\\rtf1{\\fonttbl{\\f0\\fcharset128 M;}}\\f0 \\'8e}", .unscannableContent),
    ("{\\rtf1{\\fonttbl{\\f0\\fcharset128 M;}}\\f0 \\'8e\\b \\'52}", .unscannableContent),
    ("{\\rtf1{\\fonttbl{\\f0\\fcharset128 M;}}\\f0 \\'8e\\'20}", .unscannableContent),
    ("{\\rtf1{\\fonttbl{\\f0\\fcharset130 M;}}\\f0 \\'8e\\'52}", .unscannableContent),
    ("{\\rtf1\\ansicpg1361 \\'8e\\'52}", .unscannableContent),
  ]) func whatCannotBeReadIsRefused(text: String, reason: Reason) {
    #expect(
      refusal { () throws(Withholding) in
        var reader = DocumentReader(SniffedFormat(.rtf))
        let block = Block()
        block.source = Array(text.utf8)
        while block.body.upperBound < block.source.count {
          block.body = block.body.upperBound..<block.body.upperBound
          try reader.parse(block, atEnd: true)
        }
        try reader.finish()
      } == reason
    )
  }

  @Test(.enabled(if: isInstalled("python3"), "needs python3"))
  func textIsThatWhichStriprtfReads() throws {
    let folder = try ScratchFolder()
    var texts: [String] = []
    for seed in 1...20 as ClosedRange<UInt64> {
      var maker = DocumentMaker(seed: seed)
      let document = maker.letter(Int(seed) * 700, breaks: ["", "\\par ", "\\tab ", "\\line "])
      try folder.write("\(seed).rtf", document)
      var driver = try DocumentDriver(document, name: "a.rtf", seed: seed)
      let read = try driver.run()
      let body = zip(read.texts, read.hints).filter { $1 == .freeText }.map(\.0)
      texts.append(
        body.map { String(decoding: $0, as: UTF8.self) }.max { $0.count < $1.count } ?? ""
      )
      driver.editEvery = 1
      try folder.write("\(seed).masked.rtf", try driver.run().copy)
    }
    try folder.run(
      outsidePython(),
      "-c",
      """
      from striprtf.striprtf import rtf_to_text
      for n in range(1, 21):
          for stem in ('%d' % n, '%d.masked' % n):
              text = rtf_to_text(open(stem + '.rtf', encoding='cp1252', newline='').read(), errors='replace')
              open(stem + '.out', 'wb').write(text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace').encode())
      """
    )
    func plain(_ text: String) -> String {
      String(
        String.UnicodeScalarView(text.unicodeScalars.filter { $0.value > 0x20 && $0 != "\u{A0}" })
      )
    }
    for (index, text) in texts.enumerated() {
      let other = String(decoding: try folder.bytes("\(index + 1).out"), as: UTF8.self)
      #expect(plain(text) == plain(other), "seed \(index + 1)")
      let edited = String(decoding: try folder.bytes("\(index + 1).masked.out"), as: UTF8.self)
      #expect(edited.contains("[0AME0"), "seed \(index + 1)")
    }
  }
}
