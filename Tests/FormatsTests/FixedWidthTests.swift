import Testing
import Vocabulary

@testable import Formats

extension DocumentMaker {
  /// A table of fixed width with a header, and lines that do not keep to it.
  mutating func report(_ bytes: Int) -> [UInt8] {
    func line(_ cells: [String]) -> String {
      zip(cells, [10, 24, 12, 8])
        .map { $0 + String(repeating: " ", count: max(1, $1 - $0.unicodeScalars.count)) }
        .joined() + "\n"
    }
    var text = line(["NUMBER", "PATIENT NAME", "DAY", "CODE"])
    while text.utf8.count < bytes || text.utf8.count < 900 {
      let number = "\(Int.random(in: 1_000...9_999_999, using: &numbers))"
      let name = one(of: ["Ann Roe", "Jos\u{E9} Bell", "Li", "Kwabena Okafor"])
      text += line([number, name, "2026-01-0\(count(upTo: 9))", one(of: ["A1", "B22", "C"])])
      if Int.random(in: 0..<60, using: &numbers) == 0 { text += "page \(words(9))\n" }
    }
    return Array(text.utf8)
  }
}

@Suite struct FixedWidthTests {
  /// Where the columns of a text begin; nil for what is no table.
  private func columns(_ text: String) -> [Int]? {
    FixedWidthVotes(Array(text.utf8), isWhole: true)?.columns()?.columns.map(\.start)
  }

  @Test func columnsBehindBlanksAreFoundByVotes() {
    let rows = (1...6).map { "44511\($0)8   Roe       1961-03-1\($0)   x\($0)\n" }.joined()
    #expect(columns(rows) == [0, 10, 20, 33])
    #expect(columns("NUMBER    NAME      BORN         CODE\n" + rows) == [0, 10, 20, 33])
  }

  @Test func columnsWithoutBlanksAreFoundWhereClassesChange() {
    let rows = ["ROE", "OKAFOR", "BELL", "LI", "WINTERBOTTOM"].enumerated()
      .map { index, name in
        "445118\(index)" + name + String(repeating: " ", count: 12 - name.count)
          + "1961031\(index)M\n"
      }
    #expect(columns(rows.joined()) == [0, 7, 19, 27])
  }

  /// A member's number that fills its column touches the surname; all records begin with the same letters.
  @Test func columnsThatTouchInSomeLinesAreFound() {
    let numbers = [
      "W890893297", "25205483975", "GTY673058926", "9QB1AC9HM67", "NUW362525384", "18604767207",
      "H54884223-01", "W179232381",
    ]
    let names = ["Roe", "Okafor", "Bell", "Li", "Winter", "Pham", "Diaz", "Kiss"]
    let rows = zip(numbers, names)
      .map { number, name in
        "DTL" + number + String(repeating: " ", count: 12 - number.count) + name
          + String(repeating: " ", count: 10 - name.count) + "19610311 F\n"
      }
    #expect(columns(rows.joined()) == [0, 3, 15, 25, 34])
    // Codes of letters and digits stay whole.
    let codes = ["A12", "B45", "C78", "D31", "E90", "F22"].map { "4451  \($0)  x1 \($0) y\n" }
    #expect(columns(codes.joined()) == [0, 6, 11, 14, 18])
  }

  /// Days with hyphens touch what stands before them; a later one is empty in most lines.
  @Test func daysThatTouchTheirNeighboursAreFound() {
    let days = ["1948-01-18", "1989-10-10", "1941-06-06", "1967-02-03", "1966-09-24", "1951-07-30"]
    let last = ["2024-10-07", "", "2025-04-28", "", "2024-02-07", ""]
    let rows = days.indices.map { row in
      "4W70J90DN9\(row)" + days[row] + "1" + last[row]
        + String(repeating: " ", count: 12 - last[row].count) + "Roe \n"
    }
    #expect(columns(rows.joined()) == [0, 11, 21, 22, 34])
    // Numbers at the right of their column begin behind the day before them.
    let right = ["96547733", "  593963", "  950033", " 8191153", " 9791447", "57036166"]
    let aligned = days.indices.map { row in "Roe    C61\(row) \(days[row])    \(right[row])\n" }
    #expect(columns(aligned.joined()) == [0, 7, 12, 22])
    // A postal code touches the letters before it, a number within a code does not begin anything.
    let coded = days.indices.map { row in
      "7K4B\(row)2M19480\(row + 1)18OH\(44601 + row)19890\(row + 1)10\n"
    }
    #expect(columns(coded.joined()) == [0, 7, 15, 17, 22])
    // What is no day in one line of six is a code.
    let codes = rows.map { $0.replacing("1967-02-03", with: "1967-42-03") }
    #expect(columns(codes.joined())?.contains(21) != true)
  }

  /// A number, a day and a name that touch in every line.
  @Test func columnsThatTouchInAllLinesAreFound() {
    let people = [("CHIDI", "N"), ("ILSE", "K"), ("MIRIAM", "J"), ("TUNDE", "A"), ("ROSA", "P")]
    let rows = people.enumerated()
      .map { index, person in
        "\(index + 1)EG4TE5MK7\(index)19610\(index + 1)12" + person.0
          + String(repeating: " ", count: 10 - person.0.count) + person.1 + "JEZKO     12180\n"
      }
    #expect(columns(rows.joined())?.contains(11) == true)
    #expect(columns(rows.joined())?.contains(19) == true)
    // Digits that are no days stay whole.
    let numbers = (1...6).map { "4451996\($0)81\($0)  A\($0)  1\($0)  x\n" }.joined()
    #expect(columns(numbers) == [0, 13, 17, 21])
  }

  @Test(arguments: [
    "one line\n", "a b c\nd e f\n",
    "The patient was seen today for\npain in the chest that began as\nhe walked up the hill and\n"
      + "went away when he sat down to\nrest; he takes aspirin daily\nand sleeps well at night\n",
    "Name:    Ann Roe    Sex:  F\nBorn:    1961       Unit: 4\nName:    Bo Lee     Sex:  M\n"
      + "Born:    1962       Unit: 5\nName:    Cy Fox     Sex:  M\nBorn:    1963       Unit: 6\n",
    "2026-01-02 10:00:01 INFO begin\n2026-01-02 10:00:02 INFO nothing to do\n"
      + "2026-01-02 10:00:03 WARN x\n2026-01-02 10:00:04 INFO a longer line\n2026-01-02 10:00:05 INFO y\n",
  ]) func whatIsNoTableStaysText(text: String) {
    #expect(columns(text) == nil)
  }

  @Test func cellsHaveTheirColumnsFieldAndOtherLinesAreWhole() throws {
    let header = "NUMBER    NAME           CODE\n"
    let rows = (10...49).map { "4451\($0)8   Ann Roe        x1\n" }.joined()
    var driver = try DocumentDriver(
      Array((header + rows + "total of all rows here\n").utf8),
      name: "a.dat"
    )
    let read = try driver.run()
    #expect(driver.sniffed.format == .fixedWidth)
    let texts = read.texts.map { String(decoding: $0, as: UTF8.self) }
    #expect(texts.prefix(6) == ["NUMBER", "NAME", "CODE", "4451108", "Ann Roe", "x1"])
    #expect(Array(read.names[3..<6]) == ["NUMBER", "NAME", "CODE"])
    #expect(texts.last == "total of all rows here")
    #expect(read.hints.last == .freeText)
  }
}

extension FixedWidthTests {
  /// What fields are called here.
  private static let naming: FieldNaming = { text in
    switch String(decoding: text, as: UTF8.self).lowercased() {
    case "mrn", "last name", "dob": .person
    default: .unknown
    }
  }

  /// A report of some rows below its title.
  private static func report(_ header: String) -> String {
    "Census of the night\nward 4\n\n" + header + "\n------  ----------  ----------\n"
      + (10...29).map { "4451\($0)  Roe         1961-03-\($0)\n" }.joined()
  }

  private func sniffed(_ text: String) throws -> SniffedFormat {
    let name: [UInt8] = []
    let bytes = Array(text.utf8)
    return try sniff(head: bytes.span, isWhole: true, name: name.span, naming: Self.naming)
  }

  @Test func aTableMayStandBelowATitle() throws {
    let found = try sniffed(Self.report("MRN     Last Name   DOB"))
    #expect(found.format == .fixedWidth && found.hasHeader && found.layout.preambleLines == 2)
    #expect(found.columns.map(\.start) == [0, 8, 20])
    // Words that name nothing head no table.
    #expect(try sniffed(Self.report("Unit    Gauge       Shade")).format == .text)
  }
}
