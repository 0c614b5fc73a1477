import Foundation
import Testing

/// What fuzzing whole scans has found once and must never find again: fixtures/fuzz/TARGET/NAME.
@Suite struct ScanFuzzTests {
  @Test(arguments: scanFuzzTargets.keys.sorted())
  func survivesWhatWasFound(target: String) throws {
    let run = try #require(scanFuzzTargets[target])
    run([])
    for byte in UInt8.min...UInt8.max { run([0, byte]) }
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    let folder = "/\(package)/fixtures/fuzz/\(target)"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      run(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
    }
  }
}
