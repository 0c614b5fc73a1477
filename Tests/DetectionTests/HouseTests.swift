import Testing
import Vocabulary

@testable import Detection

/// Houses, roads and positions as they are written without a common street: grids, numbered roads, floors,
/// boxes, latitudes.
@Suite struct HouseTests {
  @Test(arguments: [
    ("Sent to W187N4410 Quarry Hill Rd for a fall.", "W187N4410 Quarry Hill Rd"),
    ("Address on file 19W330 Thorn Ave, new one pending.", "19W330 Thorn Ave"),
    ("Lives at N4471 County Road K, barn on the left.", "N4471 County Road K"),
    ("Building is one of 14A-14F Larch Sq and has no bell.", "14A-14F Larch Sq"),
    ("Send the kit to 3380 W 2700 S after three.", "3380 W 2700 S"),
    ("The office moved to 1422 E 31st, fax unchanged.", "1422 E 31st"),
    ("Shelter: 7120 Hwy 44 East takes patients on oxygen.", "7120 Hwy 44 East"),
    ("Home 27C Estate Larkspur, son with him.", "27C Estate Larkspur"),
    ("Deliver to SPACE 9, 4410 TANNERY RD after noon.", "SPACE 9 4410 TANNERY RD"),
    ("I reside at Fourth Floor, 22 Quarry Terrace.", "Fourth Floor 22 Quarry Terrace"),
    ("Come to 310 Dock Street, Level 4 by noon.", "310 Dock Street Level 4"),
    ("Now at 310 Dock St, 3rd Floor with her aunt.", "310 Dock St 3rd Floor"),
    ("Mail: RR 3 Box 77B, the phone is out.", "RR 3 Box 77B"),
    ("Mail: Box 31, Larkspur ID 83251 as before.", "Box 31"),
    ("ADDR2 MAIL STOP 31 does not fit", "MAIL STOP 31"),
    ("Ring at 3307 Emmerson, upstairs.", "3307 Emmerson"),
    ("Dispatch has her at 7 Poplar since noon.", "7 Poplar"),
    ("She went to 21-30 Quimby to ring the bell.", "21-30 Quimby"),
    ("Address: 4417 Lomnaka 36 Apt. 219", "4417 Lomnaka 36 Apt. 219"),
    ("Ship to\n2218 Brennerys gate 31\nApt. 4\nby noon", "2218 Brennerys gate 31 Apt. 4"),
    ("The van stops at 9114 ul. Kwiatowska 27 at noon.", "9114 ul. Kwiatowska 27"),
    ("770 26 rue des Tilleuls\nApt. 12", "770 26 rue des Tilleuls"),
  ])
  func housesAreFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "In 2019 Highway 61 was closed for the drill.",
    "Give 12 N 5 E as the code of the sample.",
    "Level 4 needs a badge, Floor 3 does not.",
    "Then pipette 20 ul. Add 5 ml of buffer.",
    "Mix 20 ul. Taq 5 units stays cold.",
    "Box 9, Section IV of the form stays empty.",
    "Mail the form, Stop 12 is the bus.",
    "Look at 20 Poplar trees near the path.",
    "Route 2 of 4, Road test passed, Avenue of approach.",
    "Give 500 mg at 12 Noon and at 4 PM.",
    "Grades 12A-12F in the table are merged.",
    "Seen at 20 Weeks and at 36 Weeks.",
  ])
  func numbersOfOtherThingsStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Found down at Kedzer and Cermoth by the driver.", "Kedzer Cermoth"),
    ("Picked up from Larkin and 14th, awake.", "Larkin 14th"),
    ("Bus at Alder & N 96th stops early.", "Alder N 96th"),
    ("Rollover I-70 EB MM 241, two patients.", "I-70 EB MM 241"),
    ("Wreck on US 50 near mile marker 88, one trapped.", "50 mile 88"),
    ("Rx to Walgreens on Alder and Quimby, call her.", "Walgreens Alder Quimby"),
    ("He sleeps behind the Walmart in Burnsville.", "Walmart Burnsville"),
  ])
  func roadsAreFound(_ text: String, _ parts: String) {
    let all = ScannedText(text).covered
    for part in parts.split(separator: " ") { #expect(all.contains(part), "\(part) in \(all)") }
  }

  @Test(arguments: [
    "Dosed at Baseline and 12th week of the study.",
    "I-131 was given, US at 20 weeks, mile 3 of the run.",
    "Shoes from Walmart in stock are fine.",
    "Target in Range for most of the day.",
  ])
  func otherCrossingsStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    ("Caller pin 43.87712,-91.26581, no answer.", "43.87712,-91.26581"),
    ("LZ 41°12'44\"N 118°01'02\"W, winds 10 kt.", "41°12'44\"N 118°01'02\"W"),
    ("LZ 41°12′44″N, 118°01′02″W for the ship.", "41°12′44″N, 118°01′02″W"),
    ("Hiker at N 45° 51.222' W 122° 45.598' with a sprain.", "N 45° 51.222' W 122° 45.598'"),
    ("Boat at 38.2122 N, 119.0172 W drifting.", "38.2122 N, 119.0172 W"),
    ("GPS 51.5172, 0.1276 is the tent.", "51.5172, 0.1276"),
  ])
  func positionsAreFound(_ text: String, _ wanted: String) {
    #expect(ScannedText(text).covered.contains(wanted), "\(ScannedText(text).covered)")
  }

  @Test(arguments: [
    "Slopes were 0.12345, -0.67891 in both arms.",
    "Flexion 45°, extension 10°, 90° in all.",
    "Ratios 44.97712 and 93.26581 came out.",
    "Force 37.25 N, moment 4.1 Nm, 12.25 W.",
    "Urinary tract 2021 guideline, GI tract 12 cm.",
    "Census tract data are public since 2020.",
  ])
  func measurementsStay(_ text: String) {
    #expect(ScannedText(text).covered.isEmpty, "\(ScannedText(text).covered)")
  }

  @Test func aTractAndItsBlockGroupAreFound() {
    let all = ScannedText("Census tract 39035 1187.02, block group 2, SVI 0.91").covered
    for part in ["39035", "1187.02", "2"] { #expect(all.contains(part), "\(part) in \(all)") }
    #expect(!all.contains("0.91"), "\(all)")
  }
}
