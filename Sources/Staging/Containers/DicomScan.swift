import Formats
import Manifest
import Masking
import Vocabulary

/// Masks the attributes of a DICOM data set.
private struct DicomMasker {
  /// Unique identifiers met, numbered in their order: so a masked file stays as it is.
  private var numbers: [[UInt8]: Int] = [:]
  var tally = Tally()
  /// Whether anything changed.
  var isChanged = false
  /// Whether text is ASCII, Latin-1 or UTF-8; text beyond ASCII in other sets cannot be read.
  var isReadable = true

  /// The masked attributes of a data set or item.
  mutating func mask(
    _ elements: [DicomElement],
    isItem: Bool = false,
    _ scan: (FieldContext, [UInt8], inout Tally) throws(ScanStop) -> [UInt8]
  ) throws(ScanStop) -> [DicomElement] {
    var out: [DicomElement] = []
    let label = isItem ? Self.label(of: elements) : nil
    for element in elements {
      // Pixels within a sequence are a small copy of others, of which nobody says what they show.
      let isCopy = isItem && element.tag >> 16 == 0x7FE0
      var decision = isCopy ? .remove : DicomProfile.decide(element)
      if element.tag == Self.textValue, let label, case .scan = decision { decision = .scan(label) }
      guard decision != .remove else {
        isChanged = true
        if !element.bytes.isEmpty, element.tag & 0xFFFF != 0 {
          tally.add(DicomProfile.kind(element), .remove)
        }
        continue
      }
      out.append(try masked(element, decision, scan))
    }
    return out
  }

  /// Text Value, Concept Name Code Sequence and Code Meaning.
  private static let textValue = UInt32(0x0040_A160)
  private static let conceptName = UInt32(0x0040_A043)
  private static let codeMeaning = UInt32(0x0008_0104)

  /// What the text of a report's content item is called; nil where nothing says that.
  ///
  /// Source: DICOM PS3.3, C.17.3 (SR Document Content).
  private static func label(of item: [DicomElement]) -> FieldContext? {
    guard let concept = item.first(where: { $0.tag == conceptName }),
      case .items(let items, _) = concept.content,
      let meaning = items.first?.first(where: { $0.tag == codeMeaning }),
      let name = String(validating: meaning.text, as: UTF8.self)
    else { return nil }
    return FieldContext(name: name.replacing(".", with: " "), isLabelled: true)
  }

  /// An attribute as it becomes.
  private mutating func masked(
    _ element: DicomElement,
    _ decision: DicomDecision,
    _ scan: (FieldContext, [UInt8], inout Tally) throws(ScanStop) -> [UInt8]
  ) throws(ScanStop) -> DicomElement {
    var copy = element
    switch decision {
    case .keep, .remove: return element
    case .empty:
      if case .items = element.content {
        copy.content = .items([], isOpen: false)
      } else {
        copy.content = .value([])
      }
      let hadItems =
        if case .items(let items, _) = element.content { !items.isEmpty } else { false }
      if !element.bytes.isEmpty || hadItems { count(element, .remove) }
    case .replace:
      if !element.text.isEmpty { set(&copy, DicomProfile.dummy(element.vr), .neutral) }
    case .remap: set(&copy, remapped(element.text), .neutral)
    case .age:
      let years = Int(String(decoding: element.text.prefix(3), as: UTF8.self)) ?? 0
      let isPlain = element.text.count == 4 && [0x59, 0x4D, 0x57, 0x44].contains(element.text[3])
      if !element.text.isEmpty, !isPlain { set(&copy, Array("000Y".utf8), .neutral) }
      if isPlain, element.text[3] == 0x59, years > 90 { set(&copy, Array("090Y".utf8), .ageCap) }
    case .recurse:
      guard case .items(let items, let isOpen) = element.content else { return element }
      var inner: [[DicomElement]] = []
      for item in items { inner.append(try mask(item, isItem: true, scan)) }
      copy.content = .items(inner, isOpen: isOpen)
    case .scan(let field):
      let text = element.text
      if text.isEmpty { return element }
      guard isReadable || text.allSatisfy({ $0 < 0x80 && $0 != 0x1B }) else {
        copy.content = .value([])
        count(element, .remove)
        return copy
      }
      let masked = try scan(field, text, &tally)
      guard masked != text else { return element }
      isChanged = true
      copy.setText(masked)
    }
    return copy
  }

  /// Replaces a value where it differs.
  private mutating func set(_ element: inout DicomElement, _ text: [UInt8], _ transform: Transform)
  {
    let old = element
    guard old.text != text else { return }
    element.setText(text)
    count(old, transform)
  }

  /// Notes a change.
  private mutating func count(_ element: DicomElement, _ transform: Transform) {
    isChanged = true
    tally.add(DicomProfile.kind(element), transform)
  }

  /// Other identifiers for those of an attribute: the ones of standards stay, the others are
  /// numbered.
  private mutating func remapped(_ text: [UInt8]) -> [UInt8] {
    var out: [[UInt8]] = []
    for value in text.split(separator: 0x5C, omittingEmptySubsequences: false) {
      let value = Array(value)
      if value.isEmpty || value.starts(with: DicomProfile.standardRoot) {
        out.append(value)
        continue
      }
      let number = numbers[value] ?? numbers.count + 1
      numbers[value] = number
      out.append(Array("2.25.\(number)".utf8))
    }
    return Array(out.joined(separator: [0x5C]))
  }
}

extension ContentScan {
  /// Bytes of the largest DICOM file: it is read at once.
  private static let dicomBytesMax: Int64 = 1 << 30

  /// Masks a DICOM file by the basic profile of PS3.15.
  func scanDicom(_ bytes: any ArchiveBytes, sink: any ByteSink) throws(ScanStop) -> ContentResult {
    guard bytes.count <= Self.dicomBytesMax else {
      throw .withheld(Withholding(.limitSize, "a file of \(bytes.count) bytes"))
    }
    var all: [UInt8] = []
    let file: DicomFile
    do throws(Withholding) {
      try bytes.read(at: 0, into: &all, count: Int(bytes.count))
      file = try DicomFile(all, budget: budget)
    } catch {
      throw .withheld(error)
    }
    var masker = DicomMasker()
    let (visible, isBlanked) = try withoutPictures(file, fileBytes: all.count, &masker.tally)
    let charset: [UInt8] = file.dataset.first { $0.tag == 0x0008_0005 }?.text ?? []
    masker.isReadable = [
      "", "ISO_IR 100", "ISO_IR 192", "ISO_IR 6", "ISO 2022 IR 6", "ISO 2022 IR 100",
    ]
    .contains(String(decoding: charset, as: UTF8.self))
    let scan = { (field: FieldContext, text: [UInt8], tally: inout Tally) throws(ScanStop) in
      try self.maskText(text[...], field, &tally)
    }
    let kept: Set<UInt32> = [0x0002_0001, 0x0002_0002, 0x0002_0003, 0x0002_0010, 0x0002_0012]
    var meta = file.writtenMeta(isBlanked: isBlanked).filter { kept.contains($0.tag) }
    for index in meta.indices where meta[index].tag == 0x0002_0003 {
      meta[index] = try masker.mask([meta[index]], scan).first ?? meta[index]
    }
    var dataset = try masker.mask(visible, scan)
    for mark in DicomProfile.marks(isBlanked: isBlanked) {
      let place = dataset.firstIndex { $0.tag >= mark.tag } ?? dataset.count
      if place < dataset.count, dataset[place].tag == mark.tag {
        dataset[place] = mark
      } else {
        dataset.insert(mark, at: place)
      }
    }
    let writer = DicomWriter(meta: meta, dataset: dataset, syntax: file.syntax)
    do throws(Failure) { try sink.write(writer.bytes.span) } catch { throw .failed(error) }
    return ContentResult(
      kind: .file,
      format: .dicom,
      tally: masker.tally,
      isMasked: writer.bytes != all,
      isClinical: true
    )
  }

  /// The data set without pixels that may show text, and whether its pixels are blanked.
  private func withoutPictures(
    _ file: DicomFile,
    fileBytes: Int,
    _ tally: inout Tally
  ) throws(ScanStop) -> (dataset: [DicomElement], isBlanked: Bool) {
    let pixels = DicomPixels(file.dataset, file.syntax)
    if pixels.areBlanked { return (file.dataset, true) }
    if pixels.showNoText { return (file.dataset, false) }
    do throws(Withholding) {
      let blanked = try pixels.blanked(fileBytes: fileBytes)
      tally.add(.photo, .fill)
      return (blanked, true)
    } catch {
      throw .withheld(error)
    }
  }
}
