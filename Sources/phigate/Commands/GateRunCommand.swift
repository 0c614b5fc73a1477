import ArgumentParser
import Gate
import Records
import Vocabulary

/// The command `phigate run`.
struct RunCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs a privileged command that people have approved to the byte.",
    discussion: """
      Examples:
        phigate run --action unmask --ask /srv/asks/42 --purpose "case 4711" -- /usr/bin/open 4711
        phigate review /srv/asks/42
        phigate approve /srv/asks/42 --as m.okafor --key okafor.pem --comment "case 4711 agreed"
        phigate run --action unmask --approved /srv/asks/42 -- /usr/bin/open 4711

      An approval binds the command's words, its working folder, the variables that the action of
      trust.json lists, and the digests of the files that its words name: itself, and what follows a
      first = or @. Its program must be one of the action's. It runs once, with nothing in its
      environment but those variables, no standard input and no other open files; how it ended stands
      in a receipt. What a named file refers to in turn, and folders, are not bound.

      A gate that dies while the command runs leaves nobody who knows how it ended: look, then end the
      request by hand; its approvals stay used.
        phigate run --action unmask --abandon /srv/asks/42
      """
  )

  @Option(name: .long, help: "The action's id in trust.json")
  var action: String

  @Option(name: .long, help: "Ask for the command: a folder, made or empty, for action.json")
  var ask: String?

  @Option(name: .long, help: "What for, in words; with --ask")
  var purpose: String?

  @Option(name: .long, help: "The ticket it belongs to; with --ask")
  var ticket: String?

  @Option(name: .long, help: "Run the command: the folder with its request and approvals")
  var approved: String?

  @Option(name: .long, help: "End a command that broke off; the folder with its request")
  var abandon: String?

  @Flag(name: .long, help: "Verify everything, spend and run nothing")
  var dryRun = false

  @OptionGroup var gate: GateOptions

  @Argument(parsing: .postTerminator, help: "The command, the path of its program first")
  var command: [String] = []

  func run(console: Console) throws(Failure) -> Outcome {
    guard [ask, approved, abandon].count(where: { $0 != nil }) == 1,
      (ask == nil) == (purpose == nil), ticket == nil || ask != nil
    else {
      throw Failure(
        .usage,
        "run needs --ask DIR with --purpose TEXT, or --approved DIR, or --abandon DIR"
      )
    }
    let gate = try gate.open(console)
    if let abandon {
      let request = try gate.abandon(action: try StageFolder(path: abandon))
      console.write("abandoned: request \(request.id); ask anew: phigate run --ask\n")
      return .done
    }
    let document = try ActionDocument(
      try gate.action(action),
      words: command,
      folder: "."
    ) { console.environment($0) }
    if let ask {
      try SystemFiles.makeFolders(ask, mode: 0o755)
      let request = try gate.request(document, in: ask, purpose: purpose ?? "", ticket: ticket)
      console.write(
        """
        requested   \(request.id)
        by          \(request.principal)
        command     \(document.digest.hex)
        next        phigate review \(ask.escapingControls)

        """
      )
      return .done
    }
    let result = try gate.run(document, try StageFolder(path: approved ?? ""), isDryRun: dryRun)
    let humans = result.approvals.map(\.approver.human).joined(separator: ", ")
    guard let end = result.end else {
      console.message("phigate: would be run, approved by \(humans)")
      return .done
    }
    guard let fault = end.fault else {
      console.message("phigate: run, approved by \(humans)")
      return .done
    }
    throw .refusal(.commandFailed, "\(fault); its approvals are used")
  }
}

/// An action's review as a terminal shows it: nothing that is not in the document.
struct ActionReviewText {
  /// The document.
  let review: ActionReview

  /// The whole text.
  var text: String {
    let request = review.request
    let action = review.action
    var text = """
      request     \(request.id), asked \(request.createdAt)
      who         \(request.principal)
      what for    \(request.purpose.escapingControls)
      action      \(request.action)
      in          \(action.folder.escapingControls)

      """
    for (number, word) in action.words.enumerated() {
      text += "word \(number)      \(word.escapingControls)\n"
    }
    for variable in action.environment {
      text += "variable    \(variable.name)=\(variable.value.escapingControls)\n"
    }
    for file in action.files {
      text += "file        \(file.sha256.hex.prefix(16)) \(file.path.escapingControls)\n"
    }
    text += "command     \(action.digest.hex)\n\napprovals needed\n"
    for (index, list) in request.clauses.enumerated() {
      if index > 0 { text += "  or\n" }
      for clause in list { text += ReviewText.words(clause) }
    }
    return text
  }
}
