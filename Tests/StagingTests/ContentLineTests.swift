import Manifest
import Testing
import Vocabulary

@testable import Staging

/// Calendars and cards: properties, parameters and folded lines, masked and still what they were.
@Suite struct ContentLineTests {
  private static let zone = [
    "BEGIN:VTIMEZONE", "TZID:America/New_York", "BEGIN:STANDARD", "DTSTART:16011104T020000",
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", "TZOFFSETFROM:-0400", "TZOFFSETTO:-0500",
    "END:STANDARD", "END:VTIMEZONE",
  ]

  /// The lines of a calendar with one event.
  private static func calendar(_ lines: [String]) -> String {
    let all =
      ["BEGIN:VCALENDAR", "PRODID:-//Example Corp//Calendar 1.0//EN", "VERSION:2.0"] + zone
      + ["BEGIN:VEVENT"] + lines + ["STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR", ""]
    return all.joined(separator: "\r\n")
  }

  private static let event = [
    (
      "DTSTART;TZID=America/New_York:20261121T093000",
      "DTSTART;TZID=America/New_York:20260101T093000"
    ),
    ("DTSTAMP:20261120T080000Z", "DTSTAMP:20260101T080000Z"),
    ("RRULE:FREQ=WEEKLY;UNTIL=20270131T000000Z", "RRULE:FREQ=WEEKLY;UNTIL=20270101T000000Z"),
    ("UID:040000008200E00074C5B7101A82E008", "UID:[UNIQUE_ID]"),
    (
      "ORGANIZER;CN=\"Ingrid Aaberg\":mailto:i.aaberg@example.org",
      "ORGANIZER;CN=\"[NAME]\":mailto:[EMAIL]"
    ),
    (
      "ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=Delphine Ok\r\n onjo;RSVP=TRUE:mailto:d.okonjo@example.org",
      "ATTENDEE;PARTSTAT=NEEDS-ACTION;CN=[NAME]\r\n ;RSVP=TRUE:mailto:[EMAIL]"
    ),
    (
      "SUMMARY:Follow-up with Delphine Okonjo\\, MRN 77\r\n 19204",
      "SUMMARY:Follow-up with [NAME]\\, MRN [MRN]\r\n "
    ),
    (
      "DESCRIPTION:Bring the disc.\\nSeen by Dr. Tobias Crane on 3/4/2021\\; rest",
      "DESCRIPTION:Bring the disc.\\nSeen by [NAME] on 2021\\; rest"
    ),
    ("LOCATION:Room 4\\, Cardiology", "LOCATION:Room 4\\, Cardiology"),
    ("X-PATIENT-MRN:7719204", "X-PATIENT-MRN:[MRN]"),
    ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-CDO-BUSYSTATUS:BUSY"),
  ]

  private static let card = [
    ("N:Okonjo;Delphine;M;Dr.;", "N:[NAME];[NAME];[NAME];[NAME];"),
    ("FN:Dr. Delphine Okonjo", "FN:[NAME]"), ("TITLE:Cardiologist", "TITLE:Cardiologist"),
    ("BDAY:1951-06-09", "BDAY:1951"), ("BDAY:--0609", "BDAY:[DATE]"),
    ("ANNIVERSARY:--06-09", "ANNIVERSARY:[DATE]"), ("DEATHDATE:1951-06", "DEATHDATE:1951"),
    ("item1.TEL;TYPE=CELL:+1 406 555 0137", "item1.TEL;TYPE=CELL:[PHONE]"),
    ("EMAIL;TYPE=INTERNET:d.okonjo@example.org", "EMAIL;TYPE=INTERNET:[EMAIL]"),
    (
      "ADR;TYPE=HOME:;;14 Bramble Hollow;Cedar Falls;IA;50613;United States",
      "ADR;TYPE=HOME:;;[LOCATION];[LOCATION];IA;506;United States"
    ),
    ("PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQEAYABgAAD/", "PHOTO;ENCODING=b;TYPE=JPEG:"),
    (
      "NOTE:Okonjo prefers mornings.\\nWife Xiulan.", "NOTE:[NAME] prefers mornings.\\nWife [NAME]."
    ),
    ("ORG:Brandt Tool & Die;Sales", "ORG:[ORGANIZATION];[ORGANIZATION]"),
    ("REV:20261121T101010Z", "REV:20260101T101010Z"),
    ("GENDER:M;Lysander Okonkwo", "GENDER:M;[NAME]"), ("KIND:individual", "KIND:individual"),
    ("LANG:l.okonkwo@example.org", "LANG:[EMAIL]"),
  ]

  private static func cardText(_ lines: [String]) -> String {
    (["BEGIN:VCARD", "VERSION:3.0"] + lines + ["END:VCARD", ""]).joined(separator: "\r\n")
  }

  @Test func linesAreMaskedByTheirProperties() throws {
    let world = try StagingWorld()
    try world.put("a.ics", Self.calendar(Self.event.map(\.0)))
    try world.put("c.vcf", Self.cardText(Self.card.map(\.0)))
    try world.put("clean.ics", Self.calendar(["SUMMARY:Grand rounds"]))
    let manifest = try world.scan()
    #expect(try manifest.entry("a.ics").format == "icalendar")
    #expect(try manifest.entry("c.vcf").format == "vcard")
    #expect(try manifest.entry("clean.ics").disposition == .clean)
    #expect(try world.text("stage/data/a.ics") == Self.calendar(Self.event.map(\.1)))
    #expect(try world.text("stage/data/c.vcf") == Self.cardText(Self.card.map(\.1)))
    let again = try StagingWorld()
    for name in ["a.ics", "c.vcf"] { try again.put(name, try world.text("stage/data/" + name)) }
    for entry in try again.scan().entries { #expect(entry.disposition == .clean) }
  }

  @Test func aLineOfManyBlocksIsOne() throws {
    let world = try StagingWorld()
    let note = (0..<9_000).map { "word \($0 % 7) of it, kept.\r\n " }.joined()
    let lines = [
      "DESCRIPTION:" + note + "Seen by Dr. Tobias Crane", "SUMMARY:with Dr. Ingrid Aaberg",
    ]
    try world.put("a.ics", Self.calendar(lines))
    try world.scan()
    let copy = ["DESCRIPTION:" + note + "Seen by [NAME]", "SUMMARY:with [NAME]"]
    #expect(try world.text("stage/data/a.ics") == Self.calendar(copy))
  }

  @Test(.enabled(if: isOutsideInstalled("icalendar"), "needs icalendar"))
  func copiesOpenInTheirReaders() throws {
    let world = try StagingWorld()
    try world.put("a.ics", Self.calendar(Self.event.map(\.0)))
    try world.put("c.vcf", Self.cardText(Self.card.map(\.0)))
    try world.scan()
    let read = """
      import sys, icalendar, vobject
      event = icalendar.Calendar.from_ical(open(sys.argv[1], 'rb').read()).walk('VEVENT')[0]
      print(event['SUMMARY'], event.decoded('DTSTART').isoformat()[:16], event['ATTENDEE'].params['CN'])
      card = vobject.readOne(open(sys.argv[2], newline='').read())
      print(card.n.value.family, card.adr.value.region, card.adr.value.country, card.title.value)
      """
    let data = world.stage + "/data/"
    let done = try tool([outsidePython(), "-c", read, data + "a.ics", data + "c.vcf"])
    try #require(done.code == 0, "\(done.output)")
    let lines = done.output.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "Follow-up with [NAME], MRN [MRN] 2026-01-01T09:30 [NAME]",
        "[NAME] IA United States Cardiologist",
      ]
    )
  }
}
