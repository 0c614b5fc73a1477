import Testing
import Vocabulary

@testable import Formats

/// What looks like text and must not be taken for clean: content that is encrypted or encoded.
struct SniffingRefusalTests {
  private func reason(_ text: String) -> Reason? {
    let bytes = Array(text.utf8)
    return refusal { () throws(Withholding) in
      try sniff(head: bytes.span, isWhole: true, name: Array("a.txt".utf8).span)
    }
  }

  @Test(arguments: [
    "-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n",
    "age-encryption.org/v1\n-> X25519 abc\n", "-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n",
    "Salted__abcdefgh and more",
  ])
  func ciphertextIsEncrypted(text: String) {
    #expect(reason(text) == .encrypted)
  }

  /// The lines are those of `uuencode`.
  @Test func uuencodedContentIsWithheld() {
    #expect(reason("see below\nbegin 644 a.txt\n#0V%T\n`\nend\n") == .unscannableContent)
  }

  @Test(arguments: [
    "begin 644 times\nand end\n", "begin with a rest\nM\n", "We begin 644 a.txt\n#0V%T\n",
    "The message -----BEGIN PGP MESSAGE----- is a header.\n",
  ])
  func proseAboutThemIsText(text: String) {
    #expect(reason(text) == nil)
  }

  /// The runs are those of RFC 2152's encoding: `<script>`, `École`, `Łódź`, `Ξ`, `0`.
  @Test(arguments: [
    "+ADw-script+AD4-\n", "+AMk-cole et coll+AOg-ge\n", "+AUEA8w-d+AXo-\n", "+A54- is one\n",
    "He said +ADw-b+AD4- twice\n", "+AMA la carte\n",
  ])
  func utf7IsWithheld(text: String) {
    #expect(reason(text) == .unscannableContent)
  }

  @Test(arguments: [
    "+Andrea\n", "+Andre", "+Amanda", "+Andreas\n-- \nTaylor\n", "+Ann-Marie is on the thread\n",
    "+Ang-", "+A1 for the plan\n", "+Aaliyah and +Rosa, see below\n", "+ABC- is no sign\n",
  ])
  func peopleAddedToAThreadAreText(text: String) {
    #expect(reason(text) == nil)
  }
}
