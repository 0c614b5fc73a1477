import Detection

/// A document made of a fuzzer's choices: a form, names of fields, and in them what rules find and leave.
///
/// Mutated bytes are seldom a message or an object any more; mutated choices always are.
struct FuzzedForm {
  /// The file.
  private(set) var bytes: [UInt8] = []
  /// Its name.
  private(set) var name = ""
  private var choices: ArraySlice<UInt8>

  /// Values of all rules, found or left, and a few of no rule.
  private static let values: [String] = {
    let rules = RuleSet.builtIn.rules
    let plain = [
      "", "x", "0", "12", "5.5", "ok", "done today", "Rosa Delgado", "DELGADO, ROSA", "Rosa", "M",
      "F",
      "2026-03-04", "3/4/26", "1961", "45", "91", "Rutland", "12 Maple St", "05701", "617-555-0182",
      "nurse@example.org", "8841233", "[NAME]", "[DATE]", "XXXX", "n/a", "seen by Dr. Halloway",
    ]
    return plain + rules.flatMap { $0.positive + $0.negative }
  }()

  /// Labels of all rules, and names of columns.
  private static let names: [String] = {
    let plain = [
      "id", "name", "first_name", "lastName", "dob", "note", "comment", "status", "type", "code",
      "value", "age", "city", "zip", "phone", "email", "mrn", "ssn", "date", "created_at", "user",
      "title", "text", "address", "provider", "a.b", "Patient Name", "x1", "1", "",
    ]
    return plain + RuleSet.builtIn.labels
  }()

  /// How many fields and rows a document may have.
  private static let (fieldsMax, rowsMax) = (7, 6)

  /// Makes a document.
  init(_ choices: [UInt8]) {
    self.choices = choices[...]
    let forms: [(String, (inout FuzzedForm) -> String)] = [
      ("rows.csv", { $0.table(",") }), ("rows.tsv", { $0.table("\t") }),
      ("rows.psv", { $0.table("|") }), ("data.json", { $0.object(depth: 2) }),
      ("data.ndjson", { $0.lines { $0.object(depth: 1) } }),
      ("list.json", { "[" + $0.list { $0.object(depth: 1) } + "]" }),
      ("feed.hl7", { $0.message() }), ("page.html", { $0.page() }), ("data.xml", { $0.markup() }),
      ("all.log", { $0.lines { $0.logLine() } }), ("note.txt", { $0.lines { $0.formLine() } }),
      ("note.txt", { $0.lines { $0.value() } }), ("dump.sql", { $0.lines { $0.insert() } }),
      ("note.rtf", { $0.rich() }), ("mail.eml", { $0.mail() }), ("rows.txt", { $0.aligned() }),
      ("rows.txt", { $0.ruled() }), ("answers.json", { $0.answers() }),
      ("all.log", { $0.lines { $0.event() } }), ("claims.txt", { $0.lines { $0.claim() } }),
      ("results.txt", { $0.instrument() }),
    ]
    let form = forms[pick(forms.count)]
    name = form.0
    bytes = Array(form.1(&self).utf8)
  }

  /// The next choice among some; the first where none is left.
  private mutating func pick(_ count: Int) -> Int {
    guard let first = choices.popFirst() else { return 0 }
    guard count > 256 else { return Int(first) % max(1, count) }
    return (Int(first) << 8 | Int(choices.popFirst() ?? 0)) % count
  }

  private mutating func value() -> String { Self.values[pick(Self.values.count)] }

  private mutating func fieldName() -> String { Self.names[pick(Self.names.count)] }

  /// Some parts with commas between.
  private mutating func list(_ part: (inout FuzzedForm) -> String) -> String {
    (0...pick(Self.rowsMax)).map { _ in part(&self) }.joined(separator: ",")
  }

  private mutating func lines(_ line: (inout FuzzedForm) -> String) -> String {
    (0...pick(Self.rowsMax)).map { _ in line(&self) + "\n" }.joined()
  }

  private mutating func table(_ delimiter: String) -> String {
    func cell(_ text: String) -> String {
      let isPlain = !text.contains { $0 == "\"" || $0.isNewline || String($0) == delimiter }
      return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
    let width = 1 + pick(Self.fieldsMax)
    let rows = (0...(1 + pick(Self.rowsMax)))
      .map { row in
        (0..<width).map { _ in cell(row == 0 ? fieldName() : value()) }.joined(separator: delimiter)
      }
    return rows.joined(separator: "\n") + "\n"
  }

  /// A string of JSON.
  private func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": out += "\\" + String(scalar)
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      default: out += scalar.value < 0x20 ? " " : String(scalar)
      }
    }
    return out + "\""
  }

  private mutating func object(depth: Int) -> String {
    let members = (0...pick(Self.fieldsMax))
      .map { _ in
        quoted(fieldName()) + ":" + member(depth: depth)
      }
    return "{" + members.joined(separator: ",") + "}"
  }

  private mutating func member(depth: Int) -> String {
    switch pick(depth > 0 ? 6 : 4) {
    case 0, 1, 2: return quoted(value())
    case 3:
      let text = value()
      return Int(text).map { $0 >= 0 ? String($0) : quoted(text) } ?? quoted(text)
    case 4: return object(depth: depth - 1)
    default: return "[" + list { $0.quoted($0.value()) } + "]"
    }
  }

  private mutating func message() -> String {
    func escaped(_ text: String) -> String {
      text.map { mark in
        switch mark {
        case "|": "\\F\\"
        case "^": "\\S\\"
        case "&": "\\T\\"
        case "~": "\\R\\"
        case "\\": "\\E\\"
        default: mark.isNewline ? " " : String(mark)
        }
      }
      .joined()
    }
    var out = "MSH|^~\\&|LAB|NORTH|EHR|NORTH|202603041200||ORU^R01|771|P|2.5\r"
    let segments = ["PID", "OBX", "NTE", "PV1", "NK1", "OBR", "ZZZ", "IN1"]
    for _ in 0...pick(Self.rowsMax) {
      out += segments[pick(segments.count)]
      for _ in 0...pick(Self.fieldsMax) {
        out += "|" + escaped(value())
        if pick(3) == 1 { out += "^" + escaped(value()) }
      }
      out += "\r"
    }
    return out
  }

  /// Text of a markup.
  private func written(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
  }

  private mutating func page() -> String {
    var out = "<!DOCTYPE html><html><body><table>"
    for _ in 0...pick(Self.rowsMax) {
      out += "<tr><th>\(written(fieldName()))</th><td>\(written(value()))</td></tr>"
    }
    out += "</table><p title=\"\(written(value()))\">\(written(value()))<b>"
    return out + "\(written(value()))</b></p></body></html>"
  }

  private mutating func markup() -> String {
    func tag(_ text: String) -> String {
      let name = text.filter { $0.isASCII && ($0.isLetter || $0 == "_") }
      return name.isEmpty ? "item" : name
    }
    var out = "<?xml version=\"1.0\"?><records>"
    for _ in 0...pick(Self.rowsMax) {
      let name = tag(fieldName())
      out += "<\(name) \(tag(fieldName()))a=\"\(written(value()))\">\(written(value()))</\(name)>"
    }
    return out + "</records>\n"
  }

  private mutating func logLine() -> String {
    var out = "2026-03-04T12:00:0\(pick(10))Z INFO "
    for _ in 0...pick(Self.fieldsMax) {
      let name = fieldName().replacing(" ", with: "_")
      out += pick(2) == 0 ? "\(name)=\(value()) " : "\(name)=\(quoted(value())) "
    }
    return out
  }

  private mutating func formLine() -> String {
    let marks = [": ", " - ", " ", "\t", ":\n", " = "]
    return fieldName() + marks[pick(marks.count)] + value()
  }

  private mutating func insert() -> String {
    let width = 1 + pick(Self.fieldsMax)
    let names = (0..<width).map { _ in "`" + fieldName().filter { $0 != "`" } + "`" }
    let cells = (0..<width).map { _ in "'" + value().replacing("'", with: "''") + "'" }
    let columns = names.joined(separator: ", ")
    return "INSERT INTO t (\(columns)) VALUES (\(cells.joined(separator: ", ")));"
  }

  private mutating func rich() -> String {
    func plain(_ text: String) -> String {
      text.map { mark in
        switch mark {
        case "\\", "{", "}": "\\\(mark)"
        case "\n", "\r", "\r\n": "\\par "
        default:
          mark.isASCII ? String(mark) : mark.utf16.map { "\\u\(Int16(bitPattern: $0))?" }.joined()
        }
      }
      .joined()
    }
    var out = "{\\rtf1\\ansi "
    for _ in 0...pick(Self.rowsMax) {
      out += "{\\b \(plain(fieldName()))}\(pick(2) == 0 ? ": " : "\\tab ")\(plain(value()))\\par\n"
    }
    for row in 0...pick(Self.rowsMax) where pick(2) == 0 {
      out += "\\trowd\\cellx900\\pard\\intbl "
      for _ in 0...pick(4) {
        out += "\(plain(row == 0 ? fieldName() : value()))\\cell\(pick(2) == 0 ? " " : "")"
      }
      out += "\\row\\pard\n"
    }
    return out + "}"
  }

  private mutating func mail() -> String {
    let from = value().filter { !$0.isNewline }
    return "From: \(from) <desk@example.org>\r\nTo: \(value().filter { !$0.isNewline })\r\n"
      + "Subject: \(value().filter { !$0.isNewline })\r\nDate: Wed, 4 Mar 2026 12:00:00 +0000\r\n\r\n"
      + lines { $0.formLine() }
  }

  private mutating func aligned() -> String {
    let width = 2 + pick(4)
    let size = 14 + 2 * pick(6)
    let rows = (0...(3 + pick(Self.rowsMax)))
      .map { row in
        (0..<width)
          .map { _ in
            let text = (row == 0 ? fieldName() : value()).filter { $0.isASCII && !$0.isNewline }
            let blanks = String(repeating: " ", count: max(2, size - text.count))
            return text.prefix(size - 2) + blanks
          }
          .joined()
      }
    return rows.joined(separator: "\n") + "\n"
  }

  /// A title, a header, a line of dashes that draws the columns, rows, and a line below.
  private mutating func ruled() -> String {
    let sizes = (0...(1 + pick(4))).map { _ in 6 + pick(16) }
    func row(_ cells: [String]) -> String {
      zip(cells, sizes)
        .map { cell, size in
          let text = cell.filter { $0.isASCII && !$0.isNewline }.prefix(size)
          return text + String(repeating: " ", count: size - text.count)
        }
        .joined(separator: " ")
    }
    var out = pick(2) == 0 ? "" : value().filter { !$0.isNewline } + "\n"
    out += row(sizes.map { _ in fieldName() }) + "\n"
    out += row(sizes.map { String(repeating: "-", count: $0) }) + "\n"
    for _ in 0...(2 + pick(Self.rowsMax)) { out += row(sizes.map { _ in value() }) + "\n" }
    return out + (pick(2) == 0 ? "" : value().filter { !$0.isNewline } + "\n")
  }

  /// Questions of FHIR with their answers before or behind them, and extensions.
  private mutating func answers() -> String {
    let items = list { form in
      let question = "\"text\":" + form.quoted(form.fieldName())
      let kind = ["String", "Date", "Integer", "Reference"][form.pick(4)]
      let answer = "\"answer\":[{\"value\(kind)\":\(form.quoted(form.value()))}]"
      return "{" + (form.pick(2) == 0 ? question + "," + answer : answer + "," + question) + "}"
    }
    let more = list { form in
      "{\"url\":\(form.quoted("http://example.org/" + form.fieldName())),"
        + "\"valueString\":\(form.quoted(form.value()))}"
    }
    return
      "{\"resourceType\":\"QuestionnaireResponse\",\"item\":[\(items)],\"extension\":[\(more)]}"
  }

  /// A line of the Common Event Format.
  private mutating func event() -> String {
    var out = "CEF:0|North|Gate|1.0|100|login|3|"
    for _ in 0...pick(Self.fieldsMax) {
      let name = ["suser", "duser", "src", "msg", "cs1", "cs1Label", "rt", "act"][pick(8)]
      out += name + "=" + value().replacing("=", with: "\\=").filter { !$0.isNewline } + " "
    }
    return out
  }

  /// A claim of a pharmacy: segments and fields between separators of ASCII.
  private mutating func claim() -> String {
    var out = "610014D0B1PCN12345  1011234567893     20260304"
    for segment in ["01", "04", "07"] {
      out += "\u{1E}\u{1C}AM\(segment)"
      for _ in 0...pick(Self.fieldsMax) {
        let field = ["C4", "C5", "CA", "CB", "CC", "CM", "CN", "CO", "CP", "CQ", "C2", "D2"][
          pick(12)
        ]
        out += "\u{1C}" + field + value().filter { !$0.isNewline }
      }
    }
    return out
  }

  /// Records of a laboratory's instrument.
  private mutating func instrument() -> String {
    var out = "H|\\^&|||ANALYZER^1|||||LIS||P|1|20260304120000\r"
    for _ in 0...pick(Self.rowsMax) {
      out += ["P|1", "O|1", "R|1", "C|1"][pick(4)]
      for _ in 0...pick(Self.fieldsMax) {
        out += "|" + value().filter { !$0.isNewline && $0 != "|" }
        if pick(3) == 1 { out += "^" + value().filter { !$0.isNewline && $0 != "|" } }
      }
      out += "\r"
    }
    return out + "L|1|N\r"
  }
}
