import Vocabulary

/// Forms of addresses, signatures, names in lists and numbers as people write them.
extension Engine {
  /// What a word that begins a run may begin: a postcode, a licence, initials, a name in a list.
  func matchWritten(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    if token.shape == .lower { return matchSmallStreet(text, index, &scratch) }
    guard token.shape.startsWithCapital else { return }
    if token.length <= 2, text.at(token.end).isDigit { matchPostcode(text, index, &scratch) }
    if token.length == 2, token.shape == .capitalized {
      if token.hash == Self.ma { matchMaria(text, index, &scratch) }
      matchFileNumber(text, index, &scratch)
    }
    if token.length == 3, token.hash == Self.signedMa { matchMaria(text, index, &scratch) }
    if token.length == 1 {
      matchInitialsLine(text, index, &scratch)
      matchMiddleInitial(text, index, &scratch)
      matchInitialsBehindBy(text, index, &scratch)
      matchInitialsOfAge(text, index, &scratch)
      if text.at(token.end).isDigit { matchDonation(text, index, &scratch) }
      matchJoinedInitials(text, index, &scratch)
    }
    if token.length <= 6, Self.streetLeads.contains(token.hash) {
      matchLedStreet(text, index, &scratch)
    }
    if token.length > 2 {
      matchRole(text, index, &scratch)
      if index > 1, scratch.tokens[index - 1].length <= 5 {
        matchCapitalParticle(text, index, &scratch)
      }
      if index > 0, scratch.tokens[index - 1].shape == .lower, scratch.tokens[index - 1].length <= 3
      {
        matchParticles(text, index, &scratch)
      }
      matchChain(text, index, &scratch)
      if token.shape == .upper {
        matchCapitals(text, index, &scratch)
        matchBoard(text, index, &scratch)
      }
    }
    if token.length > 1, text.at(token.end) == 0x3A { matchHandoffs(text, index, &scratch) }
    if token.length <= 3, token.shape == .upper {
      matchSignature(text, index, &scratch)
      matchBracketedPair(text, index, &scratch)
    }
    if token.length >= 3, text.at(token.end) == 0x2C { matchSurname(text, index, &scratch) }
    if token.length <= 5, token.shape == .upper { matchBritishLicence(text, index, &scratch) }
    if token.length >= Self.compoundBytes, token.shape == .capitalized {
      matchCompoundStreet(text, index, &scratch)
    }
  }

  // Postcodes

  /// Whether `pattern` of `9` and `A` stands at an offset.
  private func fits(_ pattern: StaticString, _ text: Span<UInt8>, _ start: Int) -> Bool {
    for offset in 0..<pattern.utf8CodeUnitCount {
      let byte = text.at(start + offset)
      let isDigit = unsafe pattern.utf8Start[offset] == 0x39
      guard isDigit ? byte.isDigit : byte.isUppercase else { return false }
    }
    return true
  }

  /// `B69 4PQ`, `SW1A 2AA`, `G0X 2T0`.
  private func matchPostcode(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.postcode) else { return }
    let start = Int(scratch.tokens[index].start)
    let before = text.at(start - 1)
    guard before != 0x2D, before != 0x5F, before != 0x2F, before != 0x2E else { return }
    if fits("A9A", text, start), text.at(start + 3) == 0x20, fits("9A9", text, start + 4),
      !text.isWordByte(start + 7), isCanadian(text, start)
    {
      return emit(rule, start, start + 7, .format, scratch: &scratch)
    }
    if isEircode(text, start) { return emit(rule, start, start + 8, .format, scratch: &scratch) }
    guard Self.postAreas.contains(scratch.tokens[index].hash) else { return }
    var end = start + Int(scratch.tokens[index].length) + 1
    if text.at(end).isDigit || text.at(end).isUppercase { end += 1 }
    guard text.at(end) == 0x20, fits("9AA", text, end + 1), !text.isWordByte(end + 4) else {
      return
    }
    let inward = (text[end + 2], text[end + 3])
    guard !Self.isOutside(inward.0), !Self.isOutside(inward.1),
      !Self.endings.contains(Token.hash(text, end + 2..<end + 4))
    else { return }
    emit(rule, start, end + 4, .format, scratch: &scratch)
  }

  /// Whether the letters of `A9A 9A9` are ones that Canada Post gives out.
  private func isCanadian(_ text: Span<UInt8>, _ start: Int) -> Bool {
    // Never D, F, I, O, Q, U; W and Z never first.
    let first = text[start]
    guard first != 0x57, first != 0x5A else { return false }
    for offset in [0, 2, 5] {
      switch text[start + offset] {
      case 0x44, 0x46, 0x49, 0x4F, 0x51, 0x55: return false
      default: continue
      }
    }
    return true
  }

  /// Whether a letter is none of a postcode's last two: C, I, K, M, O, V.
  private static func isOutside(_ byte: UInt8) -> Bool {
    byte == 0x43 || byte == 0x49 || byte == 0x4B || byte == 0x4D || byte == 0x4F || byte == 0x56
  }

  private static let endings = hashes("th st nd rd ft lb")
  private static let postAreas = hashes(
    """
    ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e \
    ec eh en ex fk fy g gl gu ha hd hg hp hr hs hu hx ig ip iv ka kt kw ky l la ld le ll ln ls lu \
    m me mk ml n ne ng nn np nr nw ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp \
    sr ss st sw sy ta td tf tn tq tr ts tw ub w wa wc wd wf wn wr ws wv yo ze
    """
  )

  // Licences

  /// `CRUMB 501129 A99LK`: five places of the surname, six digits with the date of birth in them,
  /// initials and three places more.
  private func matchBritishLicence(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) {
    guard let rule = rule(.britishLicence) else { return }
    let start = Int(scratch.tokens[index].start)
    var offset = start + Int(scratch.tokens[index].length)
    while offset < start + 5 {
      guard text.at(offset) == 0x39 else { return }
      offset += 1
    }
    if text.at(offset) == 0x20 { offset += 1 }
    guard fits("999999", text, offset) else { return }
    let month = Int(text[offset + 1] % 0x10 % 5) * 10 + Int(text[offset + 2] & 0x0F)
    let day = Int(text[offset + 3] & 0x0F) * 10 + Int(text[offset + 4] & 0x0F)
    guard (1...12).contains(month), (1...31).contains(day) else { return }
    offset += 6
    if text.at(offset) == 0x20 { offset += 1 }
    guard text.at(offset).isUppercase,
      text.at(offset + 1) == 0x39 || text.at(offset + 1).isUppercase,
      text.at(offset + 2).isAlphanumeric, fits("AA", text, offset + 3),
      !text.isWordByte(offset + 5)
    else { return }
    emit(rule, start, offset + 5, .format, scratch: &scratch)
  }

  // Names

  /// Whether a word of a transcript's last lines, or the number of a job, stands before a word in its line.
  private func isBehindJob(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var place = index
    while place > 0, scratch.tokens[place].gap != .lineBreak, index - place < Self.footerWords {
      place -= 1
      if Self.footers.contains(scratch.tokens[place].hash), scratch.tokens[place].isWord {
        return true
      }
    }
    return false
  }

  /// Words of a line in which such a word is looked for, and what it is.
  private static let footerWords = 24
  private static let footers = hashes(
    "job dd dt dictated dictation transcribed transcription trans typed conf confirmation document doc"
  )

  /// `CJA/rw` in a line of its own or behind a transcript's number, and `-ZK` at the end of one.
  private func matchSignature(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.signature), !Self.noSignatures.contains(scratch.tokens[index].hash)
    else { return }
    let token = scratch.tokens[index]
    let start = Int(token.start)
    if text.at(token.end) == 0x2F, index + 1 < scratch.tokens.count,
      index == 0 || token.gap == .lineBreak || isBehindJob(index, scratch)
    {
      let next = scratch.tokens[index + 1]
      let isFirst = index == 0 || token.gap == .lineBreak
      guard next.shape == .lower, (2...3).contains(next.length), next.gap == .mark,
        isEndOfLine(text, next.end) || isFirst && text.at(next.end + 1) == 0x20,
        !Self.noSignatures.contains(next.hash)
      else { return }
      return emit(rule, start, next.end, .format, scratch: &scratch)
    }
    let dash = text.at(start - 1) == 0x2D ? start - 1 : start - 3
    let isDash =
      dash == start - 1
      || text.at(dash) == 0xE2 && text.at(dash + 1) == 0x80 && text.at(dash + 2) == 0x94
    let before = text.at(dash - 1)
    guard isDash, before == 0x20 || before == 0x0A, isEndOfLine(text, token.end) else { return }
    let bands = Lexicon.bands(token.hash)
    guard bands.english == 0, bands.clinical == 0 else { return }
    emit(rule, start, token.end, .format, scratch: &scratch)
  }

  /// Whether nothing but blanks follows in the line.
  func isEndOfLine(_ text: Span<UInt8>, _ end: Int) -> Bool {
    var offset = end
    while text.at(offset) == 0x20 || text.at(offset) == 0x0D { offset += 1 }
    return offset >= text.count || text[offset] == 0x0A
  }

  private static let noSignatures = hashes(
    """
    md do rn np pa ct mri hr bp iv po im sc ok ed er or icu cc ml mg kg ac pc hs am pm na nil aka \
    cm mm ft lb rr bid tid qid prn ekg ecg cxr abd ext neg pos new old esp incl ie eg lt rt
    """
  )

  /// `ABUBAKAR, S`, `Pickering, L.`: a surname, a comma and one capital.
  private func matchSurname(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    let next = index + 1
    guard let rule = rule(.surnameInitial), next < scratch.tokens.count,
      text.at(token.end + 1) == 0x20, Int(scratch.tokens[next].start) == token.end + 2,
      scratch.tokens[next].length == 1, scratch.tokens[next].shape == .capitalized,
      token.gap != .none, !text.isWordByte(scratch.tokens[next].end)
    else { return }
    let behind = text.at(scratch.tokens[next].end)
    guard behind != 0x2C, behind != 0x2D, behind != 0x2F, behind != 0x27, behind != 0x3A,
      behind != 0x29, behind != 0xE2, behind != 0x2B
    else { return }
    let bands = Lexicon.bands(token.hash)
    // `TMP-SMX, K`
    if token.shape == .upper, token.length <= Self.acronymBytesMax, bands.last == 0 { return }
    let isOrdinary = bands.english > 0 && bands.last < 3
    guard !isOrdinary, bands.clinical == 0 || bands.last >= 4, !bands.isBrand, !bands.isState,
      !bands.isCountry, !bands.isNation, !bands.isTongue || bands.last >= 2,
      !bands.isGermanic || bands.last >= 2, !isClosing(token.hash),
      !isWord(index, [.month, .weekday, .unit], scratch)
    else { return }
    let end = scratch.tokens[next].end
    // `Dr. Lin, J. Reyes` are two, `Wojcik, M.D.` has a degree.
    let isNext =
      behind == 0x2E
      && (text.at(end + 1).isUppercase
        || text.at(end + 1) == 0x20 && isSurnameBehind(next, scratch))
    emit(rule, Int(token.start), isNext ? token.end : end, .format | .lexicon, scratch: &scratch)
  }

  /// Bytes of an abbreviation in capitals, at most.
  private static let acronymBytesMax = 4

  /// Whether a word that many are called by stands behind an initial: another person of a list.
  private func isSurnameBehind(_ initial: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let next = initial + 1
    guard next < scratch.tokens.count, scratch.tokens[next].shape == .capitalized,
      scratch.tokens[next].length > 2
    else { return false }
    let bands = Lexicon.bands(scratch.tokens[next].hash)
    return bands.english == 0 && bands.clinical == 0 && bands.last > 0
  }

  // Streets

  /// Bytes of a street's name that is one word, at least.
  private static let compoundBytes = 7

  /// `dorfstr. 8`: the same in small letters, with the stop of an abbreviation.
  func matchSmallStreet(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard token.length >= Self.compoundBytes, ends(text, token.end, "str") else { return }
    matchCompoundStreet(text, index, &scratch)
  }

  /// `Lindenweg 14a`, `Seestrasse 211`, `Hauptstr. 5`.
  private func matchCompoundStreet(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: inout ScanScratch
  ) {
    let token = scratch.tokens[index]
    let next = index + 1
    guard let rule = rule(.compoundStreet), next < scratch.tokens.count,
      scratch.tokens[next].isDigits, scratch.tokens[next].length <= 4,
      Self.streetEndings.contains(where: { ends(text, token.end, $0) })
        || text.at(token.end) == 0x2E && ends(text, token.end, "str")
    else { return }
    let gap = Int(scratch.tokens[next].start) - token.end
    guard gap == 1 && text.at(token.end) == 0x20 || gap == 2 && text.at(token.end) == 0x2E else {
      return
    }
    let bands = Lexicon.bands(token.hash)
    guard bands.english == 0, bands.clinical == 0, !bands.isBrand,
      Self.noStreets(token.hash) == 0
    else { return }
    var end = scratch.tokens[next].end
    if next + 1 < scratch.tokens.count, scratch.tokens[next + 1].length == 1,
      scratch.tokens[next + 1].isWord, scratch.tokens[next + 1].gap == .none
    {
      end += 1
    }
    end = dwellingEnd(text, behind: end, next, scratch)
    guard !text.isWordByte(end), text.at(end) != 0x2E || !text.at(end + 1).isDigit else { return }
    let first = scratch.tokens[adjective(text, before: index, scratch)]
    emit(rule, Int(first.start), end, .format, scratch: &scratch)
    // `Dorpsweg 4 in Rolde`
    var number = next
    while number + 1 < scratch.tokens.count, scratch.tokens[number].end < end { number += 1 }
    if scratch.tokens[number].end == end, let town = self.rule(.foreignTown),
      let last = townBehind(text, number, scratch, isNear: true)
    {
      emitTokens(town, number + 2, last, &scratch)
    }
  }

  /// Whether the bytes before an offset are those of `ending`.
  private func ends(_ text: Span<UInt8>, _ end: Int, _ ending: String) -> Bool {
    var offset = end - ending.utf8.count
    for byte in ending.utf8 {
      guard text.at(offset) == byte else { return false }
      offset += 1
    }
    return true
  }

  /// Words that end as streets do and are none.
  private static let noStreets = table(
    """
    bettplatz arbeitsplatz parkplatz stellplatz sitzplatz stehplatz pflegeplatz heimplatz therapieplatz \
    praktikumsplatz studienplatz ausbildungsplatz liegeplatz schlafplatz tagesplatz kurzzeitpflegeplatz \
    steckplatz speicherplatz bildschirmarbeitsplatz ausweg umweg heimweg rückweg fluchtweg gallenweg atemweg \
    harnweg arbeitsweg schulweg rettungsweg hinweg infektionsweg dienstweg rechtsweg übertragungsweg beißring \
    zahnring fundusring vaginalring fortschritt werkplaats bushaltestelle boxring ehering
    """
  )

  private static let streetEndings = [
    "strasse", "straße", "weg", "gasse", "platz", "allee", "ring", "damm", "ufer", "steig",
    "chaussee", "promenade", "twiete", "zeile", "steenweg", "singel", "plein", "kade", "dreef",
    "dijk", "steeg", "graben", "pfad", "straat", "laan", "gracht", "gatan", "vägen", "gade", "vej",
    "veien", "katu", "gürtel",
  ]

  // Values behind labels

  /// The end of a number plate: one to three groups of capitals and digits, four to eight in all.
  func plateEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    // `tag: v2.7.3` is a version.
    if scratch.tokens[first].length == 1, scratch.tokens[first].shape == .lower { return nil }
    // `his car, BP 120/70`
    if Self.noPlates.contains(scratch.tokens[first].hash) { return nil }
    if let end = indianPlateEnd(text, first, scratch) { return end }
    var (letters, digits, groups, index) = (0, 0, 1, first)
    var end: Int?
    while index < scratch.tokens.count, index - first < 6 {
      let token = scratch.tokens[index]
      guard
        token.isDigits || token.shape == .upper
          || token.shape == .capitalized && token.length == 1
      else { break }
      if index > first, token.gap != .none {
        let previous = scratch.tokens[index - 1].end
        let mark = text[previous]
        guard Int(token.start) == previous + 1, mark == 0x20 || mark == 0x2D else { break }
        groups += 1
      }
      if token.isDigits { digits += Int(token.length) } else { letters += Int(token.length) }
      // `ORE 417 KBD`: a state and its plate.
      guard letters + digits <= (groups == 3 ? 9 : 8), groups <= 3 else { break }
      // `FX 418 KM` begins with letters as well.
      let isPlateEnd = token.shape == .upper && letters > Int(token.length)
      let isUnit =
        groups > 1 && token.isWord && !isPlateEnd && isWord(index, .unit, scratch)
      if letters > 0, digits > 0, letters + digits >= 4, !text.isWordByte(token.end), !isUnit {
        end = token.end
      }
      index += 1
    }
    // `plate PHILOS 3 hole`: one that bones are joined with.
    if end != nil, index < scratch.tokens.count, Self.screws.contains(scratch.tokens[index].hash) {
      return nil
    }
    return end
  }

  private static let screws = hashes("hole holes screw screws")
  private static let noPlates = hashes(
    "jvp bp hr rr gcs spo sat sats t temp ef er ed icu ct mri iv im po t1 t2 l1 l2 c2 mva rta mvc loc pr p r o"
  )

  /// The end of `MH-04-KF-2217`, `KA 05 M 771`: a plate of India in its four groups.
  private func indianPlateEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let last = first + 3
    guard last < scratch.tokens.count, scratch.tokens[first].shape == .upper,
      scratch.tokens[first].length == 2, scratch.tokens[first + 1].isDigits,
      scratch.tokens[first + 1].length <= 2, scratch.tokens[first + 2].isWord,
      scratch.tokens[first + 2].shape.startsWithCapital, scratch.tokens[first + 2].length <= 3,
      scratch.tokens[last].isDigits, (3...4).contains(scratch.tokens[last].length),
      !text.isWordByte(scratch.tokens[last].end)
    else { return nil }
    for index in first + 1...last {
      let gap = Int(scratch.tokens[index].start) - scratch.tokens[index - 1].end
      guard gap == 0 || gap == 1 && scratch.tokens[index].gap != .lineBreak else { return nil }
    }
    return scratch.tokens[last].end
  }

  /// The end of an account's name that is no word of any list; nil for other words and for accounts
  /// of systems: `tkovacs`, `tkovacs.home`, `tib-kovacs-4`, `kov_tib`.
  func plainUserEnd(
    _ text: Span<UInt8>,
    _ first: Int,
    _ bytes: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let start = Int(scratch.tokens[first].start)
    guard scratch.tokens[first].shape == .lower, scratch.tokens[first].gap != .none,
      scratch.tokens[first].gap != .lineBreak
    else { return nil }
    var (index, isUnknown) = (first, false)
    while true {
      let token = scratch.tokens[index]
      guard token.shape == .lower || token.isDigits && index > first else { return nil }
      isUnknown = isUnknown || token.shape == .lower && token.length > 2 && isNoWord(token)
      guard index + 1 < scratch.tokens.count, index - first < 6 else { break }
      let next = scratch.tokens[index + 1]
      let mark = text[token.end]
      guard
        next.gap == .none
          || next.gap == .mark && (mark == 0x2E || mark == 0x2D || mark == 0x5F)
      else { break }
      index += 1
    }
    let end = scratch.tokens[index].end
    let after = text.at(end)
    guard isUnknown, (bytes...32).contains(end - start), !text.isWordByte(end), after != 0x5F,
      after != 0x2D, after != 0x2F, after != 0x28, after != 0x3D, after != 0x27,
      after != 0x3A || !text.isWordByte(end + 1)
    else { return nil }
    let ending = scratch.tokens[index].hash
    if index > first, isWord(index, .topLevel, scratch) || Self.fileEndings.contains(ending) {
      return nil
    }
    return end
  }

  /// Whether a word stands in no list, nor is an account of a system.
  private func isNoWord(_ token: Token) -> Bool {
    let bands = Lexicon.bands(token.hash)
    return bands.english == 0 && bands.clinical == 0 && !bands.isBrand && !bands.isTongue
      && !Self.systemUsers.contains(token.hash) && words(token.hash) == 0
  }

  /// Whether a name is that of an account of a system.
  func isSystemUser(_ hash: UInt64) -> Bool { Self.systemUsers.contains(hash) }

  private static let systemUsers = hashes(
    """
    root admin administrator postgres mysql nginx apache httpd oracle ubuntu debian centos daemon \
    nobody systemd jenkins docker kubelet redis mongo mongodb elastic kafka git gitlab github \
    www-data backup mail ftp sshd dbus ldap guest anonymous sysadmin superuser sqlserver tomcat \
    hadoop spark airflow ansible vagrant deploy deployer pgsql rabbitmq zookeeper kube readonly \
    uid gid sudo username userid login logon logout auth oauth saml ldaps config api url html
    """
  )

  /// Words behind `credentials:` that introduce a value of another kind.
  static let noSecrets: WordSet = hashes(
    "email username user login account just now still really only simply probably again being "
      + "changed reset updated rotated expired forgotten lost mailed emailed texted sent revoked "
      + "missing wrong invalid incorrect required blank empty absent malformed needed unknown stale please see ask contact"
  )

  /// Words between further values behind a label.
  static let joints = hashes("and or vs to")
}
