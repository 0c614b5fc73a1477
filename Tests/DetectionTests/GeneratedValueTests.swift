import Testing
import Vocabulary

@testable import Detection

/// Values with a checksum, made by their standards' own arithmetic: all are found where they may
/// stand, none where the checksum is broken and nothing else speaks for them.
@Suite struct GeneratedValueTests {
  private static let seed: UInt64 = 20_261_124
  private static let count = 10_000
  /// Places in which a value needs no label.
  private static let bare = ["V", "note V today", "(V).", "key=V;", "line\nV\nline"]

  private let scanner = sharedScanner

  /// What is found in one text.
  private func found(
    _ text: String,
    _ scratch: inout ScanScratch,
    column: String = ""
  ) -> [Finding] {
    var findings: [Finding] = []
    let bytes = Array(text.utf8)
    let field = column.isEmpty ? FieldContext.plainText : FieldContext(name: column)
    scanner.scan(
      bytes.span,
      owned: 0..<bytes.count,
      field: scanner.judge(field),
      scratch: &scratch,
      into: &findings
    )
    return findings
  }

  /// Digits of a seeded generator.
  private func digits(_ count: Int, _ generator: inout SplitMix) -> [Int] {
    (0..<count).map { _ in Int(generator.next() % 10) }
  }

  /// The Luhn digit behind digits, by ISO/IEC 7812-1 annex B, `extra` added to the sum.
  private func luhnDigit(_ digits: [Int], extra: Int = 0) -> Int {
    var sum = extra
    for (index, digit) in digits.reversed().enumerated() {
      let value = index.isMultiple(of: 2) ? digit * 2 : digit
      sum += value > 9 ? value - 9 : value
    }
    return (10 - sum % 10) % 10
  }

  /// Makes values, checks that each is found in every context, and that its broken twin is not.
  private func check(
    _ contexts: [String],
    column: String = "",
    broken: [String],
    _ make: (inout SplitMix) -> (good: String, bad: String)
  ) {
    var generator = SplitMix(state: Self.seed)
    var scratch = ScanScratch()
    var (missed, touched): ([String], [String]) = ([], [])
    for index in 0..<Self.count {
      let value = make(&generator)
      let context = contexts[index % contexts.count]
      let text = context.replacing("V", with: value.good)
      let start = context.utf8.prefix { $0 != 0x56 }.count
      let findings = found(text, &scratch)
      if !findings.contains(where: {
        $0.masked && $0.start <= start && $0.end >= start + value.good.utf8.count
      }) {
        missed.append(text)
      }
      if !column.isEmpty, found(value.good, &scratch, column: column).isEmpty {
        missed.append("\(column): \(value.good)")
      }
      let other = broken[index % broken.count].replacing("V", with: value.bad)
      if !found(other, &scratch).isEmpty { touched.append(other) }
    }
    #expect(missed.isEmpty, "seed \(Self.seed): \(missed.count) missed, \(missed.prefix(3))")
    #expect(touched.isEmpty, "seed \(Self.seed): \(touched.count) touched, \(touched.prefix(3))")
  }

  /// The digits as text.
  private func text(_ digits: [Int]) -> String { digits.map { String($0) }.joined() }

  @Test func cards() {
    let issuers = [[4], [5, 1], [5, 5], [6, 0, 1, 1], [3, 7], [3, 4], [2, 2, 2, 1]]
    check(Self.bare, broken: Self.bare) { generator in
      let issuer = issuers[Int(generator.next() % 7)]
      let length = issuer[0] == 3 ? 15 : 16
      let body = issuer + digits(length - 1 - issuer.count, &generator)
      let last = luhnDigit(body)
      return (text(body + [last]), text(body + [(last + 1) % 10]))
    }
  }

  @Test func accountNumbersOfGermanAndBritishBanks() {
    check(Self.bare, broken: Self.bare) { generator in
      let isBritish = generator.next().isMultiple(of: 2)
      let country = isBritish ? "GB" : "DE"
      let bank = isBritish ? "NWBK" : ""
      let body = bank + text(digits(isBritish ? 14 : 18, &generator))
      // ISO 13616-1: letters are 10 to 35, country and 00 behind, 98 minus the remainder.
      let moved = (body + country + "00").utf8
        .reduce(0) { remainder, byte in
          byte < 0x3A
            ? (remainder * 10 + Int(byte) - 0x30) % 97 : (remainder * 100 + Int(byte) - 55) % 97
        }
      let key = 98 - moved
      let pad = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
      return (country + pad(key) + body, country + pad(key == 98 ? 2 : key + 1) + body)
    }
  }

  @Test func vehicles() {
    // 49 CFR 565.15: values of letters, weights of places, remainder modulo 11.
    let places = Array("0123456789ABCDEFGHJKLMNPRSTUVWXYZ")
    let values = Array("0123456789") + Array("12345678123457923456789")
    let weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
    check(Self.bare, broken: Self.bare) { generator in
      var vin = (0..<17).map { _ in Int(generator.next() % 33) }
      vin[0] = 1 + Int(generator.next() % 9)
      vin[1] = 10 + Int(generator.next() % 23)
      for place in 12..<17 { vin[place] = Int(generator.next() % 10) }
      let sum = (0..<17)
        .reduce(0) { $0 + (values[vin[$1]].wholeNumberValue ?? 0) * weights[$1] }
      let check = sum % 11 == 10 ? "X" : "\(sum % 11)"
      let wrong = sum % 11 == 9 ? "8" : "\((sum % 11 + 1) % 9)"
      let head = String(vin[..<8].map { places[$0] })
      let tail = String(vin[9...].map { places[$0] })
      return (head + check + tail, head + (wrong == check ? "7" : wrong) + tail)
    }
  }

  @Test func prescribers() {
    check(Self.bare, broken: Self.bare) { generator in
      var body = digits(6, &generator)
      body[0] = 1 + body[0] % 9
      let sum = body[0] + body[2] + body[4] + 2 * (body[1] + body[3] + body[5])
      let letters = ["A", "B", "F", "M"][Int(generator.next() % 4)] + "S"
      return (
        letters + text(body) + "\(sum % 10)", letters + text(body) + "\((sum + 1) % 10)"
      )
    }
  }

  @Test func devices() {
    check(Self.bare, broken: Self.bare) { generator in
      let body = [0] + digits(12, &generator)
      let sum = body.enumerated().reduce(0) { $0 + $1.1 * ($1.0.isMultiple(of: 2) ? 3 : 1) }
      let last = (10 - sum % 10) % 10
      let serial = "(21)S" + text(digits(6, &generator))
      return (
        "(01)\(text(body))\(last)" + serial, "(01)\(text(body))\((last + 1) % 10)" + serial
      )
    }
  }

  @Test func providers() {
    let contexts = ["NPI V", "npi: V", "NPI number is V", "NPI #V", "Provider NPI: V"]
    check(contexts, column: "provider_npi", broken: Self.bare) { generator in
      let body = [1] + digits(8, &generator)
      let last = luhnDigit(body, extra: 24)
      return (text(body + [last]), text(body + [(last + 1) % 10]))
    }
  }

  @Test func banks() {
    let contexts = ["routing number V", "ABA: V", "routing: V", "RTN V", "aba routing V"]
    check(contexts, column: "routing_number", broken: Self.bare) { generator in
      let body = [0, 1 + Int(generator.next() % 9)] + digits(6, &generator)
      let weights = [3, 7, 1, 3, 7, 1, 3, 7]
      let sum = zip(body, weights).reduce(0) { $0 + $1.0 * $1.1 }
      let last = (10 - sum % 10) % 10
      return (text(body + [last]), text(body + [(last + 1) % 10]))
    }
  }

  @Test func telephonesAndTheirCards() {
    for (label, prefix, length) in [("IMEI", [4, 9], 15), ("ICCID", [8, 9], 19)] {
      let contexts = [
        "\(label) V", "\(label): V", "\(label) number V", "\(label) is V", "\(label)=V",
      ]
      .map { $0.replacing("ICCID", with: "iccid") }
      check(contexts, column: label.lowercased(), broken: Self.bare) { generator in
        let body = prefix + digits(length - 1 - prefix.count, &generator)
        let last = luhnDigit(body)
        return (text(body + [last]), text(body + [(last + 1) % 10]))
      }
    }
  }

  @Test func logsKeepTheirTimesAndNumbers() {
    var generator = SplitMix(state: Self.seed)
    var log = ""
    for line in 0..<Self.count {
      let second = 1_600_000_000 + generator.next() % 200_000_000
      // Nine digits: of those with eight, some are dates that stand for nothing else.
      let number = 100_000_000 + generator.next() % 900_000_000
      switch line % 4 {
      case 0: log += "\(second) INFO queue=\(number) took=\(number % 977)ms\n"
      case 1: log += "[\(second).\(number % 1_000)] worker \(number % 64): batch \(number) done\n"
      case 2: log += "ts=\(second) level=info offset=\(number) bytes=\(number / 70_000)\n"
      default: log += "job \(number) started at \(second) on node-\(number % 90)\n"
      }
    }
    var scratch = ScanScratch()
    let touched = found(log, &scratch)
    #expect(touched.isEmpty, "seed \(Self.seed): \(touched.count)")
  }
}
