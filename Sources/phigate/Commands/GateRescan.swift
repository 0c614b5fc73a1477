import Configuration
import Gate
import Glibc
import Manifest
import Records
import Staging
import Vocabulary

/// The scan that the gate runs over what leaves, with the rule set that the manifest names.
///
/// `seal`: the bytes of seal.json; nil where there is none. `configuration`: the gate's. The scan
/// throws what `Rescan.verify` throws, and `ruleset_mismatch` where this build has another rule set.
func gateRescan(seal: [UInt8]?, configuration: Configuration) -> Gate.Rescan {
  Gate.Rescan(preparing: { (header, manifest) throws(Failure) in
    let scan = try Staging.Rescan(
      configuration: configuration,
      profile: header.profile,
      referenceYear: header.referenceYear
    )
    guard header.ruleset.sha256 == Digest256(hashing: scan.ruleSetBytes) else {
      throw Failure(
        .refused,
        "this build and configuration have another rule set than the manifest names, "
          + "nothing was released",
        next: "scan again with this build and configuration",
        reasons: ["ruleset_mismatch"]
      )
    }
    try scan.verify(
      seal: seal,
      manifest: manifest,
      settings: header.settings,
      keyID: header.keyID
    )
    return body(of: scan)
  })
}

/// Scans one copy after the other.
private func body(of scan: Staging.Rescan) -> Gate.Rescan.Body {
  { (descriptor, entry) throws(Failure) in
    let copy = dup(descriptor)
    guard copy >= 0 else {
      throw Failure(.temporary, "out of descriptors, nothing was released")
    }
    let temporary = try TemporaryFolder()
    return try scan.residual(
      descriptor: copy,
      name: Array((entry.output?.path ?? entry.path).utf8),
      temporary: temporary.path
    )
  }
}
