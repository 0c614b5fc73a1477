package import Vocabulary

/// What a scan is to find.
package struct DetectionOptions: Sendable {
  /// Decides what is masked and what is only seen.
  package var profile: Profile = .safeHarbor
  /// The year against which birth years become ages.
  package var referenceYear: Int
  /// Whether findings that the profile keeps are reported too, with `masked` false.
  package var includeKept = false
  /// Whether physicians' names and numbers are masked as well.
  package var maskProviders = true

  /// Whether names and places are looked for by lexicon and tagger: always, but in a build with which
  /// `scripts/bench --words` measures what they cost, and which is no product.
  #if PHIGATE_WITHOUT_WORDS
  static let usesWords = false
  #else
  static let usesWords = true
  #endif

  /// Creates options for the safe-harbor profile.
  package init(referenceYear: Int) {
    self.referenceYear = referenceYear
  }
}

/// What a site's rule says of its findings beside their kind: plain data.
package struct SiteEffect: Sendable {
  /// What they turn into; nil: what the profile makes of the kind.
  package var transform: Transform?
  /// The class of a file that holds one; nil: that of the kind.
  package var dataClass: DataClass?
}

/// Finds identifiers in text.
package final class Scanner: Sendable {
  /// The rules in use.
  package let ruleSet: RuleSet
  /// What is looked for.
  package let options: DetectionOptions
  /// The rules as tables.
  let engine: Engine
  /// What fields are called.
  let fields: FieldNames
  /// What findings of a site's rules turn into and what class they give a file, by the number of
  /// the rule among the site's; empty where there are none.
  package let siteEffects: [SiteEffect]
  /// Finds names in free text.
  let names: NameFinder
  /// Finds places in free text.
  let places: PlaceFinder
  /// Finds the names and places that no rule is sure of.
  let tagger: TagFinder

  /// Prepares the rules' tables, once a process.
  package init(ruleSet: RuleSet, options: DetectionOptions) {
    self.ruleSet = ruleSet
    self.options = options
    engine = Engine(ruleSet: ruleSet, options: options)
    fields = FieldNames()
    siteEffects = ruleSet.siteRules.map { index in
      SiteEffect(
        transform: ruleSet.rules[index].transform,
        dataClass: ruleSet.rules[index].dataClass
      )
    }
    names = NameFinder(ruleSet: ruleSet, options: options)
    places = PlaceFinder(ruleSet: ruleSet, options: options)
    tagger = TagFinder(ruleSet: ruleSet)
  }

  /// What the rule of a finding says beside its kind; nil for a rule that is no site's.
  package func siteEffect(of finding: Finding) -> SiteEffect? {
    guard !siteEffects.isEmpty, Int(finding.rule) >= engine.siteStart else { return nil }
    return siteEffects[Int(finding.rule) - engine.siteStart]
  }

  /// What a field's name and format say of its values.
  ///
  /// Microseconds: cache it for each context. What would be masked in the name says nothing, since
  /// the masked copy does not have it: `q.vander@example.org email` is read as ` email`.
  package func judge(_ field: FieldContext, scratch: inout ScanScratch) -> FieldJudgement {
    guard field.hint == .unknown, !field.name.isEmpty else {
      return fields.judge(field, engine: engine)
    }
    // A mask in a name is left out, and so is what will be one; the names of a path are masked each
    // by itself.
    let names =
      field.column > 0
      ? [Substring(field.name)] : field.name.split(separator: ".", omittingEmptySubsequences: false)
    var copy = field
    copy.name =
      names.map { name in
        let bytes = Array(name.utf8)
        let tagged = Self.tag(findHeader(bytes, scratch: &scratch), in: bytes)
        return String(decoding: tagged, as: UTF8.self)
      }
      .joined(separator: ".")
    return fields.judge(copy, engine: engine)
  }

  /// The same with buffers of its own, made where the field has a name.
  package func judge(_ field: FieldContext) -> FieldJudgement {
    if field.name.isEmpty { return fields.judge(field, engine: engine) }
    var scratch = ScanScratch()
    return judge(field, scratch: &scratch)
  }

  /// What would be masked in the name of a column, sorted, disjoint.
  package func findHeader(_ name: [UInt8], scratch: inout ScanScratch) -> [Finding] {
    let header = fields.judge(FieldContext(isHeader: true), engine: engine)
    var found: [Finding] = []
    scan(name.span, owned: name.indices, field: header, scratch: &scratch, into: &found)
    found.removeAll { !$0.masked }
    return found
  }

  /// A text with the tags of findings in their place.
  package static func tag(_ findings: [Finding], in text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    var position = 0
    for finding in findings where finding.start >= position {
      out += text[position..<finding.start] + Array("[\(finding.kind.label)]".utf8)
      position = finding.end
    }
    return out + text[position...]
  }

  /// Finds identifiers whose first byte is in `owned`.
  ///
  /// What is found depends on at most `BlockSize.marginBytes` around it, but for numbers of somebody that are
  /// known again in all of the text.
  /// - Parameters:
  ///   - text: UTF-8; invalid bytes are letters without meaning.
  ///   - owned: offsets into `text` whose findings are wanted; the rest is context.
  ///   - field: the field the text stands in.
  ///   - scratch: buffers of the calling thread.
  ///   - findings: receives findings, sorted, disjoint, offsets into `text`.
  package func scan(
    _ text: Span<UInt8>,
    owned: Range<Int>,
    field: FieldJudgement,
    scratch: inout ScanScratch,
    into findings: inout [Finding]
  ) {
    guard !text.isEmpty else { return }
    var field = field
    defer {
      if field.isVersion, !findings.isEmpty {
        let isFont = Self.fonts.contains(Token.hash(text, 0..<text.count))
        findings.removeAll {
          $0.kind == .date || $0.kind == .url
            || isFont && ($0.kind == .name || $0.kind == .location)
        }
      }
      if field.isHeader, !findings.isEmpty, owned.count == text.count, isFieldName(text) {
        // Behind a colon stands a value: `Patient: …, user: …`.
        let isLabelled = hasValue(text)
        // `pat_lname` is written like a login.
        let isKnown =
          findings.contains { $0.kind == .username }
          && fields.known(Self.string(text), engine: engine) != nil
        let isControl = Self.isControl(text)
        findings.removeAll {
          !isLabelled && ($0.kind == .name || isKnown && $0.kind == .username)
            || $0.kind == .location || isControl && $0.kind == .secret
        }
      }
    }
    if field.isLabelled, !mayBeLabelled(text, field) { field.verdict = otherwise(text, field) }
    if namesOwnField(text, field) { return }
    if isNoNumber(text, field) || isNoSignIn(text, field) || isNobodyThere(text, field) {
      field.verdict = .text
    }
    if case .coded = field.verdict, !field.isSpecified, !field.isHeader, Self.isSentence(text) {
      (field.verdict, field.isNote) = (.text, true)
    }
    if case .identifier(let kind, let part) = field.verdict {
      if let finding = engine.wholeValue(text, kind, part) {
        if owned.contains(finding.start) { appendFinal(finding, text, into: &findings) }
        return
      }
      // What is no day and no age may be anything that somebody wrote instead: `45, ask his wife Ana`.
      guard kind == .date || kind == .age else { return }
      field.verdict = .text
    }
    scratch.found.removeAll(keepingCapacity: true)
    scratch.tokenize(text)
    guard !scratch.tokens.isEmpty else { return }
    if scratch.hasHighBytes || TerminalCodes.mayStand(in: text) || YAMLMarks.mayStand(in: text),
      let plain = NormalizedText(text)
    {
      scratch.tokenize(plain.bytes.span)
      find(plain.bytes.span, field: field, scratch: &scratch)
      for index in scratch.found.indices {
        scratch.found[index].start = Int(plain.offsets[scratch.found[index].start])
        scratch.found[index].end = plain.originalEnd(scratch.found[index].end, in: text)
      }
    } else {
      find(text, field: field, scratch: &scratch)
    }
    for finding in scratch.found where owned.contains(finding.start) {
      appendFinal(finding, text, into: &findings)
    }
  }

  /// Whether a text is what a program calls a control of a page: `ctl00$Main$txtSSN`.
  private static func isControl(_ text: Span<UInt8>) -> Bool {
    text.count > 5 && text[0] | 0x20 == 0x63 && text[1] | 0x20 == 0x74 && text[2] | 0x20 == 0x6C
      && text[3].isDigit
      && (0..<text.count)
        .allSatisfy { text[$0].isAlphanumeric || [0x24, 0x5F, 0x3A].contains(text[$0]) }
  }

  /// A text as a string.
  private static func string(_ text: Span<UInt8>) -> String {
    unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }

  /// Whether a header is the name of a field that rules know, or words that are short for one:
  /// `Strasse`, `SVC_DT` and `Stmt Dt` are nobody.
  private func isFieldName(_ text: Span<UInt8>) -> Bool {
    if isShortForField(text) { return true }
    let name = Self.string(text)
    return Self.mayBePersons(name)
      || fields.judge(FieldContext(name: name, column: 1), engine: engine).verdict != .text
  }

  /// Whether a word stands behind a label: `V2.5: …` is none, `"last": "…"` and `@Last = N'…'` are.
  private func hasValue(_ text: Span<UInt8>) -> Bool {
    let signs = 0..<text.count
    let sign = signs.first { offset in
      guard text[offset] == 0x3A || text[offset] == 0x3D else { return false }
      var before = offset - 1
      while [0x20, 0x22, 0x27, 0x5C, 0x60].contains(text.at(before)) { before -= 1 }
      return text.at(before).isLetter
    }
    guard let sign else { return false }
    return (sign + 1..<text.count).contains { text.isWordByte($0) }
  }

  /// Whether a text is nothing but words that are short for those of a field's name.
  func isShortForField(_ text: Span<UInt8>) -> Bool {
    let name = Self.string(text)
    let words = FieldNames.words(name)
    return !words.isEmpty && words.allSatisfy(FieldRules.isShort)
  }

  /// Runs all rules over one text whose tokens are in `scratch`.
  func find(_ text: Span<UInt8>, field: FieldJudgement, scratch: inout ScanScratch) {
    findByRule(text, field: field, scratch: &scratch)
    if DetectionOptions.usesWords, case .text = field.verdict,
      field.isProse || field.isNote || isProse(scratch) || isLoudProse(text, scratch)
    {
      tagger.find(text, engine: engine, scratch: &scratch)
      engine.settle(&scratch)
      engine.matchSaidTowns(text, &scratch)
      engine.settle(&scratch)
      engine.lengthenSaid(text, &scratch)
      engine.lengthenWorks(text, &scratch)
      engine.decidePersons(text, &scratch)
      engine.matchLogins(text, &scratch)
      engine.matchNamesakes(text, &scratch)
      engine.matchNamesBefore(text, &scratch)
      engine.matchPairs(text, &scratch)
      engine.matchChanges(text, &scratch)
      engine.matchRemembered(text, &scratch)
      engine.matchNear(text, &scratch)
      engine.lengthenParts(text, &scratch)
    }
    if case .text = field.verdict { engine.matchHalves(text, &scratch) }
    if field.isOfDays { findDays(text, &scratch) }
    if field.isMixed { findNamedParts(text, field, &scratch) }
    if case .coded = field.verdict, !scratch.found.isEmpty {
      // The address of a code system is a name, not a page.
      scratch.found.removeAll {
        $0.kind == .url && Engine.isPlainAddress(text, $0.start, $0.end)
      }
    }
    engine.decideOpen(text, &scratch)
    if Self.lengthenComponents(text, &scratch) { engine.settle(&scratch) }
    Self.dropZones(text, &scratch)
    if case .text = field.verdict { engine.recallNumbers(&scratch) }
    if DetectionOptions.usesWords, recalls(field), !scratch.isSecondReading {
      names.recallEstablished(text, &scratch)
      engine.settle(&scratch)
      names.recallNamed(&scratch)
      engine.settle(&scratch)
    }
    if case .text = field.verdict, scratch.hasMisread || scratch.isGarbled,
      !scratch.isSecondReading
    {
      readMisread(text, field: field, &scratch)
    }
    if case .text = field.verdict, !scratch.isSecondReading {
      readDictated(text, field: field, &scratch)
    }
    if case .text = field.verdict {
      cutAtQuotes(text, &scratch)
      engine.settle(&scratch)
    }
    if !scratch.cells.isEmpty {
      cutAtCells(text, &scratch)
      engine.settle(&scratch)
    }
    if case .text = field.verdict, !scratch.isSecondReading { recallLiterals(text, &scratch) }
  }

  /// Bytes of the components of a name, at most.
  private static let componentBytesMax = 64

  /// Lets a name take along its other components, as messages write them: `Roe^Amias^J`.
  ///
  /// - Returns: whether one did.
  private static func lengthenComponents(_ text: Span<UInt8>, _ scratch: inout ScanScratch) -> Bool
  {
    func isOfComponent(_ offset: Int) -> Bool {
      let byte = text.at(offset)
      return byte.isLetter || byte >= 0x80 || byte == 0x5E || byte == 0x27 || byte == 0x2D
    }
    var isLonger = false
    for index in scratch.found.indices where scratch.found[index].kind == .name {
      // `FROST,JUNE^F^2900101`
      let last = scratch.found[index].end - 2
      if last > scratch.found[index].start, isOfSex(text, last), text.at(last + 3).isDigit {
        scratch.found[index].end = last
        continue
      }
      let finding = scratch.found[index]
      guard text.at(finding.end) == 0x5E || text.at(finding.start - 1) == 0x5E else { continue }
      var (start, end) = (finding.start, finding.end)
      while isOfComponent(end), !isOfSex(text, end), end - finding.end < componentBytesMax {
        end += 1
      }
      while isOfComponent(start - 1), finding.start - start < componentBytesMax { start -= 1 }
      while text.at(end - 1) == 0x5E { end -= 1 }
      while text.at(start) == 0x5E { start += 1 }
      guard start < finding.start || end > finding.end else { continue }
      (scratch.found[index].start, scratch.found[index].end) = (start, end)
      isLonger = true
    }
    return isLonger
  }

  /// Whether a sex stands behind a name at an offset, with a day or nothing behind it: `FROST,JUNE^F^2900101`.
  static func isOfSex(_ text: Span<UInt8>, _ offset: Int) -> Bool {
    guard text.at(offset) == 0x5E, [0x46, 0x4D, 0x55].contains(text.at(offset + 1)),
      text.at(offset + 2) == 0x5E
    else { return false }
    return text.at(offset + 3).isDigit || text.at(offset + 3) == 0x5E
  }

  /// Drops names and places that are parts of a time zone's name: `America/New_York`.
  ///
  /// Source: the time zone database, whose names begin with a region.
  private static func dropZones(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    scratch.found.removeAll { finding in
      guard finding.kind == .name || finding.kind == .location else { return false }
      var start = finding.start
      while start > 0,
        text[start - 1].isLetter || text[start - 1] == 0x2F || text[start - 1] == 0x5F
      {
        start -= 1
      }
      var end = start
      while text.at(end).isLetter { end += 1 }
      guard text.at(end) == 0x2F, text.at(end + 1).isUppercase,
        zoneRegions.contains(Token.hash(text, start..<end))
      else { return false }
      // `Asia/Maria Lopez called`: words of zones are joined by low lines.
      while text.isWordByte(end) || text.at(end) == 0x2F || text.at(end) == 0x5F { end += 1 }
      return text.at(end) != 0x20 || !text.at(end + 1).isUppercase
    }
  }

  private static let zoneRegions = Engine.hashes(
    "america europe asia africa australia pacific atlantic indian antarctica arctic"
  )

  /// Words in small letters from which on a cell or a value of an object is prose.
  ///
  /// Masks have none, so that a masked copy is prose only where its original was.
  private static let proseWords = 4

  /// Whether a value is running text, whatever its field is called: a note, a message.
  private func isProse(_ scratch: borrowing ScanScratch) -> Bool {
    var words = 0
    for index in scratch.tokens.indices where scratch.tokens[index].shape == .lower {
      words &+= 1
      if words >= Self.proseWords { return true }
    }
    return false
  }

  /// Whether a value of a field for codes is written freely: `{"value": "Spoke with Rose Page by phone"}`.
  ///
  /// Some words, of which one is written in small letters or between which a comma or a point stands; masks are none.
  private static func isSentence(_ text: Span<UInt8>) -> Bool {
    let (wordsMin, joinedMin) = (4, 5)
    var (words, small, joints, letters, isWord, hasCapital) = (0, 0, 0, 0, true, false)
    for index in 0...text.count {
      let byte = index < text.count ? text[index] : 0x20
      switch byte {
      case 0x00...0x20:
        if isWord, letters > 1 {
          words += 1
          if !hasCapital, letters > 2 { small += 1 }
        }
        (letters, isWord, hasCapital) = (0, true, false)
      case 0x2C, 0x2E, 0x3B, 0x3A, 0x21, 0x3F:
        if letters > 1, text.at(index + 1) == 0x20 { joints += 1 }
      case 0x27, 0x2D: break
      case _ where byte.isLetter || byte >= 0x80:
        letters += 1
        if byte.isUppercase { hasCapital = true }
      default: isWord = false
      }
    }
    return words >= wordsMin && small > 0 || words >= joinedMin && joints > 0
  }

  /// Runs every rule that knows a written form, a label or the words around.
  func findByRule(_ text: Span<UInt8>, field: FieldJudgement, scratch: inout ScanScratch) {
    scratch.isGarbled = false
    scratch.hasMisread = false
    scratch.hasInserts = false
    scratch.cells.removeAll(keepingCapacity: true)
    scratch.hasAccounts = false
    engine.run(text, &scratch)
    if scratch.dump != nil, !scratch.isSecondReading {
      takeOpenRows(text, &scratch)
      takeOpenFrame(text, &scratch)
    }
    if scratch.hasInserts {
      noteTables(&scratch)
      findInserts(text, &scratch)
    }
    if case .text = field.verdict {
      findByForm(text, &scratch)
    } else if !field.isSpecified {
      scratch.listEnds(text, besides: Self.changing)
      findSegmentAddresses(text, &scratch)
    }
    if scratch.isGarbled { engine.runRepaired(text, &scratch) }
    if !field.rules.isEmpty, !scratch.tokens.isEmpty {
      for rule in field.rules
      where engine.tryRule(
        rule,
        text,
        0,
        field.label,
        connected: true,
        evidence: .field,
        &scratch
      ) {
        break
      }
    }
    engine.settle(&scratch)
    if field.isSpecified { findCodedName(text, &scratch) }
    if case .coded = field.verdict, scratch.tokens.count > 1 { findPersons(text, field, &scratch) }
    if DetectionOptions.usesWords, case .text = field.verdict {
      places.find(text, field: field, scratch: &scratch)
      engine.settle(&scratch)
      engine.lengthenSaid(text, &scratch)
      names.find(text, field: field, scratch: &scratch)
      engine.settle(&scratch)
      findClaimForms(text, &scratch)
    }
  }

  /// Finds what the form of a text says: rows, statements, frames, messages of logs, settings.
  ///
  /// The order counts where cells are taken (`scratch.cells`): of two that begin at one place that of the earlier finder stays (`join`),
  /// so that the surest forms come first. `cutAtQuotes` comes last, because it cuts what all have found. The others may stand anywhere:
  /// `settle` decides between their findings.
  private func findByForm(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    scratch.listEnds(text, besides: Self.changing)
    if !scratch.isSecondReading {
      findLiteralRows(text, &scratch)
      findDataRows(text, &scratch)
      findPedigrees(text, &scratch)
      findEmbeddedTables(text, &scratch)
      findVectors(text, &scratch)
      findStatements(text, &scratch)
    }
    findLogFields(text, &scratch)
    findListedValues(text, &scratch)
    findTypedValues(text, &scratch)
    findDateParts(text, &scratch)
    if !scratch.isSecondReading { findMarkedValues(text, &scratch) }
    findCodedRecords(text, &scratch)
    findPrintedTables(text, &scratch)
    findDicomDumps(text, &scratch)
    findTaggedTokens(text, &scratch)
    engine.findAddressTails(text, &scratch)
    engine.findSegments(text, &scratch)
    findPharmacyRecords(text, &scratch)
    findCallers(text, &scratch)
    findPlaceRows(text, &scratch)
    findSegmentAddresses(text, &scratch)
    findSettings(text, &scratch)
    findLogPhrases(text, &scratch)
    findEastAsian(text, &scratch)
    cutAtQuotes(text, &scratch)
  }

  /// Finds persons in a coded field whom a title, a label or a credential names, and in prose that
  /// stands in one full names, too: `Dr. Gunderson`, `refused, his wife Ana Ruiz was told`.
  private func findPersons(
    _ text: Span<UInt8>,
    _ field: FieldJudgement,
    _ scratch: inout ScanScratch
  ) {
    let known = scratch.found
    let named = Set(known.lazy.filter { $0.kind == .name }.map(\.start))
    places.find(text, field: field, scratch: &scratch)
    engine.settle(&scratch)
    names.find(text, field: field, scratch: &scratch)
    var rules = [names.title, names.label, names.credential]
    if isProse(scratch) { rules += [names.full, names.context] }
    let persons = scratch.found.filter { finding in
      finding.kind == .name && rules.contains(finding.rule) && !named.contains(finding.start)
    }
    scratch.found = known + persons
    engine.settle(&scratch)
  }

  /// Appends a finding as the profile sees it; what is kept only where it is wanted.
  private func appendFinal(
    _ finding: Finding,
    _ text: Span<UInt8>,
    into findings: inout [Finding]
  ) {
    var finding = finding
    // What is all of a mask is none of anything: `[IP]`, though there is such a surname.
    if text.at(finding.start - 1) == 0x5B, text.at(finding.end) == 0x5D,
      engine.isMasked(text, finding.start - 1, finding.end + 1)
    {
      return
    }
    if engine.isNobodys(finding, text) { return }
    if !options.maskProviders, isProvider(finding, text) { finding.masked = false }
    if options.profile == .limitedDataSet {
      switch finding.kind {
      case .date, .age: finding.masked = false
      case .location where finding.part == .city || finding.part == .zip: finding.masked = false
      default: break
      }
    }
    if finding.masked || options.includeKept { findings.append(finding) }
  }

  /// Fonts and scripts of the themes that office programs come with, some of which are called like people.
  ///
  /// Source: ISO 15924; the fonts that themes of Office 2007 to 2024 name.
  private static let fonts: Set<UInt64> = Set(
    """
    Jpan,Hang,Hans,Hant,Arab,Hebr,Thai,Ethi,Beng,Gujr,Khmr,Knda,Guru,Cans,Cher,Yiii,Tibt,Thaa,Deva,\
    Telu,Taml,Syrc,Orya,Mlym,Laoo,Sinh,Mong,Viet,Uigh,Geor,Armn,Bugi,Bopo,Java,Lisu,Mymr,Nkoo,Olck,\
    Osma,Phag,Syrn,Syrj,Syre,Sora,Tale,Talu,Tfng,Cambria,Calibri,Calibri Light,Aptos,Aptos Display,\
    Aptos Narrow,Arial,Times New Roman,Tahoma,Verdana,Angsana New,Cordia New,Nyala,Vrinda,Shruti,\
    MoolBoran,DaunPenh,Tunga,Raavi,Euphemia,Plantagenet Cherokee,Microsoft Yi Baiti,\
    Microsoft Himalaya,Microsoft Uighur,MV Boli,Mangal,Gautami,Latha,Estrangelo Edessa,Kalinga,\
    Kartika,DokChampa,Iskoola Pota,Mongolian Baiti,Sylfaen,Ebrima,Gadugi,Leelawadee UI,Khmer UI,\
    Nirmala UI,Segoe UI,Javanese Text,Myanmar Text,Phagspa,Georgia,Garamond,Gill Sans MT,\
    Century Gothic,Corbel,Candara,Consolas,Cambria Math,Constantia,Rockwell,Palatino,\
    Palatino Linotype,Book Antiqua,Bodoni MT,Bodoni,Baskerville,Didot,Optima,Baskerville Old Face,\
    Bell MT,Bookman Old Style,Century,Century Schoolbook,Franklin Gothic Book,\
    Franklin Gothic Medium,Franklin Gothic,Lucida Sans,Lucida Sans Unicode,Lucida Console,\
    Lucida Bright,Trebuchet MS,Helvetica,Helvetica Neue,Courier,Courier New,Impact,Comic Sans MS,\
    Vladimir Script,Brush Script MT,Edwardian Script ITC,Monotype Corsiva,Bradley Hand ITC,Jokerman,\
    Chiller,Juice ITC,Ravie,Magneto,Castellar,Perpetua,Goudy Old Style,Futura,Gill Sans,Calisto MT,\
    Berlin Sans FB,Elephant,Felix Titling,Harrington,Maiandra GD,Poor Richard,Tempus Sans ITC,\
    Tw Cen MT,Charter,Hoefler Text,Cochin,Copperplate,Avenir,Avenir Next,Geneva,Monaco,Menlo,\
    Segoe Print,Segoe Script,Bahnschrift,Batang,Dotum,Gulim,Sitka Text,Arial Narrow,Arial Black,\
    Californian FB,Centaur,Garamond Premier Pro,Liberation Serif,Liberation Sans,DejaVu Sans,\
    Noto Sans,Noto Serif,Open Sans,Roboto,Lato,Montserrat,Raleway,Merriweather,Playfair Display,\
    Source Sans Pro,Kristen ITC
    """
    .split(separator: ",").map { Token.hash(String($0)) }
  )
}
