import Records
import TestTools
import Testing
import Vocabulary

@testable import Desk
@testable import Gate

/// The API before a judge that is not ours.
@Suite struct JudgeTests {
  @Test(.enabled(if: Checkout.python != nil, "needs scripts/setup --tests"))
  func schemathesisFindsNoFailure() async throws {
    let desk = try RunningDesk(
      try DeskWorld(),
      more: "limits:\n  requestsASecond: 10000\n  burst: 100000"
    )
    let stage = try DeskStage(desk.world)
    let core = try await desk.world.core()
    let token = try await core.makeBearer(
      name: "judge",
      scopes: Scope.allCases,
      days: 1,
      by: "test"
    )
    let program = try RunningDesk.stranger(at: desk.address, token: token)
    #expect(try await desk.submit(stage, program).status == 201)
    let signedIn = try await core.signIn([DeskWorld.web("lind")])
    let secret = try #require(signedIn)
    let output = "\(desk.world.path)/judge.out"
    let judge = try RunningTool(
      [
        "env", "TOKEN=\(token)", "COOKIE=\(secret)", "CSRF=\(SecretForms.csrf(secret))",
        Checkout.python ?? "", "\(Checkout.root)/Tests/DeskTests/Scripts/judge-api.py",
        desk.address, "\(desk.world.path)/judge", stage.request.id,
      ],
      output: output
    )
    let code = judge.wait()
    let lines = try judge.lines()
    #expect(code == 0, "\(lines.joined(separator: "\n"))")
    // Both runs tested what they were given.
    let passed = lines.filter { $0.contains("generated") && $0.contains("passed") }
    #expect(passed.count == 2, "\(lines.joined(separator: "\n"))")
    #expect(!desk.log.contains("\"status\":\"500\""))
  }
}
