package import Vocabulary

/// A text with signatures of named keys.
///
/// Source: C2SP signed-note.
package struct SignedNote: Sendable, Hashable {
  /// A signature line.
  package struct Signature: Sendable, Hashable {
    /// The key's name as claimed.
    package var name: String
    /// The first four bytes of the key's hash, as claimed.
    package var keyHash: [UInt8]
    /// The signature's bytes, as claimed.
    package var bytes: [UInt8]

    /// Creates a signature.
    package init(name: String, keyHash: [UInt8], bytes: [UInt8]) {
      self.name = name
      self.keyHash = keyHash
      self.bytes = bytes
    }
  }

  /// The text that is signed; ends with a line end.
  package var text: String
  /// At least one, in order.
  package var signatures: [Signature]

  /// Bytes of a note that are looked at.
  package static let bytesMax = 64 << 10
  /// Signature lines of a note.
  package static let signaturesMax = 64

  /// Signs a text.
  /// - Parameters:
  ///   - text: ends with a line end, without control characters.
  ///   - name: the key's name, without spaces and `+`.
  ///   - key: the signing key.
  /// - Returns: a note with one signature.
  /// - Throws: exit 1 where the text or the name is malformed.
  package static func sign(
    _ text: String,
    name: String,
    with key: SigningKey
  ) throws(Failure) -> SignedNote {
    guard isNoteText(text), isKeyName(name) else {
      throw Failure(.internalError, "cannot sign a note: its text or key name is malformed")
    }
    let bytes = try key.signature(over: Array(text.utf8))
    let hash = keyHash(name: name, key: key.verifyingKey)
    return SignedNote(
      text: text,
      signatures: [Signature(name: name, keyHash: hash, bytes: bytes)]
    )
  }

  /// Parses a note; nothing is verified.
  /// - Parameter bytes: the whole note.
  /// - Returns: text and signatures as claimed.
  /// - Throws: `tooLarge`, `notUTF8` or `badNote`.
  package static func parse(_ bytes: [UInt8]) throws(RecordFault) -> SignedNote {
    guard bytes.count <= bytesMax else { throw RecordFault(.tooLarge) }
    guard let whole = String(validating: bytes, as: UTF8.self) else {
      throw RecordFault(.notUTF8)
    }
    guard isNoteText(whole) else { throw RecordFault(.badNote) }
    var lines = whole.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    // The text ends with a line end, so the last piece is empty.
    lines.removeLast()
    guard let blank = lines.lastIndex(where: \.isEmpty), blank > 0, blank < lines.count - 1 else {
      throw RecordFault(.badNote)
    }
    guard lines.count - 1 - blank <= signaturesMax else { throw RecordFault(.tooLarge) }
    var signatures: [Signature] = []
    for line in lines[(blank + 1)...] {
      signatures.append(try signature(String(decoding: Array(line), as: UTF8.self)))
    }
    let text = lines[..<blank].map { String(decoding: Array($0), as: UTF8.self) + "\n" }.joined()
    return SignedNote(text: text, signatures: signatures)
  }

  /// The note's bytes.
  package var bytes: [UInt8] {
    var out = text + "\n"
    for signature in signatures {
      out += "\u{2014} \(signature.name) "
      out += Base64.encode(signature.keyHash + signature.bytes) + "\n"
    }
    return Array(out.utf8)
  }

  /// Whether `key`, known as `name`, has signed the text: exactly one line claims it, and it holds.
  package func isSigned(name: String, by key: VerifyingKey) -> Bool {
    let hash = Self.keyHash(name: name, key: key)
    let claimed = signatures.filter { $0.name.hasSameBytes(as: name) && $0.keyHash == hash }
    guard claimed.count == 1, let one = claimed.first else { return false }
    return key.isValid(signature: one.bytes, over: Array(text.utf8))
  }

  /// The four bytes by which signature lines name a key: SHA-256(name || LF || 0x01 || key)[..4].
  package static func keyHash(name: String, key: VerifyingKey) -> [UInt8] {
    Array(Digest256(hashing: Array(name.utf8) + [0x0A, 0x01] + key.raw).bytes.prefix(4))
  }

  /// The key as other tools take it: `name+hash+base64(0x01 || key)`.
  package static func verifierKey(name: String, key: VerifyingKey) -> String {
    "\(name)+\(keyHash(name: name, key: key).lowercaseHex)+\(Base64.encode([0x01] + key.raw))"
  }

  /// Whether a name can stand in a signature line.
  package static func isKeyName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= 255
      && name.unicodeScalars.allSatisfy {
        $0.value > 0x20 && $0.value != 0x7F && $0 != "+" && !$0.properties.isWhitespace
      }
  }

  /// Parses `— name base64`.
  private static func signature(_ line: String) throws(RecordFault) -> Signature {
    let parts = line.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, String(parts[0]).hasSameBytes(as: "\u{2014}"),
      isKeyName(String(parts[1])), let bytes = Base64.decodeStrictly(String(parts[2])),
      bytes.count > 4
    else { throw RecordFault(.badNote) }
    return Signature(
      name: String(parts[1]),
      keyHash: Array(bytes.prefix(4)),
      bytes: Array(bytes.dropFirst(4))
    )
  }

  /// Whether a text ends with a line end and has no other control character.
  private static func isNoteText(_ text: String) -> Bool {
    text.utf8.last == 0x0A && text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0A }
  }
}

/// The state of a log at one moment, as its owner signs it.
///
/// Source: C2SP tlog-checkpoint.
package struct Checkpoint: Sendable, Hashable {
  /// The log's name, unique in the world; also the name of the key that signs it.
  package var origin: String
  /// Rows of the log.
  package var size: Int64
  /// The Merkle tree hash of the rows.
  package var root: Digest256

  /// Creates a checkpoint.
  package init(origin: String, size: Int64, root: Digest256) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// The text that is signed: three lines.
  package var text: String {
    "\(origin)\n\(size)\n\(Base64.encode(root.bytes))\n"
  }

  /// Signs the checkpoint with the log's key under the log's name.
  package func signed(with key: SigningKey) throws(Failure) -> SignedNote {
    try SignedNote.sign(text, name: origin, with: key)
  }

  /// Reads a checkpoint from a note whose signature by the log's key is verified here.
  /// - Parameters:
  ///   - note: as it was read.
  ///   - origin: the log that it must be of.
  ///   - key: the log's key.
  /// - Returns: what the log's owner signed.
  /// - Throws: `badCheckpoint` for another log, another form or a wrong signature.
  package static func verified(
    _ note: SignedNote,
    origin: String,
    key: VerifyingKey
  ) throws(RecordFault) -> Checkpoint {
    guard note.isSigned(name: origin, by: key) else { throw RecordFault(.badCheckpoint) }
    let checkpoint = try unverified(note.text)
    guard checkpoint.origin.hasSameBytes(as: origin) else { throw RecordFault(.badCheckpoint) }
    return checkpoint
  }

  /// Reads a checkpoint's text; who signed it is not looked at.
  package static func unverified(_ text: String) throws(RecordFault) -> Checkpoint {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count == 4, lines[3].isEmpty, !lines[0].isEmpty,
      let size = Int64(lines[1]), size >= 0, String(size).hasSameBytes(as: String(lines[1])),
      let bytes = Base64.decodeStrictly(String(lines[2])), let root = Digest256(bytes: bytes)
    else { throw RecordFault(.badCheckpoint) }
    return Checkpoint(origin: String(lines[0]), size: size, root: root)
  }
}
