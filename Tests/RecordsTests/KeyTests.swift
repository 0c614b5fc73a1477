import Records
import Testing
import Vocabulary

@Suite struct KeyTests {
  @Test func writesKeysThatOpensslLoads() throws {
    let folder = try TestFolder()
    let key = try SigningKey.generate()
    try key.write(path: folder.path + "/key.pem")
    let shown = folder.run(["openssl", "pkey", "-in", folder.path + "/key.pem", "-pubout"])
    #expect(shown.status == 0)
    #expect(shown.output == key.verifyingKey.pem)
    let rewritten = folder.run(["openssl", "pkey", "-in", folder.path + "/key.pem"])
    #expect(rewritten.output == String(decoding: try folder.read("key.pem"), as: UTF8.self))
  }

  @Test func loadsKeysThatOpensslMakes() throws {
    let folder = try TestFolder()
    let secretPath = folder.path + "/key.pem"
    #expect(
      folder.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", secretPath]).status == 0
    )
    #expect(folder.run(["chmod", "600", secretPath]).status == 0)
    let key = try SigningKey.load(path: secretPath)
    let pem = folder.run(["openssl", "pkey", "-in", secretPath, "-pubout"]).output
    #expect(try VerifyingKey(pem: pem) == key.verifyingKey)
    let der = folder.path + "/key.der"
    _ = folder.run([
      "openssl", "pkey", "-in", secretPath, "-pubout", "-outform", "DER", "-out", der,
    ])
    let sum = folder.run(["sha256sum", der]).output
    #expect(sum.hasPrefix(key.verifyingKey.keyID + " "))
  }

  @Test func refusesOtherAlgorithmsAndForms() throws {
    let folder = try TestFolder()
    for options in [["-algorithm", "x25519"], ["-algorithm", "ed448"], ["-algorithm", "RSA"]] {
      let path = folder.path + "/other.pem"
      #expect(folder.run(["openssl", "genpkey", "-out", path] + options).status == 0)
      _ = folder.run(["chmod", "600", path])
      #expect(throws: Failure.self) { try SigningKey.load(path: path) }
      let pem = folder.run(["openssl", "pkey", "-in", path, "-pubout"]).output
      #expect(throws: RecordFault.self) { try VerifyingKey(pem: pem) }
    }
    let good = try SigningKey.generate().verifyingKey.pem
    _ = try VerifyingKey(pem: good)
    for bad in [
      good + "\n", " " + good, good + good, good.replacing("PUBLIC", with: "PRIVATE"), "",
    ] {
      #expect(throws: RecordFault(.badPEM)) { try VerifyingKey(pem: bad) }
    }
  }

  @Test(arguments: ["640", "604", "660", "666"])
  func refusesKeysThatOthersCanRead(mode: String) throws {
    let folder = try TestFolder()
    let path = folder.path + "/key.pem"
    try SigningKey.generate().write(path: path)
    _ = try SigningKey.load(path: path)
    #expect(folder.run(["stat", "-c", "%a", path]).output == "600\n")
    _ = folder.run(["chmod", mode, path])
    #expect { try SigningKey.load(path: path) } throws: { error in
      (error as? Failure)?.reasons == ["key_file_exposed"]
    }
  }

  @Test func neverOverwritesAKey() throws {
    let folder = try TestFolder()
    let path = folder.path + "/key.pem"
    try SigningKey.generate().write(path: path)
    let before = try folder.read("key.pem")
    #expect { try SigningKey.generate().write(path: path) } throws: { error in
      (error as? Failure)?.code == .usage
    }
    #expect(try folder.read("key.pem") == before)
  }

  @Test func printsNoPrivateKey() throws {
    let folder = try TestFolder()
    let key = try SigningKey.generate()
    try key.write(path: folder.path + "/key.pem")
    let secret =
      String(decoding: try folder.read("key.pem"), as: UTF8.self).split(separator: "\n")[1]
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), dumped] {
      #expect(!text.contains(secret))
      #expect(text.contains(key.verifyingKey.keyID))
    }
    let path = try folder.write(
      "bad.pem",
      Array(("-----BEGIN X-----\n" + secret).utf8),
      mode: 0o600
    )
    #expect { try SigningKey.load(path: path) } throws: { error in
      !"\(error)".contains(secret)
    }
  }

  /// The eight points of small order and their other encodings, computed by Python from the curve.
  @Test func refusesSmallOrderAndNonCanonicalKeys() throws {
    let script = """
      p = 2**255 - 19
      d = -121665 * pow(121666, p - 2, p) % p
      def x_of(y):
          u, v = (y*y - 1) % p, (d*y*y + 1) % p
          w = u * pow(v, p - 2, p) % p
          x = pow(w, (p + 3) // 8, p)
          if (x*x - w) % p: x = x * pow(2, (p - 1) // 4, p) % p
          return None if (x*x - w) % p else x
      def add(a, b):
          k = d * a[0]*b[0]*a[1]*b[1] % p
          return ((a[0]*b[1] + b[0]*a[1]) * pow(1 + k, p - 2, p) % p,
                  (a[1]*b[1] + a[0]*b[0]) * pow(1 - k, p - 2, p) % p)
      def mul(n, a):
          r = (0, 1)
          while n:
              if n & 1: r = add(r, a)
              a, n = add(a, a), n >> 1
          return r
      L = 2**252 + 27742317777372353535851937790883648493
      small, y = {(0, 1)}, 2
      while len(small) < 8:
          x = x_of(y)
          if x is not None:
              t = mul(L, (x, y))
              for n in range(8): small.add(mul(n, t))
          y += 1
      for x, y in small:
          for s in (0, 1):
              print((y | s << 255).to_bytes(32, 'little').hex())
      for y in range(19):
          print((p + y).to_bytes(32, 'little').hex())
          print((p + y | 1 << 255).to_bytes(32, 'little').hex())
      """
    let folder = try TestFolder()
    let result = folder.run(["python3", "-c", script])
    try #require(result.status == 0)
    let encodings = result.output.split(separator: "\n")
    #expect(encodings.count == 16 + 38)
    for encoding in encodings {
      let raw = try #require([UInt8](lowercaseHex: String(encoding)))
      #expect(throws: RecordFault(.weakKey)) { try VerifyingKey(raw: raw) }
    }
  }

  @Test func verifiesStrictly() throws {
    let key = try SigningKey.generate()
    let message = Array("a message".utf8)
    let signature = try key.signature(over: message)
    #expect(key.verifyingKey.isValid(signature: signature, over: message))
    #expect(!key.verifyingKey.isValid(signature: signature, over: message + [0]))
    #expect(!(try SigningKey.generate()).verifyingKey.isValid(signature: signature, over: message))
    for bit in 0..<512 {
      var flipped = signature
      flipped[bit / 8] ^= 1 << (bit % 8)
      #expect(!key.verifyingKey.isValid(signature: flipped, over: message))
    }
    #expect(!key.verifyingKey.isValid(signature: signature + [0], over: message))
    #expect(!key.verifyingKey.isValid(signature: [], over: message))
    #expect(!key.verifyingKey.isValid(signature: addingOrder(to: signature), over: message))
  }

  /// The signature with S + L for S: the same equation, another text.
  private func addingOrder(to signature: [UInt8]) -> [UInt8] {
    // L = 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032 §5.1).
    let order: [UInt8] = [
      0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
      0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ]
    var sum = signature
    var carry = 0
    for index in 0..<32 {
      carry += Int(signature[32 + index]) + Int(order[index])
      sum[32 + index] = UInt8(carry & 0xFF)
      carry >>= 8
    }
    return sum
  }

  @Test func writesPublicKeysThatSSHReads() throws {
    let folder = try TestFolder()
    let key = try SigningKey.generate().verifyingKey
    let path = try folder.write("key.pub", Array((key.openSSH + " m.okafor\n").utf8))
    let shown = folder.run(["ssh-keygen", "-l", "-f", path])
    #expect(shown.status == 0)
    #expect(shown.output.hasPrefix("256 SHA256:"))
    #expect(shown.output.hasSuffix("(ED25519)\n"))
    let converted = folder.run([
      "ssh-keygen", "-i", "-m", "PKCS8", "-f", try folder.write("key.pem", Array(key.pem.utf8)),
    ])
    if converted.status == 0 { #expect(converted.output == key.openSSH + "\n") }
  }

  /// `ssh-keygen -Y verify` accepts a signature of a listed key in the namespace, and no other.
  @Test func listsKeysThatSSHVerifiesBy() throws {
    let folder = try TestFolder()
    let identity = folder.path + "/id"
    #expect(
      folder.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", identity]).status == 0
    )
    let words = String(decoding: try folder.read("id.pub"), as: UTF8.self).split(separator: " ")
    let blob = try #require(Base64.decodeStrictly(String(words[1])))
    let key = try SSHPublicKey(VerifyingKey(raw: Array(blob.suffix(32))))
    let line = try #require(
      key.allowedSignersLine(
        principal: "m.okafor",
        namespace: "phigate",
        validAfter: Timestamp("2020-01-01T00:00:00Z"),
        validBefore: Timestamp("2099-01-01T00:00:00Z")
      )
    )
    let signers = try folder.write("allowed", Array((line + "\n").utf8))
    let message = try folder.write("message", Array("text".utf8))
    func verifies(namespace: String) -> Int32 {
      _ = folder.run(["rm", "-f", message + ".sig"])
      _ = folder.run(["ssh-keygen", "-q", "-Y", "sign", "-f", identity, "-n", namespace, message])
      return
        folder.run([
          "sh", "-c",
          "ssh-keygen -Y verify -f \(signers) -I m.okafor -n \(namespace) -s \(message).sig < \(message)",
        ])
        .status
    }
    #expect(verifies(namespace: "phigate") == 0)
    #expect(verifies(namespace: "git") != 0)
    #expect(key.allowedSignersLine(principal: "a,b", namespace: "phigate") == nil)
    #expect(key.allowedSignersLine(principal: "*", namespace: "phigate") == nil)
  }
}
