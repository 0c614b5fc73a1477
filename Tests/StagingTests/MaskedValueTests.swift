import Configuration
import Formats
import Testing
import Vocabulary

@testable import Staging

/// Values that were replaced whole are replaced the same way again, and no others.
@Suite struct MaskedValueTests {
  private let clean = CleanValues()

  /// Text as a whole value.
  private func key(_ text: String, field: Int = 0) -> CleanValues.Key {
    let bytes = Array(text.utf8)
    return clean.key(of: bytes, bytes.indices, field)
  }

  /// What a value with an edit becomes when it comes again.
  private func replayed(
    _ text: String,
    _ replacement: String,
    range: Range<Int>? = nil,
    dataClass: DataClass? = nil
  ) -> String? {
    var values = MaskedValues()
    let arena = Array("xx\(replacement)yy".utf8)
    let edit = TextEdit(
      range: range ?? 0..<text.utf8.count,
      replacement: 2..<arena.count - 2,
      kind: .name,
      transform: .tag,
      dataClass: dataClass
    )
    values.insert(key(text), count: text.utf8.count, [edit], arena)
    guard let outcome = values.outcome(of: key(text)) else { return nil }
    var result = BlockResult()
    result.arena = [0x7A]
    result.repeated(outcome, segment: 5, count: text.utf8.count)
    #expect(result.edits.map(\.segment) == [5])
    #expect(result.tally.counts[Int(IdentifierKind.name.rawValue)] == 1)
    #expect(result.tally.transforms(of: .name) == [.tag])
    return result.edits.first.map { String(decoding: result.arena[$0.replacement], as: UTF8.self) }
  }

  @Test(arguments: ["", "0", "[NAME]", "12345678", "123456789", "exactly 24 bytes of text"])
  func repeatsAReplacementOfEveryLength(_ replacement: String) {
    #expect(replayed("Rowan", replacement) == replacement)
  }

  @Test func takesNoPartOfAValueNothingLongAndNoClassOfASite() {
    #expect(replayed("Rowan", "[NAME]", range: 0..<4) == nil)
    #expect(replayed("Rowan", String(repeating: "x", count: 25)) == nil)
    #expect(replayed("Rowan", "[NAME]", dataClass: .phi) == nil)
    #expect(replayed(String(repeating: "x", count: 25), "[NAME]") == nil)
  }

  @Test func tellsFieldsAndValuesApart() {
    var values = MaskedValues()
    #expect(values.outcome(of: key("VT")) == nil)
    values.insert(key("VT"), count: 2, [], [])
    #expect(values.outcome(of: key("VT")) != nil && values.outcome(of: key("VT"))?.kind == nil)
    #expect(values.outcome(of: key("VT", field: 1)) == nil)
    #expect(values.outcome(of: key("Vt")) == nil)
    var result = BlockResult()
    if let kept = values.outcome(of: key("VT")) { result.repeated(kept, segment: 0, count: 2) }
    #expect(result.edits.isEmpty && result.tally.isEmpty)
  }

  @Test func datesThatMoveWithTheirPatientAreNotRepeated() throws {
    let world = try StagingWorld()
    let rows = (0..<200).map { "\(70_000_000 + $0 * 7919),1984-03-0\(1 + $0 % 2)" }
    try world.put("visits.csv", "mrn,visit_date\n" + rows.joined(separator: "\n") + "\n")
    try world.put("site.key", String(repeating: "k", count: 32))
    try tool(["chmod", "600", world.landing + "/site.key"])
    try world.scan([world.landing + "/visits.csv"]) {
      $0.scan.profile = .limitedDataSet
      $0.siteKeyPath = world.landing + "/site.key"
      $0.masks.transforms[.init(.date)] = .dateShift
    }
    let lines = try world.text("stage/data/visits.csv").split(separator: "\n").dropFirst()
    let dates = Set(lines.compactMap { $0.split(separator: ",").last })
    #expect(dates.count > 20, "all dates moved alike")
  }
}
