import AuditLog
import Files
import Manifest
import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// What is done about a release that was killed between step 19 and step 21.
///
/// A rename either happened or did not, and both leave a trace: the folder under its final name, or
/// the private one under its own. Only where neither is there does a person have to decide.
extension ReleaseGate {
  /// Brings a release that broke off to its end: step 20 where it is missing, then step 21.
  ///
  /// Everything is verified again, as of now: copies, approvals, trust. Throws:
  /// `release_unfinished` where it cannot be told whether the bundle left.
  func finish(
    _ release: ReleaseCase,
    _ stage: borrowing StageFolder,
    _ rescan: Rescan
  ) throws(Failure) -> ReleaseResult {
    guard let detail = index.requests[release.request.id]?.receipt else {
      throw unfinished(release)
    }
    // Of a stream nobody here can tell how much was taken.
    guard case .folder = release.outlet else { throw unfinished(release) }
    let receipt = try store.record(detail)
    let approvals = try spentApprovals(release)
    if try holds(release.target, detail) {
      try checkPublished(release, stage)
      removeTree(release.draft)
    } else {
      guard try holds(release.draft, detail) else { throw unfinished(release) }
      _ = try currentStanding(release)
      try republish(release, stage, rescan, approvals, (receipt, detail))
    }
    try append(event(GateEvent.end, release.request, detail))
    return ReleaseResult(
      request: release.request,
      folder: release.target,
      approvals: approvals
    )
  }

  /// Ends a release that broke off, by a person's decision: nothing more will leave for it, and its
  /// approvals stay used.
  ///
  /// Refused where the bundle is at its destination: that is for `release` to log.
  package func abandon(
    _ stage: borrowing StageFolder,
    at destination: String
  ) throws(Failure) -> ReleaseRequest {
    let review = try review(of: stage)
    let lock = try lock(review.request)
    defer { withExtendedLifetime(lock) {} }
    try refresh()
    let release = try brokenOff(review, destination)
    guard let known = index.requests[review.request.id], known.hasBegun, !known.hasEnded,
      !known.isAbandoned
    else {
      throw Failure(
        .usage,
        "no release of this request broke off, nothing was changed",
        path: stage.path
      )
    }
    guard !SystemFiles.exists(release.target) else {
      throw .refusal(
        .destinationOccupied,
        "the bundle may have left",
        path: release.target,
        next: "phigate release logs its end"
      )
    }
    try note(
      GateEvent.abandoned,
      review.request,
      [RefusalCode.releaseUnfinished.rawValue]
    )
    removeTree(release.draft)
    return review.request
  }

  /// Where a release that broke off was going, by its request alone: trust may have changed since.
  private func brokenOff(
    _ review: Review,
    _ destination: String
  ) throws(Failure) -> ReleaseCase {
    let request = review.request
    guard request.destinationID == destination else {
      throw .refusal(.destinationMismatch, "requested for \(request.destinationID)")
    }
    let place = TrustDocument.Destination(
      id: request.destinationID,
      uri: request.destinationURI,
      accepts: [request.profile],
      agreement: nil,
      determination: nil,
      evidence: .full
    )
    guard let outlet = place.outlet else { throw .refusal(.destinationUnknown) }
    return try releaseCase(review, place, outlet, try now())
  }

  /// The refusal of a release of which nobody can tell how it ended.
  func unfinished(_ release: ReleaseCase) -> Failure {
    .refusal(
      .releaseUnfinished,
      "request \(release.request.id)",
      path: release.target,
      next: "look whether the bundle left; then phigate release --abandon, and ask anew"
    )
  }

  /// Prepares the bundle anew beside the first one, which stays as the proof that nothing left, and
  /// publishes it under the same receipt.
  private func republish(
    _ release: ReleaseCase,
    _ stage: borrowing StageFolder,
    _ rescan: Rescan,
    _ approvals: [VerifiedToken],
    _ receipt: (bytes: [UInt8], digest: Digest256)
  ) throws(Failure) {
    var prepared = try prepare(release, at: "\(release.draft).again", stage, rescan)
    try addEvidence(&prepared, release, stage, approvals, receipt.bytes)
    try prepared.sync()
    try refresh()
    try checkTrust(index)
    _ = try currentStanding(release)
    let known = index.requests[release.request.id]
    let permit = try Permit(prepared, receipt: receipt.digest, begun: known)
    _ = try permit.publish()
    removeTree(release.draft)
  }

  /// The approvals that `release.begin` spent, verified as of the time of their release.
  private func spentApprovals(_ release: ReleaseCase) throws(Failure) -> [VerifiedToken] {
    let context = VerificationContext(trust: trust, review: release.review, now: release.now)
    let standing = try standing(release.review, context)
    return try (standing.approvals + standing.breakGlass)
      .filtering { (token) throws(Failure) in
        try log.isSpent(token: token.digest)
      }
  }

  /// Whether a folder holds the receipt of a digest.
  private func holds(_ folder: String, _ receipt: Digest256) throws(Failure) -> Bool {
    let bytes = try SmallFile.readIfThere("\(folder)/receipt.dsse.json", bytesMax: 1 << 20)
    return bytes.map { Digest256(hashing: $0) } == receipt
  }

  /// Compares what stands at the destination with the manifest.
  /// - Throws: `bytes_mismatch`, `manifest_mismatch`, `release_unfinished`.
  private func checkPublished(
    _ release: ReleaseCase,
    _ stage: borrowing StageFolder
  ) throws(Failure) {
    let published = try StageFolder(path: release.target)
    let manifest = try stage.manifest()
    try manifest.read(expecting: release.request.manifest) { (entry) throws(Failure) in
      guard entry.leavesAsFile else { return }
      let file = try published.open(entry)
      var hash = Hasher256()
      while true {
        let piece = try SmallFile.readPiece(file.number, max: 1 << 20)
        if piece.isEmpty { break }
        hash.update(piece)
      }
      guard hash.finish() == entry.output?.sha256 else {
        throw .refusal(.bytesMismatch, "at the destination", path: release.target)
      }
    }
  }
}

extension Array {
  /// `filter` that keeps a typed error.
  func filtering<Fault: Error>(
    _ isIncluded: (Element) throws(Fault) -> Bool
  ) throws(Fault) -> [Element] {
    var kept: [Element] = []
    for element in self where try isIncluded(element) { kept.append(element) }
    return kept
  }
}
