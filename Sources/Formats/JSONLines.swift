import Vocabulary

/// Strings of an array that are the lines of one text: what notebooks show as pages and as printed frames.
///
/// Of markup, each but the last ends with a line feed.
///
/// Source: nbformat 4 (`multiline_string`).
struct JSONLines {
  /// The strings, without quotes.
  private(set) var strings: [Range<Int>] = []
  /// Behind the last of them.
  private(set) var end = 0
  /// Whether they are markup.
  private(set) var isMarkup = false
  /// Whether the array ends behind them.
  private(set) var isWhole = false
  /// The line that names the columns, for lines further down; empty where none does.
  private(set) var head: [UInt8] = []

  /// Bytes of such a text, strings that tell what it is, and names of a line.
  private static let bytesMax = 96 << 10
  private static let firstMax = 3
  private static let namesMax = 32
  /// Bytes of a line that names columns, at most.
  private static let headBytesMax = 2_048

  /// Looks at an array from behind its bracket on, or from a string of it.
  ///
  /// Nil where it holds anything else, or is long markup; of other long ones come the first strings.
  /// `head`: the line that names the columns, where strings before have told what these are. `names`: says whether
  /// texts name the columns of persons.
  init?(
    _ source: [UInt8],
    from start: Int,
    head: [UInt8] = [],
    names: ([ArraySlice<UInt8>]) -> Bool
  ) {
    var place = start
    let limit = min(source.count, start + Self.bytesMax)
    var (isTold, isOpen) = (!head.isEmpty, true)
    self.head = head
    while place < limit {
      switch source[place] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x2C: place += 1
      case 0x5D:
        guard isTold, strings.count > 1 || !head.isEmpty else { return nil }
        isWhole = true
        return
      case 0x22:
        var close = place + 1
        while close < limit, source[close] != 0x22 { close += source[close] == 0x5C ? 2 : 1 }
        if close >= limit {
          guard isTold, !isMarkup, strings.count > 1 else { return nil }
          return
        }
        let string = place + 1..<close
        guard isOpen || !isMarkup else { return nil }
        // A list of other texts may hold a mark: `["Birne!88", "<none>"]`.
        isOpen = isOpen && Self.endsLine(source[string])
        strings.append(string)
        place = close + 1
        end = place
        if isTold { continue }
        isMarkup = isOpen && Self.isMarkup(source[string])
        isTold = isMarkup || names(Self.cells(source[string]))
        if isTold, !isMarkup { self.head = Self.plainLine(source[string]) }
        guard isTold || strings.count < Self.firstMax else { return nil }
      default: return nil
      }
    }
    guard isTold, !isMarkup, strings.count > 1 else { return nil }
  }

  /// A line without the escape of its end; empty where it has other escapes or is long.
  private static func plainLine(_ line: ArraySlice<UInt8>) -> [UInt8] {
    let text = endsLine(line) ? line.dropLast(2) : line
    return text.count <= headBytesMax && !text.contains(0x5C) ? Array(text) : []
  }

  /// Whether a line begins with a mark.
  private static func isMarkup(_ line: ArraySlice<UInt8>) -> Bool {
    let text = line.drop { $0 == 0x20 }
    guard text.first == 0x3C, let next = text.dropFirst().first else { return false }
    return next.isLetter && text.contains(0x3E)
  }

  /// What two blanks hold apart in a line.
  private static func cells(_ line: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
    var cells: [ArraySlice<UInt8>] = []
    var place = line.startIndex
    let end = endsLine(line) ? line.endIndex - 2 : line.endIndex
    while place < end, cells.count < namesMax {
      let start = place
      while place < end, line[place] != 0x20 || place + 1 < end && line[place + 1] != 0x20 {
        place += 1
      }
      if place > start { cells.append(line[start..<place]) }
      while place < end, line[place] == 0x20 { place += 1 }
    }
    return cells
  }

  /// Whether a line ends with the escape of a line feed.
  static func endsLine(_ line: ArraySlice<UInt8>) -> Bool {
    line.count > 1 && line[line.endIndex - 1] == 0x6E && line[line.endIndex - 2] == 0x5C
  }
}
