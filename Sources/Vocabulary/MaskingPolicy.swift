/// What phigate.yml says of masking beside the profile.
package struct MaskingPolicy: Sendable, Hashable {
  /// A kind, or one part of an address.
  package struct Target: Sendable, Hashable {
    /// The kind.
    package var kind: IdentifierKind
    /// The part; nil: the whole kind.
    package var part: LocationPart?

    /// Names a target.
    package init(_ kind: IdentifierKind, _ part: LocationPart? = nil) {
      self.kind = kind
      self.part = part
    }

    /// Every target, in the order of the kinds, each part of an address behind the whole.
    package static let all: [Target] = IdentifierKind.allCases.flatMap { kind in
      kind == .location
        ? [Target(kind)] + LocationPart.allCases.dropFirst().map { Target(kind, $0) }
        : [Target(kind)]
    }

    /// The name used in settings: `NAME`, `LOCATION.zip`.
    package var label: String {
      part.flatMap(\.label).map { "\(kind.label).\($0)" } ?? kind.label
    }
  }

  /// Transforms that differ from those of the profile.
  package var transforms: [Target: Transform] = [:]
  /// Names a set of pseudonyms: the same value has another one in another scope.
  package var scope = ""
  /// The most days by which dates are shifted, to either side.
  package var shiftDaysMax = MaskingPolicy.shiftDaysDefault

  /// Days by which dates are shifted at most where nothing is said.
  package static let shiftDaysDefault = 183
  /// The bounds of that setting.
  package static let shiftDaysBounds = 1...3_650
  /// Bytes of a scope.
  package static let scopeBytesMax = 64

  /// Nothing but what the profile says.
  package init() {}

  /// What a profile turns a target into where nothing else is set.
  package static func standard(_ target: Target, _ profile: Profile) -> Transform {
    switch (profile, target.kind, target.part) {
    case (.limitedDataSet, .date, _), (.limitedDataSet, .age, _): .keep
    case (.limitedDataSet, .location, .zip), (.limitedDataSet, .location, .city): .keep
    case (.limitedDataSet, .location, .other), (.limitedDataSet, .location, .some(.none)): .tag
    case (.limitedDataSet, .biometric, _), (.limitedDataSet, .photo, _),
      (.limitedDataSet, .secret, _), (.limitedDataSet, .organization, _):
      .tag
    case (.limitedDataSet, _, _): .pseudonym
    case (_, .date, _): .year
    case (_, .age, _): .ageCap
    case (_, .location, .zip): .zip3
    default: .tag
    }
  }

  /// What a target turns into under a profile.
  package func transform(
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ profile: Profile
  )
    -> Transform
  {
    if profile == .safeHarbor { return MaskingPolicy.standard(Target(kind, part), profile) }
    return transforms[Target(kind, part)] ?? transforms[Target(kind)]
      ?? MaskingPolicy.standard(Target(kind, kind == .location ? part : nil), profile)
  }

  /// Transforms that may be asked for, in the order of messages.
  ///
  /// Under a limited data set none may show what 45 CFR 164.514(e)(2) excludes.
  package static func allowed(_ target: Target, _ profile: Profile) -> [Transform] {
    var all: [Transform] = [.tag, .remove, .fill]
    let staysInLimitedSet =
      target.kind == .date || target.kind == .age || target.part == .zip || target.part == .city
      || target.kind == .organization
    if target.kind != .secret, profile == .expert || staysInLimitedSet { all.append(.keep) }
    switch (target.kind, target.part) {
    case (.date, _): all += [.year, .quarter, .month, .dateShift]
    case (.age, _): all.append(.ageCap)
    case (.location, .zip): all.append(.zip3)
    case (.secret, _), (.biometric, _), (.photo, _): break
    default: all.append(.pseudonym)
    }
    switch target.kind {
    case .phone, .fax, .ssn, .mrn, .healthPlan, .account, .license, .vehicle, .device, .uniqueID,
      .creditCard, .iban, .bankRouting, .passport, .taxID:
      all.append(.fpe)
    default: break
    }
    return all
  }

  /// Whether anything is turned into what is derived from the value under the site key.
  package func needsKey(_ profile: Profile) -> Bool {
    guard profile != .safeHarbor else { return false }
    return Target.all.contains { target in
      transform(target.kind, target.part ?? .none, profile).isDerived
    }
  }

  /// Whether dates are shifted.
  package func shiftsDates(_ profile: Profile) -> Bool {
    profile != .safeHarbor && transform(.date, .none, profile) == .dateShift
  }
}
