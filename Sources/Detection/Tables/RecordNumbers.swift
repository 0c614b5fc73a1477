import Vocabulary

/// Columns of numbers that nobody names.
extension Scanner {
  /// Digits of numbers that records without a header are told by, and columns' values with the usual count of them in
  /// tenths.
  private static let recordDigits = 6...10
  private static let evenShare = 8

  /// Columns without names that number records, in a table that tells of somebody's days, places or names: each value
  /// differs, and nearly all are as long.
  static func numbersOfRecords(
    _ samples: [FieldSample],
    _ judgements: [FieldJudgement],
    _ votes: [FieldVotes]
  ) -> [Int] {
    let tells = samples.indices.contains { index in
      let kinds: [IdentifierKind] = [.date, .location, .name]
      return judgements[index].kind.map(kinds.contains) ?? false
        || votes[index].found
          .contains {
            kinds.contains($0.key.kind) && $0.value * 10 >= votes[index].count * 6
          }
    }
    guard tells else { return [] }
    return samples.indices.filter { index in
      let (field, values) = (samples[index].field, samples[index].values)
      guard field.hint == .unknown, field.name.isEmpty, field.column > 0, !field.isHeader,
        judgements[index].verdict == .text, values.count >= votesMin,
        votes[index].distinct == values.count,
        values.allSatisfy({ recordDigits.contains($0.count) && $0.allSatisfy(\.isDigit) }),
        !isSequence(values)
      else { return false }
      let usual = Dictionary(grouping: values, by: \.count).max { $0.value.count < $1.value.count }
      guard let usual else { return false }
      return usual.value.count * 10 >= values.count * evenShare
        && values.allSatisfy { abs($0.count - usual.key) <= 1 }
    }
  }

  /// Whether values are numbers of rows of persons, as their name says, shorter ones than `numberDigits` as well.
  static func areKeys(_ sample: FieldSample) -> Bool {
    guard let last = FieldNames.words(sample.field.name).last, keyWords.contains(last)
    else { return false }
    return sample.values.allSatisfy { (3...14).contains($0.count) && $0.allSatisfy(\.isDigit) }
  }
  /// What such numbers are called.
  private static let keyWords: Set<String> = [
    "id", "key", "sk", "pk", "no", "nr", "num", "number", "nbr", "#",
  ]
}
