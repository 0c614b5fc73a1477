import Vocabulary

/// Who speaks in the lines of a chat that mark nobody: one word behind the time, again and again.
///
/// ```
/// [13:02] pkowal  can anyone explain this     00:14 dmitra: bed 4 pressor 30
/// [13:05] tomo                                00:16 charlie rt: no, her name is
/// ```
extension Engine {
  /// Bytes of a speaker's name; lines of such speakers, at least, and speakers that are remembered.
  private static let speakerBytes = 3...24
  private static let speakerLines = 3
  private static let speakersMax = 1_024

  /// Remembers a word behind a line's time that may say who speaks.
  func noteSpeaker(_ text: Span<UInt8>, _ user: Range<Int>, _ scratch: inout ScanScratch) {
    guard Self.speakerBytes.contains(user.count), scratch.speakers.count < Self.speakersMax,
      text[user.lowerBound].isLetter, endsSpeaker(text, user.upperBound),
      user.allSatisfy({ isSpeakerByte(text[$0]) })
    else { return }
    let hash = Token.hash(text, user)
    guard mayBeSpeaker(hash) else { return }
    scratch.speakers.append((hash, user))
  }

  private func isSpeakerByte(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte >= 0x80 || byte == 0x5F || byte == 0x2E || byte == 0x2D
  }

  /// Whether a colon, the column of what is said, a role with its colon or the end of the line stands behind a speaker.
  private func endsSpeaker(_ text: Span<UInt8>, _ end: Int) -> Bool {
    switch (text.at(end), text.at(end + 1)) {
    case (0x3A, 0x20), (0x20, 0x20), (0x0A, _), (0x0D, _), (0, _), (0x3A, 0x0A): return true
    case (0x20, _):
      var place = end + 1
      while text.at(place).isLowercase { place += 1 }
      return (2...3).contains(place - end - 1) && text.at(place) == 0x3A
        && text.at(place + 1) == 0x20
    default: return false
    }
  }

  /// Whether a word is none that logs and charts have behind a time.
  private func mayBeSpeaker(_ hash: UInt64) -> Bool {
    let bands = Lexicon.bands(hash)
    let isWord =
      bands.english > 0 && bands.english < 3 || bands.clinical > 0 || bands.isBrand
      || bands.isTongue
    return (!isWord || bands.first >= 3 && bands.clinical == 0) && words(hash) == 0
      && Self.codes(hash) == 0
      && !Self.columnEnds.contains(hash)
  }

  /// Finds the speakers of a chat: where some speak again, all of its lines.
  func decideSpeakers(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    defer { scratch.speakers.removeAll(keepingCapacity: true) }
    guard scratch.speakers.count >= Self.speakerLines else { return }
    var lines: [UInt64: Int] = [:]
    for speaker in scratch.speakers { lines[speaker.hash, default: 0] += 1 }
    guard lines.count > 1, lines.values.contains(where: { $0 > 1 }) else { return }
    for speaker in scratch.speakers { emitLogin(text, speaker.range, &scratch) }
  }
}
