package import Vocabulary

/// Decides on the pixels of an image: they stay where they can show no text, else they are blanked.
package struct DicomPixels {
  private let dataset: [DicomElement]
  private let syntax: DicomSyntax
  private let pixels: [DicomElement]
  /// Bytes of blanked pixels below which nobody asks how large the file was.
  private static let freeBytesMax = 10 << 20
  /// Bytes of blanked pixels for each byte of the file, and in all.
  private static let ratioMax = 200
  private static let bytesMax = 256 << 20
  private static let pixelData: UInt32 = 0x7FE0_0010

  /// Looks at the pixels of a data set.
  package init(_ dataset: [DicomElement], _ syntax: DicomSyntax) {
    self.dataset = dataset
    self.syntax = syntax
    pixels = dataset.filter { $0.tag >> 16 == 0x7FE0 && $0.tag & 0xFFFF != 0 }
  }

  private func text(_ tag: UInt32) -> String {
    String(decoding: dataset.first { $0.tag == tag }?.text ?? [], as: UTF8.self)
  }

  private func number(_ tag: UInt32) -> Int? {
    guard let value = dataset.first(where: { $0.tag == tag })?.bytes, value.count == 2 else {
      return nil
    }
    let number = value.little16(at: 0)
    return Int(syntax.isBig ? number.byteSwapped : number)
  }

  /// Whether there are no pixels, or such that may stay: uncompressed, exactly as many as the image
  /// has, of a modality whose images show no text, declared to be free of burned-in annotation or
  /// measured.
  package var showNoText: Bool {
    guard let first = pixels.first else { return true }
    guard text(0x0028_0301) == "NO" || areMeasured, text(0x0028_0302) != "YES",
      ["CT", "MR", "PT", "NM", "RTDOSE"].contains(text(0x0008_0060)),
      !text(0x0008_0016).hasPrefix("1.2.840.10008.5.1.4.1.1.7"),
      pixels.count == 1, first.tag == Self.pixelData, case .value(let bytes) = first.content,
      number(0x0028_0100)?.isMultiple(of: 8) == true, let count = nativeBytes
    else { return false }
    return bytes.count == count
  }

  /// Whether pixels are what a scanner has measured or a planning system computed, not a picture:
  /// of a class whose values are no shades, original, never converted, in twelve bits or more.
  ///
  /// Source: DICOM PS3.3, C.7.6.1.1.2 (Image Type: ORIGINAL\\PRIMARY), C.8.8.3 (RT Dose).
  private var areMeasured: Bool {
    let classes: Set<String> = [
      "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.128",
    ]
    guard text(0x0028_0301).isEmpty, text(0x0008_0064).isEmpty, number(0x0028_0101) ?? 0 >= 12,
      text(0x0028_0004) == "MONOCHROME2"
    else { return false }
    if text(0x0008_0016) == "1.2.840.10008.5.1.4.1.1.481.2" { return true }
    return classes.contains(text(0x0008_0016)) && text(0x0008_0008).hasPrefix("ORIGINAL\\PRIMARY")
  }

  /// Bytes of the pixels where nothing compresses them; nil where the attributes do not say.
  private var nativeBytes: Int? {
    let frames = text(0x0028_0008).isEmpty ? 1 : Int(text(0x0028_0008)) ?? 0
    guard let rows = number(0x0028_0010), let columns = number(0x0028_0011),
      let bits = number(0x0028_0100), let samples = number(0x0028_0002), bits > 0, bits <= 64,
      bits == 1 || bits.isMultiple(of: 8), frames > 0, frames < 1 << 20, samples <= 4
    else { return nil }
    let count = (rows * columns * samples * frames * bits + 7) / 8
    return count + count % 2
  }

  /// Whether they were blanked before: all zeros, and said to be blanked.
  package var areBlanked: Bool {
    let isSaid = text(0x0012_0063).hasSuffix(DicomProfile.blankedMethod)
    return isSaid && !pixels.isEmpty
      && pixels.allSatisfy {
        if case .value(let bytes) = $0.content { bytes.allSatisfy { $0 == 0 } } else { false }
      }
  }

  /// The data set with zeros instead of pixels, as long as before; compressed ones become as many
  /// zeros as the image has, without compression.
  ///
  /// `fileBytes`: the size of the file, to which the zeros are in proportion.
  /// - Throws: `unscannable-content` for an image that does not say its size, `limit-ratio` for one
  ///   that is too large.
  package func blanked(fileBytes: Int) throws(Withholding) -> [DicomElement] {
    var isPacked = false
    for element in pixels {
      switch element.content {
      case .fragments: isPacked = true
      case .items: throw Withholding(.unscannableContent, "items instead of pixels")
      case .value: break
      }
    }
    var out: [DicomElement] = []
    for var element in dataset {
      let isPixels = element.tag >> 16 == 0x7FE0
      // Tables of where compressed frames begin.
      if isPacked, isPixels, element.tag != Self.pixelData { continue }
      if isPixels, element.tag & 0xFFFF != 0 {
        var count = element.bytes.count
        if case .fragments = element.content {
          count = try unpackedBytes(fileBytes: fileBytes)
          element.vr = number(0x0028_0100) ?? 8 > 8 ? "OW" : "OB"
        }
        element.content = .value([UInt8](repeating: 0, count: count))
      }
      // Without compression a pixel's components stand for themselves.
      if isPacked, element.tag == 0x0028_0004, text(element.tag).hasPrefix("YBR") {
        element.setText(Array("RGB".utf8))
      }
      out.append(element)
    }
    return out
  }

  /// Bytes of compressed pixels without compression, within limits.
  private func unpackedBytes(fileBytes: Int) throws(Withholding) -> Int {
    guard let count = nativeBytes else {
      throw Withholding(.unscannableContent, "compressed pixels without a size")
    }
    guard count <= Self.bytesMax,
      count <= Self.freeBytesMax || count / Self.ratioMax <= fileBytes
    else { throw Withholding(.limitRatio, "\(count) bytes of pixels out of \(fileBytes)") }
    return count
  }
}
