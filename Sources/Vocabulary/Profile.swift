/// What identifiers turn into, and under which paragraph of the Privacy Rule the copy may leave.
package enum Profile: String, CaseIterable, Sendable {
  /// 45 CFR 164.514(b)(2): all eighteen identifiers go.
  case safeHarbor = "safe-harbor"
  /// 45 CFR 164.514(e): a limited data set under a data use agreement.
  case limitedDataSet = "limited-data-set"
  /// 45 CFR 164.514(b)(1): as an expert determined.
  case expert
}

/// What became of a value.
package enum Transform: String, CaseIterable, Sendable {
  case tag
  case remove
  case fill
  case neutral
  case year
  case zip3
  case ageCap = "age-cap"
  case keep
  /// A surrogate of the same shape, derived from the value under the site key.
  case pseudonym
  /// Format-preserving encryption of digits and letters under the site key.
  case fpe
  /// A date moved by as many days as all dates of the same patient.
  case dateShift = "date-shift"
  /// A date's year and month.
  case month
  /// A date's year and quarter.
  case quarter

  /// Its place among all, as a loop over them would find it.
  package var place: UInt16 {
    switch self {
    case .tag: 0
    case .remove: 1
    case .fill: 2
    case .neutral: 3
    case .year: 4
    case .zip3: 5
    case .ageCap: 6
    case .keep: 7
    case .pseudonym: 8
    case .fpe: 9
    case .dateShift: 10
    case .month: 11
    case .quarter: 12
    }
  }

  /// Whether the result is derived from the individual's data, which 45 CFR 164.514(c) forbids in
  /// copies under safe harbor.
  package var isDerived: Bool { self == .pseudonym || self == .fpe || self == .dateShift }
}
