import Vocabulary

@testable import Formats

/// What is done with one input; a broken invariant ends the process.
typealias FuzzTarget = @Sendable ([UInt8]) -> Void

/// A target for each parser.
let fuzzTargets: [String: FuzzTarget] = [
  "zip": { readZip($0) },
  "tar": { walk(TarWalk(SequentialBytes(MemoryBytes($0)), limits: fuzzLimits)) },
  "cpio": { walk(CpioWalk(SequentialBytes(MemoryBytes($0)), limits: fuzzLimits)) },
  "gzip": { bytes in
    unpack { () throws(Withholding) in
      try GzipStream(SequentialBytes(MemoryBytes(bytes)), budget: fuzzBudget(bytes))
    }
  },
  "zstd": { bytes in
    unpack { () throws(Withholding) in try ZstdStream(MemoryBytes(bytes), budget: fuzzBudget(bytes))
    }
  },
  "helper": { readFrames($0) },
  "name": { checkName($0) },
  "sniff": { readSniffed($0) },
  "text": { readDocument($0, SniffedFormat(.text)) },
  "csv": { bytes in
    var sniffed = SniffedFormat(.csv)
    sniffed.hasHeader = bytes.count % 2 == 0
    readDocument(bytes, sniffed)
  },
  "fixed-width": { readFixedWidth($0) },
  "json": { readDocument($0, SniffedFormat(.json)) },
  "fhir": { bytes in
    var sniffed = SniffedFormat(.json)
    sniffed.isClinical = true
    readDocument(bytes, sniffed)
  },
  "hl7": { readDocument($0, SniffedFormat(.hl7v2)) },
  "x12": { readDocument($0, SniffedFormat(.x12)) },
  "xml": { readMarkup($0, .xml) },
  "html": { readMarkup($0, .html) },
  "ccda": { readMarkup($0, .cda) },
  "office": { readMarkup($0, .office) },
  "rtf": { readDocument($0, SniffedFormat(.rtf)) },
  "lines": { readDocument($0, SniffedFormat(.calendar)) },
  "utf-16": { readWide($0) },
  "workbook": { readWorkbook($0) },
  "mail": { readMail($0) },
  "dicom": { readDicom($0) },
  "escapes": { readEscapes($0) },
]

/// Limits that keep one input quick.
let fuzzLimits: Limits = {
  var limits = Limits()
  limits.memberBytesMax = 4 << 20
  limits.unpackedBytesMax = 8 << 20
  limits.archiveMembersMax = 1_000
  return limits
}()

private func fuzzBudget(_ bytes: [UInt8]) -> UnpackBudget {
  UnpackBudget(limits: fuzzLimits, packedBytes: Int64(bytes.count))
}

/// Reads a stream to its end or its fault, within its limits.
private func unpack(_ open: () throws(Withholding) -> any ByteSource) {
  guard let source = try? open() else { return }
  let total = (try? source.drain()) ?? 0
  precondition(total <= fuzzLimits.memberBytesMax, "more bytes than the limit allows")
}

/// Every member, with its content: names are safe and apart, sizes hold.
private func walk(_ walk: any MemberWalk) {
  var seen: Set<[UInt8]> = []
  do throws(Withholding) {
    while let member = try walk.next() {
      check(member, &seen)
      let total = try walk.drain()
      precondition(member.kind != .file || total == member.byteCount, "content of another size")
    }
  } catch {
    return
  }
}

private func check(_ member: ArchiveMember, _ seen: inout Set<[UInt8]>) {
  let path = try? MemberName.check(member.path, limits: fuzzLimits)
  precondition(path == member.path && !member.path.isEmpty, "a name that is not safe")
  guard member.kind != .directory else { return }
  precondition(seen.insert(member.path).inserted, "two members of one name")
}

private func readZip(_ bytes: [UInt8]) {
  guard let walk = try? ZipWalk(MemoryBytes(bytes), limits: fuzzLimits) else { return }
  let budget = fuzzBudget(bytes)
  var seen: Set<[UInt8]> = []
  for index in 0..<walk.count {
    let member = walk.member(index)
    check(member, &seen)
    guard member.withholding == nil, member.kind == .file,
      let total = try? walk.open(index, budget: budget).drain()
    else { continue }
    precondition(total == member.byteCount, "content of another size")
  }
}

/// The answer of the helper process, as a stream and as members.
private func readFrames(_ bytes: [UInt8]) {
  let packed = Int64(bytes.count)
  unpack { () throws(Withholding) in
    HelperStream(
      SequentialBytes(MemoryBytes(bytes)),
      packedBytes: packed,
      budget: fuzzBudget(bytes)
    )
  }
  try? SevenZipWalk.check(MemoryBytes(bytes))
  walk(
    SevenZipWalk(
      SequentialBytes(MemoryBytes(bytes)),
      packedBytes: packed,
      budget: fuzzBudget(bytes)
    )
  )
}

/// A neutral name is one that is accepted as it is.
private func checkName(_ bytes: [UInt8]) {
  let neutral = MemberName.neutral(bytes, limits: fuzzLimits)
  precondition((try? MemberName.check(neutral, limits: fuzzLimits)) == neutral, "no neutral name")
  _ = MemberName.decodeZip(bytes, isUTF8: false)
}

private func readMail(_ bytes: [UInt8]) {
  guard let parts = try? MailParts(bytes) else { return }
  var position = 0
  for stretch in parts.stretches {
    let range: Range<Int>
    switch stretch {
    case .frame(let part), .header(let part), .text(let part): range = part
    case .part(let part):
      range = part.range
      _ = part.encoding.decode(bytes[part.range])
    }
    precondition(range.lowerBound == position, "stretches that do not tile the mail")
    position = range.upperBound
  }
  precondition(position == bytes.count, "a mail that is not read to its end")
}

private func readDicom(_ bytes: [UInt8]) {
  guard let file = try? DicomFile(bytes) else { return }
  let written = DicomWriter(meta: file.meta, dataset: file.dataset, syntax: file.syntax).bytes
  precondition((try? DicomFile(written)) != nil, "what is written cannot be read")
}
