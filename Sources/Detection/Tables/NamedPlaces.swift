import Vocabulary

/// Where values begin that no sign leads to: in tables of keywords, records of COBOL, answers of a debugger and
/// entries of a directory.
extension Scanner {
  /// Where the next cell begins in a table of keywords, where the word that ends at an offset is what an element is
  /// called: `id:lastName    Frost`; nil for others.
  static func cellBehind(_ text: Span<UInt8>, _ end: Int) -> Int? {
    guard text.at(end) == 0x20, text.at(end + 1) == 0x20 else { return nil }
    var start = end
    while text.at(start - 1).isAlphanumeric || text.at(start - 1) == 0x5F
      || text.at(start - 1) == 0x2D
    {
      start -= 1
    }
    let sign = text.at(start - 1)
    guard sign == 0x3A || sign == 0x3D else { return nil }
    var locator = start - 1
    while text.at(locator - 1).isLetter { locator -= 1 }
    guard text.at(locator - 1) == 0x20, locators.contains(Token.hash(text, locator..<start - 1))
    else { return nil }
    var place = end
    while text.at(place) == 0x20 { place += 1 }
    return text.at(place) > 0x20 ? place : nil
  }

  /// What stands between a label and its value in tests: `fill_in "Last name", with: "Frost"`.
  static let withCue = Array(", with: ".utf8)
  private static let locators = Engine.hashes("id name css xpath identifier data label")

  /// Where the value of a field of a record of COBOL begins: `LAST-NAME PIC X(10) VALUE "FROST"`; nil for others.
  static func pictureValue(_ text: Span<UInt8>, behind end: Int) -> (offset: Int, sign: UInt8)? {
    var place = end
    while text.at(place) == 0x20, place - end < gapMax { place += 1 }
    guard isPicture(text, place) else { return nil }
    let line = place..<text.lineEnd(from: place)
    guard line.count < pictureBytesMax,
      let quote = line.first(where: { text[$0] == 0x22 || text[$0] == 0x27 })
    else { return nil }
    let word = quote - valueWordBytes
    return word > place && Token.hash(text, word..<quote - 1) == pictureWord ? (quote, 0x3A) : nil
  }

  /// Bytes of such a field's line, at most, and of ` VALUE`.
  private static let pictureBytesMax = 128
  private static let valueWordBytes = 6
  private static var pictureWord: UInt64 { Token.word("value") }
  /// Whether the picture of such a field begins at an offset.
  @inline(__always)
  static func isPicture(_ text: Span<UInt8>, _ place: Int) -> Bool {
    text.at(place) | 0x20 == 0x70 && text.at(place &+ 1) | 0x20 == 0x69
      && text.at(place &+ 2) | 0x20 == 0x63 && text.at(place &+ 3) == 0x20
  }

  /// The quote of a string that a debugger shows behind its address: `0x55d0 "Frost"`; nil where none does.
  static func pointedString(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard text.at(start) == 0x30, text.at(start + 1) == 0x78 else { return nil }
    var end = start + 2
    while text.at(end).isAlphanumeric, end - start < addressBytesMax { end += 1 }
    return text.at(end) == 0x20 && text.at(end + 1) == 0x22 ? end + 1 : nil
  }

  /// Bytes of an address, at most.
  private static let addressBytesMax = 18

  // MARK: Directories

  /// Takes the accounts and persons of a line of a directory's entry: `dn: uid=jfrost,ou=people`, `uid: jfrost`.
  func takeDirectoryLine(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    guard let colon = line.prefix(Self.keyBytesMax).first(where: { text[$0] == 0x3A }),
      text.at(colon + 1) == 0x20
    else { return }
    let key = Token.hash(text, line.lowerBound..<colon)
    if key == Self.uid {
      guard isInDirectory(text, line.lowerBound..<colon) else { return }
      takeEntry(text, key, Self.trimmed(text, colon + 1..<line.upperBound), &scratch)
    } else if key == Self.distinguished {
      var start = colon + 2
      for index in start...line.upperBound
      where index == line.upperBound || text[index] == 0x2C && text[index - 1] != 0x5C {
        if let sign = (start..<index).first(where: { text[$0] == 0x3D }) {
          takeEntry(text, Token.hash(text, start..<sign), sign + 1..<index, &scratch)
        }
        start = index + 1
      }
    }
  }

  /// Takes an account's name, or that of a person in two words.
  private func takeEntry(
    _ text: Span<UInt8>,
    _ key: UInt64,
    _ value: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    let kind: IdentifierKind
    if key == Self.uid {
      kind = .username
    } else if key == Self.common, value.contains(where: { text[$0] == 0x20 }),
      value.first.map({ text[$0].isUppercase }) == true,
      fits(.name, .none, text, value, isQuoted: true)
    {
      kind = .name
    } else {
      return
    }
    guard value.count > 2, let finding = engine.wholeValue(text, at: value, kind, .none) else {
      return
    }
    scratch.found.append(finding)
  }

  /// Bytes of a line's key, at most, and the keys.
  private static let keyBytesMax = 4
  private static var uid: UInt64 { Token.word("uid") }
  private static var distinguished: UInt64 { Token.word("dn") }
  private static var common: UInt64 { Token.word("cn") }
}
