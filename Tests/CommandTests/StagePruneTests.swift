import Testing

/// `phigate stage prune`, as a transcript.
@Suite struct StagePruneTests {
  @Test func oldStagesGoButNoneThatIsNeeded() {
    let scratch = Scratch()
    let done = Shell.run("'\(Shell.scripts)/prune.sh' '\(Shell.phigate)' '\(scratch.path)/1'")
    #expect(done.code == 0, "\(done.output)")
  }
}
