import Synchronization

/// A bucket of tokens for each principal: so many requests at once, and so many a second for long.
final class RateLimiter: Sendable {
  /// A bucket.
  private struct Bucket {
    /// Thousandths of a request that are left.
    var milli: Int64
    /// When it was looked at, in milliseconds of a clock that never goes back.
    var at: Int64
  }

  /// Buckets that are kept; full ones are forgotten first.
  private static let bucketsMax = 10_000

  private let buckets = Mutex<[String: Bucket]>([:])
  private let limits: DeskSettings.Limits

  /// Creates buckets that are full.
  init(_ limits: DeskSettings.Limits) { self.limits = limits }

  /// Takes a request out of a bucket.
  /// - Parameters:
  ///   - key: whose bucket.
  ///   - now: milliseconds.
  /// - Returns: nil where there was one; otherwise seconds until there is.
  func take(_ key: String, at now: Int64) -> Int64? {
    buckets.withLock { buckets in
      let full = limits.burst * 1_000
      if buckets[key] == nil, buckets.count >= Self.bucketsMax {
        buckets = buckets.filter { refilled($0.value, now) < full }
        if buckets.count >= Self.bucketsMax { return 1 }
      }
      var bucket = buckets[key] ?? Bucket(milli: full, at: now)
      bucket.milli = refilled(bucket, now)
      bucket.at = now
      defer { buckets[key] = bucket }
      guard bucket.milli >= 1_000 else {
        return max(1, (1_000 - bucket.milli) / (limits.requestsASecond * 1_000) + 1)
      }
      bucket.milli -= 1_000
      return nil
    }
  }

  /// What is in a bucket now.
  private func refilled(_ bucket: Bucket, _ now: Int64) -> Int64 {
    min(limits.burst * 1_000, bucket.milli + (now - bucket.at) * limits.requestsASecond)
  }
}
