import Formats
import Vocabulary

/// What is asked of a field for every one of its values: plain data.
struct FieldFacts {
  /// What a replacement must look like.
  var shape: ValueShape
  /// Whether a value that looks like nothing but a name may be one.
  var isOpen: Bool
  /// Whether a value says whom the record is about.
  var establishes: Bool
  /// Whether a value is searched for what the record's fields establish.
  var recalls: Bool
  /// Its column, from 1; 0 where there are none.
  var column: Int32
  /// Whether it is the column's header.
  var isHeader: Bool
  /// What begins with the segment of a message that it is one of.
  var opens: Opening

  /// What a segment of HL7 v2 begins.
  enum Opening {
    /// Nothing.
    case nothing
    /// A message: MSH.
    case message
    /// What is said of a patient: PID.
    case patient
  }
}

extension FieldFacts.Opening {
  /// By the name of a field.
  init(_ field: String) {
    self = field.hasPrefix("MSH-") ? .message : field.hasPrefix("PID-") ? .patient : .nothing
  }
}

/// Values in which nothing was found, by their fields.
///
/// Tables, messages and objects repeat their codes, units and keys: what was found in a value whose
/// bytes all count depends on these bytes and on how the field is judged, so that an equal one need
/// not be scanned. A value is compared byte by byte; nothing is decided by a hash alone.
struct CleanValues {
  /// A value with its field; no value where `tag` is 0.
  struct Key: Equatable {
    /// The bytes, zeros behind them.
    fileprivate var bytes: (UInt64, UInt64, UInt64) = (0, 0, 0)
    /// The generation, the field and the number of bytes.
    fileprivate var tag: UInt64 = 0

    /// Whether both are the same bytes of the same field.
    static func == (left: Key, right: Key) -> Bool {
      left.tag == right.tag && left.bytes == right.bytes
    }

    /// Whether it is that of a value.
    var isValue: Bool { tag != 0 }

    /// Where it is looked for, in tables of up to 16 million places.
    @inline(__always) var hash: Int {
      var hash = (tag ^ bytes.0) &* 0x9E37_79B9_7F4A_7C15
      hash = (hash ^ hash >> 32 ^ bytes.1) &* 0x9E37_79B9_7F4A_7C15
      hash = (hash ^ hash >> 32 ^ bytes.2) &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: hash >> 40)
    }
  }

  /// Bytes of the longest value that is remembered.
  fileprivate static let bytesMax = 24
  /// Fields of which values are remembered.
  private static let fieldsMax = 1 << 23
  /// The number that stands for no field: what stands beside an identifier.
  static let beside = fieldsMax
  /// Values that are remembered, a power of two.
  private static let slots = 1_024

  private var keys = [Key](repeating: Key(), count: slots)
  /// Goes up whenever everything is forgotten.
  private var generation: UInt32 = 1

  /// Forgets everything.
  mutating func forget() {
    generation &+= 1
    guard generation == 0 else { return }
    keys = [Key](repeating: Key(), count: Self.slots)
    generation = 1
  }

  /// The key of a segment's value; of no value where it is long or has context.
  @inline(__always)
  func key(of segment: Segment, _ field: Int, in block: Block) -> Key {
    key(of: segment, field, segment.isDecoded ? block.decoded : block.source)
  }

  /// The same where it is known which bytes of the block the segment lies in.
  @inline(__always)
  func key(of segment: Segment, _ field: Int, _ bytes: [UInt8]) -> Key {
    guard segment.text.count <= Self.bytesMax, segment.owned == 0..<segment.text.count else {
      return Key()
    }
    return key(of: bytes, segment.text, field)
  }

  /// The key of bytes that are a whole value; of no value where they are many or `field` is below 0.
  @inline(__always)
  func key(of bytes: [UInt8], _ range: Range<Int>, _ field: Int) -> Key {
    guard range.count <= Self.bytesMax, (0...Self.fieldsMax).contains(field) else { return Key() }
    let tag = UInt64(generation) << 32 | UInt64(field) << 8 | UInt64(range.count) << 1 | 1
    return Key(bytes: Self.words(bytes.span, range), tag: tag)
  }

  /// Whether a key is that of a value.
  func isWanted(_ key: Key) -> Bool { key.tag != 0 }

  /// Whether nothing was found in a value before.
  @inline(__always)
  func holds(_ key: Key) -> Bool { key.tag != 0 && keys[slot(of: key)] == key }

  /// Remembers a value in which nothing was found.
  mutating func insert(_ key: Key) {
    if key.tag != 0 { keys[slot(of: key)] = key }
  }

  /// Where a key is looked for.
  @inline(__always)
  private func slot(of key: Key) -> Int { key.hash & (Self.slots &- 1) }

  /// Up to 24 bytes as three little-endian numbers.
  @inline(__always)
  fileprivate static func words(
    _ text: Span<UInt8>,
    _ range: Range<Int>
  ) -> (UInt64, UInt64, UInt64) {
    let (start, count) = (range.lowerBound, range.count)
    return (
      word(text, start, min(count, 8)), word(text, start &+ 8, min(max(count &- 8, 0), 8)),
      word(text, start &+ 16, max(count &- 16, 0))
    )
  }

  /// Up to eight bytes as a little-endian number.
  @inline(__always)
  private static func word(_ text: Span<UInt8>, _ start: Int, _ count: Int) -> UInt64 {
    guard count > 0 else { return 0 }
    if start &+ 8 <= text.count {
      let word = unsafe text.bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
      return UInt64(littleEndian: word) & (UInt64.max &>> UInt64(64 &- 8 &* count))
    }
    var word: UInt64 = 0
    for offset in 0..<count { word |= UInt64(text[start &+ offset]) &<< UInt64(8 &* offset) }
    return word
  }
}

extension CleanValues.Key {
  /// Bytes of no field; nil where they are too many.
  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.count <= CleanValues.bytesMax else { return nil }
    self.init(bytes: CleanValues.words(bytes.span, range))
  }

  /// Appends the first bytes of it.
  func append(_ count: Int, to out: inout [UInt8]) {
    for (word, start) in [(bytes.0, 0), (bytes.1, 8), (bytes.2, 16)] where count > start {
      for place in 0..<min(8, count - start) {
        out.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * place)))
      }
    }
  }
}
