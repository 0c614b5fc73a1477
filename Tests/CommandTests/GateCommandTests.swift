import Testing

/// The gate's commands as a shell sees them: exit codes and what they say.
@Suite struct GateCommandTests {
  private let scratch = Scratch()

  @Test(arguments: ["releases", "commands", "witness"])
  func commandsSayWhatTheyDidAndDidNot(part: String) {
    let folder = "\(scratch.path)/\(part)"
    let script = "'\(Shell.scripts)/gate-commands.sh'"
    let result = Shell.run(
      "mkdir '\(folder)' && \(script) '\(Shell.phigate)' '\(folder)' \(part)"
    )
    #expect(result.code == 0, "\(result.output)")
    guard part == "commands", let python = Shell.verifyingPython else { return }
    let page = "'\(Shell.scripts)/check-page.py' '\(folder)/ask.html' '\(Shell.root)/.build/pages'"
    let judged = Shell.run("'\(python)' \(page)")
    #expect(judged.code == 0, "\(judged.output)")
  }
}
