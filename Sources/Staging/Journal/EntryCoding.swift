import Manifest
import Vocabulary

/// A manifest entry without its paths as bytes of the journal: small, quick to write and read, and
/// equal exactly for equal entries.
///
/// Only this build reads what it wrote: a journal of another one is not resumed.
enum EntryCoding {
  /// The bytes of an entry; `path` and the path of `output` are left out.
  static func encode(_ entry: ManifestEntry) -> [UInt8] {
    var out = Writer()
    out.add(index(of: entry.kind))
    out.add(index(of: entry.disposition))
    out.add(entry.reason.map { index(of: $0) + 1 } ?? 0)
    out.add(index(of: entry.sensitivity))
    out.add(entry.healthContext.map { index(of: $0) + 1 } ?? 0)
    out.add((entry.pathMasked ? 1 : 0) | (entry.transient ? 2 : 0))
    var classes = 0
    for found in entry.classes { classes |= 1 << index(of: found) }
    out.add(classes)
    let format = Array((entry.format ?? "").utf8)
    out.add(format.count)
    out.bytes += format
    out.add(entry.bytes.map { Int($0) + 1 } ?? 0)
    out.add(entry.allowed)
    out.add(entry.findings.count)
    for (kind, found) in entry.findings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      out.add(Int(kind.rawValue))
      out.add(found.count)
      var transforms = 0
      for transform in found.transforms { transforms |= 1 << index(of: transform) }
      out.add(transforms)
    }
    if let output = entry.output {
      out.add(Int(output.bytes) + 1)
      out.bytes += output.sha256.bytes
    } else {
      out.add(0)
    }
    return out.bytes
  }

  /// The entry behind bytes, under a path; a released one's output has the same path.
  ///
  /// - Returns: nil where the bytes are not what `encode` writes.
  static func decode(_ bytes: [UInt8], path: String) -> ManifestEntry? {
    var input = Reader(bytes: bytes)
    guard let kind: ManifestEntry.Kind = value(input.number()),
      let disposition: ManifestEntry.Disposition = value(input.number()),
      let reason = input.number(), let sensitivity: Sensitivity = value(input.number()),
      let health = input.number(), let flags = input.number(), let classes = input.number(),
      let formatCount = input.number(), let format = input.take(formatCount),
      let byteCount = input.number(), let allowed = input.number(),
      let findingCount = input.number()
    else { return nil }
    var entry = ManifestEntry(path: path, kind: kind, disposition: disposition)
    entry.reason = value(reason - 1)
    entry.sensitivity = sensitivity
    entry.healthContext = value(health - 1)
    entry.allowed = allowed
    entry.pathMasked = flags & 1 != 0
    entry.transient = flags & 2 != 0
    if classes != 0 {
      for (place, found) in DataClass.allCases.enumerated() where classes & (1 << place) != 0 {
        entry.classes.insert(found)
      }
    }
    if !format.isEmpty { entry.format = String(decoding: format, as: UTF8.self) }
    if byteCount > 0 { entry.bytes = Int64(byteCount - 1) }
    for _ in 0..<findingCount {
      guard let code = input.number(),
        let kind = IdentifierKind(rawValue: UInt8(truncatingIfNeeded: code)),
        let count = input.number(), let bits = input.number()
      else { return nil }
      var transforms: Set<Transform> = []
      for (place, transform) in Transform.allCases.enumerated() where bits & (1 << place) != 0 {
        transforms.insert(transform)
      }
      entry.findings[kind] = ManifestEntry.Findings(count: count, transforms: transforms)
    }
    guard let outputBytes = input.number() else { return nil }
    if outputBytes > 0 {
      guard let digest = input.take(32).flatMap({ Digest256(bytes: Array($0)) }) else { return nil }
      entry.output = ManifestEntry.Output(
        path: path,
        bytes: Int64(outputBytes - 1),
        sha256: digest
      )
    }
    return input.isAtEnd ? entry : nil
  }

  /// Whether a copy belongs to an entry's bytes; nil where they are none.
  static func isReleased(_ bytes: [UInt8]) -> Bool? {
    guard bytes.count > flagsAt else { return nil }
    let disposition: ManifestEntry.Disposition? = value(Int(bytes[1]))
    return disposition?.isReleased
  }

  /// Says in an entry's bytes whether something in its path was masked.
  static func setPathMasked(_ isMasked: Bool, in bytes: inout [UInt8]) {
    bytes[flagsAt] = bytes[flagsAt] & ~1 | (isMasked ? 1 : 0)
  }

  /// Where the flags stand: every number before them is less than 128, and a byte.
  private static let flagsAt = 5

  /// The place of a case among all.
  private static func index<Value: CaseIterable & Equatable>(of value: Value) -> Int {
    var index = 0
    for other in Value.allCases {
      if other == value { return index }
      index += 1
    }
    return index
  }

  /// The case at a place; nil for none.
  private static func value<Value: CaseIterable>(_ index: Int?) -> Value? {
    guard let index, index >= 0 else { return nil }
    return Value.allCases.dropFirst(index).first
  }

  /// Writes numbers of 0 and more, seven bits a byte, the low ones first.
  private struct Writer {
    var bytes: [UInt8] = []

    mutating func add(_ number: Int) {
      var rest = UInt64(number)
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(rest))
    }
  }

  /// Reads what `Writer` writes; nil behind the end.
  private struct Reader {
    let bytes: [UInt8]
    var position = 0

    /// Whether everything was read.
    var isAtEnd: Bool { position == bytes.count }

    mutating func number() -> Int? {
      var (value, shift) = (UInt64(0), UInt64(0))
      while position < bytes.count, shift < 63 {
        let byte = bytes[position]
        position += 1
        value |= UInt64(byte & 0x7F) << shift
        if byte < 0x80 { return Int(exactly: value) }
        shift += 7
      }
      return nil
    }

    mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
      guard count >= 0, count <= bytes.count - position else { return nil }
      defer { position += count }
      return bytes[position..<position + count]
    }
  }
}
