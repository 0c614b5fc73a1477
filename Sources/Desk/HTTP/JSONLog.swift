import Glibc
package import Logging
import Records
import Vocabulary

/// Writes a log as one JSON object a line on standard error.
package struct JSONLogHandler: LogHandler {
  /// Lines below it are not written.
  package var logLevel: Logger.Level
  /// What every line says.
  package var metadata: Logger.Metadata = [:]
  /// What the lines are of.
  private let label: String

  /// Writes lines of a level and above.
  package init(label: String, level: Logger.Level) {
    self.label = label
    logLevel = level
  }

  /// What every line says under a name.
  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one line.
  package func log(event: LogEvent) {
    let now = WallClock.system.now()
    var object = JSONObject([
      .init("time", .string(now.description)), .init("level", .string(event.level.rawValue)),
      .init("message", .string(event.message.description.escapingControls)),
      .init("label", .string(label)),
    ])
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
      object[key] = .string(value.description.escapingControls)
    }
    let line = CanonicalJSON.bytes(.object(object)) + [0x0A]
    // One write a line, so that lines of threads do not mix.
    _ = unsafe line.withUnsafeBytes { unsafe write(2, $0.baseAddress, $0.count) }
  }
}
