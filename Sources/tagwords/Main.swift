import Detection
import Glibc

/// Writes the words of texts as the tagger sees them, for scripts/train; no part of the product.
///
/// Standard input holds texts, each ended by a zero byte; one that begins with the byte 1 is not searched by
/// the rules of names and places. Standard output holds for each text the
/// number of its words (four bytes, little-endian) and the words as `phigate_tag_word`.
@main
struct Main {
  static func main() {
    var input: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(0, $0.baseAddress, $0.count) }
      guard count > 0 else { break }
      input += chunk.prefix(count)
    }
    let scanner = Scanner(ruleSet: .builtIn, options: DetectionOptions(referenceYear: 2026))
    var scratch = ScanScratch()
    var output: [UInt8] = []
    for text in input.split(separator: 0, omittingEmptySubsequences: false).dropLast() {
      let isBare = text.first == 1
      scanner.taggerWords(
        Array(text.dropFirst(isBare ? 1 : 0)).span,
        byRule: !isBare,
        scratch: &scratch,
        into: &output
      )
      if output.count > 1 << 20 { flush(&output) }
    }
    flush(&output)
  }

  /// Writes and empties a buffer.
  private static func flush(_ bytes: inout [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe write(1, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
      }
      guard count > 0 else { exit(1) }
      done += count
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
