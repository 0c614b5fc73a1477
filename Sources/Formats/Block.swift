package import Vocabulary

/// How replacement text is written back into a segment's source bytes.
package enum SegmentCoding: Sendable, Hashable {
  /// ASCII as it is: UTF-8, Windows-1252, cells, strings and components alike, because
  /// replacements hold no character that any of them escapes.
  case ascii
  /// Two bytes a character, the low one first.
  case utf16LittleEndian
  /// Two bytes a character, the high one first.
  case utf16BigEndian
  /// RTF's `\'hh` for every character, where a letter would join the control word before it.
  case escapedRTF
  /// A year as the number of its first day, as workbooks count.
  case serialDate(SerialDate)
  /// ASCII in which ends of lines are written as `\n`.
  case escapedLines
  /// ASCII without brackets, which names of sheets may not hold.
  case unbracketed
  /// A letter, for a word in a name that may hold nothing but words: behind another one a tag's would be somebody's.
  case letter
  /// Nothing is looked for: the reader knows what takes the place of all of it (`Block.imposed`).
  case imposed(Int32)
  /// ASCII on both sides of what is kept, so that no two kept bytes meet that did not before.
  case repeated
}

/// A piece of text that is scanned by itself: a stretch of a note, a cell, a string, a component.
package struct Segment: Sendable {
  /// Whether `text` lies in `Block.decoded` (true) or in `Block.source` (false).
  package var isDecoded: Bool
  /// The text with its context on both sides, half-open.
  package var text: Range<Int>
  /// The part whose findings count, relative to `text.lowerBound`.
  package var owned: Range<Int>
  /// Index into `Block.fields`.
  package var field: Int32
  /// How a replacement is written back.
  package var coding: SegmentCoding = .ascii
  /// Where the map of a decoded segment begins in `Block.offsets`.
  package var offsetStart = 0
}

extension Segment {
  /// A segment whose text is its bytes, all of which count.
  ///
  /// `text`: a range of the block's source. `field`: index into `Block.fields`.
  package init(identity text: Range<Int>, field: Int32) {
    self.init(isDecoded: false, text: text, owned: 0..<text.count, field: field)
  }
}

extension Segment {
  /// A piece of a segment all of which counts.
  ///
  /// `range`: relative to its text.
  func piece(_ range: Range<Int>) -> Segment {
    var piece = self
    piece.text = text.lowerBound + range.lowerBound..<text.lowerBound + range.upperBound
    piece.owned = 0..<range.count
    if isDecoded { piece.offsetStart += range.lowerBound }
    return piece
  }
}

/// What takes the place of a segment whose reader knows by itself that it may not stay.
package struct Imposed: Sendable, Hashable {
  /// Printable ASCII that its format need not escape.
  package var bytes: [UInt8]
  /// What was there.
  package var kind: IdentifierKind

  /// Creates a replacement.
  package init(bytes: [UInt8], kind: IdentifierKind) {
    (self.bytes, self.kind) = (bytes, kind)
  }
}

/// What takes the place of a name of an element or attribute that holds an identifier; nil where it stays.
///
/// The replacement is a name of XML again, in which nothing is found.
package typealias NameMasking = (_ name: [UInt8]) -> Imposed?

/// About 128 KiB of a document with the text found in them: what one worker scans and masks.
///
/// A block's end depends on the document alone, so that results do not depend on scheduling.
/// Owned by one thread at a time.
package final class Block {
  /// Left margin, body and right margin, a private copy of the document's bytes.
  package var source: [UInt8] = []
  /// The bytes of `source` that this block writes.
  package var body: Range<Int> = 0..<0
  /// Text of segments that is not identical to their bytes, as UTF-8.
  package var decoded: [UInt8] = []
  /// For byte `i` of a decoded segment's text, `offsets[offsetStart + i]` is where in `source` its
  /// character begins; one entry more gives the end.
  package var offsets: [UInt32] = []
  /// Segments in the order of the source, but for those inside kept bytes, which come behind the
  /// text around them; their owned parts are disjoint.
  package var segments: [Segment] = []
  /// The fields that segments refer to.
  package var fields: [FieldContext] = []
  /// Bytes of `source` that stay where an edit spans them: markup between the characters of one
  /// text; sorted, disjoint.
  package var kept: [Range<Int>] = []

  /// What takes the place of segments of the coding `imposed`.
  package var imposed: [Imposed] = []

  /// An empty block.
  package init() {}

  /// Forgets everything and keeps the memory.
  package func reset() {
    source.removeAll(keepingCapacity: true)
    decoded.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    fields.removeAll(keepingCapacity: true)
    kept.removeAll(keepingCapacity: true)
    imposed.removeAll(keepingCapacity: true)
    body = 0..<0
  }

  /// Where in `source` the character at `offset` of a segment's text begins.
  package func sourceOffset(of offset: Int, in segment: Segment) -> Int {
    segment.isDecoded
      ? Int(offsets[segment.offsetStart + offset]) : segment.text.lowerBound + offset
  }

  /// Where in `source` the character before `offset` of a segment's text ends.
  ///
  /// One escape may stand for several characters: it is replaced whole or not at all.
  package func sourceEnd(of offset: Int, in segment: Segment) -> Int {
    guard segment.isDecoded else { return segment.text.lowerBound + offset }
    var index = segment.offsetStart + offset
    let last = segment.offsetStart + segment.text.count
    while offset > 0, index < last, offsets[index] == offsets[index - 1] { index += 1 }
    return Int(offsets[index])
  }

  /// The bytes of a segment's text, copied.
  package func text(of segment: Segment) -> [UInt8] {
    segment.isDecoded ? Array(decoded[segment.text]) : Array(source[segment.text])
  }
}

/// A change to a segment.
package struct BlockEdit: Sendable {
  /// Index into `Block.segments`.
  package var segment: Int
  /// What is replaced, relative to the segment's text.
  package var range: Range<Int>
  /// The replacement, a range of the caller's arena.
  package var replacement: Range<Int>

  /// Creates an edit.
  package init(segment: Int, range: Range<Int>, replacement: Range<Int>) {
    self.segment = segment
    self.range = range
    self.replacement = replacement
  }
}

/// Writes a block's body with its edits; every byte outside the edits stays as it was, and so do
/// the bytes that the block keeps: an edit across markup replaces the text on both sides of it.
///
/// - Parameters:
///   - block: the block.
///   - edits: sorted by segment and range, disjoint.
///   - arena: holds the replacements, printable ASCII.
///   - skipped: bytes at the front of the body that the block before has already replaced.
///   - output: receives the bytes.
/// - Returns: how many bytes behind the body an edit has replaced, for the block that follows.
package func splice(
  _ block: Block,
  edits: [BlockEdit],
  arena: [UInt8],
  skipped: Int,
  into output: inout [UInt8]
) -> Int {
  var position = block.body.lowerBound + skipped
  let source = block.source
  output.reserveCapacity(output.count + block.body.count + arena.count)
  for piece in pieces(of: edits, in: block) {
    if piece.end <= position { continue }
    // What the block before has replaced in part is replaced to its end.
    let start = max(position, piece.start)
    output.append(span: source.span.extracting(position..<start))
    if piece.coding == .ascii {
      output.append(span: arena.span.extracting(piece.replacement))
    } else {
      append(arena[piece.replacement], as: piece.coding, to: &output)
    }
    position = piece.end
  }
  if position < block.body.upperBound {
    output.append(span: source.span.extracting(position..<block.body.upperBound))
  }
  return max(0, position - block.body.upperBound)
}

/// A stretch of a block's source that is replaced.
private struct SplicePiece {
  var start: Int
  var end: Int
  var replacement: Range<Int>
  var coding: SegmentCoding
}

/// The stretches that edits replace, in the order of the source; none holds bytes that are kept.
private func pieces(of edits: [BlockEdit], in block: Block) -> [SplicePiece] {
  var pieces: [SplicePiece] = []
  pieces.reserveCapacity(edits.count)
  for edit in edits {
    let segment = block.segments[edit.segment]
    var piece = SplicePiece(
      start: block.sourceOffset(of: edit.range.lowerBound, in: segment),
      end: block.sourceEnd(of: edit.range.upperBound, in: segment),
      replacement: edit.replacement,
      coding: segment.coding
    )
    for index in firstKept(block, from: piece.start)..<block.kept.count {
      let kept = block.kept[index]
      if kept.lowerBound >= piece.end { break }
      // Marks on both sides of a break between words are one range: the edit ends before it.
      if kept.upperBound > piece.end {
        piece.end = kept.lowerBound
        break
      }
      pieces.append(
        SplicePiece(
          start: piece.start,
          end: kept.lowerBound,
          replacement: piece.replacement,
          coding: piece.coding
        )
      )
      piece.start = kept.upperBound
      if piece.coding != .repeated || piece.start == piece.end { piece.replacement = 0..<0 }
    }
    pieces.append(piece)
  }
  // What stands inside kept marks comes behind the text around them.
  let isSorted = zip(pieces, pieces.dropFirst()).allSatisfy { $0.start <= $1.start }
  if !isSorted { pieces.sort { ($0.start, $0.end) < ($1.start, $1.end) } }
  return pieces
}

/// The first kept range that begins at or behind a place.
private func firstKept(_ block: Block, from start: Int) -> Int {
  var (low, high) = (0, block.kept.count)
  while low < high {
    let middle = (low + high) / 2
    if block.kept[middle].lowerBound < start { low = middle + 1 } else { high = middle }
  }
  return low
}

/// Writes a replacement as its segment's coding needs.
private func append(
  _ replacement: ArraySlice<UInt8>,
  as coding: SegmentCoding,
  to output: inout [UInt8]
) {
  switch coding {
  case .ascii, .repeated, .imposed: output.append(contentsOf: replacement)
  case .utf16LittleEndian:
    for byte in replacement {
      output.append(byte)
      output.append(0)
    }
  case .utf16BigEndian:
    for byte in replacement {
      output.append(0)
      output.append(byte)
    }
  case .escapedRTF:
    let digits = Array("0123456789abcdef".utf8)
    for byte in replacement {
      output += [0x5C, 0x27, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  case .serialDate(let serial):
    let year = SheetLexer.number(replacement) ?? 0
    // No day at all where there is no year to show: 1 would be one of 1900 again.
    output += Array("\(year > 1_904 ? serial.number(ofYear: year) : 0)".utf8)
  case .letter: output.append(0x78)
  case .escapedLines:
    output += replacement.flatMap { (byte: UInt8) -> [UInt8] in
      switch byte {
      case 0x0A: [0x5C, 0x6E]
      case 0x0D: [0x5C, 0x72]
      case 0x09: [0x20]
      default: [byte]
      }
    }
  case .unbracketed: output += replacement.filter { $0 != 0x5B && $0 != 0x5D }
  }
}
