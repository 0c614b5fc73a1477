import Configuration
import Foundation
import Manifest
import Testing
import Vocabulary

@testable import Staging

private let samples: String = {
  let around = #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
  return "/\(around)/shared/samples"
}()

private let areSamplesThere = FileManager.default.fileExists(atPath: samples + "/SOURCES.tsv")

/// Real files written by others: they lie beside the project and are no part of it.
@Suite(.enabled(if: areSamplesThere, "needs ../shared/samples"))
struct SampleTests {
  @Test(.enabled(if: isOutsideInstalled("pydicom"), "needs the readers of scripts/setup"))
  func everyCopyOpensWithItsReaderAndHasTheStructureOfItsOriginal() throws {
    let world = try StagingWorld()
    let manifest = try world.scan([samples])
    #expect(manifest.footer.masked > 50)
    let script = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let done = try tool([
      outsidePython(), "/\(script)/Scripts/check-samples.py", samples, world.stage,
    ])
    #expect(done.code == 0, "\(done.output)")
  }

  @Test func whatIsWithheldHasAReasonOfItsFormat() throws {
    let world = try StagingWorld()
    let manifest = try world.scan([samples])
    let expected: Set<Reason> = [
      .encrypted, .truncated, .unsupportedFormat, .unscannableContent, .ambiguousStructure,
      .limitDepth, .policy,
    ]
    for entry in manifest.entries {
      guard let reason = entry.reason else { continue }
      #expect(expected.contains(reason), "\(entry.path): \(reason.rawValue)")
    }
    for folder in ["csv", "ccda", "fhir", "fhir-ndjson", "hl7v2", "x12", "pptx", "ncpdp"] {
      let withheld = manifest.entries.filter {
        $0.path.hasPrefix(folder + "/") && $0.disposition == .withheld
      }
      #expect(withheld.isEmpty, "\(withheld.map(\.path))")
    }
  }
}
