import Records
package import Vocabulary

/// Where a destination's address leads.
package enum Outlet: Sendable, Hashable {
  /// A folder, in which the bundle appears by one rename: `file:/srv/released`.
  case folder(String)
  /// Standard output, as one tar: `-`.
  case standardOutput
  /// A command that is fed with that tar: `exec:/usr/local/bin/put-object research`.
  ///
  /// Its words are separated by single spaces; no shell looks at them. The first is a program's path.
  case command([String])

  /// Words of a command at most.
  package static let wordsMax = 32
}

extension TrustDocument.Destination {
  /// Where the address leads; nil for one that is not known.
  package var outlet: Outlet? {
    if let folder { return .folder(folder) }
    if uri.hasSameBytes(as: "-") { return .standardOutput }
    guard uri.hasPrefix("exec:/") else { return nil }
    let words = uri.dropFirst("exec:".count)
      .split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let program = words[0].split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    guard words.count <= Outlet.wordsMax, uri.utf8.allSatisfy({ 0x20..<0x7F ~= $0 }),
      words.allSatisfy({ !$0.isEmpty }),
      program.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
    else { return nil }
    return .command(words)
  }
}

/// What became of a bundle that was handed to somebody as a stream.
package struct Delivery: Sendable, Hashable {
  /// `standard-output` or `command`.
  package var kind: String
  /// SHA-256 of the tar, as far as it was written.
  package var sha256: Digest256
  /// Bytes of the tar that were written.
  package var bytes: Int64
  /// Whether that was all of it.
  package var isWhole: Bool
  /// The command's exit code; nil where a signal ended it, or where there is no command.
  package var exitCode: Int32?
  /// The signal that ended the command; nil for none.
  package var signal: Int32?
  /// Why it counts as failed; nil: everything was taken.
  package var fault: String?

  /// The delivery as JSON, for the receipt.
  var json: JSONValue {
    [
      "kind": .string(kind), "sha256": .string(sha256.hex), "bytes": .integer(bytes),
      "whole": .bool(isWhole),
      "exitCode": exitCode.map { .integer(Int64($0)) } ?? .null,
      "signal": signal.map { .integer(Int64($0)) } ?? .null,
      "fault": fault.map { .string($0) } ?? .null,
    ]
  }
}
