import Vocabulary

/// Codes of doors, safes and telephones, words that restore a wallet, and passwords in tables.
extension Engine {
  // Digits

  /// Digits of a code.
  private static let codeDigits = 3...8
  private static let codeLetterDigits = 3...6

  /// A code that begins at a token: `92047`, `0-7-3-1`, `6 6 1 8`, `28-6-14`, `#1990`, `C1548`; nil for
  /// times, days, quantities and numbers of other things.
  ///
  /// `isStrong`: whether plain digits count.
  func codeValue(
    _ text: Span<UInt8>,
    _ index: Int,
    isStrong: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Range<Int>? {
    let token = scratch.tokens[index]
    var start = Int(token.start)
    let before = text.at(start - 1)
    if before == 0x23 || before == 0x2A, token.isDigits, Self.codeDigits.contains(Int(token.length))
    {
      start -= 1
      guard !text.isWordByte(start - 1), !text.isWordByte(token.end) else { return nil }
      return start..<(text.at(token.end) == before ? token.end + 1 : token.end)
    }
    // `G-662190`
    let isPrefixed =
      before == 0x2D && text.at(start - 2).isUppercase && !text.isWordByte(start - 3)
    guard
      isPrefixed || before == 0 || before == 0x20 || before == 0x0A || before == 0x22
        || before == 0x28 || before == 0x3D
        || before == 0x3A || before == 0x09 || before == 0x27
    else { return nil }
    if token.isWord {
      // `C1548`
      guard token.length == 1, token.shape == .capitalized, index + 1 < scratch.tokens.count,
        scratch.tokens[index + 1].gap == .none, scratch.tokens[index + 1].isDigits,
        Self.codeLetterDigits.contains(Int(scratch.tokens[index + 1].length))
      else { return nil }
      let end = scratch.tokens[index + 1].end
      if text.at(end).isUppercase, isFree(text, end + 1) { return start..<end + 1 }
      guard isFree(text, end) else { return nil }
      return start..<scratch.tokens[index + 1].end
    }
    if isStrong, let end = pairedCode(text, index, scratch) { return start..<end }
    if let end = groupedCode(text, index, scratch) { return start..<end }
    // `4471B`
    if isStrong, (3...6).contains(token.length), text.at(token.end).isUppercase,
      isFree(text, token.end + 1)
    {
      return start..<token.end + 1
    }
    guard isStrong, Self.codeDigits.contains(Int(token.length)), isFree(text, token.end),
      !isQuantity(text, index, scratch)
    else { return nil }
    return start..<token.end
  }

  /// Whether nothing that makes a number something else stands at its end.
  private func isFree(_ text: Span<UInt8>, _ end: Int) -> Bool {
    if text.isWordByte(end) || text.at(end) == 0x25 || text.at(end) == 0x5F || text.at(end) == 0x40
    {
      return false
    }
    switch text.at(end) {
    case 0x2D, 0x2F, 0x3A, 0x2E, 0x2C, 0x3D: return !text.isWordByte(end + 1)
    default: return true
    }
  }

  /// The end of groups of one or two digits with one mark between: `0-7-3-1`, `28-6-14`, `6 6 1 8`.
  private func groupedCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    let mark = text.at(scratch.tokens[first].end)
    guard mark == 0x2D || mark == 0x20, scratch.tokens[first].length <= 2 else { return nil }
    var (last, singles, groups) = (first, 0, 0)
    while true {
      singles += scratch.tokens[last].length == 1 ? 1 : 0
      groups += 1
      guard last + 1 < scratch.tokens.count, groups < 9 else { break }
      let next = scratch.tokens[last + 1]
      guard next.isDigits, next.length <= 2, Int(next.start) == scratch.tokens[last].end + 1,
        text[scratch.tokens[last].end] == mark
      else { break }
      last += 1
    }
    guard groups >= 3, isFree(text, scratch.tokens[last].end),
      singles == groups || mark == 0x2D && groups == 3 && !isDay(first, scratch)
    else { return nil }
    guard mark == 0x2D || groups >= 4 && !isWord(last + 1, .unit, scratch) else { return nil }
    return scratch.tokens[last].end
  }

  /// Whether three groups may be a day: one of them with two digits for the year.
  private func isDay(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let (one, two) = (scratch.tokens[first].hash, scratch.tokens[first + 1].hash)
    return one >= 1 && two >= 1 && (one <= 12 && two <= 31 || one <= 31 && two <= 12)
      && scratch.tokens[first + 2].length == 2 && scratch.tokens[first].length == 2
      && scratch.tokens[first + 1].length == 2
  }

  /// The end of two groups of as many digits: `118 402`, `8841-2207`.
  private func pairedCode(
    _ text: Span<UInt8>,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int? {
    guard first + 1 < scratch.tokens.count else { return nil }
    let (one, two) = (scratch.tokens[first], scratch.tokens[first + 1])
    let mark = text.at(one.end)
    guard two.isDigits, two.length == one.length, (3...4).contains(one.length),
      Int(two.start) == one.end + 1, mark == 0x2D || mark == 0x20, isFree(text, two.end),
      !isWord(first + 2, .unit, scratch)
    else { return nil }
    return two.end
  }

  /// Whether a number counts or measures something, or is money, a year or a time.
  private func isQuantity(
    _ text: Span<UInt8>,
    _ index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    let start = Int(token.start)
    if text.at(start - 1) == 0x24 || text.at(start - 2) == 0x24 { return true }
    if index > 0, Self.noCodes.contains(scratch.tokens[index - 1].hash) { return true }
    guard index + 1 < scratch.tokens.count, scratch.tokens[index + 1].gap == .blank else {
      return false
    }
    return isWord(index + 1, [.unit, .month], scratch)
      || Self.counted.contains(scratch.tokens[index + 1].hash)
  }

  /// Whether a word for a code is one of a lock or a telephone, and not of a table of codes.
  func isCodeLabel(_ label: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let hash = scratch.tokens[label].hash
    if label > 0, Self.codings.contains(scratch.tokens[label - 1].hash) { return false }
    guard Self.plainCodes.contains(hash) else { return true }
    if isSent(label, scratch) { return true }
    var index = label
    while index > 0, label - index < Self.lockReach {
      index -= 1
      if Self.locked.contains(scratch.tokens[index].hash) { return true }
    }
    return (label + 1...label + 6)
      .contains { $0 < scratch.tokens.count && Self.locked.contains(scratch.tokens[$0].hash) }
  }

  /// Whether a code was sent to somebody: `texted me a ⏎ code`, `sends her a new code`.
  private func isSent(_ label: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard
      let whom = (1...4)
        .first(where: { label > $0 && Self.receivers.contains(scratch.tokens[label - $0].hash) })
    else { return false }
    return Self.sending.contains(scratch.tokens[label - whom - 1].hash)
  }

  private static let receivers = hashes("me him her us you them pt patient mom dad")
  private static let sending = hashes(
    "texted sent emailed sends texts emails text send messaged gave"
  )

  /// Whether a value is of single digits with hyphens, as codes are said: `4-4-1-9`.
  func isSaidCode(_ text: Span<UInt8>, _ value: Range<Int>) -> Bool {
    value.count >= 7
      && value.allSatisfy { text[$0].isDigit == (($0 - value.lowerBound).isMultiple(of: 2)) }
  }

  /// Whether a value is of three groups behind a word for a combination: `combo 12-34-56`.
  func isDialled(
    _ text: Span<UInt8>,
    _ label: Int,
    _ value: Range<Int>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    Self.dials.contains(scratch.tokens[label].hash) && value.count >= 7
      && value.count { text[$0] == 0x2D } == 2
      && !isWord(firstToken(at: value.upperBound, scratch), .unit, scratch)
  }

  /// Words between a code and the lock behind it; digits of such a code.
  private static let behindReach = 8
  private static let behindDigits = 4...8

  /// `push 4471 on the keypad`, `4471 opens the gate`, `use 4471 as the PIN`: digits before the thing they
  /// open, found from the thing.
  func matchCodeBefore(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard Self.opened.contains(scratch.tokens[index].hash), scratch.tokens[index].gap == .blank
    else { return }
    var first = index
    while first > 0, index - first < Self.behindReach, goesOn(text, first, scratch) {
      first -= 1
      let token = scratch.tokens[first]
      guard token.isDigits else { continue }
      let isPressed =
        first > 0 && token.gap == .blank && Self.pressing.contains(scratch.tokens[first - 1].hash)
      let opens = Self.openers.contains(scratch.tokens[first + 1].hash)
      guard isPressed || opens, Self.behindDigits.contains(Int(token.length)),
        let value = codeValue(text, first, isStrong: true, scratch)
      else { return }
      return emitSecretText(text, value, &scratch)
    }
  }

  private static let opened = hashes(
    "keypad gate door doors lobby pin passcode alarm buzzer lockbox keybox padlock intercom callbox garage"
  )
  private static let pressing = hashes(
    "use push press enter dial punch type key in try put using enters"
  )
  private static let openers = hashes("opens unlocks disarms gets lets opened works arms")

  /// Words before `code` in which a lock is looked for.
  private static let lockReach = 40

  /// `keybox … opens with 0-7-3-1`, `gate \u{23}1990`, `padlock 28-6-14`, `Left 34, right two turns to 12`:
  /// found from the thing that opens.
  func matchLock(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard scratch.tokens[index].gap != .none else { return }
    var count = 0
    let isSure = Self.sureLocks.contains(scratch.tokens[index].hash)
    var next = index + 1
    while next < scratch.tokens.count, next - index <= 12 {
      let token = scratch.tokens[next]
      let gap = Int(token.start) - scratch.tokens[next - 1].end
      guard token.gap != .lineBreak, gap <= 4 else { return }
      for offset in scratch.tokens[next - 1].end..<Int(token.start)
      where text[offset] == 0x2E || text[offset] == 0x3B || text[offset] == 0x3F {
        guard text.at(offset + 1) == 0x20 else { continue }
        // `Lockbox on the railing. 3-3-9-0.`
        if isSure, token.isDigits, token.length == 1,
          let value = codeValue(text, next, isStrong: false, scratch)
        {
          emitSecretText(text, value, &scratch)
        }
        return
      }
      let before = scratch.tokens[next - 1]
      let isDirect = next == index + 1
      let isMarked = text.at(Int(token.start) - 1) == 0x23 || text.at(Int(token.start) - 1) == 0x2A
      let isIntroduced =
        Self.opening.contains(before.hash) || isDirect && isSure
        || isDirect && text.at(before.end) == 0x3A
        || isSure && text.at(before.end) == 0x2C && token.length >= 4
          && isEndOfSentence(text, token.end)
        || Self.plainCodes.contains(before.hash) || Self.pins.contains(before.hash)
      if token.isDigits || token.length == 1,
        let value = codeValue(text, next, isStrong: isIntroduced, scratch),
        isIntroduced || isMarked && (isDirect || isSure) || isSure && !isMarked,
        !Self.noCodes.contains(before.hash), !isYear(token, behind: before.hash)
      {
        emitSecretText(text, value, &scratch)
        count += 1
        guard count < 3 else { return }
        while next + 1 < scratch.tokens.count,
          Int(scratch.tokens[next + 1].start) < value.upperBound
        {
          next += 1
        }
      }
      next += 1
    }
  }

  /// Whether a number is the year in which something was done: `the black box warning was added in 2011`.
  private func isYear(_ token: Token, behind word: UInt64) -> Bool {
    let isRecent = token.isDigits && token.length == 4 && (1_900..<2_100).contains(token.hash)
    return isRecent && word == Self.inWord
  }

  private static var inWord: UInt64 { Token.word("in") }

  /// `combination … Left 34, right two turns to 12, left 71`: the numbers of a dial, found from the word
  /// for a combination.
  func matchDial(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let isLock = Self.dialled.contains(scratch.tokens[index].hash)
    guard let rule = rule(.secretText), isLock || Self.dials.contains(scratch.tokens[index].hash)
    else { return }
    var turns: [Int] = []
    var (next, turned) = (index + 1, 0)
    while next < scratch.tokens.count, next - index <= 48 {
      let token = scratch.tokens[next]
      if token.isWord, Self.turns.contains(token.hash) {
        turned = next
      } else if turned > 0, token.isDigits, token.length <= 2, next - turned <= 5,
        !text.isWordByte(token.end), !isWord(next + 1, .unit, scratch)
      {
        turns.append(next)
        turned = 0
      }
      next += 1
    }
    // `turn left 20 feet past the safe`: a lock without its `combination` takes three turns.
    guard turns.count >= (isLock ? 3 : 2), isCodeLabel(index, scratch) else { return }
    for turn in turns { emitTokens(rule, turn, turn, &scratch) }
  }

  // Words of a wallet

  /// Words that restore a wallet, at least and at most.
  private static let seedWords = 10...48

  /// `seed words … were orbit canyon velvet …`: found from `seed`.
  func matchSeed(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.secretText), index + 1 < scratch.tokens.count,
      Self.seeds.contains(scratch.tokens[index + 1].hash)
        || text.at(scratch.tokens[index].end) == 0x3A
    else { return }
    var first = index + 1
    while first < scratch.tokens.count, first - index < 20 {
      var last = first
      while last < scratch.tokens.count, last - first < Self.seedWords.upperBound,
        isSeed(text, last, first, scratch)
      {
        last += 1
      }
      if Self.seedWords.contains(last - first) {
        return emitTokens(rule, first, last - 1, &scratch)
      }
      first = max(first + 1, last)
    }
  }

  /// Whether a word may be one of a wallet: three to eight letters, none of those that join sentences.
  private func isSeed(
    _ text: Span<UInt8>,
    _ index: Int,
    _ first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    if token.isDigits {
      // `1. orbit 2. canyon`
      return index > first && token.length <= 2 && token.gap != .lineBreak && token.gap != .none
        && index + 1 < scratch.tokens.count && !scratch.tokens[index + 1].isDigits
    }
    guard token.shape == .lower, (3...8).contains(token.length),
      !Self.joining.contains(token.hash)
    else { return false }
    guard index > first else { return true }
    let gap = Int(token.start) - scratch.tokens[index - 1].end
    return gap == 1 && text[Int(token.start) - 1] == 0x20
      || gap == 2 && (text[Int(token.start) - 2] == 0x2C || text[Int(token.start) - 2] == 0x2E)
  }

  // Codes that are sent

  /// `503918 is your OTP`: digits before the word for what they are, found from the word.
  func matchSent(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var first = index
    while first > 0, index - first < 7 {
      first -= 1
      let hash = scratch.tokens[first].hash
      if scratch.tokens[first].isDigits {
        guard scratch.tokens[first + 1].gap == .blank, first + 1 < index,
          Self.isYour.contains(scratch.tokens[first + 1].hash),
          let value = codeValue(text, first, isStrong: true, scratch)
        else { return }
        return emitSecretText(text, value, &scratch)
      }
      guard scratch.tokens[first].isWord, scratch.tokens[first + 1].gap == .blank,
        hash != Self.the
      else { return }
    }
  }

  // Systems

  /// `computer = Sparrow_09, Epic: Sparrow_10`: found from the system.
  func matchSystem(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var (index, steps) = (index, 0)
    // `Router admin page: …`
    while steps < 3, index + 1 < scratch.tokens.count, scratch.tokens[index + 1].gap == .blank {
      index += 1
      steps += 1
    }
    var offset = scratch.tokens[index].end
    while text.at(offset) == 0x20 { offset += 1 }
    let mark = text.at(offset)
    guard mark == 0x3D || mark == 0x3A || mark == 0x2D, index + 1 < scratch.tokens.count,
      scratch.tokens[index + 1].gap == .marks || scratch.tokens[index + 1].gap == .mark,
      mark == 0x3D || text.at(offset + 1) == 0x20
    else { return }
    let run = runRange(text, index + 1, scratch)
    let token = scratch.tokens[index + 1]
    guard run.lowerBound - offset <= 2, token.isWord, token.length >= 4,
      token.shape == .capitalized || token.shape == .lower, isCodedSecret(text, run),
      text[run.upperBound - 1].isDigit || !text.isWordByte(run.upperBound - 1),
      !Lexicon.bands(token.hash).isBrand
    else { return }
    emitSecretText(text, run, &scratch)
  }

  // What is to be said

  /// `say "north star"`, `say the verbal password. "It's saudade."`: found from the quoted word.
  func matchSaidWord(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index > 1, text.at(Int(scratch.tokens[index].start) - 1) == 0x22,
      let rule = rule(.secretText)
    else { return }
    let before = scratch.tokens[index - 1].hash
    let isLabel =
      Self.spokenLabels.contains(before) && scratch.tokens[index].gap == .marks
      && (2...4)
        .contains { index >= $0 && Self.sayingBefore.contains(scratch.tokens[index - $0].hash) }
    guard isLabel || Self.saying.contains(before), hasLockBefore(index, scratch) else { return }
    var first = index
    while first + 1 < scratch.tokens.count, first - index < 3,
      Self.leading.contains(scratch.tokens[first].hash)
    {
      first += 1
    }
    var last = first
    while last + 1 < scratch.tokens.count, last - first < 4,
      text.at(scratch.tokens[last].end) == 0x20, scratch.tokens[last + 1].gap == .blank
    {
      last += 1
    }
    let end = text.at(scratch.tokens[last].end)
    guard end == 0x22 || end == 0x2E || end == 0x2C, last - first < 4 else { return }
    emitTokens(rule, first, last, &scratch)
  }

  /// Whether a word for a password, an alarm or the like stands before.
  private func hasLockBefore(_ first: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var index = first
    while index > 0, first - index < Self.lockReach {
      index -= 1
      if Self.spoken.contains(scratch.tokens[index].hash) { return true }
    }
    return false
  }

  /// Words for codes that are of products, places and diseases as well.
  static let plainCodes = hashes("code codes combination combo código codigo codice")
  private static let pins = hashes("pin pins otp passcode")
  private static let codings = hashes(
    """
    cpt icd hcpcs zip postal area dress bar source error status exit billing procedure diagnosis rate \
    genetic color colour machine response reason denial drg loinc snomed ndc icd10 dx revenue fault \
    country airport building fire tax return sort bank http qr morse stroke rolling safety bowling \
    swift branch routing currency language firing safety hair tie clevis locking rotator cotter hip
    """
  )
  private static let locked = hashes(
    """
    door doors gate garage alarm burglar entry entrance lobby closet keypad lockbox keybox padlock \
    safe locker lock access panel building elevator security cabinet key intercom buzzer house \
    conference bridge meeting webinar operator pickup pyxis omnicell fa reset portone porta portón porton \
    cancello garaje alarma alarme allarme deur poort entrée ingresso entrada acceso accesso \
    scratch cleaner cleaners front back side home shed iphone ipad phone laptop car porte portail \
    immeuble tür haustür puerta backup recovery mfa otp verification sms store storage room \
    apartment apt
    """
  )
  private static let sureLocks = hashes(
    "duress keybox lockbox padlock keypad deadbolt callbox keysafe disarm arm lobby gate locker"
  )
  private static let opening = hashes(
    """
    is with now to code combo combination pin number press punch dial enter opens arm disarm are was \
    so changed its lock type in two just still w
    """
  )
  private static let noCodes = hashes(
    """
    room bed ext extension unit floor apt line page step version build ticket case suite bay ward at \
    than about under over apartment flat house model part year years last next for every after \
    before phone tel fax call dob mrn age aged bus highway since until error status level grade
    """
  )
  private static let counted = hashes(
    "times people patients doors units miles feet meters minutes hours days weeks months years steps "
      + "characters digits attempts am pm percent dollars bytes bits points percent of"
  )
  private static let dials = hashes("combination combo dial")
  private static let dialled = hashes("safe locker padlock lock vault")
  private static let turns = hashes("left right l r clockwise anticlockwise counterclockwise")
  private static let seeds = hashes("words phrase word recovery seed list mnemonic backup")
  private static let joining = hashes(
    """
    the and for was were are his her she him they them that this with from into has had have not but \
    you your our who how why when where which what those these then than out also been will would \
    could should may might did does read said say told gave wrote let lost found
    """
  )
  private static let isYour = hashes("is was")
  private static var the: UInt64 { Token.word("the") }
  private static let spokenLabels = hashes("password passphrase passcode codeword word phrase")
  private static let sayingBefore = hashes("verbal say said give security phone tell safe")
  private static let saying = hashes("say says saying said answer answers give gives reply")
  private static let leading = hashes("it s is its that uh um")
  private static let spoken = hashes(
    """
    alarm burglar panel password passphrase passcode code verbal police keyholder codeword safeword \
    disarm security
    """
  )
}
