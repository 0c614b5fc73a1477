/// How long to wait before a delivery is tried again.
///
/// Doubling, with a random part so that many desks do not come back at the same moment. What the
/// other side asks for counts where it is longer.
package enum Backoff {
  /// Attempts after which a delivery is given up: about a day.
  package static let attemptsMax: Int64 = 100
  /// Seconds after the first attempt, before the random part.
  package static let firstSeconds: Int64 = 2
  /// Seconds between attempts at most.
  package static let longestSeconds: Int64 = 900
  /// Seconds that the other side may ask for.
  package static let askedSecondsMax: Int64 = 3_600

  /// Seconds until the next attempt.
  /// - Parameters:
  ///   - attempts: how many there were, at least 1.
  ///   - asked: what the other side asked for; nil for nothing.
  ///   - generator: where the random part comes from.
  /// - Returns: from half of the doubled time up to all of it; never less than asked.
  package static func seconds(
    afterAttempts attempts: Int64,
    asked: Int64?,
    using generator: inout some RandomNumberGenerator
  ) -> Int64 {
    let doublings = min(max(attempts, 1) - 1, 20)
    let whole = min(firstSeconds << doublings, longestSeconds)
    let own = Int64.random(in: (whole + 1) / 2...whole, using: &generator)
    return max(own, min(asked ?? 0, askedSecondsMax))
  }
}
