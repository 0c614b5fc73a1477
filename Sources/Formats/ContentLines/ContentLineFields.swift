import Vocabulary

/// What the properties of calendars and cards hold.
///
/// Source: RFC 5545 (iCalendar), 3.8; RFC 6350 (vCard), 6; vCard 2.1 and 3.0 (RFC 2426).
enum ContentLineFields {
  /// How the value of a property is read.
  enum Value: Sendable {
    /// As one text.
    case whole(FieldContext)
    /// Its parts between semicolons, each of its own kind; further ones like the last.
    case parts([FieldContext])
    /// Days and times: their days.
    case days
    /// Not at all: a value of the specification.
    case nothing
    /// Content in base64.
    case binary
    /// As a name, or as one text where it is an address: `urn:uuid:…`.
    case related
  }

  static let name = FieldContext(name: "name", hint: .identifier(.name, .none))
  private static let text = FieldContext.plainText
  private static let account = FieldContext(
    name: "user name",
    hint: .identifier(.username, .none)
  )
  private static func address(_ part: LocationPart) -> FieldContext {
    FieldContext(name: "address", hint: .identifier(.location, part))
  }

  /// Properties by their names in capitals.
  private static let properties: [String: Value] = {
    var all: [String: Value] = [
      "N": .parts([name]), "FN": .whole(name), "NICKNAME": .whole(name),
      "ADR": .parts([
        address(.street), address(.street), address(.street), address(.city),
        FieldContext(hint: .coded), address(.zip), FieldContext(hint: .coded),
      ]),
      "LABEL": .whole(address(.street)), "GEO": .whole(address(.other)),
      "TEL": .whole(FieldContext(name: "phone", hint: .identifier(.phone, .none))),
      "EMAIL": .whole(FieldContext(name: "email", hint: .identifier(.email, .none))),
      "IMPP": .whole(account),
      "UID": .whole(FieldContext(name: "uid", hint: .identifier(.uniqueID, .none))),
      "MEMBER": .whole(FieldContext(name: "uid", hint: .identifier(.uniqueID, .none))),
      "ORG": .parts([FieldContext(name: "employer", hint: .identifier(.organization, .none))]),
      "RELATED": .related, "PHOTO": .binary, "LOGO": .binary, "SOUND": .binary, "KEY": .binary,
    ]
    for property in [
      "BDAY", "DEATHDATE", "ANNIVERSARY", "REV", "DTSTART", "DTEND", "DTSTAMP", "DUE", "CREATED",
      "LAST-MODIFIED", "COMPLETED", "RECURRENCE-ID", "EXDATE", "RDATE", "FREEBUSY", "RRULE",
      "ACKNOWLEDGED",
    ] {
      all[property] = .days
    }
    for property in ["BEGIN", "END", "VERSION"] { all[property] = .nothing }
    // Codes; what they may hold all the same is looked for.
    for property in [
      "PRODID", "CALSCALE", "METHOD", "STATUS", "CLASS", "TRANSP", "SEQUENCE", "PRIORITY", "TZID",
      "TZOFFSETFROM", "TZOFFSETTO", "TZNAME", "KIND", "DURATION", "TRIGGER", "ACTION", "REPEAT",
      "LANG", "PERCENT-COMPLETE", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
    ] {
      all[property] = .whole(FieldContext(hint: .coded))
    }
    // A sex and what somebody says of it; a code, its words and what they are of.
    all["GENDER"] = .parts([FieldContext(hint: .coded), text])
    all["REQUEST-STATUS"] = .whole(text)
    for property in [
      "SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "NOTE", "ATTENDEE", "ORGANIZER",
      "TITLE", "ROLE", "URL", "CATEGORIES", "RESOURCES", "ATTACH", "SOURCE", "X-ALT-DESC",
    ] {
      all[property] = .whole(text)
    }
    for property in [
      "SORT-STRING", "X-ABRELATEDNAMES", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-LAST-NAME",
      "X-MAIDENNAME", "X-SPOUSE", "X-MANAGER", "X-ASSISTANT", "X-EVOLUTION-SPOUSE",
      "X-EVOLUTION-MANAGER", "X-EVOLUTION-ASSISTANT",
    ] {
      all[property] = .whole(name)
    }
    for property in [
      "X-SOCIALPROFILE", "X-SKYPE", "X-SKYPE-USERNAME", "X-AIM", "X-ICQ", "X-JABBER", "X-MSN",
      "X-YAHOO", "X-GADUGADU", "X-TWITTER", "X-GOOGLE-TALK", "X-QQ",
    ] {
      all[property] = .whole(account)
    }
    return all
  }()

  /// How the value of a property is read, by its name in capitals, without its group.
  static func value(of property: String) -> Value {
    // Who acts for somebody (RFC 2426, 3.5.4).
    if property.hasPrefix("AGEN") { return .whole(name) }
    return properties[property] ?? .whole(FieldContext(name: property, isLabelled: true))
  }

  /// What a parameter holds, by its name in capitals.
  static func parameter(_ name: String) -> FieldContext? {
    switch name {
    case "CN": self.name
    case "EMAIL", "SENT-BY", "DELEGATED-FROM", "DELEGATED-TO", "MEMBER", "DIR", "ALTREP", "LABEL":
      text
    case "TYPE", "VALUE", "ENCODING", "CHARSET", "ROLE", "PARTSTAT", "RSVP", "CUTYPE", "TZID",
      "FMTTYPE",
      "LANGUAGE", "PREF", "RANGE", "RELATED", "RELTYPE", "FBTYPE", "PID", "CALSCALE", "MEDIATYPE",
      "X-NUM-GUESTS", "SCHEDULE-STATUS":
      FieldContext(hint: .coded)
    case "SORT-AS": self.name
    case "ALTID": text
    default: FieldContext(name: name, isLabelled: true)
    }
  }
}
