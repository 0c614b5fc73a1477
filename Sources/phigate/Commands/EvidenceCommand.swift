import ArgumentParser
import Gate
import Pages
import Records
import Vocabulary

/// The command `phigate evidence`.
struct EvidenceCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "What happened at the gate in a period, mapped to the controls of an audit.",
    discussion: """
      Examples:
        phigate evidence --from 2026-07-01 --to 2026-12-31 --framework soc2 --html evidence.html
        phigate evidence --from 2026-07-01 --to 2026-12-31 --framework hipaa --json

      Verifies the log whole, then reads every record that it names: populations, samples that
      anybody can draw again by their seed, releases with what was performed again over them, refused
      attempts, emergencies and their reviews, who could do what over time, and the eighteen
      identifiers of each bundle. It says first what it does not show.
      """
  )

  /// The first day.
  @Option(help: "First day, YYYY-MM-DD, UTC")
  var from: String

  /// The last day.
  @Option(help: "Last day, YYYY-MM-DD, UTC; it counts")
  var to: String

  /// Whose controls.
  @Option(help: "soc2, hipaa or fedramp")
  var framework: String

  /// What samples are drawn by.
  @Option(help: "What samples are drawn by; default: the root of the log")
  var seed: String?

  /// Items of a sample.
  @Option(help: "Items of a sample at most")
  var samples = EvidenceQuestion.sampleMaxDefault

  /// The page's file.
  @Option(help: "Write one self-contained page")
  var html: String?

  /// Where the log is.
  @OptionGroup var options: AuditOptions

  var isJSON: Bool { options.json }

  func run(console: Console) throws(Failure) -> Outcome {
    guard let chosen = EvidenceFramework(rawValue: framework) else {
      throw Failure(.usage, "the framework is soc2, hipaa or fedramp, nothing was written")
    }
    guard let first = Timestamp("\(from)T00:00:00Z"), let last = Timestamp("\(to)T00:00:00Z"),
      first <= last, 1...100_000 ~= samples, html != nil || options.json
    else {
      throw Failure(
        .usage,
        "evidence needs two days in order, YYYY-MM-DD, and --html FILE or --json",
        next: "phigate evidence --help"
      )
    }
    let question = EvidenceQuestion(
      from: first,
      until: last.advanced(by: 86_400),
      framework: chosen,
      seed: seed,
      sampleMax: samples
    )
    let document = try EvidenceReport(try options.open(console, isThorough: true), question)
      .document()
    if options.json { console.write(bytes: document + [0x0A]) }
    guard let html else { return .done }
    let page = try EvidencePage(document: document).bytes()
    try writeNew(page, to: html)
    if !options.json {
      console.write(
        """
        page        \(html.escapingControls)
        sha256      \(Digest256(hashing: page).hex)
        document    \(Digest256(hashing: document).hex)

        """
      )
    }
    return .done
  }
}
