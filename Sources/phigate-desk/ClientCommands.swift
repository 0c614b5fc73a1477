import ArgumentParser
import Configuration
import Desk
import Files
import Glibc
import Records
import Vocabulary

/// How a stage's desk is reached.
struct ClientOptions: ParsableArguments {
  @Argument(help: "The staged bundle, after `phigate request`")
  var stage: String

  @Option(name: .long, help: "https://HOST, http://127.0.0.1:PORT or unix:/PATH")
  var desk: String?

  @Option(name: .long, help: "A file with the token, mode 0600; default: $PHIGATE_DESK_TOKEN_FILE")
  var tokenFile: String?

  @Option(name: .long, help: "Certificates to believe instead of the system's, PEM")
  var ca: String?

  @Flag(name: .long, help: "NDJSON on standard output")
  var json = false

  /// The client.
  func client() throws(Failure) -> DeskClient {
    let named = try desk == nil ? StageAtDesk.desk(of: stage) : desk
    guard let desk = named else {
      throw Failure(
        .usage,
        "the stage was not submitted",
        path: stage,
        next: "phigate-desk submit STAGE --desk URL"
      )
    }
    var file = tokenFile
    if file == nil, let value = unsafe getenv("PHIGATE_DESK_TOKEN_FILE") {
      file = unsafe String(cString: value)
    }
    let token = try file.map { (path) throws(Failure) in
      try SettingsFile.secret(path: path, what: "the desk's token")
    }
    return try DeskClient(desk: desk, token: token, roots: ca)
  }

  /// Waits for the decision, telling what goes on.
  func wait(_ text: String?, submits: Bool) async throws(Failure) -> Vocabulary.ExitCode {
    let seconds = try text.map { (text) throws(Failure) in try Self.seconds(text) } ?? 0
    let client = try client()
    let isJSON = json
    let stage = StageAtDesk(stage: stage, client: client) { news in Self.tell(news, isJSON) }
    let files: [String]
    do throws(Failure) {
      files = try await stage.run(waitSeconds: seconds, submits: submits)
    } catch {
      await client.close()
      throw error
    }
    await client.close()
    for file in files {
      if isJSON {
        Output.line(["type": "envelope", "path": .string(file)])
      } else {
        Output.write("approvals   \(file.escapingControls)\n")
      }
    }
    return .done
  }

  /// Tells a person or a script what goes on.
  private static func tell(_ news: StageAtDesk.News, _ isJSON: Bool) {
    switch news {
    case .submitted(let link):
      if isJSON {
        Output.line(["type": "submitted", "link": .string(link)])
      } else {
        Output.write("submitted   \(link.escapingControls)\n")
      }
    case .standing(let state, let filled, let needed):
      if isJSON {
        Output.line([
          "type": "standing", "state": .string(state), "filled": .integer(Int64(filled)),
          "needed": .integer(Int64(needed)),
        ])
      } else {
        Output.complain("\(state), \(filled) of \(needed) approvals")
      }
    case .unreachable: Output.complain("the desk does not answer, trying again")
    }
  }

  /// Seconds of `90s`, `15m`, `8h` or `2d`.
  private static func seconds(_ text: String) throws(Failure) -> Int64 {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
    guard let unit = text.last.flatMap({ units[$0] }), let number = Int64(text.dropLast()),
      1...100_000 ~= number
    else { throw Failure(.usage, "a span of time is such as 90s, 15m, 8h or 2d") }
    return number * unit
  }
}

/// The command `phigate-desk submit`.
struct SubmitCommand: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "submit",
    abstract: "Submits a stage's request to the desk and waits for people to decide.",
    discussion: """
      Example:
        phigate-desk submit /srv/stage/2026-11-22 --desk https://desk.example.org --wait 8h
      Exit codes: 0 the approvals are in STAGE/approvals, 6 denied or expired, 75 still pending: run
      it, or wait, again. Submitting the same request again is the same submission.
      """
  )

  @OptionGroup var client: ClientOptions

  @Option(name: .long, help: "How long to wait, such as 8h; without it, one look")
  var wait: String?

  var json: Bool { client.json }

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    try await client.wait(wait, submits: true)
  }
}

/// The command `phigate-desk wait`.
struct WaitCommand: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "wait",
    abstract: "Waits for the decision on a stage that was submitted.",
    discussion: "Example: phigate-desk wait /srv/stage/2026-11-22 --wait 8h"
  )

  @OptionGroup var client: ClientOptions

  @Option(name: .long, help: "How long to wait, such as 8h")
  var wait = "8h"

  var json: Bool { client.json }

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    try await client.wait(wait, submits: false)
  }
}

/// The command `phigate-desk receipt`.
struct ReceiptCommand: DeskCommand {
  static let configuration = CommandConfiguration(
    commandName: "receipt",
    abstract: "Hands the gate's receipt to the desk, which then shows the request as released.",
    discussion: """
      Example:
        phigate-desk receipt /srv/stage/2026-11-22 --receipt /srv/released/bundle-…/receipt.dsse.json
      """
  )

  @OptionGroup var client: ClientOptions

  @Option(name: .long, help: "The receipt that `phigate release` wrote")
  var receipt: String

  var json: Bool { client.json }

  func perform() async throws(Failure) -> Vocabulary.ExitCode {
    let desk = try client.client()
    let stage = StageAtDesk(stage: client.stage, client: desk) { _ in }
    do throws(Failure) {
      try await stage.report(receipt: receipt)
    } catch {
      await desk.close()
      throw error
    }
    await desk.close()
    if !json { Output.write("the desk has the receipt\n") }
    return .done
  }
}
