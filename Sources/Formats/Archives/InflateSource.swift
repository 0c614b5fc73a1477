import Vocabulary

/// A decompressed stream within its limits.
///
/// Input and output move in pieces of fixed size, whatever the caller asks for and the source
/// returns, so that where a limit strikes depends on the content alone.
final class InflateSource {
  /// Compressed bytes read at once.
  private static let inputBytes = 64 << 10
  /// Decompressed bytes made at once.
  private static let outputBytes = 128 << 10

  /// What to do when a deflate stream ends.
  enum Ending {
    /// Nothing may follow, and exactly this many bytes came out: a zip's member of `packed` bytes.
    case single(byteCount: Int64, packed: Int64)
    /// Other streams may follow: gzip.
    case members
  }

  /// Compressed bytes.
  private let source: any ByteSource
  /// What may be unpacked.
  private let budget: UnpackBudget
  /// What to do at the end of a stream.
  private let ending: Ending
  /// zlib.
  private let inflater: Inflater
  /// Compressed bytes read, used up to `inputTaken`.
  private var input: [UInt8] = []
  private var inputTaken = 0
  /// Compressed bytes read in all.
  private var pulledBytes: Int64 = 0
  /// Decompressed bytes `outputTaken..<outputCount` wait for the reader.
  private var output = [UInt8](repeating: 0, count: outputBytes)
  private var outputTaken = 0
  private var outputCount = 0
  /// Decompressed bytes in all.
  private var totalBytes: Int64 = 0
  /// Whether the last stream ended and was verified.
  private var hasEnded = false

  /// Decompresses `source`, from which nobody else may read.
  init(
    _ source: any ByteSource,
    wrapping: DeflateWrapping,
    ending: Ending,
    budget: UnpackBudget
  ) throws(Withholding) {
    self.source = source
    self.budget = budget
    self.ending = ending
    self.inflater = try Inflater(wrapping)
  }

  /// As `ByteSource.read`.
  func read(into buffer: inout [UInt8], upTo count: Int) throws(Withholding) -> Int {
    if outputTaken == outputCount {
      if hasEnded { return 0 }
      try produce()
    }
    let now = min(count, outputCount - outputTaken)
    buffer.append(contentsOf: output[outputTaken..<outputTaken + now])
    outputTaken += now
    return now
  }

  /// Fills the output as far as the stream goes and checks the limits.
  private func produce() throws(Withholding) {
    outputTaken = 0
    outputCount = 0
    while outputCount < output.count, !hasEnded {
      let progress = try inflater.step(input, from: inputTaken, into: &output, from: outputCount)
      inputTaken += progress.consumed
      outputCount += progress.produced
      if progress.isEnd {
        hasEnded = try !continuesAfterEnd()
      } else if progress.consumed == 0, progress.produced == 0 {
        guard inputTaken == input.count else {
          throw Withholding(.corrupt, "decompression stands still")
        }
        guard try pull() else { throw inputEnded() }
      }
    }
    totalBytes += Int64(outputCount)
    try checkLimits()
  }

  /// What it means that the input ended inside a stream.
  private func inputEnded() -> Withholding {
    switch ending {
    case .single: Withholding(.corrupt, "compressed data ends before its stream does")
    case .members: Withholding(.truncated, "compressed data ends after \(pulledBytes) bytes")
    }
  }

  /// Reads the next piece of input; false at its end.
  private func pull() throws(Withholding) -> Bool {
    input.removeAll(keepingCapacity: true)
    inputTaken = 0
    let got = try source.fill(&input, upTo: Self.inputBytes)
    pulledBytes += Int64(got)
    return got > 0
  }

  /// Looks at what follows a stream's end.
  ///
  /// - Returns: whether another stream begins.
  private func continuesAfterEnd() throws(Withholding) -> Bool {
    if inputTaken == input.count, try !pull() { return false }
    guard case .members = ending else {
      throw Withholding(.ambiguousStructure, "bytes follow the end of the compressed data")
    }
    // A magic number cut by the end of the piece is judged by its first byte; zlib sees the rest.
    let magic: [UInt8] = [0x1F, 0x8B]
    guard input[inputTaken...].prefix(2).elementsEqual(magic.prefix(input.count - inputTaken))
    else {
      throw Withholding(.ambiguousStructure, "bytes that are no gzip member follow the last one")
    }
    inflater.reset()
    return true
  }

  /// Checks what came out against what was declared and what is allowed.
  private func checkLimits() throws(Withholding) {
    let packed: Int64
    switch ending {
    case .single(let byteCount, let declared):
      guard totalBytes <= byteCount, !hasEnded || totalBytes == byteCount else {
        throw Withholding(.corrupt, "content has another size than the \(byteCount) bytes declared")
      }
      packed = declared
    case .members: packed = pulledBytes
    }
    guard totalBytes <= budget.limits.memberBytesMax else {
      throw Withholding(.limitSize, "more than \(budget.limits.memberBytesMax) bytes unpacked")
    }
    try budget.limits.checkRatio(unpacked: totalBytes, packed: packed)
    try budget.spend(outputCount)
  }
}

/// Inflates a raw deflate stream that is all of `packed`, but for a zero that makes its length even
/// or the checksum and size of RFC 1952, both right, which some writers of DICOM leave behind it.
///
/// - Throws: `truncated`, `corrupt`, `ambiguous-structure` where more follows, `limit-size` or
///   `limit-ratio` where `budget` is exceeded.
func inflateWhole(
  _ packed: ArraySlice<UInt8>,
  _ budget: UnpackBudget
) throws(Withholding) -> [UInt8] {
  let input = Array(packed)
  let inflater = try Inflater(.raw)
  var (out, taken): ([UInt8], Int) = ([], 0)
  var piece = [UInt8](repeating: 0, count: 128 << 10)
  while true {
    let progress = try inflater.step(input, from: taken, into: &piece, from: 0)
    taken += progress.consumed
    try budget.spend(progress.produced)
    try budget.limits.checkRatio(unpacked: Int64(out.count), packed: Int64(input.count))
    out += piece[..<progress.produced]
    if progress.isEnd { break }
    guard progress.produced > 0 || progress.consumed > 0 else {
      throw Withholding(.truncated, "compressed data ends after \(input.count) bytes")
    }
  }
  var checksum = CRC32()
  checksum.update(out)
  var trailer: [UInt8] = []
  trailer.append(little32: checksum.value)
  trailer.append(little32: UInt32(truncatingIfNeeded: out.count))
  let rest = input[taken...]
  guard rest.isEmpty || rest.elementsEqual([0]) || rest.elementsEqual(trailer) else {
    throw Withholding(.ambiguousStructure, "bytes follow the end of the compressed data")
  }
  return out
}
