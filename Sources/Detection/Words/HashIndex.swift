import CScan
import Vocabulary

/// A fixed table from 64-bit keys to small numbers, built once, asked once a word.
///
/// A bitmap of 64 Ki bits answers nearly every miss; open addressing answers the rest.
struct HashIndex: Sendable {
  private var filter: [UInt64]
  private var keys: [UInt64]
  private var values: [UInt16]
  private let mask: Int

  /// Builds the table.
  ///
  /// Values are 1 and more; of equal keys the last one counts.
  init(_ entries: [UInt64: UInt16]) {
    var size = 64
    while size < entries.count * 4 { size *= 2 }
    mask = size - 1
    filter = Array(repeating: 0, count: 1_024)
    keys = Array(repeating: 0, count: size)
    values = Array(repeating: 0, count: size)
    for (key, value) in entries {
      let spread = Self.spread(key)
      filter[Int(spread >> 54)] |= 1 << (spread >> 48 & 63)
      var slot = Int(truncatingIfNeeded: spread) & mask
      while values[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
      keys[slot] = key
      values[slot] = value
    }
  }

  /// A table that only says whether a word is in it.
  init(words: [String]) {
    self.init(Dictionary(words.map { (Token.hash($0), 1) }) { first, _ in first })
  }

  /// The value of a key; 0 for none.
  @inline(__always)
  func callAsFunction(_ key: UInt64) -> Int {
    let spread = Self.spread(key)
    guard filter[Int(spread >> 54)] & (1 << (spread >> 48 & 63)) != 0 else { return 0 }
    var slot = Int(truncatingIfNeeded: spread) & mask
    while values[slot] != 0 {
      if keys[slot] == key { return Int(values[slot]) }
      slot = (slot &+ 1) & mask
    }
    return 0
  }

  /// The first token from `start` on that is not a word in small letters, two or more, between blanks,
  /// which the table does not hold; the last one of all where there is none.
  ///
  /// The filter alone decides, so that the answer may be a word that the table does not hold either.
  @inline(__always)
  func nextTelling(_ start: Int, _ scratch: borrowing ScanScratch) -> Int {
    unsafe filter.withUnsafeBufferPointer { filter in
      unsafe scratch.withTokens { tokens in
        unsafe phigate_next_telling(tokens.baseAddress, start, tokens.count, filter.baseAddress)
      }
    }
  }

  /// The first token from `start` on whose word the table may hold, by its filter alone; the number of tokens for none.
  @inline(__always)
  func nextHeld(_ start: Int, _ scratch: borrowing ScanScratch) -> Int {
    unsafe filter.withUnsafeBufferPointer { filter in
      unsafe scratch.withTokens { tokens in
        unsafe phigate_next_held(tokens.baseAddress, start, tokens.count, filter.baseAddress)
      }
    }
  }

  /// Calls a function with the bitmap that answers nearly every miss.
  @inline(__always)
  @unsafe func withFilter<Result>(_ body: (UnsafeBufferPointer<UInt64>) -> Result) -> Result {
    unsafe filter.withUnsafeBufferPointer { unsafe body($0) }
  }

  /// Where the bit of a key stands in the bitmap.
  @inline(__always)
  static func place(of key: UInt64) -> Int { Int(truncatingIfNeeded: spread(key) >> 54) }

  /// The bit of a key there.
  @inline(__always)
  static func bit(of key: UInt64) -> UInt64 { 1 << (spread(key) >> 48 & 63) }

  /// Adds the table's bits to those of others.
  func add(to bits: inout [UInt64]) {
    for index in filter.indices { bits[index] |= filter[index] }
  }

  /// Spreads a key over all bits.
  @inline(__always)
  private static func spread(_ key: UInt64) -> UInt64 {
    let product = key &* 0xD6E8_FEB8_6659_FD93
    return product ^ (product >> 29)
  }
}

/// A few words by their hashes, built once and asked at every number or capital.
struct WordSet: Sendable, ExpressibleByArrayLiteral {
  /// Open addressing; 0 for a free place.
  private var keys: [UInt64]
  private let shift: UInt64
  /// Whether 0 is one of them.
  private var hasZero = false

  /// Builds the set.
  init(_ hashes: some Sequence<UInt64>) {
    let all = Set(hashes)
    var bits: UInt64 = 3
    while 1 << bits < all.count * 4 { bits += 1 }
    shift = 64 - bits
    keys = Array(repeating: 0, count: 1 << Int(bits))
    for hash in all {
      guard hash != 0 else {
        hasZero = true
        continue
      }
      var place = place(of: hash)
      while keys[place] != 0 { place = (place &+ 1) & (keys.count &- 1) }
      keys[place] = hash
    }
  }

  /// Builds the set.
  init(arrayLiteral hashes: UInt64...) { self.init(hashes) }

  /// Whether a hash is one of them.
  @inline(__always)
  func contains(_ hash: UInt64) -> Bool {
    guard hash != 0 else { return hasZero }
    var place = place(of: hash)
    while keys[place] != 0 {
      if keys[place] == hash { return true }
      place = (place &+ 1) & (keys.count &- 1)
    }
    return false
  }

  /// All of them, in any order.
  var hashes: [UInt64] { keys.filter { $0 != 0 } + (hasZero ? [0] : []) }

  /// Where a hash is looked for first.
  @inline(__always)
  private func place(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: (hash &* 0xD6E8_FEB8_6659_FD93) >> shift)
  }
}

/// What several tables hold together, by a bitmap alone: for a look that nearly always says no.
struct WordFilter: Sendable {
  /// A bit for each value of some bits of a hash.
  private var bits = [UInt64](repeating: 0, count: 1_024)

  /// What some tables and sets hold.
  init(_ tables: [HashIndex], _ sets: [WordSet] = []) {
    for table in tables { table.add(to: &bits) }
    for hash in sets.flatMap(\.hashes) {
      bits[HashIndex.place(of: hash)] |= HashIndex.bit(of: hash)
    }
  }

  /// Whether one of them may hold a hash; false where none does.
  @inline(__always)
  func mayHold(_ hash: UInt64) -> Bool {
    bits[HashIndex.place(of: hash)] & HashIndex.bit(of: hash) != 0
  }
}

extension Engine {
  /// Words with blanks between them, as a table that says whether a word is one of them.
  static func table(_ words: String) -> HashIndex {
    HashIndex(words: words.split(separator: " ").map(String.init))
  }

  /// Words with blanks between them, as their hashes.
  static func hashes(_ words: String) -> WordSet {
    WordSet(words.split(separator: " ").map { Token.hash(String($0)) })
  }
}
