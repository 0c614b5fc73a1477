import Configuration
import Gate
import Glibc
import Manifest
import Records
import Staging
import Vocabulary

/// The scan that the gate runs over what leaves, with the rule set that the manifest names.
///
/// `manifest`: the bytes of manifest.jsonl. `seal`: those of seal.json; nil where there is none.
///
/// - Throws: what `Rescan.verify` throws, and `ruleset_mismatch` where this build has another rule set.
func gateRescan(
  manifest: [UInt8],
  seal: [UInt8]?,
  _ options: GateOptions,
  _ console: Console
) throws(Failure) -> Gate.Rescan {
  let header = try ManifestReader(bytes: manifest).header
  let configuration = try options.configuration(console)
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
    manifest: Digest256(hashing: manifest),
    settings: header.settings,
    keyID: header.keyID
  )
  return Gate.Rescan { (descriptor, entry) throws(Failure) in
    let copy = dup(descriptor)
    guard copy >= 0 else {
      throw Failure(.temporary, "out of descriptors, nothing was released")
    }
    let temporary = try TemporaryFolder()
    return try scan.residual(
      descriptor: copy,
      name: Array(entry.path.utf8),
      temporary: temporary.path
    )
  }
}
