import AuditLog
import Files
import Manifest
import Records
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// What somebody who asks for a release says.
package struct Asking: Sendable {
  /// The destination's id.
  package var destination: String
  /// What for.
  package var purpose: String
  /// The ticket it belongs to.
  package var ticket: String?
  /// The user who asks, as the kernel reports it.
  package var uid: UInt32

  /// Creates what is asked; the user is the process's own unless a test says otherwise.
  package init(
    destination: String,
    purpose: String,
    ticket: String? = nil,
    uid: UInt32 = getuid()
  ) {
    self.destination = destination
    self.purpose = purpose
    self.ticket = ticket
    self.uid = uid
  }
}

extension ReleaseGate {
  /// Enters a request into the log and writes request.json.
  ///
  /// `stage`: the bundle. `asking`: who, where to, what for. `rescan`: scans the files from which
  /// samples are taken: a raw file gives none. Throws: `requester_unknown`, `destination_unknown`,
  /// `profile_not_accepted`, `manifest_unconfigured`, `ruleset_below_floor`, `request_pending`,
  /// `residual_phi`.
  package func request(
    _ stage: borrowing StageFolder,
    _ asking: Asking,
    rescan: Rescan
  ) throws(Failure) -> ReleaseRequest {
    let now = try now()
    let document = trust.document
    guard let requester = document.principal(alias: "unix:\(asking.uid)") else {
      throw .refusal(
        .requesterUnknown,
        "uid \(asking.uid), nothing was requested",
        next: "add the alias unix:\(asking.uid): phigate trust add-human, phigate trust sign"
      )
    }
    guard let destination = document.destination(asking.destination) else {
      throw .refusal(
        .destinationUnknown,
        "nothing was requested",
        next: "known: \(document.destinations.map(\.id).joined(separator: ", "))"
      )
    }
    let manifest = try stage.manifest()
    var leaving = Leaving()
    var names = destination.portableNames ? PortableNames() : nil
    let reading = try manifest.read(expecting: nil) { (entry) throws(Failure) in
      leaving.add(entry)
      try names?.add(entry)
    }
    let (header, digest) = (reading.header, reading.digest)
    try check(asking, header, destination, at: now)
    try refusePending(stage, at: now)
    try stage.checkComplete(manifest, expecting: digest)
    let scan = try rescan.prepared(header, digest)
    let excluded = Set(requester.humans + [requester.id])
    let request = ReleaseRequest(
      id: Randomness.uuid(),
      createdAt: now,
      expiresAt: now.advanced(by: document.requestLifetimeSecondsMax),
      origin: document.origin,
      gateKeyID: document.gateKey.keyID,
      principal: requester.id,
      humans: requester.humans,
      destinationID: destination.id,
      destinationURI: destination.uri,
      destinationDigest: destination.digest,
      purpose: asking.purpose,
      ticket: asking.ticket,
      profile: header.profile,
      manifest: digest,
      files: leaving.files,
      bytes: leaving.bytes,
      policy: trust.digest,
      trustVersion: document.version,
      rulesetName: header.ruleset.name,
      rulesetDigest: header.ruleset.sha256,
      rulesetEpoch: Int64(header.ruleset.epoch),
      isSingleUser: document.isSingleUser,
      tokenLifetimeSecondsMax: document.tokenLifetimeSecondsMax,
      clauses: document.approvals.map { clauses($0, excluding: excluded, at: now) },
      breakGlass: clauses(document.breakGlass, excluding: excluded, at: now),
      difference: try difference(manifest, digest, leaving, to: destination.id),
      samples: try Sampling(rescan: scan).samples(stage, manifest, expecting: digest)
    )
    try store.keep(manifest, as: digest)
    try enter(request)
    try stage.write("request.json", request.encoded)
    try refresh()
    return request
  }

  /// Refuses a purpose that is too long, and a manifest that may not go to the destination.
  private func check(
    _ asking: Asking,
    _ header: ManifestHeader,
    _ destination: TrustDocument.Destination,
    at now: Timestamp
  ) throws(Failure) {
    let document = trust.document
    guard 1...2000 ~= asking.purpose.unicodeScalars.count,
      (asking.ticket ?? "").unicodeScalars.count <= 256
    else { throw Failure(.usage, "a purpose has 1 to 2000 characters, a ticket at most 256") }
    guard header.keyID != nil, header.sources != nil else {
      throw .refusal(.unconfigured, "nothing was requested", next: "scan with --config FILE")
    }
    try document.checkProfile(header.profile, to: destination, at: now)
    guard Int64(header.ruleset.epoch) >= document.rulesetEpochMin else {
      throw .refusal(
        .rulesetBelowFloor,
        "epoch \(header.ruleset.epoch), not \(document.rulesetEpochMin)"
      )
    }
  }

  /// Keeps a request and writes its row.
  private func enter(_ request: ReleaseRequest) throws(Failure) {
    try store.keep(request.encoded)
    try append(
      AuditEvent(
        GateEvent.request,
        actor: AuditActor(principal: request.principal, human: request.human),
        subject: AuditSubject(kind: "request", id: request.destinationID, sha256: request.digest),
        requestID: request.id,
        policy: trust.digest,
        ruleset: request.rulesetDigest,
        trustVersion: request.trustVersion,
        detail: request.manifest
      )
    )
  }

  /// Refuses a stage whose request is open; one that was denied or released, or that expired, may be
  /// asked anew.
  private func refusePending(
    _ stage: borrowing StageFolder,
    at now: Timestamp
  ) throws(Failure) {
    guard let bytes = try stage.read("request.json", bytesMax: StageFolder.requestBytesMax),
      let old = try? ReleaseRequest(reading: bytes), let known = index.requests[old.id]
    else { return }
    guard
      known.isDenied || known.hasEnded || known.isAbandoned
        || ((old.policy != trust.digest || now >= old.expiresAt) && !known.hasBegun)
    else {
      throw .refusal(
        .requestPending,
        old.id,
        path: stage.path,
        next: "phigate status \(stage.path)"
      )
    }
  }

  /// Clauses of the policy with everybody who may fill them.
  func clauses(
    _ list: [TrustDocument.Clause],
    excluding requesters: Set<String>,
    at now: Timestamp
  ) -> [ReleaseRequest.Clause] {
    list.map { clause in
      ReleaseRequest.Clause(
        clause: clause,
        eligible: trust.document.humans.compactMap { human in
          guard human.groups.contains(clause.group), !requesters.contains(human.id),
            !trust.signers.contains(human.id)
          else { return nil }
          var keys: [String: Assurance] = [:]
          for key in human.keys
          where key.revokedAt == nil && now >= key.validAfter && now < key.validBefore
            && key.assurance >= clause.assurance
          {
            keys[key.key.keyID] = key.assurance
          }
          for channel in trust.document.channels
          where clause.assurance == .gatewayAttested && channel.revokedAt == nil
            && now >= channel.validAfter && now < channel.validBefore && channel.reaches(human)
          {
            keys[channel.key.keyID] = .gatewayAttested
          }
          return keys.isEmpty ? nil : ReleaseRequest.Eligible(human: human.id, keys: keys)
        }
      )
    }
  }

  /// What changed against the last release to a destination.
  private func difference(
    _ manifest: StoredManifest,
    _ digest: Digest256,
    _ leaving: Leaving,
    to destination: String
  ) throws(Failure) -> ReleaseRequest.Difference {
    guard let last = index.lastRelease(to: destination) else {
      return ReleaseRequest.Difference(
        against: nil,
        summary: "first release to this destination",
        added: Int(leaving.files),
        removed: 0,
        changed: 0,
        unchanged: 0
      )
    }
    let difference = try ManifestDifference(
      from: try store.manifest(last.manifest).reader(),
      to: try manifest.reader()
    )
    guard difference.digests.0 == last.manifest else {
      throw .refusal(.logIncomplete, "altered", path: store.path(last.manifest))
    }
    guard difference.digests.1 == digest else { throw .refusal(.manifestMismatch) }
    return ReleaseRequest.Difference(
      against: last.id,
      summary: difference.summary,
      added: difference.added.count,
      removed: difference.removed.count,
      changed: difference.changed.count,
      unchanged: difference.unchanged,
      entries: Self.entries(difference),
      findings: Self.findings(difference)
    )
  }

  /// The first of what differs: what came, then what differs, then what went.
  private static func entries(_ difference: ManifestDifference) -> [ReleaseRequest.DifferingEntry] {
    let listed =
      difference.added.first.map { ("added", $0.path) }
      + difference.changed.first.map { ("changed", $0.after.path) }
      + difference.removed.first.map { ("removed", $0.path) }
    return listed.filter { $0.1.utf8.count <= Review.pathBytesMax }
      .prefix(ReleaseRequest.Difference.entriesMax)
      .map { .init(change: $0.0, path: $0.1) }
  }

  /// By how many the findings of each kind differ.
  private static func findings(_ difference: ManifestDifference) -> [ReleaseRequest.KindChange] {
    IdentifierKind.allCases.compactMap { kind in
      guard let change = difference.findings[kind] else { return nil }
      return .init(kind: kind.label, change: change)
    }
  }
}

/// Takes pieces of masked copies around what was masked, for people to look at.
struct Sampling {
  /// Scans a file before anything of it is shown.
  let rescan: Rescan.Body

  /// Bytes of a file that are looked at for a sample.
  private static let headBytesMax = 64 << 10
  /// Formats whose bytes are text.
  private static let textFormats: Set<String> = [
    "text", "csv", "tsv", "json", "ndjson", "hl7v2",
  ]

  /// Up to 20 samples, one a file, in the order of the manifest.
  func samples(
    _ stage: borrowing StageFolder,
    _ manifest: StoredManifest,
    expecting digest: Digest256
  ) throws(Failure) -> [ReleaseRequest.Sample] {
    var samples: [ReleaseRequest.Sample] = []
    try manifest.read(expecting: digest) { (entry) throws(Failure) in
      guard samples.count < ReleaseRequest.samplesMax, entry.disposition == .masked,
        entry.kind == .file, Self.textFormats.contains(entry.format ?? "")
      else { return }
      let file = try stage.open(entry)
      let residual = try rescan(file.number, entry)
      guard residual.isEmpty else {
        throw .refusal(
          .residualPHI,
          "\(residual.values.reduce(0, +)) findings, nothing was requested",
          path: "\(stage.path)/data/\(entry.path)",
          next: "scan again into an empty stage"
        )
      }
      _ = lseek(file.number, 0, SEEK_SET)
      let head = try SmallFile.readPiece(file.number, max: Self.headBytesMax)
      guard let text = Self.piece(head, around: entry.findings.keys.map(\.label)) else { return }
      samples.append(ReleaseRequest.Sample(path: entry.path, text: text))
    }
    return samples
  }

  /// Up to 160 bytes around the first tag of a text; nil where there is none.
  static func piece(_ head: [UInt8], around labels: [String]) -> String? {
    let tags = labels.map { Array("[\($0)]".utf8) }
    guard
      let start = head.indices.first(where: { index in
        head[index] == UInt8(ascii: "[") && tags.contains { head[index...].starts(with: $0) }
      })
    else { return nil }
    // Never from the middle of a character.
    var from = max(0, start - 60)
    while from < start, head[from] & 0xC0 == 0x80 { from += 1 }
    let piece = head[from..<min(head.count, from + ReleaseRequest.sampleBytesMax)]
    let scalars = String(decoding: piece, as: UTF8.self).unicodeScalars
      .map { scalar in
        scalar.value < 0x20 || scalar.value == 0xFFFD ? " " : Character(scalar)
      }
    var text = String(scalars)
    while text.utf8.count > ReleaseRequest.sampleBytesMax { text.removeLast() }
    return text
  }
}
