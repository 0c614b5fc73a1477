import Vocabulary

/// Elements of FHIR resources by their last names.
///
/// Source: HL7 FHIR R4, data types and resources.
let fhirElements: [String: FieldHint] = [
  // HumanName.
  "family": .identifier(.name, .none), "given": .identifier(.name, .none),
  // Address.
  "line": .identifier(.location, .street), "city": .identifier(.location, .city),
  "district": .identifier(.location, .city), "postalCode": .identifier(.location, .zip),
  "latitude": .identifier(.location, .other), "longitude": .identifier(.location, .other),
  // Patient, Person and their like.
  "birthDate": .identifier(.date, .none), "photo": .identifier(.photo, .none),
  // Attachment.
  "title": .freeText, "data": .identifier(.uniqueID, .none), "hash": .identifier(.uniqueID, .none),
  // Resource and Reference.
  "id": .identifier(.uniqueID, .none), "reference": .identifier(.uniqueID, .none),
  "fullUrl": .identifier(.uniqueID, .none), "versionId": .coded,
  // ImagingStudy, its series and their instances.
  "uid": .identifier(.uniqueID, .none),
  // Narrative and Annotation.
  "div": .freeText, "text": .freeText, "comment": .freeText, "note": .freeText,
  "description": .freeText, "valueString": .freeText,
  // Codes.
  "resourceType": .coded, "system": .coded, "code": .coded, "status": .coded, "use": .coded,
  "unit": .coded, "gender": .coded, "type": .coded, "profile": .coded, "version": .coded,
  "language": .coded, "active": .coded, "intent": .coded, "mode": .coded, "comparator": .coded,
  "implicitRules": .coded, "valueCanonical": .coded, "instantiatesCanonical": .coded,
  "currency": .coded, "state": .coded, "country": .coded, "contentType": .coded,
  "valueCode": .coded, "linkId": .coded, "relation": .coded,
  "valueBoolean": .coded, "valueInteger": .coded, "rank": .coded, "size": .coded,
  // Device.
  "serialNumber": .identifier(.device, .none), "lotNumber": .identifier(.device, .none),
  "deviceIdentifier": .identifier(.device, .none), "carrierHRF": .identifier(.device, .none),
  // Coverage.
  "subscriberId": .identifier(.healthPlan, .none), "policyHolder": .freeText,
]

/// Endings of elements whose `display` names a code.
private let codings = ["oding", "concept", "contains", "designation", "code", "target", "filter"]

/// Endings of element names that hold a date or an instant.
let fhirDateEndings = [
  "Date", "DateTime", "date", "issued", "timestamp", "lastUpdated", "start", "end", "recorded",
  "sent", "received", "created", "authoredOn", "dateWritten", "onsetDateTime", "Instant",
  "occurred",
]

/// Elements whose value needs date, time and zone.
///
/// Source: FHIR R4, `instant`.
private let instants: Set<String> = [
  "issued", "timestamp", "lastUpdated", "valueInstant", "recorded",
]

/// Resources that define others and are about nobody.
///
/// Source: FHIR R4, modules Conformance, Terminology and Clinical Reasoning.
let fhirDefinitions: Set<String> = [
  "ActivityDefinition", "CapabilityStatement", "ChargeItemDefinition", "CodeSystem",
  "CompartmentDefinition", "ConceptMap", "EventDefinition", "ExampleScenario", "GraphDefinition",
  "ImplementationGuide", "Library", "Measure", "MessageDefinition", "NamingSystem",
  "ObservationDefinition", "OperationDefinition", "PlanDefinition", "Questionnaire",
  "SearchParameter", "SpecimenDefinition", "StructureDefinition", "StructureMap",
  "TerminologyCapabilities", "ValueSet",
]

/// What stands in a path where such a resource begins.
let fhirDefinition = "(definition)"

/// Elements of such resources that name the resource or a part of it.
private let definingElements: Set<String> = [
  "id", "name", "sliceName", "url", "path", "baseDefinition",
]
/// Elements of such resources that are persons.
private let definingPersons: Set<String> = [
  "contact", "author", "editor", "reviewer", "endorser", "contained", "subjectReference",
  "useContext",
]

/// What FHIR says of an element by which a resource that defines others names itself; nil for others.
private func definingContext(_ parts: [String], path: String) -> FieldContext? {
  guard let start = parts.lastIndex(of: fhirDefinition), let last = parts.last,
    definingElements.contains(last), definingPersons.isDisjoint(with: parts[start...])
  else { return nil }
  return FieldContext(name: path, hint: .coded)
}

/// What FHIR says of the element at a path without array indices.
func fhirContext(path: String) -> FieldContext {
  let parts = path.split(separator: ".").map(String.init)
  guard let last = parts.last else { return FieldContext(name: path) }
  if let context = definingContext(parts, path: path) { return context }
  let parent = parts.dropLast().last ?? ""
  switch (parent, last) {
  case ("telecom", "value"): return FieldContext(name: path, hint: .identifier(.phone, .none))
  case ("identifier", "value"):
    return FieldContext(name: path, hint: .identifier(.uniqueID, .none))
  case (_, "value") where parent.hasSuffix("Quantity") || parent == "quantity":
    return FieldContext(name: path, hint: .coded)
  case ("name", "text"), ("contact", "name"), (_, "authorString"):
    return FieldContext(name: path, hint: .identifier(.name, .none))
  case ("coding", "display"), ("valueCodeableConcept", "text"), ("code", "text"):
    return FieldContext(name: path, hint: .display)
  // Coverage: the numbers of a group and of a plan.
  case ("class", "value"): return FieldContext(name: path, hint: .identifier(.healthPlan, .none))
  // AuditEvent: the system that saw what happened.
  case ("observer", "display"): return FieldContext(name: path, hint: .display)
  case (_, "display") where codings.contains(where: { parent.hasSuffix($0) }):
    return FieldContext(name: path, hint: .display)
  case (_, "display"): return FieldContext(name: path, hint: .identifier(.name, .none))
  case ("onsetAge", "value"), ("deceasedAge", "value"), ("abatementAge", "value"):
    return FieldContext(name: path, hint: .identifier(.age, .none))
  case (_, "valueDecimal") where parts.contains("address"):
    return FieldContext(name: path, hint: .identifier(.location, .other))
  // Of Appointment and Slot, whose times are instants; a Period stands in an element.
  case ("", "start"), ("", "end"), ("resource", "start"), ("resource", "end"):
    return FieldContext(name: path, hint: .identifier(.date, .none), shape: .isoInstant)
  case ("extension", "url"), ("modifierExtension", "url"):
    return FieldContext(name: path, hint: .coded)
  case ("photo", _):
    return FieldContext(name: path, hint: .identifier(.photo, .none), shape: .base64)
  case (_, "data"):
    return FieldContext(name: path, hint: .identifier(.uniqueID, .none), shape: .base64)
  default: break
  }
  if let hint = fhirElements[last] {
    let shape: ValueShape = last == "birthDate" ? .isoDate : .text
    return FieldContext(name: path, hint: hint, shape: shape)
  }
  if fhirDateEndings.contains(where: { last.hasSuffix($0) }) {
    let shape: ValueShape = instants.contains(last) ? .isoInstant : .isoDate
    return FieldContext(name: path, hint: .identifier(.date, .none), shape: shape)
  }
  return FieldContext(name: path)
}
