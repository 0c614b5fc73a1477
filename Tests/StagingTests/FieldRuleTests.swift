import Manifest
import Testing
import Vocabulary

@testable import Formats
@testable import Staging

/// Every field of the tables that identifies: a message in which its value is masked, and all that
/// stands beside it stays.
struct FieldRuleTests {
  /// A message around one value.
  private struct Message {
    var name: String
    var before: String
    var value: String
    var after: String
  }

  /// An invented value of a kind.
  private func value(_ kind: IdentifierKind, _ part: LocationPart, _ shape: ValueShape) -> String {
    switch kind {
    case .name: "Solheimsen"
    case .date: shape == .isoDate || shape == .isoInstant ? "1971-03-04" : "19710304"
    case .location:
      switch part {
      case .street: "12 Mill Lane"
      case .city: "Rutland"
      case .zip: "05701"
      default: "Rutland County"
      }
    case .phone, .fax: "(802)555-0142"
    case .email: "i.solheimsen@example.org"
    case .url: "http://www.example.org/48817264"
    case .ssn: "219-09-9999"
    case .taxID: "12-3456789"
    case .license: "1234567893"
    case .bankRouting: "011000015"
    case .vehicle: "1HGCM82633A004352"
    default: "ZK48817264"
    }
  }

  /// The value for a field that identifies by itself; nil for others.
  private func value(_ field: FieldContext) -> String? {
    guard case .identifier(let kind, let part) = field.hint, field.shape != .base64 else {
      return nil
    }
    return value(kind, part, field.shape)
  }

  /// Scans all messages and compares each with its copy.
  private func check(_ messages: [Message], suffix: String) throws {
    let world = try StagingWorld()
    for (index, message) in messages.enumerated() {
      try world.put("\(index).\(suffix)", message.before + message.value + message.after)
    }
    let manifest = try world.scan()
    for (index, message) in messages.enumerated() {
      let entry = try manifest.entry("\(index).\(suffix)")
      guard entry.disposition == .masked else {
        Issue.record("\(message.name): \(entry.disposition) \(entry.reason?.rawValue ?? "")")
        continue
      }
      let copy = try world.text("stage/data/\(index).\(suffix)")
      #expect(!copy.contains(message.value), "\(message.name) is not masked")
      #expect(copy.hasPrefix(message.before), "\(message.name): \(copy)")
      #expect(copy.hasSuffix(message.after), "\(message.name): \(copy)")
    }
  }

  /// The next field that does not identify.
  private func free(_ segment: String, behind field: Int) -> Int {
    (field + 1...field + 100)
      .first {
        value(HL7Fields.context(segment: segment, field: $0, component: 1, valueType: "")) == nil
      } ?? field + 100
  }

  @Test func everyFieldOfHL7IsMaskedAndItsNeighboursStay() throws {
    let head = "MSH|^~\\&|A|B|C|D|2020||ADT^A01||P|2.5\r"
    var messages: [Message] = []
    func add(_ segment: String, _ field: Int, _ component: Int, type: String = "") {
      let context = HL7Fields.context(
        segment: segment,
        field: field,
        component: component,
        valueType: type
      )
      guard let value = value(context) else { return }
      // One letter beside each: codes of tables, never names.
      let isHeader = ["MSH", "BHS", "FHS"].contains(segment)
      let first = isHeader ? 2 : 1
      var fields = Array(repeating: "", count: max(0, field - first))
      if field > first + 1, free(segment, behind: 0) == 1 { fields[0] = "A" }
      if segment == "OBX", field > 2 { fields[1] = type.isEmpty ? "ST" : type }
      if isHeader { fields[0] = "^~\\&" }
      let open = ([segment] + fields).joined(separator: "|") + "|"
      messages.append(
        Message(
          name: "\(segment)-\(field).\(component)",
          before: (isHeader ? "" : head) + open
            + String(repeating: "^", count: component - 1),
          value: value,
          after: String(repeating: "|", count: free(segment, behind: field) - field)
            + "F\rNTE|1||B\r"
        )
      )
    }
    for segment in HL7Fields.segments {
      for field in 1...70 where field > 2 || !["MSH", "BHS", "FHS"].contains(segment) {
        for component in 1...12 { add(segment, field, component) }
      }
    }
    for type in ["XPN", "XCN", "XAD", "XTN", "CX", "TS"] {
      for component in 1...12 { add("OBX", 5, component, type: type) }
    }
    #expect(messages.count > 400)
    try check(messages, suffix: "hl7")
  }

  @Test func everyElementOfX12IsMaskedAndItsNeighboursStay() throws {
    let head =
      "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *200101*0900*^*00501"
      + "*000000001*0*T*:~GS*HC*S*R*20200101*0900*1*X*005010X222A1~ST*837*0001~"
    var messages: [Message] = []
    for segment in X12Fields.segments where !["ISA", "GS", "ST", "SE"].contains(segment) {
      for element in 1...16 {
        for component in 1...5 {
          for qualifier in X12Fields.qualifiers + ["1", "TE", "D8"] {
            let context = X12Fields.context(
              segment: segment,
              element: element,
              component: component,
              qualifier: qualifier
            )
            let plain = X12Fields.context(
              segment: segment,
              element: element,
              component: component,
              qualifier: "1"
            )
            // A qualifier matters where another one means another kind.
            guard let value = value(context), qualifier == "1" || context != plain else { continue }
            var elements = Array(repeating: "", count: element)
            elements[0] = segment
            let before = X12Fields.context(
              segment: segment,
              element: element - 1,
              component: 1,
              qualifier: ""
            )
            if element > 1, self.value(before) == nil { elements[element - 1] = qualifier }
            if segment == "NM1", element > 3 { elements[2] = "1" }
            var ahead = String(repeating: ":", count: component - 1)
            // The qualifier of REF04 stands in the component before its value.
            if segment == "REF", element == 4, component > 1 {
              elements[element - 1] = ""
              ahead = ahead.dropLast() + qualifier + ":"
            }
            messages.append(
              Message(
                name: "\(segment)\(element)-\(component) \(qualifier)",
                before: head + elements.joined(separator: "*") + "*" + ahead,
                value: value,
                after: "~HI*ABK:I10~SE*4*0001~GE*1*1~IEA*1*000000001~"
              )
            )
          }
        }
      }
    }
    #expect(messages.count > 100)
    try check(messages, suffix: "x12")
  }

  @Test func everyElementOfFHIRIsMaskedAndItsNeighboursStay() throws {
    var paths = fhirElements.keys.sorted() + fhirDateEndings.map { "on" + $0 }
    paths += ["telecom.value", "identifier.value", "name.text", "contact.name", "owner.display"]
    var messages: [Message] = []
    for path in paths {
      guard let value = value(fhirContext(path: path)) else { continue }
      let names = path.split(separator: ".")
      let open = names.map { "\"\($0)\":" }.joined(separator: "{\"use\":\"home\",")
      messages.append(
        Message(
          name: path,
          before: "{\"resourceType\":\"Basic\",\"status\":\"active\",\(open)\"",
          value: value,
          after: "\"" + String(repeating: "}", count: names.count - 1)
            + ",\"gender\":\"female\",\"quantity\":{\"value\":\"120\",\"unit\":\"mg\"}}"
        )
      )
    }
    #expect(messages.count > 30)
    try check(messages, suffix: "json")
  }

  @Test func everyElementOfCDAIsMaskedAndItsNeighboursStay() throws {
    var messages: [Message] = []
    func add(_ path: [String], _ attribute: String? = nil) {
      let context =
        attribute.map { CDAFields.attribute($0, of: path) } ?? CDAFields.text(path)
      guard let value = value(context) else { return }
      let open = "<ClinicalDocument xmlns=\"urn:hl7-org:v3\"><code code=\"34133-9\"/>"
      let outer = path.dropLast().map { "<\($0)>" }.joined()
      let name = path.last ?? ""
      let ends = path.dropLast().reversed().map { "</\($0)>" }.joined()
      messages.append(
        Message(
          name: (path + [attribute ?? ""]).joined(separator: "."),
          before: open + outer + "<\(name)" + (attribute.map { " \($0)=\"" } ?? ">"),
          value: value,
          after: (attribute == nil ? "</\(name)>" : "\"/>") + ends
            + "<statusCode code=\"active\"/></ClinicalDocument>"
        )
      )
    }
    for name in ["given", "family", "prefix", "suffix"] { add(["patient", "name", name]) }
    for name in ["assignedPerson", "guardianPerson", "patient"] { add([name, "name"]) }
    for name in CDAFields.address.keys.sorted() { add(["patientRole", "addr", name]) }
    for name in CDAFields.times.sorted() { add(["act", name], "value") }
    for name in CDAFields.providers.sorted() + ["patientRole", "act"] {
      add([name, "id"], "extension")
      add([name, "telecom"], "value")
    }
    add(["ClinicalDocument", "setId"], "extension")
    #expect(messages.count > 40)
    try check(messages, suffix: "xml")
  }
}
