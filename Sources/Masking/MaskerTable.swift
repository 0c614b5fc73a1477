package import Vocabulary

/// What the profiles limited-data-set and expert make of values, type by type.
///
/// Source: 45 CFR 164.514(e) and (b)(1); the table is `MaskingPolicy`.
extension Masker {
  /// What the settings turn a finding into; in a field of dates what they turn dates into.
  func transform(of finding: Finding, _ shape: ValueShape) -> Transform {
    switch shape {
    case .hl7Date, .isoDate, .isoInstant, .day: policy.transform(.date, .none, profile)
    default: policy.transform(finding.kind, finding.part, profile)
    }
  }

  /// Replaces a value by a transform; by what safe harbor makes of it where the transform can make
  /// nothing that fits the field.
  func replace(
    _ finding: Finding,
    _ value: Span<UInt8>,
    _ shape: ValueShape,
    by wanted: Transform,
    _ shiftDays: Int,
    into out: inout [UInt8]
  ) -> Transform {
    let start = out.count
    let isWide = finding.kind == .location && (finding.part == .none || finding.part == .other)
    if isWide, wanted != .remove, States.isState(value) { return keep(value, into: &out) }
    switch wanted {
    case .keep: return keep(value, into: &out)
    case .pseudonym, .fpe:
      guard let made = surrogate(finding, value, shape, wanted) else { break }
      out += made
      return wanted
    case .dateShift:
      guard let made = shifted(value, shape, shiftDays) else { break }
      out += made
      return made.isEmpty ? .remove : .dateShift
    case .month, .quarter:
      guard let made = coarse(value, shape, wanted) else { break }
      out += made
      return wanted
    case .remove where shape == .text: return .remove
    case .fill where shape == .text: return fill(tagging: finding, value, into: &out)
    case .tag where shape == .text:
      guard !isMade(ofTags: value) else { break }
      return tag(finding.kind, into: &out)
    default: break
    }
    out.removeLast(out.count - start)
    if wanted.isDerived, shape == .text, !isMade(ofTags: value) {
      return tag(finding.kind, into: &out)
    }
    return replaceFixed(finding, value, shape, into: &out)
  }

  /// Whether a finding's value is what this masker makes: nothing that would be masked again.
  ///
  /// What is not derived from values is known by staying as it is; of surrogates those that no
  /// reserved set shows are taken by their form (`Surrogates.recognizes`).
  package func isMask(_ finding: Finding, value: Span<UInt8>, shape: ValueShape) -> Bool {
    guard finding.masked, !value.isEmpty else { return true }
    let bytes = Masker.array(value)
    if let surrogates, isSurrogate(finding, bytes, shape, surrogates) { return true }
    var made: [UInt8] = []
    let wanted = profile == .safeHarbor ? nil : transform(of: finding, shape)
    if let wanted, wanted.isDerived {
      _ = replaceFixed(finding, value, shape, into: &made)
    } else {
      _ = replace(finding, value: value, shape: shape, into: &made)
    }
    return made == bytes
  }

  /// Whether a value is a surrogate of its kind, or words of surrogates, whatever found them.
  private func isSurrogate(
    _ finding: Finding,
    _ value: [UInt8],
    _ shape: ValueShape,
    _ surrogates: Surrogates
  ) -> Bool {
    let isCut = shape == .fill
    let plain = isCut ? Array(value.reversed().drop { $0 == 0x20 }.reversed()) : value
    let wanted = transform(of: finding, shape)
    switch shape {
    case .base64: return false
    case .uuid: return wanted.isDerived && surrogates.isUUID(value)
    case .hl7Date, .isoDate, .isoInstant, .day:
      return wanted == .dateShift && shifted(value.span, shape, 1) != nil
    case .number where finding.kind == .date: return false
    case .text, .number, .fill: break
    }
    if wanted == .dateShift {
      let reading = DateShift(plain, days: 1, referenceYear: referenceYear)
      return finding.kind == .date && reading?.shifted != nil
    }
    if wanted.isDerived,
      surrogates.recognizes(finding, plain, isEncrypted: wanted == .fpe, isCut: isCut)
    {
      return true
    }
    switch finding.kind {
    case .name, .location, .organization, .username:
      return surrogates.areWords(plain, isCut: isCut) || surrogates.isEmail(plain)
        || surrogates.isUserName(plain)
    case .url: return surrogates.isURL(plain)
    default: return false
    }
  }

  /// A surrogate in the shape of the field; nil where none fits.
  private func surrogate(
    _ finding: Finding,
    _ value: Span<UInt8>,
    _ shape: ValueShape,
    _ wanted: Transform
  ) -> [UInt8]? {
    guard let surrogates, !isMade(ofTags: value) else { return nil }
    let bytes = Masker.array(value)
    let isEncrypted = wanted == .fpe
    switch shape {
    case .text: return surrogates.text(finding, bytes, isEncrypted: isEncrypted)
    case .uuid: return surrogates.uuid(bytes, finding.kind)
    case .number: return surrogates.number(finding, bytes, isEncrypted: isEncrypted)
    case .fill:
      guard var made = surrogates.text(finding, bytes, isEncrypted: isEncrypted) else { return nil }
      // A word that was cut is known by its beginning; half an address is none.
      let isWords = [.name, .location, .organization].contains(finding.kind)
      let width = Masker.width(of: value)
      guard isWords || made.count <= width else { return nil }
      made = Array(made.prefix(width))
      return made + [UInt8](repeating: 0x20, count: width - made.count)
    case .base64, .hl7Date, .isoDate, .isoInstant, .day: return nil
    }
  }

  /// A tag as long as the value, cut or filled with blanks.
  private func fill(
    tagging finding: Finding,
    _ value: Span<UInt8>,
    into out: inout [UInt8]
  ) -> Transform {
    let bytes = Masker.array(value)
    if Masker.withoutTags(bytes).allSatisfy({ $0 == 0x20 }) || isCut(tag: value) {
      return keep(value, into: &out)
    }
    let width = Masker.width(of: value)
    let tag = Masker.tags[Int(finding.kind.rawValue)].prefix(width)
    out += tag
    out += [UInt8](repeating: 0x20, count: width - tag.count)
    return .fill
  }

  /// A date moved, in the form that it has; nil where it cannot be read, or the field demands
  /// what its reading does not give.
  private func shifted(_ value: Span<UInt8>, _ shape: ValueShape, _ days: Int) -> [UInt8]? {
    let bytes = Masker.array(value)
    // A number may be written back as a day of a workbook, which a moved date would not be.
    guard shape != .number, shape != .uuid, shape != .base64, days != 0 else { return nil }
    guard !isMade(ofTags: value),
      let made = DateShift(bytes, days: days, referenceYear: referenceYear)?.shifted,
      shape == .text || made.count == bytes.count
    else { return nil }
    return made
  }

  /// A date's month or quarter in the form that a field demands; its year where it has no month.
  private func coarse(_ value: Span<UInt8>, _ shape: ValueShape, _ wanted: Transform) -> [UInt8]? {
    guard shape != .number, !isMade(ofTags: value) else { return nil }
    let bytes = Masker.array(value)
    if wanted == .quarter, Masker.isQuarter(bytes) { return bytes }
    guard let day = DateShift(bytes, days: 0, referenceYear: referenceYear)?.firstDay,
      !showsAgeOver89(day.year)
    else { return nil }
    let month = wanted == .month ? day.month : (day.month - 1) / 3 * 3 + 1
    var out: [UInt8] = []
    append(digits: day.year, count: 4, to: &out)
    switch shape {
    case .hl7Date, .day:
      append(digits: month, count: 2, to: &out)
      if shape == .day {
        guard bytes.count == 8 else { return nil }
        out += Array("01".utf8)
      }
    case .isoDate, .isoInstant:
      out.append(UInt8(ascii: "-"))
      append(digits: month, count: 2, to: &out)
      if shape == .isoInstant { out += Array("-01T00:00:00Z".utf8) }
    case .text, .fill:
      out.append(UInt8(ascii: "-"))
      if wanted == .month {
        append(digits: month, count: 2, to: &out)
      } else {
        out += [UInt8(ascii: "Q"), UInt8(ascii: "0") + UInt8((day.month + 2) / 3)]
      }
    case .number, .base64, .uuid: return nil
    }
    guard shape == .fill else { return out }
    guard out.count <= bytes.count else { return nil }
    return out + [UInt8](repeating: 0x20, count: bytes.count - out.count)
  }

  /// Whether a text is a year and its quarter: `2024-Q1`.
  private static func isQuarter(_ value: [UInt8]) -> Bool {
    value.count == 7 && value[..<4].allSatisfy(\.isDigit) && value[4...5].elementsEqual("-Q".utf8)
      && 0x31...0x34 ~= value[6]
  }

  /// The days by which the dates of a patient or document move; 0 where none do.
  ///
  /// `subject`: who or what it is; the same text has the same days everywhere.
  package func shiftDays(of subject: [UInt8]) -> Int {
    guard let surrogates, policy.shiftsDates(profile) else { return 0 }
    return surrogates.shiftDays(of: subject)
  }

  /// Whether dates move.
  package var shiftsDates: Bool { surrogates != nil && policy.shiftsDates(profile) }

  /// The bytes of a span.
  private static func array(_ value: Span<UInt8>) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(value.count)
    for index in value.indices { out.append(value[index]) }
    return out
  }
}
