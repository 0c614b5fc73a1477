import CTagger
import Synchronization
import Vocabulary

/// The buffers of one worker thread, reused from scan to scan so that scanning does not allocate.
package struct ScanScratch: ~Copyable {
  /// Nothing: a struct with an atomic value has an address, so that it is lent by it.
  ///
  /// One without is copied, all 200 bytes of it, for every function that only looks.
  private let address = Atomic<Bool>(false)
  /// The tokens of the text being scanned, in order.
  var tokens: [Token] = []
  /// What was found so far in the whole text, margins included: sorted by start and disjoint when
  /// `NameFinder` and `PlaceFinder` are called, who append theirs behind in any order.
  var found: [Finding] = []
  /// Indices of tokens behind which something else than a blank and a letter stands, as `listEnds` left them.
  var ends: [Int32] = []
  /// How many of `ends` count.
  var endCount = 0
  /// Offsets of every `@`.
  var ats: [UInt32] = []
  /// Whether the text holds a byte of 0x80 or above.
  var hasHighBytes = false

  /// Whether a letter that looks like a digit touches one.
  var isGarbled = false
  /// Whether a word looks as if a machine had misread it.
  var hasMisread = false
  /// Whether the text is one that was put right already.
  var isSecondReading = false
  /// The token behind the last number that was said, and behind the last address; 0 for none.
  var (saidEnd, netEnd) = (0, 0)
  /// Whether rows of an SQL insertion begin somewhere.
  var hasInserts = false
  /// The tokens `TABLE` of `CREATE TABLE`, where rows of an insertion begin somewhere.
  var created: [Int] = []
  /// Cells of rows of a database's dump, in order.
  var cells: [DumpCell] = []
  /// Columns of aligned tables that have been read: the hash of the word that heads one, its place in a row, where the
  /// rows ended.
  var aligned: [(head: UInt64, column: Int, end: Int)] = []
  /// What names of elements said that were asked before.
  var markJudgements: [UInt64: FieldJudgement] = [:]
  /// Words behind the times of lines that may say who speaks in a chat.
  var speakers: [(hash: UInt64, range: Range<Int>)] = []
  /// Whether a word about accounts stands somewhere.
  var hasAccounts = false
  /// Accounts' names and passwords that are known again.
  var remembered = [RememberedValue](repeating: RememberedValue(), count: 64)
  /// What the rules' patterns matched, by their starts where a label asks for it.
  var matches: [PatternMatch] = []
  /// What scans by patterns write.
  let patterns = PatternScratch()
  /// The same for patterns of whole values.
  let wholePatterns = PatternScratch()

  /// Where tokens are written before they are appended.
  let tokenBuffer = TokenBuffer()
  /// What is known of each token's word, as `lookUpWords` left it; behind the last token anything.
  var facts: [WordFacts] = []
  /// Words that were looked up before.
  let wordMemory = WordMemory()
  /// The words that names and places are looked for in.
  var word = WordScratch()

  /// Where words are written before they are appended.
  let wordBuffer = WordBuffer()

  /// The words as the tagger sees them.
  var tagged: [phigate_tag_word] = []
  /// Their hashes; 0 for what is no word.
  var taggedHashes: [UInt64] = []
  /// What the tagger remembers of words that it has judged.
  let taggerMemory = TaggerMemory()
  /// Indices of those that a finding may be made of, ascending: all but ordinary words.
  var live: [Int] = []
  /// Names that the tagger is sure of, with their offsets.
  var sureNames: [(hash: UInt64, start: UInt32)] = []

  /// What the names of settings say of their values, by their hashes.
  var settingVerdicts: [UInt64: FieldJudgement.Verdict] = [:]

  /// What fields of the record say of whom its texts are; set by whoever knows records.
  package var established = EstablishedWords()
  /// What a dump has said before the text; set by whoever followed it there.
  package var dump: DumpContext?

  /// Creates empty buffers.
  package init() {}

  /// Forgets what rules remember from one word of a text to the next.
  mutating func beginRun() {
    (saidEnd, netEnd) = (0, 0)
    aligned.removeAll(keepingCapacity: true)
    speakers.removeAll(keepingCapacity: true)
  }
}

/// What the tagger remembers of words that it has judged, one for each thread: made when it is first
/// asked for.
@safe final class TaggerMemory {
  private var handle: OpaquePointer?

  /// The memory; nil where the machine has none left.
  @unsafe var pointer: OpaquePointer? {
    if unsafe handle == nil { unsafe handle = phigate_tag_memory_make() }
    return unsafe handle
  }

  deinit { unsafe phigate_tag_memory_free(handle) }
}

/// Where the most frequent words, in small letters, are written before they are appended to others, one
/// for each thread.
@safe final class WordBuffer {
  /// Words that are written at a time.
  static let wordsMax = 256
  /// Room for words in which names and places are looked for.
  @unsafe private(set) lazy var words = UnsafeMutableBufferPointer<Word>
    .allocate(capacity: Self.wordsMax)
  /// Room for words as the tagger sees them.
  @unsafe private(set) lazy var tagged = UnsafeMutableBufferPointer<phigate_tag_word>
    .allocate(capacity: Self.wordsMax)

  deinit {
    unsafe words.deallocate()
    unsafe tagged.deallocate()
  }
}
