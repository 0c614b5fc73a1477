import Records
import Vocabulary

extension ManifestEntry {
  /// Appends the line without its end: the bytes of `CanonicalJSON` for `json`, without making values
  /// of it first.
  func appendLine(to out: inout [UInt8]) {
    out.append(contentsOf: "{".utf8)
    if allowed > 0 { Self.add("allowed", Int64(allowed), to: &out) }
    if let bytes { Self.add("bytes", bytes, to: &out) }
    out.append(contentsOf: "\"classes\":[".utf8)
    for (index, name) in classNames.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      CanonicalJSON.append(name, to: &out)
    }
    out.append(contentsOf: "],".utf8)
    Self.add("disposition", disposition.rawValue, to: &out)
    appendFindings(to: &out)
    if let format { Self.add("format", format, to: &out) }
    if let healthContext { Self.add("healthContext", healthContext.rawValue, to: &out) }
    Self.add("kind", kind.rawValue, to: &out)
    if let output { output.append(to: &out) }
    Self.add("path", path, to: &out)
    if let pathBase64 { Self.add("pathB64", pathBase64, to: &out) }
    if pathMasked { out.append(contentsOf: "\"pathMasked\":true,".utf8) }
    if let reason { Self.add("reason", reason.rawValue, to: &out) }
    Self.add("residual", Int64(residual), to: &out)
    Self.add("sensitivity", sensitivity.rawValue, to: &out)
    if transient { out.append(contentsOf: "\"transient\":true,".utf8) }
    out.append(contentsOf: "\"type\":\"entry\"}".utf8)
  }

  /// What a reader would refuse in the line, as far as types leave it open.
  func check() throws(RecordFault) {
    if let format, !Self.isFormat(format) { throw RecordFault(.wrongValue, field: "format") }
    let numbers: [(String, Int64, Int64)] = [
      ("bytes", bytes ?? 0, StrictJSON.integerMax), ("residual", Int64(residual), Int64(Int32.max)),
      ("allowed", Int64(allowed), Int64(Int32.max)),
      ("output.bytes", output?.bytes ?? 0, StrictJSON.integerMax),
    ]
    for (name, number, max) in numbers where !(0...max ~= number) {
      throw RecordFault(.wrongValue, field: name)
    }
    for (kind, found) in findings where found.count > StrictJSON.integerMax {
      throw RecordFault(.wrongValue, field: "findings.\(kind.label)")
    }
    if let name = brokenField { throw RecordFault(.wrongValue, field: name) }
  }

  /// Appends the findings with their name and a comma.
  private func appendFindings(to out: inout [UInt8]) {
    out.append(contentsOf: "\"findings\":{".utf8)
    let sorted = findings.map { ($0.key.label, $0.key, $0.value) }
      .sorted { CanonicalJSON.precedes($0.0, $1.0) }
    for (index, (label, kind, found)) in sorted.enumerated() {
      if index > 0 { out.append(UInt8(ascii: ",")) }
      CanonicalJSON.append(label, to: &out)
      out.append(contentsOf: ":{".utf8)
      Self.add("count", Int64(found.count), to: &out)
      if let letter = kind.hipaaLetter {
        Self.add("hipaa", letter, to: &out)
      } else {
        out.append(contentsOf: "\"hipaa\":null,".utf8)
      }
      out.append(contentsOf: "\"transform\":".utf8)
      CanonicalJSON.append(found.transformNames, to: &out)
      out.append(UInt8(ascii: "}"))
    }
    out.append(contentsOf: "},".utf8)
  }

  /// Appends a name that needs no escape, a text and a comma.
  fileprivate static func add(_ name: StaticString, _ text: String, to out: inout [UInt8]) {
    add(name, to: &out)
    CanonicalJSON.append(text, to: &out)
    out.append(UInt8(ascii: ","))
  }

  /// Appends a name that needs no escape, a number and a comma.
  fileprivate static func add(_ name: StaticString, _ number: Int64, to out: inout [UInt8]) {
    add(name, to: &out)
    CanonicalJSON.append(number, to: &out)
    out.append(UInt8(ascii: ","))
  }

  /// Appends a name in quotes and its colon.
  private static func add(_ name: StaticString, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    name.withUTF8Buffer { unsafe out.append(contentsOf: $0) }
    out.append(contentsOf: "\":".utf8)
  }
}

extension ManifestEntry.Output {
  /// Appends the output with its name and a comma.
  fileprivate func append(to out: inout [UInt8]) {
    out.append(contentsOf: "\"output\":{".utf8)
    ManifestEntry.add("bytes", bytes, to: &out)
    ManifestEntry.add("path", path, to: &out)
    if let pathBase64 { ManifestEntry.add("pathB64", pathBase64, to: &out) }
    out.append(contentsOf: "\"sha256\":\"".utf8)
    sha256.bytes.appendLowercaseHex(to: &out)
    out.append(contentsOf: "\"},".utf8)
  }
}
