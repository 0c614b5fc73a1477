import Detection
import Synchronization

/// The scanner of a run, made by the first thread that needs it: its tables cost more than a night in which
/// nothing has changed.
final class ScannerAtNeed: Sendable {
  private let ruleSet: RuleSet
  private let options: DetectionOptions
  private let made = Mutex<Scanner?>(nil)

  /// Takes what a scanner is made of, but for the year.
  init(_ ruleSet: RuleSet, _ options: DetectionOptions) {
    (self.ruleSet, self.options) = (ruleSet, options)
  }

  /// The scanner that counts ages against a year; others wait while it is made.
  func scanner(referenceYear: Int) -> Scanner {
    made.withLock { made in
      if let made, made.options.referenceYear == referenceYear { return made }
      var options = options
      options.referenceYear = referenceYear
      let scanner = Scanner(ruleSet: ruleSet, options: options)
      made = scanner
      return scanner
    }
  }
}
