import AuditLog
import Files
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("What stands of a command, and how one that broke off is ended")
struct ActionStandingTests {
  @Test func saysWhoIsMissingUntilItRan() throws {
    let actions = try ActionWorld()
    let world = actions.world
    try actions.ask()
    let asked = try world.gate(15).standing(ofAction: actions.folder())
    #expect(asked.progress == .waiting)
    #expect(asked.approvals.isEmpty)
    #expect(asked.open.map(\.missing).reduce(0, +) == 2)
    #expect(try world.gate(15).pendingActions().map(\.id) == [asked.review.request.id])
    #expect(try world.gate(15).pendingRequests().isEmpty)
    try actions.put(actions.decision("m.okafor"))
    let taken = try world.gate(21).intakeAction(actions.folder())
    #expect(taken.map(\.human) == ["m.okafor"])
    #expect(taken.map(\.verdict) == [.approve])
    let half = try world.gate(22).standing(ofAction: actions.folder())
    #expect(half.approvals.map(\.approver.human) == ["m.okafor"])
    #expect(half.open.map(\.missing).reduce(0, +) == 1)
    try actions.put(actions.decision("s.lind"))
    try actions.run()
    let ended = try world.gate(40).standing(ofAction: actions.folder())
    #expect(ended.progress == .ended)
    #expect(try world.gate(40).pendingActions().isEmpty)
  }

  @Test func forgetsWhatWasDeniedOrExpired() throws {
    let actions = try ActionWorld()
    let world = actions.world
    let request = try actions.ask()
    let late = request.expiresAt.seconds - GateWorld.start.seconds
    #expect(try world.gate(late - 1, acceptClock: true).pendingActions().count == 1)
    #expect(try world.gate(late, acceptClock: true).pendingActions().isEmpty)
    try actions.put(actions.decision("m.okafor", .deny))
    _ = try world.gate(21).intakeAction(actions.folder())
    #expect(try world.gate(22).standing(ofAction: actions.folder()).isDenied)
    #expect(try world.gate(22).pendingActions().isEmpty)
  }

  /// Writes the rows of a gate that died after it had spent the approvals.
  private func breakOff(_ actions: ActionWorld) throws {
    let gate = try actions.world.gate(30)
    _ = try gate.intakeAction(actions.folder())
    let standing = try gate.standing(ofAction: actions.folder())
    try standing.check()
    var row = AuditEvent(GateEvent.actionBegin, actor: gate.actor())
    row.requestID = standing.review.request.id
    row.detail = standing.review.action.digest
    row.policy = gate.trust.digest
    row.trustVersion = gate.trust.document.version
    row.decision = "PASSED"
    _ = try gate.log.spend(
      tokens: standing.approvals.map(\.digest),
      requestID: standing.review.request.id,
      event: row,
      signer: gate.key
    )
  }

  @Test func endsWhatBrokeOffByHandAndOnce() throws {
    let actions = try ActionWorld()
    let world = actions.world
    try actions.approved()
    // Nothing broke off yet.
    let early = #expect(throws: Failure.self) {
      try world.gate(25).abandon(action: actions.folder())
    }
    #expect(early?.code == .usage)
    try breakOff(actions)
    let standing = try world.gate(31).standing(ofAction: actions.folder())
    #expect(standing.progress == .begun)
    #expect(try world.gate(31).pendingActions().count == 1)
    try actions.expectRefusal(.tokenSpent) { try actions.run(at: 32) }
    let id = try world.gate(33).abandon(action: actions.folder()).id
    #expect(id == standing.review.request.id)
    #expect(try world.gate(34).standing(ofAction: actions.folder()).progress == .ended)
    #expect(try world.gate(34).pendingActions().isEmpty)
    let again = #expect(throws: Failure.self) {
      try world.gate(35).abandon(action: actions.folder())
    }
    #expect(again?.code == .usage)
    try actions.expectRefusal(.tokenSpent) { try actions.run(at: 36) }
    // The row names a receipt that the gate signed, and an export holds it.
    var end: AuditRow?
    try world.gate(37).log
      .rows { (row) throws(Failure) in
        if row.event.event == GateEvent.actionAbandoned { end = row }
      }
    let row = try #require(end)
    #expect(row.event.reasonCodes == ["release_unfinished"])
    let view = try AuditView(world.setup.places)
    let files = try view.files()
    let detail = try #require(row.event.detail)
    let receipt = try #require(files.first { $0.path.contains(detail.hex) })
    let envelope = try Envelope.parse(receipt.bytes.span, limits: .document)
    #expect(envelope.isSigned(at: 0, by: try world.gate(37).key.verifyingKey))
    let text = String(decoding: envelope.payload, as: UTF8.self)
    #expect(text.contains("\"verificationResult\":\"FAILED\""))
    #expect(throws: Never.self) { try view.log.verify() }
  }
}
