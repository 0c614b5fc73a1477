package import Vocabulary

/// A YAML file of settings that another program of the project reads by the same rules.
package struct SettingsFile {
  /// The absolute path, every link resolved.
  package let path: String
  /// The settings at the top.
  private let node: YAMLNode
  /// The manual page that describes the file.
  private let manual: String

  /// Reads a file that only its owner may write.
  /// - Parameters:
  ///   - path: of the file.
  ///   - manual: the manual page that describes it.
  /// - Throws: a usage failure with `file:line:column`.
  package init(path: String, manual: String) throws(Failure) {
    let file = try GuardedFile(
      path: path,
      what: "configuration",
      bytesMax: YAMLLimits.bytesMax,
      secrecy: .writtenByOwner
    )
    try self.init(text: file.bytes, path: file.path, manual: manual)
  }

  /// Takes the text of a file.
  /// - Parameters:
  ///   - text: the bytes of the file.
  ///   - path: its absolute path, for errors and for relative paths in it.
  ///   - manual: the manual page that describes it.
  /// - Throws: a usage failure with `file:line:column`.
  package init(text: [UInt8], path: String, manual: String) throws(Failure) {
    self.path = path
    self.manual = manual
    do throws(YAMLFault) {
      node = try YAMLParser.parse(text)
    } catch {
      throw Self.failure(error, path)
    }
  }

  /// Hands the settings at the top to `body`, and refuses those that it did not take.
  /// - Throws: a usage failure with `file:line:column` and the setting's name.
  package func read<Result>(
    _ body: (inout SettingsReader) throws(YAMLFault) -> Result
  ) throws(Failure) -> Result {
    do throws(YAMLFault) {
      var reader = try SettingsReader(node, manual: manual)
      let result = try body(&reader)
      try reader.finish()
      return result
    } catch {
      throw Self.failure(error, path)
    }
  }

  /// An absolute path for one that a setting names, relative to the file's folder.
  package func resolved(_ named: String) -> String {
    named.hasPrefix("/") ? named : "\(GuardedFile.folder(of: path))/\(named)"
  }

  /// The first line of a file that only its owner may read: a secret.
  /// - Throws: a usage failure that names the file, and nothing of what is in it.
  package static func secret(path: String, what: String) throws(Failure) -> String {
    let file = try GuardedFile(
      path: path,
      what: what,
      bytesMax: secretBytesMax,
      secrecy: .readByOwner
    )
    var bytes = file.bytes
    if bytes.last == 0x0A { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty,
      bytes.allSatisfy({ 0x20..<0x7F ~= $0 })
    else { throw Failure(.usage, "\(what) is not one line of printable ASCII", path: file.path) }
    return text
  }

  /// Bytes of a file that holds a secret.
  private static let secretBytesMax = 4_096

  /// A fault with the file it is in.
  private static func failure(_ fault: YAMLFault, _ path: String) -> Failure {
    Failure(
      .usage,
      "configuration: \(fault.message)",
      path: "\(path):\(fault.position.line):\(fault.position.column)",
      next: fault.next
    )
  }
}

extension YAMLFault {
  /// A fault of the file as a whole: something that should be there is not.
  package static func ofFile(_ message: String, next: String? = nil) -> YAMLFault {
    YAMLFault(position: YAMLPosition(line: 1, column: 1), message: message, next: next)
  }
}
