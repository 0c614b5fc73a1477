import Vocabulary

/// Columns of numbers of persons and of what they have that no heading tells of.
extension Scanner {
  /// Digits of a telephone number with its area.
  static let dialledDigits = 10

  /// Columns of telephone numbers without marks, as exchanges log them: all values could be dialled.
  ///
  /// Source: North American Numbering Plan, whose areas and exchanges begin with 2 to 9.
  static func telephones(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      return field.hint == .unknown && field.column > 0 && !field.isHeader
        && judgements[index].verdict == .text && values.count >= votesMin
        && Set(values).count * 2 >= values.count
        && values.allSatisfy { isTelephone($0.span, 0..<$0.count) } && !isSequence(values)
    }
  }

  /// Whether ten digits can be dialled.
  static func isTelephone(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    let start = range.lowerBound
    return range.count == dialledDigits && range.allSatisfy { text[$0].isDigit }
      && text[start] > 0x31 && text[start + 1] != 0x39 && text[start + 3] > 0x31
  }

  /// Columns of numbers in groups, of which each row has its own: units of blood, parcels, prescriptions with the
  /// number of their filling.
  ///
  /// ```
  /// W5573 26 822929      7729 9781 8829      2681944-46
  /// ```
  static func groupedNumbers(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    let rowsMin = 3
    return samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, field.column > 0, !field.isHeader, values.count >= rowsMin,
        !judgements[index].isIdentifier, !judgements[index].isSpecified
      else { return false }
      return Set(values).count * 10 >= values.count * 9 && values.allSatisfy(isGrouped)
    }
  }

  /// Digits of a number in groups, and of its last group behind a hyphen.
  private static let groupedDigits = 9...16
  private static let fillingDigits = 1...3

  /// Whether a value is digits in two to four groups of two or more, with letters before the first at most.
  ///
  /// Source: ISBT 128, donation identification numbers: a letter and twelve digits.
  private static func isGrouped(_ value: [UInt8]) -> Bool {
    let prefix = value.prefix(3).prefix { $0.isUppercase }
    let rest = value.dropFirst(prefix.count)
    let digits = rest.count(where: \.isDigit)
    guard groupedDigits.contains(digits) else { return false }
    if prefix.count == 1, digits == 12, rest.count == digits { return true }
    let groups = rest.split(separator: 0x20, omittingEmptySubsequences: false)
    if groups.count > 1 {
      return groups.count <= 4 && groups.allSatisfy { $0.count > 1 && $0.allSatisfy(\.isDigit) }
    }
    let parts = rest.split(separator: 0x2D, omittingEmptySubsequences: false)
    return prefix.isEmpty && parts.count == 2 && parts[0].count > 5
      && fillingDigits.contains(parts[1].count) && digits == rest.count - 1
  }

  // MARK: Codes

  /// Whether a value is two measured numbers with a stroke: a height and a weight, `63/294`.
  static func isMeasured(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: 0x2F, omittingEmptySubsequences: false)
    return parts.count == 2
      && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy(\.isDigit) }
  }

  /// Whether digits with hyphens are a code of a drug or a test: `0409-1234-01`, `2345-7`.
  ///
  /// Sources: FDA, National Drug Code format; LOINC Users' Guide.
  static func isOfTable(_ value: [UInt8]) -> Bool {
    let parts = value.split(separator: 0x2D, omittingEmptySubsequences: false).map(\.count)
    return parts.count == 3 && (4...5).contains(parts[0]) && (3...4).contains(parts[1])
      && parts[2] <= 2
      || parts.count == 2 && parts[0] <= 5 && parts[1] == 1
  }

  /// Columns of codes of a short list, which no heading tells of.
  static func shortCodes(_ samples: [FieldSample], _ judgements: [FieldJudgement]) -> [Int] {
    samples.indices.filter { index in
      let field = samples[index].field
      return field.hint == .unknown && field.column > 0 && !field.isHeader && !field.name.isEmpty
        && judgements[index].verdict == .text && areShortCodes(samples[index].values)
    }
  }

  /// Whether values are codes of a short list, which nobody is called by: `LU`, `KI`, `HR`; `POS`, `NEG`.
  private static func areShortCodes(_ values: [[UInt8]]) -> Bool {
    let codeLetters = 3
    guard values.count > 1,
      values.allSatisfy({ (1...codeLetters).contains($0.count) && $0.allSatisfy(\.isUppercase) })
    else { return false }
    let distinct = Set(values)
    // `LEE`, `KIM`
    let usualBand: UInt32 = 4
    let isNamed = distinct.contains { code in
      let bands = Lexicon.bands(Token.hash(code))
      return code.count == codeLetters && bands.isPlainWord
        && max(bands.first, bands.last) >= usualBand
    }
    if isNamed { return false }
    return distinct.count * 2 <= values.count || distinct.allSatisfy(results.contains)
  }

  private static let results: Set<[UInt8]> = Set(
    ["POS", "NEG", "IND", "EQV", "ND", "NT", "REA", "NR"].map { Array($0.utf8) }
  )
}
