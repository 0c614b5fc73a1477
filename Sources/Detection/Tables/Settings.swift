import Vocabulary

/// What a setting in a text is called and what stands behind it: `lastName=Fortescue`, `PatientId[00482917]`,
/// `p.setMrn("6610293")`, `lname: Lockwood`, `PGPASSWORD=…`.
private struct Setting {
  /// The value without its quotes.
  var value: Range<Int>
  /// Whether it stands in quotes.
  var isQuoted: Bool
  /// Whether these stand in a call that makes a value of them: `Hash::make('…')`.
  var isWrapped = false

  /// Bytes between a name and its value, and of a value, at most.
  private static let gapBytesMax = 6
  private static let valueBytesMax = 96

  /// The value of the name that ends at `end`; nil where none is given.
  init?(_ text: Span<UInt8>, behind end: Int) {
    var place = end
    if text.at(place) == 0x5C { place += 1 }
    if Self.isQuote(text.at(place)) { place += 1 }
    let first = place
    while text.at(place) == 0x20, place - first < Self.gapBytesMax { place += 1 }
    var needsQuote = false
    switch text.at(place) {
    case 0x3D:
      guard text.at(place + 1) != 0x3D else { return nil }
      place += text.at(place + 1) == 0x3E ? 2 : 1
    case 0x3A:
      guard text.at(place + 1) != 0x3A else { return nil }
      place += text.at(place + 1) == 0x3D ? 2 : 1
    case 0x5B where place == first: place += 1
    case 0x28 where place == first:
      needsQuote = true
      place += 1
    default: return nil
    }
    let second = place
    while text.at(place) == 0x20, place - second < Self.gapBytesMax { place += 1 }
    if text.at(place) == 0x5C { place += 1 }
    // `N'…'`: SQL's text in any script.
    if text.at(place) == 0x4E, Self.isQuote(text.at(place + 1)) { place += 1 }
    if let inner = Scanner.wrappedString(text, place) { (place, isWrapped) = (inner, true) }
    let quote = text.at(place)
    isQuoted = Self.isQuote(quote)
    if needsQuote, !isQuoted { return nil }
    if isQuoted { place += 1 }
    var last = place
    while last < text.count, last - place < Self.valueBytesMax {
      let byte = text[last]
      if byte < 0x20 || (isQuoted ? byte == quote || byte == 0x5C : Self.endsValue(byte)) { break }
      last += 1
    }
    guard last > place, !isQuoted || text.at(last) == quote || text.at(last) == 0x5C else {
      return nil
    }
    value = place..<last
  }

  private static func isQuote(_ byte: UInt8) -> Bool {
    byte == 0x22 || byte == 0x27 || byte == 0x60
  }

  /// Whether a byte ends a value without quotes.
  private static func endsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x22, 0x27, 0x26, 0x28, 0x29, 0x2C, 0x3B, 0x3C, 0x3E, 0x5B, 0x5D, 0x60, 0x7B, 0x7C,
      0x7D:
      true
    default: false
    }
  }
}

extension Scanner {
  /// Whether a blank and another word follow a word, which then names nothing unless it is an option's (`-name Ann`) or says
  /// what was changed (`city changed from`): most words.
  @inline(__always)
  private static func isAmongWords(_ text: Span<UInt8>, _ token: Token) -> Bool {
    let next = text.at(token.end &+ 1)
    return text.at(token.end) == 0x20 && next.isLetter && !mayChange(next)
      && text.at(Int(token.start) &- 1) != 0x2D
  }

  /// Finds what exact labels name, and what settings give whose names are those of fields: names of several words without blanks, and
  /// some that are short for them.
  ///
  /// Names of words with blanks or marks between them are labels (`EngineLabels`).
  func findSettings(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for place in 0..<scratch.endCount {
      let index = Int(scratch.ends[place])
      let token = scratch.tokens[index]
      guard token.isWord, !Self.isAmongWords(text, token) else { continue }
      if token.hash == Self.eventLabel, text.at(token.end) == 0x3D {
        takeEvent(text, index, &scratch)
        continue
      }
      findNamedValue(text, index, &scratch)
      guard Self.mayGive(text, behind: token.end) else { continue }
      let known = Self.known(token.hash)
      guard known != 0 || token.shape == .mixed else { continue }
      if known == Self.patient {
        findResource(text, index, &scratch)
        continue
      }
      let isSecret = known == Self.secret || known == Self.wrapped
      guard (3...Self.nameBytesMax).contains(Int(token.length)),
        index + 1 == scratch.tokens.count || scratch.tokens[index + 1].gap != .none
      else { continue }
      let setting = Setting(text, behind: token.end)
      guard let setting, known != Self.wrapped || setting.isWrapped,
        !engine.isPlaceholder(text, around: setting.value.lowerBound)
      else { continue }
      var verdict = FieldJudgement.Verdict.identifier(.secret, .none)
      if !isSecret { verdict = settingVerdict(text, token, &scratch) }
      if verdict == .identifier(.date, .none), let made = made(text, setting) {
        engine.emit(
          engine.fieldRule(.date, .none),
          made.lowerBound,
          made.upperBound,
          .field,
          scratch: &scratch
        )
        continue
      }
      guard case .identifier(let kind, let part) = verdict,
        fits(kind, part, text, setting.value, isQuoted: setting.isQuoted),
        var finding = engine.wholeValue(text.extracting(setting.value), kind, part)
      else { continue }
      finding.start += setting.value.lowerBound
      finding.end += setting.value.lowerBound
      if kind == .secret, engine.isExpression(text, finding.start..<finding.end) { continue }
      if kind == .username, Self.isStore(text, behind: finding.end) { continue }
      scratch.found.append(finding)
    }
  }

  /// Whether the key of a store stands behind what is called an account: `AccountName=images;AccountKey=…`.
  private static func isStore(_ text: Span<UInt8>, behind end: Int) -> Bool {
    guard text.at(end) == 0x3B else { return false }
    var word = end + 1
    while text.at(word).isLetter { word += 1 }
    return storeKeys.contains(Token.hash(text, end + 1..<word))
  }

  private static let storeKeys = Engine.hashes("accountkey sharedaccesssignature endpointsuffix")

  /// The parts of a date that a program makes of them: `dob = datetime.date(1951, 6, 9)`.
  private func made(_ text: Span<UInt8>, _ setting: Setting) -> Range<Int>? {
    var place = setting.value.upperBound
    if text.at(place) == 0x20 {
      // `new Date(1955, 3, 17)`
      place += 1
      while text.at(place).isLetter { place += 1 }
    }
    guard text.at(place) == 0x28 else { return nil }
    let start = place + 1
    var (end, digits, groups) = (start, 0, 0)
    while end < text.count, end - start < Self.partsBytesMax, text[end] != 0x29 {
      if text[end].isDigit {
        digits += 1
        if !text.at(end - 1).isDigit { groups += 1 }
      } else if text[end] != 0x2C, text[end] != 0x20 {
        return nil
      }
      end += 1
    }
    return groups >= 3 && digits >= 6 && text.at(end) == 0x29 ? start..<end : nil
  }

  /// Bytes between the brackets of such a date.
  private static let partsBytesMax = 32

  /// `Patient/8812093`, `obj=CHART/4417720`: the number of a patient's resource, as servers log it.
  private func findResource(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let next = index + 1
    guard scratch.tokens[index].shape.startsWithCapital, text.at(scratch.tokens[index].end) == 0x2F,
      next < scratch.tokens.count, scratch.tokens[next].gap == .mark, scratch.tokens[next].isDigits,
      scratch.tokens[next].length >= 4, !text.isWordByte(scratch.tokens[next].end)
    else { return }
    let range = scratch.tokens[next].range
    engine.emit(
      engine.fieldRule(.mrn, .none),
      range.lowerBound,
      range.upperBound,
      .field,
      scratch: &scratch
    )
  }

  /// Bytes of a setting's name, at most.
  private static let nameBytesMax = 40
  /// Names that are remembered.
  private static let verdictsMax = 4_096

  /// What the name of a setting says of its value.
  private func settingVerdict(
    _ text: Span<UInt8>,
    _ token: Token,
    _ scratch: inout ScanScratch
  ) -> FieldJudgement.Verdict {
    if let known = scratch.settingVerdicts[token.hash] { return known }
    let name = unsafe text.extracting(token.range)
      .withUnsafeBufferPointer {
        unsafe String(decoding: $0, as: UTF8.self)
      }
    var words = FieldNames.words(name)
    var verdict = FieldJudgement.Verdict.text
    if let first = words.first, !Self.asking.contains(Token.hash(first)) {
      if Self.giving.contains(Token.hash(first)) { words.removeFirst() }
      let field = FieldContext(name: words.joined(separator: " "), column: 1)
      // `serviceAccountName`: a program's.
      let isNobody = words.isEmpty || words.contains("service")
      verdict = isNobody ? .text : fields.judge(field, engine: engine).verdict
    }
    if scratch.settingVerdicts.count >= Self.verdictsMax { scratch.settingVerdicts.removeAll() }
    scratch.settingVerdicts[token.hash] = verdict
    return verdict
  }

  /// Whether a value may be of a kind: not a type, an expression, a placeholder or another field's name.
  func fits(
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ text: Span<UInt8>,
    _ value: Range<Int>,
    isQuoted: Bool
  ) -> Bool {
    var (letters, digits, marks, blanks, escaped) = (0, 0, 0, 0, 0)
    for offset in value {
      // `Siobh%C3%A1n`, `O%27Brien%2COlive`
      if text[offset] == 0x25, Self.isEscape(text, offset) { escaped = 3 }
      if escaped > 0 {
        escaped -= 1
        continue
      }
      switch text[offset] {
      case 0x20: blanks += 1
      case 0x24, 0x25, 0x3C, 0x3E, 0x7B, 0x7D, 0x5C, 0x5F, 0x2F: marks += 1
      default:
        if text[offset].isDigit { digits += 1 } else if text.isWordByte(offset) { letters += 1 }
      }
    }
    let isCapital = text[value.lowerBound].isUppercase || text[value.lowerBound] >= 0x80
    let hash = Token.hash(text, value)
    // `Long` is a type where it stands behind a colon without quotes.
    let isLong =
      hash == Self.long && isCapital && (isQuoted || text.at(value.lowerBound - 1) == 0x3D)
    let isType = Self.types.contains(hash) && !isLong
    switch kind {
    case .secret: return value.count >= Self.secretBytesMin && !isType
    case .username:
      return letters > 0 && value.count > 2 && !isType && value.allSatisfy { isOfAccount(text[$0]) }
        && Lexicon.bands(Token.hash(text, value)).english == 0
    case .name, .location:
      if part == .zip { return (5...9).contains(digits) && letters == 0 }
      guard letters > 1, marks == 0, !isType, part == .street || digits == 0 else { return false }
      guard isQuoted || isCapital && text.at(value.upperBound) != 0x28 else { return false }
      let words = unsafe text.extracting(value)
        .withUnsafeBufferPointer {
          unsafe String(decoding: $0, as: UTF8.self)
        }
      let field = FieldContext(name: words, column: 1)
      switch fields.judge(field, engine: engine).verdict {
      case .text: return true
      // `.lastName("Price")`
      case .coded: return kind == .name && isQuoted
      // `Mobile` is a town, `Pat` a first name.
      case .identifier:
        return part == .city && hash == Self.mobile
          || kind == .name && isQuoted && isCapital && Lexicon.bands(hash).first >= 3
            && FieldRules.isShort(words.lowercased())
      }
    case .phone, .fax: return digits >= Self.phoneDigitsMin && letters < 5
    case .date: return digits >= 6 && letters <= 9 && marks < 3
    case .email: return (value).contains { text[$0] == 0x40 }
    case .ssn, .taxID: return digits >= 4 && letters == 0
    case .mrn, .healthPlan, .account, .license, .creditCard, .iban, .passport:
      return digits >= Self.numberDigitsMin && marks == 0 && blanks < 4 && !isType
    default: return false
    }
  }

  /// Whether a percent sign and two digits of a byte stand at an offset.
  static func isEscape(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    func isHex(_ byte: UInt8) -> Bool { byte.isDigit || (0x41...0x46).contains(byte & 0xDF) }
    return text.at(offset) == 0x25 && isHex(text.at(offset + 1)) && isHex(text.at(offset + 2))
  }

  /// Whether a byte may stand in the name of an account.
  private func isOfAccount(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == 0x2E || byte == 0x5F || byte == 0x2D || byte == 0x40
      || byte == 0x5C
  }

  /// Bytes of a password, and digits of a phone's and any other number, at least.
  private static let secretBytesMin = 4
  private static let phoneDigitsMin = 7
  private static let numberDigitsMin = 4

  /// The first words of functions that ask, and give nothing.
  private static let asking = Engine.hashes("get is has find by count delete list parse")
  /// Those of functions that give.
  private static let giving = Engine.hashes("set with add put")
  private static var long: UInt64 { Token.word("long") }
  /// Values that are types of a language, or say that there is none.
  private static let types = Engine.hashes(
    """
    string str int integer long text varchar char date datetime bool boolean any number optional object \
    required value null none nil undefined self this true false unknown default buffer bytes array list map \
    password token secret username user name
    """
  )
  /// Whether what stands behind a word may give it a value, or be the quote that ends its name.
  @inline(__always)
  private static func mayGive(_ text: Span<UInt8>, behind end: Int) -> Bool {
    switch text.at(end) {
    case 0x3D, 0x3A, 0x5B, 0x28, 0x2F, 0x22, 0x27, 0x60, 0x5C: true
    case 0x20: text.at(end + 1) == 0x3D || text.at(end + 1) == 0x3A
    default: false
    }
  }

  /// What a name in one piece is: that of a field, of a password, of a patient's resource, and of a password where
  /// a call makes it.
  private static let field = 1
  private static let secret = 2
  private static let patient = 3
  private static let wrapped = 4
  /// Names in one piece: of fields, and of passwords as programs' variables and settings have them.
  private static let known: HashIndex = {
    let fields = """
      dob lname fname mname lastname firstname fullname surname forename patientname patientid birthdate \
      dateofbirth suser duser hphone wphone cphone mphone msisdn ani zipcode samaccountname userprincipalname
      """
    let secrets = """
      pgpassword sshpass mysqlpwd requirepass masterauth storepass keypass bindpw bindpass dbpassword dbpass \
      dbpasswd smtppass smtppassword userpass userpassword adminpass adminpassword rootpassword ldappassword \
      authpass presharedkey wifipsk wpapsk apikey authtoken accesstoken clientsecret sharedsecret \
      redispassword redisauth credential snmpcommunity
      """
    let records = "patient chart encounter person mrn visit episode"
    var entries: [UInt64: UInt16] = [:]
    for word in ["password", "passwd", "pwd", "passcode", "secret", "pin"] {
      entries[Token.hash(word)] = UInt16(wrapped)
    }
    for word in records.split(separator: " ") {
      entries[Token.hash(String(word))] = UInt16(patient)
    }
    for word in fields.split(separator: " ") { entries[Token.hash(String(word))] = UInt16(field) }
    for word in secrets.split(separator: " ") { entries[Token.hash(String(word))] = UInt16(secret) }
    return HashIndex(entries)
  }()
}
