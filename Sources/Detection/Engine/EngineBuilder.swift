import Vocabulary

/// Compiles rules into the engine's tables.
struct EngineBuilder {
  /// The rules and labels.
  let ruleSet: RuleSet
  /// From a word's hash to `infos`.
  var wordIndex: [UInt64: UInt16] = [:]
  /// What is known of a word.
  var infos: [WordInfo] = [WordInfo()]
  /// From a shape's key to `shapeRules`.
  var shapeIndex: [UInt64: UInt16] = [:]
  /// Rules of a shape.
  var shapeRules: [[UInt16]] = [[], []]
  /// Rules of a run of letters and digits, by length.
  var codeRules: [[(UInt16, [UInt8])]] = Array(repeating: [], count: 41)
  /// Rules by form.
  var forms: [Int] = Array(repeating: -1, count: Form.allCases.count)
  /// Rules by field.
  var fieldRules: [Engine.FieldKey: UInt16] = [:]

  /// Starts with a rule set.
  init(ruleSet: RuleSet) { self.ruleSet = ruleSet }

  /// Fills the tables.
  mutating func build() {
    for list in WordLists.all {
      for (offset, word) in list.words.enumerated() {
        let index = infoIndex(String(word))
        infos[index].classes.insert(list.wordClass)
        if list.numbered { infos[index].value = UInt16(offset / list.forms + 1) }
      }
    }
    for list in CredentialWords.all {
      for word in list.words { infos[infoIndex(String(word))].cue.insert(list.cue) }
    }
    for (index, rule) in ruleSet.rules.enumerated() { add(rule, UInt16(index)) }
    var byLabel: [String: [Int]] = [:]
    for (index, rule) in ruleSet.rules.enumerated() {
      for label in rule.labels where byLabel[label]?.last != index {
        byLabel[label, default: []].append(index)
      }
    }
    for (index, label) in ruleSet.labels.enumerated() where index > 0 {
      addPhrases(label, UInt16(index), of: byLabel[label] ?? [])
    }
    for index in infos.indices {
      // Of equally long ones those that ask for a mark first: they are surer of what they find.
      infos[index].phrases
        .sort {
          $0.rest.count != $1.rest.count
            ? $0.rest.count > $1.rest.count : $0.needsConnector && !$1.needsConnector
        }
    }
  }

  /// The index of a word, made where it is new.
  private mutating func infoIndex(_ word: String) -> Int {
    let hash = Token.hash(word)
    if let index = wordIndex[hash] { return Int(index) }
    infos.append(WordInfo())
    wordIndex[hash] = UInt16(infos.count - 1)
    return infos.count - 1
  }

  /// Enters a rule's matcher.
  private mutating func add(_ rule: Rule, _ index: UInt16) {
    switch rule.matcher {
    case .lexicon, .labelled, .pattern: break
    case .digits(let shapes): for shape in shapes { addShape(shape, index) }
    case .code(let patterns):
      for pattern in patterns where pattern.utf8.count <= 40 {
        codeRules[pattern.utf8.count].append((index, Array(pattern.utf8)))
      }
    case .form(let form): forms[Int(form.rawValue)] = Int(index)
    case .field: fieldRules[Engine.FieldKey(kind: rule.kind, part: rule.part)] = index
    }
  }

  /// Enters a shape and all its beginnings.
  private mutating func addShape(_ shape: String, _ rule: UInt16) {
    var key: UInt64 = 0
    var length: UInt64 = 0
    for byte in shape.utf8 {
      if byte.isDigit {
        length = length * 10 + UInt64(byte &- 0x30)
        continue
      }
      guard length > 0 else { continue }
      key = key << 8 | length << 3 | UInt64(ShapeMark.code(byte))
      length = 0
      if shapeIndex[key] == nil { shapeIndex[key] = 1 }
    }
    key = key << 8 | length << 3
    if let index = shapeIndex[key], index > 1 {
      shapeRules[Int(index)].append(rule)
    } else {
      shapeRules.append([rule])
      shapeIndex[key] = UInt16(shapeRules.count - 1)
    }
  }

  /// Whether a rule takes short codes that are secrets.
  private func takesPIN(_ rule: Rule) -> Bool {
    guard rule.kind == .secret, case .labelled(.code) = rule.matcher else { return false }
    return true
  }

  /// Enters a label as a phrase of the rules that have it, and once more with its words written
  /// together.
  private mutating func addPhrases(_ label: String, _ labelIndex: UInt16, of owners: [Int]) {
    var rules: [UInt16] = []
    for index in owners {
      switch ruleSet.rules[index].matcher {
      case .labelled: rules.append(UInt16(index))
      // What a site says of its own numbers goes before what is said in general.
      case .pattern: rules.insert(UInt16(index), at: 0)
      default: break
      }
    }
    guard !rules.isEmpty else { return }
    let needsConnector = label.hasSuffix("#")
    // Bytes beyond ASCII belong to letters here; asking each character what it is takes milliseconds.
    let words = label.utf8.split { $0 < 0x80 && !$0.isAlphanumeric }.map { String($0) ?? "" }
    guard let first = words.first else { return }
    let phrase = Phrase(
      rest: words.dropFirst().map { UInt64($0) ?? Token.hash($0) },
      label: labelIndex,
      rules: rules,
      needsConnector: needsConnector,
      isOfNumber: takesPIN(ruleSet.rules[Int(rules[0])])
        || words.count > 1 && WordLists.isOfNumber(words[words.count - 1])
    )
    infos[infoIndex(first)].phrases.append(phrase)
    if words.count > 1 {
      let joined = Phrase(rest: [], label: labelIndex, rules: rules, needsConnector: true)
      infos[infoIndex(words.joined())].phrases.append(joined)
    }
  }
}

/// Codes of the marks between groups of digits: three bits of a shape's key.
enum ShapeMark {
  /// The code of a mark in a shape's notation; 0 for none.
  static func code(_ byte: UInt8) -> UInt8 {
    switch byte {
    // `208*555*0126` is written like that, too.
    case 0x2D, 0x2A, 0x5F: 1
    case 0x2E: 2
    case 0x2F: 3
    case 0x3A: 4
    case 0x20: 5
    case 0x29: 6
    case 0x28: 7
    default: 0
    }
  }

  /// The code of what stands between two groups; 0 where they do not belong together.
  @inline(__always)
  static func between(_ text: Span<UInt8>, _ end: Int, _ start: Int) -> UInt8 {
    let first = text[end]
    let count = start &- end
    if count == 1 { return code(first) }
    let last = text[start &- 1]
    if count == 2 {
      if first == 0x29, last == 0x20 || last == 0x2D { return 6 }
      if last == 0x28, first == 0x20 || first == 0x2D { return 7 }
    }
    // `2 / 14`, `O4/ 0l`, `22l  -44`: one mark among blanks.
    guard count <= 4 else { return 0 }
    var mark: UInt8 = 0
    for offset in end..<start where text[offset] != 0x20 {
      guard mark == 0 else { return 0 }
      mark = text[offset]
    }
    if mark == 0x2D || mark == 0x2F { return code(mark) }
    return mark == 0x2E && first == 0x20 ? code(mark) : 0
  }
}
