import Vocabulary

/// Records of fixed width whose places a layout says: in comments above them, or in the standard that they keep to.
///
/// ```
/// * 1-6   PATIENT ID
/// # cols 7-26: LAST NAME
/// 838682Roe                 19470310F
/// ```
///
/// Sources: CMS, Risk Adjustment Processing System, detail record (CCC); CMS, Claim and Claim Line Feed, Beneficiary
/// Demographics (CCLF8); NAACCR, volume II, record layouts.
struct FixedLayout {
  /// A field: its name and its place in characters.
  struct Field {
    var name: String
    var place: Range<Int>
  }

  /// The fields in the order of their places, none of which holds another.
  private(set) var fields: [Field]

  /// Places in a record, and digits of one.
  private static let placeMax = 32_767
  private static let digitsMax = 5
  /// Words before places.
  private static let words: Set<String> = [
    "col", "cols", "column", "columns", "pos", "position", "positions", "bytes", "byte",
  ]

  /// Creates a layout of fields, without those that hold others.
  init(_ fields: [Field]) {
    let sorted = fields.sorted {
      ($0.place.lowerBound, $0.place.upperBound) < ($1.place.lowerBound, $1.place.upperBound)
    }
    self.fields = sorted.enumerated()
      .filter { index, field in
        index + 1 == sorted.count || field.place.upperBound <= sorted[index + 1].place.lowerBound
      }
      .map(\.element)
  }

  /// The place of the first field with a name.
  func place(of name: String) -> Range<Int>? { fields.first { $0.name == name }?.place }

  /// The columns of records: one for each field, and one without a name for what lies between two.
  var columns: [FixedColumn] {
    var (columns, end) = ([FixedColumn](), 0)
    for field in fields {
      if field.place.lowerBound > end { columns.append(FixedColumn(start: end, isApart: false)) }
      columns.append(
        FixedColumn(start: field.place.lowerBound, isApart: false, name: field.name)
      )
      end = field.place.upperBound
    }
    columns.append(FixedColumn(start: end, isApart: false))
    return columns
  }

  // MARK: Comments

  /// Whether a byte begins a comment.
  static func isComment(_ byte: UInt8) -> Bool {
    [0x23, 0x2A, 0x2D, 0x2F, 0x3B, 0x21].contains(byte)
  }

  /// The field that a line of a comment places; nil for other lines.
  static func field(_ line: ArraySlice<UInt8>) -> Field? {
    guard let first = line.first(where: { $0 > 0x20 }), isComment(first) else { return nil }
    var rest = line.drop { $0 <= 0x20 || isComment($0) }
    let word = rest.prefix { $0.isLetter }
    if words.contains(String(decoding: word, as: UTF8.self).lowercased()) {
      rest = rest.dropFirst(word.count).drop { $0 <= 0x20 || $0 == 0x2E || $0 == 0x3A }
    }
    guard let from = number(&rest) else { return nil }
    var to = from
    let behind = rest.drop { $0 == 0x20 }
    if let sign = behind.first, sign == 0x2D || sign == 0x3A {
      var digits = behind.dropFirst().drop { $0 == 0x20 }
      if let number = number(&digits) { (to, rest) = (number, digits) }
    }
    let name = rest.drop { $0 <= 0x20 || $0 == 0x3A || $0 == 0x2D }
    guard rest.first.map({ $0 <= 0x20 || $0 == 0x3A }) == true, name.first?.isLetter == true,
      from > 0, to >= from, to <= placeMax
    else { return nil }
    let text = String(decoding: name.reversed().drop { $0 <= 0x20 }.reversed(), as: UTF8.self)
    guard (2...HeaderRow.nameBytesMax).contains(text.utf8.count) else { return nil }
    return Field(name: text, place: from - 1..<to)
  }

  /// The number that a text begins with, which is left out of it.
  private static func number(_ text: inout ArraySlice<UInt8>) -> Int? {
    let digits = text.prefix { $0.isDigit }
    guard (1...digitsMax).contains(digits.count) else { return nil }
    text = text.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  // MARK: Standards

  /// A layout of fields that follow one another, each with its width; `-` is a place without a name.
  private init(widths: [(name: String, width: Int)]) {
    var (fields, end) = ([Field](), 0)
    for (name, width) in widths {
      if name != "-" { fields.append(Field(name: name, place: end..<end + width)) }
      end += width
    }
    self.fields = fields
  }

  /// What the detail record of a risk adjustment file begins with, and its file.
  static let riskMark = Array("CCC".utf8)
  static let riskHead = Array("AAA".utf8)
  /// What a diagnosis of such a record is made of, and how many there are.
  private static let cluster = [
    ("provider type", 2), ("from date", 8), ("through date", 8), ("-", 1),
    ("diagnosis code", 7), ("-", 3), ("-", 3),
  ]
  private static let clustersMax = 10

  /// The layouts of that record: the standard's, and that of files without codes of errors.
  static let risk: [FixedLayout] = [3, 0]
    .map { error in
      FixedLayout(
        widths: [
          ("-", 3), ("sequence", 7), ("-", 3), ("patient control number", 40), ("member id", 25),
          ("-", error), ("date of birth", 8), ("-", error),
        ] + Array(repeating: cluster, count: clustersMax).joined() + [("member id", 25)]
      )
    }
  /// The field of a record that tells its layout.
  static let riskDay = "date of birth"

  /// The beneficiaries' file of a claim line feed.
  static let beneficiaries = FixedLayout(
    widths: [
      ("mbi", 11), ("state code", 2), ("county", 3), ("zip", 5), ("date of birth", 10), ("sex", 1),
      ("race", 1), ("age", 3), ("status", 2), ("status code", 2), ("death date", 10),
      ("start date", 10), ("end date", 10), ("first name", 30), ("middle name", 15),
      ("last name", 40), ("code", 1), ("type", 1), ("start date", 10), ("start date", 10),
      ("address line 1", 45), ("address line 2", 45), ("address 1", 45), ("address 2", 45),
      ("address 1", 45), ("address 2", 45), ("city", 100), ("state", 2), ("zip", 5), ("zip4", 4),
    ]
  )
}

extension Sniffer {
  /// Lines of comments that place fields, at least; records that are looked at.
  private static let layoutLinesMin = 3
  private static let recordsMax = 50
  /// What the names of a claim line feed's files hold before their number.
  private static let feed = Array(".aco.zc".utf8)

  /// Records of fixed width with a layout; nil for other documents.
  ///
  /// - Throws: `ambiguous-structure` where a standard says that there is one that is not known here.
  func layoutFixedWidth() throws(Withholding) -> SniffedFormat? {
    if let records = try claimFeed() { return records }
    if head.starts(with: FixedLayout.riskHead), let records = try riskRecords() { return records }
    return commentedRecords()
  }

  /// Records below a comment that places their fields.
  private func commentedRecords() -> SniffedFormat? {
    guard firstMark < head.count, FixedLayout.isComment(head[firstMark]) else { return nil }
    var (fields, lines, start) = ([FixedLayout.Field](), 0, 0)
    while start < head.count {
      let line = start..<head.first(of: 0x0A, from: start, to: head.count)
      let mark = head[line].first { $0 > 0x20 }
      guard mark.map(FixedLayout.isComment) != false else { break }
      if let field = FixedLayout.field(head[line]) { fields.append(field) }
      if mark != nil { lines += 1 }
      start = line.upperBound + 1
    }
    let named = fields.map { meaning(of: $0.name) }
    guard fields.count >= Self.layoutLinesMin, start < head.count,
      named.contains(where: \.isIdentifying), named.count(where: \.isKnown) > 1
    else { return nil }
    return records(FixedLayout(fields), titles: lines)
  }

  /// What a name says, or its last words: `Injured Party Last Name`.
  private func meaning(of name: String) -> NamedField {
    let words = name.split(separator: " ")
    for count in [words.count, 2, 1] where count <= words.count {
      let named = naming(Array(words.suffix(count).joined(separator: " ").utf8)[...])
      if named.isKnown { return named }
    }
    return .unknown
  }

  /// A document of records with a layout.
  private func records(_ layout: FixedLayout, titles: Int, mark: [UInt8] = []) -> SniffedFormat {
    var found = SniffedFormat(.fixedWidth)
    found.columns = layout.columns
    found.layout.preambleLines = titles
    found.recordMark = mark
    return found
  }

  /// A file of a claim line feed, which its name says.
  private func claimFeed() throws(Withholding) -> SniffedFormat? {
    guard let place = name.indices.first(where: { name[$0...].starts(with: Self.feed) }),
      place + Self.feed.count < name.count
    else { return nil }
    guard name[place + Self.feed.count] == 0x38 else {
      throw Withholding(.ambiguousStructure, "a claim line feed whose layout is not known here")
    }
    // What another program wrote under such a name may have other places.
    let lines = head.split(separator: 0x0A, maxSplits: Self.recordsMax)
      .prefix(Self.recordsMax).dropLast(isWhole ? 0 : 1)
    guard !lines.isEmpty, let day = FixedLayout.beneficiaries.place(of: FixedLayout.riskDay) else {
      return nil
    }
    let names = ["first name", "last name"].compactMap(FixedLayout.beneficiaries.place)
    let placed = lines.count { line in
      isDay(line.dropFirst(day.lowerBound).prefix(day.count))
        && names.allSatisfy { beginsName(line, at: $0.lowerBound) }
    }
    return placed * 10 >= lines.count * 9 ? records(.beneficiaries, titles: 0) : nil
  }

  /// Whether a name or its mask begins at a place of a line.
  private func beginsName(_ line: ArraySlice<UInt8>, at place: Int) -> Bool {
    func isPart(_ byte: UInt8?) -> Bool { byte.map { $0.isLetter || $0 >= 0x80 } ?? false }
    let first = line.dropFirst(place).first
    return (isPart(first) || first == 0x5B) && !isPart(line.dropFirst(place - 1).first)
  }

  /// A file of risk adjustment: its layout is the one in which days stand where it has days.
  private func riskRecords() throws(Withholding) -> SniffedFormat? {
    let lines = head.split(separator: 0x0A, maxSplits: Self.recordsMax)
    let records = lines.dropLast(isWhole ? 0 : 1).filter { $0.starts(with: FixedLayout.riskMark) }
    guard !records.isEmpty else { return nil }
    let layout = FixedLayout.risk.first { layout in
      guard let day = layout.fields.first(where: { $0.name == FixedLayout.riskDay })?.place else {
        return false
      }
      return records.allSatisfy { isDay($0.dropFirst(day.lowerBound).prefix(day.count)) }
    }
    guard let layout else {
      throw Withholding(.ambiguousStructure, "records of risk adjustment with other places")
    }
    return self.records(layout, titles: 0, mark: FixedLayout.riskMark)
  }

  /// Whether a place holds a day, what is left of one, or nothing.
  private func isDay(_ place: ArraySlice<UInt8>) -> Bool {
    let text = place.prefix { $0 > 0x20 }
    guard place.dropFirst(text.count).allSatisfy({ $0 <= 0x20 }) else { return false }
    if text.isEmpty || text.first == 0x5B { return true }
    let digits = text.filter { $0 != 0x2D }
    guard digits.allSatisfy(\.isDigit), [0x31, 0x32].contains(digits.first) else { return false }
    guard digits.count == 8 else { return text.count == 4 }
    let month = Int(digits[4] - 0x30) * 10 + Int(digits[5] - 0x30)
    let century = digits.prefix(2)
    return (1...12).contains(month)
      && (century.elementsEqual("19".utf8) || century.elementsEqual("20".utf8))
  }
}
