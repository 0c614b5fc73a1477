import Testing
import Vocabulary

@testable import Masking

/// The site key never shows itself.
@Suite struct SiteKeyTests {
  /// Expected values: HKDF (RFC 5869) and HMAC of Python's hashlib and hmac over the bytes 0 to 31.
  @Test func derivesIdAndDigestsAsPythonDoes() throws {
    let key = try #require(SiteKey(bytes: Array(0..<32)))
    #expect(key.id == "d17f1fd6b0eb0637")
    #expect(
      key.digest(of: Array("a/b.txt".utf8), for: .sourcePath).hex
        == "30ecbcc57042ea178bbb112e63cac36cce72b5a36320e5e6ee0655dfa720eb93"
    )
    #expect(
      key.digest(of: Array("a/b.txt".utf8), for: .sourceContent).hex
        == "ac6941d4ac879e4813d5981be61f6d76b184bb01f92b5a9f4d1ef9312d1fcda4"
    )
  }

  @Test func refusesOtherLengths() {
    #expect(SiteKey(bytes: [UInt8](repeating: 1, count: 31)) == nil)
    #expect(SiteKey(bytes: [UInt8](repeating: 1, count: 33)) == nil)
    #expect(SiteKey(bytes: [UInt8](repeating: 1, count: 32)) != nil)
  }

  @Test func describesItselfByIdOnly() throws {
    let key = try #require(SiteKey(bytes: Array(0..<32)))
    #expect("\(key)" == "site key \(key.id)")
    #expect(!"\(key)".contains("000102"))
  }
}
