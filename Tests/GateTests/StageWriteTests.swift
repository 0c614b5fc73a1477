import Files
import Records
import Testing
import Vocabulary

@testable import Gate

@Suite("What is written into a stage that somebody else owns")
struct StageWriteTests {
  @Test("17: a link in place of approvals/ or of a file turns nothing elsewhere")
  func writesBeneathTheStageAlone() throws {
    let world = try GateWorld()
    try world.makeStage()
    let elsewhere = "\(world.path)/elsewhere"
    try SystemFiles.makeFolders(elsewhere)
    try SmallFile.replace("\(elsewhere)/request.json", Array("mine\n".utf8))
    let link = [
      "sh", "-c",
      "cd '\(world.stagePath)' && ln -s '\(elsewhere)' approvals && "
        + "ln -s '\(elsewhere)/request.json' request.json",
    ]
    try #require(GateWorld.run(link) == 0)
    let stage = try world.stage()
    // The link itself is replaced, what it led to stays.
    try stage.write("request.json", Array("ours\n".utf8))
    #expect(try SmallFile.read("\(elsewhere)/request.json", bytesMax: 99) == Array("mine\n".utf8))
    #expect(
      try SmallFile.read("\(world.stagePath)/request.json", bytesMax: 99) == Array("ours\n".utf8)
    )
    let failure = #expect(throws: Failure.self) {
      try stage.writeEnvelope([0x7B], verdict: .approve, human: "m.okafor")
    }
    #expect(failure?.code == .outputFailed)
    #expect(try Folder(path: elsewhere).names()?.count == 1)
    // The other way round: a stage as it should be takes both.
    try #require(GateWorld.run(["rm", "\(world.stagePath)/approvals"]) == 0)
    let path = try stage.writeEnvelope([0x7B], verdict: .approve, human: "m.okafor")
    #expect(try SmallFile.read(path, bytesMax: 9) == [0x7B])
    // Exchanged as a whole after it was opened: still the folder that was opened.
    let exchange =
      "mv '\(world.stagePath)' '\(world.path)/moved' && ln -s '\(elsewhere)' '\(world.stagePath)'"
    try #require(GateWorld.run(["sh", "-c", exchange]) == 0)
    try stage.write("request.json", Array("again\n".utf8))
    #expect(try SmallFile.read("\(elsewhere)/request.json", bytesMax: 99) == Array("mine\n".utf8))
    #expect(
      try SmallFile.read("\(world.path)/moved/request.json", bytesMax: 99)
        == Array("again\n".utf8)
    )
  }
}
