import Glibc
import Testing

/// The whole loop under the profiles that derive surrogates from values.
@Suite struct PseudonymTests {
  @Test func limitedDataSetsAndExpertsLeaveUnderTheirSealAlone() {
    let work = "/tmp/phigate-pseudonyms-test-\(getpid())"
    let line =
      "'\(Shell.scripts)/pseudonyms.sh' '\(Shell.phigate)' '\(Shell.root)/fixtures/landing' '\(work)'"
    let run = Shell.run("\(line); code=$?; rm -rf '\(work)'; exit $code")
    #expect(run.code == 0, "\(run.output)")
  }
}

/// Privileged commands by the program itself.
@Suite struct RunCommandTests {
  @Test func runsWhatWasApprovedAndNothingElse() {
    let scratch = Scratch()
    let line = "'\(Shell.scripts)/run-action.sh' '\(Shell.phigate)' '\(scratch.path)/d'"
    let result = Shell.run("mkdir '\(scratch.path)/d' && \(line)")
    #expect(result.code == 0, "\(result.output)")
  }
}
