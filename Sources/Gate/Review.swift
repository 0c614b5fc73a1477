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
  /// `manifest`: the bytes of manifest.jsonl. `request`: must name that manifest. Throws:
  /// `manifest_mismatch`, `manifest_invalid`.
  package init(manifest bytes: [UInt8], request: ReleaseRequest) throws(Failure) {
    let digest = Digest256(hashing: bytes)
    guard digest == request.manifest else { throw .refusal(.manifestMismatch) }
    let content = try ManifestContent(bytes)
    var counts: [IdentifierKind: Int] = [:]
    var classes: [DataClass: Int] = [:]
    var reasons: [String: Int] = [:]
    var withheld: [Withheld] = []
    var (residual, allowed) = (0, 0)
    for entry in content.entries {
      for (kind, found) in entry.findings { counts[kind, default: 0] += found.count }
      for name in entry.classes { classes[name, default: 0] += 1 }
      residual += entry.residual
      allowed += entry.allowed
      guard !entry.disposition.isReleased else { continue }
      let reason = entry.reason?.rawValue ?? "unknown"
      reasons[reason, default: 0] += 1
      if withheld.count < Self.withheldListedMax {
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
    self.footer = content.footer
    self.manifest = digest
    self.files = Int64(content.released.count)
    self.bytes = content.releasedBytes
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

/// A manifest that was read whole and verified: header, entries, footer.
package struct ManifestContent: Sendable {
  /// Line 1.
  package let header: ManifestHeader
  /// The entries in their order.
  package let entries: [ManifestEntry]
  /// The last line.
  package let footer: ManifestFooter

  /// Reads and verifies a manifest; one without a footer is refused.
  /// - Throws: `manifest_invalid`.
  package init(_ bytes: [UInt8]) throws(Failure) {
    do throws(Failure) {
      var reader = try ManifestReader(bytes: bytes)
      var entries: [ManifestEntry] = []
      while let entry = try reader.next() { entries.append(entry) }
      guard let result = reader.result else { throw .refusal(.manifestInvalid, "no footer") }
      header = reader.header
      footer = result.footer
      self.entries = entries
    } catch {
      throw Failure(
        .integrity,
        error.message,
        path: error.path ?? "manifest.jsonl",
        next: "scan again: a manifest is not edited",
        reasons: [RefusalCode.manifestInvalid.rawValue]
      )
    }
  }

  /// Entries whose copy is a file of its own in `data/`; members leave inside their archive.
  package var released: [ManifestEntry] {
    entries.filter { $0.disposition.isReleased && $0.kind != .member }
  }

  /// Bytes of what leaves.
  package var releasedBytes: Int64 { released.reduce(0) { $0 + ($1.output?.bytes ?? 0) } }
}
