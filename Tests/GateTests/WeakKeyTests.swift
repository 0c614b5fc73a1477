import Files
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("Keys that hold for anything, signatures with a second form")
struct WeakKeyTests {
  /// The group's order, 2^252 + 27742317777372353535851937790883648493, lowest byte first.
  ///
  /// Source: RFC 8032 §5.1.
  private static let order: [UInt8] = [
    0xED, 0xD3, 0xF5, 0x5C, 0x1A, 0x63, 0x12, 0x58, 0xD6, 0x9C, 0xF7, 0xA2, 0xDE, 0xF9, 0xDE,
    0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
  ]

  /// A signature with S + L for S: the same equation, other bytes.
  private static func other(_ signature: [UInt8]) -> [UInt8] {
    var sum = signature
    var carry = 0
    for index in 0..<32 {
      carry += Int(signature[32 + index]) + Int(order[index])
      sum[32 + index] = UInt8(carry & 0xFF)
      carry >>= 8
    }
    return sum
  }

  @Test("40: the same signature in other bytes") func refusesASecondForm() throws {
    let world = try GateWorld()
    try world.makeStage()
    try world.request()
    let good = try world.decision("m.okafor")
    var envelope = try Envelope.parse(good.span, limits: .decision)
    let bytes = envelope.signatures[0].bytes
    envelope.signatures[0].bytes = Self.other(bytes)
    let path = try world.put(envelope.bytes())
    try world.put(world.decision("s.lind"))
    try world.expectRefusal(.signatureInvalid, .refused) { try world.release() }
    // The oracle: openssl takes the one and refuses the other.
    try SmallFile.replace("\(world.path)/pae", envelope.preAuthEncoding)
    let pem = try world.key("m.okafor").verifyingKey.pem
    try SmallFile.replace("\(world.path)/pub.pem", Array(pem.utf8))
    for (signature, holds) in [(bytes, true), (Self.other(bytes), false)] {
      try SmallFile.replace("\(world.path)/signature", signature)
      let ask =
        "cd '\(world.path)' && openssl pkeyutl -verify -rawin -pubin -inkey pub.pem -in pae"
        + " -sigfile signature"
      #expect((GateWorld.run(["sh", "-c", ask]) == 0) == holds)
    }
    try SystemFiles.remove(path)
    try world.put(good)
    #expect(try world.release().folder != nil)
  }

  @Test(
    "40: a point of small order, an encoding that is not canonical",
    arguments: [
      [1] + [UInt8](repeating: 0, count: 31), [UInt8](repeating: 0, count: 32),
      [0xEE] + [UInt8](repeating: 0xFF, count: 30) + [0x7F],
    ]
  )
  func refusesWeakKeys(raw: [UInt8]) throws {
    let world = try GateWorld()
    var document = try world.gate().trust.document
    #expect(try TrustDocument(payload: document.payload) == document)
    let own = try world.key("m.okafor").verifyingKey
    let spki = own.spki.dropLast(own.raw.count) + raw
    let lines = [
      "-----BEGIN PUBLIC KEY-----", Base64.encode(Array(spki)), "-----END PUBLIC KEY-----",
    ]
    document.humans[1].keys[0].key = TrustKey(
      keyID: Digest256(hashing: Array(spki)).hex,
      pem: lines.joined(separator: "\n") + "\n"
    )
    for isSecurityKey in [false, true] {
      document.humans[1].keys[0].securityKey =
        isSecurityKey ? .init(application: "ssh:", isVerifyRequired: false) : nil
      let payload = document.payload
      let failure = #expect(throws: Failure.self) { _ = try TrustDocument(payload: payload) }
      #expect(failure?.reasons == ["trust_invalid"])
      #expect(failure?.message.contains("small-order or non-canonical") == true)
    }
  }
}
