import Vocabulary

extension BlockScanner {
  /// Ends of lines in a value that stay, at most: what has more is replaced whole.
  private static let keptLinesMax = 3

  /// Writes a tag for each line of a value but the last one, with what ends it and begins the next, so that a copy has
  /// as many lines.
  ///
  /// Keys of several lines are one value.
  func keepLines(of value: Span<UInt8>, _ kind: IdentifierKind, _ arena: inout [UInt8]) {
    let ends = value.indices.filter { value[$0] == 0x0A }
    guard kind != .secret, (1...Self.keptLinesMax).contains(ends.count) else { return }
    for end in ends {
      var next = end + 1
      while next < value.count, [0x20, 0x3E, 0x09].contains(value[next]) { next += 1 }
      arena += Array("[\(kind.label)]".utf8)
      for place in (end > 0 && value[end - 1] == 0x0D ? end - 1 : end)..<next {
        arena.append(value[place])
      }
    }
  }
}
