import Glibc

/// The repository as text: what the tests about structure read.
enum Repository {
  /// The folder that holds Package.swift.
  static let root: String = {
    var parts = #filePath.split(separator: "/").map(String.init)
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/")
  }()

  /// Every file below `folder` whose name ends in `suffix`, as paths relative to the root, sorted.
  static func files(in folder: String, suffix: String) -> [String] {
    var found: [String] = []
    var pending = [folder]
    while let next = pending.popLast() {
      guard let directory = unsafe opendir(root + "/" + next) else { continue }
      while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
            unsafe String(cString: $0)
          }
        }
        if name.hasPrefix(".") { continue }
        let path = next + "/" + name
        if unsafe entry.pointee.d_type == UInt8(DT_DIR) {
          pending.append(path)
        } else if name.hasSuffix(suffix) {
          found.append(path)
        }
      }
      _ = unsafe closedir(directory)
    }
    return found.sorted()
  }

  /// The text of a file, by its path relative to the root; empty where it cannot be read.
  static func text(_ path: String) -> String {
    guard let file = unsafe fopen(root + "/" + path, "rb") else { return "" }
    defer { _ = unsafe fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = unsafe fread(&buffer, 1, buffer.count, file)
      if count == 0 { break }
      bytes.append(contentsOf: buffer[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The lines of a file without their ends.
  static func lines(_ path: String) -> [String] {
    text(path).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// Every Swift file of the product.
  static let sources = files(in: "Sources", suffix: ".swift")

  /// Every Swift file of the product and its tests.
  static let allSwift = sources + files(in: "Tests", suffix: ".swift")
}
