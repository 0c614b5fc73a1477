import Testing
import Vocabulary

@testable import Configuration

/// Masking is configured type by type, and every error says what is allowed.
@Suite struct MaskingReadingTests {
  @Test func readsTransformsScopeAndBound() throws {
    let settings = try parse(
      """
      scan: {profile: expert}
      key: site.key
      masking:
        NAME: pseudonym
        DATE: date-shift
        LOCATION: tag
        LOCATION.zip: zip3
        shiftDays: 30
        scope: study-7
      """
    )
    #expect(settings.masks.transforms[.init(.name)] == .pseudonym)
    #expect(settings.masks.transforms[.init(.location, .zip)] == .zip3)
    #expect(settings.masks.transform(.location, .street, .expert) == .tag)
    #expect(settings.masks.shiftDaysMax == 30)
    #expect(settings.masks.scope == "study-7")
  }

  @Test func standardsNeedNoSetting() throws {
    let settings = try parse("scan: {profile: limited-data-set}\nkey: site.key\n")
    #expect(settings.masks == MaskingPolicy())
    #expect(settings.masks.transform(.mrn, .none, .limitedDataSet) == .pseudonym)
    #expect(settings.masks.transform(.date, .none, .limitedDataSet) == .keep)
    #expect(try parse("scan: {profile: expert}\n").scan.profile == .expert)
  }

  @Test(
    arguments: [
      ("scan: {profile: limited-data-set}\n", "1:17", "needs the site key for pseudonyms"),
      ("scan: {profile: expert}\nmasking: {MRN: fpe}\n", "1:17", "and `key` is not set"),
      ("scan: {profile: none}\n", "1:17", "safe-harbor, limited-data-set, expert"),
      (
        "scan: {profile: limited-data-set}\nkey: k\nmasking: {NAME: keep}\n", "3:17",
        "masking.NAME: profile limited-data-set allows tag, remove, fill, pseudonym, not keep"
      ),
      (
        "scan: {profile: limited-data-set}\nkey: k\nmasking: {LOCATION.street: keep}\n", "3:28",
        "masking.LOCATION.street: profile limited-data-set allows"
      ),
      (
        "scan: {profile: expert}\nkey: k\nmasking: {AGE: year}\n", "3:16",
        "masking.AGE: profile expert allows tag, remove, fill, keep, age-cap, not year"
      ),
      (
        "scan: {profile: expert}\nkey: k\nmasking: {SECRET: keep}\n", "3:19",
        "masking.SECRET: profile expert allows tag, remove, fill, not keep"
      ),
      (
        "scan: {profile: expert}\nkey: k\nmasking: {NOME: tag}\n", "3:11",
        "unknown setting masking.NOME"
      ),
      (
        "scan: {profile: expert}\nkey: k\nmasking: {shiftDays: 0}\n", "3:22",
        "masking.shiftDays: 0 is not between 1 and 3650"
      ),
    ] as [(String, String, String)]
  )
  func namesPlaceAndWhatIsAllowed(text: String, place: String, message: String) {
    let failure = #expect(throws: Failure.self) { try parse(text) }
    #expect(failure?.code == .usage)
    #expect(failure?.path == "/etc/p/phigate.yml:\(place)")
    #expect(failure?.message.contains(message) == true, "\(failure?.message ?? "")")
  }

  @Test(arguments: ["masking: {scope: study-7}", "masking: {shiftDays: 30}"])
  func refusesSettingsOfDerivedCodesUnderSafeHarbor(text: String) {
    let failure = #expect(throws: Failure.self) { try parse(text) }
    #expect(failure?.message.contains("45 CFR 164.514(c)") == true)
  }

  @Test func theDigestOfSettingsCoversMasking() throws {
    let base = "scan: {profile: expert}\nkey: k\n"
    let texts = [
      base, base + "masking: {NAME: pseudonym}", base + "masking: {NAME: pseudonym, scope: a}",
      base + "masking: {NAME: pseudonym, shiftDays: 30}", base + "masking: {LOCATION.zip: tag}",
    ]
    let digests = try texts.map { try parse($0).canonicalSettings }
    #expect(Set(digests).count == texts.count)
    // What only repeats the profile's own is no change.
    #expect(try parse(base + "masking: {NAME: tag}").canonicalSettings == digests[0])
  }
}
