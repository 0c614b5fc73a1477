import Records
import Testing
import Vocabulary

@testable import DeskChannels

/// Attacks 22 and 23 of phigate-threats(7): what is not Slack's, and what is not now.
@Suite struct SlackSignatureTests {
  static let secret = Array("8f742231b10e8888abcd99yyyzzz85a5".utf8)
  static let now: Int64 = 1_795_860_000

  /// Verifies a request as the desk does.
  /// - Returns: nil where it is Slack's.
  private func fault(
    _ timestamp: [String],
    _ signature: [String],
    _ body: [UInt8],
    secret: [UInt8] = secret,
    now: Int64 = now
  ) -> SlackSignature.Fault? {
    do throws(SlackSignature.Fault) {
      _ = try SlackSignature.verify(
        timestamp: timestamp,
        signature: signature,
        body: body,
        secret: secret,
        now: Timestamp(seconds: now)
      )
      return nil
    } catch {
      return error
    }
  }

  /// The signature of a body at a time.
  private func signature(_ timestamp: String, _ body: [UInt8]) -> String {
    SlackSignature.sign(Array("v0:\(timestamp):".utf8) + body, secret: Self.secret)
  }

  /// Slack's own example: secret, time, body and signature of its documentation.
  @Test func acceptsTheExampleOfTheDocumentation() {
    let body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id="
      + "G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command="
      + "%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
      + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121"
      + ".803a0bc887a14d10d2c447fce8b6703c"
    let code = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"
    #expect(fault(["1531420618"], [code], Array(body.utf8), now: 1_531_420_618) == nil)
  }

  @Test func refusesForgedSignatures() {
    let body = Array("payload=%7B%7D".utf8)
    let time = String(Self.now)
    let right = signature(time, body)
    #expect(fault([time], [right], body) == nil)
    #expect(fault([time], [right], body + [0x20]) == .signatureWrong)
    #expect(fault([String(Self.now + 1)], [right], body) == .signatureWrong)
    #expect(fault([time], [right], body, secret: Array("another-secret-of-an-app".utf8)) != nil)
    for index in 3..<67 {
      var digits = Array(right.utf8)
      digits[index] = digits[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
      let forged = String(decoding: digits, as: UTF8.self)
      #expect(fault([time], [forged], body) == .signatureWrong)
    }
    let malformed = [
      "", "v0=", String(right.dropFirst(3)), String(right.dropLast()), right + "0",
      right.uppercased(), "v1=" + right.dropFirst(3), " " + right, right + " ",
    ]
    for text in malformed {
      #expect(fault([time], [text], body) == .signatureMalformed, "\(text)")
    }
  }

  @Test func refusesMissingAndRepeatedHeaders() {
    let time = String(Self.now)
    let right = signature(time, [])
    #expect(fault([time], [right], []) == nil)
    #expect(fault([], [right], []) == .headerMissing)
    #expect(fault([time], [], []) == .headerMissing)
    #expect(fault([time, time], [right], []) == .headerMissing)
    #expect(fault([time], [right, right], []) == .headerMissing)
  }

  /// Signed as it should be, so that the time alone is judged.
  @Test(arguments: [
    (-301, false), (-300, true), (-1, true), (0, true), (1, true), (300, true), (301, false),
  ])
  func judgesTimeOnBothEdges(offset: Int64, isAccepted: Bool) {
    let time = String(Self.now + offset)
    let found = fault([time], [signature(time, [0x61])], [0x61])
    #expect(found == (isAccepted ? nil : .timeOutside))
  }

  /// Forms that the SDK raises at or takes for the time.
  @Test(arguments: [
    "abc", "", "1795860000.0", "1795860000.5", " 1795860000", "1795860000 ", "+1795860000",
    "-1795860000", "1_795_860_000", "0x6b0a", "01795860000", "\u{FF11}795860000", "1e9",
    "9999999999999999999999", "1795860000\n",
  ])
  func refusesTimesOfAnotherForm(text: String) {
    #expect(fault([text], [signature(text, [0x61])], [0x61]) == .timeMalformed)
  }

  /// What the SDK made of 10,000 random requests, about half of them right.
  @Test(.enabled(if: Outside.hasSlackSDK, "needs slack_sdk: scripts/setup --tests"))
  func agreesWithTheSDKOnTenThousandBodies() throws {
    let folder = try TestFolder()
    let seed = UInt32.random(in: 0 ... .max)
    let made = Outside.run([
      Outside.python, Outside.script("slack-signatures.py"), "make", "\(folder.path)/cases",
      String(seed),
    ])
    try #require(made.status == 0, "\(made.output)")
    var counts = (accepted: 0, refused: 0)
    let lines = try folder.lines("cases")
    try #require(lines.count == 10_000)
    for line in lines {
      let limits = JSONLimits(bytesMax: 1 << 16, depthMax: 2)
      var fields = try JSONFields(try StrictJSON.parse(line.span, limits: limits))
      let found = fault(
        [try fields.string("timestamp")],
        [try fields.string("signature")],
        Array(try fields.string("body").utf8),
        secret: Array(try fields.string("secret").utf8),
        now: try fields.integer("now")
      )
      let isAccepted = try fields.string("sdk") == "y"
      #expect((found == nil) == isAccepted, "seed \(seed)")
      if isAccepted { counts.accepted += 1 } else { counts.refused += 1 }
    }
    // Neither side is empty, so that agreeing says something.
    #expect(counts.accepted > 2_000 && counts.refused > 2_000, "\(counts)")
  }

  /// The other way round: what is signed here, and changed here, is judged by the SDK.
  @Test(.enabled(if: Outside.hasSlackSDK, "needs slack_sdk: scripts/setup --tests"))
  func theSDKAgreesOnTenThousandBodies() throws {
    let folder = try TestFolder()
    var generator = SystemRandomNumberGenerator()
    var cases: [UInt8] = []
    var isRight: [Bool] = []
    for _ in 0..<10_000 {
      let scalars = (0..<Int.random(in: 0...80, using: &generator))
        .map { _ in
          Unicode.Scalar(UInt32.random(in: 1..<0xD800, using: &generator)) ?? "x"
        }
      var body = String(String.UnicodeScalarView(scalars))
      let time = String(Self.now + Int64.random(in: -300...300, using: &generator))
      let code = signature(time, Array(body.utf8))
      let isKept = Bool.random(using: &generator)
      if !isKept { body += "!" }
      isRight.append(isKept)
      let line: JSONValue = [
        "secret": .string(String(decoding: Self.secret, as: UTF8.self)),
        "now": .integer(Self.now), "timestamp": .string(time), "signature": .string(code),
        "body": .string(body),
      ]
      cases += CanonicalJSON.bytes(line) + [0x0A]
    }
    let file = try folder.write("cases", cases)
    let judged = Outside.run([
      Outside.python, Outside.script("slack-signatures.py"), "judge", file,
    ])
    try #require(judged.status == 0, "\(judged.output)")
    let verdicts = judged.output.split(separator: "\n").map { $0 == "y" }
    #expect(verdicts == isRight)
    #expect(Set(verdicts) == [true, false])
  }
}
