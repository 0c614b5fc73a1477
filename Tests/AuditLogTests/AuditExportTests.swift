import AuditLog
import Records
import Testing
import Vocabulary

@Suite struct AuditExportTests {
  /// Exports a filled log and gives the folder.
  private func export(_ fixture: AuditFixture) throws -> String {
    try fixture.createFilled()
    let log = try AuditLog.open(fixture.settings())
    try log.append(fixture.event("release.end"))
    let folder = "\(fixture.folder.path)/export"
    _ = try log.export(
      to: folder,
      signer: fixture.key,
      files: [ExportFile(path: "trust/1.json", bytes: Array("{}".utf8))]
    )
    return folder
  }

  @Test func isCheckedBySha256sumAndPython() throws {
    let fixture = try AuditFixture()
    let folder = try export(fixture)
    let check = "cd \(folder) && sha256sum --quiet -c SHA256SUMS && python3 verify_log.py"
    let result = fixture.folder.run(["sh", "-c", check])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("13 rows, "))
    for name in ["trust/1.json", "README.md", "proofs/0.tlog-proof", "checkpoints/13.checkpoint"] {
      #expect(fixture.folder.run(["test", "-s", "\(folder)/\(name)"]).status == 0)
    }
  }

  @Test(arguments: [
    "sed -i s/r4/r5/ rows.jsonl", "sed -i 4d rows.jsonl", "sed -i '$d' rows.jsonl",
    "cp checkpoints/4.checkpoint checkpoints/13.checkpoint; sed -i 2s/4/13/ checkpoints/13.checkpoint",
    "sed -i 's/^index 3/index 4/' proofs/3.tlog-proof",
  ])
  func showsTheAuditorWhatWasTampered(_ change: String) throws {
    let fixture = try AuditFixture()
    let folder = try export(fixture)
    _ = fixture.folder.run(["sh", "-c", "cd \(folder) && \(change)"])
    #expect(fixture.folder.run(["python3", "\(folder)/verify_log.py"]).status != 0)
    #expect(
      fixture.folder.run(["sh", "-c", "cd \(folder) && sha256sum -c SHA256SUMS"]).status != 0
    )
  }

  /// Runs every command of README.md exactly as it stands there, but for the folder of scratch files.
  @Test func givesCommandsThatWork() throws {
    let fixture = try AuditFixture()
    let folder = try export(fixture)
    let readme = String(decoding: try fixture.folder.read("export/README.md"), as: UTF8.self)
    let commands = readme.split(separator: "\n").filter { $0.hasPrefix("    ") }
      .map { String($0.dropFirst(4)) }
      .filter { !$0.contains("ENVELOPE") && !$0.contains("KEY.pem") && !$0.contains("/tmp/sig") }
    #expect(commands.count == 8)
    let script = "cd \(folder) && set -e\n" + commands.joined(separator: "\n")
    let here = script.replacing("/tmp/checkpoint", with: "\(fixture.folder.path)/checkpoint")
    let result = fixture.folder.run(["sh", "-c", here])
    #expect(result.status == 0)
    #expect(result.output.contains(fixture.key.verifyingKey.keyID))
    #expect(result.output.contains("Signature Verified Successfully"))
    // The other way round: another text under the same signature.
    let edited = here.replacing("head -n 3", with: "head -n 2")
    #expect(fixture.folder.run(["sh", "-c", edited]).status != 0)
  }

  @Test func leavesNothingHalfWritten() throws {
    let fixture = try AuditFixture()
    let folder = try export(fixture)
    let log = try AuditLog.open(fixture.settings())
    #expect { try log.export(to: folder, signer: nil) } throws: { error in
      (error as? Failure)?.code == .usage
    }
    #expect(throws: Failure.self) {
      try log.export(
        to: folder + "2",
        signer: nil,
        files: [ExportFile(path: "../evil", bytes: [])]
      )
    }
    let listed = fixture.folder.run(["sh", "-c", "ls -d \(folder)*"]).output
    #expect(listed == folder + "\n")
  }
}
