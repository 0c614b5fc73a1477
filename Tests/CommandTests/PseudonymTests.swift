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
