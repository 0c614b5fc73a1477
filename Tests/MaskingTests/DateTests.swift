import Testing
import Vocabulary

@testable import Masking

/// Dates become years, and years that show an age over 89 go.
@Suite struct DateTests {
  @Test(arguments: [
    ("03/12/2024", "2024"), ("3/12/24", "2024"), ("2024-03-12", "2024"),
    ("2024-03-12T10:11:12+05:30", "2024"), ("12.03.2024", "2024"), ("12. 03. 24", "2024"),
    ("March 12, 2024", "2024"), ("12 March 2024", "2024"), ("12-MAR-24", "2024"),
    ("12. März 1987", "1987"), ("12. März 87", "1987"), ("Mar 12, 24", "2024"), ("Mar '24", "2024"),
    ("12th March 24", "2024"), ("20240312", "2024"), ("03122024", "2024"), ("31122024", "2024"),
    ("20240312101500", "2024"), ("202403121015", "2024"), ("2024072", "2024"), ("3/2024", "2024"),
    ("2024", "2024"), ("-252460800000", "1962"), ("-252460801", "1961"),
    ("Tue Mar 12 10:11:12 +0200 2024", "2024"), ("199903", "1999"),
    ("04/05/37", "1937"), ("12/31/26", "2026"), ("76/05/04", "1976"),
    ("Tuesday, the 12th of March, 2024, at 14:05", "2024"),
  ])
  func findsTheYearInEveryWrittenForm(date: String, expected: String) throws {
    let result = try mask(date, .date)
    #expect(result.text == expected)
    #expect(result.transform == .year)
  }

  @Test(arguments: [
    "March 12", "03/12", "3-12", "Tuesday", "March 12-14", "12 and 14 March", "Mar 12 14:05",
    "12.3.",
    "14:30", "Mar 12 at 1945h", "240312", "200312", "1.2.3", "12/34", "Easter Monday",
  ])
  func showsNoYearWhereNoneCanBeReadOneWay(date: String) throws {
    let result = try mask(date, .date)
    #expect(result.text == "[DATE]")
    #expect(result.transform == .tag)
  }

  @Test(arguments: ["05/06/1936", "1936", "May 6, 1901", "5/6/27", "19310506", "5/6/36"])
  func tagsYearsThatShowAnAgeOver89(date: String) throws {
    #expect(try mask(date, .date).text == "[DATE]")
  }

  @Test func countsAgesAgainstTheReferenceYear() throws {
    #expect(try mask("05/06/1937", .date).text == "1937")
    #expect(try mask("05/06/1937", .date, referenceYear: 2_027).text == "[DATE]")
    #expect(try mask("5/6/27", .date, referenceYear: 2_027).text == "2027")
  }

  @Test(arguments: [
    (ValueShape.hl7Date, "19800312101500.123+0100", "1980"), (.hl7Date, "198003", "1980"),
    (.hl7Date, "200312", "2003"), (.hl7Date, "1980", "1980"), (.hl7Date, "19310506", ""),
    (.isoDate, "1980-03-12", "1980"), (.isoDate, "1980-03", "1980"),
    (.isoDate, "1931-05-06", "1936"),
    (.isoInstant, "1980-03-12T10:15:00.000+01:00", "1980-01-01T00:00:00Z"),
    (.isoInstant, "1931-05-06T00:00:00Z", "1936-01-01T00:00:00Z"),
  ])
  func keepsFieldsOfDatesValid(shape: ValueShape, value: String, expected: String) throws {
    #expect(try mask(value, .date, shape: shape).text == expected)
  }

  @Test func masksOtherKindsInFieldsOfDatesAsDates() throws {
    #expect(try mask("19800312", .mrn, shape: .hl7Date).text == "1980")
    #expect(try mask("Ann", .name, shape: .isoDate).text == "[NAME]")
  }

  @Test(arguments: [
    (951_782_400, 2_000), (1_709_164_800, 2_024), (1_735_689_599, 2_024),
    (1_735_689_600, 2_025),
  ])
  func readsUnixTimes(seconds: Int, year: Int) throws {
    // Expected values: `date -u -d @SECONDS +%Y`.
    #expect(try mask("\(seconds)", .date, shape: .number).text == "\(year)")
    #expect(try mask("\(seconds)000", .date, shape: .number).text == "\(year)")
  }
}
