import Vocabulary

extension Configuration {
  /// Reads `masking`: a transform for each type, a scope, and the bound of shifts.
  ///
  /// Reads profile and key before. Throws where the profile does not allow a transform, and where
  /// it needs the site key and there is none.
  mutating func readMasking(_ top: inout SettingsReader) throws(YAMLFault) {
    let profile = scan.profile
    guard profile != .safeHarbor else { return try SafeHarborRules.check(&top) }
    var masking = try top.section("masking")
    for target in MaskingPolicy.Target.all {
      guard let setting = masking.take(target.label) else { continue }
      masks.transforms[target] = try setting.transform(of: target, profile)
    }
    if let setting = masking.take("scope") {
      masks.scope = try setting.text(bytesMax: MaskingPolicy.scopeBytesMax)
    }
    if let setting = masking.take("shiftDays") {
      let bounds = MaskingPolicy.shiftDaysBounds
      masks.shiftDaysMax = Int(
        try setting.integer(in: Int64(bounds.lowerBound)...Int64(bounds.upperBound))
      )
    }
    try masking.finish()
    guard masks.needsKey(profile), siteKeyPath == nil else { return }
    var section = try top.section("scan")
    throw section.take("profile")?
      .fault(
        "\(profile.rawValue) needs the site key for pseudonyms, and `key` is not set",
        next: "set key to the path of 32 secret bytes, mode 0600"
      ) ?? YAMLFault(position: YAMLPosition(line: 1, column: 1), message: "`key` is not set")
  }
}

extension Setting {
  /// A transform that a profile allows for a target.
  fileprivate func transform(
    of target: MaskingPolicy.Target,
    _ profile: Profile
  ) throws(YAMLFault) -> Transform {
    let allowed = MaskingPolicy.allowed(target, profile)
    let name = try text(bytesMax: 64)
    guard let transform = Transform(rawValue: name), allowed.contains(transform) else {
      let names = allowed.map(\.rawValue).joined(separator: ", ")
      throw fault("profile \(profile.rawValue) allows \(names), not \(name.shortened)")
    }
    return transform
  }
}

/// What safe harbor fixes and nobody may set otherwise.
private enum SafeHarborRules {
  /// Names of transforms that derive a code from the individual's data.
  private static let derived = [
    "pseudonym", "pseudonyms", "hash", "hmac", "fpe", "date-shift", "dateShift", "token",
  ]

  /// Refuses `masking.KIND: pseudonym` and its like; a kind may be named with its own transform.
  static func check(_ top: inout SettingsReader) throws(YAMLFault) {
    for name in ["pseudonyms", "dateShift", "hashes"] {
      if let setting = top.take(name) { throw refusal(setting) }
    }
    var masking = try top.section("masking")
    for name in ["scope", "shiftDays"] {
      if let setting = masking.take(name) { throw refusal(setting) }
    }
    for target in MaskingPolicy.Target.all {
      guard let setting = masking.take(target.label) else { continue }
      let wanted = try setting.text(bytesMax: 64)
      if derived.contains(wanted) { throw refusal(setting) }
      let own = MaskingPolicy.standard(target, .safeHarbor).rawValue
      guard wanted == own else {
        throw setting.fault("profile safe-harbor fixes what \(target.label) turns into: \(own)")
      }
    }
    try masking.finish()
  }

  /// The refusal of codes derived from the individual's data.
  private static func refusal(_ setting: Setting) -> YAMLFault {
    setting.fault(
      "profile safe-harbor forbids codes derived from the individual's data (45 CFR 164.514(c))",
      next: "remove the setting, or use limited-data-set or expert"
    )
  }
}
