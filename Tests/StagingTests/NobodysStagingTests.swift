import Testing

@testable import Staging

/// Files about nobody, and what of a person stands between.
struct NobodysStagingTests {
  /// Each with its copy; those that are the same stay whole.
  private static let documents: [StagedDocument] = [
    StagedDocument(
      name: "definitions.ndjson",
      text: """
        {"resourceType":"ValueSet","id":"bed-kinds","name":"BedKinds","url":"http://example.org/fhir/ValueSet/bed-kinds"}
        {"resourceType":"Patient","id":"p-4471","name":[{"family":"Solheim"}]}
        {"resourceType":"StructureDefinition","id":"ward-patient","name":"WardPatient","contact":[{"name":"Ingrid Solheim"}]}

        """,
      copy: """
        {"resourceType":"ValueSet","id":"bed-kinds","name":"BedKinds","url":"http://example.org/fhir/ValueSet/bed-kinds"}
        {"resourceType":"Patient","id":"[UNIQUE_ID]","name":[{"family":"[NAME]"}]}
        {"resourceType":"StructureDefinition","id":"ward-patient","name":"WardPatient","contact":[{"name":"[NAME]"}]}

        """
    ),
    StagedDocument(
      name: "router.json",
      text: #"{"name":"billing-router","version":"5.1.0","license":"UNLICENSED"}"#,
      copy: #"{"name":"billing-router","version":"5.1.0","license":"UNLICENSED"}"#
    ),
    StagedDocument(
      name: "person.json",
      text: #"{"name":"Skip Hill","version":"5.1.0"}"#,
      copy: #"{"name":"[NAME]","version":"5.1.0"}"#
    ),
    StagedDocument(
      name: "labels.json",
      text: #"{"phone":"Phone","city":"Ciudad","firstName":"Nombre","mrn":"5512093"}"#,
      copy: #"{"phone":"Phone","city":"Ciudad","firstName":"Nombre","mrn":"[MRN]"}"#
    ),
    StagedDocument(
      name: "tests.html",
      text: """
        <table><tr><th>Code</th><th>Name</th><th>Specimen</th></tr><tr><td>NA</td><td>Sodium</td><td>Serum</td></tr>
        <tr><td>K</td><td>Potassium</td><td>Serum</td></tr></table>

        """,
      copy: """
        <table><tr><th>Code</th><th>Name</th><th>Specimen</th></tr><tr><td>NA</td><td>Sodium</td><td>Serum</td></tr>
        <tr><td>K</td><td>Potassium</td><td>Serum</td></tr></table>

        """
    ),
    StagedDocument(
      name: "limits.csv",
      text: "Test,Age low,Age high\nFerritin,18,99\nIron,18,120\nZinc,0,99\n",
      copy: "Test,Age low,Age high\nFerritin,18,99\nIron,18,120\nZinc,0,99\n"
    ),
  ]

  @Test(arguments: documents) func nobodysFilesStay(_ document: StagedDocument) throws {
    try document.check()
  }
}
