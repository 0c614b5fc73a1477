import ArgumentParser
import Configuration
import Masking
import Records
import Staging
import Vocabulary

/// `phigate allow`: makes an entry of the allow-list for a false alarm.
struct AllowCommand: ConsoleCommand {
  static let configuration = CommandConfiguration(
    commandName: "allow",
    abstract: "Makes an entry of the allow-list from a value on standard input.",
    discussion: """
      The value is read from standard input, never from the command line, and is written only as its
      HMAC under the site key. It must be what `detect` lists, whole, and the entry counts for \
      findings of this type alone. Put what is printed below `allow:` in phigate.yml.

        phigate allow --type NAME --reason "our street's name" --owner m.okafor --days 365 < value

      Nothing is changed. Without a site key in the configuration there is no entry: 2.
      """
  )

  @Option(help: "The type of the findings: NAME, MRN, …") var type: String
  @Option(help: "Why it is a false alarm, without the value.") var reason: String
  @Option(help: "Who answers for it.") var owner: String
  @Option(help: "Days until the entry counts no more, 1 to 3660.") var days: Int = 365
  @Option(help: "phigate.yml; default: $PHIGATE_CONFIG, then /etc/phigate/phigate.yml.")
  var config: String?

  /// Bytes of a value at most.
  private static let valueBytesMax = 4_096
  /// Days of an entry.
  private static let daysRange = 1...3_660

  func run(console: Console) throws(Failure) -> Outcome {
    guard let kind = IdentifierKind(label: type) else {
      throw Failure(.usage, "--type names no type of finding; nothing was made")
    }
    guard Self.daysRange.contains(days) else {
      throw Failure(.usage, "--days \(days) is not between 1 and 3660; nothing was made")
    }
    let settings = try Configuration.resolve(option: config) { console.environment($0) }
    guard let bytes = try settings.readSiteKey(), let key = SiteKey(bytes: bytes) else {
      throw Failure(
        .usage,
        "an entry is made under the site key, and there is none; nothing was made",
        next: "set key in phigate.yml"
      )
    }
    let value = try readValue()
    for text in [reason, owner] where text.utf8.isEmpty || text.escapingControls != text {
      throw Failure(.usage, "--reason and --owner must be a line of text; nothing was made")
    }
    guard !Array(reason.utf8).contains(value), !Array(owner.utf8).contains(value) else {
      throw Failure(.usage, "--reason or --owner holds the value itself; nothing was made")
    }
    let now = WallClock.system.now()
    let last = Timestamp(seconds: now.seconds + Int64(days) * 86_400)
    console.write(
      """
        - type: \(kind.label)
          value: \(AllowList.digest(of: value.span, kind, key).hex)
          reason: \(quoted(reason))
          owner: \(quoted(owner))
          expires: \(quoted(String(last.description.prefix(10))))

      """
    )
    return .done
  }

  /// The bytes of standard input without the line end behind them.
  private func readValue() throws(Failure) -> [UInt8] {
    var reader = try LineReader(path: "-")
    var value = try reader.nextLine() ?? []
    if value.last == UInt8(ascii: "\r") { value.removeLast() }
    guard !value.isEmpty, value.count <= Self.valueBytesMax else {
      throw Failure(
        .usage,
        "standard input holds \(value.count) bytes, not 1 to \(Self.valueBytesMax); nothing was made"
      )
    }
    while let line = try reader.nextLine() {
      guard line.isEmpty else {
        throw Failure(.usage, "standard input holds more than one line; nothing was made")
      }
    }
    return value
  }

  /// A text in YAML's single quotes.
  private func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension Configuration {
  /// Warns of each entry of the allow-list that counts no more.
  func warnOfExpired(_ console: Console) {
    for entry in expiredAllowList {
      console.warn(
        "the entry of the allow-list on line \(entry.line) expired on \(entry.expires) and does not count"
      )
    }
  }
}
