import CPlatform
import Glibc
package import Vocabulary

/// What can change a result while version and rules stay: the program, its helper, and the libraries
/// that are loaded.
package enum BuildDigest {
  /// The digest of what tells this process's code from any other; nil where a file of it cannot be looked
  /// at.
  ///
  /// A file of code counts as unchanged by what an input does: its device, inode, size and times, of which
  /// no program can set the last.
  package static let current: Digest256? = {
    guard var facts = loaded else { return nil }
    for path in ["/proc/self/exe", HelperProcess.program].compactMap({ $0 }) {
      guard let line = line(path) else { return nil }
      facts += line
    }
    var hasher = Hasher256()
    hasher.update(facts)
    return hasher.finish()
  }()

  /// What is known of a file without reading it; nil where there is none.
  private static func line(_ path: String) -> [UInt8]? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    let facts = FileFacts(status)
    let numbers =
      [Int64(bitPattern: facts.device), Int64(bitPattern: facts.inode)]
      + [facts.bytes, facts.modified, facts.changed]
    return Array("\(path) \(numbers)\n".utf8)
  }

  /// The same of the loaded libraries.
  private static var loaded: [UInt8]? {
    var names = [CChar](repeating: 0, count: 64 << 10)
    let count = unsafe phigate_loaded_objects(&names, names.count)
    guard count >= 0 else { return nil }
    var all: [UInt8] = []
    let bytes = names[..<count].map { UInt8(bitPattern: $0) }
    for name in bytes.split(separator: 0) {
      guard let line = line(String(decoding: name, as: UTF8.self)) else { return nil }
      all += line
    }
    return all
  }
}
