import Vocabulary

/// Accounts and passwords by the words around them.
extension Engine {
  /// What a word says of accounts and passwords near it, by its `Token.hash`.
  func credentialCue(_ hash: UInt64) -> CredentialCue { cues[words(hash)] }

  /// Runs what a word says of accounts and passwords near it.
  func matchCredential(
    _ text: Span<UInt8>,
    _ index: Int,
    _ cue: CredentialCue,
    _ scratch: inout ScanScratch
  ) {
    if cue.contains(.access) { scratch.hasAccounts = true }
    if cue.contains(.command) { matchCommand(text, index, &scratch) }
    if cue.contains(.option) { matchLongOption(text, index, &scratch) }
    if cue.contains(.folder) { matchFolder(text, index, &scratch) }
    if cue.contains(.column) { matchColumn(text, index, &scratch) }
    if cue.contains(.grant) { matchGrant(text, index, &scratch) }
    if cue.contains(.platform) { matchPlatform(text, index, &scratch) }
    if !cue.isDisjoint(with: [.secret, .code]) { matchSecretWord(text, index, cue, &scratch) }
    if cue.contains(.code) {
      matchSent(text, index, &scratch)
      matchDial(text, index, &scratch)
    }
    if !cue.isDisjoint(with: [.code, .lock]) { matchCodeBefore(text, index, &scratch) }
    if !cue.isDisjoint(with: [.code, .secret]) { matchAskedSecret(text, index, cue, &scratch) }
    if cue.contains(.name) {
      matchLoginSentence(text, index, &scratch)
      matchAskedName(text, index, &scratch)
    }
    if cue.contains(.phrase) {
      matchPhrase(text, index, &scratch)
      matchWordToSay(text, index, &scratch)
    }
    if cue.contains(.lock) {
      matchLock(text, index, &scratch)
      matchDial(text, index, &scratch)
    }
    if cue.contains(.seed) { matchSeed(text, index, &scratch) }
    if cue.contains(.system) {
      matchSystem(text, index, &scratch)
      matchSelf(text, index, &scratch)
    }
    if cue.rawValue < CredentialCue.accessList.rawValue { return }
    if cue.contains(.accessList) { matchAccessList(text, index, &scratch) }
    if cue.contains(.scheme) { matchBasic(text, index, &scratch) }
    if cue.contains(.pair) { matchWrittenPair(text, index, &scratch) }
    if cue.contains(.groups) { matchGroupedKey(text, index, &scratch) }
    if cue.contains(.box) { matchFormBox(text, index, &scratch) }
    if cue.rawValue < CredentialCue.signIn.rawValue { return }
    if cue.contains(.signIn) { matchSignedIn(text, index, &scratch) }
    if cue.contains(.typing) { matchTypedName(text, index, &scratch) }
    if cue.contains(.answer) { matchAnswer(text, index, &scratch) }
    if cue.contains(.account) { matchAccountTold(text, index, &scratch) }
    if cue.contains(.posting) { matchPosting(text, index, &scratch) }
    if cue.contains(.card) { matchCardCode(text, index, &scratch) }
    if cue.contains(.call) { matchAuthCall(text, index, &scratch) }
  }
}
