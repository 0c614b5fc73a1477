import Testing

@testable import Formats

/// Parameters of fields of mail, pieces of which are put together.
@Suite struct HeaderParameterTests {
  @Test func piecesOfOneNameAreOne() {
    let found = HeaderParameter.all(
      in: Array("attachment; filename*0=\"a b\"; size=4; filename*1=\"c.csv\"".utf8)
    )
    #expect(found.map(\.name) == ["filename", "size"])
    #expect(found.first.map { String(decoding: $0.text, as: UTF8.self) } == "a bc.csv")
  }

  /// As many as a header of a megabyte holds are read one after the other.
  @Test(.timeLimit(.minutes(1))) func manyParametersAreRead() {
    let value = "text/plain" + (0..<60_000).map { "; a\($0)=b" }.joined()
    #expect(HeaderParameter.all(in: Array(value.utf8)).count == 60_000)
  }
}
