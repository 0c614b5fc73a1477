import CPlatform
import Glibc
package import Vocabulary

/// What can change a result while version and rules stay: the program, its helper, and the libraries
/// that are loaded.
package enum BuildDigest {
  /// The digest of this process's code; nil where the program cannot be read.
  package static let current: Digest256? = {
    guard let own = contentDigest("/proc/self/exe") else { return nil }
    let helper = HelperProcess.program.flatMap(contentDigest)
    guard let loaded else { return nil }
    var hasher = Hasher256()
    hasher.update(own.bytes + (helper?.bytes ?? []) + loaded)
    return hasher.finish()
  }()

  /// The SHA-256 of a file; nil where it cannot be read.
  private static func contentDigest(_ path: String) -> Digest256? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var hasher = Hasher256()
    while true {
      guard let piece = try? SmallFile.readPiece(file, max: 1 << 20) else { return nil }
      if piece.isEmpty { return hasher.finish() }
      hasher.update(piece)
    }
  }

  /// Paths, sizes and times of the loaded libraries: a packager's upgrade changes all three.
  private static var loaded: [UInt8]? {
    var names = [CChar](repeating: 0, count: 64 << 10)
    let count = unsafe phigate_loaded_objects(&names, names.count)
    guard count >= 0 else { return nil }
    var text = ""
    let bytes = names[..<count].map { UInt8(bitPattern: $0) }
    for name in bytes.split(separator: 0) {
      let path = String(decoding: name, as: UTF8.self)
      var status = stat()
      guard unsafe stat(path, &status) == 0 else { return nil }
      let facts = FileFacts(status)
      text += "\(path) \(facts.bytes) \(facts.modified)\n"
    }
    return Array(text.utf8)
  }
}
