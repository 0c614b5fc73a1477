import Testing
import Vocabulary

@testable import Masking

/// Masks one value under safe-harbor with 2026 as reference year.
func mask(
  _ value: String,
  _ kind: IdentifierKind,
  part: LocationPart = .none,
  shape: ValueShape = .text,
  masked: Bool = true,
  referenceYear: Int = 2_026
) throws -> (text: String, transform: Transform) {
  let masker = try Masker(profile: .safeHarbor, referenceYear: referenceYear)
  let bytes = Array(value.utf8)
  var out: [UInt8] = []
  let finding = Finding(start: 0, end: max(1, bytes.count), kind: kind, part: part, masked: masked)
  let transform = masker.replace(finding, value: bytes.span, shape: shape, into: &out)
  return (String(decoding: out, as: UTF8.self), transform)
}

/// What the profile safe-harbor turns values into.
@Suite struct MaskerTests {
  @Test(arguments: IdentifierKind.allCases)
  func turnsEveryKindWithoutAYearIntoItsTag(kind: IdentifierKind) throws {
    let result = try mask("Xyzzy", kind, part: kind == .location ? .street : .none)
    #expect(result.text == "[\(kind.label)]")
    #expect(result.transform == .tag)
  }

  @Test func keepsWhatTheProfileDoesNotMask() throws {
    let result = try mask("45", .age, masked: false)
    #expect(result.text == "45")
    #expect(result.transform == .keep)
  }

  @Test func appendsToWhatIsThere() throws {
    let masker = try Masker(profile: .safeHarbor, referenceYear: 2_026)
    var out = Array("before ".utf8)
    let value = Array("Ann".utf8)
    _ = masker.replace(
      Finding(start: 0, end: 3, kind: .name),
      value: value.span,
      shape: .text,
      into: &out
    )
    #expect(out == Array("before [NAME]".utf8))
  }

  @Test(arguments: [
    ("94110", "941"), ("94110-2203", "941"), ("941102203", "941"), ("02139", "021"),
    ("MA 02139", "021"), ("10013", "100"), ("10200", "000"), ("03601", "000"), ("89301", "000"),
    ("00100", "000"), ("2139", "000"), ("340", "000"), ("941", "941"),
  ])
  func cutsZipCodesToPrefixesThatHoldEnoughPeople(code: String, expected: String) throws {
    let result = try mask(code, .location, part: .zip)
    #expect(result.text == expected)
    #expect(result.transform == .zip3)
  }

  @Test(arguments: ["K1A 0B1", "SW1A 1AA", "D-80331", "unknown"])
  func tagsPostalCodesOfOtherCountries(code: String) throws {
    #expect(try mask(code, .location, part: .zip).text == "[LOCATION]")
  }

  @Test func showsNoPrefixOfTheCensusLists() throws {
    let listed =
      "036 059 063 102 202 203 204 205 369 556 692 753 772 790 821 823 830 831 878 879 884 890 893"
    for prefix in listed.split(separator: " ") {
      #expect(try mask("\(prefix)01", .location, part: .zip).text == "000")
    }
    #expect(ZipArea.small.count == listed.split(separator: " ").count)
  }

  @Test func showsNoPrefixThatDoesNotExist() throws {
    for prefix in ["000", "001", "004", "213", "269", "343", "419", "519", "987"] {
      let digits = prefix.prefix(3)
      #expect(try mask("\(digits)12", .location, part: .zip).text == "000", "\(prefix)")
    }
    let bits = ZipPrefixes.bits.reduce(0) { $0 + $1.nonzeroBitCount }
    #expect(bits == ZipPrefixes.count)
  }

  @Test(arguments: ["MA", "massachusetts", "New York", "PR"])
  func keepsStates(name: String) throws {
    #expect(try mask(name, .location, part: .other).transform == .keep)
    #expect(try mask(name, .location, part: .city).text == "[LOCATION]")
  }

  @Test func tagsCounties() throws {
    #expect(try mask("Middlesex County", .location, part: .other).text == "[LOCATION]")
  }

  @Test(arguments: [
    ("92", "90+"), ("90", "90+"), ("92-year-old", "90+"), ("aged 101", "90+"),
    ("ninety-three", "90+"), ("one hundred and two", "90+"), ("90+", "90+"), ("1100 months", "90+"),
    ("92 years and 3 months", "90+"), ("91.5", "90+"),
  ])
  func putsAgesOf90AndMoreInOneClass(age: String, expected: String) throws {
    let result = try mask(age, .age)
    #expect(result.text == expected)
    #expect(result.transform == .ageCap)
  }

  @Test(arguments: ["89", "89-year-old", "95 days", "100 weeks", "120 months", "eighty-nine", "0"])
  func keepsAgesBelow90(age: String) throws {
    let result = try mask(age, .age)
    #expect(result.text == age)
    #expect(result.transform == .keep)
  }

  @Test func removesBase64Content() throws {
    let result = try mask("aGVsbG8gd29ybGQ=", .photo, shape: .base64)
    #expect(result.text.isEmpty)
    #expect(result.transform == .remove)
  }

  @Test(arguments: [
    (IdentifierKind.ssn, LocationPart.none, "900120000", "0", Transform.neutral),
    (.mrn, .none, "55512", "0", .neutral), (.age, .none, "93", "90", .ageCap),
    (.age, .none, "44", "44", .keep), (.date, .none, "19800312", "1980", .year),
    (.date, .none, "19300312", "0", .neutral), (.location, .zip, "94110", "941", .zip3),
    (.location, .zip, "2139", "0", .neutral), (.location, .zip, "10201", "0", .neutral),
  ])
  func keepsNumbersNumbers(
    kind: IdentifierKind,
    part: LocationPart,
    value: String,
    expected: String,
    transform: Transform
  ) throws {
    let result = try mask(value, kind, part: part, shape: .number)
    #expect(result.text == expected)
    #expect(result.transform == transform)
  }

  @Test func leavesTagsOfOtherKindsAlone() throws {
    #expect(try mask("[NAME]", .location, part: .city).text == "[NAME]")
    #expect(try mask("[NAME], [DATE]", .name).text == "[NAME], [DATE]")
    #expect(try mask("[NAME] Smith", .name).text == "[NAME]")
    #expect(try mask("[NAMES]", .name).text == "[NAME]")
  }
}
