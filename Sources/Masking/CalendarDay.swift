/// A day of the Gregorian calendar.
///
/// Source of the two conversions: Hinnant, "chrono-compatible low-level date algorithms",
/// days_from_civil and civil_from_days.
struct CalendarDay: Equatable {
  /// The year, 1 or later.
  var year: Int
  /// 1 to 12.
  var month: Int
  /// 1 to 31.
  var day: Int

  /// A day that exists; nil for others.
  init?(year: Int, month: Int, day: Int) {
    guard 1...9_999 ~= year, 1...12 ~= month,
      1...CalendarDay.dayCount(of: month, in: year) ~= day
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day so many days after 1970-01-01.
  init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let place = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * place + 2) / 5 + 1
    month = place < 10 ? place + 3 : place - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  var daysSince1970: Int {
    let counted = month <= 2 ? year - 1 : year
    let era = (counted >= 0 ? counted : counted - 399) / 400
    let yearOfEra = counted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The day of the week, 0 for Sunday.
  var weekday: Int { ((daysSince1970 + 4) % 7 + 7) % 7 }

  /// The day so many days later.
  func adding(_ days: Int) -> CalendarDay { CalendarDay(daysSince1970: daysSince1970 + days) }

  /// Days of a month.
  static func dayCount(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }
}
