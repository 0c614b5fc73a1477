import Vocabulary

/// What is said around a number that tells what it is.
struct SaidCue {
  /// What the number is of; nil where nothing says so.
  var kind: IdentifierKind?
  /// Words between.
  var distance = 0
  /// Whether the word only says that a number follows.
  var isGeneric = false
  /// Whether few digits are enough behind it: `PIN`, `ending in`, `extension`.
  var isShort = false
  /// Whether a word says that the number tells nobody: a code of a table, a part, a pressure.
  var isAgainst = false
}

/// Labels of numbers that are said, at some distance and over the turns of several speakers.
extension Engine {
  /// Words before a number in which its label is looked for: in its turn, and with the turn before.
  private static let cueWords = 14
  private static let turnWords = 30
  /// Words behind a number in which its label is looked for.
  private static let behindWords = 7
  /// Ends of lines between a number and its label.
  private static let turnsMax = 2

  /// The label of the number from one token to another.
  func saidCue(
    _ text: Span<UInt8>,
    _ first: Int,
    _ last: Int,
    _ scratch: borrowing ScanScratch
  ) -> SaidCue {
    var cue = SaidCue()
    var index = first
    var lines = 0
    var isPast = false
    while index > 0, first - index < (lines > 0 ? Self.turnWords : Self.cueWords) {
      if scratch.tokens[index].gap == .lineBreak {
        lines += 1
        if lines > Self.turnsMax { break }
      }
      index -= 1
      let hash = scratch.tokens[index].hash
      guard scratch.tokens[index].isWord else { continue }
      isPast = isPast || text.at(scratch.tokens[index].end) == 0x2E && index < first - 1
      if Self.countedThings(hash) != 0, cue.kind == nil || cue.isGeneric, !isPast {
        cue.isAgainst = true
        return cue
      }
      if cue.kind != nil, first - index > cue.distance + 3 { break }
      let number = Self.cueKinds(hash)
      guard number != 0, cue.kind == nil || cue.isGeneric && Self.generic(hash) == 0,
        isLabel(index, hash, first, scratch)
      else { continue }
      cue.kind = IdentifierKind(rawValue: UInt8(number - 1))
      if !cue.isShort { cue.distance = first - index }
      cue.isGeneric = Self.generic(hash) != 0
      cue.isShort = cue.isShort || Self.short(hash) != 0
    }
    if cue.kind == nil { findBehind(last, &cue, scratch) }
    return cue
  }

  /// Whether a word is a label where it stands: `last four`, `ends in`, no `social worker`.
  private func isLabel(
    _ index: Int,
    _ hash: UInt64,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    if hash == Self.four {
      return index > 0 && Self.lasts.contains(scratch.tokens[index - 1].hash)
    }
    let next = scratch.tokens[index + 1].hash
    if hash == Self.social { return Self.services(next) == 0 }
    if Self.ends.contains(hash) { return index + 1 == first || Self.endings.contains(next) }
    return true
  }

  /// Looks for a label behind a number: `is my policy number`, `that's the fax`.
  private func findBehind(_ last: Int, _ cue: inout SaidCue, _ scratch: borrowing ScanScratch) {
    var index = last + 1
    var isSaid = false
    while index < scratch.tokens.count, index - last <= Self.behindWords,
      scratch.tokens[index].gap != .lineBreak
    {
      let hash = scratch.tokens[index].hash
      isSaid = isSaid || Self.copulas.contains(hash)
      let number = Self.cueKinds(hash)
      if isSaid, number != 0, hash != Self.four {
        cue.kind = IdentifierKind(rawValue: UInt8(number - 1))
        cue.distance = index - last
        cue.isGeneric = Self.generic(hash) != 0
        return
      }
      index += 1
    }
  }

  /// Whether what stands beside a run makes it a quantity, a time or a reading.
  func isQuantity(
    _ text: Span<UInt8>,
    _ run: SaidRun,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard run.digits < 10, run.dashes == 0, run.explained == 0, run.letters < 2 else {
      return false
    }
    if isCounting(run, scratch) { return true }
    let next = run.last + 1
    if next < scratch.tokens.count, run.digits < 7,
      scratch.tokens[next].gap == .blank || scratch.tokens[next].gap == .mark
        || text.at(scratch.tokens[run.last].end) == 0x2C && scratch.tokens[next].hash == Self.and
    {
      if isWord(next, [.unit, .fraction], scratch) && !isWord(next, .of, scratch)
        || Self.measures(scratch.tokens[next].hash) != 0
      {
        return true
      }
    }
    var index = run.first - 1
    let reachMax = 4
    while index >= 0, run.first - index <= reachMax, scratch.tokens[index + 1].gap != .lineBreak {
      let hash = scratch.tokens[index].hash
      if Self.readings(hash) != 0 { return true }
      guard Self.small(hash) != 0 else { return false }
      index -= 1
    }
    return false
  }

  /// Whether somebody counts: `one two three four one two three four`.
  private func isCounting(_ run: SaidRun, _ scratch: borrowing ScanScratch) -> Bool {
    guard run.last > run.first + 2 else { return false }
    // Who counts begins again; a number may well go up.
    var (before, beginnings) = (0, 0)
    for index in run.first...run.last {
      guard let number = smallNumber(index, scratch), number.last == index,
        number.value == before + 1 || number.value == 1
      else { return false }
      before = number.value
      if before == 1 { beginnings += 1 }
    }
    return before > 2 && beginnings > 1 && scratch.tokens[run.first].hash == Self.one
  }

  private static let one = Token.hash("one")

  /// A run without the letters at its ends that are words, and without `a m` and `p m`.
  func trimmed(_ text: Span<UInt8>, _ run: SaidRun, _ scratch: borrowing ScanScratch) -> SaidRun {
    var run = run
    while run.last > run.first, run.explained == 0 || scratch.tokens[run.last].length == 1,
      isLone(run.last, scratch) || isMeridiem(run.last, scratch)
    {
      let count = isMeridiem(run.last, scratch) ? 2 : 1
      guard run.last - count >= run.first else { break }
      run.last -= count
      run.letters -= count
    }
    if run.first < run.last, run.letters > 0, isLone(run.first, scratch),
      scratch.tokens[run.first + 1].length > 1
    {
      run.first += 1
      run.letters -= 1
      run.shape >>= 1
    }
    return run
  }

  /// Whether a letter is a word by itself.
  private func isLone(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let hash = scratch.tokens[index].hash
    return hash == Self.i || hash == Self.a && scratch.tokens[index].shape == .lower
  }

  /// Whether two letters that end at a token are `a m` or `p m`.
  private func isMeridiem(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0, scratch.tokens[index].hash == Self.m else { return false }
    let hash = scratch.tokens[index - 1].hash
    return hash == Self.a || hash == Self.p
  }

  // Turns

  /// Words of a listener's turn between two pieces of a number at most.
  private static let listenedMax = 4

  /// The piece of a number with which a speaker goes on after a listener's word.
  func turn(_ text: Span<UInt8>, after last: Int, _ scratch: borrowing ScanScratch) -> SaidRun? {
    var index = last + 1
    guard index < scratch.tokens.count, scratch.tokens[index].gap == .lineBreak else { return nil }
    for _ in 0..<2 {
      index = turnStart(text, index, scratch)
      guard index < scratch.tokens.count else { return nil }
      if let run = saidRun(text, from: index, scratch), run.singles + run.larger > 0,
        run.digits > 1
      {
        return trimmed(text, run, scratch)
      }
      let first = index
      while index < scratch.tokens.count, index - first < Self.listenedMax,
        index == first || scratch.tokens[index].gap != .lineBreak
      {
        guard Self.listened(scratch.tokens[index].hash) != 0 else { return nil }
        index += 1
      }
      guard index < scratch.tokens.count, scratch.tokens[index].gap == .lineBreak else {
        return nil
      }
    }
    return nil
  }

  /// Words between two pieces of a number that a speaker says over or looks up, at most.
  private static let pausedMax = 8

  /// The piece of a number with which a speaker goes on behind a correction or a pause.
  func resumed(_ text: Span<UInt8>, after last: Int, _ scratch: borrowing ScanScratch) -> SaidRun? {
    var index = last + 1
    while index < scratch.tokens.count, index - last <= Self.pausedMax,
      scratch.tokens[index].gap != .lineBreak, Self.pauses(scratch.tokens[index].hash) != 0
    {
      index += 1
    }
    guard index > last + 1, index < scratch.tokens.count, scratch.tokens[index].gap != .lineBreak,
      let run = saidRun(text, from: index, scratch), run.singles > 0 || run.written > 1,
      run.digits > 1
    else { return nil }
    let piece = trimmed(text, run, scratch)
    return isQuantity(text, piece, scratch) ? nil : piece
  }

  /// The first word of a turn, behind the name of who speaks.
  func turnStart(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Int {
    guard scratch.tokens[index].gap == .lineBreak else { return index }
    let labelMax = 3
    var last = index
    while last < scratch.tokens.count, last - index < labelMax,
      last == index || scratch.tokens[last].gap != .lineBreak
    {
      let mark = text.at(scratch.tokens[last].end)
      if mark == 0x3A || mark == 0x3E { return last + 1 }
      if mark == 0x2E, last == index, scratch.tokens[last].length == 1 { return last + 1 }
      last += 1
    }
    return index
  }

  /// Finds the piece of a number that a speaker took back before one: `six one one, no wait`.
  func matchCorrected(
    _ text: Span<UInt8>,
    before first: Int,
    _ verdict: SaidVerdict,
    _ scratch: inout ScanScratch
  ) {
    let reachMax = 9
    var index = first - 1
    var isCorrected = false
    while index > 0, first - index < reachMax {
      isCorrected = isCorrected || Self.corrections(scratch.tokens[index].hash) != 0
      if isWord(index, [.spokenDigit, .spokenNumber], scratch) { break }
      index -= 1
    }
    guard isCorrected, isWord(index, [.spokenDigit, .spokenNumber], scratch) else { return }
    var start = index
    while start > 0, isWord(start - 1, [.spokenDigit, .spokenNumber, .spokenRepeat], scratch),
      scratch.tokens[start].gap != .lineBreak, index - start < reachMax
    {
      start -= 1
    }
    guard index > start else { return }
    emit(
      verdict.rule,
      Int(scratch.tokens[start].start),
      scratch.tokens[index].end,
      .format | .context,
      kind: verdict.kind,
      masked: verdict.isSure,
      scratch: &scratch
    )
  }

  // Words

  /// From a label's word to the raw value of its kind and one.
  private static let cueKinds: HashIndex = {
    let kinds: [(IdentifierKind, String)] = [
      (
        .phone,
        "phone phones cell mobile call calls callback reach telephone landline text pager beeper beep dial "
          + "extension ext telefono teléfono móvil movil voicemail contact calling whatsapp hotline"
      ),
      (.fax, "fax faxed facsimile"), (.ssn, "social ssn itin"), (.mrn, "mrn record"),
      (
        .healthPlan,
        "member subscriber policy group medicare medicaid insurance beneficiary póliza poliza aetna "
          + "cigna humana kaiser anthem tricare molina ambetter highmark bcbs wellcare uhc rxbin rxpcn"
      ),
      (
        .account,
        "account acct accounts routing checking savings loan invoice cuenta ends ending billing"
      ),
      (.license, "license licence npi dea drivers driver's licencia"),
      (.vehicle, "plate plates vin registration placa tags"),
      (.device, "serial imei mac lot udi implant tag sn asset"),
      (
        .uniqueID,
        "number numero número id ids identifier confirmation reference claim claimant order ticket "
          + "tracking passport case encounter accession job band script prescription rx "
          + "voucher booking nhs chi four digits code authorization auth folio pasaporte locator "
          + "certificate badge bracelet wristband specimen barcode docket file nino sample"
      ),
      (.creditCard, "card visa mastercard amex discover debit tarjeta"),
      (.secret, "pin password passcode passphrase combination combo lockbox keypad"),
      (.location, "zip zipcode postcode postal"), (.taxID, "tax ein"), (.iban, "iban"),
    ]
    var entries: [UInt64: UInt16] = [:]
    for (kind, words) in kinds {
      for word in words.split(separator: " ") {
        entries[Token.hash(String(word))] = UInt16(kind.rawValue) + 1
      }
    }
    return HashIndex(entries)
  }()

  private static let generic = table("number numero número id ids digits code card four file")
  private static let short = table(
    "pin ending ends four digits extension ext passcode code combination combo lockbox keypad"
  )
  private static let countedThings = table(
    "cpt icd hcpcs error fault model version part modifier ndc loinc press dial option channel "
      + "room bed page chapter step grade size type score scale stage level kvo gauge french "
      + "catalog aisle phq gad moca setting drg revenue"
  )
  private static let measures = table(
    "over point percent dollars dollar cents bucks degrees plus kilos kilo grams gram liters liter "
      + "milligrams milligram micrograms micrograms milliliters mils oclock am pm million thousand "
      + "hundred times percentile pounds ounces centimeters millimeters meters kids weeks sharp "
      + "something ish"
  )
  private static let readings = table(
    "bp pulse pressure pressures gas gases temp temperature sat sats saturation glucose sugar sugars "
      + "weight weighs weighed heart rate resp respirations lithium inr creatinine potassium sodium "
      + "troponin troponins hemoglobin platelets bun wbc dose doses volume peep fio lactate mean "
      + "systolic diastolic reading readings high low flow height"
  )
  private static let small = table("was is were of at in now the then about around s a today")
  private static let listened = table(
    "mhm mm hm hmm okay ok yes yeah yep right uh huh go ahead got it sure alright and next thanks "
      + "perfect good that si sí aha"
  )
  private static let pauses = table(
    "no wait sorry i mean not that that's thats s it its is make scratch let me see hold on hang my "
      + "glasses uh um er okay ok so and then there we go the last part rest like repeat again yes "
      + "yeah right mhm hm hmm mm oops actually correction rather space pause strike a second sec"
  )
  private static let corrections = table(
    "no wait sorry scratch strike correction actually rather oops glasses again mean not"
  )
  private static let copulas: WordSet = WordSet(
    ["is", "s", "was", "that", "thats", "as", "for", "would"].map { Token.hash($0) }
  )
  private static let lasts: WordSet = WordSet(["last", "final", "those"].map { Token.hash($0) })
  private static let ends: WordSet = WordSet(["ends", "ending"].map { Token.hash($0) })
  private static let endings: WordSet = WordSet(["in", "with", "number"].map { Token.hash($0) })
  private static let services = table("worker work workers services service history media")
  private static var social: UInt64 { Token.word("social") }
  private static var four: UInt64 { Token.word("four") }
  private static var and: UInt64 { Token.word("and") }
  private static var i: UInt64 { Token.word("i") }
  private static var a: UInt64 { Token.word("a") }
  private static var m: UInt64 { Token.word("m") }
  private static var p: UInt64 { Token.word("p") }
}
