import ArgumentParser
import Gate
import Manifest
import Pages
import Records
import Staging
import Vocabulary

/// The command `phigate request`.
struct RequestCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "request",
    abstract: "Asks for the release of a staged bundle.",
    discussion: """
      Example:
        phigate request /srv/stage/2026-11-22 --destination research --purpose "weekly cohort"

      You are who the kernel says you are; trust.json maps your uid to a person, and that person
      cannot approve. Writes STAGE/request.json and a row of the audit log.
      """
  )

  @Argument(help: "The staged bundle")
  var stage: String

  @Option(name: .long, help: "The destination's id in trust.json")
  var destination: String

  @Option(name: .long, help: "What for, in words")
  var purpose: String

  @Option(name: .long, help: "The ticket it belongs to")
  var ticket: String?

  @OptionGroup var gate: GateOptions

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let gate = try gate.open(console)
    let folder = try StageFolder(path: stage)
    let asking = Asking(destination: destination, purpose: purpose, ticket: ticket)
    let request = try gate.request(
      folder,
      asking,
      rescan: gateRescan(
        seal: try folder.read(StageSeal.fileName, bytesMax: StageSeal.bytesMax),
        configuration: try self.gate.configuration(console)
      )
    )
    if json {
      console.write(
        bytes: jsonLine([
          "type": "request", "requestDigest": .string(request.digest.hex),
          "request": request.json,
        ])
      )
    } else {
      console.write(
        """
        requested   \(request.id)
        by          \(request.principal)
        where to    \(request.destinationID)
        change      \(request.difference.summary.escapingControls)
        next        phigate review \(stage.escapingControls)

        """
      )
    }
    return .done
  }
}

/// The command `phigate status`.
struct StatusCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "What is pending, which clauses are open, and who may fill them.",
    discussion: """
      Examples:
        phigate status                       every pending request
        phigate status /srv/stage/2026-11-22  one of them, with its decisions
        phigate status /srv/asks/42           the same of a command
      Changes nothing: envelopes in STAGE/approvals count after intake.
      """
  )

  @Argument(help: "A staged bundle or the folder of a command; without it, every pending request")
  var stage: String?

  @OptionGroup var gate: GateOptions

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let gate = try gate.open(console)
    guard let stage else {
      let pending = try gate.pendingRequests()
      let owed = try gate.owedReviews()
      for request in pending { write(request, console) }
      for request in owed { write(request, console, isReview: true) }
      let commands = try gate.pendingActions()
      for request in commands { write(request, console) }
      if pending.isEmpty, owed.isEmpty, commands.isEmpty, !json {
        console.write("nothing is pending\n")
      }
      return .done
    }
    let folder = try StageFolder(path: stage)
    if try folder.isAction() {
      let standing = try gate.standing(ofAction: folder)
      write(standing.review.request, console)
      let people = standing.approvals.map(\.approver.human)
      let progress = ("command", standing.progress.rawValue)
      write(people, standing.open, standing.isDenied, progress, console) { standingText(standing) }
      return .done
    }
    let standing = try gate.standing(of: folder)
    write(standing.review.request, console)
    let people = standing.approvals.map(\.approver.human)
    let progress = ("release", standing.progress.rawValue)
    write(people, standing.open, standing.isDenied, progress, console) { standingText(standing) }
    return .done
  }

  /// What stands of one request: a line for machines, or the words for people.
  private func write(
    _ approvals: [String],
    _ open: [Threshold.OpenClause],
    _ isDenied: Bool,
    _ progress: (what: String, how: String),
    _ console: Console,
    words: () -> String
  ) {
    guard json else { return console.write(words()) }
    var line = JSONObject([
      .init("type", "standing"), .init("denied", .bool(isDenied)),
      .init("approvals", .array(approvals.map { .string($0) })),
      .init(
        "open",
        .array(
          open.map {
            ["group": .string($0.clause.group), "missing": .integer(Int64($0.missing))]
          }
        )
      ),
    ])
    line[progress.what] = .string(progress.how)
    console.write(bytes: jsonLine(.object(line)))
  }

  /// One request for a command in one line.
  private func write(_ request: ActionRequest, _ console: Console) {
    guard json else {
      return console.write(
        "\(request.createdAt)  \(request.id)  command  \(request.principal) as "
          + "\(request.action)\n"
      )
    }
    console.write(
      bytes: jsonLine([
        "type": "pending-command", "id": .string(request.id),
        "createdAt": .string(request.createdAt.description),
        "requester": .string(request.principal), "action": .string(request.action),
        "command": .string(request.actionDigest.hex),
      ])
    )
  }

  /// One request in one line.
  private func write(
    _ request: ReleaseRequest,
    _ console: Console,
    isReview: Bool = false
  ) {
    if json {
      console.write(
        bytes: jsonLine([
          "type": isReview ? "review-owed" : "pending", "id": .string(request.id),
          "createdAt": .string(request.createdAt.description),
          "requester": .string(request.principal),
          "destination": .string(request.destinationID),
          "bundle": .string(request.bundleID),
        ])
      )
    } else {
      console.write(
        "\(request.createdAt)  \(request.id)  \(request.bundleID)  \(request.principal) to "
          + "\(request.destinationID)\(isReview ? ", review owed" : "")\n"
      )
    }
  }
}

/// The command `phigate review`.
struct ReviewCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Shows what would leave, to whom, and what changed: what a decision is about.",
    discussion: """
      Examples:
        phigate review /srv/stage/2026-11-22
        phigate review /srv/stage/2026-11-22 --json
        phigate review /srv/stage/2026-11-22 --html review.html
        phigate review /srv/stage/2026-11-22 --against /srv/stage/2026-11-15
      Needs only manifest.jsonl and request.json, no state of the gate. With --json the first line is
      the document whose SHA-256 every token holds; with --html FILE that document is written as a page
      without scripts, links or pictures, which any browser shows and prints.
      """
  )

  @Argument(help: "The staged bundle")
  var stage: String

  @Option(name: .long, help: "Another stage to compare with")
  var against: String?

  @Option(name: .long, help: "Write the review as one self-contained page")
  var html: String?

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  var isJSON: Bool { json }

  func run(console: Console) throws(Failure) -> Outcome {
    let folder = try StageFolder(path: stage)
    if try folder.isAction() {
      guard against == nil else {
        throw Failure(.usage, "the review of a command has nothing to compare with")
      }
      let review = try folder.actionReview()
      if let html {
        let page = try ActionReviewPage(document: review.encoded).bytes()
        try write(page, to: html, viewDigest: review.digest, console)
        return .done
      }
      let text = ActionReviewText(review: review).text
      console.write(bytes: json ? review.encoded + [0x0A] : Array(text.utf8))
      return .done
    }
    let review = try folder.review()
    if let html {
      let page = try ReviewPage(document: review.encoded).bytes()
      try write(page, to: html, viewDigest: review.digest, console)
    } else if json {
      console.write(bytes: review.encoded + [0x0A])
    } else {
      console.write(ReviewText(review: review).text)
    }
    if let against {
      let other = try StageFolder(path: against).manifest()
      let difference = try ManifestDifference(
        from: try other.reader(),
        to: try folder.manifest().reader()
      )
      if json {
        console.write(
          bytes: jsonLine(["type": "difference", "summary": .string(difference.summary)])
        )
      } else {
        console.write("\nagainst \(against.escapingControls): \(difference.summary)\n")
      }
    }
    return .done
  }

  /// Writes the page of a review, which is made of the bytes of `review --json` alone.
  private func write(
    _ page: [UInt8],
    to path: String,
    viewDigest: Digest256,
    _ console: Console
  ) throws(Failure) {
    try writeNew(page, to: path)
    let digest = Digest256(hashing: page)
    guard !json else {
      console.write(
        bytes: jsonLine([
          "type": "page", "path": .string(path), "sha256": .string(digest.hex),
          "viewDigest": .string(viewDigest.hex),
        ])
      )
      return
    }
    console.write(
      """
      page        \(path.escapingControls)
      sha256      \(digest.hex)
      view        \(viewDigest.hex)

      """
    )
  }
}
