package import Vocabulary

/// Names of files and folders.
extension Scanner {
  /// Adds a finding of words: what other findings hold of it stays theirs, the rest is added.
  private func add(
    _ finding: Finding,
    _ text: Span<UInt8>,
    to findings: inout [Finding]
  ) {
    var part = finding
    for known in findings.filter({ $0.start < finding.end && finding.start < $0.end })
      .sorted(by: { $0.start < $1.start })
    {
      if part.start < known.start {
        part.end = known.start
        while part.end > part.start, !text.isWordByte(part.end - 1) { part.end -= 1 }
        if part.start < part.end { findings.append(part) }
      }
      part.start = max(part.start, known.end)
      part.end = finding.end
      while part.start < part.end, !text.isWordByte(part.start) { part.start += 1 }
    }
    if part.start < part.end { findings.append(part) }
  }

  /// Finds identifiers in the name of a file or folder, in which `_`, `-`, `.` and a change to
  /// capitals separate words.
  package func scanPathComponent(
    _ text: Span<UInt8>,
    scratch: inout ScanScratch,
    into findings: inout [Finding]
  ) {
    var plain: [UInt8] = []
    var offsets: [UInt32] = []
    for index in 0..<text.count {
      var byte = text[index]
      let before = text.at(index - 1)
      if byte.isUppercase, before.isLowercase {
        plain.append(0x20)
        offsets.append(UInt32(index))
      }
      let joinsDigits = before.isDigit && text.at(index + 1).isDigit
      if byte == 0x5F || byte == 0x2B
        || (byte == 0x2D || byte == 0x2E) && !joinsDigits
          && text.at(index + 1) != 0x40
      {
        byte = byte == 0x2E ? 0x2E : 0x20
      }
      plain.append(byte)
      offsets.append(UInt32(index))
    }
    offsets.append(UInt32(text.count))
    var local: [Finding] = []
    var judgement = FieldJudgement()
    judgement.isProse = false
    for source in [0, 1] {
      local.removeAll()
      if source == 0 {
        scan(plain.span, owned: 0..<plain.count, field: judgement, scratch: &scratch, into: &local)
      } else {
        scan(text, owned: 0..<text.count, field: judgement, scratch: &scratch, into: &local)
      }
      for var finding in local {
        if source == 0 {
          finding.start = Int(offsets[finding.start])
          finding.end = Int(offsets[finding.end - 1]) + 1
        }
        guard !findings.contains(where: { $0.start < finding.end && finding.start < $0.end }) else {
          continue
        }
        findings.append(finding)
      }
    }
    if Self.isStudyFolder(text) { findings.removeAll { $0.kind == .username } }
    local.removeAll()
    findPathNames(plain.span, scratch: &scratch, into: &local)
    for var finding in local {
      finding.start = Int(offsets[finding.start])
      finding.end = Int(offsets[finding.end - 1]) + 1
      add(finding, text, to: &findings)
    }
    let isPersonal = findings.contains {
      $0.masked && ($0.kind.isOfOnePerson || $0.kind == .name)
    }
    let isBirth = findings.contains { $0.kind == .date && $0.evidence.meets(.label) }
    if isPersonal { findNumbers(in: text, &findings) }
    if isPersonal || isBirth {
      scanWords(plain.span, besideDate: !isPersonal, scratch: &scratch, into: &local)
      for var finding in local {
        finding.start = Int(offsets[finding.start])
        finding.end = Int(offsets[finding.end - 1]) + 1
        add(finding, text, to: &findings)
      }
    }
    findings.sort { $0.start < $1.start }
    keepEnding(text, &findings)
  }

  /// Whether a component is called by a standard of studies and one of its data sets: `adam_adsl`, for `adam_adler`.
  ///
  /// Source: CDISC, ADaM Implementation Guide 1.3, names of data sets begin with AD.
  private static func isStudyFolder(_ text: Span<UInt8>) -> Bool {
    var head = 0
    while text.at(head).isLetter { head += 1 }
    guard standards.contains(Token.hash(text, 0..<head)),
      [0x5F, 0x2D, 0x2E, 0x20].contains(text.at(head))
    else { return false }
    var end = head + 1
    while text.at(end).isLetter { end += 1 }
    return !text.isWordByte(end) && dataSets.contains(Token.hash(text, head + 1..<end))
  }

  private static let standards = Engine.hashes("adam")
  private static let dataSets = Engine.hashes(
    "adsl adae adlb adlbc adlbh advs adtte adcm admh adex adeg adqs adpc adpp adrs addv adtr adeff adpd adsub"
  )

  /// Digits of a number that stands beside a name in the name of a file.
  private static let pathDigits = 5...12

  /// Adds numbers that stand beside a name: `Okonjo 7719204.txt`.
  private func findNumbers(in text: Span<UInt8>, _ findings: inout [Finding]) {
    var start = 0
    while start < text.count {
      guard text[start].isDigit else {
        start += 1
        continue
      }
      var end = start
      while end < text.count, text[end].isDigit { end += 1 }
      let range = start..<end
      start = end
      guard Self.pathDigits.contains(range.count), !text.at(range.lowerBound - 1).isLetter,
        !text.at(end).isLetter,
        !findings.contains(where: { $0.start < range.upperBound && range.lowerBound < $0.end })
      else { continue }
      var finding = Finding(start: range.lowerBound, end: end, kind: .uniqueID)
      finding.rule = engine.fieldRule(.uniqueID, .none)
      finding.evidence = .context
      findings.append(finding)
    }
  }

  /// Leaves the ending of a file's name that says its format: `claim_837p.x12`.
  private func keepEnding(_ text: Span<UInt8>, _ findings: inout [Finding]) {
    var point = text.count - 1
    while point > 0, text[point] != 0x2E { point -= 1 }
    guard point > 0, text.count - point <= Self.endingBytesMax else { return }
    let ending = (point + 1..<text.count).map { text[$0].lowercased }
    guard Self.endings.contains(String(decoding: ending, as: UTF8.self)) else { return }
    findings.removeAll { $0.start >= point }
    for index in findings.indices { findings[index].end = min(findings[index].end, point) }
  }

  private static let endingBytesMax = 8
  private static let endings: Set<String> = [
    "csv", "tsv", "psv", "txt", "dat", "json", "ndjson", "jsonl", "xml", "hl7", "x12", "edi",
    "fhir",
    "html", "htm", "rtf", "eml", "mbox", "docx", "xlsx", "pptx", "pdf", "dcm", "log", "sql", "zip",
    "tar", "gz", "tgz", "7z", "bz2", "xz", "lz4", "zst", "cpio", "yml", "yaml", "md", "ini", "cda",
    "ccd", "bak", "out", "prn", "rpt", "parquet", "png", "jpg", "jpeg", "tif", "tiff",
  ]
}
