import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A moment in UTC, in whole seconds, written `2026-01-31T23:59:59Z`.
///
/// One form only: no offsets, no fractions, no leap seconds, so that equal times are equal bytes.
/// Source: RFC 3339 §5.6, narrowed.
package struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, without leap seconds; years 0000 to 9999.
  package var seconds: Int64

  /// Creates a time from seconds since 1970.
  package init(seconds: Int64) {
    self.seconds = seconds
  }

  /// Parses `YYYY-MM-DDTHH:MM:SSZ`; nil for any other form and for days and hours that do not
  /// exist.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    self.init(form: bytes.span)
  }

  /// Parses the bytes of `YYYY-MM-DDTHH:MM:SSZ` as the other initialiser does its text.
  package init?(form bytes: Span<UInt8>) {
    guard bytes.count == Self.formBytes else { return nil }
    let form: StaticString = "0000-00-00T00:00:00Z"
    for index in 0..<Self.formBytes {
      let wanted = unsafe form.utf8Start[index]
      let isDigit = wanted == UInt8(ascii: "0")
      guard isDigit ? bytes[index].isDigit : bytes[index] == wanted else { return nil }
    }
    func number(_ start: Int, _ count: Int) -> Int64 {
      var value: Int64 = 0
      for index in start..<(start &+ count) { value = value &* 10 &+ Int64(bytes[index] &- 0x30) }
      return value
    }
    let year = number(0, 4)
    let month = number(5, 2)
    let day = number(8, 2)
    guard 1...12 ~= month, day >= 1, day <= Self.days(inMonth: month, ofYear: year) else {
      return nil
    }
    let hour = number(11, 2)
    let minute = number(14, 2)
    let second = number(17, 2)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    let days = Self.daysFromEpoch(year: year, month: month, day: day)
    seconds = days * Self.secondsPerDay + hour * 3600 + minute * 60 + second
  }

  /// The time in its only form.
  package var description: String {
    let days = Self.flooredDays(seconds)
    let inDay = seconds - days * Self.secondsPerDay
    let (year, month, day) = Self.date(daysFromEpoch: days)
    func padded(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    let date = "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    let time = [inDay / 3600, inDay / 60 % 60, inDay % 60].map { padded($0, 2) }
    return "\(date)T\(time.joined(separator: ":"))Z"
  }

  /// The calendar year.
  package var year: Int {
    Int(Self.date(daysFromEpoch: Self.flooredDays(seconds)).year)
  }

  /// The time `seconds` later (or earlier, where negative).
  package func advanced(by seconds: Int64) -> Timestamp {
    Timestamp(seconds: self.seconds + seconds)
  }

  /// Orders times from early to late.
  package static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.seconds < right.seconds
  }

  /// Bytes of the only form.
  private static let formBytes = 20
  /// Seconds of a day.
  private static let secondsPerDay: Int64 = 86_400

  /// Whole days since 1970, rounded down.
  private static func flooredDays(_ seconds: Int64) -> Int64 {
    let quotient = seconds / secondsPerDay
    return seconds % secondsPerDay < 0 ? quotient - 1 : quotient
  }

  /// Days of a month in the proleptic Gregorian calendar.
  private static func days(inMonth month: Int64, ofYear year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to a date, counted in eras of 400 years from 1 March.
  private static func daysFromEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = (month > 2 ? year : year - 1) + 400
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era - 1) * 146_097 + dayOfEra - 719_468
  }

  /// The date `days` after 1970-01-01.
  private static func date(daysFromEpoch days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468 + 146_097
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + (era - 1) * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }
}

/// Where the time comes from: the system, or a fixed moment in tests.
package struct WallClock: Sendable {
  /// Reads the time.
  private let read: @Sendable () -> Timestamp

  /// Creates a clock from a function.
  package init(_ read: @escaping @Sendable () -> Timestamp) {
    self.read = read
  }

  /// The time now.
  package func now() -> Timestamp { read() }

  /// The system's clock.
  package static let system = WallClock { Timestamp(seconds: Int64(time(nil))) }

  /// A clock that stands still.
  package static func fixed(_ time: Timestamp) -> WallClock {
    WallClock { time }
  }
}
