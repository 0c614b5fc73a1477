/// A shell pattern over bytes: `*` (not across `/`), `**` (across), `?`.
struct Glob: Sendable {
  private let pattern: [UInt8]

  /// Takes a pattern.
  init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
  }

  /// Whether all of `text` matches; linear in the product of both lengths.
  func matches(_ text: [UInt8]) -> Bool {
    var states: Set<Int> = close([0])
    for byte in text {
      var next: Set<Int> = []
      for state in states where state < pattern.count {
        let isStar = pattern[state] == 0x2A
        let isDouble = isStar && state + 1 < pattern.count && pattern[state + 1] == 0x2A
        if isStar, isDouble || byte != 0x2F { next.insert(state) }
        if !isStar, pattern[state] == byte || (pattern[state] == 0x3F && byte != 0x2F) {
          next.insert(state + 1)
        }
      }
      if next.isEmpty { return false }
      states = close(next)
    }
    return states.contains(pattern.count)
  }

  /// Adds what stars reach without a byte.
  private func close(_ states: Set<Int>) -> Set<Int> {
    var all = states
    var pending = Array(states)
    while let state = pending.popLast() {
      guard state < pattern.count, pattern[state] == 0x2A else { continue }
      let isDouble = state + 1 < pattern.count && pattern[state + 1] == 0x2A
      let next = state + (isDouble ? 2 : 1)
      if all.insert(next).inserted { pending.append(next) }
    }
    return all
  }
}
