import Vocabulary

/// What CDA says of its elements and attributes.
///
/// Source: HL7 CDA R2 (RIM 2.02, R_MIM POCD_RM000040); C-CDA R2.1 volume 2, US Realm Header.
enum CDAFields {
  /// Attributes that hold codes or structure wherever they stand.
  private static let codedAttributes: Set<String> = [
    "code", "codeSystem", "codeSystemName", "codeSystemVersion", "root", "typeCode", "classCode",
    "moodCode", "contextControlCode", "contextConductionInd", "determinerCode", "nullFlavor", "use",
    "unit", "representation", "mediaType", "type", "schemaLocation", "xmlns", "inversionInd",
    "negationInd", "independentInd", "operator", "institutionSpecified", "language", "qualifier",
    "assigningAuthorityName", "xsi", "sdtc", "voc", "styleCode", "border", "width", "align",
    "valign", "colspan", "rowspan", "ID", "IDREF", "referencedObject", "inclusive", "alignment",
    "period", "cellpadding", "cellspacing", "listType", "rules", "frame", "encoding", "compression",
  ]

  /// Elements that hold a time in their `value` attribute.
  static let times: Set<String> = [
    "effectiveTime", "birthTime", "time", "low", "high", "center", "signatureTime",
    "existenceTime", "deceasedTime", "expirationTime", "lastUpdated", "phase", "width",
  ]

  /// Parts of an address.
  static let address: [String: FieldHint] = [
    "streetAddressLine": .identifier(.location, .street),
    "streetName": .identifier(.location, .street),
    "houseNumber": .identifier(.location, .street), "unitID": .identifier(.location, .street),
    "additionalLocator": .identifier(.location, .street),
    "deliveryAddressLine": .identifier(.location, .street),
    "city": .identifier(.location, .city), "county": .identifier(.location, .city),
    "precinct": .identifier(.location, .city), "censusTract": .identifier(.location, .other),
    "postalCode": .identifier(.location, .zip), "state": .coded, "country": .coded,
    "postBox": .identifier(.location, .street), "useablePeriod": .coded,
  ]

  /// Elements whose `name` is one of an organisation, a device or a substance.
  private static let unnamed: Set<String> = [
    "manufacturedMaterial", "manufacturerOrganization", "playingDevice", "assignedAuthoringDevice",
    "manufacturedLabeledDrug", "specimenPlayingEntity",
  ]

  /// Elements that identify a person who gives care.
  static let providers: Set<String> = [
    "assignedAuthor", "assignedEntity", "assignedCustodian", "assignedPerson", "intendedRecipient",
    "representedOrganization", "providerOrganization", "scopingOrganization",
    "representedCustodianOrganization", "receivedOrganization", "healthCareFacility",
    "participantRole", "manufacturedProduct",
  ]

  /// What the text of an element is.
  static func text(_ path: [String]) -> FieldContext {
    let name = path.joined(separator: ".")
    let last = path.last ?? ""
    let parent = path.dropLast().last ?? ""
    if ["given", "family", "prefix", "suffix"].contains(last), path.contains("name") {
      return FieldContext(name: name, hint: .identifier(.name, .none))
    }
    if last == "name" {
      if unnamed.contains(parent) { return FieldContext(name: name, hint: .display) }
      let isPlace =
        parent.hasSuffix("rganization") || parent == "playingEntity"
        || parent == "location" || parent == "place"
      return FieldContext(name: name, hint: isPlace ? .freeText : .identifier(.name, .none))
    }
    if path.contains("addr"), let hint = address[last] {
      return FieldContext(name: name, hint: hint)
    }
    return FieldContext(name: name, hint: .freeText)
  }

  /// What an attribute of the element at `path` is.
  static func attribute(_ attribute: String, of path: [String]) -> FieldContext {
    let name = (path + [attribute]).joined(separator: ".")
    let last = path.last ?? ""
    let parent = path.dropLast().last ?? ""
    switch (last, attribute) {
    case ("id", "extension"), ("setId", "extension"):
      return FieldContext(name: name, hint: .identifier(kind(ofIdentifierIn: parent), .none))
    case ("telecom", "value"):
      return FieldContext(name: name, hint: .identifier(.phone, .none))
    case (_, "value") where times.contains(last):
      return FieldContext(name: name, hint: .identifier(.date, .none), shape: .hl7Date)
    case ("value", "value"), ("versionNumber", "value"), ("sequenceNumber", "value"),
      ("repeatNumber", "value"), ("doseQuantity", "value"), ("priorityNumber", "value"):
      return FieldContext(name: name, hint: .coded)
    case ("templateId", "extension"), (_, "xmlns"), (_, "schemaLocation"):
      return FieldContext(name: name, hint: .version)
    case (_, "displayName"): return FieldContext(name: name, hint: .display)
    default: break
    }
    return FieldContext(name: name, hint: codedAttributes.contains(attribute) ? .coded : .freeText)
  }

  /// The kind of identifier that an `id` of an element is.
  private static func kind(ofIdentifierIn parent: String) -> IdentifierKind {
    if parent == "patientRole" || parent == "patient" { return .mrn }
    return providers.contains(parent) ? .license : .uniqueID
  }
}

/// What the elements and attributes of other documents are.
enum MarkupFields {
  /// Attributes that hold structure wherever they stand.
  private static let coded: Set<String> = [
    "xmlns", "schemaLocation", "class", "style", "width", "height", "colspan", "rowspan", "align",
    "valign", "border", "cellpadding", "cellspacing", "bgcolor", "color", "lang", "dir", "rel",
    "charset", "http-equiv", "nowrap", "tabindex", "version", "encoding", "type", "use", "unit",
    "face", "size", "space", "noNamespaceSchemaLocation", "nil", "target",
  ]

  /// What the text of an element is.
  ///
  /// A cell of a row is called so whatever stands in it, and elsewhere it is a phone.
  static func text(_ path: [String]) -> FieldContext {
    let names = path.indices.filter { $0 == 0 || path[$0] != "Cell" || path[$0 - 1] != "Row" }
    return FieldContext(name: names.map { path[$0] }.joined(separator: "."))
  }

  /// Words in names of elements whose `name` is a person's.
  private static let persons = [
    "patient", "person", "author", "doctor", "physician", "nurse", "employee", "guarant",
    "subscri", "insured", "contact", "customer", "client", "user", "staff", "recipient", "resident",
    "practitioner", "clinician", "surgeon", "relative", "mother", "father", "spouse", "child",
    "beneficiary", "signer", "witness", "creator", "sender", "individual", "participant", "student",
    "player", "human", "people", "family", "kin",
  ]

  /// Whether an attribute names a thing, and a person only where its values look like persons: most
  /// elements have names.
  static func namesThing(_ attribute: String, of path: [String]) -> Bool {
    guard ["name", "key", "label", "field"].contains(attribute.lowercased()) else { return false }
    let element = path.last?.lowercased() ?? ""
    return !persons.contains { element.contains($0) }
  }

  /// Whether an attribute says that its element is about a person.
  static func isPersonal(_ attribute: String) -> Bool {
    let name = attribute.lowercased()
    return ["birth", "dob", "mrn", "ssn", "patient", "gender", "sex"]
      .contains {
        name == $0 || $0.count > 3 && name.contains($0)
      }
  }

  /// Attributes that name a version or a namespace.
  private static let versions: Set<String> = ["xmlns", "schemaLocation", "version"]

  /// What an attribute is.
  ///
  /// Those of DICOM's model say what their element is. Source: DICOM PS3.19, A.1.
  static func attribute(_ attribute: String, of path: [String]) -> FieldContext {
    let name = (path + [attribute]).joined(separator: ".")
    if path.contains("NativeDicomModel") { return FieldContext(name: name, hint: .coded) }
    if versions.contains(attribute) || attribute.hasSuffix("Version") {
      return FieldContext(name: name, hint: .version)
    }
    return FieldContext(name: name, hint: coded.contains(attribute) ? .coded : .unknown)
  }

  /// What an attribute of HTML is; what is shown or named there is prose.
  static func htmlAttribute(_ attribute: String, of path: [String]) -> FieldContext {
    let name = (path + [attribute]).joined(separator: ".")
    if attribute == "name", path.last.map(controls.contains) == true {
      return FieldContext(name: name, isHeader: true)
    }
    return FieldContext(name: name, hint: coded.contains(attribute) ? .coded : .freeText)
  }

  /// Elements whose `name` is that of a field of a form.
  private static let controls: Set<String> = ["input", "select", "textarea", "button"]

  /// What an attribute of FHIR's XML is: the element's value stands in `value`.
  static func fhirAttribute(_ attribute: String, of path: [String]) -> FieldContext {
    let elements = path.filter { $0 != "Bundle" && $0 != "entry" && $0 != "resource" }
    if attribute == "value" || attribute == "url" || attribute == "id" {
      let name = elements.dropFirst() + (attribute == "value" ? [] : [attribute])
      return fhirContext(path: name.joined(separator: "."))
    }
    return Self.attribute(attribute, of: path)
  }
}
