import Glibc

/// The target that `PHIGATE_FUZZ` names; where there is none of that name, all are printed.
private let chosen: FuzzTarget = {
  let wanted = unsafe getenv("PHIGATE_FUZZ").map { unsafe String(cString: $0) } ?? "list"
  guard let target = fuzzTargets[wanted] else {
    for name in fuzzTargets.keys.sorted() { print(name) }
    fflush(nil)
    // libFuzzer takes an ordinary exit for a crash.
    _exit(wanted == "list" ? 0 : 64)
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
