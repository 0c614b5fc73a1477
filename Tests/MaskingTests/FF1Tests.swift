import Crypto
import Foundation
import Testing
import Vocabulary

@testable import Masking

/// FF1 against samples and vectors of others.
@Suite struct FF1Tests {
  /// A published sample: key, radix, tweak, plain and cipher text.
  struct Sample: Decodable, CustomTestStringConvertible, Sendable {
    var sample: Int
    var key: String
    var radix: Int
    var tweak: String
    var pt: String
    var ct: String
    var testDescription: String { "sample \(sample)" }
  }

  /// Samples 1, 3, 6 and 9 of NIST's document of examples for SP 800-38G.
  static let samples = [
    Sample(
      sample: 1,
      key: "2b7e151628aed2a6abf7158809cf4f3c",
      radix: 10,
      tweak: "",
      pt: "0123456789",
      ct: "2433477484"
    ),
    Sample(
      sample: 3,
      key: "2b7e151628aed2a6abf7158809cf4f3c",
      radix: 36,
      tweak: "3737373770717273373737",
      pt: "0123456789abcdefghi",
      ct: "a9tv40mll9kdu509eum"
    ),
    Sample(
      sample: 6,
      key: "2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f",
      radix: 36,
      tweak: "3737373770717273373737",
      pt: "0123456789abcdefghi",
      ct: "xbj3kv35jrawxv32ysr"
    ),
    Sample(
      sample: 9,
      key: "2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94",
      radix: 36,
      tweak: "3737373770717273373737",
      pt: "0123456789abcdefghi",
      ct: "xs8a0azh2avyalyzuwd"
    ),
  ]

  @Test(arguments: samples)
  func encryptsAndDecryptsThePublishedSamples(sample: Sample) throws {
    try check(sample)
  }

  @Test(.enabled(if: Vectors.isThere, "no ../shared/vectors"))
  func encryptsAndDecryptsAllNineSamplesOfNIST() throws {
    let samples = try JSONDecoder()
      .decode([Sample].self, from: Vectors.read("ff1_nist_samples.json"))
    #expect(samples.count == 9)
    for sample in samples { try check(sample) }
  }

  @Test(
    .enabled(if: Vectors.isThere, "no ../shared/vectors"),
    arguments: ["base10", "radix10", "radix36", "radix62"]
  )
  func agreesWithEveryVector(name: String) throws {
    let file = try JSONDecoder().decode(Vectors.File.self, from: Vectors.unpacked(name))
    var counts = (valid: 0, invalid: 0, small: 0)
    for group in file.testGroups {
      for vector in group.tests {
        let isSmall = vector.flags.contains("SmallMessageSize")
        let made = encrypted(vector, radix: group.radix, domainMin: isSmall ? 100 : FF1.domainMin)
        guard vector.result == "valid" else {
          #expect(made == nil, "\(name) \(vector.tcId)")
          counts.invalid += 1
          continue
        }
        #expect(made == vector.ct.numerals, "\(name) \(vector.tcId)")
        let cipher = try FF1(
          key: SymmetricKey(data: bytes(vector.key)),
          radix: group.radix,
          domainMin: isSmall ? 100 : FF1.domainMin
        )
        let back = try cipher.decrypt(vector.ct.numerals ?? [], tweak: bytes(vector.tweak))
        #expect(back == vector.msg.numerals, "\(name) \(vector.tcId)")
        counts.valid += 1
        // The older bound is for these vectors alone: the masker refuses such short texts.
        if isSmall {
          #expect(encrypted(vector, radix: group.radix, domainMin: FF1.domainMin) == nil)
          counts.small += 1
        }
      }
    }
    #expect(counts.valid + counts.invalid == file.numberOfTests)
    #expect(counts.valid > 2_000 && counts.invalid > 10 && counts.small > 5)
    print("FF1 \(name): \(counts.valid) valid, \(counts.invalid) refused, \(counts.small) small")
  }

  @Test func refusesTextsOfFewerThanAMillion() throws {
    let cipher = try FF1(key: SymmetricKey(data: [UInt8](repeating: 1, count: 32)), radix: 10)
    #expect(throws: FF1.Fault.domain) { try cipher.encrypt([1, 2, 3, 4, 5], tweak: []) }
    #expect(throws: FF1.Fault.domain) { try cipher.encrypt([], tweak: []) }
    #expect(throws: FF1.Fault.numeral) { try cipher.encrypt([1, 2, 3, 4, 5, 10], tweak: []) }
    #expect(throws: Never.self) { try cipher.encrypt([1, 2, 3, 4, 5, 6], tweak: []) }
    #expect(throws: FF1.Fault.parameters) {
      try FF1(key: SymmetricKey(data: [UInt8](repeating: 1, count: 31)), radix: 10)
    }
    #expect(throws: FF1.Fault.parameters) {
      try FF1(key: SymmetricKey(data: [UInt8](repeating: 1, count: 32)), radix: 1)
    }
  }

  private func check(_ sample: Sample) throws {
    let key = SymmetricKey(data: bytes(sample.key.lowercased()))
    let cipher = try FF1(key: key, radix: sample.radix)
    let tweak = bytes(sample.tweak.lowercased())
    #expect(try cipher.encrypt(numerals(sample.pt), tweak: tweak) == numerals(sample.ct))
    #expect(try cipher.decrypt(numerals(sample.ct), tweak: tweak) == numerals(sample.pt))
  }

  /// What FF1 makes of a vector; nil where it refuses it.
  private func encrypted(_ vector: Vectors.Vector, radix: Int, domainMin: Int) -> [UInt8]? {
    guard let text = vector.msg.numerals else { return nil }
    let key = SymmetricKey(data: bytes(vector.key))
    guard let cipher = try? FF1(key: key, radix: radix, domainMin: domainMin) else { return nil }
    return try? cipher.encrypt(text, tweak: bytes(vector.tweak))
  }

  private func bytes(_ hex: String) -> [UInt8] { [UInt8](lowercaseHex: hex) ?? [] }

  /// Digits and small letters as numerals.
  private func numerals(_ text: String) -> [UInt8] {
    text.utf8.map { $0.isDigit ? $0 - 0x30 : $0 - 0x61 + 10 }
  }
}

/// The vectors beside the project, which are not part of it.
enum Vectors {
  /// A file of Project Wycheproof.
  struct File: Decodable {
    var numberOfTests: Int
    var testGroups: [Group]
  }

  /// Vectors of one radix.
  struct Group: Decodable {
    var radix: Int
    var tests: [Vector]
  }

  /// One vector.
  struct Vector: Decodable {
    var tcId: Int
    var flags: [String]
    var key: String
    var tweak: String
    var msg: Text
    var ct: Text
    var result: String
  }

  /// Numerals as a list, or as text in base 10.
  enum Text: Decodable {
    case list([Int])
    case digits(String)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let list = try? value.decode([Int].self) {
        self = .list(list)
      } else {
        self = .digits(try value.decode(String.self))
      }
    }

    /// The numerals; nil where one is no byte or no digit.
    var numerals: [UInt8]? {
      switch self {
      case .list(let list):
        let bytes = list.compactMap { UInt8(exactly: $0) }
        return bytes.count == list.count ? bytes : nil
      case .digits(let text):
        let bytes = text.utf8.filter(\.isDigit).map { $0 - 0x30 }
        return bytes.count == text.utf8.count ? bytes : nil
      }
    }
  }

  private static let folder = {
    let here = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
    return "/\(here)/shared/vectors"
  }()

  /// Whether the folder is there.
  static var isThere: Bool { FileManager.default.fileExists(atPath: folder + "/README.md") }

  /// A file of the folder.
  static func read(_ name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
  }

  /// A packed file of the folder, unpacked by `xz`.
  static func unpacked(_ name: String) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["xz", "-dc", "\(folder)/aes_ff1_\(name)_test.json.xz"]
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return data
  }
}
