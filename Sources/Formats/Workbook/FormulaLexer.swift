import Vocabulary

/// Cuts a formula of a workbook into what may be judged by itself.
///
/// Source: ECMA-376 part 1, §18.17.2 (syntax): strings stand between quotes, a quote in one is doubled; the name of a
/// sheet stands before `!`, between apostrophes where it is no plain word.
enum FormulaLexer {
  /// What a piece is.
  enum Kind: Hashable {
    /// Anything that is not one of the others: operators, functions, references, numbers.
    case rest
    /// The content of a string.
    case string
    /// The name of a sheet, without apostrophes.
    case sheet
    /// A word that may be a defined name.
    case name
    /// A number by itself, as long as one of somebody may be.
    case number
  }

  /// Digits of the shortest number that is a piece.
  private static let digitsMin = 4

  /// The pieces of a formula in their order; together with quotes and apostrophes all of it.
  static func pieces(_ text: [UInt8]) -> [(kind: Kind, range: Range<Int>)] {
    var pieces: [(Kind, Range<Int>)] = []
    var (start, place) = (0, 0)
    func take(_ kind: Kind, _ range: Range<Int>) {
      if start < range.lowerBound { pieces.append((.rest, start..<range.lowerBound)) }
      if !range.isEmpty { pieces.append((kind, range)) }
      start = range.upperBound
    }
    while place < text.count {
      let byte = text[place]
      if byte == 0x22 || byte == 0x27 {
        let end = end(of: byte, text, from: place + 1)
        if byte == 0x22 {
          take(.string, place + 1..<end)
        } else if end + 1 < text.count, text[end + 1] == 0x21 {
          take(.sheet, place + 1..<end)
        }
        place = end + 1
      } else if isNameStart(byte) {
        var end = place
        while end < text.count, isNameStart(text[end]) || text[end].isDigit || text[end] == 0x2E {
          end += 1
        }
        let next = end < text.count ? text[end] : 0
        if next == 0x21 {
          take(.sheet, place..<end)
        } else if next != 0x28 {
          take(.name, place..<end)
        }
        place = end
      } else if byte.isDigit, place == 0 || !isOfReference(text[place - 1]) {
        var end = place
        while end < text.count, text[end].isDigit { end += 1 }
        if end - place >= digitsMin, end == text.count || !isOfReference(text[end]) {
          take(.number, place..<end)
        }
        place = end
      } else {
        place += 1
      }
    }
    if start < text.count { pieces.append((.rest, start..<text.count)) }
    return pieces
  }

  private static func isNameStart(_ byte: UInt8) -> Bool {
    byte.isLetter || byte == 0x5F || byte == 0x5C || byte >= 0x80
  }

  /// Whether a byte beside digits makes them a part of something else: a row, a decimal, another workbook.
  private static func isOfReference(_ byte: UInt8) -> Bool {
    [0x24, 0x2E, 0x3A, 0x5B, 0x5D].contains(byte) || byte.isDigit || isNameStart(byte)
  }

  /// Where the mark stands that ends a string or a name, or the end of the text.
  private static func end(of mark: UInt8, _ text: [UInt8], from start: Int) -> Int {
    var place = start
    while place < text.count {
      if text[place] == mark {
        guard place + 1 < text.count, text[place + 1] == mark else { return place }
        place += 1
      }
      place += 1
    }
    return text.count
  }
}
