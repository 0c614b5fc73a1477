import Vocabulary

/// Names of accounts and handles as people tell them.
extension Engine {
  /// `client id tova.lind.88`, `local admin is wsadm_04`, `surrogate vp_credential`, `shared account ctscan`,
  /// `mine is ⏎ ttran.nf`: found from the word before the name.
  func matchAccountTold(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let hash = scratch.tokens[index].hash
    guard index == 0 || scratch.tokens[index].gap != .none else { return }
    var label = index
    if index + 1 < scratch.tokens.count, Self.parts.contains(scratch.tokens[index + 1].hash),
      scratch.tokens[index + 1].gap == .blank || text.at(scratch.tokens[index].end) == 0x2D
    {
      label += 1
    } else if !Self.alone.contains(hash) {
      if hash == Self.user { matchUnknownUser(text, index, &scratch) }
      return
    }
    // `client_id` is the name of a setting.
    guard text.at(Int(scratch.tokens[index].start) - 1) != 0x5F, label + 1 < scratch.tokens.count
    else { return }
    if hash == Self.admin, matchLocalUser(text, label, &scratch) { return }
    var next = label + 1
    while next < scratch.tokens.count, next - label <= 3,
      goesOn(text, next, scratch) || scratch.tokens[next].gap == .lineBreak,
      Self.copulas.contains(scratch.tokens[next].hash)
    {
      next += 1
    }
    guard next < scratch.tokens.count else { return }
    if label > index, next == label + 1, scratch.tokens[next].gap == .lineBreak {
      return matchNameBelow(text, next, &scratch)
    }
    guard goesOn(text, next, scratch) else { return }
    // `my login for the scheduler, mine` and no `mine shaft b2`.
    if hash == Self.mine, !isNearAccess(text, index, index, scratch) { return }
    let run = handleRange(text, next, scratch)
    let isOwned = index > 0 && Self.owners.contains(scratch.tokens[index - 1].hash)
    let isJoined =
      (isOwned && next > label + 1 || Self.sure.contains(hash) || label > index)
      && isJoinedName(text, run)
    if isJoined || label > index && isStaffCode(text, run)
      || label > index && isBareName(text, next, run, isTold: next > label + 1, scratch)
      || isCodedName(text, next, run, scratch)
    {
      return emitLogin(text, run, &scratch)
    }
    let isShared = index > 0 && Self.sharing.contains(scratch.tokens[index - 1].hash)
    guard isShared, hash == Self.account, scratch.tokens[next].end == run.upperBound,
      scratch.tokens[next].shape == .lower, scratch.tokens[next].length >= 5,
      Lexicon.bands(scratch.tokens[next].hash).isUnknown
    else { return }
    emitLogin(text, run, &scratch)
  }

  /// Whether a run is capitals with a few digits behind, as houses number their people: `MT771`.
  private func isStaffCode(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    let letters = run.prefix { text[$0].isUppercase }.count
    return (2...8).contains(letters) && (2...5).contains(run.count - letters)
      && run.dropFirst(letters).allSatisfy { text[$0].isDigit }
  }

  /// Whether a run is one word in small letters that is no ordinary one and ends what is said: `Screen name
  /// knitwit`.
  private func isBareName(
    _ text: Span<UInt8>,
    _ index: Int,
    _ run: Range<Int>,
    isTold: Bool,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let token = scratch.tokens[index]
    guard token.end == run.upperBound, token.shape == .lower, token.length >= 5,
      isEndOfSentence(text, run.upperBound), !isExpression(text, run)
    else { return false }
    let bands = Lexicon.bands(token.hash)
    return words(token.hash) == 0 && (bands.isUnknown || isTold && bands.english != 1)
      && bands.clinical == 0
  }

  /// `User ID ⏎ QHALVOR1`: a name that has the line below its label for itself.
  private func matchNameBelow(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let run = handleRange(text, index, scratch)
    guard scratch.tokens[index].isWord, run.count >= 4,
      text.at(run.upperBound) == 0x0A || text.at(run.upperBound) == 0,
      isCodedName(text, index, run, scratch) || isStaffCode(text, run)
        || Lexicon.bands(scratch.tokens[index].hash).isUnknown
          && scratch.tokens[index].shape == .lower
    else { return }
    emitLogin(text, run, &scratch)
  }

  /// `user sturgeon not found`: an account that a system does not know or let in, found from `user`.
  private func matchUnknownUser(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard index + 3 < scratch.tokens.count else { return }
    let token = scratch.tokens[index + 1]
    let (one, other) = (scratch.tokens[index + 2].hash, scratch.tokens[index + 3].hash)
    guard token.gap == .blank || token.gap == .marks && text.at(Int(token.start) - 1) == 0x22,
      token.shape == .lower, token.length > 3,
      Self.denials.contains(one) && Self.denied.contains(other)
    else { return }
    guard !Self.noUsers.contains(token.hash), !hasEnding(text, index + 1, scratch) else { return }
    emitLogin(text, Int(token.start)..<token.end, &scratch)
  }

  /// `.\lapsadm`: an account of this computer behind `admin`.
  ///
  /// - Returns: whether there is one.
  private func matchLocalUser(
    _ text: Span<UInt8>,
    _ label: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    let start = Int(scratch.tokens[label + 1].start)
    guard text.at(start - 1) == 0x5C, text.at(start - 2) == 0x2E,
      start - scratch.tokens[label].end <= 5
    else { return false }
    let run = handleRange(text, label + 1, scratch)
    guard run.count > 2 else { return false }
    emitLogin(text, run, &scratch)
    return true
  }

  /// Whether a run is of small letters with a joint or a digit inside: `gardenia_roots`.
  func isJoinedName(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    run.count >= 5 && text[run.lowerBound].isLowercase
      && run.allSatisfy { !text[$0].isUppercase }
      && run.dropFirst().contains { text[$0] == 0x5F || text[$0].isDigit }
      && !isExpression(text, run) && !endsAsColumn(text, run)
  }

  /// Whether a name ends as those of columns do: `acct_id`.
  private func endsAsColumn(_ text: Span<UInt8>, _ run: Range<Int>) -> Bool {
    guard let joint = run.last(where: { text[$0] == 0x5F }) else { return false }
    let ending = Token.hash(text, joint + 1..<run.upperBound)
    return Self.columnEnds.contains(ending) || Self.fileEndings.contains(ending)
      || Self.settings.contains(ending)
  }

  private static let settings = hashes(
    "user name default type role group admin test login account key status"
  )

  /// Words on each side of a system in which somebody says who he is in it.
  private static let selfReach = 8

  /// `If PACS asks, I'm res07`: an account's name behind `I'm`, found from the system.
  func matchSelf(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    var next = max(2, index - Self.selfReach)
    let last = min(scratch.tokens.count - 1, index + Self.selfReach)
    while next <= last {
      defer { next += 1 }
      let before = scratch.tokens[next - 1].hash
      guard before == Self.am, scratch.tokens[next - 2].hash == Self.i,
        scratch.tokens[next].gap == .blank, scratch.tokens[next].isWord
      else { continue }
      let run = handleRange(text, next, scratch)
      let bands = Lexicon.bands(scratch.tokens[next].hash)
      guard isCodedName(text, next, run, scratch),
        bands.english == 0 || bands.english == 3
          || run.contains(where: { text[$0] == 0x5F || text[$0] == 0x2E })
      else { continue }
      return emitLogin(text, run, &scratch)
    }
  }

  /// `goes by wolf.in.socks`, `streams as PixelPatty`: a handle behind a word of being somebody, found from
  /// that word.
  func matchPosting(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.account) else { return }
    var next = index + 1
    while next < scratch.tokens.count, next - index < 4, scratch.tokens[next].gap == .blank,
      !Self.being.contains(scratch.tokens[next].hash)
    {
      next += 1
    }
    guard next + 1 < scratch.tokens.count, Self.being.contains(scratch.tokens[next].hash),
      goesOn(text, next + 1, scratch)
    else { return }
    let last = handleEnd(text, next + 1, scratch)
    let run = Int(scratch.tokens[next + 1].start)..<scratch.tokens[last].end
    if Self.running.contains(scratch.tokens[index].hash) {
      return next == index + 1 ? emitSigned(text, next + 1, &scratch) : ()
    }
    guard isHandle(text, next + 1, last, scratch), isAccount(text, run),
      !Lexicon.bands(scratch.tokens[next + 1].hash).isBrand
    else { return }
    emit(rule, run.lowerBound, run.upperBound, .format | .context, scratch: &scratch)
  }

  /// `valleyfp1     Vfp!2024a`: the account in the column before a password.
  func matchNamesBefore(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    let known = scratch.found.count
    for index in 0..<known where scratch.found[index].kind == .secret {
      guard scratch.found[index].masked else { continue }
      var end = scratch.found[index].start
      var blanks = 0
      while text.at(end - 1) == 0x20 || text.at(end - 1) == 0x09 {
        blanks += text[end - 1] == 0x09 ? 2 : 1
        end -= 1
      }
      guard blanks >= 2 else { continue }
      var start = end
      while start > 0, end - start <= 40, isNameByte(text[start - 1]) { start -= 1 }
      guard end - start >= 5, text.at(start - 1) <= 0x20, text[start].isLowercase,
        index == 0 || scratch.found[index - 1].end <= start
      else { continue }
      let bands = Lexicon.bands(Token.hash(text, start..<end))
      let isCoded = (start..<end).contains { text[$0].isDigit || text[$0] == 0x5F }
      guard isCoded || bands.isUnknown && words(Token.hash(text, start..<end)) == 0 else {
        continue
      }
      emitLogin(text, start..<end, &scratch)
    }
    if scratch.found.count > known { settle(&scratch) }
  }

  private static var admin: UInt64 { Token.word("admin") }
  private static var mine: UInt64 { Token.word("mine") }
  private static var account: UInt64 { Token.word("account") }
  private static var user: UInt64 { Token.word("user") }
  private static let sure = hashes("surrogate spare netid mine")
  private static let noUsers = hashes(
    """
    account accounts profile data input name names group groups role roles record records list table \
    home settings setting guide manual error mapping database token access entry object with that this who \
    does was has had management preferences context directory feedback request story stories interface experience test \
    \(FieldRules.programs)
    """
  )
  private static let denials = hashes("not does doesn is was has could isn")
  private static let denied = hashes(
    "found exist known t locked disabled denied unknown blocked expired be"
  )
  private static var am: UInt64 { Token.word("m") }
  private static var i: UInt64 { Token.word("i") }
  private static let parts = hashes("id name user login username account handle")
  private static let alone = hashes(
    "surrogate profile admin account acct spare mine netid agency vendor facility"
  )
  private static let copulas = hashes("is was now s are still reads called named mine of")
  private static let owners = hashes("my her his their our")
  private static let sharing = hashes(
    "shared generic service float guest kiosk test local default spare common unit ward clinic training"
  )
  private static let being = hashes("by as under")
  private static let running = hashes("ran running")
}
