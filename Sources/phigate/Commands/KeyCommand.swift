import ArgumentParser
import Files
import Records
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// `phigate key`: pairs of Ed25519 keys as other tools read them.
struct KeyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key",
    abstract: "Makes and shows Ed25519 key pairs as PKCS#8 and SPKI PEM.",
    discussion: """
      Everybody who approves has a key of their own, made on their own machine:

        phigate key new --out okafor.pem
        phigate key show okafor.pem

      What openssl makes works as well: openssl genpkey -algorithm ed25519 -out okafor.pem
      """,
    subcommands: [KeyNewCommand.self, KeyShowCommand.self]
  )
}

/// `phigate key new`: a private key in a new file of mode 0600, its public half on standard output.
struct KeyNewCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Makes a key pair; the private half goes to a new file of mode 0600.",
    discussion: """
      phigate key new --out okafor.pem --public okafor.pub.pem

      An existing file is never overwritten. Give the public half to whoever drafts the trust
      document; the private half stays where it is.
      """
  )

  /// Where the private key goes.
  @Option(help: "New file for the private key.")
  var out: String

  /// Where the public key goes; standard output shows it anyway.
  @Option(name: .customLong("public"), help: "New file for the public key.")
  var publicPath: String?

  /// Whether standard output is NDJSON.
  @Flag(help: "Write NDJSON.")
  var json = false

  /// Whether standard output is NDJSON.
  var isJSON: Bool { json }

  /// Makes the pair.
  func run(console: Console) throws(Failure) -> Outcome {
    let key = try SigningKey.generate()
    try key.write(path: out)
    if let publicPath { try writePublic(key.verifyingKey, publicPath) }
    KeyReport(key: try PublicKeyFile.plain(key.verifyingKey), isJSON: json).write(to: console)
    return .done
  }

  /// Writes the public key to a new file.
  private func writePublic(_ key: VerifyingKey, _ path: String) throws(Failure) {
    guard let file = unsafe fopen(path, "wx") else {
      throw Failure(
        errno == EEXIST ? .usage : .outputFailed,
        "cannot create the public key: error \(errno); the private key was written",
        path: path,
        next: "phigate key show \(out) prints it"
      )
    }
    let isWritten = unsafe fputs(key.pem, file) >= 0
    guard unsafe fclose(file) == 0, isWritten else {
      throw Failure(.outputFailed, "cannot write the public key: error \(errno)", path: path)
    }
  }
}

/// `phigate key show`: the public half of a key and its names.
struct KeyShowCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Shows the public half of a key file: key id, PEM, OpenSSH form.",
    discussion: """
      phigate key show okafor.pem
      phigate key show okafor.pub.pem --principal m.okafor

      Public keys of OpenSSH are shown as well, those of security keys (FIDO) included:

        phigate key show ~/.ssh/id_ed25519_sk.pub

      With --principal, the line for an OpenSSH allowed_signers file is added. Nothing of a private
      key is ever printed.
      """
  )

  /// The key file.
  @Argument(help: "Private or public key file: PEM, or a public key of OpenSSH.")
  var file: String

  /// Whose key it is, for the allowed_signers line.
  @Option(help: "Add the allowed_signers line of this principal.")
  var principal: String?

  /// Whether standard output is NDJSON.
  @Flag(help: "Write NDJSON.")
  var json = false

  /// Whether standard output is NDJSON.
  var isJSON: Bool { json }

  /// Shows the key.
  func run(console: Console) throws(Failure) -> Outcome {
    let key = try PublicKeyFile.load(file)
    let line = principal.flatMap {
      key.allowedSignersLine(principal: $0, namespace: SSHSignature.approvalNamespace)
    }
    if principal != nil, line == nil {
      throw Failure(.usage, "a principal is letters, digits and ._@+-/: only")
    }
    KeyReport(key: key, signers: line, isJSON: json).write(to: console)
    return .done
  }
}

/// Reads the public half of a key file of any kind.
enum PublicKeyFile {
  /// Bytes of a public key's PEM that are looked at.
  private static let bytesMax = 4096

  /// Reads a public key that signs by itself: one of a security key cannot.
  static func loadPlain(_ path: String) throws(Failure) -> VerifyingKey {
    let key = try load(path)
    guard key.application == nil else {
      throw Failure(.usage, "a security key signs decisions only", path: path)
    }
    return key.key
  }

  /// A plain key as OpenSSH knows it.
  static func plain(_ key: VerifyingKey) throws(Failure) -> SSHPublicKey {
    do throws(RecordFault) {
      return try SSHPublicKey(key)
    } catch {
      throw error.failure(.internalError, "a plain key has no form")
    }
  }

  /// Reads a public key, or a private one that only its owner can read.
  ///
  /// `takesPrivate`: false where nobody has any business with a private key.
  static func load(_ path: String, takesPrivate: Bool = true) throws(Failure) -> SSHPublicKey {
    guard let file = unsafe fopen(path, "re") else {
      throw Failure(.input(errno), "cannot open the key: \(describe(errno))", path: path)
    }
    var bytes = [UInt8](repeating: 0, count: bytesMax)
    defer { for index in bytes.indices { bytes[index] = 0 } }
    unsafe setvbuf(file, nil, _IONBF, 0)
    let count = unsafe bytes.withUnsafeMutableBytes { buffer in
      unsafe fread(buffer.baseAddress, 1, buffer.count, file)
    }
    unsafe fclose(file)
    if SSHPublicKey.isLine(bytes[..<count]) {
      do throws(RecordFault) {
        return try SSHPublicKey(line: String(decoding: bytes[..<count], as: UTF8.self))
      } catch {
        throw error.failure(.usage, "cannot read the public key", path: path)
      }
    }
    guard !takesPrivate || bytes[..<count].starts(with: "-----BEGIN PUBLIC KEY-----".utf8) else {
      return try plain(try SigningKey.load(path: path).verifyingKey)
    }
    do throws(RecordFault) {
      let pem = String(decoding: bytes[..<count], as: UTF8.self)
      return try SSHPublicKey(try VerifyingKey(pem: pem))
    } catch {
      throw error.failure(.usage, "cannot read the public key", path: path)
    }
  }
}

/// What is shown of a key.
struct KeyReport {
  /// The public half.
  let key: SSHPublicKey
  /// The allowed_signers line, where it was asked for.
  var signers: String?
  /// Whether it is shown as NDJSON.
  let isJSON: Bool

  /// Writes the report.
  func write(to console: Console) {
    guard !isJSON else {
      let line = CanonicalJSON.bytes([
        "type": "key", "keyid": .string(key.key.keyID), "publicKey": .string(key.key.pem),
        "openSSH": .string(key.line), "application": key.application.map { .string($0) } ?? .null,
        "allowedSigners": signers.map { .string($0) } ?? .null,
      ])
      console.write(bytes: line + [0x0A])
      return
    }
    console.write("key id   \(key.key.keyID)\nopenssh  \(key.line)\n")
    // The PEM of a security key would say that the key signs by itself.
    console.write(key.application.map { "security key, for \($0)\n" } ?? key.key.pem)
    if let signers { console.write(signers + "\n") }
  }
}
