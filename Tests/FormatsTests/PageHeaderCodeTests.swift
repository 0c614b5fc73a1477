import Testing

@testable import Formats

/// Codes in headers of a workbook's pages.
///
/// Source: ECMA-376 part 1, §18.3.1.46.
@Suite struct PageHeaderCodeTests {
  /// What stands behind the code whose ampersand was before the text; nil where there is none.
  private func rest(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    return PageHeaderCode(bytes, bytes.indices)
      .map { String(decoding: bytes[$0.end...], as: UTF8.self) }
  }

  @Test(arguments: [
    ("LRoe", "Roe"), ("CRoe", "Roe"), ("RRoe", "Roe"), ("BRoe", "Roe"), ("14Roe", "Roe"),
    ("\"Arial,Bold\"Roe", "Roe"), ("&quot;Arial,Bold&quot;Roe", "Roe"), ("KFF0000Roe", "Roe"),
    ("K01+033Roe", "Roe"), ("P of &amp;N", " of &amp;N"),
  ])
  func codesEndBeforeTheText(_ text: String, _ expected: String) {
    #expect(rest(text) == expected)
  }

  @Test(arguments: [" Roe", "&amp;", "\"Arial", "K12", ""])
  func otherAmpersandsAreText(_ text: String) {
    #expect(rest(text) == nil)
  }

  @Test func sectionsAndValuesAreApartAndLooksAreNot() {
    func separator(_ text: String) -> UInt32? {
      let bytes = Array(text.utf8)
      return PageHeaderCode(bytes, bytes.indices)?.separator
    }
    #expect(separator("L") == 0x0A)
    #expect(separator("P") == 0x20)
    #expect(separator("B") == nil)
    #expect(separator("12") == nil)
  }
}
