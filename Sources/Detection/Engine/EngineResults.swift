import Vocabulary

/// What looks like a label and its value in prints of programs: results of tests, counts of columns, tags of
/// a dictionary.
extension Engine {
  private static var pass: UInt64 { Token.word("pass") }

  /// Whether `pass` before a value is a result and no password's label: `PASS\tDP=20`, `--- PASS: TestLuhn`,
  /// `scan PASS v0.45.1`, `First pass: 98.2 %`; `PASS hunter2` of a log is one.
  func isResult(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, scratch.tokens[index - 1].hash == Self.pass else { return false }
    let (label, start) = (scratch.tokens[index - 1], Int(scratch.tokens[index].start))
    let begin = Int(label.start)
    if text.at(begin - 1) == 0x20, (2...4).allSatisfy({ text.at(begin - $0) == 0x2D }) {
      return true
    }
    var end = start
    while end < text.count, text[end] > 0x20 { end += 1 }
    var percent = end
    while text.at(percent) == 0x20, percent < end + 2 { percent += 1 }
    let isNumber = (start..<end).allSatisfy { text[$0].isDigit || text[$0] == 0x2E }
    if isNumber, text.at(percent) == 0x25 { return true }
    if text.at(end - 1) == 0x25,
      (start..<end - 1).allSatisfy({ text[$0].isDigit || text[$0] == 0x2E })
    {
      return true
    }
    let gap = label.end..<start
    guard gap.allSatisfy({ text[$0] <= 0x20 }) else { return false }
    if gap.count > 1 || text.at(label.end) == 0x09 { return true }
    // `v0.45.1`
    return text[start] | 0x20 == 0x76
      && (start + 1..<end).allSatisfy { text[$0].isDigit || text[$0] == 0x2E }
      && (start + 1..<end).count { text[$0] == 0x2E } > 1
  }

  /// Whether a value is a part of what programs print, and no value of a label.
  func isPrinted(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    isCountOfColumn(text, end) || isElementTag(text, start)
  }

  /// Whether a number is how many values a column has, as data frames are printed: `20541 non-null`.
  func isCountOfColumn(_ text: Span<UInt8>, _ end: Int) -> Bool {
    guard text.at(end) == 0x20, text.at(end + 1) | 0x20 == 0x6E else { return false }
    let words = Self.nonNull
    return words.indices.allSatisfy { text.at(end + $0) | 0x20 == words[$0] | 0x20 }
  }

  private static let nonNull = Array(" non-null".utf8)

  /// Whether a number is the first half of an element's tag in a dictionary of DICOM: `(0008,0020)`.
  func isElementTag(_ text: Span<UInt8>, _ start: Int) -> Bool {
    guard text.at(start - 1) == 0x28, text.at(start + 4) == 0x2C, text.at(start + 9) == 0x29 else {
      return false
    }
    return (0..<9)
      .allSatisfy { offset in
        let byte = text[start + offset]
        return offset == 4 || byte.isDigit || byte == 0x78 || (0x41...0x46).contains(byte & 0xDF)
      }
  }

  /// Whether a finding is nobody's, whatever it looks like: a form of nines or zeros, the count of a column, a
  /// house with a number that no house has.
  func isNobodys(_ finding: Finding, _ text: Span<UInt8>) -> Bool {
    switch finding.kind {
    case .secret: return false
    case .location:
      // `0250 PHARMACY GENERAL`: a code; `0591 Kris Mountains` is an address all the same.
      if finding.part == .street, !finding.evidence.contains(.format), text[finding.start] == 0x30,
        text.at(finding.start + 1).isDigit,
        !finding.range.contains(where: { text[$0].isLetter && !text[$0].isUppercase })
      {
        return true
      }
      if isOfSequence(finding, text) { return true }
    case .name:
      if isWordOfProgram(finding, text) { return true }
      let isOfCount = finding.end - finding.start < Self.nonNull.count
      return isOfCount && isCountOfColumn(text, finding.start - 1) || isOfSequence(finding, text)
    case .uniqueID, .mrn, .license, .date, .account:
      if isOfSequence(finding, text) { return true }
    default: break
    }
    let isNumber = (finding.start..<finding.end).allSatisfy { !text[$0].isLetter }
    return isNumber
      && (isCountOfColumn(text, finding.end)
        || Placeholders.isForm(text, finding.start, finding.end))
  }
  /// Whether a name is one word that programs call a field, a ward or a statement by: `Ward__c`, `"ED"`, `INSERT`.
  ///
  /// What a field says is a name stays one.
  private func isWordOfProgram(_ finding: Finding, _ text: Span<UInt8>) -> Bool {
    guard finding.end - finding.start <= Self.programWordMax, !finding.evidence.meets(.field) else {
      return false
    }
    let (before, next) = (text.at(finding.start - 1), text.at(finding.end))
    let hash = Token.hash(text, finding.range)
    if Self.fieldWords.contains(hash) {
      let isMember = next == 0x2E && text.at(finding.end + 1).isLetter
      let isSuffixed = next == 0x5F && text.at(finding.end + 1) == 0x5F
      let isKey =
        before == 0x3A && next <= 0x20 && !isBehindRole(text, finding.start - 1)
        || before == 0x28 && text.at(finding.start - 2) == 0x25
      var place = finding.end
      while text.at(place) == 0x20 { place += 1 }
      return next == 0x3D || isMember || isSuffixed || isKey || Scanner.isPicture(text, place)
    }
    guard finding.range.allSatisfy({ text[$0].isUppercase }) || hash == Self.maternity else {
      return false
    }
    if Self.statementWords.contains(hash) { return true }
    let isQuoted =
      before == next && (before == 0x22 || before == 0x27)
      || before == 0x3D && [0x2C, 0x5D, 0x7D].contains(next)
    let isLine = (before == 0x0A || before == 0) && (next == 0x0A || next == 0x0D || next == 0)
    // `("ED" Smith)` is somebody's.
    let isBeside = text.at(finding.end + 1) == 0x20 && text.at(finding.end + 2).isUppercase
    return hash == Self.maternity || hash == Self.emergency && (isQuoted && !isBeside || isLine)
  }

  /// Whether a role stands before a colon: `Nurse:Ward` is somebody.
  private func isBehindRole(_ text: Span<UInt8>, _ colon: Int) -> Bool {
    var start = colon
    while start > 0, text[start - 1].isLetter { start -= 1 }
    return Self.rolesBefore.contains(Token.hash(text, start..<colon))
  }

  private static let rolesBefore = hashes(
    "nurse rn md np pa do dr doctor attending provider physician tech cna lpn pt patient name by surgeon resident intern fellow aide sitter charge"
  )
  /// Letters of such a word, at most, and the words.
  private static let programWordMax = 9
  private static let fieldWords = hashes("ward")
  private static let statementWords = hashes("insert select update delete")
  private static var maternity: UInt64 { Token.word("maternity") }
  private static var emergency: UInt64 { Token.word("ed") }
}
