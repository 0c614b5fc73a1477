import Vocabulary

/// What people say they got in with, under which name, and what they typed.
extension Engine {
  /// Words between `log in` and `as`, at most.
  private static let signReach = 6

  /// `log in as ostrander.kj`, `signed in under float_rn6`, `logged back in w/ Night0wl`: found from the
  /// first word.
  func matchSignedIn(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var next = index + 1
    if !Self.wholeSigns.contains(scratch.tokens[index].hash) {
      // `logged back in`, `signing myself on`
      while next < scratch.tokens.count, next - index < 3, scratch.tokens[next].gap == .blank,
        !Self.ins.contains(scratch.tokens[next].hash)
      {
        next += 1
      }
      guard next < scratch.tokens.count, Self.ins.contains(scratch.tokens[next].hash) else {
        return
      }
      next += 1
    }
    let last = min(scratch.tokens.count - 1, next + Self.signReach)
    while next < last, goesOn(text, next, scratch) {
      let hash = scratch.tokens[next].hash
      if Self.naming.contains(hash) { return emitSigned(text, next + 1, &scratch) }
      if Self.means.contains(hash) { return emitMeans(text, next + 1, &scratch) }
      next += 1
    }
  }

  /// Appends the account's name that stands at a token, behind `as` or `under`.
  func emitSigned(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let index = behindLabels(first, scratch)
    guard index < scratch.tokens.count, goesOn(text, index, scratch) else { return }
    let run = handleRange(text, index, scratch)
    if isCodedName(text, index, run, scratch) { return emitLogin(text, run, &scratch) }
    if let end = surnameUserEnd(text, index, isMarked: false, scratch) {
      emitLogin(text, Int(scratch.tokens[index].start)..<end, &scratch)
    }
  }

  /// Appends what stands at a token behind `with`: a password, or an account's name in small letters with
  /// a joint.
  private func emitMeans(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    let index = behindLabels(first, scratch)
    guard index < scratch.tokens.count, goesOn(text, index, scratch),
      scratch.tokens[index].isWord
    else { return }
    let run = runRange(text, index, scratch)
    let isSmall = run.allSatisfy {
      text[$0].isLowercase || text[$0].isDigit || text[$0] == 0x5F || text[$0] == 0x2E
    }
    if isSmall, run.contains(where: { !text[$0].isAlphanumeric }) {
      guard isCodedName(text, index, run, scratch) else { return }
      return emitLogin(text, run, &scratch)
    }
    let bands = Lexicon.bands(scratch.tokens[index].hash)
    guard run.count >= 6, isCodedSecret(text, run), !isExpression(text, run),
      run.contains(where: { text[$0].isDigit }), !bands.isBrand, bands.clinical == 0
    else { return }
    emitSecretText(text, run, &scratch)
  }

  /// The first token that is no `user`, `the name` or the like.
  private func behindLabels(_ first: Int, _ scratch: borrowing ScanScratch) -> Int {
    var index = first
    while index < scratch.tokens.count, index - first < 4,
      Self.between.contains(scratch.tokens[index].hash)
    {
      index += 1
    }
    return index
  }

  /// Whether nothing that ends a sentence stands before a token; the end of a line may stand behind a word
  /// that ends none: `log in as ⏎ ostrander.kj`.
  func goesOn(_ text: Span<UInt8>, _ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    guard index > 0 else { return false }
    let (start, end) = (scratch.tokens[index - 1].end, Int(scratch.tokens[index].start))
    guard end - start <= 4 else { return false }
    var lines = 0
    for offset in start..<end {
      switch text[offset] {
      case 0x0A: lines += 1
      case 0x20, 0x09, 0x0D, 0x22, 0x27, 0x2C, 0x2F, 0x3A, 0x3D: continue
      default: return false
      }
    }
    return lines == 0 || lines == 1 && Self.opening.contains(scratch.tokens[index - 1].hash)
  }

  /// `She'd been typing vondra_kz`: an account's name behind a word of typing, near words about accounts.
  func matchTypedName(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let next = behindLabels(index + 1, scratch)
    guard next < scratch.tokens.count, goesOn(text, next, scratch) else { return }
    let run = handleRange(text, next, scratch)
    let token = scratch.tokens[next]
    if Self.tried.contains(scratch.tokens[index].hash) {
      // `the "team word". Tried ossobuco, no luck`
      guard token.shape == .lower, token.length >= 6, token.end == run.upperBound,
        text.at(run.upperBound) != 0x20 || text.at(run.upperBound + 1) == 0x28,
        Lexicon.bands(token.hash).isUnknown, words(token.hash) == 0,
        (1...8)
          .contains(where: {
            index > $0 && Self.passwordWords.contains(scratch.tokens[index - $0].hash)
          })
      else { return }
      return emitSecretText(text, run, &scratch)
    }
    guard run.contains(where: { text[$0] == 0x5F || text[$0] == 0x2E }), token.isWord,
      isCodedName(text, next, run, scratch) || isJoinedName(text, run),
      isNearAccess(text, next, next, scratch)
    else { return }
    emitLogin(text, run, &scratch)
  }

  // Calls of programs

  /// Values of a call that are looked at.
  private static let callValues = 4

  /// `auth=("kpatel", "Monsoon_98")`, `connect("db1", "etl_app", "Qu4rry-9")`: an account and its password
  /// among the values of a call, found from its name.
  func matchAuthCall(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var offset = scratch.tokens[index].end
    skipBlanks(text, &offset)
    if text.at(offset) == 0x3D { offset += 1 }
    skipBlanks(text, &offset)
    guard text.at(offset) == 0x28 || text.at(offset) == 0x5B else { return }
    offset += 1
    var (one, other) = (0..<0, 0..<0)
    var count = 0
    while count < Self.callValues {
      while text.at(offset) == 0x20 || text.at(offset) == 0x0A { offset += 1 }
      guard let value = quotedValue(text, offset) else { return }
      count += 1
      if count <= 3 { (one, other) = (other, value) }
      offset = value.upperBound + 1
      skipBlanks(text, &offset)
      guard text.at(offset) == 0x2C else { break }
      offset += 1
    }
    let isOpen = scratch.tokens[index].hash == Self.connecting
    guard count >= (isOpen ? 3 : 2), isAccount(text, one),
      Token.hash(text, one) != Token.hash(text, other), isCodedSecret(text, other)
    else { return }
    emitLogin(text, one, &scratch)
    emitArgumentSecret(text, other, &scratch)
  }

  private static let tried = hashes("tried")
  private static let passwordWords = hashes("password passcode passphrase pw pwd word login code")
  private static var connecting: UInt64 { Token.word("connect") }
  private static let wholeSigns = hashes("login logon signin")
  private static let ins = hashes("in on into onto back")
  private static let naming = hashes("as under")
  private static let means = hashes("with w using")
  private static let between = hashes(
    "user username name the id account my her his their your a same pw password passcode it is in"
  )
  private static let opening = hashes(
    "as is was the a an for by with under of at my her his your our mine to says reads said number code name "
      + "id user username password pin are be and or using w it s than then"
  )
}
