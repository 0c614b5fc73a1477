import Crypto
package import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// An Ed25519 private key; nothing prints it.
///
/// Source: RFC 8032, RFC 8410 §7 (PKCS #8 version 1, as `openssl genpkey -algorithm ed25519`
/// writes).
package struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The key, in memory that is wiped when the last copy goes.
  private let key: Curve25519.Signing.PrivateKey
  /// The public half.
  package let verifyingKey: VerifyingKey

  /// Makes a new random key.
  package static func generate() throws(Failure) -> SigningKey {
    do throws(RecordFault) {
      return try SigningKey(key: Curve25519.Signing.PrivateKey())
    } catch {
      throw error.failure(.internalError, "cannot make a key")
    }
  }

  /// Creates a key from its PEM text, which is wiped by whoever holds it.
  package init(pem: [UInt8]) throws(RecordFault) {
    var der = try PEM.decode(pem, label: Self.pemLabel)
    defer { wipe(&der) }
    guard der.count == Self.pkcs8Prefix.count + Self.seedBytes,
      der.starts(with: Self.pkcs8Prefix)
    else { throw RecordFault(.badKey) }
    var seed = Array(der.dropFirst(Self.pkcs8Prefix.count))
    defer { wipe(&seed) }
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
      throw RecordFault(.badKey)
    }
    try self.init(key: key)
  }

  /// Wraps a key of the library.
  private init(key: Curve25519.Signing.PrivateKey) throws(RecordFault) {
    self.key = key
    self.verifyingKey = try VerifyingKey(raw: Array(key.publicKey.rawRepresentation))
  }

  /// Signs a message.
  /// - Returns: 64 bytes, the same each time.
  package func signature(over message: [UInt8]) throws(Failure) -> [UInt8] {
    guard let signature = try? key.signature(for: message) else {
      throw Failure(.internalError, "cannot sign \(message.count) bytes: the library refused")
    }
    return Array(signature)
  }

  /// Names the key by its public half only.
  package var description: String { "SigningKey(\(verifyingKey.keyID))" }

  /// Hides the key from `dump` and from the interpolation of what holds it.
  package var customMirror: Mirror { Mirror(self, children: ["keyID": verifyingKey.keyID]) }

  /// Reads a key from a file that only its owner can read.
  /// - Parameter path: a regular file, mode 0600 or narrower, of this user or root.
  /// - Returns: the key.
  /// - Throws: exit 2 where the file cannot be used, without a byte of it in the message.
  package static func load(path: String) throws(Failure) -> SigningKey {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else {
      throw Failure(.usage, "cannot open the private key: \(errnoText(errno))", path: path)
    }
    defer { close(descriptor) }
    try checkPrivacy(descriptor, path)
    var text = try readSmallFile(descriptor, path)
    defer { wipe(&text) }
    do throws(RecordFault) {
      return try SigningKey(pem: text)
    } catch {
      throw Failure(
        .usage,
        "cannot read the private key: \(error)",
        path: path,
        next: "make one with: phigate key new, or: openssl genpkey -algorithm ed25519"
      )
    }
  }

  /// Writes the key to a new file of mode 0600, and syncs it.
  /// - Throws: exit 2 where something is there already, exit 74 where it cannot be written; the
  ///   half-written file is removed.
  package func write(path: String) throws(Failure) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      throw Failure(
        code == EEXIST ? .usage : .outputFailed,
        "cannot create the private key: \(errnoText(code)), nothing was written",
        path: path
      )
    }
    var text = pem()
    defer { wipe(&text) }
    let isWritten =
      fchmod(descriptor, 0o600) == 0 && writeAll(text, to: descriptor) && fsync(descriptor) == 0
    let code = errno
    let isClosed = close(descriptor) == 0
    guard isWritten, isClosed else {
      _ = unsafe unlink(path)
      throw Failure(.outputFailed, "cannot write the private key: \(errnoText(code))", path: path)
    }
  }

  /// The PEM text; the caller wipes it.
  private func pem() -> [UInt8] {
    var der = Self.pkcs8Prefix + Array(key.rawRepresentation)
    defer { wipe(&der) }
    return Array(PEM.encode(der, label: Self.pemLabel).utf8)
  }

  /// Refuses a key that others can read, or that is not a file.
  private static func checkPrivacy(_ descriptor: Int32, _ path: String) throws(Failure) {
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else {
      throw Failure(.usage, "cannot look at the private key: \(errnoText(errno))", path: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.usage, "the private key is not a regular file", path: path)
    }
    guard status.st_mode & 0o077 == 0 else {
      let mode = String(status.st_mode & 0o777, radix: 8)
      throw Failure(
        .usage,
        "group or others may use the private key: mode 0\(mode), not 0600",
        path: path,
        next: "chmod 600, and make a new key if somebody else may have read it",
        reasons: ["key_file_exposed"]
      )
    }
    guard status.st_uid == geteuid() || status.st_uid == 0 else {
      throw Failure(
        .usage,
        "the private key belongs to user \(status.st_uid), not to \(geteuid())",
        path: path
      )
    }
  }

  /// Reads a whole small file.
  private static func readSmallFile(_ descriptor: Int32, _ path: String) throws(Failure) -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: PEM.bytesMax + 1)
    defer { wipe(&bytes) }
    var count = 0
    while count < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
      }
      if got == 0 { return Array(bytes[..<count]) }
      if got > 0 {
        count += got
      } else if errno != EINTR {
        throw Failure(.usage, "cannot read the private key: \(errnoText(errno))", path: path)
      }
    }
    throw Failure(.usage, "the private key is larger than \(PEM.bytesMax) bytes", path: path)
  }

  /// The label of a private key's PEM.
  private static let pemLabel = "PRIVATE KEY"
  /// Bytes of a private key.
  private static let seedBytes = 32
  /// SEQUENCE { INTEGER 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING of 32 bytes }
  /// }.
  private static let pkcs8Prefix: [UInt8] = [
    0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
  ]
}

/// Overwrites bytes that held a key, in a way that the optimiser keeps.
private func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { buffer in
    guard let base = buffer.baseAddress else { return }
    unsafe explicit_bzero(base, buffer.count)
  }
}

/// Writes every byte, retrying interrupted and short writes.
private func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
  var done = 0
  while done < bytes.count {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      unsafe write(descriptor, buffer.baseAddress?.advanced(by: done), buffer.count - done)
    }
    if count > 0 {
      done += count
    } else if count < 0, errno != EINTR {
      return false
    }
  }
  return true
}

/// The system's words for an error number.
private func errnoText(_ code: Int32) -> String {
  guard let text = unsafe strerror(code) else { return "error \(code)" }
  return unsafe String(cString: text).lowercased()
}
