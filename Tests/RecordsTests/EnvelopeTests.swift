import Records
import Testing
import Vocabulary

@Suite struct EnvelopeTests {
  /// An envelope around a small payload.
  private func envelope(_ key: SigningKey) throws -> Envelope {
    try DSSE.sign(payload: Array(#"{"a":1}"#.utf8), with: key)
  }

  /// The example of the protocol's own text.
  @Test func encodesAsTheProtocolSays() {
    let encoded = DSSE.preAuthEncoding(
      payloadType: "http://example.com/HelloWorld",
      payload: Array("hello world".utf8)
    )
    #expect(
      String(decoding: encoded, as: UTF8.self)
        == "DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )
  }

  @Test func comesBackAsItWasWritten() throws {
    let key = try SigningKey.generate()
    let written = try envelope(key)
    let read = try Envelope.parse(written.bytes().span, limits: .decision)
    #expect(read == written)
    #expect(read.isSigned(at: 0, by: key.verifyingKey))
    #expect(!read.isSigned(at: 1, by: key.verifyingKey))
    #expect(!read.isSigned(at: 0, by: try SigningKey.generate().verifyingKey))
    var other = read
    other.payloadType = "application/json"
    #expect(!other.isSigned(at: 0, by: key.verifyingKey))
    other = read
    other.payload[0] ^= 1
    #expect(!other.isSigned(at: 0, by: key.verifyingKey))
    other = read
    other.signatures[0].keyID = other.signatures[0].keyID.uppercased()
    #expect(!other.isSigned(at: 0, by: key.verifyingKey))
  }

  @Test(arguments: [
    (
      #"{"payload":"e30=","payloadType":"t","signatures":[],"x":1}"#, RecordFault.Cause.unknownField
    ),
    (
      #"{"payload":"e30=","payloadType":"t","signatures":[{"keyid":"k","sig":"AA==","alg":"none"}]}"#,
      .unknownField
    ),
    (#"{"payload":"e30=","payloadType":"t","signatures":[{"sig":"AA=="}]}"#, .missingField),
    (#"{"payload":"e30","payloadType":"t","signatures":[]}"#, .badBase64),
    (#"{"payload":"e31=","payloadType":"t","signatures":[]}"#, .badBase64),
    (#"{"payload":"e30=\n","payloadType":"t","signatures":[]}"#, .badBase64),
    (#"{"payload":"-_-_","payloadType":"t","signatures":[]}"#, .badBase64),
    (#"{"payload":"e30=","payload":"e30=","payloadType":"t","signatures":[]}"#, .duplicateName),
    (#"{"payloadType":"t","signatures":[]}"#, .missingField),
  ])
  func refusesEveryOtherForm(_ text: String, _ cause: RecordFault.Cause) {
    do throws(RecordFault) {
      _ = try Envelope.parse(Array(text.utf8).span, limits: .decision)
      Issue.record("accepted")
    } catch {
      #expect(error.cause == cause)
    }
  }

  @Test func boundsPayloadAndSignatures() throws {
    func cause(_ envelope: Envelope) -> RecordFault.Cause? {
      do throws(RecordFault) {
        _ = try Envelope.parse(envelope.bytes().span, limits: .decision)
        return nil
      } catch {
        return error.cause
      }
    }
    let small = Envelope(payloadType: "t", payload: [UInt8](repeating: 0x20, count: 32 << 10))
    let large = Envelope(payloadType: "t", payload: [UInt8](repeating: 0x20, count: (32 << 10) + 1))
    #expect(cause(small) == nil)
    #expect(cause(large) == .tooLarge)
    let signature = Envelope.Signature(keyID: "k", bytes: [1])
    var many = Envelope(payloadType: "t", payload: [])
    many.signatures = Array(repeating: signature, count: 64)
    #expect(cause(many) == nil)
    many.signatures.append(signature)
    #expect(cause(many) == .tooLarge)
  }

  @Test func signsWhatOpensslVerifies() throws {
    let folder = try TestFolder()
    let key = try SigningKey.generate()
    let signed = try envelope(key)
    let message = try folder.write("pae", signed.preAuthEncoding)
    let signature = try folder.write("sig", signed.signatures[0].bytes)
    let pem = try folder.write("key.pem", Array(key.verifyingKey.pem.utf8))
    func verifies() -> Int32 {
      folder.run([
        "openssl", "pkeyutl", "-verify", "-pubin", "-inkey", pem, "-rawin", "-in", message,
        "-sigfile", signature,
      ])
      .status
    }
    #expect(verifies() == 0)
    try folder.write("pae", signed.preAuthEncoding + [0])
    #expect(verifies() != 0)
  }

  @Test(
    .enabled(
      if: OutsideTools.hasModule("securesystemslib.signer"),
      "needs securesystemslib: run scripts/test, or set PHIGATE_PYTHON"
    )
  )
  func signsWhatSecuresystemslibVerifies() throws {
    let folder = try TestFolder()
    let key = try SigningKey.generate()
    let path = try folder.write("e.json", try envelope(key).bytes())
    let script = """
      import json, sys
      from securesystemslib.dsse import Envelope
      from securesystemslib.signer import SSlibKey
      e = Envelope.from_dict(json.load(open(sys.argv[1])))
      k = SSlibKey(sys.argv[2], 'ed25519', 'ed25519', {'public': sys.argv[3]})
      e.verify([k], 1)
      if len(sys.argv) > 4:
          e.payload += b' '
          try: e.verify([k], 1)
          except Exception: sys.exit(7)
      """
    let python = try #require(OutsideTools.python)
    let arguments = [
      python, "-c", script, path, key.verifyingKey.keyID, key.verifyingKey.raw.lowercaseHex,
    ]
    #expect(folder.run(arguments).status == 0)
    #expect(folder.run(arguments + ["tampered"]).status == 7)
  }

  @Test func decodesBase64InOneFormOnly() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SeededRandom(seed: seed)
    for count in 0..<200 {
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(Base64.decodeStrictly(Base64.encode(bytes)) == bytes, "seed \(seed)")
    }
    // RFC 4648 §10.
    #expect(Base64.encode(Array("foob".utf8)) == "Zm9vYg==")
    for bad in [
      "Zm9vYg=", "Zm9vYh==", "Zm9vYg===", "Zm 9", "====", "=AAA", "Zm9v\n", "A===", "AA=A",
    ] {
      #expect(Base64.decodeStrictly(bad) == nil)
    }
  }
}
