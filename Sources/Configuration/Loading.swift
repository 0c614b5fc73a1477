package import Vocabulary

extension Configuration {
  /// Reads a value of the environment; nil where it is not set.
  package typealias Environment = (_ name: String) -> String?

  /// The path used when neither option nor environment names one.
  package static let defaultPath = "/etc/phigate/phigate.yml"

  /// Reads a configuration file.
  /// - Parameter path: of phigate.yml; relative paths in it are relative to its folder.
  /// - Throws: a usage failure with `file:line:column` and the setting's name; for a file that
  ///   group or others can write, or whose folder they can.
  package static func load(path: String) throws(Failure) -> Configuration {
    throw Failure(.usage, "not yet")
  }

  /// Reads settings from the text of a file, without looking at the file system.
  /// - Parameters:
  ///   - text: the bytes of the file.
  ///   - path: its absolute path, for errors and for resolving relative paths.
  package static func parse(_ text: [UInt8], path: String) throws(Failure) -> Configuration {
    throw Failure(.usage, "not yet")
  }

  /// The configuration that a command runs under: `--config`, `$PHIGATE_CONFIG`, the default path
  /// where a file is there, the built-in defaults.
  /// - Parameters:
  ///   - option: the value of `--config`; nil where it was not given.
  ///   - environment: reads the environment.
  /// - Throws: what `load` throws; a file that was named and does not exist.
  package static func resolve(
    option: String?, environment: Environment
  ) throws(Failure) -> Configuration {
    .builtIn
  }

  /// The state folder: `--state`, `$PHIGATE_STATE`, the setting `gate.state`, `$STATE_DIRECTORY`,
  /// then the XDG state folder.
  /// - Throws: a usage failure where none of them is there or one is not absolute.
  package func statePath(option: String?, environment: Environment) throws(Failure) -> String {
    ""
  }

  /// The settings that can change a result, in one fixed form; their SHA-256 is `settings` in the
  /// manifest's header. Leaves out jobs, chunkBytes and every path.
  package var canonicalSettings: [UInt8] { [] }

  /// The bytes of the site key file; nil without the setting `key`.
  /// - Throws: a usage failure for a file that is not 32 bytes, not mode 0600 or 0400, not a regular
  ///   file, or not owned by the user who runs.
  package func readSiteKey() throws(Failure) -> [UInt8]? { nil }
}

/// The text that `init` writes as phigate.yml: every setting with its default and a comment.
package struct ConfigurationTemplate: Sendable {
  /// The label of the landing zone.
  package var sourceLabel = "landing"
  /// The path of the site key file, absolute or relative to the file; nil leaves it commented out.
  package var siteKeyPath: String?
  /// The gate's paths; nil ones are left commented out.
  package var gate = GateSettings()

  /// Creates a template of nothing but defaults.
  package init() {}

  /// The file's text; loads without an error.
  package var text: String { "" }
}
