import Vocabulary

/// Takes the known settings out of a map and refuses the rest.
///
/// Every fault names the setting with dots (`scan.minAge`) and its place.
package struct SettingsReader {
  /// The map's name with a dot behind it; empty at the top.
  private let prefix: String
  private let members: [YAMLNode.Member]
  private var known: [String] = []
  /// The manual page that describes the file.
  private let manual: String

  /// Begins to read a map.
  /// - Parameters:
  ///   - node: must be a map; an empty value is an empty one.
  ///   - name: its name; empty at the top.
  ///   - manual: the manual page that describes the file.
  /// - Throws: where it is not a map.
  init(
    _ node: YAMLNode,
    name: String = "",
    manual: String = "phigate.yml(5)"
  ) throws(YAMLFault) {
    prefix = name.isEmpty ? "" : name + "."
    self.manual = manual
    switch node {
    case .mapping(let members, _): self.members = members
    case .scalar("", isPlain: true, _): members = []
    case .scalar, .sequence:
      let what = name.isEmpty ? "the file" : name
      throw YAMLFault(position: node.position, message: "\(what) must hold settings by name")
    }
  }

  /// Takes a setting; nil where it is missing or has no value.
  package mutating func take(_ name: String) -> Setting? {
    known.append(name)
    guard let member = members.first(where: { $0.name.utf8.elementsEqual(name.utf8) }) else {
      return nil
    }
    if case .scalar("", isPlain: true, _) = member.value { return nil }
    return Setting(name: prefix + name, node: member.value)
  }

  /// Takes a map of settings; an empty one where it is missing.
  package mutating func section(_ name: String) throws(YAMLFault) -> SettingsReader {
    let start = YAMLPosition(line: 1, column: 1)
    let node = take(name)?.node ?? .mapping([], start)
    return try SettingsReader(node, name: prefix + name, manual: manual)
  }

  /// A list of maps of settings; an empty one where it is missing.
  package mutating func sections(
    _ name: String,
    countMax: Int
  ) throws(YAMLFault) -> [SettingsReader] {
    var readers: [SettingsReader] = []
    for item in try take(name)?.texts(countMax: countMax) ?? [] {
      readers.append(try SettingsReader(item.node, name: item.name, manual: manual))
    }
    return readers
  }

  /// The members that nobody has taken, with their full names: for maps whose names are data.
  func rest() -> [(name: String, setting: Setting, position: YAMLPosition)] {
    members.filter { !known.contains($0.name) }
      .map { member in
        (member.name, Setting(name: prefix + member.name, node: member.value), member.position)
      }
  }

  /// Refuses the first setting that nobody has taken.
  package func finish() throws(YAMLFault) {
    guard let member = members.first(where: { !known.contains($0.name) }) else { return }
    let nearest = known.min { member.name.distance(to: $0) < member.name.distance(to: $1) }
    let isNear = nearest.map { member.name.distance(to: $0) <= max(2, $0.count / 3) } ?? false
    throw YAMLFault(
      position: member.position,
      message: "unknown setting \(prefix)\(member.name.shortened)",
      next: isNear ? nearest.map { "did you mean \(prefix)\($0)?" } : "see \(manual)"
    )
  }
}

/// One setting with its name and place, and the forms that its value may have.
package struct Setting {
  /// The full name with dots.
  package var name: String
  /// The value.
  var node: YAMLNode

  /// A fault of this setting.
  package func fault(_ message: String, next: String? = nil) -> YAMLFault {
    YAMLFault(position: node.position, message: "\(name): \(message)", next: next)
  }

  /// A text of one line without control characters.
  package func text(bytesMax: Int = 4_096) throws(YAMLFault) -> String {
    guard case .scalar(let text, _, _) = node, !text.isEmpty else {
      throw fault("must be a text")
    }
    guard text.utf8.count <= bytesMax else {
      throw fault("\(text.utf8.count) bytes exceed limit \(bytesMax)")
    }
    guard text.escapingControls.utf8.elementsEqual(text.utf8) else {
      throw fault("must not hold control characters")
    }
    return text
  }

  /// A truth value: `true` or `false`, nothing else that YAML readers disagree about.
  package func bool() throws(YAMLFault) -> Bool {
    switch node {
    case .scalar("true", isPlain: true, _): return true
    case .scalar("false", isPlain: true, _): return false
    default: throw fault("must be true or false")
    }
  }

  /// One of a closed set of names.
  package func name<Value: RawRepresentable<String> & CaseIterable>(
    of type: Value.Type
  ) throws(YAMLFault) -> Value {
    let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
    guard case .scalar(let text, _, _) = node, let value = Value(rawValue: text) else {
      throw fault("must be one of \(names)")
    }
    return value
  }

  /// A whole number in plain digits, which may be grouped by `_`.
  package func integer(in range: ClosedRange<Int64>) throws(YAMLFault) -> Int64 {
    guard case .scalar(let text, isPlain: true, _) = node, let value = Setting.digits(text) else {
      throw fault("must be a whole number")
    }
    return try within(value, range, unit: "")
  }

  /// A number of bytes: plain digits, or digits with KiB, MiB, GiB or TiB.
  package func byteCount(in range: ClosedRange<Int64>) throws(YAMLFault) -> Int64 {
    try quantity(
      in: range,
      unit: " bytes",
      units: ["KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30, "TiB": 1 << 40, "": 1],
      example: "a number of bytes such as 64 MiB"
    )
  }

  /// A span of time in seconds: digits with s, m, h or d.
  package func seconds(in range: ClosedRange<Int64>) throws(YAMLFault) -> Int64 {
    try quantity(
      in: range,
      unit: " seconds",
      units: ["s": 1, "m": 60, "h": 3_600, "d": 86_400],
      example: "a span of time such as 90s, 15m, 2h or 1d"
    )
  }

  /// A list of texts.
  package func texts(countMax: Int) throws(YAMLFault) -> [Setting] {
    guard case .sequence(let nodes, _) = node else { throw fault("must be a list") }
    guard nodes.count <= countMax else {
      throw fault("\(nodes.count) items exceed limit \(countMax)")
    }
    return nodes.enumerated().map { Setting(name: "\(name)[\($0.offset)]", node: $0.element) }
  }

  /// Digits followed by one of some units.
  private func quantity(
    in range: ClosedRange<Int64>,
    unit: String,
    units: [String: Int64],
    example: String
  ) throws(YAMLFault) -> Int64 {
    guard case .scalar(let text, _, _) = node else { throw fault("must be \(example)") }
    let split = text.utf8.firstIndex { !$0.isDigit && $0 != UInt8(ascii: "_") } ?? text.endIndex
    let suffix = text[split...].drop { $0 == " " }
    guard let number = Setting.digits(String(text[..<split])),
      let factor = units[String(suffix)] ?? (number == 0 && suffix.isEmpty ? 1 : nil)
    else { throw fault("must be \(example)") }
    let (value, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { throw fault("exceeds \(range.upperBound)\(unit)") }
    return try within(value, range, unit: unit)
  }

  /// A number that must lie in a range.
  private func within(
    _ value: Int64,
    _ range: ClosedRange<Int64>,
    unit: String
  ) throws(YAMLFault) -> Int64 {
    guard range ~= value else {
      throw fault(
        "\(value)\(unit) is not between \(range.lowerBound) and \(range.upperBound)"
      )
    }
    return value
  }

  /// The value of decimal digits, which may be grouped by `_`; nil for anything else.
  private static func digits(_ text: String) -> Int64? {
    let plain = text.utf8.filter { $0 != UInt8(ascii: "_") }
    guard !plain.isEmpty, plain.allSatisfy(\.isDigit), text.utf8.first != UInt8(ascii: "_") else {
      return nil
    }
    if plain.count > 1, plain.first == UInt8(ascii: "0") { return nil }
    return Int64(String(decoding: plain, as: UTF8.self))
  }
}

extension String {
  /// The text without control characters and at most 40 characters long, for messages.
  var shortened: String {
    count <= 40 ? escapingControls : String(prefix(40)).escapingControls + "…"
  }

  /// How many letters must be changed, added or removed to get another text, case aside; the edit
  /// distance of Levenshtein over the first 64 bytes.
  func distance(to other: String) -> Int {
    let left = Array(utf8.prefix(64)).map(\.lowercased)
    let right = Array(other.utf8.prefix(64)).map(\.lowercased)
    var row = Array(0...right.count)
    for (index, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for (column, candidate) in right.enumerated() {
        let above = row[column + 1]
        let replaced = diagonal + (byte == candidate ? 0 : 1)
        row[column + 1] = Swift.min(replaced, above + 1, row[column] + 1)
        diagonal = above
      }
    }
    return row[right.count]
  }
}
