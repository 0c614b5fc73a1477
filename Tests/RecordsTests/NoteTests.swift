import Records
import Testing
import Vocabulary

@Suite struct NoteTests {
  private let origin = "gate.example/0123456789abcdef"

  /// A signed checkpoint.
  private func note(_ key: SigningKey) throws -> SignedNote {
    try Checkpoint(origin: origin, size: 7, root: Merkle.leaf([1])).signed(with: key)
  }

  @Test func comesBackAsItWasWritten() throws {
    let key = try SigningKey.generate()
    let read = try SignedNote.parse(try note(key).bytes)
    #expect(read == (try note(key)))
    let checkpoint = try Checkpoint.verified(read, origin: origin, key: key.verifyingKey)
    #expect(checkpoint == Checkpoint(origin: origin, size: 7, root: Merkle.leaf([1])))
  }

  @Test func refusesEveryFlippedBit() throws {
    let key = try SigningKey.generate()
    let bytes = try note(key).bytes
    for bit in 0..<bytes.count * 8 {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: RecordFault.self) {
        try Checkpoint.verified(
          try SignedNote.parse(flipped),
          origin: origin,
          key: key.verifyingKey
        )
      }
    }
  }

  @Test func refusesAnotherKeyAndAnotherLog() throws {
    let key = try SigningKey.generate()
    let read = try note(key)
    #expect(throws: RecordFault.self) {
      try Checkpoint.verified(read, origin: origin, key: try SigningKey.generate().verifyingKey)
    }
    #expect(throws: RecordFault.self) {
      try Checkpoint.verified(read, origin: "gate.example/other", key: key.verifyingKey)
    }
    var doubled = read
    doubled.signatures += doubled.signatures
    #expect(throws: RecordFault.self) {
      try Checkpoint.verified(doubled, origin: origin, key: key.verifyingKey)
    }
  }

  /// The key hash of the specification, computed by Python, and the signature by openssl.
  @Test func signsWhatOtherToolsVerify() throws {
    let folder = try TestFolder()
    let key = try SigningKey.generate()
    let signed = try note(key)
    let raw = key.verifyingKey.raw.lowercaseHex
    let script = """
      import hashlib
      k = bytes.fromhex('\(raw)')
      print(hashlib.sha256(b'\(origin)' + b'\\n\\x01' + k).hexdigest()[:8])
      """
    let hash = folder.run(["python3", "-c", script]).output
    #expect(signed.signatures[0].keyHash.lowercaseHex + "\n" == hash)
    let text = try folder.write("text", Array(signed.text.utf8))
    let signature = try folder.write("sig", signed.signatures[0].bytes)
    let pem = try folder.write("key.pem", Array(key.verifyingKey.pem.utf8))
    let verified = folder.run([
      "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", text, "-sigfile",
      signature,
    ])
    #expect(verified.status == 0)
  }

  @Test(arguments: ["a\n07\n", "a\n-1\n", "a\n+1\n", "\n1\n", "a\n1\n"])
  func refusesMalformedCheckpoints(_ head: String) {
    let root = Base64.encode(Merkle.emptyRoot.bytes)
    let isGood = head == "a\n1\n"
    #expect((try? Checkpoint.unverified(head + root + "\n")) != nil || !isGood)
    if !isGood {
      #expect(throws: RecordFault.self) { try Checkpoint.unverified(head + root + "\n") }
    }
    #expect(throws: RecordFault.self) { try Checkpoint.unverified(head + root + "\nextra\n") }
    #expect(throws: RecordFault.self) { try Checkpoint.unverified(head + "AAAA\n") }
  }
}
