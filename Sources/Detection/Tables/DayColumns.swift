import Vocabulary

/// Columns in which months and days stand with a stroke between them: what some cells prove holds for all.
///
/// ```
/// 5/23     out til 3/8     4/6     6/12-8/7
/// ```
extension Scanner {
  /// Cells with such numbers from which on a column is judged.
  private static let dayCellsMin = 3

  /// Columns that are of days, for the most part: all such numbers can be days, and most are found as some.
  ///
  /// `dated`: values of each column in which a day was found.
  static func ofDays(_ samples: [FieldSample], _ votes: [FieldVotes]) -> [Int] {
    samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, field.column > 0, !field.isHeader,
        votes[index].dated >= dayCellsMin
      else { return false }
      let strokes = values.map { Self.strokes($0.span) }.filter { !$0.isEmpty }
      let days = strokes.count { $0.allSatisfy(\.isDay) }
      return days == strokes.count && days >= dayCellsMin && votes[index].dated * 3 >= days * 2
    }
  }

  /// Two numbers with a stroke between them, and whether they can be a month and a day.
  private struct Stroke {
    var range: Range<Int>
    var isDay: Bool
    /// Whether they are as low as a share or a dose is, or something is measured by them.
    var isShare: Bool
  }

  /// Words that measure: what stands before them is no day.
  private static let measures = Engine.hashes(
    "tab tabs tablet dose mg ml pill cup strength of hr hrs h"
  )

  /// The numbers with a stroke between them, which are not parts of longer ones.
  private static func strokes(_ text: Span<UInt8>) -> [Stroke] {
    func value(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(text[$1] - 0x30) } }
    func end(_ start: Int) -> Int {
      var end = start
      while text.at(end).isDigit { end += 1 }
      return end
    }
    var found: [Stroke] = []
    var place = 0
    while place < text.count {
      guard text[place].isDigit else {
        place += 1
        continue
      }
      let slash = end(place)
      let stop = text.at(slash) == 0x2F ? end(slash + 1) : slash
      let (before, after) = (text.at(place - 1), text.at(stop))
      defer { place = max(stop, slash) }
      guard stop > slash + 1, !before.isAlphanumeric, ![0x2F, 0x2E, 0x24].contains(before),
        !after.isAlphanumeric, after != 0x2F
      else { continue }
      let (month, day) = (
        value(place..<min(slash, place + 4)), value(slash + 1..<min(stop, slash + 5))
      )
      var word = stop
      while text.at(word) == 0x20 { word += 1 }
      let measured = measures.contains(Token.hash(text, word..<NamedParts.wordEnd(text, word)))
      found.append(
        Stroke(
          range: place..<stop,
          isDay: (1...12).contains(month) && (1...31).contains(day) && slash - place <= 2
            && stop - slash <= 3 && after != 0x25,
          isShare: measured || day <= 4 && month <= day && text.count > stop - place
        )
      )
    }
    return found
  }

  /// Finds the months and days in a cell of a column of days.
  func findDays(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    for stroke in Self.strokes(text) where stroke.isDay && !stroke.isShare {
      scratch.found.append(
        Finding(
          start: stroke.range.lowerBound,
          end: stroke.range.upperBound,
          kind: .date,
          confidence: .high,
          evidence: .field,
          rule: engine.fieldRule(.date, .none)
        )
      )
    }
    engine.settle(&scratch)
  }
}
