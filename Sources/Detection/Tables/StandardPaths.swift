import Vocabulary

/// Fields of standards that are called by their numbers, in JSON and XML, and names of things.
///
/// ```
/// {"00100010": {"vr": "PN", "Value": [{"Alphabetic": "Roe^Ann"}]}}
/// {"N4": {"N401_CityName": "Troy", "N403_PostalCode": "12180"}}
/// <PID.5><XPN.1><FN.1>Roe</FN.1></XPN.1></PID.5>      {"PID.5.1": "Roe"}      {"PID": {"5": {"1": "Roe"}}}
/// ```
///
/// Sources: DICOM PS3.18, annex F; HL7 v2 XML Encoding Syntax, HL7 v2.5.1, chapter 2A; ASC X12 005010X222.
extension FieldNames {
  /// What a path of a standard says of its values; nil for other paths.
  static func standard(_ path: String) -> FieldJudgement.Verdict? {
    if path.hasSuffix(thingSuffix), things.contains(where: { isBelow($0, path) }) { return .text }
    guard path.utf8.contains(where: \.isDigit) else { return nil }
    let names = path.split(separator: ".")
    if let tag = names.lastIndex(where: {
      $0.utf8.count == tagDigits && UInt32($0, radix: 16) != nil
    }),
      tag + 1 < names.count
    {
      return UInt32(names[tag], radix: 16).flatMap { dicom($0, names[tag + 1]) }
        .map { names.last.map(components.contains) == true ? .identifier(.name, .none) : $0 }
    }
    if let last = names.last, let known = element(last) {
      return known == .identifier(.name, .none)
        && names.dropLast().contains(where: isOfOrganization)
        ? .text : known
    }
    for index in names.indices.dropLast().reversed() {
      guard let number = Int(names[index + 1]), names[index].utf8.count == 3,
        let fields = Engine.segments[String(names[index])]
      else { continue }
      guard let (kind, part) = fields[number] else { return nil }
      let component = names[(index + 2)...].lazy.compactMap { Int($0) }.first ?? 0
      return hl7(String(names[index]), kind, part, component)
    }
    return nil
  }

  private static let thingSuffix = ".name"
  /// Paths of names of what programs call, log and send: none of a person.
  ///
  /// Sources: OpenTelemetry Protocol 1.3 (opentelemetry-proto, traces and metrics); HTTP Archive 1.2.
  private static let things = [
    "spans.name", "spans.events.name", "scope.name", "instrumentationLibrary.name",
    "scopeMetrics.metrics.name", "log.creator.name", "log.browser.name", "cookies.name",
    "request.headers.name", "response.headers.name", "request.queryString.name",
    "postData.params.name",
  ]

  /// Whether a path is another one, or one below any others.
  private static func isBelow(_ end: String, _ path: String) -> Bool {
    path == end || path.hasSuffix(end) && path.utf8.dropLast(end.utf8.count).last == 0x2E
  }

  /// What an element of X12 holds that is called by its segment and number: `NM103_NameLast`.
  private static func element(_ name: Substring) -> FieldJudgement.Verdict? {
    let letters = name.utf8.prefix { $0.isAlphanumeric }
    guard (4...5).contains(letters.count), letters.count == name.utf8.count || name.contains("_")
    else {
      return nil
    }
    return elements[String(name.prefix(letters.count))]
  }

  /// Elements that identify, by segment and number.
  static let elements: [String: FieldJudgement.Verdict] = [
    "NM103": .identifier(.name, .none), "NM104": .identifier(.name, .none),
    "NM105": .identifier(.name, .none), "NM109": .identifier(.uniqueID, .none),
    "N102": .identifier(.name, .none), "N104": .identifier(.uniqueID, .none),
    "N301": .identifier(.location, .street), "N302": .identifier(.location, .street),
    "N401": .identifier(.location, .city), "N403": .identifier(.location, .zip),
    "DMG02": .identifier(.date, .none), "PER02": .identifier(.name, .none),
    "PER04": .identifier(.phone, .none), "PER06": .identifier(.phone, .none),
    "REF02": .identifier(.uniqueID, .none), "CLM01": .identifier(.account, .none),
    "CLP01": .identifier(.account, .none), "CLP07": .identifier(.uniqueID, .none),
    "SBR03": .identifier(.healthPlan, .none), "DTP03": .identifier(.date, .none),
    "TRN02": .identifier(.uniqueID, .none), "INS12": .identifier(.date, .none),
  ]

  /// Whether a part of a path is that of an organisation, which keeps its name.
  private static func isOfOrganization(_ part: Substring) -> Bool {
    words(String(part)).contains { organizations.contains($0) }
  }

  private static let organizations: Set<String> = [
    "payer", "submitter", "receiver", "facility", "organization", "billing", "lab", "laboratory",
    "sponsor",
  ]

  /// Digits of a tag.
  private static let tagDigits = 8
  /// What the components of a person's name are called.
  private static let components: Set<Substring> = ["Alphabetic", "Ideographic", "Phonetic"]

  /// What an element of DICOM holds below one of its members.
  private static func dicom(_ tag: UInt32, _ member: Substring) -> FieldJudgement.Verdict? {
    guard member == "Value" else { return .coded }
    if let element = Scanner.elements[tag] { return .identifier(element.kind, element.part) }
    if days.contains(tag) { return .identifier(.date, .none) }
    return .text
  }

  /// Elements that are days, which have no mark between year, month and day.
  private static let days: Set<UInt32> = [
    0x0008_0012, 0x0008_0020, 0x0008_0021, 0x0008_0022, 0x0008_0023, 0x0008_002A, 0x0010_0030,
    0x0010_21D0,
    0x0018_1200, 0x0032_1040, 0x0038_0020, 0x0040_0002, 0x0040_0244,
  ]

  /// What a component of a field of HL7 v2 holds; 0 is the whole field.
  static func hl7(
    _ segment: String,
    _ kind: IdentifierKind,
    _ part: LocationPart,
    _ component: Int
  ) -> FieldJudgement.Verdict? {
    switch kind {
    case .name:
      // XCN begins with a number, XPN with the surname.
      if segment == "PV1", component == 1 { return .identifier(.license, .none) }
      return component <= (segment == "PV1" ? 4 : 3) ? .identifier(.name, .none) : .text
    case .location where part == .street:
      switch component {
      case 0...2: return .identifier(.location, .street)
      case 3, 9: return .identifier(.location, .city)
      case 5: return .identifier(.location, .zip)
      default: return .text
      }
    case .phone: return [0, 1, 7, 12].contains(component) ? .identifier(.phone, .none) : .text
    default: return component <= 1 ? .identifier(kind, part) : .text
    }
  }
}
