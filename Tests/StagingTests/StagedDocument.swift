import Manifest
import Testing
import Vocabulary

@testable import Staging

/// A file of a landing zone and what its copy is.
struct StagedDocument: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  let copy: String
  var testDescription: String { name }

  /// Stages the file, and its copy once more: the copy is as expected, keeps the ending of its name, and
  /// nothing is found in it.
  func check() throws {
    let world = try StagingWorld()
    try world.put("in/" + name, text)
    _ = try world.scan()
    let staged =
      try tool(["ls", world.stage + "/data/in"]).output.split(separator: "\n").first ?? ""
    let found = try world.text("stage/data/in/\(staged)")
    #expect(found == copy)
    #expect(staged.split(separator: ".").last == name.split(separator: ".").last)
    let again = try StagingWorld()
    try again.put("in/" + name, copy)
    #expect(try again.scan().footer.masked == 0)
  }
}
