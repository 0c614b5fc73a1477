import Vocabulary

/// What a scan asks of a rule's pattern: plain data.
struct PatternFacts: Sendable {
  /// The rule.
  var rule: UInt16
  /// What else must hold.
  var validator: Validator
  /// Whether a label must stand before the value.
  var needsLabel: Bool
  /// Bytes of the longest value.
  var bytesMax: Int
  /// Bytes of a secret beside it; 0 for none.
  var companionBytes: Int
  /// Which bytes the value goes on with.
  var then: ByteSet
  /// Which bytes the value begins behind.
  var behind: ByteSet
}

/// A set of bytes.
struct ByteSet: Sendable {
  private var low: (UInt64, UInt64) = (0, 0)
  /// Whether it has no byte.
  var isEmpty: Bool { low.0 | low.1 == 0 }

  /// The ASCII characters of `text`, in which `a-z` is a range; `-` itself stands last.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let isRange = index + 2 < bytes.count && bytes[index + 1] == 0x2D
      for byte in bytes[index]...(isRange ? bytes[index + 2] : bytes[index]) where byte < 0x80 {
        if byte < 64 { low.0 |= 1 << UInt64(byte) } else { low.1 |= 1 << UInt64(byte - 64) }
      }
      index += isRange ? 3 : 1
    }
  }

  /// Whether a byte is in it.
  func contains(_ byte: UInt8) -> Bool {
    guard byte < 0x80 else { return false }
    return (byte < 64 ? low.0 : low.1) &>> UInt64(byte & 63) & 1 != 0
  }
}

/// The patterns of a rule set, compiled.
struct PatternTable: Sendable {
  /// All expressions; nil for those of this build alone, which are compiled when they are needed.
  private let own: PatternSet?
  /// What belongs to each expression.
  let facts: [PatternFacts]

  /// The expressions of this build.
  private enum BuiltIn {
    /// In the order of the rule set.
    static let expressions = parts(RuleSet.builtIn.rules).0
    /// What a text must hold to need them.
    static let literals = PatternLiterals(expressions)
    /// Compiled, once a process.
    static let set = compiled(expressions)
  }

  /// Compiles the patterns of a rule set; nil where it has none.
  ///
  /// A rule set that was made has been compiled before, so that nothing is refused here.
  init?(_ ruleSet: RuleSet) {
    let (expressions, facts) = Self.parts(ruleSet.rules)
    guard !expressions.isEmpty else { return nil }
    own = expressions == BuiltIn.expressions ? nil : Self.compiled(expressions)
    self.facts = facts
  }

  /// Compiles expressions that have been compiled before, or are tested to compile.
  private static func compiled(_ expressions: [String]) -> PatternSet {
    do throws(PatternFault) {
      return try PatternSet(expressions)
    } catch {
      preconditionFailure("expression \(error.index) of the rules \(error.message)")
    }
  }

  /// Finds every match: for each place where one begins the longest, in no order.
  func scan(
    _ text: Span<UInt8>,
    _ scratch: PatternScratch,
    into matches: inout [PatternMatch]
  ) {
    if let own { return own.scan(text, scratch, into: &matches) }
    guard BuiltIn.literals.mayMatch(text) else { return }
    BuiltIn.set.scan(text, scratch, into: &matches)
  }

  /// The expressions of rules, and what belongs to each.
  static func parts(_ rules: [Rule]) -> ([String], [PatternFacts]) {
    var expressions: [String] = []
    var facts: [PatternFacts] = []
    for (index, rule) in rules.enumerated() {
      guard case .pattern(let pattern) = rule.matcher else { continue }
      expressions += pattern.expressions
      let fact = PatternFacts(
        rule: UInt16(index),
        validator: rule.validator,
        needsLabel: !rule.labels.isEmpty,
        bytesMax: pattern.bytesMax,
        companionBytes: pattern.companionBytes,
        then: ByteSet(pattern.then),
        behind: ByteSet(pattern.behind)
      )
      facts += Array(repeating: fact, count: pattern.expressions.count)
    }
    return (expressions, facts)
  }
}

extension Engine {
  /// Finds the values of all rules that are patterns; those that need a label are left in
  /// `scratch.matches`, by their starts, with the rule in place of the expression.
  func matchPatterns(_ table: PatternTable, _ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    scratch.matches.removeAll(keepingCapacity: true)
    table.scan(text, scratch.patterns, into: &scratch.matches)
    var kept = 0
    for index in scratch.matches.indices {
      let match = scratch.matches[index]
      let facts = table.facts[Int(match.expression)]
      guard let value = value(of: match, facts, text) else { continue }
      guard facts.needsLabel else {
        let evidence: Evidence = facts.validator == .none ? .format : .format | .checksum
        emit(facts.rule, value.lowerBound, value.upperBound, evidence, scratch: &scratch)
        if facts.companionBytes > 0 { matchCompanion(facts, text, beside: value, &scratch) }
        continue
      }
      scratch.matches[kept] = PatternMatch(
        expression: UInt32(facts.rule),
        start: UInt32(value.lowerBound),
        end: UInt32(value.upperBound)
      )
      kept += 1
    }
    scratch.matches.removeLast(scratch.matches.count - kept)
    if kept > 1 {
      scratch.matches.sort { $0.start != $1.start ? $0.start < $1.start : $0.end > $1.end }
    }
  }

  /// The value that a match belongs to; nil where letters or digits touch it, or it is none.
  private func value(
    of match: PatternMatch,
    _ facts: PatternFacts,
    _ text: Span<UInt8>
  ) -> Range<Int>? {
    var start = Int(match.start)
    var end = Int(match.end)
    if text.isWordByte(start), text.isWordByte(start - 1), !isEscape(text, before: start) {
      return nil
    }
    if !facts.behind.isEmpty {
      var offset = end - 1
      while offset > start, !facts.behind.contains(text[offset]) { offset -= 1 }
      if facts.behind.contains(text[offset]) { start = offset + 1 }
    }
    if !facts.then.isEmpty {
      let limit = min(text.count, start + facts.bytesMax)
      while end < limit, facts.then.contains(text[end]) { end += 1 }
      while end > start, text[end - 1] == 0x2E || text[end - 1] == 0x2D { end -= 1 }
    }
    guard start < end,
      end - start == facts.bytesMax || !text.isWordByte(end - 1)
        || !text.isWordByte(end)
    else { return nil }
    return Checks.holds(facts.validator, text.extracting(start..<end)) ? start..<end : nil
  }

  /// Whether the letter or digit before an offset ends `\n` or `%3D` in text that was not decoded.
  private func isEscape(_ text: Span<UInt8>, before start: Int) -> Bool {
    if text.at(start - 2) == 0x5C { return text.at(start - 1).isLetter }
    return text.at(start - 3) == 0x25 && text.at(start - 2).isHexDigit
      && text.at(start - 1).isHexDigit
  }

  /// Bytes on each side of a key's name in which its secret is looked for.
  private static let companionReach = 256

  /// Finds runs of exactly so many characters of base64 near a value.
  private func matchCompanion(
    _ facts: PatternFacts,
    _ text: Span<UInt8>,
    beside value: Range<Int>,
    _ scratch: inout ScanScratch
  ) {
    var offset = max(0, value.lowerBound - Self.companionReach)
    let limit = min(text.count, value.upperBound + Self.companionReach)
    while offset < limit {
      var end = offset
      while end < text.count, end - offset <= facts.companionBytes, isBase64(text[end]) { end += 1 }
      if end - offset == facts.companionBytes, !isBase64(text.at(offset - 1)),
        Checks.holds(.varied, text.extracting(offset..<end))
      {
        emit(facts.rule, offset, end, .format | .context, scratch: &scratch)
      }
      while end < limit, isBase64(text[end]) { end += 1 }
      offset = max(end, offset) + 1
    }
  }

  /// Letters, digits, `+` and `/`.
  private func isBase64(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || byte == 0x2B || byte == 0x2F
  }

  /// The end of a rule's match that begins at a value behind a label, or right before it.
  /// - Returns: the match; nil where there is none.
  func patternMatch(
    _ rule: UInt16,
    _ start: Int,
    _ scratch: borrowing ScanScratch
  ) -> Range<Int>? {
    // Marks that belong to a value stand before its first letter or digit.
    let marksMax = 4
    var low = 0
    var high = scratch.matches.count
    while low < high {
      let middle = (low + high) / 2
      if Int(scratch.matches[middle].start) < start - marksMax {
        low = middle + 1
      } else {
        high = middle
      }
    }
    while low < scratch.matches.count, Int(scratch.matches[low].start) <= start {
      let match = scratch.matches[low]
      if match.expression == UInt32(rule), Int(match.end) > start {
        return Int(match.start)..<Int(match.end)
      }
      low += 1
    }
    return nil
  }
}

extension Checks {
  /// Whether the letters and digits of a value satisfy a validator that needs no more than them.
  static func holds(_ validator: Validator, _ value: Span<UInt8>) -> Bool {
    if validator == .none { return true }
    if validator == .varied { return isVaried(value) }
    // Longer values have no checksum that is known here.
    let bytesMax = 64
    var bytes: [UInt8] = []
    bytes.reserveCapacity(bytesMax)
    for index in 0..<value.count where value[index].isAlphanumeric {
      guard bytes.count < bytesMax else { return false }
      bytes.append(value[index])
    }
    switch validator {
    case .dea: return dea(bytes.span)
    case .vin: return vin(bytes.span)
    case .mbi: return mbi(bytes.span)
    case .iban: return iban(bytes.span)
    default: break
    }
    if validator == .luhn { bytes.removeAll { !$0.isDigit } }
    for index in bytes.indices {
      guard bytes[index].isDigit else { return false }
      bytes[index] -= 0x30
    }
    switch validator {
    case .card: return card(bytes.span)
    case .npi: return npi(bytes.span)
    case .aba: return aba(bytes.span)
    case .imei: return bytes.count == 15 && luhn(bytes.span)
    case .luhn: return luhn(bytes.span)
    default: return false
    }
  }

  /// Different bytes at the end of a value that is no dummy, and the bytes that are looked at.
  private static let varietyMin = 6
  private static let varietyBytes = 16

  /// Whether a value looks drawn at random: enough different bytes at its end, and a digit or both
  /// cases.
  private static func isVaried(_ value: Span<UInt8>) -> Bool {
    var seen: (UInt64, UInt64) = (0, 0)
    var (digits, capitals, small) = (false, false, false)
    for index in 0..<value.count {
      let byte = value[index]
      if index >= value.count - varietyBytes {
        if byte < 64 { seen.0 |= 1 << UInt64(byte) } else { seen.1 |= 1 << UInt64(byte & 63) }
      }
      digits = digits || byte.isDigit
      capitals = capitals || byte.isUppercase
      small = small || byte.isLowercase
    }
    return seen.0.nonzeroBitCount + seen.1.nonzeroBitCount >= varietyMin
      && (digits || capitals && small)
  }
}
