import Foundation
import Testing

/// What fuzzing whole scans has found once and must never find again: fixtures/fuzz/TARGET/NAME.
@Suite struct ScanFuzzTests {
  private static let folder: String = {
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(package)/fixtures/fuzz"
  }()

  @Test(arguments: scanFuzzTargets.keys.sorted())
  func survivesWhatWasFound(target: String) throws {
    let run = try #require(scanFuzzTargets[target])
    run([])
    for byte in UInt8.min...UInt8.max { run([0, byte]) }
    let folder = Self.folder + "/" + target
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      run(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
    }
  }

  /// Folders of parsers are those of the tests of formats.
  @Test func everyFindingHasItsTarget() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder)
    let own = folders.filter { $0.hasPrefix("scan") }
    #expect(!own.isEmpty && own.allSatisfy { scanFuzzTargets[$0] != nil })
  }
}
