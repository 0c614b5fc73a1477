import Crypto

/// Bytes that a key and a message determine, and nobody without the key can tell from chance:
/// HMAC-SHA-256 of the message and a counter.
struct KeyedStream {
  private let key: SymmetricKey
  private let message: [UInt8]
  private var block: ArraySlice<UInt8> = []
  private var counter: UInt8 = 0

  /// Begins the stream of a message.
  init(_ key: SymmetricKey, _ message: [UInt8]) {
    self.key = key
    self.message = message
  }

  /// The next byte.
  mutating func next() -> UInt8 {
    if block.isEmpty {
      let code = HMAC<SHA256>.authenticationCode(for: message + [counter], using: key)
      block = Array(code)[...]
      counter &+= 1
    }
    return block.removeFirst()
  }

  /// A number below a bound of at most 65,536; each is equally likely.
  mutating func below(_ bound: Int) -> Int {
    let limit = 65_536 / bound * bound
    while true {
      let value = Int(next()) << 8 | Int(next())
      if value < limit { return value % bound }
    }
  }
}
