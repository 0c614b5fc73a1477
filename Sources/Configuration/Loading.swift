import Glibc
package import Vocabulary

extension Configuration {
  /// Reads a value of the environment; nil where it is not set.
  package typealias Environment = (_ name: String) -> String?

  /// The path used when neither option nor environment names one.
  package static let defaultPath = "/etc/phigate/phigate.yml"

  /// Reads a configuration file.
  /// - Parameter path: of phigate.yml; relative paths in it are relative to its folder.
  /// - Returns: the settings, complete.
  /// - Throws: a usage failure with `file:line:column` and the setting's name; for a file that
  ///   group or others can write, or whose folder they can.
  package static func load(path: String) throws(Failure) -> Configuration {
    let file = try GuardedFile(
      path: path,
      what: "configuration",
      bytesMax: YAMLLimits.bytesMax,
      secrecy: .writtenByOwner
    )
    return try parse(file.bytes, path: file.path)
  }

  /// Reads settings from the text of a file, without looking at the file system.
  /// - Parameters:
  ///   - text: the bytes of the file.
  ///   - path: its absolute path, for errors and for resolving relative paths.
  /// - Returns: the settings, complete.
  /// - Throws: a usage failure with `file:line:column` and the setting's name.
  package static func parse(_ text: [UInt8], path: String) throws(Failure) -> Configuration {
    do throws(YAMLFault) {
      var configuration = try Configuration(
        YAMLParser.parse(text),
        folder: GuardedFile.folder(of: path)
      )
      configuration.path = path
      return configuration
    } catch {
      throw Failure(
        .usage,
        "configuration: \(error.message)",
        path: "\(path):\(error.position.line):\(error.position.column)",
        next: error.next
      )
    }
  }

  /// The configuration that a command runs under: `--config`, `$PHIGATE_CONFIG`, the default path
  /// where a file is there, the built-in defaults.
  /// - Parameters:
  ///   - option: the value of `--config`; nil where it was not given.
  ///   - environment: reads the environment.
  /// - Returns: the settings; `.builtIn` where no file was named and none is at the default path.
  /// - Throws: what `load` throws; a file that was named and does not exist.
  package static func resolve(
    option: String?,
    environment: Environment
  ) throws(Failure) -> Configuration {
    var configuration = Configuration.builtIn
    if let option {
      configuration = try load(path: option)
    } else if let named = environment("PHIGATE_CONFIG"), !named.isEmpty {
      configuration = try load(path: named)
    } else if GuardedFile.exists(defaultPath) {
      configuration = try load(path: defaultPath)
    }
    configuration.today = currentDay()
    return configuration
  }

  /// The day of now in UTC, `YYYY-MM-DD`.
  private static func currentDay() -> String {
    var now = time(nil)
    var parts = unsafe tm()
    _ = unsafe gmtime_r(&now, &parts)
    let numbers = unsafe [Int(parts.tm_year) + 1_900, Int(parts.tm_mon) + 1, Int(parts.tm_mday)]
    return numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
  }

  /// The state folder: `--state`, `$PHIGATE_STATE`, the setting `gate.state`, `$STATE_DIRECTORY`,
  /// then the XDG state folder.
  /// - Throws: a usage failure where none of them is there or one is not absolute.
  package func statePath(option: String?, environment: Environment) throws(Failure) -> String {
    if let option { return try GuardedFile.absolute(option) }
    let named = [
      ("$PHIGATE_STATE", environment("PHIGATE_STATE")), ("gate.state", gate.state),
      ("$STATE_DIRECTORY", environment("STATE_DIRECTORY")),
      (
        "$XDG_STATE_HOME",
        environment("XDG_STATE_HOME").flatMap { $0.isEmpty ? nil : $0 + "/phigate" }
      ),
      ("$HOME", environment("HOME").flatMap { $0.isEmpty ? nil : $0 + "/.local/state/phigate" }),
    ]
    for case (let name, let path?) in named where !path.isEmpty {
      guard path.hasPrefix("/") else {
        throw Failure(.usage, "\(name) is not an absolute path", path: path)
      }
      return path
    }
    throw Failure(
      .usage,
      "no state folder: none of $PHIGATE_STATE, gate.state and $HOME is set",
      next: "give --state DIR"
    )
  }

  /// The bytes of the site key file; nil without the setting `key`.
  /// - Throws: a usage failure for a file that is not 32 bytes, not mode 0600 or 0400, not a regular
  ///   file, or not owned by the user who runs.
  package func readSiteKey() throws(Failure) -> [UInt8]? {
    guard let siteKeyPath else { return nil }
    let file = try GuardedFile(
      path: siteKeyPath,
      what: "site key",
      bytesMax: Configuration.siteKeyBytes,
      secrecy: .readByOwner
    )
    guard file.bytes.count == Configuration.siteKeyBytes else {
      throw Failure(
        .usage,
        "site key has \(file.bytes.count) bytes, not \(Configuration.siteKeyBytes)",
        path: siteKeyPath,
        next: "head -c 32 /dev/urandom > FILE; chmod 600 FILE"
      )
    }
    return file.bytes
  }

  /// Bytes of a site key.
  private static let siteKeyBytes = 32
}
