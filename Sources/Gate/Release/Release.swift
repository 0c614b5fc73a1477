import AuditLog
import Files
import Manifest
import Records
package import Vocabulary

/// What a release came to.
package struct ReleaseResult: Sendable {
  /// The request.
  package var request: ReleaseRequest
  /// The folder at the destination; nil for a dry run and for what left as a stream.
  package var folder: String?
  /// Approvals that were used.
  package var approvals: [VerifiedToken]
  /// Whether the glass was broken for it.
  package var isBreakGlass = false
}

/// The right to publish one prepared folder once; made only by the gate, after the tokens were spent.
struct Permit: ~Copyable {
  /// The prepared folder, complete and synced.
  private let prepared: PreparedFolder

  /// Made where the log holds the request's `release.begin` for this receipt, and no end.
  init(
    _ prepared: consuming PreparedFolder,
    receipt: Digest256,
    begun known: LogIndex.Request?
  ) throws(Failure) {
    guard let known, known.hasBegun, known.receipt == receipt, !known.hasEnded,
      !known.isAbandoned
    else { throw Failure(.internalError, "a permit without a row release.begin") }
    self.prepared = prepared
  }

  /// Publishes; the permit is gone afterwards.
  consuming func publish() throws(Failure) -> String {
    try prepared.publish()
  }

  /// Hands the bundle over as a stream; the permit is gone afterwards, whatever became of it.
  consuming func deliver(
    to outlet: Outlet,
    output: Int32,
    environment: [String]
  ) throws(Failure) -> Delivery {
    try prepared.deliver(to: outlet, output: output, environment: environment)
  }
}

/// What a release is verified against: one request, its place and the evidence for it.
struct ReleaseCase: Sendable {
  /// The review of the stage as it is.
  var review: Review
  /// The destination.
  var place: TrustDocument.Destination
  /// The destination's folder; the gate's own where the bundle leaves as a stream.
  var folder: String
  /// Where the destination's address leads.
  var outlet: Outlet
  /// The time at which it was verified.
  var now: Timestamp

  /// The request.
  var request: ReleaseRequest { review.request }
  /// Where the bundle will stand.
  var target: String { "\(folder)/\(request.folderName)" }
  /// Where it is prepared.
  var draft: String { PreparedFolder.draftPath(below: folder, requestID: request.id) }
}

extension ReleaseGate {
  /// Verifies everything and lets a bundle leave: steps 9 to 21.
  ///
  /// `stage`: the bundle. `destination`: must be the request's. `isDryRun`: ends after step 17,
  /// spends and publishes nothing. `rescan`: scans the private copies. Throws: one reason code;
  /// where a request is known, a row and a signed receipt say so too.
  package func release(
    _ stage: borrowing StageFolder,
    to destination: String,
    isDryRun: Bool = false,
    rescan: Rescan
  ) throws(Failure) -> ReleaseResult {
    do throws(Failure) {
      return try attempt(stage, destination, isDryRun, rescan)
    } catch {
      if !isDryRun { try noteRefusal(stage, error) }
      throw error
    }
  }

  /// One attempt; every refusal is thrown.
  private func attempt(
    _ stage: borrowing StageFolder,
    _ destination: String,
    _ isDryRun: Bool,
    _ rescan: Rescan
  ) throws(Failure) -> ReleaseResult {
    let now = try now()
    let review = try review(of: stage)
    let lock = try lock(review.request)
    defer { withExtendedLifetime(lock) {} }
    try refresh()
    let known = index.requests[review.request.id]
    guard known?.hasEnded != true, known?.isAbandoned != true else {
      throw .refusal(
        .tokenSpent,
        "nothing was released",
        next: "ask anew: phigate request STAGE"
      )
    }
    let release = try releaseCase(review, destination, now)
    if known?.hasBegun == true {
      guard !isDryRun else { throw unfinished(release) }
      return try finish(release, stage, rescan)
    }
    if let refused = try intake(stage).first(where: { $0.refusal != nil })?.refusal {
      throw refused
    }
    let standing = try currentStanding(release)
    try checkWitnessed(release.request.id)
    var prepared = try prepare(release, at: release.draft, stage, rescan)
    guard !isDryRun else {
      return ReleaseResult(request: release.request, folder: nil, approvals: standing.used)
    }
    let receipt = try Receipt(
      request: release.request,
      envelopes: standing.used.map(\.digest),
      time: now,
      reasonCodes: [],
      action: standing.isBreakGlass ? .breakGlass : .release
    )
    .sign(with: key)
    try addEvidence(&prepared, release, stage, standing.used, receipt)
    let published = try publish(prepared, release, standing, receipt)
    return ReleaseResult(
      request: release.request,
      folder: published,
      approvals: standing.used,
      isBreakGlass: standing.isBreakGlass
    )
  }

  /// Takes the lock of a request's release.
  func lock(_ request: ReleaseRequest) throws(Failure) -> FileLock {
    try SystemFiles.makeFolders(places.locks)
    return try FileLock(
      path: "\(places.locks)/\(request.id)",
      what: "the release of request \(request.id)"
    )
  }

  /// Step 10 for the request itself: destination, profile, rule set.
  func releaseCase(
    _ review: Review,
    _ destination: String,
    _ now: Timestamp
  ) throws(Failure) -> ReleaseCase {
    let request = review.request
    let known = index.requests[request.id]
    if known?.hasBegun != true { try checkUnexpired(request, now) }
    guard request.destinationID == destination else {
      throw .refusal(
        .destinationMismatch,
        "requested for \(request.destinationID), nothing was released"
      )
    }
    guard let place = trust.document.destination(destination), let outlet = place.outlet else {
      throw .refusal(.destinationUnknown, "nothing was released")
    }
    try trust.document.checkProfile(request.profile, to: place, at: now)
    guard request.rulesetEpoch >= trust.document.rulesetEpochMin else {
      throw .refusal(
        .rulesetBelowFloor,
        "epoch \(request.rulesetEpoch), not \(trust.document.rulesetEpochMin)"
      )
    }
    if case .command(let words) = outlet { try DeliveryCommand.check(words) }
    return try releaseCase(review, place, outlet, now)
  }

  /// A release to an outlet, and where it is prepared.
  func releaseCase(
    _ review: Review,
    _ place: TrustDocument.Destination,
    _ outlet: Outlet,
    _ now: Timestamp
  ) throws(Failure) -> ReleaseCase {
    var folder = outgoing
    if case .folder(let path) = outlet {
      folder = path
    } else {
      try SystemFiles.makeFolders(outgoing)
    }
    return ReleaseCase(review: review, place: place, folder: folder, outlet: outlet, now: now)
  }

  /// Steps 11 to 16 at this moment, from the log.
  func currentStanding(
    _ release: ReleaseCase,
    index: LogIndex? = nil
  ) throws(Failure) -> Standing {
    let context = VerificationContext(trust: trust, review: release.review, now: try now())
    let standing = try standing(release.review, context, index: index)
    try standing.check()
    return standing
  }

  /// Step 17: every file copied, hashed and scanned again in a private folder.
  func prepare(
    _ release: ReleaseCase,
    at path: String,
    _ stage: borrowing StageFolder,
    _ rescan: Rescan
  ) throws(Failure) -> PreparedFolder {
    let manifest = try stage.manifest()
    let digest = release.request.manifest
    let header = try stage.checkComplete(manifest, expecting: digest).header
    try checkHeader(header, release.request)
    let scan = try rescan.prepared(header, digest)
    var prepared = try PreparedFolder(
      below: release.folder,
      at: path,
      finalName: release.request.folderName
    )
    var names = release.place.portableNames ? PortableNames() : nil
    try manifest.read(expecting: digest) { (entry) throws(Failure) in
      guard entry.leavesAsFile else { return }
      try names?.add(entry)
      try prepared.copy(entry, from: stage, rescan: scan)
    }
    return prepared
  }

  /// The manifest's header must be what the request says.
  private func checkHeader(
    _ header: ManifestHeader,
    _ request: ReleaseRequest
  ) throws(Failure) {
    guard header.ruleset.sha256 == request.rulesetDigest,
      Int64(header.ruleset.epoch) == request.rulesetEpoch
    else { throw .refusal(.rulesetMismatch) }
    guard header.profile == request.profile else { throw .refusal(.requestMismatch, "profile") }
  }

  /// Writes what goes with the data.
  func addEvidence(
    _ prepared: inout PreparedFolder,
    _ release: ReleaseCase,
    _ stage: borrowing StageFolder,
    _ approvals: [VerifiedToken],
    _ receipt: [UInt8]
  ) throws(Failure) {
    let request = release.request
    try prepared.add("receipt.dsse.json", receipt)
    guard release.place.evidence == .full else { return }
    let (manifest, digest) = (try stage.manifest(), request.manifest)
    try prepared.add("manifest.jsonl") { (write) throws(Failure) in
      try manifest.copy(expecting: digest, to: write)
    }
    try prepared.add("request.json", request.encoded)
    try prepared.add("SHA256SUMS") { (write) throws(Failure) in
      try manifest.read(expecting: digest) { (entry) throws(Failure) in
        if entry.leavesAsFile, let output = entry.output {
          try write(Self.checksum(output.sha256, PathText.unescape(output.path) ?? []))
        }
      }
      try write(Array("\(digest.hex)  manifest.jsonl\n".utf8))
    }
    for token in approvals {
      try prepared.add(
        "approvals/\(token.digest.hex.prefix(16)).dsse.json",
        try store.record(token.digest)
      )
    }
  }

  /// A line for `sha256sum -c` of a file in `data/`, with its escaping of backslashes and line ends.
  static func checksum(_ digest: Digest256, _ name: [UInt8]) -> [UInt8] {
    let path = Array("data/".utf8) + name
    var escaped: [UInt8] = []
    for byte in path {
      switch byte {
      case 0x5C: escaped += [0x5C, 0x5C]
      case 0x0A: escaped += [0x5C, 0x6E]
      case 0x0D: escaped += [0x5C, 0x72]
      default: escaped.append(byte)
      }
    }
    let mark: [UInt8] = escaped.count == path.count ? [] : [0x5C]
    return mark + Array("\(digest.hex)  ".utf8) + escaped + [0x0A]
  }

  /// Steps 19 to 21: spend and begin in one transaction, rename, end.
  private func publish(
    _ prepared: consuming PreparedFolder,
    _ release: ReleaseCase,
    _ standing: Standing,
    _ receipt: [UInt8]
  ) throws(Failure) -> String? {
    try prepared.sync()
    let detail = try store.keep(receipt)
    try spend(&prepared, release, standing, detail)
    try refresh()
    let known = index.requests[release.request.id]
    let permit = try Permit(prepared, receipt: detail, begun: known)
    guard case .folder = release.outlet else {
      try deliver(permit, release, standing)
      return nil
    }
    let folder = try permit.publish()
    do throws(Failure) {
      try append(event(GateEvent.end, release.request, detail))
    } catch {
      throw Failure(
        error.code,
        "the bundle was released, but not all of that could be logged: \(error.message)",
        path: folder,
        next: "see what is wrong and run release again, which logs it where it must",
        reasons: error.reasons
      )
    }
    return folder
  }

  /// Step 19: spends the approvals, in the transaction that writes `release.begin`, after a look at
  /// what was logged while the files were copied: a denial, a revocation, a new trust version.
  private func spend(
    _ prepared: inout PreparedFolder,
    _ release: ReleaseCase,
    _ standing: Standing,
    _ detail: Digest256
  ) throws(Failure) {
    var row = event(GateEvent.begin, release.request, detail)
    if standing.isBreakGlass { row.reasonCodes = [GateEvent.breakGlass] }
    do throws(Failure) {
      _ = try log.spend(
        tokens: standing.used.map(\.digest),
        requestID: release.request.id,
        event: row,
        signer: key,
        acceptClock: acceptClock
      ) { () throws(Failure) in
        let fresh = try self.freshIndex()
        try self.checkTrust(fresh)
        let now = try self.currentStanding(release, index: fresh)
        let counting = Set(now.used.map(\.digest))
        guard standing.used.allSatisfy({ counting.contains($0.digest) }) else {
          throw .refusal(.thresholdNotMet, "an approval was taken back, nothing was released")
        }
      }
    } catch {
      // The rows may be in the log although a checkpoint's copy failed: then the folder stays for
      // whoever finishes the release.
      if (try? log.isSpent(requestID: release.request.id)) != false { prepared.keep() }
      throw error
    }
    prepared.keep()
  }

  /// A row of a release.
  func event(_ name: String, _ request: ReleaseRequest, _ detail: Digest256) -> AuditEvent {
    AuditEvent(
      name,
      actor: actor(),
      subject: AuditSubject(
        kind: "manifest",
        id: request.destinationID,
        sha256: request.manifest
      ),
      requestID: request.id,
      decision: "PASSED",
      policy: trust.digest,
      ruleset: request.rulesetDigest,
      trustVersion: trust.document.version,
      detail: detail
    )
  }

  /// Leaves a row and a receipt of a refused attempt, where the request is one of the log.
  private func noteRefusal(
    _ stage: borrowing StageFolder,
    _ failure: Failure
  ) throws(Failure) {
    // A lock is not a refusal: the run that holds it will leave its own rows.
    // What was handed over left its row already.
    guard failure.code != .locked,
      failure.reasons.first != RefusalCode.deliveryFailed.rawValue,
      let request = try? stage.request(),
      index.requests[request.id] != nil
    else { return }
    try note(GateEvent.refused, request, failure.reasons)
  }

  /// Leaves a row and a receipt that say FAILED.
  func note(
    _ name: String,
    _ request: ReleaseRequest,
    _ reasons: [String]
  ) throws(Failure) {
    let receipt = try Receipt(
      request: request,
      envelopes: [],
      time: clock.now(),
      reasonCodes: reasons.isEmpty ? ["internal"] : reasons
    )
    .sign(with: key)
    var row = event(name, request, try store.keep(receipt))
    row.decision = "FAILED"
    row.reasonCodes = reasons
    guard name == GateEvent.refused else { return try append(row) }
    // What refuses a release because of the clock or of new trust refuses the row as well; the
    // refusal stands.
    try? append(row)
  }
}
