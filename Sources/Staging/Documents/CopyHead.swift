import Detection
import Formats
import Vocabulary

/// Passes a document's copy on and keeps its beginning, to see that it is read as the document was.
///
/// Masks change what a document looks like: without its letters a text may be no text, and a row of
/// values may be one of names. A gate that reads the copy in another way finds other things in it, or
/// cannot read it at all, and would refuse the whole bundle.
final class CopyHead: ByteSink {
  private let base: any ByteSink
  private var head: [UInt8] = []
  private var total: Int64 = 0

  /// Passes everything on to `base`.
  init(_ base: any ByteSink) {
    self.base = base
  }

  func write(_ bytes: Span<UInt8>) throws(Failure) {
    total += Int64(bytes.count)
    let kept = bytes.extracting(first: sniffBytes - head.count)
    unsafe kept.withUnsafeBufferPointer { unsafe head.append(contentsOf: $0) }
    try base.write(bytes)
  }

  func overwrite(at offset: Int64, with bytes: Span<UInt8>) throws(Failure) {
    for index in bytes.indices where offset + Int64(index) < Int64(head.count) {
      head[Int(offset) + index] = bytes[index]
    }
    try base.overwrite(at: offset, with: bytes)
  }

  /// Compares what the copy looks like with what the document looked like under the same name, and
  /// reads a copy that is kept whole.
  ///
  /// `reader`: what the document was read as. `masked`: writes tags in place of what would be masked.
  /// - Returns: nil where both are read alike; else the copy's beginning, up to a line's end where it is
  ///   not whole, in which nothing may be found as what it looks like now.
  /// - Throws: `ambiguous-structure` where the copy could not be read.
  func difference(
    _ sniffed: SniffedFormat,
    reader: SniffedFormat,
    name: [UInt8],
    masked: @escaping Tagging
  ) throws(Withholding) -> [UInt8]? {
    let (bytes, isWhole) = (head, total == Int64(head.count))
    let again: SniffedFormat
    do throws(Withholding) {
      again = try sniff(
        head: bytes.span,
        isWhole: isWhole,
        name: name.span,
        masked: masked,
        naming: sniffed.naming
      )
      if isWhole, reader.encoding == .utf8, Self.mayFail(reader.format) {
        try DocumentReader.check(bytes, as: reader)
      }
    } catch {
      throw Withholding(
        .ambiguousStructure,
        "its masked copy could not be read again: \(error.reason.rawValue)"
      )
    }
    if again.isRead(as: sniffed) { return nil }
    if isWhole { return bytes }
    return bytes.lastIndex(of: 0x0A).map { Array(bytes[...$0]) } ?? bytes
  }

  /// Whether the reader of a format may refuse a document.
  private static func mayFail(_ format: FormatName) -> Bool {
    switch format {
    case .json, .ndjson, .xml, .html, .ccda, .x12, .rtf: true
    default: false
    }
  }
}

extension BlockScanner {
  /// A scanner that judges copies, as the gate's does.
  var verifying: BlockScanner {
    BlockScanner(scanner: scanner, masker: masker, allowed: allowed, isVerifying: true)
  }

  /// Says which texts name fields.
  var naming: FieldNaming {
    { [scanner] text in scanner.namedField(text) }
  }

  /// A text with the tags of what is found in it, whatever the profile would write: how a name of a
  /// column looks in a copy.
  mutating func tagged(_ text: [UInt8]) -> [UInt8] {
    Self.tagged(text, scanner, allowed, &scratch)
  }

  /// What is found first in a short text by itself, as a name or as a text; nil where nothing is.
  mutating func firstFound(_ text: [UInt8]) -> IdentifierKind? {
    findings.removeAll(keepingCapacity: true)
    scanner.scan(
      text.span,
      owned: text.indices,
      field: scanner.judge(.plainText),
      scratch: &scratch,
      into: &findings
    )
    findings += scanner.findHeader(text, scratch: &scratch)
    let found = findings.filter(\.masked)
    return found.first { !isAllowed($0, text.span) }?.kind
  }

  /// The same for a scanner that cannot be lent.
  static func tagged(
    _ text: [UInt8],
    _ scanner: Scanner,
    _ allowed: AllowList?,
    _ scratch: inout ScanScratch
  ) -> [UInt8] {
    var found = scanner.findHeader(text, scratch: &scratch)
    if let allowed {
      found.removeAll { allowed.contains($0.kind, text.span.extracting($0.range), &scratch) }
    }
    return Scanner.tag(found, in: text)
  }
}
