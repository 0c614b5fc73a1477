package import Vocabulary

/// How a data set is written.
///
/// Source: DICOM PS3.5, chapter 7 and annex A.
package struct DicomSyntax: Sendable, Hashable {
  /// Whether attributes name their value representation.
  package var isExplicit: Bool
  /// Whether the high byte comes first.
  package var isBig: Bool

  /// Of the file's meta information.
  static let meta = DicomSyntax(isExplicit: true, isBig: false)

  /// Value representations whose length has four bytes.
  static let long: Set<String> = [
    "OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV",
  ]
  /// Value representations of characters, which no byte order touches.
  static let texts: Set<String> = [
    "AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UI",
  ]
  /// All value representations.
  static let known = long.union([
    "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL", "SS",
    "ST", "TM", "UI", "UL", "US",
  ])
}

/// A DICOM file: its meta information and its data set, every byte accounted for.
///
/// Source: DICOM PS3.10, chapter 7.
package struct DicomFile: Sendable {
  /// The file's meta information, group 2.
  package private(set) var meta: [DicomElement] = []
  /// The data set.
  package private(set) var dataset: [DicomElement] = []
  /// How the data set is written.
  package private(set) var syntax = DicomSyntax.meta
  /// Whether anything but zeros stands in front.
  package let hasPreamble: Bool
  /// Where the preamble ends and the mark `DICM` stands.
  package static let markOffset = 128
  /// Items within items that are read.
  private static let depthMax = 64
  private static let openLength: UInt32 = .max

  private var bytes: [UInt8]
  private var position = 0
  /// Whether the data set was deflated.
  private var isDeflated = false
  /// The transfer syntax without compression that copies are written in.
  private static let plainSyntax = "1.2.840.10008.1.2.1"

  /// Reads a whole file.
  ///
  /// - Parameters:
  ///   - bytes: all of it.
  ///   - budget: what may be unpacked where the data set is deflated.
  /// - Throws: `truncated`, `corrupt`, `limit-depth`, `limit-ratio`; `unsupported-format` for
  ///   directories.
  package init(
    _ bytes: [UInt8],
    budget: UnpackBudget = UnpackBudget(limits: Limits(), packedBytes: 1 << 20)
  ) throws(Withholding) {
    self.bytes = bytes
    hasPreamble = bytes.prefix(Self.markOffset).contains { $0 != 0 }
    guard bytes.holds("DICM", at: Self.markOffset) else {
      throw Withholding(.corrupt, "no mark behind the preamble")
    }
    position = Self.markOffset + 4
    while position + 2 <= bytes.count, bytes.little16(at: position) == 2 {
      meta.append(try element(.meta, depth: 0))
    }
    syntax = try Self.syntax(of: meta)
    if metaText(0x0002_0010).elementsEqual("1.2.840.10008.1.2.1.99".utf8) {
      self.bytes = try inflateWhole(bytes[position...], budget)
      position = 0
      isDeflated = true
    }
    dataset = try elements(syntax, until: self.bytes.count, isItem: false, depth: 0)
  }

  /// A text of the meta information.
  private func metaText(_ tag: UInt32) -> [UInt8] {
    meta.first { $0.tag == tag }?.text ?? []
  }

  /// The meta information of a copy: a data set that was deflated, or whose pixels were compressed
  /// and are blank now, is written without compression.
  package func writtenMeta(isBlanked: Bool) -> [DicomElement] {
    let isPacked = dataset.contains {
      if case .fragments = $0.content { $0.tag >> 16 == 0x7FE0 } else { false }
    }
    guard isDeflated || isBlanked && isPacked else { return meta }
    return meta.map { element in
      var copy = element
      if copy.tag == 0x0002_0010 { copy.setText(Array(Self.plainSyntax.utf8)) }
      return copy
    }
  }

  /// The transfer syntax that the meta information names.
  private static func syntax(of meta: [DicomElement]) throws(Withholding) -> DicomSyntax {
    let name: [UInt8] = meta.first { $0.tag == 0x0002_0010 }?.text ?? []
    let media: [UInt8] = meta.first { $0.tag == 0x0002_0002 }?.text ?? []
    if media.elementsEqual("1.2.840.10008.1.3.10".utf8) {
      throw Withholding(.unsupportedFormat, "a directory of files, whose offsets would not hold")
    }
    switch String(decoding: name, as: UTF8.self) {
    case "1.2.840.10008.1.2": return DicomSyntax(isExplicit: false, isBig: false)
    case "1.2.840.10008.1.2.2": return DicomSyntax(isExplicit: true, isBig: true)
    case "": throw Withholding(.corrupt, "no transfer syntax")
    default: return .meta
    }
  }

  /// Attributes up to `end`, or up to the mark that ends an open item.
  private mutating func elements(
    _ syntax: DicomSyntax,
    until end: Int,
    isItem: Bool,
    depth: Int
  ) throws(Withholding) -> [DicomElement] {
    guard depth < Self.depthMax else {
      throw Withholding(.limitDepth, "items nest deeper than \(Self.depthMax)")
    }
    var out: [DicomElement] = []
    while position < end {
      if isItem, tag(syntax) == 0xFFFE_E00D { break }
      let next = try element(syntax, depth: depth)
      guard position <= end else {
        throw Withholding(.corrupt, "an attribute is longer than its item")
      }
      out.append(next)
    }
    return out
  }

  /// The tag at the current place; 0 where there is none.
  private func tag(_ syntax: DicomSyntax) -> UInt32 {
    guard position + 4 <= bytes.count else { return 0 }
    return UInt32(short(syntax, position)) << 16 | UInt32(short(syntax, position + 2))
  }

  private func short(_ syntax: DicomSyntax, _ place: Int) -> UInt16 {
    let value = bytes.little16(at: place)
    return syntax.isBig ? value.byteSwapped : value
  }

  private func word(_ syntax: DicomSyntax, _ place: Int) -> UInt32 {
    let value = bytes.little32(at: place)
    return syntax.isBig ? value.byteSwapped : value
  }

  /// Checks that so many bytes are left.
  private func need(_ count: Int) throws(Withholding) {
    guard count <= bytes.count - position else {
      throw Withholding(.truncated, "\(count - (bytes.count - position)) bytes are missing")
    }
  }

  /// The attribute at the current place.
  private mutating func element(
    _ syntax: DicomSyntax,
    depth: Int
  ) throws(Withholding) -> DicomElement {
    try need(8)
    let tag = tag(syntax)
    guard tag >> 16 != 0xFFFE else { throw Withholding(.corrupt, "an item outside of a sequence") }
    position += 4
    let vr: String
    let length: UInt32
    if syntax.isExplicit {
      vr = String(decoding: bytes[position..<position + 2], as: UTF8.self)
      guard DicomSyntax.known.contains(vr) else {
        throw Withholding(.corrupt, "an unknown value representation")
      }
      if DicomSyntax.long.contains(vr) {
        try need(8)
        length = word(syntax, position + 4)
        position += 8
      } else {
        length = UInt32(short(syntax, position + 2))
        position += 4
      }
    } else {
      vr = DicomTags.vr(tag) ?? "UN"
      length = word(syntax, position)
      position += 4
    }
    if vr == "SQ" || length == Self.openLength {
      if tag == 0x7FE0_0010 {
        try fragments(syntax)
        return DicomElement(tag: tag, vr: vr, content: .fragments)
      }
      // A sequence in an unknown representation is written without representations.
      let inner = vr == "UN" ? DicomSyntax(isExplicit: false, isBig: false) : syntax
      return DicomElement(tag: tag, vr: vr, content: try items(inner, length, depth: depth))
    }
    try need(Int(length))
    let value = Array(bytes[position..<position + Int(length)])
    position += Int(length)
    // A value of an unknown representation is what the dictionary says: a sender lost only the name.
    if vr == "UN", let usual = DicomTags.vr(tag), DicomSyntax.texts.contains(usual),
      value.count <= Int(UInt16.max)
    {
      return DicomElement(tag: tag, vr: usual, content: .value(value))
    }
    return DicomElement(tag: tag, vr: vr, content: .value(value))
  }

  /// The items of a sequence.
  private mutating func items(
    _ syntax: DicomSyntax,
    _ length: UInt32,
    depth: Int
  ) throws(Withholding) -> DicomElement.Content {
    let isOpen = length == Self.openLength
    if !isOpen { try need(Int(length)) }
    let end = isOpen ? bytes.count : position + Int(length)
    var items: [[DicomElement]] = []
    while position < end {
      try need(8)
      let mark = tag(syntax)
      let count = word(syntax, position + 4)
      position += 8
      if isOpen, mark == 0xFFFE_E0DD { return .items(items, isOpen: true) }
      guard mark == 0xFFFE_E000 else { throw Withholding(.corrupt, "a sequence without an item") }
      if count == Self.openLength {
        items.append(try elements(syntax, until: end, isItem: true, depth: depth + 1))
        guard tag(syntax) == 0xFFFE_E00D else {
          throw Withholding(.truncated, "an item without its end")
        }
        position += 8
      } else {
        try need(Int(count))
        let last = position + Int(count)
        items.append(try elements(syntax, until: last, isItem: false, depth: depth + 1))
      }
    }
    guard !isOpen, position == end else {
      throw Withholding(isOpen ? .truncated : .corrupt, "a sequence ends elsewhere than it says")
    }
    return .items(items, isOpen: false)
  }

  /// Passes over pieces of compressed pixels.
  private mutating func fragments(_ syntax: DicomSyntax) throws(Withholding) {
    while true {
      try need(8)
      let mark = tag(syntax)
      let count = Int(word(syntax, position + 4))
      position += 8
      if mark == 0xFFFE_E0DD { return }
      guard mark == 0xFFFE_E000 else { throw Withholding(.corrupt, "pixels without an item") }
      try need(count)
      position += count
    }
  }
}

/// Writes a DICOM file: zeros in front, meta information, data set.
package struct DicomWriter {
  /// What was written.
  package private(set) var bytes: [UInt8] = []

  /// Writes a file; group lengths are counted.
  package init(meta: [DicomElement], dataset: [DicomElement], syntax: DicomSyntax) {
    var group: [UInt8] = []
    for element in meta where element.tag != 0x0002_0000 { Self.append(element, .meta, to: &group) }
    bytes = [UInt8](repeating: 0, count: DicomFile.markOffset) + Array("DICM".utf8)
    var length: [UInt8] = []
    length.append(little32: UInt32(group.count))
    let first = DicomElement(tag: 0x0002_0000, vr: "UL", content: .value(length))
    Self.append(first, .meta, to: &bytes)
    bytes += group
    for element in dataset { Self.append(element, syntax, to: &bytes) }
  }

  private static func append(_ value: UInt16, _ syntax: DicomSyntax, to out: inout [UInt8]) {
    out.append(little16: syntax.isBig ? value.byteSwapped : value)
  }

  private static func append(_ value: UInt32, _ syntax: DicomSyntax, to out: inout [UInt8]) {
    out.append(little32: syntax.isBig ? value.byteSwapped : value)
  }

  private static func append(tag: UInt32, _ syntax: DicomSyntax, to out: inout [UInt8]) {
    append(UInt16(tag >> 16), syntax, to: &out)
    append(UInt16(tag & 0xFFFF), syntax, to: &out)
  }

  /// Writes an attribute.
  private static func append(
    _ element: DicomElement,
    _ syntax: DicomSyntax,
    to out: inout [UInt8]
  ) {
    var content: [UInt8] = []
    var length: UInt32?
    switch element.content {
    case .value(let bytes): content = bytes
    case .items(let items, let isOpen):
      if isOpen { length = .max }
      for item in items {
        var inner: [UInt8] = []
        for element in item { append(element, syntax, to: &inner) }
        append(tag: 0xFFFE_E000, syntax, to: &content)
        append(UInt32(inner.count), syntax, to: &content)
        content += inner
      }
      if isOpen {
        append(tag: 0xFFFE_E0DD, syntax, to: &content)
        append(UInt32(0), syntax, to: &content)
      }
    case .fragments: return
    }
    append(tag: element.tag, syntax, to: &out)
    if syntax.isExplicit {
      out += Array(element.vr.utf8)
      if DicomSyntax.long.contains(element.vr) {
        append(UInt16(0), syntax, to: &out)
        append(length ?? UInt32(content.count), syntax, to: &out)
      } else {
        // What masks have made too long for its length is left out.
        if content.count > Int(UInt16.max) { content.removeAll() }
        append(UInt16(content.count), syntax, to: &out)
      }
    } else {
      append(length ?? UInt32(content.count), syntax, to: &out)
    }
    out += content
  }
}
