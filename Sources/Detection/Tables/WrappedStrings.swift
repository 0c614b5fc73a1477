import Vocabulary

/// Strings that a call makes a value of: `Hash::make('…')`, `String::from("Frost")`, `hashlib.sha256(b"…")`.
extension Scanner {
  /// Names of calls that hash, encode or make a string of what they are given; others look something up by it.
  private static let wrappers = Engine.hashes(
    """
    make bcrypt hash hashpw hashsync md5 sha sha1 sha224 sha256 sha384 sha512 crypt scrypt argon2 pbkdf2 encode encrypt \
    password_hash generate_password_hash make_password hash_password password_hash_sync securestring digest hexdigest \
    from string str of valueof new some just quote text literal trim ofnullable fromstring parse tochararray
    """
  )
  /// Bytes of a call's name, at most.
  private static let wrapperBytesMax = 64

  /// The offset of the quote that begins the string in such a call; nil where none stands at an offset.
  static func wrappedString(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard text.at(start).isLetter else { return nil }
    var (end, word) = (start, start)
    while end - start <= wrapperBytesMax {
      let byte = text.at(end)
      // `new Text("…")`
      let isNew =
        byte == 0x20 && end - start == 3 && text[start] == 0x6E && text.at(end + 1).isUppercase
      if byte == 0x2E || byte == 0x3A && text.at(end + 1) == 0x3A || isNew {
        end += byte == 0x3A ? 2 : 1
        word = end
        continue
      }
      guard byte.isAlphanumeric || byte == 0x5F else { break }
      end += 1
    }
    guard text.at(end) == 0x28, wrappers.contains(Token.hash(text, word..<end)) else { return nil }
    var quote = end + 1
    while text.at(quote) == 0x20 { quote += 1 }
    if [0x62, 0x75, 0x4E].contains(text.at(quote)) { quote += 1 }
    return text.at(quote) == 0x22 || text.at(quote) == 0x27 ? quote : nil
  }
}
