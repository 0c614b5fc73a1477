import Vocabulary

extension Engine {
  /// Runs of letters and digits that touch: VIN, DEA, MBI, UUID, IBAN, MAC with hyphens.
  func matchCode(_ text: Span<UInt8>, _ first: Int, _ scratch: inout ScanScratch) {
    var last = first
    while last &+ 1 < scratch.tokens.count, scratch.tokens[last &+ 1].gap == .none,
      last - first < 40
    {
      last &+= 1
    }
    let start = Int(scratch.tokens[first].start)
    let end = scratch.tokens[last].end
    let before = text.at(start - 1)
    if before == 0x2D || before == 0x5F, text.isWordByte(start - 2) { return }
    let length = end - start
    if before == 0x2B { matchHIBC(text, start, &scratch) }
    if length == 4, text.at(end) == 0x2D || text.at(end) == 0x20 {
      matchGroupedMBI(text, start, &scratch)
    }
    if length == 8, text.at(end) == 0x2D { return matchUUID(text, start, &scratch) }
    if length <= 4, text.at(end) == 0x3A { matchColons(text, first, &scratch) }
    if length == 2, text.at(end) == 0x2D { return matchHyphenMAC(text, start, &scratch) }
    if length == 4, text.at(end) == 0x2E { matchDottedMAC(text, start, &scratch) }
    if length == 2, text.at(end) == 0x20, text[start] == 0x31 {
      return matchGroupedParcel(text, start, &scratch)
    }
    if text.at(start).isLetter, text.at(start + 1).isLetter, text.at(start + 2).isDigit,
      text.at(start + 3).isDigit, length >= 4
    {
      matchIBAN(text, start, &scratch)
    }
    guard length <= 40 else { return }
    for number in codeRules[length] {
      let rule = codes[Int(number)].rule
      guard matches(codes[Int(number)].pattern, text, start),
        text.at(end) != 0x2D || !text.isWordByte(end + 1)
      else {
        continue
      }
      var bytes: [UInt8] = []
      for offset in start..<end { bytes.append(text[offset]) }
      let holds =
        switch facts[Int(rule)].validator {
        case .vin: Checks.vin(bytes.span)
        case .dea: Checks.dea(bytes.span)
        case .mbi: Checks.mbi(bytes.span)
        default: true
        }
      guard holds, !isForbidden(rule, first, last, scratch) else { continue }
      return emit(rule, start, end, .format | .checksum, scratch: &scratch)
    }
  }

  /// Whether a pattern of `9`, `A`, `X` and literals fits.
  private func matches(_ pattern: Range<Int32>, _ text: Span<UInt8>, _ start: Int) -> Bool {
    for position in pattern {
      let byte = text.at(start + Int(position - pattern.lowerBound))
      let wanted = codeBytes[Int(position)]
      switch wanted {
      case 0x39: guard byte.isDigit else { return false }
      case 0x41: guard byte.isUppercase else { return false }
      case 0x58: guard byte.isAlphanumeric, !byte.isLowercase else { return false }
      default: guard byte == wanted else { return false }
      }
    }
    return true
  }

  /// 8-4-4-4-12 hexadecimal digits.
  ///
  /// Source: RFC 9562 §4.
  private func matchUUID(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.uuid), !text.isWordByte(start + 36) else { return }
    for offset in 0..<36 {
      let byte = text.at(start + offset)
      let isMark = offset == 8 || offset == 13 || offset == 18 || offset == 23
      guard isMark ? byte == 0x2D : byte.isHexDigit else { return }
    }
    // Only beside a person: decided when everything on the line is known.
    emit(rule, start, start + 36, .format, masked: false, scratch: &scratch)
  }

  /// `00-1B-44-11-3A-B7`.
  func matchHyphenMAC(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.mac), !text.isWordByte(start + 17), text.at(start + 17) != 0x2D else {
      return
    }
    for offset in 0..<17 {
      let byte = text.at(start + offset)
      guard offset % 3 == 2 ? byte == 0x2D : byte.isHexDigit else { return }
    }
    emit(rule, start, start + 17, .format, scratch: &scratch)
  }

  /// `446a.2349.d289`: the address of a device as switches write it.
  ///
  /// Source: Cisco IOS, hardware addresses.
  func matchDottedMAC(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    let bytes = 14
    guard let rule = rule(.mac), !text.isWordByte(start - 1), text.at(start - 1) != 0x2E,
      !text.isWordByte(start + bytes),
      text.at(start + bytes) != 0x2E || !text.isWordByte(start + bytes + 1)
    else { return }
    var letters = 0
    for offset in 0..<bytes {
      let byte = text.at(start + offset)
      guard offset % 5 == 4 ? byte == 0x2E : byte.isHexDigit else { return }
      if byte.isLetter { letters += 1 }
    }
    guard letters > 0 else { return }
    emit(rule, start, start + bytes, .format, scratch: &scratch)
  }

  /// `1Z 88A 4F2 03 9920 1174`: the number of a parcel in groups.
  ///
  /// Source: UPS tracking numbers.
  private func matchGroupedParcel(
    _ text: Span<UInt8>,
    _ start: Int,
    _ scratch: inout ScanScratch
  ) {
    let places = 18
    guard text.at(start + 1) == 0x5A,
      let code = codeRules[places]
        .first(where: { codeBytes[Int(codes[Int($0)].pattern.lowerBound)] == 0x31 })
    else { return }
    var (offset, count, digits) = (start, 0, 0)
    while count < places, offset < text.count {
      let byte = text[offset]
      if byte.isDigit || byte.isUppercase {
        count += 1
        if byte.isDigit { digits += 1 }
      } else if byte != 0x20 || !text.isWordByte(offset + 1) {
        return
      }
      offset += 1
    }
    guard count == places, digits * 2 > places, !text.isWordByte(offset) else { return }
    emit(codes[Int(code)].rule, start, offset, .format, scratch: &scratch)
  }

  /// An IBAN, written together or in groups of four.
  private func matchIBAN(_ text: Span<UInt8>, _ start: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.iban),
      let length = Checks.ibanLength(text.at(start).lowercased, text.at(start + 1).lowercased)
    else { return }
    var bytes: [UInt8] = []
    var (index, blanks) = (start, 0)
    while bytes.count < length, index < text.count {
      if text[index] == 0x20 || text[index] == 0x2D {
        guard bytes.count % 4 == 0, text.isWordByte(index + 1) else { return }
        blanks += 1
      } else {
        guard text[index].isAlphanumeric else { return }
        bytes.append(text[index])
      }
      index += 1
    }
    guard bytes.count == length, !text.isWordByte(index) else { return }
    // In groups of four and as long as its country has them, it is one that is mistyped.
    let isGrouped = blanks >= (length - 1) / 4
    guard Checks.iban(bytes.span) || isGrouped else { return }
    emit(rule, start, index, .format | .checksum, scratch: &scratch)
  }

  /// Whether the text has a literal at an offset.
  private func isLiteral(_ literal: [UInt8], _ text: Span<UInt8>, _ start: Int) -> Bool {
    for (offset, byte) in literal.enumerated() where text.at(start + offset) != byte {
      return false
    }
    return true
  }

  /// `-----BEGIN … PRIVATE KEY-----` to its end, or to the margin where the end is not in sight;
  /// and from an end whose beginning is not in sight back over the lines before it.
  func matchPEM(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    guard let rule = rule(.pem) else { return }
    let token = scratch.tokens[index]
    let start = Int(token.start) - 5
    guard isLiteral(Array("-----".utf8), text, start) else { return }
    var line = token.end
    while line < text.count, line - start < 80, text[line] != 0x0A { line += 1 }
    var isKey = false
    for offset in token.end..<max(token.end, line - 8)
    where isLiteral(Array("PRIVATE".utf8), text, offset) { isKey = true }
    guard isKey else { return }
    let reach = BlockSize.marginBytes - 256
    if text.at(Int(token.start)) == 0x42 {
      var end = line
      while end < text.count, end - start < reach,
        !isLiteral(Array("-----END".utf8), text, end)
      {
        end += 1
      }
      if end < text.count, end - start < reach {
        while end < text.count, text[end] != 0x0A, end - start < reach + 80 { end += 1 }
        while end > line, text[end - 1] == 0x0D || text[end - 1] == 0x20 { end -= 1 }
      } else {
        while end > line, text[end - 1] != 0x0A { end -= 1 }
        if end > line { end -= 1 }
      }
      return emit(rule, start, end, .format, scratch: &scratch)
    }
    emitKeyLines(rule, text, before: start, reach, &scratch)
    emit(rule, start, line, .format, scratch: &scratch)
  }

  /// Each base64 line before an END mark is a finding of its own, so that a key longer than the
  /// margin is covered whatever part of it is in sight.
  private func emitKeyLines(
    _ rule: UInt16,
    _ text: Span<UInt8>,
    before end: Int,
    _ reach: Int,
    _ scratch: inout ScanScratch
  ) {
    var stop = end
    while stop > 0, end - stop < reach {
      stop -= 1
      var start = stop
      while start > 0, text[start - 1] != 0x0A, stop - start < 128 { start -= 1 }
      guard stop - start < 128 else { return }
      for offset in start..<stop {
        let byte = text[offset]
        guard byte.isAlphanumeric || byte == 0x2B || byte == 0x2F || byte == 0x3D || byte == 0x0D
        else { return }
      }
      if start < stop { emit(rule, start, stop, .format, scratch: &scratch) }
      stop = start
    }
  }
}
