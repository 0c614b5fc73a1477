import Vocabulary

/// A text that is being gathered across references, CDATA sections and elements inside a line.
///
/// As long as it is one stretch of bytes it stays that; what stands between its parts is kept by
/// every edit.
struct XMLRun {
  /// A value inside a mark, added to the block behind the run.
  struct Nested {
    /// Its bytes.
    var range: Range<Int>
    /// The number of its field.
    var field: Int32
    /// How it is read and written.
    var form: Form
    /// Where it goes on, behind marks.
    var more: [Range<Int>] = []
  }

  /// How a value inside a mark is read, and what its replacement may hold.
  enum Form: Hashable {
    /// As it stands.
    case plain
    /// References are decoded.
    case references
    /// As it stands; a replacement has no brackets.
    case unbracketed
    /// Words joined by low lines, which are read as blanks; a replacement is a letter.
    case words
    /// Nothing is looked for: the reader knows what takes its place.
    case imposed(Imposed)
  }

  /// Values inside the marks met while the run was open.
  var nested: [Nested] = []
  /// The bytes from the first to behind the last character; nil while there are none.
  private var range: Range<Int>?
  /// The number of the field.
  private var field: Int32 = 0
  /// Where the block's body begins.
  var blockStart = 0
  /// Whether the text was begun as a decoded one.
  private var isDecoded = false
  /// The character to be put before the next text: a line end or a tab; 0 for none.
  private var separator: UInt32 = 0

  /// Whether there is any text.
  var isOpen: Bool { range != nil }

  /// Adds characters as they stand.
  mutating func add(_ part: Range<Int>, _ number: Int32, _ writer: inout BlockWriter) {
    guard let known = range else {
      (range, field, separator) = (part, number, 0)
      return
    }
    if !isDecoded, known.upperBound == part.lowerBound {
      range = known.lowerBound..<part.upperBound
      return
    }
    close(gapTo: part.lowerBound, &writer)
    writer.addCharacters(part)
    range = known.lowerBound..<part.upperBound
  }

  /// Adds the character of a reference.
  mutating func add(
    scalar: UInt32,
    _ part: Range<Int>,
    _ number: Int32,
    _ writer: inout BlockWriter
  ) {
    if range == nil { (range, field, separator) = (part.lowerBound..<part.lowerBound, number, 0) }
    guard let known = range else { return }
    close(gapTo: part.lowerBound, &writer)
    writer.add(scalar: scalar, at: part.lowerBound)
    range = known.lowerBound..<part.upperBound
  }

  /// Where the text before the beginning of a block begins that belongs to the one behind it.
  private static func contextStart(_ source: [UInt8], before place: Int) -> Int {
    var low = place
    while low > 0, source[low - 1] != 0x3E, source[low - 1] != 0x3B { low -= 1 }
    return low
  }

  /// Puts a character between the text and what follows.
  mutating func separate(by scalar: UInt32) {
    if range != nil, separator != 0x0A { separator = scalar }
  }

  /// The text until now; nil where it is longer than a label.
  func label(_ writer: BlockWriter) -> ArraySlice<UInt8>? {
    guard let range, range.count <= Self.labelSourceBytesMax else { return nil }
    let text = isDecoded ? writer.decodedText : writer.source[range]
    return text.count <= MarkupLabels.bytesMax ? text : nil
  }

  /// The last line of the text until now; nil where it is longer than a label, or ended.
  func lastLine(_ writer: BlockWriter) -> ArraySlice<UInt8>? {
    guard let range, separator == 0 else { return nil }
    let whole = isDecoded ? writer.decodedText : writer.source[range]
    let text = whole.suffix(MarkupLabels.bytesMax + 1)
    if let line = text.lastIndex(of: 0x0A) { return text[(line + 1)...] }
    return text.count <= MarkupLabels.bytesMax ? text : nil
  }

  /// Bytes of the source that a label may take, marks between its parts included.
  private static let labelSourceBytesMax = 4_096

  /// Says which field the value is of that begins at a place inside a mark.
  mutating func setField(_ number: Int32, at place: Int) {
    guard let index = nested.lastIndex(where: { $0.range.lowerBound == place }) else { return }
    nested[index].field = number
  }

  /// Says that the value that begins at a place inside a mark is words joined by low lines.
  mutating func setWords(_ number: Int32, at place: Int) {
    guard let index = nested.lastIndex(where: { $0.range.lowerBound == place }) else { return }
    (nested[index].field, nested[index].form) = (number, .words)
  }

  /// Says that the value that begins at a place inside a mark goes on in another one.
  ///
  /// - Returns: false where no such value is waiting.
  mutating func extend(valueAt place: Int, by more: Range<Int>) -> Bool {
    guard place >= 0, let index = nested.lastIndex(where: { $0.range.lowerBound == place }) else {
      return false
    }
    nested[index].more.append(more)
    return true
  }

  /// Says which field the text is of.
  mutating func setField(_ number: Int32) { field = number }

  /// Puts a character between the text and what follows, whatever stood there.
  mutating func join(by scalar: UInt32) {
    if range != nil { separator = scalar }
  }

  /// Makes the text a decoded one and keeps what stands before the next part.
  private mutating func close(gapTo next: Int, _ writer: inout BlockWriter) {
    guard let known = range else { return }
    if !isDecoded {
      isDecoded = true
      writer.beginDecoded()
      let isCut = known.lowerBound == blockStart
      let low = isCut ? Self.contextStart(writer.source, before: blockStart) : known.lowerBound
      writer.addCharacters(low..<known.upperBound)
    }
    if separator != 0 { writer.add(scalar: separator, at: known.upperBound) }
    separator = 0
    writer.keep(known.upperBound..<next)
  }

  /// Adds the text to the block.
  ///
  /// `blockEnd`: where the block ends, when it ends with the run; else -1.
  mutating func finish(
    _ writer: inout BlockWriter,
    _ fields: inout FieldTable,
    blockEnd: Int
  ) {
    guard let known = range else { return }
    range = nil
    separator = 0
    let index = fields.index(of: field, in: &writer)
    let source = writer.source
    var (low, high) = (known.lowerBound, known.upperBound)
    if high == blockEnd {
      let reach = min(source.count, high + BlockSize.marginBytes)
      high = source.first(of: 0x3C, 0x26, 0x3C, 0x26, from: high, to: reach)
    }
    if isDecoded {
      isDecoded = false
      writer.addCharacters(known.upperBound..<high)
      writer.endDecoded(end: high, owned: known, field: index)
      return
    }
    if low == blockStart { low = Self.contextStart(source, before: low) }
    writer.addIdentity(owned: known, context: low..<high, field: index)
  }
}
