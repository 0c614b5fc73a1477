import Vocabulary

/// What is somebody's in the names of elements and attributes.
///
/// Both ends of an element and no two attributes of a tag have one name, so that what takes the place of a
/// name depends on nothing but the name, and for attributes on those before it.
struct XMLNames {
  /// Says what takes the place of a name; nil where nobody does.
  private let masking: NameMasking?
  /// What was asked, by numbers that paths keep: the first is that a name stays.
  private var answers: [Imposed?] = [nil]
  /// Names of the attributes of the tag that is being read, as they will be called, by their hashes.
  private var attributes: [UInt64] = []
  /// The same once one of them gets another name, and the next numbers of replacements by what they replace.
  private var taken: Set<UInt64> = []
  private var numbers: [UInt64: Int] = [:]
  /// Where names stand among paths, apart from elements and attributes.
  private static let salt: UInt64 = 2
  /// Digits of the shortest number that is somebody's.
  private static let digitsMin = 4

  /// Begins with no tag. `masking`: as for the reader.
  init(_ masking: NameMasking?) { self.masking = masking }

  /// Begins another tag.
  mutating func beginTag() {
    attributes.removeAll(keepingCapacity: true)
    if !taken.isEmpty { (taken, numbers) = ([], [:]) }
  }

  /// Forgets what was asked, with the paths that it was kept by.
  mutating func forget() { answers = [nil] }

  /// What takes the place of a name; nil where it stays.
  mutating func replacement(
    _ source: [UInt8],
    _ name: Range<Int>,
    _ paths: inout PathTable
  ) -> Imposed? {
    guard let masking, Self.mayIdentify(source[name]) else { return nil }
    let node = paths.child(of: PathTable.root, source, name, salt: Self.salt)
    let known = paths.field(of: node, .key)
    if known >= 0 { return answers[Int(known)] }
    let answer = masking(Array(source[name]))
    if answer != nil { answers.append(answer) }
    paths.setField(answer == nil ? 0 : Int32(answers.count - 1), of: node, .key)
    return answer
  }

  /// Whether a name has two words with capitals, or a number: no other can be somebody's.
  private static func mayIdentify(_ name: ArraySlice<UInt8>) -> Bool {
    var (words, digits) = (0, 0)
    var before: UInt8 = 0
    for byte in name {
      if byte.isDigit { digits += 1 }
      let isLetter = byte.isLetter || byte >= 0x80
      if before.isUppercase && isLetter && !byte.isUppercase { words += 1 }
      before = byte
    }
    return words > 1 || digits >= digitsMin
  }

  /// Takes over the name of an attribute that stays.
  ///
  /// - Throws: `ambiguous-structure` where another one is called like it now.
  mutating func keep(_ name: ArraySlice<UInt8>) throws(Withholding) {
    let hash = ByteHash.of(name)
    if taken.isEmpty { return attributes.append(hash) }
    guard taken.insert(hash).inserted else {
      throw Withholding(.ambiguousStructure, "two attributes of one tag would have one name")
    }
  }

  /// Takes over the name that an attribute gets.
  ///
  /// - Parameters:
  ///   - prefix: what stands before what is replaced, and stays.
  ///   - middle: what takes its place.
  ///   - suffix: what stands behind it.
  /// - Returns: what is put in its place instead, where another attribute has that name; nil where none has.
  mutating func change(
    _ prefix: ArraySlice<UInt8>,
    _ middle: [UInt8],
    _ suffix: ArraySlice<UInt8>
  ) -> [UInt8]? {
    if taken.isEmpty { taken = Set(attributes) }
    let whole = ByteHash.of((prefix + middle + suffix)[...])
    var number = numbers[whole] ?? 0
    var part = middle
    while true {
      if number > 0 { part = Self.numbered(middle, number) }
      number += 1
      if taken.insert(ByteHash.of((prefix + part + suffix)[...])).inserted { break }
    }
    numbers[whole] = number
    return number == 1 ? nil : part
  }

  /// A replacement with a number: a mask of a number becomes another one, any other gets one behind it.
  private static func numbered(_ part: [UInt8], _ number: Int) -> [UInt8] {
    (part == [0x30] ? [] : part) + Array("\(number)".utf8)
  }
}

extension XMLReader {
  /// Digits from which on a number in a name is somebody's: `<patient_8812374>`, `<p219-09-9999>`.
  private static let numberDigitsMin = 6

  /// Notes what is somebody's in the name of an element: the same takes its place at both ends.
  mutating func nestName(_ source: [UInt8], _ name: Range<Int>) {
    guard dialect == .xml else { return }
    if let replacement = names.replacement(source, name, &paths) {
      nest(name, imposed: replacement)
    } else if let number = number(in: source, name) {
      nest(number, common.number, hasReferences: false)
    }
  }

  /// Notes what is somebody's in the name of an attribute; no two of a tag are called alike.
  ///
  /// `whole`: the name with its prefix. `name`: without.
  mutating func nestAttribute(
    _ source: [UInt8],
    _ whole: Range<Int>,
    _ name: Range<Int>
  ) throws(Withholding) {
    guard dialect == .xml else { return }
    if let replacement = names.replacement(source, name, &paths) {
      let other = names.change(
        source[whole.lowerBound..<name.lowerBound],
        replacement.bytes,
        source[name.upperBound..<whole.upperBound]
      )
      nest(name, imposed: Imposed(bytes: other ?? replacement.bytes, kind: replacement.kind))
    } else if let number = number(in: source, name) {
      let other = names.change(
        source[whole.lowerBound..<number.lowerBound],
        [0x30],
        source[number.upperBound..<whole.upperBound]
      )
      if let other {
        nest(number, imposed: Imposed(bytes: other, kind: .uniqueID))
      } else {
        nest(number, common.number, hasReferences: false)
      }
    } else {
      try names.keep(source[whole])
    }
  }

  private mutating func nest(_ range: Range<Int>, imposed replacement: Imposed) {
    run.nested.append(
      XMLRun.Nested(range: range, field: common.prose, form: .imposed(replacement))
    )
  }

  /// A number in a name that may be an identifier; nil where none is.
  private func number(in source: [UInt8], _ name: Range<Int>) -> Range<Int>? {
    guard name.count >= Self.numberDigitsMin else { return nil }
    var (start, end, digits) = (name.lowerBound, name.lowerBound, 0)
    for position in name {
      let byte = source[position]
      if byte.isDigit {
        if digits == 0 { start = position }
        (end, digits) = (position + 1, digits + 1)
      } else if byte != 0x2D && byte != 0x2E && byte != 0x5F {
        if digits >= Self.numberDigitsMin { break }
        digits = 0
      }
    }
    return digits >= Self.numberDigitsMin ? start..<end : nil
  }
}
