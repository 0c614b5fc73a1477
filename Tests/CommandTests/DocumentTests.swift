import Testing

/// The documents that people follow in need: every command runs as it stands there.
@Suite struct DocumentTests {
  private let demo = DemoRun.shared
  private let scratch = Scratch()

  /// Runs a document's commands in a folder.
  private func follow(
    _ document: String,
    in folder: String,
    _ settings: String = ""
  ) -> (code: Int32, output: String) {
    let script = "'\(Shell.scripts)/run-transcript.py'"
    return Shell.run("\(settings) \(script) '\(Shell.root)/docs/\(document)' '\(folder)'")
  }

  @Test func auditorsDayNeedsNoPhigate() {
    let export = "\(scratch.path)/export"
    let made = Shell.run(
      "'\(Shell.phigate)' audit export --bundle '\(export)' --config '\(demo.path)/config/phigate.yml'"
    )
    #expect(made.code == 0, "\(made.output)")
    // A machine on which phigate is not to be found.
    #expect(Shell.run("PATH=/usr/bin:/bin command -v phigate").code != 0)
    let day = follow("auditors-day.md", in: export, "PATH=/usr/bin:/bin")
    #expect(day.code == 0, "\(day.output)")
    // The other way round: one row less, and the day ends early.
    #expect(Shell.run("rm -f '\(export)'/.step-*; sed -i 3d '\(export)/rows.jsonl'").code == 0)
    #expect(follow("auditors-day.md", in: export, "PATH=/usr/bin:/bin").code != 0)
  }

  @Test func runbookHolds() {
    let gate = "\(scratch.path)/gate"
    let copied = Shell.run(
      """
      mkdir -p '\(scratch.path)/bin' && ln -s '\(Shell.phigate)' '\(scratch.path)/bin/phigate' &&
      export PHIGATE_BIN='\(Shell.phigate)' && '\(Shell.root)/scripts/demo' '\(gate)'
      """
    )
    #expect(copied.code == 0, "\(copied.output.suffix(500))")
    let settings =
      "PATH='\(scratch.path)/bin':$PATH GATE='\(gate)' CONFIG='\(gate)/config/phigate.yml'"
    let result = follow("runbook.md", in: "\(scratch.path)/steps", settings)
    #expect(result.code == 0, "\(result.output)")
  }
}
