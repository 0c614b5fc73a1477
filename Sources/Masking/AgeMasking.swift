import Vocabulary

/// What a written age says.
enum AgeReading: Equatable {
  /// Below 90: may stay.
  case below90
  /// 90 or older: one class.
  case atLeast90
  /// No age that anybody could read.
  case unreadable

  /// Days, weeks and months in one year; a unit that is not one of them counts years.
  private static let units: [(name: [UInt8], perYear: Double)] = [
    (Array("day".utf8), 365.25), (Array("wk".utf8), 52.18), (Array("week".utf8), 52.18),
    (Array("mo".utf8), 12), (Array("hour".utf8), 8_766), (Array("hr".utf8), 8_766),
    (Array("d/o".utf8), 365.25), (Array("w/o".utf8), 52.18), (Array("m/o".utf8), 12),
  ]

  /// Words that say 90 or more by themselves.
  private static let highWords = ["ninet", "hundred", "centen", "nonagen"].map { Array($0.utf8) }

  /// Words of which every age below 90 is made.
  private static let lowWords = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fifteen", "twent", "thirt", "fort", "fift", "sixt", "sevent", "eight",
    "newborn", "infant", "month", "week",
  ]
  .map { Array($0.utf8) }

  /// Reads an age as written: `92`, `92-year-old`, `ninety-two`, `95 days`.
  ///
  /// Where several numbers stand in it the largest decides; without a number the words do.
  init(_ value: Span<UInt8>) {
    let text = AgeReading.lowercased(value)
    var largest: Int?
    var index = 0
    while index < text.count {
      guard text[index].isDigit else {
        index += 1
        continue
      }
      var number = 0
      while index < text.count, text[index].isDigit {
        number = min(number * 10 + Int(text[index] &- 0x30), 1_000_000)
        index += 1
      }
      largest = max(largest ?? 0, number)
      if index < text.count, text[index] == UInt8(ascii: ".") {
        index += 1
        while index < text.count, text[index].isDigit { index += 1 }
      }
    }
    guard let largest else {
      self = AgeReading.reading(words: text)
      return
    }
    self = Double(largest) / AgeReading.perYear(in: text) >= 90 ? .atLeast90 : .below90
  }

  /// How many of the unit that `text` names make a year; 1 where years are meant or named too.
  private static func perYear(in text: [UInt8]) -> Double {
    let years = ["yea", "yr", "y/o", "yo"].contains { text.contains(Array($0.utf8)) }
    guard !years else { return 1 }
    return units.first { text.contains($0.name) }?.perYear ?? 1
  }

  /// What an age in words says.
  private static func reading(words text: [UInt8]) -> AgeReading {
    if highWords.contains(where: { text.contains($0) }) { return .atLeast90 }
    return lowWords.contains(where: { text.contains($0) }) ? .below90 : .unreadable
  }

  /// The bytes with ASCII capitals made small.
  private static func lowercased(_ value: Span<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(value.count)
    for index in value.indices { text.append(value[index].lowercased) }
    return text
  }
}

extension [UInt8] {
  /// Whether `other`, not empty, stands somewhere in the bytes.
  fileprivate func contains(_ other: [UInt8]) -> Bool {
    guard count >= other.count else { return false }
    return (0...(count - other.count))
      .contains { start in
        self[start..<(start + other.count)].elementsEqual(other)
      }
  }
}
