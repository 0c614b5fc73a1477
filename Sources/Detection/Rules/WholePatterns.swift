package import Vocabulary

/// Expressions that a value must match from its first byte to its last.
package final class WholePatterns: Sendable {
  private let set: PatternSet

  /// Compiles expressions.
  /// - Parameters:
  ///   - expressions: at least one, each with the line it stands on.
  ///   - path: the file they stand in.
  /// - Throws: a usage failure for one that has no bound, matches an empty text or cannot be
  ///   compiled.
  package init(_ expressions: [(text: String, line: Int)], path: String?) throws(Failure) {
    do throws(PatternFault) {
      set = try PatternSet(expressions.map { "^(?:\($0.text))\\z" })
    } catch {
      throw Failure(
        .usage,
        "configuration: the pattern of an entry of the allow-list \(error.message)",
        path: "\(path ?? "phigate.yml"):\(expressions[error.index].line)"
      )
    }
  }

  /// Whether an expression matches the whole value and `isWanted` says so of its index.
  package func match(
    _ value: Span<UInt8>,
    _ scratch: inout ScanScratch,
    isWanted: (Int) -> Bool
  ) -> Bool {
    var matches: [PatternMatch] = []
    set.scan(value, scratch.wholePatterns, into: &matches)
    return matches.contains {
      $0.start == 0 && Int($0.end) == value.count && isWanted(Int($0.expression))
    }
  }
}
