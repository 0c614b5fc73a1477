package import Vocabulary

/// Why the gate refuses, as scripts and auditors read it: stable, one code a refusal.
///
/// Source: approval format, phigate-approval(5). The order of the cases is the order of verification.
package enum RefusalCode: String, CaseIterable, Sendable {
  case envelopeTooLarge = "envelope_too_large"
  case tooManyEnvelopes = "too_many_envelopes"
  case envelopeInvalid = "envelope_invalid"
  case signatureCount = "signature_count"
  case keyUnknown = "key_unknown"
  case signatureInvalid = "signature_invalid"
  case presenceMissing = "presence_missing"
  case payloadType = "payload_type"
  case tokenInvalid = "token_invalid"
  case tokenSchema = "token_schema"
  case manifestMismatch = "manifest_mismatch"
  case manifestInvalid = "manifest_invalid"
  case gateMismatch = "gate_mismatch"
  case requestMismatch = "request_mismatch"
  case destinationMismatch = "destination_mismatch"
  case policyMismatch = "policy_mismatch"
  case rulesetMismatch = "ruleset_mismatch"
  case rulesetBelowFloor = "ruleset_below_floor"
  case profileNotAccepted = "profile_not_accepted"
  case namesNotPortable = "names_not_portable"
  case viewMismatch = "view_mismatch"
  case actionUnsupported = "action_unsupported"
  case tokenNotYetValid = "token_not_yet_valid"
  case tokenExpired = "token_expired"
  case tokenLifetime = "token_lifetime"
  case keyNotValid = "key_not_valid"
  case keyRevoked = "key_revoked"
  case approverMismatch = "approver_mismatch"
  case assuranceMismatch = "assurance_mismatch"
  case assuranceTooWeak = "assurance_too_weak"
  case channelMismatch = "channel_mismatch"
  case approverIsRequester = "approver_is_requester"
  case approverSignedTrust = "approver_signed_trust"
  case duplicateApprover = "duplicate_approver"
  case approvalMissing = "approval_missing"
  case thresholdNotMet = "threshold_not_met"
  case denied
  case requestExpired = "request_expired"
  case reviewOwed = "review_owed"
  case witnessMissing = "witness_missing"
  case stageUnlisted = "stage_unlisted"
  case stageMissing = "stage_missing"
  case stageUnsafe = "stage_unsafe"
  case bytesMismatch = "bytes_mismatch"
  case residualPHI = "residual_phi"
  case tokenSpent = "token_spent"
  case releaseUnfinished = "release_unfinished"
  case destinationOccupied = "destination_occupied"
  case deliveryFailed = "delivery_failed"
  case clockBehind = "clock_behind"
  case requesterUnknown = "requester_unknown"
  case requestMissing = "request_missing"
  case requestPending = "request_pending"
  case destinationUnknown = "destination_unknown"
  case actionUnknown = "action_unknown"
  case actionNotAllowed = "action_not_allowed"
  case actionMismatch = "action_mismatch"
  case commandFailed = "command_failed"
  case unconfigured = "manifest_unconfigured"
  case trustInvalid = "trust_invalid"
  case trustSignatures = "trust_signatures"
  case trustExpired = "trust_expired"
  case trustRollback = "trust_rollback"
  case trustDuplicateKey = "trust_duplicate_key"
  case trustDuplicateAlias = "trust_duplicate_alias"
  case unsafePermissions = "unsafe_permissions"
  case overrideRefused = "override_refused"
  case logIncomplete = "log_incomplete"

  /// One sentence for the first line of an error: lower case, no full stop.
  package var meaning: String {
    Self.meanings[self] ?? rawValue
  }

  /// Whether edited bytes or records are the cause (5), or trust, keys, time and use (6).
  package var exit: ExitCode {
    switch self {
    case .manifestMismatch, .manifestInvalid, .stageUnlisted, .stageMissing, .stageUnsafe,
      .bytesMismatch, .residualPHI, .trustInvalid, .trustSignatures, .trustRollback,
      .trustDuplicateKey, .trustDuplicateAlias, .logIncomplete, .requestMismatch,
      .actionMismatch:
      .integrity
    case .unsafePermissions, .overrideRefused, .destinationUnknown, .actionUnknown: .usage
    case .deliveryFailed, .commandFailed: .outputFailed
    default: .refused
    }
  }

  /// The meaning of each code, as the manual page prints it.
  private static let meanings: [RefusalCode: String] = [
    .envelopeTooLarge: "an envelope is larger than 64 KiB or its payload than 32 KiB",
    .tooManyEnvelopes: "more than 64 envelopes for one request",
    .envelopeInvalid: "not a DSSE envelope in strict JSON and strict base64",
    .signatureCount: "an envelope must hold exactly one signature",
    .keyUnknown: "the signing key is not in the current trust document",
    .signatureInvalid: "the signature does not hold",
    .presenceMissing: "the security key does not say that its owner was there",
    .payloadType: "the signed payload is not a phigate approval",
    .tokenInvalid: "the token is not strict JSON",
    .tokenSchema: "the token breaks the schema export-approval/v1",
    .manifestMismatch: "the manifest is not the one that was requested and approved",
    .manifestInvalid: "the manifest is not complete and canonical",
    .gateMismatch: "the token was made for another gate",
    .requestMismatch: "the request is not the one in the log",
    .destinationMismatch: "the token was made for another destination",
    .policyMismatch: "the trust document has changed since the token was made",
    .rulesetMismatch: "the token names another rule set than the manifest",
    .rulesetBelowFloor: "the rule set is older than the trust document allows",
    .profileNotAccepted: "the destination does not accept this profile",
    .viewMismatch: "the approver saw another review than this request's",
    .actionUnsupported: "this gate does not perform the token's action",
    .tokenNotYetValid: "the token is not valid yet",
    .tokenExpired: "the token has expired",
    .tokenLifetime: "the token is valid for longer than the policy allows",
    .keyNotValid: "the key was not valid at the time of signing or is not now",
    .keyRevoked: "the key has been revoked",
    .approverMismatch: "the token's approver is not the owner of the key or not in the group",
    .assuranceMismatch: "the token claims another assurance than its key has",
    .assuranceTooWeak: "no clause that the approver may fill takes a signature of this kind",
    .channelMismatch: "the channel's key does not speak for this channel, person or time",
    .approverIsRequester: "the requester cannot approve",
    .approverSignedTrust: "whoever signed the current trust version cannot approve under it",
    .duplicateApprover: "one human or one key decided twice",
    .approvalMissing: "nobody has approved",
    .thresholdNotMet: "too few have approved",
    .denied: "the request was denied",
    .requestExpired: "the request has expired",
    .reviewOwed: "an earlier break-glass release has not been reviewed",
    .witnessMissing: "no witness of the policy has cosigned the log with this request",
    .stageUnlisted: "the stage holds something that the manifest does not list",
    .namesNotPortable: "the destination could not keep two names apart",
    .stageMissing: "the stage lacks a file that the manifest lists",
    .stageUnsafe: "the stage holds a link, device or unsafe path",
    .bytesMismatch: "a staged file differs from the manifest",
    .residualPHI: "a file that would leave holds identifiers that its manifest does not admit",
    .tokenSpent: "these approvals have been used already",
    .releaseUnfinished: "an earlier release began and did not end; a person must decide",
    .destinationOccupied: "the destination holds a bundle of this name already",
    .deliveryFailed: "the destination did not take the whole bundle",
    .clockBehind: "the clock is behind the newest row of the log",
    .requesterUnknown: "the user is not an alias of anybody in the trust document",
    .requestMissing: "there is no request for this stage",
    .requestPending: "the stage has a request already",
    .destinationUnknown: "the trust document has no such destination",
    .actionUnknown: "the trust document has no such action",
    .actionNotAllowed: "the action does not allow this program",
    .actionMismatch: "the command is not the one that was requested and approved",
    .commandFailed: "the approved command failed",
    .unconfigured: "the manifest was made without a configuration",
    .trustInvalid: "the trust document breaks a rule",
    .trustSignatures: "the trust document lacks valid root signatures",
    .trustExpired: "the trust document has expired",
    .trustRollback: "the trust document is older than, or differs from, the one in the log",
    .trustDuplicateKey: "a public key occurs twice in the trust document",
    .trustDuplicateAlias: "an alias or id occurs twice in the trust document",
    .unsafePermissions: "others can write what only the gate may write",
    .overrideRefused: "state and configuration of a gate cannot be overridden",
    .logIncomplete: "a record that the log names is missing or altered",
  ]
}

extension Failure {
  /// A refusal of the gate.
  ///
  /// `code`: the reason code; decides sentence and exit code. `detail`: follows the sentence after
  /// a colon: the number that matters; empty for none. `path`: the file, destination or setting
  /// concerned. `next`: what the reader can do now.
  package static func refusal(
    _ code: RefusalCode,
    _ detail: String = "",
    path: String? = nil,
    next: String? = nil
  ) -> Failure {
    let sentence = detail.isEmpty ? code.meaning : "\(code.meaning): \(detail)"
    return Failure(code.exit, sentence, path: path, next: next, reasons: [code.rawValue])
  }
}
