import Records
import Vocabulary

@testable import DeskPages

/// Invented data for every page; `stain` stands in every text that a stranger may choose.
struct DeskFixtures {
  /// A text added to texts of strangers; empty for a calm page.
  var stain = ""
  /// The viewer's key.
  var key: VerifyingKey

  /// The request of all pages.
  static let id = "3f1c9a52-7d0e-4b6a-9c7e-5a2d8e41b6f0"
  /// The time of all pages.
  static let now = Timestamp(seconds: 1_795_872_600)
  /// The viewer.
  static let viewer = Viewer(
    human: "m.okafor",
    csrf: "mJ0cSxVQ3n1l9dPpT5uK2w",
    signedInUntil: now.advanced(by: 3600)
  )

  /// A digest of nothing in particular.
  static func digest(_ text: String) -> Digest256 { Digest256(hashing: Array(text.utf8)) }

  /// Findings of the document, by kind, letter and count.
  private static let findings: [(String, String?, Int64)] = [
    ("NAME", "A", 1_204), ("LOCATION", "B", 613), ("DATE", "C", 2_918), ("PHONE", "D", 211),
    ("EMAIL", "F", 74), ("SSN", "G", 38), ("MRN", "H", 1_122), ("HEALTH_PLAN", "I", 96),
    ("ACCOUNT", "J", 12), ("LICENSE", "K", 9), ("URL", "N", 3), ("SECRET", nil, 2),
  ]

  /// The review document, as `phigate review --json` has it.
  func review(residual: Int64 = 0, profile: String = "safe-harbor") -> [UInt8] {
    CanonicalJSON.bytes([
      "type": "review", "version": 1, "request": request(profile),
      "requestDigest": .string(Self.digest("request").hex),
      "manifestDigest": .string(Self.digest("manifest").hex), "entries": 131, "masked": 118,
      "clean": 9, "withheldCount": 3, "recorded": 1,
      "leaving": ["files": 127, "bytes": 48_210_774],
      "findings": .array(
        Self.findings.map { kind, letter, count in
          [
            "kind": .string(kind), "hipaa": letter.map { .string($0) } ?? .null,
            "count": .integer(count),
          ]
        }
      ),
      "classes": ["financial": 14, "phi": 118, "secret": 2],
      "reasons": ["encrypted": 2, "in-progress": 1, "unscannable-content": 1],
      "withheld": [
        [
          "path": .string("transfers/sealed.zip\(stain)"), "reason": "encrypted",
          "disposition": "withheld",
        ],
        [
          "path": "transfers/sealed.zip!/letter.txt", "reason": "encrypted",
          "disposition": "withheld",
        ],
        ["path": "devices/pump.bin", "reason": "unscannable-content", "disposition": "withheld"],
        [
          "path": "tables/lab-results.csv.part", "reason": "in-progress",
          "disposition": "recorded",
        ],
      ],
      "residual": .integer(residual), "allowed": 4,
    ])
  }

  /// The request in the document.
  private func request(_ profile: String) -> JSONValue {
    [
      "_type": "phigate.request/v1", "id": .string(Self.id), "createdAt": "2026-11-27T03:12:44Z",
      "expiresAt": "2026-12-04T03:12:44Z",
      "gate": ["origin": "gate-f0407905b17a2aea", "keyid": .string(Self.digest("gate").hex)],
      "requester": ["principal": "batch-loader", "humans": ["r.haddad"]],
      "destination": [
        "id": "research-vermont", "uri": .string("file:/srv/partners/vermont\(stain)"),
        "digest": ["sha256": .string(Self.digest("destination").hex)],
      ],
      "purpose": [
        "code": "release", "text": .string("Weekly pneumonia cohort for the registry\(stain)"),
        "ticket": .string("DATA-4127\(stain)"),
      ],
      "profile": .string(profile), "manifest": ["sha256": .string(Self.digest("manifest").hex)],
      "bundle": ["id": "bundle-f36c5360a51a4dd0", "files": 127, "bytes": 48_210_774],
      "policy": ["digest": ["sha256": .string(Self.digest("policy").hex)], "version": 7],
      "ruleset": [
        "name": "phigate-builtin", "epoch": 3,
        "digest": ["sha256": .string(Self.digest("ruleset").hex)],
      ],
      "singleUser": false, "tokenLifetimeSecondsMax": 604_800, "approvals": approvals,
      "breakGlass": [
        ["group": "incident", "min": 1, "assurance": "human-key", "eligible": []]
      ],
      "difference": difference, "samples": samples,
    ]
  }

  /// The clauses of the document.
  private var approvals: JSONValue {
    [
      [
        [
          "group": "privacy", "min": 2, "assurance": "gateway-attested",
          "eligible": [
            ["human": "m.okafor", "keys": .object(JSONObject([.init(key.keyID, "human-key")]))],
            ["human": "t.brandt", "keys": .object(JSONObject([]))],
          ],
        ],
        [
          "group": "data-owner", "min": 1, "assurance": "human-key",
          "eligible": [["human": "j.lindqvist", "keys": .object(JSONObject([]))]],
        ],
      ]
    ]
  }

  /// What changed.
  private var difference: JSONValue {
    [
      "against": "9b2e77d0-18c4-4f7a-8a51-0c6d3f9e2b14",
      "summary": .string("same as last, +3 files, 1 changed\(stain)"), "added": 3, "removed": 0,
      "changed": 1, "unchanged": 123,
      "entries": [
        ["change": "added", "path": .string("2026/notes/Discharge [NAME]~4.txt\(stain)")],
        ["change": "added", "path": "hl7/oru-r01-0117.hl7"],
        ["change": "added", "path": "tables/visits-w47.csv"],
        ["change": "changed", "path": "tables/patients.csv"],
      ],
      "findings": [["kind": "NAME", "change": 19], ["kind": "PHONE", "change": -2]],
    ]
  }

  /// Masked samples.
  private var samples: JSONValue {
    [
      [
        "path": "2026/notes/Discharge [NAME].txt",
        "text": .string(
          "DISCHARGE SUMMARY  Name: [NAME]  Medical record number: [MRN]  Born: 1967\(stain)"
        ),
      ],
      ["path": "tables/claims.csv", "text": "[HEALTH_PLAN];\"[NAME]\";2026;[LICENSE];99214;E11.9"],
    ]
  }

  /// Decisions so far.
  func decisions(count: Int = 1) -> [DecisionEntry] {
    let all = [
      DecisionEntry(
        verdict: .approve,
        human: "t.brandt",
        group: "privacy",
        assurance: .gatewayAttested,
        channel: "slack",
        at: Self.now.advanced(by: -7_400),
        expiresAt: Self.now.advanced(by: 21_400),
        comment: "Looked at the new files; the difference is what the ticket says.\(stain)",
        envelope: Self.digest("one")
      ),
      DecisionEntry(
        verdict: .approve,
        human: "m.okafor",
        group: "privacy",
        assurance: .humanKey,
        channel: "web",
        at: Self.now.advanced(by: -240),
        expiresAt: Self.now.advanced(by: 28_560),
        comment: "Samples read, counts plausible.",
        envelope: Self.digest("two")
      ),
      DecisionEntry(
        verdict: .approve,
        human: "j.lindqvist",
        group: "data-owner",
        assurance: .humanKey,
        channel: "cli",
        at: Self.now.advanced(by: -60),
        expiresAt: Self.now.advanced(by: 28_740),
        comment: "Ours to give.",
        envelope: Self.digest("three"),
        setAside: "revoked since\(stain)"
      ),
    ]
    return Array(all.prefix(count))
  }

  /// The clauses and who filled them.
  func clauses(filled: Bool = false) -> [[ClauseProgress]] {
    [
      [
        ClauseProgress(
          group: "privacy",
          min: 2,
          assurance: .gatewayAttested,
          filledBy: filled ? ["t.brandt", "m.okafor"] : ["t.brandt"],
          mayFill: filled ? [] : ["m.okafor"]
        ),
        ClauseProgress(
          group: "data-owner",
          min: 1,
          assurance: .humanKey,
          filledBy: filled ? ["j.lindqvist"] : [],
          mayFill: filled ? [] : ["j.lindqvist", "a.nowak"]
        ),
      ]
    ]
  }

  /// The viewer's ways to decide.
  func ways(_ needed: Assurance) -> DecisionWays {
    DecisionWays(
      group: "privacy",
      needed: needed,
      keys: [EnrolledKey(keyID: key.keyID, publicKey: key.raw, assurance: .humanKey)]
    )
  }

  /// A request's page.
  func request(
    standing: ViewerStanding,
    state: RequestState = .open,
    decided: Int = 1,
    residual: Int64 = 0,
    done: Verdict? = nil
  ) throws -> [UInt8] {
    let model = RequestModel(
      viewer: Self.viewer,
      now: Self.now,
      review: review(residual: residual),
      state: state,
      clauses: clauses(filled: state != .open),
      decisions: decisions(count: decided),
      standing: standing,
      lastEventID: "8",
      done: done
    )
    return try RequestPage(model).bytes()
  }

  /// A list of requests in all states.
  func list(_ filter: ListFilter = ListFilter(), rows: Bool = true) -> [UInt8] {
    let states: [RequestState] = [.open, .open, .approved, .denied, .released, .expired]
    let purposes = [
      "Weekly pneumonia cohort for the registry", "Imaging headers for the scanner vendor",
      "Claims of the quarter for the actuaries, without dates, as agreed in March",
      "One table, once", "Nightly lab results", "Letters of the old ward",
    ]
    let all = states.indices.map { index in
      ListRow(
        id: index == 0 ? Self.id : "3f1c9a52-7d0e-4b6a-9c7e-5a2d8e41b6f\(index)",
        state: states[index],
        destination: index % 2 == 0 ? "research-vermont" : "vendor-imaging",
        requester: "batch-loader",
        purpose: purposes[index] + stain,
        files: [127, 1, 2_410, 3, 19, 44][index],
        residual: index == 3 ? 2 : 0,
        createdAt: Self.now.advanced(by: Int64(-40_000 * (index + 1))),
        expiresAt: Self.now.advanced(by: Int64(340_000 - 90_000 * index)),
        filled: [1, 0, 2, 0, 2, 1][index],
        needed: [3, 2, 2, 2, 2, 2][index],
        awaitsViewer: index == 0
      )
    }
    let model = ListModel(
      viewer: Self.viewer,
      now: Self.now,
      filter: filter,
      rows: rows ? all : [],
      counts: [.open: 2, .approved: 1, .denied: 1, .released: 1_904, .expired: 1],
      destinations: ["research-vermont", "vendor-imaging" + stain],
      requesters: ["batch-loader", "r.haddad"],
      nextCursor: rows ? "b3BlbjoxMjM=" : nil,
      isFirst: filter.isEmpty
    )
    return ListPage(model).bytes
  }

  /// The evidence of a release.
  func evidence(isPassed: Bool? = true) throws -> [UInt8] {
    let events = ["request", "decision.approve", "decision.approve", "release"]
    let model = EvidenceModel(
      viewer: Self.viewer,
      review: review(),
      state: .released,
      decisions: decisions(count: 3),
      receipt: isPassed.map { isPassed in
        ReceiptFacts(
          time: Self.now,
          isPassed: isPassed,
          reasonCodes: isPassed ? [] : ["bytes_mismatch"],
          digest: Self.digest("receipt")
        )
      },
      log: events.indices.map { index in
        LogEntry(
          sequence: Int64(411 + index),
          time: Self.now.advanced(by: Int64(-900 * (4 - index))),
          event: events[index],
          actor: "batch-loader\(stain)",
          detail: index == 2 ? nil : Self.digest("row \(index)")
        )
      },
      checkpoint: "desk-5e1f\n415\n\(Self.digest("root").hex)\n\n— desk-5e1f AAAA\(stain)\n"
    )
    return try RequestEvidencePage(model).bytes()
  }
}
