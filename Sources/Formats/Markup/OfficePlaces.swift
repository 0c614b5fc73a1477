import Vocabulary

/// What stands in the fields and the named places of a document, whose names tell what it is.
///
/// ```
/// { MERGEFIELD Last_Name } Roe    <w:bookmarkStart w:name="MRN"/>48213<w:bookmarkEnd/>
/// ```
///
/// Source: ECMA-376 part 1, §17.16.18 (complex fields) and §17.13.6 (bookmarks).
struct OfficePlaces {
  /// Bytes of an instruction that are looked at.
  private static let instructionBytesMax = 256

  /// The instruction that is being read, and where it begins, or its part in this block.
  private(set) var instruction: [UInt8] = []
  private(set) var instructionStart = -1
  /// The numbers of the fields of what a field of the document shows, and of what a bookmark holds.
  var (shown, bookmark): (Int32?, Int32?)

  /// The number of the field of text at the current place; nil where no name says anything of it.
  var number: Int32? { shown ?? bookmark }

  /// Adds a part of an instruction.
  ///
  /// `isFirst`: whether none of it waits to be scanned.
  mutating func add(_ source: [UInt8], _ range: Range<Int>, isFirst: Bool) {
    if isFirst { instructionStart = range.lowerBound }
    let room = Self.instructionBytesMax - instruction.count
    instruction += source[range].prefix(room)
  }

  /// Begins another instruction.
  mutating func beginInstruction() {
    instruction.removeAll(keepingCapacity: true)
    instructionStart = -1
  }

  /// Forgets the numbers of fields, all of which were forgotten.
  mutating func forgetFields() { (shown, bookmark) = (nil, nil) }
}

extension XMLReader {
  /// Notes what an attribute says of a field or of a bookmark.
  mutating func notePlace(
    _ attribute: ArraySlice<UInt8>,
    _ range: Range<Int>,
    _ writer: inout BlockWriter
  ) {
    // Word's own places, `_Toc48213345`, are called by numbers.
    let isOwn = writer.source[range.lowerBound] == 0x5F
    if attribute.elementsEqual("fldCharType".utf8) {
      noteFieldMark(writer.source[range], &writer)
    } else if attribute.elementsEqual("anchor".utf8), !isOwn, keyLabel(writer.source[range]) == nil
    {
      run.setWords(common.prose, at: range.lowerBound)
    } else if attribute.elementsEqual("name".utf8), !isOwn, tag?.labels.element == .bookmark {
      guard let label = keyLabel(writer.source[range]),
        labels.meaning(label, isKey: true) == .identifier,
        let number = labels.field(label, in: &fields)
      else { return run.setWords(common.prose, at: range.lowerBound) }
      endRun(&writer, blockEnd: -1)
      beside.places.bookmark = number
    }
  }

  /// Notes which part of a field begins or ends.
  private mutating func noteFieldMark(_ kind: ArraySlice<UInt8>, _ writer: inout BlockWriter) {
    switch String(decoding: kind, as: UTF8.self) {
    case "begin": beside.places.beginInstruction()
    case "separate":
      guard let name = MergedField.name(beside.places.instruction[...]),
        let label = keyLabel(name), let number = labels.field(label, in: &fields)
      else { return }
      run.setField(common.font, at: beside.places.instructionStart)
      endRun(&writer, blockEnd: -1)
      beside.places.shown = number
    case "end":
      guard beside.places.shown != nil else { return }
      endRun(&writer, blockEnd: -1)
      beside.places.shown = nil
    default: break
    }
  }

  /// Ends the text of a bookmark that says what it holds.
  mutating func endBookmark(_ writer: inout BlockWriter) {
    guard beside.places.bookmark != nil else { return }
    endRun(&writer, blockEnd: -1)
    beside.places.bookmark = nil
  }

  /// Gives a paragraph the label that the one before it is, where it is none itself.
  ///
  /// One word is a heading unless it is written in capitals.
  mutating func labelParagraph(_ name: [UInt8], _ writer: BlockWriter) {
    guard labels.isUsed, !rows.isOpen, name == [0x70] else {
      // The next box of a slide may hold the number that this one names.
      let isOfBox = Self.boxes.contains(name)
      if name != [0x70], !isOfBox { beside.paragraph = nil }
      beside.isNextBox = beside.paragraph != nil && (isOfBox || beside.isNextBox)
      return
    }
    guard run.isOpen else { return }
    let text = run.label(writer)
    let label = text.flatMap { MarkupLabels.label(MarkupCell.trimmed($0)) }
    let meaning = label.map { labels.meaning($0, isKey: false) } ?? .nothing
    let isNear = !beside.isNextBox || text?.contains(where: \.isDigit) == true
    if let number = beside.paragraph, meaning == .nothing, text != nil, isNear {
      run.setField(number)
    }
    (beside.paragraph, beside.isNextBox) = (nil, false)
    guard meaning == .identifier, let label else { return }
    guard label.contains(" ") || label.allSatisfy({ !$0.isLowercase }) else { return }
    beside.paragraph = labels.field(label, in: &fields)
  }
}
