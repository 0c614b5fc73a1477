import Vocabulary

/// A name and what stands right behind it in the same cell: its telephone, its other words.
extension Engine {
  /// Words of a name, and bytes between it and its number, at most.
  private static let namedWords = 4
  private static let namedGapBytes = 4

  /// The telephone number behind the words of a name; its name becomes a finding of its own:
  /// `Filippa 9069482741`, `Tomas Linde (402) 664-8385`.
  /// - Returns: where the number begins and ends; no end where no name or none of ten or eleven digits stands there.
  func namedPhone(
    _ text: Span<UInt8>,
    _ first: Int,
    _ label: UInt16,
    _ evidence: Evidence,
    _ scratch: inout ScanScratch
  ) -> (start: Int, end: Int?) {
    guard let last = fullNameEnd(text, first, scratch), last + 1 < scratch.tokens.count,
      (first...last).allSatisfy({ mayBeOfPerson(scratch.tokens[$0], isFirst: $0 == first) })
    else { return (0, nil) }
    let (end, number) = (scratch.tokens[last].end, last + 1)
    var start = Int(scratch.tokens[number].start)
    guard scratch.tokens[number].isDigits, scratch.tokens[number].gap != .lineBreak,
      (1...Self.namedGapBytes).contains(start - end),
      (end..<start).allSatisfy({ Self.mayLead(text[$0]) }),
      let phoneEnd = phoneEnd(text, number, scratch)
    else { return (0, nil) }
    let digits = (start..<phoneEnd).filter { text[$0].isDigit }
    let area = digits.count == 11 && text[digits[0]] == 0x31 ? digits.dropFirst() : digits[...]
    // Source: North American Numbering Plan: area and exchange begin with 2 to 9.
    guard area.count == 10, let first0 = area.first, text[first0] >= 0x32,
      text[area[area.startIndex + 3]] >= 0x32
    else { return (0, nil) }
    emit(
      fieldRule(.name, .none),
      Int(scratch.tokens[first].start),
      end,
      evidence | .format,
      label: label,
      scratch: &scratch
    )
    if text.at(start - 1) == 0x28 || text.at(start - 1) == 0x2B { start -= 1 }
    return (start, phoneEnd)
  }

  /// Whether a byte may stand between a name and its number.
  private static func mayLead(_ byte: UInt8) -> Bool {
    [0x20, 0x09, 0x2C, 0x2D, 0x28, 0x2B, 0x3A, 0x2F].contains(byte)
  }

  /// The last token of words with capitals that blanks, hyphens and apostrophes join, initials among them.
  private func fullNameEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    var last: Int?
    var index = first
    while index < scratch.tokens.count, index - first < Self.namedWords {
      let token = scratch.tokens[index]
      guard token.isWord, text[Int(token.start)].isUppercase || text[Int(token.start)] >= 0x80
      else {
        break
      }
      if index > first {
        let gap = scratch.tokens[index - 1].end..<Int(token.start)
        let isInitial = scratch.tokens[index - 1].length == 1
        let isJoined =
          gap.count == 1 && [0x20, 0x2D, 0x27].contains(text[gap.lowerBound])
          || isInitial && gap.count == 2 && text[gap.lowerBound] == 0x2E
        guard isJoined else { break }
      }
      last = index
      index += 1
    }
    return last
  }

  /// Whether a word may be of a person's name behind a label that names a person.
  private func mayBeOfPerson(_ token: Token, isFirst: Bool) -> Bool {
    if token.length == 1 { return true }
    let bands = Lexicon.bands(token.hash)
    let best = max(bands.first, bands.last)
    if isFirst, Self.noPersons.contains(token.hash) { return false }
    return best >= 3 || bands.english == 0 && bands.clinical == 0 && !bands.isBrand
  }

  /// What stands before a number of a relative and is nobody.
  private static let noPersons = hashes(
    """
    home work cell mobile office phone ph tel mob cel hm wk same none unknown declined front desk clinic school day night \
    evening fax pager message main line number call text only both house room unit records department
    """
  )

  /// Appends a full name that stands where a name of an account might.
  /// - Returns: whether there is one.
  func emitPerson(
    _ rule: UInt16,
    _ text: Span<UInt8>,
    _ index: Int,
    _ label: UInt16,
    _ evidence: Evidence,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard facts[Int(rule)].kind == .username else { return false }
    let phone = namedPhone(text, index, label, evidence, &scratch)
    if let end = phone.end {
      emit(
        fieldRule(.phone, .none),
        phone.start,
        end,
        evidence | .format,
        label: label,
        scratch: &scratch
      )
      return true
    }
    guard let end = personEnd(text, index, scratch) else { return false }
    emit(
      fieldRule(.name, .none),
      Int(scratch.tokens[index].start),
      end,
      evidence | .format,
      label: label,
      scratch: &scratch
    )
    return true
  }

  /// The end of a full name where the name of an account might stand: `Owner: Tomas Linde`; nil for one
  /// word, ordinary words and what is the label of another value: `User: Jsmith Role: admin`.
  private func personEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard let last = fullNameEnd(text, first, scratch), last > first,
      scratch.tokens[first].shape == .capitalized, scratch.tokens[last].shape != .upper,
      (first...last).allSatisfy({ mayBeOfPerson(scratch.tokens[$0], isFirst: $0 == first) })
    else { return nil }
    let end = scratch.tokens[last].end
    guard text.at(end) != 0x3A, text.at(end) != 0x3D, text.at(end) != 0x5F, text.at(end) != 0x40,
      last + 1 >= scratch.tokens.count || scratch.tokens[last + 1].gap != .none
    else { return nil }
    let isNamed = (first...last)
      .contains { index in
        let bands = Lexicon.bands(scratch.tokens[index].hash)
        return max(bands.first, bands.last) >= 2
      }
    return isNamed ? end : nil
  }
}
