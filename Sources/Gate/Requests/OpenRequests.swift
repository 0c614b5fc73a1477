import AuditLog
import Files
package import Records
package import Vocabulary

/// Which requests may still lead to a release, or owe a review: their stages must stay.
package struct OpenRequests {
  private let index: LogIndex
  private let store: ObjectStore
  private let now: Timestamp

  /// Reads the rows of a log.
  package init(_ view: AuditView, clock: WallClock = .system) throws(Failure) {
    var index = LogIndex()
    try view.log.rows { (row) throws(Failure) in index.add(row) }
    self.index = index
    store = view.store
    now = clock.now()
  }

  /// Whether a stage's request is open: pending, released in part, or owing a review.
  ///
  /// - Parameter request: the bytes of request.json.
  /// - Returns: true also where the log does not know it or knows another one of its name: nobody
  ///   can tell then.
  package func contains(_ request: [UInt8]) -> Bool {
    guard let read = try? ReleaseRequest(reading: request), let known = index.requests[read.id],
      known.digest == read.digest
    else { return true }
    if known.owesReview { return true }
    if known.hasEnded || known.isAbandoned { return false }
    if known.hasBegun { return true }
    return !known.isDenied && now < read.expiresAt
  }
}
