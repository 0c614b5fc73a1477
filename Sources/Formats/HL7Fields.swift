import Vocabulary

/// What HL7 v2 says of its fields.
///
/// Source: HL7 v2.5.1, chapters 2 (control), 2A (data types), 3 (patient administration), 4 (orders), 5
/// (queries), 6 (financial), 7 (observations), 8 (master files), 9 (documents), 10 (scheduling), 11
/// (referral), 12 (care), 15 (personnel).
enum HL7Fields {
  /// The data type of a field, as far as it decides what its components hold.
  private enum DataType {
    /// XPN: a person's name.
    case person
    /// XCN: an identifier, then a person's name.
    case provider
    /// XAD: an address.
    case address
    /// XTN: a telephone number or an address of another kind.
    case telecom
    /// CX: an identifier, with its check digit, authority and type.
    case identifier(IdentifierKind)
    /// ST or ID that identifies by itself.
    case plain(IdentifierKind, LocationPart = .none)
    /// PLN: a practitioner's number, with its type, state and last day.
    case practitioner
    /// TS or DT.
    case date
    /// DR: two days.
    case period
    /// XON: an organisation's name and identifier.
    case organization
    /// PL: point of care, room, bed, facility.
    case place
    /// FT, TX, ST of prose.
    case text
    /// Codes of tables.
    case coded
  }

  /// The fields that matter; what is not listed is scanned as text under its position.
  private static let table: [String: [Int: DataType]] = [
    "PID": [
      1: .coded, 2: .identifier(.mrn), 3: .identifier(.mrn), 4: .identifier(.mrn), 5: .person,
      6: .person, 7: .date, 8: .coded, 9: .person, 10: .coded, 11: .address,
      12: .plain(.location, .city), 13: .telecom, 14: .telecom, 15: .coded, 16: .coded, 17: .coded,
      18: .identifier(.account), 19: .plain(.ssn), 20: .plain(.license), 21: .identifier(.mrn),
      22: .coded, 23: .plain(.location, .city), 24: .coded, 25: .coded, 26: .coded, 27: .coded,
      28: .coded, 29: .date, 30: .coded, 31: .coded, 33: .date,
    ],
    "PD1": [3: .organization, 4: .provider],
    "STF": [
      1: .identifier(.license), 2: .identifier(.license), 3: .person, 4: .coded, 5: .coded,
      6: .date, 7: .coded, 8: .coded, 9: .coded, 10: .telecom, 11: .address, 12: .date, 13: .date,
      14: .identifier(.license), 15: .plain(.email), 16: .coded, 17: .coded, 18: .text, 19: .coded,
      20: .coded, 21: .coded, 22: .plain(.license), 23: .coded, 24: .date, 25: .date, 26: .date,
      27: .coded, 28: .coded, 29: .coded, 30: .coded, 31: .date, 32: .coded, 34: .period, 35: .date,
    ],
    "PRA": [
      1: .identifier(.license), 2: .coded, 3: .coded, 4: .coded, 5: .coded, 6: .practitioner,
      7: .coded, 8: .date, 10: .date,
    ],
    "ORG": [1: .coded, 2: .coded, 3: .coded, 4: .coded, 5: .identifier(.license), 8: .period],
    "AFF": [1: .coded, 2: .organization, 3: .address, 4: .period, 5: .text],
    "EDU": [
      1: .coded, 2: .coded, 3: .period, 4: .period, 5: .date, 6: .organization, 7: .coded,
      8: .address, 9: .coded,
    ],
    "CER": [
      1: .coded, 2: .plain(.license), 3: .coded, 4: .organization, 5: .provider,
      12: .plain(.license),
      13: .plain(.name),
    ],
    "MFE": [1: .coded, 2: .plain(.uniqueID), 3: .date, 5: .coded],
    "MFI": [1: .coded, 2: .coded, 3: .coded, 4: .date, 5: .date, 6: .coded],
    "NK1": [
      1: .coded, 2: .person, 3: .coded, 4: .address, 5: .telecom, 6: .telecom, 7: .coded, 8: .date,
      9: .date, 12: .identifier(.mrn), 13: .organization, 14: .coded, 15: .coded, 16: .date,
      26: .person, 30: .person, 31: .telecom, 32: .address, 33: .identifier(.uniqueID),
      37: .plain(.ssn),
    ],
    "MRG": [
      1: .identifier(.mrn), 2: .identifier(.mrn), 3: .identifier(.account), 4: .identifier(.mrn),
      5: .identifier(.mrn), 6: .identifier(.mrn), 7: .person,
    ],
    "PV1": [
      1: .coded, 2: .coded, 3: .place, 4: .coded, 5: .identifier(.mrn), 6: .place, 7: .provider,
      8: .provider, 9: .provider, 10: .coded, 11: .place, 14: .coded, 17: .provider, 18: .coded,
      19: .identifier(.mrn), 20: .coded, 36: .coded, 39: .coded, 42: .place, 43: .place, 44: .date,
      45: .date, 50: .identifier(.mrn), 52: .provider,
    ],
    "PV2": [8: .date, 9: .date, 12: .text, 13: .provider, 14: .date, 17: .date],
    "IN1": [
      1: .coded, 2: .coded, 3: .coded, 4: .organization, 5: .address, 6: .person,
      7: .telecom, 8: .plain(.healthPlan), 9: .plain(.organization),
      10: .identifier(.healthPlan), 11: .plain(.organization), 12: .date, 13: .date,
      14: .plain(.healthPlan), 16: .person, 17: .coded,
      18: .date, 19: .address, 36: .plain(.healthPlan), 43: .coded, 44: .address,
      49: .identifier(.healthPlan),
    ],
    "IN2": [
      1: .identifier(.uniqueID), 2: .plain(.ssn), 3: .provider, 6: .plain(.healthPlan),
      7: .person, 8: .plain(.healthPlan), 9: .person, 10: .plain(.healthPlan), 22: .person,
      25: .identifier(.healthPlan), 26: .identifier(.healthPlan), 52: .person,
      61: .identifier(.healthPlan),
      63: .telecom, 64: .telecom,
    ],
    "IN3": [
      1: .coded, 2: .identifier(.healthPlan), 3: .provider, 6: .date, 7: .date, 8: .provider,
      9: .date, 10: .date, 13: .date, 14: .provider, 15: .plain(.name), 16: .telecom, 19: .telecom,
      21: .plain(.name), 22: .date, 25: .provider,
    ],
    "GT1": [
      1: .coded, 2: .identifier(.account), 3: .person, 4: .person, 5: .address, 6: .telecom,
      7: .telecom, 8: .date, 9: .coded, 12: .plain(.ssn), 13: .date, 14: .date, 16: .person,
      17: .address, 18: .telecom, 19: .identifier(.uniqueID), 21: .organization, 45: .person,
      46: .telecom,
    ],
    "EVN": [1: .coded, 2: .date, 3: .date, 4: .coded, 5: .provider, 6: .date],
    "MSH": [
      3: .coded, 4: .coded, 5: .coded, 6: .coded, 7: .date, 9: .coded, 10: .plain(.uniqueID),
      11: .coded, 12: .coded, 15: .coded, 16: .coded, 17: .coded, 18: .coded, 19: .coded,
      21: .coded,
    ],
    "FHS": [
      3: .coded, 4: .coded, 5: .coded, 6: .coded, 7: .date, 8: .coded, 9: .text, 10: .text,
      11: .plain(.uniqueID), 12: .plain(.uniqueID),
    ],
    "BHS": [
      3: .coded, 4: .coded, 5: .coded, 6: .coded, 7: .date, 8: .coded, 9: .text, 10: .text,
      11: .plain(.uniqueID), 12: .plain(.uniqueID),
    ],
    "BTS": [1: .coded, 2: .text, 3: .coded], "FTS": [1: .coded, 2: .text],
    "ORC": [
      1: .coded, 2: .identifier(.mrn), 3: .identifier(.mrn), 4: .identifier(.mrn), 5: .coded,
      7: .date, 9: .date, 10: .provider, 11: .provider, 12: .provider, 13: .place, 14: .telecom,
      15: .date, 19: .provider, 21: .organization, 22: .address, 23: .telecom, 24: .address,
    ],
    "OBR": [
      1: .coded, 2: .identifier(.mrn), 3: .identifier(.mrn), 4: .coded, 5: .coded, 6: .date,
      7: .date, 8: .date, 9: .coded, 10: .provider, 11: .coded, 13: .text, 14: .date, 16: .provider,
      17: .telecom, 18: .plain(.mrn), 19: .plain(.mrn), 20: .text, 21: .text, 22: .date, 24: .coded,
      25: .coded, 27: .date, 28: .provider, 32: .provider, 33: .provider, 34: .provider,
      35: .provider, 36: .date,
    ],
    "OBX": [
      1: .coded, 2: .coded, 3: .coded, 4: .coded, 6: .coded, 7: .coded, 8: .coded, 9: .coded,
      10: .coded, 11: .coded, 12: .date, 14: .date, 15: .organization, 16: .provider,
      18: .plain(.device), 19: .date, 23: .organization, 24: .address, 25: .provider,
    ],
    "SPM": [1: .coded, 2: .identifier(.mrn), 4: .coded, 17: .date, 18: .date],
    "DG1": [
      1: .coded, 2: .coded, 3: .coded, 4: .text, 5: .date, 6: .coded, 16: .provider, 19: .date,
    ],
    "AL1": [1: .coded, 2: .coded, 3: .coded, 4: .coded, 5: .text, 6: .date],
    "PR1": [
      1: .coded, 2: .coded, 3: .coded, 4: .text, 5: .date, 8: .provider, 11: .provider,
      12: .provider,
    ],
    "NTE": [1: .coded, 2: .coded, 3: .text, 4: .coded],
    "ERR": [
      1: .coded, 2: .coded, 3: .coded, 4: .coded, 5: .coded, 6: .text, 7: .text, 8: .text,
      11: .coded, 12: .telecom,
    ],
    "MSA": [1: .coded, 3: .text],
    "QPD": [1: .coded, 3: .identifier(.mrn)],
    "QRD": [1: .date, 2: .coded, 3: .coded, 4: .plain(.uniqueID), 8: .provider],
    "RXO": [14: .provider, 15: .provider],
    "RXD": [3: .date, 7: .plain(.mrn), 9: .text, 10: .provider, 19: .date],
    "RXE": [13: .provider, 14: .provider, 15: .identifier(.uniqueID)],
    "TXA": [
      1: .coded, 2: .coded, 3: .coded, 4: .date, 5: .provider, 6: .date, 7: .date, 8: .date,
      9: .provider, 10: .provider, 11: .provider, 12: .identifier(.uniqueID),
      13: .identifier(.uniqueID),
      14: .identifier(.mrn), 15: .identifier(.mrn), 16: .plain(.uniqueID), 22: .provider,
    ],
    "ACC": [
      1: .date, 2: .coded, 3: .text, 4: .coded, 5: .coded, 6: .coded, 7: .provider, 8: .text,
      9: .person, 10: .coded, 11: .address,
    ],
    "RF1": [
      1: .coded, 2: .coded, 3: .coded, 4: .coded, 5: .coded, 6: .identifier(.mrn), 7: .date,
      8: .date, 9: .date, 10: .coded, 11: .identifier(.mrn),
    ],
    "PDA": [1: .coded, 2: .place, 3: .coded, 4: .date, 5: .provider, 7: .period, 8: .provider],
    "IAM": [
      1: .coded, 2: .coded, 3: .coded, 4: .coded, 5: .text, 6: .coded, 7: .identifier(.uniqueID),
      8: .text, 9: .coded, 10: .coded, 11: .date, 12: .text, 13: .date, 14: .person, 15: .coded,
      17: .coded, 18: .provider, 19: .organization, 20: .date,
    ],
    "CON": [
      1: .coded, 2: .coded, 4: .identifier(.uniqueID), 5: .text, 6: .text, 7: .text, 8: .text,
      9: .text, 10: .coded, 11: .coded, 12: .date, 13: .date, 14: .date, 15: .date, 16: .coded,
      17: .coded, 18: .date, 24: .person, 25: .coded,
    ],
    "ARQ": [
      1: .identifier(.mrn), 2: .identifier(.mrn), 6: .coded, 7: .coded, 8: .coded, 11: .period,
      15: .provider, 16: .telecom, 17: .address, 19: .provider, 20: .telecom,
    ],
    "CSR": [
      1: .identifier(.uniqueID), 2: .identifier(.uniqueID), 4: .identifier(.mrn),
      5: .identifier(.mrn), 6: .date, 7: .provider, 8: .provider, 9: .date,
    ],
    "PRT": [
      1: .coded, 2: .coded, 4: .coded, 5: .provider, 8: .organization, 9: .place, 11: .date,
      12: .date, 14: .address, 15: .telecom,
    ],
    "SCH": [
      1: .identifier(.mrn), 2: .identifier(.mrn), 6: .coded, 7: .text, 8: .coded, 11: .date,
      12: .provider, 13: .telecom, 14: .address, 16: .provider, 17: .telecom, 18: .address,
      20: .provider,
    ],
    "PRD": [1: .coded, 2: .person, 3: .address, 4: .place, 5: .telecom, 7: .identifier(.license)],
    "ROL": [
      1: .coded, 2: .coded, 3: .coded, 4: .provider, 5: .date, 6: .date, 11: .address, 12: .telecom,
    ],
    "AIG": [1: .coded, 2: .coded, 3: .provider, 8: .date],
    "AIL": [1: .coded, 2: .coded, 3: .place, 6: .date],
    "AIP": [1: .coded, 2: .coded, 3: .provider, 6: .date],
    "AIS": [1: .coded, 2: .coded, 3: .coded, 4: .date],
    "RXA": [1: .coded, 2: .coded, 3: .date, 4: .date, 5: .coded, 6: .coded, 10: .provider],
    "FT1": [
      1: .coded, 2: .plain(.uniqueID), 4: .date, 5: .date, 6: .coded, 7: .coded, 20: .provider,
      21: .provider, 23: .identifier(.account), 24: .provider, 25: .coded, 26: .coded,
      30: .identifier(.account),
    ],
    "CTD": [1: .coded, 2: .person, 3: .address, 4: .place, 5: .telecom, 7: .identifier(.uniqueID)],
  ]

  /// Stands for the type of an observation that is an age.
  static let age = "AGE"

  /// Codes of observations that are ages.
  ///
  /// Source: LOINC 30525-0, 21612-7, 29553-5, 30972-4, 63900-5.
  static let ages: Set<String> = ["30525-0", "21612-7", "29553-5", "30972-4", "63900-5", "AGE"]

  /// What a master file's entry is about where it is a person: staff and practitioners.
  private static let staff: Set<String> = ["STF", "PRA"]

  /// The segments of which something is known.
  static var segments: [String] { table.keys.sorted() }

  /// What a position holds.
  ///
  /// `field`: counted from 1; MSH-1 is the separator itself. `component`: counted from 1.
  /// `valueType`: OBX-2 where the position is OBX-5, MFI-1 where it is MFE-4, the type that a field of a
  /// site's own segment has by its form; else empty.
  static func context(
    segment: String,
    field: Int,
    component: Int,
    valueType: String
  ) -> FieldContext {
    let name = "\(segment)-\(field).\(component)"
    let type: DataType? =
      segment == "MFE" && !valueType.isEmpty
      ? staff.contains(valueType) ? .identifier(.license) : .coded
      : valueType.isEmpty
        ? table[segment]?[field] ?? typed(segment, field) : observation(valueType)
    guard let type else {
      let isText = segment.hasPrefix("Z") || segment == "???"
      return FieldContext(name: name, hint: isText ? .freeText : .unknown)
    }
    let (hint, shape) = meaning(of: type, component: component)
    if valueType == "ED", component >= 5 {
      return FieldContext(name: name, hint: .identifier(.uniqueID, .none), shape: .base64)
    }
    return FieldContext(name: name, hint: hint, shape: shape)
  }

  /// The data type of a field of a segment of which little else matters.
  private static func typed(_ segment: String, _ field: Int) -> DataType? {
    switch HL7TypedFields.kind(segment, field) {
    case .person: .person
    case .provider: .provider
    case .telecom: .telecom
    case .address: .address
    case .place: .place
    case .organization: .organization
    case .identifier: .identifier(.uniqueID)
    case .date: .date
    case .period: .period
    case nil: nil
    }
  }

  /// The data type of OBX-5 by OBX-2.
  private static func observation(_ valueType: String) -> DataType {
    switch valueType {
    case "PN", "XPN": .person
    case "XCN", "CN", "PPN", "CNN": .provider
    case "PL": .place
    case "XON": .organization
    case "XAD", "AD", "SAD": .address
    case "XTN", "TN": .telecom
    case "CX", "CK": .identifier(.mrn)
    case "TS", "DT", "DTM": .date
    case HL7Fields.age: .plain(.age)
    case "#": .plain(.uniqueID)
    case "@": .plain(.username)
    case "NM", "SN", "CE", "CWE", "CNE", "ID", "IS", "SI", "TM": .coded
    default: .text
    }
  }

  /// What a component of a data type holds, and the shape its replacement needs.
  private static func meaning(
    of type: DataType,
    component: Int
  ) -> (FieldHint, ValueShape) {
    switch type {
    case .person:
      // XPN.15 is what the person is called.
      let isName = component <= 4 || component == 15
      return (isName ? .identifier(.name, .none) : .coded, .text)
    case .provider:
      if component == 1 { return (.identifier(.license, .none), .text) }
      return (component <= 5 ? .identifier(.name, .none) : .coded, .text)
    case .address: return (address(component), .text)
    case .telecom:
      switch component {
      case 1, 5, 6, 7, 8, 12: return (.identifier(.phone, .none), .text)
      case 4: return (.identifier(.email, .none), .text)
      default: return (component == 9 ? .freeText : .coded, .text)
      }
    case .identifier(let kind): return (component == 1 ? .identifier(kind, .none) : .coded, .text)
    case .plain(let kind, let part):
      if kind == .license, component == 3 { return (.identifier(.date, .none), .hl7Date) }
      let shape: ValueShape = kind == .age ? .number : .text
      return (component == 1 ? .identifier(kind, part) : .coded, shape)
    case .practitioner:
      if component == 4 { return (.identifier(.date, .none), .hl7Date) }
      return (component == 1 ? .identifier(.license, .none) : .coded, .text)
    case .period: return (component <= 2 ? .identifier(.date, .none) : .coded, .hl7Date)
    case .date: return (component == 1 ? .identifier(.date, .none) : .coded, .hl7Date)
    case .organization: return (component == 1 ? .unknown : .coded, .text)
    case .place: return (component == 4 ? .coded : .unknown, .text)
    case .text: return (.freeText, .text)
    case .coded: return (displays.contains(component) ? .display : .coded, .text)
    }
  }

  /// Components of CE and CWE that hold a code's text: text, alternate text, original text.
  private static let displays: Set<Int> = [2, 5, 9]

  /// What a component of XAD holds; state, country and kind of address are codes.
  private static func address(_ component: Int) -> FieldHint {
    switch component {
    case 1, 2: .identifier(.location, .street)
    case 3: .identifier(.location, .city)
    case 5: .identifier(.location, .zip)
    case 8, 9, 10: .identifier(.location, .other)
    // To whom letters go, and what is said of it. Source: HL7 v2.7, 2A.3.95.
    case 19: .identifier(.name, .none)
    case 20: .freeText
    default: .coded
    }
  }
}
