import Testing
import Vocabulary

@testable import Staging

/// People in names of elements and attributes, and that a copy is well-formed whatever becomes of them.
@Suite struct MarkupNameTests {
  private typealias Document = StagedDocument

  private static let documents = [
    Document(
      "people.xml",
      "<all><patient_Okafor_Chidi><n>2</n></patient_Okafor_Chidi><pt.Chidi.Okafor/><KowalskiWanda a=\"1\"/></all>",
      "<all><patient_x><n>2</n></patient_x><pt.x/><x a=\"1\"/></all>"
    ),
    Document(
      "alike.xml",
      "<all><row p_8812374=\"yes\" p_8812375=\"no\" q=\"0\"/><row Okafor_Chidi=\"2\" Rosenbaum_Miriam=\"3\"/>"
        + "<row a:p_8812374=\"1\" b:p_8812375=\"2\"/></all>",
      "<all><row p_0=\"yes\" p_1=\"no\" q=\"0\"/><row x=\"2\" x1=\"3\"/>"
        + "<row a:p_0=\"1\" b:p_0=\"2\"/></all>"
    ),
    Document(
      "schema.xml",
      stays:
        "<all><PatientMatchGrade Given_Name=\"1\"/><Rose_Bengal/><AlanineAminotransferase v2.5.1=\"2\"/>"
        + "<OrganizationContactRole/><DateOfBirthFormat/></all>"
    ),
  ]

  @Test(arguments: documents)
  private func namesOfPeopleGoAtBothEnds(_ document: Document) throws { try document.check() }

  /// What comes behind cannot be renamed any more.
  @Test func attributesThatWouldBecomeOneAreAReasonToWithhold() throws {
    let world = try StagingWorld()
    try world.put("in/a.xml", "<all><row p_8812374=\"1\" p_8812375=\"2\" p_1=\"3\"/></all>")
    try world.put("in/b.xml", "<all><row p_1=\"3\" p_0=\"2\" p_8812375=\"1\"/></all>")
    let manifest = try world.scan()
    #expect(try manifest.entry("in/a.xml").reason == .ambiguousStructure)
    #expect(
      try world.text("stage/data/in/b.xml") == "<all><row p_1=\"3\" p_0=\"2\" p_2=\"1\"/></all>"
    )
  }
}
