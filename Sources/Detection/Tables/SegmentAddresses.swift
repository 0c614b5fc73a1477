import Vocabulary

/// Values behind the address of a field of HL7 v2, as viewers, logs and registries write them, and identifiers
/// whose authority stands behind them.
///
/// ```
/// PID-5.1 (Family Name): Roe      PID[7] Date of Birth = '19480105'      @PID.5.1^Roe      PID-5|Roe^June
/// 41617^^^&1.2.840.1&ISO
/// ```
///
/// Sources: HL7 v2.5.1, 5.9.1 (QIP) and 2A (CX, HD); IHE ITI TF-3, 4.2.3 (sourcePatientInfo).
extension Scanner {
  /// Bytes between an address and its value, and of the value, at most.
  private static let captionMax = 48
  private static let addressedMax = 96
  /// Letters of a segment's name, and digits of a field's number at most.
  private static let segmentBytes = 3
  private static let numberDigitsMax = 3
  /// Words of texts that say what a field is, which specifications set behind its address.
  private static let describing: Set<String> = [
    "name", "doctor", "address", "code", "number", "identifier", "list", "alias", "provider",
    "county", "component", "segment", "required", "optional", "empty", "missing", "invalid",
    "maiden", "phone",
  ]
  /// Small words between an address and the sign behind it.
  private static let captions = Engine.hashes("value of and or")
  private static var iso: UInt64 { Token.word("iso") }

  /// Replaces what was found in such values by what they are.
  func findSegmentAddresses(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for place in 0..<scratch.endCount {
      let token = scratch.tokens[Int(scratch.ends[place])]
      // `N4` begins with a single capital.
      guard
        token.shape == .upper && token.length <= Self.segmentBytes
          || token.shape == .capitalized && token.length == 1
      else { continue }
      if let (verdict, value) = addressed(text, Int(token.start)) {
        take(verdict, value, text, &scratch)
      } else if let end = Self.elementsEnd(text, Int(token.start)) {
        takeElements(text, Int(token.start)..<end, &scratch)
      } else if token.hash == Self.iso, let value = Self.governed(text, Int(token.start)) {
        take(.identifier(.mrn, .none), value, text, &scratch)
      }
    }
  }

  /// Takes a value that can be what its address says.
  private func take(
    _ verdict: FieldJudgement.Verdict,
    _ value: Range<Int>,
    _ text: Span<UInt8>,
    _ scratch: inout ScanScratch
  ) {
    var judgement = FieldJudgement()
    judgement.verdict = verdict
    guard case .identifier(let kind, let part) = verdict, !value.isEmpty,
      mayBeLabelled(text.extracting(value), judgement), !Self.describes(text, value),
      let finding = engine.wholeValue(text, at: value, kind, part)
    else { return }
    scratch.found.removeAll { $0.start < value.upperBound && value.lowerBound < $0.end }
    scratch.found.append(finding)
  }

  /// What the address of a field says of the value behind it, and that value; nil where none begins at an offset.
  private func addressed(
    _ text: Span<UInt8>,
    _ start: Int
  ) -> (verdict: FieldJudgement.Verdict, value: Range<Int>)? {
    let mark = start + Self.segmentBytes
    guard mark + 2 < text.count, !text.at(start - 1).isAlphanumeric,
      [0x2D, 0x2E, 0x5B].contains(text[mark]), text[mark + 1].isDigit,
      (start..<mark).allSatisfy({ text[$0].isUppercase || text[$0].isDigit })
    else { return nil }
    let name = String(decoding: (start..<mark).map { text[$0] }, as: UTF8.self)
    guard let fields = Engine.segments[name] else { return nil }
    var place = mark + 1
    guard let number = Self.number(text, &place), let (kind, part) = fields[number] else {
      return nil
    }
    if text[mark] == 0x5B {
      guard text.at(place) == 0x5D else { return nil }
      place += 1
    }
    var component = 0
    if text.at(place) == 0x2E || text.at(place) == 0x2D, text.at(place + 1).isDigit {
      place += 1
      component = Self.number(text, &place) ?? 0
      while text.at(place) == 0x2E || text.at(place).isDigit { place += 1 }
    }
    guard let verdict = FieldNames.hl7(name, kind, part, component),
      let first = Self.valueStart(text, place)
    else { return nil }
    var value = first..<Self.valueEnd(text, first)
    if case .identifier(let kind, _) = verdict, kind != .name, kind != .location,
      let end = value.first(where: { text[$0] == 0x5E })
    {
      value = first..<end
    }
    return (verdict, value)
  }

  /// The number at an offset, which moves behind it.
  private static func number(_ text: Span<UInt8>, _ place: inout Int) -> Int? {
    let first = place
    var number = 0
    while text.at(place).isDigit, place - first < numberDigitsMax {
      number = number * 10 + Int(text[place] - 0x30)
      place += 1
    }
    return place > first ? number : nil
  }

  /// Where the value begins behind an address and its caption; nil where no sign sets one.
  ///
  /// A caption has capitals or stands in brackets: other words say what is wrong with the field.
  private static func valueStart(_ text: Span<UInt8>, _ start: Int) -> Int? {
    if text.at(start) == 0x5E || text.at(start) == 0x7C { return start + 1 }
    var (place, isBracketed) = (start, false)
    while place - start < captionMax {
      switch text.at(place) {
      case 0x3A, 0x3D:
        place += 1
        if text.at(place) == 0x3E { place += 1 }
        while text.at(place) == 0x20 || text.at(place) == 0x09 { place += 1 }
        return text.at(place) == 0x27 || text.at(place) == 0x22 ? place + 1 : place
      case 0x28, 0x29: isBracketed = text[place] == 0x28
      case 0x61...0x7A where !isBracketed && text.at(place - 1) == 0x20:
        let word = place
        while text.at(place + 1).isLetter { place += 1 }
        guard captions.contains(Token.hash(text, word..<place + 1)) else { return nil }
      case 0x20, 0x2D, 0x2F, 0x27, 0x41...0x5A, 0x61...0x7A: break
      default: return nil
      }
      place += 1
    }
    return nil
  }

  /// Where a value ends: with its quotes, its line, its field, or before the next address; behind a bare equals sign
  /// with its word.
  private static func valueEnd(_ text: Span<UInt8>, _ first: Int) -> Int {
    let quote = text.at(first - 1)
    let isWord = quote == 0x3D
    let isQuoted = quote == 0x27 || quote == 0x22
    var end = first
    while end < text.count, end - first < addressedMax {
      let byte = text[end]
      if byte < 0x20 || byte == 0x7C || byte == 0x7E || byte == 0x3C || byte == 0x22 { break }
      if isQuoted && byte == quote { break }
      if !isQuoted {
        if byte == 0x3B || byte == 0x20 && (isWord || text.at(end + 1) == 0x20) { break }
        if isWord, byte == 0x2C || byte == 0x29 || byte == 0x5D { break }
        let isNext =
          byte == 0x2C && text.at(end + 1) == 0x20 && text.at(end + 2).isUppercase
          && text.at(end + 3).isUppercase && !text.at(end + 5).isLetter
          && text.at(end + 6).isDigit
        if isNext { break }
      }
      end += 1
    }
    while end > first, text[end - 1] == 0x20 { end -= 1 }
    return end
  }

  /// Whether a word of a value says what its field is.
  private static func describes(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    FieldNames.words(String(decoding: value.map { text[$0] }, as: UTF8.self))
      .contains(where: describing.contains)
  }

  // MARK: X12

  /// Bytes of a segment of X12 in a text, at most, and letters of its name.
  private static let elementsMax = 512
  private static let nameLetters = 2...3
  /// References that are codes.
  private static let codes: Set<String> = ["PI", "46", "BLT"]

  /// Where a segment of X12 ends that begins at an offset: `N4*Troy*NY*12180~`; nil where none does.
  ///
  /// Source: ASC X12.6: elements behind an asterisk, a tilde at the end, as nearly all write them.
  private static func elementsEnd(_ text: Span<UInt8>, _ start: Int) -> Int? {
    var place = start
    while text.at(place).isUppercase || text.at(place).isDigit,
      place - start < nameLetters.upperBound
    {
      place += 1
    }
    guard nameLetters.contains(place - start), text.at(place) == 0x2A,
      !text.at(start - 1).isAlphanumeric, text.at(start - 1) != 0x2A
    else { return nil }
    while place < text.count, place - start < elementsMax, text[place] >= 0x20 {
      if text[place] == 0x7E { return place }
      place += 1
    }
    return nil
  }

  /// Takes the elements of a segment that identify.
  private func takeElements(
    _ text: Span<UInt8>,
    _ segment: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    var parts: [Range<Int>] = []
    var first = segment.lowerBound
    for place in segment.lowerBound...segment.upperBound
    where place == segment.upperBound || text[place] == 0x2A {
      parts.append(first..<place)
      first = place + 1
    }
    let strings = parts.map { String(decoding: $0.map { text[$0] }, as: UTF8.self) }
    let isOrganization = strings.count > 2 && strings[0] == "NM1" && strings[2] == "2"
    for (number, part) in parts.enumerated().dropFirst() where !part.isEmpty {
      guard
        let verdict = FieldNames.elements[strings[0] + (number < 10 ? "0" : "") + String(number)],
        case .identifier(let kind, let place) = verdict, !isOrganization || kind != .name,
        !Self.codes.contains(strings[number - 1]),
        let finding = engine.wholeValue(text, at: part, kind, place)
      else { continue }
      scratch.found.removeAll { $0.start < part.upperBound && part.lowerBound < $0.end }
      scratch.found.append(finding)
    }
  }

  /// The identifier before an authority of ISO whose `ISO` begins at an offset; nil where none stands there.
  private static func governed(_ text: Span<UInt8>, _ iso: Int) -> Range<Int>? {
    guard text.at(iso - 1) == 0x26 else { return nil }
    var place = iso - 2
    while text.at(place).isDigit || text.at(place) == 0x2E, iso - place < addressedMax {
      place -= 1
    }
    guard place < iso - 3, text.at(place) == 0x26 else { return nil }
    place -= 1
    while text.at(place).isAlphanumeric || text.at(place) == 0x5F || text.at(place) == 0x2D,
      iso - place < 2 * addressedMax
    {
      place -= 1
    }
    guard text.at(place) == 0x5E, text.at(place - 1) == 0x5E, text.at(place - 2) == 0x5E else {
      return nil
    }
    let end = place - 2
    var start = end
    while text.at(start - 1).isAlphanumeric || text.at(start - 1) == 0x2D,
      end - start < addressedMax
    {
      start -= 1
    }
    return (start..<end).contains { text[$0].isDigit } ? start..<end : nil
  }
}
