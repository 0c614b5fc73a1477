import Pages
import Records
import Vocabulary

/// Words that several pages use for the same things.
enum Words {
  /// A count and its noun: `1 file`, `19 files`.
  static func counted(_ count: Int64, _ noun: String) -> String {
    ReviewPage.counted(count, noun)
  }

  /// How long until a moment, or since: `in 3 days`, `4 hours ago`.
  ///
  /// Rounded down to the largest unit of which there is one, so that nobody is told of more time
  /// than there is.
  static func distance(from now: Timestamp, to moment: Timestamp) -> String {
    let seconds = moment.seconds - now.seconds
    let size = seconds.magnitude
    let units: [(UInt64, String)] = [(86_400, "day"), (3600, "hour"), (60, "minute")]
    guard let unit = units.first(where: { size >= $0.0 }) else {
      return seconds > 0 ? "in less than a minute" : "just now"
    }
    let words = counted(Int64(size / unit.0), unit.1)
    return seconds > 0 ? "in \(words)" : "\(words) ago"
  }

  /// A moment as people read it, with its distance.
  static func moment(_ moment: Timestamp, from now: Timestamp) -> Markup {
    let words = distance(from: now, to: moment)
    return "\(Markup.time(moment.description)) <span class=\"note\">\(words)</span>"
  }

  /// A state in one word.
  static func state(_ state: RequestState) -> String {
    switch state {
    case .open: "Open"
    case .approved: "Approved"
    case .denied: "Denied"
    case .expired: "Expired"
    case .released: "Released"
    }
  }

  /// A state as a mark that is text, too.
  static func badge(_ state: RequestState) -> Markup {
    "<span class=\"badge \(state.rawValue)\">\(Self.state(state))</span>"
  }

  /// A decision in one word.
  static func verdict(_ verdict: Verdict) -> String {
    switch verdict {
    case .approve: "Approved"
    case .deny: "Denied"
    case .revoke: "Took an approval back"
    }
  }

  /// What a signature of an assurance is, in words.
  static func assurance(_ assurance: Assurance) -> String {
    switch assurance {
    case .gatewayAttested: "a click here, attested by the desk"
    case .humanKey: "a signature with a key of one’s own"
    case .hardwareKey: "a signature with a key that cannot be copied"
    }
  }

  /// A decision's way: `web, human-key`.
  static func way(_ entry: DecisionEntry) -> String {
    "\(entry.channel), \(entry.assurance.rawValue)"
  }
}
