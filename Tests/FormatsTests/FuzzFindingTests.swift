import Foundation
import Testing

/// What fuzzing has found once and must never find again: fixtures/fuzz/TARGET/NAME.
struct FuzzFindingTests {
  private static let folder: String = {
    let package = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
    return "/\(package)/fixtures/fuzz"
  }()

  @Test(arguments: fuzzTargets.keys.sorted())
  func survivesWhatWasFound(target: String) throws {
    let run = try #require(fuzzTargets[target])
    // The shortest inputs, and the shortest of each byte.
    run([])
    for byte in UInt8.min...UInt8.max { run([byte]) }
    let folder = Self.folder + "/" + target
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      run(Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))))
    }
  }

  @Test func everyFindingHasItsTarget() throws {
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: Self.folder)) ?? []
    #expect(
      folders.allSatisfy { fuzzTargets[$0] != nil || $0.hasPrefix("scan") || $0.hasPrefix(".") }
    )
  }
}
