import CTagger
import Vocabulary

/// Initials and names that sign a text about somebody, which nothing but their place tells: `… . -rgb`,
/// `RV 1602`, `tw 11/2`, `TA/RF`, `— Bets`.
struct SignatureFinder {
  /// Letters of initials, at least and at most; of such as a dictionary has as well.
  private static let letters: ClosedRange<UInt32> = 2...4
  private static let lettersOfWords: ClosedRange<UInt32> = 2...3
  private static let dateRule = IdentifierKind.date.rawValue &+ 1

  /// Marks what stands at the end of a text.
  static func take(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    var last = scratch.tagged.count &- 1
    guard last > 2, endsBehind(Int(scratch.tagged[last].end), text) else { return }
    let time = timeWords(last, text, scratch)
    let isTimed = time > 0
    if isTimed {
      last &-= time
      guard last > 1, scratch.tagged[last &+ 1].before == UInt8(phigate_gap_blank) else { return }
    }
    // Small words are not looked at: what was looked at last says whether somebody is near.
    guard let near = scratch.live.last(where: { $0 <= last }), last &- near <= TagFinder.nearWords,
      scratch.tagged[near].near != 0,
      scratch.live.contains(where: { SentenceFrames.isSomebody($0, scratch) })
    else { return }
    if isPair(last, text, scratch) {
      mark(last &- 1, &scratch)
      mark(last, &scratch)
    } else if isInitials(last, scratch), standsAlone(last, text, scratch) {
      mark(last, &scratch)
    } else if !isTimed, isName(last, text, scratch) {
      mark(last, &scratch)
    }
  }

  /// The words of a day, or of the time of one, that end at an index: `11/2`, `1602`, `16:02`; 0 for none.
  private static func timeWords(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    let word = scratch.tagged[index]
    if word.rule != 0 { return word.rule == dateRule ? 1 : 0 }
    guard word.isDigits else { return 0 }
    if word.isClock { return 1 }
    let (before, mark) = (scratch.tagged[index &- 1], text.at(Int(word.start) - 1))
    let isPair =
      (mark == 0x3A || mark == 0x2F) && word.start &- before.end == 1 && before.isDigits
      && before.end &- before.start <= 2 && word.end &- word.start <= 2
    return isPair ? 2 : 0
  }

  /// Whether two initials stand at an index and before it, a stroke between: `TA/RF`.
  private static func isPair(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let (first, second) = (scratch.tagged[index &- 1], scratch.tagged[index])
    // `PT/OT`
    guard first.cue == 0 || second.cue == 0, second.start &- first.end == 1,
      text.at(Int(first.end)) == 0x2F,
      isOfPair(index, scratch), isOfPair(index &- 1, scratch),
      first.isUpper == second.isUpper
    else { return false }
    return standsAlone(index &- 1, text, scratch)
  }

  /// Whether a word may be one of two initials, which a clinical abbreviation may be as well.
  private static func isOfPair(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.cue == 0 || word.cue == TagCue.abbreviation.rawValue,
      word.isUpper || word.isLower, lettersOfWords.contains(word.end &- word.start)
    else { return false }
    let english = LexiconBands(rawValue: word.bands).english
    return (english == 0 || english == 3) && !Engine.isNoClosing(scratch.taggedHashes[index])
  }

  /// Whether a word of two to four letters is none of a dictionary and no abbreviation.
  private static func isInitials(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.tagged[index]
    let bands = LexiconBands(rawValue: word.bands)
    let count = word.end &- word.start
    guard word.rule == 0, word.found == 0, word.soft == 0, word.cue == 0,
      word.isUpper || word.isLower, letters.contains(count), bands.clinical == 0,
      !bands.isBrand, !bands.isCountry, !bands.isNation
    else { return false }
    if bands.english == 0 || bands.first >= 2 { return true }
    return bands.english == 3 && lettersOfWords.contains(count)
      && !Engine.isNoClosing(scratch.taggedHashes[index])
  }

  /// Whether a sentence, a line, a day, a stroke or a dash ends right before a word.
  private static func standsAlone(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    if word.before == UInt8(phigate_gap_line) { return true }
    let start = Int(word.start)
    let dash = dashBytes(text, before: start)
    let isMarked = dash > 0 || text.at(start - 1) == 0x2F
    var end = isMarked ? start - max(dash, 1) : start
    while end > 0, text.at(end - 1) == 0x20 { end -= 1 }
    guard isMarked || end < start else { return false }
    if isMarked, index > 0, scratch.tagged[index &- 1].rule == dateRule { return true }
    return endsSentence(text.at(end - 1))
  }

  /// Bytes of a hyphen or dash that touches an offset; 0 for none.
  private static func dashBytes(_ text: Span<UInt8>, before start: Int) -> Int {
    if text.at(start - 1) == 0x2D { return 1 }
    // U+2013 and U+2014.
    let isDash =
      text.at(start - 3) == 0xE2 && text.at(start - 2) == 0x80
      && (text.at(start - 1) == 0x93 || text.at(start - 1) == 0x94)
    return isDash ? 3 : 0
  }

  /// Whether a byte ends a sentence or a line.
  private static func endsSentence(_ byte: UInt8) -> Bool {
    byte == 0x2E || byte == 0x21 || byte == 0x3F || byte == 0x0A
  }

  /// Whether somebody signs with a name or one letter: `— Bets`, `—P.`, and what else people are called
  /// by in a line of its own behind a sentence.
  private static func isName(
    _ index: Int,
    _ text: Span<UInt8>,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    let word = scratch.tagged[index]
    guard word.rule == 0, word.isNameShaped, !word.isUpper, word.cue == 0 else { return false }
    let bands = LexiconBands(rawValue: word.bands)
    if bands.clinical > 0 || bands.isBrand || bands.isNation || bands.isCountry { return false }
    var start = Int(word.start)
    if text.at(start - 1) == 0x20 { start -= 1 }
    let dash = dashBytes(text, before: start)
    let isLetter = word.shape == UInt8(phigate_shape_capital)
    if dash > 0, start - dash > 0 {
      var end = start - dash
      while end > 0, text.at(end - 1) == 0x20 { end -= 1 }
      // A hyphen makes a list as well.
      guard endsSentence(text.at(end - 1)), dash > 1 || text.at(end - 1) != 0x0A else {
        return false
      }
      return isLetter || bands.english == 0 || bands.first >= 2
        || dash > 1 && text.at(end - 1) == 0x0A && unsigned(scratch.taggedHashes[index]) == 0
    }
    guard !isLetter, word.before == UInt8(phigate_gap_line), bands.first >= 2 else { return false }
    let end = Int(scratch.tagged[index &- 1].end)
    return text.at(end) == 0x2E || text.at(end) == 0x21 || text.at(end) == 0x2C
  }

  /// Who signs without a name.
  private static let unsigned = Engine.table(
    "anonymous staff management admin team author editor unknown proverb source adapted end"
  )

  /// Whether nothing but blanks and a full stop stands behind an offset.
  private static func endsBehind(_ end: Int, _ text: Span<UInt8>) -> Bool {
    var index = text.at(end) == 0x2E ? end + 1 : end
    while index < text.count, text[index] == 0x20 || text[index] == 0x0A || text[index] == 0x0D {
      index += 1
    }
    return index == text.count
  }

  /// Marks a word as a name's.
  private static func mark(_ index: Int, _ scratch: inout ScanScratch) {
    SentenceFrames.take(index, isPlace: false, &scratch)
  }
}

extension phigate_tag_word {
  /// Whether it is four digits that a clock shows: `0730`.
  var isClock: Bool {
    guard shape == UInt8(phigate_shape_digits) &+ 3 else { return false }
    // The last byte is the highest; digits are OR 0x20 as they were.
    let (first, second, third) = (suffix & 0xFF, suffix >> 8 & 0xFF, suffix >> 16 & 0xFF)
    return (first < 0x32 || first == 0x32 && second < 0x34) && third < 0x36
  }
}
