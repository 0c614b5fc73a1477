import Crypto
import CryptoExtras

/// Format-preserving encryption of numerals: a permutation of all texts of one length.
///
/// Source: NIST SP 800-38G Revision 1, FF1 over AES. Its bound on the domain is enforced: with
/// fewer than a million texts a code book could be written by whoever sees enough of them.
struct FF1: Sendable {
  /// Why a text is refused.
  enum Fault: Error {
    /// Fewer texts of this length exist than the standard allows.
    case domain
    /// A numeral is not below the radix.
    case numeral
    /// A key of no size that AES has, or a radix out of range.
    case parameters
  }

  /// Texts of one length that there must be at least.
  static let domainMin = 1_000_000
  /// The largest radix: numerals are bytes.
  static let radixMax = 256
  /// Numerals of the longest text.
  static let countMax = 4_096

  private static let rounds = 10
  private static let blockBytes = 16

  private let key: SymmetricKey
  private let radix: Int
  private let domainMin: Int

  /// Prepares a permutation.
  /// - Parameters:
  ///   - key: 16, 24 or 32 bytes.
  ///   - radix: how many numerals there are, 2 to 256.
  ///   - domainMin: lower than the standard's only where its older vectors are tried.
  /// - Throws: `parameters`.
  init(key: SymmetricKey, radix: Int, domainMin: Int = FF1.domainMin) throws(Fault) {
    guard [128, 192, 256].contains(key.bitCount), 2...FF1.radixMax ~= radix else {
      throw .parameters
    }
    self.key = key
    self.radix = radix
    self.domainMin = domainMin
  }

  /// Encrypts numerals, each below the radix.
  /// - Throws: `domain`, `numeral`.
  func encrypt(_ text: [UInt8], tweak: [UInt8]) throws(Fault) -> [UInt8] {
    try check(text)
    let half = text.count / 2
    var (left, right) = (Array(text[..<half]), Array(text[half...]))
    let layout = layout(count: text.count, tweak)
    for round in 0..<FF1.rounds {
      let mixed = add(pad(round, right, tweak, layout), to: left)
      (left, right) = (right, mixed)
    }
    return left + right
  }

  /// Decrypts what `encrypt` made under the same tweak.
  /// - Throws: `domain`, `numeral`.
  func decrypt(_ text: [UInt8], tweak: [UInt8]) throws(Fault) -> [UInt8] {
    try check(text)
    let half = text.count / 2
    var (left, right) = (Array(text[..<half]), Array(text[half...]))
    let layout = layout(count: text.count, tweak)
    for round in (0..<FF1.rounds).reversed() {
      let before = subtract(pad(round, left, tweak, layout), from: right)
      (left, right) = (before, left)
    }
    return left + right
  }

  /// What depends on the length of the text alone.
  private struct Layout {
    /// Bytes of half a text as a number: `b` of the standard.
    var halfBytes: Int
    /// Bytes of a round's number: `d` of the standard.
    var padBytes: Int
    /// The first block, `P` of the standard; encrypted once, because every round begins with it.
    var head: [UInt8]

    init(count: Int, tweak: [UInt8], radix: Int) {
      let longer = count - count / 2
      let largest = [UInt8](repeating: UInt8(radix - 1), count: longer)
      halfBytes = FF1.number(largest, radix: radix, byteCount: longer).drop { $0 == 0 }.count
      padBytes = 4 * ((halfBytes + 3) / 4) + 4
      head = [1, 2, 1, 0, UInt8(radix >> 8), UInt8(radix & 0xFF), 10, UInt8(count / 2 & 0xFF)]
      for number in [count, tweak.count] {
        for shift in [24, 16, 8, 0] { head.append(UInt8(number >> shift & 0xFF)) }
      }
    }
  }

  /// What depends on length and tweak, its first block encrypted.
  private func layout(count: Int, _ tweak: [UInt8]) -> Layout {
    var layout = Layout(count: count, tweak: tweak, radix: radix)
    permute(&layout.head)
    return layout
  }

  /// Refuses texts outside of the domain.
  private func check(_ text: [UInt8]) throws(Fault) {
    guard text.allSatisfy({ Int($0) < radix }) else { throw .numeral }
    guard 2...FF1.countMax ~= text.count else { throw .domain }
    var size = 1
    for _ in text where size < domainMin { size *= radix }
    guard size >= domainMin else { throw .domain }
  }

  /// The bytes of a round's number `y`.
  private func pad(_ round: Int, _ half: [UInt8], _ tweak: [UInt8], _ layout: Layout) -> [UInt8] {
    var message = tweak
    let used = (tweak.count + layout.halfBytes + 1) % FF1.blockBytes
    if used > 0 { message += [UInt8](repeating: 0, count: FF1.blockBytes - used) }
    message.append(UInt8(round))
    message += FF1.number(half, radix: radix, byteCount: layout.halfBytes)
    var state = layout.head
    for start in stride(from: 0, to: message.count, by: FF1.blockBytes) {
      for index in 0..<FF1.blockBytes { state[index] ^= message[start + index] }
      permute(&state)
    }
    var out = state
    var counter = 1
    while out.count < layout.padBytes {
      var block = state
      for place in 0..<4 { block[15 - place] ^= UInt8(counter >> (8 * place) & 0xFF) }
      permute(&block)
      out += block
      counter += 1
    }
    return Array(out.prefix(layout.padBytes))
  }

  /// One block of AES; the key's size was checked, so it cannot fail.
  private func permute(_ block: inout [UInt8]) {
    do { try AES.permute(&block, key: key) } catch { preconditionFailure("AES refused a block") }
  }

  /// Numerals as a big-endian number of a fixed size.
  private static func number(_ numerals: [UInt8], radix: Int, byteCount: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: byteCount)
    for numeral in numerals {
      var carry = Int(numeral)
      for index in bytes.indices.reversed() {
        carry += Int(bytes[index]) * radix
        bytes[index] = UInt8(carry & 0xFF)
        carry >>= 8
      }
    }
    return bytes
  }

  /// The last `count` numerals of a big-endian number.
  private func numerals(of number: [UInt8], count: Int) -> [UInt8] {
    var rest = number
    var out = [UInt8](repeating: 0, count: count)
    for place in out.indices.reversed() {
      var remainder = 0
      for index in rest.indices {
        let value = remainder << 8 | Int(rest[index])
        rest[index] = UInt8(value / radix)
        remainder = value % radix
      }
      out[place] = UInt8(remainder)
    }
    return out
  }

  /// The sum of a number and numerals, modulo their domain.
  private func add(_ number: [UInt8], to half: [UInt8]) -> [UInt8] {
    var out = numerals(of: number, count: half.count)
    var carry = 0
    for index in out.indices.reversed() {
      let sum = Int(out[index]) + Int(half[index]) + carry
      carry = sum >= radix ? 1 : 0
      out[index] = UInt8(sum - carry * radix)
    }
    return out
  }

  /// The difference of numerals and a number, modulo their domain.
  private func subtract(_ number: [UInt8], from half: [UInt8]) -> [UInt8] {
    var out = numerals(of: number, count: half.count)
    var borrow = 0
    for index in out.indices.reversed() {
      let difference = Int(half[index]) - Int(out[index]) - borrow
      borrow = difference < 0 ? 1 : 0
      out[index] = UInt8(difference + borrow * radix)
    }
    return out
  }
}
