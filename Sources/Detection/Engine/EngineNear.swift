import Vocabulary

/// Codes that no label introduces: a long number beside a person is most probably that person's.
extension Engine {
  /// Letters and digits of such a code, and digits among them, at least; bytes at most.
  private static let codeLetters = 6
  private static let codeDigits = 3
  private static let codeBytesMax = 40
  /// Bytes between a code and a person, at most.
  private static let personBytesMax = 400
  /// Digits of a number without marks.
  private static let plainDigits = 6...14

  /// Appends findings for runs of letters and digits near a person's name or number.
  ///
  /// `scratch.found` is sorted and disjoint before and behind. A masked copy has no person in it, so
  /// that nothing new is found there.
  func matchNear(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard let rule = rule(.near),
      scratch.found.contains(where: Self.isPersons)
        || scratch.tokens.contains(where: { Self.somebody.contains($0.hash) })
    else { return }
    let known = scratch.found.count
    var index = 0
    var next = 0
    while index < scratch.tokens.count {
      let first = scratch.nextJoined(index)
      guard first < scratch.tokens.count else { break }
      index = runEnd(text, first, scratch)
      let start = Int(scratch.tokens[first].start)
      let end = scratch.tokens[index - 1].end
      while next < known, scratch.found[next].end <= start { next += 1 }
      if next < known, scratch.found[next].start < end {
        // A serial number that nobody was known for.
        if !scratch.found[next].masked, scratch.found[next].kind == .uniqueID,
          end - start >= Self.saidOfBytes, isSaidOfSomebody(first, index - 1, scratch)
        {
          scratch.found[next].masked = true
        }
        continue
      }
      let limit = next < known ? scratch.found[next].start : text.count
      if let last = groupsEnd(text, first, limit, scratch),
        isNearPerson(start, last, next, known, scratch)
          || last - start >= Self.saidOfBytes && isSaidOfSomebody(first, index - 1, scratch)
      {
        emit(rule, start, last, .context, scratch: &scratch)
        while index < scratch.tokens.count, Int(scratch.tokens[index].start) < last { index += 1 }
        continue
      }
      if index == first + 1, isRecordBeside(text, first, next, known, scratch) {
        emit(rule, start, end, .context, scratch: &scratch)
        continue
      }
      guard end - start >= Self.codeLetters, end - start <= Self.codeBytesMax,
        isCode(text, first, index - 1, scratch), !isKeyOfRecord(text, start, end),
        isNearPerson(start, end, next, known, scratch)
          || end - start >= Self.saidOfBytes && isSaidOfSomebody(first, index - 1, scratch)
      else { continue }
      emit(rule, start, end, .context, scratch: &scratch)
    }
    if scratch.found.count > known { scratch.found.sort { $0.start < $1.start } }
  }

  /// Whether a code is what a record is called, whose members stand in the lines below: `pt9b80cc:`.
  ///
  /// A number alone may be that of whom the record is of.
  private func isKeyOfRecord(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard text[start].isLetter, text.at(end) == 0x3A, text.at(end + 1) == 0x0A,
      text.at(end + 2) == 0x20
    else { return false }
    var first = start
    while text.at(first - 1) == 0x20 { first -= 1 }
    return first == 0 || text[first - 1] == 0x0A
  }

  /// Whether a finding tells that a person is spoken of: codes beside a date or an address are as much
  /// somebody's as those beside a name.
  private static func isPersons(_ finding: Finding) -> Bool {
    finding.masked
  }

  /// The index behind the last token of a run whose parts touch or have one mark between.
  private func runEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var last = first
    while last + 1 < scratch.tokens.count {
      let next = scratch.tokens[last + 1]
      if next.gap == .mark {
        let mark = text[scratch.tokens[last].end]
        guard mark == 0x2D || mark == 0x2F || mark == 0x2E || mark == 0x5F else { break }
      } else if next.gap != .none {
        break
      }
      last += 1
    }
    return last + 1
  }

  /// Whether a run is the stage of a tumour: `cT2aN0M0`, `ypT3N1`.
  ///
  /// Source: UICC, TNM classification, 8th edition.
  private static func isStage(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    var offset = run.lowerBound
    // How the stage was found: by eye, under the microscope, after treatment, again.
    while offset < run.upperBound, [0x63, 0x70, 0x79, 0x72, 0x61, 0x75].contains(text[offset]) {
      offset += 1
    }
    var parts = 0
    for (letter, highest) in [(0x54, 4), (0x4E, 3), (0x4D, 1)] as [(UInt8, UInt8)] {
      guard offset < run.upperBound, text[offset] == letter else { continue }
      offset += 1
      guard offset < run.upperBound,
        text[offset] | 0x20 == 0x78 || (0x30...0x30 + highest).contains(text[offset])
      else {
        return false
      }
      offset += 1
      while offset < run.upperBound, (0x61...0x64).contains(text[offset]) { offset += 1 }
      parts += 1
    }
    return parts >= 2 && offset == run.upperBound
  }

  /// Whether a run is the number of an official form with its edition's letter: `WH-380-E`.
  private func isForm(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    last == first + 2 && scratch.tokens[first].shape == .upper && scratch.tokens[first].length <= 3
      && text.at(scratch.tokens[first].end) == 0x2D && scratch.tokens[first + 1].isDigits
      && scratch.tokens[first + 1].length <= 4 && text.at(scratch.tokens[first + 1].end) == 0x2D
      && scratch.tokens[last].isWord && scratch.tokens[last].length == 1
  }

  /// Digits of a number in groups, at least; digits of a group; letters before it.
  private static let groupedMin = 8
  private static let groupDigits = 2...7
  private static let groupLetters = 2...4

  /// The end of digits in groups with one blank between, perhaps behind a few capitals:
  /// `WVX 118 402 7763 01`, `7714 0028 5531`; nil for years, times, small values and quantities.
  private func groupsEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ limit: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let one = scratch.tokens[first]
    let isPrefix = one.shape == .upper && Self.groupLetters.contains(Int(one.length))
    guard one.isDigits || isPrefix, Self.registries(one.hash) == 0 else { return nil }
    var last = first
    var (digits, groups, longest) = (0, 0, 0)
    var (years, times) = (0, 0)
    var index = one.isDigits ? first : first + 1
    while index < scratch.tokens.count, index - first <= 6 {
      let token = scratch.tokens[index]
      let isNext = index == first || Int(token.start) == scratch.tokens[index - 1].end + 1
      guard token.isDigits, isNext, index == first || text[Int(token.start) - 1] == 0x20,
        Self.groupDigits.contains(Int(token.length)), token.end <= limit,
        !text.isWordByte(token.end), text.at(token.end) != 0x2F,
        text.at(token.end) != 0x2E || !text.at(token.end + 1).isDigit
      else { break }
      digits += Int(token.length)
      groups += 1
      longest = max(longest, Int(token.length))
      years += token.length == 4 && (1_900...2_099).contains(token.hash) ? 1 : 0
      times += token.length == 4 && token.hash < 2_400 && token.hash % 100 < 60 ? 1 : 0
      last = index
      index += 1
    }
    guard groups >= 2, digits >= Self.groupedMin, longest >= 4 || groups == 3 && digits == 9,
      years < groups, times < groups, !isPublicBefore(text, first, scratch)
    else { return nil }
    let next = last + 1
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      isWord(next, [.unit, .fraction], scratch)
    {
      return nil
    }
    return scratch.tokens[last].end
  }

  /// Bytes of a code in a sentence about somebody whom nothing names, at least, and tokens to each side
  /// in which a word for somebody stands.
  private static let saidOfBytes = 7
  private static let saidOfReach = 24

  /// Whether a word that stands for one person is near: `she became W2604 77120 in March`.
  private func isSaidOfSomebody(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool
  {
    for step in 1...Self.saidOfReach {
      if first - step >= 0, Self.somebody.contains(scratch.tokens[first - step].hash) {
        return true
      }
      if last + step < scratch.tokens.count,
        Self.somebody.contains(scratch.tokens[last + step].hash)
      {
        return true
      }
    }
    return false
  }

  private static let somebody = hashes(
    "he she him her his hers himself herself hes shes mom dad wife husband hubby grandma grandpa"
  )

  /// Whether a person's finding lies within reach.
  private func isNearPerson(
    _ start: Int,
    _ end: Int,
    _ next: Int,
    _ known: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = next
    while index < known, scratch.found[index].start - end <= Self.personBytesMax {
      if Self.isPersons(scratch.found[index]) { return true }
      index += 1
    }
    index = next - 1
    while index >= 0, start - scratch.found[index].end <= Self.personBytesMax {
      if Self.isPersons(scratch.found[index]) { return true }
      index -= 1
    }
    return false
  }

  /// Whether three numbers or more are doses one after the other: `20-40-80`.
  private func areDoses(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    last > first + 1
      && (first...last)
        .allSatisfy {
          let token = scratch.tokens[$0]
          return token.isDigits && token.length <= 3 && token.hash % 5 == 0 && token.hash > 0
        }
  }

  /// Whether numbers are multiplied: `4x82x18`.
  private func isProduct(_ text: Span<UInt8>, _ code: Range<Int>) -> Bool {
    text[code.lowerBound].isDigit && text[code.upperBound - 1].isDigit
      && code.allSatisfy { text[$0].isDigit || text[$0] == 0x78 || text[$0] == 0x58 }
  }

  /// Whether a run is a code and no quantity, version, range or code of a public table.
  private func isCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let start = Int(scratch.tokens[first].start)
    let end = scratch.tokens[last].end
    // `Quist, Roselyn [4482913]`
    let isBracketed =
      text.at(start - 1) == 0x5B && text.at(end) == 0x5D && first == last
      && scratch.tokens[first].isDigits
      && scratch.tokens[first].length >= Self.codeLetters
    if isBracketed { return !isPublicBefore(text, first, scratch) }
    switch text.at(start - 1) {
    case 0x2F, 0x5C, 0x40, 0x24, 0x2E, 0x5B, 0x25, 0x26, 0x3F, 0x7E: return false
    default: break
    }
    switch text.at(end) {
    case 0x28, 0x5D, 0x25, 0x40, 0x2F, 0x5C: return false
    default: break
    }
    // `=3D`, an escape of mail.
    if text.at(start - 1) == 0x3D, text.at(start) == 0x33, text.at(start + 1) == 0x44 {
      return false
    }
    if isPublicBefore(text, first, scratch) || Self.isStage(text, start..<end)
      || isForm(text, first, last, scratch)
    {
      return false
    }
    // `0xC000006D` is a status, and the hash of no password is everybody's.
    if text[start] == 0x30, text.at(start + 1) == 0x78 { return false }
    if end - start == 32, Self.emptyHashes.contains(Token.hash(text, start..<end)) { return false }
    var run = RunFacts()
    for index in first...last {
      run.take(scratch.tokens[index], mark: index > first ? mark(text, index, scratch) : 0)
    }
    guard run.digits >= Self.codeDigits, run.digits + run.letters >= Self.codeLetters else {
      return false
    }
    let next = last + 1
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      isWord(next, [.unit, .fraction], scratch)
    {
      return false
    }
    if run.letters == 0, isAmount(first, last, scratch) { return false }
    if run.letters > 0 ? isProduct(text, start..<end) : areDoses(first, last, scratch) {
      return false
    }
    if isWord(first, .month, scratch) || run.letters > 0 && isPublic(text, first, last, scratch) {
      return false
    }
    return run.letters == 0 ? isNumber(first, run, scratch) : isMixedCode(first, last, run, scratch)
  }

  /// What programs count in, and what they call sizes.
  private static let amounts = hashes(
    "bytes byte kb mb gb tb kib mib gib octets octet packets packet pkts blocks sectors inodes pixels rows"
  )
  private static let sizes = hashes(
    "size filesize length len offset xmt rcv rcvd bytes octets packets pkts duration elapsed ms usec"
  )
  /// What was done with so many bytes: `bytes sent: 88421307`.
  private static let moved = hashes(
    "sent received transferred written read copied in out rx tx free used total available"
  )

  /// Whether a number counts what programs read and write: `5242880 bytes`, `Bytes xmt: 5242880`, `size=5242880`.
  private func isAmount(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = last + 1
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      Self.amounts.contains(scratch.tokens[next].hash)
    {
      return true
    }
    guard first > 0, scratch.tokens[first].gap != .none, scratch.tokens[first].gap != .lineBreak
    else {
      return false
    }
    let before = scratch.tokens[first - 1].hash
    if Self.sizes.contains(before) { return true }
    return first > 1 && Self.moved.contains(before)
      && Self.amounts.contains(scratch.tokens[first - 2].hash)
  }

  /// Whether a word right before a code says that it is one of a public table or of a product:
  /// `NDC 0074-0554-02`, `Tendril 2088TC`, or the status of an answer in a log: `" 200 18422`.
  private func isPublicBefore(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[first]
    let start = Int(token.start)
    if token.length == 3, text.at(start - 1) == 0x20, text.at(start - 2) == 0x22 { return true }
    guard first > 0, token.gap == .blank || token.gap == .mark || token.gap == .marks else {
      return false
    }
    let previous = scratch.tokens[first - 1]
    guard previous.isWord, start - previous.end <= 2 else { return false }
    if Self.registries(previous.hash) != 0 { return true }
    guard token.gap == .blank, previous.length > 3, previous.shape.startsWithCapital,
      previous.shape != .upper
    else { return false }
    let bands = Lexicon.bands(previous.hash)
    guard bands.isBrand || bands.isUnknown else { return false }
    // `Pt Xyloranth 4482913` is a name that no list knows.
    return !scratch.found.contains { $0.kind == .name && $0.masked && $0.end == previous.end }
  }

  /// The mark before a token of a run; 0 where it touches.
  private func mark(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> UInt8 {
    scratch.tokens[index].gap == .none ? 0 : text[scratch.tokens[index - 1].end]
  }

  /// What a run is made of.
  private struct RunFacts {
    /// Letters, digits, groups apart by marks.
    var (letters, digits, groups) = (0, 0, 1)
    /// Small letters.
    var small = 0
    /// Marks of each kind: hyphens, dots, strokes.
    var (hyphens, dots, strokes) = (0, 0, 0)
    /// Digits of the first and the last group.
    var (firstDigits, lastDigits) = (0, 0)

    /// Takes in a token.
    mutating func take(_ token: Token, mark: UInt8) {
      if mark != 0 {
        groups += 1
        lastDigits = 0
        hyphens += mark == 0x2D ? 1 : 0
        dots += mark == 0x2E ? 1 : 0
        strokes += mark == 0x2F ? 1 : 0
      }
      if token.isDigits {
        digits += Int(token.length)
        lastDigits += Int(token.length)
        if groups == 1 { firstDigits += Int(token.length) }
      } else {
        letters += Int(token.length)
        if token.shape == .lower || token.shape == .mixed { small += Int(token.length) }
      }
    }
  }

  /// Whether digits alone are a number of something: long, and neither round, a time, a range, a
  /// decimal nor a procedure's code.
  private func isNumber(
    _ first: Int,
    _ run: RunFacts,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if run.dots > 0 || run.strokes > 0 { return false }
    let value = scratch.tokens[first].hash
    guard run.groups > 1 else {
      // Seconds and milliseconds since 1970.
      let isEpoch =
        run.digits == 10 && (1_400_000_000...1_999_999_999).contains(value)
        || run.digits == 13 && (1_400_000_000_000...1_999_999_999_999).contains(value)
      // Right behind a name a round number is somebody's, too.
      if Self.plainDigits.contains(run.digits), run.digits <= Self.roundDigitsMax,
        isBehindName(first, scratch)
      {
        return true
      }
      return Self.plainDigits.contains(run.digits) && value % 1_000 != 0 && !isEpoch
    }
    // `4548-4` of LOINC, `99213-25` of CPT, `120-140`.
    if run.groups == 2 {
      // `2681944-46`, a prescription with the number of its filling.
      if run.lastDigits <= 2 { return run.firstDigits >= Self.filledDigits && run.lastDigits == 2 }
      let second = scratch.tokens[first + 1].hash
      guard run.firstDigits <= Self.rangeDigits, run.lastDigits <= Self.rangeDigits, value < second
      else {
        return run.digits >= Self.codeLetters
      }
      // `0088-1142` is no range.
      let isTime = value < 2_400 && value % 100 < 60 && second <= 2_400 && second % 100 < 60
      let isRange =
        run.firstDigits == 1 || value * 10 >= Self.power(run.firstDigits)
        || isTime && run.firstDigits == 4 && run.lastDigits == 4
      if isRange { return false }
    }
    return run.digits >= Self.codeLetters
  }

  /// Whether a person's full name ends right before a token.
  private func isBehindName(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard first > 1, scratch.tokens[first].gap == .blank else { return false }
    let end = scratch.tokens[first - 1].end
    return scratch.found.contains {
      $0.kind == .name && $0.masked && $0.end == end && $0.start < scratch.tokens[first - 1].start
    }
  }

  /// Digits of a number that may be round and somebody's, at most.
  private static let roundDigitsMax = 10
  /// Digits of a prescription's number, at least.
  private static let filledDigits = 7
  /// Digits of a number of a range, at most.
  private static let rangeDigits = 4

  /// Ten to the power of a few digits.
  private static func power(_ digits: Int) -> UInt64 {
    (0..<digits).reduce(1) { power, _ in power * 10 }
  }

  /// Whether letters and digits together are a code: no quantity, no word with a number.
  private func isMixedCode(
    _ first: Int,
    _ last: Int,
    _ run: RunFacts,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if run.strokes > 1 || run.dots > 1 { return false }
    // `PID-11.7`, a component of a field.
    if run.dots == 1, run.digits <= Self.codeDigits { return false }
    // `Firefox/121.0`
    if scratch.tokens[first].isWord, scratch.tokens[first].length > 3, run.strokes == 1,
      scratch.tokens[first].shape != .upper, run.letters == Int(scratch.tokens[first].length)
    {
      return false
    }
    // `8mg/250mL`, `2K/2.5Ca`, `11x380`.
    if scratch.tokens[first].isDigits, run.strokes == 1, run.letters > 0 { return false }
    if last == first + 2, scratch.tokens[first].isDigits, scratch.tokens[last].isDigits,
      scratch.tokens[first + 1].hash == Self.times
    {
      return false
    }
    // `2000mg`, `0900hrs`.
    if last == first + 1, scratch.tokens[first].isDigits, run.small > 0 { return false }
    for index in first...last where scratch.tokens[index].isWord {
      let token = scratch.tokens[index]
      let bands = Lexicon.bands(token.hash)
      if token.length > 3, bands.english == 1 || bands.english == 2 || bands.clinical > 0 {
        return false
      }
    }
    return true
  }

  /// Whether a run is of a public table or registry: ICD-10, a trial, a variant, a version.
  private func isPublic(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let one = scratch.tokens[first]
    if Self.registries(one.hash) != 0 { return true }
    // `ED25519`, `SHA256`
    guard one.isWord, one.length == 1, first + 1 <= last, scratch.tokens[first + 1].isDigits,
      scratch.tokens[first + 1].length == 2, scratch.tokens[first + 1].gap == .none
    else { return false }
    let end = scratch.tokens[first + 1].end
    return text.at(end) == 0x2E || !text.isWordByte(end)
  }

  private static var times: UInt64 { Token.word("x") }

  private static let registries = HashIndex(
    words:
      """
      nct nrg swog ecog rtog gog nsabp calgb eortc acrin keynote checkmate rs v ver version covid sars cve rfc iso iec ieee ansi astm cpt icd loinc snomed rxnorm pmid pmc \
      doi isbn issn grch hg nm np chr p c g ensg enst uniprot cas un en din usp ndc fda sp dsm kb bin \
      pcn cip hcpcs inc chg prb ritm jira proj msg bug model mod baud eudract meddra md5 commit atcc pn cms ub hcfa rxbin rxpcn checksum sha aes rsa ed udi di protocol expose ports \
      mondo doid omim mim orpha orphanet uberon chebi efo ncit umls sctid rxcui entrez refseq chembl drugbank pubchem \
      hgnc pubmed medgen ncbitaxon taxid
      """
      .split(separator: " ").map(String.init)
  )
}
