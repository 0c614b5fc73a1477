import Files
import Synchronization
import Vocabulary

/// The private folder in which a stage is built: copies under temporary names, and spools.
final class WorkFolder: Sendable {
  /// The folder, mode 0700.
  let folder: Folder
  private let counter = Atomic<Int>(0)

  /// Prepares a folder for copies.
  init(_ folder: Folder) throws(Failure) {
    self.folder = folder
    try folder.createFolders(Array("out".utf8))
  }

  /// A name that nobody else uses.
  private func freshName(_ prefix: String) -> [UInt8] {
    let number = counter.add(1, ordering: .relaxed).newValue
    return Array("\(prefix)\(number)".utf8)
  }

  /// Creates a copy under a temporary name.
  /// - Returns: its path below the folder, and the file.
  func newCopy() throws(Failure) -> (path: [UInt8], file: OutputFile) {
    let path = Array("out/".utf8) + freshName("")
    return (path, OutputFile(owning: try create(path)))
  }

  /// Creates a file that has no name.
  func temporaryFile() throws(Failure) -> OutputFile {
    let path = freshName("spool-")
    let descriptor = try create(path)
    folder.remove(path)
    return OutputFile(owning: descriptor)
  }

  /// The same file for reading, by a descriptor of its own.
  func reopen(_ file: OutputFile) throws(Failure) -> InputFile {
    do throws(Withholding) {
      return try InputFile(owning: file.duplicateDescriptor())
    } catch {
      throw Failure(.outputFailed, "a spool cannot be read back; nothing was staged")
    }
  }

  /// Removes the folder of copies, where it is empty.
  func remove() { folder.removeFolder(Array("out".utf8)) }

  /// Creates a file of mode 0640.
  private func create(_ path: [UInt8]) throws(Failure) -> Int32 {
    let descriptor = folder.create(path)
    guard descriptor >= 0 else {
      throw outputFailure(-descriptor, "a copy cannot be created")
    }
    return descriptor
  }
}
