package import Vocabulary

/// What a value turns into: a pure function of kind, part, value, shape and reference year.
///
/// No table is shared and nothing is counted, so that threads, shards and nights agree without
/// talking. A mask is a fixed point: masking what it made gives the same bytes again.
/// Source: 45 CFR 164.514(b)(2) and (c); phigate.yml(5).
package struct Masker: Sendable {
  /// The census lists whose small three-digit ZIP areas become `000`, as the manifest's header
  /// names them.
  package static let zipCensus = "2000+2010+2020"

  /// The profile that decides.
  package let profile: Profile
  /// The year against which two-digit years are resolved and ages are counted.
  package let referenceYear: Int
  /// What the settings say beside the profile.
  let policy: MaskingPolicy
  /// Makes surrogates; nil where the profile derives nothing from values.
  let surrogates: Surrogates?

  /// Creates a masker.
  /// - Parameters:
  ///   - profile: under which paragraph the copy may leave.
  ///   - referenceYear: four digits, as the manifest's header states it.
  ///   - policy: transforms that differ from those of the profile.
  ///   - key: the site key, which surrogates and shifts of dates need.
  /// - Throws: a usage failure for a profile or policy that cannot be carried out; nothing is ever
  ///   masked by a weaker one instead.
  package init(
    profile: Profile,
    referenceYear: Int,
    policy: MaskingPolicy = MaskingPolicy(),
    key: SiteKey? = nil
  ) throws(Failure) {
    if let refusal = Masker.refusal(of: profile, policy, hasKey: key != nil) { throw refusal }
    self.profile = profile
    self.referenceYear = referenceYear
    self.policy = policy
    surrogates = policy.needsKey(profile) ? key.map { Surrogates($0, policy) } : nil
  }

  /// Why a profile cannot be carried out with a policy; nil where it can.
  package static func refusal(
    of profile: Profile,
    _ policy: MaskingPolicy,
    hasKey: Bool
  ) -> Failure? {
    for target in MaskingPolicy.Target.all {
      guard let wanted = policy.transforms[target] else { continue }
      if profile == .safeHarbor, wanted.isDerived {
        return Failure(
          .usage,
          "masking.\(target.label): profile safe-harbor forbids codes derived from the "
            + "individual's data (45 CFR 164.514(c)); nothing was masked",
          next: "remove the setting, or use limited-data-set or expert"
        )
      }
      guard profile != .safeHarbor, !MaskingPolicy.allowed(target, profile).contains(wanted) else {
        continue
      }
      return Failure(
        .usage,
        "masking.\(target.label): profile \(profile.rawValue) does not allow "
          + "\(wanted.rawValue); nothing was masked"
      )
    }
    guard policy.needsKey(profile), !hasKey else { return nil }
    return Failure(
      .usage,
      "profile \(profile.rawValue) needs the site key for pseudonyms, and `key` is not set; "
        + "nothing was masked",
      next: "set key in phigate.yml to a file of 32 secret bytes, mode 0600"
    )
  }

  /// Whether anything is replaced by what is derived from it under the site key.
  package var isKeyed: Bool { surrogates != nil }

  /// Appends what a finding's value turns into.
  ///
  /// The replacement is printable ASCII without quotes, backslash, comma, semicolon, `|^&~<>`, so
  /// that CSV, JSON, HL7 and XML need no escaping; a kept value is appended as it is.
  /// - Parameters:
  ///   - finding: what was found; one that is not `masked` is kept.
  ///   - value: the bytes of the finding, decoded, not empty.
  ///   - shape: what the field must stay.
  ///   - shiftDays: by how many days dates move, where they do.
  ///   - instead: what a rule of the site or a last resort asks for; nil: what the profile says.
  ///   - out: the replacement is appended; nothing else is touched.
  /// - Returns: the transform, for the manifest.
  package func replace(
    _ finding: Finding,
    value: Span<UInt8>,
    shape: ValueShape,
    shiftDays: Int = 0,
    instead: Transform? = nil,
    into out: inout [UInt8]
  ) -> Transform {
    guard finding.masked, !value.isEmpty else { return keep(value, into: &out) }
    if profile != .safeHarbor {
      let wanted = instead ?? transform(of: finding, shape)
      return replace(finding, value, shape, by: wanted, shiftDays, into: &out)
    }
    return replaceFixed(finding, value, shape, into: &out)
  }

  /// What safe harbor makes of a value, in every shape.
  func replaceFixed(
    _ finding: Finding,
    _ value: Span<UInt8>,
    _ shape: ValueShape,
    into out: inout [UInt8]
  ) -> Transform {
    switch shape {
    case .base64: return .remove
    case .uuid:
      out.append(contentsOf: Masker.zeroUUID)
      return .neutral
    case .fill: return fill(finding, value, into: &out)
    case .day: return day(finding, value, into: &out)
    case .number: return number(finding, value, into: &out)
    case .hl7Date, .isoDate, .isoInstant:
      return date(finding.kind, value, shape: shape, into: &out)
    case .text: return text(finding, value, into: &out)
    }
  }

  static let zeroUUID = Array("00000000-0000-0000-0000-000000000000".utf8)

  /// A value of a field of fixed width: what text would become, cut or filled with blanks.
  func fill(
    _ finding: Finding,
    _ value: Span<UInt8>,
    into out: inout [UInt8]
  ) -> Transform {
    // A tag that was cut is a mask, too.
    if value[0] == UInt8(ascii: "["), isCut(tag: value) { return keep(value, into: &out) }
    let (start, width) = (out.count, Masker.width(of: value))
    let transform = text(finding, value, into: &out)
    let excess = out.count - start - width
    if excess > 0 { out.removeLast(excess) }
    while out.count - start < width { out.append(UInt8(ascii: " ")) }
    return excess > 0 && transform != .tag ? .neutral : transform
  }

  /// The characters of a value: columns of fixed width are counted in them.
  static func width(of value: Span<UInt8>) -> Int {
    value.indices.count { value[$0] & 0xC0 != 0x80 }
  }

  /// Whether a value is the beginning of a tag, filled with blanks or not.
  package func isCut(tag value: Span<UInt8>) -> Bool {
    var end = value.count
    while end > 0, value[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return Masker.tags.contains { tag in
      end <= tag.count && (0..<end).allSatisfy { value[$0] == tag[$0] }
    }
  }

  /// Dates of eight digits, alone or joined by hyphens: the first day of each year; of years that
  /// show an age over 89 the first of the class "90 or older".
  private func day(
    _ finding: Finding,
    _ value: Span<UInt8>,
    into out: inout [UInt8]
  ) -> Transform {
    var index = 0
    var transform = Transform.year
    while index < value.count {
      guard value[index].isDigit else {
        out.append(value[index])
        index += 1
        continue
      }
      if isShortDay(value, index) {
        // The year's two digits, and its first day.
        append(value.extracting(index..<index + 2), to: &out)
        append(digits: 101, count: 4, to: &out)
        index += 6
        continue
      }
      var year = 0
      var count = 0
      while index < value.count, value[index].isDigit {
        if count < 4 { year = year * 10 + Int(value[index] - UInt8(ascii: "0")) }
        count += 1
        index += 1
      }
      if count >= 4, showsAgeOver89(year) || year > referenceYear + 100 {
        year = referenceYear - 90
        transform = .ageCap
      }
      append(digits: count >= 4 ? year : 0, count: min(4, count), to: &out)
      let rest = Array("0101000000000000".utf8)
      for place in 4..<max(4, count) { out.append(place - 4 < rest.count ? rest[place - 4] : 0x30) }
    }
    return transform
  }

  /// Whether six digits stand alone from a place on: a day with a year of two digits.
  private func isShortDay(_ value: Span<UInt8>, _ start: Int) -> Bool {
    var end = start
    while end < value.count, value[end].isDigit { end += 1 }
    return end - start == 6
  }

  /// A value of a field where any text may stand.
  private func text(
    _ finding: Finding,
    _ value: Span<UInt8>,
    into out: inout [UInt8]
  ) -> Transform {
    if isMade(ofTags: value) {
      append(value, to: &out)
      return .tag
    }
    switch (finding.kind, finding.part) {
    case (.date, _): return date(.date, value, shape: .text, into: &out)
    case (.age, _): return age(value, into: &out)
    case (.location, .zip):
      guard let prefix = ZipArea.prefix(of: value) else { break }
      append(digits: prefix, count: 3, to: &out)
      return .zip3
    case (.location, .none), (.location, .other):
      if States.isState(value) { return keep(value, into: &out) }
    default: break
    }
    return tag(finding.kind, into: &out)
  }

  /// A value of a date: its year, in the form that the field demands.
  ///
  /// A year that shows an age over 89 goes: text gets a tag, an HL7 field is emptied, and an ISO
  /// field, which may not be empty, gets the first year of the one class "90 or older".
  private func date(
    _ kind: IdentifierKind,
    _ value: Span<UInt8>,
    shape: ValueShape,
    into out: inout [UInt8]
  ) -> Transform {
    let written = WrittenDate(value, referenceYear: referenceYear, isHL7: shape == .hl7Date)
    guard let year = written.year else { return tag(kind, into: &out) }
    guard showsAgeOver89(year) else {
      append(year: year, shape: shape, to: &out)
      return .year
    }
    switch shape {
    case .hl7Date: return .remove
    case .isoDate, .isoInstant:
      append(year: referenceYear - 90, shape: shape, to: &out)
      return .ageCap
    default: return tag(kind, into: &out)
    }
  }

  /// A number without quotes: nothing but digits may stand there, and no leading zero.
  private func number(
    _ finding: Finding,
    _ value: Span<UInt8>,
    into out: inout [UInt8]
  ) -> Transform {
    switch (finding.kind, finding.part) {
    case (.age, _):
      switch AgeReading(value) {
      case .below90: return keep(value, into: &out)
      case .atLeast90:
        append(digits: 90, count: 2, to: &out)
        return .ageCap
      case .unreadable: break
      }
    case (.date, _):
      let written = WrittenDate(value, referenceYear: referenceYear, isHL7: false)
      guard let year = written.year, !showsAgeOver89(year) else { break }
      append(digits: year, count: 4, to: &out)
      return .year
    case (.location, .zip):
      guard let prefix = ZipArea.prefix(of: value), prefix >= 100 else { break }
      append(digits: prefix, count: 3, to: &out)
      return .zip3
    default: break
    }
    out.append(UInt8(ascii: "0"))
    return .neutral
  }

  /// An age: 90 and more in one class, below 90 as it is.
  private func age(_ value: Span<UInt8>, into out: inout [UInt8]) -> Transform {
    switch AgeReading(value) {
    case .below90: return keep(value, into: &out)
    case .atLeast90:
      out.append(contentsOf: Masker.ageClass)
      return .ageCap
    case .unreadable: return tag(.age, into: &out)
    }
  }

  private static let ageClass = Array("90+".utf8)
  static let instantSuffix = Array("-01-01T00:00:00Z".utf8)
  static let tags = IdentifierKind.allCases.map { Array("[\($0.label)]".utf8) }

  /// Whether a year, were it one of birth, shows an age over 89 at some time of the reference year.
  func showsAgeOver89(_ year: Int) -> Bool { year <= referenceYear - 90 }

  /// Appends a kind's tag.
  func tag(_ kind: IdentifierKind, into out: inout [UInt8]) -> Transform {
    out.append(contentsOf: Masker.tags[Int(kind.rawValue)])
    return .tag
  }

  /// Appends a value as it is.
  func keep(_ value: Span<UInt8>, into out: inout [UInt8]) -> Transform {
    append(value, to: &out)
    return .keep
  }

  /// Appends bytes.
  func append(_ value: Span<UInt8>, to out: inout [UInt8]) {
    for index in value.indices { out.append(value[index]) }
  }

  /// Appends a year in the form that a shape demands.
  private func append(year: Int, shape: ValueShape, to out: inout [UInt8]) {
    append(digits: year, count: 4, to: &out)
    if shape == .isoInstant { out.append(contentsOf: Masker.instantSuffix) }
  }

  /// Appends the last `count` decimal digits of a number, with leading zeros.
  func append(digits number: Int, count: Int, to out: inout [UInt8]) {
    var divisor = 1
    for _ in 1..<count { divisor *= 10 }
    while divisor > 0 {
      out.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
      divisor /= 10
    }
  }

  /// Whether a text is made of tags and what separates them: masked before, whatever found it now.
  func isMade(ofTags value: Span<UInt8>) -> Bool {
    var hasTag = false
    var index = 0
    while index < value.count {
      if value[index] == UInt8(ascii: "["),
        let tag = Masker.tags.first(where: { starts(value, at: index, with: $0) })
      {
        hasTag = true
        index += tag.count
      } else if value[index].isAlphanumeric || value[index] >= 0x80 {
        return false
      } else {
        index += 1
      }
    }
    return hasTag
  }

  /// A text without the tags in it.
  static func withoutTags(_ value: [UInt8]) -> [UInt8] {
    guard value.contains(UInt8(ascii: "[")) else { return value }
    var out: [UInt8] = []
    var index = 0
    while index < value.count {
      if let tag = tags.first(where: { value[index...].starts(with: $0) }) {
        index += tag.count
      } else {
        out.append(value[index])
        index += 1
      }
    }
    return out
  }

  /// Whether `tag` stands at an offset.
  private func starts(_ value: Span<UInt8>, at offset: Int, with tag: [UInt8]) -> Bool {
    guard offset + tag.count <= value.count else { return false }
    return tag.indices.allSatisfy { value[offset + $0] == tag[$0] }
  }
}
