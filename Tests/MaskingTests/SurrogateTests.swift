import Testing
import Vocabulary

@testable import Masking

/// A masker with keyed surrogates.
func keyedMasker(
  _ profile: Profile = .limitedDataSet,
  key: UInt8 = 1,
  _ transforms: [MaskingPolicy.Target: Transform] = [:],
  scope: String = ""
) throws -> Masker {
  var policy = MaskingPolicy()
  policy.transforms = transforms
  policy.scope = scope
  let siteKey = SiteKey(bytes: [UInt8](repeating: key, count: 32))
  return try Masker(
    profile: profile,
    referenceYear: 2_026,
    policy: policy,
    key: siteKey
  )
}

extension Masker {
  /// What one value becomes.
  func mask(
    _ value: String,
    _ kind: IdentifierKind,
    part: LocationPart = .none,
    shape: ValueShape = .text,
    shiftDays: Int = 0
  ) -> String {
    let bytes = Array(value.utf8)
    var out: [UInt8] = []
    _ = replace(
      Finding(start: 0, end: max(1, bytes.count), kind: kind, part: part),
      value: bytes.span,
      shape: shape,
      shiftDays: shiftDays,
      into: &out
    )
    return String(decoding: out, as: UTF8.self)
  }

  /// Whether a value is known as a mask.
  func isMask(
    _ value: String,
    _ kind: IdentifierKind,
    part: LocationPart = .none,
    shape: ValueShape = .text
  ) -> Bool {
    let bytes = Array(value.utf8)
    let finding = Finding(start: 0, end: max(1, bytes.count), kind: kind, part: part)
    return isMask(finding, value: bytes.span, shape: shape)
  }
}

/// Surrogates of a limited data set: the same for the same value, never the value.
@Suite struct SurrogateTests {
  @Test func aPersonHasOneNameInEveryForm() throws {
    let masker = try keyedMasker()
    let words = masker.mask("John Smith", .name).split(separator: " ").map(String.init)
    try #require(words.count == 2)
    let (given, surname) = (words[0], words[1])
    #expect(masker.mask("Smith, John", .name) == "\(surname), \(given)")
    #expect(
      masker.mask("JOHN SMITH", .name) == "\(given.uppercased()) \(surname.uppercased())"
    )
    #expect(masker.mask("john smith", .name) == "\(given.lowercased()) \(surname.lowercased())")
    #expect(masker.mask("Mr. Smith", .name) == "Mr. \(surname)")
    #expect(masker.mask("Smith", .name) == surname)
    #expect(masker.mask("Smith-Jones", .name).hasPrefix("\(surname)-"))
    #expect(masker.mask("MÜLLER", .name) == masker.mask("Müller", .name).uppercased())
    #expect(masker.mask("O'Brien", .name) == masker.mask("O\u{2019}Brien", .name))
    for word in ["john", "smith"] {
      #expect(!"\(given) \(surname)".lowercased().contains(word))
    }
  }

  @Test(arguments: ["Do, Minh", "Van Le", "Di, Li"])
  func replacesNamesThatLookLikeParticles(name: String) throws {
    let made = try keyedMasker().mask(name, .name)
    for word in name.split(whereSeparator: { !$0.isLetter }) {
      #expect(!made.split(whereSeparator: { !$0.isLetter }).contains(word))
    }
  }

  @Test func aNumberIsTheSameWithAndWithoutSeparators() throws {
    let masker = try keyedMasker()
    for kind in [IdentifierKind.mrn, .account, .healthPlan, .ssn, .phone] {
      let plain = masker.mask("212345678", kind)
      let written = masker.mask("212-34-5678", kind)
      #expect(plain == written.filter(\.isNumber), "\(kind)")
      #expect(written.utf8.count == 11)
      #expect(plain != "212345678")
      #expect(plain.first != "0")
    }
    #expect(masker.mask("NW-0012345", .mrn).filter(\.isNumber).first == "0")
    #expect(masker.mask("nw-0012345", .mrn) == masker.mask("NW-0012345", .mrn).lowercased())
  }

  @Test func differentNumbersStayDifferent() throws {
    let masker = try keyedMasker()
    let made = Set((100_000..<103_000).map { masker.mask("\($0)", .mrn) })
    #expect(made.count == 3_000)
    #expect(made.allSatisfy { $0.utf8.count == 6 })
    let fpe = try keyedMasker(.expert, [.init(.ssn): .fpe])
    #expect(Set((100_000_000..<100_001_000).map { fpe.mask("\($0)", .ssn) }).count == 1_000)
  }

  @Test func nothingWeakerThanFF1StandsForIt() throws {
    let masker = try keyedMasker(.expert, [.init(.mrn): .fpe])
    #expect(masker.mask("12345", .mrn) == "[MRN]")
    let made = masker.mask("123456", .mrn)
    #expect(made.allSatisfy { $0.isNumber })
  }

  @Test(arguments: [
    // Numbers that verify: of the specifications' own examples and of test ranges.
    (IdentifierKind.creditCard, "4111 1111 1111 1111"), (.license, "1234567893"),
    (.license, "AB1234563"), (.vehicle, "1M8GDM9AXKP042788"), (.bankRouting, "021000021"),
    (.iban, "GB82 WEST 1234 5698 7654 32"), (.iban, "DE89370400440532013000"),
  ])
  func checkDigitsHold(kind: IdentifierKind, value: String) throws {
    let made = try keyedMasker().mask(value, kind)
    #expect(made != value)
    #expect(made.utf8.count == value.utf8.count)
    let plain = Array(made.utf8).plainCharacters
    switch kind {
    case .creditCard: #expect(CheckDigits.luhn(plain) == 0)
    case .license where plain.count == 10:
      #expect(CheckDigits.luhn(Array("80840".utf8) + plain) == 0)
    case .license: #expect(CheckDigits.prescriber(Array(plain[2..<8])) == plain[8])
    case .vehicle: #expect(CheckDigits.vehicle(plain) == plain[8])
    case .bankRouting: #expect(CheckDigits.routing(Array(plain[..<8])) == plain[8])
    default: #expect(CheckDigits.remainder97(Array(plain[4...] + plain[..<4])) == 1)
    }
  }

  @Test func contactsAreOfReservedRanges() throws {
    let masker = try keyedMasker()
    #expect(masker.mask("Jane.Roe@hospital.test", .email).hasSuffix("@example.org"))
    #expect(
      masker.mask("Jane.Roe@hospital.test", .email)
        == masker.mask("JANE.ROE@HOSPITAL.TEST", .email)
    )
    #expect(masker.mask("https://h.test/p?id=1", .url).hasPrefix("https://example.org/"))
    #expect(masker.mask("10.1.2.3", .ip).hasPrefix("192.0.2."))
    #expect(masker.mask("fe80::1", .ip).hasPrefix("2001:db8::"))
    let phone = masker.mask("(617) 555-2368", .phone)
    #expect(phone.contains(") 555-01"))
    #expect(masker.mask("617.555.2368", .phone).filter(\.isNumber) == phone.filter(\.isNumber))
    #expect(masker.mask("+1 617 555 2368 ext. 44", .phone).hasPrefix("+1 "))
    #expect(!masker.mask("1-800-ROSWELL", .phone).contains("ROSWELL"))
    let ssn = masker.mask("123-45-6789", .ssn)
    #expect(ssn.hasPrefix("9") && ssn.dropFirst(4).first.map { $0 < "5" } == true)
  }

  @Test func anotherKeyOrScopeGivesOthers() throws {
    let one = try keyedMasker()
    let again = try keyedMasker()
    let other = try keyedMasker(key: 2)
    let scoped = try keyedMasker(scope: "study-7")
    for (kind, value) in [
      (IdentifierKind.name, "Roswitha Quast"), (.mrn, "00123456"), (.email, "a@b.test"),
      (.ssn, "123-45-6789"), (.username, "rquast"), (.device, "SN-99887766"),
    ] {
      let made = one.mask(value, kind)
      #expect(made == again.mask(value, kind))
      #expect(made != other.mask(value, kind))
      #expect(made != scoped.mask(value, kind))
      #expect(made != value)
    }
    #expect(one.mask("00123456", .mrn) != one.mask("00123456", .account))
  }

  @Test func keepsWhatALimitedDataSetMayHold() throws {
    let masker = try keyedMasker()
    #expect(masker.mask("03/12/1931", .date) == "03/12/1931")
    #expect(masker.mask("93", .age) == "93")
    #expect(masker.mask("02139", .location, part: .zip) == "02139")
    #expect(masker.mask("Boston", .location, part: .city) == "Boston")
    #expect(masker.mask("hunter2hunter2", .secret) == "[SECRET]")
    #expect(masker.mask("Middlesex County", .location, part: .other) == "[LOCATION]")
    #expect(masker.mask("VT", .location, part: .other) == "VT")
    #expect(masker.mask("Vermont", .location) == "Vermont")
    let street = masker.mask("12 Elm Street", .location, part: .street)
    #expect(street.hasSuffix(" Street") && !street.contains("Elm"))
  }

  @Test func keepsFieldsValid() throws {
    let masker = try keyedMasker()
    let number = masker.mask("123456", .mrn, shape: .number)
    #expect(number.allSatisfy { $0.isNumber })
    #expect(masker.mask("Ann", .name, shape: .number) == "0")
    #expect(masker.mask("Ann Smith ", .name, shape: .fill).utf8.count == 10)
    let uuid = masker.mask("6F9619FF-8B86-4011-B42D-00C04FC964FF", .mrn, shape: .uuid)
    #expect(uuid.utf8.count == 36 && uuid != "00000000-0000-0000-0000-000000000000")
    #expect(masker.isMask(uuid, .mrn, shape: .uuid))
    #expect(!masker.isMask("6f9619ff-8b86-4011-b42d-00c04fc964ff", .mrn, shape: .uuid))
    #expect(masker.mask("aGVsbG8=", .photo, shape: .base64).isEmpty)
  }

  @Test func refusesWithoutAKeyAndUnderSafeHarbor() throws {
    let failure = #expect(throws: Failure.self) {
      try Masker(profile: .limitedDataSet, referenceYear: 2_026)
    }
    #expect(failure?.code == .usage)
    #expect(failure?.message.contains("needs the site key") == true)
    for transform in [Transform.pseudonym, .fpe, .dateShift] {
      let refused = #expect(throws: Failure.self) {
        try keyedMasker(.safeHarbor, [.init(.mrn): transform])
      }
      #expect(refused?.message.contains("164.514(c)") == true)
    }
    #expect(throws: Failure.self) { try keyedMasker(.limitedDataSet, [.init(.name): .keep]) }
    #expect(throws: Never.self) { try Masker(profile: .expert, referenceYear: 2_026) }
  }
}

/// What is known as a mask when masked text is judged.
@Suite struct SurrogateRecognitionTests {
  @Test func knowsItsOwnSurrogatesOfEveryKind() throws {
    var random = Seeded.fresh()
    let masker = try keyedMasker()
    let values = [
      "Roswitha Quast", "QUAST, R", "Dr. Li", "617-555-2368", "123-45-6789", "a.b@c.test",
      "https://c.test/x", "10.0.0.7", "NW-0012345", "99887766", "12 Elm Street", "rquast", "x",
    ]
    for _ in 0..<300 {
      let value = values[random.next(below: values.count)]
      for kind in IdentifierKind.allCases {
        for shape in [ValueShape.text, .number, .fill, .isoDate, .hl7Date, .uuid] {
          let part: LocationPart = kind == .location ? .street : .none
          let made = masker.mask(value, kind, part: part, shape: shape)
          if made.isEmpty { continue }
          let isKnown = masker.isMask(made, kind, part: part, shape: shape)
          #expect(
            isKnown,
            "\(random.origin): \(kind) \(shape) \(value) \(made)"
          )
          let isHarmless = made.utf8.allSatisfy {
            0x20..<0x7F ~= $0 && !#""'\|^&~<>"#.utf8.contains($0)
          }
          #expect(isHarmless, "\(random.origin): \(kind) \(shape) \(value) \(made)")
        }
      }
    }
  }

  @Test(arguments: [
    (IdentifierKind.name, "Roswitha Quast"), (.name, "John Smith"), (.ssn, "123-45-6789"),
    (.phone, "617-555-2368"), (.email, "jane@hospital.test"), (.ip, "10.0.0.7"),
    (.url, "https://c.test/x"), (.secret, "hunter2hunter2"), (.username, "rquast"),
  ])
  func doesNotTakeValuesForSurrogates(kind: IdentifierKind, value: String) throws {
    #expect(try !keyedMasker().isMask(value, kind))
  }
}
