import Records
import Testing
import Vocabulary

@Suite struct CosignatureTests {
  private let origin = "gate.example/0123456789abcdef"
  private let name = "witness.example/1"
  private let time = Timestamp(seconds: 1_790_000_000)

  /// A cosigned checkpoint.
  private func note(_ gate: SigningKey, _ witness: SigningKey) throws -> SignedNote {
    var note = try Checkpoint(origin: origin, size: 7, root: Merkle.leaf([1])).signed(with: gate)
    try note.cosign(name: name, with: witness, at: time)
    return note
  }

  @Test func holdsBesideTheGatesSignature() throws {
    let gate = try SigningKey.generate()
    let witness = try SigningKey.generate()
    let read = try SignedNote.parse(try note(gate, witness).bytes)
    #expect(
      read.cosignatures(by: [witness.verifyingKey])
        == [Cosignature(key: witness.verifyingKey, time: time)]
    )
    #expect(throws: Never.self) {
      try Checkpoint.verified(read, origin: origin, key: gate.verifyingKey)
    }
    // Another witness's key, and the gate's own signature, are no cosignature.
    #expect(read.cosignatures(by: [try SigningKey.generate().verifyingKey]).isEmpty)
    #expect(read.cosignatures(by: [gate.verifyingKey]).isEmpty)
    // A cosignature is no signature of a log.
    #expect(!read.isSigned(name: name, by: witness.verifyingKey))
  }

  @Test func refusesEveryFlippedBit() throws {
    let witness = try SigningKey.generate()
    let made = try note(try SigningKey.generate(), witness)
    for bit in 0..<made.signatures[1].bytes.count * 8 {
      var flipped = made
      flipped.signatures[1].bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(flipped.cosignatures(by: [witness.verifyingKey]).isEmpty, "bit \(bit)")
    }
    for bit in 0..<32 {
      var flipped = made
      flipped.signatures[1].keyHash[bit / 8] ^= 1 << (bit % 8)
      #expect(flipped.cosignatures(by: [witness.verifyingKey]).isEmpty)
    }
    var other = made
    other.text = other.text.replacing("\n7\n", with: "\n8\n")
    #expect(other.cosignatures(by: [witness.verifyingKey]).isEmpty)
    var renamed = made
    renamed.signatures[1].name = "witness.example/2"
    #expect(renamed.cosignatures(by: [witness.verifyingKey]).isEmpty)
    var long = made
    long.signatures[1].bytes.append(0)
    #expect(long.cosignatures(by: [witness.verifyingKey]).isEmpty)
  }

  @Test func newestOfAWitnessCounts() throws {
    let witness = try SigningKey.generate()
    var made = try note(try SigningKey.generate(), witness)
    try made.cosign(name: "other.example", with: witness, at: time.advanced(by: 60))
    #expect(made.cosignatures(by: [witness.verifyingKey]).map(\.time) == [time.advanced(by: 60)])
  }

  /// The specification by Python's hashlib and struct, the signature by openssl.
  @Test func isWhatTheSpecificationSays() throws {
    let folder = try TestFolder()
    let witness = try SigningKey.generate()
    let made = try note(try SigningKey.generate(), witness)
    try folder.write("note", made.bytes)
    try folder.write("key.pem", Array(witness.verifyingKey.pem.utf8))
    let script = """
      import base64, hashlib, struct, sys
      text, lines = open('note', encoding='utf-8').read().split('\\n\\n')
      text += '\\n'
      dash, name, data = lines.strip().split('\\n')[1].split(' ')
      data = base64.b64decode(data)
      key = bytes.fromhex(sys.argv[1])
      assert name == 'witness.example/1' and len(data) == 4 + 8 + 64
      assert data[:4] == hashlib.sha256(name.encode() + b'\\n\\x04' + key).digest()[:4]
      time, = struct.unpack('>Q', data[4:12])
      assert time == 1790000000
      open('message', 'wb').write(b'cosignature/v1\\ntime %d\\n' % time + text.encode())
      open('signature', 'wb').write(data[12:])
      vkey = name + '+' + data[:4].hex() + '+' + base64.b64encode(b'\\x04' + key).decode()
      assert vkey == sys.argv[2], vkey
      """
    try folder.write("check.py", Array(script.utf8))
    let key = witness.verifyingKey
    let vkey = Cosignature.verifierKey(name: name, key: key)
    let line = """
      cd '\(folder.path)' && python3 check.py \(key.raw.lowercaseHex) '\(vkey)' && \
      openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in message -sigfile signature
      """
    #expect(folder.run(["sh", "-c", line]).status == 0)
    let edited =
      "cd '\(folder.path)' && printf x >> message && openssl pkeyutl -verify -pubin "
      + "-inkey key.pem -rawin -in message -sigfile signature"
    #expect(folder.run(["sh", "-c", edited]).status != 0)
  }
}
