import AsyncHTTPClient
import AuditLog
import Files
import NIOCore
import NIOHTTP1
import Records
import Synchronization
import TestTools
import Testing
import Vocabulary

@testable import Desk
@testable import Gate

#if canImport(Glibc)
import Glibc
#endif

/// The desk and its client when processes die.
@Suite(.serialized) struct FaultTests {
  /// A desk on a socket, whose address stays the same, and on which this user may submit.
  private static func socketWorld() throws -> DeskWorld {
    let world = try DeskWorld(
      listening: .socket(
        path: "/tmp/phigate-desk-\(getpid())-\(UInt32.random(in: 0 ... .max)).sock"
      )
    )
    try world.amend { draft in
      draft.document.humans.removeAll { $0.aliases == ["unix:\(getuid())"] }
      draft.document.serviceAccounts[0].aliases.append("unix:\(getuid())")
    }
    return world
  }

  /// Asks until an answer comes.
  private static func insist(
    _ address: String,
    _ path: String,
    _ headers: [(String, String)],
    _ body: [UInt8]
  ) async throws -> DeskClient.Answer {
    let client = try RunningDesk.stranger(at: address)
    for _ in 0..<400 {
      do throws(Failure) {
        let answer = try await client.ask("POST", path, headers: headers, body: body)
        if !answer.isPassing { return answer }
      } catch {
        #expect(error.code == .temporary)
      }
      try await Task.sleep(for: .milliseconds(25))
    }
    throw Failure(.temporary, "no answer")
  }

  @Test func noneOfTwoHundredDecisionsIsLostOrDoubled() async throws {
    let world = try Self.socketWorld()
    let desk = try RunningDesk(world, more: "limits:\n  requestsASecond: 1000\n  burst: 10000")
    var stages: [DeskStage] = []
    for number in 0..<Self.requests {
      let stage = try DeskStage(world, name: "stage-\(number)", extra: "\(number)")
      #expect(try await desk.submit(stage, desk.stranger()).status == 201)
      stages.append(stage)
    }
    let clicks = try await desk.browser("clicks")
    let lind = try await desk.browser("lind")
    let work = try stages.flatMap { stage in
      let path = "/v1/requests/\(stage.request.id)/decisions"
      return [
        (path, clicks, RunningDesk.click("approve")), (path, lind, try stage.signed("s.lind")),
      ]
    }
    let done = Counter()
    let address = desk.address
    let deciding = Task {
      for (path, headers, body) in work {
        let answer = try await Self.insist(address, path, headers, body)
        #expect([200, 201].contains(answer.status))
        done.add()
      }
    }
    var kills = 0
    while done.value < 2 * Self.requests, kills < 200 {
      try await Task.sleep(for: .milliseconds(Int.random(in: 30...400)))
      desk.kill()
      kills += 1
      try desk.start()
    }
    try await deciding.value
    #expect(kills > 3)
    desk.kill()
    try await Self.check(world, stages)
  }

  /// Requests of the test above; each gets two decisions.
  private static let requests = 100

  /// Every decision is there once: in the tables, in the log, and the log holds.
  private static func check(_ world: DeskWorld, _ stages: [DeskStage]) async throws {
    let reader = try world.reader()
    for stage in stages {
      let tokens = try await reader.tokens(stage.request.id)
      #expect(tokens?.map(\.verdict) == ["approve", "approve"])
    }
    let key = try SigningKey.load(path: world.settings.logKey)
    let log = try AuditLog.open(
      DeskCore.auditSettings(world.settings, key, .system),
      readOnly: true
    )
    _ = try log.verify()
    var decisions: [Digest256] = []
    try log.rows { (row) throws(Failure) in
      if row.event.event == "decision", let digest = row.event.subject?.sha256 {
        decisions.append(digest)
      }
    }
    #expect(decisions.count == 2 * requests && Set(decisions).count == 2 * requests)
  }

  /// Counts across tasks.
  private final class Counter: Sendable {
    private let count = Mutex(0)
    /// One more.
    func add() {
      count.withLock { $0 += 1 }
    }
    /// So far.
    var value: Int { count.withLock { $0 } }
  }

  /// Starts the client on a stage.
  private static func client(
    _ stage: DeskStage,
    _ words: [String],
    number: Int
  ) throws -> RunningTool {
    try RunningTool(
      [RunningTool.built("phigate-desk")] + words,
      output: "\(stage.path)-client-\(number).out"
    )
  }

  @Test func clientGoesOnThroughDeathsOfBothSides() async throws {
    let world = try Self.socketWorld()
    let desk = try RunningDesk(world)
    let stage = try DeskStage(world)
    let address = desk.address
    desk.kill()
    let submit = ["submit", stage.path, "--desk", address, "--wait", "60s", "--json"]
    // Nobody listens: the client waits; it is killed and started again.
    let first = try Self.client(stage, submit, number: 1)
    try await Task.sleep(for: .milliseconds(700))
    #expect(first.kill() == -SIGKILL)
    let second = try Self.client(stage, submit, number: 2)
    try await Task.sleep(for: .milliseconds(300))
    try desk.start()
    try await Self.until { try second.lines().contains { $0.contains("submitted") } }
    desk.kill()
    try desk.start()
    let path = "/v1/requests/\(stage.request.id)/decisions"
    let clicked = try await Self.insist(
      desk.address,
      path,
      try await desk.browser("clicks"),
      RunningDesk.click("approve")
    )
    #expect(clicked.status == 201)
    let pending = try Self.client(stage, ["wait", stage.path, "--wait", "1s"], number: 3)
    #expect(pending.wait() == 75)
    let signed = try await Self.insist(
      desk.address,
      path,
      try await desk.browser("lind"),
      try stage.signed("s.lind")
    )
    #expect(signed.status == 201 && signed["state"] == "approved")
    #expect(second.wait() == 0)
    #expect(try second.lines().last == #"{"code":0,"reasons":[],"type":"exit"}"#)
    #expect(try stage.release([]) != nil)
  }

  @Test func clientSaysWhatWasDenied() async throws {
    let world = try Self.socketWorld()
    let desk = try RunningDesk(world)
    let stage = try DeskStage(world)
    let submit = ["submit", stage.path, "--desk", desk.address, "--json"]
    #expect(try Self.client(stage, submit, number: 1).wait() == 75)
    let denied = try await Self.insist(
      desk.address,
      "/v1/requests/\(stage.request.id)/decisions",
      try await desk.browser("clicks"),
      RunningDesk.click("deny", attests: false)
    )
    #expect(denied.status == 201)
    let client = try Self.client(stage, submit, number: 2)
    #expect(client.wait() == 6)
    #expect(try client.lines().last == #"{"code":6,"reasons":["denied"],"type":"exit"}"#)
    let failure = #expect(throws: Failure.self) { try stage.release([]) }
    #expect(failure?.reasons == ["denied"])
  }

  @Test func followersMissNothing() async throws {
    let world = try DeskWorld()
    let desk = try RunningDesk(world)
    let stage = try DeskStage(world)
    let client = try await desk.client([.submit, .read])
    #expect(try await desk.submit(stage, client).status == 201)
    let id = stage.request.id
    let browser = try await desk.browser("clicks")
    let follower = try await Follower(desk, browser, "/v1/requests/\(id)/events", after: 0)
    #expect(try await follower.next() == "request")
    let clicked = try await Self.insist(
      desk.address,
      "/v1/requests/\(id)/decisions",
      browser,
      RunningDesk.click("approve")
    )
    #expect(clicked.status == 201)
    #expect(try await follower.next() == "decision")
    let late = try await Follower(desk, browser, "/v1/events", after: 1)
    #expect(try await late.next() == "decision")
    // A desk that stops ends the streams, and does not wait for those who follow.
    #expect(desk.stop() == 0)
    #expect(try await follower.next() == nil)
  }

  /// Waits until something holds, at most twenty seconds.
  private static func until(_ holds: () throws -> Bool) async throws {
    for _ in 0..<400 {
      if try holds() { return }
      try await Task.sleep(for: .milliseconds(50))
    }
    Issue.record("it never held")
  }

  /// A client that follows events.
  private final class Follower {
    private var lines: [String] = []
    private var rest = ""
    private var body: HTTPClientResponse.Body.AsyncIterator

    /// Follows.
    init(
      _ desk: RunningDesk,
      _ headers: [(String, String)],
      _ path: String,
      after: Int64
    ) async throws {
      var request = HTTPClientRequest(url: desk.address + path)
      for (name, value) in headers { request.headers.add(name: name, value: value) }
      request.headers.add(name: "Last-Event-ID", value: "\(after)")
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
      #expect(response.status == .ok)
      body = response.body.makeAsyncIterator()
    }

    /// The type of the next event; nil at the end.
    func next() async throws -> String? {
      while true {
        while let line = lines.first {
          lines.removeFirst()
          if line.hasPrefix("event: ") { return String(line.dropFirst(7)) }
        }
        guard let piece = try await body.next() else { return nil }
        rest += String(decoding: piece.readableBytesView, as: UTF8.self)
        var parts = rest.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        rest = parts.removeLast()
        lines += parts
      }
    }
  }
}
