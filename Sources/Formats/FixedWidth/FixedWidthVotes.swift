import Vocabulary

/// A column of a table of fixed width.
package struct FixedColumn: Sendable, Hashable {
  /// Where it begins in a line, in characters.
  package var start: Int
  /// Whether a blank stands before it in nearly every line.
  package var isApart: Bool
  /// What a layout calls it; empty where there is none.
  package var name = ""
}

/// Finds the columns of a table of fixed width by votes of its first lines.
///
/// A column begins where nearly all lines go on behind a blank, or change from digits to letters. Prose
/// does not: five lines have a blank at the same place by chance once in thousands.
struct FixedWidthVotes {
  /// Lines that vote, and lines of the shortest table.
  private static let linesMax = 200
  private static let linesMin = 5
  /// Columns of the narrowest and of the widest table.
  private static let columnsMin = 3
  private static let columnsMax = 1_000
  /// Bytes of the longest line.
  static let lineBytesMax = 4_096

  /// What stands at a place of a line.
  private enum Class {
    case blank
    case digit
    case letter
    case sign
  }

  /// The text of the lines, a byte a character: what `classified` says of it is what counts.
  private var text: [UInt8] = []
  /// Where each line that votes begins and ends in `text`.
  private var lines: [Range<Int>] = []
  /// The first line that is not empty, as it stands in the document.
  private var firstLine: [UInt8] = []
  /// Whether it has letters and no digits.
  private var isOfWords = false

  /// Takes the first whole lines of a document; nil where they can be no table.
  ///
  /// `isNamed`: whether the first line is known to name the columns, digits or not.
  init?(_ head: [UInt8], isWhole: Bool, isNamed: Bool = false) {
    var forms = 0
    var (start, taken) = (0, 0)
    var firstLine = 0..<0
    // Most text is ASCII, and need not be copied.
    let isASCII = head.firstHigh(from: 0, to: head.count) == head.count
    if isASCII { text = head }
    while taken < Self.linesMax {
      let end = head.first(of: 0x0A, from: start, to: head.count)
      // What was cut off, or stands behind the last line end, is no line.
      if end == head.count, !isWhole || start == end { break }
      let line = start..<(end > start && head[end - 1] == 0x0D ? end - 1 : end)
      (start, taken) = (min(end + 1, head.count), taken + 1)
      let tab = head.first(of: 0x09, from: line.lowerBound, to: line.upperBound)
      guard line.count <= Self.lineBytesMax, tab == line.upperBound else { return nil }
      if !line.isEmpty {
        if firstLine.isEmpty { firstLine = line }
        if Self.hasLabel(head, line) || Self.isStatement(head, line) { forms += 1 }
        if isASCII { lines.append(line) } else { addLine(head, line) }
      }
      if end == head.count { break }
    }
    // Labels with their values side by side are a form, whose text must stay together.
    guard lines.count >= Self.linesMin, forms * 5 < lines.count, let first = lines.first else {
      return nil
    }
    isOfWords = isNamed || isOfWords(first)
    if isOfWords { self.firstLine = Array(head[firstLine]) }
  }

  /// Whether a line has letters and no digits.
  private func isOfWords(_ line: Range<Int>) -> Bool {
    !text[line].contains(where: \.isDigit)
      && text[line].contains { Self.classified($0) == .letter }
  }

  /// Whether a word with a colon behind it stands before a blank, the line is a name, blanks and a
  /// colon or an equals sign (lists of properties have them in one column), or a value in quotes is given to
  /// a name: `'last' => 'Roe'`.
  private static func hasLabel(_ head: [UInt8], _ line: Range<Int>) -> Bool {
    var place = head.first(of: 0x3A, from: line.lowerBound, to: line.upperBound)
    while place < line.upperBound {
      let isBehind = place + 1 == line.upperBound || head[place + 1] == 0x20
      if place > line.lowerBound, isBehind, head[place - 1].isLetter || isQuote(head[place - 1]) {
        return true
      }
      if isBehind, isName(head, line.lowerBound..<place) { return true }
      place = head.first(of: 0x3A, from: place + 1, to: line.upperBound)
    }
    let sign = head.first(of: 0x3D, from: line.lowerBound, to: line.upperBound)
    let value = head[sign..<line.upperBound].dropFirst().first { $0 != 0x20 && $0 != 0x3E }
    if let value, isQuote(value) { return true }
    return sign < line.upperBound && head[sign..<line.upperBound].dropFirst().first ?? 0x20 == 0x20
      && isName(head, line.lowerBound..<sign)
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x22 || byte == 0x27 }

  /// Whether a line is one of a program or of its log: a value in quotes stands in brackets, or a name is given
  /// its value without a blank: `VALUES (48211, 'ONC');`, `login user=Drew ok`.
  private static func isStatement(_ head: [UInt8], _ line: Range<Int>) -> Bool {
    var sign = head.first(of: 0x3D, from: line.lowerBound, to: line.upperBound)
    while sign < line.upperBound {
      let value = sign + 1 < line.upperBound ? head[sign + 1] : 0x20
      let isName = sign > line.lowerBound && (head[sign - 1].isLetter || head[sign - 1] == 0x5F)
      if isName, value.isAlphanumeric || value >= 0x80 || isQuote(value) || value == 0x5B {
        return true
      }
      sign = head.first(of: 0x3D, from: sign + 1, to: line.upperBound)
    }
    let open = head.first(of: 0x28, from: line.lowerBound, to: line.upperBound)
    guard open < line.upperBound, let close = head[open..<line.upperBound].lastIndex(of: 0x29)
    else {
      return false
    }
    let quotes = head[open..<close].count(where: isQuote)
    return quotes > 1
  }

  /// Whether what stands before a sign is a name with a letter first, whose words one blank holds apart.
  private static func isName(_ head: [UInt8], _ range: Range<Int>) -> Bool {
    var end = range.upperBound
    while end > range.lowerBound, head[end - 1] == 0x20 { end -= 1 }
    let name = head[range.lowerBound..<end].drop { $0 == 0x20 }
    guard let first = name.first, first.isLetter, name.count <= HeaderRow.nameBytesMax else {
      return false
    }
    return !zip(name, name.dropFirst()).contains { $0 == 0x20 && $1 == 0x20 || $1 == 0x3A }
  }

  /// The class of a byte: compared, because a table is asked for whether it was made, at every byte.
  @inline(__always)
  private static func classified(_ byte: UInt8) -> Class {
    if byte == 0x20 { return .blank }
    if byte.isDigit { return .digit }
    return byte.isLetter || byte >= 0x80 ? .letter : .sign
  }

  /// Adds the first bytes of a line's characters.
  private mutating func addLine(_ head: [UInt8], _ line: Range<Int>) {
    let start = text.count
    for index in line where head[index] & 0xC0 != 0x80 { text.append(head[index]) }
    lines.append(start..<text.count)
  }

  /// What stands at a place of a line.
  private func place(_ place: Int, of line: Range<Int>) -> Class {
    Self.classified(text[line.lowerBound + place])
  }

  /// The columns, the first at 0, and whether the first line names them: one of letters without digits,
  /// in which nothing is masked; nil where there are too few for a table.
  ///
  /// `masked`: writes tags in place of what would be masked in a line; asked only where the answer
  /// decides, since it scans the line.
  func columns(masked: Tagging = { $0 }) -> (columns: [FixedColumn], hasHeader: Bool)? {
    let plain = columns(hasHeader: false)
    guard isOfWords else { return plain.map { ($0, false) } }
    let named = columns(hasHeader: true)
    guard plain != nil || named != nil else { return nil }
    // A bracket may be a part of a mask that was cut to its column.
    if firstLine.contains(0x5B) || masked(firstLine) != firstLine {
      return plain.map { ($0, false) }
    }
    return named.map { ($0, true) }
  }

  /// The columns of a table with or without a header; nil where there are too few.
  private func columns(hasHeader: Bool) -> [FixedColumn]? {
    let count = lines.count
    let width = lines.reduce(0) { max($0, $1.count) }
    let isEven = lines.count { $0.count == width } * 10 >= count * 9
    guard isEven || hasHeader else { return nil }
    var (apart, joined) = ([FixedColumn(start: 0, isApart: true)], [FixedColumn]())
    // Where columns stand below a header and nothing but blanks tells them, only its words count.
    let onlyHeader = hasHeader && !isEven
    for place in onlyHeader ? headerStarts : Array(1..<max(2, width)) {
      let (blanks, filled, changes) = votes(at: place, isEven: isEven)
      let isBehindBlanks = blanks * 20 >= count * 19
      if isBehindBlanks, filled * 10 >= count * 6 || hasHeader && endsFilled(place) {
        apart.append(FixedColumn(start: place, isApart: true))
      } else if isEven, isGlued(place, blanks: blanks, filled: filled) {
        apart.append(FixedColumn(start: place, isApart: false))
      } else if isEven, filled * 20 >= count * 19,
        blanks * 10 >= count * 7 || changes * 20 >= count * 19
      {
        joined.append(FixedColumn(start: place, isApart: false))
      }
    }
    // Only where blanks tell too little, changes within words count: codes have them, too.
    var columns = apart
    if isEven {
      let known = Set(columns.map(\.start))
      columns += runTogether(width, known).filter { !known.contains($0) }
        .map { FixedColumn(start: $0, isApart: false) }
    }
    if apart.count < Self.columnsMin {
      let known = Set(columns.map(\.start))
      let isEnough = columns.count >= Self.columnsMin
      columns += joined.filter {
        !known.contains($0.start) && (!isEnough || beginsValue($0.start, known))
      }
    }
    columns.sort { $0.start < $1.start }
    // Headers stand above columns: a blank that all values have is none between columns.
    if hasHeader { columns.removeAll { !isHeaderStart($0.start) } }
    return (Self.columnsMin...Self.columnsMax).contains(columns.count) ? columns : nil
  }

  /// Digits of a postal code, the shortest number that is somebody's.
  private static let numberDigits = 5

  /// Whether words of different lengths stand at a place, as names do and letters within codes do not, or numbers that
  /// are longer than those within codes.
  private func beginsValue(_ place: Int, _ known: Set<Int>) -> Bool {
    let next = known.filter { $0 > place }.min() ?? Int.max
    func end(_ kind: Class, _ line: Range<Int>) -> Int {
      (place..<max(place, line.count)).first { self.place($0, of: line) != kind }
        ?? max(place, line.count)
    }
    let words = lines.map { end(.letter, $0) }
    if Set(words).count > 1, (words.min() ?? 0) > place { return true }
    let numbers = lines.count { min(end(.digit, $0), next) - place >= Self.numberDigits }
    return numbers * 20 >= lines.count * 19
  }

  /// Bytes of a day without hyphens and with them, and letters of the shortest word that all lines have at a place.
  private static let dayWidths = [8, 10]
  private static let wordLetters = 3
  /// Different values of a column that begins so, at least.
  private static let differentMin = 3

  /// Where columns begin whose values touch those before them: days that nearly all lines have at one place or leave
  /// empty, and words that all have right behind a digit: `1EG4TE5MK7319610412CHIDI`.
  private func runTogether(_ width: Int, _ known: Set<Int>) -> [Int] {
    var places: [Int] = []
    for place in 0..<max(0, width - Self.wordLetters) {
      if let days = Self.dayWidths.first(where: { isDayColumn(place, $0, width) }) {
        // What stands at the right of its own column begins behind the day.
        let end = known.filter { $0 >= place + days }.min() ?? width
        let goesOn = lines.contains { line in
          (place + days..<max(place + days, min(end, line.count)))
            .contains { self.place($0, of: line) != .blank }
        }
        places += [place, goesOn ? place + days : 0].filter { $0 > 0 && $0 < width }
      } else if place > 0, isWordColumn(place) {
        places.append(place)
      }
    }
    return places
  }

  /// Whether nearly all lines that have something at a place have a day there, not always the same.
  private func isDayColumn(_ place: Int, _ count: Int, _ width: Int) -> Bool {
    guard place + count <= width else { return false }
    var (days, filled, others) = (Set<ArraySlice<UInt8>>(), 0, 0)
    for line in lines {
      let start = line.lowerBound + place
      let day = start + count <= line.upperBound ? text[start..<start + count] : []
      if isDay(day, count) {
        filled += 1
        if days.count < Self.differentMin { days.insert(day) }
      } else if count == Self.dayWidths[0] || !day.allSatisfy({ $0 == 0x20 }) {
        others += 1
        if others * 20 > lines.count { return false }
      }
    }
    return days.count >= Self.differentMin && filled * 5 >= lines.count
  }

  private func isDay(_ place: ArraySlice<UInt8>, _ count: Int) -> Bool {
    guard place.count == count, place.first?.isDigit == true else { return false }
    let marks = [4, 7].map { place[place.startIndex + $0] }
    if count > Self.dayWidths[0], marks != [0x2D, 0x2D] { return false }
    let digits = place.filter { $0 != 0x2D }
    guard digits.count == Self.dayWidths[0], digits.allSatisfy(\.isDigit) else { return false }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    func isMonthDay(_ number: Int) -> Bool {
      (1...12).contains(number / 100) && (1...31).contains(number % 100)
    }
    let years = 1_880...2_060
    return years.contains(number / 10_000) && isMonthDay(number % 10_000)
      || years.contains(number % 10_000) && isMonthDay(number / 10_000)
  }

  /// Whether all lines have three letters at a place behind a digit, not always the same.
  private func isWordColumn(_ place: Int) -> Bool {
    var words: Set<ArraySlice<UInt8>> = []
    for line in lines {
      guard place + Self.wordLetters <= line.count, self.place(place - 1, of: line) == .digit,
        (0..<Self.wordLetters).allSatisfy({ self.place(place + $0, of: line) == .letter })
      else { return false }
      let start = line.lowerBound + place
      if words.count < Self.differentMin { words.insert(text[start..<start + Self.wordLetters]) }
    }
    return words.count >= Self.differentMin
  }

  /// One line in so many must have each of what a column that touches the one before it is told by.
  private static let gluedShare = 12
  /// Letters of the mark that all records begin with: `DTL`.
  private static let recordMark = 2...4

  /// Whether a column begins where that before it is full in some lines and not in others, `KRH934519750HENRY` below
  /// `67043204135 JAIMES`; or behind the letters that all records begin with.
  private func isGlued(_ place: Int, blanks: Int, filled: Int) -> Bool {
    let count = lines.count
    if Self.recordMark.contains(place), isBehindMark(place) { return true }
    guard filled * 20 >= count * 19, blanks * Self.gluedShare >= count, blanks < count else {
      return false
    }
    let names = lines.count { line in
      place < line.count && self.place(place - 1, of: line) == .digit
        && self.place(place, of: line) == .letter
    }
    return names * Self.gluedShare >= count && (names + blanks) * 20 >= count * 19
  }

  /// Whether nearly all lines begin with the same letters, and go on with different ones.
  private func isBehindMark(_ place: Int) -> Bool {
    guard let middle = lines.dropFirst(lines.count / 2).first, middle.count > place else {
      return false
    }
    let mark = text[middle.lowerBound..<middle.lowerBound + place]
    guard mark.allSatisfy(\.isUppercase) else { return false }
    let marked = lines.filter { line in
      line.count > place && text[line.lowerBound..<line.lowerBound + place] == mark
    }
    guard marked.count * 10 >= lines.count * 9 else { return false }
    let next = Set(marked.map { text[$0.lowerBound + place] })
    return next.count > 3 && next.contains(where: \.isDigit)
  }

  /// How many lines have a blank before a place, something at it, a change between digits and letters;
  /// none where lines are not even and too few have a blank, so that nothing begins there.
  private func votes(at place: Int, isEven: Bool) -> (blanks: Int, filled: Int, changes: Int) {
    var (blanks, filled, changes) = (0, 0, 0)
    // One in twenty may have something else before a column.
    let othersMax = isEven ? lines.count : lines.count / 20
    for (index, line) in lines.enumerated() {
      if index - blanks > othersMax { return (0, 0, 0) }
      guard place < line.count else {
        if place - 1 >= line.count || self.place(place - 1, of: line) == .blank { blanks += 1 }
        continue
      }
      let (before, here) = (self.place(place - 1, of: line), self.place(place, of: line))
      if before == .blank { blanks += 1 }
      if here != .blank { filled += 1 }
      if before == .digit && here == .letter || before == .letter && here == .digit { changes += 1 }
    }
    return (blanks, filled, changes)
  }

  /// Whether most lines have something where the name ends that begins at a place: numbers stand at the right of
  /// their column.
  private func endsFilled(_ place: Int) -> Bool {
    guard isHeaderStart(place), let first = lines.first else { return false }
    var end = place
    while end + 1 < first.count, self.place(end + 1, of: first) != .blank { end += 1 }
    let filled = lines.count { end < $0.count && self.place(end, of: $0) != .blank }
    return filled * 10 >= lines.count * 6
  }

  /// Where words of the first line begin, but for one at its beginning.
  private var headerStarts: [Int] {
    guard let first = lines.first else { return [] }
    var starts: [Int] = []
    var blank = text.first(of: 0x20, from: first.lowerBound, to: first.upperBound)
    while blank + 1 < first.upperBound {
      if text[blank + 1] != 0x20 { starts.append(blank + 1 - first.lowerBound) }
      blank = text.first(of: 0x20, from: blank + 1, to: first.upperBound)
    }
    return starts
  }

  /// Whether a word begins at a place of the first line.
  private func isHeaderStart(_ place: Int) -> Bool {
    guard let first = lines.first, place < first.count, self.place(place, of: first) != .blank
    else { return false }
    return place == 0 || self.place(place - 1, of: first) == .blank
  }
}
