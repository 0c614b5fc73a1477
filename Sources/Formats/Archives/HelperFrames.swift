package import Vocabulary

/// What the helper process answers, frame by frame; nothing in it is taken on trust.
///
/// Source: Sources/phigate-reader/reader.h.
final class HelperFrames {
  /// One frame; content is read with `read`.
  enum Frame {
    /// A member as the archive has it, its name unchecked.
    case member(ArchiveMember)
    /// So many bytes of content follow.
    case data(Int)
    /// Something that may say anything is left out.
    case otherText
    /// Everything was read and verified.
    case end
  }

  /// Bytes of content in one frame, and of a name, at most.
  private static let dataBytesMax = 64 << 10
  private static let nameBytesMax = 16 << 10

  private let source: BufferedSource
  private var scratch: [UInt8] = []
  /// What ended the answer early; it is told again and again.
  private var fault: Withholding?

  /// Reads what a process writes.
  init(_ source: any ByteSource) {
    self.source = BufferedSource(source)
  }

  /// The next frame.
  ///
  /// - Throws: the reason that the process gives, or that of its own end.
  func next() throws(Withholding) -> Frame {
    if let fault { throw fault }
    do throws(Withholding) {
      return try read()
    } catch {
      fault = error
      throw error
    }
  }

  /// Reads a frame.
  private func read() throws(Withholding) -> Frame {
    try fill(1)
    switch scratch[0] {
    case UInt8(ascii: "M"): return .member(try member())
    case UInt8(ascii: "D"):
      try fill(4)
      let count = Int(scratch.little32(at: 0))
      guard (1...Self.dataBytesMax).contains(count) else { throw nonsense() }
      return .data(count)
    case UInt8(ascii: "T"): return .otherText
    case UInt8(ascii: "E"):
      scratch.removeAll(keepingCapacity: true)
      guard try source.read(into: &scratch, upTo: 1) == 0 else { throw nonsense() }
      return .end
    case UInt8(ascii: "X"):
      try fill(1)
      throw refusal(scratch[0])
    default: throw nonsense()
    }
  }

  /// Appends bytes of content that were announced.
  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    let got = try source.read(into: &buffer, upTo: count)
    guard got > 0 else { throw nonsense() }
    return got
  }

  private func member() throws(Withholding) -> ArchiveMember {
    try fill(14)
    let (kind, isExecutable) = (scratch[0], scratch[1] != 0)
    let nameBytes = Int(scratch.little32(at: 2))
    let size = scratch.little64(at: 6)
    guard let byteCount = Int64(exactly: size), nameBytes <= Self.nameBytesMax else {
      throw nonsense()
    }
    try fill(nameBytes)
    var member = ArchiveMember(path: scratch, byteCount: byteCount, isExecutable: isExecutable)
    switch kind {
    case 0: member.kind = .file
    case 1: member.kind = .directory
    case 2: member.kind = .symbolicLink
    default: member.kind = .special
    }
    guard member.kind == .file || byteCount == 0 else { throw nonsense() }
    return member
  }

  /// Reads exactly so many bytes into `scratch`.
  private func fill(_ count: Int) throws(Withholding) {
    scratch.removeAll(keepingCapacity: true)
    guard try source.fill(&scratch, upTo: count) == count else { throw nonsense() }
  }

  private func nonsense() -> Withholding {
    Withholding(.readerCrashed, "the reader's answer makes no sense")
  }

  /// Why the process cannot read on, by its number.
  private func refusal(_ number: UInt8) -> Withholding {
    switch number {
    case 1: Withholding(.corrupt, "the reader found damage")
    case 2: Withholding(.truncated, "the end is missing")
    case 3: Withholding(.encrypted)
    case 4: Withholding(.unsupportedFormat, "a method that the reader does not know")
    case 5: Withholding(.limitSize, "unpacking needs more memory than is allowed")
    case 6: Withholding(.ambiguousStructure, "bytes follow the end")
    default: nonsense()
    }
  }
}

/// One compressed stream that the helper process unpacks.
package final class HelperStream: ByteSource {
  private let frames: HelperFrames
  private let budget: UnpackBudget
  private let packedBytes: Int64
  private var frameLeft = 0
  private var totalBytes: Int64 = 0
  private var hasEnded = false
  /// Whether bytes that may say anything were left out.
  package private(set) var holdsOtherText = false

  /// Reads the process's answer; `packedBytes` is the size of what it unpacks.
  package init(_ source: any ByteSource, packedBytes: Int64, budget: UnpackBudget) {
    frames = HelperFrames(source)
    self.packedBytes = packedBytes
    self.budget = budget
  }

  /// As `ByteSource.read`.
  package func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    while frameLeft == 0 {
      if hasEnded { return 0 }
      switch try frames.next() {
      case .data(let count):
        frameLeft = count
        totalBytes += Int64(count)
        try checkLimits(count)
      case .otherText: holdsOtherText = true
      case .end: hasEnded = true
      case .member: throw Withholding(.readerCrashed, "a member in a single stream")
      }
    }
    let got = try frames.read(into: &buffer, upTo: min(count, frameLeft))
    frameLeft -= got
    return got
  }

  private func checkLimits(_ count: Int) throws(Withholding) {
    guard totalBytes <= budget.limits.memberBytesMax else {
      throw Withholding(.limitSize, "more than \(budget.limits.memberBytesMax) bytes unpacked")
    }
    try budget.limits.checkRatio(unpacked: totalBytes, packed: packedBytes)
    try budget.spend(count)
  }
}
