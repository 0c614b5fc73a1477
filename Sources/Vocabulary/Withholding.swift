/// Why a file is not released, as the manifest states it.
///
/// Source: manifest format, phigate-manifest(5).
package enum Reason: String, CaseIterable, Sendable {
  case encrypted
  case corrupt
  case truncated
  case unsupportedFormat = "unsupported-format"
  case unscannableContent = "unscannable-content"
  case ambiguousStructure = "ambiguous-structure"
  case limitDepth = "limit-depth"
  case limitRatio = "limit-ratio"
  case limitSize = "limit-size"
  case limitMembers = "limit-members"
  case limitTime = "limit-time"
  case unsafePath = "unsafe-path"
  case unsafeLink = "unsafe-link"
  case specialFile = "special-file"
  case unreadable
  case changedWhileReading = "changed-while-reading"
  case nameCollision = "name-collision"
  case nameEncoding = "name-encoding"
  case mountBoundary = "mount-boundary"
  case residualPHI = "residual-phi"
  case readerCrashed = "reader-crashed"
  case excluded
  case inProgress = "in-progress"
  case policy

  /// Whether another run on another machine may come to another end.
  package var isTransient: Bool {
    switch self {
    case .limitTime, .readerCrashed, .changedWhileReading, .unreadable: true
    default: false
    }
  }
}

/// Thrown by readers: this input cannot be released, and why.
///
/// The run goes on.
package struct Withholding: Error, Sendable, Hashable {
  /// The reason that goes into the manifest.
  package var reason: Reason
  /// One sentence for messages, with the number that matters and without any value from the input;
  /// empty where the reason says it all.
  package var detail: String

  /// Creates a reason to withhold.
  package init(_ reason: Reason, _ detail: String = "") {
    self.reason = reason
    self.detail = detail
  }
}
