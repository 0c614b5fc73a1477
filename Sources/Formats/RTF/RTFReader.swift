import Vocabulary

/// Reads RTF: a text for the body and each note, joined across groups and control words, which every
/// edit keeps; values of the document's properties by themselves.
///
/// Source: Rich Text Format Specification 1.9.1.
struct RTFReader {
  /// What holds inside a group.
  struct Group {
    var destination = RTFWords.Destination.body
    /// Whether the destination began with this group.
    var isOwn = false
    /// Characters that follow `\u` for readers without Unicode.
    var fallbackCount = 1
    var font = -1
    /// What it is to the labels around it, and the number of the field of its text, which a label names.
    var part: RTFLabels.Part?
    var field: Int32?
  }

  /// A value beside the text that is being read.
  struct Value {
    var text: [UInt8] = []
    var offsets: [UInt32] = []
    var range: Range<Int>
    var field: Int32
  }

  /// A control word with its parameter and the blank that ends it.
  private struct Word {
    var name: String
    var parameter: Int?
    var digits: Range<Int>
    var end: Int
  }

  var groups: [Group] = []
  /// Whether the document's group has ended.
  private var isOver = false
  /// Characters still to be skipped behind `\u`.
  private var skipped = 0
  /// Whether the group began with `\*`, and no word came since.
  private var isIgnorable = false
  /// The set of characters of each font, and the font whose entry is read.
  private var charsets: [Int: Int] = [:]
  private var entry = -1
  private var codePage = 1_252
  private var defaultFont = -1
  var fields = FieldTable()
  /// What labels mean, and the row that is held back until they are known.
  var labels: MarkupLabels
  var table = RTFTable()
  /// What names a value stands apart from it: variables, properties, fields, bookmarks.
  var named = RTFLabels()
  /// Numbers of the fields of prose, of names, of codes, of data that is emptied, of pictures, of
  /// fonts.
  private(set) var numbers = (
    prose: Int32(0), name: Int32(0), code: Int32(0), empty: Int32(0), photo: Int32(0),
    font: Int32(0)
  )
  /// Characters for readers without Unicode that stand behind each one, at most.
  private static let fallbackMax = 255
  /// The bytes from the first to behind the last character of the text being gathered, and the
  /// number of its field.
  private var run: Range<Int>?
  private var runField = Int32(0)
  /// Whether a character in it follows a control word without a blank.
  private var runIsTight = false
  /// Where the last control word ended that no blank ends; -1 for none.
  private var openWordEnd = -1
  /// The first byte of a character of two, its set and where it begins.
  private var lead: (byte: UInt8, set: DoubleByteSet, start: Int)?
  /// The first half of a character beyond the first plane, and where it begins.
  private var highHalf: (value: UInt32, start: Int)?
  var values: [Value] = []
  private let depthMax = Vocabulary.Limits().jsonDepthMax
  /// Bytes of the longest control word with its parameter.
  private static let wordBytesMax = 64

  /// Creates a reader.
  ///
  /// `naming`: says what labels mean; nil where nobody does.
  init(naming: LabelNaming?) {
    labels = MarkupLabels(naming)
    numbers.prose = fields.add(.plainText)
    numbers.name = fields.add(FieldContext(name: "author", hint: .identifier(.name, .none)))
    numbers.font = fields.add(FieldContext(hint: .version))
    numbers.code = fields.add(FieldContext(name: "code", hint: .coded))
    numbers.empty = fields.add(FieldContext(hint: .identifier(.uniqueID, .none), shape: .base64))
    numbers.photo = fields.add(FieldContext(hint: .identifier(.photo, .none), shape: .base64))
  }

  /// Finds the block's end and the segments in it.
  ///
  /// - Throws: `corrupt`, `limit-depth`, or `unscannable-content` for objects, binary data and text in
  ///   encodings without a reader.
  mutating func parse(_ block: Block, atEnd: Bool) throws(Withholding) {
    fields.beginBlock()
    (openWordEnd, highHalf, lead) = (-1, nil, nil)
    var writer = BlockWriter(block)
    let start = block.body.lowerBound
    let isLast = atEnd && writer.source.count - start <= BlockSize.maxBytes
    let limit = min(writer.source.count, start + BlockSize.maxBytes)
    var position = start
    while position < limit {
      if !isLast, limit - position < Self.wordBytesMax, lead == nil { break }
      let (byte, first) = (writer.source[position], position)
      position = try step(&writer, at: position, limit)
      if first - start >= BlockSize.targetBytes, byte == 0x5C, !table.isInRow,
        writer.source.holds("\\par", at: first) || writer.source.holds("\\row", at: first)
      {
        break
      }
    }
    releaseRow(&writer, isWhole: false)
    endRun(&writer)
    writer.finish(block, end: position)
  }

  /// Says that the document has ended.
  ///
  /// - Throws: `truncated` inside a group.
  func finish() throws(Withholding) {
    guard isOver else {
      throw Withholding(.truncated, "the document ends inside \(groups.count) open groups")
    }
  }

  /// Reads what stands at `position`; returns where the next begins.
  private mutating func step(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int
  ) throws(Withholding) -> Int {
    let byte = writer.source[position]
    if isOver {
      guard byte <= 0x20 else {
        throw Withholding(.ambiguousStructure, "bytes follow the end of the document")
      }
      return position + 1
    }
    if lead != nil, byte == 0x7B || byte == 0x7D { throw halfCharacter }
    switch byte {
    case 0x7B:
      guard groups.count < depthMax else {
        throw Withholding(.limitDepth, "nesting exceeds \(depthMax)")
      }
      var group = groups.last ?? Group(font: defaultFont)
      group.isOwn = false
      group.part = nil
      beginPart(&group)
      groups.append(group)
      (skipped, isIgnorable) = (0, false)
      return position + 1
    case 0x7D:
      guard let group = groups.popLast() else {
        throw Withholding(.corrupt, "a group ends that did not begin")
      }
      if group.isOwn, group.destination == .prose { endText(&writer) }
      if let part = group.part { end(part) }
      skipped = 0
      isOver = groups.isEmpty
      return position + 1
    case 0x5C: return try escape(&writer, at: position, limit)
    case 0x0A, 0x0D: return position + 1
    case 0:
      throw Withholding(.unscannableContent, "a zero byte in the text")
    default: return try plain(&writer, at: position, limit)
    }
  }

  /// Reads characters up to the next control.
  private mutating func plain(
    _ writer: inout BlockWriter,
    at start: Int,
    _ limit: Int
  ) throws(Withholding) -> Int {
    guard let group = groups.last else {
      throw Withholding(.corrupt, "text outside of the document's group")
    }
    if skipped > 0 {
      skip(start..<start + 1)
      return start + 1
    }
    var position = start
    if group.destination == .picture {
      while position < limit, ![0x5C, 0x7B, 0x7D, 0].contains(writer.source[position]) {
        position += 1
      }
      empty(start..<position, numbers.photo, writer.source)
      return position
    }
    while position < limit {
      let byte = writer.source[position]
      if byte == 0x5C || byte == 0x7B || byte == 0x7D { break }
      if byte == 0x0A || byte == 0x0D || byte == 0 { break }
      var isLatin = false
      if byte >= 0x80, lead == nil { isLatin = try characters(group) == .latin }
      let length = isLatin ? max(1, writer.source.utf8Length(at: position, to: limit)) : 1
      if length == 1 {
        try add(&writer, byte: byte, position..<position + 1, group)
      } else {
        let text = String(decoding: writer.source[position..<position + length], as: UTF8.self)
        let scalar = text.unicodeScalars.first?.value ?? 0xFFFD
        add(&writer, scalar, position..<position + length, group)
      }
      position += length
    }
    return position
  }

  /// How bytes beyond ASCII are read; refuses encodings without a reader.
  private func characters(_ group: Group) throws(Withholding) -> RTFCharacters {
    switch group.destination {
    case .fonts, .emptied, .picture, .date: return .latin
    case .body, .prose, .values: break
    }
    guard let set = RTFCharacters(set: charsets[group.font] ?? 1, codePage: codePage) else {
      throw Withholding(.unscannableContent, "text in a set of characters without a reader")
    }
    return set
  }

  /// Adds the character of a byte; one of two bytes when both are there.
  private mutating func add(
    _ writer: inout BlockWriter,
    byte: UInt8,
    _ place: Range<Int>,
    _ group: Group
  ) throws(Withholding) {
    if let (first, set, start) = lead {
      lead = nil
      guard set.isTrail(byte) else { throw halfCharacter }
      return add(&writer, set.scalar(first, byte), start..<place.upperBound, group)
    }
    if byte < 0x80 { return add(&writer, UInt32(byte), place, group) }
    let characters = try characters(group)
    if case .double(let set) = characters, set.isLead(byte) {
      lead = (byte, set, place.lowerBound)
      return
    }
    guard let scalar = characters.scalar(byte) else { throw halfCharacter }
    add(&writer, scalar, place, group)
  }

  private var halfCharacter: Withholding {
    Withholding(.unscannableContent, "a byte that is no character of its set")
  }

  /// Reads a control symbol or word.
  private mutating func escape(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int
  ) throws(Withholding) -> Int {
    guard position + 1 < limit, let group = groups.last else {
      throw Withholding(.corrupt, "a control outside of the document's group")
    }
    let symbol = writer.source[position + 1]
    if symbol.isLetter { return try word(&writer, at: position, limit) }
    var (scalar, byte, end): (UInt32?, UInt8?, Int) = (nil, nil, position + 2)
    switch symbol {
    case 0x27:
      guard position + 3 < limit, let high = hexValue(writer.source[position + 2]),
        let low = hexValue(writer.source[position + 3])
      else { throw Withholding(.corrupt, "an escape without two digits") }
      (byte, end) = (high << 4 | low, position + 4)
    case 0x5C, 0x7B, 0x7D: byte = symbol
    case 0x7E: scalar = 0xA0
    case 0x5F: scalar = 0x2D
    case 0x0A, 0x0D: scalar = 0x0A
    case 0x09: scalar = 0x09
    case 0x2A: isIgnorable = true
    default: break
    }
    guard scalar != nil || byte != nil else { return end }
    if skipped > 0 {
      skip(position..<end)
      return end
    }
    guard let scalar else {
      try add(&writer, byte: byte ?? 0, position..<end, group)
      return end
    }
    guard lead == nil else { throw halfCharacter }
    if scalar == 0x0A {
      separate(&writer, 0x0A, at: position)
    } else {
      add(&writer, scalar, position..<end, group)
    }
    return end
  }

  /// The control word at `position`.
  private func scanWord(_ source: [UInt8], at position: Int, _ limit: Int) -> Word {
    var end = position + 1
    while end < limit, source[end].isLetter { end += 1 }
    let name = String(decoding: source[position + 1..<end], as: UTF8.self)
    let first = end
    if end + 1 < limit, source[end] == 0x2D, source[end + 1].isDigit { end += 1 }
    while end < limit, source[end].isDigit, end - first < 11 { end += 1 }
    let digits = first..<end
    let parameter = Int(String(decoding: source[digits], as: UTF8.self))
    if end < limit, source[end] == 0x20 { end += 1 }
    return Word(name: name, parameter: parameter, digits: digits, end: end)
  }

  /// Reads a control word.
  private mutating func word(
    _ writer: inout BlockWriter,
    at position: Int,
    _ limit: Int
  ) throws(Withholding) -> Int {
    guard lead == nil else { throw halfCharacter }
    let word = scanWord(writer.source, at: position, limit)
    openWordEnd = writer.source[word.end - 1] == 0x20 ? -1 : word.end
    let wasIgnorable = isIgnorable
    isIgnorable = false
    guard let group = groups.last else { return word.end }
    if RTFWords.opaque.contains(word.name) {
      throw Withholding(.unscannableContent, "an object in the text")
    }
    let number = word.parameter ?? 0
    switch word.name {
    case "bin" where number > 0:
      throw Withholding(.unscannableContent, "\(number) bytes of binary data in the text")
    case "u":
      try unicode(&writer, word, at: position, group)
      return word.end
    case "uc":
      groups[groups.count - 1].fallbackCount = max(0, min(Self.fallbackMax, word.parameter ?? 1))
    case "ansicpg": codePage = number
    case "deff": setDefaultFont(number)
    case "f":
      groups[groups.count - 1].font = number
      if group.destination == .fonts { entry = number }
    case "fcharset": if group.destination == .fonts { charsets[entry] = number }
    case "plain": groups[groups.count - 1].font = defaultFont
    default: break
    }
    if let destination = RTFWords.destination(
      word.name,
      (numbers.name, numbers.code, numbers.prose)
    ) {
      if destination == .prose { endText(&writer) }
      groups[groups.count - 1].destination = destination
      groups[groups.count - 1].isOwn = true
      markPart(word.name)
    } else if wasIgnorable, group.destination == .body, !Self.isBody(word.name) {
      groups[groups.count - 1].destination = .values(numbers.prose)
    } else if word.name == "fldrslt" {
      groups[groups.count - 1].field = named.take(.instruction)
    }
    if group.destination == .date, RTFWords.dateParts.contains(word.name), !word.digits.isEmpty {
      empty(word.digits)
    }
    if labels.isUsed, group.destination == .body {
      tableWord(&writer, word.name)
      if ["par", "cell", "row", "sect"].contains(word.name) { named.bookmark = nil }
    }
    guard let scalar = RTFWords.characters[word.name], scalar > 0 else { return word.end }
    if skipped > 0 {
      skip(position..<word.end)
    } else if scalar <= 0x20 {
      separate(&writer, scalar, at: position)
    } else {
      add(&writer, scalar, position..<word.end, group)
    }
    return word.end
  }

  /// Whether an ignorable destination holds a part of the text around it.
  private static func isBody(_ name: String) -> Bool {
    ["ud", "nesttableprops", "shptxt", "pn", "pntext", "mmath", "moMath", "tableflags"]
      .contains(name)
  }

  /// Remembers the font of text that names none.
  private mutating func setDefaultFont(_ number: Int) {
    defaultFont = number
    for index in groups.indices where groups[index].font < 0 { groups[index].font = number }
  }

  /// Reads `\u`: a character, or half of one beyond the first plane.
  private mutating func unicode(
    _ writer: inout BlockWriter,
    _ word: Word,
    at position: Int,
    _ group: Group
  ) throws(Withholding) {
    guard let number = word.parameter else {
      throw Withholding(.corrupt, "an escape without a number")
    }
    var scalar = UInt32(truncatingIfNeeded: number < 0 ? number + 0x10000 : number)
    skipped = group.fallbackCount
    var start = position
    if scalar & 0xFC00 == 0xD800 {
      highHalf = (scalar, position)
      return
    }
    if scalar & 0xFC00 == 0xDC00, let high = highHalf {
      scalar = 0x10000 + (high.value & 0x3FF) << 10 + (scalar & 0x3FF)
      start = high.start
    }
    highHalf = nil
    add(&writer, scalar, start..<word.end, group)
  }

  /// Passes over a character for readers without Unicode: it goes with the one before.
  private mutating func skip(_ place: Range<Int>) {
    skipped -= 1
    if table.extend(place) { return }
    if let known = run, known.upperBound == place.lowerBound {
      run = known.lowerBound..<place.upperBound
    } else if let last = values.last, last.range.upperBound == place.lowerBound {
      values[values.count - 1].range = last.range.lowerBound..<place.upperBound
    }
  }

  /// Adds a character to the text or value at its place.
  private mutating func add(
    _ writer: inout BlockWriter,
    _ scalar: UInt32,
    _ place: Range<Int>,
    _ group: Group
  ) {
    highHalf = nil
    switch group.destination {
    case .body where table.isInRow:
      let field = group.field ?? named.bookmark
      table.add(scalar, place, field: field, isTight: place.lowerBound == openWordEnd)
      if table.isFull { releaseRow(&writer, isWhole: false) }
    case .body, .prose:
      let isBody = group.destination == .body
      if isBody { table.leave() }
      addToRun(
        &writer,
        scalar,
        place,
        field: group.field ?? (isBody ? named.bookmark : nil),
        isTight: place.lowerBound == openWordEnd
      )
    case .values(let field): addToValues(scalar, place, field)
    // Text where numbers alone or names of fonts stand.
    case .date: addToValues(scalar, place, numbers.prose)
    case .fonts: addToValues(scalar, place, numbers.font)
    case .emptied: empty(place)
    case .picture: empty(place, numbers.photo, writer.source)
    }
  }

  /// Adds a character to the value at its place, or begins one.
  private mutating func addToValues(_ scalar: UInt32, _ place: Range<Int>, _ field: Int32) {
    let isNext = values.last.map { $0.range.upperBound == place.lowerBound && $0.field == field }
    if isNext != true || scalar == 0x3B {
      values.append(Value(range: place.lowerBound..<place.lowerBound, field: field))
    }
    let last = values.count - 1
    let scalar = Unicode.Scalar(scalar) ?? "\u{FFFD}"
    for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
      values[last].text.append(byte)
      values[last].offsets.append(UInt32(truncatingIfNeeded: place.lowerBound))
    }
    values[last].range = values[last].range.lowerBound..<place.upperBound
    if scalar == ";" {
      values.append(Value(range: place.upperBound..<place.upperBound, field: field))
    }
  }

  /// Adds a character to the text that is being gathered, or begins one.
  ///
  /// `field`: the number of the field of a text that begins; nil for prose.
  mutating func addToRun(
    _ writer: inout BlockWriter,
    _ scalar: UInt32,
    _ place: Range<Int>,
    field: Int32? = nil,
    isTight: Bool
  ) {
    // What a label names is a text of its own.
    if run != nil, runField != field ?? numbers.prose { endRun(&writer, before: place.lowerBound) }
    if run == nil {
      endRun(&writer, before: place.lowerBound)
      run = place.lowerBound..<place.lowerBound
      (runField, runIsTight) = (field ?? numbers.prose, false)
      writer.beginDecoded()
    }
    guard let known = run else { return }
    writer.keep(known.upperBound..<place.lowerBound)
    writer.add(scalar: scalar, at: place.lowerBound)
    run = known.lowerBound..<place.upperBound
    if isTight { runIsTight = true }
  }

  /// Notes bytes that are to be removed.
  private mutating func empty(_ place: Range<Int>) { empty(place, numbers.empty, []) }

  /// The same of a field of its own; the lines of a picture are one.
  ///
  /// `source`: where what is between two places may be line ends; empty where nothing may.
  private mutating func empty(_ place: Range<Int>, _ field: Int32, _ source: [UInt8]) {
    if let last = values.last, last.field == field, last.range.upperBound <= place.lowerBound {
      let between = last.range.upperBound..<place.lowerBound
      if between.isEmpty || !source.isEmpty && source[between].allSatisfy({ $0 <= 0x20 }) {
        values[values.count - 1].range = last.range.lowerBound..<place.upperBound
        return
      }
    }
    values.append(Value(range: place, field: field))
  }

  /// Puts white space between what stands before and what follows.
  private mutating func separate(_ writer: inout BlockWriter, _ scalar: UInt32, at position: Int) {
    guard let destination = groups.last?.destination, destination == .body || destination == .prose
    else { return }
    highHalf = nil
    if destination == .body, table.isInRow {
      table.add(scalar, position..<position, isTight: false)
    } else {
      addSeparator(&writer, scalar, at: position)
    }
  }

  /// Adds white space to the text that is being gathered.
  mutating func addSeparator(_ writer: inout BlockWriter, _ scalar: UInt32, at position: Int) {
    guard let known = run else { return }
    writer.keep(known.upperBound..<position)
    writer.add(scalar: scalar, at: position)
    run = known.lowerBound..<position
  }

  /// Ends the text that is being gathered, what is held back of a row included.
  private mutating func endText(_ writer: inout BlockWriter) {
    releaseRow(&writer, isWhole: false)
    endRun(&writer)
  }

  /// Ends the text that is being gathered and adds the values beside it that begin before a place.
  mutating func endRun(_ writer: inout BlockWriter, before position: Int = .max) {
    if let known = run {
      run = nil
      let index = fields.index(of: runField, in: &writer)
      let coding: SegmentCoding = runIsTight ? .escapedRTF : .ascii
      writer.endDecoded(end: known.upperBound, owned: known, field: index, coding: coding)
    }
    for value in values where !value.range.isEmpty && value.range.lowerBound < position {
      let index = fields.index(of: value.field, in: &writer)
      if value.text.isEmpty {
        writer.addIdentity(owned: value.range, context: value.range, field: index)
        continue
      }
      if value.text.allSatisfy({ $0 <= 0x20 || $0 == 0x3B }) { continue }
      // Nothing but a number or an address is looked for in the name of a font.
      if value.field == numbers.font, !value.text.contains(where: { $0.isDigit || $0 == 0x40 }) {
        continue
      }
      writer.beginDecoded()
      for (byte, place) in zip(value.text, value.offsets) { writer.add(byte, at: Int(place)) }
      writer.endDecoded(end: value.range.upperBound, owned: value.range, field: index)
    }
    values.removeAll { $0.range.lowerBound < position }
  }
}
