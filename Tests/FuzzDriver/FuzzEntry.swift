import Detection
import Glibc

/// The target that `PHIGATE_FUZZ` names.
///
/// `list` prints the names of all, `examples` what the rules find and leave, each example ended by a
/// zero byte.
private let chosen: FuzzTarget = {
  let wanted = unsafe getenv("PHIGATE_FUZZ").map { unsafe String(cString: $0) } ?? "list"
  let targets = fuzzTargets.merging(scanFuzzTargets) { parser, _ in parser }
  guard let target = targets[wanted] else {
    if wanted == "examples" {
      for rule in RuleSet.builtIn.rules {
        for example in rule.positive + rule.negative { print(example, terminator: "\0") }
      }
    } else {
      for name in targets.keys.sorted() { print(name) }
    }
    fflush(nil)
    // libFuzzer takes an ordinary exit for a crash.
    _exit(wanted == "list" || wanted == "examples" ? 0 : 64)
  }
  return target
}()

/// What libFuzzer calls with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func takeInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  chosen(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
