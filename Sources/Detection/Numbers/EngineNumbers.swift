import Vocabulary

extension Engine {
  /// Walks groups of digits from a token by shape and appends the longest match.
  /// - Returns: the next token to look at.
  func matchNumber(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) -> Int {
    let token = scratch.tokens[first]
    let start = Int(token.start)
    let next = first &+ 1
    if token.gap == .none, first > 0 { return matchGlued(text, first, &scratch) }
    let before = text.at(start &- 1)
    if before == 0x2B, matchInternational(text, first, &scratch) { return next }
    if text.at(start) == 0x30, text.at(start &+ 1) == 0x30, matchExit(text, first, &scratch) {
      return next
    }
    if token.length == 3, matchBrokenPhone(text, first, &scratch) { return next }
    if text.at(start) == 0x30, token.length == 2 || token.length >= 18 {
      matchGS1(text, start, &scratch)
    }
    matchAge(text, first, &scratch)
    if token.length <= 3 { matchOpenNumber(text, first, &scratch) }
    if text.at(token.end) == 0x3A, token.length <= 4 { matchColons(text, first, &scratch) }
    if token.length == 2, text.at(token.end) == 0x2D, !text.isWordByte(start - 1) {
      matchHyphenMAC(text, start, &scratch)
    }
    if before == 0x24 || before == 0x2B { return next }
    // A mark with a digit before it: part of something longer.
    let joined = text.at(start &- 2).isDigit && isJoint(before) ? before : 0
    var key: UInt64 = 0
    var last = first
    var best: (rule: UInt16, last: Int)?
    while true {
      let group = scratch.tokens[last]
      key = key << 8 | UInt64(min(group.length, 31)) << 3
      let entry = shapes(key)
      if entry > 1 {
        for number in shapeRules[entry] {
          let rule = shapeList[Int(number)]
          guard fits(rule, text, first, last, joined, scratch) else { continue }
          best = (rule, last)
          break
        }
      }
      let following = last &+ 1
      guard following < scratch.tokens.count, last &- first < 7 else { break }
      let other = scratch.tokens[following]
      guard other.isDigits, other.gap != .lineBreak, other.gap != .none else { break }
      let mark = ShapeMark.between(text, group.end, Int(other.start))
      guard mark != 0 else { break }
      key |= UInt64(mark)
      if mark == 2, last == first { matchIPv4(text, first, &scratch) }
      guard shapes(key) != 0 else { break }
      last = following
    }
    if matchSixDigits(text, first, &scratch) { return next }
    guard let best else { return matchGluedDay(text, first, &scratch) ?? next }
    return take(best.rule, text, first, best.last, &scratch)
  }

  /// `-`, `.`, `/` and `:`, which join digits.
  private func isJoint(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x2E || byte == 0x2F || byte == 0x3A
  }

  /// Whether a shape's neighbours and its validator let a rule stand.
  private func fits(
    _ rule: UInt16,
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ joined: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let data = facts[Int(rule)]
    let isDate = data.kind == .date
    let end = scratch.tokens[last].end
    let own = first == last ? 0 : text.at(scratch.tokens[first].end)
    if joined != 0, !isDate || joined == own || first == last { return false }
    if isDate, first != last, isOfSeries(text, first, end, own, scratch) { return false }
    // `5.4/3`, `9.1/27`: a part of a decimal is no month.
    if joined == 0x2E, last == first &+ 1 { return false }
    let after = text.at(end)
    if after == 0x25 { return false }
    // `x50113!t` is a password.
    if after == 0x21, text.at(end &+ 1).isAlphanumeric { return false }
    if after.isAlphanumeric || after >= 0x80 {
      let letter = after.lowercased
      let mayFollow = isDate ? letter == 0x74 || letter == 0x7A : letter == 0x78 || letter == 0x65
      let isWorker = data.kind == .ssn && last > first && beneficiaryEnd(text, end) > end
      let isIsh = data.validator == .monthDay && isAbout(text, end)
      guard isWorker || isIsh || mayFollow && (isDate || data.kind == .phone) else { return false }
    } else if data.kind == .phone, after == 0x2F, otherLineEnd(text, end) > end {
      // `970-555-0142/0143`
    } else if isJoint(after), text.at(end &+ 1).isDigit {
      let isZone = isDate && first == last && (after == 0x2D || after == 0x2E)
      guard isDate, isZone || after == 0x3A || (after != own && first != last) else { return false }
    } else if after == 0x2C, text.at(end &+ 1).isDigit, first == last, !isDate {
      return false
    }
    return holds(data.validator, text, first, last, scratch)
      && !isForbidden(rule, first, last, scratch, endsStatement: after == 0x3B)
  }

  /// Whether groups are part of a longer series, or of what letters and points name: `10 / 25 / 50 / 75`, `MM.01.01.03`.
  private func isOfSeries(
    _ text: Span<UInt8>,
    _ first: Int,
    _ end: Int,
    _ own: UInt8,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let start = Int(scratch.tokens[first].start)
    if own == 0x2E, text.at(start &- 1) == 0x2E, text.at(start &- 2).isLetter { return true }
    guard own == 0x20 else { return false }
    let mark = text.at(scratch.tokens[first].end &+ 1)
    return text.at(end) == 0x20 && text.at(end &+ 1) == mark && text.at(end &+ 2) == 0x20
      && text.at(end &+ 3).isDigit
  }

  /// Appends a match with what belongs to it: a time, an extension, a parenthesis.
  func take(
    _ rule: UInt16,
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: inout ScanScratch
  ) -> Int {
    let data = facts[Int(rule)]
    var start = Int(scratch.tokens[first].start)
    var end = scratch.tokens[last].end
    var evidence: Evidence = data.validator == .none ? .format : .format | .checksum
    var masked = true
    var kind = data.kind
    if data.kind == .date {
      evidence = .format
      start = dayStart(spanToken(text, first, scratch), isOrdinal: false, scratch)
      if data.validator == .monthDay { end = dayRangeEnd(text, end) }
      // `20240312-20240319`
      if data.validator == .compactDate, text.at(end) == 0x2D, last + 1 < scratch.tokens.count,
        scratch.tokens[last + 1].length == 8, scratch.tokens[last + 1].gap == .mark,
        isCompactDate(text, scratch.tokens[last + 1])
      {
        emit(rule, start, scratch.tokens[last + 1].end, evidence, scratch: &scratch)
        return last &+ 2
      }
      let time = timeEnd(text, end)
      masked = !(time.hasSeconds || scratch.tokens[first].length >= 14)
      if data.validator == .openMonthDay { masked = false }
      end = time.end
    }
    if data.kind == .ssn { end = beneficiaryEnd(text, end) }
    if data.kind == .phone {
      evidence = .format
      if text.at(start - 1) == 0x28 { start -= 1 }
      end = max(extensionEnd(text, end), otherLineEnd(text, end))
      if isFax(first, scratch) { kind = .fax }
    }
    emit(rule, start, end, evidence, kind: kind, masked: masked, scratch: &scratch)
    return last &+ 1
  }

  /// The end of `-15` behind `9/14`; `end` where there is none.
  private func dayRangeEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    guard text.at(end) == 0x2D else { return end }
    var index = end + 1
    while text.at(index).isDigit { index += 1 }
    guard (1...2).contains(index - end - 1), !text.isWordByte(index),
      text.at(index) != 0x2E || !text.at(index + 1).isDigit
    else { return end }
    // `6/14-6/17`
    guard text.at(index) == 0x2F, text.at(index + 1).isDigit else { return index }
    var last = index + 1
    while text.at(last).isDigit { last += 1 }
    return last - index <= 3 && !text.isWordByte(last) ? last : index
  }

  /// Whether the word `fax` stands within three words before a number, in the line.
  func isFax(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    if isWord(first + 1, .fax, scratch), scratch.tokens[first].length >= 10,
      scratch.tokens[first + 1].gap == .blank
    {
      return true
    }
    var index = first
    while index > 0, first - index < 4 {
      if isWord(index - 1, .fax, scratch) { return true }
      if isWord(index - 1, .phoneWord, scratch) { return false }
      index -= 1
    }
    return false
  }

  /// The end of `x123`, `ext. 123` behind a telephone number; `end` where there is none.
  func extensionEnd(_ text: Span<UInt8>, _ end: Int) -> Int {
    var index = end
    // `555-0142, ext. 12`
    if text.at(index) == 0x2C, text.at(index + 1) == 0x20,
      text.at(index + 2).lowercased == 0x65
        || text.at(index + 2).lowercased == 0x78 && text.at(index + 3).isDigit
    {
      index += 1
    }
    if text.at(index) == 0x20 { index += 1 }
    let word = index
    while text.at(index).isLetter, index - word < 9 { index += 1 }
    guard index > word, text.at(word).lowercased == 0x78 || text.at(word).lowercased == 0x65 else {
      return end
    }
    guard index - word == 1 || text.at(word + 1).lowercased == 0x78 else { return end }
    while text.at(index) == 0x20 || text.at(index) == 0x2E { index += 1 }
    let digits = index
    while text.at(index).isDigit { index += 1 }
    return index > digits && index - digits <= 6 ? index : end
  }

  /// `+` and seven to fifteen digits in groups.
  private func matchInternational(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard let rule = rule(.internationalPhone) else { return false }
    let start = Int(scratch.tokens[first].start) - 1
    guard let end = phoneEnd(text, first, scratch), !text.isWordByte(start - 1) else {
      return false
    }
    let kind: IdentifierKind = isFax(first, scratch) ? .fax : .phone
    emit(rule, start, extensionEnd(text, end), .format, kind: kind, scratch: &scratch)
    return true
  }

  /// The end of seven to fifteen digits in groups, as telephone numbers are written.
  func phoneEnd(_ text: Span<UInt8>, _ first: Int, _ scratch: borrowing ScanScratch) -> Int? {
    var digits = 0
    var end = 0
    var index = first
    while index < scratch.tokens.count {
      let token = scratch.tokens[index]
      guard token.isDigits, token.gap != .lineBreak || index == first else { break }
      if index > first {
        let gap = Int(token.start) - end
        guard gap >= 1, gap <= 3 else { break }
        var marks = true
        for offset in end..<Int(token.start) {
          let byte = text[offset]
          marks =
            marks
            && (byte == 0x20 || byte == 0x2D || byte == 0x2E || byte == 0x28
              || byte == 0x29 || byte == 0x2F)
        }
        guard marks, digits + Int(token.length) <= 15,
          !isWholeNumber(text, first, index, digits, scratch)
        else { break }
      }
      digits += Int(token.length)
      end = token.end
      index += 1
      guard digits <= 15 else { return nil }
    }
    // `Office     07/10/2023`
    if index == first + 3, text[scratch.tokens[first].end] == 0x2F,
      text[scratch.tokens[first + 1].end] == 0x2F,
      holds(.dayMonthYear, text, first, first + 2, scratch)
    {
      return nil
    }
    // `Call in 3/30 0112`
    if index == first + 3, text[scratch.tokens[first].end] == 0x2F,
      scratch.tokens[first].length <= 2,
      scratch.tokens[first + 1].length <= 2, scratch.tokens[first + 2].length == 4,
      text[scratch.tokens[first + 1].end] == 0x20, scratch.tokens[first].hash <= 12
    {
      return nil
    }
    return digits >= 7 ? end : nil
  }

  /// Whether a number of North America is whole before a blank: `417-882-0193 1215`, where a time or the next line
  /// follows.
  private func isWholeNumber(
    _ text: Span<UInt8>,
    _ first: Int,
    _ next: Int,
    _ digits: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let last = next - 1
    guard digits == 10 || digits == 11, last - first == digits - 8,
      scratch.tokens[last].length == 4, scratch.tokens[last - 1].length == 3,
      scratch.tokens[last - 2].length == 3, text.at(scratch.tokens[last].end) == 0x20
    else { return false }
    let mark = text.at(Int(scratch.tokens[last].start) - 1)
    return mark == 0x2D || mark == 0x2E
  }

  /// Whether a validator accepts the digit groups `first...last`.
  func holds(
    _ validator: Validator,
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let one = scratch.tokens[first].hash
    switch validator {
    case .none: return true
    case .dottedDate:
      return
        (isDotted(text, last, scratch) || isDateCue(first, scratch)
        || isCuedAbroad(first, scratch))
        && holds(.dayMonthYear, text, first, last, scratch)
    case .dayMonthYear:
      guard last == first + 2 else { return false }
      let (two, three) = (scratch.tokens[first + 1].hash, scratch.tokens[last].hash)
      guard one <= 31, two <= 31, three <= 9_999 else { return false }
      // `Rybelsus 3/7/14 mg`
      if scratch.tokens[first].length == 1, scratch.tokens[last].length <= 2,
        last + 1 < scratch.tokens.count, scratch.tokens[last + 1].gap == .blank,
        isWord(last + 1, .unit, scratch)
      {
        return false
      }
      let width = Int(scratch.tokens[last].length)
      return Checks.isDate(year: Int(three), month: Int(one), day: Int(two), yearDigits: width)
        || Checks.isDate(year: Int(three), month: Int(two), day: Int(one), yearDigits: width)
    case .yearMonthDay:
      guard last == first + 2, one <= 9_999 else { return false }
      let (two, three) = (scratch.tokens[first + 1].hash, scratch.tokens[last].hash)
      guard two <= 12, three <= 31 else { return false }
      return Checks.isDate(year: Int(one), month: Int(two), day: Int(three), yearDigits: 4)
    case .compactDate: return isCompactDate(text, scratch.tokens[first])
    case .monthYear:
      return one >= 1 && one <= 12 && (1_900...2_100).contains(scratch.tokens[last].hash)
        && !isShare(text, first, scratch)
    case .nanp: return isNANP(first, last, scratch)
    case .localPhone: return isLocalPhone(first, last, scratch)
    case .cuedPhone: return isCuedPhone(first, scratch)
    case .cuedLocal: return isLocalPhone(first, last, scratch) && isCued(first, scratch)
    case .ssn, .itin, .ssnImpossible: return isSSN(validator, first, scratch)
    case .card, .npi, .aba, .imei: return holdsDigits(validator, text, first, last, scratch)
    case .monthDay:
      if isCourse(first, last, scratch) { return false }
      return isMonthDay(text, first, last, scratch) || isDayMonth(first, last, scratch)
        || isSlashedAbroad(text, first, last, scratch) || isShortYear(text, first, last, scratch)
    case .openMonthDay: return isOpenDay(text, first, last, scratch)
    case .hyphenDay: return isHyphenDay(text, first, last, scratch)
    case .trunk: return isTrunk(text, first, last, scratch)
    case .cuedTrunk:
      return isTrunk(text, first, last, scratch) && isBehindCaller(first, scratch)
    case .french: return one >= 1 && one <= 9
    case .desk: return isDeskPhone(text, first, last, scratch)
    case .insee:
      return one >= 1 && (1...12).contains(scratch.tokens[first + 2].hash)
        && scratch.tokens[first + 3].hash > 0
    case .compactBirth: return (1...12).contains(one / 100 % 100) && (1...31).contains(one % 100)
    case .iberian: return (600...999).contains(one) && scratch.tokens[first + 1].hash > 0
    case .swiss, .frenchSSN: return holdsNational(validator, text, first, last, scratch)
    case .dea, .vin, .mbi, .luhn, .iban, .varied: return false
    }
  }

  /// Whether a time stands behind three short groups with dots, which are a version otherwise.
  private func isDotted(
    _ text: Span<UInt8>,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let isBirth = text.at(Int(scratch.tokens[last - 2].start) - 1) == 0x2A
    if isBirth || isBehindGermanCue(last - 2, scratch) { return true }
    let next = last + 1
    guard next < scratch.tokens.count, scratch.tokens[next].gap == .blank else { return false }
    return scratch.tokens[next].isDigits && text.at(scratch.tokens[next].end) == 0x3A
  }

  /// Whether a word right before three groups with dots makes them a date: `Date 8.22.24`.
  private func isDateCue(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    first > 0 && scratch.tokens[first].gap != .lineBreak
      && Self.dottedCues.contains(scratch.tokens[first - 1].hash)
  }

  private static let dottedCues = hashes(
    "date dated dob born signed seen note visit eval admit admitted adm discharged dc surgery reviewed md do np pa rn lpn "
      + "dds dmd slp vom am seit le du el del reçu called arrived call on departed left returned "
      + "biopsie op mrt ct labor röntgen sono aufnahme entlassung termin kontrolle impfung opname ontslag controle "
      + "consult visite koloskopie gastroskopie befund arztbrief stand datum uitslag foto echo infiltration ambulanz"
  )

  /// Area and exchange of a North American number: neither begins with 0 or 1.
  private func isNANP(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let area = scratch.tokens[first].length == 1 ? first + 1 : first
    if area > first, scratch.tokens[first].hash != 1 { return false }
    let exchange = scratch.tokens[area + 1]
    let least: UInt64 = exchange.length == 7 ? 2_000_000 : 200
    return scratch.tokens[area].hash >= 200 && exchange.hash >= least
  }

  /// Whether groups begin with a trunk prefix and are as long as a national number.
  private func isTrunk(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let start = Int(scratch.tokens[first].start)
    let digits = (first...last).reduce(0) { $0 + Int(scratch.tokens[$1].length) }
    return text.at(start) == 0x30 && text.at(start + 1) != 0x30 && (9...11).contains(digits)
  }

  /// Whether `6-4419` behind a word is a telephone of the house and no month, range or part.
  private func isDeskPhone(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (one, number) = (scratch.tokens[first], scratch.tokens[last].hash)
    // `desk: 4-4471`
    let isLabelled =
      first > 0 && one.gap == .marks && text.at(scratch.tokens[first - 1].end) == 0x3A
    guard first > 0, one.hash >= 2, one.gap == .blank || isLabelled,
      number % 100 != 0 || isWord(first - 1, .phoneWord, scratch),
      !(1_900...2_100).contains(number), scratch.tokens[first - 1].isWord
    else { return false }
    let next = last + 1
    if next < scratch.tokens.count, scratch.tokens[next].gap == .blank,
      isWord(next, [.unit, .fraction], scratch)
    {
      return false
    }
    if Self.deskWords(scratch.tokens[first - 1].hash) != 0 { return true }
    // `call the desk at 4-4471`
    return isPerson(first - 1, scratch) && !isLabelled
      || isWord(first - 1, .on, scratch)
        && (2...4)
          .contains { first >= $0 && Self.deskWords(scratch.tokens[first - $0].hash) != 0 }
  }

  private static let deskWords = table(
    "clinic desk ext ward lab then call pager phone unit office line dial cell charge pharmacy icu ed "
      + "room station scheduling triage intake registration dispatch switchboard operator security radiology"
  )

  /// Whether three and four digits are a telephone number without its area and no range.
  private func isLocalPhone(_ first: Int, _ last: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (exchange, number) = (scratch.tokens[first].hash, scratch.tokens[last].hash)
    let next = last + 1
    let isCounted =
      next < scratch.tokens.count && scratch.tokens[next].gap == .blank
      && isWord(next, .unit, scratch)
    // `Daisy at 255-1960` is none of a range or a year.
    let isReached =
      first > 1 && scratch.tokens[first].gap == .blank && scratch.tokens[first - 1].hash == Self.at
      && scratch.tokens[first - 2].shape == .capitalized
    return last == first + 1 && exchange >= 200 && !isCounted
      && (isReached || number % 50 != 0 && !(1_900...2_100).contains(number))
  }

  private static var at: UInt64 { Token.word("at") }

  /// Words before ten digits in which `call`, `phone` or the like is looked for.
  private static let cueWords = 12

  /// Whether ten or eleven digits without marks are a North American number: free of charge, or behind
  /// a word for a telephone in the line.
  private func isCuedPhone(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let token = scratch.tokens[first]
    var number = token.hash
    if token.length == 11 {
      guard number / 10_000_000_000 == 1 else { return false }
      number %= 10_000_000_000
      let area = number / 10_000_000
      if [800, 833, 844, 855, 866, 877, 888].contains(area) {
        return number / 10_000 % 1_000 >= 200
      }
    }
    guard number / 10_000_000 >= 200, number / 10_000 % 1_000 >= 200 else { return false }
    // `8285550157 fax`
    if isWord(first + 1, [.phoneWord, .fax], scratch), scratch.tokens[first + 1].gap == .blank {
      return true
    }
    return isCued(first, scratch)
  }

  /// Whether a word for a telephone stands before a token in its line.
  private func isCued(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first
    while index > 0, first - index < Self.cueWords, scratch.tokens[index].gap != .lineBreak {
      index -= 1
      if isWord(index, [.phoneWord, .fax], scratch) { return true }
    }
    return false
  }

  /// The three classes of 3-2-4 numbers.
  ///
  /// Source: SSA, RM 10201; IRS Publication 1915.
  private func isSSN(
    _ validator: Validator,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard first + 2 < scratch.tokens.count else { return false }
    let (area, group, serial) = (
      scratch.tokens[first].hash, scratch.tokens[first + 1].hash, scratch.tokens[first + 2].hash
    )
    guard area > 0, area != 666, group > 0, serial > 0 else { return false }
    guard area >= 900 else { return validator == .ssn }
    let isTaxpayer =
      (50...65).contains(group) || (70...88).contains(group)
      || (90...92).contains(group) || (94...99).contains(group)
    return validator == (isTaxpayer ? .itin : .ssnImpossible)
  }

  /// Checksums over all digits of the groups.
  private func holdsDigits(
    _ validator: Validator,
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var digits: [UInt8] = []
    digits.reserveCapacity(24)
    for index in first...last {
      let token = scratch.tokens[index]
      guard digits.count + Int(token.length) <= 24 else { return false }
      for offset in token.range { digits.append(text[offset] &- 0x30) }
    }
    switch validator {
    case .card: return Checks.card(digits.span)
    case .npi: return Checks.npi(digits.span)
    case .aba: return Checks.aba(digits.span)
    case .imei: return digits.count == 15 && Checks.luhn(digits.span)
    default: return false
    }
  }

  /// Whether groups of digits are a number of the Swiss or the French social insurance.
  private func holdsNational(
    _ validator: Validator,
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var (value, sum, count) = (0, 0, 0)
    for index in first...last {
      for offset in scratch.tokens[index].range {
        let digit = Int(text[offset] &- 0x30)
        value = value * 10 + digit
        sum += count % 2 == 0 ? digit : 3 * digit
        count += 1
      }
    }
    if validator == .swiss { return scratch.tokens[first].hash == 756 && sum % 10 == 0 }
    let lead = scratch.tokens[first].hash
    return (lead == 1 || lead == 2) && 97 - value / 100 % 97 == value % 100
  }

  /// Eight, twelve or fourteen digits that are a date and a time of day.
  private func isCompactDate(_ text: Span<UInt8>, _ token: Token) -> Bool {
    guard token.hash != .max else { return false }
    var value = Int(token.hash)
    if token.length == 14 {
      guard value % 100 < 61 else { return false }
      value /= 100
    }
    if token.length >= 12 {
      guard value % 100 < 60, value / 100 % 100 < 24 else { return false }
      value /= 10_000
    }
    let year = value / 10_000
    return (1_900...2_099).contains(year)
      && Checks.isDate(year: year, month: value / 100 % 100, day: value % 100, yearDigits: 4)
  }
}
