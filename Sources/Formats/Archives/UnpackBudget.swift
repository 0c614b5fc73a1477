import Synchronization
package import Vocabulary

/// What may be unpacked from one top-level file, with all that is nested in it.
///
/// One for each top-level file, shared by all walks and streams inside it, on any thread. The sum
/// does not depend on the order, so neither does whether it is exceeded.
package final class UnpackBudget: Sendable {
  /// The limits that hold.
  package let limits: Limits
  /// Size of the top-level file in bytes.
  private let packedBytes: Int64
  /// Bytes unpacked until now.
  private let unpacked = Atomic<Int64>(0)

  /// Allows what `limits` allow for one top-level file.
  ///
  /// - Parameters:
  ///   - limits: the limits that hold.
  ///   - packedBytes: size of the top-level file in bytes.
  package init(limits: Limits, packedBytes: Int64) {
    self.limits = limits
    self.packedBytes = packedBytes
  }

  /// Accounts for `count` more unpacked bytes.
  ///
  /// - Throws: `limit-size` or `limit-ratio` where they are too many.
  package func spend(_ count: Int) throws(Withholding) {
    let total = unpacked.add(Int64(count), ordering: .relaxed).newValue
    guard total <= limits.unpackedBytesMax else {
      throw Withholding(.limitSize, "more than \(limits.unpackedBytesMax) bytes unpacked")
    }
    try limits.checkRatio(unpacked: total, packed: packedBytes)
  }
}

extension Limits {
  /// Throws `limit-ratio` where `unpacked` bytes out of `packed` bytes are a bomb.
  func checkRatio(unpacked: Int64, packed: Int64) throws(Withholding) {
    guard unpacked > ratioFreeBytes else { return }
    let (allowed, isHuge) = packed.multipliedReportingOverflow(by: Int64(ratioMax))
    guard isHuge || unpacked <= allowed else {
      throw Withholding(
        .limitRatio,
        "\(unpacked) bytes out of \(packed) exceed the ratio \(ratioMax)"
      )
    }
  }
}
