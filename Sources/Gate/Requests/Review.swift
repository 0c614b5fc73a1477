package import Manifest
package import Records
package import Vocabulary

/// The document that a person decides on: terminal, page and chat render it and nothing else.
///
/// A pure function of manifest.jsonl and request.json, so that an approver computes it on a machine
/// of their own and the gate computes it again; its digest stands in the token.
package struct Review: Sendable, Hashable {
  /// Withheld and recorded entries that the document lists; the rest is counted.
  package static let withheldListedMax = 1000
  /// Bytes of a path that is listed at most; an entry with a longer one is counted only.
  package static let pathBytesMax = 4096

  /// What was found of one kind.
  package struct Row: Sendable, Hashable {
    /// The kind.
    package var kind: IdentifierKind
    /// How many in all.
    package var count: Int
  }

  /// Something of which nothing leaves.
  package struct Withheld: Sendable, Hashable {
    /// The masked path.
    package var path: String
    /// Why.
    package var reason: String
    /// Withheld, or recorded only.
    package var disposition: String
  }

  /// The request.
  package let request: ReleaseRequest
  /// The manifest's last line.
  package let footer: ManifestFooter
  /// The manifest's digest, as computed from its bytes.
  package let manifest: Digest256
  /// Files that would leave.
  package let files: Int64
  /// Their bytes.
  package let bytes: Int64
  /// What was found, in the order of kinds.
  package let findings: [Row]
  /// Files by class of data, in alphabetical order of classes.
  package let classes: [DataClass: Int]
  /// Reasons for withholding and how often each.
  package let reasons: [String: Int]
  /// The first of what is withheld.
  package let withheld: [Withheld]
  /// Findings left after masking, by the manifest's account.
  package let residual: Int
  /// Findings that stay because the allow-list of the settings holds them.
  package let allowed: Int

  /// Computes the review of a manifest.
  ///
  /// `manifest`: is read once. `request`: must name that manifest. Throws: `manifest_mismatch`,
  /// `manifest_invalid`.
  package init(manifest: StoredManifest, request: ReleaseRequest) throws(Failure) {
    var counts: [IdentifierKind: Int] = [:]
    var classes: [DataClass: Int] = [:]
    var reasons: [String: Int] = [:]
    var withheld: [Withheld] = []
    var (residual, allowed) = (0, 0)
    var leaving = Leaving()
    let result = try manifest.read(expecting: request.manifest) { (entry) throws(Failure) in
      leaving.add(entry)
      for (kind, found) in entry.findings { counts[kind, default: 0] += found.count }
      for name in entry.classes { classes[name, default: 0] += 1 }
      residual += entry.residual
      allowed += entry.allowed
      guard !entry.disposition.isReleased else { return }
      let reason = entry.reason?.rawValue ?? "unknown"
      reasons[reason, default: 0] += 1
      if withheld.count < Self.withheldListedMax, entry.path.utf8.count <= Self.pathBytesMax {
        withheld.append(
          Withheld(
            path: entry.path,
            reason: reason,
            disposition: entry.disposition.rawValue
          )
        )
      }
    }
    self.request = request
    self.footer = result.footer
    self.manifest = result.digest
    self.files = leaving.files
    self.bytes = leaving.bytes
    self.findings = IdentifierKind.allCases.compactMap { kind in
      counts[kind].map { Row(kind: kind, count: $0) }
    }
    self.classes = classes
    self.reasons = reasons
    self.withheld = withheld
    self.residual = residual
    self.allowed = allowed
  }

  /// The document as JSON.
  package var json: JSONValue {
    [
      "type": "review", "version": 1, "request": request.json,
      "requestDigest": .string(request.digest.hex), "manifestDigest": .string(manifest.hex),
      "entries": .integer(Int64(footer.entries)), "masked": .integer(Int64(footer.masked)),
      "clean": .integer(Int64(footer.clean)),
      "withheldCount": .integer(Int64(footer.withheld)),
      "recorded": .integer(Int64(footer.recorded)),
      "leaving": ["files": .integer(files), "bytes": .integer(bytes)],
      "findings": .array(
        findings.map {
          [
            "kind": .string($0.kind.label), "count": .integer(Int64($0.count)),
            "hipaa": $0.kind.hipaaLetter.map { .string($0) } ?? .null,
          ]
        }
      ),
      "classes": Self.counted(classes.map { ($0.key.rawValue, $0.value) }),
      "reasons": Self.counted(reasons.map { ($0.key, $0.value) }),
      "withheld": .array(
        withheld.map {
          [
            "path": .string($0.path), "reason": .string($0.reason),
            "disposition": .string($0.disposition),
          ]
        }
      ),
      "residual": .integer(Int64(residual)), "allowed": .integer(Int64(allowed)),
    ]
  }

  /// The document's bytes in canonical form, without a line end.
  package var encoded: [UInt8] { CanonicalJSON.bytes(json) }

  /// SHA-256 of the document: `reviewed.viewDigest` of a token.
  package var digest: Digest256 { Digest256(hashing: encoded) }

  /// An object of counts.
  private static func counted(_ pairs: [(String, Int)]) -> JSONValue {
    .object(
      JSONObject(pairs.map { JSONObject.Member($0.0, .integer(Int64($0.1))) })
    )
  }
}

/// What would leave by a manifest's account.
struct Leaving {
  /// Files with a copy of their own in `data/`; members leave inside their archive.
  private(set) var files: Int64 = 0
  /// Their bytes.
  private(set) var bytes: Int64 = 0

  /// Counts an entry, if its copy is a file of its own.
  mutating func add(_ entry: ManifestEntry) {
    guard entry.leavesAsFile else { return }
    files += 1
    bytes += entry.output?.bytes ?? 0
  }
}

extension ManifestEntry {
  /// Whether its copy is a file of its own in `data/`; a member's leaves inside its archive's.
  var leavesAsFile: Bool { disposition.isReleased && kind != .member }
}
