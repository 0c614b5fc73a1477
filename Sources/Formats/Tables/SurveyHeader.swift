import Vocabulary

/// Headers of surveys, which name their columns in two or three rows: a code or a question in the first, the question or
/// one of its parts in the next, what programs call it in a third.
///
/// ```
/// Respondent ID,Tell us about yourself,,How often?
/// ,Name,City/Town,Response
/// ```
///
/// Source: exports of SurveyMonkey and Qualtrics.
extension TableShape {
  /// How a cell of a program's own row begins: `{"ImportId":"QID1_TEXT"}`.
  private static let importMark = "\"ImportId\"".utf8.filter { $0 != 0x22 }
  /// Rows of a header that ends with such a row.
  static let importRows = 3
  /// What the parts of a question that has none are called.
  private static let answers: Set<String> = ["response", "open-ended response"]

  /// How many of the first rows name the columns together: one in most tables, and where none does.
  func headerRows(_ rows: [[Cell]]) -> Int {
    guard rows.count > 2, rows[0].count > 1, rows[0].count == rows[1].count else { return 1 }
    if rows[2].allSatisfy(Self.isImport) { return Self.importRows }
    return isGrouped(rows[0], rows[1]) ? 2 : 1
  }

  private static func isImport(_ cell: Cell) -> Bool {
    guard let text = cell.text, text.first == 0x7B else { return false }
    return text.filter { $0 != 0x22 }.dropFirst().starts(with: importMark)
  }

  /// Whether the second row names what the first leaves empty, and leaves empty what is no question.
  private func isGrouped(_ top: [Cell], _ below: [Cell]) -> Bool {
    var (parts, left) = (0, 0)
    for (over, under) in zip(top, below) {
      let isEmpty = under.text?.isEmpty ?? true
      if over.text?.isEmpty ?? true {
        if isEmpty { return false }
        parts += 1
      } else if isEmpty {
        left += 1
      }
    }
    guard parts > 0, left > 0 else { return false }
    let names = below.compactMap(\.text).filter { !$0.isEmpty }
    return HeaderRow.names(names, allowsEmpty: false, masked: masked) != nil
      && names.contains { Self.isAnswer($0) || naming($0).isKnown }
  }

  private static func isAnswer(_ text: ArraySlice<UInt8>) -> Bool {
    answers.contains(String(decoding: text, as: UTF8.self).lowercased())
  }

  /// The names that some rows give the columns together: of each column the lowest cell that says something.
  static func names(of rows: [[Cell]]) -> [String] {
    let rows = rows.filter { row in !row.allSatisfy(isImport) }
    guard var names = rows.first.map({ HeaderRow.texts(of: $0.map { $0.text ?? [] }) }) else {
      return []
    }
    for row in rows.dropFirst() {
      for (column, cell) in row.enumerated() where column < names.count {
        guard let text = cell.text, !text.isEmpty, names[column].isEmpty || !isAnswer(text) else {
          continue
        }
        names[column] = HeaderRow.texts(of: [text])[0]
      }
    }
    return names
  }
}
