import AuditLog
import Manifest
import Records
package import Vocabulary

/// What a release came to.
package struct ReleaseResult: Sendable {
  /// The request.
  package var request: ReleaseRequest
  /// The folder at the destination; nil for a dry run.
  package var folder: String?
  /// Approvals that were used.
  package var approvals: [VerifiedToken]
}

/// The right to publish one prepared folder once; made only by the gate, after the tokens were spent.
struct Permit: ~Copyable {
  /// The prepared folder, complete and synced.
  private let prepared: PreparedFolder

  /// Made where `release.begin` is in the log.
  fileprivate init(_ prepared: consuming PreparedFolder, begun row: AuditRow) throws(Failure) {
    guard row.event.event == GateEvent.begin else {
      throw Failure(.internalError, "a permit without a row release.begin")
    }
    self.prepared = prepared
  }

  /// Publishes; the permit is gone afterwards.
  consuming func publish() throws(Failure) -> String {
    try prepared.publish()
  }
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
    let request = review.request
    try checkUnused(request)
    guard request.destinationID == destination else {
      throw .refusal(
        .destinationMismatch,
        "requested for \(request.destinationID), nothing was released"
      )
    }
    guard let place = trust.document.destination(destination), let folder = place.folder else {
      throw .refusal(.destinationUnknown, "nothing was released")
    }
    try trust.document.checkProfile(request.profile, to: place, at: now)
    guard request.rulesetEpoch >= trust.document.rulesetEpochMin else {
      throw .refusal(
        .rulesetBelowFloor,
        "epoch \(request.rulesetEpoch), not \(trust.document.rulesetEpochMin)"
      )
    }
    if let refused = try intake(stage).first(where: { $0.refusal != nil })?.refusal {
      throw refused
    }
    let standing = try standing(
      review,
      VerificationContext(trust: trust, review: review, now: now)
    )
    try standing.check()
    let manifest = try stage.manifest()
    guard Digest256(hashing: manifest) == request.manifest else {
      throw .refusal(.manifestMismatch)
    }
    let content = try ManifestContent(manifest)
    try checkHeader(content.header, request)
    try stage.checkNothingUnlisted(content.released)
    var prepared = try PreparedFolder(below: folder, finalName: request.folderName)
    for entry in content.released { try prepared.copy(entry, from: stage, rescan: rescan) }
    guard !isDryRun else {
      return ReleaseResult(request: request, folder: nil, approvals: standing.approvals)
    }
    let envelopes = standing.approvals.map(\.digest)
    let receipt = try Receipt(
      request: request,
      envelopes: envelopes,
      time: now,
      reasonCodes: []
    )
    .sign(with: key)
    try addEvidence(&prepared, place, manifest, request, standing, content.released, receipt)
    let published = try publish(prepared, request, envelopes, receipt)
    return ReleaseResult(request: request, folder: published, approvals: standing.approvals)
  }

  /// Refuses a request that was released, or whose release broke off.
  private func checkUnused(_ request: ReleaseRequest) throws(Failure) {
    guard let known = index.requests[request.id] else { return }
    if known.hasEnded {
      throw .refusal(
        .tokenSpent,
        "nothing was released",
        next: "ask anew: phigate request STAGE"
      )
    }
    guard !known.hasBegun else {
      throw .refusal(
        .releaseUnfinished,
        "request \(request.id)",
        next: "look at the destination; then ask anew: phigate request STAGE"
      )
    }
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
  private func addEvidence(
    _ prepared: inout PreparedFolder,
    _ place: TrustDocument.Destination,
    _ manifest: [UInt8],
    _ request: ReleaseRequest,
    _ standing: Standing,
    _ released: [ManifestEntry],
    _ receipt: [UInt8]
  ) throws(Failure) {
    try prepared.add("receipt.dsse.json", receipt)
    guard place.evidence == .full else { return }
    try prepared.add("manifest.jsonl", manifest)
    try prepared.add("request.json", request.encoded)
    try prepared.add("SHA256SUMS", Self.checksums(released, request.manifest))
    for token in standing.approvals {
      try prepared.add(
        "approvals/\(token.digest.hex.prefix(16)).dsse.json",
        try store.record(token.digest)
      )
    }
  }

  /// The text for `sha256sum -c`, with its escaping of backslashes and line ends.
  static func checksums(
    _ released: [ManifestEntry],
    _ manifest: Digest256
  ) throws(Failure) -> [UInt8] {
    var text: [UInt8] = []
    for entry in released {
      guard let output = entry.output else { continue }
      let path = Array("data/".utf8) + (PathText.unescape(output.path) ?? [])
      var escaped: [UInt8] = []
      for byte in path {
        switch byte {
        case 0x5C: escaped += [0x5C, 0x5C]
        case 0x0A: escaped += [0x5C, 0x6E]
        case 0x0D: escaped += [0x5C, 0x72]
        default: escaped.append(byte)
        }
      }
      if escaped.count != path.count { text.append(0x5C) }
      text += Array("\(output.sha256.hex)  ".utf8) + escaped + [0x0A]
    }
    return text + Array("\(manifest.hex)  manifest.jsonl\n".utf8)
  }

  /// Steps 19 to 21: spend and begin in one transaction, rename, end.
  private func publish(
    _ prepared: consuming PreparedFolder,
    _ request: ReleaseRequest,
    _ envelopes: [Digest256],
    _ receipt: [UInt8]
  ) throws(Failure) -> String {
    try prepared.sync()
    let detail = try store.keep(receipt)
    func event(_ name: String) -> AuditEvent {
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
    let row = try log.spend(
      tokens: envelopes,
      requestID: request.id,
      event: event(GateEvent.begin),
      signer: key,
      acceptClock: acceptClock
    )
    let permit = try Permit(prepared, begun: row)
    let folder = try permit.publish()
    try log.append(event(GateEvent.end), signer: key, acceptClock: acceptClock)
    try refresh()
    return folder
  }

  /// Leaves a row and a receipt of a refused attempt, where the request is one of the log.
  private func noteRefusal(
    _ stage: borrowing StageFolder,
    _ failure: Failure
  ) throws(Failure) {
    guard let request = try? stage.request(), index.requests[request.id] != nil else { return }
    let receipt = try Receipt(
      request: request,
      envelopes: [],
      time: clock.now(),
      reasonCodes: failure.reasons.isEmpty ? ["internal"] : failure.reasons
    )
    .sign(with: key)
    let event = AuditEvent(
      GateEvent.refused,
      actor: actor(),
      subject: AuditSubject(
        kind: "manifest",
        id: request.destinationID,
        sha256: request.manifest
      ),
      requestID: request.id,
      decision: "FAILED",
      reasonCodes: failure.reasons,
      policy: trust.digest,
      ruleset: request.rulesetDigest,
      trustVersion: trust.document.version,
      detail: try store.keep(receipt)
    )
    // What refuses a release because of the clock refuses the row as well; the refusal stands.
    _ = try? log.append(event, signer: key, acceptClock: acceptClock)
  }
}
