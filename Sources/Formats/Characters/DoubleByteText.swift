package import Vocabulary

extension DoubleByteSet {
  /// Characters of two bytes at least by which a set is certain.
  private static let charactersMin = 8

  /// Where the last whole character ends; nil where a byte is none.
  ///
  /// `isWhole`: whether nothing follows, so that half a character at the end is none.
  package func wholeEnd(_ text: [UInt8], isWhole: Bool) -> Int? {
    var position = text.firstHigh(from: 0, to: text.count)
    while position < text.count {
      let byte = text[position]
      let next = position + 1 < text.count ? text[position + 1] : 0
      if byte < 0x80 {
        position = text.firstHigh(from: position, to: text.count)
      } else if single(byte) != nil {
        position += 1
      } else if self == .japanese && byte == 0x8F {
        guard position + 2 < text.count else { return isWhole ? nil : position }
        guard isTrail(next), isTrail(text[position + 2]) else { return nil }
        position += 3
      } else {
        guard isLead(byte) else { return nil }
        guard position + 1 < text.count else { return isWhole ? nil : position }
        guard isTrail(next) else { return nil }
        position += 2
      }
    }
    return position
  }

  /// The set that text which states none can only be written in; nil where there is none, or more than one.
  ///
  /// Sets whose characters are two bytes from 0xA1 on each (GB 2312, EUC-KR, EUC-JP) are one here: characters end at the
  /// same places in all of them. The others are told by what is frequent in each: kana, the ideographs of GB 2312, second
  /// bytes below 0x80.
  static func certain(_ text: [UInt8], isWhole: Bool) -> DoubleByteSet? {
    let pairs = DoubleByteCounts(text)
    if pairs.isOfHighBytes, pairs.runs >= charactersMin { return .chinese }
    let sets = [DoubleByteSet.shiftJIS, .big5, .chinese, .japanese]
      .filter { set in
        guard set.wholeEnd(text, isWhole: isWhole) != nil else { return false }
        let counts = DoubleByteCounts(text, set)
        return counts.characters >= charactersMin && counts.isUsual(in: set)
      }
    return sets.count == 1 ? sets.first : nil
  }
}

/// What the characters of a text are in a set.
private struct DoubleByteCounts {
  /// Runs of bytes beyond ASCII, and whether all have an even number of them from 0xA1 on.
  private(set) var runs = 0
  private(set) var isOfHighBytes = true
  /// Characters of two bytes, and of one.
  private(set) var characters = 0
  private var singles = 0
  /// Those of which the second byte is one of ASCII.
  private var lowTrails = 0
  /// Kana and marks of Shift_JIS, ideographs of GB 2312, frequent ones of Big5, half kana of EUC-JP.
  private var (kana, simplified, traditional) = (0, 0, 0)

  /// Counts runs.
  init(_ text: [UInt8]) {
    var place = text.firstHigh(from: 0, to: text.count)
    while place < text.count {
      let start = place
      while place < text.count, text[place] >= 0x80 {
        if text[place] < 0xA1 || text[place] == 0xFF { isOfHighBytes = false }
        place += 1
      }
      // A run may be cut off where the text is.
      if !(place - start).isMultiple(of: 2), place < text.count { isOfHighBytes = false }
      runs += 1
      place = text.firstHigh(from: place, to: text.count)
    }
  }

  /// Counts characters of a set.
  init(_ text: [UInt8], _ set: DoubleByteSet) {
    var place = text.firstHigh(from: 0, to: text.count)
    while place + 1 < text.count {
      let (lead, trail) = (text[place], text[place + 1])
      if set.single(lead) != nil {
        (singles, place) = (singles + 1, place + 1)
      } else {
        characters += 1
        if trail < 0x80 { lowTrails += 1 }
        if (0x81...0x83).contains(lead) { kana += 1 }
        if (0xB0...0xF7).contains(lead) || (0xA1...0xA9).contains(lead), trail >= 0xA1 {
          simplified += 1
        }
        if (0xA1...0xC6).contains(lead) { traditional += 1 }
        place += set == .japanese && lead == 0x8F ? 3 : 2
      }
      place = text.firstHigh(from: min(place, text.count), to: text.count)
    }
  }

  /// Whether that is what texts in a set hold.
  func isUsual(in set: DoubleByteSet) -> Bool {
    switch set {
    case .shiftJIS: kana * 10 >= characters * 3 && singles * 10 <= characters * 3
    case .big5:
      traditional * 20 >= characters * 17 && lowTrails * 20 >= characters * 3
        && lowTrails * 10 <= characters * 8
    case .chinese: simplified * 10 >= characters * 8 && lowTrails * 20 <= characters * 3
    case .japanese: lowTrails == 0 && simplified * 10 >= characters * 7
    case .korean, .shifted: false
    }
  }
}

extension TextCharacters {
  /// The encoding of a document in these characters; nil where it is read without them, or in no document.
  var encoding: TextEncoding? {
    switch self {
    case .single(let set): .single(set)
    case .double(let set): set == .shifted ? nil : .double(set)
    case .plain, .wide: nil
    }
  }
}

extension TextEncoding {
  /// The beginning of a text in a set as UTF-8, up to its last whole character; nil where a byte is none, and in other
  /// encodings.
  func decoded(_ head: [UInt8], isWhole: Bool) -> [UInt8]? {
    switch self {
    case .single(let set): return set.decode(head)
    case .double(let set):
      guard let end = set.wholeEnd(head, isWhole: isWhole) else { return nil }
      return try? set.decode(Array(head[..<end]))
    default: return nil
    }
  }
}

/// Text in a set of East Asia, read as UTF-8.
package final class DoubleByteSource: ByteSource {
  private let base: any ByteSource
  private let set: DoubleByteSet
  /// Bytes of a character that is not whole yet.
  private var rest: [UInt8] = []
  /// Bytes of UTF-8 that a byte may become.
  private static let growth = 3

  /// Reads `base`, from which nobody else may read.
  package init(_ base: any ByteSource, _ set: DoubleByteSet) {
    self.base = base
    self.set = set
  }

  /// As `ByteSource.read`; may hand out a few bytes more than asked for.
  ///
  /// - Throws: `corrupt` for bytes that are no character, or that would not be written back the same.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let start = buffer.count
    while buffer.count == start {
      let got = try base.fill(&rest, upTo: max(4, count / Self.growth))
      guard let end = set.wholeEnd(rest, isWhole: got == 0) else {
        throw Withholding(.corrupt, "a byte that is no character of its set")
      }
      buffer += try set.decode(Array(rest[..<end]))
      rest.removeFirst(end)
      if got == 0 { break }
    }
    return buffer.count - start
  }
}
