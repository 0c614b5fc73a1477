import Configuration
import Detection
import Manifest
import Masking
import Testing
import Vocabulary

@testable import Staging

/// False alarms that stay, and those that do not.
@Suite struct AllowListTests {
  private let note = "Seen by Dr. Halvorsen and Mrs. Crane, SSN 219-09-9999.\n"

  private func entry(
    _ kind: IdentifierKind,
    _ subject: AllowEntry.Subject,
    expires: String = "2027-01-01"
  ) -> AllowEntry {
    AllowEntry(kind: kind, subject: subject, reason: "r", owner: "o", expires: expires, line: 3)
  }

  @Test func aPatternOfAWholeValueStaysAndIsCounted() throws {
    let world = try StagingWorld()
    try world.put("note.txt", note)
    let manifest = try world.scan {
      $0.today = "2026-11-24"
      $0.allowList = [entry(.name, .pattern("Dr[.] Halvorsen")), entry(.name, .pattern("Crane"))]
    }
    #expect(manifest.entries[0].allowed == 1)
    #expect(manifest.entries[0].findings[.name]?.count == 1)
    let copy = try world.text("stage/data/note.txt")
    #expect(copy.contains("Dr. Halvorsen") && !copy.contains("Crane"))
  }

  @Test(arguments: [
    ("2026-11-24", IdentifierKind.name, 1), ("2027-01-02", .name, 0), ("2026-11-24", .mrn, 0),
  ])
  func onlyAnEntryOfTheTypeThatHasNotExpiredCounts(
    _ today: String,
    _ kind: IdentifierKind,
    _ allowed: Int
  ) throws {
    let world = try StagingWorld()
    try world.put("note.txt", note)
    let manifest = try world.scan {
      $0.today = today
      $0.allowList = [entry(kind, .pattern("Dr[.] Halvorsen"))]
    }
    #expect(manifest.entries[0].allowed == allowed)
    #expect(try world.text("stage/data/note.txt").contains("Halvorsen") == (allowed == 1))
  }

  @Test func aValueIsKnownByItsCodeUnderTheKeyAlone() throws {
    let key = try #require(SiteKey(bytes: [UInt8](repeating: 7, count: 32)))
    let other = try #require(SiteKey(bytes: [UInt8](repeating: 8, count: 32)))
    let value = Array("219-09-9999".utf8)
    let digest = AllowList.digest(of: value.span, .ssn, key)
    #expect(digest != AllowList.digest(of: value.span, .ssn, other))
    #expect(digest != AllowList.digest(of: value.span, .mrn, key))
    var scratch = ScanScratch()
    let list = try AllowList([entry(.ssn, .value(digest))], key: key, path: nil)
    #expect(list.contains(.ssn, value.span, &scratch))
    #expect(!list.contains(.mrn, value.span, &scratch))
    #expect(!list.contains(.ssn, Array("219-09-9998".utf8).span, &scratch))
    #expect(throws: Failure.self) {
      try AllowList([entry(.ssn, .value(digest))], key: nil, path: nil)
    }
  }

  @Test func aSiteRuleGivesItsClassAndItsTransform() throws {
    let world = try StagingWorld()
    try world.put("note.txt", "locker KH-0012345.\n")
    var rule = SiteRule(id: "site.one", kind: .uniqueID, pattern: "KH-[0-9]{7}", line: 1)
    rule.dataClass = .financial
    rule.transform = .remove
    let manifest = try world.scan { $0.rules = [rule] }
    #expect(manifest.entries[0].classes == [.financial, .phi])
    #expect(manifest.entries[0].findings[.uniqueID]?.transforms == [.remove])
    #expect(try world.text("stage/data/note.txt") == "locker .\n")
  }
}
