import Testing
import Vocabulary

@testable import Configuration

/// Rules and false alarms of a site, as the file has them.
@Suite struct SiteRuleReadingTests {
  private let rule = "rules: [{id: a, type: MRN, pattern: 'K[0-9]{3}'}]"
  private let entry =
    "allow: [{type: NAME, pattern: Foley, reason: r, owner: o, expires: 2027-06-30}]"

  @Test func everyPartOfARuleIsRead() throws {
    let text = """
      rules:
        - id: site.mrn
          type: MRN
          pattern: 'KH\\d{7}'
          labels: [Chart, safe box]
          validator: luhn
          class: financial
          transform: remove
          examples: {finds: [KH0012345], leaves: [KH1, KH2]}
      """
    let rules = try parse(text).rules
    var expected = SiteRule(id: "site.mrn", kind: .mrn, pattern: "KH\\d{7}", line: 2)
    expected.labels = ["chart", "safe box"]
    expected.validator = "luhn"
    expected.dataClass = .financial
    expected.transform = .remove
    expected.finds = ["KH0012345"]
    expected.leaves = ["KH1", "KH2"]
    #expect(rules == [expected])
  }

  @Test(arguments: [
    ("rules: [{type: MRN, pattern: K}]", "id is missing"),
    ("rules: [{id: A, type: MRN, pattern: K}]", "small letters"),
    ("rules: [{id: a, type: MRN}]", "pattern is missing"),
    ("rules: [{id: a, type: NUMBER, pattern: K}]", "must be one of NAME"),
    ("rules: [{id: a, type: MRN, pattern: K, transform: keep}]", "must be tag or remove"),
    ("rules: [{id: a, type: MRN, pattern: K, labels: ['-']}]", "letter or a digit"),
    ("rules: [{id: a, type: MRN, pattern: K, color: red}]", "unknown setting"),
    ("rules: [{id: a, type: MRN, pattern: K}, {id: a, type: MRN, pattern: K}]", "has this id"),
    ("allow: [{type: NAME, reason: r, owner: o, expires: 2027-06-30}]", "either value or pattern"),
    ("allow: [{type: NAME, pattern: K, owner: o, expires: 2027-06-30}]", "reason is missing"),
    ("allow: [{type: NAME, pattern: K, reason: r, owner: o, expires: soon}]", "must be a day"),
    ("allow: [{type: NAME, value: Foley, reason: r, owner: o, expires: 2027-06-30}]", "64 hex"),
  ])
  func aWrongSettingIsRefusedWithItsName(_ text: String, _ words: String) {
    do throws(Failure) {
      _ = try parse(text)
      Issue.record("accepted: \(text)")
    } catch {
      #expect(error.message.contains(words), "\(error.message)")
    }
  }

  @Test func aValueNeedsTheSiteKey() throws {
    let digest = String(repeating: "0a", count: 32)
    let text = "allow: [{type: NAME, value: '\(digest)', reason: r, owner: o, expires: 2027-06-30}]"
    #expect(throws: Failure.self) { try parse(text) }
    #expect(try parse("key: k\n" + text).allowList.count == 1)
  }

  @Test func entriesCountUpToTheirLastDayAndChangeTheSettings() throws {
    var settings = try parse(entry)
    let none = settings.canonicalSettings
    #expect(settings.activeAllowList.isEmpty)
    settings.today = "2027-06-30"
    #expect(settings.activeAllowList.count == 1 && settings.canonicalSettings != none)
    settings.today = "2027-07-01"
    #expect(settings.activeAllowList.isEmpty && settings.expiredAllowList.count == 1)
    #expect(settings.canonicalSettings == none)
  }

  @Test func rulesAreNoneOfTheSettingsThatTheHeaderDigests() throws {
    // The digest of the rule set stands for them.
    #expect(try parse(rule).canonicalSettings == Configuration.builtIn.canonicalSettings)
  }
}
