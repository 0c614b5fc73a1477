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
    try check(header, against: configuration, year: WallClock.system.now().year)
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

/// Years that the year of a manifest may lie behind the present one: a stage of December is released
/// in January.
private let yearsBehindMax = 1

/// Refuses a manifest whose year the gate cannot count ages against.
///
/// Who makes a manifest by hand could choose one against which nobody is older than 89, and the scan
/// of what leaves would not find the years that say so. Source: 45 CFR 164.514(b)(2)(i)(C).
/// - Throws: `reference_year`.
func check(
  _ header: ManifestHeader,
  against configuration: Configuration,
  year: Int
) throws(Failure) {
  guard header.referenceYear != configuration.scan.referenceYear,
    header.referenceYear < year - yearsBehindMax
  else { return }
  throw Failure(
    .refused,
    "ages were counted against \(header.referenceYear), not against \(year - yearsBehindMax) or "
      + "later, nothing was released",
    next: "scan again",
    reasons: ["reference_year"]
  )
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
