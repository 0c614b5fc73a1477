import Configuration
import Files
import Glibc
import Vocabulary

/// Opens what the user gave.
///
/// - Throws: usage where a source is missing, two have the same last component, or the stage lies in
///   one of them: it would be scanned while it is written.
func openSources(_ paths: [String], stage: String) throws(Failure) -> [ScanSource] {
  let place = realPath(parentFolder(of: stage)).map { $0 == "/" ? "/" : $0 + "/" }
  var sources: [ScanSource] = []
  var names: Set<[UInt8]> = []
  for path in paths {
    var status = stat()
    guard unsafe stat(path, &status) == 0, let real = realPath(path) else {
      throw Failure(
        .input(errno),
        "cannot open the source: \(describe(errno)); nothing was scanned",
        path: path
      )
    }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let name = lastComponent(path) ?? lastComponent(real) ?? Array("root".utf8)
    guard names.insert(name).inserted else {
      throw Failure(
        .usage,
        "two sources have the same last component; nothing was scanned",
        path: path
      )
    }
    if isFolder, let place, place.hasPrefix(real == "/" ? real : real + "/") {
      throw Failure(
        .usage,
        "the stage lies in a source; nothing was scanned",
        path: path,
        next: "choose a stage outside the landing zone"
      )
    }
    sources.append(
      ScanSource(
        folder: try Folder(path: isFolder ? path : parentFolder(of: path)),
        fileName: isFolder ? nil : name,
        prefix: paths.count > 1 && isFolder ? name : [],
        realPath: real
      )
    )
  }
  return sources
}

/// The last component of a path as bytes; nil where it is none that could name a file.
private func lastComponent(_ path: String) -> [UInt8]? {
  let name = Array(path.utf8).split(separator: 0x2F).last.map(Array.init) ?? []
  return name.isEmpty || name == [0x2E] || name == [0x2E, 0x2E] ? nil : name
}

/// The path of something that need not be there yet, in a folder that is: absolute, and without
/// links in that folder's path; nil where there is no such folder.
func absolutePath(_ path: String) -> String? {
  guard let name = lastComponent(path), let folder = realPath(parentFolder(of: path)) else {
    return nil
  }
  return (folder == "/" ? "/" : folder + "/") + String(decoding: name, as: UTF8.self)
}

/// The path without links, `.` and `..`; nil where nothing is there.
private func realPath(_ path: String) -> String? {
  guard let text = unsafe realpath(path, nil) else { return nil }
  defer { unsafe free(text) }
  return unsafe String(cString: text)
}

/// Nanoseconds since 1970.
func wallClockNanoseconds() -> Int64 {
  var time = timespec()
  _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
