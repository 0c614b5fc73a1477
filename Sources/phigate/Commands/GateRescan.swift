import Configuration
import Gate
import Manifest
import Records
import Staging
import Vocabulary

/// The scan that the gate runs over what leaves, with the rule set that the manifest names.
///
/// - Throws: `ruleset_mismatch` where this build has another rule set.
func gateRescan(
  manifest: [UInt8],
  _ options: GateOptions,
  _ console: Console
) throws(Failure) -> Rescan {
  throw Failure(
    .internalError,
    "this build cannot scan again what leaves, nothing was released"
  )
}
