import Testing
import Vocabulary

@testable import Formats

/// Formulas of workbooks, cut into what is judged by itself.
@Suite struct FormulaTests {
  /// The pieces of a formula that are no rest, with their kinds.
  private func pieces(_ formula: String) -> [String] {
    let bytes = Array(formula.utf8)
    let pieces = FormulaLexer.pieces(bytes)
    // Nothing is in two pieces, and what is in none are quotes and apostrophes.
    var last = 0
    for (_, range) in pieces {
      #expect(range.lowerBound >= last && !range.isEmpty)
      last = range.upperBound
    }
    return pieces.filter { $0.kind != .rest }
      .map { "\($0.kind) \(String(decoding: bytes[$0.range], as: UTF8.self))" }
  }

  @Test func stringsSheetsAndNamesAreToldApart() {
    #expect(
      pieces(#"IF(B2="a ""b""",Rate_1,'It''s'!C3)"#) == [
        "name B2", #"string a ""b"""#, "name Rate_1", "sheet It''s", "name C3",
      ]
    )
    #expect(pieces("SUM(Labs!A1:B2)*1.5E3") == ["sheet Labs", "name A1", "name B2", "name E3"])
  }

  @Test(arguments: ["\"", "'", "\"a", "'a!", "A!", "!", "''!", "\"\"\"", ""])
  func whatDoesNotEndIsNoError(formula: String) { _ = pieces(formula) }

  @Test func whatIsLookedUpInAWorkbookOfPersonsIsARecord() {
    var names = WorkbookNames()
    func imposed(_ formula: String) -> [String] {
      let bytes = Array(formula.utf8)
      return names.pieces(of: bytes)
        .compactMap { piece in
          piece.imposed.map { _ in String(decoding: bytes[piece.range], as: UTF8.self) }
        }
    }
    let formula = #"VLOOKUP("51712",A:G,4,0)+XLOOKUP(48213,A1:A9,B1:B9)+SUM(48213,$A$48213)"#
    #expect(imposed(formula).isEmpty)
    names.addWords(of: Array("Hill, Skip".utf8))
    #expect(imposed(formula) == ["51712", "48213"])
    #expect(imposed(#"MATCH("Lasix 40",A:A,0)+MATCH(2024,A:A,0)"#).isEmpty)
  }

  @Test func wordsOfNamesAreKnownInWhatAFormulaMakes() {
    var names = WorkbookNames()
    names.addWords(of: Array("Hill, Skip".utf8))
    func imposed(_ text: String) -> [String] {
      let bytes = Array(text.utf8)
      return names.words(of: bytes)
        .map { String(decoding: bytes[$0.range], as: UTF8.self) + ($0.imposed == nil ? "" : "=") }
    }
    #expect(imposed("Dear Skip Hill!") == ["Dear ", "Skip=", " ", "Hill=", "!"])
    #expect(imposed("skip the dose") == ["skip the dose"])
  }

  @Test func aListIsCutAtItsCommasWhereOneOfThemIsAValue() {
    var names = WorkbookNames()
    names.values[Array("page".utf8)] = Imposed(bytes: Array("[NAME]".utf8), kind: .name)
    func imposed(_ formula: String) -> [String] {
      let bytes = Array(formula.utf8)
      return names.pieces(of: bytes)
        .map { String(decoding: bytes[$0.range], as: UTF8.self) + ($0.imposed == nil ? "" : "=") }
    }
    #expect(imposed(#""low,Page,high""#) == ["\"", "low", "Page=", "high", "\""])
    #expect(imposed(#""low,mid""#) == ["\"", "low,mid", "\""])
    names.isCut = true
    #expect(imposed(#""mid""#) == ["\"", "mid=", "\""])
    #expect(imposed(#""12""#) == ["\"", "12", "\""])
  }
}
