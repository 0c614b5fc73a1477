import Manifest
import Testing
import Vocabulary

@testable import Staging

/// A copy is read as its original was, and nothing more is found in it.
@Suite struct CopyHeadTests {
  /// Stages a file and the copy of it; nil where it is withheld, for what is put into `reasons`.
  private func stageTwice(
    _ name: String,
    _ bytes: [UInt8],
    _ reasons: inout Set<Reason?>
  ) throws -> (copy: [UInt8], again: [UInt8])? {
    let world = try StagingWorld()
    try world.put(Array(name.utf8), bytes)
    let entry = try world.scan().entry(name)
    if entry.disposition == .withheld {
      reasons.insert(entry.reason)
      return nil
    }
    let copy = try world.bytes("stage/data/" + name)
    let second = try StagingWorld()
    try second.put(Array(name.utf8), copy)
    try second.scan()
    return (copy, try second.bytes("stage/data/" + name))
  }

  @Test(arguments: [
    // The header's name must not become another one by what was masked in it.
    "Patient: Ingrid Solheimsen, MRN 00817264, seen on 11/21/2026.\r\nmail i.solheimsen@example.org\r\n",
    "patient email: q.vander@example.org\nemail: N/A\nemail: \nssn: 742118305\npatient ssn: 742118305\n",
    "CLABE 012180004417730921",
    "col. Lawards Granjas, Gal code 84110\nfk/login Ana Gonzalez, four two\n",
    // Quotes that are not doubled stay where they are.
    "mrn,name\n\"Smith \"Bob\" John\",00817264\n\"Solheimsen, \"Ingrid\"\"x,00817265\n",
  ]) func aTableIsMaskedOnce(text: String) throws {
    var reasons: Set<Reason?> = []
    let staged = try #require(try stageTwice("rows.csv", Array(text.utf8), &reasons))
    #expect(staged.copy != Array(text.utf8))
    #expect(
      String(decoding: staged.again, as: UTF8.self) == String(decoding: staged.copy, as: UTF8.self)
    )
  }

  /// Lines that differ in what is masked alone are a table in the copy, in which nothing is found.
  @Test(arguments: [5, 4_000])
  func linesThatAreAlikeButForWhatIsMaskedAreMasked(count: Int) throws {
    let text = (0..<count).map { "mail nurse\($0 * 7)@example.org, then\n" }.joined()
    var reasons: Set<Reason?> = []
    let staged = try #require(try stageTwice("list.txt", Array(text.utf8), &reasons))
    let copy = String(repeating: "mail [EMAIL], then\n", count: count)
    #expect(String(decoding: staged.copy, as: UTF8.self) == copy)
    #expect(staged.again == staged.copy)
  }

  @Test func aTextWhoseCopyWouldBeNoneIsWithheld() throws {
    let name = Array(
      "Patient: Ingrid Solheimsen, MRN 00817264, 12 Larch Street, Rutland, VT\n".utf8
    )
    var reasons: Set<Reason?> = []
    var staged = 0
    for count in 1...name.count {
      let stray = [UInt8](repeating: 0x81, count: count)
      guard let pair = try stageTwice("note.txt", name + stray, &reasons) else { continue }
      #expect(pair.copy == pair.again)
      staged += 1
    }
    #expect(staged > 0)
    // With so many stray bytes that the text is none, and with as many as its copy may not have.
    #expect(reasons == [.unscannableContent, .ambiguousStructure])
  }

  @Test func aStrayByteAtTheBeginningIsACharacter() throws {
    let text: [UInt8] =
      [0x93] + Array("Solheimsen".utf8) + [0x94, 0x2C] + [0x92] + Array("t Hooft".utf8)
    let head = Array("last_name,first_name\n".utf8)
    var reasons: Set<Reason?> = []
    let staged = try #require(try stageTwice("rows.csv", head + text + [0x0A], &reasons))
    #expect(String(decoding: staged.copy, as: UTF8.self) == "last_name,first_name\n[NAME],[NAME]\n")
  }
}
