import Files
import Gate
import Glibc
import Records
import Vocabulary

/// The key that a person names: a PKCS #8 file of ours, or a key of OpenSSH, with which ssh-keygen
/// signs (the key may lie elsewhere, or ask for its passphrase).
func approvalKey(_ path: String) throws(Failure) -> ApprovalKey {
  guard let head = try SmallFile.readIfThere(path, bytesMax: 64 << 10) else {
    throw Failure(.usage, "cannot open the private key: there is none", path: path)
  }
  let isPrivate = head.starts(with: "-----BEGIN OPENSSH PRIVATE KEY-----".utf8)
  guard isPrivate || SSHPublicKey.isLine(head) else {
    return ApprovalKey(try SigningKey.load(path: path))
  }
  let key = try PublicKeyFile.load(isPrivate ? "\(path).pub" : path)
  return ApprovalKey(key.key) { (bytes) throws(Failure) in
    let armored = try SSHKeygen.sign(bytes, key: path)
    let signature: SSHSignature
    do throws(RecordFault) {
      signature = try SSHSignature(armored: armored)
      guard signature.isValid(over: bytes, by: key, namespace: SSHSignature.approvalNamespace)
      else { throw RecordFault(.badSignature) }
    } catch {
      throw Failure(
        .usage,
        "ssh-keygen made no Ed25519 signature of this key, nothing was signed",
        path: path
      )
    }
    guard signature.presence?.isTouched != false else {
      throw .refusal(
        .presenceMissing,
        "nothing was signed",
        path: path,
        next: "use a key that was made without no-touch-required"
      )
    }
    return signature.blob
  }
}

/// Lets ssh-keygen sign.
private enum SSHKeygen {
  /// Signs bytes for decisions.
  /// - Returns: the armoured signature.
  static func sign(_ bytes: [UInt8], key: String) throws(Failure) -> [UInt8] {
    var input: [Int32] = [0, 0]
    var output: [Int32] = [0, 0]
    guard unsafe pipe(&input) == 0, unsafe pipe(&output) == 0 else {
      throw Failure(.temporary, "out of descriptors, nothing was signed")
    }
    for number in input + output { _ = fcntl(number, F_SETFD, FD_CLOEXEC) }
    let child = try start(key, input: input[0], output: output[1])
    close(input[0])
    close(output[1])
    defer { close(output[0]) }
    // The payload is at most 32 KiB: it fits into the pipe.
    let written = Result { () throws(Failure) in try SmallFile.writeAll(bytes, to: input[1]) }
    close(input[1])
    let made = try SmallFile.readAll(
      output[0],
      bytesMax: SSHSignature.armorBytesMax,
      path: key
    )
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    guard status == 0, case .success = written else {
      throw Failure(.usage, "ssh-keygen could not sign, nothing was signed", path: key)
    }
    return made
  }

  /// Starts ssh-keygen.
  private static func start(
    _ key: String,
    input: Int32,
    output: Int32
  ) throws(Failure) -> pid_t {
    let words = [
      "ssh-keygen", "-Y", "sign", "-n", SSHSignature.approvalNamespace, "-f", key,
    ]
    var pointers: [UnsafeMutablePointer<CChar>?] =
      unsafe words.map { unsafe strdup($0) } + [nil]
    defer { for index in unsafe pointers.indices { unsafe free(pointers[index]) } }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    var child: pid_t = 0
    let code = unsafe posix_spawnp(&child, "ssh-keygen", &actions, nil, &pointers, environ)
    guard code == 0 else {
      throw Failure(
        .usage,
        "cannot start ssh-keygen: \(describe(code)), nothing was signed",
        next: "install openssh-client, or use a key of phigate key new"
      )
    }
    return child
  }
}
