import Files
import Records
import Vocabulary

#if canImport(Glibc)
import Glibc
#endif

/// A folder, best under another user or on another host, that keeps checkpoints where the log's
/// owner cannot take them back.
///
/// One file a checkpoint, `<origin>-<size>.checkpoint`; files are added, never changed.
struct SecondPlace {
  /// The folder.
  let folder: String
  /// The log's name as it stands in file names.
  private let stem: String

  /// The most files of the folder that are looked at.
  private static let filesMax = 10_000_000
  /// What checkpoint files end with.
  private static let suffix = ".checkpoint"
  /// What files with cosigned checkpoints end with; witnesses put them there.
  private static let cosignedSuffix = ".cosigned"

  /// A second place of the log `origin`.
  init(folder: String, origin: String) {
    self.folder = folder
    self.stem = Self.safeName(origin)
  }

  /// A name with everything but letters, digits, dots and hyphens made `_`.
  static func safeName(_ origin: String) -> String {
    let bytes = origin.utf8.map { byte -> UInt8 in
      let isSafe =
        byte.isAlphanumeric || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      return isSafe ? byte : UInt8(ascii: "_")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Refuses a folder that cannot be written before anything is spent.
  /// - Throws: exit 74.
  func checkWritable() throws(Failure) {
    guard unsafe access(folder, W_OK | X_OK) == 0 else {
      throw failure(.outputFailed, "cannot write to the checkpoints' second place", errno)
    }
  }

  /// The file of a checkpoint.
  func path(size: Int64, cosigned: Bool = false) -> String {
    "\(folder)/\(stem)-\(size)\(cosigned ? Self.cosignedSuffix : Self.suffix)"
  }

  /// The sizes of the checkpoints that are kept, ascending.
  /// - Throws: exit 2 where the folder cannot be read: a log must not pass for want of its witness.
  func sizes(cosigned: Bool = false) throws(Failure) -> [Int64] {
    let suffix = cosigned ? Self.cosignedSuffix : Self.suffix
    guard let directory = unsafe opendir(folder) else {
      throw failure(.usage, "cannot read the checkpoints' second place", errno)
    }
    defer { unsafe closedir(directory) }
    var sizes: [Int64] = []
    let prefix = stem + "-"
    while sizes.count < Self.filesMax, let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { characters in
          unsafe String(cString: characters)
        }
      }
      guard name.hasPrefix(prefix), name.hasSuffix(suffix) else { continue }
      let digits = name.dropFirst(prefix.count).dropLast(suffix.count)
      guard let size = Int64(digits), size >= 0, String(size) == digits else { continue }
      sizes.append(size)
    }
    return sizes.sorted()
  }

  /// The checkpoint of a size as it was written; nothing is verified.
  func read(size: Int64, cosigned: Bool = false) throws(Failure) -> [UInt8] {
    try SmallFile.read(path(size: size, cosigned: cosigned), bytesMax: SignedNote.bytesMax)
  }

  /// Adds a checkpoint.
  ///
  /// The file appears whole or not at all, and is on the disk when this returns.
  /// - Throws: exit 5 where another checkpoint of the same size is there, exit 74 where it cannot
  ///   be written.
  func add(_ note: [UInt8], size: Int64) throws(Failure) {
    guard try !SmallFile.create(path(size: size), note, in: folder) else { return }
    guard try read(size: size) == note else {
      throw Failure(
        .integrity,
        "the second place holds another checkpoint of size \(size): two logs under one name",
        path: path(size: size),
        reasons: [AuditReason.forked.rawValue]
      )
    }
  }

  /// An error of the folder.
  private func failure(_ code: ExitCode, _ what: String, _ error: Int32) -> Failure {
    Failure(code, "\(what): \(describe(error))", path: folder)
  }
}
