import Records
import Testing
import Vocabulary

@testable import AuditLog

@Suite struct RowGlanceTests {
  /// Rows of every kind, with and without what may be null.
  private static let rows: [AuditRow] = {
    let digest = Digest256(hashing: [7])
    let actor = AuditActor(principal: "uid:1001", human: "m.okafor")
    let full = AuditEvent(
      "decision",
      actor: actor,
      subject: AuditSubject(kind: "envelope", id: "key-0011", sha256: digest),
      requestID: "8c5b2a86-0c3c-4c5e-9b1a-000000000001",
      decision: "approve",
      reasonCodes: ["one", "two"],
      policy: digest,
      ruleset: digest,
      trustVersion: 3,
      detail: digest
    )
    let bare = AuditEvent("release.end", actor: AuditActor(principal: "x"))
    let names = ["log.begin", "trust.accept", "token.spent", "clock.accepted"]
    let others = names.map { AuditEvent($0, actor: actor) }
    return ([full, bare] + others).enumerated()
      .map { index, event in
        AuditRow(
          seq: [0, 9, 10, 123_456, StrictJSON.integerMax, 7][index],
          time: Timestamp(seconds: 1_790_000_000 + Int64(index) * 100_000),
          event: event
        )
      }
  }()

  /// What a glance at a row must show.
  private func kind(_ event: String) -> RowGlance.Kind {
    [
      "log.begin": .begin, "trust.accept": .trust, "token.spent": .spent, "clock.accepted": .clock,
    ][event] ?? .other
  }

  @Test func seesWhatARowSays() throws {
    for row in Self.rows {
      let bytes = row.bytes
      let seen = RowGlance(bytes.span)
      let glance = try #require(seen)
      #expect(glance.seq == row.seq)
      #expect(glance.time == row.time)
      #expect(glance.kind == kind(row.event.event))
    }
  }

  @Test func leavesEscapesAndOtherScriptsToTheFullReading() throws {
    var row = Self.rows[0]
    for text in ["a\"b", "a\\b", "a\nb", "caf\u{E9}", "\u{7F}"] {
      row.event.actor.principal = text
      let bytes = row.bytes
      let seen = RowGlance(bytes.span)
      #expect(seen == nil)
      let read = try AuditRow(bytes.span)
      #expect(read == row)
    }
  }

  /// Whatever a glance accepts, the full reading accepts, and reads the same.
  @Test func acceptsNothingThatTheFullReadingRefuses() throws {
    let seed = UInt64.random(in: 0 ... .max)
    var random = SplitMix(state: seed)
    let pieces = Array("\"{}[]:,0129-\\abcfTZ nul".utf8)
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = try #require(Self.rows.randomElement(using: &random)).bytes
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = pieces.randomElement(using: &random) ?? 0
        case 1: bytes.remove(at: place)
        default: bytes.insert(pieces.randomElement(using: &random) ?? 0, at: place)
        }
      }
      guard let glance = RowGlance(bytes.span) else { continue }
      accepted += 1
      let row = try AuditRow(bytes.span)
      #expect(glance.seq == row.seq && glance.time == row.time, "seed \(seed)")
      #expect(glance.kind == kind(row.event.event), "seed \(seed)")
    }
    #expect(accepted > 100)
  }
}

/// A generator with a seed (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
  /// The state.
  var state: UInt64

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
