/// The characters of named references.
///
/// Source: XML 1.0 §4.6 (the first five); HTML 4.01 §24 (the rest that real documents use).
enum XMLEntities {
  /// The five of XML.
  static let xml: [String: UInt32] = [
    "amp": 0x26, "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27,
  ]

  /// Those of HTML, with the five.
  static let html: [String: UInt32] = {
    var table = xml
    for (index, name) in latin.split(separator: " ").enumerated() {
      table[String(name)] = 160 + UInt32(index)
    }
    for (name, scalar) in others { table[name] = scalar }
    return table
  }()

  /// Names of U+00A0 to U+00FF, in order.
  private static let latin = """
    nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn \
    sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave \
    Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
    ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN \
    szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute \
    icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml \
    yacute thorn yuml
    """

  /// Names beyond Latin-1.
  private static let others: [String: UInt32] = [
    "OElig": 0x152, "oelig": 0x153, "Scaron": 0x160, "scaron": 0x161, "Yuml": 0x178,
    "ensp": 0x2002, "emsp": 0x2003, "thinsp": 0x2009, "zwnj": 0x200C, "zwj": 0x200D,
    "lrm": 0x200E, "rlm": 0x200F, "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018,
    "rsquo": 0x2019, "sbquo": 0x201A, "ldquo": 0x201C, "rdquo": 0x201D, "bdquo": 0x201E,
    "bull": 0x2022, "hellip": 0x2026, "prime": 0x2032, "euro": 0x20AC, "trade": 0x2122,
    "minus": 0x2212, "commat": 0x40, "period": 0x2E, "comma": 0x2C, "colon": 0x3A, "sol": 0x2F,
    "num": 0x23, "lpar": 0x28, "rpar": 0x29, "hyphen": 0x2010, "dash": 0x2010, "Tab": 0x09,
    "NewLine": 0x0A, "plus": 0x2B, "lowbar": 0x5F, "semi": 0x3B, "excl": 0x21, "quest": 0x3F,
  ]

  /// Bytes of the longest reference that is read, with `&` and `;`.
  static let bytesMax = 40

  /// The character of the reference that begins at `position`, and behind its semicolon; nil where
  /// there is none or its name is unknown.
  static func decode(
    _ source: [UInt8],
    at position: Int,
    to limit: Int,
    isHTML: Bool
  ) -> (scalar: UInt32, end: Int)? {
    let reach = min(limit, position + bytesMax)
    let close = source.first(of: 0x3B, from: min(position + 1, reach), to: reach)
    guard close < reach, close > position + 1 else { return nil }
    if source[position + 1] == 0x23 {
      let isHex = source[position + 2] | 0x20 == 0x78
      let digits = source[position + (isHex ? 3 : 2)..<close]
      guard !digits.isEmpty, digits.count <= 10 else { return nil }
      var scalar: UInt32 = 0
      for digit in digits {
        guard let value = hexValue(digit), isHex || value < 10 else { return nil }
        let (product, overflow) = scalar.multipliedReportingOverflow(by: isHex ? 16 : 10)
        scalar = overflow ? 0x11_0000 : min(0x11_0000, product &+ UInt32(value))
      }
      // Numbers of Windows-1252's upper characters are what HTML writers meant by them.
      let isUpper = isHTML && (0x80..<0xA0).contains(scalar)
      return (isUpper ? windows1252(UInt8(scalar)) : scalar, close + 1)
    }
    let name = String(decoding: source[position + 1..<close], as: UTF8.self)
    guard let scalar = (isHTML ? html : xml)[name] else { return nil }
    return (scalar, close + 1)
  }
}
