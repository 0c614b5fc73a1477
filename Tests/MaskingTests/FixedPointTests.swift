import Testing
import Vocabulary

@testable import Masking

/// A mask is a fixed point, and made of bytes that no format must escape.
@Suite struct FixedPointTests {
  private static let shapes: [ValueShape] = [
    .text, .number, .hl7Date, .isoDate, .isoInstant, .base64,
  ]

  /// Values of many forms, and random ones.
  private static func value(_ random: inout Seeded) -> [UInt8] {
    let forms = [
      "1980-03-12", "03/12/80", "19310506", "92", "44", "94110", "02139-1234", "Ann Smith",
      "[NAME]",
      "90+", "MA", "1709164800", "März 24", "12-MAR-24", "000", "0", "ninety",
    ]
    if random.next(below: 2) == 0 { return Array(forms[random.next(below: forms.count)].utf8) }
    return (0...random.next(below: 20)).map { _ in UInt8(random.next(below: 256)) }
  }

  @Test func maskingAMaskChangesNothing() throws {
    var random = Seeded.fresh()
    let masker = try Masker(profile: .safeHarbor, referenceYear: 2_026)
    for _ in 0..<200 {
      for kind in IdentifierKind.allCases {
        for shape in FixedPointTests.shapes {
          let value = FixedPointTests.value(&random)
          let part = LocationPart.allCases[random.next(below: LocationPart.allCases.count)]
          let finding = Finding(start: 0, end: value.count, kind: kind, part: part)
          var once: [UInt8] = []
          let transform = masker.replace(finding, value: value.span, shape: shape, into: &once)
          var twice: [UInt8] = []
          _ = masker.replace(finding, value: once.span, shape: shape, into: &twice)
          #expect(twice == once, "\(random.origin): \(kind) \(part) \(shape) \(value)")
          if transform != .keep, !isTagSequence(value) {
            #expect(once.allSatisfy(isHarmless), "\(random.origin): \(kind) \(shape) \(value)")
          }
        }
      }
    }
  }

  /// Whether a value may have been left alone as a mask.
  private func isTagSequence(_ value: [UInt8]) -> Bool { value.starts(with: Array("[".utf8)) }

  /// Printable ASCII without what CSV, JSON, HL7 or XML escape.
  private func isHarmless(_ byte: UInt8) -> Bool {
    0x20..<0x7F ~= byte && !Array("\"'\\,;|^&~<>".utf8).contains(byte)
  }
}

/// A generator with a seed that is printed with every failure (SplitMix64).
struct Seeded {
  /// What to print so that a run can be repeated.
  let origin: String
  private var state: UInt64

  /// Starts from a seed.
  init(seed: UInt64) {
    state = seed
    origin = "seed \(seed)"
  }

  /// Starts from a random seed.
  static func fresh() -> Seeded { Seeded(seed: UInt64.random(in: 0...UInt64.max)) }

  /// A number from 0 up to, without, a bound.
  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }
}
