import Vocabulary

/// Reads X12 interchanges: a segment for each component of each element.
///
/// Separators come from the fixed places of ISA; no segment, element or count changes, so that SE,
/// GE and IEA hold. Source: ASC X12.5, X12.6.
struct X12Reader {
  /// Where separators stand in ISA, counted from its first letter.
  ///
  /// Source: ASC X12.5, the interchange control header has fixed widths.
  static let elementSeparators = [3, 6, 17, 20, 31, 34, 50, 53, 69, 76, 81, 83, 89, 99, 101, 103]
  /// Bytes of ISA with its terminator.
  static let headerBytes = 106

  /// Element, repetition, component separators and the segment terminator.
  private var separators: (element: UInt8, repetition: UInt8, component: UInt8, end: UInt8) =
    (0x2A, 0x5E, 0x3A, 0x7E)
  private var fields = FieldTable()
  /// Numbers of fields by place and qualifier: of the value and of text in a code's place.
  private var numbers: [UInt64: (plain: Int32, text: Int32)] = [:]
  /// Fields that are known at once.
  private static let numbersMax = 16_384

  /// Whether an interchange header of the right widths stands at `position`.
  static func isHeader(_ source: [UInt8], at position: Int) -> Bool {
    guard source.holds("ISA", at: position), position + headerBytes <= source.count else {
      return false
    }
    let separator = source[position + 3]
    let others = [source[position + 104], source[position + 105]]
    return separator.separates
      && elementSeparators.allSatisfy { source[position + $0] == separator }
      && others.allSatisfy { $0 != separator && $0.separates }
  }

  /// Finds the block's end and the segments in it.
  ///
  /// - Throws: `corrupt` for what is no interchange, `unscannable-content` for binary segments.
  mutating func parse(_ block: Block, atEnd: Bool) throws(Withholding) {
    fields.beginBlock()
    if numbers.count >= Self.numbersMax {
      numbers.removeAll(keepingCapacity: true)
      fields = FieldTable()
    }
    var writer = BlockWriter(block)
    let source = writer.source
    let start = block.body.lowerBound
    let isLast = atEnd && source.count - start <= BlockSize.maxBytes
    let limit = min(source.count, start + BlockSize.maxBytes)
    var position = start
    while position < limit, position - start < BlockSize.targetBytes {
      if source[position] <= 0x20 && source[position] != separators.end {
        position += 1
        continue
      }
      if source.holds("ISA", at: position) {
        guard Self.isHeader(source, at: position) else {
          throw Withholding(.corrupt, "an interchange header of other widths")
        }
        readSeparators(source, at: position)
      }
      let end = source.first(of: separators.end, from: position, to: limit)
      if end == limit {
        if isLast { throw Withholding(.truncated, "the document ends inside a segment") }
        guard position > start else {
          throw Withholding(.corrupt, "a segment of more than \(limit - start) bytes")
        }
        break
      }
      try add(&writer, position..<end)
      position = end + 1
    }
    writer.finish(block, end: position)
  }

  /// Takes the separators of an interchange from its header.
  private mutating func readSeparators(_ source: [UInt8], at position: Int) {
    let repetition = source[position + 82]
    separators = (
      source[position + 3], repetition.isAlphanumeric ? 0 : repetition, source[position + 104],
      source[position + 105]
    )
  }

  /// Adds the elements of a segment.
  private mutating func add(
    _ writer: inout BlockWriter,
    _ range: Range<Int>
  ) throws(Withholding) {
    let source = writer.source
    let separator = separators.element
    let nameEnd = source.first(of: separator, from: range.lowerBound, to: range.upperBound)
    let name = range.lowerBound..<nameEnd
    guard (2...3).contains(name.count), source[name].allSatisfy({ $0.isUppercase || $0.isDigit })
    else { throw Withholding(.corrupt, "a segment without a name") }
    let isHeader = source.holds("ISA", at: range.lowerBound)
    if source.holds("BIN", at: range.lowerBound) || source.holds("BDS", at: range.lowerBound) {
      throw Withholding(.unscannableContent, "a binary segment")
    }
    let prose = X12Fields.prose(of: source[name])
    let isRefusal = X12Fields.isRefusal(source[name])
    var element = 0
    var isPerson = false
    let isParty = source[name].elementsEqual("NM1".utf8)
    var position = nameEnd
    var qualifier = range.lowerBound..<range.lowerBound
    while position < range.upperBound {
      element += 1
      let first = position + 1
      let end = source.first(
        of: separator,
        from: min(first, range.upperBound),
        to: range.upperBound
      )
      let value = min(first, range.upperBound)..<end
      if isParty, element == 2 { isPerson = value.count == 1 && source[value.lowerBound] == 0x31 }
      let place = Place(name: name, element: element, qualifier: qualifier, isPerson: isPerson)
      if isHeader || prose?.contains(element) == true {
        addPart(&writer, value, place, component: 1)
      } else {
        addParts(&writer, value, place)
      }
      // The kind of party stands two elements before its name's parts, too.
      if !isRefusal {
        qualifier = value
      } else if element == X12Fields.elementPlace {
        qualifier =
          max(value.lowerBound, value.upperBound - X12Fields.elementDigits)..<value.upperBound
      }
      position = end
    }
  }

  /// Where an element stands.
  private struct Place {
    /// The segment's name.
    var name: Range<Int>
    /// Counted from 1.
    var element: Int
    /// The element before; of a reference in components the component before.
    var qualifier: Range<Int>
    /// Whether the segment is about a person, as far as it says so.
    var isPerson: Bool
  }

  /// Adds the components of an element, of each of its repetitions.
  private mutating func addParts(_ writer: inout BlockWriter, _ value: Range<Int>, _ place: Place) {
    var place = place
    let isReference = place.element == 4 && writer.source.holds("REF", at: place.name.lowerBound)
    var component = 1
    var first = value.lowerBound
    while first <= value.upperBound {
      let (part, again) = (separators.component, separators.repetition)
      let end = writer.source.first(
        of: part,
        again == 0 ? part : again,
        part,
        part,
        from: first,
        to: value.upperBound
      )
      addPart(&writer, first..<end, place, component: component)
      if end == value.upperBound { return }
      if isReference { place.qualifier = first..<end }
      component = writer.source[end] == part ? component + 1 : 1
      first = end + 1
    }
  }

  /// Adds one component.
  private mutating func addPart(
    _ writer: inout BlockWriter,
    _ range: Range<Int>,
    _ place: Place,
    component: Int
  ) {
    if range.isEmpty { return }
    let source = writer.source
    var key: UInt64 = UInt64(min(place.element, 63)) << 4 | UInt64(min(component, 15))
    for range in [place.name, place.qualifier] {
      for offset in 0..<3 {
        let position = range.lowerBound + offset
        key = key << 8 | (position < range.upperBound ? UInt64(source[position]) : 0)
      }
    }
    if place.qualifier.count > 3 { key |= 0xFF }
    if place.isPerson { key |= 1 << 60 }
    let known = numbers[key] ?? make(source, place, component, key)
    let blank = source.first(of: 0x20, from: range.lowerBound, to: range.upperBound)
    let number = blank < range.upperBound ? known.text : known.plain
    let index = fields.index(of: number, in: &writer)
    writer.addIdentity(owned: range, context: range, field: index)
  }

  /// Makes the fields of a place.
  private mutating func make(
    _ source: [UInt8],
    _ place: Place,
    _ component: Int,
    _ key: UInt64
  ) -> (plain: Int32, text: Int32) {
    let qualifier = place.qualifier.count <= 3 ? place.qualifier : place.qualifier.prefix(0)
    let context = X12Fields.context(
      segment: String(decoding: source[place.name], as: UTF8.self),
      element: place.element,
      component: component,
      qualifier: String(decoding: source[qualifier], as: UTF8.self),
      isPerson: place.isPerson
    )
    let plain = fields.add(context)
    var text = plain
    if context.hint == .coded, context.shape == .text {
      text = fields.add(FieldContext(name: context.name, hint: .display))
    }
    numbers[key] = (plain, text)
    return (plain, text)
  }
}
