import Files
import Glibc

/// What the kernel says of this process.
enum ProcessFacts {
  /// Bytes of its resident memory; 0 where the kernel does not say.
  static var residentBytes: Int64 {
    guard let bytes = try? SmallFile.readIfThere("/proc/self/statm", bytesMax: 256) else {
      return 0
    }
    let fields = String(decoding: bytes, as: UTF8.self).split(separator: " ")
    let pages = fields.count > 1 ? Int64(fields[1]) ?? 0 : 0
    return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
  }
}
