import Testing
import Vocabulary

@testable import Formats

/// Lines of prose that were broken inside a value, and those that were not.
@Suite struct WrappedLineTests {
  private func readings(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let found = EscapeViews.find(in: bytes, bytes.indices)
    #expect(EscapeViews.mayHold(bytes, bytes.indices) == !found.isEmpty)
    return found.map { String(decoding: $0.text, as: UTF8.self) }
  }

  @Test(arguments: [
    ("you can reach me and my son at (251)\n555-1234", "(251) 555-1234"),
    ("> she was born on a Tuesday, on January\n> 19, 1972", "on January 19, 1972"),
    ("the nurse who visits her lives at 640\r\nCounty Route 9", "at 640 County Route 9"),
    ("she said that the visit was on Feb.\n24.", "on Feb. 24."),
    ("it was all explained to her by Dr.\n  Hand too", "by Dr. Hand too"),
    ("they moved to a small house, 5 Maple\nTer", "5 Maple Ter"),
  ])
  func linesGoOn(text: String, reading: String) {
    let found = readings(text)
    #expect(found.count == 1 && found[0].contains(reading), "\(found)")
  }

  @Test(arguments: [
    "Hgb 12\n140 mg", "MRN\n48213", "the patient was seen and went home.\n12 tablets were given",
    "the patient was seen today and then went\nhome", "NAME      ROOM\nFROST     12\nHALE      14",
    "matched the patient again and found mrn=44118822\n2026-11-21T03:04:05Z INFO done",
    "the queue was read to its end, depth 12\n09:12:44 the queue was read",
    "they asked us all to come back in a week\n\n24 Feb",
  ])
  func linesThatEndStay(text: String) { #expect(readings(text).isEmpty) }
}
