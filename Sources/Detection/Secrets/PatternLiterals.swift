import CScan
import Vocabulary

/// What a text must hold for any of some expressions to match: a first look that needs no automaton.
///
/// Compiling the automaton takes longer than scanning a small file, and most files hold none of the
/// literals. The answer may be yes without a match, and never no with one: letters are compared
/// without their case, and an expression that is not understood makes it yes for every text.
struct PatternLiterals: Sendable {
  /// Whether a literal may begin with three bytes, all with the bit of small letters: a bit for each
  /// value of `phigate_triple`.
  private var beginnings = [UInt64](repeating: 0, count: 1 << 10)
  /// Whether a literal of one byte or two may begin with a pair of bytes, the first the lower one.
  private var pairs = [UInt64](repeating: 0, count: 1 << 10)
  /// The literals by their first byte, with the bit of small letters.
  private var literals = [[[UInt8]]](repeating: [], count: 256)
  /// For the first, second and third byte of a literal, by its lower and by its upper half, the groups
  /// of literals that have it there, a bit for each of eight: six tables of sixteen, and six more.
  private var halves = [UInt8](repeating: 0, count: 2 * tables)
  /// Bytes of the tables of eight groups.
  private static let tables = 6 * 16
  /// Whether an expression has no literal that is known.
  private var takesAll = false

  /// Takes the literals out of expressions.
  init(_ expressions: [String]) {
    for expression in expressions {
      let found = Self.required(Array(expression.utf8))
      takesAll = takesAll || found.isEmpty
      for literal in found { insert(literal.map { $0 | 0x20 }) }
    }
    for literal in literals.flatMap({ $0 }) {
      // The group that then says yes to the fewest bytes more.
      let group = (0..<16).min { growth($0, literal) < growth($1, literal) } ?? 0
      mark(literal, group: group, in: &halves)
    }
  }

  /// How many more triples of bytes a group says yes to with a literal.
  private func growth(_ group: Int, _ literal: [UInt8]) -> Int {
    let (base, bit) = (group / 8 * Self.tables, UInt8(1) << UInt8(group % 8))
    func size(_ halves: [UInt8]) -> Int {
      var size = 1
      for table in 0..<6 {
        var count = 0
        for place in 0..<16 where halves[base + 16 * table + place] & bit != 0 { count += 1 }
        size *= count
      }
      return size
    }
    var grown = halves
    mark(literal, group: group, in: &grown)
    return size(grown) - size(halves)
  }

  /// Enters the first bytes of a literal in a group; any byte stands behind a short one.
  private func mark(_ literal: [UInt8], group: Int, in halves: inout [UInt8]) {
    let (base, bit) = (group / 8 * Self.tables, UInt8(1) << UInt8(group % 8))
    for place in 0..<3 {
      for byte in place < literal.count ? literal[place]...literal[place] : 0...255 {
        halves[base + place * 32 + Int(byte & 15)] |= bit
        halves[base + place * 32 + 16 + Int(byte >> 4)] |= bit
      }
    }
  }

  /// Enters a literal of at least one byte.
  private mutating func insert(_ literal: [UInt8]) {
    guard !literals[Int(literal[0])].contains(literal) else { return }
    literals[Int(literal[0])].append(literal)
    guard literal.count > 2 else {
      for second in literal.count > 1 ? literal[1]...literal[1] : 0...255 {
        Self.set(&pairs, Int(literal[0]) | Int(second | 0x20) << 8)
      }
      return
    }
    Self.set(
      &beginnings,
      Int(
        phigate_triple(UInt32(literal[0]) | UInt32(literal[1]) << 8 | UInt32(literal[2]) << 16)
      )
    )
  }

  /// Sets a bit of a table.
  private static func set(_ table: inout [UInt64], _ place: Int) {
    table[place >> 6] |= 1 << UInt64(place & 63)
  }

  /// Whether an expression may match somewhere; false is certain.
  func mayMatch(_ text: Span<UInt8>) -> Bool {
    if takesAll { return true }
    var index = 0
    while true {
      index = next(text, from: index)
      guard index < text.count else { break }
      if holds(text, index) { return true }
      index += 1
    }
    // The last bytes are fewer than a look takes.
    return (max(0, text.count - 3)..<text.count).contains { holds(text, $0) }
  }

  /// The next offset at which a literal may begin; the end of the text for none.
  private func next(_ text: Span<UInt8>, from start: Int) -> Int {
    unsafe text.withUnsafeBufferPointer { bytes in
      unsafe beginnings.withUnsafeBufferPointer { triples in
        unsafe pairs.withUnsafeBufferPointer { pairs in
          unsafe halves.withUnsafeBufferPointer { halves in
            guard let bytes = bytes.baseAddress else { return text.count }
            let beginnings = unsafe phigate_beginnings(
              triples: triples.baseAddress,
              pairs: pairs.baseAddress,
              halves: halves.baseAddress
            )
            return unsafe phigate_first_of(bytes, start, text.count, beginnings)
          }
        }
      }
    }
  }

  /// Whether a literal begins at an offset.
  private func holds(_ text: Span<UInt8>, _ start: Int) -> Bool {
    literals[Int(text[start] | 0x20)]
      .contains { literal in
        guard literal.count <= text.count - start else { return false }
        return literal.indices.allSatisfy { text[start + $0] | 0x20 == literal[$0] }
      }
  }

  /// Literals of which every match holds one, the longest that are found; none where the expression
  /// is not understood.
  private static func required(_ expression: [UInt8]) -> [[UInt8]] {
    var best: [[UInt8]] = []
    var run: [UInt8] = []
    var index = expression.starts(with: Array("(?i)".utf8)) ? 4 : 0
    func isBetter(_ literals: [[UInt8]]) -> Bool {
      guard let shortest = literals.map(\.count).min(), shortest > 0 else { return false }
      return shortest > best.map(\.count).min() ?? 0
    }
    func endRun() {
      if isBetter([run]) { best = [run] }
      run = []
    }
    while index < expression.count {
      guard let atom = PatternAtom(expression, at: index) else { return [] }
      index = atom.end
      let isRepeated = index < expression.count && "?*+{".utf8.contains(expression[index])
      if isRepeated {
        guard let end = PatternAtom.repetitionEnd(expression, index) else { return [] }
        index = end
      }
      if let byte = atom.literal, !isRepeated {
        run.append(byte)
        continue
      }
      endRun()
      if !isRepeated, isBetter(atom.alternatives) { best = atom.alternatives }
    }
    endRun()
    return best
  }
}

/// One part of an expression: a character, a class or a group.
private struct PatternAtom {
  /// The index behind it.
  var end: Int
  /// The byte that it stands for; nil where it stands for several.
  var literal: UInt8?
  /// Literals of which it is one; empty where it may be something else.
  var alternatives: [[UInt8]] = []

  /// Reads the part at an index; nil for what is not understood.
  init?(_ expression: [UInt8], at index: Int) {
    let byte = expression[index]
    end = index + 1
    switch byte {
    case 0x5C:
      guard end < expression.count else { return nil }
      if !expression[end].isAlphanumeric { literal = expression[end] }
      // A class such as `\d` is one; assertions, numbers and codes of characters are not understood.
      if expression[end].isAlphanumeric, !"dDwWsS".utf8.contains(expression[end]) { return nil }
      end += 1
    case 0x5B:
      guard let last = Self.classEnd(expression, index) else { return nil }
      end = last
    case 0x28:
      guard let last = Self.groupEnd(expression, index) else { return nil }
      var body = expression[index + 1..<last - 1]
      if body.starts(with: Array("?:".utf8)) { body = body.dropFirst(2) }
      if body.first == 0x3F { return nil }
      end = last
      let isPlain = body.allSatisfy { $0.isAlphanumeric || $0 == 0x7C || $0 == 0x5F || $0 == 0x2D }
      if isPlain {
        alternatives = body.split(separator: 0x7C, omittingEmptySubsequences: false).map(Array.init)
      }
    case 0x7C, 0x29, 0x5D, 0x3F, 0x2A, 0x2B, 0x7B, 0x7D: return nil
    case 0x2E, 0x5E, 0x24: break
    default: literal = byte
    }
  }

  /// The index behind `?`, `*`, `+` or `{2,5}`.
  static func repetitionEnd(_ expression: [UInt8], _ index: Int) -> Int? {
    var end = index + 1
    if expression[index] == 0x7B {
      guard let last = expression[index...].firstIndex(of: 0x7D) else { return nil }
      end = last + 1
    }
    while end < expression.count, expression[end] == 0x3F || expression[end] == 0x2B { end += 1 }
    return end
  }

  /// The index behind a class of characters.
  private static func classEnd(_ expression: [UInt8], _ start: Int) -> Int? {
    var index = start + 1
    if index < expression.count, expression[index] == 0x5E { index += 1 }
    if index < expression.count, expression[index] == 0x5D { index += 1 }
    while index < expression.count, expression[index] != 0x5D {
      index += expression[index] == 0x5C ? 2 : 1
    }
    return index < expression.count ? index + 1 : nil
  }

  /// The index behind a group.
  private static func groupEnd(_ expression: [UInt8], _ start: Int) -> Int? {
    var index = start + 1
    while index < expression.count, expression[index] != 0x29 {
      switch expression[index] {
      case 0x5C: index += 2
      case 0x5B:
        guard let end = classEnd(expression, index) else { return nil }
        index = end
      case 0x28:
        guard let end = groupEnd(expression, index) else { return nil }
        index = end
      default: index += 1
      }
    }
    return index < expression.count ? index + 1 : nil
  }
}
