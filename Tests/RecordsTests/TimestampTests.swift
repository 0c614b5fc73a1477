import Records
import Testing

@Suite struct TimestampTests {
  /// Every day of 900 years and the edges, as Python's calendar has them.
  @Test func agreesWithPython() throws {
    let script = """
      import datetime as d
      t = d.datetime(1600, 1, 1, 23, 59, 59, tzinfo=d.timezone.utc)
      e = d.datetime(1970, 1, 1, tzinfo=d.timezone.utc)
      for i in range(0, 330000, 7):
          u = t + d.timedelta(days=i, seconds=i % 86400)
          print(int((u - e).total_seconds()), u.strftime('%Y-%m-%dT%H:%M:%SZ'))
      """
    let folder = try TestFolder()
    let result = folder.run(["python3", "-c", script])
    try #require(result.status == 0)
    for line in result.output.split(separator: "\n") {
      let words = line.split(separator: " ").map(String.init)
      let seconds = try #require(Int64(words[0]))
      #expect(Timestamp(seconds: seconds).description == words[1])
      #expect(Timestamp(words[1])?.seconds == seconds)
    }
  }

  @Test(arguments: [
    "2026-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2026-04-31T00:00:00Z", "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
    "2026-01-01T00:00:60Z", "2026-01-01T00:00:00z", "2026-01-01t00:00:00Z", "2026-01-01 00:00:00Z",
    "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00.0Z", "2026-1-1T00:00:00Z",
    "2026-01-01T00:00:00",
    " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z\n", "٢٠٢٦-01-01T00:00:00Z", "",
  ])
  func refusesEveryOtherForm(_ text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test func acceptsLeapDays() {
    #expect(Timestamp("2024-02-29T12:00:00Z")?.description == "2024-02-29T12:00:00Z")
    #expect(Timestamp("2000-02-29T12:00:00Z")?.year == 2000)
  }
}
