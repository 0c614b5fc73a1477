import Vocabulary

/// Addresses of mail that are written so that no program finds them: `name (at) host (dot) org`.
extension Engine {
  /// Bytes of a name and labels of a host, at most.
  private static let localBytesMax = 64
  private static let hostLabelsMax = 6

  /// `name (at) host (dot) org`, `name[at]host.org`, `name_at_host_dot_org`: found from `at`.
  func matchHiddenAt(_ text: Span<UInt8>, _ index: Int, _ scratch: inout ScanScratch) {
    let token = scratch.tokens[index]
    guard Self.ats.contains(token.hash), let open = opening(text, before: Int(token.start)),
      let close = closing(text, behind: token.end, text[open])
    else { return }
    emitHidden(text, open, close, isJoined: text[open] == 0x5F, &scratch)
  }

  /// `name[@]host[.]org`, `name@host (dot) org`: found from the sign.
  func matchHiddenMail(_ text: Span<UInt8>, _ at: Int, _ scratch: inout ScanScratch) {
    if let open = opening(text, before: at), let close = closing(text, behind: at + 1, text[open]) {
      emitHidden(text, open, close, isJoined: false, &scratch)
    } else {
      emitHidden(text, at, at + 1, isJoined: false, &scratch)
    }
  }

  /// `pkerr @ lakeside.org`, `p.kerr at lakeside.org`: found from the host.
  func matchApartMail(
    _ text: Span<UInt8>,
    _ host: Int,
    _ end: Int,
    _ scratch: inout ScanScratch
  ) -> Bool {
    guard text.at(host - 1) == 0x20, let rule = rule(.spokenEmail) else { return false }
    let isSign = text.at(host - 2) == 0x40 && text.at(host - 3) == 0x20
    let isWord =
      text.at(host - 2).lowercased == 0x74 && text.at(host - 3).lowercased == 0x61
      && text.at(host - 4) == 0x20
    guard isSign || isWord else { return false }
    let last = isSign ? host - 3 : host - 4
    var (start, digits, marks) = (last, 0, 0)
    while start > 0, last - start < Self.localBytesMax, isLocal(text[start - 1], false) {
      start -= 1
      if text[start].isDigit { digits += 1 }
      if !text.isWordByte(start) { marks += 1 }
    }
    guard last - start > 1, text.isWordByte(start) else { return false }
    let bands = Lexicon.bands(Token.hash(text, start..<last))
    let isCoded = digits > 0 || marks > 0 && text.isWordByte(last - 1)
    guard isCoded || bands.english == 0 && bands.clinical == 0 && !bands.isBrand else {
      return false
    }
    emit(rule, start, end, .format, scratch: &scratch)
    return true
  }

  /// Appends the address whose sign lies between two offsets.
  private func emitHidden(
    _ text: Span<UInt8>,
    _ open: Int,
    _ close: Int,
    isJoined: Bool,
    _ scratch: inout ScanScratch
  ) {
    var end = open
    while end > 0, text[end - 1] == 0x20, open - end < 2 { end -= 1 }
    var start = end
    while start > 0, end - start < Self.localBytesMax, isLocal(text[start - 1], isJoined) {
      start -= 1
    }
    while start < end, !text.isWordByte(start) { start += 1 }
    guard end > start,
      let last = hiddenHostEnd(text, close, isJoined: isJoined, isSign: text[open] == 0x40),
      let rule = rule(.spokenEmail)
    else { return }
    emit(rule, start, last, .format, scratch: &scratch)
  }

  /// Whether a byte may stand in the name before a hidden sign.
  private func isLocal(_ byte: UInt8, _ isJoined: Bool) -> Bool {
    byte.isAlphanumeric || byte >= 0x80 || byte == 0x2E || byte == 0x2D || byte == 0x2B
      || byte == 0x5F && !isJoined
  }

  /// The end of a host whose points may be hidden; nil where none is there, or none is hidden behind a
  /// plain sign.
  private func hiddenHostEnd(
    _ text: Span<UInt8>,
    _ start: Int,
    isJoined: Bool,
    isSign: Bool
  ) -> Int? {
    var offset = start
    while text.at(offset) == 0x20, offset - start < 2 { offset += 1 }
    var (labels, end, isHidden, first) = (0, offset, false, offset)
    while labels < Self.hostLabelsMax {
      first = offset
      while offset < text.count,
        text[offset].isAlphanumeric || text[offset] == 0x2D || text[offset] >= 0x80
      {
        offset += 1
      }
      guard offset > first else { break }
      (labels, end) = (labels + 1, offset)
      if text.at(offset) == 0x2E, text.isWordByte(offset + 1) {
        offset += 1
      } else if let point = pointEnd(text, offset, isJoined: isJoined) {
        isHidden = true
        offset = point
      } else {
        break
      }
    }
    guard labels > 1, isHidden || !isSign, end - first >= 2,
      (first..<end).allSatisfy({ text[$0].isLetter })
    else { return nil }
    let isTop = !classes[words(Token.hash(text, first..<end))].isDisjoint(with: .topLevel)
    return isTop || isHidden && !isJoined && !isSign ? end : nil
  }

  /// The end of a hidden point: ` (dot) `, `[.]`, `_dot_`, ` dot `.
  private func pointEnd(_ text: Span<UInt8>, _ start: Int, isJoined: Bool) -> Int? {
    var offset = start
    while text.at(offset) == 0x20, offset - start < 2 { offset += 1 }
    let open = text.at(offset)
    let close = Self.pointCloser(open)
    let isBlank = close == 0 && offset > start
    guard close != 0 || isBlank, isJoined == (open == 0x5F) else { return nil }
    if close != 0 { offset += 1 }
    let word = offset
    while text.at(offset).isLetter, offset - word < 6 { offset += 1 }
    if offset == word, text.at(offset) == 0x2E, close != 0 {
      offset += 1
    } else {
      guard Self.points.contains(Token.hash(text, word..<offset)) else { return nil }
    }
    if close != 0 {
      guard text.at(offset) == close else { return nil }
      offset += 1
    }
    while text.at(offset) == 0x20, offset - word < 10 { offset += 1 }
    return text.isWordByte(offset) ? offset : nil
  }

  /// Where the bracket before a hidden sign stands, blanks between; nil for none.
  private func opening(_ text: Span<UInt8>, before start: Int) -> Int? {
    var offset = start - 1
    while text.at(offset) == 0x20, start - offset < 3 { offset -= 1 }
    return Self.pointCloser(text.at(offset)) != 0 ? offset : nil
  }

  /// The offset behind what closes a bracket, blanks between; nil where it stays open.
  private func closing(_ text: Span<UInt8>, behind end: Int, _ open: UInt8) -> Int? {
    var offset = end
    while text.at(offset) == 0x20, offset - end < 2 { offset += 1 }
    return text.at(offset) == Self.pointCloser(open) ? offset + 1 : nil
  }

  /// What closes a bracket around a hidden sign or point; 0 for no bracket.
  static func pointCloser(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x28: 0x29
    case 0x5B: 0x5D
    case 0x7B: 0x7D
    case 0x3C: 0x3E
    case 0x5F: 0x5F
    default: 0
    }
  }

  private static let ats = hashes("at arroba ät arobase chiocciola snabel")
  private static let points = hashes("dot punkt punto point ponto pt")
}
