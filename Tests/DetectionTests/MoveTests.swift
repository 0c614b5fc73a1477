import Testing
import Vocabulary

@testable import Detection

/// Places that a move, a pastime or a bracket leads to, and towns that only lend their names.
@Suite struct MoveTests {
  @Test(arguments: [
    ("Transported emergent to Ravnholt, report to the charge nurse.", "Ravnholt"),
    ("Consider repatriation to the Osterlind when a bed is free.", "Osterlind"),
    ("Tick bite after camping Tolvermere two weeks ago.", "Tolvermere"),
    ("Hook in the thumb, fishing off Ravnmouth.", "Ravnmouth"),
    ("Taught for 30 years, then retired to Bath near her sister.", "Bath"),
    ("Inmate at FCI Ravnholt since spring, on warfarin.", "FCI Ravnholt"),
    ("Discharged home to Osterlin First Nation with oxygen.", "Osterlin First Nation"),
    ("Met her in the Ravnholt lobby, two litres given.", "Ravnholt lobby"),
  ])
  func placesOfMovesAreFound(_ text: String, _ wanted: String) {
    let all = ScannedText(text).covered
    for part in wanted.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "Transferred to Recovery, then to Radiology for a film.",
    "Retired to the couch. Moved to Isolation on day two.",
    "UC Flare in the spring, VA Benefits pending.",
    "Fishing Reel injuries and Hunting Season are covered.",
    "The First Nation programme and the Nation as a whole.",
  ])
  func otherMovesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Periprosthetic fractures are graded by the Vancouver\nclassification, the rest by its appendix.",
    "Grade by the Los Angeles classification and report by the Paris system.",
    "Lymphoma is staged by Ann Arbor with the Lugano modification.",
    "El Escorial and Awaji criteria are both accepted for the diagnosis of ALS.",
    "Antithrombin Budapest III and factor V Leiden are reported by name.",
    "Serovars seen in 2019: Salmonella Newport, then Salmonella Dublin.",
    "Set the zone to Europe/London on every host.",
    "Divisions: East North Central, West South Central, South Atlantic.",
    "font-family: \"Georgia\", \"Geneva\", \"Verdana\", sans-serif",
    "The core switches are Hudson-style, a term of the vendor.",
    "INSERT INTO sites VALUES (4, 'north', NULL, 'x')",
  ])
  func namesakesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("She lives in Vancouver. Pain score 4 of 10.", "Vancouver"),
    ("Moved from Milan to Lugano last year, staging is pending.", "Lugano"),
    ("Seen in Boston, MA for staging.", "Boston"),
    (
      "Georgia asked for a larger font on her letter, Georgia Halloran that is.", "Georgia Halloran"
    ),
    ("She lives in Newport with Salmonella in the family.", "Newport"),
    ("Facility: Stanford\nGrade: 2 of 3, staging to follow.", "Stanford"),
    ("She lives in Denver\nDiet: as tolerated, trial of rice.", "Denver"),
    ("62M Dallas resident with a grade 3 sprain.", "Dallas"),
    ("He was born in Verona and graded well.", "Verona"),
  ])
  func townsWhereSomebodyIsAreFound(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }
}
