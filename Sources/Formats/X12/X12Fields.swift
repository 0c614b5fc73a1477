import Vocabulary

/// What X12 says of the elements of its segments.
///
/// Source: ASC X12 005010X222A1, X223A2 (837), X221A1 (835), X220A1 (834), X279A1 (270/271),
/// X212 (276/277), X217 (278).
enum X12Fields {
  /// What an element holds.
  private enum Element {
    case `is`(IdentifierKind, LocationPart = .none)
    /// Dates of eight digits, or two of them, with a time or without.
    case day
    /// Prose.
    case text
    /// The name of an organisation, a text for a code.
    case display
    /// An identifier whose kind the element before says.
    case reference
    /// A number of the kind that the element before says.
    case contact
    /// The name of a person where the element before says so, else of an organisation.
    case party
    /// A copy of a value that was refused, of the element whose number stands two before.
    case refused
  }

  /// The elements that matter by segment; the others of these segments are codes and amounts.
  private static let table: [String: [Int: Element]] = [
    "ISA": [2: .is(.secret), 4: .is(.secret)],
    "GS": [4: .day], "ST": [:], "SE": [:], "GE": [:], "IEA": [:],
    "BHT": [3: .is(.uniqueID), 4: .day], "HL": [:],
    "LX": [:],
    "TA1": [:], "AK1": [:], "AK2": [:], "AK3": [:], "AK4": [4: .refused], "AK5": [:], "AK9": [:],
    "IK3": [:], "IK4": [4: .refused], "IK5": [:], "CTX": [:],
    "TED": [2: .text, 7: .is(.uniqueID), 8: .is(.uniqueID)], "OTI": [3: .is(.uniqueID)],
    "NM1": [
      3: .party, 4: .is(.name), 5: .is(.name), 7: .is(.name), 9: .reference, 12: .is(.name),
    ],
    "N1": [2: .display, 4: .reference], "N2": [1: .display, 2: .display],
    "N3": [1: .is(.location, .street), 2: .is(.location, .street)],
    "N4": [1: .is(.location, .city), 3: .is(.location, .zip), 6: .is(.location, .other)],
    "DMG": [2: .day], "REF": [2: .reference, 3: .text, 4: .reference],
    "PER": [2: .is(.name), 4: .contact, 6: .contact, 8: .contact],
    "CLM": [1: .is(.account)], "CLP": [1: .is(.account), 7: .is(.uniqueID)],
    "DTP": [3: .day], "DTM": [2: .day, 6: .day], "PAT": [6: .day], "INS": [12: .day],
    "SBR": [3: .is(.healthPlan), 4: .display], "COB": [2: .is(.healthPlan)],
    "NTE": [2: .text], "MSG": [1: .text], "K3": [1: .text], "PWK": [6: .is(.uniqueID), 7: .text],
    "CR1": [9: .text, 10: .text], "CR2": [10: .text, 11: .text], "EB": [5: .text],
    "STC": [2: .day, 12: .text], "HD": [4: .text],
    "TRN": [2: .is(.uniqueID), 3: .is(.taxID), 4: .is(.uniqueID)],
    "BPR": [
      7: .is(.bankRouting), 9: .is(.account), 10: .is(.taxID), 13: .is(.bankRouting),
      15: .is(.account), 16: .day,
    ],
    "BGN": [2: .is(.uniqueID), 3: .day], "PRV": [3: .is(.license)], "HCR": [2: .is(.healthPlan)],
    "PLB": [1: .is(.license), 2: .day], "ACT": [1: .is(.account), 6: .is(.account)],
    "SV1": [:], "SV2": [:], "SV3": [:], "SV5": [:], "SVC": [:], "SVD": [:], "CAS": [:], "AMT": [:],
    "QTY": [:], "HI": [:], "OI": [:], "MOA": [:], "MIA": [:], "CRC": [:], "CN1": [:], "LIN": [:],
    "CTP": [:], "TOO": [:], "TST": [:], "EQ": [:], "AAA": [:], "HSD": [:], "III": [:], "UM": [:],
    "LQ": [:], "LS": [:], "LE": [:], "LUI": [:], "ICM": [:], "EMS": [:], "HLH": [:], "MEA": [:],
    "CUR": [:], "PS1": [:], "CL1": [:], "FRM": [2: .text, 3: .text, 4: .day], "EC": [:], "DSB": [:],
    "HCP": [:], "CR3": [:], "CR5": [:], "CR6": [:], "TS3": [1: .is(.license), 3: .day], "TS2": [:],
    "RDM": [2: .is(.name)], "ENT": [4: .is(.uniqueID), 7: .is(.uniqueID)],
    "RMR": [2: .is(.account)],
    "VEH": [:], "IDC": [:], "PLA": [:], "RQ": [:],
  ]

  /// Elements that hold prose, by the segment's name as `key` makes it: a separator of components in
  /// them is punctuation.
  private static let prose: [UInt32: Set<Int>] = {
    var prose: [UInt32: Set<Int>] = [:]
    for (segment, elements) in table {
      let texts = elements.filter { if case .text = $0.value { true } else { false } }.keys
      if !texts.isEmpty { prose[key(segment.utf8)] = Set(texts) }
    }
    return prose
  }()

  /// A name of a segment as a number.
  private static func key(_ name: some Sequence<UInt8>) -> UInt32 {
    name.reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The elements of a segment that hold prose; nil where there is none.
  static func prose(of name: some Sequence<UInt8>) -> Set<Int>? { prose[key(name)] }

  /// Kinds of identifiers by qualifier (data elements 66 and 128).
  private static let references: [String: IdentifierKind] = [
    "34": .ssn, "SY": .ssn, "EI": .taxID, "TJ": .taxID, "FI": .taxID, "24": .taxID,
    "MI": .healthPlan,
    "II": .healthPlan, "0F": .healthPlan, "1L": .healthPlan, "6P": .healthPlan, "IG": .healthPlan,
    "1W": .healthPlan, "F6": .healthPlan, "NQ": .healthPlan, "18": .healthPlan, "G1": .healthPlan,
    "9F": .healthPlan, "N6": .healthPlan, "CE": .healthPlan, "EA": .mrn, "MRC": .mrn,
    "EJ": .account,
    "XX": .license, "HPI": .license, "0B": .license, "1C": .license, "1D": .license, "1G": .license,
    "1B": .license, "G2": .license, "LU": .license, "X4": .license, "PQ": .license, "XV": .uniqueID,
    "Y4": .account, "D3": .license, "VIN": .vehicle,
  ]

  /// Kinds of telephone numbers and addresses by qualifier (data element 365).
  private static let contacts: [String: IdentifierKind] = [
    "FX": .fax, "EM": .email, "UR": .url,
  ]

  /// Kinds of values that were refused, by the last three digits of their element's number.
  ///
  /// Source: ASC X12 005010, data element dictionary.
  private static let elements: [String: (IdentifierKind, LocationPart)] = [
    "035": (.name, .none), "036": (.name, .none), "037": (.name, .none), "93": (.name, .none),
    "19": (.location, .city), "116": (.location, .zip), "166": (.location, .street),
    "251": (.date, .none), "373": (.date, .none), "364": (.phone, .none),
  ]
  /// Digits of such a number that count.
  static let elementDigits = 3
  /// The element that holds such a number.
  static let elementPlace = 2

  /// References that are codes: a payer's number, a sender's, the type of a bill.
  private static let codes: Set<String> = ["PI", "46", "BLT"]

  /// What an element of the interchange's or the group's header is, all of fixed width in the former; nil for
  /// what the table says.
  ///
  /// Who sends and who receives is a number of a register, or a name that both agreed upon: anybody's.
  private static func header(
    _ segment: String,
    _ element: Int,
    _ qualifier: String,
    _ name: String
  ) -> FieldContext? {
    switch (segment, element) {
    case ("ISA", 2), ("ISA", 4):
      FieldContext(name: name, hint: .identifier(.secret, .none), shape: .fill)
    case ("ISA", 6) where isAgreed(qualifier), ("ISA", 8) where isAgreed(qualifier):
      FieldContext(name: name, shape: .fill)
    case ("ISA", 9): FieldContext(name: name, hint: .identifier(.date, .none), shape: .day)
    case ("ISA", _): FieldContext(name: name, hint: .coded, shape: .fill)
    case ("GS", 2), ("GS", 3): FieldContext(name: name)
    default: nil
    }
  }

  /// Whether the qualifier of a sender or receiver says of no register that gives out its number.
  ///
  /// Source: ASC X12 005010, data element I05.
  private static func isAgreed(_ qualifier: String) -> Bool {
    !["01", "14", "20", "27", "28", "29", "30", "33"].contains(qualifier)
  }

  /// Whether a segment says what was refused in another one.
  static func isRefusal(_ name: some Collection<UInt8>) -> Bool {
    name.elementsEqual("IK4".utf8) || name.elementsEqual("AK4".utf8)
  }

  /// The segments of which something is known.
  static var segments: [String] { table.keys.sorted() }

  /// The qualifiers that say what a reference or a contact is.
  static var qualifiers: [String] { Array(references.keys).sorted() + contacts.keys.sorted() }

  /// What an element is.
  ///
  /// - Parameters:
  ///   - segment: its name.
  ///   - element: counted from 1.
  ///   - component: counted from 1.
  ///   - qualifier: the element before; for the name of a party its kind, NM102; in a reference of components
  ///     the one before.
  ///   - isPerson: whether the segment says that it is about a person.
  /// - Returns: the field.
  static func context(
    segment: String,
    element: Int,
    component: Int,
    qualifier: String,
    isPerson: Bool = false
  ) -> FieldContext {
    let name = "\(segment)\(element < 10 ? "0" : "")\(element)-\(component)"
    guard let elements = table[segment] else { return FieldContext(name: name, hint: .freeText) }
    // `CLM01:681732`: an element and what stood in it; a reason, then what it is an adjustment of, and its amount in
    // the next element.
    let isAdjusted = segment == "PLB" && element >= 3 && element % 2 == 1
    if component == 2, segment == "CTX" || isAdjusted {
      return FieldContext(name: name, hint: .identifier(.uniqueID, .none))
    }
    // A plan's sponsor and an employer.
    if segment == "N1", element == 2, ["P5", "36"].contains(qualifier) {
      return FieldContext(name: name, hint: .identifier(.organization, .none))
    }
    if segment == "ISA" || segment == "GS", let header = header(segment, element, qualifier, name) {
      return header
    }
    // Qualifiers and values of a reference by turns.
    if segment == "REF", element == 4, component % 2 == 1 {
      return FieldContext(name: name, hint: .coded)
    }
    if ["SV1", "SV2", "SVC"].contains(segment), component == 7 {
      return FieldContext(name: name, hint: .freeText)
    }
    if segment == "HI", component == 3 { return FieldContext(name: name, hint: .coded) }
    if segment == "HI", component == 4 {
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .day)
    }
    guard let found = elements[element] else { return FieldContext(name: name, hint: .coded) }
    switch found {
    case .is(let kind, let part):
      return FieldContext(name: name, hint: .identifier(kind, part))
    case .day:
      // A time of the day alone is none of a person's dates.
      let isTime = qualifier == "TM"
      return FieldContext(
        name: name,
        hint: isTime ? .coded : .identifier(.date, .none),
        shape: isTime ? .text : .day
      )
    case .text: return FieldContext(name: name, hint: .freeText)
    case .display: return FieldContext(name: name, hint: .display)
    case .party:
      return FieldContext(
        name: name,
        hint: qualifier == "2" ? .display : .identifier(.name, .none)
      )
    case .reference:
      if codes.contains(qualifier), !isPerson { return FieldContext(name: name, hint: .coded) }
      return FieldContext(
        name: name,
        hint: .identifier(
          references[qualifier] ?? (codes.contains(qualifier) ? .healthPlan : .uniqueID),
          .none
        )
      )
    case .refused:
      let (kind, part) = Self.elements[qualifier] ?? (.uniqueID, .none)
      return FieldContext(name: name, hint: .identifier(kind, part))
    case .contact:
      if qualifier == "EX" { return FieldContext(name: name, hint: .coded) }
      return FieldContext(name: name, hint: .identifier(contacts[qualifier] ?? .phone, .none))
    }
  }
}
