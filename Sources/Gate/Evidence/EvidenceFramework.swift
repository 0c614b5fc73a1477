import Records

/// Whose controls evidence is mapped to.
package enum EvidenceFramework: String, CaseIterable, Sendable {
  case soc2
  case hipaa
  case fedramp

  /// Its name as auditors write it.
  package var title: String {
    switch self {
    case .soc2: "SOC 2, Trust Services Criteria 2017 (points of focus 2022)"
    case .hipaa: "HIPAA Security and Privacy Rules, 45 CFR 164"
    case .fedramp: "FedRAMP, NIST SP 800-53 revision 5"
    }
  }

  /// The controls that this evidence supports.
  package var controls: [EvidenceControl] {
    switch self {
    case .soc2: EvidenceControl.soc2
    case .hipaa: EvidenceControl.hipaa
    case .fedramp: EvidenceControl.fedramp
    }
  }
}

/// A control, what of the evidence supports it, and what it still needs.
package struct EvidenceControl: Sendable {
  /// Its number in the framework.
  package let id: String
  /// Its subject in a few words of ours.
  package let title: String
  /// What of this evidence supports it.
  package let support: String
  /// Parts of the document: `access`, `releases` and so on.
  package let sections: [String]
  /// What an auditor needs beside it.
  package let limit: String

  /// The control as JSON.
  var json: JSONValue {
    [
      "id": .string(id), "title": .string(title), "support": .string(support),
      "sections": .array(sections.map { .string($0) }), "limit": .string(limit),
    ]
  }

  /// Source: AICPA TSP section 100.
  static let soc2 = [
    EvidenceControl(
      id: "CC6.1",
      title: "logical access to protected assets",
      support: "a release needs keys that the signed trust document of its time lists",
      sections: ["access", "releases"],
      limit: "users and modes of the host’s folders"
    ),
    EvidenceControl(
      id: "CC6.2, CC6.3",
      title: "access is granted, changed and removed by authorization",
      support: "each change of who may do what is a version signed by a threshold of roots",
      sections: ["access"],
      limit: "the request for the change, and that leavers were removed in time"
    ),
    EvidenceControl(
      id: "CC6.7",
      title: "transmission and removal of information is restricted",
      support: "each release with its destination, its approvers and the digest of what left",
      sections: ["releases", "refused"],
      limit: "other ways out of the network"
    ),
    EvidenceControl(
      id: "CC7.2, CC7.3",
      title: "anomalies are found and evaluated",
      support: "refused attempts with their reasons, and emergencies with their reviews",
      sections: ["refused", "breakGlass"],
      limit: "who looked at them, and what came of it"
    ),
    EvidenceControl(
      id: "CC8.1",
      title: "changes are authorized and documented",
      support: "each trust version with its difference in words and its signers",
      sections: ["access"],
      limit: "changes of the program and of the host"
    ),
    EvidenceControl(
      id: "C1.1, P6.1",
      title: "confidential information is identified, and disclosed to whom it may be",
      support: "identifiers found and masked for each bundle; profile and destination",
      sections: ["safeHarbor", "releases"],
      limit: "how well the rules find: measured elsewhere"
    ),
  ]

  /// Source: 45 CFR part 164, subparts C and E.
  static let hipaa = [
    EvidenceControl(
      id: "164.308(a)(1)(ii)(D)",
      title: "information system activity review",
      support: "populations and samples of what happened, refused attempts, emergencies",
      sections: ["populations", "samples", "refused", "breakGlass"],
      limit: "that somebody reviewed them regularly"
    ),
    EvidenceControl(
      id: "164.308(a)(4)",
      title: "information access management",
      support: "who could approve what, by version of the trust document",
      sections: ["access"],
      limit: "the policy by which access is given"
    ),
    EvidenceControl(
      id: "164.312(a)(2)(ii)",
      title: "emergency access procedure",
      support: "releases by breaking the glass, why, and their reviews",
      sections: ["breakGlass"],
      limit: "that the procedure was exercised, where there was none"
    ),
    EvidenceControl(
      id: "164.312(b)",
      title: "audit controls",
      support: "a log under a Merkle tree, verified whole for this document",
      sections: ["log"],
      limit: "systems beside the gate"
    ),
    EvidenceControl(
      id: "164.312(c)(1), (d)",
      title: "integrity; person or entity authentication",
      support: "each decision is a signature over the digest of exactly what left",
      sections: ["releases"],
      limit: "how keys were given to people"
    ),
    EvidenceControl(
      id: "164.316(b)(2)(i)",
      title: "documentation is kept six years",
      support: "records that rows name are there and unaltered, or this document was not made",
      sections: ["log"],
      limit: "backups and their retention"
    ),
    EvidenceControl(
      id: "164.514(b)(2)(i)",
      title: "de-identification: the eighteen identifiers are removed",
      support: "for each bundle what was found, masked and left, by letter",
      sections: ["safeHarbor"],
      limit: "what the rules did not find"
    ),
    EvidenceControl(
      id: "164.514(b)(2)(ii)",
      title: "no actual knowledge that a person could be identified",
      support: "attested in the signature of each approver of a Safe Harbor bundle",
      sections: ["safeHarbor"],
      limit: "what the organization knows beside that person"
    ),
  ]

  /// Source: NIST SP 800-53 revision 5.
  static let fedramp = [
    EvidenceControl(
      id: "AC-2, AC-6",
      title: "account management, least privilege",
      support: "people, groups and keys by version of the trust document",
      sections: ["access"],
      limit: "accounts of the host"
    ),
    EvidenceControl(
      id: "AC-3(2), AC-5",
      title: "dual authorization, separation of duties",
      support: "no requester approves; distinct people meet the policy of each release",
      sections: ["releases", "refused"],
      limit: "separation of the host’s users"
    ),
    EvidenceControl(
      id: "AC-4",
      title: "information flow enforcement",
      support: "each release names its destination, whose profile it must meet",
      sections: ["releases", "refused"],
      limit: "flows that do not pass the gate"
    ),
    EvidenceControl(
      id: "AU-2, AU-3, AU-12",
      title: "events that are logged, and what a record holds",
      support: "populations, with actor, time, subject and reason in each row",
      sections: ["populations", "samples"],
      limit: "events of the host"
    ),
    EvidenceControl(
      id: "AU-6",
      title: "audit record review",
      support: "samples with a seed, refused attempts, emergencies and their reviews",
      sections: ["samples", "refused", "breakGlass"],
      limit: "that somebody reviewed them"
    ),
    EvidenceControl(
      id: "AU-9(3), AU-10",
      title: "cryptographic protection of records, non-repudiation",
      support: "a Merkle tree with signed checkpoints; decisions signed by keys of people",
      sections: ["log", "releases"],
      limit: "custody of the keys"
    ),
    EvidenceControl(
      id: "CM-3, CM-5",
      title: "configuration change control, access restrictions for change",
      support: "trust versions signed by a threshold of roots, with their differences",
      sections: ["access"],
      limit: "changes of the program"
    ),
    EvidenceControl(
      id: "SI-7, SI-19",
      title: "integrity of information, de-identification",
      support: "digests of what left; identifiers found, masked and left by bundle",
      sections: ["releases", "safeHarbor"],
      limit: "what the rules did not find"
    ),
  ]
}
