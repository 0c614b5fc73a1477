import Vocabulary

/// A dictation as its typist writes it, with marks where they were said.
///
/// `bettencourt comma ines period` stands as `bettencourt, ines.` there. Who dictates says the marks, and a recogniser writes them down as words. A rule that looks for a comma sees none,
/// and a name begins or ends at a word that no name has.
struct DictatedText {
  /// The text with its marks.
  private(set) var bytes: [UInt8] = []
  /// For each byte of `bytes` its offset in the text, and one more entry for the end.
  private(set) var offsets: [Int] = []
  /// Where marks stand in `bytes`, ascending.
  private(set) var marks: [Int] = []

  /// Marks that make a dictation, at least, one of which is a comma.
  private static let marksMin = 2

  /// A mark that was said: its words, half-open, and the byte that stands for it.
  private struct Said {
    var words: Range<Int>
    var mark: UInt8
  }

  /// Reads a text whose tokens are in `scratch`; nil for what is no dictation.
  init?(_ text: Span<UInt8>, _ scratch: borrowing ScanScratch) {
    guard let said = Self.marks(scratch) else { return nil }
    bytes.reserveCapacity(text.count)
    offsets.reserveCapacity(text.count + 1)
    var offset = 0
    for said in said {
      // The mark touches the word before it.
      let start = scratch.tokens[said.words.lowerBound &- 1].end
      copy(text, offset..<start)
      marks.append(bytes.count)
      bytes.append(said.mark)
      offsets.append(start)
      offset = scratch.tokens[said.words.upperBound &- 1].end
    }
    copy(text, offset..<text.count)
    offsets.append(text.count)
  }

  /// Copies a stretch as it is.
  private mutating func copy(_ text: Span<UInt8>, _ range: Range<Int>) {
    for offset in range {
      bytes.append(text[offset])
      offsets.append(offset)
    }
  }

  /// The marks of a dictation, in order; nil for too few, as where somebody writes of a comma.
  private static func marks(_ scratch: borrowing ScanScratch) -> [Said]? {
    guard mayHold(scratch) else { return nil }
    var (said, commas) = ([Said](), 0)
    var index = 1
    while index < scratch.tokens.count {
      guard let next = mark(index, scratch) else {
        index += 1
        continue
      }
      commas += next.mark == 0x2C ? 1 : 0
      said.append(next)
      index = next.words.upperBound
    }
    return commas > 0 && said.count >= marksMin ? said : nil
  }

  /// Whether the word for a comma stands somewhere: most texts have none.
  private static func mayHold(_ scratch: borrowing ScanScratch) -> Bool {
    let wanted = comma
    for index in scratch.tokens.indices where scratch.tokens[index].hash == wanted { return true }
    return false
  }

  /// The mark that is said from a token on.
  private static func mark(_ index: Int, _ scratch: borrowing ScanScratch) -> Said? {
    guard scratch.tokens[index].gap == .blank, scratch.tokens[index].shape == .lower else {
      return nil
    }
    switch scratch.tokens[index].hash {
    case comma: return Said(words: index..<index + 1, mark: 0x2C)
    case period: return isCycle(index, scratch) ? nil : Said(words: index..<index + 1, mark: 0x2E)
    case full, new, next:
      let last = index + 1
      guard last < scratch.tokens.count, scratch.tokens[last].gap == .blank else { return nil }
      let isStop = scratch.tokens[index].hash == full
      guard (isStop ? stops : breaks).contains(scratch.tokens[last].hash) else { return nil }
      return Said(words: index..<last + 1, mark: isStop ? 0x2E : 0x0A)
    default: return nil
    }
  }

  /// Whether a period is one that somebody has: `last menstrual period`, `a period of`.
  private static func isCycle(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    cycles.contains(scratch.tokens[index - 1].hash)
      || index + 1 < scratch.tokens.count && lasting.contains(scratch.tokens[index + 1].hash)
  }

  private static var comma: UInt64 { Token.word("comma") }
  private static var period: UInt64 { Token.word("period") }
  private static var full: UInt64 { Token.word("full") }
  private static var new: UInt64 { Token.word("new") }
  private static var next: UInt64 { Token.word("next") }
  private static let stops = Engine.hashes("stop")
  private static let breaks = Engine.hashes("paragraph line")
  private static let cycles = Engine.hashes(
    "menstrual her the a last first missed late heavy light normal latent incubation grace rest this that every"
  )
  private static let lasting = Engine.hashes("of")
}

extension Scanner {
  /// Bytes between a mark that was said and what is found beside it, at most.
  private static let dictatedReach = 80

  /// Reads a dictation with its marks, and takes over what is found near one.
  func readDictated(_ text: Span<UInt8>, field: FieldJudgement, _ scratch: inout ScanScratch) {
    guard let meant = DictatedText(text, scratch) else { return }
    var inner = ScanScratch()
    inner.isSecondReading = true
    inner.tokenize(meant.bytes.span)
    find(meant.bytes.span, field: field, scratch: &inner)
    var mark = 0
    for var finding in inner.found where finding.masked {
      while mark < meant.marks.count, meant.marks[mark] < finding.start - Self.dictatedReach {
        mark += 1
      }
      guard mark < meant.marks.count, meant.marks[mark] <= finding.end + Self.dictatedReach else {
        continue
      }
      finding.end = meant.offsets[finding.end - 1] + 1
      finding.start = meant.offsets[finding.start]
      scratch.found.append(finding)
    }
    engine.settle(&scratch)
  }
}
