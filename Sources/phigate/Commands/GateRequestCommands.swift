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
      rescan: try gateRescan(
        manifest: try folder.manifest(),
        seal: try folder.read(StageSeal.fileName, bytesMax: StageSeal.bytesMax),
        self.gate,
        console
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
      Changes nothing: envelopes in STAGE/approvals count after intake.
      """
  )

  @Argument(help: "A staged bundle; without it, every pending request")
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
      if pending.isEmpty, owed.isEmpty, !json { console.write("nothing is pending\n") }
      return .done
    }
    let standing = try gate.standing(of: try StageFolder(path: stage))
    write(standing.review.request, console)
    if json {
      console.write(
        bytes: jsonLine([
          "type": "standing", "denied": .bool(standing.isDenied),
          "approvals": .array(standing.approvals.map { .string($0.approver.human) }),
          "open": .array(
            standing.open.map {
              ["group": .string($0.clause.group), "missing": .integer(Int64($0.missing))]
            }
          ),
        ])
      )
    } else {
      console.write(standingText(standing))
    }
    return .done
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
      guard html == nil, against == nil else {
        throw Failure(.usage, "the review of a command has no page and nothing to compare with")
      }
      let review = try folder.actionReview()
      let text = ActionReviewText(review: review).text
      console.write(bytes: json ? review.encoded + [0x0A] : Array(text.utf8))
      return .done
    }
    let review = try folder.review()
    if let html {
      try write(page: html, of: review, console)
    } else if json {
      console.write(bytes: review.encoded + [0x0A])
    } else {
      console.write(ReviewText(review: review).text)
    }
    if let against {
      let other = try StageFolder(path: against).manifest()
      let difference = try ManifestDifference(
        from: try ManifestReader(bytes: other),
        to: try ManifestReader(bytes: try folder.manifest())
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
    page path: String,
    of review: Review,
    _ console: Console
  ) throws(Failure) {
    let page = try ReviewPage(document: review.encoded).bytes()
    try writeNew(page, to: path)
    let digest = Digest256(hashing: page)
    guard !json else {
      console.write(
        bytes: jsonLine([
          "type": "page", "path": .string(path), "sha256": .string(digest.hex),
          "viewDigest": .string(review.digest.hex),
        ])
      )
      return
    }
    console.write(
      """
      page        \(path.escapingControls)
      sha256      \(digest.hex)
      view        \(review.digest.hex)

      """
    )
  }
}
