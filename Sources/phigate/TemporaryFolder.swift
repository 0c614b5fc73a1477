import Glibc
import Vocabulary

/// A private folder for spools below `$TMPDIR`, else below /tmp; removed with the object.
final class TemporaryFolder {
  /// Where it is, mode 0700.
  let path: String

  /// Creates the folder.
  init() throws(Failure) {
    let named = Console.standard.environment("TMPDIR") ?? ""
    let folder = named.hasPrefix("/") ? named : "/tmp"
    var template = Array("\(folder)/phigate-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else {
      throw Failure(.temporary, "no temporary folder can be made; nothing was done")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { _ = unsafe rmdir(path) }
}
