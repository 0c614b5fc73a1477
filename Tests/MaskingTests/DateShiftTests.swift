import Testing
import Vocabulary

@testable import Masking

/// Dates move by the days of their patient and keep their form.
@Suite struct DateShiftTests {
  /// Shifts one date under a limited data set.
  private func shift(_ date: String, _ days: Int, shape: ValueShape = .text) throws -> String {
    try keyedMasker(.limitedDataSet, [.init(.date): .dateShift])
      .mask(date, .date, shape: shape, shiftDays: days)
  }

  // Expected values: `date -d "DAY + N days"` of GNU coreutils.
  @Test(arguments: [
    ("2024-02-28", 1, "2024-02-29"), ("2023-02-28", 1, "2023-03-01"),
    ("2024-03-01", -1, "2024-02-29"), ("1999-12-31", 1, "2000-01-01"),
    ("3/1/2024", -1, "2/29/2024"),
    ("03/01/2024", -1, "02/29/2024"), ("12/31/99", 1, "01/01/00"), ("31.12.2023", 1, "01.01.2024"),
    ("13/03/2024", 20, "02/04/2024"), ("20240228", 2, "20240301"),
    ("20240228101500", 2, "20240301101500"),
    (
      "2024-02-28T10:11:12.5+05:30", 2,
      "2024-03-01T10:11:12.5+05:30"
    ), ("March 12, 2024", 30, "April 11, 2024"),
    ("12-MAR-24", 30, "11-APR-24"), ("12 March 2024", 30, "11 April 2024"),
    ("Mar 1, 2024", -1, "Feb 29, 2024"), ("the 1st of March, 2024", 1, "the 2nd of March, 2024"),
    ("Tuesday, March 12, 2024", 2, "Thursday, March 14, 2024"),
    (
      "Tue 12 Mar 2024", 1,
      "Wed 13 Mar 2024"
    ), ("03/12/2024 - 03/15/2024", 10, "03/22/2024 - 03/25/2024"),
    ("2024-03", 31, "2024-04"), ("1709164800", 1, "1709251200"), ("02/28", 1, "02/29"),
    ("03/12/2024 14:30", 1, "03/13/2024 14:30"),
  ])
  func keepsFormAndPrecision(date: String, days: Int, expected: String) throws {
    #expect(try shift(date, days) == expected)
  }

  @Test(arguments: [
    (ValueShape.hl7Date, "20240228101500+0100", 2, "20240301101500+0100"),
    (.hl7Date, "202402", 31, "202403"), (.isoDate, "2024-02-28", 2, "2024-03-01"),
    (.isoInstant, "2024-02-28T00:00:00Z", 2, "2024-03-01T00:00:00Z"),
    (.day, "20240228-20240301", 2, "20240301-20240303"),
  ])
  func keepsFieldsOfDatesValid(shape: ValueShape, date: String, days: Int, expected: String) throws
  {
    #expect(try shift(date, days, shape: shape) == expected)
  }

  @Test(arguments: ["next Tuesday", "2024-02-30", "1.2.3", "March 12-14, 2024", "Easter", "14:30"])
  func tagsWhatItCannotRead(date: String) throws {
    #expect(try shift(date, 5) == "[DATE]")
  }

  @Test func keepsIntervalsAcrossLeapDays() throws {
    var random = Seeded.fresh()
    for _ in 0..<2_000 {
      let start = CalendarDay(daysSince1970: random.next(below: 40_000) - 20_000)
      let days = random.next(below: 7_300) - 3_650
      let end = start.adding(random.next(below: 800))
      let moved = (start.adding(days), end.adding(days))
      #expect(
        moved.1.daysSince1970 - moved.0.daysSince1970 == end.daysSince1970 - start.daysSince1970,
        "\(random.origin)"
      )
      #expect(
        CalendarDay(year: moved.0.year, month: moved.0.month, day: moved.0.day) == moved.0,
        "\(random.origin)"
      )
    }
  }

  @Test func aPatientHasTheSameDaysWhichAreNeverNone() throws {
    let masker = try keyedMasker(.limitedDataSet, [.init(.date): .dateShift])
    let other = try keyedMasker(.limitedDataSet, key: 2, [.init(.date): .dateShift])
    var seen: Set<Int> = []
    var same = 0
    for number in 0..<3_000 {
      let subject = Array("patient \(number)".utf8)
      let days = masker.shiftDays(of: subject)
      #expect(days == masker.shiftDays(of: subject))
      #expect(days != 0 && abs(days) <= MaskingPolicy.shiftDaysDefault)
      if other.shiftDays(of: subject) == days { same += 1 }
      seen.insert(days)
    }
    #expect(seen.count > 360 && seen.contains(where: { $0 < 0 }))
    #expect(same < 60)
    #expect(try keyedMasker().shiftDays(of: [1]) == 0)
  }
}

/// What an expert may configure beside pseudonyms.
@Suite struct GeneralisationTests {
  @Test(arguments: [
    (Transform.month, ValueShape.text, "March 12, 2024", "2024-03"),
    (.month, .hl7Date, "20240312101500", "202403"), (.month, .isoDate, "2024-03-12", "2024-03"),
    (.month, .isoInstant, "2024-03-12T10:00:00Z", "2024-03-01T00:00:00Z"),
    (.quarter, .text, "12/31/2024", "2024-Q4"), (.quarter, .isoDate, "2024-12-31", "2024-10"),
    (.quarter, .text, "2024-Q4", "2024-Q4"), (.month, .text, "2024", "2024"),
    (.month, .text, "05/06/1931", "[DATE]"), (.year, .text, "12/31/2024", "2024"),
    (.tag, .text, "12/31/2024", "[DATE]"), (.remove, .text, "12/31/2024", ""),
    (.keep, .text, "12/31/2024", "12/31/2024"), (.fill, .text, "12/31/2024", "[DATE]    "),
  ])
  func generalisesDates(
    transform: Transform,
    shape: ValueShape,
    date: String,
    expected: String
  ) throws {
    let masker = try keyedMasker(.expert, [.init(.date): transform])
    let made = masker.mask(date, .date, shape: shape)
    #expect(made == expected)
    #expect(made.isEmpty || masker.isMask(made, .date, shape: shape))
  }

  @Test func isSafeHarborWhereNothingIsSet() throws {
    let masker = try Masker(profile: .expert, referenceYear: 2_026)
    #expect(!masker.isKeyed)
    #expect(masker.mask("Ann Smith", .name) == "[NAME]")
    #expect(masker.mask("03/12/2024", .date) == "2024")
    #expect(masker.mask("02139", .location, part: .zip) == "021")
    #expect(masker.mask("93", .age) == "90+")
  }

  @Test func setsPartsOfAddressesByThemselves() throws {
    let masker = try keyedMasker(
      .expert,
      [.init(.location): .tag, .init(.location, .zip): .zip3, .init(.location, .city): .keep]
    )
    #expect(masker.mask("02139", .location, part: .zip) == "021")
    #expect(masker.mask("Boston", .location, part: .city) == "Boston")
    #expect(masker.mask("12 Elm Street", .location, part: .street) == "[LOCATION]")
  }
}
