import CScan
import Vocabulary

extension Engine {
  /// Makes `scratch.found` sorted and disjoint: what overlaps becomes one finding of the surer kind.
  func settle(_ scratch: inout ScanScratch) {
    guard !isSettled(scratch) else { return }
    scratch.found.sort { $0.start != $1.start ? $0.start < $1.start : $0.end > $1.end }
    var kept = 0
    for index in 1..<scratch.found.count {
      let next = scratch.found[index]
      let last = scratch.found[kept]
      guard next.start < last.end else {
        kept += 1
        scratch.found[kept] = next
        continue
      }
      var merged = isBetter(next, than: last) ? next : last
      merged.start = last.start
      merged.end = max(last.end, next.end)
      merged.masked = last.masked || next.masked
      scratch.found[kept] = merged
    }
    scratch.found.removeLast(scratch.found.count - kept - 1)
  }

  /// Whether all is sorted and disjoint already, as it is where the last step found nothing.
  private func isSettled(_ scratch: borrowing ScanScratch) -> Bool {
    unsafe scratch.found.withUnsafeBufferPointer { found in
      for index in found.indices.dropFirst() {
        let (last, next) = unsafe (found[index &- 1], found[index])
        if next.start < last.end || next.start <= last.start { return false }
      }
      return true
    }
  }

  /// Whether a finding says more of the bytes that two findings share.
  private func isBetter(_ one: Finding, than other: Finding) -> Bool {
    // What a site says of its own numbers goes before what is said in general.
    let isSite = Int(one.rule) >= siteStart
    if isSite != (Int(other.rule) >= siteStart) { return isSite }
    // An address that holds a secret is one.
    if one.kind == .secret && other.kind == .url { return true }
    if one.kind == .url && other.kind == .secret { return false }
    let oneLength = one.end - one.start
    let otherLength = other.end - other.start
    if one.start <= other.start && one.end >= other.end && oneLength > otherLength { return true }
    if other.start <= one.start && other.end >= one.end && otherLength > oneLength { return false }
    if one.confidence != other.confidence { return one.confidence > other.confidence }
    return oneLength > otherLength
  }

  /// Bytes of a line on each side of a finding that are looked at.
  private static let lineBytesMax = 2_048

  /// Decides what a person nearby makes an identifier: days that may be fractions, short numbers
  /// that were spoken.
  func decidePersons(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    guard !scratch.found.isEmpty else { return }
    for index in scratch.found.indices where !scratch.found[index].masked {
      let finding = scratch.found[index]
      guard isOpen(finding) else { continue }
      let near = reach(around: finding, text.count)
      scratch.found[index].masked = hasPerson(in: near, around: index, scratch)
    }
    scratch.found.removeAll { !$0.masked && isOpen($0) }
  }

  /// Whether a rule's findings count only where a person stands near.
  private func isOpen(_ finding: Finding) -> Bool {
    facts[Int(finding.rule)].validator == .openMonthDay || finding.rule == rule(.spokenCode)
      || finding.rule == rule(.openDay) || finding.rule == rule(.openAge)
  }

  /// Decides what was left open: machine timestamps and UUIDs.
  ///
  /// A timestamp to the second is kept where its line is a machine's: the line begins with such a
  /// timestamp, goes on with a level or a process, holds no other finding and no word about
  /// patients. Everything else fails towards masking.
  func decideOpen(_ text: Span<UInt8>, _ scratch: inout ScanScratch) {
    decidePersons(text, &scratch)
    // The first token of the last line that was looked at.
    var first = 0
    for index in scratch.found.indices where !scratch.found[index].masked {
      let finding = scratch.found[index]
      guard finding.kind == .date || finding.kind == .uniqueID else { continue }
      let line = lineAround(text, finding.start)
      first = firstToken(at: line.lowerBound, from: first, scratch)
      let hasOther = hasMasked(in: line, around: index, scratch)
      if finding.kind == .uniqueID {
        let isSerial = finding.rule == rule(.serial)
        let near = isSerial ? reach(around: finding, text.count) : line
        let person =
          hasPerson(in: near, around: index, scratch)
          || hasCue(.patientCue, in: line, from: first, scratch)
        scratch.found[index].masked = person
        continue
      }
      let keep =
        !hasOther && isMachineLine(text, line, from: first, around: index, scratch)
        && !hasCue(.patientCue, in: line, from: first, scratch)
      scratch.found[index].masked = !keep
      if !keep { scratch.found[index].evidence.remove(.memory) }
    }
  }

  /// Bytes around a serial number in which a person makes it one of somebody.
  private static let serialReachBytes = 1_024

  /// The bytes around a finding in which a person is looked for.
  private func reach(around finding: Finding, _ count: Int) -> Range<Int> {
    max(0, finding.start - Self.serialReachBytes)..<min(count, finding.end + Self.serialReachBytes)
  }

  /// The line around an offset, cut at the margin.
  private func lineAround(_ text: Span<UInt8>, _ offset: Int) -> Range<Int> {
    let low = max(0, offset - Self.lineBytesMax)
    let high = min(text.count, offset + Self.lineBytesMax)
    return unsafe text.withUnsafeBufferPointer { bytes in
      unsafe phigate_line_start(
        bytes.baseAddress,
        low,
        offset
      )..<phigate_line_end(
        bytes.baseAddress,
        offset,
        high
      )
    }
  }

  /// Whether a finding of the line is masked whatever is decided here.
  private func hasMasked(
    in line: Range<Int>,
    around index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    has(in: line, around: index, scratch) { $0.masked && !$0.evidence.contains(.memory) }
  }

  /// Whether a finding of the line is a person's name or number.
  private func hasPerson(
    in line: Range<Int>,
    around index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    has(in: line, around: index, scratch) {
      $0.masked && ($0.kind == .name || $0.kind == .mrn || $0.kind == .ssn || $0.kind == .email)
    }
  }

  /// Whether a finding of the line fits.
  private func has(
    in line: Range<Int>,
    around index: Int,
    _ scratch: borrowing ScanScratch,
    _ fits: (Finding) -> Bool
  ) -> Bool {
    var other = index - 1
    while other >= 0, scratch.found[other].end > line.lowerBound {
      if fits(scratch.found[other]) { return true }
      other -= 1
    }
    other = index + 1
    while other < scratch.found.count, scratch.found[other].start < line.upperBound {
      if fits(scratch.found[other]) { return true }
      other += 1
    }
    return false
  }

  /// The first token at or behind an offset.
  func firstToken(at offset: Int, _ scratch: borrowing ScanScratch) -> Int {
    var low = 0
    var high = scratch.tokens.count
    while low < high {
      let middle = (low + high) / 2
      if Int(scratch.tokens[middle].start) < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first token at or behind an offset, looked for from a token on that lies before or near it.
  func firstToken(
    at offset: Int,
    from start: Int,
    _ scratch: borrowing ScanScratch
  ) -> Int {
    var index = start
    // A line or two.
    let end = min(start + 64, scratch.tokens.count)
    while index < end, Int(scratch.tokens[index].start) < offset { index += 1 }
    if index == end || index == start { return firstToken(at: offset, scratch) }
    return index
  }

  /// Whether the line holds a word of a class; `first`: its first token.
  private func hasCue(
    _ wanted: WordClass,
    in line: Range<Int>,
    from first: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    var index = first
    while index < scratch.tokens.count, Int(scratch.tokens[index].start) < line.upperBound {
      if isWord(index, wanted, scratch) { return true }
      index += 1
    }
    return false
  }

  /// Whether a line begins with a timestamp and goes on with a level or a process.
  private func isMachineLine(
    _ text: Span<UInt8>,
    _ line: Range<Int>,
    from first: Int,
    around index: Int,
    _ scratch: borrowing ScanScratch
  ) -> Bool {
    guard first < scratch.tokens.count else { return false }
    let start = Int(scratch.tokens[first].start)
    guard start - line.lowerBound <= 2 else { return false }
    var isStamp = false
    var other = index
    while other >= 0, scratch.found[other].start >= line.lowerBound, !isStamp {
      let finding = scratch.found[other]
      isStamp = finding.kind == .date && !finding.masked && finding.start <= start + 1
      other -= 1
    }
    guard isStamp else { return false }
    var position = first
    while position < scratch.tokens.count, position - first < 24,
      Int(scratch.tokens[position].start) < line.upperBound
    {
      if isWord(position, .logLevel, scratch) { return true }
      let token = scratch.tokens[position]
      // `sshd[123]:` and `key=value`.
      let after = text.at(token.end)
      if token.isWord, after == 0x3D || after == 0x5B && text.at(token.end + 1).isDigit {
        return true
      }
      position += 1
    }
    return false
  }
}
