import Testing
import Vocabulary

@testable import Detection

/// Places that the way to them names, people in terse notes, and what belongs to a name.
@Suite struct SiteTests {
  @Test(arguments: [
    ("Go on past Tolver's Pond and ring at the red door.", "Tolver's Pond"),
    ("He sleeps under the Ravnby Bridge since the spring.", "Ravnby Bridge"),
    ("Take Old Quarry Road to the end, the dog is friendly.", "Old Quarry Road"),
    ("If you hit Ebenezer Church you have gone too far.", "Ebenezer Church"),
    ("She collapsed at the Quickbarn on Alder, bystanders called.", "Quickbarn on Alder"),
    ("I am driving to Tolver's off Ninth with him now.", "Tolver's off Ninth"),
    ("Her dentist sits next to the post office, near the Grovemart on 319.", "Grovemart on 319"),
    ("Her nephew works at the Olsvik Farm as a foreman.", "Olsvik Farm"),
  ])
  func sitesAreFound(_ text: String, _ site: String) {
    let all = ScannedText(text).covered
    for part in site.split(separator: " ") where part != "on" && part != "off" {
      #expect(all.contains(part), "\(part) in \(all)")
    }
  }

  @Test(arguments: [
    "Start the Heparin on Monday and stop it on Friday.",
    "He rests at the House on Sundays.",
    "Under the Road Traffic Act nobody has to answer.",
    "Seen in the Park position of the gear lever.",
    "Use the Bridge and the Dock of the Kit on Windows.",
    "Put the Foley on Tuesday, out on Thursday.",
    "The Farm Bill passed and the Mill Levy rose.",
    "Take Metformin Road tests do not apply.",
  ])
  func otherWaysStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Dtr Patience was updated at the bedside.", "Patience"),
    ("Ride home with his brother in law Chance after lunch.", "Chance"),
    ("Please tell Grace that the cake is fine.", "Grace"),
    ("Seven of nine were present. Faith shared, Hunter left early.", "Faith Hunter"),
    ("wound care note on marsh comma eleanor who lives alone", "marsh eleanor"),
    ("Baby Girl Ostrander passed her hearing screen.", "Ostrander"),
    ("Discussed on rounds with Vellinga PGY2 and the team.", "Vellinga"),
  ])
  func peopleOfTerseNotesAreFound(_ text: String, _ names: String) {
    let all = ScannedText(text).covered
    for name in names.split(separator: " ") { #expect(all.contains(name), "\(name) in \(all)") }
  }

  @Test(arguments: [
    "Dtr Updated at the bedside.",
    "pain comma faith in the plan comma rest and ice",
    "The brother in law Enforcement was asked about it.",
    "Please tell Patients that the cake is fine.",
    "Faith and hope were themes. Grace under pressure.",
    "Baby Girl Clothing goes into the second bin.",
    "Discussed the Schedule PGY2 and the rotation.",
    "Hunter education left out the second module.",
  ])
  func otherTerseNotesStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("there is another D. Hartmann at your office", "D. Hartmann"),
    ("PatientName=MBEKEVU^ROSALIND^L rest of the line", "^L"),
    ("The fellow was Dr. Hyun-sook Parkman today.", "sook"),
    ("Patient: Wolfgang Amsler, dad in the room. Splint. -rqb", "rqb"),
  ])
  func partsOfNamesAreFound(_ text: String, _ part: String) {
    let all = ScannedText(text).covered
    #expect(all.contains(part), "\(part) in \(all)")
  }

  @Test(arguments: [
    "Low vitamin D. Hartmann's solution ran all night.",
    "Her number is 8336-0719D.\nHartmann signed it.",
    "Check again tomorrow. Splint. -ok",
    "All of it was done by the night shift. rqb",
  ])
  func otherLettersStay(_ text: String) {
    let all = ScannedText(text).covered
    for letter in ["D.", "ok", "rqb"] { #expect(!all.contains(letter), "\(letter) in \(all)") }
  }
}
