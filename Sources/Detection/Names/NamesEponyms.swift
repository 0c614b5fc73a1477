import Vocabulary

/// Names of people that diseases, signs and devices are called by.
extension NameFinder {
  /// Whether a word stands for a disease, sign or device here: `Parkinson's disease`, `Foley`.
  func isEponymHere(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    let word = scratch.wordAt(index)
    let next = scratch.wordAt(index &+ 1)
    let joins = next.before.isPlain || next.before == .hyphen
    if joins, next.cue.contains(.disease), !next.cue.contains(.facility) { return true }
    if next.before == .hyphen, isDescribed(index, scratch) { return true }
    guard word.bands.isEponym else { return false }
    if joins, next.bands.isEponym || next.bands.clinical > 0 {
      let third = scratch.wordAt(index &+ 2)
      if third.cue.contains(.disease) { return true }
      if next.before == .hyphen || !next.isCapital { return true }
    }
    let previous = scratch.wordAt(index &- 1)
    if previous.isCapital && word.before.isPlain && previous.bands.first >= 2 { return false }
    return word.isPossessive && !next.isCapital && next.bands.first == 0 && word.bands.first < 3
  }

  /// Whether words joined by hyphens are who described something that is named behind them: `Garg-Mishra syndrome`.
  private func isDescribed(_ index: Int, _ scratch: borrowing ScanScratch) -> Bool {
    var next = index &+ 1
    while next &- index < Self.describersMax, scratch.wordAt(next).before == .hyphen,
      scratch.wordAt(next).isCapital
    {
      next &+= 1
    }
    let thing = scratch.wordAt(next)
    return thing.before.isPlain && !thing.isCapital && Self.isDescribedThing(thing.hash)
  }

  /// Whether a word is what somebody describes first and others call by the name: no report, no scan.
  static func isDescribedThing(_ hash: UInt64) -> Bool { described(hash) != 0 }

  private static let described = Engine.table(
    "syndrome syndromes disease anomaly malformation dysplasia phenomenon sequence"
  )

  /// Names that a disease has at most.
  static let describersMax = 5
}
